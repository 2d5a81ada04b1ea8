"""Phrases made from data: numbers, dates, spans, the sentence above a view."""

import functools
import html

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from atlas.address import PARAMETERS, Rejected
from atlas.catalog import Catalog
from atlas.model import MAX_COMPARED, STILL_RUNNING, PartialDate
from atlas.query import Selection, count_members
from atlas.words import cldr_locale, country_name, gettext, join_words, language, ngettext

_SHOWN = 3
"""How many values of one filter a sentence names before it only counts them."""


def escape(text: str) -> str:
    """Return `text` safe inside HTML, an attribute or a Markdown block."""
    return html.escape(text, quote=True)


def entity_name(catalog: Catalog, code: str) -> str:
    """Return the name of an entity, countries in the language in use."""
    entity = catalog.entities[code]
    if entity.kind in ("hub", "partner"):
        return country_name(code, fallback=entity.name)
    return gettext(entity.name)


def describe_date(text: str) -> str:
    """Return a partial date in words, no more precise than it is: `2004`, `July 2004`, `13 January 2021`."""
    return _date_words(text, cldr_locale())


# Many records share a day, and Babel takes its time.
@functools.lru_cache(maxsize=20_000)
def _date_words(text: str, locale: str) -> str:
    date = PartialDate.parse(text)
    if date.precision == "year":
        return str(date.year)
    if date.precision == "month":
        return str(format_skeleton("yMMMM", date.first, locale=locale))
    return format_date(date.first, format="long", locale=locale)


def describe_when(date: str, end_date: str, date_basis: str) -> str:
    """Return when a record was, with its end and whether the date was inferred."""
    when = describe_date(date)
    if end_date == STILL_RUNNING:
        when = gettext("since {date}").format(date=when)
    elif end_date:
        when = f"{when} – {describe_date(end_date)}"
    return gettext("{date} (inferred)").format(date=when) if date_basis == "inferred" else when


def describe_years(years: tuple[int, int]) -> str:
    """Return `2004` or `2004–2013`."""
    return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"


def count_records(number: int) -> str:
    """Return `1 record`, `31 records`."""
    return ngettext("{number} record", "{number} records", number).format(number=describe_number(number))


def record_forms() -> dict[str, str]:
    """Return plural category (CLDR) → how a number of records is written, with `{number}`, for scripts."""
    plural_of = Locale.parse(cldr_locale()).plural_form
    numbers = {plural_of(number): number for number in range(200, -1, -1)}
    return {form: ngettext("{number} record", "{number} records", n) for form, n in numbers.items()}


def describe_number(number: int) -> str:
    """Return a whole number with the language's grouping of digits."""
    return _grouped(number, cldr_locale())


@functools.lru_cache(maxsize=10_000)
def _grouped(number: int, locale: str) -> str:
    return str(format_decimal(number, locale=locale))


def filter_label(name: str) -> str:
    """Return what a field of `Filters` is called.

    Raises
    ------
    KeyError
        If there is no such filter.
    """
    return {
        "domain": gettext("Domain"),
        "era": gettext("Era"),
        "years": gettext("Years"),
        "kind": gettext("Kind of record"),
        "region": gettext("Region of the partner"),
        "confidence": gettext("Confidence"),
        "scope": gettext("Said of whom"),
        "mark": gettext("Marked"),
        "q": gettext("Words to find"),
    }[name]


def describe_policy(catalog: Catalog) -> str:
    """Return the line below every view: borders, data version, licence, what is not here."""
    policy = gettext(
        "Boundaries follow the United Nations as far as openly licensed geometry allows; dashed lines are "
        "not settled. They imply no opinion on the legal status of any territory."
    )
    data = gettext("Data version {version}, CC BY 4.0. Not documented here does not mean there was none.")
    return f"{policy} {data.format(version=catalog.version)}"


def describe(selection: Selection) -> str:
    """Return the sentence above a view: how many records, on what, when, with how many partners.

    Every part is made from the filters that selected the rows, so it cannot say something else.
    """
    return selection.keep("sentence", language(), make=functools.partial(_describe, selection))


