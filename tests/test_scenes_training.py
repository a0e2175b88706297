"""The scenes of training show what NumPy computes, and the reader is honest about what it is given."""

import itertools
import json
import re

import numpy as np
import pytest
from reading import shape

from dlmath import Adam, Network, data, fit, load_digits, pixels, record, two_moons
from dlmath.picture.shapes import checked, image
from dlmath.scenes import training as scene
from dlmath.stage import play

X, Y = two_moons(60, noise=0.1, seed=1)
THREE = [[(80, 74), (200, 74), (140, 160), (190, 180), (185, 260), (130, 290), (75, 262)]]
READER = Network([784, 20, 10], output="softmax", seed=1)
STEPS = [0, 10, 300, 400]
random = np.random.default_rng(0)


def moons(hidden="tanh"):
    return record(Network([2, 4, 1], hidden=hidden, seed=1), X, Y, at=[0, 2, 5, 40], batch_size=10)


def learned(right=(0.1, 0.5, 0.93, 0.97)):
    says = np.eye(10)[[3, 3, 5, 5]] * 0.5 + 0.05
    return {"losses": np.exp(-np.arange(400) / 50), "updates": STEPS, "weights": random.normal(size=(4, 784, 8)),
            "says": says, "right": list(right), "digit": load_digits().images[0]}


SCENES = {
    "boundary": (scene.boundary, {"run": moons()}),
    "straight": (scene.boundary, {"run": moons("identity")}),
    "going_on": (scene.going_on, {}),
    "before": (scene.loss_curve, {"losses": [], "total": 400, "size": 128}),
    "loss_curve": (scene.loss_curve, {"losses": np.exp(-np.arange(400) / 50), "total": 400, "size": 128}),
    "learning": (scene.learning, learned()),
    "reader": (scene.reader, {"pad": THREE, "network": READER}),
    "blank": (scene.reader, {"pad": [], "network": READER}),
}


def choice(question):
    """Return the words of the right choice."""
    return question.choices[question.right][0]


# ---------------------------------------------------------------------------- the line that bends


def test_each_frame_of_the_boundary_has_the_networks_own_loss():
    run = moons()
    for frame, network, epoch in zip(scene.boundary(run).frames, run.networks, run.epochs):
        said = float(re.match(rf"`epoch {epoch}: loss = ([\d.]+)`", frame.note)[1])
        assert said == pytest.approx(network.loss(X, Y), rel=5e-3)
        assert shape(frame, "right")["text"] == f"{(network.classify(X) == Y[:, 0]).sum()} of 60 right"


def test_the_line_lies_where_the_network_answers_one_half():
    run = moons()
    for frame, network in zip(scene.boundary(run).frames, run.networks):
        drawn = np.array(re.findall(r"[-\d.]+", shape(frame, "line")["d"]), float).reshape(-1, 2)
        low, high = X.min(axis=0) - 0.3, X.max(axis=0) + 0.3
        share = (drawn - (8, 8)) / (400, 344)
        points = np.stack([low[0] + share[:, 0] * (high - low)[0], high[1] - share[:, 1] * (high - low)[1]], axis=1)
        assert len(points) > 20 and np.abs(network.predict(points) - 0.5).max() < 0.02


def test_what_is_right_to_answer_depends_on_the_line_at_the_end():
    network = Network([2, 8, 8, 1], hidden="tanh", seed=1)
    bent = record(network, *two_moons(300, 0.15, seed=1), at=[0, 300], batch_size=30)
    right = ("It will bend around the moons", "Watch how it happens.")
    asked = scene.boundary(bent).frames[0].ask
    assert asked.choices[asked.right] == right
    for hidden, why in (("tanh", "Not in so few steps"), ("identity", "Not with this network")):
        asked = scene.boundary(moons(hidden)).frames[0].ask
        assert choice(asked) == "It will move, but stay straight"
        assert dict(asked.choices)[right[0]].startswith(why)


@pytest.mark.parametrize(("last", "right", "replies"), [
    (298, "No, let's wait", ("At the end, 298", "Not yet. At the end, 298")),
    (264, "Yes, this is its best", ("At the end, 264 are right, which is no more", "Waiting does not help")),
])
def test_whether_all_is_learned_depends_on_the_end(last, right, replies):
    asked = scene._ask_whether_done(400, 264, last, 300)
    assert choice(asked) == right
    told = dict(asked.choices)
    other = next(words for words in told if words != right)
    assert told[right].startswith(replies[0]) and told[other].startswith(replies[1])


