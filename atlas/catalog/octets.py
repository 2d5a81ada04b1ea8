"""Files of a data folder as bytes."""

from pathlib import Path


def read_octets(path: Path) -> bytes:
    """Return what a file holds.

    Raises
    ------
    OSError
        If there is no file of this name, or what has it is none: a pipe would keep a reader for ever,
        a device never end.
    """
    if not path.is_file():
        raise FileNotFoundError(path)
    return path.read_bytes()
