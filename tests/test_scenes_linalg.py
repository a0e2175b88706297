"""The scenes of linear algebra show the numbers that NumPy gives."""

import re

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from reading import notes, texts

from dlmath import data
from dlmath.scenes import linalg as scene
from dlmath.stage import play

A23, B32 = [[1, 2, 3], [4, 5, 6]], [[7, 8], [9, 10], [11, 12]]
TEMPLATE = np.linspace(-1, 1, 784).reshape(28, 28)
DRAWN = [[(60, 80), (150, 70), (110, 150)], [(110, 150), (165, 170), (60, 225)]]
SCORES = [-2, 0, 0.5, 1, 3, 3.5, 5, 6, 4, 8, 9, 12]
LABELS = [5, 0, 3, 1, 3, 8, 5, 5, 3, 0, 3, 3]
SCENES = {
    "vectors": (scene.vectors, {"a": (3, 1), "b": (1, 2)}),
    "add": (scene.entrywise, {"A": [[3, 1], [0, 2]], "B": [[4, 5], [2, 6]]}),
    "hadamard": (scene.entrywise, {"A": [[6, 18], [4, 23]], "B": [[2, 1], [1, 2]], "operation": "hadamard"}),
    "dot": (scene.dot, {"a": [1, 2, 3], "b": [7, 9, 11]}),
    "gate": (scene.gate, {"A_shape": (2, 3), "B_shape": (3, 4)}),
    "product": (scene.product, {"A": A23, "B": B32}),
    "transpose": (scene.transpose, {"A": [[6, 4, 24], [1, -9, 8]]}),
    "inverse": (scene.inverse, {"A": [[2, 1], [1, 3]]}),
    "singular": (scene.inverse, {"A": [[1, 2], [2, 4]]}),
    "plane_map": (scene.plane_map, {"A": [[1, 1], [0.5, 2]]}),
    "flattened": (scene.plane_map, {"A": [[1, 2], [2, 4]]}),
    "score": (scene.score, {"digit": np.eye(28), "template": TEMPLATE}),
    "yours": (scene.yours, {"drawing": DRAWN, "template": TEMPLATE}),
    "empty pad": (scene.yours, {"drawing": [], "template": TEMPLATE}),
    "angle": (scene.angle, {"u": (2, 3), "v": (4, 1)}),
    "angle of a digit": (scene.angle, {"u": (1, 3), "v": (3, -1), "digit": np.tri(28), "template": TEMPLATE}),
    "threshold": (scene.threshold, {"scores": SCORES, "labels": LABELS, "images": np.zeros((12, 28, 28)), "bar": 4}),
}
small = st.integers(-9, 9).map(float)


@given(arrays(float, (2, 3), elements=small), arrays(float, (3, 2), elements=small))
def test_each_note_of_a_product_has_numpys_number(A, B):
    said = [float(re.search(r"= (−?[\d.]+)`$", note)[1].replace("−", "-")) for note in notes(scene.product(A, B))[1:]]
    assert said == (A @ B).ravel().tolist()


@given(arrays(float, 4, elements=small), arrays(float, 4, elements=small))
def test_the_dot_product_ends_at_numpys_number(a, b):
    said = re.search(r"= (−?[\d.]+)`$", notes(scene.dot(a, b))[-1])[1]
    assert float(said.replace("−", "-")) == a @ b


@given(arrays(float, (2, 2), elements=small))
def test_the_inverse_ends_with_numpys_inverse_or_with_a_reason(A):
    last = scene.inverse(A).frames[-1]
    if abs(np.linalg.det(A)) < 1e-9:
        assert last.note.startswith("Stop: ")
        return
    shown = texts(last)
    right = np.linalg.inv(A)
    for i, j in np.ndindex(2, 2):
        assert float(shown[f"B[{i},{j}]"].replace("−", "-")) == pytest.approx(right[i, j], rel=1e-3, abs=1e-9)


