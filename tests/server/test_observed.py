import asyncio
import json
import logging

import pytest
from starlette.responses import PlainTextResponse
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from atlas.server.observed import LOG, Observed, name_route
from tests.repo.test_docs import page_addresses
from tests.server.asgi import ask

STATUS = ForwardMsg.ScriptFinishedStatus


@pytest.fixture
def lines(caplog, monkeypatch):
    """What was logged, as it came out of JSON."""
    caplog.set_level(logging.INFO, LOG.name)
    monkeypatch.setattr(LOG, "propagate", True)
    return lambda: [json.loads(record.getMessage()) for record in caplog.records if record.name == LOG.name]


def test_a_request_is_one_line_without_a_word_about_who_asked(lines):
    app = Observed(PlainTextResponse("twelve bytes", 203))
    ask(
        app, "/api/secret-name", user_agent="Browser of Jane", cookie="a=jane", referer="https://jane.example"
    )
    (line,) = lines()
    assert line.keys() == {"time", "what", "method", "route", "status", "bytes", "ms"}
    told = {name: line[name] for name in ("what", "method", "route", "status", "bytes")}
    assert told == {"what": "request", "method": "GET", "route": "/api/{name}", "status": 203, "bytes": 12}
    assert line["ms"] >= 0
    for word in ("jane", "127.0.0.1", "secret"):
        assert word not in json.dumps(line).lower()


@pytest.mark.parametrize("path", ["/_stcore/health", "/ready", "/metrics"])
def test_probes_do_not_fill_the_log(lines, path):
    ask(Observed(PlainTextResponse("ok")), path)
    assert lines() == []


def test_a_request_that_breaks_is_a_line_too(lines):
    async def broken(scope, receive, send):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask(Observed(broken), "/network")
    assert [(line["route"], line["status"]) for line in lines()] == [("/network", 500)]


def test_nothing_is_written_unless_asked_for(caplog):
    ask(Observed(PlainTextResponse("ok")), "/")
    assert not [record for record in caplog.records if record.name == LOG.name]


@pytest.mark.parametrize("path", page_addresses())
def test_every_page_has_a_route_of_its_own(path):
    assert name_route(path) == path


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/assets/x-123.js", "/assets/{name}"),
        ("/api", "/api"),
        ("/api/tables/records.csv", "/api/{name}"),
        ("/_stcore/stream", "/_stcore/{name}"),
        ("/network/", "/network"),
        ("/network/x", "other"),
        ("/wp-login.php", "other"),
        ("//", "/"),
        ("/\n{", "other"),
    ],
)
def test_a_path_is_told_as_its_kind(path, route):
    assert name_route(path) == route


def question():
    message = BackMsg()
    message.rerun_script.query_string = "q=jane"
    return message.SerializeToString()


def end(status):
    return ForwardMsg(script_finished=status, hash="x").SerializeToString()


def visit(received, sent):
    """Play a visit over a socket: what the reader sends, then what the application does."""

    async def app(scope, receive, send):
        for _ in received:
            await receive()
        for message in sent:
            await send(message)

    messages = iter(received)

    async def receive():
        return next(messages)

    async def send(message):
        pass

    asyncio.run(Observed(app)({"type": "websocket", "path": "/_stcore/stream"}, receive, send))


def test_an_interaction_ends_with_the_run_that_answers_it(lines):
    visit(
        [{"type": "websocket.receive", "bytes": question()}] * 2,
        [
            {"type": "websocket.accept"},
            {"type": "websocket.send", "bytes": b"x" * 1_000},
            {"type": "websocket.send", "bytes": end(STATUS.FINISHED_EARLY_FOR_RERUN)},
            {"type": "websocket.send", "bytes": end(STATUS.FINISHED_SUCCESSFULLY)},
            {"type": "websocket.send", "bytes": end(STATUS.FINISHED_SUCCESSFULLY)},
        ],
    )
    assert [line["what"] for line in lines()] == ["interaction", "session"]
    interaction, session = lines()
    assert interaction["bytes"] > 1_000
    assert session["runs"] == 1
    assert "jane" not in json.dumps(lines())


@pytest.mark.parametrize(
    "content", [b"\xff\xff", b"x" * 100_000, BackMsg(stop_script=True).SerializeToString()]
)
def test_what_asks_for_nothing_is_no_interaction(lines, content):
    visit(
        [{"type": "websocket.receive", "bytes": content}, {"type": "websocket.receive", "text": "x"}],
        [
            {"type": "websocket.accept"},
            {"type": "websocket.send", "bytes": end(STATUS.FINISHED_SUCCESSFULLY)},
        ],
    )
    assert [line["what"] for line in lines()] == ["session"]
