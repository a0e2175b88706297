"""Tensors: NumPy is the oracle for every operation, and the steps must tell the same story."""

import math
import re

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dlmath.tensors import (
    broadcast,
    parse_index,
    parse_shape,
    reduce,
    reshape,
    select,
    stretch,
    transpose_axes,
)

RANK_3 = np.arange(1.0, 13).reshape(2, 2, 3)  # the stack of lesson 2
SIZES = st.integers(1, 4)
SHAPES = st.lists(SIZES, min_size=1, max_size=4).map(tuple)


def counted(shape):
    """A tensor whose entries all differ."""
    return np.arange(1.0, math.prod(shape) + 1).reshape(shape)


def slices():
    ends = st.none() | st.integers(-6, 6)
    return st.builds(slice, ends, ends, st.none() | st.integers(1, 3) | st.integers(-3, -1))


@st.composite
def tensor_and_index(draw):
    """A tensor of rank 1 to 4 and an index that it has."""
    T = counted(draw(SHAPES))
    places = [st.integers(-size, size - 1) for size in T.shape]
    length = draw(st.integers(1, 3))  # lists are paired up, so they are equally long
    listed = [st.lists(place, min_size=length, max_size=length) for place in places]
    index = [draw(slices() | place | several) for place, several in zip(places, listed)]
    first, last = sorted(draw(st.tuples(st.integers(0, T.ndim), st.integers(0, T.ndim))))
    shortened = draw(st.sampled_from(["all", "dots", "fewer"]))
    if shortened == "dots":
        index[first:last] = [...]
    elif shortened == "fewer":
        index = index[:max(last, 1)]
    for _ in range(draw(st.integers(0, 2))):
        index.insert(draw(st.integers(0, len(index))), None)
    return T, tuple(index)


def typed(index):
    """An index as a learner types it."""
    def part(value):
        if value is Ellipsis:
            return "..."
        if isinstance(value, slice):
            ends = ":".join("" if end is None else str(end) for end in (value.start, value.stop))
            return ends if value.step is None else f"{ends}:{value.step}"
        return str(value)
    return ", ".join(map(part, index))


# ---------------------------------------------------------------------------- parse_index


@given(picked=tensor_and_index(), name=st.sampled_from(["", "T", "digits", "x_1"]), comma=st.sampled_from(["", ","]))
def test_typed_index_is_read_back(picked, name, comma):
    text = typed(picked[1]) + comma
    assert parse_index(f"{name}[{text}]" if name else text) == picked[1]


@given(text=st.text(alphabet="123:,[]-. T", max_size=10))
@example(text="T[1][2]")
@example(text="[1][2]")
@example(text="1[2]")
@example(text=",1")
@example(text="1,,")
@settings(max_examples=150)
def test_what_is_read_is_what_python_reads(text):
    """Text is refused, or read exactly as Python would read it between the brackets."""
    class Spy:
        def __getitem__(self, index):
            return index if isinstance(index, tuple) else (index,)
    try:
        index = parse_index(text)
    except ValueError as error:
        assert str(error).startswith("parse_index: ")
        return
    body = text.strip()
    body = body.removeprefix("T").strip()[1:-1] if body.startswith("T") else body
    assert index == eval(f"spy[{body}]", {"spy": Spy()})


@pytest.mark.parametrize("text", [
    "__import__('os').system('true')", "T[__import__('os')]", "T[(lambda: 1)()]", "T[f(1)]", "T[x]", "T[i, j]",
    "T[1; 2]", "T[1] = 5", "T[1] + T[2]", "T[1][2]", "[0][1]", "1[2]", "T[True]", "T[none]", "T[np]", "T[1.0]",
    "T[1e3]", "T['a']", "T[0x10]", "T[1_000]", "T[--1]", "T[1 2]",
    "T[[0, 1], [0", "T[1", "1]", "T", "T[]", "", " ", ",",
    ",1", "1,,2", "1,,", "1:2:3:4", "::0", "1:2:0", "[,]", "[[0], 1]", "[[0]", "01",
    "[0 1]", "[0:2]", "..", "....", "1" * 19, "1," * 200,
    "\x00", "𝟏", "T[١]", "T[{1}]", "*", "T[:, *]", "%s", "{0}", "-", "+", ":-", "T[1]]", "T[[1]",
])
def test_hostile_text_is_refused_with_one_sentence(text):
    with pytest.raises(ValueError) as error:
        parse_index(text)
    assert re.fullmatch(r"parse_index: [^\n]{10,400}", str(error.value))


