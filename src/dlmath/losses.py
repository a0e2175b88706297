"""Losses: one number that says how wrong, each beside its gradient.

Every loss is a mean, so that it does not grow with the batch. It is a mean over the N entries of the
prediction: for an (m, n_out) array N = m · n_out, and with one output N is m, the number of examples. The
categorical losses have one term for each example, and are a mean over m. Probabilities of exactly 0 and 1
are exact; where a loss would be infinite it is refused, and its `_from_scores` sister, which never needs the
probability, is not.
"""

from typing import NamedTuple

import numpy as np

from dlmath import inputs
from dlmath.activations import _sigmoid, _softmax, softplus

_softplus = softplus.__wrapped__


def mean_squared_error(prediction, target):
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
    prediction, target = _pair("mean_squared_error", prediction, target)
    return _mean("mean_squared_error", lambda: (prediction - target) ** 2)


def mean_squared_error_gradient(prediction, target):
    """Return ∂L/∂ŷ = 2 (ŷ − y) / N, same shape as the prediction."""
    prediction, target = _pair("mean_squared_error_gradient", prediction, target)
    return _each("mean_squared_error_gradient", lambda: (prediction - target) * (2 / target.size))


def mean_absolute_error(prediction, target):
    """Return (1/N) Σ |ŷ − y|, over all N = m · n_out entries.

    >>> mean_absolute_error([2, 4], [1, 1])
    2.0
    """
    prediction, target = _pair("mean_absolute_error", prediction, target)
    return _mean("mean_absolute_error", lambda: np.abs(prediction - target))


def mean_absolute_error_gradient(prediction, target):
    """Return ∂L/∂ŷ = sign(ŷ − y) / N; 0 where both agree, where the slope is not defined."""
    prediction, target = _pair("mean_absolute_error_gradient", prediction, target)
    return _each("mean_absolute_error_gradient", lambda: np.sign(prediction - target) / target.size)


def huber(prediction, target, delta=1.0):
    """Return the mean of r²/2 where |r| ≤ δ, else δ (|r| − δ/2), for residuals r = ŷ − y (Huber 1964).

    >>> huber([0.5, 3], [0, 0])
    1.3125
    """
    prediction, target = _pair("huber", prediction, target)
    delta = inputs.number("huber", "delta", delta, above=0)

    def loss():
        r = np.abs(prediction - target)
        near = np.minimum(r, delta)
        return near * (r - near / 2)

    return _mean("huber", loss)


def huber_gradient(prediction, target, delta=1.0):
    """Return ∂L/∂ŷ: the residual, cut off at ±δ, over N."""
    prediction, target = _pair("huber_gradient", prediction, target)
    delta = inputs.number("huber_gradient", "delta", delta, above=0)
    return _each("huber_gradient", lambda: np.clip(prediction - target, -delta, delta) / target.size)


def binary_cross_entropy(prediction, target):
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
    where = "binary_cross_entropy"
    prediction, target = _probabilities(where, prediction, target)
    _refuse_certain(where, (prediction == 0) & (target > 0) | (prediction == 1) & (target < 1))
    return _mean(where, lambda: -_weigh(target, np.log(prediction)) - _weigh(1 - target, np.log1p(-prediction)))


def binary_cross_entropy_gradient(prediction, target):
    """Return ∂L/∂ŷ = (1/N) [−y/ŷ + (1 − y)/(1 − ŷ)], same shape as the prediction.

    Raises
    ------
    TypeError, ValueError
        As the loss itself does.
    """
    where = "binary_cross_entropy_gradient"
    prediction, target = _probabilities(where, prediction, target)
    _refuse_certain(where, (prediction == 0) & (target > 0) | (prediction == 1) & (target < 1))
    return _each(where, lambda: (_weigh(1 - target, 1 / (1 - prediction)) - _weigh(target, 1 / prediction))
                 / target.size)


def binary_cross_entropy_from_scores(scores, target):
    """Return binary cross-entropy of σ(z), from the score z: mean of y softplus(−z) + (1 − y) softplus(z).

    Stable however sure the score: at z = −1000, y = 1 it is 1000.

    >>> binary_cross_entropy_from_scores([-1000.0], [1])
    1000.0
    """
    where = "binary_cross_entropy_from_scores"
    scores, target = _pair(where, scores, target, name="scores")
    _between_0_and_1(where, "target", target)
    return _mean(where, lambda: _binary_from_scores(scores, target))


def binary_cross_entropy_from_scores_gradient(scores, target):
    """Return ∂L/∂z = (σ(z) − y) / N, same shape as the scores."""
    where = "binary_cross_entropy_from_scores_gradient"
    scores, target = _pair(where, scores, target, name="scores")
    _between_0_and_1(where, "target", target)
    return _each(where, lambda: (_sigmoid(scores) - target) / target.size)


