import pytest
from hypothesis import settings

from atlas.catalog import load_catalog
from atlas.model import Filters
from atlas.query import select_records
from tests.random_views import real_catalog
from tests.tiny import write_tiny_data

# The same examples at every run: a red test is red for everybody. No deadline: it would be a clock.
settings.register_profile("atlas", deadline=None, derandomize=True, database=None, max_examples=20)
settings.load_profile("atlas")


@pytest.fixture(scope="session")
def catalog():
    """The real data set."""
    return real_catalog()


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory):
    return write_tiny_data(tmp_path_factory.mktemp("tiny") / "data")


@pytest.fixture(scope="session")
def tiny_catalog(tiny_folder):
    """Five records around another hub."""
    return load_catalog(tiny_folder)


@pytest.fixture
def select(tiny_catalog):
    """Selects from the tiny data set: `select(kind=("education",))`."""
    return lambda **fields: select_records(tiny_catalog, Filters(**fields))
