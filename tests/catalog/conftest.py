import pytest

from tests.tiny import write_tiny_data


@pytest.fixture
def tiny(tmp_path):
    return write_tiny_data(tmp_path / "data")
