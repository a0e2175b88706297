"""Numbers in words: near what they stand for, read back as they were written, spelled alike wherever they stand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlmath.picture import words

finite = st.floats(-1e300, 1e300)
small = st.integers(-99, 99).map(lambda n: n / 4)
some = st.lists(small, min_size=1, max_size=9)


@pytest.mark.parametrize(("value", "said"), [
    (0, "0"), (-0.0, "0"), (58, "58"), (100.0, "100"), (-2.5, "−2.5"), (1 / 3, "0.3333"), (np.float32(0.1), "0.1"),
    (123456, "123456"), (1234.567, "1235"), (0.00012, "0.00012"), (2e-5, "2·10⁻⁵"), (5e9, "5·10⁹"),
    (-1e-300, "−1·10⁻³⁰⁰"), (math.inf, "∞"), (-math.inf, "−∞"), (math.nan, "nan"),
])
def test_numbers_are_written_for_people(value, said):
    assert words.number(value) == said


@given(finite)
def test_what_is_written_is_read_back_near(value):
    assert words.read(words.number(value)) == pytest.approx(value, rel=1e-3, abs=0)


@given(finite, st.integers(1, 9))
def test_more_digits_are_nearer(value, digits):
    assert words.read(words.number(value, digits)) == pytest.approx(value, rel=10.0 ** (1 - digits), abs=0)


@given(finite)
def test_what_an_edit_box_offers_is_accepted_and_is_the_number_itself(value):
    assert words.read(words.typed(value)) == pytest.approx(value, rel=1e-14, abs=0)
    assert words.typed(words.read(words.typed(value))) == words.typed(value)


@pytest.mark.parametrize(("value", "said"), [
    (3.0, "3"), (-0.0, "0"), (0.1 + 0.2, "0.3"), (-12.3456, "-12.3456"), (2e-5, "2e-5"),
    (1e22, "1e22"), (1.5e-300, "1.5e-300"),
])
def test_an_edit_box_offers_what_a_keyboard_has(value, said):
    assert words.typed(value) == said


@pytest.mark.parametrize(("typed", "value"), [
    ("3", 3), (" −0.5 ", -0.5), ("−2,5", -2.5), ("+ 3", 3), ("- 3", -3), ("2e-5", 2e-5), ("2·10⁻⁵", 2e-5),
    ("−1.5·10⁷", -1.5e7), ("2*10^-5", 2e-5), ("2 × 10^5", 2e5), ("10⁻³", 1e-3), ("2*10**-5", 2e-5), ("0,125", 0.125),
])
def test_a_number_is_read_as_people_write_it(typed, value):
    assert words.read(typed) == value


@pytest.mark.parametrize(("typed", "reason"), [
    ("", "“” is no number"), ("seven", "“seven” is no number"), ("2*105", "no number"), ("2·10", "no number"),
    ("1 2", "no number"), ("1,2,3", "no number"), ("__import__('os')", "no number"),
    ("1,234", "can mean 1234 or 1.234"),
])
def test_what_is_no_number_is_said(typed, reason):
    with pytest.raises(ValueError, match=reason):
        words.read(typed)


@given(finite)
def test_a_number_never_begins_with_a_hyphen_nor_is_minus_zero(value):
    for said in (words.number(value), words.factor(value), words.signed(value), words.rounded(value % 1000)):
        assert "-" not in said and said.strip("−0.") != "" or said in ("0", "+ 0")


@given(small)
def test_a_number_is_spelled_alike_wherever_it_stands(value):
    said = words.number(value)
    assert words.factor(value) == (f"({said})" if value < 0 else said)
    assert words.signed(value) == (f"− {said[1:]}" if value < 0 else f"+ {said}")
    assert words.row([value, value]) == f"{said}, {said}" and words.pair([value]) == f"({said})"


@given(some)
def test_a_written_sum_is_the_sum(values):
    written = words.added(values).replace("−", "-")
    assert eval(written) == sum(values)


@given(some)
def test_written_products_are_the_dot_product(values):
    other = values[::-1]
    written = words.products(values, other).replace("−", "-").replace("·", "*")
    assert eval(written) == np.dot(values, other)
    assert words.products(values, other, 3).count("…") == (len(values) > 3)


def test_some_decimals_are_kept_or_dropped():
    assert (words.fixed(0.5), words.fixed(-0.00001), words.fixed(-1.25, 1)) == ("0.5000", "0.0000", "−1.2")
    assert (words.rounded(0.5), words.rounded(-0.00001), words.rounded(12.34567)) == ("0.5", "0", "12.3457")


def test_what_is_left_out_is_said():
    assert words.row(range(9), 4) == "0, 1, …, 8" and words.pair([1, 2]) == "(1, 2)"
    assert words.rows([[1, 2], [3, -4]]) == "1, 2; 3, −4"
    assert words.elided(3, 3) == [0, 1, 2] and words.elided(9, 2) == [0, None]


def test_counts_entries_and_powers():
    assert words.count(1, "example") == "1 example" and words.count(0, "bias", "biases") == "0 biases"
    assert words.entry("A", (0, 12)) == "A[0,12]"
    assert words.superscript(-12) == "⁻¹²" and words.subscript(10) == "₁₀"
    assert [words.power_of_ten(k) for k in (0, 1, -3, 2.2, -math.inf)] == ["1", "10", "10⁻³", "10²", "0"]
    assert words.sentence("swap rows 0 and 1") == "Swap rows 0 and 1."
