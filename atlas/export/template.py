"""Pages made from `templates/`: every text is escaped, every word for a reader translated."""

import functools
import re
from typing import Any, Final

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from atlas.export.edition import Edition
from atlas.paths import TEMPLATES
from atlas.words import cldr_locale, gettext, language, ngettext

_WEB: Final = re.compile(r"https?://")
_ENDS_SCRIPT: Final = re.compile(r"<(?=/script|!--)", re.IGNORECASE)


def render_page(template: str, **values: Any) -> str:  # noqa: ANN401, whatever the template asks for
    """Return a template filled in.

    Parameters
    ----------
    template : str
        Name of a file in `templates/`.
    **values
        What it names. A text is put in as text; only `Markup` is markup already.

    Raises
    ------
    jinja2.UndefinedError
        If the template names something that is not given.
    """
    return _environment().get_template(template).render(values)


def describe_edition(edition: Edition) -> dict[str, str]:
    """Return what every page says of the data set, name → text; `day` is that of its version."""
    catalog = edition.catalog
    return {
        "title": gettext(catalog.title),
        "description": catalog.description,
        "version": catalog.version,
        "day": format_date(catalog.created, format="long", locale=cldr_locale()),
        "licence": str(edition.licence),
        "language": language(),
    }


def guard_script(text: str) -> str:
    """Return a script that means the same and cannot end the element it stands in.

    The signs it guards against stand in texts and patterns alone, where a backslash before them is nothing.
    """
    return _ENDS_SCRIPT.sub(r"\\x3c", text)


def _refuse_kind(kind: str) -> str:
    raise ValueError(f"unknown kind of block {kind!r}")


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {"gettext": gettext, "ngettext": ngettext, "unknown_kind": _refuse_kind}
    environment.tests["web_address"] = lambda text: bool(_WEB.match(text or ""))
    return environment
