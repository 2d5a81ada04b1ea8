import functools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.catalog.check import check_tables
from atlas.model import Filters
from atlas.query import (
    count_column,
    count_facets,
    count_members,
    count_sources,
    count_years,
    select_of,
    select_records,
)
from bench.generate import generate_catalog, generate_folder
from tests import reference
from tests.random_views import filters_of, real_catalog

TABLES = ("partners", "organisations", "formats")
ALL = ("direct", "collective", "context")

shared = settings(suppress_health_check=[HealthCheck.too_slow])


@functools.cache
def real_rows():
    return reference.rows_of(real_catalog())


@functools.cache
def generated():
    """More records than fit in a few words of 64 bits, more partners than the real ones; and its rows."""
    catalog = generate_catalog(999, 200)
    return catalog, reference.rows_of(catalog)


@given(st.data())
@shared
def test_generated_data_are_selected_and_counted_alike(data):
    catalog, rows = generated()
    filters = data.draw(filters_of(catalog))
    selection = select_records(catalog, filters)
    own = [row for row in rows if reference.passes(row, filters)]
    assert set(selection.records["id"]) == {row["id"] for row in own}
    assert count_facets(catalog, filters) == reference.facets(catalog, rows, filters)
    for table in TABLES:
        wanted = {code: reference.member_count(own, table, code) for code in catalog.tables[table].index}
        counts = {code: tuple(count) for code, count in count_members(selection, table).items()}
        assert counts == {code: count for code, count in wanted.items() if count}


@pytest.mark.parametrize("partners", [40, 200])
def test_generated_data_keep_the_rules(partners):
    folder = generate_folder(1000, partners)
    assert check_tables(folder) == []
    assert (len(folder.tables["records"]), len(folder.tables["partners"])) == (1000, partners)


@given(st.data())
@shared
def test_select_records(data):
    catalog, rows = real_catalog(), real_rows()
    filters = data.draw(filters_of(catalog))
    selection = select_records(catalog, filters)
    wanted = sorted((row["date"], row["id"]) for row in rows if reference.passes(row, filters))
    assert list(zip(selection.records["date"], selection.records["id"], strict=True)) == wanted
    scopes = list(selection.records["scope"])
    assert selection.size == len(scopes) - scopes.count("context")
    assert selection.context == scopes.count("context")
    assert (selection.years is None) == (not scopes)


@given(st.data())
@shared
def test_count_facets_applies_the_other_filters(data):
    catalog, rows = real_catalog(), real_rows()
    filters = data.draw(filters_of(catalog))
    assert count_facets(catalog, filters) == reference.facets(catalog, rows, filters)


@given(st.data())
@shared
def test_count_years_sets_the_years_aside(data):
    catalog, rows = real_catalog(), real_rows()
    filters = data.draw(filters_of(catalog))
    own = [row for row in rows if reference.passes(row, filters, but="years")]
    span = range(catalog.first_year, catalog.last_year + 1)
    wanted = {year: sum(row["first_year"] <= year <= row["last_year"] for row in own) for year in span}
    assert count_years(catalog, filters).to_dict() == wanted


@pytest.mark.parametrize("table", TABLES)
@given(st.data())
@shared
def test_count_members(table, data):
    catalog, rows = real_catalog(), real_rows()
    filters = data.draw(filters_of(catalog))
    counts = count_members(select_records(catalog, filters), table)
    own = [row for row in rows if reference.passes(row, filters)]
    wanted = {code: reference.member_count(own, table, code) for code in catalog.tables[table].index}
    assert {code: tuple(count) for code, count in counts.items()} == {
        code: count for code, count in wanted.items() if count
    }
    assert list(counts) == sorted(counts, key=lambda code: (-counts[code].records, code))


@given(st.data())
@shared
def test_select_of_an_entity(data):
    catalog, rows = real_catalog(), real_rows()
    filters = data.draw(filters_of(catalog))
    focus = data.draw(st.sampled_from(list(catalog.entities)))
    selection = select_records(catalog, filters)
    kind = catalog.entities[focus].kind
    own = [row for row in rows if reference.passes(row, filters)]
    if kind != "hub":
        own = [row for row in own if focus in row[f"{kind}s"]]
    assert set(select_of(selection, focus).records["id"]) == {row["id"] for row in own}


