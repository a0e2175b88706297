"""The scenes of the losses show the numbers that NumPy gives, and their squares are squares."""

import re

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dlmath.losses import line_bowl
from dlmath.picture.words import read
from dlmath.scenes import losses as scene
from dlmath.stage import play

POINTS, LINE = [[0, 2], [1, 1], [2, 6], [3, 7]], [[-1.5, 1.5], [4.5, 7.5]]
SCENES = {
    "best_fit": (scene.best_fit, {"points": POINTS, "line": LINE}),
    "a perfect fit": (scene.best_fit, {"points": [[0, 1], [1, 2], [2, 3]], "line": [[-1, 0], [4, 5]]}),
    "slope_slid": (scene.slope_slid, {"points": POINTS, "intercept": 1}),
    "bowl": (scene.bowl, {"points": POINTS, "place": (1, 5)}),
    "landscape": (scene.landscape, {"points": POINTS, "place": (1, 5)}),
    "chance_to_loss": (scene.chance_to_loss, {}),
    "chance_to_loss, peak": (scene.chance_to_loss, {"belief": "peak"}),
    "one_miss": (scene.one_miss, {}),
    "cross_entropy": (scene.cross_entropy, {}),
    "three_scores": (scene.three_scores, {"scores": [2, 1, 0.1], "right": "A"}),
    "three equal scores": (scene.three_scores, {"scores": [0, 0, 0], "right": "C"}),
    "a sure score": (scene.three_scores, {"scores": [0, 1000, 0], "right": "B"}),
    "side_by_side": (scene.side_by_side, {"y": 1}),
    "side_by_side, truth 0": (scene.side_by_side, {"y": 0}),
    "pocket": (scene.pocket, {"x": (2, 3), "y": 1}),
    "pocket, truth 0": (scene.pocket, {"x": (-40, 3), "y": 0}),
}
few = settings(max_examples=8, deadline=None)
places = st.integers(-5, 17).map(lambda n: n / 2)
heights = st.integers(-5, 17).map(lambda n: n / 2)
scores = arrays(float, 3, elements=st.integers(-50, 50).map(lambda n: n / 10))


def points_of(data):
    """Draw four points whose x differ, as the learner may drag them."""
    x = data.draw(st.lists(places, min_size=4, max_size=4, unique=True))
    return np.column_stack([x, data.draw(arrays(float, 4, elements=heights))])


def shapes(frame):
    return {shape["key"]: shape for shape in frame.shapes}


def words(frame, key):
    return shapes(frame)[key]["text"]


def near(expected):
    return pytest.approx(expected, rel=1e-3, abs=1e-3)


# ---------------------------------------------------------------------------- line and squares


@pytest.mark.parametrize("line, whole", [(LINE, 4), ([[-1, 0], [4, 5]], 4), ([[-1.5, 6], [4, 2]], 4)])
def test_the_squares_are_squares_on_the_screen_and_their_side_is_the_residual(line, whole):
    made = scene.best_fit(POINTS, line)
    (x1, y1), (x2, y2) = line
    residual = y1 + (y2 - y1) / (x2 - x1) * (np.array(POINTS)[:, 0] - x1) - np.array(POINTS)[:, 1]
    assert scene.LETTERED.unit[0] == pytest.approx(scene.LETTERED.unit[1], rel=1e-12)
    drawn = shapes(made.frames[1])
    for name, (px, py), r in zip("ABCD", POINTS, residual):
        square = drawn[f"square {name}"]
        assert square["width"] == pytest.approx(square["height"], abs=0.011)
        assert square["width"] == pytest.approx(abs(r) * scene.LETTERED.unit[0], abs=0.011)
        across, down = scene.LETTERED.to_pixels(px, py)  # the point is a corner of its square
        assert min(abs(across - square["x"]), abs(across - square["x"] - square["width"])) < 0.011
        assert min(abs(down - square["y"]), abs(down - square["y"] - square["height"])) < 0.011
    assert sum(key.startswith("square") for key in drawn) == whole


def test_every_square_of_the_lesson_is_whole_in_every_frame():
    made = scene.best_fit(POINTS, LINE)
    for frame in made.frames[1:]:
        squares = [shape for key, shape in shapes(frame).items() if key.startswith("square")]
        assert squares and all(square["class"].startswith("cell") for square in squares)
        assert not any(key.startswith("edge") for key in shapes(frame))


