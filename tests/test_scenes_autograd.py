"""The scenes of derivatives show the numbers of the mathematics, and nothing that is typed is ever run."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_autograd import HOSTILE, formulas

from dlmath.autograd import graph, read
from dlmath.picture.draw import number
from dlmath.scenes import autograd as scene
from dlmath.stage import play

LESSON = {"formula": "(w*x + b - y)**2", "values": "w=1, x=2, b=2, y=3"}
SCENES = {
    "gears": (scene.gears, {"teeth": [24, 8, 16]}),
    "gears like any": (scene.gears, {"teeth": [7, 40, 13]}),
    "graph": (scene.graph, LESSON),
    "graph of two paths": (scene.graph, {"formula": "x**2 + 3*x", "values": "x=2"}),
    "graph of a neuron": (scene.graph, {"formula": "-log(sigmoid(w*x + b))", "values": "w=0.5, x=2, b=-0.3"}),
    "graph of zeros": (scene.graph, {"formula": "relu(x) * y - y", "values": "x=0, y=0"}),
    "graph of numbers": (scene.graph, {"formula": "2*3 - 4", "values": "x=1"}),
}



def texts(frame):
    return {shape["key"]: shape["text"] for shape in frame.shapes if shape["tag"] == "text"}


# ---------------------------------------------------------------------------- the scenes


@given(formulas(), st.floats(-2, 2), st.floats(-2, 2))
@settings(max_examples=25)
def test_the_graph_ends_with_every_value_and_gradient(formula, x, y):
    x, y = round(x, 3), round(y, 3)
    try:
        made = scene.graph(formula, f"x={x}, y={y}")
    except ValueError as error:
        assert re.search("no graph|do not fit|characters", str(error))
        return
    result = read(formula, {"x": x, "y": y})
    result.backward()
    shown = texts(made.frames[-1])
    for node in graph(result).nodes:
        # a narrow box holds fewer digits
        assert shown[f"value {node.number}"] in [number(node.data, digits) for digits in (1, 2, 3, 4)]
        assert shown[f"gradient {node.number}"] in [number(node.grad, digits) for digits in (1, 2, 3, 4)]
    assert made.frames[0].ask is not None


def test_boxes_of_a_graph_do_not_overlap():
    for name, (make, data) in SCENES.items():
        if name.startswith("graph"):
            boxes = [s for s in make(**data).frames[-1].shapes if s["tag"] == "rect" and s["key"].startswith("node")]
            for i, one in enumerate(boxes):
                for other in boxes[:i]:
                    apart = abs(one["x"] - other["x"]) >= one["width"] or abs(one["y"] - other["y"]) >= one["height"]
                    assert apart, (name, one["key"], other["key"])


@pytest.mark.parametrize(("formula", "values"), [
    ("sigmoid(w*x)*(1-sigmoid(w*x))", "w=1, x=2"), ("tanh(x/100000)**3", "x=1.2345"), ("x*y", "x=123.4, y=-0.01234"),
])
def test_every_number_stays_in_its_box(formula, values):
    for frame in scene.graph(formula, values).frames:
        widths = {shape["key"][5:]: shape["width"] for shape in frame.shapes if shape["key"].startswith("node ")}
        for key, said in texts(frame).items():
            kind, _, place = key.partition(" ")
            if kind in ("value", "gradient"):
                assert 9 * len(said) <= widths[place], (key, said)


def test_the_question_is_about_something_that_can_be_nudged():
    made = scene.graph("1/(1 + exp(-x))", "x=1")
    asked = [frame.ask.question for frame in made.frames if frame.ask]
    assert any("nudge r a little" in question for question in asked)
    assert made.frames[1].note == "`p = −x = −1`."
    replies = [reply for _, reply in made.frames[0].ask.choices]
    assert "Put 1 in once more." in replies and not any("two" in reply for reply in replies)


def test_a_formula_is_typed_and_a_hostile_one_changes_nothing(capfd):
    stage = play(scene.graph, **LESSON)
    stage.request = {"kind": "edit", "name": "formula", "text": "x*y + c", "serial": 1}
    assert stage.data["formula"] == "x*y + c" and "c stands at 1" in stage.frames[0].note
    stage.request = {"kind": "edit", "name": "values", "text": "x=2; y = −3", "serial": 2}
    assert stage.data["values"] == "x=2; y = −3" and stage.reply["kind"] == ""
    for serial, text in enumerate(HOSTILE, 3):
        stage.request = {"kind": "edit", "name": "formula", "text": text, "serial": serial}
        assert stage.reply["kind"] == "invalid", text
        assert stage.data["formula"] == "x*y + c"
    wrong = ["x", "x=", "x=two", "=3", "x==3", "1=x", "x=1e9", "x=nan", "x=1 y=2", "os.x=1"]
    for serial, text in enumerate(wrong, 200):
        stage.request = {"kind": "edit", "name": "values", "text": text, "serial": serial}
        assert stage.reply["kind"] == "invalid", text
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize("formula", ["+".join("abcdefgh"), "tanh(" * 7 + "x" + ")" * 7, "x", "weight*x"])
def test_what_does_not_fit_the_picture_is_refused(formula):
    with pytest.raises(ValueError, match="^graph: "):
        scene.graph(formula, "x=1")


@given(st.lists(st.integers(6, 40), min_size=3, max_size=3))
def test_gears_multiply(teeth):
    made = scene.gears(teeth)
    assert f"= {teeth[0]}/{teeth[2]} = {number(teeth[0] / teeth[2], 3)}`" in made.frames[-1].note
    turns = texts(made.frames[4])
    assert turns["x turns"] == "x: 1 turn" and turns["z turns"].startswith(f"z: {number(teeth[0] / teeth[2], 3)} turn")
    assert made.frames[0].ask.choices[made.frames[0].ask.right][0] == f"{number(teeth[0] / teeth[2], 3)} times"


@pytest.mark.parametrize("teeth", [[5, 8, 8], [8, 41, 8], [8.5, 8, 8]])
def test_a_gear_has_a_fair_number_of_teeth(teeth):
    with pytest.raises(ValueError, match="whole number of teeth"):
        scene.gears(teeth)
