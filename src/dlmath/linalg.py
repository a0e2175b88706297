"""Linear algebra: each operation returns its result with the steps that led there.

The steps are plain named tuples: a scene turns them into pictures, a test reads them.
"""

import math
from typing import NamedTuple

import numpy as np

from dlmath.inputs import answer, array, checked, matrix, number, refuse, same_shape, square, vector

SINGULAR = 1e-12  # a pivot this small, beside the largest entry, is noise
LARGEST = 50  # rows or columns that row reduction takes: every step keeps the whole matrix
MOST_TERMS = 20_000  # that are kept one by one
entries = array(rank=(1, 2))


class EntryStep(NamedTuple):
    """One entry of a result: where it stands, the numbers that made it, and what they made."""

    index: tuple
    terms: tuple
    value: float


class Steps(NamedTuple):
    """A result and the steps that led to it."""

    result: np.ndarray
    steps: list


@checked
def add(A: entries, B: entries):
    """Add entry by entry.

    Parameters
    ----------
    A, B : array_like, same shape, rank 1 or 2

    Returns
    -------
    Steps
        With one EntryStep for each entry.

    Raises
    ------
    TypeError, ValueError
        For anything but finite numbers of the same shape.

    Examples
    --------
    >>> add([[2, 1]], [[1, 3]]).steps[0]
    EntryStep(index=(0, 0), terms=(2.0, 1.0), value=3.0)
    """
    return _entrywise(np.add, A, B)


@checked
def subtract(A: entries, B: entries):
    """Subtract entry by entry; arguments, result and errors as in `add`."""
    return _entrywise(np.subtract, A, B)


@checked
def hadamard(A: entries, B: entries):
    """Multiply entry by entry, A ∘ B, which NumPy writes `A * B`; arguments, result and errors as in `add`.

    >>> hadamard([[6, 18], [4, 23]], [[2, 1], [1, 2]]).result
    array([[12., 18.],
           [ 4., 46.]])
    """
    return _entrywise(np.multiply, A, B)


@checked
def scale(factor: number, A: entries):
    """Multiply every entry by one number.

    Parameters
    ----------
    factor : float
    A : array_like, rank 1 or 2

    Raises
    ------
    TypeError, ValueError
        For anything but finite numbers.

    Examples
    --------
    >>> scale(2, [6, 18, 4, 23]).result
    array([12., 36.,  8., 46.])
    """
    if abs(factor) > float(np.finfo(A.dtype).max):
        refuse(f"factor {factor:g} is too large for {A.dtype}")
    return _entrywise(np.multiply, np.full_like(A, factor), A)


@checked
def dot(a: vector, b: vector):
    """Multiply two vectors pair by pair and add up, a · b = Σ aᵢ bᵢ.

    Parameters
    ----------
    a, b : array_like (n,)

    Returns
    -------
    Steps
        The result is a float; the steps are the n products, each with the running sum as its value.

    Raises
    ------
    TypeError, ValueError
        For anything but finite numbers of the same length.

    Examples
    --------
    >>> dot([1, 2, 3], [7, 9, 11]).result
    58.0
    >>> [(step.terms, step.value) for step in dot([1, 2], [7, 9]).steps]
    [((1.0, 7.0), 7.0), ((2.0, 9.0), 25.0)]
    """
    if len(a) != len(b):
        refuse(f"{a.shape} · {b.shape} – the lengths {len(a)} and {len(b)} differ")
    _few(len(a), f"{a.shape} · {b.shape}", "a @ b")
    total, steps = 0.0, []
    for i, (x, y) in enumerate(zip(a.tolist(), b.tolist())):
        total += x * y
        steps.append(EntryStep((i,), (x, y), total))
    return Steps(np.result_type(a, b).type(total), steps)


@checked
def matmul(A: matrix, B: matrix):
    """Multiply matrices: C[i, j] is the dot product of row i of A and column j of B.

    Parameters
    ----------
    A : array_like (m, n)
    B : array_like (n, p)

    Returns
    -------
    Steps
        The result is (m, p); one EntryStep for each of its entries, row by row, whose terms are the pairs.

    Raises
    ------
    TypeError, ValueError
        For anything but finite numbers, and where the inner sizes differ.

    Examples
    --------
    >>> product = matmul([[1, 2, 3], [4, 5, 6]], [[7, 8], [9, 10], [11, 12]])
    >>> product.steps[0].terms, product.steps[0].value
    (((1.0, 7.0), (2.0, 9.0), (3.0, 11.0)), 58.0)
    >>> product.result
    array([[ 58.,  64.],
           [139., 154.]])
    """
    if A.shape[1] != B.shape[0]:
        refuse(f"{A.shape} @ {B.shape} – the inner sizes {A.shape[1]} and {B.shape[0]} differ")
    _few(A.size * B.shape[1], f"{A.shape} @ {B.shape}", "A @ B")
    C = answer(A @ B)
    steps = []
    for i, j in np.ndindex(C.shape):
        terms = tuple(zip(A[i].tolist(), B[:, j].tolist()))
        steps.append(EntryStep((i, j), terms, float(C[i, j])))
    return Steps(C, steps)


