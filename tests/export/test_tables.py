from dataclasses import replace

from atlas.export.tables import (
    count_facet_rows,
    flatten_record,
    select_network_rows,
    select_partner_rows,
    select_record_rows,
    select_source_rows,
)
from atlas.query import count_facets


def test_a_record_comes_with_its_sources_resolved(extract):
    first = next(select_record_rows(extract()))
    assert first["id"] == "2001-esp-agreement"
    assert (first["end_date"], first["partners"], first["eras"]) == (None, ["ESP"], ["early"])
    assert first["sources"] == [
        {
            "id": "mod-2002",
            "paragraph": 2,
            "title": "Cooperation",
            "publisher": "Ministry",
            "date": "2002-01-31",
            "url": "https://example.org/cooperation",
            "kind": "official",
            "language": "en",
            "accessed": "2024-05-01",
            "reference": "Ministry, Cooperation, 2002-01-31, paragraph 2, https://example.org/cooperation",
        }
    ]


def test_what_sources_disagree_about_stands_beside_the_record(extract):
    rows = {row["id"]: row for row in select_record_rows(extract())}
    assert [conflict["id"] for conflict in rows["2014-esp-patrols"]["conflicts"]] == ["patrol-start"]
    assert rows["2003-course"]["conflicts"] == []
    assert flatten_record(rows["2014-esp-patrols"])["conflicts"].startswith("date: One source says 2014")


def test_a_flat_record_keeps_paragraphs_and_addresses(extract):
    rows = {row["id"]: flatten_record(row) for row in select_record_rows(extract())}
    course = rows["2003-course"]
    assert course["sources"] == "mod-2002;paper-2015#p3"
    assert course["source_references"].count(" | ") == 1
    assert course["source_urls"] == "https://example.org/cooperation https://example.org/a?b=c#d"
    assert rows["2010-prt-esp-fra-exercise"]["partners"] == "ESP;FRA"


def test_focus_leaves_the_records_of_the_entity_alone(extract):
    ids = [row["id"] for row in select_record_rows(extract(focus="PRT-ESP-FRA"))]
    assert ids == ["2010-prt-esp-fra-exercise"]
    assert len(list(select_record_rows(extract(focus="PRT")))) == 5


def test_a_record_stands_alone_whatever_the_filters_are(extract):
    asked = extract(record="2003-course", kind=("agreement",))
    assert [row["id"] for row in select_record_rows(asked)] == ["2003-course"]
    assert asked.sentence.startswith("Courses: 1 record")


def test_entities_compared_leave_what_concerns_one_of_them(extract):
    asked = extract(compared=("BRA", "FRA"), focus="ESP")
    assert [row["id"] for row in select_record_rows(asked)] == ["2003-course", "2010-prt-esp-fra-exercise"]
    assert asked.sentence.startswith("Brazil and France: 2 records")
    assert asked.address == "https://atlas.example/compare?focus=ESP&with=BRA&with=FRA"


def test_a_partner_has_the_formats_it_is_a_member_of(extract):
    rows = {row["iso3"]: row for row in select_partner_rows(extract())}
    assert rows["FRA"]["formats"] == ["PRT-ESP-FRA"]
    assert rows["BRA"]["formats"] == []
    assert (rows["ESP"]["records"], rows["ESP"]["first_year"], rows["ESP"]["last_year"]) == (3, 2001, 2023)
    assert rows["ESP"]["domains"][0] == "joint-exercises"


def test_pages_join_to_the_whole(extract):
    whole = [row["id"] for row in select_record_rows(extract())]
    pages = [
        row["id"]
        for offset in range(0, 8, 2)
        for row in select_record_rows(replace(extract(), offset=offset, limit=2))
    ]
    assert pages == whole


def test_only_cited_sources_are_given(extract):
    assert [row["id"] for row in select_source_rows(extract(domain=("political-dialogue",)))] == ["mod-2002"]


def test_facets_without_a_focus_are_those_of_the_page(extract, tiny_catalog):
    asked = extract(kind=("exercise",))
    counted = {}
    for row in count_facet_rows(asked):
        counted.setdefault(row["parameter"], {})[row["value"]] = row["records"]
    assert counted == count_facets(tiny_catalog, asked.view.filters)


def test_facets_with_the_hub_in_focus_are_those_without(extract):
    assert count_facet_rows(extract(focus="PRT")) == count_facet_rows(extract())


def test_facets_with_a_focus_count_its_records_alone(extract):
    rows = {
        (row["parameter"], row["value"]): row["records"] for row in count_facet_rows(extract(focus="BRA"))
    }
    assert rows["domain", "training"] == 1
    assert rows["domain", "joint-exercises"] == 0


def test_a_format_is_a_node_and_comes_first_in_its_edges(extract):
    network = select_network_rows(extract())
    kinds = {node["id"]: node["kind"] for node in network["nodes"]}
    assert kinds["PRT-ESP-FRA"] == "format"
    edges = {(edge["source"], edge["target"]): edge["kind"] for edge in network["edges"]}
    assert edges["PRT-ESP-FRA", "ESP"] == "format-partner"
    assert edges["PRT", "ESP"] == "hub-partner"
