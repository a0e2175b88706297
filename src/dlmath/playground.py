"""A network that goes on training on a plane: its points, its features, and a state that can be changed on the way."""

import _thread
import contextlib
import io
import math
import threading
import traceback
from typing import NamedTuple

import numpy as np

from dlmath import data
from dlmath.descent import Adam, GradientDescent, Momentum, RMSProp, diverged, too_large
from dlmath.inputs import checked, choice, number, refuse, seed, shown, whole
from dlmath.network import Network
from dlmath.training import batches

REACH = 2.4  # the plane shows −REACH to REACH, both ways
FEATURES = {  # what a network is told of the point (x1, x2)
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1*x1": lambda x1, x2: x1 * x1,
    "x2*x2": lambda x1, x2: x2 * x2,
    "x1*x2": lambda x1, x2: x1 * x2,
    "sin 3x1": lambda x1, x2: np.sin(3 * x1),
    "sin 3x2": lambda x1, x2: np.sin(3 * x2),
    "radius": np.hypot,
}
OPTIMIZERS = {"gradient descent": GradientDescent, "momentum": Momentum, "RMSProp": RMSProp, "Adam": Adam}
ACTIVATIONS = ("tanh", "relu", "sigmoid", "leaky_relu", "silu", "identity")
KEPT = 150  # losses to look back on; of more, every second is let go of
PATIENCE = 5  # seconds that one step of the learner's may take


def _moons(m, noise, random):
    X, y = data.two_moons.core(m, noise, random)
    return 1.4 * (X - (0.5, 0.25)), y


def _circles(m, noise, random):
    X, y = data.circles.core(m, noise, random)
    return 1.8 * X, y


def _spiral(m, noise, random):
    X, labels = data.spiral.core(m, 2, 0, random)
    turn = 2.5 * np.hypot(*X.T)  # on top of the turn that it has, which few units separate
    x, y = X.T * np.cos(turn), X.T * np.sin(turn)
    X = 2 * np.stack([x[0] - y[1], y[0] + x[1]], axis=1)
    return X + random.normal(0, noise, X.shape), labels[:, None].astype(float)


def _blobs(m, noise, random):
    X, labels = data.blobs.core(m, 2, 3 * noise, random)
    return 0.6 * X @ [[0.8, 0.6], [-0.6, 0.8]], labels[:, None].astype(float)


def _xor(m, noise, random):
    X = random.uniform(0.2, 2, (m, 2)) * random.choice([-1, 1], (m, 2))
    return X + random.normal(0, noise, X.shape), (X[:, :1] * X[:, 1:] > 0).astype(float)


def _slope(m, noise, random):
    X = random.uniform(-2, 2, (m, 2))
    return X, (X @ [[0.3], [0.2]]) + random.normal(0, noise, (m, 1))


def _wave(m, noise, random):
    x = random.uniform(-2, 2, (m, 1))
    return np.hstack([x, np.zeros_like(x)]), np.sin(2 * x) + random.normal(0, noise, (m, 1))


KINDS = {"moons": _moons, "circles": _circles, "spiral": _spiral, "blobs": _blobs, "xor": _xor,
         "slope": _slope, "wave": _wave}
NUMBERS = ("slope", "wave")  # their answers are numbers, not classes; those of the wave hang on x1 alone


@checked
def points(kind: choice(*KINDS), m: whole(at_least=10, at_most=10_000) = 200,
           noise: number(at_least=0, at_most=1) = 0.1, seed: seed = 0):
    """Return points of the plane with their answers.

    Parameters
    ----------
    kind : "moons", "circles", "spiral", "blobs", "xor", "slope" or "wave"
        The answers of the last two are numbers, of the others the classes 0 and 1.
    m : int ≥ 10
    noise : float from 0 to 1
    seed : int or Generator

    Returns
    -------
    X, y : ndarray (m, 2), (m, 1)

    Raises
    ------
    TypeError, ValueError
        For anything else.

    Examples
    --------
    >>> X, y = points("xor", 20, noise=0)
    >>> bool(((X[:, 0] * X[:, 1] > 0) == y[:, 0]).all())
    True
    """
    X, y = KINDS[kind](m, noise, np.random.default_rng(seed))
    return X, y


