"""What the data say of an entity, in a few neutral sentences."""

from collections.abc import Mapping
from typing import Any, Final, cast

from atlas.catalog import Catalog
from atlas.query import Count, Selection, count_column, count_members
from atlas.views.rhythm import Rhythm, busiest_years, count_rhythm, name_numbers
from atlas.views.text import (
    count_records,
    describe_date,
    describe_number,
    describe_when,
    entity_name,
    value_label,
)
from atlas.words import gettext, join_words, ngettext

_NAMED: Final = 3
"""How many domains, kinds, partners or organisations a sentence names."""

_LATELY: Final = 5
"""How many years, the last one of the data included, count as the latest years."""


def describe_entity(own: Selection, code: str) -> list[str]:
    """Return what the data say of an entity: who it is, first and latest record, rhythm, fields, with whom.

    Parameters
    ----------
    own : Selection
        Its records, from `query.select_of`.
    code : str
        Id of the entity; that of the hub for the overview.

    Returns
    -------
    list of str
        One to three paragraphs of plain text, every sentence made from numbers and names of the data.
    """
    if not own.mask.any():
        nothing = gettext("It has no record in this view. Not documented here does not mean there was none.")
        return [f"{_identity(own, code)} {nothing}"]
    paragraphs = [
        [_identity(own, code), _span(own), _ends(own)],
        [_rhythm(own, count_rhythm(own)), _fields(own)],
        [_company(own, code)],
    ]
    joined = [" ".join(sentence for sentence in paragraph if sentence) for paragraph in paragraphs]
    return [paragraph for paragraph in joined if paragraph]


def order_in_time(selection: Selection) -> list[dict[str, Any]]:
    """Return the earliest and the latest selected record, or the only one, as column → value."""
    last = int(selection.mask.sum())
    rows = selection.records.iloc[[0, -1] if last > 1 else [0] * last]
    return cast("list[dict[str, Any]]", rows.to_dict("records"))


def _identity(own: Selection, code: str) -> str:
    catalog = own.catalog
    kind = catalog.entities[code].kind
    if kind == "hub":
        return _identity_of_hub(own)
    if kind == "partner":
        return _identity_of_partner(catalog, code)
    if kind == "format":
        return _identity_of_format(catalog, code)
    if kind == "organisation":
        return _identity_of_organisation(catalog, code)
    raise ValueError(f"unknown kind of entity {kind!r} of {code!r}")


def _identity_of_hub(own: Selection) -> str:
    partners, formats, others = (
        _with_records(own, name) for name in ("partners", "formats", "organisations")
    )
    named = [
        ngettext("{number} partner", "{number} partners", partners).format(number=partners),
        ngettext("{number} format", "{number} formats", formats).format(number=formats),
        ngettext("{number} organisation", "{number} organisations", others).format(number=others),
    ]
    return gettext("{hub} is the country whose cooperation this atlas documents; in view: {named}.").format(
        hub=entity_name(own.catalog, own.catalog.hub.iso3), named=join_words(named)
    )


def _identity_of_partner(catalog: Catalog, code: str) -> str:
    partner = catalog.rows("partners")[code]
    sentence = {
        "listed": gettext("{name} is among the partners that the defence ministry of {hub} lists by name."),
        "documented": gettext(
            "{name} stands on no list of the defence ministry of {hub}; records document it."
        ),
        "multilateral-only": gettext("{name} is documented with {hub} only where others take part as well."),
    }[partner["status"]]
    hub = entity_name(catalog, catalog.hub.iso3)
    return sentence.format(name=entity_name(catalog, code), hub=hub)


def _identity_of_format(catalog: Catalog, code: str) -> str:
    row = catalog.rows("formats")[code]
    members = join_words([entity_name(catalog, member) for member in row["members"]])
    kind = gettext(catalog.labels("formats", "kind")[row["kind"]]).lower()
    line = gettext("A {kind} format of {members}").format(kind=kind, members=members)
    if not row["since"]:
        return f"{line}."
    return line + gettext(", documented since {date}.").format(date=describe_date(row["since"]))


def _identity_of_organisation(catalog: Catalog, code: str) -> str:
    row = catalog.rows("organisations")[code]
    kind = gettext(catalog.labels("organisations", "kind")[row["kind"]])
    if not row["seat"]:
        return gettext("{kind}; no seat is recorded.").format(kind=kind)
    seat = gettext(catalog.rows("places")[row["seat"]]["name"])
    return gettext("{kind} with its seat in {seat}.").format(kind=kind, seat=seat)


