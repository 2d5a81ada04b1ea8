"""`python -m atlas check`."""

from atlas.__main__ import main


def test_sound_folder(tiny, capsys):
    assert main(["check", str(tiny)]) == 0
    assert "5 records" in capsys.readouterr().out


def test_problems_are_printed_one_a_line(tiny, capsys):
    records = (tiny / "records.csv").read_text()
    (tiny / "records.csv").write_text(records.replace("2001-05", "2001-13").replace("lisbon;", "porto;"))
    assert main(["check", str(tiny)]) == 1
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [
        "records.csv:2 date bad-date '2001-13'",
        "records.csv:4 place broken-reference 'porto'",
    ]
    assert printed.err == "2 problems\n"


def test_explain_says_what_is_allowed(tiny, capsys):
    records = (tiny / "records.csv").read_text()
    (tiny / "records.csv").write_text(records.replace(",high", ",certain"))
    assert main(["check", str(tiny), "--explain"]) == 1
    problem, explanation = capsys.readouterr().out.splitlines()
    assert problem == "records.csv:2 confidence unknown-code 'certain'"
    assert explanation.startswith("    ")
    assert "high, medium, low" in explanation


def test_missing_folder(tmp_path, capsys):
    assert main(["check", str(tmp_path / "nowhere")]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1


def test_folder_of_the_environment(tiny, monkeypatch, capsys):
    monkeypatch.setenv("ATLAS_DATA", str(tiny))
    assert main(["check"]) == 0
    assert "5 records" in capsys.readouterr().out
