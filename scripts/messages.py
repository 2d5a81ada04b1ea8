"""`make messages`: collects every text a reader sees into `atlas/locale/atlas.pot`."""

from collections.abc import Iterator

from babel.messages.catalog import Catalog as Messages
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po

from atlas.catalog import Catalog, load_catalog
from atlas.paths import LOCALE, ROOT, TEMPLATES, data_folder

_KEYWORDS = {"gettext": None, "ngettext": (1, 2)}
_DATA_TEXTS = (
    ("domains", "name"),
    ("domains", "definition"),
    ("eras", "name"),
    ("eras", "why"),
    ("formats", "name"),
    ("formats", "summary"),
    ("organisations", "name"),
    ("organisations", "summary"),
)


def main() -> None:
    """Write the template; the same sources always give the same file."""
    messages = Messages(project="Defence Cooperation Atlas", charset="utf-8", fuzzy=False)
    for name, message, note in sorted([*_from_code(), *_from_data(load_catalog(data_folder()))], key=str):
        messages.add(message, locations=[(name, 1)], auto_comments=[note] if note else [])
    LOCALE.mkdir(exist_ok=True)
    with (LOCALE / "atlas.pot").open("wb") as file:
        write_po(file, messages, sort_output=True, omit_header=True, include_lineno=False)


def _from_code() -> Iterator[tuple[str, str | tuple[str, ...], str]]:
    for path in [*ROOT.glob("*.py"), *ROOT.glob("pages/*.py"), *ROOT.glob("atlas/**/*.py")]:
        for _, message, _, _ in extract_from_file("python", path, keywords=_KEYWORDS):
            yield str(path.relative_to(ROOT)), message, ""
    for path in TEMPLATES.glob("*"):
        for _, message, _, _ in extract_from_file("jinja2.ext:babel_extract", path, keywords=_KEYWORDS):
            yield str(path.relative_to(ROOT)), message, ""


def _from_data(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    yield "data/datapackage.json", catalog.title, "title of the atlas"
    for table, column in _DATA_TEXTS:
        for key, row in catalog.rows(table).items():
            yield f"data/{table}.csv", row[column], f"{column} of {key}"
    for table, column in (("records", "kind"), ("records", "scope"), ("records", "confidence")):
        for label in catalog.labels(table, column).values():
            yield "data/datapackage.json", label, f"{table}.{column}"
    for table, column in (
        ("partners", "region"),
        ("partners", "status"),
        ("formats", "kind"),
        ("organisations", "kind"),
        ("domains", "group"),
    ):
        for label in catalog.labels(table, column).values():
            yield "data/datapackage.json", label, f"{table}.{column}"


if __name__ == "__main__":
    main()
