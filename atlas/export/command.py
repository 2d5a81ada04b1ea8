"""`python -m atlas export OUT`: the atlas as static files."""

import argparse
import re
import sys
import time
from pathlib import Path
from typing import Any, Final

from atlas import paths
from atlas.address import LISTS, Rejected, read_view
from atlas.catalog import DataError, load_catalog
from atlas.export.edition import read_edition
from atlas.export.site.site import Site
from atlas.export.site.write import RefusedFolderError, check_folder_to_write, write_site

_WHOLE: Final = ("direct", "collective", "context")
_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9._~%/-]*)?")


def export_site(options: argparse.Namespace) -> int:
    """Write the static atlas; return the exit code: 0, 1 if data or disk fail, 2 if it makes no sense.

    Parameters
    ----------
    options : Namespace
        `out`, `base`, `years`, `q` and a list for each of `LISTS`; None where not given.
    """
    base = (options.base or "").rstrip("/")
    if base and not _ADDRESS.fullmatch(base):
        return _refuse(
            f"--base: {options.base!r} is no address; allowed: http(s)://host/path, without a query"
        )
    # Before the data are read, which takes a while.
    out = Path(options.out).resolve()
    try:
        check_folder_to_write(out)
        catalog = load_catalog(paths.data_folder())
        view, rejected = read_view(_query(options), catalog)
        if rejected:
            return _refuse(*map(_describe, rejected))
        site = Site(read_edition(catalog, paths.data_folder()), view.filters, base)
        return _write(site, out)
    except RefusedFolderError as error:
        return _refuse(str(error))
    except DataError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"export: {error}", file=sys.stderr)
        return 1


def _write(site: Site, out: Path) -> int:
    begun = time.monotonic()
    if not site.base:
        _say(
            "no --base: links are relative and work anywhere; there is no sitemap.xml, no canonical address, "
            "no picture for links that are shared, and the feed and citations hold no addresses"
        )
    number = write_site(site, out, _say)
    _say(f"{number} files in {out} after {time.monotonic() - begun:.0f} s")
    return 0


def _query(options: argparse.Namespace) -> dict[str, list[str]]:
    """Return the filters as they stand in an address."""
    given: dict[str, Any] = {name: getattr(options, name) for name in (*LISTS, "years")}
    query = {name: list(values) for name, values in given.items() if values}
    # What is no act of cooperation has its page, too, unless it is left out by name.
    query.setdefault("scope", list(_WHOLE))
    return query | ({"q": [options.q]} if options.q else {})


def _describe(rejected: Rejected) -> str:
    return f"--{rejected.parameter}: {rejected.value!r} is not known; allowed: {', '.join(rejected.allowed)}"


def _say(line: str) -> None:
    print(f"export: {line}", file=sys.stderr)


def _refuse(*lines: str) -> int:
    for line in lines:
        _say(line)
    return 2
