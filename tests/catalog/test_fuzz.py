"""Whatever stands in a file: problems or a catalogue, never an exception."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.catalog import DataError, load_catalog
from tests.tiny import TABLES, write_tiny_data

pytestmark = pytest.mark.slow

NAMES = sorted(TABLES)
TOKENS = [
    b",",
    b"\n",
    b'"',
    b'""',
    b"\r\n",
    b"\r",
    b";",
    b"#p",
    b"#",
    b"..",
    b"-",
    b"\0",
    b"\xef\xbb\xbf",
    b"\xff",
]
TOKENS += [b" ", b"\t", b"0", b"9" * 5000, b"2004-13", b"nan", b"1e999", "ə²١".encode(), b"PRT", b"NA", b"="]

some = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return write_tiny_data(tmp_path_factory.mktemp("sound"))


@some
@given(name=st.sampled_from(NAMES), content=st.binary(max_size=300))
def test_random_bytes(sound, name, content):
    assert_no_surprise(sound, name, content)


@some
@given(name=st.sampled_from(NAMES), content=st.text(alphabet=',"\n;#.-0aA \r\0é', max_size=300))
def test_random_csv_signs_below_the_header(sound, name, content):
    header = TABLES[name].partition("\n")[0]
    assert_no_surprise(sound, name, f"{header}\n{content}".encode())


@some
@given(name=st.sampled_from([*NAMES, "datapackage"]), data=st.data())
def test_flipped_bits(sound, name, data):
    path = sound / ("datapackage.json" if name == "datapackage" else f"{name}.csv")
    octets = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        octets[data.draw(st.integers(0, len(octets) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    assert_no_surprise(sound, name, bytes(octets))


@some
@given(name=st.sampled_from(NAMES), data=st.data())
def test_put_in_tokens(sound, name, data):
    octets = TABLES[name].encode()
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(octets)))
        stop = data.draw(st.integers(start, min(len(octets), start + 12)))
        octets = octets[:start] + data.draw(st.sampled_from(TOKENS)) + octets[stop:]
    assert_no_surprise(sound, name, octets)


def assert_no_surprise(sound, name, content):
    with tempfile.TemporaryDirectory() as name_of_folder:
        folder = Path(name_of_folder) / "data"
        shutil.copytree(sound, folder)
        file = "datapackage.json" if name == "datapackage" else f"{name}.csv"
        (folder / file).write_bytes(content)
        try:
            load_catalog(folder)
        except DataError as caught:
            problems = caught.problems
        else:
            return
    assert problems
    assert all(problem.line >= 1 and "\n" not in str(problem) for problem in problems)
