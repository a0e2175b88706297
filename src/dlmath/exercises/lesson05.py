"""Exercises of lesson 05: the forward pass."""

import numpy as np
from numpy import array

from dlmath.exercises.check import Exercise, Mistake

EXERCISES = []


STEPS, BATCH, ANY = ("The pocket network, step by step", "The same with a batch, every shape written",
                     "Any number of layers")


EXERCISES.append(Exercise(
    "5.1", "Once by hand",
    "The inputs 4 and 2 go into the pocket network: which number is `Z2`, before the sigmoid?",
    solution=-0.55,
    why="`Z1` is (2.5, −3, 4), ReLU makes (2.5, 0, 4) of it, and 2.5 · 0.5 + 0 · 1 + 4 · (−0.5) + 0.2 = −0.55.",
    see=STEPS,
    mistakes=[
        Mistake(-3.55, "−3.55 comes out if the −3 stays in: ReLU puts 0 there before the second layer."),
        Mistake(-0.75, "−0.75 lacks the last bias: add `b2`, 0.2."),
        Mistake(0.7, "0.7 comes out without the biases of the hidden layer, `b1` = (−0.5, 0, 2); it is also what "
                     "(2, 3) gives."),
        Mistake(0.3659, "0.3659 is the prediction, after the sigmoid. Asked for is `Z2`, one step before."),
    ],
    hints=["The first hidden unit: 4 · 0.5 + 2 · 0.5 − 0.5 = 2.5. Now the other two.",
           "`Z1` is (2.5, −3, 4). What does ReLU make of it?",
           "2.5 · 0.5 + 0 · 1 + 4 · (−0.5) + 0.2 is what?"],
    rtol=1e-3,
))


W1, b1 = array([[0.5, -1.0, 1.0], [0.5, 0.5, -1.0]]), array([-0.5, 0.0, 2.0])
W2, b2 = array([[0.5], [1.0], [-0.5]]), array([0.2])


def sigmoid(Z):
    return 1 / (1 + np.exp(-Z))


def relu(Z):
    return np.maximum(0, Z)


def a_network(rng):
    n_in, hidden = rng.integers(1, 5, size=2)
    return rng.normal(size=(4, n_in)), rng.normal(size=(n_in, hidden)), rng.normal(size=hidden), \
        rng.normal(size=(hidden, 1)), rng.normal(size=1)


def push(X, W1, b1, W2, b2):
    A1 = np.maximum(0, X @ W1 + b1)
    Z2 = A1 @ W2 + b2
    return 1 / (1 + np.exp(-Z2))


EXERCISES.append(Exercise(
    "5.2", "The forward pass as a function",
    "Return the prediction of a network with one hidden layer: ReLU inside, sigmoid at the end.",
    solution=push,
    why="Two layers are the same step twice, product and bias; only the bend differs, ReLU inside and the sigmoid "
        "at the end.",
    inputs=[(array([[2.0, 3.0]]), W1, b1, W2, b2), (array([[0.0, 0.0], [-2.0, 2.0]]), W1, b1, W2, b2)],
    random=a_network,
    see=STEPS,
    mistakes=[
        Mistake(lambda X, W1, b1, W2, b2: sigmoid((X @ W1 + b1) @ W2 + b2),
                "ReLU is missing between the layers: −0.5 went on as −0.5, and without a bend two layers are one."),
        Mistake(lambda X, W1, b1, W2, b2: relu(X @ W1 + b1) @ W2 + b2,
                "This is the score `Z2`: (2, 3) gives 0.7. The sigmoid, which makes 0.6682 of it, is missing."),
        Mistake(lambda X, W1, b1, W2, b2: sigmoid(-(relu(X @ W1 + b1) @ W2 + b2)),
                "The minus in the exponent is missing: with `np.exp(Z2)` 0.7 gives 0.33 instead of 0.67. "
                "The sigmoid is `1 / (1 + np.exp(-Z2))`."),
        Mistake(lambda X, W1, b1, W2, b2: sigmoid(sigmoid(X @ W1 + b1) @ W2 + b2),
                "The hidden layer has a sigmoid here. Inside it is ReLU, `np.maximum(0, Z1)`."),
        Mistake(lambda X, W1, b1, W2, b2: sigmoid(relu(relu(X @ W1 + b1) @ W2 + b2)),
                "ReLU was used on `Z2` as well, so no answer is ever below 0.5. The output has the sigmoid alone."),
        Mistake(lambda X, W1, b1, W2, b2: sigmoid(relu(X @ W1) @ W2 + b2),
                "The biases of the hidden layer are missing: `X @ W1 + b1`."),
        Mistake(lambda X, W1, b1, W2, b2: sigmoid(relu(X @ W1 + b1) @ W2),
                "The last bias is missing: `A1 @ W2 + b2`."),
        Mistake(lambda X, W1, b1, W2, b2: sigmoid((relu(X @ W1) + b1) @ W2 + b2),
                "The bias came after ReLU: it belongs inside, `np.maximum(0, X @ W1 + b1)`."),
    ],
    hints=["It is the five lines above, with `return` at the end.",
           "`A1 = np.maximum(0, X @ W1 + b1)`; what comes next uses `A1`, `W2` and `b2`.",
           "The sigmoid of `Z2` is `1 / (1 + np.exp(-Z2))`."],
))


