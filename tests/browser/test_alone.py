"""The atlas asks no other machine for anything, neither the page nor the server."""

import subprocess
import sys

import pytest

from tests.browser.server import watch_folder

pytestmark = pytest.mark.browser


def test_no_page_asks_another_host_for_anything(new_reader):
    reader = new_reader()
    own, asked = reader.url + "/", []

    def guard(route, request):
        asked.append(request.url)
        if request.url.startswith((own, "data:", "blob:")):
            route.continue_()
        else:
            route.abort()

    reader.page.context.route("**/*", guard)
    for path in ("/", "/network"):
        reader.open(path)
        reader.open(path, "focus=PAK&domain=joint-exercises")
    for summary in reader.page.locator(".atlas-box > summary").all():
        summary.click()
    reader.open("/", "domain=nothing&focus=NATO")
    assert len(asked) > 30
    assert [url for url in asked if not url.startswith((own, "data:", "blob:"))] == []


def test_no_link_of_the_page_is_fetched_before_it_is_followed(reader):
    reader.open(query="focus=USA")
    hints = (
        'link[rel~="dns-prefetch"], link[rel~="preconnect"], link[rel~="prefetch"], link[rel~="prerender"]'
    )
    foreign = f"[...document.querySelectorAll('{hints}')].map(it => it.href)"
    assert [url for url in reader.page.evaluate(foreign) if not url.startswith(reader.url)] == []


def test_the_server_connects_to_no_other_machine(reader, atlas_server):
    for path in ("/", "/network"):
        reader.open(path, "focus=PAK")
        reader.box("joint-exercises").click()
        reader.eventually(lambda: "joint exercises" in reader.sentence, True)
    assert atlas_server.connections == []


def test_the_watch_over_the_server_would_see_a_connection(tmp_path):
    script = """
import contextlib, socket
with contextlib.suppress(OSError):
    socket.getaddrinfo("atlas.invalid", 80)
with contextlib.suppress(OSError), socket.socket() as line:
    line.settimeout(0.01)
    line.connect(("192.0.2.1", 9))
with contextlib.suppress(OSError), socket.socket() as line:
    line.connect(("127.0.0.1", 9))
"""
    environment = {"PYTHONPATH": str(watch_folder(tmp_path))}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)
    seen = (tmp_path / "connections").read_text(encoding="utf-8").splitlines()
    assert seen == ["socket.getaddrinfo atlas.invalid", "socket.connect 192.0.2.1"]
