"""Look at a learner's answer: run it safely, compare it, and name the mistake that it looks like.

An `Exercise` holds a solution and the known mistakes; `examine` compares an answer with both and
returns `Feedback`, which shows itself as text and as HTML. The functions that a lesson calls
(`check`, `hint`, `solution`, `progress`) are in `dlmath.exercises`.
"""

import contextlib
import copy
import ctypes
import dis
import html
import inspect
import io
import linecache
import re
import threading
import time
import traceback
import types
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

# ---------------------------------------------------------------------------- what an exercise is


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that many give, and what to say to those who give it.

    Parameters
    ----------
    answer : a wrong solution: a function if the exercise asks for one, else a value
    message : what the answer looks like, and why that is not it
    see : title of the section of the lesson that helps
    """

    answer: object
    message: str
    see: str


@dataclass(frozen=True)
class Exercise:
    """A question with its solution, its known mistakes and its hints.

    Parameters
    ----------
    id : lesson and number, such as "1.3"
    title : a few words
    ask : the question, in one line
    solution : a function, or the value asked for (a number, an array, a text, the letter of a choice)
    why : one sentence: why the solution works
    mistakes : at least two
    hints : at least two, each telling more than the one before
    inputs : tuples of arguments for the function
    random : makes one more tuple of arguments from a `numpy.random.Generator`; it is called five times
    choices : letter and text of each choice, where the answer is a letter
    rtol : relative tolerance
    seconds : time limit of one call
    measure : for a value that only has to reach a goal: says in a word what it does, and the words are compared

    Examples
    --------
    >>> triple = Exercise("0.9", "Triple", "Return three times x.", lambda x: 3 * x, "3x is x + x + x.",
    ...                   [Mistake(lambda x: x ** 3, "This is `x ** 3`.", "Start")], ["Multiply."], [(2,)])
    >>> examine(triple, lambda x: x + x + x).kind
    'right'
    >>> examine(triple, lambda x: x * x * x).kind
    'mistake'
    """

    id: str
    title: str
    ask: str
    solution: object
    why: str
    mistakes: Sequence[Mistake]
    hints: Sequence[str]
    inputs: Sequence[tuple] = ()
    random: Callable | None = None
    choices: Mapping[str, str] | None = None
    rtol: float = 1e-6
    seconds: float = 2.0
    measure: Callable | None = None

    def cases(self):
        """Return every tuple of arguments that a function is tried on, smallest first, the random ones at the end."""
        rng = np.random.default_rng(0)
        drawn = [self.random(rng) for _ in range(5 if self.random else 0)]
        return [case for group in (self.inputs, drawn) for case in sorted(group, key=_size)]

    def names(self):
        """Return the names of the solution's arguments."""
        return list(inspect.signature(self.solution).parameters)


def _size(argument):
    """Count the numbers of an argument, lists of arrays of different shapes included."""
    return sum(map(_size, argument)) if isinstance(argument, (list, tuple)) else np.size(argument)


# ---------------------------------------------------------------------------- what the learner sees


class Code(str):
    """Text that is shown as it stands, line by line, in a fixed-width font."""


# kind: mark, leading words, colour of the edge. The words carry the meaning; the colour repeats it.
KINDS = {
    "right": ("✓", "Right", "#009E73"),
    "untouched": ("○", "Not attempted yet", "#0072B2"),
    "solved": ("✓", "Solved before", "#009E73"),
    "mistake": ("↻", "Not yet: a known mistake", "#D55E00"),
    "value": ("↻", "Not yet: a different answer", "#D55E00"),
    "shape": ("↻", "Not yet: wrong shape", "#D55E00"),
    "type": ("↻", "Not yet: wrong type", "#D55E00"),
    "nan": ("↻", "Not yet: not a number", "#D55E00"),
    "nothing": ("↻", "Not yet: nothing returned", "#D55E00"),
    "changed": ("↻", "Not yet: the input was changed", "#D55E00"),
    "raised": ("✗", "Not yet: it stopped with an error", "#D55E00"),
    "slow": ("✗", "Not yet: it did not finish", "#D55E00"),
    "unknown": ("?", "No such exercise", "#D55E00"),
    "hint": ("→", "Hint", "#0072B2"),
    "solution": ("=", "Solution", "#0072B2"),
    "progress": ("≡", "Progress", "#0072B2"),
}
# The fallbacks are for front ends that have no --jp- colours: both are set, so both stay readable.
BOX = ("border-left:.3em solid {}; padding:.4em .9em; margin:.3em 0; max-width:60em; overflow-wrap:anywhere; "
       "background:var(--jp-layout-color1,#fff); color:var(--jp-content-font-color1,#1b1b1b); "
       "font-family:var(--jp-content-font-family,sans-serif); line-height:1.5")
