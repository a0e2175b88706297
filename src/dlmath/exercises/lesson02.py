"""Exercises of lesson 02: tensors."""

import numpy as np
from numpy import array

from dlmath.exercises.check import Exercise, Mistake

EXERCISES = []


EXERCISES.append(Exercise(
    "2.1", "A shape from its brackets",
    "What is the shape of `np.array([[[1, 2], [3, 4], [5, 6]]])`?",
    solution=(1, 3, 2),
    why="The outermost bracket holds 1 sheet, the sheet holds 3 rows, each row 2 numbers: (1, 3, 2), from the "
        "outside to the inside.",
    see="Rank: how many indices an entry needs",
    mistakes=[
        Mistake((3, 2), "Three brackets open before the first number, so there are three axes. The outermost "
                        "holds one thing: a size of 1 counts too."),
        Mistake((2, 3, 1), "The right sizes, read from the inside. The shape starts at the outermost bracket: how "
                           "many things does it hold, 1 or 2?"),
        Mistake((1, 2, 3), "Rows and columns have changed places: the sheet holds 3 rows of 2 numbers each."),
        Mistake((3, 2, 1), "There are three axes, but the size of 1 belongs at the front: it is the outermost "
                           "bracket that holds one thing."),
        Mistake((6,), "That is the size: 6 numbers. The shape has one entry for each axis, and here there are 3 "
                      "axes."),
    ],
    hints=["Count the brackets that open before the 1: that many sizes.",
           "What does the outermost bracket hold? One thing, which is itself a list.",
           "That one thing holds three lists, [1, 2] and [3, 4] and [5, 6]; each of them holds two numbers."],
))


T = np.arange(30).reshape(3, 2, 5)
SMALL = np.arange(12).reshape(2, 2, 3)


def top_ends(T):
    return T[:, 0, -2:]


EXERCISES.append(Exercise(
    "2.2", "A slice of every sheet",
    "Return the last two columns of row 0 of every sheet of `T`. A (3, 2, 5) tensor gives a (3, 2) matrix.",
    solution=top_ends,
    why="The colon keeps all sheets, the number 0 takes the axis of the rows away, and `-2:` keeps the last two "
        "columns: (3, 2, 5) becomes (3, 2).",
    inputs=[(SMALL,), (T,), (np.arange(24).reshape(2, 3, 4),), (np.arange(36).reshape(3, 3, 4),)],
    see="Slices: take a part",
    mistakes=[
        Mistake(lambda T: T[0, :, -2:],
                "The 0 stands first, so it chooses a *sheet*. The rows are axis 1: `T[:, 0]` is row 0 of every "
                "sheet."),
        Mistake(lambda T: T[:, 0:1, -2:],
                "The right numbers, with one axis too many: the slice `0:1` keeps its axis, a number takes it "
                "away."),
        Mistake(lambda T: T[:, 0, -2],
                "One column came back: `-2` is a number, the last but one. The slice `-2:` runs from there to the "
                "end."),
        Mistake(lambda T: T[:, 0, :2],
                "These are the *first* two columns: `:2` ends before place 2, and `-2:` starts two before the end."),
        Mistake(lambda T: T[:, 0, -2:-1],
                "The last column is missing: the end of a slice is not part of it, so `-2:-1` stops before it."),
        Mistake(lambda T: T[:, 1, -2:],
                "This is row 1, the second. Counting starts at 0."),
        Mistake(lambda T: T[:, -2:],
                "Two indices on a tensor of rank 3: `-2:` met the rows. Name all three axes: sheets, row, columns."),
    ],
    hints=["Three parts, one for each axis: which sheets, which row, which columns?",
           "All sheets is `:`, row 0 is `0`.", "The last two places of an axis are `-2:`."],
))


def a_batch(rng):
    m, rows, columns = rng.choice([2, 3, 4, 5], size=3, replace=False)
    return (rng.integers(0, 256, size=(m, rows, columns)).astype(float),)


def ink(images):
    return images.sum(axis=(1, 2))


