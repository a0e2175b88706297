"""The exercises of the lessons, and the four functions that a lesson calls.

`lessonNN.py` holds `EXERCISES`, a list of `Exercise`, for lesson NN; it is loaded when one of them is first asked for.
What was solved is remembered as long as the kernel runs.
"""

import difflib
import importlib
import inspect
import pkgutil
import re
import textwrap
from collections import Counter

from dlmath.exercises.check import examine, too_many
from dlmath.exercises.feedback import Code, Feedback
from dlmath.exercises.values import plain, show

__all__ = ["check", "hint", "lesson_exercises", "lessons", "progress", "solution"]

_solved, _tried, _hints = set(), {}, Counter()  # _tried is a dict for its order: the last one tried comes last


def lessons():
    """Return the numbers of the lessons that have exercises."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(int(name[6:]) for name in names if re.fullmatch(r"lesson\d\d", name))


def lesson_exercises(lesson):
    """Return the exercises of a lesson as a dict from id to `Exercise`.

    Examples
    --------
    >>> list(lesson_exercises(0))
    ['0.1']
    """
    if lesson not in lessons():
        raise ValueError(f"lesson_exercises: there is no lesson {lesson!r} with exercises; there are {lessons()}")
    module = importlib.import_module(f".lesson{lesson:02d}", __name__)
    return {exercise.id: exercise for exercise in module.EXERCISES}


def check(id=None, answer=..., *more):
    """Look at an answer to an exercise.

    Parameters
    ----------
    id : the exercise, such as "1.3"
    answer : a function, a number, an array, a text, the letter of a choice or an order of lines, as the exercise asks
    more : nothing belongs here; what is found here all the same is explained, and so is whatever else is handed over

    Returns
    -------
    Feedback: shows itself where it is the last line of a cell

    Examples
    --------
    >>> check("0.1")
    ○ Not attempted yet · 0.1 Double a number
    Return twice `x`.
    Put your answer where the `...` is, and run the cell again. Stuck? `hint("0.1")`
    """
    exercise = _find(id)
    if isinstance(exercise, Feedback):
        return exercise
    if more:
        return too_many(exercise, (answer, *more))
    feedback = examine(exercise, answer)
    _tried[exercise.id] = _tried.pop(exercise.id, False) or feedback.kind != "untouched"
    if feedback.kind == "right":
        _solved.add(exercise.id)
    return feedback


def hint(id=None):
    """Return the next hint to an exercise; after the last one, the last one again."""
    exercise = _find(id)
    if isinstance(exercise, Feedback):
        return exercise
    count = len(exercise.hints)
    _hints[exercise.id] = turn = min(_hints[exercise.id] + 1, count)
    more = f'That was the last hint. `solution("{exercise.id}")` shows one way to do it.' if turn == count \
        else f'For the next hint run `hint("{exercise.id}")` again.'
    return Feedback("hint", f"{exercise.id} {exercise.title} · {turn} of {count}", [exercise.hints[turn - 1], more])


def solution(id=None):
    """Return the solution of an exercise, and why it works."""
    exercise = _find(id)
    if isinstance(exercise, Feedback):
        return exercise
    answer = exercise.solution
    if callable(answer):
        text = textwrap.dedent(inspect.getsource(answer)).rstrip()
    elif exercise.choices:
        text = f"{answer}) {exercise.choices[answer]}"
    elif exercise.lines:
        text = "\n".join(exercise.lines[letter] for letter in answer)
    else:
        text = show(plain(answer))
    return Feedback("solution", f"{exercise.id} {exercise.title}", [Code(text), exercise.why])


def progress():
    """Say what is solved, and what comes next: in the lessons at work in this kernel, or else in all of them."""
    at_work = {_lesson(id) for id in _tried}
    body, waiting = [], []
    for lesson in [lesson for lesson in lessons() if lesson in at_work or not at_work]:
        exercises = lesson_exercises(lesson)
        body.append(f"Lesson {lesson}: {sum(id in _solved for id in exercises)} of {len(exercises)} solved.")
        rows = [("✓ solved   " if id in _solved else "↻ tried    " if _tried.get(id) else "○ to do    ")
                + f"{id:5} {exercise.title}" for id, exercise in exercises.items()]
        body.append(Code("\n".join(rows)))
        waiting += [exercise for id, exercise in exercises.items() if id not in _solved]
    last = list(_tried)[-1] if _tried else ""
    # The next one after the exercise last worked at; the ones passed over come after it.
    waiting.sort(key=lambda exercise: bool(last) and _order(exercise.id) < _order(last))
    body.append(f"Next: {waiting[0].id} {waiting[0].title}" if waiting else "All solved. On to the next lesson.")
    return Feedback("progress", "in this session", body)


def _lesson(id):
    return int(id.split(".")[0])


def _order(id):
    return tuple(map(int, id.split(".")))


def _find(id):
    """Return the exercise, or Feedback that says which ids there are."""
    id = plain(id)
    if not isinstance(id, str):
        return Feedback("unknown", "its number comes first, in quotes", ['Write it as in `check("1.3", dot)`.'])
    id = id.strip()
    if re.fullmatch(r"\d{1,2}\.\d{1,3}", id, re.ASCII) and _lesson(id) in lessons():
        exercises = lesson_exercises(_lesson(id))
        if id in exercises:
            return exercises[id]
        near = list(exercises)
    else:
        every = [known for lesson in lessons() for known in lesson_exercises(lesson)]
        near = difflib.get_close_matches(id, every, 4, 0.4) or [f"{lesson}.1" for lesson in lessons()[:4]]
    name = id if len(id) <= 20 else id[:20] + " …"
    return Feedback("unknown", f"“{name}”", [f"Close to it: {', '.join(near)}."])
