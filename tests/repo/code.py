"""The sources as syntax trees: what the tests of the rules of the house look at."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

from atlas.paths import ROOT


@functools.cache
def sources():
    """Path from the root → tree, of every module a reader's page may run."""
    paths = [*ROOT.glob("atlas/**/*.py"), *ROOT.glob("pages/*.py"), ROOT / "app.py", ROOT / "dashboard.py"]
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(paths)
    }


def imports(tree) -> Iterator[tuple[str, int]]:
    """Every module a tree imports, wherever, as full name and line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def calls(tree) -> Iterator[tuple[str, ast.Call]]:
    """Every call as the dotted name of what is called: `st.html`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield dotted(node.func), node


def dotted(node):
    """The dotted name of an expression, '' if it is more than names and dots."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def documentation(tree):
    """The constants that are docstrings: of modules, classes, functions and of the names they follow."""
    bodies = [node.body for node in ast.walk(tree) if isinstance(getattr(node, "body", None), list)]
    lone = [part.value for body in bodies for part in body if isinstance(part, ast.Expr)]
    return {id(node) for node in lone if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def strings(tree) -> Iterator[ast.Constant]:
    """Every literal text but the docstrings."""
    skipped = documentation(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node


def functions(tree) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def text_of(path: Path) -> str:
    """The text of a file of the repo."""
    return path.read_text(encoding="utf-8")
