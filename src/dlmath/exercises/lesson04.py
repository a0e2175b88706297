"""Exercises of lesson 04: activations."""

import numpy as np
from numpy import array

from dlmath.exercises.check import Exercise, Mistake

EXERCISES = []


POCKET = (array([[0.5, -1.0, 1.0], [0.5, 0.5, -1.0]]), array([-0.5, 0.0, 2.0]), array([[0.5], [1.0], [-0.5]]),
          array([0.2]))
SQUARE = (array([[1.0, 2.0], [0.0, 1.0]]), array([1.0, -1.0]), array([[2.0, 0.0], [1.0, 3.0]]), array([0.5, 4.0]))


def two_layers(rng):
    n_in, n, n_out = rng.integers(1, 5, size=3)
    return rng.normal(size=(n_in, n)), rng.normal(size=n), rng.normal(size=(n, n_out)), rng.normal(size=n_out)


def one_layer(W1, b1, W2, b2):
    return W1 @ W2, b1 @ W2 + b2


EXERCISES.append(Exercise(
    "4.1", "Two layers in one",
    "Return the pair `W, b` of the one layer that does the same as two layers with no activation between them.",
    solution=one_layer,
    why="If you multiply out (XW₁ + b₁)W₂ + b₂, you get X(W₁W₂) + (b₁W₂ + b₂). What is multiplied with X is the "
        "weight, and the rest is the bias.",
    inputs=[(array([[2.0]]), array([1.0]), array([[3.0]]), array([5.0])), POCKET, SQUARE],
    random=two_layers,
    see="Does a second layer help?",
    mistakes=[
        Mistake(lambda W1, b1, W2, b2: (W1 @ W2, b2),
                "You lost the first bias, `b1`. It goes through the second layer like everything else: `b1 @ W2`."),
        Mistake(lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W2),
                "You lost the second bias, `b2`. It is added at the very end."),
        Mistake(lambda W1, b1, W2, b2: (W1 @ W2, b1 + b2),
                "You added the two biases. But `b1` comes before the second layer, so it is multiplied by `W2` first."),
        Mistake(lambda W1, b1, W2, b2: (W2 @ W1, b1 @ W2 + b2),
                "You swapped the two matrices. `X` meets `W1` first, so the product is `W1 @ W2`."),
        Mistake(lambda W1, b1, W2, b2: (W1 + W2, b1 @ W2 + b2),
                "You added the weights. Think of numbers: times 2 and then times 3 is times 6, not times 5.",
                also=[lambda W1, b1, W2, b2: (W1 + W2, b1 + b2)]),
        Mistake(lambda W1, b1, W2, b2: (W1 * W2, b1 @ W2 + b2),
                "You used `*`, which multiplies entry by entry. One layer after another is a matrix product, `@`."),
        Mistake(lambda W1, b1, W2, b2: W1 @ W2,
                "You returned the weights only. Return two things with a comma between them: `return W, b`."),
        Mistake(lambda W1, b1, W2, b2: (W1 @ W2, (b1 + b2) @ W2),
                "You sent both biases through the second layer. Only `b1` goes through it: `b2` is added at the very "
                "end."),
        Mistake(lambda W1, b1, W2, b2: (W1 @ W2, W2 @ b1 + b2),
                "You swapped `b1` and `W2`. What comes out of the first layer stands on the left of the matrix: `b1 @ "
                "W2`."),
        Mistake(lambda W1, b1, W2, b2: ((W1 @ W2).T, b1 @ W2 + b2),
                "Your weights lie on their side. `X` is multiplied by `W1 @ W2` as it is, so leave out the `.T`."),
    ],
    hints=["With one number for each: (2x + 1) · 3 + 5 is 6x + 8. Where does the 8 come from?",
           "Open the bracket in (XW₁ + b₁)W₂ + b₂. Which part still has an `X` in it?",
           "The weights are `W1 @ W2`. For the bias, `b1` has to go through the second layer, and then `b2` is added."],
))


