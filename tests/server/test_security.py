import asyncio
import base64
import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import HTMLResponse
from streamlit import file_util

from atlas.server.security import HEADERS, SecurityHeaders, build_policy, read_sites
from tests.server.asgi import ask
from tests.server.test_page_head import Shell


class Broken:
    """Raises: at once, or after the answer has begun."""

    def __init__(self, begun=False):
        self._begun = begun

    async def __call__(self, scope, receive, send):
        if self._begun:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError("secret-7531")


def policy(answer):
    rules = answer.headers["content-security-policy"].split(";")
    return dict(rule.strip().split(" ", 1) for rule in rules)


@pytest.mark.parametrize("status", [200, 304, 308, 404, 500])
def test_every_answer_carries_the_headers(status):
    answer = ask(SecurityHeaders(Shell(HTMLResponse("", status_code=status))), "/")
    assert {name.lower(): value for name, value in HEADERS.items()}.items() <= answer.headers.items()
    assert policy(answer)["default-src"] == "'none'"


def test_no_script_runs_that_the_atlas_did_not_send():
    sources = policy(ask(SecurityHeaders(Shell()), "/"))["script-src"].split()
    assert not {"'unsafe-inline'", "'unsafe-eval'", "'wasm-unsafe-eval'", "data:", "*"} & set(sources)


def test_the_policy_names_no_other_host():
    for sources in policy(ask(SecurityHeaders(Shell()), "/")).values():
        allowed = r"'(none|self|unsafe-inline|sha256-[\w+/=]+)'|blob:|data:"
        assert all(re.fullmatch(allowed, source) for source in sources.split())


def test_the_one_inline_script_of_the_shell_is_known_by_its_hash():
    shell = Path(file_util.get_static_dir(), "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", shell, re.S)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert re.findall(r"'sha256-(.*?)'", build_policy("'self'")) == hashes


def test_an_answer_may_set_a_header_of_its_own():
    reply = HTMLResponse("", headers={"Referrer-Policy": "no-referrer"})
    assert ask(SecurityHeaders(Shell(reply)), "/").headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("query", "open_to_all"),
    [
        ("", False),
        ("?embed=true", True),
        ("?focus=PAK&embed=TRUE", True),
        ("?embed=1", False),
        ("?embed_options=true", False),
        ("?q=embed%3Dtrue", False),
        ("?%65mbed=true", False),
        ("?embed", False),
    ],
)
def test_only_a_page_made_for_it_may_stand_in_a_frame(query, open_to_all):
    answer = ask(SecurityHeaders(Shell()), f"/{query}")
    assert policy(answer)["frame-ancestors"] == ("*" if open_to_all else "'self'")
    assert ("x-frame-options" in answer.headers) is not open_to_all


@given(st.text(max_size=80))
def test_no_list_of_sites_adds_a_rule(text):
    try:
        policy_text = build_policy(read_sites(text))
    except SystemExit:
        return
    assert policy_text.count(";") == build_policy("'self'").count(";")


@given(st.text(alphabet="embd=tru&%61;+\u0130", max_size=40))
def test_any_query_is_answered_with_a_policy(query):
    octets = query.encode("utf-8").decode("latin-1")
    assert "frame-ancestors" in policy(ask(SecurityHeaders(Shell()), f"/?{octets}"))


def test_who_may_embed_can_be_set():
    inside = SecurityHeaders(Shell(), embedders=read_sites("https://a.example, https://*.b.example:8443"))
    expected = "'self' https://a.example https://*.b.example:8443"
    assert policy(ask(inside, "/?embed=true"))["frame-ancestors"] == expected
    assert policy(ask(inside, "/"))["frame-ancestors"] == "'self'"
    assert read_sites("none") == "'none'"
    assert read_sites("*") == "*"


@pytest.mark.parametrize(
    "text", ["", "a.example", "https://a.example; script-src *", "https://a.example/path", "* none", "'self'"]
)
def test_what_is_no_site_stops_the_start_and_is_named(text):
    with pytest.raises(SystemExit, match="ATLAS_EMBED_SITES"):
        read_sites(text)


def test_an_answer_that_failed_says_nothing_of_the_inside(caplog):
    answer = ask(SecurityHeaders(Broken()), "/?q=private")
    assert answer.status == 500
    assert policy(answer)["default-src"] == "'none'"
    for inside in (b"secret-7531", b"Traceback", b"RuntimeError", b".py"):
        assert inside not in answer.body
    assert "secret-7531" in caplog.text
    assert "private" not in caplog.messages[0]


def test_an_answer_that_failed_half_way_is_broken_off(caplog):
    with pytest.raises(RuntimeError):
        ask(SecurityHeaders(Broken(begun=True)), "/")


def test_a_socket_goes_through_as_it_is():
    seen = []

    async def inside(scope, receive, send):
        seen.append(scope)

    asyncio.run(SecurityHeaders(inside)({"type": "websocket"}, None, None))
    assert seen == [{"type": "websocket"}]
