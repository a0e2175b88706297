"""Exercises of lesson 04: activations."""

import numpy as np
from numpy import array

from dlmath.exercises.check import Exercise, Mistake

EXERCISES = []


POCKET = (array([[0.5, -1.0, 1.0], [0.5, 0.5, -1.0]]), array([-0.5, 0.0, 2.0]), array([[0.5], [1.0], [-0.5]]),
          array([0.2]))
SQUARE = (array([[1.0, 2.0], [0.0, 1.0]]), array([1.0, -1.0]), array([[2.0, 0.0], [1.0, 3.0]]), array([0.5, 4.0]))
COLLAPSE, SIGMOID, UNIT = "Without activations, everything collapses", "Sigmoid: from 0 to 1", \
    "What weight and bias do to the bend"


def two_layers(rng):
    n_in, n, n_out = rng.integers(1, 5, size=3)
    return rng.normal(size=(n_in, n)), rng.normal(size=n), rng.normal(size=(n, n_out)), rng.normal(size=n_out)


def one_layer(W1, b1, W2, b2):
    return W1 @ W2, b1 @ W2 + b2


EXERCISES.append(Exercise(
    "4.1", "Two layers in one",
    "Return the pair `W, b` of the one layer that does what two layers with no activation between do.",
    solution=one_layer,
    why="Multiplied out, (XW₁ + b₁)W₂ + b₂ is X(W₁W₂) + (b₁W₂ + b₂): what stands with X is the weight, the rest "
        "is the bias.",
    inputs=[(array([[2.0]]), array([1.0]), array([[3.0]]), array([5.0])), POCKET, SQUARE],
    random=two_layers,
    see=COLLAPSE,
    mistakes=[
        Mistake(lambda W1, b1, W2, b2: (W1 @ W2, b2),
                "The first bias, `b1`, is lost. It goes through the second layer like everything else: `b1 @ W2`."),
        Mistake(lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W2),
                "The second bias, `b2`, is lost. It is added at the very end."),
        Mistake(lambda W1, b1, W2, b2: (W1 @ W2, b1 + b2),
                "This adds the two biases. But `b1` comes before the second layer, so it is multiplied by `W2` "
                "first."),
        Mistake(lambda W1, b1, W2, b2: (W2 @ W1, b1 @ W2 + b2),
                "The order is turned: `X` meets `W1` first, so the product is `W1 @ W2`."),
        Mistake(lambda W1, b1, W2, b2: (W1 + W2, b1 @ W2 + b2),
                "The weights are added, and should be multiplied: times 2 and then times 3 is times 6, not 5."),
        Mistake(lambda W1, b1, W2, b2: (W1 * W2, b1 @ W2 + b2),
                "`*` multiplies entry by entry. One layer after another is the matrix product `@`."),
    ],
    hints=["With one number each: 3 · (2x + 1) + 5 is 6x + 8.",
           "In (XW₁ + b₁)W₂ + b₂, open the bracket: which part still has an `X`?",
           "`W1 @ W2` for the weights; `b1` has to go through the second layer, and then `b2` is added."],
))


def sigmoid_slope(z):
    a = 1 / (1 + np.exp(-z))
    return a * (1 - a)


EXERCISES.append(Exercise(
    "4.2", "The slope of the sigmoid",
    "Return the slope of the sigmoid at `z`, for every entry of an array.",
    solution=sigmoid_slope,
    why="With a = σ(z) the slope is a(1 − a): greatest, one quarter, where a is one half, and nearly 0 where a is "
        "near 0 or 1.",
    inputs=[(array([0.0]),), (array([1.0, -1.0]),), (array([-3.0, 0.5, 8.0]),)],
    random=lambda rng: (rng.normal(0, 3, size=5),),
    see=SIGMOID,
    mistakes=[
        Mistake(lambda z: 1 / (1 + np.exp(-z)),
                "This is the sigmoid itself, 0.5 at 0. Its slope there is 0.25."),
        Mistake(lambda z: z * (1 - z),
                "The formula a(1 − a) wants a = σ(z), what the sigmoid *gives*; here `z` went in as it is."),
        Mistake(lambda z: 1 - 1 / (1 + np.exp(-z)),
                "This is 1 − a, one of the two factors of a(1 − a)."),
        Mistake(lambda z: 1 - np.tanh(z) ** 2,
                "This is the slope of tanh, which reaches 1. The sigmoid's is at most 0.25."),
        Mistake(lambda z: 1 - (1 / (1 + np.exp(-z))) ** 2,
                "This is 1 − a², the form of tanh's slope with the sigmoid put in. The sigmoid's is a(1 − a)."),
        Mistake(lambda z: 1 / (1 + np.exp(-z)) * (1 - z),
                "The second factor is 1 − `z`, and should be 1 − a: the sigmoid goes into both."),
    ],
    hints=["At 0 the sigmoid is 0.5, and its slope 0.5 · (1 − 0.5) = 0.25.",
           "Compute `a = 1 / (1 + np.exp(-z))` first.",
           "Then return `a` times one minus `a`."],
))


