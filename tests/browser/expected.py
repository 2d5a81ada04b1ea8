"""What a view has to show, worked out from the data beside the running atlas."""

import csv
from collections import Counter

from atlas.catalog import Catalog
from atlas.graph import build_graph
from atlas.model import Filters
from atlas.paths import ROOT
from atlas.query import count_members, select_records
from atlas.views.text import describe


def sentence_of(catalog: Catalog, filters: Filters) -> str:
    return describe(select_records(catalog, filters))


def records_of(catalog: Catalog, filters: Filters) -> dict[str, int]:
    """Return partner → records in view, those with none left out."""
    counts = count_members(select_records(catalog, filters), "partners")
    return {code: count.records for code, count in counts.items() if count.records}


def nodes_of(catalog: Catalog, filters: Filters) -> int:
    """Return how many entities the network shows, the hub included."""
    return len(build_graph(select_records(catalog, filters)))


def read_records(domain: str) -> Counter[str]:
    """Return partner → records of a domain, counted in the file itself, past all code of the atlas."""
    with (ROOT / "data" / "records.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["scope"] != "context"]
    chosen = [row for row in rows if domain in row["domains"].split(";")]
    return Counter(code for row in chosen for code in row["partners"].split(";") if code)
