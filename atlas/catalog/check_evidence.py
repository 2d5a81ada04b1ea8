"""The checks on what stands behind the facts: their sources, what was decided of them, ids they had.

Each rule names the columns it reads; where one of them could not be read, the rule is left out.
"""

from collections.abc import Callable, Iterator

from atlas.catalog.find import Finding
from atlas.catalog.links import Links
from atlas.catalog.problems import Problem

_PUBLIC_IDS = ("records.id", "partners.iso3", "formats.id", "organisations.id")
_BACKED = "Wanted: an official page, or two publishers that are not both encyclopedias."


def _check_high_confidence(links: Links) -> Iterator[Problem]:
    split = links.column("records.sources").items
    sources = links.tables["sources"]
    known = dict(zip(sources["id"], zip(sources["kind"], sources["publisher"], strict=True), strict=True))

    def find(confidence: str, cell: str) -> Iterator[Finding]:
        names = {item.partition("#")[0] for item in split(cell)}
        if confidence != "high" or not names or not names <= known.keys():
            return  # a missing or unknown source has a code of its own
        kinds, publishers = map(set, zip(*(known[name] for name in names), strict=True))
        if "official" not in kinds and (len(publishers) < 2 or kinds == {"encyclopedia"}):
            yield Finding("weak-high-confidence", confidence, _BACKED)

    yield from links.find("records.confidence", find, using=["sources"])


def _check_decisions(links: Links) -> Iterator[Problem]:
    def find_record(cell: str, decision: str) -> Iterator[Finding]:
        if bool(cell) == (decision == "left-out"):
            yield Finding("decision-mismatch", cell, f"Decision: {decision}.")

    def find_reason(why: str, decision: str) -> Iterator[Finding]:
        if not why and decision != "accepted":
            yield Finding("decision-without-reason", why, f"Decision: {decision}.")

    yield from links.find("curation.record", find_record, using=["decision"])
    yield from links.find("curation.why", find_reason, using=["decision"])


def _check_renamed(links: Links) -> Iterator[Problem]:
    used = {name: where for where in _PUBLIC_IDS for name in links.items(where)}

    def find(old: str) -> Iterator[Finding]:
        if old in used:
            yield Finding("renamed-id-in-use", old, f"Still in {used[old]}.")

    yield from links.find("renamed.old", find)


EVIDENCE_RULES: dict[Callable[[Links], Iterator[Problem]], tuple[str, ...]] = {
    _check_high_confidence: (
        "records.confidence",
        "records.sources",
        "sources.id",
        "sources.kind",
        "sources.publisher",
    ),
    _check_decisions: ("curation.record", "curation.decision", "curation.why"),
    _check_renamed: ("renamed.old", *_PUBLIC_IDS),
}
"""Rules, each with the columns it cannot do without."""
