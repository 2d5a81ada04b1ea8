"""What the compared share, in sentences, and what else could be compared."""

from collections.abc import Sequence
from typing import Final

from atlas.catalog import Catalog
from atlas.compare import SharedRow, count_shared, find_neighbours, select_together
from atlas.model import MAX_COMPARED
from atlas.query import Selection, count_members, select_of
from atlas.views.text import count_records, describe_number, entity_name, value_label
from atlas.words import gettext, join_words, ngettext

_SUGGESTED: Final = 4


def describe_shared(selection: Selection, codes: Sequence[str]) -> list[str]:
    """Return in a few sentences which domains the compared share, and which only one of them has."""
    catalog = selection.catalog
    rows = count_shared([select_of(selection, code) for code in codes], "domain")
    everyone = tuple(range(len(codes)))
    lines = [_all(_names(catalog, [row for row in rows if row.holders == everyone]))]
    for place, code in enumerate(codes):
        own = _names(catalog, [row for row in rows if row.holders == (place,)])
        if own:
            name = entity_name(catalog, code)
            lines.append(gettext("Only {name}: {values}.").format(name=name, values=join_words(own)))
    return [*lines, _together(int(select_together(selection, codes).mask.sum()), len(codes))]


def suggest_compared(selection: Selection, compared: Sequence[str], focus: str) -> list[tuple[str, ...]]:
    """Return what could be compared: the chosen one or the focus with each of its neighbours.

    Parameters
    ----------
    selection : Selection
        The records in view.
    compared : sequence of str
        What is chosen so far, fewer than two.
    focus : str
        Id of the entity in focus, or ''.

    Returns
    -------
    list of tuple of str
        Two to five ids each; without anything chosen the partners with most records, and the members of
        the formats with most records.
    """
    hub = selection.catalog.hub.iso3
    begun = next((code for code in (*compared, focus) if code and code != hub), "")
    largest = _largest(selection)
    if begun:
        near = find_neighbours(selection, begun) or [code for code in largest if code != begun]
        found: list[tuple[str, ...]] = [(begun, other) for other in near[:_SUGGESTED]]
        return [*found, (begun, *near[: MAX_COMPARED - 1])] if len(near) > 1 else found
    if len(largest) < 2:
        return []
    members = [
        tuple(code for code in selection.catalog.members(name) if code != hub)[:MAX_COMPARED]
        for name in list(count_members(selection, "formats"))[:2]
    ]
    together = [found for found in members if len(found) > 1]
    return list(dict.fromkeys([tuple(largest[:2]), *together, tuple(largest[:MAX_COMPARED])]))


def _largest(selection: Selection) -> list[str]:
    counts = count_members(selection, "partners")
    return sorted(
        (code for code, count in counts.items() if count.direct), key=lambda code: -counts[code].direct
    )


def _names(catalog: Catalog, rows: Sequence[SharedRow]) -> list[str]:
    return [value_label(catalog, "domain", row.value) for row in rows]


def _all(domains: list[str]) -> str:
    if not domains:
        return gettext("There is no domain in which each of them has a direct record.")
    sentence = ngettext(
        "Each of them has direct records in {number} domain: {values}.",
        "Each of them has direct records in {number} domains: {values}.",
        len(domains),
    )
    return sentence.format(number=describe_number(len(domains)), values=join_words(domains))


def _together(number: int, compared: int) -> str:
    if not number:
        return gettext("No record names two of them together.")
    records = count_records(number)
    if compared == 2:
        return gettext("They take part together in {records}.").format(records=records)
    return gettext("Two or more of them take part together in {records}.").format(records=records)
