"""The scenes of the optimizers show the numbers that NumPy gives, and count what a loop counts."""

import base64
import io
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reading import notes, texts

from dlmath.picture.words import read
from dlmath.scenes import optimizers as scene
from dlmath.stage import play

BUMPY = [3, 2, 2.1, 1.5, 1.7, 1.6, 1.2, 1.3, 1.4, 1.1, 1.3, 1.35, 1.4, 1.45]
SCENES = {
    "heavy": (scene.heavy, {}),
    "heavy, and it flies out": (scene.heavy, {"start": (-5, 2.5), "keep": 0.5, "rate": 1.5}),
    "heavy, and it keeps nothing": (scene.heavy, {"keep": 0}),
    "heavy, and it keeps too much": (scene.heavy, {"keep": 0.95, "rate": 0.09}),
    "tuning": (scene.tuning, {}),
    "tuning, beyond the border": (scene.tuning, {"point": (0.2, 0.1)}),
    "rmsprop": (scene.rmsprop, {"gradients": [4, 4, 4, 4, 4]}),
    "rmsprop at rest": (scene.rmsprop, {"gradients": [0, 0]}),
    "adam": (scene.adam, {"gradients": [250, -1, 100, 0.01]}),
    "adam at rest": (scene.adam, {"gradients": [0, 0]}),
    "race": (scene.race, {}),
    "race in a turned valley": (scene.race, {"valley": "turned", "across": 100}),
    "race that nobody survives": (scene.race, {"plain": 2, "momentum": 2, "rmsprop": 2, "adam": 2}),
    "schedules": (scene.schedules, {"rate": 0.3, "noise": 1.0, "updates": 200}),
    "waiting": (scene.waiting, {"losses": BUMPY}),
    "waiting, and it only falls": (scene.waiting, {"losses": [3, 2, 1]}),
}
few = settings(max_examples=15, deadline=None)


def answer(frame):
    """Return the right choice of a frame's question."""
    return frame.ask.choices[frame.ask.right][0]


@pytest.mark.parametrize("name", SCENES)
def test_a_descent_jumps(name):
    make, data = SCENES[name]
    for frame in make(**data).frames:
        assert not any(shape.get("move") for shape in frame.shapes)


REFUSED = [
    (scene.heavy, {"start": [1, 2, 3]}, "start has shape (3,); it takes (2,)"),
    (scene.heavy, {"rate": 3}, "rate must be above 0 and at most 2, not 3"),
    (scene.tuning, {"point": [0.1]}, "point has shape (1,); it takes (2,)"),
    (scene.rmsprop, {"gradients": [1] * 6}, "gradients has 6 entries; at most 5 fit the picture"),
    (scene.adam, {"gradients": []}, "gradients is empty, its shape is (0,)"),
    (scene.adam, {"gradients": [1, 2, 3, 4, 5]}, "gradients has 5 entries; at most 4 fit the picture"),
    (scene.adam, {"gradients": [1e200]}, "the numbers have become too large for float64"),
    (scene.race, {"adam": 0}, "adam must be above 0 and at most 5, not 0"),
    (scene.race, {"across": 101}, "across must be at least 1 and at most 100, not 101"),
    (scene.schedules, {"rate": 100}, "rate must be above 0 and at most 2, not 100"),
    (scene.schedules, {"noise": -1}, "noise must be at least 0 and at most 100, not -1"),
    (scene.schedules, {"updates": 3}, "updates must be at least 4, not 3"),
    (scene.waiting, {"losses": [1, 2]}, "losses must be at least three numbers above 0"),
    (scene.waiting, {"losses": [1.0] * 401}, "losses has 401 entries; at most 400 fit the picture"),
]


LARGEST = [
    (scene.heavy, {"rate": 1.23456}), (scene.tuning, {"point": (0.195, 0.95)}),
    (scene.rmsprop, {"gradients": [-123.456] * 5, "rate": 0.12345}), (scene.adam, {"gradients": [-123.45] * 4}),
    (scene.adam, {"gradients": [-2.345e-7] * 4}), (scene.race, {"momentum": 1.23456, "across": 12.3456}),
    (scene.schedules, {"rate": 2, "noise": 100, "updates": 900}), (scene.waiting, {"losses": [1.0, 2.0] * 200}),
]


def rolled(start, rate, keep, steps):
    """Roll a ball in the narrow valley, and return its loss."""
    theta, v = np.array(start, float), np.zeros(2)
    for _ in range(steps):
        v = keep * v + [1, 20] * theta
        theta = theta - rate * v
    return (theta[0] ** 2 + 20 * theta[1] ** 2) / 2


