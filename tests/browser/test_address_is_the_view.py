from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Page, WebSocketRoute

from atlas.catalog import Catalog
from atlas.model import Filters
from atlas.query import count_facets
from tests.browser.expected import nodes_of, read_records, records_of, sentence_of
from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

CYBER = Filters(domain=("cyber-security",))


def test_a_domain_chosen_in_the_sidebar_moves_address_sentence_map_and_network(reader, catalog):
    reader.open()
    reader.box("cyber-security").click()
    reader.wait_query(domain=["cyber-security"])
    reader.eventually(lambda: reader.sentence, sentence_of(catalog, CYBER))
    reader.eventually(lambda: reader.records_on_map, records_of(catalog, CYBER))
    assert reader.records_on_map == read_records("cyber-security")
    reader.go("Network")
    reader.eventually(lambda: reader.nodes, nodes_of(catalog, CYBER))
    assert reader.sentence == sentence_of(catalog, CYBER)
    reader.wait_query(domain=["cyber-security"])


def test_every_count_beside_a_filter_is_what_choosing_it_leaves(reader, catalog):
    reader.open(query="focus=PAK")
    count = reader.box("peacekeeping").locator("xpath=..").locator(".atlas-count").inner_text()
    reader.box("peacekeeping").click()
    reader.wait_query(domain=["peacekeeping"], focus=["PAK"])
    reader.eventually(lambda: reader.sentence.split()[0], count)


def test_two_domains_are_joined_by_or_and_an_era_by_and(reader, catalog):
    chosen = Filters(domain=("interoperability", "peacekeeping"), era=("formats",))
    reader.open()
    for value in ("interoperability", "peacekeeping", "formats"):
        reader.box(value).click()
    reader.eventually(lambda: reader.sentence, sentence_of(catalog, chosen))
    reader.wait_query(domain=["interoperability", "peacekeeping"], era=["formats"])
    reader.eventually(lambda: reader.records_on_map, records_of(catalog, chosen))


@pytest.mark.parametrize("path", ["/", "/network"])
def test_a_copied_address_opens_the_identical_view_in_another_browser(new_reader, path):
    first = new_reader().open(path)
    for value in ("joint-exercises", "maritime-security"):
        first.box(value).click()
        first.eventually(lambda value=value: value in str(first.query), True)
    if path == "/":
        first.click_country("PAK")
    else:
        first.page.locator("#atlas-panel button.atlas-chip", has_text="Pakistan").last.click()
    first.wait_query(domain=["joint-exercises", "maritime-security"], focus=["PAK"])
    first.eventually(lambda: first.title, "Pakistan")

    second = new_reader()
    second.page.goto(first.page.url)
    second.wait_painted()
    second.eventually(lambda: second.page.url, first.page.url)
    for seen in ("sentence", "title", "checked", "query"):
        assert getattr(second, seen) == getattr(first, seen)
    text = "it => it.innerText"
    for part in ("#atlas-panel", "#atlas-facets"):
        assert second.page.locator(part).evaluate(text) == first.page.locator(part).evaluate(text)
    if path == "/":
        assert second.records_on_map == first.records_on_map
        assert second.country("PAK").get_attribute("data-focus") == "true"
    else:
        edges = first.data("#atlas-network", "edges")
        assert (second.nodes, second.data("#atlas-network", "edges")) == (first.nodes, edges)
        assert second.data("#atlas-network", "focus") == "PAK"


def test_back_and_forward_step_through_filters_focus_and_pages(reader):
    reader.open()
    whole = reader.sentence
    reader.box("joint-exercises").click()
    reader.wait_query(domain=["joint-exercises"])
    reader.eventually(lambda: reader.sentence != whole, True)
    narrowed = reader.sentence
    reader.click_country("TUR")
    reader.wait_query(domain=["joint-exercises"], focus=["TUR"])
    reader.eventually(lambda: reader.title, "Türkiye")
    reader.go("Network")

    reader.page.go_back()
    reader.eventually(lambda: urlsplit(reader.page.url).path, "/")
    reader.wait_painted()
    reader.wait_query(domain=["joint-exercises"], focus=["TUR"])
    reader.page.go_back()
    reader.wait_query(domain=["joint-exercises"])
    reader.eventually(lambda: reader.title, "Azerbaijan")
    assert reader.sentence == narrowed
    reader.page.go_back()
    reader.wait_query()
    reader.eventually(lambda: reader.sentence, whole)
    reader.eventually(lambda: reader.checked, set())

    reader.page.go_forward()
    reader.wait_query(domain=["joint-exercises"])
    reader.eventually(lambda: reader.sentence, narrowed)
    reader.eventually(lambda: reader.checked, {"joint-exercises"})
    reader.page.go_forward()
    reader.wait_query(domain=["joint-exercises"], focus=["TUR"])
    reader.eventually(lambda: reader.title, "Türkiye")
    reader.page.go_forward()
    reader.eventually(lambda: urlsplit(reader.page.url).path, "/network")
    reader.wait_painted()
    assert reader.title == "Türkiye"


