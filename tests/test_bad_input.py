"""Bad input, again everywhere: the table of `test_inputs`, for activations, losses, networks, descent and training."""

import copy
import inspect

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_inputs import BAD, EXTREMES, behaves, finite, strange_arrays

from dlmath import activations, descent, losses, training
from dlmath.activations import ACTIVATIONS
from dlmath.descent import Adam, GradientDescent, Momentum, RMSProp, quadratic
from dlmath.network import Network

ENTRYWISE = [*(g for entry in ACTIVATIONS.values() for g in entry[:2]), activations.prelu_slope_derivative]
BINARY = ["mean_squared_error", "mean_absolute_error", "binary_cross_entropy", "binary_cross_entropy_from_scores"]
CATEGORICAL = ["categorical_cross_entropy", "categorical_cross_entropy_from_scores"]
v, P, Q, Z, ONE_HOT = [0.3, 0.6], [0.2, 0.9], [[0.25, 0.75], [0.5, 0.5]], [[1.0, 2.0], [3.0, -1.0]], [[0, 1], [1, 0]]
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
    **{function.__name__: (function, v) for function in ENTRYWISE},
    "softmax": (activations.softmax, Z, 2.0), "softmax_jvp": (activations.softmax_jvp, Z, Q),
    "collapse": (lambda *a: activations.collapse(*a)[0], Z, v, Q, P),
    "gradient_sizes": (activations.gradient_sizes, "relu", 1.0, 3, 4, 0),
    **{name: (getattr(losses, name), v, P) for loss in BINARY for name in (loss, f"{loss}_gradient")},
    **{name: (getattr(losses, name), Q, ONE_HOT) for loss in CATEGORICAL for name in (loss, f"{loss}_gradient")},
    "huber": (losses.huber, v, P, 1.0), "huber_gradient": (losses.huber_gradient, v, P, 1.0),
    "line_fit": (lambda *a: losses.line_fit(*a).square, v, P, 1.0, 0.5),
    "line_bowl": (lambda *a: losses.line_bowl(*a)[:3], v, P),
    "log_sum_exp": (losses.log_sum_exp, Z), "one_hot": (losses.one_hot, [1, 0], 2, float),
    "Network": (built, [2, 3, 1], "relu", "sigmoid", None, "he", 0, float), "Network: W1": (assigned, np.ones((2, 3))),
    "Network: theta": (theta_assigned, np.ones(6)), "Network.forward": (lambda X: SOFTMAX.forward(X).output, Z),
    "Network.predict": (SOFTMAX.predict, Z), "Network.classify": (SOFTMAX.classify, Z),
    "Network.loss": (SOFTMAX.loss, Z, [0, 1]), "Network.accuracy": (SOFTMAX.accuracy, Z, ONE_HOT),
    "Network.loss: float32": (LINE.loss, Z, Q), "Network.backward": (backward, SOFTMAX.forward(Z), [0, 1]),
    "GradientDescent": (lambda rate: GradientDescent(rate).learning_rate, 0.1),
    "Momentum": (lambda *a: Momentum(*a).learning_rate, 0.1, 0.9, True),
    "RMSProp": (lambda *a: RMSProp(*a).learning_rate, 0.1, 0.9, 1e-8),
    "Adam": (lambda *a: Adam(*a).learning_rate, 0.1, 0.9, 0.99, 1e-8),
    "Adam.update": (updated, np.ones(2), v, 1.0), "descend": (descended, BOWL.loss, BOWL.gradient, v, None, 3, None),
    "constant": (descent.constant,), "step_decay": (lambda *a: descent.step_decay(*a)(7), 2, 0.5),
    "exponential_decay": (lambda rate: descent.exponential_decay(rate)(7), 0.1),
    "cosine_decay": (lambda *a: descent.cosine_decay(*a)(7), 9, 0.1),
    "quadratic": (lambda *a: descent.quadratic(*a)[:1], [1.0, 2.0], 0.5), "quadratic: loss": (BOWL.loss, v),
    "double_well": (descent.double_well,), "double well: loss": (descent.double_well().loss, v),
    "rosenbrock": (descent.rosenbrock,), "Rosenbrock's valley: gradient": (descent.rosenbrock().gradient, v),
    "batches": (lambda *a: list(training.batches(*a)), 5, 2, 0),
    "fit": (fitted, SOFTMAX, Z, [0, 1], 2, 2, None, None, (Z, [0, 1]), 1, 0),
    "record": (recorded, SOFTMAX, Z, [0, 1], [0, 1, 2], 2, None, None, 0),
    "confusion_matrix": (training.confusion_matrix, [0, 1], [1, 1], 2),
    "calibration": (training.calibration, P, [True, False], 4),
}
ARRAYS = [name for name, (_, *arguments) in CALLS.items() if arguments and all(isinstance(a, list) for a in arguments)]


