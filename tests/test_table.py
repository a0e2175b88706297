"""Tables: entries in their cells, lines of tables, sheets, fields."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlmath.picture import look, shapes
from dlmath.picture.frame import Frame
from dlmath.picture.table import Arrow, Table, Word, choice, empty, field, line_up


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


def texts(drawn):
    return {shape["key"]: shape["text"] for shape in shapes.flat(drawn) if shape["tag"] == "text"}


def cells(drawn):
    return {shape["key"].removesuffix(" cell"): shape for shape in shapes.flat(drawn) if shape["tag"] == "rect"}


@pytest.mark.parametrize(("mark", "marked"), [
    ((0, 1), {"A[0,1]"}), ((0, ...), {"A[0,0]", "A[0,1]"}), ((..., 1), {"A[0,1]", "A[1,1]"}),
    ([(0, 0), (1, ...)], {"A[0,0]", "A[1,0]", "A[1,1]"}), (set(), set()), (None, set()),
    (np.array([[False, True], [False, False]]), {"A[0,1]"}), ({(1, 1): "highlight", (0, 0): "data"}, {"A[1,1]"}),
])
def test_marks_are_places_rows_or_columns(mark, marked):
    drawn = cells(Table("A", [[1, 2], [3, 4]], "weight").draw(mark))
    assert {key for key, cell in drawn.items() if cell["class"] == "cell highlight"} == marked


def test_an_exact_mark_wins_over_a_row():
    drawn = cells(Table("A", [[1, 2]]).draw({(0, ...): "error", (0, 1): "highlight"}))
    assert [drawn[key]["class"] for key in ("A[0,0]", "A[0,1]")] == ["cell error", "cell highlight"]


def test_a_vector_is_marked_by_its_one_index():
    assert cells(Table("x", [1, 2]).draw(1))["x[1]"]["class"] == "cell highlight"


def test_some_numbers_are_shown_and_all_cells_are_there():
    table = Table("C", [[1, 2], [3, 4]], label="", caption="")
    assert texts(table.draw(shown=3)) == {"C[0,0]": "1", "C[0,1]": "2", "C[1,0]": "3"}
    assert texts(table.draw(shown={(1, 1)})) == {"C[1,1]": "4"} and texts(table.draw(shown=0)) == {}
    assert len(cells(table.draw(shown=0))) == 4


def test_letters_shrink_until_each_number_is_inside_its_cell():
    wide = Table("A", [[1, -1234.5]], size=20).at(0, 0, cell=(50, 40))
    assert wide.letters < 20 == Table("A", [[1, 2]], size=20).at(0, 0, cell=(50, 40)).letters
    assert shapes.width("−1234", wide.letters) <= 46
    assert wide.draw(shown=1)[-2]["font-size"] == wide.letters  # whatever is shown, the letters stay


def test_an_edit_box_offers_the_number_itself():
    drawn = cells(Table("A", [[12.3456, 2e-5], [None, "x"]], edit=True).draw())
    assert [drawn[key]["value"] for key in drawn] == ["12.3456", "2e-5", "", "x"]
    assert drawn["A[0,1]"]["edit"] == drawn["A[0,1]"]["label"] == "A[0,1]"
    assert "edit" not in cells(Table("A", [[1]], edit=True).draw(edit=False))["A[0,0]"]


def test_what_was_turned_keeps_its_keys():
    A = np.arange(6).reshape(2, 3)
    drawn = texts(Table("A", A.T, turned=True, label="Aᵀ").draw())
    assert {key: said for key, said in drawn.items() if "[" in key} == {
        f"A[{i},{j}]": str(A[i, j]) for i, j in np.ndindex(2, 3)}
    assert drawn["A name"] == "Aᵀ" and drawn["A shape"] == "(3, 2)"


def test_a_group_lights_what_is_named_after_it():
    drawn = cells(Table("W", [[1, -2]]).draw(group=True))
    assert (drawn["W[0,1]"]["group"], drawn["W[0,1]"]["label"]) == ("W[0,1]", "W[0,1] is −2")
    drawn = cells(Table("R", [1, 2]).draw(group={(0,): "sum 0"}, point=True))
    assert drawn["R[0]"]["group"] == "sum 0" and drawn["R[0]"]["label"] == "R[0] is 1" and "group" not in drawn["R[1]"]


def test_a_number_that_is_not_shown_yet_is_not_told_either():
    drawn = cells(Table("R", [1, 2]).draw(shown=1, group=True))
    assert [drawn[key]["label"] for key in ("R[0]", "R[1]")] == ["R[0] is 1", "R[1] is empty"]


def test_a_number_is_carried_where_an_entry_stands():
    table = Table("A", empty((1, 2))).at(10, 20, cell=(40, 30))
    cell, said = table.put((0, 1), "7", "entry 0", "highlight", move=True)
    assert (cell["key"], cell["x"], cell["y"], cell["move"]) == ("entry 0 cell", 52, 22, True)
    assert (said["key"], said["text"], said["x"], said["move"]) == ("entry 0", "7", 70, True)


# --- sheets


@pytest.mark.parametrize("shape", [(), (4,), (2, 3), (3, 2, 5), (2, 2, 2, 3)])
def test_sheets_lie_in_their_box_and_no_two_entries_in_one_place(shape):
    values = np.arange(np.prod(shape, dtype=int)).reshape(shape)
    table = Table("T", values, edge="sheet", counted=True).inside((10, 20, 380, 300))
    places = [table.box(index) for index in np.ndindex(shape)]
    assert len({place[:2] for place in places}) == len(places)
    for left, top, width, height in places:
        assert 10 <= left and left + width <= 390 and 20 <= top and top + height <= 320
    for shape_ in table.draw():
        if shape_["tag"] == "text":
            assert 0 <= shape_["x"] <= 400 and 10 <= shape_["y"] <= 330


def test_sheets_are_named_and_rows_and_columns_counted():
    said = texts(Table("T", np.zeros((2, 1, 3)), edge="sheet", counted=True).inside((0, 0, 400, 300)).draw())
    assert {said["T sheet name 0"], said["T sheet name 1"]} == {"T[0]", "T[1]"}
    assert [said[f"T column {k}"] for k in range(3)] == ["0", "1", "2"] and said["T row 1 0"] == "0"


@pytest.mark.parametrize("shape", [(40, 2), (2, 40), (0, 2), (1,) * 5])
def test_a_tensor_that_does_not_fit_is_refused_in_a_sentence(shape):
    with pytest.raises(ValueError, match=re.escape(f"a tensor of shape {shape} does not fit into the picture")):
        Table("T", np.zeros(shape), edge="sheet").inside((0, 0, 300, 200))


# --- beside each other

sizes = st.integers(1, 6)


@given(sizes, sizes, sizes, st.booleans())
def test_tables_stand_beside_each_other_and_overlap_nowhere(m, n, p, alike):
    A, B, C = Table("A", np.full((m, n), -1.25)), Table("B", np.ones((n, p))), Table("C", np.ones((m, p)))
    line = line_up(A, "@", B, "=", C, box=(0, 50, 640, 180), cell=(64, 56) if alike else None)
    tables = [line[name] for name in "ABC"]
    signs = [sign for sign in line.signs if sign]
    edges = [0, tables[0].x, tables[0].right, signs[0]["x"], tables[1].x, tables[1].right, signs[1]["x"], tables[2].x,
             tables[2].right, 640]
    assert edges == sorted(edges)
    assert all(50 <= table.y and table.bottom <= 230.01 for table in tables)
    assert {table.middle[1] for table in tables} == {140} and line.bottom == max(table.bottom for table in tables)
    if alike:
        assert len({table.cell for table in tables}) == 1


@given(st.integers(1, 900), st.integers(1, 900))
def test_a_wide_line_is_cut_and_still_fits(m, n):
    line = line_up(Table("X", np.full((m, n), -0.12345)), "@", Table("W", np.ones((n, 3))), "+", Table("b", np.ones(3)),
                   "=", Table("Z", np.ones((m, 3))), box=(6, 40, 628, 120))
    assert line["X"].x >= 6 and line["Z"].right <= 634
    for table in line.tables.values():
        assert table.rows[-1] in (None, ((1, 1) + table.shape)[-2] - 1)
        assert all(place["text"] in "⋱⋮…" for place in table.draw() if " dots " in place["key"])
    Frame(line.draw(), "n", "a")  # no key is used twice


def test_an_option_goes_to_the_table_of_its_name():
    line = line_up(Table("A", [[1, 2]]), "=", Table("B", [[1, 2]]), box=(0, 0, 640, 100), cell=(50, 50))
    drawn = list(shapes.flat(line.draw(mark={"A": (0, 0)}, shown={"B": 1}, label={"B": "B′"})))
    assert cells(drawn)["A[0,0]"]["class"] == "cell highlight" and cells(drawn)["B[0,0]"]["class"] == "cell data"
    assert texts(drawn)["B name"] == "B′" and "B[0,1]" not in texts(drawn)


def test_what_is_too_much_for_one_picture_is_refused():
    with pytest.raises(ValueError, match=re.escape("A (2, 60): too many numbers for one picture")):
        line_up(Table("A", np.ones((2, 60))), box=(0, 0, 640, 100), cell=(60, 60))


def test_words_fields_and_arrows_stand_in_a_line():
    line = line_up("T.", choice("how", "sum", ("sum", "mean"), "how"), Word("along", "muted"), field("axis", 1, "axis"),
                   Arrow("relu", "each"), "", Table("x", [1]), box=(10, 20, 600, 40), align="start")
    drawn = [shape for shape in shapes.flat(line.draw()) if shape["tag"] != "polyline"]
    found = {shape["key"]: shape for shape in drawn}
    xs = [found[key]["x"] for key in ("line 0", "how", "line 2", "axis", "line 4 above", "x[0]")]
    assert xs == sorted(xs) and xs[0] > 10
    assert found["how cell"]["options"] == "sum|mean" and found["axis cell"]["value"] == "1"
    assert found["line 2"]["class"] == "muted" and found["line 4 below"]["text"] == "each"


def test_a_field_offers_its_number_and_says_what_it_is_told():
    cell, said = field("rates[1]", 2e-5, "second rate", "η = 2·10⁻⁵").draw(100, 50, "middle")
    assert (cell["edit"], cell["value"], cell["label"]) == ("rates[1]", "2e-5", "second rate")
    assert said["text"] == "η = 2·10⁻⁵"
    assert cell["x"] + cell["width"] / 2 == said["x"] == 100 and cell["width"] > shapes.width(said["text"])
