"""Losses: one number that says how wrong, each beside its gradient; and what ends a network, loss and activation.

Every loss is a mean, so that it does not grow with the batch. It is a mean over the N entries of the
prediction: for an (m, n_out) array N = m · n_out, and with one output N is m, the number of examples. The
categorical losses have one term for each example, and are a mean over m. Probabilities of exactly 0 and 1
are exact; where a loss would be infinite it is refused, and its `_from_scores` sister, which never needs the
probability, is not.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from dlmath.activations import ACTIVATIONS, softmax, softmax_jvp
from dlmath.inputs import Kind, answer, array, checked, matrix, number, refuse, same_shape, shown, vector, whole


@Kind
def probabilities(value, name):
    """Take an `array` of numbers between 0 and 1."""
    value = array.check(value, name)
    if value.min() < 0 or value.max() > 1:
        refuse(f"{name} must lie between 0 and 1, not {value.min():.4g} to {value.max():.4g}")
    return value


@Kind
def distributions(value, name):
    """Take a `matrix` (m, k) whose rows are the probabilities of k classes."""
    rows = probabilities.check(matrix.check(value, name), name)
    sums = rows.sum(axis=1)
    worst = int(np.abs(sums - 1).argmax())
    if abs(sums[worst] - 1) > 1e-4:
        refuse(f"each row of {name} must sum to 1; row {worst} sums to {sums[worst]:.4g}")
    return rows


@Kind
def class_labels(value, name, classes):
    """Take whole numbers (m,) from 0 to classes − 1 as ints."""
    value = vector.check(value, name)
    if (value != np.floor(value)).any():
        refuse(f"{name} must be whole numbers", TypeError)
    if value.min() < 0 or value.max() >= classes:
        refuse(f"{name} must lie between 0 and {classes - 1}, not {value.min():g} to {value.max():g}")
    return value.astype(int)


@checked
def mean_squared_error(prediction: array, target: array):
    """Return (1/N) Σ (ŷ − y)², over all N = m · n_out entries.

    Parameters
    ----------
    prediction, target : array_like, same shape

    Raises
    ------
    TypeError, ValueError
        For anything but finite numbers of the same shape, and for a loss too large for a float.

    Examples
    --------
    >>> mean_squared_error([2, 4], [1, 1])
    5.0
    """
    return ((prediction - _like(prediction, target)) ** 2).mean()


@checked
def mean_squared_error_gradient(prediction: array, target: array):
    """Return ∂L/∂ŷ = 2 (ŷ − y) / N, same shape as the prediction."""
    return (prediction - _like(prediction, target)) * (2 / target.size)


@checked
def mean_absolute_error(prediction: array, target: array):
    """Return (1/N) Σ |ŷ − y|, over all N = m · n_out entries.

    >>> mean_absolute_error([2, 4], [1, 1])
    2.0
    """
    return np.abs(prediction - _like(prediction, target)).mean()


@checked
def mean_absolute_error_gradient(prediction: array, target: array):
    """Return ∂L/∂ŷ = sign(ŷ − y) / N; 0 where both agree, where the slope is not defined."""
    return np.sign(prediction - _like(prediction, target)) / target.size


@checked
def huber(prediction: array, target: array, delta: number(above=0) = 1.0):
    """Return the mean of r²/2 where |r| ≤ δ, else δ (|r| − δ/2), for residuals r = ŷ − y (Huber 1964).

    >>> huber([0.5, 3], [0, 0])
    1.3125
    """
    r = np.abs(prediction - _like(prediction, target))
    near = np.minimum(r, delta)
    return (near * (r - near / 2)).mean()


@checked
def huber_gradient(prediction: array, target: array, delta: number(above=0) = 1.0):
    """Return ∂L/∂ŷ: the residual, cut off at ±δ, over N."""
    return np.clip(prediction - _like(prediction, target), -delta, delta) / target.size


@checked
def binary_cross_entropy(prediction: probabilities, target: probabilities):
    """Return −(1/N) Σ [y ln ŷ + (1 − y) ln(1 − ŷ)], over all N = m · n_out entries.

    Parameters
    ----------
    prediction, target : array_like, same shape, between 0 and 1
        A term whose y, or 1 − y, is 0 is exactly 0, whatever ŷ is.

    Raises
    ------
    TypeError
        For anything but real numbers.
    ValueError
        For other shapes or values, and where ŷ is exactly 0 or 1 and y disagrees: that loss is infinite.

    Examples
    --------
    >>> round(binary_cross_entropy([0.5, 1], [1, 1]), 4)
    0.3466
    """
    target = _like(prediction, target)
    _refuse_certain((prediction == 0) & (target > 0) | (prediction == 1) & (target < 1))
    return (-_weigh(target, np.log(prediction)) - _weigh(1 - target, np.log1p(-prediction))).mean()


@checked
def binary_cross_entropy_gradient(prediction: probabilities, target: probabilities):
    """Return ∂L/∂ŷ = (1/N) [−y/ŷ + (1 − y)/(1 − ŷ)], same shape as the prediction; raises as the loss does."""
    target = _like(prediction, target)
    _refuse_certain((prediction == 0) & (target > 0) | (prediction == 1) & (target < 1))
    return (_weigh(1 - target, 1 / (1 - prediction)) - _weigh(target, 1 / prediction)) / target.size


@checked
def binary_cross_entropy_from_scores(scores: array, target: probabilities):
    """Return binary cross-entropy of σ(z), from the score z: mean of y softplus(−z) + (1 − y) softplus(z).

    Stable however sure the score: at z = −1000, y = 1 it is 1000.

    >>> binary_cross_entropy_from_scores([-1000.0], [1])
    1000.0
    """
    return _sigmoid_cross_entropy(scores, _like(scores, target, "scores"))[0]


@checked
def binary_cross_entropy_from_scores_gradient(scores: array, target: probabilities):
    """Return ∂L/∂z = (σ(z) − y) / N, same shape as the scores."""
    return _sigmoid_cross_entropy(scores, _like(scores, target, "scores"))[1]


def _sigmoid_cross_entropy(Z, y):
    """Return the loss and ∂L/∂Z where a sigmoid meets cross-entropy, from one exponential, e^−|z|.

    softplus(z) is max(0, z) + ln(1 + e^−|z|), and σ(z) is 1 / (1 + e^−|z|) above 0, e^−|z| / (1 + e^−|z|) below.
    """
    e, above = np.exp(-np.abs(Z)), Z >= 0
    loss = np.abs(Z) * np.where(above, 1 - y, y) + np.log1p(e)
    return loss.mean(), (np.where(above, 1, e) / (1 + e) - y) / Z.size


@checked
def categorical_cross_entropy(prediction: distributions, target: array(rank=(1, 2))):
    """Return −(1/m) Σ ln ŷ[right class], for probabilities ŷ.

    Parameters
    ----------
    prediction : array_like (m, k)
        Probabilities, each row sums to 1.
    target : array_like (m,) of labels 0…k−1, or (m, k) of probabilities (one-hot)

    Raises
    ------
    TypeError
        For anything but real numbers.
    ValueError
        For other shapes or values, and where the right class has probability 0: that loss is infinite.

    Examples
    --------
    >>> round(categorical_cross_entropy([[0.5, 0.25, 0.25]], [0]), 4)
    0.6931
    """
    target = _classes(prediction, target, "prediction", rows=True)
    _refuse_certain((prediction == 0) & (target > 0))
    return -_weigh(target, np.log(prediction)).sum(axis=1).mean()


@checked
def categorical_cross_entropy_gradient(prediction: distributions, target: array(rank=(1, 2))):
    """Return ∂L/∂ŷ = −y / (m ŷ), shape (m, k); raises as the loss does."""
    target = _classes(prediction, target, "prediction", rows=True)
    _refuse_certain((prediction == 0) & (target > 0))
    return -_weigh(target, 1 / prediction) / len(target)


@checked
def categorical_cross_entropy_from_scores(scores: matrix, target: array(rank=(1, 2))):
    """Return categorical cross-entropy of softmax(Z), from the scores Z (m, k): the mean of logsumexp(z) − z[right].

    >>> categorical_cross_entropy_from_scores([[1000.0, 0.0]], [1])
    1000.0
    """
    return _softmax_cross_entropy(scores, _classes(scores, target))[0]


@checked
def categorical_cross_entropy_from_scores_gradient(scores: matrix, target: array(rank=(1, 2))):
    """Return ∂L/∂Z = (softmax(Z) − y) / m, shape (m, k)."""
    return _softmax_cross_entropy(scores, _classes(scores, target))[1]


def _softmax_cross_entropy(Z, y):
    """Return the loss and ∂L/∂Z where softmax meets cross-entropy, from one exponential per score.

    The loss is ln Σ e^z − z[right]; taking the largest score out of all leaves it as it is, and nothing overflows.
    y holds labels (m,), or rows of probabilities (m, k).
    """
    shifted = Z - Z.max(axis=1, keepdims=True)
    slope = np.exp(shifted)
    total = slope.sum(axis=1, keepdims=True)
    slope /= total
    if y.ndim == 1:
        right = np.arange(len(Z)), y
        score = shifted[right]
        slope[right] -= 1
    else:
        score = _weigh(y, shifted).sum(axis=1)
        slope -= y
    slope /= len(Z)
    return (np.log(total[:, 0]) - score).mean(), slope


@checked
def log_sum_exp(scores: array):
    """Return ln Σ e^z along the last axis; the largest score is taken out first, so nothing overflows.

    Raises
    ------
    TypeError, ValueError
        For anything but finite numbers of rank 1 or more.

    Examples
    --------
    >>> round(log_sum_exp([1000.0, 1000.0]), 4)
    1000.6931
    """
    if scores.ndim == 0:
        refuse("scores is a single number; it sums over the scores of a row")
    largest = scores.max(axis=-1)
    return largest + np.log(np.exp(scores - largest[..., None]).sum(axis=-1))


@checked
def one_hot(labels: vector, classes: whole(at_least=1, at_most=10**6), dtype=np.float64):
    """Return rows with a 1 at each label and 0 elsewhere, shape (m, classes).

    Raises
    ------
    TypeError
        If the labels are not whole numbers.
    ValueError
        If they are not one row of labels between 0 and classes − 1.

    Examples
    --------
    >>> one_hot([2, 0], 3)
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    right = class_labels.check(labels, "labels", classes=classes)
    try:
        rows = np.zeros((len(right), classes), dtype)
    except (TypeError, ValueError):
        rows = np.zeros(0, object)
    if rows.dtype.kind not in "biuf":
        refuse(f"dtype must be a type of numbers, not {shown(dtype)}", TypeError)
    rows[np.arange(len(right)), right] = 1
    return rows


