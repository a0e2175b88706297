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
    why="The two nudges are 2h apart, so you divide the change by 2h. Where the curve bends, one side changes a little "
        "too much and the other a little too little, and the two errors cancel.",
    inputs=[(square, 3.0), (square, 0.0), (cube, 2.0), (math.exp, 1.0)],
    see="Several inputs: the gradient",
    mistakes=[
        Mistake(lambda f, x: (f(x + 1e-5) - f(x)) / 1e-5,
                "You nudged to the right only. Because the curve bends, that is slightly off: for x² at 0 you get "
                "0.00001, and the slope is 0. Nudge to both sides."),
        Mistake(lambda f, x: (f(x) - f(x - 1e-5)) / 1e-5,
                "You nudged to the left only. Because the curve bends, that is slightly off: for x² at 0 you get "
                "−0.00001, and the slope is 0. Nudge to both sides."),
        Mistake(lambda f, x: (f(x + 1e-5) - f(x - 1e-5)) / 1e-5,
                "You got twice the slope. From `x - h` to `x + h` the distance is 2h, not h."),
        Mistake(lambda f, x: f(x + 1e-5) - f(x - 1e-5),
                "This is the change of `f`. A slope is the change divided by the distance, and the distance is 2h."),
        Mistake(lambda f, x: (f(x - 1e-5) - f(x + 1e-5)) / 2e-5,
                "You have the sign the wrong way round. The value on the right comes first: `f(x + h) - f(x - h)`."),
        Mistake(lambda f, x: (f(x + 1e-5) - f(x - 1e-5)) / 2 * 1e-5,
                "`/ 2 * h` divides by 2 and then multiplies by h. Put brackets around the distance: `/ (2 * h)`."),
        Mistake(lambda f, x: f(x + 1e-5) - f(x - 1e-5) / 2e-5,
                "Only the second value was divided. Put brackets around the difference: `(f(x + h) - f(x - h)) / (2 * "
                "h)`."),
    ],
    hints=["Compute `f` a little to the right of `x`, and a little to the left of it.",
           "The two places are 2h apart. Divide the difference of the two values by that distance.",
           "`(f(x + h) - f(x - h)) / (2 * h)` with `h = 1e-5`."],
))


def rate(slopes):
    total = 1
    for slope in slopes:
        total = total * slope
    return total


EXERCISES.append(Exercise(
    "7.2", "Gears in a row",
    "`slopes` holds the rate of each gear to the next. Return how often the last gear turns when the first turns once.",
    solution=rate,
    why="Each gear multiplies what arrives by its rate. So along a chain the rates are multiplied: 3 · 0.5 = 1.5.",
    inputs=[([3.0, 0.5],), ([2.0, 2.0, 3.0],), ([4.0, -1.0, 0.5, 3.0],)],
    see="The chain rule, as gears",
    mistakes=[
        Mistake(lambda slopes: sum(slopes),
                "You added the rates: 3 + 0.5 = 3.5. But each turn of the middle gear turns the last one half a time, "
                "so 3 turns make 1.5. Multiply the rates."),
        Mistake(lambda slopes: slopes[-1],
                "Only the last rate is left, because `total = slope` forgets what was there. Multiply: `total = total "
                "* slope`."),
        Mistake(lambda slopes: slopes[0],
                "You used the first rate only. If your `return` is inside the loop, the function ends in the first "
                "round: move the `return` to the left, below the loop."),
        Mistake(lambda slopes: 0.0,
                "You got 0 every time. A product that starts at 0 stays 0, so start with `total = 1`."),
        Mistake(lambda slopes: sum(slopes) / len(slopes),
                "You took the mean of the rates. Each gear multiplies what arrives, so multiply the rates: 3 · 0.5 = "
                "1.5."),
    ],
    hints=["For [3, 0.5] the answer is 1.5.", "Start with `total = 1`, and multiply it by each slope in turn."],
))


def two_paths(x):
    u, v = x**2, 3 * x
    return v * 2 * x + u * 3


