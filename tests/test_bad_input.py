"""Bad input, everywhere: one clear error or a right answer; never silence, a warning or another error.

`CALLS` holds every public function of the mathematics with arguments that work, `BAD` what is tried in their place.
`REFUSED` holds what is said, word for word.
"""

import copy
import inspect
import math
import re
import warnings

import cases
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from dlmath import activations, autograd, data, descent, inputs, linalg, losses, tensors, training
from dlmath.activations import ACTIVATIONS
from dlmath.descent import Adam, GradientDescent, Momentum, RMSProp, quadratic
from dlmath.network import Network, folding, gradient_norms, level_line, unfolded

A, B, COLUMN, v = [[2, 1], [1, 3]], [[200, 100], [100, 250]], [[5], [6]], [3, 4]
X = autograd.Value(2.0, "x")
ENTRYWISE = [g for entry in ACTIVATIONS.values() for g in entry[:2]]
BINARY = ["mean_squared_error", "mean_absolute_error", "binary_cross_entropy", "binary_cross_entropy_from_scores"]
CATEGORICAL = ["categorical_cross_entropy", "categorical_cross_entropy_from_scores"]
p, P, Q, Z, ONE_HOT = [0.3, 0.6], [0.2, 0.9], [[0.25, 0.75], [0.5, 0.5]], [[1.0, 2.0], [3.0, -1.0]], [[0, 1], [1, 0]]
BOWL = quadratic([1.0, 2.0])
SOFTMAX = Network([2, 3, 2], output="softmax")
LINE = Network([2, 2], output="identity", dtype=np.float32)


def small(n):
    """Keep a count from running for ever, and anything else as it is."""
    return min(n, 3) if isinstance(n, int) else n


def no_call(decay):
    """Leave out the functions of the table: what a learner's own schedule raises is the learner's."""
    return None if callable(decay) else decay


def built(*arguments):
    return Network(*arguments).theta


def assigned(value):
    network = copy.deepcopy(SOFTMAX)
    network["W1"] = value
    return network.theta


def theta_assigned(value):
    network = copy.deepcopy(LINE)
    network.theta = value
    return network.theta


def backward(trace, y):
    return SOFTMAX.backward(trace, y).vector


def updated(theta, gradient, factor):
    theta = theta.copy() if isinstance(theta, np.ndarray) else theta
    Adam().update(theta, gradient, factor)
    return theta


def descended(loss, gradient, start, optimizer, updates, decay):
    optimizer = Adam() if optimizer is None else optimizer
    run = descent.descend(loss, gradient, start, optimizer, small(updates), no_call(decay))
    return run.path, run.losses


def counted_updates(optimizer, *arguments):
    return descent.updates_needed(Adam(0.1) if optimizer is None else optimizer, *arguments, most=20)


def replayed(gradients, optimizer):
    return descent.replay(gradients, Adam() if optimizer is None else optimizer)[-1].theta


def lined(X, y, start, optimizer, batch_size, epochs, seed):
    run = training.fit_line(X, y, start, GradientDescent(0.1) if optimizer is None else optimizer,
                            batch_size=batch_size, epochs=small(epochs), seed=seed)
    return run.path, run.losses


def fitted(network, X, y, epochs, batch_size, optimizer, decay, validation, patience, seed):
    network = copy.deepcopy(network) if isinstance(network, Network) else network
    history = training.fit(network, X, y, epochs=small(epochs), batch_size=batch_size, optimizer=optimizer,
                           decay=no_call(decay), validation=validation, patience=patience, seed=seed, progress=False)
    return network.theta, history.losses, history.batch_losses


def recorded(network, X, y, at, batch_size, optimizer, decay, seed):
    network = copy.deepcopy(network) if isinstance(network, Network) else network
    at = [small(epoch) for epoch in at] if isinstance(at, list) else at
    return training.record(network, X, y, at, batch_size=batch_size, optimizer=optimizer, decay=no_call(decay),
                           seed=seed).losses


