"""Exercises of lesson 07: slopes, the chain rule, and the walk back through a network."""

import math

import numpy as np
from numpy import array

from dlmath.exercises.check import Exercise, Mistake

EXERCISES = []


def square(x):
    return x**2


def cube(x):
    return x**3 - 2 * x


def central(f, x):
    h = 1e-5
    return (f(x + h) - f(x - h)) / (2 * h)


EXERCISES.append(Exercise(
    "7.1", "A slope by nudging",
    "Return the slope of the function `f` at `x`: nudge `x` by 0.00001 to both sides.",
    solution=central,
    why="The two nudges lie 2h apart, so the change is divided by 2h; what a bend adds on one side it takes away "
        "on the other.",
    inputs=[(square, 3.0), (square, 0.0), (cube, 2.0), (math.exp, 1.0)],
    see="Several inputs: the gradient",
    mistakes=[
        Mistake(lambda f, x: (f(x + 1e-5) - f(x)) / 1e-5,
                "This nudges to one side only, and so carries the bend of the curve: for x² at 0 it gives 0.00001 "
                "instead of 0."),
        Mistake(lambda f, x: (f(x) - f(x - 1e-5)) / 1e-5,
                "This nudges to the left only; for x² at 0 it gives −0.00001 instead of 0. Nudge to the right as "
                "well."),
        Mistake(lambda f, x: (f(x + 1e-5) - f(x - 1e-5)) / 1e-5,
                "Twice the slope: from `x - h` to `x + h` it is 2h, not h."),
        Mistake(lambda f, x: f(x + 1e-5) - f(x - 1e-5),
                "This is the change itself. A slope is the change for each unit of x: divide by the distance "
                "2h."),
        Mistake(lambda f, x: (f(x - 1e-5) - f(x + 1e-5)) / 2e-5,
                "The sign is turned: the value on the right comes first, `f(x + h) - f(x - h)`."),
        Mistake(lambda f, x: (f(x + 1e-5) - f(x - 1e-5)) / 2 * 1e-5,
                "`/ 2 * h` divides by 2 and then *multiplies* by h. Put brackets around `(2 * h)`."),
    ],
    hints=["Compute `f` a little to the right of `x`, and a little to the left.",
           "Their difference belongs to a distance of 2h.",
           "`(f(x + h) - f(x - h)) / (2 * h)` with `h = 1e-5`."],
))


def rate(slopes):
    total = 1
    for slope in slopes:
        total = total * slope
    return total


EXERCISES.append(Exercise(
    "7.2", "Gears in a row",
    "`slopes` holds the rate of each gear to the next: return how fast the last turns when the first turns once.",
    solution=rate,
    why="Each rate multiplies what arrives, so along a chain rates multiply: 3 · 0.5 = 1.5.",
    inputs=[([3.0, 0.5],), ([2.0, 2.0, 3.0],), ([4.0, -1.0, 0.5, 3.0],)],
    see="The chain rule, as gears",
    mistakes=[
        Mistake(lambda slopes: sum(slopes),
                "This adds the rates: 3 + 0.5 = 3.5. Each turn of the middle gear turns the last one half a time, "
                "so 3 of them give 1.5."),
        Mistake(lambda slopes: slopes[-1],
                "Only the last rate counts here. `total = slope` forgets what was there; multiply: "
                "`total = total * slope`."),
        Mistake(lambda slopes: slopes[0],
                "Only the first rate counts here. A `return` inside the loop leaves at the first round."),
        Mistake(lambda slopes: 0.0,
                "0 it stays: `total` starts at 0, and 0 times anything is 0. A product starts at 1."),
    ],
    hints=["With [3, 0.5] the answer is 1.5.", "Start with `total = 1` and let each slope multiply it."],
))


def two_paths(x):
    u, v = x**2, 3 * x
    return v * 2 * x + u * 3