def test_a_square_that_is_cut_keeps_the_borders_that_are_seen():
    drawn = shapes(scene.best_fit([[0, 2], [1, 1], [2, 6], [6, 2]], [[0, 6], [5, 6]]).frames[1])
    assert drawn["square D"]["class"] == "area error" and "L" in drawn["edge D"]["d"]


@given(st.data())
@few
def test_a_square_is_whole_or_ends_at_the_edge_of_the_plane(data):
    points = points_of(data)
    ends = np.array([[-2, data.draw(heights)], [6, data.draw(heights)]])
    made = scene.best_fit(points, ends)
    left, top, width, height = scene.LETTERED.box
    for frame in made.frames[1:]:
        for key, shape in shapes(frame).items():
            if key.startswith("square"):
                x, y = shape["x"], shape["y"]
                assert left - 0.01 <= x and x + shape["width"] <= left + width + 0.02
                assert top - 0.01 <= y and y + shape["height"] <= top + height + 0.02
                if shape["class"].startswith("cell"):
                    assert shape["width"] == pytest.approx(shape["height"], abs=0.021)


@given(st.data())
@few
def test_the_mean_of_the_squares_is_the_number_shown(data):
    points = points_of(data)
    low, high = data.draw(heights), data.draw(heights)
    made = scene.best_fit(points, [[-2, low], [6, high]])
    residual = low + (high - low) / 8 * (points[:, 0] + 2) - points[:, 1]
    assert read(words(made.frames[1], "loss")) == near((residual**2).mean())
    assert [read(words(made.frames[0], f"{name} residual")) for name in "ABCD"] == near(residual)
    assert [read(words(made.frames[1], f"{name} square")) for name in "ABCD"] == near(residual**2)
    assert read(words(made.frames[1], "sum")) == near((residual**2).sum())
    slope, intercept = np.polyfit(*points.T, 1)
    best = ((slope * points[:, 0] + intercept - points[:, 1]) ** 2).mean()
    assert read(words(made.frames[-1], "loss")) == near(best)


def test_a_point_twice_as_far_off_has_four_times_the_square():
    before, after = scene.best_fit(POINTS, LINE).frames[1:3]
    assert words(before, "B square") == "9" and words(after, "B square") == "36"
    assert shapes(after)["square B"]["width"] == pytest.approx(2 * shapes(before)["square B"]["width"], abs=0.02)


def test_a_point_and_the_line_are_dragged_and_an_upright_line_is_refused():
    stage = play(scene.best_fit, points=POINTS, line=LINE)
    def drag(name, point):
        x, y = scene.LETTERED.to_pixels(*point)
        stage.request = {"kind": "drag", "name": name, "x": x, "y": y, "serial": (stage.reply.get("serial") or 0) + 1}

    drag("points[1]", (1, 4))
    assert stage.data["points"].tolist() == [[0, 2], [1, 4], [2, 6], [3, 7]]
    assert words(stage.frames[1], "loss") == "0.75"
    drag("line[1]", (4.5, 1.5))
    assert stage.data["line"][1].tolist() == [4.5, 1.5]
    drag("line[1]", (-1.5, 5))
    assert stage.reply["kind"] == "invalid" and "upright" in stage.reply["message"]
    assert stage.data["line"][1].tolist() == [4.5, 1.5]
    for i in range(4):
        drag(f"points[{i}]", (2, i))
    assert stage.reply["kind"] == "invalid" and "sideways" in stage.reply["message"]


@given(st.data())
@few
def test_the_slid_slope_draws_the_bowl(data):
    points = points_of(data)
    made = scene.slope_slid(points, 1)
    x, y = points.T
    for frame, slope in zip(made.frames, made.axis_values):
        loss = ((slope * x + 1 - y) ** 2).mean()
        assert read(re.search(r"= (−?[\d.]+)`", frame.note)[1]) == near(loss)
    drawn = [shapes(frame)["bowl"]["d"] for frame in made.frames]
    assert all(after.startswith(before) for before, after in zip(drawn, drawn[1:]))


