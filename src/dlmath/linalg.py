"""Linear algebra: each operation returns its result with the steps that led there.

The steps are plain named tuples: a scene turns them into pictures, a test reads them.
"""

import math
from typing import NamedTuple

import numpy as np

from dlmath import inputs

SINGULAR = 1e-12  # a pivot this small, beside the largest entry, is noise
LARGEST = 50  # rows or columns that row reduction takes: every step keeps the whole matrix
MOST_TERMS = 20_000  # that are spelled out one by one; it takes a tenth of a second


class EntryStep(NamedTuple):
    """One entry of a result: where it stands, the numbers that made it, and the sum spelled out."""

    index: tuple
    terms: tuple
    value: float
    formula: str


class Steps(NamedTuple):
    """A result and the steps that led to it."""

    result: np.ndarray
    steps: list


def add(A, B):
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
    >>> add([[2, 1]], [[1, 3]]).steps[0].formula
    '2 + 1 = 3'
    """
    return _entrywise("add", "+", np.add, A, B)


def subtract(A, B):
    """Subtract entry by entry; arguments, result and errors as in `add`."""
    return _entrywise("subtract", "−", np.subtract, A, B)


def hadamard(A, B):
    """Multiply entry by entry, A ∘ B, which NumPy writes `A * B`; arguments, result and errors as in `add`.

    >>> hadamard([[6, 18], [4, 23]], [[2, 1], [1, 2]]).result
    array([[12., 18.],
           [ 4., 46.]])
    """
    return _entrywise("hadamard", "×", np.multiply, A, B)


def scale(factor, A):
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
    factor = inputs.number("scale", "factor", factor)
    A = inputs.numbers("scale", "A", A, ndim=(1, 2))
    if abs(factor) > float(np.finfo(A.dtype).max):
        raise ValueError(f"scale: factor {factor:g} is too large for {A.dtype}")
    return _entrywise("scale", "×", np.multiply, np.full_like(A, factor), A)


def add_to_rows(A, v):
    """Add a vector to each row of a matrix, as NumPy does with `A + v`.

    Parameters
    ----------
    A : array_like (m, n)
    v : array_like (n,)

    Raises
    ------
    TypeError, ValueError
        For anything but finite numbers, and when v is not as long as a row.

    Examples
    --------
    >>> add_to_rows([[1, 2], [3, 4]], [10, 20]).result
    array([[11., 22.],
           [13., 24.]])
    """
    A = inputs.numbers("add_to_rows", "A", A, ndim=2)
    v = inputs.numbers("add_to_rows", "v", v, ndim=1)
    if len(v) != A.shape[1]:
        raise ValueError(f"add_to_rows: {A.shape} + {v.shape} – a row has {A.shape[1]} entries, the vector {len(v)}")
    return _entrywise("add_to_rows", "+", np.add, A, np.broadcast_to(v, A.shape))


def dot(a, b):
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
    >>> [step.formula for step in dot([1, 2], [7, 9]).steps]
    ['1·7 = 7', '7 + 2·9 = 25']
    """
    a = inputs.numbers("dot", "a", a, ndim=1)
    b = inputs.numbers("dot", "b", b, ndim=1)
    if len(a) != len(b):
        raise ValueError(f"dot: {a.shape} · {b.shape} – the lengths {len(a)} and {len(b)} differ")
    _few("dot", len(a), f"{a.shape} · {b.shape}", "a @ b")
    total, steps = 0.0, []
    for i, (x, y) in enumerate(zip(a.tolist(), b.tolist())):
        before = f"{spell(total)} + " if i else ""
        total += x * y
        steps.append(EntryStep((i,), (x, y), total, f"{before}{_product(x, y)} = {spell(total)}"))
    with np.errstate(over="ignore"):
        return Steps(inputs.result("dot", np.asarray(total).astype(np.result_type(a, b))), steps)


