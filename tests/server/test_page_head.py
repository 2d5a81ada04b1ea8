import pytest
from starlette.responses import HTMLResponse, PlainTextResponse

from atlas.assets import AssetTable
from atlas.server.closed import Closed
from atlas.server.page_head import PageHead, build_head
from tests.server.asgi import ask

SHELL = "<html><head><title>Streamlit</title></head><body>ə</body></html>"
HEAD = "<title>Atlas</title>"


class Shell:
    """Answers as Streamlit does, and remembers what it was asked."""

    def __init__(self, answer=None):
        self._answer = answer or HTMLResponse(SHELL, headers={"etag": '"x"', "last-modified": "today"})
        self.asked = {}

    async def __call__(self, scope, receive, send):
        self.asked = dict(scope["headers"])
        await self._answer(scope, receive, send)


def with_head(shell):
    return PageHead(shell, {"/": lambda: HEAD, "/network": lambda: HEAD})


@pytest.mark.parametrize("path", ["/", "/network", "/network/"])
def test_a_page_gets_its_head(path):
    answer = ask(with_head(Shell()), path)
    text = answer.body.decode()
    assert text.count("<title>") == 1
    assert text.index(HEAD) < text.index("</head>")
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert not {"etag", "last-modified"} & set(answer.headers)


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


def test_the_head_is_escaped_and_fetches_each_kind_its_own_way():
    table = AssetTable()
    assets = [table.add(name, "x") for name in ("a.css", "b.js", "c.geojson")]
    head = build_head("<b>'\"", "</script>", assets)
    assert "<b>" not in head
    assert "</script>" not in head
    lines = {
        asset.address: next(line for line in head.splitlines() if asset.address in line) for asset in assets
    }
    assert 'rel="stylesheet"' in lines[assets[0].address]
    assert 'rel="modulepreload"' in lines[assets[1].address]
    assert 'as="fetch"' in lines[assets[2].address]


@pytest.mark.parametrize("path", ["/", "/network", "/_stcore/health", "/assets/x.js", "/api/records.json"])
def test_while_the_data_have_problems_everything_is_closed(path):
    shell = Shell()
    answer = ask(Closed(shell), path)
    assert answer.status == 503
    assert answer.headers["cache-control"] == "no-store"
    assert b"<h1>" in answer.body
    assert shell.asked == {}
