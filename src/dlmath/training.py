"""Training: batches, epochs, validation, and when to stop."""

import copy
import math
from typing import NamedTuple

import numpy as np

from dlmath.course.progress_bar import Progress, stop_button
from dlmath.descent import (
    Adam,
    LeastSquares,
    an_optimizer,
    constant,
    counted,
    descend,
    diverged,
    schedule,
    too_large,
)
from dlmath.inputs import Kind, array, checked, matrix, number, refuse, same_shape, seed, shown, vector, whole
from dlmath.losses import class_labels, probabilities
from dlmath.network import Network, classes

PROBE = 128  # examples whose loss tells whether an epoch was sound


class History:
    """What happened while a network was trained.

    Attributes
    ----------
    losses : list of float
        Mean training loss of each finished epoch, measured on the way, batch by batch.
    updates : list of int
        How many updates had been made by the end of each.
    batch_losses : list of float
        The loss of each batch, before its update.
    validation_losses, validation_accuracies : list of float
        After each epoch; empty where there was no validation set. There is no accuracy where y holds numbers
        beyond 0 and 1, which are no classes.
    stopped : str
        "finished", "early", "interrupted" or "diverged".
    message : str
        The same in a sentence.
    """

    def __init__(self):
        self.losses, self.updates, self.batch_losses = [], [], []
        self.validation_losses, self.validation_accuracies = [], []
        self.stopped, self.message = "finished", ""

    def latest(self):
        """Return the newest value of each curve, by name."""
        recent = self.batch_losses[-100:]
        curves = {"loss": recent and [sum(recent) / len(recent)],
                  "validation_loss": self.validation_losses, "validation_accuracy": self.validation_accuracies}
        return {name: float(curve[-1]) for name, curve in curves.items() if curve}

    def __repr__(self):
        return f"History: {self.message}"


@checked
def batches(m: whole(at_least=1, at_most=10**9), batch_size: whole(at_least=1), random: seed):
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
    order = np.random.default_rng(random).permutation(m)
    return (order[start:start + batch_size] for start in range(0, m, batch_size))


@Kind
def examples(value, name):
    """Take a pair (X, y) of arrays."""
    if not isinstance(value, tuple) or len(value) != 2:
        refuse(f"{name} must be a pair (X, y)", TypeError)
    return tuple(array.check(part, f"{name}: {letter}") for part, letter in zip(value, "Xy"))


@checked
def fit(network: Network, X: array, y: array, *, epochs: whole(at_least=0) = 10, batch_size: whole(at_least=1) = 128,
        optimizer: an_optimizer = None, decay: schedule = None, validation: examples = None,
        patience: whole(at_least=1) = None, seed: seed = 0, progress: bool = True):
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
        If the loss stops being finite, or grows a million million times, training stops, `history.stopped` is
        "diverged" and the network has the parameters of the last epoch that was sound.

    Raises
    ------
    TypeError, ValueError
        For arguments that do not fit, before anything is changed; later, where a factor of the schedule is
        no number ≥ 0.
    """
    training = _Training(network, X, y, batch_size, optimizer, decay, seed, validation, patience)
    total = epochs * math.ceil(len(X) / batch_size)
    bar = Progress(total, f"training for {counted(epochs, 'epoch')}") if progress and total else None
    history = training.run(epochs, bar=bar)
    if bar:
        bar.close(len(history.batch_losses), history.message, **history.latest())
    return history


class Run:
    """The batches of a training loop that somebody writes: it is watched, can be stopped, and goes on.

    `for rows in run:` hands over the numbers of the examples in each batch; the loop makes an update with them and
    appends its loss to `run.losses`. The stop button ends the loop after the update that is being made. The same loop
    again goes on with the next batch, the one that would have come.

    Parameters
    ----------
    m : int ≥ 1
        How many examples there are.
    epochs, batch_size : int ≥ 1
    picture : optional
        A scene with an argument `losses`, made again every 50 updates.

    Attributes
    ----------
    losses : list of float
        Of every update so far; their number says which batch comes next.
    total : int
        How many updates there will be.

    Raises
    ------
    TypeError, ValueError
        For arguments that do not fit; from the loop, if it has not appended one loss, a finite number.

    Examples
    --------
    >>> run = Run(10, epochs=2, batch_size=4)
    >>> for rows in run:
    ...     run.losses.append(1 / len(rows))
    made all 6 updates: loss 0.333, 0.0 s
    >>> run.losses
    [0.25, 0.25, 0.5, 0.25, 0.25, 0.5]
    """

    @checked
    def __init__(self, m: whole(at_least=1), epochs: whole(at_least=1) = 1, batch_size: whole(at_least=1) = 128,
                 picture=None):
        self.m, self.batch_size, self.picture = m, batch_size, picture
        self.losses, self.each = [], math.ceil(m / batch_size)
        self.total = epochs * self.each

    def __iter__(self):
        bar = Progress(self.total, "training")
        with stop_button() as pressed:
            while (made := len(self.losses)) < self.total and not pressed:
                epoch, done = divmod(made, self.each)
                for rows in list(batches.core(self.m, self.batch_size, epoch))[done:]:
                    yield rows
                    self._look(made := made + 1, bar)
                    if pressed:
                        break
        bar.close(made, f"stopped after {counted(made, 'update')}; run the cell again, and it goes on"
                  if made < self.total else f"made all {counted(made, 'update')}", loss=np.mean(self.losses[-50:]))

    def _look(self, made, bar):
        """Look at the loss of the update that was made."""
        if len(self.losses) != made:
            refuse("append the loss of each update to its losses, once in each round of the loop", speaker="Run")
        self.losses[-1] = number.check(self.losses[-1], f"Run: the loss of update {made}")
        bar.show(made, lambda: {"loss": np.mean(self.losses[-50:])})
        if self.picture and (made % 50 == 0 or made == self.total):
            self.picture.renew(losses=self.losses)


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
        Of each copy, over all of X; no accuracies where y holds no classes.
    updates : list of int
        How many had been made.
    stopped, message : str
        As in `History`; after "interrupted" or "diverged" the epochs end earlier than was asked.
    """

    def __init__(self, X, y):
        self.X, self.y, self.stopped, self.message = X, y, "finished", ""
        self.epochs, self.networks, self.losses, self.accuracies, self.updates = [], [], [], [], []

    def __repr__(self):
        ended = "" if self.stopped == "finished" else f", {self.stopped}"
        return f"Recording: {len(self.epochs)} pictures of {counted(self.epochs[-1], 'epoch')} of training{ended}"


