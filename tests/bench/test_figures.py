"""Figures, targets, comparison and tables of the measurements, from samples made up here."""

import pytest

from bench.compare import build_comparison, compare
from bench.figures import build_figures
from bench.peers import read_subjects
from bench.table import ROWS, build_markdown, build_table
from bench.targets import MAPS, NETWORKS, TARGETS, judge_targets

LABELS = {"floor": "the floor", "atlas-map": "atlas, map", "folium-rebuilt": "st_folium"}
SAMPLES = {
    "floor": {"filter": [100.0, 90.0, 110.0], "bytes of filter": [700.0], "session memory": [0.0]},
    "atlas-map": {"filter": [50.0, 60.0, 300.0], "bytes of filter": [7000.0], "session memory": [9.0]},
    "folium-rebuilt": {"filter": [900.0], "bytes of filter": [900_000.0], "click": []},
}
FIGURES = build_figures(SAMPLES)


def result_of(figures):
    machine = {
        "processor": "P",
        "cores": 2,
        "load_before": 0.1,
        "python": "3.11",
        "chromium": "1",
        "packages": {},
    }
    targets = judge_targets(figures)
    return {
        "date": "2026-01-02T03:04:05",
        "machine": machine,
        "labels": LABELS,
        "figures": figures,
        "targets": targets,
    }


def grown(row, factor):
    """The same figures, but one of the atlas's has grown."""
    rows = dict(FIGURES["atlas-map"])
    rows[row] = {**rows[row], "ratio": rows[row]["ratio"] * factor}
    return {**FIGURES, "atlas-map": rows}


def judged(row, against, figure="typical", limit=None):
    found = [
        target
        for target in judge_targets(FIGURES)
        if (target["row"], target["against"], target["figure"]) == (row, against, figure)
        and target["subject"] == "atlas-map"
    ]
    return next((target["value"], target["met"]) for target in found if limit in (None, target["limit"]))


def test_a_figure_is_median_and_ratio_to_the_floor():
    assert FIGURES["atlas-map"]["filter"] == {"typical": 60, "p95": 276, "n": 3, "ratio": 0.6}


def test_a_floor_of_nothing_gives_no_ratio_and_no_sample_no_figure():
    assert "ratio" not in FIGURES["atlas-map"]["session memory"]
    assert "click" not in FIGURES["folium-rebuilt"]


def test_targets_are_judged_against_floor_and_peers():
    assert judged("filter", "floor") == (0.6, True)
    assert judged("filter", "floor", "p95") == (2.76, False)
    assert judged("filter", "folium-rebuilt") == (15, True)
    assert judged("bytes of filter", "folium-rebuilt") == (128.571, True)
    assert judged("bytes of filter", "") == (7000, True)


def test_what_was_not_measured_is_not_judged():
    assert {target["subject"] for target in judge_targets(FIGURES)} == {"atlas-map"}
    assert judge_targets({}) == []


def test_targets_name_subjects_and_rows_there_are():
    known = {subject.name for subject in read_subjects()}
    for target in TARGETS:
        assert target.subject in known
        assert target.row in ROWS
        assert not target.against or target.against in known


def test_every_peer_is_one_the_atlas_has_to_beat():
    peers = {name for name in (subject.name for subject in read_subjects()) if not name.startswith("atlas-")}
    assert peers - {"floor"} == {*MAPS, *NETWORKS}


@pytest.mark.parametrize(("factor", "named"), [(1.19, False), (1.21, True), (0.5, False)])
def test_only_what_grew_by_more_than_a_fifth_is_named(factor, named):
    falls = compare(FIGURES, grown("filter", factor))
    assert [(fall["subject"], fall["row"]) for fall in falls] == [("atlas-map", "filter")] * named


def test_what_only_one_run_has_is_not_compared():
    assert compare({}, FIGURES) == []
    assert compare(FIGURES, {"floor": FIGURES["floor"]}) == []


def test_the_comparison_is_in_words():
    before = result_of(FIGURES)
    assert "No results are kept" in build_comparison(None, before)
    assert "nothing fell" in build_comparison(before, before)
    told = build_comparison(before, result_of(grown("bytes of filter", 2)))
    assert "atlas, map: bytes per filter change: 10.00 → 20.00 × floor (+100%)" in told


def test_tables_hold_figures_and_ratios():
    assert "atlas, map" in build_table(FIGURES, LABELS)
    lines = build_markdown(result_of(FIGURES)).splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert table[0].startswith("|  | filter change → repainted, ms |")
    assert "| atlas, map | 60.0 (0.60 ×) |" in table[3]
    assert len({line.count("|") for line in table}) == 1
    assert "- MISSED  atlas, map: filter change → repainted, p95: 2.76 ×" in "\n".join(lines)
