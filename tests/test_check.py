"""Answers of every kind, the strange ones above all: what `check` makes of them."""

import inspect
import math
import re
import signal
import subprocess
import sys
import textwrap
import threading
import time
from fractions import Fraction
from html.parser import HTMLParser

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlmath import exercises
from dlmath.exercises.check import Exercise, Mistake, examine
from dlmath.exercises.compare import difference
from dlmath.exercises.feedback import KINDS, Code, Feedback, Pictures
from dlmath.exercises.run import run, untouched
from dlmath.exercises.tips import tip
from dlmath.exercises.values import as_array, describe, number, plain, show


def add(A, b):
    return A + b


def pair(x):
    return np.array([x, x]), x


ADD = Exercise("9.1", "Add", "Return A + b.", add, "It is a sum.",
               [Mistake(lambda A, b: A - b, "This subtracts: `A - b`."),
                Mistake(lambda A, b: A * b, "This multiplies: `A * b`.")], ["One.", "Two."], "Sums",
               inputs=[(np.array([1.0, 2.0]), 3.0), (np.array([[1.0, 2.0], [3.0, 4.0]]), 10.0)])
NUMBER = Exercise("9.2", "Ten", "How many?", 10, "Ten it is.", [Mistake(9, "That is 9.")], ["One.", "Two."])
MATRIX = Exercise("9.3", "Matrix", "Which?", np.array([[1, 2], [3, 4]]), "So it is.", [], [])
CHOICE = Exercise("9.4", "Choose", "Which?", "b", "So it is.", [Mistake("a", "Not `a`.")], [],
                  choices={"a": "one", "b": "two", "c": "three"})
TEXT = Exercise("9.5", "Say", "Which word?", "dot product", "So it is.", [], [])
THREE = Exercise("9.10", "Shape", "Which shape?", (3,), "So it is.", [], [])
PAIR = Exercise("9.11", "Two", "Which two?", (2, 4), "So it is.", [Mistake((4, 2), "Turned: `(4, 2)`.")], [])
GOAL = Exercise("9.12", "Goal", "Reach it.", 0.5, "Near enough.", [Mistake(3, "Above 1: `3`.")], [],
                measure=lambda x: "reached" if 0 < float(x) < 1 else "above" if float(x) >= 1 else "below")
ORDER = Exercise("9.13", "Sum", "Put the lines in order.", "bedac", "Start, loop, add, return.",
                 [Mistake("bedca", "`c` is inside the loop: it returns too early.")], [], "Sums",
                 lines={"a": "        total = total + x", "b": "def add(numbers):", "c": "    return total",
                        "d": "    for x in numbers:", "e": "    total = 0"},
                 before={"a": "de", "c": "ad", "d": "b", "e": "b"})
BAR = Exercise("9.14", "A bar", "Draw a bar.", np.array([[-1, 2, -1]] * 3), "So it is.",
               [Mistake(np.array([[2, -1, -1]] * 3), "The bar stands in column 0: `W[:, 0]`.")], [], "Sums",
               picture=lambda weights: np.sign(weights))
QUICK = Exercise("9.6", "Add", "Return A + b.", add, "It is a sum.", [], [], inputs=ADD.inputs, seconds=0.2)


def text(feedback):
    return repr(feedback)


# ---------------------------------------------------------------------------- not attempted


def starter_with_docstring(A, b):
    """Return A + b."""
    ...


def starter_pass(A, b):
    pass


def starter_return(A, b):
    return ...


def starter_half_done(A, b):
    total = 0
    for _ in A.flat:
        total = total + ...
    return total


def starter_fills(A, b):
    C = np.zeros(A.shape)
    C[0] = ...
    return C


def starter_raises(A, b):
    raise NotImplementedError


@pytest.mark.parametrize("answer", [
    None, ..., lambda A, b: ..., lambda A, b: None, starter_with_docstring, starter_pass, starter_return,
    starter_half_done, starter_fills, starter_raises, lambda A, b: [1, ...]])
def test_untouched_function(answer):
    feedback = examine(ADD, answer)
    assert feedback.kind == "untouched"
    assert text(feedback).startswith("○ Not attempted yet · 9.1 Add\nReturn A + b.")
    assert 'hint("9.1")' in text(feedback)


@pytest.mark.parametrize("exercise", [NUMBER, MATRIX, CHOICE, TEXT])
@pytest.mark.parametrize("answer", [None, ..., [..., ...], [[1, ...], [3, 4]]])
def test_untouched_value(exercise, answer):
    assert examine(exercise, answer).kind == "untouched"


def test_untouched_choice_shows_the_choices():
    assert "a) one\n    b) two" in text(examine(CHOICE, ...))


def test_code_beside_the_dots_is_an_attempt():
    def answer(A, b):
        ...
        return A + b

    assert examine(ADD, answer).kind == "right"
    assert not untouched(lambda A: A) and not untouched(lambda: 0) and not untouched(np.dot)


# ---------------------------------------------------------------------------- right


@pytest.mark.parametrize("answer", [
    add, lambda A, b: (A + b).tolist(), lambda A, b: (A + b).astype(np.float32), lambda A, b: (A + b).astype(int),
    lambda A, b: b + A + 1e-9, lambda *everything: sum(everything), np.add, lambda A, b: np.asfortranarray(A + b),
    lambda A, b: np.vstack([A, A])[:len(A)] + b if A.ndim == 2 else tuple(A + b)])
def test_right_in_many_forms(answer):
    feedback = examine(ADD, answer)
    assert feedback.kind == "right", feedback
    assert text(feedback) == "✓ Right · 9.1 Add\nIt is a sum."


@pytest.mark.parametrize("exercise, answer", [
    (NUMBER, 10), (NUMBER, 10.0), (NUMBER, np.float32(10)), (NUMBER, np.array(10)), (NUMBER, np.int8(10)),
    (MATRIX, [[1, 2], [3, 4]]), (MATRIX, ((1.0, 2), (3, 4))), (MATRIX, np.array([[1, 3], [2, 4]]).T),
    (CHOICE, "b"), (CHOICE, " B) "), (CHOICE, "(b)."), (TEXT, "Dot  Product ")])
def test_right_values(exercise, answer):
    assert examine(exercise, answer).kind == "right"


