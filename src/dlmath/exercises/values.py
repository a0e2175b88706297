"""What a learner hands over: made safe to look at, named and written."""

import itertools
import math
import numbers
import re
import types
from dataclasses import dataclass

import numpy as np

from dlmath.picture import words

MOST_PARTS, MOST_NUMBERS, DEEPEST, LONGEST_TEXT = 20_000, 10_000_000, 20, 1000  # no answer of the course comes near


# ---------------------------------------------------------------------------- made safe


@dataclass(frozen=True)
class Other:
    """What is neither numbers nor text, nor made of them: all that is kept of it is what to call it."""

    name: str


class _TooMuch(Exception):
    """A value contains itself, or has more parts than anybody will look at."""


def plain(value):
    """Rebuild a value from the types of Python and NumPy alone, so that looking at it runs nobody else's code.

    A subclass becomes its base class, so that an `__eq__`, a `__repr__` or an `__array__` of the learner's own is
    met here, once, and nowhere else. What knows how to become an array, such as a tensor of PyTorch, is that array.
    Text is cut after 1000 characters.

    Returns
    -------
    None, ..., a bool, int, float, complex, str or array of numbers; a list, tuple or dict of these; else an `Other`

    Examples
    --------
    >>> plain((np.float64(1), [True, "text"])), plain({3, 4}), plain(np.array([1, None]))
    ((1.0, [True, 'text']), Other(name='a set of 2'), Other(name='an array of shape (2,), not all of it numbers'))
    >>> endless = []
    >>> endless.append(endless)
    >>> plain(endless)
    Other(name='a list that contains itself')
    """
    try:
        return _plain(value, (), itertools.count())
    except _TooMuch as found:
        return Other(str(found))
    except BaseException:  # the value's own code may raise whatever it likes
        return Other(f"a value of type {type_name(type(value))}")


def _plain(value, around, counted):
    """Rebuild one value; `around` holds the ids of the lists it is in, `counted` the parts met so far."""
    kind = type(value)  # not isinstance: that one believes what a value says about itself
    if next(counted) > MOST_PARTS:
        raise _TooMuch("a collection with very many parts")
    if value is None or value is ... or kind is bool or kind is Other:
        return value
    for base in int, float, complex:
        if issubclass(kind, base):
            return base.__pos__(value)
    if issubclass(kind, str):
        return str.__getitem__(value, slice(LONGEST_TEXT))
    if issubclass(kind, list | tuple | dict | range):
        return _plain_collection(value, around, counted)
    if issubclass(kind, set | frozenset):
        return Other(f"a set of {set.__len__(value) if issubclass(kind, set) else frozenset.__len__(value)}")
    if issubclass(kind, np.ndarray):
        return _plain_array(np.ndarray.view(value, np.ndarray), around, counted)
    if hasattr(kind, "__array__"):  # NumPy's scalars among them
        return _plain_array(np.asarray(value), around, counted)
    if issubclass(kind, numbers.Number):  # a Fraction, a Decimal
        return float(value)
    if kind is types.GeneratorType:
        return Other("a generator")
    return Other("a function" if callable(value) else f"a value of type {type_name(type(value))}")


def _plain_collection(value, around, counted):
    base = next(base for base in (list, tuple, dict, range) if issubclass(type(value), base))
    size, inside = base.__len__(value), (*around, id(value))
    if id(value) in around:
        raise _TooMuch(f"a {base.__name__} that contains itself")
    if size > MOST_PARTS or len(inside) > DEEPEST:
        raise _TooMuch(f"a {base.__name__} of {size}" if size > MOST_PARTS else f"a {base.__name__}, nested too deep")
    if base is dict:
        return {_plain(key, inside, counted): _plain(part, inside, counted) for key, part in dict.items(value)}
    parts = [_plain(part, inside, counted) for part in base.__iter__(value)]
    return tuple(parts) if base is tuple else parts


def _plain_array(a, around, counted):
    if a.size > MOST_NUMBERS:
        return Other(f"an array of shape {a.shape}, too large to look at")
    if a.dtype == object:
        entries = [_plain(entry, around, counted) for entry in a.flat]
        if any(entry is ... for entry in entries):
            return entries  # still to be filled in
        if all(isinstance(entry, bool | int | float) for entry in entries):
            return np.array(list(map(_float, entries))).reshape(a.shape)
    if a.dtype.kind == "U" and a.ndim == 0:
        return str(a)
    return a if a.dtype.kind in "biufc" else Other(f"an array of shape {a.shape}, not all of it numbers")


