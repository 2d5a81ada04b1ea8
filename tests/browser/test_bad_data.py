import re
import shutil
from collections.abc import Iterator

import pytest

from atlas.paths import ROOT
from tests.browser.server import Server, ask, running_atlas

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def closed_atlas(tmp_path_factory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("broken") / "data"
    shutil.copytree(ROOT / "data", data)
    records = data / "records.csv"
    text = records.read_text(encoding="utf-8")
    records.write_text(text.replace(",recognition,", ",<b>wedding</b>,", 1), encoding="utf-8", newline="")
    with running_atlas(tmp_path_factory.mktemp("server"), data=data) as server:
        yield server


@pytest.mark.parametrize("path", ["/", "/network", "/?focus=PAK"])
def test_bad_data_close_the_atlas_with_a_plain_page(closed_atlas, path):
    status, page = ask(closed_atlas.url, path)
    assert status == 503
    assert re.search(r"\bdata\b", page)
    for inside in ("Traceback", ".py", ".csv", str(ROOT), "/tmp", "wedding", "DataError"):
        assert inside not in page


def test_the_list_of_problems_is_in_the_log(closed_atlas):
    ask(closed_atlas.url)
    assert re.search(r"records\.csv:\d+ kind \S+ '<b>wedding</b>'", closed_atlas.log)
    assert "Traceback" not in closed_atlas.log


def test_the_plain_page_opens_in_a_browser_and_says_what_is_the_matter(browser, closed_atlas):
    context = browser.new_context()
    page = context.new_page()
    answer = page.goto(closed_atlas.url)
    assert answer.status == 503
    assert "data" in page.locator("body").inner_text().lower()
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    context.close()


def test_a_folder_that_is_not_there_closes_the_atlas_too(tmp_path):
    with running_atlas(tmp_path, data=tmp_path / "nowhere") as server:
        status, page = ask(server.url)
        assert status == 503
        assert str(tmp_path) not in page
        assert "Traceback" not in page