class Move(NamedTuple):
    """An entry carried from one place to another."""

    source: tuple
    target: tuple
    value: float


@checked
def transpose(A: matrix):
    """Flip a matrix over its diagonal: row i becomes column i.

    Parameters
    ----------
    A : array_like (m, n)

    Returns
    -------
    Steps
        The result is (n, m); the steps are Moves, one row of A after another.

    Raises
    ------
    TypeError, ValueError
        For anything but a finite matrix.

    Examples
    --------
    >>> transpose([[6, 4, 24], [1, -9, 8]]).result
    array([[ 6.,  1.],
           [ 4., -9.],
           [24.,  8.]])
    """
    _few(A.size, f"a matrix of shape {A.shape}", "A.T")
    return Steps(A.T, [Move((i, j), (j, i), float(A[i, j])) for i, j in np.ndindex(A.shape)])


class RowStep(NamedTuple):
    """One row operation, and the whole augmented matrix after it."""

    kind: str  # "start", "swap", "scale" or "subtract"
    row: int
    other: int | None
    factor: float | None  # what the row is multiplied by, or how many of the other are subtracted
    matrix: np.ndarray


@checked
def row_reduce(A: square, B: matrix):
    """Reduce [A | B] to [I | A⁻¹ B] by row operations, the pivot that is largest beside its own row first.

    Parameters
    ----------
    A : array_like (n, n)
    B : array_like (n, p)

    Returns
    -------
    Steps
        The result is A⁻¹ B, (n, p); the steps are RowSteps, the first one the start.

    Raises
    ------
    TypeError
        For anything but real numbers.
    ValueError
        For other shapes, more than 50 rows or columns, and values that are not finite or do not stay so.
    SingularMatrix
        If A is singular or nearly so; it carries the steps so far.

    Examples
    --------
    >>> row_reduce([[2, 0], [0, 4]], [[2], [4]]).result
    array([[1.],
           [1.]])
    """
    if len(A) != len(B):
        refuse(f"A {A.shape} and B {B.shape} must have the same number of rows")
    if max(B.shape) > LARGEST:
        refuse(f"[A | B] {A.shape} | {B.shape} has more than {LARGEST} rows or columns, too many to show step by "
               "step; np.linalg.solve takes any size")
    n = len(A)
    M = np.hstack([A, B])
    steps = [RowStep("start", 0, None, None, M.copy())]
    tiny = max(SINGULAR, 100 * n * float(np.finfo(A.dtype).eps)) if A.dtype == np.float32 else SINGULAR
    sizes = np.abs(A).max(axis=1, keepdims=True)  # each row is judged by its own largest entry
    for column in range(n):
        best = column + int(np.abs(M[column:, column] / np.where(sizes, sizes, 1)[column:, 0]).argmax())
        if abs(M[best, column]) <= max(tiny * sizes[best, 0], np.finfo(A.dtype).tiny):
            raise SingularMatrix(f"column {column} has no pivot left: it is a combination of the columns before it, "
                                 "so the matrix is singular, or too nearly so to trust the result", steps)
        if best != column:
            M[[column, best]], sizes[[column, best]] = M[[best, column]], sizes[[best, column]]
            steps.append(RowStep("swap", column, best, None, M.copy()))
        pivot = float(M[column, column])
        if pivot != 1:
            M[column] = M[column] / pivot + 0.0  # + 0.0 makes a 0 of −0
            steps.append(RowStep("scale", column, None, 1 / pivot, M.copy()))
        for row in range(n):
            factor = float(M[row, column])
            if row == column or factor == 0:
                continue
            M[row] -= factor * M[column]
            M[row, column] = 0
            steps.append(RowStep("subtract", row, column, factor, M.copy()))
        answer(M)  # now: dividing by an infinite pivot later on would hide it
    return Steps(M[:, n:], steps)


class SingularMatrix(ValueError):
    """A matrix that has no inverse, with the row operations up to where that showed."""

    def __init__(self, rule, steps):
        super().__init__(rule)
        self.rule, self.steps = rule, steps


@checked
def inverse(A: square):
    """Invert a matrix by reducing [A | I] to [I | A⁻¹].

    Parameters
    ----------
    A : array_like (n, n)

    Returns
    -------
    Steps
        The inverse (n, n), and the RowSteps.

    Raises
    ------
    TypeError, ValueError
        For anything but a finite square matrix.
    SingularMatrix
        If it has no inverse, or none that can be trusted.

    Examples
    --------
    >>> inverse([[2, 0], [0, 4]]).result
    array([[0.5 , 0.  ],
           [0.  , 0.25]])
    """
    return row_reduce.core(A, np.eye(len(A), dtype=A.dtype))


