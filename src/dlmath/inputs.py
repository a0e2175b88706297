"""What every public function does with what it is given: declared once, beside each parameter.

    @checked
    def matmul(A: matrix, B: matrix):
        if A.shape[1] != B.shape[0]:
            refuse(f"{A.shape} @ {B.shape} – the inner sizes {A.shape[1]} and {B.shape[0]} differ")
        return A @ B

`checked` turns what a learner passes into arrays, or into one sentence that says what is wrong, in the name of
the function that was called; and it refuses an answer that has overflowed. `matmul.core` is the function itself.
"""

import functools
import inspect
import math
import operator

import numpy as np

EXACT = 2**53  # from here on float64 skips whole numbers


def checked(function=None, *, speaker=None, finite=False):
    """Check what a function is given by its annotations, and what it answers.

    An annotation is a `Kind` such as `matrix` or `number(above=0)`, or a class, whose instances are then asked for.
    A parameter without one is passed as it is, and so is None where it is the default.

    Parameters
    ----------
    function : callable
        Its messages, and those of what it calls, begin with its name: the outermost checked function speaks. A
        method is called as in `PlaneMap.move`, and a constructor by its class.
    speaker : str, optional
        Another name.
    finite : bool
        The answer is certain to be finite: it is handed on, neither looked at nor copied.

    Returns
    -------
    callable
        Its attribute `core` is the unchecked function, for callers who have checked already.

    Raises
    ------
    TypeError
        If an annotation is neither a Kind nor a class.

    Examples
    --------
    >>> @checked
    ... def mean(x: vector, weight: number(above=0) = 1.0):
    ...     return weight * x.mean()
    >>> mean([1, 2], weight=2)
    3.0
    >>> mean([1, 2], weight=-1)
    Traceback (most recent call last):
    ValueError: mean: weight must be above 0, not -1
    """
    if function is None:
        return functools.partial(checked, speaker=speaker, finite=finite)
    parameters = inspect.signature(function).parameters.values()
    checks = {parameter.name: _check(parameter) for parameter in parameters}
    slots = [(p.name, checks[p.name]) for p in parameters if p.kind <= p.POSITIONAL_OR_KEYWORD]
    rest = next((p.name for p in parameters if p.kind is p.VAR_POSITIONAL), None)
    others = next((checks[p.name] for p in parameters if p.kind is p.VAR_KEYWORD), _anything)
    converted = [(place if p.kind <= p.POSITIONAL_OR_KEYWORD else math.inf, p.name, p.default)
                 for place, p in enumerate(parameters)
                 if p.default is not p.empty and checks[p.name](p.default, p.name) is not p.default]

    @functools.wraps(function)
    def call(*given, **named):
        try:
            with np.errstate(all="ignore"):  # what overflows on the way is refused at the end
                for place, name, default in converted:
                    if place >= len(given):
                        named.setdefault(name, default)
                values = [check(value, name) for (name, check), value in zip(slots, given)]
                more = given[len(slots):]  # too many, if there is no *rest: Python will say so
                values += [checks[rest](value, f"{rest}[{i}]") for i, value in enumerate(more)] if rest else more
                for name, value in named.items():
                    named[name] = checks.get(name, others)(value, name)
                result = function(*values, **named)
                return result if finite else answer(result)
        except (TypeError, ValueError) as error:
            if not hasattr(error, "rule"):
                raise
            error.args = (f"{speaker or _speaker(function, slots, given)}: {error.rule}",)
            raise error.with_traceback(None) from None  # which line in here saw it is no help to a learner

    call.core = function
    return call


def _check(parameter):
    """Return the check (value, name) that a parameter's annotation asks for."""
    asked = parameter.annotation
    if asked is parameter.empty:
        return _anything
    if isinstance(asked, type):
        asked = instance(asked)
    if not isinstance(asked, Kind):
        raise TypeError(f"checked: {parameter} is annotated with {asked!r}, which is neither a Kind nor a class")
    check = asked.check
    return (lambda value, name: None if value is None else check(value, name)) if parameter.default is None else check


