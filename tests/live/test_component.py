from streamlit.testing.v1 import AppTest


def page():
    import streamlit as st

    from atlas.live import component

    st.session_state.number = 1
    st.session_state.acted = []
    for key in ("never_shown", "number"):
        component._answer(key, "select", st.session_state.acted.append)


def test_an_event_without_the_state_of_its_component_does_nothing():
    at = AppTest.from_function(page).run()
    assert not at.exception
    assert at.session_state.acted == []
