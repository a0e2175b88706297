"""Exercises of lesson 06: losses."""

import numpy as np
from numpy import array

from dlmath.activations import sigmoid, softmax
from dlmath.exercises.check import Exercise, Mistake
from dlmath.losses import one_hot

EXERCISES = []


def a_line(rng):
    return rng.normal(size=5), rng.normal(size=5), rng.normal(), 1 + rng.uniform()


def residuals(x, y, w, b):
    return (w * x + b) - y


EXERCISES.append(Exercise(
    "6.1", "Residuals of a line",
    "Return ŷ − y for each point, where ŷ = w·x + b; `x` and `y` are arrays, `w` and `b` numbers.",
    solution=residuals,
    why="A residual is what was said less what is true, so it is above 0 where the line runs too high.",
    inputs=[(array([1]), array([1]), 2, 1), (array([0, 1, 2, 3]), array([2, 1, 6, 7]), 2, 1),
            (array([0, 1, 2, 3]), array([2, 1, 6, 7]), 1, 3)],
    random=a_line,
    see="How far off: residuals",
    mistakes=[
        Mistake(lambda x, y, w, b: y - (w * x + b),
                "The signs are turned round: this is y − ŷ. In this course a residual is `prediction - truth`."),
        Mistake(lambda x, y, w, b: w * x - y,
                "The intercept `b` is missing: the line says `w * x + b`."),
        Mistake(lambda x, y, w, b: b * x + w - y,
                "Slope and intercept have changed places: `w` is the one that multiplies `x`."),
        Mistake(lambda x, y, w, b: abs(w * x + b - y),
                "These are distances, without a sign: at (0, 2) the line 2x + 1 is 1 too low, so −1 is asked for."),
        Mistake(lambda x, y, w, b: w * x + b,
                "This is what the line says, ŷ. Subtract the truth `y` from it."),
    ],
    hints=["At x = 1 the line 2x + 1 says 3. If the truth is 1, how far off is it, and on which side?",
           "NumPy computes all predictions at once: `w * x + b`."],
))


def mse(prediction, y):
    return np.mean((prediction - y) ** 2)


EXERCISES.append(Exercise(
    "6.2", "Mean squared error",
    "Return the mean of the squared differences between `prediction` and `y`, one number.",
    solution=mse,
    why="Squared, misses of both signs count and far ones count most; the mean makes batches of any size "
        "comparable.",
    inputs=[(array([3.0, 5.0]), array([1.0, 4.0])), (array([3, 4, 5, 6]), array([2, 1, 6, 7])),
            (array([1, 3, 5, 7]), array([2, 1, 6, 7]))],
    random=lambda rng: (rng.normal(size=5), rng.normal(size=5)),
    see="Square, then average",
    mistakes=[
        Mistake(lambda prediction, y: np.sum((prediction - y) ** 2),
                "This looks like the sum: misses of 2 and 1 give 4 + 1 = 5, and their mean is 2.5. Divide by the "
                "number of examples."),
        Mistake(lambda prediction, y: np.mean(prediction - y),
                "The square is missing: `np.mean(prediction - y)` lets +2 and −2 cancel."),
        Mistake(lambda prediction, y: np.mean(abs(prediction - y)),
                "This is the mean *absolute* error: misses of 2 and 1 give 1.5. Squared they give (4 + 1) / 2."),
        Mistake(lambda prediction, y: np.mean(prediction - y) ** 2,
                "Mean first and square after: that is `np.mean(…) ** 2`. Square each difference inside the mean."),
        Mistake(lambda prediction, y: np.sqrt(np.mean((prediction - y) ** 2)),
                "A root too many: `np.sqrt` of the mean is the *root* mean squared error. Leave it out."),
        Mistake(lambda prediction, y: np.mean((prediction - y) ** 2) / 2,
                "This is half of it. Some books put 1/2 in front, to tidy up the slope; in this course it is the "
                "plain mean."),
        Mistake(lambda prediction, y: np.mean(prediction ** 2 - y ** 2),
                "This squares each number and subtracts then: `a**2 - b**2` is not `(a - b)**2`. Subtract first."),
        Mistake(lambda prediction, y: (prediction - y) ** 2,
                "These are the squares, one for each example. A loss is one number: `np.mean` of them."),
    ],
    hints=["Misses of 2 and 1: the squares are 4 and 1, the mean is 2.5.",
           "From the inside out: subtract, square, `np.mean`.",
           "`(prediction - y) ** 2` squares every difference."],
))


