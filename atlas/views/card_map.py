"""The map of a card: the countries of a view as the page shades them, drawn from the same borders."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from atlas.catalog import Catalog
from atlas.geography.plane import Plane, Point, Window, build_country_paths, build_line_path, fit_window
from atlas.views.drawing import Box, Pen, overlap
from atlas.views.text import entity_name
from atlas.views.theme import STEPS, level_of
from atlas.views.world_map import HOME, LABEL_ZOOM, SMALL, near_box
from atlas.words import gettext

_HATCH: Final = "hatch"
_AROUND: Final = 9.0
"""Degrees left free at least around the middle of a country the picture is about."""

_DOTS_BELOW: Final = 256 * 2 ** (LABEL_ZOOM + 1) / 360
"""Pixels a degree from which on the page has no dot for a small country either."""

_NAMED: Final = 14
"""Partners named at most when the picture is about nobody in particular."""


@dataclass(frozen=True, slots=True)
class MapState:
    """What the map of a card shows.

    Parameters
    ----------
    countries : mapping of str to (int, str)
        Code → records, and how they are drawn, as in `world_map.build_map_state`.
    focus : str
        The country in focus, '' for none.
    members : tuple of str
        Countries lit up: members of a format, those compared, those who took part.
    seat : (float, float) or None
        Longitude and latitude of an organisation's seat.
    """

    countries: Mapping[str, tuple[int, str]]
    focus: str = ""
    members: tuple[str, ...] = ()
    seat: Point | None = None


def build_card_state(state: Mapping[str, Any], lit: Iterable[str]) -> MapState:
    """Return what a card shows of the state of the page's map.

    Parameters
    ----------
    state : mapping
        From `world_map.build_map_state`.
    lit : iterable of str
        Codes of further countries to be lit up.
    """
    countries = {code: (records, drawn) for code, (records, drawn, *_) in state["countries"].items()}
    members = tuple(dict.fromkeys([*state["members"], *lit]))
    seat = state["seat"]
    return MapState(countries, state["focus"], members, (seat[1], seat[0]) if seat else None)


def draw_map(pen: Pen, box: Box, catalog: Catalog, state: MapState, plane: Plane) -> None:
    """Draw the map of a state into a box, the hub and those the picture is about well within it.

    Parameters
    ----------
    pen : Pen
        Draws into the card.
    box : (float, float, float, float)
        Where, in pixels.
    catalog : Catalog
        Gives the hub and the names.
    state : MapState
        What is shown.
    plane : Plane
        The borders.
    """
    window = _window(box, catalog, state, plane)
    ground = pen.group(transform=f"translate({box[0]:g} {box[1]:g})", stroke_linejoin="round")
    ground.draw("rect", width=window.width, height=window.height, fill=pen.colour("sea"))
    _draw_hatching(ground)
    _draw_countries(ground, catalog, state, build_country_paths(plane, window))
    lines = {"fill": "none", "stroke": pen.colour("dispute"), "stroke_dasharray": "3 3"}
    ground.draw("path", d=build_line_path(plane, window), **lines)
    _draw_dots(ground, state, plane, window)
    if state.seat:
        _draw_dot(ground, window.place(*state.seat), 7, pen.colour("organisation"), pen.colour("paper"))
    taken = _draw_legend(ground, window, state)
    _draw_names(ground, catalog, state, plane, window, taken)


def _window(box: Box, catalog: Catalog, state: MapState, plane: Plane) -> Window:
    hub = catalog.hub.iso3
    about = [code for code in (hub, state.focus, *state.members) if code in plane.points]
    corners = HOME if len(set(about)) < 2 and state.focus != hub else near_box(catalog)
    points: list[Point] = [(lon, lat) for lat, lon in corners]
    if corners is not HOME:
        for code in about:
            (lon, lat), far = plane.points[code], max(_AROUND, plane.sizes[code] / 2)
            points += [(lon - far, lat - far), (lon + far, lat + far)]
    return fit_window(points, box[2] - box[0], box[3] - box[1])


def _draw_countries(pen: Pen, catalog: Catalog, state: MapState, paths: Mapping[str, str]) -> None:
    hub = catalog.hub.iso3
    known = {code for code in (*state.countries, hub) if code in paths}
    land = pen.group(fill=pen.colour("land"), stroke=pen.colour("coast"), stroke_width=0.7)
    # One path for all that has no state of its own.
    land.draw("path", d="".join(path for code, path in paths.items() if code not in known))
    lit = [code for code in (*state.members, state.focus) if code and code in paths]
    for code in [*(code for code in paths if code in known and code not in lit), *dict.fromkeys(lit)]:
        look = _look(pen, code == hub, state.countries.get(code)) | _outline(pen, code, state)
        land.draw("path", d=paths[code], data_iso3=code, **look)


def _look(pen: Pen, is_hub: bool, country: tuple[int, str] | None) -> dict[str, str | float]:
    if is_hub:
        return {"fill": pen.colour("hub")}
    if country is None:
        return {}
    records, drawn = country
    if drawn == "x":
        return {"stroke": pen.colour("muted"), "stroke_dasharray": "2 2"}
    return {"fill": _shade(pen, records, drawn)}


def _shade(pen: Pen, records: int, drawn: str) -> str:
    if drawn == "c":
        return f"url(#{_HATCH})"
    level = level_of(records)
    return pen.colour(f"level-{level}") if level else pen.colour("land")


def _outline(pen: Pen, code: str, state: MapState) -> dict[str, str | float]:
    # One area has no code, and no focus has none either.
    if not code or code not in (state.focus, *state.members):
        return {}
    width = 3.2 if code == state.focus else 2.2
    return {"stroke": pen.colour("focus"), "stroke_width": width, "stroke_dasharray": "none"}


def _draw_hatching(pen: Pen) -> None:
    """Define the pattern of what is said of all partners at once, that of the page."""
    size: dict[str, str | float] = {"width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}
    pattern = pen.group().draw("pattern", id=_HATCH, patternTransform="rotate(45)", **size)
    inside = Pen(pattern, pen.measure, pen.mode)
    inside.draw("rect", width=6, height=6, fill=pen.colour("land"))
    inside.draw("rect", width=2.4, height=6, fill=pen.colour("level-3"))


def _draw_dots(pen: Pen, state: MapState, plane: Plane, window: Window) -> None:
    if window.scale >= _DOTS_BELOW:
        return
    for code, (records, drawn) in state.countries.items():
        if code in plane.points and plane.sizes[code] < SMALL:
            lit = code in (state.focus, *state.members)
            at = window.place(*plane.points[code])
            _draw_dot(pen, at, 4, _shade(pen, records, drawn), pen.colour("focus" if lit else "muted"))


def _draw_dot(pen: Pen, at: Point, radius: float, fill: str, stroke: str) -> None:
    pen.draw("circle", cx=at[0], cy=at[1], r=radius, fill=fill, stroke=stroke, stroke_width=1.4)


def _named(catalog: Catalog, state: MapState) -> list[str]:
    """Return the codes to be named, the most important first."""
    lit = [state.focus, catalog.hub.iso3, *state.members]
    if len(set(lit) - {""}) < 2:
        lit += [code for code, (records, drawn) in state.countries.items() if records and drawn == "d"]
    return [code for code in dict.fromkeys(lit) if code][: _NAMED + 1]


def _draw_names(
    pen: Pen, catalog: Catalog, state: MapState, plane: Plane, window: Window, taken: list[Box]
) -> None:
    """Write the names that find room, the most important first, none over the hub or what is lit up."""
    hub, codes = catalog.hub.iso3, [code for code in _named(catalog, state) if code in plane.points]
    kept = {
        code: _extent(plane, window, code, 0.7)
        for code in (hub, state.focus, *state.members)
        if code in plane.points
    }
    for code in codes:
        name, size, bold = entity_name(catalog, code), 18.0, code == hub
        half = pen.measure(name, size, bold) / 2
        x, y = window.place(*plane.points[code])
        base = y + _drop(size, half, plane.sizes[code] * window.scale / 2, is_hub=bold)
        place = (x - half - 2, base - size * 0.8, x + half + 2, base + size * 0.25)
        inside = min(place[:2]) > 0 and place[2] < window.width and place[3] < window.height
        others = [*taken, *(box for other, box in kept.items() if other != code)]
        if inside and not any(overlap(place, other) for other in others):
            taken.append(place)
            pen.text(name, (x, base), size, bold=bold, anchor="middle", halo=True)


def _extent(plane: Plane, window: Window, code: str, share: float) -> Box:
    """Return about where a country lies in the picture, a share of its extent."""
    x, y = window.place(*plane.points[code])
    far = plane.sizes[code] * window.scale / 2 * share
    return (x - far, y - far, x + far, y + far)


def _drop(size: float, half: float, extent: float, *, is_hub: bool) -> float:
    """Return how far below its country's middle a name stands: within it, or beside what it would hide."""
    if half < extent:
        return size / 3
    return -extent * 0.8 - 5 if is_hub else extent * 0.8 + size


