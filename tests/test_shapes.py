"""Shapes: arrows that point, bars as high as their values, images that hold their array."""

import base64
import io
import math
import re

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PIL import Image

from dlmath.picture import shapes
from dlmath.picture.shapes import arrow, bars, drawing_pad, image


def numbers(d):
    return [float(value) for value in re.findall(r"-?[\d.]+", d)]


def test_an_arrow_of_no_length_is_drawn():
    assert "nan" not in arrow("a", 5, 5, 5, 5)["d"]


def png_pixels(uri):
    """Read an embedded picture."""
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(uri.partition(",")[2]))))


def test_an_image_holds_the_array():
    pixels = png_pixels(image("i", [[0, 1], [0.5, 0.25]], 0, 0, 10, 10)["href"])
    np.testing.assert_array_equal(pixels, [[255, 0], [128, 191]])
    np.testing.assert_array_equal(png_pixels(image("i", [[2, 3, 4]], 0, 0, 9, 9)["href"]), [[255, 128, 0]])
    signed = png_pixels(image("i", [[-1, 0, 2]], 0, 0, 10, 10, colours="signed")["href"])
    np.testing.assert_array_equal(signed[0, 1:], [[255, 255, 255], [0xD5, 0x5E, 0x00]])
    once = png_pixels(image("i", [[-0.5, 0, 1]], 0, 0, 10, 10, colours="signed")["href"])
    np.testing.assert_array_equal(signed, once)  # the largest entry has the full colour


@pytest.mark.parametrize("array", [[1, 2], np.zeros((0, 3)), [[math.nan]], np.zeros((2, 2, 4))])
def test_an_image_refuses_what_is_no_picture(array):
    with pytest.raises(ValueError, match="image 'i'"):
        image("i", array, 0, 0, 1, 1)


def test_bars_stand_on_zero():
    shapes = {shape["key"]: shape for shape in bars("p", [1, -1], (0, 0, 100, 50))}
    assert shapes["p[0]"]["y"] + shapes["p[0]"]["height"] == shapes["p[1]"]["y"] == 25


@given(x=st.integers(-200, 200), y=st.integers(-200, 200), head=st.integers(4, 20))
def test_an_arrow_ends_in_its_tip_and_its_head_points_along_it(x, y, head):
    length = math.hypot(x, y)
    assume(length > 1)
    corners = np.array(numbers(arrow("a", 10, 20, 10 + x, 20 + y, head=head)["d"])).reshape(5, 2)
    start, base, left, tip, right = corners
    size, along = min(head, length), np.array([x, y]) / length
    near = {"atol": 0.02}
    np.testing.assert_allclose([start, tip], [[10, 20], [10 + x, 20 + y]], **near)
    np.testing.assert_allclose(base, tip - size * along, **near)
    np.testing.assert_allclose([(left + right) / 2, left - right], [base, 0.8 * size * np.array([-1, 1]) * along[::-1]],
                               **near)


def test_bars_are_as_high_as_their_values_and_keep_to_their_box():
    made = bars("p", [3, -2, 0.5], (40, 20, 300, 80), high=6)
    shapes = {shape["key"]: shape for shape in made}
    assert shapes["p zero"]["y1"] == shapes["p zero"]["y2"] == 20 + 60
    for i, value in enumerate([3, -2, 0.5]):
        bar, written = shapes[f"p[{i}]"], shapes[f"p[{i}] value"]
        assert bar["height"] == abs(value) * 10 and bar["y"] + bar["height"] * (value > 0) == 80
        assert 40 + 100 * i < bar["x"] < bar["x"] + bar["width"] < 140 + 100 * i
        assert bar["x"] + bar["width"] / 2 == written["x"] == 90 + 100 * i
        assert written["y"] < bar["y"] if value > 0 else written["y"] > bar["y"] + bar["height"]
    assert [shape["height"] for shape in bars("p", [1, 4], (0, 0, 9, 40)) if shape["tag"] == "rect"] == [10, 40]
    assert [shape.get("text") for shape in bars("p", [1 / 3], (0, 0, 9, 40))][-1] == "0.333"
    nothing = {shape["key"]: shape for shape in bars("p", [0, 0], (0, 0, 9, 40))}
    assert nothing["p[0]"]["height"] == 0 and nothing["p[0] value"]["y"] < nothing["p zero"]["y1"]


def test_a_pad_holds_what_was_drawn_and_a_point_is_a_short_line():
    box, ink = drawing_pad("page", [[(1, 2), (30, 40)], [(7, 8)]], (0, 0, 200, 100), "Draw here")
    assert (box["paint"], box["label"], box["value"]) == ("page", "Draw here", "[[[1,2],[30,40]],[[7,8]]]")
    assert ink["d"] == "M1 2 L30 40M7 8 L7 8" and ink["stroke-width"] == 10
    assert drawing_pad("page", [], (0, 0, 200, 100), "Draw here")[1] is None


def test_bands_have_eleven_colours_with_grey_in_the_middle():
    pixels = png_pixels(image("i", np.linspace(-0.1, 1.1, 300)[None], 0, 0, 10, 10, 0, 1, "bands")["href"])
    assert len(np.unique(pixels[0], axis=0)) == 11
    np.testing.assert_array_equal(pixels[0, [0, 150, -1]], [[0, 0x72, 0xB2], [150, 150, 150], [0xD5, 0x5E, 0x00]])


def test_marks_are_filled_or_open():
    for mark, role, end in (("triangle", "solid data", "h-8z"), ("open triangle", "hollow data", "h-8z"),
                            ("ring", "hollow data", "0 -7 0")):
        drawn = shapes.dots("d", [(1, 2)], "data", mark=mark)
        assert drawn["class"] == role and drawn["d"].endswith(end)
        assert shapes.dots("d", [], "data", mark=mark) is None


def test_a_checked_shape_is_handed_on_and_not_looked_at_again():
    once = shapes.checked(shapes.circle("c", 1 / 3, 2))
    assert once["cx"] == 0.33 and shapes.checked(once) is once