def test_tolerance():
    one = np.array([1.0, 1000.0])
    assert difference(one * (1 + 5e-7), one) is None
    assert difference(one * (1 + 5e-6), one)
    assert difference((one * (1 + 5e-6)).astype(np.float32), one) is None
    assert difference((one * 1.001).astype(np.float32), one)
    assert difference(np.array([1e-17, 1.0]), np.array([0.0, 1.0])) is None
    assert difference(np.array([1e-5, 1.0]), np.array([0.0, 1.0]))
    assert difference([2e-9], [1e-9])  # small numbers are compared as strictly as large ones
    assert difference([np.inf, np.nan], [np.inf, np.nan]) is None
    assert difference([-np.inf], [np.inf])


def test_parts():
    exercise = Exercise("9.7", "Pair", "Two.", pair, "Why.", [], [], inputs=[(1.0,)])
    assert examine(exercise, pair).kind == "right"
    assert examine(exercise, lambda x: [[x, x], x]).kind == "right"
    assert "2 parts are asked for" in text(examine(exercise, lambda x: np.array([x, x])))
    feedback = examine(exercise, lambda x: (np.array([x]), x))
    assert feedback.kind == "shape" and "Part 1 of 2" in text(feedback)
    assert difference({"W": [1], "b": 2}, {"W": np.array([1.0]), "b": 2.0}) is None
    assert "“b”" in difference({"W": [1], "b": 3}, {"W": np.array([1.0]), "b": 2.0})[1]
    assert difference({"W": [1]}, {"W": np.array([1.0]), "b": 2.0})[0] == "type"


# ---------------------------------------------------------------------------- not yet


def test_known_mistake():
    feedback = examine(ADD, lambda first, second: first - second)
    assert feedback.kind == "mistake"
    assert text(feedback) == textwrap.dedent("""\
        ↻ Not yet: a known mistake · 9.1 Add
        This subtracts: `A - b`.
            A = [1, 2]
            b = 3
            your answer:  [-2, -1]
            right answer: [4, 5]
        See “Sums” in this lesson, or ask for a hint: `hint("9.1")`""")


def test_a_mistake_may_have_several_spellings():
    exercise = Exercise("9.9", "Add", "Add.", add, "Why.", [Mistake(lambda A, b: A - b, "It is `+`.",
                                                                    also=[lambda A, b: b - A])], [], inputs=ADD.inputs)
    for answer in (lambda A, b: A - b, lambda A, b: -A + b):
        assert "It is `+`." in text(examine(exercise, answer))


def test_a_mistake_may_raise_where_it_does_not_fit():
    exercise = Exercise("9.9", "Flip", "Flip.", lambda A: A.T, "Why.",
                        [Mistake(lambda A: A.T if A.shape[0] == A.shape[1] else 1 / 0, "Square only: `A.T`.")], [],
                        inputs=[(np.eye(2),), (np.ones((2, 3)),)])

    def only_square(A):
        assert len(A) == len(A[0])
        return A.T

    feedback = examine(exercise, only_square)
    assert feedback.kind == "mistake" and "[1, 1, 1]" in text(feedback) and "your answer" not in text(feedback)
    assert examine(exercise, lambda A: 1 / 0).kind == "raised"


def test_a_mistake_may_return_nothing_now_and_then():
    def answers_at_once(numbers):
        for x in numbers:
            return x > 0

    exercise = Exercise("9.9", "All", "All?", lambda numbers: all(x > 0 for x in numbers), "Why.",
                        [Mistake(answers_at_once, "After the first: `return`.")], [], inputs=[([1, -1],), ([],)])
    assert examine(exercise, lambda numbers: numbers[0] > 0 if numbers else None).kind == "mistake"
    assert examine(exercise, lambda numbers: numbers[0] > 0 if numbers else True).kind == "value"


def test_a_short_cut_is_named():
    exercise = Exercise("9.9", "Flip", "Flip.", lambda A: A.T, "Why.", [], [], inputs=[(np.ones((2, 3)),)],
                        without=("T", "transpose"))
    for answer in (lambda A: A.T, lambda A: np.transpose(A), lambda A: [(lambda j: A.T[j])(j) for j in range(3)]):
        feedback = examine(exercise, answer)
        assert feedback.kind == "shortcut" and "did the work for you" in text(feedback), feedback
    assert examine(exercise, lambda A: np.ones((3, 2))).kind == "right"
    assert examine(exercise, lambda A: A.T + 1).kind == "value"


def test_a_mistake_must_be_met_on_every_input():
    feedback = examine(ADD, lambda A, b: A - b if A.ndim == 1 else A)
    assert feedback.kind == "value" and "subtracts" not in text(feedback)


def test_a_mistake_is_shown_where_it_goes_wrong():
    square = Exercise("9.9", "Square", "Square.", lambda x: x * x, "Why.", [Mistake(lambda x: x + x, "A sum.")],
                      [], inputs=[(0,), (2,), (3,)])
    assert "x = 3\n    your answer:  6\n    right answer: 9" in text(examine(square, lambda x: 2 * x))


def test_built_in_functions_without_a_signature():
    largest = Exercise("9.9", "Larger", "The larger.", lambda a, b: max(a, b), "Why.", [], [], inputs=[(1, 2), (3, 2)])
    assert examine(largest, max).kind == "right" and examine(largest, min).kind == "value"


def test_smallest_failing_input():
    feedback = examine(ADD, lambda A, b: A + 3)
    assert feedback.kind == "value"
    assert "A = [[1, 2],\n         [3, 4]]\n    b = 10" in text(feedback)
    assert "your answer:  [[4, 5],\n                   [6, 7]]" in text(feedback)


def test_close_answers_are_said_to_be_close():
    assert "differ beyond" in text(examine(ADD, lambda A, b: A + b + 1e-5))


def test_a_value_is_not_given_away():
    feedback = examine(NUMBER, 11)
    assert feedback.kind == "value" and "11" in text(feedback) and "10" not in text(feedback)
    assert examine(NUMBER, 9).body[0] == "That is 9."
    assert "numbers are asked for. Leave out the quotes" in text(examine(NUMBER, "9"))


