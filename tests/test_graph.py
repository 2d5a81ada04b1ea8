import itertools
import math

import pytest

from atlas.catalog import load_catalog
from atlas.graph import build_graph, place_nodes
from atlas.model import Filters
from atlas.query import count_members, select_records
from tests.tiny import write_tiny_data

# Labels are some 24 units high; closer than this and two of them run into each other.
NEAREST = 60


def edges_of(graph):
    return {frozenset(edge): graph.edges[edge]["records"] for edge in graph.edges}


def nearest(positions):
    return min(math.dist(one, other) for one, other in itertools.combinations(positions.values(), 2))


def place_all(catalog, **fields):
    return place_nodes(catalog, build_graph(select_records(catalog, Filters(**fields))))


def test_nodes_are_the_entities_of_the_records_and_the_hub(select):
    graph = build_graph(select())
    assert {code: (data["kind"], data["records"]) for code, data in graph.nodes.items()} == {
        "PRT": ("hub", 5),
        "ESP": ("partner", 3),
        "BRA": ("partner", 1),
        "FRA": ("partner", 1),
        "PRT-ESP-FRA": ("format", 1),
        "UN": ("organisation", 1),
    }


def test_edges_carry_the_records_both_ends_share(select):
    assert edges_of(build_graph(select())) == {
        frozenset({"PRT", "ESP"}): 3,
        frozenset({"PRT", "BRA"}): 1,
        frozenset({"PRT", "FRA"}): 1,
        frozenset({"PRT", "PRT-ESP-FRA"}): 1,
        frozenset({"PRT", "UN"}): 1,
        frozenset({"PRT-ESP-FRA", "ESP"}): 1,
        frozenset({"PRT-ESP-FRA", "FRA"}): 1,
        frozenset({"UN", "ESP"}): 1,
    }


def test_a_trilateral_is_never_three_loose_pairs(select):
    graph = build_graph(select(kind=("exercise",)))
    assert not graph.has_edge("ESP", "FRA")
    assert graph.nodes["PRT"]["records"] == 1


def test_an_empty_view_leaves_the_hub(select):
    graph = build_graph(select(q="nowhere"))
    assert list(graph) == ["PRT"]
    assert graph.nodes["PRT"]["records"] == 0


def changed(tmp_path, old, new):
    folder = write_tiny_data(tmp_path / "data")
    file = folder / "records.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return load_catalog(folder)


def test_context_makes_no_node_and_no_weight(tmp_path):
    catalog = changed(tmp_path, "training,direct,,mod-2002", "training,context,,mod-2002")
    graph = build_graph(select_records(catalog, Filters(scope=("direct", "collective", "context"))))
    assert "BRA" not in graph
    assert graph.nodes["PRT"]["records"] == 4


def test_a_membership_without_direct_records_is_an_edge_of_weight_zero(tmp_path):
    catalog = changed(
        tmp_path, ",PRT-ESP-FRA,joint-exercises;training,direct", ",PRT-ESP-FRA,training,collective"
    )
    edges = edges_of(build_graph(select_records(catalog, Filters())))
    assert edges[frozenset({"PRT-ESP-FRA", "ESP"})] == 0
    assert edges[frozenset({"PRT", "FRA"})] == 1


@pytest.mark.parametrize(
    "fields", [{}, {"domain": ("cyber-security",)}, {"years": (2002, 2005)}, {"scope": ("context",)}], ids=str
)
def test_the_weight_of_a_node_is_its_count(catalog, fields):
    selection = select_records(catalog, Filters(**fields))
    graph = build_graph(selection)
    counts = {
        code: n.records
        for table in ("partners", "formats", "organisations")
        for code, n in count_members(selection, table).items()
    }
    nodes = {code: data["records"] for code, data in graph.nodes.items() if data["kind"] != "hub"}
    assert nodes == {code: number for code, number in counts.items() if number}
    assert all(graph.edges[catalog.hub.iso3, code]["records"] == number for code, number in nodes.items())


def test_a_view_shows_a_part_of_the_whole(catalog):
    full, part = (build_graph(select_records(catalog, Filters(**f))) for f in ({}, {"era": ("formats",)}))
    assert set(part) < set(full)
    assert set(edges_of(part)) < set(edges_of(full))
    assert all(records <= edges_of(full)[edge] for edge, records in edges_of(part).items())


def test_the_hub_stands_at_the_origin(catalog, tiny_catalog):
    assert place_all(catalog)[catalog.hub.iso3] == (0, 0)
    assert place_all(tiny_catalog)["PRT"] == (0, 0)


def test_the_same_data_give_the_same_picture(catalog, tiny_folder):
    one, other = (place_all(load_catalog(tiny_folder)) for _ in range(2))
    assert one == other
    graph = build_graph(select_records(catalog, Filters()))
    shuffled = graph.__class__()
    shuffled.add_nodes_from(reversed(list(graph.nodes(data=True))))
    shuffled.add_edges_from(reversed(list(graph.edges(data=True))))
    assert place_nodes(catalog, shuffled) == place_nodes(catalog, graph)


def test_no_two_nodes_run_into_each_other(catalog):
    positions = place_all(catalog)
    assert set(positions) == set(build_graph(select_records(catalog, Filters())))
    assert nearest(positions) >= NEAREST


def test_partners_stand_around_the_hub_in_the_order_of_their_bearing(catalog):
    positions = place_all(catalog)
    partners = [code for code in positions if catalog.entities[code].kind == "partner"]
    rows = catalog.rows("partners")
    home = catalog.rows("places")[catalog.hub.capital]

    def bearing(code):
        lat1, lat2 = math.radians(home["lat"]), math.radians(rows[code]["capital_lat"])
        step = math.radians(rows[code]["capital_lon"] - home["lon"])
        north = math.cos(lat1) * math.sin(lat2) - math.sin(lat1) * math.cos(lat2) * math.cos(step)
        return math.atan2(math.sin(step) * math.cos(lat2), north)

    def stands(code):
        x, y = positions[code]
        return math.atan2(x / 640, -y / 560)

    assert sorted(partners, key=stands) == sorted(partners, key=lambda code: (bearing(code), code))


def test_two_hundred_partners_still_stand_apart(tmp_path):
    from atlas.catalog.countries import iso3_codes

    folder = write_tiny_data(tmp_path / "data")
    codes = sorted(set(iso3_codes()) - {"PRT"})[:200]
    lines = [
        f"{code},Country {code},western-europe,{(at * 37) % 160 - 80},{(at * 73) % 340 - 170},documented,"
        for at, code in enumerate(codes)
    ]
    header = (folder / "partners.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / "partners.csv").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    records = (folder / "records.csv").read_text(encoding="utf-8")
    all_of_them = ";".join(codes)
    records = records.replace("BRA,,,training", f"{all_of_them},,,training")
    (folder / "records.csv").write_text(records, encoding="utf-8")
    positions = place_all(load_catalog(folder))
    assert len(positions) == 203
    assert len(set(positions.values())) == 203
    assert nearest(positions) >= 12
