"""What separates an answer from the value that is expected: its type, its shape, its numbers or its words."""

import numpy as np

from dlmath.exercises.values import as_array, describe


def difference(answer, expected, rtol=1e-6):
    """Say what separates an answer from the expected value, both of them plain (see `values.plain`).

    Shapes must be equal; a list counts as an array, and an integer as a float. float32 is compared to 1e-4.
    Text is compared without case and extra spaces; a tuple of arrays or dicts, or a dict, part by part.

    Returns
    -------
    None where they agree, else (kind, sentence), the kind being a key of `feedback.KINDS`

    Examples
    --------
    >>> difference([1, 2], np.array([1.0, 2.0])) is None
    True
    >>> difference([[1, 2]], np.array([1.0, 2.0]))
    ('shape', 'Your answer has shape (1, 2), but shape (2,) is asked for.')
    """
    if isinstance(expected, str):
        if not isinstance(answer, str):
            return "type", f"Your answer is {describe(answer)}, but a text in quotes is asked for."
        return None if tidy(answer) == tidy(expected) else ("value", "")
    if isinstance(expected, dict) or (isinstance(expected, tuple)
                                      and any(isinstance(part, dict) or np.ndim(part) for part in expected)):
        return _parts_differ(answer, expected, rtol)
    a, e = as_array(answer), np.asarray(expected)
    if a is None or a.dtype.kind == "c":
        asked = f"an array of shape {e.shape}" if e.ndim else "True or False" if e.dtype == bool else "a number"
        return "type", f"Your answer is {describe(answer) if a is None else 'complex'}, but {asked} is asked for."
    if a.shape != e.shape:
        has = f"has shape {a.shape}" if a.ndim else "is a single number"
        asked = f"shape {e.shape}" if e.ndim else "a single number"
        return "shape", f"Your answer {has}, but {asked} is asked for."
    if a.dtype in (np.float16, np.float32):
        rtol = max(rtol, 1e-4)
    return _numbers_differ(a.astype(float), e.astype(float), rtol)


def close(a, e, rtol):
    """Tell, entry by entry, where two arrays of floats agree."""
    scale = np.abs(e[np.isfinite(e)]).max(initial=0)  # rounding noise is as large as the largest entry allows
    noise = max(1e-2 * rtol * scale, 1e-12)  # and where all entries are 0, it still is there
    return np.isclose(a, e, rtol=rtol, atol=noise, equal_nan=True)


def tidy(text):
    """Return a text without what does not matter in it: case, brackets, quotes, extra spaces, the kind of minus."""
    return " ".join(text.strip(" ().:'\"\n").casefold().replace("−", "-").split())


def _numbers_differ(a, e, rtol):
    if np.isnan(a).any() and not np.isnan(e).any():
        return "nan", ("Your answer contains `nan`, which is not a number. "
                       "It comes from steps such as 0 / 0, inf - inf, or the root of a negative number.")
    return None if close(a, e, rtol).all() else ("value", "")


def _parts_differ(answer, expected, rtol):
    named = isinstance(expected, dict)
    keys = list(expected) if named else range(len(expected))
    fits = isinstance(answer, dict) and set(answer) == set(keys) if named \
        else isinstance(answer, tuple | list) and len(answer) == len(keys)
    if not fits:
        names = f" with the names {', '.join(map(str, keys))}" if named else ", with commas between them"
        return "type", f"Your answer is {describe(answer)}, but {len(keys)} parts are asked for{names}."
    for key in keys:
        if found := difference(answer[key], expected[key], rtol):
            part = f"“{key}”" if named else f"{key + 1} of {len(keys)}"
            return found[0], f"Part {part} is not right yet. {found[1]}".strip()
    return None
