"""The Markdown files that stand beside the tables of a data folder."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

_MOST_BYTES: Final = 2_000_000


def read_notes(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Return name → text of the files there are in a folder; those there are not are left out.

    Parameters
    ----------
    folder : Path
        A data folder. Its files may hold anything: what is no UTF-8 is replaced, what is too long is cut.
    names : iterable of str
        Names of files.
    """
    paths = {name: folder / name for name in names}
    return {name: _read_text(path) for name, path in paths.items() if path.is_file()}


def _read_text(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(_MOST_BYTES).decode("utf-8-sig", errors="replace")
