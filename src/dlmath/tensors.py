"""Tensors: shapes, slices, reductions, broadcasting and reshaping, each explained as steps."""

import re
from typing import NamedTuple

import numpy as np

from dlmath.inputs import Kind, array, checked, choice, refuse, shown, whole

LARGEST = 2**62  # size of an axis: memory ends long before
REDUCTIONS = {"sum": np.sum, "mean": np.mean, "max": np.max, "min": np.min}


@Kind
def text(value, name, example):
    """Take text such as the example."""
    if not isinstance(value, str):
        refuse(f"expected text such as {example!r}, not {shown(value)}", TypeError)
    return value


@Kind
def wholes(value, name, each="size", at_least=None, at_most=None, alone=False):
    """Take a tuple or list of whole numbers; one may stand alone, without brackets, if that is allowed."""
    if alone and isinstance(value, (int, np.integer)):
        value = (value,)
    if not isinstance(value, (tuple, list)):
        refuse(f"{name} must be a tuple such as (2, 3), not {shown(value)}", TypeError)
    return tuple(whole.check(number, f"each {each}", at_least=at_least, at_most=at_most) for number in value)


shape = wholes(at_least=0, at_most=LARGEST)


class IndexStep(NamedTuple):
    """One part of an index: the axis, what was asked of it, which places it keeps, the shape from here on."""

    axis: int | None  # None where the part is None: it asks for a new axis
    part: str
    kept: tuple
    shape: tuple
    text: str


class Selection(NamedTuple):
    """What an index picks: the result, which cells of the original it lights, the steps, and where it is from.

    `places` gives for each entry of the result its place in T's line of numbers.
    """

    result: np.ndarray
    mask: np.ndarray
    steps: list
    places: np.ndarray


INTEGER = r"[+-]?(?:0|[1-9][0-9]{0,17})"


@checked
def parse_index(text: text(example="T[1, :, 2:4]")):
    """Read an index such as "T[1, :, 2:4]" or "1, :, 2:4" into whole numbers and slices; nothing is evaluated.

    Parameters
    ----------
    text : str
        Whole numbers, slices, `...`, `None`, lists of whole numbers in brackets, separated by commas.

    Returns
    -------
    tuple
        Fit for `T[...]`.

    Raises
    ------
    TypeError, ValueError
        For anything else; it names the part that it could not read.

    Examples
    --------
    >>> parse_index("T[1, :, 2:4]")
    (1, slice(None, None, None), slice(2, 4, None))
    """
    if len(text) > 200:
        refuse("the index is longer than 200 characters")
    inner = re.fullmatch(r"\s*(?:[A-Za-z_]\w*\s*\[(.*)\]|(.*))\s*", text, re.DOTALL)
    body = inner[1] if inner[1] is not None else inner[2]
    if not body.strip():
        refuse("the index is empty; write for example 1, :, 2:4")
    return tuple(_parse_part(part) for part in _parts(body))


def _parts(body):
    """Cut at each comma outside brackets; one comma may come last, as in T[1,]."""
    parts, depth = [""], 0
    for sign in body:
        depth += (sign == "[") - (sign == "]")
        if depth < 0:
            refuse("a ] closes a bracket that was never opened")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    parts = [part.strip() for part in parts]
    return parts[:-1] if len(parts) > 1 and not parts[-1] else parts


def _parse_part(part):
    """Read one part of an index."""
    if part == "...":
        return Ellipsis
    if part in ("None", "newaxis", "np.newaxis"):
        return None
    if re.fullmatch(INTEGER, part):
        return int(part)
    if part.startswith("[") and part.endswith("]"):
        return _parse_list(part)
    bounds = [bound.strip() for bound in part.split(":")]
    if 2 <= len(bounds) <= 3 and all(not bound or re.fullmatch(INTEGER, bound) for bound in bounds):
        start, stop, step = ([int(bound) if bound else None for bound in bounds] + [None])[:3]
        if step == 0:
            refuse(f"{part!r} steps by 0 and would never move")
        return slice(start, stop, step)
    refuse(f"cannot read {part!r}; a part is a whole number, a slice such as 2:4, "
           "a list such as [0, 2], None or ...")


def _parse_list(part):
    """Read a list of whole numbers, or of such lists."""
    inner = part[1:-1].strip()
    items = _parts(inner) if inner else []
    if all(re.fullmatch(INTEGER, item) for item in items):
        return [int(item) for item in items]
    if all(item.startswith("[") and item.endswith("]") for item in items):
        return [_parse_list(item) for item in items]
    refuse(f"cannot read {part!r}; a list holds whole numbers, as in [0, 2]")


