"""A relationship network with a filter; pyvis says nothing of clicks, so there is no panel."""

import re

import streamlit as st
from pyvis.network import Network

from bench.peers.common import ask_selection, run_pages
from bench.peers.records import build_named_graph

# Scripts from other hosts are left out; vis comes from the app's own folder.
_REMOTE = re.compile(r"<(?:link|script)\b[^>]*//[^>]*>(?:\s*</script>)?")
_VIS = """<head><link rel="stylesheet" href="/app/static/vis-network.css">
<script src="/app/static/vis-network.min.js"></script>"""


def show() -> None:
    """Show filter and network."""
    graph = build_named_graph(ask_selection())
    network = Network(height="600px", width="100%")
    for code, node in graph.nodes.items():
        network.add_node(code, label=node["label"], value=node["records"])
    for one, other, records in graph.edges(data="records"):
        network.add_edge(one, other, value=records)
    page = _REMOTE.sub("", network.generate_html())
    page = page.replace('<script src="lib/bindings/utils.js"></script>', "")
    st.iframe(page.replace("<head>", _VIS, 1), height=620)


run_pages(show)
