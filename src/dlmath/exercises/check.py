"""Look at a learner's answer: compare it with the solution, and name the mistake that it looks like.

An `Exercise` holds a solution and the known mistakes; `examine` compares an answer with both and returns `Feedback`.
The functions that a lesson calls (`check`, `hint`, `solution`, `progress`) are in `dlmath.exercises`.
"""

import inspect
import linecache
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dlmath.exercises.compare import close, difference, tidy
from dlmath.exercises.feedback import Code, Feedback, Pictures, indented
from dlmath.exercises.run import Outcome, code_of, look_at, names_in, run, unfinished, untouched
from dlmath.exercises.tips import tip
from dlmath.exercises.values import Other, as_array, describe, number, plain, shortened, show, type_name

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

    Examples
    --------
    >>> triple = Exercise("0.9", "Triple", "Return three times x.", lambda x: 3 * x, "3x is x + x + x.",
    ...                   [Mistake(lambda x: x ** 3, "This is `x ** 3`.")], ["Multiply."], inputs=[(2,)])
    >>> examine(triple, lambda x: x + x + x).kind
    'right'
    >>> examine(triple, lambda x: x * x * x).kind
    'mistake'
    >>> tea = Exercise("0.8", "Tea", "Make tea. In which order?", "cab", "Only hot water draws.", [], [],
    ...                lines={"a": "pour", "b": "drink", "c": "boil"}, before={"a": "c", "b": "a"})
    >>> examine(tea, "cba")
    ↻ Not yet: the order · 0.8 Tea
    The first line is right. Then comes `b`, but `a` has to come before it.
        ✓ c) boil
          b) drink   ← too early
          a) pour
    Stuck? `hint("0.8")`
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

    def asked(self):
        """Return the question as paragraphs: the choices, the lines or the goal come after it."""
        options = self.choices or self.lines or {}
        listed = [Code("\n".join(f"{letter}) {text}" for letter, text in options.items()))] if options else []
        goal = [Pictures({"goal": self.picture(plain(self.solution))})] if self.picture else []
        return [self.ask, *listed, *goal]


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
    """
    if not callable(answer):
        answer = look_at(answer, exercise.seconds)
    if untouched(answer):
        return _not_attempted(exercise)
    if problem := _misfit(exercise, answer):
        return _not_yet(exercise, "type", [problem])
    got, want = outcomes(exercise, answer), outcomes(exercise, exercise.solution)
    if any(map(unfinished, got)):
        return _not_attempted(exercise)
    faults = [_fault(exercise, mine, right) for mine, right in zip(got, want, strict=False)]
    if not any(faults):
        if short := sorted(names_in(answer) & set(exercise.without)):
            return _not_yet(exercise, "shortcut", [_too_short(short)])
        printed = any(outcome.printed for outcome in got)
        note = ["It prints as well. That is not needed: what counts is what it returns."] if printed else []
        return Feedback("right", _title(exercise), [exercise.why, *note])
    for mistake in exercise.mistakes:
        place = _looks_like(mistake, exercise, got, want)
        if place is not None:
            return _not_yet(exercise, "mistake", [mistake.message, *_shown(exercise, place, got[place], want[place])])
    place = next(i for i, fault in enumerate(faults) if fault)
    kind, sentence = faults[place]
    if kind == "raised":
        sentence = _raised(got[place], answer)
    return _not_yet(exercise, kind, [sentence, *_shown(exercise, place, got[place], want[place])])


def too_many(exercise, answers):
    """Return Feedback for a call of `check` with more than one answer.

    Parameters
    ----------
    answers : what was handed over after the exercise's number
    """
    answers = [look_at(answer) for answer in answers]
    numbers = all(isinstance(answer, int | float) for answer in answers)
    said = f"You gave `check` {len(answers)} answers" + (f", {_listed(map(show, answers))}. " if numbers else ". ")
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


def outcomes(exercise, answer):
    """Return the outcome for each case of the exercise, up to the first that does not finish."""
    if not callable(exercise.solution):
        return [_outcome(exercise, answer)]
    found = []
    for case in exercise.cases():
        found.append(run(answer, case, exercise.seconds))
        if found[-1].slow:
            break
    return found


def _outcome(exercise, answer):
    """Return the outcome of an answer that is a value."""
    if exercise.choices:
        return Outcome(_chosen(exercise, answer))
    if exercise.lines:
        return Outcome(_letters(answer))
    if work := exercise.measure or exercise.picture:
        return run(work, (answer,), exercise.seconds)
    return Outcome(plain(answer))


def _chosen(exercise, answer):
    """Return the letter of a choice that was named by its letter, its text or its number; else None."""
    if not isinstance(answer, str | int | float):
        return None
    named = {tidy(name): letter for letter, text in exercise.choices.items() for name in (letter, text)}
    return named.get(tidy(answer if isinstance(answer, str) else number(answer)))


def _letters(answer):
    """Return an order of lines, such as "b, A, c" or ["b", "a", "c"], as "bac"; None if it is no text."""
    parts = answer if isinstance(answer, list | tuple) else [answer]
    if not all(isinstance(part, str) for part in parts):
        return None
    return "".join(letter for letter in "".join(parts).casefold() if letter.isalnum())


# ---------------------------------------------------------------------------- what is wrong


def _misfit(exercise, answer):
    """Say why an answer cannot be tried at all: not a function, not one of the choices, not numbers; else None."""
    if callable(exercise.solution):
        return _no_such_function(exercise, answer)
    if callable(answer):
        return "This asks for a value, and you handed over a function."
    if exercise.choices and _chosen(exercise, answer) is None:
        return "Choose one of " + _listed((f'`"{letter}"`' for letter in exercise.choices), "or") + "."
    if exercise.lines:
        return _no_order(exercise, _letters(answer))
    if isinstance(exercise.solution, str):
        return None
    if isinstance(answer, str):
        return f"Your answer is {describe(answer)}, but numbers are asked for. Leave out the quotes."
    if exercise.measure or exercise.picture:
        kind, sentence = difference(answer, exercise.solution) or ("", "")
        how_many = _how_many(exercise, answer, exercise.solution) if kind == "shape" else ""
        return how_many or sentence if kind in ("type", "shape") else None
    return None


def _no_such_function(exercise, answer):
    """Say why an answer cannot be called with the arguments of an exercise; None if it can."""
    names = exercise.names()
    if not callable(answer):
        call = f'`check("{exercise.id}", {exercise.solution.__name__})`'
        if isinstance(answer, str):
            return f"This asks for a function. Give its name without quotes: {call}."
        return (f"This asks for a function, and you handed over {describe(answer)}. "
                f"Give the function's name without brackets: {call}.")
    try:
        signature = inspect.signature(answer)
    except BaseException:  # some built-in functions have no signature, and a learner's own may be a trap
        return None
    try:
        signature.bind(*exercise.cases()[0])
    except TypeError:
        return (f"Your function has to take {len(names)} argument{'s' * (len(names) > 1)}, "
                f"in this order: `{', '.join(names)}`.")
    return None


def _no_order(exercise, letters):
    """Say why letters are no order of the exercise's lines; None if they are."""
    all_of_them = "".join(exercise.lines)
    if letters is None or not letters:
        return f'Give the letters of the lines in their order, in quotes, such as `"{all_of_them}"`.'
    unknown = [letter for letter in letters if letter not in exercise.lines]
    twice = [letter for letter in exercise.lines if letters.count(letter) > 1]
    missing = [letter for letter in exercise.lines if letter not in letters]
    for found, said in ((unknown, "There is no line"), (twice, "Use each line once. You have more than one"),
                        (missing, "You have left out")):
        if found:
            return f"{said} {_listed(f'`{shortened(letter, 3)}`' for letter in dict.fromkeys(found))}."
    return None


