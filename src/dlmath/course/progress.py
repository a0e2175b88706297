"""What the learner has solved, remembered in `progress.json` in the learner's folder, and nowhere else.

    {"version": 1, "exercises": {"4.2": {
        "solved": "2025-11-24T20:04:31+00:00",
        "mistakes": {"3f2a91c0": 2},
        "hints": 1}}}

`mistakes` says how often each known mistake was made, under the key that `dlmath.exercises.keys` makes for it, and
`hints` how often a hint was asked for; an exercise has only those that have happened. Nothing of what was typed is
kept. What else the file or an exercise's entry holds is kept as it is, and a file that a newer dlmath has written is
only read. Where there is no learner's folder (the repository's own notebooks, tests) or it cannot be written, nothing
is written, and a kernel remembers as long as it runs.
"""

import contextlib
import datetime
import json
import time
from dataclasses import dataclass
from pathlib import Path

from dlmath.course.copies import course_folder
from dlmath.course.files import set_aside, write_whole

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None
    import msvcrt

FILE, LOCK = "progress.json", Path(".dlmath", "lock")
VERSION = 1
MOST = 1_000_000  # nobody makes a mistake so often: a larger number was written by something else


@dataclass(frozen=True)
class Memory:
    """What is remembered.

    Parameters
    ----------
    folder : the learner's folder; None where there is none
    exercises : from an exercise's id to its entry, such as {"solved": "2025-11-24T20:04:31+00:00"}
    said : sentences that the learner has to read
    kept : whether all of it is in the file now
    """

    folder: Path | None
    exercises: dict
    said: list
    kept: bool = False


def remember(change=lambda exercises: None, folder=None):
    """Change what is remembered, and return it. No other kernel reads or writes in between.

    Parameters
    ----------
    change : callable
        Changes the dict of exercises that it is given; told nothing, all stays as it is.
    folder : Path, optional
        The learner's folder; the one that we are in, unless told.

    Returns
    -------
    Memory
    """
    folder = folder or course_folder()
    exercises, said = {}, []
    if folder is not None:
        try:
            with _alone(folder / LOCK):
                content, said = _read(folder / FILE)
                before = _text(content)
                exercises = content["exercises"]
                change(exercises)
                ours = content["version"] == VERSION  # a newer dlmath knows what it has written
                if ours and _text(content) != before:
                    write_whole(folder / FILE, _text(content))
                return Memory(folder, exercises, said, kept=ours)
        except OSError:  # read-only, full, or gone: the kernel's own memory has to do
            exercises = _peek(folder / FILE)
    change(exercises)
    return Memory(folder, exercises, said)


def count(entry, mistake, times):
    """Add to an exercise's entry how often a mistake was made, or, where it is None, a hint was asked for.

    Whatever else is in the place of a number is left as it is, and nothing is added to it.

    Examples
    --------
    >>> entry = {"mistakes": {"3f2a91c0": 1}}
    >>> count(entry, "3f2a91c0", 2)
    >>> count(entry, None, 1)
    >>> entry
    {'mistakes': {'3f2a91c0': 3}, 'hints': 1}
    """
    place, name = (entry, "hints") if mistake is None else (entry.setdefault("mistakes", {}), mistake)
    if isinstance(place, dict) and is_count(before := place.get(name, 0)):
        place[name] = before + times


def is_count(number):
    """Tell whether something is a number that `count` may have written, or 0."""
    return type(number) is int and 0 <= number <= MOST


def now():
    """Return the time as it is written in the file: to the second, and the same wherever the learner travels."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def day(when, today=None):
    """Spell the day, where the learner is, of a time from the file.

    Examples
    --------
    >>> day("2025-11-24T12:00:00", today=datetime.date(2025, 12, 1))
    '24 November'
    >>> day("2025-11-24T12:00:00", today=datetime.date(2026, 1, 7))
    '24 November 2025'
    """
    date = _local(when).date()
    year = f" {date.year}" if date.year != (today or datetime.date.today()).year else ""
    return f"{date.day} {date:%B}{year}"


def _read(file):
    """Return the content of the file, and a sentence if it is damaged; then it is set aside, and all begins anew."""
    try:
        content, left_out = parse(file.read_bytes())
        _text(content)
        if not left_out or content["version"] > VERSION:
            return content, []
    except FileNotFoundError:
        return _nothing(), []
    except (ValueError, RecursionError):  # what cannot be written again is damaged, too
        pass
    aside = set_aside(file, "damaged")
    return _nothing(), [f"The file `{FILE}`, which remembers what you have solved, was damaged. It is kept as "
                        f"`{aside.name}`, and a new one begins."]


def _peek(file):
    """Return what the file remembers, as far as it can be read; nothing is written."""
    try:
        return parse(file.read_bytes())[0]["exercises"]
    except (OSError, ValueError):
        return {}


def parse(content):
    """Return what a file of progress holds, and the exercises whose entries are left out, because they are no entries.

    Parameters
    ----------
    content : bytes

    Returns
    -------
    (dict, list of str)
        The dict has "version" and "exercises", whose entries are dicts with a time in "solved", if they have one; of
        the rest of an entry nothing is known. A newer version may write them in another way.

    Raises
    ------
    ValueError
        If it is something else.
    """
    try:
        found = json.loads(content)
        if not isinstance(found["version"], int):
            raise ValueError("the version is a whole number")
        every = found.get("exercises")
        if not isinstance(every, dict):
            if found["version"] <= VERSION:
                raise ValueError("the exercises have names")
            every = {}
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not what is written there: {error}") from error
    found["exercises"] = {id: entry for id, entry in every.items() if _is_entry(entry)}
    return found, [id for id in every if id not in found["exercises"]]


def _is_entry(entry):
    """Tell whether an exercise's entry is a dict whose "solved", if it has one, is a time."""
    try:
        return isinstance(entry, dict) and ("solved" not in entry or _local(entry["solved"]) is not None)
    except (TypeError, ValueError, OverflowError, OSError):
        return False


def _local(when):
    """Return a time from the file as a `datetime` where the learner is."""
    return datetime.datetime.fromisoformat(when).astimezone()


def _nothing():
    return {"version": VERSION, "exercises": {}}


def _text(content):
    """Write the content as it stands in the file."""
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


@contextlib.contextmanager
def _alone(lock, seconds=2.0):
    """Hold the lock of a learner's folder; raise `TimeoutError` if another kernel does not give it up in time.

    The system frees the lock of a kernel that dies, so none is left behind.
    """
    with open(lock, "ab") as file:
        end = time.monotonic() + seconds
        while not _lock(file):
            if time.monotonic() > end:
                raise TimeoutError(f"{lock} is held by another kernel")
            time.sleep(0.005)
        try:
            yield
        finally:
            if not fcntl:  # elsewhere closing the file frees it at once
                with contextlib.suppress(OSError):
                    msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)


def _lock(file):
    """Try to lock a file, and tell whether it worked."""
    try:
        if fcntl:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:  # a file system that knows no locks: two kernels in the same millisecond are not likely
        return True
    return True
