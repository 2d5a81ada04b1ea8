"""Which of Streamlit's own scripts a page asks for early; a new version of Streamlit may name them anew."""

from importlib.util import find_spec
from pathlib import Path

from atlas.server.chunks import late_chunks

STATIC = Path(find_spec("streamlit").origin).parent / "static"


def test_the_scripts_for_components_and_words_are_there_under_these_addresses():
    names = [address.rpartition("/")[2].split(".")[0] for address in late_chunks()]
    assert names[:2] == ["BidiComponent", "Html"]
    assert all((STATIC / address).is_file() for address in late_chunks())


def test_nothing_is_asked_for_twice():
    shell = (STATIC / "index.html").read_text(encoding="utf-8")
    assert len(set(late_chunks())) == len(late_chunks()) < 12
    assert not any(address in shell for address in late_chunks())