CALLS = {
    "add": (linalg.add, A, B), "subtract": (linalg.subtract, A, B), "hadamard": (linalg.hadamard, A, B),
    "scale": (linalg.scale, 2, A), "dot": (linalg.dot, v, v),
    "matmul": (linalg.matmul, A, B), "transpose": (linalg.transpose, A),
    "row_reduce": (linalg.row_reduce, A, COLUMN), "inverse": (linalg.inverse, A),
    "determinant": (linalg.determinant, A), "norm": (linalg.norm, v), "cosine": (linalg.cosine, v, [1, 2]),
    "shadow": (linalg.shadow, v, [1, 2]),
    "plane_map": (linalg.plane_map, A), "PlaneMap.move": (linalg.plane_map(A).move, B),
    "parse_index": (tensors.parse_index, "T[1, :]"),
    "select": (tensors.select, A, "T[1, :]"), "reduce": (tensors.reduce, A, 0, "mean"),
    "broadcast": (tensors.broadcast, (2, 3), (3,)), "reshape": (tensors.reshape, A, (4, 1)),
    "parse_shape": (tensors.parse_shape, "(3, 1)"), "stretch": (tensors.stretch, v, (3, 2)),
    "transpose_axes": (tensors.transpose_axes, A, (1, 0)),
    "Value": (autograd.Value, 1), "ordered": (autograd.ordered, X * X), "graph": (autograd.graph, X * X),
    "numerical_gradient": (autograd.numerical_gradient, np.sum, v, 0.5),
    "load_digits": (data.load_digits, "small"), "pixels": (data.pixels, np.eye(3, dtype=np.uint8)),
    "read": (autograd.read, "w*x", {"w": 2, "x": 3}), "names_in": (autograd.names_in, "w*x"),
    "walk": (autograd.walk, X * X), "ink": (data.ink, [[(0, 0), (3, 9)]], 2),
    "prepare_ink": (lambda *a: data.prepare_ink(*a).image, [[(0, 0), (3, 9)]], 2),
    "two_moons": (data.two_moons, 5, 1, 0), "circles": (data.circles, 5, 1, 0),
    "spiral": (data.spiral, 5, 3, 1, 0), "blobs": (data.blobs, 5, 3, 1, 0), "line": (data.line, 5, 2, 1, 1, 0),
    **{function.__name__: (function, p) for function in ENTRYWISE},
    "softmax": (activations.softmax, Z, 2.0), "softmax_jvp": (activations.softmax_jvp, Z, Q),
    "collapse": (lambda *a: activations.collapse(*a)[0], Z, p, Q, P),
    "bends": (lambda *a: activations.bends(*a)[2], p, p, p, 2.0),
    "follow": (lambda *a: activations.follow(*a)[1], p, p),
    **{name: (getattr(losses, name), p, P) for loss in BINARY for name in (loss, f"{loss}_gradient")},
    **{name: (getattr(losses, name), Q, ONE_HOT) for loss in CATEGORICAL for name in (loss, f"{loss}_gradient")},
    "huber": (losses.huber, p, P, 1.0), "huber_gradient": (losses.huber_gradient, p, P, 1.0),
    "line_fit": (lambda *a: losses.line_fit(*a).square, p, P, 1.0, 0.5),
    "line_bowl": (lambda *a: losses.line_bowl(*a)[:3], p, P),
    "log_sum_exp": (losses.log_sum_exp, Z), "one_hot": (losses.one_hot, [1, 0], 2, float),
    "Network": (built, [2, 3, 1], "relu", "sigmoid", None, "he", 0, float), "Network: W1": (assigned, np.ones((2, 3))),
    "Network: theta": (theta_assigned, np.ones(6)), "Network.forward": (lambda X: SOFTMAX.forward(X).output, Z),
    "Network.predict": (SOFTMAX.predict, Z), "Network.classify": (SOFTMAX.classify, Z),
    "Network.loss": (SOFTMAX.loss, Z, [0, 1]), "Network.accuracy": (SOFTMAX.accuracy, Z, ONE_HOT),
    "gradient_norms": (gradient_norms, SOFTMAX, Z, [0, 1]), "Network.loss: float32": (LINE.loss, Z, Q),
    "Network.backward": (backward, SOFTMAX.forward(Z), [0, 1]),
    "GradientDescent": (lambda rate: GradientDescent(rate).learning_rate, 0.1),
    "Momentum": (lambda *a: Momentum(*a).learning_rate, 0.1, 0.9, True),
    "RMSProp": (lambda *a: RMSProp(*a).learning_rate, 0.1, 0.9, 1e-8),
    "Adam": (lambda *a: Adam(*a).learning_rate, 0.1, 0.9, 0.99, 1e-8),
    "Adam.update": (updated, np.ones(2), p, 1.0), "descend": (descended, BOWL.loss, BOWL.gradient, p, None, 3, None),
    "constant": (descent.constant,), "step_decay": (lambda *a: descent.step_decay(*a)(7), 2, 0.5),
    "exponential_decay": (lambda rate: descent.exponential_decay(rate)(7), 0.1),
    "cosine_decay": (lambda *a: descent.cosine_decay(*a)(7), 9, 0.1),
    "quadratic": (lambda *a: descent.quadratic(*a)[:1], [1.0, 2.0], 0.5, p), "quadratic: loss": (BOWL.loss, p),
    "noisy": (lambda *a: descent.noisy(*a).gradient(p), BOWL, 0.5, 0),
    "bowl_matrix": (descent.bowl_matrix, [1.0, 2.0], 0.5), "curvature_along": (descent.curvature_along, A, p),
    "main_directions": (descent.main_directions, [[2.0, 1.0], [1.0, 3.0]]),
    "replay": (replayed, p, None), "left_by_momentum": (descent.left_by_momentum, 0.1, 0.9, 4.0),
    "updates_needed": (counted_updates, None, [1.0, 2.0], p),
    "early_stop": (training.early_stop, p, 1),
    "contours": (descent.contours, A, p, p), "LeastSquares: H": (lambda *a: descent.LeastSquares(*a).H, Z, p),
    "LeastSquares.gradient": (descent.LeastSquares(Z, p).gradient, p),
    "double_well": (descent.double_well,), "double well: loss": (descent.double_well().loss, p),
    "double well: gradient": (descent.double_well().gradient, p),
    "batches": (lambda *a: list(training.batches(*a)), 5, 2, 0),
    "fit": (fitted, SOFTMAX, Z, [0, 1], 2, 2, None, None, (Z, [0, 1]), 1, 0),
    "record": (recorded, SOFTMAX, Z, [0, 1], [0, 1, 2], 2, None, None, 0),
    "confusion_matrix": (training.confusion_matrix, [0, 1], [1, 1], 2),
    "calibration": (training.calibration, P, [True, False], 4),
    "fit_line": (lined, Z, p, p, None, 2, 3, 0), "running_mean": (training.running_mean, p, 50, 160),
    "level_line": (level_line, p, p, Z, 0.5), "unfolded": (unfolded, 0.5, p),
    "folding: theta": (lambda places: folding(places).theta, p),
}
ARRAYS = ["scale", "select", "reduce", "reshape", "stretch", "transpose_axes",  # and those of lists alone
          *(name for name, (_, *arguments) in CALLS.items()
            if arguments and all(isinstance(argument, list) for argument in arguments))]
