"""The scenes of linear algebra show the numbers that NumPy gives."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dlmath.linalg import spell
from dlmath.picture import draw
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
    assert notes(scene.dot(a, b))[-1].endswith(f"= {spell(a @ b)}`")


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
    assert f"the determinant is {draw.number(A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0])}" in notes(scene.plane_map(A))[1]


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9), st.integers(1, 9))
def test_the_gate_agrees_with_numpy(m, n, k, p):
    note = notes(scene.gate((m, n), (k, p)))[1]
    try:
        shape = (np.empty((m, n)) @ np.empty((k, p))).shape
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


def stage_pixel(stage, point):
    """Return the pixel of a point in the plane of a scene."""
    return scene.plane_map(stage.data["A"]).plane.to_pixels(*point)
