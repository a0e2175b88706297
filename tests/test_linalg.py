"""Linear algebra: known values, NumPy as the oracle, and steps that replay to the result."""

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from dlmath import linalg
from dlmath.linalg import SingularMatrix

SIZES = st.integers(1, 5)
NUMBERS = st.floats(-1e6, 1e6)
QUARTERS = st.integers(-400, 400).map(lambda n: n / 4)  # they and their products are exact
ENTRYWISE = {"add": np.add, "subtract": np.subtract, "hadamard": np.multiply}


def arrays(*shape, entries=NUMBERS):
    return hnp.arrays(float, shape, elements=entries)


def pairs(entries=NUMBERS):
    """Two vectors, or two matrices, of one shape."""
    shapes = st.one_of(st.tuples(SIZES), st.tuples(SIZES, SIZES))
    return shapes.flatmap(lambda shape: st.tuples(arrays(*shape, entries=entries), arrays(*shape, entries=entries)))


def factors(entries=NUMBERS):
    """Two matrices that can be multiplied."""
    return st.tuples(SIZES, SIZES, SIZES).flatmap(
        lambda s: st.tuples(arrays(s[0], s[1], entries=entries), arrays(s[1], s[2], entries=entries)))


def squares(entries=NUMBERS, sizes=SIZES):
    return sizes.flatmap(lambda n: arrays(n, n, entries=entries))


def near(a, b, tolerance=1e-9):
    assert np.shape(a) == np.shape(b)
    assert np.abs(np.subtract(a, b)).max() <= tolerance * max(1, np.abs(b).max())


def random_square(n, seed, smallest=0.5):
    """A random matrix whose singular values lie between `smallest` and 1."""
    random = np.random.default_rng(seed)
    U, V = (np.linalg.qr(random.normal(size=(n, n)))[0] for _ in range(2))
    return U * random.uniform(smallest, 1, n) @ V


def hilbert(n):
    return 1 / (np.arange(n)[:, None] + np.arange(n) + 1)