@checked
def select(T: array, index):
    """Take T[index] and tell which cells it lights.

    Parameters
    ----------
    T : array_like, rank 1 or more
    index : str, int, slice, list of int, None, Ellipsis, or a tuple of them
        Text is read by `parse_index`.

    Returns
    -------
    Selection
        `mask` has T's shape and is True where the result came from.

    Raises
    ------
    TypeError, ValueError
        For an index that T does not have; it names the axis and its size.

    Examples
    --------
    >>> picked = select([[1, 2, 3], [4, 5, 6]], "T[1, :2]")
    >>> picked.result, picked.mask.astype(int).tolist()
    (array([4., 5.]), [[0, 0, 0], [1, 1, 0]])
    """
    if T.ndim == 0:
        refuse("a tensor of rank 0 has no axis to index")
    index = parse_index.core(index) if isinstance(index, str) else index if isinstance(index, tuple) else (index,)
    index = _spread(index, T.shape)
    cells = np.arange(T.size).reshape(T.shape)
    places, mask = np.array(_take(cells, index)), np.zeros(T.size, bool)
    mask[places.ravel()] = True
    return Selection(np.array(T.ravel()[places]), mask.reshape(T.shape), _index_steps(cells, index), places)


def _take(cells, index):
    """Let NumPy index; what it refuses is said in one sentence."""
    try:
        return cells[index]
    except (IndexError, ValueError):
        lists = [str(part) for part in index if isinstance(part, list)]
        if len(lists) > 1:
            refuse(f"the lists {' and '.join(lists)} are paired up place by place, and their lengths differ"[:400])
        refuse("the result would have more axes than NumPy can count")


def _index_steps(cells, index):
    """Explain an index part by part."""
    listed = any(isinstance(part, list) for part in index)
    paired = [i for i, part in enumerate(index) if listed and isinstance(part, (int, list))]
    steps, axis = [], 0
    for i, part in enumerate(index):
        shape = _take(cells, index[:i + 1]).shape
        if part is None:
            steps.append(IndexStep(None, "None", (), shape, "a new axis of size 1"))
            continue
        kept = _kept(axis, part, cells.shape[axis])
        said = _spell_step(axis, part, kept)
        if len(paired) > 1 and i in paired:
            said = f"axis {axis}: {', '.join(map(str, kept)) or 'nothing'}, paired up"
        if len(paired) > 1 and i == paired[-1]:
            said += " place by place" if all(isinstance(index[j], list) for j in paired) else " with the list"
            if i - paired[0] >= len(paired):
                said += "; others stand between them, so the axis of the pairs comes first"
        steps.append(IndexStep(axis, _spell_part(part), kept, shape, said))
        axis += 1
    return steps


def _spread(index, shape):
    """Check the parts of an index and fill it up to one part for each axis."""
    for part in index:
        plain = part is None or part is Ellipsis or isinstance(part, (int, np.integer, slice))
        if isinstance(part, (bool, np.bool_)) or not (plain or _is_list_of_int(part)):
            refuse(f"cannot index with {shown(part)}; use whole numbers, slices, a list of them, None or ...",
                   TypeError)
    dots = sum(part is Ellipsis for part in index)
    asked = sum(part is not None and part is not Ellipsis for part in index)
    if dots > 1:
        refuse("an index can hold ... only once")
    if asked > len(shape):
        refuse(f"{asked} indices for shape {shape}, which has only {len(shape)} axes")
    place = next((i for i, part in enumerate(index) if part is Ellipsis), len(index))
    full = [*index[:place], *[slice(None)] * (len(shape) - asked), *index[place + dots:]]
    full = [int(part) if isinstance(part, np.integer) else part for part in full]
    for axis, part in enumerate(part for part in full if part is not None):
        _kept(axis, part, shape[axis])
    return tuple(full)


def _is_list_of_int(part, depth=1):
    """Tell whether a part is a list of whole numbers, or of such lists of one shape."""
    if not isinstance(part, list) or depth > 8:
        return False
    if not part or all(type(number) is int for number in part):
        return True
    return all(_is_list_of_int(inner, depth + 1) for inner in part) and len({np.shape(inner) for inner in part}) == 1


def _flat(part):
    """Return the whole numbers of a list, of whatever depth."""
    return [number for inner in part for number in (_flat(inner) if isinstance(inner, list) else [inner])]


