"""What is counted while the atlas runs, for Prometheus (docs/monitoring.md)."""

from collections.abc import Iterator
from typing import Final

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import SummaryMetricFamily
from prometheus_client.registry import Collector

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST

_SECONDS: Final = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)

_GENERATIONS: Final = ("0", "1", "2")

# The time a counter was made: twice the lines, of no use here.
disable_created_metrics()  # type: ignore[no-untyped-call]
_REGISTRY: Final = CollectorRegistry()
ProcessCollector(registry=_REGISTRY)

_requests = Histogram(
    "atlas_request_seconds",
    "Time to answer a request, to its last byte.",
    ("method", "route", "status"),
    buckets=_SECONDS,
    registry=_REGISTRY,
)
_interactions = Histogram(
    "atlas_interaction_seconds",
    "Time from a reader's message to the end of the run of the page that answers it.",
    buckets=_SECONDS,
    registry=_REGISTRY,
)
_sessions = Gauge("atlas_sessions", "Readers' pages that hold a socket open.", registry=_REGISTRY)
_errors = Counter("atlas_errors", "Errors no code of the atlas handled.", ("where",), registry=_REGISTRY)
_reloads = Counter("atlas_data_reads", "Data sets read, by what came of it.", ("result",), registry=_REGISTRY)
_data = Gauge(
    "atlas_data_info", "1 for the version of the data served now.", ("version",), registry=_REGISTRY
)
_read_at = Gauge(
    "atlas_data_read_timestamp_seconds", "When the data served now were read.", registry=_REGISTRY
)
_ready = Gauge("atlas_ready", "1 while readers may be sent here, as /ready says.", registry=_REGISTRY)


class _Garbage(Collector):
    """Collections of garbage. No lock is taken to count them: whoever holds it may be who collects."""

    def __init__(self) -> None:
        self.counts = dict.fromkeys(_GENERATIONS, 0)
        self.seconds = dict.fromkeys(_GENERATIONS, 0.0)

    def collect(self) -> Iterator[SummaryMetricFamily]:
        text = "Time for which a collection of garbage stopped everything, by how much it looked through."
        family = SummaryMetricFamily("atlas_garbage_seconds", text, labels=("generation",))
        for name in _GENERATIONS:
            family.add_metric((name,), self.counts[name], self.seconds[name])
        yield family


_garbage: Final = _Garbage()
_REGISTRY.register(_garbage)

# Named from the start: a counter that appears with its first error cannot be seen to grow.
for _where in ("request", "page"):
    _errors.labels(_where)
for _result in ("good", "bad"):
    _reloads.labels(_result)


def note_request(method: str, route: str, status: int, seconds: float) -> None:
    """Count a request; one that broke has status 500."""
    known = method if method in ("GET", "HEAD", "POST", "OPTIONS") else "other"
    _requests.labels(known, route, str(status)).observe(seconds)


def note_interaction(seconds: float) -> None:
    """Count a run of a page."""
    _interactions.observe(seconds)


def note_session(change: int) -> None:
    """Count a socket opened (1) or closed (-1)."""
    _sessions.inc(change)


def note_error(where: str) -> None:
    """Count an error in a `request` or a `page`."""
    _errors.labels(where).inc()


def note_page_error(_: Exception) -> None:
    """Count an error of a page; what the reader gets to see is Streamlit's to say."""
    note_error("page")


def note_data(version: str | None) -> None:
    """Count a data set read: its version, or None if it had problems."""
    _reloads.labels("bad" if version is None else "good").inc()
    if version is not None:
        _data.clear()
        _data.labels(version).set(1)
        _read_at.set_to_current_time()


def note_garbage(generation: int, seconds: float) -> None:
    """Count a collection of garbage; called while Python collects, so by one thread at a time."""
    _garbage.counts[_GENERATIONS[generation]] += 1
    _garbage.seconds[_GENERATIONS[generation]] += seconds


def write_metrics(*, is_ready: bool) -> bytes:
    """Return all of it in the text format of Prometheus."""
    _ready.set(is_ready)
    return generate_latest(_REGISTRY)
