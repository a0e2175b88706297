"""The scenes of linear algebra show the numbers that NumPy gives."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dlmath.picture import shapes
from dlmath.scenes import linalg as scene
from dlmath.stage import play

A23, B32 = [[1, 2, 3], [4, 5, 6]], [[7, 8], [9, 10], [11, 12]]
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
    "score": (scene.score, {"digit": np.eye(28), "template": np.linspace(-1, 1, 784).reshape(28, 28)}),
}
small = st.integers(-9, 9).map(float)


def notes(made):
    return [frame.note for frame in made.frames]


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
    shown = {shape["key"]: shape["text"] for shape in last.shapes if shape["tag"] == "text"}
    right = np.linalg.inv(A)
    for i, j in np.ndindex(2, 2):
        assert float(shown[f"B[{i},{j}]"].replace("−", "-")) == pytest.approx(right[i, j], rel=1e-3, abs=1e-9)


@given(arrays(float, (2, 2), elements=small))
def test_the_determinant_is_said(A):
    said = re.search(r"the determinant is (−?[\d.]+)[.:]", notes(scene.plane_map(A))[1])[1]
    assert float(said.rstrip(".").replace("−", "-")) == A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]


@pytest.mark.parametrize(("make", "data", "last"), [
    (scene.vectors, {"a": (3, 1), "b": (1, -2)},
     "`2a = (6, 2)`: same direction, twice the length, 3.162 becomes 6.325."),
    (scene.entrywise, {"A": [[1.5]], "B": [[-2]], "operation": "subtract"}, "`C[0,0] = 1.5 − (−2) = 3.5`"),
    (scene.dot, {"a": [12.3456, -2], "b": [1, -2e-5]}, "`12.35 + (−2)·(−2·10⁻⁵) = 12.35`"),
    (scene.product, {"A": [[12.3456]], "B": [[-1]]}, "`C[0,0] = 12.35·(−1) = −12.35`"),
    (scene.transpose, {"A": [[1, -0.5]]}, "Row 0 of A, (1, −0.5), becomes column 0 of Aᵀ: `Aᵀ[j, 0] = A[0, j]`"),
    (scene.inverse, {"A": [[-4]]}, "Divide row 0 by −4. On the left stands I, so on the right stands A⁻¹."),
    (scene.plane_map, {"A": [[0, -2], [1, 0]]}, "A⁻¹ = [(0, 1), (−0.5, 0)] takes every point home: `A⁻¹ A = I`."),
])
def test_the_last_note_of_each_scene(make, data, last):
    assert notes(make(**data))[-1] == last


def test_a_number_is_the_same_in_its_cell_and_in_the_formula():
    made = scene.product([[12.3456, 2e-5]], [[1], [1]])
    shown = {shape["key"]: shape["text"] for shape in made.frames[1].shapes if shape["tag"] == "text"}
    assert (shown["A[0,0]"], shown["A[0,1]"], shown["C[0,0]"]) == ("12.35", "2·10⁻⁵", "12.35")
    assert made.frames[1].note == "`C[0,0] = 12.35·1 + 2·10⁻⁵·1 = 12.35`"
    almost = notes(scene.plane_map([[1, 2], [2, 4.000000000001]]))
    assert "the determinant is 1·10⁻¹²." in almost[1] and "is 1·10⁻¹², as good as 0:" in almost[2]


@pytest.mark.parametrize(("make", "data", "sentence"), [
    (scene.vectors, {"a": [1, 2, 3], "b": [1, 2]}, "vectors: a has shape (3,); it takes (2,)"),
    (scene.entrywise, {"A": np.ones((5, 2)), "B": np.ones((5, 2))},
     "entrywise: A has shape (5, 2); at most (4, 4) fits the picture"),
    (scene.entrywise, {"A": [1, 2], "B": [1, 2]}, "entrywise: A must have rank 2; its shape (2,) has rank 1"),
    (scene.entrywise, {"A": [[1]], "B": [[1]], "operation": "power"},
     "entrywise: operation must be one of 'add', 'subtract', 'hadamard', not 'power'"),
    (scene.dot, {"a": np.ones(20), "b": np.ones(20)}, "dot: a has 20 entries; at most 6 fit the picture"),
    (scene.gate, {"A_shape": (2, 10), "B_shape": (2, 2)}, "gate: a size is a whole number from 1 to 9, not 10"),
    (scene.product, {"A": np.ones((2, 11)), "B": np.ones((11, 2))},
     "product: A has shape (2, 11); at most (10, 10) fits the picture"),
    (scene.product, {"A": [[1, 2]], "B": [[1, 2]]}, "product: (1, 2) @ (1, 2) – the inner sizes 2 and 1 differ"),
    (scene.transpose, {"A": np.ones((2, 7))}, "transpose: A has shape (2, 7); at most (5, 5) fits the picture"),
    (scene.inverse, {"A": np.eye(6)}, "inverse: A has shape (6, 6); at most (3, 3) fits the picture"),
    (scene.plane_map, {"A": np.eye(3)}, "plane_map: A has shape (3, 3); it takes (2, 2)"),
    (scene.score, {"digit": np.ones((27, 28)), "template": np.ones((28, 28))},
     "score: digit has shape (27, 28); it takes (28, 28)"),
])
def test_what_does_not_fit_the_picture_gets_one_sentence(make, data, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        make(**data)


@pytest.mark.parametrize(("make", "data"), [
    (scene.entrywise, {"A": np.full((4, 4), -12.25), "B": np.full((4, 4), 0.125)}),
    (scene.dot, {"a": np.full(6, -12.25), "b": np.full(6, 0.125)}),
    (scene.product, {"A": np.ones((10, 10)), "B": np.ones((10, 10))}),
    (scene.transpose, {"A": np.full((5, 5), -12.25)}), (scene.transpose, {"A": np.full((1, 5), -12.25)}),
    (scene.inverse, {"A": [[2, 1, 1], [1, 3, 1], [1, 1, 4]]}), (scene.inverse, {"A": [[1, 2, 3]] * 3}),
])
def test_the_largest_that_fit_stay_inside_the_picture_and_their_numbers_inside_their_cells(make, data):
    for frame in make(**data).frames:
        width, height = frame.size
        cells = {shape["key"]: shape for shape in frame.shapes if shape["tag"] == "rect"}
        for cell in cells.values():
            assert cell["x"] >= 0 and cell["x"] + cell["width"] <= width and cell["y"] + cell["height"] <= height
        for said in (shape for shape in frame.shapes if shape["tag"] == "text" and f"{shape['key']} cell" in cells):
            assert shapes.width(said["text"], said["font-size"]) <= cells[f"{said['key']} cell"]["width"]
        assert all(0 < shape["y"] < height for shape in frame.shapes if shape["tag"] == "text")


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
