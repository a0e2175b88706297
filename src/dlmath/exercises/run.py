"""Run an answer where it can do no harm: on copies, with a time limit, in silence; and tell whether it is one."""

import contextlib
import copy
import ctypes
import dis
import io
import sys
import threading
import time
import traceback
import types
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dlmath.exercises.values import Other, plain


@dataclass
class Outcome:
    """What one call gave: a value, or an error, or no end; what it printed; which arguments it changed.

    Parameters
    ----------
    value : what came out, plain (see `values.plain`)
    error : the type of what was raised
    said : what the error says
    lines : the file and the line number of each call that the error came through
    """

    value: object = None
    error: type | None = None
    said: str = ""
    lines: Sequence[tuple[str, int]] = ()
    slow: bool = False
    printed: str = ""
    changed: Sequence[int] = ()

    @property
    def failed(self):
        """Was there no value?"""
        return self.slow or self.error is not None


class _Paper(io.TextIOBase):
    """Keeps the first 200 characters that are printed on it, so that an endless print fills no memory."""

    text = ""

    def write(self, text):
        self.text += text[:200 - len(self.text)]
        return len(text)


def run(function, arguments, seconds=2.0):
    """Call a function on copies of its arguments, with a time limit, its prints caught and its warnings kept silent.

    The call runs in a thread of its own, because the main thread cannot be given a time limit on every system
    (signals do not exist on Windows), and because an endless loop must not take the kernel with it. The main
    thread waits in short naps, so the learner's own *interrupt* still reaches it, and stops the call. One thing
    cannot be stopped so: a single endless step in C, such as `sum(itertools.count())`, never lets go of Python.
    """
    outcome, given, done = Outcome(), copy.deepcopy(arguments), threading.Event()

    def work():
        try:
            value = function(*given)
            if type(value) is types.CoroutineType:
                value.close()  # or Python complains later that it was never awaited
            outcome.value = plain(value)
            outcome.changed = [i for i, pair in enumerate(zip(given, arguments, strict=True)) if _moved(*pair)]
        except BaseException as error:  # SystemExit and KeyboardInterrupt are answers too, if bad ones
            outcome.said, outcome.lines = _words(error), _lines(sys.exc_info()[2])
            outcome.error = type(error)
        finally:
            done.set()

    thread, paper = threading.Thread(target=work, daemon=True), _Paper()
    with contextlib.redirect_stdout(paper), contextlib.redirect_stderr(paper), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            thread.start()
            end = time.monotonic() + seconds
            while not done.wait(0.02) and time.monotonic() < end:  # not `join`: interrupted, it loses the thread
                pass
        finally:
            finished = done.is_set()
            if not finished:
                _stop(thread)
    if not finished:
        return Outcome(slow=True)  # a new one: a thread that will not die may still write in the old
    outcome.printed = paper.text
    return outcome


def look_at(value, seconds=2.0):
    """Return a value made plain (see `values.plain`), within a time limit."""
    outcome = run(lambda: value, (), seconds)
    return Other("a value that takes too long to look at") if outcome.slow else outcome.value


def _stop(thread):
    """Raise SystemExit inside a thread until it ends; give up after a second."""
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    end = time.monotonic() + 1
    while thread.is_alive() and time.monotonic() < end:  # more than once: `except:` in a loop swallows the first
        raise_in(ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit))
        time.sleep(0.02)


def _words(error):
    """Return what an error says; an error of the learner's own may fail to say anything."""
    try:
        return " ".join(plain(str(error)).split())
    except BaseException:
        return ""


def _lines(trace):
    return [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(trace)]


def _moved(now, before):
    """Is an argument no longer what it was? Shape, type and every number count."""
    if type(now) is not type(before):
        return True
    if isinstance(before, np.ndarray):
        return now.shape != before.shape or now.dtype != before.dtype or now.tobytes() != before.tobytes()
    if isinstance(before, list | tuple):
        return len(now) != len(before) or any(map(_moved, now, before))
    if isinstance(before, dict):
        return now.keys() != before.keys() or any(_moved(now[key], before[key]) for key in before)
    return isinstance(before, int | float | str) and now != before


# ---------------------------------------------------------------------------- is it an answer at all?


def code_of(function):
    """Return the bytecode of a function; None of anything that has none."""
    try:
        code = function.__code__
    except BaseException:  # there is none, or asking for it sets off something
        return None
    return code if type(code) is types.CodeType else None


def names_in(function):
    """Return the names that a function uses, those of the functions inside it included.

    Examples
    --------
    >>> sorted(names_in(lambda A: [row for row in np.array(A).T]))
    ['T', 'array', 'np']
    """
    waiting, names = [code_of(function)], set()
    while waiting:
        code = waiting.pop()
        if isinstance(code, types.CodeType):
            names |= set(code.co_names)
            waiting += code.co_consts
    return names


def untouched(answer):
    """Is a plain value or a function still the starter: `...` or None, or nothing but a return of one of them?

    The bytecode is asked, not the source: it is there wherever the function was written, and a docstring or a
    `pass` leaves no trace in it. A starter with some code in it is untouched as long as a `...` is what it works
    with; that shows when it runs (see `unfinished`).

    Examples
    --------
    >>> untouched(...), untouched(lambda x: ...), untouched([1, ...]), untouched(lambda x: x)
    (True, True, True, False)
    """
    if answer is None or answer is ...:
        return True
    if type(answer) is list or type(answer) is tuple:
        return any(part is ... or isinstance(part, list | tuple) and untouched(part) for part in answer)
    code = code_of(answer)
    if code is None:
        return False
    silent = {"RESUME", "NOP", "CACHE", "POP_TOP", "RETURN_VALUE", "MAKE_CELL", "COPY_FREE_VARS"}
    return all(step.opname in ("LOAD_CONST", "RETURN_CONST") and (step.argval is None or step.argval is ...)
               for step in dis.get_instructions(code) if step.opname not in silent)


def unfinished(outcome):
    """Did a `...` that is still to be filled in come out, or stop the call?"""
    if outcome.error is not None:
        return issubclass(outcome.error, NotImplementedError) or \
            issubclass(outcome.error, TypeError) and "ellipsis" in outcome.said
    return outcome.value is not None and untouched(outcome.value)