EXERCISES.append(Exercise(
    "7.3", "Two paths",
    "`z = u * v` with `u = x**2` and `v = 3 * x`: return the slope of z at `x`, path by path.",
    solution=two_paths,
    why="Through u the slope is v · 2x, through v it is u · 3; both paths start at x, so they add, and make 9x².",
    inputs=[(2.0,), (1.0,), (-1.5,), (0.5,)],
    see="The chain rule, as gears",
    mistakes=[
        Mistake(lambda x: 2 * x * 3,
                "This multiplies the slopes of u and v, 2x · 3. They lie on *different* paths; paths add."),
        Mistake(lambda x: 2 * x + 3,
                "This adds the slopes 2x and 3, and leaves out the last step of each path: the slope of `u * v` "
                "towards u is v."),
        Mistake(lambda x: 6 * x**2,
                "This is the path through u alone, v · 2x. The path through v brings u · 3 more."),
        Mistake(lambda x: 3 * x**2,
                "This is the path through v alone, u · 3. The path through u brings v · 2x more."),
        Mistake(lambda x: 3 * x**3, "This is z itself. At x = 2 it is 24; its slope there is 36."),
    ],
    hints=["The first path goes from x to u to z: the slopes on it are 2x, and then v.",
           "The second goes from x to v to z: 3, and then u.",
           "`v * 2 * x + u * 3`, with `u` and `v` as given."],
))


def predictions(rng):
    m = int(rng.integers(2, 6))
    return rng.uniform(0.05, 0.95, size=(m, 1)), rng.integers(0, 2, size=(m, 1)).astype(float)


def score_gradient(prediction, y):
    return (prediction - y) / len(y)


EXERCISES.append(Exercise(
    "7.4", "What it says, minus what is true",
    "Return ∂L/∂Z for a sigmoid with cross-entropy: `prediction` and `y` are (m, 1), and L is a mean over m.",
    solution=score_gradient,
    why="The slope of the logarithm and the slope of the sigmoid cancel; what is left is (ŷ − y)/m.",
    inputs=[(array([[0.75]]), array([[1.0]])), (array([[0.75], [0.5]]), array([[1.0], [0.0]]))],
    random=predictions,
    see="Stop 2: the score",
    mistakes=[
        Mistake(lambda prediction, y: prediction - y,
                "The mean is forgotten: L is divided by m, so its gradient is too. With 2 examples this is twice "
                "too large."),
        Mistake(lambda prediction, y: (y - prediction) / len(y),
                "The sign is turned: `y - prediction`. With a truth of 1 and a prediction of 0.75 the gradient is "
                "negative."),
        Mistake(lambda prediction, y: (prediction - y) * prediction * (1 - prediction) / len(y),
                "The sigmoid's slope ŷ(1 − ŷ) is in it once too often: it has cancelled already. For *squared* "
                "error it stays, with a 2 before it."),
        Mistake(lambda prediction, y: np.mean(prediction - y),
                "`mean` adds up all examples. Each example keeps its own row of blame, shape (m, 1); only the "
                "division by m is asked."),
        Mistake(lambda prediction, y: (-y / prediction + (1 - y) / (1 - prediction)) / len(y),
                "This is ∂L/∂ŷ, one stop too early. The sigmoid's slope ŷ(1 − ŷ) still has to be multiplied in."),
    ],
    hints=["A prediction of 0.75 for a truth of 1, alone in its batch, has the gradient −0.25.",
           "`len(y)` is m."],
))


A, DZ = array([[2.0, 0.0, 1.0], [0.5, 0.0, 2.0]]), array([[-0.2], [0.1]])  # hidden activations and the blame of Z2


def a_layer(rng):
    m, n, p = rng.integers(2, 6, size=3)
    return rng.normal(size=(m, n)), rng.normal(size=(m, p))


def output_layer(A1, dZ2):
    dW2 = A1.T @ dZ2
    db2 = dZ2.sum(axis=0)
    return dW2, db2


