"""Exercises of lesson 02: tensors."""

import numpy as np
from numpy import array

from dlmath.exercises.check import Exercise, Mistake

EXERCISES = []

EXERCISES.append(Exercise(
    "2.1", "A shape from its brackets",
    "What is the shape of `np.array([[[1, 2], [3, 4], [5, 6]]])`?",
    solution=(1, 3, 2),
    why="Read from the outside to the inside: the outermost brackets hold 1 sheet, the sheet holds 3 rows, and each "
        "row holds 2 numbers. That is (1, 3, 2).",
    see="Axes, rank and shape",
    mistakes=[
        Mistake((3, 2), "You left out the outermost brackets. Three brackets open before the first number, so there "
                        "are three axes. The first one holds a single thing, and a size of 1 counts too.",
                also=[(2, 3)]),
        Mistake((2, 3, 1), "You have the right sizes, but you read them from the inside. A shape starts at the "
                           "outermost brackets: do they hold 1 thing or 2?"),
        Mistake((1, 2, 3), "You swapped rows and columns. The sheet holds 3 rows, and each row holds 2 numbers."),
        Mistake((3, 2, 1), "You saw all three axes, but the 1 belongs at the front: the outermost brackets are the "
                           "ones that hold a single thing."),
        Mistake((6,), "There are 6 numbers, and that is called the size. The shape has one entry for each axis, and "
                      "here there are 3 axes.", also=[6]),
    ],
    hints=["Count the brackets that open before the 1. The shape has that many entries.",
           "What do the outermost brackets hold? One thing, and that thing is a list.",
           "This one list holds three lists, [1, 2] and [3, 4] and [5, 6]. Each of them holds two numbers."],
))


T = np.arange(30).reshape(3, 2, 5)
SMALL = np.arange(12).reshape(2, 2, 3)


def top_ends(T):
    return T[:, 0, -2:]


EXERCISES.append(Exercise(
    "2.2", "A slice of every sheet",
    "Return the last two columns of row 0 of every sheet of `T`. A (3, 2, 5) tensor gives a (3, 2) matrix.",
    solution=top_ends,
    why="The `:` keeps all sheets, the 0 chooses a row and takes that axis away, and `-2:` keeps the last two columns. "
        "So (3, 2, 5) becomes (3, 2).",
    inputs=[(SMALL,), (T,), (np.arange(24).reshape(2, 3, 4),), (np.arange(36).reshape(3, 3, 4),)],
    see="Slices: take a part",
    mistakes=[
        Mistake(lambda T: T[0, :, -2:],
                "Your 0 stands in the first place, so it chooses sheet 0. The rows are axis 1, the second place: `T[:, "
                "0]` is row 0 of every sheet."),
        Mistake(lambda T: T[:, 0:1, -2:],
                "You have the right numbers, but one axis too many. The slice `0:1` keeps its axis; the number 0 takes "
                "it away."),
        Mistake(lambda T: T[:, 0, -2],
                "You took a single column: `-2` without a colon is one place, the last but one. Write `-2:` to go from "
                "there to the end."),
        Mistake(lambda T: T[:, 0, -1],
                "You took the last column only. Write `-2:` to go from the last but one to the end."),
        Mistake(lambda T: T[:, 0, :2],
                "You took the first two columns: `:2` stops before place 2. Write `-2:` to start two places before the "
                "end."),
        Mistake(lambda T: T[:, 0, 3:],
                "`3:` works for 5 columns only. Count from the end instead, so that it works for any number of "
                "columns: `-2:`.", also=[lambda T: T[:, 0, 3:5]]),
        Mistake(lambda T: T[:, 0, -2:-1],
                "The last column is missing. The end of a slice is not included, so `-2:-1` stops before the last "
                "place. Leave the end out: `-2:`."),
        Mistake(lambda T: T[:, 1, -2:],
                "You took row 1, and that is the second row. NumPy counts from 0."),
        Mistake(lambda T: T[:, -2:],
                "You gave two indices for three axes, so `-2:` was used for the rows. Say something about each axis: "
                "which sheets, which row, which columns."),
    ],
    hints=["Fill in three parts, one for each axis: which sheets, which row, which columns?",
           "All sheets is `:`, and row 0 is `0`.", "The last two places of an axis are `-2:`."],
))


