import pytest
from streamlit.testing.v1 import AppTest

from atlas.catalog import load_catalog
from atlas.current import use_catalog
from atlas.model import Filters
from atlas.ui import cached


@pytest.fixture
def two(tiny_folder):
    yield [load_catalog(tiny_folder) for _ in range(2)]
    use_catalog(None)


def page():
    import streamlit as st

    from atlas.current import use_catalog
    from atlas.model import Filters
    from atlas.ui.cached import catalog, selection

    one, other = st.session_state.two
    seen = [catalog(), selection(Filters()).catalog]
    use_catalog(other)
    seen += [catalog(), selection(Filters()).catalog]
    st.session_state.seen = ["one" if data is one else "other" for data in seen]


def test_a_run_sees_one_data_set_and_the_next_the_new_one(two):
    use_catalog(two[0])
    at = AppTest.from_function(page)
    at.session_state.two = two
    at.run()
    assert not at.exception
    assert at.session_state.seen == ["one"] * 4
    at.run()
    assert at.session_state.seen == ["other"] * 4


def test_what_was_selected_belongs_to_the_data_set_of_now(two):
    found = []
    for data in two:
        use_catalog(data)
        found.append(cached.selection(Filters()))
        assert cached.selection(Filters()) is found[-1]
    assert [chosen.catalog for chosen in found] == two