EXERCISES.append(Exercise(
    "2.3", "The ink of each image",
    "Add up the pixels of each image in a batch of shape (m, rows, columns): return `m` sums.",
    solution=ink,
    why="The axes that you name are the ones you lose: rows (1) and columns (2) go, the axis that counts the "
        "images stays.",
    inputs=[(array([[[1, 2], [3, 4]], [[0, 0], [0, 5]]]),), (array([[[1, 0, 2], [3, 1, 1]]]),), (T,),
            (np.arange(27).reshape(3, 3, 3),)],
    random=a_batch,
    see="Collapse an axis",
    mistakes=[
        Mistake(lambda images: images.sum(),
                "This is one number, the ink of all images together: `sum()` without an axis loses them all."),
        Mistake(lambda images: images.sum(axis=0),
                "Axis 0 counts the images, and it is the one that was lost: all images lie on top of each other."),
        Mistake(lambda images: images.sum(axis=1),
                "Only the rows were added up, axis 1: each image still has one number for each column."),
        Mistake(lambda images: images.sum(axis=2),
                "Only the columns were added up, axis 2: each image still has one number for each row."),
        Mistake(lambda images: images.sum(axis=(0, 1)),
                "Axes 0 and 1 are the images and their rows. What must stay is axis 0; rows and columns are 1 and "
                "2."),
        Mistake(lambda images: images.mean(axis=(1, 2)),
                "This is the mean pixel of each image. `sum` adds up, `mean` divides by their number as well."),
        Mistake(lambda images: images.sum(axis=(1, 2), keepdims=True),
                "The right sums, in shape (m, 1, 1): `keepdims=True` leaves a 1 where an axis was. Without it they "
                "are gone."),
    ],
    hints=["Which axis counts the images? That one must stay.",
           "`images.sum(axis=1)` adds up the rows of each image, and leaves (m, columns). The columns must go too.",
           "Two axes at once: `axis=(1, 2)`."],
))


def place(shape, i, j, k):
    sheets, rows, columns = shape
    return i * rows * columns + j * columns + k


EXERCISES.append(Exercise(
    "2.4", "The place in the line",
    "`shape` is (sheets, rows, columns). Return the place of entry [i, j, k] in the line of numbers, from 0.",
    solution=place,
    why="One step of `i` skips a whole sheet, rows · columns numbers; one step of `j` skips a row; one of `k` goes "
        "to the next number.",
    inputs=[((3, 2, 5), 2, 0, 3), ((3, 2, 5), 0, 0, 4), ((3, 2, 5), 0, 1, 0), ((2, 2, 3), 1, 1, 2),
            ((4, 3, 2), 3, 2, 1), ((2000, 28, 28), 7, 10, 5)],
    see="Fold again: reshape",
    mistakes=[
        Mistake(lambda shape, i, j, k: k * shape[0] * shape[1] + j * shape[0] + i,
                "This lets the *first* index run fastest. NumPy reads row by row: one step of `k` is one number "
                "further."),
        Mistake(lambda shape, i, j, k: 10 * i + 5 * j + k,
                "This is right for the shape (3, 2, 5). How many numbers one step skips depends on `shape`."),
        Mistake(lambda shape, i, j, k: i * shape[0] * shape[1] + j * shape[1] + k,
                "The sizes are one axis off. A sheet holds rows · columns numbers, `shape[1] * shape[2]`; how many "
                "sheets there are does not matter."),
        Mistake(lambda shape, i, j, k: i + j + k,
                "This adds the indices, as if each step were one number. A step down skips a whole row, a step of "
                "`i` a whole sheet."),
        Mistake(lambda shape, i, j, k: i * j * k,
                "This multiplies the indices: at [0, 1, 0] it gives 0, where a full row lies before."),
        Mistake(lambda shape, i, j, k: i * shape[1] * shape[2] + j * shape[2] + k + 1,
                "One too many: places count from 0, so [0, 0, 0] is place 0."),
        Mistake(lambda shape, i, j, k: i * shape[1] * shape[2] + j * shape[1] + k,
                "One step of `j` skips a row, and a row holds as many numbers as there are *columns*, `shape[2]`."),
    ],
    hints=["In shape (3, 2, 5): how many numbers lie before [1, 0, 0]? And before [0, 1, 0]?",
           "A row holds `columns` numbers, a sheet holds `rows * columns`.",
           "Add up: `i` sheets, `j` rows, and `k` numbers come before it."],
))


def examples_last(images):
    return images.transpose(1, 2, 0)


