import contextlib
import socket
import threading

import pandas as pd
import pytest
import uvicorn

from atlas.export.extract import Extract
from atlas.export.snippet import build_snippets, data_address
from atlas.model import Filters, View
from tests.export.asgi import real_app

VIEW = View(filters=Filters(q='Pakistan’s & "Bakı" 100%', domain=("political-dialogue",)), focus="PAK")


@contextlib.contextmanager
def _serving():
    """The machine surface on a port of this machine."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(real_app(), log_level="critical", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def test_the_python_snippet_loads_the_view(edition):
    with _serving() as base:
        extract = Extract(edition, View(filters=Filters(domain=("political-dialogue",)), focus="PAK"), base)
        spoken = {}
        exec(build_snippets(extract)["python"], spoken)
    assert isinstance(spoken["records"], pd.DataFrame)
    assert sorted(spoken["records"]["id"]) == sorted(extract.selection.records["id"])


@pytest.mark.parametrize("language", ["python", "r", "spreadsheet"])
def test_no_word_of_a_filter_ends_the_text_it_stands_in(edition, language):
    text = build_snippets(Extract(edition, VIEW, "https://atlas.example"))[language]
    assert text.count('"') == (4 if language == "r" else 2) + 2 * text.count('na.strings = ""')
    assert data_address(Extract(edition, VIEW, "https://atlas.example"), "records.csv") in text


def test_r_is_told_of_the_byte_order_mark(edition):
    assert "UTF-8-BOM" in build_snippets(Extract(edition, base="https://atlas.example"))["r"]


def test_without_an_address_there_is_nothing_to_load(edition):
    with pytest.raises(ValueError, match="address"):
        build_snippets(Extract(edition))
