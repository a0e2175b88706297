"""The scenes of tensors light the cells, and say the shapes and numbers, that NumPy gives."""

import math
import re

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_tensors import tensor_and_index, typed

from dlmath.scenes import tensors as scene
from dlmath.stage import play

T = np.arange(30).reshape(3, 2, 5)
DIGITS = np.arange(4 * 784).reshape(4, 28, 28) % 251
SCENES = {
    "take_apart": (scene.take_apart, {"T": T, "index": (2, 0, 3)}),
    "slices": (scene.slices, {"T": T, "index": "1, :, 2:4"}),
    "slices_rank_1": (scene.slices, {"T": np.arange(6), "index": "T[-3:]"}),
    "slices_rank_4": (scene.slices, {"T": np.arange(256).reshape(4, 4, 4, 4), "index": "..., [0, 1], None, 2"}),
    "slices_nothing": (scene.slices, {"T": T, "index": "2:1"}),
    "collapse": (scene.collapse, {"T": T, "axis": 0}),
    "collapse_matrix": (scene.collapse, {"T": [[1, 2], [3, 4], [5, 6]], "axis": 1, "how": "mean"}),
    "broadcasting": (scene.broadcasting, {"first": "(3, 1)", "second": "(4,)"}),
    "broadcasting_refused": (scene.broadcasting, {"first": "(2, 3)", "second": "(2,)"}),
    "broadcasting_rank_3": (scene.broadcasting, {"first": "(3, 2, 5)", "second": "(2, 1)"}),
    "broadcasting_large": (scene.broadcasting, {"first": "8, 1, 6, 1", "second": "700, 1, 5"}),
    "fold": (scene.fold, {"shape": "(3, 4)"}),
    "fold_rank_3": (scene.fold, {"shape": "(2, 2, 3)"}),
    "fold_line": (scene.fold, {"shape": "-1"}),
    "turn": (scene.turn, {"T": T, "order": "(2, 0, 1)", "index": (2, 0, 3)}),
    "turn_one_sheet": (scene.turn, {"T": [[[1, 2], [3, 4]]], "order": "(0, 2, 1)", "index": (0, 1, 0)}),
    "flatten": (scene.flatten, {"digits": DIGITS, "row": 10, "column": 5}),
}
shapes = st.lists(st.integers(0, 4), max_size=5).map(tuple)


def drawn(frame, name):
    """Return the texts and the roles of the cells of a tensor in a frame, from index to each."""
    texts, roles = {}, {}
    for shape in frame.shapes:
        found = re.fullmatch(rf"{name}\[([\d,]*)\]( cell)?", shape["key"])
        if found:
            index = tuple(map(int, filter(None, found[1].split(","))))
            (roles if found[2] else texts)[index] = shape["class"] if found[2] else shape["text"]
    return texts, roles


def as_array(texts, shape):
    """Put the texts of a tensor into an array."""
    array = np.empty(shape)
    assert set(texts) == set(np.ndindex(shape))
    for index, said in texts.items():
        array[index] = float(said.replace("−", "-"))
    return array


def sheets_of(frame, name):
    """Return (left, top, right, bottom) of each sheet of a tensor."""
    return [(shape["x"], shape["y"], shape["x"] + shape["width"], shape["y"] + shape["height"])
            for shape in frame.shapes if shape["key"].startswith(f"{name} sheet ") and shape["tag"] == "rect"]


# ---------------------------------------------------------------------------- the picture of a tensor


@pytest.mark.parametrize("make", [scene.take_apart, scene.slices, scene.collapse])
def test_the_tensor_of_the_lesson_is_three_sheets_of_two_rows_and_five_columns(make):
    data = {scene.take_apart: {"index": (2, 0, 3)}, scene.slices: {"index": "0"}, scene.collapse: {}}[make]
    frame = make(T, **data).frames[0]
    sheets = sheets_of(frame, "T")
    assert len(sheets) == 3
    assert all(above[3] < below[1] for above, below in zip(sheets, sheets[1:], strict=False))
    for i, (left, top, right, bottom) in enumerate(sheets):
        cells = [shape for shape in frame.shapes if re.fullmatch(rf"T\[{i},\d,\d\] cell", shape["key"])]
        assert len({cell["y"] for cell in cells}) == 2 and len({cell["x"] for cell in cells}) == 5
        assert all(left < cell["x"] and cell["x"] + cell["width"] < right for cell in cells)
        assert all(top < cell["y"] and cell["y"] + cell["height"] < bottom for cell in cells)
    assert (as_array(drawn(frame, "T")[0], T.shape) == T).all()


