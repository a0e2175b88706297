"""Networks: forward against a hand-written pass, every gradient against central differences, files of every kind."""

import copy
import itertools
import os
import pickle
import subprocess
import sys
import textwrap

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dlmath import losses
from dlmath.activations import ACTIVATIONS, sigmoid, softmax
from dlmath.autograd import numerical_gradient
from dlmath.losses import LOSSES
from dlmath.network import (
    Network,
    Trace,
    folding,
    gradient_norms,
    level_line,
    parameter_counts,
    pocket_network,
    rest_of,
    unfolded,
)

few = settings(max_examples=20, deadline=None)
seeds = st.integers(0, 2**32 - 1)
OUTPUTS = [*ACTIVATIONS, "softmax"]
ALLOWED = [(output, loss) for output, loss in itertools.product(OUTPUTS, LOSSES)
           if (loss != "categorical_cross_entropy" or output == "softmax")
           and (loss != "binary_cross_entropy" or output in ("sigmoid", "softmax"))]


def problem(sizes, hidden, output, loss, seed, m=3, dtype=np.float64):
    """Make a network with random weights and biases, a batch, and targets that the loss takes."""
    random = np.random.default_rng(seed)
    network = Network(sizes, hidden, output, loss, dtype=dtype)
    network.theta = random.normal(0, 0.7, network.theta.shape)
    X, y = random.normal(size=(m, sizes[0])), random.normal(0, 2, (m, sizes[-1]))
    y = softmax(y) if network.loss_name == "categorical_cross_entropy" else y
    return network, X, sigmoid(y) if network.loss_name == "binary_cross_entropy" else y


def numeric(network, X, y):
    """Return ∂L/∂θ by central differences."""
    other = copy.deepcopy(network)

    def loss(theta):
        other.theta = theta
        return other.loss(X, y)

    return numerical_gradient(loss, network.theta)


def assert_gradients(network, X, y):
    """Compare every gradient with the central difference, and the names and shapes with the parameters."""
    back = network.backward(network.forward(X), y)
    np.testing.assert_allclose(back.vector, numeric(network, X, y), rtol=1e-5, atol=1e-8)
    assert back.names == [f"d{kind}{layer}" for layer in range(network.depth, 0, -1) for kind in "AZWb"]
    for name, parameter in network.parameters.items():
        assert back[f"d{name}"].shape == parameter.shape
    in_order = [back[f"d{name}"].ravel() for name in network.parameters]
    np.testing.assert_array_equal(np.concatenate(in_order), back.vector)


# ---------------------------------------------------------------------------- gradients


@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_gradients_of_every_hidden_activation_at_every_depth(hidden, depth):
    assert_gradients(*problem([2, *[3] * depth, 1], hidden, "sigmoid", None, seed=depth))


@pytest.mark.parametrize("output, loss", ALLOWED)
@pytest.mark.parametrize("sizes", [[3, 2], [2, 3, 2]])
def test_gradients_of_every_output_with_every_loss(output, loss, sizes):
    assert_gradients(*problem(sizes, "tanh", output, loss, seed=7))


@given(sizes=st.lists(st.integers(1, 4), min_size=2, max_size=6),
       hidden=st.lists(st.sampled_from(list(ACTIVATIONS)), max_size=4),
       kind=st.sampled_from(ALLOWED), m=st.integers(1, 5), seed=seeds)
@settings(max_examples=40, deadline=None)
def test_gradients_of_any_network(sizes, hidden, kind, m, seed):
    hidden = (hidden + ["tanh"] * 4)[:len(sizes) - 2]
    network, X, y = problem(sizes, hidden, *kind, seed, m)
    trace = network.forward(X)
    assume(all(np.abs(trace[f"Z{layer}"]).min() > 1e-3 for layer in range(1, network.depth + 1)))  # off the corners
    assume(np.abs(trace.output - y).min() > 1e-3)
    if kind == ("softmax", "binary_cross_entropy"):
        assume(trace.output.min() > 0.01 and trace.output.max() < 0.99)
    assert_gradients(network, X, y)


@given(m=st.integers(1, 5), k=st.integers(2, 4), seed=seeds,
       kind=st.sampled_from([kind for kind in ALLOWED if kind[0] in ("sigmoid", "softmax")]))
@few
def test_labels_and_one_hot_rows_give_the_same(m, k, seed, kind):
    network, X, _ = problem([2, 3, k], "relu", *kind, seed, m)
    labels = np.random.default_rng(seed).integers(0, k, m)
    rows, trace = losses.one_hot(labels, k), network.forward(X)
    assert network.loss(X, labels) == network.loss(X, rows) and network.accuracy(X, labels) == network.accuracy(X, rows)
    np.testing.assert_array_equal(network.backward(trace, labels).vector, network.backward(trace, rows).vector)


