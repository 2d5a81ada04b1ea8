"""What the documents promise is there, and what is there stands in the documents."""

import re
from urllib.parse import unquote

import pytest

from atlas.address import PARAMETERS
from atlas.paths import ROOT
from tests.repo.code import calls, sources

README = (ROOT / "README.md").read_text(encoding="utf-8")
ADDRESSES = (ROOT / "docs/addresses.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
FRAME = (ROOT / "dashboard.py").read_text(encoding="utf-8")
DOCUMENTS = sorted(
    {ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md"), ROOT / "geo/README.md"}
)

TARGETS = re.findall(r"^([a-z]+):", MAKEFILE, re.M)
DECISIONS = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))


def page_addresses():
    """Address of each page the frame knows."""
    lists = [call for name, call in calls(sources()["dashboard.py"]) if name == "st.Page"]
    given = [
        {word.arg: word.value.value for word in call.keywords if hasattr(word.value, "value")}
        for call in lists
    ]
    return ["/" if words.get("default") else f"/{words['url_path']}" for words in given]


def test_the_readme_leads_to_the_addresses():
    assert "(docs/addresses.md)" in README


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_every_parameter_is_described(parameter):
    assert re.search(rf"^\| `{parameter}` \|", ADDRESSES, re.M)


def test_no_parameter_is_described_that_there_is_not():
    assert set(re.findall(r"^\| `(\w+)` \|", ADDRESSES, re.M)) <= set(PARAMETERS)


@pytest.mark.parametrize("address", page_addresses())
def test_every_page_stands_in_the_readme(address):
    assert f"`{address}`" in README
    assert f"`{address}`" in ADDRESSES


def test_every_page_file_is_in_the_frame():
    known = set(re.findall(r"pages/(\w+\.py)", FRAME))
    assert {path.name for path in (ROOT / "pages").glob("*.py")} == known


@pytest.mark.parametrize("target", sorted(set(TARGETS)))
def test_every_target_says_what_it_does(target):
    assert re.search(rf"^{target}:.*## \w", MAKEFILE, re.M), "`make help` would not list it"


@pytest.mark.parametrize("target", ["run", "test", "check", "bench", "messages", "borders", "help"])
def test_what_a_stranger_needs_stands_in_the_readme(target):
    assert f"make {target}" in README
    assert target in TARGETS


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_document_names_only_targets_there_are(document):
    named = set(re.findall(r"`make ([a-z]+)[`\s]", document.read_text(encoding="utf-8")))
    assert named <= set(TARGETS)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_documents_lead_somewhere(document):
    for link in re.findall(r"\]\(([^)\s]+)\)", document.read_text(encoding="utf-8")):
        path = unquote(link.partition("#")[0])
        if path and not re.match(r"\w+:", path):
            assert (document.parent / path).exists(), link


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_every_decision_is_linked(decision):
    assert f"({decision.name})" in (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")


def test_decisions_are_numbered_without_gap():
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))