@pytest.mark.parametrize("answer, kind, words", [
    (lambda A, b: (A + b)[None], "shape", "Your answer has shape (1, 2), but shape (2,) is asked for."),
    (lambda A, b: 4.0, "shape", "Your answer is a single number, but shape (2,) is asked for."),
    (lambda A, b: "4", "type", "Your answer is the text '4'"),
    (lambda A, b: {4, 5}, "type", "a set of 2"),
    (lambda A, b: [[1], [2, 3]], "type", "a list of 2"),
    (lambda A, b: add, "type", "Your answer is a function"),
    (lambda A, b: A + b * 1j, "type", "complex"),
    (lambda A, b: (x for x in A + b), "type", "`yield`"),
    (lambda A, b: "4", "type", "an array of shape (2,) is asked for"),
    (lambda A, b: map(float, A), "type", "a value of type map"),
    (lambda A, b: (A + b) * np.nan, "nan", "not a number"),
    (lambda A, b: (A - A) / 0, "nan", "0 / 0"),
    (lambda A, b: A / 0, "value", "your answer:  [inf, inf]"),
    (lambda A, b: print("4", 5), "nothing", "prints `4 5` but returns nothing"),
    (lambda A, b: A.sort(), "nothing", "is there a `return`"),
    (lambda A: A, "type", "has to take 2 arguments, in this order: `A, b`"),
    (lambda A, b, c: A, "type", "has to take 2 arguments"),
    ([4, 5], "type", "Give the function's name without brackets: `check(\"9.1\", add)`"),
    (7, "type", "you handed over a number"),
])
def test_not_yet(answer, kind, words):
    feedback = examine(ADD, answer)
    assert feedback.kind == kind, feedback
    assert words in text(feedback), feedback


@pytest.mark.parametrize("exercise, answer, kind, words", [
    (NUMBER, add, "type", "handed over a function"), (NUMBER, [10], "shape", "without brackets"),
    (NUMBER, "10", "type", "the text '10'"), (CHOICE, "z", "type", '`"a"`, `"b"` or `"c"`'),
    (CHOICE, 2, "type", "Choose"), (CHOICE, "c", "value", "That is not it"),
    (TEXT, "cross product", "value", "cross product"),
    (TEXT, 4, "type", "text in quotes"), (MATRIX, {"a": 1}, "type", "a dict of 1")])
def test_wrong_values(exercise, answer, kind, words):
    feedback = examine(exercise, answer)
    assert feedback.kind == kind and words in text(feedback), feedback


def test_prints_are_caught_and_mentioned(capsys):
    def answer(A, b):
        print("looking at", A, file=sys.stderr)
        print(A)
        return A + b

    feedback = examine(ADD, answer)
    assert feedback.kind == "right" and "It prints as well" in text(feedback)
    assert capsys.readouterr() == ("", "")


def test_warnings_are_silent(recwarn):
    examine(ADD, lambda A, b: A / 0)
    assert not recwarn.list


def test_changed_input():
    def answer(A, b):
        A += b
        return A

    before = ADD.inputs[0][0].copy()
    feedback = examine(ADD, answer)
    assert feedback.kind == "changed" and "changes `A`" in text(feedback)
    assert (ADD.inputs[0][0] == before).all()

    def tidies_up(numbers):
        total = sum(numbers)
        numbers.append(total)
        return total

    listed = Exercise("9.8", "Sum", "Sum.", sum, "Why.", [], [], inputs=[([1, 2],)])
    assert examine(listed, tidies_up).kind == "changed"
    assert examine(ADD, lambda A, b: A.__setitem__(0, -1) or A * 9).kind == "value"  # wrong comes before changed


def test_a_view_of_the_input_is_fine():
    inputs = [(np.array([[1, 2], [3, 4]]),)]
    flip = Exercise("9.9", "Flip", "Flip.", lambda A: A.T.copy(), "Why.", [], [], inputs=inputs)
    assert examine(flip, lambda A: A.T).kind == "right"


# ---------------------------------------------------------------------------- an order of lines


@pytest.mark.parametrize("answer", ["bedac", " b, e, d, a, c ", "BEDAC", ["b", "e", "d", "a", "c"], "b->e->d->a->c"])
def test_right_order(answer):
    assert examine(ORDER, answer).kind == "right"


def test_every_order_that_keeps_to_the_rules_is_right():
    tea = Exercise("9.9", "Tea", "Order?", "abc", "Why.", [], [], lines={"a": "boil", "b": "fetch a cup", "c": "pour"},
                   before={"c": "ab"})
    assert examine(tea, "abc").kind == examine(tea, "bac").kind == "right"
    for wrong in ("acb", "bca", "cab", "cba"):
        assert examine(tea, wrong).kind == "order"


@pytest.mark.parametrize("answer, kind, words", [
    ("debac", "order", "The first line is not right yet. First comes `d`, but `b` has to come before it."),
    ("bdaec", "order", "The first 2 lines are right. Then comes `a`, but `e` has to come before it."),
    ("baedc", "order", "The first line is right. Then comes `a`, but `d` and `e` have to come before it."),
    ("bedca", "mistake", "it returns too early"),
    ("beda", "type", "You have left out `c`."), ("b", "type", "left out `a`, `c`, `d` and `e`."),
    ("bedacc", "type", "more than one `c`"), ("bedacx", "type", "There is no line `x`"),
    (5, "type", '`"abcde"`'), (["b", 2], "type", "in quotes"), ("", "type", "in quotes"), ("?", "type", "in quotes"),
    (add, "type", "handed over a function")])
def test_wrong_orders(answer, kind, words):
    feedback = examine(ORDER, answer)
    assert feedback.kind == kind and words in text(feedback), feedback


def test_the_lines_are_shown_as_they_were_ordered():
    shown = text(examine(ORDER, "baedc"))
    assert "    ✓ b) def add(numbers):\n      a)         total = total + x   ← too early\n" in shown
    assert "a)         total = total + x\n    b) def add(numbers):" in text(examine(ORDER, ...))


# ---------------------------------------------------------------------------- a picture to reproduce


@pytest.mark.parametrize("answer", [BAR.solution, [[-1, 1, -1]] * 3, np.array([[-0.1, 7.0, -3.0]] * 3)])
def test_right_picture(answer):
    assert examine(BAR, answer).kind == "right"


@pytest.mark.parametrize("answer, kind, words", [
    ([[-1, 1, -1], [-1, -1, -1], [-1, 1, 0]], "picture",
     "2 of the 9 numbers differ from the goal. The first is at [1, 1]: yours is -1, and the goal has 1 there."),
    ([[-1, 1, -1], [-1, 1, -1], [-1, 1, 0]], "picture", "One number differs from the goal, at [2, 2]"),
    ([[1, -1, -1]] * 3, "mistake", "The bar stands in column 0"),
    ([[1, -1]] * 3, "shape", "Your answer has shape (3, 2), but shape (3, 3) is asked for."),
    ("bar", "type", "numbers are asked for"), ([[1, "1", 1]] * 3, "type", "a list of 3"),
    ([[np.nan] * 3] * 3, "nan", "`nan`")])