def test_backward_is_the_derivation_of_lesson_7():
    network, X, y = problem([2, 3, 1], "relu", "sigmoid", None, seed=1, m=4)
    y = y.round()
    W2 = network["W2"]
    trace = network.forward(X)
    A1, Z1, prediction = trace["A1"], trace["Z1"], trace.output
    dA2 = (prediction - y) / (prediction * (1 - prediction)) / 4
    dZ2 = (prediction - y) / 4
    dA1 = dZ2 @ W2.T
    dZ1 = dA1 * (Z1 > 0)
    expected = {"dA2": dA2, "dZ2": dZ2, "dW2": A1.T @ dZ2, "db2": dZ2.sum(axis=0),
                "dA1": dA1, "dZ1": dZ1, "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0)}
    back = network.backward(trace, y)
    assert back.names == list(expected)
    for name, value in expected.items():
        np.testing.assert_allclose(back[name], value, rtol=1e-12, atol=1e-15)
    assert [step.formula for step in back.steps] == [
        "∂L/∂A2 of binary_cross_entropy", "(A2 − y) / m", "A1.T @ dZ2", "sum of dZ2 over the batch",
        "dZ2 @ W2.T", "dA1 ∘ relu′(Z1)", "X.T @ dZ1", "sum of dZ1 over the batch"]
    assert repr(back).splitlines()[2] == "dW2 (3, 1) = A1.T @ dZ2"


@pytest.mark.parametrize("sizes, output, divisor", [([2, 1], "sigmoid", "m"), ([2, 3], "sigmoid", "(m·n_out)"),
                                                    ([2, 3], "softmax", "m")])
def test_the_first_formula_divides_by_what_the_mean_divides_by(sizes, output, divisor):
    network = Network(sizes, output=output)
    trace = network.forward(np.ones((4, 2)))
    y = np.eye(sizes[-1])[np.zeros(4, int)]
    step = next(step for step in network.backward(trace, y).steps if step.name == "dZ1")
    assert step.formula == f"(A1 − y) / {divisor}"
    np.testing.assert_allclose(step.value, (trace.output - y) / {"m": 4}.get(divisor, 12), rtol=1e-12)


@given(sizes=st.lists(st.integers(1, 9), min_size=2, max_size=5))
def test_the_counts_are_the_arrays_sizes(sizes):
    network, counts = Network(sizes), parameter_counts(sizes)
    assert [count.layer for count in counts] == list(range(1, network.depth + 1))
    for count in counts:
        assert (count.n_in, count.n_out) == network[f"W{count.layer}"].shape
        assert (count.weights, count.biases) == (network[f"W{count.layer}"].size, network[f"b{count.layer}"].size)
        assert count.total == count.weights + count.biases
    assert sum(count.total for count in counts) == network.theta.size


@pytest.mark.parametrize("output, loss", ALLOWED)
def test_nudged_knows_every_output_and_loss(output, loss):
    network, X, y = problem([2, 3, 2], "tanh", output, loss, seed=3)
    trace = network.forward(X)
    backward, nudged = network.backward(trace, y), network.nudged(trace, y)
    for name in nudged.names:
        assert nudged[name] == pytest.approx(backward[name], rel=1e-5, abs=1e-7)


@st.composite
def problems(draw):
    """Draw a small network of any kind with a batch, no unit of it near ReLU's kink."""
    depth = draw(st.integers(1, 3))
    sizes = draw(st.lists(st.integers(1, 4), min_size=depth + 1, max_size=depth + 1))
    output = draw(st.sampled_from(["sigmoid", "softmax", "identity"] if sizes[-1] > 1 else ["sigmoid", "identity"]))
    hidden = draw(st.lists(st.sampled_from(["relu", "tanh", "sigmoid"]), min_size=depth - 1, max_size=depth - 1))
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    network = Network(sizes, hidden, output, seed=rng)
    network.theta = network.theta + rng.normal(0, 0.3, network.theta.shape)  # biases too
    X = rng.normal(size=(draw(st.integers(1, 3)), sizes[0]))
    y = np.eye(sizes[-1])[rng.integers(0, sizes[-1], len(X))] if output == "softmax" else \
        rng.integers(0, 2, (len(X), sizes[-1])).astype(float)
    trace = network.forward(X)
    assume(min(np.abs(trace[f"Z{layer}"]).min() for layer in range(1, network.depth + 1)) > 1e-3)
    return network, X, y


@given(problems())
@settings(max_examples=15)
def test_gradient_norms_are_the_lengths_of_the_nudged_gradients(problem):
    network, X, y = problem
    nudged = network.nudged(network.forward(X), y)
    lengths = [np.sqrt((nudged[f"dZ{layer}"] ** 2).sum()) for layer in range(1, network.depth + 1)]
    assert gradient_norms(network, X, y) == pytest.approx(lengths, rel=1e-4, abs=1e-7)


@given(problems())
@settings(max_examples=15)
def test_nudged_is_backward(problem):
    network, X, y = problem
    trace = network.forward(X)
    backward, nudged = network.backward(trace, y), network.nudged(trace, y)
    assert set(backward.names) - set(nudged.names) <= {f"dA{network.depth}"}
    for name in nudged.names:
        assert nudged[name].shape == backward[name].shape
        assert nudged[name] == pytest.approx(backward[name], rel=1e-5, abs=1e-7)


def test_nudged_refuses_as_backward_does():
    network = pocket_network()
    with pytest.raises(TypeError, match="trace"):
        network.nudged(None, [[1]])
    with pytest.raises(ValueError, match="y has shape"):
        network.nudged(network.forward([[2, 3]]), [[1, 0]])


def test_no_gradient_is_minus_zero():
    network = pocket_network()
    backward = network.backward(network.forward([[-2.0, 3.0], [2, 3]]), [[1], [0]])
    for name in backward.names:
        assert not np.signbit(backward[name][backward[name] == 0]).any()
    assert not np.signbit(backward.vector[backward.vector == 0]).any()


def test_a_sure_mistake_still_has_a_gradient():
    """∂L/∂ŷ is infinite there and left out; ∂L/∂Z = (ŷ − y)/m is not."""
    for network, y in ((Network([1, 1]), [[0]]), (Network([1, 2], output="softmax"), [0])):
        network["W1"] = np.full(network["W1"].shape, 0.0)
        network["b1"] = [1000] if network.sizes[-1] == 1 else [-1000, 1000]
        back = network.backward(network.forward([[1.0]]), y)
        assert back.names == ["dZ1", "dW1", "db1"] and np.isfinite(back.vector).all()
        assert back["dZ1"].tolist() == ([[1]] if network.sizes[-1] == 1 else [[-1, 1]])
        assert network.loss([[1.0]], y) == (1000 if network.sizes[-1] == 1 else 2000)


@given(kind=st.sampled_from(ALLOWED), seed=seeds)
@few
def test_a_repeated_batch_has_the_same_loss_and_gradient(kind, seed):
    network, X, y = problem([2, 3, 2], "tanh", *kind, seed)
    assume(kind[1] != "binary_cross_entropy" or network.predict(X).min() > 0 and network.predict(X).max() < 1)
    twice = np.tile(X, (2, 1)), np.tile(y, (2, 1))
    assert network.loss(*twice) == pytest.approx(network.loss(X, y), rel=1e-12)
    np.testing.assert_allclose(network.backward(network.forward(twice[0]), twice[1]).vector,
                               network.backward(network.forward(X), y).vector, rtol=1e-9, atol=1e-12)


# ---------------------------------------------------------------------------- forward


def test_pocket_network():
    """The numbers that lessons 3 to 8 check by hand."""
    trace = pocket_network().forward([[2, 3]])
    assert trace.names == ["X", "Z1", "A1", "Z2", "A2"]
    np.testing.assert_allclose(trace["Z1"], [[2, -0.5, 1]], atol=1e-15)
    np.testing.assert_allclose(trace["A1"], [[2, 0, 1]], atol=1e-15)
    np.testing.assert_allclose(trace["Z2"], [[0.7]], atol=1e-15)
    assert trace.output == pytest.approx(0.6682, abs=5e-5) and pocket_network().theta.size == 13
    assert pocket_network().theta.tolist() == [0.5, -1, 1, 0.5, 0.5, -1, -0.5, 0, 2, 0.5, 1, -0.5, 0.2]


@given(sizes=st.lists(st.integers(1, 5), min_size=2, max_size=6), hidden=st.sampled_from(list(ACTIVATIONS)),
       output=st.sampled_from(OUTPUTS), m=st.integers(1, 6), seed=seeds)
@few
def test_forward_is_the_hand_written_pass(sizes, hidden, output, m, seed):
    network, X, _ = problem(sizes, hidden, output, "mean_squared_error", seed, m)
    trace = network.forward(X)
    A, names = X, ["X"]
    for layer in range(1, len(sizes)):
        last = layer == len(sizes) - 1
        g = softmax if last and output == "softmax" else ACTIVATIONS[output if last else hidden].function
        Z = A @ network[f"W{layer}"] + network[f"b{layer}"]
        A = g(Z)
        names += [f"Z{layer}", f"A{layer}"]
        np.testing.assert_array_equal(trace[f"Z{layer}"], Z)
        np.testing.assert_array_equal(trace[f"A{layer}"], A)
    assert trace.names == names
    np.testing.assert_array_equal(trace.output, A)
    np.testing.assert_array_equal(network.predict(X), A)


def test_forward_says_what_it_does():
    trace = Network([2, 3, 2], "tanh", "softmax").forward([[1, 2]])
    assert [step.formula for step in trace.steps] == [
        "the batch", "X @ W1 + b1", "tanh(Z1)", "A1 @ W2 + b2", "softmax(Z2)"]
    assert repr(trace).splitlines()[1] == "Z1 (1, 3) = X @ W1 + b1"
    with pytest.raises(KeyError, match="the trace has no 'Z3'; it has X, Z1"):
        trace["Z3"]


@given(seed=seeds, m=st.integers(1, 5))
@few
def test_without_hidden_layers_it_is_the_regression_of_that_name(seed, m):
    for output, g, loss in [("identity", lambda Z: Z, losses.mean_squared_error),
                            ("sigmoid", sigmoid, losses.binary_cross_entropy),
                            ("softmax", softmax, losses.categorical_cross_entropy)]:
        network, X, y = problem([3, 2], "relu", output, None, seed, m)
        prediction = g(X @ network["W1"] + network["b1"])
        np.testing.assert_array_equal(network.predict(X), prediction)
        assert network.loss(X, y) == pytest.approx(loss(prediction, y), rel=1e-9)
        if output == "identity":
            np.testing.assert_allclose(network.backward(network.forward(X), y)["dW1"], X.T @ (prediction - y) / m,
                                       atol=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("output, loss", ALLOWED)
def test_the_float_type_is_kept_throughout(dtype, output, loss):
    network, X, y = problem([2, 3, 2], "gelu", output, loss, seed=3, dtype=dtype)
    trace = network.forward(X)
    back = network.backward(trace, y)
    assert {step.value.dtype for step in trace.steps + back.steps} == {np.dtype(dtype)} == {back.vector.dtype}
    assert type(network.loss(X, y)) is float
    double = problem([2, 3, 2], "gelu", output, loss, seed=3)[0]
    np.testing.assert_allclose(back.vector, double.backward(double.forward(X), y).vector, rtol=1e-3, atol=1e-5)


def test_classes_and_accuracy():
    one = Network([1, 1])
    one["W1"], one["b1"] = [[1]], [0]
    assert one.classify([[-1], [0], [2]]).tolist() == [0, 1, 1]  # a tie counts as 1
    assert one.accuracy([[-1], [0], [2]], [[0], [1], [0]]) == pytest.approx(2 / 3)
    many = Network([2, 2], output="softmax")
    many["W1"] = np.eye(2)
    assert many.classify([[3, 1], [1, 3]]).tolist() == [0, 1]
    assert many.accuracy([[3, 1], [1, 3]], [0, 0]) == 0.5 and many.accuracy([[3, 1], [1, 3]], [[1, 0], [0, 1]]) == 1
    with pytest.raises(ValueError, match="Network.accuracy: y must lie between 0 and 1"):
        Network([1, 1], output="identity").accuracy([[1]], [[7]])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_rest_of_a_network_goes_on_where_the_first_layers_stop(dtype):
    network, X, _ = problem([3, 5, 4, 3, 2], ["relu", "tanh", "sigmoid"], "softmax", None, 7, dtype=dtype)
    trace = network.forward(X)
    for done in range(network.depth):
        rest = rest_of(network, done)
        np.testing.assert_array_equal(rest.predict(trace[f"A{done}" if done else "X"]), trace.output)
        assert (rest.loss_name, rest.dtype) == (network.loss_name, network.dtype)
        rest.theta[:] = 0
    np.testing.assert_array_equal(network.predict(X), trace.output)
    with pytest.raises(ValueError, match="^rest_of: done is 4; of 4 layers nothing is left$"):
        rest_of(network, 4)


@given(seed=seeds)
@few
def test_inputs_are_not_modified(seed):
    network, X, y = problem([2, 3, 2], "identity", "identity", None, seed)
    before = X.copy(), y.copy(), network.theta.copy()
    trace = network.forward(X)
    network.backward(trace, y)
    network.loss(X, y), network.accuracy(X, np.clip(y, 0, 1))
    for array, old in zip((X, y, network.theta), before, strict=True):
        np.testing.assert_array_equal(array, old)
    np.testing.assert_array_equal(network.forward(X)["Z1"], trace["Z1"])


# ---------------------------------------------------------------------------- parameters


def test_parameters_are_views_of_theta():
    network = Network([2, 3, 1], initialisation=0.0)
    assert list(network.parameters) == ["W1", "b1", "W2", "b2"] and network.theta.shape == (13,)
    network.theta[:] = np.arange(13)
    assert network["W1"].tolist() == [[0, 1, 2], [3, 4, 5]] and network["b2"].tolist() == [12]
    network["b1"] = [7, 8, 9]
    network["W2"] += 100
    assert network.theta[6:12].tolist() == [7, 8, 9, 109, 110, 111]
    network.theta -= 1
    network.theta = network.theta * 2
    assert network["b1"].tolist() == [12, 14, 16] and network.parameters["b1"].base is not None


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda network: pickle.loads(pickle.dumps(network))])
def test_a_copy_has_parameters_of_its_own(copied):
    network = pocket_network()
    other = copied(network)
    other.theta[:] = 0
    assert not other["W1"].any() and network["W1"].all()
    assert other.predict([[2, 3]]) == 0.5