def step_place(w, b):
    return -b / w


EXERCISES.append(Exercise(
    "4.3", "Where is the step?",
    "For which `x` does σ(wx + b) give one half? Return it from `w` and `b`; `w` is not 0.",
    solution=step_place,
    why="σ is one half where its input is 0, and wx + b = 0 at x = −b/w.",
    inputs=[(1.0, 4.0), (2.0, 4.0), (-2.0, 4.0), (0.5, -3.0)],
    see=UNIT,
    mistakes=[
        Mistake(lambda w, b: b, "The step does not lie at `b`: with w = 1 and b = 4 the weighted sum at x = 4 is "
                                "8, not 0."),
        Mistake(lambda w, b: -b, "This is −b, right for w = 1 alone. With w = 2, b = 4 the sum 2x + 4 is 0 at −2."),
        Mistake(lambda w, b: b / w, "The sign is missing: with w = 2, b = 4 this gives 2, where 2x + 4 is 8."),
        Mistake(lambda w, b: -w / b, "The fraction is upside down: from wx = −b divide by `w`."),
        Mistake(lambda w, b: -b * w, "This multiplies by `w`. From wx = −b you get x when you *divide* by `w`."),
        Mistake(lambda w, b: -b / abs(w), "The sign of `w` is lost: a negative weight turns the step round, and "
                                          "with w = −2, b = 4 it lies at +2."),
    ],
    hints=["For which input is the sigmoid one half?",
           "Solve wx + b = 0 for x."],
))


LAYERS, DIES, SOFTMAX = "Slopes through many layers", "A ReLU can die", "Softmax: a whole row at once"


def left_over(slopes, weights):
    return np.prod(slopes * weights)


EXERCISES.append(Exercise(
    "4.4", "What is left of the message",
    "Each layer multiplies a message by its `slopes[i]` and its `weights[i]`. It starts as 1: return what is left.",
    solution=left_over,
    why="Layer after layer means factor after factor. Twenty factors of 0.25 leave a millionth of a millionth; "
        "twenty of 1 leave all.",
    inputs=[(array([0.25]), array([2.0])), (array([0.25, 0.2]), array([1.0, 1.0])),
            (array([0.25, 0.25, 0.1]), array([4.0, 2.0, 1.0])), (array([1.0, 0.0, 1.0]), array([2.0, 3.0, 1.0]))],
    random=lambda rng: (rng.random(4), rng.normal(size=4)),
    see=LAYERS,
    mistakes=[
        Mistake(lambda slopes, weights: np.prod(slopes),
                "The weights are left out. A message passes them too: 0.25 with a weight of 2 leaves 0.5."),
        Mistake(lambda slopes, weights: np.prod(weights),
                "The slopes are left out: they are what makes it vanish. A slope of 0.25 and a weight of 2 leave "
                "0.5."),
        Mistake(lambda slopes, weights: np.sum(slopes * weights),
                "This adds the layers up. Each layer multiplies what the one before left: 0.25 · 0.2 = 0.05."),
        Mistake(lambda slopes, weights: slopes * weights,
                "These are the factors, one a layer; what is left is their product, one number: `np.prod`."),
        Mistake(lambda slopes, weights: np.prod(slopes + weights),
                "Slope and weight are added within each layer. Both multiply the message: 0.25 and a weight of 2 "
                "leave 0.5."),
        Mistake(lambda slopes, weights: np.mean(slopes * weights) ** len(slopes),
                "This takes the mean factor to a power. 0.1 and 0.9 leave 0.09, and their mean squared is 0.25."),
    ],
    hints=["Two layers with slopes 0.25 and 0.2, weights 1 and 1: 1 · 0.25 · 0.2 = 0.05.",
           "`slopes * weights` has one factor for each layer.",
           "`np.prod` multiplies all entries of an array."],
))


def leaky(z, slope):
    return np.where(z > 0, z, slope * z)


