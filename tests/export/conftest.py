import pytest

from atlas.export.edition import read_edition
from atlas.export.extract import Extract
from atlas.model import Filters, View
from atlas.paths import ROOT


@pytest.fixture(scope="session")
def edition(catalog):
    """The real data set."""
    return read_edition(catalog, ROOT / "data")


@pytest.fixture(scope="session")
def tiny_edition(tiny_catalog, tiny_folder):
    return read_edition(tiny_catalog, tiny_folder)


@pytest.fixture(scope="session")
def everything(edition):
    """Every record, those of context included."""
    view = View(filters=Filters(scope=("direct", "collective", "context")))
    return Extract(edition, view, "https://atlas.example")


@pytest.fixture
def extract(tiny_edition):
    """Extracts of the tiny data set: `extract(focus="ESP", kind=("education",))`."""

    def make(*, base="https://atlas.example", focus="", record="", compared=(), **fields):
        view = View(filters=Filters(**fields), focus=focus, record=record, compared=compared)
        return Extract(tiny_edition, view, base)

    return make