def _anything(value, name):
    """Take a value as it is."""
    return value


def _speaker(function, slots, given):
    """Return the name in which a function speaks: its own, after the class of the object that it is a method of."""
    if not (slots and slots[0][0] == "self" and given):
        return function.__qualname__.rpartition("<locals>.")[2]
    method = function.__name__
    return type(given[0]).__name__ + ("" if method == "__init__" else f".{method}")


def refuse(rule, error=ValueError, speaker=None):
    """Raise an error that says which rule is broken; the checked function that was called puts its name before it.

    Parameters
    ----------
    rule : str
    error : ValueError or TypeError
    speaker : str, optional
        Who speaks where no checked function was called.
    """
    raised = error(rule if speaker is None else f"{speaker}: {rule}")
    raised.rule = rule
    raise raised from None


def answer(value):
    """Return what was computed, if it is finite: alone or in a tuple, without −0, a single number as a plain one.

    In a tuple, an array of rank 0 stays an array.

    Raises
    ------
    ValueError
        If an entry is NaN or infinite.
    """
    if isinstance(value, tuple):
        parts = [np.asarray(answer(part)) if isinstance(part, np.ndarray) else answer(part) for part in value]
        return value._make(parts) if hasattr(value, "_make") else tuple(parts)
    if isinstance(value, (np.ndarray, np.floating)) and value.dtype.kind == "f":
        if not _all_finite(value):
            refuse(f"the result is too large for {value.dtype}")
        value = value + 0.0  # makes a 0 of −0, and a copy: an answer is never an argument itself
    elif isinstance(value, float) and not math.isfinite(value):
        refuse("the result is too large for float64")
    return float(value) if isinstance(value, float) else value


# ---------------------------------------------------------------------------- what a parameter may be


class Kind:
    """What a parameter may be: a function that converts a value or refuses it.

    Called with rules it is a narrower kind, as in `number(above=0)` or `choice("add", "subtract")`.

    Parameters
    ----------
    convert : callable
        Takes the value, the name of the parameter, and its rules by name.
    options : tuple of str
        For `choice`, and other kinds that take their rules without names.
    **rules
    """

    def __init__(self, convert, options=(), **rules):
        inspect.signature(convert).bind_partial(None, "", **rules)  # an unknown rule shows here, not when it is needed
        functools.update_wrapper(self, convert)
        self.convert, self.options, self.rules = convert, options, rules
        self.check = functools.partial(convert, **rules, **({"options": options} if options else {}))

    def __call__(self, *options, **rules):
        return Kind(self.convert, options or self.options, **self.rules | rules)

    def __repr__(self):
        rules = [*map(repr, self.options), *(f"{name}={rule!r}" for name, rule in self.rules.items())]
        return self.__name__ + (f"({', '.join(rules)})" if rules else "")