class LineFit(NamedTuple):
    """How a line meets points: what it says, how far off it is, the squares, and their mean."""

    prediction: np.ndarray
    residual: np.ndarray
    square: np.ndarray
    loss: float


@checked
def line_fit(x: vector, y: vector, slope: number, intercept: number):
    """Return how the line ŷ = slope · x + intercept meets the points (x, y), step by step.

    Parameters
    ----------
    x, y : array_like (m,)
    slope, intercept : float

    Returns
    -------
    LineFit
        With the residuals ŷ − y, their squares, and the mean of these: the mean squared error.

    Raises
    ------
    TypeError, ValueError
        For anything but finite numbers, x and y of the same shape, and for a loss too large for a float.

    Examples
    --------
    >>> line_fit([0, 1, 2, 3], [2, 1, 6, 7], 1, 3).square.tolist()
    [1.0, 9.0, 1.0, 1.0]
    """
    same_shape(x=x, y=y)
    prediction = slope * x + intercept
    residual = prediction - y
    square = residual**2
    return LineFit(prediction, residual, square, square.mean())


class LineBowl(NamedTuple):
    """The mean squared error of every line through some points: L = loss + d · curvature · d.

    Here d = (slope, intercept) − (the best slope, the best intercept), and `loss` is the least there is.
    """

    slope: float
    intercept: float
    loss: float
    curvature: np.ndarray

    @checked
    def ring(self, loss: number, count: whole(at_least=2, at_most=10**6) = 73):
        """Return the lines (slope, intercept) whose loss is `loss`, an ellipse, shape (count, 2).

        Raises
        ------
        TypeError, ValueError
            If `loss` is below the least loss, or is no number.
        """
        height = number.check(loss, "loss", at_least=self.loss) - self.loss
        turn = np.linspace(0, 2 * np.pi, count)
        circle = np.sqrt(height) * np.stack([np.cos(turn), np.sin(turn)])
        return (self.slope, self.intercept) + np.linalg.solve(np.linalg.cholesky(self.curvature).T, circle).T


