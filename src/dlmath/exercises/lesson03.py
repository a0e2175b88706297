"""Exercises of lesson 03: neurons, layers, their shapes and their parameters."""

import numpy as np
from numpy import array

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
    why="A neuron's score is a dot product and a bias: each input times its weight, all added up, and `b` once.",
    inputs=[(array([2.0]), array([3.0]), 0.5), (array([2.0, 3.0]), array([0.5, 0.5]), -0.5),
            (array([2.0, 3.0]), array([-1.0, 0.5]), 0.0), (array([1.0, 0.0, 2.0]), array([4.0, 5.0, -1.0]), 3.0)],
    random=one_neuron,
    see="One neuron",
    mistakes=[
        Mistake(lambda x, w, b: x @ w,
                "The bias is missing: with x = [2], w = [3] and b = 0.5 this gives 6, and z is 6.5."),
        Mistake(lambda x, w, b: x @ w + 2 * b, "The bias is in it twice: `b` is added once, for the whole neuron."),
        Mistake(lambda x, w, b: (x * w + b).sum(),
                "The bias is added to every product, so n inputs bring it n times. Add `b` after the sum."),
        Mistake(lambda x, w, b: x * w + b,
                "These are the products, one for each input, each with `b`; a neuron adds the products up to one "
                "number: `@`."),
        Mistake(lambda x, w, b: x * w,
                "These are the products, one for each input. Add them up to one number with `@`, then add `b`."),
        Mistake(lambda x, w, b: np.maximum(0, x @ w + b),
                "This is one step too far: ReLU makes 0 of a negative sum, and `z` itself may be negative."),
        Mistake(lambda x, w, b: x @ w - b,
                "The bias is taken away where it should be added: with b = −0.5 the sum goes *down* by 0.5."),
        Mistake(lambda x, w, b: (x + w).sum() + b,
                "Inputs and weights are added here. A weight multiplies its input: 2·0.5 + 3·0.5."),
    ],
    hints=["By hand: inputs 2 and 3, weights 0.5 and 0.5, bias −0.5 give 1 + 1.5 − 0.5 = 2.",
           "The dot product of `x` and `w` is `x @ w`.", "Then add `b`, once."],
))


def neuron(x, w, b):
    z = x @ w + b
    return np.maximum(0, z)


EXERCISES.append(Exercise(
    "3.2", "A whole neuron",
    "Return the output of a neuron with ReLU: the weighted sum, then 0 in place of anything negative.",
    solution=neuron,
    why="The bias belongs to z, and the activation comes last: a = g(x · w + b).",
    inputs=[(array([2.0]), array([3.0]), 0.5), (array([2.0, 3.0]), array([0.5, 0.5]), -0.5),
            (array([2.0, 3.0]), array([-1.0, 0.5]), 0.0), (array([1.0, 2.0]), array([3.0, -1.0]), -4.0),
            (array([1.0, 2.0]), array([-3.0, 2.0]), 1.0)],
    random=one_neuron,
    see="One neuron",
    mistakes=[
        Mistake(lambda x, w, b: x @ w + b,
                "This is z, without the activation: a negative sum has to become 0, as `max(0, z)` makes it."),
        Mistake(lambda x, w, b: np.maximum(0, x @ w) + b,
                "The bias comes after the bend. It belongs inside, to z: g(x · w + b), so that `b` moves the "
                "bend."),
        Mistake(lambda x, w, b: np.maximum(0, x @ w + b + b),
                "This is g(z + b): `b` is in z already, and here it is counted twice."),
        Mistake(lambda x, w, b: np.maximum(0, x * w).sum() + b,
                "ReLU is applied to each product. It is applied once, to the sum `z`."),
        Mistake(lambda x, w, b: abs(x @ w + b),
                "This turns −0.5 into 0.5. ReLU turns every negative number into 0."),
        Mistake(lambda x, w, b: np.minimum(0, x @ w + b),
                "This lets negative sums pass and stops positive ones: `minimum` where `maximum` is meant."),
    ],
    hints=["First `z`, as in 3.1. Then: what does ReLU make of −0.5, and of 2?",
           "`np.maximum(0, z)` is the larger of 0 and z."],
))


def a_batch_and_a_neuron(rng):
    return rng.normal(size=(6, 4)), rng.normal(size=4), float(rng.normal())


def detects(X, w, b):
    return X @ w + b > 0


