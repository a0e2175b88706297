"""Exercises of lesson 10: build, train and question a real network."""

import numpy as np
from numpy import array

from dlmath.activations import softmax
from dlmath.data import load_digits
from dlmath.exercises.check import Exercise, Mistake

EXERCISES = []


def _marked(rows, columns, m, classes):
    """Return zeros with a 1 at the given places."""
    table = np.zeros((m, classes))
    table[rows, columns] = 1
    return table


def one_hot(labels, classes):
    rows = np.zeros((len(labels), classes))
    rows[np.arange(len(labels)), labels] = 1
    return rows


EXERCISES.append(Exercise(
    "10.1", "Labels to rows",
    "Return one row for each label, with a 1 at the label and 0 elsewhere. The shape is (m, classes).",
    solution=one_hot,
    why="Two lists of indices pick one place in each row: row 0 with the first label, row 1 with the second label, and "
        "so on.",
    inputs=[(array([1, 0]), 2), (array([2, 0, 3, 3]), 4), (array([1]), 3)],
    see="Ten outputs, ten classes",
    mistakes=[
        Mistake(lambda labels, classes: _marked(np.arange(len(labels)), labels - 1, len(labels), classes),
                "Your 1 is one place too far to the left. Labels are counted from 0, and so are indices: use "
                "`labels[i]` as it is."),
        Mistake(lambda labels, classes: one_hot(labels, classes).T,
                "You have the transpose, with shape `(classes, m)`. Each example should be a row, and each class a "
                "column."),
        Mistake(lambda labels, classes: _marked(slice(None), labels, len(labels), classes),
                "You marked every label in every row, because `rows[:, labels]` means all rows. Each row gets one "
                "label: `rows[i, labels[i]]`."),
        Mistake(lambda labels, classes: one_hot(labels, labels.max() + 1),
                "Your rows end at the largest label that came up. They should have a place for each of the `classes`, "
                "even for those that do not come up."),
        Mistake(lambda labels, classes: one_hot(labels, classes) * labels[:, None],
                "You put the label itself there. It should be a 1, whichever label it is."),
        Mistake(lambda labels, classes: np.zeros((len(labels), classes)),
                "All your entries are 0. Put a 1 into each row: `rows[i, labels[i]] = 1`."),
    ],
    hints=["Start with `np.zeros((len(labels), classes))`.",
           "For each i, write `rows[i, labels[i]] = 1`. `np.arange(len(labels))` gives you all the i at once."],
))


THETA = {"W1": array([[1.0, -1.0], [0.5, 2.0], [-1.0, 0.5]]), "b1": array([0.5, -0.5]),
         "W2": array([[1.0, -2.0, 0.5], [0.0, 1.0, -1.0]]), "b2": array([0.1, 0.0, -0.2])}
OTHER = {"b2": array([0.0, 0.3]), "W2": array([[1.0, -1.0], [0.5, 0.5], [-2.0, 1.0]]), "b1": array([0.2, -1.0, 0.0]),
         "W1": array([[1.0, -1.0, 0.5], [-2.0, 1.0, 1.0]])}
THREE = array([[1.0, 0.0, 2.0], [2.0, 1.0, 0.0], [-1.0, 1.0, 1.0], [0.0, 3.0, 1.0]])
TWO = array([[1.0, 2.0], [3.0, -1.0]])


def _forward(theta, X, hidden=lambda Z: np.maximum(0, Z), end=softmax, first=1, second=1):
    """Go forward with other activations, or without a bias."""
    A1 = hidden(X @ theta["W1"] + first * theta["b1"])
    return A1, end(A1 @ theta["W2"] + second * theta["b2"])


def forward(theta, X):
    A1 = np.maximum(0, X @ theta["W1"] + theta["b1"])
    P = softmax(A1 @ theta["W2"] + theta["b2"])
    return A1, P