SPEAKERS = {"descend": "descend|quadratic"}  # a loss that is passed speaks for itself


def speaker(name):
    """Return who speaks in the error: what stands before the colon, or a function that it called."""
    return SPEAKERS.get(name, name.partition(":")[0])


def test_table_holds_every_public_function():
    functions = {name for module in (activations, losses, descent, training)
                 for name, function in inspect.getmembers(module, inspect.isfunction)
                 if function.__module__ == module.__name__ and not name.startswith("_")}
    unchecked = {"entrywise", "cast", "counted", "diverged", "too_large"}  # are not given what a learner passes
    assert functions - unchecked <= set(CALLS)
    assert all(finite(function(*arguments)) for function, *arguments in CALLS.values())


@pytest.mark.parametrize("name", CALLS)
def test_bad_value_in_each_argument(name):
    function, *arguments = CALLS[name]
    for place in range(len(arguments)):
        for bad, value in BAD.items():
            behaves(speaker(name), function, *arguments[:place], value, *arguments[place + 1:],
                    told=f"argument {place}, {bad}")


@given(name=st.sampled_from(sorted(CALLS)), data=st.data())
@settings(max_examples=80)
def test_bad_values_in_all_arguments_at_once(name, data):
    function, *arguments = CALLS[name]
    for place, good in enumerate(arguments):
        drawn = data.draw(st.sampled_from(["good", *BAD]) | strange_arrays())
        arguments[place] = drawn if isinstance(drawn, np.ndarray) else BAD.get(drawn, good)
    behaves(speaker(name), function, *arguments, told=name)


@given(name=st.sampled_from(ARRAYS), entries=st.lists(EXTREMES, min_size=8, max_size=8), single=st.booleans())
@settings(max_examples=100)
def test_entries_of_any_size(name, entries, single):
    """Overflow is refused, underflow is harmless, in float32 too."""
    function, *arguments = CALLS[name]
    entries = np.array(entries)
    if single:
        entries = entries.clip(-3e38, 3e38).astype(np.float32)
    for place, argument in enumerate(arguments):
        arguments[place], entries = np.resize(entries, np.shape(argument)), entries[::-1]
    behaves(speaker(name), function, *arguments, told=name)


@pytest.mark.parametrize("kind", [np.uint8, np.int16, np.uint64, bool, np.float16, np.longdouble, ">f8"])
@pytest.mark.parametrize("name", ARRAYS)
def test_whole_numbers_of_any_kind_are_reckoned_as_floats(name, kind):
    """0 − 1 is −1, in uint8 too."""
    function, *arguments = CALLS[name]
    whole = [np.rint(np.abs(argument)).clip(0, 1) for argument in arguments]

    def answer(arguments):
        try:
            return function(*arguments)
        except ValueError as error:  # certain and wrong, say: then both are
            return str(error)

    expected, given = answer(whole), answer([argument.astype(kind) for argument in whole])
    np.testing.assert_array_equal(given, expected)
