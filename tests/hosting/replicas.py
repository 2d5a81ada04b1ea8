"""Replicas of the atlas, started as the shipped systemd unit starts them, each ended by its own id."""

import configparser
import contextlib
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from atlas.paths import ROOT
from tests.browser.server import ask, free_port

UNIT = ROOT / "deploy/systemd/atlas@.service"
HOME = "/opt/atlas"


def read_unit() -> dict[str, dict[str, list[str]]]:
    """The unit as section → key → values; a key of systemd may stand several times."""
    unit: dict[str, dict[str, list[str]]] = {}
    keys: dict[str, list[str]] = {}
    for line in UNIT.read_text(encoding="utf-8").splitlines():
        if section := configparser.ConfigParser.SECTCRE.match(line):
            keys = unit.setdefault(section["header"], {})
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            keys.setdefault(key, []).append(value)
    return unit


class Replica:
    """One process of the atlas on a port of its own.

    Parameters
    ----------
    folder : Path
        Keeps its log.
    environment : mapping of str to str
        What /etc/atlas.env would hold.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.port = free_port()
        self._log = folder / f"atlas-{self.port}.log"
        service = read_unit()["Service"]
        own = dict(line.split("=", 1) for line in service["Environment"])
        self._environment = os.environ | own | environment
        line = service["ExecStart"][0].replace("%i", str(self.port))
        assert service["WorkingDirectory"] == [HOME]
        line = line.replace(f"{HOME}/.venv/bin/", f"{Path(sys.executable).parent}/")
        self._command = shlex.split(line)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def start(self) -> "Replica":
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, cwd=ROOT, env=self._environment, stdout=log, stderr=subprocess.STDOUT
            )
        return self

    def wait_ready(self, *, within: float = 60.0) -> "Replica":
        until = time.monotonic() + within
        while time.monotonic() < until:
            assert self._process is not None
            assert self._process.poll() is None, self.log
            with contextlib.suppress(OSError):
                if ask(self.url, "/_stcore/health")[0] == 200:
                    return self
            time.sleep(0.1)  # a process that is starting has nothing else to wait on
        raise AssertionError(f"no answer within {within} s:\n{self.log}")

    def kill(self) -> None:
        """Lose it as a crash or a lost machine does."""
        self._send(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to stop, as systemd and Kubernetes do."""
        self._send(signal.SIGTERM)

    def wait_ended(self, *, within: float = 35.0) -> int:
        """Return the exit code."""
        assert self._process is not None
        return self._process.wait(timeout=within)

    def stop(self) -> None:
        """End it, whatever state it is in."""
        if self._process is not None and self._process.poll() is None:
            self.kill()
            self.wait_ended()

    def _send(self, number: int) -> None:
        assert self._process is not None
        self._process.send_signal(number)


@contextlib.contextmanager
def replicas(
    folder: Path, count: int, environment: Mapping[str, str] | None = None
) -> Iterator[Sequence[Replica]]:
    """`count` replicas that have not been started yet; all are stopped in the end."""
    made = [Replica(folder, environment or {}) for _ in range(count)]
    try:
        yield made
    finally:
        for replica in made:
            replica.stop()