def test_a_choice_after_back_goes_on_from_the_view_that_is_seen(reader, catalog):
    reader.open()
    reader.box("peacekeeping").click()
    reader.wait_query(domain=["peacekeeping"])
    reader.eventually(lambda: "peacekeeping" in reader.sentence, True)
    reader.page.go_back()
    reader.wait_query()
    reader.eventually(lambda: reader.checked, set())
    reader.eventually(lambda: "peacekeeping" in reader.sentence, False)
    reader.eventually(lambda: reader.records_on_map, records_of(catalog, Filters()))
    reader.click_country("PAK")
    reader.wait_query(focus=["PAK"])
    reader.eventually(lambda: reader.title, "Pakistan")
    assert reader.checked == set()


def test_a_change_of_page_keeps_filters_and_focus(reader, catalog):
    reader.open(query="domain=joint-exercises&era=formats&focus=PAK")
    query, sentence = reader.query, reader.sentence
    for name in ("Network", "Map"):
        reader.go(name)
        reader.wait_query(**query)
        assert reader.title == "Pakistan"
        assert reader.sentence == sentence
        assert reader.checked == {"joint-exercises", "formats"}


def test_a_reload_keeps_everything(reader):
    reader.open("/network", "domain=joint-exercises&years=2000&years=2020&focus=PAK")
    before = reader.query, reader.sentence, reader.title, reader.checked, reader.nodes
    reader.page.reload()
    reader.wait_painted()
    assert (reader.query, reader.sentence, reader.title, reader.checked, reader.nodes) == before
    assert reader.page.locator('input[aria-label="Years — end"]').input_value() == "2020"


def test_reset_clears_every_filter_and_keeps_the_focus(reader, catalog):
    reader.open(query="domain=joint-exercises&years=2000&years=2020&q=naval&focus=PAK")
    reader.page.get_by_test_id("stSidebar").get_by_role("button", name="Reset all filters").click()
    reader.wait_query(focus=["PAK"])
    reader.eventually(lambda: reader.sentence, sentence_of(catalog, Filters()))
    reader.eventually(lambda: reader.checked, set())
    assert reader.page.get_by_label("Words to find").input_value() == ""
    assert reader.title == "Pakistan"


def test_words_to_find_stand_in_the_address_and_the_sentence(reader, catalog):
    reader.open()
    reader.page.get_by_label("Words to find").fill("PESHAWAR naval")
    reader.page.keyboard.press("Enter")
    reader.wait_query(q=["PESHAWAR naval"])
    reader.eventually(lambda: reader.page.locator(".atlas-sentence").count(), 1)
    reader.eventually(lambda: reader.sentence, sentence_of(catalog, Filters(q="PESHAWAR naval")))


def test_unknown_values_are_named_in_a_notice_and_left_out(reader, catalog):
    query = [("domain", "flower-arranging"), ("domain", "peacekeeping"), ("era", "jurassic"), ("kind", "x")]
    query += [("focus", "ATLANTIS"), ("years", "1066"), ("years", "1789"), ("colour", "blue")]
    reader.open(query=urlencode(query))
    notice = reader.page.locator(".atlas-notice")
    said = notice.inner_text()
    assert notice.is_visible()
    for name in ("flower-arranging", "jurassic", "“x”", "1066", "domain", "era", "kind"):
        assert name in said
    assert reader.sentence == sentence_of(catalog, Filters(domain=("peacekeeping",)))
    assert reader.title == "Azerbaijan"


@pytest.mark.parametrize(
    ("path", "parameters"), [("/", ["domain", "era", "years", "kind", "focus"]), ("/network", ["q", "<b>"])]
)
def test_markup_in_an_address_is_shown_as_text(reader, path, parameters):
    value = "<img src=x onerror=window.pwned=1><script>window.pwned=2</script>`${alert(1)}`"
    reader.open(path, urlencode(dict.fromkeys(parameters, value)))
    said = reader.page.get_by_test_id("stMain").inner_text()
    assert said.count("<img src=x") >= len(parameters) - 1
    assert ("“<b>”" in said) == ("<b>" in parameters)
    assert reader.page.locator(".atlas-notice *, .atlas-sentence *").evaluate_all(
        "all => all.every(it => it.tagName === 'BR')"
    )
    assert reader.page.evaluate("window.pwned") is None


def test_a_focus_that_is_no_entity_is_not_kept_through_the_next_choice(reader):
    reader.open(query="focus=ATLANTIS")
    assert "ATLANTIS" in reader.page.locator(".atlas-notice").inner_text()
    reader.box("peacekeeping").click()
    reader.wait_query(domain=["peacekeeping"])
    reader.eventually(reader.page.locator(".atlas-notice").count, 0)


