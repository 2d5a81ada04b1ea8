import re

import pytest

from atlas.model import Filters
from atlas.query import count_members, select_records
from tests.browser.expected import records_of, sentence_of

pytestmark = pytest.mark.browser


def test_a_click_on_a_country_puts_it_in_focus_with_its_sources(reader, catalog):
    reader.open()
    reader.click_country("PAK")
    reader.wait_query(focus=["PAK"])
    reader.eventually(lambda: reader.title, "Pakistan")
    reader.eventually(lambda: reader.country("PAK").get_attribute("data-focus"), "true")
    panel = reader.page.locator("#atlas-panel")
    records = panel.locator(".atlas-records > li")
    assert records.count() > 0
    for record in records.all():
        assert re.search(r"\d{4}", record.locator("time").inner_text())
        assert record.locator("h4").inner_text()
        assert record.locator(".atlas-kind").inner_text()
        assert record.locator(".atlas-sources > li").count() > 0


def test_a_source_with_an_address_is_a_link_that_says_who_when_and_which_paragraph(reader, catalog):
    reader.open(query="focus=USA")
    links = reader.page.locator("#atlas-panel .atlas-sources a")
    urls = {row["url"] for row in catalog.rows("sources").values() if row["url"]}
    publishers = tuple(row["publisher"] for row in catalog.rows("sources").values())
    assert links.count() > 0
    for link in links.all():
        assert link.get_attribute("href") in urls
        assert link.get_attribute("target") == "_blank"
        assert "noopener" in link.get_attribute("rel")
        assert link.inner_text().startswith(publishers)
    assert re.search(
        r"paragraph \d+", reader.page.locator("#atlas-panel .atlas-source-when").first.inner_text()
    )


def test_records_in_the_panel_stand_in_time_order_and_more_are_shown_on_demand(reader, catalog):
    reader.open(query="focus=PAK")
    years = "all => all.map(it => Number(it.textContent.match(/\\d{4}/)[0]))"
    shown = reader.page.locator("#atlas-panel .atlas-records time")
    before = shown.count()
    reader.page.locator("#atlas-panel .atlas-more").click()
    reader.eventually(lambda: shown.count() > before, True)
    found = shown.evaluate_all(years)
    assert found == sorted(found)
    assert shown.count() <= records_of(catalog, Filters())["PAK"]


def test_a_second_click_on_the_same_country_ends_the_focus(reader):
    reader.open()
    reader.click_country("PAK")
    reader.wait_query(focus=["PAK"])
    reader.eventually(lambda: reader.country("PAK").get_attribute("data-focus"), "true")
    reader.click_country("PAK")
    reader.wait_query()
    reader.eventually(lambda: reader.title, "Azerbaijan")
    assert reader.country("PAK").get_attribute("data-focus") is None


def test_a_click_on_the_sea_ends_the_focus(reader):
    reader.open(query="focus=PAK")
    reader.click_sea()
    reader.wait_query()
    reader.eventually(lambda: reader.title, "Azerbaijan")


def test_the_cross_of_the_panel_ends_the_focus(reader):
    reader.open(query="focus=PAK")
    reader.page.locator("#atlas-panel .atlas-close").click()
    reader.wait_query()
    reader.eventually(lambda: reader.title, "Azerbaijan")


def test_a_click_on_the_hub_shows_the_overview(reader, catalog):
    reader.open(query="focus=PAK")
    place = reader.place_on_map
    reader.page.locator(".leaflet-control-zoom-in").click()
    reader.wait_moved(place)
    reader.click_country("AZE")
    reader.wait_query(focus=["AZE"])
    reader.eventually(lambda: reader.title, "Azerbaijan")
    assert reader.country("AZE").get_attribute("data-hub") == "true"
    assert reader.sentence == sentence_of(catalog, Filters())


def test_a_click_on_a_country_without_records_changes_nothing(reader, catalog):
    shown = records_of(catalog, Filters())
    quiet = next(code for code in ("GRL", "ARG", "AUS", "CAN", "BRA") if code not in shown)
    reader.open(query="focus=PAK")
    reader.click_country(quiet)
    reader.click_country("RUS")  # what is sent in order arrives in order
    reader.wait_query(focus=["RUS"])
    reader.page.go_back()
    reader.wait_query(focus=["PAK"])


def test_dragging_the_map_keeps_the_focus(reader):
    reader.open(query="focus=PAK")
    left, top = reader.point_in("RUS")
    before = reader.place_on_map
    reader.page.mouse.move(left, top)
    reader.page.mouse.down()
    reader.page.mouse.move(left - 60, top + 40, steps=6)
    reader.page.mouse.up()
    reader.wait_moved(before)
    reader.click_country("TUR")
    reader.wait_query(focus=["TUR"])
    reader.page.go_back()
    reader.wait_query(focus=["PAK"])