def categorical_cross_entropy(prediction, target):
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
    where = "categorical_cross_entropy"
    prediction, target = _classes(where, prediction, target, probabilities=True)
    _refuse_certain(where, (prediction == 0) & (target > 0))
    return _mean(where, lambda: -_weigh(target, np.log(prediction)).sum(axis=1))


def categorical_cross_entropy_gradient(prediction, target):
    """Return ∂L/∂ŷ = −y / (m ŷ), shape (m, k); raises as the loss does."""
    where = "categorical_cross_entropy_gradient"
    prediction, target = _classes(where, prediction, target, probabilities=True)
    _refuse_certain(where, (prediction == 0) & (target > 0))
    return _each(where, lambda: -_weigh(target, 1 / prediction) / len(target))


def categorical_cross_entropy_from_scores(scores, target):
    """Return categorical cross-entropy of softmax(Z), from the scores Z (m, k): the mean of logsumexp(z) − z[right].

    >>> categorical_cross_entropy_from_scores([[1000.0, 0.0]], [1])
    1000.0
    """
    where = "categorical_cross_entropy_from_scores"
    scores, target = _classes(where, scores, target)
    return _mean(where, lambda: _categorical_from_scores(scores, target))


def categorical_cross_entropy_from_scores_gradient(scores, target):
    """Return ∂L/∂Z = (softmax(Z) − y) / m, shape (m, k)."""
    where = "categorical_cross_entropy_from_scores_gradient"
    scores, target = _classes(where, scores, target)
    return _each(where, lambda: (_softmax(scores) - target) / len(target))


def log_sum_exp(scores):
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
    scores = inputs.numbers("log_sum_exp", "scores", scores)
    if scores.ndim == 0:
        raise ValueError("log_sum_exp: scores is a single number; it sums over the scores of a row")
    largest = scores.max(axis=-1)
    with np.errstate(over="ignore"):
        return inputs.result("log_sum_exp", largest + np.log(np.exp(scores - largest[..., None]).sum(axis=-1)))


def one_hot(labels, classes, dtype=np.float64):
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
    labels = inputs.numbers("one_hot", "labels", labels, ndim=1)
    classes = inputs.whole("one_hot", "classes", classes, at_least=1, at_most=10**6)
    if (labels != np.floor(labels)).any():
        raise TypeError("one_hot: labels must be whole numbers")
    if labels.min() < 0 or labels.max() >= classes:
        raise ValueError(f"one_hot: labels must lie between 0 and {classes - 1}, "
                         f"not {labels.min():g} to {labels.max():g}")
    try:
        rows = np.zeros((len(labels), classes), dtype)
    except (TypeError, ValueError):
        raise TypeError(f"one_hot: dtype must be a type of numbers, not {inputs.shown(dtype)}") from None
    if rows.dtype.kind not in "biuf":
        raise TypeError(f"one_hot: dtype must be a type of numbers, not {inputs.shown(dtype)}")
    rows[np.arange(len(labels)), labels.astype(int)] = 1
    return rows


class LineFit(NamedTuple):
    """How a line meets points: what it says, how far off it is, the squares, and their mean."""

    prediction: np.ndarray
    residual: np.ndarray
    square: np.ndarray
    loss: float


def line_fit(x, y, slope, intercept):
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
    x, y = _points_of("line_fit", x, y)
    slope, intercept = inputs.number("line_fit", "slope", slope), inputs.number("line_fit", "intercept", intercept)
    with np.errstate(over="ignore", invalid="ignore"):
        prediction = slope * x + intercept
        residual = prediction - y
        square = residual**2
        loss = inputs.result("line_fit", square.mean())
    return LineFit(prediction, residual, square, loss)


class LineBowl(NamedTuple):
    """The mean squared error of every line through some points: L = loss + d · curvature · d.

    Here d = (slope, intercept) − (the best slope, the best intercept), and `loss` is the least there is.
    """

    slope: float
    intercept: float
    loss: float
    curvature: np.ndarray

    def ring(self, loss, count=73):
        """Return the lines (slope, intercept) whose loss is `loss`, an ellipse, shape (count, 2).

        Raises
        ------
        TypeError, ValueError
            If `loss` is below the least loss, or is no number.
        """
        height = inputs.number("LineBowl.ring", "loss", loss, at_least=self.loss) - self.loss
        count = inputs.whole("LineBowl.ring", "count", count, at_least=2, at_most=10**6)
        turn = np.linspace(0, 2 * np.pi, count)
        circle = np.sqrt(height) * np.stack([np.cos(turn), np.sin(turn)])
        return (self.slope, self.intercept) + np.linalg.solve(np.linalg.cholesky(self.curvature).T, circle).T


