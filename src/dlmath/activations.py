"""Activations: the functions that bend a network's lines, each beside its derivative.

Every function takes an array of any shape and answers entry by entry in the same shape; only `softmax`
looks at a whole row. float32 stays float32. All are exact and silent from −1000 to 1000 and far beyond.
What training calls millions of times is the function without its checks: `relu.core(z)`.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from dlmath.inputs import Kind, array, checked, matrix, number, refuse, same_shape, vector

SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772  # Klambauer et al. 2017


@checked
def identity(z: array):
    """Return z unchanged: no activation at all, as at the output of a regression.

    >>> identity(3)
    3.0
    """
    return z


@checked
def identity_derivative(z: array):
    """Return 1 everywhere."""
    return np.ones_like(z)


@checked
def step(z: array):
    """Return 1 where z > 0, else 0: the neuron of McCulloch and Pitts (1943).

    >>> step([-2, 0, 3])
    array([0., 0., 1.])
    """
    return (z > 0).astype(z.dtype)


@checked
def step_derivative(z: array):
    """Return 0 everywhere (at 0 there is no slope; 0 by convention): a step cannot be trained by descent."""
    return np.zeros_like(z)


@checked
def sigmoid(z: array):
    """Return 1 / (1 + e⁻ᶻ), between 0 and 1.

    The exponential is taken of −|z|, which cannot overflow.

    >>> sigmoid(0)
    0.5
    """
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


@checked
def sigmoid_derivative(z: array):
    """Return σ(z) (1 − σ(z)), at most 1/4; written σ(z) σ(−z), which stays exact far out."""
    return sigmoid.core(z) * sigmoid.core(-z)


@checked
def tanh(z: array):
    """Return the hyperbolic tangent, between −1 and 1; tanh z = 2 σ(2z) − 1.

    >>> tanh(0)
    0.0
    """
    return np.tanh(z)


@checked
def tanh_derivative(z: array):
    """Return 1 − tanh² z, at most 1; written 4 σ(2z) σ(−2z), which stays exact far out."""
    return 4 * sigmoid.core(2 * z) * sigmoid.core(-2 * z)


@checked
def relu(z: array):
    """Return max(0, z), the rectified linear unit.

    >>> relu([-2, 0, 3])
    array([0., 0., 3.])
    """
    return np.maximum(z, 0)


@checked
def relu_derivative(z: array):
    """Return 1 where z > 0, else 0; at 0, where the slope is not defined, 0 by convention."""
    return (z > 0).astype(z.dtype)


@checked
def leaky_relu(z: array, slope: number = 0.01):
    """Return z where z > 0, else slope · z, so that a unit below 0 still learns (Maas et al. 2013).

    >>> leaky_relu([-2, 3])
    array([-0.02,  3.  ])
    """
    return np.where(z > 0, z, slope * z)


@checked
def leaky_relu_derivative(z: array, slope: number = 0.01):
    """Return 1 where z > 0, else the slope."""
    return np.where(z > 0, 1, slope).astype(z.dtype)


@checked
def prelu(z: array, slope: number = 0.25):
    """Return z where z > 0, else slope · z, where the slope is learned too (He et al. 2015)."""
    return np.where(z > 0, z, slope * z)


@checked
def prelu_derivative(z: array, slope: number = 0.25):
    """Return the derivative with respect to z: 1 where z > 0, else the slope."""
    return np.where(z > 0, 1, slope).astype(z.dtype)


@checked
def elu(z: array, alpha: number = 1.0):
    """Return z where z > 0, else α (eᶻ − 1) (Clevert et al. 2016)."""
    return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))


@checked
def elu_derivative(z: array, alpha: number = 1.0):
    """Return 1 where z > 0, else α eᶻ."""
    return np.where(z > 0, 1, alpha * np.exp(np.minimum(z, 0)))


@checked
def selu(z: array):
    """Return λ ELU(z) with α ≈ 1.673 and λ ≈ 1.051, chosen to keep mean 0 and variance 1."""
    return SELU_SCALE * elu.core(z, SELU_ALPHA)


@checked
def selu_derivative(z: array):
    """Return λ ELU′(z)."""
    return SELU_SCALE * elu_derivative.core(z, SELU_ALPHA)


@checked
def softplus(z: array):
    """Return ln(1 + eᶻ), a smooth ReLU; written max(z, 0) + ln(1 + e^−|z|), which cannot overflow."""
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


@checked
def softplus_derivative(z: array):
    """Return σ(z)."""
    return sigmoid.core(z)


@checked
def gaussian(z: array):
    """Return e^(−z²), a bump at 0.

    >>> gaussian(0)
    1.0
    """
    return np.exp(-z * z)


@checked
def gaussian_derivative(z: array):
    """Return −2z e^(−z²)."""
    return -2 * (z * np.exp(-z * z))


def _normal_cdf(z):
    """Return Φ(z), the share of a standard normal below z; erfc keeps the far left tail exact."""
    return np.asarray(np.frompyfunc(math.erfc, 1, 1)(-z / math.sqrt(2)) / 2, dtype=z.dtype)


@checked
def gelu(z: array):
    """Return z Φ(z), the Gaussian error linear unit, exactly (Hendrycks and Gimpel 2016)."""
    return z * _normal_cdf(z)


@checked
def gelu_derivative(z: array):
    """Return Φ(z) + z φ(z), φ the standard normal density."""
    return _normal_cdf(z) + z * (np.exp(-z * z / 2) / math.sqrt(2 * math.pi))


@checked
def silu(z: array):
    """Return z σ(z), also called swish (Elfwing et al. 2018)."""
    return z * sigmoid.core(z)


@checked
def silu_derivative(z: array):
    """Return σ(z) (1 + z σ(−z))."""
    return sigmoid.core(z) * (1 + z * sigmoid.core(-z))


@Kind
def scores(value, name):
    """Take rows of scores: the last axis is one example's."""
    Z = array.check(value, name)
    if Z.ndim == 0:
        refuse(f"{name} is a single number; softmax compares the scores of a row")
    return Z


