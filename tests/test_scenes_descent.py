"""The scenes of gradient descent show the numbers that NumPy gives, and descents that jump."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import notes, texts

from dlmath.picture.words import read
from dlmath.scenes import descent as scene
from dlmath.stage import play

random = np.random.default_rng(0)
FLATS = np.column_stack([random.uniform(-60, 60, 80), random.uniform(-0.5, 0.5, 80)])
PRICE = FLATS @ [2.0, 50.0] + random.normal(0, 5, 80)
LINE = np.column_stack([np.linspace(-1.5, 1.5, 20), np.ones(20)])
HEIGHTS = LINE @ [3.0, 1.0] + random.normal(0, 1, 20)
SCENES = {
    "ball": (scene.ball, {"start": 0}),
    "ball at rest": (scene.ball, {"start": 3}),
    "three": (scene.three, {"rates": [0.02, 1.05, 0.4]}),
    "climb": (scene.climb, {"start": 2, "rate": 0.1}),
    "wells": (scene.wells, {"start": 1.5}),
    "valley": (scene.valley, {"start": (4.5, 1.5)}),
    "scaling": (scene.scaling, {"X": FLATS, "y": PRICE}),
    "paths": (scene.paths, {"X": LINE, "y": HEIGHTS, "batch_size": 8, "rate": 0.08}),
    "paths that diverge": (scene.paths, {"X": LINE, "y": HEIGHTS, "batch_size": 1, "rate": 2.0}),
    "pocket": (scene.pocket, {"rate": 0.5}),
}
rates = st.floats(0.01, 1.2).map(lambda rate: round(rate, 2))
starts = st.integers(-6, 18).map(lambda half: half / 2)
few = settings(max_examples=15, deadline=None)


@pytest.mark.parametrize("name", SCENES)
def test_a_descent_jumps(name):
    make, data = SCENES[name]
    for frame in make(**data).frames:
        assert not any(shape.get("move") for shape in frame.shapes)


@given(starts)
@few
def test_the_slider_of_the_ball_shows_each_rates_twelve_steps(start):
    made = scene.ball(start)
    assert len(made.frames) == len(made.axis_values)
    for rate, note in zip(made.axis_values, notes(made)):
        theta = start
        for _ in range(12):
            theta -= rate * 2 * (theta - 3)
        assert read(re.search(r"steps θ = (\S+), loss", note)[1]) == pytest.approx(theta, rel=1e-3, abs=1e-3)
        assert read(re.search(r"loss (\S+?)\. ", note)[1]) == pytest.approx((theta - 3) ** 2, rel=2e-3, abs=1e-9)


@given(st.tuples(rates, rates, rates))
@few
def test_three_panels_take_each_step_together(three):
    made = scene.three(list(three))
    for step, frame in enumerate(made.frames):
        for i, rate in enumerate(three):
            loss = 9 * (1 - 2 * rate) ** (2 * step)
            assert read(texts(frame)[f"plane {i} loss"].split()[1]) == pytest.approx(loss, rel=6e-3, abs=1e-20)
    best = min(three, key=lambda rate: abs(1 - 2 * rate))
    if made.frames[0].ask:  # None where all three rates read alike
        right = read(made.frames[0].ask.choices[made.frames[0].ask.right][0])
        assert abs(1 - 2 * right) == pytest.approx(abs(1 - 2 * best))


def test_too_small_too_large_and_right_are_told_apart():
    last = texts(scene.three([0.02, 1.05, 0.4]).frames[-1])
    assert [last[f"plane {i} word"] for i in range(3)] == ["too small", "too large", "right"]


@pytest.mark.parametrize("rate", [0.001, 2.5, 3.0, 5.0, 100.0, 1e6])
@pytest.mark.parametrize("start", [-3.0, 3.0, 9.0])
def test_a_rate_that_diverges_is_drawn_to_the_end_and_said_to_diverge(start, rate):
    three, climb = scene.three([0.4, rate, rate], start), scene.climb(start, rate)
    for made, key, sign in ((three, "plane 2 loss", -1), (climb, "plane 0 loss", -1), (climb, "plane 1 loss", 1)):
        last, steps = made.frames[-1], len(made.frames) - 1
        gone = (start - 3) ** 2 * (1 + sign * 2 * rate) ** (2 * steps) > 1e12 * (1 + (start - 3) ** 2)
        assert ("diverged" in texts(last)[key]) == gone
        assert not gone or "diverged" in last.note and "diverged" in last.alt
    if rate > 1 and start != 3:
        made = scene.three([rate, 0.001, rate], start)
        assert texts(made.frames[-1])["plane 0 word"] == "too large"
        question = made.frames[0].ask
        assert question.choices[question.right][0] == "0.001"


def test_what_climbs_is_not_said_to_go_down():
    assert "climbs, `" in notes(scene.climb(start=2, rate=3))[1] and "stays as high, `" in notes(scene.climb(3, 1))[1]




REFUSED = [
    (scene.ball, {"start": 1e200}, "start must be at least -3 and at most 9, not 1e+200"),
    (scene.three, {"start": 10}, "start must be at least -3 and at most 9, not 10"),
    (scene.three, {"rates": [0.1, 0.2]}, "rates has shape (2,); it takes (3,)"),
    (scene.three, {"rates": [0.1, 0.2, 0]}, "learning_rate must be above 0, not 0"),
    (scene.climb, {"start": -4}, "start must be at least -3 and at most 9, not -4"),
    (scene.climb, {"rate": -1}, "rate must be above 0, not -1"),
    (scene.wells, {"start": 5}, "start must be at least -1.8 and at most 1.8, not 5"),
    (scene.valley, {"start": [1, 2, 3]}, "start has shape (3,); it takes (2,)"),
    (scene.scaling, {"X": np.ones((4, 3)), "y": np.ones(4)}, "X has shape (4, 3); it takes (m, 2)"),
    (scene.scaling, {"X": FLATS * [1, 0], "y": PRICE},
     "each input must vary, and not only as the other does"),
    (scene.scaling, {"X": FLATS, "y": 0 * PRICE}, "y must vary with the inputs"),
    (scene.paths, {"X": LINE, "y": HEIGHTS[:-1]}, "X has 20 rows, y has 19; give one each"),
    (scene.paths, {"X": LINE, "y": HEIGHTS, "batch_size": 21},
     "a batch holds a whole number of examples from 1 to 20, not 21"),
    (scene.paths, {"X": LINE * [0, 1], "y": HEIGHTS},
     "each input must vary, and not only as the other does"),
    (scene.pocket, {"rate": 0}, "rate must be above 0, not 0"),
]


LARGEST = [
    (scene.ball, {"start": -2.98765}), (scene.wells, {"start": -1.79876}), (scene.valley, {"start": (-1e6, 1e6)}),
    (scene.scaling, {"X": FLATS * [100, 0.1], "y": 1e5 * PRICE}),
    (scene.three, {"rates": [1.2345678, 0.012345, 12345]}), (scene.climb, {"rate": 123456}),
    (scene.paths, {"X": LINE, "y": 1e5 * HEIGHTS, "batch_size": 20, "rate": 0.0012345}),
    (scene.pocket, {"rate": 12345}),
]


def test_paths_that_diverge_say_so():
    made = scene.paths(LINE, HEIGHTS, batch_size=8, rate=100)
    last = texts(made.frames[-1])
    assert all("diverged" in last[f"plane {i} count"] for i in range(3)) and made.frames[-1].alt.count("diverged") == 3
    assert "diverged" not in made.frames[0].alt


def test_a_rate_as_good_as_the_best_is_not_called_wrong():
    choices = [choice for choice, _ in scene.three([0.4, 0.6, 0.02]).frames[0].ask.choices]
    assert sorted(choices) == ["0.02", "0.4"]


def test_a_slow_rate_arrives_with_patience():
    question = scene.three([0.02, 1.05, 0.4]).frames[1].ask
    assert f"leave {0.96**100:.2g} of it" in question.choices[question.right][1]
    assert scene.three([1.05, 0.6, 1.0]).frames[1].ask is None  # these leap, they do not creep


def test_plus_climbs_and_minus_goes_down():
    made = scene.climb(start=0, rate=0.1)
    assert "= 0.6` goes down" in notes(made)[1] and "= −0.6` climbs" in notes(made)[1]
    losses = np.array([[read(texts(frame)[f"plane {i} loss"].split()[-1]) for i in (0, 1)]
                       for frame in made.frames])
    assert (np.diff(losses, axis=0) * [1, -1] < 0).all()
    np.testing.assert_allclose(losses[-1], [9 * 0.8**12, 9 * 1.2**12], rtol=1e-3)


@given(st.integers(-18, 18).map(lambda tenth: tenth / 10))
@few
def test_a_ball_ends_in_the_valley_it_starts_in(start):
    t = start
    for _ in range(60):
        t -= 0.05 * (4 * t**3 - 4 * t + 0.3)
    made = scene.wells(start)
    assert read(re.search(r"60 steps: θ = (\S+),", notes(made)[-1])[1]) == pytest.approx(t, abs=1e-3)
    right = made.frames[0].ask.choices[made.frames[0].ask.right][0]
    assert right == ("In the left valley" if t < 0 else "In the right valley")


@given(st.integers(-10, 10), st.integers(-4, 4))
@few
def test_the_valley_is_plain_descent(a, b):
    start = np.array([a / 2, b / 2])
    made = scene.valley(start)
    for rate, note in zip(made.axis_values, notes(made)):
        theta = start.copy()
        for _ in range(int(re.search(r"After (\d+) steps", note)[1])):
            theta = theta - rate * np.array([1, 20]) * theta
        loss = (theta[0] ** 2 + 20 * theta[1] ** 2) / 2
        said = read(re.search(r"(?:to|loss is) (\S+)\. You", note)[1])
        assert said == pytest.approx(loss, rel=6e-3, abs=1e-15)


def test_the_limit_is_where_the_valley_throws_the_ball_out():
    made = scene.valley()
    question = made.frames[0].ask
    limit = read(re.search(r"2/20 = (\S+)\. Slide", question.choices[question.right][1])[1])
    for rate, note in zip(made.axis_values, notes(made)):
        assert ("left the picture" in note) == (rate > limit)


def test_the_start_of_the_valley_is_dragged():
    stage = play(scene.valley, start=(4.5, 1.5))
    plane, _ = scene.valley().plane_of("start")
    x, y = plane.to_pixels(-3, 1)
    stage.request = {"kind": "drag", "name": "start", "x": x, "y": y, "serial": 1}
    assert stage.reply["message"] == ""
    np.testing.assert_allclose(stage.data["start"], [-3, 1])


def test_the_condition_number_is_numpys():
    made = scene.scaling(FLATS, PRICE)
    for unit, note in zip(made.axis_values, notes(made)):
        said = float(re.search(r"= ([\d,.]+)`\. After", note)[1].replace(",", ""))
        assert said == pytest.approx(np.linalg.cond(FLATS / [unit, 1]) ** 2, rel=1e-3, abs=0.6 if said >= 100 else 0.06)
    for frame in made.frames:  # the picture, the note and the words of a screen reader say the same number
        assert f"{texts(frame)['weights head'].rpartition(' ')[2]}`" in frame.note
        assert f"condition number is {texts(frame)['weights head'].rpartition(' ')[2]}." in frame.alt


def test_equal_epochs_are_equal_work():
    made = scene.paths(LINE, HEIGHTS, batch_size=8, rate=0.08)
    for epoch, frame in enumerate(made.frames):
        counts = [int(texts(frame)[f"plane {i} count"].split()[0]) for i in range(3)]
        assert counts == [epoch, 3 * epoch, 20 * epoch]
    w = np.array([-0.5, 2.5])
    for _ in range(6):
        w = w - 0.08 * 2 * LINE.T @ (LINE @ w - HEIGHTS) / 20
    said = read(texts(made.frames[-1])["plane 0 count"].split()[-1])
    assert said == pytest.approx(np.mean((LINE @ w - HEIGHTS) ** 2), rel=5e-3)


@pytest.mark.parametrize("size", ["0", "2.5", "21"])
def test_a_batch_size_that_makes_no_sense_is_refused(size):
    stage = play(scene.paths, X=LINE, y=HEIGHTS, batch_size=8)
    stage.request = {"kind": "edit", "name": "batch_size", "text": size, "serial": 1}
    assert stage.reply["kind"] == "invalid" and "from 1 to 20" in stage.reply["message"]
    assert stage.data["batch_size"] == 8


@given(st.sampled_from([0.05, 0.5, 1.0, 3.0]))
@few
def test_the_pocket_network_moves_by_rate_times_gradient(rate):
    made = scene.pocket(rate)
    for name, frame in zip(("W1", "b1", "W2", "b2"), made.frames[1:]):
        said = texts(frame)
        for key, words in said.items():
            if key.startswith(f"{name}["):
                index = key[len(name):]
                slope, new = said[f"gradient{index}"], said[f"new{index}"]
                assert read(new) == pytest.approx(read(words) - rate * read(slope), abs=4e-3)


def test_the_pocket_network_asks_before_it_shows_the_gradient():
    first, second = scene.pocket().frames[:2]
    assert not any(key.startswith("gradient[") for key in texts(first))
    assert any(key.startswith("gradient[") for key in texts(second))
    assert "2, −0.5, 1" in first.note  # the weighted sums, from which the answer follows


def test_the_pocket_network_learns_what_the_lesson_says():
    assert "0.6682 to 0.9524, and the loss from 0.4032 to 0.0488" in notes(scene.pocket(0.5))[-1]


def test_a_learning_rate_is_above_0():
    stage = play(scene.pocket, rate=0.5)
    stage.request = {"kind": "edit", "name": "rate", "text": "-0.1", "serial": 1}
    assert stage.reply["kind"] == "invalid" and "above 0" in stage.reply["message"] and stage.data["rate"] == 0.5