@given(arrays(float, (2, 2), elements=small))
def test_the_determinant_is_said(A):
    said = re.search(r"the determinant is (−?[\d.]+)[.:]", notes(scene.plane_map(A))[1])[1]
    assert float(said.rstrip(".").replace("−", "-")) == A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]


@pytest.mark.parametrize(("make", "data", "last"), [
    (scene.vectors, {"a": (3, 1), "b": (1, -2)},
     "`2a = (6, 2)` has the same direction and twice the length: 3.162 becomes 6.325."),
    (scene.entrywise, {"A": [[1.5]], "B": [[-2]], "operation": "subtract"}, "`C[0,0] = 1.5 − (−2) = 3.5`"),
    (scene.dot, {"a": [12.3456, -2], "b": [1, -2e-5]}, "`12.35 + (−2)·(−2·10⁻⁵) = 12.35`"),
    (scene.product, {"A": [[12.3456]], "B": [[-1]]}, "`C[0,0] = 12.35·(−1) = −12.35`"),
    (scene.transpose, {"A": [[1, -0.5]]}, "Row 0 of A, (1, −0.5), becomes column 0 of Aᵀ: `Aᵀ[j, 0] = A[0, j]`"),
    (scene.inverse, {"A": [[-4]]}, "Divide row 0 by −4. Now the left half is I, so the right half is A⁻¹."),
    (scene.plane_map, {"A": [[0, -2], [1, 0]]},
     "The inverse A⁻¹ = [(0, 1), (−0.5, 0)] takes every point back: `A⁻¹ A = I`."),
])
def test_the_last_note_of_each_scene(make, data, last):
    assert notes(make(**data))[-1] == last


def test_a_number_is_the_same_in_its_cell_and_in_the_formula():
    made = scene.product([[12.3456, 2e-5]], [[1], [1]])
    shown = texts(made.frames[1])
    assert (shown["A[0,0]"], shown["A[0,1]"], shown["C[0,0]"]) == ("12.35", "2·10⁻⁵", "12.35")
    assert made.frames[1].note == "`C[0,0] = 12.35·1 + 2·10⁻⁵·1 = 12.35`"
    almost = notes(scene.plane_map([[1, 2], [2, 4.000000000001]]))
    assert "the determinant is 1·10⁻¹²." in almost[1] and "is 1·10⁻¹², as good as 0, and" in almost[2]


REFUSED = [
    (scene.vectors, {"a": [1, 2, 3], "b": [1, 2]}, "a has shape (3,); it takes (2,)"),
    (scene.entrywise, {"A": np.ones((5, 2)), "B": np.ones((5, 2))},
     "A has shape (5, 2); at most (4, 4) fits the picture"),
    (scene.entrywise, {"A": [1, 2], "B": [1, 2]}, "A must have rank 2; its shape (2,) has rank 1"),
    (scene.entrywise, {"A": [[1]], "B": [[1]], "operation": "power"},
     "operation must be one of 'add', 'subtract', 'hadamard', not 'power'"),
    (scene.dot, {"a": np.ones(20), "b": np.ones(20)}, "a has 20 entries; at most 6 fit the picture"),
    (scene.gate, {"A_shape": (2, 10), "B_shape": (2, 2)}, "a size is a whole number from 1 to 9, not 10"),
    (scene.product, {"A": np.ones((2, 11)), "B": np.ones((11, 2))},
     "A has shape (2, 11); at most (10, 10) fits the picture"),
    (scene.product, {"A": [[1, 2]], "B": [[1, 2]]}, "(1, 2) @ (1, 2) – the inner sizes 2 and 1 differ"),
    (scene.transpose, {"A": np.ones((2, 7))}, "A has shape (2, 7); at most (5, 5) fits the picture"),
    (scene.inverse, {"A": np.eye(6)}, "A has shape (6, 6); at most (3, 3) fits the picture"),
    (scene.plane_map, {"A": np.eye(3)}, "A has shape (3, 3); it takes (2, 2)"),
    (scene.score, {"digit": np.ones((27, 28)), "template": np.ones((28, 28))},
     "digit has shape (27, 28); it takes (28, 28)"),
    (scene.yours, {"drawing": [], "template": np.ones(784)}, "template must have rank 2; its shape (784,) has "
     "rank 1"),
    (scene.angle, {"u": (0, 0), "v": (1, 2)},
     "an arrow of length 0 has no direction, so there is no angle"),
    (scene.angle, {"u": (1, 2, 3), "v": (1, 2)}, "u has shape (3,); it takes (2,)"),
    (scene.threshold, {"scores": [1, 2], "labels": [3, 1], "images": np.zeros((3, 28, 28))},
     "2 scores, 2 labels and 3 images; give one of each for each digit"),
    (scene.threshold, {"scores": [1, 2], "labels": [3, 3], "images": np.zeros((2, 28, 28))},
     "both kinds are needed, 3s and other digits"),
]


