"""Exercises of lesson 01: vectors and matrices."""

import numpy as np
from numpy import array

from dlmath.exercises.check import Exercise, Mistake

EXERCISES = []


def entry(A, i, j):
    return A[i - 1, j - 1]


EXERCISES.append(Exercise(
    "1.1", "One entry of a matrix",
    "Return the entry in row `i` and column `j` of `A`, where both are counted from 1, as mathematics counts.",
    solution=entry,
    why="Mathematics counts rows and columns from 1, and NumPy counts from 0, so you take 1 off each index. Both name "
        "the row first.",
    inputs=[(array([[6, 18], [4, 23]]), 1, 2), (array([[6, 18], [4, 23]]), 1, 1), (array([[6, 18], [4, 23]]), 2, 1),
            (array([[1, 2, 3], [4, 5, 6]]), 1, 2), (array([[1, 2, 3], [4, 5, 6]]), 2, 3),
            (array([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), 1, 1)],
    see="Matrices",
    mistakes=[
        Mistake(lambda A, i, j: A[i, j],
                "You counted from 1, but NumPy counts from 0: `A[1, 1]` is the entry in the second row and the second "
                "column. Take 1 off each index."),
        Mistake(lambda A, i, j: A[j - 1, i - 1],
                "You swapped row and column: in `A[row, column]` the row comes first.",
                also=[lambda A, i, j: A[j, i]]),
        Mistake(lambda A, i, j: A[i - 1, j],
                "You took 1 off one index only. NumPy counts both from 0, the rows and the columns, so `i` and `j` are "
                "each 1 too large.", also=[lambda A, i, j: A[i, j - 1]]),
        Mistake(lambda A, i, j: A[i - 1],
                "This is a whole row: with one index, as in `A[0]`, you say nothing about the column. Add the second "
                "index."),
        Mistake(lambda A, i, j: A[:, j - 1],
                "This is a whole column: the `:` in `A[:, 0]` takes every row. Put the row's index in its place."),
        Mistake(lambda A, i, j: A[i - 1, j - 1] - 1,
                "You took 1 away from the entry, too. Take it away only inside the square brackets, from `i` and `j`.",
                also=[lambda A, i, j: A[i, j] - 1]),
        Mistake(lambda A, i, j: A[i + 1, j + 1],
                "You added 1. NumPy's indices are the smaller ones: its first row has the number 0."),
        Mistake(lambda A, i, j: A[i - 1][i - 1],
                "You used `i` twice. The column is `j`."),
    ],
    hints=["In mathematics the top left entry is in row 1, column 1. Which two indices does NumPy use for it?",
           "`A[0, 0]` is the top left entry, so NumPy's indices are smaller by 1.",
           "Put both indices into one pair of brackets, the row first: `A[row, column]`."],
))


def average(images):
    total = 0
    for image in images:
        total = total + image
    return total / len(images)


def average_of_first(images):
    total = 0
    for image in images:
        total = total + image
        return total / len(images)


def average_of_last(images):
    for image in images:
        total = image
    return total / len(images)


def average_divided_again(images):
    total = 0
    for image in images:
        total = (total + image) / len(images)
    return total


def average_by_rows(images):
    total = 0
    for image in images:
        total = total + image
    return total / len(image)


EXERCISES.append(Exercise(
    "1.2", "The average picture",
    "`images` holds several pictures of the same shape. Return their average: one picture of that shape.",
    solution=average,
    why="Adding pictures and dividing by a number both work entry by entry. So each pixel of the result is the average "
        "of the pixels in that place.",
    inputs=[(array([[[2, 4, 8]], [[4, 0, 2]]]),), (array([[[0, 2], [4, 6]], [[2, 4], [0, 8]], [[4, 0], [2, 1]]]),),
            (array([[[1, 0, 0], [0, 1, 0]], [[0, 1, 1], [0, 0, 1]], [[1, 1, 1], [1, 1, 1]], [[0, 0, 0], [1, 0, 0]]]),)],
    random=lambda rng: (rng.random((5, 3, 4)),),
    see="Entry by entry",
    mistakes=[
        Mistake(lambda images: images.sum(axis=0),
                "You have added up the pictures. Now divide by how many there are, which is `len(images)`."),
        Mistake(lambda images: images.mean(),
                "This is the average of all the pixels together, a single number. Average each place of the picture "
                "by itself: add up picture after picture in `total`."),
        Mistake(average_of_first,
                "Only the first picture was counted. A `return` inside the loop ends the function in the first round, "
                "so move it to the left, below the loop."),
        Mistake(average_of_last,
                "Only the last picture was counted. `total = image` forgets what was there before. Write "
                "`total = total + image`."),
        Mistake(average_divided_again,
                "You divide in every round of the loop, so the first pictures are divided again and again. Divide once "
                "by `len(images)`, after the loop."),
        Mistake(average_by_rows,
                "You divided by the number of rows of a picture. Divide by the number of pictures, `len(images)`."),
        Mistake(lambda images: images.sum(axis=0) / 191,
                "You divided by 191. That is right for the 3s of the lesson, but not for other pictures. `len(images)` "
                "is right for all."),
        Mistake(lambda images: images.sum(axis=0) / images.size,
                "You divided by the number of all pixels together. Divide by the number of pictures, `len(images)`."),
        Mistake(lambda images: images / len(images),
                "You divided each picture, but you did not add them up. Add them in a loop: `total = total + image`."),
        Mistake(lambda images: 0,
                "The answer is always 0. `total + image` alone computes the sum and forgets it. Write "
                "`total = total + image`."),
        Mistake(lambda images: images.sum(axis=0) // len(images),
                "`//` leaves out everything after the point. Write `/`."),
        Mistake(lambda images: images.mean(axis=1),
                "`axis=1` takes the average of the rows inside each picture. Average the pictures with each other: "
                "that is `axis=0`."),
    ],
    hints=["Take two pictures with one pixel each, 2 and 4. Their average is (2 + 4) / 2 = 3.",
           "Start with `total = 0`, and in each round of `for image in images` write `total = total + image`.",
           "After the loop, return `total / len(images)`."],
))


def dot_last_pair(u, v):
    for a, b in zip(u, v, strict=True):
        total = a * b
    return total


def two_vectors(rng):
    n = rng.integers(2, 8)
    return rng.normal(size=n), rng.normal(size=n)


def dot(u, v):
    total = 0
    for i in range(len(u)):
        total = total + u[i] * v[i]
    return total


EXERCISES.append(Exercise(
    "1.3", "A dot product with a loop",
    "Multiply `u` and `v` pair by pair, add the products up, and return the one number that you get.",
    solution=dot,
    why="A dot product is a sum of products, u₁v₁ + u₂v₂ + …, so two vectors give one number. In NumPy you can write "
        "it as `u @ v`.",
    inputs=[(array([2]), array([3])), (array([1, 2]), array([3, 4])), (array([1, 2, 3]), array([7, 9, 11])),
            (array([1, 0, -1]), array([5, 5, 5]))],
    random=two_vectors,
    see="The dot product",
    mistakes=[
        Mistake(lambda u, v: u * v,
                "You have one product for each pair. Now add them up: [1, 2] and [3, 4] give the products [3, 8], and "
                "their sum, 3 + 8 = 11, is the answer."),
        Mistake(lambda u, v: sum(u + v),
                "You added the two numbers of each pair. Multiply them: 1·3 + 2·4, not (1 + 3) + (2 + 4)."),
        Mistake(lambda u, v: u[0] * v[0],
                "You used the first pair only, `u[0] * v[0]`. If your `return` is inside the loop, the function ends "
                "in the first round: move the `return` to the left, below the loop."),
        Mistake(dot_last_pair,
                "Only the last pair is left, because `total = …` forgets what was there. Keep the old total and add to "
                "it: `total = total + …`."),
        Mistake(lambda u, v: sum(u[1:] * v[1:]),
                "You left out the first pair. NumPy counts from 0, so the loop has to start there: `range(len(u))`."),
        Mistake(lambda u, v: sum(u[:-1] * v[:-1]),
                "You left out the last pair. `range(n)` stops at n − 1 by itself, so `range(n - 1)` stops too early."),
        Mistake(lambda u, v: sum(u) * sum(v),
                "You multiplied the two sums: (1 + 2) · (3 + 4) = 21. Multiply pair by pair first, and add up "
                "afterwards: 1·3 + 2·4 = 11."),
        Mistake(lambda u, v: 0,
                "The total stays 0. Start at `total = 0`, then add each product to it: `total = total + …`. If you "
                "multiply by the total, 0 stays 0."),
        Mistake(lambda u, v: np.prod(u * v),
                "You multiplied the products with each other. Add them up: 1·3 + 2·4, not 1·3 · 2·4."),
        Mistake(lambda u, v: u @ v + 1,
                "Your answer is too large by 1. Did you begin with `total = 1`? Begin with 0."),
        Mistake(lambda u, v: u @ u,
                "You multiplied `u` with itself. The second number of each pair comes from `v`."),
    ],
    hints=["Do it by hand first: [1, 2] and [3, 4] give 1·3 + 2·4 = 11.",
           "Start with `total = 0`. In each round of the loop, add one product to `total`.",
           "The product of pair `i` is `u[i] * v[i]`."],
))


def score(digit, template):
    return digit.reshape(784) @ template.reshape(784)


def one_pixel(place, size):
    """Return a picture of 28 × 28 pixels, all 0 but one."""
    image = np.zeros((28, 28))
    image[place] = size
    return image


EXERCISES.append(Exercise(
    "1.4", "Score a digit",
    "Return the score of a digit: the dot product of `digit` and `template`, both of shape (28, 28).",
    solution=score,
    why="As vectors, the two pictures have a dot product. Each pixel with ink votes with its number in the template, "
        "and the score counts the votes.",
    inputs=[(one_pixel((3, 5), 1.0), one_pixel((3, 5), 2.0)), (one_pixel((3, 5), 1.0), one_pixel((5, 3), 2.0)),
            (one_pixel((0, 9), 0.5), one_pixel((0, 9), -1.0) + one_pixel((20, 9), 4.0))],
    random=lambda rng: (rng.random((28, 28)), rng.normal(size=(28, 28))),
    see="The score of a digit",
    mistakes=[
        Mistake(lambda digit, template: digit * template,
                "These are the products, pixel by pixel, and they still make a picture. The score is one number, "
                "the sum of all 784."),
        Mistake(lambda digit, template: digit.flatten() * template.flatten(),
                "These are 784 products, because `*` only multiplies. `@` also adds them up."),
        Mistake(lambda digit, template: digit @ template,
                "Between two matrices `@` does something else, as a later section shows. Make a vector of each first: "
                "`digit.reshape(784)`."),
        Mistake(lambda digit, template: np.mean(digit * template),
                "You took the average of the 784 products. The score is their sum."),
        Mistake(lambda digit, template: digit.flatten() @ template.T.flatten(),
                "One of the two pictures is turned over, so the pixel [0, 1] meets the pixel [1, 0]. Leave `.T` away."),
        Mistake(lambda digit, template: np.sum(digit) * np.sum(template),
                "You multiplied two sums. First each pixel has to be multiplied by the number in its own place in "
                "`template`."),
        Mistake(lambda digit, template: np.sum(digit + template),
                "You added the pictures. Multiply each pixel by the number in its place in the template: `*` or `@`."),
        Mistake(lambda digit, template: (digit * template).sum(axis=0),
                "You have added up each column by itself, which gives 28 numbers. The score is the sum of all 784 "
                "products.", also=[lambda digit, template: (digit * template).sum(axis=1)]),
        Mistake(lambda digit, template: digit.flatten() @ template.flatten() / 255,
                "You divided by 255. The pixels of `digit` are between 0 and 1 already."),
        Mistake(lambda digit, template: np.sum(digit),
                "This is the amount of ink, whatever the template says. Multiply by `template` before you add up."),
    ],
    hints=["`@` takes two vectors. What turns 28 × 28 numbers into a vector of 784?",
           "`digit.reshape(784)` is the digit as a vector. Do the same with the template.",
           "Then the score is the first vector `@` the second."],
))


def cosine(u, v):
    return (u @ v) / (np.sqrt(u @ u) * np.sqrt(v @ v))


EXERCISES.append(Exercise(
    "1.5", "How alike are two vectors?",
    "Return the cosine of the angle between `u` and `v`: their dot product divided by both lengths.",
    solution=cosine,
    why="When you divide by both lengths, only the directions count: 1 for the same direction, 0 for a right angle, −1 "
        "for opposite directions.",
    inputs=[(array([1.0, 0.0]), array([2.0, 2.0])), (array([3.0, 4.0]), array([3.0, 4.0])),
            (array([3.0, 4.0]), array([-4.0, 3.0])), (array([1.0, 2.0, 2.0]), array([2.0, 1.0, 2.0]))],
    random=two_vectors,
    see="Length and angle",
    mistakes=[
        Mistake(lambda u, v: (u @ v) / ((u @ u) * (v @ v)),
                "You forgot the square root: `u @ u` is the length multiplied by itself. The length of [3, 4] is √25 = "
                "5."),
        Mistake(lambda u, v: u @ v,
                "This is the dot product. It grows with the vectors: [3, 4] with itself gives 25, but the cosine of "
                "equal vectors is 1. Divide by both lengths."),
        Mistake(lambda u, v: (u @ v) / np.sqrt(u @ u),
                "You divided by the length of `u` only. If `v` were twice as long, your answer would double. Divide by "
                "the length of `v` too."),
        Mistake(lambda u, v: (u @ v) / np.sqrt(v @ v),
                "You divided by the length of `v` only. If `u` were twice as long, your answer would double. Divide by "
                "the length of `u` too."),
        Mistake(lambda u, v: (u @ v) / (np.abs(u).sum() * np.abs(v).sum()),
                "You added up the entries to get the length. By Pythagoras, [3, 4] has the length √(9 + 16) = 5, not "
                "7.", also=[lambda u, v: (u @ v) / (u.sum() * v.sum())]),
        Mistake(lambda u, v: (u @ v) / len(u),
                "`len(u)` is the number of entries. The length of the arrow is the square root of `u @ u`.",
                also=[lambda u, v: (u @ v) / (len(u) * len(v))]),
        Mistake(lambda u, v: u * v / (np.sqrt(u @ u) * np.sqrt(v @ v)),
                "`u * v` gives one product for each pair. Add the products up, or use `u @ v`, so that one number "
                "comes out."),
        Mistake(lambda u, v: np.arccos(np.clip((u @ v) / (np.sqrt(u @ u) * np.sqrt(v @ v)), -1, 1)),
                "This is the angle itself, in radians. Its cosine is what is asked for, so leave out `arccos`."),
        Mistake(lambda u, v: np.cos(u @ v),
                "You took `np.cos` of the dot product, as if that were the angle. You do not need `np.cos`: the dot "
                "product divided by both lengths is the cosine already."),
        Mistake(lambda u, v: u @ v / np.sqrt(u @ u) * np.sqrt(v @ v),
                "Python reads `a / b * c` from the left: it divides by one length and then multiplies by the other. "
                "Put brackets around the product of the two lengths."),
        Mistake(lambda u, v: (u @ v) / np.sqrt(u @ u + v @ v),
                "You added under one root. Take the root of `u @ u` and the root of `v @ v`, and multiply the two."),
        Mistake(lambda u, v: (u @ v) / (np.sqrt(u @ u) + np.sqrt(v @ v)),
                "You added the two lengths. Divide by their product: `*` between them, not `+`."),
        Mistake(lambda u, v: u @ v / np.linalg.norm(u * v),
                "You took the length of `u * v`, which multiplies entry by entry. Take the length of `u` and the "
                "length of `v`, and multiply these two numbers."),
    ],
    hints=["The length of [3, 4] is √(3·3 + 4·4) = 5.",
           "The length of `u` is the square root of `u @ u`. You can also write `np.linalg.norm(u)`.",
           "Divide `u @ v` by the product of both lengths, and put brackets around that product."],
))


EXERCISES.append(Exercise(
    "1.6", "Weights to order",
    "Find the matrix `W`: `W @ x` is the sum of all entries of `x`, then the middle entry, then the last minus the "
    "first.",
    solution=[[1, 1, 1], [0, 1, 0], [-1, 0, 1]],
    why="Each row of `W` is dotted with `x`. A weight of 1 takes an entry, 0 leaves it out, and −1 takes it away.",
    see="A matrix times a vector",
    mistakes=[
        Mistake([[1, 0, -1], [1, 1, 0], [1, 0, 1]],
                "You wrote the weights into the columns. Each row of `W` gives one number, so the first row is "
                "[1, 1, 1]."),
        Mistake([[1, 1, 1], [0, 1, 0], [1, 0, -1]],
                "The last row gives the first entry minus the last. The last entry counts +1, and the first −1."),
        Mistake([[1, 1, 1], [0, 1, 0], [0, -1, 1]],
                "The last row takes away the middle entry. The first entry is to be taken away, so its weight is −1."),
        Mistake([[1, 1, 1], [0, 1, 0], [-1, 1, 1]],
                "In the last row the middle entry counts as well. Its weight has to be 0."),
        Mistake([[1, 1, 1], [0, 1, 0], [1, 0, 1]],
                "The last row adds the first entry to the last. To take it away, give it the weight −1."),
        Mistake([[1, 1, 1], [1, 0, 1], [-1, 0, 1]],
                "The middle row takes everything but the middle. To take only the middle entry, write [0, 1, 0]."),
        Mistake([[1, 1, 1], [1, 0, 0], [-1, 0, 1]],
                "The second row takes the first entry. The middle entry is the second of three: [0, 1, 0]."),
        Mistake([[1, 1, 1], [0, 2, 0], [-1, 0, 1]],
                "The second row gives twice the middle entry. A weight of 1 takes it as it is."),
        Mistake([[3, 0, 0], [0, 1, 0], [-1, 0, 1]],
                "The first row gives three times the first entry. For the sum each entry has the weight 1."),
        Mistake([[1, 2, 3], [0, 2, 0], [-1, 0, 3]],
                "This works with an `x` of 1, 2, 3 in mind. `W` has to work for every `x`, so write how often each "
                "entry counts: 1, 0 or −1."),
    ],
    hints=["The first row of `W`, dotted with `x`, has to give x[0] + x[1] + x[2]. What is each entry multiplied by?",
           "A weight of 1 takes an entry, a weight of 0 leaves it out, and a weight of −1 takes it away.",
           "The first row is [1, 1, 1]. The second has a single 1, and the third a −1 and a 1."],
))


def mistakes(scores, is_3, threshold):
    said_3 = scores >= threshold
    misses = (is_3 & ~said_3).sum()
    false_alarms = (said_3 & ~is_3).sum()
    return misses + false_alarms


def scored(rng):
    """Return twelve scores, of which some are exactly the threshold, which digits are 3s, and the threshold."""
    scores = rng.integers(-5, 20, size=12).astype(float)
    return scores, rng.random(12) < 0.4, scores[0]


EXERCISES.append(Exercise(
    "1.7", "Count the mistakes",
    "A detector says “3” wherever a score is at least `threshold`. Return the number of its mistakes.",
    solution=mistakes,
    why="A miss is a 3 that the detector does not find, and a false alarm is another digit that it calls a 3. No "
        "digit is both, so you may add the two numbers.",
    inputs=[(array([12.0, 3.0]), array([True, True]), 9.0),
            (array([12.0, 3.0, 10.0]), array([True, False, False]), 9.0),
            (array([9.0, 9.0, 1.0, 20.0, 5.0]), array([True, True, True, True, False]), 9.0),
            (array([2.0, 14.0, 8.0, 11.0, 9.5, 1.0]), array([False, False, True, False, False, True]), 9.0)],
    random=scored,
    see="Say yes or no",
    mistakes=[
        Mistake(lambda scores, is_3, threshold: ((scores >= threshold) & ~is_3).sum(),
                "You counted the false alarms. The misses are mistakes, too: `is_3` is True and the score is below the "
                "threshold."),
        Mistake(lambda scores, is_3, threshold: ((scores < threshold) & is_3).sum(),
                "You counted the misses. The false alarms are mistakes, too: the score reaches `threshold`, and it is "
                "not a 3."),
        Mistake(lambda scores, is_3, threshold: ((scores >= threshold) & is_3).sum(),
                "You counted the hits, and those are right. Mistakes are the misses and the false alarms: `~is_3` "
                "helps."),
        Mistake(lambda scores, is_3, threshold: ((scores >= threshold) == is_3).sum(),
                "You counted where the detector is right. A mistake is where one of the two masks is True and the "
                "other is not: use `~`."),
        Mistake(lambda scores, is_3, threshold: ((scores > threshold) != is_3).sum(),
                "A score that is exactly the threshold counts as “3”, too. Write `>=` in place of `>`."),
        Mistake(lambda scores, is_3, threshold: (scores >= threshold).sum(),
                "You counted how often the detector says “3”. Some of these are hits. Compare with `is_3`."),
        Mistake(lambda scores, is_3, threshold: ((scores >= threshold) != is_3).mean(),
                "This is the share of mistakes, between 0 and 1. The number of mistakes is asked for: `.sum()`."),
        Mistake(lambda scores, is_3, threshold: (scores >= threshold) != is_3,
                "This is a mask that is True for each mistake. Now count them with `.sum()`."),
        Mistake(lambda scores, is_3, threshold: ((scores >= 9) != is_3).sum(),
                "You wrote a threshold of 9 into the function. It has to work for every `threshold`."),
        Mistake(lambda scores, is_3, threshold: abs((scores >= threshold).sum() - is_3.sum()),
                "You compared how often it says “3” with how many 3s there are. A miss and a false alarm cancel out "
                "there, and they are 2 mistakes. Compare digit by digit."),
        Mistake(lambda scores, is_3, threshold: ((scores < threshold) & ~is_3).sum(),
                "You counted the other digits that were rightly left out. Mistakes are the misses and the false "
                "alarms: `is_3 & ~said_3` and `said_3 & ~is_3`."),
    ],
    hints=["Make a mask of what the detector says first: `said_3 = scores >= threshold`.",
           "A false alarm is where `said_3` is True and `is_3` is not. With `&` for “and” and `~` for “not” that is "
           "`said_3 & ~is_3`.",
           "The misses are `is_3 & ~said_3`. Count both with `.sum()`, and add the two numbers."],
))


EXERCISES.append(Exercise(
    "1.8", "Which shape comes out?",
    "`A` has the shape (2, 3) and `B` has the shape (3, 4). What shape does `A @ B` have? Answer like this: (1, 2).",
    solution=(2, 4),
    why="The inner sizes, 3 and 3, agree. The outer sizes give the shape of the result: (2, 3) @ (3, 4) is (2, 4).",
    see="The matrix product",
    mistakes=[
        Mistake((3, 3), "Those are the inner sizes. They have to agree, but the result has the outer sizes of "
                        "(2, 3) @ (3, 4)."),
        Mistake((4, 2), "You have the right sizes in the wrong order. The rows come from `A`, and the columns from "
                        "`B`."),
        Mistake((2, 3), "That is the shape of `A`. Each row of `A` is taken with all 4 columns of `B`."),
        Mistake((3, 4), "That is the shape of `B`. Each of the 2 rows of `A` gives one row of the result."),
        Mistake((6, 12), "You multiplied the sizes. But one row with one column gives one entry. How many rows does "
                         "`A` have, and how many columns does `B` have?"),
        Mistake((3, 2), "That is the shape of `A` turned over. Each row of `A` gives one row of the result, so there "
                        "are 2 rows."),
        Mistake((4, 3), "That is the shape of `B` turned over. Each row of `A` gives one row of the result, so there "
                        "are 2 rows."),
    ],
    hints=["One row of `A` with one column of `B` gives one entry.",
           "How many rows of `A` can you choose from, and how many columns of `B`?",
           "Write the two shapes side by side: (2, 3) @ (3, 4). The inner sizes agree, and the outer sizes stay."],
))


def two_matrices(rng):
    m, n, p = rng.integers(1, 6, size=3)
    return rng.normal(size=(m, n)), rng.normal(size=(n, p))


def last_product(A, B):
    return np.outer(A[:, -1], B[-1])


def first_entry(A, B):
    C = np.zeros((len(A), B.shape[1]))
    C[0, 0] = A[0] @ B[:, 0]
    return C


def first_row(A, B):
    C = np.zeros((len(A), B.shape[1]))
    C[0] = A[0] @ B
    return C


def matmul(A, B):
    m, n = A.shape
    n, p = B.shape
    C = np.zeros((m, p))
    for i in range(m):
        for j in range(p):
            C[i, j] = A[i, :] @ B[:, j]
    return C


EXERCISES.append(Exercise(
    "1.9", "A matrix product from dot products",
    "Return the product of `A` and `B`: entry (i, j) is the dot product of row i of `A` and column j of `B`.",
    solution=matmul,
    why="Every entry of the product is one dot product, of a row of `A` and a column of `B`. NumPy does all of them at "
        "once when you write `A @ B`.",
    inputs=[(array([[1, 2], [3, 4]]), array([[5], [6]])), (array([[1, 2], [3, 4]]), array([[5, 6], [7, 8]])),
            (array([[1, 2, 3], [4, 5, 6]]), array([[7, 8], [9, 10], [11, 12]]))],
    random=two_matrices,
    see="The matrix product",
    mistakes=[
        Mistake(lambda A, B: A * B,
                "You multiplied entry by entry: `*` pairs each entry with the one in the same place. A matrix product "
                "pairs a row of `A` with a column of `B`."),
        Mistake(lambda A, B: A @ B.T,
                "You took rows of `A` with rows of `B`. You need the columns of `B`: column j is `B[:, j]`."),
        Mistake(lambda A, B: B @ A,
                "You computed `B @ A`. The order matters: the rows have to come from `A`, and the columns from `B`."),
        Mistake(lambda A, B: (A @ B).T,
                "You have the right numbers, but in each other's places: what belongs in `C[i, j]` went to `C[j, i]`."),
        Mistake(lambda A, B: A.T @ B,
                "You took columns of `A` with columns of `B`. You need the rows of `A`: row i is `A[i, :]`."),
        Mistake(lambda A, B: A + B,
                "You added the two matrices. Each entry of a product is a dot product: [1, 2] with [5, 6] is 1·5 + 2·6 "
                "= 17."),
        Mistake(last_product,
                "Each entry holds only its last product, because `C[i, j] = …` forgets the ones before. Add to what is "
                "there: `C[i, j] = C[i, j] + …`."),
        Mistake(first_entry,
                "Only `C[0, 0]` was computed. If your `return` is inside the loops, the function ends after one entry: "
                "move it to the left, below both loops."),
        Mistake(first_row,
                "Only the first row of `C`, `C[0]`, was computed. If your `return` is inside the outer loop, the "
                "function ends after one row: move it to the left, below both loops."),
        Mistake(lambda A, B: A[:, :1] * B[:1, :],
                "You multiplied only the first entries, `A[i, 0]` with `B[0, j]`. Take the whole row with the whole "
                "column."),
        Mistake(lambda A, B: A.sum(axis=1, keepdims=True) * B.sum(axis=0, keepdims=True),
                "You added up the row and the column first, and then multiplied. First multiply pair by pair, then "
                "add: `A[i, :] @ B[:, j]`."),
        Mistake(lambda A, B: np.zeros((A.shape[0], B.shape[1])),
                "All entries are still 0. Put each dot product into its place: `C[i, j] = …`."),
    ],
    hints=["For [[1, 2], [3, 4]] times [[5], [6]], the first row with the column gives 1·5 + 2·6 = 17.",
           "You need two loops: `i` goes over the rows of `A`, and `j` goes over the columns of `B`.",
           "Row i is `A[i, :]`, column j is `B[:, j]`, and a dot product is `u @ v`."],
))


def swap_twice(A):
    T = A.copy()
    if A.shape[0] != A.shape[1]:
        raise IndexError
    for i in range(len(A)):
        for j in range(len(A)):
            T[i, j], T[j, i] = T[j, i], T[i, j]
    return T


def swap_and_lose(A):
    T = A.copy()
    if A.shape[0] != A.shape[1]:
        raise IndexError
    for i in range(len(A)):
        for j in range(len(A)):
            T[i, j] = T[j, i]
    return T


def shaped_like_A(A):
    T = np.zeros(A.shape)
    for i in range(A.shape[0]):
        for j in range(A.shape[1]):
            T[j, i] = A[i, j]
    return T


def transpose_first_entry(A):
    T = np.zeros((A.shape[1], A.shape[0]))
    T[0, 0] = A[0, 0]
    return T


def transpose_first_row(A):
    T = np.zeros((A.shape[1], A.shape[0]))
    T[:, 0] = A[0]
    return T


def transpose(A):
    m, n = A.shape
    T = np.zeros((n, m))
    for i in range(m):
        for j in range(n):
            T[j, i] = A[i, j]
    return T


EXERCISES.append(Exercise(
    "1.10", "Transpose by hand",
    "Return the transpose of `A` without using `.T`: the entry at (i, j) moves to (j, i).",
    solution=transpose,
    without=("T", "transpose", "swapaxes", "moveaxis", "permute_dims", "matrix_transpose"),
    why="Every entry trades its row for its column, so an m × n matrix becomes n × m, and each row becomes a column.",
    inputs=[(array([[1, 2], [3, 4]]),), (array([[1, 2, 3], [4, 5, 6]]),), (array([[6, 4, 24], [1, -9, 8]]),),
            (array([[1, 2, 3], [4, 5, 6], [7, 8, 9]]),), (array([[1, 2, 3]]),)],
    see="The transpose",
    mistakes=[
        Mistake(lambda A: A.reshape(A.shape[1], A.shape[0]),
                "The shape is right, but the entries are in the wrong places. `reshape` keeps the reading order and "
                "breaks the lines elsewhere. In a transpose, `A[0, 1]` moves to (1, 0)."),
        Mistake(lambda A: A.copy(),
                "`A` came back as it was. The row [1, 2, 3] should now stand upright, as a column."),
        Mistake(swap_twice,
                "You swapped each pair twice, once at (0, 1) and once more at (1, 0), so everything is back where it "
                "was. Write the entries into a new array."),
        Mistake(swap_and_lose,
                "You overwrote an entry before you had moved it: when `A[1, 0]` needs the old `A[0, 1]`, it is gone. "
                "Write the entries into a new array."),
        Mistake(shaped_like_A,
                "Your new array has the shape of `A`. That works for square matrices only: a 2 × 3 matrix becomes 3 × "
                "2, so start with `np.zeros((n, m))`."),
        Mistake(lambda A: A[::-1, ::-1].T,
                "You flipped the matrix over the other diagonal, from bottom left to top right. `A[0, 0]` should stay "
                "where it is."),
        Mistake(lambda A: np.rot90(A),
                "You turned the matrix by a quarter. A transpose flips it over the diagonal, so that `A[0, 0]` stays "
                "where it is."),
        Mistake(lambda A: A[::-1],
                "You reversed the order of the rows. The rows should become columns: `A[0, 1]` belongs at (1, 0)."),
        Mistake(lambda A: A[:, ::-1],
                "You turned each row around. Each row has to become a column: `A[0, 1]` goes to [1, 0]."),
        Mistake(transpose_first_entry,
                "Only the first entry was moved. A `return` inside the loops ends the function in the first round, so "
                "move it below both loops."),
        Mistake(transpose_first_row,
                "Only the first row was moved. Your `return` is inside the outer loop, so move it to the left, below "
                "both loops."),
        Mistake(lambda A: np.zeros((A.shape[1], A.shape[0])),
                "The shape is right, but all entries are still 0. Fill them: `T[j, i] = A[i, j]`."),
    ],
    hints=["A 2 × 3 matrix becomes 3 × 2, so start with `T = np.zeros((n, m))`.",
           "The first row of `A` becomes the first column of `T`.",
           "Write this inside two loops: `T[j, i] = A[i, j]`."],
))


EXERCISES.append(Exercise(
    "1.11", "The transpose of a product",
    "Which of these is equal to (AB)ᵀ, for all matrices A and B whose sizes fit?",
    solution="b",
    choices={"a": "Aᵀ Bᵀ", "b": "Bᵀ Aᵀ", "c": "B A", "d": "A Bᵀ"},
    why="With A (2, 3) and B (3, 4), the transpose of the product is (4, 2), and only Bᵀ Aᵀ, which is (4, 3) @ (3, 2), "
        "has that shape.",
    see="The transpose",
    mistakes=[
        Mistake("a", "With A (2, 3) and B (3, 4), Aᵀ Bᵀ would be (3, 2) @ (4, 3). The inner sizes 2 and 4 do not fit. "
                     "The order has to be turned around."),
        Mistake("c", "With A (2, 3) and B (3, 4), B A would be (3, 4) @ (2, 3). The inner sizes 4 and 2 do not fit. "
                     "Both factors have to be transposed."),
        Mistake("d", "With A (2, 3) and B (3, 4), A Bᵀ would be (2, 3) @ (4, 3). The inner sizes 3 and 4 do not fit. "
                     "Both factors have to be transposed."),
    ],
    hints=["Let A be (2, 3) and B be (3, 4). What shape does AB have, and what shape does its transpose have?",
           "It is (4, 2). Aᵀ is (3, 2) and Bᵀ is (4, 3). Which of the four products gives (4, 2)?"],
))


EXERCISES.append(Exercise(
    "1.12", "A motion to order",
    "Find the 2 × 2 matrix `M` for which `M @ x` moves (1, 0) to (0, 1), and (0, 1) to (−2, 0).",
    solution=[[0, -2], [1, 0]],
    why="The columns of a matrix are the places where (1, 0) and (0, 1) land. So (0, 1) is the first column and (−2, "
        "0) the second.",
    see="A matrix moves the plane",
    mistakes=[
        Mistake([[0, 1], [-2, 0]],
                "You wrote the two places into the rows. They belong in the columns: the first column is 0, 1."),
        Mistake([[-2, 0], [0, 1]],
                "You exchanged the two arrows. The first column says where (1, 0) goes, and that is (0, 1)."),
        Mistake([[0, 2], [1, 0]],
                "The minus is missing: (0, 1) has to land at (−2, 0), on the left."),
        Mistake([[0, -1], [1, 0]],
                "This is a quarter turn, and (0, 1) lands at (−1, 0). It has to land at (−2, 0)."),
        Mistake([[0, -2], [-1, 0]],
                "Now (1, 0) lands at (0, −1), below. It has to land at (0, 1), above."),
        Mistake([[0, 1], [-1, 0]],
                "This is a quarter turn to the right: (1, 0) lands at (0, −1). Where does it have to land?"),
        Mistake([[1, 0], [0, 1]],
                "This is the identity, which moves nothing: (1, 0) stays at (1, 0)."),
        Mistake([[1, 0], [0, -2]],
                "Now (1, 0) stays where it is. It has to land at (0, 1), so the first column is 0, 1."),
        Mistake([[0, -0.5], [1, 0]],
                "Now (0, 1) lands at (−0.5, 0). The second column has to be −2, 0."),
        Mistake([[0, 1], [2, 0]],
                "The two places are in the rows, and the minus is missing. The second column has to be −2, 0."),
        Mistake([[0, -2], [0, 1]],
                "You wrote (0, 1) into the lower row. It is the first column, from top to bottom: 0, 1."),
        Mistake([[1, -2], [1, 0]],
                "Now (1, 0) lands at (1, 1). The first column is where (1, 0) lands: 0, 1."),
    ],
    hints=["Multiply any 2 × 2 matrix by (1, 0). Which of its numbers are left?",
           "The first column of `M` is where (1, 0) lands, and the second is where (0, 1) lands.",
           "The first column is 0, 1, from top to bottom. The second is −2, 0."],
))


EXERCISES.append(Exercise(
    "1.13", "Row steps in order",
    "These four steps turn [[2, 4], [1, 5]] into the identity. In which order?",
    solution="dbca",
    lines={"a": "subtract 2 times row 1 from row 0", "b": "subtract 1 times row 0 from row 1", "c": "divide row 1 by 3",
           "d": "divide row 0 by 2"},
    before={"a": "c", "b": "d", "c": "b"},
    why="You work column by column. First you make a 1 on the diagonal, and then, with the help of its row, a 0 in the "
        "other row.",
    see="The inverse",
    mistakes=[
        Mistake("bdca", "Row 0 is 2, 4 at the start. If you subtract it from row 1 now, you get −1, 1, and no 0. First "
                        "make the 2 into a 1."),
        Mistake("dcba", "After dividing row 0 by 2, row 1 is still 1, 5. A division by 3 does not help yet. First make "
                        "a 0 in its first place."),
        Mistake("dbac", "Row 1 is 0, 3 when you subtract it twice, so the 2 in row 0 becomes 2 − 6 = −4. First make "
                        "the 3 into a 1."),
        Mistake("dacb", "Row 1 is still 1, 5 when you subtract it twice, so you spoil the 1 in row 0. First "
                        "prepare row 1."),
        Mistake("abcd", "Row 1 is 1, 5 at the start. Subtract it twice from row 0, and you get 0, −6: there is no 1 on "
                        "the diagonal. Begin with row 0 itself."),
        Mistake("cbda", "A division by 3 turns row 1 into fractions, 1/3 and 5/3. Begin with the 2 in row 0: make it "
                        "into a 1."),
    ],
    hints=["Begin with column 0. Its top entry is a 2, and it has to be a 1.",
           "Then make a 0 under that 1. Row 1 is now 0, 3.",
           "Then go to column 1: make the 3 into a 1, and last of all make a 0 above it."],
))


EXERCISES.append(Exercise(
    "1.14", "Coffee and tea",
    "Three coffees and two teas cost 13, one coffee and four teas cost 11. Give the price of a coffee, then of a tea.",
    solution=[3, 2],
    why="The two equations are one matrix equation. 3·3 + 2·2 = 13, and 1·3 + 4·2 = 11.",
    see="The inverse",
    mistakes=[
        Mistake([2, 3], "You have both prices, but exchanged. Try it: 3 coffees at 2 and 2 teas at 3 cost 12, not 13."),
        Mistake([4.1, 0.7], "The matrix is turned over. Each row belongs to one equation, so the first row is [3, 2]."),
        Mistake([61, 57], "You multiplied the matrix by the sums. You know what `A @ x` gives, and `x` is what you "
                          "look for: use `np.linalg.solve`."),
        Mistake([1.8, 2.8], "The two sums are exchanged. The first equation, 3 coffees and 2 teas, gives 13."),
        Mistake([[5.2, -2.2], [-1.3, 3.3]], "You used `*` with the inverse, which multiplies entry by entry. Use `@`.",
                also=[[[5.2, -2.6], [-1.1, 3.3]]]),
        Mistake([13, 11], "Those are the two sums. A single coffee costs less than 13."),
        Mistake([13 / 3, 11 / 4], "You divided each sum by one of its numbers. But each sum holds coffee and tea: try "
                                  "3 · 13/3 + 2 · 11/4."),
        Mistake([13 / 5, 11 / 5], "You divided each sum by 5, the number of cups. But a coffee and a tea have "
                                  "different prices."),
        Mistake([3, 3], "One coffee and four teas at 3 each would cost 15, and they cost 11."),
        Mistake([[3, 2], [1, 4]], "That is the matrix of the two equations. Now solve for the prices, with "
                                  "`np.linalg.solve`."),
    ],
    hints=["Call the prices p and q. Then 3p + 2q = 13, and 1p + 4q = 11.",
           "The matrix has one row for each equation: [[3, 2], [1, 4]]. The vector is [13, 11].",
           "`np.linalg.solve` takes the matrix first, and then the vector."],
))


def add_per_row(X, r):
    return X + r.reshape(len(r), 1)


EXERCISES.append(Exercise(
    "1.15", "A number for each row",
    "Add `r[0]` to every entry in row 0 of `X`, `r[1]` to every entry in row 1, and so on. Return the new matrix.",
    solution=add_per_row,
    why="As a column of shape (m, 1), `r` is as tall as `X`, and NumPy adds each number along its row.",
    inputs=[(array([[1, 2], [3, 4]]), array([10, 20])), (array([[1, 2, 3], [4, 5, 6]]), array([10, 20])),
            (array([[1], [2], [3]]), array([100, 0, -1]))],
    random=lambda rng: (rng.normal(size=(4, 3)), rng.normal(size=4)),
    see="Why all this",
    mistakes=[
        Mistake(lambda X, r: X + r,
                "A plain `X + r` adds `r` to each row as a whole, so its numbers go to the columns. Make a column of "
                "`r` first."),
        Mistake(lambda X, r: X.T + r,
                "The numbers are right, but the matrix is turned over. Turn it back with `.T`."),
        Mistake(lambda X, r: X + r.sum(),
                "You added the sum of `r` to every entry. Each row has its own number, `r[0]`, `r[1]` and so on."),
        Mistake(lambda X, r: X + r[0],
                "You added `r[0]` to every row. Row 1 gets `r[1]`, and so on."),
        Mistake(lambda X, r: np.vstack([X[:1] + r[0], X[1:]]),
                "Only row 0 has changed. Is there a `return` inside the loop? Move it to the left, below the loop."),
        Mistake(lambda X, r: X * r.reshape(-1, 1),
                "You multiplied each row by its number. `+` adds it."),
        Mistake(lambda X, r: X - r.reshape(-1, 1),
                "You took the numbers away. `+` adds them."),
        Mistake(lambda X, r: np.column_stack([X, r]),
                "You put `r` beside `X` as one more column. Add it to the entries that are there: `+`."),
        Mistake(lambda X, r: r.reshape(-1, 1) + np.zeros(X.shape),
                "`X` is gone: only the numbers of `r` are left in each row. Add them to `X`."),
    ],
    hints=["With the rows 1, 2 and 3, 4 and `r` = [10, 20], the first row becomes 11, 12 and the second 23, 24.",
           "Which of the three shapes (m,), (1, m) and (m, 1) is as tall as `X`?",
           "`r.reshape(len(r), 1)` is a column. Add it to `X`."],
))


def area_scale(A):
    return A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]


