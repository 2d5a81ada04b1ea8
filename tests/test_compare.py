import pytest

from atlas.compare import count_shared, find_neighbours, select_any, select_together
from atlas.query import select_of


def ids(selection):
    return list(selection.records["id"])


def test_any_of_several_entities(select):
    assert ids(select_any(select(), ["BRA", "UN"])) == ["2003-course", "2014-esp-patrols"]


def test_any_of_none_is_nothing(select):
    assert ids(select_any(select(), [])) == []


def test_any_stays_within_the_filters(select):
    assert ids(select_any(select(kind=("education",)), ["BRA", "ESP"])) == ["2003-course"]


def test_an_unknown_entity_is_an_error(select):
    with pytest.raises(KeyError):
        select_any(select(), ["XXX"])


def test_together_are_records_that_name_two(select):
    assert ids(select_together(select(), ["ESP", "FRA", "BRA"])) == ["2010-prt-esp-fra-exercise"]
    assert ids(select_together(select(), ["ESP", "BRA"])) == []


def test_one_record_is_not_counted_twice_for_three(select):
    assert select_together(select(), ["ESP", "FRA", "PRT-ESP-FRA"]).size == 1


def test_shared_values_come_first(select):
    rows = count_shared([select_of(select(), code) for code in ("ESP", "FRA")], "domain")
    assert [(row.value, row.pairs, row.holders) for row in rows] == [
        ("joint-exercises", ((2, 0), (1, 0)), (0, 1)),
        ("training", ((1, 0), (1, 0)), (0, 1)),
        ("political-dialogue", ((1, 0), (0, 0)), (0,)),
    ]


def test_what_is_said_of_all_is_counted_but_makes_no_holder(select):
    (row,) = count_shared([select(scope=("collective",))], "domain")
    assert (row.value, row.pairs, row.holders) == ("training", ((0, 1),), ())


def test_groups_are_counted_like_domains(select):
    rows = count_shared([select_of(select(), code) for code in ("ESP", "BRA")], "organisations")
    assert [(row.value, row.pairs) for row in rows] == [("UN", ((1, 0), (0, 0)))]


def test_there_are_no_other_parts(select):
    with pytest.raises(KeyError):
        count_shared([select()], "colour")


def test_neighbours_share_direct_records(select):
    assert find_neighbours(select(), "FRA") == ["ESP", "PRT-ESP-FRA"]
    assert find_neighbours(select(), "BRA") == []