EXERCISES.append(Exercise(
    "10.2", "Forward",
    "`theta` is a dictionary with `W1`, `b1`, `W2` and `b2`. Return two arrays: `A1`, what the hidden units give (with "
    "ReLU), and `P`, the probabilities (with softmax).",
    solution=forward,
    why="Each layer is a weighted sum and an activation: ReLU in the hidden layer, and softmax at the end.",
    inputs=[(OTHER, TWO), (THETA, THREE), (THETA, THREE[:1])],
    see="Forward, and the loss",
    mistakes=[
        Mistake(lambda theta, X: _forward(theta, X, hidden=lambda Z: Z),
                "You left out ReLU, so your two layers are one. The hidden units give `np.maximum(0, …)` of their "
                "weighted sums."),
        Mistake(lambda theta, X: _forward(theta, X, end=lambda Z: Z),
                "Your second array holds scores, not probabilities. Send the scores through `softmax`, so that each "
                "row adds up to 1."),
        Mistake(lambda theta, X: _forward(theta, X, end=lambda Z: 1 / (1 + np.exp(-Z))),
                "You used the sigmoid at the end, and then the ten numbers of a digit don't add up to 1. Use "
                "`softmax`."),
        Mistake(lambda theta, X: _forward(theta, X, end=lambda Z: softmax(np.maximum(0, Z))),
                "You put ReLU on the scores, too. A score may be below 0: ReLU belongs to the hidden layer only."),
        Mistake(lambda theta, X: _forward(theta, X, end=lambda Z: softmax(Z.T).T),
                "Your softmax ran down the columns, over the examples. Each row should add up to 1.",
                also=[lambda theta, X: _forward(theta, X, end=lambda Z: np.exp(Z) / np.exp(Z).sum(axis=0))]),
        Mistake(lambda theta, X: _forward(theta, X, end=lambda Z: np.exp(Z) / np.exp(Z).sum()),
                "All your probabilities together add up to 1. Each row should add up to 1, because each row is one "
                "digit: `softmax` does that."),
        Mistake(lambda theta, X: _forward(theta, X, first=0),
                "You forgot the bias of the hidden layer: add `theta[\"b1\"]`.",
                also=[lambda theta, X: _forward(theta, X, first=0, second=0)]),
        Mistake(lambda theta, X: _forward(theta, X, second=0),
                "You forgot the bias of the last layer: add `theta[\"b2\"]`."),
        Mistake(lambda theta, X: _forward(theta, X)[::-1],
                "You returned the two arrays in the other order. First comes `A1`, and then `P`."),
        Mistake(lambda theta, X: _forward(theta, X)[1],
                "You returned the probabilities only. Return `A1` as well, because the way back will need it: "
                "`return A1, P`."),
        Mistake(lambda theta, X: (X @ theta["W1"] + theta["b1"], _forward(theta, X)[1]),
                "Your first array holds the weighted sums before ReLU. Return what comes after it: `np.maximum(0, "
                "…)`."),
        Mistake(lambda theta, X: _forward(theta, X, hidden=lambda Z: 1 / (1 + np.exp(-Z))),
                "Your hidden units use the sigmoid. This network uses ReLU: `np.maximum(0, …)`."),
    ],
    hints=["The weighted sums of the hidden layer are `X @ theta[\"W1\"] + theta[\"b1\"]`.",
           "`A1` is ReLU of these sums. The scores are `A1 @ theta[\"W2\"] + theta[\"b2\"]`.",
           "The last line is `return A1, softmax(A1 @ theta[\"W2\"] + theta[\"b2\"])`."],
))


SURE = array([[0.0, 0.25, 0.75], [1.0, 0.0, 0.0]])
ROW_SUMS = array([[0.2, 0.5, 0.3], [0.1, 0.8, 0.1], [0.6, 0.2, 0.2], [0.25, 0.25, 0.5]])


def loss(P, Y):
    return -np.log((P * Y).sum(axis=1)).mean()


