"""The scenes of the forward pass show the numbers that NumPy gives, for the pocket network and for any other."""

import base64
import io
import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reading import texts

from dlmath import Adam, Network, fit, pocket_network, sigmoid, two_moons
from dlmath.picture.words import read
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
    "fold": (scene.fold, {"x": 0.3}),
    "fold_aside": (scene.fold, {"x": -0.6, "first": 0.3, "second": 0.2, "third": 0.8, "fourth": 0.1}),
    "threshold": (scene.threshold, {"images": DIGITS, "is_3": IS_3, "outputs": OUTPUTS}),
}


def rounds(said, right, digits=(2, 3, 4)):
    """Tell whether a number in words is the right one, rounded to one of so many digits."""
    power = math.floor(math.log10(abs(right))) if right else 0
    return read(said) in [round(float(right), max(0, most - 1 - power)) for most in digits]


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
        for (name, index), said in shown.items():
            assert rounds(said, arrays[name][index]), (name, index, said)


@settings(deadline=None, max_examples=40)
@given(networks())
def test_every_number_in_a_story_is_numpys(made):
    network, X = made
    frames, arrays = scene.story(network, X).frames, truth(network, X)
    agree(frames, arrays)
    seen = {name for frame in frames for name, _ in entries(frame)}
    assert seen == set(arrays)
    for frame in frames:
        for name, index, said in re.findall(r"`(Z\d)\[([\d,]+)\] = .* = (\S+)`", frame.note):
            place = tuple(map(int, index.split(",")))
            assert rounds(said, arrays[name][place], (4,))
            assert (name, place) in entries(frame)  # what the note speaks of is in the picture
        units = {shape["key"]: shape["text"] for shape in frame.shapes if shape["key"].endswith(" value")}
        for key, said in units.items():
            layer, unit = map(int, re.findall(r"\d+", key))
            after = "X" if layer == 0 else "ŷ" if layer == network.depth else f"A{layer}"
            held = [arrays[name][0, unit] for name in (after, f"Z{layer}") if name in arrays]
            assert any(rounds(said, z, (1, 2, 3)) for z in held)


@settings(deadline=None, max_examples=20)
@given(networks())
def test_every_number_in_a_batch_is_numpys(made):
    network, X = made
    if network.depth <= 3:
        agree(scene.batch(network, X).frames, truth(network, X))


