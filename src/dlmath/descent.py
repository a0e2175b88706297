"""Gradient descent and its variants: θ ← θ − η ∂L/∂θ, and what was made of it.

An optimizer changes θ in place, one update at a time, and remembers what it needs in named arrays.
`descend` runs one on a loss and returns every update as a step.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from dlmath import inputs


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
    updates : int
        How many updates it has made.

    Raises
    ------
    TypeError, ValueError
        If the learning rate is not a finite number above 0.
    """

    remembers = ()

    def __init__(self, learning_rate):
        self.learning_rate = inputs.number(type(self).__name__, "learning_rate", learning_rate, above=0)
        self.memory = {}
        self.updates = 0

    def update(self, theta, gradient, factor=1.0):
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
        where = f"{type(self).__name__}.update"
        if not isinstance(theta, np.ndarray) or theta.dtype.kind != "f" or not theta.flags.writeable:
            raise TypeError(f"{where}: theta must be a float array that can be changed in place")
        gradient = inputs.numbers(where, "gradient", gradient)
        inputs.same_shape(where, theta=inputs.numbers(where, "theta", theta), gradient=gradient)
        factor = inputs.number(where, "factor", factor, at_least=0)
        self._prepare(where, theta)
        before = theta.copy(), {name: array.copy() for name, array in self.memory.items()}, self.updates
        self._update(theta, gradient, factor)
        if not self._finite(theta):
            theta[...], self.memory, self.updates = before
            raise ValueError(f"{where}: the numbers have become too large for {theta.dtype}")

    # The unchecked core, which `descend` and `training.fit` share.

    def _prepare(self, where, theta):
        """Make the memory before the first update; refuse a memory that belongs elsewhere."""
        if not self.updates:
            self.memory = {name: np.zeros_like(theta) for name in (*self.remembers, "change")}
        if self.memory["change"].shape != theta.shape:
            raise ValueError(f"{where}: this optimizer has been updating an array of shape "
                             f"{self.memory['change'].shape}, not {theta.shape}; take a new one")
        if not self._finite(theta):
            raise ValueError(f"{where}: this optimizer remembers numbers that are not finite; take a new one")

    def _update(self, theta, gradient, factor):
        """Make one update; what overflows is for the caller to notice."""
        self.updates += 1
        with np.errstate(all="ignore"):
            self._change(gradient, self.learning_rate * factor)
            theta -= self.memory["change"]

    def _finite(self, theta):
        """Tell whether θ and the whole memory are finite."""
        return all(np.isfinite(array).all() for array in (theta, *self.memory.values()))

    def _change(self, gradient, rate):
        """Fill `memory["change"]` with what θ is to lose."""
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

    def _change(self, gradient, rate):
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

    def __init__(self, learning_rate, momentum=0.9, nesterov=False):
        super().__init__(learning_rate)
        self.momentum = inputs.number("Momentum", "momentum", momentum, at_least=0, below=1)
        if not isinstance(nesterov, bool):
            raise TypeError(f"Momentum: nesterov must be True or False, not {inputs.shown(nesterov)}")
        self.nesterov = nesterov

    def _change(self, gradient, rate):
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

    def __init__(self, learning_rate=1e-3, smoothing=0.9, epsilon=1e-8):
        super().__init__(learning_rate)
        self.smoothing = inputs.number("RMSProp", "smoothing", smoothing, at_least=0, below=1)
        self.epsilon = inputs.number("RMSProp", "epsilon", epsilon, at_least=1e-30)

    def _change(self, gradient, rate):
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

    remembers = ("m", "v")

    def __init__(self, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8):
        super().__init__(learning_rate)
        self.beta1 = inputs.number("Adam", "beta1", beta1, at_least=0, below=1)
        self.beta2 = inputs.number("Adam", "beta2", beta2, at_least=0, below=1)
        self.epsilon = inputs.number("Adam", "epsilon", epsilon, at_least=1e-30)

    def _change(self, gradient, rate):
        # The corrections are numbers, so they go into ε and η: two passes over the parameters fewer.
        m, v, change = self.memory["m"], self.memory["v"], self.memory["change"]
        correction1, correction2 = self._corrections()
        np.multiply(gradient, 1 - self.beta1, out=change)
        m *= self.beta1
        m += change
        np.multiply(gradient, gradient, out=change)
        change *= 1 - self.beta2
        v *= self.beta2
        v += change
        np.sqrt(v, out=change)
        change += self.epsilon * math.sqrt(correction2)
        np.divide(m, change, out=change)
        change *= rate * math.sqrt(correction2) / correction1

    def _corrections(self):
        """Return 1 − β₁ᵗ and 1 − β₂ᵗ."""
        return 1 - self.beta1**self.updates, 1 - self.beta2**self.updates

    def terms(self):
        """Return the memory with the corrected moments, `m_hat` and `v_hat`."""
        terms = super().terms()
        if not self.updates:
            return terms
        correction1, correction2 = self._corrections()
        return {**terms, "m_hat": terms["m"] / correction1, "v_hat": terms["v"] / correction2}


