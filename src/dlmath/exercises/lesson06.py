"""Exercises of lesson 06: losses."""

import numpy as np
from numpy import array

from dlmath.activations import sigmoid, softmax
from dlmath.exercises.check import Exercise, Mistake
from dlmath.losses import line_fit, one_hot

EXERCISES = []


def mse(prediction, y):
    return np.mean((prediction - y) ** 2)


EXERCISES.append(Exercise(
    "6.1", "Mean squared error",
    "Return the mean of the squared differences between the arrays `prediction` and `y`, which is one number.",
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
    "6.2", "Read a slope from two losses",
    "The loss of a network is 0.842 when one of its weights is 0.49, and 0.836 when this weight is 0.51. What is the "
    "slope of the loss at 0.5, as well as you can tell?",
    solution=-0.3,
    why="The loss changes by 0.836 − 0.842 = −0.006, and the weight by 0.02. So the slope is −0.006 / 0.02 = −0.3. It "
        "is below 0, so a larger weight gives a smaller loss.",
    rtol=4e-3,
    see="Which way is down?",
    mistakes=[
        Mistake(0.3, "You have the sign the wrong way round. The loss falls when the weight grows, so the slope is "
                     "below 0: take 0.836 − 0.842."),
        Mistake(-0.006, "That is how much the loss changes. Divide it by the distance between the two weights, 0.02.",
                also=[0.006]),
        Mistake(-0.6, "You divided by 0.01. But the two weights are 0.02 apart: from 0.49 to 0.51.", also=[0.6]),
        Mistake(-0.00012, "You multiplied by 0.02. To get the change for one unit of weight, divide by 0.02.",
                also=[0.00012]),
        Mistake(round(-10 / 3, 6), "Your fraction is upside down. The slope is the change of the loss divided by the "
                                   "change of the weight: −0.006 / 0.02.", also=[round(10 / 3, 6)]),
        Mistake(0.839, "That is the mean of the losses 0.842 and 0.836. The slope says how fast the loss changes."),
    ],
    hints=["By how much does the loss change, and by how much does the weight change?",
           "The loss changes by −0.006 while the weight changes by 0.02."],
))


STEPS = array([0.0, 1.0, 2.0, 3.0]), array([5.0, 4.0, 2.0, 1.0])


def _walked(place):
    """Say in words how far a line (w, b) is from the best one for the four points of the lesson."""
    w, b = (float(part) for part in place)
    line = line_fit(*STEPS, w, b)
    if line.loss < 0.1:
        return "goal reached"
    if w > 0:
        return "a line that climbs"
    if abs(line.residual.mean()) > 0.25:
        return "too high" if line.residual.mean() > 0 else "too low"
    return "too steep" if w < -1.4 else "not steep enough"


EXERCISES.append(Exercise(
    "6.3", "Walk down to the bottom",
    "Find a slope and an intercept, `(w, b)`, whose mean squared error for the points (0, 5), (1, 4), (2, 2) and (3, "
    "1) is below 0.1.",
    solution=(-1.4, 5.1),
    measure=_walked,
    why="The bottom of the bowl is at w = −1.4 and b = 5.1, and there the loss is 0.05. Lines close to it are good "
        "enough, too.",
    see="The loss of every line at once",
    mistakes=[
        Mistake((1.4, 1.0), "Your line climbs, but the points go down from left to right. The slope `w` has to be "
                            "below 0."),
        Mistake((0, 0), "Your line is too low: the mean of its residuals is below 0. Make `b` larger, and look at the "
                        "slope along `b` again."),
        Mistake((-1.4, 6), "Your line is too high: the mean of its residuals is above 0. Make `b` smaller, and look at "
                           "the slope along `b` again."),
        Mistake((-2, 6), "Your line is in the middle of the points, but it is too steep. Bring `w` closer to 0, and "
                         "then correct `b`."),
        Mistake((0, 3), "Your line is in the middle of the points, but it is not steep enough. Make `w` smaller, such "
                        "as −1, and then correct `b`."),
    ],
    hints=["Change one of the two numbers at a time. If the slope along it is above 0, make the number smaller.",
           "The points go down by about 4 while x goes from 0 to 3. What slope is that? How high are they at x = 0?"],
))

