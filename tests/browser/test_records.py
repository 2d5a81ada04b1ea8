import re

import pytest

pytestmark = pytest.mark.browser

TABLE = '.st-key-records .atlas-table[data-ready="true"]'
RECORD = '#atlas-record[data-ready="true"]'
KNOWN = "2002-pak-defence-agreement"


def open_records(reader, query="", waits_for=TABLE):
    reader.page.goto(f"{reader.url}/records{query and '?' + query}", wait_until="commit")
    reader.page.locator(waits_for).wait_for()
    reader.page.locator('#atlas-facets[data-ready="true"]').wait_for(state="attached")
    return reader.page


def titles(page):
    return page.locator(f"{TABLE} tbody th").all_inner_texts()


def test_a_row_opens_its_record_and_back_returns_to_the_row(reader):
    page = open_records(reader)
    row = page.locator(f"{TABLE} tbody tr").nth(20).locator("button")
    title = row.inner_text()
    row.click()
    page.locator(RECORD).wait_for()
    assert page.locator(f"{RECORD} h2").inner_text() == title
    reader.eventually(lambda: reader.has_keyboard('it.tagName === "H2"'), True)
    address = page.locator(".atlas-record-address a").get_attribute("href")
    reader.eventually(lambda: page.url, address)

    page.get_by_role("button", name="Back to the list").click()
    page.locator(TABLE).wait_for()
    reader.eventually(lambda: reader.has_keyboard(f"it.textContent === {title!r}"), True)
    assert page.locator(f"{TABLE} .atlas-marked th").inner_text() == title


def test_a_permanent_address_opens_the_whole_record(new_reader, catalog):
    reader = new_reader(viewport={"width": 390, "height": 844})
    page = open_records(reader, f"record={KNOWN}", RECORD)
    record = catalog.records.loc[KNOWN]
    assert page.locator(f"{RECORD} h2").inner_text() == record["title"]
    assert record["summary"] in page.locator(RECORD).inner_text()
    shown = page.locator(".atlas-record-sources > li")
    assert shown.count() >= len({citation.source for citation in record["sources"]})
    for link in page.locator(".atlas-record-sources a").all():
        assert link.get_attribute("rel") == "noopener noreferrer"
        assert re.match("https?://", link.get_attribute("href"))
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390


def test_who_took_part_leads_to_all_records_of_it_and_browser_back_returns(reader):
    page = open_records(reader, f"record={KNOWN}", RECORD)
    page.locator(f"{RECORD} .atlas-chip", has_text="Pakistan").click()
    reader.wait_query(focus=["PAK"])
    page.locator(TABLE).wait_for()
    assert "Only records of Pakistan" in page.locator(".atlas-restriction").inner_text()
    page.go_back()
    reader.wait_query(record=[KNOWN])
    page.locator(RECORD).wait_for()


def test_sorting_and_paging_by_keyboard_alone(reader):
    page = open_records(reader)
    before = titles(page)
    reader.tab_to('it.closest("thead") && it.textContent === "Record"', presses=200)
    page.keyboard.press("Enter")
    reader.eventually(lambda: titles(page) != before, True)
    reader.eventually(lambda: reader.has_keyboard('it.textContent === "Record ▲"'), True)
    assert page.locator('th[aria-sort="ascending"]').count() == 1
    before = titles(page)
    reader.tab_to('it.closest(".atlas-pager") && it.textContent === "Next"', presses=200)
    page.keyboard.press("Enter")
    reader.eventually(lambda: titles(page) != before, True)
    assert page.locator('.atlas-pager [aria-current="page"]').inner_text() == "2"
    reader.eventually(lambda: page.locator(TABLE).bounding_box()["y"] >= 0, True)


def test_the_search_finds_a_country_by_its_other_spelling(reader):
    page = open_records(reader)
    words = page.get_by_label("Words to find")
    words.fill("TURKIYE bakı")
    words.press("Enter")
    reader.wait_query(q=["TURKIYE bakı"])
    reader.eventually(lambda: "“TURKIYE bakı”" in reader.sentence, True)
    page.locator(TABLE).wait_for()
    assert len(titles(page)) > 0


def test_the_first_reader_of_a_server_gets_the_frame_on_any_page(first_reader):
    page = open_records(first_reader, f"record={KNOWN}", RECORD)
    assert page.locator("#atlas-pages a").count() > 1


def test_a_record_is_opened_and_left_by_keyboard_alone(reader):
    page = open_records(reader)
    reader.tab_to('it.closest(".st-key-records tbody")', presses=200)
    page.keyboard.press("Tab")
    title = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.locator(RECORD).wait_for()
    reader.eventually(
        lambda: reader.has_keyboard(f'it.tagName === "H2" && it.textContent === {title!r}'), True
    )
    reader.tab_to('it.matches("button") && it.textContent.includes("Back to the list")', presses=200)
    page.keyboard.press("Enter")
    page.locator(TABLE).wait_for()
    reader.eventually(lambda: reader.has_keyboard(f"it.textContent === {title!r}"), True)