EXERCISES.append(Exercise(
    "6.3", "Which loss?",
    "You predict house prices; in the data a few prices have a zero too many. Which loss do you take?",
    solution="c",
    choices={"a": "mean squared error", "b": "binary cross-entropy", "c": "Huber",
             "d": "the sum of the residuals"},
    why="Huber is round near 0, so small misses are finely told apart, and straight further out, so a few "
        "mistyped prices cannot drag the answer to them.",
    see="One wild point: absolute error and Huber",
    mistakes=[
        Mistake("a", "A price with one zero too many is far off, and squared it rules the mean: the 5 measurements "
                     "with a 100 among them were described by 22."),
        Mistake("b", "Cross-entropy takes a probability, between 0 and 1. A price is a quantity: this is "
                     "regression."),
        Mistake("d", "Residuals of both signs cancel: the line 2x + 1 had the sum 0 and met 1 point of 4."),
    ],
    hints=["Is a price a quantity or a class?", "Which of the losses does not let one wild point rule the rest?"],
))


def surprise(p):
    return -np.log(p)


EXERCISES.append(Exercise(
    "6.4", "Surprise",
    "Return how surprising it is that something happens which was called `p` likely, with the natural logarithm.",
    solution=surprise,
    why="−ln p is 0 for what was certain, grows without end as p shrinks, and adds up where probabilities "
        "multiply.",
    inputs=[(0.25,), (0.5,), (0.1,), (0.9,), (0.001,)],
    see="Surprise",
    mistakes=[
        Mistake(lambda p: np.log(p),
                "The sign is missing: `np.log(0.25)` is −1.3863, below 0. Surprise is its negative."),
        Mistake(lambda p: -np.log2(p),
                "This counts in bits: `np.log2` has base 2. The natural logarithm is `np.log`."),
        Mistake(lambda p: -np.log10(p),
                "This has base 10: `np.log10`. The natural logarithm is `np.log`."),
        Mistake(lambda p: 1 - p,
                "This is the distance to 1, and it can never exceed 1. Surprise grows without end: use `np.log`."),
        Mistake(lambda p: -np.log(1 - p),
                "This is the surprise when it does *not* happen: `1 - p` is that probability. Here it happens."),
        Mistake(lambda p: 1 / p,
                "1/p multiplies for two coins in a row: 2 · 2 = 4. Surprises should add: take its logarithm."),
    ],
    hints=["What was certain, p = 1, has surprise 0; a fair coin has ln 2 = 0.6931.",
           "`np.log` is the natural logarithm. For p below 1 it is negative: one sign turns it round."],
))


SAID = array([0.9, 0.6, 0.2, 0.8])
TRUTH = array([1, 1, 0, 0])


def yes_or_no(rng):
    return rng.uniform(0.05, 0.95, size=6), rng.integers(0, 2, size=6)


def bce(prediction, y):
    terms = y * np.log(prediction) + (1 - y) * np.log(1 - prediction)
    return -np.mean(terms)


