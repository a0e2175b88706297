"""Exercises of lesson 01: vectors and matrices."""

import numpy as np
from numpy import array

from dlmath.exercises.check import Exercise, Mistake

EXERCISES = []


def entry(A, i, j):
    return A[i - 1, j - 1]


EXERCISES.append(Exercise(
    "1.1", "One entry of a matrix",
    "Return the entry in row `i` and column `j` of `A`, counted from 1, as mathematics counts.",
    solution=entry,
    why="Mathematics counts rows and columns from 1 and NumPy from 0, so each index is one less; rows come first "
        "in both.",
    inputs=[(array([[6, 18], [4, 23]]), 1, 2), (array([[6, 18], [4, 23]]), 1, 1), (array([[6, 18], [4, 23]]), 2, 1),
            (array([[1, 2, 3], [4, 5, 6]]), 1, 2), (array([[1, 2, 3], [4, 5, 6]]), 2, 3)],
    see="Matrices",
    mistakes=[
        Mistake(lambda A, i, j: A[i, j],
                "This counts from 1 in an array that counts from 0: `A[1, 1]` is the entry in the *second* row and "
                "the *second* column."),
        Mistake(lambda A, i, j: A[j - 1, i - 1],
                "Row and column have changed places: in `A[i, j]` the first index chooses the row."),
        Mistake(lambda A, i, j: A[i - 1],
                "This is a whole row: one index, as in `A[0]`, leaves the column open."),
    ],
    hints=["The top left entry is row 1, column 1 in mathematics. Which two indices does NumPy give it?",
           "`A[0, 0]` is the top left entry: NumPy's indices are smaller by one.",
           "Two indices in one pair of brackets, the row first: `A[row, column]`."],
))


def add_to_rows(X, b):
    return X + b