EXERCISES.append(Exercise(
    "4.5", "A hinge that leaks",
    "Return `z` where it is above 0, and `slope` times `z` elsewhere, for every entry of the array `z`.",
    solution=leaky,
    why="Above 0 it is the identity, below it a much flatter line: small, and never without a slope.",
    inputs=[(array([-2.0]), 0.01), (array([-2.0, 3.0]), 0.01), (array([-1.0, 0.0, 4.0]), 0.25)],
    random=lambda rng: (rng.normal(0, 2, size=6), 0.1),
    see=DIES,
    mistakes=[
        Mistake(lambda z, slope: np.maximum(0, z),
                "This is the plain ReLU, 0 below 0. Where `z` is −2 and the slope 0.01, −0.02 is asked for."),
        Mistake(lambda z, slope: slope * z,
                "The slope acts everywhere; above 0 the number should pass as it is: 3 stays 3."),
        Mistake(lambda z, slope: np.where(z > 0, z, slope),
                "Below 0 this gives the slope itself, always 0.01. It should be the slope *times* `z`."),
        Mistake(lambda z, slope: np.where(z > 0, z, -slope * z),
                "The sign is turned: −2 becomes +0.02. A slope of 0.01 leaves it below 0."),
        Mistake(lambda z, slope: np.where(z > 0, slope * z, z),
                "The sides are swapped: here the positive numbers are made small. `np.where(condition, if so, if "
                "not)`."),
        Mistake(lambda z, slope: np.where(z > 0, 1.0, slope),
                "This is the derivative, 1 or `slope`. The function itself is asked for."),
    ],
    hints=["−2 with slope 0.01 becomes −0.02, and 3 stays 3.",
           "`np.where(condition, a, b)` takes from `a` where the condition holds, elsewhere from `b`.",
           "The condition is `z > 0`."],
))


def count_dead(Z):
    return (Z <= 0).all(axis=0).sum()


EXERCISES.append(Exercise(
    "4.6", "Count the dead",
    "`Z` holds weighted sums, a row for each example, a column for each ReLU unit. How many units are dead?",
    solution=count_dead,
    why="A ReLU unit is dead if no example brings it above 0: then its slope is 0 for all, and nothing moves it.",
    inputs=[(array([[-1.0], [-2.0]]),), (array([[-1.0, 2.0], [-3.0, -1.0]]),),
            (array([[-1.0, 0.0, 2.0], [-3.0, 0.0, -1.0]]),),
            (array([[-9.0, -1.0, 3.0], [1.0, -1.0, 2.0], [1.0, -4.0, -9.0], [1.0, -1.0, -9.0]]),),
            (array([[1.0, 2.0, 3.0], [-1.0, -2.0, -3.0]]),)],
    random=lambda rng: (rng.normal(-1, 1, size=(3, 12)),),
    see=DIES,
    mistakes=[
        Mistake(lambda Z: (Z <= 0).all(axis=1).sum(),
                "This looks along the rows: it counts *examples* for which every unit is off. Units are columns, "
                "`axis=0`."),
        Mistake(lambda Z: (Z <= 0).any(axis=0).sum(),
                "This counts units that are off for *some* example. Every ReLU rests now and then; a dead one is "
                "off for all: `all`."),
        Mistake(lambda Z: (Z <= 0).sum(),
                "This counts single entries that are off, one for each example and unit, not units. Look down each "
                "column first: `.all(axis=0)`."),
        Mistake(lambda Z: (Z > 0).any(axis=0).sum(),
                "This counts the living, `(Z > 0).any(axis=0)`: those that some example brings above 0."),
        Mistake(lambda Z: (Z.mean(axis=0) <= 0).sum(),
                "This looks at the *mean* of each unit. One example above 0 is enough to live, however low the "
                "mean."),
        Mistake(lambda Z: (Z < 0).all(axis=0).sum(),
                "A sum of exactly 0 is forgotten: there the slope is 0 too, so it should be `Z <= 0`."),
    ],
    hints=["Column 0 of [[−1, 2], [−3, −1]] is dead: −1 and −3. Column 1 is not: 2 is above 0.",
           "`Z <= 0` is True where a unit is off. When is a whole column of it True?",
           "`.all(axis=0)` looks down each column, `.sum()` counts what is True."],
))


VANISHES, EXP, ENTRIES, WHERE = 'Popular but wrong: "ReLU has no vanishing gradient"', \
    'Popular but wrong: "exp(1000) is a large number like any other"', \
    'Popular but wrong: "softmax works entry by entry"', "Which one where"


def spread_for_relu(n_in):
    return np.sqrt(2 / n_in)


EXERCISES.append(Exercise(
    "4.7", "How large should the first weights be?",
    "Return the standard deviation of He et al. for the first weights of a ReLU layer with `n_in` inputs.",
    solution=spread_for_relu,
    why="Adding up n_in terms makes a sum √n_in times as large, and a ReLU is off half of the time, which costs "
        "√2: √(2/n_in) makes good for both.",
    inputs=[(2,), (8,), (50,), (784,)],
    see=VANISHES,
    mistakes=[
        Mistake(lambda n_in: 2 / n_in,
                "The square root is missing: 2/n_in is the *variance*, the square of what is asked for."),
        Mistake(lambda n_in: np.sqrt(1 / n_in),
                "The 2 is missing: √(1/n_in) is a spread of 1, with which ReLU loses half of its squares in each "
                "layer."),
        Mistake(lambda n_in: np.sqrt(n_in / 2),
                "The fraction is upside down: with more inputs, here `n_in`, each weight has to be *smaller*."),
        Mistake(lambda n_in: 2 / np.sqrt(n_in),
                "The 2 belongs under the root as well: √2 ≈ 1.41 is needed, and this takes 2."),
        Mistake(lambda n_in: np.sqrt(2) / n_in,
                "`n_in` belongs under the root as well: a sum of 100 random terms is about 10 times as large, not "
                "100 times."),
    ],
    hints=["With 8 inputs it is 0.5, with 2 inputs 1.",
           "It is the square root of a fraction: `np.sqrt`.",
           "2 above, `n_in` below, all of it under the root."],
))


