"""Which record has which value, kept so that a filter or a count is a few vector operations."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int32]
Packed = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Which record has which ids, as two aligned arrays, sorted by id and then by record.

    Parameters
    ----------
    rows : int array, shape (pairs,)
        Position of the record.
    codes : int array, shape (pairs,)
        Position of the id in `ids`.
    ids : tuple of str
        The ids there are, each once.
    """

    rows: Codes
    codes: Codes
    ids: tuple[str, ...]

    def having(self, wanted: Iterable[str], length: int) -> Mask:
        """Return which of `length` records have at least one of the `wanted` ids."""
        found = np.zeros(length, dtype=bool)
        bounds = self._bounds()
        for value in set(wanted).intersection(self.ids):
            place = self.ids.index(value)
            found[self.rows[bounds[place] : bounds[place + 1]]] = True
        return found

    def count(self, mask: Mask) -> npt.NDArray[np.int64]:
        """Return for each id the number of records of `mask` that have it, shape (ids,)."""
        return self._reduce(np.add, mask.take(self.rows))

    def largest(self, mask: Mask, values: Codes) -> npt.NDArray[np.int64]:
        """Return for each id the largest of the `values` (positive, one a record) over `mask`, 0 for none."""
        return self._reduce(np.maximum, mask.take(self.rows) * values.take(self.rows))

    def _reduce(self, step: np.ufunc, values: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
        bounds = self._bounds()
        # reduceat gives a neighbour's value for an id that no record has.
        present = bounds[1:] > bounds[:-1]
        reduced = np.zeros(len(self.ids), dtype=np.int64)
        if present.any():
            kind = np.int64 if step is np.add else values.dtype
            reduced[present] = step.reduceat(values, bounds[:-1][present], dtype=kind)
        return reduced

    def _bounds(self) -> npt.NDArray[np.intp]:
        """Return where the pairs of each id begin, and the end of the last."""
        return np.searchsorted(self.codes, np.arange(len(self.ids) + 1, dtype=np.int32))


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Which record has which value, a bit each: the fastest to filter and count where values are few.

    Parameters
    ----------
    ids : tuple
        The values, each once.
    bits : uint64 array, shape (ids, words)
        A row a value, 64 records a word, as from `pack`.
    """

    ids: tuple[Any, ...]
    bits: Packed

    def having(self, wanted: Iterable[Any]) -> Packed:
        """Return which records have at least one of the `wanted` values, packed."""
        places = [self.ids.index(value) for value in set(wanted).intersection(self.ids)]
        found: Packed = np.bitwise_or.reduce(self.bits[places], axis=0)
        return found

    def count(self, packed: Packed) -> list[int]:
        """Return for each value the number of records of a packed mask that have it."""
        return cast("list[int]", np.bitwise_count(self.bits & packed).sum(axis=1, dtype=np.int64).tolist())


def pack(mask: Mask) -> Packed:
    """Return a mask with 64 records in a word, shape (words,); what is left of the last word is 0."""
    octets = np.packbits(mask)
    return np.pad(octets, (0, -len(octets) % 8)).view(np.uint64)


def unpack(packed: Packed, size: int) -> Mask:
    """Return the mask of `size` records that was packed."""
    return np.unpackbits(packed.view(np.uint8), count=size).view(np.bool_)
