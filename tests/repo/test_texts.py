"""Every text a reader sees goes through gettext, in a form that can be collected and translated.

The machine surface (`/api`, files to download) speaks English: it is for programs and has its own words.
"""

import ast
import re
import string

import pytest

from atlas.paths import LOCALE, ROOT
from tests.repo.code import calls, documentation, dotted, sources

SEEN = ("atlas/views/", "atlas/ui/", "atlas/live/", "atlas/server/closed.py", "pages/", "dashboard.py")
PAGES = [path for path in sources() if path.startswith(SEEN)]

WORDS = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}|^[A-Z][a-z]{2,}$")
"""Two words, or one that begins like a sentence: something written for a person."""

EXCEPTIONS = {
    ("atlas/views/world_map.py", "{% macro script"): "folium's template for the script",
    ("atlas/live/component.py", "export default"): "script",
    ("atlas/views/about.py", "CC BY 4.0"): "name of a licence",
    ("atlas/views/drawing.py", "Source Sans Pro"): "name of a typeface",
    ("atlas/views/theme.py", "@media print"): "style",
    ("atlas/views/theme.py", "@media screen"): "style",
    ("atlas/views/levels.py", ""): "patterns looked for in titles",
    ("atlas/server/closed.py", "the data set has problems"): "for the log",
}


def without_markup(text):
    """What is left of a text to be read: no tags, whole or cut off, and no style."""
    text = re.sub(r"<style>.*?</style>|<[^>]*>", "\n", text, flags=re.S)
    return re.sub(r"<[^>]*$|^[^<]*>", "", text).strip()


def is_excepted(path, text):
    return any(path == where and text.startswith(start) for where, start in EXCEPTIONS)


def not_for_readers(tree):
    """Ids of the constants that are docstrings, type annotations, errors or within gettext already."""
    skipped = set(documentation(tree))
    for node in ast.walk(tree):
        inner = []
        if isinstance(node, ast.Raise):
            inner = [node]
        elif isinstance(node, ast.Call) and dotted(node.func).endswith("gettext"):
            inner = node.args
        elif isinstance(node, ast.FunctionDef):
            inner = [arg.annotation for arg in ast.walk(node.args) if isinstance(arg, ast.arg)] + [
                node.returns
            ]
        elif isinstance(node, ast.AnnAssign):
            inner = [node.annotation]
        skipped |= {id(part) for one in inner if one is not None for part in ast.walk(one)}
    return skipped


def messages(tree):
    """Every argument of gettext and ngettext that is a message."""
    for name, call in calls(tree):
        if name in ("gettext", "ngettext"):
            yield from call.args[: 1 if name == "gettext" else 2]


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("path", PAGES)
def test_what_a_reader_sees_can_be_translated(path):
    skipped = not_for_readers(sources()[path])
    texts = [
        (node.lineno, without_markup(node.value))
        for node in ast.walk(sources()[path])
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped
    ]
    assert [(line, text) for line, text in texts if WORDS.search(text) and not is_excepted(path, text)] == []


def test_every_exception_is_still_needed():
    for where, start in EXCEPTIONS:
        if (ROOT / where).exists():
            assert start in (ROOT / where).read_text(encoding="utf-8").replace("\\n", "\n"), (where, start)


@pytest.mark.parametrize("path", sources())
def test_a_message_is_a_literal_or_data(path):
    for message in messages(sources()[path]):
        if isinstance(message, ast.Constant):
            assert isinstance(message.value, str)
            assert message.value.strip(), f"{path}:{message.lineno}"
            continue
        # A text put together first would stand in no catalogue.
        made = (ast.JoinedStr, ast.BinOp, ast.IfExp)
        assert not any(isinstance(part, made) for part in ast.walk(message)), f"{path}:{message.lineno}"
        called = {
            dotted(call.func).rpartition(".")[2] for call in ast.walk(message) if isinstance(call, ast.Call)
        }
        assert not called & {"format", "join", "gettext", "lower", "title"}, f"{path}:{message.lineno}"


@pytest.mark.parametrize("path", sources())
def test_placeholders_have_names_and_are_filled(path):
    for node in ast.walk(sources()[path]):
        if isinstance(node, ast.Call) and dotted(node.func) == "ngettext":
            one, many = (part.value for part in node.args[:2])
            assert placeholders(one) <= placeholders(many), f"{path}:{node.lineno}"
        if not (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"
        ):
            continue
        message = node.func.value
        if isinstance(message, ast.Call) and dotted(message.func) in ("gettext", "ngettext"):
            first = message.args[0]
            if isinstance(first, ast.Constant) and all(word.arg for word in node.keywords):
                assert placeholders(first.value) == {word.arg for word in node.keywords}, (
                    f"{path}:{node.lineno}"
                )


def test_scripts_bring_no_words_of_their_own():
    shown = re.compile(
        r"""(?:textContent|title|placeholder|alt|label|["']aria-label["'])\s*[:=,]\s*["'`]([^"'`]*)"""
    )
    for path in ROOT.glob("atlas/**/*.js"):
        # A name of an attribute in a list of such names is no word.
        texts = [
            re.sub(r"\$\{.*?\}|^aria-\w+$", "", text)
            for text in shown.findall(path.read_text(encoding="utf-8"))
        ]
        assert [text for text in texts if re.search(r"[A-Za-z]{2,}", text)] == [], path.name


def test_the_template_is_that_of_the_sources(tmp_path, monkeypatch):
    from scripts import messages as collect

    monkeypatch.setattr(collect, "LOCALE", tmp_path)
    collect.main()
    assert (tmp_path / "atlas.pot").read_text(encoding="utf-8") == (LOCALE / "atlas.pot").read_text(
        encoding="utf-8"
    ), "run `make messages`"
