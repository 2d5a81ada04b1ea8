"""The static atlas: every page read as markup, every link followed, the folder whole or untouched."""

import itertools
import json
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest

from atlas.__main__ import _LISTS, main
from atlas.address import LISTS
from atlas.catalog import load_catalog
from atlas.export.edition import read_edition
from atlas.export.files import file_kinds
from atlas.export.site.pages import build_pages, count_pages
from atlas.export.site.previews import build_previews, count_previews
from atlas.export.site.site import Site
from atlas.export.site.write import MARKER, RefusedFolderError, check_folder_to_write, write_site
from atlas.model import Filters
from tests.browser.hostile import write_hostile_data
from tests.export.markup import Page

pytestmark = pytest.mark.slow

BASE = "https://atlas.example/sub"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
ALL = Filters(scope=("direct", "collective", "context"))


def _nothing(line):
    pass


def _files(folder):
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def tiny_site(tiny_edition, tmp_path_factory):
    out = tmp_path_factory.mktemp("site") / "atlas"
    write_site(Site(tiny_edition, ALL), out, _nothing)
    return out


@pytest.fixture(scope="module")
def based_site(tiny_edition, tmp_path_factory):
    out = tmp_path_factory.mktemp("based") / "atlas"
    write_site(Site(tiny_edition, ALL, BASE), out, _nothing)
    return out


def check_pages(pages, others):
    """Every page is sound, and every link inside the site leads to something there is."""
    ids = {
        path: {e.attributes["id"] for e in page.elements if "id" in e.attributes}
        for path, page in pages.items()
    }
    for path, page in pages.items():
        _check_page(path, page)
        for element in page.elements:
            for link in (element.attributes.get("href"), element.attributes.get("src")):
                if link is None or urlsplit(link).scheme in ("http", "https"):
                    continue
                assert not link.startswith("/"), f"{path}: {link} leaves the folder"
                parts = urlsplit(link)
                target = _resolve(path, parts.path)
                assert target in pages or target in others, f"{path}: {link}"
                assert not parts.fragment or parts.fragment in ids[target], f"{path}: {link}"


def _resolve(path, link):
    if not link:
        return path
    steps = [*path.split("/")[:-1], *unquote(link).split("/")]
    found = []
    for step in steps:
        found = found[:-1] if step == ".." else [*found, step]
    return "/".join(found)


