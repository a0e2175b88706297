"""What a parameter may be, and what `checked` makes of it."""

import inspect
import math
import re
import warnings

import numpy as np
import pytest
from hypothesis import given
from test_bad_input import masked, strange_arrays

from dlmath import inputs, linalg
from dlmath.inputs import array, checked, choice, function, matrix, number, refuse, seed, square, vector, whole


def refused(kind, value):
    """Return the error with which a kind refuses a value for the parameter x."""
    with pytest.raises((TypeError, ValueError)) as raised, np.errstate(all="ignore"):
        kind.check(value, "x")
    return raised.value


# ---------------------------------------------------------------------------- kinds


@pytest.mark.parametrize(("value", "error", "message"), [
    (None, TypeError, "must hold real numbers, not a NoneType"), ("a", TypeError, "must hold real numbers, not text"),
    ([1, None], TypeError, "must hold real numbers, not a NoneType"),
    ([1j], TypeError, "must hold real numbers, not complex numbers"),
    ([10**30], TypeError, "must hold real numbers, not Python objects: whole numbers beyond 64 bits, or dtype=object"),
    ([2**53 + 1], ValueError, "holds a whole number beyond 2**53, which a float cannot hold exactly"),
    ([-2**53 - 1], ValueError, "holds a whole number beyond 2**53, which a float cannot hold exactly"),
    ([[1, 2], [3]], ValueError, "is ragged: its rows differ in length"),
    ([], ValueError, "is empty, its shape is (0,)"),
    (masked, TypeError, "holds a masked array; fill its gaps first"),
    ([[1.0, np.ma.masked]], TypeError, "holds a masked array; fill its gaps first"),
    (5.0, ValueError, "must have rank 1 or 2; its shape () has rank 0"),
    ([[1, 2], [math.nan, math.inf]], ValueError, "[1, 0] is nan, not a finite number"),
])
def test_array_says_what_is_wrong(value, error, message):
    raised = refused(array(rank=(1, 2)), value)
    assert type(raised) is error and str(raised) == f"x{'' if message[0] == '[' else ' '}{message}"


def test_a_single_number_that_is_not_finite_has_no_place():
    assert str(refused(array, math.inf)) == "x is inf, not a finite number"


@given(value=strange_arrays())
def test_array_gives_finite_floats_equal_to_the_value(value):
    try:
        converted = array.check(value, "x")
    except (TypeError, ValueError):
        assert (value.dtype.kind == "c" or value.size == 0 or not np.isfinite(value).all()
                or (value.dtype.kind == "i" and max(map(abs, value.ravel().tolist())) > 2**53))
    else:
        assert converted.dtype == (np.float32 if value.dtype == np.float32 else np.float64)
        assert converted.shape == value.shape and (converted == value).all() and np.isfinite(converted).all()


@pytest.mark.parametrize(("kind", "value", "message"), [
    (matrix(most=(2, 3)), np.ones((2, 4)), "x has shape (2, 4); at most (2, 3) fits the picture"),
    (matrix(most=(2, 3)), np.ones((3, 1)), "x has shape (3, 1); at most (2, 3) fits the picture"),
    (vector(most=6), np.ones(7), "x has 7 entries; at most 6 fit the picture"),
    (vector(shape=(2,)), np.ones(3), "x has shape (3,); it takes (2,)"),
    (matrix(shape=("m", 2)), np.ones((2, 3)), "x has shape (2, 3); it takes (m, 2)"),
    (array(shape=(2, 2), meaning="a motion"), np.ones(2), "x has shape (2,); it takes (2, 2), a motion"),
    (square, np.ones((2, 3)), "x has shape (2, 3); only a square matrix will do"),
    (square(most=(4, 4)), np.ones((5, 5)), "x has shape (5, 5); at most (4, 4) fits the picture"),
])
def test_shapes_are_refused_in_words(kind, value, message):
    assert str(refused(kind, value)) == message


def test_shapes_that_fit_pass():
    for kind, value in ((matrix(most=(2, 3)), np.ones((2, 3))), (vector(most=6), np.ones(6)),
                        (matrix(shape=("m", 2)), np.ones((5, 2))), (square(most=(4, 4)), np.ones((4, 4)))):
        assert kind.check(value, "x") is value


@pytest.mark.parametrize("value", [
    2, 2.0, np.float32(2), np.int8(2), np.uint64(2), np.array(2), np.array(2.0), np.longdouble(2)])
def test_number_gives_a_float(value):
    given = number(above=1, below=3, at_least=2, at_most=2).check(value, "x")
    assert given == 2 and type(given) is float


@pytest.mark.parametrize(("value", "error"), [
    ("2", TypeError), (None, TypeError), (True, TypeError), (np.True_, TypeError), (2j, TypeError), ([2], TypeError),
    (np.array([2]), TypeError), (masked, TypeError), (np.ma.masked, TypeError), (np.timedelta64(2), TypeError),
    (np.array(2, object), TypeError), ({}, TypeError), (math.nan, ValueError), (np.float32("inf"), ValueError),
    (10**30, ValueError), (10**5000, ValueError), (np.int64(2**53 + 1), ValueError), (-2**53 - 1, ValueError),
    (1, ValueError), (3, ValueError), (1e-300, ValueError),
], ids=inputs.shown)
def test_number_refuses_the_rest(value, error):
    raised = refused(number(above=1, below=3), value)
    assert type(raised) is error and str(raised).startswith("x ")


