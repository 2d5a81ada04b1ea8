"""The atlas for whoever runs no script, and the picture that unfolds from its links."""

import io

import pytest
from PIL import Image

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(browser, atlas_url):
    context = browser.new_context(java_script_enabled=False, base_url=atlas_url)
    yield context.new_page()
    context.close()


def test_a_reader_without_scripts_goes_from_the_view_to_a_record_and_on(plain):
    plain.goto("/network?focus=PAK")
    assert plain.locator("h1").inner_text() == "Pakistan"
    first = plain.locator("li a").first
    title = first.inner_text()
    first.click()
    assert "/records?record=" in plain.url
    assert plain.locator("h1").inner_text() == title
    plain.get_by_role("link", name="Timeline").click()
    assert plain.url.endswith("/timeline")
    assert plain.locator("li").count() == 100


def test_the_picture_a_page_names_is_there(plain, atlas_url):
    plain.goto("/profile?focus=TUR&embed=true")
    address = plain.locator('meta[property="og:image"]').get_attribute("content")
    assert address == f"{atlas_url}/preview.png?focus=TUR&page=profile"
    answer = plain.request.get(address)
    assert Image.open(io.BytesIO(answer.body())).size == (1200, 630)
