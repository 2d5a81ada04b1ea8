import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.reader import Reader
from tests.browser.server import Server, running_atlas

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Whatever a page asks for elsewhere is not found, as on a machine without a network.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
PATIENCE = 90_000
WIDE = {"width": 1400, "height": 900}

OpenReader = Callable[..., Reader]


@pytest.fixture(scope="session")
def atlas_server(tmp_path_factory) -> Iterator[Server]:
    with running_atlas(tmp_path_factory.mktemp("atlas")) as server:
        yield server


@pytest.fixture(scope="session")
def atlas_url(atlas_server) -> str:
    return atlas_server.url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    assert program, f"none of {', '.join(names)} is on the path: apt-get install chromium"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def new_reader(browser, atlas_url) -> Iterator[OpenReader]:
    """Make readers, each in a browser context of its own; at the end none of them may have had trouble."""
    readers: list[Reader] = []

    def make(*, url: str = atlas_url, **options: Any) -> Reader:
        context = browser.new_context(**{"viewport": WIDE, "color_scheme": "light"} | options)
        # A loaded machine takes its time: what is waited for comes, or the test fails by what it saw.
        context.set_default_timeout(PATIENCE)
        readers.append(Reader(context.new_page(), url))
        return readers[-1]

    yield make
    for reader in readers:
        reader.page.context.close()
    for reader in readers:
        reader.check_troubles()


@pytest.fixture
def reader(new_reader) -> Reader:
    return new_reader()


@pytest.fixture
def fresh_atlas(tmp_path) -> Iterator[Server]:
    with running_atlas(tmp_path) as server:
        yield server


@pytest.fixture
def first_reader(fresh_atlas, new_reader) -> Reader:
    """The first reader of a server just started, gone before the server goes.

    `new_reader` is made after the server and so ends before it: a page left alone looks for its server
    and says so in the console.
    """
    return new_reader(url=fresh_atlas.url)
