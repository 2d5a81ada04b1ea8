import json
from types import SimpleNamespace

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.responses import PlainTextResponse

from atlas.server import metrics
from atlas.server.probes import Probes
from tests.server.asgi import ask


class State:
    def __init__(self, version="1.2.3", *, is_ready=True):
        self._front = SimpleNamespace(catalog=SimpleNamespace(version=version)) if version else None
        self.is_ready = is_ready

    def find(self):
        return self._front


def probes(state=None, *, who="off"):
    return Probes(PlainTextResponse("the atlas"), state or State(), metrics=who)


@pytest.mark.parametrize(
    ("state", "status", "told"),
    [
        (State(), 200, {"ready": True, "data_version": "1.2.3"}),
        (State(is_ready=False), 503, {"ready": False, "data_version": "1.2.3"}),
        (State("", is_ready=False), 503, {"ready": False, "data_version": None}),
    ],
    ids=["open", "told to stop", "closed"],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_ready_says_whether_readers_may_be_sent(state, status, told, method):
    answer = ask(probes(state), "/ready", method)
    assert answer.status == status
    assert answer.headers["cache-control"] == "no-store"
    assert json.loads(answer.body) == told


@pytest.mark.parametrize("path", ["/ready", "/metrics"])
def test_a_probe_only_reads(path):
    assert ask(probes(who="all"), path, "POST").status == 405


@pytest.mark.parametrize("path", ["/", "/ready/", "/readyx", "/_stcore/health", "/api/metrics"])
def test_all_else_is_passed_on(path):
    assert ask(probes(who="all"), path).body == b"the atlas"


@pytest.mark.parametrize(
    ("who", "client", "status"),
    [
        ("off", "127.0.0.1", 404),
        ("loopback", "127.0.0.1", 200),
        ("loopback", "::1", 200),
        ("loopback", "::ffff:127.0.0.1", 200),
        ("loopback", "10.0.0.1", 404),
        ("loopback", "::ffff:10.0.0.1", 404),
        ("loopback", "testclient", 404),
        ("all", "10.0.0.1", 200),
    ],
)
def test_metrics_are_for_those_who_may(who, client, status):
    async def from_client(scope, receive, send):
        await probes(who=who)({**scope, "client": (client, 1)}, receive, send)

    assert ask(from_client, "/metrics").status == status


@pytest.mark.parametrize("header", ["x_forwarded_for", "forwarded", "x_real_ip"])
def test_who_comes_through_a_proxy_on_this_machine_is_not_near(header):
    assert ask(probes(who="loopback"), "/metrics", **{header: "127.0.0.1"}).status == 404


def test_metrics_are_in_the_format_of_prometheus():
    metrics.note_request("GET", "/network", 200, 0.003)
    metrics.note_request("BREW", "other", 405, 0.003)
    metrics.note_interaction(0.04)
    metrics.note_data("9.9.9")
    metrics.note_data(None)
    answer = ask(probes(State(is_ready=False), who="all"), "/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    samples = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.body.decode())
        for sample in family.samples
    }
    assert samples["atlas_ready",] == 0
    assert samples["atlas_data_info", "9.9.9"] == 1
    assert samples["atlas_request_seconds_count", "/network", "200", "GET"] >= 1
    assert ("atlas_request_seconds_count", "405", "other", "other") in samples
    assert samples["atlas_interaction_seconds_bucket", "0.05"] >= 1
    assert samples["atlas_data_reads_total", "bad"] >= 1
    assert samples["process_resident_memory_bytes",] > 1e6
    assert {("atlas_errors_total", "page"), ("atlas_errors_total", "request")} <= samples.keys()
    assert [key for key in samples if key[0] == "atlas_data_info"] == [("atlas_data_info", "9.9.9")]


def test_the_documents_name_only_metrics_there_are():
    import re

    from atlas.paths import ROOT

    text = (ROOT / "docs/monitoring.md").read_text(encoding="utf-8")
    there = metrics.write_metrics(is_ready=True).decode()
    named = set(re.findall(r"\b(?:atlas|process)_\w+", text))
    assert named
    assert {name for name in named if f"\n{name}" not in there} == set()
