import gzip

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse

from atlas.assets import AssetTable
from atlas.server.closed import Closed
from atlas.server.page_head import PageHead, PageWords, build_preloads
from tests.server.asgi import ask

SHELL = """<html><head><title>Streamlit</title></head>
<body><noscript>
  <p>Script!</p></noscript><div id="root"></div>ə</body></html>"""
HEAD = "<title>Atlas</title>"
BODY = "<noscript>In words \\1: ə</noscript>"


class Shell:
    """Answers as Streamlit does, and remembers what it was asked."""

    def __init__(self, answer=None):
        self._answer = answer or HTMLResponse(SHELL, headers={"etag": '"x"', "last-modified": "today"})
        self.asked = {}

    async def __call__(self, scope, receive, send):
        self.asked = dict(scope["headers"])
        await self._answer(scope, receive, send)


def with_head(shell):
    def words(scope):
        return PageWords(HEAD, BODY)

    return PageHead(shell, {"/": words, "/network": words})


@pytest.mark.parametrize("path", ["/", "/network", "/network/"])
def test_a_page_gets_its_head(path):
    answer = ask(with_head(Shell()), path)
    text = answer.body.decode()
    assert text.count("<title>") == 1
    assert text.index(HEAD) < text.index("</head>")
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert not {"etag", "last-modified"} & set(answer.headers)


def test_the_words_come_first_in_the_body_and_alone_speak_to_who_runs_no_script():
    text = ask(with_head(Shell()), "/").body.decode()
    assert text.index("<body>") < text.index(BODY) < text.index('<div id="root">')
    assert text.count("<noscript>") == 1
    assert "Script!" not in text


def test_the_page_is_sent_packed_to_whoever_takes_that():
    plain = ask(with_head(Shell()), "/")
    packed = ask(with_head(Shell()), "/", accept_encoding="gzip, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert int(packed.headers["content-length"]) == len(packed.body)
    assert "content-encoding" not in plain.headers
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"


def test_head_says_what_get_would():
    got = ask(with_head(Shell()), "/", accept_encoding="gzip")
    head = ask(with_head(Shell()), "/", method="HEAD", accept_encoding="gzip")
    assert (head.body, head.headers) == (b"", got.headers)


def test_other_methods_are_left_alone():
    assert ask(with_head(Shell()), "/", method="POST").body == SHELL.encode()


def test_neither_a_304_nor_a_packed_body_is_asked_for():
    shell = Shell()
    ask(with_head(shell), "/", accept_encoding="gzip", if_none_match='"x"', range="bytes=0-1", cookie="a=b")
    assert set(shell.asked) == {b"cookie"}


@pytest.mark.parametrize("path", ["/other", "/static/index.html", "/_stcore/health"])
def test_what_is_no_page_is_left_alone(path):
    shell = Shell()
    answer = ask(with_head(shell), path, if_none_match='"x"')
    assert answer.body == SHELL.encode()
    assert answer.headers["etag"] == '"x"'
    assert b"if-none-match" in shell.asked


@pytest.mark.parametrize(
    "reply", [PlainTextResponse(SHELL), HTMLResponse(SHELL, status_code=500)], ids=["plain text", "error"]
)
def test_an_answer_that_is_no_page_is_left_alone(reply):
    assert ask(with_head(Shell(reply)), "/").body == SHELL.encode()


def test_each_kind_of_file_is_fetched_its_own_way():
    table = AssetTable()
    assets = [table.add(name, "x") for name in ("a.css", "b.js", "c.geojson")]
    lines = build_preloads(assets).splitlines()
    assert [asset.address in line for asset, line in zip(assets, lines, strict=True)] == [True] * 3
    assert 'rel="stylesheet"' in lines[0]
    assert 'rel="modulepreload"' in lines[1]
    assert 'as="fetch"' in lines[2]


@pytest.mark.parametrize("path", ["/", "/network", "/_stcore/stream", "/assets/x.js", "/api/records.json"])
def test_while_the_data_have_problems_everything_is_closed(path):
    shell = Shell()
    answer = ask(Closed(shell), path)
    assert answer.status == 503
    assert answer.headers["cache-control"] == "no-store"
    assert b"<h1>" in answer.body
    assert shell.asked == {}


def test_a_closed_atlas_still_lives():
    shell = Shell(PlainTextResponse("ok"))
    assert ask(Closed(shell), "/_stcore/health").status == 200