EXERCISES.append(Exercise(
    "1.16", "How much does the area grow?",
    "Return the determinant of the 2 × 2 matrix `A`, computed from its four entries without `np.linalg`.",
    solution=area_scale,
    without=("linalg", "det"),
    why="The matrix turns the unit square into a parallelogram of area ad − bc. If that area is 0, the plane is "
        "pressed flat onto a line, and no inverse can undo that.",
    inputs=[(array([[1, 0], [0, 1]]),), (array([[2, 0], [0, 3]]),), (array([[1, 1], [0, 1]]),),
            (array([[0, 1], [1, 0]]),), (array([[3, 1], [2, 4]]),), (array([[1, 2], [2, 4]]),)],
    random=lambda rng: (rng.normal(size=(2, 2)),),
    see="Going further",
    mistakes=[
        Mistake(lambda A: A[0, 0] * A[1, 1] + A[0, 1] * A[1, 0],
                "You added the two products. It is ad minus bc: [[1, 2], [2, 4]] flattens the plane, so its area has "
                "to be 4 − 4 = 0."),
        Mistake(lambda A: A[0, 0] * A[1, 1],
                "You used one diagonal only, a times d. Subtract the product of the other diagonal: [[1, 2], [2, 4]] "
                "gives 4 − 4 = 0."),
        Mistake(lambda A: A[0, 1] * A[1, 0] - A[0, 0] * A[1, 1],
                "You have the sign the wrong way round: this is bc − ad. The identity leaves every area as it is, so "
                "its determinant is 1."),
        Mistake(lambda A: A[0, 0] * A[0, 1] - A[1, 0] * A[1, 1],
                "You multiplied along the rows. In ad − bc you multiply along the diagonals: `A[0, 0]` with `A[1, 1]`, "
                "and `A[0, 1]` with `A[1, 0]`."),
        Mistake(lambda A: A[0, 0] * A[1, 0] - A[0, 1] * A[1, 1],
                "You multiplied along the columns. In ad − bc you multiply along the diagonals: `A[0, 0]` with `A[1, "
                "1]`, and `A[0, 1]` with `A[1, 0]`."),
        Mistake(lambda A: A[0, 0] + A[1, 1],
                "You added the two entries of the diagonal. For an area we multiply: sides of 2 and 3 make 2 · 3 = 6."),
        Mistake(lambda A: abs(A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]),
                "The size is right, but you dropped the sign. [[0, 1], [1, 0]] mirrors the plane, and for that the "
                "determinant is −1."),
    ],
    hints=["[[2, 0], [0, 3]] makes the unit square 2 wide and 3 high, so its area is 6.",
           "If the entries are [[a, b], [c, d]], the determinant is ad − bc.",
           "In NumPy, a is `A[0, 0]` and d is `A[1, 1]`."],
))