EXERCISES.append(Exercise(
    "3.3", "Which ones are 3s?",
    "`X` holds one digit a row. Return, for each, whether the neuron's weighted sum is above 0.",
    solution=detects,
    why="`X @ w` scores every row at once, and z > 0 says the same as x · w > −b: the bias is a threshold, turned "
        "around.",
    inputs=[(array([[2.0, 3.0], [1.0, 0.0]]), array([0.5, 0.5]), -1.0),
            (array([[4.0, 1.0], [1.0, 1.0], [0.0, 6.0]]), array([1.0, -0.5]), -2.0),
            (array([[1.0, 0.0], [0.0, 1.0], [-2.0, 0.0]]), array([1.0, -1.0]), 0.5)],
    random=a_batch_and_a_neuron,
    see="A neuron that looks for a 3",
    mistakes=[
        Mistake(lambda X, w, b: X @ w > 0,
                "The bias is missing. With b = −9 a digit has to collect more than 9 before the neuron says yes."),
        Mistake(lambda X, w, b: X @ w > b,
                "The threshold has the wrong sign: x · w + b > 0 means x · w > `-b`."),
        Mistake(lambda X, w, b: X @ w + b < 0,
                "Turned around: this is true where the sum is *below* 0, `<` where `>` is meant."),
        Mistake(lambda X, w, b: X @ w + b,
                "These are the sums themselves. Whether each is above 0 is asked: a comparison, `>`."),
        Mistake(lambda X, w, b: (X @ w + b > 0).sum(),
                "This counts the yeses, `.sum()`. One answer for each row is asked for: m of them."),
    ],
    hints=["All weighted sums at once: `X @ w + b` has shape (m,).",
           "A comparison works entry by entry: `array([1, -2]) > 0` is [True, False]."],
))


X2, W2 = array([[2.0, 3.0], [1.0, 0.0]]), array([[0.5, -1.0], [0.5, 0.5]])


def a_layer(rng):
    m, n_in, n_out = rng.integers(2, 6, size=3)
    return rng.normal(size=(m, n_in)), rng.normal(size=(n_in, n_out)), rng.normal(size=n_out)


def weighted_sums(X, W, b):
    return X @ W + b


EXERCISES.append(Exercise(
    "3.4", "A layer's weighted sums",
    "Return Z for a batch `X` (m, n_in), weights `W` (n_in, n_out) and biases `b` (n_out,).",
    solution=weighted_sums,
    why="Each row of `X` meets each column of `W`, one neuron a column, and `b` is added to every row: (m, n_out).",
    inputs=[(array([[2.0, 3.0]]), array([[0.5, -1.0, 1.0], [0.5, 0.5, -1.0]]), array([-0.5, 0.0, 2.0])),
            (X2, W2, array([1.0, 10.0])), (array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), W2, array([1.0, -1.0]))],
    random=a_layer,
    see="Side by side: a layer",
    mistakes=[
        Mistake(lambda X, W, b: X * W + b,
                "`*` is place by place. Each row of `X` has to meet each column of `W`: that is `@`."),
        Mistake(lambda X, W, b: X @ W,
                "The biases are missing: with b = [−0.5, 0, 2] each row of Z moves by −0.5, 0 and 2."),
        Mistake(lambda X, W, b: X @ W.T + b,
                "`W.T` is for the other convention, where a neuron is a row. Here `W` has a neuron in each column."),
        Mistake(lambda X, W, b: W @ X + b,
                "The order is turned: `X` comes first, so that (m, n_in) @ (n_in, n_out) fits."),
        Mistake(lambda X, W, b: X @ W + b.reshape(-1, 1),
                "The biases stand as a column and go to the examples. Each belongs to a neuron, a column of Z: "
                "leave `b` as (n_out,)."),
        Mistake(lambda X, W, b: X @ (W + b),
                "The biases are added to the weights, so the inputs multiply them. They come after: `X @ W + b`."),
        Mistake(lambda X, W, b: np.maximum(0, X @ W + b),
                "This is one step too far: `np.maximum(0, Z)` is the activation. Z itself may be negative."),
    ],
    hints=["[2, 3] with the columns (0.5, 0.5), (−1, 0.5), (1, −1) and biases −0.5, 0, 2 gives [2, −0.5, 1].",
           "A row of `X` with a column of `W` is a dot product, and all of them together are one `@`.",
           "`b` of shape (n_out,) is added to each row without any help."],
))


EXERCISES.append(Exercise(
    "3.5", "Read one weight",
    "In a layer, `W[1, 2]` is the weight on which line?",
    solution="b",
    choices={"a": "from the first input to the second unit", "b": "from the second input to the third unit",
             "c": "from the third input to the second unit", "d": "from the second unit to the third unit"},
    why="The row says where the line starts, the column where it ends, and both are counted from 0.",
    see="Every line is one entry",
    mistakes=[
        Mistake("a", "This counts from 1. In NumPy index 1 is the second input, and index 2 the third unit."),
        Mistake("c", "Row and column are turned around: in `W[i, j]` the row i is the input."),
        Mistake("d", "Units of one layer are not joined to each other. `W[i, j]` leads from input i to unit j."),
    ],
    hints=["`W` has one row for each input and one column for each unit.", "Both are counted from 0: row 1 is the "
           "second input."],
))


