"""The queries once more in plain Python, slow and obvious: what the fast ones are measured against."""

from atlas.address import LISTS, allowed_values
from atlas.search import fold
from atlas.words import country_name

COLUMN = {"domain": "domains", "era": "eras"}


def rows_of(catalog):
    """The records as dicts, each with its folded words and regions."""
    regions = dict(zip(catalog.partners["iso3"], catalog.partners["region"], strict=True))
    names = {row["id"]: f"{row['publisher']} {row['title']}" for row in catalog.rows("sources").values()}
    spoken = {code: [code, entity.name] for code, entity in catalog.entities.items()}
    for place, row in catalog.rows("places").items():
        spoken.setdefault(place, []).append(row["name"])
    for alias, code in zip(catalog.aliases["alias"], catalog.aliases["id"], strict=True):
        spoken[code].append(alias)
    for code in (catalog.hub.iso3, *catalog.partners["iso3"]):
        spoken[code].append(country_name(code))
    disputed = {code for cell in catalog.conflicts["records"] for code in cell}
    rows = catalog.records.to_dict("records")
    for row in rows:
        named = [catalog.hub.iso3, *row["partners"], *row["organisations"], *row["formats"], *row["place"]]
        texts = [row["title"], row["summary"], *(name for code in named for name in spoken[code])]
        texts += [names[citation.source] for citation in row["sources"]]
        row["words"] = " ".join(map(fold, texts))
        row["mark"] = {"inferred"} if row["date_basis"] == "inferred" else set()
        row["mark"] |= {"conflict"} if row["id"] in disputed else set()
        row["region"] = {regions[code] for code in row["partners"]}
        row["eras"] = {
            era["id"]
            for era in catalog.rows("eras").values()
            if row["first_year"] <= era["until"] and row["last_year"] >= era["first_year"]
        }
    return rows


def values(row, name):
    """What a record has of a list parameter, as a set."""
    cell = row[COLUMN.get(name, name)]
    return {cell} if isinstance(cell, str) else set(cell)


def passes(row, filters, *, but=""):
    """Whether a record passes every filter, one of them set aside."""
    tests = {
        name: bool(values(row, name) & set(getattr(filters, name)))
        for name in LISTS
        if getattr(filters, name)
    }
    if filters.years:
        tests["years"] = row["first_year"] <= filters.years[1] and row["last_year"] >= filters.years[0]
    if filters.q:
        tests["q"] = all(word in row["words"] for word in fold(filters.q).split())
    tests.pop(but, None)
    return all(tests.values())


def facets(catalog, rows, filters):
    """Parameter → value → records it would leave."""
    found = {}
    for name in LISTS:
        own = [values(row, name) for row in rows if passes(row, filters, but=name)]
        found[name] = {value: sum(value in one for one in own) for value in allowed_values(name, catalog)}
    return found


def member_count(view, table, code):
    """The six numbers of a `Count` from the rows in view; None for an entity without any."""
    own = [row for row in view if code in row[table]]
    if not own:
        return None
    scopes = [row["scope"] for row in own]
    counted = [row for row in own if row["scope"] != "context"]
    years = counted or own
    return (
        len(counted),
        scopes.count("direct"),
        scopes.count("collective"),
        scopes.count("context"),
        min(row["first_year"] for row in years),
        max(row["last_year"] for row in years),
    )
