import pytest

from atlas import words


@pytest.fixture
def speak():
    before = words.language()
    yield words.use_language
    words.use_language(before)


@pytest.mark.parametrize(
    ("language", "code", "name"),
    [
        ("en", "TUR", "Türkiye"),
        ("en", "USA", "United States"),
        ("az", "PAK", "Pakistan"),
        ("az", "DEU", "Almaniya"),
        ("ru", "GEO", "Грузия"),
    ],
)
def test_countries_are_named_in_the_language_in_use(speak, language, code, name):
    speak(language)
    assert words.country_name(code) == name


@pytest.mark.parametrize(
    ("fallback", "name"), [("", "XQZ"), ("Somewhere", "Somewhere")], ids=["code", "fallback"]
)
def test_a_code_without_a_name(fallback, name):
    assert words.country_name("XQZ", fallback=fallback) == name


@pytest.mark.parametrize(
    ("parts", "joined"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["{x}", "{"], "{x} and {"),
    ],
)
def test_join_words(parts, joined):
    assert words.join_words(parts) == joined


def test_no_text_stays_no_text():
    # A catalogue keeps its own header under the empty message.
    assert words.gettext("") == ""


@pytest.mark.parametrize(("number", "form"), [(0, "many"), (1, "one"), (2, "many")])
def test_ngettext(number, form):
    assert words.ngettext("one", "many", number) == form


def test_a_language_without_a_catalogue_keeps_the_source_text(speak):
    speak("ka")
    assert words.gettext("Reset all filters") == "Reset all filters"
    assert words.cldr_locale() == "ka"


def test_english_dates_are_british(speak):
    speak("en")
    assert words.cldr_locale() == "en_GB"


def test_a_catalogue_is_taken_from_the_locale_folder(speak, tmp_path, monkeypatch):
    from babel.messages import Catalog
    from babel.messages.mofile import write_mo

    folder = tmp_path / "qu" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    messages = Catalog(locale="qu")
    messages.add("Map", "Saywitu")
    with (folder / "atlas.mo").open("wb") as file:
        write_mo(file, messages)
    monkeypatch.setattr(words, "LOCALE", tmp_path)
    words._catalogue.cache_clear()
    speak("qu")
    try:
        assert words.gettext("Map") == "Saywitu"
        assert words.gettext("Network") == "Network"
    finally:
        words._catalogue.cache_clear()
