"""A data folder in which every free text tries to become markup or script."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

from atlas.paths import ROOT

HOSTILE = "<img src=x onerror=window.pwned=1>`${alert(1)}`\"'</script><script>window.pwned=2</script>{0}%s"
"""98 characters: markup, a template literal, both quotes, the end of a script, two kinds of placeholder."""

HOSTILE_URL = 'https://example.org/"onmouseover="window.pwned=3"\'><img/src=x/onerror=window.pwned=4>'

_FREE = {
    "records": ("title", "summary"),
    "partners": ("name",),
    "formats": ("name", "summary"),
    "organisations": ("name", "summary"),
    "domains": ("name", "definition"),
    "eras": ("name", "why"),
    "places": ("name",),
    "sources": ("title", "publisher"),
    "conflicts": ("what",),
}


def write_hostile_data(folder: Path) -> Path:
    """Write a copy of the data with hostile text in every free field and return its folder."""
    shutil.copytree(ROOT / "data", folder)
    for table, columns in _FREE.items():
        _rewrite(folder / f"{table}.csv", lambda row, columns=columns: row | dict.fromkeys(columns, HOSTILE))
    # With one publisher for all there is no second one to be sure by.
    _rewrite(folder / "records.csv", lambda row: row | {"confidence": "medium"})
    _rewrite(folder / "sources.csv", lambda row: row | {"url": HOSTILE_URL})
    _add_aliases(folder)
    _add_conflict(folder)
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package |= {"title": HOSTILE, "description": HOSTILE}
    path.write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return folder


def _rewrite(path: Path, change: Callable[[dict[str, str]], dict[str, str]]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = list(reader.fieldnames or [])
        rows = [change(row) for row in reader]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _add_aliases(folder: Path) -> None:
    path = folder / "aliases.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows = [{"alias": f"{row['alias']}{HOSTILE}", "id": row["id"]} for row in rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["alias", "id"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: (row["id"], row["alias"])))


def _add_conflict(folder: Path) -> None:
    with (folder / "conflicts.csv").open("a", encoding="utf-8", newline="") as file:
        sources = "mod-2019#p4;pakistan-2021#p5"
        row = ["zz-hostile", "1991-pak-recognition", "date", HOSTILE, sources]
        csv.writer(file, lineterminator="\n").writerow(row)
