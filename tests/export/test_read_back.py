"""Every file read back by a library its users use."""

import io
import json
import zipfile

import geopandas
import networkx as nx
import openpyxl
import pandas as pd
import pytest

from atlas.catalog import check_folder, load_catalog
from atlas.export.about import describe_file
from atlas.export.data_package import select_tables
from atlas.export.extract import Extract, file_name
from atlas.export.files import build_file, file_kinds
from atlas.export.tables import flatten_record, select_partner_rows, select_record_rows
from atlas.model import Filters, View

pytestmark = pytest.mark.slow

LETTERS = "əğışçöüİƏ’–"


@pytest.fixture
def hostile(tiny_folder, tmp_path):
    """The tiny data set with a title, a summary and a source that look like formulas and markup."""
    from atlas.export.edition import read_edition
    from tests.tiny import write_tiny_data

    folder = write_tiny_data(tmp_path / "data")
    for name, old, new in [
        ("records.csv", "Courses,Officers", f'=cmd|calc,"@SUM(1) </script> {LETTERS}'),
        ("records.csv", "attend courses.", 'attend ""courses""."'),
        ("sources.csv", "Cooperation,Ministry", "-1+1,Ministry <b>"),
    ]:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    return Extract(read_edition(load_catalog(folder), folder), View(), "https://atlas.example")


def test_pandas_reads_the_csv(everything):
    records = pd.read_csv(io.BytesIO(build_file(everything, "records.csv")))
    assert len(records) == everything.size
    assert records.columns[0] == "id"
    assert records["first_year"].dtype == "int64"
    partners = pd.read_csv(io.BytesIO(build_file(everything, "partners.csv")))
    assert partners["records"].sum() == sum(row["records"] for row in select_partner_rows(everything))


def test_pandas_reads_the_json(everything):
    answer = json.loads(build_file(everything, "records.json"))
    assert list(answer)[:4] == ["data_version", "filters", "count", "items"]
    assert answer["filters"] == {"scope": ["direct", "collective", "context"]}
    assert len(pd.DataFrame(answer["items"])) == answer["count"] == everything.size


def test_geopandas_reads_the_territories(everything, tmp_path):
    path = tmp_path / "partners.geojson"
    path.write_bytes(build_file(everything, "partners.geojson"))
    partners = geopandas.read_file(path)
    assert partners.crs.to_epsg() == 4326
    assert partners["iso3"].tolist() == [row["iso3"] for row in select_partner_rows(everything)]
    assert partners.geometry.is_valid.all()
    assert set(partners.geom_type) <= {"Polygon", "MultiPolygon"}
    assert partners["records"].dtype.kind == "i"


def test_outer_rings_run_counterclockwise(everything):
    features = json.loads(build_file(everything, "partners.geojson"))["features"]
    shapes = geopandas.GeoDataFrame.from_features(features).explode()
    assert shapes.exterior.is_ccw.all()
    assert not any(ring.is_ccw for shape in shapes.geometry for ring in shape.interiors)
    assert shapes.total_bounds[0] >= -180
    assert shapes.total_bounds[2] <= 180


@pytest.mark.parametrize(
    ("name", "read"), [("network.graphml", nx.read_graphml), ("network.gexf", nx.read_gexf)]
)
def test_networkx_reads_the_graph(everything, name, read):
    graph = read(io.BytesIO(build_file(everything, name)))
    network = json.loads(build_file(everything, "network.json"))["items"]
    assert set(graph) == {node["id"] for node in network["nodes"]}
    assert graph.number_of_edges() == len(network["edges"])
    assert graph.nodes["AZE-TUR-PAK"]["kind"] == "format"
    assert isinstance(graph.nodes["PAK"]["records"], int)
    assert isinstance(graph.edges["AZE", "PAK"]["records"], int)
    assert graph.nodes["TUR"]["label"] == "Türkiye"


def test_graphs_say_what_they_are(everything):
    graph = nx.read_graphml(io.BytesIO(build_file(everything, "network.graphml")))
    assert graph.graph["sentence"] == everything.sentence
    text = build_file(everything, "network.gexf").decode()
    for said in describe_file(everything)["sentence"], everything.edition.catalog.version, "CC-BY-4.0":
        assert said in text
    assert f'lastmodifieddate="{everything.edition.catalog.created}"' in text


