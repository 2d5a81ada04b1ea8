"""From a request under `/api` to what is asked for, or to a clear refusal."""

import re
import urllib.parse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from starlette.types import Scope

from atlas.address import PARAMETERS, read_view
from atlas.export.edition import Edition
from atlas.export.extract import Extract
from atlas.export.files import FileKind
from atlas.views.headings import PAGES

LONGEST_QUERY: Final = 8_192
"""Bytes a query string may have."""

PAGING: Final = {"limit": (1, 1_000_000), "offset": (0, 1_000_000_000)}
"""Parameters of a list that is read page by page, with the least and the largest value."""

PAGE: Final = "page"
"""Parameter of what differs from page to page: which of them, the map if absent."""

_HOST: Final = re.compile(r"[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")
_LONGEST_ECHO: Final = 200

Query = dict[str, list[str]]


@dataclass(eq=False)
class RefusedError(Exception):
    """A request that is not answered with what it asks for.

    Parameters
    ----------
    status : int
        HTTP status: 400, 404, 405, 414 or 503.
    error : str
        What is wrong, for a person; holds nothing from the request.
    parameter, value : str
        Where it is wrong, and what stood there.
    allowed : sequence of str
        What would have been understood.
    """

    status: int
    error: str
    parameter: str
    value: str
    allowed: Sequence[str] = ()

    def as_json(self) -> dict[str, object]:
        """Return what the answer says; a long value is cut."""
        return {
            "error": self.error,
            "parameter": self.parameter[:_LONGEST_ECHO],
            "value": self.value[:_LONGEST_ECHO],
            "allowed": list(self.allowed),
        }


def read_query(octets: bytes) -> Query:
    """Return a query string as parameter → values.

    Raises
    ------
    RefusedError
        If it is too long (414) or not UTF-8 (400).
    """
    if len(octets) > LONGEST_QUERY:
        raise RefusedError(414, "the query is too long", "", "", (f"≤ {LONGEST_QUERY}",))
    text = octets.decode("utf-8", errors="replace")
    query = urllib.parse.parse_qs(text, keep_blank_values=True, errors="replace")
    for name, values in query.items():
        for value in values:
            if "\ufffd" in name + value:
                raise RefusedError(400, "this is not UTF-8", name, value, ("UTF-8",))
    return query


def read_extract(kind: FileKind, query: Mapping[str, Sequence[str]], edition: Edition, base: str) -> Extract:
    """Return what a query asks of a kind of file.

    Parameters
    ----------
    kind : FileKind
        The file; it says which parameters there are.
    query : mapping of str to sequence of str
        Parameter → values.
    edition : Edition
        The data set.
    base : str
        Public address of the atlas.

    Raises
    ------
    RefusedError
        If anything in the query is not understood (400), the first of it.
    """
    allowed = known_parameters(kind)
    for name, values in query.items():
        if name not in allowed:
            raise RefusedError(400, "there is no such parameter here", name, "".join(values[:1]), allowed)
    view, rejected = read_view({name: query[name] for name in PARAMETERS if name in query}, edition.catalog)
    for value in rejected:
        error = "this is not a value of the parameter"
        raise RefusedError(400, error, value.parameter, value.value, value.allowed)
    view = replace(view, page=_read_page(query))
    offset = _read_number("offset", query)
    return Extract(edition, view, base, offset=offset or 0, limit=_read_number("limit", query))


def known_parameters(kind: FileKind) -> tuple[str, ...]:
    """Return the parameters a kind of file takes."""
    filters = PARAMETERS if kind.filtered else ()
    filters = (*filters, PAGE) if kind.has_page else filters
    return (*filters, *PAGING) if kind.count else filters


def write_query(extract: Extract, *, offset: int | None = None) -> str:
    """Return the canonical query with page and paging; `offset` stands for another part than this one."""
    place = extract.offset if offset is None else offset
    more = {PAGE: extract.view.page or None, "limit": extract.limit, "offset": place or None}
    parts = [f"{name}={value}" for name, value in more.items() if value is not None]
    return "&".join([extract.query, *parts] if extract.query else parts)


def read_base(scope: Scope) -> str:
    """Return the address of the atlas as the request has it, without a slash at its end.

    Returns
    -------
    str
        '' if the request names no sensible host. What proxies say in headers of their own is not
        believed: anyone can send them, and answers are kept by caches that many share.
    """
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    if len(hosts) != 1 or not _HOST.fullmatch(hosts[0]):
        return ""
    path = urllib.parse.quote(scope.get("root_path", "").rstrip("/"))
    return f"{scope['scheme']}://{hosts[0]}{path}"


def _read_page(query: Mapping[str, Sequence[str]]) -> str:
    if PAGE not in query:
        return PAGES[0]
    values, named = query[PAGE], PAGES[1:]
    if len(values) == 1 and values[0] in named:
        return values[0]
    raise RefusedError(400, "this is not a value of the parameter", PAGE, " ".join(values), named)


def _read_number(name: str, query: Mapping[str, Sequence[str]]) -> int | None:
    if name not in query:
        return None
    values = query[name]
    least, largest = PAGING[name]
    # int() takes digits of every script and underscores; an address does not.
    if len(values) == 1 and re.fullmatch("[0-9]{1,10}", values[0]) and least <= int(values[0]) <= largest:
        return int(values[0])
    error = "this is not a value of the parameter"
    raise RefusedError(400, error, name, " ".join(values), (f"{least}–{largest}",))