def test_of_many_unknown_values_none_is_dropped_in_silence(reader):
    values = [f"nothing-{number}" for number in range(7)]
    reader.open(query=urlencode([("domain", value) for value in values]))
    said = reader.page.locator(".atlas-notice").inner_text()
    unnamed = [value for value in values if value not in said]
    assert not unnamed or f"{len(unnamed)} more" in said


QUICKLY = """async ([x, y, gap]) => {
  const pause = () => new Promise(go => setTimeout(go, gap));
  document.querySelector('#atlas-facets input[value="joint-exercises"]').click();
  await pause();
  document.querySelector('#atlas-facets input[value="peacekeeping"]').click();
  await pause();
  const path = document.elementFromPoint(x, y);
  for (const type of ["mousedown", "mouseup", "click"]) {
    path.dispatchEvent(new MouseEvent(type, { bubbles: true, clientX: x, clientY: y }));
  }
}"""


@pytest.mark.parametrize("gap", [0, 70])
def test_clicks_in_quick_succession_all_count(reader, catalog, gap):
    reader.open()
    reader.page.evaluate(QUICKLY, [*reader.point_in("PAK"), gap])
    _check_all_counted(reader, catalog)


def test_clicks_made_before_the_first_answer_arrives_all_count(reader, catalog):
    line = SlowLine(reader.page)
    reader.open()
    line.hold()
    reader.page.evaluate(QUICKLY, [*reader.point_in("PAK"), 70])
    reader.eventually(lambda: line.asked >= 3, True)
    line.release()
    _check_all_counted(reader, catalog)


class SlowLine:
    """A connection to the server whose answers can be held back, as on a slow line."""

    def __init__(self, page: Page) -> None:
        self.asked = 0
        self._held: list[str | bytes] | None = None
        page.route_web_socket("**/_stcore/stream", self._join)

    def hold(self) -> None:
        self._held = []
        self.asked = 0

    def release(self) -> None:
        held, self._held = self._held or [], None
        for message in held:
            self._reader.send(message)

    def _join(self, socket: WebSocketRoute) -> None:
        self._reader = socket
        server = socket.connect_to_server()
        socket.on_message(lambda message: self._ask(server, message))
        server.on_message(self._answer)

    def _ask(self, server: WebSocketRoute, message: str | bytes) -> None:
        self.asked += 1
        server.send(message)

    def _answer(self, message: str | bytes) -> None:
        if self._held is None:
            self._reader.send(message)
        else:
            self._held.append(message)


def _check_all_counted(reader: Reader, catalog: Catalog) -> None:
    two = Filters(domain=("joint-exercises", "peacekeeping"))
    reader.wait_query(domain=[*two.domain], focus=["PAK"])
    reader.eventually(lambda: reader.title, "Pakistan")
    reader.eventually(lambda: reader.sentence, sentence_of(catalog, two))
    reader.eventually(lambda: reader.checked, set(two.domain))
    # and it stays so once every answer has come in
    reader.box("cyber-security").click()
    three = Filters(domain=("cyber-security", *two.domain))
    reader.wait_query(domain=[*three.domain], focus=["PAK"])
    reader.eventually(lambda: reader.sentence, sentence_of(catalog, three))
    assert reader.checked == set(three.domain)


def test_an_empty_view_names_the_filter_in_the_way_and_a_button_takes_it_off(reader, catalog):
    domain, era = _nothing(catalog)
    reader.open(query=f"domain={domain}&era={era}&focus=PAK")
    assert reader.records_on_map == {}
    button = reader.page.get_by_test_id("stMain").get_by_role("button", name="Without “Domain”")
    number = button.inner_text().split(":")[-1].split()[0]
    button.click()
    reader.wait_query(era=[era], focus=["PAK"])
    reader.eventually(lambda: reader.sentence, sentence_of(catalog, Filters(era=(era,))))
    assert reader.sentence.split()[0] == number
    assert button.count() == 0


def _nothing(catalog) -> tuple[str, str]:
    """Return a domain and an era that have records, but none together."""
    for era in catalog.rows("eras"):
        counts = count_facets(catalog, Filters(era=(era,)))["domain"]
        empty = [domain for domain, number in counts.items() if number == 0]
        if empty:
            return empty[0], era
    raise AssertionError("every domain has records in every era")


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/records", "focus=PAK&record=2018-aze-attaches-briefing"),
        ("/compare", "focus=PAK&with=PAK&with=TUR"),
    ],
)
def test_no_link_takes_what_is_open_to_another_page(reader, path, query):
    reader.page.goto(f"{reader.url}{path}?{query}", wait_until="commit")
    reader.page.locator('#atlas-sidebar[data-ready="true"]').wait_for(state="attached")
    links = reader.page.locator("#atlas-pages a")
    reader.eventually(
        lambda: {link.get_attribute("href").partition("?")[2] for link in links.all()}, {"focus=PAK"}
    )
