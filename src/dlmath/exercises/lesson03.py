"""Exercises of lesson 03: neurons, layers, their shapes and their parameters."""

import numpy as np
from numpy import array

from dlmath.data import load_digits, pixels
from dlmath.exercises.check import Exercise, Mistake

EXERCISES = []


def one_neuron(rng):
    n = rng.integers(2, 6)
    return rng.normal(size=n), rng.normal(size=n), float(rng.normal())


def weighted_sum(x, w, b):
    return x @ w + b


EXERCISES.append(Exercise(
    "3.1", "The weighted sum",
    "Return the weighted sum `z` of a neuron with inputs `x`, weights `w` and bias `b`.",
    solution=weighted_sum,
    why="A neuron multiplies each input by its weight, adds up the products, and adds the bias once. In other words, "
        "it takes a dot product and adds `b`.",
    inputs=[(array([2.0]), array([3.0]), 0.5), (array([2.0, 3.0]), array([0.5, 0.5]), -0.5),
            (array([2.0, 3.0]), array([-1.0, 0.5]), 0.0), (array([1.0, 0.0, 2.0]), array([4.0, 5.0, -1.0]), 3.0)],
    random=one_neuron,
    see="One neuron",
    mistakes=[
        Mistake(lambda x, w, b: x @ w,
                "You forgot the bias. With x = [2], w = [3] and b = 0.5 you get 6, but z is 6.5. Add `b`."),
        Mistake(lambda x, w, b: x @ w + 2 * b,
                "You added the bias twice. The neuron has one bias, so add `b` once."),
        Mistake(lambda x, w, b: (x * w + b).sum(),
                "You added the bias to every product, so it is in the sum several times. Add up the products first, "
                "then add `b` once."),
        Mistake(lambda x, w, b: x * w + b,
                "You have one number for each input. A neuron adds the products up to a single number first: use `@` "
                "in place of `*`."),
        Mistake(lambda x, w, b: x * w,
                "You have one product for each input. Add them up to a single number with `@`, then add `b`."),
        Mistake(lambda x, w, b: np.maximum(0, x @ w + b),
                "You went one step too far: ReLU turns a negative sum into 0. The weighted sum `z` itself may be "
                "negative."),
        Mistake(lambda x, w, b: x @ w - b,
                "You subtracted the bias. Add it: a bias of −0.5 already has its minus, and it should lower the sum."),
        Mistake(lambda x, w, b: (x + w).sum() + b,
                "You added inputs and weights. Each weight multiplies its input: 2·0.5 + 3·0.5."),
        Mistake(lambda x, w, b: (x + b) @ w,
                "You added the bias to the inputs, so the weights multiply it too. Add `b` at the end, after the sum."),
        Mistake(lambda x, w, b: x.sum() * w.sum() + b,
                "You multiplied two sums. Multiply each input by its own weight first, then add up: 2·0.5 + 3·0.5."),
    ],
    hints=["Do it by hand: the inputs 2 and 3, the weights 0.5 and 0.5 and the bias −0.5 give 1 + 1.5 − 0.5 = 2.",
           "The dot product of `x` and `w` is `x @ w`.", "Now add `b`, once."],
))


def neuron(x, w, b):
    z = x @ w + b
    return np.maximum(0, z)


