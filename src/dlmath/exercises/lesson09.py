"""Exercises of lesson 09: build, train and question a real network."""

import numpy as np

from dlmath.activations import softmax
from dlmath.exercises.check import Exercise, Mistake

EXERCISES = []


_labels = [np.array([1, 0]), np.array([2, 0, 3, 3]), np.array([1])]


def _one_hot_from_one(labels, classes):
    rows = np.zeros((len(labels), classes))
    rows[np.arange(len(labels)), np.array(labels) - 1] = 1
    return rows


def _one_hot_every_row(labels, classes):
    rows = np.zeros((len(labels), classes))
    rows[:, labels] = 1
    return rows


def one_hot(labels, classes):
    rows = np.zeros((len(labels), classes))
    rows[np.arange(len(labels)), labels] = 1
    return rows


EXERCISES.append(Exercise(
    "9.1", "Labels to rows", "Return rows with a 1 at each label and 0 elsewhere, shape (m, classes).",
    solution=one_hot,
    why="Indexing with two lists picks one place in each row: row 0 with label 0, row 1 with label 1, and so on.",
    inputs=[(_labels[0], 2), (_labels[1], 4), (_labels[2], 3)],
    see="Ten outputs, ten classes",
    mistakes=[
        Mistake(_one_hot_from_one, "This puts the 1 one place to the left: labels count from 0, as indices do."),
        Mistake(lambda labels, classes: one_hot(labels, classes).T,
                "This is the transpose, shape `(classes, m)`: an example is a row, its classes are columns."),
        Mistake(_one_hot_every_row,
                "This marks every label in every row: `rows[:, labels]` means all rows. Name one row a label."),
    ],
    hints=["Start from `np.zeros((len(labels), classes))`.",
           "`rows[i, labels[i]] = 1` for each i; `np.arange(len(labels))` gives all the i at once."],
))


_X, _Y = np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([[1.0, 0.0], [0.0, 1.0]])


def _over_examples(W, b, X, Y, rate):
    dZ = (softmax((X @ W + b).T).T - Y) / len(X)
    return W - rate * X.T @ dZ, b - rate * dZ.sum(axis=0)


def learn_once(W, b, X, Y, rate):
    dZ = (softmax(X @ W + b) - Y) / len(X)
    return W - rate * X.T @ dZ, b - rate * dZ.sum(axis=0)


EXERCISES.append(Exercise(
    "9.2", "Learn once",
    "A network without a hidden layer: `X @ W + b`, then softmax. Return `W` and `b` after one plain step.",
    solution=learn_once,
    why="Forward, blame, step: softmax with cross-entropy leaves (ŷ − y)/m, and the rest is lessons 7 and 8.",
    inputs=[(np.zeros((2, 3)), np.zeros(3), np.array([[1.0, 2.0]]), np.array([[0.0, 0, 1]]), 0.3),
            (np.array([[0.5, -0.5], [1.0, 0.0]]), np.array([0.1, -0.1]), _X, _Y, 0.5),
            (np.array([[2.0, 0.0], [0.0, 1.0]]), np.array([0.0, 1.0]), -_X, _Y, 0.1)],
    see="Forward, loss, backward",
    mistakes=[
        Mistake(lambda W, b, X, Y, rate: learn_once(W, b, X, Y, -rate),
                "This goes uphill: the gradient points to where the loss grows, so the step is taken off, "
                "`W - rate * dW`."),
        Mistake(lambda W, b, X, Y, rate: learn_once(W, b, X, Y, rate * len(X)),
                "The loss is a mean: without `/ len(X)` a step grows with the batch, here to twice its size."),
        Mistake(lambda W, b, X, Y, rate: (learn_once(W, b, X, Y, rate)[0], b),
                "The bias has not moved: its gradient is `dZ.sum(axis=0)`, the blame added up over the examples."),
        Mistake(lambda W, b, X, Y, rate: (learn_once(W, b, X, Y, rate)[0],
                                          b - rate * (softmax(X @ W + b) - Y).mean(axis=0) / len(X)),
                "The bias divides by m twice: the blame is already `/ len(X)`, so take its *sum* over the "
                "examples, not its mean."),
        Mistake(lambda W, b, X, Y, rate: (X.T @ (softmax(X @ W + b) - Y) / len(X),
                                          (softmax(X @ W + b) - Y).sum(axis=0) / len(X)),
                "These are the gradients: return the parameters, less `rate` times these."),
        Mistake(_over_examples,
                "This softmax runs down the columns, over the examples. Each *row* has to add up to 1."),
    ],
    hints=["What does the network say? `softmax(X @ W + b)`. And what is the blame at the scores?",
           "`dZ = (softmax(X @ W + b) - Y) / len(X)`; W's gradient is its input, transposed, times the blame.",
           "All of it: `return W - rate * X.T @ dZ, b - rate * dZ.sum(axis=0)`."],
))