def line_bowl(x, y):
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
    x, y = _points_of("line_bowl", x, y)
    x, y = x.astype(np.float64), y.astype(np.float64)
    with np.errstate(over="ignore", invalid="ignore"):
        away = x - x.mean()
        spread, mean_square = (away**2).mean(), inputs.result("line_bowl", (x**2).mean())
        if not spread > 1e-12 * mean_square:
            raise ValueError("line_bowl: all x are the same, so many lines are equally good; move a point sideways")
        slope = float((away * (y - y.mean())).mean() / spread)
        intercept = float(y.mean() - slope * x.mean())
        inputs.result("line_bowl", np.array([slope, intercept]))
    curvature = np.array([[mean_square, x.mean()], [x.mean(), 1.0]])
    return LineBowl(slope, intercept, line_fit(x, y, slope, intercept).loss, curvature)


def _points_of(where, x, y):
    """Check two rows of coordinates of the same length."""
    x, y = inputs.numbers(where, "x", x, ndim=1), inputs.numbers(where, "y", y, ndim=1)
    inputs.same_shape(where, x=x, y=y)
    return x, y


def _binary_from_scores(scores, target):
    """Return each entry's loss from finite scores."""
    return target * _softplus(-scores) + (1 - target) * _softplus(scores)


def _categorical_from_scores(scores, target):
    """Return each row's logsumexp(z) − y·z, from finite scores and one-hot targets (m, k)."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    return np.log(np.exp(shifted).sum(axis=1)) - np.where(target > 0, target * shifted, 0).sum(axis=1)


def _pair(where, prediction, target, name="prediction"):
    """Check two arrays that must agree in shape, and give both the prediction's float type."""
    prediction = inputs.numbers(where, name, prediction)
    target = inputs.numbers(where, "target", target)
    inputs.same_shape(where, **{name: prediction, "target": target})
    return prediction, _as(where, "target", target, prediction.dtype)


def _probabilities(where, prediction, target):
    """Check two arrays of the same shape that hold probabilities."""
    prediction, target = _pair(where, prediction, target)
    _between_0_and_1(where, "prediction", prediction)
    _between_0_and_1(where, "target", target)
    return prediction, target


def _classes(where, scores, target, probabilities=False):
    """Check rows of scores or probabilities and their labels or one-hot rows; return both as (m, k)."""
    name = "prediction" if probabilities else "scores"
    scores = inputs.numbers(where, name, scores, ndim=2)
    target = inputs.numbers(where, "target", target, ndim=(1, 2))
    if len(target) != len(scores):
        raise ValueError(f"{where}: {name} {scores.shape} has {len(scores)} rows, "
                         f"target {target.shape} has {len(target)}")
    if target.ndim == 1:
        try:
            target = one_hot(target, scores.shape[1], scores.dtype)
        except (TypeError, ValueError) as error:
            raise type(error)(f"{where}: target: {str(error).removeprefix('one_hot: ')}") from None
    inputs.same_shape(where, **{name: scores, "target": target})
    for rows, row_name in ((scores, name), (target, "target"))[not probabilities:]:
        _sum_to_1(where, row_name, rows)
    return scores, _as(where, "target", target, scores.dtype)


def _as(where, name, array, dtype):
    """Return an array in another float type, and refuse what does not fit into it."""
    with np.errstate(over="ignore"):
        cast = array.astype(dtype, copy=False)
    if not np.isfinite(cast).all():
        raise ValueError(f"{where}: {name} holds a number too large for {cast.dtype}")
    return cast


def _between_0_and_1(where, name, array):
    """Refuse values that are no probabilities."""
    if array.min() < 0 or array.max() > 1:
        raise ValueError(f"{where}: {name} must lie between 0 and 1, not {array.min():.4g} to {array.max():.4g}")


def _sum_to_1(where, name, rows):
    """Refuse rows that are no probabilities of classes."""
    _between_0_and_1(where, name, rows)
    sums = rows.sum(axis=1)
    worst = int(np.abs(sums - 1).argmax())
    if abs(sums[worst] - 1) > 1e-4:
        raise ValueError(f"{where}: each row of {name} must sum to 1; row {worst} sums to {sums[worst]:.4g}")


def _refuse_certain(where, wrong):
    """Refuse a prediction that calls impossible what happened."""
    if wrong.any():
        place = [int(i) for i in np.argwhere(wrong)[0]] or ""
        raise ValueError(f"{where}: prediction{place} is certain and wrong, so the loss is infinite; "
                         "compute it from the scores")


def _weigh(weight, term):
    """Return weight · term, exactly 0 where the weight is 0, even if the term is infinite there."""
    return np.where(weight == 0, 0, weight * term)


def _mean(where, losses):
    """Average what `losses()` returns, and refuse a mean that has overflowed."""
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        return inputs.result(where, losses().mean())


def _each(where, gradient):
    """Return what `gradient()` returns, and refuse one that has overflowed."""
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        return inputs.result(where, gradient() + 0.0)  # no −0
