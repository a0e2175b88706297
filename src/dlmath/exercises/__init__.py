"""The exercises of the lessons, the functions that a lesson calls, and `solved`, which a grader's cell calls.

`lessonNN.py` holds `EXERCISES`, a list of `Exercise`, for lesson NN; it is loaded when one of them is first asked for.
What was solved, which known mistakes were made, and how often hints were asked for, is remembered as long as the
kernel runs, and, in a learner's own folder, for good.

A mistake counts once, however often its cell is run: it counts again only after another answer to this exercise, right
or wrong, or in another kernel. Every call of `hint` counts.
"""

import difflib
import importlib
import inspect
import pkgutil
import re
import textwrap
from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from dlmath.course.progress import count, day, now, remember
from dlmath.exercises.check import examine, misnamed, too_many
from dlmath.exercises.feedback import Code, Feedback
from dlmath.exercises.values import listed, plain, show

__all__ = ["Solved", "check", "hint", "lesson_exercises", "lessons", "progress", "solution", "solved",
           "yours_or_ours"]

# _solved knows when; in _tried the last one tried comes last, with the mistake that its last answer made, "" for none.
_solved, _tried, _hints = {}, {}, Counter()
_unsaved = Counter()  # from (exercise, mistake), or (exercise, None) for a hint, to how often, until it is written


def lessons():
    """Return the numbers of the lessons that have exercises."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(int(name[6:]) for name in names if re.fullmatch(r"lesson\d\d", name))


def lesson_exercises(lesson):
    """Return the exercises of a lesson as a dict from id to `Exercise`.

    Examples
    --------
    >>> list(lesson_exercises(0))[:2]
    ['0.1', '0.2']
    """
    if lesson not in lessons():
        raise ValueError(f"lesson_exercises: there is no lesson {lesson!r} with exercises; there are {lessons()}")
    module = importlib.import_module(f".lesson{lesson:02d}", __name__)
    return {exercise.id: exercise for exercise in module.EXERCISES}


def check(id=None, answer=..., *more, **named):
    """Look at an answer to an exercise.

    Parameters
    ----------
    id : the exercise, such as "1.3"
    answer : a function, a number, an array, a text, the letter of a choice or an order of lines, as the exercise asks
    more, named : nothing belongs here; what is found here all the same is explained

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
    if named:
        return misnamed(exercise, named)
    return _remembered(exercise, examine(exercise, answer))


def _remembered(exercise, feedback):
    """Return the feedback, with what was remembered before; remember what is solved, and a mistake that is new."""
    before = _tried.pop(exercise.id, None)
    if feedback.kind == "untouched":
        _tried[exercise.id] = before
        memory = _memory()
        when = memory.exercises.get(exercise.id, {}).get("solved")
        if when:
            said = f"You solved this on {day(when)}. If you like, solve it again; or go on."
            feedback = Feedback("solved", feedback.title, [said, *feedback.body])
        return replace(feedback, body=[*feedback.body, *memory.said])
    _tried[exercise.id] = feedback.mistake
    if feedback.kind == "right":
        _solved.setdefault(exercise.id, now())
    elif not feedback.mistake or feedback.mistake == before:
        return feedback
    else:
        _unsaved[exercise.id, feedback.mistake] += 1
    return replace(feedback, body=[*feedback.body, *_memory().said])


def _memory(folder=None):
    """Return what is remembered, with all that this kernel has seen; what cannot be written now is written later."""
    memory = remember(_add_all, folder)
    if memory.kept:
        _unsaved.clear()
    return memory


def _add_all(exercises):
    """Add what this kernel has seen solved, and the mistakes and hints that are not written yet."""
    for id, when in _solved.items():
        exercises.setdefault(id, {}).setdefault("solved", when)
    for (id, mistake), times in _unsaved.items():
        count(exercises.setdefault(id, {}), mistake, times)


def yours_or_ours(id, answer):
    """Return the learner's answer if it is right, else the solution, and print which; so a lesson can go on.

    Parameters
    ----------
    id : str
    answer : what the learner gave

    Raises
    ------
    ValueError
        If there is no such exercise.

    Examples
    --------
    >>> double = yours_or_ours("0.1", lambda x: x + 1)
    0.1 Double a number: ours, until yours is right
    >>> double(4)
    8
    """
    exercise = _find(id)
    if isinstance(exercise, Feedback):
        raise ValueError(f"yours_or_ours: {exercise}")
    right = examine(exercise, answer).kind == "right"
    print(f"{exercise.id} {exercise.title}: {'yours' if right else 'ours, until yours is right'}")
    return answer if right else exercise.solution