EXERCISES.append(Exercise(
    "7.5", "The output layer",
    "From the activations `A1` (m, n) and the blame `dZ2` (m, p), return `dW2` and `db2`, separated by a comma.",
    solution=output_layer,
    why="A weight's gradient is its input times the blame, added up over the examples; a bias has the input 1.",
    inputs=[(A[:1], DZ[:1]), (A, DZ)],
    random=a_layer,
    see="Stop 3: the output layer's weights and bias",
    mistakes=[
        Mistake(lambda A1, dZ2: (dZ2.T @ A1, dZ2.sum(axis=0)),
                "`dW2` is transposed. It must have the shape of W2, (n, p): `A1.T` comes first."),
        Mistake(lambda A1, dZ2: (A1.T @ dZ2, dZ2),
                "The bias's gradient is not summed: one bias serves every example, so `db2` has shape (p,), not "
                "(m, p)."),
        Mistake(lambda A1, dZ2: (A1.T @ dZ2, dZ2.mean(axis=0)),
                "`db2` is a mean here. The division by m is in `dZ2` already; a second one makes it m times too "
                "small."),
        Mistake(lambda A1, dZ2: (A1.T @ dZ2, dZ2.sum(axis=1)),
                "`db2` is summed over the units, `axis=1`. The examples are the rows: `axis=0`."),
        Mistake(lambda A1, dZ2: A1.T @ dZ2,
                "The bias gradient is forgotten: return two things, `return dW2, db2`."),
        Mistake(lambda A1, dZ2: (A1.T @ dZ2 / len(A1), dZ2.sum(axis=0)),
                "`dW2` is divided by m once more. The division is in `dZ2` already."),
    ],
    hints=["A gradient has the shape of its parameter: `dW2` is (n, p), `db2` is (p,).",
           "Which product of `A1` (m, n) and `dZ2` (m, p) has the shape (n, p)?",
           "`A1.T @ dZ2`, and for the bias a sum over `axis=0`."],
))


def a_gate(rng):
    return rng.normal(size=(3, 4)), rng.normal(size=(3, 4))


def gate(dA, Z):
    return dA * (Z > 0)


EXERCISES.append(Exercise(
    "7.6", "Through the gate",
    "Carry the blame `dA` back through ReLU: return ∂L/∂Z, of the same shape, where `Z` is what went into ReLU.",
    solution=gate,
    why="ReLU has slope 1 where Z is above 0 and 0 elsewhere, and slopes multiply: the blame passes or is stopped.",
    inputs=[(array([[-0.5, 2.0, 3.0]]), array([[2.0, -1.0, 0.5]])),
            (array([[1.0, -2.0], [-3.0, 4.0]]), array([[-1.0, 3.0], [0.5, 0.0]]))],
    random=a_gate,
    see="Stop 5: back through ReLU",
    mistakes=[
        Mistake(lambda dA, Z: np.maximum(dA, 0),
                "This is ReLU of the *blame*: negative blame is lost. The gate looks at `Z`: `Z > 0`."),
        Mistake(lambda dA, Z: dA * np.maximum(Z, 0),
                "This multiplies by ReLU's *value*. Going back, it is its slope that counts, 1 or 0."),
        Mistake(lambda dA, Z: dA * 1,
                "All blame passes here. Where `Z` is below 0 the gate is shut, and the slope is 0."),
        Mistake(lambda dA, Z: dA * (Z <= 0),
                "The gate is the wrong way round: it is open where `Z > 0`."),
        Mistake(lambda dA, Z: (Z > 0) * 1.0,
                "These are the slopes, 1 or 0. The blame has to be multiplied by them: `dA * …`."),
    ],
    hints=["`Z > 0` is True or False, and counts as 1 or 0 in a product.",
           "Entry by entry: blame times slope."],
))


def two_layers(rng):
    m = 4
    return rng.normal(size=(m, 3)), rng.normal(size=(m, 4)), rng.normal(size=(4, 2)), rng.normal(size=(m, 2))


def hidden_layer(X, Z1, W2, dZ2):
    dA1 = dZ2 @ W2.T
    dZ1 = dA1 * (Z1 > 0)
    return X.T @ dZ1, dZ1.sum(axis=0)