def test_wrong_pictures(answer, kind, words):
    feedback = examine(BAR, answer)
    assert words in text(feedback), feedback
    assert Outline(feedback._repr_html_()).text.count("goal") == text(feedback).count("goal")


def test_the_picture_stands_beside_the_goal():
    feedback = examine(BAR, [[-1, 1, -1], [-1, 1, -1], [-1, 1, 0]])
    assert "    goal             yours\n    [[-1,  1, -1],   [[-1,  1, -1],\n" in text(feedback)
    source = feedback._repr_html_()
    outline = Outline(source)
    assert outline.tags.count("table") == outline.tags.count("caption") == 2 and outline.tags.count("td") == 18
    assert source.count("outline:3px") == 2  # the cell that differs, in both pictures
    assert "goal" in Outline(examine(BAR, ...)._repr_html_()).text and "yours" not in text(examine(BAR, ...))
    assert "yours" in text(examine(BAR, [[1, -1, -1]] * 3))


def test_pictures_of_any_size_are_written():
    assert "from 0 to 0" in str(Pictures({"goal": np.zeros((20, 20))}))
    assert "rgb(255,255,255)" in Pictures({"goal": np.array([[0.0, np.inf, np.nan]])}).html()


# ---------------------------------------------------------------------------- errors


def test_raised_names_the_line():
    def answer(A, b):
        print(A + b)
        return totl  # noqa: F821

    line = answer.__code__.co_firstlineno + 2
    feedback = examine(ADD, answer)
    assert feedback.kind == "raised"
    assert f"It stopped on line {line}, `return totl  # noqa: F821`. A name is used that has no" in text(feedback)
    assert "Python says: `NameError`, name 'totl' is not defined.\n" in text(feedback)


def test_raised_inside_numpy_names_the_learners_line():
    feedback = examine(ADD, lambda A, b: np.concatenate([A, np.zeros((7, 7, 7))]))
    assert "np.concatenate([A, np.zeros((7, 7, 7))])" in text(feedback) and "`ValueError`" in text(feedback)

    def answer(A, b):
        return np.linalg.inv(A)  # raises in a line of NumPy's own Python

    feedback = examine(ADD, answer)
    assert f"It stopped on line {answer.__code__.co_firstlineno + 1}, `return np.linalg.inv(A)" in text(feedback)


def test_raised_without_source():
    namespace = {}
    exec("def answer(A, b):\n    return A[99]", namespace)
    feedback = examine(ADD, namespace["answer"])
    assert "It stopped on line 2. Indices start at 0" in text(feedback) and "`IndexError`" in text(feedback)


@pytest.mark.parametrize("answer, words", [
    (lambda A, b: A if A > 0 else b, "`if`, `and`, `not` and `max` need a single True or False"),
    (lambda A, b: np.zeros(2, 3), "they need brackets of their own: `np.zeros((2, 3))`"),
    (lambda A, b: math.exp(A), "NumPy's own functions, such as `np.exp`"),
    (lambda A, b: A(0), "To pick an entry, use square ones: `A[i, j]`"),
    (lambda A, b: A.shape(0), "`A.shape[0]`"), (lambda A, b: b(A), "To multiply, write the `*`"),
    (lambda A, b: A.sum[0], "`x.sum()`"),
    (lambda A, b: np.ones((2, 3)) @ np.ones((2, 3)), "Here `A` has 3 and `B` has 2."),
    (lambda A, b: np.dot(np.ones((2, 3)), np.ones((4, 3))), "Here `A` has 3 and `B` has 4."),
    (lambda A, b: A @ b, "a single number here, which is multiplied with `*`"),
    (lambda A, b: np.eye(2).sum(axis=2), "has 2 axes, and they are counted from 0. There is no axis 2."),
    (lambda A, b: A.ravel().sum(axis=1), "This array has one axis, and that is axis 0. There is no axis 1."),
    (lambda A, b: np.sum(b, axis=1), "A single number has no axes"),
    (lambda A, b: A.transpose(2, 1, 0), "`transpose` needs the number of every axis once"),
    (lambda A, b: A + np.ones(7), "Entry by entry, (2,) and (7,) do not fit."),
    (lambda A, b: np.zeros(3).__setitem__(slice(0, 2), np.ones(3)), "of shape (3,) into a place of shape (2,)"),
    (lambda A, b: np.ones(6).reshape(4, 2), "have to multiply to 6"),
    (lambda A, b: np.array([[1], [2, 3]]), "the rows have different lengths"),
    (lambda A, b: np.vstack([A, np.ones(7)]), "Arrays that are joined"),
    (lambda A, b: np.array([1, 2], [3, 4]), "one more pair of brackets"),
    (lambda A, b: float("x"), "a text, in quotes"), (lambda A, b: [1, 2] - [1, 2], "Turn them into arrays first"),
    (lambda A, b: [1, 2] + 1, "Turn them into arrays first"), (lambda A, b: [1] * [2], "Turn them into arrays first"),
    (lambda A, b: A.sort() + 1, "One of the values here is None"), (lambda A, b: "1" + b, "leave out its quotes"),
    (lambda A, b: b[0], "it has no entries"), (lambda A, b: sum(b), "`range(3)`"), (lambda A, b: range(b), "`//`"),
    (lambda A, b: np.eye(2).tolist()[0, 1], "`A[i][j]`"), (lambda A, b: A[b / 2], "An index is a whole number"),
    (lambda A, b: np.array([1]).__iadd__(0.5), "`x = x + …`"), (lambda A, b: (1, 2).append, "A tuple does not"),
    (lambda A, b: add(A), "too few"), (lambda A, b: A[0, 0, 0], "more indices in the brackets"),
    (lambda A, b: A[np.ones(9) > 0], "A mask needs as many entries"), (lambda A, b: A[9], "Indices start at 0"),
    (lambda A, b: [1].sum(), "A list does not have this"), (lambda A, b: np.nothing, "look at its spelling"),
    (lambda A, b: {}["W"], "no entry with this name"), (lambda A, b: 1 / 0, "divided by 0"),
    (lambda A, b: np.linalg.inv(np.zeros((2, 2))), "no inverse"), (lambda A, b: math.log(0), "above 0"),
    (lambda A, b: np.linalg.inv(np.zeros((2, 3))), "Only a square matrix"),
    (lambda A, b: A.sum(axis=[0, 1]), "`x.sum(axis=(1, 2))`"), (lambda A, b: A.shape[0, 1], "A tuple takes a single"),
    (lambda A, b: A > b & A, "Put brackets around each comparison"), (lambda A, b: ~A, "`~` turns True into False"),
    (lambda A, b: A.flatten * A.sum, "write `x.flatten()`, not `x.flatten`"),
    (lambda A, b: A.flatten @ A, "a function without its brackets"),
])
def test_errors_in_plain_words(answer, words):
    feedback, outcome = examine(ADD, answer), run(answer, ADD.inputs[0])
    meaning = tip(outcome.error, outcome.said)  # not the whole text: it shows the line, with the words on it
    assert feedback.kind == "raised" and words in meaning and meaning in text(feedback), feedback


