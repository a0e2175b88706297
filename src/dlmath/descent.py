"""Gradient descent and its variants: θ ← θ − η ∂L/∂θ, and what was made of it.

An optimizer changes θ in place, one update at a time, and remembers what it needs in named arrays.
`descend` runs one on a loss and returns every update as a step.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from dlmath.inputs import (
    Kind,
    answer,
    array,
    checked,
    function,
    matrix,
    number,
    refuse,
    same_shape,
    seed,
    shown,
    square,
    vector,
    whole,
)
from dlmath.losses import mean_squared_error, mean_squared_error_gradient

FLUSH = 100  # updates between two looks for subnormal numbers
share = number(at_least=0, below=1)  # how much of something is kept


class Optimizer:
    """What all optimizers share: a learning rate, a count of updates, and named memory.

    Parameters
    ----------
    learning_rate : float > 0
        η, the size of a step.

    Attributes
    ----------
    memory : dict of ndarray
        What the optimizer remembers of earlier gradients, by name, each of θ's shape.
        What has decayed below the smallest normal number is set to 0 now and then: reckoning with such numbers is
        many times slower, and training would slow down as it goes on.
    updates : int
        How many updates it has made.

    Raises
    ------
    TypeError, ValueError
        If the learning rate is not a finite number above 0.
    """

    remembers = ()

    @checked
    def __init__(self, learning_rate: number(above=0)):
        self.learning_rate = learning_rate
        self.memory = {}
        self.updates = 0

    @checked
    def update(self, theta, gradient: array, factor: number(at_least=0) = 1.0):
        """Make one update of θ, in place.

        Parameters
        ----------
        theta : float ndarray, any shape
        gradient : ndarray, same shape and type
        factor : float ≥ 0
            What a decay schedule leaves of the learning rate.

        Raises
        ------
        TypeError
            If θ is no float array that can be changed, or the gradient does not hold real numbers.
        ValueError
            If the shapes differ, or differ from those of the updates before, and if numbers are not finite
            or outgrow the float; then nothing has changed.
        """
        if not isinstance(theta, np.ndarray) or theta.dtype.kind != "f" or not theta.flags.writeable:
            refuse("theta must be a float array that can be changed in place", TypeError)
        same_shape(theta=array.check(theta, "theta"), gradient=gradient)
        self.prepare(theta)
        before = theta.copy(), {name: values.copy() for name, values in self.memory.items()}, self.updates
        self.step(theta, gradient, factor)
        if not self.sound(theta):
            theta[...], self.memory, self.updates = before
            refuse(f"the numbers have become too large for {theta.dtype}")

    def prepare(self, theta):
        """Make the memory before the first update; refuse θ where it is not finite, or belongs to another shape."""
        if not self.updates:
            self.memory = {name: np.zeros_like(theta) for name in (*self.remembers, "change")}
        if self.memory["change"].shape != theta.shape:
            refuse(f"this optimizer has been updating an array of shape {self.memory['change'].shape}, "
                   f"not {theta.shape}; take a new one")
        if not self.sound(theta):
            refuse("this optimizer remembers numbers that are not finite; take a new one")

    def step(self, theta, gradient, factor=1.0):
        """Make one update as `update` does, unchecked, after `prepare`: what overflows is for the caller to notice."""
        self.updates += 1
        self.change(gradient, self.learning_rate * factor)
        theta -= self.memory["change"]
        if self.updates % FLUSH == 0:
            for values in self.memory.values():
                values[np.abs(values) < np.finfo(values.dtype).tiny] = 0

    def sound(self, theta):
        """Tell whether θ and the whole memory are finite."""
        return all(np.isfinite(values).all() for values in (theta, *self.memory.values()))

    def change(self, gradient, rate):
        """Fill `memory["change"]` with what θ is to lose; each optimizer has its own."""
        raise NotImplementedError

    def terms(self):
        """Return copies of the memory, as a step shows them; empty before the first update."""
        return {name: array.copy() for name, array in self.memory.items()}

    def __repr__(self):
        return f"{type(self).__name__}(learning_rate={self.learning_rate:g})"


class GradientDescent(Optimizer):
    """Plain gradient descent: θ ← θ − η g.

    Examples
    --------
    >>> theta = np.array([1.0, 2.0])
    >>> GradientDescent(0.1).update(theta, np.array([10.0, 0.0]))
    >>> theta
    array([0., 2.])
    """

    def change(self, gradient, rate):
        np.multiply(gradient, rate, out=self.memory["change"])


class Momentum(Optimizer):
    """Descent with momentum: v ← μ v + g, θ ← θ − η v (Polyak 1964; PyTorch's form).

    With `nesterov`, θ ← θ − η (g + μ v): the step that v is about to take counts already (Nesterov 1983).

    Parameters
    ----------
    learning_rate : float > 0
    momentum : float in [0, 1)
        μ, how much of the velocity is kept.
    nesterov : bool
    """

    remembers = ("velocity",)

    @checked
    def __init__(self, learning_rate, momentum: share = 0.9, nesterov: bool = False):
        super().__init__(learning_rate)
        self.momentum, self.nesterov = momentum, nesterov

    def change(self, gradient, rate):
        velocity, change = self.memory["velocity"], self.memory["change"]
        velocity *= self.momentum
        velocity += gradient
        if self.nesterov:
            np.multiply(velocity, self.momentum, out=change)
            change += gradient
            change *= rate
        else:
            np.multiply(velocity, rate, out=change)


class RMSProp(Optimizer):
    """Descent with a rate for each parameter: v ← ρ v + (1 − ρ) g², θ ← θ − η g / (√v + ε) (Hinton 2012).

    Parameters
    ----------
    learning_rate : float > 0
    smoothing : float in [0, 1)
        ρ, how much of the mean square is kept.
    epsilon : float ≥ 1e-30
        Keeps the division from dividing by 0, in float32 too.
    """

    remembers = ("mean_square",)

    @checked
    def __init__(self, learning_rate=1e-3, smoothing: share = 0.9, epsilon: number(at_least=1e-30) = 1e-8):
        super().__init__(learning_rate)
        self.smoothing, self.epsilon = smoothing, epsilon

    def change(self, gradient, rate):
        mean_square, change = self.memory["mean_square"], self.memory["change"]
        np.multiply(gradient, gradient, out=change)
        change *= 1 - self.smoothing
        mean_square *= self.smoothing
        mean_square += change
        np.sqrt(mean_square, out=change)
        change += self.epsilon
        np.divide(gradient, change, out=change)
        change *= rate


class Adam(Optimizer):
    """Adam (Kingma and Ba 2015): momentum and a rate for each parameter, both corrected for starting at 0.

    m ← β₁ m + (1 − β₁) g and v ← β₂ v + (1 − β₂) g²; corrected, m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ);
    then θ ← θ − η m̂ / (√v̂ + ε).

    Parameters
    ----------
    learning_rate : float > 0
    beta1, beta2 : float in [0, 1)
        How much of the mean, and of the mean square, is kept.
    epsilon : float ≥ 1e-30

    Examples
    --------
    >>> theta = np.array([1.0])
    >>> Adam(0.1).update(theta, np.array([250.0]))
    >>> theta.round(4)  # the first step is the learning rate, whatever the gradient
    array([0.9])
    """

    remembers = ("m_sum", "v_sum")

    @checked
    def __init__(self, learning_rate=1e-3, beta1: share = 0.9, beta2: share = 0.999,
                 epsilon: number(at_least=1e-30) = 1e-8):
        super().__init__(learning_rate)
        self.beta1, self.beta2, self.epsilon = beta1, beta2, epsilon

    def change(self, gradient, rate):
        # It remembers the sums m / (1 − β₁) and v / (1 − β₂), and puts these factors and the corrections, which are
        # plain numbers, into ε and η: ten passes over the parameters instead of fourteen.
        m, v, change = self.memory["m_sum"], self.memory["v_sum"], self.memory["change"]
        m *= self.beta1
        m += gradient
        np.multiply(gradient, gradient, out=change)
        v *= self.beta2
        v += change
        sum1, sum2 = self._sums()
        np.sqrt(v, out=change)
        change += self.epsilon * math.sqrt(sum2)
        np.divide(m, change, out=change)
        change *= rate * math.sqrt(sum2) / sum1

    def _sums(self):
        """Return what the sums come to where every gradient is 1, (1 − β₁ᵗ) / (1 − β₁) and the same of β₂."""
        return [(1 - beta**self.updates) / (1 - beta) for beta in (self.beta1, self.beta2)]

    def terms(self):
        """Return the moments m and v, the change, and the corrected moments `m_hat` and `v_hat`."""
        if not self.updates:
            return {}
        m, v, (sum1, sum2) = self.memory["m_sum"], self.memory["v_sum"], self._sums()
        return {"m": m * (1 - self.beta1), "v": v * (1 - self.beta2), "change": self.memory["change"].copy(),
                "m_hat": m / sum1, "v_hat": v / sum2}


def constant():
    """Return a schedule that leaves the learning rate as it is."""
    return lambda update: 1.0


@checked
def step_decay(every: whole(at_least=1), factor: number(above=0, at_most=1) = 0.5):
    """Return a schedule that multiplies the learning rate by `factor` every so many updates.

    Parameters
    ----------
    every : int ≥ 1
        Updates between two cuts.
    factor : float in (0, 1]

    Examples
    --------
    >>> schedule = step_decay(every=10)
    >>> schedule(0), schedule(9), schedule(10), schedule(25)
    (1.0, 1.0, 0.5, 0.25)
    """
    return lambda update: factor ** (update // every)


@checked
def exponential_decay(rate: number(at_least=0)):
    """Return a schedule e^(−rate · update); the rate is per update, ≥ 0.

    >>> exponential_decay(0.1)(0)
    1.0
    """
    return lambda update: math.exp(-rate * update)


@checked
def cosine_decay(updates: whole(at_least=1), floor: number(at_least=0, at_most=1) = 0.0):
    """Return a schedule that falls from 1 to `floor` along half a cosine, and stays there.

    Parameters
    ----------
    updates : int ≥ 1
        How many updates the fall takes.
    floor : float in [0, 1]

    Examples
    --------
    >>> schedule = cosine_decay(updates=100)
    >>> schedule(0), round(schedule(50), 2), schedule(100)
    (1.0, 0.5, 0.0)
    """
    return lambda update: floor + (1 - floor) * (1 + math.cos(math.pi * min(update / updates, 1))) / 2


@Kind
def schedule(value, name):
    """Take a decay schedule, update number → factor; its factors are checked when it is asked for them."""
    if not callable(value):
        refuse(f"{name} must be a schedule such as step_decay(every=100), not {shown(value)}", TypeError)
    factor = function.check(value, name)
    return lambda update: number.check(factor(update), f"the factor of {name}", at_least=0)


@Kind
def an_optimizer(value, name):
    """Take an `Optimizer`, a new one or a used one."""
    if not isinstance(value, Optimizer):
        refuse(f"{name} must be an Optimizer such as GradientDescent(0.1) or Adam(), not {shown(value)}", TypeError)
    return value


class DescentStep(NamedTuple):
    """One stop of a descent: where it stands, and the update that led there (none at the start)."""

    update: int
    theta: np.ndarray
    loss: float
    gradient: np.ndarray
    learning_rate: float
    terms: dict


class Descent(NamedTuple):
    """A descent: its steps, the start first; how it stopped, "finished" or "diverged"; and the same in a sentence."""

    steps: list
    stopped: str
    message: str

    @property
    def updates(self):
        """Return how many updates had been made at each step, shape (updates + 1,)."""
        return np.arange(len(self.steps))

    @property
    def path(self):
        """Return every θ, shape (updates + 1, n)."""
        return np.array([step.theta for step in self.steps])

    @property
    def losses(self):
        """Return every loss, shape (updates + 1,)."""
        return np.array([step.loss for step in self.steps])


def diverged(loss, first):
    """Tell whether a loss is no longer finite, or has grown a million million times over the first one."""
    return not math.isfinite(loss) or abs(loss) > 1e12 * (1 + abs(first))


def too_large(update, rate):
    """Say that a run has diverged."""
    return f"diverged at update {update}: the learning rate {rate:g} is too large"


def counted(number, word):
    """Spell a count: 1 epoch, 2 epochs."""
    return f"{number:,} {word}{'s' * (number != 1)}"


@checked
def descend(loss: function, gradient: function, start: vector, optimizer: an_optimizer,
            updates: whole(at_least=0) = 100, decay: schedule = None):
    """Run an optimizer downhill and keep every step.

    Parameters
    ----------
    loss, gradient : callable
        Both take θ (n,); one returns a number, the other (n,).
    start : array_like (n,)
    optimizer : Optimizer
        A new one: what an optimizer remembers belongs to one descent.
    updates : int ≥ 0
    decay : callable, optional
        A schedule, update number → factor of the learning rate.

    Returns
    -------
    Descent
        Only finite steps. If loss or gradient is no longer finite (or refuses θ with a ValueError), or the
        loss has grown a million million times, the descent stops there, `stopped` is "diverged" and `message`
        says why.

    Raises
    ------
    TypeError, ValueError
        For a start that is no finite vector, a loss or gradient that is no function or returns something
        else, a factor of the schedule that is no number ≥ 0, or a used optimizer.

    Examples
    --------
    >>> bowl = quadratic([1, 1])
    >>> run = descend(bowl.loss, bowl.gradient, [4, 0], GradientDescent(0.5), updates=2)
    >>> run.path
    array([[4., 0.],
           [2., 0.],
           [1., 0.]])
    """
    theta = start.copy()
    if optimizer.updates:
        refuse("this optimizer has already made updates; take a new one")
    optimizer.prepare(theta)
    decay, rate, steps = decay or constant(), optimizer.learning_rate, []
    for update in range(updates + 1):
        try:
            value, slope, reason = *_evaluate(loss, gradient, theta), ""
        except (ValueError, OverflowError) as error:  # so overflow the losses of this course, and plain numbers
            if not steps:
                raise
            value, slope, reason = math.nan, theta, f" ({error})"
        first = steps[0].loss if steps else value
        if diverged(value, first) or not (np.isfinite(slope).all() and optimizer.sound(theta)):
            if not steps:
                refuse("loss or gradient is not finite at the start")
            return Descent(steps, "diverged", f"{too_large(update, rate)} here{reason}")
        steps.append(DescentStep(update, theta.copy(), value, slope, rate, optimizer.terms() if update else {}))
        if update < updates:
            factor = decay(update)
            rate = optimizer.learning_rate * factor
            optimizer.step(theta, slope, factor)
    return Descent(steps, "finished", f"finished {counted(updates, 'update')}")


def _evaluate(loss, gradient, theta):
    """Return loss and gradient at θ, from copies, so that neither function can change it."""
    value, slope = loss(theta.copy()), gradient(theta.copy())
    try:
        value, slope = np.asarray(value), np.asarray(slope)
    except ValueError:
        refuse("loss must return one number, gradient as many as theta has", TypeError)
    if value.ndim or value.dtype.kind not in "biuf":
        refuse(f"loss must return one number, not {value.dtype} of shape {value.shape}", TypeError)
    if slope.dtype.kind not in "biuf":
        refuse(f"gradient must return real numbers, not {slope.dtype}", TypeError)
    if slope.shape != theta.shape:
        refuse(f"gradient returned shape {slope.shape}, theta has {theta.shape}")
    return float(value), slope.astype(theta.dtype)


class Landscape(NamedTuple):
    """A loss over the plane with its gradient, to walk on; both take θ (n,), and refuse anything else."""

    name: str
    loss: Callable
    gradient: Callable


def _landscape(name, n, loss, gradient):
    """Make a Landscape of two functions, each checked before and after."""

    def checked_at(function):
        def at(theta: array(shape=(n,))):
            return function(theta)

        return checked(at, speaker=name)

    return Landscape(name, checked_at(loss), checked_at(gradient))


@checked
def quadratic(curvatures: vector, angle: number = 0.0, lowest: vector = None):
    """Return the bowl L = ½ Σ λᵢ uᵢ², u the coordinates from its lowest point, turned by `angle` where there are two.

    If every λ is above 0, plain descent converges on it if and only if η < 2/λ for the largest λ.

    Parameters
    ----------
    curvatures : array_like (n,)
        λ; equal ones make a round bowl, unequal ones a valley, one below 0 a saddle.
    angle : float
        In radians, in two dimensions only.
    lowest : array_like (n,), optional
        Where the loss is 0; the origin unless told.

    Raises
    ------
    TypeError, ValueError
        For anything but finite vectors of one length, or an angle where n is not 2.

    Examples
    --------
    >>> bowl = quadratic([1, 10])
    >>> bowl.loss(np.array([2.0, 1.0])), bowl.gradient(np.array([2.0, 1.0])).tolist()
    (7.0, [2.0, 10.0])
    >>> quadratic([2], lowest=[3]).loss([5])  # (θ − 3)²
    4.0
    """
    lowest = np.zeros_like(curvatures) if lowest is None else lowest
    same_shape(curvatures=curvatures, lowest=lowest)
    H = bowl_matrix.core(curvatures, angle) if angle else None

    def slope(theta):
        return H @ (theta - lowest) if angle else curvatures * (theta - lowest)

    return _landscape("quadratic", len(curvatures), lambda theta: float((theta - lowest) @ slope(theta)) / 2, slope)


@checked
def bowl_matrix(curvatures: vector, angle: number = 0.0):
    """Return the second derivatives H of the bowl ½ uᵀHu that `quadratic` walks on.

    Parameters
    ----------
    curvatures : array_like (2,), or (n,) where nothing is turned
    angle : float
        In radians.

    Returns
    -------
    ndarray (n, n)

    Raises
    ------
    TypeError, ValueError
        As `quadratic` does.

    Examples
    --------
    >>> bowl_matrix([1, 3], angle=math.pi / 4).round(4)
    array([[ 2., -1.],
           [-1.,  2.]])
    """
    if angle and len(curvatures) != 2:
        refuse(f"an angle needs 2 curvatures, not {len(curvatures)}")
    if not angle:
        return np.diag(curvatures)
    cosine, sine = math.cos(angle), math.sin(angle)
    turn = np.array([[cosine, sine], [-sine, cosine]])
    return answer(turn.T @ np.diag(curvatures) @ turn)


@checked
def curvature_along(H: square, direction: vector):
    """Return how much the slope along a direction changes with each unit of way: uᵀHu, u of length 1.

    Parameters
    ----------
    H : array_like (n, n)
        The second derivatives.
    direction : array_like (n,)
        Not 0; its length does not matter.

    Raises
    ------
    TypeError, ValueError
        For other shapes, and for a direction of length 0.

    Examples
    --------
    >>> [round(float(curvature_along([[1, 0], [0, 20]], direction)), 4) for direction in ([0, 5], [1, 1])]
    [20.0, 10.5]
    """
    length = np.linalg.norm(direction)
    if len(direction) != len(H) or not length:
        refuse(f"direction must hold {len(H)} numbers, not all of them 0")
    u = direction / length
    return answer(u @ H @ u)


@checked
def main_directions(H: square):
    """Return the smallest and the other curvatures, rising, and the directions in which the gradient points straight.

    Walk from the lowest point of ½ uᵀHu along one of these directions, and the gradient Hu lies on your line: it is
    the curvature times u. These curvatures are the eigenvalues of H, the directions its eigenvectors.

    Parameters
    ----------
    H : array_like (n, n)
        Symmetric, as second derivatives are.

    Returns
    -------
    curvatures : ndarray (n,)
    directions : ndarray (n, n)
        Rows of length 1, one for each curvature, each turned so that its largest entry is above 0.

    Raises
    ------
    TypeError, ValueError
        For a matrix that is not square, or not symmetric.

    Examples
    --------
    >>> main_directions([[20, 0], [0, 1]])
    (array([ 1., 20.]), array([[0., 1.],
           [1., 0.]]))
    """
    if not np.allclose(H, H.T):
        refuse("H must be symmetric: H[i, j] equal to H[j, i]")
    curvatures, columns = np.linalg.eigh(H)
    rows = columns.T
    largest = rows[np.arange(len(rows)), np.abs(rows).argmax(axis=1)]
    return curvatures, rows * np.sign(largest)[:, None] + 0.0


def double_well():
    """Return L = x⁴ − 2x² + 0.3x + y²: two valleys, of which the left one is deeper."""
    return _landscape("double well", 2,
                      lambda theta: float(theta[0]**4 - 2 * theta[0]**2 + 0.3 * theta[0] + theta[1]**2),
                      lambda theta: np.array([4 * theta[0]**3 - 4 * theta[0] + 0.3, 2 * theta[1]]))


@checked
def noisy(landscape: Landscape, noise: number(at_least=0), seed: seed = 0):
    """Return a landscape whose gradient is shaken: each entry gets normal noise, anew each time it is asked for.

    Parameters
    ----------
    landscape : Landscape
    noise : float ≥ 0
        Its standard deviation.
    seed : int or Generator

    Examples
    --------
    >>> shaken = noisy(quadratic([1, 1]), noise=0.1)
    >>> shaken.loss([3, 4]), np.round(shaken.gradient([3, 4]), 1).tolist()
    (12.5, [3.0, 4.0])
    """
    random = np.random.default_rng(seed)

    def gradient(theta):
        slope = landscape.gradient(theta)
        return slope + random.normal(0, noise, slope.shape)

    return landscape._replace(gradient=checked(gradient, speaker=landscape.name))


@checked
def updates_needed(optimizer: an_optimizer, curvatures: vector = (1.0, 20.0), start: vector = (4.0, 2.0), *,
                   goal: number(above=0) = 1e-6, most: whole(at_least=0, at_most=100_000) = 1000,
                   angle: number = 0.0):
    """Count the updates that an optimizer needs on a bowl, until the loss is below a goal.

    Parameters
    ----------
    optimizer : Optimizer
        A new one.
    curvatures : array_like (n,)
    start : array_like (n,)
        Measured along the bowl's own directions, so that it turns with the bowl.
    goal : float > 0
    most : int
        Nobody waits longer than this.
    angle : float
        In radians: the bowl and the start are turned by it, in two dimensions only.

    Returns
    -------
    int, or None
        None if it does not get there, or diverges.

    Raises
    ------
    TypeError, ValueError
        For anything else, or a used optimizer.

    Examples
    --------
    >>> updates_needed(GradientDescent(0.1), [1, 10]), updates_needed(GradientDescent(0.3), [1, 10])
    (76, None)
    """
    if angle and len(curvatures) != 2:
        refuse(f"an angle needs 2 curvatures, not {len(curvatures)}")
    same_shape(curvatures=curvatures, start=start)
    if optimizer.updates:
        refuse("this optimizer has already made updates; take a new one")
    cosine, sine = math.cos(angle), math.sin(angle)
    turn = np.array([[cosine, -sine], [sine, cosine]]) if angle else np.eye(len(start))
    H, theta = (turn * curvatures) @ turn.T, turn @ start
    optimizer.prepare(theta)
    for update in range(most + 1):
        slope = H @ theta
        loss = theta @ slope / 2
        if loss < goal:
            return update
        if not math.isfinite(loss):
            return None
        optimizer.step(theta, slope)
    return None


@checked
def left_by_momentum(rate: number(at_least=0), momentum: share, curvature: number(at_least=0)):
    """Return which share of the distance a step with momentum leaves, in the long run, along one direction of a bowl.

    There θ ← (1 + μ − ηλ) θ − μ θ_before, and the share is the size of the larger root of z² − (1 + μ − ηλ) z + μ.
    Where the ball rolls to and fro, that is √μ, whatever η and λ (Polyak 1964). Above 1 it diverges.

    Parameters
    ----------
    rate : float ≥ 0
        η
    momentum : float in [0, 1)
        μ
    curvature : float ≥ 0
        λ

    Examples
    --------
    >>> round(left_by_momentum(0.1, 0.0, 4), 4), round(left_by_momentum(0.1, 0.64, 4), 4)
    (0.6, 0.8)
    """
    half = (1 + momentum - rate * curvature) / 2
    apart = half * half - momentum
    return abs(half) + math.sqrt(apart) if apart > 0 else math.sqrt(momentum)


@checked
def replay(gradients: vector, optimizer: an_optimizer):
    """Give an optimizer one parameter, 0, and one gradient after another: what it makes of them, with no loss at all.

    Parameters
    ----------
    gradients : array_like (n,)
    optimizer : Optimizer
        A new one.

    Returns
    -------
    list of DescentStep
        The start first; the loss of each is 0.

    Raises
    ------
    TypeError, ValueError
        As `descend` does, and when numbers outgrow the float.

    Examples
    --------
    >>> [float(step.theta[0].round(4)) for step in replay([250, 250], Adam(0.001))]
    [0.0, -0.001, -0.002]
    """
    given = iter([*gradients, 0.0])
    run = descend.core(lambda theta: 0.0, lambda theta: np.array([next(given)]), np.zeros(1), optimizer, len(gradients))
    if run.stopped == "diverged":
        refuse("the numbers have become too large for float64")
    return run.steps


class LeastSquares:
    """The mean squared error of ŷ = X w as a loss over the weights w: a bowl, lowest at the best line.

    Parameters
    ----------
    X : array_like (m, n)
        A column of ones makes its weight a bias.
    y : array_like (m,)

    Attributes
    ----------
    H : ndarray (n, n)
        The second derivatives 2 XᵀX / m, which are the same everywhere.

    Raises
    ------
    TypeError, ValueError
        For anything but finite arrays of m rows, or weights of another shape.

    Examples
    --------
    >>> line = LeastSquares([[1, 0], [0, 2]], [3, 4])
    >>> line.loss([0, 0]), line.best.round(4).tolist(), line.curvatures.tolist()
    (12.5, [3.0, 2.0], [1.0, 4.0])
    """

    @checked
    def __init__(self, X: matrix, y: vector):
        if len(X) != len(y):
            refuse(f"X has {counted(len(X), 'row')}, y has {len(y)}; give one each")
        self.X, self.y, self.H = X, y, answer(2 * X.T @ X / len(X))

    def predict(self, w):
        """Return ŷ = X w, shape (m,)."""
        if len(w) != self.X.shape[1]:
            refuse(f"w has shape {w.shape}; X {self.X.shape} takes {self.X.shape[1:]}")
        return self.X @ w

    @checked
    def loss(self, w: vector):
        """Return the mean of (ŷ − y)²."""
        return mean_squared_error(self.predict(w), self.y)

    @checked
    def gradient(self, w: vector):
        """Return ∂L/∂w = Xᵀ ∂L/∂ŷ, shape (n,)."""
        return self.X.T @ mean_squared_error_gradient(self.predict(w), self.y)

    @property
    def curvatures(self):
        """Return the curvatures along the bowl's own directions, rising: the eigenvalues of H, shape (n,)."""
        return np.linalg.eigvalsh(self.H)

    @property
    def best(self):
        """Return the weights where the loss is lowest, shape (n,)."""
        return np.linalg.lstsq(self.X, self.y, rcond=None)[0]


