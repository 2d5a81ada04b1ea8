"""At what level a meeting was held, as far as the title of its record says.

The titles are ours, short and in English, and name who met. The words below are looked for in the order
they stand; the first level with a hit is that of the meeting, so a minister who receives an ambassador makes
it one of ministers. A title with none of the words has no level, and the card says so. The words were chosen
by reading the titles of all visits and consultations; a new way of naming people in a title needs one here.
"""

import re
from typing import Final

from atlas.words import gettext

_DEPUTY: Final = r"(?:deputy|vice)[ -]+(?:\w+ ){0,2}"

_WORDS: Final = {
    "leaders": (
        r"summits?",
        r"heads? of (?:state|government)",
        r"presidents?",
        r"prime ministers?",
        r"kings?",
        r"emirs?",
        r"crown prince",
        # Of an organisation: a ministry may have one, too.
        r"secretar(?:y|ies)[ -]general(?! of the \w+ (?:defence |defense )?ministry)",
    ),
    # Before the ministers, whose name is part of theirs.
    "deputies": (
        rf"{_DEPUTY}ministers?",
        r"ministers? of state",
        r"secretary general of the \w+",
        r"under-?secretar\w+",
    ),
    "ministers": (
        r"ministers?",
        r"ministerial",
        r"secretar(?:y|ies) of (?:state|defen[cs]e)",
        r"defense secretary",
    ),
    "parliaments": (r"speakers?", r"parliamentarians?", r"members? of .*(?:national assembly|parliament)"),
    "chiefs": (
        r"chiefs?(?! d)",
        r"commanders?",
        r"commander-in-chief",
        r"generals?",
        r"general staffs?",
        r"chairman of the .*joint chiefs",
        r"military committee",
    ),
    "envoys": (r"ambassadors?", r"envoys?", r"attach[eé]s?", r"charg[eé]", r"special representative"),
    "groups": (
        r"working groups?",
        r"working meetings?",
        r"commissions?",
        r"committees?",
        r"staff talks",
        r"consultations?",
        r"dialogue",
        r"planning conference",
    ),
    "experts": (
        r"experts?",
        r"workshops?",
        r"seminars?",
        r"officials?",
        r"delegations?",
        r"agenc(?:y|ies)",
        r"staff",
        r"programmes?",
        r"information day",
    ),
}

UNSAID: Final = "unsaid"
"""The level of a meeting whose title names none."""

LEVELS: Final = (
    "leaders",
    "ministers",
    "deputies",
    "parliaments",
    "chiefs",
    "envoys",
    "groups",
    "experts",
    UNSAID,
)
"""All levels, in the order they are shown."""

_LOOKED_FOR: Final = {
    level: re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE) for level, words in _WORDS.items()
}


def find_level(title: str) -> str:
    """Return the level a title names: one of `LEVELS`.

    Examples
    --------
    >>> find_level("Tenth meeting of the three defence ministers")
    'ministers'
    >>> find_level("Chiefs of staff of the three states meet")
    'chiefs'
    >>> find_level("Talks on the next exercise")
    'unsaid'
    """
    return next((level for level, words in _LOOKED_FOR.items() if words.search(title)), UNSAID)


def level_label(level: str) -> str:
    """Return what a level is called.

    Raises
    ------
    KeyError
        If it is none of `LEVELS`.
    """
    return {
        "leaders": gettext("heads of state, of government or of an organisation"),
        "ministers": gettext("ministers"),
        "deputies": gettext("deputy ministers"),
        "parliaments": gettext("speakers and members of parliaments"),
        "chiefs": gettext("chiefs of staff and commanders"),
        "envoys": gettext("ambassadors and attachés"),
        "groups": gettext("committees, working groups, staff talks"),
        "experts": gettext("experts and officials"),
        UNSAID: gettext("level not said"),
    }[level]
