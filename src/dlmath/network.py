"""Networks: layers of neurons, run forward with every number in view, and backward for every gradient.

Rows are examples: X (m, n_in), W (n_in, n_out), b (n_out,), Z = X @ W + b, A = g(Z).
"""

import contextlib
import os
import warnings
from functools import partial
from typing import NamedTuple

import numpy as np

from dlmath.activations import ACTIVATIONS
from dlmath.autograd import numerical_gradient
from dlmath.inputs import Kind, array, checked, choice, matrix, number, refuse, seed, shown, vector, whole
from dlmath.losses import LOSSES, Ending, cast, probabilities

USUAL_LOSS = {"sigmoid": "binary_cross_entropy", "softmax": "categorical_cross_entropy"}
SPREAD = {  # standard deviation of a layer's first weights
    "he": lambda n_in, n_out: np.sqrt(2 / n_in),  # He et al. 2015, for ReLU
    "xavier": lambda n_in, n_out: np.sqrt(2 / (n_in + n_out)),  # Glorot and Bengio 2010, for tanh and sigmoid
    "plain": lambda n_in, n_out: 0.01,
}


@Kind
def layer_sizes(value, name):
    """Take a list of whole numbers, units per layer."""
    try:
        sizes = [whole.check(n, "each size", at_least=1, at_most=10**7) for n in value]
    except TypeError as error:
        refuse(f"{name} must be a list of whole numbers ({error})", TypeError)
    if len(sizes) < 2:
        refuse(f"{name} needs at least inputs and outputs, as in [2, 1], not {sizes}")
    if _count(sizes) > 10**8:
        refuse(f"{sizes} has {_count(sizes):,} parameters; this course stops at 100,000,000")
    return sizes


@Kind
def activation_names(value, name):
    """Take the name of an activation, or a list of them."""
    if not isinstance(value, (str, list, tuple)):
        refuse(f"{name} must be the name of an activation, or a list of them, not {shown(value)}", TypeError)
    for one in [value] if isinstance(value, str) else value:
        choice.check(one, name, options=tuple(ACTIVATIONS))
    return value


@Kind
def spread(value, name):
    """Take a name of `SPREAD`, or a standard deviation for every layer; return it as a function of n_in and n_out."""
    if isinstance(value, str):
        return SPREAD[choice.check(value, name, options=tuple(SPREAD))]
    deviation = number.check(value, name, at_least=0, at_most=1e6)
    return lambda n_in, n_out: deviation


@Kind
def float_type(value, name):
    """Take float32 or float64."""
    try:
        kind = np.dtype(value)
    except (TypeError, ValueError):
        kind = None
    if kind not in (np.float32, np.float64):
        refuse(f"{name} must be float32 or float64, not {shown(value)}", TypeError)
    return kind


@Kind
def file_path(value, name):
    """Take text or a Path that can name a file."""
    try:
        path = os.fsdecode(value)
    except TypeError:
        refuse(f"the {name} must be text or a Path, not {shown(value)}", TypeError)
    if "\0" in path:
        refuse(f"the {name} {path!r} holds a character that no file name can have")
    return path


class Step(NamedTuple):
    """One stop on the way through a network: a name, the formula, the numbers."""

    name: str
    formula: str
    value: np.ndarray


class Trace:
    """The steps of a pass through a network, in order; `trace["Z1"]` is the value of one.

    Attributes
    ----------
    steps : list of Step
    output : ndarray
        The last step's value.
    vector : ndarray or None
        For a backward pass, all parameter gradients in one row, in the order of `Network.theta`.
    """

    def __init__(self, steps, vector=None):
        self.steps = steps
        self.vector = vector
        self._values = {step.name: step.value for step in steps}

    @property
    def output(self):
        return self.steps[-1].value

    @property
    def names(self):
        return list(self._values)

    def __getitem__(self, name):
        if name not in self._values:
            raise KeyError(f"the trace has no {name!r}; it has {', '.join(self._values)}")
        return self._values[name]

    def __repr__(self):
        return "\n".join(f"{s.name} {s.value.shape} = {s.formula}" for s in self.steps)


