"""The picture of a view: what is drawn where, in which colours, with which letters."""

import io
import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest
import shapely
from hypothesis import given
from PIL import Image

from atlas.export.edition import read_edition
from atlas.export.extract import Extract
from atlas.export.preview import (
    PREVIEWS,
    _measure,
    _paint,
    build_preview,
    preview_address,
    preview_kinds,
    write_preview,
)
from atlas.model import Filters, View
from atlas.paths import ROOT
from atlas.query import count_members, select_records
from atlas.server.api_query import read_extract, read_query
from atlas.views.theme import COLOURS, level_of
from tests.export.nasty import nasty_edition
from tests.random_views import real_catalog, views_of

SVG = "{http://www.w3.org/2000/svg}"
LIGHT = COLOURS["light"]
BASE = "https://atlas.example/sub"
EDITION = read_edition(real_catalog(), ROOT / "data")


@pytest.fixture(scope="module")
def draw(edition):
    """Draw a view of the real data: `draw(focus="PAK", domain=(…,))`; each is drawn once."""
    drawn = {}

    def make(*, page="", focus="", record="", compared=(), **fields):
        view = View(page, Filters(**fields), focus, record, compared)
        if view not in drawn:
            drawn[view] = Card(build_preview(Extract(edition, view, BASE)))
        return drawn[view]

    return make


class Card:
    """A drawn card, as a tree and as pixels."""

    def __init__(self, drawing):
        self.drawing = drawing
        self.root = ElementTree.fromstring(drawing)
        self._image = None

    @property
    def image(self):
        self._image = self._image or Image.open(io.BytesIO(_paint(self.drawing))).convert("RGB")
        return self._image

    def texts(self):
        return [node.text for node in self.root.iter(f"{SVG}text")]

    def country(self, iso3):
        return next(node for node in self.root.iter(f"{SVG}path") if node.get("data-iso3") == iso3)

    def node(self, code):
        return next(node for node in self.root.iter(f"{SVG}path") if node.get("data-id") == code)

    def outline(self, iso3):
        """The largest ring of a country, in pixels of the card."""
        moved = next(node.get("transform") for node in self.root.iter(f"{SVG}g") if node.get("transform"))
        dx, dy = map(float, re.findall(r"[\d.]+", moved))
        rings = [
            [tuple(map(float, pair.split(","))) for pair in ring.split("L")]
            for ring in re.findall(r"M([^MZ]+)Z", self.country(iso3).get("d"))
        ]
        polygons = [shapely.Polygon([(x + dx, y + dy) for x, y in ring]) for ring in rings]
        return max(polygons, key=shapely.area)

    def colour_at(self, x, y):
        return "#{:02x}{:02x}{:02x}".format(*self.image.getpixel((round(x), round(y))))

    def colour_inside(self, iso3):
        """The colour most of a country has, away from its border."""
        polygon = shapely.buffer(self.outline(iso3), -1.5)
        left, top, right, bottom = map(int, polygon.bounds)
        inside = [
            self.colour_at(x, y)
            for x in range(left, right)
            for y in range(top, bottom)
            if polygon.contains(shapely.Point(x, y))
        ]
        return max(set(inside), key=inside.count)

    def share_outlined(self, iso3):
        """How much of the border has the colour of the focus."""
        points = [
            (x, y) for x, y in shapely.get_coordinates(self.outline(iso3)) if 0 < x < 1200 and 200 < y < 560
        ]
        return sum(self.colour_at(x - 0.5, y - 0.5) == LIGHT["focus"] for x, y in points) / len(points)


def test_a_card_has_the_size_that_links_unfold_to(draw):
    assert draw().image.size == (1200, 630)
    assert draw().root.get("viewBox") == "0 0 1200 630"


def test_the_hub_and_the_countries_have_the_colours_of_the_map(draw, catalog):
    card, counts = draw(), count_members(select_records(catalog, Filters()), "partners")
    assert card.colour_inside(catalog.hub.iso3) == LIGHT["hub"]
    for code in "TUR", "USA", "CHN", "AUS":
        assert counts[code].direct
        assert card.colour_inside(code) == LIGHT[f"level-{level_of(counts[code].records)}"]
    assert card.colour_at(5, 500) == LIGHT["sea"]


