"""The scenes of a straight line count as NumPy does."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import texts

from dlmath import two_moons
from dlmath.picture import words
from dlmath.scenes import data as scene
from dlmath.stage import play

X, y = two_moons(m=300, noise=0.15, seed=1)
LEVEL = {"X": X, "y": y, "first": (0, 0.25), "second": (2, 0.25)}
SCENES = {
    "straight_line": (scene.straight_line, LEVEL),
    "rising": (scene.straight_line, LEVEL | {"first": (0, 0.1), "second": (2, 0.5)}),
    "four": (scene.straight_line, {"X": [[0, 1], [1, 0], [2, 1], [3, 0]], "y": [[0], [1], [0], [1]], "first": (0, 0.5),
                                   "second": (2, 0.5)}),
    "gates": (scene.gates, {"first": (-0.25, 0.5), "second": (1.25, 0.5)}),
    "xor": (scene.xor, {"W": [[1, 1], [1, 1]], "b": [0, -1], "first": (0.5, 0), "second": (2.5, 1)}),
    "xor, widest": (scene.xor, {"W": [[4, -4], [4, 4]], "b": [4, -3.25], "first": (-0.5, 0), "second": (12, 1)}),
}


@given(st.integers(-40, 40), st.integers(-40, 40))
def test_it_counts_and_marks_what_the_line_gets_wrong(start, rise):
    start, slope = start / 20 + 0.001, rise / 20
    made = scene.straight_line(X, y, (0, start), (2, start + 2 * slope))
    right = (X[:, 1] < start + slope * X[:, 0]) == (y[:, 0] == 1)
    assert f"{right.sum()} of 300 points are right" in made.frames[1].note
    marks = [shape["d"].count("M") for shape in made.frames[1].shapes if shape["key"] == "wrong"]
    assert sum(marks) == (~right).sum()


def test_the_question_asks_for_this_count_and_the_answer_is_not_shown_before():
    opening = scene.straight_line(**LEVEL).frames[0]
    assert opening.ask.choices[opening.ask.right][0] == "245"
    assert "245" not in opening.note + opening.alt + "".join(shape.get("text", "") for shape in opening.shapes)


def test_a_line_that_gets_all_right_is_not_asked_twice():
    make, data = SCENES["four"]
    asked = make(**data).frames[0].ask
    assert dict(asked.choices) == {"4": "The other 0 lie on the wrong side of the line.",
                                   "2": asked.choices[1 - asked.right][1]}


@pytest.mark.parametrize(("end", "point", "line"), [
    ("first", (0, 0.5), "height = 0.5 − 0.125 · x"), ("second", (2, 0.75), "height = 0.25 + 0.25 · x"),
    ("second", (1, 0.5), "height = 0.25 + 0.125 · x"),  # how far to the right it is dragged does not count
])
def test_a_dragged_end_moves_the_line(end, point, line):
    stage = play(scene.straight_line, **LEVEL)
    plane, _ = scene.straight_line(**LEVEL).plane_of(end)
    x, height = plane.to_pixels(*point)
    stage.request = {"kind": "drag", "name": end, "x": x, "y": height, "serial": 1}
    assert f"`{line}`" in stage.frames[1].note


# ---------------------------------------------------------------------------- three tasks of logic

FLAT = {"first": (-0.25, 0.5), "second": (1.25, 0.5)}
WANTED = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]}
places = st.tuples(*[st.integers(-2, 6).map(lambda n: n / 4)] * 2)


def most_right(first, second, wanted):
    """Count, without a neuron, how many corners are right on the better side of a line."""
    (x1, y1), (x2, y2) = first, second
    turn = [(x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) for x, y in [(0, 0), (0, 1), (1, 0), (1, 1)]]
    return max(sum((sign * t > 0) == w for t, w in zip(turn, wanted)) for sign in (1, -1))


@given(places, places)
def test_each_task_is_counted_on_the_better_side_of_the_line(first, second):
    if first == second:
        second = (second[0] + 1, second[1])
    made = scene.gates(first, second)
    for (task, wanted), frame in zip(WANTED.items(), made.frames):
        right = most_right(first, second, wanted)
        assert f"This line gets {right} of the 4 points right." in frame.note
        said = texts(frame)
        assert (said["task"], said["right"]) == (task, f"{right} of 4 right")
        assert task != "XOR" or right < 4


@pytest.mark.parametrize(("task", "line", "formula"), [
    (0, ((0, 1.5), (1.5, 0)), "1.5·x₁ + 1.5·x₂ − 2.25"), (1, ((0, 0.5), (0.5, 0)), "0.5·x₁ + 0.5·x₂ − 0.25")])
def test_and_and_or_have_a_line_and_its_neuron_is_written_down(task, line, formula):
    frame = scene.gates(*line).frames[task]
    assert "4 of the 4" in frame.note and f"`{formula} = 0`" in frame.note
    sums = [1.5 * x + 1.5 * y - 2.25 if task == 0 else 0.5 * x + 0.5 * y - 0.25 for x in (0, 1) for y in (0, 1)]
    shown = [words.read(text.removeprefix("z = ")) for key, text in texts(frame).items() if key.startswith("z ")]
    assert shown == pytest.approx(sums, rel=0.05)  # two digits are written


def test_an_end_is_dragged_and_two_ends_in_one_place_are_refused():
    stage = play(scene.gates, **FLAT)
    plane, _ = scene.gates(**FLAT).plane_of("first")
    for serial, (to, reply) in enumerate([((0, 1.5), None), ((1.25, 0.5), "both ends lie in the same place")]):
        x, y = plane.to_pixels(*to)
        stage.request = {"kind": "drag", "name": "first", "x": x, "y": y, "serial": serial}
        assert reply is None or reply in stage.reply["message"]
    assert "a line through (0, 1.5) and (1.25, 0.5)" in stage.frames[0].alt


def test_only_xor_is_answered_with_no():
    asked = [frame.ask for frame in scene.gates(**FLAT).frames]
    assert [question and question.choices[question.right][0] for question in asked] == ["Yes", None, "No", None]


# ---------------------------------------------------------------------------- XOR with two bends

COPY = {"W": [[1, 0], [0, 1]], "b": [0, 0], **FLAT}
SOLVED = [{"W": [[1, 1], [1, 1]], "b": [0, -1], "first": (0.5, 0), "second": (2.5, 1)},
          {"W": [[1, -1], [-1, 1]], "b": [0, 0], "first": (0.5, 0), "second": (0, 0.5)}]
SQUARE = [(0, 0), (0, 1), (1, 0), (1, 1)]


@given(st.lists(st.integers(-4, 4), min_size=6, max_size=6), places, places)
def test_the_four_points_land_where_two_relu_units_put_them_and_are_counted(numbers, first, second):
    if first == second:
        second = (second[0] + 1, second[1])
    W, b = np.reshape(numbers[:4], (2, 2)), np.array(numbers[4:])
    A = np.maximum(0, SQUARE @ W + b)
    (x1, y1), (x2, y2) = first, second
    turn = [(x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) for x, y in A]
    right = max(sum((sign * t > 0) == w for t, w in zip(turn, WANTED["XOR"])) for sign in (1, -1))
    opening, landed, said = scene.xor(W, b, first, second).frames
    pairs = re.findall(r"\(([−\d]+), ([−\d]+)\) → \(([−\d]+), ([−\d]+)\)", landed.note)
    assert [list(map(words.read, each)) for each in pairs] == np.hstack([SQUARE, A]).tolist()
    assert f"It gets {right} of 4 right." in said.note
    w0, w1, bias = map(words.read, re.search(r"weights (\S+) and (\S+) and the bias (\S+)\. You", said.note).groups())
    assert sum((A @ [w0, w1] + bias > 1e-9) == WANTED["XOR"]) == right
    if opening.ask:
        assert words.read(opening.ask.choices[opening.ask.right][0]) == A[3, 0]


@pytest.mark.parametrize("made", SOLVED)
def test_two_units_solve_xor_in_more_than_one_way(made):
    assert "you have solved XOR" in scene.xor(**made).frames[1].note
    assert "you have solved XOR" not in scene.xor(**COPY).frames[1].note


def test_weights_are_typed_and_the_line_is_dragged_until_xor_is_solved():
    stage = play(scene.xor, **COPY)
    for serial, (name, value) in enumerate({"W[0,1]": 1, "W[1,0]": 1, "b[1]": -1}.items()):
        stage.request = {"kind": "edit", "name": name, "text": str(value), "serial": f"edit {serial}"}
    for name in ("first", "second"):
        plane, _ = scene.xor(**stage.data).plane_of(name)
        x, y = plane.to_pixels(*SOLVED[0][name])
        stage.request = {"kind": "drag", "name": name, "x": x, "y": y, "serial": name}
    assert stage.data["W"].tolist() == [[1, 1], [1, 1]] and "you have solved XOR" in stage.frames[1].note


# ---------------------------------------------------------------------------- what fits


REFUSED = [
    (scene.straight_line, LEVEL | {"X": np.ones((3, 3))}, "X has shape (3, 3); it takes (m, 2)"),
    (scene.straight_line, LEVEL | {"X": np.ones((1000, 2))},
     "X has shape (1000, 2); at most (999, 2) fits the picture"),
    (scene.straight_line, LEVEL | {"y": np.ones((300, 2))}, "y has shape (300, 2); it takes (m, 1)"),
    (scene.straight_line, LEVEL | {"y": np.ones((3, 1))}, "y has 3 rows and X has 300; each point needs its own"),
    (scene.straight_line, LEVEL | {"y": np.full((300, 1), 2)},
     "y holds 0 for a disc and 1 for a triangle, nothing else"),
    (scene.straight_line, LEVEL | {"first": 3}, "first must have rank 1; its shape () has rank 0"),
    (scene.xor, COPY | {"W": np.ones((2, 3))}, "W has shape (2, 3); it takes (2, 2)"),
    (scene.xor, COPY | {"b": [0, 5]}, "weights and biases from −4 to 4 keep the points in the picture"),
    (scene.xor, COPY | {"first": FLAT["second"]},
     "both ends lie in the same place; drag one of them away, so that they make a line"),
    (scene.gates, {"first": (1, 1), "second": (1, 1)},
     "both ends lie in the same place; drag one of them away, so that they make a line"),
]


LARGEST = [
    (scene.straight_line, LEVEL | {"X": 100 * np.resize(X, (999, 2)), "y": np.resize(y, (999, 1)),
                                  "second": (2, -100)}),
    (scene.gates, {"first": (-0.5, 1.25), "second": (1.5, -0.25)}),
    (scene.xor, {"W": [[-4, -3.9876], [3.9876, 4]], "b": [-4, 3.9876], "first": (-0.5, 0), "second": (12, 1)}),
]