EXERCISES.append(Exercise(
    "10.3", "The loss",
    "`P` holds a row of probabilities for each digit, and `Y` the one-hot rows. Return the mean surprise: the mean of "
    "−ln(probability of the right digit).",
    solution=loss,
    why="`P * Y` keeps the probability of the right digit and makes all others 0, so the sum of each row is that one "
        "probability.",
    inputs=[(array([[0.5, 0.5]]), array([[0.0, 1.0]])),
            (ROW_SUMS, array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1]])),
            (SURE, array([[0.0, 0, 1], [1, 0, 0]]))],
    see="Forward, and the loss",
    mistakes=[
        Mistake(lambda P, Y: -(Y * np.log(P)).sum(axis=1).mean(),
                "This is the right formula, but a wrong digit may have the probability 0. Its logarithm is −∞, and 0 "
                "times −∞ is `nan`. Pick out the probability of the right digit first, and then take the logarithm.",
                also=[lambda P, Y: -(Y * np.log(P)).sum() / len(P), lambda P, Y: -(Y * np.log(P)).mean()]),
        Mistake(lambda P, Y: np.log((P * Y).sum(axis=1)).mean(),
                "You forgot the minus. The logarithm of a probability is below 0, and a loss should be above 0."),
        Mistake(lambda P, Y: -np.log((P * Y).sum(axis=1)).sum(),
                "You added up the surprises. Take their `.mean()`, so that the loss does not grow with the number "
                "of digits."),
        Mistake(lambda P, Y: -np.log((P * Y).sum(axis=1).mean()),
                "You took the mean first and then the logarithm. Take the logarithm of each probability, and then "
                "the `.mean()`."),
        Mistake(lambda P, Y: 1 - (P * Y).sum(axis=1).mean(),
                "You subtracted the mean probability from 1. The surprise is −ln of the probability: it grows without "
                "end when the right digit gets nearly nothing."),
        Mistake(lambda P, Y: ((P - Y)**2).sum(axis=1).mean(),
                "This is the squared error. For probabilities we use the surprise, `-np.log` of the probability of "
                "the right digit.", also=[lambda P, Y: ((P - Y)**2).mean()]),
        Mistake(lambda P, Y: -np.log2((P * Y).sum(axis=1)).mean(),
                "Your logarithm has the base 2. Use `np.log`, the natural logarithm.",
                also=[lambda P, Y: -np.log10((P * Y).sum(axis=1)).mean()]),
        Mistake(lambda P, Y: -np.log((P * Y).sum(axis=1)),
                "This is one surprise for each digit. Return their `.mean()`."),
    ],
    hints=["The probability of the right digit in each row: multiply by `Y`, and add up each row.",
           "`(P * Y).sum(axis=1)` gives these probabilities. Now take −ln of each, and the mean of all."],
))


def _backward(theta, X, A1, P, Y, gate=lambda A1, dA1: A1 > 0, share=1, bias=1):
    """Go backward with another gate, another share for each example, or another share for the biases."""
    dZ2 = (P - Y) * share / len(X)
    dA1 = dZ2 @ theta["W2"].T
    dZ1 = dA1 * gate(A1, dA1)
    return {"W1": X.T @ dZ1, "b1": bias * dZ1.sum(axis=0), "W2": A1.T @ dZ2, "b2": bias * dZ2.sum(axis=0)}


def backward(theta, X, A1, P, Y):
    dZ2 = (P - Y) / len(X)
    dA1 = dZ2 @ theta["W2"].T
    dZ1 = dA1 * (A1 > 0)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": A1.T @ dZ2, "b2": dZ2.sum(axis=0)}


def _backward_case(theta, X, labels):
    return theta, X, *forward(theta, X), one_hot(labels, len(theta["b2"]))


