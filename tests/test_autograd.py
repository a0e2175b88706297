"""Derivatives by machine against central differences and by-hand results; every refusal is one sentence."""

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlmath.autograd import Value, graph, names_in, numerical_gradient, ordered, read, walk

POSITIVE = st.floats(0.1, 3)
ANY = st.floats(-3, 3).filter(lambda x: abs(x) > 0.01)  # away from 0, where relu has its kink and division its pole

UNARY = {
    "negative": lambda x: -x, "exp": lambda x: x.exp(), "tanh": lambda x: x.tanh(), "relu": lambda x: x.relu(),
    "square": lambda x: x**2, "cube": lambda x: x**3, "power 0": lambda x: x**0, "power 1": lambda x: x**1,
    "reciprocal": lambda x: x**-1, "3 + x": lambda x: 3 + x, "x + 3": lambda x: x + 3, "3 - x": lambda x: 3 - x,
    "x - 3": lambda x: x - 3, "3 * x": lambda x: 3 * x, "x * 3": lambda x: x * 3, "3 / x": lambda x: 3 / x,
    "x / 3": lambda x: x / 3, "x * x": lambda x: x * x, "x / x": lambda x: x / x, "x - x": lambda x: x - x,
}
UNARY_POSITIVE = {"log": lambda x: x.log(), "root": lambda x: x**0.5, "power -1.5": lambda x: x**-1.5}
BINARY = {"+": lambda a, b: a + b, "−": lambda a, b: a - b, "×": lambda a, b: a * b, "÷": lambda a, b: a / b}


def slopes(function, *at):
    """Value and gradients, by machine."""
    leaves = [Value(x) for x in at]
    result = function(*leaves)
    result.backward()
    return result.data, [leaf.grad for leaf in leaves]


def differences(function, *at):
    """The same gradients by central differences."""
    return numerical_gradient(lambda point: function(*(Value(x) for x in point)).data, at)


# ---------------------------------------------------------------------------- each operator


@pytest.mark.parametrize("name", UNARY)
@given(x=ANY)
@settings(max_examples=8)
def test_slope_of_each_operator(name, x):
    value, gradients = slopes(UNARY[name], x)
    assert gradients == pytest.approx(differences(UNARY[name], x), rel=1e-5, abs=1e-6)
    assert isinstance(value, float) and isinstance(gradients[0], float)


@pytest.mark.parametrize("name", UNARY_POSITIVE)
@given(x=POSITIVE)
@settings(max_examples=8)
def test_slope_of_each_operator_for_positive_numbers(name, x):
    assert slopes(UNARY_POSITIVE[name], x)[1] == pytest.approx(differences(UNARY_POSITIVE[name], x), rel=1e-5)


@pytest.mark.parametrize("name", BINARY)
@given(a=ANY, b=ANY)
@settings(max_examples=8)
def test_slopes_of_each_operator_of_two(name, a, b):
    value, gradients = slopes(BINARY[name], a, b)
    assert value == {"+": a + b, "−": a - b, "×": a * b, "÷": a / b}[name]
    assert gradients == pytest.approx(differences(BINARY[name], a, b), rel=1e-4, abs=1e-5)


@pytest.mark.parametrize(("function", "x", "value", "slope"), [
    (lambda x: x.relu(), 0.0, 0, 0), (lambda x: x.relu(), -2.0, 0, 0), (lambda x: x.relu(), 2.0, 2, 1),
    (lambda x: x**2, 0.0, 0, 0), (lambda x: x**1, 0.0, 0, 1), (lambda x: x**0, 0.0, 1, 0),
    (lambda x: x.exp(), 0.0, 1, 1),
    (lambda x: x.tanh(), 1000.0, 1, 0), (lambda x: x.exp(), -1000.0, 0, 0), (lambda x: x.log(), 1.0, 0, 1),
    (lambda x: (-8 + x)**3, 0.0, -512, 192), (lambda x: x * 2, 3, 6, 2), (lambda x: np.float32(2) * x, 3.0, 6, 2),
])
def test_values_and_slopes_at_the_edges(function, x, value, slope):
    assert slopes(function, x) == (value, [slope])


