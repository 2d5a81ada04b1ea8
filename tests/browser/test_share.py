"""Sharing a view: what is copied, downloaded, cited and embedded is that view."""

import html.parser
import io
import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from PIL import Image

from atlas.assets import ASSETS
from atlas.live.share import share_module
from tests.browser.reader import Reader
from tests.browser.test_light_and_dark import CONTRASTS
from tests.export.asgi import ask

pytestmark = pytest.mark.browser

QUERY = "domain=joint-exercises&region=western-asia&focus=TUR"
HOSTILE = "%22%3E%3C%2Ftextarea%3E%3Cimg+src%3Dx+onerror%3Dalert(1)%3E"


@pytest.fixture
def sharer(new_reader) -> Reader:
    """A reader whose browser lets pages write to the clipboard."""
    return new_reader(permissions=["clipboard-read", "clipboard-write"])


def open_share(reader, path="/", query=QUERY):
    """Open the dialog of a view and wait for what it asks of the server."""
    reader.page.goto(f"{reader.url}{path}{query and '?' + query}", wait_until="commit")
    page = reader.page
    page.locator('#atlas-share[data-ready="true"]').wait_for(state="attached", timeout=60_000)
    page.locator(".atlas-share-open").click()
    page.locator(".atlas-share-files li").first.wait_for()
    reader.eventually(lambda: page.get_by_label("Cite", exact=True).input_value() != "", True)
    return page.get_by_role("dialog")


def choose(dialog, group, option):
    """Choose an option of a group by its label."""
    dialog.get_by_role("group", name=group).get_by_role("radio", name=option, exact=True).check()


def copied(reader, dialog, label):
    """Press the button that copies what `label` names and return what is on the clipboard then."""
    dialog.get_by_role("button", name=f"Copy: {label}").click()
    reader.eventually(lambda: dialog.get_by_role("status").inner_text(), "Copied")
    return reader.page.evaluate("navigator.clipboard.readText()")


class Frame(html.parser.HTMLParser):
    """The attributes of the first element of a piece of HTML, and how many elements there are."""

    def __init__(self, code):
        super().__init__()
        self.found = []
        self.feed(code)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_the_copied_link_opens_the_same_view_in_a_fresh_browser(sharer, new_reader):
    dialog = open_share(sharer)
    link = copied(sharer, dialog, "Link to this view")
    dialog.get_by_role("button", name="Close").click()
    sharer.wait_painted()
    other = new_reader().open("/", urlsplit(link).query)
    assert other.page.url == link
    assert other.query == parse_qs(QUERY)
    assert (other.sentence, other.title) == (sharer.sentence, sharer.title)
    assert other.records_on_map == sharer.records_on_map


def test_where_the_clipboard_is_closed_the_text_is_selected(new_reader):
    reader = new_reader()
    reader.page.add_init_script(
        """Object.defineProperty(navigator, "clipboard", { value: undefined });
        document.execCommand = () => false;"""
    )
    dialog = open_share(reader)
    button = dialog.get_by_role("button", name="Copy: Link to this view")
    button.click()
    reader.eventually(button.inner_text, "Selected: copy with Ctrl+C")
    assert reader.page.evaluate("getSelection().toString()") == f"{reader.url}/?{QUERY}"


def test_the_code_for_another_page_shows_the_view_there(sharer):
    code = copied(sharer, open_share(sharer), "Code for another page")
    [(tag, attributes)] = Frame(code).found
    assert tag == "iframe"
    assert attributes["src"] == f"{sharer.url}/?{QUERY}&embed=true"
    assert attributes["title"]
    # A page of its own: on the atlas's, its own content policy would allow no frame.
    other = f"{sharer.url}/elsewhere"
    html = f"<!doctype html><title>Other</title>{code}"
    sharer.page.route(other, lambda route: route.fulfill(body=html, content_type="text/html"))
    sharer.page.goto(other)
    frame = sharer.page.frame_locator("iframe")
    frame.locator('#atlas-map[data-ready="true"]').wait_for(timeout=60_000)
    frame.get_by_role("link", name="Open the full view").wait_for()


def test_the_qr_code_leads_to_the_link(sharer):
    import zxingcpp

    dialog = open_share(sharer)
    code = dialog.get_by_role("img", name="QR code of the link")
    sharer.eventually(lambda: code.evaluate("it => it.complete && it.naturalWidth > 0"), True)
    seen = zxingcpp.read_barcode(Image.open(io.BytesIO(code.screenshot())))
    assert seen.text == f"{sharer.url}/?{QUERY}"


def test_every_download_comes_and_holds_what_it_says(sharer):
    dialog = open_share(sharer)
    dialog.locator("summary").click()
    links = dialog.locator(".atlas-share-formats a")
    hrefs = links.evaluate_all("all => all.map(it => it.href)")
    assert [href for href in hrefs if QUERY not in href] == [f"{sharer.url}/api/feed.atom"]
    for href in hrefs:
        if "/api/" in href:
            assert sharer.page.request.get(href).ok, href
    row = dialog.locator("li", has=sharer.page.get_by_role("link", name="Records: CSV", exact=True))
    said = int(re.search(r"records: ([\d,]+)", row.inner_text())[1])
    with sharer.page.expect_download() as download:
        dialog.get_by_role("link", name="Records: CSV", exact=True).click()
    assert download.value.suggested_filename.endswith("records.csv")
    assert len(pd.read_csv(download.value.path())) == said > 0


