"""A network with more nodes than names have room for."""

import itertools

import pytest

from bench.generate import write_folder
from tests.browser.server import running_atlas

pytestmark = pytest.mark.browser

NODES = """() => {
  const { network } = Object.values(atlasKept).find((one) => one?.live?.network).live;
  const named = Object.values(network.body.nodes).filter(({ options }) => options.label);
  return Object.fromEntries(named.map(({ id, x, y, options }) => [
    id, { size: options.font.size, x, y, radius: options.size, label: options.label }]));
}"""


@pytest.fixture(scope="module")
def crowded_url(tmp_path_factory):
    folder = tmp_path_factory.mktemp("crowd")
    write_folder(folder / "data", 1_000, 200)
    with running_atlas(folder, data=folder / "data") as server:
        yield server.url


def nodes_of(reader):
    return reader.page.evaluate(NODES)


def named(reader):
    return {code for code, node in nodes_of(reader).items() if node["size"]}


def height_and_width(node):
    """At least as large as the name is drawn, by letters narrower than any but the narrowest."""
    lines = node["label"].split("\n")
    return len(lines) * node["size"], 0.3 * node["size"] * max(map(len, lines))


def overlap(one, other):
    (high, wide), (_, other_wide) = height_and_width(one), height_and_width(other)
    tops = [node["y"] + node["radius"] for node in (one, other)]
    above = tops[0] <= tops[1] < tops[0] + high
    return above and abs(one["x"] - other["x"]) < (wide + other_wide) / 2


def test_few_nodes_have_all_their_names(reader):
    reader.open("/network")
    assert named(reader) == set(nodes_of(reader))


def test_names_do_not_lie_on_each_other_in_a_crowd(new_reader, crowded_url):
    reader = new_reader(url=crowded_url).open("/network")
    shown = [node for node in nodes_of(reader).values() if node["size"]]
    assert len(shown) > 60
    assert not any(overlap(*pair) for pair in itertools.permutations(shown, 2))


def test_zooming_in_brings_more_names_and_the_whole_takes_them_back(new_reader, crowded_url):
    reader = new_reader(url=crowded_url).open("/network")
    before = named(reader)
    for _ in range(5):
        reader.page.get_by_role("button", name="Zoom in").click()
    reader.eventually(lambda: len(named(reader)) > len(before) + 20, True)
    reader.page.get_by_role("button", name="Whole network").click()
    reader.eventually(lambda: named(reader), before)


def test_what_is_in_focus_has_its_name(new_reader, crowded_url):
    reader = new_reader(url=crowded_url).open("/network")
    code = sorted(set(nodes_of(reader)) - named(reader))[0]
    reader.choose_node(code)
    reader.wait_query(focus=[code])
    reader.eventually(lambda: code in named(reader), True)
