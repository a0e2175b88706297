"""Turn what a learner passes into an array, or into one sentence that says what is wrong."""

import math
import operator

import numpy as np

EXACT = 2**53  # from here on float64 skips whole numbers


def numbers(where, name, value, ndim=None):
    """Return `value` as a finite float array; float32 stays float32, all else becomes float64.

    Parameters
    ----------
    where, name : str
        The function and the argument, for the error.
    value : array_like of real numbers or booleans, any shape
    ndim : int or tuple of int, optional
        The ranks that are allowed.

    Raises
    ------
    TypeError
        If it holds something other than real numbers.
    ValueError
        If it is ragged, empty, of another rank, not finite, or too large to be exact.

    Examples
    --------
    >>> numbers("f", "x", [1, 2])
    array([1., 2.])
    """
    if _masked(value):
        raise TypeError(f"{where}: {name} holds a masked array; fill its gaps first")
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{where}: {name} is ragged: its rows differ in length") from None
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{where}: {name} must hold real numbers, not {_kind(array)}")
    if array.size == 0:
        raise ValueError(f"{where}: {name} is empty, its shape is {array.shape}")
    if ndim is not None and array.ndim not in np.atleast_1d(ndim):
        ranks = " or ".join(str(rank) for rank in np.atleast_1d(ndim))
        raise ValueError(f"{where}: {name} must have rank {ranks}; its shape {array.shape} has rank {array.ndim}")
    if array.dtype.kind in "iu" and (array.max() > EXACT or array.min() < -EXACT):
        raise ValueError(f"{where}: {name} holds a whole number beyond 2**53, which a float cannot hold exactly")
    if array.dtype != np.float32:
        with np.errstate(over="ignore"):  # a long double may not fit: the check below says so
            array = array.astype(np.float64)
    return finite(where, name, array)


def finite(where, name, array):
    """Return `array` if all of it is finite; otherwise say where it is not.

    Raises
    ------
    ValueError
        If an entry is NaN or infinite.
    """
    good = np.isfinite(array)
    if good.all():
        return array
    place = tuple(int(i) for i in np.argwhere(~good)[0])
    entry = f"{name}{list(place)}" if place else name
    raise ValueError(f"{where}: {entry} is {array[place]}, not a finite number")


def result(where, array):
    """Return a computed array; refuse one that has overflowed; a scalar comes back as a plain number.

    Raises
    ------
    ValueError
        If an entry is NaN or infinite.
    """
    array = np.asarray(array)
    if not np.isfinite(array).all():
        raise ValueError(f"{where}: the result is too large for {array.dtype}")
    if array.ndim:
        return array
    return array.item() if array.dtype == np.float64 else array[()]


def same_shape(where, **arrays):
    """Refuse arrays whose shapes differ.

    Raises
    ------
    ValueError
        If two shapes differ; it names them.
    """
    (first, a), *others = arrays.items()
    for name, b in others:
        if a.shape != b.shape:
            raise ValueError(f"{where}: {first} {a.shape} and {name} {b.shape} must have the same shape")


def number(where, name, value, above=-math.inf, below=math.inf, at_least=-math.inf, at_most=math.inf):
    """Return one finite real number within its bounds as a float.

    Raises
    ------
    TypeError
        If it is not one real number.
    ValueError
        If it is not finite or out of bounds.
    """
    plain = isinstance(value, (int, float, np.generic, np.ndarray)) and not _masked(value)
    array = np.asarray(value) if plain else np.empty(0)
    integer = isinstance(value, int) or (array.ndim == 0 and array.dtype.kind in "iu")
    if integer and abs(int(value)) > EXACT:
        raise ValueError(f"{where}: {name} is a whole number beyond 2**53, which a float cannot hold exactly")
    if array.ndim or array.dtype.kind not in "iuf":
        raise TypeError(f"{where}: {name} must be one real number, not {shown(value)}")
    value = float(array)
    if not math.isfinite(value):
        raise ValueError(f"{where}: {name} is {value}, not a finite number")
    if not (above < value < below and at_least <= value <= at_most):
        limits = [("above", above), ("below", below), ("at least", at_least), ("at most", at_most)]
        rule = " and ".join(f"{word} {limit:g}" for word, limit in limits if math.isfinite(limit))
        raise ValueError(f"{where}: {name} must be {rule}, not {value:.15g}")
    return value


def whole(where, name, value, at_least=None, at_most=None):
    """Return one whole number within its bounds as an int.

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
        raise TypeError(f"{where}: {name} must be a whole number, not {shown(value)}") from None
    if at_least is not None and count < at_least:
        raise ValueError(f"{where}: {name} must be at least {at_least}, not {shown(count)}")
    if at_most is not None and count > at_most:
        raise ValueError(f"{where}: {name} must be at most {at_most}, not {shown(count)}")
    return count


def choice(where, name, value, options):
    """Return `value` if it is one of the options.

    Raises
    ------
    ValueError
        If it is not; it lists the options.
    """
    options = list(options)
    if not any(isinstance(value, str) and value == option for option in options):
        raise ValueError(f"{where}: {name} must be one of {', '.join(map(repr, options))}, not {shown(value)}")
    return value


def random(where, seed):
    """Return a random Generator made from a whole-number seed, or the Generator that was passed.

    Raises
    ------
    TypeError
        If it is neither.
    ValueError
        If the seed is negative.
    """
    if isinstance(seed, np.random.Generator):
        return seed
    return np.random.default_rng(whole(where, "seed", seed, at_least=0))


def shown(value):
    """Show a value in an error, on one line and at a length that can be read."""
    if isinstance(value, np.ndarray):
        return f"{'a masked array' if _masked(value) else 'an array'} of shape {value.shape}"
    try:
        text = " ".join(repr(value).split())
    except ValueError:  # Python refuses to print a whole number of more than 4,300 digits
        return f"something too long to show ({type(value).__name__})"
    return text if len(text) <= 60 else text[:57] + "..."


def _kind(array):
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