@given(st.data())
@few
def test_rings_of_the_landscape_join_lines_of_equal_loss(data):
    points, place = points_of(data), np.array([data.draw(st.integers(-4, 20)), data.draw(st.integers(-20, 28))]) / 4
    made = scene.landscape(points, place)
    x, y = points.T
    loss = ((place[0] * x + place[1] - y) ** 2).mean()
    assume("the best one" not in made.frames[1].note)
    assert read(re.search(r"have the loss ([\d.]*\d)", made.frames[1].note)[1]) == near(loss)
    plane, _ = made.plane_of("place")
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", shapes(made.frames[1])["same loss"]["d"])]
    for left, top in list(zip(numbers[::2], numbers[1::2]))[:20]:
        w, b = plane.from_pixels(left, top)
        assert ((w * x + b - y) ** 2).mean() == pytest.approx(loss, rel=0.05, abs=0.05)


def test_the_place_of_a_line_and_the_points_have_planes_of_their_own():
    stage = play(scene.landscape, points=POINTS, place=(1, 5))
    made = scene.landscape(POINTS, (1, 5))
    for name, point in (("place", (2, 1)), ("points[0]", (0, 1))):
        x, y = made.plane_of(name)[0].to_pixels(*point)
        stage.request = {"kind": "drag", "name": name, "x": x, "y": y, "serial": name}
    assert stage.data["place"].tolist() == [2, 1] and stage.data["points"][0].tolist() == [0, 1]
    assert "Its loss is 1.25." in stage.frames[0].note  # (0 + 4 + 1 + 0) / 4


@given(st.data())
@few
def test_the_bowl_from_above_is_its_map(data):
    """Its rings, and the dot of the place, lie where the map has them, but for the size of the picture."""
    points = points_of(data)
    best = np.polyfit(*points.T, 1)
    made = scene.bowl(points, best)
    above = shapes(made.frames[scene.VIEWS.index((360, 90)) + 1])
    plane, _ = made.plane_of("place")
    half = (plane.x[1] - plane.x[0]) / 2, (plane.y[1] - plane.y[0]) / 2
    for height in scene.HEIGHTS:
        seen = np.array([[float(n) for n in spot.split(",")] for spot in above[f"around {height}"]["points"].split()])
        w = best[0] + (seen[:, 0] - 188) / 98 * half[0]
        b = best[1] - (seen[:, 1] - 184) / 98 * half[1]
        loss = ((w[:, None] * points[:, 0] + b[:, None] - points[:, 1]) ** 2).mean(axis=1)
        least = ((best[0] * points[:, 0] + best[1] - points[:, 1]) ** 2).mean()
        assert loss - least == pytest.approx(height, rel=0.02, abs=0.01)
    assert (above["dot"]["cx"], above["dot"]["cy"]) == pytest.approx((188, 184), abs=0.02)


def test_the_higher_a_place_of_the_bowl_the_higher_its_dot():
    """Seen from the side, the dots of places with the same foot stand above each other in the order of their losses."""
    low, high = (shapes(scene.bowl(POINTS, place).frames[1]) for place in ((2, 1), (1, 5)))
    rise = [made["foot"]["cy"] - made["dot"]["cy"] for made in (low, high)]
    assert rise[1] / rise[0] == pytest.approx(9 / 1.5, rel=0.01)  # the losses of the two lines
    place = line_bowl(*np.transpose(POINTS)).ring(2.5, 37)[5]  # one above the lowest loss
    on_ring = shapes(scene.bowl(POINTS, place).frames[1])
    spot = [float(n) for n in on_ring["around 1"]["points"].split()[5].split(",")]
    assert spot == pytest.approx([on_ring["dot"]["cx"], on_ring["dot"]["cy"]], abs=0.02)
    assert words(scene.bowl(POINTS, (1, 5)).frames[1], "dot loss") == "9"
    assert "dot" not in shapes(scene.bowl(POINTS, (4, 5)).frames[1])  # its loss is 67.5, above the rim
    assert not any(key.startswith("ring") for key in shapes(scene.bowl(POINTS, (1, 5)).frames[1]))


