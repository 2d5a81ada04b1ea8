"""Arrays made once a data set, so that selecting and counting are a few vector operations."""

import functools
import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.address import LISTS, allowed_values
from atlas.catalog import Catalog
from atlas.model import MARKS
from atlas.search import fold
from atlas.words import country_name

Mask = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Which record has which ids, as two aligned arrays.

    Parameters
    ----------
    rows : int array, shape (pairs,)
        Position of the record.
    codes : int array, shape (pairs,)
        Position of the id in `ids`.
    ids : tuple of str
        The ids there are, each once.
    """

    rows: Codes
    codes: Codes
    ids: tuple[str, ...]

    def having(self, wanted: Iterable[str], length: int) -> Mask:
        """Return which of `length` records have at least one of the `wanted` ids."""
        position = {code: place for place, code in enumerate(self.ids)}
        marked = np.zeros(len(self.ids), dtype=bool)
        marked[[position[value] for value in wanted if value in position]] = True
        found = np.zeros(length, dtype=bool)
        found[self.rows[marked[self.codes]]] = True
        return found

    def count(self, mask: Mask) -> npt.NDArray[np.int64]:
        """Return for each id the number of records of `mask` that have it, shape (ids,)."""
        return np.bincount(self.codes[mask[self.rows]], minlength=len(self.ids))


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """The data set as arrays; row i is row i of `catalog.records`.

    Parameters
    ----------
    size : int
        Number of records.
    facets : mapping of str to Pairs
        For each list parameter of an address, who has which value.
    members : mapping of str to Pairs
        For `partners`, `organisations` and `formats`, who takes part in which record; for `sources`, what is
        cited by it.
    first_year, last_year : int array, shape (records,)
        The years a record covers.
    cooperation, collective : bool array, shape (records,)
        Whether a record counts as cooperation, and whether it is said of all partners at once.
    order : int array, shape (records,)
        Positions of the records in time order, ties by id.
    texts : tuple of str
        Folded text of each record, for the word search.
    """

    size: int
    facets: Mapping[str, Pairs]
    members: Mapping[str, Pairs]
    first_year: Codes
    last_year: Codes
    cooperation: Mask
    collective: Mask
    order: Codes
    texts: tuple[str, ...]


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
    return Index(
        size=len(records),
        facets={name: _facet(name, catalog, members["partners"]) for name in LISTS},
        members=members,
        first_year=records["first_year"].to_numpy(dtype=np.int32),
        last_year=records["last_year"].to_numpy(dtype=np.int32),
        cooperation=scope != "context",
        collective=scope == "collective",
        order=np.lexsort((records["id"].to_numpy(), records["date"].to_numpy())).astype(np.int32),
        texts=tuple(_texts(catalog)),
    )


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
    joined = np.unique(partners.rows.astype(np.int64) * len(ids) + region_of[partners.codes])
    return Pairs((joined // len(ids)).astype(np.int32), (joined % len(ids)).astype(np.int32), ids)


def _pair(cells: "pd.Series[Any]", ids: tuple[str, ...]) -> Pairs:
    place = {code: position for position, code in enumerate(ids)}
    lengths = cells.map(len).to_numpy(dtype=np.int64)
    rows = np.repeat(np.arange(len(cells), dtype=np.int32), lengths)
    codes = np.fromiter((place[value] for cell in cells for value in cell), dtype=np.int32, count=len(rows))
    return Pairs(rows, codes, ids)


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
    for title, summary, *lists, citations in zip(*columns, strict=True):
        # The hub takes part in every record, whether or not the title says so.
        parts = [fold(f"{title} {summary}"), spoken[catalog.hub.iso3]]
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
