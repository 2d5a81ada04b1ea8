import gzip

from atlas.export.kept import KeptFiles, pack


def _file(size):
    return pack(b"x" * size, {}, smallest=10_000)


def test_the_file_not_asked_for_longest_goes_first():
    files = KeptFiles(2, 1_000)
    for key in "ab":
        files.keep(key, _file(10))
    files.find("a")
    files.keep("c", _file(10))
    assert [key for key in "abc" if files.find(key)] == ["a", "c"]


def test_bytes_are_bounded_too():
    files = KeptFiles(100, 800)
    for number in range(50):
        files.keep(str(number), _file(90))
    assert (len(files), files.weight) == (8, 720)


def test_a_very_large_file_is_given_but_not_kept():
    files = KeptFiles(100, 800)
    assert files.keep("a", _file(101)).body == b"x" * 101
    assert files.find("a") is None


def test_a_file_kept_twice_weighs_once():
    files = KeptFiles(100, 800)
    files.keep("a", _file(10))
    files.keep("a", _file(10))
    assert files.weight == 10


def test_small_files_are_not_packed():
    assert pack(b"x" * 99, {}, smallest=100).packed == b""
    assert gzip.decompress(pack(b"x" * 100, {}, smallest=100).packed) == b"x" * 100
