"""Exercises of lesson 07: slopes, the chain rule, the walk back through a network, and a machine that does it."""

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
    see="The slope of a curve",
    mistakes=[
        Mistake(lambda f, x: (f(x + 1e-5) - f(x)) / 2e-5,
                "You divided by 2h, but your two places are only h apart. Nudge to both sides: `f(x + h)` and `f(x - "
                "h)`."),
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


EXERCISES.append(Exercise(
    "7.2", "A gradient",
    "For f(a, b) = a·b², give the gradient at a = 2 and b = 3, as two numbers in brackets.",
    solution=array([9.0, 12.0]),
    why="If only a moves, then b² = 9 is a fixed factor, so the slope is 9. If only b moves, then a = 2 is a fixed "
        "factor, and the slope of b² is 2b = 6. Together that is 12.",
    see="Several numbers: the gradient",
    mistakes=[
        Mistake([12.0, 9.0], "You have the right numbers, but swapped. The slope with respect to a comes first: it is "
                             "b² = 9."),
        Mistake([9.0, 6.0], "The second slope lost its factor a. If only b moves, b² is still multiplied by a = 2, so "
                            "its slope 2b is multiplied by 2 as well."),
        Mistake([18.0, 18.0], "18 is the value of the function, not a slope. Nudge a, and look how much the value "
                              "changes."),
        Mistake([6.0, 12.0], "The second number is right. For the first one, b stands still, so a is multiplied by the "
                             "fixed number b² = 9."),
        Mistake([9.0, 4.0], "The first number is right. For the second one, a stands still: it is the fixed factor 2. "
                            "And the slope of b² is 2b = 6."),
        Mistake([9.0, 3.0], "The first number is right. For the second one, the slope of b² is 2b = 6, and it is "
                            "multiplied by a = 2."),
    ],
    hints=["Hold b = 3 still. Then f is 9·a. What is the slope of 9·a?",
           "Hold a = 2 still. Then f is 2·b². What is the slope of 2·b² at b = 3?"],
))


EXERCISES.append(Exercise(
    "7.3", "A chain of two",
    "What is the slope of z = (3x + 1)² at x = 2?",
    solution=42.0,
    why="The first step, y = 3x + 1, has the slope 3, and it gives y = 7. The second step, y², has the slope 2y = 14 "
        "there. Multiplied, that is 42.",
    see="The chain rule, as gears",
    mistakes=[
        Mistake(14.0, "14 is the slope of the second step, y², at y = 7. Multiply it by the slope of the first step, "
                      "3x + 1."),
        Mistake(17.0, "You added the two slopes, 14 + 3. Along a chain they are multiplied."),
        Mistake(49.0, "49 is z itself, and you need its slope. Find the slopes of the two steps, and multiply them."),
        Mistake(21.0, "You multiplied 7 by 3. But the slope of y² is 2y, so the first factor is 14."),
        Mistake(28.0, "You multiplied 14 by x = 2. The slope of 3x + 1 is 3, whatever x is."),
        Mistake(3.0, "3 is the slope of the first step alone. Multiply it by the slope of y², which is 2y."),
        Mistake(12.0, "You took the slope of y² at y = 2. But the second step is given y = 3·2 + 1 = 7, so its slope "
                      "is 2·7 = 14."),
        Mistake(-42.0, "Look at the sign. If x grows, then 3x + 1 grows, and so does its square. The slope is above "
                       "0."),
    ],
    hints=["Write it as two steps: y = 3x + 1, then z = y². What is y at x = 2?",
           "The slope of the first step is 3. The slope of the second step is 2y, with y = 7."],
))


def two_paths(x):
    u, v = x**2, 3 * x
    return v * 2 * x + u * 3


EXERCISES.append(Exercise(
    "7.4", "Two paths",
    "`z = u * v` with `u = x**2` and `v = 3 * x`. Return the slope of z with respect to `x`, path by path.",
    solution=two_paths,
    why="On the path through u the slope is v · 2x, and on the path through v it is u · 3. Both paths start at x, so "
        "you add them. Together they make 9x².",
    inputs=[(2.0,), (1.0,), (-1.5,), (0.5,)],
    see="Two ways to the same result",
    mistakes=[
        Mistake(lambda x: 2 * x * 3,
                "You multiplied the slopes of u and v, 2x · 3. They are on different paths. Multiply along each path, "
                "then add the paths: v · 2x + u · 3."),
        Mistake(lambda x: 2 * x + 3,
                "You added the slopes 2x and 3, but you left out the last step of each path. The slope of `u * v` with "
                "respect to u is v, and with respect to v it is u."),
        Mistake(lambda x: 6 * x**2,
                "You got 6x², and it should be 9x². Either the path through v is missing, which is u · 3, or you took "
                "x for the slope of `x**2`. That slope is 2x."),
        Mistake(lambda x: 3 * x**2,
                "You got 3x², and it should be 9x². Either the path through u is missing, which is v · 2x, or you "
                "subtracted one path from the other. Paths are added."),
        Mistake(lambda x: 3 * x**3, "This is z itself. At x = 2 it is 24, and its slope there is 36."),
        Mistake(lambda x: x**2 * 2 * x + 3 * x * 3,
                "You swapped u and v in the last step. The slope of `u * v` with respect to u is v, so the path "
                "through u is v · 2x."),
    ],
    hints=["The first path goes from x to u to z. The slopes on it are 2x, and then v.",
           "The second path goes from x to v to z. The slopes on it are 3, and then u.",
           "Return `v * 2 * x + u * 3`, after you have computed `u` and `v`."],
))


EXERCISES.append(Exercise(
    "7.5", "Back through a layer",
    "A is [[1, 2], [3, 4]], W is [[1, 3], [2, 1]], and ∂L/∂Z is [[1, 2], [0, -1]]. Give ∂L/∂A, for Z = A @ W.",
    solution=array([[7.0, 4.0], [-3.0, -1.0]]),
    why="A[i, j] goes to every unit k with the factor W[j, k]. So row i of ∂L/∂Z meets row j of W, and that is "
        "`dZ @ W.T`. Here all shapes fit, so the shapes alone could not tell you.",
    see="Where the transposes come from",
    mistakes=[
        Mistake([[5.0, 5.0], [-2.0, -1.0]],
                "You computed `dZ @ W`. That adds up over the rows of W, but we add up over the units, which are the "
                "columns of W: transpose `W`."),
        Mistake([[1.0, 0.0], [3.0, 5.0]],
                "You computed `W.T @ dZ`. But row i of the answer belongs to example i, so it is made from row i of "
                "`dZ`, and `dZ` comes first."),
        Mistake([[1.0, -1.0], [2.0, 3.0]],
                "You computed `W @ dZ`. But row i of the answer belongs to example i, so it is made from row i of "
                "`dZ`, and `dZ` comes first."),
        Mistake([[1.0, -1.0], [2.0, 0.0]], "You computed `A.T @ dZ`. That is ∂L/∂W, the gradient of the weights."),
        Mistake([[1.0, 3.0], [0.0, 5.0]],
                "You computed `dZ.T @ W`. Row i of `dZ` belongs to example i and has to stay a row: transpose `W` "
                "instead."),
        Mistake([[1.0, 6.0], [0.0, -1.0]],
                "You multiplied entry by entry, with `*`. Each entry of A reaches every unit, so there are sums: use "
                "`@`."),
        Mistake([[7.0, -3.0], [4.0, -1.0]], "You have the right numbers, but transposed. Row i belongs to example i, "
                                            "so the first row is 7, 4."),
    ],
    hints=["Start with one entry: A[0, 0] goes to both units, with the factors W[0, 0] = 1 and W[0, 1] = 3.",
           "So its gradient is 1·1 + 2·3 = 7: row 0 of ∂L/∂Z with row 0 of W."],
))


def predictions(rng):
    m = int(rng.integers(2, 6))
    return rng.uniform(0.05, 0.95, size=(m, 1)), rng.integers(0, 2, size=(m, 1)).astype(float)


def squared_stop(prediction, y):
    slope_of_loss = 2 * (prediction - y) / len(y)
    return slope_of_loss * prediction * (1 - prediction)


def after_sigmoid(prediction):
    return 1 / (1 + np.exp(-prediction))


EXERCISES.append(Exercise(
    "7.6", "The same stops with squared error",
    "The loss is the mean of (ŷ − y)², and ŷ = σ(Z). Return ∂L/∂Z; `prediction` and `y` have the shape (m, 1).",
    solution=squared_stop,
    why="Stop 1 is the slope of the loss, 2(ŷ − y)/m, and stop 2 multiplies it by the slope of the sigmoid, ŷ(1 − ŷ). "
        "This time nothing cancels.",
    inputs=[(array([[0.75]]), array([[1.0]])), (array([[0.75], [0.5]]), array([[1.0], [0.0]]))],
    random=predictions,
    see="Stop 2: the weighted sum of the output",
    mistakes=[
        Mistake(lambda prediction, y: (prediction - y) / len(y),
                "This is ∂L/∂Z for cross-entropy. With squared error the slope of the loss is 2(ŷ − y)/m, and the "
                "slope of the sigmoid does not cancel."),
        Mistake(lambda prediction, y: 2 * (prediction - y) / len(y),
                "This is ∂L/∂ŷ, one stop too early. Multiply it by the slope of the sigmoid, ŷ(1 − ŷ)."),
        Mistake(lambda prediction, y: (prediction - y) * prediction * (1 - prediction) / len(y),
                "The 2 is missing. The slope of a square is 2 times what is squared: 2(ŷ − y)."),
        Mistake(lambda prediction, y: 2 * (prediction - y) * prediction * (1 - prediction),
                "The division by m is missing. The loss is a mean, so divide by the number of rows, which is `len(y)`. "
                "The number of columns, `y.shape[1]`, is 1."),
        Mistake(lambda prediction, y: 2 * (y - prediction) * prediction * (1 - prediction) / len(y),
                "You have the sign the wrong way round: it is `prediction - y`. If the truth is 1 and the prediction "
                "0.75, the slope is negative."),
        Mistake(lambda prediction, y: 2 * (prediction - y) / len(y) * after_sigmoid(prediction)
                * (1 - after_sigmoid(prediction)),
                "You used the sigmoid once more. `prediction` is σ(Z) already, so the slope is `prediction * (1 - "
                "prediction)`."),
        Mistake(lambda prediction, y: np.mean(2 * (prediction - y) * prediction * (1 - prediction)),
                "`np.mean` made one number out of all the examples. Each example keeps its own row, with shape (m, 1); "
                "only divide by m."),
        Mistake(lambda prediction, y: 2 * (prediction - y) * prediction / len(y),
                "Half of the sigmoid's slope is missing. It is ŷ(1 − ŷ), so multiply by `(1 - prediction)` too."),
        Mistake(lambda prediction, y: (prediction - y) ** 2 / len(y),
                "This is the share of each example in the loss itself. Take its slope first: 2(ŷ − y)/m."),
        Mistake(lambda prediction, y: 2 * (prediction - y) / len(y) * prediction * 1 - prediction,
                "Without brackets, `prediction * 1 - prediction` is something else. Write `prediction * (1 - "
                "prediction)`."),
    ],
    hints=["First the slope of the loss with respect to ŷ. The slope of (ŷ − y)² is 2(ŷ − y), and the mean divides by "
           "m.",
           "Then multiply by the slope of the sigmoid, `prediction * (1 - prediction)`."],
))


A, DZ = array([[2.0, 0.0, 1.0], [0.5, 0.0, 2.0]]), array([[-0.2], [0.1]])


def a_layer(rng):
    m, n, p = rng.integers(2, 6, size=3)
    return rng.normal(size=(m, n)), rng.normal(size=(m, p))


def layer_gradients(A, dZ):
    return A.T @ dZ, dZ.sum(axis=0)


EXERCISES.append(Exercise(
    "7.7", "Repair a layer",
    "Return `dW` and `db`, with a comma between them. You are given the activations `A` (m, n) and the gradient `dZ` "
    "(m, p).",
    solution=layer_gradients,
    why="`dW` has the shape of the weights, (n, p), and its sum runs over the examples. A bias is used by every "
        "example, so its gradient is a sum over the examples, too.",
    inputs=[(A[:1], DZ[:1]), (A, DZ), (array([[1.0, 2.0], [3.0, 4.0]]), array([[1.0, 2.0], [0.0, -1.0]]))],
    random=a_layer,
    see="Stop 3: the weights and the bias of the output",
    mistakes=[
        Mistake(lambda A, dZ: (dZ.T @ A, dZ.sum(axis=1)),
                "This is the broken version. Two things need repair: `dW` has to have the shape (n, p), and `db` is a "
                "sum over the examples."),
        Mistake(lambda A, dZ: (dZ.T @ A, dZ.sum(axis=0)),
                "Your `db` is right. Your `dW` is transposed: it has to have the shape (n, p), so `A.T` comes first."),
        Mistake(lambda A, dZ: (A.T @ dZ, dZ.sum(axis=1)),
                "Your `dW` is right. Your `db` adds up the units. The rows are the examples, so sum over `axis=0`."),
        Mistake(lambda A, dZ: (A.T @ dZ, dZ),
                "You did not add up the gradient of the bias. One bias serves every example, so `db` has shape (p,), "
                "not (m, p): sum over `axis=0`."),
        Mistake(lambda A, dZ: (A.T @ dZ, dZ.mean(axis=0)),
                "You took the mean for `db`. The division by m is in `dZ` already, so dividing again makes `db` m "
                "times too small: use `sum`."),
        Mistake(lambda A, dZ: (A.T @ dZ, dZ.sum()),
                "You added up all of `dZ`, the units too. Each unit has a bias of its own: sum over the examples "
                "only, with `axis=0`."),
        Mistake(lambda A, dZ: (A.T @ dZ, dZ.sum(axis=0, keepdims=True)),
                "Your `db` has shape (1, p), because of `keepdims=True`. The bias has shape (p,), so leave that out."),
        Mistake(lambda A, dZ: A.T @ dZ,
                "You returned one thing. Return two, with a comma between them: `return dW, db`."),
        Mistake(lambda A, dZ: (A.T @ dZ / len(A), dZ.sum(axis=0)),
                "You divided `dW` by m once more. But `dZ` has been divided by m already.",
                also=[lambda A, dZ: (A.T @ dZ / len(A), dZ.mean(axis=0))]),
        Mistake(lambda A, dZ: (dZ.sum(axis=0), A.T @ dZ),
                "You have both, but in the other order. `dW` comes first: `return dW, db`."),
    ],
    hints=["A gradient has the shape of its parameter: `dW` is (n, p), and `db` is (p,).",
           "Which product of `A` (m, n) and `dZ` (m, p) has the shape (n, p)?",
           "It is `A.T @ dZ`, and for the bias a sum over `axis=0`."],
))


def a_tanh_layer(rng):
    return rng.normal(size=(3, 4)), np.tanh(rng.normal(size=(3, 4)))


def through_tanh(dA, A):
    return dA * (1 - A**2)


EXERCISES.append(Exercise(
    "7.8", "Back through tanh",
    "The hidden layer is A = tanh(Z). Carry `dA` back: return ∂L/∂Z, computed from `dA` and `A`, which have the same "
    "shape.",
    solution=through_tanh,
    why="The slope of tanh is 1 − a², where a is its output. You multiply entry by entry, because each unit has its "
        "own slope.",
    inputs=[(array([[-0.5, 2.0, 3.0]]), array([[0.5, -0.5, 0.0]])),
            (array([[1.0, -2.0], [-3.0, 4.0]]), array([[-0.25, 0.75], [0.5, 0.0]]))],
    random=a_tanh_layer,
    see="Stop 5: back through ReLU",
    mistakes=[
        Mistake(lambda dA, A: dA * (1 - np.tanh(A) ** 2),
                "You used tanh once more. `A` is tanh(Z) already, so the slope is `1 - A**2`."),
        Mistake(lambda dA, A: dA * (A > 0),
                "This is the slope of ReLU, 1 or 0. The slope of tanh is 1 − a²."),
        Mistake(lambda dA, A: dA * A * (1 - A), "This is the slope of the sigmoid, a(1 − a). For tanh it is 1 − a²."),
        Mistake(lambda dA, A: dA * (1 - A) ** 2,
                "You squared the difference. Only `A` is squared: `1 - A**2`."),
        Mistake(lambda dA, A: dA * 1 - A**2, "The brackets are missing around the slope: `dA * (1 - A**2)`."),
        Mistake(lambda dA, A: 1 - A**2, "This is the slope. Multiply `dA` by it."),
        Mistake(lambda dA, A: dA * (1 - A), "The square is missing: the slope of tanh is 1 − a², so `1 - A**2`."),
        Mistake(lambda dA, A: dA * np.tanh(A),
                "You multiplied by tanh itself. On the way back we multiply by its slope, `1 - A**2`."),
        Mistake(lambda dA, A: dA / (1 - A**2), "You divided by the slope. On the way back we multiply: `dA * …`."),
    ],
    hints=["The slope of tanh can be computed from its output a: it is 1 − a².",
           "Go entry by entry: `dA` times the slope, with `*`."],
))

EXERCISES.append(Exercise(
    "7.9", "The whole walk, in order",
    "Put the six lines in order, so that they find the prediction and then walk back through the pocket network.",
    solution="fcebda",
    lines={"a": "dW1 = X.T @ dZ1", "b": "dA1 = dZ2 @ W2.T", "c": "dZ2 = (prediction - y) / m",
           "d": "dZ1 = dA1 * (Z1 > 0)", "e": "dW2 = A1.T @ dZ2", "f": "prediction = sigmoid(A1 @ W2 + b2)"},
    before={"c": "f", "e": "c", "b": "c", "d": "b", "a": "d"},
    why="Each line needs what the line before it has found. Only the line with `dW2` may come later, because no other "
        "line needs it.",
    see="Stop 6: the weights and biases of the hidden layer",
    mistakes=[
        Mistake("cfebda", "`dZ2` is computed from the prediction, so the forward pass has to be finished first."),
        Mistake("fcebad", "`dW1` is computed from `dZ1`, and `dZ1` is not there yet. First go back through ReLU.",
                also=["fcabde"]),
        Mistake("fcedba", "`dZ1` is computed from `dA1`, and `dA1` is not there yet. First go back through the "
                          "weights `W2`."),
        Mistake("fecbda", "`dW2` is computed from `dZ2`, and `dZ2` is not there yet.", also=["fbceda"]),
        Mistake("adbecf", "This is the way forward: it goes from `X` to the prediction. The gradients are found in the "
                          "other direction, from the prediction to `X`."),
    ],
    hints=["Look at what each line needs on the right of its `=`. One line needs no gradient at all.",
           "After the prediction comes `dZ2`. Which lines need `dZ2`?",
           "From `dZ2` to `dA1`, from `dA1` to `dZ1`, and from `dZ1` to `dW1`."],
))


def three_layers(rng):
    m, n = 5, 5
    return (rng.normal(size=(m, 3)), rng.normal(size=(m, n)), rng.normal(size=(m, n)), rng.normal(size=(n, n)),
            rng.normal(size=(n, 2)), rng.normal(size=(m, 2)))


def first_layer(X, Z1, Z2, W2, W3, dZ3):
    dZ2 = (dZ3 @ W3.T) * (Z2 > 0)
    dZ1 = (dZ2 @ W2.T) * (Z1 > 0)
    return X.T @ dZ1, dZ1.sum(axis=0)


def _carried(X, Z1, Z2, W2, W3, dZ3, inner=True, outer=True):
    """Walk back through both hidden layers, with the gates that are asked for."""
    dZ2 = dZ3 @ W3.T * (Z2 > 0 if inner else 1)
    return dZ2 @ W2.T * (Z1 > 0 if outer else 1)


def _pair(X, dZ1):
    return X.T @ dZ1, dZ1.sum(axis=0)


EXERCISES.append(Exercise(
    "7.10", "A third layer",
    "A network has three layers, with ReLU in both hidden ones. Walk back from `dZ3`, and return `dW1` and `db1` of "
    "the first layer.",
    solution=first_layer,
    why="A third layer brings no new kind of stop. You go back through weights and through a gate, twice, and then you "
        "are at the first layer, whose inputs are X.",
    inputs=[(array([[2.0, 3.0]]), array([[2.0, -0.5]]), array([[1.0, 0.5]]), array([[1.0, 3.0], [2.0, -1.0]]),
             array([[0.5], [-1.0]]), array([[-0.25]]))],
    random=three_layers,
    see="A whole batch",
    mistakes=[
        Mistake(lambda X, Z1, Z2, W2, W3, dZ3: _pair(X, _carried(X, Z1, Z2, W2, W3, dZ3, inner=False)),
                "You forgot the gate of the second hidden layer, `Z2 > 0`."),
        Mistake(lambda X, Z1, Z2, W2, W3, dZ3: _pair(X, _carried(X, Z1, Z2, W2, W3, dZ3, outer=False)),
                "You forgot the gate of the first hidden layer, `Z1 > 0`."),
        Mistake(lambda X, Z1, Z2, W2, W3, dZ3: _pair(X, _carried(X, Z1, Z2, W2, W3, dZ3, False, False)),
                "You forgot both gates. After each step through the weights comes a ReLU: `* (Z2 > 0)`, later `* (Z1 "
                "> 0)`."),
        Mistake(lambda X, Z1, Z2, W2, W3, dZ3: _pair(X, _carried(X, Z2, Z1, W2, W3, dZ3)),
                "You swapped the gates. You walk from the end to the beginning, so the gate `Z2 > 0` comes first."),
        Mistake(lambda X, Z1, Z2, W2, W3, dZ3: _pair(X, _carried(X, Z1, Z2, W2.T, W3, dZ3)),
                "You used `W2` without the transpose. The shapes fit here, because both hidden layers are equally "
                "wide, but it has to be `W2.T`."),
        Mistake(lambda X, Z1, Z2, W2, W3, dZ3: _pair(X, dZ3 @ W3.T * (Z2 > 0)),
                "You stopped at the second hidden layer. Go on through `W2.T` and the gate `Z1 > 0`, and only then "
                "multiply by `X.T`."),
        Mistake(lambda X, Z1, Z2, W2, W3, dZ3: X.T @ _carried(X, Z1, Z2, W2, W3, dZ3),
                "You returned one thing. Return two, with a comma between them: `return dW1, db1`."),
        Mistake(lambda X, Z1, Z2, W2, W3, dZ3: (X.T @ _carried(X, Z1, Z2, W2, W3, dZ3),
                                               _carried(X, Z1, Z2, W2, W3, dZ3).mean(axis=0)),
                "You took the mean for `db1`. The division by m is in `dZ3` already, so use `sum`."),
        Mistake(lambda X, Z1, Z2, W2, W3, dZ3: (X.T @ _carried(X, Z1, Z2, W2, W3, dZ3),
                                               _carried(X, Z1, Z2, W2, W3, dZ3).sum(axis=1)),
                "You summed `db1` over `axis=1`, and that adds up the units. The rows are the examples, so sum over "
                "`axis=0`."),
        Mistake(lambda X, Z1, Z2, W2, W3, dZ3: (_carried(X, Z1, Z2, W2, W3, dZ3).T @ X,
                                               _carried(X, Z1, Z2, W2, W3, dZ3).sum(axis=0)),
                "Your `dW1` is transposed. It has to have the shape of W1, so `X.T` comes first."),
    ],
    hints=["From `dZ3` to `dZ2` there are two stops: back through `W3`, then through ReLU, with the gate `Z2 > 0`.",
           "`dZ2 = (dZ3 @ W3.T) * (Z2 > 0)`. Now do the same once more, to get `dZ1`.",
           "The last stop is `X.T @ dZ1` and `dZ1.sum(axis=0)`."],
))


def times(a, b):
    return a * b, [b, a]


EXERCISES.append(Exercise(
    "7.11", "Teach the machine to multiply",
    "For two numbers `a` and `b`, return their product, and a list with its two slopes: the one for `a` comes first.",
    solution=times,
    why="If a grows by a little, the product grows b times as much, so the slope for a is b. And the other way round.",
    inputs=[(3.0, 2.0), (-1.5, 4.0), (0.0, 2.0), (0.5, -0.5)],
    see="A machine that walks back",
    mistakes=[
        Mistake(lambda a, b: (a * b, [a, b]),
                "You swapped the slopes. If a grows by 1, then a·b grows by b. So the slope for `a` is `b`."),
        Mistake(lambda a, b: (a * b, [1, 1]),
                "These are the slopes of a sum. In a product, a nudge of `a` is multiplied by `b`."),
        Mistake(lambda a, b: (a + b, [b, a]), "Your slopes are right, but you added the two numbers: `a * b`."),
        Mistake(lambda a, b: (a + b, [1, 1]), "This is the sum, with its slopes. For the product you need `a * b`, and "
                                              "other slopes."),
        Mistake(lambda a, b: a * b, "The slopes are missing. Return two things with a comma between them: the product, "
                                    "and a list of two slopes, `[…, …]`."),
        Mistake(lambda a, b: (a * b, b, a), "Put the two slopes into a list, so that you return two things: "
                                            "`a * b, [b, a]`."),
        Mistake(lambda a, b: (a * b, [a * b, a * b]),
                "You gave the product as both slopes. If a grows by 1, then a·b grows by b, so the first slope is "
                "`b`."),
        Mistake(lambda a, b: [b, a], "The product itself is missing. Return it first: `a * b, […, …]`."),
        Mistake(lambda a, b: ([b, a], a * b), "You have both, but in the other order. Return `a * b` first, then "
                                        "the list of slopes."),
    ],
    hints=["For a = 3 and b = 2 the product is 6. With a = 4 it is 8. So if a grows by 1, the product grows by 2.",
           "The slope for `a` is `b`, and the slope for `b` is `a`."],
))


def tanh_step(a):
    t = np.tanh(a)
    return t, [1 - t * t]


EXERCISES.append(Exercise(
    "7.12", "Teach the machine tanh",
    "For a number `a`, return tanh(a), and a list that holds its slope there.",
    solution=tanh_step,
    why="The slope of tanh is 1 − t², where t is its output. The list holds one slope, because there is one input.",
    inputs=[(0.5,), (0.0,), (-2.0,), (1.0,)],
    see="A machine that walks back",
    mistakes=[
        Mistake(lambda a: (np.tanh(a), 1 - np.tanh(a) ** 2),
                "Put the slope into a list, with square brackets: `[1 - t * t]`. The machine wants a list of slopes, "
                "one for each input."),
        Mistake(lambda a: (np.tanh(a), [1 - a**2]),
                "You squared the input. The slope is computed from the output: `1 - t * t` with `t = np.tanh(a)`."),
        Mistake(lambda a: (np.tanh(a), [np.tanh(a) * (1 - np.tanh(a))]),
                "This is the slope of the sigmoid, t(1 − t). For tanh it is 1 − t²."),
        Mistake(lambda a: (np.tanh(a), [1 - np.tanh(a)]), "The square is missing: the slope of tanh is 1 − t²."),
        Mistake(lambda a: (np.tanh(a), [1 - np.tanh(np.tanh(a)) ** 2]),
                "You used tanh twice. With `t = np.tanh(a)` the slope is `1 - t * t`."),
        Mistake(lambda a: np.tanh(a), "The slope is missing. Return two things: tanh(a), and a list with one slope, "
                                      "`[…]`."),
        Mistake(lambda a: [1 - np.tanh(a) ** 2], "tanh(a) itself is missing. Return it first: `t, [1 - t * t]`."),
        Mistake(lambda a: (a, [1 - a**2]), "You returned `a` itself. First compute `t = np.tanh(a)`, and use `t`."),
        Mistake(lambda a: (np.tanh(a), [np.tanh(a)]),
                "You gave tanh(a) as its own slope. Only e to the power a is its own slope. For tanh it is 1 − t²."),
    ],
    hints=["Compute `t = np.tanh(a)` first.", "The slope is `1 - t * t`. Return `t` and a list that holds the slope."],
))


def a_graph(rng):
    parents = [[], []] + [[int(j) for j in rng.integers(0, i, size=int(rng.integers(1, 3)))] for i in range(2, 7)]
    return parents, [[round(float(slope), 2) for slope in rng.normal(size=len(given))] for given in parents]


def walk_back(parents, slopes):
    gradients = [0.0] * len(parents)
    gradients[-1] = 1.0
    for i in reversed(range(len(parents))):
        for parent, slope in zip(parents[i], slopes[i]):
            gradients[parent] += slope * gradients[i]
    return gradients


def _walked(parents, slopes, keep=True, order=reversed, start=1.0, others=0.0, chain=True):
    """Walk back with one thing done wrong."""
    gradients = [others] * len(parents)
    gradients[-1] = start
    for i in order(range(len(parents))):
        for parent, slope in zip(parents[i], slopes[i]):
            gradients[parent] = keep * gradients[parent] + slope * (gradients[i] if chain else 1.0)
    return gradients


EXERCISES.append(Exercise(
    "7.13", "The walk back",
    "Return the gradients of all boxes as a list. `parents[i]` says from which boxes box i was made, `slopes[i]` with "
    "which slopes.",
    solution=walk_back,
    why="Box i hands its gradient to each of its parents, multiplied by the slope. Every parent has a smaller number "
        "than its box, so if you go from the last box to the first, each gradient is complete before it is used.",
    inputs=[([[], [0], [1]], [[], [3.0], [2.0]]),
            ([[], [0], [0], [1, 2]], [[], [4.0], [3.0], [1.0, 1.0]]),
            ([[], [], [0, 1], [2, 2]], [[], [], [5.0, 2.0], [1.5, 1.5]])],
    random=a_graph,
    see="A machine that walks back",
    mistakes=[
        Mistake(lambda parents, slopes: _walked(parents, slopes, keep=False),
                "A box that is used twice keeps only its last contribution. Paths are added, so write `+=` instead of "
                "`=`."),
        Mistake(lambda parents, slopes: _walked(parents, slopes, order=iter),
                "You walked from the first box to the last. The walk begins at the end: `for i in reversed(range("
                "len(parents)))`."),
        Mistake(lambda parents, slopes: _walked(parents, slopes, start=0.0),
                "All your gradients are 0. The walk begins with a 1 at the last box: `gradients[-1] = 1.0`."),
        Mistake(lambda parents, slopes: _walked(parents, slopes, others=1.0),
                "You began with a 1 in every box. Only the last one begins with 1, and all the others with 0."),
        Mistake(lambda parents, slopes: _walked(parents, slopes, chain=False),
                "You added up the slopes alone. Each slope is multiplied by the gradient of the box: `slope * "
                "gradients[i]`."),
        Mistake(lambda parents, slopes: _walked(parents, slopes)[::-1],
                "Your list runs from the last box to the first. Entry `i` belongs to box `i`."),
        Mistake(lambda parents, slopes: _walked(parents, slopes)[0],
                "You returned a single gradient. Return the whole list: `return gradients`. If your `return` is inside "
                "a loop, move it to the left."),
        Mistake(lambda parents, slopes: sum(_walked(parents, slopes)),
                "You added all the gradients up. Return the whole list: `return gradients`."),
    ],
    hints=["Begin with `gradients = [0.0] * len(parents)`, and then put a 1 into the last place.",
           "Go from the last box to the first. For each parent of box i: add slope times `gradients[i]` to the "
           "gradient of the parent.",
           "Inside the two loops there is one line: `gradients[parent] += slope * gradients[i]`."],
))

EXERCISES.append(Exercise(
    "7.14", "Set to zero",
    "After the three walks, `weight.grad` and `bias.grad` are set to 0, and one more walk is made. What is "
    "`bias.grad` now?",
    solution=2.0,
    why="After it was set to 0, one walk adds the slope once. The slope with respect to b is 2.",
    see="Three walks through the same graph",
    mistakes=[
        Mistake(8.0, "8 is what four walks add up to if nothing is set to 0. Here it was set to 0 before the last "
                     "walk."),
        Mistake(6.0, "6 is what the first three walks add up to. Then it was set to 0."),
        Mistake(4.0, "4 is the slope with respect to the weight. The slope with respect to the bias is 2."),
        Mistake(0.0, "It was set to 0, but after that there was one more walk, and it adds the slope, 2."),
        Mistake(16.0, "16 is `weight.grad` after four walks without setting it to 0. The question is about the bias, "
                      "and it was set to 0."),
    ],
    hints=["What is `bias.grad` after the very first walk?", "After it was set to 0, only one walk counts."],
))


def first_spread(n_in, share):
    return np.sqrt(1 / (share * n_in))


EXERCISES.append(Exercise(
    "7.15", "How large should the first weights be?",
    "The activation lets a `share` of the mean square through (½ for ReLU), and `n_in` is the number n of inputs. "
    "Return the spread d that makes `share` · n · d² equal to 1.",
    solution=first_spread,
    why="Each layer multiplies the mean square by share · n · d². To keep it level, this has to be 1, so d² is "
        "1/(share · n). For ReLU, share is ½, and that gives √(2/n).",
    inputs=[(64, 0.5), (200, 0.5), (64, 1.0), (9, 0.25), (784, 0.5)],
    see="Deep networks: gradients that vanish or explode",
    mistakes=[
        Mistake(lambda n_in, share: 1 / (share * n_in),
                "This is d², the variance. The spread is its root: for 64 inputs and ReLU 0.177, not 0.031."),
        Mistake(lambda n_in, share: np.sqrt(2 / n_in),
                "You wrote the formula for ReLU, where `share` is 0.5. Use `share`, so that it is right for other "
                "activations as well."),
        Mistake(lambda n_in, share: np.sqrt(1 / n_in),
                "You left out `share`. If only half of the square gets through, the weights have to make up for it."),
        Mistake(lambda n_in, share: np.sqrt(share / n_in),
                "`share` belongs below the line. If less gets through, the weights have to be larger: √(1/(share · "
                "n))."),
        Mistake(lambda n_in, share: 1 / (share * np.sqrt(n_in)),
                "Your root covers `n_in` only. The whole fraction has to be under it: √(1/(share · n))."),
        Mistake(lambda n_in, share: np.sqrt(1 / share) / n_in,
                "Your root covers `share` only. The whole fraction has to be under it: √(1/(share · n))."),
        Mistake(lambda n_in, share: np.sqrt(n_in * share),
                "Your fraction is upside down. With more inputs the weights have to be smaller, or the sum of all 64 "
                "terms grows from layer to layer."),
        Mistake(lambda n_in, share: np.sqrt(1 / share * n_in),
                "`1 / share * n_in` divides by `share` only, and then multiplies by `n_in`. Put brackets around the "
                "product: `1 / (share * n_in)`."),
        Mistake(lambda n_in, share: np.sqrt(2 / (share * n_in)),
                "The 2 is one too many. For ReLU it comes from `share`: 1 divided by ½ is 2."),
    ],
    hints=["Solve share · n · d² = 1 for d².", "It gives d² = 1/(share · n). Now take the root."],
))
