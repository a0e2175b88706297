"""Bad input, everywhere: one clear error or a right answer; never silence, a warning or another error.

The table `CALLS` holds every public function of linalg, tensors, autograd and data with arguments that work.
"""

import inspect
import math
import re
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from dlmath import autograd, data, inputs, linalg, tensors
from dlmath.inputs import array, checked, choice, function, matrix, number, refuse, square, vector, whole

A, B, COLUMN, v = [[2, 1], [1, 3]], [[200, 100], [100, 250]], [[5], [6]], [3, 4]
X = autograd.Value(2.0, "x")
CALLS = {
    "add": (linalg.add, A, B), "subtract": (linalg.subtract, A, B), "hadamard": (linalg.hadamard, A, B),
    "scale": (linalg.scale, 2, A), "add_to_rows": (linalg.add_to_rows, A, v), "dot": (linalg.dot, v, v),
    "matmul": (linalg.matmul, A, B), "transpose": (linalg.transpose, A), "identity": (linalg.identity, 3),
    "row_reduce": (linalg.row_reduce, A, COLUMN), "inverse": (linalg.inverse, A), "solve": (linalg.solve, A, v),
    "determinant": (linalg.determinant, A), "norm": (linalg.norm, v), "cosine": (linalg.cosine, v, [1, 2]),
    "plane_map": (linalg.plane_map, A), "PlaneMap.move": (linalg.plane_map(A).move, B),
    "describe": (tensors.describe, A), "parse_index": (tensors.parse_index, "T[1, :]"),
    "select": (tensors.select, A, "T[1, :]"), "reduce": (tensors.reduce, A, 0, "mean"),
    "broadcast": (tensors.broadcast, (2, 3), (3,)), "reshape": (tensors.reshape, A, (4, 1)),
    "parse_shape": (tensors.parse_shape, "(3, 1)"), "stretch": (tensors.stretch, v, (3, 2)),
    "transpose_axes": (tensors.transpose_axes, A, (1, 0)), "einsum": (tensors.einsum, "ik,kj->ij", A, B),
    "Value": (autograd.Value, 1), "ordered": (autograd.ordered, X * X), "graph": (autograd.graph, X * X),
    "numerical_gradient": (autograd.numerical_gradient, np.sum, v, 0.5),
    "load_digits": (data.load_digits, "small"), "pixels": (data.pixels, np.eye(3, dtype=np.uint8)),
    "read": (autograd.read, "w*x", {"w": 2, "x": 3}), "names_in": (autograd.names_in, "w*x"),
    "walk": (autograd.walk, X * X), "ink": (data.ink, [[(0, 0), (3, 9)]], 2),
    "prepare_ink": (lambda *a: data.prepare_ink(*a).image, [[(0, 0), (3, 9)]], 2),
    "two_moons": (data.two_moons, 5, 1, 0), "circles": (data.circles, 5, 1, 0),
    "spiral": (data.spiral, 5, 3, 1, 0), "blobs": (data.blobs, 5, 3, 1, 0), "line": (data.line, 5, 2, 1, 1, 0),
}
NAMES = {  # who speaks for whom
    "select": "select|parse_index", "read": "read|Value", "prepare_ink": "ink",
}
ARRAYS = ["add", "subtract", "hadamard", "scale", "add_to_rows", "dot", "matmul", "transpose", "row_reduce", "inverse",
          "solve", "determinant", "norm", "cosine", "plane_map", "select", "reduce", "reshape",
          "stretch", "transpose_axes", "einsum"]

masked = np.ma.masked_array([1.0, 2.0], mask=[False, True])
itself = []
itself.append(itself)
with np.errstate(over="ignore"):  # infinite where a long double is no longer than a double
    long_double = np.longdouble(2)**5000