@Kind
def array(value, name, rank=None, shape=None, meaning="", most=None):
    """Take real numbers or booleans as a finite float array; float32 stays float32, all else becomes float64.

    Parameters
    ----------
    rank : int or tuple of int, optional
        What is allowed.
    shape : tuple, optional
        The sizes asked for, a letter where any will do, such as ("m", 2).
    meaning : str
        Of that shape, such as "one point a row".
    most : int for a vector, otherwise tuple of int, optional
        The size, or shape, that still fits the picture.

    Raises
    ------
    TypeError
        If it holds something other than real numbers.
    ValueError
        If it is ragged, empty, of another shape, not finite, or too large to be exact.
    """
    if type(value) is not np.ndarray:
        value = _array(value, name)
    if value.dtype.kind not in "biuf":
        refuse(f"{name} must hold real numbers, not {_content(value)}", TypeError)
    if value.size == 0:
        refuse(f"{name} is empty, its shape is {value.shape}")
    if rank is not None and value.ndim != rank and not (isinstance(rank, tuple) and value.ndim in rank):
        ranks = " or ".join(map(str, rank if isinstance(rank, tuple) else (rank,)))
        refuse(f"{name} must have rank {ranks}; its shape {value.shape} has rank {value.ndim}")
    if shape is not None:
        fits = len(shape) == value.ndim and all(size == asked or isinstance(asked, str)
                                                for size, asked in zip(value.shape, shape))
        if not fits:
            refuse(f"{name} has shape {value.shape}; it takes {_spelled(shape)}{meaning and f', {meaning}'}")
    if most is not None:
        if value.ndim == 1 and value.size > most:
            refuse(f"{name} has {value.size} entries; at most {most} fit the picture")
        if value.ndim > 1 and any(size > limit for size, limit in zip(value.shape, most)):
            refuse(f"{name} has shape {value.shape}; at most {most} fits the picture")
    if value.dtype.kind in "iu" and (value.max() > EXACT or value.min() < -EXACT):
        refuse(f"{name} holds a whole number beyond 2**53, which a float cannot hold exactly")
    if value.dtype != np.float32:
        value = value.astype(np.float64, copy=False)  # a long double may not fit: the check below says so
    if not _all_finite(value):
        place = tuple(int(i) for i in np.argwhere(~np.isfinite(value))[0])
        refuse(f"{name}{list(place) if place else ''} is {value[place]}, not a finite number")
    return value


@Kind
def matrix(value, name, shape=None, meaning="", most=None):
    """Take an `array` of rank 2, with its rules."""
    return array.check(value, name, rank=2, shape=shape, meaning=meaning, most=most)


@Kind
def vector(value, name, shape=None, most=None):
    """Take an `array` of rank 1, with its rules."""
    return array.check(value, name, rank=1, shape=shape, most=most)


@Kind
def square(value, name, most=None):
    """Take a `matrix` (n, n)."""
    A = matrix.check(value, name, most=most)
    if A.shape[0] != A.shape[1]:
        refuse(f"{name} has shape {A.shape}; only a square matrix will do")
    return A


@Kind
def number(value, name, above=-math.inf, below=math.inf, at_least=-math.inf, at_most=math.inf):
    """Take one finite real number within its bounds as a float.

    Raises
    ------
    TypeError
        If it is not one real number.
    ValueError
        If it is not finite or out of bounds.
    """
    if type(value) is not float:
        value = _float(value, name)
    if not math.isfinite(value):
        refuse(f"{name} is {value}, not a finite number")
    if not (above < value < below and at_least <= value <= at_most):
        limits = [("above", above), ("below", below), ("at least", at_least), ("at most", at_most)]
        rule = " and ".join(f"{word} {limit:g}" for word, limit in limits if math.isfinite(limit))
        refuse(f"{name} must be {rule}, not {value:.15g}")
    return value


@Kind
def whole(value, name, at_least=None, at_most=None):
    """Take one whole number within its bounds as an int.

    Raises
    ------
    TypeError
        If it is not a whole number (2.0 is not, nor is True).
    ValueError
        If it is out of bounds.
    """
    try:
        if isinstance(value, (bool, np.bool_)):
            raise TypeError
        count = operator.index(value)
    except TypeError:
        refuse(f"{name} must be a whole number, not {shown(value)}", TypeError)
    if at_least is not None and count < at_least:
        refuse(f"{name} must be at least {at_least}, not {shown(count)}")
    if at_most is not None and count > at_most:
        refuse(f"{name} must be at most {at_most}, not {shown(count)}")
    return count


@Kind
def choice(value, name, options):
    """Take one of the options, all of them text.

    Raises
    ------
    ValueError
        If it is not; it lists the options.
    """
    if not any(isinstance(value, str) and value == option for option in options):
        refuse(f"{name} must be one of {', '.join(map(repr, options))}, not {shown(value)}")
    return value