@given(st.sampled_from([0.0, 0.3, 0.8, 0.95]), st.sampled_from([0.01, 0.03, 0.09]), st.integers(-10, 10))
@few
def test_the_heavy_ball_is_momentum_and_the_light_one_plain_descent(keep, rate, a):
    frames = scene.heavy((a / 2, 1.5), keep, rate).frames
    for frame, steps in zip(frames, (0, 1, 2, 3, 4, 6, 8, 10, 13, 16, 20, 25, 30, 40), strict=True):
        for name, kept in (("light", 0), ("heavy", keep)):
            said = read(texts(frame)[f"{name} loss"].split()[-1])
            assert said == pytest.approx(rolled((a / 2, 1.5), rate, kept, steps), rel=6e-3, abs=1e-15)
    light, heavy = (rolled((a / 2, 1.5), rate, kept, 40) for kept in (0, keep))
    assert answer(frames[0]) == ("both are as low" if not keep else
                                 "the heavy ball" if heavy < light else "the light ball")


def test_start_and_momentum_are_dragged():
    stage = play(scene.heavy)
    for name, point in (("start", (-3, 1)), ("keep", (0.6, 0))):
        plane, _ = scene.heavy().plane_of(name)
        x, y = plane.to_pixels(*point)
        stage.request = {"kind": "drag", "name": name, "x": x, "y": y, "serial": name}
        assert stage.reply["message"] == ""
    np.testing.assert_allclose(stage.data["start"], [-3, 1])
    assert stage.data["keep"] == pytest.approx(0.6) and "0.6 of its last move" in stage.frames[0].note


@given(st.integers(1, 40), st.integers(0, 19))
@few
def test_the_map_says_what_a_step_leaves(a, b):
    """In the long run: the ratio of the distances after many steps and after many more."""
    rate, keep = a * 0.005, b * 0.05
    said = texts(scene.tuning((rate, keep)).frames[0])
    for key, curvature in (("along", 1), ("across", 20)):
        step = np.array([[1 + keep - rate * curvature, -keep], [1, 0]])
        left = np.abs(np.linalg.eigvals(step)).max()
        assert read(said[key].split()[-1]) == pytest.approx(left, rel=0.06, abs=1e-6)


def test_the_border_of_the_map_is_where_the_ball_flies_out():
    below, above = (texts(scene.tuning((rate, 0.5)).frames[0])["slower"] for rate in (0.145, 0.155))
    assert read(below.split()[-1]) < 1 < read(above.split()[-1])
    assert answer(scene.tuning().frames[0]) == "above 0.1"


def test_the_map_is_red_beyond_its_border_and_deepest_at_the_dot():
    first, second, third = scene.tuning().frames
    drawn = {shape["key"]: shape for shape in third.shapes}
    plane, _ = scene.tuning().plane_of("point")
    picture = Image.open(io.BytesIO(base64.b64decode(drawn["colours"]["href"].partition(",")[2]))).convert("RGB")
    pixels = np.asarray(picture).astype(int)
    rates, momenta = (np.arange(80) + 0.5) / 400, 0.95 * (1 - (np.arange(48) + 0.5) / 48)
    beyond = rates[None, :] * 20 / 2 - 1 - momenta[:, None]
    red = pixels[:, :, 0] > pixels[:, :, 2]
    assert red[beyond > 0.03].all() and not red[beyond < -0.03].any()
    row, column = np.unravel_index(pixels[:, :, 0].argmin(), red.shape)  # the least red is the deepest blue
    x, y = plane.from_pixels(drawn["best"]["cx"], drawn["best"]["cy"])
    assert (rates[column], momenta[row]) == pytest.approx((x, y), abs=0.03)
    ends = [float(part) for part in re.findall(r"-?[\d.]+", drawn["border"]["d"])]
    assert ends == pytest.approx([*plane.to_pixels(0.1, 0), *plane.to_pixels(0.195, 0.95)], abs=0.1)
    assert "colours" not in {shape["key"] for shape in first.shapes} and "best" not in {s["key"] for s in second.shapes}


def test_the_ring_is_dragged_in_two_ways_at_once():
    stage = play(scene.tuning)
    plane, _ = scene.tuning().plane_of("point")
    x, y = plane.to_pixels(0.133, 0.41)
    stage.request = {"kind": "drag", "name": "point", "x": x, "y": y, "serial": 1}
    np.testing.assert_allclose(stage.data["point"], [0.135, 0.4])
    assert texts(stage.frames[0])["mine"] == "η = 0.135, μ = 0.4"


def test_rmsprops_first_step_is_too_long():
    frames = scene.rmsprop([4, 4, 4, 4, 4]).frames
    assert answer(frames[0]) == "0.316"
    s, last = 0.0, texts(frames[-1])
    for t in range(5):
        s = 0.9 * s + 0.1 * 16
        assert read(last[f"mean_square[{t}]"]) == pytest.approx(s, rel=1e-3)
        assert read(last[f"ratio[{t}]"]) == pytest.approx(4 / np.sqrt(s), rel=1e-3)
        assert read(last[f"step[{t}]"]) == pytest.approx(-0.4 / np.sqrt(s), rel=1e-3)
    assert not any(key.startswith("ratio[") for key in texts(frames[1]))


