"""Exercises of lesson 05: the forward pass."""

import numpy as np
from numpy import array

from dlmath.exercises.check import Exercise, Mistake

EXERCISES = []

EXERCISES.append(Exercise(
    "5.1", "Once by hand",
    "The inputs 4 and 2 go into the pocket network. Which number is `Z2`, before the sigmoid?",
    solution=-0.55,
    rtol=1e-3,
    why="`Z1` is (2.5, −3, 4), and ReLU turns it into (2.5, 0, 4). Then 2.5 · 0.5 + 0 · 1 + 4 · (−0.5) + 0.2 = −0.55.",
    see="The pocket network, step by step",
    mistakes=[
        Mistake(-3.55, "You get −3.55 if the −3 stays in. Before the second layer, ReLU turns −3 into 0."),
        Mistake(-0.75, "You get −0.75 without the last bias. Add `b2`, which is 0.2."),
        Mistake(0.7, "You get 0.7 without the biases of the hidden layer: add `b1`, which is (−0.5, 0, 2). Or did you "
                     "take the inputs 2 and 3? They give 0.7 too."),
        Mistake(3.45, "You get 3.45 if the last weight is 0.5. It is −0.5, so 4 · (−0.5) lowers the sum by 2."),
        Mistake(0.3659, "0.3659 is the prediction, after the sigmoid. We want `Z2`, one step earlier."),
        Mistake(0.55, "The number is right, but the sign is not: 1.25 − 2 + 0.2 is below 0."),
    ],
    hints=["The first hidden unit gets 4 · 0.5 + 2 · 0.5 − 0.5 = 2.5. Now work out the other two.",
           "`Z1` is (2.5, −3, 4). What does ReLU turn it into?",
           "How much is 2.5 · 0.5 + 0 · 1 + 4 · (−0.5) + 0.2?"],
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
    "Return the prediction of a network with one hidden layer: ReLU inside, and the sigmoid at the end.",
    solution=push,
    why="Both layers do the same thing: multiply by the weights and add the bias. Only the activation differs, ReLU "
        "inside and the sigmoid at the end.",
    inputs=[(array([[2.0, 3.0]]), W1, b1, W2, b2), (array([[0.0, 0.0], [-2.0, 2.0]]), W1, b1, W2, b2)],
    random=a_network,
    see="The pocket network, step by step",
    mistakes=[
        Mistake(lambda X, W1, b1, W2, b2: sigmoid((X @ W1 + b1) @ W2 + b2),
                "You left out ReLU between the layers, so −0.5 went on as −0.5. Without it, two layers are no more "
                "than one. Use `np.maximum(0, Z1)`."),
        Mistake(lambda X, W1, b1, W2, b2: relu(X @ W1 + b1) @ W2 + b2,
                "This is the score `Z2`: the inputs 2 and 3 give 0.7. Now apply the sigmoid, which turns 0.7 into "
                "0.6682."),
        Mistake(lambda X, W1, b1, W2, b2: sigmoid(-(relu(X @ W1 + b1) @ W2 + b2)),
                "You lost the minus in the exponent: with `np.exp(Z2)`, 0.7 gives 0.33 instead of 0.67. The sigmoid is "
                "`1 / (1 + np.exp(-Z2))`."),
        Mistake(lambda X, W1, b1, W2, b2: sigmoid(sigmoid(X @ W1 + b1) @ W2 + b2),
                "You used the sigmoid in the hidden layer too. Inside, use ReLU: `np.maximum(0, Z1)`."),
        Mistake(lambda X, W1, b1, W2, b2: sigmoid(relu(relu(X @ W1 + b1) @ W2 + b2)),
                "You applied ReLU to `Z2` as well, so no prediction can be below 0.5. The output gets the sigmoid "
                "only."),
        Mistake(lambda X, W1, b1, W2, b2: sigmoid(relu(X @ W1) @ W2 + b2),
                "You forgot the biases of the hidden layer: `X @ W1 + b1`."),
        Mistake(lambda X, W1, b1, W2, b2: sigmoid(relu(X @ W1 + b1) @ W2),
                "You forgot the last bias: `A1 @ W2 + b2`."),
        Mistake(lambda X, W1, b1, W2, b2: sigmoid(relu(X @ W1) @ W2),
                "You forgot both biases: `X @ W1 + b1`, and then `A1 @ W2 + b2`."),
        Mistake(lambda X, W1, b1, W2, b2: sigmoid((relu(X @ W1) + b1) @ W2 + b2),
                "You added the bias after ReLU. It belongs inside: `np.maximum(0, X @ W1 + b1)`."),
        Mistake(lambda X, W1, b1, W2, b2: relu(X @ W1 + b1),
                "This is what the hidden layer says, `A1`. The second layer is still to come: `A1 @ W2 + b2`, and then "
                "the sigmoid."),
    ],
    hints=["You have seen all five lines. Write them down, with `return` in front of the last result.",
           "Start with `A1 = np.maximum(0, X @ W1 + b1)`. The next line uses `A1`, `W2` and `b2`.",
           "The sigmoid of `Z2` is `1 / (1 + np.exp(-Z2))`."],
))