EXERCISES.append(Exercise(
    "7.7", "The hidden layer, all at once",
    "Carry `dZ2` back through `W2` and ReLU (`Z1` went into it) to the first layer; return `dW1` and `db1`.",
    solution=hidden_layer,
    why="Back through the weights, back through the gate, and from there it is the output layer again, with X.",
    inputs=[(array([[2.0, 3.0]]), array([[2.0, -0.5, 1.0]]), array([[0.5], [1.0], [-0.5]]), array([[-0.25]])),
            (array([[2.0, 3.0], [1.0, 1.0], [-1.0, 3.0]]),
             array([[2.0, -0.5, 1.0], [0.5, -0.5, 2.0], [0.5, 2.5, -2.0]]), array([[0.5], [1.0], [-0.5]]),
             array([[-0.1], [0.2], [0.3]]))],
    random=two_layers,
    see="Stop 6: the hidden layer's weights and biases",
    mistakes=[
        Mistake(lambda X, Z1, W2, dZ2: (X.T @ (dZ2 @ W2.T), (dZ2 @ W2.T).sum(axis=0)),
                "The gate is missing: units whose `Z1` is below 0 passed nothing on and get no blame, "
                "`* (Z1 > 0)`."),
        Mistake(lambda X, Z1, W2, dZ2: (X.T @ (dZ2 @ W2.T * (Z1 > 0)), (dZ2 @ W2.T * (Z1 > 0)).sum(axis=1)),
                "`db1` is summed over `axis=1`, the units. Every *example* used the same bias: `axis=0`."),
        Mistake(lambda X, Z1, W2, dZ2: (((dZ2 @ W2.T) * (Z1 > 0)).T @ X, (dZ2 @ W2.T * (Z1 > 0)).sum(axis=0)),
                "`dW1` is transposed. It must have the shape of W1, so `X.T` comes first."),
        Mistake(lambda X, Z1, W2, dZ2: X.T @ (dZ2 @ W2.T * (Z1 > 0)),
                "The bias gradient is forgotten: return two things, `return dW1, db1`."),
        Mistake(lambda X, Z1, W2, dZ2: (X.T @ np.maximum(dZ2 @ W2.T, 0), np.maximum(dZ2 @ W2.T, 0).sum(axis=0)),
                "ReLU was applied to the blame. The gate asks whether `Z1 > 0`, whatever the sign of the blame."),
        Mistake(lambda X, Z1, W2, dZ2: (X.T @ (dZ2 @ W2.T * (Z1 > 0)), dZ2 @ W2.T * (Z1 > 0)),
                "`db1` still has one row for each example. One bias serves them all: sum over `axis=0`."),
    ],
    hints=["Three lines: `dA1`, then `dZ1`, then the two gradients.",
           "`dA1 = dZ2 @ W2.T`, and the gate is `Z1 > 0`.",
           "`X.T @ dZ1` and `dZ1.sum(axis=0)`."],
))


EXERCISES.append(Exercise(
    "7.8", "Which transpose?",
    "`Z = A @ W` with A (m, 3), W (3, 2). Which of these is ∂L/∂A, if `dZ` is ∂L/∂Z?",
    solution="c",
    choices={"a": "W.T @ dZ", "b": "dZ.T @ W", "c": "dZ @ W.T", "d": "A.T @ dZ"},
    why="A[i, j] reaches every unit k with the factor W[j, k], so the sum runs over k, the last index of both.",
    see="Where do the transposes come from?",
    mistakes=[
        Mistake("a", "W.T is (2, 3) and `dZ` is (m, 2): 3 and m do not meet, unless m happens to be 3, and then it "
                     "sums over the wrong index."),
        Mistake("b", "`dZ.T` is (2, m) and W is (3, 2): m and 3 do not meet, unless m happens to be 3. Row i of "
                     "`dZ` must stay with example i."),
        Mistake("d", "That has the shape (3, 2) of W: it is the gradient of the weights."),
    ],
    hints=["∂L/∂A has the shape of A, (m, 3).", "Row i of the answer is made from row i of `dZ`."],
))