def test_the_place_is_dragged_in_the_bowl():
    stage = play(scene.bowl, points=POINTS, place=(1, 5))
    x, y = scene.bowl(POINTS, (1, 5)).plane_of("place")[0].to_pixels(2, 1)
    stage.request = {"kind": "drag", "name": "place", "x": x, "y": y, "serial": 1}
    assert stage.data["place"].tolist() == [2, 1] and "its loss is 1.5" in stage.frames[0].note


@pytest.mark.parametrize("belief, cost", [("bell", np.square), ("peak", np.abs)])
def test_minus_the_logarithm_of_a_chance_is_the_loss(belief, cost):
    made = scene.chance_to_loss(belief)
    assert "loss" not in shapes(made.frames[0]) and "cost" not in shapes(made.frames[0])
    asked = made.frames[0].ask
    assert asked.choices[asked.right][0].startswith("A parabola" if belief == "bell" else "A V")
    for r, frame in zip(made.axis_values[1:], made.frames[1:]):
        chance, loss, again = map(read, re.findall(r"(?:= |get )(−?[\d.]*\d)[`.]", frame.note)[1:])
        assert chance == near(np.exp(-cost(r))) and loss == again == near(cost(r))


@pytest.mark.parametrize("name", ["best_fit", "slope_slid", "bowl", "landscape"])
def test_each_handle_lies_where_its_number_is(name):
    make, data = SCENES[name]
    made = make(**data)
    for handle in [shape for shape in made.frames[0].shapes if "drag" in shape]:
        argument, _, row = handle["drag"].rstrip("]").partition("[")
        plane, _ = made.plane_of(handle["drag"])
        held = data[argument][int(row)] if row else data[argument]
        assert plane.from_pixels(handle["cx"], handle["cy"]) == pytest.approx(held, abs=0.01), handle["drag"]


def test_the_best_line_shares_its_loss_with_no_other():
    asked = scene.landscape(POINTS, (2, 1)).frames[0].ask
    assert asked.choices[asked.right][0].startswith("Nowhere")
    asked = scene.landscape(POINTS, (2, 1.25)).frames[0].ask
    assert asked.choices[asked.right][0]== "Nothing else"


def test_no_point_is_moved_out_of_sight():
    made = scene.best_fit([[0, 8], [1, 1], [2, 1], [3, 1]], [[-1, 1], [4, 1]])
    assert len(made.frames) == 3 and made.frames[1].ask is None  # 8 would go to 15


@pytest.mark.parametrize("slope, intercept, said", [(2, 1, "2x + 1"), (-1, -2, "−x − 2"), (0, 6, "6"), (0.5, 0, "0.5x"),
                                                   (0, -1, "−1")])
def test_a_line_is_spelled_without_a_zero(slope, intercept, said):
    note = scene.best_fit(POINTS, [[0, intercept], [2, 2 * slope + intercept]]).frames[0].note
    assert note.startswith(f"The line is `ŷ = {said}`. Its residuals")


@pytest.mark.parametrize("delta", [0.5, 1, 2])
def test_one_miss_costs_and_pulls_what_numpy_says(delta):
    made = scene.one_miss(delta)
    for r, frame in zip(made.axis_values[1:], made.frames[1:]):
        huber = r**2 / 2 if abs(r) <= delta else delta * (abs(r) - delta / 2)
        expected = [r**2, 2 * r, abs(r), *([np.sign(r)] if r else []), huber, np.clip(r, -delta, delta)]
        said = re.findall(r"(?: = |slope )(−?[\d.]*\d)[`,;.]", frame.note)[1:]
        assert [read(n) for n in said] == near(expected)
        assert ("absolute slope dot" in shapes(frame)) == (r != 0) == ("corner" not in frame.note)
    assert not any("slope" in key for key in shapes(made.frames[0]) if "dot" in key or "sign" in key)


def test_no_slope_is_drawn_where_the_absolute_cost_has_a_kink():
    pieces = shapes(scene.one_miss().frames[-1])
    assert pieces["absolute slope"]["d"].count("M") == 2 and pieces["Huber, δ = 1 slope"]["d"].count("M") == 1


# ---------------------------------------------------------------------------- cross-entropy