EXERCISES.append(Exercise(
    "7.3", "Two paths",
    "`z = u * v` with `u = x**2` and `v = 3 * x`. Return the slope of z with respect to `x`, path by path.",
    solution=two_paths,
    why="On the path through u the slope is v · 2x, and on the path through v it is u · 3. Both paths start at x, so "
        "you add them. Together they make 9x².",
    inputs=[(2.0,), (1.0,), (-1.5,), (0.5,)],
    see="The chain rule, as gears",
    mistakes=[
        Mistake(lambda x: 2 * x * 3,
                "You multiplied the slopes of u and v, 2x · 3. They are on different paths. Multiply along each path, "
                "then add the paths: v · 2x + u · 3."),
        Mistake(lambda x: 2 * x + 3,
                "You added the slopes 2x and 3, but you left out the last step of each path. The slope of `u * v` with "
                "respect to u is v, and with respect to v it is u."),
        Mistake(lambda x: 6 * x**2,
                "You got 6x². Is one path missing? Through u it is v · 2x, and through v it is u · 3. Or did you take "
                "x for the slope of `x**2`? It is 2x."),
        Mistake(lambda x: 3 * x**2,
                "You got 3x². Is one path missing, or did you subtract one from the other? Through u it is v · 2x, "
                "through v it is u · 3, and the two are added."),
        Mistake(lambda x: 3 * x**3, "This is z itself. At x = 2 it is 24, and its slope there is 36."),
        Mistake(lambda x: x**2 * 2 * x + 3 * x * 3,
                "You swapped u and v in the last step. The slope of `u * v` with respect to u is v, so the path "
                "through u is v · 2x."),
    ],
    hints=["The first path goes from x to u to z. The slopes on it are 2x, and then v.",
           "The second path goes from x to v to z. The slopes on it are 3, and then u.",
           "Return `v * 2 * x + u * 3`, after you have computed `u` and `v`."],
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
    why="The slope of the logarithm and the slope of the sigmoid cancel, and (ŷ − y)/m is what is left.",
    inputs=[(array([[0.75]]), array([[1.0]])), (array([[0.75], [0.5]]), array([[1.0], [0.0]]))],
    random=predictions,
    see="Stop 2: the score",
    mistakes=[
        Mistake(lambda prediction, y: prediction - y,
                "This is ŷ − y, without the division by m. L is a mean, so its gradient is divided by the number of "
                "rows, which is `len(y)`. The number of columns, `y.shape[1]`, is 1."),
        Mistake(lambda prediction, y: prediction - y / len(y),
                "Only `y` was divided. Put brackets around the difference: `(prediction - y) / len(y)`."),
        Mistake(lambda prediction, y: (y - prediction) / len(y),
                "You have the sign the wrong way round: it is `prediction - y`. If the truth is 1 and the prediction "
                "0.75, the gradient is negative."),
        Mistake(lambda prediction, y: (prediction - y) * prediction * (1 - prediction) / len(y),
                "You multiplied by the sigmoid's slope ŷ(1 − ŷ) once too often: for cross-entropy it has cancelled "
                "already. For squared error it stays, with a 2 in front."),
        Mistake(lambda prediction, y: np.mean(prediction - y),
                "`np.mean` added up all the examples. Each example keeps its own row, with shape (m, 1); only divide "
                "by m."),
        Mistake(lambda prediction, y: (-y / prediction + (1 - y) / (1 - prediction)) / len(y),
                "This is ∂L/∂ŷ, one stop too early. Multiply it by the slope of the sigmoid, ŷ(1 − ŷ)."),
        Mistake(lambda prediction, y: 2 * (prediction - y) / len(y),
                "This is the slope of the squared error with respect to ŷ. For cross-entropy there is no 2: (ŷ − "
                "y)/m."),
    ],
    hints=["If a batch holds a single example, with the prediction 0.75 and the truth 1, the gradient is −0.25.",
           "`len(y)` is m."],
))


