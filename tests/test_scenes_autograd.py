"""The scenes of derivatives show the numbers of the mathematics, and nothing that is typed is ever run."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import texts
from test_autograd import HOSTILE, formulas

from dlmath.autograd import graph, read
from dlmath.picture.words import read as read_number
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


def roundings(value):
    """Return a number with one to four digits, and whole if it has more than one digit before the point."""
    return [float(f"{value:.{digits}g}") for digits in (1, 2, 3, 4)] + ([round(value)] if abs(value) >= 10 else [])


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
        assert read_number(shown[f"value {node.number}"]) in roundings(node.data)  # a narrow box holds fewer digits
        assert read_number(shown[f"gradient {node.number}"]) in roundings(node.grad)
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
    assert stage.data["formula"] == "x*y + c" and "no value for c, so we take 1" in stage.frames[0].note
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


def test_what_is_read_after_the_last_value_is_said_of_every_formula():
    for formula in ("-x", "x*y"):
        notes = [frame.note for frame in scene.graph(formula, "x=2, y=3").frames]
        turned = [note.endswith("Now all values are known, and we go back.") for note in notes]
        assert turned == [False, True, False, False]


@given(st.lists(st.integers(6, 40), min_size=3, max_size=3))
def test_gears_multiply(teeth):
    made = scene.gears(teeth)
    turns, asked = texts(made.frames[4]), made.frames[0].ask
    said = [re.search(rf"= {teeth[0]}/{teeth[2]} = ([\d.]+)`", made.frames[-1].note)[1],
            re.match(r"z: ([\d.]+) turns?$", turns["z turns"])[1],
            re.match(r"([\d.]+) times$", asked.choices[asked.right][0])[1]]
    assert set(map(float, said)) == {float(f"{teeth[0] / teeth[2]:.3g}")} and turns["x turns"] == "x: 1 turn"


def test_the_marks_of_the_gears_have_turned_as_the_words_say():
    marks = {shape["key"]: shape["transform"] for shape in scene.gears([24, 8, 16]).frames[2].shapes
             if shape["key"].startswith("mark")}
    angles = [float(re.match(r"rotate\((\S+)", marks[f"mark {name}"])[1]) for name in "xyz"]
    assert angles == [180, -540, 270]  # half a turn, three halves the other way, three quarters


# ---------------------------------------------------------------------------- what fits


REFUSED = [
    (scene.gears, {"teeth": [24, 8]}, "teeth has shape (2,); it takes (3,)"),
    (scene.gears, {"teeth": [5, 8, 8]}, "a gear has a whole number of teeth, from 6 to 40, not 5"),
    (scene.gears, {"teeth": [8, 41, 8]}, "a gear has a whole number of teeth, from 6 to 40, not 41"),
    (scene.gears, {"teeth": [8.5, 8, 8]}, "a gear has a whole number of teeth, from 6 to 40, not 8.5"),
    (scene.graph, {"formula": "+".join("abcdefgh"), "values": "x=1"},
     "8 steps in a row and 2 side by side do not fit; the picture takes 6 and 5"),
    (scene.graph, {"formula": "tanh(" * 7 + "x" + ")" * 7, "values": "x=1"},
     "8 steps in a row and 1 side by side do not fit; the picture takes 6 and 5"),
    (scene.graph, {"formula": "a*b + c*d + x*y", "values": ""},
     "4 steps in a row and 6 side by side do not fit; the picture takes 6 and 5"),
    (scene.graph, {"formula": "x", "values": "x=1"},
     "a lone number or name makes no graph; combine two, as in w*x"),
    (scene.graph, {"formula": "weight*x", "values": ""},
     "the name 'weight' is too long for its box; 3 letters fit"),
    (scene.graph, {"formula": "x*y", "values": "x=1, y=1e7"},
     "“y=1e7” is no value; write a name, = and a number to 1,000,000, as in w=1, x=2"),
    (scene.graph, {"formula": "x/y", "values": "y=0"}, "÷ of 1, 0 is not defined, or has no slope"),
]


LARGEST = [
    (scene.gears, {"teeth": [40, 40, 40]}), (scene.gears, {"teeth": [6, 6, 40]}), (scene.gears, {"teeth": [6, 6, 6]}),
    (scene.graph, {"formula": "tanh(" * 5 + "abc" + ")" * 5, "values": "abc=-1000000" + "," * 150}),
    (scene.graph, {"formula": "a*b + c*d + x", "values": "a=-123.4, b=0.01234, c=9e5, d=-8e5"}),
    (scene.graph, {"formula": "((((aaa + bbb) * ccc) / ddd)**2)                                           + 1",
                   "values": "aaa=1"}),
]


@pytest.mark.parametrize("teeth", [[40, 40, 40], [6, 6, 40], [6, 6, 6]])
def test_gears_of_any_size_stay_inside_the_picture(teeth):
    frame = scene.gears(teeth).frames[0]
    for shape in (shape for shape in frame.shapes if shape["key"].startswith("gear ")):
        points = [tuple(map(float, point.split())) for point in re.findall(r"[\d.-]+ [\d.-]+", shape["d"])]
        assert all(0 <= x <= frame.size[0] and 0 <= y <= 270 for x, y in points)
