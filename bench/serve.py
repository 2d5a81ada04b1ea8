"""Servers of the subjects: each its own process, each in its own folder."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil

from bench.subject import ROOT, Subject

_START = 60
"""Seconds a server has to start."""

_PAUSE = 0.05
"""Seconds between two looks whether it has."""

_STREAMLIT = ("-m", "streamlit", "run", "app.py", "--server.port", "{port}")
# What an app needs to be measured at all; everything else stays as Streamlit has it.
_PLAIN = ("--server.headless", "true", "--browser.gatherUsageStats", "false")
_STATIC = ("--server.enableStaticServing", "true")


class Server:
    """A running server.

    Parameters
    ----------
    process : Popen
        Started in its own folder.
    port : int
        Where it listens on this machine.
    """

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.process = process
        self.port = port
        self._family = psutil.Process(process.pid)

    @property
    def address(self) -> str:
        """Address without a slash at its end."""
        return f"http://localhost:{self.port}"

    def cpu(self) -> float:
        """Return the processor time used so far, in milliseconds, children included."""
        times = [one.cpu_times() for one in self._all()]
        return 1000 * sum(time.user + time.system for time in times)

    def memory(self) -> int:
        """Return the resident memory in bytes, children included."""
        return sum(one.memory_info().rss for one in self._all())

    def _all(self) -> list[psutil.Process]:
        return [self._family, *self._family.children(recursive=True)]


@contextmanager
def serve_all(subjects: Iterable[Subject]) -> Iterator[dict[str, Server]]:
    """Start the server of every subject and stop them all in the end; subjects of one app share one."""
    with ExitStack() as stack:
        running: dict[object, Server] = {}
        servers = {}
        for subject in subjects:
            key = subject.app or subject.command or ROOT
            if key not in running:
                running[key] = stack.enter_context(_serve(subject))
            servers[subject.name] = running[key]
        for server in running.values():
            _wait_for(server)
        yield servers


@contextmanager
def serve_replicas(subject: Subject, number: int) -> Iterator[list[Server]]:
    """Start a subject in several processes of its own and stop them all in the end."""
    with ExitStack() as stack:
        servers = [stack.enter_context(_serve(subject)) for _ in range(number)]
        for server in servers:
            _wait_for(server)
        yield servers


@contextmanager
def serve_data(subject: Subject, folder: Path | None, patience: float = _START) -> Iterator[Server]:
    """Start the atlas on a data set, wait until it says that it is ready, and stop it in the end.

    Parameters
    ----------
    subject : Subject
        A page of the atlas.
    folder : Path, optional
        The data set; the one the atlas would be started on without one.
    patience : float
        Seconds the start may take.
    """
    with _serve(subject, {"ATLAS_DATA": str(folder)} if folder else {}) as server:
        _wait_for(server, "/ready", patience)
        yield server


@contextmanager
def _serve(subject: Subject, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    port = _free_port()
    with tempfile.TemporaryDirectory() as folder:
        home = ROOT if subject.app is None else Path(folder)
        _furnish(home, subject)
        process = subprocess.Popen(
            [sys.executable, *_arguments(subject, port)],
            cwd=home,
            env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield Server(process, port)
        finally:
            process.terminate()
            process.wait(20)


def _arguments(subject: Subject, port: int) -> list[str]:
    if subject.command:
        parts = subject.command
    elif subject.app is None:
        parts = _STREAMLIT
    else:
        parts = _STREAMLIT + _PLAIN + (_STATIC if subject.static else ())
    return [part.format(port=port) for part in parts]


def _furnish(home: Path, subject: Subject) -> None:
    if subject.app is not None:
        shutil.copy(subject.app, home / "app.py")
    for name, content in subject.static.items():
        file = home / subject.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("localhost", 0))
        return int(one.getsockname()[1])


def _wait_for(server: Server, path: str = "", patience: float = _START) -> None:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if server.process.poll() is not None:
            raise RuntimeError(f"the server ended with {server.process.returncode}")
        try:
            with urllib.request.urlopen(server.address + path, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(_PAUSE)
    raise TimeoutError(f"no answer from {server.address}")