@pytest.mark.parametrize("name, value, error, rule", [
    ("W1", [[1, 2, 3]], ValueError, r"Network: W1 has shape \(2, 3\), the new value \(1, 3\)"),
    ("b1", 1, ValueError, r"Network: b1 has shape \(3,\), the new value \(\)"),
    ("W1", [[1, 2, 3], [1, 2, np.nan]], ValueError, r"Network: W1\[1, 2\] is nan"),
    ("W1", [[1, 2], [3]], ValueError, "Network: W1 is ragged"),
    ("b2", ["x"], TypeError, "Network: b2 must hold real numbers, not text"),
    ("b2", None, TypeError, "Network: b2"),
    ("b2", [1e300], ValueError, "Network: b2 holds a number too large for float32"),
    ("W3", [[1]], KeyError, "the network has no 'W3'; it has W1, b1, W2, b2"),
])
def test_setting_refuses_what_does_not_fit(name, value, error, rule):
    network = Network([2, 3, 1], dtype=np.float32)
    before = network.theta.copy()
    with pytest.raises(error, match=rule):
        network[name] = value
    np.testing.assert_array_equal(network.theta, before)


def test_setting_theta_refuses_another_shape():
    with pytest.raises(ValueError, match=r"Network: theta has shape \(13,\), the new value \(12,\)"):
        pocket_network().theta = np.zeros(12)


