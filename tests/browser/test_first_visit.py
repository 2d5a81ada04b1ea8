import pytest

from tests.browser.server import running_atlas

pytestmark = pytest.mark.browser


def test_the_first_reader_of_a_process_may_come_to_any_page(new_reader, tmp_path):
    with running_atlas(tmp_path) as server:
        page = new_reader(url=server.url).page
        page.goto(f"{server.url}/network?focus=PAK")
        page.wait_for_selector("#atlas-network[data-ready]")
        page.wait_for_selector("#atlas-facets[data-ready]")
        assert page.get_by_role("link", name="Map").is_visible()
        # Before the server goes: a page left alone looks for it and says so in the console.
        page.close()
