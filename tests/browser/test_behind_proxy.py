"""Real browsers behind nginx: a replica is lost under an open page, and the atlas below a path of its own."""

import json
import re
import urllib.request
from urllib.parse import urlsplit

import pytest

from tests.browser.server import free_port
from tests.hosting.proxy import running_nginx
from tests.hosting.replicas import replicas

pytestmark = pytest.mark.browser

BACK_WITHIN = 5.0
_LOST = re.compile("WebSocket|when disconnected from server|/_stcore/(health|host-config)\\)$")
_SOCKETS = """(() => {
  const Native = WebSocket;
  window.openSockets = new Set();
  window.socketsMade = 0;
  window.WebSocket = class extends Native {
    constructor(...given) {
      super(...given);
      window.socketsMade += 1;
      this.addEventListener("open", () => window.openSockets.add(this));
      this.addEventListener("close", () => window.openSockets.delete(this));
    }
  };
})()"""


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    """Two replicas, one nginx at the root of its address and one under /atlas/."""
    folder = tmp_path_factory.mktemp("proxies")
    below = free_port()
    with replicas(folder, 2, {"ATLAS_ADDRESS": f"http://localhost:{below}/atlas"}) as two:
        for replica in two:
            replica.start()
        ports = [replica.wait_ready().port for replica in two]
        place = "include sub-path.conf;"
        with (
            running_nginx(folder / "root", ports) as root,
            running_nginx(folder / "below", ports, listen=below, place=place) as sub,
        ):
            yield root.url, f"{sub.url}/atlas", two


@pytest.fixture
def atlas_url(stage):
    """No other atlas is started for this file."""
    return stage[0]


def watched(reader):
    """Count the sockets of a page."""
    reader.page.add_init_script(_SOCKETS)
    return reader


def is_connected(reader):
    return reader.page.evaluate("[window.socketsMade, window.openSockets.size]")


def seen(reader):
    return reader.page.url, reader.sentence, reader.records_on_map, reader.title


def test_the_atlas_lives_under_a_path(stage, new_reader):
    _, url, _ = stage
    reader = new_reader(url=url)
    page = reader.page
    page.goto(f"{url}?focus=PAK", wait_until="commit")
    page.locator('#atlas-map[data-ready="true"]').wait_for(state="attached", timeout=90_000)
    assert urlsplit(page.url).path == "/atlas/", "sent on to the folder, the query kept"
    page.locator('#atlas-panel[data-ready="true"]').wait_for(state="attached", timeout=90_000)
    assert "Pakistan" in reader.title

    reader.box("cyber-security").check()
    reader.wait_query(focus=["PAK"], domain=["cyber-security"])
    assert urlsplit(page.url).path == "/atlas/"

    page.locator("#atlas-pages a").filter(has_text=re.compile("Network$")).click()
    reader.eventually(lambda: urlsplit(page.url).path, "/atlas/network")
    page.locator('#atlas-network[data-ready="true"]').wait_for(state="attached", timeout=90_000)
    sentence = reader.sentence
    page.reload(wait_until="commit")
    page.locator('#atlas-network[data-ready="true"]').wait_for(state="attached", timeout=90_000)
    assert reader.sentence == sentence
    reader.wait_query(focus=["PAK"], domain=["cyber-security"])
    page.go_back()
    reader.eventually(lambda: urlsplit(page.url).path, "/atlas/")


def test_the_data_know_the_path_they_are_under(stage):
    _, url, _ = stage
    with urllib.request.urlopen(f"{url}/api/records.json?focus=PAK&limit=2", timeout=30) as answer:
        links = answer.headers["Link"]
        found = json.load(answer)
    assert f'<{url}/?focus=PAK>; rel="cite-as"' in links
    assert '<records.json?focus=PAK&limit=2&offset=2>; rel="next"' in links, (
        "relative, so right under any path"
    )
    assert url in json.dumps(found), "the citation"
    with urllib.request.urlopen(f"{url}/api/?focus=PAK", timeout=30) as page:
        assert page.url == f"{url}/api?focus=PAK"
        link = re.search(rb'href="(api/records\.csv[^"]*)"', page.read())[1].decode()
    with urllib.request.urlopen(f"{url}/{link.replace('&amp;', '&')}", timeout=30) as answer:
        assert answer.headers["Content-Type"].startswith("text/csv")