def test_openpyxl_reads_the_workbook(everything):
    book = openpyxl.load_workbook(io.BytesIO(build_file(everything, "records.xlsx")))
    assert book.sheetnames == ["records", "partners", "sources", "about"]
    header, *rows = book["records"].iter_rows(values_only=True)
    records = [flatten_record(row) for row in select_record_rows(everything)]
    assert list(header) == list(records[0])
    assert [row[0] for row in rows] == [record["id"] for record in records]
    about = dict(list(book["about"].iter_rows(values_only=True))[1:])
    assert about["sentence"] == everything.sentence
    assert about["data_version"] == everything.edition.catalog.version


def test_no_cell_of_the_workbook_is_a_formula(hostile):
    book = openpyxl.load_workbook(io.BytesIO(build_file(hostile, "records.xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "=cmd|calc" in [cell.value for cell in cells]


def test_hostile_texts_come_back_from_every_format(hostile):
    frame = pd.read_csv(io.BytesIO(build_file(hostile, "records.csv"))).set_index("id")
    assert frame.at["2003-course", "title"] == "'=cmd|calc"
    answer = build_file(hostile, "records.json")
    assert b"<" not in answer
    course = next(item for item in json.loads(answer)["items"] if item["id"] == "2003-course")
    assert (course["title"], course["sources"][0]["title"]) == ("=cmd|calc", "-1+1")
    assert course["summary"].startswith(f"@SUM(1) </script> {LETTERS}")


def _unpack(octets, folder):
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    return folder


@pytest.mark.filterwarnings("ignore")  # those of frictionless's own code
@pytest.mark.parametrize(
    "view",
    [
        View(),
        View(filters=Filters(domain=("cyber-security",), scope=("direct", "collective", "context"))),
        View(focus="AZE-TUR-PAK"),
        View(filters=Filters(q="nothing has these words")),
    ],
)
def test_frictionless_validates_the_data_package(edition, view, tmp_path):
    from frictionless import Package, system

    path = tmp_path / "package.zip"
    path.write_bytes(build_file(Extract(edition, view, "https://atlas.example"), "datapackage.zip"))
    folder = _unpack(path.read_bytes(), tmp_path / "unpacked")
    with system.use_context(trusted=True):
        for place in path, folder / "datapackage.json":
            report = Package(str(place)).validate()
            assert report.valid, report.flatten(["title", "note"])
    assert (folder / "README.txt").read_text(encoding="utf-8").count("Cite as") == 1


@pytest.mark.parametrize("fields", [{}, {"domain": ("cyber-security",)}, {"region": ("western-asia",)}])
def test_an_unpacked_package_is_a_data_folder(edition, fields, tmp_path):
    view = View(filters=Filters(scope=("direct", "collective", "context"), **fields))
    folder = _unpack(build_file(Extract(edition, view), "datapackage.zip"), tmp_path)
    assert [str(problem) for problem in check_folder(folder)] == []
    catalog = load_catalog(folder)
    assert len(catalog.records) == Extract(edition, view).size


def test_the_whole_package_has_every_row(tiny_catalog, extract):
    tables = select_tables(extract().selection)
    left_out = {
        name: len(rows) - len(tables[name])
        for name, rows in tiny_catalog.tables.items()
        if len(rows) != len(tables[name])
    }
    assert left_out == {}


def test_a_package_refers_to_nothing_outside(extract):
    tables = select_tables(extract(domain=("training",), kind=("education",)).selection)
    assert list(tables["partners"]["iso3"]) == ["BRA"]
    assert set(tables["aliases"]["id"]) == {"BRA", "PRT", "lisbon"}
    assert list(tables["renamed"]["old"]) == []
    assert len(tables["conflicts"]) == 0


@pytest.mark.parametrize("name", ["records.csv", "tables/records.csv", "datapackage.zip"])
def test_a_saved_file_is_called_after_data_set_version_and_kind(edition, name):
    saved = file_name(edition, name)
    assert saved.startswith(f"{edition.catalog.package.name}-{edition.catalog.version}-")
    assert "/" not in saved


def test_no_filter_and_no_record_break_no_writer(extract):
    nothing = extract(q="zzz")
    for name in file_kinds(nothing.edition):
        assert build_file(nothing, name)
    assert json.loads(build_file(nothing, "records.json"))["items"] == []


@pytest.mark.parametrize("name", ["records.xlsx", "datapackage.zip"])
def test_no_file_holds_the_moment_it_was_made_at(everything, name):
    created = everything.edition.catalog.created
    with zipfile.ZipFile(io.BytesIO(build_file(everything, name))) as archive:
        assert {info.date_time[:3] for info in archive.infolist()} == {created.timetuple()[:3]}
        moments = archive.read("docProps/core.xml").decode() if name == "records.xlsx" else ""
    assert moments.count(f"{created.isoformat()}T00:00:00Z") == (2 if moments else 0)