@checked
def line_bowl(x: vector, y: vector):
    """Return the bowl that mean squared error makes over slope and intercept; its lowest place is the best line.

    The best line goes through the means of x and y; its slope is Σ (x − x̄)(y − ȳ) / Σ (x − x̄)²
    (least squares, Legendre 1805).

    Parameters
    ----------
    x, y : array_like (m,)

    Raises
    ------
    TypeError, ValueError
        As `line_fit` does, and where all x are nearly equal: then many lines are equally good.

    Examples
    --------
    >>> line_bowl([0, 1, 2, 3], [2, 1, 6, 7])[:3]
    (2.0, 1.0, 1.5)
    """
    same_shape(x=x, y=y)
    x, y = x.astype(np.float64), y.astype(np.float64)
    away = x - x.mean()
    spread, mean_square = (away**2).mean(), answer((x**2).mean())
    if not spread > 1e-12 * mean_square:
        refuse("all x are the same, so many lines are equally good; move a point sideways")
    slope = answer((away * (y - y.mean())).mean() / spread)
    intercept = answer(y.mean() - slope * x.mean())
    curvature = np.array([[mean_square, x.mean()], [x.mean(), 1.0]])
    return LineBowl(slope, intercept, line_fit.core(x, y, slope, intercept).loss, curvature)


