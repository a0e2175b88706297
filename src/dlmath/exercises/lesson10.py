"""Exercises of lesson 10: build, train and question a real network."""

import numpy as np
from numpy import array

from dlmath.activations import softmax
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
                "Your rows are as long as the largest label needs. They should have a place for each of the `classes`, "
                "also for those that do not come up."),
        Mistake(lambda labels, classes: one_hot(labels, classes) * labels[:, None],
                "You put the label itself there. It should be a 1, whichever label it is."),
        Mistake(lambda labels, classes: np.zeros((len(labels), classes)),
                "All your entries are 0. Put a 1 into each row: `rows[i, labels[i]] = 1`."),
    ],
    hints=["Start with `np.zeros((len(labels), classes))`.",
           "For each i, write `rows[i, labels[i]] = 1`. `np.arange(len(labels))` gives you all the i at once."],
))


X, Y = array([[1.0, 2.0], [3.0, -1.0]]), array([[1.0, 0.0], [0.0, 1.0]])


def _step(W, b, X, Y, rate, output=softmax):
    """Learn once with another output."""
    dZ = (output(X @ W + b) - Y) / len(X)
    return W - rate * X.T @ dZ, b - rate * dZ.sum(axis=0)


def learn_once(W, b, X, Y, rate):
    dZ = (softmax(X @ W + b) - Y) / len(X)
    return W - rate * X.T @ dZ, b - rate * dZ.sum(axis=0)


EXERCISES.append(Exercise(
    "10.2", "Learn once",
    "A network without a hidden layer computes `X @ W + b`, and then softmax. Return `W` and `b` after one plain step.",
    solution=learn_once,
    why="You went forward, found the gradient and took a step. Softmax with cross-entropy leaves (ŷ − y)/m at the "
        "scores, and the rest is from lessons 7 and 8.",
    inputs=[(np.zeros((2, 3)), np.zeros(3), array([[1.0, 2.0]]), array([[0.0, 0, 1]]), 0.3),
            (array([[0.5, -0.5], [1.0, 0.0]]), array([0.1, -0.1]), X, Y, 0.5),
            (array([[2.0, 0.0], [0.0, 1.0]]), array([0.0, 1.0]), -X, Y, 0.1)],
    see="Forward, loss, backward",
    mistakes=[
        Mistake(lambda W, b, X, Y, rate: learn_once(W, b, X, Y, -rate),
                "You went uphill. The gradient points to where the loss grows, so subtract: `W - rate * dW`."),
        Mistake(lambda W, b, X, Y, rate: _step(W, b, X, Y, rate, lambda Z: Z),
                "You left out softmax. The gradient at the scores is made from the probabilities: `softmax(X @ W + b) "
                "- Y`."),
        Mistake(lambda W, b, X, Y, rate: learn_once(W, b, X, Y, rate * len(X)),
                "You left out the division by m. The loss is a mean, so without `/ len(X)` the step grows with the "
                "batch."),
        Mistake(lambda W, b, X, Y, rate: (learn_once(W, b, X, Y, rate)[0], b),
                "You did not move the bias. Its gradient is `dZ.sum(axis=0)`, the sum over the examples."),
        Mistake(lambda W, b, X, Y, rate: (learn_once(W, b, X, Y, rate)[0],
                                          b - rate * (softmax(X @ W + b) - Y).mean(axis=0) / len(X)),
                "For the bias you divided by m twice. `dZ` is divided by `len(X)` already, so take its sum over the "
                "examples, not its mean."),
        Mistake(lambda W, b, X, Y, rate: (X.T @ (softmax(X @ W + b) - Y) / len(X),
                                          (softmax(X @ W + b) - Y).sum(axis=0) / len(X)),
                "These are the gradients. Return the parameters after the step: `W - rate * dW` and `b - rate * db`."),
        Mistake(lambda W, b, X, Y, rate: _step(W, b, X, Y, rate, lambda Z: softmax(Z.T).T),
                "Your softmax ran down the columns, over the examples. Each row should add up to 1."),
        Mistake(lambda W, b, X, Y, rate: learn_once(W, b, X, Y, rate)[0],
                "You returned `W` only. Return two things, with a comma between them: `W` and `b`."),
    ],
    hints=["What does the network say? It is `softmax(X @ W + b)`. And what is the gradient at the scores?",
           "`dZ = (softmax(X @ W + b) - Y) / len(X)`. The gradient of W is its input, transposed, times `dZ`.",
           "All of it: `return W - rate * X.T @ dZ, b - rate * dZ.sum(axis=0)`."],
))


ROWS = array([[0.1, 0.7, 0.2], [0.6, 0.3, 0.1], [0.5, 0.1, 0.4]])
MORE_ROWS = array([[0.1, 0.7, 0.2], [0.6, 0.3, 0.1], [0.5, 0.1, 0.4], [0.2, 0.2, 0.6], [0.3, 0.4, 0.3]])


def accuracy(probabilities, labels):
    return (probabilities.argmax(axis=1) == labels).mean()


EXERCISES.append(Exercise(
    "10.3", "Accuracy", "Return the share of rows in which the largest probability is at the right label.",
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
    "10.4", "What was taken for what",
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
                "without a loop, `counts[actual, predicted] += 1` adds only once to each cell, so use `np.add.at`."),
        Mistake(_confusion_right_only,
                "You filled the diagonal only. A 5 that was taken for a 3 is missing from row 5, column 3, and those "
                "are what this table is for."),
        Mistake(lambda actual, predicted, classes: confusion(actual, predicted, max(actual.max(), predicted.max()) + 1),
                "Your table is as large as the labels need that came up. It should have a row and a column for each of "
                "the "
                "`classes`.", also=[lambda actual, predicted, classes: confusion(actual, predicted, actual.max() + 1)]),
        Mistake(lambda actual, predicted, classes: confusion(actual, predicted, classes) / len(actual),
                "You returned shares. Return the counts themselves: each example adds 1.",
                also=[lambda actual, predicted, classes: confusion(actual, predicted, classes)
                      / confusion(actual, predicted, classes).sum(axis=1, keepdims=True)]),
    ],
    hints=["Start with zeros of shape (classes, classes), and go through the pairs with `zip(actual, predicted)`.",
           "For each pair, add 1 at `[what it is, what the network says]`."],
))
