"""Pictures: pixels and back, changes and back, hostile words, and what a frame refuses."""

import base64
import dataclasses
import io
import math
import re
import struct
import xml.etree.ElementTree as ElementTree
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from dlmath.picture import draw, look
from dlmath.picture.draw import Ask, Frame, Grid, Plane

SVG = "{http://www.w3.org/2000/svg}"
finite = st.floats(-1e3, 1e3)


def frame(*shapes, **more):
    return Frame(shapes, **({"note": "A note.", "alt": "A picture."} | more))


# --- look


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


# --- coordinates


@given(x=finite, y=finite, low=finite, size=st.floats(1e-2, 1e3), equal=st.booleans())
def test_a_plane_inverts(x, y, low, size, equal):
    plane = Plane(x=(low, low + size), y=(-size, size), box=(30, 20, 500, 280), equal=equal)
    there_and_back = plane.from_pixels(*plane.to_pixels(x, y), inside=False)
    assert there_and_back == pytest.approx((x, y), abs=1e-6 * max(1, size, abs(x), abs(y)))


@given(left=finite, top=finite)
def test_a_drag_stays_inside_the_plane(left, top):
    x, y = Plane(x=(-2, 3), y=(0, 1)).from_pixels(left, top)
    assert -2 <= x <= 3 and 0 <= y <= 1


def test_an_equal_plane_has_square_units_and_shows_the_whole_range():
    plane = Plane(x=(-1, 1), y=(-3, 3), equal=True)
    assert plane.unit[0] == pytest.approx(plane.unit[1])
    assert plane.x[0] <= -1 and plane.x[1] >= 1 and plane.y == pytest.approx((-3, 3))


@pytest.mark.parametrize("ranges", [{"x": (1, 1)}, {"y": (2, 1)}, {"x": (0, math.inf)}, {"x": (math.nan, 1)}])
def test_a_plane_refuses_an_empty_range(ranges):
    with pytest.raises(ValueError, match="Plane: [xy] = "):
        Plane(**ranges)


@pytest.mark.parametrize("box", [(0, 0, 0, 5), (0, 0, 5, -1)])
def test_a_plane_refuses_a_box_without_area(box):
    with pytest.raises(ValueError, match="width and height must be above zero"):
        Plane(box=box)


@given(st.lists(st.tuples(st.floats(), st.floats()), max_size=20))
def test_a_curve_is_cut_at_the_edges_whatever_its_values(points):
    plane = Plane(x=(-1, 1), y=(-1, 1), box=(0, 0, 100, 100))
    curve = plane.curve("c", [x for x, _ in points], [y for _, y in points])
    frame(curve)
    assert all(-0.01 <= float(value) <= 100.01 for value in re.findall(r"-?[\d.]+", curve["d"]))


def test_a_curve_that_leaves_comes_back_as_a_second_stroke():
    plane = Plane(x=(0, 4), y=(0, 1), box=(0, 0, 400, 100))
    assert plane.curve("c", [0, 1, 2, 3, 4], [0, 0, 2, 0, 0])["d"].count("M") == 2


@given(low=st.floats(-1e6, 1e6), size=st.floats(1e-6, 1e6))
def test_ticks_are_few_and_inside(low, size):
    high = low + size
    values = draw.ticks(low, high)
    assert len(values) <= 8
    assert all(low - size * 1e-3 <= value <= high + size * 1e-3 for value in values)


@given(low=st.floats(-1e12, 1e12), power=st.integers(-12, 12))
@example(low=100, power=-1)
@example(low=0, power=-300)
@example(low=1e300, power=299)
@example(low=1, power=-16)
@example(low=999999.8, power=-1)
def test_the_numbers_of_an_axis_differ(low, power):
    high = low + 0.5 * 10.0**power
    if low < high:
        axes = Plane(x=(low, high), y=(low, high)).axes()
        for anchor in ("middle", "end"):
            written = [shape["text"] for shape in axes if shape["tag"] == "text" and shape["text-anchor"] == anchor]
            assert len(set(written)) == len(written)
        Frame([axes], note="n", alt="a")  # no key is used twice


