"""The scenes of activations show the numbers that NumPy gives, and their training runs are real."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import notes

from dlmath import activations
from dlmath.activations import ACTIVATIONS
from dlmath.picture import words
from dlmath.scenes import activations as scene
from dlmath.stage import play

BEND = {"w1": [1, 1, 1], "b1": [1, 0, -1], "w2": [1, -2, 2]}
SCENES = {
    **{f"tangent {name}": (scene.tangent, {"activation": name}) for name in ACTIVATIONS},
    "unit": (scene.unit, {"w": 2.0, "b": 4.0}),
    "unit without weight": (scene.unit, {"w": 0.0, "b": -2.0}),
    "unit without bias": (scene.unit, {"w": -1.0, "b": 0.0}),
    "unit far away": (scene.unit, {"w": -0.5, "b": -8.0}),
    "bend": (scene.bend, BEND),
    "bend of one unit": (scene.bend, {"w1": [0], "b1": [2], "w2": [1]}),
    **{f"wave {name}": (scene.wave, {"curve": name}) for name in scene.CURVES},
    "quarters": (scene.quarters, {"part": 0.25}),
    "wholes": (scene.quarters, {"part": 1.0}),
    "dying": (scene.dying, {"learning_rate": 0.4}),
    "small steps": (scene.dying, {"learning_rate": 0.1}),
    "softmax": (scene.softmax, {"scores": [2, 1, 0.1], "shift": 0.0}),
    "softmax far out": (scene.softmax, {"scores": [-3, 1, 0.1, 7], "shift": -1000.0}),
}
small = st.integers(-4, 4).map(float)


def last_numbers(note, name):
    """Return the number after the last = of each formula that begins with a name."""
    return [words.read(formula.split(" = ")[-1]) for formula in re.findall(rf"`({name}\([^`]*)`", note)]


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_function_and_slope_are_those_of_the_module_wherever_x_is_slid(name):
    f, slope, _ = ACTIVATIONS[name]
    made = scene.tangent(name)
    assert made.axis == "x" and made.axis_values == list(np.linspace(-5, 5, 41))
    for x, note in zip(made.axis_values, notes(made), strict=True):
        assert last_numbers(note, "f") == [pytest.approx(f(x), rel=1e-3, abs=1e-9)]
        assert last_numbers(note, "f′") == [pytest.approx(slope(x), rel=1e-3, abs=1e-9)]


def power(raised):
    return f"**({raised[0].translate(words.FLAT)})"


READ = {"−": "-", "·": "*", "²": "**2", "^": "**", "ln": "log", "Φ": "cdf", "φ": "bell", "σ": "sigmoid"}
NAMES = {"e": np.e, "log": np.log, "max": max, "sigmoid": activations.sigmoid,
         "cdf": lambda x: activations.gelu(x) / x if x else 0.5,
         "bell": lambda x: np.exp(-x * x / 2) / np.sqrt(2 * np.pi)}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_what_a_note_spells_comes_out_as_it_says(name):
    """The formula with its numbers is reckoned, so that it says the right thing on both sides of 0."""
    for note in notes(scene.tangent(name)):
        for formula in re.findall(r"`(f.?\([^`]*)`", note):
            _, *parts = formula.split(" = ")
            if len(parts) == 2 and "·10" not in formula:
                said = re.sub(r"(?<=e)⁻?[⁰¹²³⁴-⁹]+", power, parts[0])
                for sign, python in READ.items():
                    said = said.replace(sign, python)
                assert eval(said, {}, NAMES) == pytest.approx(words.read(parts[1]), rel=2e-3, abs=2e-4), formula


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_tangent_has_the_slope_and_touches_the_curve(name):
    f, slope, _ = ACTIVATIONS[name]
    for x, frame in zip(scene.SLID, scene.tangent(name).frames, strict=True):
        paths = {shape["key"]: shape for shape in frame.shapes}
        if "tangent" not in paths:
            assert x == 0
            continue
        (x1, y1), (x2, y2) = [tuple(map(float, point.split())) for point in re.findall(r"[ML]([\d. -]+)",
                                                                                       paths["tangent"]["d"])]
        point = paths["point"]
        across = (y2 - y1) * (point["cx"] - x1) - (x2 - x1) * (point["cy"] - y1)
        assert abs(across) / np.hypot(x2 - x1, y2 - y1) < 0.1
        low, high = scene._room(scene._along(f))
        drawn = -(y2 - y1) / (x2 - x1) * (high - low) / 240 / (10 / 262)
        assert drawn == pytest.approx(slope(x), rel=0.01, abs=0.01)


def test_a_corner_has_no_tangent_and_says_so():
    for name in ("relu", "leaky_relu", "prelu", "selu", "step"):
        frame = scene.tangent(name).frames[20]
        assert "tangent" not in {shape["key"] for shape in frame.shapes} and "usual choice" in frame.note
    assert "tangent" in {shape["key"] for shape in scene.tangent("elu").frames[20].shapes}


def test_all_thirteen_can_be_chosen_and_nothing_else():
    stage = play(scene.tangent, activation="sigmoid")
    cell = next(shape for shape in stage.frames[0].shapes if "options" in shape)
    assert cell["options"].split("|") == list(ACTIVATIONS) and len(ACTIVATIONS) == 13
    for name in ACTIVATIONS:
        stage.request = {"kind": "edit", "name": "activation", "text": name, "serial": name}
        assert stage.data["activation"] == name and stage.reply["message"] == "" and name in stage.frames[3].alt
    stage.request = {"kind": "edit", "name": "activation", "text": "cosine", "serial": 2}
    assert stage.reply["kind"] == "invalid" and stage.data["activation"] == "silu"


@given(small, small)
def test_the_step_of_a_unit_lies_where_its_sum_is_0(w, b):
    made = scene.unit(w, b)
    assert all(frame.ask for frame in made.frames[:1])
    if w:
        middle = words.read(re.search(r"= (\S+)`: there", made.frames[1].note)[1])
        assert activations.sigmoid(w * middle + b) == pytest.approx(0.5, abs=1e-3)
        asked = made.frames[0].ask
        assert words.read(asked.choices[asked.right][0]) == pytest.approx(-b / w, rel=1e-3)


def test_weight_and_bias_can_be_dragged():
    stage = play(scene.unit, w=2.0, b=4.0)
    for name, to in (("w", -1.5), ("b", -3.0)):
        x, y = scene.unit(**stage.data).plane_of(name)[0].to_pixels(to, 0)
        stage.request = {"kind": "drag", "name": name, "x": x, "y": y, "serial": name}
        assert stage.data[name] == to and stage.reply["message"] == ""
    assert "−1.5x − 3 = 0" in stage.frames[1].note and "= −2`" in stage.frames[1].note


@given(st.lists(st.tuples(small, small, small), min_size=1, max_size=4))
def test_two_layers_are_one_line_without_relu_and_bend_at_its_corners(units):
    w1, b1, w2 = map(np.array, zip(*units))
    made = scene.bend(w1, b1, w2)
    line = re.search(r"= (?:(0)|(−?[\d.]*)x)?(?: ?([+−]) ([\d.]+))?`: two layers, one", made.frames[1].note)
    slope = {"": "1", "−": "-1"}.get(line[2], line[2] or "0").replace("−", "-")
    assert float(slope) == w1 @ w2 and float(f"{line[3] or '+'}{line[4] or 0}".replace("−", "-")) == b1 @ w2
    xs = np.linspace(-3, 3, 6001)
    out = np.maximum(0, xs[:, None] * w1 + b1) @ w2
    turns = xs[1:-1][np.abs(np.diff(out, 2)) > 1e-9]
    bends = len(turns) and 1 + int((np.diff(turns) > 0.01).sum())
    asked = made.frames[1].ask
    assert asked.choices[asked.right][0] == str(bends)


def test_the_lines_drawn_are_those_of_the_two_networks():
    """Both pictures have one scale, so pixels follow from outputs by one straight rule."""
    pixels, outputs = [], []
    for frame, g in zip(scene.bend(**BEND).frames[1:], (activations.identity, activations.relu), strict=True):
        line = next(shape["d"] for shape in frame.shapes if shape["key"] == "out")
        pixels += [float(point.split()[1]) for point in re.split("[ML]", line)[1:]]
        x = np.array([-3.0, -1, 0, 1, 3])
        outputs += (g(x[:, None] * BEND["w1"] + BEND["b1"]) @ BEND["w2"]).tolist()
    rule = np.polyfit(outputs, pixels, 1)
    assert rule[0] < 0 and pixels == pytest.approx(np.polyval(rule, outputs), abs=0.02)


def test_a_number_of_the_two_layers_can_be_typed():
    stage = play(scene.bend, **BEND)
    stage.request = {"kind": "edit", "name": "w2[1]", "text": "0", "serial": 1}
    assert stage.data["w2"].tolist() == [1, 0, 2] and "bends at −1, 1," in stage.frames[2].note
    assert stage.frames[2].note.endswith("from left to right: 0, 1, 3.")  # no slope is named twice


@pytest.mark.parametrize(("curve", "enough", "f"), [
    ("wave", 20, lambda x: np.sin(2 * x)), ("bell", 16, lambda x: np.exp(-x * x)),
    ("parabola", 8, lambda x: x * x / 4.5 - 1)])
def test_the_units_follow_a_curve_and_the_note_says_how_far_off_they_are(curve, enough, f):
    made, xs = scene.wave(curve), np.linspace(-3, 3, 601)
    for n, frame in zip(made.axis_values, made.frames, strict=True):
        points = np.linspace(-3, 3, n + 1)
        off = abs(np.interp(xs, points, f(points)) - f(xs)).max()
        assert words.read(re.search(r"at most (\S+)\. Output", frame.note)[1]) == pytest.approx(off, rel=0.05)
        assert (off < 0.05) == (n >= enough)
    asked = made.frames[0].ask
    assert asked.choices[asked.right][0] == f"About {enough}"


def test_another_curve_can_be_chosen():
    stage = play(scene.wave, curve="wave")
    stage.request = {"kind": "edit", "name": "curve", "text": "bell", "serial": 1}
    assert stage.data["curve"] == "bell" and "A dashed bell" in stage.frames[3].alt


@pytest.mark.parametrize("part", [0.25, 0.5, 0.9])
def test_each_layer_leaves_its_part_and_the_squares_have_that_area(part):
    for n, frame in enumerate(scene.quarters(part).frames):
        last = next(shape for shape in frame.shapes if shape["key"] == f"square {n}")
        whole = next(shape for shape in frame.shapes if shape["key"] == "square 0")
        assert last["width"] * last["height"] / (whole["width"] * whole["height"]) == pytest.approx(
            part ** n, rel=0.05, abs=1e-5)
        said = next(shape["text"] for shape in frame.shapes if shape["key"] == "left")
        assert words.read(said.split(" is")[0]) == pytest.approx(part ** n, rel=0.05)


def test_where_every_layer_leaves_all_that_is_the_answer():
    asked = scene.quarters(1).frames[0].ask
    assert asked.choices[asked.right][0] == "All of it" and scene.quarters(1).frames[10].note.endswith("is left.")
    assert "10⁻⁶" in scene.quarters(0.25).frames[0].ask.choices[scene.quarters(0.25).frames[0].ask.right][0]


def by_hand(leak, rate, updates):
    """Train the unit of the scene without the package."""
    x, w, b = np.linspace(0, 2, 21), 2.0, 1.0
    for _ in range(updates):
        z = w * x + b
        push = 2 * (np.where(z > 0, z, leak * z) - x) * np.where(z > 0, 1, leak) / len(x)
        w, b = w - rate * (push * x).sum(), b - rate * push.sum()
    return w, b, int((w * x + b > 0).sum())


@pytest.mark.parametrize("rate", [0.4, 0.1])
def test_the_two_units_are_trained(rate):
    for updates, note in zip(scene.UPDATES, notes(scene.dying(rate)), strict=True):
        for name, leak in (("ReLU", 0.0), ("leaky ReLU", 0.01)):
            said = re.search(rf"[.;] {name}: w = (\S+), b = (\S+), on for (\d+)", note).groups()
            w, b, on = by_hand(leak, rate, updates)
            assert [words.read(number) for number in said[:2]] == pytest.approx([w, b], abs=0.006)
            if abs(b) > 1e-9:
                assert int(said[2]) == on


def test_a_relu_dies_of_large_steps_and_a_leaky_one_does_not():
    last = [frame.note for frame in (scene.dying(0.4).frames[1], scene.dying(0.4).frames[-1])]
    assert all("ReLU: w = 0.11, b = −0.60, on for 0 of 21;" in note for note in last)
    assert "leaky ReLU: w = 0.11, b = −0.60, on for 0" in last[0] and "leaky ReLU: w = 1.00, b = 0.00" in last[1]
    assert scene.dying(0.4).label == scene.dying(0.1).label  # the title does not say who arrives
    asked = [scene.dying(rate).frames[0].ask for rate in (0.4, 0.1)]
    assert [ask.choices[ask.right][0] for ask in asked] == ["Only the leaky one", "Both"]


@settings(max_examples=30)
@given(st.lists(st.integers(-900, 900).map(float), min_size=2, max_size=5), st.integers(-1000, 1000).map(float))
def test_shares_are_softmax_at_each_temperature(scores, shift):
    made = scene.softmax(scores, shift)
    assert made.axis == "temperature" and made.axis_values == list(scene.TEMPERATURES)
    for temperature, frame in zip(scene.TEMPERATURES, made.frames, strict=True):
        shown = {shape["key"]: shape.get("text") for shape in frame.shapes}
        shares = [words.read(shown[f"share[{i}] value"]) for i in range(len(scores))]
        e = np.exp((np.array(scores) - max(scores)) / temperature)
        assert shares == pytest.approx(e / e.sum(), rel=0.01, abs=1e-9)
        assert words.read(re.search(r"= (\S+)`\.$", frame.note)[1]) == pytest.approx(max(shares), rel=0.01)


def test_a_score_and_the_shift_can_be_typed():
    stage = play(scene.softmax, scores=[2, 1, 0.1], shift=0.0)
    before = [shape for shape in stage.frames[3].shapes if shape["key"].startswith("share[")]
    stage.request = {"kind": "edit", "name": "shift", "text": "1000", "serial": 1}
    assert stage.data["shift"] == 1000 and "∞" in str(stage.frames[3].shapes)
    assert [shape for shape in stage.frames[3].shapes if shape["key"].startswith("share[")] == before
    stage.request = {"kind": "edit", "name": "scores[2]", "text": "2", "serial": 2}
    assert stage.data["scores"].tolist() == [2, 1, 2]


REFUSED = [
    (scene.tangent, {"activation": "cosine"},
     "activation must be one of 'identity', 'step', 'sigmoid', 'tanh', 'relu', 'leaky_relu', 'prelu', 'elu', 'selu', "
     "'softplus', 'gaussian', 'gelu', 'silu', not 'cosine'"),
    (scene.unit, {"w": np.inf, "b": 0}, "w is inf, not a finite number"),
    (scene.bend, {"w1": [1] * 5, "b1": [1] * 5, "w2": [1] * 5}, "w1 has 5 entries; at most 4 fit the picture"),
    (scene.bend, {"w1": [1, 2], "b1": [1], "w2": [1, 2]}, "w1 (2,) and b1 (1,) must have the same shape"),
    (scene.wave, {"curve": "zigzag"}, "curve must be one of 'wave', 'bell', 'parabola', not 'zigzag'"),
    (scene.quarters, {"part": 2}, "part must be at least 0.1 and at most 1, not 2"),
    (scene.dying, {"learning_rate": 0.5}, "learning_rate must be at least 0.02 and at most 0.45, not 0.5"),
    (scene.softmax, {"scores": range(6)}, "scores has 6 entries; at most 5 fit the picture"),
    (scene.softmax, {"scores": [1]}, "one score alone has nothing to share; give from 2 to 5"),
    (scene.softmax, {"scores": [[1, 2]]}, "scores must have rank 1; its shape (1, 2) has rank 2"),
]


LARGEST = [
    (scene.tangent, {"activation": "leaky_relu"}), (scene.unit, {"w": 1e6, "b": -1e6}),
    (scene.unit, {"w": -1e-9, "b": 123456.7}),
    (scene.bend, {"w1": [-12.25] * 4, "b1": [0.125] * 4, "w2": [9999, -9999, 0.0001, 0]}),
    (scene.wave, {"curve": "parabola"}), (scene.quarters, {"part": 0.1234}),
    (scene.dying, {"learning_rate": 0.45}),
    (scene.softmax, {"scores": [-123.45, 123.45, 1e-9, 1e6, -1e6], "shift": -99999.5}),
]
