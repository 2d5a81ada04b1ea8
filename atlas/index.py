"""Arrays made once a data set, so that selecting and counting are a few vector operations."""

import functools
import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from atlas.address import LISTS, allowed_values
from atlas.catalog import Catalog
from atlas.columns import Codes, Columns, Mask, Packed, Pairs, pack
from atlas.model import MARKS, Filters
from atlas.search import fold
from atlas.words import country_name


@dataclass(frozen=True, eq=False)
class Index:
    """The data set as arrays; row i is row i of `catalog.records`.

    Parameters
    ----------
    size : int
        Number of records.
    facets : mapping of str to Pairs
        For each list parameter of an address, who has which value.
    columns : mapping of str to Columns
        The same as bits, and `years`: the years a record touches.
    members : mapping of str to Pairs
        For `partners`, `organisations` and `formats`, who takes part in which record; for `sources`, what is
        cited by it.
    first_year, last_year : int array, shape (records,)
        The years a record covers.
    cooperation, collective : bool array, shape (records,)
        Whether a record counts as cooperation, and whether it is said of all partners at once.
    order : int array, shape (records,)
        Positions of the records in time order, ties by id.
    catalog : callable
        Weak reference to the data set, for the texts.
    """

    size: int
    facets: Mapping[str, Pairs]
    columns: Mapping[str, Columns]
    members: Mapping[str, Pairs]
    first_year: Codes
    last_year: Codes
    cooperation: Mask
    collective: Mask
    order: Codes
    catalog: "weakref.ref[Catalog]"

    @functools.cached_property
    def texts(self) -> tuple[str, ...]:
        """Folded text of each record, for the word search; made at the first search, as it takes longest."""
        catalog = self.catalog()
        if catalog is None:
            raise ReferenceError("the data set of this index is gone")
        return tuple(_texts(catalog))


_INDEXES: "weakref.WeakKeyDictionary[Catalog, Index]" = weakref.WeakKeyDictionary()


def index_of(catalog: Catalog) -> Index:
    """Return the arrays of a data set, built at the first call and kept as long as it is."""
    if catalog not in _INDEXES:
        _INDEXES[catalog] = _build_index(catalog)
    return _INDEXES[catalog]


def _build_index(catalog: Catalog) -> Index:
    records = catalog.records
    members = {
        "partners": _pair(records["partners"], tuple(catalog.partners["iso3"])),
        "organisations": _pair(records["organisations"], tuple(catalog.organisations["id"])),
        "formats": _pair(records["formats"], tuple(catalog.formats["id"])),
        "sources": _pair(_cited(records["sources"]), tuple(catalog.sources["id"])),
    }
    scope = records["scope"].to_numpy()
    facets = {name: _facet(name, catalog, members["partners"]) for name in LISTS}
    first, last = (records[name].to_numpy(dtype=np.int32) for name in ("first_year", "last_year"))
    columns = {name: _columns(pairs, len(records)) for name, pairs in facets.items()}
    return Index(
        size=len(records),
        facets=facets,
        columns=columns | {"years": _touched(first, last)},
        members=members,
        first_year=first,
        last_year=last,
        cooperation=scope != "context",
        collective=scope == "collective",
        order=np.lexsort((records["id"].to_numpy(), records["date"].to_numpy())).astype(np.int32),
        catalog=weakref.ref(catalog),
    )


def _columns(pairs: Pairs, size: int) -> Columns:
    return Columns(pairs.ids, np.stack([pack(pairs.having([value], size)) for value in pairs.ids]))


def _touched(first: Codes, last: Codes) -> Columns:
    years = tuple(range(int(first.min()), int(last.max()) + 1))
    return Columns(years, np.stack([pack((first <= year) & (last >= year)) for year in years]))


def _facet(name: str, catalog: Catalog, partners: Pairs) -> Pairs:
    ids = allowed_values(name, catalog)
    if name == "region":
        return _regions(partners, catalog, ids)
    if name == "mark":
        return _pair(_marks(catalog), ids)
    column = {"domain": "domains", "era": "eras"}.get(name, name)
    cells = catalog.records[column]
    if column == name:  # kind, confidence and scope hold one id, not a tuple
        cells = cells.map(lambda value: (value,))
    return _pair(cells, ids)