EXERCISES.append(Exercise(
    "5.3", "The shape at the end",
    "32 digits go through a network 784 → 128 → 10. What shape does the output have? Answer with two numbers in "
    "brackets.",
    solution=(32, 10),
    why="The output has a row for each example and a column for each output. 784 met 784 and 128 met 128, so both "
        "disappeared.",
    see="The same with a batch, every shape written",
    mistakes=[
        Mistake((10, 32), "You swapped rows and columns. Rows are examples, and there are 32 of them."),
        Mistake((784, 10), "784 disappears in the first product: `(32, 784) @ (784, 128)` is (32, 128). Go on from "
                           "there."),
        Mistake((32, 128), "That is the shape of `A1`, after the first layer. One more product comes, with `(128, "
                           "10)`."),
        Mistake((128, 10), "That is the shape of `W2`. What flows through the network has 32 rows all the way."),
        Mistake((32, 784), "That is the shape of the input. The first product, `(32, 784) @ (784, 128)`, is (32, 128). "
                           "Go on from there."),
    ],
    hints=["Write down the first product: (32, 784) @ (784, 128). What is left of it?",
           "Then comes (32, 128) @ (128, 10)."],
))


TURN, SHIFT = array([[0.0, 1.0], [-1.0, 0.0]]), array([1.0, -1.0])


def relu_everywhere(X, weights, biases):
    for W, b in zip(weights, biases):
        X = relu(X @ W + b)
    return X


def no_relu(X, weights, biases):
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


def last_layer_twice(X, weights, biases):
    return relu_everywhere(X, weights, biases) @ weights[-1] + biases[-1]


def no_biases(X, weights, biases):
    for W in weights[:-1]:
        X = relu(X @ W)
    return X @ weights[-1]