EXERCISES.append(Exercise(
    "2.5", "Examples last",
    "Turn a batch of shape (m, rows, columns) into shape (rows, columns, m); each image stays as it is.",
    solution=examples_last,
    why="`transpose(1, 2, 0)` says: old axis 1 comes first, then 2, then 0. Every pixel keeps its image, its row "
        "and its column.",
    inputs=[(SMALL,), (T,), (np.arange(8).reshape(2, 2, 2),), (np.arange(24).reshape(4, 3, 2),)],
    see="Turn the axes",
    mistakes=[
        Mistake(lambda images: images.reshape(*images.shape[1:], len(images)),
                "The shape is right, and the images are mixed up: `reshape` folds the same line elsewhere. An axis "
                "moves with `transpose`."),
        Mistake(lambda images: images.T,
                "`.T` turns *all* axes around, to (columns, rows, m): each image has been flipped over its "
                "diagonal."),
        Mistake(lambda images: images.transpose(2, 0, 1),
                "This puts the *last* axis first. In `transpose(1, 2, 0)` each number is an old axis, in the new "
                "order."),
        Mistake(lambda images: images.transpose(1, 0, 2),
                "The examples are in the middle now: the shape is (rows, m, columns), and axis 0 should be last."),
        Mistake(lambda images: images.transpose(0, 2, 1),
                "Axis 0 stayed first, and each image was flipped: rows and columns, axes 1 and 2, changed places."),
    ],
    hints=["Which old axis should come first? The rows: axis 1.",
           "`transpose` takes the old axes in their new order.", "Rows, columns, examples: axes 1, 2, 0."],
))


def to_rows(images):
    return images.reshape(len(images), -1)


EXERCISES.append(Exercise(
    "2.6", "A batch as a table",
    "Turn a batch of shape (m, rows, columns) into shape (m, rows · columns): one row for each image.",
    solution=to_rows,
    why="The first size, `len(images)`, is kept, so images stay apart; −1 lets NumPy work out the other, "
        "rows · columns.",
    inputs=[(SMALL,), (T,), (np.arange(24).reshape(4, 3, 2),), (np.arange(27).reshape(3, 3, 3),)],
    see="A batch of digits",
    mistakes=[
        Mistake(lambda images: images.reshape(-1),
                "All images became one line, with one axis. Keep the first size, `m`, and join the other two."),
        Mistake(lambda images: images.reshape(-1, len(images)),
                "The sizes are swapped: (rows · columns, m). The first axis counts the images, so `m` comes first."),
        Mistake(lambda images: images.reshape(len(images), -1).T,
                "The right table, then turned: `.T` makes each image a column. Rows are examples."),
        Mistake(lambda images: images.transpose(0, 2, 1).reshape(len(images), -1),
                "The shape is right; each image was laid out column by column. Its lines come first: no "
                "`transpose` is needed."),
        Mistake(lambda images: images.reshape(len(images) * images.shape[1], -1),
                "This joined the images with their *rows*: the shape is (m · rows, columns). Keep the first size, "
                "`len(images)`."),
        Mistake(lambda images: images.sum(axis=1),
                "This adds the rows up, and most of the picture is lost. Flattening loses nothing: use `reshape`."),
    ],
    hints=["The first size stays, `len(images)`; the other two are joined.",
           "Neighbouring axes are joined with `reshape`, and −1 stands for a size that NumPy works out."],
))


EXERCISES.append(Exercise(
    "2.7", "Two shapes meet",
    "`A` has shape (3, 1, 5), `B` has shape (2, 1): what is the shape of `A + B`?",
    solution=(3, 2, 5),
    why="From the right: 5 with 1 gives 5, 1 with 2 gives 2, and 3 meets nothing and stays.",
    see="Broadcasting: when shapes meet",
    mistakes=[
        Mistake((3, 1, 5), "That is the shape of `A`. Its 1 in the middle meets the 2 of `B`, and is stretched."),
        Mistake((3, 5), "No axis disappears: a size of 1 is stretched to the other's size, here to 2."),
        Mistake((3, 2, 1), "The last 1 belongs to `B`, and is stretched to the 5 of `A`."),
        Mistake((6, 1, 5), "Sizes are not multiplied, 3 · 2: from the right, the 2 of `B` stands under the 1 of "
                           "`A`."),
        Mistake((3, 1, 5, 2, 1), "The shapes are laid one below the other, from the right: (3, 1, 5) above "
                                 "(2, 1)."),
        Mistake((2, 1, 5), "This keeps no 3: the axis that `B` does not have stays, and `B` is repeated along "
                           "it."),
    ],
    hints=["Write (2, 1) under (3, 1, 5), aligned at the right.", "The last column: 5 and 1. What comes of it?",
           "Middle: 1 and 2. First: 3 and nothing."],
))


def after_one_pair(first, second):
    for a, b in zip(first[::-1], second[::-1]):
        return a == b or a == 1 or b == 1
    return True


def same_rank(first, second):
    return len(first) == len(second) and fits(first, second)


def fits(first, second):
    agree = True
    for a, b in zip(first[::-1], second[::-1]):
        if a != b and a != 1 and b != 1:
            agree = False
    return agree