@pytest.mark.parametrize("name", SCENES)
def test_cells_do_not_overlap_and_texts_can_be_read(name):
    make, data = SCENES[name]
    for frame in make(**data).frames:
        boxes = [(shape["x"], shape["y"], shape["x"] + shape["width"], shape["y"] + shape["height"])
                 for shape in frame.shapes if shape["key"].endswith(" cell") and shape.get("opacity", 1)]
        for i, one in enumerate(boxes):
            assert one[0] >= 0 and one[2] <= frame.size[0] and one[3] <= frame.size[1]
            assert not any(one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
                           for other in boxes[:i])
        assert all(shape["font-size"] >= 14 for shape in frame.shapes if shape["tag"] == "text")


# ---------------------------------------------------------------------------- indices


@given(st.tuples(st.integers(-3, 2), st.integers(-2, 1), st.integers(-5, 4)))
def test_each_index_takes_one_axis_away(index):
    made = scene.take_apart(T, index)
    for given_, frame in enumerate(made.frames):
        part = T[index[:given_]]
        lit = np.zeros(T.shape, bool)
        lit[index[:given_]] = given_ > 0
        assert {place for place, role in drawn(frame, "T")[1].items() if "highlight" in role} \
            == set(map(tuple, np.argwhere(lit).tolist()))
        assert str(part.shape) in frame.note
    assert f"= {T[index]}`" in made.frames[-1].note


@given(picked=tensor_and_index())
@settings(max_examples=80, deadline=None)
def test_a_typed_index_lights_the_cells_that_numpy_returns(picked):
    tensor, index = picked
    expected, lit = tensor[index], np.zeros(tensor.shape, bool)
    lit[index] = True
    frame = scene.slices(tensor, typed(index)).frames[-1]
    assert {place for place, role in drawn(frame, "T")[1].items() if "highlight" in role} \
        == set(map(tuple, np.argwhere(lit).tolist()))
    said = {shape["key"]: shape["text"] for shape in frame.shapes if shape["tag"] == "text"}
    assert said["shape"] == f"shape {expected.shape}"
    texts, _ = drawn(frame, "R")
    if texts:
        assert (as_array(texts, expected.shape) == expected).all()
    else:
        assert tensor.ndim == 4 or expected.ndim > 2 or expected.size == 0


def test_the_result_of_a_slice_is_linked_to_the_cells_it_came_from():
    frame = scene.slices(T, "1, :, 2:4").frames[1]
    groups = {shape["key"]: shape["group"] for shape in frame.shapes if "group" in shape}
    assert groups["R[0,1] cell"] == groups["T[1,0,3] cell"] and len(groups) == 8


@pytest.mark.parametrize(("text", "message"), [
    ("3", "index 3 is outside axis 0, which has size 3: 0 to 2, or −3 to −1 from the end"),
    ("1, 2, 3, 4", "4 indices for shape (3, 2, 5), which has only 3 axes"),
    ("x", "cannot read 'x'; a part is a whole number, a slice such as 2:4"),
    ("[0, 1], [0, 1, 1]", "paired up place by place, and their lengths differ"),
    ("::0", "'::0' steps by 0 and would never move"),
    ("__import__('os').system('true')", "cannot read"), ("1]; T[0", "closes a bracket that was never opened"),
])
def test_a_bad_index_is_explained_and_changes_nothing(text, message):
    stage = play(scene.slices, T=T, index="1")
    stage.request = {"kind": "edit", "name": "index", "text": text, "serial": 1}
    assert stage.reply["kind"] == "invalid" and message in stage.reply["message"]
    assert stage.data["index"] == "1" and "shape (2, 5)" in stage.frames[1].note


