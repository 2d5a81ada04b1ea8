import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.address import LISTS, PARAMETERS, allowed_values, read_view, write_address, write_query
from atlas.model import MAX_QUERY, Filters, View
from tests.random_views import real_catalog, views_of

shared = settings(suppress_health_check=[HealthCheck.too_slow])

HOSTILE = [
    "\x00",
    "\ud800",
    "</script><img src=x onerror=alert(1)>",
    "'; drop table records; --",
    "{0.__class__}",
    "%(x)s",
    "${7*7}",
    "‮abc",
    "🏴‍☠️",
    "../../etc/passwd",
    " PAK",
    "pak",
    "x" * 1_000_000,
]


def read(catalog, **query):
    return read_view(query, catalog)


@given(st.data())
@shared
def test_reading_undoes_writing(data):
    catalog = real_catalog()
    view = data.draw(views_of(catalog))
    again, rejected = read_view(write_query(view), catalog)
    assert again == view
    assert rejected == ()


@given(st.data())
@shared
def test_whatever_is_read_can_be_written_and_read_again(data):
    catalog = real_catalog()
    values = st.lists(st.text() | st.sampled_from([*HOSTILE, *catalog.entities, "2004", "low", "context"]))
    names = st.sampled_from(PARAMETERS) | st.text()
    query = data.draw(st.dictionaries(names, values))
    view, _ = read_view(query, catalog)
    assert read_view(write_query(view), catalog) == (view, ())


def test_the_default_view_has_an_empty_address(catalog):
    assert write_query(View()) == {}
    assert read_view({}, catalog) == (View(), ())


@pytest.mark.parametrize(
    ("view", "query"),
    [
        (View(focus="ESP"), {"focus": ["ESP"]}),
        (View(focus="ESP", record="2003-course"), {"focus": ["ESP"], "record": ["2003-course"]}),
        (View(filters=Filters(scope=("direct", "collective"))), {}),
        (View(filters=Filters(scope=("context",))), {"scope": ["context"]}),
        (View(filters=Filters(years=(2001, 2003))), {"years": ["2001", "2003"]}),
        (
            View(filters=Filters(q="a b", domain=("training",), kind=("education",)), focus="UN"),
            {"domain": ["training"], "kind": ["education"], "q": ["a b"], "focus": ["UN"]},
        ),
    ],
)
def test_write_query_leaves_defaults_out_and_keeps_the_order(view, query):
    written = write_query(view)
    assert written == query
    assert list(written) == [name for name in PARAMETERS if name in query]


@pytest.mark.parametrize("name", LISTS)
def test_values_come_in_the_order_of_the_vocabulary_each_once(catalog, name):
    allowed = allowed_values(name, catalog)
    view, rejected = read(catalog, **{name: [*reversed(allowed), *allowed]})
    assert getattr(view.filters, name) == allowed
    assert rejected == ()


@pytest.mark.parametrize("name", [*LISTS, "focus", "record"])
@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_an_unknown_value_is_left_out_and_named(tiny_catalog, name, value):
    view, rejected = read(tiny_catalog, **{name: [value]})
    assert view == View()
    assert [(one.parameter, one.value) for one in rejected] == [(name, value)]
    if name != "record":  # of which there may be many
        known = tiny_catalog.entities if name == "focus" else allowed_values(name, tiny_catalog)
        assert rejected[0].allowed == tuple(known)


def test_the_known_values_beside_an_unknown_one_stay(tiny_catalog):
    view, rejected = read(tiny_catalog, domain=["nonsense", "training", "nonsense"])
    assert view.filters.domain == ("training",)
    assert [one.value for one in rejected] == ["nonsense"]


def test_the_values_of_one_hub_are_unknown_to_another(catalog, tiny_catalog):
    assert read(catalog, focus=["PAK"])[0].focus == "PAK"
    assert read(tiny_catalog, focus=["PAK"])[0].focus == ""


@pytest.mark.parametrize(
    ("years", "understood"),
    [
        (["2001", "2003"], (2001, 2003)),
        (["2003", "2003"], (2003, 2003)),
        (["2001", "2023"], None),
        ([], None),
    ],
    ids=["part", "one year", "full span", "none"],
)
def test_years_that_are_understood(tiny_catalog, years, understood):
    assert (tiny_catalog.first_year, tiny_catalog.last_year) == (2001, 2023)
    view, rejected = read(tiny_catalog, years=years)
    assert view.filters.years == understood
    assert rejected == ()


@pytest.mark.parametrize(
    "years",
    [
        ["2003"],
        ["2001", "2002", "2003"],
        ["2003", "2001"],
        ["2000", "2003"],
        ["2003", "2024"],
        ["02003", "2004"],
        ["2_03", "2004"],
        ["+203", "2004"],
        [" 2003", "2004"],
        ["2003.0", "2004"],
        ["٢٠٠٣", "٢٠٠٤"],
        ["２００３", "2004"],
        ["²⁰⁰³", "2004"],
        ["-2003", "2004"],
        ["", ""],
        ["9" * 5000, "2004"],
        ["2001", "2003", "x"],
        ["2001"] * 10_000,
    ],
    ids=range(18),
)
def test_years_that_are_not_understood(tiny_catalog, years):
    view, rejected = read(tiny_catalog, years=years)
    assert view == View()
    assert [one.parameter for one in rejected] == ["years"]
    assert all("2001" in text and "2023" in text for text in rejected[0].allowed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  mine \t\n action ", "mine action"),
        ("a\x00b\x1fc", "a b c"),
        ("a\ud800b", "a b"),
        ("a‮b", "a b"),
        ("Şuşa", "Şuşa"),
        ("a" * MAX_QUERY, "a" * MAX_QUERY),
        (" \x00 ", ""),
    ],
)
def test_words_are_tidied_without_a_notice(tiny_catalog, typed, kept):
    view, rejected = read(tiny_catalog, q=[typed])
    assert view.filters.q == kept
    assert rejected == ()


