"""The scenes of the forward pass show the numbers that NumPy gives, for the pocket network and for any other."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlmath import Adam, Network, fit, pocket_network, sigmoid, two_moons
from dlmath.picture import draw
from dlmath.scenes import forward as scene
from dlmath.stage import play

POCKET, BATCH = pocket_network(), [[2, 3], [0, 0], [1, -1], [-2, 2]]
DEEP = Network([3, 5, 4, 4, 3], hidden=["tanh", "relu", "sigmoid"], output="softmax", seed=3)
WIDE = Network([784, 16, 1], seed=0)
random = np.random.default_rng(0)
MOONS = two_moons(m=60, seed=1)
SEER = Network([2, 2, 2, 1], hidden="tanh", seed=8)
DIGITS = random.uniform(size=(30, 28, 28)).round(1)
OUTPUTS = np.append(sigmoid(random.normal(0, 4, 29)), 0.5)  # the last is a tie
IS_3 = random.uniform(size=30) < 0.5
SCENES = {
    "story": (scene.story, {"network": POCKET, "X": [[2, 3]]}),
    "story_batch": (scene.story, {"network": POCKET, "X": BATCH}),
    "story_deep": (scene.story, {"network": DEEP, "X": random.normal(size=(5, 3))}),
    "story_wide": (scene.story, {"network": WIDE, "X": random.uniform(size=(100, 784))}),
    "story_very_deep": (scene.story, {"network": Network([2] * 11 + [1], seed=1), "X": [[1, 2]]}),
    "story_zero": (scene.story, {"network": Network([1, 1], initialisation=0.0), "X": [[0]]}),
    "batch": (scene.batch, {"network": POCKET, "X": BATCH}),
    "batch_deep": (scene.batch, {"network": Network([4, 3, 3, 2], output="softmax"), "X": random.normal(size=(7, 4))}),
    "layers": (scene.layers, {"network": SEER, "X": MOONS[0], "y": MOONS[1]}),
    "layers_unseen": (scene.layers, {"network": Network([2, 8, 2, 1], seed=1), "X": MOONS[0], "y": MOONS[1]}),
    "threshold": (scene.threshold, {"images": DIGITS, "is_3": IS_3, "outputs": OUTPUTS}),
}


def value(shown):
    """Read a number as a learner sees it."""
    return float(re.sub("·10(.*)", lambda m: "e" + m[1].translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")),
                        shown).replace("−", "-"))


def entries(frame):
    """Return the numbers written in a frame's tables, by name and index."""
    found = {}
    for shape in frame.shapes:
        if shape["tag"] == "text" and (key := re.fullmatch(r"([^\[]+)\[([\d,]+)\]", shape["key"])):
            found[key[1].removesuffix(" again"), tuple(map(int, key[2].split(",")))] = shape["text"]
    return found


def truth(network, X):
    """Run a network with NumPy alone."""
    bend = {"relu": lambda Z: np.maximum(0, Z), "tanh": np.tanh, "sigmoid": lambda Z: 1 / (1 + np.exp(-Z)),
            "softmax": lambda Z: np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)}
    arrays = {"X": np.asarray(X, float), **network.parameters}
    A = arrays["X"]
    for layer, name in enumerate(network.activations, 1):
        arrays[f"Z{layer}"] = A @ network[f"W{layer}"] + network[f"b{layer}"]
        A = arrays["ŷ" if layer == network.depth else f"A{layer}"] = bend[name](arrays[f"Z{layer}"])
    return arrays


@st.composite
def networks(draw):
    sizes = draw(st.lists(st.integers(1, 6), min_size=2, max_size=5))
    hidden = [draw(st.sampled_from(["relu", "tanh", "sigmoid"])) for _ in sizes[2:]]
    network = Network(sizes, hidden, draw(st.sampled_from(["sigmoid", "softmax"])), seed=draw(st.integers(0, 99)))
    network.theta = np.random.default_rng(draw(st.integers(0, 99))).normal(size=network.theta.size)
    X = np.random.default_rng(draw(st.integers(0, 99))).normal(size=(draw(st.integers(1, 6)), sizes[0]))
    return network, X


def agree(frames, arrays):
    for frame in frames:
        shown = entries(frame)
        assert shown
        for (name, index), words in shown.items():
            right = float(arrays[name][index])
            assert value(words) == pytest.approx(right, rel=0.05 if len(words) < 7 else 6e-3, abs=1e-12)
            assert words in [draw.number(right, digits) for digits in (2, 3, 4)]


