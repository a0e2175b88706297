"""Derivatives by machine: scalars that remember how they were made, and a numerical check.

After micrograd (Karpathy): each operator stands beside its derivative.
"""

import math
from typing import NamedTuple

import numpy as np

from dlmath import inputs


class Value:
    """A number that remembers how it was made, so that the chain rule can walk back.

    Parameters
    ----------
    data : float
    name : str
        For the graph.

    Attributes
    ----------
    grad : float
        ∂(result)/∂(this), filled by `backward`; it adds up until it is set back to 0.

    Examples
    --------
    >>> a, b = Value(2.0), Value(3.0)
    >>> c = a * b + a
    >>> c.backward()
    >>> c.data, a.grad, b.grad
    (8.0, 4.0, 2.0)
    """

    def __init__(self, data, name="", operator="", parents=(), slopes=()):
        self.data = inputs.number("Value", name or "data", data)
        self.name, self.operator = name, operator
        self.parents, self.slopes = parents, slopes  # slopes: ∂(this)/∂(each parent)
        self.grad = 0.0

    def __add__(self, other):
        other = _value(other)
        return _made("+", lambda a, b: a + b, (self, other), lambda a, b, out: (1, 1))

    def __mul__(self, other):
        other = _value(other)
        return _made("×", lambda a, b: a * b, (self, other), lambda a, b, out: (b, a))

    def __sub__(self, other):
        other = _value(other)
        return _made("−", lambda a, b: a - b, (self, other), lambda a, b, out: (1, -1))

    def __truediv__(self, other):
        other = _value(other)
        return _made("÷", lambda a, b: a / b, (self, other), lambda a, b, out: (1 / b, -out / b))

    def __pow__(self, exponent):
        if isinstance(exponent, Value):
            raise TypeError("Value: the exponent of ** must be a plain number")
        n = inputs.number("Value", "exponent", exponent)
        return _made(f"^{n:g}", lambda a: math.pow(a, n), (self,),
                     lambda a, out: (n * math.pow(a, n - 1) if n else 0.0,))

    def exp(self):
        return _made("exp", math.exp, (self,), lambda a, out: (out,))

    def log(self):
        return _made("log", math.log, (self,), lambda a, out: (1 / a,))

    def tanh(self):
        return _made("tanh", math.tanh, (self,), lambda a, out: (1 - out * out,))

    def relu(self):
        return _made("relu", lambda a: max(a, 0.0), (self,), lambda a, out: (float(a > 0),))

    def __neg__(self):
        return _made("−", lambda a: -a, (self,), lambda a, out: (-1,))

    def __radd__(self, other):
        return _value(other) + self

    def __rmul__(self, other):
        return _value(other) * self

    def __rsub__(self, other):
        return _value(other) - self

    def __rtruediv__(self, other):
        return _value(other) / self

    def backward(self):
        """Walk back from here and add to every `grad` what this result owes it, each node once.

        Raises
        ------
        ValueError
            If a gradient is too large for a float; then no `grad` has changed.
        """
        order = ordered(self)
        owed = {id(node): 0.0 for node in order}
        owed[id(self)] = 1.0
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.slopes):
                owed[id(parent)] += slope * owed[id(node)]
        for node in order:
            if not math.isfinite(node.grad + owed[id(node)]):
                raise ValueError(f"Value.backward: the gradient of {node.name or node} is too large for a float")
        for node in order:
            node.grad += owed[id(node)]

    def __repr__(self):
        return f"Value({self.data:.4g}, grad={self.grad:.4g})"


def _value(other):
    """Wrap a plain number."""
    return other if isinstance(other, Value) else Value(other)


