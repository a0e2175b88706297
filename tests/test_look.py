"""The look: every role can be seen and read, in both themes."""

import re

import pytest

from dlmath.picture import look


def luminance(colour):
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_role_can_be_seen_and_read_on_its_paper(theme):
    tones = look.colours(theme)
    for role in look.ROLES[theme]:
        assert contrast(tones[role], tones["paper"]) >= 3, role
        for ground in ("paper", f"{role}-soft"):
            assert contrast(tones[f"{role}-text"], tones[ground]) >= 4.5, (role, ground)
        assert contrast(tones["ink"], tones[f"{role}-soft"]) >= 4.5, role


def test_both_themes_name_the_same_colours():
    assert look.colours("light").keys() == look.colours("dark").keys()


def test_css_uses_only_colours_that_exist():
    assert set(re.findall(r"--dl-([\w-]+)\)", look.css_shapes())) <= look.colours().keys()


def test_matplotlib_accepts_the_style():
    matplotlib = pytest.importorskip("matplotlib")
    with matplotlib.rc_context(look.MATPLOTLIB_STYLE):
        assert next(iter(matplotlib.rcParams["axes.prop_cycle"]))["color"] == look.colours()["data"]
