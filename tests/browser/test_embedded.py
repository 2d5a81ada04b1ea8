"""In a frame of another site: open where the address asks for it, closed otherwise."""

import functools
import http.server
import threading
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def other_site(tmp_path, atlas_url):
    """A site of another origin whose pages show the atlas in a frame."""
    for name, query in (("open", "embed=true&focus=PAK"), ("shut", "focus=PAK"), ("near", "embed=false")):
        frame = f'<iframe src="{atlas_url}/network?{query}" width="900" height="700"></iframe>'
        (tmp_path / f"{name}.html").write_text(f"<!doctype html><title>{name}</title>{frame}")
    handler = functools.partial(_Quiet, directory=tmp_path)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def page(browser):
    context = browser.new_context()
    yield context.new_page()
    context.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


def test_a_page_made_for_it_works_in_a_frame_of_another_site(page, other_site, atlas_url):
    page.goto(f"{other_site}/open.html")
    frame = page.frame_locator("iframe")
    frame.locator('#atlas-network[data-ready="true"]').wait_for(timeout=90_000)
    assert frame.locator("#atlas-network").get_attribute("data-focus") == "PAK"
    frame.locator("#atlas-network").evaluate(
        'it => it.dispatchEvent(new CustomEvent("atlas:select", {detail: {id: "TUR"}}))'
    )
    frame.locator('#atlas-network[data-focus="TUR"]').wait_for(timeout=30_000)
    [inside] = page.main_frame.child_frames
    assert urlsplit(inside.url).netloc == urlsplit(atlas_url).netloc
    # What is inside stays out of reach for the page around it.
    assert page.evaluate("document.querySelector('iframe').contentDocument") is None


@pytest.mark.parametrize("name", ["shut", "near"])
def test_every_other_page_is_kept_out(page, other_site, name):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{other_site}/{name}.html", wait_until="load")
    page.wait_for_timeout(3_000)  # longer than the page would need to show something
    [inside] = page.main_frame.child_frames
    assert any("frame-ancestors" in text for text in said)
    assert inside.locator("#atlas-network, .stApp").count() == 0