def _float(x):
    try:
        return float(x)
    except OverflowError:
        return math.inf if x > 0 else -math.inf


def type_name(kind):
    """Return the name of a type, asked in a way that no type can answer for itself."""
    return shortened(type.__dict__["__name__"].__get__(kind), 40)


def as_array(value):
    """Return the numbers in a plain value as an array; None if it holds anything else.

    Text that looks like a number is text.
    """
    if isinstance(value, np.ndarray):
        return value
    if not isinstance(value, int | float | complex | list | tuple):
        return None
    try:
        a = np.asarray(value)
    except Exception:  # rows of different lengths
        return None
    if a.dtype == object and all(type(entry) in (bool, int, float) for entry in a.flat):  # integers beyond 64 bits
        a = np.array([_float(entry) for entry in a.flat]).reshape(a.shape)
    return a if a.dtype.kind in "biufc" else None


# ---------------------------------------------------------------------------- written


def number(x):
    """Write one number with at most four decimals: the same text on every machine, and no -0.

    Examples
    --------
    >>> number(np.float32(2) / 3), number(-1e-17), number(58.0), number(1234567.8), number(0.00012346)
    ('0.6667', '0', '58', '1.235e+06', '1.235e-04')
    """
    if isinstance(x, bool | np.bool_):
        return str(bool(x))
    if isinstance(x, int | np.integer):
        return str(x) if abs(int(x)) < 10**15 else f"an integer of {int(x).bit_length()} bits"
    if isinstance(x, complex | np.complexfloating):
        return f"{number(x.real)} + {number(x.imag)}i"
    return words.printed(x)


def show(value):
    """Write a plain value for a learner: short, aligned, without types and addresses.

    Examples
    --------
    >>> print(show([[1, 20], [0.5, -3]]))
    [[  1,  20],
     [0.5,  -3]]
    >>> show(np.zeros((28, 28)))
    'numbers of shape (28, 28), from 0 to 0'
    >>> show((np.zeros((1, 2)), 3))
    '[[0, 0]],\\n3'
    >>> print(show({"W": [[1, 2], [3, 4]], "b": [0.5, 0]}))
    W: [[1, 2],
        [3, 4]],
    b: [0.5, 0]
    """
    if isinstance(value, str):
        return shortened(repr(value), 80)
    if isinstance(value, int):
        return number(value)
    a = as_array(value)
    if a is None and isinstance(value, tuple) and 0 < len(value) <= 4:  # such as two arrays of different shapes
        return ",\n".join(map(show, value))
    if isinstance(value, dict) and 0 < len(value) <= 4:  # such as the parameters of a network
        return ",\n".join(f"{name}: " + show(part).replace("\n", "\n" + " " * (len(str(name)) + 2))
                          for name, part in value.items())
    if a is None:
        return describe(value)
    if a.ndim == 0:
        return number(a.item())
    if a.size > 64:
        return f"numbers of shape {a.shape}, from {number(a.min())} to {number(a.max())}"
    if a.size == 0:
        return f"no numbers: shape {a.shape}"
    width = max(len(number(x)) for x in a.flat) if a.ndim > 1 else 0
    return np.array2string(a, separator=", ", formatter={"all": lambda x: number(x).rjust(width)}, max_line_width=90)


def describe(value):
    """Say what kind of thing a plain value is.

    Examples
    --------
    >>> describe([1, 2]), describe(3.5), describe(np.zeros((2, 3))), describe(Other("a function"))
    ('a list of 2', 'a number', 'an array of shape (2, 3)', 'a function')
    """
    if isinstance(value, Other):
        return value.name
    if value is None or value is ... or isinstance(value, bool):
        return f"`{value}`"
    if isinstance(value, str):
        return f"the text {show(value)}"
    if isinstance(value, list | tuple | dict):
        text = " with text in it" if any(isinstance(part, str) for part in value) and type(value) is not dict else ""
        return f"a {type(value).__name__} of {len(value)}{text}"
    return "a number" if np.ndim(value) == 0 else f"an array of shape {value.shape}"


def shortened(text, most):
    """Cut a text, and leave out addresses, which differ from run to run."""
    text = re.sub(r" at 0x[0-9a-fA-F]+", "", text)
    return text if len(text) <= most else text[:most] + " …"


def listed(words, last="and"):
    """Join words by commas and an *and* before the last.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a", "b"], "or"), listed(["a"])
    ('a, b and c', 'a or b', 'a')
    """
    *most, end = words
    return f"{', '.join(most)} {last} {end}" if most else end
