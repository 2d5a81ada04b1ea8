"""Entities side by side: the tables and sentences of the comparison."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from atlas.address import write_address
from atlas.compare import SharedRow, count_shared, select_together
from atlas.index import index_of
from atlas.model import Filters, View
from atlas.query import Selection, count_column, count_sources, select_of
from atlas.views.panel import describe_kind
from atlas.views.rhythm import busiest_years, count_rhythm, name_numbers
from atlas.views.table import Cell, Column, Table
from atlas.views.text import describe_number, describe_when, entity_name, value_label
from atlas.views.theme import level_of
from atlas.words import gettext, join_words

PARTS: Final = ("domain", "kind", "groups", "together")
"""What can be compared in detail: domains, kinds, formats and organisations, the records they share."""

_NAMED: Final = 3


def part_label(part: str) -> str:
    """Return what a part of the comparison is called.

    Raises
    ------
    KeyError
        If it is none of `PARTS`.
    """
    return {
        "domain": gettext("Domains"),
        "kind": gettext("Kinds of record"),
        "groups": gettext("Formats and organisations"),
        "together": gettext("Records they share"),
    }[part]


def build_facts_table(selection: Selection, codes: Sequence[str]) -> Table:
    """Return what there is to say of each, a column each; first and latest record can be picked.

    Parameters
    ----------
    selection : Selection
        The records in view.
    codes : sequence of str
        Ids of the compared.
    """
    catalog = selection.catalog
    owns = [select_of(selection, code) for code in codes]
    rows: list[tuple[str, list[Cell]]] = [
        (gettext("What"), [describe_kind(catalog, code) for code in codes]),
        (gettext("Records"), [describe_number(own.size) for own in owns]),
        (gettext("Of these said of all partners at once"), [_collective(own) for own in owns]),
        (gettext("First record"), [_end(own, 0) for own in owns]),
        (gettext("Latest record"), [_end(own, -1) for own in owns]),
        (gettext("Most records began in"), [_busiest(own) for own in owns]),
        (gettext("Main domains"), [_main(own, "domain") for own in owns]),
        (gettext("Main kinds of record"), [_main(own, "kind") for own in owns]),
        (gettext("Sources"), [describe_number(len(count_sources(own))) for own in owns]),
        (gettext("All there is"), [_profile(selection, code) for code in codes]),
    ]
    if any(own.context for own in owns):
        rows.insert(3, (gettext("Records of context apart"), [describe_number(own.context) for own in owns]))
    columns = [Column("fact", gettext("Fact")), *(Column(code, entity_name(catalog, code)) for code in codes)]
    return Table(gettext("Side by side"), columns, [[label, *cells] for label, cells in rows])


def build_part_table(selection: Selection, codes: Sequence[str], part: str) -> Table:
    """Return one part of the comparison in detail.

    Parameters
    ----------
    selection : Selection
        The records in view.
    codes : sequence of str
        Ids of the compared.
    part : str
        One of `PARTS`.

    Raises
    ------
    KeyError
        If `part` is another.
    """
    if part == "together":
        return _together_table(selection, codes)
    if part == "groups":
        rows = [row for table in ("formats", "organisations") for row in _shared(selection, codes, table)]
        label = {row.value: entity_name(selection.catalog, row.value) for row in rows}
    else:
        rows = _shared(selection, codes, part)
        label = {row.value: value_label(selection.catalog, part, row.value) for row in rows}
    return _shared_table(selection, codes, part, [(label[row.value], row) for row in rows])


def _shared(selection: Selection, codes: Sequence[str], parameter: str) -> list[SharedRow]:
    return count_shared([select_of(selection, code) for code in codes], parameter)


def _shared_table(
    selection: Selection, codes: Sequence[str], part: str, rows: Sequence[tuple[str, SharedRow]]
) -> Table:
    names = [entity_name(selection.catalog, code) for code in codes]
    columns = [Column("value", part_label(part)), Column("holders", gettext("Direct records of"))]
    columns += [Column(code, name) for code, name in zip(codes, names, strict=True)]
    # No address stands for the records of two entities at once, so a click on those cells leads nowhere.
    made = _plain_cells if part == "groups" else _pair_cells
    cells: list[list[Cell]] = [[label, _holders(names, row), *made(row)] for label, row in rows]
    caption = gettext("{part}: shared by most first. “+ number” is said of all partners at once.")
    return Table(
        caption.format(part=part_label(part)),
        columns,
        cells,
        ids=[row.value for _, row in rows],
        pair_page=_behind(selection.filters, part),
    )


def _pair_cells(row: SharedRow) -> list[Cell]:
    return list(row.pairs)


def _plain_cells(row: SharedRow) -> list[Cell]:
    return [_plain_cell(*pair) for pair in row.pairs]


def _plain_cell(direct: int, collective: int) -> Cell:
    if not direct and not collective:
        return ""
    text = " ".join([str(direct)] * bool(direct) + [f"+ {collective}"] * bool(collective))
    return {"text": text, "level": level_of(direct + collective), "drawn": "d" if direct else "c"}


def _holders(names: Sequence[str], row: SharedRow) -> str:
    if not row.holders:
        return gettext("none")
    if len(row.holders) == 1:
        return gettext("only {name}").format(name=names[row.holders[0]])
    if len(row.holders) == len(names):
        return gettext("all") if len(names) > 2 else gettext("both")
    return gettext("{number} of {all}").format(number=len(row.holders), all=len(names))


def _together_table(selection: Selection, codes: Sequence[str]) -> Table:
    catalog = selection.catalog
    together = select_together(selection, codes)
    rows: list[list[Cell]] = [
        [
            {"text": row["title"], "page": _record_page(selection, row["id"])},
            describe_when(row["date"], row["end_date"], row["date_basis"]),
            value_label(catalog, "kind", row["kind"]),
            join_words([entity_name(catalog, code) for code in codes if _takes_part(row, code)]),
        ]
        for row in together.rows(0, int(together.mask.sum()))[::-1]
    ]
    columns = [
        Column("title", gettext("Record")),
        Column("date", gettext("Date")),
        Column("kind", gettext("Kind")),
        Column("who", gettext("Of the compared")),
    ]
    return Table(
        gettext("Direct records in which two or more of them take part, latest first"), columns, rows
    )


def _takes_part(row: Mapping[str, Any], code: str) -> bool:
    return any(code in row[table] for table in ("partners", "formats", "organisations"))


def _profile(selection: Selection, code: str) -> Cell:
    hint = gettext("Profile of {name}").format(name=entity_name(selection.catalog, code))
    page = write_address(View("profile", selection.filters, code))
    return {"text": gettext("Profile"), "page": page, "hint": hint}


def _collective(own: Selection) -> str:
    index = index_of(own.catalog)
    return describe_number(int((own.mask & index.cooperation & index.collective).sum()))


def _end(own: Selection, place: int) -> Cell:
    index = index_of(own.catalog)
    order = index.order[(own.mask & index.cooperation)[index.order]]
    if not len(order):
        return gettext("none in view")
    row = own.catalog.tables["records"].iloc[order[place]]
    when = describe_when(row["date"], row["end_date"], row["date_basis"])
    return {"text": f"{when}: {row['title']}", "page": _record_page(own, row["id"])}


def _record_page(selection: Selection, record: str) -> str:
    return write_address(View("records", selection.filters, record=record))


def _behind(filters: Filters, part: str) -> str:
    """Return the address of the records behind a cell, with `{row}` and `{column}` for the ids."""
    if part == "domain":
        filters = replace(filters, domain=("{row}",))
    elif part == "kind":
        filters = replace(filters, kind=("{row}",))
    else:
        return ""
    address = write_address(View("records", filters, "{column}"))
    return address.replace("%7Brow%7D", "{row}").replace("%7Bcolumn%7D", "{column}")


def _busiest(own: Selection) -> str:
    return name_numbers([(str(year), number) for year, number in busiest_years(count_rhythm(own))])


def _main(own: Selection, parameter: str) -> str:
    counts = list(count_column(own, parameter).items())[:_NAMED]
    return name_numbers([(value_label(own.catalog, parameter, value), number) for value, number in counts])