EXERCISES.append(Exercise(
    "6.4", "Surprise without a computer",
    "ln 2 is 0.6931, and ln 10 is 2.3026. Something had the probability 1/20, and it happened. How large is the "
    "surprise?",
    solution=round(float(np.log(20)), 6),
    rtol=4e-3,
    why="The surprise is −ln(1/20) = ln 20. And 20 is 2 · 10, so it is ln 2 + ln 10 = 0.6931 + 2.3026 = 2.9957.",
    see="Logarithms turn products into sums",
    mistakes=[
        Mistake(round(float(-np.log(20)), 6), "This is ln(1/20), which is below 0. The surprise is −ln(1/20): it has a "
                                              "minus in front."),
        Mistake(round(float(np.log(2) * np.log(10)), 6),
                "You multiplied the two logarithms. The logarithm of a product is the sum: 0.6931 + 2.3026."),
        Mistake(round(float(np.log(5)), 6), "You subtracted the two logarithms, and that is for a fraction: it gives "
                                            "ln(10/2) = ln 5. For 2 · 10, add them."),
        Mistake(round(float(np.log(10)), 6), "That is ln 10, the surprise at 1/10. But 1/20 is half as probable, so "
                                             "add ln 2."),
        Mistake(0.05, "0.05 is the probability, 1/20. The surprise is −ln of it."),
        Mistake(20, "20 is 1 divided by the probability. The surprise is the logarithm of that, ln 20."),
        Mistake(0.95, "0.95 is 1 − 1/20, and that cannot get larger than 1. The surprise is −ln(1/20)."),
        Mistake(round(float(np.log10(20)), 6), "You used another base. We use the natural logarithm: ln 10 is 2.3026.",
                also=[round(float(np.log2(20)), 6)]),
    ],
    hints=["−ln(1/20) is ln 20. Write 20 as a product of 2 and 10.",
           "ln(a · b) = ln a + ln b."],
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
    "6.6", "The recipe in order",
    "Put the four lines in order, so that they compute a loss for numbers by our recipe.",
    solution="bdac",
    lines={"a": "surprise = -np.log(chance)", "b": "residual = prediction - y", "c": "loss = surprise.mean()",
           "d": "chance = np.exp(-np.abs(residual))"},
    before={"d": "b", "a": "d", "c": "a"},
    why="First we need the residuals, then how probable they are, then −ln of that, and at last the mean. The "
        "chance is the peak, e^(−|r|), so this loss is the mean absolute error.",
    see="The same recipe for numbers",
    mistakes=[
        Mistake("dbac", "`chance` is computed from `residual`, which is not there yet. Begin with the line that needs "
                        "only `prediction` and `y`."),
        Mistake("badc", "`surprise` is −ln of `chance`, so the line with `chance` comes before it."),
        Mistake("bdca", "`loss` is the mean of `surprise`, so the line with `surprise` comes before it."),
        Mistake("cadb", "This is the way back, from the loss to the residuals. Begin with the line that needs only "
                        "`prediction` and `y`."),
    ],
    hints=["Which line needs nothing but `prediction` and `y`?",
           "The recipe has three steps: the chance, then −ln of it, then the mean."],
))


def huber(r, delta):
    near = r ** 2 / 2
    far = delta * (np.abs(r) - delta / 2)
    return np.where(np.abs(r) <= delta, near, far)


MISSES = array([-3.0, -0.5, 0.0, 1.0, 2.0])