@checked
def softmax(Z: scores, temperature: number(above=0) = 1.0):
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
        For anything but finite numbers of rank 1 or more, or a temperature that is not above 0.

    Examples
    --------
    >>> softmax([1000, 1000])
    array([0.5, 0.5])
    """
    if Z.dtype.type(temperature) == 0:
        refuse(f"temperature {temperature:g} is 0 as a {Z.dtype}")
    e = np.exp((Z - Z.max(axis=-1, keepdims=True)) / temperature)
    return e / e.sum(axis=-1, keepdims=True)


@checked
def softmax_jvp(Z: scores, V: array):
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
    same_shape(Z=Z, V=V)
    A = softmax.core(Z)
    return A * (V - (A * V).sum(axis=-1, keepdims=True))


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
    "elu": Activation(elu, elu_derivative, "z if z > 0 else eᶻ − 1"),
    "selu": Activation(selu, selu_derivative, "1.0507 z if z > 0 else 1.7581 (eᶻ − 1)"),
    "softplus": Activation(softplus, softplus_derivative, "ln(1 + eᶻ)"),
    "gaussian": Activation(gaussian, gaussian_derivative, "e^(−z²)"),
    "gelu": Activation(gelu, gelu_derivative, "z Φ(z)"),
    "silu": Activation(silu, silu_derivative, "z σ(z)"),
}


@checked
def collapse(W1: matrix, b1: vector, W2: matrix, b2: vector):
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
    if W1.shape[1] != W2.shape[0] or b1.shape != W1.shape[1:] or b2.shape != W2.shape[1:]:
        refuse(f"W1 {W1.shape}, b1 {b1.shape}, W2 {W2.shape}, b2 {b2.shape} do not fit; "
               "expected (n_in, n), (n,), (n, n_out), (n_out,)")
    return W1 @ W2, b1 @ W2 + b2


class Bends(NamedTuple):
    """Where units have a corner, where their sum bends, and its slopes from left to right, one more than bends."""

    corners: np.ndarray
    places: np.ndarray
    slopes: np.ndarray


@checked
def bends(w1: vector, b1: vector, w2: vector, reach: number(above=0) = 3.0):
    """Find where Σ w₂ ReLU(w₁ x + b₁) bends: at the corners −b₁ / w₁ of its units, unless two of them cancel.

    Parameters
    ----------
    w1, b1, w2 : array_like (n,)
    reach : float above 0
        Looks between −reach and reach.

    Returns
    -------
    Bends

    Raises
    ------
    TypeError, ValueError
        For anything but finite numbers of one shape.

    Examples
    --------
    >>> bends([1, 1, 1], [1, 0, -1], [1, -2, 2]).slopes
    array([ 0.,  1., -1.,  1.])
    """
    same_shape(w1=w1, b1=b1, w2=w2)
    corners = np.unique([-b / w for w, b in zip(w1, b1) if w and abs(b / w) < reach])
    ends = np.array([-reach, *corners, reach])
    middles = (ends[:-1] + ends[1:]) / 2
    slopes = (np.outer(middles, w1) + b1 > 0) @ (w1 * w2)
    turns = np.abs(np.diff(slopes)) > 1e-9
    return Bends(corners, corners[turns], slopes[np.append(True, turns)])


@checked
def follow(x: vector, y: vector):
    """Make ReLU units whose sum passes through points: one unit for each piece between two points.

    Unit i is ReLU(x − x[i]), with its corner at point i; its output weight is by how much the slope changes there.

    Parameters
    ----------
    x, y : array_like (n + 1,)
        The points, from left to right.

    Returns
    -------
    b1, w2 : ndarray (n,)
        The biases of the units, whose weights are all 1, and what the output makes of each unit.
    b2 : float
        The bias of the output: the height of the first point.

    Raises
    ------
    TypeError, ValueError
        For anything but finite numbers of one shape, at least two points, and x that grows.

    Examples
    --------
    >>> follow([0, 1, 2], [0, 1, 0])
    (array([ 0., -1.]), array([ 1., -2.]), 0.0)
    """
    same_shape(x=x, y=y)
    if len(x) < 2 or not (np.diff(x) > 0).all():
        refuse("x must hold at least two numbers, each larger than the one before")
    slopes = np.diff(y) / np.diff(x)
    return 0 - x[:-1], np.concatenate([slopes[:1], np.diff(slopes)]), y[0]