def _describe(selection: Selection) -> str:
    filters = selection.filters
    parts = [count_records(selection.size) + _about(selection)]
    if filters.q:
        parts[0] += " " + gettext("with the words “{words}”").format(words=filters.q)
    years = filters.years or selection.years
    if years is not None:
        parts.append(describe_years(years))
    parts += _narrowed(selection)
    partners = sum(count.records > 0 for count in count_members(selection, "partners").values())
    parts.append(ngettext("{number} partner", "{number} partners", partners).format(number=partners))
    if selection.context:
        context = ngettext(
            "{number} record of context apart", "{number} records of context apart", selection.context
        )
        parts.append(context.format(number=selection.context))
    return ", ".join(parts)


def describe_rejected(rejected: Rejected) -> str:
    """Return the notice for a value the address held and the atlas does not know."""
    if not rejected.value and rejected.parameter in PARAMETERS:
        return gettext("“{parameter}” stands in this address without a value and was left out.").format(
            parameter=rejected.parameter
        )
    if not rejected.value:
        return gettext("This address asks for “{parameter}”, which the atlas does not know.").format(
            parameter=_shorten(rejected.parameter)
        )
    if rejected.parameter == "with" and len(rejected.allowed) == 1:
        return gettext("Only {number} can be compared at once; “{value}” was left out.").format(
            number=MAX_COMPARED, value=_shorten(rejected.value)
        )
    return gettext("“{value}” is not a known value of “{parameter}” and was left out.").format(
        value=_shorten(rejected.value), parameter=rejected.parameter
    )


def value_label(catalog: Catalog, parameter: str, value: str) -> str:
    """Return what a filter value is called.

    Raises
    ------
    KeyError
        If the data set has no such parameter or value.
    """
    if parameter in ("domain", "era"):
        name: str = catalog.rows(f"{parameter}s")[value]["name"]
        return gettext(name)
    if parameter == "mark":
        return {"inferred": gettext("Inferred date"), "conflict": gettext("Sources disagree")}[value]
    table = "partners" if parameter == "region" else "records"
    return gettext(catalog.labels(table, parameter)[value])


def name_filters(selection: Selection) -> list[tuple[str, str]]:
    """Return what narrows a view, one pair a filter that differs from its default: its name, its values."""
    filters = selection.filters
    return [(filter_label(name), _values_of(selection, name)) for name in filters.active()]


def _about(selection: Selection) -> str:
    domains = _named(selection, "domain", selection.filters.domain)
    return " " + gettext("on {domains}").format(domains=domains) if domains else ""


def _narrowed(selection: Selection) -> list[str]:
    filters = selection.filters
    parts = [_named(selection, "era", filters.era), _named(selection, "kind", filters.kind)]
    parts.append(_named(selection, "region", filters.region))
    if filters.confidence:
        named = _named(selection, "confidence", filters.confidence)
        parts.append(gettext("confidence {values}").format(values=named))
    parts.append(_named(selection, "mark", filters.mark))
    if "scope" in filters.active():
        parts.append(gettext("scope {values}").format(values=_named(selection, "scope", filters.scope)))
    return [part for part in parts if part]


def _named(selection: Selection, parameter: str, values: tuple[str, ...]) -> str:
    names = [value_label(selection.catalog, parameter, value) for value in values]
    if len(names) > _SHOWN:
        more = ngettext("{number} more", "{number} more", len(names) - _SHOWN).format(
            number=len(names) - _SHOWN
        )
        names = [*names[:_SHOWN], more]
    if parameter != "era" and parameter != "region":
        names = [name[0].lower() + name[1:] if name[1:2].islower() else name for name in names]
    return join_words(names)


def _values_of(selection: Selection, name: str) -> str:
    filters = selection.filters
    if name == "q":
        return filters.q
    if name == "years":
        return describe_years(filters.years) if filters.years else ""
    return join_words([value_label(selection.catalog, name, value) for value in getattr(filters, name)])


def _shorten(text: str, length: int = 60) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
