"""Derivatives by machine: scalars that remember how they were made, and a numerical check.

After micrograd (Karpathy): each operator stands beside its derivative.
"""

import ast
import math
import warnings
from typing import NamedTuple

import numpy as np

from dlmath.inputs import array, checked, function, number, refuse, shown

_number = checked(number.check, speaker="Value")


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
        self.data = data if operator else _number(data, name or "data")  # an operation has looked at its result
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
        n = _number(exponent, "the exponent of **")
        return _made(f"^{n:g}", lambda a: math.pow(a, n), (self,),
                     lambda a, out: (n * math.pow(a, n - 1) if n else 0.0,))

    def exp(self):
        return _made("exp", math.exp, (self,), lambda a, out: (out,))

    def log(self):
        return _made("log", math.log, (self,), lambda a, out: (1 / a,))

    def tanh(self):
        return _made("tanh", math.tanh, (self,), lambda a, out: (4 * _sigmoid(2 * a) * _sigmoid(-2 * a),))

    def sigmoid(self):
        return _made("sigmoid", _sigmoid, (self,), lambda a, out: (out * _sigmoid(-a),))

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

    @checked
    def backward(self):
        """Walk back from here and add to every `grad` what this result owes it, each node once.

        Raises
        ------
        ValueError
            If a gradient is too large for a float; then no `grad` has changed.
        """
        order = ordered.core(self)
        owed = [0.0] * len(order)
        owed[-1] = 1.0
        for _, target, _, _, total in _walk(order):
            owed[target] = total
        for node, gradient in zip(order, owed):
            if not math.isfinite(node.grad + gradient):
                refuse(f"the gradient of {node.name or node} is too large for a float")
        for node, gradient in zip(order, owed):
            node.grad += gradient

    def __repr__(self):
        return f"Value({self.data:.4g}, grad={self.grad:.4g})"


def _sigmoid(a):
    """Return 1 / (1 + e⁻ᵃ); the exponential is taken of −|a|, which cannot overflow."""
    e = math.exp(-abs(a))
    return (1 if a >= 0 else e) / (1 + e)


def _value(other):
    """Wrap a plain number."""
    return other if isinstance(other, Value) else Value(other)


def _made(operator, function, parents, slopes):
    """Make the Value of an operation, or say why it has none."""
    data = [float(parent.data) for parent in parents]  # a learner may have put a NumPy number there
    what = f"{operator} of {', '.join(f'{entry:g}' for entry in data)}"
    try:
        out = function(*data)
        local = slopes(*data, out)
        if not all(map(math.isfinite, (out, *local))):
            raise OverflowError
    except OverflowError:
        refuse(f"{what}, or its slope, is too large for a float", speaker="Value")
    except (ValueError, ZeroDivisionError):
        refuse(f"{what} is not defined, or has no slope", speaker="Value")
    return Value(out, "", operator, parents, local)


@checked
def ordered(result: Value):
    """Return every Value that a result was made from, parents before children, without recursion.

    Raises
    ------
    TypeError
        If the result is no Value.
    """
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


@checked
def graph(result: Value):
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
    order = ordered.core(result)
    place = {id(node): i for i, node in enumerate(order)}
    nodes = [Node(i, v.name, v.operator, v.data, v.grad) for i, v in enumerate(order)]
    edges = [Edge(place[id(parent)], place[id(node)], slope)
             for node in order for parent, slope in zip(node.parents, node.slopes)]
    return Graph(nodes, edges)


class Handed(NamedTuple):
    """One edge of the walk back: what a node hands to one of its parents, and what that parent has then."""

    node: int
    parent: int
    slope: float
    share: float
    total: float


@checked
def walk(result: Value):
    """Walk back from a result as `Value.backward` does, and tell every step; no `grad` changes.

    Returns
    -------
    list of Handed
        Nodes are numbered as in `graph`.

    Raises
    ------
    TypeError
        If the result is no Value.

    Examples
    --------
    >>> x = Value(3.0, "x")
    >>> [(step.slope, step.total) for step in walk(x * x)]
    [(3.0, 3.0), (3.0, 6.0)]
    """
    return list(_walk(ordered.core(result)))


def _walk(order):
    """Hand gradients from the last node to its parents, from the one before, and so on; each node once."""
    place = {id(node): i for i, node in enumerate(order)}
    owed = [0.0] * len(order)
    owed[-1] = 1.0
    for i in range(len(order) - 1, -1, -1):
        for parent, slope in zip(order[i].parents, order[i].slopes):
            share = slope * owed[i]
            j = place[id(parent)]
            owed[j] += share
            yield Handed(i, j, slope, share, owed[j])


# ---------------------------------------------------------------------------- formulas that are typed

FUNCTIONS = {"exp": Value.exp, "log": Value.log, "tanh": Value.tanh, "sigmoid": Value.sigmoid, "relu": Value.relu}
OPERATORS = {ast.Add: Value.__add__, ast.Sub: Value.__sub__, ast.Mult: Value.__mul__, ast.Div: Value.__truediv__}
LONGEST = 80  # characters of a formula that is read
KNOWN = f"numbers, names, + − * / **, brackets, and {', '.join(FUNCTIONS)}"