def a_batch(rng):
    m, rows, columns = rng.choice([2, 3, 4, 5], size=3, replace=False)
    return (rng.integers(0, 256, size=(m, rows, columns)).astype(float),)


def ink(images):
    return images.sum(axis=(1, 2))


EXERCISES.append(Exercise(
    "2.3", "The ink of each image",
    "Add up the pixels of each image in a batch of shape (m, rows, columns), and return the `m` sums.",
    solution=ink,
    why="You lose the axes that you name. We named the rows (1) and the columns (2), so the axis that counts the "
        "images is still there.",
    inputs=[(array([[[1, 2], [3, 4]], [[0, 0], [0, 5]]]),), (array([[[1, 0, 2], [3, 1, 1]]]),), (T,),
            (np.arange(27).reshape(3, 3, 3),)],
    random=a_batch,
    see="Collapse an axis",
    mistakes=[
        Mistake(lambda images: images.sum(),
                "This is one number, the ink of all images together: `sum()` without an axis adds up everything. Name "
                "the two axes that should go."),
        Mistake(lambda images: images.sum(axis=0),
                "You added up axis 0, which counts the images, so all images now lie on top of each other. That axis "
                "should stay, and the other two should go."),
        Mistake(lambda images: images.sum(axis=1),
                "You added up axis 1 only, the rows. Each image still has one number for each column. The columns have "
                "to go too."),
        Mistake(lambda images: images.sum(axis=2),
                "You added up axis 2 only, the columns. Each image still has one number for each row. The rows have to "
                "go too."),
        Mistake(lambda images: images.sum(axis=(0, 1)),
                "You added up axes 0 and 1, the images and their rows. Axis 0 should stay. Rows and columns are axes 1 "
                "and 2."),
        Mistake(lambda images: images.mean(axis=(1, 2)),
                "This is the average pixel of each image. `mean` divides by the number of pixels; `sum` only adds up."),
        Mistake(lambda images: images.sum(axis=(1, 2), keepdims=True),
                "The sums are right, but their shape is (m, 1, 1), because `keepdims=True` leaves a 1 where an axis "
                "was. Leave it out."),
        Mistake(lambda images: (images > 0).sum(axis=(1, 2)),
                "You counted the pixels that have ink, with `> 0`. Add up how much ink they have."),
    ],
    hints=["Which axis counts the images? That one has to stay.",
           "`images.sum(axis=1)` adds up the rows of each image, and (m, columns) is left. Now the columns have to go.",
           "You can name two axes at once: `axis=(1, 2)`."],
))


def place(shape, i, j, k):
    sheets, rows, columns = shape
    return i * rows * columns + j * columns + k


