import pytest

pytestmark = pytest.mark.browser

PAGES = {"/": "#atlas-map", "/network": "#atlas-network", "/timeline": "#atlas-timeline"}
every_picture = pytest.mark.parametrize("path", PAGES)

# Notes each window of years as it stands in the address when a picture has been painted, and the state of
# the player.
WATCH = """picture => {
  globalThis.atlasPlayed = [];
  const years = () => new URLSearchParams(location.search).getAll("years").join("–") || "all";
  new MutationObserver(() => atlasPlayed.push(years())).observe(
    document.querySelector(picture), { attributes: true, attributeFilter: ["data-revision"] });
}"""


def open_player(reader, path="/timeline", query=""):
    reader.page.goto(f"{reader.url}{path}{query and '?' + query}", wait_until="commit")
    for selector in (PAGES[path], "#atlas-player", "#atlas-facets"):
        reader.page.locator(f'{selector}[data-ready="true"]').wait_for(state="attached")
    reader.page.locator("#atlas-player summary").click()
    reader.page.get_by_label("Speed").select_option(label="fast")
    reader.page.evaluate(WATCH, PAGES[path])
    return reader.page


def button(page, name):
    return page.locator("#atlas-player").get_by_role("button", name=name, exact=True)


def playing(page):
    return page.locator("#atlas-player").get_attribute("data-playing") == "true"


def wait_answered(reader):
    """Wait until no step is on its way any more: one asked for before the pause still comes in."""
    player = reader.page.locator("#atlas-player")
    reader.eventually(lambda: player.get_attribute("data-awaits"), "false")
    reader.eventually(lambda: reader.page.url == reader.page.evaluate("location.href"), True)


def length(page):
    return page.evaluate("history.length")


def years(reader):
    return tuple(map(int, reader.query.get("years", ())))


@every_picture
def test_playing_moves_the_window_year_by_year_and_the_picture_with_it(reader, catalog, path):
    page = open_player(reader, path)
    assert not playing(page)
    whole, before = reader.sentence, length(page)
    button(page, "Play").click()
    reader.eventually(lambda: years(reader)[:1] >= (catalog.first_year + 4,), True)
    button(page, "Pause").click()
    reader.eventually(lambda: playing(page), False)
    wait_answered(reader)
    played = page.evaluate("[...new Set(atlasPlayed)]")
    first = catalog.first_year
    assert played == [f"{first + at}–{first + at + 2}" for at in range(len(played))]
    assert len(played) >= 4
    assert reader.sentence != whole
    last = years(reader)
    assert length(page) == before + 1, "the steps are one entry of the browser's history"

    page.go_back()
    reader.wait_query()
    reader.eventually(lambda: reader.sentence, whole)
    page.go_forward()
    reader.wait_query(years=[str(year) for year in last])
    assert not playing(page)


def test_it_stops_at_the_end_and_then_begins_anew(reader, catalog):
    last = catalog.last_year
    page = open_player(reader, "/timeline", f"years={last - 4}&years={last - 2}")
    button(page, "Play").click()
    reader.wait_query(years=[str(last - 2), str(last)])
    reader.eventually(lambda: playing(page), False)
    assert button(page, "One year forward").is_disabled()
    page.evaluate("atlasPlayed.length = 0")
    button(page, "Play").click()
    # It may be some steps further before one looks: what was painted first is noted in the page.
    reader.eventually(lambda: page.evaluate("atlasPlayed.length > 0"), True)
    button(page, "Pause").click()
    assert page.evaluate("atlasPlayed[0]") == f"{catalog.first_year}–{catalog.first_year + 2}"


def test_steps_by_hand(reader, catalog):
    page = open_player(reader, "/timeline", "years=2003&years=2005&focus=PAK")
    button(page, "One year forward").click()
    reader.wait_query(years=["2004", "2006"], focus=["PAK"])
    button(page, "One year back").click()
    reader.wait_query(years=["2003", "2005"], focus=["PAK"])
    button(page, "One year back").click()
    reader.wait_query(years=["2002", "2004"], focus=["PAK"])
    page.get_by_label("Window").select_option(label="from the start")
    reader.wait_query(years=[str(catalog.first_year), "2004"], focus=["PAK"])
    button(page, "One year forward").click()
    reader.wait_query(years=[str(catalog.first_year), "2005"], focus=["PAK"])
    button(page, "All years").click()
    reader.wait_query(focus=["PAK"])


def test_the_window_can_be_moved_with_the_keyboard(reader):
    page = open_player(reader, "/timeline", "years=2003&years=2005")
    page.get_by_label("Years shown").focus()
    page.keyboard.press("ArrowRight")
    reader.wait_query(years=["2004", "2006"])
    assert page.get_by_label("Years shown").get_attribute("aria-valuetext") == "2004–2006"


def test_a_choice_made_while_it_plays_counts_and_the_years_go_on(reader):
    page = open_player(reader, "/", "years=1995&years=1997")
    button(page, "Play").click()
    reader.eventually(lambda: years(reader)[0] > 1996, True)
    reader.box("political-dialogue").click()
    reader.eventually(lambda: reader.query.get("domain"), ["political-dialogue"])
    at = years(reader)
    reader.eventually(lambda: years(reader) > at, True)
    reader.eventually(lambda: reader.query.get("domain"), ["political-dialogue"])
    button(page, "Pause").click()


def test_who_moves_the_years_otherwise_takes_over(reader):
    page = open_player(reader, "/timeline", "years=1995&years=1997")
    button(page, "Play").click()
    reader.eventually(lambda: years(reader)[0] > 1996, True)
    page.get_by_test_id("stSidebar").get_by_role("button", name="Reset all filters").click()
    reader.eventually(lambda: playing(page), False)
    reader.wait_query()


def test_nothing_plays_by_itself_and_nothing_is_animated(new_reader):
    reader = new_reader(reduced_motion="reduce")
    page = open_player(reader)
    assert not playing(page)
    button(page, "One year forward").click()
    reader.eventually(lambda: len(years(reader)), 2)
    assert not playing(page)
    # An element that a repaint has just taken out of the page has no style at all.
    moving = (
        "all => all.filter(it => it.isConnected && getComputedStyle(it).transitionDuration !== '0s').length"
    )
    assert page.locator("#atlas-player *, #atlas-timeline *").evaluate_all(moving) == 0


def test_leaving_the_page_ends_the_playing_but_not_the_window(reader):
    page = open_player(reader, "/timeline", "years=1995&years=1997")
    button(page, "Play").click()
    reader.eventually(lambda: years(reader)[0] > 1996, True)
    page.locator("#atlas-pages a").filter(has_text="Map").click()
    page.locator('#atlas-map[data-ready="true"]').wait_for()
    assert not playing(page)
    assert len(years(reader)) == 2
    assert page.locator("#atlas-player details").get_attribute("open") is not None