@settings(deadline=None, max_examples=40)
@given(networks())
def test_the_terms_of_a_sum_add_up(made):
    network, X = made
    sums = re.findall(r"`Z1\[0,0\] = (.*) = (\S+)`", scene.story(network, X).frames[1].note)
    for terms, total in sums if network.sizes[0] <= 4 else []:
        terms = re.sub(r"·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda power: f"·{read('10' + power[1])}", terms)
        assert eval(terms.translate(str.maketrans("·−", "*-"))) == pytest.approx(read(total), abs=1e-2)
    assert len(sums) == 1


def test_the_pocket_networks_numbers():
    frames = scene.story(POCKET, [[2, 3]]).frames
    said = "\n".join(frame.note for frame in frames)
    for words in ("Z1[0,0] = 2·0.5 + 3·0.5 − 0.5 = 2", "Z1[0,1] = 2·(−1) + 3·0.5 + 0 = −0.5",
                  "Z1[0,2] = 2·1 + 3·(−1) + 2 = 1", "relu(2) = 2, relu(−0.5) = 0, relu(1) = 1",
                  "Z2[0,0] = 2·0.5 + 0·1 + 1·(−0.5) + 0.2 = 0.7", "sigmoid(0.7) = 0.6682"):
        assert words in said
    assert entries(frames[-1]) == {("Z2", (0, 0)): "0.7", ("ŷ", (0, 0)): "0.6682"}


def marked(frame):
    """Return the keys of what is highlighted."""
    return {shape["key"] for shape in frame.shapes if "highlight" in shape.get("class", "")}


def test_a_unit_is_marked_with_all_that_makes_its_sum():
    for j, frame in enumerate(scene.story(POCKET, BATCH).frames[1:4]):
        assert marked(frame) == {f"unit 1,{j}", f"b1[{j}] cell", f"Z1[0,{j}] cell", "X[0,0] cell", "X[0,1] cell",
                                 *(f"W1[{i},{j}] {part}" for i in range(2) for part in ("cell", "line"))}


def test_the_drawn_units_hold_the_sum_until_it_is_bent():
    held = [[shape["text"] for shape in frame.shapes if re.fullmatch(r"unit [12],\d value", shape["key"])]
            for frame in scene.story(POCKET, [[2, 3]]).frames]
    assert held == [[], ["2"], ["2", "−0.5"], ["2", "−0.5", "1"], ["2", "0", "1"], ["2", "0", "1", "0.7"],
                    ["2", "0", "1", "0.668"]]


def test_a_large_matrix_is_cut_and_keeps_its_shape_and_its_indices():
    frame = scene.story(WIDE, np.ones((100, 784))).frames[1]
    written = {shape["text"] for shape in frame.shapes if shape["tag"] == "text"}
    assert {"(100, 784)", "(784, 16)", "(16,)", "(100, 16)", "…", "⋮"} <= written
    assert "(m, 784) @ (784, 16) + (16,) → (m, 16)" in written
    assert ("W1", (783, 15)) in entries(frame)


def test_an_edit_pushes_other_numbers_through():
    stage = play(scene.story, network=POCKET, X=[[2, 3]])
    stage.request = {"kind": "edit", "name": "X[0,1]", "text": "0", "serial": 1}
    assert "`Z2[0,0] = 0.5·0.5 + 0·1 + 4·(−0.5) + 0.2 = −1.55`" in stage.frames[-2].note


def test_each_step_of_a_batch_adds_its_matrix_and_looks_the_same_where_it_goes_on():
    made = scene.batch(*SCENES["batch_deep"][1].values())
    names = ["X", "Z1", "A1", "Z2", "A2", "Z3", "ŷ"]
    for done, frame in enumerate(made.frames[:-2], 1):
        assert {name for name, _ in entries(frame)} == set(names[:done])
        assert frame.alt.startswith("The matrix X" if done == 1 else f"{names[done - 1]} of shape")
    written = texts(made.frames[-1])
    again = {key: said for key, said in written.items() if "again[" in key}
    assert again and all(written[key.replace(" again", "")] == said for key, said in again.items())
    assert {said for key, said in written.items() if key.endswith(" shape")} == {"(m, 4)", "(m, 3)", "(m, 2)"}


def test_the_row_that_is_followed_is_the_same_everywhere():
    frame = scene.batch(POCKET, BATCH).frames[-2]
    rows = {re.sub(r",\d+\] cell", "", key) for key in marked(frame)}
    assert rows == {"X[1", "Z1[1", "A1[1", "A1 again[1", "Z2[1", "ŷ[1"}


def pixels(frame, key):
    """Return where a path's points begin."""
    d = next(shape["d"] for shape in frame.shapes if shape["key"] == key)
    return np.array([[float(x), float(y)] for x, y in re.findall(r"M([-\d.]+) ([-\d.]+)", d)])


def places(frame, y):
    """Return where the points of both classes are drawn."""
    at, ones = np.empty((len(y), 2)), y[:, 0] == 1
    at[~ones], at[ones] = pixels(frame, "class 0"), pixels(frame, "class 1") + [0, 4.5]
    return at


def test_the_moons_lie_where_the_network_puts_them():
    X, y = MOONS
    trace = SEER.forward(X)
    for frame, name in zip(scene.layers(SEER, X, y).frames, ["X", "Z1", "A1", "Z2", "A2", "A2", "X"]):
        at = places(frame, y)
        assert len(pixels(frame, "lattice")) == 8 + 6
        for axis in (0, 1):  # pixels are a straight function of the numbers
            slope, start = np.polyfit(trace[name][:, axis], at[:, axis], 1)
            assert np.allclose(slope * trace[name][:, axis] + start, at[:, axis], atol=0.15)


@pytest.fixture(scope="module")
def fitted():
    network = Network([2, 2, 2, 1], hidden="tanh", seed=8)
    fit(network, *MOONS, epochs=60, batch_size=20, optimizer=Adam(3e-2), progress=False)
    return network


def test_the_line_at_the_end_is_the_last_units(fitted):
    network, (X, y) = fitted, MOONS
    frame = scene.layers(network, X, y).frames[-2]
    assert f"{int((network.classify(X) == y[:, 0]).sum())} of {len(X)} points" in frame.note
    W, b, A = network["W3"].ravel(), network["b3"][0], network.forward(X)["A2"]
    at = places(frame, y)
    d = next(shape["d"] for shape in frame.shapes if shape["key"] == "border")
    (x1, y1), (x2, y2) = np.array(re.findall(r"[ML](\S+) (\S+)", d), float)
    side = np.sign((x2 - x1) * (at[:, 1] - y1) - (y2 - y1) * (at[:, 0] - x1))
    above = np.sign(A @ W + b)
    assert (side == above).all() or (side == -above).all()


def test_the_shaded_side_is_where_the_network_says_1(fitted):
    X, y = MOONS
    for frame in scene.layers(fitted, X, y).frames[-2:]:
        picture = next(shape for shape in frame.shapes if shape["key"] == "regions")
        file = io.BytesIO(base64.b64decode(picture["href"].partition(",")[2]))
        colours = np.asarray(Image.open(file).convert("RGB"))
        corner, size = ([picture[name] for name in names] for names in (("x", "y"), ("width", "height")))
        across, down = ((places(frame, y) - corner) / size * colours.shape[1::-1]).astype(int).T
        orange = colours[down, across, 0] > 128
        assert (orange == fitted.classify(X)).all() and 0 < orange.sum() < 60


def test_folds_land_where_numpy_puts_them_and_the_dots_are_all_that_lands_with_yours():
    for x, *places in ([0.3, 0, 0.5, 0.25, 0.125], [-0.6, 0.3, 0.2, 0.8, 0.1], [0.5, 0.5, 0, 2, 1]):
        at, grid = x, np.linspace(-1, 1, 1601)
        for frame, place in zip(scene.fold(x, *places).frames[1:], places):
            said = re.search(r"`\|(\S+) − (\S+)\| = (\S+)`", frame.note).groups()
            assert list(map(read, said)) == pytest.approx([at, place, abs(at - place)], abs=1e-9)
            at, grid = abs(at - place), abs(grid - place)
            together = np.linspace(-1, 1, 1601)[abs(grid - at) < 1e-9]
            count = "land there" if len(together) > 1 else "lands there"
            assert f"{len(together)} input{'s' * (len(together) > 1)} {count}" in frame.note
            assert len(pixels(frame, "line 0 together")) == len(together)


def test_four_folds_make_sixteen_pieces_and_the_question_before_asks_for_them():
    frames = scene.fold(0.3).frames
    slopes = np.sign(np.diff(abs(abs(abs(abs(np.linspace(-1, 1, 1601)) - 0.5) - 0.25) - 0.125)))
    assert 1 + int((np.diff(slopes) != 0).sum()) == 16 and "16 straight pieces" in frames[-1].note
    assert [frame.ask.choices[frame.ask.right][0] for frame in frames if frame.ask] == ["−0.3", "4", "16"]
    assert all("16" not in frame.note + frame.alt for frame in frames[:-1])
    counted = [int(re.search(r"(\d+) straight piece", frame.note)[1]) for frame in frames[1:]]
    assert counted == [2, 4, 8, 16]


def test_a_fold_is_dragged_and_so_is_the_input():
    stage = play(scene.fold, x=0.3)
    plane, _ = scene.fold(0.3).frames[1].planes["second"]
    left, top = plane.to_pixels(0.4, 0)
    stage.request = {"kind": "drag", "name": "second", "x": left, "y": top, "serial": 1}
    assert stage.data["second"] == 0.4 and "`|0.3 − 0.4| = 0.1`" in stage.frames[2].note


def test_however_the_digits_lie_each_has_a_place_of_its_own():
    images = np.zeros((90, 28, 28))
    for outputs in (np.zeros(90), np.ones(90), np.full(90, 0.5), np.linspace(0, 1, 90)):
        for frame in scene.threshold(images, np.arange(90) % 2, outputs).frames[::8]:
            boxes = [shape for shape in frame.shapes if shape["key"].startswith("box")]
            assert len({(box["x"], box["y"]) for box in boxes}) == 90 and all(box["y"] >= 40 for box in boxes)


def test_the_threshold_counts_as_numpy_does_and_a_tie_says_yes():
    for frame, limit in zip(scene.threshold(DIGITS, IS_3, OUTPUTS).frames, scene.CHOICES):
        yes = OUTPUTS >= limit
        alarms = (yes & ~IS_3).sum()
        assert frame.note.startswith(f"`ŷ ≥ {limit}`: the detector finds {(yes & IS_3).sum()} of {IS_3.sum()} threes "
                                     f"and misses {(~yes & IS_3).sum()}. It gives {alarms} false alarm")
        cut = next(shape["x1"] for shape in frame.shapes if shape["key"] == "cut")
        boxes = {int(shape["key"][4:]): shape["x"] for shape in frame.shapes if shape["key"].startswith("box")}
        assert [boxes[i] >= cut - 0.01 for i in range(30)] == yes.tolist()
    assert OUTPUTS[-1] == 0.5


def test_a_digit_is_dashed_on_the_wrong_side_and_yellow_where_it_changed_side():
    before = np.ones(30, bool)
    for frame, limit in zip(scene.threshold(DIGITS, IS_3, OUTPUTS).frames, scene.CHOICES):
        yes = OUTPUTS >= limit
        roles = [next(shape["class"] for shape in frame.shapes if shape["key"] == f"box {i}") for i in range(30)]
        assert roles == ["cell highlight" if yes[i] != before[i] else "hollow error dashed" if yes[i] != IS_3[i] else
                         "hollow activation" if IS_3[i] else "hollow muted" for i in range(30)]
        before = yes


# ---------------------------------------------------------------------------- what fits


REFUSED = [
    *[(make, {"network": POCKET, "X": np.ones((4, 3))},
       "X has shape (4, 3); this network takes (m, 2), one row an example")
      for make in (scene.story, scene.batch)],
    *[(make, {"network": POCKET, "X": [2, 3]}, "X must have rank 2; its shape (2,) has rank 1")
      for make in (scene.story, scene.batch)],
    *[(make, {"network": [[1]], "X": [[2, 3]]}, "network must be a Network, not [[1]]")
      for make in (scene.story, scene.batch)],
    (scene.batch, {"network": DEEP, "X": np.ones((1, 3))},
     "the network has 4 layers; at most 3 are drawn; `story` takes more"),
    *[(scene.layers, {"network": Network(sizes), "X": MOONS[0], "y": MOONS[1]},
       f"{Network(sizes)!r} has sizes {sizes}; it must be [2, …, 2, 1] with a sigmoid, so that what goes in "
       "and what the last layer sees are planes") for sizes in ([2, 3, 1], [3, 2, 1], [2, 1], [2, 2, 2])],
    (scene.layers, {"network": SEER, "X": MOONS[0], "y": MOONS[1][:-1]},
     "X has 60 rows and y 59 labels; as many are needed"),
    (scene.layers, {"network": SEER, "X": np.ones((60, 3)), "y": MOONS[1]},
     "X has shape (60, 3); it takes (m, 2)"),
    (scene.layers, {"network": SEER, "X": np.ones((601, 2)), "y": np.ones(601)},
     "X has shape (601, 2); at most (600, 2) fits the picture"),
    (scene.fold, {"x": 1.5}, "x must be at least -1 and at most 1, not 1.5"),
    (scene.fold, {"x": 0, "third": -0.5}, "third must be at least 0 and at most 2, not -0.5"),
    (scene.threshold, {"images": DIGITS, "is_3": IS_3, "outputs": OUTPUTS[:-1]},
     "30 images, 30 answers and 29 outputs; as many of each are needed"),
    (scene.threshold, {"images": DIGITS[:, 1:], "is_3": IS_3, "outputs": OUTPUTS},
     "images has shape (30, 27, 28); it takes (m, 28, 28)"),
    (scene.threshold, {"images": DIGITS, "is_3": IS_3, "outputs": OUTPUTS + 1},
     "an output lies outside 0 to 1"),
    (scene.threshold, {"images": np.zeros((91, 28, 28)), "is_3": np.zeros(91), "outputs": np.zeros(91)},
     "outputs has 91 entries; at most 90 fit the picture"),
]


HIGH = Network([30, 20, 20, 20], seed=1)


LARGEST = [
    (scene.story, {"network": HIGH, "X": random.normal(0, 1e3, (50, 30))}),
    (scene.story, {"network": Network([40] * 10, hidden="tanh", seed=1), "X": random.normal(0, 1e3, (50, 40))}),
    (scene.batch, {"network": HIGH, "X": random.normal(0, 1e3, (50, 30))}),
    (scene.batch, {"network": POCKET, "X": random.normal(0, 1e3, (50, 2))}),
    (scene.layers, {"network": SEER, "X": np.resize(MOONS[0], (600, 2)), "y": np.resize(MOONS[1], 600)}),
    (scene.fold, {"x": -1, "first": 1, "second": 2, "third": 0, "fourth": 2}),
    *[(scene.threshold, {"images": np.zeros((90, 28, 28)), "is_3": np.arange(90) % 2, "outputs": outputs})
      for outputs in (np.zeros(90), np.ones(90), np.full(90, 0.5), np.linspace(0, 1, 90))],
]
