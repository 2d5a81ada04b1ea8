"""A relationship network with a filter; pyvis says nothing of clicks, so there is no panel."""

import re

import streamlit as st
from pyvis.network import Network

from atlas.graph import build_graph
from atlas.views.text import entity_name
from bench.peers.common import ask_selection, catalog

st.set_page_config(layout="wide")
graph = build_graph(ask_selection())
network = Network(height="600px", width="100%")
for code in sorted(graph):
    records = graph.nodes[code]["records"]
    network.add_node(code, label=entity_name(catalog(), code), value=records)
for one, other in sorted(graph.edges):
    network.add_edge(one, other, value=graph.edges[one, other]["records"])
# Scripts from other hosts are left out; vis comes from the app's own folder.
remote = re.compile(r"<(?:link|script)\b[^>]*//[^>]*>(?:\s*</script>)?")
page = remote.sub("", network.generate_html()).replace('<script src="lib/bindings/utils.js"></script>', "")
vis = """<head><link rel="stylesheet" href="/app/static/vis-network.css">
<script src="/app/static/vis-network.min.js"></script>"""
st.iframe(page.replace("<head>", vis, 1), height=620)