@given(st.lists(st.sampled_from([-3.0, -0.5, 0.01, 1.0, 250.0]), min_size=1, max_size=4))
@few
def test_adams_numbers_are_the_papers(gradients):
    last, m, v = texts(scene.adam(gradients).frames[-1]), 0.0, 0.0
    for t, g in enumerate(gradients, 1):
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        m_hat, v_hat = m / (1 - 0.9**t), v / (1 - 0.999**t)
        right = {"m": m, "v": v, "m_hat": m_hat, "v_hat": v_hat, "step": -0.001 * m_hat / (np.sqrt(v_hat) + 1e-8)}
        for name, value in right.items():
            assert read(last[f"{name}[{t - 1}]"]) == pytest.approx(value, rel=1e-3, abs=1e-9)


def test_adam_asks_before_it_corrects():
    asked = [at for at, frame in enumerate(scene.adam([250, -1]).frames) if frame.ask]
    assert asked == [0, 1] and not any(key.startswith("v_hat[") for key in texts(scene.adam([250, -1]).frames[1]))


def adam_needs(rate, across):
    """Count Adam's updates in a valley along the axes, by a loop."""
    theta, m, v, scale = np.array([4.0, 2.0]), 0, 0, np.array([1, across])
    for t in range(400):
        if (scale * theta**2).sum() / 2 < 1e-6:
            return t
        g = scale * theta
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        theta = theta - rate * m / (1 - 0.9 ** (t + 1)) / (np.sqrt(v / (1 - 0.999 ** (t + 1))) + 1e-8)
    return None


@pytest.mark.parametrize(("rate", "across"), [(0.1, 20), (0.2, 1), (0.2, 50)])
def test_the_race_counts_as_a_loop_counts(rate, across):
    last = scene.race(adam=rate, across=across).frames[-1]
    assert texts(last)["adam loss"] == f"{adam_needs(rate, across)} updates"


def test_a_turned_valley_changes_nothing_for_plain_descent_and_momentum():
    along, turned = (texts(scene.race(valley=valley).frames[-1]) for valley in ("along the axes", "turned"))
    assert all(along[f"{name} loss"] == turned[f"{name} loss"] for name in ("plain", "momentum"))
    assert turned["rmsprop loss"] == "not within 400 updates" != along["rmsprop loss"]


@pytest.mark.parametrize("data", [{}, {"rmsprop": 0.5}, {"adam": 0.4, "momentum": 0.06}])
def test_who_is_first_is_measured(data):
    frames = scene.race(**data).frames
    needed = {name: int(said.split()[0]) for key, said in texts(frames[-1]).items()
              if (name := key.removesuffix(" loss")) in scene.METHODS and said.endswith("updates") and said[0] != "n"}
    first = min(needed, key=needed.get)
    assert answer(frames[0]) == scene.METHODS[first][0].partition(",")[0]


def test_the_rates_of_the_race_are_dragged_and_the_valley_is_chosen():
    stage = play(scene.race)
    plane, _ = scene.race().plane_of("rmsprop")
    x, y = plane.to_pixels(0.51, 0)
    stage.request = {"kind": "drag", "name": "rmsprop", "x": x, "y": y, "serial": 1}
    assert stage.data["rmsprop"] == pytest.approx(0.5)
    stage.request = {"kind": "edit", "name": "valley", "text": "turned", "serial": 2}
    assert stage.data["valley"] == "turned" and stage.reply["message"] == ""


def test_each_schedule_ends_where_a_loop_ends():
    made = scene.schedules()
    factors = [lambda u: 1.0, lambda u: 0.5 ** (u // 50), lambda u: np.exp(-0.015 * u),
               lambda u: (1 + np.cos(np.pi * u / 200)) / 2]
    for factor, note in zip(factors, notes(made)[1:], strict=True):
        draw, theta = np.random.default_rng(0), np.full(1000, 4.0)
        for update in range(200):
            theta -= 0.3 * factor(update) * (theta + draw.normal(0, 1, 1000))
        assert f"from the bottom is {np.sqrt(np.mean(theta**2)):.2g}." in note


def test_more_patience_finds_a_lower_place():
    frames = scene.waiting(BUMPY).frames
    assert answer(frames[0]) == "No, it stops too early" and answer(scene.waiting([3, 2, 1]).frames[0]) == "Yes"
    best = [int(re.search(r"in epoch (\d+) \(", note)[1]) for note in notes(scene.waiting(BUMPY))]
    assert best == sorted(best) and best[:4] == [1, 3, 9, 9]
    assert "at the last epoch" in frames[-1].note and "at epoch 2, because 1 epoch did" in frames[0].note
