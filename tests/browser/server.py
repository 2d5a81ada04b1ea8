"""A running atlas for the browser tests: started on a free port, watched, ended by its own process id."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from atlas.paths import ROOT

HOST = "localhost"
STARTED_WITHIN = 180.0

# Python imports a module of this name before anything else, so the record begins before Streamlit does.
# Every address a process of the atlas connects to or looks up is written down, its own machine left out.
WATCH = """\
import os
import sys

_KEPT = {kept!r}
_OWN = ("localhost", "127.", "::1", "0.0.0.0", "::ffff:127.")


def _watch(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        target = arguments[1]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        target = arguments[0]
    else:
        return
    host = target[0] if isinstance(target, tuple) else target
    host = host.decode() if isinstance(host, bytes) else host
    if not isinstance(host, str) or host in ("", "::") or host.startswith(_OWN) or host.startswith("/"):
        return
    line = f"{{event}} {{host}}\\n".encode()
    file = os.open(_KEPT, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(file, line)
    os.close(file)


sys.addaudithook(_watch)
"""


@dataclass(frozen=True)
class Server:
    """Where a running atlas is, and what it leaves behind.

    Parameters
    ----------
    url : str
        Address without a slash at the end.
    folder : Path
        Holds `log` and, if it reached out, `connections`.
    process : Popen
        The running process.
    """

    url: str
    folder: Path
    process: "subprocess.Popen[bytes]"

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    @property
    def connections(self) -> list[str]:
        """Every other machine the server's process asked for, in order."""
        kept = self.folder / "connections"
        return kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []


@contextlib.contextmanager
def running_atlas(folder: Path, *, data: Path | None = None, **variables: str) -> Iterator[Server]:
    """Start the atlas as `make run` does, wait until it answers, end it afterwards.

    Further names are variables of its environment.
    """
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = os.environ | {"PYTHONPATH": str(watch_folder(folder)), "PYTHONUNBUFFERED": "1"} | variables
    environment.pop("ATLAS_DATA", None)
    if data is not None:
        environment["ATLAS_DATA"] = str(data)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        server = Server(f"http://{HOST}:{port}", folder, process)
        try:
            _wait_for_answer(server)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def watch_folder(folder: Path) -> Path:
    """Write the module that watches connections and return the folder for PYTHONPATH."""
    place = folder / "watch"
    place.mkdir(exist_ok=True)
    (place / "sitecustomize.py").write_text(WATCH.format(kept=str(folder / "connections")), encoding="utf-8")
    return place


def free_port() -> int:
    """Return a port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(url: str, path: str = "/") -> tuple[int, str]:
    """Return status and body of one GET, redirects not followed."""
    host, port = url.removeprefix("http://").split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=10)
    try:
        connection.request("GET", path, headers={"Accept": "text/html"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", errors="replace")
    finally:
        connection.close()


def _wait_for_answer(server: Server) -> None:
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until:
        if server.process.poll() is not None:
            raise RuntimeError(
                f"the atlas ended with {server.process.returncode} while starting:\n{server.log}"
            )
        with contextlib.suppress(OSError):
            ask(server.url)
            return
        time.sleep(0.1)  # a process that is starting has nothing else to wait on
    raise RuntimeError(f"the atlas did not answer within {STARTED_WITHIN} s:\n{server.log}")