EXERCISES.append(Exercise(
    "2.4", "The place in the line",
    "`shape` is (sheets, rows, columns). Return the place of the entry [i, j, k] in the line of numbers, counted from "
    "0.",
    solution=place,
    why="One step of `i` jumps over a whole sheet, which is rows · columns numbers. One step of `j` jumps over a row, "
        "and one step of `k` goes to the next number.",
    inputs=[((3, 2, 5), 2, 0, 3), ((3, 2, 5), 0, 0, 4), ((3, 2, 5), 0, 1, 0), ((2, 2, 3), 1, 1, 2),
            ((4, 3, 2), 3, 2, 1), ((2000, 28, 28), 7, 10, 5)],
    see="Fold again: reshape",
    mistakes=[
        Mistake(lambda shape, i, j, k: k * shape[0] * shape[1] + j * shape[0] + i,
                "You let `i` move to the next number. NumPy reads row by row, so it is `k` that moves to the next "
                "number, and `i` jumps over a whole sheet."),
        Mistake(lambda shape, i, j, k: 10 * i + 5 * j + k,
                "10 and 5 are right for the shape (3, 2, 5) only. Work out from `shape` how many numbers each step "
                "jumps over."),
        Mistake(lambda shape, i, j, k: i * shape[0] * shape[1] + j * shape[1] + k,
                "Your sizes are one axis off. One step of `i` jumps over a sheet, and a sheet holds rows · columns "
                "numbers: `shape[1] * shape[2]`. The number of sheets does not matter."),
        Mistake(lambda shape, i, j, k: i + j + k,
                "You added the indices, as if each step moved on by one number. A step of `j` jumps over a whole row, "
                "and a step of `i` over a whole sheet."),
        Mistake(lambda shape, i, j, k: i * j * k,
                "You multiplied the indices. For [0, 1, 0] that gives 0, but a whole row comes before that entry."),
        Mistake(lambda shape, i, j, k: i * shape[0] + j * shape[1] + k * shape[2],
                "You multiplied each index by the size of its own axis. What counts is how many numbers one step jumps "
                "over: for `k` it is 1, for `j` it is a row."),
        Mistake(lambda shape, i, j, k: i * shape[1] * shape[2] + j * shape[2] + k + 1,
                "You are one too far. Places are counted from 0, so the entry [0, 0, 0] is at place 0."),
        Mistake(lambda shape, i, j, k: i * shape[1] * shape[2] + j * shape[1] + k,
                "One step of `j` jumps over a row. A row holds as many numbers as there are columns, so multiply `j` "
                "by `shape[2]`."),
        Mistake(lambda shape, i, j, k: i * shape[1] * shape[2] + j * shape[2],
                "This is where the row begins. Before your entry come `k` more numbers of that row, so add `k`."),
        Mistake(lambda shape, i, j, k: i * shape[1] + j * shape[2] + k,
                "You multiplied `i` by the number of rows. One step of `i` jumps over all the numbers of a sheet, and "
                "that is `rows * columns`.",
                also=[lambda shape, i, j, k: i * shape[0] + j * shape[1] + k]),
    ],
    hints=["Take the shape (3, 2, 5). How many numbers come before [1, 0, 0]? And before [0, 1, 0]?",
           "A row holds `columns` numbers, and a sheet holds `rows * columns`.",
           "Before your entry come `i` sheets, then `j` rows, then `k` numbers. Add them up."],
))


def examples_last(images):
    return images.transpose(1, 2, 0)


EXERCISES.append(Exercise(
    "2.5", "Examples last",
    "Turn a batch of shape (m, rows, columns) into shape (rows, columns, m), with each image as it was.",
    solution=examples_last,
    why="`transpose(1, 2, 0)` says: the old axis 1 comes first, then axis 2, then axis 0. Every pixel keeps its image, "
        "its row and its column.",
    inputs=[(SMALL,), (T,), (np.arange(8).reshape(2, 2, 2),), (np.arange(24).reshape(4, 3, 2),)],
    see="Turn the axes",
    mistakes=[
        Mistake(lambda images: images.reshape(*images.shape[1:], len(images)),
                "The shape is right, but the images are scrambled: `reshape` takes the numbers in their old order and "
                "breaks the line elsewhere. To move an axis, use `transpose`."),
        Mistake(lambda images: images.T,
                "`.T` reverses all the axes, so you got (columns, rows, m), and each image is flipped over its "
                "diagonal. Say the order yourself, with `transpose`."),
        Mistake(lambda images: images.transpose(2, 0, 1),
                "You put the last axis first. In `transpose`, write the old axes in their new order: which old axis "
                "should come first?"),
        Mistake(lambda images: images.transpose(1, 0, 2),
                "The examples are in the middle now: your shape is (rows, m, columns). Axis 0 should come last."),
        Mistake(lambda images: images.transpose(0, 2, 1),
                "Axis 0 is still first, and you swapped axes 1 and 2, so each image was flipped over its diagonal. "
                "Axis 0 should come last."),
        Mistake(lambda images: images,
                "The batch came back as it was, with axis 0 first. Axis 0 should come last."),
    ],
    hints=["Which old axis should come first? The rows, and they are axis 1.",
           "`transpose` takes the numbers of the old axes, in their new order.",
           "Rows, columns, examples: those are the old axes 1, 2, 0."],
))


