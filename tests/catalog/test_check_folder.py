"""Faults of whole files, and many faults at once."""

import json

import pytest

from atlas.catalog import CODES, DataError, Problem, check_folder, load_catalog
from tests.tiny import TABLES


def found(folder):
    return [str(problem) for problem in check_folder(folder)]


def test_every_file_may_be_missing(tiny):
    for path in tiny.glob("*.csv"):
        path.unlink()
    codes = {(problem.file, problem.line, problem.code) for problem in check_folder(tiny)}
    assert codes == {(f"{name}.csv", 1, "missing-file") for name in TABLES}


def test_folder_in_place_of_a_file_is_a_missing_file(tiny):
    (tiny / "conflicts.csv").unlink()
    (tiny / "conflicts.csv").mkdir()
    assert found(tiny) == ["conflicts.csv:1 - missing-file 'conflicts.csv'"]


def test_broken_table_hides_no_problem_of_another(tiny):
    (tiny / "sources.csv").write_bytes(b"")
    put(tiny / "records.csv", "2001-05", "2001-13")
    put(tiny / "records.csv", "mod-2002#p2", "nowhere#p0")
    put(tiny / "eras.csv", "later,", "Later,")
    put(tiny / "places.csv", ",-9.14", "")
    put(tiny / "formats.csv", "id,name", "id,title")
    put(tiny / "domains.csv", "Joint exercises,", '"J" ex,')
    assert found(tiny) == [
        "domains.csv:2 - stray-quote 'joint-exercises,\"J\" ex,military,Exercises held together.,mod-2002'",
        "eras.csv:3 id pattern-mismatch 'Later'",
        "eras.csv:3 id wrong-order 'Later'",
        "formats.csv:1 - extra-column 'title'",
        "formats.csv:1 name missing-column ''",
        "places.csv:3 - ragged-row '4'",
        "records.csv:2 date bad-date '2001-13'",
        "records.csv:2 sources bad-locator 'nowhere#p0'",
        "sources.csv:1 - empty-file ''",
    ]  # fmt: skip


def test_missing_column_leaves_out_only_the_checks_that_need_it(tiny):
    rows = [line.rpartition(",")[0] for line in (tiny / "partners.csv").read_text().splitlines()]
    rows[2] = rows[2].replace("southern-europe", "nowhere")
    (tiny / "partners.csv").write_text("\n".join(rows) + "\n")
    assert found(tiny) == [
        "partners.csv:1 listed_in missing-column ''",
        "partners.csv:3 region unknown-code 'nowhere'",
    ]


def test_header_without_any_known_column(tiny):
    put(tiny / "aliases.csv", "alias,id", "ALIAS,ID")
    assert found(tiny) == [
        "aliases.csv:1 - extra-column 'ALIAS'",
        "aliases.csv:1 - extra-column 'ID'",
        "aliases.csv:1 alias missing-column ''",
        "aliases.csv:1 id missing-column ''",
    ]


def test_swapped_columns_are_said_once(tiny):
    rows = [line.split(",", 2) for line in (tiny / "aliases.csv").read_text().splitlines()]
    (tiny / "aliases.csv").write_text("".join(f"{second},{first}\n" for first, second in rows))
    assert found(tiny) == ["aliases.csv:1 - column-order 'id,alias'"]


def test_doubled_column_is_said_once(tiny):
    rows = (tiny / "aliases.csv").read_text().splitlines()
    (tiny / "aliases.csv").write_text("".join(f"{row},{row.split(',')[1]}\n" for row in rows))
    assert found(tiny) == ["aliases.csv:1 - duplicate-column 'id'"]


def test_bytes_that_are_not_utf8_are_named_by_line(tiny):
    latin = (tiny / "aliases.csv").read_text(encoding="utf-8").encode("latin-1")
    (tiny / "aliases.csv").write_bytes(latin)
    assert found(tiny) == [r"aliases.csv:3 - not-utf-8 'Espa\\xf1a,ESP'"]


def test_lines_are_counted_past_line_breaks_in_cells(tiny):
    put(tiny / "domains.csv", "Exercises held together.", '"Exercises\n\nheld, ""together""."')
    put(tiny / "domains.csv", "policy", "politics")
    assert found(tiny) == [
        "domains.csv:2 definition control-character 'Exercises\\n\\nheld, \"together\".'",
        "domains.csv:5 group unknown-code 'politics'",
    ]