def test_a_good_index_is_shown_at_once():
    stage = play(scene.slices, T=T, index="1")
    stage.request = {"kind": "edit", "name": "index", "text": " T[:, 0, ::2] ", "serial": 1}
    assert "`T[:, 0, ::2]` has shape (3, 3)" in stage.frames[1].note


def test_an_index_of_the_table_is_typed():
    stage = play(scene.take_apart, T=T, index=(2, 0, 3))
    stage.request = {"kind": "edit", "name": "index[2]", "text": "-1", "serial": 1}
    assert "`T[2, 0, -1] = 24`" in stage.frames[-1].note
    for text in ("5", "0.5"):
        stage.request = {"kind": "edit", "name": "index[2]", "text": text, "serial": 2}
        assert stage.reply["kind"] == "invalid"


def test_the_sheets_have_no_names_while_the_question_asks_what_one_is():
    named = [any("sheet name" in shape["key"] for shape in frame.shapes)
             for frame in scene.take_apart(T, (2, 0, 3)).frames]
    assert named == [False, True, True, True]


@pytest.mark.parametrize(("index", "reply", "tempting"), [
    ("[0, 2], [1, 0]", "Yes: lists are paired up", "(2, 2, 5)"), ("[2, 0]", "Yes: a list keeps", "(3, 2, 5)"),
    (":, None", "Yes: `None` puts in", "(3, 2, 5)"), ("1, 0:1", "Yes: a number takes", "(2, 5)")])
def test_the_reply_speaks_of_what_was_typed(index, reply, tempting):
    asked = scene.slices(T, index).frames[0].ask
    shape, said = asked.choices[asked.right]
    assert shape == str(eval(f"T[{index}]").shape) and said.startswith(reply)
    assert tempting in [choice for choice, _ in asked.choices]


# ---------------------------------------------------------------------------- collapse


@pytest.mark.parametrize("how", ["sum", "mean", "max", "min"])
@pytest.mark.parametrize("axis", [0, 1, 2])
def test_the_collapsed_tensor_is_numpys(axis, how):
    made = scene.collapse(T, axis, how)
    expected = getattr(np, how)(T, axis=axis)
    assert (as_array(drawn(made.frames[-1], "R")[0], expected.shape) == expected).all()
    for frame in made.frames[1:]:
        texts, roles = drawn(frame, "T")
        lit = [float(texts[index]) for index, role in roles.items() if "highlight" in role]
        assert len(lit) == T.shape[axis]
        assert frame.note.split("`")[1].endswith(f"= {getattr(np, how)(lit):g}")


def test_what_fell_into_a_sum_is_linked_to_it():
    frame = scene.collapse(T, 1).frames[-1]
    groups = {shape["key"]: shape["group"] for shape in frame.shapes if "group" in shape}
    for i, j, k in np.ndindex(T.shape):
        assert groups[f"T[{i},{j},{k}] cell"] == groups[f"R[{i},{k}] cell"]


def test_axis_and_reduction_are_chosen():
    stage = play(scene.collapse, T=T, axis=0, how="sum")
    stage.request = {"kind": "edit", "name": "axis", "text": "2", "serial": 1}
    stage.request = {"kind": "edit", "name": "how", "text": "max", "serial": 2}
    assert stage.frames[1].note.startswith("`R[0, 0] = max(0, 1, 2, 3, 4) = 4`")


# ---------------------------------------------------------------------------- broadcasting


@given(first=shapes, second=shapes)
@example(first=(2, 3), second=(2,))
@example(first=(), second=())
@settings(max_examples=80, deadline=None)
def test_broadcasting_refuses_exactly_when_numpy_does(first, second):
    made = scene.broadcasting(str(first), str(second))
    last = made.frames[-1]
    try:
        expected = np.broadcast_shapes(first, second)
    except ValueError:
        assert "neither is 1, so they do not fit. NumPy refuses" in last.note
        assert made.frames[0].ask.choices[made.frames[0].ask.right][0] == "they do not fit"
        return
    assert last.note.startswith(f"`{first} + {second}` gives shape {expected}")
    assert made.frames[0].ask.choices[made.frames[0].ask.right][0] == str(expected)
    parts = [as_array(drawn(last, name)[0], expected) for name in "ABS" if drawn(last, name)[0]]
    if parts:
        A, B, total = parts
        assert (A + B == total).all()
        for part, own in ((A, first), (B, second)):
            cut = part[tuple(slice(1) if axis < part.ndim - len(own) or own[axis - part.ndim] == 1 else slice(None)
                             for axis in range(part.ndim))]
            assert len(np.unique(cut)) == math.prod(own) and (np.broadcast_to(cut, expected) == part).all()