def exact_inverse(A):
    """The inverse in exact fractions, or None."""
    n = len(A)
    rows = [[*map(Fraction, row), *(Fraction(int(i == j)) for j in range(n))] for i, row in enumerate(A.tolist())]
    for column in range(n):
        pivot = next((i for i in range(column, n) if rows[i][column]), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [entry / rows[column][column] for entry in rows[column]]
        for i in set(range(n)) - {column}:
            rows[i] = [a - rows[i][column] * b for a, b in zip(rows[i], rows[column])]
    return np.array([[float(entry) for entry in row[n:]] for row in rows])


def replay(steps):
    """Check that each step follows from the one before by a legal row operation."""
    assert steps[0].kind == "start"
    for before, step in itertools.pairwise(steps):
        M, row, other = before.matrix.copy(), step.row, step.other
        if step.kind == "swap":
            assert row != other
            M[[row, other]] = M[[other, row]]
        elif step.kind == "scale":
            assert step.factor not in (0, 1)
            M[row] *= step.factor
        else:
            assert step.kind == "subtract" and row != other and step.factor != 0
            M[row] -= step.factor * M[other]
        size = np.abs(before.matrix).max(axis=0).clip(np.abs(M).max(axis=0))
        assert (np.abs(step.matrix - M) <= 1e-12 * size).all()


# ---------------------------------------------------------------------------- known values


def test_known_values_of_the_lesson():
    A, B = [[6, 18], [4, 23]], [[2, 1], [1, 2]]
    assert linalg.hadamard(A, B).result.tolist() == [[12, 18], [4, 46]]
    assert linalg.hadamard([[2, 1], [1, 3]], [[4, 0], [0, 1]]).steps[0] == ((0, 0), (2, 4), 8)
    assert linalg.add([[3, 1], [1, 3]], [[4, 0], [0, 1]]).steps[0] == ((0, 0), (3, 4), 7)
    assert linalg.scale(2, [6, 18, 4, 23]).result.tolist() == [12, 36, 8, 46]
    assert linalg.matmul([[1, 2], [3, 4]], [[5], [6]]).result.tolist() == [[17], [39]]
    assert linalg.transpose([[6, 4, 24]]).result.tolist() == [[6], [4], [24]]
    assert linalg.determinant([[1, 2], [3, 4]]) == -2
    near(linalg.inverse([[1, 2], [3, 4]]).result, [[-2, 1], [1.5, -0.5]])


def test_matrix_product_of_the_lesson_gives_58():
    product = linalg.matmul([[1, 2, 3], [4, 5, 6]], [[7, 8], [9, 10], [11, 12]])
    assert product.result.tolist() == [[58, 64], [139, 154]]
    first = product.steps[0]
    assert first == ((0, 0), ((1, 7), (2, 9), (3, 11)), 58)


# ---------------------------------------------------------------------------- entry by entry


@pytest.mark.parametrize("name", ENTRYWISE)
@given(pair=pairs())
def test_entrywise_operations_equal_numpy_and_their_steps_say_so(name, pair):
    C, steps = getattr(linalg, name)(*pair)
    assert (ENTRYWISE[name](*pair) == C).all()
    assert [step.index for step in steps] == list(np.ndindex(C.shape))
    for step in steps:
        assert step.value == C[step.index] and step.terms == (pair[0][step.index], pair[1][step.index])


@given(factor=QUARTERS, A=squares(QUARTERS))
def test_scale_equals_numpy(factor, A):
    C, steps = linalg.scale(factor, A)
    assert (factor * A == C).all()
    assert all(step.terms[0] * step.terms[1] == step.value and step.terms[0] == factor for step in steps)


# ---------------------------------------------------------------------------- products


@given(pair=factors(QUARTERS))
def test_matmul_equals_numpy_and_its_steps_say_so(pair):
    A, B = pair
    C, steps = linalg.matmul(A, B)
    near(C, A @ B)
    assert [step.index for step in steps] == list(np.ndindex(C.shape))
    for step in steps:
        i, j = step.index
        assert step.terms == tuple(zip(A[i], B[:, j]))
        assert step.value == C[i, j] == sum(a * b for a, b in step.terms)


@given(pair=factors())
def test_transpose_of_a_product_is_the_product_of_transposes_reversed(pair):
    A, B = pair
    left = linalg.transpose(linalg.matmul(A, B).result).result
    right = linalg.matmul(linalg.transpose(B).result, linalg.transpose(A).result).result
    near(left, right)


@given(a=arrays(4, entries=QUARTERS), b=arrays(4, entries=QUARTERS))
def test_dot_equals_numpy_and_runs_up_to_the_result(a, b):
    total, steps = linalg.dot(a, b)
    assert total == a @ b == steps[-1].value
    assert [step.value for step in steps] == np.cumsum(a * b).tolist()


@given(pair=factors())
def test_transpose_moves_every_entry(pair):
    A = pair[0]
    T, moves = linalg.transpose(A)
    assert (A.T == T).all() and len(moves) == A.size
    for source, target, value in moves:
        assert target == source[::-1] and A[source] == T[target] == value


# ---------------------------------------------------------------------------- row reduction


@given(A=squares(st.integers(-9, 9)), seed=st.integers(0, 99))
@example(A=np.array([[0.0, 1.0], [1.0, 0.0]]), seed=0)
@example(A=np.zeros((3, 3)), seed=0)
@example(A=np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]]), seed=0)
@settings(max_examples=100)
def test_row_reduction_agrees_with_exact_fractions(A, seed):
    """Singular whole-number matrices are refused, all others inverted, and the steps are legal either way."""
    exact = exact_inverse(A)
    try:
        X, steps = linalg.inverse(A)
    except SingularMatrix as error:
        assert exact is None
        assert str(error).startswith("inverse: column ") and "singular" in str(error)
        replay(error.steps)
        return
    assert exact is not None
    near(X, exact)
    replay(steps)
    assert (steps[0].matrix == np.hstack([A, np.eye(len(A))])).all()
    assert (steps[-1].matrix == np.hstack([np.eye(len(A)), X])).all()
    b = np.random.default_rng(seed).integers(-9, 10, len(A)).astype(float)
    x, steps = linalg.row_reduce(A, b[:, None])
    near(x[:, 0], exact @ b, 1e-8)
    assert (steps[-1].matrix[:, -1:] == x).all()


@given(n=SIZES, p=SIZES, seed=st.integers(0, 10**6))
def test_row_reduction_solves_for_several_right_sides(n, p, seed):
    A, B = random_square(n, seed), np.random.default_rng(seed).normal(size=(n, p))
    X, steps = linalg.row_reduce(A, B)
    near(A @ X, B, 1e-10)
    replay(steps)