def test_number_shows_enough_digits_to_see_why():
    assert str(refused(number(above=0, at_most=1), 1.0000001)) == "x must be above 0 and at most 1, not 1.0000001"


@pytest.mark.parametrize("value", [3, np.int8(3), np.uint64(3), np.array(3)])
def test_whole_gives_an_int(value):
    assert whole(at_least=3, at_most=3).check(value, "n") == 3
    assert type(whole.check(value, "n")) is int


@pytest.mark.parametrize("value", [
    3.0, np.float64(3), True, np.False_, np.array(True), "3", None, [3], np.array([3]), 3j])
def test_whole_refuses_what_is_no_whole_number(value):
    raised = refused(whole, value)
    assert type(raised) is TypeError and str(raised).startswith("x must be a whole number, not ")


@pytest.mark.parametrize(("value", "message"), [
    (2, "x must be at least 3, not 2"), (6, "x must be at most 5, not 6"),
    (10**5000, "x must be at most 5, not something too long to show (int)"),
], ids=inputs.shown)
def test_whole_refuses_what_is_out_of_bounds(value, message):
    raised = refused(whole(at_least=3, at_most=5), value)
    assert type(raised) is ValueError and str(raised) == message


@pytest.mark.parametrize("value", ["c", "", None, 1, ["a"], np.array(["a", "b"]), 10**5000], ids=inputs.shown)
def test_choice_lists_the_options(value):
    assert choice("a", "b").check("a", "how") == "a"
    assert str(refused(choice("a", "b"), value)).startswith("x must be one of 'a', 'b', not ")


def test_seed_takes_what_a_generator_is_made_from_or_one():
    for value in (3, np.random.default_rng(3)):
        assert seed.check(value, "seed") is value
    for value in (None, 1.0, True, "3", np.random.RandomState(0), -1):
        assert str(refused(seed, value)).startswith("x must be ")


def test_same_shape_names_both_shapes():
    inputs.same_shape(a=np.ones(2), b=np.zeros(2))
    with pytest.raises(ValueError, match=r"^a \(2,\) and c \(2, 1\) must have the same shape"):
        inputs.same_shape(a=np.ones(2), b=np.ones(2), c=np.ones((2, 1)))


def test_a_kind_says_what_it_is_and_knows_its_rules():
    assert [*map(repr, (matrix, number(above=0), choice("a", "b"), number(above=0)(below=1)))] == [
        "matrix", "number(above=0)", "choice('a', 'b')", "number(above=0, below=1)"]
    for kind in (number, matrix, vector):
        with pytest.raises(TypeError, match="unexpected keyword"):
            kind(over=0)


@pytest.mark.parametrize("value", [
    np.ones((50, 2)), masked, "a\nb" * 50, [np.ones((3, 3))], 10**5000, [10**5000], "é"], ids=inputs.shown)
def test_shown_is_one_short_line(value):
    assert re.fullmatch(r"[^\n]{1,60}", inputs.shown(value))



# ---------------------------------------------------------------------------- checked


class Thing:
    """Something with methods that are checked."""

    @checked
    def __init__(self, size: whole(at_least=1)):
        self.size = size

    @checked
    def grow(self, by: number = 1):
        return self.size + by


class Sub(Thing):
    """It speaks in its own name."""


@checked
def every(x: vector, y: number(above=0) = 1, *more: array, how: choice("a", "b") = "a", z: vector = (1, 2),
          name: str = "n", label: vector = None, **others: whole):
    return [x, y, *more, how, z, name, label, *others.values()]


@checked
def inner(A: matrix, B: matrix):
    if A.shape != B.shape:
        refuse(f"{A.shape} and {B.shape} differ")
    return A / B


@checked
def outer(A: matrix):
    return inner(A, np.ones((1, 2)))


@checked(speaker="a scene")
def scene(A):
    return outer(A)


def test_checked_converts_what_it_is_given_and_its_defaults():
    x, y, more, how, z, name, label, other = every([1, 2], 3, [[1]], how="b", extra=5)
    assert all(type(array) is np.ndarray and array.dtype == np.float64 for array in (x, more, z))
    assert (x.tolist(), y, more.tolist(), how, z.tolist(), name, label, other) == (
        [1, 2], 3, [[1]], "b", [1, 2], "n", None, 5)
    assert type(y) is float and type(every([1])[1]) is float
    assert every(x=[1], label=None)[-1] is None and every([1], label=[2])[-1].tolist() == [2]


