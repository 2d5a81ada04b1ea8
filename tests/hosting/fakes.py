"""Stand-ins for replicas: they say what they were asked, so a test sees what nginx makes of a request."""

import contextlib
import http.client
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Answer:
    """What came back; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def asked(self) -> dict:
        """The request as the stand-in saw it."""
        return json.loads(self.body)


class Fake(ThreadingHTTPServer):
    """A replica that echoes; `act` may answer otherwise by returning True.

    Parameters
    ----------
    act : callable, optional
        Gets the handler of a request before it is answered.
    """

    daemon_threads = True

    def __init__(self, act: Callable[[BaseHTTPRequestHandler], bool] | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Echo)
        self.act = act or (lambda handler: False)
        self.count = 0

    @property
    def port(self) -> int:
        return self.server_address[1]


class _Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet: two would wait for each other

    def do_GET(self):
        self.server.count += 1
        if self.server.act(self):
            return
        heard = {name.lower(): value for name, value in self.headers.items()}
        reply(self, {"port": self.server.port, "path": self.path, "headers": heard})

    do_POST = do_GET  # noqa: N815 - the name http.server looks for

    def log_message(self, *_):
        pass


def reply(handler, body, *, status=200, **headers):
    """Answer with JSON; `content_type` in a keyword is the header Content-Type."""
    octets = json.dumps(body).encode()
    handler.send_response(status)
    for name, value in {"content_type": "application/json", **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(octets)))
    handler.end_headers()
    handler.wfile.write(octets)
    return True


@contextlib.contextmanager
def running(*fakes: Fake) -> Iterator[list[int]]:
    """Let them answer; gives their ports."""
    for fake in fakes:
        threading.Thread(target=fake.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield [fake.port for fake in fakes]
    finally:
        for fake in fakes:
            fake.shutdown()
            fake.server_close()


def fetch(port: int, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
    """One request to this machine, redirects not followed; `if_none_match` is the header If-None-Match."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body=body, headers=named)
        answer = connection.getresponse()
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    finally:
        connection.close()
