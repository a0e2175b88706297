"""Frames and scenes: what a frame refuses, changes and back, generators that become scenes."""

import dataclasses
import itertools
import math
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlmath.inputs import number, refuse, vector
from dlmath.picture.frame import Ask, Frame, ask_number, ask_which, changes, scene
from dlmath.picture.plane import Plane
from dlmath.picture.shapes import circle, polyline, text
from dlmath.picture.table import Table


def frame(*shapes, **more):
    return Frame(shapes, **({"note": "A note.", "alt": "A picture."} | more))


@pytest.mark.parametrize("made", [Plane(), Table("A", [1, 2]), frame(circle("a", 1, 2)),
                                  Ask("Which?", [("a", "r"), ("b", "s")], 0)])
def test_what_was_checked_stays_as_it_was(made):
    name = next(iter(made.__dataclass_fields__))
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(made, name, None)


def test_a_frame_takes_nested_lists_and_leaves_out_none():
    made = frame([circle("a", 1, 2), [circle("b", 1, 2)]], None)
    assert [shape["key"] for shape in made.shapes] == ["a", "b"]
    assert frame(circle("c", 1, 2)).shapes[0]["key"] == "c"


def test_a_frame_makes_numbers_plain_and_short():
    (shape,) = frame(circle("a", np.float64(1.23456), np.int64(2))).shapes
    assert shape["cx"] == 1.23 and type(shape["cx"]) is float and type(shape["cy"]) is int


dot = {"key": "dot", "tag": "circle", "cx": 1, "cy": 1, "r": 1}