EXERCISES.append(Exercise(
    "6.5", "Binary cross-entropy",
    "Return the mean surprise of `prediction` (probabilities of a 1) at the truths `y`, each 0 or 1.",
    solution=bce,
    why="y and 1 − y switch one of the two logarithms on for each example; the minus turns it into a surprise, and "
        "the mean keeps the loss from growing with the batch.",
    inputs=[(array([0.9]), array([1])), (array([0.8, 0.7]), array([1, 0])), (SAID, TRUTH)],
    random=yes_or_no,
    see="Binary cross-entropy",
    mistakes=[
        Mistake(lambda prediction, y: -np.sum(y * np.log(prediction) + (1 - y) * np.log(1 - prediction)),
                "This looks like the sum where the mean is asked: with twice the examples, `np.sum` is twice as "
                "large."),
        Mistake(lambda prediction, y: np.mean(y * np.log(prediction) + (1 - y) * np.log(1 - prediction)),
                "The minus is missing: this loss is below 0, and falls as the network gets worse. Return "
                "`-np.mean(…)`."),
        Mistake(lambda prediction, y: -np.mean(y * np.log(prediction)),
                "Only the first term is here: an example with y = 0 costs nothing, whatever was said. Add "
                "`(1 - y) * np.log(1 - prediction)`."),
        Mistake(lambda prediction, y: -np.mean((1 - y) * np.log(prediction) + y * np.log(1 - prediction)),
                "The switches have changed places: `y` belongs to `np.log(prediction)`, and `1 - y` to the other."),
        Mistake(lambda prediction, y: -np.mean(np.log(prediction)),
                "This takes ln ŷ for every example, as if every truth were 1. For y = 0 it is `1 - prediction` "
                "that counts."),
        Mistake(lambda prediction, y: -np.mean(y * np.log(prediction) - (1 - y) * np.log(1 - prediction)),
                "A minus between the two terms: the second then counts as a reward. Both are added, and one minus "
                "stands before it all: `-np.mean(… + …)`."),
        Mistake(lambda prediction, y: -np.mean(y * np.log10(prediction) + (1 - y) * np.log10(1 - prediction)),
                "This has base 10: `np.log10`. The natural logarithm, in which surprise is counted here, is "
                "`np.log`."),
        Mistake(lambda prediction, y: np.mean((prediction - y) ** 2),
                "This is the mean squared error: for ŷ = 0.9 and y = 1 it gives 0.01, and −ln 0.9 is 0.1054."),
        Mistake(lambda prediction, y: -(y * np.log(prediction) + (1 - y) * np.log(1 - prediction)),
                "These are the surprises, one for each example. A loss is one number: their `np.mean`."),
    ],
    hints=["For ŷ = 0.8 and y = 1 the surprise is −ln 0.8; for ŷ = 0.7 and y = 0 it is −ln 0.3.",
           "The term for y = 1 is `y * np.log(prediction)`: it vanishes where y is 0.",
           "Add `(1 - y) * np.log(1 - prediction)`, take the mean, and put a minus in front."],
))


EXERCISES.append(Exercise(
    "6.6", "Four classes, nothing learned",
    "An untrained network gives each of four classes the same probability. What is its cross-entropy?",
    solution=round(float(np.log(4)), 6),
    why="Every class, the right one included, was called 1/4 likely, so each example costs −ln(1/4) = ln 4.",
    rtol=4e-3,  # 1.39 will do
    see="Three classes: softmax and one surprise",
    mistakes=[
        Mistake(0.25, "0.25 is the probability of the right class. The loss is its surprise."),
        Mistake(round(float(np.log(0.25)), 6), "This is ln 0.25, below 0: the minus is missing."),
        Mistake(round(float(-np.log(0.75)), 6),
                "This is −ln 0.75, the surprise at what the *others* have together. Take the right class's 0.25."),
        Mistake(2, "2 is the surprise in bits, with the logarithm to base 2. This course takes the natural one."),
        Mistake(round(float(np.log10(4)), 6), "This has base 10: `np.log10(4)`. Take `np.log`."),
        Mistake(round(float(np.log(10)), 6), "ln 10 is for ten classes. Here there are 4."),
        Mistake(round(float(4 * np.log(4)), 6),
                "This adds the surprises at all 4 classes. Only the right class counts: in the one-hot row the "
                "others have 0."),
    ],
    hints=["How likely was the right class called, whichever it is?", "The loss is the surprise at 1/4.",
           "Let NumPy compute it: `np.log(4)`."],
))


