"""What a class believes: which known mistakes its learners made, what they solved, and where they asked for hints.

`python -m dlmath class` writes it as a table, `class.csv`, and as a page, `class.html`.
"""

import csv
import io
import re
from collections import Counter
from typing import NamedTuple

from dlmath.course.beliefs_page import GENERATOR, page
from dlmath.course.files import Trouble, why, write_whole
from dlmath.course.gather import printable
from dlmath.picture.words import count

PAGE, TABLE = "class.html", "class.csv"
FIRST = ("learner", "solved", "of", "mistakes", "hints")  # the table's first columns; after them each exercise has one
RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # a spreadsheet would compute such a cell

UNKNOWN = "This is a mistake that this version of the course does not know. Another version counted it."


class Asked(NamedTuple):
    """An exercise, as far as a report needs it.

    Attributes
    ----------
    id : such as "6.2"
    title : str
    mistakes : dict from key to message
    """

    id: str
    title: str
    mistakes: dict


class Made(NamedTuple):
    """A mistake, and how many learners made it.

    Attributes
    ----------
    learners : int
    times : int, all of theirs together
    exercise : Asked
    brief : the first sentence of its message
    rest : what comes after it
    """

    learners: int
    times: int
    exercise: Asked
    brief: str
    rest: str


class Beliefs(NamedTuple):
    """All that is counted of a class.

    Attributes
    ----------
    learners : list of gather.Learner
    exercises : list of Asked
    solved : Counter from an exercise to how many learners solved it
    mistakes : list of Made, the commonest first
    hints : list of (learners, times, Asked), the most asked for first
    notes : list of str, what could not be read or is not known
    """

    learners: list
    exercises: list
    solved: Counter
    mistakes: list
    hints: list
    notes: list


def beliefs(learners, exercises, notes=()):
    """Count what the learners of a class have in common.

    Parameters
    ----------
    learners : list of gather.Learner
    exercises : list of Asked
    notes : what could not be read

    Returns
    -------
    Beliefs
    """
    known = {exercise.id: exercise for exercise in exercises}
    solved = Counter(id for learner in learners for id in learner.solved)
    by, times, turns = Counter(), Counter(), Counter()
    for learner in learners:
        turns.update(learner.hints)
        by.update({(id, _known(known, id, key)) for id, key in learner.mistakes})
        for (id, key), often in learner.mistakes.items():
            times[id, _known(known, id, key)] += often
    asked = Counter(id for learner in learners for id in learner.hints)
    mistakes = [Made(by[id, key], times[id, key], known[id], *parted(known[id].mistakes.get(key, UNKNOWN)))
                for id in known for key in (*known[id].mistakes, None) if (id, key) in by]
    strangers = Counter(id for learner in learners for id in learner.solved | learner.tried() if id not in known)
    return Beliefs(
        learners, exercises, solved,
        sorted(mistakes, key=lambda made: (-made.learners, -made.times)),
        sorted([(asked[id], turns[id], known[id]) for id in known if id in asked], key=lambda row: (-row[0], -row[1])),
        [*notes, *_strange(strangers)])


def _known(known, id, key):
    """Return a mistake's key, or None where this version of the course does not know it."""
    return key if id in known and key in known[id].mistakes else None


def _strange(strangers):
    """Return a sentence for each of the commonest exercises that this version does not know, and one for the rest."""
    said = [f"{printable(id[:20])}: this version of the course has no such exercise, but "
            f"{count(learners, 'learner has', 'learners have')} an entry for it." for id, learners in
            strangers.most_common(10)]
    more = len(strangers) - len(said)
    return said + [f"There are {more:,} more exercises that this version of the course does not have."] * (more > 0)


def parted(message):
    """Return the first sentence of a message, which says in short what the mistake is, and the rest.

    Examples
    --------
    >>> parted("This is the sum. Divide by the number of examples, or use `np.mean`.")
    ('This is the sum.', 'Divide by the number of examples, or use `np.mean`.')
    """
    brief, *rest = re.split(r"(?<=[.?!]) (?=[^a-z])", message, maxsplit=1)
    return brief, "".join(rest)


def table(found):
    """Write the CSV: a line for each learner, with a 1 for what is solved and a 0 for what was only tried.

    A cell stays empty where nothing is known: a wrong answer that is no known mistake is not remembered. Names that a
    spreadsheet would take for a formula get an apostrophe in front.

    Parameters
    ----------
    found : Beliefs

    Returns
    -------
    str
    """
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow([*FIRST, *(f"{asked.id} {asked.title}" for asked in found.exercises)])
    ids = [asked.id for asked in found.exercises]
    for learner in found.learners:
        tried = learner.tried()
        name = f"'{learner.name}" if learner.name.startswith(RISKY) else learner.name
        rows.writerow([name, sum(id in learner.solved for id in ids), len(ids), learner.mistakes.total(),
                       learner.hints.total(), *(1 if id in learner.solved else 0 if id in tried else "" for id in ids)])
    return written.getvalue()


def in_words(made, found):
    """Say of a mistake who made it, in one line.

    Parameters
    ----------
    made : Made
    found : Beliefs
    """
    return f"{made.learners:,} of {len(found.learners):,} in {made.exercise.id} {made.exercise.title}: {made.brief}"


def write(found, folder):
    """Write the page and the table into a folder, and return their paths.

    Parameters
    ----------
    found : Beliefs
    folder : Path

    Raises
    ------
    Trouble
        If they cannot be written, or if something else has one of their names; then neither is written.
    """
    contents = {PAGE: page(found).encode(), TABLE: b"\xef\xbb\xbf" + table(found).encode()}  # Excel asks for the mark
    marks = {PAGE: GENERATOR.encode(), TABLE: ",".join(FIRST).encode()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, mark in marks.items():
            if (folder / name).exists() and mark not in (folder / name).read_bytes()[:1000]:
                raise Trouble(f"{folder / name} was not written by this command: move it, or name another folder with "
                              "--to.")
        for name, content in contents.items():
            write_whole(folder / name, content)
    except OSError as error:
        raise Trouble(why(error, folder)) from error
    return [folder / name for name in contents]