EXERCISES.append(Exercise(
    "3.2", "A whole neuron",
    "Return the output of a neuron with ReLU: the weighted sum, with 0 in place of anything negative.",
    solution=neuron,
    why="First comes the weighted sum z, with the bias in it, and the activation comes last: a = g(x · w + b).",
    inputs=[(array([2.0]), array([3.0]), 0.5), (array([2.0, 3.0]), array([0.5, 0.5]), -0.5),
            (array([2.0, 3.0]), array([-1.0, 0.5]), 0.0), (array([1.0, 2.0]), array([3.0, -1.0]), -4.0),
            (array([1.0, 2.0]), array([-3.0, 2.0]), 1.0)],
    random=one_neuron,
    see="One neuron",
    mistakes=[
        Mistake(lambda x, w, b: x @ w + b,
                "This is z, before the activation. Now apply ReLU, so that a negative sum becomes 0: `np.maximum(0, "
                "z)`."),
        Mistake(lambda x, w, b: np.maximum(0, x @ w) + b,
                "You added the bias after ReLU. It belongs to z, inside ReLU: `np.maximum(0, x @ w + b)`."),
        Mistake(lambda x, w, b: np.maximum(0, x @ w),
                "You forgot the bias. It belongs to z, inside ReLU: `np.maximum(0, x @ w + b)`."),
        Mistake(lambda x, w, b: np.maximum(0, x @ w + b + b),
                "You added the bias twice. It is in z already, so ReLU needs nothing more than `z`."),
        Mistake(lambda x, w, b: x @ w + b > 0,
                "You returned True or False, that is, whether the sum is above 0. Return the sum itself where it is "
                "above 0, and 0 elsewhere.", also=[lambda x, w, b: float(x @ w + b > 0)]),
        Mistake(lambda x, w, b: np.maximum(0, x * w).sum() + b,
                "You applied ReLU to each product. Apply it once, to the sum `z`.",
                also=[lambda x, w, b: np.maximum(0, x * w + b).sum()]),
        Mistake(lambda x, w, b: np.maximum(0, x * w + b),
                "You have one number for each input. Add up the products to a single number first, with `@`."),
        Mistake(lambda x, w, b: abs(x @ w + b),
                "`abs` turned −0.5 into 0.5. ReLU turns every negative number into 0."),
        Mistake(lambda x, w, b: np.minimum(0, x @ w + b),
                "You took the smaller of 0 and z. ReLU takes the larger one: `np.maximum(0, z)`."),
        Mistake(lambda x, w, b: np.maximum(1, x @ w + b),
                "You took the larger one of 1 and z. ReLU compares z with 0: `np.maximum(0, z)`."),
    ],
    hints=["First compute `z`, as in exercise 3.1. What does ReLU turn −0.5 into? And 2?",
           "`np.maximum(0, z)` is the larger one of 0 and z."],
))


def a_batch_and_a_neuron(rng):
    return rng.normal(size=(6, 4)), rng.normal(size=4), float(rng.normal())


def detects(X, w, b):
    return X @ w + b > 0


EXERCISES.append(Exercise(
    "3.3", "Which ones are 3s?",
    "`X` holds one digit in each row. Return, for each digit, whether the neuron's weighted sum is above 0.",
    solution=detects,
    why="`X @ w` gives the score of every row at once. And x · w + b > 0 says the same as x · w > −b, so the bias sets "
        "a threshold: the digit has to score more than −b.",
    inputs=[(array([[2.0, 3.0], [1.0, 0.0]]), array([0.5, 0.5]), -1.0),
            (array([[4.0, 1.0], [1.0, 1.0], [0.0, 6.0]]), array([1.0, -0.5]), -2.0),
            (array([[2.0, 0.0], [0.0, 2.0], [3.0, 1.0]]), array([1.0, 1.0]), -2.0),  # two sums of exactly 0
            (array([[1.0, 0.0], [0.0, 1.0], [-2.0, 0.0]]), array([1.0, -1.0]), 0.5)],
    random=a_batch_and_a_neuron,
    see="A neuron that looks for a 3",
    mistakes=[
        Mistake(lambda X, w, b: X @ w > 0,
                "You forgot the bias. If b is −9, a digit has to score more than 9 before the neuron says yes."),
        Mistake(lambda X, w, b: X @ w > b,
                "You compared with the bias itself. From x · w + b > 0 you get x · w > `-b`, with a minus."),
        Mistake(lambda X, w, b: X @ w + b >= 0,
                "You said yes to a sum of exactly 0 as well. Above 0 means `>`, without the `=`."),
        Mistake(lambda X, w, b: X @ w + b < 0,
                "You turned the comparison around: this is True where the sum is below 0. Use `>` in place of `<`."),
        Mistake(lambda X, w, b: X @ w + b,
                "These are the weighted sums. Now ask of each whether it is above 0: compare them, with `>`."),
        Mistake(lambda X, w, b: np.maximum(0, X @ w + b),
                "You applied ReLU. Here you should answer with True or False for each digit: compare the sums with 0, "
                "using `>`."),
        Mistake(lambda X, w, b: (X @ w + b > 0).sum(),
                "You counted the digits with `.sum()`. Return one answer for each digit, so leave the `.sum()` out."),
        Mistake(lambda X, w, b: w @ X + b > 0,
                "You swapped the two. Each row of `X` should meet the weights, so `X` comes first: (m, n) @ (n,)."),
        Mistake(lambda X, w, b: X @ w > 9,
                "9 was the threshold of one neuron. Yours should work for any bias, so use `b`."),
    ],
    hints=["`X @ w + b` has shape (m,). It holds all the weighted sums at once.",
           "A comparison works entry by entry: `array([1, -2]) > 0` is [True, False]."],
))


