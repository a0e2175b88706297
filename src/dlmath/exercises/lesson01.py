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
            (array([[1, 2, 3], [4, 5, 6]]), 1, 2), (array([[1, 2, 3], [4, 5, 6]]), 2, 3)],
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
    ],
    hints=["In mathematics the top left entry is in row 1, column 1. Which two indices does NumPy use for it?",
           "`A[0, 0]` is the top left entry, so NumPy's indices are smaller by 1.",
           "Put both indices into one pair of brackets, the row first: `A[row, column]`."],
))


def add_to_rows(X, b):
    return X + b


EXERCISES.append(Exercise(
    "1.2", "A vector added to each row",
    "Add the vector `b` to every row of the matrix `X`, and return the new matrix.",
    solution=add_to_rows,
    why="`X` has shape (m, n) and `b` has shape (n,). NumPy lines the two shapes up at the right, sees that `b` is as "
        "long as a row, and adds it to each row.",
    inputs=[(array([[1, 2], [3, 4]]), array([10, 20])), (array([[1, 2, 3], [4, 5, 6]]), array([10, 20, 30]))],
    random=lambda rng: (rng.normal(size=(4, 3)), rng.normal(size=3)),
    see="Entry by entry",
    mistakes=[
        Mistake(lambda X, b: X + b.reshape(-1, 1),
                "You turned `b` into a column, so it was added to each column of `X`. Leave `b` as it is, with shape "
                "(n,): then it lies along the rows."),
        Mistake(lambda X, b: np.vstack([X[:1] + b, X[1:]]),
                "You added `b` to the first row only, `X[0]`. All the other rows should get it too."),
        Mistake(lambda X, b: X * b,
                "You multiplied each column by its number in `b`. To add, use `+`."),
        Mistake(lambda X, b: X - b,
                "You subtracted `b` from each row. To add it, use `+`."),
        Mistake(lambda X, b: X + b.sum(),
                "You added one number, the sum of `b`, to every entry. Each column should get its own number from `b`: "
                "10 for the first column, 20 for the second."),
        Mistake(lambda X, b: np.vstack([X, b]),
                "You put `b` under `X` as one more row, so the matrix grew. Adding leaves the shape (m, n) as it is."),
        Mistake(lambda X, b: X,
                "`X` came back as it was. If you wrote `row = row + b` in a loop: that gives the sum a name and then "
                "forgets it. Return the sums."),
    ],
    hints=["If `X` is [[1, 2], [3, 4]] and `b` is [10, 20], the first row of the answer is [11, 22].",
           "`b` is as long as a row of `X`. When that is so, NumPy repeats `b` for each row, so you need no loop.",
           "One operator is enough: `+`."],
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
    ],
    hints=["Do it by hand first: [1, 2] and [3, 4] give 1·3 + 2·4 = 11.",
           "Start with `total = 0`. In each round of the loop, add one product to `total`.",
           "The product of pair `i` is `u[i] * v[i]`."],
))