def test_only_what_is_in_focus_is_outlined(draw):
    assert draw(focus="PAK").share_outlined("PAK") > 0.8
    assert draw(focus="TUR").share_outlined("PAK") < 0.2
    assert draw().share_outlined("PAK") == 0


def test_no_area_without_a_code_is_outlined_when_nothing_is_in_focus(draw):
    assert LIGHT["focus"] not in draw().drawing


def test_the_members_of_a_format_are_outlined_the_hub_among_them(draw, catalog):
    card = draw(focus="AZE-TUR-PAK")
    assert all(card.share_outlined(code) > 0.5 for code in catalog.members("AZE-TUR-PAK"))
    assert card.country("RUS").get("stroke") is None


def test_what_is_said_of_all_partners_at_once_is_hatched(draw, catalog):
    filters = {"domain": ("cyber-security",)}
    counts = count_members(select_records(catalog, Filters(**filters)), "partners")
    hatched = next(code for code, count in counts.items() if not count.direct and count.collective)
    solid = next(code for code, count in counts.items() if count.direct)
    card = draw(**filters)
    assert card.country(hatched).get("fill") == "url(#hatch)"
    assert card.country(solid).get("fill") == LIGHT[f"level-{level_of(counts[solid].records)}"]
    assert "only named for all partners at once" in card.texts()
    assert "only named for all partners at once" not in draw(scope=("direct",)).texts()


def test_the_seat_of_an_organisation_is_marked(draw):
    dots = [node.get("fill") for node in draw(focus="NATO").root.iter(f"{SVG}circle")]
    assert dots.count(LIGHT["organisation"]) == 1


def test_a_record_lights_up_who_took_part(draw, catalog):
    records = catalog.tables["records"]
    # A title that stands on one line of the card.
    row = records[(records["partners"].map(len) == 2) & (records["title"].map(len) < 40)].iloc[0]
    card = draw(record=row["id"])
    assert {catalog.title, row["title"]} <= set(card.texts())
    assert all(card.country(code).get("stroke") == LIGHT["focus"] for code in row["partners"])
    coloured = {node.get("data-iso3") for node in card.root.iter(f"{SVG}path")} - {None}
    assert coloured == {catalog.hub.iso3, *row["partners"]}


def test_a_comparison_lights_up_who_is_compared(draw):
    card = draw(compared=("PAK", "GEO"))
    assert "Pakistan and Georgia" in card.texts()
    outlined = {
        node.get("data-iso3")
        for node in card.root.iter(f"{SVG}path")
        if node.get("stroke") == LIGHT["focus"] and node.get("data-iso3")
    }
    assert outlined == {"PAK", "GEO"}


def test_the_network_shows_each_kind_and_the_neighbourhood_of_the_focus(draw, catalog):
    card = draw(page="network", focus="AZE-TUR-GEO")
    assert card.node(catalog.hub.iso3).get("fill") == LIGHT["hub"]
    assert card.node("AZE-TUR-GEO").get("stroke") == LIGHT["focus"]
    assert card.node("NATO").get("fill") == LIGHT["organisation"]
    assert {"Türkiye", "Georgia", "Azerbaijan"} <= set(card.texts())
    assert "Pakistan" not in card.texts()
    faded = [group for group in card.root.iter(f"{SVG}g") if group.get("opacity")]
    assert {"PAK", "NATO"} <= {path.get("data-id") for group in faded for path in group}
    assert card.image.size == (1200, 630)


def test_a_card_says_what_it_shows_and_where_it_comes_from(draw, catalog):
    texts = draw(focus="PAK", years=(2002, 2013), page="timeline").texts()
    joined = "\n".join(texts)
    assert f"{catalog.title} · Timeline" in joined
    assert re.search(r"^\d+ records, 2002–2013, \d+ partners$", joined, re.M)
    assert re.search(rf"^\d+ sources · data version {re.escape(catalog.version)} · CC-BY-4.0$", joined, re.M)
    assert "atlas.example/sub" in texts
    assert any("United Nations" in text for text in texts)