EXERCISES.append(Exercise(
    "1.2", "A vector added to each row",
    "Add the vector `b` to every row of the matrix `X`, and return the new matrix.",
    solution=add_to_rows,
    why="`X` has shape (m, n) and `b` has shape (n,): NumPy lines the shapes up from the right, and uses `b` again "
        "for each row.",
    inputs=[(array([[1, 2], [3, 4]]), array([10, 20])), (array([[1, 2, 3], [4, 5, 6]]), array([10, 20, 30]))],
    random=lambda rng: (rng.normal(size=(4, 3)), rng.normal(size=3)),
    see="Entry by entry",
    mistakes=[
        Mistake(lambda X, b: X + b.reshape(-1, 1),
                "This adds `b` to each *column*: as a column of shape (n, 1) it runs downwards. As (n,) it lies "
                "along the rows."),
        Mistake(lambda X, b: np.vstack([X[:1] + b, X[1:]]),
                "Only the first row, `X[0]`, has had `b` added to it."),
        Mistake(lambda X, b: X * b,
                "This multiplies each column by its number in `b`; `+` is what adds."),
        Mistake(lambda X, b: X + b.sum(),
                "This adds the sum of `b`, one number, to every entry. Each column has its own number in `b`."),
        Mistake(lambda X, b: np.vstack([X, b]),
                "This puts `b` under `X` as one more row: the shape grew. Adding leaves the shape (m, n)."),
    ],
    hints=["With `X` = [[1, 2], [3, 4]] and `b` = [10, 20], the first row becomes [11, 22].",
           "Does `b`, of shape (n,), fit along the rows of `X`, of shape (m, n)? Then NumPy repeats it for you.",
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
    "Multiply `u` and `v` pair by pair, add the products up, and return the one number.",
    solution=dot,
    why="A dot product is a sum of products, u₁v₁ + u₂v₂ + …, and two vectors give one number. NumPy writes it "
        "`u @ v`.",
    inputs=[(array([2]), array([3])), (array([1, 2]), array([3, 4])), (array([1, 2, 3]), array([7, 9, 11])),
            (array([1, 0, -1]), array([5, 5, 5]))],
    random=two_vectors,
    see="The dot product",
    mistakes=[
        Mistake(lambda u, v: u * v,
                "These are the products, one for each pair; the sum of them is missing. [1, 2] and [3, 4] give "
                "[3, 8], and then 3 + 8 = 11."),
        Mistake(lambda u, v: sum(u + v),
                "This adds within each pair where it should multiply: (1 + 3) + (2 + 4) instead of 1·3 + 2·4."),
        Mistake(lambda u, v: u[0] * v[0],
                "Only the first pair counts. A `return` inside the loop leaves at the first round: move it out, "
                "to the left."),
        Mistake(dot_last_pair,
                "Only the last pair counts: `total = …` forgets what was there. Keep it: `total = total + …`."),
        Mistake(lambda u, v: sum(u[1:] * v[1:]),
                "The first pair is missing: NumPy counts from 0, and `range(1, n)` leaves 0 out."),
        Mistake(lambda u, v: sum(u[:-1] * v[:-1]),
                "The last pair is missing: `range(n)` ends at n − 1 already, so `range(n - 1)` stops too soon."),
        Mistake(lambda u, v: sum(u) * sum(v),
                "This multiplies the two sums, so each entry meets every other: (1 + 2) · (3 + 4) = 21, and "
                "1·3 + 2·4 = 11."),
    ],
    hints=["By hand first: [1, 2] and [3, 4] give 1·3 + 2·4 = 11.",
           "Each round of the loop adds one product to `total`.",
           "The product of pair `i` is `u[i] * v[i]`."],
))


EXERCISES.append(Exercise(
    "1.4", "Which shape comes out?",
    "`A` is 2 × 3 and `B` is 3 × 4: what is the shape of `A @ B`? Answer with two numbers in brackets.",
    solution=(2, 4),
    why="The inner sizes, 3 and 3, have to agree and vanish; the outer sizes stay: (2 × 3)(3 × 4) → (2 × 4).",
    see="The matrix product",
    mistakes=[
        Mistake((3, 3), "Those are the inner sizes: they have to agree, and then they vanish. The *outer* sizes of "
                        "(2 × 3)(3 × 4) stay."),
        Mistake((4, 2), "The right sizes in the wrong order: rows come from `A`, which has 2, and columns from "
                        "`B`."),
        Mistake((2, 3), "That is the shape of `A`. Each row of `A` meets all 4 columns of `B`."),
        Mistake((3, 4), "That is the shape of `B`. There is one row in the product for each of the 2 rows of `A`."),
        Mistake((6, 12), "Sizes are not multiplied with each other. One dot product makes one entry: how many rows "
                         "has `A`, and how many columns has `B`?"),
    ],
    hints=["One row of `A` with one column of `B` makes one entry.",
           "How many rows does `A` have to choose from, and how many columns does `B`?",
           "Write the sizes side by side: (2 × 3)(3 × 4). The inner ones have to agree; the outer ones stay."],
))


def two_matrices(rng):
    m, n, p = rng.integers(1, 6, size=3)
    return rng.normal(size=(m, n)), rng.normal(size=(n, p))


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
    "Return the product of `A` and `B`: entry (i, j) is row i of `A` dotted with column j of `B`.",
    solution=matmul,
    why="Every entry of the product is one dot product, of a row of `A` and a column of `B`. NumPy writes all of "
        "them as `A @ B`.",
    inputs=[(array([[1, 2], [3, 4]]), array([[5], [6]])), (array([[1, 2], [3, 4]]), array([[5, 6], [7, 8]])),
            (array([[1, 2, 3], [4, 5, 6]]), array([[7, 8], [9, 10], [11, 12]]))],
    random=two_matrices,
    see="The matrix product",
    mistakes=[
        Mistake(lambda A, B: A * B,
                "This is entry by entry: `*` multiplies each entry with the one in the same place. The matrix "
                "product is `@`, a row with a column."),
        Mistake(lambda A, B: A @ B.T,
                "This takes rows of `A` with *rows* of `B`. Column j of `B` is `B[:, j]`."),
        Mistake(lambda A, B: B @ A,
                "This is `B @ A`. The order matters: the rows come from the first matrix, `A`."),
        Mistake(lambda A, B: (A @ B).T,
                "The right entries, transposed: entry (i, j) belongs in `C[i, j]`, and it went to `C[j, i]`."),
        Mistake(lambda A, B: A.T @ B,
                "This takes *columns* of `A` with columns of `B`. Row i of `A` is `A[i, :]`."),
        Mistake(lambda A, B: A + B,
                "This adds the matrices entry by entry; a product is made of dot products: [1, 2] with "
                "[5, 6] is 1·5 + 2·6 = 17."),
    ],
    hints=["[[1, 2], [3, 4]] times [[5], [6]]: the first row with the column gives 1·5 + 2·6 = 17.",
           "Two loops: `i` over the rows of `A`, `j` over the columns of `B`.",
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


def transpose(A):
    m, n = A.shape
    T = np.zeros((n, m))
    for i in range(m):
        for j in range(n):
            T[j, i] = A[i, j]
    return T


EXERCISES.append(Exercise(
    "1.6", "Transpose by hand",
    "Return the transpose of `A` without `.T`: entry (i, j) moves to (j, i).",
    solution=transpose,
    why="Row and column change places for every entry, so an m × n matrix becomes n × m, and each row becomes a "
        "column.",
    inputs=[(array([[1, 2], [3, 4]]),), (array([[1, 2, 3], [4, 5, 6]]),), (array([[6, 4, 24], [1, -9, 8]]),),
            (array([[1, 2, 3], [4, 5, 6], [7, 8, 9]]),), (array([[1, 2, 3]]),)],
    see="The transpose",
    mistakes=[
        Mistake(lambda A: A.reshape(A.shape[1], A.shape[0]),
                "The shape is right and the entries are not: `reshape` keeps the reading order and breaks the "
                "lines elsewhere. A transpose carries each entry over the diagonal."),
        Mistake(lambda A: A.copy(),
                "`A` came back as it was: [1, 2, 3] is still a row, and should stand as a column."),
        Mistake(swap_twice,
                "Each pair was swapped twice, once at (0, 1) and once more at (1, 0), so all is as before. Write "
                "into a new array."),
        Mistake(swap_and_lose,
                "An entry was overwritten before it was moved: `A[0, 1]` is gone when `A[1, 0]` needs it. Write "
                "into a new array."),
        Mistake(lambda A: A[::-1, ::-1].T,
                "This flips over the other diagonal, from bottom left to top right. `A[0, 0]` should stay where "
                "it is."),
        Mistake(lambda A: np.rot90(A),
                "This turns the matrix by a quarter. A transpose flips it over the diagonal: `A[0, 0]` stays."),
        Mistake(lambda A: A[::-1],
                "This turns the order of the rows around; they should become columns. `A[0, 1]` belongs at (1, 0)."),
    ],
    hints=["A 2 × 3 matrix becomes 3 × 2, so start with `T = np.zeros((n, m))`.",
           "The first row of `A` becomes the first column of `T`.",
           "In two loops: `T[j, i] = A[i, j]`."],
))


EXERCISES.append(Exercise(
    "1.7", "The transpose of a product",
    "(AB)ᵀ is equal to which of these, for all matrices whose sizes fit?",
    solution="b",
    choices={"a": "Aᵀ Bᵀ", "b": "Bᵀ Aᵀ", "c": "B A", "d": "A Bᵀ"},
    why="Transposing swaps rows and columns, so the columns of the second factor, now rows, come first: "
        "(2 × 3)(3 × 4) turned over is (4 × 3)(3 × 2).",
    see="The transpose",
    mistakes=[
        Mistake("a", "The order has to turn around. With `A` 2 × 3 and `B` 3 × 4, Aᵀ Bᵀ would be (3 × 2)(4 × 3), "
                     "and 2 and 4 do not fit."),
        Mistake("c", "The order is turned, and the transposes are gone. With `A` 2 × 3 and `B` 3 × 4, B A would be "
                     "(3 × 4)(2 × 3), and 4 and 2 do not fit."),
        Mistake("d", "Both factors are transposed, not one. With `A` 2 × 3 and `B` 3 × 4, A Bᵀ would be "
                     "(2 × 3)(4 × 3), and 3 and 4 do not fit."),
    ],
    hints=["Take `A` as 2 × 3 and `B` as 3 × 4: what is the shape of (AB)ᵀ?",
           "It is 4 × 2. Which of the four products has this shape?"],
))


def a_system(rng):
    return rng.normal(size=(3, 3)) + 3 * np.eye(3), rng.normal(size=3)


def solve(A, b):
    return np.linalg.solve(A, b)


EXERCISES.append(Exercise(
    "1.8", "Solve a system",
    "Return the vector `x` with `A @ x` equal to `b`.",
    solution=solve,
    why="`solve` finds the `x` that `A` sends to `b`, by elimination. `inv(A) @ b` is the same in mathematics; in "
        "rounded numbers `solve` is closer, and quicker.",
    inputs=[(array([[2.0, 0.0], [0.0, 4.0]]), array([2.0, 8.0])),
            (array([[2.0, 1.0], [1.0, 3.0]]), array([5.0, 10.0])),
            (array([[1.0, 2.0], [3.0, 4.0]]), array([17.0, 39.0]))],
    random=a_system,
    see="The inverse",
    mistakes=[
        Mistake(lambda A, b: np.linalg.inv(A) * b,
                "This multiplies the inverse entry by entry, and the answer is a matrix: `*` should be `@`."),
        Mistake(lambda A, b: b @ np.linalg.inv(A),
                "The inverse stands on the wrong side: `b @ inv(A)` solves x A = b. For A x = b it comes first."),
        Mistake(lambda A, b: A @ b,
                "This applies `A` to `b`. Wanted is the `x` that `A` turns into `b`: `A @ x` is `b`."),
        Mistake(lambda A, b: b / A,
                "`b / A` divides entry by entry, and gives a matrix. There is no division by a matrix; the "
                "inverse takes its place."),
        Mistake(lambda A, b: b / np.diag(A),
                "This divides by the diagonal alone, as if the other entries of `A` were 0. It is right for "
                "[[2, 0], [0, 4]], and not for [[2, 1], [1, 3]]."),
        Mistake(lambda A, b: b - A @ b,
                "This is `b - A @ b`. Try it out: `A @ x` should give `b`."),
    ],
    hints=["Two unknowns: 2x + y = 5 and x + 3y = 10 have the solution x = 1, y = 3.",
           "If `A` moves `x` to `b`, then the inverse of `A` moves `b` back to `x`.",
           "NumPy has it: `np.linalg.solve(A, b)`."],
))


def cosine(u, v):
    return (u @ v) / (np.sqrt(u @ u) * np.sqrt(v @ v))


EXERCISES.append(Exercise(
    "1.9", "How alike are two vectors?",
    "Return the cosine of the angle between `u` and `v`: the dot product divided by both lengths.",
    solution=cosine,
    why="Dividing by both lengths leaves the direction alone: 1 for the same direction, 0 at a right angle, −1 for "
        "opposite ones.",
    inputs=[(array([1.0, 0.0]), array([2.0, 2.0])), (array([3.0, 4.0]), array([3.0, 4.0])),
            (array([3.0, 4.0]), array([-4.0, 3.0])), (array([1.0, 2.0, 2.0]), array([2.0, 1.0, 2.0]))],
    random=two_vectors,
    see="Length and angle",
    mistakes=[
        Mistake(lambda u, v: (u @ v) / ((u @ u) * (v @ v)),
                "The square root is missing: `u @ u` is the length *squared*. [3, 4] has length √25 = 5."),
        Mistake(lambda u, v: u @ v,
                "This is the dot product alone, and it grows with the vectors: [3, 4] with itself gives 25, where "
                "the cosine is 1."),
        Mistake(lambda u, v: (u @ v) / np.sqrt(u @ u),
                "This divides by the length of `u` alone: `v` twice as long would give twice as much."),
        Mistake(lambda u, v: (u @ v) / np.sqrt(v @ v),
                "This divides by the length of `v` alone: `u` twice as long would give twice as much."),
        Mistake(lambda u, v: (u @ v) / (np.abs(u).sum() * np.abs(v).sum()),
                "This adds the entries for a length. By Pythagoras [3, 4] has length √(9 + 16) = 5, not 7."),
        Mistake(lambda u, v: (u @ v) / len(u),
                "This divides by the *number* of entries, `len(u)`. The length of a vector is the root of `u @ u`."),
        Mistake(lambda u, v: np.arccos(np.clip((u @ v) / (np.sqrt(u @ u) * np.sqrt(v @ v)), -1, 1)),
                "This is the angle itself, in radians: `arccos` is one step too far."),
        Mistake(lambda u, v: u @ v / np.sqrt(u @ u) * np.sqrt(v @ v),
                "`a / b * c` is read from the left, so this divides by one length and *multiplies* by the other. "
                "Put brackets around the two lengths."),
    ],
    hints=["The length of [3, 4] is √(3·3 + 4·4) = 5.",
           "The length of `u` is the square root of `u @ u`; `np.linalg.norm(u)` computes it too.",
           "Divide `u @ v` by the product of both lengths, with brackets around that product."],
))


def area_scale(A):
    return A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]


EXERCISES.append(Exercise(
    "1.10", "How much does the area grow?",
    "Return the determinant of the 2 × 2 matrix `A` from its four entries, without `np.linalg`.",
    solution=area_scale,
    why="The unit square becomes a parallelogram of area ad − bc; where that is 0 the plane is flattened to a "
        "line, and nothing can undo it.",
    inputs=[(array([[1, 0], [0, 1]]),), (array([[2, 0], [0, 3]]),), (array([[1, 1], [0, 1]]),),
            (array([[0, 1], [1, 0]]),), (array([[3, 1], [2, 4]]),), (array([[1, 2], [2, 4]]),)],
    random=lambda rng: (rng.normal(size=(2, 2)),),
    see="A matrix moves the plane",
    mistakes=[
        Mistake(lambda A: A[0, 0] * A[1, 1] + A[0, 1] * A[1, 0],
                "A plus where the minus should be: it is ad − bc. [[1, 2], [2, 4]] flattens the plane, so its area "
                "is 4 − 4 = 0."),
        Mistake(lambda A: A[0, 0] * A[1, 1],
                "This is the main diagonal alone, `a * d`. The other one counts too: [[1, 2], [2, 4]] gives 0."),
        Mistake(lambda A: A[0, 1] * A[1, 0] - A[0, 0] * A[1, 1],
                "The sign is turned around: this is bc − ad. The identity leaves the area as it is, so it has "
                "to give 1."),
        Mistake(lambda A: A[0, 0] * A[0, 1] - A[1, 0] * A[1, 1],
                "This multiplies along the rows; ad − bc multiplies along the diagonals, `A[0, 0]` with "
                "`A[1, 1]`."),
        Mistake(lambda A: A[0, 0] * A[1, 0] - A[0, 1] * A[1, 1],
                "This multiplies along the columns; ad − bc multiplies along the diagonals, `A[0, 0]` with "
                "`A[1, 1]`."),
        Mistake(lambda A: A[0, 0] + A[1, 1],
                "This adds the diagonal (that is the trace). Sides of 2 and 3 make an area of 2 · 3 = 6."),
        Mistake(lambda A: abs(A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]),
                "The size is right, the sign is lost: [[0, 1], [1, 0]] is a reflection, and its determinant is "
                "−1."),
    ],
    hints=["[[2, 0], [0, 3]] makes the unit square 2 wide and 3 high: 6.",
           "With the entries [[a, b], [c, d]] it is ad − bc.",
           "In NumPy a is `A[0, 0]`, and d is `A[1, 1]`."],
))