class Loss(NamedTuple):
    """A loss, its gradient, and the kind of answers y that it takes."""

    of: Callable
    gradient: Callable
    takes: Kind


LOSSES = {
    "mean_squared_error": Loss(mean_squared_error, mean_squared_error_gradient, array),
    "mean_absolute_error": Loss(mean_absolute_error, mean_absolute_error_gradient, array),
    "huber": Loss(huber, huber_gradient, array),
    "binary_cross_entropy": Loss(binary_cross_entropy, binary_cross_entropy_gradient, probabilities),
    "categorical_cross_entropy": Loss(categorical_cross_entropy, categorical_cross_entropy_gradient, distributions),
}
MEETINGS = {("sigmoid", "binary_cross_entropy"): _sigmoid_cross_entropy,
            ("softmax", "categorical_cross_entropy"): _softmax_cross_entropy}


class Ending(NamedTuple):
    """What ends a network: its last activation g and its loss L, by their names, which training needs together."""

    activation: str  # one of `ACTIVATIONS`, or "softmax"
    loss: str  # one of `LOSSES`

    @property
    def meets(self):
        """Whether the two are made for each other: a sigmoid or softmax with its cross-entropy.

        Then ∂L/∂Z is ŷ − y over what the mean divides by, finite even where a probability is 0 and the loss has no
        slope; and both come from one exponential.
        """
        return (self.activation, self.loss) in MEETINGS

    def output(self, Z):
        """Return the prediction ŷ = g(Z), unchecked, shape (m, n_out)."""
        return softmax.core(Z) if self.activation == "softmax" else ACTIVATIONS[self.activation].function.core(Z)

    def loss_and_slope(self, Z, y):
        """Return L and ∂L/∂Z for scores Z (m, n_out) and answers y, unchecked: what overflows is for the caller.

        A loss that does not meet its activation refuses predictions, with a ValueError, where it is infinite.
        """
        if self.meets:
            loss, slope = MEETINGS[self.activation, self.loss](Z, y)
        else:
            A, (of, gradient, _) = self.output(Z), LOSSES[self.loss]
            loss, dA = of.core(A, y), gradient.core(A, y)
            slope = softmax_jvp.core(Z, dA) if self.activation == "softmax" else \
                dA * ACTIVATIONS[self.activation].derivative.core(Z)
        return float(loss), slope

    def answers(self, y, shape, dtype, name="y"):
        """Return answers y as the loss takes them, rows of this shape and type, or labels as ints; refuse all else."""
        m, width = shape
        takes_labels = width > 1 and self.activation in ("sigmoid", "softmax")
        if y.shape == (m,) and takes_labels:
            y = class_labels.check(y, f"{name}: labels", classes=width)
            return y if self.loss == "categorical_cross_entropy" else one_hot.core(y, width, dtype)
        if y.shape != shape:
            refuse(f"{name} has shape {y.shape}; for {m} examples it must be ({m}, {width})"
                   + " or labels (m,)" * takes_labels)
        return LOSSES[self.loss].takes.check(cast(y, dtype, name), name)


def cast(values, dtype, name):
    """Return an array in another float type, and refuse what does not fit into it."""
    if values.dtype != dtype:
        values = values.astype(dtype)
        if not np.isfinite(values).all():
            refuse(f"{name} holds a number too large for {values.dtype}")
    return values


def _like(prediction, target, name="prediction"):
    """Return the target in the prediction's float type; refuse one of another shape."""
    same_shape(**{name: prediction, "target": target})
    return cast(target, prediction.dtype, "target")


def _classes(scores, target, name="scores", rows=False):
    """Check the target of rows of scores: labels, returned as ints or, if asked for, as rows; or rows already."""
    if len(target) != len(scores):
        refuse(f"{name} {scores.shape} has {len(scores)} rows, target {target.shape} has {len(target)}")
    if target.ndim == 2:
        return distributions.check(_like(scores, target, name), "target")
    labels = class_labels.check(target, "target: labels", classes=scores.shape[1])
    return one_hot.core(labels, scores.shape[1], scores.dtype) if rows else labels


def _refuse_certain(wrong):
    """Refuse a prediction that calls impossible what happened."""
    if wrong.any():
        place = [int(i) for i in np.argwhere(wrong)[0]] or ""
        refuse(f"prediction{place} is certain and wrong, so the loss is infinite; compute it from the scores")


def _weigh(weight, term):
    """Return weight · term, exactly 0 where the weight is 0, even if the term is infinite there."""
    return np.where(weight == 0, 0, weight * term)