def along(strokes, classes, apart=0.12):
    """Return points on lines that were drawn, of one class or the other.

    Parameters
    ----------
    strokes : list of array_like (n, 2)
    classes : list of 0 and 1
        Of each stroke.
    apart : float
        The distance from one point to the next.

    Returns
    -------
    X, y : ndarray (m, 2), (m, 1)

    Examples
    --------
    >>> X, y = along([[(0, 0), (1, 0)], [(2, 2)]], [0, 1], apart=0.5)
    >>> X.tolist(), y.ravel().tolist()
    ([[0.0, 0.0], [0.5, 0.0], [1.0, 0.0], [2.0, 2.0]], [0.0, 0.0, 0.0, 1.0])
    """
    X, y = [np.empty((0, 2))], []
    for stroke, one in zip(strokes, classes, strict=True):
        stroke = np.asarray(stroke, float)
        way = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(stroke, axis=0).T))])
        at = np.arange(0, way[-1] + 1e-9, apart)
        X.append(np.stack([np.interp(at, way, stroke[:, axis]) for axis in (0, 1)], axis=1))
        y += [one] * len(at)
    return np.concatenate(X), np.array(y, float)[:, None]


@checked
def split(X, y, share: number(at_least=0.1, at_most=0.9) = 0.3, seed: seed = 0):
    """Keep a share of the points for testing, of each class as nearly the same share as can be.

    Parameters
    ----------
    X, y : ndarray (m, 2), (m, 1)
    share : float from 0.1 to 0.9
    seed : int or Generator

    Returns
    -------
    train, test : (X, y)
        One point at least of each class stays in `train`.
    """
    random = np.random.default_rng(seed)
    order = random.permutation(len(X))
    groups = [order[y[order, 0] == one] for one in (0, 1)] if np.isin(y, (0, 1)).all() else [order]
    cuts = [min(round(share * len(group)), max(len(group) - 1, 0)) for group in groups]
    train = np.sort(np.concatenate([group[cut:] for group, cut in zip(groups, cuts)]))
    test = np.sort(np.concatenate([group[:cut] for group, cut in zip(groups, cuts)]))
    return (X[train], y[train]), (X[test], y[test])


class Look(NamedTuple):
    """Losses and accuracies of a network, on the points it learns from and on those kept for testing.

    There are no accuracies where the answers are numbers.
    """

    updates: int
    train: float
    test: float
    train_accuracy: float | None
    test_accuracy: float | None