EXERCISES.append(Exercise(
    "5.3", "The shape at the end",
    "32 digits go through a network 784 → 128 → 10: which shape has the output? Two numbers in brackets.",
    solution=(32, 10),
    why="There is a row for each example and a column for each output; 784 and 128 met their like and vanished.",
    see=BATCH,
    mistakes=[
        Mistake((10, 32), "Rows and columns are swapped: rows are examples, and there are 32 of them."),
        Mistake((784, 10), "784 is gone after the first product: `(32, 784) @ (784, 128)` is (32, 128)."),
        Mistake((32, 128), "That is the shape of `A1`. One more product follows, with `(128, 10)`."),
        Mistake((128, 10), "That is the shape of `W2`. What flows through has 32 rows all the way."),
    ],
    hints=["Write down the first product: (32, 784) @ (784, 128). What is left?",
           "Then (32, 128) @ (128, 10)."],
))


TURN, SHIFT = array([[0.0, 1.0], [-1.0, 0.0]]), array([1.0, -1.0])


def relu_everywhere(X, weights, biases):
    for W, b in zip(weights, biases):
        X = relu(X @ W + b)
    return X


def no_bend(X, weights, biases):
    for W, b in zip(weights, biases):
        X = X @ W + b
    return X


def always_from_X(X, weights, biases):
    for W, b in zip(weights[:-1], biases[:-1]):
        A = relu(X @ W + b)
    return A @ weights[-1] + biases[-1]


def all_but_the_last(X, weights, biases):
    for W, b in zip(weights[:-1], biases[:-1]):
        X = relu(X @ W + b)
    return X


def no_biases(X, weights, biases):
    for W in weights[:-1]:
        X = relu(X @ W)
    return X @ weights[-1]


def bias_after_the_bend(X, weights, biases):
    for W, b in zip(weights[:-1], biases[:-1]):
        X = relu(X @ W) + b
    return X @ weights[-1] + biases[-1]


def a_deep_network(rng):
    depth, n = rng.integers(2, 5, size=2)
    return rng.normal(size=(3, n)), rng.normal(size=(depth, n, n)), rng.normal(size=(depth, n))


def push_all(X, weights, biases):
    A = X
    for W, b in zip(weights[:-1], biases[:-1]):
        A = np.maximum(0, A @ W + b)
    return A @ weights[-1] + biases[-1]


EXERCISES.append(Exercise(
    "5.4", "As many layers as you like",
    "Push `X` through all layers, ReLU after each but the last, and return the last layer's sums. Layer k has the "
    "weights `weights[k]` and the biases `biases[k]`.",
    solution=push_all,
    why="Each layer takes what the one before gave, so one variable `A`, written over in a loop, is all it needs.",
    inputs=[(array([[1.0, 2.0]]), TURN[None], SHIFT[None]),
            (array([[1.0, 2.0]]), array([TURN, TURN]), array([SHIFT, SHIFT])),
            (array([[1.0, 2.0]]), array([TURN, TURN, TURN]), array([SHIFT, SHIFT, SHIFT]))],
    random=a_deep_network,
    see=ANY,
    mistakes=[
        Mistake(relu_everywhere,
                "The last layer has ReLU here too, so nothing below 0 can come out. Its sums are asked for as they "
                "are: leave the last one, `weights[-1]`, out of the loop."),
        Mistake(no_bend, "There is no ReLU between the layers: all of them together are one matrix. In the loop, "
                         "`A = np.maximum(0, A @ W + b)`."),
        Mistake(always_from_X, "Each layer starts from `X` again. It takes what the one before gave: `A @ W + b`."),
        Mistake(all_but_the_last, "The last layer is missing. After the loop comes one more weighted sum, with "
                                  "`weights[-1]` and `biases[-1]`, and no ReLU."),
        Mistake(no_biases, "The biases are missing: `A @ W + b`."),
        Mistake(bias_after_the_bend, "The bias came after ReLU: it belongs inside, `np.maximum(0, A @ W + b)`."),
        Mistake(lambda X, weights, biases: sigmoid(push_all(X, weights, biases)),
                "There is a sigmoid at the end: all numbers lie between 0 and 1. The last sums are asked for."),
    ],
    hints=["Begin with `A = X`, and write over `A` in a loop.",
           "`zip(weights[:-1], biases[:-1])` gives the layers but the last, in pairs.",
           "After the loop: `return A @ weights[-1] + biases[-1]`."],
))