EXERCISES.append(Exercise(
    "10.4", "Backward",
    "Return a dictionary with the gradients of `W1`, `b1`, `W2` and `b2`. You get `theta`, the inputs `X`, the hidden "
    "units' `A1`, the probabilities `P` and the one-hot rows `Y`.",
    solution=backward,
    why="The gradient starts as (P − Y)/m at the scores, goes back through `W2`, and passes only where a hidden unit "
        "was on.",
    inputs=[_backward_case(OTHER, TWO, array([0, 1])), _backward_case(THETA, THREE, array([2, 0, 1, 1])),
            _backward_case(THETA, THREE[:2], array([0, 2]))],
    see="Backward, and an update",
    mistakes=[
        Mistake(lambda theta, X, A1, P, Y: _backward(theta, X, A1, P, Y, share=len(X)),
                "You left out the division by m. The loss is a mean over the digits, so start with `(P - Y) / "
                "len(X)`."),
        Mistake(lambda theta, X, A1, P, Y: _backward(theta, X, A1, P, Y, share=-1),
                "All your signs are turned around. The gradient at the scores is what the network says minus what is "
                "true: `P - Y`."),
        Mistake(lambda theta, X, A1, P, Y: _backward(theta, X, A1, P, Y, gate=lambda A1, dA1: 1),
                "You forgot ReLU on the way back. Where a hidden unit gave 0, its slope is 0, and nothing passes: "
                "multiply by `(A1 > 0)`.",
                also=[lambda theta, X, A1, P, Y: _backward(theta, X, A1, P, Y, gate=lambda A1, dA1: A1 >= 0)]),
        Mistake(lambda theta, X, A1, P, Y: _backward(theta, X, A1, P, Y, gate=lambda A1, dA1: dA1 > 0),
                "You asked whether the gradient is above 0. Ask whether the hidden unit was on: multiply by "
                "`(A1 > 0)`."),
        Mistake(lambda theta, X, A1, P, Y: _backward(theta, X, A1, P, Y, gate=lambda A1, dA1: A1),
                "You multiplied by what the hidden units gave. The slope of ReLU is 1 where a unit was on, and 0 "
                "elsewhere: multiply by `(A1 > 0)`."),
        Mistake(lambda theta, X, A1, P, Y: _backward(theta, X, A1, P, Y, bias=1 / len(X)),
                "For the biases you divided by m twice. The gradient at the sums is divided by `len(X)` already, so "
                "add up its rows: `.sum(axis=0)`."),
        Mistake(lambda theta, X, A1, P, Y: _backward(theta, X, A1, P, Y, share=1 / P.shape[1]),
                "You divided by the number of classes as well. Divide by the number of digits only, `len(X)`."),
        Mistake(lambda theta, X, A1, P, Y: {name: theta[name] - gradient for name, gradient
                                            in _backward(theta, X, A1, P, Y).items()},
                "You took a step already. Return the gradients themselves: exercise 10.5 makes the update."),
    ],
    hints=["Begin at the scores: `dZ2 = (P - Y) / len(X)`. The gradient of `W2` is `A1.T @ dZ2`.",
           "Now go back through the weights, `dA1 = dZ2 @ theta[\"W2\"].T`, and through ReLU, "
           "`dZ1 = dA1 * (A1 > 0)`.",
           "The gradient of `W1` is `X.T @ dZ1`, and the gradient of a bias is the sum over the rows: "
           "`dZ1.sum(axis=0)`."],
))


def _adam(theta, gradients, m, v, t, rate, correct=True, square=True, only="", sign=1, betas=(0.9, 0.999), inside=0,
          outside=1e-8):
    """Make an update that goes wrong in one way."""
    theta, m, v = dict(theta), dict(m), dict(v)
    for name, g in gradients.items():
        if only in name:
            m[name] = betas[0] * m[name] + (1 - betas[0]) * g
            v[name] = betas[1] * v[name] + (1 - betas[1]) * (g**2 if square else g)
            m_hat = m[name] / (1 - betas[0]**t) if correct else m[name]
            v_hat = v[name] / (1 - betas[1]**t) if correct else v[name]
            theta[name] = theta[name] - sign * rate * m_hat / (np.sqrt(v_hat + inside) + outside)
    return theta, m, v


def update(theta, gradients, m, v, t, rate):
    new_theta, new_m, new_v = {}, {}, {}
    for name, g in gradients.items():
        new_m[name] = 0.9 * m[name] + 0.1 * g
        new_v[name] = 0.999 * v[name] + 0.001 * g**2
        m_hat, v_hat = new_m[name] / (1 - 0.9**t), new_v[name] / (1 - 0.999**t)
        new_theta[name] = theta[name] - rate * m_hat / (np.sqrt(v_hat) + 1e-8)
    return new_theta, new_m, new_v


def _zeros(theta):
    return {name: np.zeros_like(values) for name, values in theta.items()}


FIRST = ({"W": array([1.0, 2.0]), "b": array([0.5])}, {"b": array([-4.0]), "W": array([1e-6, 0.0])},
         {"W": np.zeros(2), "b": np.zeros(1)}, {"W": np.zeros(2), "b": np.zeros(1)}, 1, 0.1)


def _later(rng):
    """Return an update in the middle of training."""
    theta = {"W1": rng.normal(size=(3, 2)), "b1": rng.normal(size=2)}
    gradients, m = ({name: rng.normal(size=values.shape) for name, values in theta.items()} for _ in range(2))
    return theta, gradients, m, {name: rng.uniform(0.1, 1, values.shape) for name, values in theta.items()}, 7, 0.01