def test_text_is_never_evaluated(tmp_path):
    for text in (f"T[open({str(tmp_path / 'x')!r}, 'w')]", f"open({str(tmp_path / 'x')!r}, 'w')"):
        with pytest.raises(ValueError, match="^parse_index"):
            parse_index(text)
    assert not any(tmp_path.iterdir())


@given(text=st.text(st.characters(max_codepoint=255), max_size=30))
def test_any_text_gives_an_index_or_a_value_error(text):
    try:
        assert all(isinstance(part, (int, slice, list, type(...), type(None))) for part in parse_index(text))
    except ValueError as error:
        assert str(error).startswith("parse_index: ")


# ---------------------------------------------------------------------------- select


def test_select_of_the_lesson():
    T = np.arange(30.0).reshape(3, 2, 5)
    picked = select(T, "T[1, :, 2:4]")
    assert picked.result.tolist() == [[12, 13], [17, 18]]
    assert np.argwhere(picked.mask).tolist() == [[1, 0, 2], [1, 0, 3], [1, 1, 2], [1, 1, 3]]
    assert [(step.axis, step.part, step.kept, step.shape) for step in picked.steps] == [
        (0, "1", (1,), (2, 5)), (1, ":", (0, 1), (2, 5)), (2, "2:4", (2, 3), (2, 2))]
    assert select([[6, 18], [4, 23]], "A[0, 1]").result == 18
    assert select([[6, 18], [4, 23]], "A[0]").result.tolist() == [6, 18]


@given(picked=tensor_and_index(), as_text=st.booleans())
@settings(max_examples=60)
def test_select_equals_numpy_and_the_mask_lights_just_its_cells(picked, as_text):
    T, index = picked
    selection = select(T, f"T[{typed(index)}]" if as_text else index)
    lit = np.zeros(T.shape, bool)
    lit[index] = True
    assert selection.result.shape == T[index].shape and (selection.result == T[index]).all()
    assert (selection.mask == lit).all()
    assert set(T[selection.mask]) == set(selection.result.ravel())


@given(picked=tensor_and_index())
@settings(max_examples=50)
def test_steps_of_select_are_those_of_numpy_part_by_part(picked):
    T, index = picked
    result, _, steps, places = select(T, index)
    assert [step.axis for step in steps if step.axis is not None] == list(range(T.ndim))
    assert steps[-1].shape == result.shape and (T.ravel()[places] == result).all()
    parts = [parse_index(step.part)[0] for step in steps]
    assert (T[tuple(parts)] == result).all()
    for i, step in enumerate(steps):
        assert step.shape == T[tuple(parts[:i + 1])].shape
        if step.axis is None:
            assert step.text == "a new axis of size 1"
        else:
            assert step.text.startswith(f"axis {step.axis}: ")
            assert (np.arange(T.shape[step.axis])[parts[i]].ravel() == step.kept).all()


@pytest.mark.parametrize(("index", "shape", "last"), [
    ("T[[0, 2], 1]", (2, 5), "axis 1: 1, paired up with the list"),
    ("T[[0, 2], [1, 0]]", (2, 5), "axis 1: 1, 0, paired up place by place"),
    ("T[[0, 2], :, 1]", (2, 2), "axis 2: 1, paired up with the list; others stand between them, so the axis of the "
                                "pairs comes first"),
    ("T[0, :, [1, 2, 3]]", (3, 2), "axis 2: 1, 2, 3, paired up with the list; others stand between them, so the axis "
                                   "of the pairs comes first"),
    ("T[:, [[0, 1], [1, 0]], [[2, 3], [4, 0]]]", (3, 2, 2), "axis 2: 2, 3, 4, 0, paired up place by place"),
    ("T[[]]", (0, 2, 5), "axis 0: keep nothing"), ("T[..., None]", (3, 2, 5, 1), "a new axis of size 1"),
    ("T[None, 1, :, np.newaxis]", (1, 2, 1, 5), "a new axis of size 1"),
])
def test_lists_pair_up_as_in_numpy_and_it_is_said(index, shape, last):
    picked = select(np.arange(30.0).reshape(3, 2, 5), index)
    said = [step.text for step in picked.steps if not step.text.endswith("keep all")]
    assert (picked.result.shape, said[-1]) == (shape, last)