def test_a_tick_keeps_its_key_while_its_value_stays():
    keys = [{shape["key"] for shape in Plane(x=(0, 1), y=y).axes()} for y in ((90, 110), (100, 100.05))]
    assert "plane y=100" in keys[0] & keys[1] and "plane y=100.01" in keys[1]


# --- shapes


@pytest.mark.parametrize(
    "value, words",
    [
        *[
            (0, "0"),
            (-0.0, "0"),
            (58, "58"),
            (100.0, "100"),
            (-2.5, "−2.5"),
            (1 / 3, "0.3333"),
            (np.float32(0.1), "0.1"),
        ],
        *[(123456, "123456"), (1234.567, "1235"), (0.00012, "0.00012"), (5e9, "5·10⁹"), (-1e-300, "−1·10⁻³⁰⁰")],
        *[(math.inf, "∞"), (-math.inf, "−∞"), (math.nan, "nan")],
    ],
)
def test_numbers_are_written_for_people(value, words):
    assert draw.number(value) == words


@given(st.floats(-1e300, 1e300))
def test_a_written_number_is_near(value):
    digits = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")
    written = re.sub(r"·10(.*)", lambda m: "e" + m[1], draw.number(value)).translate(digits)
    assert float(written) == pytest.approx(value, rel=1e-3, abs=0)


def test_an_arrow_of_no_length_is_drawn():
    assert "nan" not in draw.arrow("a", 5, 5, 5, 5)["d"]


def test_a_matrix_names_its_entries_as_numpy_does():
    shapes = {shape["key"]: shape for shape in draw.matrix("A", [[1, 2, 3], [4, 5, -6]], 0, 40, edit=True)}
    assert shapes["A[1,2]"]["text"] == "−6"
    assert shapes["A[1,2] cell"]["edit"] == "A[1,2]" and shapes["A[1,2] cell"]["value"] == "-6"
    assert shapes["A shape"]["text"] == "(2, 3)"
    vector = {shape["key"] for shape in draw.matrix("x", np.array([1.5, 2]), 0, 0)}
    assert {"x[0]", "x[1]"} <= vector


def test_an_empty_entry_has_a_cell_and_no_words():
    keys = [shape["key"] for shape in Grid("C", (1, 2), 0, 0).draw([[1, None]])]
    assert "C[0,1] cell" in keys and "C[0,1]" not in keys


def test_a_grid_refuses_values_of_another_shape():
    with pytest.raises(ValueError, match=r"Grid 'A': values of sizes \[2, 2\]; its shape is \(2, 3\)"):
        Grid("A", (2, 3), 0, 0).draw([[1, 2], [3, 4]])


def png_pixels(uri):
    """Read back a PNG as `image` writes it: no filter, one chunk of data."""
    data = base64.b64decode(uri.partition(",")[2])
    columns, rows, _, kind = struct.unpack(">IIBB", data[16:26])
    size = struct.unpack(">I", data[33:37])[0]
    raw = np.frombuffer(zlib.decompress(data[41 : 41 + size]), np.uint8).reshape(rows, -1)
    return raw[:, 1:].reshape((rows, columns, 3) if kind == 2 else (rows, columns))


def test_an_image_holds_the_array():
    pixels = png_pixels(draw.image("i", [[0, 1], [0.5, 0.25]], 0, 0, 10, 10)["href"])
    np.testing.assert_array_equal(pixels, [[255, 0], [128, 191]])
    np.testing.assert_array_equal(png_pixels(draw.image("i", [[2, 3, 4]], 0, 0, 9, 9)["href"]), [[255, 128, 0]])
    data = base64.b64decode(draw.image("i", [[0, 1], [0.5, 0.25]], 0, 0, 9, 9)["href"].partition(",")[2])
    np.testing.assert_array_equal(Image.open(io.BytesIO(data)), [[255, 0], [128, 191]])  # for others to read, too
    signed = png_pixels(draw.image("i", [[-1, 0, 2]], 0, 0, 10, 10, colours="signed")["href"])
    np.testing.assert_array_equal(signed[0, 1:], [[255, 255, 255], [0xD5, 0x5E, 0x00]])
    once = png_pixels(draw.image("i", [[-0.5, 0, 1]], 0, 0, 10, 10, colours="signed")["href"])
    np.testing.assert_array_equal(signed, once)  # the largest entry has the full colour