@pytest.mark.parametrize("size", [1e-300, 1e-200, 1, 1e200, 1e300])
@given(n=SIZES, seed=st.integers(0, 10**6), rows=st.lists(st.integers(-4, 4), min_size=5, max_size=5))
@settings(max_examples=20)
def test_size_of_the_entries_does_no_harm(size, n, seed, rows):
    """A matrix is judged by its shape, whatever its unit, and even when each row has another."""
    units = size * 10.0 ** np.array(rows[:n])
    A = random_square(n, seed) * units[:, None]
    X, steps = linalg.inverse(A)
    near(X * units @ (A / units[:, None]), np.eye(n), 1e-9)
    assert all(np.isfinite(step.matrix).all() for step in steps)
    near(linalg.row_reduce(A, A @ np.ones((n, 1))).result, np.ones((n, 1)), 1e-9)


@pytest.mark.parametrize("unit", [1e-200, 1, 1e200])
@given(n=st.integers(2, 8), lost=st.integers(1, 3), seed=st.integers(0, 10**6))
def test_matrix_that_has_lost_a_rank_is_refused_whatever_its_units(unit, n, lost, seed):
    random, rank = np.random.default_rng(seed), max(1, n - lost)
    A = random.normal(size=(n, rank)) @ random.normal(size=(rank, n)) * unit * 10.0 ** random.integers(-9, 9, (n, 1))
    for reduce in (lambda: linalg.inverse(A), lambda: linalg.row_reduce(A, A)):
        with pytest.raises(SingularMatrix, match="singular"):
            reduce()


@pytest.mark.parametrize("A", [
    hilbert(12), hilbert(14), [[0]], [[0, 0], [0, 0]], [[0, 1], [0, 2]], [[1, 2], [2, 4]], [[0.1, 0.2], [0.3, 0.6]],
    [[1e-200, 2e-200], [2e-200, 4e-200]], [[1, 1], [1, 1 + 1e-15]], [[1e200, 1e-200], [2e200, 2e-200]],
    [[1e-310]], [[5e-324, 0], [0, 1]], [[1, 2], [1e-30, 2e-30]], np.vander(np.arange(1.0, 14)),
])
def test_singular_and_nearly_singular_matrices_are_refused(A):
    with pytest.raises(SingularMatrix, match=r"inverse: column \d+ has no pivot left.*singular"):
        linalg.inverse(A)


@pytest.mark.parametrize("smallest", [1e-8, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15, 1e-16])
def test_near_singularity_is_refused_or_the_answer_is_good(smallest):
    for seed in range(15):
        A = random_square(5, seed)
        U, s, V = np.linalg.svd(A)
        s[-1] = smallest
        A = U * s @ V
        try:
            X = linalg.inverse(A).result
        except SingularMatrix:
            assert smallest < 1e-9
            continue
        assert smallest > 1e-15
        exact = exact_inverse(A)
        assert np.abs(X - exact).max() < 0.03 * np.abs(exact).max()


def test_hilbert_matrix_of_six_is_still_inverted():
    near(linalg.inverse(hilbert(6)).result, exact_inverse(hilbert(6)), 1e-8)


def test_a_tiny_pivot_is_not_taken_for_0():
    assert linalg.inverse([[1e-200]]).steps[1][:4] == ("scale", 0, None, 1e200)


def test_the_largest_pivot_is_taken_for_the_size_of_its_row():
    """Without pivoting, or with one that a row's unit can fool, x[0] would be lost."""
    for unit in (1, 1e20):
        x = linalg.row_reduce([[1e-17 * unit, 1 * unit], [1, 1]], [[1 * unit], [2]]).result
        near(x, [[1], [1]], 1e-12)


def test_fifty_rows_are_not_too_many():
    assert (linalg.inverse(np.eye(50)).result == np.eye(50)).all()


def test_no_minus_zero_in_an_inverse():
    assert not np.signbit(linalg.inverse([[-1, 0], [0, 1]]).result[0, 1])


# ---------------------------------------------------------------------------- determinant, norm, cosine, plane