@given(shape=SHAPES, data=st.data())
@settings(max_examples=200)
def test_select_refuses_a_list_exactly_when_numpy_does(shape, data):
    T, number = counted(shape), st.integers(-5, 5)
    part = number | st.lists(number, max_size=3) | st.sampled_from([slice(None), slice(1, None), None, ...])
    index = tuple(data.draw(st.lists(part, min_size=1, max_size=5)))
    try:
        expected = T[index]
    except IndexError:
        with pytest.raises(ValueError, match=r"^select: "):
            select(T, index)
    else:
        picked = select(T, index)
        assert picked.result.shape == expected.shape and (picked.result == expected).all()


@given(shape=SHAPES, index=st.lists(st.integers(-6, 6), min_size=1, max_size=5))
def test_select_refuses_what_numpy_refuses(shape, index):
    T = counted(shape)
    try:
        expected = T[tuple(index)]
    except IndexError:
        with pytest.raises(ValueError, match=r"^select: .*(outside axis|indices for shape)"):
            select(T, tuple(index))
    else:
        assert (select(T, tuple(index)).result == expected).all()


# ---------------------------------------------------------------------------- reduce


@pytest.mark.parametrize("how", ["sum", "mean", "max", "min"])
@given(shape=SHAPES, data=st.data())
def test_reduce_equals_numpy_and_says_what_fell_where(how, shape, data):
    T = np.random.default_rng(len(shape)).normal(size=shape)
    axis = data.draw(st.integers(-T.ndim, T.ndim - 1))
    result, steps = reduce(T, axis, how)
    expected = getattr(np, how)(T, axis=axis)
    assert np.shape(result) == expected.shape and np.all(result == expected)
    assert [step.index for step in steps] == list(np.ndindex(expected.shape))
    for step in steps:
        assert (np.moveaxis(T, axis, -1)[step.index] == step.entries).all()
        assert step.value == np.asarray(result)[step.index] == pytest.approx(getattr(np, how)(step.entries))


def test_reduce_of_the_lesson():
    assert reduce(RANK_3, 0).result.tolist() == [[8, 10, 12], [14, 16, 18]]
    assert reduce([6, 18, 4, 23], 0).result == 51


# ---------------------------------------------------------------------------- broadcast


@given(first=st.lists(st.integers(0, 3), max_size=5).map(tuple),
       second=st.lists(st.integers(0, 3), max_size=5).map(tuple))
@example(first=(2, 3), second=(2,))
@example(first=(0,), second=(1,))
@settings(max_examples=100)
def test_broadcast_agrees_with_numpy_and_each_step_with_the_rule(first, second):
    try:
        expected = np.broadcast_shapes(first, second)
    except ValueError:
        expected = None
    shape, steps = broadcast(first, second)
    assert shape == expected
    assert [step.axis for step in steps] == [-i - 1 for i in range(len(steps))]
    for i, step in enumerate(steps, 1):
        assert step.sizes == tuple(side[-i] if i <= len(side) else None for side in (first, second))
        assert step.text.startswith(f"axis −{i}: ")
        assert step.size == (shape[-i] if shape is not None else step.size)
    assert all(step.size is not None for step in steps[:-1])
    assert (shape is None) == bool(steps and steps[-1].size is None)