TURN = array([[0.0, 1.0], [-1.0, 0.0]])  # rows are points: (1, 0) @ TURN is (0, 1), a quarter turn to the left
SQUARE = array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])


def undo(moved, A):
    return moved @ np.linalg.inv(A)


EXERCISES.append(Exercise(
    "1.11", "Undo a motion",
    "The rows of `moved` are points after `points @ A`. Return the points as they were before.",
    solution=undo,
    why="`points @ A @ inv(A)` is `points @ I`: the inverse comes last, because it undoes what was done last.",
    inputs=[(SQUARE[:2] @ TURN, TURN), (SQUARE @ TURN, TURN),
            (SQUARE @ array([[1.0, 1.0], [0.0, 1.0]]), array([[1.0, 1.0], [0.0, 1.0]])),
            (SQUARE @ array([[2.0, 1.0], [0.0, 0.5]]), array([[2.0, 1.0], [0.0, 0.5]]))],
    see="A matrix moves the plane",
    mistakes=[
        Mistake(lambda moved, A: moved @ A,
                "This moves the points once more by `A`; a quarter turn becomes a half turn. The way back is the "
                "inverse."),
        Mistake(lambda moved, A: moved @ A.T,
                "`A.T` undoes a rotation, and that is a special property of rotations. It does not undo a shear "
                "such as [[1, 1], [0, 1]]."),
        Mistake(lambda moved, A: np.linalg.inv(A) @ moved,
                "The order is turned: with points as rows the matrix stands on the right, `points @ A`, and so "
                "does its inverse."),
        Mistake(lambda moved, A: (np.linalg.inv(A) @ moved.T).T,
                "This treats the points as columns, A x. Here they are rows, so it is `moved @ …`, with nothing "
                "transposed."),
        Mistake(lambda moved, A: -moved @ A,
                "The minus helps with a quarter turn, and with nothing else: try the shear [[1, 1], [0, 1]]."),
        Mistake(lambda moved, A: moved - A[0],
                "This subtracts a row of `A`. `A` multiplied the points, so the way back is a product too, with "
                "the inverse."),
    ],
    hints=["Which matrix gives the identity when it is multiplied with `A`?",
           "`points @ A` was done. Multiply both sides on the right, so that `A` meets its inverse.",
           "`np.linalg.inv(A)` is the inverse."],
))


