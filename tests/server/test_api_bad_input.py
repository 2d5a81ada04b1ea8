"""Whatever a stranger types: a clear answer with the right status, never a traceback, never markup."""

import json
import urllib.parse

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.address import PARAMETERS
from tests.export.asgi import ask

KEYS = ["error", "parameter", "value", "allowed"]


def refused(path, query=b"", **options):
    """Return the answer to something that cannot be answered, checked for its form."""
    answer = ask(path, query, **options)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "no-store"
    assert not set(b"<>&") & set(answer.body)
    assert list(answer.json) == KEYS
    return answer


@pytest.mark.parametrize(
    ("query", "parameter", "value"),
    [
        ("domain=zzz", "domain", "zzz"),
        ("domain=cyber-security&domain=zzz", "domain", "zzz"),
        ("domain=", "domain", ""),
        ("scope=Direct", "scope", "Direct"),
        ("years=2000", "years", "2000"),
        ("years=2010&years=2000", "years", "2010 2000"),
        ("years=٢٠٠٠&years=٢٠١٠", "years", "٢٠٠٠ ٢٠١٠"),
        ("focus=XXX", "focus", "XXX"),
        ("focus=PAK&focus=TUR", "focus", "TUR"),
        ("record=nothing", "record", "nothing"),
        ("q=a&q=b", "q", "b"),
        ("utm_source=x", "utm_source", "x"),
        ("embed=true", "embed", "true"),
        ("nonsense=1", "nonsense", "1"),
        ("=1", "", "1"),
        ("limit=0", "limit", "0"),
        ("limit=-1", "limit", "-1"),
        ("limit=1e3", "limit", "1e3"),
        ("limit=1_0", "limit", "1_0"),
        ("limit=１", "limit", "１"),
        ("limit=1&limit=2", "limit", "1 2"),
        ("offset=", "offset", ""),
        ("offset=99999999999999999999", "offset", "99999999999999999999"),
    ],
)
def test_what_is_not_understood_is_named(query, parameter, value):
    answer = refused("/api/records.json", query)
    assert answer.status == 400
    assert (answer.json["parameter"], answer.json["value"]) == (parameter, value)
    assert answer.json["allowed"]


def test_the_allowed_values_are_accepted():
    for name in ("domain", "era", "kind", "region", "confidence", "scope", "focus"):
        for value in refused("/api/records.json", f"{name}=~").json["allowed"]:
            assert ask("/api/facets.json", {name: value} and f"{name}={value}").status == 200


def test_a_file_without_filters_takes_none():
    for name in "feed.atom", "openapi.json":
        assert refused(f"/api/{name}", "domain=cyber-security").status == 400


def test_only_lists_have_pages():
    assert refused("/api/network.json", "limit=1").json["parameter"] == "limit"


@pytest.mark.parametrize(
    "path",
    [
        "records",
        "records.xml",
        "record.json",
        "records.json/",
        "../data/records.csv",
        "tables/x.csv",
        "<script>",
    ],
)
def test_an_unknown_address_is_not_found(path):
    answer = refused(f"/api/{path}")
    assert answer.status == 404
    assert "/api/records.json" in answer.json["allowed"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_other_methods_are_refused(method):
    answer = refused("/api/records.json", method=method)
    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert (answer.json["parameter"], answer.json["value"]) == ("method", method)


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/records.json", "/api/datapackage.zip"])
def test_an_overlong_query_is_refused(path):
    answer = refused(path, "q=" + "a" * 1_000_000)
    assert answer.status == 414
    assert len(answer.raw) < 1_000
    assert ask("/api/records.json", "q=" + "a" * 8_191).status == 414
    assert ask("/api/records.json", "q=" + "%61" * 200).status == 200


def test_head_of_a_refusal_has_no_body():
    answer = ask("/api/records.json", "domain=zzz", method="HEAD")
    assert (answer.status, answer.raw) == (400, b"")


@pytest.mark.parametrize(
    "octets", [b"q=%ff", b"q=\xff", b"%ff=1", b"focus=PAK%ff", b"q=%ed%a0%80", b"q=%EF%BF%BD"]
)
def test_what_is_not_utf_8_is_refused(octets):
    assert refused("/api/records.json", octets).json["allowed"] == ["UTF-8"]


@pytest.mark.parametrize(
    "octets", ["q=Türkiyə".encode(), b"q=T%C3%BCrkiy%C9%99", b"q=a+b", b"q=%00", b"q=%0d%0aX:%201"]
)
def test_words_may_hold_anything_that_is_text(octets):
    answer = ask("/api/records.json", octets)
    assert answer.status == 200
    assert "x" not in answer.headers


@pytest.mark.parametrize(
    "value",
    [
        "</script><script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "a\r\nSet-Cookie: a=b",
        "a\x00b",
        "' OR 1=1 --",
        "../../etc/passwd",
        "{{7*7}}",
        "%0d%0a",
        "\u2028\u202e",
        "=cmd|' /C calc'!A0",
        "a" * 5_000,
    ],
)
def test_a_hostile_value_comes_back_as_plain_json(value):
    for name in PARAMETERS:
        if name != "q":
            query = urllib.parse.urlencode({name: value})
            answer = refused("/api/records.json", query)
            assert answer.status == 400
            assert answer.json["value"] == value[:200]
    answer = refused("/api/records.json", urllib.parse.urlencode({value: "1"}))
    assert (answer.status, answer.json["parameter"]) == (400, value[:200])


@pytest.mark.parametrize("name", ["records.json", "partners.geojson", "facets.json", "network.json"])
def test_hostile_words_leave_no_markup_in_json(name):
    answer = ask(f"/api/{name}", urllib.parse.urlencode({"q": "</script><b>&\u2028"}))
    assert answer.status == 200
    assert not set("<>&\u2028") & set(answer.body.decode())
    assert answer.json["filters"]["q"] == ["</script><b>&"]


@pytest.mark.parametrize("host", ["evil.example/<script>", "a b", "", "a\tb", "[::1", "x" * 300, "a:b@c"])
def test_a_strange_host_is_not_repeated(host):
    answer = ask("/api/records.json", "limit=1", host=host)
    assert (answer.status, answer.json["address"]) == (200, "")
    assert "cite-as" not in answer.headers["link"]


def test_a_proxy_header_of_a_stranger_is_not_believed():
    answer = ask(
        "/api/records.json", headers={"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    )
    assert b"evil" not in answer.body


def test_a_hostile_query_of_the_redirect_stays_a_query():
    for octets in b"q=a\r\nX: 1", b"//evil.example", b"q=%0d%0aX:1":
        answer = ask("/api/", octets)
        assert answer.status == 308
        assert answer.headers["location"].startswith("../api?")


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"' + "a" * 10_000},
        {"If-None-Match": ",,,W/,"},
        {"Accept-Encoding": ";;q=,gzip;q=x,,"},
        {"Range": "bytes=0-10"},
    ],
)
def test_strange_headers_are_no_trouble(headers):
    assert ask("/api/records.json", headers=headers).status == 200


@given(st.binary(max_size=300))
def test_no_query_at_all_raises(octets):
    answer = ask("/api/records.csv", octets)
    assert answer.status in (200, 400)
    if answer.status == 400:
        assert list(json.loads(answer.body)) == KEYS


@given(st.text(max_size=40).filter(lambda path: not path.startswith(("records", "partners", "network"))))
def test_no_path_at_all_raises(path):
    assert ask(f"/api/{path}").status in (200, 308, 404)
