import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.model import Filters, PartialDate, Span


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2004", "year", "2004-01-01", "2004-12-31"),
        ("2004-07", "month", "2004-07-01", "2004-07-31"),
        ("2023-02", "month", "2023-02-01", "2023-02-28"),
        ("2024-02", "month", "2024-02-01", "2024-02-29"),
        ("2024-02-29", "day", "2024-02-29", "2024-02-29"),
        ("2021-01-13", "day", "2021-01-13", "2021-01-13"),
        ("0001", "year", "0001-01-01", "0001-12-31"),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(text, precision, first, last):
    date = PartialDate.parse(text)
    assert (date.precision, date.first, date.last) == (precision, day(first), day(last))
    assert str(date) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "204",
        "20044",
        "2004-7",
        "2004-13",
        "2004-00",
        "0000",
        "2023-02-29",
        "2004-07-00",
        "2004-00-07",
        "2004-07-",
        "2004/07",
        " 2004",
        "2004\n",
        "-2004",
        "٢٠٠٤",
        "2004-07-01T00:00",
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2004, 0, 7), (2004, 13, 0), (2023, 2, 29), (0, 0, 0), (10000, 0, 0)]
)
def test_a_date_the_calendar_lacks_cannot_be_made(year, month, day):
    with pytest.raises(ValueError, match=r".+"):
        PartialDate(year, month, day)


@given(st.dates(), st.sampled_from(["year", "month", "day"]))
def test_parse_undoes_str(date, precision):
    length = {"year": 4, "month": 7, "day": 10}[precision]
    text = date.isoformat()[:length]
    parsed = PartialDate.parse(text)
    assert str(parsed) == text
    assert parsed.first <= date <= parsed.last


def test_dates_sort_by_time_the_vaguer_first():
    ordered = ["1999-12-31", "2004", "2004-07", "2004-07-02", "2004-11", "2005"]
    assert [str(date) for date in sorted(map(PartialDate.parse, reversed(ordered)))] == ordered


def span(start, end=None, running_until=None):
    parts = [PartialDate.parse(text) if text else None for text in (start, end, running_until)]
    return Span(*parts)


@pytest.mark.parametrize(
    ("start", "end", "running_until", "years"),
    [
        ("2004", None, None, (2004, 2004)),
        ("2004-07", "2006", None, (2004, 2006)),
        ("2004", None, "2021-05", (2004, 2021)),
        # Vouched for by an older source than its start: it still covers the year it began.
        ("2004", None, "2001", (2004, 2004)),
        # The end may be vaguer than the start as long as some day of it follows.
        ("2004-07-05", "2004", None, (2004, 2004)),
        ("2004-07-05", "2004-07", None, (2004, 2004)),
    ],
)
def test_the_years_of_a_span(start, end, running_until, years):
    covered = span(start, end, running_until)
    assert (covered.first_year, covered.last_year) == years


@pytest.mark.parametrize(
    ("start", "end"), [("2004", "2003"), ("2004-07", "2004-06"), ("2004-07-05", "2004-07-04")]
)
def test_a_span_does_not_end_before_it_starts(start, end):
    with pytest.raises(ValueError, match="before it starts"):
        span(start, end)


@pytest.mark.parametrize(
    ("fields", "active"),
    [
        ({}, ()),
        ({"scope": ("direct", "collective")}, ()),
        ({"scope": ("direct",)}, ("scope",)),
        ({"scope": ("direct", "collective", "context")}, ("scope",)),
        ({"q": "mine", "domain": ("demining",)}, ("domain", "q")),
        ({"years": (2000, 2001)}, ("years",)),
    ],
)
def test_active_names_what_differs_from_the_default(fields, active):
    assert Filters(**fields).active() == active


def test_equal_filters_are_one_key_of_a_cache():
    assert len({Filters(q="a"), Filters(q="a"), Filters()}) == 2