def to_rows(images):
    return images.reshape(len(images), -1)


EXERCISES.append(Exercise(
    "2.6", "A batch as a table",
    "Turn a batch of shape (m, rows, columns) into shape (m, rows · columns), with one row for each image.",
    solution=to_rows,
    why="You keep the first size, `len(images)`, so the images stay apart. The −1 lets NumPy work out the other size, "
        "rows · columns.",
    inputs=[(SMALL,), (T,), (np.arange(24).reshape(4, 3, 2),), (np.arange(27).reshape(3, 3, 3),)],
    see="A batch as a table",
    mistakes=[
        Mistake(lambda images: images.reshape(-1),
                "All images became one long line, with a single axis. Keep the first size, `m`, and join only the "
                "other two."),
        Mistake(lambda images: images.reshape(-1, len(images)),
                "You swapped the sizes: your shape is (rows · columns, m). The first axis counts the images, so put "
                "`len(images)` first."),
        Mistake(lambda images: images.reshape(len(images), -1).T,
                "You had the right table, and then `.T` turned it, so each image is a column. Leave out the `.T`."),
        Mistake(lambda images: images.transpose(0, 2, 1).reshape(len(images), -1),
                "The shape is right, but you laid out each image column by column. Leave out the `transpose`: "
                "`reshape` goes row by row."),
        Mistake(lambda images: images.reshape(len(images) * images.shape[1], -1),
                "You joined the images with their rows: your shape is (m · rows, columns). Keep the first size, "
                "`len(images)`, and join the other two."),
        Mistake(lambda images: images.sum(axis=1),
                "You added up the rows, and most of the picture is lost. A flattened image keeps all its pixels: use "
                "`reshape`."),
        Mistake(lambda images: images,
                "The batch came back as it was, with three axes. Join axes 1 and 2 with `reshape`."),
    ],
    hints=["The first size, `len(images)`, stays. The other two are joined.",
           "`reshape` joins axes that are neighbours, and −1 stands for the size that NumPy should work out."],
))

EXERCISES.append(Exercise(
    "2.7", "Two shapes meet",
    "`A` has shape (3, 1, 5), and `B` has shape (2, 1). What is the shape of `A + B`?",
    solution=(3, 2, 5),
    why="Go from the right: 5 and 1 give 5, then 1 and 2 give 2, and then 3 has no partner and stays.",
    see="Broadcasting: when shapes meet",
    mistakes=[
        Mistake((3, 1, 5), "That is the shape of `A`. But the 1 in its middle meets the 2 of `B`, and a 1 is "
                           "stretched."),
        Mistake((3, 5), "You lost an axis. No axis disappears: a size of 1 is stretched to the size it meets, here to "
                        "2."),
        Mistake((3, 2, 1), "The 1 at the end belongs to `B`. It meets the 5 of `A`, so it is stretched to 5."),
        Mistake((6, 1, 5), "You multiplied 3 by 2. Sizes are not multiplied: line the shapes up at the right, and the "
                           "2 of `B` stands under the 1 of `A`."),
        Mistake((3, 1, 5, 2, 1), "You put the shapes one after the other. Put them one under the other, lined up at "
                                 "the right: (3, 1, 5) and below it (2, 1)."),
        Mistake((2, 1, 5), "You lined the shapes up at the left, and the 3 is gone. Line them up at the right: then "
                           "the 3 has no partner, and it stays."),
    ],
    hints=["Write (2, 1) under (3, 1, 5), lined up at the right.",
           "In the last column, 5 stands above 1. What comes out of that?",
           "In the middle column, 1 stands above 2. In the first, 3 stands above nothing."],
))


def _times(answer):
    """Draw what two vectors make: the first as a column, times the second as a row."""
    column, row = np.asarray(answer, float)
    return column[:, None] * row