@given(st.data())
@shared
def test_count_sources(data):
    catalog, rows = real_catalog(), real_rows()
    filters = data.draw(filters_of(catalog))
    own = [row for row in rows if reference.passes(row, filters)]
    cited = [{citation.source for citation in row["sources"]} for row in own]
    counts = count_sources(select_records(catalog, filters))
    assert counts == {code: n for code in catalog.sources["id"] if (n := sum(code in one for one in cited))}
    assert list(counts.values()) == sorted(counts.values(), reverse=True)


@pytest.mark.parametrize("table", TABLES)
def test_context_in_view_changes_no_year_of_what_is_counted(table):
    catalog, rows = real_catalog(), real_rows()
    counts = count_members(select_records(catalog, Filters(scope=ALL)), table)
    assert {code: tuple(count) for code, count in counts.items()} == {
        code: reference.member_count(rows, table, code) for code in counts
    }


def test_a_trilateral_counts_once_in_the_total_and_once_for_each_member(select):
    selection = select(kind=("exercise",))
    assert selection.size == 1
    assert {code: count.records for code, count in count_members(selection, "partners").items()} == {
        "ESP": 1,
        "FRA": 1,
    }
    assert {code: count.records for code, count in count_members(selection, "formats").items()} == {
        "PRT-ESP-FRA": 1
    }


def test_two_partners_of_one_region_are_one_record_of_it(catalog):
    rows = real_rows()
    shared_regions = [row for row in rows if len(row["partners"]) > len(row["region"]) > 0]
    assert shared_regions
    counts = count_facets(catalog, Filters(scope=ALL))["region"]
    assert counts == {value: sum(value in row["region"] for row in rows) for value in counts}


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        (
            {},
            [
                "2001-esp-agreement",
                "2003-course",
                "2010-prt-esp-fra-exercise",
                "2014-esp-patrols",
                "2015-areas",
            ],
        ),
        ({"scope": ("collective",)}, ["2015-areas"]),
        ({"domain": ("training",), "scope": ("direct",)}, ["2003-course", "2010-prt-esp-fra-exercise"]),
        ({"domain": ("training", "political-dialogue"), "confidence": ("high",)}, ["2001-esp-agreement"]),
        ({"era": ("early",)}, ["2001-esp-agreement", "2003-course"]),
        ({"years": (2012, 2012)}, ["2003-course"]),
        ({"years": (2016, 2020)}, ["2014-esp-patrols"]),
        ({"region": ("western-europe",)}, ["2010-prt-esp-fra-exercise"]),
        ({"q": "ESPAÑA exercise"}, ["2010-prt-esp-fra-exercise"]),
        ({"q": "brasil"}, ["2003-course"]),
        ({"q": "lisboa"}, ["2001-esp-agreement", "2010-prt-esp-fra-exercise"]),
        ({"q": "overview patrols"}, ["2014-esp-patrols"]),
        ({"q": "exercise nowhere"}, []),
        ({"kind": ("exercise",), "region": ("latin-america",)}, []),
    ],
)
def test_values_are_joined_by_or_filters_by_and(select, fields, ids):
    assert list(select(**fields).records["id"]) == ids


def test_a_record_with_a_span_belongs_to_every_era_it_touches(tiny_catalog):
    assert count_facets(tiny_catalog, Filters(kind=("education",)))["era"] == {"early": 1, "later": 1}


def test_nothing_selected_has_no_years(select):
    empty = select(q="nowhere")
    assert (empty.size, empty.context, empty.years, empty.rows(0, 9)) == (0, 0, None, [])
    assert count_members(empty, "partners") == {}
    assert count_column(empty, "domain") == {}


def test_rows_are_cut_like_a_list(select):
    ids = [row["id"] for row in select().rows(0, 99)]
    assert [row["id"] for row in select().rows(1, 3)] == ids[1:3]
    assert select().rows(9, 12) == []


def test_count_column_counts_every_value_of_a_record(select):
    assert count_column(select(), "domain") == {"training": 3, "joint-exercises": 2, "political-dialogue": 1}


def test_a_selection_cannot_change_the_data(tiny_catalog, select):
    frame = select().records
    frame["title"] = "changed"
    assert "changed" not in set(tiny_catalog.records["title"])


def test_unknown_names_are_refused(select):
    with pytest.raises(KeyError):
        count_members(select(), "countries")
    with pytest.raises(KeyError):
        select_of(select(), "XXX")


def test_context_is_never_counted_as_cooperation(catalog):
    apart = select_records(catalog, Filters(scope=("context",)))
    assert apart.context > 0
    assert apart.size == 0
    everything, usual = (select_records(catalog, Filters(scope=scope)) for scope in (ALL, ALL[:2]))
    assert everything.size == usual.size
    assert everything.context == apart.context
