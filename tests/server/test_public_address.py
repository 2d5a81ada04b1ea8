"""`ATLAS_ADDRESS`: where readers find the atlas, whatever a request says."""

import pytest

from atlas.paths import public_address
from atlas.server.api import api_routes
from atlas.server.api_query import read_base

ASKED = {"headers": [(b"host", b"10.0.0.7:8501")], "scheme": "http"}


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("https://example.org", "https://example.org"),
        ("https://example.org/", "https://example.org"),
        ("http://example.org:8080/atlas/", "http://example.org:8080/atlas"),
        ("http://[::1]:8501", "http://[::1]:8501"),
        ("", "http://10.0.0.7:8501"),
    ],
)
def test_the_given_address_stands_for_that_of_the_request(monkeypatch, given, read):
    monkeypatch.setenv("ATLAS_ADDRESS", given)
    assert read_base(ASKED) == read


@pytest.mark.parametrize(
    "given",
    [
        "example.org",
        "ftp://example.org",
        "https://example.org/a?b=c",
        "https://user@example.org",
        "https://example.org/ə",
        "https://example.org/<b>",
        "https://example.org\n",
    ],
)
def test_what_is_no_address_ends_the_start_with_one_line(monkeypatch, tiny_catalog, tiny_folder, given):
    monkeypatch.setenv("ATLAS_ADDRESS", given)
    with pytest.raises(SystemExit, match=r"^ATLAS_ADDRESS must be "):
        public_address()
    with pytest.raises(SystemExit):
        api_routes(tiny_catalog, folder=tiny_folder)
