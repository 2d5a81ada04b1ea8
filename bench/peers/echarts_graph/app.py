"""A relationship network with a filter and a panel."""

import streamlit as st

from bench.peers.common import ask_selection, run_pages, show_panel
from bench.peers.records import build_named_graph


def show() -> None:
    """Show filter, network and panel."""
    selection = ask_selection()
    graph = build_named_graph(selection)
    nodes = [
        {
            "id": code,
            "name": node["label"],
            "value": node["records"],
            "symbolSize": 6 + node["records"] ** 0.5,
        }
        for code, node in graph.nodes.items()
    ]
    edges = [
        {"source": one, "target": other, "value": records}
        for one, other, records in graph.edges(data="records")
    ]
    picture, panel = st.columns([2, 1])
    with picture:
        seen = st.echarts_chart(
            {
                "title": {"text": f"{len(nodes)} nodes, {len(edges)} edges"},
                "tooltip": {},
                "series": [
                    {
                        "type": "graph",
                        "layout": "circular",
                        "roam": True,
                        "selectedMode": "single",
                        "label": {"show": True},
                        "data": nodes,
                        "links": edges,
                    }
                ],
            },
            height=600,
            key="network",
            on_select="rerun",
        )
    with panel:
        chosen = [
            nodes[index]["id"]
            for group in seen["selection"]["selected"]
            if group.get("data_type") != "edge"
            for index in group["data_indices"]
            if index < len(nodes)
        ]
        show_panel(selection, chosen[0] if chosen else "")


run_pages(show)