EXERCISES.append(Exercise(
    "2.8", "Draw a chessboard",
    "Choose five numbers for `column` and five for `row`, so that `column` times `row` draws a chessboard of 1 and −1.",
    solution=[[1, -1, 1, -1, 1], [1, -1, 1, -1, 1]],
    picture=_times,
    why="The signs alternate down the column and along the row. Where the two signs are equal their product is 1, and "
        "elsewhere it is −1. If both lists begin with −1, you get the same board.",
    see="Broadcasting: when shapes meet",
    mistakes=[
        Mistake(([1, -1, 1, -1, 1], [1, 1, 1, 1, 1]),
                "These are stripes from left to right: every row repeats one number, because all numbers of `row` are "
                "1. Let `row` alternate too."),
        Mistake(([1, 1, 1, 1, 1], [1, -1, 1, -1, 1]),
                "These are stripes from top to bottom: all five rows are alike, because all numbers of `column` are 1. "
                "Let `column` alternate too."),
        Mistake(([1, -1, 1, -1, 1], [-1, 1, -1, 1, -1]),
                "It is a chessboard, but with −1 in the top left corner. There the first number of `column` meets the "
                "first number of `row`.", also=[([-1, 1, -1, 1, -1], [1, -1, 1, -1, 1])]),
        Mistake(([1, 0, 1, 0, 1], [1, 0, 1, 0, 1]),
                "A 0 in `column` makes the whole row 0. The other colour of the board is −1, so use 1 and −1."),
        Mistake(([1, 1, 1, 1, 1], [1, 1, 1, 1, 1]),
                "Every product is 1 · 1 = 1. To get a −1, the two numbers that meet need different signs."),
        Mistake(([-1, -1, -1, -1, -1], [1, -1, 1, -1, 1]),
                "All five rows are alike, because all numbers of `column` are −1. Let `column` alternate too."),
        Mistake(([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]),
                "This is the multiplication table. Use only 1 and −1, so that every product is 1 or −1."),
    ],
    hints=["Look at the first row of the goal. If `column` begins with 1, the first row is `row` itself.",
           "Now look at the second row. It is the first row times −1, so what is the second number of `column`?",
           "Both lists alternate between 1 and −1."],
))


def after_one_pair(first, second):
    for a, b in zip(first[::-1], second[::-1]):
        return a == b or a == 1 or b == 1
    return True


def after_one_pair_or_none(first, second):
    for a, b in zip(first[::-1], second[::-1]):
        return a == b or a == 1 or b == 1


def same_rank(first, second):
    return len(first) == len(second) and fits(first, second)


def fits(first, second):
    agree = True
    for a, b in zip(first[::-1], second[::-1]):
        if a != b and a != 1 and b != 1:
            agree = False
    return agree


