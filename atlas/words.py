"""Every text a reader sees passes here: gettext for sentences, CLDR for countries.

English is the source language. A catalogue `locale/<language>/LC_MESSAGES/atlas.mo`
adds another without touching a page.
"""

import functools
import gettext as _gettext
from contextvars import ContextVar
from typing import Final

from babel import Locale
from babel.core import get_global

from atlas.paths import LOCALE

DEFAULT_LANGUAGE: Final = "en"

_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


def use_language(language: str) -> None:
    """Make `language` (ISO 639-1) the one all following texts are in."""
    _language.set(language)


def language() -> str:
    """Return the language in use, ISO 639-1."""
    return _language.get()


def cldr_locale() -> str:
    """Return the locale for dates and numbers; English is written the British way."""
    return {"en": "en_GB"}.get(_language.get(), _language.get())


def gettext(message: str) -> str:
    """Return `message` in the language in use."""
    return _catalogue(_language.get()).gettext(message) if message else ""


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form for `number` in the language in use, not yet filled in."""
    return _catalogue(_language.get()).ngettext(singular, plural, number)


def country_name(iso3: str, *, fallback: str = "") -> str:
    """Return the name of a country from CLDR, in the language in use.

    Parameters
    ----------
    iso3 : str
        ISO 3166-1 alpha-3 code.
    fallback : str, default ""
        What to return for a code CLDR does not know; the code itself if empty.

    Source
    ------
    Unicode CLDR as shipped with Babel.
    """
    return _country_names(_language.get()).get(_alpha2_codes().get(iso3, "")) or fallback or iso3


def join_words(words: list[str]) -> str:
    """Return "a, b and c", as the language in use joins a list."""
    if len(words) < 2:
        return "".join(words)
    return gettext("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1])


@functools.cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    return _gettext.translation("atlas", localedir=LOCALE, languages=[language], fallback=True)


@functools.cache
def _country_names(spoken: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in Locale.parse(spoken).territories.items()}


@functools.cache
def _alpha2_codes() -> dict[str, str]:
    aliases = get_global("territory_aliases")
    return {code: targets[0] for code, targets in aliases.items() if len(code) == 3 and len(targets[0]) == 2}