def _check_page(path, page):
    assert page.one("html").attributes["lang"] == "en"
    assert len([title for title in page.all("title") if "svg" not in title.inside]) == 1
    assert page.one("h1").text, path
    assert page.one("main")
    assert page.one("meta", name="description").attributes["content"], path
    levels = [int(e.tag[1]) for e in page.elements if e.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
    steps = itertools.pairwise(levels)
    assert all(after <= before + 1 for before, after in steps), f"{path}: a level of headings is left out"
    ids = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
    assert len(ids) == len(set(ids)), path
    assert not [e.tag for e in page.elements if any(name.startswith("on") for name in e.attributes)]
    scripts = [s for s in page.all("script") if "src" not in s.attributes]
    assert all(script.attributes["type"] == "application/json" for script in scripts)


def _read_pages(folder):
    files = _files(folder)
    pages = {
        name: Page(path.read_text(encoding="utf-8"))
        for name, path in files.items()
        if name.endswith(".html") and not name.startswith("api/")
    }
    return pages, set(files) - set(pages)


def test_every_page_is_sound_and_every_link_leads_somewhere(tiny_site):
    check_pages(*_read_pages(tiny_site))


def test_there_is_a_page_for_everything(tiny_site, tiny_catalog):
    files = _files(tiny_site)
    for kind in "partners", "formats", "organisations", "records", "sources":
        assert {f"{kind}/{code}.html" for code in tiny_catalog.tables[kind].index} <= set(files)
        assert f"{kind}/index.html" in files
    assert {"index.html", "about.html", "data.html", "404.html", "robots.txt", MARKER} <= set(files)


def test_all_data_files_are_there(tiny_site, tiny_edition):
    files = _files(tiny_site)
    assert {f"api/{name}" for name in file_kinds(tiny_edition)} <= set(files)
    package = json.loads(files["api/datapackage.json"].read_text(encoding="utf-8"))
    assert {f"api/{resource['path']}" for resource in package["resources"]} <= set(files)


def test_the_same_data_are_the_same_bytes(tiny_site, tiny_folder, tmp_path):
    edition = read_edition(load_catalog(tiny_folder), tiny_folder)
    write_site(Site(edition, ALL), tmp_path / "again", _nothing)
    one, other = _files(tiny_site), _files(tmp_path / "again")
    assert list(one) == list(other)
    assert [name for name in one if one[name].read_bytes() != other[name].read_bytes()] == []


def test_without_an_address_nothing_names_one(tiny_site):
    assert not (tiny_site / "sitemap.xml").exists()
    assert not (tiny_site / "previews").exists()
    page = Page((tiny_site / "index.html").read_text(encoding="utf-8"))
    assert page.all("link", rel="canonical") == page.all("meta", property="og:image") == []
    assert "<link" not in (tiny_site / "api/feed.atom").read_text(encoding="utf-8")


def test_with_an_address_everything_names_it(based_site):
    pages, others = _read_pages(based_site)
    named = ElementTree.parse(based_site / "sitemap.xml").iter(SITEMAP)
    inside = {element.text.removeprefix(f"{BASE}/") for element in named}
    assert inside == {path.removesuffix("index.html") for path in pages} - {"404.html"}
    for path, page in pages.items():
        if path == "404.html":
            assert page.one("a").attributes["href"] == f"{BASE}/"
            continue
        canonical = page.one("link", rel="canonical").attributes["href"]
        assert canonical == f"{BASE}/{path.removesuffix('index.html')}"
        picture = page.one("meta", property="og:image").attributes["content"]
        assert picture.removeprefix(f"{BASE}/") in others, path
    assert f"Sitemap: {BASE}/sitemap.xml" in (based_site / "robots.txt").read_text(encoding="utf-8")
    feed = (based_site / "api/feed.atom").read_text(encoding="utf-8")
    assert f'href="{BASE}/api/feed.atom"' in feed
    assert f"{BASE}/records/2003-course.html" in pages["records/2003-course.html"].one("blockquote").text


def test_a_record_has_the_picture_of_who_took_part(tiny_edition):
    site = Site(tiny_edition, ALL, BASE)
    assert site.preview_of("records/2010-prt-esp-fra-exercise.html") == "previews/formats/PRT-ESP-FRA.png"
    assert site.preview_of("records/2003-course.html") == "previews/partners/BRA.png"
    assert site.preview_of("records/2015-areas.html") == "previews/index.png"
    path, picture = next(build_previews(site))
    assert (path, picture[:8]) == ("previews/index.png", b"\x89PNG\r\n\x1a\n")
    assert count_previews(site) == 1 + 5
    assert list(build_previews(Site(tiny_edition))) == []


def test_filters_leave_only_what_they_leave(tiny_edition):
    site = Site(tiny_edition, Filters(domain=("training",), kind=("education",)))
    paths = [path for path, _ in build_pages(site)]
    assert len(paths) == count_pages(site)
    assert [path for path in paths if path.startswith(("partners/", "records/"))] == [
        "partners/index.html",
        "partners/BRA.html",
        "records/index.html",
        "records/2003-course.html",
    ]


def test_hostile_texts_stay_texts(tmp_path):
    folder = write_hostile_data(tmp_path / "data")
    site = Site(read_edition(load_catalog(folder), folder), Filters(domain=("demining",)))
    pages = {path: Page(content.decode()) for path, content in build_pages(site)}
    check_pages(
        pages, {asset.address for asset in site.shared} | {f"api/{n}" for n in file_kinds(site.edition)}
    )
    tags = {element.tag for page in pages.values() for element in page.elements}
    assert "img" not in tags


@pytest.mark.slow
def test_every_link_of_the_whole_atlas_leads_somewhere(edition):
    site = Site(edition, ALL)
    pages = {path: Page(content.decode()) for path, content in build_pages(site)}
    assert len(pages) == count_pages(site) > 1_700
    check_pages(pages, {asset.address for asset in site.shared} | {f"api/{n}" for n in file_kinds(edition)})


def test_a_folder_that_is_no_export_is_left_alone(tiny_edition, tmp_path):
    kept = tmp_path / "precious"
    kept.mkdir()
    check_folder_to_write(kept)
    (kept / "letter").write_text("dear", encoding="utf-8")
    with pytest.raises(RefusedFolderError, match="not empty"):
        write_site(Site(tiny_edition), kept, _nothing)
    with pytest.raises(RefusedFolderError, match="not a folder"):
        write_site(Site(tiny_edition), kept / "letter", _nothing)
    assert _files(tmp_path) == {"precious/letter": kept / "letter"}


def test_an_earlier_export_is_replaced_as_a_whole(tiny_edition, tmp_path):
    out = tmp_path / "atlas"
    out.mkdir()
    for name in MARKER, "old.html":
        (out / name).write_text("old", encoding="utf-8")
    write_site(Site(tiny_edition, Filters(q="zzz")), out, _nothing)
    assert "old.html" not in _files(out)
    assert [path.name for path in tmp_path.iterdir()] == ["atlas"]


def test_what_fails_leaves_nothing_behind(tiny_edition, tmp_path, monkeypatch):
    def fail(site):
        yield "index.html", b"half"
        raise OSError("disk full")

    monkeypatch.setattr("atlas.export.site.write.build_pages", fail)
    with pytest.raises(OSError, match="disk full"):
        write_site(Site(tiny_edition), tmp_path / "atlas", _nothing)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--domain", "cooking"], "--domain: 'cooking' is not known; allowed: joint-exercises, "),
        (["--years", "1800", "2020"], "--years: '1800 2020' is not known; allowed: 2001–"),
        (["--region", "<b>"], "--region: '<b>' is not known; allowed: "),
        (["--base", "ftp://x"], "--base: 'ftp://x' is no address; allowed: http(s)://host/path"),
        (["--base", "https://x/?a=b"], "--base: 'https://x/?a=b' is no address"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_line(words, said, tiny_folder, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ATLAS_DATA", str(tiny_folder))
    assert main(["export", str(tmp_path / "out"), *words]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_the_command_writes_the_filtered_atlas(tiny_folder, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ATLAS_DATA", str(tiny_folder))
    out = tmp_path / "deep" / "out"
    assert main(["export", str(out), "--domain", "training", "--years", "2001", "2005"]) == 0
    error = capsys.readouterr().err
    assert "no --base: " in error
    assert "(100 %)" in error
    assert (out / "records" / "2003-course.html").is_file()
    assert not (out / "records" / "2015-areas.html").exists()
    (out / MARKER).unlink()
    assert main(["export", str(out)]) == 2
    assert "not an earlier export" in capsys.readouterr().err


def test_data_with_problems_are_not_written(tiny_folder, tmp_path, monkeypatch, capsys):
    folder = tmp_path / "data"
    folder.mkdir()
    for path in Path(tiny_folder).iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "formats.csv").unlink()
    monkeypatch.setenv("ATLAS_DATA", str(folder))
    assert main(["export", str(tmp_path / "out")]) == 1
    assert "formats.csv" in capsys.readouterr().err


def test_the_command_knows_every_filter():
    assert _LISTS == LISTS