EXERCISES.append(Exercise(
    "10.5", "Update",
    "Make one Adam update of every array in the dictionary `theta`. `gradients`, `m` and `v` are dictionaries with the "
    "same names. `t` counts the updates, from 1. Use β₁ = 0.9, β₂ = 0.999 and ε = 1e-8. Return three new dictionaries: "
    "the new `theta`, the new `m` and the new `v`.",
    solution=update,
    why="Every array is updated in the same way, with a memory of its own. So a loop over the names does it all.",
    inputs=[FIRST, (*FIRST[:4], 2, 0.1)], random=_later,
    see="Backward, and an update",
    mistakes=[
        Mistake(lambda theta, gradients, m, v, t, rate: _adam(theta, gradients, m, v, t, rate, correct=False),
                "You left out the corrections. Both memories start at 0, so divide them by `1 - 0.9**t` and "
                "`1 - 0.999**t` before you use them."),
        Mistake(lambda theta, gradients, m, v, t, rate: _adam(theta, gradients, m, v, t, rate, sign=-1),
                "You went uphill. Subtract the step from `theta[name]`."),
        Mistake(lambda theta, gradients, m, v, t, rate: _adam(theta, gradients, m, v, t, rate, only="W"),
                "Your biases did not move. Update every array, `for name in theta`, and not only the weights."),
        Mistake(lambda theta, gradients, m, v, t, rate: _adam(theta, gradients, m, v, t, rate, betas=(0.999, 0.9)),
                "You swapped the two numbers. `m` keeps 0.9 of what it was, and `v` keeps 0.999."),
        Mistake(lambda theta, gradients, m, v, t, rate: _adam(theta, gradients, m, v, t, rate, outside=0),
                "You forgot ε. A weight whose gradient has always been 0 gives 0/0 then, and that is `nan`: divide by "
                "`np.sqrt(v_hat) + 1e-8`."),
        Mistake(lambda theta, gradients, m, v, t, rate: _adam(theta, gradients, m, v, t, rate, inside=1e-8, outside=0),
                "You put ε under the root. It belongs outside: `np.sqrt(v_hat) + 1e-8`."),
        Mistake(lambda theta, gradients, m, v, t, rate: _adam(theta, gradients, m, v, t + 1, rate),
                "Your `t` is one too large in the corrections. It counts from 1 already, so use `0.9**t`."),
        Mistake(lambda theta, gradients, m, v, t, rate: (
                {name: theta[name] - rate * gradients[name] for name in theta}, m, v),
                "This is a plain step, `theta - rate * g`. Adam divides a running mean of the gradient by the root "
                "of a running mean of its square.",
                also=[lambda theta, gradients, m, v, t, rate: (
                    {name: theta[name] - rate * np.sign(gradients[name]) for name in theta}, m, v)]),
        Mistake(lambda theta, gradients, m, v, t, rate: _adam(theta, gradients, m, v, t, rate)[0],
                "You returned the new `theta` only. Return the two new memories as well."),
        Mistake(lambda theta, gradients, m, v, t, rate: _adam(theta, gradients, _zeros(m), _zeros(v), t, rate),
                "You forgot what `m` and `v` held before. Keep 0.9 of the old `m[name]`, and add 0.1 of the gradient."),
    ],
    hints=["Write `for name, g in gradients.items():`, and do lesson 9's four lines for each name.",
           "Start with three empty dictionaries. The first line in the loop is `new_m[name] = 0.9 * m[name] + 0.1 * "
           "g`, and the second does the same with 0.999 and `g**2`.",
           "The last line in the loop is `new_theta[name] = theta[name] - rate * m_hat / (np.sqrt(v_hat) + 1e-8)`."],
))