EXERCISES.append(Exercise(
    "2.9", "Do they fit?",
    "`first` and `second` are shapes. Return True if NumPy can broadcast them, and False if it cannot.",
    solution=fits,
    why="Going from the right, the two sizes of each pair have to be equal, or one of them has to be 1. Where one "
        "shape ends, anything goes.",
    inputs=[((3,), (3,)), ((2, 3), (3,)), ((2, 3), (2,)), ((3, 1), (4,)), ((1, 4), (3, 1)), ((2, 3), (2, 1)),
            ((5,), (1,)), ((2, 3), (4, 3)), ((3, 2, 5), (2, 5)), ((3, 2, 5), (3, 1)), ((), (2, 2)), ((2, 2), ())],
    see="Broadcasting: when shapes meet",
    mistakes=[
        Mistake(lambda first, second: all(a == b or 1 in (a, b) for a, b in zip(first, second)),
                "You compared from the left. NumPy starts at the right: (2, 3) and (3,) fit. Turn both shapes around "
                "with `[::-1]`."),
        Mistake(lambda first, second: all(a == b for a, b in zip(first[::-1], second[::-1])),
                "You forgot that a size of 1 fits everything: (3, 1) and (4,) give (3, 4), because the 1 is "
                "stretched."),
        Mistake(lambda first, second: all(a in (b, 1) for a, b in zip(first[::-1], second[::-1])),
                "You looked for a 1 in one of the two shapes only. It may stand in either of them: (2, 3) and (2, 1) "
                "fit, and so do (2, 1) and (2, 3).",
                also=[lambda first, second: all(b in (a, 1) for a, b in zip(first[::-1], second[::-1]))]),
        Mistake(after_one_pair,
                "Your function answers after the first pair. (2, 3) and (4, 3) agree there and differ at the next one. "
                "Put `return True` below the loop, to the left.", also=[after_one_pair_or_none]),
        Mistake(same_rank,
                "Shapes of different lengths can fit too: (2, 3) and (3,) do. Where one shape ends, anything goes."),
        Mistake(lambda first, second: bool(set(first) & set(second)) or not first or not second,
                "It is not enough that a size is in both shapes. In (2, 3) and (2,) the 2 stands under the 3, so they "
                "do not fit."),
        Mistake(lambda first, second: first == second,
                "Equal shapes fit, but others do too: (2, 3) and (3,) give (2, 3)."),
        Mistake(lambda first, second: any(a == b or 1 in (a, b) for a, b in zip(first[::-1], second[::-1])),
                "Your function says True as soon as one pair fits. Every pair has to fit: in (2, 3) and (4, 3) the "
                "last one does, and the first one does not."),
        Mistake(lambda first, second: True,
                "Your function always says True. But (2, 3) and (4, 3) do not fit: a pair that differs, with no 1 in "
                "it, has to lead to False."),
        Mistake(lambda first, second: len(first) == len(second),
                "You compared how many axes the shapes have. Compare their sizes, pair by pair from the right: (2, 3) "
                "and (3,) fit, and (2, 3) and (4, 3) do not."),
    ],
    hints=["`for a, b in zip(first[::-1], second[::-1]):` walks along both shapes from the right.",
           "A pair does not fit if its sizes differ and neither is 1. Then the answer is `False`.",
           "You can be sure of `True` only below the loop, when every pair has been looked at."],
))


def a_table(rng):
    return (rng.normal(size=(4, 3)),)


def center_rows(X):
    return X - X.mean(axis=1, keepdims=True)


EXERCISES.append(Exercise(
    "2.10", "Centre each row",
    "Subtract from each row of the matrix `X` the mean of that row.",
    solution=center_rows,
    why="With `keepdims=True` the means have shape (m, 1). The 1 is stretched along the row, so each row meets its own "
        "mean.",
    inputs=[(array([[1.0, 3.0], [5.0, 11.0]]),), (array([[1.0, 2.0, 6.0], [0.0, 0.0, 3.0]]),),
            (array([[1.0, 2.0, 3.0], [4.0, 5.0, 9.0], [7.0, 8.0, 0.0]]),)],
    random=a_table,
    see="One number for each row",
    mistakes=[
        Mistake(lambda X: X - X.mean(axis=1),
                "Your means have shape (m,), so NumPy gives one to each column: column j loses the mean of row j, and "
                "a 2 × 3 matrix is refused. Keep the axis with `keepdims=True`."),
        Mistake(lambda X: X - X.mean(axis=0),
                "You subtracted from each column the mean of that column. For the mean of a row, use `axis=1`."),
        Mistake(lambda X: X - X.mean(),
                "You subtracted the mean of the whole matrix. Each row has a mean of its own: name the axis that "
                "should go, `axis=1`."),
        Mistake(lambda X: X.mean(axis=1, keepdims=True),
                "These are the means. Now subtract them from `X`, each from its own row.",
                also=[lambda X: X.mean(axis=1)]),
        Mistake(lambda X: X - X.sum(axis=1, keepdims=True),
                "You subtracted the sum of each row, not its mean. The row [1, 3] should become [−1, 1]."),
        Mistake(lambda X: X / X.mean(axis=1, keepdims=True),
                "You divided by the means. Subtract them: the row [1, 3] should become [−1, 1]."),
        Mistake(lambda X: X.mean(axis=1, keepdims=True) - X,
                "You subtracted the wrong way round. The row [1, 3] should become [−1, 1], not [1, −1]."),
        Mistake(lambda X: X,
                "`X` came back as it was. If you wrote `row = row - …` in a loop: that gives the result a name and "
                "then forgets it. Return the results."),
    ],
    hints=["The row [1, 3] has the mean 2, so it becomes [−1, 1].",
           "`X.mean(axis=1)` has shape (m,). Which shape would be stretched along the rows?",
           "The shape (m, 1) would. You get it with `keepdims=True`, or with `[:, None]`."],
))


