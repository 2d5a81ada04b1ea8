import json

import pytest

from atlas.graph import build_graph, place_nodes
from atlas.model import Filters
from atlas.query import select_records
from atlas.views.relation_network import build_network_state, build_relation_network, network_options
from atlas.views.text import entity_name
from atlas.views.theme import COLOURS, SHAPES

ALL = ("direct", "collective", "context")


def full_graph(catalog):
    return build_graph(select_records(catalog, Filters()))


def network_of(catalog):
    graph = full_graph(catalog)
    return build_relation_network(catalog, graph, place_nodes(catalog, graph))


def state_of(catalog, focus="", **fields):
    selection = select_records(catalog, Filters(**fields))
    return build_network_state(selection, full_graph(catalog), build_graph(selection), focus)


def edge_ids(catalog):
    return [edge["id"] for edge in network_of(catalog).edges]


def test_nodes_and_edges_stand_in_the_order_of_their_ids(catalog):
    network = network_of(catalog)
    codes = [node["id"] for node in network.nodes]
    ids = [edge["id"] for edge in network.edges]
    assert codes == sorted(full_graph(catalog))
    ends = [(edge["from"], edge["to"]) for edge in network.edges]
    assert ends == sorted(ends)
    assert len(set(ids)) == len(ids) == full_graph(catalog).number_of_edges()
    assert all(edge["id"] == f"{edge['from']}~{edge['to']}" for edge in network.edges)


def test_the_order_does_not_hang_on_that_of_the_graph(tiny_catalog):
    graph = full_graph(tiny_catalog)
    turned = graph.__class__()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from((b, a, data) for a, b, data in reversed(list(graph.edges(data=True))))
    one, other = (
        build_relation_network(tiny_catalog, g, place_nodes(tiny_catalog, graph)) for g in (graph, turned)
    )
    assert one.nodes == other.nodes
    assert one.edges == other.edges


def test_a_node_has_its_place_shape_and_whole_name(tiny_catalog):
    positions = place_nodes(tiny_catalog, full_graph(tiny_catalog))
    for node in network_of(tiny_catalog).nodes:
        kind = tiny_catalog.entities[node["id"]].kind
        assert (node["x"], node["y"]) == positions[node["id"]]
        assert (node["kind"], node["shape"]) == (kind, SHAPES[kind])
        assert node["name"] == entity_name(tiny_catalog, node["id"])


def test_labels_are_one_or_two_lines_and_lose_no_letter(catalog):
    for node in network_of(catalog).nodes:
        name = node["id"] if node["kind"] == "organisation" else node["name"]
        assert node["label"].count("\n") <= 1
        assert "".join(node["label"].split()) == "".join(name.split())


def test_nothing_moves_by_itself(catalog):
    options = network_of(catalog).options
    assert options["physics"]["enabled"] is False
    assert options["interaction"]["dragNodes"] is False
    assert network_options(catalog)["vis"] == options


def test_options_are_json_with_the_hub_and_both_modes(tiny_catalog):
    options = network_options(tiny_catalog)
    assert json.loads(json.dumps(options)) == options
    assert options["hub"] == "PRT"
    assert options["colours"] == COLOURS
    assert set(SHAPES) <= set(options["words"])


def test_names_stay_plain_text(nasty_catalog, nasty):
    network = network_of(nasty_catalog)
    base = {"nodes": network.nodes, "edges": network.edges}
    assert json.loads(json.dumps(base)) == base
    names = {node["id"]: node["name"] for node in network.nodes}
    assert names["PRT-ESP-FRA"] == names["UN"] == nasty


def weights_of(catalog, state):
    """Edge → its records; what is left out at the end has none."""
    edges, told = edge_ids(catalog), state["edges"]
    assert len(told) <= len(edges)
    assert not told or told[-1]
    return dict.fromkeys(edges, 0) | dict(zip(edges, told, strict=False))


def test_the_state_of_everything(tiny_catalog):
    state = state_of(tiny_catalog, "ESP")
    assert state["nodes"] == {"BRA": 1, "ESP": 3, "FRA": 1, "PRT": 5, "PRT-ESP-FRA": 1, "UN": 1}
    weights = weights_of(tiny_catalog, state)
    assert weights["ESP~PRT"] == 3
    assert set(weights.values()) == {1, 3}
    assert state["focus"] == "ESP"
    assert "5 records" in state["hubLine"]
    assert "2001–2023" in state["hubLine"]


def test_what_is_outside_the_view_weighs_nothing(tiny_catalog):
    state = state_of(tiny_catalog, kind=("education",))
    assert state["nodes"] == {"BRA": 1, "PRT": 1}
    weights = weights_of(tiny_catalog, state)
    assert {edge: n for edge, n in weights.items() if n} == {"BRA~PRT": 1}


def test_a_membership_without_records_is_told_from_no_edge(catalog):
    states = [
        state_of(catalog, **fields) for fields in ({}, {"scope": ("collective",)}, {"era": ("formats",)})
    ]
    graph = full_graph(catalog)
    for state in states:
        for edge, weight in weights_of(catalog, state).items():
            one, other = edge.split("~")
            assert weight >= -1
            if weight == -1:
                assert "format" in {graph.nodes[one]["kind"], graph.nodes[other]["kind"]}
                assert {one, other} <= set(state["nodes"])


@pytest.mark.parametrize("fields", [{}, {"q": "nowhere"}, {"scope": ALL}, {"scope": ("context",)}], ids=str)
def test_a_view_is_a_few_kilobytes(catalog, fields):
    state = state_of(catalog, **fields)
    assert len(json.dumps(state)) < 6_000


def test_context_adds_no_weight(catalog):
    usual, everything = state_of(catalog), state_of(catalog, scope=ALL)
    assert usual["nodes"] == everything["nodes"]
    assert usual["edges"] == everything["edges"]