def test_everything_is_every_record(sharer, catalog):
    dialog = open_share(sharer)
    choose(dialog, "What to download", "Everything")
    count = f"records: {len(catalog.records)}"
    dialog.locator("li", has_text=count).wait_for()
    with sharer.page.expect_download() as download:
        dialog.get_by_role("link", name="Records: CSV", exact=True).click()
    assert len(pd.read_csv(download.value.path())) == len(catalog.records)


def test_view_atlas_and_record_are_cited_in_four_forms(sharer, catalog):
    record = catalog.records["id"].iloc[0]
    dialog = open_share(sharer, "/records", f"record={record}&domain=demining")
    field = dialog.get_by_label("Cite", exact=True)
    ends = {
        "This view": "/records?domain=demining",
        "The atlas": "/",
        "This record": f"/records?record={record}",
    }
    marks = {
        "Text": catalog.version,
        "BibTeX": "@misc{",
        "RIS": "TY  - DATA",
        "CSL-JSON": '"type": "dataset"',
    }
    for work, end in ends.items():
        choose(dialog, "What to cite", work)
        for form, mark in marks.items():
            choose(dialog, "Form of the citation", form)
            address = re.compile(re.escape(sharer.url + end) + r"(?![\w/?])")
            sharer.eventually(
                lambda mark=mark, address=address: (
                    mark in field.input_value() and bool(address.search(field.input_value()))
                ),
                True,
            )
    assert copied(sharer, dialog, "Cite") == field.input_value()
    with sharer.page.expect_download() as download:
        dialog.get_by_role("link", name="Save").click()
    assert download.value.suggested_filename.endswith("cite.json")
    assert download.value.path().read_text(encoding="utf-8").strip() == field.input_value()


def test_the_copied_python_loads_the_view(sharer):
    dialog = open_share(sharer)
    code = copied(sharer, dialog, "Load this view")
    spoken = {}
    exec(code, spoken)
    listed = sharer.page.request.get(f"{sharer.url}/api/records.json?{QUERY}").json()
    assert list(spoken["records"]["id"]) == [item["id"] for item in listed["items"]]
    for language, mark in ("R", "read.csv("), ("Spreadsheet", "=IMPORTDATA("):
        choose(dialog, "Program", language)
        field = dialog.get_by_label("Load this view", exact=True)
        assert field.input_value().startswith(mark) or mark in field.input_value()
        assert QUERY in field.input_value()


def test_the_dialog_needs_no_mouse(sharer):
    open_share(sharer)
    page = sharer.page
    page.keyboard.press("Escape")
    sharer.eventually(page.get_by_role("dialog").count, 0)
    assert sharer.has_keyboard('it.className === "atlas-share-open"')
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Share, cite, download")
    dialog.wait_for()
    sharer.tab_to('it.getAttribute("aria-label") === "Copy: Link to this view"', presses=5)
    page.keyboard.press("Space")
    sharer.eventually(dialog.get_by_role("status").inner_text, "Copied")
    sharer.tab_to('it.name === "atlas-share-data"', presses=5)
    page.keyboard.press("ArrowRight")
    assert sharer.has_keyboard('it.value === "all" && it.checked')


@pytest.mark.parametrize(("scheme", "width"), [("light", 1400), ("dark", 390)])
def test_every_text_stands_out_and_nothing_is_too_wide(new_reader, scheme, width):
    reader = new_reader(color_scheme=scheme, viewport={"width": width, "height": 844})
    dialog = open_share(reader)
    dialog.locator("summary").click()
    assert reader.page.evaluate("document.documentElement.dataset.atlasMode") == scheme
    found = reader.page.evaluate(CONTRASTS, ".atlas-share-dialog, .atlas-share-open")
    assert len(found) > 30
    assert [pair for pair in found if pair[0] < 4.5] == []
    assert dialog.evaluate("it => it.scrollWidth <= it.clientWidth && it.offsetWidth <= innerWidth")
    sizes = dialog.locator("button, a, label").evaluate_all(
        "all => all.map(it => it.getBoundingClientRect()).map(box => Math.min(box.width, box.height))"
    )
    assert min(sizes) >= 24, "target size of WCAG 2.2, level AA"


def test_what_a_stranger_searches_for_is_text_in_the_dialog(sharer):
    dialog = open_share(sharer, "/", f"q={HOSTILE}")
    assert dialog.locator("img").count() == 1, "the QR code"
    code = copied(sharer, dialog, "Code for another page")
    assert len(Frame(code).found) == 1
    assert f"q={HOSTILE.replace('+', '%20').replace('(', '%28').replace(')', '%29')}" in code
    assert "<img" in dialog.locator(".atlas-share-sentence").inner_text() or "<img" not in dialog.inner_html()