DECISION, FOLDS, ERRORS, COSTS = ("From a number to a decision", "Depth folds space", "Reading shape errors",
                                  "What it costs")


def decide(outputs, threshold):
    return outputs >= threshold


EXERCISES.append(Exercise(
    "5.5", "From outputs to decisions",
    "Say yes to each output that is at least `threshold`: return an array of True and False.",
    solution=decide,
    why="A comparison works entry by entry, so one line decides a whole batch; `>=` says yes to a tie.",
    inputs=[(array([0.2, 0.5, 0.8]), 0.5), (array([0.2, 0.5, 0.8]), 0.7), (array([[0.6682], [0.31]]), 0.3)],
    random=lambda rng: (rng.uniform(size=(5, 1)), 0.25),
    see=DECISION,
    mistakes=[
        Mistake(lambda outputs, threshold: outputs > threshold,
                "An output of exactly the threshold is called no here. At least means `>=`."),
        Mistake(lambda outputs, threshold: outputs < threshold,
                "Yes and no are swapped: 0.8 is at least 0.5."),
        Mistake(lambda outputs, threshold: outputs >= 0.5,
                "This compares with 0.5 whatever `threshold` is."),
        Mistake(lambda outputs, threshold: np.round(outputs),
                "Rounding is a threshold of 0.5 only, and NumPy rounds exactly 0.5 to 0. Compare with `threshold`."),
        Mistake(lambda outputs, threshold: np.where(outputs >= threshold, outputs, 0),
                "The outputs above the threshold came back themselves. The answer to 0.8 is True, or 1."),
    ],
    hints=["What is the answer to 0.5 with a threshold of 0.5?",
           "`array >= number` compares every entry at once."],
))


OUTPUTS, IS_3 = array([0.1, 0.4, 0.5, 0.8, 0.9]), array([False, True, True, False, True])


def found_and_alarms(outputs, is_3, threshold):
    yes = outputs >= threshold
    return (yes & is_3).sum(), (yes & ~is_3).sum()


EXERCISES.append(Exercise(
    "5.6", "Found, and false alarms",
    "Return two counts: how many 3s are called 3, and how many others are. `is_3` holds the truth.",
    solution=found_and_alarms,
    why="`&` asks for both at once: called a 3 and being one is found, called a 3 and being none is a false alarm.",
    inputs=[(OUTPUTS, IS_3, 0.5), (OUTPUTS, IS_3, 0.85), (OUTPUTS, IS_3, 0.0)],
    random=lambda rng: (rng.uniform(size=30), rng.uniform(size=30) < 0.3, 0.4),
    see=DECISION,
    mistakes=[
        Mistake(lambda outputs, is_3, threshold: ((outputs >= threshold).sum(),
                                                  ((outputs >= threshold) & ~is_3).sum()),
                "The first count holds all that was called a 3. Found are those that *are* one: `yes & is_3`."),
        Mistake(lambda outputs, is_3, threshold: (((outputs > threshold) & is_3).sum(),
                                                  ((outputs > threshold) & ~is_3).sum()),
                "An output of exactly the threshold is called no here. As above, it is a yes: `>=`."),
        Mistake(lambda outputs, is_3, threshold: found_and_alarms(outputs, is_3, threshold)[::-1],
                "The two counts have changed places: found first, then the false alarms, `(found, alarms)`."),
        Mistake(lambda outputs, is_3, threshold: ((outputs >= threshold)[is_3].mean(),
                                                  (outputs >= threshold)[~is_3].mean()),
                "These are shares, between 0 and 1. Counts are asked for: `.sum()` where there is `.mean()`."),
        Mistake(lambda outputs, is_3, threshold: (((outputs >= threshold) & is_3).sum(),
                                                  ((outputs < threshold) & is_3).sum()),
                "The second count is of the 3s that were *missed*. A false alarm is no 3 and called one: "
                "`yes & ~is_3`."),
    ],
    hints=["First decide: `yes = outputs >= threshold`.",
           "`yes & is_3` is True where both are; `.sum()` counts the True ones.",
           "`~is_3` is True for all that are no 3."],
))


def folded_at(x, c):
    return np.maximum(0, x - c) + np.maximum(0, c - x)


