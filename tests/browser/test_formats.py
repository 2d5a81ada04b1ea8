import pytest

pytestmark = pytest.mark.browser

CARDS = '#atlas-cards[data-ready="true"]'


def open_formats(reader, query=""):
    reader.page.goto(f"{reader.url}/formats{query and '?' + query}", wait_until="commit")
    reader.page.locator(CARDS).wait_for()
    reader.page.locator('#atlas-facets[data-ready="true"]').wait_for(state="attached")
    return reader.page


def card(page, code):
    return page.locator(f'.atlas-card[data-id="{code}"]')


def test_a_card_shows_members_on_its_map_and_by_name(reader, catalog):
    page = open_formats(reader)
    for code in catalog.rows("formats"):
        members = set(catalog.members(code))
        drawn = card(page, code).locator("path[data-member]")
        assert set(drawn.evaluate_all("all => all.map(it => it.dataset.member)")) == members
        assert all(drawn.evaluate_all("all => all.map(it => it.getAttribute('d').length > 20)"))
        assert card(page, code).locator(".atlas-card-members button").count() == len(members)


def test_the_button_of_a_card_and_of_a_member_set_the_focus(reader):
    page = open_formats(reader, "domain=joint-exercises")
    button = card(page, "AZE-TUR-PAK").locator(".atlas-card-focus")
    button.focus()
    page.keyboard.press("Enter")
    reader.wait_query(domain=["joint-exercises"], focus=["AZE-TUR-PAK"])
    reader.eventually(lambda: button.get_attribute("aria-pressed"), "true")
    assert reader.has_keyboard('it.classList.contains("atlas-card-focus")')
    card(page, "AZE-TUR-PAK").locator(".atlas-card-members button", has_text="Pakistan").click()
    reader.wait_query(domain=["joint-exercises"], focus=["PAK"])
    reader.eventually(lambda: button.get_attribute("aria-pressed"), "false")
    page.locator("#atlas-pages a").filter(has_text="Profile").click()
    reader.eventually(lambda: page.locator("h1").all_inner_texts(), ["Pakistan"])


def test_a_filter_changes_the_cards_and_moves_none(reader):
    page = open_formats(reader)
    order = page.locator(".atlas-card").evaluate_all("all => all.map(it => it.dataset.id)")
    count = card(page, "AZE-TUR-GEO").locator("dd").first
    before = count.inner_text()
    reader.box("special-operations").click()
    reader.eventually(lambda: count.inner_text() != before, True)
    assert page.locator(".atlas-card").evaluate_all("all => all.map(it => it.dataset.id)") == order
    empty = card(page, "CST")
    reader.eventually(lambda: empty.locator(".atlas-card-none").is_visible(), True)


def test_exercises_are_listed_and_lead_to_their_record(reader):
    page = open_formats(reader)
    box = card(page, "AZE-TUR-GEO").locator("details", has_text="Exercises")
    box.locator("summary").click()
    title = box.locator(".atlas-record-title").first
    name = title.inner_text()
    title.click()
    page.locator('#atlas-record[data-ready="true"]').wait_for()
    assert page.locator("#atlas-record h2").inner_text() == name


def test_what_is_said_of_all_follows_the_filters(reader):
    page = open_formats(reader)
    methods = page.locator(".atlas-said-head", has_text="Method of bilateral work")
    outcomes = page.locator(".atlas-said-head", has_text="Strategic cooperation")
    assert methods.locator("xpath=..").locator("li").count() == 2
    assert outcomes.locator("xpath=..").locator("li").count() == 8
    page.get_by_role("button", name="How the ministry describes it").click()
    reader.eventually(lambda: methods.is_visible(), True)
    reader.page.goto(f"{reader.url}/formats?scope=direct", wait_until="commit")
    page.locator(CARDS).wait_for()
    reader.eventually(lambda: page.locator(".atlas-described > .atlas-card-none").is_visible(), True)
    assert not methods.is_visible()


def test_nothing_is_wider_than_a_phone(new_reader):
    reader = new_reader(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = open_formats(reader, "focus=NATO")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    sizes = page.locator(".atlas-card button").evaluate_all(
        "all => all.filter(it => it.offsetParent).map(it => it.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 24