class Network:
    """A fully connected network.

    Parameters
    ----------
    sizes : list of int
        Units per layer, inputs first: [784, 128, 10] has one hidden layer, [784, 1] none.
    hidden : str or list of str
        The activation of the hidden layers, one for all or one for each.
    output : str
        The activation of the last layer; "softmax" is allowed here.
    loss : str, optional
        One of `LOSSES`; cross-entropy for sigmoid and softmax outputs, else mean squared error.
    initialisation : "he", "xavier", "plain" or float
        The spread of the first weights (a float is the standard deviation itself); biases start at 0.
    seed : int or Generator
    dtype : float32 or float64

    Attributes
    ----------
    theta : ndarray (number of parameters,)
        All parameters in one row; `network["W1"]` is a view into it, so both change together.
        Assigning to either copies the numbers in.

    Examples
    --------
    >>> network = Network([2, 3, 1])
    >>> network
    Network 2 → 3 relu → 1 sigmoid, 13 parameters
    >>> network["W1"].shape
    (2, 3)
    """

    @checked
    def __init__(self, sizes: layer_sizes, hidden: activation_names = "relu",
                 output: choice(*ACTIVATIONS, "softmax") = "sigmoid", loss: choice(*LOSSES) = None,
                 initialisation: spread = "he", seed: seed = 0, dtype: float_type = np.float64):
        count = len(sizes) - 2
        hidden = [hidden] * count if isinstance(hidden, str) else hidden
        if len(hidden) != count:
            refuse(f"{count} hidden layers need {count} activations, not {len(hidden)}")
        loss = loss or USUAL_LOSS.get(output, "mean_squared_error")
        if loss == "categorical_cross_entropy" and output != "softmax":
            refuse("categorical_cross_entropy needs a softmax output, whose rows sum to 1")
        if loss == "binary_cross_entropy" and output not in ("sigmoid", "softmax"):
            refuse("binary_cross_entropy needs a sigmoid output, between 0 and 1")
        self.sizes, self.activations, self.dtype = sizes, [*hidden, output], dtype
        self.loss_name, self.ending = loss, Ending(output, loss)
        self._theta = np.zeros(_count(sizes), dtype)
        self._views = self.views(self._theta)
        random = np.random.default_rng(seed)
        for W in list(self._views.values())[::2]:
            W[...] = random.normal(0, initialisation(*W.shape), W.shape)

    @property
    def theta(self):
        return self._theta

    @theta.setter
    def theta(self, value):
        self._set("theta", self._theta, value)

    @property
    def depth(self):
        """The number of layers with weights: the input is not counted."""
        return len(self.sizes) - 1

    @property
    def parameters(self):
        """Every parameter by name, as views into `theta`."""
        return dict(self._views)

    def __getitem__(self, name):
        if name not in self._views:
            raise KeyError(f"the network has no {name!r}; it has {', '.join(self._views)}")
        return self._views[name]

    def __setitem__(self, name, value):
        self._set(name, self[name], value)

    @checked(speaker="Network")
    def _set(self, name, parameter, value):
        """Copy new numbers into a parameter."""
        value = array.check(value, name)
        if value.shape != parameter.shape:
            refuse(f"{name} has shape {parameter.shape}, the new value {value.shape}")
        parameter[...] = cast(value, self.dtype, name)

    def __setstate__(self, state):
        """Finish a copy or an unpickled network: its views must look into its own theta."""
        self.__dict__.update(state)
        self._views = self.views(self._theta)

    def __repr__(self):
        layers = [f"{n} {g}" for n, g in zip(self.sizes[1:], self.activations)]
        return f"Network {' → '.join([str(self.sizes[0]), *layers])}, {self.theta.size:,} parameters"

    @checked
    def forward(self, X: array):
        """Push a batch through and keep every step.

        Parameters
        ----------
        X : array_like (m, n_in)

        Returns
        -------
        Trace
            X, Z1, A1, Z2, A2, …; the last A is the prediction ŷ, shape (m, n_out).

        Raises
        ------
        TypeError, ValueError
            For anything but finite numbers of shape (m, n_in), and when numbers outgrow the float.
        """
        X = self.batch(X)
        Zs, As = self.layers(X)
        steps = [Step("X", "the batch", X)]
        for layer, (Z, A, name) in enumerate(zip(Zs, [*As[1:], self.ending.output(Zs[-1])], self.activations), 1):
            steps.append(Step(f"Z{layer}", f"{_into(layer)} @ W{layer} + b{layer}", Z))
            steps.append(Step(f"A{layer}", f"{name}(Z{layer})", A))
        for step in steps:
            if not np.isfinite(step.value).all():
                refuse(f"{step.name} is too large for {self.dtype}; are the weights or the inputs too large?")
        return Trace(steps)

    @checked
    def predict(self, X):
        """Return the prediction ŷ (m, n_out); raises as `forward` does."""
        return self.forward(X).output

    @checked
    def classify(self, X):
        """Return each example's class: the largest output, or ŷ ≥ 0.5 where there is one; shape (m,)."""
        return classes(self.forward(X).output)

    @checked
    def accuracy(self, X: array, y: array):
        """Return the share of examples classified right; y holds labels (m,), or rows as the loss takes them.

        Raises
        ------
        TypeError, ValueError
            For shapes or values that are no classes of these examples.
        """
        y = self.answers(y, len(self.batch(X)))
        if y.ndim > 1:
            probabilities.check(y, "y")
        return float((self.classify(X) == classes(y)).mean())

    @checked
    def loss(self, X: array, y: array):
        """Return the loss L over a batch, computed from the scores where that is more exact.

        Parameters
        ----------
        X : array_like (m, n_in)
        y : array_like
            (m, n_out), or labels (m,) for a softmax output.

        Raises
        ------
        TypeError, ValueError
            For shapes that do not fit, and for values that the loss refuses.
        """
        y = self.answers(y, len(self.batch(X)))
        return self.ending.loss_and_slope(self.forward.core(self, X)[f"Z{self.depth}"], y)[0]

    @checked
    def backward(self, trace, y: array):
        """Carry the loss's gradient back to every parameter.

        Parameters
        ----------
        trace : Trace
            What `forward` returned.
        y : array_like
            (m, n_out), or labels (m,) for a softmax output.

        Returns
        -------
        Trace
            From the loss to the first layer: dA2, dZ2, dW2, db2, dA1, dZ1, dW1, db1, where dW2 stands for
            ∂L/∂W2; `.vector` has the parameters' part in the order of `theta`. The step ∂L/∂ŷ is left out
            where cross-entropy has no finite slope (a prediction of exactly 0 or 1 that is wrong);
            ∂L/∂Z, the difference ŷ − y over what the mean divides by, has one all the same.

        Raises
        ------
        TypeError, ValueError
            For a trace of another network, or from before an update, and for a y that does not fit.
        """
        Zs, As = self._passed(trace)
        y = self.answers(y, len(As[0]))
        vector = np.empty_like(self.theta)
        gradients = self.views(vector)
        dAs, dZs = self.carry_back(self.ending.loss_and_slope(Zs[-1], y)[1], Zs, As, gradients)
        try:
            dAs.insert(0, LOSSES[self.loss_name].gradient(trace.output, y))
        except ValueError:  # infinite; where loss and activation do not meet, ∂L/∂Z is not finite either
            dAs.insert(0, None)
        steps = []
        for layer, dA, dZ in zip(range(self.depth, 0, -1), dAs, dZs):
            to_A, to_Z = self._formulas(layer)
            steps += [Step(f"dA{layer}", to_A, dA), Step(f"dZ{layer}", to_Z, dZ),
                      Step(f"dW{layer}", f"{_into(layer)}.T @ dZ{layer}", gradients[f"W{layer}"]),
                      Step(f"db{layer}", f"sum of dZ{layer} over the batch", gradients[f"b{layer}"])]
        steps = [step for step in steps if step.value is not None]
        for step in steps:
            if not np.isfinite(step.value).all():
                refuse(f"a gradient is too large for {self.dtype}")
            step.value[...] += 0.0  # no −0
        return Trace(steps, vector)

    @checked
    def nudged(self, trace, y: array, epsilon: number(above=0) = 1e-5):
        """Estimate what `backward` computes by nudging one number at a time, to both sides; a check, and slow.

        It raises as `backward` and `numerical_gradient` do.

        Parameters
        ----------
        trace : Trace
            What `forward` returned.
        y : array_like
            (m, n_out), or labels (m,) for a softmax output.
        epsilon : float > 0

        Returns
        -------
        Trace
            With the names of `backward`, float64. The step ∂L/∂ŷ is left out where a nudge takes ŷ to values
            that the loss refuses, as a share above 1.

        Examples
        --------
        >>> network = pocket_network()
        >>> network.nudged(network.forward([[2, 3]]), [[1]])["dZ2"].round(4)
        array([[-0.3318]])
        """
        X = self._passed(trace)[1][0]
        y = self.answers(y, len(X))
        steps = []
        for name in (f"{kind}{layer}" for layer in range(self.depth, 0, -1) for kind in "AZWb"):
            point, share, at_the_end = (self if name in self._views else trace)[name], 1.0, name == f"A{self.depth}"
            if at_the_end and self.ending.meets:  # a logarithm bends sharply near 0: nudge less there
                share = float(np.clip(np.minimum(point, 1 - point).min(), 1e-4, 1))
            try:
                estimate = numerical_gradient(partial(self._loss_if, X, y, name), point, epsilon * share)
                steps.append(Step(f"d{name}", f"central differences of {name}", estimate + 0.0))
            except ValueError:
                if not at_the_end:
                    raise
        return Trace(steps)

    @checked
    def save(self, path: file_path):
        """Save the network as .npz; the file appears whole or not at all.

        Raises
        ------
        OSError
            If it cannot be written; what stood there before is untouched.
        TypeError, ValueError
            For what is no path, and for parameters that are not finite.
        """
        array.check(self.theta, "theta")
        target = os.path.realpath(path)
        draft = os.path.join(os.path.dirname(target), f".dlmath-{os.urandom(8).hex()}")
        try:
            with open(draft, "xb") as file:
                np.savez(file, sizes=self.sizes, activations=self.activations, loss=self.loss_name, theta=self.theta)
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, target)
        except BaseException as error:
            with contextlib.suppress(OSError):
                os.remove(draft)
            if isinstance(error, OSError):
                raise OSError(f"Network.save: could not write {path}: {error.strerror or error}") from error
            raise

    @classmethod
    @checked
    def load(cls, path: file_path):
        """Load a network that `save` wrote; nothing in the file is executed.

        Raises
        ------
        FileNotFoundError
            If there is no such file.
        ValueError
            If the file is damaged or is not a saved network.
        """
        import zipfile  # a third of the time that importing all of the mathematics takes

        if not os.path.isfile(path):
            raise FileNotFoundError(f"Network.load: there is no file {path}")
        try:
            if not zipfile.is_zipfile(path):
                raise ValueError("it is no npz file")
            with (open(path, "rb") as file,  # np.load itself would leave a damaged file open
                  warnings.catch_warnings(action="error"), np.load(file, allow_pickle=False) as stored):
                content = {key: stored[key] for key in ("sizes", "activations", "loss", "theta")}
            activations = [str(name) for name in content["activations"]]
            network = cls(content["sizes"].tolist(), activations[:-1], activations[-1], str(content["loss"]), 0.0,
                          dtype=content["theta"].dtype)
            network.theta = content["theta"]
        except Exception as error:  # a damaged file can break its readers in any way
            refuse(f"{path} is not a saved network, or is damaged ({str(error) or type(error).__name__})")
        return network

    # The unchecked core, which training shares.

    def layers(self, X):
        """Return Z1…ZL, and what goes into each layer, X, A1…A(L−1); the last activation belongs to the ending."""
        Zs, As = [], [X]
        for layer, name in enumerate(self.activations, 1):
            Z = As[-1] @ self._views[f"W{layer}"]
            Z += self._views[f"b{layer}"]
            Zs.append(Z)
            if layer < self.depth:
                As.append(ACTIVATIONS[name].function.core(Z))
        return Zs, As

    def carry_back(self, dZ, Zs, As, gradients):
        """Carry the last layer's ∂L/∂Z back, and fill `gradients` with every ∂L/∂W and ∂L/∂b.

        Returns the ∂L/∂A of the hidden layers and the ∂L/∂Z of all, from the last to the first.
        """
        dAs, dZs = [], [dZ]
        for layer in range(self.depth, 0, -1):
            np.matmul(As[layer - 1].T, dZ, out=gradients[f"W{layer}"])
            dZ.sum(axis=0, out=gradients[f"b{layer}"])
            if layer > 1:
                dA = dZ @ self._views[f"W{layer}"].T
                dZ = dA * ACTIVATIONS[self.activations[layer - 2]].derivative.core(Zs[layer - 2])
                dAs.append(dA)
                dZs.append(dZ)
        return dAs, dZs

    def views(self, vector):
        """Return a row of all parameters as named views, W1, b1, W2, b2, …"""
        views = {}
        for layer, (n_in, n_out) in enumerate(zip(self.sizes, self.sizes[1:]), 1):
            W, b, vector = np.split(vector, [n_in * n_out, (n_in + 1) * n_out])
            views |= {f"W{layer}": W.reshape(n_in, n_out), f"b{layer}": b}
        return views

    def batch(self, X, name="X"):
        """Return an array as a batch (m, n_in) in the network's float type, or refuse it."""
        if X.ndim != 2 or X.shape[1] != self.sizes[0]:
            refuse(f"{name} has shape {X.shape}; this network takes (m, {self.sizes[0]}), one row an example")
        return cast(X, self.dtype, name)

    def answers(self, y, m, name="y"):
        """Return an array as the answers of m examples, labels (m,) or rows (m, n_out), or refuse it."""
        return self.ending.answers(y, (m, self.sizes[-1]), self.dtype, name)

    def _passed(self, trace):
        """Check that a trace is this network's, as it is now; return Z1…ZL and X, A1…A(L−1)."""
        names = ["X", *(f"{kind}{layer}" for layer in range(1, self.depth + 1) for kind in "ZA")]
        widths = [self.sizes[0], *(n for n in self.sizes[1:] for _ in "ZA")]
        if not isinstance(trace, Trace) or trace.names != names or [s.value.shape[1] for s in trace.steps] != widths:
            refuse("trace must be what this network's forward returned", TypeError)
        Zs, As = ([step.value for step in trace.steps[start::2]] for start in (1, 0))
        close = float(np.sqrt(np.finfo(self.dtype).eps))
        if not np.allclose(self.layers(As[0])[0][-1], Zs[-1], rtol=close, atol=close):
            refuse("this network, as it is now, does not give the numbers of this trace; call forward again after "
                   "every update")
        return Zs, As[:-1]

    def _loss_if(self, X, y, name, value):
        """Return the loss if one of the numbers on the way, such as W1 or Z2, were `value`."""
        if name == f"A{self.depth}":
            return LOSSES[self.loss_name].of(value, y)
        A, numbers = X, {**self._views, name: value}
        for layer, g in enumerate(self.activations, 1):
            Z = numbers.get(f"Z{layer}", A @ numbers[f"W{layer}"] + numbers[f"b{layer}"])
            if layer < self.depth:
                A = numbers.get(f"A{layer}", ACTIVATIONS[g].function.core(Z))
        return self.ending.loss_and_slope(Z, y)[0]

    def _formulas(self, layer):
        """Spell how ∂L/∂A and ∂L/∂Z of a layer come about, as a lesson does."""
        g, loss = self.activations[layer - 1], self.loss_name
        through = (f"A{layer} ∘ (dA{layer} − Σ A{layer} ∘ dA{layer})" if g == "softmax" else
                   f"dA{layer} ∘ {g}′(Z{layer})")
        if layer < self.depth:
            return f"dZ{layer + 1} @ W{layer + 1}.T", through
        entries = "m" if self.sizes[-1] == 1 or loss == "categorical_cross_entropy" else "(m·n_out)"
        return f"∂L/∂A{layer} of {loss}", f"(A{layer} − y) / {entries}" if self.ending.meets else through


