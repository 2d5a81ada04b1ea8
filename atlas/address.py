"""The address is the view: from query string to `View` and back (contract, section 2)."""

import urllib.parse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from atlas.catalog import Catalog, keep_with_catalog
from atlas.model import MARKS, MAX_COMPARED, MAX_QUERY, Filters, View

LISTS = ("domain", "era", "kind", "region", "confidence", "scope", "mark")
"""Parameters that may be repeated and hold an id each."""

PARAMETERS = (
    "domain",
    "era",
    "years",
    "kind",
    "region",
    "confidence",
    "scope",
    "mark",
    "q",
    "focus",
    "record",
    "with",
)
"""Every parameter of a view, in the order they stand in an address."""

# Query parameters that belong to Streamlit or to whoever passed the link on; never worth a notice.
_FOREIGN = ("embed", "embed_options", "utm_", "fbclid", "gclid")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A value in an address that the atlas does not know.

    Parameters
    ----------
    parameter, value : str
        As they stood in the address.
    allowed : tuple of str
        The values that would have been understood; for `years` a range in words.
    """

    parameter: str
    value: str
    allowed: tuple[str, ...]


def read_view(query: Mapping[str, Sequence[str]], catalog: Catalog) -> tuple[View, tuple[Rejected, ...]]:
    """Return the view an address stands for, and what in it was not understood.

    Parameters
    ----------
    query : mapping of str to sequence of str
        Parsed query string, every parameter with all its values.
    catalog : Catalog
        The data set, which says what ids there are.

    Returns
    -------
    view : View
        With every unknown value left out; never raises, whatever `query` holds.
    rejected : tuple of Rejected
        The values left out, in the order of `PARAMETERS`, unknown parameters last.
    """
    rejected: list[Rejected] = []
    chosen = {name: _read_list(name, query.get(name, ()), catalog, rejected) for name in LISTS}
    default = Filters()
    filters = Filters(
        domain=chosen["domain"],
        era=chosen["era"],
        years=_read_years(query.get("years", ()), catalog, rejected),
        kind=chosen["kind"],
        region=chosen["region"],
        confidence=chosen["confidence"],
        scope=chosen["scope"] or default.scope,
        mark=chosen["mark"],
        q=_read_words(query.get("q", ()), rejected),
    )
    focus = _read_focus(query.get("focus", ()), catalog, rejected)
    record = _read_record(query.get("record", ()), catalog, rejected)
    compared = _read_compared(query.get("with", ()), catalog, rejected)
    unknown = [name for name in query if name not in PARAMETERS and not name.startswith(_FOREIGN)]
    rejected.sort(key=lambda one: PARAMETERS.index(one.parameter))
    rejected += [Rejected(name, "", PARAMETERS) for name in unknown]
    return View(filters=filters, focus=focus, record=record, compared=compared), tuple(rejected)


def view_of_page(view: View, page: str) -> View:
    """Return what a page shows of a view: an open record alone, the compared alone, or all but these.

    Parameters
    ----------
    view : View
        As the address has it, whatever of it the page passes over.
    page : str
        The page, '' for the map.
    """
    if page == "about":
        return View(page)
    if view.record and page in ("records", "timeline"):
        return View("records", record=view.record)
    if view.compared and page == "compare":
        return replace(view, page=page, focus="", record="")
    return replace(view, page=page, record="", compared=())


def write_query(view: View) -> dict[str, list[str]]:
    """Return the query string of a view as parameter → values, defaults left out."""
    active = view.filters.active()
    query = {name: [str(value) for value in getattr(view.filters, name)] for name in LISTS if name in active}
    if view.filters.years is not None:
        query["years"] = [str(year) for year in view.filters.years]
    if view.filters.q:
        query["q"] = [view.filters.q]
    if view.focus:
        query["focus"] = [view.focus]
    if view.record:
        query["record"] = [view.record]
    if view.compared:
        query["with"] = list(view.compared)
    return {name: query[name] for name in PARAMETERS if name in query}


def encode_query(view: View) -> str:
    """Return the canonical query string of a view, percent-encoded: the same view, the same query."""
    return urllib.parse.urlencode(write_query(view), doseq=True, quote_via=urllib.parse.quote)


def write_address(view: View) -> str:
    """Return the address of a view relative to where the atlas is mounted, such as `records?focus=PAK`."""
    query = urllib.parse.urlencode(write_query(view), doseq=True)
    return f"{view.page}?{query}" if query else view.page or "./"


def allowed_values(name: str, catalog: Catalog) -> tuple[str, ...]:
    """Return the ids a list parameter takes, in the order of the data's vocabulary.

    Raises
    ------
    KeyError
        If `name` is none of `LISTS`.
    """
    return _allowed(catalog, name)


@keep_with_catalog()
def _allowed(catalog: Catalog, name: str) -> tuple[str, ...]:
    if name in ("domain", "era"):
        return tuple(catalog.rows(f"{name}s"))
    if name == "region":
        used = set(catalog.partners["region"])
        return tuple(region for region in catalog.labels("partners", "region") if region in used)
    if name == "mark":
        return MARKS
    if name in LISTS:
        return tuple(catalog.labels("records", name))
    raise KeyError(name)


def _read_list(
    name: str, values: Sequence[str], catalog: Catalog, rejected: list[Rejected]
) -> tuple[str, ...]:
    allowed = allowed_values(name, catalog)
    known = set(allowed)
    rejected += [Rejected(name, value, allowed) for value in dict.fromkeys(values) if value not in known]
    wanted = set(values)
    return tuple(value for value in allowed if value in wanted)


def _read_years(values: Sequence[str], catalog: Catalog, rejected: list[Rejected]) -> tuple[int, int] | None:
    if not values:
        return None
    span = (catalog.first_year, catalog.last_year)
    # int() takes digits of every script and underscores; an address does not.
    years = [int(value) for value in values if value.isascii() and value.isdecimal() and len(value) == 4]
    if len(values) == len(years) == 2 and span[0] <= years[0] <= years[1] <= span[1]:
        return None if (years[0], years[1]) == span else (years[0], years[1])
    rejected.append(Rejected("years", " ".join(values), (f"{span[0]}–{span[1]}",)))
    return None


def _read_words(values: Sequence[str], rejected: list[Rejected]) -> str:
    if not values:
        return ""
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in values[0]).split())
    if len(text) > MAX_QUERY or len(values) > 1:
        rejected.append(Rejected("q", values[-1], (f"≤ {MAX_QUERY}",)))
    return text[:MAX_QUERY].strip()


def _read_focus(values: Sequence[str], catalog: Catalog, rejected: list[Rejected]) -> str:
    named = [catalog.current_id(value) for value in values]
    known = [value for value in named if value in catalog.entities]
    unknown = [value for value in named if value not in catalog.entities]
    rejected += [Rejected("focus", value, tuple(catalog.entities)) for value in unknown + known[1:]]
    return known[0] if known else ""


def _read_record(values: Sequence[str], catalog: Catalog, rejected: list[Rejected]) -> str:
    ids = catalog.tables["records"].index
    named = [catalog.current_id(value) for value in values]
    known = [value for value in named if value in ids]
    unknown = [value for value in named if value not in ids]
    rejected += [Rejected("record", value, ("records.csv: id",)) for value in unknown + known[1:]]
    return known[0] if known else ""


def _read_compared(values: Sequence[str], catalog: Catalog, rejected: list[Rejected]) -> tuple[str, ...]:
    comparable = tuple(code for code in catalog.entities if code != catalog.hub.iso3)
    named = list(dict.fromkeys(catalog.current_id(value) for value in values))
    known = [value for value in named if value in comparable]
    rejected += [Rejected("with", value, comparable) for value in named if value not in comparable]
    rejected += [Rejected("with", value, (f"≤ {MAX_COMPARED}",)) for value in known[MAX_COMPARED:]]
    return tuple(known[:MAX_COMPARED])