def _detector(answer):
    """Say in words what the 3-detector does with a bias: which of its two goals it misses."""
    bias = float(answer)
    digits = load_digits()
    X, is_3 = pixels(digits.images), digits.labels == 3
    yes = X @ (X[is_3].mean(axis=0) - X[~is_3].mean(axis=0)) + bias > 0
    if (yes & ~is_3).sum() > 90:
        return "a yes to nearly every digit" if bias > 0 else "more than 90 false alarms"
    return "fewer than 140 threes found" if (yes & is_3).sum() < 140 else "both goals reached"


EXERCISES.append(Exercise(
    "3.4", "Choose a bias",
    "Find a bias with which the neuron gives at most 90 false alarms and finds at least 140 threes.",
    solution=-11.5,
    measure=_detector,
    why="With −11.5 a digit has to score more than 11.5. That leaves 76 false alarms, and 143 threes are found. A "
        "lower bias means fewer false alarms, and also fewer threes.",
    see="How good is our neuron?",
    mistakes=[
        Mistake(-9, "There are more than 90 false alarms with this bias. Make it lower, for example by 1, so that the "
                    "neuron is harder to convince."),
        Mistake(-14, "Fewer than 140 threes are found with this bias. Make it higher, for example by 1, so that the "
                     "neuron says yes more easily."),
        Mistake(11.5, "A bias above 0 helps every digit, and so the neuron says yes to nearly all of them. You need a "
                      "number below 0, with a minus, such as −9."),
    ],
    hints=["Change `b` by 1 and run the cell again. Do both numbers go up, or do both go down?",
           "With −10 there are 119 false alarms, which is too many. With −12 you find 138 threes, which is too few."],
))


BARS = {"bar": [[0, 1, 0], [0, 1, 0], [0, 1, 0]], "level": [[0, 0, 0], [1, 1, 1], [0, 0, 0]],
        "full": [[1, 1, 1], [1, 1, 1], [1, 1, 1]], "diagonal": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        "empty": [[0, 0, 0], [0, 0, 0], [0, 0, 0]]}


def _bars(weights):
    """Say in words to which of the five pictures a neuron with these weights and the bias −2.5 says yes."""
    yes = [name for name, picture in BARS.items() if (np.multiply(picture, weights)).sum() - 2.5 > 0]
    return "yes to " + (", ".join(yes) or "none of them")