def classes(rows):
    """Return each row's class: the place of its largest entry, or, of a single one, whether it is at least 0.5.

    Labels (m,) are classes already.
    """
    if rows.ndim == 1:
        return rows
    return rows.argmax(axis=1) if rows.shape[1] > 1 else (rows[:, 0] >= 0.5).astype(int)


def pocket_network():
    """Return the network of lessons 3 to 8: 2 inputs, 3 hidden units, 1 output, numbers to check by hand.

    Examples
    --------
    >>> pocket_network().predict([[2, 3]]).round(2)
    array([[0.67]])
    """
    network = Network([2, 3, 1])
    network["W1"] = [[0.5, -1, 1], [0.5, 0.5, -1]]
    network["b1"] = [-0.5, 0, 2]
    network["W2"] = [[0.5], [1], [-0.5]]
    network["b2"] = [0.2]
    return network


@checked
def folding(places: vector):
    """Return the network that folds the line of inputs at one place after another: one layer of two units a fold.

    A layer's two ReLU units are ReLU(v − c) and ReLU(c − v) for the place c; the next layer adds them up, |v − c|.

    Parameters
    ----------
    places : array_like (n,)
        Each in the line as the folds before it have left it.

    Returns
    -------
    Network
        One input, n hidden layers, one output without an activation.

    Examples
    --------
    >>> folding([0, 0.5]).predict([[-1], [-0.5], [0.25]]).tolist()
    [[0.5], [0.0], [0.25]]
    """
    network = Network([1, *[2] * len(places), 1], hidden="relu", output="identity", initialisation=0.0)
    for layer, c in enumerate(places, 1):
        network[f"W{layer}"], network[f"b{layer}"] = [[1, -1]] * network.sizes[layer - 1], [-c, c]
    network[f"W{network.depth}"] = np.ones((network.sizes[-2], 1))
    return network