def indicator(k, n):
    v = np.zeros(n)
    v[k] = 1
    return v


EXERCISES.append(Exercise(
    "3.6", "Make a category into inputs",
    "Return `n` zeros with a 1 in place `k`, counted from 0: category `k` of `n`, one-hot.",
    solution=indicator,
    why="Each category has an input of its own, so no order is claimed, and any two are equally far apart.",
    inputs=[(0, 2), (1, 3), (2, 3), (3, 5), (0, 4)],
    see="As many inputs as features",
    mistakes=[
        Mistake(lambda k, n: k,
                "This is the number of the category. One input would then say that category 2 is twice category 1."),
        Mistake(lambda k, n: np.eye(n)[k] * k,
                "The place is right, and it should hold a 1: yes or no, whichever category it is."),
        Mistake(lambda k, n: np.eye(n)[k - 1],
                "One place too early: `k` is counted from 0 here, so category 0 has its 1 in the first place."),
        Mistake(lambda k, n: (np.arange(n) <= k).astype(float),
                "All places up to `k` are 1. Only place k is: a banana is long, and not round as well."),
        Mistake(lambda k, n: 1 - np.eye(n)[k],
                "Zeros and ones have changed places: a single 1 among `n` − 1 zeros is asked for."),
    ],
    hints=["Category 1 of 3 is [0, 1, 0].", "Start with `v = np.zeros(n)`, then change one entry.",
           "`v[k] = 1`, and return `v`."],
))


EXERCISES.append(Exercise(
    "3.7", "How many layers?",
    "A network has 784 inputs, hidden layers of 100 and 50 units, and 10 outputs. How many layers has it, as "
    "usually counted?",
    solution=3,
    why="Layers with weights are counted: two hidden ones and the output. The input computes nothing.",
    see="Counting layers",
    mistakes=[
        Mistake(4, "These are the columns of the drawing, 784 inputs among them. The input has no weights and is "
                   "not counted."),
        Mistake(2, "Those are the 2 hidden layers. The output computes too, and counts."),
        Mistake(944, "Those are the units, 784 + 100 + 50 + 10. A layer is a whole column of them."),
    ],
    hints=["How many weight matrices does it take to get from 784 numbers to 10?",
           "W1 is (784, 100), W2 is (100, 50), and W3 …?"],
))


def layer_sizes(rng):
    return (rng.integers(1, 50, size=rng.integers(2, 6)).tolist(),)


def count_parameters(sizes):
    total = 0
    for n_in, n_out in zip(sizes, sizes[1:]):
        total = total + n_in * n_out + n_out
    return total


EXERCISES.append(Exercise(
    "3.8", "Count the parameters",
    "Return the number of weights and biases in a network with these layer sizes, inputs first.",
    solution=count_parameters,
    why="From n_in to n_out units lead n_in · n_out lines, and each of the n_out has one bias; inputs have none.",
    inputs=[([2, 1],), ([3, 2],), ([2, 3, 1],), ([784, 128, 10],), ([784, 100, 100, 100, 10],)],
    random=layer_sizes,
    see="Counting parameters",
    mistakes=[
        Mistake(lambda sizes: sum(a * b for a, b in zip(sizes, sizes[1:])),
                "Weights without biases: [2, 3, 1] has 6 + 3 lines, and 3 + 1 biases besides, 13 in all."),
        Mistake(lambda sizes: sum(a * b + a for a, b in zip(sizes, sizes[1:])),
                "A bias for each *input* of a layer; it is one for each unit that computes, `n_out`."),
        Mistake(lambda sizes: sum(a * b for a, b in zip(sizes, sizes[1:])) + sum(sizes),
                "The inputs have got biases as well. They compute nothing: start the biases at `sizes[1]`."),
        Mistake(lambda sizes: sum(a * b + 1 for a, b in zip(sizes, sizes[1:])),
                "One bias for each layer; it is one for each *unit*: [2, 3, 1] has 3 + 1 of them."),
        Mistake(lambda sizes: int(np.prod(sizes)),
                "All sizes are multiplied: that would count paths. Lines lead from one layer to the *next*, and "
                "are added up: 2·3 + 3·1."),
        Mistake(lambda sizes: (sizes[0] + 1) * sizes[1],
                "Only the first layer is counted: [2, 3, 1] has 9 parameters there and 4 in the second, 13 in all."),
        Mistake(lambda sizes: sum(sizes),
                "Those are the units, 2 + 3 + 1. Parameters are the lines between them, and the biases."),
    ],
    hints=["[2, 3, 1]: 2·3 weights and 3 biases, then 3·1 weights and 1 bias, 13 altogether.",
           "`zip(sizes, sizes[1:])` gives the pairs (2, 3) and (3, 1).",
           "For each pair add `n_in * n_out + n_out`."],
))


