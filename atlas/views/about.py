"""The page about the atlas: what is in, how it is coded and counted, what is missing, how to cite it."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
from babel.dates import format_date

from atlas.catalog import Catalog, Citation
from atlas.model import Filters
from atlas.query import Selection, count_column, select_records
from atlas.views import rules
from atlas.views.article import Block, Run, build_box, build_grid, build_list, build_section, build_text
from atlas.views.coverage import all_records, build_coverage, build_thin_places
from atlas.views.markdown import parse_markdown
from atlas.views.record import build_sources, explain
from atlas.views.text import count_records, describe_number, describe_years, entity_name, value_label
from atlas.words import cldr_locale, gettext, join_words, ngettext

CODING: Final = "CODING.md"
GAPS: Final = "GAPS.md"
CHANGES: Final = "CHANGELOG.md"
FILES: Final = "README.md"
BORDERS: Final = "geo/README.md"

_LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"


def build_about(catalog: Catalog, notes: Mapping[str, str]) -> dict[str, Any]:
    """Return the page as sections in the order they are read.

    Parameters
    ----------
    catalog : Catalog
        The data set, all of which is described.
    notes : mapping of str to str
        Name of a Markdown file (`CODING`, `GAPS`, `CHANGES`, `FILES`, `BORDERS`) → its text; what there is
        none of is left out. Treated as untrusted.
    """
    hub = entity_name(catalog, catalog.hub.iso3)
    everything = select_records(catalog, all_records(catalog))
    counted = select_records(catalog, Filters())
    sections = [
        ("what", gettext("What this is"), _what(everything, hub)),
        ("inclusion", gettext("What is included"), [build_list(rules.inclusion(hub))]),
        ("coding", gettext("How facts are coded"), _coding(notes)),
        ("counting", gettext("How records are counted"), [build_list(rules.counting(hub))]),
        ("eras", gettext("Eras, and why these"), [_eras(counted)]),
        ("domains", gettext("Domains"), _domains(counted)),
        ("confidence", gettext("Confidence"), _confidence(counted)),
        ("coverage", gettext("What is covered"), _coverage(catalog, everything)),
        ("gaps", gettext("Known gaps"), _gaps(catalog, notes)),
        ("borders", gettext("Borders and names"), _borders(notes)),
        ("version", gettext("Version and changes"), _version(catalog, notes)),
        ("cite", gettext("How to cite"), _cite(catalog)),
        ("errors", gettext("How to report an error"), [build_text(line) for line in rules.errors()]),
        ("licence", gettext("Licence"), _licence()),
    ]
    return {"sections": [build_section(anchor, title, blocks) for anchor, title, blocks in sections]}


def _what(everything: Selection, hub: str) -> list[Block]:
    catalog = everything.catalog
    counted = {
        "partners": ngettext("{number} partner", "{number} partners", len(catalog.partners)),
        "formats": ngettext("{number} format", "{number} formats", len(catalog.formats)),
        "organisations": ngettext(
            "{number} organisation", "{number} organisations", len(catalog.organisations)
        ),
        "sources": ngettext("{number} source", "{number} sources", len(catalog.sources)),
        "conflicts": ngettext(
            "{number} disagreement between sources",
            "{number} disagreements between sources",
            len(catalog.conflicts),
        ),
    }
    numbers = [
        phrase.format(number=describe_number(len(catalog.tables[table]))) for table, phrase in counted.items()
    ]
    holds = gettext(
        "It holds {records} of cooperation and {context} of context from {years}: {numbers}."
    ).format(
        records=count_records(everything.size),
        context=describe_number(everything.context),
        years=describe_years((catalog.first_year, catalog.last_year)),
        numbers=join_words(numbers),
    )
    return [build_text(line) for line in (catalog.description, *rules.purpose(hub), holds)]


def _coding(notes: Mapping[str, str]) -> list[Block]:
    return [build_list(rules.coding()), *_note(notes, CODING, gettext("The rules in full"))]


def _eras(counted: Selection) -> Block:
    catalog = counted.catalog
    numbers = count_column(counted, "era")
    rows: list[list[Run]] = [
        [
            gettext(era["name"]),
            f"{era['first_year']}–{'' if pd.isna(era['last_year']) else era['last_year']}",
            gettext(era["why"]),
            describe_number(numbers.get(code, 0)),
        ]
        for code, era in catalog.rows("eras").items()
    ]
    head = [gettext("Era"), gettext("Years"), gettext("Why"), gettext("Records of cooperation")]
    return build_grid("", head, rows, numeric=1)


def _domains(counted: Selection) -> list[Block]:
    catalog = counted.catalog
    numbers = count_column(counted, "domain")
    rows = catalog.rows("domains")
    blocks = [build_text(line) for line in rules.domains()]
    for group, label in catalog.labels("domains", "group").items():
        inside = [_domain(catalog, rows[code], numbers) for code in rows if rows[code]["group"] == group]
        head = [
            gettext("Domain"),
            gettext("What it covers"),
            gettext("Defined from"),
            gettext("Records of cooperation"),
        ]
        grid = build_grid(gettext(label), head, inside, numeric=1, widths=(19, 34, 36, 11))
        blocks += [grid] if inside else []
    return blocks


def _domain(catalog: Catalog, row: Mapping[str, Any], numbers: Mapping[str, int]) -> list[Any]:
    number = describe_number(numbers.get(row["id"], 0))
    return [gettext(row["name"]), gettext(row["definition"]), _cite_sources(catalog, row["sources"]), number]


def _cite_sources(catalog: Catalog, citations: tuple[Citation, ...]) -> list[Run]:
    runs: list[Run] = []
    for source in build_sources(catalog, citations):
        runs += ["; "] if runs else []
        runs.append({"text": source["publisher"], "href": source["url"]})
        runs += [f", {detail}" for detail in (source["date"], source["paragraphs"]) if detail]
    return runs


def _confidence(counted: Selection) -> list[Block]:
    catalog = counted.catalog
    numbers = count_column(counted, "confidence")
    rows: list[list[Run]] = [
        [
            value_label(catalog, "confidence", code),
            explain("confidence", code),
            describe_number(numbers.get(code, 0)),
        ]
        for code in catalog.labels("records", "confidence")
    ]
    head = [gettext("Confidence"), gettext("When"), gettext("Records of cooperation")]
    return [build_grid("", head, rows, numeric=1), *map(build_text, rules.confidence())]


def _coverage(catalog: Catalog, everything: Selection) -> list[Block]:
    line = gettext("All {number} records, context included; the filters do not apply here.").format(
        number=describe_number(int(everything.mask.sum()))
    )
    return [build_text(line), *build_coverage(catalog)]


def _gaps(catalog: Catalog, notes: Mapping[str, str]) -> list[Block]:
    lead = [build_text(line) for line in rules.gaps()]
    return [*lead, build_thin_places(catalog), *_note(notes, GAPS, gettext("Known gaps in full"))]


def _borders(notes: Mapping[str, str]) -> list[Block]:
    return [build_list(rules.borders()), *_note(notes, BORDERS, gettext("The border policy in full"))]


def _version(catalog: Catalog, notes: Mapping[str, str]) -> list[Block]:
    line = gettext("Data version {version} of {date}.").format(
        version=catalog.version, date=format_date(catalog.created, format="long", locale=cldr_locale())
    )
    return [
        build_text(line, " ", rules.versions()),
        *_note(notes, CHANGES, gettext("Changes of the data")),
        *_note(notes, FILES, gettext("The files and their columns")),
    ]


def _cite(catalog: Catalog) -> list[Block]:
    day = format_date(catalog.created, format="long", locale=cldr_locale())
    version = gettext("Data version {version}, {day}, {licence}").format(
        version=catalog.version, day=day, licence="CC BY 4.0"
    )
    title = gettext(catalog.title)
    record = gettext("“Title of the record”, {title}. {version}. Record ID, permanent address.").format(
        title=title, version=version
    )
    lines = rules.citing()
    return [
        build_text(lines[0]),
        {"kind": "quote", "blocks": [build_text(f"{title}. {version}.")]},
        build_text(lines[1]),
        {"kind": "quote", "blocks": [build_text(record)]},
        build_text(lines[2]),
    ]


def _licence() -> list[Block]:
    data = {"text": gettext("Creative Commons Attribution 4.0 International (CC BY 4.0)"), "href": _LICENCE}
    items = [
        [build_text(gettext("Data:"), " ", data)],
        [build_text(gettext("Code: MIT licence."))],
        [build_text(rules.border_licence())],
    ]
    return [build_list(items), build_text(rules.source_rights())]


def _note(notes: Mapping[str, str], name: str, label: str) -> list[Block]:
    text = notes.get(name, "")
    return [build_box(f"{label} ({name})", parse_markdown(text))] if text.strip() else []