@pytest.mark.parametrize("initialisation, spread", [
    ("he", lambda n_in, n_out: (2 / n_in) ** 0.5), ("xavier", lambda n_in, n_out: (2 / (n_in + n_out)) ** 0.5),
    ("plain", lambda n_in, n_out: 0.01), (0.3, lambda n_in, n_out: 0.3), (0, lambda n_in, n_out: 0)])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_initial_weights_have_the_right_spread_and_biases_are_zero(initialisation, spread, dtype):
    network = Network([200, 100, 50], initialisation=initialisation, dtype=dtype)
    for name in ("W1", "W2"):
        assert network[name].std() == pytest.approx(spread(*network[name].shape), rel=0.05)
        assert abs(network[name].mean()) <= 5 * spread(*network[name].shape) / network[name].size ** 0.5
    assert not network["b1"].any() and not network["b2"].any() and network.theta.dtype == dtype


def test_initial_weights_follow_the_seed():
    first, again, other = Network([5, 4], seed=3), Network([5, 4], seed=3), Network([5, 4], seed=4)
    np.testing.assert_array_equal(first.theta, again.theta)
    assert (first["W1"] != other["W1"]).all()
    generator = np.random.default_rng(3)
    np.testing.assert_array_equal(Network([5, 4], seed=generator).theta, first.theta)
    assert (Network([5, 4], seed=generator)["W1"] != first["W1"]).all()