EXERCISES.append(Exercise(
    "2.8", "Do they fit?",
    "`first` and `second` are shapes. Return True if NumPy can broadcast them, else False.",
    solution=fits,
    why="Each pair of sizes, from the right, has to be equal or hold a 1; where one shape ends, the other is free.",
    inputs=[((3,), (3,)), ((2, 3), (3,)), ((2, 3), (2,)), ((3, 1), (4,)), ((1, 4), (3, 1)), ((2, 3), (2, 1)),
            ((5,), (1,)), ((2, 3), (4, 3)), ((3, 2, 5), (2, 5)), ((3, 2, 5), (3, 1)), ((), (2, 2)), ((2, 2), ())],
    see="Broadcasting: when shapes meet",
    mistakes=[
        Mistake(lambda first, second: all(a == b or 1 in (a, b) for a, b in zip(first, second)),
                "The sizes are compared from the left: (2, 3) with (3,) fits, and this says it does not. Turn both "
                "shapes around with `[::-1]`."),
        Mistake(lambda first, second: all(a == b for a, b in zip(first[::-1], second[::-1])),
                "A size of 1 fits as well: (3, 1) with (4,) makes (3, 4), because the 1 is stretched."),
        Mistake(lambda first, second: all(a in (b, 1) for a, b in zip(first[::-1], second[::-1])),
                "A 1 counts on both sides. In (2, 3) with (2, 1) it is the second shape that is stretched."),
        Mistake(after_one_pair,
                "The loop leaves after the last axis: (2, 3) and (4, 3) agree there, and differ before. "
                "`True` is known only after the loop."),
        Mistake(same_rank,
                "Shapes of different length can fit: (2, 3) with (3,) does. Where one ends, the other is free."),
        Mistake(lambda first, second: bool(set(first) & set(second)) or not first or not second,
                "A size that both hold somewhere is not enough: in (2, 3) with (2,) the 2 stands under the 3."),
        Mistake(lambda first, second: first == second,
                "Equal shapes fit, and others too: (2, 3) with (3,) makes (2, 3)."),
    ],
    hints=["`for a, b in zip(first[::-1], second[::-1]):` walks along both from the right.",
           "Two sizes quarrel if they differ and neither is 1: then the answer is `False`.",
           "`True` is known only after the loop, when no pair has quarrelled."],
))


def a_table(rng):
    return (rng.normal(size=(4, 3)),)


def center_rows(X):
    return X - X.mean(axis=1, keepdims=True)


EXERCISES.append(Exercise(
    "2.9", "Centre each row",
    "Subtract from each row of the matrix `X` the mean of that row.",
    solution=center_rows,
    why="The mean along axis 1 with `keepdims=True` has shape (m, 1): its 1 is stretched along the row, so each "
        "row meets its own mean.",
    inputs=[(array([[1.0, 3.0], [5.0, 11.0]]),), (array([[1.0, 2.0, 6.0], [0.0, 0.0, 3.0]]),),
            (array([[1.0, 2.0, 3.0], [4.0, 5.0, 9.0], [7.0, 8.0, 0.0]]),)],
    random=a_table,
    see="Collapse an axis",
    mistakes=[
        Mistake(lambda X: X - X.mean(axis=1),
                "The means have shape (m,), so they lie along the rows: column j loses the mean of row j, and "
                "2 × 3 is refused. Keep the axis: `keepdims=True`."),
        Mistake(lambda X: X - X.mean(axis=0),
                "This subtracts from each *column* its mean: `axis=0` lets the row index run. A row has `axis=1`."),
        Mistake(lambda X: X - X.mean(),
                "This subtracts one mean, that of all entries, from each row. Name the axis that is to go: "
                "`axis=1`."),
        Mistake(lambda X: X.mean(axis=1, keepdims=True),
                "These are the means themselves, shape (m, 1). They are still to be subtracted from `X`."),
        Mistake(lambda X: X - X.sum(axis=1, keepdims=True),
                "This subtracts the *sum* of each row. Afterwards each row should add up to 0."),
        Mistake(lambda X: X / X.mean(axis=1, keepdims=True),
                "This divides by the mean; asked is `-`. The rows [1, 3] and [5, 11] become [−1, 1] and [−3, 3]."),
    ],
    hints=["The row [1, 3] has the mean 2, so it becomes [−1, 1].",
           "`X.mean(axis=1)` has shape (m,). Which shape would be stretched along the rows?",
           "(m, 1): that is `keepdims=True`, or `[:, None]`."],
))


def right_and_wrong(rng):
    m = rng.integers(3, 7)
    return rng.normal(size=(m, 1)), rng.normal(size=m)


def mean_square(prediction, answers):
    difference = prediction[:, 0] - answers
    return (difference ** 2).mean()


