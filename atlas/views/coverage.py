"""What the data set covers and where it is thin, counted from the data themselves."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from atlas.catalog import Catalog
from atlas.index import index_of
from atlas.model import Filters, PartialDate
from atlas.query import Selection, count_column, count_members, count_years, select_records
from atlas.views.article import Block, Run, build_bars, build_grid, build_list
from atlas.views.text import count_records, describe_number, describe_years, entity_name, value_label
from atlas.words import gettext, join_words, ngettext

_STEPS: Final = ((0, 0), (1, 1), (2, 4), (5, 9), (10, 19), (20, None))
"""First and last number of records of each line of the table of partners."""

_FEW: Final = 2
"""Up to this many records a domain is called thin."""


def all_records(catalog: Catalog) -> Filters:
    """Return the filters that every record passes, those of context included."""
    return Filters(scope=tuple(catalog.labels("records", "scope")))


def build_coverage(catalog: Catalog) -> list[Block]:
    """Return how many records there are by source, date, era, kind, scope, confidence and partner.

    Parameters
    ----------
    catalog : Catalog
        The data set; all of it is counted, context included.
    """
    everything = select_records(catalog, all_records(catalog))
    return [
        build_bars(
            gettext("By kind of source"),
            _label_codes(catalog, "sources", "kind", _count_source_kinds(catalog)),
            note=gettext("A record with sources of two kinds counts with both."),
        ),
        build_bars(gettext("By number of sources"), _count_sources_each(catalog)),
        build_bars(
            gettext("By era"),
            _label_values(everything, "era"),
            note=gettext("A record with a span counts in every era it touches."),
        ),
        build_bars(gettext("By precision of the date"), _count_precision(catalog)),
        build_bars(gettext("By confidence"), _label_values(everything, "confidence")),
        build_bars(gettext("Said of whom"), _label_values(everything, "scope")),
        build_bars(gettext("By kind of record"), _label_values(everything, "kind")),
        build_bars(
            gettext("By region of the partner"),
            _label_values(everything, "region"),
            note=gettext("A record with partners of two regions counts in both; some have no partner."),
        ),
        _partners(everything),
    ]


def build_thin_places(catalog: Catalog) -> Block:
    """Return where little or nothing is documented, each place by its name."""
    everything = select_records(catalog, all_records(catalog))
    lines = [
        *_thin_partners(everything),
        _years_without(catalog),
        _thin_domains(catalog),
        _share(
            everything,
            _count_sources_each(catalog).get(_sources_label(1), 0),
            gettext("{number} of {all} records rest on a single source."),
        ),
        _share(
            everything,
            sum(catalog.tables["records"]["date_basis"] == "inferred"),
            gettext("{number} of {all} records bear a date that was inferred."),
        ),
        _share(
            everything,
            sum(catalog.tables["records"]["place"].map(len) == 0),
            gettext("{number} of {all} records name no place."),
        ),
    ]
    return build_list([line for line in lines if line])


def _count_source_kinds(catalog: Catalog) -> Counter[str]:
    kind_of = {code: row["kind"] for code, row in catalog.rows("sources").items()}
    cells = catalog.tables["records"]["sources"]
    return Counter(kind for cell in cells for kind in {kind_of[cited.source] for cited in cell})


def _count_sources_each(catalog: Catalog) -> dict[str, int]:
    cells = catalog.tables["records"]["sources"]
    numbers = Counter(min(len({cited.source for cited in cell}), 3) for cell in cells)
    return {_sources_label(number): numbers[number] for number in sorted(numbers)}


def _sources_label(number: int) -> str:
    if number >= 3:
        return gettext("three or more")
    return {1: gettext("one"), 2: gettext("two")}[number]


def _count_precision(catalog: Catalog) -> dict[str, int]:
    records = catalog.tables["records"]
    names = {"day": gettext("to the day"), "month": gettext("to the month"), "year": gettext("to the year")}
    pairs = zip(records["date"], records["date_basis"], strict=True)
    numbers = Counter((PartialDate.parse(date).precision, basis) for date, basis in pairs)
    labels = {
        (precision, basis): name if basis == "stated" else gettext("{date} (inferred)").format(date=name)
        for precision, name in names.items()
        for basis in ("stated", "inferred")
    }
    return {label: numbers[key] for key, label in labels.items() if numbers[key]}


def _label_codes(catalog: Catalog, table: str, column: str, numbers: Mapping[str, int]) -> dict[str, int]:
    labels = catalog.labels(table, column)
    return {gettext(label): numbers[code] for code, label in labels.items() if numbers.get(code)}


def _label_values(everything: Selection, parameter: str) -> dict[str, int]:
    numbers = count_column(everything, parameter)
    order = index_of(everything.catalog).facets[parameter].ids
    return {value_label(everything.catalog, parameter, code): numbers.get(code, 0) for code in order}


def _partners(everything: Selection) -> Block:
    catalog = everything.catalog
    counts = count_members(everything, "partners")
    direct = {code: counts[code].direct if code in counts else 0 for code in catalog.rows("partners")}
    rows: list[list[Run]] = []
    for first, last in _STEPS:
        codes = [code for code, n in direct.items() if first <= n and (last is None or n <= last)]
        if codes:
            rows.append([_step_label(first, last), _names(catalog, codes), describe_number(len(codes))])
    head = [gettext("Direct records"), gettext("Partners"), gettext("How many")]
    return build_grid(gettext("By partner"), head, rows, numeric=1)


def _step_label(first: int, last: int | None) -> str:
    if last is None:
        return gettext("{number} or more").format(number=first)
    return gettext("none") if not last else describe_years((first, last))


def _names(catalog: Catalog, codes: Iterable[str]) -> str:
    return ", ".join(sorted(entity_name(catalog, code) for code in codes))


def _thin_partners(everything: Selection) -> list[str]:
    catalog = everything.catalog
    counts = count_members(everything, "partners")
    direct = {code: counts[code].direct if code in counts else 0 for code in catalog.rows("partners")}
    sentences = (
        (0, gettext("Partners without a direct record, named only among others: {names}.")),
        (1, gettext("Partners with one direct record: {names}.")),
        (2, gettext("Partners with two direct records: {names}.")),
    )
    found = {number: [code for code, n in direct.items() if n == number] for number, _ in sentences}
    return [
        sentence.format(names=_names(catalog, found[number]))
        for number, sentence in sentences
        if found[number]
    ]


def _years_without(catalog: Catalog) -> str:
    years = count_years(catalog, Filters())
    empty = [int(year) for year in years.index[years == 0]]
    return (
        gettext("Years without a record of cooperation: {years}.").format(years=_spans(empty))
        if empty
        else ""
    )


def _spans(years: list[int]) -> str:
    spans: list[tuple[int, int]] = []
    for year in years:
        if spans and spans[-1][1] == year - 1:
            spans[-1] = (spans[-1][0], year)
        else:
            spans.append((year, year))
    return join_words([describe_years(span) for span in spans])


def _thin_domains(catalog: Catalog) -> str:
    numbers = count_column(select_records(catalog, Filters(scope=("direct",))), "domain")
    thin = [code for code in catalog.rows("domains") if numbers.get(code, 0) <= _FEW]
    named = [
        f"{value_label(catalog, 'domain', code)} ({count_records(numbers.get(code, 0))})" for code in thin
    ]
    if not thin:
        return ""
    return ngettext(
        "Domain with hardly a direct record: {names}.",
        "Domains with hardly a direct record: {names}.",
        len(thin),
    ).format(names=", ".join(named))


def _share(everything: Selection, number: int, sentence: str) -> str:
    every = int(everything.mask.sum())
    return sentence.format(number=describe_number(number), all=describe_number(every)) if number else ""