@pytest.mark.parametrize("array", [[1, 2], np.zeros((0, 3)), [[math.nan]], np.zeros((2, 2, 4))])
def test_an_image_refuses_what_is_no_picture(array):
    with pytest.raises(ValueError, match="image 'i'"):
        draw.image("i", array, 0, 0, 1, 1)


def test_bars_stand_on_zero():
    shapes = {shape["key"]: shape for shape in draw.bars("p", [1, -1], (0, 0, 100, 50), labels=["a", "b"])}
    assert shapes["p[0]"]["y"] + shapes["p[0]"]["height"] == shapes["p[1]"]["y"] == 25


def numbers(d):
    return [float(value) for value in re.findall(r"-?[\d.]+", d)]


@given(x=st.integers(-200, 200), y=st.integers(-200, 200), head=st.integers(4, 20))
def test_an_arrow_ends_in_its_tip_and_its_head_points_along_it(x, y, head):
    length = math.hypot(x, y)
    assume(length > 1)
    corners = np.array(numbers(draw.arrow("a", 10, 20, 10 + x, 20 + y, head=head)["d"])).reshape(5, 2)
    start, base, left, tip, right = corners
    size, along = min(head, length), np.array([x, y]) / length
    near = {"atol": 0.02}
    np.testing.assert_allclose([start, tip], [[10, 20], [10 + x, 20 + y]], **near)
    np.testing.assert_allclose(base, tip - size * along, **near)
    np.testing.assert_allclose([(left + right) / 2, left - right], [base, 0.8 * size * np.array([-1, 1]) * along[::-1]],
                               **near)


def test_bars_are_as_high_as_their_values_and_keep_to_their_box():
    made = draw.bars("p", [3, -1, 0.5], (40, 20, 300, 80), labels=["a", "b", "c"], low=-2, high=6)
    shapes = {shape["key"]: shape for shape in made}
    assert shapes["p zero"]["y1"] == shapes["p zero"]["y2"] == 20 + 60
    for i, value in enumerate([3, -1, 0.5]):
        bar, written, label = shapes[f"p[{i}]"], shapes[f"p[{i}] value"], shapes[f"p[{i}] label"]
        assert bar["height"] == abs(value) * 10 and bar["y"] + bar["height"] * (value > 0) == 80
        assert 40 + 100 * i < bar["x"] < bar["x"] + bar["width"] < 140 + 100 * i
        assert bar["x"] + bar["width"] / 2 == written["x"] == label["x"] == 90 + 100 * i
        assert written["y"] < bar["y"] if value > 0 else written["y"] > bar["y"] + bar["height"]
        assert label["y"] > 100 and label["y"] > written["y"]  # below the box, and clear of a value below its bar
    assert [shape["height"] for shape in draw.bars("p", [1, 4], (0, 0, 9, 40)) if shape["tag"] == "rect"] == [10, 40]
    assert [shape.get("text") for shape in draw.bars("p", [1 / 3], (0, 0, 9, 40))][-1] == "0.333"
    nothing = {shape["key"]: shape for shape in draw.bars("p", [0, 0], (0, 0, 9, 40))}
    assert nothing["p[0]"]["height"] == 0 and nothing["p[0] value"]["y"] < nothing["p zero"]["y1"]