EXERCISES.append(Exercise(
    "2.10", "An error that is one",
    "`prediction` has shape (m, 1), `answers` has shape (m,): return the mean of the m squared differences.",
    solution=mean_square,
    why="`prediction[:, 0]` takes the second axis away, so both have shape (m,), and each prediction meets its own "
        "answer.",
    inputs=[(array([[1.0], [0.0], [1.0]]), array([1.0, 0.0, 1.0])), (array([[1.0], [3.0]]), array([0.0, 1.0])),
            (array([[2.0], [0.5], [1.0], [0.0]]), array([1.0, 1.0, 0.0, 0.0]))],
    random=right_and_wrong,
    see='Popular but wrong: "(2, 1) is a one-dimensional vector"',
    mistakes=[
        Mistake(lambda prediction, answers: ((prediction - answers) ** 2).mean(),
                "(m, 1) and (m,) give (m, m): every prediction is compared with every answer. With all three "
                "right, this still says 0.4444."),
        Mistake(lambda prediction, answers: (prediction[:, 0] - answers) ** 2,
                "These are the m squares. Their `mean()`, one number, is asked for."),
        Mistake(lambda prediction, answers: ((prediction[:, 0] - answers) ** 2).sum(),
                "This is the sum of the squares; the mean divides it by `m`, their number."),
        Mistake(lambda prediction, answers: abs(prediction[:, 0] - answers).mean(),
                "These are the plain distances, without the square: a difference of 2 counts 4."),
        Mistake(lambda prediction, answers: (prediction[:, 0] - answers).mean() ** 2,
                "The square comes after the mean, so errors of +1 and −1 cancel. Square first: `(…) ** 2`, then "
                "`mean()`."),
        Mistake(lambda prediction, answers: (prediction[0, 0] - answers[0]) ** 2,
                "This is the first pair alone. `prediction[:, 0]` holds all of them."),
    ],
    hints=["Print `(prediction - answers).shape` first. Is it (m,)?",
           "Give both the same shape: `prediction[:, 0]` is (m,), `answers[:, None]` is (m, 1).",
           "Difference, square, mean, in this order."],
))


def a_batch_and_a_template(rng):
    return rng.random((4, 3, 3)), rng.normal(size=(3, 3))


def scores(images, template):
    return images.reshape(len(images), -1) @ template.reshape(-1)


EXERCISES.append(Exercise(
    "2.11", "A score for each image",
    "Multiply each image of a batch (m, rows, columns) with the template, pixel by pixel, and add up: `m` scores.",
    solution=scores,
    why="A flattened batch is (m, n) and a flattened template (n,): one product gives all m scores. "
        "`(images * template).sum(axis=(1, 2))` gives the same.",
    inputs=[(array([[[1.0, 2.0], [3.0, 4.0]], [[0.0, 1.0], [1.0, 0.0]]]), array([[1.0, 0.0], [-1.0, 2.0]])),
            (T.astype(float), np.arange(10.0).reshape(2, 5) - 4)],
    random=a_batch_and_a_template,
    see="Many products at once",
    mistakes=[
        Mistake(lambda images, template: images * template,
                "These are the products, a picture for each image: the template was broadcast. Sum over axes 1 and "
                "2."),
        Mistake(lambda images, template: (images * template).sum(),
                "One number for the whole batch: `sum()` lost the axis of the images as well. Name the axes 1 and "
                "2."),
        Mistake(lambda images, template: (images * template).sum(axis=0),
                "Axis 0 counts the images, and this sums over it. Axes 1 and 2 should go."),
        Mistake(lambda images, template: (images * template).mean(axis=(1, 2)),
                "These are means: each score is divided by the number of pixels. `sum` gives the scores."),
        Mistake(lambda images, template: (images @ template).sum(axis=(1, 2)),
                "`@` is the matrix product, rows with columns. Pixel by pixel is `*`."),
        Mistake(lambda images, template: images @ template,
                "`@` multiplies each image with the template as matrices, rows with columns. Flatten both before "
                "`@`, or use `*` and add up axes 1 and 2."),
        Mistake(lambda images, template: (images * template).sum(axis=2),
                "Only the columns were added up, axis 2: one number is left for each row of each image."),
        Mistake(lambda images, template: images.sum(axis=(1, 2)) * template.sum(),
                "This multiplies two sums. Each pixel has to meet its own place in the template first, `*` before "
                "`sum`."),
    ],
    hints=["One image first: `(image * template).sum()`.",
           "For the batch, the template is broadcast; which axes of `images * template` have to go?",
           "Or flatten both, (m, n) and (n,), and use `@`."],
))
