"""GeoJSON (RFC 7946): one feature a partner, its territory as polygon, its counts as properties."""

import functools
import json
from collections.abc import Iterator
from typing import Any

import shapely
from shapely.geometry import mapping, shape

from atlas.export.extract import Extract
from atlas.export.json_file import encode_json, head_and_tail
from atlas.export.tables import Row, count_partners, select_partner_rows
from atlas.paths import WORLD


def write_partners(extract: Extract) -> Iterator[bytes]:
    """Yield a FeatureCollection of the partners with a record in the view.

    Degrees, longitude first (EPSG:4326); outer rings run counterclockwise, holes clockwise. The envelope
    stands beside `features` as foreign members, which readers that do not know them pass over.
    """
    head = {"type": "FeatureCollection", **head_and_tail(extract, count_partners(extract))}
    yield f'{encode_json(head)[:-1]},"features":['.encode()
    features = [_feature(row) for row in select_partner_rows(extract)]
    yield ("\n" + ",\n".join(features)).encode()
    yield b"\n]}\n"


def _feature(row: Row) -> str:
    geometry = _territories().get(row["iso3"], "null")
    head = encode_json({"type": "Feature", "id": row["iso3"], "properties": row})
    return f'{head[:-1]},"geometry":{geometry}}}'


@functools.cache
def _territories() -> dict[str, str]:
    """Return ISO 3166-1 alpha-3 code → geometry as JSON text, made once."""
    world = json.loads(WORLD.read_text(encoding="utf-8"))
    return {
        feature["properties"]["iso3"]: encode_json(_wind(feature["geometry"]))
        for feature in world["features"]
    }


def _wind(geometry: dict[str, Any]) -> dict[str, Any]:
    # The borders run clockwise, as the map library wants them; RFC 7946 asks for the other way.
    wound: dict[str, Any] = mapping(shapely.orient_polygons(shape(geometry)))
    return wound