BAD = {
    "None": None, "text": "text", "empty text": "", "number as text": "3", "bytes": b"3",
    "array of text": np.array(["1"]), "NaN": math.nan, "inf": -math.inf, "vector with NaN": [math.nan, 1.0],
    "matrix with inf": [[1.0, math.inf], [1.0, 2.0]], "float32 with NaN": np.array([[np.nan, 1], [1, 2]], np.float32),
    "complex": 1j, "complex matrix": [[1j, 2], [3, 4]], "empty list": [], "empty row": [[]],
    "empty array": np.empty((0, 2)), "ragged": [[1, 2], [3]], "ragged deep": [[1, [2]], [3, 4]],
    "list with None": [1, None], "objects": np.array([[1, None], [2, 3]], object),
    "numbers as objects": np.array([1.0, 2.0], object), "list of text": ["a", "b"], "numbers and text": [1, "a"],
    "dict": {"a": 1}, "set": {1, 2}, "function": len, "class": list, "generator": (i for i in [1, 2]),
    "object": object(), "range": range(2), "slice": slice(0, 1), "Ellipsis": ..., "10**30": 10**30,
    "−10**30": -10**30, "10**400": 10**400, "10**5000": 10**5000, "list of 10**30": [10**30, 1],
    "list of 10**5000": [10**5000, 1], "2**53 + 1": [[2**53 + 1, 1], [1, 1]], "True": True,
    "bool array": np.array([True, False]), "bool matrix": [[True, False], [True, True]], "masked": masked,
    "list of masked": [masked, masked], "masked entry": [1.0, np.ma.masked], "masked constant": np.ma.masked,
    "masked uint8": np.ma.masked_array(np.eye(2, dtype=np.uint8), mask=True), "date": np.datetime64("2020-01-01"),
    "duration": np.timedelta64(1), "dates": np.array(["2020-01-01"], "M8[D]"), "records": np.zeros(2, "i4,i4"),
    "long double": long_double, "rank 0": np.array(2.0), "rank 5": np.ones((1,) * 5), "(1,)": [1.0],
    "(3,)": [1.0, 2.0, 3.0], "(1, 1)": [[1.0]], "(2, 3)": np.ones((2, 3)), "(3, 2)": np.ones((3, 2)),
    "zeros": np.zeros((2, 2)), "huge": np.full((2, 2), 1e308), "huge vector": [1e308, -1e308],
    "tiny": [[5e-324, 0], [0, 5e-324]], "huge float32": np.array([[3e38, 3e38], [3e38, -3e38]], np.float32),
    "tiny float32": np.array([1e-45, 1e-45], np.float32), "1e308": 1e308, "5e-324": 5e-324, "−1": -1, "0": 0,
    "2.5": 2.5, "np.int8": np.int8(2), "a list in itself": itself, "negative sizes": (-1, -1),
    "sizes of 10**30": (10**30, 1), "mixed sizes": (2, "3"), "bool sizes": (True, 2), "float sizes": (2.0, 2),
    "Value": X, "Generator": np.random.default_rng(0), "RandomState": np.random.RandomState(0),
    "uint8": np.eye(2, dtype=np.uint8),
}


def snapshot(value):
    """What a value holds, to tell whether it was changed."""
    if isinstance(value, np.ndarray):
        return value.dtype, value.shape, np.asarray(value).tobytes()
    if isinstance(value, list) and value is not itself:
        return [snapshot(part) for part in value]
    return inputs.shown(value)


def finite(result):
    """Whether every number, and every spelled number, in a result is finite."""
    if isinstance(result, str):
        return not re.search(r"\b(nan|inf)\b", result)
    if isinstance(result, (list, tuple)):
        return all(map(finite, result))
    if isinstance(result, autograd.Value):
        return math.isfinite(result.data)
    if isinstance(result, (float, np.number, np.ndarray)):
        return bool(np.isfinite(result).all())
    return True


def behaves(name, function, *arguments, told=""):
    """One clear error that names the function, or a finite answer; no warning, and the arguments as they were."""
    before = [snapshot(argument) for argument in arguments]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            result = function(*arguments)
        except (TypeError, ValueError) as error:
            assert re.fullmatch(rf"({NAMES.get(name, name)}): [^\n]{{10,400}}", str(error)), f"{told}: {error}"
        except Exception as error:
            raise AssertionError(f"{told} raises {type(error).__name__}") from error
        else:
            assert finite(result), f"{told} gives a number that is not finite"
    assert before == [snapshot(argument) for argument in arguments], f"{told}: an argument was changed"


def test_table_holds_every_public_function():
    functions = {name for module in (linalg, tensors, autograd, data)
                 for name, function in inspect.getmembers(module, inspect.isfunction)
                 if function.__module__ == module.__name__ and not name.startswith("_")}
    assert functions == set(CALLS) - {"Value", "PlaneMap.move"}
    assert all(finite(function(*arguments)) for function, *arguments in CALLS.values())


@pytest.mark.parametrize("name", CALLS)
def test_bad_value_in_each_argument(name):
    function, *arguments = CALLS[name]
    for place in range(len(arguments)):
        for bad, value in BAD.items():
            behaves(name, function, *arguments[:place], value, *arguments[place + 1:], told=f"argument {place}, {bad}")


def strange_arrays():
    """Arrays of any kind, shape and content."""
    kinds = st.sampled_from([np.float64, np.float32, np.float16, np.int64, np.uint8, bool, np.complex128])
    shapes = hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3)
    return kinds.flatmap(lambda kind: hnp.arrays(kind, shapes))