def test_the_refusal_is_numpys_sentence():
    with pytest.raises(ValueError) as error:
        np.ones((2, 3)) + np.ones(2)
    assert f"`{str(error.value).strip()}`" in scene.broadcasting("(2, 3)", "(2,)").frames[-1].note


@pytest.mark.parametrize("text", ["", "3 1", "(3, -1)", "(3, 1", "(1, 1, 1, 1, 1, 1)", "(3, x)", "[3]", "(2.5,)"])
def test_a_bad_shape_is_explained_and_changes_nothing(text):
    stage = play(scene.broadcasting, first="(3, 1)", second="(4,)")
    stage.request = {"kind": "edit", "name": "first", "text": text, "serial": 1}
    assert stage.reply["kind"] == "invalid" and stage.reply["message"]
    assert stage.data["first"] == "(3, 1)"


def test_shapes_are_typed():
    stage = play(scene.broadcasting, first="(3, 1)", second="(4,)")
    stage.request = {"kind": "edit", "name": "second", "text": "2", "serial": 1}
    assert "gives shape (3, 2)" in stage.frames[-1].note


# ---------------------------------------------------------------------------- folding


FOLDS = [shape for rank in range(1, 5) for shape in np.ndindex((13,) * rank) if math.prod(shape) == 12]


@pytest.mark.parametrize("shape", FOLDS)
def test_the_line_is_folded_as_numpy_folds(shape):
    frames = scene.fold(str(shape)).frames
    line = np.arange(12)
    where = {shape_["text"]: (shape_["x"], shape_["y"]) for shape_ in frames[1].shapes
             if re.fullmatch(r"T\[[\d,]+\]", shape_["key"])}
    assert where.keys() == set(map(str, line))
    if len(shape) < 3:
        rows = sorted({y for _, y in where.values()})
        got = [[int(number) for number, at in sorted(where.items(), key=lambda item: item[1]) if at[1] == y]
               for y in rows]
        assert got == line.reshape(shape if len(shape) == 2 else (1, 12)).tolist()


def test_a_number_is_the_same_thing_in_the_line_and_in_its_place():
    places = [{shape["text"]: shape["key"] for shape in frame.shapes if re.fullmatch(r"T\[[\d,]+\]", shape["key"])}
              for frame in scene.fold("(3, 4)").frames]
    assert places[0] == places[1] and places[0]["6"] == "T[1,2]" and len(places[0]) == 12


# ---------------------------------------------------------------------------- axes that change places


@pytest.mark.parametrize("order", scene.ORDERS)
@given(index=st.tuples(st.integers(-3, 2), st.integers(-2, 1), st.integers(-5, 4)))
@settings(max_examples=10, deadline=None)
def test_every_entry_is_carried_where_numpy_puts_it(order, index):
    expected = T.transpose(eval(order))
    frames = scene.turn(T, order, index).frames
    asked, where = (frame.ask for frame in frames[:2])
    assert asked is None or asked.choices[asked.right][0] == str(expected.shape)
    assert where is None or where.choices[where.right][0] == str(tuple(np.argwhere(expected == T[index])[0].tolist()))
    for frame in frames:  # the same number is the same thing, wherever it goes
        texts, _ = drawn(frame, "T")
        assert (as_array(texts, T.shape) == T).all()
    at, value = re.search(r"turned\[([\d, ]+)\] = (\d+)", frames[2].note).groups()
    assert expected[eval(at)] == int(value) == T[index]


