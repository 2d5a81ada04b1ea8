import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.export.csv_file import BYTE_ORDER_MARK, PROTECTED, protect_cell, write_rows


def _undo(cell):
    return cell[1:] if PROTECTED.match(cell) else cell


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "\u00a0=1",
        "＝1",
        "＠a",
        "=cmd|' /C calc'!A0",
        "'=1",
        "''-1",
    ],
)
def test_no_cell_begins_a_formula(text):
    protected = protect_cell(text)
    assert protected == f"'{text}"
    assert _undo(protected) == text


@pytest.mark.parametrize("value", ["a=b", "1991-12", "’t", "'quoted'", "", -3.7, 0, None])
def test_other_values_stay_as_they_are(value):
    assert protect_cell(value) is value


@given(st.text())
def test_protection_can_be_undone(text):
    assert _undo(protect_cell(text)) == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_any_text_comes_back_as_it_was(texts):
    octets = b"".join(write_rows(["text", "number"], [{"text": text, "number": 1} for text in texts]))
    rows = list(csv.reader(io.StringIO(octets.decode("utf-8-sig"), newline="")))
    assert [_undo(row[0]) for row in rows[1:]] == texts


def test_the_file_opens_right_in_spreadsheet_programs():
    octets = b"".join(write_rows(["name"], [{"name": "Bakı, Gəncə"}]))
    assert octets.decode() == f'{BYTE_ORDER_MARK}name\r\n"Bakı, Gəncə"\r\n'


def test_no_row_leaves_the_header():
    assert b"".join(write_rows(["a", "b"], [])) == b"\xef\xbb\xbfa,b\r\n"
