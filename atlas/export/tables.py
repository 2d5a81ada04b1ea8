"""Rows of the files: records with their sources resolved, partners with their counts, facets, the network."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final, cast

import networkx as nx

from atlas.address import LISTS, allowed_values
from atlas.catalog import Catalog, Citation
from atlas.export.citation import describe_source
from atlas.export.columns import PARTNER_FILE_COLUMNS
from atlas.export.edition import Edition
from atlas.export.extract import Extract
from atlas.graph import build_graph
from atlas.model import Filters
from atlas.query import (
    Count,
    Selection,
    count_column,
    count_facets,
    count_members,
    select_of,
)
from atlas.views.text import value_label

Row = dict[str, Any]
"""One row: column → text, number, list or None for what is not known."""

BATCH: Final = 500
"""Records resolved at a time, so that a large answer never stands in memory as a whole."""

_ENDS: Final = ("hub", "format", "organisation", "partner")


def select_record_rows(extract: Extract) -> Iterator[Row]:
    """Yield the records of the view in time order, the page that was asked for.

    Yields
    ------
    Row
        The columns of `records.csv` with lists as lists and each source resolved, then `first_year`,
        `last_year`, `eras` (ids) and `conflicts` (where sources disagree).
    """
    conflicts = _conflicts_by_record(extract.edition.catalog)
    records = extract.selection.records
    page = extract.page(len(records))
    for first in range(page.start, page.stop, BATCH):
        batch = records.iloc[first : min(first + BATCH, page.stop)]
        for record in cast("list[Row]", batch.to_dict("records")):
            yield _resolve_record(record, extract.edition, conflicts.get(record["id"], []))


def flatten_record(row: Row) -> Row:
    """Return a record as single cells, for tables.

    Ids are joined by `;` as in the data files. `sources` holds ids with paragraphs, `source_references`
    the same in words joined by ` | `, `source_urls` the addresses joined by a space.
    """
    flat: Row = {}
    for name, value in row.items():
        if name == "sources":
            flat |= _flatten_sources(value)
        elif name == "conflicts":
            flat[name] = " | ".join(f"{conflict['field']}: {conflict['what']}" for conflict in value)
        else:
            flat[name] = _flatten(value)
    return flat


def flatten_row(row: Row) -> Row:
    """Return a row as single cells, lists of ids joined by `;`."""
    return {name: _flatten(value) for name, value in row.items()}


def select_partner_rows(extract: Extract) -> list[Row]:
    """Return a row for each partner with a record in the view, most records first, ties by code.

    Returns
    -------
    list of Row
        Columns of `partners.csv` (not its sources), the columns of `Count`, `domains` (those of its records
        in the view, most first) and `formats` (those it is a member of that its records in the view name).
    """
    counts = list(count_members(extract.selection, "partners").items())
    page = extract.page(len(counts))
    return [_partner_row(extract.selection, code, count) for code, count in counts[page.start : page.stop]]


def count_partners(extract: Extract) -> int:
    """Return the number of partners with a record in the view."""
    return len(count_members(extract.selection, "partners"))


def select_source_rows(extract: Extract) -> list[Row]:
    """Return the sources the records of the view cite, in the order of `sources.csv`, columns as there."""
    cited = {citation.source for cell in extract.selection.records["sources"] for citation in cell}
    rows = extract.edition.catalog.rows("sources").values()
    return [{name: _known(value) for name, value in row.items()} for row in rows if row["id"] in cited]


def count_facet_rows(extract: Extract) -> list[Row]:
    """Return for every filter value the number of records it would leave.

    Returns
    -------
    list of Row
        `parameter`, `value`, `label`, `records`; in the order of the vocabulary. The other filters and the
        focus are applied, the parameter's own values set aside.
    """
    catalog = extract.edition.catalog
    counts = _count_facets(extract)
    return [
        {
            "parameter": name,
            "value": value,
            "label": value_label(catalog, name, value),
            "records": number,
        }
        for name, numbers in counts.items()
        for value, number in numbers.items()
    ]


def select_network_rows(extract: Extract) -> dict[str, list[Row]]:
    """Return the relationship graph of the view.

    Returns
    -------
    dict
        `nodes`: `id`, `name`, `kind` (`hub`, `partner`, `format`, `organisation`), `records`;
        `edges`: `source`, `target`, `kind` (those of both ends: `hub-partner`, `format-partner`, …),
        `records` (0: a membership alone).
    """
    graph = build_graph(extract.selection)
    nodes: list[Row] = [{"id": code, **graph.nodes[code]} for code in graph]
    edges = [_edge(graph, ends) for ends in graph.edges]
    return {"nodes": nodes, "edges": edges}


def _count_facets(extract: Extract) -> dict[str, dict[str, int]]:
    catalog, filters, focus = extract.edition.catalog, extract.view.filters, extract.view.focus
    if not focus and not extract.view.record and not extract.view.compared:
        return count_facets(catalog, filters)
    counts = {}
    for name in LISTS:
        view = replace(extract.view, filters=_without(filters, name))
        found = count_column(replace(extract, view=view).selection, name)
        counts[name] = {value: found.get(value, 0) for value in allowed_values(name, catalog)}
    return counts


def _edge(graph: "nx.Graph[str]", ends: tuple[str, str]) -> Row:
    # An edge has no direction; the same end comes first whatever the order of the nodes.
    source, target = sorted(ends, key=lambda code: (_ENDS.index(graph.nodes[code]["kind"]), code))
    kinds = (graph.nodes[source]["kind"], graph.nodes[target]["kind"])
    records = graph.edges[ends]["records"]
    return {"source": source, "target": target, "kind": "-".join(kinds), "records": records}


def _without(filters: Filters, name: str) -> Filters:
    nothing: dict[str, Any] = {name: ()}
    return replace(filters, **nothing)


def _resolve_record(record: Row, edition: Edition, conflicts: list[Row]) -> Row:
    row = {name: _known(value) for name, value in record.items()}
    row["sources"] = [_resolve_citation(citation, edition) for citation in record["sources"]]
    return {**row, "conflicts": conflicts}


def _resolve_citation(citation: Citation, edition: Edition) -> Row:
    source = edition.catalog.rows("sources")[citation.source]
    resolved: Row = {"id": citation.source, "paragraph": citation.paragraph}
    resolved |= {name: _known(value) for name, value in source.items() if name != "id"}
    resolved["reference"] = describe_source(edition, citation.source, citation.paragraph)
    return resolved


def _conflicts_by_record(catalog: Catalog) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for conflict in catalog.rows("conflicts").values():
        row = {name: conflict[name] for name in ("id", "field", "what")}
        for record in conflict["records"]:
            found.setdefault(record, []).append(row)
    return found


def _partner_row(selection: Selection, code: str, count: Count) -> Row:
    partner = selection.catalog.rows("partners")[code]
    own = select_of(selection, code)
    formats = [name for name in count_members(own, "formats") if code in selection.catalog.members(name)]
    row: Row = {name: partner[name] for name in PARTNER_FILE_COLUMNS}
    return row | count._asdict() | {"domains": list(count_column(own, "domain")), "formats": formats}


def _flatten_sources(sources: Iterable[Row]) -> Row:
    known = list(sources)
    urls = dict.fromkeys(source["url"] for source in known if source["url"])
    return {
        "sources": ";".join(_citation_text(source) for source in known),
        "source_references": " | ".join(source["reference"] for source in known),
        "source_urls": " ".join(urls),
    }


def _citation_text(source: Row) -> str:
    return f"{source['id']}#p{source['paragraph']}" if source["paragraph"] else str(source["id"])


def _known(value: object) -> object:
    """Return None for an empty text, a list for a tuple, anything else as it is."""
    if isinstance(value, tuple):
        return list(value)
    return None if value == "" else value


def _flatten(value: object) -> object:
    return ";".join(value) if isinstance(value, list) else value