def bias_after_relu(X, weights, biases):
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
    "Push `X` through all layers, with ReLU after each but the last, and return the last layer's sums. Layer k has the "
    "weights `weights[k]` and the biases `biases[k]`.",
    solution=push_all,
    why="Each layer takes what the layer before it has given. So you need only one variable, `A`, and the loop writes "
        "over it.",
    inputs=[(array([[1.0, 2.0]]), TURN[None], SHIFT[None]),
            (array([[1.0, 2.0]]), array([TURN, TURN]), array([SHIFT, SHIFT])),
            (array([[1.0, 2.0]]), array([TURN, TURN, TURN]), array([SHIFT, SHIFT, SHIFT]))],
    random=a_deep_network,
    see="Any number of layers",
    mistakes=[
        Mistake(relu_everywhere,
                "You applied ReLU in the last layer too, so nothing below 0 can come out. Leave the last layer, "
                "`weights[-1]`, out of the loop, and add it at the end without ReLU."),
        Mistake(no_relu,
                "You left out ReLU between the layers, so all of them together are no more than one. In the loop, "
                "write `A = np.maximum(0, A @ W + b)`."),
        Mistake(always_from_X,
                "Every layer starts from `X` again. It should take what the layer before it gave, `A`: `A @ W + b`."),
        Mistake(all_but_the_last,
                "You left out the last layer. Below the loop, add one more weighted sum, with `weights[-1]` and "
                "`biases[-1]`, and without ReLU."),
        Mistake(last_layer_twice,
                "You used the last layer twice, once in the loop and once below it. Let the loop stop one layer "
                "earlier: `weights[:-1]`."),
        Mistake(no_biases, "You forgot the biases: `A @ W + b`."),
        Mistake(bias_after_relu, "You added the bias after ReLU. It belongs inside: `np.maximum(0, A @ W + b)`."),
        Mistake(lambda X, weights, biases: sigmoid(push_all(X, weights, biases)),
                "You applied the sigmoid at the end, so all numbers lie between 0 and 1. Return the last sums as they "
                "are."),
    ],
    hints=["Begin with `A = X`, and write over `A` in a loop.",
           "`zip(weights[:-1], biases[:-1])` gives you all layers but the last, weights and biases together.",
           "Below the loop, write `return A @ weights[-1] + biases[-1]`."],
))


def decide(outputs, threshold):
    return outputs >= threshold


EXERCISES.append(Exercise(
    "5.5", "From outputs to decisions",
    "Say yes to each output that is at least `threshold`: return an array of True and False.",
    solution=decide,
    why="A comparison works entry by entry, so one line decides about a whole batch. With `>=`, an output of exactly "
        "the threshold is a yes.",
    inputs=[(array([0.2, 0.5, 0.8]), 0.5), (array([0.2, 0.5, 0.8]), 0.7), (array([[0.6682], [0.31]]), 0.3)],
    random=lambda rng: (rng.uniform(size=(5, 1)), 0.25),
    see="From a number to a decision",
    mistakes=[
        Mistake(lambda outputs, threshold: outputs > threshold,
                "You said no to an output of exactly the threshold. “At least” means `>=`."),
        Mistake(lambda outputs, threshold: outputs < threshold,
                "You swapped yes and no: 0.8 is at least 0.5, so it should be a yes. Use `>=`.",
                also=[lambda outputs, threshold: outputs <= threshold]),
        Mistake(lambda outputs, threshold: outputs >= 0.5,
                "You compared with 0.5 whatever `threshold` is. Use the name `threshold`."),
        Mistake(lambda outputs, threshold: np.round(outputs),
                "Rounding is like a threshold of 0.5, and NumPy rounds exactly 0.5 to 0. Compare with `threshold` "
                "instead."),
        Mistake(lambda outputs, threshold: np.where(outputs >= threshold, outputs, 0),
                "You returned the outputs themselves. The answer to 0.8 should be True, or 1."),
        Mistake(lambda outputs, threshold: (outputs >= threshold).sum(),
                "You counted the yeses with `.sum()`. Return one answer for each output."),
        Mistake(lambda outputs, threshold: outputs[outputs >= threshold],
                "You picked out the outputs that pass. Return one answer for each output, so leave out `outputs[…]`."),
    ],
    hints=["If an output is 0.5 and the threshold is 0.5, what is the answer?",
           "`array >= number` compares every entry at once."],
))


OUTPUTS, IS_3 = array([0.1, 0.4, 0.5, 0.8, 0.9]), array([False, True, True, False, True])


def found_and_alarms(outputs, is_3, threshold):
    yes = outputs >= threshold
    return (yes & is_3).sum(), (yes & ~is_3).sum()