A, DZ = array([[2.0, 0.0, 1.0], [0.5, 0.0, 2.0]]), array([[-0.2], [0.1]])  # hidden activations, the gradient of Z2


def a_layer(rng):
    m, n, p = rng.integers(2, 6, size=3)
    return rng.normal(size=(m, n)), rng.normal(size=(m, p))


def output_layer(A1, dZ2):
    return A1.T @ dZ2, dZ2.sum(axis=0)


EXERCISES.append(Exercise(
    "7.5", "The output layer",
    "From the activations `A1` (m, n) and the gradient `dZ2` (m, p), return `dW2` and `db2`, with a comma between "
    "them.",
    solution=output_layer,
    why="For each example, the gradient of a weight is its input times the gradient that arrives at its unit. The "
        "examples are added up. A bias has the input 1.",
    inputs=[(A[:1], DZ[:1]), (A, DZ)],
    random=a_layer,
    see="Stop 3: the output layer's weights and bias",
    mistakes=[
        Mistake(lambda A1, dZ2: (dZ2.T @ A1, dZ2.sum(axis=0)),
                "Your `dW2` is transposed. It has to have the shape of W2, (n, p), so `A1.T` comes first."),
        Mistake(lambda A1, dZ2: (A1.T @ dZ2, dZ2),
                "You did not add up the gradient of the bias. One bias serves every example, so `db2` has shape (p,), "
                "not (m, p): sum over `axis=0`."),
        Mistake(lambda A1, dZ2: (A1.T @ dZ2, dZ2.mean(axis=0)),
                "You took the mean for `db2`. The division by m is in `dZ2` already, so dividing again makes `db2` m "
                "times too small: use `sum`."),
        Mistake(lambda A1, dZ2: (A1.T @ dZ2, dZ2.sum(axis=1)),
                "You summed `db2` over `axis=1`, and that adds up the units. The rows are the examples, so sum over "
                "`axis=0`."),
        Mistake(lambda A1, dZ2: (A1.T @ dZ2, dZ2.sum()),
                "You added up all of `dZ2`, the units too. Each unit has a bias of its own: sum over the examples "
                "only, with `axis=0`."),
        Mistake(lambda A1, dZ2: (A1.T @ dZ2, dZ2.sum(axis=0, keepdims=True)),
                "Your `db2` has shape (1, p), because of `keepdims=True`. The bias has shape (p,), so leave that out."),
        Mistake(lambda A1, dZ2: A1.T @ dZ2,
                "You returned one thing. Return two, with a comma between them: `return dW2, db2`."),
        Mistake(lambda A1, dZ2: (A1.T @ dZ2 / len(A1), dZ2.sum(axis=0)),
                "You divided `dW2` by m once more. The division is in `dZ2` already.",
                also=[lambda A1, dZ2: (A1.T @ dZ2 / len(A1), dZ2.mean(axis=0))]),
    ],
    hints=["A gradient has the shape of its parameter: `dW2` is (n, p), and `db2` is (p,).",
           "Which product of `A1` (m, n) and `dZ2` (m, p) has the shape (n, p)?",
           "It is `A1.T @ dZ2`, and for the bias a sum over `axis=0`."],
))


def a_gate(rng):
    return rng.normal(size=(3, 4)), rng.normal(size=(3, 4))


def gate(dA, Z):
    return dA * (Z > 0)


