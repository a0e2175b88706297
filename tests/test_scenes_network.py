"""The scenes of a network show the numbers that NumPy gives."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from reading import texts

from dlmath import ACTIVATIONS, Network, load_digits, pocket_network
from dlmath.network import parameter_counts
from dlmath.picture import shapes
from dlmath.picture.frame import Frame
from dlmath.picture.words import read
from dlmath.scenes import network as scene
from dlmath.stage import play

POCKET = pocket_network().parameters
IMAGES = load_digits().images[[7, 5, 0]] / 255
TEMPLATE = IMAGES[0] - IMAGES[1:].mean(axis=0)
SCENES = {
    "neuron": (scene.neuron, {"x": [2, 3], "w": [0.5, 0.5], "b": -0.5}),
    "neuron_of_four": (scene.neuron, {"x": [2, 3, -1.25, 100], "w": [0.5, -0.5, 1.333, -2], "b": -0.5,
                                      "activation": "sigmoid"}),
    "anatomy": (scene.anatomy, POCKET),
    "weights": (scene.weights, POCKET),
    "grow": (scene.grow, {"sizes": "784, 128, 10"}),
    "grow_to_eight": (scene.grow, {"sizes": "784 1000 1000 1000 20 20 300 10 1"}),
    "grow_one": (scene.grow, {"sizes": "3, 1"}),
    "deepen": (scene.deepen, {"n_in": 2, "units": 3, "n_out": 1}),
    "detector": (scene.detector, {"digits": IMAGES, "labels": [3, 2, 5], "weights": TEMPLATE, "b": -9.0}),
}
quarters = st.integers(-20, 20).map(lambda n: n / 4)
few = st.lists(st.integers(1, 40), min_size=2, max_size=9)


def whole(said):
    return int(said.removesuffix(" parameters").replace(",", ""))


def of_group(frame, group):
    return {shape["key"]: shape for shape in frame.shapes if shape.get("group") == group}


# ---------------------------------------------------------------------------- the drawing


@given(st.lists(st.integers(1, 900), min_size=2, max_size=9))
def test_a_network_is_drawn_inside_its_box_and_its_units_do_not_touch(sizes):
    drawn = scene.diagram(sizes, (40, 30, 560, 250))
    for layer, n in enumerate(sizes):
        ys = [y for (other, _), (_, y) in drawn.places.items() if other == layer]
        assert len(ys) == (n if n <= 6 else 5)
        assert np.all(np.diff(ys) > 2 * drawn.radius)
        assert min(ys) - drawn.radius >= 29.9 and max(ys) + drawn.radius <= 280.1
    assert np.all(np.diff(drawn.columns) > 2 * drawn.radius)
    Frame(drawn.shapes, "A network.", "A network.")


@pytest.mark.parametrize(("sizes", "dots"), [([6, 1], []), ([7, 1], ["dots 0"]), ([7, 2, 9], ["dots 0", "dots 2"])])
def test_a_wide_layer_has_dots(sizes, dots):
    frame = Frame(scene.diagram(sizes).shapes, "A network.", "A network.")
    assert [key for key in texts(frame) if key.startswith("dots")] == dots
    last = {unit for layer, unit in scene.diagram(sizes).places if layer == 0}
    assert sizes[0] - 1 in last and 0 in last


def test_weights_of_other_shapes_are_refused():
    with pytest.raises(ValueError, match=r"weights of shapes \[\(3, 2\)\]; \[2, 3\] needs \[\(2, 3\)\]"):
        scene.diagram([2, 3], weights=[np.ones((3, 2))])


def test_a_line_is_dashed_below_zero_and_pale_at_zero():
    drawn = {shape["key"]: shape for shape in shapes.flat(scene.diagram([1, 3], weights=[[[1, -1, 0]]]).shapes)}
    roles = [drawn[f"W1[0,{j}] line"]["class"].split() for j in range(3)]
    assert "dashed" not in roles[0] and "dashed" in roles[1] and "muted" in roles[2]


# ---------------------------------------------------------------------------- one neuron


@given(arrays(float, 3, elements=quarters), arrays(float, 3, elements=quarters), quarters,
       st.sampled_from(list(scene.OFFERED)))
@settings(max_examples=60)
def test_a_neuron_ends_at_numpys_number(x, w, b, activation):
    last = scene.neuron(x, w, b, activation).frames[-1]
    z = float(x @ w + b)
    a = float(ACTIVATIONS[activation].function(np.array([z]))[0])
    said = re.match(rf"`a = {activation}\((\S+)\) = (\S+)`", last.note).groups()
    shown = [texts(last)["sum text"], texts(last)["a text"]]
    for each in (said, shown):
        assert list(map(read, each)) == pytest.approx([z, a], rel=1e-3)
    assert texts(last)["so far"].endswith(f"= {said[0]}")
    products = [texts(last)[f"product {i}"] for i in range(3)]
    assert list(map(read, products)) == pytest.approx((x * w).tolist(), rel=1e-3)


@given(arrays(float, 2, elements=quarters), arrays(float, 2, elements=quarters), quarters)
@settings(max_examples=60)
def test_what_is_called_right_is_right(x, w, b):
    frames = scene.neuron(x, w, b).frames
    for frame, right in zip(frames[:1] + frames[2:4], (x[0] * w[0], x @ w + b, max(0, x @ w + b))):
        if frame.ask:
            assert read(frame.ask.choices[frame.ask.right][0]) == pytest.approx(right, rel=1e-3)


def test_a_neuron_is_changed_by_typing_and_choosing():
    stage = play(scene.neuron, x=[2, 3], w=[0.5, 0.5], b=-0.5, activation="relu")
    for serial, (name, typed) in enumerate([("w[0]", "−1"), ("b", "0"), ("activation", "identity")]):
        stage.request = {"kind": "edit", "name": name, "text": typed, "serial": serial}
    assert stage.frames[-1].note.startswith("`a = identity(−0.5) = −0.5`")
    stage.request = {"kind": "edit", "name": "activation", "text": "gaussian", "serial": 9}
    assert stage.reply["kind"] == "invalid" and stage.data["activation"] == "identity"


# ---------------------------------------------------------------------------- weights are a matrix


@pytest.mark.parametrize("name", ["W1[0,2]", "W1[1,0]", "W2[2,0]"])
def test_a_line_and_its_cell_light_together(name):
    for frame in scene.weights(**POCKET).frames:
        assert set(of_group(frame, name)) == {f"{name} line", f"{name} hit", f"{name} cell"}
        assert of_group(frame, name)[f"{name} hit"]["stroke-width"] >= 16


def test_every_weight_has_a_line_and_a_cell_that_says_what_it_is():
    frame = scene.weights(**POCKET).frames[-1]
    cells = {shape["group"]: shape for shape in frame.shapes if shape["tag"] == "rect" and "group" in shape}
    assert set(cells) == {f"{name}[{','.join(map(str, index))}]" for name, array in POCKET.items()
                          for index in np.ndindex(array.shape)}
    assert cells["W1[0,1]"]["label"] == "W1[0,1] is −1, from x1 to h2"
    assert cells["W2[2,0]"]["label"] == "W2[2,0] is −0.5, from h3 to the output"
    assert cells["b1[2]"]["label"] == "b1[2] is 2, bias of h3"
    assert all(shape["edit"] == group for group, shape in cells.items())


def test_a_line_joins_the_units_that_its_cell_names():
    drawn = scene.diagram([2, 3, 1], weights=[POCKET["W1"], POCKET["W2"]])
    lines = [shape for shape in shapes.flat(drawn.shapes) if shape["tag"] == "line"]
    assert len({shape["group"] for shape in lines}) == 9
    for line in lines:
        layer, i, j = map(int, re.findall(r"\d+", line["group"]))
        for x, y, unit in (("x1", "y1", (layer - 1, i)), ("x2", "y2", (layer, j))):
            assert np.hypot(*np.subtract((line[x], line[y]), drawn.places[unit])) == pytest.approx(drawn.radius)


def test_a_weight_that_is_typed_below_zero_dashes_its_line():
    stage = play(scene.weights, **POCKET)
    stage.request = {"kind": "edit", "name": "W1[0,0]", "text": "-3", "serial": 1}
    assert "dashed" in of_group(stage.frames[-1], "W1[0,0]")["W1[0,0] line"]["class"]
    assert texts(stage.frames[-1])["W1[0,0]"] == "−3"


def test_the_pocket_network_is_drawn_with_its_numbers():
    last = scene.anatomy(**POCKET).frames[-1]
    for name, array in POCKET.items():
        for index in np.ndindex(array.shape):
            entry = f"{name}[{','.join(map(str, index))}]"
            shown = texts(last)[f"{entry} number" if name[0] == "W" else entry]
            assert read(shown.removeprefix("b = ")) == array[index]
    assert "= 13`" in last.note


def test_a_layer_is_marked_with_all_that_leads_into_it():
    for layer, frame in enumerate(scene.anatomy(**POCKET).frames[1:4]):
        marked = {shape["key"] for shape in frame.shapes if "highlight" in shape["class"] and shape["tag"] != "text"}
        lines = {f"W{layer}[{i},{j}] line" for i, j in np.ndindex(POCKET[f"W{layer}"].shape)} if layer else set()
        assert marked == lines | {f"unit {layer},{unit}" for unit in range((2, 3, 1)[layer])}


# ---------------------------------------------------------------------------- growing


@given(few)
@settings(max_examples=40)
def test_what_is_counted_is_what_numpy_holds(sizes):
    network = Network(sizes)
    counts = parameter_counts(sizes)
    assert sum(count.total for count in counts) == network.theta.size
    for count in counts:
        assert (count.weights, count.biases) == (network[f"W{count.layer}"].size, network[f"b{count.layer}"].size)
    last = scene.grow(", ".join(map(str, sizes))).frames[-1]
    assert whole(texts(last)["total"]) == network.theta.size
    assert [whole(texts(last)[f"count {count.layer}"]) for count in counts] == [count.total for count in counts]
    assert [texts(last)[f"caption {layer}"] for layer in range(len(sizes))] == [f"{n:,}" for n in sizes]


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1, 12))
@settings(max_examples=20)
def test_depth_is_counted_truly(n_in, units, n_out):
    made = scene.deepen(n_in, units, n_out)
    assert made.axis_values == list(range(8))
    for hidden, frame in enumerate(made.frames):
        count = Network([n_in, *[units] * hidden, n_out]).theta.size
        assert whole(texts(frame)["total"]) == count
        assert f"= {count:,}`" in frame.note
    asked = made.frames[0].ask
    assert asked is None or asked.choices[asked.right][0] == f"{Network([n_in, units, n_out]).theta.size:,}"


@pytest.mark.parametrize("typed", ["784, 128, 10", "[784, 128, 10]", "784 128 10", "784→128→10", "784x128x10",
                                   "  784;128 ; 10 ", "784-128-10", "784 -> 128 -> 10"])
def test_sizes_are_read_however_they_are_written(typed):
    assert "101,770 parameters" in texts(scene.grow(typed).frames[-1]).values()


@pytest.mark.parametrize(("typed", "said"), [
    ("", "between 1 and 200"), ("784", "784 alone is not a network"), ("3, 0, 1", "at least 1 unit"),
    ("1,000, 10", "1000, without a comma"), ("2.5, 1", "“2.5” is not a whole number"), ("two, one", "“two” is not a"),
    ("1 2 3 4 5 6 7 8 9 10", "9 layers, and only"), ("100000, 100000", "100,000,000"), ("²,1", "“²” is not a"),
    ("__import__('os'), 1", "not a whole number"), (",", "type the units"), ("99999999, 1", "10000000"),
    ("9" * 300, "300"), ("784, 128, -10", "below 0"), ("-3, 1", "below 0"), ("1000000000, 1", "too many"),
])
def test_bad_sizes_are_explained_and_change_nothing(typed, said):
    stage = play(scene.grow, sizes="2, 3, 1")
    stage.request = {"kind": "edit", "name": "sizes", "text": typed, "serial": 1}
    assert stage.reply["kind"] == "invalid" and said in stage.reply["message"]
    assert stage.data["sizes"] == "2, 3, 1" and "13 parameters" in texts(stage.frames[-1]).values()


def test_the_share_of_the_first_layer_is_asked_before_the_others_are_counted():
    frames = scene.grow("784, 128, 10").frames
    assert "how much of all" in frames[1].ask.question and "count 2" not in texts(frames[1])
    assert scene.grow("3, 1").frames[-1].note == "This network has one layer, with `4` parameters."


@pytest.mark.parametrize("typed", ["0", "2.5", "-1", "1e5", "nan", "x"])
def test_a_bad_number_of_units_is_explained(typed):
    stage = play(scene.deepen, n_in=2, units=3, n_out=1)
    stage.request = {"kind": "edit", "name": "units", "text": typed, "serial": 1}
    assert stage.reply["kind"] == "invalid" and stage.data["units"] == 3
    stage.request = {"kind": "edit", "name": "units", "text": "4", "serial": 2}
    assert "17 parameters" in texts(stage.frames[1]).values()


# ---------------------------------------------------------------------------- a neuron and its digits


@pytest.mark.parametrize("b", [-9.0, 0.0, 12.5])
def test_the_detector_scores_as_numpy_does(b):
    frames = scene.detector(IMAGES, [3, 2, 5], TEMPLATE, b).frames
    scores = IMAGES.reshape(3, 784) @ TEMPLATE.ravel() + b
    for score, asks, shows in zip(scores, frames[::2], frames[1::2]):
        assert read(re.search(r"≈ (−?[\d.]+)`", shows.note)[1]) == pytest.approx(score, abs=0.0051)
        assert ("says 3" in shows.note) == (score > 0)
        assert asks.ask.choices[asks.ask.right][0] == ("It says 3" if score > 0 else "It stays silent")
    places = {shape["key"]: shape["cx"] for shape in frames[-1].shapes if shape["tag"] == "circle"}
    assert np.all((np.array([places[f"score {k}"] for k in range(3)]) > 320) == (scores > 0))


def test_a_score_that_is_almost_0_shows_its_side():
    score = float(IMAGES[0].ravel() @ TEMPLATE.ravel())
    for small, said in ((0.004, "0.004"), (-0.004, "−0.004")):
        note = scene.detector(IMAGES[:1], [3], TEMPLATE, small - score).frames[1].note
        assert re.search(r"≈ (−?[\d.]+)`", note)[1] == said


def test_another_bias_changes_the_verdict():
    stage = play(scene.detector, digits=IMAGES, labels=[3, 2, 5], weights=TEMPLATE, b=0.0)
    before = stage.frames[1].note
    stage.request = {"kind": "edit", "name": "b", "text": "-500", "serial": 1}
    assert "found" in before and "missed" in stage.frames[1].note


# ---------------------------------------------------------------------------- what fits

WIDEST = {"W1": np.full((3, 3), -1.2345), "b1": np.full(3, -1.2345), "W2": np.full((3, 3), -1.2345),
          "b2": np.full(3, -1.2345)}


REFUSED = [
    (scene.neuron, {"x": np.ones(5), "w": np.ones(5), "b": 0}, "x has 5 entries; at most 4 fit the picture"),
    (scene.neuron, {"x": [1, 2], "w": [1, 2, 3], "b": 0}, "(2,) · (3,) – the lengths 2 and 3 differ"),
    (scene.neuron, {"x": [1], "w": [1], "b": 0, "activation": "softmax"},
     "activation must be one of 'relu', 'sigmoid', 'tanh', 'identity', 'step', not 'softmax'"),
    (scene.anatomy, POCKET | {"W1": np.ones((5, 3))},
     "W1 has shape (5, 3); at most (4, 3) fits the picture"),
    (scene.weights, POCKET | {"W2": np.ones((3, 4))},
     "W2 has shape (3, 4); at most (3, 3) fits the picture"),
    *[(make, POCKET | {"b1": np.ones(2)}, "W1 (2, 3), b1 (2,), W2 (3, 1) and b2 (1,) do not belong "
       "to one network of 2, 3 and 1 units") for make in (scene.anatomy, scene.weights)],
    (scene.grow, {"sizes": "1, " * 9 + "1"}, "10 numbers make 9 layers, and only eight fit into the picture"),
    (scene.deepen, {"n_in": 2001, "units": 3, "n_out": 1},
     "a layer has a whole number of units from 1 to 2000, not 2001"),
    (scene.detector, {"digits": np.ones((11, 2, 2)), "labels": np.ones(11), "weights": np.ones((2, 2)), "b": 0},
     "labels has 11 entries; at most 10 fit the picture"),
    (scene.detector, {"digits": IMAGES, "labels": [3, 2, 5], "weights": np.ones((28, 27)), "b": 0},
     "digits (3, 28, 28), labels (3,) and weights (28, 27); each digit needs a label, and each of its pixels "
     "a weight"),
]


LARGEST = [
    (scene.neuron, {"x": np.full(4, -12.345), "w": np.full(4, 1.2345e-7), "b": -1.2345e-7, "activation": "identity"}),
    (scene.neuron, {"x": np.full(4, 123456.7), "w": np.full(4, -123456.7), "b": 999999}),
    (scene.anatomy, WIDEST | {"W1": np.full((4, 3), -1.2345)}), (scene.weights, WIDEST),
    (scene.grow, {"sizes": "4000, 4000, 4000, 4000, 4000, 400, 400, 400, 400"}),
    (scene.deepen, {"n_in": 2000, "units": 2000, "n_out": 2000}),
    (scene.detector, {"digits": np.ones((10, 28, 28)), "labels": np.arange(10), "weights": np.full((28, 28), -9.5),
                      "b": -1.2345e-7}),
]