@checked
def unfolded(value: number, places: vector):
    """Find every number from −1 to 1 that `folding(places)` brings to a value.

    Parameters
    ----------
    value : float
    places : array_like (n,)

    Returns
    -------
    ndarray (k,)
        In order, each once; numbers less than 1e-9 apart count as one.

    Examples
    --------
    >>> unfolded(0.25, [0, 0.5])
    array([-0.75, -0.25,  0.25,  0.75])
    """
    found = np.array([value])
    for c in places[::-1]:
        found = found[found > -1e-9]  # nothing below 0 comes out of a fold
        found = np.concatenate([c - found, c + found])
    return np.unique(found[abs(found) < 1 + 1e-9].round(9) + 0.0)


class LayerCount(NamedTuple):
    """What one layer's parameters are made of."""

    layer: int
    n_in: int
    n_out: int
    weights: int
    biases: int
    total: int


@checked
def parameter_counts(sizes: layer_sizes):
    """Count each layer's weights and biases, n_in · n_out + n_out, without making a network; raises as `Network` does.

    Parameters
    ----------
    sizes : list of int
        Units per layer, inputs first, as `Network` takes them.

    Returns
    -------
    list of LayerCount

    Examples
    --------
    >>> [count.total for count in parameter_counts([784, 128, 10])]
    [100480, 1290]
    """
    return [LayerCount(layer, n_in, n_out, n_in * n_out, n_out, (n_in + 1) * n_out)
            for layer, (n_in, n_out) in enumerate(zip(sizes, sizes[1:]), 1)]