EXERCISES.append(Exercise(
    "5.6", "Found, and false alarms",
    "Return two counts: how many 3s are called a 3, and how many other digits are called a 3. `is_3` holds the truth.",
    solution=found_and_alarms,
    why="`&` asks for both at once. A digit that is called a 3 and is one has been found; a digit that is called a 3 "
        "and is not one is a false alarm.",
    inputs=[(OUTPUTS, IS_3, 0.5), (OUTPUTS, IS_3, 0.85), (OUTPUTS, IS_3, 0.0)],
    random=lambda rng: (rng.uniform(size=30), rng.uniform(size=30) < 0.3, 0.4),
    see="From a number to a decision",
    mistakes=[
        Mistake(lambda outputs, is_3, threshold: ((outputs >= threshold).sum(),
                                                  ((outputs >= threshold) & ~is_3).sum()),
                "Your first count holds every digit that is called a 3. Count only the ones that are a 3: `yes & "
                "is_3`."),
        Mistake(lambda outputs, is_3, threshold: (((outputs > threshold) & is_3).sum(),
                                                  ((outputs > threshold) & ~is_3).sum()),
                "You said no to an output of exactly the threshold. As in exercise 5.5, it is a yes: `>=`."),
        Mistake(lambda outputs, is_3, threshold: found_and_alarms(outputs, is_3, threshold)[::-1],
                "You swapped the two counts. The digits that were found come first: `return found, alarms`."),
        Mistake(lambda outputs, is_3, threshold: ((outputs >= threshold)[is_3].mean(),
                                                  (outputs >= threshold)[~is_3].mean()),
                "You returned shares, between 0 and 1. Count them: use `.sum()` in place of `.mean()`."),
        Mistake(lambda outputs, is_3, threshold: (((outputs >= threshold) & is_3).sum(),
                                                  ((outputs < threshold) & is_3).sum()),
                "Your second count is of the 3s that were missed. A false alarm is not a 3, but it is called one: `yes "
                "& ~is_3`."),
        Mistake(lambda outputs, is_3, threshold: (((outputs >= threshold) & is_3).sum(), (~is_3).sum()),
                "Your second count holds every digit that is not a 3. Count only the ones that are called a 3: `yes & "
                "~is_3`."),
    ],
    hints=["Decide first: `yes = outputs >= threshold`.",
           "`yes & is_3` is True where both are True, and `.sum()` counts the True ones.",
           "`~is_3` is True for every digit that is not a 3."],
))


def folded_at(x, c):
    return np.maximum(0, x - c) + np.maximum(0, c - x)


EXERCISES.append(Exercise(
    "5.7", "Fold somewhere else",
    "Fold the line at `c` with two ReLUs: `c` goes to 0, and c + d and c − d land on the same spot, d.",
    solution=folded_at,
    why="One ReLU is above 0 to the right of c, and the other one to the left of c. Where one works, the other one is "
        "0, so together they give |x − c|.",
    inputs=[(array([0.0, 1.0, 2.0]), 1.0), (array([-3.0, -1.0, 0.0, 1.0, 3.0]), 0.5),
            (array([-2.0, 0.0, 2.0]), -1.0)],
    see="Depth folds space",
    mistakes=[
        Mistake(lambda x, c: relu(x) + relu(-x),
                "You folded at 0, wherever `c` is. Shift the line first, so that the fold comes to `c`: use `x - c`."),
        Mistake(lambda x, c: relu(x - c),
                "This is one half of the fold: everything to the left of `c` is 0. Add a second ReLU, of `c - x`, for "
                "the other side."),
        Mistake(lambda x, c: relu(x - c) - relu(c - x),
                "You put a minus between the two ReLUs, and that gives `x - c`: the line is shifted but not folded. "
                "Add them."),
        Mistake(lambda x, c: relu(x - c) + relu(-x - c),
                "Your second ReLU has `-x - c` in it. It needs the opposite of `x - c`, and that is `c - x`."),
        Mistake(lambda x, c: relu(x - c) + relu(-x),
                "You shifted the first ReLU only. The second one needs the opposite of `x - c`, and that is `c - x`."),
        Mistake(lambda x, c: relu(x + c) + relu(-x - c),
                "You folded at −c, because `x + c` is 0 there. Which difference is 0 at `c`?"),
        Mistake(lambda x, c: relu(x) + relu(-x) - c,
                "You folded at 0 and shifted afterwards. Shift first, so that the fold comes to `c`."),
    ],
    hints=["At 0 the fold is `np.maximum(0, x) + np.maximum(0, -x)`. What do you have to put in place of `x`?",
           "Put `x - c` in place of `x`."],
))