def in_one(W1, W2):
    return W1 @ W2


EXERCISES.append(Exercise(
    "1.12", "Two steps in one",
    "Return the one matrix `W` with `X @ W` equal to `(X @ W1) @ W2`, for every `X`.",
    solution=in_one,
    why="Brackets may move in a product, (X W₁) W₂ = X (W₁ W₂), so two matrices one after the other are one "
        "matrix.",
    inputs=[(array([[2]]), array([[3]])), (array([[1, 2], [3, 4]]), array([[0, 1], [1, 1]])),
            (array([[1, 2, 3], [4, 5, 6]]), array([[1], [0], [2]])),
            (np.ones((3, 2)), array([[1, 2, 3], [4, 5, 6]]))],
    see="Why all this",
    mistakes=[
        Mistake(lambda W1, W2: W2 @ W1,
                "The order is turned: in `X @ W1 @ W2` the first step, `W1`, stands next to `X`."),
        Mistake(lambda W1, W2: W1 * W2,
                "`*` goes entry by entry. Two motions, one after the other, are the matrix product `@`."),
        Mistake(lambda W1, W2: W1 + W2,
                "This adds the matrices: times 2 and then times 3 is times 6, not times 5."),
        Mistake(lambda W1, W2: (W1 @ W2).T,
                "This is the right matrix, transposed: its shape has to be (columns of `X`) × (columns of `W2`)."),
    ],
    hints=["With 1 × 1 matrices: times 2 and then times 3 is times 6.",
           "In a matrix product the brackets may move; the order may not.",
           "`X @ W1 @ W2`: take the `X` away."],
))