# ---------------------------------------------------------------------------- expressions


@st.composite
def expressions(draw):
    """A function of three numbers, as a recipe of operations in which earlier results are used again."""
    recipe, names = [], ["+", "−", "×", "tanh", "relu", "square"]
    for step in range(draw(st.integers(1, 8))):
        places = st.integers(0, step + 2)
        recipe.append((draw(st.sampled_from(names)), draw(places), draw(places)))

    def function(*leaves):
        made = list(leaves)
        for name, i, j in recipe:
            made.append(BINARY[name](made[i], made[j]) if name in BINARY else UNARY[name]((made[i] + made[j]) * 0.3))
        return sum(made[3:], made[-1])
    return function


@given(function=expressions(), at=st.tuples(ANY, ANY, ANY))
@settings(max_examples=30)
def test_any_expression_agrees_with_central_differences(function, at):
    try:
        numeric, closer = differences(function, *at), numerical_gradient(
            lambda point: function(*(Value(x) for x in point)).data, at, 1e-6)
    except ValueError:
        return  # a square of a square of a square: too large for a float
    if np.allclose(numeric, closer, rtol=1e-3, atol=1e-3):  # else a kink of relu lies between x − ε and x + ε
        scale = max(1, np.abs(numeric).max(), abs(function(*map(Value, at)).data))
        assert np.abs(np.subtract(slopes(function, *at)[1], numeric)).max() < 1e-3 * scale


def test_the_example_of_the_lesson_by_hand():
    """L = (tanh(w·x + b) − y)²."""
    w, x, b, y = Value(0.5, "w"), Value(2.0, "x"), Value(-0.3, "b"), 1.0
    loss = ((w * x + b).tanh() - y)**2
    loss.backward()
    t = math.tanh(0.7)
    slope = 2 * (t - 1) * (1 - t * t)
    assert loss.data == pytest.approx((t - 1)**2)
    assert (w.grad, x.grad, b.grad) == pytest.approx((slope * 2, slope * 0.5, slope))


def test_gradients_add_up_until_they_are_set_back():
    x = Value(3.0)
    y = x * x
    y.backward()
    assert (x.grad, y.grad) == (6, 1)
    y.backward()
    (2 * x).backward()
    assert (x.grad, y.grad) == (6 + 6 + 2, 2)
    x.grad = 0.0
    y.backward()
    assert x.grad == 6


def test_shared_subexpressions_are_counted_once_for_each_use():
    x = Value(2.0)
    square = x * x
    (square * square + square + x).backward()
    assert x.grad == 4 * 2**3 + 2 * 2 + 1
    assert square.grad == 2 * 4 + 1


def test_doubling_sixty_times_takes_sixty_steps():
    """Walking along each of the 2**60 paths would take forever."""
    x = y = Value(1.0)
    for _ in range(60):
        y = y + y
    y.backward()
    assert x.grad == 2.0**60 and len(ordered(y)) == 61


def test_chain_of_10000_does_not_overflow_the_stack():
    x = y = Value(1.0, "x")
    for _ in range(10_000):
        y = y + 1
    y.backward()
    assert (y.data, x.grad) == (10_001, 1)
    nodes, edges = graph(y)
    assert (len(nodes), len(edges)) == (20_001, 20_000)
    del x, y, nodes, edges  # nor does taking it apart


def test_wide_graph_of_10000():
    leaves = [Value(float(i)) for i in range(10_000)]
    total = sum(leaf * leaf for leaf in leaves)
    total.backward()
    assert [leaf.grad for leaf in leaves] == [2.0 * i for i in range(10_000)]


# ---------------------------------------------------------------------------- graph