class Trial:
    """A network in training, which goes on update by update, and can be changed on the way.

    Parameters
    ----------
    train, test : (X, y)
        Points (m, 2) and answers (m, 1).
    features : list of str
        Of `FEATURES`: what the network is told of each point.
    hidden : list of int
        Units of each hidden layer.
    activation : str
        Of the hidden layers.
    seed : int
        Of the first weights and the batches.
    **how
        What `change` takes.

    Attributes
    ----------
    network : Network
    numbers : bool
        Whether the answers are numbers, not classes.
    updates, epochs : int
        How many were made, and finished.
    broken, touched : bool
        Whether its loss has diverged, and whether weights or points were changed by hand.
    printed : str
        The last line that the learner's own step has printed.
    memory : dict
        That of the learner's own step.
    seen : Look
        The newest.
    looks : list of Look
        What `look` saw, thinned out as it grows long.
    """

    def __init__(self, train, test, features, hidden, activation="tanh", seed=0, **how):
        self.features = list(features)
        self.numbers = not np.isin(train[1], (0, 1)).all()
        self.network = Network([len(self.features), *hidden, 1], activation, "identity" if self.numbers else "sigmoid",
                               initialisation="he" if "relu" in activation else "xavier", seed=seed)
        self.random = np.random.default_rng(seed)
        self.gradient = np.empty_like(self.network.theta)
        self.gradients = self.network.views(self.gradient)
        self.is_weight = np.zeros_like(self.gradient)
        for name, part in self.network.views(self.is_weight).items():
            part[...] = name[0] == "W"
        self.updates, self.epochs, self.broken, self.touched, self.printed = 0, 0, False, False, ""
        self.looks, self.every, self.optimizer, self.memory, self.step = [], 1, None, {}, None
        self.give(train, test)
        self.change(**how)

    def begin(self, theta, updates, epochs):
        """Begin with weights and biases θ (n,) that so many updates and epochs have made elsewhere."""
        if theta.size != self.network.theta.size:
            refuse(f"weights has {theta.size} numbers; this network has {self.network.theta.size} parameters")
        self.network.theta[...], self.updates, self.epochs, self.looks = theta, updates, epochs, []
        self.touched = True
        self.look()

    def give(self, train, test):
        """Give it points, or others in their place; what it has learned stays."""
        self.train, self.test = train, test
        self.X, self.y = self.told(train[0]), train[1]
        self.tested = self.told(test[0])
        self.waiting, self.touched = [], self.touched or self.updates > 0
        if not self.updates:
            self.looks = []  # what was seen before it had these points says nothing
            self.look()

    def told(self, X):
        """Return what the network is told of points (m, 2): their features, (m, features)."""
        return np.stack([FEATURES[name](X[:, 0], X[:, 1]) for name in self.features], axis=1)

    def change(self, rate=0.03, batch=10, optimizer="gradient descent", decay=0.0, step=None):
        """Change how it is trained; it goes on from where it is.

        Parameters
        ----------
        rate : float > 0
        batch : int ≥ 1
        optimizer : str
            One of `OPTIMIZERS`; another one than before starts without a memory.
        decay : float ≥ 0
            Weight decay: in every update each weight, but no bias, shrinks by `rate · decay` of itself, as the
            gradient is made longer by `decay` times the weight.
        step : callable, optional
            Takes theta (n,), gradient (n,), memory (a dict) and rate, and returns the new theta, or changes the one
            that it is given. It makes the updates in place of the optimizer.
        """
        self.rate, self.batch, self.decay = rate, batch, decay
        if step is not self.step:
            self.step, self.memory, self.printed = step, {}, ""
        if type(self.optimizer) is not OPTIMIZERS[optimizer]:
            self.optimizer = OPTIMIZERS[optimizer](rate)
            self.optimizer.prepare(self.network.theta)
        self.optimizer.learning_rate = rate
        self.name = optimizer if step is None else getattr(step, "__name__", "your step")

    @property
    def in_epoch(self):
        """How many updates an epoch takes."""
        return max(math.ceil(len(self.X) / self.batch), 1)

    def go(self, updates):
        """Make so many updates.

        Raises
        ------
        ValueError
            If there are points of one class only, or none; if the loss is no longer finite or has grown beyond measure,
            and then the network stays as it was when that was seen; if the learner's step does what it should not, and
            then it is as before that step.
        """
        if not self.numbers:
            for one, name in enumerate(("blue discs", "orange triangles")):
                if not (self.train[1] == one).any():
                    refuse(f"there are no {name} to learn from; the network needs points of both classes")
        with np.errstate(all="ignore"), self._overheard():
            self.broken = not all(self.update() for _ in range(updates))
        if self.broken:
            why = too_large(self.updates, self.rate) if self.step is None else (
                f"diverged at update {self.updates}: your step makes the loss grow and grow")
            refuse(f"training {why}")

    @contextlib.contextmanager
    def _overheard(self):
        """Keep the last line that the learner's step prints, and interrupt it if it does not come to an end."""
        if self.step is None:
            yield
            return
        said, done = io.StringIO(), threading.Event()
        if threading.current_thread() is threading.main_thread():  # the only one that can be interrupted
            threading.Thread(target=self._interrupt, args=[done], daemon=True).start()
        try:
            with contextlib.redirect_stdout(said):
                yield
        finally:
            done.set()
            self.printed = (said.getvalue().strip().splitlines() or [self.printed])[-1]

    def _interrupt(self, done):
        """Interrupt the main thread if it makes no update for a while before it is done."""
        before = None
        while not done.wait(PATIENCE) and before != self.updates:
            before = self.updates
        if not done.is_set():
            _thread.interrupt_main()

    def update(self):
        """Make one update with the next batch, unchecked; where the loss has diverged, make none, and return False."""
        if not self.waiting:
            self.waiting = list(batches.core(len(self.X), self.batch, self.random))[::-1]
        rows = self.waiting[-1]
        network = self.network
        Zs, As = network.layers(self.X[rows])
        loss, dZ = network.ending.loss_and_slope(Zs[-1], self.y[rows])
        if diverged(loss, self.looks[0].train):
            return False
        before = network.theta.copy()
        network.carry_back(dZ, Zs, As, self.gradients)
        if self.decay:
            self.gradient += self.decay * self.is_weight * network.theta
        if self.step is None:
            self.optimizer.step(network.theta, self.gradient)
        else:
            network.theta[...] = self._own_step(network.theta)
        if not math.isfinite(network.theta.sum()):
            network.theta[...] = before
            return False
        self.waiting.pop()
        self.updates += 1
        self.epochs += not self.waiting
        return True

    def _own_step(self, theta):
        """Return what the learner's step makes of θ, or say what is wrong with it."""
        given = theta.copy()
        try:
            made = self.step(given, self.gradient.copy(), self.memory, self.rate)
        except KeyboardInterrupt:
            refuse(f"your step was stopped, as it did not come to an end within {PATIENCE} seconds; "
                   "is there a loop in it that never ends?")
        except (Exception, SystemExit) as error:
            lines = [frame for frame in traceback.extract_tb(error.__traceback__)[1:]]
            where = f", in its line `{lines[0].line}`" if lines and lines[0].line else ""
            refuse(f"your step stopped with {type(error).__name__}: {error}{where}")
        if made is None:  # it may have changed θ in place
            if np.array_equal(given, theta) and self.gradient.any():
                refuse("your step returned nothing and left theta as it was; return the new theta")
            made = given
        try:
            new = np.asarray(made)
        except ValueError:  # rows of several lengths
            new = np.empty(0, object)
        if new.dtype.kind not in "biuf":
            refuse(f"your step returned {shown(made)}; expected the new theta, an array of numbers")
        if new.shape != theta.shape:
            refuse(f"your step returned an array of shape {new.shape}; theta has shape {theta.shape}")
        if not np.isfinite(new).all():
            refuse(f"your step returned numbers that are not finite, at update {self.updates + 1}; "
                   "perhaps the rate is too large, or it divides by 0")
        return new

    def look(self):
        """Measure losses and accuracies, and keep them."""
        with np.errstate(all="ignore"):
            (train, right), (test, tested) = (self._measure(*part) for part in
                                              ((self.X, self.y), (self.tested, self.test[1])))
        self.seen = Look(self.updates, train, test, right, tested)
        if not self.looks or self.updates >= self.looks[-1].updates + self.every:
            self.looks.append(self.seen)
        if len(self.looks) > KEPT:
            self.looks, self.every = self.looks[::2], max(2 * self.every, self.looks[-1].updates // KEPT)
        return self.seen

    def _measure(self, X, y):
        """Return loss and accuracy over some points."""
        if not len(X):
            return math.nan, None
        Z = self.network.layers(X)[0][-1]
        loss, _ = self.network.ending.loss_and_slope(Z, y)
        loss = loss if math.isfinite(loss) else math.inf
        return loss, None if self.numbers else float(np.mean((Z >= 0) == (y >= 0.5)))

    def everywhere(self, places):
        """Return what every unit says at places (m, 2): one array (m, units) a layer, the features first."""
        with np.errstate(all="ignore"):
            Zs, As = self.network.layers(self.told(places))
            return [*As, self.network.ending.output(Zs[-1])]

    def weights_into(self, layer, unit):
        """Return the names of what goes into a unit of layer 1, 2, …, with the weight of each, the bias last."""
        names = self.features if layer == 1 else [f"h{layer - 1}{i + 1}" for i in range(self.network.sizes[layer - 1])]
        W, b = self.network[f"W{layer}"], self.network[f"b{layer}"]
        return dict(zip([*names, "bias"], [*map(float, W[:, unit]), float(b[unit])]))

    def set_weight(self, layer, unit, source, value):
        """Set one weight, or the bias, into a unit; `source` is a name of `weights_into`."""
        place, self.touched = list(self.weights_into(layer, unit)).index(source), True
        if source == "bias":
            self.network[f"b{layer}"][unit] = value
        else:
            self.network[f"W{layer}"][place, unit] = value
