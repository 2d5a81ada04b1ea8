"""How the floor is used."""

from pathlib import Path

from bench.subject import Subject, click_label, click_link

_TEXT = """(() => {
  const text = document.querySelector('[data-testid="stText"]')?.textContent;
  const other = text === "other page";
  return { filter: other ? null : text, panel: other ? null : text, other: other ? text : null };
})()"""

_TOGGLE = click_label("Cyber security")

SUBJECTS = [
    Subject(
        name="floor",
        label="empty Streamlit script (the floor)",
        app=Path(__file__).with_name("app.py"),
        reader=_TEXT,
        toggle=_TOGGLE,
        # Every input of the floor costs the same, so its checkbox stands for a click too.
        choose={"on": _TOGGLE, "off": _TOGGLE},
        leave=click_link("Other"),
        back=click_link("Home"),
    )
]