def xor(network):
    """Say which of the four corners a network of two ReLU units says 1 to, such as "0110"."""
    W1, b1, W2, b2 = (np.array(part, float) for part in network)
    if [part.size for part in (W1, b1, W2, b2)] != [4, 2, 2, 1]:
        raise ValueError("four things are asked for: W1 with 4 numbers, b1 with 2, W2 with 2, and b2, one number")
    corners = array([[0, 0], [0, 1], [1, 0], [1, 1]])
    sums = np.maximum(0, corners @ W1.reshape(2, 2) + b1.ravel()) @ W2.ravel() + b2.ravel()
    return "".join("1" if z > 1e-9 else "0" for z in sums)


COUNT = ([[1, 1], [1, 1]], [0, -1])  # both units count the ones, and unit 1 begins one later

EXERCISES.append(Exercise(
    "4.2", "XOR with two bends",
    "Find `(W1, b1, W2, b2)` for two ReLU units and one output, so that the output's weighted sum is above 0 for "
    "(0, 1) and (1, 0), and not above 0 for (0, 0) and (1, 1).",
    solution=(*COUNT, [1, -2], 0),
    measure=xor,
    why="There are many answers. In this one both units add up the two inputs, but unit 1 takes 1 away and so it wakes "
        "up only when both inputs are 1. The output counts unit 0, and takes unit 1 away twice.",
    see="Two bends solve XOR",
    mistakes=[
        Mistake((*COUNT, [1, 0], 0),
                "Your network is OR: it says 1 for (1, 1), too. You need a unit that wakes up only at (1, 1), and a "
                "negative weight for that unit in `W2`."),
        Mistake((*COUNT, [0, 1], 0),
                "Your network is AND: it says 1 for (1, 1) only. Turn that around: the unit that wakes up at (1, 1) "
                "should speak against a 1."),
        Mistake((*COUNT, [-1, 2], 0.5),
                "Your network says 1 for (0, 0) and (1, 1), so it is right about nothing. You are nearly there: turn "
                "every sign in `W2` and `b2` around."),
        Mistake((*COUNT, [0, 0], 0),
                "Your network never says 1: the sum is not above 0 for any of the four. Which unit is on at (0, 1)? "
                "Give it a positive weight in `W2`."),
        Mistake((*COUNT, [1, -1], 1),
                "Your network says 1 to all four, so its bias `b2` is too large. At (0, 0) the sum must not be above "
                "0."),
        Mistake(([[1, 0], [0, 1]], [0, 0], [1, -1], 0),
                "Your network is right about (1, 0), but it does not say 1 for (0, 1). Which of your units is on at "
                "(0, 1)? It needs a positive weight in `W2`."),
        Mistake(([[1, 0], [0, 1]], [0, 0], [-1, 1], 0),
                "Your network is right about (0, 1), but it does not say 1 for (1, 0). Which of your units is on at "
                "(1, 0)? It needs a positive weight in `W2`."),
    ],
    hints=["In the scene, look for two units that bring (0, 1) and (1, 0) to the same place. For example, give both "
           "units the weights 1 and 1.",
           "With the weights 1 and 1 a unit counts the ones: 0, 1, 1 and 2. Give unit 1 the bias −1. Then it gives 0, "
           "0, 0 and 1.",
           "Unit 0 gives 0, 1, 1, 2, and unit 1 gives 0, 0, 0, 1. Which multiples of the two make 0, 1, 1, 0?"],
))