@checked
def contours(H: square, heights: vector, lowest: vector = None):
    """Return the ellipses on which the bowl ½ uᵀHu is so high, u the coordinates from its lowest point.

    Parameters
    ----------
    H : array_like (2, 2)
        Its second derivatives, as `LeastSquares` has them.
    heights : array_like (k,)
        Above 0.
    lowest : array_like (2,), optional
        The origin unless told.

    Returns
    -------
    ndarray (k, 49, 2)
        Points around each ellipse, the last one as the first.

    Raises
    ------
    TypeError, ValueError
        For other shapes, and where the loss does not rise in every direction.

    Examples
    --------
    >>> contours([[1, 0], [0, 4]], [2])[0, [0, 12, 24, 36]].round(4) + 0.0  # 2 is ½·1·2² and ½·4·1²
    array([[ 2.,  0.],
           [ 0.,  1.],
           [-2.,  0.],
           [ 0., -1.]])
    """
    lowest = np.zeros(2, H.dtype) if lowest is None else lowest
    if (H.shape, lowest.shape) != ((2, 2), (2,)):
        refuse(f"H has shape {H.shape} and lowest {lowest.shape}; they take (2, 2) and (2,)")
    curvatures, directions = np.linalg.eigh(H)
    if curvatures[0] <= 1e-12 * abs(curvatures[1]) or heights.min() <= 0:
        refuse("ellipses need a loss that rises in every direction, and heights above 0")
    angle = np.linspace(0, 2 * math.pi, 49)
    circle = np.column_stack([np.cos(angle), np.sin(angle)]).astype(H.dtype)
    return lowest + np.array([circle * np.sqrt(2 * height / curvatures) @ directions.T for height in heights])
