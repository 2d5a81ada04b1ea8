"""The words every layer shares: partial dates, spans, filters and the view.

Plain frozen dataclasses; no pandas here, so that anything may import them.
"""

import calendar
import datetime
import re
from dataclasses import dataclass, field, fields
from typing import Self

STILL_RUNNING = ".."
"""The end date of something that was still running when its source was written."""

MAX_QUERY = 200
"""Longest search text in characters; the rest is cut with a notice."""

MAX_COMPARED = 5
"""How many entities can be set side by side; the rest is left out with a notice."""

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, order=True, slots=True)
class PartialDate:
    """A date exactly as precise as its source: a year, a month or a day.

    Parameters
    ----------
    year : int
        Year of the Gregorian calendar, 1 to 9999.
    month, day : int, default 0
        1-based; 0 where the source does not say. A day needs a month.

    Raises
    ------
    ValueError
        If the calendar has no such date.

    Examples
    --------
    >>> PartialDate.parse("2004-07").last
    datetime.date(2004, 7, 31)
    """

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        if self.day and not self.month:
            raise ValueError(f"a day needs a month: {self.year}-??-{self.day}")
        datetime.date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the date written as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.

        Raises
        ------
        ValueError
            If `text` has another form or names a day the calendar lacks.
        """
        match = _DATE.fullmatch(text)
        if match is None:
            raise ValueError(f"not YYYY, YYYY-MM or YYYY-MM-DD: {text!r}")
        year, month, day = match.groups()
        if "00" in (month, day) or year == "0000":
            raise ValueError(f"no such date: {text!r}")
        return cls(int(year), int(month or 0), int(day or 0))

    @property
    def precision(self) -> str:
        """`year`, `month` or `day`: how exact the date is."""
        if self.day:
            return "day"
        return "month" if self.month else "year"

    @property
    def first(self) -> datetime.date:
        """First day the date may mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> datetime.date:
        """Last day the date may mean."""
        month = self.month or 12
        day = self.day or calendar.monthrange(self.year, month)[1]
        return datetime.date(self.year, month, day)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Span:
    """The time a record covers.

    Parameters
    ----------
    start : PartialDate
        When it happened or began.
    end : PartialDate or None
        When it ended; None for a moment, or an end that is not known.
    running_until : PartialDate or None
        For something still running as of its source: how far the source reaches.

    Raises
    ------
    ValueError
        If it ends before it starts.
    """

    start: PartialDate
    end: PartialDate | None = None
    running_until: PartialDate | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end.last < self.start.first:
            raise ValueError(f"ends {self.end}, before it starts {self.start}")

    @property
    def first_year(self) -> int:
        """Year in which it began."""
        return self.start.year

    @property
    def last_year(self) -> int:
        """Last year the source vouches for."""
        end = self.end or self.running_until or self.start
        return max(end.year, self.start.year)


MARKS = ("inferred", "conflict")
"""What may be marked on a record: its date was inferred, its sources disagree."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asked to see. An empty tuple, None or '' means "all".

    Values of one field are joined by OR, fields by AND (contract, section 2).

    Parameters
    ----------
    domain, era, kind, region, confidence, scope, mark : tuple of str
        Ids, each at most once, in the order of the data's vocabulary.
    years : (int, int) or None
        First and last year, both included; None for the data's full span.
    q : str
        Words to find, case- and accent-blind; all of them must occur.
    """

    domain: tuple[str, ...] = ()
    era: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    kind: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    confidence: tuple[str, ...] = ()
    scope: tuple[str, ...] = field(default=("direct", "collective"))
    mark: tuple[str, ...] = ()
    q: str = ""

    def active(self) -> tuple[str, ...]:
        """Return the names of the fields that differ from their default."""
        default = Filters()
        return tuple(
            item.name for item in fields(self) if getattr(self, item.name) != getattr(default, item.name)
        )


@dataclass(frozen=True, slots=True)
class View:
    """What a reader sees: a page, the filters, the entity in focus and the record opened ('' for none).

    `compared` are the entities set side by side, each once, `MAX_COMPARED` at most.
    """

    page: str = ""
    filters: Filters = Filters()
    focus: str = ""
    record: str = ""
    compared: tuple[str, ...] = ()
