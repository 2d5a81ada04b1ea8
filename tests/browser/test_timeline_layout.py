"""The numbers of the timeline, in a browser without a page: what is drawn is as wide as what is known."""

import re
from itertools import pairwise

import pytest

from atlas.paths import VIEWS

pytestmark = pytest.mark.browser

SCRIPT = (VIEWS / "timeline_layout.js").read_text(encoding="utf-8")
PLACE = "{ x: (day) => day, y: 0, row: 11.5 }"  # a pixel a day


@pytest.fixture(scope="module")
def run(browser):
    page = browser.new_page()
    yield lambda code: page.evaluate(f"(() => {{ {SCRIPT}; return {code}; }})()")
    page.close()


def boxes(path):
    """Left edge and width of every box of a path."""
    return [(float(x), float(width)) for x, width in re.findall(r"M([\d.]+) [\d.]+h([\d.]+)v", path)]


def shape(run, item):
    return run(f"atlasTimelineLayout.shape({item}, {PLACE})")


def test_a_year_is_a_year_wide_and_uncertain(run):
    drawn = shape(run, [365, 730])
    assert (boxes(drawn["soft"]), drawn["sure"]) == ([(365, 365)], "")


def test_a_month_is_a_month_wide(run):
    assert boxes(shape(run, [31, 59])["soft"]) == [(31, 28)]


def test_a_day_is_a_mark_at_noon(run):
    drawn = shape(run, [100, 101])
    left, radius = map(float, re.match(r"M([\d.]+) [\d.]+a([\d.]+)", drawn["sure"]).groups())
    assert left + radius == pytest.approx(100.5, abs=0.06)
    assert drawn["soft"] == ""


def test_a_span_is_certain_between_the_last_start_and_the_first_end(run):
    drawn = shape(run, [0, 365, 1000, 1030])
    assert (boxes(drawn["soft"]), boxes(drawn["sure"])) == ([(0, 1030)], [(365, 635)])


def test_a_span_of_known_days_is_certain_from_the_first_to_the_last(run):
    drawn = shape(run, [10, 11, 99, 100])
    assert boxes(drawn["sure"]) == boxes(drawn["soft"]) == [(10, 90)]


def test_a_span_within_one_year_without_days_is_nowhere_certain(run):
    assert shape(run, [0, 365, 0, 365]) == {"soft": "M0 0h365v10h-365z", "sure": ""}


def test_what_still_runs_carries_an_arrow(run):
    drawn = shape(run, [0, 1, 500])
    assert boxes(drawn["sure"]) == [(0, 500)]
    assert re.search(r"M501 0l6 5l-6 5z$", drawn["sure"])


def test_no_two_records_of_a_row_touch_and_every_record_has_a_place(run):
    lanes = run(
        """(() => {
          const items = Array.from({ length: 300 }, (_, at) => {
            const start = (at * 7919) % 3600;
            return at % 4 < 3 ? [start, start + [1, 30, 365][at % 4]] : [start, start + 1, start + 900];
          });
          const lanes = { kind: { names: ["one", "two"], of: items.map((_, at) => [at % 2]) } };
          const shown = new Uint8Array(300).fill(1);
          const room = { width: 900, height: 500, head: 0 };
          const laid = atlasTimelineLayout.layLanes({ days: 4000, items, lanes }, "kind", shown, room);
          return laid.lanes.map((lane) => lane.places.map(({ item, row }) => {
            const [from, to] = atlasTimelineLayout.stretch(items[item]);
            return [row, from * 0.225, to * 0.225];
          }));
        })()"""
    )
    assert [len(lane) for lane in lanes] == [150, 150]
    for lane in lanes:
        for row in {place[0] for place in lane}:
            ends = [(start, end) for own, start, end in lane if own == row]
            assert all(end <= start for (_, end), (start, _) in pairwise(ends))


def test_only_what_is_shown_gets_a_place(run):
    laid = run(
        """atlasTimelineLayout.layLanes(
          { days: 100, items: [[0, 1], [5, 6]], lanes: { kind: { names: ["a", "b"], of: [[0], [1]] } } },
          "kind", atlasTimelineLayout.unpack("QA==", 2), { width: 100, height: 100, head: 0 }).lanes"""
    )
    assert [(lane["name"], [place["item"] for place in lane["places"]]) for lane in laid] == [("b", [1])]


@pytest.mark.parametrize(
    ("view", "factor", "around", "expected"),
    [
        ([0, 1000], 2, 500, [250, 750]),
        ([0, 1000], 2, 0, [0, 500]),
        ([250, 750], 0.5, 500, [0, 1000]),
        ([900, 1100], 0.25, 1000, [200, 1000]),
        ([400, 600], 100, 500, [425, 575]),
    ],
    ids=["middle", "edge", "out", "past the end", "not too near"],
)
def test_zooming_keeps_the_day_under_the_pointer_and_stays_in_the_data(run, view, factor, around, expected):
    assert run(f"atlasTimelineLayout.zoom({view}, {factor}, {around}, 1000)") == pytest.approx(expected)


def test_years_stand_far_enough_apart_and_months_where_there_is_room(run):
    month = "(date) => String(date.getUTCMonth() + 1)"
    far = run(f"atlasTimelineLayout.ticks(2000, [0, 3653], 200, {month})")
    assert [tick["label"] for tick in far] == ["2000", "2005", "2010"]
    near = run(f"atlasTimelineLayout.ticks(2000, [0, 366], 1000, {month})")
    assert [tick["label"] for tick in near[:2]] == ["2000", "2001"]
    assert [tick["label"] for tick in near if tick["day"] < 366 and not tick["strong"]] == [
        str(n) for n in range(2, 13)
    ]
    assert next(tick["day"] for tick in near if tick["label"] == "3") == 60  # 2000 was a leap year
