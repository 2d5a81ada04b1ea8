from atlas.catalog.notes import read_notes


def test_only_files_that_are_there_are_read(tmp_path):
    (tmp_path / "a.md").write_text("text", encoding="utf-8")
    (tmp_path / "b.md").mkdir()
    assert read_notes(tmp_path, ("a.md", "b.md", "c.md")) == {"a.md": "text"}


def test_bytes_that_are_no_text_do_not_raise(tmp_path):
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfgood \xff\x00")
    assert read_notes(tmp_path, ["a.md"]) == {"a.md": "good \ufffd\x00"}


def test_a_file_without_end_is_cut(tmp_path, monkeypatch):
    monkeypatch.setattr("atlas.catalog.notes._MOST_BYTES", 10)
    (tmp_path / "a.md").write_bytes(b"x" * 100)
    assert read_notes(tmp_path, ["a.md"]) == {"a.md": "x" * 10}