MONO = "font-family:var(--jp-code-font-family,monospace); font-size:.93em; background:none; color:inherit; padding:0"


@dataclass(frozen=True)
class Feedback:
    """What is said to the learner: a leading word, then paragraphs and blocks of `Code`.

    In a paragraph, `backticks` mark code. Everything is escaped in HTML, whoever wrote it.

    Examples
    --------
    >>> Feedback("hint", "1.3 Dot", ["Multiply `u[i] * v[i]`."])
    → Hint · 1.3 Dot
    Multiply `u[i] * v[i]`.
    """

    kind: str
    title: str
    body: Sequence[str] = ()

    def __repr__(self):
        mark, word, _ = KINDS[self.kind]
        lines = [_indent(part, "    ") if isinstance(part, Code) else part for part in self.body]
        return "\n".join([f"{mark} {word} · {self.title}", *lines])

    def _repr_html_(self):
        mark, word, colour = KINDS[self.kind]
        parts = [f'<div role="status" style="{BOX.format(colour)}">'
                 f'<div><span aria-hidden="true">{mark} </span><b>{word}</b> · {_inline(self.title)}</div>']
        for part in self.body:
            if isinstance(part, Code):  # wraps instead of scrolling: a scrolling box shuts out the keyboard
                parts.append(f'<pre style="{MONO}; margin:.3em 0 .3em 1em; white-space:pre-wrap">'
                             f"{html.escape(part)}</pre>")
            else:
                parts.append(f'<div style="margin:.3em 0">{_inline(part)}</div>')
        return "\n".join([*parts, "</div>"])


def _inline(text):
    return re.sub("`([^`]+)`", rf'<code style="{MONO}">\1</code>', html.escape(text))


def _indent(text, space):
    return "\n".join(space + line if line else line for line in text.split("\n"))


# ---------------------------------------------------------------------------- how values are written


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
    x = float(x) if abs(x) > 1e-12 or x != x else 0.0  # less is rounding noise, and differs between machines
    if x and np.isfinite(x) and not 1e-3 <= abs(x) < 1e6:
        return f"{x:.3e}"
    text = f"{x:.4f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def show(value):
    """Write a value for a learner: short, aligned, without types and addresses.

    Examples
    --------
    >>> print(show([[1, 20], [0.5, -3]]))
    [[  1,  20],
     [0.5,  -3]]
    >>> show(np.zeros((28, 28)))
    'numbers of shape (28, 28), from 0 to 0'
    >>> show((np.zeros((1, 2)), 3))
    '[[0, 0]],\\n3'
    """
    if isinstance(value, str):
        return _short(repr(value), 80)
    a = as_array(value)
    if a is None and isinstance(value, tuple) and 0 < len(value) <= 4:  # such as two arrays of different shapes
        return ",\n".join(map(show, value))
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
    """Say what kind of thing a value is.

    Examples
    --------
    >>> describe([1, 2]), describe(3.5), describe(np.zeros((2, 3)))
    ('a list of 2', 'a number', 'an array of shape (2, 3)')
    """
    if isinstance(value, types.GeneratorType):
        return "a generator"
    if value is None or isinstance(value, bool | np.bool_):
        return f"`{value}`"
    if isinstance(value, str):
        return f"the text {show(value)}"
    if callable(value):
        return "a function"
    a = as_array(value)
    if a is not None and a.ndim == 0:
        return "a number"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}" + ("" if a is not None else ", not all of it numbers")
    if isinstance(value, list | tuple | dict | set):
        return f"a {type(value).__name__} of {len(value)}"
    return f"a value of type {_short(type(value).__name__, 40)}"


def _short(text, most):
    text = re.sub(r" at 0x[0-9a-fA-F]+", "", text)  # addresses differ from run to run
    return text if len(text) <= most else text[:most] + " …"


def as_array(value):
    """Return the numbers in `value` (a number, array, list or tuple) as an array; None if it holds anything else."""
    if not isinstance(value, int | float | complex | np.generic | list | tuple | range) \
            and not hasattr(value, "__array__"):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            a = np.asarray(value)
            return a.astype(float) if a.dtype == object else a if a.dtype.kind in "biufc" else None
    except Exception:  # rows of different lengths, or a learner's own type with an opinion
        return None


# ---------------------------------------------------------------------------- comparing