def test_a_line_is_bent_where_it_is_broad():
    straight = np.array([[[0, 0], [5, 5]], [[5, 5], [9, 9.1]]])
    assert not scene._bent(straight) and scene._bent(straight + [[[0, 0], [0, 0]], [[0, 0], [0, -6]]])
    assert not scene._bent(np.empty((0, 2, 2)))


# ---------------------------------------------------------------------------- without an end


def test_it_goes_on_with_another_rate_as_the_loop_written_by_hand():
    made = scene.going_on(rate=0.01, hidden=8.0)
    data = two_moons(m=300, noise=0.15, seed=1)
    network, optimizer, draw = Network([2, 8, 1], hidden="tanh", seed=1), Adam(0.01), np.random.default_rng(1)
    for epoch in range(1, 7):
        frame = made.more.send({"rate": 0.1}) if epoch == 4 else next(made.more)
        optimizer.learning_rate = 0.1 if epoch >= 4 else 0.01
        loss = fit(network, *data, epochs=1, batch_size=30, optimizer=optimizer, seed=draw, progress=False).losses[0]
        assert float(re.match(rf"`epoch {epoch}: loss = ([\d.]+),", frame.note)[1]) == pytest.approx(loss, rel=5e-3)
        assert shape(frame, "right")["text"] == f"{network.accuracy(*data) * 300:.0f} of 300 right"
        assert shape(frame, "rate")["text"] == ("0.1" if epoch >= 4 else "0.01")


# ---------------------------------------------------------------------------- the curve, live


def test_the_curve_follows_the_losses():
    stage = play(scene.loss_curve, losses=[], total=400, size=128)
    assert "before the first update" in repr(stage)
    losses = np.exp(-np.arange(400) / 50)
    stage.answers = {"0": 1}
    for done in (1, 7, 200, 400):
        stage.renew(losses=list(losses[:done]))
        mean = losses[max(0, done - 50):done].mean()
        assert float(re.search(r"loss = ([\d.]+)`", stage.frames[0].note)[1]) == pytest.approx(mean, rel=5e-3)
        assert stage.answers == {"0": 1} and stage.payload < 30_000


# ---------------------------------------------------------------------------- what training changes


@pytest.mark.parametrize(("right", "expected"), [
    ((0.1, 0.5, 0.93, 0.97), "After about 100 updates"), ((0.1, 0.2, 0.3, 0.97), "After about 1,000"),
])
def test_the_right_answer_follows_from_the_run(right, expected):
    told = learned(right) | {"updates": [0, 10, 300, 1500]}
    assert choice(scene.learning(**told).frames[0].ask) == expected


def test_it_says_what_the_network_said():
    for frame, update, digit in zip(scene.learning(**learned()).frames, STEPS, (3, 3, 5, 5)):
        assert f"`update {update}:" in frame.note and f"is a {digit}, with probability 0.55" in frame.note


# ---------------------------------------------------------------------------- a drawing goes forward


def test_the_reader_shows_what_the_network_says():
    frames = scene.reader(THREE, READER).frames
    belief = READER.predict(pixels(data.ink(THREE)))[0]
    heights = np.array([shape(frames[0], f"belief {i}")["height"] for i in range(10)])
    assert np.allclose(heights, np.maximum(74 * belief, 0.5), atol=0.01)
    assert f"It says {belief.argmax()}, with probability {belief.max():.2f}" in frames[0].note
    hidden = READER.forward(pixels(data.ink(THREE)))["A1"][0]
    assert f"{(hidden > 0).sum()} of 20 units" in frames[2].note and f"Unit {hidden.argmax()} gives" in frames[2].note
    assert float(frames[3].note.split("`")[3].split("= ")[1]) == pytest.approx(belief.max(), rel=1e-5)


def test_a_stroke_changes_the_answer_and_a_clear_pad_has_none():
    stage = play(scene.reader, pad=THREE, network=READER)
    stage.frame = 2
    stage.request = {"kind": "paint", "name": "pad", "strokes": [[[100, 100], [100, 250]]], "serial": 1}
    assert stage.data["pad"] == [[(100.0, 100.0), (100.0, 250.0)]] and stage.frame == 2
    assert json.loads(shape(stage.frames[0], "pad")["value"]) == [[[100, 100], [100, 250]]]
    stage.request = {"kind": "paint", "name": "pad", "strokes": [], "serial": 2}
    assert "no ink yet, and so no answer" in stage.frames[0].note and stage.frame == 2
    assert not [item for item in stage.frames[0].shapes if item["key"].startswith("belief")]