def _marks(catalog: Catalog) -> "pd.Series[Any]":
    """Return what is marked on each record: an inferred date, sources that disagree."""
    disputed = {code for conflict in catalog.rows("conflicts").values() for code in conflict["records"]}
    inferred = catalog.records["date_basis"] == "inferred"
    conflict = catalog.records["id"].isin(disputed)
    marks = [
        tuple(mark for mark, has in zip(MARKS, pair, strict=True) if has)
        for pair in zip(inferred, conflict, strict=True)
    ]
    return pd.Series(marks, index=catalog.records.index, dtype=object)


def _regions(partners: Pairs, catalog: Catalog, ids: tuple[str, ...]) -> Pairs:
    place = {region: code for code, region in enumerate(ids)}
    region_of = np.array([place[region] for region in catalog.partners["region"]], dtype=np.int64)
    # Two partners of one region make one pair, or the record would count twice.
    size = int(partners.rows.max(initial=0)) + 1
    joined = np.unique(region_of[partners.codes] * size + partners.rows)
    return Pairs((joined % size).astype(np.int32), (joined // size).astype(np.int32), ids)


def _pair(cells: "pd.Series[Any]", ids: tuple[str, ...]) -> Pairs:
    place = {code: position for position, code in enumerate(ids)}
    lengths = cells.map(len).to_numpy(dtype=np.int64)
    rows = np.repeat(np.arange(len(cells), dtype=np.int32), lengths)
    codes = np.fromiter((place[value] for cell in cells for value in cell), dtype=np.int32, count=len(rows))
    order = np.argsort(codes, kind="stable")
    return Pairs(rows[order], codes[order], ids)


def _cited(cells: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return the sources of each record, each once, whatever the paragraphs."""
    return cells.map(lambda citations: tuple(dict.fromkeys(citation.source for citation in citations)))


def _texts(catalog: Catalog) -> Iterable[str]:
    spoken = spoken_names(catalog)
    sources = {
        row["id"]: fold(f"{row['publisher']} {row['title']}") for row in catalog.rows("sources").values()
    }
    named = ["partners", "organisations", "formats", "place", "sources"]
    columns = [catalog.records[name] for name in ["title", "summary", *named]]
    folded = functools.lru_cache(maxsize=4096)(fold)  # long tables repeat some texts
    for title, summary, *lists, citations in zip(*columns, strict=True):
        # The hub takes part in every record, whether or not the title says so.
        parts = [folded(f"{title} {summary}"), spoken[catalog.hub.iso3]]
        parts += [spoken[code] for codes in lists for code in codes]
        parts += [sources[citation.source] for citation in citations]
        yield " ".join(parts)


def spoken_names(catalog: Catalog) -> dict[str, str]:
    """Return all an entity or a place is found by, folded: name, id, aliases, name in the language in use."""
    # Countries are found by the name the pages show, too, which need not be that of the data.
    names = {
        code: [entity.name, code, country_name(code) if entity.kind in ("hub", "partner") else ""]
        for code, entity in catalog.entities.items()
    }
    for place in catalog.rows("places").values():
        names.setdefault(place["id"], []).append(place["name"])
    for alias, code in zip(catalog.aliases["alias"], catalog.aliases["id"], strict=True):
        names[code].append(alias)
    return {code: fold(" ".join(spoken)) for code, spoken in names.items()}


@functools.lru_cache(maxsize=256)
def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split())


def matching(texts: Sequence[str], words: str) -> Mask:
    """Return which texts contain every word of `words`, case- and accent-blind, shape (texts,)."""
    wanted = _words(words)
    return np.fromiter((all(word in text for word in wanted) for text in texts), dtype=bool, count=len(texts))


def pass_masks(index: Index, filters: Filters) -> dict[str, Packed]:
    """Return active filter → the records that pass it, a bit each."""
    masks: dict[str, Packed] = {}
    for name in index.facets:
        wanted: tuple[str, ...] = getattr(filters, name)
        if wanted:
            masks[name] = index.columns[name].having(wanted)
    if filters.years is not None:
        first, last = filters.years
        masks["years"] = index.columns["years"].having(range(first, last + 1))
    if filters.q:
        masks["q"] = pack(matching(index.texts, filters.q))
    return masks


def pass_all(masks: Mapping[str, Packed], index: Index, *, but: str = "") -> Packed:
    """Return the records that pass every filter, one of them set aside."""
    chosen = [mask for name, mask in masks.items() if name != but]
    everything: Packed = np.bitwise_and.reduce([pack(np.ones(index.size, dtype=bool)), *chosen])
    return everything
