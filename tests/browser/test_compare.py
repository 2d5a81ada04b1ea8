import pytest

pytestmark = pytest.mark.browser

FACTS = '.st-key-compare_facts .atlas-table[data-ready="true"]'


def open_compare(reader, query=""):
    reader.page.goto(f"{reader.url}/compare{query and '?' + query}", wait_until="commit")
    reader.page.locator('#atlas-facets[data-ready="true"]').wait_for(state="attached")
    return reader.page


def heads(page):
    return page.locator(f"{FACTS} thead th").all_inner_texts()


def test_two_are_chosen_by_name_and_stand_side_by_side(reader):
    page = open_compare(reader)
    field = page.get_by_role("combobox", name="Compare two to five")
    chosen = []
    for typed, option in (("Pakistan", "Pakistan · PAK"), ("Türk", "Türkiye · TUR")):
        field.fill(typed)
        page.get_by_role("option", name=option, exact=True).click()
        # The answer to the first choice empties the field: only then is there room for the second.
        chosen.append(option[-3:])
        reader.wait_query(**{"with": chosen})
        page.locator(".atlas-links" if len(chosen) == 1 else FACTS).wait_for()
    page.locator(FACTS).wait_for()
    assert heads(page) == ["Fact", "Pakistan", "Türkiye"]
    assert page.locator("#atlas-rhythms h3").all_inner_texts() == ["Pakistan", "Türkiye"]


def test_a_copied_address_opens_the_same_comparison(reader):
    page = open_compare(reader, "with=TUR&with=AZE-TUR-PAK&with=NATO&focus=GEO")
    page.locator(FACTS).wait_for()
    assert heads(page) == [
        "Fact",
        "Türkiye",
        "Azerbaijan–Türkiye–Pakistan",
        "North Atlantic Treaty Organization",
    ]
    page.reload()
    page.locator(FACTS).wait_for()
    assert heads(page)[1] == "Türkiye"


def test_a_cell_leads_to_its_records_and_back_returns(reader):
    page = open_compare(reader, "with=PAK&with=TUR")
    page.locator(FACTS).wait_for()
    address = page.url
    cell = page.locator("[data-level] a").first
    cell.wait_for()
    number = int(cell.inner_text().split(" ")[0])
    cell.click()
    page.locator('.st-key-records .atlas-table[data-ready="true"]').wait_for()
    reader.eventually(lambda: reader.query.get("focus"), ["PAK"])
    assert "with" not in reader.query
    shown = page.locator(".st-key-records tbody tr").count()
    assert shown >= min(number, 50)
    page.go_back()
    page.locator(FACTS).wait_for()
    reader.eventually(lambda: page.url, address)
    assert heads(page) == ["Fact", "Pakistan", "Türkiye"]


def test_bars_of_the_same_number_are_of_the_same_height(reader, catalog):
    page = open_compare(reader, "with=PAK&with=TUR")
    page.locator('#atlas-rhythms[data-ready="true"]').wait_for()
    number = r"bar.parentNode.textContent.match(/direct (\d+)/)[1]"
    bars = page.locator(".atlas-rhythms-row rect.direct").evaluate_all(
        f"all => all.map(bar => [{number}, bar.height.baseVal.value])"
    )
    heights = {}
    for number, height in bars:
        heights.setdefault(number, set()).add(round(height, 2))
    assert heights
    assert {len(found) for found in heights.values()} == {1}


def test_a_suggestion_starts_a_comparison(reader):
    page = open_compare(reader, "focus=PAK")
    page.locator(".atlas-links").get_by_role("link").first.click()
    page.locator(FACTS).wait_for()
    reader.eventually(lambda: reader.query.get("with", [""])[0], "PAK")
    reader.eventually(lambda: reader.query.get("focus"), ["PAK"])


@pytest.mark.parametrize("width", [1400, 390])
def test_nothing_is_wider_than_the_window(new_reader, width):
    reader = new_reader(viewport={"width": width, "height": 844})
    page = open_compare(reader, "with=PAK&with=TUR&with=GEO&with=NATO&with=USA")
    page.locator(FACTS).wait_for()
    page.locator('#atlas-rhythms[data-ready="true"]').wait_for()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