TURN = array([[0.0, 1.0], [-1.0, 0.0]])  # rows are points: (1, 0) @ TURN is (0, 1), a quarter turn to the left
SQUARE = array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])


def undo(moved, A):
    return moved @ np.linalg.inv(A)


EXERCISES.append(Exercise(
    "1.17", "Undo a motion",
    "The rows of `moved` are points after `points @ A`. Return the points as they were before.",
    solution=undo,
    why="`points @ A @ inv(A)` is `points @ I`, and that is `points`. The inverse comes last, because it undoes what "
        "was done last.",
    inputs=[(SQUARE[:2] @ TURN, TURN), (SQUARE @ TURN, TURN),
            (SQUARE @ array([[1.0, 1.0], [0.0, 1.0]]), array([[1.0, 1.0], [0.0, 1.0]])),
            (SQUARE @ array([[2.0, 1.0], [0.0, 0.5]]), array([[2.0, 1.0], [0.0, 0.5]]))],
    see="Going further",
    mistakes=[
        Mistake(lambda moved, A: moved @ A,
                "You moved the points by `A` once more, so a quarter turn became a half turn. To go back, multiply by "
                "the inverse of `A`."),
        Mistake(lambda moved, A: moved @ A.T,
                "`A.T` undoes a rotation, but only a rotation. It does not undo a shear such as [[1, 1], [0, 1]]. The "
                "inverse undoes both."),
        Mistake(lambda moved, A: np.linalg.inv(A) @ moved,
                "You put the inverse on the left. Our points are rows, so they were moved by `points @ A`, and the "
                "inverse has to stand on the right as well."),
        Mistake(lambda moved, A: (np.linalg.inv(A) @ moved.T).T,
                "You treated the points as columns, as in A x. Here they are rows, so write `moved @ …` and transpose "
                "nothing."),
        Mistake(lambda moved, A: -moved @ A,
                "The minus works for a quarter turn and for nothing else. Try it with the shear [[1, 1], [0, 1]]: only "
                "the inverse goes back."),
        Mistake(lambda moved, A: moved - A[0],
                "You subtracted a row of `A`. The points were multiplied by `A`, so to go back you multiply too: by "
                "the inverse."),
        Mistake(lambda moved, A: np.linalg.inv(A),
                "This is the inverse itself, `inv(A)`. Now move the points with it: `moved @ …`."),
        Mistake(lambda moved, A: moved * np.linalg.inv(A),
                "The inverse is right, but `*` multiplies entry by entry. Use `@`."),
        Mistake(lambda moved, A: moved - A,
                "You subtracted `A`. But `A` multiplied the points, so the way back is a product, too, with the "
                "inverse."),
    ],
    hints=["Which matrix gives the identity when you multiply it with `A`?",
           "The points went through `points @ A`. Multiply on the right, so that `A` meets its inverse.",
           "The inverse is `np.linalg.inv(A)`."],
))
