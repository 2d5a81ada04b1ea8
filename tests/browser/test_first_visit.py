import pytest

pytestmark = pytest.mark.browser


def test_the_first_reader_of_a_process_may_come_to_any_page(first_reader):
    page = first_reader.page
    page.goto(f"{first_reader.url}/network?focus=PAK")
    page.wait_for_selector("#atlas-network[data-ready]")
    page.wait_for_selector("#atlas-facets[data-ready]")
    assert page.get_by_role("link", name="Map").is_visible()
