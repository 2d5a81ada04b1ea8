"""How the second page of a Streamlit peer is reached and read."""

from typing import Final

from bench.peers.records import OTHER
from bench.subject import click_link

LEAVE: Final = click_link("Other")
BACK: Final = click_link("Home")

OTHER_READER: Final = f"""(
  [...document.querySelectorAll('[data-testid="stText"]')].some((text) => text.textContent === "{OTHER}")
    ? "{OTHER}" : null
)"""
"""JavaScript expression: the text of the other page while it shows."""
