"""SECURITY.md promises tests by name: they are there."""

import ast
import re

import pytest

from atlas.paths import ROOT

PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", PAGE)
ROWS = [
    line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith(("| who", "| ---"))
]


@pytest.mark.parametrize(("file", "name"), sorted(set(NAMED)))
def test_a_named_test_exists_and_is_never_skipped(file, name):
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
    assert len(found) == 1
    assert not any("skip" in ast.unparse(mark) for mark in found[0].decorator_list)


def test_every_row_names_a_test():
    assert len(ROWS) > 10
    assert [row for row in ROWS if not re.search(r"`tests/[\w/]+\.py::test_\w+`", row)] == []


def test_links_lead_somewhere():
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", PAGE) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