EXERCISES.append(Exercise(
    "6.7", "Round inside, straight outside",
    "Return the Huber loss of each residual in the array `r`: r²/2 where |r| is at most `delta`, and δ(|r| − δ/2) "
    "elsewhere.",
    solution=huber,
    why="`np.where` takes the parabola near 0 and the straight line far out. At |r| = δ both give δ²/2, and both have "
        "the slope δ, so there is no corner.",
    inputs=[(array([0.5, 3.0]), 1.0), (MISSES, 1.0), (MISSES, 2.0), (array([-1.0, 1.5]), 0.5)],
    random=lambda rng: (rng.normal(0, 2, size=5), rng.uniform(0.5, 2)),
    see="One wild point",
    mistakes=[
        Mistake(lambda r, delta: np.where(r <= delta, r ** 2 / 2, delta * (np.abs(r) - delta / 2)),
                "You compared `r` itself with `delta`. The residual −3 is far from 0 too, so compare `np.abs(r)`."),
        Mistake(lambda r, delta: np.where(np.abs(r) <= delta, r ** 2, delta * (np.abs(r) - delta / 2)),
                "You forgot to divide the square by 2. Then the two pieces don't meet: at δ = 1 they are 1 and 0.5."),
        Mistake(lambda r, delta: np.where(np.abs(r) <= delta, r ** 2 / 2, np.abs(r)),
                "Far out you took |r|, which does not meet the parabola. It should be `delta * (np.abs(r) - delta / "
                "2)`."),
        Mistake(lambda r, delta: np.where(np.abs(r) <= delta, r ** 2 / 2, delta * (r - delta / 2)),
                "Far out you took `r` with its sign, so the residual −3 gets a negative loss. Use `np.abs(r)` there."),
        Mistake(lambda r, delta: np.where(np.abs(r) > delta, r ** 2 / 2, delta * (np.abs(r) - delta / 2)),
                "You swapped the two pieces. The square is for residuals near 0, where `np.abs(r) <= delta`."),
        Mistake(lambda r, delta: np.where(np.abs(r) <= delta, r ** 2 / 2, delta * np.abs(r) - delta / 2),
                "The brackets are missing: δ multiplies all of |r| − δ/2. Write `delta * (np.abs(r) - delta / 2)`."),
        Mistake(lambda r, delta: np.where(np.abs(r) <= 1, r ** 2 / 2, np.abs(r) - 0.5),
                "This is right for δ = 1 only. Use `delta` in the condition and in the formula for far out."),
        Mistake(lambda r, delta: np.mean(huber(r, delta)),
                "You took the mean. Here, return the loss of each residual, an array like `r`."),
    ],
    hints=["With δ = 1, the residual 0.5 has the loss 0.5²/2 = 0.125, and 3 has the loss 1 · (3 − 0.5) = 2.5.",
           "`np.where(condition, a, b)` takes an entry of `a` where the condition is true, and of `b` elsewhere.",
           "The condition is `np.abs(r) <= delta`."],
))

EXERCISES.append(Exercise(
    "6.8", "Which loss?",
    "You predict house prices, and in your data a few prices have a zero too many. Which loss do you choose?",
    solution="c",
    choices={"a": "mean squared error", "b": "binary cross-entropy", "c": "Huber",
             "d": "the sum of the residuals"},
    why="For small errors Huber is a square, so it tells them apart well. For large errors it is a straight line, so a "
        "few mistyped prices cannot pull the answer over to them.",
    see="A number or a class?",
    mistakes=[
        Mistake("a",
                "A price with a zero too many is far off, and squared it outweighs everything else. In the lesson, a "
                "single 100 among 5 measurements pulled the answer up to 22."),
        Mistake("b",
                "Cross-entropy takes a probability, between 0 and 1. A price is a quantity, so this is a regression."),
        Mistake("d",
                "Residuals above and below 0 cancel. In the lesson, the line 2x + 1 had the sum 0, but it goes through "
                "only 1 of the 4 points."),
    ],
    hints=["Is a price a quantity or a class?",
           "With which of the losses can a single wild point not outweigh all the others?"],
))