@pytest.mark.parametrize(("call", "error", "message"), [
    (lambda: every([[1]]), ValueError, "every: x must have rank 1; its shape (1, 1) has rank 2"),
    (lambda: every([1], 0), ValueError, "every: y must be above 0, not 0"),
    (lambda: every([1], y=-1), ValueError, "every: y must be above 0, not -1"),
    (lambda: every([1], 1, [1], "a"), TypeError, "every: more[1] must hold real numbers, not text"),
    (lambda: every([1], how="c"), ValueError, "every: how must be one of 'a', 'b', not 'c'"),
    (lambda: every([1], name=3), TypeError, "every: name must be text, not 3"),
    (lambda: every([1], label=3), ValueError, "every: label must have rank 1; its shape () has rank 0"),
    (lambda: every([1], extra=1.5), TypeError, "every: extra must be a whole number, not 1.5"),
    (lambda: inner([[1]], [[1, 2]]), ValueError, "inner: (1, 1) and (1, 2) differ"),
    (lambda: inner([[1]], [[0]]), ValueError, "inner: the result is too large for float64"),
    (lambda: outer([[1]]), ValueError, "outer: (1, 1) and (1, 2) differ"),
    (lambda: scene([[1]]), ValueError, "a scene: (1, 1) and (1, 2) differ"),
    (lambda: scene("x"), TypeError, "a scene: A must hold real numbers, not text"),
    (lambda: Thing(0), ValueError, "Thing: size must be at least 1, not 0"),
    (lambda: Thing(1).grow("1"), TypeError, "Thing.grow: by must be one real number, not '1'"),
    (lambda: Sub(1).grow(by="1"), TypeError, "Sub.grow: by must be one real number, not '1'"),
    (lambda: Sub(-1), ValueError, "Sub: size must be at least 1, not -1"),
])
def test_the_function_that_was_called_speaks(call, error, message):
    with pytest.raises(error) as raised:
        call()
    assert type(raised.value) is error and str(raised.value) == message
    assert [frame.name for frame in raised.traceback][1:] == ["<lambda>", "call"], "a learner's line, and one of ours"


def test_what_python_itself_refuses_stays_in_its_words():
    for call, words in ((lambda: inner([[1]]), r"^inner\(\) missing 1 required"),
                        (lambda: outer(1, 2), "^outer: A must"),
                        (lambda: outer([[1]], 2), r"^outer\(\) takes 1 positional"),
                        (lambda: outer([[1]], C=2), r"^outer\(\) got an unexpected keyword")):
        with pytest.raises((TypeError, ValueError), match=words):
            call()


def test_a_bug_is_no_refusal():
    def broken(A: matrix):
        return A + "text"

    with pytest.raises(TypeError) as raised:
        checked(broken)([[1]])
    assert not str(raised.value).startswith("broken")


def test_the_core_is_the_function_unchecked():
    A = np.array([[1, 2]])
    assert inner.core(A, 1 / A).tolist() == [[1, 4]]
    with pytest.raises(AttributeError):
        inner.core([[1]], [[1]])
    assert inner.__name__ == "inner" and str(inspect.signature(inner)) == "(A: matrix, B: matrix)"


def test_an_answer_is_finite_plain_and_never_an_argument():
    same = checked(lambda x: x)
    for value in (2.0, np.float64(2), np.array(2.0)):
        assert type(same(value)) is float
    assert type(same(np.array(2.0, np.float32))) is np.float32
    x = np.array([-0.0, 1.0])
    assert not np.shares_memory(same(x), x) and not np.signbit(same(x)).any()
    assert same(x.astype(np.float32)).dtype == np.float32
    pair = same(linalg.Steps(np.float64(3.0), ["steps"]))
    assert type(pair) is linalg.Steps and type(pair.result) is float and pair.steps == ["steps"]
    assert same((np.array(3.0), 1))[0].shape == ()
    for value in ("text", None, True, 3, [math.nan], (1, "a")):
        assert same(value) == value or value == [math.nan]
    for value in (math.nan, np.float32(np.inf), np.array([1, np.nan]), (1, np.array([np.inf])),
                  linalg.Steps(np.inf, [])):
        with pytest.raises(ValueError, match=r"^<lambda>: the result is too large for float(32|64)$"):
            same(value)


def test_an_answer_that_is_certain_to_be_finite_is_handed_on():
    x = np.ones(2)
    assert checked(lambda x: x, finite=True)(x) is x and checked(finite=True)(lambda x: x)(x) is x


def test_nothing_warns_on_the_way():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert checked(lambda x: 1 / (1 + np.exp(x) / 0))(np.array([1e4])).tolist() == [0]


def test_what_a_learners_own_function_refuses_stays_in_its_words():
    @checked
    def run(f: function):
        return f([[1]])

    assert run(lambda x: 2.0) == 2
    with pytest.raises(ValueError, match=r"^outer: \(1, 1\) and"):
        run(outer)
    with pytest.raises(TypeError, match="^run: f must be a function, not 3"):
        run(3)


def test_an_annotation_that_is_no_kind_is_found_at_once():
    def f(x: "matrix"):
        return x

    with pytest.raises(TypeError, match="neither a Kind nor a class"):
        checked(f)