def _kept(axis, part, size):
    """Return the places of an axis that a part keeps, or say which one is not there."""
    if isinstance(part, slice):
        try:
            return tuple(range(*part.indices(size)))
        except (TypeError, ValueError):
            refuse(f"{shown(part)} is no slice of whole numbers that moves", TypeError)
    numbers = _flat(part) if isinstance(part, list) else [part]
    for number in numbers:
        if not -size <= number < size:
            refuse(f"index {shown(number)} is outside axis {axis}, which has size {size}: "
                   f"0 to {size - 1}, or −{size} to −1 from the end")
    return tuple(number % size for number in numbers)


def _spell_part(part):
    """Spell a part of an index as it is typed."""
    if not isinstance(part, slice):
        return str(part)
    ends = ["" if end is None else str(end) for end in (part.start, part.stop)]
    return ":".join(ends) + ("" if part.step is None else f":{part.step}")


def _spell_step(axis, part, kept):
    """Say what a part does to its axis."""
    if isinstance(part, int):
        return f"axis {axis}: take number {kept[0]}; the axis disappears"
    if part == slice(None):
        return f"axis {axis}: keep all"
    return f"axis {axis}: keep {', '.join(map(str, kept)) or 'nothing'}"


class ReduceStep(NamedTuple):
    """One number of a reduced tensor: where it stands, and the entries that fell into it."""

    index: tuple
    entries: tuple
    value: float


@checked
def reduce(T: array, axis: whole, how: choice(*REDUCTIONS) = "sum"):
    """Collapse one axis into a single number for each place of the others.

    Parameters
    ----------
    T : array_like, rank 1 or more
    axis : int
        From 0, or from −1 at the end.
    how : "sum", "mean", "max" or "min"

    Returns
    -------
    Reduction
        The result has T's shape without that axis; one ReduceStep for each of its entries.

    Raises
    ------
    TypeError, ValueError
        For an axis that T does not have, or an unknown reduction.

    Examples
    --------
    >>> reduce([[1, 2], [3, 4], [5, 6]], axis=0).result
    array([ 9., 12.])
    """
    axis = _axis(axis, T.ndim)
    result = REDUCTIONS[how](T, axis=axis)
    moved = np.moveaxis(T, axis, -1)
    steps = [ReduceStep(index, tuple(moved[index].tolist()), float(result[index]))
             for index in np.ndindex(result.shape)]
    return Reduction(result, steps)


class Reduction(NamedTuple):
    """A reduced tensor and the steps that led to it."""

    result: np.ndarray
    steps: list


class BroadcastStep(NamedTuple):
    """One pair of sizes, from the last axis on: what each side has, what comes of it, and why."""

    axis: int  # −1 is the last
    sizes: tuple  # None where a side has no such axis
    size: int | None  # None where they do not fit
    text: str


class Broadcast(NamedTuple):
    """How two shapes meet: the common shape, or None with the reason in the last step."""

    shape: tuple | None
    steps: list


@checked
def broadcast(first: shape, second: shape):
    """Lay two shapes beside each other from the right, as NumPy does before it adds or multiplies.

    Two sizes fit if they are equal, or one of them is 1 or missing: that side is repeated.

    Parameters
    ----------
    first, second : tuple of int
        Shapes.

    Returns
    -------
    Broadcast

    Raises
    ------
    TypeError, ValueError
        If one is no shape.

    Examples
    --------
    >>> broadcast((2, 3), (3,)).shape
    (2, 3)
    >>> broadcast((2, 3), (2,)).steps[-1].text
    'axis −1: 3 and 2 differ and neither is 1, so they do not fit'
    """
    steps, shape = [], []
    for place in range(1, max(len(first), len(second)) + 1):
        a = first[-place] if place <= len(first) else None
        b = second[-place] if place <= len(second) else None
        size, why = _meet(a, b)
        steps.append(BroadcastStep(-place, (a, b), size, f"axis −{place}: {why}"))
        if size is None:
            return Broadcast(None, steps)
        shape.insert(0, size)
    return Broadcast(tuple(shape), steps)


def _meet(a, b):
    """Return the common size of two, or None, and why."""
    if a is None or b is None:
        have = b if a is None else a
        return have, f"only one side has this axis, of size {have}, so the other side is repeated"
    if a == b:
        return a, f"{a} and {b} are equal"
    if 1 in (a, b):
        other = b if a == 1 else a
        return other, f"the 1 is stretched to {other}"
    return None, f"{a} and {b} differ and neither is 1, so they do not fit"


