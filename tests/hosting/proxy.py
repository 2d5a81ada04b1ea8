"""nginx with the shipped configuration; only what is in `here/` is this machine's own."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from atlas.paths import ROOT
from tests.browser.server import free_port

SHIPPED = ROOT / "deploy/nginx"
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def nginx() -> str:
    """The program; Debian keeps it where only root looks."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    assert found, "nginx is missing: apt-get install nginx-light"
    return found


@dataclass(frozen=True)
class Proxy:
    """Where a running nginx is.

    Parameters
    ----------
    port : int
        Where it listens on this machine.
    folder : Path
        Holds its configuration and its logs.
    """

    port: int
    folder: Path

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def errors(self) -> str:
        return (self.folder / "error.log").read_text(encoding="utf-8")

    @property
    def requests(self) -> list[str]:
        return (self.folder / "access.log").read_text(encoding="utf-8").splitlines()


def furnish(
    folder: Path, ports: Sequence[int], listen: int, *, place: str = "", trusted: str = ""
) -> list[str]:
    """Write the configuration for this machine and return the command that starts it.

    Parameters
    ----------
    folder : Path
        Takes everything nginx writes.
    ports : sequence of int
        Of the replicas.
    listen : int
        Where nginx listens.
    place : str
        What stands instead of `set $atlas_path /;`.
    trusted : str
        Address of a proxy in front of it that is believed.
    """
    shutil.copytree(SHIPPED, folder / "nginx")
    here = folder / "nginx/here"
    user = "user root;\n" if os.getuid() == 0 else ""
    (here / "main.conf").write_text(f"{user}error_log {folder}/error.log warn;\n")
    temporary = "".join(f"{name}_temp_path {folder}/{name};\n" for name in _TEMPORARY)
    http = (here / "http.conf").read_text()
    http = http.replace("/var/log/nginx", str(folder)).replace("/var/lib/nginx/atlas", f"{folder}/kept")
    (here / "http.conf").write_text(http + temporary)
    lines = [f"server 127.0.0.1:{port} max_fails=1 fail_timeout=2s;" for port in ports]
    (here / "replicas.conf").write_text("\n".join(lines))
    server = (here / "server.conf").read_text().replace("listen 80 ", f"listen 127.0.0.1:{listen} ")
    if place:
        server = server.replace("set $atlas_path /;", place)
    (here / "server.conf").write_text(server)
    if trusted:
        (here / "trusted.conf").write_text(f"{trusted} 1;\n")
    settings = f"daemon off; pid {folder}/nginx.pid;"
    return [nginx(), "-p", str(folder), "-c", str(folder / "nginx/nginx.conf"), "-g", settings]


@contextlib.contextmanager
def running_nginx(
    folder: Path, ports: Sequence[int], *, listen: int | None = None, place: str = "", trusted: str = ""
) -> Iterator[Proxy]:
    """Start nginx in front of the replicas on `ports`, wait until it answers, end it afterwards."""
    folder.mkdir()
    proxy = Proxy(listen or free_port(), folder)
    process = subprocess.Popen(furnish(folder, ports, proxy.port, place=place, trusted=trusted))
    try:
        _wait_for(proxy, process)
        yield proxy
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(proxy: Proxy, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        assert process.poll() is None, proxy.errors
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", proxy.port), timeout=1):
            return
        time.sleep(0.02)
    raise AssertionError("nginx does not answer")
