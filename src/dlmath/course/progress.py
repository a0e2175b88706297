"""What the learner has solved, remembered in `progress.json` in the learner's folder, and nowhere else.

    {"version": 1, "exercises": {"4.2": {"solved": "2025-11-24T20:04:31+00:00"}}}

What else the file or an exercise's entry holds is kept as it is. Where there is no learner's folder (the repository's
own notebooks, tests) or it cannot be written, nothing is written, and a kernel remembers as long as it runs.
"""

import contextlib
import copy
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


@dataclass(frozen=True)
class Memory:
    """What is remembered.

    Parameters
    ----------
    folder : the learner's folder; None where there is none
    exercises : from an exercise's id to its entry, such as {"solved": "2025-11-24T20:04:31+00:00"}
    said : sentences that the learner has to read
    """

    folder: Path | None
    exercises: dict
    said: list


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
                before = copy.deepcopy(content)
                exercises = content["exercises"]
                change(exercises)
                if content != before and content["version"] == VERSION:  # a newer dlmath knows what it has written
                    write_whole(folder / FILE, (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode())
                return Memory(folder, exercises, said)
        except OSError:  # read-only, full, or gone: the kernel's own memory has to do
            exercises = _peek(folder / FILE)
    change(exercises)
    return Memory(folder, exercises, said)


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
    date = datetime.datetime.fromisoformat(when).astimezone().date()
    year = f" {date.year}" if date.year != (today or datetime.date.today()).year else ""
    return f"{date.day} {date:%B}{year}"


def _read(file):
    """Return the content of the file, and a sentence if it is damaged; then it is set aside, and all begins anew."""
    try:
        return _parse(file.read_text(encoding="utf-8")), []
    except FileNotFoundError:
        return _parse(None), []
    except ValueError:
        aside = set_aside(file, "damaged")
        return _parse(None), [f"The file `{FILE}`, which remembers what you have solved, was damaged. It is kept as "
                              f"`{aside.name}`, and a new one begins."]


def _peek(file):
    """Return what the file remembers, as far as it can be read; nothing is written."""
    try:
        return _parse(file.read_text(encoding="utf-8"))["exercises"]
    except (OSError, ValueError):
        return {}


def _parse(text):
    """Return the content that the text holds; raise `ValueError` if it is none."""
    if text is None:
        return {"version": VERSION, "exercises": {}}
    try:
        content = json.loads(text)
        if not isinstance(content["version"], int):
            raise ValueError("the version is a whole number")
        for entry in content["exercises"].values():
            if "solved" in entry:
                datetime.datetime.fromisoformat(entry["solved"])
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not what is written there: {error}") from error
    return content


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
