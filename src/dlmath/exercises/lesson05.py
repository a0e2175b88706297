"""Exercises of lesson 05: the forward pass."""

import numpy as np
from numpy import array

from dlmath.exercises.check import Exercise, Mistake

EXERCISES = []

EXERCISES.append(Exercise(
    "5.1", "Once by hand",
    "The inputs 4 and 2 go into the pocket network. What is `Z2`, the number before the sigmoid?",
    solution=-0.55,
    rtol=1e-3,
    why="`Z1` is (2.5, −3, 4), and ReLU turns it into (2.5, 0, 4). Then 2.5 · 0.5 + 0 · 1 + 4 · (−0.5) + 0.2 = −0.55.",
    see="Four steps through the pocket network",
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
    see="Four steps through the pocket network",
    mistakes=[
        Mistake(lambda X, W1, b1, W2, b2: sigmoid((X @ W1 + b1) @ W2 + b2),
                "You left out ReLU between the layers, so −0.5 went on as −0.5. Without ReLU, two layers do no more "
                "than a single one. Use `np.maximum(0, Z1)`.",
                also=[lambda X, W1, b1, W2, b2: sigmoid(X @ W1 @ W2 + b2)]),
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
    hints=["You have seen all four steps in NumPy, above exercise 5.1. Write them down, with `return` in front of the "
           "last result.",
           "Start with `A1 = np.maximum(0, X @ W1 + b1)`. The next line uses `A1`, `W2` and `b2`.",
           "The sigmoid of `Z2` is `1 / (1 + np.exp(-Z2))`."],
))

EXERCISES.append(Exercise(
    "5.3", "A shape on the way",
    "32 digits go through a network 784 → 128 → 64 → 10. What shape does A2 have, the activations of the second hidden "
    "layer? Answer with two numbers in brackets.",
    solution=(32, 64),
    why="A2 has a row for each example, and a column for each unit of the second hidden layer. On the way there, 784 "
        "met 784 and 128 met 128, so both disappeared.",
    see="A whole batch at once",
    mistakes=[
        Mistake((64, 32), "You swapped rows and columns. Rows are examples, and there are 32 of them."),
        Mistake((32, 10), "That is the shape of the output, (32, 10). `A2` comes one layer earlier."),
        Mistake((32, 128), "That is the shape of `A1`, after the first hidden layer. Go on with one more product, `A1 "
                           "@ W2`: (32, 128) @ (128, 64)."),
        Mistake((128, 64), "That is the shape of `W2`, the weights that lead into this layer. What flows through the "
                           "network has 32 rows all the way."),
        Mistake((784, 64), "784 disappears in the first product: `(32, 784) @ (784, 128)` is (32, 128). Go on from "
                           "there."),
        Mistake((32, 784), "That is the shape of the input. The first product, `(32, 784) @ (784, 128)`, is (32, 128). "
                           "Go on from there."),
    ],
    hints=["How many rows does everything have that flows through the network?",
           "Write down the first product: (32, 784) @ (784, 128). What is left of it? Then comes @ (128, 64)."],
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
    sizes = rng.integers(1, 5, size=rng.integers(3, 6))
    weights = [rng.normal(size=(n_in, n_out)) for n_in, n_out in zip(sizes[:-1], sizes[1:])]
    return rng.normal(size=(3, sizes[0])), weights, [rng.normal(size=W.shape[1]) for W in weights]


def push_all(X, weights, biases):
    A = X
    for W, b in zip(weights[:-1], biases[:-1]):
        A = np.maximum(0, A @ W + b)
    return A @ weights[-1] + biases[-1]


EXERCISES.append(Exercise(
    "5.4", "As many layers as you like",
    "`weights` and `biases` are lists with one array for each layer. Push `X` through all layers, with ReLU after each "
    "layer but the last, and return the weighted sums of the last layer.",
    solution=push_all,
    why="Each layer takes what the layer before it has given. So you need only one variable, `A`, and the loop writes "
        "over it.",
    inputs=[(array([[1.0, 2.0]]), [TURN], [SHIFT]),
            (array([[1.0, 2.0]]), [TURN, TURN], [SHIFT, SHIFT]),
            (array([[1.0, 2.0]]), [TURN, TURN, TURN], [SHIFT, SHIFT, SHIFT])],
    random=a_deep_network,
    see="Any number of layers",
    mistakes=[
        Mistake(relu_everywhere,
                "You applied ReLU in the last layer too, so nothing below 0 can come out. Leave the last layer, "
                "`weights[-1]`, out of the loop, and add it at the end without ReLU."),
        Mistake(no_relu,
                "You left out ReLU between the layers, and without it all of them together do no more than a single "
                "layer. In the loop, write `A = np.maximum(0, A @ W + b)`."),
        Mistake(always_from_X,
                "Every layer starts from `X` again. It should take what the layer before it gave, `A`: `A @ W + b`."),
        Mistake(all_but_the_last,
                "You left out the last layer. Below the loop, add one more weighted sum, with `weights[-1]` and "
                "`biases[-1]`, and without ReLU.",
                also=[lambda X, weights, biases: push_all(X, weights[:-1], biases[:-1]) if len(weights) > 1 else X]),
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


EXERCISES.append(Exercise(
    "5.5", "Weights that came the other way round",
    "X has the shape (32, 784), examples by pixels. W comes from PyTorch and has the shape (10, 784), units by pixels. "
    "How do you compute Z?",
    solution="b",
    choices={"a": "X @ W.reshape(784, 10)", "b": "X @ W.T", "c": "W @ X.T", "d": "X.T @ W"},
    why="Pixels have to meet pixels. `W.T` is (784, 10), pixels by units, so (32, 784) @ (784, 10) has a row for each "
        "example.",
    see="Read a shape error",
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
    "5.6", "What a forward pass costs",
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
        Mistake(lambda sizes, m: m * sizes[0] * sizes[-1],
                "You multiplied the first size by the last one. Each layer has a product of its own: 2 · 3, and then "
                "3 · 1."),
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
        Mistake(lambda sizes, m: m * sum(a + b for a, b in zip(sizes, sizes[1:])),
                "You added the two sizes of each layer. Every unit multiplies every input, so multiply: 2 · 3."),
    ],
    hints=["[2, 3, 1] has 2 · 3 + 3 · 1 = 9 weights, so one example takes 9 multiplications.",
           "`zip(sizes[:-1], sizes[1:])` gives the pairs (2, 3) and (3, 1).",
           "Add up n_in · n_out over the pairs, and multiply the sum by `m`."],
))


OUTPUTS, IS_3 = array([0.1, 0.4, 0.5, 0.8, 0.9]), array([False, True, True, False, True])


def how_often(outputs, is_3, low, high):
    inside = (outputs >= low) & (outputs < high)
    return is_3[inside].mean()


EXERCISES.append(Exercise(
    "5.7", "How often is it right?",
    "Of the digits whose output is at least `low` and below `high`, return the share that are 3s. `is_3` is a mask "
    "that holds the truth.",
    solution=how_often,
    why="First you pick out the digits with such an output, and then you take the mean of the truth. The mean of True "
        "and False is the share of True.",
    inputs=[(array([0.2, 0.6, 0.65, 0.9]), array([False, True, False, True]), 0.6, 0.7),
            (OUTPUTS, IS_3, 0.4, 0.9), (OUTPUTS, IS_3, 0.0, 0.5)],
    random=lambda rng: (rng.uniform(size=40), rng.uniform(size=40) < 0.3, 0.25, 0.75),
    see="What 0.67 means",
    mistakes=[
        Mistake(lambda outputs, is_3, low, high: ((outputs >= low) & (outputs < high) & is_3).sum(),
                "You counted the 3s. Now divide by how many digits have such an output, or use `.mean()` on `is_3` of "
                "these digits."),
        Mistake(lambda outputs, is_3, low, high: ((outputs >= low) & (outputs < high) & is_3).mean(),
                "You divided by the number of all digits. Divide only by those whose output is between `low` and "
                "`high`."),
        Mistake(lambda outputs, is_3, low, high: ((outputs >= low) & (outputs < high) & is_3).sum() / is_3.sum(),
                "You divided by the number of all 3s. We ask for the share among the digits whose output is between "
                "`low` and `high`, so divide by their number."),
        Mistake(lambda outputs, is_3, low, high: outputs[(outputs >= low) & (outputs < high)].mean(),
                "You took the mean of what the detector says. We want to know what is true: take the mean of `is_3` "
                "for the same digits."),
        Mistake(lambda outputs, is_3, low, high: is_3[outputs >= low].mean(),
                "You also took the digits with an output above `high`. You need both comparisons, with `&` between "
                "them."),
        Mistake(lambda outputs, is_3, low, high: is_3[outputs < high].mean(),
                "You also took the digits with an output below `low`. You need both comparisons, with `&` between "
                "them."),
        Mistake(lambda outputs, is_3, low, high: is_3[(outputs > low) & (outputs < high)].mean(),
                "You left out a digit whose output is exactly `low`. “At least” is `>=`.",
                also=[lambda outputs, is_3, low, high: is_3[(outputs > low) & (outputs <= high)].mean()]),
        Mistake(lambda outputs, is_3, low, high: is_3[(outputs >= low) & (outputs <= high)].mean(),
                "You took a digit whose output is exactly `high`, too. “Below” is `<`."),
        Mistake(lambda outputs, is_3, low, high: ((outputs >= low) & (outputs < high)).mean(),
                "This is the share of all digits whose output is between `low` and `high`. How many of these are 3s? "
                "Use your mask on `is_3`."),
    ],
    hints=["Make a mask first: `inside = (outputs >= low) & (outputs < high)`.",
           "`is_3[inside]` is the truth for the digits that you have picked out. What is its mean?"],
))


def cost(outputs, is_3, threshold, miss, alarm):
    yes = outputs >= threshold
    return miss * (~yes & is_3).sum() + alarm * (yes & ~is_3).sum()


EXERCISES.append(Exercise(
    "5.8", "What the mistakes cost",
    "The detector says “3” where an output is at least `threshold`. Each 3 that it misses costs `miss`, and each false "
    "alarm costs `alarm`. Return what all its mistakes cost together.",
    solution=cost,
    why="A miss is a no to a digit that is a 3, and a false alarm is a yes to a digit that is not. You count both, and "
        "each kind has its own price.",
    inputs=[(OUTPUTS, IS_3, 0.85, 10, 1), (OUTPUTS, IS_3, 0.5, 10, 1), (OUTPUTS, IS_3, 0.8, 3, 2)],
    random=lambda rng: (rng.uniform(size=30), rng.uniform(size=30) < 0.3, 0.4, 5, 2),
    see="From a number to a decision",
    mistakes=[
        Mistake(lambda outputs, is_3, threshold, miss, alarm: cost(outputs, is_3, threshold, alarm, miss),
                "You swapped the two prices. A 3 that gets a no costs `miss`, and another digit that gets a yes costs "
                "`alarm`."),
        Mistake(lambda outputs, is_3, threshold, miss, alarm: (miss * ((outputs <= threshold) & is_3).sum()
                                                               + alarm * ((outputs > threshold) & ~is_3).sum()),
                "You said no to an output of exactly the threshold. “At least” is `>=`."),
        Mistake(lambda outputs, is_3, threshold, miss, alarm: (miss * ((outputs < threshold) & is_3).sum()
                                                               + alarm * ((outputs > threshold) & ~is_3).sum()),
                "A digit with exactly the threshold as its output gets a yes, so it can be a false alarm: use `>=` "
                "there.", also=[lambda outputs, is_3, threshold, miss, alarm: (
                    miss * ((outputs <= threshold) & is_3).sum() + alarm * ((outputs >= threshold) & ~is_3).sum())]),
        Mistake(lambda outputs, is_3, threshold, miss, alarm: ((outputs >= threshold) != is_3).sum(),
                "You counted the mistakes. They have two prices: multiply the misses by `miss`, and the false alarms "
                "by `alarm`."),
        Mistake(lambda outputs, is_3, threshold, miss, alarm: (miss + alarm) * ((outputs >= threshold) != is_3).sum(),
                "You charged both prices for every mistake. Count the misses and the false alarms apart: `~yes & is_3` "
                "and `yes & ~is_3`."),
        Mistake(lambda outputs, is_3, threshold, miss, alarm: (miss * ((outputs >= threshold) & is_3).sum()
                                                               + alarm * ((outputs >= threshold) & ~is_3).sum()),
                "You charged for the 3s that were found. A miss is a 3 that gets a no: `~yes & is_3`."),
        Mistake(lambda outputs, is_3, threshold, miss, alarm: (miss * ((outputs < threshold) & is_3).sum()
                                                               + alarm * (outputs >= threshold).sum()),
                "You charged for every yes. A false alarm is a yes to a digit that is not a 3: `yes & ~is_3`."),
        Mistake(lambda outputs, is_3, threshold, miss, alarm: miss * ((outputs < threshold) & is_3).sum(),
                "You have the cost of the misses. Add that of the false alarms: `alarm` times how many there are."),
        Mistake(lambda outputs, is_3, threshold, miss, alarm: alarm * ((outputs >= threshold) & ~is_3).sum(),
                "You have the cost of the false alarms. Add that of the misses: `miss` times how many there are."),
        Mistake(lambda outputs, is_3, threshold, miss, alarm: (miss * ((outputs < threshold) & ~is_3).sum()
                                                               + alarm * ((outputs >= threshold) & is_3).sum()),
                "You counted the right answers. A miss is a no to a 3, `~yes & is_3`, and a false alarm is a yes to "
                "another digit, `yes & ~is_3`."),
    ],
    hints=["Decide first: `yes = outputs >= threshold`.",
           "`(yes & ~is_3).sum()` counts the false alarms. How do you count the 3s that get a no?",
           "Multiply each count by its price, and add the two."],
))


def folded_at(x, c):
    return np.maximum(0, x - c) + np.maximum(0, c - x)


EXERCISES.append(Exercise(
    "5.9", "Fold somewhere else",
    "Fold the line at `c` with two ReLUs, so that every number becomes its distance from `c`. For example, with c = 1 "
    "both 3 and −1 become 2.",
    solution=folded_at,
    why="One ReLU is above 0 to the right of c, and the other one to the left of c. Where one works, the other one is "
        "0, so together they give |x − c|.",
    inputs=[(array([0.0, 1.0, 2.0]), 1.0), (array([-3.0, -1.0, 0.0, 1.0, 3.0]), 0.5),
            (array([-2.0, 0.0, 2.0]), -1.0)],
    see="Deeper instead of wider",
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
    "5.10", "Four inputs in one place",
    "A strip of paper has marks at 1, 3, 5 and 7. You fold the strip twice, and all four marks should end up in the "
    "same place. Where do you fold? Answer with two numbers, such as `[1, 1]`.",
    solution=[4, 2],
    why="The fold at 4 brings 3 and 5 to the place 1, and 1 and 7 to the place 3. These two places are equally far "
        "from 2, so the fold at 2 brings them together.",
    see="Deeper instead of wider",
    mistakes=[
        Mistake([4, 6], "The first number is right. But after a fold, a mark is where its distance from the fold says. "
                        "So the marks are at 3, 1, 1 and 3 now. Fold half-way between these two places."),
        Mistake([2, 4], "You began with a fold at 2. It brings 1 and 3 to the place 1, 5 to 3, and 7 to 5. These are "
                        "three places, and one more fold brings only two of them together. Begin in the middle."),
        Mistake([4, 4], "The first number is right. But after it the marks are at 3, 1, 1 and 3, so 4 is no longer in "
                        "the middle of them."),
        Mistake([2, 6], "Folds at 2 and 6 bring 1 and 3 together, or 5 and 7, but not all four. Begin with the fold "
                        "that brings two pairs together at once: 1 with 7, and 3 with 5.", also=[[6, 2]]),
        Mistake([4, 0], "The first number is right. It puts the marks at 3, 1, 1 and 3. But your second fold does not "
                        "bring the places 3 and 1 together. Fold half-way between them.",
                also=[[4, 3], [4, 1], [4, 5], [4, 7]]),
    ],
    hints=["The first fold has to bring two pairs of marks together at once. Which mark is opposite to 1?",
           "Fold first at 4. Then a mark is where its distance from 4 is: 1 goes to 3, 3 goes to 1, and so on.",
           "Now the marks are at 3 and at 1. Where do you fold to bring these two together?"],
))