EXERCISES.append(Exercise(
    "3.5", "Detect a vertical bar",
    "The bias is −2.5. Find 3 × 3 weights with which the neuron says yes to the bar, and no to the other four.",
    solution=[[-1, 1, -1], [-1, 1, -1], [-1, 1, -1]],
    measure=_bars,
    why="The bar collects 1 from each of its three pixels, and 3 is more than 2.5. Every dark pixel next to it counts "
        "against it, so the full picture ends at 3 − 6, far below.",
    see="Weights that look for a bar",
    mistakes=[
        Mistake([[0, 1, 0], [0, 1, 0], [0, 1, 0]],
                "Your neuron says yes to the full picture too, because the bar is a part of it. A weight of 0 means "
                "“I don't look there”. Let the six pixels next to the bar speak against it, with weights below 0."),
        Mistake([[1, 1, 1], [1, 1, 1], [1, 1, 1]],
                "With the same weight everywhere, your neuron only counts dark pixels, and it says yes to each picture "
                "with 3 of them. The pixels next to the bar need other weights than the bar."),
        Mistake([[0, 0, 0], [0, 0, 0], [0, 0, 0]],
                "Your neuron says no to all five pictures. To get above 0 with a bias of −2.5, the three pixels of the "
                "bar have to bring in more than 2.5 together, for example 1 each."),
        Mistake([[-1, -1, -1], [1, 1, 1], [-1, -1, -1]],
                "Your weights look for the level bar. The weights are written row by row, so the upright bar is "
                "the middle number of each row, such as the 1 in [−1, 1, −1].",
                also=[[[0, 0, 0], [1, 1, 1], [0, 0, 0]]]),
        Mistake([[-1, 1, -1], [1, 1, 1], [-1, 1, -1]],
                "Your neuron says yes to the level bar too. Its left and its right pixel, at [1, 0] and [1, 2], are "
                "not part of the upright bar, so they should speak against it."),
        Mistake([[0.4, 0.4, 0.4], [0.4, 0.4, 0.4], [0.4, 0.4, 0.4]],
                "Only the full picture gets a yes: its nine pixels bring in more than 2.5 together, but the three "
                "of the bar do not. Give the bar larger weights, and the pixels next to it weights below 0."),
        Mistake([[1, 1, 0], [0, 1, 0], [0, 1, 1]],
                "Your neuron says yes to the diagonal too. Its corners, at [0, 0] and [2, 2], are not part of the bar, "
                "so they should speak against it."),
    ],
    hints=["Which three pixels are dark in the bar? Give these weights above 0, and add them up: is it more than 2.5?",
           "The full picture has the same three pixels, and six more. What weights must these six have to bring its "
           "sum down?"],
))

EXERCISES.append(Exercise(
    "3.6", "A neuron takes a vote",
    "A neuron has three inputs of 0 or 1 and the weights 1, 1, 1, and it says yes if z > 0. With which bias does it "
    "say yes if at least two inputs are 1?",
    solution="c",
    choices={"a": "0.5", "b": "−0.5", "c": "−1.5", "d": "−2.5"},
    why="Two inputs of 1 add up to 2, and 2 − 1.5 is above 0. A single one adds up to 1, and 1 − 1.5 is below 0.",
    see="A neuron as a switch",
    mistakes=[
        Mistake("a", "With +0.5 the sum is above 0 even if all three inputs are 0, so the neuron always says yes."),
        Mistake("b", "With −0.5 a single 1 is enough, because 1 − 0.5 is above 0. That is OR."),
        Mistake("d", "With −2.5 all three inputs have to be 1, because 2 − 2.5 is below 0. That is AND."),
    ],
    hints=["Before the bias, two inputs of 1 make a weighted sum of 2, and a single one makes 1.",
           "With the bias, 2 should end up above 0, and 1 below it."],
))


X2, W2 = array([[2.0, 3.0], [1.0, 0.0]]), array([[0.5, -1.0], [0.5, 0.5]])


def a_layer(rng):
    m, n_in, n_out = rng.integers(2, 6, size=3)
    return rng.normal(size=(m, n_in)), rng.normal(size=(n_in, n_out)), rng.normal(size=n_out)


def weighted_sums(X, W, b):
    return X @ W + b