def over_all(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum()


def over_columns(Z):
    e = np.exp(Z - Z.max(axis=0))
    return e / e.sum(axis=0)


def one_maximum(Z):
    e = np.exp(Z - Z.max())
    return e / e.sum(axis=1, keepdims=True)


def without_shift(Z):
    e = np.exp(Z)
    return e / e.sum(axis=1, keepdims=True)


def no_keepdims(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1)


def entry_by_entry(Z):
    return 1 / (1 + np.exp(-np.clip(Z, -700, 700)))


def probabilities(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


EXERCISES.append(Exercise(
    "4.8", "A batch of probabilities",
    "`Z` holds scores, a row for each example. Return softmax of each row, with no overflow however large they "
    "are.",
    solution=probabilities,
    why="Each row's largest score is taken away first, so no exponent is above 0; each row is divided by its own "
        "sum.",
    inputs=[(array([[0.0, 0.0]]),), (array([[1.0, 2.0]]),), (array([[2.0, 1.0, 0.1]]),),
            (array([[2.0, 1.0, 0.1], [5.0, 5.0, 5.0]]),), (array([[1.0, 0.0], [0.0, 3.0]]),),
            (array([[1000.0, 999.0], [1.0, 0.0]]),)],
    random=lambda rng: (rng.normal(0, 3, size=(3, 4)),),
    see=ENTRIES,
    mistakes=[
        Mistake(without_shift,
                "`np.exp(1000)` is infinite, and infinity divided by infinity is `nan`. Take the row's largest "
                "score away first."),
        Mistake(one_maximum,
                "One maximum is taken from all rows. Beside a row near 1000, a row near 0 becomes `exp(-1000)`, "
                "which is 0, and then 0/0. Each row needs its own."),
        Mistake(over_all,
                "The sum runs over everything, so all rows together add up to 1. Each row should: `axis=1`."),
        Mistake(lambda Z: np.exp(Z) / np.exp(Z).sum(),
                "This is softmax for a single row. Here the sum runs over all rows, and should run along each: "
                "`axis=1, keepdims=True`. Then look to large scores: `np.exp(1000)` is infinite."),
        Mistake(over_columns,
                "The *columns* add up to 1 here. A row is an example, so sum along the row: `axis=1`."),
        Mistake(no_keepdims,
                "`keepdims=True` is missing at the sum: as (m,) it lies along the columns, or does not fit. As "
                "(m, 1) it stands beside the rows."),
        Mistake(lambda Z: Z / Z.sum(axis=1, keepdims=True),
                "The exponential is missing: scores were divided by their sum. 0 and 0 give 0/0, and negative "
                "scores negative shares."),
        Mistake(entry_by_entry,
                "This is the sigmoid of each score on its own; [1, 2] gives 0.73 and 0.88, more than 1 together."),
    ],
    hints=["[2, 1, 0.1] gives 0.659, 0.242 and 0.099; 1000 added to all three gives the same.",
           "`Z.max(axis=1, keepdims=True)` is a column with the largest score of each row.",
           "Exponentials of what is left, divided by `e.sum(axis=1, keepdims=True)`."],
))


EXERCISES.append(Exercise(
    "4.9", "What stands at the output?",
    "A photo may show a dog, a cat, both or neither; the network has two outputs. Which activation there?",
    solution="c",
    choices={"a": "softmax over the two", "b": "ReLU on each", "c": "sigmoid on each", "d": "none, the identity"},
    why="Two questions, each yes or no, and independent of each other: each gets a number between 0 and 1 of its "
        "own.",
    see=WHERE,
    mistakes=[
        Mistake("a", "Softmax makes the two add up to 1: “both” would have to be 0.5 and 0.5, and “neither” "
                     "could not be said at all."),
        Mistake("b", "A ReLU gives 0 or any positive number, 7.3 for instance: no probability. And where it is 0 "
                     "it cannot learn."),
        Mistake("d", "The identity gives any number, −4 or 12, as for a price. “Is there a dog?” wants one "
                     "between 0 and 1."),
    ],
    hints=["Can both answers be yes at once? Then they must not have to share.",
           "Which function gives a number between 0 and 1 from a single score?"],
))
