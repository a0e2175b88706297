"""Training: batches, epochs, validation, and when to stop."""

import copy
import math
from typing import NamedTuple

import numpy as np

from dlmath import inputs
from dlmath.course.progress_bar import Progress
from dlmath.descent import Adam, Optimizer, _schedule
from dlmath.network import Network

PROBE = 128  # examples whose loss tells whether an epoch was sound


class History:
    """What happened while a network was trained.

    Attributes
    ----------
    loss : list of float
        Mean training loss of each finished epoch, measured on the way, batch by batch.
    batch_loss : list of float
        The loss of each batch, before its update.
    validation_loss, validation_accuracy : list of float
        After each epoch; empty where there was no validation set. There is no accuracy where y holds numbers
        beyond 0 and 1, which are no classes.
    updates : int
    stopped : str
        "finished", "early", "interrupted" or "diverged".
    message : str
        The same in a sentence.
    """

    def __init__(self):
        self.loss, self.batch_loss, self.validation_loss, self.validation_accuracy = [], [], [], []
        self.updates, self.stopped, self.message = 0, "finished", ""

    def latest(self):
        """Return the newest value of each curve, by name."""
        recent = self.batch_loss[-100:]
        curves = {"loss": recent and [sum(recent) / len(recent)],
                  "validation_loss": self.validation_loss, "validation_accuracy": self.validation_accuracy}
        return {name: float(curve[-1]) for name, curve in curves.items() if curve}

    def __repr__(self):
        return f"History: {self.message}"


def batches(m, batch_size, random):
    """Give the rows of each mini-batch of one epoch in turn: every example once, shuffled, the last batch short.

    Parameters
    ----------
    m, batch_size : int ≥ 1
    random : Generator or int

    Raises
    ------
    TypeError, ValueError
        At once, for anything else.

    Examples
    --------
    >>> [len(rows) for rows in batches(10, 4, random=0)]
    [4, 4, 2]
    """
    m = inputs.whole("batches", "m", m, at_least=1, at_most=10**9)
    batch_size = inputs.whole("batches", "batch_size", batch_size, at_least=1)
    order = inputs.random("batches", random).permutation(m)
    return (order[start:start + batch_size] for start in range(0, m, batch_size))


def fit(network, X, y, *, epochs=10, batch_size=128, optimizer=None, decay=None, validation=None, patience=None,
        seed=0, progress=True):
    """Train a network with mini-batches, in place.

    Interrupt it (the stop button) and it returns what it has: the network as it stands, and the history.
    To go on, call it again with the same optimizer.

    Parameters
    ----------
    network : Network
    X : array_like (m, n_in)
    y : array_like (m, n_out), or labels (m,) for a softmax output
    epochs : int ≥ 0
        Passes over all examples.
    batch_size : int ≥ 1
        Examples per update; the last batch of an epoch may be short. m or more makes every update a full pass.
    optimizer : Optimizer, optional
        Adam(1e-3) unless told.
    decay : callable, optional
        A schedule, update number → factor of the learning rate; the first update of this call is number 0.
    validation : (X, y), optional
        Held-out examples, measured after every epoch.
    patience : int ≥ 1, optional
        Stop after so many epochs without a lower validation loss. Stopped early or finished, the network ends with
        the parameters of its lowest validation loss.
    seed : int or Generator
        Shuffles the batches.
    progress : bool
        Show a bar in a notebook, one line elsewhere.

    Returns
    -------
    History
        If the loss stops being finite, training stops, `history.stopped` is "diverged" and the network
        has the parameters of the last epoch that was sound, finite in its loss too.

    Raises
    ------
    TypeError, ValueError
        For arguments that do not fit, before anything is changed; later, where a factor of the schedule is
        no number ≥ 0.
    """
    if not isinstance(network, Network):
        raise TypeError(f"fit: the first argument must be a Network, not {type(network).__name__}")
    X = network._batch("fit", X)
    target = network._target("fit", y, len(X))
    epochs = inputs.whole("fit", "epochs", epochs, at_least=0)
    batch_size = inputs.whole("fit", "batch_size", batch_size, at_least=1)
    optimizer = Adam() if optimizer is None else optimizer
    if not isinstance(optimizer, Optimizer):
        raise TypeError(f"fit: optimizer must be an Optimizer such as Adam(), not {inputs.shown(optimizer)}")
    held_out = _held_out(network, validation, patience)
    patience = math.inf if patience is None else inputs.whole("fit", "patience", patience, at_least=1)
    random = inputs.random("fit", seed)
    decay = _schedule("fit", decay)
    if not math.isfinite(_forward(network, X[:PROBE], target[:PROBE])[-1]):
        raise ValueError("fit: the loss is not finite before any update; are the weights or the inputs too large?")
    optimizer._prepare("fit", network.theta)

    history = History()
    total = epochs * math.ceil(len(X) / batch_size)
    bar = Progress(total, f"training for {_count(epochs, 'epoch')}") if progress and total else None
    try:
        history.stopped = _run(network, X, target, epochs, batch_size, optimizer, decay, held_out, patience, random,
                               history, bar)
    except KeyboardInterrupt:
        history.stopped = "interrupted"
    history.message = {
        "finished": f"finished {_count(epochs, 'epoch')}",
        "early": f"stopped early after {_count(len(history.loss), 'epoch')}: the validation loss no longer falls",
        "interrupted": f"interrupted after {_count(history.updates, 'update')}; the network is as it stands",
        "diverged": f"diverged after {_count(history.updates, 'update')}: the learning rate "
                    f"{optimizer.learning_rate:g} is too large; the network is back at its last sound epoch",
    }[history.stopped]
    if bar:
        bar.close(history.updates, history.message, **history.latest())
    return history