def score(digit, template):
    return digit.flatten() @ template.flatten()


EXERCISES.append(Exercise(
    "1.13", "Score a digit",
    "Flatten `digit` and `template` to vectors and return their dot product: the score.",
    solution=score,
    why="Where the pixels and the template are both large the products are large, so the score says how well they "
        "match; a neuron computes the same.",
    inputs=[(array([[0.0, 1.0], [0.5, 1.0]]), array([[-1.0, 1.0], [0.0, 2.0]])),
            (array([[0.0, 1.0, 1.0], [0.0, 1.0, 0.0]]), array([[-1.0, 1.0, 1.0], [-1.0, 2.0, -1.0]]))],
    random=lambda rng: (rng.random((28, 28)), rng.normal(size=(28, 28))),
    see="A digit is a matrix",
    mistakes=[
        Mistake(lambda digit, template: digit * template,
                "These are the products, pixel by pixel, as a picture. `*` makes them; their sum, one number, is "
                "missing."),
        Mistake(lambda digit, template: digit.flatten() * template.flatten(),
                "Flattened and multiplied, and not yet added up: `*` makes 784 products, `@` adds them as well."),
        Mistake(lambda digit, template: digit @ template,
                "This is the matrix product of two pictures, rows with columns. Flatten both first: two vectors "
                "of 784 numbers."),
        Mistake(lambda digit, template: np.mean(digit * template),
                "This is the mean of the products: the sum divided by the number of pixels, 784 in a digit."),
        Mistake(lambda digit, template: digit.flatten() @ template.T.flatten(),
                "One of the two was transposed before it was flattened, so pixel (0, 1) meets pixel (1, 0)."),
        Mistake(lambda digit, template: np.sum(digit) * np.sum(template),
                "This multiplies the two sums, `sum(digit)` and `sum(template)`. Each pixel has to meet its own "
                "place in the template first."),
    ],
    hints=["`digit.flatten()` lays the rows one after another: 28 × 28 becomes 784.",
           "The dot product of two vectors is `u @ v`."],
))