EXERCISES.append(Exercise(
    "7.6", "Through the gate",
    "Carry the gradient `dA` back through ReLU: return ∂L/∂Z, of the same shape, where `Z` is what went into ReLU.",
    solution=gate,
    why="ReLU has the slope 1 where Z is above 0, and the slope 0 elsewhere. Slopes are multiplied, so the gradient "
        "either passes as it is or becomes 0.",
    inputs=[(array([[-0.5, 2.0, 3.0]]), array([[2.0, -1.0, 0.5]])),
            (array([[1.0, -2.0], [-3.0, 4.0]]), array([[-1.0, 3.0], [0.5, 0.0]])),
            (array([[2.0, -1.0, 0.5, 3.0]]), array([[0.0, 0.0, 1.5, -1.0]]))],
    random=a_gate,
    see="Stop 5: back through ReLU",
    mistakes=[
        Mistake(lambda dA, Z: np.maximum(dA, 0),
                "You applied ReLU to the gradient, so negative gradients are lost. Whether the gate is open depends on "
                "`Z`: `Z > 0`."),
        Mistake(lambda dA, Z: dA * np.maximum(Z, 0),
                "You multiplied by what ReLU gives. On the way back we multiply by its slope, which is 1 or 0: `Z > "
                "0`."),
        Mistake(lambda dA, Z: dA * Z,
                "You multiplied by `Z` itself. Multiply by the slope of ReLU, which is 1 where `Z > 0`, and 0 "
                "elsewhere."),
        Mistake(lambda dA, Z: np.maximum(Z, 0),
                "This is ReLU on the way forward. On the way back, the gradient `dA` passes where `Z > 0`, and nothing "
                "passes elsewhere."),
        Mistake(lambda dA, Z: dA,
                "You let everything pass. Where `Z` is not above 0, the slope of ReLU is 0, and so is the gradient."),
        Mistake(lambda dA, Z: dA * (Z <= 0),
                "Your gate is the wrong way round. It is open where `Z > 0`.", also=[lambda dA, Z: dA * (Z < 0)]),
        Mistake(lambda dA, Z: dA * (Z >= 0),
                "Your gate is open at exactly 0 as well. There we take the slope 0, so use `Z > 0`."),
        Mistake(lambda dA, Z: (Z > 0) * 1.0,
                "These are the slopes, 1 or 0. Multiply the gradient by them: `dA * …`."),
        Mistake(lambda dA, Z: dA * (dA > 0) * (Z > 0),
                "You also stopped the negative gradients. Only `Z` decides whether the gate is open: `Z > 0`."),
    ],
    hints=["`Z > 0` gives True or False, and in a product they count as 1 or 0.",
           "Go entry by entry: gradient times slope."],
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
    "Carry `dZ2` back through `W2` and through ReLU, into which `Z1` went, to the first layer. Return `dW1` and `db1`.",
    solution=hidden_layer,
    why="First you go back through the weights, then through the gate. From there on, it is the same as for the output "
        "layer, with X in place of A1.",
    inputs=[(array([[2.0, 3.0]]), array([[2.0, -0.5, 1.0]]), array([[0.5], [1.0], [-0.5]]), array([[-0.25]])),
            (array([[2.0, 3.0]]), array([[0.0, -0.5, 1.0]]), array([[0.5], [1.0], [-0.5]]), array([[-0.25]])),
            (array([[2.0, 3.0], [1.0, 1.0], [-1.0, 3.0]]),
             array([[2.0, -0.5, 1.0], [0.5, -0.5, 2.0], [0.5, 2.5, -2.0]]), array([[0.5], [1.0], [-0.5]]),
             array([[-0.1], [0.2], [0.3]]))],
    random=two_layers,
    see="Stop 6: the hidden layer's weights and biases",
    mistakes=[
        Mistake(lambda X, Z1, W2, dZ2: (X.T @ (dZ2 @ W2.T), (dZ2 @ W2.T).sum(axis=0)),
                "You forgot the gate. Units whose `Z1` is below 0 passed nothing on, so they get no gradient: `* (Z1 > "
                "0)`."),
        Mistake(lambda X, Z1, W2, dZ2: (X.T @ (dZ2 @ W2.T * (Z1 >= 0)), (dZ2 @ W2.T * (Z1 >= 0)).sum(axis=0)),
                "Your gate is open at exactly 0 as well. There we take the slope 0, so use `Z1 > 0`."),
        Mistake(lambda X, Z1, W2, dZ2: (X.T @ (dZ2 @ W2.T * (Z1 > 0)), (dZ2 @ W2.T * (Z1 > 0)).sum(axis=1)),
                "You summed `db1` over `axis=1`, and that adds up the units. The rows are the examples, so sum over "
                "`axis=0`."),
        Mistake(lambda X, Z1, W2, dZ2: (((dZ2 @ W2.T) * (Z1 > 0)).T @ X, (dZ2 @ W2.T * (Z1 > 0)).sum(axis=0)),
                "Your `dW1` is transposed. It has to have the shape of W1, so `X.T` comes first."),
        Mistake(lambda X, Z1, W2, dZ2: X.T @ (dZ2 @ W2.T * (Z1 > 0)),
                "You returned one thing. Return two, with a comma between them: `return dW1, db1`."),
        Mistake(lambda X, Z1, W2, dZ2: (X.T @ np.maximum(dZ2 @ W2.T, 0), np.maximum(dZ2 @ W2.T, 0).sum(axis=0)),
                "You applied ReLU to the gradient. Whether the gate is open depends on `Z1`, not on the sign of the "
                "gradient: `Z1 > 0`."),
        Mistake(lambda X, Z1, W2, dZ2: (X.T @ (dZ2 @ W2.T * (Z1 > 0)), dZ2 @ W2.T * (Z1 > 0)),
                "Your `db1` still has one row for each example. One bias serves them all, so sum over `axis=0`."),
        Mistake(lambda X, Z1, W2, dZ2: (X.T @ (dZ2 @ W2.T * (Z1 > 0)), (dZ2 @ W2.T * (Z1 > 0)).mean(axis=0)),
                "You took the mean for `db1`. The division by m is in `dZ2` already, so use `sum`.",
                also=[lambda X, Z1, W2, dZ2: (X.T @ (dZ2 @ W2.T * (Z1 > 0)) / len(X),
                                              (dZ2 @ W2.T * (Z1 > 0)).sum(axis=0) / len(X))]),
    ],
    hints=["It takes three lines: `dA1`, then `dZ1`, then the two gradients.",
           "`dA1 = dZ2 @ W2.T`, and the gate is `Z1 > 0`.",
           "`X.T @ dZ1` and `dZ1.sum(axis=0)`."],
))