LENT = {"cast", "counted", "diverged", "too_large"}  # no learner passes them anything
SPEAKERS = {"descend": "descend|quadratic"}  # a loss that is passed speaks for itself


def speaker(name):
    """Return who speaks in the error: what stands before the colon."""
    return SPEAKERS.get(name, name.partition(":")[0])


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
    """One clear error in the name of the function, or a finite answer; no warning, and the arguments as they were."""
    before = [snapshot(argument) for argument in arguments]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            result = function(*arguments)
        except (TypeError, ValueError) as error:
            assert re.fullmatch(rf"({speaker(name)}): [^\n]{{10,400}}", str(error)), f"{told}: {error}"
        except Exception as error:
            raise AssertionError(f"{told} raises {type(error).__name__}") from error
        else:
            assert finite(result), f"{told} gives a number that is not finite"
    assert before == [snapshot(argument) for argument in arguments], f"{told}: an argument was changed"


def test_table_holds_every_public_function():
    functions = {name for module in (linalg, tensors, autograd, data, activations, losses, descent, training)
                 for name, function in inspect.getmembers(module, inspect.isfunction)
                 if function.__module__ == module.__name__ and not name.startswith("_")}
    assert LENT <= functions <= LENT | set(CALLS)
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
@settings(max_examples=230)
def test_bad_values_in_all_arguments_at_once(name, data):
    function, *arguments = CALLS[name]
    for place, good in enumerate(arguments):
        drawn = data.draw(st.sampled_from(["good", *BAD]) | strange_arrays())
        arguments[place] = drawn if isinstance(drawn, np.ndarray) else BAD.get(drawn, good)
    behaves(name, function, *arguments, told=name)