def add_ones(X):
    return np.column_stack([X, np.ones(len(X))])


EXERCISES.append(Exercise(
    "3.9", "A bias in disguise",
    "Return `X` with one more column, at its end, that holds a 1 for every example.",
    solution=add_ones,
    why="The weight on that column is met with 1 in every example, so it is added as it is: it is the bias.",
    inputs=[(array([[5.0]]),), (array([[1.0, 2.0], [3.0, 4.0]]),), (array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),)],
    random=lambda rng: (rng.normal(size=(4, 2)),),
    see='Popular but wrong: "only the weights are learned"',
    mistakes=[
        Mistake(lambda X: np.column_stack([X, np.zeros(len(X))]),
                "The new column holds 0. A weight times 0 adds nothing; it takes a 1."),
        Mistake(lambda X: np.vstack([X, np.ones(X.shape[1])]),
                "This is a new *row*: one more example. The 1 is a feature, so it needs a column."),
        Mistake(lambda X: np.column_stack([np.ones(len(X)), X]),
                "The ones stand at the start; `column_stack([X, ones])` puts them at the end."),
        Mistake(lambda X: X + 1,
                "This adds 1 to every entry. The shape should grow by one column."),
    ],
    hints=["[[1, 2], [3, 4]] becomes [[1, 2, 1], [3, 4, 1]].",
           "`np.ones(len(X))` holds as many ones as there are rows.",
           "`np.column_stack` puts columns side by side; the lesson does it a few lines above."],
))


def a_layer_of_rows(rng):
    X, W, b = a_layer(rng)
    return X, W.T.copy(), b


def linear(X, V, b):
    return X @ V.T + b


EXERCISES.append(Exercise(
    "3.10", "The other convention",
    "Return Z for a batch `X` (m, n_in) when the weights come as PyTorch stores them: `V` is (n_out, n_in).",
    solution=linear,
    why="In `V` a neuron's weights are a row; the transpose stands it up as a column, and the rest is as before.",
    inputs=[(array([[2.0, 3.0]]), array([[0.5, 0.5], [-1.0, 0.5], [1.0, -1.0]]), array([-0.5, 0.0, 2.0])),
            (X2, W2, array([1.0, 10.0])), (array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), W2, array([1.0, -1.0]))],
    random=a_layer_of_rows,
    see="The other convention",
    mistakes=[
        Mistake(lambda X, V, b: X @ V + b,
                "The transpose is missing. For a square `V` this runs, and is wrong; for any other it stops."),
        Mistake(lambda X, V, b: X @ V.reshape(V.shape[::-1]) + b,
                "`reshape` gives the right shape and mixes up the neurons. `V.T` keeps each together."),
        Mistake(lambda X, V, b: V @ X.T + b[:, None],
                "Right numbers, lying on their side: (n_out, m). Rows are examples, so transpose it: `X @ V.T`."),
        Mistake(lambda X, V, b: X @ V.T,
                "The biases are missing. They are the same in both conventions: + `b`."),
    ],
    hints=["`X` is (m, n_in) and `V` is (n_out, n_in): which of the two has to be turned so that they fit?",
           "`V.T` is (n_in, n_out), as `W` is."],
))


EXERCISES.append(Exercise(
    "3.11", "A neuron takes a vote",
    "Three inputs of 0 or 1, weights 1, 1, 1, output 1 if z > 0. Which bias makes it say yes if at least two of "
    "them do?",
    solution="c",
    choices={"a": "0.5", "b": "−0.5", "c": "−1.5", "d": "−2.5"},
    why="Two yeses sum to 2, and 2 − 1.5 is above 0; one sums to 1, and 1 − 1.5 is not.",
    see="Where the biology comes from, and where it ends",
    mistakes=[
        Mistake("a", "With +0.5 the sum is above 0 even when all three are 0."),
        Mistake("b", "With −0.5 a single yes is enough: 1 − 0.5 > 0. This is OR."),
        Mistake("d", "With −2.5 all three have to say yes: 2 − 2.5 is below 0. This is AND."),
    ],
    hints=["Two yeses make a weighted sum of 2 before the bias, one makes 1.",
           "The bias has to leave 2 above 0 and take 1 below it."],
))