def test_repr_counts():
    assert repr(Network([784, 128, 10], output="softmax")) == "Network 784 → 128 relu → 10 softmax, 101,770 parameters"
    assert Network([784, 128, 10], output="softmax").depth == 2 and Network([4, 1]).depth == 1


@pytest.mark.parametrize("arguments, error, rule", [
    (dict(sizes=[2]), ValueError, "sizes needs at least inputs and outputs"),
    (dict(sizes=[]), ValueError, "sizes needs at least"),
    (dict(sizes=[2, 0]), ValueError, "each size must be at least 1, not 0"),
    (dict(sizes=[2.0, 1]), TypeError, "sizes must be a list of whole numbers"),
    (dict(sizes=5), TypeError, "sizes must be a list"),
    (dict(sizes="21"), TypeError, "sizes must be a list"),
    (dict(sizes=None), TypeError, "sizes must be a list"),
    (dict(sizes=[10**6, 10**6]), ValueError, "this course stops at 100,000,000"),
    (dict(hidden="rely"), ValueError, "hidden must be one of 'identity', .*, not 'rely'"),
    (dict(hidden="softmax"), ValueError, "hidden must be one of"),
    (dict(hidden=["relu", "relu"]), ValueError, "1 hidden layers need 1 activations, not 2"),
    (dict(hidden=None), TypeError, "hidden must be the name of an activation, or a list of them, not None"),
    (dict(hidden=[3]), ValueError, "hidden must be one of"),
    (dict(output="x"), ValueError, "output must be one of"),
    (dict(output=None), ValueError, "output must be one of"),
    (dict(loss="mse"), ValueError, "loss must be one of"),
    (dict(loss=""), ValueError, "loss must be one of"),
    (dict(loss=np.zeros(2)), ValueError, "loss must be one of"),
    (dict(loss="categorical_cross_entropy"), ValueError, "needs a softmax output"),
    (dict(loss="binary_cross_entropy", output="tanh"), ValueError, "needs a sigmoid output"),
    (dict(initialisation="hi"), ValueError, "initialisation must be one of 'he', 'xavier', 'plain'"),
    (dict(initialisation=-1), ValueError, "initialisation must be at least 0"),
    (dict(initialisation=1e300, dtype=np.float32), ValueError, "initialisation must be"),
    (dict(initialisation=None), TypeError, "initialisation must be one real number"),
    (dict(seed=None), TypeError, "seed must be"), (dict(seed=-1), ValueError, "seed must be at least 0"),
    (dict(seed=1.5), TypeError, "seed must be"),
    (dict(dtype=np.int64), TypeError, "dtype must be float32 or float64"),
    (dict(dtype="foo"), TypeError, "dtype must be float32 or float64"),
    (dict(dtype=np.float16), TypeError, "dtype must be float32 or float64"),
])
def test_construction_refuses_with_the_rule(arguments, error, rule):
    with pytest.raises(error, match=f"Network: .*{rule}"):
        Network(**{"sizes": [2, 3, 1], **arguments})


