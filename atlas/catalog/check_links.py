"""The checks that tie rows of several tables, or several cells of a row, together.

Each rule names the columns it reads; where one of them could not be read, the rule is left out.
"""

import re
from collections.abc import Callable, Iterator

from atlas.catalog.check_evidence import EVIDENCE_RULES
from atlas.catalog.countries import iso3_codes
from atlas.catalog.find import Finding
from atlas.catalog.links import Links
from atlas.catalog.package import HUB, ISO3, PACKAGE_FILE, Column
from atlas.catalog.problems import Problem
from atlas.catalog.read import RawFolder
from atlas.catalog.spans import OPEN_YEAR, Era, date_sources, measure_years, name_eras
from atlas.model import STILL_RUNNING, PartialDate, Span

_DATE = r"[0-9]{4}(-[0-9]{2}){0,2}"
_YEAR = re.compile(r"[0-9]{4}")
_ENTITY_IDS = ("partners.iso3", "formats.id", "organisations.id")


def check_links(raw: RawFolder) -> Iterator[Problem]:
    """Yield what is wrong between the cells and tables of a folder."""
    if raw.package is None:
        return
    links = Links(raw.package, raw.tables)
    yield from _check_hub(links)
    yield from _check_references(links)
    yield from _check_citations(links)
    yield from _check_entity_ids(links)
    for rule, needs in (_RULES | EVIDENCE_RULES).items():
        if all(links.has(where) for where in needs):
            yield from rule(links)


def _check_hub(links: Links) -> Iterator[Problem]:
    hub = links.package.hub
    if hub.iso3 not in iso3_codes():
        yield Problem(PACKAGE_FILE, 1, "hub.iso3", "unknown-country", hub.iso3)
    if links.has("places.id") and hub.capital not in links.items("places.id"):
        yield Problem(PACKAGE_FILE, 1, "hub.capital", "broken-reference", hub.capital)


def _check_references(links: Links) -> Iterator[Problem]:
    for where, column in _columns(links):
        allowed = [links.known(reference) for reference in column.references]
        if column.references and None not in allowed:
            known = frozenset().union(*(ids for ids in allowed if ids is not None))
            yield from links.find(where, _reference_rule(column, known))


def _reference_rule(column: Column, known: frozenset[str]) -> Callable[[str], Iterator[Finding]]:
    code = "unknown-country" if column.references == (ISO3,) else "broken-reference"
    hint = f"Looked for in {', '.join(column.references)}."

    def find(cell: str) -> Iterator[Finding]:
        for item in column.items(cell):
            name = item.partition("#")[0] if column.locator else item
            if item and name not in known:
                yield Finding(code, item, hint)

    return find


def _check_citations(links: Links) -> Iterator[Problem]:
    citing = [where for where, column in _columns(links, present=False) if "sources.id" in column.references]
    if not all(links.has(where) for where in ["sources.id", *citing]):
        return
    cited = set[str]().union(*(links.items(where) for where in citing))
    yield from links.find("sources.id", lambda name: _if(name not in cited, "uncited-source", name))


def _check_entity_ids(links: Links) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    for where in filter(links.has, _ENTITY_IDS):
        yield from links.find(
            where, lambda name: _if(name in taken, "shared-id", name, f"Also in {taken.get(name)}.")
        )
        taken.update(dict.fromkeys(links.items(where), where))
        # Said only now: a hub among the partners has a code of its own.
        taken[links.hub] = HUB


def _check_hub_is_no_partner(links: Links) -> Iterator[Problem]:
    split = links.column("records.partners").items
    yield from links.find("partners.iso3", lambda iso3: _if(iso3 == links.hub, "hub-as-partner", iso3))
    yield from links.find(
        "records.partners", lambda cell: _if(links.hub in split(cell), "hub-as-partner", links.hub)
    )


def _check_members(links: Links) -> Iterator[Problem]:
    split = links.column("formats.members").items

    def find(cell: str, kind: str) -> Iterator[Finding]:
        members = split(cell)
        yield from _if(links.hub not in members, "hub-not-member", cell)
        yield from _if(kind == "trilateral" and len(set(members)) != 3, "trilateral-size", cell)

    def find_in_id(name: str, cell: str) -> Iterator[Finding]:
        parts = name.split("-")
        if len(parts) > 1 and iso3_codes().issuperset(parts):
            fits = set(parts) == set(split(cell)) and parts[0] == links.hub
            yield from _if(not fits, "id-members-mismatch", name, f"Members: {cell}.")

    yield from links.find("formats.members", find, using=["kind"])
    yield from links.find("formats.id", find_in_id, using=["members"])