def hint(id=None):
    """Return the next hint to an exercise; after the last one, the last one again."""
    exercise = _find(id)
    if isinstance(exercise, Feedback):
        return exercise
    last = len(exercise.hints)
    _hints[exercise.id] = turn = min(_hints[exercise.id] + 1, last)
    _unsaved[exercise.id, None] += 1
    more = f'That was the last hint. `solution("{exercise.id}")` shows one way to do it.' if turn == last \
        else f'For the next hint run `hint("{exercise.id}")` again.'
    return Feedback("hint", f"{exercise.id} {exercise.title} · {turn} of {last}",
                    [exercise.hints[turn - 1], more, *_memory().said])


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


def progress(folder=None):
    """Say what is solved in all lessons, exercise by exercise in the lesson at work, and what comes next.

    Parameters
    ----------
    folder : Path, optional
        The learner's folder; the one that we are in, unless told.
    """
    memory = _memory(folder)
    every = {lesson: lesson_exercises(lesson) for lesson in lessons()}
    when = {id: memory.exercises[id]["solved"] for known in every.values() for id in known
            if "solved" in memory.exercises.get(id, {})}
    last = list(_tried)[-1] if _tried else max(when, key=lambda id: (when[id], _order(id)), default="0.1")
    at_work = every[_lesson(last)]
    compact = []
    for lesson, known in every.items():
        done = sum(id in when for id in known)
        compact.append(f"Lesson {lesson:<2}  {done:2} of {len(known):2} solved" + "  ✓" * (done == len(known)))
    rows = [("✓ solved   " if id in when else "↻ tried    " if _tried.get(id) is not None else "○ to do    ")
            + f"{id:5} {exercise.title}" for id, exercise in at_work.items()]
    # The next one is in the lesson at work, after the exercise last worked at; those passed over come after it.
    waiting = sorted((exercise for known in every.values() for id, exercise in known.items() if id not in when),
                     key=lambda exercise: (exercise.id not in at_work, _order(exercise.id) < _order(last)))
    next_one = f"Next: {waiting[0].id} {waiting[0].title}" if waiting else "You have solved every exercise."
    return Feedback("progress", f"in {memory.folder.name}" if memory.folder else "in this session", [
        Code("\n".join(compact)), f"Lesson {_lesson(last)}, exercise by exercise:", Code("\n".join(rows)), next_one,
        *memory.said])


class Solved(NamedTuple):
    """How many exercises are solved, and of how many.

    Attributes
    ----------
    done : int
    of : int
    """

    done: int
    of: int


def solved(id, folder=None, only_this_kernel=False):
    """Count what is solved of a lesson, or of one exercise: by this kernel, or on any day in the learner's folder.

    Parameters
    ----------
    id : str or int
        A lesson, such as "6" or 6, or an exercise, such as "6.2".
    folder : Path, optional
        The learner's folder; the one that we are in, unless told.
    only_this_kernel : bool
        Leave out what the folder remembers, as a grader has to: anybody can write that file.

    Returns
    -------
    Solved, the pair (done, of); of an exercise it is (0, 1) or (1, 1)

    Raises
    ------
    ValueError
        If there is no such lesson or exercise; the message says which there are.

    Examples
    --------
    >>> solved("6.2")
    Solved(done=0, of=1)
    >>> done, of = solved("6")
    """
    id = plain(id)
    name = str(id).strip() if type(id) in (int, str) else ""
    if re.fullmatch(r"\d{1,2}", name, re.ASCII) and int(name) in lessons():
        asked = list(lesson_exercises(int(name)))
    elif isinstance(exercise := _find(name), Feedback):
        raise ValueError(f'solved: there is no lesson and no exercise {show(id)}. Write `solved("6")` for a lesson, or '
                         f'`solved("6.2")` for an exercise; the lessons are {listed(map(str, lessons()))}.')
    else:
        asked = [exercise.id]
    known = _solved if only_this_kernel else [
        id for id, entry in _memory(folder).exercises.items() if "solved" in entry]
    return Solved(sum(id in known for id in asked), len(asked))


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