def right_and_wrong(rng):
    m = rng.integers(3, 7)
    return rng.normal(size=(m, 1)), rng.normal(size=m)


def mean_square(prediction, answers):
    difference = prediction[:, 0] - answers
    return (difference ** 2).mean()


EXERCISES.append(Exercise(
    "2.11", "Each prediction with its own answer",
    "`prediction` has shape (m, 1), and `answers` has shape (m,). Return the mean of the m squared differences.",
    solution=mean_square,
    why="`prediction[:, 0]` takes the second axis away. Now both have shape (m,), and each prediction meets its own "
        "answer.",
    inputs=[(array([[1.0], [0.0], [1.0]]), array([1.0, 0.0, 1.0])), (array([[1.0], [3.0]]), array([0.0, 1.0])),
            (array([[2.0], [0.5], [1.0], [0.0]]), array([1.0, 1.0, 0.0, 0.0]))],
    random=right_and_wrong,
    see='Popular but wrong: "a column is a one-dimensional vector"',
    mistakes=[
        Mistake(lambda prediction, answers: ((prediction - answers) ** 2).mean(),
                "(m, 1) minus (m,) gives (m, m): every prediction was compared with every answer. Give both the same "
                "shape first, for example with `prediction[:, 0]`.",
                also=[lambda prediction, answers: ((prediction - answers) ** 2).sum() / len(answers),
                      lambda prediction, answers: ((prediction - answers) ** 2).mean(axis=0)]),
        Mistake(lambda prediction, answers: ((prediction[0] - answers) ** 2).mean(),
                "`prediction[0]` is the first prediction alone, and you compared it with all the answers. "
                "`prediction[:, 0]` holds all the predictions."),
        Mistake(lambda prediction, answers: (prediction[:, 0] - answers) ** 2,
                "These are the m squares. The answer is one number: take their `mean()`."),
        Mistake(lambda prediction, answers: ((prediction[:, 0] - answers) ** 2).sum(),
                "This is the sum of the squares. For the mean, divide by `m`, or use `mean()`."),
        Mistake(lambda prediction, answers: abs(prediction[:, 0] - answers).mean(),
                "You took the distances without squaring them. A difference of 2 should count 4."),
        Mistake(lambda prediction, answers: (prediction[:, 0] - answers).mean() ** 2,
                "You took the mean first and squared it afterwards, so that errors of +1 and −1 cancel. Square each "
                "difference, then take the mean."),
        Mistake(lambda prediction, answers: ((prediction[:, 0] - answers) ** 2).mean() ** 0.5,
                "You took the square root at the end. Leave it out: the mean of the squares, `mean()`, is the answer."),
        Mistake(lambda prediction, answers: (prediction[0, 0] - answers[0]) ** 2,
                "You used the first pair only. `prediction[:, 0]` holds all the predictions."),
        Mistake(lambda prediction, answers: (prediction[:, 0] - answers).mean(),
                "You left out the square, so that errors of +1 and −1 cancel. Square each difference, with `** 2`."),
    ],
    hints=["Print `(prediction - answers).shape` first. Is it (m,)?",
           "Give both the same shape: `prediction[:, 0]` is (m,), and `answers[:, None]` is (m, 1).",
           "Take the difference, then the square, then the mean, in this order."],
))


