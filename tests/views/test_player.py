import pytest

from atlas.model import Filters
from atlas.views.player import build_player_state, player_options, read_step


def test_the_window_is_the_filter_of_years():
    assert build_player_state(Filters(years=(2003, 2005)), (1, 2)) == {
        "years": [2003, 2005],
        "counts": [1, 2],
    }
    assert build_player_state(Filters(), ())["years"] is None


SOME, ALL = Filters(years=(2003, 2005)), Filters()


def step(left, reached):
    return {"from": left, "to": reached}


def test_a_step_moves_the_years_and_nothing_else(tiny_catalog):
    filters = Filters(years=(2003, 2005), kind=("visit",))
    moved = read_step(step([2003, 2005], [2004, 2006]), filters, tiny_catalog)
    assert moved == Filters(years=(2004, 2006), kind=("visit",))


def test_a_window_of_all_years_is_no_filter(tiny_catalog):
    assert read_step(step([2003, 2005], [2001, 2023]), SOME, tiny_catalog) == ALL
    assert read_step(step([2001, 2023], [2001, 2003]), ALL, tiny_catalog) == Filters(years=(2001, 2003))


def test_a_step_from_years_that_somebody_has_moved_comes_too_late(tiny_catalog):
    assert read_step(step([2003, 2005], [2004, 2006]), ALL, tiny_catalog) is None
    assert read_step(step([2001, 2023], [2001, 2003]), SOME, tiny_catalog) is None


@pytest.mark.parametrize(
    "window",
    [
        *(None, 1, "2003", [], [2003], [2003, 2005, 2006], [2005, 2003], [1999, 2005], [2003, 2999]),
        *(["2003", "2005"], [2003.0, 2005.0], [True, 2005], {"0": 2003, "1": 2005}, [None, None]),
    ],
)
def test_nothing_else_is_a_step(tiny_catalog, window):
    for sent in (window, step(window, [2004, 2006]), step([2003, 2005], window)):
        assert read_step(sent, SOME, tiny_catalog) is None


def test_the_choices_of_the_player(tiny_catalog):
    options = player_options(tiny_catalog)
    assert options["span"] == [2001, 2023]
    assert all(pause >= 400 for _, pause in options["speeds"])
