"""Formats and organisations as cards: what does not change with the view, and what does."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from atlas.catalog import Catalog, keep_with_catalog
from atlas.columns import Mask
from atlas.index import index_of
from atlas.query import Selection, count_members
from atlas.views.described import build_described, select_described
from atlas.views.frames import INHABITED, build_frame
from atlas.views.levels import LEVELS, find_level, level_label
from atlas.views.record import build_sources
from atlas.views.text import describe_date, describe_when, entity_name
from atlas.words import gettext

MEETINGS: Final = ("visit", "consultation")
"""Kinds of record that count as a meeting."""

LISTS: Final = {"exercises": ("exercise",), "signed": ("agreement", "declaration"), "tasks": ()}
"""Lists of records on a card → their kinds; `tasks` are those said of several formats at once."""

_MOST: Final = 300
"""Records of a list that a card knows by title; the newest of them."""


class _File(NamedTuple):
    """The records of one card, earliest first: rows of the table, and what is asked of each."""

    rows: npt.NDArray[np.int64]
    years: list[int]
    kinds: list[str]
    levels: list[str]
    lists: dict[str, list[int]]


def build_cards(catalog: Catalog) -> dict[str, Any]:
    """Return the cards as they are whatever the view: names, members, tasks, titles of their records.

    Parameters
    ----------
    catalog : Catalog
        The data set.

    Returns
    -------
    dict
        `groups`: heading and cards, trilaterals first, those with most records first; `names` and `points`
        (latitude, longitude of the capital) of countries; `frames`: the part of the world each kind of map
        shows; `kinds` and `levels`: labels; `described`: see `build_described`.
    """
    codes = [catalog.hub.iso3, *catalog.partners["iso3"]]
    points = {code: _capital(catalog, code) for code in codes}
    return {
        "first": catalog.first_year,
        "last": catalog.last_year,
        "hub": catalog.hub.iso3,
        "names": {code: entity_name(catalog, code) for code in codes},
        "points": points,
        "frames": _frames(catalog, points),
        "kinds": {kind: gettext(label) for kind, label in catalog.labels("records", "kind").items()},
        "levels": {level: level_label(level) for level in LEVELS},
        "groups": [group for group in _groups(catalog) if group["cards"]],
        "described": build_described(catalog),
    }


def build_cards_state(selection: Selection, focus: str) -> dict[str, Any]:
    """Return what the cards have to show for a view: a few kilobytes.

    Parameters
    ----------
    selection : Selection
        The records in view.
    focus : str
        Id of the entity in focus, or ''.

    Returns
    -------
    dict
        `focus`; `described`: places of the statements in view; `cards`: id → `records` (all, direct,
        collective, context), `span` (first and latest date in words), `kinds` (kind → records), `met` (year →
        meetings), `levels` (level → meetings), for each of `LISTS` places in the card's own list, and for
        organisations `lands`, the countries their direct records name. A card without a record is left out.
    """
    catalog = selection.catalog
    counts = {**count_members(selection, "formats"), **count_members(selection, "organisations")}
    cards = {}
    for code, count in counts.items():
        cards[code] = {
            "records": [count.records, count.direct, count.collective, count.context],
            **_count_file(selection, _files(catalog)[code]),
            **({"lands": _lands(selection, code)} if catalog.entities[code].kind == "organisation" else {}),
        }
    return {"focus": focus, "cards": cards, "described": select_described(selection)}


def _count_file(selection: Selection, file: _File) -> dict[str, Any]:
    index = index_of(selection.catalog)
    counted = (selection.mask & index.cooperation)[file.rows].tolist()
    seen = [place for place, chosen in enumerate(counted) if chosen]
    met = [place for place in seen if file.kinds[place] in MEETINGS]
    levels = Counter(file.levels[place] for place in met)
    inside = set(seen)
    return {
        "span": _span(selection.catalog, file, seen),
        "kinds": dict(Counter(file.kinds[place] for place in seen).most_common()),
        "met": dict(Counter(file.years[place] for place in met)),
        "levels": {level: levels[level] for level in LEVELS if level in levels},
        **{
            name: [place for place, record in enumerate(records) if record in inside]
            for name, records in file.lists.items()
        },
    }


def _span(catalog: Catalog, file: _File, seen: list[int]) -> list[str]:
    dates = catalog.tables["records"]["date"]
    ends = [file.rows[seen[0]], file.rows[seen[-1]]] if seen else []
    return [describe_date(str(dates.iat[row])) for row in ends]


def _lands(selection: Selection, organisation: str) -> list[str]:
    """Return the partners that direct records of an organisation name, most records first."""
    index = index_of(selection.catalog)
    members = index.members["organisations"].having([organisation], index.size)
    own: Mask = selection.mask & members & index.cooperation & ~index.collective
    pairs = index.members["partners"]
    numbers = pairs.count(own)
    return [pairs.ids[place] for place in np.argsort(-numbers, kind="stable") if numbers[place]]


@keep_with_catalog()
def _files(catalog: Catalog) -> dict[str, _File]:
    index = index_of(catalog)
    files = {}
    for table in ("formats", "organisations"):
        pairs = index.members[table]
        for code in pairs.ids:
            mine = pairs.having([code], index.size)
            files[code] = _file(catalog, index.order[mine[index.order]].astype(np.int64))
    return files


def _file(catalog: Catalog, rows: npt.NDArray[np.int64]) -> _File:
    index = index_of(catalog)
    records = catalog.tables["records"].iloc[rows]
    kinds = [str(kind) for kind in records["kind"]]
    collective = index.collective[rows].tolist()
    lists = {name: [] if not of else _newest(kinds, of, collective) for name, of in LISTS.items()}
    lists["tasks"] = [place for place, said in enumerate(collective) if said][:_MOST]
    levels = [
        find_level(title) if kind in MEETINGS else ""
        for title, kind in zip(records["title"], kinds, strict=True)
    ]
    return _File(rows, index.first_year[rows].tolist(), kinds, levels, lists)


def _newest(kinds: list[str], wanted: tuple[str, ...], collective: list[bool]) -> list[int]:
    """Return the places of the records of some kinds that are tied to these participants, newest first."""
    places = [at for at, kind in enumerate(kinds) if kind in wanted and not collective[at]]
    return places[::-1][:_MOST]


def _groups(catalog: Catalog) -> list[dict[str, Any]]:
    headings = {
        "trilateral": gettext("Trilateral formats"),
        "multilateral": gettext("Multilateral formats"),
    }
    # A kind of format the data add has a group of its own, under its own name.
    labels = catalog.labels("formats", "kind")
    groups = [
        {
            "label": headings.get(kind, gettext(label)),
            "cards": [
                _format(catalog, code)
                for code in _ordered(catalog, "formats")
                if catalog.rows("formats")[code]["kind"] == kind
            ],
        }
        for kind, label in labels.items()
    ]
    organisations = [_organisation(catalog, code) for code in _ordered(catalog, "organisations")]
    return [*groups, {"label": gettext("Organisations"), "cards": organisations}]


def _ordered(catalog: Catalog, table: str) -> Iterable[str]:
    """Return the ids of a table, most records first: of the whole data, so that no filter moves a card."""
    files = _files(catalog)
    return sorted(catalog.rows(table), key=lambda code: (-len(files[code].rows), code))


def _format(catalog: Catalog, code: str) -> dict[str, Any]:
    row = catalog.rows("formats")[code]
    kind = gettext(catalog.labels("formats", "kind")[row["kind"]])
    since = (
        gettext("documented since {date}").format(date=describe_date(row["since"])) if row["since"] else ""
    )
    return _card(catalog, code, [kind, since], row) | {"members": list(row["members"]), "frame": "formats"}


def _organisation(catalog: Catalog, code: str) -> dict[str, Any]:
    row = catalog.rows("organisations")[code]
    kind = gettext(catalog.labels("organisations", "kind")[row["kind"]])
    place = catalog.rows("places")[row["seat"]] if row["seat"] else None
    seat = gettext("seat in {place}").format(place=gettext(place["name"])) if place else ""
    point = [float(place["lat"]), float(place["lon"])] if place else None
    card = _card(catalog, code, [kind, seat], row)
    return card | {"members": [], "seat": point, "frame": "organisations"}


def _card(catalog: Catalog, code: str, line: list[str], row: dict[str, Any]) -> dict[str, Any]:
    file = _files(catalog)[code]
    titles = catalog.tables["records"].iloc[file.rows]
    told = {name: [_title(titles.iloc[place]) for place in places] for name, places in file.lists.items()}
    return {
        "id": code,
        "name": entity_name(catalog, code),
        "line": " · ".join(part for part in line if part),
        "about": gettext(row["summary"]),
        "sources": build_sources(catalog, row["sources"]),
        "told": told,
    }


def _title(row: Any) -> list[str]:  # noqa: ANN401, a row of the table
    return [row["id"], describe_when(row["date"], row["end_date"], "stated"), row["title"]]


def _capital(catalog: Catalog, code: str) -> list[float]:
    if code == catalog.hub.iso3:
        place = catalog.rows("places")[catalog.hub.capital]
        return [float(place["lat"]), float(place["lon"])]
    partner = catalog.rows("partners")[code]
    return [float(partner["capital_lat"]), float(partner["capital_lon"])]


def _frames(catalog: Catalog, points: dict[str, list[float]]) -> dict[str, Any]:
    members = {member for row in catalog.rows("formats").values() for member in row["members"]}
    return {
        "formats": build_frame([points[member] for member in sorted(members)]),
        "organisations": build_frame(INHABITED),
    }
