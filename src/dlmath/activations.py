"""Activations: the functions that bend a network's lines, each beside its derivative.

Every function takes an array of any shape and answers entry by entry in the same shape; only `softmax`
looks at a whole row. float32 stays float32. All are exact and silent from −1000 to 1000 and far beyond.
"""

import functools
import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from dlmath import inputs

SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772  # Klambauer et al. 2017


def entrywise(function):
    """Check the input and the result of a function that works entry by entry.

    The unchecked function stays in reach as `function.__wrapped__`: training calls that one.
    """

    @functools.wraps(function)
    def checked(z, *parameters, **named):
        where = function.__name__
        z = inputs.numbers(where, "z", z)
        parameters = [inputs.number(where, "parameter", p) for p in parameters]
        named = {name: inputs.number(where, name, p) for name, p in named.items()}
        with np.errstate(over="ignore", invalid="ignore"):  # what overflows on the way is refused at the end
            return inputs.result(where, function(z, *parameters, **named) + np.zeros((), z.dtype))  # no −0

    checked.core = function
    return checked


@entrywise
def identity(z):
    """Return z unchanged: no activation at all, as at the output of a regression.

    >>> identity(3)
    3.0
    """
    return z


@entrywise
def identity_derivative(z):
    """Return 1 everywhere."""
    return np.ones_like(z)


@entrywise
def step(z):
    """Return 1 where z > 0, else 0: the neuron of McCulloch and Pitts (1943).

    >>> step([-2, 0, 3])
    array([0., 0., 1.])
    """
    return (z > 0).astype(z.dtype)


@entrywise
def step_derivative(z):
    """Return 0 everywhere (at 0 there is no slope; 0 by convention): a step cannot be trained by descent."""
    return np.zeros_like(z)


@entrywise
def sigmoid(z):
    """Return 1 / (1 + e⁻ᶻ), between 0 and 1.

    The exponential is taken of −|z|, which cannot overflow.

    >>> sigmoid(0)
    0.5
    """
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


@entrywise
def sigmoid_derivative(z):
    """Return σ(z) (1 − σ(z)), at most 1/4; written σ(z) σ(−z), which stays exact far out."""
    return _sigmoid(z) * _sigmoid(-z)


_sigmoid = sigmoid.__wrapped__


@entrywise
def tanh(z):
    """Return the hyperbolic tangent, between −1 and 1; tanh z = 2 σ(2z) − 1.

    >>> tanh(0)
    0.0
    """
    return np.tanh(z)


@entrywise
def tanh_derivative(z):
    """Return 1 − tanh² z, at most 1; written 4 σ(2z) σ(−2z), which stays exact far out."""
    return 4 * _sigmoid(2 * z) * _sigmoid(-2 * z)


@entrywise
def relu(z):
    """Return max(0, z), the rectified linear unit.

    >>> relu([-2, 0, 3])
    array([0., 0., 3.])
    """
    return np.maximum(z, 0)


@entrywise
def relu_derivative(z):
    """Return 1 where z > 0, else 0; at 0, where the slope is not defined, 0 by convention."""
    return (z > 0).astype(z.dtype)


@entrywise
def leaky_relu(z, slope=0.01):
    """Return z where z > 0, else slope · z, so that a unit below 0 still learns (Maas et al. 2013).

    >>> leaky_relu([-2, 3])
    array([-0.02,  3.  ])
    """
    return np.where(z > 0, z, slope * z)


@entrywise
def leaky_relu_derivative(z, slope=0.01):
    """Return 1 where z > 0, else the slope."""
    return np.where(z > 0, 1, slope).astype(z.dtype)


@entrywise
def prelu(z, slope=0.25):
    """Return z where z > 0, else slope · z, where the slope is learned too (He et al. 2015)."""
    return np.where(z > 0, z, slope * z)


@entrywise
def prelu_derivative(z, slope=0.25):
    """Return the derivative with respect to z: 1 where z > 0, else the slope."""
    return np.where(z > 0, 1, slope).astype(z.dtype)


@entrywise
def prelu_slope_derivative(z, slope=0.25):
    """Return the derivative with respect to the slope: 0 where z > 0, else z."""
    return np.minimum(z, 0)


@entrywise
def elu(z, alpha=1.0):
    """Return z where z > 0, else α (eᶻ − 1) (Clevert et al. 2016)."""
    return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))


@entrywise
def elu_derivative(z, alpha=1.0):
    """Return 1 where z > 0, else α eᶻ."""
    return np.where(z > 0, 1, alpha * np.exp(np.minimum(z, 0)))


@entrywise
def selu(z):
    """Return λ ELU(z) with α ≈ 1.673 and λ ≈ 1.051, chosen to keep mean 0 and variance 1."""
    return SELU_SCALE * elu.__wrapped__(z, SELU_ALPHA)


