"""An answer told ahead: there before Streamlit has said anything, and undone by nothing it says."""

import contextlib
from urllib.parse import quote

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from atlas.model import Filters
from tests.browser.expected import nodes_of, records_of, sentence_of

pytestmark = pytest.mark.browser

CYBER = Filters(domain=("cyber-security",))

# Every value that is ever shown, in order.
_WATCH = """([selector, name]) => {
  const seen = globalThis.atlasSeen = [];
  const look = () => {
    const now = document.querySelector(selector)?.dataset[name] ?? "";
    if (seen.at(-1) !== now) seen.push(now);
  };
  new MutationObserver(look).observe(document.querySelector(selector), { attributes: true });
  look();
}"""


class Socket:
    """Streamlit's socket of a page; what the server says can be held back."""

    def __init__(self, page):
        self._held = None
        self._let = ()
        self._page = None
        page.route_web_socket("**/_stcore/stream", self._take)

    def _take(self, page):
        server = page.connect_to_server()
        self._page = page
        server.on_message(self._say)
        page.on_message(server.send)

    def _say(self, message):
        if self._held is None or ForwardMsg.FromString(message).WhichOneof("type") in self._let:
            self._page.send(message)
        else:
            self._held.append(message)

    @contextlib.contextmanager
    def silent(self, *, but=()):
        """Hold back what the server says meanwhile, `but` some kinds of it; then it says all at once."""
        self._held, self._let = [], but
        yield
        held, self._held = self._held, None
        for message in held:
            self._page.send(message)


@pytest.fixture
def socket(reader):
    return Socket(reader.page)


def entries(reader):
    return reader.page.evaluate("history.length")


def test_a_filter_is_seen_before_the_page_has_run(reader, socket, catalog):
    reader.open()
    before, expected = entries(reader), records_of(catalog, CYBER)
    with socket.silent():
        reader.box("cyber-security").check()
        reader.eventually(lambda: reader.records_on_map, expected)
        painted = reader.revision()
    reader.eventually(lambda: reader.sentence, sentence_of(catalog, CYBER))
    reader.page.wait_for_timeout(500)
    assert reader.records_on_map == expected
    assert reader.revision() == painted, "what Streamlit said afterwards was nothing new"
    assert entries(reader) == before + 1
    reader.page.go_back()
    reader.eventually(lambda: reader.records_on_map, records_of(catalog, Filters()))
    reader.wait_query()


@pytest.mark.parametrize("path", ["/", "/network"])
def test_a_choice_is_seen_before_the_page_has_run(reader, socket, path):
    reader.open(path)
    before = entries(reader)
    with socket.silent():
        if path == "/":
            reader.click_country("PAK")
        else:
            reader.choose_node("PAK")
        reader.eventually(lambda: reader.title, "Pakistan")
        painted = reader.revision()
    reader.wait_query(focus=["PAK"])
    reader.page.wait_for_timeout(1_000)
    assert reader.title == "Pakistan"
    assert reader.revision() == painted
    assert entries(reader) == before + 1


def test_without_it_the_page_answers_all_the_same(reader, catalog):
    reader.page.route("**/ahead/**", lambda route: route.fulfill(status=503, body="later"))
    reader.open()
    reader.box("cyber-security").check()
    reader.eventually(lambda: reader.records_on_map, records_of(catalog, CYBER))
    reader.wait_query(domain=["cyber-security"])
    reader.troubles.clear()  # the browser notes each 503


def test_nobody_waits_for_it(reader, catalog):
    reader.page.route("**/ahead/**", lambda route: None)  # never answered
    reader.open()
    reader.box("cyber-security").check()
    reader.box("maritime-security").check()
    both = Filters(domain=("cyber-security", "maritime-security"))
    reader.eventually(lambda: reader.records_on_map, records_of(catalog, both))
    reader.wait_query(domain=["cyber-security", "maritime-security"])


def test_words_with_blanks_and_accents_make_one_entry_of_the_history(reader):
    reader.open()
    before = entries(reader)
    words = reader.page.locator("#atlas-words")
    words.fill("Bakı & naval exercise; 50%")
    words.press("Enter")
    reader.wait_query(q=["Bakı & naval exercise; 50%"])
    reader.eventually(lambda: "Bakı" in reader.sentence, True)
    reader.page.wait_for_timeout(500)
    assert entries(reader) == before + 1
    assert quote("Bakı") in reader.page.url