def _draw_legend(pen: Pen, window: Window, state: MapState) -> list[Box]:
    """Draw what the shades mean, if there is more than one; return the box it takes."""
    if all(records < STEPS[1] and drawn != "c" for records, drawn in state.countries.values()):
        return []
    rows = [gettext("only named for all partners at once")]
    rows = rows if any(drawn == "c" for _, drawn in state.countries.values()) else []
    step, size = 40.0, 15.0
    wide = max([step * len(STEPS), *(pen.measure(row, size, False) + 32 for row in rows)]) + 24
    high = 72.0 + 24 * len(rows)
    left, top = 44.0, window.height - high - 14
    pen.draw("rect", x=left, y=top, width=wide, height=high, rx=8, fill=pen.colour("paper"), opacity=0.92)
    pen.text(gettext("Records in view"), (left + 12, top + 22), size, bold=True)
    for at, lowest in enumerate(STEPS):
        x = left + 12 + at * step
        pen.draw("rect", x=x, y=top + 32, width=step, height=14, fill=pen.colour(f"level-{at + 1}"))
        more = "+" if at == len(STEPS) - 1 else ""
        pen.text(f"{lowest}{more}", (x, top + 62), size - 1, colour="muted")
    for at, row in enumerate(rows):
        y = top + 72 + 24 * at
        pen.draw("rect", x=left + 12, y=y, width=24, height=14, fill=f"url(#{_HATCH})")
        pen.text(row, (left + 44, y + 12), size)
    return [(left, top, left + wide, top + high)]