def test_the_typeface_has_the_letters_and_is_the_one_painted():
    letters = "əƏğĞıİşŞöÖüÜçÇ–“”·…ЖқΔẽ"
    cells = "".join(
        f'<text x="{40 * at}" y="30">{letter}</text>' for at, letter in enumerate(letters + "\ue000")
    )
    size = 40 * (len(letters) + 1)
    sheet = f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="40" font-size="24">{cells}</svg>'
    image = Image.open(io.BytesIO(_paint(sheet))).getchannel("A")
    painted = [image.crop((40 * at, 0, 40 * at + 40, 40)).tobytes() for at in range(len(letters) + 1)]
    assert len(set(painted)) == len(letters) + 1, "two look the same, or one is the box of a missing letter"
    assert _measure("ə" * 10, 20, False) == pytest.approx(10 * _measure("ə", 20, False))
    assert _measure("Atlas", 20, True) > _measure("Atlas", 20, False)


def test_the_same_view_is_the_same_picture(edition):
    for name in PREVIEWS:
        views = [Extract(edition, View(focus="PAK"), BASE) for _ in range(2)]
        assert write_preview(views[0], name) == write_preview(views[1], name)
    assert write_preview(views[0], "preview.svg") != write_preview(Extract(edition), "preview.svg")


@pytest.mark.slow
def test_another_process_draws_the_same(edition):
    code = (
        "import hashlib; from atlas.catalog import load_catalog; from atlas.paths import data_folder as data;"
        "from atlas.export.edition import read_edition; from atlas.export.extract import Extract;"
        "from atlas.export.preview import write_preview;"
        "edition = read_edition(load_catalog(data()), data());"
        "print(hashlib.sha256(write_preview(Extract(edition), 'preview.png')).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in "12"
    ]
    assert runs[0] == runs[1]


def test_there_are_two_kinds_of_picture(edition):
    with pytest.raises(ValueError, match=r"preview\.png"):
        write_preview(Extract(edition), "preview.gif")


def test_texts_of_the_data_are_no_markup():
    for page in "", "network":
        for view in View(page), View(page, focus="PRT-ESP-FRA"), View(page, record="2001-esp-agreement"):
            root = ElementTree.fromstring(build_preview(Extract(nasty_edition(), view)))
            tags = {node.tag.removeprefix(SVG) for node in root.iter()}
            assert tags <= {"svg", "title", "desc", "g", "rect", "path", "line", "circle", "pattern", "text"}
            assert any("onerror" in (node.text or "") for node in root.iter())


def test_another_hub_has_a_card_as_well(tiny_edition):
    card = Card(build_preview(Extract(tiny_edition)))
    assert card.colour_inside("PRT") == LIGHT["hub"]
    assert "Tiny atlas" in card.texts()


@given(views_of(real_catalog()))
def test_whatever_the_view_every_text_stands_on_the_card(view):
    root = ElementTree.fromstring(build_preview(Extract(EDITION, view, "https://" + "a" * 253)))
    for node in root.iter(f"{SVG}text"):
        wide = _measure(node.text, float(node.get("font-size")), bool(node.get("font-weight")))
        left = float(node.get("x")) - {None: 0, "middle": wide / 2, "end": wide}[node.get("text-anchor")]
        assert left >= 0
        assert left + wide <= 1200


@given(views_of(real_catalog()))
def test_the_address_of_a_picture_leads_to_the_same_view(view):
    for page in "", "network", "records":
        extract = Extract(EDITION, View(page, view.filters, view.focus, view.record, view.compared))
        name, _, query = preview_address(extract, "preview.svg").partition("?")
        asked = read_extract(preview_kinds()[name], read_query(query.encode()), EDITION, "")
        assert asked.query == extract.query
        assert asked.view.page == ("" if view.record or view.compared else page)