@settings(deadline=None, max_examples=40)
@given(networks())
def test_every_number_in_a_story_is_numpys(made):
    network, X = made
    frames, arrays = scene.story(network, X).frames, truth(network, X)
    agree(frames, arrays)
    seen = {name for frame in frames for name, _ in entries(frame)}
    assert seen == set(arrays)
    for frame in frames:
        for name, index, words in re.findall(r"`(Z\d)\[([\d,]+)\] = .* = (\S+)`", frame.note):
            place = tuple(map(int, index.split(",")))
            assert words == draw.number(arrays[name][place])
            assert (name, place) in entries(frame)  # what the note speaks of is in the picture
        units = {shape["key"]: shape["text"] for shape in frame.shapes if shape["key"].endswith(" value")}
        for key, words in units.items():
            layer, unit = map(int, re.findall(r"\d+", key))
            after = "X" if layer == 0 else "ŷ" if layer == network.depth else f"A{layer}"
            held = [arrays[name][0, unit] for name in (after, f"Z{layer}") if name in arrays]
            assert words in [draw.number(z, digits) for z in held for digits in (1, 2, 3)]


@settings(deadline=None, max_examples=20)
@given(networks())
def test_every_number_in_a_batch_is_numpys(made):
    network, X = made
    if network.depth <= 3:
        agree(scene.batch(network, X).frames, truth(network, X))


@settings(deadline=None, max_examples=40)
@given(networks())
def test_the_terms_of_a_weighted_sum_add_up(made):
    network, X = made
    x, w, b = X[0], network["W1"][:, 0], network["b1"][0]
    spelled = scene.weighted_sum(x, w, b, x @ w + b, most=9)
    left, right = spelled.translate(str.maketrans("·−", "*-")).split(" = ")
    assert eval(left) == pytest.approx(float(right), abs=1e-2)


def test_the_pocket_networks_numbers():
    frames = scene.story(POCKET, [[2, 3]]).frames
    said = "\n".join(frame.note for frame in frames)
    for words in ("Z1[0,0] = 2·0.5 + 3·0.5 − 0.5 = 2", "Z1[0,1] = 2·(−1) + 3·0.5 + 0 = −0.5",
                  "Z1[0,2] = 2·1 + 3·(−1) + 2 = 1", "relu(2) = 2, relu(−0.5) = 0, relu(1) = 1",
                  "Z2[0,0] = 2·0.5 + 0·1 + 1·(−0.5) + 0.2 = 0.7", "sigmoid(0.7) = 0.6682"):
        assert words in said
    assert entries(frames[-1]) == {("Z2", (0, 0)): "0.7", ("ŷ", (0, 0)): "0.6682"}


def test_a_large_matrix_is_cut_and_keeps_its_shape_and_its_indices():
    frame = scene.story(WIDE, np.ones((100, 784))).frames[1]
    written = {shape["text"] for shape in frame.shapes if shape["tag"] == "text"}
    assert {"(100, 784)", "(784, 16)", "(16,)", "(100, 16)", "…", "⋮"} <= written
    assert "(m, 784) @ (784, 16) + (16,) → (m, 16)" in written
    assert ("W1", (783, 15)) in entries(frame)


def test_a_line_stays_inside_its_box():
    rows = np.random.default_rng(1).normal(0, 1e3, (50, 60))
    line = scene.place([scene.Part("X", rows), "@", scene.Part("W", rows.T), "+", scene.Part("b", rows[0]), "=",
                        scene.Part("Z", rows @ rows.T)], 40)
    tables = list(line.tables.values())
    assert tables[0].x > 0 and tables[-1].right < 640 and line.bottom <= 160
    assert all(left.right < right.x for left, right in zip(tables, tables[1:]))


@pytest.mark.parametrize("make", [scene.story, scene.batch])
def test_bad_input_names_function_shapes_and_rule(make):
    with pytest.raises(ValueError, match=r"forward: X has shape \(4, 3\); this network takes \(m, 2\)"):
        make(POCKET, np.ones((4, 3)))
    with pytest.raises(ValueError, match=r"forward: X has shape \(2,\)"):
        make(POCKET, [2, 3])
    with pytest.raises(TypeError, match=f"{make.__name__}: network is .*; expected a Network"):
        make([[1]], [[2, 3]])


def test_what_cannot_be_drawn_is_refused_with_the_reason():
    X, y = MOONS
    with pytest.raises(ValueError, match="batch: the network has 4 layers"):
        scene.batch(DEEP, np.ones((1, 3)))
    for sizes in ([2, 3, 1], [3, 2, 1], [2, 1], [2, 2, 2]):
        with pytest.raises(ValueError, match="layers: "):
            scene.layers(Network(sizes), np.ones((60, sizes[0])), y)
    with pytest.raises(ValueError, match="layers: X has 60 rows and y 59 labels"):
        scene.layers(SEER, X, y[:-1])
    with pytest.raises(ValueError, match="threshold: 30 images, 30 answers and 29 outputs"):
        scene.threshold(DIGITS, IS_3, OUTPUTS[:-1])
    with pytest.raises(ValueError, match="outside 0 to 1"):
        scene.threshold(DIGITS, IS_3, OUTPUTS + 1)