LARGEST = [
    (scene.vectors, {"a": (8, 4.5), "b": (8, 4.5)}),
    (scene.vectors, {"a": (-8, -4.5), "b": (2e-5, -4.5)}),
    (scene.gate, {"A_shape": (9, 9), "B_shape": (9, 9)}),
    (scene.plane_map, {"A": [[-1e3, 0.00123456], [123.456, 1e6]]}),
    (scene.score, {"digit": np.ones((28, 28)), "template": np.full((28, 28), -1e6)}),
    (scene.entrywise, {"A": np.full((4, 4), -12.25), "B": np.full((4, 4), 0.125)}),
    (scene.dot, {"a": np.full(6, -12.25), "b": np.full(6, 0.125)}),
    (scene.product, {"A": np.ones((10, 10)), "B": np.ones((10, 10))}),
    (scene.transpose, {"A": np.full((5, 5), -12.25)}), (scene.transpose, {"A": np.full((1, 5), -12.25)}),
    (scene.inverse, {"A": [[2, 1, 1], [1, 3, 1], [1, 1, 4]]}), (scene.inverse, {"A": [[1, 2, 3]] * 3}),
    (scene.angle, {"u": (5, 4), "v": (-5, -4), "digit": np.ones((28, 28)), "template": -TEMPLATE}),
    (scene.yours, {"drawing": [[(10, 40), (242, 272)]] * 3, "template": TEMPLATE}),
    (scene.threshold, {"scores": SCORES, "labels": LABELS, "images": np.zeros((12, 28, 28)), "bar": -99}),
    (scene.threshold, {"scores": SCORES, "labels": LABELS, "images": np.zeros((12, 28, 28)), "bar": 13}),
]


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9), st.integers(1, 9))
def test_the_gate_agrees_with_numpy(m, n, k, p):
    note = notes(scene.gate((m, n), (k, p)))[1]
    try:
        shape = (np.ones((m, n)) @ np.ones((k, p))).shape
    except ValueError:
        assert f"the inner sizes {n} and {k} differ" in note
    else:
        assert f"the result is {shape}" in note


def test_an_edit_makes_the_scene_anew_and_a_bad_one_changes_nothing():
    stage = play(scene.product, A=A23, B=B32)
    stage.request = {"kind": "edit", "name": "A[0,0]", "text": " −2,5 ", "serial": 1}
    assert stage.data["A"][0, 0] == -2.5 and "−2.5·7" in stage.frames[1].note
    for text in ("", "seven", "1e99", "nan", "__import__('os')", "<b>1</b>"):
        stage.request = {"kind": "edit", "name": "A[0,0]", "text": text, "serial": 2}
        assert stage.reply["kind"] == "invalid" and stage.data["A"][0, 0] == -2.5


def test_a_drag_moves_the_vector_it_is_named_after():
    stage = play(scene.plane_map, A=[[1, 0], [0, 1]])
    x, y = stage_pixel(stage, (2, 1))
    stage.request = {"kind": "drag", "name": "e1", "x": x, "y": y, "serial": 1}
    assert stage.data["A"].tolist() == [[2, 0], [1, 1]]