EXERCISES.append(Exercise(
    "10.6", "What did it learn from you?",
    "You draw a 7, and the network says 1. You draw ten more 7s. What happens to the network's weights?",
    solution="c",
    choices={"a": "They store your 7s, so that the network will know them next time",
             "b": "They move a little towards your 7s with each drawing",
             "c": "Nothing: they are the same numbers as before",
             "d": "They forget a little of the older digits"},
    why="Reading is a way forward only. Weights change in `update`, and nothing has called it.",
    see="Draw a digit",
    mistakes=[
        Mistake("a", "The network has no place to store a drawing. It has 101,770 numbers, and on the way forward "
                     "they are only read."),
        Mistake("b", "That would need a loss, a gradient and an update, and for the loss somebody would have to say "
                     "that it is a 7. When you draw, only `forward` runs."),
        Mistake("d", "It would forget if it went on learning from 7s only. But it does not learn while you draw: only "
                     "`forward` runs."),
    ],
    hints=["Which of your four functions changes `theta`?", "And which of the four does the pad call?"],
))


ROWS = array([[0.1, 0.7, 0.2], [0.6, 0.3, 0.1], [0.5, 0.1, 0.4]])
MORE_ROWS = array([[0.1, 0.7, 0.2], [0.6, 0.3, 0.1], [0.5, 0.1, 0.4], [0.2, 0.2, 0.6], [0.3, 0.4, 0.3]])


def accuracy(probabilities, labels):
    return (probabilities.argmax(axis=1) == labels).mean()


EXERCISES.append(Exercise(
    "10.7", "Accuracy", "Return the share of rows in which the largest probability is at the right label.",
    solution=accuracy,
    why="`argmax(axis=1)` finds the largest probability along each row. Comparing gives True and False, and their mean "
        "is the share of True.",
    inputs=[(ROWS, array([1, 0, 2])), (ROWS, array([1, 2, 2])), (ROWS, array([0, 1, 0])),
            (MORE_ROWS, array([1, 0, 0, 1, 1])), (MORE_ROWS[:4, :], array([1, 0, 1, 1]))],
    see="Measure it on digits it has never seen",
    mistakes=[
        Mistake(lambda probabilities, labels: (probabilities.argmax(axis=1) == labels).sum(),
                "You counted the right answers. For the share, divide by the number of rows: 3 of 4 is 0.75, not 3."),
        Mistake(lambda probabilities, labels: (probabilities.argmax(axis=1) == labels).sum() / probabilities.shape[1],
                "You divided by the number of classes. Divide by the number of rows, `len(labels)`: 3 of 4 right "
                "answers are 0.75, however many classes there are.",
                also=[lambda probabilities, labels: (probabilities.argmax(axis=1) == labels).sum() / 3]),
        Mistake(lambda probabilities, labels: (probabilities.argmax(axis=0) == labels).mean(),
                "You looked down the columns: `axis=0` finds, for each class, the example with the largest "
                "probability. Each row is an example, so go along the row: `axis=1`."),
        Mistake(lambda probabilities, labels: probabilities[np.arange(len(labels)), labels].mean(),
                "This is the mean probability of the right label. That says how sure the network is, not how often it "
                "is right. A right answer counts 1, whether it had `0.51` or `0.99`."),
        Mistake(lambda probabilities, labels: (probabilities.argmax(axis=1) != labels).mean(),
                "This is the share of wrong answers. Compare with `==`."),
        Mistake(lambda probabilities, labels: probabilities.argmax(axis=1) == labels,
                "You have True or False for each row. Take the mean: `.mean()` gives the share of True."),
        Mistake(lambda probabilities, labels: 100 * (probabilities.argmax(axis=1) == labels).mean(),
                "This is a percentage. A share lies between 0 and 1, so 3 of 4 is 0.75, not 75."),
    ],
    hints=["In which column is the largest probability of each row? `argmax` knows, if you give it the axis.",
           "Compare with `labels`, and take the mean of the True and False that you get."],
))


def _confusion_once(actual, predicted, classes):
    counts = np.zeros((classes, classes), int)
    counts[actual, predicted] += 1  # NumPy adds once for each place, however often it is named
    return counts


def _confusion_right_only(actual, predicted, classes):
    counts = np.zeros((classes, classes), int)
    for row, column in zip(actual, predicted):
        counts[row, column] += row == column
    return counts


def confusion(actual, predicted, classes):
    counts = np.zeros((classes, classes), int)
    for row, column in zip(actual, predicted):
        counts[row, column] += 1
    return counts