def constant():
    """Return a schedule that leaves the learning rate as it is."""
    return lambda update: 1.0


def step_decay(every, factor=0.5):
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
    every = inputs.whole("step_decay", "every", every, at_least=1)
    factor = inputs.number("step_decay", "factor", factor, above=0, at_most=1)
    return lambda update: factor ** (update // every)


def exponential_decay(rate):
    """Return a schedule e^(−rate · update); the rate is per update, ≥ 0.

    >>> exponential_decay(0.1)(0)
    1.0
    """
    rate = inputs.number("exponential_decay", "rate", rate, at_least=0)
    return lambda update: math.exp(-rate * update)


def cosine_decay(updates, floor=0.0):
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
    updates = inputs.whole("cosine_decay", "updates", updates, at_least=1)
    floor = inputs.number("cosine_decay", "floor", floor, at_least=0, at_most=1)
    return lambda update: floor + (1 - floor) * (1 + math.cos(math.pi * min(update / updates, 1))) / 2


def _schedule(where, decay):
    """Return a decay schedule whose factors are checked; `constant()` where there is none."""
    if decay is None:
        return constant()
    if not callable(decay):
        raise TypeError(f"{where}: decay must be a schedule such as step_decay(every=100), not {inputs.shown(decay)}")
    return lambda update: inputs.number(where, "the factor of decay", decay(update), at_least=0)


class DescentStep(NamedTuple):
    """One stop of a descent: where it stands, and the update that led there (none at the start)."""

    update: int
    theta: np.ndarray
    loss: float
    gradient: np.ndarray
    learning_rate: float
    terms: dict


class Descent(NamedTuple):
    """A descent: its steps, the start first, and what stopped it."""

    steps: list
    diverged: bool
    message: str

    @property
    def path(self):
        """Return every θ, shape (updates + 1, n)."""
        return np.array([step.theta for step in self.steps])

    @property
    def losses(self):
        """Return every loss, shape (updates + 1,)."""
        return np.array([step.loss for step in self.steps])


def descend(loss, gradient, start, optimizer, updates=100, decay=None):
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
        loss has grown a million million times, the descent stops there, `diverged` is True and `message`
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
    theta = inputs.numbers("descend", "start", start, ndim=1).copy()
    updates = inputs.whole("descend", "updates", updates, at_least=0)
    if not isinstance(optimizer, Optimizer):
        raise TypeError("descend: optimizer must be an Optimizer such as GradientDescent(0.1), "
                        f"not {inputs.shown(optimizer)}")
    if optimizer.updates:
        raise ValueError("descend: this optimizer has already made updates; take a new one")
    for name, function in (("loss", loss), ("gradient", gradient)):
        if not callable(function):
            raise TypeError(f"descend: {name} must be a function of theta, not {inputs.shown(function)}")
    decay = _schedule("descend", decay)
    optimizer._prepare("descend", theta)
    steps, factor = [], 1.0
    with np.errstate(all="ignore"):  # what overflows is noticed below, and said
        for update in range(updates + 1):
            rate, reason = optimizer.learning_rate * factor, ""
            try:
                value, slope = _evaluate(loss, gradient, theta)
                sound = math.isfinite(value) and np.isfinite(slope).all() and optimizer._finite(theta)
            except (ValueError, OverflowError) as error:  # so overflow the losses of this course, and plain numbers
                if not steps:
                    raise
                sound, reason = False, f" ({error})"
            if not sound and not steps:
                raise ValueError("descend: loss or gradient is not finite at the start")
            if not sound or abs(value) > 1e12 * (1 + abs(steps[0].loss if steps else value)):
                return Descent(steps, True, f"diverged at update {update}: the learning rate {rate:g} is too large "
                                            f"here{reason}")
            terms = optimizer.terms() if update else {}
            steps.append(DescentStep(update, theta.copy(), value, slope, rate, terms))
            if update < updates:
                factor = decay(update)
                optimizer._update(theta, slope, factor)
    return Descent(steps, False, f"made {updates} updates")


def _evaluate(loss, gradient, theta):
    """Return loss and gradient at θ, from copies, so that neither function can change it."""
    value, slope = loss(theta.copy()), gradient(theta.copy())
    try:
        value, slope = np.asarray(value), np.asarray(slope)
    except ValueError:
        raise TypeError("descend: loss must return one number, gradient as many as theta has") from None
    if value.ndim or value.dtype.kind not in "biuf":
        raise TypeError(f"descend: loss must return one number, not {value.dtype} of shape {value.shape}")
    if slope.dtype.kind not in "biuf":
        raise TypeError(f"descend: gradient must return real numbers, not {slope.dtype}")
    if slope.shape != theta.shape:
        raise ValueError(f"descend: gradient returned shape {slope.shape}, theta has {theta.shape}")
    return float(value), slope.astype(theta.dtype)


class Landscape(NamedTuple):
    """A loss over the plane with its gradient, to walk on; both take θ (n,), and refuse anything else."""

    name: str
    loss: Callable
    gradient: Callable


def _landscape(name, n, loss, gradient):
    """Make a Landscape of two functions, each checked before and after."""

    def checked(function):
        def at(theta):
            theta = inputs.numbers(name, "theta", theta)
            if theta.shape != (n,):
                raise ValueError(f"{name}: theta has shape {theta.shape}; it must be ({n},)")
            with np.errstate(all="ignore"):
                return inputs.result(name, function(theta))
        return at

    return Landscape(name, checked(loss), checked(gradient))


def quadratic(curvatures, angle=0.0):
    """Return the bowl L = ½ Σ λᵢ uᵢ², u the coordinates turned by `angle` (radians, in two dimensions only).

    If every λ is above 0, plain descent converges on it if and only if η < 2/λ for the largest λ.

    Parameters
    ----------
    curvatures : array_like (n,)
        λ; equal ones make a round bowl, unequal ones a valley, one below 0 a saddle.

    Raises
    ------
    TypeError, ValueError
        For anything but a finite vector, or an angle where n is not 2.

    Examples
    --------
    >>> bowl = quadratic([1, 10])
    >>> bowl.loss(np.array([2.0, 1.0])), bowl.gradient(np.array([2.0, 1.0])).tolist()
    (7.0, [2.0, 10.0])
    """
    curvatures = inputs.numbers("quadratic", "curvatures", curvatures, ndim=1)
    angle = inputs.number("quadratic", "angle", angle)
    if angle and len(curvatures) != 2:
        raise ValueError(f"quadratic: an angle needs 2 curvatures, not {len(curvatures)}")
    turn = np.eye(len(curvatures)) if not angle else np.array(
        [[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    with np.errstate(all="ignore"):
        H = inputs.result("quadratic", turn.T @ np.diag(curvatures) @ turn)
    return _landscape("quadratic", len(curvatures), lambda theta: float(theta @ H @ theta) / 2, lambda theta: H @ theta)


def double_well():
    """Return L = x⁴ − 2x² + 0.3x + y²: two valleys, of which the left one is deeper."""
    return _landscape("double well", 2,
                      lambda theta: float(theta[0]**4 - 2 * theta[0]**2 + 0.3 * theta[0] + theta[1]**2),
                      lambda theta: np.array([4 * theta[0]**3 - 4 * theta[0] + 0.3, 2 * theta[1]]))


def rosenbrock():
    """Return L = (1 − x)² + 100 (y − x²)², a curved narrow valley, lowest at (1, 1) (Rosenbrock 1960)."""
    return _landscape("Rosenbrock's valley", 2,
                      lambda theta: float((1 - theta[0])**2 + 100 * (theta[1] - theta[0]**2)**2),
                      lambda theta: np.array([-2 * (1 - theta[0]) - 400 * theta[0] * (theta[1] - theta[0]**2),
                                              200 * (theta[1] - theta[0]**2)]))
