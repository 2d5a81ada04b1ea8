"""Writing the static atlas: whole or not at all."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote

from atlas.export.site.files import build_data_files, write_robots, write_sitemap
from atlas.export.site.pages import build_pages, count_pages
from atlas.export.site.previews import build_previews, count_previews
from atlas.export.site.site import Site

MARKER: Final = ".atlas-export"
"""A file that says a folder is an earlier export, which may be replaced."""

_EVERY: Final = 2.0
"""Seconds between two lines on how far it has come."""

Say = Callable[[str], None]
Files = Iterator[tuple[str, bytes]]


class RefusedFolderError(Exception):
    """A folder that is not to be written to; says why."""


def check_folder_to_write(out: Path) -> None:
    """Make sure that a folder may be replaced.

    Raises
    ------
    RefusedFolderError
        If it is no folder, or holds anything but an earlier export.
    """
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise RefusedFolderError(f"{out} is not a folder")
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file():
        raise RefusedFolderError(
            f"{out} is not empty and not an earlier export; give an empty or a new folder"
        )


def write_site(site: Site, out: Path, say: Say) -> int:
    """Write all files of a site and return how many there are.

    They are written beside `out` and moved there at the end, so that `out` never holds half a site.

    Parameters
    ----------
    site : Site
        What to write.
    out : Path
        A folder that is empty, not there, or an earlier export.
    say : callable
        Called with a line on how far it has come, every few seconds.

    Raises
    ------
    RefusedFolderError
        If `out` holds anything else.
    """
    check_folder_to_write(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        number = sum(1 for _ in _write_files(site, made, say))
        made.chmod(0o755)
        _move(made, out)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return number


def _write_files(site: Site, folder: Path, say: Say) -> Iterator[str]:
    pages: list[str] = []
    for path, content in _follow(build_pages(site), count_pages(site), say, "pages"):
        pages.append(path)
        yield _write(folder, path, content)
    for path, content in _follow(build_previews(site), count_previews(site), say, "pictures"):
        yield _write(folder, path, content)
    say("the data files")
    rest = [("robots.txt", write_robots(site)), (MARKER, f"{site.catalog.version}\n".encode())]
    if site.base:
        found = [path for path in pages if path != "404.html"]
        rest.append(("sitemap.xml", write_sitemap(site, found)))
    for path, content in chain(build_data_files(site), rest):
        yield _write(folder, path, content)
    for asset in site.shared:
        yield _write(folder, asset.address, asset.body)


def _write(folder: Path, path: str, content: bytes) -> str:
    name = unquote(path)
    if name.startswith("/") or ".." in PurePosixPath(name).parts:
        raise ValueError(f"not a path inside the site: {path!r}")
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return path


def _follow(files: Iterable[tuple[str, bytes]], whole: int, say: Say, what: str) -> Files:
    said = time.monotonic()
    for number, file in enumerate(files, start=1):
        yield file
        if time.monotonic() - said > _EVERY or number == whole:
            said = time.monotonic()
            say(f"{number} of {whole} {what} ({100 * number // whole} %)")


def _move(made: Path, out: Path) -> None:
    if not out.exists():
        made.rename(out)
        return
    earlier = Path(tempfile.mkdtemp(prefix=f".{out.name}-earlier-", dir=out.parent))
    out.rename(earlier / out.name)
    try:
        made.rename(out)
    except OSError:
        (earlier / out.name).rename(out)
        raise
    finally:
        shutil.rmtree(earlier)