def _check_trilateral_records(links: Links) -> Iterator[Problem]:
    split = links.column("formats.members").items
    formats = links.tables["formats"]
    trilateral = formats[formats["kind"] == "trilateral"]
    members = {name: split(cell) for name, cell in zip(trilateral["id"], trilateral["members"], strict=True)}
    split_partners = links.column("records.partners").items
    split_formats = links.column("records.formats").items

    def find(partners: str, cell: str) -> Iterator[Finding]:
        present = {links.hub, *split_partners(partners)}
        for name in split_formats(cell):
            for member in members.get(name, ()):
                yield from _if(member not in present, "missing-member", member, f"Member of {name}.")

    yield from links.find("records.partners", find, using=["formats"])


def _check_eras_cover_records(links: Links) -> Iterator[Problem]:
    eras = [_read_era(*row) for row in links.tables["eras"][["id", "first_year", "last_year"]].to_numpy()]
    known = [era for era in eras if era is not None]
    if len(known) < len(eras):
        return  # reported there; here it would be repeated for every record
    records, sources = links.tables["records"], links.tables["sources"]
    is_dated = records["date"].str.fullmatch(_DATE) & records["end_date"].str.fullmatch(rf"|\.\.|{_DATE}")
    written = sources["date"].where(sources["date"] != "", sources["accessed"])
    years = measure_years(records[is_dated], date_sources(sources[written.str.fullmatch(_DATE)]))
    lonely = name_eras(years, known).map(len) == 0
    for line, value in records.loc[lonely[lonely].index, "date"].items():
        yield Problem(links.package.table("records").path, int(str(line)), "date", "outside-eras", value)


def _read_era(name: str, first: str, last: str) -> Era | None:
    is_sound = _YEAR.fullmatch(first) and (last == "" or (_YEAR.fullmatch(last) and first <= last))
    return (name, int(first), int(last or OPEN_YEAR)) if is_sound else None


def _check_spans(links: Links) -> Iterator[Problem]:
    def find(end: str, start: str) -> Iterator[Finding]:
        if end in ("", STILL_RUNNING):
            return
        try:
            dates = PartialDate.parse(start), PartialDate.parse(end)
        except ValueError:
            return  # reported as a bad date
        try:
            Span(*dates)
        except ValueError:
            yield Finding("end-before-start", end, f"It starts {start}.")

    yield from links.find("records.end_date", find, using=["date"])


def _check_era_years(links: Links) -> Iterator[Problem]:
    def find(last: str, first: str) -> Iterator[Finding]:
        if _YEAR.fullmatch(first) and _YEAR.fullmatch(last):
            yield from _if(last < first, "end-before-start", last, f"It starts {first}.")

    yield from links.find("eras.last_year", find, using=["first_year"])


def _check_conflicts(links: Links) -> Iterator[Problem]:
    split = links.column("conflicts.sources").items

    def find(cell: str) -> Iterator[Finding]:
        sources = {item.partition("#")[0] for item in split(cell)}
        yield from _if(len(sources) == 1, "one-sided-conflict", cell)

    yield from links.find("conflicts.sources", find)


def _check_listed_partners(links: Links) -> Iterator[Problem]:
    yield from links.find(
        "partners.listed_in",
        lambda cell, status: _if(status == "listed" and not cell, "listed-without-source", cell),
        using=["status"],
    )


def _check_partners_have_records(links: Links) -> Iterator[Problem]:
    acting = links.items("records.partners")
    shown = ("documented", "multilateral-only")
    yield from links.find(
        "partners.iso3",
        lambda iso3, status: _if(status in shown and iso3 not in acting, "partner-without-record", iso3),
        using=["status"],
    )


def _columns(links: Links, *, present: bool = True) -> Iterator[tuple[str, Column]]:
    for table in links.package.tables:
        for column in table.columns:
            where = f"{table.name}.{column.name}"
            if links.has(where) or not present:
                yield where, column


def _if(wrong: bool, code: str, value: str, hint: str = "") -> Iterator[Finding]:
    if wrong:
        yield Finding(code, value, hint)


_RULES: dict[Callable[[Links], Iterator[Problem]], tuple[str, ...]] = {
    _check_hub_is_no_partner: ("partners.iso3", "records.partners"),
    _check_members: ("formats.id", "formats.members", "formats.kind"),
    _check_trilateral_records: (
        "formats.id",
        "formats.members",
        "formats.kind",
        "records.partners",
        "records.formats",
    ),
    _check_eras_cover_records: (
        "records.date",
        "records.end_date",
        "records.sources",
        "sources.id",
        "sources.date",
        "sources.accessed",
        "eras.id",
        "eras.first_year",
        "eras.last_year",
    ),
    _check_spans: ("records.date", "records.end_date"),
    _check_era_years: ("eras.first_year", "eras.last_year"),
    _check_conflicts: ("conflicts.sources",),
    _check_listed_partners: ("partners.status", "partners.listed_in"),
    _check_partners_have_records: ("partners.iso3", "partners.status", "records.partners"),
}
"""Rules, each with the columns it cannot do without."""