EXERCISES.append(Exercise(
    "1.4", "Which shape comes out?",
    "`A` is 2 × 3 and `B` is 3 × 4. What is the shape of `A @ B`? Answer with two numbers in brackets.",
    solution=(2, 4),
    why="The inner sizes, 3 and 3, have to be equal, and then they disappear. The outer sizes stay: (2 × 3)(3 × 4) → "
        "(2 × 4).",
    see="The matrix product",
    mistakes=[
        Mistake((3, 3), "Those are the two inner sizes. They have to be equal, and then they disappear. Look at the "
                        "outer sizes of (2 × 3)(3 × 4)."),
        Mistake((4, 2), "You have the right sizes in the wrong order. The rows come from `A`, which has 2, and the "
                        "columns come from `B`, which has 4."),
        Mistake((2, 3), "That is the shape of `A`. Each row of `A` meets every column of `B`, and `B` has 4 of them."),
        Mistake((3, 4), "That is the shape of `B`. The product has one row for each row of `A`, and `A` has 2 of "
                        "them."),
        Mistake((6, 12), "You multiplied the sizes with each other. Think of entries: each one is made from one row of "
                         "`A` and one column of `B`. How many rows and how many columns are there?"),
    ],
    hints=["One row of `A` and one column of `B` make one entry of the product.",
           "How many rows of `A` can you choose from, and how many columns of `B`?",
           "Write the sizes side by side: (2 × 3)(3 × 4). The inner sizes disappear, and the outer ones stay."],
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
    "1.5", "A matrix product from dot products",
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


def transpose(A):
    m, n = A.shape
    T = np.zeros((n, m))
    for i in range(m):
        for j in range(n):
            T[j, i] = A[i, j]
    return T


EXERCISES.append(Exercise(
    "1.6", "Transpose by hand",
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
    ],
    hints=["A 2 × 3 matrix becomes 3 × 2, so start with `T = np.zeros((n, m))`.",
           "The first row of `A` becomes the first column of `T`.",
           "Write this inside two loops: `T[j, i] = A[i, j]`."],
))

EXERCISES.append(Exercise(
    "1.7", "The transpose of a product",
    "Which of these is equal to (AB)ᵀ, for all matrices whose sizes fit?",
    solution="b",
    choices={"a": "Aᵀ Bᵀ", "b": "Bᵀ Aᵀ", "c": "B A", "d": "A Bᵀ"},
    why="Transposing swaps rows and columns, so the columns of B become rows and have to come first: (2 × 3)(3 × 4) "
        "becomes (4 × 3)(3 × 2).",
    see="The transpose",
    mistakes=[
        Mistake("a", "The order has to turn around too. Try it with `A` 2 × 3 and `B` 3 × 4: Aᵀ Bᵀ would be (3 × 2)(4 "
                     "× 3), and 2 and 4 do not fit."),
        Mistake("c", "You turned the order around, but the transposes are gone. Try it with `A` 2 × 3 and `B` 3 × 4: B "
                     "A would be (3 × 4)(2 × 3), and 4 and 2 do not fit."),
        Mistake("d", "Both matrices have to be transposed. Try it with `A` 2 × 3 and `B` 3 × 4: A Bᵀ would be (2 × "
                     "3)(4 × 3), and 3 and 4 do not fit."),
    ],
    hints=["Let `A` be 2 × 3 and `B` be 3 × 4. What is the shape of (AB)ᵀ?",
           "The shape is 4 × 2. Which of the four products has this shape?"],
))


def a_system(rng):
    return rng.normal(size=(3, 3)) + 3 * np.eye(3), rng.normal(size=3)


def solve(A, b):
    return np.linalg.solve(A, b)


EXERCISES.append(Exercise(
    "1.8", "Solve a system",
    "Return the vector `x` for which `A @ x` is equal to `b`.",
    solution=solve,
    why="`np.linalg.solve` finds the `x` that `A` turns into `b`. In mathematics `inv(A) @ b` is the same; on a "
        "computer, which rounds, `solve` is faster and more exact.",
    inputs=[(array([[2.0, 0.0], [0.0, 4.0]]), array([2.0, 8.0])),
            (array([[2.0, 1.0], [1.0, 3.0]]), array([5.0, 10.0])),
            (array([[1.0, 2.0], [3.0, 4.0]]), array([17.0, 39.0]))],
    random=a_system,
    see="The inverse",
    mistakes=[
        Mistake(lambda A, b: np.linalg.inv(A) * b,
                "You multiplied the inverse entry by entry, so you got a matrix. Use `@` in place of `*`."),
        Mistake(lambda A, b: b @ np.linalg.inv(A),
                "The inverse is on the wrong side: `b @ inv(A)` solves x A = b. For A x = b, the inverse comes first."),
        Mistake(lambda A, b: np.linalg.inv(A),
                "This is the inverse itself, `inv(A)`. Multiply `b` by it to get `x`."),
        Mistake(lambda A, b: A @ b,
                "You multiplied `b` by `A`. We look for the other direction: the `x` that `A` turns into `b`."),
        Mistake(lambda A, b: b / A,
                "`b / A` divides entry by entry, so you got a matrix. You cannot divide by a matrix; multiply by its "
                "inverse."),
        Mistake(lambda A, b: (1 / A) @ b,
                "`1 / A` turns each entry over by itself. The inverse of a matrix is something else: "
                "`np.linalg.inv(A)`."),
        Mistake(lambda A, b: b / np.diag(A),
                "You divided by the diagonal, as if all other entries of `A` were 0. That works for [[2, 0], [0, 4]], "
                "but not for [[2, 1], [1, 3]]."),
        Mistake(lambda A, b: b - A @ b,
                "You returned `b - A @ b`. Try it out: if `x` is right, then `A @ x` gives `b`."),
    ],
    hints=["Here is an example: 2x + y = 5 and x + 3y = 10 have the solution x = 1, y = 3.",
           "If `A` takes `x` to `b`, then the inverse of `A` takes `b` back to `x`.",
           "NumPy can do it for you: `np.linalg.solve(A, b)`."],
))


def cosine(u, v):
    return (u @ v) / (np.sqrt(u @ u) * np.sqrt(v @ v))


EXERCISES.append(Exercise(
    "1.9", "How alike are two vectors?",
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
    ],
    hints=["The length of [3, 4] is √(3·3 + 4·4) = 5.",
           "The length of `u` is the square root of `u @ u`. You can also write `np.linalg.norm(u)`.",
           "Divide `u @ v` by the product of both lengths, and put brackets around that product."],
))