@pytest.mark.parametrize("line_end", [b"\r\n", b"\n"])
def test_header_alone(tiny, line_end):
    (tiny / "conflicts.csv").write_bytes(b"id,records,field,what,sources" + line_end)
    assert [problem.code for problem in check_folder(tiny)] == ["line-end"] * (line_end != b"\n")


def test_records_must_not_be_empty(tiny):
    header = (tiny / "records.csv").read_text().splitlines()[0]
    (tiny / "records.csv").write_text(header + "\n")
    assert "records.csv:1 - no-records ''" in found(tiny)


def test_countries_are_checked_where_the_description_asks(tiny):
    package = json.loads((tiny / "datapackage.json").read_text())
    for resource in package["resources"]:
        for field in resource["schema"]["fields"]:
            if field["name"] in ("iso3", "members"):
                field["references"] = "iso3"
    (tiny / "datapackage.json").write_text(json.dumps(package))
    assert found(tiny) == []
    put(tiny / "places.csv", "Ocean,,", "Ocean,XAT,")
    put(tiny / "formats.csv", "PRT;ESP;FRA", "PRT;ESP;FRX")
    assert found(tiny)[:3] == [
        "formats.csv:2 id id-members-mismatch 'PRT-ESP-FRA'",
        "formats.csv:2 members unknown-country 'FRX'",
        "places.csv:2 iso3 unknown-country 'XAT'",
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"hub"', '"hob"', "hub.iso3"),
        ('"version": "0.1.0"', '"version": 1', "version"),
        ('"created": "2024', '"created": "last year', "created"),
        ('"name": "records"', '"name": "facts"', "resources"),
        ('"path": "records.csv"', '"path": "../records.csv"', "resources[0].path"),
        ('"type": "string"', '"type": "text"', "resources[0].schema.fields[0].type"),
        ('"required": true', '"required": "yes"', "resources[0].schema.fields[0].constraints.required"),
        ('"pattern": "^', '"pattern": "(', "resources[0].schema.fields[0].constraints.pattern"),
        ('"maxLength": 120', '"maxLength": "120"', "resources[0].schema.fields[5].constraints.maxLength"),
        ('"references": "partners.iso3"', '"references": "partners.code"', "resources"),
        ('"list": ";"', '"lost": ";"', "resources"),
    ],
)
def test_broken_description_is_a_problem_with_its_place(tiny, old, new, expected):
    put(tiny / "datapackage.json", old, new)
    problems = check_folder(tiny)
    assert {problem.code for problem in problems} == {"bad-datapackage"}
    assert expected in {problem.column for problem in problems}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"7", b"\xff", b"[" * 100_000, b"9" * 9_999])
def test_description_that_is_no_object_is_a_problem(tiny, content):
    (tiny / "datapackage.json").write_bytes(content)
    assert {problem.file for problem in check_folder(tiny)} == {"datapackage.json"}


def test_missing_description_is_a_problem(tiny):
    (tiny / "datapackage.json").unlink()
    assert found(tiny) == ["datapackage.json:1 - missing-file 'datapackage.json'"]


def test_load_raises_every_problem(tiny):
    put(tiny / "records.csv", "2001-05", "2001-13")
    put(tiny / "eras.csv", "2009", "x")
    with pytest.raises(DataError) as error:
        load_catalog(tiny)
    assert list(error.value.problems) == check_folder(tiny)
    assert len(error.value.problems) == 2


def test_problem_is_one_line_in_single_quotes():
    problem = Problem("a.csv", 3, "title", "too-long", "it's\n\x1b[31m" + "x" * 99)
    assert str(problem).startswith(r"a.csv:3 title too-long 'it\'s\n\x1b[31mxxx")
    assert str(problem).endswith("x…'")


def test_code_must_be_in_the_catalogue():
    with pytest.raises(ValueError, match="no-such-code"):
        Problem("a.csv", 1, "", "no-such-code", "")
    assert all(sentence.endswith((".", ")")) for sentence in CODES.values())


def put(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
