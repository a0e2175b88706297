"""Tables: entries in their cells, lines of tables, sheets, fields."""

import re

import numpy as np

from dlmath.picture import Table, look


def numbers(d):
    return [float(value) for value in re.findall(r"-?[\d.]+", d)]


def test_a_matrix_names_its_entries_as_numpy_does():
    shapes = {shape["key"]: shape for shape in Table("A", [[1, 2, 3], [4, 5, -6]], edit=True).draw()}
    assert shapes["A[1,2]"]["text"] == "−6"
    assert shapes["A[1,2] cell"]["edit"] == "A[1,2]" and shapes["A[1,2] cell"]["value"] == "-6"
    assert shapes["A shape"]["text"] == "(2, 3)"
    vector = {shape["key"] for shape in Table("x", np.array([1.5, 2])).draw()}
    assert {"x[0]", "x[1]"} <= vector


def test_an_empty_entry_has_a_cell_and_no_words():
    keys = [shape["key"] for shape in Table("C", [[1, None]], edit=True).draw()]
    assert "C[0,1] cell" in keys and "C[0,1]" not in keys


def test_entries_stand_in_their_cells_and_brackets_around_them():
    table = Table("A", [[1, 2, 3], [4, 5, 6]]).at(20, 40, cell=(50, 30))
    shapes = {shape["key"]: shape for shape in table.draw(mark=(0, 1))}
    for row in range(2):
        for column in range(3):
            cell, word = shapes[f"A[{row},{column}] cell"], shapes[f"A[{row},{column}]"]
            assert (cell["x"], cell["y"], cell["width"], cell["height"]) == (22 + 50 * column, 42 + 30 * row, 46, 26)
            assert (word["x"], word["y"] - 0.35 * look.TEXT) == (45 + 50 * column, 55 + 30 * row)
    assert shapes["A[0,1] cell"]["class"] == "cell highlight" and shapes["A[1,0] cell"]["class"] == "cell data"
    for sign, corner, way in (("[", 15, 1), ("]", 175, -1)):
        x, y = np.array(numbers(shapes[f"A {sign}"]["points"])).reshape(4, 2).T
        assert x[1] == x[2] == corner and (way * x[[0, 3]] > way * corner).all()  # the ends turn inward
        assert y[0] == y[1] < 40 and y[2] == y[3] > 100
    assert shapes["A name"]["y"] < 40 and shapes["A shape"]["y"] - look.SMALL > 100
    assert shapes["A name"]["x"] == shapes["A shape"]["x"] == 95
    assert shapes["A name"]["text"] == "A" and shapes["A shape"]["text"] == "(2, 3)"
    other = {shape["key"]: shape.get("text") for shape in table.draw(label="B", caption="two rows")}
    assert other["A name"] == "B" and other["A shape"] == "two rows"
    assert not {"A name", "A shape"} & {shape["key"] for shape in table.draw(label="", caption="")}