EXERCISES.append(Exercise(
    "4.3", "Draw a tent",
    "Three ReLU units have their corners at −1, 0 and 1: they are ReLU(x + 1), ReLU(x) and ReLU(x − 1). Choose their "
    "three output weights, so that the output is 0 up to −1, climbs to 1 at 0, falls back to 0 at 1, and stays 0.",
    solution=array([1.0, -2.0, 1.0]),
    why="At each corner the slope changes by the output weight of that unit. The slopes of the tent are 0, 1, −1 and "
        "0, so they change by +1, by −2 and by +1.",
    see="More bends follow any curve",
    mistakes=[
        Mistake(array([1.0, -1.0, 0.0]),
                "These are the slopes of the three pieces: 1, −1 and 0. You need the changes of the slope. From 1 to "
                "−1 it changes by −2."),
        Mistake(array([1.0, -1.0, 1.0]),
                "A change of −1 at 0 only makes the line level: 1 − 1 = 0. The tent has to fall there, with slope −1.",
                also=[array([1.0, -1.0, -1.0])]),
        Mistake(array([1.0, -2.0, 0.0]),
                "Your tent is right up to 1, but then the line falls on, below 0. Something has to bring the slope "
                "from −1 back to 0."),
        Mistake(array([0.0, 1.0, 0.0]),
                "These are the heights at the three corners: 0, 1 and 0. The output weights are not heights. They say "
                "by how much the slope changes."),
        Mistake(array([1.0, 1.0, 1.0]),
                "With these weights the line gets steeper at every corner: the slopes are 1, 2 and 3. The tent has to "
                "turn down at 0."),
        Mistake(array([-1.0, 2.0, -1.0]),
                "Your tent stands on its head: at 0 it is −1. Turn all three signs around."),
        Mistake(array([1.0, 0.0, -1.0]),
                "This climbs with slope 1 from −1 to 1, up to 2, and stays there. The tent turns down at 0 already."),
        Mistake(array([1.0, -2.0, 2.0]),
                "Up to 1 it is right. Then the slope becomes −1 + 2 = 1, so the line climbs again. It should stay at "
                "0."),
    ],
    hints=["Write down the slope of each of the four pieces of the tent, from left to right.",
           "At each corner, the output weight of the unit is added to the slope.",
           "The slopes are 0, 1, −1 and 0. By how much does the slope change at −1, at 0 and at 1?"],
))


def sigmoid_slope(z):
    a = 1 / (1 + np.exp(-z))
    return a * (1 - a)


EXERCISES.append(Exercise(
    "4.4", "The slope of the sigmoid",
    "Return the slope of the sigmoid at `z`, for every entry of an array.",
    solution=sigmoid_slope,
    why="If a = σ(z), the slope is a(1 − a). It is greatest where a is one half, and there it is one quarter. Where a "
        "is near 0 or 1, the slope is nearly 0.",
    inputs=[(array([0.0]),), (array([1.0, -1.0]),), (array([-3.0, 0.5, 8.0]),)],
    random=lambda rng: (rng.normal(0, 3, size=5),),
    see="The sigmoid, and how steep it is",
    mistakes=[
        Mistake(lambda z: 1 / (1 + np.exp(-z)),
                "This is the sigmoid itself. At 0 it is 0.5, but its slope there is 0.25: multiply a by 1 − a."),
        Mistake(lambda z: z * (1 - z),
                "You put `z` into a(1 − a). But a is what the sigmoid gives, so compute a = σ(z) first."),
        Mistake(lambda z: 1 - 1 / (1 + np.exp(-z)),
                "This is 1 − a, and that is only one of the two factors. Multiply it by a."),
        Mistake(lambda z: (lambda a: a * (a - 1))(1 / (1 + np.exp(-z))),
                "You have the sign the wrong way round: it is a(1 − a), not a(a − 1). The sigmoid rises everywhere, so "
                "its slope is above 0."),
        Mistake(lambda z: 1 - np.tanh(z) ** 2,
                "This is the slope of tanh, which reaches 1. The slope of the sigmoid is at most 0.25."),
        Mistake(lambda z: 1 - (1 / (1 + np.exp(-z))) ** 2,
                "This is 1 − a², which is how the slope of tanh looks. For the sigmoid it is a(1 − a)."),
        Mistake(lambda z: 1 / (1 + np.exp(-z)) * (1 - z),
                "Your second factor is 1 − `z`. It should be 1 − a: both factors are made from the sigmoid."),
        Mistake(lambda z: 0 * z,
                "You get 0 everywhere. In `a * 1 - a` Python multiplies first, and a − a is left. Put brackets around "
                "`1 - a`."),
        Mistake(lambda z: (1 / (1 + np.exp(-z))) ** 2,
                "This is a², because you multiplied a by itself. The second factor is 1 − a: `a * (1 - a)`."),
        Mistake(lambda z: (lambda a: a * (1 + a))(1 / (1 + np.exp(-z))),
                "Your second factor is 1 + a. It should be 1 − a: `a * (1 - a)`."),
    ],
    hints=["At 0 the sigmoid is 0.5, so its slope is 0.5 · (1 − 0.5) = 0.25.",
           "First compute `a = 1 / (1 + np.exp(-z))`.",
           "Then return `a` times one minus `a`."],
))


def step_place(w, b):
    return -b / w


