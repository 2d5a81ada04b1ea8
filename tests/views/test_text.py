import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.address import PARAMETERS, Rejected, allowed_values
from atlas.model import Filters
from atlas.query import select_records
from atlas.views.text import (
    count_records,
    describe,
    describe_date,
    describe_rejected,
    describe_when,
    describe_years,
    entity_name,
    escape,
    value_label,
)


@given(st.text())
def test_escaped_text_holds_no_markup(text):
    escaped = escape(text)
    assert not set("<>\"'") & set(escaped)
    assert html.unescape(escaped) == html.unescape(html.escape(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2004", "2004"),
        ("2004-07", "July 2004"),
        ("2021-01-13", "13 January 2021"),
        ("0987-02-01", "1 February 987"),
    ],
)
def test_a_date_in_words_is_no_more_precise_than_it_is(text, words):
    assert describe_date(text) == words


@pytest.mark.parametrize("text", ["", "..", "2004-13", "soon"])
def test_what_is_no_date_is_not_put_into_words(text):
    with pytest.raises(ValueError, match=r".+"):
        describe_date(text)


@pytest.mark.parametrize(
    ("date", "end", "basis", "parts"),
    [
        ("2004", "", "stated", ["2004"]),
        ("2004", "2006-03", "stated", ["2004", "March 2006"]),
        ("2004-05", "..", "stated", ["since", "May 2004"]),
        ("2004", "", "inferred", ["2004", "inferred"]),
        ("2004", "..", "inferred", ["since", "2004", "inferred"]),
    ],
)
def test_describe_when(date, end, basis, parts):
    phrase = describe_when(date, end, basis)
    at = [phrase.find(part) for part in parts]
    assert -1 not in at
    assert at == sorted(at)
    assert ("inferred" in phrase) == (basis == "inferred")
    assert ".." not in phrase


@pytest.mark.parametrize(("years", "text"), [((2004, 2004), "2004"), ((2004, 2013), "2004–2013")])
def test_describe_years(years, text):
    assert describe_years(years) == text


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 records"), (1, "1 record"), (31, "31 records"), (1234, "1,234 records")]
)
def test_count_records(number, text):
    assert count_records(number) == text


@pytest.mark.parametrize(
    ("fields", "present", "absent"),
    [
        ({}, ["5 records", "2001–2023", "3 partners"], ["context", "scope"]),
        ({"domain": ("training",)}, ["3 records", "training", "3 partners"], []),
        ({"domain": ("joint-exercises", "training")}, ["joint exercises and training"], []),
        ({"kind": ("agreement",)}, ["1 record", "2001", "1 partner"], ["1 records", "1 partners", "–"]),
        ({"years": (2002, 2004)}, ["1 record", "2002–2004"], ["2012"]),
        ({"era": ("early",)}, ["2 records", "Early years"], []),
        ({"region": ("latin-america",)}, ["Latin America", "1 partner"], []),
        ({"confidence": ("high", "low")}, ["confidence", "high and low"], []),
        ({"scope": ("collective",)}, ["1 record", "scope", "0 partners"], []),
        ({"q": "<b>nowhere {x} %s"}, ["0 records", "<b>nowhere {x} %s"], ["2001"]),
    ],
    ids=str,
)
def test_the_sentence_says_what_is_seen(select, fields, present, absent):
    sentence = describe(select(**fields))
    assert [part for part in present if part not in sentence] == []
    assert [part for part in absent if part in sentence] == []


def test_the_sentence_counts_what_it_does_not_name(catalog):
    values = allowed_values("domain", catalog)[:7]
    sentence = describe(select_records(catalog, Filters(domain=values)))
    named = [value for value in values if value_label(catalog, "domain", value).lower() in sentence.lower()]
    assert len(named) == 3
    assert "4 more" in sentence


def test_context_is_told_apart(with_context):
    everything = Filters(scope=("direct", "collective", "context"))
    sentence = describe(select_records(with_context, everything))
    assert sentence.startswith("3 records")
    assert "2 records of context" in sentence
    assert "2 partners" in sentence


@pytest.mark.parametrize("name", ["domain", "era", "kind", "region", "confidence", "scope"])
def test_every_value_has_a_name(catalog, name):
    labels = [value_label(catalog, name, value) for value in allowed_values(name, catalog)]
    assert all(labels)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(("name", "value"), [("domain", "x"), ("era", "x"), ("kind", "x"), ("colour", "x")])
def test_an_unknown_value_has_no_name(tiny_catalog, name, value):
    with pytest.raises(KeyError):
        value_label(tiny_catalog, name, value)


@pytest.mark.parametrize(
    ("code", "name"),
    [("PRT", "Portugal"), ("ESP", "Spain"), ("PRT-ESP-FRA", "Three navies"), ("UN", "United Nations")],
)
def test_entity_name(tiny_catalog, code, name):
    assert entity_name(tiny_catalog, code) == name


def test_every_entity_has_a_name_that_is_no_code(catalog):
    assert [code for code in catalog.entities if entity_name(catalog, code) == code] == []


def test_the_notice_names_value_and_parameter():
    notice = describe_rejected(Rejected("domain", "nonsense", ("a", "b")))
    assert "nonsense" in notice
    assert "domain" in notice


@pytest.mark.parametrize(
    "rejected",
    [Rejected("q", "x" * 1_000_000, ()), Rejected("y" * 1_000_000, "", PARAMETERS)],
    ids=["value", "parameter"],
)
def test_a_notice_stays_short(rejected):
    assert len(describe_rejected(rejected)) < 200


def test_an_empty_value_is_not_an_unknown_parameter():
    # `?domain=` is a parameter the atlas knows very well.
    empty = describe_rejected(Rejected("domain", "", ("training",)))
    unknown = describe_rejected(Rejected("colour", "", PARAMETERS))
    assert empty.replace("domain", "colour") != unknown
