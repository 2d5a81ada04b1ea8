"""Whoever runs the atlas may: what it needs is under licences that permit it, by the packages' own word."""

import importlib.metadata
import re

import pytest

from atlas.paths import ROOT

PINS = re.findall(r"^([\w.-]+)==\S+$", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.M)

# Permissive, or (MPL) bound to its own files only.
PERMITTED = re.compile(
    r"MIT( License)?|MIT-CMU|ISC( License \(ISCL\))?|0BSD|Zlib|CC0-1\.0|PSF-2\.0|Apache[- ](License )?2\.0"
    r"|Apache Software License|(3-Clause )?BSD( License)?|BSD-[23]-Clause|MPL-2\.0"
    r"|Mozilla Public License 2\.0 \(MPL 2\.0\)|SIL Open Font License 1\.1 \(OFL-1\.1\)"
)
# The one points to Leaflet's own licence, two clauses of BSD; the other brings its own, MIT, as a file.
STATED_ELSEWHERE = {"XStatic-Leaflet": "(same as Leaflet)", "resvg-py": ""}


def licences(name):
    """Every licence the metadata of an installed package state, the most exact statement first."""
    metadata = importlib.metadata.metadata(name)
    if expression := metadata.get("License-Expression"):
        return re.split(r" AND | OR ", expression)
    marks = [mark for mark in metadata.get_all("Classifier", []) if mark.startswith("License ::")]
    named = [mark.rpartition(" :: ")[2] for mark in marks]
    return named or [metadata.get("License", "").strip()]


def is_permitted(licence):
    return PERMITTED.fullmatch(licence) is not None


@pytest.mark.parametrize("name", PINS)
def test_a_dependency_is_free_to_use(name):
    stated = licences(name)
    assert all(map(is_permitted, stated)) or STATED_ELSEWHERE.get(name) in stated, stated


@pytest.mark.parametrize("licence", ["GPL-3.0-or-later", "AGPL-3.0", "LGPLv3", "Proprietary", "", "UNKNOWN"])
def test_the_list_would_see_another(licence):
    assert not is_permitted(licence)


def test_no_exception_is_left_over():
    assert set(STATED_ELSEWHERE) <= set(PINS)


def test_what_the_audit_installs_is_pinned_and_agrees_with_the_rest():
    text = (ROOT / "requirements-audit.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith(("#", "-r"))]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines)
    assert not {line.partition("==")[0].lower() for line in lines} & {name.lower() for name in PINS}