@checked
def parse_shape(text: text(example="(3, 1)")):
    """Read a shape such as "(3, 1)", "(4,)", "3, 1" or "()"; nothing is evaluated.

    Parameters
    ----------
    text : str

    Returns
    -------
    tuple of int
        A size may be −1 where `reshape` is to work it out.

    Raises
    ------
    TypeError, ValueError
        For anything else.

    Examples
    --------
    >>> parse_shape("(3, 1)"), parse_shape("4"), parse_shape("()")
    ((3, 1), (4,), ())
    """
    size = r"-?[0-9]{1,6}"
    body = re.fullmatch(r"\(([^()]*)\)|([^()]+)", text.replace("−", "-").strip())
    body = (body[1] if body[1] is not None else body[2]).strip() if body else "?"
    if body and not re.fullmatch(rf"{size}(\s*,\s*{size})*\s*,?", body):
        refuse(f"cannot read {shown(text)}; a shape is whole numbers in brackets, "
               "such as (3, 1) or (4,)")
    return tuple(map(int, re.findall(size, body)))


class Fold(NamedTuple):
    """A reshaped, turned or stretched tensor; `places` gives for each entry its place in the one line of numbers."""

    result: np.ndarray
    places: np.ndarray


@checked
def stretch(T: array, shape: shape):
    """Repeat T along its axes of size 1, and along axes that it lacks on the left, until it has a shape.

    Parameters
    ----------
    T : array_like
    shape : tuple of int
        At least 1 along each axis.

    Returns
    -------
    Fold
        `places` gives for each entry its place in T's line of numbers: where the copy is from.

    Raises
    ------
    TypeError, ValueError
        If T does not stretch to the shape, because a size other than 1 would have to change.

    Examples
    --------
    >>> stretch([[10], [20]], (2, 3)).result
    array([[10., 10., 10.],
           [20., 20., 20.]])
    """
    if 0 in shape or broadcast.core(T.shape, shape).shape != shape:
        refuse(f"{T.shape} does not stretch to {shape}")
    places = np.arange(T.size).reshape(T.shape)
    return Fold(np.broadcast_to(T, shape), np.array(np.broadcast_to(places, shape)))


@checked
def reshape(T: array, shape: wholes(at_least=-1, at_most=LARGEST, alone=True)):
    """Fold the same line of numbers again: read row by row, the last index fastest, and written the same way.

    Parameters
    ----------
    T : array_like
    shape : tuple of int, or int
        One size may be −1: it is worked out.

    Raises
    ------
    TypeError, ValueError
        If the sizes do not multiply to T's size; it shows the sum.

    Examples
    --------
    >>> reshape([[1, 2], [3, 4], [5, 6]], (2, 3)).result
    array([[1., 2., 3.],
           [4., 5., 6.]])
    """
    known = int(np.prod([size for size in shape if size != -1], dtype=object))
    if shape.count(-1) > 1:
        refuse(f"{shape} leaves more than one size open")
    fits = known != 0 and T.size % known == 0 if -1 in shape else known == T.size
    if not fits and -1 in shape:
        refuse(f"{T.shape} has {T.size} entries, which the other sizes of {shape} do not divide: "
               f"they multiply to {known}")
    if not fits:
        refuse(f"{T.shape} has {T.size} entries, {shape} does not: sizes multiply to {known}")
    result = T.reshape(shape)
    return Fold(result, np.arange(T.size).reshape(result.shape))


@checked
def transpose_axes(T: array, axes: wholes(each="axis")):
    """Reorder the axes; entry T[i, j, k] moves, which `reshape` never does.

    Parameters
    ----------
    T : array_like
    axes : tuple of int
        Each axis of T once, in the new order.

    Returns
    -------
    Fold
        `places` gives for each entry its place in T's line of numbers.

    Raises
    ------
    TypeError, ValueError
        If the axes are not each axis once.

    Examples
    --------
    >>> transpose_axes([[1, 2], [3, 4], [5, 6]], (1, 0)).places
    array([[0, 2, 4],
           [1, 3, 5]])
    """
    axes = tuple(_axis(axis, T.ndim) for axis in axes)
    if sorted(axes) != list(range(T.ndim)):
        refuse(f"{axes} must name each of the {T.ndim} axes once")
    return Fold(T.transpose(axes), np.arange(T.size).reshape(T.shape).transpose(axes).copy())


def _axis(axis, rank):
    """Count an axis from 0, if it is there."""
    if not -rank <= axis < rank:
        refuse(f"axis {shown(axis)} is outside a tensor of rank {rank}")
    return axis % rank