def quotient(a, b):
    return a / b, 1 / b, -a / b**2


EXERCISES.append(Exercise(
    "7.9", "An operator and its slopes",
    "For `a / b` return three numbers: the value, its slope towards `a`, and its slope towards `b`.",
    solution=quotient,
    why="a/b is a times 1/b, so towards a the slope is 1/b; and 1/b has the slope −1/b², times a.",
    inputs=[(6.0, 2.0), (1.0, 4.0), (-3.0, 0.5), (5.0, -2.0)],
    see="A machine that does it for you",
    mistakes=[
        Mistake(lambda a, b: (a / b, 1 / b, a / b**2),
                "The sign towards `b` is lost: a larger divisor makes a smaller result, 6/2 = 3 and 6/3 = 2."),
        Mistake(lambda a, b: (a / b, -a / b**2, 1 / b),
                "The two slopes have changed places: first the one towards `a`, 1/b."),
        Mistake(lambda a, b: (a / b, b, a),
                "Those are the slopes of a *product* a · b. Nudge b in 6/2, and see."),
        Mistake(lambda a, b: (a / b, 1 / b, -a / b),
                "Towards `b` one b is missing: the slope of 1/b is −1/b²."),
        Mistake(lambda a, b: (a / b, 1 / b, -1 / b**2),
                "Towards `b` the factor `a` is missing: six times 1/b answers six times as much."),
    ],
    hints=["Nudge: (6.001 / 2 − 6 / 2) / 0.001 is 0.5. Which is that, 1/b or b?",
           "Nudge b: 6 / 2.001 is less than 6 / 2, so the slope is negative.",
           "The slope of 1/b is −1/b²; now times a."],
))


def first_spread(n_in):
    return np.sqrt(2 / n_in)


EXERCISES.append(Exercise(
    "7.10", "How large a start",
    "Return the spread of the first weights that keeps the blame level in deep ReLU layers of `n_in` units.",
    solution=first_spread,
    why="A ReLU lets half of the square through, and n weights of spread σ make nσ² of it: nσ²/2 = 1.",
    inputs=[(64,), (2,), (784,), (8,)],
    see="Deep networks: blame that fades or explodes",
    mistakes=[
        Mistake(lambda n_in: 2 / n_in,
                "This is σ², the variance. The spread is its root: for 64 units 0.177, not 0.031."),
        Mistake(lambda n_in: np.sqrt(1 / n_in),
                "The half that ReLU stops is missing: with √(1/n) the blame shrinks to 0.7 of itself "
                "in each layer."),
        Mistake(lambda n_in: np.sqrt(2) / n_in,
                "The root covers the 2 only. It is √(2/n), the whole fraction under the root."),
        Mistake(lambda n_in: np.sqrt(n_in / 2),
                "Upside down: *more* inputs need *smaller* weights, or the sum of 64 terms explodes."),
    ],
    hints=["The condition is nσ²/2 = 1. Solve it for σ.", "σ² = 2/n."],
))


EXERCISES.append(Exercise(
    "7.11", "Not zeroed",
    "w = 3 and x = 2 as `Value`s: `walk_back(w * x)` is run twice and nothing is zeroed. What is `w.grad`?",
    solution=4.0,
    why="Each pass adds the slope towards w, which is x = 2, to what is there: 2 + 2 = 4.",
    see='Popular but wrong: "each backward pass starts fresh"',
    mistakes=[
        Mistake(2.0, "That would be so if each pass began at 0. `walk_back` adds with `+=`, and the first pass "
                     "left a 2."),
        Mistake(6.0, "That is x.grad, or three passes. Towards w the slope is the *other* factor, 2, and two "
                     "passes add it twice."),
        Mistake(3.0, "That is the value of w. Its slope in w · x is the other factor, x = 2."),
    ],
    hints=["What is `w.grad` after the first pass?", "`+=` adds to what is there."],
))