def test_nothing_shown_comes_back_when_two_changes_follow_each_other(reader, socket, catalog):
    reader.open("/network")
    reader.page.evaluate(_WATCH, ["#atlas-network", "nodes"])
    with socket.silent():
        reader.box("cyber-security").check()
        reader.eventually(lambda: reader.nodes, nodes_of(catalog, CYBER))
        reader.box("maritime-security").check()
        both = Filters(domain=("cyber-security", "maritime-security"))
        reader.eventually(lambda: reader.nodes, nodes_of(catalog, both))
    reader.wait_query(domain=["cyber-security", "maritime-security"])
    reader.page.wait_for_timeout(1_000)
    wanted = [nodes_of(catalog, filters) for filters in (Filters(), CYBER, both)]
    assert [int(seen) for seen in reader.page.evaluate("atlasSeen")] == wanted
    assert reader.checked == {"cyber-security", "maritime-security"}


def test_back_before_the_page_has_run_shows_what_was_there(reader, socket, catalog):
    reader.open()
    reader.box("maritime-security").check()
    reader.wait_query(domain=["maritime-security"])
    reader.page.wait_for_timeout(1_000)
    with socket.silent():
        reader.box("cyber-security").check()
        both = Filters(domain=("cyber-security", "maritime-security"))
        reader.eventually(lambda: reader.records_on_map, records_of(catalog, both))
        reader.page.go_back()
        maritime = records_of(catalog, Filters(domain=("maritime-security",)))
        reader.eventually(lambda: reader.records_on_map, maritime)


def test_back_while_a_run_is_on_its_way_finds_what_was_shown_before(reader, socket, catalog):
    """Streamlit's server named what its page had thrown away in between, and the page broke off."""
    reader.open()
    before = records_of(catalog, Filters())
    reader.box("maritime-security").check()
    reader.wait_query(domain=["maritime-security"])
    reader.page.wait_for_timeout(1_000)
    with socket.silent():
        reader.box("cyber-security").check()
        reader.page.wait_for_timeout(500)
        reader.page.go_back()
        reader.page.wait_for_timeout(500)
    reader.eventually(lambda: reader.records_on_map, before)
    reader.wait_query()
    reader.page.wait_for_timeout(1_000)
    assert reader.records_on_map == before
    assert reader.checked == set()


def test_an_answer_that_comes_after_back_does_not_bring_its_address_back(reader, socket):
    reader.open()
    addresses = []
    with socket.silent(but=("new_session", "page_info_changed")):
        reader.box("cyber-security").check()
        reader.wait_query(domain=["cyber-security"])
        reader.page.go_back()
        reader.wait_query()
        reader.page.on("framenavigated", lambda frame: addresses.append(frame.url))
    reader.page.wait_for_timeout(1_500)
    assert addresses == []
    assert reader.checked == set()


def test_a_choice_after_back_with_all_answers_late_has_its_own_address(reader, socket):
    reader.open()
    before = entries(reader)
    with socket.silent():
        reader.box("cyber-security").check()
        reader.page.wait_for_timeout(300)
        reader.page.evaluate("history.pushState({}, '', location.href)")
        reader.page.go_back()
        reader.page.wait_for_timeout(300)
        reader.click_country("PAK")
        reader.page.wait_for_timeout(300)
    reader.wait_query(focus=["PAK"])
    reader.page.wait_for_timeout(1_000)
    assert reader.query == {"focus": ["PAK"]}
    assert reader.title == "Pakistan"
    assert reader.checked == set()
    assert entries(reader) > before


def test_all_filters_are_reset_and_the_focus_stays(reader, socket, catalog):
    reader.open("/", "focus=TUR&domain=cyber-security&years=2010&years=2020&q=defence&scope=direct")
    with socket.silent():
        reader.page.locator(".atlas-reset-filters").click()
        reader.eventually(lambda: reader.records_on_map, records_of(catalog, Filters()))
    reader.eventually(lambda: reader.checked, set())
    reader.wait_query(focus=["TUR"])


def test_a_panel_with_more_records_does_not_shrink_first(reader):
    reader.open("/", "focus=TUR")
    items = reader.page.locator("#atlas-panel .atlas-records > li")
    shown = items.count()
    reader.page.locator("#atlas-panel .atlas-more").click()
    reader.eventually(lambda: items.count() > shown, True)
    more = items.count()
    reader.page.evaluate(
        """() => {
        globalThis.atlasFewest = Infinity;
        const list = document.querySelector("#atlas-panel");
        const count = () => list.querySelectorAll(".atlas-records > li").length;
        new MutationObserver(() => { atlasFewest = Math.min(atlasFewest, count()); })
          .observe(list, { childList: true, subtree: true });
        }"""
    )
    reader.box("high").evaluate("box => box.click()")
    reader.wait_query(focus=["TUR"], confidence=["high"])
    reader.page.wait_for_timeout(1_000)
    assert reader.page.evaluate("atlasFewest") in (more, more - 1)
