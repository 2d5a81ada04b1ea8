"""Commands of the atlas: `python -m atlas check [DIR]`, `readme [DIR]`, `export OUT`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from atlas import paths

_LISTS = ("domain", "era", "kind", "region", "confidence", "scope", "mark")
"""`address.LISTS`, which to import would take the time of importing pandas; a test compares the two."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Words after `python -m atlas`; those of the process by default.

    Returns
    -------
    int
        0 if all is well, 1 if the data has problems, 2 if the command makes no sense.
    """
    parser = argparse.ArgumentParser(prog="python -m atlas", description="Commands of the atlas.")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="validate a data folder, every problem in one run")
    check.add_argument("folder", metavar="DIR", nargs="?", type=Path, help="by default the atlas's own data")
    check.add_argument("--explain", action="store_true", help="say what is allowed below each problem")
    check.set_defaults(run=_check)
    readme = commands.add_parser("readme", help="write README.md of a data folder anew from its data")
    readme.add_argument("folder", metavar="DIR", nargs="?", type=Path, help="by default the atlas's own data")
    readme.add_argument("--check", action="store_true", help="write nothing, exit 1 if it is out of date")
    readme.set_defaults(run=_readme)
    _add_export(commands.add_parser("export", help="write the atlas as static files, for any file server"))
    options = parser.parse_args(arguments)
    return int(options.run(options))


def _add_export(export: argparse.ArgumentParser) -> None:
    export.add_argument("out", metavar="OUT", help="folder: new, empty, or an earlier export")
    export.add_argument(
        "--base", metavar="URL", help="where it will be found; for sitemap, feed and previews"
    )
    export.add_argument("--years", nargs=2, metavar=("FIRST", "LAST"), help="both included")
    export.add_argument("--q", metavar="WORDS", help="words to find")
    for name in _LISTS:
        export.add_argument(f"--{name}", action="append", metavar="ID", help="may be repeated")
    export.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> int:
    from atlas.export.command import export_site

    return export_site(options)


def _check(options: argparse.Namespace) -> int:
    # Imported here: pandas and pandera take a second that `--help` need not wait for.
    from atlas.catalog import DataError, load_catalog

    folder = options.folder or paths.data_folder()
    if not folder.is_dir():
        print(f"no such data folder: {folder}", file=sys.stderr)
        return 2
    try:
        catalog = load_catalog(folder)
    except DataError as error:
        for problem in error.problems:
            print(problem)
            if options.explain:
                print(f"    {problem.explain()}")
        count = len(error.problems)
        print(f"{count} problem{'s' if count > 1 else ''}", file=sys.stderr)
        return 1
    sizes = ", ".join(f"{len(rows)} {name}" for name, rows in catalog.tables.items())
    print(f"{sizes}: no problems")
    return 0


def _readme(options: argparse.Namespace) -> int:
    from atlas.catalog import load_catalog
    from atlas.dictionary import README, build_data_readme

    folder = options.folder or paths.data_folder()
    path, text = folder / README, build_data_readme(load_catalog(folder))
    if not options.check:
        path.write_text(text, encoding="utf-8")
    elif not path.is_file() or path.read_text(encoding="utf-8") != text:
        print(f"{path} is out of date: python -m atlas readme", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
