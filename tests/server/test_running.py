"""A real process: it starts, says whether it is ready, takes new data, stops."""

import csv
import gzip
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request

import pytest
from websockets.exceptions import ConnectionClosed

from atlas.paths import ROOT
from atlas.server.stopping import FINISH_WITHIN
from tests.browser.server import ask, free_port, running_atlas
from tests.server.session import Session

pytestmark = pytest.mark.slow

WATCHED = {"ATLAS_POLL": "0.2", "ATLAS_LOG": "json", "ATLAS_METRICS": "loopback"}


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return shutil.copytree(ROOT / "data", tmp_path_factory.mktemp("changing") / "data")


@pytest.fixture
def reader(atlas):
    with Session(atlas.url) as session:
        yield session


@pytest.fixture(scope="module")
def atlas(tmp_path_factory, data):
    """One process for all that leave it alive."""
    with running_atlas(tmp_path_factory.mktemp("server"), data=data, **WATCHED) as server:
        yield server


def wait_for(is_so, seconds=30):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return
        time.sleep(0.05)  # another process works: there is nothing else to wait on
    raise AssertionError("it did not come to pass")


def version_of(server):
    return json.loads(ask(server.url, "/ready")[1])["data_version"]


def release(data, version, edit=lambda rows: rows):
    """Write the records anew, then the version, as a copy does that takes its time."""
    records = data / "records.csv"
    rows = list(csv.reader(io.StringIO(records.read_text(encoding="utf-8"))))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(edit(rows))
    records.write_text(text.getvalue(), encoding="utf-8", newline="")
    package = data / "datapackage.json"
    described = re.sub(r'("version": ")2026[^"]*', rf"\g<1>{version}", package.read_text(encoding="utf-8"))
    package.write_text(described, encoding="utf-8")


def one_more(rows):
    """The rows with one record twice, the second under another id."""
    header = rows[0]
    at, row = next(
        (at, row)
        for at, row in enumerate(rows)
        if row[header.index("kind")] == "agreement" and row[header.index("scope")] == "direct"
    )
    named = [f"{row[0]}-zz", *row[1:]]
    named[header.index("title")] = "A new agreement"
    return [*rows[: at + 1], named, *rows[at + 1 :]]


def foot_of(server, session):
    """What the page says below every view: it comes as a file."""
    address = re.search(r"assets/foot-\w+\.js", session.scripts["foot"])[0]
    return ask(server.url, f"/{address}")[1]


def records_in(session):
    return int(re.search(r'"atlas-sentence"[^>]*>([\d,]+) records', session.texts)[1].replace(",", ""))


def test_new_data_reach_open_sessions_and_bad_data_nobody(atlas, data, reader):
    reader.run("timeline")
    before, old_script = records_in(reader), reader.scripts["timeline"]
    old_address = re.search(r"assets/timeline-\w+\.js", old_script)[0]
    release(data, "2026.12.1", one_more)
    wait_for(lambda: version_of(atlas) == "2026.12.1")
    assert records_in(reader.run("timeline")) == before + 1
    assert "2026.12.1" in foot_of(atlas, reader)
    assert reader.scripts["timeline"] != old_script
    status, page = ask(atlas.url, "/timeline")
    assert status == 200
    assert old_address not in page
    assert re.search(r"assets/timeline-\w+\.js(?=\")", page)[0] in reader.scripts["timeline"]
    assert ask(atlas.url, f"/{old_address}")[0] == 200
    assert json.loads(ask(atlas.url, "/api/records.json?limit=1")[1])["count"] == before + 1

    good = (data / "records.csv").read_bytes()
    (data / "records.csv").write_bytes(good.replace(b",agreement,", b",wedding,", 1))
    wait_for(lambda: "wedding" in atlas.log)
    time.sleep(1)  # several more looks at the same bad folder
    assert atlas.log.count("the data set has problems") == 1
    assert "version 2026.12.1 is served on" in atlas.log
    assert records_in(reader.run("timeline")) == before + 1
    assert version_of(atlas) == "2026.12.1"
    assert ask(atlas.url, "/ready")[0] == 200

    (data / "records.csv").write_bytes(good)
    release(data, "2026.12.2")
    wait_for(lambda: version_of(atlas) == "2026.12.2")
    assert "2026.12.2" in foot_of(atlas, reader.run())
    assert "data version 2026.12.2 taken" in atlas.log
    assert "Traceback" not in atlas.log


