"""One fault put into a sound folder → the problems it must give, and no others."""

# ruff: noqa: E501
import pytest

from atlas.catalog import check, check_folder

LONG = "x" * 121

# File, what stands there, what is put in its place (once), problems.
FAULTS = [
    # The file
    ("records.csv", "id,date", "\ufeffid,date", ["records.csv:1 - byte-order-mark '\\ufeff'"]),
    ("eras.csv", "The first agreement.\n", "The first agreement.\r\n", ["eras.csv:2 - line-end '\\r\\n'"]),
    ("eras.csv", "Exercises begin.\n", "Exercises begin.", ["eras.csv:3 - no-final-newline ''"]),
    ("eras.csv", "Exercises begin", 'Exercises "begin', ["eras.csv:3 - stray-quote 'later,Later years,2010,,Exercises \"begin.'"]),
    ("eras.csv", "2010,,", '2010,"",', []),
    ("eras.csv", "2010,,Ex", '2010,,"Ex', ["eras.csv:3 - stray-quote 'later,Later years,2010,,\"Exercises begin.'"]),
    ("eras.csv", "2010,,Exercises", '2010,"" ,Exercises', ["eras.csv:3 - stray-quote 'later,Later years,2010,\"\" ,Exercises begin.'"]),
    ("places.csv", ",38.72,", ",38.72,1,", ["places.csv:3 - ragged-row '6'"]),
    ("places.csv", ",-9.14", "", ["places.csv:3 - ragged-row '4'"]),
    ("places.csv", "\nlisbon", "\n\nlisbon", ["places.csv:3 - ragged-row '1'"]),
    # The header
    ("eras.csv", "first_year", "start", ["eras.csv:1 - extra-column 'start'", "eras.csv:1 first_year missing-column ''"]),
    # One cell
    ("domains.csv", "Courses and schools.", "", ["domains.csv:4 definition missing-value ''"]),
    ("records.csv", ",mod-2002#p2,high", ",,high", ["records.csv:2 sources missing-source ''"]),
    ("records.csv", "agreement,Agreement", "pact,Agreement", ["records.csv:2 kind unknown-code 'pact'"]),
    ("records.csv", "2001-esp-agreement", "2001-ESP", ["records.csv:2 id pattern-mismatch '2001-ESP'"]),
    ("records.csv", "Agreement signed", LONG, [f"records.csv:2 title too-long '{LONG[:79]}…'"]),
    ("places.csv", "38.72", "north", ["places.csv:3 lat not-a-number 'north'"]),
    ("places.csv", "38.72", "nan", ["places.csv:3 lat not-a-number 'nan'"]),
    ("places.csv", "38.72", "91", ["places.csv:3 lat out-of-range '91'"]),
    ("places.csv", "-9.14", "-" + "9" * 400, [f"places.csv:3 lon out-of-range '-{'9' * 78}…'"]),
    ("eras.csv", "2009", "2009.5", ["eras.csv:2 last_year not-an-integer '2009.5'"]),
    ("eras.csv", "2000,2009", ",2009", ["eras.csv:2 first_year missing-value ''"]),
    ("eras.csv", "2010,,", "2010,9999,", ["eras.csv:3 last_year out-of-range '9999'"]),
    ("domains.csv", "Talks between", " Talks between", ["domains.csv:3 definition stray-space ' Talks between ministers.'"]),
    ("domains.csv", "Courses and", "Courses  and", ["domains.csv:4 definition stray-space 'Courses  and schools.'"]),
    ("domains.csv", "schools.", "schools.\u00a0", ["domains.csv:4 definition stray-space 'Courses and schools.\\xa0'"]),
    ("domains.csv", "Courses and", "Courses\tand", ["domains.csv:4 definition control-character 'Courses\\tand schools.'"]),
    ("domains.csv", "Courses and", "Courses\0and", ["domains.csv:4 definition control-character 'Courses\\x00and schools.'"]),
    ("domains.csv", "Courses and", "Courses \u202eand", ["domains.csv:4 definition control-character 'Courses \\u202eand schools.'"]),
    ("domains.csv", "Talks between ministers.", '"Talks\nbetween"', ["domains.csv:3 definition control-character 'Talks\\nbetween'"]),
    # URLs
    ("sources.csv", "https://example.org/c", "ftp://example.org/c", ["sources.csv:2 url bad-url 'ftp://example.org/cooperation'"]),
    ("sources.csv", "https://example.org/c", "javascript:alert(1)//", ["sources.csv:2 url bad-url 'javascript:alert(1)//ooperation'"]),
    ("sources.csv", "https://example.org/c", "https://me:secret@example.org/c", ["sources.csv:2 url bad-url 'https://me:secret@example.org/cooperation'"]),
    ("sources.csv", "example.org/c", "example.org/a c", ["sources.csv:2 url bad-url 'https://example.org/a cooperation'"]),
    ("sources.csv", "https://example.org/cooperation", "https://", ["sources.csv:2 url bad-url 'https://'"]),
    ("sources.csv", "example.org/a?b=c#d", "example.org:8080?a=b@c", []),
    # Lists
    ("records.csv", "ESP;FRA", "ESP;FRA;ESP", ["records.csv:4 partners duplicate-in-list 'ESP'"]),
    ("records.csv", "ESP;FRA", "ESP;FRA;", ["records.csv:4 partners empty-list-item 'ESP;FRA;'"]),
    ("records.csv", "ESP;FRA", "ESP; FRA", ["records.csv:4 partners stray-space 'ESP; FRA'"]),
    ("records.csv", "mod-2002;paper-2015#p3", "mod-2002;mod-2002#p1", []),
    ("records.csv", "paper-2015#p3", "paper-2015#p0", ["records.csv:3 sources bad-locator 'paper-2015#p0'"]),
    ("records.csv", "paper-2015#p3", "paper-2015#3", ["records.csv:3 sources bad-locator 'paper-2015#3'"]),
    # Dates
    ("records.csv", "2001-05", "2001-13", ["records.csv:2 date bad-date '2001-13'"]),
    ("records.csv", "2001-05", "2001-02-30", ["records.csv:2 date bad-date '2001-02-30'"]),
    ("records.csv", "2001-05", "2001-5", ["records.csv:2 date bad-date '2001-5'"]),
    ("records.csv", "2001-05", "May 2001", ["records.csv:2 date bad-date 'May 2001'"]),
    ("records.csv", "2001-05", "2001-05-01T10:00", ["records.csv:2 date date-over-precise '2001-05-01T10:00'"]),
    ("records.csv", "2001-05", "..", ["records.csv:2 date misplaced-open-end '..'"]),
    ("sources.csv", "2023-07", "2024-07", ["sources.csv:4 accessed future-date '2024-07'"]),
    ("sources.csv", "2023-07", "2024", []),
    ("records.csv", "2010-06-09", "2010-05", ["records.csv:4 end_date end-before-start '2010-05'"]),
    ("records.csv", "2010-06-09", "2010", []),
    ("records.csv", "2001-05", "1999-05", ["records.csv:2 date outside-eras '1999-05'"]),
    ("eras.csv", "2000,2009", "2000,1999", ["eras.csv:2 last_year end-before-start '1999'"]),
    # Ids and order
    ("records.csv", "2003-course", "2001-esp-agreement", ["records.csv:3 id duplicate-id '2001-esp-agreement'"]),
    ("aliases.csv", "España,ESP", "Brasil,ESP", ["aliases.csv:3 alias duplicate-id 'Brasil'"]),
    ("records.csv", "2003-course", "2000-course", ["records.csv:3 id wrong-order '2000-course'"]),
    ("aliases.csv", "España,ESP", "Brazil,BRA\nBrasilien,BRA\nEspaña,ESP", ["aliases.csv:4 id wrong-order 'BRA'"]),
    ("partners.csv", "BRA,", "ARG,", ["partners.csv:2 iso3 partner-without-record 'ARG'", "records.csv:3 partners broken-reference 'BRA'", "aliases.csv:2 id broken-reference 'BRA'"]),
    ("organisations.csv", "\nUN,", "\nFRA,", ["organisations.csv:2 id shared-id 'FRA'", "records.csv:5 organisations broken-reference 'UN'"]),
    # Links
    ("records.csv", "lisbon;atlantic", "lisbon;pacific", ["records.csv:4 place broken-reference 'pacific'"]),
    ("organisations.csv", "intergovernmental,,", "intergovernmental,geneva,", ["organisations.csv:2 seat broken-reference 'geneva'"]),
    ("records.csv", ",mod-2002#p2,", ",mod-2003#p2,", ["records.csv:2 sources broken-reference 'mod-2003#p2'"]),
    ("sources.csv", "undated,", "spare,Spare,Institute,,,analysis,en,2023\nundated,", ["sources.csv:4 id uncited-source 'spare'"]),
    ("datapackage.json", '"capital": "lisbon"', '"capital": "porto"', ["datapackage.json:1 hub.capital broken-reference 'porto'"]),
    # The hub
    ("records.csv", ",ESP,,,political", ",ESP;PRT,,,political", ["records.csv:2 partners broken-reference 'PRT'", "records.csv:2 partners hub-as-partner 'PRT'"]),
    ("partners.csv", "\nESP", "\nPRT,Portugal,southern-europe,38.7,-9.1,listed,mod-2002\nESP", ["partners.csv:3 iso3 hub-as-partner 'PRT'", "partners.csv:4 iso3 wrong-order 'ESP'"]),
    # Formats
    ("formats.csv", "PRT;ESP;FRA", "ESP;FRA;BRA", [
        "formats.csv:2 id id-members-mismatch 'PRT-ESP-FRA'",
        "formats.csv:2 members hub-not-member 'ESP;FRA;BRA'",
        "records.csv:4 partners missing-member 'BRA'",
    ]),
    ("formats.csv", "PRT;ESP;FRA,trilateral", "PRT;ESP,trilateral", ["formats.csv:2 id id-members-mismatch 'PRT-ESP-FRA'", "formats.csv:2 members trilateral-size 'PRT;ESP'"]),
    ("records.csv", "ESP;FRA", "ESP", ["partners.csv:4 iso3 partner-without-record 'FRA'", "records.csv:4 partners missing-member 'FRA'"]),
    # Partners and conflicts
    ("partners.csv", "listed,mod-2002", "listed,", ["partners.csv:3 listed_in listed-without-source ''"]),
    ("partners.csv", "listed,mod-2002", "listed,mod-2003", ["partners.csv:3 listed_in broken-reference 'mod-2003'"]),
    ("records.csv", "Officers attend courses.,BRA", "Officers attend courses.,", ["partners.csv:2 iso3 partner-without-record 'BRA'"]),
    ("conflicts.csv", "paper-2015#p4;undated", "undated#p1;undated", ["conflicts.csv:2 sources one-sided-conflict 'undated#p1;undated'"]),
    # What stands behind the facts
    ("records.csv", "paper-2015#p1,low", "paper-2015#p1,high", ["records.csv:6 confidence weak-high-confidence 'high'"]),
    ("records.csv", "paper-2015;undated,medium", "paper-2015;undated,high", ["records.csv:5 confidence weak-high-confidence 'high'"]),
    ("records.csv", "mod-2002;paper-2015#p3,medium", "mod-2002;paper-2015#p3,high", []),
    ("curation.csv", "2014-esp-patrols;2015", "2014-patrols;2015", ["curation.csv:3 record broken-reference '2014-patrols'"]),
    ("curation.csv", "accepted,2015-areas", "accepted,", ["curation.csv:2 record decision-mismatch ''"]),
    ("curation.csv", "left-out,", "left-out,2015-areas", ["curation.csv:4 record decision-mismatch '2015-areas'"]),
    ("curation.csv", "two facts in one", "", ["curation.csv:3 why decision-without-reason ''"]),
    ("curation.csv", "corrected", "changed", ["curation.csv:3 decision unknown-code 'changed'"]),
    ("renamed.csv", "2014-patrols,", "2003-course,", ["renamed.csv:2 old renamed-id-in-use '2003-course'"]),
]  # fmt: skip


@pytest.fixture(scope="module")
def found_before():
    return {}


@pytest.fixture
def each_table_once(monkeypatch, found_before):
    """A fault is in one table; what the others say by themselves is known from the faults before it."""
    check_table = check.check_table

    def look_up(table, rows, *, created):
        key = (table, created, rows.to_csv())
        if key not in found_before:
            found_before[key] = list(check_table(table, rows, created=created))
        return found_before[key]

    monkeypatch.setattr(check, "check_table", look_up)


@pytest.mark.usefixtures("each_table_once")
@pytest.mark.parametrize(("file", "old", "new", "expected"), FAULTS)
def test_fault_gives_its_problems(tiny, file, old, new, expected):
    put(tiny / file, old, new)
    assert sorted(map(str, check_folder(tiny))) == sorted(expected)


def test_sound_folder_has_no_problems(tiny):
    assert check_folder(tiny) == []


def put(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