@given(n=SIZES, seed=st.integers(0, 10**6))
def test_determinant_equals_numpy_and_multiplies(n, seed):
    A, B = np.random.default_rng(seed).normal(size=(2, n, n))
    assert linalg.determinant(A) == pytest.approx(np.linalg.det(A), rel=1e-9, abs=1e-12)
    product = linalg.determinant(A) * linalg.determinant(B)
    assert linalg.determinant(A @ B) == pytest.approx(product, rel=1e-7, abs=1e-12)


@given(v=arrays(4), unit=st.sampled_from([1e-290, 1, 1e290]))
def test_norm_equals_numpy_at_any_size(v, unit):
    assume(not v.any() or np.abs(v).max() > 1e-6)
    assert linalg.norm(v * unit) == pytest.approx(np.linalg.norm(v) * unit, rel=1e-12)


@pytest.mark.parametrize(("v", "length"), [([3, 4], 5), ([3e300, 4e300], 5e300), ([3e-320, 4e-320], 5e-320), ([0], 0)])
def test_norm_of_extremes(v, length):
    assert linalg.norm(v) == pytest.approx(length, rel=1e-3)


@given(a=arrays(3), b=arrays(3), unit=st.sampled_from([1e-290, 1, 1e290]))
def test_cosine_equals_numpy_at_any_size_and_stays_within_1(a, b, unit):
    assume(min(np.abs(a).max(), np.abs(b).max()) > 1e-6)
    expected = a / np.linalg.norm(a) @ (b / np.linalg.norm(b))
    assert linalg.cosine(a * unit, b) == pytest.approx(expected, abs=1e-12)
    assert abs(linalg.cosine(a, a)) <= 1 and linalg.cosine(a, -a) == pytest.approx(-1)


@pytest.mark.parametrize("a", [[-3.5, 4.7, 3.9], [2.4, 3.5, -3.6]])
def test_rounding_does_not_take_a_cosine_beyond_1(a):
    assert linalg.cosine(a, np.multiply(a, 3)) == 1


@given(u=arrays(3), v=arrays(3), unit=st.sampled_from([1e-290, 1, 1e290]))
def test_a_shadow_times_the_length_is_the_dot_product_and_the_rest_is_at_right_angles(u, v, unit):
    assume(np.abs(v).max() > 1e-6)
    shadow, size = linalg.shadow(u, v * unit), np.abs(u).max()
    assert shadow.length * np.linalg.norm(v) == pytest.approx(u @ v, rel=1e-9, abs=1e-9 * size)
    assert (u - shadow.tip) @ v == pytest.approx(0, abs=1e-9 * size * np.abs(v).max())
    assert abs(shadow.length) == pytest.approx(np.linalg.norm(shadow.tip), rel=1e-9, abs=1e-12)


@given(A=arrays(2, 2, entries=QUARTERS), points=arrays(3, 2, entries=QUARTERS))
def test_plane_map_moves_points_and_its_inverse_takes_them_back(A, points):
    plane = linalg.plane_map(A)
    moved = plane.move(points)
    near(moved, [A @ point for point in points])
    assert (plane.e1 == A @ [1, 0]).all() and (plane.e2 == A @ [0, 1]).all()
    assert plane.area == A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]
    if plane.area:
        near(moved @ plane.inverse.T, points, 1e-6)
    else:
        assert plane.inverse is None


def test_plane_map_of_a_matrix_nearly_flat_has_no_inverse():
    assert linalg.plane_map([[1e-310, 0], [0, 1]]).inverse is None


@pytest.mark.parametrize("call", [
    lambda: linalg.matmul(np.ones((50, 784)), np.ones((784, 10))), lambda: linalg.dot(np.ones(20_001), np.ones(20_001)),
    lambda: linalg.transpose(np.ones((2000, 784))), lambda: linalg.add(np.ones((2000, 784)), np.ones((2000, 784)))])
def test_what_would_take_minutes_is_refused_at_once(call):
    with pytest.raises(ValueError, match="terms, and at most 20,000 are kept one by one; .* takes any size"):
        call()


@given(v=st.lists(st.floats(0.1, 9), min_size=2, max_size=5), factor=st.floats(0.1, 9))
def test_a_cosine_never_leaves_minus_1_to_1(v, factor):
    v = np.array(v)
    assert linalg.cosine(v, factor * v) <= 1 and linalg.cosine(v, -factor * v) >= -1
