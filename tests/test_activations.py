"""Activations: each against its definition, its derivative against the slope, and both far out."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlmath import activations
from dlmath.activations import (
    ACTIVATIONS,
    SELU_ALPHA,
    SELU_SCALE,
    bends,
    collapse,
    follow,
    gelu,
    leaky_relu,
    prelu,
    sigmoid,
    sigmoid_derivative,
    softmax,
    softmax_jvp,
    tanh,
    tanh_derivative,
)
from dlmath.autograd import numerical_gradient

NAMES = list(ACTIVATIONS)
EVERY = [function for entry in ACTIVATIONS.values() for function in entry[:2]]
DEFINITIONS = {  # as a textbook writes them: fine near 0, useless far out
    "identity": lambda z: z,
    "step": lambda z: float(z > 0),
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": lambda z: (math.exp(z) - math.exp(-z)) / (math.exp(z) + math.exp(-z)),
    "relu": lambda z: max(0, z),
    "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
    "prelu": lambda z: z if z > 0 else 0.25 * z,
    "elu": lambda z: z if z > 0 else math.exp(z) - 1,
    "selu": lambda z: 1.0507009873554805 * (z if z > 0 else 1.6732632423543772 * (math.exp(z) - 1)),
    "softplus": lambda z: math.log(1 + math.exp(z)),
    "gaussian": lambda z: math.exp(-z**2),
    "gelu": lambda z: z * (1 + math.erf(z / math.sqrt(2))) / 2,
    "silu": lambda z: z / (1 + math.exp(-z)),
}
LIMITS = {  # name: (g, g′) at −z, (g, g′) at z, for a z that is very large
    "identity": lambda z: ((-z, 1), (z, 1)),
    "step": lambda z: ((0, 0), (1, 0)),
    "sigmoid": lambda z: ((0, 0), (1, 0)),
    "tanh": lambda z: ((-1, 0), (1, 0)),
    "relu": lambda z: ((0, 0), (z, 1)),
    "leaky_relu": lambda z: ((-0.01 * z, 0.01), (z, 1)),
    "prelu": lambda z: ((-0.25 * z, 0.25), (z, 1)),
    "elu": lambda z: ((-1, 0), (z, 1)),
    "selu": lambda z: ((-SELU_SCALE * SELU_ALPHA, 0), (SELU_SCALE * z, SELU_SCALE)),
    "softplus": lambda z: ((0, 0), (z, 1)),
    "gaussian": lambda z: ((0, 0), (0, 0)),
    "gelu": lambda z: ((0, 0), (z, 1)),
    "silu": lambda z: ((0, 0), (z, 1)),
}
few = settings(max_examples=20, deadline=None)
floats = st.floats(-30, 30)
points = st.lists(floats, min_size=1, max_size=40)
off_zero = st.lists(floats.filter(lambda z: abs(z) > 1e-3), min_size=1, max_size=40)  # some have a corner at 0
rows = st.integers(1, 5).flatmap(lambda n: st.lists(st.lists(floats, min_size=n, max_size=n), min_size=1, max_size=4))


@pytest.mark.parametrize("name", NAMES)
@given(z=points)
@few
def test_function_is_its_definition(name, z):
    np.testing.assert_allclose(ACTIVATIONS[name].function(z), [DEFINITIONS[name](x) for x in z], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", NAMES)
@given(z=off_zero)
@few
def test_derivative_is_the_slope(name, z):
    g, derivative, _ = ACTIVATIONS[name]
    z = np.array(z)
    np.testing.assert_allclose(derivative(z), (g(z + 1e-5) - g(z - 1e-5)) / 2e-5, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("name, at_zero", [
    ("sigmoid", 0.25), ("tanh", 1), ("relu", 0), ("leaky_relu", 0.01), ("prelu", 0.25), ("elu", 1), ("step", 0),
    ("selu", SELU_SCALE * SELU_ALPHA), ("softplus", 0.5), ("gaussian", 0), ("gelu", 0.5), ("silu", 0.5),
    ("identity", 1)])
def test_derivative_at_zero(name, at_zero):
    assert ACTIVATIONS[name].derivative(0) == pytest.approx(at_zero, rel=1e-15)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("far", [1000.0, 1e300, 1.6e308])
def test_far_out_is_the_limit(name, far):
    """No overflow, no warning, and the limit itself."""
    for z, expected in zip((-far, far), LIMITS[name](far), strict=True):
        assert ACTIVATIONS[name].function(z) == pytest.approx(expected[0], rel=1e-12, abs=0)
        assert ACTIVATIONS[name].derivative(z) == pytest.approx(expected[1], rel=1e-12, abs=0)


@pytest.mark.parametrize("function", EVERY)
def test_float32_stays_float32_and_agrees(function):
    z = np.linspace(-9, 9, 37)
    single = function(z.astype(np.float32))
    assert single.dtype == np.float32 and type(function(np.float32(1))) is np.float32
    np.testing.assert_allclose(single, function(z), rtol=1e-5, atol=2e-7)
    assert np.isfinite(function(np.float32([-3e38, 3e38]))).all() or function is ACTIVATIONS["selu"].function


@pytest.mark.parametrize("function", EVERY)
def test_shape_is_kept_and_the_input_untouched(function):
    z = np.linspace(-2, 2, 24).reshape(2, 3, 4)
    before = z.copy()
    out = function(z)
    assert out.shape == z.shape and out.dtype == np.float64 and not np.shares_memory(out, z)
    np.testing.assert_array_equal(z, before)
    for number in (2, 2.0, True, np.int8(2), np.array(2)):
        assert type(function(number)) is float
    np.testing.assert_array_equal(function([-1, 0, 2]), function([-1.0, 0.0, 2.0]))


@pytest.mark.parametrize("function", EVERY)
def test_no_negative_zero(function):
    out = function([-1e300, -1000.0, -0.0, 0.0])
    assert not np.signbit(out[out == 0]).any()


def test_known_values():
    assert sigmoid(0) == 0.5 and sigmoid_derivative(0) == 0.25 and tanh(0) == 0
    assert leaky_relu(-1) == -0.01 and prelu(-1) == -0.25
    assert gelu(1) == pytest.approx(0.8413447460685429) and sigmoid(math.log(3)) == pytest.approx(0.75)
    assert activations.selu(-1) == pytest.approx(-1.1113307378125625) and activations.softplus(0) == math.log(2)


@given(z=st.floats(-1e300, 1e300))
@few
def test_sigmoid_is_symmetric_and_a_tanh(z):
    assert sigmoid(-z) == pytest.approx(1 - sigmoid(z), abs=1e-15)
    assert tanh(z) == pytest.approx(2 * sigmoid(2 * z) - 1, abs=1e-15)


def test_derivatives_stay_exact_far_out():
    """Written as σ (1 − σ) or 1 − tanh², they would be 0 from 40 on."""
    assert sigmoid_derivative(700) == pytest.approx(math.exp(-700), rel=1e-12, abs=0)
    assert tanh_derivative(-300) == pytest.approx(1 / math.cosh(300) ** 2, rel=1e-12, abs=0)
    assert gelu(-38) == pytest.approx(-38 * math.erfc(38 / math.sqrt(2)) / 2, rel=1e-12, abs=0) != 0


@pytest.mark.parametrize("name", ["leaky_relu", "prelu", "elu"])
@given(z=off_zero, parameter=st.floats(-3, 3))
@few
def test_derivative_follows_the_parameter(name, z, parameter):
    g, derivative, _ = ACTIVATIONS[name]
    z = np.array(z)
    slope = (g(z + 1e-5, parameter) - g(z - 1e-5, parameter)) / 2e-5
    np.testing.assert_allclose(derivative(z, parameter), slope, rtol=1e-6, atol=1e-7)


@given(Z=rows, shift=st.floats(-1e3, 1e3), temperature=st.floats(0.05, 50))
@few
def test_softmax_rows_are_probabilities_and_shift_invariant(Z, shift, temperature):
    Z = np.array(Z)
    A = softmax(Z, temperature)
    assert (A >= 0).all()
    np.testing.assert_allclose(A.sum(axis=-1), 1, rtol=1e-14)
    np.testing.assert_allclose(softmax(Z + shift, temperature), A, rtol=1e-7, atol=1e-12)
    np.testing.assert_allclose(softmax(Z / temperature), A, rtol=1e-9, atol=1e-12)
    assert (np.take_along_axis(A, Z.argmax(axis=-1)[:, None], 1)[:, 0] == A.max(axis=-1)).all()


@given(Z=rows)
@few
def test_softmax_is_its_definition_row_by_row(Z):
    Z = np.array(Z)
    np.testing.assert_allclose(softmax(Z), np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True), rtol=1e-12)
    np.testing.assert_array_equal(softmax(Z[0]), softmax(Z)[0])
    np.testing.assert_array_equal(softmax(np.stack([Z, Z + 1]))[0], softmax(Z))


def test_softmax_known_values():
    np.testing.assert_allclose(softmax([1, 2, 3]), [0.09003057, 0.24472847, 0.66524096], atol=1e-8)
    np.testing.assert_allclose(softmax([0.0, 2.0])[1], sigmoid(2), rtol=1e-15)
    np.testing.assert_allclose(softmax([1, 2], temperature=0.01), [0, 1], atol=1e-40)
    np.testing.assert_allclose(softmax([1, 2, 3], temperature=1e9), [1 / 3] * 3, atol=1e-8)
    assert softmax(np.float32([1, 2])).dtype == np.float32 and softmax([7]) == 1


@pytest.mark.parametrize("far", [1000.0, 1e300, 1.7e308])
def test_softmax_far_out(far):
    np.testing.assert_array_equal(softmax([[far, far], [-far, -far], [far, -far]]), [[0.5, 0.5], [0.5, 0.5], [1, 0]])
    np.testing.assert_array_equal(softmax_jvp([far, -far], [1.0, 5.0]), [0, 0])


@pytest.mark.parametrize(("dtype", "smallest", "too_small"), [(np.float32, 2e-45, 1e-46), (np.float64, 5e-324, 0)])
def test_softmax_temperature_near_zero_is_refused_where_the_float_ends(dtype, smallest, too_small):
    np.testing.assert_array_equal(softmax(np.array([1, 2], dtype), smallest), [0, 1])
    for temperature in (too_small, 0, -1, np.nan, np.inf):
        with pytest.raises(ValueError, match="softmax: temperature"):
            softmax(np.array([1, 2], dtype), temperature)


@given(Z=rows, seed=st.integers(0, 99))
@few
def test_softmax_jvp_is_the_jacobian_times_v(Z, seed):
    Z, random = np.array(Z), np.random.default_rng(seed)
    V = random.normal(size=Z.shape)
    product = softmax_jvp(Z, V)
    for z, v, out in zip(Z, V, product, strict=True):
        a = softmax(z)
        np.testing.assert_allclose(out, (np.diag(a) - np.outer(a, a)) @ v, atol=1e-14)
        along = (softmax(z + 1e-5 * v) - softmax(z - 1e-5 * v)) / 2e-5
        np.testing.assert_allclose(out, along, atol=1e-8)
    np.testing.assert_allclose(product.sum(axis=-1), 0, atol=1e-14)  # probabilities keep their sum
    backward = numerical_gradient(lambda Z: float((softmax(Z) * V).sum()), Z)
    np.testing.assert_allclose(product, backward, atol=1e-8)


@given(st.integers(0, 99))
def test_two_layers_collapse_into_one(seed):
    random = np.random.default_rng(seed)
    n_in, n, n_out, m = random.integers(1, 6, size=4)
    W1, b1, W2, b2 = (random.normal(size=shape) for shape in ((n_in, n), n, (n, n_out), n_out))
    W, b = collapse(W1, b1, W2, b2)
    X = random.normal(size=(m, n_in))
    np.testing.assert_allclose(X @ W + b, (X @ W1 + b1) @ W2 + b2, atol=1e-12)


@given(st.integers(0, 99))
def test_a_sum_of_relus_bends_where_its_slope_changes(seed):
    random = np.random.default_rng(seed)
    w1, b1, w2 = random.integers(-3, 4, size=(3, random.integers(1, 5))).astype(float)
    corners, places, slopes = bends(w1, b1, w2, reach=2.5)
    x = np.linspace(-2.5, 2.5, 5001)
    steep = np.diff(np.maximum(0, np.outer(x, w1) + b1) @ w2) / np.diff(x)
    changes = np.flatnonzero(np.abs(np.diff(steep)) > 1e-6)
    assert set(places) <= set(corners) and np.all(np.abs(corners) < 2.5)
    assert all(np.abs(places - x[i + 1]).min() < 0.002 for i in changes)
    assert all(np.abs(x[changes + 1] - place).min() < 0.002 for place in places)
    ends = [-2.5, *places, 2.5]
    between = [steep[int((a + b) / 2 * 1000 + 2500)] for a, b in zip(ends, ends[1:])]
    np.testing.assert_allclose(slopes, between, atol=1e-6)


def test_corners_that_cancel_are_no_bend():
    assert [part.tolist() for part in bends([1, -1], [0, 0], [1, -1])] == [[0], [], [1]]  # ReLU(x) − ReLU(−x) is x
    with pytest.raises(ValueError, match=r"^bends: w1 \(2,\) and b1 \(1,\) must have the same shape$"):
        bends([1, 2], [1], [1, 2])


@pytest.mark.parametrize("name", NAMES)
def test_every_activation_has_a_formula_and_names_itself(name):
    function, derivative, formula = ACTIVATIONS[name]
    assert (function.__name__, derivative.__name__) == (name, f"{name}_derivative") and formula
    assert function.__doc__.startswith("Return") and derivative.__doc__.startswith("Return")


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(-9, 9)), min_size=2, max_size=8))
def test_units_that_follow_points_pass_through_all_of_them_and_are_straight_between(steps):
    x, y = np.cumsum([step for step, _ in steps]), np.array([height for _, height in steps], float)
    b1, w2, b2 = follow(x, y)
    between = np.linspace(x[0], x[-1], 50)
    assert np.maximum(0, between[:, None] + b1) @ w2 + b2 == pytest.approx(np.interp(between, x, y), abs=1e-9)


@pytest.mark.parametrize("x", [[0], [0, 0], [1, 0]])
def test_points_to_follow_lie_from_left_to_right(x):
    with pytest.raises(ValueError, match="^follow: x must hold at least two numbers, each larger than the one before$"):
        follow(x, [0] * len(x))