@pytest.mark.parametrize(
    "typed",
    [["a" * (MAX_QUERY + 1)], ["ab " * 400_000], ["a" * (MAX_QUERY - 1) + " b"], ["one", "two"]],
    ids=range(4),
)
def test_too_many_words_are_cut_with_a_notice(tiny_catalog, typed):
    view, rejected = read(tiny_catalog, q=typed)
    assert 0 < len(view.filters.q) <= MAX_QUERY
    assert typed[0].startswith(view.filters.q)
    assert view.filters.q == view.filters.q.strip()
    assert [one.parameter for one in rejected] == ["q"]


@pytest.mark.parametrize(
    ("name", "values"), [("focus", ["UN", "ESP"]), ("record", ["2003-course", "2015-areas"])]
)
def test_the_first_of_two_counts(tiny_catalog, name, values):
    view, rejected = read_view({name: values}, tiny_catalog)
    assert getattr(view, name) == values[0]
    assert [(one.parameter, one.value) for one in rejected] == [(name, values[1])]


@pytest.mark.parametrize(
    ("name", "old", "new"), [("focus", "SPAIN", "ESP"), ("record", "2014-patrols", "2014-esp-patrols")]
)
def test_an_id_that_had_to_change_still_opens(tiny_catalog, name, old, new):
    view, rejected = read_view({name: [old]}, tiny_catalog)
    assert getattr(view, name) == new
    assert rejected == ()


@pytest.mark.parametrize("value", ["2003-course", "lisbon", "training"])
def test_only_an_entity_comes_into_focus(tiny_catalog, value):
    assert read(tiny_catalog, focus=[value])[0].focus == ""


@pytest.mark.parametrize("name", ["embed", "embed_options", "utm_source", "utm_campaign", "fbclid", "gclid"])
def test_what_others_put_into_a_link_is_no_news(tiny_catalog, name):
    assert read(tiny_catalog, **{name: ["x"]}) == (View(), ())


@pytest.mark.parametrize("name", ["domains", "Domain", "page", "", "<b>", "focus[]"])
def test_an_unknown_parameter_is_named(tiny_catalog, name):
    view, rejected = read(tiny_catalog, **{name: ["x"]})
    assert view == View()
    assert [(one.parameter, one.allowed) for one in rejected] == [(name, PARAMETERS)]


def test_rejected_values_stand_in_the_order_of_the_parameters(tiny_catalog):
    query = {"new": ["x"], "focus": ["x"], "years": ["x"], "scope": ["x"], "domain": ["x"]}
    _, rejected = read_view(query, tiny_catalog)
    named = [one.parameter for one in rejected]
    assert named[-1] == "new"
    assert sorted(named[:-1], key=PARAMETERS.index) == named[:-1]


def test_no_scope_is_the_usual_scope(tiny_catalog):
    assert read(tiny_catalog, scope=["x"])[0].filters.scope == Filters().scope


def test_regions_are_those_that_have_a_partner(tiny_catalog):
    assert set(allowed_values("region", tiny_catalog)) == {
        "latin-america",
        "southern-europe",
        "western-europe",
    }


@pytest.mark.parametrize("name", ["years", "q", "focus", "nonsense"])
def test_only_lists_have_allowed_values(tiny_catalog, name):
    with pytest.raises(KeyError):
        allowed_values(name, tiny_catalog)


def test_the_compared_keep_their_order_each_once(tiny_catalog):
    view, rejected = read(tiny_catalog, **{"with": ["UN", "ESP", "UN", "SPAIN"]})
    assert (view.compared, rejected) == (("UN", "ESP"), ())
    assert write_query(view) == {"with": ["UN", "ESP"]}


def test_the_hub_and_what_is_no_entity_cannot_be_compared(tiny_catalog):
    view, rejected = read(tiny_catalog, **{"with": ["PRT", "ESP", "XXX"]})
    assert view.compared == ("ESP",)
    assert [(one.parameter, one.value) for one in rejected] == [("with", "PRT"), ("with", "XXX")]
    assert "PRT" not in rejected[0].allowed


def test_no_more_than_five_are_compared(catalog):
    codes = [code for code in catalog.entities if code != catalog.hub.iso3][:7]
    view, rejected = read(catalog, **{"with": codes})
    assert view.compared == tuple(codes[:5])
    assert [one.value for one in rejected] == codes[5:]


def test_the_address_of_a_view_on_a_page():
    assert write_address(View()) == "./"
    assert write_address(View("records")) == "records"
    assert write_address(View("records", Filters(q="a&b"), "UN")) == "records?q=a%26b&focus=UN"
