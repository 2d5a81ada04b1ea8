"""A few lines that load the current view: for Python, for R, for a spreadsheet."""

import json
import urllib.parse
from collections.abc import Callable
from typing import Final

from atlas.export.extract import Extract

Writer = Callable[[str], str]


def build_snippets(extract: Extract) -> dict[str, str]:
    """Return the text for each of `python`, `r` and `spreadsheet`, ready to be pasted.

    Raises
    ------
    ValueError
        If the address of the atlas is not known; without it nothing can be loaded.
    """
    address = data_address(extract, "records.csv")
    return {name: write(address) for name, write in _WRITERS.items()}


def snippet_templates(mark: str) -> dict[str, str]:
    """Return the texts of `build_snippets` with `mark` in the place of the address, letter for letter."""
    return {name: write(mark) for name, write in _WRITERS.items()}


def data_address(extract: Extract, name: str) -> str:
    """Return where a file of the view is found on the machine surface.

    Parameters
    ----------
    extract : Extract
        The view, with the public address of the atlas.
    name : str
        A file of the surface, such as `records.csv`.

    Raises
    ------
    ValueError
        If the address of the atlas is not known.
    """
    if not extract.base:
        raise ValueError("the public address of the atlas is not known")
    address = f"{extract.base}/api/{name}" + (f"?{extract.query}" if extract.query else "")
    # Nothing that could end a text in any of the three languages.
    return urllib.parse.quote(address, safe="/:?#[]@!$&()*+,;=%~")


def _python(address: str) -> str:
    return f"import pandas as pd\n\nrecords = pd.read_csv({json.dumps(address)})\n"


def _r(address: str) -> str:
    return f'records <- read.csv("{address}", fileEncoding = "UTF-8-BOM", na.strings = "")\n'


def _spreadsheet(address: str) -> str:
    return f'=IMPORTDATA("{address}")\n'


_WRITERS: Final[dict[str, Writer]] = {"python": _python, "r": _r, "spreadsheet": _spreadsheet}