ROWS = array([[0.7, 0.2, 0.1], [0.3, 0.6, 0.1]])


def rows_of(labels):
    return np.arange(len(labels))


def cce(probabilities, labels):
    right = probabilities[np.arange(len(labels)), labels]
    return -np.mean(np.log(right))


EXERCISES.append(Exercise(
    "6.7", "Categorical cross-entropy",
    "Return the mean surprise at the right classes: `probabilities` is (m, k), `labels` is (m,) with 0 … k−1.",
    solution=cce,
    why="In each row only the probability of the right class counts; two index arrays of the same length pick one "
        "entry from each row.",
    inputs=[(array([[0.7, 0.2, 0.1]]), array([1])), (ROWS, array([0, 2])),
            (array([[0.5, 0.25, 0.25], [0.1, 0.8, 0.1], [0.2, 0.2, 0.6]]), array([1, 1, 0]))],
    random=lambda rng: (softmax(rng.normal(size=(5, 3))), rng.integers(0, 3, size=5)),
    see="Three classes: softmax and one surprise",
    mistakes=[
        Mistake(lambda probabilities, labels: -np.sum(np.log(probabilities[rows_of(labels), labels])),
                "This looks like the sum where the mean is asked: it grows with `len(labels)`."),
        Mistake(lambda probabilities, labels: np.mean(np.log(probabilities[rows_of(labels), labels])),
                "The minus is missing: the logarithm of a probability is never above 0."),
        Mistake(lambda probabilities, labels: -np.mean(one_hot(labels, probabilities.shape[1])
                                                       * np.log(probabilities)),
                "This divides by m · k: the zeros of the one-hot rows are counted in `np.mean`. Sum over the "
                "classes, and take the mean over the m examples."),
        Mistake(lambda probabilities, labels: -np.mean(np.log(probabilities[:, labels])),
                "`probabilities[:, labels]` takes those columns from *every* row. One entry from each row is "
                "wanted: name the rows too, with `np.arange(len(labels))`."),
        Mistake(lambda probabilities, labels: -np.log(np.mean(probabilities[rows_of(labels), labels])),
                "This averages the probabilities and takes `np.log` after. Surprises are averaged: logarithm "
                "first."),
        Mistake(lambda probabilities, labels: -np.mean(np.log(probabilities.max(axis=1))),
                "This takes the *largest* probability of each row, as if the network were always right. The "
                "right class is in `labels`."),
        Mistake(lambda probabilities, labels: -np.mean(np.log(probabilities)),
                "This averages over all k classes, right or wrong. Pick one entry of each row by `labels`."),
    ],
    hints=["For the row (0.7, 0.2, 0.1) and label 1 the loss is −ln 0.2.",
           "`probabilities[np.arange(m), labels]` picks one entry of each row.",
           "Logarithm, mean, minus: in that order."],
))


SCORES = array([[2.0, 1.0, 0.1], [0.5, 0.5, 3.0]])


def one_largest(Z, labels):
    sums = np.exp(Z - Z.max()).sum(axis=1)
    return Z.max() + np.log(sums) - Z[rows_of(labels), labels]


def largest_lost(Z, labels):
    sums = np.exp(Z - Z.max(axis=1)[:, None]).sum(axis=1)
    return np.log(sums) - Z[rows_of(labels), labels]


def lying_down(Z, labels):
    largest = Z.max(axis=1)
    return largest + np.log(np.exp(Z - largest).sum(axis=1)) - Z[rows_of(labels), labels]


def down_the_columns(Z, labels):
    largest = Z.max(axis=0)
    return largest + np.log(np.exp(Z - largest).sum(axis=0)) - Z[rows_of(labels), labels]


def scored(rng):
    return rng.normal(0, 2, size=(5, 3)), rng.integers(0, 3, size=5)


def row_losses(Z, labels):
    largest = Z.max(axis=1)
    sums = np.exp(Z - largest[:, None]).sum(axis=1)
    return largest + np.log(sums) - Z[np.arange(len(labels)), labels]