def test_unpacking_and_names_in_plain_words():
    def unpacks(A, b):
        m, n = A.shape
        return A

    def starts_nowhere(A, b):
        total += b  # noqa: F821, F841
        return A

    def changes_a_tuple(A, b):
        A.shape[0] = 3

    assert "on the left of `=`" in text(examine(ADD, unpacks))
    assert "A tuple cannot be changed" in text(examine(ADD, changes_a_tuple))
    assert "`exit()` leaves Python" in text(examine(ADD, lambda A, b: sys.exit()))
    assert "Give it a start above the loop" in text(examine(ADD, starts_nowhere))


class Rude(Exception):
    def __str__(self):
        raise RuntimeError("no words")


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt, RecursionError, GeneratorExit, Rude, StopIteration])
def test_any_exception_is_an_answer(error):
    def answer(A, b):
        raise error

    feedback = examine(ADD, answer)
    assert feedback.kind == "raised" and error.__name__ in text(feedback)


def test_recursion_without_end():
    def answer(A, b):
        return answer(A, b)

    feedback = examine(ADD, answer)
    assert feedback.kind == "raised" and "calls itself without an end" in text(feedback)


def test_addresses_are_left_out():
    def answer(A, b):
        raise ValueError(object())

    assert "0x" not in text(examine(ADD, answer))
    assert "0x" not in text(examine(ADD, lambda A, b: object()))


def test_exit_and_async(recwarn):
    async def answer(A, b):
        return A + b

    assert examine(ADD, answer).kind == "type"
    assert examine(ADD, lambda A, b: sys.exit()).kind == "raised"
    assert not recwarn.list


# ---------------------------------------------------------------------------- no end


def forever(A, b):
    while True:
        pass


def forever_printing(A, b):
    while True:
        print("again")


def forever_stubborn(A, b):
    while True:
        try:  # noqa: SIM105
            time.sleep(0.001)
        except Exception:
            pass


def forever_very_stubborn(A, b):
    for _ in range(3):
        try:
            while True:
                pass
        except:  # noqa: E722
            pass
    return A + b


@pytest.mark.parametrize("answer", [forever, forever_printing, forever_stubborn, forever_very_stubborn])
def test_endless_loop_is_stopped(answer, capsys):
    threads, start = threading.active_count(), time.monotonic()
    feedback = examine(QUICK, answer)
    assert feedback.kind == "slow" and "did not finish in time" in text(feedback)
    assert time.monotonic() - start < 4
    assert threading.active_count() == threads
    assert capsys.readouterr() == ("", "")


def test_one_endless_input_is_enough():
    start = time.monotonic()
    slow = Exercise("9.9", "Slow", "Slow.", lambda x: x, "Why.", [], [], inputs=[(i,) for i in range(40)], seconds=0.2)
    assert examine(slow, lambda x: forever(x, x)).kind == "slow"
    assert time.monotonic() - start < 4


def test_the_smallest_case_comes_first_whatever_it_is_made_of():
    small, large = [np.zeros((2, 3)), np.zeros(3)], [np.zeros((2, 3)), np.zeros((3, 4))]
    exercise = Exercise("9.9", "Layers", "Layers.", len, "Why.", [], [], inputs=[(large,), (small,)])
    assert exercise.cases()[0][0] is small


def test_the_default_limit_is_two_seconds():
    start = time.monotonic()
    assert run(forever, (0, 0)).slow
    assert 1.9 < time.monotonic() - start < 6
    assert inspect.signature(run).parameters["seconds"].default == QUICK.__dataclass_fields__["seconds"].default == 2


def test_a_sleeping_answer_is_given_up():
    assert run(lambda: time.sleep(3), (), seconds=0.1).slow