def test_the_sheets_of_the_turned_block_are_numpys():
    frame, expected = scene.turn(T, "(2, 0, 1)", (2, 0, 3)).frames[2], T.transpose(2, 0, 1)
    at = {shape["text"]: shape for shape in frame.shapes if re.fullmatch(r"T\[[\d,]+\]", shape["key"])}
    papers = sorted((shape["y"], shape["x"], shape["width"], shape["height"]) for shape in frame.shapes
                    if shape["key"].startswith("sheet "))
    for (top, left, across, down), sheet in zip(papers, expected, strict=True):
        inside = {int(said) for said, shape in at.items()
                  if left < shape["x"] < left + across and top < shape["y"] < top + down}
        assert inside == set(sheet.ravel().tolist())
        rows = {said: [at[str(number)]["y"] for number in row] for said, row in enumerate(sheet)}
        assert all(len(set(row)) == 1 for row in rows.values()) and rows[0] < rows[1] < rows[2]


def test_order_and_entry_are_changed():
    stage = play(scene.turn, T=T, order="(2, 0, 1)", index=(2, 0, 3))
    stage.request = {"kind": "edit", "name": "order", "text": "(0, 2, 1)", "serial": 1}
    stage.request = {"kind": "edit", "name": "index[2]", "text": "-1", "serial": 2}
    assert "`turned[2, 4, 0] = 24`" in stage.frames[2].note
    stage.request = {"kind": "edit", "name": "index[0]", "text": "3", "serial": 3}
    assert stage.reply["kind"] == "invalid"


# ---------------------------------------------------------------------------- digits


@given(st.integers(0, 27), st.integers(0, 27))
@settings(max_examples=20, deadline=None)
def test_the_pixel_is_found_in_its_row(row, column):
    made = scene.flatten(DIGITS, row, column)
    place, value = re.search(r"X\[0, (\d+)\] = (\d+)`", made.frames[-1].note).groups()
    assert DIGITS.reshape(4, -1)[0, int(place)] == DIGITS[0, row, column] == int(value)
    marks = {shape["key"]: shape for shape in made.frames[-1].shapes}
    share = (marks["pixel in the row"]["x1"] - 40) / 588
    assert int(share * 784) == int(place)


def test_lines_are_laid_end_to_end():
    frame = scene.flatten(DIGITS).frames[2]
    lines = {shape["key"]: shape for shape in frame.shapes if shape["key"].startswith("line ")}
    for i, j in np.ndindex(4, 28):
        assert lines[f"line {i},{j}"]["x"] == pytest.approx(40 + j * 588 / 28, abs=0.01)
        assert lines[f"line {i},{j}"]["y"] == lines[f"line {i},0"]["y"]


@pytest.mark.parametrize(("name", "text"), [("row", "28"), ("row", "-1"), ("column", "2.5"), ("column", "99")])
def test_a_pixel_outside_is_refused(name, text):
    stage = play(scene.flatten, digits=DIGITS, row=10, column=5)
    stage.request = {"kind": "edit", "name": name, "text": text, "serial": 1}
    assert stage.reply["kind"] == "invalid" and stage.data[name] in (10, 5)


# ---------------------------------------------------------------------------- what fits