EXERCISES.append(Exercise(
    "6.8", "The loss from scores, row by row",
    "Return each row's log-sum-exp less its right score, shape (m,), without overflow; `Z` is (m, k).",
    solution=row_losses,
    why="With the largest score of its own row taken out, the largest exponent of each row is 0: nothing "
        "overflows, and no sum is 0.",
    inputs=[(array([[2.0, 1.0, 0.1]]), array([0])), (array([[1.0, 2.0], [3.0, 3.0]]), array([0, 1])),
            (array([[1000.0, 999.0], [-1000.0, -1001.0]]), array([1, 1])), (SCORES, array([0, 1]))],
    random=scored,
    see="Log-sum-exp: the loss without the probability",
    mistakes=[
        Mistake(lambda Z, labels: np.log(np.exp(Z).sum(axis=1)) - Z[rows_of(labels), labels],
                "The formula is right, and overflows: `np.exp(1000)` is infinite. Take each row's largest score "
                "out of the sum first."),
        Mistake(one_largest,
                "One `Z.max()` for the whole batch: a row of scores near −1000 then has the sum 0, and `np.log(0)` "
                "is −∞. Each row needs its own: `Z.max(axis=1)`."),
        Mistake(largest_lost,
                "The largest score was taken out and never put back: add it to the logarithm. For 1000 and 1000 "
                "the answer is 1000 + ln 2."),
        Mistake(lying_down,
                "`Z - Z.max(axis=1)` lays the largest scores along a row, so each is subtracted from a *column*, "
                "if the sizes fit at all. Stand them up: `Z.max(axis=1)[:, None]`."),
        Mistake(down_the_columns,
                "This sums over the wrong axis: `axis=0` goes down the columns, from example to example. The "
                "scores of one example lie along `axis=1`."),
        Mistake(lambda Z, labels: -row_losses(Z, labels),
                "The sign is turned round: it is log-sum-exp *less* the right score, and never below 0."),
        Mistake(lambda Z, labels: np.mean(row_losses(Z, labels)),
                "This is `np.mean` over the batch, one number. Each row's own loss is asked for, shape (m,)."),
    ],
    hints=["For the row (2, 1, 0.1) and label 0: ln(e² + e¹ + e^0.1) − 2 = 0.417.",
           "`Z.max(axis=1)` has shape (m,); to subtract it from each row, stand it up: `[:, None]`.",
           "largest + ln Σ e^(z − largest) − right score, and the right scores are `Z[np.arange(m), labels]`."],
))


def score_gradient(Z, labels):
    m, k = Z.shape
    return (softmax(Z) - one_hot(labels, k)) / m


EXERCISES.append(Exercise(
    "6.9", "What the loss asks of the scores",
    "Return ∂L/∂Z for categorical cross-entropy: `Z` is (m, k), `labels` is (m,); use `softmax` and `one_hot`.",
    solution=score_gradient,
    why="Log-sum-exp has the slope ŷ and the right score the slope y; the mean over m examples divides both by m.",
    inputs=[(array([[2.0, 1.0, 0.1]]), array([0])), (SCORES, array([0, 1])),
            (array([[1.0, 2.0], [3.0, 3.0]]), array([0, 1]))],
    random=scored,
    see="What the loss asks of the scores",
    mistakes=[
        Mistake(lambda Z, labels: softmax(Z) - one_hot(labels, Z.shape[1]),
                "The mean is forgotten: each example's share of the loss is 1/m, so divide by `len(Z)`."),
        Mistake(lambda Z, labels: (one_hot(labels, Z.shape[1]) - softmax(Z)) / len(Z),
                "The sign is turned round: this is y − ŷ. Where the truth is 1 the slope is `prediction - 1`, "
                "below 0."),
        Mistake(lambda Z, labels: (softmax(Z) - one_hot(labels, Z.shape[1])) / Z.size,
                "This divides by m · k, `Z.size`. The loss is a mean over the m examples; within one, the classes "
                "are summed."),
        Mistake(lambda Z, labels: (softmax(Z.T).T - one_hot(labels, Z.shape[1])) / len(Z),
                "Softmax ran over the wrong axis, down the columns: it is the scores of one *row* that share "
                "1 among them."),
        Mistake(lambda Z, labels: softmax(Z) / len(Z),
                "This is the slope of log-sum-exp alone. The right score is subtracted in the loss, so take 1 from "
                "its place: `- one_hot(…)`."),
        Mistake(lambda Z, labels: (Z - one_hot(labels, Z.shape[1])) / len(Z),
                "These are scores less truth. It is the probabilities that stand there: `softmax(Z)`."),
    ],
    hints=["For one example it is ŷ − y; for the scores 2, 1, 0.1 and class 0: −0.341, 0.2424, 0.0986.",
           "`one_hot(labels, k)` makes the truths as rows, with k = `Z.shape[1]`.",
           "Divide by m, the number of rows."],
))