def area_scale(A):
    return A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]


EXERCISES.append(Exercise(
    "1.10", "How much does the area grow?",
    "Return the determinant of the 2 × 2 matrix `A`, computed from its four entries without `np.linalg`.",
    solution=area_scale,
    without=("linalg", "det"),
    why="The matrix turns the unit square into a parallelogram of area ad − bc. If that area is 0, the plane is "
        "pressed flat onto a line, and no inverse can undo that.",
    inputs=[(array([[1, 0], [0, 1]]),), (array([[2, 0], [0, 3]]),), (array([[1, 1], [0, 1]]),),
            (array([[0, 1], [1, 0]]),), (array([[3, 1], [2, 4]]),), (array([[1, 2], [2, 4]]),)],
    random=lambda rng: (rng.normal(size=(2, 2)),),
    see="A matrix moves the plane",
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
    "1.11", "Undo a motion",
    "The rows of `moved` are points after `points @ A`. Return the points as they were before.",
    solution=undo,
    why="`points @ A @ inv(A)` is `points @ I`, and that is `points`. The inverse comes last, because it undoes what "
        "was done last.",
    inputs=[(SQUARE[:2] @ TURN, TURN), (SQUARE @ TURN, TURN),
            (SQUARE @ array([[1.0, 1.0], [0.0, 1.0]]), array([[1.0, 1.0], [0.0, 1.0]])),
            (SQUARE @ array([[2.0, 1.0], [0.0, 0.5]]), array([[2.0, 1.0], [0.0, 0.5]]))],
    see="A matrix moves the plane",
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
    ],
    hints=["Which matrix gives the identity when you multiply it with `A`?",
           "The points went through `points @ A`. Multiply on the right, so that `A` meets its inverse.",
           "The inverse is `np.linalg.inv(A)`."],
))


def in_one(W1, W2):
    return W1 @ W2