def test_the_tooltip_gives_name_count_and_years(reader, catalog):
    reader.open()
    tip = reader.hover_country("PAK")
    number = records_of(catalog, Filters())["PAK"]
    assert re.fullmatch(rf"Pakistan\n{number} records, \d{{4}}–\d{{4}}", tip.inner_text())


def test_what_is_only_said_of_all_partners_is_drawn_apart(reader, catalog):
    domain, direct, collective = _both_ways(catalog)
    reader.open(query=f"domain={domain}")
    assert reader.country(direct).get_attribute("data-drawn") == "d"
    assert reader.country(collective).get_attribute("data-drawn") == "c"
    fill = "it => getComputedStyle(it).fill"
    assert "atlas-hatch" in reader.country(collective).evaluate(fill)
    assert "atlas-hatch" not in reader.country(direct).evaluate(fill)


def _both_ways(catalog) -> tuple[str, str, str]:
    """Return a domain, a partner tied to it by a source, and one only named with all others."""
    for domain in catalog.rows("domains"):
        counts = count_members(select_records(catalog, Filters(domain=(domain,))), "partners")
        direct = [code for code, count in counts.items() if count.direct]
        collective = [code for code, count in counts.items() if count.records and not count.direct]
        if direct and collective:
            return domain, direct[0], collective[0]
    raise AssertionError("no domain is drawn both ways")


def test_a_format_in_focus_lights_up_its_members(reader, catalog):
    reader.open(query="focus=AZE-TUR-PAK")
    lit = "all => [...new Set(all.map(path => path.dataset.iso3))].sort()"
    members = reader.page.locator("#atlas-map path[data-member]")
    assert members.evaluate_all(lit) == sorted(catalog.members("AZE-TUR-PAK"))
    assert reader.title == "Azerbaijan–Türkiye–Pakistan"
    reader.click_sea()
    reader.wait_query()
    reader.eventually(members.count, 0)


def test_an_organisation_in_focus_shows_its_seat(reader):
    reader.open(query="focus=NATO")
    seat = reader.page.locator("#atlas-map path.atlas-seat")
    assert seat.count() == 1
    box = seat.bounding_box()
    centre = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    under = "([x, y]) => document.elementsFromPoint(x, y).map(it => it.dataset.iso3).filter(Boolean)"
    assert "BEL" in reader.page.evaluate(under, centre)
    reader.click_country("PAK")
    reader.wait_query(focus=["PAK"])
    reader.eventually(seat.count, 0)


def test_a_name_in_the_panel_leads_to_that_entity(reader):
    reader.open()
    reader.page.locator("#atlas-panel button.atlas-chip", has_text="Pakistan").last.click()
    reader.wait_query(focus=["PAK"])
    reader.eventually(lambda: reader.title, "Pakistan")


def test_every_repaint_grows_the_revision(reader):
    reader.open()
    assert reader.data("#atlas-map", "ready") == "true"
    seen = [reader.revision()]
    for focus in ("PAK", "TUR"):
        reader.click_country(focus)
        reader.wait_query(focus=[focus])
        reader.eventually(lambda: reader.revision() > seen[-1], True)
        seen.append(reader.revision())
    reader.go("Network")
    assert reader.revision() >= 1


def test_zoom_and_position_survive_filters_focus_and_pages(reader, catalog):
    reader.open()
    place = reader.place_on_map
    reader.page.mouse.move(*reader.point_in("PAK"))
    reader.page.mouse.wheel(0, -240)
    place = reader.wait_moved(place)
    left, top = reader.point_in("KAZ")
    reader.page.mouse.move(left, top)
    reader.page.mouse.down()
    reader.page.mouse.move(left - 70, top + 50, steps=8)
    reader.page.mouse.up()
    place = reader.wait_moved(place)

    reader.box("joint-exercises").click()
    reader.wait_query(domain=["joint-exercises"])
    reader.eventually(lambda: reader.sentence, sentence_of(catalog, Filters(domain=("joint-exercises",))))
    assert reader.wait_still() == place
    reader.click_country("PAK")
    reader.wait_query(domain=["joint-exercises"], focus=["PAK"])
    reader.eventually(lambda: reader.title, "Pakistan")
    assert reader.wait_still() == place
    reader.go("Network")
    reader.go("Map")
    assert reader.wait_still() == place


def test_the_whole_map_comes_back_with_one_button(reader):
    reader.open()
    place = reader.wait_still()
    reader.page.locator(".leaflet-control-zoom-in").click()
    near = reader.wait_moved(place)
    reader.page.locator(".atlas-reset").click()
    back = reader.wait_moved(near)
    assert all(abs(now - then) <= 1 for now, then in zip(back, place, strict=True))
