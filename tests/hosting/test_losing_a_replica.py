"""Three replicas behind nginx: one is lost, one is stopped, and nobody who reads notices.

`pytest -rP tests/hosting/test_losing_a_replica.py` prints the figures of docs/reliability.md.
"""

import asyncio
import http.client
import statistics
import threading
import time

import pytest

from tests.hosting.fakes import fetch
from tests.hosting.proxy import running_nginx
from tests.hosting.replicas import replicas
from tests.hosting.sockets import SocketReader, reading, until
from tests.hosting.written import Written

pytestmark = pytest.mark.slow

READERS = 30
BACK_WITHIN = 5.0
VIEWS = [
    ("", ""),
    ("", "domain=cyber-security&focus=PAK"),
    ("network", "focus=NATO"),
    ("timeline", "years=2002&years=2013"),
    ("records", "q=exercise&kind=visit"),
    ("compare", "with=PAK&with=TUR"),
]


def test_replicas_come_and_go_and_nobody_who_reads_notices(tmp_path):
    # One story and not five tests: what a replica is lost for, and started again, is the same each time.
    written = Written(tmp_path)
    with replicas(tmp_path, 3, written.environment) as three:
        ports = [replica.port for replica in three]
        three[0].start().wait_ready()
        with running_nginx(tmp_path / "nginx", ports) as proxy:
            kill_one_under_thirty_readers(proxy, three)
            stop_one_that_is_busy(proxy, three)
            check_that_answers_are_kept(proxy)
            check_whose_scheme_is_believed(proxy, ports, tmp_path)
            check_that_nothing_was_written(proxy, written)


def make_readers(proxy):
    return [SocketReader(proxy.port, *VIEWS[number % len(VIEWS)]) for number in range(READERS)]


def report(what, readers, since):
    """Print how long they were away, and return the longest."""
    away = sorted(reader.back_at - since for reader in readers)
    median = statistics.median(away)
    print(f"{what}: {len(away)} readers back after {away[0]:.2f} to {away[-1]:.2f} s, median {median:.2f} s")
    return away[-1]


def kill_one_under_thirty_readers(proxy, three):
    """Everybody reads from the first replica, the others come, the first is killed."""
    readers = make_readers(proxy)

    async def play():
        async with reading(readers):
            for replica in three[1:]:
                await asyncio.to_thread(replica.start)
            for replica in three[1:]:
                await asyncio.to_thread(replica.wait_ready)
            # Everybody came while there was but one.
            assert [len(reader.views) for reader in readers] == [1] * READERS
            killed = time.monotonic()
            three[0].kill()
            await until(lambda: all(len(reader.views) == 2 for reader in readers), "everybody back")
            return killed

    killed = asyncio.run(play())
    assert report("killed", readers, killed) < BACK_WITHIN
    assert [reader.codes for reader in readers] == [[1006]] * READERS
    assert [len(set(reader.views)) for reader in readers] == [1] * READERS, "the same view, to the byte"
    assert len({reader.views[0] for reader in readers}) == len(VIEWS), "and another address is another view"


def stop_one_that_is_busy(proxy, three):
    """It finishes what it began, and tells its readers to connect anew."""
    lost, stopped, _ = three
    # Started again as systemd would, it is taken back without a word.
    lost.wait_ended()
    lost.start().wait_ready()
    readers = make_readers(proxy)
    in_flight = []
    ask = threading.Thread(target=lambda: in_flight.append(fetch(stopped.port, "/api/records.xlsx")))

    async def play():
        async with reading(readers):
            ask.start()
            await asyncio.sleep(0.05)
            began = time.monotonic()
            assert not in_flight, "it is still being made"
            stopped.terminate()
            await asyncio.to_thread(stopped.wait_ended)
            ended = time.monotonic()
            moved = [reader for reader in readers if reader.codes]
            await until(lambda: all(len(reader.views) == 2 for reader in moved), "everybody back")
            return began, ended, moved

    began, ended, moved = asyncio.run(play())
    ask.join()
    assert in_flight[0].status == 200
    assert len(in_flight[0].body) == int(in_flight[0].headers["content-length"])
    print(f"asked to stop: ended after {ended - began:.2f} s")
    assert report("asked to stop", moved, began) < BACK_WITHIN
    assert 0 < len(moved) < READERS, "only those it served had to move"
    assert [reader.codes for reader in moved] == [[1012]] * len(moved), "told that it starts again"
    assert [len(set(reader.views)) for reader in moved] == [1] * len(moved)
    with pytest.raises(ConnectionRefusedError):
        http.client.HTTPConnection("127.0.0.1", stopped.port, timeout=5).request("GET", "/")


def check_that_answers_are_kept(proxy):
    """Data come from whoever is left, and from nginx the second time."""
    for path in ("/api/records.json?limit=3", "/api/partners.csv?focus=PAK"):
        first, second = (fetch(proxy.port, path, accept_encoding="gzip") for _ in range(2))
        assert (first.status, first.headers["x-cache"]) == (200, "MISS")
        assert (second.headers["x-cache"], second.body) == ("HIT", first.body)
        unchanged = fetch(proxy.port, path, accept_encoding="gzip", if_none_match=first.headers["etag"])
        assert (unchanged.status, unchanged.body) == (304, b"")


def check_whose_scheme_is_believed(proxy, ports, folder):
    """A citation has https where a proxy says so that is trusted, and only there."""
    said = {"host": "atlas.example", "x_forwarded_proto": "https"}
    with running_nginx(folder / "trusting", ports, trusted="127.0.0.1") as trusting:
        for asked, scheme in ((trusting, "https"), (proxy, "http")):
            answer = fetch(asked.port, "/api/records.json?focus=PAK&limit=1", **said)
            assert f'<{scheme}://atlas.example/?focus=PAK>; rel="cite-as"' in answer.headers["link"]


def check_that_nothing_was_written(proxy, written):
    """Nothing but temporary files."""
    for name in ("records.xlsx", "datapackage.zip"):
        assert fetch(proxy.port, f"/api/{name}?focus=TUR").status == 200
    inside, elsewhere = written.places()
    assert elsewhere == set(), "the file system of a container is read-only"
    assert inside, "a workbook is put together in a file, so the watch does see"