def test_confidence_costs_what_the_logarithm_says():
    made = scene.cross_entropy()
    for p, frame in zip(made.axis_values[1:], made.frames[1:]):
        assert words(frame, "cost 1") == f"{-np.log(p):.4f}" and words(frame, "cost 0") == f"{-np.log(1 - p):.4f}"
        bars = [shapes(frame)[f"bar {truth}"]["height"] for truth in "10"]
        assert bars[0] * -np.log(1 - p) == pytest.approx(bars[1] * -np.log(p), rel=0.02, abs=0.1)
    assert "curve 1" not in shapes(made.frames[0])


@given(scores, st.sampled_from("ABC"))
@few
def test_three_scores_give_numpys_probabilities_losses_and_slopes(z, right):
    made = scene.three_scores(z, right)
    last, k = made.frames[-1], "ABC".index(right)
    p = np.exp(z) / np.exp(z).sum()
    for name, expected in (("belief", p), ("costs", -np.log(p)), ("slope", p - np.eye(3)[k])):
        assert [read(words(last, f"{name}[{i}]")) for i in range(3)] == pytest.approx(expected.tolist(), abs=6e-5)
    assert read(re.search(r"= (−?[\d.]+)`", made.frames[2].note)[1]) == pytest.approx(-np.log(p[k]), abs=6e-5)


def test_a_class_that_is_certain_leaves_nothing_to_gain():
    made = scene.three_scores([0, 1000, 0], "B")
    assert made.frames[2].ask is None and "little is left to gain" in made.frames[3].note
    assert scene.three_scores([2, 1, 0.1], "A").frames[2].ask is not None


def test_scores_and_truth_are_edited():
    stage = play(scene.three_scores, scores=[2, 1, 0.1], right="A")
    stage.request = {"kind": "edit", "name": "right", "text": "C", "serial": 1}
    assert stage.data["right"] == "C" and words(stage.frames[-1], "truth[2]") == "1"
    stage.request = {"kind": "edit", "name": "scores[2]", "text": "1000", "serial": 2}
    assert stage.reply["kind"] == "" and words(stage.frames[-1], "belief[2]") == "1"
    stage.request = {"kind": "edit", "name": "right", "text": "D", "serial": 3}
    assert stage.reply["kind"] == "invalid" and stage.data["right"] == "C"


@pytest.mark.parametrize("y", [0, 1])
def test_both_losses_and_slopes_are_said(y):
    made = scene.side_by_side(y)
    for z, frame in zip(made.axis_values[1:], made.frames[1:]):
        p = 1 / (1 + np.exp(-z))
        expected = [-np.log(p if y else 1 - p), p - y, (p - y) ** 2, 2 * (p - y) * p * (1 - p)]
        said = [read(n) for n in re.findall(r"(?:loss|slope) (−?[\d.]+?)[,.](?:\s|$)", frame.note)]
        assert said == pytest.approx(expected, abs=6e-5), frame.note
    assert "nearly flat" in made.frames[2 if y else -2].note and "nearly flat" not in made.frames[16].note


def test_the_pocket_network_loses_what_it_always_does():
    made = scene.pocket((2, 3), 1)
    assert [words(made.frames[1], f"{key}[0]") for key in ("z", "ŷ", "L")] == ["0.7", "0.6682", "0.4032"]
    assert "`−ln(1 − ŷ) = −ln(1 − 0.6682) = 1.1032`" in made.frames[2].note
    low, high = np.log1p(np.exp(-0.6)), np.log1p(np.exp(-0.8))
    assert f"At z = 0.6 the loss is {low:.4f}, and at z = 0.8 it is {high:.4f}." in made.frames[3].note
    assert "when z goes up" in made.frames[3].note and "/ 0.2 = −0.33`" in made.frames[3].note
    other = scene.pocket((2, 3), 0).frames[3].note
    assert "when z goes down" in other and "/ 0.2 = 0.67`" in other


def test_a_prediction_that_rounds_to_certain_is_reckoned_from_the_score():
    made = scene.pocket((-40, 3), 0)
    assert made.frames[1].note == "The loss is `−ln(1 − ŷ) = ln(1 + e^41.7) = 41.7`."
    assert "ln(1 + e^(−41.7)) = 0" in made.frames[2].note