EXERCISES.append(Exercise(
    "10.8", "What was taken for what",
    "Return a table of counts with shape (classes, classes): the row is what a digit is, and the column is what the "
    "network says.",
    solution=confusion,
    why="Every example adds 1 to one cell. The right answers land on the diagonal.",
    inputs=[(array([0, 1]), array([1, 1]), 2), (array([0, 0, 1]), array([1, 1, 1]), 2),
            (array([2, 1, 2, 0, 2]), array([2, 0, 1, 0, 1]), 3), (array([0, 1, 0]), array([1, 1, 1]), 3)],
    see="What does it confuse?",
    mistakes=[
        Mistake(lambda actual, predicted, classes: confusion(predicted, actual, classes),
                "You swapped rows and columns. A 5 that was taken for a 3 belongs in row 5, column 3."),
        Mistake(_confusion_once,
                "A pair that comes up twice was counted once. In a loop, add with `+= 1`; `= 1` does not count. And "
                "without a loop, `counts[actual, predicted] += 1` adds only once to each cell, so use a loop over the "
                "pairs."),
        Mistake(_confusion_right_only,
                "You filled the diagonal only. A 5 that was taken for a 3 is missing from row 5, column 3, and those "
                "are what this table is for."),
        Mistake(lambda actual, predicted, classes: confusion(actual, predicted, max(actual.max(), predicted.max()) + 1),
                "Your table has room only for the labels that came up. It should have a row and a column for each of "
                "the `classes`.",
                also=[lambda actual, predicted, classes: confusion(actual, predicted, actual.max() + 1)]),
        Mistake(lambda actual, predicted, classes: confusion(actual, predicted, classes) / len(actual),
                "You returned shares. Return the counts themselves: each example adds 1.",
                also=[lambda actual, predicted, classes: confusion(actual, predicted, classes)
                      / confusion(actual, predicted, classes).sum(axis=1, keepdims=True),
                      lambda actual, predicted, classes: 100 * confusion(actual, predicted, classes) / len(actual)]),
    ],
    hints=["Start with zeros of shape (classes, classes), and go through the pairs with `zip(actual, predicted)`.",
           "For each pair, add 1 at `[what it is, what the network says]`."],
))


LABELS = load_digits("train").labels[55_000:].astype(int)


def _share_right(answer):
    """Say in a word how good an answer to each of the 5,000 digits is."""
    answers = np.asarray(answer)
    share = (answers == LABELS).mean()
    if share >= 0.983:
        return "reaches the goal"
    if (answers == answers[0]).all():
        return "always the same"
    return "out of order" if share < 0.2 else "poor" if share < 0.96 else "nearly"


EXERCISES.append(Exercise(
    "10.9", "Challenge: 98.3 of 100",
    "Train a network that gets at least 98.3 % of the 5,000 digits in `X_held` right, in at most three minutes. Hand "
    "in its answers: an array with 5,000 digits.",
    solution=LABELS,
    measure=_share_right,
    why="These are the labels themselves. A network with 256 hidden units gets about 98.8 % of them, if it is trained "
        "for 20 epochs, if each batch is shifted a little, and if the rate falls from 0.002.",
    see="A challenge",
    mistakes=[
        Mistake(np.zeros(5000, int), "You answer the same digit 5,000 times. Take the answers of your network: "
                                     "`P.argmax(axis=1)`."),
        Mistake(LABELS[::-1], "Hardly more than one answer in ten is right. Are these the answers for `X_held`, in its "
                              "order, from a network that has been trained?"),
        Mistake(np.where(np.arange(5000) % 10 == 0, 0, LABELS),
                "Your network gets fewer than 96 % right. The one in this lesson gets about 98 %, so begin with that, "
                "and change one thing at a time."),
        Mistake(np.where(np.arange(5000) % 50 == 0, (LABELS + 1) % 10, LABELS),
                "You are close, but fewer than 98.3 % are right. Which cure for overfitting helped most in this "
                "lesson? Try it with all 55,000 digits, and with more hidden units."),
    ],
    hints=["Shift the digits a little, differently in each batch. That was the cure that needed no new digits.",
           "With shifted digits a wider hidden layer helps: try 256 units. And give it more time: 20 epochs.",
           "Let the rate fall: `0.002 * falling(t - 1)` with `falling = cosine_decay(20 * 430)`."],
))
