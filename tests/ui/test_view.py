"""The address is the only state: how it is read when clicks and answers cross on the way."""

from types import SimpleNamespace

import pytest

from atlas.address import read_view, write_query
from atlas.model import Filters, View
from atlas.ui import panel, view
from atlas.views.panel import PAGE_ROWS


class Query(dict):
    """As much of `st.query_params` as the view needs."""

    def get_all(self, name):
        return list(self.get(name, []))

    def from_dict(self, query):
        self.clear()
        self.update({name: list(values) for name, values in query.items()})


class Browser:
    """A browser and its session: what it has in its address bar is what a message comes with."""

    def __init__(self, monkeypatch, catalog):
        self.query, self.state = Query(), {}
        self.context = SimpleNamespace(is_history_navigation=False, page_script_hash="map")
        self.clock = 1_000.0
        monkeypatch.setattr(view, "time", SimpleNamespace(monotonic=lambda: self.clock))
        monkeypatch.setattr(view, "st", SimpleNamespace(query_params=self.query, session_state=self.state))
        monkeypatch.setattr(view, "get_script_run_ctx", lambda: self.context)
        monkeypatch.setattr(view, "catalog", lambda: catalog)

    def message(self, action=None, *, back=False, page="map", after=0.1, **address):
        """A message with this address, and what a callback does with it; returns the view then shown."""
        self.query.from_dict(address)
        self.context.is_history_navigation, self.context.page_script_hash = back, page
        self.clock += after
        if action is not None:
            action()
        return view.current_view()

    @property
    def address(self):
        return dict(self.query)


@pytest.fixture
def browser(monkeypatch, tiny_catalog):
    return Browser(monkeypatch, tiny_catalog)


def focus(code):
    return lambda: view.set_focus(code)


def domain(*codes):
    return lambda: view.set_lists({"domain": list(codes), "scope": ["direct", "collective"]})


def test_the_first_address_is_taken_at_its_word(browser):
    assert browser.message(focus=["ESP"], domain=["training", "x"]) == View(
        filters=Filters(domain=("training",)), focus="ESP"
    )
    assert [one.value for one in view.rejected_values()] == ["x"]


def test_a_click_changes_the_address_and_clears_it_of_what_is_unknown(browser):
    assert browser.message(focus("UN"), domain=["training", "x"], new=["1"]).focus == "UN"
    assert browser.address == {"domain": ["training"], "focus": ["UN"]}
    assert view.rejected_values() == ()


def test_a_click_that_crosses_the_answer_does_not_undo_the_one_before(browser):
    browser.message(focus("ESP"))
    seen = browser.message(domain("training"))  # the browser does not know yet of focus=ESP
    assert seen == View(filters=Filters(domain=("training",)), focus="ESP")
    assert browser.address == {"domain": ["training"], "focus": ["ESP"]}


def test_a_rerun_that_crosses_the_answer_keeps_it(browser):
    browser.message(focus("ESP"))
    assert browser.message().focus == "ESP"
    assert browser.address == {"focus": ["ESP"]}


def test_every_rerun_that_crosses_the_answer_keeps_it(browser):
    browser.message(focus("ESP"))
    for _ in range(3):
        assert browser.message().focus == "ESP"


def test_a_link_to_the_view_before_is_taken_at_its_word(browser):
    browser.message(focus("ESP"))
    assert browser.message(page="network") == View()
    assert browser.message(page="network") == View()


def test_no_answer_is_on_its_way_for_a_minute(browser):
    browser.message(focus("ESP"))
    assert browser.message(after=60) == View()


def test_an_answer_that_arrived_is_the_present(browser):
    browser.message(focus("ESP"))
    browser.message(domain("training"), focus=["ESP"])
    assert browser.message(focus=["ESP"], domain=["training"]) == View(
        filters=Filters(domain=("training",)), focus="ESP"
    )


def test_back_is_taken_at_its_word(browser):
    browser.message(focus("ESP"))
    assert browser.message(back=True) == View()
    assert browser.message() == View()


def test_back_and_forward(browser):
    browser.message(focus("ESP"))
    browser.message(focus("UN"), focus=["ESP"])
    assert browser.message(back=True, focus=["ESP"]).focus == "ESP"
    assert browser.message(back=True).focus == ""
    assert browser.message(back=True, focus=["ESP"]).focus == "ESP"
    assert browser.message(focus("BRA"), focus=["ESP"]).focus == "BRA"


