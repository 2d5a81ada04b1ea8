"""Keeps the atlas on the newest data set that passes its check, while readers have it open."""

import hashlib
import logging
import shlex
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import anyio
import anyio.to_thread

from atlas.catalog import Catalog, DataError, Problem, load_catalog
from atlas.current import use_catalog
from atlas.paths import data_folder, ends_with_bad_data, poll_seconds
from atlas.server.closed import describe_problems
from atlas.server.front import Front
from atlas.server.garbage import Garbage, uncollected
from atlas.server.metrics import note_data

_LOG: Final = logging.getLogger("atlas")

Stamp = tuple[object, ...]
"""What can be seen of a folder without reading its files."""


class Keeper:
    """Holds the front served now and replaces it when the data folder holds a better one.

    A folder counts as changed when two looks in a row see the same and it is not what is served, so that a
    copy still being written is left alone. It is checked and everything is made from it before it replaces
    what is served; if it has problems, they are logged once and nothing changes.

    Parameters
    ----------
    build : callable
        Makes the front of a data set.
    folder : callable
        Returns the data folder; asked at every look, since a link may come to point elsewhere.
    """

    def __init__(
        self, build: Callable[[Catalog], Front], *, folder: Callable[[], Path] = data_folder
    ) -> None:
        self.garbage = Garbage()
        self._build = build
        self._folder = folder
        self._front: Front | None = None
        self._tried: Stamp | None = None  # what the folder looked like when it was last read
        self._seen: Stamp | None = None  # what it looked like at the last look
        self._content = ""  # hash of what was last read
        self._has_left_overs = False
        self._is_draining = False

    def find(self) -> Front | None:
        """Return the front served now, None while the atlas is closed."""
        return self._front

    def drain(self) -> None:
        """Be no longer ready, whatever comes."""
        self._is_draining = True

    @property
    def is_ready(self) -> bool:
        """Whether pages can be served, and may be asked for by more readers."""
        return self._front is not None and not self._is_draining

    def open(self) -> None:
        """Read the data folder for the first time and serve it, or say in the log why not.

        Raises
        ------
        SystemExit
            If the data set has problems and the environment says that the process has to end with them.
        """
        self._seen = _look_at(self._folder())
        with uncollected():
            self._take(ends=ends_with_bad_data())
        self.garbage.clear()

    def look(self) -> None:
        """Look at the data folder; take it if it has changed and has settled."""
        if self._has_left_overs:
            # Runs begun with the data set before have ended by now.
            self._has_left_overs = False
            self.garbage.clear()
        stamp = _look_at(self._folder())
        has_settled, self._seen = stamp == self._seen, stamp
        if has_settled and stamp != self._tried:
            self._take()

    async def watch(self) -> None:
        """Look again and again, in a thread, as often as the environment says."""
        pause = poll_seconds()
        while pause:
            await anyio.sleep(pause)
            await anyio.to_thread.run_sync(self._look_on, abandon_on_cancel=True)

    def _look_on(self) -> None:
        try:
            self.look()
        except Exception:
            # Whatever goes wrong with new data: the readers of the old must not lose them, nor the next try.
            _LOG.exception("new data could not be taken; %s", self._what_goes_on())

    def _take(self, *, ends: bool = False) -> None:
        folder, stamp, begun = self._folder(), self._seen, time.perf_counter()
        self._tried = stamp
        content = _hash_files(folder)
        if content == self._content:
            return
        try:
            front = self._build(load_catalog(folder))
        except DataError as error:
            if ends:
                raise SystemExit(_describe_briefly(error.problems, folder)) from None
            self._content = content
            _LOG.error(describe_problems(error.problems, folder, self._what_goes_on()))
            note_data(None)
            return
        if _look_at(self._folder()) != stamp:
            self._tried = None  # changed while it was read: what was made may be half of each
            return
        self._serve(front, content)
        # At the start it goes without saying; a change while it runs is worth a line even in a quiet log.
        level = logging.WARNING if self._has_left_overs else logging.INFO
        _LOG.log(level, "data version %s taken, %.1f s", front.catalog.version, time.perf_counter() - begun)

    def _serve(self, front: Front, content: str) -> None:
        use_catalog(front.catalog)
        self._has_left_overs = self._front is not None
        self._front, self._content = front, content
        note_data(front.catalog.version)

    def _what_goes_on(self) -> str:
        if self._front is None:
            return "the atlas stays closed"
        return f"version {self._front.catalog.version} is served on"


def _look_at(folder: Path) -> Stamp:
    """Return what can be seen of a folder: each file's name, size, time and place on the disk."""
    try:
        files = [(path.name, path.stat()) for path in sorted(folder.iterdir()) if path.is_file()]
    except OSError as error:
        return (str(folder), str(error))
    return (str(folder), *((name, seen.st_size, seen.st_mtime_ns, seen.st_ino) for name, seen in files))


def _hash_files(folder: Path) -> str:
    total = hashlib.sha256(str(folder).encode())
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_file():
            total.update(f"\0{path.name}\0".encode() + path.read_bytes())
    return total.hexdigest()


def _describe_briefly(problems: Sequence[Problem], folder: Path) -> str:
    """Return one line: how many problems there are, where, the first of them, and what lists them all."""
    which = "the only one" if len(problems) == 1 else "the first"
    what = f"the data set has problems, {len(problems)} in {folder}, {which}: {problems[0]}"
    return f"{what}; all of them: python -m atlas check {shlex.quote(str(folder))}"