@checked
def gradient_norms(network: Network, X: array, y: array):
    """Return the size of ∂L/∂Z at each layer, from the first to the last, shape (depth,): how far a gradient reaches.

    The size is the root of the sum of squares over all examples and units.

    Parameters
    ----------
    network : Network
    X : array_like (m, n_in)
    y : array_like
        (m, n_out), or labels (m,) for a softmax output.

    Raises
    ------
    TypeError, ValueError
        As `Network.forward` and `Network.backward` do.

    Examples
    --------
    >>> gradient_norms(pocket_network(), [[2, 3]], [[1]]).round(4)
    array([0.2346, 0.3318])
    """
    backward = network.backward(network.forward(X), y)
    return np.array([np.linalg.norm(backward[f"dZ{layer}"]) for layer in range(1, network.depth + 1)])


def _count(sizes):
    """Count weights and biases."""
    return sum((n_in + 1) * n_out for n_in, n_out in zip(sizes, sizes[1:]))


def _into(layer):
    """Name what goes into a layer."""
    return "X" if layer == 1 else f"A{layer - 1}"


@checked
def rest_of(network: Network, done: whole(at_least=0)):
    """Return the network that is left after so many layers: what they put out goes into it.

    Parameters
    ----------
    network : Network
    done : int below `network.depth`

    Returns
    -------
    Network
        With its own copy of the parameters.

    Examples
    --------
    >>> rest_of(pocket_network(), 1)
    Network 3 → 1 sigmoid, 4 parameters
    """
    if done >= network.depth:
        refuse(f"done is {done}; of {network.depth} layers nothing is left")
    rest = Network(network.sizes[done:], network.activations[done:-1], network.activations[-1], network.loss_name,
                   dtype=network.dtype)
    rest.theta = network.theta[-rest.theta.size:]
    return rest