def difference(answer, expected, rtol=1e-6):
    """Say what separates an answer from the expected value.

    Shapes must be equal; a list counts as an array, and an integer as a float. float32 is compared to 1e-4.
    Text is compared without case and extra spaces; a tuple of arrays, or a dict, part by part.

    Returns
    -------
    None where they agree, else (kind, sentence), the kind being a key of `KINDS`

    Examples
    --------
    >>> difference([1, 2], np.array([1.0, 2.0])) is None
    True
    >>> difference([[1, 2]], np.array([1.0, 2.0]))
    ('shape', 'The answer has shape (1, 2), and (2,) is asked for.')
    """
    if isinstance(expected, str):
        if not isinstance(answer, str):
            return "type", f"The answer is {describe(answer)}; a text in quotes is asked for."
        return None if _tidy(answer) == _tidy(expected) else ("value", "")
    if isinstance(expected, dict) or (isinstance(expected, tuple) and any(np.ndim(part) for part in expected)):
        return _parts_differ(answer, expected, rtol)
    a, e = as_array(answer), np.asarray(expected)
    if a is None or a.dtype.kind == "c":
        asked = "a number" if e.ndim == 0 else f"an array of shape {e.shape}"
        return "type", f"The answer is {describe(answer) if a is None else 'complex'}; {asked} is asked for."
    if a.shape != e.shape:
        word = {(): "a single number"}
        return "shape", (f"The answer {'is' if a.shape == () else 'has shape'} {word.get(a.shape, a.shape)}, "
                         f"and {word.get(e.shape, e.shape)} is asked for.")
    if a.dtype in (np.float16, np.float32):
        rtol = max(rtol, 1e-4)
    a, e = a.astype(float), e.astype(float)
    if np.isnan(a).any() and not np.isnan(e).any():
        return "nan", ("The answer contains `nan`, which is not a number. "
                       "It comes from steps such as 0 / 0, inf - inf, or the root of a negative number.")
    scale = np.abs(e[np.isfinite(e)]).max(initial=0)  # rounding noise is as large as the largest entry allows
    noise = max(1e-2 * rtol * scale, 1e-12)  # and where all entries are 0, it still is there
    return None if np.allclose(a, e, rtol=rtol, atol=noise, equal_nan=True) else ("value", "")


def _parts_differ(answer, expected, rtol):
    keys = list(expected) if isinstance(expected, dict) else range(len(expected))
    asked = f"{len(keys)} parts" + (f" ({', '.join(map(str, keys))})" if isinstance(expected, dict) else "")
    fits = isinstance(answer, dict) and set(answer) == set(keys) if isinstance(expected, dict) \
        else isinstance(answer, tuple | list) and len(answer) == len(keys)
    if not fits:
        return "type", f"The answer is {describe(answer)}; {asked} are asked for."
    for key in keys:
        if found := difference(answer[key], expected[key], rtol):
            part = f"“{key}”" if isinstance(expected, dict) else f"{key + 1} of {len(keys)}"
            return found[0], f"Part {part} differs. {found[1]}".strip()
    return None


def _tidy(text):
    return " ".join(text.strip(" ().:'\"\n").casefold().split())


# ---------------------------------------------------------------------------- running an answer


@dataclass
class Outcome:
    """What one call gave: a value, or an error, or no end; what it printed; which arguments it changed."""

    value: object = None
    error: BaseException | None = None
    slow: bool = False
    printed: str = ""
    changed: Sequence[int] = ()

    @property
    def failed(self):
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
            outcome.value = function(*given)
        except BaseException as error:  # SystemExit and KeyboardInterrupt are answers too, if bad ones
            outcome.error = error
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
    if inspect.iscoroutine(outcome.value):
        outcome.value.close()  # or Python complains later that it was never awaited
    outcome.printed = paper.text
    outcome.changed = [i for i, (now, before) in enumerate(zip(given, arguments, strict=True)) if _moved(now, before)]
    return outcome


def _stop(thread):
    """Raise SystemExit inside a thread until it ends; give up after a second."""
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    end = time.monotonic() + 1
    while thread.is_alive() and time.monotonic() < end:  # more than once: `except:` in a loop swallows the first
        raise_in(ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit))
        time.sleep(0.02)


def _moved(now, before):
    """Is an argument no longer what it was? Shape, type and every number count."""
    if isinstance(before, np.ndarray):
        return now.shape != before.shape or now.dtype != before.dtype or now.tobytes() != before.tobytes()
    if isinstance(before, list | tuple):
        return len(now) != len(before) or any(map(_moved, now, before))
    if isinstance(before, dict):
        return now.keys() != before.keys() or any(_moved(now[key], before[key]) for key in before)
    return isinstance(before, int | float | str) and now != before


