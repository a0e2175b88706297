"""The look: every role keeps its hue, and can be seen and read, in both themes; computed from the stylesheet itself."""

import colorsys
import re
import sys
from pathlib import Path

import pytest

from dlmath.picture import look
from dlmath.stage.stage import Player

STYLE = re.sub(r"/\*.*?\*/", "", Player.class_traits()["style"].default_value, flags=re.S)
BLOCKS = re.findall(r"([^{}]+)\{ ((?:--dl-[\w-]+: #\w+; )+)color-scheme: (\w+);", STYLE)
THEMES = [(theme, selector.strip(), dict(re.findall(r"--dl-([\w-]+): (#\w+);", block)))
          for selector, block, theme in BLOCKS]
TONES = {theme: tones for theme, _, tones in THEMES}
ROLES = list(look.ROLES["light"])
HUES = {"data": 203, "weight": 41, "activation": 161, "error": 24, "gradient": 326, "highlight": 56}  # in degrees
LAB = Path(sys.prefix) / "share" / "jupyter" / "lab" / "themes" / "@jupyterlab"


def channels(colour):
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def luminance(colour):
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def rules():
    """Yield each rule of the stylesheet: its selector, and its properties as a dict."""
    for selector, body in re.findall(r"([^{};]+)\{([^{}]*)\}", STYLE):
        yield selector.strip(), dict(re.findall(r"([\w-]+)\s*:\s*([^;]+)", body))


def test_each_place_has_the_colours_of_its_theme():
    assert [(theme, selector) for theme, selector, _ in THEMES] == [
        ("light", ".dl-stage"), ("dark", "body:not([data-jp-theme-light]) .dl-stage"),
        ("dark", "body:is([data-jp-theme-light='false'], .vscode-dark, .vscode-high-contrast) .dl-stage"),
        ("dark", "html[theme='dark'] .dl-stage")]
    for theme, _, tones in THEMES:
        assert tones == look.colours(theme)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_its_hue(theme, role):
    for tone in ("", "-text", "-soft"):
        hue, _, saturation = colorsys.rgb_to_hls(*channels(TONES[theme][role + tone]))
        if role in ("ink", "muted") or (theme, role) == ("light", "highlight") and tone != "-soft":
            assert saturation == 0, "a grey"
        else:
            assert abs(360 * hue - HUES[role]) < 6 and saturation > 0.25, (tone, 360 * hue)


def test_a_role_is_drawn_with_its_own_colours_and_no_other():
    seen = set()
    for selector, properties in rules():
        roles = {role for role in ROLES if re.search(rf"\.{role}(?![\w-])", selector)}
        if ".dl-picture" in selector and roles:
            (role,) = roles
            for value in properties.values():
                used = re.findall(r"var\(--dl-([a-z]+)", value)
                assert set(used) <= {role}, selector
                seen |= {(role, selector.replace(f".{role}", "")) for _ in used}
    kinds = {selector for _, selector in seen}
    assert len(kinds) == 4 and seen == {(role, kind) for role in ROLES for kind in kinds}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_role_can_be_seen_and_read_on_every_ground(theme):
    tones = TONES[theme]
    for ground in ("paper", *(f"{role}-soft" for role in ROLES)):
        for role in ROLES:
            assert contrast(tones[role], tones[ground]) >= 3, (role, ground)
            assert contrast(tones[f"{role}-text"], tones[ground]) >= 4.5, (role, ground)


@pytest.mark.parametrize(("name", "theme"), [("light", "light"), ("dark", "dark"), ("dark-high-contrast", "dark")])
def test_every_role_can_be_read_on_the_paper_of_jupyterlab(name, theme):
    style = (LAB / f"theme-{name}-extension" / "index.css").read_text(encoding="utf-8")
    paper = re.search(r"--jp-layout-color0:\s*([^;]+);", style)[1]
    paper = {"white": "#FFFFFF", "black": "#000000"}.get(paper, paper)
    paper = "#" + "".join(2 * digit for digit in paper[1:]) if len(paper) == 4 else paper
    for role in ROLES:
        assert contrast(TONES[theme][role], paper) >= 3 and contrast(TONES[theme][f"{role}-text"], paper) >= 4.5, role


def colour(value, tones):
    """Compute a colour of the stylesheet; None for what is no colour of ours."""
    if mixed := re.search(r"color-mix\(in srgb, (.+?) (\d+)%, (var\(.+?\)|transparent)\)", value):
        if mixed[3] == "transparent":
            return None
        one, other = (channels(colour(part, tones)) for part in (mixed[1], mixed[3]))
        share = int(mixed[2]) / 100
        return "#" + "".join(f"{round(255 * (share * a + (1 - share) * b)):02X}" for a, b in zip(one, other))
    found = re.search(r"var\(--dl-([\w-]+)\)", value)
    return tones.get(found[1]) if found else None


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_on_a_coloured_ground_can_be_read_and_lines_can_be_seen(theme):
    line = next(value for _, properties in rules() for name, value in properties.items() if name == "--dl-line")
    tones = TONES[theme] | {"line": colour(line, TONES[theme])}
    grounds = lines = 0
    known = dict(rules())
    for selector, properties in known.items():
        properties = known.get(selector.removesuffix(":hover"), {}) | properties
        ground = colour(properties.get("background", ""), tones)
        if ground:
            grounds += 1
            assert contrast(colour(properties.get("color", ""), tones) or tones["ink"], ground) >= 4.5, selector
        for name in ("outline", "border", "border-color", "border-left"):
            drawn = colour(properties.get(name, ""), tones)
            if drawn and drawn != tones["grid"]:  # which only parts what stands apart already
                lines += 1
                assert contrast(drawn, tones["paper"]) >= 3, (selector, name)
    assert grounds >= 8 and lines >= 8


def test_right_is_green_and_wrong_is_orange():
    verdicts = {word: value for selector, properties in rules() for word in ("true", "false")
                if f'data-right="{word}"' in selector for name, value in properties.items() if name == "border-color"}
    assert verdicts == {"true": "var(--dl-activation-text)", "false": "var(--dl-error-text)"}


def test_both_themes_name_the_same_colours():
    assert look.colours("light").keys() == look.colours("dark").keys()


def test_css_uses_only_colours_that_exist():
    used = set(re.findall(r"var\(--dl-([\w-]+)\)", STYLE))
    assert used <= look.colours().keys() | {"font", "line", "width"}


def test_matplotlib_accepts_the_style():
    matplotlib = pytest.importorskip("matplotlib")
    with matplotlib.rc_context(look.MATPLOTLIB_STYLE):
        assert next(iter(matplotlib.rcParams["axes.prop_cycle"]))["color"] == look.colours()["data"]
