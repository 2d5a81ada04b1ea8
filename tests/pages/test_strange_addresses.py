"""An address may hold anything: it is named, never obeyed, and never raises."""

import pytest

from tests.apptest import PAGES, has, notice, texts

pytestmark = pytest.mark.slow

every_page = pytest.mark.parametrize("page", PAGES)


@every_page
@pytest.mark.parametrize(
    ("parameter", "value"),
    [("focus", "XXX"), ("domain", "nonsense"), ("years", "1850"), ("scope", "DIRECT"), ("record", "no-such")],
)
def test_an_unknown_value_is_named(open_atlas, page, parameter, value):
    at = open_atlas({parameter: value}, page)
    assert value in notice(at)
    assert parameter in notice(at)


@every_page
@pytest.mark.parametrize("parameter", ["focus", "domain", "<i>"])
def test_what_a_stranger_writes_is_not_markup(open_atlas, page, parameter):
    at = open_atlas({parameter: "<img src=x onerror=alert(1)>", "q": "<script>alert(2)</script>"}, page)
    assert "<img" not in texts(at)
    assert "<script" not in texts(at)
    assert "<i>" not in texts(at)
    assert "&lt;" in notice(at)


HOSTILE = [
    {"focus": "\x00"},
    {"focus": ["PAK", "TUR", "PAK"]},
    {"domain": ["x" * 100_000] * 3},
    {"domain": ["a"] * 2_000},
    {"q": "x" * 100_000},
    {"q": ["(", "[", "\\"]},
    {"q": "%00%ff `${1}` {0} %s :material/bolt: $x$ [a](javascript:alert(1))"},
    {"years": ["٢٠٠٤", "٢٠١٠"]},
    {"years": ["9" * 5_000, "2010"]},
    {"years": ["2010", "2004", "2005"]},
    {"years": ["", ""]},
    {"scope": ""},
    {"": "x"},
    {"page": "../../etc/passwd", "__proto__": "x", "embed": "true"},
    {f"p{at}": "x" for at in range(300)},
    {"record": ["x", "\x00"], "focus": "‮"},
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_no_address_raises(open_atlas, query):
    at = open_atlas(query)
    assert has(at, "sidebar")
    assert len(notice(at)) < 3_000


@every_page
def test_no_page_raises(open_atlas, page):
    # All of them at once.
    together = {name: value for query in HOSTILE for name, value in query.items()}
    at = open_atlas(together, page)
    assert has(at, "sidebar")
    assert len(notice(at)) < 3_000
