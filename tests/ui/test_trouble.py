import ast

from streamlit.testing.v1 import AppTest

from atlas.paths import ROOT
from tests.repo.code import calls, dotted, sources


def test_a_page_that_raised_shows_a_sentence_and_nothing_of_the_inside():
    def page():
        from atlas.ui.trouble import show_trouble

        assert show_trouble(RuntimeError("secret-7531")) is True

    at = AppTest.from_function(page).run()
    [shown] = at.get("html")
    assert "could not be shown" in shown.value
    assert "secret-7531" not in shown.value
    assert not at.exception


def test_the_server_uses_it():
    [app] = [call for name, call in calls(sources()["app.py"]) if name == "st.App"]
    given = {word.arg: word.value for word in app.keywords}
    assert isinstance(given["on_script_error"], ast.Name)
    [made] = [
        call
        for name, call in calls(sources()["app.py"])
        if name == "functools.partial" and dotted(call.args[0]) == "show_trouble"
    ]
    assert [word.arg for word in made.keywords] == ["note"]


def test_streamlit_itself_would_tell_nothing_either():
    settings = (ROOT / ".streamlit/config.toml").read_text(encoding="utf-8")
    assert 'showErrorDetails = "none"' in settings
    assert "showErrorLinks = false" in settings
