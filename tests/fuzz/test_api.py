"""A public fuzzer against the description of the machine surface: good and bad requests, never a 500."""

import tempfile
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import checks
from schemathesis.specs.openapi import checks as openapi_checks
from starlette.applications import Starlette

from atlas.catalog import load_catalog
from atlas.server.api import api_routes
from tests.tiny import write_tiny_data

pytestmark = pytest.mark.slow

CHECKS = [
    checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_headers_conformance,
    openapi_checks.response_schema_conformance,
    openapi_checks.negative_data_rejection,
]


with tempfile.TemporaryDirectory() as name:
    folder = write_tiny_data(Path(name) / "data")
    APP = Starlette(routes=api_routes(load_catalog(folder), folder=folder))
SCHEMA = schemathesis.openapi.from_asgi("/api/openapi.json", APP)


# The tables take what the other files take, and are many.
@SCHEMA.exclude(path_regex="tables/").parametrize()
@settings(max_examples=12, phases=[Phase.generate], suppress_health_check=list(HealthCheck), deadline=None)
def test_nothing_a_fuzzer_sends_breaks_the_surface(case):
    case.call_and_validate(checks=CHECKS)