def play_with(reader):
    """Do what a new session must not take for new: undone by another component, and by Back."""
    reader.open()
    reader.click_country("PAK")
    reader.wait_query(focus=["PAK"])
    reader.page.locator("#atlas-panel .atlas-close").click()
    reader.wait_query()
    reader.box("cyber-security").check()
    reader.wait_query(domain=["cyber-security"])
    reader.box("education-training").check()
    reader.wait_query(domain=["cyber-security", "education-training"])
    reader.page.go_back()
    reader.wait_query(domain=["cyber-security"])
    wait_answered(reader)


def wait_answered(reader):
    """Wait until the socket is open and no run is under way."""
    app = "[data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
    reader.page.locator(app).wait_for(state="attached", timeout=BACK_WITHIN * 1e3)
    reader.page.wait_for_timeout(150)
    reader.page.locator(app).wait_for(state="attached", timeout=BACK_WITHIN * 1e3)


def lose(replica, readers):
    """Kill a replica, wait until every reader has a socket again, start it anew."""
    made = [is_connected(reader)[0] for reader in readers]
    replica.kill()
    replica.wait_ended()
    for reader, count in zip(readers, made, strict=True):
        # Whose socket was on the other replica notices nothing.
        reader.page.wait_for_timeout(300)
        reader.eventually(lambda reader=reader: is_connected(reader)[1], 1, within=BACK_WITHIN)
        wait_answered(reader)
        assert is_connected(reader)[0] in (count, count + 1)
        assert reader.page.get_by_role("dialog").count() == 0
        assert reader.page.get_by_test_id("stConnectionStatus").count() == 0
    replica.start().wait_ready()


def forgive_lost_sockets(reader):
    """What the browser has to say while the socket is lost is no trouble here; anything else is."""
    reader.troubles[:] = [trouble for trouble in reader.troubles if not _LOST.search(trouble)]


def test_a_page_outlives_its_replica_and_asks_nothing(stage, new_reader):
    url, _, two = stage
    readers = [watched(new_reader(url=url)) for _ in range(2)]
    for reader in readers:
        play_with(reader)
    before = [seen(reader) for reader in readers]
    # One after the other, so that each reader's replica is among them.
    for lost in two:
        lose(lost, readers)
        assert [seen(reader) for reader in readers] == before
    for reader in readers:
        assert is_connected(reader)[0] > 1, "its replica was lost at least once"

    # The session is a new one; what comes next counts on top of what was seen, in a component or in a widget.
    first, second = readers
    first.box("maritime-security").check()
    first.wait_query(domain=["cyber-security", "maritime-security"])
    words = second.page.get_by_label("Words to find")
    words.fill("exercise")
    words.press("Enter")
    second.wait_query(domain=["cyber-security"], q=["exercise"])
    for reader in readers:
        forgive_lost_sockets(reader)


def test_a_click_while_the_socket_is_lost_counts(stage, new_reader):
    url, _, two = stage
    reader = watched(new_reader(url=url)).open("/", "focus=PAK")
    wait_answered(reader)
    for lost in two:
        reader.box("cyber-security").set_checked(False)
        reader.wait_query(focus=["PAK"])
        wait_answered(reader)
        made = is_connected(reader)[0]
        lost.kill()
        reader.box("cyber-security").check()
        reader.wait_query(focus=["PAK"], domain=["cyber-security"])
        wait_answered(reader)
        lost.wait_ended()
        if is_connected(reader)[0] > made:
            break
        lost.start().wait_ready()
    assert is_connected(reader)[0] > 1, "its replica was lost"
    forgive_lost_sockets(reader)
