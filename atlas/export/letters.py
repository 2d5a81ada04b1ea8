"""Letters that a file format cannot hold."""

import re
from typing import Final

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean_text(text: str) -> str:
    """Return `text` with a space for each sign XML has no form for (control signs, halves of a pair)."""
    return _NOT_XML.sub(" ", text)
