"""Make what a teacher hands out: `python tools/handout.py learn FOLDER`, or `assignments` in place of `learn`.

`learn` are the lessons as learners get them, for links with nbgitpuller and for downloads. `assignments` are the same
lessons for nbgrader, each in a folder of its own, with one locked cell at the end that counts what was solved.
"""

import argparse
import hashlib
import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

from dlmath import exercises
from dlmath.course import copies
from dlmath.course.files import Trouble, why

ROOT = Path(__file__).resolve().parent.parent
MADE = ".made.json"  # from the name of each file that was made here to the hash of its bytes
README = """\
# The lessons

These are the lessons of a course on the mathematics of deep learning. Work in them, and change whatever you like. Start
with `00_start.ipynb`.

You need Python 3.11 or newer and the package `dlmath`, which brings JupyterLab along. {install} Then, in this folder,
`python -m dlmath` opens the lessons.

The exercises you solve are remembered here, in the file `progress.json`. Nothing leaves your computer.

Did you get this folder by your teacher's link? Then follow the same link again to get what your teacher has corrected
since. What you have written stays. To begin a lesson again, rename your notebook and follow the link: a new one lies
beside it then.

The lessons are licensed under CC BY 4.0. `LICENSE-lessons` says what you may do with them.
"""
CELL = """\
# Please leave this cell as it is: it counts the exercises that this notebook solves.
from dlmath.exercises import solved
done, of = solved("{lesson}", only_this_kernel=True)
done"""


def learn(lessons, wanted=(), repository=""):
    """Return the files of a folder of lessons that learners can work in, from name to bytes.

    Parameters
    ----------
    lessons : Path
        The folder of the course's own lessons.
    wanted : sequence of str
        Which of them, such as "4"; all, unless named.
    repository : str
        Where the course is on GitHub, "owner/name", so that pip can install it; "" if it is not there.
    """
    install = f"`python -m pip install git+https://github.com/{repository}` installs it." if repository \
        else "Your teacher can tell you where to get it."
    return {**copies.contents(lessons, wanted), "README.md": README.format(install=install).encode(),
            "LICENSE-lessons": (ROOT / "LICENSE-lessons").read_bytes(),
            # The mark of a learner's folder, so that what is solved is remembered. It never changes: a correction
            # that changed it would meet what `python -m dlmath` has written there.
            copies.RECORD.as_posix(): copies.record({})}


def assignments(lessons, wanted=()):
    """Return the files of nbgrader's folder `source`, from name to bytes: a folder for each lesson with exercises."""
    found = {}
    for name, content in copies.contents(lessons, wanted).items():
        number = re.match(r"(\d\d)_.*\.ipynb$", name)
        if number and int(number[1]) in exercises.lessons():
            found[f"{Path(name).stem}/{name}"] = graded(json.loads(content), int(number[1]))
    return found


def graded(notebook, lesson):
    """Return the bytes of a lesson with the locked cell at its end, which is worth a point for each exercise."""
    cell = {"cell_type": "code", "execution_count": None, "id": "solved", "outputs": [],
            "metadata": {"nbgrader": {
                "grade": True, "grade_id": f"solved-{lesson}", "locked": True,
                "points": len(exercises.lesson_exercises(lesson)), "schema_version": 3, "solution": False,
                "task": False}},
            "source": CELL.format(lesson=lesson).splitlines(True)}
    text = json.dumps({**notebook, "cells": [*notebook["cells"], cell]}, indent=1, ensure_ascii=False) + "\n"
    return text.encode()


def store(files, folder):
    """Write files into a folder that is new, or empty, or holds only what was made here before.

    Parameters
    ----------
    files : dict of str to bytes
    folder : Path

    Raises
    ------
    Trouble
        If the folder holds something else or cannot be written; then it is as it was.
    """
    try:
        if others := not_ours(folder):
            raise Trouble(f"{folder} holds what was not made here, or was changed since: {', '.join(others[:3])}"
                          f"{', …' if len(others) > 3 else ''}. Move it away, or name another folder.")
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".", dir=folder.parent) as scratch:
            draft = Path(scratch, folder.name)
            for name, content in [*files.items(), (MADE, made(files))]:
                (draft / name).parent.mkdir(parents=True, exist_ok=True)
                (draft / name).write_bytes(content)
            if folder.exists():
                shutil.rmtree(folder)
            draft.rename(folder)
    except OSError as error:
        raise Trouble(why(error, folder)) from error


def not_ours(folder):
    """Return the names of the files in a folder that are not as they were made here, in order."""
    if not folder.exists():
        return []
    try:
        known = dict(json.loads((folder / MADE).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        known = {}
    there = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if not path.is_dir()}
    known[MADE] = there.get(MADE) and digest(there[MADE].read_bytes())  # says nothing of itself
    return [name for name, path in there.items() if known.get(name) != digest(path.read_bytes())]


def made(files):
    """Return the bytes of the list of what is made, from name to hash."""
    return (json.dumps({name: digest(content) for name, content in files.items()}, indent=1) + "\n").encode()


def digest(content):
    """Return a hash of bytes."""
    return hashlib.sha256(content).hexdigest()


def main(arguments=None):
    """Do what the command line says, and return the exit code: 0, or 1 with one sentence on what is wrong."""
    parser = argparse.ArgumentParser(prog="python tools/handout.py", description="Make what a teacher hands out.")
    parser.add_argument("what", choices=["learn", "assignments"])
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="where to; new, or made here before")
    parser.add_argument("wanted", metavar="LESSON", nargs="*", help="such as 4; all lessons, unless named")
    parser.add_argument("--lessons", metavar="FOLDER", type=Path, default=ROOT / "notebooks", help="the course's own")
    parser.add_argument("--repository", metavar="OWNER/NAME", default="", help="where the course is on GitHub")
    said = parser.parse_args(arguments)
    folder = said.folder.expanduser().absolute()
    try:
        files = learn(said.lessons, said.wanted, said.repository) if said.what == "learn" \
            else assignments(said.lessons, said.wanted)
        store(files, folder)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    print(f"{sum(name.endswith('.ipynb') for name in files)} notebooks are in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
