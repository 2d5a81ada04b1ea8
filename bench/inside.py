"""The atlas as `streamlit run` starts it, looked at from inside: `python -m bench.inside PORT FILE`.

On SIGUSR1 it writes what it has seen since the last time as a line of JSON to the file. On SIGUSR2 it thaws,
collects and freezes everything. A word `unfrozen` after the file leaves collections to Python alone, `timed`
notes where the processor time goes.
"""

import dataclasses
import gc
import json
import math
import os
import runpy
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from atlas.server import garbage
from bench.peers.atlas.subject import SUBJECTS
from bench.serve import Server, serve_replicas
from bench.spans import Spans, time_everything

FULL: Final = 2
"""What Python calls the collection of everything."""

_PATIENCE: Final = 20
"""Seconds to wait for a line."""


class Pauses:
    """What each garbage collection takes, in milliseconds of processor time, with its generation.

    Parameters
    ----------
    note : callable
        Told the time of each as well.
    """

    def __init__(self, note: Callable[[float], None]) -> None:
        self.seen: list[tuple[int, float]] = []
        self._note = note
        self._begun = 0.0

    def note(self, phase: str, info: dict[str, int]) -> None:
        """Take what Python tells before and after each collection."""
        if phase == "start":
            self._begun = time.thread_time()
            return
        taken = 1000 * (time.thread_time() - self._begun)
        self.seen.append((info["generation"], taken))
        self._note(taken)


class Inside:
    """A running atlas that tells about itself.

    Parameters
    ----------
    server : Server
        Its process.
    file : Path
        Where it writes its lines.
    """

    def __init__(self, server: Server, file: Path) -> None:
        self.server = server
        self._file = file

    def tell(self) -> dict[str, Any]:
        """Return what was seen since the last time."""
        before = self._lines()
        os.kill(self.server.process.pid, signal.SIGUSR1)
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if len(lines := self._lines()) > len(before):
                told: dict[str, Any] = json.loads(lines[-1])
                return told
            time.sleep(0.02)
        raise TimeoutError("the server says nothing")

    def collect(self) -> float:
        """Have it look through everything that lives; return the milliseconds that took."""
        os.kill(self.server.process.pid, signal.SIGUSR2)
        while True:
            for generation, spent in self.tell()["pauses"]:
                if generation == FULL:
                    return float(spent)

    def _lines(self) -> list[str]:
        text = self._file.read_text(encoding="utf-8") if self._file.exists() else ""
        return text[: text.rfind("\n") + 1].splitlines()


@contextmanager
def serve_inside(*words: str) -> Iterator[Inside]:
    """Start the atlas so that it can be looked into; further words go to `python -m bench.inside`."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "told"
        command = ("-m", "bench.inside", "{port}", str(file), *words)
        with serve_replicas(dataclasses.replace(SUBJECTS[0], command=command), 1) as [server]:
            yield Inside(server, file)


def main() -> int:
    """Run the server until it is told to stop."""
    from streamlit.web import cli

    port, file, *words = sys.argv[1:]
    spans = Spans()
    pauses = Pauses(spans.note_garbage)
    gc.callbacks.append(pauses.note)
    if "timed" in words:
        runpy.run_path("app.py")  # what it imports is what is timed
        time_everything(spans)
    if "unfrozen" in words:
        garbage.LONG = math.inf  # type: ignore[misc]

    def tell(*_: object) -> None:
        told = {"pauses": pauses.seen[:], **spans.take()}
        pauses.seen.clear()
        with Path(file).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(told) + "\n")

    signal.signal(signal.SIGUSR1, tell)
    signal.signal(signal.SIGUSR2, lambda *_: garbage.Garbage().clear())
    sys.argv = ["streamlit", "run", "app.py", "--server.port", port]
    cli.main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
