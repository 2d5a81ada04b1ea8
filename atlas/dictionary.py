"""`data/README.md`: what each column means and what is covered, made from the data themselves."""

from collections.abc import Iterable, Sequence
from typing import Final

from atlas.catalog import Catalog
from atlas.catalog.package import Column
from atlas.model import Filters
from atlas.query import Selection, count_members, count_sources, select_of, select_records

README: Final = "README.md"
"""Name of the file in the data folder."""


def build_data_readme(catalog: Catalog) -> str:
    """Return the text of `data/README.md` as Markdown; the same data always give the same text.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    """
    everything = select_records(catalog, Filters(scope=("direct", "collective", "context")))
    parts = [
        _opening(catalog, everything),
        "## Coverage by domain\n\n" + _domains(catalog),
        "## Coverage by partner\n\n" + _partners(everything),
        "## The files\n\n" + "\n\n".join(_table(catalog, name) for name in catalog.tables),
    ]
    return "\n\n".join(parts) + "\n"


def _opening(catalog: Catalog, everything: Selection) -> str:
    package = catalog.package
    return "\n".join(
        [
            f"# {package.title}: the data",
            "",
            "This page is made from the data by `python -m atlas readme`; `make check` holds it up to date.",
            "",
            f"{package.description}",
            "",
            f"Version {package.version}, {catalog.created.isoformat()}:"
            f" {everything.size} records of cooperation and {everything.context} of context,"
            f" {len(catalog.partners)} partners,"
            f" {len(catalog.formats)} formats, {len(catalog.organisations)} organisations,"
            f" {len(catalog.sources)} sources, {len(catalog.conflicts)} disagreements between sources.",
            "",
            f"**Cite as:** {package.title}, data version {package.version}, CC BY 4.0.",
            "",
            "UTF-8, RFC 4180 CSV, sorted by id, lists joined by `;`. The columns are described once, in",
            "[datapackage.json](datapackage.json) (Frictionless Data Package). How a fact is coded:",
            "[CODING.md](CODING.md). What changed: [CHANGELOG.md](CHANGELOG.md).",
        ]
    )


def _domains(catalog: Catalog) -> str:
    rows = []
    for code, domain in catalog.rows("domains").items():
        chosen = select_records(catalog, Filters(domain=(code,)))
        collective = select_records(catalog, Filters(domain=(code,), scope=("collective",))).size
        partners = sum(count.direct > 0 for count in count_members(chosen, "partners").values())
        rows.append([domain["name"], f"`{code}`", chosen.size - collective, collective, partners])
    header = ["domain", "id", "direct", "of all partners", "partners with direct records"]
    return _markdown(header, rows, numeric=3)


def _partners(everything: Selection) -> str:
    catalog = everything.catalog
    labels = catalog.labels("partners", "status")
    rows = []
    for code, count in count_members(everything, "partners").items():
        partner = catalog.rows("partners")[code]
        cited = len(count_sources(select_of(everything, code)))
        years = f"{count.first_year}–{count.last_year}"
        status = labels[partner["status"]]
        rows.append(
            [partner["name"], code, status, count.direct, count.collective, count.context, cited, years]
        )
    header = ["partner", "code", "status", "direct", "of all partners", "context", "sources", "years"]
    return _markdown(header, rows, numeric=5)


def _table(catalog: Catalog, name: str) -> str:
    table = next(table for table in catalog.package.tables if table.name == name)
    rows = [[f"`{column.name}`", _allowed(column), column.description] for column in table.columns]
    heading = f"### `{name}.csv`: {len(catalog.tables[name])} rows\n\n{table.description}\n\n"
    return heading + _markdown(["column", "holds", "meaning"], rows)


def _allowed(column: Column) -> str:
    parts = [f"`{value}`" for value in column.enum] if column.enum else [column.type]
    if column.partial_date:
        parts = ["date"]
    if column.references:
        parts = [" or ".join(f"`{target}`" for target in column.references)]
    if column.separator:
        parts = [f"list of {', '.join(parts)}"]
    return ", ".join(parts) + ("" if column.required else "; may be empty")


def _markdown(header: Sequence[str], rows: Iterable[Sequence[object]], *, numeric: int = 0) -> str:
    """Return a table, the last `numeric` columns set to the right."""
    left = len(header) - numeric
    ruler = ["---"] * left + ["---:"] * numeric
    lines = [header, ruler, *rows]
    return "\n".join(
        "| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines
    )