@Kind
def seed(value, name):
    """Take a whole number from 0, or a random Generator: both are what `np.random.default_rng` takes.

    Raises
    ------
    TypeError
        If it is neither.
    ValueError
        If the number is negative.
    """
    return value if isinstance(value, np.random.Generator) else whole.check(value, name, at_least=0)


@Kind
def function(value, name):
    """Take something that can be called; what it refuses stays in its own words.

    Raises
    ------
    TypeError
        If it cannot.
    """
    if not callable(value):
        refuse(f"{name} must be a function, not {shown(value)}", TypeError)

    @functools.wraps(value, updated=())
    def call(*given, **named):
        try:
            return value(*given, **named)
        except (TypeError, ValueError) as error:
            vars(error).pop("rule", None)
            raise

    return call


def instance(kind):
    """Return the Kind that takes the instances of a class.

    Raises
    ------
    TypeError
        If the value is none.
    """
    words = {bool: "True or False", str: "text"}
    asked = words.get(kind, f"{'an' if kind.__name__[0] in 'AEIOU' else 'a'} {kind.__name__}")

    def convert(value, name):
        if not isinstance(value, kind):
            refuse(f"{name} must be {asked}, not {shown(value)}", TypeError)
        return value

    convert.__name__ = kind.__name__
    return Kind(convert)


def same_shape(**arrays):
    """Refuse arrays whose shapes differ.

    Raises
    ------
    ValueError
        If two shapes differ; it names them.
    """
    (first, a), *others = arrays.items()
    for name, b in others:
        if a.shape != b.shape:
            refuse(f"{first} {a.shape} and {name} {b.shape} must have the same shape")


def shown(value):
    """Show a value in an error, on one line and at a length that can be read."""
    if isinstance(value, np.ndarray):
        return f"{'a masked array' if _masked(value) else 'an array'} of shape {value.shape}"
    try:
        text = " ".join(repr(value).split())
    except ValueError:  # Python refuses to print a whole number of more than 4,300 digits
        return f"something too long to show ({type(value).__name__})"
    return text if len(text) <= 60 else text[:57] + "..."


def _array(value, name):
    """Turn a value into an array of whatever it holds."""
    if _masked(value):
        refuse(f"{name} holds a masked array; fill its gaps first", TypeError)
    try:
        return np.asarray(value)
    except ValueError:
        refuse(f"{name} is ragged: its rows differ in length")


def _all_finite(values):
    """Tell whether no entry is NaN or infinite; counting takes half the time of `.all()` where there are few."""
    return np.count_nonzero(np.isfinite(values)) == values.size


def _float(value, name):
    """Turn one real number into a float."""
    plain = isinstance(value, (int, float, np.generic, np.ndarray)) and not _masked(value)
    entry = np.asarray(value) if plain else np.empty(0)
    integer = isinstance(value, int) or (entry.ndim == 0 and entry.dtype.kind in "iu")
    if integer and abs(int(value)) > EXACT:
        refuse(f"{name} is a whole number beyond 2**53, which a float cannot hold exactly")
    if entry.ndim or entry.dtype.kind not in "iuf":
        refuse(f"{name} must be one real number, not {shown(value)}", TypeError)
    return float(entry)


def _spelled(shape):
    """Spell a shape with letters, such as (m, 2)."""
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


def _content(array):
    """Name what an array holds, in words."""
    words = {"U": "text", "S": "bytes", "c": "complex numbers", "M": "dates", "m": "durations"}
    if array.dtype.kind == "O":
        odd = {type(entry).__name__ for entry in array.flat} - {"int", "float"}
        return f"a {min(odd)}" if odd else "Python objects: whole numbers beyond 64 bits, or dtype=object"
    return words.get(array.dtype.kind, str(array.dtype))


def _masked(value, depth=8):
    """Tell whether a value is a masked array, or a list with one inside, which NumPy would read past."""
    if isinstance(value, (list, tuple)):
        return depth > 0 and any(_masked(part, depth - 1) for part in value)
    return isinstance(value, np.ma.MaskedArray)