def matmul(A, B):
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
    >>> product.steps[0].formula
    '1·7 + 2·9 + 3·11 = 58'
    >>> product.result
    array([[ 58.,  64.],
           [139., 154.]])
    """
    A = inputs.numbers("matmul", "A", A, ndim=2)
    B = inputs.numbers("matmul", "B", B, ndim=2)
    if A.shape[1] != B.shape[0]:
        raise ValueError(f"matmul: {A.shape} @ {B.shape} – the inner sizes {A.shape[1]} and {B.shape[0]} differ")
    _few("matmul", A.size * B.shape[1], f"{A.shape} @ {B.shape}", "A @ B")
    with np.errstate(over="ignore", invalid="ignore"):
        C = inputs.result("matmul", A @ B)
    steps = []
    for i, j in np.ndindex(C.shape):
        terms = tuple(zip(A[i].tolist(), B[:, j].tolist()))
        spelled = " + ".join(_product(x, y) for x, y in terms)
        steps.append(EntryStep((i, j), terms, float(C[i, j]), f"{spelled} = {spell(C[i, j])}"))
    return Steps(C, steps)


class Move(NamedTuple):
    """An entry carried from one place to another."""

    source: tuple
    target: tuple
    value: float


def transpose(A):
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
    A = inputs.numbers("transpose", "A", A, ndim=2)
    _few("transpose", A.size, f"a matrix of shape {A.shape}", "A.T")
    return Steps(A.T.copy(), [Move((i, j), (j, i), float(A[i, j])) for i, j in np.ndindex(A.shape)])


def identity(n):
    """Return the n × n matrix with 1 on the diagonal and 0 elsewhere, which changes no vector.

    >>> identity(2)
    array([[1., 0.],
           [0., 1.]])
    """
    return np.eye(inputs.whole("identity", "n", n, at_least=1, at_most=10_000))


class RowStep(NamedTuple):
    """One row operation, and the whole augmented matrix after it."""

    kind: str  # "start", "swap", "scale" or "subtract"
    row: int
    other: int | None
    factor: float | None
    text: str
    matrix: np.ndarray


def row_reduce(A, B):
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
    A = _square("row_reduce", A)
    B = inputs.numbers("row_reduce", "B", B, ndim=2)
    if len(A) != len(B):
        raise ValueError(f"row_reduce: A {A.shape} and B {B.shape} must have the same number of rows")
    if max(B.shape) > LARGEST:
        raise ValueError(f"row_reduce: [A | B] {A.shape} | {B.shape} has more than {LARGEST} rows or columns, too many "
                         "to show step by step; np.linalg.solve takes any size")
    n = len(A)
    M = np.hstack([A, B])
    steps = [RowStep("start", 0, None, None, "start with [A | B]", M.copy())]
    tiny = max(SINGULAR, 100 * n * float(np.finfo(A.dtype).eps)) if A.dtype == np.float32 else SINGULAR
    sizes = np.abs(A).max(axis=1, keepdims=True)  # each row is judged by its own largest entry
    for column in range(n):
        best = column + int(np.abs(M[column:, column] / np.where(sizes, sizes, 1)[column:, 0]).argmax())
        if abs(M[best, column]) <= max(tiny * sizes[best, 0], np.finfo(A.dtype).tiny):
            raise SingularMatrix(f"row_reduce: column {column} has no pivot left: it is a combination of the columns "
                                 "before it, so the matrix is singular, or too nearly so to trust the result", steps)
        if best != column:
            M[[column, best]], sizes[[column, best]] = M[[best, column]], sizes[[best, column]]
            steps.append(RowStep("swap", column, best, None, f"swap rows {column} and {best}", M.copy()))
        pivot = float(M[column, column])
        if pivot != 1:
            with np.errstate(over="ignore", invalid="ignore"):
                M[column] = M[column] / pivot + 0.0  # + 0.0 makes a 0 of −0
            text = f"divide row {column} by {spell(pivot, 0)}"
            steps.append(RowStep("scale", column, None, 1 / pivot, text, M.copy()))
        for row in range(n):
            factor = float(M[row, column])
            if row == column or factor == 0:
                continue
            with np.errstate(over="ignore", invalid="ignore"):
                M[row] -= factor * M[column]
            M[row, column] = 0
            text = f"subtract {spell(factor, 0)} × row {column} from row {row}"
            steps.append(RowStep("subtract", row, column, factor, text, M.copy()))
        inputs.result("row_reduce", M)  # now: dividing by an infinite pivot later on would hide it
    return Steps(M[:, n:].copy(), steps)


class SingularMatrix(ValueError):
    """A matrix that has no inverse, with the row operations up to where that showed."""

    def __init__(self, reason, steps):
        super().__init__(reason)
        self.steps = steps


def inverse(A):
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
    A = _square("inverse", A)
    return _named("inverse", row_reduce, A, np.eye(len(A), dtype=A.dtype))


def solve(A, b):
    """Solve A x = b by row reduction.

    Parameters
    ----------
    A : array_like (n, n)
    b : array_like (n,)

    Returns
    -------
    Steps
        The solution x (n,), and the RowSteps.

    Raises
    ------
    TypeError, ValueError
        For anything but a finite square matrix and a vector as long.
    SingularMatrix
        If there is not exactly one solution, or none that can be trusted.

    Examples
    --------
    >>> solve([[2, 1], [1, 3]], [3, 4]).result
    array([1., 1.])
    """
    A = _square("solve", A)
    b = inputs.numbers("solve", "b", b, ndim=1)
    if len(A) != len(b):
        raise ValueError(f"solve: A {A.shape} needs a b of shape ({len(A)},), not {b.shape}")
    X, steps = _named("solve", row_reduce, A, b[:, None])
    return Steps(X[:, 0], steps)


def determinant(A):
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
    A = _square("determinant", A)
    if len(A) == 2:
        with np.errstate(over="ignore", invalid="ignore"):
            return inputs.result("determinant", A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0])
    with np.errstate(over="ignore", invalid="ignore"):
        return inputs.result("determinant", np.linalg.det(A))


def norm(v):
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
    v = inputs.numbers("norm", "v", v, ndim=1)
    with np.errstate(over="ignore"):
        return inputs.result("norm", np.asarray(math.hypot(*v.tolist())).astype(v.dtype))


def cosine(a, b):
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
    a = inputs.numbers("cosine", "a", a, ndim=1)
    b = inputs.numbers("cosine", "b", b, ndim=1)
    if len(a) != len(b):
        raise ValueError(f"cosine: {a.shape} and {b.shape} – the lengths {len(a)} and {len(b)} differ")
    if not a.any() or not b.any():
        raise ValueError("cosine: a vector of length 0 has no direction")
    a, b = a / np.abs(a).max(), b / np.abs(b).max()  # the length does not matter, and may be too large to square
    return inputs.result("cosine", np.clip(a @ b / np.sqrt((a @ a) * (b @ b)), -1, 1))


class PlaneMap(NamedTuple):
    """A 2 × 2 matrix as a motion of the plane."""

    matrix: np.ndarray
    e1: np.ndarray  # where (1, 0) lands: the first column
    e2: np.ndarray  # where (0, 1) lands: the second column
    area: float  # the determinant
    inverse: np.ndarray | None

    def move(self, points):
        """Return where points (m, 2), one a row, are taken."""
        points = inputs.numbers("PlaneMap.move", "points", points, ndim=2)
        if points.shape[1] != 2:
            raise ValueError(f"PlaneMap.move: points has shape {points.shape}; it takes (m, 2), one point a row")
        with np.errstate(over="ignore", invalid="ignore"):
            return inputs.result("PlaneMap.move", points @ self.matrix.T)


def plane_map(A):
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
    A = inputs.numbers("plane_map", "A", A, ndim=2)
    if A.shape != (2, 2):
        raise ValueError(f"plane_map: A has shape {A.shape}; the plane is moved by a (2, 2) matrix")
    try:
        back = _named("plane_map", inverse, A).result
    except SingularMatrix:
        back = None
    return PlaneMap(A.copy(), A[:, 0].copy(), A[:, 1].copy(), _named("plane_map", determinant, A), back)


def spell(value, noise=1e-12):
    """Spell a number for a formula: four decimals, a real minus, no −0; what is below the noise is 0.

    >>> spell(2.0), spell(-0.5), spell(1 / 3), spell(0.00002), spell(-1e-17)
    ('2', '−0.5', '0.3333', '2e−05', '0')
    """
    value = float(value)
    if abs(value) < noise or value == 0:
        text = "0"
    elif 1e-4 <= abs(value) < 1e6:
        text = f"{round(value, 4):.10g}"
    else:
        text = f"{value:.5g}"
    return text.replace("-", "−")


def _product(x, y):
    """Spell x·y, with brackets round a second factor below 0."""
    return f"{spell(x)}·{spell(y)}" if y >= 0 else f"{spell(x)}·({spell(y)})"


def _entrywise(where, sign, operation, A, B):
    """Apply an operation entry by entry, and spell each."""
    A = inputs.numbers(where, "A", A, ndim=(1, 2))
    B = inputs.numbers(where, "B", B, ndim=(1, 2))
    inputs.same_shape(where, A=A, B=B)
    _few(where, A.size, f"an array of shape {A.shape}", "NumPy's own sign")
    with np.errstate(over="ignore"):
        C = inputs.result(where, operation(A, B))
    steps = []
    for index in np.ndindex(C.shape):
        a, b, c = float(A[index]), float(B[index]), float(C[index])
        second = f"({spell(b)})" if b < 0 else spell(b)
        steps.append(EntryStep(index, (a, b), c, f"{spell(a)} {sign} {second} = {spell(c)}"))
    return Steps(C, steps)


def _few(where, count, what, instead):
    """Refuse what would be spelled out for minutes."""
    if count > MOST_TERMS:
        raise ValueError(f"{where}: {what} means {count:,} terms, and at most {MOST_TERMS:,} are spelled out one by "
                         f"one; {instead} takes any size")


def _square(where, A):
    """Check a square matrix."""
    A = inputs.numbers(where, "A", A, ndim=2)
    if A.shape[0] != A.shape[1]:
        raise ValueError(f"{where}: A has shape {A.shape}; only a square matrix will do")
    return A


def _named(where, function, *arguments):
    """Call a function, and let its error speak in the caller's name."""
    try:
        return function(*arguments)
    except SingularMatrix as error:
        raise SingularMatrix(str(error).replace(function.__name__, where, 1), error.steps) from None
    except ValueError as error:
        raise ValueError(str(error).replace(function.__name__, where, 1)) from None