EXERCISES.append(Exercise(
    "7.8", "Which transpose?",
    "`Z = A @ W` with A (m, 3) and W (3, 2). Which of these is ∂L/∂A, if `dZ` is ∂L/∂Z?",
    solution="c",
    choices={"a": "W.T @ dZ", "b": "dZ.T @ W", "c": "dZ @ W.T", "d": "A.T @ dZ"},
    why="A[i, j] goes to every unit k, each time with the factor W[j, k]. So we add up over k, which is the last index "
        "of dZ and of W, and that is `dZ @ W.T`.",
    see="Where do the transposes come from?",
    mistakes=[
        Mistake("a",
                "W.T is (2, 3) and `dZ` is (m, 2), so 3 and m would have to be equal. Even if m happens to be 3, this "
                "adds up over the wrong index."),
        Mistake("b",
                "`dZ.T` is (2, m) and W is (3, 2), so m and 3 would have to be equal. Row i of `dZ` belongs to example "
                "i, so `dZ` has to stay as it is."),
        Mistake("d", "This has the shape (3, 2), which is the shape of W. So it is the gradient of the weights."),
    ],
    hints=["∂L/∂A has the shape of A, which is (m, 3).", "Row i of the answer is made from row i of `dZ`."],
))


def quotient(a, b):
    return a / b, 1 / b, -a / b**2