@checked
def read(formula: str, values):
    """Read a formula as a Value, its names as leaves; nothing that is typed is ever run.

    Parameters
    ----------
    formula : str
        Numbers, names, `+ - * / **`, brackets, and the functions of `FUNCTIONS`; an exponent is a plain number.
    values : dict of str to float
        What each name stands for.

    Returns
    -------
    Value
        One leaf for each name, however often it is used.

    Raises
    ------
    TypeError, ValueError
        For anything else, in a sentence that names it.

    Examples
    --------
    >>> L = read("(w*x + b - y)**2", {"w": 1, "x": 2, "b": 2, "y": 3})
    >>> L.backward()
    >>> [(leaf.name, leaf.grad) for leaf in ordered(L) if leaf.name]
    [('w', 4.0), ('x', 2.0), ('b', 2.0), ('y', -2.0)]
    """
    tree = _parsed(formula)
    if not isinstance(values, dict):
        refuse(f"values must be a dict from name to number, not {shown(values)}", TypeError)
    leaves = {}

    def build(node):
        if isinstance(node, ast.Constant):
            return Value(_constant(node))
        if isinstance(node, ast.Name):
            if node.id in FUNCTIONS:
                refuse(f"{node.id} is a function; write {node.id}(…) with something in the brackets")
            if node.id not in values:
                refuse(f"{node.id[:20]} has no value; it has {', '.join(values) or 'none'}")
            if node.id not in leaves:
                leaves[node.id] = Value(number.check(values[node.id], node.id), node.id)
            return leaves[node.id]
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.UAdd | ast.USub):
            inside = build(node.operand)
            return inside if isinstance(node.op, ast.UAdd) else _negated(node.operand, inside)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            return build(node.left) ** _exponent(node.right)
        if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
            return OPERATORS[type(node.op)](build(node.left), build(node.right))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
            if len(node.args) != 1 or node.keywords or isinstance(node.args[0], ast.Starred):
                refuse(f"{node.func.id} takes one number, as in {node.func.id}(x)")
            return FUNCTIONS[node.func.id](build(node.args[0]))
        refuse(f"{_quoted(formula, node)} is not understood here; known are {KNOWN}")

    return build(tree)


@checked
def names_in(formula: str):
    """Return the names that a formula uses, in the order in which they come, functions left out.

    >>> names_in("exp(w*x) + w")
    ['w', 'x']
    """
    nodes = ast.walk(_parsed(formula))
    names = [node for node in nodes if isinstance(node, ast.Name) and node.id not in FUNCTIONS]
    return list(dict.fromkeys(node.id for node in sorted(names, key=lambda node: (node.lineno, node.col_offset))))


def _plain(formula):
    """Write a formula in Python's signs."""
    return formula.strip().replace("−", "-").replace("·", "*").replace("×", "*").replace("²", "**2")


def _parsed(formula):
    """Turn text into a syntax tree, which only says what stands there and runs nothing."""
    text = _plain(formula)
    if not 0 < len(text) <= LONGEST:
        refuse(f"the formula has {len(text)} characters; between 1 and {LONGEST} are read")
    if "^" in text:
        refuse("^ is not a power in Python; write x**2")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # such as that of "1if x else 2"
            return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        refuse(f"“{text}” is not a whole formula; look at the brackets and the signs, as in (w*x + b)**2")


def _negated(node, inside):
    """Read −3 as a number, and −x as an operation."""
    return Value(-inside.data) if isinstance(node, ast.Constant) else -inside


def _constant(node):
    """Read a number that stands in a formula."""
    if type(node.value) not in (int, float) or not abs(node.value) <= 1e6:
        refuse(f"{str(node.value)[:20]!r} is not a number between −1,000,000 and 1,000,000")
    return float(node.value)


def _exponent(node):
    """Read the number after **, which may have a minus."""
    sign = 1
    while isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.UAdd | ast.USub):
        sign, node = (-sign if isinstance(node.op, ast.USub) else sign), node.operand
    if not isinstance(node, ast.Constant):
        refuse("after ** a plain number is needed, as in x**2")
    return sign * _constant(node)


def _quoted(formula, node):
    """Name the part of a formula that is not understood."""
    part = ast.get_source_segment(_plain(formula), node) or type(node).__name__
    return f"“{part[:30]}”"


@checked
def numerical_gradient(function: function, point: array, epsilon: number(above=0, at_most=1e100) = 1e-5):
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
    ndarray of float64, or a float for a single number
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
    point = point.astype(np.float64)
    gradient = np.empty_like(point)
    for index in np.ndindex(point.shape):
        x, values = float(point[index]), []
        right, left = x + epsilon, x - epsilon
        if right == x or left == x:
            refuse(f"epsilon {epsilon:g} is too small to move {x:g}")
        for end in (right, left):
            moved = point.copy()
            moved[index] = end
            values.append(number.check(function(moved), "the function's value"))
        gradient[index] = (values[0] - values[1]) / (right - left)  # 2ε, but for the rounding of x ± ε
    return array.check(gradient, "the gradient")