EXERCISES.append(Exercise(
    "3.7", "A layer's weighted sums",
    "Return Z for a batch `X` (m, n_in), weights `W` (n_in, n_out) and biases `b` (n_out,).",
    solution=weighted_sums,
    why="Each row of `X` meets each column of `W`, and each column holds the weights of one neuron. Then `b` is added "
        "to every row. The result has shape (m, n_out).",
    inputs=[(array([[2.0, 3.0]]), array([[0.5, -1.0, 1.0], [0.5, 0.5, -1.0]]), array([-0.5, 0.0, 2.0])),
            (X2, W2, array([1.0, 10.0])), (array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), W2, array([1.0, -1.0]))],
    random=a_layer,
    see="Side by side: a layer",
    mistakes=[
        Mistake(lambda X, W, b: X * W + b,
                "`*` multiplies entry by entry. Each row of `X` has to meet each column of `W`, and that is `@`."),
        Mistake(lambda X, W, b: X @ W,
                "You forgot the biases. With b = [−0.5, 0, 2], every row of Z changes by −0.5, 0 and 2. Add `b`."),
        Mistake(lambda X, W, b: X @ W.T + b,
                "You transposed `W`. That is right where each row of `W` is a neuron. Here each column is a neuron, so "
                "leave out the `.T`."),
        Mistake(lambda X, W, b: W @ X + b,
                "You swapped the two. `X` comes first, so that (m, n_in) @ (n_in, n_out) fits."),
        Mistake(lambda X, W, b: X.T @ W + b,
                "You transposed `X`, so the examples became columns. Each row of `X` is an example, so leave out the "
                "`.T`."),
        Mistake(lambda X, W, b: X @ W + b.reshape(-1, 1),
                "You turned `b` into a column, so each bias went to an example. Each bias belongs to a neuron, which "
                "is a column of Z: leave `b` as it is."),
        Mistake(lambda X, W, b: X @ (W + b),
                "You added the biases to the weights, so the inputs multiply them too. Add them at the end: `X @ W + "
                "b`."),
        Mistake(lambda X, W, b: X @ W + b.sum(),
                "You added the sum of all biases to every entry. Each column of Z gets its own bias: add `b` as it "
                "is."),
        Mistake(lambda X, W, b: np.maximum(0, X @ W + b),
                "You went one step too far: `np.maximum(0, Z)` is the activation. Z itself may be negative."),
        Mistake(lambda X, W, b: (X + b) @ W,
                "You added the biases to the inputs, so the weights multiply them too. Add them at the end: `X @ W + "
                "b`."),
        Mistake(lambda X, W, b: X @ W - b,
                "You subtracted the biases. Add them: a bias of −0.5 already has its minus."),
        Mistake(lambda X, W, b: (X @ W + b).T,
                "You have the right numbers, but they lie on their side. Each row of Z belongs to one example, so "
                "leave out the last `.T`."),
    ],
    hints=["The row [2, 3] with the columns (0.5, 0.5), (−1, 0.5), (1, −1) and the biases −0.5, 0, 2 gives [2, −0.5, "
           "1].",
           "A row of `X` and a column of `W` make one dot product. A single `@` does all of them.",
           "`b` has shape (n_out,), so NumPy adds it to each row for you."],
))

EXERCISES.append(Exercise(
    "3.8", "From the inputs to the answer",
    "Put the four lines in order, so that they push the batch `X` through the pocket network.",
    solution="cadb",
    lines={"a": "A1 = np.maximum(0, Z1)", "b": "y_hat = sigmoid(Z2)", "c": "Z1 = X @ W1 + b1",
           "d": "Z2 = A1 @ W2 + b2"},
    before={"a": "c", "d": "a", "b": "d"},
    why="Each layer takes its weighted sums first, and its activation function after that. What comes out, `A1`, is "
        "what the next layer looks at.",
    see="Behind each other: a network",
    mistakes=[
        Mistake("cdab", "`Z2` is computed from `A1`, and `A1` is not there yet. The hidden layer has to finish "
                        "first, with its activation function."),
        Mistake("acdb", "`A1` is computed from `Z1`, so the weighted sums `Z1` come first. The activation function "
                        "comes at the end of a layer."),
        Mistake("bdac", "This is the way back, from the answer to the inputs. Begin with the line that needs only "
                        "`X`."),
    ],
    hints=["Look at what each line needs on the right of its `=`. Only one line needs nothing but `X` and parameters.",
           "That line makes `Z1`. Which line uses `Z1`?"],
))

