"""The tiny data set with markup in every text that a picture or the head of a page repeats."""

import functools
import json
import tempfile
from pathlib import Path

from atlas.catalog import load_catalog
from atlas.export.edition import read_edition
from tests.tiny import write_tiny_data

NASTY = "</noscript></script></title><img src=x onerror=alert(1)>\"'&{0}%s"

TEXTS = {
    "records": ["Agreement signed", "Courses,", "Officers attend courses."],
    "formats": ["Three navies,"],
    "organisations": ["United Nations"],
    "domains": ["Training,"],
    "sources": ["[Overview]", "Institute"],
}


@functools.cache
def nasty_edition():
    """Of a folder that is gone by now: an edition holds all it needs."""
    with tempfile.TemporaryDirectory() as name:
        folder = write_tiny_data(Path(name) / "data")
        for table, olds in TEXTS.items():
            file = folder / f"{table}.csv"
            text = file.read_text(encoding="utf-8")
            for old in olds:
                assert old in text
                quoted = '"' + NASTY.replace('"', '""') + '"'
                text = text.replace(old, quoted + ("," if old.endswith(",") else ""))
            file.write_text(text, encoding="utf-8")
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        package |= {"title": NASTY, "description": NASTY}
        (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
        return read_edition(load_catalog(folder), folder)