EXERCISES.append(Exercise(
    "7.9", "An operator and its slopes",
    "For `a / b` return three numbers: the value, its slope with respect to `a`, and its slope with respect to `b`.",
    solution=quotient,
    why="a/b is a times 1/b, so its slope with respect to a is 1/b. And 1/b has the slope −1/b², which is multiplied "
        "by a.",
    inputs=[(6.0, 2.0), (1.0, 4.0), (-3.0, 0.5), (5.0, -2.0)],
    see="A machine that does it for you",
    mistakes=[
        Mistake(lambda a, b: (a / b, 1 / b, a / b**2),
                "You lost the minus of the last slope. If you divide by more you get less: 6/2 is 3, but 6/3 is 2."),
        Mistake(lambda a, b: (a / b, -a / b**2, 1 / b),
                "You swapped the two slopes. The one with respect to `a`, which is 1/b, comes first."),
        Mistake(lambda a, b: (a / b, b, a),
                "These are the slopes of a product, a · b. For a quotient, try a nudge: how much does 6/2 change if b "
                "grows a little?"),
        Mistake(lambda a, b: (a / b, 1 / b, -a / b),
                "In the last slope one b is missing. The slope of 1/b is −1/b², so it is −a / b²."),
        Mistake(lambda a, b: (a / b, 1 / b, -1 / b**2),
                "In the last slope the factor `a` is missing. a/b is a times 1/b, so its slope is a times −1/b²."),
        Mistake(lambda a, b: (a / b, 1 / b, 1 / a),
                "Your last slope is 1/a. Write a/b as a times 1/b: the slope of 1/b is −1/b², and it is multiplied by "
                "a."),
    ],
    hints=["Nudge a: (6.001 / 2 − 6 / 2) / 0.001 is 0.5. Is that 1/b, or b?",
           "Nudge b: 6 / 2.001 is less than 6 / 2, so this slope is negative.",
           "The slope of 1/b is −1/b². Multiply it by a."],
))


def first_spread(n_in):
    return np.sqrt(2 / n_in)


EXERCISES.append(Exercise(
    "7.10", "How large a start",
    "Return the spread of the first weights with which the gradient keeps its size in deep ReLU layers of `n_in` "
    "units.",
    solution=first_spread,
    why="A ReLU lets about half of the square through, and n weights of spread σ multiply it by nσ². To keep it level, "
        "nσ²/2 has to be 1, and that gives σ = √(2/n).",
    inputs=[(64,), (2,), (784,), (8,)],
    see="Deep networks: blame that fades or explodes",
    mistakes=[
        Mistake(lambda n_in: 2 / n_in,
                "This is σ², the variance. The spread is its root: for 64 units 0.177, not 0.031."),
        Mistake(lambda n_in: np.sqrt(1 / n_in),
                "You left out the 2, which makes up for the half that ReLU stops. With √(1/n), each layer shrinks the "
                "gradient to 0.7 of its size."),
        Mistake(lambda n_in: np.sqrt(2) / n_in,
                "Your root covers the 2 only. The whole fraction has to be under it: √(2/n)."),
        Mistake(lambda n_in: 2 / np.sqrt(n_in),
                "Your root covers `n_in` only. The whole fraction has to be under it: √(2/n)."),
        Mistake(lambda n_in: np.sqrt(n_in / 2),
                "Your fraction is upside down. With more inputs the weights have to be smaller, or the sum of all 64 "
                "terms grows from layer to layer."),
    ],
    hints=["The condition is nσ²/2 = 1. Solve it for σ.", "It gives σ² = 2/n. Now take the root."],
))

EXERCISES.append(Exercise(
    "7.11", "Not zeroed",
    "Let w = 3 and x = 2 be `Value`s. `walk_back(w * x)` is run twice, and nothing is set to 0 in between. What is "
    "`w.grad`?",
    solution=4.0,
    why="Each pass adds the slope with respect to w to what is there already. That slope is x = 2, so you get 2 + 2 = "
        "4.",
    see='Popular but wrong: "each backward pass starts fresh"',
    mistakes=[
        Mistake(2.0, "That would be right if each pass began at 0. But `walk_back` adds with `+=`, and the first pass "
                     "has left a 2."),
        Mistake(6.0, "6 is `x.grad`, or what three passes would give. The slope with respect to w is the other factor, "
                     "x = 2, and two passes add it twice."),
        Mistake(3.0, "3 is the value of w. Its slope in w · x is the other factor, x = 2, and two passes add it "
                     "twice."),
    ],
    hints=["What is `w.grad` after the first pass?", "`+=` adds to what is already there."],
))