@entrywise
def selu_derivative(z):
    """Return λ ELU′(z)."""
    return SELU_SCALE * elu_derivative.__wrapped__(z, SELU_ALPHA)


@entrywise
def softplus(z):
    """Return ln(1 + eᶻ), a smooth ReLU; written max(z, 0) + ln(1 + e^−|z|), which cannot overflow."""
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


@entrywise
def softplus_derivative(z):
    """Return σ(z)."""
    return _sigmoid(z)


@entrywise
def gaussian(z):
    """Return e^(−z²), a bump at 0.

    >>> gaussian(0)
    1.0
    """
    return np.exp(-z * z)


@entrywise
def gaussian_derivative(z):
    """Return −2z e^(−z²)."""
    return -2 * (z * np.exp(-z * z))


def _normal_cdf(z):
    """Return Φ(z), the share of a standard normal below z; erfc keeps the far left tail exact."""
    return np.asarray(np.frompyfunc(math.erfc, 1, 1)(-z / math.sqrt(2)) / 2, dtype=z.dtype)


@entrywise
def gelu(z):
    """Return z Φ(z), the Gaussian error linear unit, exactly (Hendrycks and Gimpel 2016)."""
    return z * _normal_cdf(z)


@entrywise
def gelu_derivative(z):
    """Return Φ(z) + z φ(z), φ the standard normal density."""
    return _normal_cdf(z) + z * (np.exp(-z * z / 2) / math.sqrt(2 * math.pi))


@entrywise
def silu(z):
    """Return z σ(z), also called swish (Elfwing et al. 2018)."""
    return z * _sigmoid(z)


@entrywise
def silu_derivative(z):
    """Return σ(z) (1 + z σ(−z))."""
    return _sigmoid(z) * (1 + z * _sigmoid(-z))


def softmax(Z, temperature=1.0):
    """Turn each row of scores into probabilities, e^zᵢ / Σ e^zⱼ.

    The largest score of the row is subtracted first: the result is the same, and nothing overflows.

    Parameters
    ----------
    Z : array_like (n,) or (..., n)
        Scores; the last axis is one example's.
    temperature : float > 0
        Scores are divided by it: below 1 the largest takes more, above 1 all become alike.

    Returns
    -------
    ndarray
        Same shape, each row sums to 1.

    Raises
    ------
    TypeError, ValueError
        For anything but finite numbers of rank 1 or more, or a temperature ≤ 0.

    Examples
    --------
    >>> softmax([1000, 1000])
    array([0.5, 0.5])
    """
    Z = _scores("softmax", Z)
    smallest = float(np.finfo(Z.dtype).tiny)  # below it, float32 would divide by 0
    temperature = inputs.number("softmax", "temperature", temperature, at_least=smallest)
    return _softmax(Z, temperature)


def _scores(where, Z):
    """Check rows of scores."""
    Z = inputs.numbers(where, "Z", Z)
    if Z.ndim == 0:
        raise ValueError(f"{where}: Z is a single number; softmax compares the scores of a row")
    return Z


def _softmax(Z, temperature=1.0):
    """Compute softmax without checking."""
    with np.errstate(over="ignore"):  # a difference beyond the largest float is −∞, and e to that is 0
        e = np.exp((Z - Z.max(axis=-1, keepdims=True)) / temperature)
    return e / e.sum(axis=-1, keepdims=True)


softmax.core = _softmax


def softmax_jvp(Z, V):
    """Multiply softmax's Jacobian, diag(A) − A Aᵀ, with V, row by row, without building it.

    The Jacobian is symmetric, so the same product carries a gradient backward.

    Parameters
    ----------
    Z : array_like (..., n)
        Scores.
    V : array_like, same shape
        A change of the scores (forward), or the gradient by the probabilities (backward).

    Raises
    ------
    TypeError, ValueError
        For anything but finite numbers of the same shape.

    Examples
    --------
    >>> softmax_jvp([0, 0], [1, 0])
    array([ 0.25, -0.25])
    """
    Z = _scores("softmax_jvp", Z)
    V = inputs.numbers("softmax_jvp", "V", V)
    inputs.same_shape("softmax_jvp", Z=Z, V=V)
    with np.errstate(over="ignore", invalid="ignore"):
        return inputs.result("softmax_jvp", _softmax_jvp(_softmax(Z), V))


def _softmax_jvp(A, V):
    """Compute A ∘ (V − Σ A V) from the probabilities A."""
    return A * (V - (A * V).sum(axis=-1, keepdims=True))


softmax_jvp.core = lambda Z, V: _softmax_jvp(_softmax(Z), V)


class Activation(NamedTuple):
    """A function, its derivative and its formula, as a lesson shows them."""

    function: Callable
    derivative: Callable
    formula: str


