"""Views drawn at random from what a data set knows, for property tests."""

import functools

from hypothesis import strategies as st

from atlas.address import LISTS, allowed_values
from atlas.catalog import load_catalog
from atlas.model import MAX_COMPARED, MAX_QUERY, Filters, View
from atlas.paths import ROOT

WORDS = ("defence", "NATO", "Bakı", "agreement exercise", "mines", "pakistan 2003", "ministry", "zzz")


@functools.cache
def real_catalog():
    """The real data set. Not a fixture where Hypothesis draws: it writes out every argument of a test."""
    return load_catalog(ROOT / "data")


def values_of(catalog, name):
    """Some values of a list parameter, in the order of the vocabulary."""
    allowed = allowed_values(name, catalog)
    return st.sets(st.sampled_from(allowed)).map(lambda chosen: tuple(v for v in allowed if v in chosen))


def years_of(catalog):
    """None, or two years that are not the whole span."""
    first, last = catalog.first_year, catalog.last_year
    year = st.integers(first, last)
    pairs = st.tuples(year, year).map(lambda pair: (min(pair), max(pair)))
    return st.none() | pairs.filter(lambda pair: pair != (first, last))


def filters_of(catalog, words=None):
    """Filters as an address can hold them; mostly few, so that something is left."""
    if words is None:
        words = st.just("") | st.sampled_from(WORDS)
    lists = {name: st.just(getattr(Filters(), name)) | values_of(catalog, name) for name in LISTS}
    lists["scope"] = lists["scope"].filter(bool)
    return st.builds(Filters, years=years_of(catalog), q=words, **lists)


def views_of(catalog):
    """Views with any words that fit on a line."""
    lines = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=MAX_QUERY)
    tidy = lines.map(lambda text: " ".join("".join(c if c.isprintable() else " " for c in text).split()))
    focus = st.just("") | st.sampled_from(list(catalog.entities))
    ids = tuple(catalog.records["id"])
    record = st.just("") | st.integers(0, len(ids) - 1).map(lambda at: ids[at])
    others = st.sampled_from([code for code in catalog.entities if code != catalog.hub.iso3])
    compared = st.lists(others, unique=True, max_size=MAX_COMPARED).map(tuple)
    filters = filters_of(catalog, tidy)
    return st.builds(View, filters=filters, focus=focus, record=record, compared=compared)
