import pytest

from atlas.model import View
from atlas.views.headings import PAGES, describe_page, page_label, view_name
from tests.repo.test_docs import page_addresses


def test_every_page_of_the_frame_has_a_label():
    assert [f"/{page}" for page in PAGES] == page_addresses()
    assert len({page_label(page) for page in PAGES}) == len(PAGES)


@pytest.mark.parametrize(
    ("view", "name", "page"),
    [
        (View(), "", ""),
        (View("network"), "", "Network"),
        (View("network", focus="ESP"), "Spain", "Network"),
        (View("profile", focus="ESP"), "Spain", ""),
        (View("profile"), "", "Profile"),
        (View("compare", compared=("ESP", "BRA")), "Spain and Brazil", ""),
        (View("records", record="2003-course", focus="ESP"), "Courses", ""),
    ],
)
def test_a_view_is_called_by_whom_or_what_it_is_about(tiny_catalog, view, name, page):
    assert (view_name(tiny_catalog, view), describe_page(view)) == (name, page)