ACTIVATIONS = {
    "identity": Activation(identity, identity_derivative, "z"),
    "step": Activation(step, step_derivative, "1 if z > 0 else 0"),
    "sigmoid": Activation(sigmoid, sigmoid_derivative, "1 / (1 + e⁻ᶻ)"),
    "tanh": Activation(tanh, tanh_derivative, "(eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)"),
    "relu": Activation(relu, relu_derivative, "max(0, z)"),
    "leaky_relu": Activation(leaky_relu, leaky_relu_derivative, "z if z > 0 else 0.01 z"),
    "prelu": Activation(prelu, prelu_derivative, "z if z > 0 else a z, a learned"),
    "elu": Activation(elu, elu_derivative, "z if z > 0 else α (eᶻ − 1)"),
    "selu": Activation(selu, selu_derivative, "1.0507 · (z if z > 0 else 1.6733 (eᶻ − 1))"),
    "softplus": Activation(softplus, softplus_derivative, "ln(1 + eᶻ)"),
    "gaussian": Activation(gaussian, gaussian_derivative, "e^(−z²)"),
    "gelu": Activation(gelu, gelu_derivative, "z Φ(z)"),
    "silu": Activation(silu, silu_derivative, "z σ(z)"),
}


def collapse(W1, b1, W2, b2):
    """Make one layer of two with no activation between: (X W₁ + b₁) W₂ + b₂ = X (W₁ W₂) + (b₁ W₂ + b₂).

    Parameters
    ----------
    W1, b1 : array_like (n_in, n), (n,)
    W2, b2 : array_like (n, n_out), (n_out,)

    Returns
    -------
    W, b : ndarray (n_in, n_out), (n_out,)

    Raises
    ------
    TypeError, ValueError
        For anything but finite numbers whose shapes fit.

    Examples
    --------
    >>> collapse([[2]], [1], [[3]], [5])
    (array([[6.]]), array([8.]))
    """
    W1, W2 = (inputs.numbers("collapse", name, W, ndim=2) for name, W in (("W1", W1), ("W2", W2)))
    b1, b2 = (inputs.numbers("collapse", name, b, ndim=1) for name, b in (("b1", b1), ("b2", b2)))
    if W1.shape[1] != W2.shape[0] or b1.shape != W1.shape[1:] or b2.shape != W2.shape[1:]:
        raise ValueError(f"collapse: W1 {W1.shape}, b1 {b1.shape}, W2 {W2.shape}, b2 {b2.shape} do not fit; "
                         "expected (n_in, n), (n,), (n, n_out), (n_out,)")
    with np.errstate(over="ignore", invalid="ignore"):
        return inputs.result("collapse", W1 @ W2), inputs.result("collapse", b1 @ W2 + b2)


def gradient_sizes(name, spread=1.0, depth=20, width=64, seed=0):
    """Send a gradient back through a deep network with random weights, and say how much of it is left.

    Each layer multiplies it by the slopes g′(Z) of that layer and by Wᵀ, as lesson 7 derives.

    Parameters
    ----------
    name : str
        One of `ACTIVATIONS`.
    spread : float ≥ 0
        The weights' standard deviation is spread / √width; √2 is that of He et al. 2015.
    depth, width : int ≥ 1
        Layers, and units in each of them.
    seed : int or Generator
        Draws the weights and 32 examples.

    Returns
    -------
    ndarray (depth + 1,)
        The size (root of the sum of squares) after 0, 1, … layers; it starts at 1.

    Raises
    ------
    TypeError, ValueError
        For arguments that do not fit, and where the numbers outgrow the float.

    Examples
    --------
    >>> gradient_sizes("step", depth=2)
    array([1., 0., 0.])
    """
    g, slope, _ = ACTIVATIONS[inputs.choice("gradient_sizes", "name", name, ACTIVATIONS)]
    spread = inputs.number("gradient_sizes", "spread", spread, at_least=0)
    depth = inputs.whole("gradient_sizes", "depth", depth, at_least=1, at_most=1000)
    width = inputs.whole("gradient_sizes", "width", width, at_least=1, at_most=1000)
    random = inputs.random("gradient_sizes", seed)
    Ws = random.normal(0, spread / np.sqrt(width), (depth, width, width))
    A, Zs = random.normal(size=(32, width)), []
    G = np.ones((32, width)) / np.sqrt(32 * width)
    sizes = [1.0]
    with np.errstate(all="ignore"):  # what overflows on the way is refused at the end
        for W in Ws:
            Zs.append(A @ W)
            A = g.__wrapped__(Zs[-1])
        for W, Z in zip(Ws[::-1], Zs[::-1]):
            G = (G * slope.__wrapped__(Z)) @ W.T
            sizes.append(np.linalg.norm(G))
    return inputs.result("gradient_sizes", sizes)