def test_what_a_cell_offers_is_taken_when_it_is_typed_back():
    stage = play(scene.product, A=[[2e-5, 1 / 3]], B=[[1], [12.3456]])
    for serial, cell in enumerate([shape for shape in stage.frames[0].shapes if "edit" in shape]):
        stage.request = {"kind": "edit", "name": cell["edit"], "text": cell["value"], "serial": serial}
        assert not stage.reply["message"]
    np.testing.assert_allclose(stage.data["A"], [[2e-5, 1 / 3]], rtol=1e-14)
    stage.request = {"kind": "edit", "name": "A[0,0]", "text": "2·10⁻⁵", "serial": 9}
    assert not stage.reply["message"] and stage.data["A"][0, 0] == 2e-5


def stage_pixel(stage, point):
    """Return the pixel of a point in the plane of a scene."""
    plane, _ = scene.plane_map(stage.data["A"]).plane_of("e1")
    return plane.to_pixels(*point)


def read(said):
    """Read the last number of a sentence."""
    return float(re.findall(r"−?[\d.]+", said)[-1].rstrip(".").replace("−", "-"))


@given(arrays(float, 2, elements=small), arrays(float, 2, elements=small))
def test_an_angle_has_numpys_dot_product_shadow_and_cosine(u, v):
    assume(u.any() and v.any())
    frames = scene.angle(u, v).frames
    written = [texts(frame) for frame in frames]
    dot, length = u @ v, np.linalg.norm(v)
    near = {"rel": 1e-3, "abs": 1e-9}
    assert [read(page["u · v"]) for page in written] == [dot, 0, dot, -dot, dot]
    assert [read(page["shadow of u"]) for page in written[1:]] == pytest.approx(
        [0, dot / length, -dot / length, dot / length], **near)
    assert read(written[2]["shadow × length"]) == dot
    assert read(written[2]["length of v"]) == pytest.approx(length, **near)
    cosine = dot / length / np.linalg.norm(u)
    assert read(written[4]["cosine"]) == pytest.approx(cosine, **near)
    here = next(shape for shape in frames[4].shapes if shape["key"] == "scale here")
    assert here["cx"] == pytest.approx(527 + 93 * cosine, abs=0.01)


def test_the_shadow_ends_below_the_tip_and_changes_its_colour_with_its_side():
    for v, role in (((4, 0), "activation"), ((-4, 0), "error")):
        made = scene.angle((2, 3), v)
        drawn = {shape["key"]: shape for shape in made.frames[2].shapes}
        plane, _ = made.plane_of("u")
        assert (drawn["shadow"]["x2"], drawn["shadow"]["y2"]) == pytest.approx(plane.to_pixels(2, 0))
        assert drawn["shadow"]["class"] == role
        assert (drawn["light"]["x1"], drawn["light"]["y1"]) == pytest.approx(plane.to_pixels(2, 3))


def test_a_digit_is_an_arrow_with_the_length_and_the_shadow_it_has():
    digit = np.tri(28)
    last = scene.angle((1, 3), (3, -1), digit, TEMPLATE).frames[-1]
    total, length = (digit * TEMPLATE).sum(), np.linalg.norm(TEMPLATE)
    assert last.note.endswith(f"= {texts(last)['u · v']}`.")
    assert read(texts(last)["u · v"]) == pytest.approx(total, rel=1e-3)
    assert read(texts(last)["shadow of u"]) == pytest.approx(total / length, rel=1e-3)
    light = next(shape for shape in last.shapes if shape["key"] == "light")
    assert light["x1"] == light["x2"] and light["y1"] < light["y2"]  # straight down onto the line of the template


