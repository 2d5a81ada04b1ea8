"""Finished files kept in memory, so that the same question is answered once."""

import gzip
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """The bytes of a file, plain and gzipped; `packed` is empty where that would gain nothing.

    `notes` are what goes with it, name → text.
    """

    body: bytes
    packed: bytes
    notes: Mapping[str, str]

    @property
    def weight(self) -> int:
        """Bytes it takes."""
        return len(self.body) + len(self.packed)


def pack(body: bytes, notes: Mapping[str, str], *, smallest: int) -> Kept:
    """Return a file with its gzipped form, if it has at least `smallest` bytes; the same in every process."""
    return Kept(body, gzip.compress(body, 6, mtime=0) if len(body) >= smallest else b"", notes)


class KeptFiles:
    """The files asked for last, bounded by number and by bytes; may be used from several threads.

    Parameters
    ----------
    number : int
        How many files are kept.
    weight : int
        How many bytes they may take together. A file above an eighth of that is never kept.
    """

    def __init__(self, number: int, weight: int) -> None:
        self._number = number
        self._weight = weight
        self._files: OrderedDict[str, Kept] = OrderedDict()
        self._total = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._files)

    @property
    def weight(self) -> int:
        """Bytes all files take together."""
        return self._total

    def find(self, key: str) -> Kept | None:
        """Return the file kept under `key`, or None."""
        with self._lock:
            if key in self._files:
                self._files.move_to_end(key)
            return self._files.get(key)

    def keep(self, key: str, file: Kept) -> Kept:
        """Keep a file under `key`, unless there is one or it is too large; return it."""
        if file.weight > self._weight // 8:
            return file
        with self._lock:
            if key not in self._files:
                self._files[key] = file
                self._total += file.weight
            while len(self._files) > self._number or self._total > self._weight:
                _, oldest = self._files.popitem(last=False)
                self._total -= oldest.weight
        return file
