"""The checks that need one table alone."""

import datetime
import re
from collections.abc import Iterator
from functools import partial

import pandas as pd
import pandera.pandas as pa

from atlas.catalog.find import Finding, find_problems
from atlas.catalog.package import Column, Table
from atlas.catalog.problems import Problem
from atlas.catalog.schema import build_frame_schema
from atlas.model import STILL_RUNNING, PartialDate

_TIME_OF_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ].+")
_NUMBER = re.compile(r"[1-9][0-9]{0,4}")
# ASCII and Latin-1 controls, line and paragraph separators, zero-width spaces and direction marks,
# which can make a line read otherwise than it is. Joiners (200c, 200d) are part of some scripts.
_CONTROL = "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]"


def check_table(table: Table, rows: pd.DataFrame, *, created: datetime.date) -> Iterator[Problem]:
    """Yield what is wrong inside one table.

    Parameters
    ----------
    table : Table
        Description of the columns.
    rows : DataFrame
        Raw rows, see `RawFolder.tables`. Columns that are missing are not looked at.
    created : date
        Day the data package was made; no date may lie after it.
    """
    if table.name == "records" and rows.empty:
        yield Problem(table.path, 1, "", "no-records", "")
    yield from _check_schema(table, rows)
    yield from _check_spacing(table, rows)
    yield from _check_order(table, rows)
    for column in (column for column in table.columns if column.name in rows):
        place = partial(find_problems, rows[[column.name]], file=table.path, column=column.name)
        if column.separator:
            yield from place(partial(_check_list, column=column))
        if column.locator:
            yield from place(partial(_check_locators, column=column))
        if column.partial_date:
            yield from place(partial(_check_date, column=column, created=created))


def _check_schema(table: Table, rows: pd.DataFrame) -> Iterator[Problem]:
    schema = build_frame_schema(table, only=rows.columns)
    try:
        schema.validate(rows.mask(rows == ""), lazy=True)
    except pa.errors.SchemaErrors as errors:
        failures = errors.failure_cases
        for name, check, value, line in zip(
            *(failures[key] for key in ("column", "check", "failure_case", "index")), strict=True
        ):
            yield _from_failure(table, table.column(name), check, value=value, line=line)


def _from_failure(table: Table, column: Column, check: str, *, value: str, line: int) -> Problem:
    if check == "not_nullable":
        code = "missing-source" if column.locator else "missing-value"
        return Problem(table.path, int(line), column.name, code, "")
    code = "duplicate-id" if check == "field_uniqueness" else check
    return Problem(table.path, int(line), column.name, code, value, _hint(column, code))


def _hint(column: Column, code: str) -> str:
    hints = {
        "unknown-code": f"Allowed: {', '.join(column.enum)}.",
        "pattern-mismatch": f"Wanted: {column.pattern}",
        "out-of-range": f"Allowed: {column.minimum} to {column.maximum}.",
        "too-long": f"Allowed: {column.max_length} characters.",
    }
    return hints.get(code, "")


def _check_spacing(table: Table, rows: pd.DataFrame) -> Iterator[Problem]:
    # All columns as one: a call for each would cost more than the search.
    places = rows.melt(var_name="column", value_name="cell", ignore_index=False)
    cells = places["cell"]
    untidy = {
        "stray-space": (cells != cells.str.strip()) | cells.str.contains("  ", regex=False),
        "control-character": cells.str.contains(_CONTROL),
    }
    for code, is_untidy in untidy.items():
        for line, column, cell in places[is_untidy].itertuples(name=None):
            yield Problem(table.path, line, column, code, cell)


def _check_order(table: Table, rows: pd.DataFrame) -> Iterator[Problem]:
    keys = [key for key in table.sort_keys if key in rows]
    if keys != table.sort_keys:
        return
    # The strings are UTF-8 inside and compare byte by byte.
    early = pd.Series(False, index=rows.index)
    tied = pd.Series(True, index=rows.index)
    for key in keys:
        above = rows[key].shift(fill_value="")
        early |= tied & (rows[key] < above)
        tied &= rows[key] == above
    for line, value in rows.loc[early, keys[0]].items():
        yield Problem(table.path, int(str(line)), keys[0], "wrong-order", value)


def _check_list(cell: str, *, column: Column) -> Iterator[Finding]:
    items = column.items(cell)
    if cell and items != cell.split(column.separator):
        yield Finding("stray-space", cell)
    for number, item in enumerate(items):
        if not item:
            yield Finding("empty-list-item", cell)
        elif item in items[:number]:
            yield Finding("duplicate-in-list", item)


def _check_locators(cell: str, *, column: Column) -> Iterator[Finding]:
    for item in column.items(cell):
        source, mark, _ = item.partition("#")
        number = item.removeprefix(source + column.locator)
        if mark and not _NUMBER.fullmatch(number):
            yield Finding("bad-locator", item, f"Wanted: {source}{column.locator}1")


def _check_date(cell: str, *, column: Column, created: datetime.date) -> Iterator[Finding]:
    if cell == "":
        return
    if cell == STILL_RUNNING:
        if not column.may_be_open:
            yield Finding("misplaced-open-end", cell)
        return
    try:
        date = PartialDate.parse(cell)
    except ValueError:
        yield Finding("date-over-precise" if _TIME_OF_DAY.fullmatch(cell) else "bad-date", cell)
        return
    # An end may lie ahead, as that of a mandate does; what is recorded may not.
    if date.first > created and not column.may_be_open:
        yield Finding("future-date", cell, f"The data package was made on {created}.")