EXERCISES.append(Exercise(
    "3.9", "Read one weight",
    "In a layer, `W[1, 2]` is the weight on which line?",
    solution="b",
    choices={"a": "from the first input to the second unit", "b": "from the second input to the third unit",
             "c": "from the third input to the second unit", "d": "from the second unit to the third unit"},
    why="The row says where the line starts, and the column says where it ends. Both are counted from 0, so row 1 is "
        "the second input and column 2 is the third unit.",
    see="Every line is one entry",
    mistakes=[
        Mistake("a", "The line starts at input 1 and ends at unit 2, but NumPy counts from 0: input 1 is the second "
                     "input, and unit 2 is the third unit."),
        Mistake("c", "You swapped row and column. In `W[i, j]` the row, i, is the input, and the column, j, is the "
                     "unit."),
        Mistake("d", "Units of the same layer have no lines between them. `W[i, j]` leads from input i to unit j."),
    ],
    hints=["`W` has one row for each input and one column for each unit.",
           "Both are counted from 0, so row 1 is the second input."],
))


def one_too_late(k, n):
    v = np.zeros(n)
    v[k + 1] = 1
    return v


def one_hot(k, n):
    v = np.zeros(n)
    v[k] = 1
    return v


EXERCISES.append(Exercise(
    "3.10", "Make a category into inputs",
    "Return `n` zeros with a 1 in place `k`, counted from 0. This is category `k` of `n`, written one-hot.",
    solution=one_hot,
    why="Each category has an input of its own. So we claim no order among the categories, and any two of them are "
        "equally far apart.",
    inputs=[(0, 2), (1, 3), (2, 3), (3, 5), (0, 4)],
    see="As many inputs as features",
    mistakes=[
        Mistake(lambda k, n: k,
                "This is the number of the category. As an input it would say that category 2 is twice as much as "
                "category 1. Return a vector of `n` numbers."),
        Mistake(lambda k, n: np.eye(n)[k] * k,
                "You found the right place, but you put `k` there. It should hold a 1, whichever category it is."),
        Mistake(lambda k, n: np.eye(n)[k - 1],
                "Your 1 is one place too early. `k` is counted from 0, so category 0 has its 1 in the first place.",
                also=[lambda k, n: np.arange(n) == k - 1]),
        Mistake(one_too_late,
                "Your 1 is one place too late. NumPy counts from 0 as well, so the place is `v[k]`."),
        Mistake(lambda k, n: (np.arange(n) <= k).astype(float),
                "You put a 1 in every place up to `k`. Only place `k` gets one: a banana is long, but it is not round "
                "as well."),
        Mistake(lambda k, n: 1 - np.eye(n)[k],
                "You swapped zeros and ones. There should be a single 1, in place `k`."),
        Mistake(lambda k, n: np.zeros(n),
                "All your entries are 0. Put a 1 in place `k`, as in `v[k] = 1`."),
        Mistake(lambda k, n: np.eye(n),
                "This is a whole matrix, with one row for each category. Row `k` of it is the answer."),
    ],
    hints=["Category 1 of 3 is [0, 1, 0].", "Start with `v = np.zeros(n)`, then change one entry.",
           "Write `v[k] = 1`, and return `v`."],
))

EXERCISES.append(Exercise(
    "3.11", "How many layers?",
    "A network has 784 inputs, hidden layers of 100 and 50 units, and 10 outputs. How many layers does it have, as "
    "usually counted?",
    solution=3,
    why="We count the layers that have weights: the two hidden layers and the output. The inputs compute nothing, so "
        "they are not counted.",
    see="Count layers and parameters",
    mistakes=[
        Mistake(4, "You counted the columns of the drawing, and the 784 inputs are one of them. The inputs have no "
                   "weights, so leave them out."),
        Mistake(2, "You counted the 2 hidden layers. The output layer has weights and computes too, so count it as "
                   "well."),
        Mistake(944, "You added up the units, 784 + 100 + 50 + 10. A layer is a whole column of units.", also=[160]),
    ],
    hints=["How many weight matrices does it take to get from 784 numbers to 10?",
           "W1 is (784, 100), and W2 is (100, 50). What comes next?"],
))