_rows = np.array([[0.1, 0.7, 0.2], [0.6, 0.3, 0.1], [0.5, 0.1, 0.4]])


def accuracy(probabilities, labels):
    return (probabilities.argmax(axis=1) == labels).mean()


EXERCISES.append(Exercise(
    "9.3", "Accuracy", "Return the share of rows whose largest probability is at the right label.",
    solution=accuracy,
    why="`argmax(axis=1)` runs along each row; comparing gives True and False; their mean is the share of True.",
    inputs=[(_rows, np.array([1, 0, 2])), (_rows, np.array([1, 2, 2])), (_rows, np.array([0, 1, 0]))],
    see="Measure it on digits it has never seen",
    mistakes=[
        Mistake(lambda probabilities, labels: (probabilities.argmax(axis=1) == labels).sum(),
                "This counts the right ones: 3 of 4 is a share of 0.75, not 3."),
        Mistake(lambda probabilities, labels: (probabilities.argmax(axis=0) == labels).mean(),
                "This looks down the columns: `axis=0` asks which example is largest for each class. "
                "Each row is one example, so go along the row."),
        Mistake(lambda probabilities, labels: probabilities[np.arange(len(labels)), labels].mean(),
                "This is the mean probability of the right label: how sure, not how often right. "
                "A right answer counts 1, whether it had `0.51` or `0.99`."),
        Mistake(lambda probabilities, labels: 100 * (probabilities.argmax(axis=1) == labels).mean(),
                "This is a percentage: a share lies between 0 and 1, so 3 of 4 is 0.75, not 75."),
    ],
    hints=["Which column is largest in each row? NumPy's `argmax` knows, if you give it the axis.",
           "Compare with `labels`, and take the mean of the Trues and Falses."],
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
    "9.4", "What was taken for what",
    "Return counts (classes, classes): row = what it is, column = what the network says.",
    solution=confusion,
    why="Every example adds 1 to one cell, and what is right lands on the diagonal.",
    inputs=[(np.array([0, 1]), np.array([1, 1]), 2), (np.array([0, 0, 1]), np.array([1, 1, 1]), 2),
            (np.array([2, 1, 2, 0, 2]), np.array([2, 0, 1, 0, 1]), 3)],
    see="What does it confuse?",
    mistakes=[
        Mistake(lambda actual, predicted, classes: confusion(predicted, actual, classes),
                "Rows and columns are swapped: a 5 that was taken for a 3 belongs in row 5, column 3."),
        Mistake(_confusion_once,
                "Repeated pairs are counted once: `counts[actual, predicted] += 1` adds to each named "
                "cell a single time. A loop adds every time; so does `np.add.at`."),
        Mistake(_confusion_right_only,
                "Only the diagonal is filled: a 5 taken for a 3 is missing from row 5, column 3, and mistakes "
                "are what this table is for."),
    ],
    hints=["Start from zeros of shape (classes, classes) and go through the pairs with `zip(actual, predicted)`.",
           "For each pair, add 1 at `[what it is, what the network says]`."],
))