def _span(own: Selection) -> str:
    if not own.size:
        line = gettext("Nothing in view counts as cooperation.")
    else:
        collective = count_column(own, "scope").get("collective", 0)
        line = gettext("In view: {records} of cooperation.").format(records=count_records(own.size))
        if collective:
            line = gettext(
                "In view: {records} of cooperation, {direct} tied to these participants and {collective} "
                "said of all partners, or of several formats, at once."
            ).format(
                records=count_records(own.size),
                direct=describe_number(own.size - collective),
                collective=describe_number(collective),
            )
    if own.context:
        apart = ngettext(
            "{number} record of context stands apart.",
            "{number} records of context stand apart.",
            own.context,
        )
        line += " " + apart.format(number=describe_number(own.context))
    return line


def _ends(own: Selection) -> str:
    rows = order_in_time(own)
    named = [gettext("“{title}” ({when})").format(title=row["title"], when=_when(row)) for row in rows]
    if len(named) == 1:
        return gettext("The only record is {record}.").format(record=named[0])
    return gettext("The first is {first}, the latest {last}.").format(first=named[0], last=named[-1])


def _when(row: Mapping[str, Any]) -> str:
    return describe_when(row["date"], row["end_date"], row["date_basis"])


def _rhythm(own: Selection, rhythm: Rhythm) -> str:
    busiest = [(str(year), number) for year, number in busiest_years(rhythm) if number > 1]
    if not busiest:
        return ""
    line = gettext("Most records began in {years}").format(years=name_numbers(busiest))
    if own.filters.years or own.filters.era:
        return f"{line}."
    lately = gettext("; {number} of {all} since {year}.").format(
        number=describe_number(int(rhythm.counted[-_LATELY:].sum())),
        all=describe_number(int(rhythm.counted.sum())),
        year=rhythm.first_year + len(rhythm.counted) - _LATELY,
    )
    return line + lately


def _fields(own: Selection) -> str:
    domains, kinds = (_named(own, parameter) for parameter in ("domain", "kind"))
    if not domains:
        return ""
    line = gettext("Main domains: {domains}.").format(domains=name_numbers(domains))
    return line + " " + gettext("Kinds of record: {kinds}.").format(kinds=name_numbers(kinds))


def _named(own: Selection, parameter: str) -> list[tuple[str, int]]:
    counts = list(count_column(own, parameter).items())[:_NAMED]
    return [(_inside(value_label(own.catalog, parameter, value)), number) for value, number in counts]


def _company(own: Selection, code: str) -> str:
    """Return in which formats and organisations, and beside which partners, the entity stands."""
    catalog = own.catalog
    kind = catalog.entities[code].kind
    parts = []
    if kind == "partner":
        parts.append(_formats_of(own, code))
    if kind in ("partner", "format"):
        parts.append(_listed(own, "organisations", gettext("Organisations in its records: {names}."), code))
    if kind in ("hub", "organisation"):
        parts.append(_listed(own, "partners", gettext("Partners with most records: {names}."), code))
    return " ".join(part for part in parts if part)


def _formats_of(own: Selection, code: str) -> str:
    """Return the formats the partner is a member of, with its records in each."""
    catalog = own.catalog
    counts = count_members(own, "formats")
    shared = [name for name, row in catalog.rows("formats").items() if code in row["members"]]
    if not shared:
        return ""
    shared.sort(key=lambda name: (-_records(counts, name), name))
    names = [(entity_name(catalog, name), _records(counts, name)) for name in shared]
    line = ngettext(
        "It shares one format with {hub}: {names}.",
        "It shares {number} formats with {hub}: {names}.",
        len(names),
    )
    hub = entity_name(catalog, catalog.hub.iso3)
    return line.format(number=describe_number(len(names)), hub=hub, names=name_numbers(names))


def _records(counts: Mapping[str, Count], code: str) -> int:
    return counts[code].records if code in counts else 0


def _listed(own: Selection, table: str, sentence: str, code: str) -> str:
    counts = {other: count.direct for other, count in count_members(own, table).items() if other != code}
    named = sorted((item for item in counts.items() if item[1]), key=lambda item: -item[1])[:_NAMED]
    if not named:
        return ""
    return sentence.format(names=name_numbers([(entity_name(own.catalog, c), n) for c, n in named]))


def _with_records(own: Selection, table: str) -> int:
    return sum(count.records > 0 for count in count_members(own, table).values())


def _inside(name: str) -> str:
    """Return a name as it stands within a sentence: an abbreviation keeps its capitals."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
