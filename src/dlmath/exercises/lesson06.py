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
    "Return ŷ − y for each point, where ŷ = w·x + b. `x` and `y` are arrays, `w` and `b` are numbers.",
    solution=residuals,
    why="A residual is the prediction minus the truth. So it is above 0 where the line runs too high, and below 0 "
        "where the line runs too low.",
    inputs=[(array([1]), array([1]), 2, 1), (array([0, 1, 2, 3]), array([2, 1, 6, 7]), 2, 1),
            (array([0, 1, 2, 3]), array([2, 1, 6, 7]), 1, 3)],
    random=a_line,
    see="How far off: residuals",
    mistakes=[
        Mistake(lambda x, y, w, b: y - (w * x + b),
                "You subtracted the wrong way round: this is y − ŷ. In this course a residual is `prediction - "
                "truth`."),
        Mistake(lambda x, y, w, b: y - w * x + b,
                "You subtracted the wrong way round, and without brackets the `b` is added too. The prediction comes "
                "first: `w * x + b - y`."),
        Mistake(lambda x, y, w, b: w * x - y,
                "You forgot `b`. The line predicts `w * x + b`."),
        Mistake(lambda x, y, w, b: b * x + w - y,
                "You swapped slope and intercept: `w` is the one that multiplies `x`."),
        Mistake(lambda x, y, w, b: abs(w * x + b - y),
                "You took distances, without a sign. At the point (0, 2) the line 2x + 1 is 1 too low, so the residual "
                "is −1. Leave out `abs`."),
        Mistake(lambda x, y, w, b: (w * x + b - y) ** 2,
                "You squared the residuals. That comes in the next exercise; leave out the `** 2` here."),
        Mistake(lambda x, y, w, b: w * x + b,
                "This is the prediction, ŷ. Now subtract the truth, `y`."),
    ],
    hints=["At x = 1 the line 2x + 1 predicts 3. If the truth is 1, how far off is the line? Is it too high or too "
           "low?",
           "NumPy computes all predictions at once: `w * x + b`."],
))


def mse(prediction, y):
    return np.mean((prediction - y) ** 2)


EXERCISES.append(Exercise(
    "6.2", "Mean squared error",
    "Return the mean of the squared differences between `prediction` and `y`, which is one number.",
    solution=mse,
    why="Because of the square, errors above and below count alike, and large errors count most. Because of the mean, "
        "you can compare batches of different sizes.",
    inputs=[(array([3.0, 5.0]), array([1.0, 4.0])), (array([3, 4, 5, 6]), array([2, 1, 6, 7])),
            (array([1, 3, 5, 7]), array([2, 1, 6, 7]))],
    random=lambda rng: (rng.normal(size=5), rng.normal(size=5)),
    see="Square, then average",
    mistakes=[
        Mistake(lambda prediction, y: np.sum((prediction - y) ** 2),
                "This is the sum. Errors of 2 and 1 give 4 + 1 = 5, and their mean is 2.5. Divide by the number of "
                "examples, or use `np.mean`."),
        Mistake(lambda prediction, y: np.mean(prediction - y),
                "You forgot the square. Without it, errors of +2 and −2 cancel: square the differences with `** 2`."),
        Mistake(lambda prediction, y: np.mean(abs(prediction - y)),
                "You took distances, so this is the mean absolute error. Square the differences instead: errors of 2 "
                "and 1 give (4 + 1) / 2."),
        Mistake(lambda prediction, y: np.mean(prediction - y) ** 2,
                "You took the mean first and squared it afterwards. Square each difference, inside `np.mean`."),
        Mistake(lambda prediction, y: np.sqrt(np.mean((prediction - y) ** 2)),
                "You took the square root at the end. Leave out `np.sqrt`: the mean of the squares is the answer."),
        Mistake(lambda prediction, y: np.mean((prediction - y) ** 2) / 2,
                "This is half of it. Some books put 1/2 in front, because the slope looks tidier then. In this course "
                "it is the plain mean."),
        Mistake(lambda prediction, y: np.mean(prediction ** 2 - y ** 2),
                "You squared each number and subtracted afterwards. Subtract first: `(a - b)**2` is not `a**2 - "
                "b**2`."),
        Mistake(lambda prediction, y: np.mean(prediction - y ** 2),
                "Without brackets, `** 2` squares only `y`. Put brackets around the difference: `(prediction - y) ** "
                "2`."),
        Mistake(lambda prediction, y: np.mean((prediction - y) * 2),
                "`* 2` doubles. To square, write `** 2`."),
        Mistake(lambda prediction, y: (prediction - y) ** 2,
                "You have one square for each example. A loss is one number: take their `np.mean`."),
    ],
    hints=["Errors of 2 and 1 have the squares 4 and 1, and the mean of those is 2.5.",
           "Work from the inside out: subtract, square, then `np.mean`.",
           "`(prediction - y) ** 2` squares every difference."],
))

