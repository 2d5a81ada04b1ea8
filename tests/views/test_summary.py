import re

import pytest

from atlas.model import Filters
from atlas.query import select_of, select_records
from atlas.views.rhythm import build_rhythm, busiest_years, count_rhythm
from atlas.views.summary import describe_entity, order_in_time
from atlas.views.thin import describe_thin


def told(selection, code):
    return " ".join(describe_entity(select_of(selection, code), code))


def thin(selection, code):
    return describe_thin(select_of(selection, code), code)


def test_a_partner(select):
    text = told(select(), "ESP")
    assert "Spain is among the partners that the defence ministry of Portugal lists by name." in text
    assert "In view: 3 records of cooperation." in text
    assert "The first is “Agreement signed” (May 2001), the latest “Patrols” (since 2014)." in text
    assert "Main domains: joint exercises (2)" in text
    assert "It shares one format with Portugal: Three navies (1)." in text


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("BRA", "only where others take part"),
        ("FRA", "stands on no list"),
        ("PRT", "in view: 3 partners, 1 format and 1 organisation"),
        ("PRT-ESP-FRA", "A trilateral format of Portugal, Spain and France, documented since 2010."),
        ("UN", "no seat is recorded"),
    ],
)
def test_who_it_is(select, code, words):
    assert words in told(select(), code)


def test_what_is_said_of_all_at_once_is_told_apart(select):
    assert "5 records of cooperation, 4 tied to these participants and 1 said of all" in told(select(), "PRT")


def test_context_stands_apart(with_context):
    everything = select_records(with_context, Filters(scope=("direct", "collective", "context")))
    assert "1 record of context stands apart." in told(everything, "ESP")
    assert "Nothing in view counts as cooperation." in told(everything, "BRA")


def test_a_single_record(select):
    assert "The only record is “Courses” (2003 – 31 December 2012 (inferred))." in told(select(), "BRA")


def test_every_number_of_a_summary_is_that_of_the_selection(catalog):
    everything = select_records(catalog, Filters())
    for code in catalog.entities:
        own = select_of(everything, code)
        number = re.search(r"In view: ([\d,]+) records? of cooperation", told(everything, code))
        assert int(number[1].replace(",", "")) == own.size if number else own.size == 0, code


def test_the_ends_are_the_first_and_the_latest(select):
    assert [row["id"] for row in order_in_time(select())] == ["2001-esp-agreement", "2015-areas"]
    assert order_in_time(select(q="nothing like it")) == []


def test_rhythm_counts_by_the_year_it_began(select):
    rhythm = count_rhythm(select())
    assert rhythm.first_year == 2001
    assert rhythm.years == [2001, 2003, 2010, 2014, 2015]
    assert (rhythm.direct.sum(), rhythm.collective.sum(), rhythm.context.sum()) == (4, 1, 0)
    assert busiest_years(rhythm) == [(2001, 1), (2003, 1), (2010, 1)]


def test_rhythm_agrees_with_the_number_of_records(catalog):
    for filters in (Filters(), Filters(domain=("joint-exercises",)), Filters(scope=("context",))):
        selection = select_records(catalog, filters)
        rhythm = count_rhythm(selection)
        assert rhythm.counted.sum() == selection.size
        assert rhythm.context.sum() == selection.context
        assert len(rhythm.direct) == catalog.last_year - catalog.first_year + 1


def test_the_picture_says_what_it_shows(select):
    picture = build_rhythm(select().catalog, count_rhythm(select()))
    assert picture["eras"] == [["Early years", 2001, 2009, 2], ["Later years", 2010, 2023, 3]]
    assert "5 records" in picture["text"]
    assert "Early years 2 and Later years 3" in picture["text"]
    empty = count_rhythm(select(q="nothing like it"))
    assert build_rhythm(select().catalog, empty)["text"].startswith("No record")


def test_what_is_thin_in_few_records(select):
    lines = thin(select(), "BRA")
    assert "Only 1 record." in lines
    assert "Its date is inferred from the context." in lines
    assert "No record has high confidence." in lines


def test_what_is_solid_is_not_called_thin(catalog):
    assert thin(select_records(catalog, Filters()), "TUR") == []


def test_silence_is_measured_to_the_end_of_the_view(select):
    assert "Nothing is documented since 2001." in thin(select(domain=("political-dialogue",)), "ESP")
    assert not any("since" in line for line in thin(select(years=(2001, 2004)), "ESP"))


def test_a_gap_between_two_records_is_named(select):
    assert "No record begins in 2002–2009." in thin(select(), "ESP")


def test_only_collective_is_said(catalog):
    everything = select_records(catalog, Filters(scope=("collective",)))
    assert any("nothing of this one alone" in line for line in thin(everything, "TUR"))


def test_one_kind_of_source_and_one_source(select):
    assert "Everything rests on one source." in thin(select(), "FRA")
    assert "Every record names other partners as well." in thin(select(), "FRA")


def test_nothing_counted_is_not_thin_but_nothing(with_context):
    everything = select_records(with_context, Filters(scope=("context",)))
    assert thin(everything, "BRA") == []