EXERCISES.append(Exercise(
    "4.5", "Where is the step?",
    "For which `x` does σ(wx + b) give one half? Return it, computed from `w` and `b`, where `w` is not 0.",
    solution=step_place,
    why="The sigmoid is one half where its input is 0, and wx + b is 0 at x = −b/w.",
    inputs=[(1.0, 4.0), (2.0, 4.0), (-2.0, 4.0), (0.5, -3.0), (4.0, 1.0), (4, 3), (3.0, -2.0)],
    see="What the weight and the bias do",
    mistakes=[
        Mistake(lambda w, b: b, "The step is not at `b`. With w = 1 and b = 4, the weighted sum at x = 4 is 8, not 0."),
        Mistake(lambda w, b: -b, "−b is right only if w is 1. With w = 2 and b = 4, the sum 2x + 4 is 0 at x = −2."),
        Mistake(lambda w, b: b / w, "You lost the minus. With w = 2 and b = 4 you get 2, but 2·2 + 4 is 8, not 0."),
        Mistake(lambda w, b: -w / b, "Your fraction is upside down. From wx = −b, divide both sides by `w`.",
                also=[lambda w, b: w / b]),
        Mistake(lambda w, b: -b * w, "You multiplied by `w`. To get x from wx = −b, divide by `w`."),
        Mistake(lambda w, b: -b / abs(w),
                "You lost the sign of `w`. A negative weight turns the step around: with w = −2 and b = 4 it is at "
                "+2."),
        Mistake(lambda w, b: -b // w,
                "`//` rounds down to a whole number. With w = 4 and b = 1 the step is at −0.25: use `/`."),
        Mistake(lambda w, b: round(-b / w),
                "You rounded to a whole number. The step may be anywhere: with w = 4 and b = 1 it is at −0.25.",
                also=[lambda w, b: int(-b / w)]),
        Mistake(lambda w, b: (0.5 - b) / w,
                "You solved wx + b = 0.5. It is the sigmoid that should be 0.5, and for that its input has to be 0: "
                "solve `w * x + b = 0`."),
        Mistake(lambda w, b: -4 / w, "4 was the bias in the example. Use the name `b`, whatever its value is."),
        Mistake(lambda w, b: -b / 2, "2 was the weight in the example. Use the name `w`, whatever its value is."),
    ],
    hints=["For which input is the sigmoid one half?",
           "Solve wx + b = 0 for x."],
))