EXERCISES.append(Exercise(
    "6.3", "Which loss?",
    "You predict house prices, and in your data a few prices have a zero too many. Which loss do you choose?",
    solution="c",
    choices={"a": "mean squared error", "b": "binary cross-entropy", "c": "Huber",
             "d": "the sum of the residuals"},
    why="For small errors Huber is a square, so it tells them apart well. For large errors it is a straight line, so a "
        "few mistyped prices cannot pull the answer over to them.",
    see="One wild point: absolute error and Huber",
    mistakes=[
        Mistake("a",
                "A price with a zero too many is far off, and squared it outweighs everything else. In the lesson, a "
                "single 100 among 5 measurements pulled the answer up to 22."),
        Mistake("b",
                "Cross-entropy takes a probability, between 0 and 1. A price is a quantity, so this is a regression."),
        Mistake("d",
                "Residuals above and below 0 cancel. In the lesson, the line 2x + 1 had the sum 0, and it met 1 point "
                "of 4."),
    ],
    hints=["Is a price a quantity or a class?",
           "With which of the losses can a single wild point not outweigh all the others?"],
))


def surprise(p):
    return -np.log(p)


EXERCISES.append(Exercise(
    "6.4", "Surprise",
    "Something happens that had the probability `p`. Return how surprising that is, using the natural logarithm.",
    solution=surprise,
    why="−ln p is 0 for what was certain, and it grows without end as p gets smaller. And where probabilities "
        "multiply, surprises add up.",
    inputs=[(0.25,), (0.5,), (0.1,), (0.9,), (0.001,)],
    see="Surprise",
    mistakes=[
        Mistake(lambda p: np.log(p),
                "You forgot the minus. `np.log(0.25)` is −1.3863, but a surprise is never below 0."),
        Mistake(lambda p: -np.log2(p),
                "You used base 2, so this counts in bits. The natural logarithm is `np.log`."),
        Mistake(lambda p: -np.log10(p),
                "You used base 10. The natural logarithm is `np.log`."),
        Mistake(lambda p: 1 - p,
                "This is the distance to 1, and it can never be more than 1. A surprise can be as large as you like: "
                "use `np.log`."),
        Mistake(lambda p: -np.log(1 - p),
                "This is the surprise if it does not happen, because `1 - p` is the probability of that. Here it does "
                "happen: use `p`."),
        Mistake(lambda p: -p * np.log(p),
                "You multiplied by `p`. It did happen, so the surprise is −ln p, all of it."),
        Mistake(lambda p: 1 / p,
                "With 1/p, two coins in a row multiply: 2 · 2 = 4. Surprises should add up, so take the logarithm of "
                "it."),
    ],
    hints=["What was certain, p = 1, has the surprise 0. For a fair coin it is ln 2 = 0.6931.",
           "`np.log` is the natural logarithm. It is negative for p below 1, so turn the sign around."],
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
    "Return the mean surprise of `prediction`, which holds probabilities of a 1, at the truths `y`, each of them 0 or "
    "1.",
    solution=bce,
    why="In each example, y and 1 − y switch on one of the two logarithms. The minus turns it into a surprise, and "
        "because of the mean the loss does not grow with the batch.",
    inputs=[(array([0.9]), array([1])), (array([0.8, 0.7]), array([1, 0])), (SAID, TRUTH)],
    random=yes_or_no,
    see="Binary cross-entropy",
    mistakes=[
        Mistake(lambda prediction, y: -np.sum(y * np.log(prediction) + (1 - y) * np.log(1 - prediction)),
                "This is the sum: with twice as many examples it is twice as large. Use `np.mean` in place of "
                "`np.sum`."),
        Mistake(lambda prediction, y: np.mean(y * np.log(prediction) + (1 - y) * np.log(1 - prediction)),
                "You forgot the minus. Without it the loss is below 0, and it falls as the network gets worse. Return "
                "`-np.mean(…)`."),
        Mistake(lambda prediction, y: -np.mean(y * np.log(prediction)),
                "You have the first term only, so an example with y = 0 costs nothing, whatever was predicted. Add `(1 "
                "- y) * np.log(1 - prediction)`."),
        Mistake(lambda prediction, y: -np.mean((1 - y) * np.log(1 - prediction)),
                "You have the second term only, so an example with y = 1 costs nothing, whatever was predicted. Add `y "
                "* np.log(prediction)`."),
        Mistake(lambda prediction, y: -np.mean((1 - y) * np.log(prediction) + y * np.log(1 - prediction)),
                "You swapped the switches: `y` belongs to `np.log(prediction)`, and `1 - y` to the other logarithm."),
        Mistake(lambda prediction, y: -np.mean(np.log(prediction)),
                "You took ln ŷ for every example, as if every truth were 1. If y is 0, the probability that counts is "
                "`1 - prediction`."),
        Mistake(lambda prediction, y: -np.mean(y * np.log(prediction) - (1 - y) * np.log(1 - prediction)),
                "Your second term has the wrong sign. Add the two terms, and use `1 - y`, not `y - 1`. The only minus "
                "is the one in front: `-np.mean(… + …)`.",
                also=[lambda prediction, y: -np.mean(y * np.log(prediction) + (y - 1) * np.log(1 - prediction))]),
        Mistake(lambda prediction, y: -np.mean(y * np.log10(prediction) + (1 - y) * np.log10(1 - prediction)),
                "Your logarithm has another base, 2 or 10. Surprise is counted with the natural logarithm, `np.log`.",
                also=[lambda prediction, y: -np.mean(y * np.log2(prediction) + (1 - y) * np.log2(1 - prediction))]),
        Mistake(lambda prediction, y: np.mean((prediction - y) ** 2),
                "This is the mean squared error. For ŷ = 0.9 and y = 1 it gives 0.01, but the surprise is −ln 0.9 = "
                "0.1054."),
        Mistake(lambda prediction, y: -(y * np.log(prediction) + (1 - y) * np.log(1 - prediction)),
                "You have one surprise for each example. A loss is one number: take their `np.mean`."),
    ],
    hints=["For ŷ = 0.8 and y = 1 the surprise is −ln 0.8. For ŷ = 0.7 and y = 0 it is −ln 0.3.",
           "The term for y = 1 is `y * np.log(prediction)`. If y is 0, this term is 0.",
           "Add `(1 - y) * np.log(1 - prediction)`, take the mean, and put a minus in front."],
))

