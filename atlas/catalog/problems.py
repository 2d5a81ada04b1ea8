"""What can be wrong with a data folder: a catalogue of codes, one problem, many problems.

Codes are stable: scripts and tests hold on to them. The sentences beside them may be reworded.
"""

from collections.abc import Sequence
from dataclasses import dataclass

CODES = {
    # The folder and its description
    "missing-file": "The data package names a file that is not there or cannot be opened.",
    "bad-datapackage": "datapackage.json is no valid description; the column is the path inside it.",
    # A file as a whole; reported once a file where mending it is one act
    "empty-file": "The file has no header line.",
    "not-utf-8": "The line holds bytes that are not UTF-8.",
    "byte-order-mark": "The file begins with a byte order mark.",
    "line-end": "Lines end with CR LF; they must end with LF alone.",
    "no-final-newline": "The last line does not end with a line feed.",
    "stray-quote": "A quotation mark stands inside an unquoted cell, or is never closed.",
    "ragged-row": "The row has more or fewer cells than the header; its cells are not looked at.",
    # The header
    "missing-column": "The data package describes a column that the file lacks.",
    "extra-column": "The file has a column that the data package does not describe.",
    "duplicate-column": "Two columns have the same name.",
    "column-order": "The columns stand in another order than the data package describes.",
    # One cell
    "missing-value": "A required cell is empty.",
    "missing-source": "A fact has no source.",
    "unknown-code": "The value is not one of the column's codes.",
    "pattern-mismatch": "The value does not have the form the column asks for.",
    "too-long": "The text is longer than the column allows.",
    "not-a-number": "The value is not a plain decimal number.",
    "not-an-integer": "The value is not a whole number.",
    "out-of-range": "The number is smaller or larger than the column allows.",
    "stray-space": "A space leads, trails or is doubled.",
    "control-character": "The cell holds a line break, a tab or another invisible control character.",
    "bad-url": "Not a plain http or https address: other scheme, space, credentials or no host.",
    "empty-list-item": "A list has an empty item: a separator too many.",
    "duplicate-in-list": "A list names the same item twice.",
    "bad-date": "Not YYYY, YYYY-MM or YYYY-MM-DD, or a day the calendar lacks.",
    "date-over-precise": "A date more precise than a day: a time of day does not belong here.",
    "misplaced-open-end": "Two dots (still running) stand where only a date may.",
    "future-date": "The date lies after the day the data package was made.",
    "bad-locator": "A place inside a source is written #pN, N counting from 1.",
    # Rows of one table
    "duplicate-id": "The id stands in an earlier row, too.",
    "wrong-order": "The row should stand before the one above it (byte order).",
    "no-records": "The table of records has no rows.",
    "end-before-start": "It ends before it starts.",
    # Between tables
    "broken-reference": "No row of the other table has this id.",
    "unknown-country": "Not a country code of ISO 3166-1 alpha-3.",
    "uncited-source": "No row of any table cites this source.",
    "shared-id": "Another entity (hub, partner, format or organisation) has this id.",
    "hub-as-partner": "The hub stands among its own partners.",
    "hub-not-member": "The hub is not a member of the format.",
    "id-members-mismatch": "The id is made of country codes, but not of the members, the hub first.",
    "trilateral-size": "A trilateral format has three members.",
    "missing-member": "A record of a trilateral format does not name this member among its partners.",
    "outside-eras": "The record falls into no era.",
    "one-sided-conflict": "A conflict needs at least two different sources.",
    "listed-without-source": "A partner is said to be listed, but not where.",
    "partner-without-record": "A partner that is not listed takes part in no record.",
    "weak-high-confidence": "A record of high confidence has neither an official page nor two publishers.",
    "decision-mismatch": "A researched fact needs a record exactly if it was not left out.",
    "decision-without-reason": "A decision other than accepted needs a reason.",
    "renamed-id-in-use": "An id that is said to have been renamed is still in use.",
}
"""Every code, with the sentence that explains it."""

_LONGEST_VALUE = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, and where.

    Parameters
    ----------
    file : str
        Name of the file inside the data folder.
    line : int
        Line of the file the row begins on; the header is line 1.
    column : str
        Column, or path inside datapackage.json; '' where it concerns no single one.
    code : str
        One of `CODES`.
    value : str
        What stands there, whole.
    hint : str
        What is allowed instead; '' if the code says it all.

    Raises
    ------
    ValueError
        If the code is not in the catalogue.
    """

    file: str
    line: int
    column: str
    code: str
    value: str
    hint: str = ""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"unknown problem code: {self.code!r}")

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.column or '-'} {self.code} {_quote(self.value)}"

    def explain(self) -> str:
        """Return the sentence behind the code, with what is allowed where that is known."""
        return f"{CODES[self.code]} {self.hint}".rstrip()


class DataError(Exception):
    """A data folder that cannot be used.

    Parameters
    ----------
    problems : sequence of Problem
        Everything found wrong, not only the first.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def _quote(value: str) -> str:
    # repr escapes whatever could break the line or a terminal. The double quote put in front
    # makes it choose single quotes for every value; it is cut off again.
    cut = value if len(value) <= _LONGEST_VALUE else value[: _LONGEST_VALUE - 1] + "…"
    return "'" + repr('"' + cut)[2:]