def test_graph_of_a_product_plus_a_number():
    a, b = Value(2.0, "a"), Value(3.0, "b")
    result = a * b + a
    result.backward()
    nodes, edges = graph(result)
    assert nodes == [(0, "a", "", 2, 4), (1, "b", "", 3, 2), (2, "", "×", 6, 1), (3, "", "+", 8, 1)]
    assert edges == [(0, 2, 3), (1, 2, 2), (2, 3, 1), (0, 3, 1)]


@given(function=expressions())
def test_graph_lists_parents_first_and_its_slopes_give_the_gradients(function):
    leaves = [Value(0.5), Value(-1.5), Value(0.7)]
    try:
        result = function(*leaves)
        result.backward()
    except ValueError:
        return
    nodes, edges = graph(result)
    assert [node.number for node in nodes] == list(range(len(nodes)))
    assert all(edge.source < edge.target for edge in edges)
    owed = np.zeros(len(nodes))
    owed[-1] = 1
    for edge in sorted(edges, key=lambda edge: -edge.target):
        owed[edge.source] += edge.slope * owed[edge.target]
    assert owed == pytest.approx([node.grad for node in nodes])
    assert {node.operator for node in nodes} <= {"", "+", "−", "×", "÷", "exp", "log", "tanh", "relu", "^2"}


def test_graph_of_one_value():
    assert graph(Value(1.0, "x")) == ([(0, "x", "", 1, 0)], [])


# ---------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(("call", "message"), [
    (lambda x: (x - 2).log(), "Value: log of -1 is not defined, or has no slope"),
    (lambda x: (x - 1).log(), "Value: log of 0 is not defined, or has no slope"),
    (lambda x: 1 / (x - 1), "Value: ÷ of 1, 0 is not defined, or has no slope"),
    (lambda x: (x - 1) / 0, "Value: ÷ of 0, 0 is not defined, or has no slope"),
    (lambda x: (x * 1000).exp(), "Value: exp of 1000, or its slope, is too large for a float"),
    (lambda x: (x - 1)**-1, "Value: ^-1 of 0 is not defined, or has no slope"),
    (lambda x: (x - 1)**0.5, "Value: ^0.5 of 0 is not defined, or has no slope"),
    (lambda x: (x - 3)**0.5, "Value: ^0.5 of -2 is not defined, or has no slope"),
    (lambda x: (x * 1e200)**2, "Value: ^2 of 1e+200, or its slope, is too large for a float"),
    (lambda x: x * 1e200 * 1e200, "Value: × of 1e+200, 1e+200, or its slope, is too large for a float"),
    (lambda x: x * 1e308 + 1e308, "Value: + of 1e+308, 1e+308, or its slope, is too large for a float"),
    (lambda x: -1e308 - x * 1e308, "Value: − of -1e+308, 1e+308, or its slope, is too large for a float"),
    (lambda x: x * 1e200 / 1e-200, "Value: ÷ of 1e+200, 1e-200, or its slope, is too large for a float"),
    (lambda x: (x * 1e-310).log(), "Value: log of 1e-310, or its slope, is too large for a float"),
    (lambda x: x / 1e-310, "Value: ÷ of 1, 1e-310, or its slope, is too large for a float"),
    (lambda x: x + math.nan, "Value: data is nan, not a finite number"),
    (lambda x: x * math.inf, "Value: data is inf, not a finite number"),
    (lambda x: x**math.inf, "Value: the exponent of ** is inf, not a finite number"),
    (lambda x: Value(math.nan, "w"), "Value: w is nan, not a finite number"),
])
def test_what_is_not_defined_is_said_in_one_sentence(call, message):
    with pytest.raises(ValueError) as error:
        call(Value(1.0))
    assert str(error.value) == message


def test_a_gradient_too_large_is_refused_and_nothing_has_changed():
    x = Value(1e-100, "x")
    y = x * 1e200 * 1e200
    with pytest.raises(ValueError, match="^Value.backward: the gradient of x is too large for a float"):
        y.backward()
    assert x.grad == y.grad == 0