def test_broadcast_of_the_lesson():
    """The vector must match the last axis, not any axis."""
    assert broadcast((2, 3), (3,)).shape == (2, 3)
    assert broadcast((2, 3), (2,)).shape is None
    assert broadcast((2, 3), (2,)).steps[-1].text == "axis −1: 3 and 2 differ and neither is 1, so they do not fit"
    assert [step.text for step in broadcast((2, 1), (3,)).steps] == [
        "axis −1: the 1 is stretched to 3",
        "axis −2: only one side has this axis, of size 2, so the other side is repeated"]


@given(first=st.lists(st.integers(1, 3), max_size=4).map(tuple), second=st.lists(SIZES, max_size=4).map(tuple))
def test_stretch_repeats_as_numpy_does(first, second):
    T = counted(first)
    try:
        expected = np.broadcast_to(T, second)
    except ValueError:
        with pytest.raises(ValueError, match="^stretch: .* does not stretch to "):
            stretch(T, second)
        return
    result, places = stretch(T, second)
    assert result.shape == expected.shape and (result == expected).all() and (T.ravel()[places] == result).all()


@given(shape=st.lists(st.integers(-1, 999), max_size=5).map(tuple), brackets=st.booleans())
def test_a_typed_shape_is_read_back(shape, brackets):
    assert parse_shape(str(shape)) == shape
    if shape:
        assert parse_shape(str(shape).strip("()")) == shape


@pytest.mark.parametrize("text", ["", " ", "(", "3)", "(3", "((3))", "(3)(4)", "3 4", "a", "(2.0,)", "1e3", "[2, 3]",
                                  "3,,4", ",", "(,)", "(3, 4", "--1", "9" * 7, "len([])", "__import__('os')",
                                  "\x00", "٣"])
def test_a_typed_shape_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match="^parse_shape: cannot read "):
        parse_shape(text)


# ---------------------------------------------------------------------------- reshape, transpose


@given(shape=SHAPES, new=st.lists(st.integers(-1, 6), max_size=4).map(tuple))
@example(shape=(2, 3), new=(-1,))
@example(shape=(2, 3), new=(0, -1))
@example(shape=(2, 3), new=(-1, -1))
@example(shape=(1,), new=())
@settings(max_examples=100)
def test_reshape_folds_as_numpy_does_or_refuses_as_numpy_does(shape, new):
    T = counted(shape)
    try:
        expected = T.reshape(new)
    except ValueError:
        with pytest.raises(ValueError, match="^reshape: "):
            reshape(T, new)
        return
    result, places = reshape(T, new)
    assert result.shape == places.shape == expected.shape and (result == expected).all()
    assert (T.ravel()[places] == result).all()


@given(shape=SHAPES)
def test_reshape_to_a_line_and_back_changes_nothing(shape):
    T = counted(shape)
    assert (reshape(reshape(T, -1).result, shape).result == T).all()
    assert reshape(T, T.size).result.shape == (T.size,)


@given(shape=SHAPES, data=st.data())
def test_transpose_axes_equals_numpy(shape, data):
    T = counted(shape)
    axes = data.draw(st.permutations(range(T.ndim)))
    negative = [axis - T.ndim if data.draw(st.booleans()) else axis for axis in axes]
    result, places = transpose_axes(T, tuple(negative))
    assert result.shape == T.transpose(axes).shape and (result == T.transpose(axes)).all()
    assert (T.ravel()[places] == result).all()


def test_reshape_is_not_transpose():
    T = [[1, 2], [3, 4], [5, 6]]
    assert reshape(T, (2, 3)).result.tolist() == [[1, 2, 3], [4, 5, 6]]
    assert transpose_axes(T, (1, 0)).result.tolist() == [[1, 3, 5], [2, 4, 6]]


# ---------------------------------------------------------------------------- all of them


@given(shape=SHAPES)
def test_results_never_share_memory_with_the_tensor(shape):
    """A learner who changes a result must not change the tensor it came from."""
    T = counted(shape).astype(np.float32)
    for result in (select(T, "...").result, reshape(T, shape).result, transpose_axes(T, tuple(range(T.ndim))).result):
        assert (result == T).all() and not np.shares_memory(result, T)