EXERCISES.append(Exercise(
    "2.12", "From pictures to scores",
    "Put the five lines into an order in which they run, from the pictures to the scores.",
    solution="cbeda",
    lines={"a": "scores = rows @ template", "b": "rows = pictures.reshape(len(pictures), -1)",
           "c": "pictures = images / 255", "d": "template = mean_3 - rows[labels != 3].mean(axis=0)",
           "e": "mean_3 = rows[labels == 3].mean(axis=0)"},
    before={"b": "c", "e": "b", "d": "e", "a": "d"},
    why="Each line uses the name that the line before it has made. The shapes go from (2000, 28, 28) to (2000, 784), "
        "(784,), (784,) and (2000,).",
    see="A score for every digit",
    mistakes=[
        Mistake("bceda", "Line `b` flattens the `pictures`, but you make them only in the next line, `c`."),
        Mistake("cbade", "Line `a` multiplies by the `template`, and `d` makes it. So `a` is the last of the five."),
        Mistake("cebda", "Line `e` takes a mean of the `rows`, and `b` makes them. So `b` has to come before `e`."),
        Mistake("cbdea", "Line `d` subtracts from `mean_3`, and `e` makes it. So `e` has to come before `d`."),
        Mistake("adebc", "You wrote the order backwards. `a` makes the scores, which are the 2,000 numbers that we "
                         "want in the end."),
        Mistake("abcde", "That is the order in which the lines are listed. Begin with the line that needs only "
                         "`images`."),
    ],
    hints=["The lines begin with `images` and `labels`. Which line uses nothing else?",
           "Look for the name on the left of each `=`, and for the line that uses this name.",
           "`c` comes first, and `a` comes last."],
))


def a_batch_and_a_template(rng):
    return rng.random((4, 3, 3)), rng.normal(size=(3, 3))


def scores(images, template):
    return images.reshape(len(images), -1) @ template.reshape(-1)


EXERCISES.append(Exercise(
    "2.13", "A score for each image",
    "Multiply each image of a batch (m, rows, columns) with the template, pixel by pixel, and add up: `m` scores.",
    solution=scores,
    why="The flattened batch is (m, n) and the flattened template is (n,), so one product gives all m scores. `(images "
        "* template).sum(axis=(1, 2))` gives the same.",
    inputs=[(array([[[1.0, 2.0], [3.0, 4.0]], [[0.0, 1.0], [1.0, 0.0]]]), array([[1.0, 0.0], [-1.0, 2.0]])),
            (T.astype(float), np.arange(10.0).reshape(2, 5) - 4)],
    random=a_batch_and_a_template,
    see="A score for every digit",
    mistakes=[
        Mistake(lambda images, template: images * template,
                "You have one product for each pixel of each image. Now add them up for each image, over axes 1 and 2.",
                also=[lambda images, template: images.reshape(len(images), -1) * template.reshape(-1)]),
        Mistake(lambda images, template: (images * template).sum(),
                "This is one number for the whole batch, because `sum()` added up the images too. Name the axes that "
                "should go: 1 and 2."),
        Mistake(lambda images, template: (images * template).sum(axis=0),
                "You added up axis 0, which counts the images. That axis should stay, and axes 1 and 2 should go."),
        Mistake(lambda images, template: (images * template).mean(axis=(1, 2)),
                "You took the mean, so each score was divided by the number of pixels. Use `sum`."),
        Mistake(lambda images, template: (images @ template).sum(axis=(1, 2)),
                "`@` is the matrix product, rows with columns. To multiply pixel by pixel, use `*`."),
        Mistake(lambda images, template: images @ template,
                "`@` multiplied each image with the template as matrices, rows with columns. Either flatten both "
                "before `@`, or use `*` and add up axes 1 and 2."),
        Mistake(lambda images, template: (images * template).sum(axis=2),
                "You added up one axis only, so each image still has several numbers. Axes 1 and 2 both have to go.",
                also=[lambda images, template: (images * template).sum(axis=1)]),
        Mistake(lambda images, template: images.sum(axis=(1, 2)) * template.sum(),
                "You multiplied two sums. Each pixel has to meet its own place in the template first: multiply with "
                "`*`, then add up."),
    ],
    hints=["Start with one image: `(image * template).sum()`.",
           "For a batch, the template is broadcast. Which axes of `images * template` have to go?",
           "Or flatten both, to (m, n) and (n,), and use `@`."],
))