@pytest.mark.parametrize("X, error, rule", [
    ([1, 2], ValueError, r"X has shape \(2,\); this network takes \(m, 2\)"),
    ([[1, 2, 3]], ValueError, r"X has shape \(1, 3\); this network takes \(m, 2\)"),
    ([[]], ValueError, r"X is empty, its shape is \(1, 0\)"),
    ([[1, np.nan]], ValueError, r"X\[0, 1\] is nan"), ([[1, 2], [3]], ValueError, "X is ragged"),
    ([["1", "2"]], TypeError, "X must hold real numbers, not text"), (None, TypeError, "X must hold real numbers"),
    ([[1, 1e300]], ValueError, "X holds a number too large for float32"),
])
def test_forward_refuses_with_the_rule(X, error, rule):
    network = Network([2, 1], dtype=np.float32)
    for call in (network.forward, network.predict, network.classify):
        with pytest.raises(error, match=f"Network.{call.__name__}: {rule}"):
            call(X)
    for call, name in ((network.loss, "loss"), (network.accuracy, "accuracy")):
        with pytest.raises(error, match=f"Network.{name}: {rule}"):
            call(X, [[1]])


@pytest.mark.parametrize("output, y, error, rule", [
    ("sigmoid", [0, 1], ValueError, r"y has shape \(2,\); for 2 examples it must be \(2, 1\)$"),
    ("sigmoid", [[0]], ValueError, r"y has shape \(1, 1\); for 2 examples"),
    ("sigmoid", [[0], [5]], ValueError, "y must lie between 0 and 1, not 0 to 5"),
    ("sigmoid", [["a"], ["b"]], TypeError, "y must hold real numbers, not text"),
    ("softmax", [0, 3], ValueError, "y: labels must lie between 0 and 2, not 0 to 3"),
    ("softmax", [0, 0.5], TypeError, "y: labels must be whole numbers"),
    ("softmax", [[1, 1, 0], [1, 0, 0]], ValueError, "each row of y must sum to 1; row 0 sums to 2"),
    ("softmax", [0, 1, 2], ValueError, r"it must be \(2, 3\) or labels \(m,\)"),
    ("identity", [[1e300], [1]], ValueError, "y holds a number too large for float32"),
])
def test_targets_are_refused_with_the_rule(output, y, error, rule):
    network = Network([2, 3 if output == "softmax" else 1], output=output, dtype=np.float32)
    X = [[1, 2], [3, 4]]
    calls = {"loss": lambda: network.loss(X, y), "accuracy": lambda: network.accuracy(X, y),
             "backward": lambda: network.backward(network.forward(X), y)}
    for name, call in calls.items():
        with pytest.raises(error, match=f"Network.{name}: .*{rule}"):
            call()


def test_backward_refuses_the_trace_of_another_network():
    network = Network([2, 3, 1])
    back = network.backward(network.forward([[1, 2]]), [[1]])
    for trace in (None, [[1, 2]], back, Network([2, 1]).forward([[1, 2]]), Network([4, 3, 1]).forward([[1, 2, 3, 4]]),
                  Network([2, 4, 1]).forward([[1, 2]]), Trace([])):
        with pytest.raises(TypeError, match="Network.backward: trace must be what this"):
            network.backward(trace, [[1]])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_backward_refuses_a_trace_from_before_an_update(dtype):
    network = Network([2, 3, 1], dtype=dtype)
    trace = network.forward([[1, 2]])
    network.backward(trace, [[1]])
    network.theta += 0.01
    with pytest.raises(ValueError, match="call forward again after every update"):
        network.backward(trace, [[1]])
    with pytest.raises(ValueError, match="call forward again after every update"):
        Network([2, 3, 1], hidden="tanh", dtype=dtype).backward(network.forward([[1, 2]]), [[1]])


def test_labels_are_for_classes_and_a_hidden_name_counts_without_hidden_layers():
    with pytest.raises(ValueError, match=r"y has shape \(4,\); for 4 examples it must be \(4, 4\)$"):
        Network([3, 4], output="identity").loss(np.ones((4, 3)), [0, 1, 2, 3])
    with pytest.raises(ValueError, match="hidden must be one of"):
        Network([784, 1], hidden="rleu")


@pytest.mark.parametrize("dtype, big", [(np.float32, 3e38), (np.float64, 1.7e308)])
def test_numbers_that_outgrow_the_float_are_refused(dtype, big):
    """In the words of the course, and without a warning."""
    network = Network([1, 2], output="softmax", dtype=dtype)
    network["W1"] = [[big, -big]]
    with pytest.raises(ValueError, match="Network.loss: the result is too large"):
        network.loss([[1]], [1])
    with pytest.raises(ValueError, match="Network.forward: Z1 is too large for float.*weights or the inputs"):
        network.forward([[10]])
    line = Network([1, 1], output="identity", dtype=dtype)
    line["W1"] = [[big]]
    for call in (lambda: line.loss([[1]], [[0]]), lambda: line.backward(line.forward([[1]]), [[-big]])):
        with pytest.raises(ValueError, match="too large"):
            call()


# ---------------------------------------------------------------------------- files


