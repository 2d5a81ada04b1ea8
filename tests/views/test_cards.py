import json

import pytest

from atlas.model import Filters
from atlas.query import count_members, select_of, select_records
from atlas.views.card_table import build_card_table
from atlas.views.cards import LISTS, MEETINGS, build_cards, build_cards_state
from atlas.views.frames import HEIGHT, WIDTH, build_frame
from atlas.views.levels import LEVELS, UNSAID, find_level, level_label


@pytest.fixture(scope="module")
def base(catalog):
    return build_cards(catalog)


@pytest.fixture(scope="module")
def everything(catalog):
    return select_records(catalog, Filters())


def cards_of(base):
    return {card["id"]: card for group in base["groups"] for card in group["cards"]}


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("First summit of the three states", "leaders"),
        ("President Ilham Aliyev at the headquarters", "leaders"),
        ("NATO Secretary General Rasmussen visits Baku", "leaders"),
        ("Secretary general of the Austrian defence ministry visits Azerbaijan", "deputies"),
        ("Deputy Defence Minister Gurbanov confers with Crosetto", "deputies"),
        ("British minister of state Lord Coaker in Baku", "deputies"),
        ("Tenth meeting of the three defence ministers, in Baku", "ministers"),
        ("US Defense Secretary Gates visits Baku", "ministers"),
        ("Defence minister receives the new Latvian ambassador", "ministers"),
        ("Declaration of the speakers of three parliaments", "parliaments"),
        ("Chiefs of staff of the three states meet in Georgia", "chiefs"),
        ("Caspian navy commanders confer", "chiefs"),
        ("NATO ambassadors visit Baku", "envoys"),
        ("Military Cooperation Working Group meets for the fifth time", "groups"),
        ("Workshop on Trust Funds", "experts"),
        ("Saudi defence ministry delegation in Baku", "experts"),
        ("Talks on security and trade", UNSAID),
        ("The ministry of defence hosts a talk", UNSAID),
        ("", UNSAID),
    ],
)
def test_the_level_a_title_names(title, level):
    assert find_level(title) == level


def test_every_level_has_a_label():
    assert len({level_label(level) for level in LEVELS}) == len(LEVELS)
    with pytest.raises(KeyError):
        level_label("emperor")


@pytest.mark.parametrize(
    "points", [[], [(40.4, 49.9)], [(40.4, 49.9), (39.9, 32.9)], [(-89, -180), (89, 180)]]
)
def test_a_frame_holds_its_points_in_the_shape_of_the_map(points):
    frame = build_frame(points)
    assert frame["west"] < frame["east"]
    assert frame["south"] < frame["north"]
    assert (frame["width"], frame["height"]) == (WIDTH, HEIGHT)
    for latitude, longitude in points:
        assert frame["west"] <= longitude <= frame["east"]
        assert frame["south"] <= latitude <= frame["north"] or abs(latitude) > 58


def test_every_format_and_organisation_has_a_card_trilaterals_first(catalog, base):
    assert set(cards_of(base)) == {*catalog.rows("formats"), *catalog.rows("organisations")}
    kinds = [catalog.rows("formats")[card["id"]]["kind"] for card in base["groups"][0]["cards"]]
    assert set(kinds) == {"trilateral"}
    assert [group["label"] for group in base["groups"]][-1] == "Organisations"


def test_members_are_those_of_the_data_and_have_a_name_and_a_place(catalog, base):
    for code, card in cards_of(base).items():
        members = catalog.members(code) if code in catalog.rows("formats") else ()
        assert tuple(card["members"]) == members
        assert all(base["names"].get(member) for member in members)
        assert all(len(base["points"][member]) == 2 for member in members)


def test_what_is_static_is_small_enough_for_a_file(base):
    assert len(json.dumps(base, ensure_ascii=False)) < 200_000


def test_a_state_is_a_few_kilobytes(everything):
    assert len(json.dumps(build_cards_state(everything, "NATO"))) < 8_000


@pytest.mark.parametrize(
    "filters", [Filters(), Filters(era=("after-2020",)), Filters(kind=("exercise", "visit"))]
)
def test_a_card_counts_as_the_query_does(catalog, base, filters):
    selection = select_records(catalog, filters)
    state = build_cards_state(selection, "")
    counts = {**count_members(selection, "formats"), **count_members(selection, "organisations")}
    assert set(state["cards"]) == set(counts)
    for code, card in state["cards"].items():
        rows = select_of(selection, code).rows(0, 9_999)
        assert card["records"] == [*counts[code][:4]]
        assert sum(card["kinds"].values()) == counts[code].records
        assert sum(card["met"].values()) == sum(row["kind"] in MEETINGS for row in rows)
        assert sum(card["levels"].values()) == sum(card["met"].values())
        titles = {
            title
            for name in LISTS
            for place in card[name]
            for title in [cards_of(base)[code]["told"][name][place][2]]
        }
        assert titles <= {row["title"] for row in rows}
        exercises = [row["title"] for row in rows if row["kind"] == "exercise" and row["scope"] == "direct"]
        assert [cards_of(base)[code]["told"]["exercises"][at][2] for at in card["exercises"]] == exercises[
            ::-1
        ]


def test_a_card_of_the_tiny_data(select):
    card = build_cards_state(select(), "")["cards"]["PRT-ESP-FRA"]
    assert card["records"] == [1, 1, 0, 0]
    assert card["span"] == ["1 June 2010", "1 June 2010"]
    assert card["met"] == card["levels"] == {}
    assert (card["exercises"], card["signed"], card["tasks"]) == ([0], [], [])
    assert build_cards_state(select(), "")["cards"]["UN"]["lands"] == ["ESP"]


def test_context_is_not_counted(with_context):
    everything = select_records(with_context, Filters(scope=("direct", "collective", "context")))
    card = build_cards_state(everything, "")["cards"]["UN"]
    assert card["records"] == [0, 0, 0, 1]
    assert (card["kinds"], card["span"], card["lands"]) == ({}, [], [])


def test_nothing_in_view_leaves_no_card(select):
    state = build_cards_state(select(q="nothing like it"), "UN")
    assert (state["cards"], state["described"], state["focus"]) == ({}, [], "UN")


def test_the_table_says_what_the_cards_say(everything):
    state = build_cards_state(everything, "")
    table = build_card_table(everything, state, "NATO")
    assert len(table.rows) == len(state["cards"])
    row = table.rows[table.marked]
    assert row[0] == {"text": "North Atlantic Treaty Organization", "pick": "NATO"}
    assert row[2] == state["cards"]["NATO"]["records"][0]
    assert build_card_table(everything, state, "PAK").marked == -1


def test_markup_stays_text(nasty_catalog, nasty):
    base = build_cards(nasty_catalog)
    assert nasty in {card["name"] for card in cards_of(base).values()}