def _made(operator, function, parents, slopes):
    """Make the Value of an operation, or say why it has none."""
    data = [float(parent.data) for parent in parents]  # a learner may have put a NumPy number there
    shown = ", ".join(f"{number:g}" for number in data)
    try:
        out = function(*data)
        local = slopes(*data, out)
    except OverflowError:
        raise ValueError(f"Value: {operator} of {shown}, or its slope, is too large for a float") from None
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"Value: {operator} of {shown} is not defined, or has no slope") from None
    if not all(map(math.isfinite, (out, *local))):
        raise ValueError(f"Value: {operator} of {shown}, or its slope, is too large for a float")
    return Value(out, "", operator, parents, local)


def ordered(result):
    """Return every Value that a result was made from, parents before children, without recursion.

    Raises
    ------
    TypeError
        If the result is no Value.
    """
    if not isinstance(result, Value):
        raise TypeError(f"ordered: expected a Value, not {type(result).__name__}")
    order, seen, stack = [], set(), [(result, False)]
    while stack:
        node, parents_done = stack.pop()
        if parents_done:
            order.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            stack.append((node, True))
            stack.extend((parent, False) for parent in reversed(node.parents))
    return order


class Node(NamedTuple):
    """A Value as drawing reads it; `number` is its place in the order of computing."""

    number: int
    name: str
    operator: str
    data: float
    grad: float


class Edge(NamedTuple):
    """From a parent to what was made of it, with the local slope."""

    source: int
    target: int
    slope: float


class Graph(NamedTuple):
    """The nodes and edges behind a result, parents first."""

    nodes: list
    edges: list


def graph(result):
    """Return the computation graph of a Value.

    Raises
    ------
    TypeError
        If it is no Value.

    Examples
    --------
    >>> x = Value(3.0, "x")
    >>> [node.operator or node.name for node in graph(x * x).nodes]
    ['x', '×']
    """
    if not isinstance(result, Value):
        raise TypeError(f"graph: expected a Value, not {type(result).__name__}")
    order = ordered(result)
    number = {id(node): i for i, node in enumerate(order)}
    nodes = [Node(i, v.name, v.operator, v.data, v.grad) for i, v in enumerate(order)]
    edges = [Edge(number[id(parent)], number[id(node)], slope)
             for node in order for parent, slope in zip(node.parents, node.slopes)]
    return Graph(nodes, edges)


def numerical_gradient(function, point, epsilon=1e-5):
    """Estimate ∂f/∂x by central differences, (f(x + ε) − f(x − ε)) / 2ε, one entry at a time.

    The error of the formula falls as ε², the rounding error grows as 1/ε; near 1e-5 both are small.

    Parameters
    ----------
    function : callable
        Takes an array of the point's shape, returns one number.
    point : array_like, any shape
    epsilon : float > 0

    Returns
    -------
    ndarray of float64
        The point's shape.

    Raises
    ------
    TypeError, ValueError
        For a point or an ε that is not finite, an ε too small to move the point, and where the function
        returns no finite number.

    Examples
    --------
    >>> numerical_gradient(lambda x: float((x**2).sum()), [1.0, 3.0]).round(4)
    array([2., 6.])
    """
    if not callable(function):
        raise TypeError(f"numerical_gradient: function must be callable, not {inputs.shown(function)}")
    point = inputs.numbers("numerical_gradient", "point", point).astype(np.float64)
    epsilon = inputs.number("numerical_gradient", "epsilon", epsilon, above=0, at_most=1e100)
    gradient = np.empty_like(point)
    for index in np.ndindex(point.shape):
        x, values = float(point[index]), []
        right, left = x + epsilon, x - epsilon
        if right == x or left == x:
            raise ValueError(f"numerical_gradient: epsilon {epsilon:g} is too small to move {x:g}")
        for end in (right, left):
            moved = point.copy()
            moved[index] = end
            values.append(inputs.number("numerical_gradient", "the function's value", function(moved)))
        gradient[index] = (values[0] - values[1]) / (right - left)  # 2ε, but for the rounding of x ± ε
    return inputs.finite("numerical_gradient", "the gradient", gradient)
