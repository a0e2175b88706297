"""The key under which a known mistake is remembered in a learner's `progress.json`.

A key is made of what the mistake *is*, its wrong solution as it stands in `lessonNN.py`, and of nothing else: not of
its message, which is reworded, and not of its place in the list, which a teacher changes. So no key has to be thought
of, and none can come to mean another mistake. Where the wrong solution itself is changed, its key changes, too: what
was counted under the old one stays in the file, as a mistake that this version no longer knows.
"""

import ast
import functools
import hashlib
import inspect
import re
import sys
import textwrap

import numpy as np

from dlmath.exercises.values import plain


def key(answer):
    """Return the key of a wrong solution, eight letters and digits; "" where its source cannot be read.

    It is the same on every machine: numbers count with six digits, and spaces and line breaks as one space.

    Examples
    --------
    >>> key(0.3), key(0.1 + 0.2), key(np.array([1, 2])), key("b")
    ('22176497', '22176497', '3a316d6d', '3e23e816')
    """
    try:
        written = _described(answer)
    except Exception:  # a program that was packed without its sources
        return ""
    return hashlib.sha256(" ".join(written.split()).encode()).hexdigest()[:8]


def source(function):
    """Return the source of a function; of a lambda alone, without the comma or the message that stands after it."""
    if function.__name__ != "<lambda>":
        return textwrap.dedent(inspect.getsource(function)).strip()
    lines, lambdas = _lambdas_in(function.__module__)
    nodes = [node for node in lambdas if node.lineno == function.__code__.co_firstlineno]
    node = nodes[0]
    if len(nodes) > 1:  # several begin on one line: it is the one in which the function's first step stands
        at = next((line, column) for line, _, column, _ in function.__code__.co_positions() if column)
        node = next(node for node in nodes
                    if (node.body.lineno, node.body.col_offset) <= at < (node.end_lineno, node.end_col_offset))
    piece = lines[node.lineno - 1:node.end_lineno]  # in bytes, as Python counts columns
    piece[-1] = piece[-1][:node.end_col_offset]
    piece[0] = piece[0][node.col_offset:]
    return re.sub(r"\s+", " ", b"".join(piece).decode())


@functools.cache
def _lambdas_in(name):
    """Return the lines of a module, in bytes, and the lambdas in it."""
    text = inspect.getsource(sys.modules[name])
    return text.encode().splitlines(keepends=True), [
        node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Lambda)]


def _described(answer):
    """Write an answer so that two that differ are written differently: a function with what it takes from around it."""
    if callable(answer):
        around = inspect.getclosurevars(answer).nonlocals
        return " ".join([source(answer), *(f"{name}={_described(around[name])}" for name in sorted(around))])
    value = plain(answer)
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_described, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {_described(part)}' for name, part in value.items())}}}"
    return f"{value + 0.0:.6g}" if isinstance(value, int | float) else str(value)