def untouched(answer):
    """Is this still the starter: `...` or None, or a function that does nothing but return one of them?

    The bytecode is asked, not the source: it is there wherever the function was written, and a docstring or a
    `pass` leaves no trace in it. A starter with some code in it is untouched as long as a `...` is what it works
    with; that shows when it runs (see `examine`).

    Examples
    --------
    >>> untouched(...), untouched(lambda x: ...), untouched([1, ...]), untouched(lambda x: x)
    (True, True, True, False)
    """
    if answer is None or answer is ...:
        return True
    if isinstance(answer, list | tuple):
        return any(part is ... or isinstance(part, list | tuple) and untouched(part) for part in answer)
    code = getattr(answer, "__code__", None)
    if not isinstance(code, types.CodeType):
        return False
    silent = {"RESUME", "NOP", "CACHE", "POP_TOP", "RETURN_VALUE", "MAKE_CELL", "COPY_FREE_VARS"}
    return all(step.opname in ("LOAD_CONST", "RETURN_CONST") and (step.argval is None or step.argval is ...)
               for step in dis.get_instructions(code) if step.opname not in silent)


def _unfinished(outcome):
    """Did a `...` that is still to be filled in come out, or stop the call?"""
    if outcome.error is not None:
        return isinstance(outcome.error, NotImplementedError) or \
            isinstance(outcome.error, TypeError) and "ellipsis" in str(outcome.error)
    return outcome.value is not None and not callable(outcome.value) and untouched(outcome.value)


# ---------------------------------------------------------------------------- examining an answer


def examine(exercise, answer):
    """Compare an answer with the solution, then look for a known mistake.

    Parameters
    ----------
    exercise : Exercise
    answer : what the learner gave, whatever it is

    Returns
    -------
    Feedback, whose `kind` is a key of `KINDS`
    """
    if untouched(answer):
        return _not_attempted(exercise)
    wants_function = callable(exercise.solution)
    if problem := _misfit(exercise, answer):
        return _not_yet(exercise, "type", [problem])
    got = outcomes(exercise, answer)
    if any(map(_unfinished, got)):
        return _not_attempted(exercise)
    want = outcomes(exercise, exercise.solution)
    faults = [_fault(mine, right, exercise.rtol) for mine, right in zip(got, want, strict=False)]
    if not any(faults):
        printed = any(outcome.printed for outcome in got)
        note = ["It prints as well; that is not needed: what counts is what it returns."] if printed else []
        return Feedback("right", _title(exercise), [exercise.why, *note])

    for mistake in exercise.mistakes:
        place = _looks_like(mistake, exercise, got, want)
        if place is not None:
            block = _both(exercise, place, got[place], want[place]) if wants_function else []
            return _not_yet(exercise, "mistake", [mistake.message, *block], mistake.see)

    place = next(i for i, fault in enumerate(faults) if fault)
    kind, sentence = faults[place]
    if kind == "raised":
        sentence = _raised(got[place].error, answer)
    elif kind == "changed":
        sentence = (f"The answer is right, but the function changes "
                    f"`{'` and `'.join(exercise.names()[i] for i in got[place].changed)}`, which belongs to the "
                    "caller. Work on a copy, `A.copy()`, or build a new array.")
    if not wants_function:
        return _not_yet(exercise, kind, [sentence or f"Your answer: `{show(answer)}`. That is not it."])
    block = _both(exercise, place, got[place], want[place])
    return _not_yet(exercise, kind, [sentence or "The smallest input on which the answers differ:", *block])


def outcomes(exercise, answer):
    """Return the outcome for each case of the exercise, up to the first that does not finish."""
    if not callable(exercise.solution):
        return [run(exercise.measure, (answer,), exercise.seconds) if exercise.measure else Outcome(answer)]
    found = []
    for case in exercise.cases():
        found.append(run(answer, case, exercise.seconds))
        if found[-1].slow:
            break
    return found