class Recording:
    """A training run, seen at some of its epochs.

    Attributes
    ----------
    X, y : ndarray
        What was learned from.
    epochs : list of int
    networks : list of Network
        A copy at each of these epochs.
    losses, accuracies : list of float
        Of each copy, over all of X.
    updates : list of int
        How many had been made.
    stopped : str
        As in `History`; after "interrupted" or "diverged" the epochs end earlier than was asked.
    """

    def __init__(self, X, y):
        self.X, self.y, self.stopped = X, y, "finished"
        self.epochs, self.networks, self.losses, self.accuracies, self.updates = [], [], [], [], []

    def __repr__(self):
        ended = "" if self.stopped == "finished" else f", {self.stopped}"
        return f"Recording: {len(self.epochs)} pictures of {_count(self.epochs[-1], 'epoch')} of training{ended}"


def record(network, X, y, at, *, batch_size=128, optimizer=None, seed=0):
    """Train a network in place as `fit` does, and keep a copy of it at some epochs.

    Parameters
    ----------
    at : list of int ≥ 0, rising
        The epochs to keep; the last one ends the training.
    network, X, y, batch_size, optimizer, seed
        As in `fit`.

    Returns
    -------
    Recording

    Raises
    ------
    TypeError, ValueError
        As `fit` does, and for an `at` that is empty or does not rise.

    Examples
    --------
    >>> from dlmath import Network, two_moons
    >>> record(Network([2, 4, 1]), *two_moons(50), at=[0, 1, 5])
    Recording: 3 pictures of 5 epochs of training
    """
    if not isinstance(network, Network):
        raise TypeError(f"record: the first argument must be a Network, not {type(network).__name__}")
    if not isinstance(at, (list, tuple)):
        raise TypeError(f"record: at must be a list of epochs, not {inputs.shown(at)}")
    at = [inputs.whole("record", "each epoch", epoch, at_least=0) for epoch in at]
    if not at or any(later <= epoch for epoch, later in zip(at, at[1:])):
        raise ValueError(f"record: at = {at}; expected one or more epochs, each later than the one before")
    run = Recording(inputs.numbers("record", "X", X), inputs.numbers("record", "y", y))
    optimizer, random = Adam() if optimizer is None else optimizer, inputs.random("record", seed)
    done = updates = 0
    for epoch in at:
        history = fit(network, X, y, epochs=epoch - done, batch_size=batch_size, optimizer=optimizer, seed=random,
                      progress=False)
        done, updates, run.stopped = done + len(history.loss), updates + history.updates, history.stopped
        if run.epochs and done == run.epochs[-1]:  # stopped before another epoch was whole
            break
        run.epochs.append(done)
        run.networks.append(copy.deepcopy(network))
        run.losses.append(float(network.loss(X, y)))
        run.accuracies.append(network.accuracy(X, y))
        run.updates.append(updates)
        if run.stopped != "finished":
            break
    return run


def _run(network, X, target, epochs, batch_size, optimizer, decay, held_out, patience, random, history, bar):
    """Run the epochs, write into the history, and return how it stopped."""
    gradient = np.empty_like(network.theta)
    views = network._split(gradient)
    sound, best, lowest, waited = network.theta.copy(), None, math.inf, 0
    for _ in range(epochs):
        total = 0.0
        for rows in batches(len(X), batch_size, random):
            loss = _one_update(network, X[rows], target[rows], optimizer, decay(history.updates), gradient, views)
            total += loss * len(rows)
            if not math.isfinite(total):
                network.theta[...] = sound
                return "diverged"
            history.batch_loss.append(loss)
            history.updates += 1
            if bar:
                bar.show(history.updates, history.latest)
        # The last update is not followed by a batch that would notice what it did.
        loss, accuracy = _measure(network, *held_out) if held_out else (0.0, None)
        after = _forward(network, X[:PROBE], target[:PROBE])[-1]
        if not (math.isfinite(loss) and math.isfinite(after) and optimizer._finite(network.theta)):
            network.theta[...] = sound
            return "diverged"
        sound[...] = network.theta
        history.loss.append(total / len(X))
        if held_out:
            history.validation_loss.append(loss)
            if accuracy is not None:
                history.validation_accuracy.append(accuracy)
            waited = 0 if loss < lowest else waited + 1
            if loss < lowest:
                lowest, best = loss, network.theta.copy()
            if waited >= patience:
                break
    if best is not None and patience < math.inf:
        network.theta[...] = best
    return "early" if waited >= patience else "finished"