def layer_sizes(rng):
    return (rng.integers(1, 50, size=rng.integers(2, 6)).tolist(),)


def count_parameters(sizes):
    total = 0
    for n_in, n_out in zip(sizes, sizes[1:]):
        total = total + n_in * n_out + n_out
    return total


EXERCISES.append(Exercise(
    "3.12", "Count the parameters",
    "Return the number of weights and biases in a network with these layer sizes, where the inputs come first.",
    solution=count_parameters,
    why="Between n_in and n_out units there are n_in · n_out lines, and each of the n_out units has one bias. The "
        "inputs have no bias.",
    inputs=[([2, 1],), ([3, 2],), ([2, 3, 1],), ([784, 128, 10],), ([784, 100, 100, 100, 10],)],
    random=layer_sizes,
    see="Count layers and parameters",
    mistakes=[
        Mistake(lambda sizes: sum(a * b for a, b in zip(sizes, sizes[1:])),
                "You counted the weights and forgot the biases. [2, 3, 1] has 6 + 3 weights and 3 + 1 biases, which is "
                "13 altogether."),
        Mistake(lambda sizes: sum(a * b + a for a, b in zip(sizes, sizes[1:])),
                "You gave a bias to each input of a layer. It is the units that have one, so add `n_out`, not `n_in`."),
        Mistake(lambda sizes: sum(a * b for a, b in zip(sizes, sizes[1:])) + sum(sizes),
                "You gave the inputs a bias too. They compute nothing, so start counting the biases at `sizes[1]`."),
        Mistake(lambda sizes: sum(a * b + 1 for a, b in zip(sizes, sizes[1:])),
                "You counted one bias for each layer. Every unit has its own, so [2, 3, 1] has 3 + 1 of them."),
        Mistake(lambda sizes: int(np.prod(sizes)),
                "You multiplied all the sizes. Lines lead from one layer to the next only, so multiply the neighbours "
                "and add up: 2·3 + 3·1."),
        Mistake(lambda sizes: (sizes[0] + 1) * sizes[1],
                "You counted the first layer only. [2, 3, 1] has 9 parameters there, and 4 more in the second. If your "
                "`return` is inside the loop, move it to the left, below the loop."),
        Mistake(lambda sizes: (sizes[-2] + 1) * sizes[-1],
                "You counted the last layer only, because `total = …` forgets what was there. Add to it: `total = "
                "total + …`."),
        Mistake(lambda sizes: sum(sizes),
                "You added up the units, 2 + 3 + 1. The parameters are the weights on the lines between them, and the "
                "biases."),
        Mistake(lambda sizes: sum(a * b + b for a, b in zip(sizes, sizes)),
                "You paired each size with itself. Each size has to meet the next one: `zip(sizes, sizes[1:])`."),
        Mistake(lambda sizes: sum(a + b for a, b in zip(sizes, sizes[1:])),
                "You added the two sizes. A line leads from each input to each unit, so multiply them: 2 inputs and 3 "
                "units make 6 weights."),
        Mistake(lambda sizes: 13,
                "13 is right for the pocket network, [2, 3, 1]. Compute the number from `sizes`, so that it works for "
                "any network."),
    ],
    hints=["[2, 3, 1] has 2·3 weights and 3 biases, then 3·1 weights and 1 bias. That makes 13.",
           "`zip(sizes, sizes[1:])` gives the pairs (2, 3) and (3, 1).",
           "For each pair, add `n_in * n_out + n_out`."],
))


def add_ones(X):
    return np.column_stack([X, np.ones(len(X))])


