import pytest

from atlas.model import Filters
from atlas.query import select_records
from atlas.views.matrix import select_cell
from tests.apptest import ask, data_of, has, send

PAGE = "matrix.py"
CELL = "PAK~joint-exercises"


def test_a_cell_opens_the_records_behind_it_and_the_cross_closes_them(open_atlas, catalog):
    at = open_atlas({"focus": "TUR"}, PAGE)
    assert not has(at, "panel")
    send(at, "matrix", "pick", CELL)
    panel = data_of(at, "panel")
    behind = select_cell(select_records(catalog, Filters()), "partner-domain", CELL)
    assert panel["title"] == "Pakistan · Joint exercises"
    assert panel["cell"] == CELL
    assert set(panel["records"]) <= set(behind.positions(0, behind.mask.sum()))
    send(at, "panel", "select", "")
    assert not has(at, "panel")
    assert at.query_params["focus"] in ("TUR", ["TUR"])


def test_the_records_of_a_cell_follow_the_filters(open_atlas):
    at = open_atlas({"years": ["2002", "2020"]}, PAGE)
    send(at, "matrix", "pick", CELL)
    number = len(data_of(at, "panel")["records"])
    ask(at, "lists", {"kind": ["agreement"]})
    assert len(data_of(at, "panel")["records"]) < number


@pytest.mark.parametrize("shape", ["partner-kind", "domain-era"])
def test_another_shape_has_other_columns_and_closes_the_cell(open_atlas, shape):
    at = open_atlas({}, PAGE)
    send(at, "matrix", "pick", CELL)
    before = [column["id"] for column in data_of(at, "matrix")["columns"]]
    at.segmented_control(key="matrix_shape").set_value(shape).run()
    assert not at.exception
    assert [column["id"] for column in data_of(at, "matrix")["columns"]] != before
    assert not has(at, "panel")


@pytest.mark.parametrize("sent", ["", "XXX", "XXX~YYY", None, 3, ["PAK"], {"pick": CELL}])
def test_what_is_no_cell_opens_nothing(open_atlas, sent):
    at = open_atlas({}, PAGE)
    send(at, "matrix", "pick", sent)
    assert not at.exception
    assert not has(at, "panel")


def test_an_empty_result_says_how_to_undo(open_atlas):
    at = open_atlas({"q": "zzznothing"}, PAGE)
    assert len(data_of(at, "matrix")["rows"]) == 1
    assert {button.key for button in at.button} >= {"loosen_q", "loosen_all"}