def _fault(exercise, mine, right):
    """Return what is wrong with one outcome, as (kind, sentence); None where nothing is."""
    if mine.slow:
        return "slow", ("It did not finish in time, and was stopped. Is there a loop whose condition never "
                        "becomes false? Its variable has to change on every round.")
    if mine.error is not None:
        return ("raised", "") if callable(exercise.solution) else ("type", f"Your answer cannot be tried: {mine.said}.")
    if mine.value is None:
        said = shortened(" ".join(mine.printed.split()), 40)
        return "nothing", (f"Your function prints `{said}` but returns nothing: use `return` in place of `print`."
                           if said else "Your function returns nothing: is there a `return` on every path?")
    if exercise.lines:
        return _out_of_order(exercise, mine.value)
    if isinstance(mine.value, Other) and mine.value.name == "a generator":
        return "type", "Your function uses `yield`, so it hands over a generator: use `return`."
    found = difference(mine.value, right.value, exercise.rtol)
    if found is None:
        return ("changed", _changed(exercise, mine)) if mine.changed else None
    kind, sentence = found
    if exercise.picture:
        return ("picture", _elsewhere(exercise, mine.value, right.value)) if kind == "value" else found
    if kind == "shape" and (isinstance(right.value, tuple) or not callable(exercise.solution)):
        sentence = _how_many(exercise, mine.value, right.value) or sentence
    if callable(exercise.solution):
        return kind, sentence or "Here is the smallest input on which your answer differs from the right one:"
    return kind, sentence or f"Your answer: `{show(mine.value)}`. That is not it."


