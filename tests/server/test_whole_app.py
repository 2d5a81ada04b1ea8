"""The whole atlas as it is served: every answer closed, whatever is asked."""

import http.client
from urllib.parse import urlsplit

import pytest

from tests.browser.server import running_atlas
from tests.server.test_doors import CLOSED

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    with running_atlas(tmp_path_factory.mktemp("atlas")) as server:
        yield server.url


def ask(url, path, method="GET", body=None):
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    try:
        connection.request(method, path, body=body)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/network?embed=true", 200),
        ("/network/", 301),
        ("/_stcore/health", 200),
        ("/_stcore/host-config", 200),
        ("/favicon.png", 200),
        ("/static/js/no-such-file.js", 404),
        ("/assets/no-such-file.js", 404),
        ("/media/no-such-file.png", 404),
        ("/api", 200),
        ("/api/", 308),
        ("/api/facets.json", 200),
        ("/api/no-such-file.json", 404),
        ("/api/records.json?domain=x", 400),
        ("/?" + "x" * 9_000, 414),
        ("/app.py", 404),
    ],
)
def test_every_answer_carries_the_headers(url, path, status):
    found, headers, _ = ask(url, path)
    assert found == status
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    for name in ("referrer-policy", "permissions-policy", "cross-origin-opener-policy"):
        assert headers[name]


def test_nothing_that_is_closed_gives_anything_away(url):
    for path in CLOSED:
        status, headers, body = ask(url, path)
        assert status == 404, path
        assert "content-security-policy" in headers, path
        assert "set-cookie" not in headers, path
        assert len(body) < 1_000, path


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_uploaded(url, method):
    assert ask(url, "/_stcore/upload_file/a/b", method, b"x" * 1_000)[0] == 404


def test_no_other_site_may_send_messages_to_a_page(url):
    assert b'"allowedOrigins":[]' in ask(url, "/_stcore/host-config")[2]


def test_a_long_way_to_a_file_of_the_page_is_no_way_out(url):
    status, _, body = ask(url, "/static/js/../../../../../../../../etc/passwd")
    assert (status, b"root:" in body) == (404, False)
