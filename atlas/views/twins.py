"""The tables behind the pictures: the same selection, row by row."""

import functools

from atlas.query import Selection, count_members, count_sources
from atlas.views.table import Cell, Column, Table
from atlas.views.text import describe_date, entity_name
from atlas.words import gettext, language


def build_entity_table(selection: Selection, focus: str) -> Table:
    """Return every partner, format and organisation in view with its counts, most records first.

    Parameters
    ----------
    selection : Selection
        The records in view.
    focus : str
        Id of the entity in focus, whose row is marked; '' for none.
    """
    catalog = selection.catalog
    counts = {
        code: count
        for table in ("partners", "formats", "organisations")
        for code, count in count_members(selection, table).items()
    }
    counts = dict(sorted(counts.items(), key=lambda item: (-item[1].records, item[0])))
    kinds = {
        "partner": gettext("partner"),
        "format": gettext("format"),
        "organisation": gettext("organisation"),
    }
    rows: list[list[Cell]] = [
        [
            {"text": entity_name(catalog, code), "pick": code},
            kinds[catalog.entities[code].kind],
            count.records,
            count.direct,
            count.collective,
            count.context,
            str(count.first_year),
            str(count.last_year),
        ]
        for code, count in counts.items()
    ]
    columns = [
        Column("name", gettext("Name")),
        Column("kind", gettext("What")),
        Column("records", gettext("Records"), numeric=True),
        Column("direct", gettext("Direct"), numeric=True),
        Column("collective", gettext("Of all partners"), numeric=True),
        Column("context", gettext("Context"), numeric=True),
        Column("first_year", gettext("First year"), numeric=True),
        Column("last_year", gettext("Latest year"), numeric=True),
    ]
    marked = list(counts).index(focus) if focus in counts else -1
    return Table(gettext("Who has how many records in view"), columns, rows, marked)


def build_source_table(selection: Selection) -> Table:
    """Return every source of the records in view, the one most cited first."""
    catalog = selection.catalog
    rows = []
    for code, number in count_sources(selection).items():
        source = catalog.rows("sources")[code]
        kind = gettext(catalog.labels("sources", "kind")[source["kind"]])
        date = describe_date(source["date"]) if source["date"] else gettext("undated")
        title = {"text": source["title"], "href": source["url"]}
        rows.append([source["publisher"], title, date, kind, source["language"], number])
    columns = [
        Column("publisher", gettext("Publisher")),
        Column("title", gettext("Title")),
        Column("date", gettext("Date")),
        Column("kind", gettext("Kind")),
        Column("language", gettext("Language")),
        Column("records", gettext("Records"), numeric=True),
    ]
    return Table(gettext("Sources of what is seen"), columns, rows)


def describe_sources(selection: Selection) -> str:
    """Return how many sources stand behind the view, by kind."""
    return selection.keep("sources", language(), make=functools.partial(_describe_sources, selection))


def _describe_sources(selection: Selection) -> str:
    catalog = selection.catalog
    kinds: dict[str, int] = {}
    for code in count_sources(selection):
        kind = catalog.rows("sources")[code]["kind"]
        kinds[kind] = kinds.get(kind, 0) + 1
    labels = catalog.labels("sources", "kind")
    parts = [f"{gettext(label).lower()} {kinds[kind]}" for kind, label in labels.items() if kind in kinds]
    return gettext("Sources: {number}").format(number=sum(kinds.values())) + (
        f" ({', '.join(parts)})" if parts else ""
    )