EXERCISES.append(Exercise(
    "1.12", "Two steps in one",
    "Return the one matrix `W` for which `X @ W` is equal to `(X @ W1) @ W2`, whatever `X` is.",
    solution=in_one,
    why="In a product you may move the brackets: (X W₁) W₂ = X (W₁ W₂). So two matrices, one after the other, do no "
        "more than one matrix can do.",
    inputs=[(array([[2]]), array([[3]])), (array([[1, 2], [3, 4]]), array([[0, 1], [1, 1]])),
            (array([[1, 2, 3], [4, 5, 6]]), array([[1], [0], [2]])),
            (np.ones((3, 2)), array([[1, 2, 3], [4, 5, 6]]))],
    see="Why all this",
    mistakes=[
        Mistake(lambda W1, W2: W2 @ W1,
                "You swapped the two. In `X @ W1 @ W2` the first step is `W1`, so `W1` has to stand on the left, next "
                "to `X`."),
        Mistake(lambda W1, W2: W1 * W2,
                "`*` multiplies entry by entry. Doing one motion after another is a matrix product, `@`."),
        Mistake(lambda W1, W2: W1 + W2,
                "You added the matrices. Think of numbers: times 2 and then times 3 is times 6, not times 5."),
        Mistake(lambda W1, W2: (W1 @ W2).T,
                "This is the right matrix, but transposed. `W` needs one row for each row of `W1` and one column for "
                "each column of `W2`, so leave out the `.T`."),
        Mistake(lambda W1, W2: W1,
                "This is only the first step, `W1`. The second step, `W2`, has to be in it too."),
        Mistake(lambda W1, W2: W2,
                "This is only the second step, `W2`. The first step, `W1`, has to be in it too."),
    ],
    hints=["Try it with 1 × 1 matrices: times 2 and then times 3 is times 6.",
           "In a matrix product you may move the brackets, but not the matrices.",
           "Write down `X @ W1 @ W2`, and take away the `X`."],
))


def score(digit, template):
    return digit.flatten() @ template.flatten()


def a_digit(*ink):  # 28 × 28, so that the lesson's own way, reshape(784), works as well
    digit = np.zeros((28, 28))
    for row, column, value in ink:
        digit[row, column] = value
    return digit


EXERCISES.append(Exercise(
    "1.13", "Score a digit",
    "Flatten `digit` and `template` to vectors, and return their dot product: the score.",
    solution=score,
    why="Where the digit has ink and the template is large, the products are large too. So the score says how well the "
        "two match. A neuron computes the same thing.",
    inputs=[(a_digit((0, 1, 1.0), (3, 2, 0.5)), a_digit((0, 1, 2.0), (3, 2, 4.0), (1, 0, -1.0))),
            (a_digit((0, 1, 1.0), (5, 5, 1.0)), a_digit((1, 0, 3.0), (5, 5, -2.0), (9, 9, 1.0)))],
    random=lambda rng: (rng.random((28, 28)), rng.normal(size=(28, 28))),
    see="A digit is a matrix",
    mistakes=[
        Mistake(lambda digit, template: digit * template,
                "You have one product for each pixel, as a picture, because `*` multiplies entry by entry. Now add "
                "them all up: the score is one number."),
        Mistake(lambda digit, template: digit.flatten() * template.flatten(),
                "You flattened and multiplied, so you have 784 products. Now add them up. `@` does both at once: it "
                "multiplies and adds."),
        Mistake(lambda digit, template: sum(digit * template),
                "Python's `sum` added up the rows of the picture, so 28 numbers are left. Flatten first, or use "
                "NumPy's `.sum()`, which adds up everything."),
        Mistake(lambda digit, template: digit @ template,
                "You multiplied the two pictures as matrices, rows with columns. Flatten both first, so that you have "
                "two vectors of 784 numbers."),
        Mistake(lambda digit, template: np.mean(digit * template),
                "This is the mean of the products: you divided by the number of pixels, 784. The score is their sum."),
        Mistake(lambda digit, template: digit.flatten() @ template.T.flatten(),
                "You transposed one of the two before you flattened it, so pixel (0, 1) meets pixel (1, 0). Leave out "
                "the `.T`."),
        Mistake(lambda digit, template: np.sum(digit) * np.sum(template),
                "You multiplied two sums: `sum(digit)` and `sum(template)`. Each pixel has to meet its own place in "
                "the template first; add up afterwards."),
    ],
    hints=["`digit.flatten()` lays the rows one after another, so 28 × 28 pixels become 784 numbers.",
           "The dot product of two vectors is `u @ v`."],
))