@pytest.mark.parametrize(
    "shape, words",
    [
        ({"tag": "circle"}, "has the key None"),
        (dot | {"key": ""}, "has the key ''"),
        (dot | {"key": 3}, "has the key 3"),
        ({"key": "dot"}, "'dot' has the tag None"),
        (dot | {"tag": "script"}, "'dot' has the tag 'script'"),
        (dot | {"tag": "foreignObject"}, "has the tag 'foreignObject'"),
        (dot | {"cx": math.nan}, "'dot': cx is nan; every number must be finite"),
        (dot | {"cy": -math.inf}, "'dot': cy is -inf"),
        (dot | {"cx": "5"}, "cx is '5'; expected a number"),
        (dot | {"cx": None}, "cx is None"),
        (dot | {"cx": True}, "cx is True"),
        (dot | {"onclick": "alert(1)"}, "'onclick', which a circle cannot have"),
        (dot | {"style": "x"}, "'style', which"),
        (dot | {"href": "https://example.org"}, "'href', which"),
        (dot | {"fill": "url(https://example.org/a.svg#b)"}, "may not load anything"),
        (dot | {"drag": "a"}, "has no label"),
        (dot | {"edit": "a", "label": "a"}, "'edit', which a circle cannot have"),
        (dot | {"transform": "rotate(nan)"}, "transform is"),
        ({"key": "i", "tag": "image", "href": "https://example.org/a.png"}, "expected a PNG data URI"),
        ({"key": "i", "tag": "image", "href": "data:image/svg+xml,<svg/>"}, "expected a PNG data URI"),
        ({"key": "p", "tag": "path", "d": "M0 nan"}, "expected only finite numbers"),
        ({"key": "p", "tag": "polyline", "points": "1,2 inf,3"}, "expected only finite numbers"),
        (text("t", 0, 0, "a\x00b"), "cannot be drawn"),
        ("circle", "a shape is a str"),
    ],
)
def test_a_bad_shape_is_refused_by_a_sentence(shape, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        frame(shape)


def test_a_key_is_used_once():
    with pytest.raises(ValueError, match="the key 'dot' is used twice"):
        frame(dot, dot)


def test_ten_thousand_shapes_are_refused_with_advice():
    with pytest.raises(ValueError, match="10000 shapes.*join dots into one path"):
        frame([circle(f"d{i}", i, i) for i in range(10_000)])


@pytest.mark.parametrize("words", ["", "  ", None, 3])
@pytest.mark.parametrize("name", ["note", "alt"])
def test_a_frame_needs_words(name, words):
    with pytest.raises(ValueError, match=f"Frame: {name} is "):
        frame(dot, **{name: words})


@pytest.mark.parametrize(
    "choices, right, words",
    [
        ([("a", "r")], 0, "two or more"),
        ([("a", "r"), ("a", "s")], 0, "two or more"),
        ([("a", "r"), ("b", "")], 0, "expected words"),
        ([("a", "r"), ("b", "s")], 2, "right = 2"),
        ([("a", "r"), ("b", "s")], -1, "right = -1"),
        ([("a", "r"), ("b", "s", "t")], 0, "two or more"),
    ],
)
def test_a_bad_question_is_refused(choices, right, words):
    with pytest.raises(ValueError, match=words):
        Ask("Which?", choices, right)


def test_a_question_says_which_indices_there_are():
    with pytest.raises(ValueError, match="right = 2; expected an index from 0 to 1$"):
        Ask("Which?", [("a", "r"), ("b", "s")], 2)
    assert Ask("Which?", [("a", "r"), ("b", "s")], 1).words() == {"question": "Which?", "right": 1,
                                                                 "choices": [["a", "r"], ["b", "s"]]}


keys = st.sampled_from(["a", "b", "A[0,1]", "constructor", "__proto__"]) | st.text(min_size=1, max_size=3)

shapes = st.dictionaries(
    keys,
    st.fixed_dictionaries(
        {"tag": st.sampled_from(["circle", "text"])},
        optional={
            "cx": st.integers(0, 3),
            "class": st.sampled_from("ab"),
            "points": st.sampled_from(["1,2", "1,2 3,4", ""]),
        },
    ),
    max_size=8,
).map(lambda named: [{"key": key} | shape for key, shape in named.items()])


def apply(before, change):
    """Put a change to the shapes `before`, as the browser does."""
    dropped, added = set(change.get("drop", ())), change.get("add", {})
    made = []
    for item in before:
        if item["key"] in dropped:
            continue
        made += added.get(item["key"], [])
        changed = change.get("set", {}).get(item["key"], {})
        item = {name: value for name, value in item.items() if changed.get(name, "") is not None}
        for name, value in changed.items():
            if value is not None:
                item[name] = item[name] + value["more"] if isinstance(value, dict) else value
        made.append(item)
    made += added.get("", [])
    if "order" in change:
        named = {item["key"]: item for item in made}
        made = [named[key] for key in change["order"]]
    return made


@given(before=shapes, after=shapes, shuffle=st.randoms())
def test_changes_rebuild_the_frame(before, after, shuffle):
    shuffle.shuffle(after)
    assert apply(before, changes(before, after)) == after


@given(shapes)
def test_nothing_changed_is_nothing_said(same):
    assert changes(same, same) == {}


def test_a_line_that_grows_sends_what_is_new():
    before, after = [polyline("l", [(0, 0)])], [polyline("l", [(0, 0), (1, 1)])]
    assert changes(before, after) == {"set": {"l": {"points": {"more": " 1,1"}}}}


# --- questions


def test_a_number_is_asked_for_beside_two_that_read_differently():
    question = ask_number("a · b?", 7, "Yes.", (7.00001, "Reads alike."), (8, "One."), (9, "Two."), (10, "Three."))
    assert sorted(question.choices) == [("7", "Yes."), ("8", "One."), ("9", "Two.")]
    assert question.choices[question.right] == ("7", "Yes.")
    assert ask_number("a · b?", 7, "Yes.", (7, "Alike.")) is None


def test_one_of_several_is_right_and_replies_stay():
    replies = {"above": "A.", "below": "B.", "at": "C."}
    for right in replies:
        question = ask_which("Where?", right, replies)
        assert question.choices[question.right] == (right, replies[right]) and dict(question.choices) == replies


# --- scenes


def test_the_scene_that_contributing_tells_to_copy_works_as_it_stands():
    guide = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    space = {}
    exec(re.search(r"```python\n(.*?def doubled.*?)```", guide, re.S)[1], space)
    made = space["doubled"]([1, -2.5])
    assert [frame.note for frame in made.frames] == [
        "Twice a vector of 2 numbers. Type other numbers.", "`b[0] = 2·1 = 2`", "`b[1] = 2·(−2.5) = −5`"]
    assert made.frames[0].ask.choices[made.frames[0].ask.right][0] == "2"
    with pytest.raises(ValueError, match="^doubled: a has 5 entries; at most 4 fit the picture$"):
        space["doubled"](np.ones(5))


@scene("Up to {n}", still=5, size=(300, 200), seconds=0.5)
def counting(n: number(at_least=0, at_most=9) = 3):
    """Count."""
    yield circle("dot", 0, 9), "Start.", "A dot.", Ask("How far?", [("0", "No."), ("n", "Yes.")], 1)
    for i in range(1, int(n) + 1):
        if i == 7:
            refuse("seven is skipped")
        yield [circle("dot", i, 9)], f"This is {i}.", f"A dot at {i}."


def test_a_generator_becomes_a_scene():
    made = counting(2)
    assert (made.label, made.still, made.seconds) == ("Up to 2.0", 2, 0.5)
    assert [(frame.note, frame.alt, frame.size) for frame in made.frames[1:]] == [
        ("This is 1.", "A dot at 1.", (300, 200)), ("This is 2.", "A dot at 2.", (300, 200))]
    assert made.frames[0].ask.right == 1 and made.frames[1].ask is None and made.axis is None
    assert len(counting().frames) == 4 and counting.__doc__ == "Count." and counting.__name__ == "counting"


@pytest.mark.parametrize(("data", "sentence"), [
    ({"n": 10}, "counting: n must be at least 0 and at most 9, not 10"), ({"n": 8}, "counting: seven is skipped"),
])
def test_a_scene_says_in_its_name_what_is_wrong(data, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        counting(**data)


def test_an_axis_takes_the_value_that_comes_with_each_frame():
    @scene("{x.size} places", axis="x", still=lambda x: len(x) - 2, size=lambda x: (100 * len(x), 50))
    def sliding(x: vector):
        for value in x:
            yield value, circle("dot", value, 5), f"x = {value}", "A dot."

    made = sliding([1, 2, 4])
    assert (made.axis, made.axis_values, made.still, made.label) == ("x", [1, 2, 4], 1, "3 places")
    assert made.frames[0].size == (300, 50)


def test_a_frame_may_be_yielded_as_it_is():
    @scene(lambda wide: "Wide" if wide else "Narrow")
    def framed(wide=True):
        yield Frame(circle("dot", 1, 1), "n", "a", size=(500 if wide else 100, 80))

    assert (framed().label, framed(wide=False).label, framed().frames[0].size) == ("Wide", "Narrow", (500, 80))


def test_a_scene_that_never_ends_makes_its_frames_when_they_are_asked_for():
    made = []

    @scene("For ever", endless=True)
    def forever(step=2):
        for i in itertools.count(0, step):
            made.append(i)
            yield circle("dot", i, 1), f"This is {i}.", "A dot."

    endless = forever(step=3)
    assert [frame.note for frame in endless.frames] == ["This is 0."] and made == [0]
    assert [frame.note for frame in itertools.islice(endless.more, 2)] == ["This is 3.", "This is 6."]
    assert made == [0, 3, 6] and counting().more is None


def test_a_scene_that_forgets_to_end_is_stopped():
    @scene("For ever")
    def forever():
        for i in itertools.count():
            yield circle("dot", i, 1), f"{i}", "A dot."

    with pytest.raises(ValueError, match="^forever: more than 2,000 frames; a scene that never ends is declared end"):
        forever()


def test_a_handle_knows_its_plane():
    plane = Plane(x=(0, 4), y=(0, 4))

    @scene("Two handles")
    def held():
        yield plane.handle("h", (1, 1), "p", "a point", snap=0.1), "n", "a"
        yield circle("dot", 1, 1), "m", "b"

    made = held()
    assert made.draggable and made.plane_of("p") == (plane, 0.1) and not counting().draggable
    assert "plane" not in made.frames[0].shapes[0]