def test_an_edit_pushes_other_numbers_through():
    stage = play(scene.story, network=POCKET, X=[[2, 3]])
    stage.request = {"kind": "edit", "name": "X[0,1]", "text": "0", "serial": 1}
    Z2 = truth(POCKET, [[2, 0]])["Z2"][0, 0]
    assert stage.frames[-2].note.split("`")[1].endswith(f"= {draw.number(Z2)}")


def test_the_row_that_is_followed_is_the_same_everywhere():
    frame = scene.batch(POCKET, BATCH).frames[-2]
    marked = {re.sub(r",\d+\] cell", "", shape["key"]) for shape in frame.shapes
              if shape["tag"] == "rect" and "highlight" in shape["class"]}
    assert marked == {"X[1", "Z1[1", "A1[1", "A1 again[1", "Z2[1", "ŷ[1"}


def pixels(frame, key):
    """Return where a path's points begin."""
    d = next(shape["d"] for shape in frame.shapes if shape["key"] == key)
    return np.array([[float(x), float(y)] for x, y in re.findall(r"M(\S+) (\S+)", d)])


def test_the_moons_lie_where_the_network_puts_them():
    X, y = MOONS
    trace, ones = SEER.forward(X), y[:, 0] == 1
    for frame, name in zip(scene.layers(SEER, X, y).frames, ["X", "Z1", "A1", "Z2", "A2", "A2", "X"]):
        at = np.empty((len(X), 2))
        at[~ones], at[ones] = pixels(frame, "class 0"), pixels(frame, "class 1") + [0, 4.5]
        for axis in (0, 1):  # pixels are a straight function of the numbers
            slope, start = np.polyfit(trace[name][:, axis], at[:, axis], 1)
            assert np.allclose(slope * trace[name][:, axis] + start, at[:, axis], atol=0.15)


def test_the_line_at_the_end_is_the_last_units():
    network, (X, y) = Network([2, 2, 2, 1], hidden="tanh", seed=8), MOONS
    fit(network, X, y, epochs=60, batch_size=20, optimizer=Adam(3e-2), progress=False)
    frame = scene.layers(network, X, y).frames[-2]
    assert f"{int((network.classify(X) == y[:, 0]).sum())} of {len(X)} points" in frame.note
    W, b, A = network["W3"].ravel(), network["b3"][0], network.forward(X)["A2"]
    ones = y[:, 0] == 1
    at = np.empty((len(X), 2))
    at[~ones], at[ones] = pixels(frame, "class 0"), pixels(frame, "class 1") + [0, 4.5]
    d = next(shape["d"] for shape in frame.shapes if shape["key"] == "border")
    (x1, y1), (x2, y2) = np.array(re.findall(r"[ML](\S+) (\S+)", d), float)
    side = np.sign((x2 - x1) * (at[:, 1] - y1) - (y2 - y1) * (at[:, 0] - x1))
    above = np.sign(A @ W + b)
    assert (side == above).all() or (side == -above).all()


def test_however_the_digits_lie_they_stay_in_the_picture():
    images = np.zeros((90, 28, 28))
    for outputs in (np.zeros(90), np.ones(90), np.full(90, 0.5), np.linspace(0, 1, 90)):
        for frame in scene.threshold(images, np.arange(90) % 2, outputs).frames[::8]:
            boxes = [shape for shape in frame.shapes if shape["key"].startswith("box")]
            assert all(0 <= box["x"] <= 616 and 40 <= box["y"] for box in boxes)
            assert len({(box["x"], box["y"]) for box in boxes}) == 90


def test_the_threshold_counts_as_numpy_does_and_a_tie_says_yes():
    for frame, limit in zip(scene.threshold(DIGITS, IS_3, OUTPUTS).frames, scene.CHOICES):
        yes = OUTPUTS >= limit
        assert frame.note.startswith(f"`ŷ ≥ {limit}`: {(yes & IS_3).sum()} of {IS_3.sum()} threes found, "
                                     f"{(~yes & IS_3).sum()} missed; {(yes & ~IS_3).sum()} of {(~IS_3).sum()} others")
        cut = next(shape["x1"] for shape in frame.shapes if shape["key"] == "cut")
        boxes = {int(shape["key"][4:]): shape["x"] for shape in frame.shapes if shape["key"].startswith("box")}
        assert [boxes[i] >= cut - 0.01 for i in range(30)] == yes.tolist()
    assert OUTPUTS[-1] == 0.5