EXERCISES.append(Exercise(
    "6.9", "Four classes, nothing learned",
    "An untrained network gives the same probability to each of four classes. What is its cross-entropy?",
    solution=round(float(np.log(4)), 6),
    rtol=4e-3,  # 1.39 will do
    why="Every class got the probability 1/4, and so did the right one. So each example costs −ln(1/4) = ln 4.",
    see="Several classes: softmax and one surprise",
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
    "6.10", "Categorical cross-entropy",
    "Return the mean surprise at the right classes: `probabilities` is (m, k), and `labels` is (m,) with numbers from "
    "0 to k − 1.",
    solution=cce,
    why="In each row only the probability of the right class counts. Two lists of indices of the same length pick one "
        "entry from each row.",
    inputs=[(array([[0.7, 0.2, 0.1]]), array([1])), (ROWS, array([0, 2])),
            (array([[0.5, 0.25, 0.25], [0.1, 0.8, 0.1], [0.2, 0.2, 0.6]]), array([1, 1, 0]))],
    random=lambda rng: (softmax(rng.normal(size=(5, 3))), rng.integers(0, 3, size=5)),
    see="Several classes: softmax and one surprise",
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
    "6.11", "The loss from scores, row by row",
    "Return each row's log-sum-exp minus its right score, with shape (m,) and without overflow. `Z` is (m, k).",
    solution=row_losses,
    why="You take each row's own largest score out of the sum. Then the largest exponent of every row is 0, so nothing "
        "overflows, and no sum is 0.",
    inputs=[(array([[2.0, 1.0, 0.1]]), array([0])), (array([[1.0, 2.0], [3.0, 3.0]]), array([0, 1])),
            (array([[1000.0, 999.0], [-1000.0, -1001.0]]), array([1, 1])),
            (array([[1000.0, 0.0], [2.0, 1.0]]), array([1, 0])), (SCORES, array([0, 1]))],
    random=scored,
    see="The loss from the scores",
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

EXERCISES.append(Exercise(
    "6.12", "Four slopes at once",
    "Softmax gives the probabilities 0.1, 0.2, 0.3 and 0.4 to four classes, numbered from 0. Class 2 is right. What "
    "slopes of the loss would you measure at the four scores?",
    solution=array([0.1, 0.2, -0.7, 0.4]),
    rtol=4e-3,
    why="At a wrong class the slope is its probability. At the right class it is the probability minus 1, here 0.3 − 1 "
        "= −0.7. The four slopes add up to 0.",
    see="Which way should the scores go?",
    mistakes=[
        Mistake(array([-0.1, -0.2, 0.7, -0.4]), "All your signs are the wrong way round. A higher score for a wrong "
                                                "class makes the loss larger, so its slope is above 0: 0.1, 0.2, 0.4."),
        Mistake(array([0.1, 0.2, 0.7, 0.4]), "The sizes are right. But a higher score for the right class makes the "
                                             "loss smaller, so this slope is below 0: −0.7."),
        Mistake(array([0.1, 0.2, 0.3, 0.4]), "These are the probabilities. For the right class, class 2, subtract 1."),
        Mistake(array([0.1, 0.2, -0.3, 0.4]), "For the right class you only turned the sign around. Subtract 1 from "
                                              "its probability: 0.3 − 1."),
        Mistake(array([0.0, 0.0, -0.7, 0.0]), "The scores of the wrong classes count, too: if one of them goes up, the "
                                              "right class loses some of its probability. Their slopes are 0.1, 0.2 "
                                              "and 0.4."),
        Mistake(array([0.0, 0.0, 1.0, 0.0]), "This is the truth, one-hot. Subtract it from the probabilities: 0.1 − 0, "
                                             "0.2 − 0, 0.3 − 1 and 0.4 − 0."),
        Mistake(array([0.1, -0.8, 0.3, 0.4]), "You subtracted 1 in the second place. The classes are numbered from 0, "
                                              "so class 2 is the third one."),
        Mistake(array([-0.9, -0.8, -0.7, -0.6]), "You subtracted 1 from all four. Only class 2 is right, so subtract 1 "
                                                 "only there."),
        Mistake(array([0.025, 0.05, -0.175, 0.1]), "You divided by 4, the number of classes. There is only one "
                                                   "example, so you don't have to divide."),
    ],
    hints=["In the lesson, the slopes at the wrong classes were the same numbers as two of the probabilities.",
           "At the right class, the slope is the probability minus 1."],
))


def nudged(z, y, of, h=0.001, over=0.002):
    return (of(z + h, y) - of(z - h, y)) / over


def squared(z, y):
    return (sigmoid(z) - y) ** 2


def squared_error_slope(z, y):
    h = 0.001
    right = (sigmoid(z + h) - y) ** 2
    left = (sigmoid(z - h) - y) ** 2
    return (right - left) / (2 * h)


EXERCISES.append(Exercise(
    "6.13", "Measure a slope yourself",
    "The prediction is σ(z), and the loss is the squared error, (σ(z) − y)². Measure the slope of the loss at the "
    "score `z`, by nudging `z` to both sides. You can use `sigmoid`.",
    solution=squared_error_slope,
    why="You need no formula for the slope. Compute the loss a little to the right and a little to the left, and "
        "divide the difference by the distance between the two scores.",
    inputs=[(0.0, 1), (0.7, 1), (-10.0, 1), (3.0, 0), (-1.0, 0)],
    random=lambda rng: (float(rng.normal(0, 3)), int(rng.integers(0, 2))),
    rtol=1e-3,
    see="Why not squared error for classes?",
    mistakes=[
        Mistake(lambda z, y: nudged(z, y, squared, over=0.001),
                "You divided by `h`, so the slope is twice as large as it should be. From `z - h` to `z + h` it is `2 "
                "* h`.", also=[lambda z, y: nudged(z, y, squared, h=1e-5, over=1e-5)]),
        Mistake(lambda z, y: (squared(z + 0.001, y) - squared(z, y)) / 0.002,
                "You nudged to one side only, and divided by `2 * h`. Nudge to both sides: `z + h` and `z - h`."),
        Mistake(lambda z, y: nudged(z, y, squared, over=1),
                "This is how much the loss changes. Divide it by the distance between the two scores, `2 * h`.",
                also=[lambda z, y: nudged(z, y, squared, h=1e-5, over=1)]),
        Mistake(lambda z, y: -nudged(z, y, squared),
                "You have the sign the wrong way round. Take the loss at `z + h` minus the loss at `z - h`."),
        Mistake(lambda z, y: ((sigmoid(z) + 0.001 - y) ** 2 - (sigmoid(z) - 0.001 - y) ** 2) / 0.002,
                "You nudged the prediction. Nudge the score, before it goes into the sigmoid: `sigmoid(z + h)`."),
        Mistake(lambda z, y: nudged(z, y, lambda z, y: sigmoid(z) - y),
                "You forgot the square, so this is the slope of the sigmoid. The loss is `(sigmoid(z) - y) ** 2`."),
        Mistake(lambda z, y: nudged(z, y, lambda z, y: -np.log(sigmoid(z) if y else 1 - sigmoid(z))),
                "This is the slope of cross-entropy. Here the loss is `(sigmoid(z) - y) ** 2`."),
        Mistake(lambda z, y: nudged(z, y, lambda z, y: (z - y) ** 2),
                "You compared the score with the truth. The prediction is `sigmoid(z)`."),
        Mistake(lambda z, y: nudged(z, 1, squared),
                "This is right for y = 1 only. Use `y` in the loss, `(sigmoid(z) - y) ** 2`."),
        Mistake(lambda z, y: squared(z, y), "This is the loss itself. Compute it at `z + h` and at `z - h`."),
        Mistake(lambda z, y: (squared(z + 0.001, y) - squared(z - 0.001, y)) / 2 * 0.001,
                "Brackets are missing: `/ 2 * h` divides by 2 and then multiplies by h. Write `/ (2 * h)`.",
                also=[lambda z, y: (squared(z + 1e-5, y) - squared(z - 1e-5, y)) / 2 * 1e-5]),
    ],
    hints=["Choose a small number, such as `h = 0.001`.",
           "To the right the loss is `(sigmoid(z + h) - y) ** 2`. To the left it is the same with `z - h`.",
           "Take the loss on the right minus the loss on the left, and divide by `2 * h`."],
))

EXERCISES.append(Exercise(
    "6.14", "A loss to worry about",
    "A network learns yes or no with cross-entropy. Its loss is −3.2, and it falls every minute. What has happened?",
    solution="b",
    choices={"a": "it has learned very well", "b": "a minus was lost", "c": "the mean was forgotten",
             "d": "a probability was exactly 0"},
    why="A surprise is never below 0. Without the minus, the network is rewarded for being wrong, and it can go on "
        "with that without end.",
    see='Popular but wrong: "the minus sign is only for looks"',
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