EXTREMES = st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([0.0, -0.0, 1e308, -1e308, 5e-324, 1e200])


@given(name=st.sampled_from(ARRAYS), entries=st.lists(EXTREMES, min_size=8, max_size=8), single=st.booleans())
@settings(max_examples=250)
def test_entries_of_any_size(name, entries, single):
    """Overflow is refused, underflow is harmless, in float32 too."""
    function, *arguments = CALLS[name]
    entries = np.array(entries)
    if single:
        entries = entries.clip(-3e38, 3e38).astype(np.float32)
    for place, argument in enumerate(arguments):
        if isinstance(argument, list):
            arguments[place], entries = np.resize(entries, np.shape(argument)), entries[::-1]
    behaves(name, function, *arguments, told=name)


# ---------------------------------------------------------------------------- what is said, word for word


ones, RANK_3 = np.ones, np.arange(12.0).reshape(2, 2, 3)
PARTS = "use whole numbers, slices, a list of them, None or ..."
REFUSED = [  # the function, its arguments, and the sentence after its name; a TypeError says so
    (linalg.matmul, (ones((2, 3)), ones((2, 3))), "(2, 3) @ (2, 3) – the inner sizes 3 and 2 differ"),
    (linalg.dot, ([1, 2], [1, 2, 3]), "(2,) · (3,) – the lengths 2 and 3 differ"),
    (linalg.cosine, ([1, 2], [1, 2, 3]), "(2,) and (3,) – the lengths 2 and 3 differ"),
    (linalg.cosine, ([0, 0], [1, 2]), "a vector of length 0 has no direction"),
    (linalg.shadow, ([1, 2], [1, 2, 3]), "(2,) and (3,) – the lengths 2 and 3 differ"),
    (linalg.shadow, ([1, 2], [0, 0]), "a vector of length 0 has no direction"),
    (linalg.add, ([1, 2], [1, 2, 3]), "A (2,) and B (3,) must have the same shape"),
    (linalg.hadamard, ([[1, 2]], [[1], [2]]), "A (1, 2) and B (2, 1) must have the same shape"),
    (linalg.scale, (1e300, np.ones(2, np.float32)), "factor 1e+300 is too large for float32"),
    (linalg.inverse, ([[1, 2]],), "A has shape (1, 2); only a square matrix will do"),
    (linalg.inverse, ([[1, 2], [2, 4]],), "column 1 has no pivot left: it is a combination of the columns before it, "
     "so the matrix is singular, or too nearly so to trust the result"),
    # To divide by a pivot that has become infinite would leave a finite, wrong answer.
    (linalg.inverse, ([[1, 1], [-1.5e308, 1.5e308]],), "the result is too large for float64"),
    (linalg.row_reduce, ([[1]], [[1], [2]]), "A (1, 1) and B (2, 1) must have the same number of rows"),
    *((function, arguments, f"[A | B] {shapes} has more than 50 rows or columns, too many to show step by step; "
       "np.linalg.solve takes any size") for function, arguments, shapes in [
        (linalg.row_reduce, (np.eye(2), ones((2, 51))), "(2, 2) | (2, 51)"),
        (linalg.inverse, (np.eye(51),), "(51, 51) | (51, 51)")]),
    (linalg.transpose, ([1, 2],), "A must have rank 2; its shape (2,) has rank 1"),
    (linalg.plane_map, (np.eye(3),), "A has shape (3, 3); it takes (2, 2), a motion of the plane"),
    (linalg.plane_map, ([[1e200, 0], [0, 1e200]],), "the result is too large for float64"),
    (linalg.plane_map(np.eye(2)).move, ([[1, 2, 3]],), "points has shape (1, 3); it takes (m, 2), one point a row"),
    (linalg.plane_map(1e150 * np.eye(2)).move, ([[1e200, 0]],), "the result is too large for float64"),
    (linalg.norm, ([[1, 2]],), "v must have rank 1; its shape (1, 2) has rank 2"),
    (linalg.determinant, ([[1, 2]],), "A has shape (1, 2); only a square matrix will do"),

    (tensors.select, (RANK_3, "2"), "index 2 is outside axis 0, which has size 2: 0 to 1, or −2 to −1 from the end"),
    (tensors.select, (RANK_3, "x"), "cannot read 'x'; a part is a whole number, a slice such as 2:4, a list such as "
     "[0, 2], None or ..."),
    (tensors.select, (RANK_3, (0, 0, 0, 0)), "4 indices for shape (2, 2, 3), which has only 3 axes"),
    (tensors.select, (RANK_3, (..., 0, ...)), "an index can hold ... only once"),
    (tensors.select, (RANK_3, ([0, 1], [0, 1, 1])),
     "the lists [0, 1] and [0, 1, 1] are paired up place by place, and their lengths differ"),
    (tensors.select, (RANK_3, (None,) * 70), "the result would have more axes than NumPy can count"),
    (tensors.select, (RANK_3, True), f"cannot index with True; {PARTS}", TypeError),
    (tensors.select, (RANK_3, (0, "1")), f"cannot index with '1'; {PARTS}", TypeError),
    (tensors.select, (RANK_3, [1, "1"]), f"cannot index with [1, '1']; {PARTS}", TypeError),
    (tensors.select, (RANK_3, [[0], [[0]]]), f"cannot index with [[0], [[0]]]; {PARTS}", TypeError),
    (tensors.select, (RANK_3, slice(0, 1.5)), "slice(0, 1.5, None) is no slice of whole numbers that moves", TypeError),
    (tensors.select, (5, 0), "a tensor of rank 0 has no axis to index"),
    (tensors.reduce, (5, 0), "axis 0 is outside a tensor of rank 0"),
    (tensors.reshape, (ones((2, 3)), (4, 2)), "(2, 3) has 6 entries, (4, 2) does not: sizes multiply to 8"),
    (tensors.reshape, (ones((2, 3)), (4, -1)),
     "(2, 3) has 6 entries, which the other sizes of (4, -1) do not divide: they multiply to 4"),
    (tensors.reshape, (ones((2, 3)), (-1, -1)), "(-1, -1) leaves more than one size open"),
    (tensors.stretch, (ones((2, 3)), (3, 3)), "(2, 3) does not stretch to (3, 3)"),
    (tensors.stretch, ([1], 3), "shape must be a tuple such as (2, 3), not 3", TypeError),
    (tensors.broadcast, ((2, -1), (2,)), "each size must be at least 0, not -1"),
    (tensors.transpose_axes, (ones((3, 2)), (0, 2)), "axis 2 is outside a tensor of rank 2"),
    *((tensors.transpose_axes, (ones((3, 2)), axes), f"{axes} must name each of the 2 axes once")
      for axes in ((0,), (0, 0), (0, 1, 0), ())),
    (tensors.parse_index, (3,), "expected text such as 'T[1, :, 2:4]', not 3", TypeError),
    (tensors.parse_shape, (3,), "expected text such as '(3, 1)', not 3", TypeError),

    (activations.leaky_relu, (-1e300, 1e10), "the result is too large for float64"),
    (activations.leaky_relu, (1, "1"), "slope must be one real number, not '1'", TypeError),
    (activations.selu, (np.float32(3.4e38),), "the result is too large for float32"),
    (activations.softmax, (3,), "Z is a single number; softmax compares the scores of a row"),
    (activations.softmax, ([1, 2], 0), "temperature must be above 0, not 0"),
    (activations.softmax, ([1, 2], np.nan), "temperature is nan, not a finite number"),
    (activations.softmax, (np.ones(2, np.float32), 1e-46), "temperature 1e-46 is 0 as a float32"),
    (activations.softmax_jvp, ([1, 2], [1]), "Z (2,) and V (1,) must have the same shape"),
    (activations.softmax_jvp, ([0.0, 5.0], [1.7e308, -1.7e308]), "the result is too large for float64"),
    *((activations.collapse, tuple(map(ones, shapes)), "W1 {}, b1 {}, W2 {}, b2 {} do not fit; expected (n_in, n), "
       "(n,), (n, n_out), (n_out,)".format(*shapes))
      for shapes in (((2, 3), (3,), (2, 1), (1,)), ((2, 3), (2,), (3, 1), (1,)), ((2, 3), (3,), (3, 1), (3,)))),

    (autograd.Value, (2j,), "data must be one real number, not 2j", TypeError),
    (autograd.Value, (math.nan, "w"), "w is nan, not a finite number"),
    (autograd.walk, (3,), "result must be a Value, not 3", TypeError),
    (autograd.names_in, (3,), "formula must be text, not 3", TypeError),
    (autograd.names_in, ("(x",), "“(x” is not a whole formula; look at the brackets and the signs, as in (w*x + b)**2"),
    (autograd.read, ("x + 1", [1]), "values must be a dict from name to number, not [1]", TypeError),
    (autograd.read, ("x + 1", {"x": math.nan}), "x is nan, not a finite number"),
    (autograd.read, ("x + 1", {"x": "1"}), "x must be one real number, not '1'", TypeError),
    (autograd.read, ("x + 1", {}), "x has no value; it has none"),
    (autograd.read, ("log(-x)", {"x": 1}), "log of -1 is not defined, or has no slope"),
    (autograd.read, ("x+" * 39 + "100", {"x": 1}), "the formula has 81 characters; between 1 and 80 are read"),
    *((autograd.numerical_gradient, arguments, *said) for arguments, *said in [
        ((np.sum, [1e20]), "epsilon 1e-05 is too small to move 1e+20"),
        ((np.sum, [1.0], 1e-17), "epsilon 1e-17 is too small to move 1"),
        ((np.sum, [2.0**53], 1.0), "epsilon 1 is too small to move 9.0072e+15"),  # one less moves it, one more does not
        ((np.sum, [1.0], 0), "epsilon must be above 0 and at most 1e+100, not 0"),
        ((np.sum, [1.0], math.nan), "epsilon is nan, not a finite number"),
        ((np.sum, [math.nan]), "point[0] is nan, not a finite number"),
        ((np.sum, []), "point is empty, its shape is (0,)"),
        ((3, [1.0]), "function must be a function, not 3", TypeError),
        ((lambda x: x, [1.0, 2.0]), "the function's value must be one real number, not an array of shape (2,)",
         TypeError),
        ((lambda x: None, [1.0]), "the function's value must be one real number, not None", TypeError),
        ((lambda x: math.nan, [1.0]), "the function's value is nan, not a finite number"),
        ((lambda x: math.copysign(1e308, x[0]), [0.0]), "the gradient[0] is inf, not a finite number")]),

    *((data.load_digits, (part,), f"part must be one of 'train', 'test', 'small', not {inputs.shown(part)}")
      for part in ("Train", "", "all", None, 3, ["train"], np.array(["train"]))),
    *((data.pixels, (images,), f"images must be uint8, 0 to 255, not {images.dtype}", TypeError)
      for images in (np.zeros((2, 28, 28)), np.zeros((2, 28, 28), np.int64))),
    *((data.pixels, (images,), f"images must be an array of uint8, not {inputs.shown(images)}", TypeError)
      for images in ([[0, 255]], None, "3", np.ma.masked_array(np.zeros((2, 2), np.uint8), mask=True))),
    *((data.pixels, (np.zeros(shape, np.uint8),), f"images must be (m, height, width), not {shape}")
      for shape in ((), (784,), (1, 1, 28, 28), (0, 28, 28), (2, 0, 28))),
    *((ink, (strokes,), *said) for ink in (data.ink, data.prepare_ink) for strokes, *said in [
        ([], "there is no stroke to draw"), (None, "there is no stroke to draw"), (5, "there is no stroke to draw"),
        ([[]], "stroke 0 is empty, its shape is (0,)"),
        ([[(1, 2)], [(1, 2, 3)]], "stroke 1 has shape (1, 3); it takes (n, 2), one point (x, y) a row"),
        ([(1, 2)], "stroke 0 must have rank 2; its shape (2,) has rank 1"),
        ([[(0, np.nan)]], "stroke 0[0, 1] is nan, not a finite number"),
        ([["ab"]], "stroke 0 must hold real numbers, not text", TypeError),
        ([[(1e308, 0), (-1e308, 0)]], "the result is too large for float64")]),
    *((data.ink, ([[(0, 0), (1, 1)]], thickness), f"thickness must be at least 0.5 and at most 10, not {thickness}")
      for thickness in (0, -1, 0.4, 11)),
    (data.ink, ([[(0, 0), (1, 1)]], np.nan), "thickness is nan, not a finite number"),
    (data.ink, ([[(0, 0), (1, 1)]], "thick"), "thickness must be one real number, not 'thick'", TypeError),
    *((make, changed, *said) for make in (data.two_moons, data.circles, data.spiral, data.blobs, data.line)
      for changed, *said in [
        ({"m": 1}, "m must be at least 2, not 1"), ({"m": -5}, "m must be at least 2, not -5"),
        ({"m": 10**30}, "m must be at most 10000000, not 1000000000000000000000000000000"),
        ({"m": 20.0}, "m must be a whole number, not 20.0", TypeError),
        ({"m": True}, "m must be a whole number, not True", TypeError),
        ({"noise": -0.1}, "noise must be at least 0 and at most 1e+100, not -0.1"),
        ({"noise": 1e308}, "noise must be at least 0 and at most 1e+100, not 1e+308"),
        ({"noise": np.nan}, "noise is nan, not a finite number"),
        ({"noise": "a bit"}, "noise must be one real number, not 'a bit'", TypeError),
        ({"seed": -1}, "seed must be at least 0, not -1"),
        ({"seed": None}, "seed must be a whole number, not None", TypeError),
        ({"seed": 1.5}, "seed must be a whole number, not 1.5", TypeError),
        ({"classes": 1}, "classes must be at least 2, not 1"),
        ({"classes": 41, "m": 40}, "classes must be at most 40, not 41"),
        ({"classes": 3.0}, "classes must be a whole number, not 3.0", TypeError),
        ({"slope": np.inf}, "slope is inf, not a finite number"),
        ({"slope": 1e308}, "the result is too large for float64"),
        ({"intercept": [1]}, "intercept must be one real number, not [1]", TypeError),
      ] if set(changed) <= set(inspect.signature(make).parameters)),
]