def test_where_the_drawing_lies_and_how_large_it_is_do_not_matter():
    there = [[(x / 3 + 10, y / 3 + 180) for x, y in stroke] for stroke in THREE]
    here, far = scene.reader(THREE, READER).frames[0], scene.reader(there, READER).frames[0]
    assert shape(here, "sees")["href"] == shape(far, "sees")["href"]
    assert "left and" in scene.reader(there, READER).frames[1].note


def test_the_box_around_the_drawing_holds_the_pen_too():
    box = shape(scene.reader(THREE, READER).frames[1], "around")
    half = float(shape(scene.reader(THREE, READER).frames[0], "pad ink")["stroke-width"]) / 2
    assert (box["x"], box["y"]) == pytest.approx((75 - half, 74 - half), abs=0.1)
    assert (box["width"], box["height"]) == pytest.approx((125 + 2 * half, 216 + 2 * half), abs=0.1)


@pytest.mark.parametrize(("strokes", "words"), [
    ([[(100, 100), (105, 110)]], "But the drawing is tiny: it was enlarged 26 times"),
    ([[(100, 100)]], "But a dot has no shape"), ([[(0, 0), (3, 0)], [(0, 3)]], "tiny"),
])
def test_a_tiny_drawing_is_no_ground_to_be_sure(strokes, words):
    assert words in scene.reader(strokes, READER).frames[0].note


# ---------------------------------------------------------------------------- what fits


OTHER = Network([784, 10], output="softmax")


REFUSED = [
    (scene.boundary, {"run": 3}, "run must be a Recording, not 3"),
    (scene.boundary, {"run": record(Network([3, 1]), np.ones((4, 3)), np.ones((4, 1)), at=[0])},
     f"the network is {Network([3, 1])}; expected two inputs and one output"),
    (scene.boundary, {"run": record(Network([2, 1]), *two_moons(1002), at=[0])},
     "1,002 examples; at most 1,000 fit the picture"),
    (scene.going_on, {"rate": 0}, "rate must be at least 0.0001 and at most 10, not 0"),
    (scene.going_on, {"hidden": 51}, "hidden must be at least 1 and at most 50, not 51"),
    (scene.loss_curve, {"losses": [], "total": 0, "size": 1}, "total must be at least 1, not 0"),
    (scene.loss_curve, {"losses": [np.nan], "total": 9, "size": 1},
     "losses[0] is nan, not a finite number"),
    (scene.learning, learned() | {"weights": np.ones((4, 784, 9))},
     "weights has shape (4, 784, 9); at most (50, 784, 8) fits the picture"),
    (scene.learning, learned() | {"digit": np.ones((8, 8))}, "digit has shape (8, 8); it takes (28, 28)"),
    (scene.learning, learned() | {"updates": [0, 9]}, "2 updates, 4 weights, 4 says, 4 right; give one each"),
    *[(scene.reader, {"pad": THREE, "network": network},
       f"the network is {network}; expected 784 inputs, one hidden layer, softmax over 10")
      for network in (OTHER, Network([2, 3, 1]), Network([784, 8, 8, 10], output="softmax"), Network([784, 8, 10]))],
]


LARGEST = [
    (scene.boundary, {"run": record(Network([2, 50, 1]), *two_moons(1000), at=[0, 1])}),
    (scene.going_on, {"rate": 0.00012345, "hidden": 50}),
    (scene.loss_curve, {"losses": np.full(3752, 2.5), "total": 3752, "size": 128}),
    *[(scene.learning, learned() | {"weights": random.normal(size=(4, 784, units))}) for units in (1, 5, 8)],
    (scene.reader, {"pad": [[(10, 46), (272, 308)]], "network": Network([784, 512, 10], output="softmax")}),
]


def test_each_unit_has_its_own_picture_of_weights():
    weights = random.integers(-8, 9, size=(4, 784, 5)).astype(float)  # which are their own shades
    frame = scene.learning(**learned() | {"weights": weights}).frames[1]
    drawn = {shape["key"]: shape for shape in frame.shapes if shape["key"].startswith("weights ")}
    places = []
    for unit in range(5):
        tile = drawn[f"weights {unit}"]
        assert tile == checked(image(f"weights {unit}", weights[1, :, unit].reshape(28, 28), tile["x"], tile["y"],
                                     tile["width"], tile["height"], -8, 8, "signed"))
        places.append((tile["x"], tile["y"]))
    for (x1, y1), (x2, y2) in itertools.combinations(places, 2):
        assert max(abs(x1 - x2) - tile["width"], abs(y1 - y2) - tile["height"]) >= 6  # paper between them
