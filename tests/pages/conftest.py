import pytest

from tests import apptest


@pytest.fixture
def open_atlas(monkeypatch):
    """Opens an address: `open_atlas({"focus": "PAK"}, "network.py")`."""

    def open_it(query=None, page="map.py", **options):
        at = apptest.open_atlas(monkeypatch, query, page, **options)
        assert not at.exception
        return at

    return open_it
