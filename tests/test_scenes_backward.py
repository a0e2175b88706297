"""The scenes of a backward pass: each gradient shown is the network's, and the nudge beside it agrees."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from reading import texts
from test_network import problems

from dlmath import Network, pocket_network
from dlmath.picture.words import read
from dlmath.scenes import backward as scene
from dlmath.stage import play

POCKET = {"network": pocket_network(), "X": [[2, 3]], "y": [[1]]}
BATCH = {"network": pocket_network(), "X": [[2, 3], [1, 1], [-1, 3]], "y": [[1], [0], [1]]}
TABLES = {"A": [[1, 2, 3], [4, 5, 6]], "W": [[1, 0], [2, -1], [0, 3]], "dZ": [[1, -1], [2, 1]]}
SPREADS = {"spreads": [0.1, 0.125, 0.177, 0.3], "activation": "relu"}
SCENES = {
    "story": (scene.story, POCKET),
    "story of a batch": (scene.story, BATCH),
    "story of one neuron": (scene.story, {"network": Network([2, 1], seed=1), "X": [[1, 2]], "y": [[0]]}),
    "story of a deep one": (scene.story, {"network": Network([3, 5, 4, 3], ["tanh", "sigmoid"], "softmax", seed=1),
                                          "X": [[0.1, -0.1, 0.6], [1, 2, 3]], "y": [0, 2]}),
    "transposes": (scene.transposes, TABLES),
    "depth": (scene.depth, SPREADS),
    "depth of sigmoids": (scene.depth, {"spreads": [0.02, 0.1, 0.5, 1.0], "activation": "sigmoid"}),
}
IMAGES = np.zeros((3, 4, 5))
IMAGES[:, 1, 2] = 1, 0.5, 0
WANTS = {"images": IMAGES, "labels": [3, 5, 3], "weights": np.zeros((4, 5)), "b": 0.0, "pixel": [1, 2]}
SCENES |= {"wants": (scene.wants, WANTS)}
SCENES |= {f"story, stop {stop}": (scene.story, POCKET | {"stop": stop}) for stop in range(1, 7)}
SCENES |= {"story of a batch, stop 3": (scene.story, BATCH | {"stop": 3})}
small = st.integers(-9, 9).map(float)


# ---------------------------------------------------------------------------- the story


def test_the_truth_can_be_typed_into_only_where_its_cells_are_its_entries():
    labels, rows = ({**SCENES["story of a deep one"][1], "y": y} for y in ([0, 2], [[1, 0, 0], [0, 0, 1]]))
    for data, editable in ((labels, {"X"}), (rows, {"X", "y"})):
        first = scene.story(**data).frames[0]
        assert {shape["edit"].partition("[")[0] for shape in first.shapes if "edit" in shape} == editable
        assert ("the numbers of X and y" in first.note) == ("y" in editable)


@given(problems())
@settings(max_examples=15)
def test_each_stop_shows_the_gradient_and_a_nudge_that_agrees_to_the_digits_shown(problem):
    network, X, y = problem
    made = scene.story(network, X, y)
    backward = network.backward(network.forward(X), y)
    compared = 0
    for frame, name in zip(made.frames[1:], backward.names):
        shown = texts(frame)
        entries = {key[6:]: said for key, said in shown.items() if re.match(r"result\[\d", key)}
        beside = {key[6:]: said for key, said in shown.items() if re.match(r"nudged\[\d", key)}
        assert entries and (not beside or beside == entries)
        assert not beside or "the same" in shown["nudged verdict"] and "not" not in shown["nudged verdict"]
        compared += len(beside)
        for place, said in entries.items():
            value = backward[name][tuple(int(i) for i in place[1:-1].split(","))]
            assert read(said) in [float(f"{round(value, 8):.{digits}g}") for digits in (2, 3, 4)]
    assert compared


def test_the_pocket_network_has_the_numbers_of_the_lesson():
    made = scene.story(**POCKET)
    notes = " ".join(frame.note for frame in made.frames)
    for said in ("(0.6682 − 1) / 1 = −0.3318", "2·(−0.3318) = −0.6636", "−0.3318·0.5 = −0.1659",
                 "2·(−0.1659) = −0.3318"):
        assert said in notes
    assert texts(made.frames[-1])["count"] == "one walk back: 13 slopes"


def test_at_a_kink_the_story_says_so():
    made = scene.story(pocket_network(), [[0, 0]], [[1]])
    stop = next(frame for frame in made.frames if frame.note.startswith("`∂L/∂Z1"))
    assert texts(stop)["nudged verdict"] == "✗ not the same" and "corner" in stop.note


def test_the_stops_one_by_one_are_the_whole_story():
    whole = [frame.note for frame in scene.story(**BATCH).frames]
    parts = [frame.note for stop in range(1, 7) for frame in scene.story(**BATCH, stop=stop).frames[1:]]
    assert parts == whole[1:-1]


def test_what_a_stop_looks_for_is_not_shown_before_it_is_answered():
    for stop, name in enumerate(["dA2", "dZ2", "dW2", "dA1", "dZ1", "dW1"], 1):
        made = scene.story(**POCKET, stop=stop)
        backward = pocket_network().backward(pocket_network().forward([[2, 3]]), [[1]])
        first, second = (texts(frame) for frame in made.frames[:2])
        assert not any(key.startswith("result") for key in first)
        assert read(second["result[0,0]"]) == pytest.approx(backward[name][0, 0], rel=1e-3)


def test_a_sure_mistake_has_a_story():
    made = scene.story(pocket_network(), [[900, 900]], [[1]])
    assert len(made.frames) >= 8


def test_an_edit_of_X_or_y_makes_the_story_anew():
    stage = play(scene.story, **POCKET)
    stage.request = {"kind": "edit", "name": "y[0,0]", "text": "0", "serial": 1}
    assert "the prediction is too high" in stage.frames[0].note
    stage.request = {"kind": "edit", "name": "y[0,0]", "text": "3", "serial": 2}
    assert stage.reply["kind"] == "invalid" and stage.data["y"][0, 0] == 0


# ---------------------------------------------------------------------------- what each example wants


def test_the_wishes_are_the_slopes_of_the_three_losses_and_their_mean():
    """A neuron without weights says 0.5 to all; each slope is (0.5 − truth) times the ink."""
    frames = scene.wants(**WANTS).frames
    assert [re.search(r"loss is `(.*?)`", frame.note)[1] for frame in frames[1:4]] == ["−0.5", "0.25", "0"]
    assert frames[4].note.startswith("`(−0.5 + 0.25 + 0) / 3 = −0.083`") and "a larger weight" in frames[4].note
    assert [frame.ask.choices[frame.ask.right][0] for frame in frames[:3]] == ["falls", "rises", "stays the same"]


def test_an_arrow_points_to_where_the_loss_falls():
    arrows = {shape["key"]: shape for shape in scene.wants(**WANTS).frames[4].shapes if shape["key"].startswith("wish")}
    tips = [[float(x) for x in re.findall(r"[ML]([\d.]+) ", arrows[f"wish {i}"]["d"])] for i in (0, 1, 3)]
    assert tips[0][3] > tips[0][0] and tips[1][3] < tips[1][0] and tips[2][3] > tips[2][0]
    assert arrows["wish 2"]["tag"] == "circle"


def test_another_pixel_is_chosen():
    stage = play(scene.wants, **WANTS)
    stage.request = {"kind": "edit", "name": "pixel[0]", "text": "0", "serial": 1}
    assert stage.frames[4].note.startswith("`(0 + 0 + 0) / 3 = 0`")
    stage.request = {"kind": "edit", "name": "pixel[1]", "text": "5", "serial": 2}
    assert stage.reply["kind"] == "invalid"


# ---------------------------------------------------------------------------- transposes


@given(arrays(float, (2, 3), elements=small), arrays(float, (3, 2), elements=small),
       arrays(float, (2, 2), elements=small))
@settings(max_examples=12)
def test_the_entries_of_the_transposes_are_numpys(A, W, dZ):
    made = scene.transposes(A, W, dZ)
    found = {}
    for frame in made.frames:
        if step := re.match(r"`(d[WA])\[(\d),(\d)\] = .* = (−?[\d.]+)`", frame.note):
            found[step[1], int(step[2]), int(step[3])] = read(step[4])
    for (i, j), value in np.ndenumerate(A.T @ dZ):
        assert found["dW", i, j] == value
    for (i, j), value in np.ndenumerate(dZ @ W.T):
        assert found["dA", i, j] == value
    assert len(found) == 12


def test_a_factor_below_zero_stands_in_brackets_after_a_plus():
    notes = " ".join(frame.note for frame in scene.transposes(**TABLES).frames)
    assert "dA[0,0] = 1·1 + (−1)·0 = 1" in notes and "+ −" not in notes


def test_transposed_cells_are_the_same_cells_carried():
    made = scene.transposes(**TABLES)
    before, after = made.frames[7], made.frames[8]
    for (i, j), value in np.ndenumerate(TABLES["A"]):
        assert texts(before)[f"A[{i},{j}]"] == texts(after)[f"A[{i},{j}]"] == str(value)


# ---------------------------------------------------------------------------- depth


def shares(note):
    """Read what a note says of the four spreads."""
    return [read(said) for said in re.findall(r" → (.*?)[;`]", note)]


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
def test_each_frame_says_the_norms_that_numpy_gives(activation):
    X = np.random.default_rng(0).normal(size=(64, 64))
    made, expected = scene.depth(SPREADS["spreads"], activation), []
    for spread in SPREADS["spreads"]:
        deep = Network([64] * 21 + [1], activation, initialisation=spread, seed=0)
        backward = deep.backward(deep.forward(X), (X[:, :1] > 0).astype(float))
        norms = np.array([np.linalg.norm(backward[f"dZ{layer}"]) for layer in range(1, 21)])
        expected.append(norms / norms[-1])
    for layer, frame in zip(range(19, 0, -1), made.frames[1:]):
        assert shares(frame.note) == pytest.approx([share[layer - 1] for share in expected], rel=0.06)


def test_hes_spread_keeps_the_gradient_level_and_the_others_do_not():
    small, _, he, large = shares(scene.depth(**SPREADS).frames[-1].note)
    assert small < 1e-4 and 0.2 < he < 5 and large > 1e3


def test_a_gradient_below_every_power_of_the_picture_has_a_place_at_its_edge():
    last = scene.depth([0.005, 0.005, 0.005, 0.005], "sigmoid").frames[-1]
    assert texts(last)["end 0"] == "0.005: 10⁻³⁸"
    heights = [shape["y"] for shape in last.shapes if shape["key"] in ("end 0", "end 1", "end 2", "end 3")]
    assert np.diff(heights).min() > 17 and max(heights) < 285


def test_spreads_and_activation_are_chosen():
    stage = play(scene.depth, **SPREADS)
    stage.request = {"kind": "edit", "name": "activation", "text": "tanh", "serial": 1}
    assert "20 layers of 64 units, with tanh" in stage.frames[0].note
    stage.request = {"kind": "edit", "name": "spreads[0]", "text": "0.2", "serial": 2}
    assert "0.2 → " in stage.frames[-1].note
    for name, text in (("spreads[0]", "0"), ("spreads[0]", "3"), ("activation", "softmax"), ("activation", "cubic")):
        stage.request = {"kind": "edit", "name": name, "text": text, "serial": 3}
        assert stage.reply["kind"] == "invalid"


# ---------------------------------------------------------------------------- what fits


REFUSED = [
    (scene.story, POCKET | {"network": "network"}, "network must be a Network, not 'network'"),
    (scene.story, POCKET | {"X": [[1, 2, 3]]},
     "X has shape (1, 3); this network takes (m, 2), one row an example"),
    (scene.story, POCKET | {"y": [[3]]}, "y must lie between 0 and 1, not 3 to 3"),
    (scene.story, {"network": Network([2, 2, 2, 2, 2, 2, 1]), "X": [[2, 3]], "y": [[1]]},
     "the network has 6 layers; at most 5 fit the picture"),
    (scene.story, {"network": Network([784, 10, 1]), "X": np.ones((1, 784)), "y": [[1]]},
     "7,883 numbers would be nudged one by one; at most 5,000 are, so that nobody waits long"),
    (scene.story, {"network": pocket_network(), "X": np.ones((624, 2)), "y": np.ones((624, 1))},
     "5,005 numbers would be nudged one by one; at most 5,000 are, so that nobody waits long"),
    (scene.story, POCKET | {"stop": 7}, "there is no stop 7; 2 layers have 6 stops"),
    (scene.wants, WANTS | {"pixel": [4, 0]},
     "row and column of the pixel are whole numbers, at most 3 and 4"),
    (scene.wants, WANTS | {"pixel": [0.5, 0]},
     "row and column of the pixel are whole numbers, at most 3 and 4"),
    (scene.wants, WANTS | {"images": IMAGES[:2]},
     "images (2, 4, 5) and weights (4, 5); three digits are needed, each pixel with a weight"),
    (scene.transposes, {"A": [[1, 2]], "W": [[1], [2]], "dZ": [[1, 2]]},
     "dZ has shape (1, 2); it must have that of A @ W, (1, 1)"),
    (scene.transposes, {"A": [[1, 2]], "W": [[1, 2]], "dZ": [[1, 2]]},
     "(1, 2) @ (1, 2) – the inner sizes 2 and 1 differ"),
    (scene.transposes, {"A": np.ones((4, 2)), "W": np.ones((2, 2)), "dZ": np.ones((4, 2))},
     "A has shape (4, 2); at most (3, 3) fits the picture"),
    (scene.depth, {"spreads": [0.1, 0.2]}, "spreads has shape (2,); it takes (4,)"),
    (scene.depth, {"spreads": [0.1, 0.2, 0.3, 3]}, "a spread lies between 0.005 and 2 here, not 3"),
    (scene.depth, {"activation": "softmax"},
     "activation must be one of 'relu', 'tanh', 'sigmoid', not 'softmax'"),
]


LARGEST = [
    (scene.story, {"network": Network([40, 12, 8, 5], "tanh", "softmax", seed=1),
                   "X": np.random.default_rng(0).normal(size=(40, 40)), "y": np.arange(40) % 5}),
    (scene.story, {"network": Network([3, 3, 3, 3, 3, 3], "tanh", "identity", seed=2),
                   "X": np.full((20, 3), -12.25), "y": np.full((20, 3), 1234.5)}),
    (scene.story, {"network": Network([40, 12, 8, 5], "tanh", "softmax", seed=1), "stop": 9,
                   "X": np.random.default_rng(0).normal(size=(40, 40)), "y": np.arange(40) % 5}),
    (scene.wants, {"images": np.ones((3, 28, 28)), "labels": [8, 8, 3], "weights": np.full((28, 28), -1.0), "b": 0.0,
                   "pixel": [27, 27]}),
    (scene.transposes, {"A": np.full((3, 3), -12.25), "W": np.full((3, 3), 0.125), "dZ": np.full((3, 3), -0.3333)}),
    (scene.depth, {"spreads": [0.005, 0.0123, 1.234, 2.0], "activation": "sigmoid"}),
]