EXERCISES.append(Exercise(
    "5.8", "Weights that came the other way round",
    "X is (32, 784), examples by pixels. W comes from PyTorch as (10, 784), units by pixels. How do you compute Z?",
    solution="b",
    choices={"a": "X @ W.reshape(784, 10)", "b": "X @ W.T", "c": "W @ X.T", "d": "X.T @ W"},
    why="Pixels have to meet pixels. `W.T` is (784, 10), pixels by units, so (32, 784) @ (784, 10) has a row for each "
        "example.",
    see="Reading shape errors",
    mistakes=[
        Mistake("a",
                "The sizes fit, but the weights are scrambled: `reshape` keeps the reading order, so a column no "
                "longer holds the weights of one unit."),
        Mistake("c",
                "Pixels meet pixels, but the result is (10, 32), so its rows are units. In this course rows are "
                "examples."),
        Mistake("d",
                "This is (784, 32) @ (10, 784), so examples would meet units. But 32 and 10 are not equal, so NumPy "
                "refuses."),
    ],
    hints=["The pixels are what has to meet and disappear in the product. Where are they in X, and where in W?",
           "In `X @ …`, the second matrix needs the pixels as its rows."],
))


def multiplications(sizes, m):
    total = 0
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        total = total + n_in * n_out
    return m * total


EXERCISES.append(Exercise(
    "5.9", "What a forward pass costs",
    "Count the multiplications of weights with inputs for `m` examples, where `sizes` is a list such as [2, 3, 1].",
    solution=multiplications,
    why="Every weight is used once for each example. So it takes m times as many multiplications as there are weights.",
    inputs=[([2, 3, 1], 1), ([2, 3, 1], 4), ([3, 1], 2), ([784, 128, 10], 10)],
    see="What it costs",
    mistakes=[
        Mistake(lambda sizes, m: m * sum((a + 1) * b for a, b in zip(sizes[:-1], sizes[1:])),
                "You counted the biases too, 13 for [2, 3, 1]. Biases are added, not multiplied, so leave them out."),
        Mistake(lambda sizes, m: m * int(np.prod(sizes)),
                "You multiplied all the sizes with each other. Each layer has a product of its own, and the layers are "
                "added up: 2 · 3 + 3 · 1."),
        Mistake(lambda sizes, m: multiplications(sizes, 1),
                "This is the cost of one example. For `m` examples it is m times as much."),
        Mistake(lambda sizes, m: m * sum(sizes),
                "You added up the units. Between two layers every unit meets every other: that is 2 · 3 "
                "multiplications, not 2 + 3."),
        Mistake(lambda sizes, m: m * sizes[0] * sizes[1],
                "You counted the first layer only. For [2, 3, 1] there are 2 · 3 multiplications, and then 3 · 1 more. "
                "If your `return` is inside the loop, move it to the left, below the loop."),
        Mistake(lambda sizes, m: m * sizes[-2] * sizes[-1],
                "You counted the last layer only, because `total = …` forgets what was there. Add to it: `total = "
                "total + …`."),
    ],
    hints=["[2, 3, 1] has 2 · 3 + 3 · 1 = 9 weights, so one example takes 9 multiplications.",
           "`zip(sizes[:-1], sizes[1:])` gives the pairs (2, 3) and (3, 1).",
           "Add up n_in · n_out over the pairs, and multiply the sum by `m`."],
))
