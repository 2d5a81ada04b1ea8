"""GraphML and GEXF: the relationship graph for Gephi, Cytoscape, networkx and their like.

A format is a node of its own, so a trilateral is never three loose pairs. Names and kinds are text,
numbers of records are whole numbers; both formats declare these types.
"""

import io
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from atlas.export.about import describe_file
from atlas.export.extract import Extract
from atlas.export.letters import clean_text
from atlas.export.tables import Row, select_network_rows


def build_file_graph(extract: Extract) -> "nx.Graph[str]":
    """Return the graph as it is written.

    Returns
    -------
    networkx.Graph
        Nodes with `label`, `kind`, `records`; edges with `kind`, `records`; the graph itself with what
        every file says about itself.
    """
    rows = select_network_rows(extract)
    graph: nx.Graph[str] = nx.Graph()
    graph.graph.update(_clean(describe_file(extract)))
    for node in rows["nodes"]:
        graph.add_node(
            node["id"], **_clean({"label": node["name"], "kind": node["kind"]}), records=node["records"]
        )
    for edge in rows["edges"]:
        graph.add_edge(edge["source"], edge["target"], kind=edge["kind"], records=edge["records"])
    return graph


def write_graphml(extract: Extract) -> bytes:
    """Return the graph as GraphML; what the file says about itself are attributes of the graph."""
    buffer = io.BytesIO()
    nx.write_graphml_xml(build_file_graph(extract), buffer)
    return buffer.getvalue()


def write_gexf(extract: Extract) -> bytes:
    """Return the graph as GEXF 1.2; what the file says about itself stands in `meta`."""
    graph = build_file_graph(extract)
    about = dict(graph.graph)
    graph.graph.clear()
    writer = GEXFWriter(graph)
    _describe(writer.xml.find("meta"), about)
    indent(writer.xml)
    text: str = tostring(writer.xml, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _describe(meta: Element, about: dict[str, str]) -> None:
    # The writer puts today's date and its own name; the same view should give the same file.
    meta.clear()
    meta.set("lastmodifieddate", about["created"])
    SubElement(meta, "creator").text = about["title"]
    SubElement(meta, "keywords").text = f"data version {about['data_version']}"
    words = [about["sentence"], f"Licence: {about['licence']}", f"Cite as: {about['cite']}"]
    SubElement(meta, "description").text = " — ".join(words)


def _clean(attributes: Row) -> dict[str, str]:
    return {name: clean_text(value) for name, value in attributes.items()}
