import itertools
import re

import pytest

from atlas.views.theme import COLOURS, SHAPES, STEPS, build_css, level_of, text_on

MODES = list(COLOURS)


def luminance(colour):
    """Relative luminance of WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_both_modes_name_the_same_colours():
    assert set(COLOURS) == {"light", "dark"}
    assert list(COLOURS["light"]) == list(COLOURS["dark"])
    assert all(re.fullmatch("#[0-9a-f]{6}", c) for mode in MODES for c in COLOURS[mode].values())


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("text", ["ink", "muted", "link"])
@pytest.mark.parametrize("ground", ["paper", "panel"])
def test_text_can_be_read(mode, text, ground):
    assert contrast(COLOURS[mode][text], COLOURS[mode][ground]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("level", range(1, len(STEPS) + 1))
def test_a_number_on_a_shade_can_be_read(mode, level):
    assert contrast(text_on(level, mode), COLOURS[mode][f"level-{level}"]) >= 4.5
    assert f"--atlas-on-{level}:{text_on(level, mode)}" in build_css()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("mark", "ground"), [("focus", "land"), ("focus", "paper"), ("edge", "paper"), ("hub", "sea")]
)
def test_marks_can_be_seen(mode, mark, ground):
    assert contrast(COLOURS[mode][mark], COLOURS[mode][ground]) >= (1.8 if mark == "edge" else 2.4)


@pytest.mark.parametrize(("mode", "falling"), [("light", True), ("dark", False)])
def test_the_ramp_goes_one_way_in_clear_steps(mode, falling):
    ramp = [luminance(COLOURS[mode][f"level-{at + 1}"]) for at in range(len(STEPS))]
    assert ramp == sorted(ramp, reverse=falling)
    colours = [COLOURS[mode][f"level-{at + 1}"] for at in range(len(STEPS))]
    assert all(contrast(one, other) >= 1.15 for one, other in itertools.pairwise(colours))


@pytest.mark.parametrize(
    ("records", "level"),
    [
        (0, 0),
        (1, 1),
        (2, 2),
        (4, 2),
        (5, 3),
        (9, 3),
        (10, 4),
        (19, 4),
        (20, 5),
        (49, 5),
        (50, 6),
        (10_000, 6),
    ],
)
def test_level_of(records, level):
    assert level_of(records) == level


def test_every_kind_has_a_shape_of_its_own():
    assert set(SHAPES) == {"hub", "partner", "format", "organisation"}
    assert len(set(SHAPES.values())) == len(SHAPES)


@pytest.mark.parametrize("mode", MODES)
def test_css_names_every_colour(mode):
    block = re.search(rf'\[data-atlas-mode="{mode}"\]\{{(.*?)\}}', build_css())[1]
    written = dict(part.split(":") for part in block.strip(";").split(";"))
    colours = COLOURS[mode] | {f"on-{level}": text_on(level, mode) for level in range(1, len(STEPS) + 1)}
    assert written == {f"--atlas-{name}": value for name, value in colours.items()} | {"color-scheme": mode}


def test_style_sheets_use_only_colours_there_are():
    from atlas.paths import LIVE, VIEWS

    known = set(re.findall(r"(--atlas-[\w-]+):", build_css()))
    for path in [*VIEWS.glob("*.css"), *LIVE.glob("*.css"), *VIEWS.glob("*.js"), *LIVE.glob("*.js")]:
        text = path.read_text(encoding="utf-8")
        used = set(re.findall(r"var\((--atlas-[\w-]+)\)", text))
        assert used <= known, path.name
        assert not re.search(r"#[0-9a-f]{3,8}\b(?![\w-])", re.sub(r"#atlas-[\w-]+", "", text)), path.name