@given(name=st.sampled_from(sorted(CALLS)), data=st.data())
@settings(max_examples=150)
def test_bad_values_in_all_arguments_at_once(name, data):
    function, *arguments = CALLS[name]
    for place, good in enumerate(arguments):
        drawn = data.draw(st.sampled_from(["good", *BAD]) | strange_arrays())
        arguments[place] = drawn if isinstance(drawn, np.ndarray) else BAD.get(drawn, good)
    behaves(name, function, *arguments)


EXTREMES = st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([0.0, -0.0, 1e308, -1e308, 5e-324, 1e200])


@given(name=st.sampled_from(ARRAYS), entries=st.lists(EXTREMES, min_size=8, max_size=8), single=st.booleans())
@settings(max_examples=150)
def test_entries_of_any_size(name, entries, single):
    """Overflow is refused, underflow is harmless, in float32 too."""
    function, *arguments = CALLS[name]
    entries = np.array(entries)
    if single:
        entries = entries.clip(-3e38, 3e38).astype(np.float32)
    for place, argument in enumerate(arguments):
        if isinstance(argument, list):
            arguments[place], entries = np.resize(entries, np.shape(argument)), entries[::-1]
    behaves(name, function, *arguments)


# ---------------------------------------------------------------------------- right answers


def converted(arguments, kind):
    """Arguments with each list as an array of a kind."""
    return [np.array(argument, kind) if isinstance(argument, list) else argument for argument in arguments]


def same(a, b):
    if isinstance(a, (list, tuple)) and not isinstance(a, str):
        return len(a) == len(b) and all(map(same, a, b))
    return np.array_equal(a, b)


@pytest.mark.parametrize("kind", [np.uint8, np.int16, np.uint64, np.float16, np.longdouble, ">f8"])
@pytest.mark.parametrize("name", ARRAYS)
def test_whole_numbers_of_any_kind_are_reckoned_as_floats(name, kind):
    """200 + 100 is 300 and 1 − 100 is −99, in uint8 too."""
    function, *arguments = CALLS[name]
    assert same(function(*converted(arguments, kind)), function(*arguments))


@pytest.mark.parametrize("name", ARRAYS)
def test_true_and_false_are_reckoned_as_1_and_0(name):
    function, *arguments = CALLS[name]
    shapes = [np.shape(argument) if isinstance(argument, list) else None for argument in arguments]
    bools = [argument if shape is None else np.tril(np.ones(shape, bool)) if len(shape) == 2 else np.ones(shape, bool)
             for argument, shape in zip(arguments, shapes)]
    floats = [a.astype(float) if isinstance(a, np.ndarray) else a for a in bools]
    assert same(function(*bools), function(*floats))


@pytest.mark.parametrize("name", ARRAYS)
def test_float32_in_float32_out(name):
    function, *arguments = CALLS[name]
    for kind in (np.float32, np.float64):
        result = function(*converted(arguments, kind))
        result = result[0] if isinstance(result, tuple) else result
        assert getattr(result, "dtype", np.float64) == kind


@pytest.mark.parametrize("name", ARRAYS)
def test_results_do_not_share_memory_with_the_arguments(name):
    function, *arguments = CALLS[name]
    values = converted(arguments, np.float32)
    results = function(*values)
    for value in values:
        for result in results if isinstance(results, tuple) else [results]:
            assert not np.shares_memory(value, result) if isinstance(result, np.ndarray) else True


# ---------------------------------------------------------------------------- the helpers themselves


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
])
def test_numbers_says_what_is_wrong(value, error, message):
    with pytest.raises(error) as raised:
        inputs.numbers("f", "x", value, ndim=(1, 2))
    assert str(raised.value) == f"f: x {message}"


def test_numbers_says_where_it_is_not_finite():
    with pytest.raises(ValueError, match=re.escape("f: x[1, 0] is nan, not a finite number")):
        inputs.numbers("f", "x", [[1, 2], [math.nan, math.inf]])
    with pytest.raises(ValueError, match=re.escape("f: x is inf, not a finite number")):
        inputs.numbers("f", "x", math.inf)


@given(value=strange_arrays())
def test_numbers_gives_finite_floats_equal_to_the_value(value):
    try:
        array = inputs.numbers("f", "x", value)
    except (TypeError, ValueError):
        assert (value.dtype.kind == "c" or value.size == 0 or not np.isfinite(value).all()
                or (value.dtype.kind == "i" and max(map(abs, value.ravel().tolist())) > 2**53))
    else:
        assert array.dtype == (np.float32 if value.dtype == np.float32 else np.float64)
        assert array.shape == value.shape and (array == value).all() and np.isfinite(array).all()


@pytest.mark.parametrize("value", [
    2, 2.0, np.float32(2), np.int8(2), np.uint64(2), np.array(2), np.array(2.0), np.longdouble(2)])
