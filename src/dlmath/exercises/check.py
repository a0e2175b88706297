"""Look at a learner's answer: compare it with the solution, and name the mistake that it looks like.

An `Exercise` holds a solution and the known mistakes; `examine` compares an answer with both and returns `Feedback`.
The functions that a lesson calls (`check`, `hint`, `solution`, `progress`) are in `dlmath.exercises`.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dlmath.exercises.compare import difference, tidy
from dlmath.exercises.faults import fault, misfit, raised, too_short, unlike
from dlmath.exercises.feedback import Code, Feedback, Pictures, indented
from dlmath.exercises.keys import key
from dlmath.exercises.run import Outcome, look_at, names_in, run, unfinished, untouched
from dlmath.exercises.values import as_array, listed, number, plain, shortened, show

# ---------------------------------------------------------------------------- what an exercise is


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that many give, and what to say to those who give it.

    Parameters
    ----------
    answer : a wrong solution: a function if the exercise asks for one, else a value
    message : what the answer looks like, and why that is not it
    also : the same mistake in other spellings, where their results are not the same
    """

    answer: object
    message: str
    also: Sequence[object] = ()


@dataclass(frozen=True)
class Exercise:
    """A question with its solution, its known mistakes and its hints.

    Parameters
    ----------
    id : lesson and number, such as "1.3"
    title : a few words
    ask : the question, in one line
    solution : a function, or the value asked for (a number, an array, a text, the letter of a choice, an order of
        lines such as "bca", the weights that draw a picture)
    why : one sentence: why the solution works
    mistakes : at least two
    hints : at least two, each telling more than the one before
    see : title of the section of the lesson that helps
    inputs : tuples of arguments for the function
    random : makes one more tuple of arguments from a `numpy.random.Generator`; it is called five times
    choices : letter and text of each choice, where the answer is a letter
    lines : letter and text of each line of code, where the answer is their order
    before : for some of these letters, the letters of the lines that must come before; every order that keeps to
        this is right
    picture : where the answer is weights: makes the matrix that they draw, and the pictures are compared
    without : names that the answer may not use, because they do what the learner is to do, such as "T" or "linalg"
    measure : for a value that only has to reach a goal: says in a word what it does, and the words are compared
    rtol : relative tolerance
    seconds : time limit of one call
    """

    id: str
    title: str
    ask: str
    solution: object
    why: str
    mistakes: Sequence[Mistake]
    hints: Sequence[str]
    see: str = ""
    inputs: Sequence[tuple] = ()
    random: Callable | None = None
    choices: Mapping[str, str] | None = None
    lines: Mapping[str, str] | None = None
    before: Mapping[str, str] | None = None
    picture: Callable | None = None
    measure: Callable | None = None
    without: Sequence[str] = ()
    rtol: float = 1e-6
    seconds: float = 2.0

    def cases(self):
        """Return every tuple of arguments that a function is tried on, smallest first, the random ones at the end."""
        rng = np.random.default_rng(0)
        drawn = [self.random(rng) for _ in range(5 if self.random else 0)]
        return [case for group in (self.inputs, drawn) for case in sorted(group, key=_size)]

    def names(self):
        """Return the names of the solution's arguments."""
        return list(inspect.signature(self.solution).parameters)

    def due_before(self, order, place):
        """Return the letters that must come before the one at a place of an order of lines, and do not."""
        return [letter for letter in (self.before or {}).get(order[place], "") if letter not in order[:place]]

    def asked(self):
        """Return the question as paragraphs: the choices, the lines or the goal come after it."""
        options = self.choices or self.lines or {}
        listed = [Code("\n".join(f"{letter}) {text}" for letter, text in options.items()))] if options else []
        goal = [Pictures({"goal": self.picture(plain(self.solution))})] if self.picture else []
        return [self.ask, *listed, *goal]

    def chosen(self, answer):
        """Return the letter of a choice that was named by its letter, its text or its number; else None."""
        if not isinstance(answer, str | int | float):
            return None
        named = {tidy(name): letter for letter, text in self.choices.items() for name in (letter, text)}
        return named.get(tidy(answer if isinstance(answer, str) else number(answer)))

    def ordered(self, answer):
        """Return an order of lines, such as "b, A, c" or ["b", "a", "c"], as "bac"; None if it is no text."""
        parts = answer if isinstance(answer, list | tuple) else [answer]
        if not all(isinstance(part, str) for part in parts):
            return None
        return "".join(letter for letter in "".join(parts).casefold() if letter.isalnum())


