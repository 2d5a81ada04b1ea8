"""The player: a window of years that moves through time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from atlas.catalog import Catalog
from atlas.model import Filters
from atlas.words import gettext


def build_player_state(filters: Filters, counts: Sequence[int]) -> dict[str, Any]:
    """Return what the player has to show.

    Parameters
    ----------
    filters : Filters
        Its years are the window.
    counts : sequence of int
        Records that touch each year of the data, the filter of years set aside.

    Returns
    -------
    dict
        `years`: first and last of the window, or None for all; `counts`: as given.
    """
    return {"years": list(filters.years) if filters.years else None, "counts": list(counts)}


def read_step(sent: object, filters: Filters, catalog: Catalog) -> Filters | None:
    """Return the filters after a step of the player, None for what is no step from these filters.

    Parameters
    ----------
    sent : object
        `{"from": [first, last], "to": [first, last]}` as the browser sent it; it may be anything.
    filters : Filters
        What is filtered now. A step from other years comes too late: somebody has moved them meanwhile.
    catalog : Catalog
        Gives the years there are; all of them are no filter.
    """
    if not isinstance(sent, Mapping):
        return None
    span = (catalog.first_year, catalog.last_year)
    left, reached = (_read_window(sent.get(name), span) for name in ("from", "to"))
    if left is None or reached is None or left != (filters.years or span):
        return None
    return replace(filters, years=None if reached == span else reached)


def _read_window(sent: object, span: tuple[int, int]) -> tuple[int, int] | None:
    if not isinstance(sent, list) or len(sent) != 2 or not all(type(year) is int for year in sent):
        return None
    first, last = sent
    return (first, last) if span[0] <= first <= last <= span[1] else None


def player_options(catalog: Catalog) -> dict[str, Any]:
    """Return what the player's script needs and no view changes: the years, the choices, the words."""
    return {
        "span": [catalog.first_year, catalog.last_year],
        "widths": [1, 2, 3, 5, 10],
        # Milliseconds a step is shown at least; the next one also waits for the picture.
        "speeds": [[gettext("slow"), 2000], [gettext("medium"), 1100], [gettext("fast"), 500]],
        "words": {
            "title": gettext("Play through the years"),
            "all": gettext("all years"),
            "play": gettext("Play"),
            "pause": gettext("Pause"),
            "back": gettext("One year back"),
            "forward": gettext("One year forward"),
            "place": gettext("Years shown"),
            "bars": gettext("Records that touch each year, under the other filters"),
            "width": gettext("Window"),
            "speed": gettext("Speed"),
            "year": gettext("1 year"),
            "years": gettext("{number} years"),
            "growing": gettext("from the start"),
            "clear": gettext("All years"),
        },
    }
