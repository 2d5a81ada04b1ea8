"""What is thin in the records of an entity: said before a reader builds on them."""

import itertools
from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from atlas.index import index_of
from atlas.query import Selection, count_column, count_members, count_sources
from atlas.views.rhythm import Rhythm, count_rhythm
from atlas.views.text import describe_number, describe_years
from atlas.words import gettext, ngettext

_FEW: Final = 3
"""Fewer records than this are called few."""

_SILENT: Final = 4
"""This many years without a record at the end of the view are worth a word."""

_GAP: Final = 5
"""This many years without a record between two others are worth a word."""

_SHARE: Final = 0.2
"""From this share of the records on, what is inferred or doubtful is worth a word."""


class _Looked(NamedTuple):
    own: Selection
    code: str
    rhythm: Rhythm
    number: int


def describe_thin(own: Selection, code: str) -> list[str]:
    """Return what is thin in the records of an entity, each as a sentence; none for what is solid.

    Parameters
    ----------
    own : Selection
        Its records, from `query.select_of`.
    code : str
        Id of the entity.
    """
    if not own.size:
        return []
    # What is only context neither thins nor thickens the cooperation.
    counted = Selection(own.catalog, own.filters, own.mask & index_of(own.catalog).cooperation)
    looked = _Looked(counted, code, count_rhythm(counted), counted.size)
    return [sentence for look in _LOOKS if (sentence := look(looked))]


def _few(looked: _Looked) -> str:
    if looked.number >= _FEW:
        return ""
    return ngettext("Only {number} record.", "Only {number} records.", looked.number).format(
        number=looked.number
    )


def _only_collective(looked: _Looked) -> str:
    if count_column(looked.own, "scope").get("collective", 0) < looked.number:
        return ""
    return gettext(
        "Everything is said of all partners, or of several formats, at once; nothing of this one alone."
    )


def _never_alone(looked: _Looked) -> str:
    """Name a partner whose every direct record has other partners as well."""
    own = looked.own
    if own.catalog.entities[looked.code].kind != "partner":
        return ""
    direct = own.mask & ~index_of(own.catalog).collective
    alone = sum(len(partners) == 1 for partners in own.catalog.tables["records"]["partners"][direct])
    return "" if alone or not direct.any() else gettext("Every record names other partners as well.")


def _one_kind_of_source(looked: _Looked) -> str:
    catalog = looked.own.catalog
    codes = list(count_sources(looked.own))
    kinds = {catalog.rows("sources")[code]["kind"] for code in codes}
    if len(codes) == 1:
        return gettext("Everything rests on one source.")
    if len(kinds) > 1:
        return ""
    label = gettext(catalog.labels("sources", "kind")[kinds.pop()]).lower()
    return gettext("All {number} sources are of one kind: {kind}.").format(
        number=describe_number(len(codes)), kind=label
    )


def _no_official_source(looked: _Looked) -> str:
    catalog = looked.own.catalog
    kinds = {catalog.rows("sources")[code]["kind"] for code in count_sources(looked.own)}
    if "official" in kinds or len(kinds) < 2:
        return ""
    return gettext("No source is official.")


def _silent(looked: _Looked) -> str:
    own = looked.own
    # A programme that was still running has not fallen silent, so the last year covered counts.
    last = int(index_of(own.catalog).last_year[own.mask].max())
    end = own.filters.years[1] if own.filters.years else own.catalog.last_year
    if end - last < _SILENT:
        return ""
    return gettext("Nothing is documented since {year}.").format(year=last)


def _gap(looked: _Looked) -> str:
    """Name the longest run of years in which nothing began."""
    years = looked.rhythm.years
    longest = max(itertools.pairwise(years), key=lambda pair: pair[1] - pair[0], default=(0, 0))
    first, last = longest[0] + 1, longest[1] - 1
    if last - first + 1 < _GAP:
        return ""
    return gettext("No record begins in {years}.").format(years=describe_years((first, last)))


def _inferred(looked: _Looked) -> str:
    inferred = int((_column(looked.own, "date_basis") == "inferred").sum())
    if inferred < _SHARE * looked.number:
        return ""
    if looked.number == 1:
        return gettext("Its date is inferred from the context.")
    return gettext("The date of {number} of {all} is inferred from the context.").format(
        number=describe_number(inferred), all=describe_number(looked.number)
    )


def _doubtful(looked: _Looked) -> str:
    levels = _column(looked.own, "confidence")
    low = int((levels == "low").sum())
    if low >= _SHARE * looked.number and looked.number > 1:
        return gettext("Confidence is low for {number} of {all}.").format(
            number=describe_number(low), all=describe_number(looked.number)
        )
    return "" if (levels == "high").any() else gettext("No record has high confidence.")


def _one_domain(looked: _Looked) -> str:
    if (
        looked.number < _FEW
        or len(looked.own.filters.domain) == 1
        or len(count_column(looked.own, "domain")) > 1
    ):
        return ""
    return gettext("All records lie in one domain.")


def _without_records(looked: _Looked) -> str:
    """Count the partners of the hub that have no direct record."""
    catalog = looked.own.catalog
    if catalog.entities[looked.code].kind != "hub" or looked.own.filters.active():
        return ""
    counts = count_members(looked.own, "partners")
    few = sum(0 < count.direct < _FEW for count in counts.values())
    if not few:
        return ""
    return ngettext(
        "{number} of the partners has fewer than {few} records of its own.",
        "{number} of the partners have fewer than {few} records of their own.",
        few,
    ).format(number=describe_number(few), few=_FEW)


def _column(own: Selection, name: str) -> "npt.NDArray[np.str_]":
    return np.asarray(own.catalog.tables["records"][name])[own.mask]


_LOOKS: Final[tuple[Callable[[_Looked], str], ...]] = (
    _few,
    _only_collective,
    _never_alone,
    _one_kind_of_source,
    _no_official_source,
    _silent,
    _gap,
    _inferred,
    _doubtful,
    _one_domain,
    _without_records,
)