def test_the_log_and_the_metrics_tell_what_happened(atlas, reader):
    reader.run("network", "q=jane&focus=PAK")
    ask(atlas.url, "/network?q=jane")
    ask(atlas.url, "/_stcore/health")
    _, text = ask(atlas.url, "/metrics")
    values = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert float(values["atlas_sessions"]) >= 1
    assert float(values["atlas_interaction_seconds_count"]) >= 1
    assert values["atlas_ready"] == "1.0"
    assert values['atlas_errors_total{where="page"}'] == "0.0"
    lines = [json.loads(line) for line in atlas.log.splitlines() if line.startswith("{")]
    assert {"request", "interaction"} <= {line["what"] for line in lines}
    assert "/network" in {line.get("route") for line in lines}
    assert "jane" not in atlas.log
    assert "/_stcore/health" not in atlas.log
    assert "127.0.0.1" not in atlas.log


def test_a_closed_atlas_lives_and_opens_when_its_data_are_put_right(tmp_path):
    data = shutil.copytree(ROOT / "data", tmp_path / "data")
    good = (data / "records.csv").read_bytes()
    (data / "records.csv").write_bytes(good.replace(b",agreement,", b",wedding,", 1))
    with running_atlas(tmp_path, data=data, **WATCHED) as server:
        assert ask(server.url, "/ready")[0] == 503
        assert ask(server.url, "/")[0] == 503
        assert ask(server.url, "/_stcore/health")[0] == 200
        first = next(line for line in server.log.splitlines() if "problems" in line)
        assert "1 in" in first
        assert "the atlas stays closed" in first
        (data / "records.csv").write_bytes(good)
        wait_for(lambda: ask(server.url, "/ready")[0] == 200)
        with Session(server.url) as reader:
            assert records_in(reader.run()) > 600


def test_sigterm_finishes_what_is_asked_and_ends_with_0(tmp_path):
    with running_atlas(tmp_path, ATLAS_DRAIN="3") as server, Session(server.url) as reader:
        reader.run()
        with socket.socket() as never_reads:
            ask_without_reading(never_reads, server, "/api/records.json")
            answers = []
            asking = threading.Thread(target=lambda: answers.append(fetch(server, "/api/records.xlsx")))
            begun = time.monotonic()
            server.process.terminate()
            wait_for(lambda: ask(server.url, "/ready")[0] == 503, 2.8)
            asking.start()
            with pytest.raises(ConnectionClosed):
                hear_out(reader)
            assert reader.socket.close_code == 1012
            assert server.process.wait(timeout=30) == 0
            assert time.monotonic() - begun < 3 + FINISH_WITHIN + 5
        asking.join()
        assert answers[0][:2] == b"PK"
        assert "Traceback" not in server.log


def ask_without_reading(connection, server, path):
    """Ask for more than fits into the buffers on the way, and take nothing of it."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect(("127.0.0.1", int(server.url.rpartition(":")[2])))
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() * 4)


def hear_out(reader):
    while True:
        reader.socket.recv(timeout=20)


def fetch(server, path):
    with urllib.request.urlopen(server.url + path, timeout=20) as answer:
        body = answer.read()
    return gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body


def start(*words, **variables):
    """Run the atlas until it ends by itself."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", *words]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | variables, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "::"])
def test_a_port_in_use_is_one_line_and_an_exit_code(host):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as taken:
        taken.bind((host, free_port()))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = start("--server.port", port)
    assert ended.returncode == 1
    assert ended.stdout.strip() == ""
    (line,) = ended.stderr.strip().splitlines()
    assert f"Port {port} is not available" in line


def test_a_setting_that_makes_no_sense_is_one_line_and_an_exit_code():
    ended = start("--server.port", str(free_port()), ATLAS_METRICS="everybody")
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert ended.stderr.strip().splitlines()[-1].startswith("ATLAS_METRICS must be one of off, loopback, all")


@pytest.mark.parametrize("what", ["a wrong code", "no folder"])
def test_bad_data_are_one_line_and_an_exit_code_where_that_is_wished(tmp_path, what):
    data = tmp_path / "the data"
    if what == "a wrong code":
        shutil.copytree(ROOT / "data", data)
        good = (data / "records.csv").read_bytes()
        (data / "records.csv").write_bytes(good.replace(b",agreement,", b",wedding,", 2))
    ended = start("--server.port", str(free_port()), ATLAS_DATA=str(data), ATLAS_BAD_DATA="exit")
    assert ended.returncode == 1
    (line,) = ended.stderr.strip().splitlines()
    assert line.startswith("the data set has problems, ")
    assert f" in {data}, the " in line
    assert line.endswith(f"; all of them: python -m atlas check '{data}'")
    if what == "a wrong code":
        assert "problems, 2 in" in line
        assert re.search(r"the first: records\.csv:\d+ kind unknown-code 'wedding'", line)


def test_bad_data_that_come_later_end_nothing(tmp_path):
    data = shutil.copytree(ROOT / "data", tmp_path / "data")
    with running_atlas(tmp_path, data=data, ATLAS_BAD_DATA="exit", **WATCHED) as server:
        (data / "partners.csv").rename(data / "away")
        wait_for(lambda: "is served on" in server.log)
        assert ask(server.url, "/ready")[0] == 200
