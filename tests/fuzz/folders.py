"""Hostile data folders: what is loaded, checked or refused, never raised or waited for."""

import contextlib
import os
import random
import shutil
import signal
import tempfile
from pathlib import Path

from starlette.applications import Starlette

from atlas.catalog import DataError, load_catalog
from atlas.server.api import api_routes
from tests.export.asgi import ask
from tests.fuzz.queries import PAYLOADS
from tests.fuzz.tally import Tally
from tests.tiny import TABLES, write_tiny_data

_LONGEST_WAIT = 10
NOTES = ("CHANGELOG.md", "CODING.md", "GAPS.md", "README.md")
FILES = ("datapackage.json", *(f"{name}.csv" for name in TABLES), *NOTES)
_TOKENS = (
    b",",
    b'"',
    b"\n",
    b"\r",
    b"\x00",
    b";",
    b"#p1",
    b"..",
    b"\xef\xbb\xbf",
    b"\xff",
    b"9" * 5_000,
    b"=1+1",
)


def fuzz_folders(count: int, seed: int) -> Tally:
    """Spoil a sound folder in `count` ways, load each, and ask the machine surface for what was loaded."""
    tally = Tally("data folders")
    source = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        sound = write_tiny_data(Path(name) / "sound")
        for note in NOTES:
            (sound / note).write_text("# 0.1.0 (2024-06-30)\n\nFirst.\n", encoding="utf-8")
        for number in range(count):
            folder = Path(name) / str(number)
            shutil.copytree(sound, folder)
            spoil = SPOILERS[number % len(SPOILERS)]
            path = folder / source.choice(FILES)
            with tally.case((spoil.__name__, path.name)), _alarm():
                spoil(path, source)
                _use(folder, tally, (spoil.__name__, path.name))
            shutil.rmtree(folder)
    return tally


def _use(folder, tally, what):
    try:
        catalog = load_catalog(folder)
    except DataError as error:
        for problem in error.problems[:50]:
            tally.look(str(problem), what)
        return
    app = Starlette(routes=api_routes(catalog, folder=folder))
    for name in ("records.json", "records.csv", "facets.json", "feed.atom", ""):
        answer = ask(f"/api/{name}" if name else "/api", app=app)
        if answer.status != 200:
            tally.blame("tracebacks", what, f"{name}: status {answer.status}")
        if name == "":
            tally.look(answer.body.decode("utf-8"), what)
        if name == "records.csv" and any(cell[:1] in "=+@" for cell in _cells(answer.body)):
            tally.blame("markup", what, "a formula")


def _cells(body):
    import csv
    import io

    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    return [cell for row in rows for cell in row if cell]


@contextlib.contextmanager
def _alarm():
    """Break off what waits for ever: a pipe nobody writes into."""

    def stop(*_):
        raise TimeoutError("waited for ever")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, _LONGEST_WAIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def flip_bits(path, source):
    octets = bytearray(path.read_bytes())
    for _ in range(source.choice((1, 2, 8, 64))):
        octets[source.randrange(len(octets))] ^= 1 << source.randrange(8)
    path.write_bytes(octets)


def put_in_tokens(path, source):
    octets = path.read_bytes()
    for _ in range(source.choice((1, 3))):
        at = source.randrange(len(octets) + 1)
        octets = octets[:at] + source.choice(_TOKENS) + octets[at + source.choice((0, 0, 5)) :]
    path.write_bytes(octets)


def encode_wrongly(path, source):
    text = path.read_text(encoding="utf-8") + "ə"
    encoding = source.choice(("utf-16", "utf-32", "utf-8-sig", "cp1254", "utf-7", "cp1251", "shift_jis"))
    path.write_bytes(text.encode(encoding, errors="replace"))


def cut_off(path, source):
    octets = path.read_bytes()
    path.write_bytes(octets[: source.randrange(len(octets))])


def make_a_field_huge(path, source):
    lines = path.read_text(encoding="utf-8").split("\n")
    at = source.randrange(len(lines))
    lines[at] = lines[at].replace("e", "e" * source.choice((10_000, 1_000_000)), 1)
    path.write_text("\n".join(lines), encoding="utf-8")


def put_in_markup(path, source):
    text = path.read_text(encoding="utf-8")
    for word in source.sample(
        ("Agreement signed", "Three navies", "Courses", "Spain", "Ministry", "First."), 3
    ):
        payload = source.choice((*PAYLOADS[:10], "=1+1", "@SUM(A1)", "+1", "-1", "\t=1+1"))
        text = text.replace(word, payload.replace(",", " ").replace('"', "'"))
    path.write_text(text, encoding="utf-8")


def nest_deeply(path, source):
    depth = source.choice((100, 5_000, 100_000))
    path.write_text("[" * depth + "]" * depth, encoding="utf-8")


def put_a_folder_there(path, source):
    path.unlink()
    path.mkdir()


def put_a_pipe_there(path, source):
    path.unlink()
    os.mkfifo(path)


def put_a_link_there(path, source):
    kept = path.with_suffix(".kept")
    path.rename(kept)
    path.symlink_to(source.choice((kept, path, "/dev/zero", "/dev/null", "/dev/tty", "/nowhere", "/", ".")))


def take_it_away(path, source):
    path.unlink()


def fill_it(path, source):
    path.write_bytes(
        source.choice(
            (b"", b"\n", b"\x00" * 100_000, b"," * 200_000, b'"' * 100_001, source.randbytes(9_000))
        )
    )


SPOILERS = (
    flip_bits,
    put_in_tokens,
    encode_wrongly,
    put_in_markup,
    cut_off,
    flip_bits,
    put_in_tokens,
    make_a_field_huge,
    put_in_markup,
    nest_deeply,
    put_a_folder_there,
    put_a_pipe_there,
    put_a_link_there,
    take_it_away,
    fill_it,
)
