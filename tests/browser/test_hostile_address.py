"""Script in an address, in a real browser: none of it becomes markup, and it would not run if it did."""

from urllib.parse import quote

import pytest

from atlas.address import PARAMETERS
from tests.fuzz.queries import PAGES, PAYLOADS

pytestmark = pytest.mark.browser

QUERY = "&".join(f"{name}={quote(text)}" for name in PARAMETERS for text in PAYLOADS[:7])
INJECTED = """() => {
  const place = document.body.appendChild(document.createElement("div"));
  place.innerHTML = `<img src="x" onerror="window.pwned=1"><a href="javascript:window.pwned=2">a</a>`;
  const script = document.createElement("script");
  script.textContent = "window.pwned=3";
  place.appendChild(script);
  place.querySelector("a").click();
}"""


@pytest.fixture
def page(browser):
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_nothing_in_an_address_becomes_markup(page, atlas_url):
    troubles = []
    page.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    for path in PAGES:
        page.goto(f"{atlas_url}/{path}?{QUERY}")
        page.locator('#atlas-facets[data-ready="true"]').wait_for(state="attached", timeout=90_000)
        assert PAYLOADS[0] in page.locator(".atlas-notice").first.inner_text()
        assert page.evaluate("window.pwned") is None
        assert page.locator("[onerror], [onload], [srcdoc], a[href^='javascript']").count() == 0
    assert troubles == []


def test_what_comes_into_the_page_does_not_run(page, atlas_url):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{atlas_url}/about")
    page.locator('#atlas-facets[data-ready="true"]').wait_for(state="attached", timeout=90_000)
    page.evaluate(INJECTED)
    page.wait_for_timeout(1_000)  # longer than a picture that is not there takes to fail
    assert page.evaluate("window.pwned") is None
    assert sum("Content Security Policy" in text for text in said) >= 3
