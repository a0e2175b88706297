"""Planes: pixels and back, axes and their numbers, what is cut off at the edge."""

import itertools
import math
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dlmath.picture import look, plane, words
from dlmath.picture.frame import Frame
from dlmath.picture.plane import Plane, strip

finite = st.floats(-1e3, 1e3)


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
    Frame(curve, "n", "a")
    assert all(-0.01 <= float(value) <= 100.01 for value in re.findall(r"-?[\d.]+", curve["d"]))


def test_a_curve_that_leaves_comes_back_as_a_second_stroke():
    plane = Plane(x=(0, 4), y=(0, 1), box=(0, 0, 400, 100))
    assert plane.curve("c", [0, 1, 2, 3, 4], [0, 0, 2, 0, 0])["d"].count("M") == 2


@given(low=st.floats(-1e6, 1e6), size=st.floats(1e-6, 1e6))
def test_ticks_are_few_and_inside(low, size):
    high = low + size
    values = plane.ticks(low, high)
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


def numbers(d):
    return [float(value) for value in re.findall(r"-?[\d.]+", d)]


def test_the_numbers_of_an_axis_stand_where_they_lie():
    plane = Plane(x=(-2, 4), y=(0, 10), box=(50, 20, 360, 240))
    shapes = {shape["key"]: shape for shape in plane.axes(labels=("time", "loss"))}
    for value in (-2, -1, 0, 1, 2, 3, 4):
        written = shapes[f"plane x={words.number(value)}"]
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


# --- logarithmic axes


@given(power=st.floats(-9, 9), x=st.floats(0, 10))
def test_on_a_logarithmic_axis_equal_factors_are_equal_steps(power, x):
    plane = Plane(x=(0, 10), y=(1e-9, 1e9), box=(0, 0, 100, 180), log="y")
    assert plane.to_pixels(x, 10**power) == pytest.approx((10 * x, 90 - 10 * power))
    assert plane.from_pixels(*plane.to_pixels(x, 10**power)) == pytest.approx((x, 10**power))
    assert plane.unit == pytest.approx((10, 10))


def test_powers_of_ten_stand_at_a_logarithmic_axis_and_its_grid_runs_through_them():
    axes = {shape["key"]: shape for shape in Plane(x=(1, 1000), y=(1e-3, 1), box=(50, 20, 300, 240), log="xy").axes()}
    assert [axes[f"plane x={said}"]["text"] for said in ("1", "10", "10²", "10³")] == ["1", "10", "10²", "10³"]
    assert axes["plane y=10⁻²"]["y"] - 0.35 * look.SMALL == pytest.approx(180)
    assert numbers(axes["plane grid"]["d"])[:6] == [50, 20, 260, 150, 20, 260]


@given(low=st.floats(-12, 12), size=st.floats(0.1, 30))
def test_powers_are_few_and_inside(low, size):
    found = plane.powers(10**low, 10 ** (low + size), 7)
    assert len(found) <= 8 and all(low - 1e-6 <= k <= low + size + 1e-6 for k in found)
    assert found or size < 1


def test_a_curve_breaks_where_a_logarithmic_axis_has_no_place_for_it():
    curve = Plane(x=(0, 4), y=(0.1, 10), box=(0, 0, 400, 100), log="y").curve("c", [0, 1, 2, 3, 4], [1, 1, 0, 1, 1])
    assert numbers(curve["d"]) == [0, 50, 100, 50, 300, 50, 400, 50] and curve["d"].count("M") == 2


@pytest.mark.parametrize("low", [0, -1])
def test_a_logarithmic_range_lies_above_zero(low):
    with pytest.raises(ValueError, match=r"Plane: y = .*a logarithmic range lies above zero"):
        Plane(y=(low, 1), log="y")


# --- many


def test_dots_are_one_path_and_those_outside_are_left_out():
    plane = Plane(x=(0, 10), y=(0, 10), box=(0, 0, 100, 100))
    made = plane.dots("d", [(1, 2), (11, 2), (3, 4)], "error", 6)
    assert made["d"] == "M10.0 80.0h.1 M30.0 60.0h.1" and made["stroke-width"] == 6 and made["class"] == "error"
    assert plane.dots("d", [(1, 2)], mark="triangle")["d"].endswith("h-8z") and plane.dots("d", [(99, 9)]) is None
    Frame([made, plane.dots("t", [(1, 2)], mark="triangle")], "n", "a")


@given(count=st.integers(1, 6), gap=st.integers(0, 20))
def test_a_strip_fills_its_box_with_boxes_of_one_size(count, gap):
    boxes = strip((10, 20, 300, 50), count, gap)
    assert boxes[0][0] == 10 and boxes[-1][0] + boxes[-1][2] == pytest.approx(310)
    assert {box[1::2] for box in boxes} == {(20, 50)}
    assert all(b[0] - a[0] - a[2] == pytest.approx(gap) for a, b in itertools.pairwise(boxes))


def test_rings_are_one_path_with_a_stroke_for_each():
    ring = [(-1, 0), (1, 0), (0, 1), (-1, 0)]
    drawn = Plane(name="map").rings([ring, [(2 * x, 2 * y) for x, y in ring]])
    assert drawn["key"] == "map rings" and drawn["d"].count("M") == 2 and drawn["d"].count("L") == 6


def test_a_walk_is_a_line_through_its_points_and_its_ball_stands_at_the_last():
    plane, points = Plane(), [(0, 0), (1, 2), (3, 1)]
    line, dots, ball = plane.walk(points, name="light", ball=14)
    assert line["d"].count("L") == 2 and dots["d"].count("M") == 3
    assert (line["key"], ball["key"]) == ("light line", "light ball") and ball["d"] == plane.dots("", points[-1:])["d"]
    assert plane.walk(points)[2] is None


def test_a_rail_says_its_value_and_its_handle_moves_along_it():
    rail = Plane(x=(0, 0.95), y=(-1, 1), box=(330, 314, 230, 30))
    line, before, after, handle = rail.rail("keep", 0.8, "the ball keeps", "0.8", 0.05, 0.05)
    assert (before["text"], after["text"], handle["drag"]) == ("the ball keeps", "0.8", "keep")
    assert (line["x1"], line["x2"]) == (330, 560) and handle["plane"] == (rail, 0.05)


def test_titles_stand_outside_the_plane():
    across, up, head = Plane(x=(0, 1), y=(0, 1), box=(50, 60, 300, 200)).titles("x", "loss", "A head")
    assert across["y"] > 260 + 14 + look.SMALL and across["x"] == head["x"] == 200
    assert up["y"] < 60 > head["y"] and up["text-anchor"] == "start" and up["x"] == 50
    assert [shape for shape in Plane().titles(y="loss") if shape][0]["key"] == "plane y title"