REFUSED = [
    (scene.take_apart, {"T": [[1, 2]], "index": (0, 0, 0)}, "T must have rank 3; its shape (1, 2) has rank 2"),
    (scene.take_apart, {"T": np.ones((9, 9, 9)), "index": (0, 0, 0)},
     "a tensor of shape (9, 9, 9) does not fit into the picture"),
    (scene.take_apart, {"T": T, "index": (0, 0)}, "index has shape (2,); it takes (3,)"),
    (scene.take_apart, {"T": T, "index": (0, 0.5, 0)}, "an index is a whole number, not 0.5"),
    (scene.slices, {"T": 3.0, "index": "0"}, "a tensor of rank 0 has no axis to index"),
    (scene.slices, {"T": np.ones((1,) * 5), "index": "0"},
     "a tensor of shape (1, 1, 1, 1, 1) does not fit into the picture"),
    (scene.slices, {"T": np.ones((40, 2)), "index": "0"}, "a tensor of shape (40, 2) does not fit into the picture"),
    (scene.collapse, {"T": [1, 2]}, "T must have rank 2 or 3; its shape (2,) has rank 1"),
    (scene.collapse, {"T": np.ones((2, 30))}, "a tensor of shape (2, 30) does not fit into the picture"),
    (scene.collapse, {"T": [[1, 2]], "axis": 2}, "axis 2 is outside a tensor of rank 2"),
    (scene.collapse, {"T": [[1, 2]], "axis": -1}, "axis must be at least 0, not -1"),
    (scene.collapse, {"T": [[1, 2]], "how": "median"}, "how must be one of 'sum', 'mean', 'max', 'min', not 'median'"),
    (scene.broadcasting, {"first": "(1, 1, 1, 1, 1, 1)", "second": "()"},
     "(1, 1, 1, 1, 1, 1); a shape here has at most five sizes, and none below 0"),
    (scene.fold, {"shape": "(5, 2)"}, "(12,) has 12 entries, (5, 2) does not: sizes multiply to 10"),
    (scene.fold, {"shape": "(-1, -1)"}, "(-1, -1) leaves more than one size open"),
    (scene.fold, {"shape": "3 4"}, "cannot read '3 4'; a shape is whole numbers in brackets, such as (3, 1) or (4,)"),
    (scene.fold, {"shape": "(0, -1)"},
     "(12,) has 12 entries, which the other sizes of (0, -1) do not divide: they multiply to 0"),
    (scene.fold, {"shape": "(-1, 5)"}, "the −1 would have to be 12 / 5, which is no whole number"),
    (scene.turn, {"T": [[1, 2]], "order": "(2, 0, 1)", "index": (0, 0, 0)},
     "T must have rank 3; its shape (1, 2) has rank 2"),
    (scene.turn, {"T": np.ones((9, 9, 9)), "order": "(2, 0, 1)", "index": (0, 0, 0)},
     "a tensor of shape (9, 9, 9) does not fit into the picture"),
    (scene.turn, {"T": T, "order": "(2, 0, 1)", "index": (0, 0.5, 0)}, "an index is a whole number, not 0.5"),
    (scene.turn, {"T": T, "order": "(2, 0, 1)", "index": (3, 0, 0)},
     "index 3 is outside axis 0, which has size 3: 0 to 2, or −3 to −1 from the end"),
    (scene.flatten, {"digits": DIGITS[0]}, "digits must have rank 3; its shape (28, 28) has rank 2"),
    (scene.flatten, {"digits": DIGITS[:0]}, "digits is empty, its shape is (0, 28, 28)"),
    (scene.flatten, {"digits": np.zeros((5, 28, 28))},
     "digits has shape (5, 28, 28); at most (4, 28, 28) fits the picture"),
    (scene.flatten, {"digits": DIGITS, "row": 28},
     "row 28, column 5; a digit has rows 0 to 27 and columns 0 to 27"),
]


LARGEST = [
    (scene.take_apart, {"T": np.full((3, 4, 6), -12), "index": (2, 3, 5)}),
    (scene.take_apart, {"T": np.full((1, 8, 8), 1), "index": (0, 7, 7)}),
    (scene.slices, {"T": np.full((14, 10), -1), "index": "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]"}),
    (scene.slices, {"T": np.ones((5, 5, 4, 4)), "index": "0:1, 0:1, 0:1, [0, 1, 2, 3, 0, 1, 2, 3]"}),
    (scene.collapse, {"T": np.full((3, 4, 6), 1)}), (scene.collapse, {"T": np.ones((8, 8)), "axis": 1}),
    (scene.broadcasting, {"first": "(4, 5)", "second": "(1, 5)"}),
    (scene.broadcasting, {"first": "()", "second": "()"}),
    (scene.broadcasting, {"first": "999999, 1, 1, 1, 1", "second": ", ".join(["999999"] * 5)}),
    (scene.fold, {"shape": "(12, 1, 1)"}), (scene.fold, {"shape": "(2, 3, 2, 1)"}),
    (scene.turn, {"T": np.full((3, 3, 5), -1), "order": "(2, 0, 1)", "index": (2, 2, 4)}),
    (scene.turn, {"T": np.ones((1, 8, 7)), "order": "(0, 2, 1)", "index": (0, 7, 6)}),
    (scene.flatten, {"digits": DIGITS, "row": 27, "column": 27}),
]