@pytest.mark.parametrize(("function", "arguments", "said", "kind"), [
    (*row, ValueError) if len(row) == 3 else row for row in REFUSED], ids=lambda part: getattr(part, "__name__", ""))
def test_what_is_refused_in_which_words(function, arguments, said, kind):
    with pytest.raises(kind) as raised:
        function(**arguments) if isinstance(arguments, dict) else function(*arguments)
    assert str(raised.value) == f"{function.__qualname__}: {said}"


# ---------------------------------------------------------------------------- right answers


def converted(arguments, change):
    """Arguments with each list changed."""
    return [change(np.array(argument)) if isinstance(argument, list) else argument for argument in arguments]


def answered(name, arguments):
    """What a function answers, or says: certain and wrong, say."""
    try:
        return CALLS[name][0](*arguments)
    except ValueError as error:
        return str(error)


def same(a, b):
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    return np.array_equal(a, b)


@cases.each("kind", [np.uint8, np.int16, np.uint64, bool, np.float16, np.longdouble, ">f8"])
@pytest.mark.parametrize("name", ARRAYS)
def test_whole_numbers_of_any_kind_are_reckoned_as_floats(name, kind):
    """200 + 100 is 300 and 1 − 100 is −99, in uint8 too; True and False are 1 and 0."""
    whole = converted(CALLS[name][1:], lambda a: np.rint(np.abs(a)) % (2 if kind is bool else np.inf))
    assert same(answered(name, converted(whole, lambda a: a)), answered(name, [
        a.astype(kind) if isinstance(a, np.ndarray) else a for a in whole]))


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("name", [name for name in ARRAYS if name != "line_bowl" and not re.search("[.:]", name)])
def test_float32_in_float32_out(name, kind):
    """Methods go by the numbers of their object, and a bowl by plain ones."""
    function, *arguments = CALLS[name]
    result = function(*converted(arguments, lambda a: a.astype(kind)))
    result = result[0] if isinstance(result, tuple) else result
    assert getattr(result, "dtype", np.float64) == kind


@pytest.mark.parametrize("name", ARRAYS)
def test_results_do_not_share_memory_with_the_arguments(name):
    function, *arguments = CALLS[name]
    values = converted(arguments, lambda a: a.astype(np.float32))
    results = function(*values)
    for value in values:
        for result in results if isinstance(results, tuple) else [results]:
            assert not np.shares_memory(value, result) if isinstance(result, np.ndarray) else True