def _size(argument):
    """Count the numbers of an argument, lists of arrays of different shapes included."""
    return sum(map(_size, argument)) if isinstance(argument, (list, tuple)) else np.size(argument)


# ---------------------------------------------------------------------------- examining an answer


def examine(exercise, answer):
    """Compare an answer with the solution, then look for a known mistake.

    Parameters
    ----------
    exercise : Exercise
    answer : what the learner gave, whatever it is

    Returns
    -------
    Feedback, whose `kind` is a key of `feedback.KINDS`

    Examples
    --------
    A function, an order of lines, and weights that draw a picture:

    >>> triple = Exercise("0.9", "Triple", "Return three times x.", lambda x: 3 * x, "3x is x + x + x.",
    ...                   [Mistake(lambda x: x ** 3, "This is `x ** 3`.")], ["Multiply."], inputs=[(2,)])
    >>> examine(triple, lambda x: x + x + x).kind, examine(triple, lambda x: x * x * x).kind
    ('right', 'mistake')
    >>> tea = Exercise("0.8", "Tea", "Make tea. In which order?", "cab", "Only hot water draws.", [], [],
    ...                lines={"a": "pour", "b": "drink", "c": "boil"}, before={"a": "c", "b": "a"})
    >>> examine(tea, "cba")
    ↻ Not yet: the order · 0.8 Tea
    The first line is right. Then comes `b`, but `a` has to come before it.
        ✓ c) boil
          b) drink   ← too early
          a) pour
    Stuck? `hint("0.8")`
    >>> bar = Exercise("0.7", "Bar", "Draw a bar.", np.array([[-1, 2], [-1, 2]]), "It stands.", [], [], picture=np.sign)
    >>> examine(bar, [[-3, 1], [-3, -1]])
    ↻ Not yet: a different picture · 0.7 Bar
    One number differs from the goal, at [1, 1]: yours is -1, and the goal has 1 there.
        goal         yours
        [[-1,  1],   [[-1,  1],
         [-1,  1]]    [-1, -1]]
    Stuck? `hint("0.7")`
    """
    if not callable(answer):
        answer = look_at(answer, exercise.seconds)
    if untouched(answer):
        return _not_attempted(exercise)
    if problem := misfit(exercise, answer):
        return _not_yet(exercise, "type", [problem])
    got, want = list(outcomes(exercise, answer)), list(outcomes(exercise, exercise.solution))
    if any(map(unfinished, got)):
        return _not_attempted(exercise)
    faults = [fault(exercise, mine, right) for mine, right in zip(got, want, strict=False)]
    if not any(faults):
        if short := sorted(names_in(answer) & set(exercise.without)):
            return _not_yet(exercise, "shortcut", [too_short(short)])
        printed = any(outcome.printed for outcome in got)
        note = ["It prints as well. That is not needed: what counts is what it returns."] if printed else []
        return Feedback("right", _title(exercise), [exercise.why, *note])
    for mistake in exercise.mistakes:
        place = _looks_like(mistake, exercise, got, want)
        if place is not None:
            said = [mistake.message, *_shown(exercise, place, got[place], want[place])]
            return replace(_not_yet(exercise, "mistake", said), mistake=key(mistake.answer))
    place = next(i for i, found in enumerate(faults) if found)
    kind, sentence = faults[place]
    if kind == "raised":
        sentence = raised(got[place], answer)
    return _not_yet(exercise, kind, [sentence, *_shown(exercise, place, got[place], want[place])])


def too_many(exercise, answers):
    """Return Feedback for a call of `check` with more than one answer.

    Parameters
    ----------
    answers : what was handed over after the exercise's number
    """
    answers = [look_at(answer) for answer in answers]
    numbers = all(isinstance(answer, int | float) for answer in answers)
    said = f"You gave `check` {len(answers)} answers" + (f", {listed(map(show, answers))}. " if numbers else ". ")
    if callable(exercise.solution):
        said += f'It takes one, the name of your function: `check("{exercise.id}", {exercise.solution.__name__})`.'
    elif numbers and np.ndim(exercise.solution) == 0 and not isinstance(exercise.solution, str):
        said += "One number is asked for. Python ends a number at a comma, so write decimals with a point: `0.5`."
    elif numbers:
        said += ("Python took the comma as the end of the first. Put brackets around numbers that belong together: "
                 f'`check("{exercise.id}", ({", ".join(map(show, answers))}))`.')
    else:
        said += f'It takes one: `check("{exercise.id}", …)`.'
    return Feedback("call", _title(exercise), [said])