@given(sizes=st.lists(st.integers(1, 6), min_size=2, max_size=5), hidden=st.sampled_from(list(ACTIVATIONS)),
       kind=st.sampled_from(ALLOWED), dtype=st.sampled_from([np.float32, np.float64]), seed=seeds)
@few
def test_save_and_load_give_back_every_bit(tmp_path_factory, sizes, hidden, kind, dtype, seed):
    path = tmp_path_factory.getbasetemp() / "network.npz"
    network = problem(sizes, hidden, *kind, seed, dtype=dtype)[0]
    network.save(path)
    assert_same(Network.load(path), network)
    assert os.listdir(path.parent).count("network.npz") == 1


def assert_same(loaded, network):
    assert (loaded.sizes, loaded.activations, loaded.loss_name, loaded.dtype) == (
        network.sizes, network.activations, network.loss_name, network.dtype)
    assert loaded.theta.tobytes() == network.theta.tobytes()


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Return a network's file as bytes."""
    path = tmp_path_factory.mktemp("saved") / "pocket.npz"
    pocket_network().save(path)
    return path.read_bytes()


def load_or_refuse(path, content):
    """Load these bytes; a refusal must be the sentence."""
    path.write_bytes(content)
    try:
        return Network.load(path)
    except ValueError as error:
        assert str(error).startswith(f"Network.load: {path} is not a saved network, or is damaged (")


@given(content=st.binary(max_size=200) | st.binary(max_size=80).map(lambda tail: b"PK\x03\x04" + tail)
       | st.binary(max_size=80).map(lambda tail: b"\x93NUMPY\x01\x00" + tail)
       | st.binary(max_size=80).map(lambda tail: b"\x80\x04" + tail))
@settings(max_examples=150, deadline=None)
def test_load_refuses_any_other_file(tmp_path_factory, content):
    assert load_or_refuse(tmp_path_factory.getbasetemp() / "any.npz", content) is None


