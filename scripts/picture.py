"""`python -m scripts.picture OUT [ADDRESS]`: photographs a page of the running atlas for the documents."""

import shutil
import sys

from playwright.sync_api import sync_playwright


def main(out: str, address: str = "http://localhost:8501/?focus=PAK") -> None:
    """Write a PNG of the page, 1400 by 900 pixels, light."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(address)
        page.wait_for_selector("#atlas-map[data-ready], #atlas-network[data-ready]")
        page.wait_for_selector("#atlas-panel[data-ready]")
        page.screenshot(path=out)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
