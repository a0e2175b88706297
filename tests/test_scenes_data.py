"""The scene of a straight line counts as NumPy does."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlmath import two_moons
from dlmath.scenes import data as scene
from dlmath.stage import play

X, y = two_moons(m=300, noise=0.15, seed=1)
LEVEL = {"X": X, "y": y, "first": (0, 0.25), "second": (2, 0.25)}
SCENES = {
    "straight_line": (scene.straight_line, LEVEL),
    "rising": (scene.straight_line, LEVEL | {"first": (0, 0.1), "second": (2, 0.5)}),
    "four": (scene.straight_line, {"X": [[0, 1], [1, 0], [2, 1], [3, 0]], "y": [[0], [1], [0], [1]], "first": (0, 0.5),
                                   "second": (2, 0.5)}),
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
    assert dict(asked.choices) == {"4": "Right. The other 0 lie on the wrong side of the line.",
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


@pytest.mark.parametrize(("changed", "sentence"), [
    ({"X": np.ones((3, 3))}, "straight_line: X has shape (3, 3); it takes (m, 2)"),
    ({"X": np.ones((1001, 2))}, "straight_line: X has shape (1001, 2); at most (1000, 2) fits the picture"),
    ({"y": np.ones((300, 2))}, "straight_line: y has shape (300, 2); it takes (m, 1)"),
    ({"y": np.ones((3, 1))}, "straight_line: y has 3 rows and X has 300; each point needs its own"),
    ({"y": np.full((300, 1), 2)}, "straight_line: y holds 0 for a disc and 1 for a triangle, nothing else"),
    ({"first": 3}, "straight_line: first must have rank 1; its shape () has rank 0"),
])
def test_what_does_not_fit_gets_one_sentence(changed, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        scene.straight_line(**LEVEL | changed)