EXERCISES.append(Exercise(
    "6.6", "Four classes, nothing learned",
    "An untrained network gives the same probability to each of four classes. What is its cross-entropy?",
    solution=round(float(np.log(4)), 6),
    rtol=4e-3,  # 1.39 will do
    why="Every class got the probability 1/4, and so did the right one. So each example costs −ln(1/4) = ln 4.",
    see="Three classes: softmax and one surprise",
    mistakes=[
        Mistake(0.25, "0.25 is the probability of the right class. The loss is the surprise at that."),
        Mistake(round(float(np.log(0.25)), 6), "This is ln 0.25, which is below 0. You forgot the minus."),
        Mistake(round(float(-np.log(0.75)), 6),
                "This is −ln 0.75, and 0.75 is what the wrong classes have together. Take the right class, which has "
                "0.25."),
        Mistake(2, "You got 2 with the logarithm to base 2, and that counts in bits. We use the natural logarithm."),
        Mistake(round(float(np.log10(4)), 6), "You used base 10: `np.log10(4)`. Use the natural logarithm, `np.log`."),
        Mistake(round(float(np.log(10)), 6), "ln 10 is for ten classes. Here there are 4."),
        Mistake(round(float(4 * np.log(4)), 6),
                "You added up the surprises at all 4 classes. Only the right class counts, because the one-hot row "
                "holds 0 for the others."),
    ],
    hints=["Whichever class is right: which probability did it get?", "The loss is the surprise at 1/4.",
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
    "Return the mean surprise at the right classes: `probabilities` is (m, k), and `labels` is (m,) with numbers from "
    "0 to k − 1.",
    solution=cce,
    why="In each row only the probability of the right class counts. Two lists of indices of the same length pick one "
        "entry from each row.",
    inputs=[(array([[0.7, 0.2, 0.1]]), array([1])), (ROWS, array([0, 2])),
            (array([[0.5, 0.25, 0.25], [0.1, 0.8, 0.1], [0.2, 0.2, 0.6]]), array([1, 1, 0]))],
    random=lambda rng: (softmax(rng.normal(size=(5, 3))), rng.integers(0, 3, size=5)),
    see="Three classes: softmax and one surprise",
    mistakes=[
        Mistake(lambda probabilities, labels: -np.sum(np.log(probabilities[rows_of(labels), labels])),
                "This is the sum, so it grows with the batch. Use `np.mean` in place of `np.sum`."),
        Mistake(lambda probabilities, labels: np.mean(np.log(probabilities[rows_of(labels), labels])),
                "You forgot the minus. The logarithm of a probability is never above 0, and a surprise is never below "
                "0."),
        Mistake(lambda probabilities, labels: -np.log(probabilities[rows_of(labels), labels]),
                "You have one surprise for each example. A loss is one number: take their `np.mean`."),
        Mistake(lambda probabilities, labels: -np.mean(one_hot(labels, probabilities.shape[1])
                                                       * np.log(probabilities)),
                "`np.mean` counted the zeros of the one-hot rows too, so you divided by m · k. Add up over the classes "
                "first, and take the mean over the m examples."),
        Mistake(lambda probabilities, labels: -np.mean(np.log(probabilities[:, labels])),
                "`probabilities[:, labels]` takes these columns from every row. You want one entry from each row, so "
                "name the rows too, with `np.arange(len(labels))`."),
        Mistake(lambda probabilities, labels: -np.mean(np.log(probabilities[labels])),
                "`probabilities[labels]` takes whole rows. You want one entry from each row, so name both: the rows "
                "with `np.arange(len(labels))`, and the columns with `labels`."),
        Mistake(lambda probabilities, labels: -np.log(np.mean(probabilities[rows_of(labels), labels])),
                "You averaged the probabilities and took `np.log` afterwards. Take the logarithm first, and average "
                "the surprises."),
        Mistake(lambda probabilities, labels: -np.mean(np.log(probabilities.max(axis=1))),
                "You took the largest probability of each row, as if the network were always right. Which class is "
                "right is in `labels`."),
        Mistake(lambda probabilities, labels: -np.mean(np.log(probabilities)),
                "You averaged over all k classes, the wrong ones too. Pick one entry from each row, with `labels`."),
    ],
    hints=["For the row (0.7, 0.2, 0.1) and the label 1, the loss is −ln 0.2.",
           "`probabilities[np.arange(m), labels]` picks one entry from each row.",
           "Then take the logarithm, the mean and the minus, in this order."],
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
    "Return each row's log-sum-exp minus its right score, with shape (m,) and without overflow. `Z` is (m, k).",
    solution=row_losses,
    why="You take each row's own largest score out of the sum. Then the largest exponent of every row is 0, so nothing "
        "overflows, and no sum is 0.",
    inputs=[(array([[2.0, 1.0, 0.1]]), array([0])), (array([[1.0, 2.0], [3.0, 3.0]]), array([0, 1])),
            (array([[1000.0, 999.0], [-1000.0, -1001.0]]), array([1, 1])),
            (array([[1000.0, 0.0], [2.0, 1.0]]), array([1, 0])), (SCORES, array([0, 1]))],
    random=scored,
    see="Log-sum-exp: the loss without the probability",
    mistakes=[
        Mistake(lambda Z, labels: np.log(np.exp(Z).sum(axis=1)) - Z[rows_of(labels), labels],
                "The formula is right, but it overflows: `np.exp(1000)` is infinite. Take each row's largest score out "
                "of the sum first."),
        Mistake(lambda Z, labels: -np.log(softmax(Z)[rows_of(labels), labels]),
                "You went through the probability. With the scores 1000 and 0 the probability of the 0 is rounded to "
                "0, and `np.log(0)` is −∞. Compute the loss from the scores, without the probability."),
        Mistake(one_largest,
                "You took one `Z.max()` for the whole batch. In a row with scores near −1000 the sum is then 0, and "
                "`np.log(0)` is −∞. Each row needs its own: `Z.max(axis=1)`."),
        Mistake(largest_lost,
                "You took the largest score out of the sum, but you did not put it back: add it to the logarithm. For "
                "1000 and 1000 the log-sum-exp is 1000 + ln 2."),
        Mistake(lying_down,
                "`Z.max(axis=1)` has shape (m,), so it lies along the rows, and each maximum was subtracted from a "
                "column. Turn it into a column: `Z.max(axis=1)[:, None]`."),
        Mistake(down_the_columns,
                "You added up down the columns, from example to example. The scores of one example are a row, so use "
                "`axis=1`."),
        Mistake(lambda Z, labels: -row_losses(Z, labels),
                "You have the sign the wrong way round. It is log-sum-exp minus the right score, and that is never "
                "below 0."),
        Mistake(lambda Z, labels: np.mean(row_losses(Z, labels)),
                "You took `np.mean` over the batch. Return the loss of each row, with shape (m,)."),
        Mistake(lambda Z, labels: row_losses(Z, labels) + Z[rows_of(labels), labels],
                "This is log-sum-exp. Now subtract the right score of each row, `Z[np.arange(m), labels]`."),
    ],
    hints=["For the row (2, 1, 0.1) and the label 0 it is ln(e² + e¹ + e^0.1) − 2 = 0.417.",
           "`Z.max(axis=1)` has shape (m,). To subtract it from each row, turn it into a column with `[:, None]`.",
           "It is largest + ln Σ e^(z − largest) − right score. The right scores are `Z[np.arange(m), labels]`."],
))


def score_gradient(Z, labels):
    m, k = Z.shape
    return (softmax(Z) - one_hot(labels, k)) / m


EXERCISES.append(Exercise(
    "6.9", "What the loss asks of the scores",
    "Return ∂L/∂Z for categorical cross-entropy: `Z` is (m, k), `labels` is (m,), and you can use `softmax` and "
    "`one_hot`.",
    solution=score_gradient,
    why="The slope of log-sum-exp is ŷ, and the slope of the right score is y, so their difference is ŷ − y. The loss "
        "is a mean over m examples, so you divide by m.",
    inputs=[(array([[2.0, 1.0, 0.1]]), array([0])), (SCORES, array([0, 1])),
            (array([[1.0, 2.0], [3.0, 3.0]]), array([0, 1]))],
    random=scored,
    see="What the loss asks of the scores",
    mistakes=[
        Mistake(lambda Z, labels: softmax(Z) - one_hot(labels, Z.shape[1]),
                "You forgot to divide by m. The loss is a mean, so each example has a share of 1/m in it: divide by "
                "`len(Z)`."),
        Mistake(lambda Z, labels: (one_hot(labels, Z.shape[1]) - softmax(Z)) / len(Z),
                "You have the sign the wrong way round: this is y − ŷ. It is ŷ − y, and so it is below 0 at the right "
                "class."),
        Mistake(lambda Z, labels: (softmax(Z) - one_hot(labels, Z.shape[1])) / Z.size,
                "You divided by m · k, which is `Z.size`. The loss is a mean over the m examples, so divide by "
                "`len(Z)`."),
        Mistake(lambda Z, labels: (softmax(Z.T).T - one_hot(labels, Z.shape[1])) / len(Z),
                "Your softmax ran down the columns. The scores of one example are a row, and each row should add up to "
                "1."),
        Mistake(lambda Z, labels: (softmax(Z) - labels[:, None]) / len(Z),
                "You subtracted the label itself, the number of the class. Subtract 1 at the right class and 0 "
                "elsewhere: `one_hot(labels, Z.shape[1])`.", also=[lambda Z, labels: (softmax(Z) - labels) / len(Z)]),
        Mistake(lambda Z, labels: softmax(Z) / len(Z),
                "This is the slope of log-sum-exp alone. The loss also subtracts the right score, so subtract "
                "`one_hot(labels, Z.shape[1])`."),
        Mistake(lambda Z, labels: (Z - one_hot(labels, Z.shape[1])) / len(Z),
                "You subtracted the truth from the scores. Subtract it from the probabilities, `softmax(Z)`."),
    ],
    hints=["For one example it is ŷ − y. With the scores 2, 1, 0.1 and class 0 that is −0.341, 0.2424, 0.0986.",
           "`one_hot(labels, k)` turns the labels into rows, with k = `Z.shape[1]`.",
           "Divide by m, the number of rows."],
))


def squared_error_slope(z, y):
    prediction = sigmoid(z)
    return 2 * (prediction - y) * prediction * (1 - prediction)


EXERCISES.append(Exercise(
    "6.10", "The slope that goes numb",
    "Return the slope of (ŷ − y)² with respect to the score `z`, where ŷ = σ(z). You can use `sigmoid`.",
    solution=squared_error_slope,
    why="The square has the slope 2(ŷ − y). On the way from z to ŷ there is the sigmoid, and its slope is ŷ(1 − ŷ). "
        "The two are multiplied.",
    inputs=[(0.0, 1), (0.7, 1), (-10.0, 1), (3.0, 0), (-1.0, 0)],
    random=lambda rng: (float(rng.normal(0, 3)), int(rng.integers(0, 2))),
    see="Why not squared error for classes?",
    mistakes=[
        Mistake(lambda z, y: 2 * (sigmoid(z) - y),
                "This is the slope with respect to ŷ. The score goes through the sigmoid first, so multiply by the "
                "slope of the sigmoid: `* prediction * (1 - prediction)`."),
        Mistake(lambda z, y: 2 * (sigmoid(z) - 1) * sigmoid(z) * (1 - sigmoid(z)),
                "This is the formula for y = 1. Put `y` in place of the 1 in (ŷ − 1), so that it works for y = 0 too."),
        Mistake(lambda z, y: sigmoid(z) - y,
                "`prediction - y` is the slope for cross-entropy. For squared error it is 2(ŷ − y), times the slope of "
                "the sigmoid."),
        Mistake(lambda z, y: (sigmoid(z) - y) * sigmoid(z) * (1 - sigmoid(z)),
                "You forgot the 2: the slope of a square r² is 2r."),
        Mistake(lambda z, y: 2 * (y - sigmoid(z)) * sigmoid(z) * (1 - sigmoid(z)),
                "You have the sign the wrong way round. If the truth is 1, the loss falls as z grows, so the slope is "
                "below 0: use ŷ − y."),
        Mistake(lambda z, y: sigmoid(z) * (1 - sigmoid(z)),
                "This is the slope of the sigmoid. Multiply it by the slope of the square, 2(ŷ − y)."),
        Mistake(lambda z, y: (sigmoid(z) - y) ** 2,
                "This is the loss itself, (ŷ − y)². Return its slope with respect to `z`."),
    ],
    hints=["There are two steps: from z to ŷ = σ(z), and from ŷ to (ŷ − y)². Multiply their slopes.",
           "The slope of the sigmoid is ŷ(1 − ŷ), and the slope of a square r² is 2r."],
))

EXERCISES.append(Exercise(
    "6.11", "A loss to worry about",
    "A network learns yes or no with cross-entropy. Its loss is −3.2, and it falls every minute. What has happened?",
    solution="b",
    choices={"a": "it has learned very well", "b": "a minus was lost", "c": "the mean was forgotten",
             "d": "a probability was exactly 0"},
    why="A surprise is never below 0. Without the minus, the network is rewarded for being wrong, and it can go on "
        "with that without end.",
    see='Popular but wrong: "the minus sign is cosmetic"',
    mistakes=[
        Mistake("a", "The best possible cross-entropy is 0, if the truths are 0 and 1. It cannot go below 0."),
        Mistake("c",
                "If you forget the mean, the loss is m times too large. Its sign stays the same, so it would be above "
                "0."),
        Mistake("d", "`-np.log(0)` is +∞, and 0 times that is `nan`. Neither of them is −3.2."),
    ],
    hints=["What is the smallest value that −ln p can have, if p is between 0 and 1?",
           "Which of the four can turn the sign of a number around?"],
))
