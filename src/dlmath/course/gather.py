"""Read the progress of a class from its learners' folders: whatever one of them holds, the others are read.

Nothing is written there, and no lock is taken: a learner's file is only ever replaced as a whole, so what is read is
what it held at some moment.
"""

import json
import os
import re
import stat
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from dlmath.course.copies import is_course
from dlmath.course.missions import KEY
from dlmath.course.progress import FILE, VERSION, is_count, parse

DEPTH = 3  # how far below a folder that was named: homes/ada/course/my-course
LARGEST = 4_000_000  # bytes; the file of a learner who has done everything holds some ten thousand


@dataclass
class Learner:
    """What one learner's folder remembers.

    Parameters
    ----------
    name : the folder's, with as many of those above it as it takes to tell it from the others
    solved : ids of exercises
    mistakes : from (exercise, key) to how often that mistake was made
    hints : from an exercise to how often a hint was asked for
    """

    name: str
    solved: set = field(default_factory=set)
    mistakes: Counter = field(default_factory=Counter)
    hints: Counter = field(default_factory=Counter)

    def tried(self):
        """Return the exercises in which a known mistake was made, or a hint asked for."""
        return {*self.hints, *(id for id, _ in self.mistakes)}


def gather(folders):
    """Return what the learners' folders remember, and a sentence for everything that could not be read.

    Parameters
    ----------
    folders : list of Path
        Learners' folders, or folders that hold some, up to three levels down. A folder that is reached in several
        ways, by links for instance, counts once.

    Returns
    -------
    (list of Learner, list of str)
    """
    notes, seen, found = [], {}, []
    for folder in folders:
        found += _learners_in(folder, 0, seen, notes)
    found.sort(key=_in_order)
    learners = []
    for path, name in zip(found, _names(found)):
        learner, said = _read(path, name)
        learners += [learner] if learner else []
        notes += [f"{name}: {said}"] if said else []
    return learners, notes


def _in_order(path):
    """Return what a path is sorted by: `learner 2` comes before `learner 10`, and capitals are as good as others."""
    return [re.sub(r"\d+", lambda digits: digits[0].zfill(20), part.casefold()) for part in path.absolute().parts]


def _learners_in(folder, level, seen, notes):
    """Return the learners' folders in a folder, itself included, and add to the notes what could not be looked at."""
    try:
        info = os.stat(folder)
        if not stat.S_ISDIR(info.st_mode):
            notes.append(f"{printable(folder)} is a file: name the folder that it is in.")
            return []
        if (twin := seen.setdefault((info.st_dev, info.st_ino), folder)) is not folder:
            if level < 2:
                notes.append(f"{printable(folder)} is the same folder as {printable(twin)}, so it counts once.")
            return []
        with os.scandir(folder) as entries:
            names = {entry.name: entry for entry in entries}
        if FILE in names or is_course(Path(folder)):
            return [Path(folder)]
    except OSError as error:
        notes.append(f"{printable(folder)} cannot be read: {error.strerror or error}.")
        return []
    before, found = len(notes), []
    if level < DEPTH:
        for name in sorted(names):
            if not name.startswith(".") and _leads_on(names[name]):
                found += _learners_in(os.path.join(folder, name), level + 1, seen, notes)
    if not found and level < 2 and len(notes) == before:
        notes.append(f"{printable(folder)} holds no learner's folder.")
    return found


def _leads_on(entry):
    """Tell whether an entry of a folder is a folder, or a link: where that leads is seen when it is followed."""
    return entry.is_dir(follow_symlinks=False) or entry.is_symlink() and not os.path.isfile(entry.path)


def _read(folder, name):
    """Return the learner whose folder it is, or None, and a sentence on what could not be read, or ""."""
    file = folder / FILE
    try:
        info = file.stat()
        if not stat.S_ISREG(info.st_mode):
            return None, f"{FILE} is not a file."
        if info.st_size > LARGEST:
            return None, f"{FILE} is far too large to be one of this course."
        content, left_out = parse(file.read_bytes())
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not file.is_symlink():
            return Learner(name), ""  # who has not begun yet
        return None, f"{FILE} cannot be read: {error.strerror or error}."
    except (json.JSONDecodeError, UnicodeDecodeError):
        return None, f"{FILE} is damaged." if info.st_size else f"{FILE} is empty."
    except ValueError:
        return None, f"{FILE} was not written by this course."
    learner = Learner(name)
    for id, entry in content["exercises"].items():
        if id != KEY and not _add(learner, id, entry):
            left_out.append(id)
    said = []
    if content["version"] > VERSION:
        said.append("was written by a newer version of the course, and is read as far as it is understood")
    if left_out:
        said.append("holds what this course does not write, which is left out, for "
                    + ", ".join(printable(id[:20]) for id in left_out[:5]) + ", …" * (len(left_out) > 5))
    return learner, f"{FILE} {', and '.join(said)}." if said else ""


def _add(learner, id, entry):
    """Add an exercise's entry to what is known of a learner, and tell whether all of it could be understood."""
    mistakes, hints = entry.get("mistakes", {}), entry.get("hints", 0)
    if "solved" in entry:
        learner.solved.add(id)
    if is_count(hints) and hints:
        learner.hints[id] = hints
    well = is_count(hints) and isinstance(mistakes, dict)
    for mistake, times in mistakes.items() if isinstance(mistakes, dict) else ():
        if is_count(times) and times:
            learner.mistakes[id, mistake] = times
        well = well and is_count(times)
    return well


def _names(paths):
    """Return a name for each path: its last part, with as many before it as it takes to tell it from the others.

    Examples
    --------
    >>> _names([Path("/a/ada"), Path("/b/ada"), Path("/b/bob")])
    ['a/ada', 'b/ada', 'bob']
    """
    parts = [path.absolute().parts for path in paths]
    length = [1] * len(parts)
    waiting = range(len(parts))
    while waiting:
        said = Counter(parts[i][-length[i]:] for i in range(len(parts)))
        waiting = [i for i in waiting if said[parts[i][-length[i]:]] > 1 and length[i] < len(parts[i])]
        for i in waiting:
            length[i] += 1
    return [printable("/".join(part[-n:])) for part, n in zip(parts, length)]


def printable(name):
    r"""Write a name so that it stays on one line, whatever it is made of.

    Examples
    --------
    >>> print(printable("Zoë\n\x1b[31m"))
    Zoë\n\x1b[31m
    """
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in str(name))