def test_data_set_to_a_numpy_number_keeps_the_errors_clear():
    """`v.data -= 0.1 * v.grad` may leave a NumPy number, which divides by 0 with a warning."""
    x = Value(1.0)
    x.data = np.float64(0.0)
    with pytest.raises(ValueError, match="^Value: ÷ of 1, 0 is not defined"):
        1 / x


@pytest.mark.parametrize("other", ["2", None, [1], (1, 2), True, 1j, np.ones(2), np.ones(1), {}, b"1"])
@pytest.mark.parametrize("operation", [
    lambda a, b: a + b, lambda a, b: b + a, lambda a, b: a - b, lambda a, b: b - a, lambda a, b: a * b,
    lambda a, b: a / b, lambda a, b: b / a, lambda a, b: a**b, lambda a, b: Value(b)])
def test_only_real_numbers_can_be_reckoned_with(operation, other):
    try:
        result = operation(Value(1.0), other)
    except TypeError as error:
        assert re.match("Value: |can only concatenate|unsupported operand", str(error))
    else:  # NumPy goes through an array entry by entry
        assert isinstance(other, np.ndarray) and all(isinstance(entry, Value) for entry in np.ravel(result))


def test_an_exponent_is_a_plain_number():
    with pytest.raises(TypeError, match="^Value: the exponent of .* must be one real number"):
        Value(2.0)**Value(2.0)


# ---------------------------------------------------------------------------- numerical gradient


@given(seed=st.integers(0, 999), shape=st.sampled_from([(), (3,), (2, 3), (2, 1, 2)]))
def test_numerical_gradient_of_a_cubic(seed, shape):
    x = np.random.default_rng(seed).normal(size=shape)
    before = x.copy()
    gradient = numerical_gradient(lambda x: (x**3).sum(), x)
    assert np.shape(gradient) == shape and np.asarray(gradient).dtype == np.float64
    assert np.abs(gradient - 3 * x**2).max() < 1e-8
    assert (x == before).all()


def test_numerical_gradient_lets_the_function_spoil_its_argument():
    def spoils(x):
        x *= 2
        return x.sum()
    assert numerical_gradient(spoils, [1.0, 2.0]) == pytest.approx([2, 2])


def test_error_of_the_formula_falls_with_the_square_of_epsilon():
    def error(epsilon):
        return abs(numerical_gradient(np.exp, 1.0, epsilon) - math.e)
    assert error(1e-2) / error(1e-3) == pytest.approx(100, rel=0.01)
    assert error(1e-13) > error(1e-5)  # rounding


def test_numerical_gradient_allows_for_the_rounding_of_the_point():
    """At 1e10 the next float is 2e-6 away: ε is not quite what was asked for."""
    assert numerical_gradient(float, 1e10) == 1


# ---------------------------------------------------------------------------- what is read

HOSTILE = [
    "__import__('os').system('echo caught')", "().__class__.__bases__[0].__subclasses__()",
    "open('/etc/passwd').read()",
    "exec('x=1')", "lambda: 0", "[x for x in (1, 2)]", "x if x else y", "x.real", "x[0]", "f'{x}'", "'x'", "b'x'",
    "True", "None", "...", "1j", "x and y", "not x", "~x", "x < y", "x := 3", "(x := 3)", "x = 3", "x; y", "import os",
    "x @ y", "x // y", "x % y", "x << 2", "x | y", "x ** y", "x ** 9**9", "9**9**9**9", "1e999", "1" * 70, "x^2",
    "exp", "exp()", "exp(x, y)", "exp(*x)", "exp(x=1)", "exp(exp)", "sin(x)", "(x)(y)", "exp(x)(y)", "((((", "x +", "",
    "   ", "x" * 81, "(" * 79, "-" * 80, "x, y", "*x", "yield x", "await x", "print(x)", "\x00", "x\ny", "{x}",
    "<b>x</b>",
    "log(0)", "log(-x)", "1/0", "x/(y - y)", "exp(exp(exp(9)))", "0**-1", "unknown",
]


