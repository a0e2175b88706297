"""The scenes of valleys, of the saddle and of the 3-detector that learns show the numbers that NumPy gives."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import notes, texts

from dlmath.activations import sigmoid
from dlmath.data import load_digits, pixels
from dlmath.picture.words import read
from dlmath.scenes import downhill as scene
from dlmath.stage import play
from dlmath.training import batches

SMALL = load_digits()
X, IS_3 = pixels(SMALL.images[:400]), SMALL.labels[:400] == 3
TEMPLATE = X[IS_3].mean(axis=0) - X[~IS_3].mean(axis=0)
SCENES = {
    "directions": (scene.directions, {"tip": (2.0, 2.0)}),
    "directions at the edge": (scene.directions, {"tip": (-3.4, 3.4), "curvatures": (3, 0.5), "turn": 0}),
    "saddle": (scene.saddle, {"start": (2.0, 0.0)}),
    "saddle, a little beside": (scene.saddle, {"start": (-2.8, 0.05)}),
    "detector": (scene.detector, {"X": X, "is_3": IS_3, "weights": TEMPLATE}),
    "detector, too fast": (scene.detector, {"X": X, "is_3": IS_3, "weights": TEMPLATE, "bias": 0, "rate": 10}),
}
few = settings(max_examples=15, deadline=None)


@pytest.mark.parametrize("name", SCENES)
def test_nothing_glides(name):
    make, data = SCENES[name]
    assert not any(shape.get("move") for frame in make(**data).frames for shape in frame.shapes)


@given(st.integers(-13, 13), st.integers(-13, 13))
@few
def test_the_curvature_on_a_line_is_how_the_slope_changes_on_it(a, b):
    if not a and not b:
        return
    tip = np.array([a, b]) / 4
    made = scene.directions(tip, (1.0, 6.0), 0.5)
    u, loss = tip / np.linalg.norm(tip), scene.descent.quadratic([1.0, 6.0], 0.5).loss
    nudged = (loss(u * 0.01) - 2 * loss(u * 0.0) + loss(u * -0.01)) / 0.01**2
    assert read(texts(made.frames[0])["curvature"].split()[1]) == pytest.approx(nudged, rel=6e-3)


def test_the_two_arrows_are_the_smallest_and_the_largest_curvature():
    last = texts(scene.directions((2, 2), (1.0, 6.0), 0.5).frames[-1])
    assert (last["along name"], last["across name"]) == ("1", "6")
    assert "Here the arrow points straight" in notes(scene.directions((2, 0), (1, 6), 0))[0]
    assert "Here the arrow" not in notes(scene.directions((2, 1), (1, 6), 0))[0]


@given(st.integers(-27, 27), st.integers(-27, 27))
@few
def test_the_saddle_is_walked_down_step_by_step(a, b):
    start = np.array([a, b]) / 20
    for note in notes(scene.saddle(start))[1:]:
        x, z = start
        for _ in range(int(re.search(r"After (\d+) step", note)[1])):
            x, z = x - 0.1 * 2 * x, z + 0.1 * 2 * z
        assert ("left the picture" in note) == (abs(z) > 1.4)
        assert read(re.search(r"2x = (\S+)`", note)[1]) == pytest.approx(2 * x, rel=0.06, abs=1e-5)
        assert read(re.search(r"−2z = (\S+)`", note)[1]) == pytest.approx(-2 * z, rel=0.06, abs=1e-5)


def test_on_the_ridge_a_ball_stays_and_beside_it_leaves():
    stays, leaves = scene.saddle((2, 0)), scene.saddle((2, -0.05))
    right = [made.frames[0].ask.choices[made.frames[0].ask.right][0] for made in (stays, leaves)]
    assert right == ["In the middle", "Into the blue below"]
    assert "it is at (0" in stays.frames[-1].alt and "left the picture" in leaves.frames[-1].alt


@pytest.mark.parametrize("rate", [0.001, 0.3, 10.0])
def test_the_detector_learns_as_a_loop_of_numpy_does(rate):
    made = scene.detector(X, IS_3, TEMPLATE, -9.0, rate)
    W, b, random = TEMPLATE[:, None].astype(float), np.array([-9.0]), np.random.default_rng(0)
    for epoch in range(1, 4):
        for rows in batches(len(X), 100, random):
            slope = (sigmoid(X[rows] @ W + b) - IS_3[rows, None]) / len(rows)
            W, b = W - rate * X[rows].T @ slope, b - rate * slope.sum(axis=0)
        says = (sigmoid(X @ W + b) >= 0.5)[:, 0]
        said = texts(made.frames[epoch])
        assert said["misses count"] == f"{(IS_3 & ~says).sum()} missed"
        assert int(said["alarms count"].split()[0]) == (~IS_3 & says).sum()


def test_the_detector_asks_which_mistake_becomes_rarer_first():
    question = scene.detector(X, IS_3, TEMPLATE).frames[0].ask
    assert question.choices[question.right][0] == "the false alarms"
    assert scene.detector(X, IS_3, 0 * TEMPLATE, -9.0, 0.001).frames[0].ask is None  # nothing changes


def test_the_learning_rate_of_the_detector_is_dragged_and_kept_on_its_rail():
    stage = play(scene.detector, X=X, is_3=IS_3, weights=TEMPLATE)
    plane, _ = scene.detector(X, IS_3, TEMPLATE).plane_of("rate")
    x, y = plane.to_pixels(1.0, 0)
    stage.request = {"kind": "drag", "name": "rate", "x": x, "y": y, "serial": 1}
    assert stage.reply["message"] == "" and stage.data["rate"] == pytest.approx(1.0)
    assert texts(scene.detector(X, IS_3, TEMPLATE, rate=99).frames[0])["rate after"] == "10"


REFUSED = [
    (scene.directions, {"tip": (0, 0)},
     "the tip lies on the lowest point; drag it away, so that there is a line"),
    (scene.directions, {"curvatures": (2, 2)}, "both curvatures lie above 0, and they differ"),
    (scene.saddle, {"start": (1, 2, 3)}, "start has shape (3,); it takes (2,)"),
    (scene.detector, {"X": X, "is_3": IS_3[1:], "weights": TEMPLATE},
     "is_3 says of each of the 400 digits whether it is a 3, and both kinds are needed"),
    (scene.detector, {"X": X, "is_3": IS_3, "weights": TEMPLATE[1:]},
     "weights has shape (783,); it takes (784,)"),
]


LARGEST = [
    (scene.directions, {"tip": (-3.4, 3.4), "curvatures": (123.456, 0.00123456), "turn": 1}),
    (scene.saddle, {"start": (-2.98765, 0.0123456)}),
    (scene.detector, {"X": X, "is_3": IS_3, "weights": 1e3 * TEMPLATE, "bias": -1e6, "rate": 0.00123456}),
]