def _forward(network, X, target):
    """Run forward; return every Z, every A, and the loss, or NaN if it is not finite."""
    Zs, As = network._forward(X)
    if not np.isfinite(Zs[-1]).all():
        return Zs, As, math.nan
    try:
        return Zs, As, network._loss(Zs[-1], As[-1], target)
    except ValueError:  # the loss says that it has overflowed
        return Zs, As, math.nan


def _one_update(network, X, target, optimizer, factor, gradient, views):
    """Forward, loss, backward, update; return the loss before the update, NaN without one if it is not finite."""
    Zs, As, loss = _forward(network, X, target)
    if not math.isfinite(loss):
        return math.nan
    try:
        for _ in network._backward(Zs, As, target, views):
            pass
    except ValueError:  # the gradient of the loss says that it has overflowed
        return math.nan
    optimizer._update(network.theta, gradient, factor)
    return loss


def _measure(network, X, target, rows=5000):
    """Return loss and accuracy (None where y holds no classes), a slice at a time, so that memory stays small."""
    losses, right = [], 0
    for start in range(0, len(X), rows):
        part = target[start:start + rows]
        _, As, loss = _forward(network, X[start:start + rows], part)
        losses.append(loss * len(part))
        right += (_classes(As[-1]) == _classes(part)).sum()
    return sum(losses) / len(X), float(right / len(X)) if 0 <= target.min() <= target.max() <= 1 else None


def _count(number, word):
    """Spell a count: 1 epoch, 2 epochs."""
    return f"{number:,} {word}{'s' * (number != 1)}"


def _classes(rows):
    """Return the largest entry's place, or whether a single one is at least 0.5."""
    return rows.argmax(axis=1) if rows.shape[1] > 1 else rows[:, 0] >= 0.5


def _held_out(network, validation, patience):
    """Check the validation set."""
    if validation is None:
        if patience is not None:
            raise ValueError("fit: patience needs a validation set to watch")
        return None
    if not isinstance(validation, tuple) or len(validation) != 2:
        raise TypeError("fit: validation must be a pair (X, y)")
    X = network._batch("fit: validation", validation[0])
    return X, network._target("fit: validation", validation[1], len(X))


def confusion_matrix(actual, predicted, classes):
    """Count how often each class was taken for each other: rows are actual, columns predicted.

    Parameters
    ----------
    actual, predicted : array_like (m,) of labels
    classes : int, 1 to 1000

    Returns
    -------
    ndarray of int (classes, classes)

    Raises
    ------
    TypeError, ValueError
        For anything but labels between 0 and classes − 1, and for different lengths.

    Examples
    --------
    >>> confusion_matrix([0, 0, 1], [0, 1, 1], 2)
    array([[1, 1],
           [0, 1]])
    """
    actual, predicted = (_labels("confusion_matrix", name, labels, classes)
                         for name, labels in (("actual", actual), ("predicted", predicted)))
    inputs.same_shape("confusion_matrix", actual=actual, predicted=predicted)
    counts = np.zeros((classes, classes), int)
    np.add.at(counts, (actual, predicted), 1)
    return counts


class Calibration(NamedTuple):
    """Predictions sorted by how sure they are: for each bin, how many, how sure, how often right."""

    count: np.ndarray
    confidence: np.ndarray
    accuracy: np.ndarray


def calibration(confidence, right, bins=10):
    """Compare how sure predictions are with how often they are right, in bins of equal width from 0 to 1.

    Parameters
    ----------
    confidence : array_like (m,), between 0 and 1
    right : array_like (m,) of bool
    bins : int ≥ 1

    Returns
    -------
    Calibration
        Only the bins that hold a prediction.

    Raises
    ------
    TypeError, ValueError
        For other shapes or values.

    Examples
    --------
    >>> calibration([0.95, 0.91, 0.55, 0.52], [True, True, True, False], bins=10).accuracy
    array([0.5, 1. ])
    """
    confidence = inputs.numbers("calibration", "confidence", confidence, ndim=1)
    right = inputs.numbers("calibration", "right", right, ndim=1)
    inputs.same_shape("calibration", confidence=confidence, right=right)
    if confidence.min() < 0 or confidence.max() > 1:
        raise ValueError("calibration: confidence must lie between 0 and 1")
    if not np.isin(right, (0, 1)).all():
        raise ValueError("calibration: right must hold only True and False")
    bins = inputs.whole("calibration", "bins", bins, at_least=1, at_most=10**6)
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    count = np.bincount(place, minlength=bins)
    kept = count > 0
    return Calibration(count[kept], np.bincount(place, confidence, bins)[kept] / count[kept],
                       np.bincount(place, right, bins)[kept] / count[kept])


def _labels(where, name, labels, classes):
    """Check a row of labels and return it as ints."""
    classes = inputs.whole(where, "classes", classes, at_least=1, at_most=1000)
    labels = inputs.numbers(where, name, labels, ndim=1)
    if (labels != np.floor(labels)).any() or labels.min() < 0 or labels.max() >= classes:
        raise ValueError(f"{where}: {name} must hold whole numbers between 0 and {classes - 1}")
    return labels.astype(int)