def test_the_numbers_of_an_axis_stand_where_they_lie():
    plane = Plane(x=(-2, 4), y=(0, 10), box=(50, 20, 360, 240))
    shapes = {shape["key"]: shape for shape in plane.axes(labels=("time", "loss"))}
    for value in (-2, -1, 0, 1, 2, 3, 4):
        written = shapes[f"plane x={draw.number(value)}"]
        assert written["x"] == 50 + 60 * (value + 2) and 260 < written["y"] - 8 < 276
    for value in (0, 5, 10):
        written = shapes[f"plane y={value}"]
        assert written["x"] < 50 and written["text-anchor"] == "end"
        assert written["y"] - 0.35 * look.SMALL == pytest.approx(260 - 24 * value)
    axes, grid = numbers(shapes["plane axes"]["d"]), numbers(shapes["plane grid"]["d"])
    assert axes == [50, 260, 410, 170, 20, 260]  # from left to right at y = 0, from top to bottom at x = 0
    assert grid[:6] == [50, 20, 260, 110, 20, 260] and grid[-3:] == [50, 20, 410]
    across, up = shapes["plane x label"], shapes["plane y label"]
    assert across["text-anchor"] == "end" and 50 < across["x"] <= 410 and 20 < across["y"] < 260
    assert up["text-anchor"] == "start" and 50 <= up["x"] < 410 and 20 < up["y"] < 260
    bare = [shape["key"] for shape in plane.axes(grid=False, numbers=False)]
    assert bare == ["plane axes"]
    assert numbers(Plane(x=(1, 2), y=(-4, -3), box=(0, 0, 9, 9)).axes()[1]["d"]) == [0, 0, 9, 0, 0, 9]  # nearest edge


@given(x=st.floats(-2, 3), y=st.floats(0, 1))
def test_a_point_inside_the_plane_is_left_where_it_is(x, y):
    plane = Plane(x=(-2, 3), y=(0, 1))
    assert plane.from_pixels(*plane.to_pixels(x, y)) == pytest.approx((x, y), abs=1e-9)


def test_a_plane_keeps_its_middle_and_has_room_for_its_numbers():
    plane = Plane(x=(1, 3), y=(0, 10), box=(0, 0, 400, 100), equal=True)
    assert plane.x == pytest.approx((-18, 22)) and plane.y == pytest.approx((0, 10))
    left, top, width, height = Plane().box
    assert left >= 40 and left + width < look.WIDTH and top > 0 and top + height + 14 + look.SMALL / 2 < look.HEIGHT


@given(steep=st.floats(-9, 9), high=st.floats(-2, 2), far=st.floats(3, 1e6), middle=st.sampled_from([0, 2]))
def test_a_line_is_cut_where_it_crosses_the_edge(steep, high, far, middle):
    plane = Plane(x=(middle - 1, middle + 1), y=(-4, 4), box=(0, 0, 200, 800))
    ends = [middle - far, middle + far], [high - steep * far, high + steep * far]
    piece = numbers(plane.curve("c", *ends)["d"])
    assert len(piece) == 4
    for left, top in (piece[:2], piece[2:]):
        x, y = plane.from_pixels(left, top, inside=False)
        assert abs(y - (high + steep * (x - middle))) < 0.1
        assert min(abs(abs(x - middle) - 1), abs(abs(y) - 4)) < 0.02
    assert plane.curve("c", [-4, 4], [6, 6])["d"] == ""


def test_a_word_stands_above_its_point():
    plane = Plane(x=(0, 10), y=(0, 10), box=(0, 0, 100, 100))
    word = plane.text("t", (2, 3), "here")
    assert word["x"] == 20 and word["y"] - 0.35 * look.TEXT == 70 - 16 and word["class"] == "halo ink"
    assert plane.dot("d", (2, 3))["r"] == 5 and plane.handle("h", (2, 3), "a", "a", step=2)["step"] == 20