def squared_error_slope(z, y):
    prediction = sigmoid(z)
    return 2 * (prediction - y) * prediction * (1 - prediction)


EXERCISES.append(Exercise(
    "6.10", "The slope that goes numb",
    "Return the slope of (ŷ − y)² over the score `z`, where ŷ = σ(z); use `sigmoid`.",
    solution=squared_error_slope,
    why="The square gives 2(ŷ − y), and the sigmoid on the way from z passes on only its own slope, ŷ(1 − ŷ).",
    inputs=[(0.0, 1), (0.7, 1), (-10.0, 1), (3.0, 0), (-1.0, 0)],
    random=lambda rng: (float(rng.normal(0, 3)), int(rng.integers(0, 2))),
    see="Why not squared error for classes?",
    mistakes=[
        Mistake(lambda z, y: 2 * (sigmoid(z) - y),
                "This is the slope over ŷ. The score acts through the sigmoid, whose slope ŷ(1 − ŷ) is missing: "
                "`* prediction * (1 - prediction)`."),
        Mistake(lambda z, y: sigmoid(z) - y,
                "`prediction - y` is the slope of *cross-entropy*. Squared error has 2(ŷ − y), times the slope of "
                "the sigmoid."),
        Mistake(lambda z, y: (sigmoid(z) - y) * sigmoid(z) * (1 - sigmoid(z)),
                "The 2 is missing: the slope of a square r² is 2r."),
        Mistake(lambda z, y: 2 * (y - sigmoid(z)) * sigmoid(z) * (1 - sigmoid(z)),
                "The sign is turned round: for the truth 1 the loss falls as z rises, so the slope is below 0."),
        Mistake(lambda z, y: (sigmoid(z) - y) ** 2,
                "This is the loss, (ŷ − y)². Its slope over `z` is asked for."),
    ],
    hints=["Two stages: z → ŷ = σ(z) → (ŷ − y)². Multiply their slopes.",
           "The slope of the sigmoid is ŷ(1 − ŷ), and that of a square r² is 2r."],
))


EXERCISES.append(Exercise(
    "6.11", "A loss to worry about",
    "A network learns yes or no with cross-entropy. Its loss is −3.2, and falls every minute. What has happened?",
    solution="b",
    choices={"a": "it has learned very well", "b": "a minus was lost", "c": "the mean was forgotten",
             "d": "a probability was exactly 0"},
    why="Surprise is never below 0. Without the minus the network is paid for being wrong, and there is no limit "
        "to that.",
    see='Popular but wrong: "the minus sign is cosmetic"',
    mistakes=[
        Mistake("a", "The best that cross-entropy can do with truths of 0 and 1 is 0. It cannot go below."),
        Mistake("c", "A forgotten mean makes the loss too large by a factor of m; the sign stays, so it would be "
                     "above 0."),
        Mistake("d", "`-np.log(0)` is +∞, and 0 times it is `nan`. Neither is −3.2."),
    ],
    hints=["What is the smallest value that −ln p can have, for p between 0 and 1?",
           "Which of the four slips can turn the sign of a number round?"],
))