@checked
def level_line(xs: vector, ys: vector, values: matrix, level: number = 0.5):
    """Trace where values over a grid cross a level, such as a network's answers ½ (marching squares).

    Parameters
    ----------
    xs, ys : array_like (columns,), (rows,)
    values : array_like (rows, columns)
        At xs[j], ys[i] stands values[i, j]; between two neighbours they are taken to change evenly.
    level : float

    Returns
    -------
    ndarray (k, 2, 2)
        The pieces of the line, each from one point (x, y) to another.

    Raises
    ------
    TypeError, ValueError
        For anything else.

    Examples
    --------
    >>> level_line([0, 1], [0, 1], [[0, 1], [0, 1]], level=0.25)
    array([[[0.25, 0.  ],
            [0.25, 1.  ]]])
    """
    if values.shape != (len(ys), len(xs)):
        refuse(f"values have shape {values.shape}; {len(ys)} ys and {len(xs)} xs take {(len(ys), len(xs))}")
    above, pieces = values >= level, []
    corners_above = above[:-1, :-1].astype(int) + above[1:, :-1] + above[:-1, 1:] + above[1:, 1:]
    for i, j in np.argwhere(corners_above % 4):  # the cells with neither none nor all of the four
        corners, crossed = [(i, j), (i, j + 1), (i + 1, j + 1), (i + 1, j)], []
        for a, b in zip(corners, corners[1:] + corners[:1]):
            if above[a] != above[b]:
                share = (level - values[a]) / (values[b] - values[a])
                start, end = (np.array([xs[column], ys[row]]) for row, column in (a, b))
                crossed.append(start + share * (end - start))
        pieces += zip(crossed[::2], crossed[1::2])
    return np.array(pieces).reshape(-1, 2, 2)