PUBLIC = "https://public.example/maps/atlas"
PAGE = """<!doctype html><title>Atlas</title><body class="stApp"><div id="atlas-share"></div>
<script type="module">
import {{ run }} from "./{module}";
globalThis.atlasView = {{ query: "{query}", heard: new EventTarget() }};
run({{ parentElement: document.body, data: new TextEncoder().encode("{{}}"), setStateValue() {{}} }});
</script>"""


def answer_in_public(route, catalog):
    """Answer as a proxy does that serves the atlas under a path of its own name, by https."""
    path, _, query = route.request.url.removeprefix(PUBLIC).partition("?")
    if path == "/network":
        page = PAGE.format(module=share_module(catalog, "en").address, query=QUERY)
        route.fulfill(body=page, content_type="text/html; charset=utf-8")
    elif path.startswith("/assets/"):
        asset = ASSETS.find(path.removeprefix("/assets/"))
        route.fulfill(body=asset.body, content_type=asset.media_type)
    else:
        # The atlas itself is asked by http and knows of no path: that is what `at` is for.
        with ThreadPoolExecutor(1) as thread:  # the browser is driven by a loop of its own
            answer = thread.submit(ask, path, query, host="public.example").result()
        route.fulfill(status=answer.status, body=answer.body, content_type=answer.headers["content-type"])


def test_behind_a_proxy_and_under_a_sub_path_every_address_is_the_public_one(new_reader, catalog):
    import zxingcpp

    reader = new_reader(url=PUBLIC)
    reader.page.route(f"{PUBLIC}/**", lambda route: answer_in_public(route, catalog))
    dialog = open_share(reader, "/network")
    here = f"{PUBLIC}/network?{QUERY}"
    assert dialog.get_by_label("Link to this view", exact=True).input_value() == here
    [(_, frame)] = Frame(dialog.get_by_label("Code for another page", exact=True).input_value()).found
    assert frame["src"] == f"{here}&embed=true"
    assert dialog.get_by_label("Cite", exact=True).input_value().endswith(f" {here}")
    choose(dialog, "What to cite", "The atlas")
    cite = dialog.get_by_label("Cite", exact=True)
    reader.eventually(lambda: cite.input_value().endswith(f" {PUBLIC}/"), True)
    assert (
        f'"{PUBLIC}/api/records.csv?{QUERY}"'
        in dialog.get_by_label("Load this view", exact=True).input_value()
    )
    hrefs = dialog.locator(".atlas-share-formats a").evaluate_all("all => all.map(it => it.href)")
    assert f"{PUBLIC}/preview.png?{QUERY}" in hrefs
    assert all(href.startswith(f"{PUBLIC}/") for href in hrefs)
    code = dialog.get_by_role("img", name="QR code of the link")
    reader.eventually(lambda: code.evaluate("it => it.complete && it.naturalWidth > 0"), True)
    assert zxingcpp.read_barcode(Image.open(io.BytesIO(code.screenshot()))).text == here


@pytest.mark.parametrize(("width", "height"), [(600, 400), (390, 500)])
def test_inside_another_page_stands_the_picture_and_its_origin(new_reader, catalog, width, height):
    reader = new_reader(viewport={"width": width, "height": height})
    page = reader.page
    page.goto(f"{reader.url}/?{QUERY}&embed=true", wait_until="commit")
    page.locator('#atlas-map[data-ready="true"]').wait_for(timeout=60_000)
    line = page.locator('#atlas-embed[data-ready="true"]')
    line.wait_for()
    assert catalog.title in line.inner_text()
    assert catalog.version in line.inner_text()
    picture, foot = page.locator("#atlas-map").bounding_box(), line.bounding_box()
    assert picture["height"] >= 180
    assert picture["y"] + picture["height"] <= foot["y"] < foot["y"] + foot["height"] <= height
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert page.locator(".atlas-sentence").is_visible()
    for gone in "#atlas-facets", "#atlas-panel", ".atlas-share-open", "#atlas-foot", "#atlas-pages":
        assert not page.locator(gone).is_visible(), gone


def test_inside_another_page_a_choice_keeps_the_reduced_layout(new_reader):
    reader = new_reader(viewport={"width": 600, "height": 400})
    reader.page.goto(f"{reader.url}/?domain=joint-exercises&embed=true", wait_until="commit")
    reader.page.locator('#atlas-embed[data-ready="true"]').wait_for(timeout=60_000)
    reader.page.locator('#atlas-map[data-ready="true"]').wait_for(timeout=60_000)
    reader.wait_still()
    reader.click_country("KAZ")
    reader.wait_query(embed=["true"], domain=["joint-exercises"], focus=["KAZ"])
    link = reader.page.get_by_role("link", name="Open the full view")
    full = f"{reader.url}/?domain=joint-exercises&focus=KAZ"
    reader.eventually(lambda: link.get_attribute("href"), full)
    assert not reader.page.locator("#atlas-facets").is_visible()
    with reader.page.context.expect_page() as opened:
        link.click()
    opened.value.locator('#atlas-facets[data-ready="true"]').wait_for(state="attached", timeout=60_000)
    assert opened.value.url == full
