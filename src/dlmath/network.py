"""Networks: layers of neurons, run forward with every number in view, and backward for every gradient.

Rows are examples: X (m, n_in), W (n_in, n_out), b (n_out,), Z = X @ W + b, A = g(Z).
"""

import contextlib
import os
import warnings
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from dlmath import inputs, losses
from dlmath.activations import ACTIVATIONS, _softmax, _softmax_jvp
from dlmath.autograd import numerical_gradient


class Loss(NamedTuple):
    """A loss and its gradient; where it meets an output activation, also each loss from the scores, unchecked."""

    of: Callable
    gradient: Callable
    fused_with: str | None = None
    from_scores: Callable | None = None


LOSSES = {
    "mean_squared_error": Loss(losses.mean_squared_error, losses.mean_squared_error_gradient),
    "mean_absolute_error": Loss(losses.mean_absolute_error, losses.mean_absolute_error_gradient),
    "huber": Loss(losses.huber, losses.huber_gradient),
    "binary_cross_entropy": Loss(losses.binary_cross_entropy, losses.binary_cross_entropy_gradient,
                                 "sigmoid", losses._binary_from_scores),
    "categorical_cross_entropy": Loss(losses.categorical_cross_entropy, losses.categorical_cross_entropy_gradient,
                                      "softmax", losses._categorical_from_scores),
}
USUAL_LOSS = {"sigmoid": "binary_cross_entropy", "softmax": "categorical_cross_entropy"}
SPREAD = {  # standard deviation of a layer's first weights
    "he": lambda n_in, n_out: np.sqrt(2 / n_in),  # He et al. 2015, for ReLU
    "xavier": lambda n_in, n_out: np.sqrt(2 / (n_in + n_out)),  # Glorot and Bengio 2010, for tanh and sigmoid
    "plain": lambda n_in, n_out: 0.01,
}


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

    def __init__(self, sizes, hidden="relu", output="sigmoid", loss=None, initialisation="he", seed=0,
                 dtype=np.float64):
        self.sizes = _sizes(sizes)
        count = len(self.sizes) - 2
        if not isinstance(hidden, (str, list, tuple)):
            raise TypeError(f"Network: hidden must be the name of an activation, or a list of them, "
                            f"not {inputs.shown(hidden)}")
        if isinstance(hidden, str):
            hidden = [inputs.choice("Network", "hidden", hidden, ACTIVATIONS)] * count
        if len(hidden) != count:
            raise ValueError(f"Network: {count} hidden layers need {count} activations, not {len(hidden)}")
        self.activations = [inputs.choice("Network", "hidden", name, ACTIVATIONS) for name in hidden]
        self.activations += [inputs.choice("Network", "output", output, [*ACTIVATIONS, "softmax"])]
        loss = USUAL_LOSS.get(output, "mean_squared_error") if loss is None else loss
        self.loss_name = inputs.choice("Network", "loss", loss, LOSSES)
        if self.loss_name == "categorical_cross_entropy" and output != "softmax":
            raise ValueError("Network: categorical_cross_entropy needs a softmax output, whose rows sum to 1")
        if self.loss_name == "binary_cross_entropy" and output not in ("sigmoid", "softmax"):
            raise ValueError("Network: binary_cross_entropy needs a sigmoid output, between 0 and 1")
        self.dtype = _float_type(dtype)
        shapes = [shape for n_in, n_out in zip(self.sizes, self.sizes[1:]) for shape in ((n_in, n_out), (n_out,))]
        self._names = [f"{letter}{layer}" for layer in range(1, self.depth + 1) for letter in "Wb"]
        self._shapes = dict(zip(self._names, shapes))
        self._theta = np.zeros(_count(self.sizes), self.dtype)
        self._views = self._split(self._theta)
        self._initialise(initialisation, inputs.random("Network", seed))

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
            raise KeyError(f"the network has no {name!r}; it has {', '.join(self._names)}")
        return self._views[name]

    def __setitem__(self, name, value):
        self._set(name, self[name], value)

    def _set(self, name, parameter, value):
        """Copy new numbers into a parameter."""
        value = inputs.numbers("Network", name, value)
        if value.shape != parameter.shape:
            raise ValueError(f"Network: {name} has shape {parameter.shape}, the new value {value.shape}")
        parameter[...] = losses._as("Network", name, value, self.dtype)

    def __setstate__(self, state):
        """Finish a copy or an unpickled network: its views must look into its own theta."""
        self.__dict__.update(state)
        self._views = self._split(self._theta)

    def __repr__(self):
        layers = [f"{n} {g}" for n, g in zip(self.sizes[1:], self.activations)]
        return f"Network {' → '.join([str(self.sizes[0]), *layers])}, {self.theta.size:,} parameters"

    def forward(self, X):
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
        X = self._batch("Network.forward", X)
        Zs, As = self._forward(X)
        steps = [Step("X", "the batch", X)]
        for layer, (Z, A, name) in enumerate(zip(Zs, As[1:], self.activations), 1):
            before = "X" if layer == 1 else f"A{layer - 1}"
            steps.append(Step(f"Z{layer}", f"{before} @ W{layer} + b{layer}", Z))
            steps.append(Step(f"A{layer}", f"{name}(Z{layer})", A))
        for step in steps:
            if not np.isfinite(step.value).all():
                raise ValueError(f"Network.forward: {step.name} is too large for {self.dtype}; "
                                 "are the weights or the inputs too large?")
        return Trace(steps)

    def predict(self, X):
        """Return the prediction ŷ (m, n_out); raises as `forward` does."""
        return self.forward(X).output

    def classify(self, X):
        """Return each example's class: the largest output, or ŷ ≥ 0.5 where there is one; shape (m,)."""
        prediction = self.predict(X)
        return prediction.argmax(axis=1) if self.sizes[-1] > 1 else (prediction[:, 0] >= 0.5).astype(int)

    def accuracy(self, X, y):
        """Return the share of examples classified right; y holds labels (m,), or rows as the loss takes them.

        Raises
        ------
        TypeError, ValueError
            For shapes or values that are no classes of these examples.
        """
        X = self._batch("Network.accuracy", X)
        target = self._target("Network.accuracy", y, len(X))
        losses._between_0_and_1("Network.accuracy", "y", target)
        right = target.argmax(axis=1) if self.sizes[-1] > 1 else target[:, 0] >= 0.5
        return float((self.classify(X) == right).mean())

    def loss(self, X, y):
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
        X = self._batch("Network.loss", X)
        target = self._target("Network.loss", y, len(X))
        trace = self.forward(X)
        return inputs.result("Network.loss", self._loss(trace[f"Z{self.depth}"], trace.output, target))

    def backward(self, trace, y):
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
        last = self.depth
        names = ["X", *(f"{kind}{layer}" for layer in range(1, last + 1) for kind in "ZA")]
        widths = [self.sizes[0], *(n for n in self.sizes[1:] for _ in "ZA")]
        if not isinstance(trace, Trace) or trace.names != names or [s.value.shape[1] for s in trace.steps] != widths:
            raise TypeError("Network.backward: the first argument must be the trace that this network's forward "
                            "returned")
        Zs = [trace[f"Z{layer}"] for layer in range(1, last + 1)]
        As = [trace["X"], *(trace[f"A{layer}"] for layer in range(1, last + 1))]
        close = float(np.sqrt(np.finfo(self.dtype).eps))
        if not np.allclose(self._forward(As[0])[0][-1], Zs[-1], rtol=close, atol=close):
            raise ValueError("Network.backward: this network, as it is now, does not give the numbers of this trace; "
                             "call forward again after every update")
        target = self._target("Network.backward", y, len(As[0]))
        vector = np.empty_like(self.theta)
        steps = []
        for layer, name, value in self._backward(Zs, As, target, self._split(vector)):
            value += 0.0  # no −0
            steps.append(Step(f"{name}{layer}", self._formula(name, layer), value))
        if not all(np.isfinite(step.value).all() for step in steps):
            raise ValueError(f"Network.backward: a gradient is too large for {self.dtype}")
        if self._fused:
            try:
                slope = LOSSES[self.loss_name].gradient(As[-1], target) + 0.0
                steps.insert(0, Step(f"dA{last}", f"∂L/∂A{last} of {self.loss_name}", slope))
            except ValueError:
                pass  # infinite here: documented above
        return Trace(steps, vector)

    def nudged(self, trace, y, epsilon=1e-5):
        """Estimate what `backward` computes by nudging one number at a time, to both sides; a check, and slow.

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

        Raises
        ------
        TypeError, ValueError
            As `backward` and `numerical_gradient` do.

        Examples
        --------
        >>> network = pocket_network()
        >>> network.nudged(network.forward([[2, 3]]), [[1]])["dZ2"].round(4)
        array([[-0.3318]])
        """
        names = self.backward(trace, y).names
        As = [trace["X"], *(trace[f"A{layer}"] for layer in range(1, self.depth + 1))]
        target = self._target("Network.nudged", y, len(As[0]))
        steps = []
        for name in names:
            kind, layer = name[1], int(name[2:])
            before, W, b = As[layer - 1], self._views[f"W{layer}"], self._views[f"b{layer}"]
            onward = {
                "W": lambda W, layer=layer, before=before, b=b: self._loss_from(layer, before @ W + b, target),
                "b": lambda b, layer=layer, before=before, W=W: self._loss_from(layer, before @ W + b, target),
                "Z": lambda Z, layer=layer: self._loss_from(layer, Z, target),
                "A": lambda A, layer=layer: (LOSSES[self.loss_name].of(A, target) if layer == self.depth else
                                             self._loss_from(layer + 1, A @ self._views[f"W{layer + 1}"]
                                                             + self._views[f"b{layer + 1}"], target)),
            }
            point = {"W": W, "b": b, "A": As[layer], "Z": trace[f"Z{layer}"]}[kind]
            share = 1.0
            if name == f"dA{self.depth}" and self._fused:  # a logarithm bends sharply near 0: nudge less there
                share = float(np.clip(np.minimum(point, 1 - point).min(), 1e-4, 1))
            try:
                estimate = numerical_gradient(onward[kind], point, epsilon * share)
                steps.append(Step(name, f"central differences of {name[1:]}", estimate + 0.0))
            except ValueError:
                if name != f"dA{self.depth}":
                    raise
        return Trace(steps)

    def save(self, path):
        """Save the network as .npz; the file appears whole or not at all.

        Raises
        ------
        OSError
            If it cannot be written; what stood there before is untouched.
        TypeError, ValueError
            For what is no path, and for parameters that are not finite.
        """
        path = _path("Network.save", path)
        inputs.finite("Network.save", "theta", self.theta)
        content = {"sizes": self.sizes, "activations": self.activations, "loss": self.loss_name, "theta": self.theta}
        target = os.path.realpath(path)
        draft = os.path.join(os.path.dirname(target), f".dlmath-{os.urandom(8).hex()}")
        try:
            with open(draft, "xb") as file:
                np.savez(file, **{key: np.asarray(value) for key, value in content.items()})
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
    def load(cls, path):
        """Load a network that `save` wrote; nothing in the file is executed.

        Raises
        ------
        FileNotFoundError
            If there is no such file.
        ValueError
            If the file is damaged or is not a saved network.
        """
        import zipfile  # a third of the time that importing all of the mathematics takes

        path = _path("Network.load", path)
        if not os.path.isfile(path):
            raise FileNotFoundError(f"Network.load: there is no file {path}")
        try:
            if not zipfile.is_zipfile(path):
                raise ValueError("it is no npz file")
            with (open(path, "rb") as file,  # np.load itself would leave a damaged file open
                  warnings.catch_warnings(action="error"), np.load(file, allow_pickle=False) as stored):
                content = {key: stored[key] for key in ("sizes", "activations", "loss", "theta")}
            activations = [str(name) for name in content["activations"]]
            sizes = _sizes(content["sizes"].tolist())
            if content["theta"].size != _count(sizes):
                raise ValueError("the sizes and the number of parameters disagree")
            network = cls(sizes, activations[:-1], activations[-1], str(content["loss"]), 0.0,
                          dtype=content["theta"].dtype)
            network.theta[...] = inputs.numbers("Network.load", "theta", content["theta"], ndim=1)
        except Exception as error:  # a damaged file can break its readers in any way
            raise ValueError(f"Network.load: {path} is not a saved network, or is damaged "
                             f"({str(error) or type(error).__name__})") from None
        return network

    # The unchecked core, which `training.fit` shares.

    @property
    def _fused(self):
        """Whether loss and output activation meet in ∂L/∂Z: ŷ − y, over what the mean divides by."""
        return LOSSES[self.loss_name].fused_with == self.activations[-1]

    def _forward(self, X):
        """Return the lists Z1…ZL and X, A1…AL."""
        Zs, As = [], [X]
        with np.errstate(all="ignore"):
            for layer, name in enumerate(self.activations, 1):
                Z = As[-1] @ self._views[f"W{layer}"]
                Z += self._views[f"b{layer}"]
                Zs.append(Z)
                As.append(_softmax(Z) if name == "softmax" else ACTIVATIONS[name].function.__wrapped__(Z))
        return Zs, As

    def _loss_from(self, layer, Z, target):
        """Return the loss, if the scores of a layer were Z."""
        with np.errstate(all="ignore"):
            for k in range(layer + 1, self.depth + 1):
                A = ACTIVATIONS[self.activations[k - 2]].function.__wrapped__(Z)
                Z = A @ self._views[f"W{k}"] + self._views[f"b{k}"]
            name = self.activations[-1]
            A = _softmax(Z) if name == "softmax" else ACTIVATIONS[name].function.__wrapped__(Z)
            return self._loss(Z, A, target)

    def _backward(self, Zs, As, target, gradients):
        """Yield (layer, name, value) from the last layer to the first, and fill `gradients` on the way."""
        with np.errstate(all="ignore"):
            for layer in range(self.depth, 0, -1):
                if layer == self.depth and self._fused:
                    dZ = (As[-1] - target) / target.dtype.type(self._divisor(target))
                else:
                    dA = (LOSSES[self.loss_name].gradient(As[-1], target) if layer == self.depth
                          else dZ @ self._views[f"W{layer + 1}"].T)
                    yield layer, "dA", dA
                    dZ = self._through(layer, dA, Zs[layer - 1], As[layer])
                yield layer, "dZ", dZ
                dW, db = gradients[f"W{layer}"], gradients[f"b{layer}"]
                np.matmul(As[layer - 1].T, dZ, out=dW)
                dZ.sum(axis=0, out=db)
                yield layer, "dW", dW
                yield layer, "db", db

    def _through(self, layer, dA, Z, A):
        """Carry ∂L/∂A back through one activation to ∂L/∂Z."""
        name = self.activations[layer - 1]
        return _softmax_jvp(A, dA) if name == "softmax" else dA * ACTIVATIONS[name].derivative.__wrapped__(Z)

    def _divisor(self, target):
        """Return what the loss's mean divides by: examples for classes, entries for the rest."""
        return len(target) if self.loss_name == "categorical_cross_entropy" else target.size

    def _loss(self, scores, prediction, target):
        """Return the loss, from the scores where loss and output meet; there it may be infinite."""
        loss = LOSSES[self.loss_name]
        if not self._fused:
            return float(loss.of(prediction, target))
        with np.errstate(all="ignore"):
            return float(loss.from_scores(scores, target).mean())

    def _formula(self, name, layer):
        """Spell a backward step as a lesson does."""
        before = "X" if layer == 1 else f"A{layer - 1}"
        if name == "dA":
            return (f"∂L/∂A{layer} of {self.loss_name}" if layer == self.depth else f"dZ{layer + 1} @ W{layer + 1}.T")
        if name == "dZ":
            if layer == self.depth and self._fused:
                wide = self.sizes[-1] > 1 and self.loss_name != "categorical_cross_entropy"
                return f"(A{layer} − y) / {'(m·n_out)' if wide else 'm'}"
            activation = self.activations[layer - 1]
            return f"A{layer} ∘ (dA{layer} − Σ A{layer} ∘ dA{layer})" if activation == "softmax" else (
                f"dA{layer} ∘ {activation}′(Z{layer})")
        return f"{before}.T @ dZ{layer}" if name == "dW" else f"sum of dZ{layer} over the batch"

    def _split(self, vector):
        """Return named views into a row of all parameters."""
        views, start = {}, 0
        for name, shape in self._shapes.items():
            size = int(np.prod(shape))
            views[name] = vector[start:start + size].reshape(shape)
            start += size
        return views

    def _initialise(self, initialisation, random):
        """Draw the first weights; biases stay 0."""
        if isinstance(initialisation, str):
            spread = SPREAD[inputs.choice("Network", "initialisation", initialisation, SPREAD)]
        else:
            deviation = inputs.number("Network", "initialisation", initialisation, at_least=0, at_most=1e6)
            spread = lambda n_in, n_out: deviation  # noqa: E731
        for name, view in self._views.items():
            if name.startswith("W"):
                view[...] = random.normal(0, spread(*view.shape), view.shape)

    def _batch(self, where, X):
        """Check a batch (m, n_in) and give it the network's float type."""
        X = inputs.numbers(where, "X", X)
        if X.ndim != 2 or X.shape[1] != self.sizes[0]:
            raise ValueError(f"{where}: X has shape {X.shape}; this network takes (m, {self.sizes[0]}), "
                             "one row an example")
        return losses._as(where, "X", X, self.dtype)

    def _target(self, where, y, m):
        """Check the answers of m examples and return them as (m, n_out)."""
        width = self.sizes[-1]
        y = inputs.numbers(where, "y", y)
        takes_labels = width > 1 and self.activations[-1] in ("sigmoid", "softmax")
        if y.ndim == 1 and takes_labels and len(y) == m:
            try:
                return losses.one_hot(y, width, self.dtype)
            except (TypeError, ValueError) as error:
                raise type(error)(f"{where}: y: {str(error).removeprefix('one_hot: ')}") from None
        if y.shape != (m, width):
            labels = " or labels (m,)" if takes_labels else ""
            raise ValueError(f"{where}: y has shape {y.shape}; for {m} examples it must be ({m}, {width}){labels}")
        y = losses._as(where, "y", y, self.dtype)
        if self.loss_name == "binary_cross_entropy":
            losses._between_0_and_1(where, "y", y)
        if self.loss_name == "categorical_cross_entropy":
            losses._sum_to_1(where, "y", y)
        return y


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


