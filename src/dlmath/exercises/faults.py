"""What is wrong with an answer: why it cannot be tried, or how what it gives differs from what is right."""

import inspect
import linecache

import numpy as np

from dlmath.exercises.compare import close, difference
from dlmath.exercises.run import code_of
from dlmath.exercises.tips import tip
from dlmath.exercises.values import Other, as_array, describe, listed, shortened, show, type_name


def misfit(exercise, answer):
    """Say why an answer cannot be tried at all: not a function, not one of the choices, not numbers; else None."""
    if callable(exercise.solution):
        return _no_such_function(exercise, answer)
    if callable(answer):
        return "This asks for a value, and you handed over a function."
    if exercise.choices and exercise.chosen(answer) is None:
        return "Choose one of " + listed((f'`"{letter}"`' for letter in exercise.choices), "or") + "."
    if exercise.lines:
        return _no_order(exercise, exercise.ordered(answer))
    if isinstance(exercise.solution, str):
        return None
    if isinstance(answer, str):
        return f"Your answer is {describe(answer)}, but numbers are asked for. Leave out the quotes."
    if exercise.measure or exercise.picture:
        return _no_such_numbers(exercise, answer)
    return None


def _no_such_numbers(exercise, answer):
    """Say why an answer cannot be measured or drawn: it is not as many numbers as the solution; None if it is."""
    kind, sentence = difference(answer, exercise.solution) or ("", "")
    if kind == "shape":
        return how_many(exercise, answer, exercise.solution) or sentence
    return sentence if kind == "type" else None


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


def _no_order(exercise, order):
    """Say why letters are no order of the exercise's lines; None if they are."""
    if not order:
        return f'Give the letters of the lines in their order, in quotes, such as `"{"".join(exercise.lines)}"`.'
    unknown = [letter for letter in order if letter not in exercise.lines]
    twice = [letter for letter in exercise.lines if order.count(letter) > 1]
    missing = [letter for letter in exercise.lines if letter not in order]
    for found, said in ((unknown, "There is no line"), (twice, "Use each line once. You have more than one"),
                        (missing, "You have left out")):
        if found:
            return f"{said} {listed(f'`{shortened(letter, 3)}`' for letter in dict.fromkeys(found))}."
    return None


def fault(exercise, mine, right):
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
        sentence = how_many(exercise, mine.value, right.value) or sentence
    if callable(exercise.solution):
        return kind, sentence or "Here is the smallest input on which your answer differs from the right one:"
    return kind, sentence or f"Your answer: `{show(mine.value)}`. That is not it."


def how_many(exercise, mine, right):
    """Say how many numbers an answer has and how many are asked for, where both are in a row, or a single one."""
    if any(a is None or a.ndim > 1 for a in (as_array(mine), as_array(right))):
        return ""
    if np.ndim(right) == 0:
        return f"One number is asked for, without brackets. You gave {describe(mine)}."
    gave = "one number" if np.size(mine) == 1 else f"{np.size(mine)} numbers"
    form = "with commas" if callable(exercise.solution) else "in brackets and with commas"
    return f"You gave {gave}, but {np.size(right)} numbers are asked for, {form} between them."


def too_short(names):
    """Say that names which an answer uses do what the learner is asked to do."""
    return (f"What you return is right, but {listed(f'`{name}`' for name in names)} did the work for you. "
            "Here you are asked to write it out once without. In every later exercise it is welcome.")


def _changed(exercise, mine):
    names = listed(f"`{exercise.names()[i]}`" for i in mine.changed)
    return (f"What you return is right, but your function changes {names}, which belongs to the caller. "
            "Work on a copy, as in `A.copy()`, or build a new array.")


def _out_of_order(exercise, order):
    """Return what is wrong with an order of lines: how many are right, and what must come before the next."""
    for place, letter in enumerate(order):
        if late := exercise.due_before(order, place):
            start = (f"The first {place} lines are right." if place > 1 else
                     "The first line is right." if place else "The first line is not right yet.")
            have = "have" if len(late) > 1 else "has"
            return "order", (f"{start} {'Then' if place else 'First'} comes `{letter}`, but "
                             f"{listed(f'`{other}`' for other in late)} {have} to come before it.")
    return None


def _elsewhere(exercise, mine, right):
    """Say where a picture differs from the goal."""
    cells = unlike(exercise, mine, right)
    row, column = cells[0]
    yours, goal = show(as_array(mine)[row, column].item()), show(right[row, column].item())
    there = f"at [{row}, {column}]: yours is {yours}, and the goal has {goal} there."
    if len(cells) == 1:
        return f"One number differs from the goal, {there}"
    return f"{len(cells)} of the {right.size} numbers differ from the goal. The first is {there}"


def unlike(exercise, mine, right):
    """Return (row, column) of the cells in which a picture differs from the goal."""
    alike = close(as_array(mine).astype(float), right.astype(float), exercise.rtol)
    return [(int(row), int(column)) for row, column in np.argwhere(~alike)]


def raised(outcome, answer):
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