def test_entries_stand_in_their_cells_and_brackets_around_them():
    grid = Grid("A", (2, 3), 20, 40, cell=(50, 30))
    shapes = {shape["key"]: shape for shape in grid.draw([[1, 2, 3], [4, 5, 6]], marks={(0, 1): "highlight"})}
    for row in range(2):
        for column in range(3):
            cell, word = shapes[f"A[{row},{column}] cell"], shapes[f"A[{row},{column}]"]
            assert (cell["x"], cell["y"], cell["width"], cell["height"]) == (22 + 50 * column, 42 + 30 * row, 46, 26)
            assert (word["x"], word["y"] - 0.35 * look.TEXT) == (45 + 50 * column, 55 + 30 * row)
    assert shapes["A[0,1] cell"]["class"] == "cell highlight" and shapes["A[1,0] cell"]["class"] == "cell data"
    for sign, corner, way in (("[", 15, 1), ("]", 175, -1)):
        x, y = np.array(numbers(shapes[f"A {sign}"]["points"])).reshape(4, 2).T
        assert x[1] == x[2] == corner and (way * x[[0, 3]] > way * corner).all()  # the ends turn inward
        assert y[0] == y[1] < 40 and y[2] == y[3] > 100
    assert shapes["A name"]["y"] < 40 and shapes["A shape"]["y"] - look.SMALL > 100
    assert shapes["A name"]["x"] == shapes["A shape"]["x"] == 95
    assert shapes["A name"]["text"] == "A" and shapes["A shape"]["text"] == "(2, 3)"
    other = {shape["key"]: shape.get("text") for shape in grid.draw([[1] * 3] * 2, label="B", caption="two rows")}
    assert other["A name"] == "B" and other["A shape"] == "two rows"
    assert not {"A name", "A shape"} & {s["key"] for s in grid.draw([[1] * 3] * 2, label=False, caption=False)}
    assert draw.matrix("x", [1, 2], 10, 0) == Grid("x", (2,), 10, 0).draw([1, 2])


# --- frames


@pytest.mark.parametrize("made", [Plane(), Grid("A", (2,), 0, 0), frame(draw.circle("a", 1, 2)),
                                  Ask("Which?", [("a", "r"), ("b", "s")], 0)])
def test_what_was_checked_stays_as_it_was(made):
    name = next(iter(made.__dataclass_fields__))
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(made, name, None)


def test_a_frame_takes_nested_lists_and_leaves_out_none():
    made = frame([draw.circle("a", 1, 2), [draw.circle("b", 1, 2)]], None)
    assert [shape["key"] for shape in made.shapes] == ["a", "b"] and made.tween is False


def test_a_frame_makes_numbers_plain_and_short():
    (shape,) = frame(draw.circle("a", np.float64(1.23456), np.int64(2))).shapes
    assert shape["cx"] == 1.23 and type(shape["cx"]) is float and type(shape["cy"]) is int


dot = {"key": "dot", "tag": "circle", "cx": 1, "cy": 1, "r": 1}