@checked
def determinant(A: square):
    """Return the determinant: by how much A scales areas (n = 2) or volumes, below 0 where it flips them.

    Raises
    ------
    TypeError, ValueError
        For anything but a finite square matrix.

    Examples
    --------
    >>> determinant([[2, 0], [0, 3]])
    6.0
    """
    if len(A) == 2:
        return A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]
    return np.linalg.det(A)


@checked
def norm(v: vector):
    """Return the length of a vector, √(Σ vᵢ²); entries as large as 10³⁰⁰ or as small as 10⁻³⁰⁰ do no harm.

    Raises
    ------
    TypeError, ValueError
        For anything but a finite vector.

    Examples
    --------
    >>> norm([3, 4])
    5.0
    """
    return v.dtype.type(math.hypot(*v.tolist()))


@checked
def cosine(a: vector, b: vector):
    """Return the cosine of the angle between two vectors: 1 same direction, 0 at right angles, −1 opposite.

    Parameters
    ----------
    a, b : array_like (n,)

    Raises
    ------
    TypeError
        For anything but real numbers.
    ValueError
        For different lengths, and for a vector of length 0, which has no direction.

    Examples
    --------
    >>> cosine([1, 0], [1, 1]).__round__(4)
    0.7071
    """
    if len(a) != len(b):
        refuse(f"{a.shape} and {b.shape} – the lengths {len(a)} and {len(b)} differ")
    if not a.any() or not b.any():
        refuse("a vector of length 0 has no direction")
    a, b = a / np.abs(a).max(), b / np.abs(b).max()  # the length does not matter, and may be too large to square
    return np.clip(a @ b / np.sqrt((a @ a) * (b @ b)), -1, 1)


class Shadow(NamedTuple):
    """The shadow of u on the line of v: its length, below zero on the side away from v, and where it ends."""

    length: float
    tip: np.ndarray


@checked
def shadow(u: vector, v: vector):
    """Return the shadow that u throws on the line of v, in light at right angles to it: u · v = length · ‖v‖.

    Parameters
    ----------
    u, v : array_like (n,)

    Returns
    -------
    Shadow

    Raises
    ------
    TypeError
        For anything but real numbers.
    ValueError
        For different lengths, and for a v of length 0, which has no direction.

    Examples
    --------
    >>> shadow([3, 4], [2, 0]).length
    3.0
    """
    if len(u) != len(v):
        refuse(f"{u.shape} and {v.shape} – the lengths {len(u)} and {len(v)} differ")
    if not v.any():
        refuse("a vector of length 0 has no direction")
    v = v / np.abs(v).max()  # its length does not matter, and may be too large to square
    v = v / np.sqrt(v @ v)
    return Shadow(u @ v, (u @ v) * v)


class PlaneMap(NamedTuple):
    """A 2 × 2 matrix as a motion of the plane."""

    matrix: np.ndarray
    e1: np.ndarray  # where (1, 0) lands: the first column
    e2: np.ndarray  # where (0, 1) lands: the second column
    area: float  # the determinant
    inverse: np.ndarray | None

    @checked
    def move(self, points: matrix(shape=("m", 2), meaning="one point a row")):
        """Return where points (m, 2), one a row, are taken."""
        return points @ self.matrix.T


@checked
def plane_map(A: matrix(shape=(2, 2), meaning="a motion of the plane")):
    """Describe what a 2 × 2 matrix does to the plane; vectors are columns here, x ↦ A x.

    Parameters
    ----------
    A : array_like (2, 2)

    Raises
    ------
    TypeError, ValueError
        For anything but a finite 2 × 2 matrix.

    Examples
    --------
    >>> turn = plane_map([[0, -1], [1, 0]])
    >>> turn.e1, turn.area
    (array([0., 1.]), 1.0)
    """
    try:
        back = inverse.core(A).result
    except SingularMatrix:
        back = None
    return PlaneMap(A, A[:, 0], A[:, 1], determinant.core(A), back)


def _entrywise(operation, A, B):
    """Apply an operation entry by entry."""
    same_shape(A=A, B=B)
    _few(A.size, f"an array of shape {A.shape}", "NumPy's own sign")
    C = answer(operation(A, B))
    return Steps(C, [EntryStep(index, (float(A[index]), float(B[index])), float(C[index]))
                     for index in np.ndindex(C.shape)])


def _few(count, what, instead):
    """Refuse what would take minutes."""
    if count > MOST_TERMS:
        refuse(f"{what} means {count:,} terms, and at most {MOST_TERMS:,} are kept one by one; {instead} takes "
               "any size")