@given(st.floats(-3, 13))
def test_a_threshold_counts_as_numpy_does(bar):
    frames = scene.threshold(SCORES, LABELS, np.zeros((12, 28, 28)), bar).frames
    scores, real = np.array(SCORES), np.array(LABELS) == 3
    for frame, at in ((frames[1], bar), (frames[2], min(bar + 5, 13)), (frames[3], bar)):
        hits, alarms = (real & (scores >= at)).sum(), (~real & (scores >= at)).sum()
        written = {key: int(texts(frame)[key].split()[0]) for key in ("hits", "misses", "alarms")}
        assert written == {"hits": hits, "misses": real.sum() - hits, "alarms": alarms}
    said = [int(n) for n in re.findall(r"(\d+) (?:hit|miss|false)", frames[1].note)]
    written = texts(frames[1])
    assert said == [int(written[key].split()[0]) for key in ("hits", "misses", "alarms")]


def test_the_columns_on_both_sides_of_a_bar_have_the_colours_of_what_it_makes_of_them():
    frame = scene.threshold(SCORES, LABELS, np.zeros((12, 28, 28)), 4).frames[1]
    drawn = {shape["key"]: shape for shape in frame.shapes}
    bar = drawn["bar"]["x1"]
    for name, left, right in (("others", "muted", "error"), ("threes", "error", "activation")):
        for side, role in (("left", left), ("right", right)):
            path = drawn[f"{name} {side}"]
            places = [float(x) for x in re.findall(r"M([\d.]+)", path["d"])]
            assert path["class"] == f"solid {role}" and all((x > bar) == (side == "right") for x in places)


def test_the_digits_near_the_bar_are_the_nearest_and_the_wrong_ones_are_framed():
    last = scene.threshold(SCORES, LABELS, np.zeros((12, 28, 28)), 4).frames[-1]
    near = [key for key in texts(last) if key.endswith("score")]
    assert near == [*(f"no {k} score" for k in (1, 2, 3, 4, 5)), *(f"yes {k} score" for k in (8, 6, 7, 9, 10))]
    wrong = {shape["key"] for shape in last.shapes if "frame" in shape["key"] and "error" in shape["class"]}
    assert wrong == {"no 2 frame", "no 4 frame", "yes 6 frame", "yes 7 frame", "yes 9 frame"}
    assert "Of the 3 false alarms, 2 are 5s." in last.note


def test_a_bar_can_be_dragged():
    stage = play(scene.threshold, scores=SCORES, labels=LABELS, images=np.zeros((12, 28, 28)), bar=4)
    plane, _ = scene.threshold(SCORES, LABELS, np.zeros((12, 28, 28)), 4).plane_of("bar")
    x, y = plane.to_pixels(6.5, 1)
    stage.request = {"kind": "drag", "name": "bar", "x": x, "y": y, "serial": 1}
    assert stage.data["bar"] == 6.5 and "threshold 6.5" in stage.frames[1].note


def test_two_heaps_with_a_gap_can_be_separated():
    made = scene.threshold([0, 1, 8, 9], [1, 2, 3, 3], np.zeros((4, 28, 28)), 5)
    assert made.frames[0].ask.choices[made.frames[0].ask.right][0] == "Yes"
    assert scene.threshold(SCORES, LABELS, np.zeros((12, 28, 28)), 13).frames[1].ask is None  # nothing gets fewer


def test_a_drawing_is_scored_as_the_digit_it_becomes():
    stage = play(scene.yours, drawing=[], template=TEMPLATE)
    assert "no ink, no score" in texts(stage.frames[0]).values()
    stage.request = {"kind": "paint", "name": "drawing", "strokes": DRAWN, "serial": 1}
    each = data.ink(DRAWN) / 255 * TEMPLATE
    note = stage.frames[0].note
    gain, loss, total = [float(n.replace("−", "-")) for n in re.search(
        r"= (\S+) − (\S+) = (\S+)`", note).groups()]
    assert [gain, loss, total] == pytest.approx([each[each > 0].sum(), -each[each < 0].sum(), each.sum()], abs=0.01)
    assert f"{(each < 0).sum()} pixels" in stage.frames[1].note