def test_number_gives_a_float(value):
    number = inputs.number("f", "x", value, above=1, below=3, at_least=2, at_most=2)
    assert number == 2 and type(number) is float


@pytest.mark.parametrize(("value", "error"), [
    ("2", TypeError), (None, TypeError), (True, TypeError), (np.True_, TypeError), (2j, TypeError), ([2], TypeError),
    (np.array([2]), TypeError), (masked, TypeError), (np.ma.masked, TypeError), (np.timedelta64(2), TypeError),
    (np.array(2, object), TypeError), ({}, TypeError), (math.nan, ValueError), (np.float32("inf"), ValueError),
    (10**30, ValueError), (10**5000, ValueError), (np.int64(2**53 + 1), ValueError), (-2**53 - 1, ValueError),
    (1, ValueError), (3, ValueError), (1e-300, ValueError),
], ids=inputs.shown)
def test_number_refuses_the_rest(value, error):
    with pytest.raises(error, match="^f: x "):
        inputs.number("f", "x", value, above=1, below=3)


def test_number_shows_enough_digits_to_see_why():
    with pytest.raises(ValueError, match=r"^f: x must be above 0 and at most 1, not 1\.0000001$"):
        inputs.number("f", "x", 1.0000001, above=0, at_most=1)


@pytest.mark.parametrize("value", [3, np.int8(3), np.uint64(3), np.array(3)])
def test_whole_gives_an_int(value):
    assert inputs.whole("f", "n", value, at_least=3, at_most=3) == 3
    assert type(inputs.whole("f", "n", value)) is int


@pytest.mark.parametrize("value", [
    3.0, np.float64(3), True, np.False_, np.array(True), "3", None, [3], np.array([3]), 3j])
def test_whole_refuses_what_is_no_whole_number(value):
    with pytest.raises(TypeError, match="^f: n must be a whole number, not "):
        inputs.whole("f", "n", value)


@pytest.mark.parametrize(("value", "message"), [
    (2, "f: n must be at least 3, not 2"), (6, "f: n must be at most 5, not 6"),
    (10**5000, "f: n must be at most 5, not something too long to show (int)"),
], ids=inputs.shown)
def test_whole_refuses_what_is_out_of_bounds(value, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        inputs.whole("f", "n", value, at_least=3, at_most=5)


@pytest.mark.parametrize("value", ["c", "", None, 1, ["a"], np.array(["a", "b"]), 10**5000], ids=inputs.shown)
def test_choice_lists_the_options(value):
    assert inputs.choice("f", "how", "a", {"a": 1, "b": 2}) == "a"
    with pytest.raises(ValueError, match="^f: how must be one of 'a', 'b', not "):
        inputs.choice("f", "how", value, {"a": 1, "b": 2})


def test_random_takes_a_seed_or_a_generator():
    generator = np.random.default_rng(3)
    assert inputs.random("f", generator) is generator
    assert inputs.random("f", 3).random() == np.random.default_rng(3).random()
    for seed in (None, 1.0, True, "3", np.random.RandomState(0), -1):
        with pytest.raises((TypeError, ValueError), match="^f: seed must be "):
            inputs.random("f", seed)


def test_result_refuses_overflow_and_unwraps_scalars():
    for bad in (np.array([1, np.inf]), np.nan):
        with pytest.raises(ValueError, match="^f: the result is too large for float64$"):
            inputs.result("f", bad)
    assert type(inputs.result("f", np.float64(1))) is float
    assert type(inputs.result("f", np.float32(1))) is np.float32
    assert inputs.result("f", np.ones(2)).tolist() == [1, 1]


def test_same_shape_names_both_shapes():
    inputs.same_shape("f", a=np.ones(2), b=np.zeros(2))
    with pytest.raises(ValueError, match=re.escape("f: a (2,) and c (2, 1) must have the same shape")):
        inputs.same_shape("f", a=np.ones(2), b=np.ones(2), c=np.ones((2, 1)))


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
    for kind in (number, matrix, vector):
        with pytest.raises(TypeError, match="unexpected keyword"):
            kind(over=0)


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
    with pytest.raises(ValueError) as raised:
        kind.check(value, "x")
    assert str(raised.value) == message


def test_shapes_that_fit_pass():
    for kind, value in ((matrix(most=(2, 3)), np.ones((2, 3))), (vector(most=6), np.ones(6)),
                        (matrix(shape=("m", 2)), np.ones((5, 2))), (square(most=(4, 4)), np.ones((4, 4)))):
        assert kind.check(value, "x") is value


def test_a_kind_says_what_it_is():
    assert [*map(repr, (matrix, number(above=0), choice("a", "b"), number(above=0)(below=1)))] == [
        "matrix", "number(above=0)", "choice('a', 'b')", "number(above=0, below=1)"]
