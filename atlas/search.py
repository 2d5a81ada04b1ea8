"""Finding words whatever their case and accents."""

import re
import unicodedata

# Letters that Unicode does not take apart into a base letter and a mark.
_PLAIN = str.maketrans(
    {"ə": "a", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
_GAP = re.compile(r"[^\w]+")


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, its words parted by single spaces.

    Examples
    --------
    >>> fold("Türkiyə–Bakı")
    'turkiya baki'
    """
    plain = text.casefold().translate(_PLAIN)
    marked = unicodedata.normalize("NFKD", plain)
    letters = "".join(letter for letter in marked if not unicodedata.combining(letter))
    return _GAP.sub(" ", letters).strip()