def test_input_and_truth_of_the_pocket_network_are_edited():
    stage = play(scene.pocket, x=(2, 3), y=1)
    stage.request = {"kind": "edit", "name": "y", "text": "0", "serial": 1}
    stage.request = {"kind": "edit", "name": "x[0]", "text": "1000000", "serial": 2}
    assert stage.data["y"] == 0 and stage.data["x"].tolist() == [1e6, 3] and stage.reply["kind"] == ""
    stage.request = {"kind": "edit", "name": "y", "text": "0.5", "serial": 3}
    assert stage.reply["kind"] == "invalid" and stage.data["y"] == 0


@pytest.mark.parametrize("name, frame", [("best_fit", 1), ("three_scores", 2), ("pocket", 1), ("pocket, truth 0", 1)])
def test_the_number_that_was_asked_for_is_shown(name, frame):
    make, data = SCENES[name]
    frames = make(**data).frames
    asked = frames[0].ask
    assert asked.choices[asked.right][0] in re.findall(r"−?\d+(?:\.\d+)?", frames[frame].note)


# ---------------------------------------------------------------------------- what fits


REFUSED = [
    (scene.best_fit, {"points": np.ones((7, 2)), "line": LINE},
     "points has shape (7, 2); at most (6, 2) fits the picture"),
    (scene.best_fit, {"points": POINTS, "line": [[0, 1]]}, "line has shape (1, 2); it takes (2, 2)"),
    (scene.best_fit, {"points": POINTS, "line": [[1, 0], [1, 3]]},
     "the two places stand above each other; a line ŷ = w x + b is never upright"),
    (scene.best_fit, {"points": [[1, 0], [1, 3]], "line": LINE},
     "all x are the same, so many lines are equally good; move a point sideways"),
    (scene.slope_slid, {"points": np.ones((31, 2)), "intercept": 1},
     "points has shape (31, 2); at most (30, 2) fits the picture"),
    (scene.slope_slid, {"points": [1, 2], "intercept": 1},
     "points must have rank 2; its shape (2,) has rank 1"),
    (scene.landscape, {"points": [[1, 2, 3]], "place": (1, 5)},
     "points has shape (1, 3); it takes (m, 2), one point a row"),
    (scene.landscape, {"points": POINTS, "place": (1,)}, "place has shape (1,); it takes (2,)"),
    (scene.bowl, {"points": POINTS, "place": (6, 1)},
     "the place (6, 1) lies outside the map; the best line is at (2, 1)"),
    (scene.chance_to_loss, {"belief": "flat"}, "belief must be one of 'bell', 'peak', not 'flat'"),
    (scene.one_miss, {"delta": 0}, "delta must be above 0, not 0"),
    (scene.three_scores, {"scores": [1, 2], "right": "A"}, "scores has shape (2,); it takes (3,)"),
    (scene.three_scores, {"scores": [1, 2, 3], "right": "D"},
     "right must be one of 'A', 'B', 'C', not 'D'"),
    (scene.side_by_side, {"y": 2}, "the truth is 0 or 1, not 2"),
    (scene.pocket, {"x": (2, 3), "y": 0.5}, "the truth is 0 or 1, not 0.5"),
    (scene.pocket, {"x": (2, 3, 4), "y": 1}, "x has shape (3,); it takes (2,)"),
]


SIX = [[-2.25, 8.875], [0.125, -2.125], [1.375, 8.5], [3.5, -2.75], [5.625, 8.125], [7.875, -2.875]]
THIRTY = np.column_stack([np.linspace(-1.5, 5, 30), np.linspace(-0.96875, 8.96875, 30)])


LARGEST = [
    (scene.chance_to_loss, {"belief": "peak"}), (scene.side_by_side, {"y": 0}),
    (scene.best_fit, {"points": SIX, "line": [[-2.5, 8.75], [7.5, -2.875]]}),
    (scene.slope_slid, {"points": THIRTY, "intercept": -12.25}), (scene.landscape, {"points": THIRTY, "place": (5, 7)}),
    (scene.bowl, {"points": SIX, "place": (0, 4)}), (scene.bowl, {"points": THIRTY, "place": (1.5, 1.25)}),
    (scene.one_miss, {"delta": 0.123456}),
    (scene.three_scores, {"scores": [-1234.567, 0.00123456, 12.3456], "right": "A"}),
    (scene.pocket, {"x": (-12.3456, 0.00123456), "y": 0}), (scene.pocket, {"x": (-123456.7, 2e-5), "y": 1}),
]
