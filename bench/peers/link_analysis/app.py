"""A relationship network with a filter and a panel."""

import streamlit as st
from st_link_analysis import EdgeStyle, Event, NodeStyle, st_link_analysis

from bench.peers.common import ask_selection, run_pages, show_panel
from bench.peers.records import build_named_graph

_COLOURS = {"hub": "#8a3b12", "partner": "#376ca6", "format": "#3f7d58", "organisation": "#7a5c99"}


def show() -> None:
    """Show filter, network and panel."""
    selection = ask_selection()
    graph = build_named_graph(selection)
    nodes = [
        {"data": {"id": code, "label": node["kind"], "name": node["label"]}}
        for code, node in graph.nodes.items()
    ]
    edges = [
        {"data": {"id": f"{one} {other}", "label": "with", "source": one, "target": other}}
        for one, other in graph.edges
    ]
    picture, panel = st.columns([2, 1])
    with picture:
        seen = st_link_analysis(
            {"nodes": nodes, "edges": edges},
            layout="cose",
            node_styles=[NodeStyle(kind, colour, "name") for kind, colour in _COLOURS.items()],
            edge_styles=[EdgeStyle("with")],
            height=600,
            key="network",
            events=[Event("chosen", "click tap", "node")],
        )
    with panel:
        show_panel(selection, seen["data"]["target_id"] if seen else "")


run_pages(show)