@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_load_refuses_a_flipped_bit_or_is_not_harmed_by_it(tmp_path_factory, saved, data):
    bit = data.draw(st.integers(0, 8 * len(saved) - 1))
    content = bytearray(saved)
    content[bit // 8] ^= 1 << bit % 8
    network = load_or_refuse(tmp_path_factory.getbasetemp() / "flipped.npz", content)
    if network is not None:
        assert_same(network, pocket_network())


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_load_refuses_a_file_cut_short(tmp_path_factory, saved, data):
    length = data.draw(st.integers(0, len(saved) - 1))
    assert load_or_refuse(tmp_path_factory.getbasetemp() / "short.npz", saved[:length]) is None


class Bomb:
    """A pickle that would tell if anyone opened it."""

    def __repr__(self):
        return "Bomb()"  # one name in every worker

    def __reduce__(self):
        return pytest.fail, ("a pickle was executed",)


POCKET = {"sizes": [2, 3, 1], "activations": ["relu", "sigmoid"], "loss": "binary_cross_entropy", "theta": np.zeros(13)}


@pytest.mark.parametrize("change", [
    {"theta": None}, {"sizes": None}, {"loss": None}, {"activations": None},
    {"theta": np.zeros(12)}, {"theta": np.zeros((13, 1))}, {"theta": np.full(13, np.nan)}, {"theta": np.zeros(13, int)},
    {"theta": np.array([Bomb()] * 13)}, {"theta": np.zeros(13, complex)}, {"theta": np.zeros(13, ">f8")},
    {"sizes": [2, 3, 1.0]}, {"sizes": 13}, {"sizes": [[2, 3, 1]]}, {"sizes": [2, 3, -1]}, {"sizes": [10**9, 10**9]},
    {"activations": ["relu"]}, {"activations": []}, {"activations": "relu"}, {"activations": ["relu", "x"]},
    {"activations": [1, 2]}, {"loss": "x"}, {"loss": ["binary_cross_entropy"]}, {"loss": "categorical_cross_entropy"},
], ids=str)
def test_load_refuses_a_file_with_other_content(tmp_path, change):
    path = tmp_path / "other.npz"
    content = {key: value for key, value in {**POCKET, **change}.items() if value is not None}
    np.savez(path, **content, **({} if len(content) == 4 else {"other": [1]}))
    assert load_or_refuse(path, path.read_bytes()) is None


def test_load_never_opens_a_pickle_nor_a_lone_array(tmp_path):
    np.save(tmp_path / "array.npy", np.zeros(13))
    for content in (pickle.dumps(Bomb()), (tmp_path / "array.npy").read_bytes(), b""):
        assert load_or_refuse(tmp_path / "wrong.npz", content) is None


def test_load_of_nothing(tmp_path):
    for path in (tmp_path / "none.npz", tmp_path, "", "a\0b"):
        with pytest.raises((FileNotFoundError, ValueError), match=r"Network\.load: "):
            Network.load(path)
    for path in (None, 5, ["a"]):
        for call in (Network.load, pocket_network().save):
            with pytest.raises(TypeError, match=r"Network\.(load|save): the path must be text or a Path"):
                call(path)


def test_paths_of_every_kind(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for path in ("plain", b"bytes.npz", tmp_path / "ünïcode 3.npz", "x" * 250):
        pocket_network().save(path)
        assert_same(Network.load(path), pocket_network())
    os.symlink("plain", "link")
    Network([2, 1]).save("link")
    assert os.path.islink("link") and Network.load("plain").sizes == [2, 1]
    assert sorted(os.listdir()) == sorted(["plain", "bytes.npz", "ünïcode 3.npz", "x" * 250, "link"])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_saved_file_can_be_read_by_those_the_folder_is_shared_with(tmp_path):
    pocket_network().save(tmp_path / "shared.npz")
    (tmp_path / "usual").write_text("")
    assert (tmp_path / "shared.npz").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize("what", ["numpy.savez", "os.fsync", "os.replace", "builtins.open"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt(), MemoryError()])
def test_a_failing_save_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, what, error):
    path = tmp_path / "network.npz"
    pocket_network().save(path)
    old = path.read_bytes()

    def fail(*arguments, **named):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(what, fail)
        expected = "Network.save: could not write .*network.npz: No space left" if isinstance(error, OSError) else None
        with pytest.raises(type(error), match=expected):
            Network([4, 4]).save(path)
    assert os.listdir(tmp_path) == ["network.npz"] and path.read_bytes() == old


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of a file")
def test_a_disk_that_is_full_half_way(tmp_path):
    """The real thing: the system refuses to write on after 4,096 bytes."""
    code = """
        import os, resource, signal, sys
        from dlmath.network import Network, pocket_network
        pocket_network().save("network.npz")
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        try:
            Network([100, 100]).save("network.npz")
        except OSError as error:
            print(error)
        print(os.listdir(), Network.load("network.npz"))
    """
    done = subprocess.run([sys.executable, "-W", "error", "-c", textwrap.dedent(code)], cwd=tmp_path, text=True,
                          capture_output=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    assert done.stderr == ""
    assert done.stdout.startswith("Network.save: could not write ") and done.stdout.count("\n") == 2
    assert done.stdout.endswith("['network.npz'] Network 2 → 3 relu → 1 sigmoid, 13 parameters\n")


def test_saving_where_it_cannot_be(tmp_path):
    for path in (tmp_path / "missing" / "network.npz", tmp_path):
        with pytest.raises(OSError, match="Network.save: could not write .*(No such file|directory|denied)"):
            pocket_network().save(path)
    assert not os.listdir(tmp_path) and not list(tmp_path.parent.glob(".dlmath*"))


def test_a_network_that_is_not_finite_is_not_saved(tmp_path):
    network = pocket_network()
    network["b2"][0] = np.inf
    with pytest.raises(ValueError, match=r"Network.save: theta\[12\] is inf"):
        network.save(tmp_path / "network.npz")
    assert not os.listdir(tmp_path)


def test_a_level_line_lies_where_the_values_are_that_high():
    xs, ys = np.linspace(-2, 2, 40), np.linspace(2, -2, 30)
    values = xs**2 + ys[:, None] ** 2
    pieces = level_line(xs, ys, values, level=2.25)
    np.testing.assert_allclose(np.hypot(*pieces.reshape(-1, 2).T), 1.5, atol=0.005)  # a circle of radius 1.5, closed
    assert np.hypot(*np.diff(pieces, axis=1)[:, 0].T).sum() == pytest.approx(3 * np.pi, rel=1e-2)
    ends, met = np.unique(pieces.reshape(-1, 2).round(9), axis=0, return_counts=True)
    assert (met == 2).all()
    assert level_line(xs, ys, values, level=-1).shape == (0, 2, 2)


def test_a_saddle_is_crossed_twice():
    assert len(level_line([0, 1], [0, 1], [[0, 1], [1, 0]])) == 2


def test_a_level_line_needs_a_value_at_each_place():
    with pytest.raises(ValueError, match=r"^level_line: values have shape \(1, 2\); 2 ys and 1 xs take \(2, 1\)$"):
        level_line([0], [0, 1], [[1, 2]])


def test_folds_are_absolute_values_one_after_another():
    x, places = np.linspace(-1, 1, 41), [0.2, 0.5, 0.3]
    folded = x
    for done, place in enumerate(places, 1):
        folded = abs(folded - place)
        np.testing.assert_allclose(folding(places[:done]).predict(x[:, None])[:, 0], folded, atol=1e-12)
    assert folding(places).sizes == [1, 2, 2, 2, 1]


@few
@given(st.lists(st.integers(-10, 10).map(lambda n: n / 8), min_size=1, max_size=4), st.integers(-16, 16))
def test_what_is_unfolded_is_all_that_lands_there(places, eighths):
    xs = np.arange(-16, 17) / 16  # wherever one of these lands, the others of its kind are among them
    landed = folding(places).predict(xs[:, None])[:, 0]
    value = landed[eighths + 16]
    np.testing.assert_allclose(unfolded(value, places), xs[abs(landed - value) < 1e-12], atol=1e-9)


def test_nothing_below_0_comes_out_of_a_fold():
    assert unfolded(-0.5, [0]).size == 0 and unfolded(0.3, [0.0]).tolist() == [-0.3, 0.3]