EXERCISES.append(Exercise(
    "5.7", "Fold somewhere else",
    "Fold the line at `c` with two ReLUs: `c` goes to 0, and c + d and c − d land on the same spot, d.",
    solution=folded_at,
    why="One ReLU looks to the right of c and one to the left, and each is silent where the other speaks: |x − c|.",
    inputs=[(array([0.0, 1.0, 2.0]), 1.0), (array([-3.0, -1.0, 0.0, 1.0, 3.0]), 0.5),
            (array([-2.0, 0.0, 2.0]), -1.0)],
    see=FOLDS,
    mistakes=[
        Mistake(lambda x, c: relu(x) + relu(-x), "This folds at 0, wherever `c` is. Shift first: `x - c`."),
        Mistake(lambda x, c: relu(x - c), "One half is missing: left of `c` all is 0. A second ReLU, of `c - x`, "
                                          "looks to the other side."),
        Mistake(lambda x, c: relu(x - c) - relu(c - x), "With a minus between the two, the result is `x - c`: "
                                                        "shifted, not folded. Add them."),
        Mistake(lambda x, c: relu(x - c) + relu(-x - c), "The second ReLU has `-x - c` inside. But the "
                                                         "opposite of `x - c` is `c - x`."),
        Mistake(lambda x, c: relu(x + c) + relu(-x - c), "This folds at −c, where `x + c` is 0. Which difference "
                                                         "is 0 at `c`?"),
        Mistake(lambda x, c: relu(x) + relu(-x) - c, "This folds at 0 and shifts afterwards. Shift first, so that "
                                                     "the fold is at `c`."),
    ],
    hints=["At 0 the fold is `np.maximum(0, x) + np.maximum(0, -x)`. What is x if the fold is at c?",
           "Put `x - c` in place of `x`."],
))


EXERCISES.append(Exercise(
    "5.8", "Weights that came the other way round",
    "X is (32, 784), examples by pixels. W comes from PyTorch as (10, 784), units by pixels. What is Z = …?",
    solution="b",
    choices={"a": "X @ W.reshape(784, 10)", "b": "X @ W.T", "c": "W @ X.T", "d": "X.T @ W"},
    why="Pixels must meet pixels: W turned over is (pixels, units), and (32, 784) @ (784, 10) has a row for each "
        "example.",
    see=ERRORS,
    mistakes=[
        Mistake("a", "The sizes fit, and the weights are scrambled: `reshape` keeps the reading order, so a column "
                     "is no longer one unit's weights."),
        Mistake("c", "Pixels meet pixels, but the result is (10, 32): the rows are units. In this course rows are "
                     "examples."),
        Mistake("d", "(784, 32) @ (10, 784): examples would meet units, and 32 and 10 differ."),
    ],
    hints=["What must vanish in the product is the pixels. Where do they stand in X, and where in W?",
           "In `X @ …` the second matrix needs the pixels as its rows."],
))


def multiplications(sizes, m):
    total = 0
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        total = total + n_in * n_out
    return m * total


EXERCISES.append(Exercise(
    "5.9", "What a forward pass costs",
    "Count the multiplications of weights with inputs for `m` examples; `sizes` is a list such as [2, 3, 1].",
    solution=multiplications,
    why="Every weight is used once for each example, so it is m times the number of weights.",
    inputs=[([2, 3, 1], 1), ([2, 3, 1], 4), ([3, 1], 2), ([784, 128, 10], 10)],
    see=COSTS,
    mistakes=[
        Mistake(lambda sizes, m: m * sum((a + 1) * b for a, b in zip(sizes[:-1], sizes[1:])),
                "The biases are counted too, 13 for [2, 3, 1]. They are added, not multiplied."),
        Mistake(lambda sizes, m: m * int(np.prod(sizes)),
                "This multiplies all sizes with each other. Each layer has its own product, and the products are "
                "added: 2 · 3 + 3 · 1."),
        Mistake(lambda sizes, m: multiplications(sizes, 1),
                "This is the cost of one example. For `m` of them it is m times as much."),
        Mistake(lambda sizes, m: m * sum(sizes),
                "This adds up the units. Between two layers each meets each: 2 · 3 multiplications, not 2 + 3."),
        Mistake(lambda sizes, m: m * sizes[0] * sizes[1],
                "Only the first layer is counted. For [2, 3, 1] there are 2 · 3, and then 3 · 1."),
    ],
    hints=["[2, 3, 1] has 2 · 3 + 3 · 1 = 9 weights, so 9 multiplications for one example.",
           "`zip(sizes[:-1], sizes[1:])` gives the pairs (2, 3) and (3, 1).",
           "Add up n_in · n_out over the pairs, and multiply by `m`."],
))
