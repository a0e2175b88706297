"""The scenes of derivatives show the numbers of the mathematics, and nothing that is typed is ever run."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlmath.autograd import Value, graph, names_in, ordered, read, walk
from dlmath.draw import number
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
HOSTILE = [
    "__import__('os').system('echo caught')", "().__class__.__bases__[0].__subclasses__()",
    "open('/etc/passwd').read()",
    "exec('x=1')", "lambda: 0", "[x for x in (1, 2)]", "x if x else y", "x.real", "x[0]", "f'{x}'", "'x'", "b'x'",
    "True", "None", "...", "1j", "x and y", "not x", "~x", "x < y", "x := 3", "(x := 3)", "x = 3", "x; y", "import os",
    "x @ y", "x // y", "x % y", "x << 2", "x | y", "x ** y", "x ** 9**9", "9**9**9**9", "1e999", "1" * 70, "x^2",
    "exp", "exp()", "exp(x, y)", "exp(*x)", "exp(x=1)", "exp(exp)", "sin(x)", "(x)(y)", "exp(x)(y)", "((((", "x +", "",
    "   ", "x" * 81, "(" * 79, "-" * 80, "x, y", "*x", "yield x", "await x", "print(x)", "\x00", "x\ny", "{x}",
    "<b>x</b>",
    "log(0)", "log(-x)", "1/0", "x/(y - y)", "exp(exp(exp(9)))", "0**-1", "unknown",
]


def texts(frame):
    return {shape["key"]: shape["text"] for shape in frame.shapes if shape["tag"] == "text"}


# ---------------------------------------------------------------------------- what is read


@pytest.mark.parametrize("formula", HOSTILE)
def test_what_is_no_formula_is_explained_in_one_sentence_and_never_run(formula, capfd):
    with pytest.raises(ValueError) as error:
        read(formula, {"x": 1.0, "y": 2.0})
    assert re.match(r"(read|Value): \S", str(error.value)) and len(str(error.value)) < 300
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize(("formula", "said"), [
    ("x^2", r"write x\*\*2"), ("x + z", "z has no value; it has x, y"), ("exp + 1", r"write exp\(…\)"),
    ("x + [y]", r"“\[y\]” is not understood"), ("x**y", "a plain number is needed"), ("(x", "not a whole formula"),
])
def test_the_sentence_names_the_mistake(formula, said):
    with pytest.raises(ValueError, match=said):
        read(formula, {"x": 1.0, "y": 2.0})


@given(st.text(max_size=90))
@settings(max_examples=200)
def test_any_text_is_read_or_refused(text):
    try:
        read(text, {"x": 1.0, "y": 2.0}).backward()
    except ValueError as error:
        assert str(error)


@st.composite
def formulas(draw, depth=3):
    """Draw a formula that Python reads as well."""
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(["x", "y", "2", "0.5", "3"]))
    inside = draw(formulas(depth - 1))
    if draw(st.booleans()):
        return f"({inside} {draw(st.sampled_from('+-*'))} {draw(formulas(depth - 1))})"
    return draw(st.sampled_from([f"(-{inside})", f"({inside})**2", f"tanh({inside})", f"sigmoid({inside})"]))


@given(formulas(), st.floats(-2, 2), st.floats(-2, 2))
def test_a_formula_means_what_python_means_by_it(formula, x, y):
    known = {"x": x, "y": y, "tanh": np.tanh, "sigmoid": lambda a: 1 / (1 + np.exp(-a)), "__builtins__": {}}
    expected = eval(compile(formula, "formula", "eval"), known)
    if len(formula) <= 80:
        assert read(formula, {"x": x, "y": y}).data == pytest.approx(float(expected), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(("values", "error"), [([1], TypeError), (None, TypeError), ({"x": float("nan")}, ValueError),
                                               ({"x": "1"}, TypeError), ({}, ValueError)])
def test_values_are_checked(values, error):
    with pytest.raises(error, match="^read: "):
        read("x + 1", values)


def test_names_come_in_order_and_functions_are_none():
    assert names_in("b + tanh(a*b) + relu(c)") == ["b", "a", "c"]
    with pytest.raises(TypeError, match="must be text"):
        names_in(3)


def test_a_name_is_one_leaf_however_often_it_is_used():
    result = read("x*x + x", {"x": 3})
    result.backward()
    assert [(node.name, node.grad) for node in ordered(result) if node.name] == [("x", 7)]


# ---------------------------------------------------------------------------- the walk


@given(formulas(), st.floats(-2, 2), st.floats(-2, 2))
def test_the_walk_ends_where_backward_does_and_changes_nothing(formula, x, y):
    if len(formula) > 80:
        return
    result = read(formula, {"x": x, "y": y})
    steps = walk(result)
    assert all(node.grad == 0 for node in ordered(result))
    totals = {step.parent: step.total for step in steps}
    result.backward()
    for i, node in enumerate(ordered(result)):
        assert totals.get(i, 1.0) == node.grad


def test_sigmoid_is_exact_far_out():
    for at, value in ((0.0, 0.5), (800.0, 1.0), (-800.0, 0.0)):
        x = Value(at)
        out = x.sigmoid()
        out.backward()
        assert (out.data, x.grad) == (value, 0.25 if at == 0 else 0.0)


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
