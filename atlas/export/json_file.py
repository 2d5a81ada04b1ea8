"""JSON: `{"data_version", "filters", "count", "items"}`, then what the file says about itself.

`<`, `>` and `&` are written as escapes, which every reader of JSON undoes: an answer that some program
mistakes for a page holds no markup.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

from atlas.address import write_query
from atlas.export.about import describe_file
from atlas.export.extract import Extract
from atlas.export.tables import BATCH, Row

_ESCAPES: Final = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def encode_json(value: object) -> str:
    """Return a value as compact JSON without a sign that means something in HTML.

    Raises
    ------
    ValueError
        If it holds a number JSON does not have.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.translate(_ESCAPES)


def write_rows(extract: Extract, rows: Iterable[Row], *, count: int) -> Iterator[bytes]:
    """Yield the envelope around a list of rows, some rows at a time.

    Parameters
    ----------
    extract : Extract
        The view, which the envelope names.
    rows : iterable of Row
        What goes under `items`.
    count : int
        Number of rows of the whole view, of which `rows` may be one page.
    """
    yield f'{encode_json(_head(extract, count))[:-1]},"items":['.encode()
    separator = "\n"
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        yield (separator + ",\n".join(map(encode_json, batch))).encode()
        separator = ",\n"
    yield f"\n],{encode_json(_tail(extract))[1:]}\n".encode()


def write_items(extract: Extract, items: Mapping[str, Any], *, count: int) -> Iterator[bytes]:
    """Yield the envelope around something that is not a list."""
    yield (encode_json({**_head(extract, count), "items": items, **_tail(extract)}) + "\n").encode()


def head_and_tail(extract: Extract, count: int) -> Row:
    """Return all of the envelope but the items."""
    return {**_head(extract, count), **_tail(extract)}


def _head(extract: Extract, count: int) -> Row:
    return {
        "data_version": extract.edition.catalog.version,
        "filters": write_query(extract.view),
        "count": count,
    }


def _tail(extract: Extract) -> dict[str, str]:
    about = describe_file(extract)
    return {name: about[name] for name in ("created", "sentence", "licence", "cite", "address")}
