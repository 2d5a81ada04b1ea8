import pytest

from atlas.model import Filters
from atlas.query import select_records
from atlas.views.compare import PARTS, build_facts_table, build_part_table, part_label
from atlas.views.compare_rhythms import build_rhythm_table, build_rhythms
from atlas.views.compare_words import describe_shared, suggest_compared

PAIR = ("ESP", "FRA")


def cells(table):
    return {row[0]: list(row[1:]) for row in table.page(1)["rows"] for row in [row["cells"]]}


def test_facts_stand_in_a_column_each(select):
    table = build_facts_table(select(), PAIR)
    assert [column.label for column in table.columns] == ["Fact", "Spain", "France"]
    facts = cells(table)
    assert facts["Records"] == ["3", "1"]
    assert facts["First record"][0] == {
        "text": "May 2001: Agreement signed",
        "page": "records?record=2001-esp-agreement",
    }
    assert facts["Latest record"][0]["page"] == "records?record=2014-esp-patrols"
    assert facts["Sources"] == ["3", "1"]
    assert facts["All there is"][1]["page"] == "profile?focus=FRA"


def test_who_has_nothing_in_view_says_so(select):
    assert cells(build_facts_table(select(kind=("education",)), PAIR))["First record"] == ["none in view"] * 2


def test_context_has_a_row_of_its_own_where_there_is_any(with_context):
    scope = ("direct", "collective", "context")
    chosen = select_records(with_context, Filters(scope=scope))
    assert cells(build_facts_table(chosen, PAIR))["Records of context apart"] == ["1", "0"]
    assert "Records of context apart" not in cells(build_facts_table(chosen, ("FRA", "PRT-ESP-FRA")))


def test_a_part_names_who_holds_what_and_leads_to_the_records(select):
    table = build_part_table(select(era=("later",)), PAIR, "domain")
    assert cells(table) == {
        "Joint exercises": ["both", (2, 0), (1, 0)],
        "Training": ["both", (1, 0), (1, 0)],
    }
    assert table.page(1)["rows"][0]["id"] == "joint-exercises"
    assert table.page(1)["pairPage"] == "records?domain={row}&era=later&focus={column}"


def test_three_can_share_by_two(select):
    held = {row[0]: row[1] for row in build_part_table(select(), ("ESP", "FRA", "BRA"), "domain").rows}
    assert held == {"Training": "all", "Joint exercises": "2 of 3", "Political dialogue": "only Spain"}


def test_groups_lead_nowhere(select):
    table = build_part_table(select(), PAIR, "groups")
    one = {"text": "1", "level": 1, "drawn": "d"}
    assert cells(table)["Three navies"] == ["both", one, one]
    assert cells(table)["United Nations"][2] == ""
    assert "pairPage" not in table.page(1)


def test_records_they_share(select):
    (row,) = build_part_table(select(), PAIR, "together").rows
    assert row[0]["page"] == "records?record=2010-prt-esp-fra-exercise"
    assert row[3] == "Spain and France"


def test_every_part_has_a_name_and_there_are_no_others(select):
    assert len({part_label(part) for part in PARTS}) == len(PARTS)
    with pytest.raises(KeyError):
        build_part_table(select(), PAIR, "colour")


def test_the_bars_as_a_table(select):
    assert cells(build_rhythm_table(select(), PAIR)) == {"2014": [1, 0], "2010": [1, 1], "2001": [1, 0]}


def test_sentences_say_what_is_shared_and_what_only_one_has(select):
    assert describe_shared(select(), PAIR) == [
        "Each of them has direct records in 2 domains: Joint exercises and Training.",
        "Only Spain: Political dialogue.",
        "They take part together in 1 record.",
    ]
    assert describe_shared(select(), ("FRA", "UN"))[-1] == "No record names two of them together."


def test_the_rhythms_stand_on_one_scale(select):
    rhythms = build_rhythms(select(), PAIR)
    assert (rhythms["first"], rhythms["years"], rhythms["most"]) == (2001, 23, 1)
    spain, france = rhythms["rows"]
    assert [2001 + at for at, number in enumerate(spain["direct"]) if number] == [2001, 2010, 2014]
    assert [2001 + at for at, number in enumerate(france["direct"]) if number] == [2010]
    assert spain["text"].startswith("Records by the year they began")


def test_the_rhythms_of_nothing_can_still_be_drawn(select):
    assert build_rhythms(select(q="zzznothing"), PAIR)["most"] == 1


def test_suggestions_start_from_the_chosen_or_the_focus(select):
    expected = [("FRA", "ESP"), ("FRA", "PRT-ESP-FRA"), ("FRA", "ESP", "PRT-ESP-FRA")]
    assert suggest_compared(select(), ("FRA",), "UN") == expected
    assert suggest_compared(select(), (), "FRA") == expected


def test_suggestions_without_either_are_the_largest_and_a_format(select):
    assert suggest_compared(select(), (), "PRT") == [("ESP", "BRA"), ("ESP", "FRA"), ("ESP", "BRA", "FRA")]


def test_where_nothing_is_in_view_nothing_is_suggested(select):
    assert suggest_compared(select(q="zzznothing"), (), "") == []
    assert suggest_compared(select(q="zzznothing"), ("FRA",), "") == []
