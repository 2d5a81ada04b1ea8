"""The shipped nginx configuration, run by Debian's nginx in front of stand-ins that say what reached them."""

import re
import subprocess
import threading
import time

import pytest

from tests.hosting.fakes import Fake, fetch, reply, running
from tests.hosting.proxy import SHIPPED, furnish, running_nginx

pytestmark = pytest.mark.slow

REPLICA = re.compile(r"atlas_replica=([0-9a-f]{32}); Path=/; HttpOnly; SameSite=Lax")
CACHED = {"cache_control": "public, max-age=300"}


def page(handler):
    """Answers with a page of HTML that names the replica."""
    return reply(handler, {"port": handler.server.port}, content_type="text/html")


@pytest.fixture
def stand(tmp_path):
    """Starts nginx in front of fakes: `with stand(fake, …) as proxy`."""

    class Stand:
        def __init__(self, *fakes, **options):
            self.fakes = running(*fakes)
            self.options = options

        def __enter__(self):
            ports = self.fakes.__enter__()
            self.nginx = running_nginx(tmp_path / "proxy", ports, **self.options)
            return self.nginx.__enter__()

        def __exit__(self, *error):
            self.nginx.__exit__(*error)
            self.fakes.__exit__(*error)

    return Stand


@pytest.mark.parametrize("place", ["", "include sub-path.conf;"])
def test_nginx_takes_the_configuration(tmp_path, place):
    check(furnish(tmp_path, [8501, 8502], 8080, place=place))


def test_nginx_takes_the_configuration_of_compose(tmp_path):
    command = furnish(tmp_path, [8501], 8080)
    for path in (SHIPPED / "compose").iterdir():
        own = path.read_text().replace("/tmp", str(tmp_path))
        (tmp_path / "nginx/here" / path.name).write_text(own)
    check(command)


def check(command):
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr


def test_a_reader_stays_with_one_replica_and_readers_are_spread(stand):
    fakes = [Fake(page) for _ in range(3)]
    with stand(*fakes) as proxy:
        seen = set()
        for _ in range(24):
            first = fetch(proxy.port, "/")
            number = REPLICA.fullmatch(first.headers["set-cookie"])[1]
            again = [fetch(proxy.port, "/network", cookie=f"atlas_replica={number}") for _ in range(2)]
            assert {answer.asked["port"] for answer in (first, *again)} == {first.asked["port"]}
            assert not any("set-cookie" in answer.headers for answer in again)
            seen.add(first.asked["port"])
        assert seen == {fake.port for fake in fakes}


def test_a_cookie_somebody_made_up_is_replaced(stand):
    with stand(Fake(page)) as proxy:
        answer = fetch(proxy.port, "/", cookie="atlas_replica=../../x")
        assert REPLICA.fullmatch(answer.headers["set-cookie"])


def test_another_replica_answers_for_one_that_is_gone(tmp_path):
    gone, living = Fake(), Fake()
    gone.server_close()
    with running(living) as ports, running_nginx(tmp_path / "proxy", [gone.port, *ports]) as proxy:
        answers = [fetch(proxy.port, "/") for _ in range(12)]
    assert {answer.status for answer in answers} == {200}
    assert {answer.asked["port"] for answer in answers} == {living.port}


def test_another_replica_answers_for_one_that_is_closed_or_hangs(stand):
    released = threading.Event()
    closed = Fake(lambda handler: reply(handler, {}, status=503))
    hanging = Fake(lambda handler: not released.wait(20))
    with stand(closed, hanging, Fake()) as proxy:
        began = time.monotonic()
        answers = [fetch(proxy.port, "/_stcore/health") for _ in range(12)]
        released.set()
        assert {answer.status for answer in answers} == {200}
        # One look at the one that hangs; after it, it is passed over.
        assert time.monotonic() - began < 6


def test_a_replica_that_was_slow_answers_when_the_other_is_lost(tmp_path):
    slow = Fake(lambda handler: bool(slow.count == 1 and time.sleep(2.3)))
    gone = Fake()
    gone.server_close()
    with running(slow) as ports, running_nginx(tmp_path / "proxy", [gone.port, *ports]) as proxy:
        statuses = [fetch(proxy.port, "/_stcore/health").status for _ in range(4)]
    assert slow.count > 1
    assert statuses == [200] * 4


def test_when_there_is_no_replica_it_is_said_at_once(tmp_path):
    gone = Fake()
    gone.server_close()
    with running_nginx(tmp_path / "proxy", [gone.port]) as proxy:
        answer = fetch(proxy.port, "/")
    assert answer.status == 502
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_file_only_one_version_knows_is_found(stand):
    old = [Fake(lambda handler: reply(handler, {}, status=404)) for _ in range(2)]
    with stand(*old, Fake()) as proxy:
        assert fetch(proxy.port, "/assets/new-1a2b3c.js").status == 200
        assert fetch(proxy.port, "/static/js/new.js").status == 200


def test_answers_are_kept_by_the_rules_they_came_with(stand):
    def act(handler):
        packed = handler.headers.get("Accept-Encoding", "")
        if handler.headers.get("If-None-Match"):
            return reply(handler, {}, status=304)
        return reply(handler, {"packed": packed}, etag='"v1"', vary="Accept-Encoding", **CACHED)

    fake = Fake(act)
    with stand(fake) as proxy:
        for path in ("/api/records.json?q=a", "/preview.png?focus=PAK", "/assets/a-1.js", "/static/a.js"):
            first, second = (fetch(proxy.port, path) for _ in range(2))
            assert (first.headers["x-cache"], second.headers["x-cache"]) == ("MISS", "HIT")
            assert second.body == first.body
            other = fetch(proxy.port, path, accept_encoding="gzip")
            assert other.headers["x-cache"] == "MISS", "another form is another answer"
            assert other.asked == {"packed": "gzip"}
            unchanged = fetch(proxy.port, path, if_none_match='"v1"')
            assert (unchanged.status, unchanged.body) == (304, b"")
            assert "set-cookie" not in second.headers
        assert fake.count == 8