@pytest.mark.parametrize("formula", HOSTILE)
def test_what_is_no_formula_is_explained_in_one_sentence_and_never_run(formula, capfd):
    with pytest.raises(ValueError) as error:
        read(formula, {"x": 1.0, "y": 2.0})
    assert re.match(r"read: \S", str(error.value)) and len(str(error.value)) < 300
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize(("formula", "said"), [
    ("x^2", r"write x\*\*2"), ("x + z", "z has no value; it has x, y"), ("exp + 1", r"write exp\(…\)"),
    ("x + [y]", r"“\[y\]” is not understood"), ("x**y", "a plain number is needed"), ("(x", "not a whole formula"),
])
def test_the_sentence_names_the_mistake(formula, said):
    with pytest.raises(ValueError, match=said):
        read(formula, {"x": 1.0, "y": 2.0})


@given(st.text(max_size=90))
@settings(max_examples=200)
def test_any_text_is_read_or_refused(text):
    try:
        read(text, {"x": 1.0, "y": 2.0}).backward()
    except ValueError as error:
        assert str(error)


@st.composite
def formulas(draw, depth=3):
    """Draw a formula that Python reads as well."""
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(["x", "y", "2", "0.5", "3"]))
    inside = draw(formulas(depth - 1))
    if draw(st.booleans()):
        return f"({inside} {draw(st.sampled_from('+-*'))} {draw(formulas(depth - 1))})"
    return draw(st.sampled_from([f"(-{inside})", f"({inside})**2", f"tanh({inside})", f"sigmoid({inside})"]))


@given(formulas(), st.floats(-2, 2), st.floats(-2, 2))
def test_a_formula_means_what_python_means_by_it(formula, x, y):
    known = {"x": x, "y": y, "tanh": np.tanh, "sigmoid": lambda a: 1 / (1 + np.exp(-a)), "__builtins__": {}}
    expected = eval(compile(formula, "formula", "eval"), known)
    if len(formula) <= 80:
        assert read(formula, {"x": x, "y": y}).data == pytest.approx(float(expected), rel=1e-9, abs=1e-12)


def test_names_come_in_order_and_functions_are_none():
    assert names_in("b + tanh(a*b) + relu(c)") == ["b", "a", "c"]


def test_a_formula_of_80_characters_is_read():
    assert read("x+" * 39 + "10", {"x": 1}).data == 49


def test_the_slope_of_tanh_is_exact_far_out():
    x = Value(20.0)
    x.tanh().backward()
    assert x.grad == pytest.approx(4 * math.exp(-40), rel=1e-12)


def test_a_name_is_one_leaf_however_often_it_is_used():
    result = read("x*x + x", {"x": 3})
    result.backward()
    assert [(node.name, node.grad) for node in ordered(result) if node.name] == [("x", 7)]


# ---------------------------------------------------------------------------- the walk


@given(formulas(), st.floats(-2, 2), st.floats(-2, 2))
def test_the_walk_ends_where_backward_does_and_changes_nothing(formula, x, y):
    if len(formula) > 80:
        return
    result = read(formula, {"x": x, "y": y})
    steps = walk(result)
    assert all(node.grad == 0 for node in ordered(result))
    totals = {step.parent: step.total for step in steps}
    result.backward()
    for i, node in enumerate(ordered(result)):
        assert totals.get(i, 1.0) == node.grad


def test_sigmoid_is_exact_far_out():
    for at, value in ((0.0, 0.5), (800.0, 1.0), (-800.0, 0.0)):
        x = Value(at)
        out = x.sigmoid()
        out.backward()
        assert (out.data, x.grad) == (value, 0.25 if at == 0 else 0.0)
