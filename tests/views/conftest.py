import pytest

from atlas.catalog import load_catalog
from tests.tiny import write_tiny_data

NASTY = "</script><img src=x onerror=alert(1)>`${alert(1)}` {0} %s \\u003c 'q' & #"


@pytest.fixture
def nasty():
    """Markup of every kind, as a name."""
    return NASTY


@pytest.fixture(scope="session")
def nasty_catalog(tmp_path_factory):
    """The tiny data set with markup in every text a reader sees."""
    folder = write_tiny_data(tmp_path_factory.mktemp("nasty") / "data")
    texts = {
        "records": ["Agreement signed", "Courses,", "Officers attend courses."],
        "formats": ["Three navies,"],
        "organisations": ["United Nations", "Patrols report to it."],
        "domains": ["Training,"],
        "eras": ["Early years"],
        "sources": ["[Overview]", "Institute"],
    }
    for table, olds in texts.items():
        file = folder / f"{table}.csv"
        text = file.read_text(encoding="utf-8")
        for old in olds:
            assert old in text
            text = text.replace(old, NASTY + ("," if old.endswith(",") else ""))
        file.write_text(text, encoding="utf-8")
    return load_catalog(folder)


@pytest.fixture(scope="session")
def with_context(tmp_path_factory):
    """The tiny data set, one record of Spain and the only one of Brazil being context."""
    folder = write_tiny_data(tmp_path_factory.mktemp("context") / "data")
    file = folder / "records.csv"
    text = file.read_text(encoding="utf-8")
    text = text.replace("training,direct,,mod-2002", "training,context,,mod-2002")
    text = text.replace(
        "joint-exercises,direct,atlantic,paper-2015;", "joint-exercises,context,atlantic,paper-2015;"
    )
    file.write_text(text, encoding="utf-8")
    return load_catalog(folder)


@pytest.fixture(scope="session")
def with_collective(tmp_path_factory):
    """The tiny data set, Brazil being named among all partners only."""
    folder = write_tiny_data(tmp_path_factory.mktemp("collective") / "data")
    file = folder / "records.csv"
    text = file.read_text(encoding="utf-8").replace(
        "training,direct,,mod-2002", "training,collective,,mod-2002"
    )
    file.write_text(text, encoding="utf-8")
    return load_catalog(folder)