def _fault(mine, right, rtol):
    """Return what is wrong with one outcome, as (kind, sentence); None where nothing is."""
    if mine.slow:
        return "slow", ("It did not finish in time, and was stopped. Is there a loop whose condition never "
                        "becomes false? Its variable has to change on every round.")
    if mine.error is not None:
        return "raised", ""
    if mine.value is None:
        said = _short(" ".join(mine.printed.split()), 40)
        return "nothing", (f"The function prints `{said}` but returns nothing: use `return` in place of `print`."
                           if said else "The function returns nothing: is there a `return` on every path?")
    found = difference(mine.value, right.value, rtol)
    if found and isinstance(mine.value, types.GeneratorType):
        return "type", "The function uses `yield`, so it hands over a generator: use `return`."
    return found or (("changed", "") if mine.changed else None)


def _looks_like(mistake, exercise, got, want):
    """Return the first case where the answer is wrong in this mistake's way; None if it ever differs from it.

    Where one raises, the other must raise too: with what words does not matter.
    """
    place = None
    for i, (mine, known, right) in enumerate(zip(got, outcomes(exercise, mistake.answer), want, strict=False)):
        if mine.failed or known.failed:
            if mine.failed != known.failed:
                return None
        elif mine.value is None or difference(mine.value, known.value, exercise.rtol):
            return None
        elif place is None and difference(known.value, right.value, exercise.rtol):
            place = i
    return place


def _misfit(exercise, answer):
    """Say why an answer cannot be tried at all: not a function, a function, not one of the choices; else None."""
    if not callable(exercise.solution):
        if callable(answer):
            return "This asks for a value, and you handed over a function."
        if exercise.choices and not (isinstance(answer, str) and _tidy(answer) in exercise.choices):
            return "Choose one of " + ", ".join(f'`"{letter}"`' for letter in exercise.choices) + "."
        return None
    name = exercise.solution.__name__
    if not callable(answer):
        return (f"This asks for a function, and you handed over {describe(answer)}. "
                f'Give its name without brackets: `check("{exercise.id}", {name})`.')
    try:
        inspect.signature(answer).bind(*exercise.cases()[0])
    except ValueError:
        pass  # some built-in functions have no signature to read
    except TypeError:
        names = exercise.names()
        return f"The function has to take {len(names)} argument{'s' * (len(names) > 1)}: `{', '.join(names)}`."
    return None


def _raised(error, answer):
    """Say what was raised, and on which of the learner's own lines."""
    home = getattr(getattr(answer, "__code__", None), "co_filename", None)
    where = ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        if file == home or "ipykernel_" in file:  # ipykernel names the cells so: a helper may sit in another one
            text = _short(linecache.getline(file, line).strip(), 100)
            where = f"On line {line}" + (f", `{text}`: " if text else ": ")
    try:
        said = _short(" ".join(str(error).split()), 200)
    except Exception:  # the learner's own exception may fail to describe itself
        said = ""
    sentence = f"{where}`{_short(type(error).__name__, 40)}`" + (f", {said}." if said else ".").replace("..", ".")
    return f"{sentence} {next((tip for kind, tip in TIPS.items() if isinstance(error, kind)), '')}".strip()


TIPS = {
    NameError: "A name is used that has no value yet: look at its spelling, and at what is defined above.",
    RecursionError: "The function calls itself without an end.",
    IndexError: "Indices start at 0: an axis of length 3 has 0, 1 and 2.",
    SystemExit: "`exit()` leaves Python; `return` leaves the function.",
    KeyboardInterrupt: "The function interrupts itself; `return` leaves it.",
}


def _both(exercise, place, mine, right):
    """Show a case, the learner's answer and the right one."""
    given = [f"{name} = " for name in exercise.names()]
    rows = list(zip(given, map(show, exercise.cases()[place]), strict=False))
    if not mine.failed and mine.value is not None:
        rows.append(("your answer:  ", show(mine.value)))
    rows.append(("right answer: ", show(right.value)))
    if not mine.failed and rows[-1][1] == rows[-2][1] and not mine.changed:
        rows.append(("", "They look alike at four decimals, and differ beyond them."))
    return [Code("\n".join(label + _indent(text, " " * len(label)).lstrip() for label, text in rows))]


def _title(exercise):
    return f"{exercise.id} {exercise.title}"


def _not_yet(exercise, kind, body, see=""):
    help = f"See “{see}” in this lesson, or ask for a hint:" if see else "Stuck?"
    return Feedback(kind, _title(exercise), [*body, f'{help} `hint("{exercise.id}")`'])


def _not_attempted(exercise):
    choices = [Code("\n".join(f"{letter}) {text}" for letter, text in exercise.choices.items()))] \
        if exercise.choices else []
    return Feedback("untouched", _title(exercise), [
        exercise.ask, *choices,
        f'Put your answer where the `...` is, and run the cell again. Stuck? `hint("{exercise.id}")`'])