EXERCISES.append(Exercise(
    "3.13", "A bias in disguise",
    "Return `X` with one more column at its end, which holds a 1 for every example.",
    solution=add_ones,
    why="The weight of the new column is multiplied by 1 in every example, so it is added as it is. That makes it the "
        "bias.",
    inputs=[(array([[5.0]]),), (array([[1.0, 2.0], [3.0, 4.0]]),), (array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),)],
    random=lambda rng: (rng.normal(size=(4, 2)),),
    see='Popular but wrong: "only the weights are learned"',
    mistakes=[
        Mistake(lambda X: np.column_stack([X, np.zeros(len(X))]),
                "Your new column holds 0, and a weight times 0 adds nothing. It should hold 1."),
        Mistake(lambda X: np.vstack([X, np.ones(X.shape[1])]),
                "You added a row, and that is one more example. Add a column, with a 1 for each example."),
        Mistake(lambda X: np.column_stack([np.ones(len(X)), X]),
                "You put the ones at the start. Put them at the end: `column_stack([X, ones])`."),
        Mistake(lambda X: np.append(X, np.ones(len(X))),
                "`np.append` without an axis makes one long line of everything. Use `np.column_stack`, or `axis=1` "
                "with a column of ones.", also=[lambda X: np.append(X, 1)]),
        Mistake(lambda X: X + 1,
                "You added 1 to every entry. The entries should stay, and one more column should stand next to them."),
    ],
    hints=["[[1, 2], [3, 4]] becomes [[1, 2, 1], [3, 4, 1]].",
           "`np.ones(len(X))` holds as many ones as there are rows.",
           "`np.column_stack` puts columns side by side. Give it a list of the two."],
))


def a_layer_of_rows(rng):
    X, W, b = a_layer(rng)
    return X, W.T.copy(), b


def linear(X, V, b):
    return X @ V.T + b


EXERCISES.append(Exercise(
    "3.14", "The other convention",
    "Return Z for a batch `X` (m, n_in) when the weights come as PyTorch stores them: `V` is (n_out, n_in).",
    solution=linear,
    why="In `V`, the weights of a neuron are a row. The transpose turns this row into a column, and then everything is "
        "as before.",
    inputs=[(array([[2.0, 3.0]]), array([[0.5, 0.5], [-1.0, 0.5], [1.0, -1.0]]), array([-0.5, 0.0, 2.0])),
            (X2, W2, array([1.0, 10.0])), (array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), W2, array([1.0, -1.0]))],
    random=a_layer_of_rows,
    see="The other convention",
    mistakes=[
        Mistake(lambda X, V, b: X @ V + b,
                "You forgot the transpose. If `V` is square, this runs and gives wrong numbers; otherwise it stops. "
                "Write `V.T`."),
        Mistake(lambda X, V, b: X @ V.reshape(V.shape[::-1]) + b,
                "`reshape` gives the right shape, but it mixes the weights of the neurons. `V.T` keeps each neuron's "
                "weights together."),
        Mistake(lambda X, V, b: V @ X.T + b[:, None],
                "You have the right numbers, but they lie on their side, with shape (n_out, m). Rows are examples, so "
                "transpose `V` instead of `X`: `X @ V.T`.",
                also=[lambda X, V, b: V @ X.T, lambda X, V, b: V @ X.T + b]),
        Mistake(lambda X, V, b: X @ V.T,
                "You forgot the biases. They are the same in both conventions, so add `b`."),
        Mistake(lambda X, V, b: V @ X + b,
                "The rows of `X` are the examples, so `X` comes first, and as it is. It is `V` that you have to "
                "transpose: `X @ V.T`.", also=[lambda X, V, b: V.T @ X + b, lambda X, V, b: X.T @ V + b]),
        Mistake(lambda X, V, b: X @ V.T + b.reshape(-1, 1),
                "You turned `b` into a column, so each bias went to an example. Each bias belongs to a unit: leave `b` "
                "as it is."),
        Mistake(lambda X, V, b: X * V + b,
                "`*` multiplies entry by entry. Each example has to meet the weights of each unit, and that is `@`."),
        Mistake(lambda X, V, b: np.maximum(0, X @ V.T + b),
                "You went one step too far: `np.maximum(0, Z)` is the activation. Z itself may be negative."),
    ],
    hints=["`X` is (m, n_in) and `V` is (n_out, n_in). Which of the two do you have to turn so that they fit?",
           "`V.T` is (n_in, n_out), and that is the shape of `W`."],
))
