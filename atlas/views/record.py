"""One record, whole: every field in words, who took part, every source, what is contested."""

from collections.abc import Iterable, Mapping
from typing import Any

from babel import Locale

from atlas.catalog import Catalog, Citation
from atlas.search import fold
from atlas.views.text import describe_date, describe_when, entity_name, value_label
from atlas.words import cldr_locale, country_name, gettext, join_words, ngettext


def build_record(catalog: Catalog, record: str, focus: str) -> dict[str, Any]:
    """Return all there is to say of one record, as plain text throughout.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    record : str
        Id of the record.
    focus : str
        Id of the entity in focus, which is marked among those who took part; '' for none.

    Raises
    ------
    KeyError
        If there is no such record.
    """
    row: dict[str, Any] = catalog.tables["records"].loc[record].to_dict()  # type: ignore[assignment]
    return {
        "id": record,
        "title": row["title"],
        "when": describe_when(row["date"], row["end_date"], row["date_basis"]),
        "summary": row["summary"],
        "marks": _marks(catalog, row),
        "facts": [fact for fact in _facts(catalog, row) if fact["values"]],
        "takers": [part for part in _takers(catalog, row, focus) if part["items"]],
        "sources": build_sources(catalog, row["sources"]),
        "conflicts": _conflicts(catalog, row),
    }


def build_sources(catalog: Catalog, citations: Iterable[Citation]) -> list[dict[str, str]]:
    """Return each cited document once: publisher, title, address or '', and what else is known of it."""
    paragraphs: dict[str, list[int]] = {}
    for citation in citations:
        paragraphs.setdefault(citation.source, []).extend([citation.paragraph] if citation.paragraph else [])
    return [_source(catalog.rows("sources")[code], catalog, found) for code, found in paragraphs.items()]


def explain(parameter: str, value: str) -> str:
    """Return what a code of `scope`, `confidence` or `date_basis` means, in a sentence.

    Raises
    ------
    KeyError
        If there is no such code.
    """
    return {
        ("scope", "direct"): gettext("The sources tie it to these participants."),
        ("scope", "collective"): gettext(
            "The sources say it of the whole programme or of all partners at once, not of one of them."
        ),
        ("scope", "context"): gettext(
            "It bears on the cooperation without being an act of it, and is counted nowhere."
        ),
        ("confidence", "high"): gettext("An official page of a participant, or two independent sources."),
        ("confidence", "medium"): gettext("One source with an editorial office or a scholarly author."),
        ("confidence", "low"): gettext("A repost, a blog, an aggregator, or a doubtful or contested detail."),
        ("date_basis", "stated"): gettext("A source states the date."),
        ("date_basis", "inferred"): gettext(
            "No source states the date in full; it was inferred from the context."
        ),
    }[parameter, value]


def _source(source: Mapping[str, Any], catalog: Catalog, numbers: list[int]) -> dict[str, str]:
    date = describe_date(source["date"]) if source["date"] else ""
    paragraphs = ngettext("paragraph {number}", "paragraphs {number}", len(numbers)).format(
        number=join_words([str(number) for number in numbers])
    )
    languages = Locale.parse(cldr_locale()).languages
    details = [
        date or gettext("undated"),
        paragraphs if numbers else "",
        gettext(catalog.labels("sources", "kind")[source["kind"]]).lower(),
        gettext("in {language}").format(language=languages.get(source["language"], source["language"])),
        gettext("accessed {date}").format(date=describe_date(source["accessed"]))
        if source["accessed"]
        else "",
        "" if source["url"] else gettext("no address known"),
    ]
    return {
        "publisher": source["publisher"],
        "title": source["title"],
        "url": source["url"],
        "date": date,
        "paragraphs": paragraphs if numbers else "",
        "detail": " · ".join(detail for detail in details if detail),
    }


def _facts(catalog: Catalog, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    when = describe_when(row["date"], row["end_date"], "stated")
    return [
        _fact(gettext("Date"), [when], explain("date_basis", row["date_basis"])),
        _fact(gettext("Era"), (value_label(catalog, "era", value) for value in row["eras"])),
        _fact(gettext("Kind of record"), [value_label(catalog, "kind", row["kind"])]),
        _fact(gettext("Domains"), (value_label(catalog, "domain", value) for value in row["domains"])),
        _fact(gettext("Place"), (_place(catalog, place) for place in row["place"])),
        _fact(
            gettext("Said of whom"),
            [value_label(catalog, "scope", row["scope"])],
            explain("scope", row["scope"]),
        ),
        _fact(
            gettext("Confidence"),
            [value_label(catalog, "confidence", row["confidence"])],
            explain("confidence", row["confidence"]),
        ),
    ]


def _fact(label: str, values: Iterable[str], note: str = "") -> dict[str, Any]:
    return {"label": label, "values": list(values), "note": note}


def _place(catalog: Catalog, place: str) -> str:
    row = catalog.rows("places")[place]
    name = gettext(row["name"])
    country = country_name(row["iso3"]) if row["iso3"] else ""
    return f"{name}, {country}" if country and country != name else name


def _takers(catalog: Catalog, row: Mapping[str, Any], focus: str) -> list[dict[str, Any]]:
    groups = (
        (gettext("Formats"), row["formats"]),
        (gettext("Organisations"), row["organisations"]),
        (gettext("Partners"), sorted(row["partners"], key=lambda code: fold(entity_name(catalog, code)))),
    )
    return [
        {
            "label": label,
            "items": [
                {"id": code, "label": entity_name(catalog, code), "chosen": code == focus} for code in codes
            ],
        }
        for label, codes in groups
    ]


def _marks(catalog: Catalog, row: Mapping[str, Any]) -> list[str]:
    marks = []
    if row["scope"] == "collective":
        marks.append(gettext("said of all partners at once"))
    if row["scope"] == "context":
        marks.append(gettext("context, not counted"))
    if row["confidence"] != "high":
        label = value_label(catalog, "confidence", row["confidence"]).lower()
        marks.append(gettext("confidence {values}").format(values=label))
    if row["date_basis"] == "inferred":
        marks.append(gettext("date inferred"))
    if any(row["id"] in conflict["records"] for conflict in catalog.rows("conflicts").values()):
        marks.append(gettext("sources disagree"))
    return marks


def _conflicts(catalog: Catalog, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    columns = catalog.package.table("records")
    return [
        {
            "field": gettext(columns.column(conflict["field"]).title),
            "what": conflict["what"],
            "sources": build_sources(catalog, conflict["sources"]),
        }
        for conflict in catalog.rows("conflicts").values()
        if row["id"] in conflict["records"]
    ]