@pytest.mark.parametrize(
    "shape, words",
    [
        ({"tag": "circle"}, "has the key None"),
        (dot | {"key": ""}, "has the key ''"),
        (dot | {"key": 3}, "has the key 3"),
        ({"key": "dot"}, "'dot' has the tag None"),
        (dot | {"tag": "script"}, "'dot' has the tag 'script'"),
        (dot | {"tag": "foreignObject"}, "has the tag 'foreignObject'"),
        (dot | {"cx": math.nan}, "'dot': cx is nan; every number must be finite"),
        (dot | {"cy": -math.inf}, "'dot': cy is -inf"),
        (dot | {"cx": "5"}, "cx is '5'; expected a number"),
        (dot | {"cx": None}, "cx is None"),
        (dot | {"cx": True}, "cx is True"),
        (dot | {"onclick": "alert(1)"}, "'onclick', which a circle cannot have"),
        (dot | {"style": "x"}, "'style', which"),
        (dot | {"href": "https://example.org"}, "'href', which"),
        (dot | {"fill": "url(https://example.org/a.svg#b)"}, "may not load anything"),
        (dot | {"drag": "a"}, "has no label"),
        (dot | {"edit": "a", "label": "a"}, "'edit', which a circle cannot have"),
        (dot | {"transform": "rotate(nan)"}, "transform is"),
        ({"key": "i", "tag": "image", "href": "https://example.org/a.png"}, "expected a PNG data URI"),
        ({"key": "i", "tag": "image", "href": "data:image/svg+xml,<svg/>"}, "expected a PNG data URI"),
        ({"key": "p", "tag": "path", "d": "M0 nan"}, "expected only finite numbers"),
        ({"key": "p", "tag": "polyline", "points": "1,2 inf,3"}, "expected only finite numbers"),
        (draw.text("t", 0, 0, "a\x00b"), "cannot be drawn"),
        ("circle", "a shape is a str"),
    ],
)
def test_a_bad_shape_is_refused_by_a_sentence(shape, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        frame(shape)


def test_a_key_is_used_once():
    with pytest.raises(ValueError, match="the key 'dot' is used twice"):
        frame(dot, dot)


def test_ten_thousand_shapes_are_refused_with_advice():
    with pytest.raises(ValueError, match="10000 shapes.*join dots into one path"):
        frame([draw.circle(f"d{i}", i, i) for i in range(10_000)])


@pytest.mark.parametrize("words", ["", "  ", None, 3])
@pytest.mark.parametrize("name", ["note", "alt"])
def test_a_frame_needs_words(name, words):
    with pytest.raises(ValueError, match=f"Frame: {name} is "):
        frame(dot, **{name: words})


@pytest.mark.parametrize(
    "choices, right, words",
    [
        ([("a", "r")], 0, "two or more"),
        ([("a", "r"), ("a", "s")], 0, "two or more"),
        ([("a", "r"), ("b", "")], 0, "expected words"),
        ([("a", "r"), ("b", "s")], 2, "right = 2"),
        ([("a", "r"), ("b", "s")], -1, "right = -1"),
        ([("a", "r"), ("b", "s", "t")], 0, "two or more"),
    ],
)
def test_a_bad_question_is_refused(choices, right, words):
    with pytest.raises(ValueError, match=words):
        Ask("Which?", choices, right)


def test_a_question_says_which_indices_there_are():
    with pytest.raises(ValueError, match="right = 2; expected an index from 0 to 1$"):
        Ask("Which?", [("a", "r"), ("b", "s")], 2)
    assert Ask("Which?", [("a", "r"), ("b", "s")], 1).words() == {"question": "Which?", "right": 1,
                                                                 "choices": [["a", "r"], ["b", "s"]]}


# --- changes

keys = st.sampled_from(["a", "b", "A[0,1]", "constructor", "__proto__"]) | st.text(min_size=1, max_size=3)
shapes = st.dictionaries(
    keys,
    st.fixed_dictionaries(
        {"tag": st.sampled_from(["circle", "text"])},
        optional={
            "cx": st.integers(0, 3),
            "class": st.sampled_from("ab"),
            "points": st.sampled_from(["1,2", "1,2 3,4", ""]),
        },
    ),
    max_size=8,
).map(lambda named: [{"key": key} | shape for key, shape in named.items()])


@given(before=shapes, after=shapes, shuffle=st.randoms())
def test_changes_rebuild_the_frame(before, after, shuffle):
    shuffle.shuffle(after)
    assert draw.apply(before, draw.changes(before, after)) == after


@given(shapes)
def test_nothing_changed_is_nothing_said(same):
    assert draw.changes(same, same) == {}


def test_a_line_that_grows_sends_what_is_new():
    before, after = [draw.polyline("l", [(0, 0)])], [draw.polyline("l", [(0, 0), (1, 1)])]
    assert draw.changes(before, after) == {"set": {"l": {"points": {"more": " 1,1"}}}}


# --- stills

drawable = st.text(min_size=1).filter(lambda words: words.strip() and not draw.UNDRAWABLE.search(words))


@settings(max_examples=60)
@given(words=drawable, alt=drawable, role=drawable)
def test_hostile_words_stay_words(words, alt, role):
    made = frame(draw.text("t", 10, 10, words), {**dot, "class": role.replace("url(", "")}, note=words, alt=alt)
    root = ElementTree.fromstring(draw.to_svg(made))
    tags = {node.tag.removeprefix(SVG) for node in root.iter()}
    assert tags == {"svg", "title", "desc", "style", "rect", "text", "circle"}
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    assert root.find(f".//{SVG}text").text == plain
    assert root.get("role") == "img" and root.find(f"{SVG}desc").text == alt.replace("\r\n", "\n").replace("\r", "\n")


def test_a_still_lies_on_light_paper_unless_told():
    made = frame(dot)
    light, dark = (look.colours(theme)["paper"] for theme in ("light", "dark"))
    assert light in draw.to_svg(made) and dark not in draw.to_svg(made)
    assert draw.to_svg(made, dark=True) != draw.to_svg(made) == draw.to_svg(made, dark=False)
    plain, said = ElementTree.fromstring(draw.to_svg(made)), ElementTree.fromstring(draw.to_svg(made, caption="a\n`b`"))
    assert int(said.get("height")) == int(plain.get("height")) + 2 * 22 + 10
    lines = [node for node in said.iter(f"{SVG}text")]
    assert [node.text for node in lines] == ["a", "b"]
    assert float(plain.get("height")) < float(lines[0].get("y")) < float(lines[1].get("y")) < float(said.get("height"))


def test_a_still_says_nothing_that_only_the_stage_knows():
    live = draw.handle("h", 5, 5, "a", "tip of a", move=True), draw.matrix("A", [[1]], 9, 9, edit=True)
    svg = draw.to_svg(frame(*live))
    assert not re.search(r"(drag|edit|label|value|step|move|key|tag)=", svg) and "var(" not in svg


@pytest.mark.parametrize("dark", [False, True])
def test_a_png_has_three_pixels_for_two_of_the_frame(dark):
    png = draw.to_png(frame(dot, size=(300, 100)), dark=dark)
    assert png.startswith(b"\x89PNG") and struct.unpack(">II", png[16:24]) == (450, 150)
    taller = draw.to_png(frame(dot, size=(300, 100)), caption="`x = 1` " + "word " * 30)
    assert struct.unpack(">II", taller[16:24])[1] > 150


# --- the whole look

GALLERY = Path(__file__).parent / "gallery.svg"


def gallery():
    """Draw one of each, so that a pixel that moves by accident is seen."""
    left = Plane(x=(-2, 4), y=(-1, 3), box=(48, 16, 240, 150), name="left")
    right = Plane(x=(0, 1), y=(0, 2), box=(340, 16, 200, 150), equal=True, name="right")
    picture = frame(
        left.axes(labels=("time", "loss")), right.axes(grid=False),
        left.curve("curve", [-3, -1, 0, 2, 5], [4, 0, 1, -2, 3]), left.polygon("area", [(0, 0), (1, 0), (1, 1)]),
        left.arrow("long", (0, 0), (3, 2)), draw.arrow("short", 300, 20, 304, 23), left.line("line", (-1, 2), (1, 2)),
        left.dot("dot", (2, 1)), left.text("word", (2, 1), "here"), left.handle("grip", (1, 2), "p", "a point"),
        right.dot("ring", (0.5, 1), "hollow error", r=9),
        draw.bars("p", [0.5, -0.25, 0], (40, 215, 150, 60), labels=["cat", "dog", "cow"]),
        draw.matrix("A", [[1, -2.5], [None, "x"]], 230, 225, edit=True, marks={(0, 1): "highlight"}),
        draw.matrix("v", [1 / 3, 100], 380, 225, label="v′", caption="two", cell=(60, 30)),
        note="One of each.", alt="One of each shape.", title="Gallery")
    return draw.to_svg(picture, caption="One of each.\nAnd a `second` line.")


def test_the_gallery_looks_as_it_was_approved():
    assert gallery() == GALLERY.read_text(encoding="utf-8"), (
        "the gallery has changed; should it? Then run `.venv/bin/python tests/test_draw.py`, and look at gallery.svg")


if __name__ == "__main__":
    GALLERY.write_text(gallery(), encoding="utf-8")
