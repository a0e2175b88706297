"""Stills: hostile words stay words, light and dark paper, and a gallery of one shape each."""

import re
import struct
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlmath.picture import look
from dlmath.picture.frame import Frame
from dlmath.picture.plane import Plane
from dlmath.picture.shapes import UNDRAWABLE, arrow, bars, handle, text
from dlmath.picture.still import to_png, to_svg
from dlmath.picture.table import Table

SVG = "{http://www.w3.org/2000/svg}"


def frame(*shapes, **more):
    return Frame(shapes, **({"note": "A note.", "alt": "A picture."} | more))


dot = {"key": "dot", "tag": "circle", "cx": 1, "cy": 1, "r": 1}

drawable = st.text(min_size=1).filter(lambda words: words.strip() and not UNDRAWABLE.search(words))


@settings(max_examples=60)
@given(words=drawable, alt=drawable, role=drawable)
def test_hostile_words_stay_words(words, alt, role):
    made = frame(text("t", 10, 10, words), {**dot, "class": role.replace("url(", "")}, note=words, alt=alt)
    root = ElementTree.fromstring(to_svg(made))
    tags = {node.tag.removeprefix(SVG) for node in root.iter()}
    assert tags == {"svg", "title", "desc", "style", "rect", "text", "circle"}
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    assert root.find(f".//{SVG}text").text == plain
    assert root.get("role") == "img" and root.find(f"{SVG}desc").text == alt.replace("\r\n", "\n").replace("\r", "\n")


def test_a_still_lies_on_light_paper_unless_told():
    made = frame(dot)
    light, dark = (look.colours(theme)["paper"] for theme in ("light", "dark"))
    assert light in to_svg(made) and dark not in to_svg(made)
    assert to_svg(made, dark=True) != to_svg(made) == to_svg(made, dark=False)
    plain, said = ElementTree.fromstring(to_svg(made)), ElementTree.fromstring(to_svg(made, caption="a\n`b`"))
    assert int(said.get("height")) == int(plain.get("height")) + 2 * 22 + 10
    lines = [node for node in said.iter(f"{SVG}text")]
    assert [node.text for node in lines] == ["a", "b"]
    assert float(plain.get("height")) < float(lines[0].get("y")) < float(lines[1].get("y")) < float(said.get("height"))


def test_a_still_says_nothing_that_only_the_stage_knows():
    live = handle("h", 5, 5, "a", "tip of a", move=True), Table("A", [[1]], edit=True).draw()
    svg = to_svg(frame(*live))
    assert not re.search(r"(drag|edit|label|value|step|move|key|tag)=", svg) and "var(" not in svg


@pytest.mark.parametrize("dark", [False, True])
def test_a_png_has_13_pixels_for_10_of_the_frame(dark):
    png = to_png(frame(dot, size=(300, 100)), dark=dark)
    assert png.startswith(b"\x89PNG") and struct.unpack(">II", png[16:24]) == (390, 130)
    taller = to_png(frame(dot, size=(300, 100)), caption="`x = 1` " + "word " * 30)
    assert struct.unpack(">II", taller[16:24])[1] > 130


GALLERY = Path(__file__).parent / "gallery.svg"


def gallery():
    """Draw one of each, so that a pixel that moves by accident is seen."""
    left = Plane(x=(-2, 4), y=(-1, 3), box=(48, 16, 240, 150), name="left")
    right = Plane(x=(0, 1), y=(0, 2), box=(340, 16, 200, 150), equal=True, name="right")
    picture = frame(
        left.axes(labels=("time", "loss")), right.axes(grid=False),
        left.curve("curve", [-3, -1, 0, 2, 5], [4, 0, 1, -2, 3]), left.polygon("area", [(0, 0), (1, 0), (1, 1)]),
        left.arrow("long", (0, 0), (3, 2)), arrow("short", 300, 20, 304, 23), left.line("line", (-1, 2), (1, 2)),
        left.dot("dot", (2, 1)), left.text("word", (2, 1), "here"), left.handle("grip", (1, 2), "p", "a point"),
        right.dot("ring", (0.5, 1), "hollow error", r=9),
        bars("p", [0.5, -0.25, 0], (40, 215, 150, 60)),
        Table("A", [[1, -2.5], [None, "x"]], edit=True).at(230, 225).draw(mark=(0, 1)),
        Table("v", [1 / 3, 100], label="v′", caption="two").at(380, 225, cell=(60, 30)).draw(),
        note="One of each.", alt="One of each shape.")
    return to_svg(picture, caption="One of each.\nAnd a `second` line.")


def test_the_gallery_looks_as_it_was_approved():
    assert gallery() == GALLERY.read_text(encoding="utf-8"), (
        "the gallery has changed; should it? Then run `.venv/bin/python tests/test_still.py`, and look at gallery.svg")


if __name__ == "__main__":
    GALLERY.write_text(gallery(), encoding="utf-8")