def test_pages_and_health_are_never_kept(stand):
    fake = Fake(lambda handler: reply(handler, {}, **CACHED))
    with stand(fake) as proxy:
        for path in ("/", "/network", "/_stcore/health"):
            assert not any("x-cache" in fetch(proxy.port, path).headers for _ in range(2))
        assert fake.count == 6


def test_one_host_does_not_get_what_was_kept_for_another(stand):
    fake = Fake(lambda handler: reply(handler, {"host": handler.headers["Host"]}, **CACHED))
    with stand(fake) as proxy:
        for host in ("one.example", "two.example:8080"):
            assert fetch(proxy.port, "/api/records.json", host=host).asked == {"host": host}


def test_what_a_stranger_says_about_himself_is_not_passed_on(stand):
    with stand(Fake()) as proxy:
        claims = {
            "x_forwarded_proto": "https",
            "x_forwarded_for": "203.0.113.7",
            "x_forwarded_host": "evil.example",
            "x_forwarded_prefix": "/evil",
            "forwarded": "for=203.0.113.7",
        }
        heard = fetch(proxy.port, "/", host="atlas.example:8443", **claims).asked["headers"]
    assert heard["x-forwarded-proto"] == "http"
    assert heard["x-forwarded-for"] == "127.0.0.1"
    assert heard["host"] == "atlas.example:8443"
    assert not {"x-forwarded-host", "x-forwarded-prefix", "forwarded"} & set(heard)


def test_a_trusted_proxy_says_how_the_reader_came(stand):
    with stand(Fake(page), trusted="127.0.0.1") as proxy:
        secure = fetch(proxy.port, "/", x_forwarded_proto="https")
        assert secure.headers["set-cookie"].endswith("; SameSite=Lax; Secure")
        plain = fetch(proxy.port, "/", x_forwarded_proto="gopher")
        assert "Secure" not in plain.headers["set-cookie"]


@pytest.mark.parametrize(("upgrade", "passed"), [("websocket", "websocket"), ("h2c", None)])
def test_nothing_but_a_web_socket_is_upgraded(stand, upgrade, passed):
    with stand(Fake()) as proxy:
        heard = fetch(proxy.port, "/_stcore/stream", upgrade=upgrade, connection="Upgrade").asked["headers"]
        assert heard.get("upgrade") == passed
        assert heard.get("connection") == ("upgrade" if passed else None)


def test_what_is_too_long_or_too_large_is_refused(stand):
    fake = Fake()
    with stand(fake) as proxy:
        assert fetch(proxy.port, f"/?q={'a' * 8_190}").status == 200
        for path in ("/", "/api/records.json"):
            assert fetch(proxy.port, f"{path}?q={'a' * 8_191}").status == 414
        assert fetch(proxy.port, "/", cookie="a" * 20_000).status == 400
        assert fetch(proxy.port, "/", method="POST", body=b"x" * 2_000).status == 413
        assert fake.count == 1


def test_who_asks_too_often_is_told_so(stand):
    with stand(Fake()) as proxy:
        answers = [fetch(proxy.port, f"/api/records.json?q={number}") for number in range(90)]
    refused = [answer for answer in answers if answer.status == 429]
    assert answers[59].status == 200
    assert refused
    assert all(answer.headers["x-content-type-options"] == "nosniff" for answer in refused)
    assert all(answer.headers["content-security-policy"] == "default-src 'none'" for answer in refused)
    assert all(b"nginx/" not in answer.body for answer in refused), "no version"


@pytest.mark.parametrize("path", ["/metrics", "/ready", "/_stcore/metrics", "/_stcore/upload_file/x"])
def test_what_is_for_whoever_runs_it_is_not_for_readers(stand, path):
    fake = Fake()
    with stand(fake) as proxy:
        assert fetch(proxy.port, path).status == 404
        assert fake.count == 0


def test_the_log_says_nothing_about_a_reader(stand):
    with stand(Fake()) as proxy:
        fetch(proxy.port, "/records?q=secret", user_agent="Somebody/1", referer="http://elsewhere.example")
        fetch(proxy.port, "/last")
    line = proxy.requests[0]
    assert re.fullmatch(r"\S+ GET /records 200 \d+ [\d.]+ replica=127\.0\.0\.1:\d+ cache=-", line)


def test_a_sub_path_is_taken_off_and_put_on_again(stand):
    def act(handler):
        if handler.path.startswith("/old"):
            return reply(handler, {}, status=308, location="/new?a=1")
        return reply(handler, {"path": handler.path}, content_type="text/html")

    fake = Fake(act)
    with stand(fake, place="include sub-path.conf;") as proxy:
        first = fetch(proxy.port, "/atlas/")
        assert first.asked == {"path": "/"}
        assert "; Path=/atlas/;" in first.headers["set-cookie"]
        assert fetch(proxy.port, "/atlas/network?focus=PAK&q=a%20b").asked == {
            "path": "/network?focus=PAK&q=a%20b"
        }
        assert fetch(proxy.port, "/atlas/old").headers["location"] == "/atlas/new?a=1"
        bare = fetch(proxy.port, "/atlas?focus=PAK")
        assert (bare.status, bare.headers["location"]) == (308, "/atlas/?focus=PAK")
        asked = fake.count
        assert {fetch(proxy.port, path).status for path in ("/", "/network", "/atlasx", "/api")} == {404}
        assert fetch(proxy.port, "/atlas/metrics").status == 404
        assert fake.count == asked