def over_all(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum()


def one_softmax(Z):
    e = np.exp(Z - Z.max())
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


def by_smallest(Z):
    e = np.exp(Z - Z.min(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def by_mean(Z):
    e = np.exp(Z - Z.mean(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def no_keepdims(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1)


def no_keepdims_at_all(Z):
    e = np.exp(Z - Z.max(axis=1))
    return e / e.sum(axis=1)


def no_division(Z):
    return np.exp(Z - Z.max(axis=1, keepdims=True))


def entry_by_entry(Z):
    return 1 / (1 + np.exp(-np.clip(Z, -700, 700)))


def probabilities(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


EXERCISES.append(Exercise(
    "4.6", "A batch of probabilities",
    "`Z` holds scores, with a row for each example. Return the softmax of each row, without overflow however large the "
    "scores are.",
    solution=probabilities,
    why="You subtract each row's largest score first, so no exponent is above 0 and nothing can overflow. Then you "
        "divide each row by its own sum.",
    inputs=[(array([[0.0, 0.0]]),), (array([[1.0, 2.0]]),), (array([[2.0, 1.0, 0.1]]),),
            (array([[2.0, 1.0, 0.1], [5.0, 5.0, 5.0]]),), (array([[1.0, 0.0], [0.0, 3.0]]),),
            (array([[1000.0, 999.0], [1.0, 0.0]]),), (array([[0.0, 1400.0], [0.0, 1.0]]),),
            (array([[0.0, 2000.0], [0.0, 1.0]]),)],
    random=lambda rng: (rng.normal(0, 3, size=(3, 4)),),
    see="Softmax for a whole batch",
    mistakes=[
        Mistake(without_shift,
                "This works for small scores. But `np.exp(1000)` is infinite, and infinity divided by infinity is "
                "`nan`. Subtract each row's largest score first."),
        Mistake(by_smallest,
                "You subtracted the smallest score, so the others are still above 0: in [0, 2000] you get "
                "`np.exp(2000)`, which is infinite. Subtract the largest score."),
        Mistake(by_mean,
                "You subtracted the mean score, so the largest is still above 0: in [0, 2000] you get `np.exp(1000)`, "
                "which is infinite. Subtract the largest score."),
        Mistake(one_maximum,
                "You subtracted one maximum from all rows. Next to a row near 1000, a row near 0 becomes `exp(-1000)`, "
                "which is 0, and then 0/0. Each row needs its own largest score."),
        Mistake(over_all,
                "You divided by the sum of everything, so all rows together add up to 1. Each row should add up to 1: "
                "use `axis=1`.", also=[one_softmax]),
        Mistake(lambda Z: np.exp(Z) / np.exp(Z).sum(),
                "This is softmax for a single row. Here each row needs its own sum: `axis=1, keepdims=True`. Then "
                "think of large scores: `np.exp(1000)` is infinite."),
        Mistake(over_columns,
                "You made the columns add up to 1. Each row is an example, so add up along the row: `axis=1`.",
                also=[lambda Z: np.exp(Z) / sum(np.exp(Z))]),
        Mistake(no_keepdims,
                "Without `keepdims=True`, the numbers for the rows have shape (m,). NumPy then gives one to each "
                "column, or refuses. As (m, 1), each number stands next to its own row.", also=[no_keepdims_at_all]),
        Mistake(no_division,
                "You took the exponentials but did not divide. Divide each row by its sum, so that it adds up to 1."),
        Mistake(lambda Z: Z / Z.sum(axis=1, keepdims=True),
                "You divided the scores by their sum and left out the exponential. Without it, the scores 0 and 0 give "
                "0/0, and negative scores give negative shares."),
        Mistake(entry_by_entry,
                "This is the sigmoid of each score by itself. The scores [1, 2] give 0.73 and 0.88, which is more than "
                "1 together. Softmax looks at the whole row."),
    ],
    hints=["[2, 1, 0.1] gives 0.659, 0.242 and 0.099. If you add 1000 to all three, you should get the same.",
           "`Z.max(axis=1, keepdims=True)` is a column with the largest score of each row.",
           "Take the exponentials of what is left, and divide them by `e.sum(axis=1, keepdims=True)`."],
))


def left_over(slopes, weights):
    return np.prod(slopes * weights)


EXERCISES.append(Exercise(
    "4.7", "What is left of the message",
    "Each layer multiplies a message by its `slopes[i]` and by its `weights[i]`. The message starts as 1: return what "
    "is left of it.",
    solution=left_over,
    why="Every layer multiplies what the layer before it has left. Twenty factors of 0.25 leave a millionth of a "
        "millionth; twenty factors of 1 leave all of it.",
    inputs=[(array([0.25]), array([2.0])), (array([0.25, 0.2]), array([1.0, 1.0])),
            (array([0.25, 0.25, 0.1]), array([4.0, 2.0, 1.0])), (array([1.0, 0.0, 1.0]), array([2.0, 3.0, 1.0]))],
    random=lambda rng: (rng.random(4), rng.normal(size=4)),
    see="What many layers do to a slope",
    mistakes=[
        Mistake(lambda slopes, weights: np.prod(slopes),
                "You left out the weights. Each layer multiplies by its weight too: a slope of 0.25 and a weight of 2 "
                "leave 0.5."),
        Mistake(lambda slopes, weights: np.prod(weights),
                "You left out the slopes. Each layer multiplies by its slope too: a slope of 0.25 and a weight of 2 "
                "leave 0.5."),
        Mistake(lambda slopes, weights: np.sum(slopes * weights),
                "You added up the layers. Each layer multiplies what is left: after 0.25 and 0.2, that is 0.05.",
                also=[lambda slopes, weights: sum(slopes) * sum(weights)]),
        Mistake(lambda slopes, weights: slopes * weights,
                "You have one factor for each layer. Multiply all of them with each other, with `np.prod`: what is "
                "left is one number."),
        Mistake(lambda slopes, weights: np.prod(slopes + weights),
                "You added slope and weight within each layer. Both multiply the message: 0.25 and a weight of 2 leave "
                "0.5."),
        Mistake(lambda slopes, weights: 0,
                "You got 0 every time. If you multiply in a loop, start at 1: a product that starts at 0 stays 0."),
        Mistake(lambda slopes, weights: slopes[0] * weights[0],
                "You used the first layer only. If your `return` is inside the loop, the function ends in the first "
                "round: move the `return` to the left, below the loop."),
        Mistake(lambda slopes, weights: slopes[-1] * weights[-1],
                "Only the last layer is left, because `=` forgets what was there. Multiply what you have: `message = "
                "message * …`."),
        Mistake(lambda slopes, weights: np.mean(slopes * weights) ** len(slopes),
                "You took the mean of the factors, to a power. Multiply the factors themselves: 0.1 and 0.9 leave "
                "0.09, not 0.25."),
        Mistake(lambda slopes, weights: 0.25 ** len(slopes),
                "0.25 is the best slope of a sigmoid. Use the numbers in `slopes` and `weights`, whatever they are."),
        Mistake(lambda slopes, weights: np.prod(slopes) + np.prod(weights),
                "You multiplied the slopes, and you multiplied the weights, and then you added the two. Multiply these "
                "two numbers as well: 0.25 and 2 leave 0.5."),
    ],
    hints=["Two layers with the slopes 0.25 and 0.2 and the weights 1 and 1 leave 1 · 0.25 · 0.2 = 0.05.",
           "`slopes * weights` has one factor for each layer.",
           "`np.prod` multiplies all entries of an array with each other."],
))


def leaky(z, slope):
    return np.where(z > 0, z, slope * z)


EXERCISES.append(Exercise(
    "4.8", "A hinge that leaks",
    "Return `z` where it is above 0, and `slope` times `z` elsewhere, for every entry of the array `z`.",
    solution=leaky,
    why="Above 0 the number passes as it is. Below 0 the line is much flatter, but it still has a slope, so the unit "
        "can go on learning.",
    inputs=[(array([-2.0]), 0.01), (array([-2.0, 3.0]), 0.01), (array([-1.0, 0.0, 4.0]), 0.25)],
    random=lambda rng: (rng.normal(0, 2, size=6), 0.1),
    see="A ReLU can die",
    mistakes=[
        Mistake(lambda z, slope: np.maximum(0, z),
                "This is the plain ReLU, which is 0 below 0. If `z` is −2 and the slope is 0.01, the answer is −0.02."),
        Mistake(lambda z, slope: slope * z,
                "You multiplied every number by the slope. Numbers above 0 should pass as they are: 3 stays 3."),
        Mistake(lambda z, slope: np.where(z > 0, z, slope),
                "Below 0 you returned the slope itself. Multiply it by `z`: −2 becomes 0.01 · (−2) = −0.02.",
                also=[lambda z, slope: np.maximum(slope, z)]),
        Mistake(lambda z, slope: np.where(z > 0, z, -slope * z),
                "You have the sign the wrong way round: −2 became +0.02. It should stay below 0, so leave out the "
                "minus."),
        Mistake(lambda z, slope: np.where(z > 0, slope * z, z),
                "You swapped the two sides: here the numbers above 0 become small. In `np.where(condition, a, b)`, `a` "
                "is used where the condition is True."),
        Mistake(lambda z, slope: np.where(z > 0, 1.0, slope),
                "This is the derivative, 1 or `slope`. Return the function itself: `z`, or the slope times `z`."),
        Mistake(lambda z, slope: np.where(z > 0, z, 0.01 * z),
                "You used 0.01 whatever `slope` is. Multiply by the name `slope`."),
        Mistake(lambda z, slope: np.where(z > 0, z, z / slope),
                "You divided by the slope, so −2 became −200. Multiply: 0.01 · (−2) is −0.02."),
        Mistake(lambda z, slope: np.where(z > 0, z, z - slope),
                "You subtracted the slope. Multiply `z` by it: −2 becomes 0.01 · (−2) = −0.02.",
                also=[lambda z, slope: np.where(z > 0, z, z + slope)]),
    ],
    hints=["With a slope of 0.01, −2 becomes −0.02, and 3 stays 3.",
           "`np.where(condition, a, b)` takes the entries of `a` where the condition is True, and those of `b` "
           "elsewhere.",
           "The condition is `z > 0`."],
))


def count_dead(Z):
    return (Z <= 0).all(axis=0).sum()


EXERCISES.append(Exercise(
    "4.9", "Count the dead",
    "`Z` holds weighted sums, with a row for each example and a column for each ReLU unit. How many units are dead?",
    solution=count_dead,
    why="A ReLU unit is dead if no example brings it above 0. Its slope is then 0 for every example, so nothing can "
        "change it.",
    inputs=[(array([[-1.0], [-2.0]]),), (array([[-1.0, 2.0], [-3.0, -1.0]]),),
            (array([[-1.0, 0.0, 2.0], [-3.0, 0.0, -1.0]]),),
            (array([[-9.0, -1.0, 3.0], [1.0, -1.0, 2.0], [1.0, -4.0, -9.0], [1.0, -1.0, -9.0]]),),
            (array([[1.0, 2.0, 3.0], [-1.0, -2.0, -3.0]]),)],
    random=lambda rng: (rng.normal(-1, 1, size=(3, 12)),),
    see="A ReLU can die",
    mistakes=[
        Mistake(lambda Z: (Z <= 0).all(axis=1).sum(),
                "You looked along the rows, so you counted the examples for which every unit is off. Each column is a "
                "unit: use `axis=0`."),
        Mistake(lambda Z: (Z <= 0).any(axis=0).sum(),
                "You counted the units that are off for some example. Every ReLU is off now and then; a dead one is "
                "off for all examples: use `all`."),
        Mistake(lambda Z: (Z <= 0).sum(),
                "You counted entries, one for each example and unit. To count units, look down each column first, with "
                "`.all(axis=0)`."),
        Mistake(lambda Z: (Z <= 0).all(axis=0),
                "You have True or False for each unit. Count the True ones with `.sum()`."),
        Mistake(lambda Z: (Z > 0).any(axis=0).sum(),
                "You counted the units that are alive, the ones that some example brings above 0. Count the others: `Z "
                "<= 0` for all examples."),
        Mistake(lambda Z: (Z.mean(axis=0) <= 0).sum(),
                "You looked at the mean of each unit. A unit is alive as soon as one example is above 0, however low "
                "the mean is."),
        Mistake(lambda Z: (Z < 0).all(axis=0).sum(),
                "You forgot the sums of exactly 0. The slope is 0 there too, so ask for `Z <= 0`."),
        Mistake(lambda Z: (Z == 0).all(axis=0).sum(),
                "You asked where the weighted sum is 0. A ReLU gives 0 for every sum that is 0 or below: ask for `Z <= "
                "0`."),
        Mistake(lambda Z: (Z <= 0).all(axis=0).mean(),
                "That is the share of the units that are dead. To count them, use `.sum()` in place of `.mean()`."),
        Mistake(lambda Z: (Z > 0).all(axis=0).sum(),
                "You counted the units that are on for every example. A dead one is off for every example: ask for `Z "
                "<= 0`."),
    ],
    hints=["In [[−1, 2], [−3, −1]] column 0 is dead, with −1 and −3. Column 1 is alive, because 2 is above 0.",
           "`Z <= 0` is True where a unit is off. For a dead unit, the whole column is True.",
           "`.all(axis=0)` looks down each column, and `.sum()` counts what is True."],
))


EXERCISES.append(Exercise(
    "4.10", "What stands at the output?",
    "A photo may show a dog, a cat, both or neither. The network has two outputs. Which activation do you choose for "
    "them?",
    solution="c",
    choices={"a": "softmax over the two", "b": "ReLU on each", "c": "sigmoid on each", "d": "none, the identity"},
    why="These are two questions, each with yes or no for an answer. Neither answer decides the "
        "other one, so each gets a number between 0 and 1 of its own.",
    see="Which one to use where",
    mistakes=[
        Mistake("a",
                "Softmax makes the two add up to 1. “Both” would have to be 0.5 and 0.5, and you could not say "
                "“neither” at all."),
        Mistake("b",
                "ReLU gives 0 or any positive number, such as 7.3. That is not a probability. And where ReLU is 0, the "
                "network cannot learn."),
        Mistake("d",
                "Without an activation you can get any number, such as −4 or 12. That is right for a price. For “is "
                "there a dog?” you want a number between 0 and 1."),
    ],
    hints=["Can both answers be yes at the same time? Then the two outputs must not have to share.",
           "Which function turns a single score into a number between 0 and 1?"],
))