@Kind
def rising_epochs(value, name):
    """Take a list of whole numbers, each larger than the one before."""
    if not isinstance(value, (list, tuple)):
        refuse(f"{name} must be a list of epochs, not {shown(value)}", TypeError)
    epochs = [whole.check(epoch, "each epoch", at_least=0) for epoch in value]
    if not epochs or any(later <= epoch for epoch, later in zip(epochs, epochs[1:])):
        refuse(f"{name} = {epochs}; expected one or more epochs, each later than the one before")
    return epochs


@checked
def record(network: Network, X: array, y: array, at: rising_epochs, *, batch_size: whole(at_least=1) = 128,
           optimizer: an_optimizer = None, decay: schedule = None, seed: seed = 0):
    """Train a network in place as `fit` does, and keep a copy of it at some epochs.

    Parameters
    ----------
    at : list of int ≥ 0, rising
        The epochs to keep; the last one ends the training.
    network, X, y, batch_size, optimizer, decay, seed
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
    training = _Training(network, X, y, batch_size, optimizer, decay, seed)
    recording = Recording(X, y)

    def keep(epoch):
        if epoch not in recording.epochs:
            loss, accuracy = _measure(network, training.X, training.y)
            recording.epochs.append(epoch)
            recording.networks.append(copy.deepcopy(network))
            recording.losses.append(loss)
            recording.updates.append(len(training.history.batch_losses))
            if accuracy is not None:
                recording.accuracies.append(accuracy)

    if at[0] == 0:
        keep(0)
    history = training.run(at[-1], look=lambda epoch: epoch in at and keep(epoch))
    recording.stopped, recording.message = history.stopped, history.message
    if history.stopped != "finished":
        keep(len(history.losses))
    return recording


class _Training:
    """A network in training: what is checked once, and what is kept from update to update."""

    def __init__(self, network, X, y, batch_size, optimizer, decay, seed, validation=None, patience=None):
        self.network, self.X, self.y = network, network.batch(X), network.answers(y, len(X))
        self.batch_size, self.random = batch_size, np.random.default_rng(seed)
        self.optimizer, self.decay = optimizer or Adam(), decay or constant()
        self.held_out, self.patience, self.lowest, self.best, self.waited = None, math.inf, math.inf, None, 0
        if validation:
            X, y = validation
            self.held_out = network.batch(X, "validation: X"), network.answers(y, len(X), "validation: y")
            self.patience = patience or math.inf
        elif patience:
            refuse("patience needs a validation set to watch")
        self.history, self.factor = History(), 1.0
        self.first = self._probe()
        if not math.isfinite(self.first):
            refuse("the loss is not finite before any update; are the weights or the inputs too large?")
        self.optimizer.prepare(network.theta)
        self.sound = network.theta.copy()
        self.gradient = np.empty_like(network.theta)
        self.gradients = network.views(self.gradient)
        self.rows = np.empty_like(self.X[:batch_size])

    def run(self, epochs, look=lambda epoch: None, bar=None):
        """Train for some epochs and return the history; `look` is called with the number of each that was sound."""
        history, network = self.history, self.network
        try:
            for epoch in range(1, epochs + 1):
                if not self.epoch(bar):
                    network.theta[...] = self.sound
                    history.stopped = "diverged"
                    break
                look(epoch)
                if self.waited >= self.patience:
                    history.stopped = "early"
                    break
        except KeyboardInterrupt:
            history.stopped = "interrupted"
        if self.best is not None and history.stopped in ("early", "finished"):
            network.theta[...] = self.best
        made, finished = len(history.batch_losses), counted(len(history.losses), "epoch")
        rate = self.optimizer.learning_rate * self.factor
        history.message = {
            "finished": f"finished {finished}",
            "early": f"stopped early after {finished}: the validation loss no longer falls",
            "interrupted": f"interrupted after {counted(made, 'update')}; the network is as it stands",
            "diverged": f"{too_large(made, rate)}; the network is back at its last sound epoch",
        }[history.stopped]
        return history

    def epoch(self, bar=None):
        """Go through all examples once, write into the history, and tell whether that was sound."""
        history, mean = self.history, 0.0
        for rows in batches.core(len(self.X), self.batch_size, self.random):
            loss = self.update(rows)
            if diverged(loss, self.first):
                return False
            history.batch_losses.append(loss)
            mean += loss * (len(rows) / len(self.X))
            if bar:
                bar.show(len(history.batch_losses), history.latest)
        # The last update is not followed by a batch that would notice what it did.
        if diverged(self._probe(), self.first) or not self.optimizer.sound(self.network.theta):
            return False
        if self.held_out and not self._watch(*_measure(self.network, *self.held_out)):
            return False
        history.losses.append(mean)
        history.updates.append(len(history.batch_losses))
        self.sound[...] = self.network.theta
        return True

    def update(self, rows):
        """Make one update with some of the examples, and return their loss before it; none where that has diverged."""
        X = self.X.take(rows, axis=0, out=self.rows[:len(rows)], mode="clip")  # any other mode copies twice
        Zs, As = self.network.layers(X)
        loss, dZ = _end(self.network, Zs[-1], self.y[rows])
        if not diverged(loss, self.first):
            self.network.carry_back(dZ, Zs, As, self.gradients)
            self.factor = self.decay(len(self.history.batch_losses))
            self.optimizer.step(self.network.theta, self.gradient, self.factor)
        return loss

    def _watch(self, loss, accuracy):
        """Note loss and accuracy of the held-out examples, and tell whether the loss is finite."""
        if not math.isfinite(loss):
            return False
        self.history.validation_losses.append(loss)
        if accuracy is not None:
            self.history.validation_accuracies.append(accuracy)
        self.waited += 1
        if loss < self.lowest:
            self.lowest, self.waited = loss, 0
            if self.patience < math.inf:
                self.best = self.network.theta.copy()
        return True

    def _probe(self):
        """Return the loss of the first examples, infinite if a score on the way is not finite."""
        Zs, _ = self.network.layers(self.X[:PROBE])
        good = all(np.isfinite(Z).all() for Z in Zs)
        return _end(self.network, Zs[-1], self.y[:PROBE])[0] if good else math.inf


def _end(network, Z, y):
    """Return the loss and ∂L/∂Z; a loss that refuses these predictions is infinite."""
    try:
        return network.ending.loss_and_slope(Z, y)
    except ValueError:
        return math.inf, None


def _measure(network, X, y, rows=5000):
    """Return loss and accuracy (None where y holds no classes), a slice at a time, so that memory stays small."""
    loss, right = 0.0, 0
    for start in range(0, len(X), rows):
        part = y[start:start + rows]
        Z = network.layers(X[start:start + rows])[0][-1]
        loss += _end(network, Z, part)[0] * (len(part) / len(X))
        right += np.count_nonzero(classes(network.ending.output(Z)) == classes(part))
    return loss, right / len(X) if y.ndim == 1 or 0 <= y.min() <= y.max() <= 1 else None


@checked
def confusion_matrix(actual: vector, predicted: vector, classes: whole(at_least=1, at_most=1000)):
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
    same_shape(actual=actual, predicted=predicted)
    pairs = tuple(class_labels.check(labels, name, classes=classes)
                  for name, labels in (("actual", actual), ("predicted", predicted)))
    counts = np.zeros((classes, classes), int)
    np.add.at(counts, pairs, 1)
    return counts


class Calibration(NamedTuple):
    """Predictions sorted by how sure they are: for each bin, how many, how sure, how often right."""

    count: np.ndarray
    confidence: np.ndarray
    accuracy: np.ndarray


@checked
def calibration(confidence: probabilities, right: vector, bins: whole(at_least=1, at_most=10**6) = 10):
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
    same_shape(confidence=confidence, right=right)
    if not np.isin(right, (0, 1)).all():
        refuse("right must hold only True and False")
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    count = np.bincount(place, minlength=bins)
    kept = count > 0
    return Calibration(count[kept], np.bincount(place, confidence, bins)[kept] / count[kept],
                       np.bincount(place, right, bins)[kept] / count[kept])


@checked
def fit_line(X: matrix, y: vector, start: vector, optimizer: an_optimizer, *, batch_size: whole(at_least=1) = 128,
             epochs: whole(at_least=0) = 1, seed: seed = 0):
    """Fit the weights of ŷ = X w by mean squared error, batch by batch as `fit` does, and keep every update as a step.

    Parameters
    ----------
    X : array_like (m, n)
        A column of ones makes its weight a bias.
    y : array_like (m,)
    start : array_like (n,)
    optimizer : Optimizer
        A new one.
    batch_size : int ≥ 1
    epochs : int ≥ 0
    seed : int or Generator
        Shuffles the batches.

    Returns
    -------
    Descent
        Its losses are those over all of X, its gradients those of the batches.

    Raises
    ------
    TypeError, ValueError
        As `descend` and `LeastSquares` do.

    Examples
    --------
    >>> from dlmath import GradientDescent
    >>> fit_line([[1, 0], [0, 2]], [3, 4], [0, 0], GradientDescent(0.5), batch_size=1).updates
    array([0, 1, 2])
    """
    line, random = LeastSquares(X, y), np.random.default_rng(seed)
    line.loss(start)  # a start that will not do is refused here, in the name of this function
    dealt = (LeastSquares(X[rows], y[rows]) for _ in range(epochs + 1)  # `descend` looks at the slope at its end too
             for rows in batches.core(len(X), batch_size, random))
    return descend(line.loss, lambda w: next(dealt).gradient(w), start, optimizer,
                   updates=epochs * math.ceil(len(X) / batch_size))


@checked
def running_mean(losses: vector, window: whole(at_least=1) = 50, places: whole(at_least=1) = 160):
    """Return the mean of the last losses, so many at most, at some of the places.

    Parameters
    ----------
    losses : array_like (n,)
    window : int ≥ 1
    places : int ≥ 1
        At how many places, spread evenly from the first loss to the last; at no more than there are.

    Returns
    -------
    ends, means : ndarray (places,)
        How many losses had come by then, and the mean of the last of them.

    Examples
    --------
    >>> [part.tolist() for part in running_mean([4, 2, 0, 0], window=2)]
    [[1, 2, 3, 4], [4.0, 3.0, 1.0, 0.0]]
    """
    sums = np.concatenate([[0], np.cumsum(losses)])
    ends = np.unique(np.linspace(1, len(losses), min(len(losses), places)).astype(int))
    starts = np.maximum(ends - min(window, len(losses)), 0)
    return ends, (sums[ends] - sums[starts]) / (ends - starts)


@checked
def early_stop(losses: vector, patience: whole(at_least=1)):
    """Return where early stopping stops, and where the lowest loss was that it goes back to.

    It stops when the lowest loss so far has not been beaten for `patience` losses, or at the last loss.

    Parameters
    ----------
    losses : array_like (n,)
        Validation losses, one after another.
    patience : int ≥ 1

    Returns
    -------
    stop, best : int
        Counted from 0.

    Examples
    --------
    >>> early_stop([3, 2, 2.5, 2.6, 1], patience=2)
    (3, 1)
    """
    best = 0
    for at, loss in enumerate(losses):
        if loss < losses[best]:
            best = at
        if at - best >= patience:
            return at, best
    return len(losses) - 1, best