class LayerCount(NamedTuple):
    """What one layer's parameters are made of."""

    layer: int
    n_in: int
    n_out: int
    weights: int
    biases: int
    total: int


def parameter_counts(sizes):
    """Count each layer's weights and biases, n_in · n_out + n_out, without making a network.

    Parameters
    ----------
    sizes : list of int
        Units per layer, inputs first, as `Network` takes them.

    Returns
    -------
    list of LayerCount

    Raises
    ------
    TypeError, ValueError
        As `Network` does.

    Examples
    --------
    >>> [count.total for count in parameter_counts([784, 128, 10])]
    [100480, 1290]
    """
    sizes = _sizes(sizes)
    return [LayerCount(layer, n_in, n_out, n_in * n_out, n_out, (n_in + 1) * n_out)
            for layer, (n_in, n_out) in enumerate(zip(sizes, sizes[1:]), 1)]


def _sizes(sizes):
    """Check a list of layer sizes."""
    try:
        sizes = [inputs.whole("Network", "each size", n, at_least=1, at_most=10**7) for n in sizes]
    except TypeError as error:
        raise TypeError(f"Network: sizes must be a list of whole numbers ({error})") from None
    if len(sizes) < 2:
        raise ValueError(f"Network: sizes needs at least inputs and outputs, as in [2, 1], not {sizes}")
    if _count(sizes) > 10**8:
        raise ValueError(f"Network: {sizes} has {_count(sizes):,} parameters; this course stops at 100,000,000")
    return sizes


def _count(sizes):
    """Count weights and biases."""
    return sum((n_in + 1) * n_out for n_in, n_out in zip(sizes, sizes[1:]))


def _path(where, path):
    """Check what should name a file."""
    try:
        path = os.fsdecode(path)
    except TypeError:
        raise TypeError(f"{where}: the path must be text or a Path, not {inputs.shown(path)}") from None
    if "\0" in path:
        raise ValueError(f"{where}: the path {path!r} holds a character that no file name can have")
    return path


def _float_type(dtype):
    """Check that a dtype is float32 or float64."""
    try:
        kind = np.dtype(dtype)
    except (TypeError, ValueError):
        kind = None
    if kind not in (np.float32, np.float64):
        raise TypeError(f"Network: dtype must be float32 or float64, not {inputs.shown(dtype)}")
    return kind