def misnamed(exercise, named):
    """Return Feedback for a call of `check` with a name that it does not know, such as `function=dot`."""
    names = listed(f"`{shortened(name, 40)}=`" for name in named)
    return Feedback("call", _title(exercise), [
        f'`check` does not know {names}. Write your answer after the comma, without a name: '
        f'`check("{exercise.id}", …)`.'])


def outcomes(exercise, answer):
    """Yield the outcome for each case of the exercise, up to the first that does not finish."""
    if not callable(exercise.solution):
        yield _outcome(exercise, answer)
        return
    for case in exercise.cases():
        outcome = run(answer, case, exercise.seconds)
        yield outcome
        if outcome.slow:
            return


def _outcome(exercise, answer):
    """Return the outcome of an answer that is a value."""
    if exercise.choices:
        return Outcome(exercise.chosen(answer))
    if exercise.lines:
        return Outcome(exercise.ordered(answer))
    if work := exercise.measure or exercise.picture:
        return run(work, (answer,), exercise.seconds)
    return Outcome(plain(answer))


def _looks_like(mistake, exercise, got, want):
    """Return the first case where the answer is wrong in this mistake's way; None if it ever differs from it."""
    places = (_alike(exercise, outcomes(exercise, wrong), got, want) for wrong in (mistake.answer, *mistake.also))
    return next((place for place in places if place is not None), None)


def _alike(exercise, known, got, want):
    """Return the first case where known and got go wrong together; None if they ever differ.

    Where one raises, the other must raise too: with what words does not matter, as long as not every case raises.
    """
    wrong_at, failed_at = [], []
    for i, (mine, wrong, right) in enumerate(zip(got, known, want, strict=False)):
        if mine.failed or wrong.failed:
            if mine.failed != wrong.failed:
                return None
            failed_at.append(i)
        elif mine.value is None or wrong.value is None:
            if mine.value is not wrong.value:
                return None
            wrong_at.append(i)
        elif difference(mine.value, wrong.value, exercise.rtol):
            return None
        elif difference(wrong.value, right.value, exercise.rtol):
            wrong_at.append(i)
    return next(iter(wrong_at or (failed_at if len(failed_at) < len(got) else [])), None)


# ---------------------------------------------------------------------------- what is shown


def _shown(exercise, place, mine, right):
    """Return what is shown under a sentence: the case with both answers, the lines as ordered, or both pictures."""
    if callable(exercise.solution):
        return _both(exercise, place, mine, right)
    if exercise.lines:
        return [_ordered(exercise, mine.value)]
    if exercise.picture and not mine.failed and np.ndim(mine.value) == 2:
        same = np.shape(mine.value) == right.value.shape
        marked = unlike(exercise, mine.value, right.value) if same else ()
        return [Pictures({"goal": right.value, "yours": as_array(mine.value)}, marked)]
    return []


def _both(exercise, place, mine, right):
    """Show a case, the learner's answer and the right one."""
    given = [f"{name} = " for name in exercise.names()]
    rows = list(zip(given, map(show, map(plain, exercise.cases()[place])), strict=False))
    if not mine.failed and mine.value is not None:
        rows.append(("your answer:  ", show(mine.value)))
    rows.append(("right answer: ", show(right.value)))
    if not mine.failed and rows[-1][1] == rows[-2][1] and not mine.changed:
        rows.append(("", "They look alike at four decimals, and differ beyond them."))
    return [Code("\n".join(label + indented(text, " " * len(label)).lstrip() for label, text in rows))]


def _ordered(exercise, order):
    """Show the lines in the learner's order, with a mark at those that are right so far and one at the first other."""
    right = next((i for i in range(len(order)) if exercise.due_before(order, i)), len(order))
    rows = [f"{'✓' if i < right else ' '} {letter}) {exercise.lines[letter]}{'   ← too early' if i == right else ''}"
            for i, letter in enumerate(order)]
    return Code("\n".join(rows))


def _title(exercise):
    return f"{exercise.id} {exercise.title}"


def _not_yet(exercise, kind, body):
    help = f"See “{exercise.see}” in this lesson, or ask for a hint:" if exercise.see else "Stuck?"
    return Feedback(kind, _title(exercise), [*filter(None, body), f'{help} `hint("{exercise.id}")`'])


def _not_attempted(exercise):
    return Feedback("untouched", _title(exercise), [
        *exercise.asked(),
        f'Put your answer where the `...` is, and run the cell again. Stuck? `hint("{exercise.id}")`'])