def test_endless_print_fills_no_memory():
    assert len(run(lambda: [print("x" * 1000) for _ in range(1000)], ()).printed) == 200


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX signal")
def test_the_learners_own_interrupt_stops_it():
    script = textwrap.dedent("""
        import signal, threading
        from dlmath.exercises.check import run

        def forever():
            while True:
                pass

        signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background ignores it
        print("ready", flush=True)
        try:
            run(forever, (), seconds=60)
        except KeyboardInterrupt:
            print("interrupted, threads:", threading.active_count())
        """)
    process = subprocess.Popen([sys.executable, "-c", script], text=True, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert out == "interrupted, threads: 1\n", err


# ---------------------------------------------------------------------------- whatever is handed over


class TrappedType(type):
    """A type that answers no question about itself."""

    def __eq__(cls, other):
        raise RuntimeError("a trap")

    def __hash__(cls):
        raise RuntimeError("a trap")


NAMES = ("__repr__ __str__ __eq__ __ne__ __lt__ __bool__ __len__ __iter__ __getitem__ __contains__ __float__ __int__ "
         "__index__ __complex__ __abs__ __neg__ __pos__ __format__ __array__ __array_ufunc__ __array_interface__ "
         "__array_finalize__ __getattr__ __getattribute__ __deepcopy__ __reduce_ex__ __call__ keys items strip "
         "casefold shape dtype size ndim __code__ __signature__ __wrapped__ __class__ __name__ __traceback__").split()


def trap(base, names, error, meta):
    """Make a value whose methods of these names raise an error; where that cannot be made, its type."""
    def method(self, *args, **kwargs):
        raise error

    hidden = {"__code__", "__signature__", "__wrapped__", "__class__", "__traceback__", "shape", "dtype", "size",
              "ndim"}
    body = {name: property(method) if name in hidden else method for name in names}
    kind = (TrappedType if meta else type)("Trap", (base,), body)
    made = {np.ndarray: lambda: np.zeros(2).view(kind), list: lambda: list.__new__(kind)}.get(base)
    try:
        return made() if made else base.__new__(kind)
    except BaseException:  # NumPy looks at the type while it makes the array
        return kind


TRAPS = st.builds(lambda *choice: lambda: trap(*choice),
                  st.sampled_from([object, int, float, str, list, tuple, dict, set, Exception, np.ndarray]),
                  st.sets(st.sampled_from(NAMES), max_size=12),
                  st.sampled_from([RuntimeError("x"), SystemExit(), KeyboardInterrupt(), TypeError("ellipsis"),
                                   AttributeError("x"), RecursionError("x")]), st.booleans())
ENDLESS, ENDLESS_DICT, DEEP, BUSHY = [], {}, [], [0]
ENDLESS.append((1, ENDLESS))
ENDLESS_DICT["W"] = ENDLESS_DICT
for _ in range(19):
    DEEP, BUSHY = [[DEEP]], [BUSHY, BUSHY]
STRANGE = [
    None, ..., ENDLESS, ENDLESS_DICT, DEEP, BUSHY, 10**400, -10**400, math.nan, -math.inf, 1j, range(10**12), object,
    int, len, np.add, np.float32(1), np.float64(2), np.bool_(True), np.str_("b"), np.array(["1", "2"]), np.array("b"),
    np.array([1, None]), np.array([1, ...]), np.array(["1", 2], object), np.array([Fraction(1, 2), 2]), Fraction(1, 2),
    np.zeros((0, 3)), np.broadcast_to(0.0, (10**6, 10**6)), np.array([(1, 2.0)], "i,f"), np.datetime64("2020-01-01"),
    np.ma.masked_array([1, 2], [True, False]), iter([1]), (x for x in "ab"), memoryview(b"a"), b"a", {1, 2},
    frozenset(),
    "a" * 5000, "\ud800", "\0", Exception("x"), NotImplemented, type("Empty", (), {}), np.random.default_rng(0)]


@st.composite
def boxes(draw, depth=2):
    """Draw a function that returns a strange value: in a box, because Hypothesis writes down what it draws."""
    what = draw(st.sampled_from(["strange", "trap", "usual", "list", "tuple", "dict", "array"][:7 if depth else 3]))
    if what in ("strange", "trap"):
        value = STRANGE[draw(st.integers(0, len(STRANGE) - 1))] if what == "strange" else draw(TRAPS)()
    elif what == "usual":
        value = draw(st.one_of(st.integers(), st.floats(), st.text(max_size=3), st.booleans()))
    else:
        parts = [box() for box in draw(st.lists(boxes(depth - 1), max_size=3))]
        if what == "array":
            value = np.empty(len(parts), object)
            for place, part in enumerate(parts):
                value[place] = part
        else:
            value = dict(zip("Wb1", parts)) if what == "dict" else tuple(parts) if what == "tuple" else parts
    return lambda: value


KIND_OF_EACH = [ADD, NUMBER, MATRIX, CHOICE, TEXT, THREE, PAIR, GOAL, ORDER, BAR,
                Exercise("9.7", "Pair", "Two.", pair, "Why.", [], [], inputs=[(1.0,)]),
                Exercise("9.8", "Dict", "Dict.", lambda A: {"W": A}, "Why.", [], [], inputs=[(np.ones(2),)])]


def said(feedback):
    """Return what is said, and see that it can be said."""
    assert feedback.kind in KINDS
    Outline(feedback._repr_html_())
    return text(feedback)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(box=boxes(), exercise=st.integers(0, len(KIND_OF_EACH) - 1))
def test_whatever_is_handed_over_is_answered(box, exercise):
    assert len(said(examine(KIND_OF_EACH[exercise], box()))) < 2000


@settings(max_examples=150, deadline=None, derandomize=True)
@given(box=boxes(), exercise=st.sampled_from([0, -2, -1]))
def test_whatever_is_returned_or_raised_is_answered(box, exercise):
    value = box()

    def gives(*given):
        return value

    def puts(*given):
        for argument in given:
            if isinstance(argument, np.ndarray):
                argument[...] = value
        return given[0]

    def raises(*given):
        raise value if issubclass(type(value), BaseException) else ValueError

    for answer in (gives, puts, raises):
        assert len(said(examine(KIND_OF_EACH[exercise], answer))) < 2000


@settings(max_examples=100, deadline=None, derandomize=True)
@given(box=boxes(), more=st.lists(boxes(), max_size=2), id=st.sampled_from(["0.1", "1.8", "1.11", "5.1"]))
def test_whatever_check_is_called_with(box, more, id):
    said(exercises.check(id, box(), *(other() for other in more)))
    for call in (exercises.check, exercises.hint, exercises.solution):
        said(call(box()))


def test_a_function_that_does_not_say_what_it_is():
    class Silent:
        __code__ = __signature__ = property(lambda self: sys.exit())

        def __call__(self, A, b):
            return A + b

    assert examine(ADD, Silent()).kind == "right"


def test_yes_or_no_is_asked_for():
    exercise = Exercise("9.9", "All", "All?", lambda A: bool(A.all()), "Why.", [], [], inputs=[(np.ones(2),)])
    assert "the text 'yes', but True or False is asked for" in said(examine(exercise, lambda A: "yes"))


def test_a_changed_list_may_hold_anything_now():
    def empties(layers):
        layers[0] = None
        return 2

    layers = Exercise("9.9", "Layers", "Layers.", len, "Why.", [], [], inputs=[([np.ones(2), np.ones(3)],)])
    assert examine(layers, empties).kind == "changed"


@pytest.mark.parametrize("value, words", [
    (ENDLESS, "a list that contains itself"), (DEEP, "nested too deep"), (range(10**12), "a range of 1000000000000"),
    (np.array([1, None]), "not all of it numbers"), (np.broadcast_to(0.0, (10**6, 10**6)), "too large to look at"),
    (np.array(["1", "2"], object), "not all of it numbers"), (["1", "2"], "a list of 2"), ({1, 2}, "a set of 2")])
def test_what_it_is_called(value, words):
    assert words in said(examine(MATRIX, value))


def test_text_that_looks_like_numbers_is_text():
    for exercise, value in ((GOAL, "0.5"), (GOAL, np.str_("0.5")), (NUMBER, "10"), (PAIR, ("2", "4")), (PAIR, "2, 4"),
                            (PAIR, np.array(["2", "4"], object)), (MATRIX, [["1", "2"], ["3", "4"]])):
        assert examine(exercise, value).kind == "type", value
    assert examine(ADD, lambda A, b: [str(x) for x in A + b]).kind == "type"


def test_how_many_numbers():
    assert "You gave one number, but 2 numbers are asked for, in brackets" in said(examine(PAIR, 2))
    assert "You gave 3 numbers, but 2 numbers are asked for" in said(examine(PAIR, (2, 3, 4)))
    assert "You gave one number, but 3 numbers" in said(examine(Exercise("9.9", "", "", (1, 2, 3), "", [], []), (3,)))
    assert "One number is asked for, without brackets" in said(examine(NUMBER, [10]))
    two = Exercise("9.9", "", "", lambda x: (x, 2 * x), "", [], [], inputs=[(1,)])
    assert "You gave one number, but 2 numbers are asked for, with commas between them." in said(examine(two, abs))
    assert examine(THREE, 3).kind == "shape" and examine(THREE, (3,)).kind == "right"


def test_an_endless_conversion_is_given_up():
    class Endless:
        def __array__(self, dtype=None, copy=None):
            while True:
                pass

    slow = Exercise("9.9", "Ten", "How many?", 10, "Ten it is.", [], [], seconds=0.1)
    assert "takes too long to look at" in said(examine(slow, Endless()))


# ---------------------------------------------------------------------------- how it is written


class Outline(HTMLParser):
    """Collects tags and attributes, and fails on tags that do not nest."""

    def __init__(self, source):
        super().__init__()
        self.tags, self.open, self.text = [], [], ""
        self.feed(source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


EVIL = "<script>alert('x')</script><img src=x onerror=alert(1)>&\"'`</code></div>"


def evil_exception(A, b):
    raise ValueError(EVIL)


def evil_print(A, b):
    print(EVIL)


Evil = type(EVIL, (Exception,), {"__repr__": lambda self: EVIL, "__str__": lambda self: EVIL})


def evil_type(A, b):
    raise Evil


evil_name = types_name = lambda A, b: EVIL  # noqa: E731
evil_name.__name__ = evil_name.__qualname__ = EVIL


@pytest.mark.parametrize("feedback", [
    examine(ADD, evil_exception), examine(ADD, evil_print), examine(ADD, evil_type), examine(ADD, evil_name),
    examine(ADD, lambda A, b: Evil()), examine(ADD, lambda A, b: [EVIL]), examine(ADD, EVIL), examine(NUMBER, EVIL),
    examine(CHOICE, EVIL), examine(TEXT, EVIL), exercises.check(EVIL), exercises.hint(EVIL), exercises.solution(EVIL),
    Feedback("value", EVIL, [EVIL, Code(EVIL)])])
def test_html_is_escaped(feedback):
    outline = Outline(feedback._repr_html_())
    assert set(outline.tags) <= {"div", "span", "b", "code", "pre"}
    assert "<script" not in feedback._repr_html_()


def test_html_form():
    source = examine(ADD, lambda A, b: A - b)._repr_html_()
    assert source.startswith('<div role="status" style="')
    assert '<span aria-hidden="true">↻ </span><b>Not yet: a known mistake</b>' in source
    assert '<code style="' in source and "<pre" in source
    assert "<style" not in source and "tabindex" not in source


def test_text_and_html_say_the_same():
    for feedback in (examine(ADD, add), examine(ADD, lambda A, b: A - b), examine(CHOICE, ...), exercises.progress()):
        written = re.sub(r"[\s`]+", "", text(feedback))
        assert re.sub(r"\s+", "", Outline(feedback._repr_html_()).text) == written


def test_no_kind_is_told_by_colour_alone():
    words = [word for _, word, _ in KINDS.values()]
    assert len(set(words)) == len(words) and all(mark for mark, _, _ in KINDS.values())


def test_feedback_is_the_same_each_time():
    for answer in (add, evil_exception, lambda A, b: A - b, lambda A, b: np.random.rand, forever_half):
        first, again = examine(QUICK, answer), examine(QUICK, answer)
        assert text(first) == text(again) and first._repr_html_() == again._repr_html_()


def forever_half(A, b):
    while A.ndim == 2:
        pass
    return A + b


def test_huge_answers_are_cut():
    for answer in (lambda A, b: np.ones((2000, 2000)), lambda A, b: [0] * 1_000_000, lambda A, b: "x" * 1_000_000,
                   lambda A, b: {i: i for i in range(100_000)}, lambda A, b: 10 ** 5000,
                   lambda A, b: int("1" * 4000) / "x" * 10**6):
        assert len(text(examine(ADD, answer))) < 600

    def long_words(A, b):
        raise ValueError("word " * 100_000)

    assert len(text(examine(ADD, long_words))) < 600


@pytest.mark.parametrize("value, written", [
    (0, "0"), (-0.0, "0"), (-1e-17, "0"), (58, "58"), (58.0, "58"), (371.12, "371.12"), (2 / 3, "0.6667"),
    (np.float32(0.1), "0.1"), (-0.00004, "-4.000e-05"), (123456.789, "123456.789"), (1e6, "1.000e+06"), (True, "True"),
    (np.nan, "nan"), (-np.inf, "-inf"), (100, "100"), (-1.99999, "-2"), (10**20, "an integer of 67 bits"),
    (10**15 - 1, "9" * 15), (10**15, "an integer of 50 bits")])
def test_number(value, written):
    assert number(value) == written


def test_show():
    assert show(np.array([])) == "no numbers: shape (0,)"
    assert show([True, False]) == "[True, False]"
    assert show(np.arange(100)) == "numbers of shape (100,), from 0 to 99"
    assert show("it's") == '"it\'s"'
    assert show(()) == "no numbers: shape (0,)" and show(([1], [2, 3], "a", 4)) == "[1],\n[2, 3],\n'a',\n4"
    assert show(([1], [2, 3], 0, 0, 0)) == "a tuple of 5"
    assert describe(plain(object())) == "a value of type object"
    assert as_array([[1], [2, 3]]) is None and as_array("12") is None
    assert as_array([10**30]).dtype == float


# ---------------------------------------------------------------------------- the four functions


def test_check_hint_solution_progress():
    assert exercises.check("1.3").kind == "untouched"
    assert "1.3   A dot product with a loop" in text(exercises.progress())
    assert "0 of" in text(exercises.progress()) and "tried" not in text(exercises.progress())

    def dot(u, v):
        return u @ v

    assert exercises.check(" 1.3 ", dot).kind == "right"
    assert exercises.check("1.3", dot).kind == "right"
    assert exercises.check("1.1", 7).kind == "type"
    shown = text(exercises.progress())
    assert re.search("Lesson 1 +1 of \\d+ solved", shown) and "✓ solved   1.3" in shown and "↻ tried    1.1" in shown
    assert "○ to do    1.2" in shown and re.search("Lesson 0 +0 of +\\d+ solved", shown) and "  0.1" not in shown
    assert shown.endswith("Next: 1.1 One entry of a matrix")

    assert exercises.check("1.3", lambda u, v: u * v).kind == "mistake"
    assert "✓ solved   1.3" in text(exercises.progress())  # what was solved stays solved
    assert "Next: 1.4" in text(exercises.progress())  # onwards from where the learner is


def test_progress_before_and_after_everything():
    shown = text(exercises.progress())
    assert all(re.search(rf"Lesson {lesson} +0 of", shown) for lesson in exercises.lessons())
    assert "Next: 0.1" in shown
    for id, exercise in reversed(exercises.lesson_exercises(1).items()):
        exercises.check(id, exercise.solution)
    shown = text(exercises.progress())
    assert shown.endswith("Next: 2.1 " + exercises.lesson_exercises(2)["2.1"].title)  # not 0.1, which was passed over
    some = len(exercises.lesson_exercises(1))
    assert f"Lesson 1   {some} of {some} solved  ✓" in shown and "Lesson 0    0 of 11 solved\n" in shown
    order = re.findall(r"solved   (\S+)", shown)
    assert order == list(exercises.lesson_exercises(1)) and order.index("1.10") == order.index("1.9") + 1


def test_progress_at_the_end_of_the_course(monkeypatch):
    every = [id for lesson in exercises.lessons() for id in exercises.lesson_exercises(lesson)]
    monkeypatch.setattr(exercises, "_solved", dict.fromkeys(every, exercises.now()))
    assert text(exercises.progress()).endswith("You have solved every exercise.")
    exercises._solved.pop("2.1")
    exercises.check("9.1")
    assert "Next: 2.1 " in text(exercises.progress())


def test_progress_order_after_the_last():
    last = list(exercises.lesson_exercises(1).values())[-1]
    exercises.check(last.id, last.solution)
    assert "Next: 1.1 " in text(exercises.progress())


def test_hints_come_one_by_one():
    count = len(exercises.lesson_exercises(1)["1.3"].hints)
    seen = [exercises.hint("1.3") for _ in range(count + 1)]
    assert [feedback.body[0] for feedback in seen[:count]] == exercises.lesson_exercises(1)["1.3"].hints
    assert f"1 of {count}" in text(seen[0]) and "last hint" not in text(seen[0])
    assert "last hint" in text(seen[-2]) and text(seen[-1]) == text(seen[-2])


def test_solution_is_source():
    assert "    def dot(u, v):\n        total = 0" in text(exercises.solution("1.3"))
    assert "b) Bᵀ Aᵀ" in text(exercises.solution("1.11"))
    assert "[2, 4]" in text(exercises.solution("1.8")) or "(2, 4)" in text(exercises.solution("1.8"))


@pytest.mark.parametrize("id, near", [
    ("1.33", "1.3"), ("1.99", "1.1"), ("1,3", "1.3"), ("77.7", "Close to it"), ("", "0.1"), ("one", "0.1"),
    ("1.3.1", "1.3"), (1.3, '`check("1.3", dot)`'), (None, "quotes"), (len, "quotes"), ("١.٣", "0.1")])
def test_unknown_id(id, near):
    for call in (exercises.check, exercises.hint, exercises.solution):
        feedback = call(id)
        assert feedback.kind == "unknown" and near in text(feedback)


@pytest.mark.parametrize("arguments, words", [
    (("1.8", 2, 4), 'You gave `check` 2 answers, 2 and 4. Python took the comma as the end of the first. '
                    'Put brackets around numbers that belong together: `check("1.8", (2, 4))`.'),
    (("5.1", -0, 55), "Python ends a number at a comma, so write decimals with a point: `0.5`."),
    (("1.3", 1, 2, 3), 'It takes one, the name of your function: `check("1.3", dot)`.'),
    (("1.11", "b", "c"), 'It takes one: `check("1.11", …)`.'),
    (("1.8", ..., None), "You gave `check` 2 answers."),
])
def test_more_than_one_answer(arguments, words):
    feedback = exercises.check(*arguments)
    assert feedback.kind == "call" and words in text(feedback)
    assert "tried" not in text(exercises.progress())


def test_a_name_that_check_does_not_know():
    feedback = exercises.check("1.3", function=len)
    assert feedback.kind == "call" and 'does not know `function=`. Write your answer after the comma' in text(feedback)
    assert exercises.check(id="0.1", answer=lambda x: 2 * x).kind == "right"


def test_no_exercise_at_all():
    for call in (exercises.check, exercises.hint, exercises.solution):
        assert call().kind == "unknown" and "number comes first, in quotes" in text(call())


def test_long_ids_are_cut():
    assert len(text(exercises.check("x" * 150))) < 100


def test_lesson_exercises_refuses():
    with pytest.raises(ValueError, match="no lesson 77"):
        exercises.lesson_exercises(77)


def test_lessons_are_loaded_when_asked_for():
    code = ("import sys, dlmath.exercises as e; print([m for m in sys.modules if 'lesson' in m], "
            "'matplotlib' in sys.modules); e.check('1.1'); print([m[-8:] for m in sys.modules if 'lesson' in m])")
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out == "[] False\n['lesson01']\n"


def test_rounding_noise_beside_an_exact_zero_is_right():
    from dlmath.exercises import lesson_exercises

    cosine = lesson_exercises(1)["1.5"]
    assert examine(cosine, lambda u, v: (u / np.linalg.norm(u)) @ (v / np.linalg.norm(v))).kind == "right"


def test_a_lesson_goes_on_with_a_right_answer_and_otherwise_with_the_solution(capsys):
    def double(x):
        return x + x

    assert exercises.yours_or_ours("0.1", double) is double
    assert capsys.readouterr().out == "0.1 Double a number: yours\n"
    for other in (lambda x: ..., lambda x: x**2, None):
        assert exercises.yours_or_ours("0.1", other) is exercises.lesson_exercises(0)["0.1"].solution
        assert capsys.readouterr().out == "0.1 Double a number: ours, until yours is right\n"
    with pytest.raises(ValueError, match=r"yours_or_ours: \? No such exercise"):
        exercises.yours_or_ours("0.99", double)
