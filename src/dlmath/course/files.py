"""Files that are written whole or not at all, and files that are set aside and never deleted."""

import contextlib
import datetime
import errno
import itertools
import os
import time


class Trouble(Exception):
    """Something that the learner can mend; the message says in one sentence what it is."""


def write_whole(path, content):
    """Write a file so that whoever looks sees the old content or the new, and never half of it.

    Parameters
    ----------
    path : Path
    content : bytes

    Raises
    ------
    OSError
        If it cannot be written; then what was there before is untouched, and nothing else is left.
    """
    # Two servers of one learner may have processes of the same number, each in a container of its own.
    draft = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}.draft")
    try:
        with open(draft, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # else a power cut may leave an empty file under the name
        _replace(draft, path)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise


def _replace(draft, path, tries=20):
    """Put the draft in the file's place; on Windows wait for whoever has the file open at this moment."""
    for left in reversed(range(tries)):
        try:
            return os.replace(draft, path)
        except PermissionError:
            if os.name != "nt" or not left:
                raise
            time.sleep(0.05)


def set_aside(path, word):
    """Rename a file, with the word and today's date in its new name, and return that.

    `04_activations.ipynb` becomes `04_activations (old, 2025-11-24).ipynb`, or `… (old, 2025-11-24, 2).ipynb`.
    """
    for turn in itertools.count(1):
        again = f", {turn}" if turn > 1 else ""
        aside = path.with_name(f"{path.stem} ({word}, {datetime.date.today()}{again}){path.suffix}")
        if not aside.exists():
            os.rename(path, aside)
            return aside


def why(error, folder):
    """Say in one sentence why something in the folder could not be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk that holds {folder} is full: make some room, and try again."
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return f"You may not write to {folder}: choose another folder."
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{folder} cannot be a folder, because a file is in its place: choose another name."
    return f"{folder} could not be written: {error.strerror or error}."
