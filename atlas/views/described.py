"""What is said of the whole cooperation, or of all partners at once, without naming one of them."""

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple, cast

import numpy as np

from atlas.catalog import Catalog, Citation, keep_with_catalog
from atlas.index import index_of
from atlas.query import Selection
from atlas.views.record import build_sources

_ORDINALS: Final = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
"""Words that count the items of a list in a title, “First method of work: …”: they order it."""

_HEADED: Final = re.compile(
    rf"(?:(?P<place>{'|'.join(_ORDINALS)})\s+)?(?P<head>[^:]+):\s+(?P<rest>.+)", re.I | re.S
)


class _Statement(NamedTuple):
    """A record of the kind; `at` counts them all, `head` is what the title says before its colon."""

    at: int
    place: int
    head: str
    rest: str
    title: str
    summary: str
    source: str
    paragraph: int


def build_described(catalog: Catalog) -> dict[str, list[dict[str, Any]]]:
    """Return every such statement, by document and paragraph; titles with a common head stand under it.

    Parameters
    ----------
    catalog : Catalog
        The data set.

    Returns
    -------
    dict
        `ministry`: the documents of those who publish the lists of partners, the ministry; `others`: the
        rest. A document has `source` (as in a record), `number` of statements, and `paragraphs`, each with
        `number` (0 where none is known) and `groups` of `label` and `items`: place among the statements (see
        `select_described`), title, summary. The documents with most statements come first.
    """
    by_source: dict[str, list[_Statement]] = {}
    for statement in _statements(catalog):
        by_source.setdefault(statement.source, []).append(statement)
    ordered = sorted(by_source.items(), key=lambda item: (-len(item[1]), item[0]))
    publishers = _ministry(catalog)
    found: dict[str, list[dict[str, Any]]] = {"ministry": [], "others": []}
    for source, statements in ordered:
        own = catalog.rows("sources")[source]["publisher"] in publishers
        found["ministry" if own else "others"].append(_document(catalog, source, statements))
    return found


def select_described(selection: Selection) -> list[int]:
    """Return which of these statements are in view, as their places among all of them."""
    return np.flatnonzero(selection.mask[_positions(selection.catalog)]).tolist()


@keep_with_catalog()
def _positions(catalog: Catalog) -> "np.typing.NDArray[np.int64]":
    """Return the rows of the collective records that name neither a partner nor a format."""
    records = catalog.tables["records"]
    nobody = (records["partners"].map(len) == 0) & (records["formats"].map(len) == 0)
    return np.flatnonzero(index_of(catalog).collective & nobody.to_numpy())


def _ministry(catalog: Catalog) -> set[str]:
    """Return who publishes the lists of partners: in this description of data that is the ministry."""
    sources = catalog.rows("sources")
    lists = (code for partner in catalog.rows("partners").values() for code in partner["listed_in"])
    return {sources[code]["publisher"] for code in lists}


def _statements(catalog: Catalog) -> list[_Statement]:
    rows = catalog.tables["records"].iloc[_positions(catalog)].to_dict("records")
    return [_statement(at, row) for at, row in enumerate(cast("list[dict[str, Any]]", rows))]


def _statement(at: int, row: Mapping[str, Any]) -> _Statement:
    cited: Citation = row["sources"][0]
    match = _HEADED.fullmatch(row["title"])
    place = _ORDINALS.index(match["place"].lower()) + 1 if match and match["place"] else 0
    head, rest = (match["head"], match["rest"]) if match else ("", "")
    return _Statement(
        at,
        place,
        _capital(head),
        _capital(rest),
        row["title"],
        row["summary"],
        cited.source,
        cited.paragraph or 0,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _document(catalog: Catalog, source: str, statements: list[_Statement]) -> dict[str, Any]:
    paragraphs: dict[int, list[_Statement]] = {}
    for statement in statements:
        paragraphs.setdefault(statement.paragraph, []).append(statement)
    return {
        "source": build_sources(catalog, [Citation(source, None)])[0],
        "number": len(statements),
        "paragraphs": [
            {"number": number, "groups": _groups(paragraphs[number])} for number in sorted(paragraphs)
        ],
    }


def _groups(statements: list[_Statement]) -> list[dict[str, Any]]:
    """Return the statements under the head they share with another, those without one last."""
    heads: dict[str, list[_Statement]] = {}
    for statement in statements:
        heads.setdefault(statement.head, []).append(statement)
    shared = {head: group for head, group in heads.items() if head and len(group) > 1}
    groups = [
        {"label": head, "items": [[one.at, one.rest, one.summary] for one in sorted(group, key=_place)]}
        for head, group in sorted(shared.items(), key=lambda item: len(item[1]))
    ]
    loose = [[one.at, one.title, one.summary] for one in statements if one.head not in shared]
    return [*groups, {"label": "", "items": loose}] if loose else groups


def _place(statement: _Statement) -> int:
    return statement.place