def _how_many(exercise, mine, right):
    """Say how many numbers an answer has and how many are asked for, where both are in a row, or a single one."""
    if any(a is None or a.ndim > 1 for a in (as_array(mine), as_array(right))):
        return ""
    if np.ndim(right) == 0:
        return f"One number is asked for, without brackets. You gave {describe(mine)}."
    gave = "one number" if np.size(mine) == 1 else f"{np.size(mine)} numbers"
    form = "with commas" if callable(exercise.solution) else "in brackets and with commas"
    return f"You gave {gave}, but {np.size(right)} numbers are asked for, {form} between them."


def _too_short(names):
    return (f"What you return is right, but {_listed(f'`{name}`' for name in names)} did the work for you. "
            "Here you are asked to write it out once without. In every later exercise it is welcome.")


def _changed(exercise, mine):
    names = _listed(f"`{exercise.names()[i]}`" for i in mine.changed)
    return (f"What you return is right, but your function changes {names}, which belongs to the caller. "
            "Work on a copy, as in `A.copy()`, or build a new array.")


def _out_of_order(exercise, letters):
    """Return what is wrong with an order of lines: how many are right, and what must come before the next."""
    for place, letter in enumerate(letters):
        late = [other for other in (exercise.before or {}).get(letter, "") if other not in letters[:place]]
        if late:
            start = (f"The first {place} lines are right." if place > 1 else
                     "The first line is right." if place else "The first line is not right yet.")
            have = "have" if len(late) > 1 else "has"
            return "order", (f"{start} {'Then' if place else 'First'} comes `{letter}`, but "
                             f"{_listed(f'`{other}`' for other in late)} {have} to come before it.")
    return None


def _elsewhere(exercise, mine, right):
    """Say where a picture differs from the goal."""
    cells = _unlike(exercise, mine, right)
    row, column = cells[0]
    yours, goal = show(as_array(mine)[row, column].item()), show(right[row, column].item())
    places = f"{len(cells)} of the {right.size} numbers differ" if len(cells) > 1 else "One number differs"
    return (f"{places} from the goal. The first is at [{row}, {column}]: yours is {yours}, and the goal has "
            f"{goal} there.")


def _unlike(exercise, mine, right):
    """Return (row, column) of the cells in which a picture differs from the goal."""
    alike = close(as_array(mine).astype(float), right.astype(float), exercise.rtol)
    return [(int(row), int(column)) for row, column in np.argwhere(~alike)]


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


def _raised(outcome, answer):
    """Say on which of the learner's own lines something was raised, what it means, and what Python says."""
    home = getattr(code_of(answer), "co_filename", None)
    where = ""
    for file, line in outcome.lines:
        if file == home or "ipykernel_" in file:  # ipykernel names the cells so: a helper may sit in another one
            text = shortened(_source_line(file, line), 100)
            where = f"It stopped on line {line}" + (f", `{text}`." if text else ".")
    said = shortened(outcome.said, 200).rstrip(".")
    says = f"Python says: `{type_name(outcome.error)}`" + (f", {said}." if said else ".")
    return " ".join(filter(None, [where, tip(outcome.error, outcome.said), says]))


def _source_line(file, line):
    try:
        return linecache.getline(file, line).strip()
    except Exception:  # a file name that is none
        return ""


# ---------------------------------------------------------------------------- what is shown


def _shown(exercise, place, mine, right):
    """Return what is shown under a sentence: the case with both answers, the lines as ordered, or both pictures."""
    if callable(exercise.solution):
        return _both(exercise, place, mine, right)
    if exercise.lines:
        return [_ordered(exercise, mine.value)]
    if exercise.picture and not mine.failed and np.ndim(mine.value) == 2:
        same = np.shape(mine.value) == right.value.shape
        marked = _unlike(exercise, mine.value, right.value) if same else ()
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


def _ordered(exercise, letters):
    """Show the lines in the learner's order, with a mark at those that are right so far and one at the first other."""
    rows, right = [], True
    for place, letter in enumerate(letters):
        early = set((exercise.before or {}).get(letter, "")) - set(letters[:place])
        rows.append(f"{'✓' if right and not early else ' '} {letter}) {exercise.lines[letter]}"
                    + ("   ← too early" if right and early else ""))
        right = right and not early
    return Code("\n".join(rows))


def _listed(words, last="and"):
    *most, end = words
    return f"{', '.join(most)} {last} {end}" if most else end


def _title(exercise):
    return f"{exercise.id} {exercise.title}"


def _not_yet(exercise, kind, body):
    help = f"See “{exercise.see}” in this lesson, or ask for a hint:" if exercise.see else "Stuck?"
    return Feedback(kind, _title(exercise), [*filter(None, body), f'{help} `hint("{exercise.id}")`'])


def _not_attempted(exercise):
    return Feedback("untouched", _title(exercise), [
        *exercise.asked(),
        f'Put your answer where the `...` is, and run the cell again. Stuck? `hint("{exercise.id}")`'])
