"""The numbers in the lessons' text are those of their cells, outputs and scenes; and what is wrong is found."""

import notebook_numbers as rules
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

LESSONS = sorted(rules.FOLDER.glob("[0-9]*.ipynb"))
CODE = """from dlmath.picture.frame import Frame
from dlmath.picture.shapes import text
from dlmath.stage import Stage
wide = 4
print(61 * wide)
Stage([Frame([text("t", 9, 9, wide * 17)], f"Half of it is {wide * 17 / 2}.", "A number.")])"""


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_numbers_in_the_text_are_those_of_the_cells(path):
    if int(path.name[:2]) not in rules.KEEP:
        pytest.skip("not in KEEP yet")
    assert not rules.problems(path), "\n".join(rules.problems(path))


def test_the_lessons_that_keep_the_rule_are_there():
    assert set(rules.KEEP) <= {int(path.name[:2]) for path in LESSONS} and set(rules.EXCEPTIONS) <= {
        path.stem for path in LESSONS}
    assert all(isinstance(why, rules.Try) or len(why.split()) > 2
               for reasons in rules.EXCEPTIONS.values() for why in reasons.values())


def problems(text, exceptions=(), stored="stored 4,321", code=CODE):
    """Return what is found in a lesson of one cell with a text below it."""
    output = new_output("stream", name="stdout", text=stored)
    cells = [new_markdown_cell("# Title"), new_markdown_cell("## Section"),
             new_code_cell(code, outputs=[output], execution_count=1), new_markdown_cell(text)]
    return rules.problems("01_none.ipynb", new_notebook(cells=cells), dict(exceptions))


@pytest.mark.parametrize("text", [
    "The width is 4.", "It prints 244 and stores 4,321.", "The picture says 68, and half of it is 34.",
    "That is 61 · 4 = 244, and 300 − 256 = 44.", "2/3 ≈ 0.67 and 0.5 · 0.5 = 0.25",
    "$3 \\cdot 7 = 21$, so $\\frac{6}{4} = 1.5$", "2³ = 8 and 2^5 = 32 and 10⁻² = 0.01", "`3 ** 2 + 10` is 19.",
    "`np.zeros((12, 3)).shape` is `(12, 3)`", '`f"{2.71828:.2f}"` becomes `2.72`',
    "[[1, 20]] plus [[30, 4]] is [[31, 24]]", "In 1943, and Maas et al. (2013).", "It takes 45 minutes.",
    "1. First\n2. Second\n3. Third", "See lesson 33 and exercise 33.4.", "A digit has 784 pixels, 28 · 28 of them.",
    "ReLU(4) = 4, ReLU(68) = 68.",
    "A batch of 57, so 57 rows go in.", "[next](99_none.ipynb)", "| 9 | a row of 68 |", "about 24,400 %",
])
def test_what_is_held_passes(text):
    assert not problems(text)


@pytest.mark.parametrize("text", [
    "The width is 5.", "It prints 245.", "It prints −244.", "It stores 4,312.", "The picture says 69.",
    "Half of it is 34.5.", "That is 61 · 4 = 254.", "2/3 ≈ 0.66", "$3 \\cdot 7 = 22$", "$\\frac{6}{4} = 1.6$", "2³ = 9",
    "`3 ** 2 + 10` is 20.", "`np.zeros((12, 3)).shape` is `(12, 4)`", '`f"{2.71828:.2f}"` becomes `2.73`',
    "[[1, 20]] plus [[30, 4]] is [[31, 25]]", "A batch of 57, so 75 rows go in.", "| 9 | a row of 86 |",
    "The shape is (2010, 784).", "ReLU(4) = 68.", "$\\sigma(4) = 68$", "$\\sqrt{4} = 4$",
])
def test_what_is_not_held_is_found(text):
    assert problems(text)


def test_a_number_of_an_earlier_lesson_is_known_where_that_lesson_is_named():
    assert problems("It was 298.") and not problems("In lesson 0 it was 298.")


def test_an_exception_is_needed_and_true():
    assert not problems("It is 99.", {"99": "90 + 9 = 99, as everybody knows"})
    assert problems("It is 99.", {"99": "90 + 8 = 99, as everybody knows"})
    assert problems("It is 4.", {"99": "which nobody says any more"})
    five = rules.Try("wide = 4", "wide = 5")
    assert not problems("Try it wider: it prints 305.", {"305": five})
    assert problems("Try it wider: it prints 306.", {"306": five})


def test_what_an_exercise_says_counts():
    said = rules.exercise_texts('check("0.1", double)', 0)
    assert "return 2 * x" in said and rules.exercise_texts('check("99.1", x)', 0) == ""


def test_the_numbers_of_a_lesson_are_read_with_their_signs():
    assert rules.numbers("a −3, 1,024.5 or (-2) of x-7 and v1.2.3, 1e-06, −.5") == [-3, 1024.5, -2, 7, 1e-6, -0.5]