def test_a_click_after_back_starts_from_there(browser):
    browser.message(focus("ESP"))
    browser.message(domain("training"), focus=["ESP"])
    browser.message(back=True, focus=["ESP"])
    assert browser.message(focus(""), focus=["ESP"]) == View()


def test_an_address_from_elsewhere_is_the_present(browser):
    browser.message(focus("ESP"))
    assert browser.message(focus=["BRA"]).focus == "BRA"
    assert browser.message(focus=["BRA"]).focus == "BRA"


def test_the_same_click_twice_changes_nothing_the_second_time(browser):
    browser.message(focus("ESP"))
    assert browser.message(focus("ESP"), focus=["ESP"]).focus == "ESP"
    assert browser.address == {"focus": ["ESP"]}


def test_changing_filters_keeps_the_focus_and_the_other_way_round(browser):
    browser.message(lambda: view.set_filters(Filters(q="mine")), focus=["ESP"])
    assert browser.address == {"q": ["mine"], "focus": ["ESP"]}
    browser.message(focus("UN"), **browser.address)
    assert browser.address == {"q": ["mine"], "focus": ["UN"]}


FORGED = [
    None,
    True,
    0,
    -1,
    10**400,
    1.5,
    float("nan"),
    "XXX",
    "x" * 1_000_000,
    "\x00",
    "\ud800",
    "esp",
    " ESP",
    b"ESP",
    [],
    ["ESP"],
    {},
    {"id": "ESP"},
    {"chosen": None},
    {"chosen": []},
    {"chosen": "domain"},
    [{"chosen": {"domain": ["training"]}}],
]


@pytest.mark.parametrize("sent", FORGED, ids=range(len(FORGED)))
def test_a_forged_choice_changes_nothing(browser, sent):
    before = browser.message(focus=["ESP"], domain=["training"])
    address = browser.address
    for accept in (view.set_focus, view.set_record, view.set_lists):
        assert browser.message(lambda accept=accept: accept(sent), **address) == before
        assert browser.address == address


@pytest.mark.parametrize(
    ("chosen", "left"),
    [
        ({"domain": ["training", "x", 1, None, ["training"], {}]}, {"domain": ["training"]}),
        (
            {"domain": ["training", "training", "joint-exercises"]},
            {"domain": ["joint-exercises", "training"]},
        ),
        ({"domain": "training"}, {}),
        ({"domain": {"training": 1}}, {}),
        ({"scope": []}, {}),
        ({"scope": ["context", "x"]}, {"scope": ["context"]}),
        ({"focus": ["BRA"], "q": ["x"], "years": ["2001", "2002"]}, {}),
        ({1: ["training"], None: None, "kind": [10**400, "\ud800"]}, {}),
        ({"kind": ["x" * 1_000_000] * 3}, {}),
    ],
    ids=range(9),
)
def test_of_a_forged_list_only_what_makes_sense_is_taken(browser, tiny_catalog, chosen, left):
    browser.message(lambda: view.set_lists(chosen), focus=["ESP"])
    assert browser.address == left | {"focus": ["ESP"]}
    seen, rejected = read_view(browser.address, tiny_catalog)
    assert rejected == ()
    assert write_query(seen) == browser.address


def test_a_record_is_opened_and_makes_room_for_another_list(browser):
    browser.message(lambda: view.set_record("2003-course"), focus=["ESP"])
    assert browser.address == {"focus": ["ESP"], "record": ["2003-course"]}
    browser.message(focus("UN"), **browser.address)
    assert browser.address == {"focus": ["UN"]}


@pytest.mark.parametrize(
    ("shown", "rows"),
    [
        (PAGE_ROWS, 5 * PAGE_ROWS),
        (0, 5 * PAGE_ROWS),
        (PAGE_ROWS + 1, PAGE_ROWS),
        (10**400, PAGE_ROWS),
        (None, PAGE_ROWS),
        ("10", PAGE_ROWS),
        (1.5, PAGE_ROWS),
        (float("nan"), PAGE_ROWS),
        ([], PAGE_ROWS),
        ({}, PAGE_ROWS),
    ],
    ids=str,
)
def test_more_rows_come_by_steps_whatever_is_asked(monkeypatch, shown, rows):
    state = {"panel_rows": PAGE_ROWS}
    monkeypatch.setattr(panel, "st", SimpleNamespace(session_state=state))
    panel._show_more(shown)
    assert state["panel_rows"] == rows


def test_more_rows_have_an_end(monkeypatch):
    state = {}
    monkeypatch.setattr(panel, "st", SimpleNamespace(session_state=state))
    for _ in range(1_000):
        panel._show_more(-1)
    assert state["panel_rows"] <= 5_000
