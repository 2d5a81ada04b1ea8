"""Short files, short functions."""

import ast
import statistics

import pytest

from atlas.paths import ROOT
from tests.repo.code import functions, sources

FUNCTION = 40
MEDIAN = 10


def limit_of(path):
    if path == "app.py":
        return 60
    return 80 if path == "dashboard.py" or path.startswith("pages/") else 250


def length(function):
    """Lines of a function without its docstring and decorators."""
    lines = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function):
        first = function.body[0]
        lines -= first.end_lineno - first.lineno + 1
    return lines


@pytest.mark.parametrize("path", sources())
def test_a_file_fits_into_a_head(path):
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= limit_of(path)


def test_scripts_for_the_browser_are_short_as_well():
    for path in [*ROOT.glob("atlas/**/*.js"), *ROOT.glob("atlas/**/*.css")]:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path.name


@pytest.mark.parametrize("path", sources())
def test_no_function_is_long(path):
    lengths = {function.name: length(function) for function in functions(sources()[path])}
    assert {name: lines for name, lines in lengths.items() if lines > FUNCTION} == {}


def test_most_functions_are_very_short():
    lengths = [length(function) for tree in sources().values() for function in functions(tree)]
    assert statistics.median(lengths) <= MEDIAN
