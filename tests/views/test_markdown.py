import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.paths import ROOT
from atlas.views.markdown import MAX_LETTERS, parse_line, parse_markdown

pytestmark = pytest.mark.slow

FILES = [*(ROOT / "data").glob("*.md"), ROOT / "geo/README.md"]
KINDS = {"text", "heading", "list", "table", "code", "quote"}


def walk(blocks):
    for block in blocks:
        yield block
        if block["kind"] == "list":
            for item in block["items"]:
                yield from walk(item)
        if block["kind"] == "quote":
            yield from walk(block["blocks"])


def links(blocks):
    return [run["href"] for run in runs(blocks) if isinstance(run, dict) and "href" in run]


def runs(blocks):
    for block in walk(blocks):
        yield from block.get("runs", [])
        for row in [block.get("head", []), *block.get("rows", [])]:
            for cell in row:
                yield from cell


def plain(blocks):
    return "".join(run if isinstance(run, str) else run["text"] for run in runs(blocks))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("plain", ["plain"]),
        ("a `b` c", ["a ", {"text": "b", "code": True}, " c"]),
        ("**a** b", [{"text": "a", "strong": True}, " b"]),
        ("*a* and _b_", [{"text": "a", "em": True}, " and ", {"text": "b", "em": True}]),
        ("**a `b`**", [{"text": "a ", "strong": True}, {"text": "b", "code": True, "strong": True}]),
        ("[a](https://x.org/(b))", [{"text": "a", "href": "https://x.org/(b)"}]),
        ("see https://x.org.", ["see ", {"text": "https://x.org", "href": "https://x.org"}, "."]),
        ("<https://x.org>", [{"text": "https://x.org", "href": "https://x.org"}]),
        (r"\*a\* \| b", ["*a* | b"]),
        ("snake_case_name 2*3*4", ["snake_case_name 2*3*4"]),
    ],
)
def test_a_line(line, expected):
    assert parse_line(line) == expected


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//x.org",
        "CODING.md",
        "ftp://x.org",
        "https:///x",
        "HTTPS:x",
        "",
    ],
)
def test_only_http_and_https_become_links(address):
    blocks = parse_markdown(f"[label]({address}) ![picture]({address}) <{address}>")
    assert links(blocks) == []
    assert "label" in plain(blocks)


def test_html_stays_the_characters_it_is():
    text = '<script>alert(1)</script> <img src=x onerror=alert(1)> &lt; <a href="https://x.org">'
    assert parse_line("<b>&amp;") == ["<b>&amp;"]
    assert "<script>alert(1)</script> <img src=x onerror=alert(1)> &lt;" in plain(parse_markdown(text))


def test_a_picture_is_no_picture():
    assert parse_line("![map](https://x.org/a.png)") == ["!", {"text": "map", "href": "https://x.org/a.png"}]


def test_headings_start_where_told_and_skip_no_level():
    blocks = parse_markdown("# A\n\n### B\n\n#### C\n\n## D\n\n# E")
    assert [block["level"] for block in blocks] == [3, 4, 5, 4, 3]


def test_a_list_with_what_its_items_hold():
    (block,) = parse_markdown("- one\n  goes on\n\n  - under\n- two\nlazy\n")
    first, second = block["items"]
    assert first[0]["runs"] == ["one goes on"]
    assert first[1]["items"][0][0]["runs"] == ["under"]
    assert second[0]["runs"] == ["two lazy"]


def test_a_list_of_numbers_is_ordered():
    (block,) = parse_markdown("1. one\n2. two")
    assert block["ordered"]
    assert len(block["items"]) == 2


def test_a_table_with_its_alignment_and_short_rows():
    (block,) = parse_markdown("| a | b \\| c |\n| --- | ---: |\n| 1 |\n| 2 | 3 | 4 |\n")
    assert block["head"] == [["a"], ["b | c"]]
    assert block["numeric"] == [False, True]
    assert block["rows"] == [[["1"], []], [["2"], ["3"]]]


def test_code_is_taken_as_it_is():
    first, second = parse_markdown("```python\n**a**\n# b\n```\n\n    c\n")
    assert first == {"kind": "code", "text": "**a**\n# b"}
    assert second == {"kind": "code", "text": "c"}


def test_a_quote_holds_blocks():
    (block,) = parse_markdown("> a\n> - b")
    assert [inside["kind"] for inside in block["blocks"]] == ["text", "list"]


def test_a_heading_inside_a_list_is_no_heading_of_the_page():
    assert {block["kind"] for block in walk(parse_markdown("- # a\n> # b"))} == {"list", "text", "quote"}


def test_what_is_too_long_is_cut_and_said_to_be():
    blocks = parse_markdown("a\n\n" * MAX_LETTERS)
    assert blocks[-1]["runs"] == ["[…]"]


@pytest.mark.parametrize(
    "text", ["> " * 9_000, "- " * 9_000, "[" * 9_000, "`" * 9_001, "**a" * 9_000, "|-" * 9_000, "1. " * 9_000]
)
def test_deep_nesting_ends(text):
    parse_markdown(text + "\n" + text)


@given(st.text(alphabet="ab #*_`[]()<>|-\\\n1.~:/!&\u00e9\u202e", max_size=200))
def test_nothing_raises_and_everything_is_a_known_block(text):
    blocks = parse_markdown(text)
    assert {block["kind"] for block in walk(blocks)} <= KINDS
    assert all(address.startswith(("http://", "https://")) for address in links(blocks))
    json.dumps(blocks)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_our_own_files_lose_no_word(path: Path):
    text = path.read_text(encoding="utf-8")
    found = parse_markdown(text)
    kept = plain(found) + " ".join(block.get("text", "") for block in walk(found))
    missing = [word for word in set(text.split()) if word.isalnum() and word not in kept]
    assert missing == []
