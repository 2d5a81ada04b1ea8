import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.index import matching
from atlas.search import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("  \t\n ", ""),
        ("Azərbaycan", "azarbaycan"),
        ("AZƏRBAYCAN", "azarbaycan"),
        ("Şuşa, Xankəndi", "susa xankandi"),
        ("Naxçıvan", "naxcivan"),
        ("Türkiyə–Bakı", "turkiya baki"),
        ("İSTANBUL", "istanbul"),
        ("istanbul", "istanbul"),
        ("Iğdır", "igdir"),
        ("ÇĞİÖŞÜ", "cgiosu"),
        ("Мир", "мир"),
        ("Йод и ёлка", "иод и елка"),
        ("ЁЛКА", "елка"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Đà Nẵng", "da nang"),
        ("naïve café", "naive cafe"),
        ("44-day war (2020)", "44 day war 2020"),
        ("ﬁeld", "field"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_words_stand_apart_by_single_spaces(text):
    assert fold(text).split(" ") == fold(text).split() or fold(text) == ""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("mine", [True, True, False]),
        ("MİNE", [True, True, False]),
        ("mine action", [True, False, False]),
        ("action mine", [True, False, False]),
        ("şuşa", [False, False, True]),
        ("nothing", [False, False, False]),
        ("—", [True, True, True]),
    ],
)
def test_every_word_must_occur(words, found):
    texts = [fold(text) for text in ("Mine action", "mines", "Şuşa declaration")]
    assert matching(texts, words).tolist() == found
