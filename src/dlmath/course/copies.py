"""The learner's own copies of the lessons, in a folder that nothing else writes to.

A lesson is copied once, with its outputs cleared, so that no printed answer spoils a question. `.dlmath/copies.json`
in the learner's folder holds a hash of what was handed out there. So, when the course is newer than a copy, it can be
told whether the learner has touched it: a copy that was edited, run or saved with its widgets stays as it is.
"""

import contextlib
import hashlib
import itertools
import json
from pathlib import Path

from dlmath.course.files import Trouble, set_aside, why, write_whole

START = "00_start.ipynb"
RECORD = Path(".dlmath", "copies.json")  # the mark of a learner's folder
PACKAGE = Path(__file__).parents[1]


def lessons_folder(package=PACKAGE):
    """Return the folder that holds the lessons: in a wheel inside the package, in a checkout beside `src`."""
    for folder in (package / "notebooks", package.parents[1] / "notebooks"):
        if (folder / START).is_file():
            return folder
    raise Trouble("This dlmath was installed without its lessons: install it again from its wheel.")


def is_course(folder):
    """Tell whether a folder is one that lessons were copied into."""
    return (folder / RECORD).is_file()


def course_folder(start=None):
    """Return the learner's folder that `start` (here, unless told) is in; None if it is in no such folder."""
    try:
        start = Path.cwd() if start is None else start.resolve()
        return next(filter(is_course, (start, *start.parents)), None)
    except OSError:  # the folder that we are in was deleted, or may not be looked at
        return None


def default_folder(package=PACKAGE):
    """Return the learner's folder if we are in one, else where it is made when no other is named."""
    if found := course_folder():
        return found
    lessons = lessons_folder(package)
    return Path.cwd() / "dlmath-course" if lessons.parent == package else lessons.parent / "my-course"


def cleared(notebook):
    """Return the text of a notebook as a learner gets it: no outputs, no state of widgets, nothing folded.

    Parameters
    ----------
    notebook : dict
        What the file of a notebook holds; it is left as it is.
    """
    cells = []
    for cell in notebook["cells"]:
        tags = {key: value for key, value in cell["metadata"].items() if key == "tags"}
        cells.append({**cell, "metadata": tags, **(
            {"execution_count": None, "outputs": []} if cell["cell_type"] == "code" else {})})
    metadata = {key: value for key, value in notebook["metadata"].items() if key in ("kernelspec", "language_info")}
    whole = {**notebook, "cells": cells, "metadata": metadata}
    return json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True) + "\n"  # as JupyterLab saves it again


def contents(lessons, wanted=()):
    """Return all that learners get of a folder of lessons: a dict from "04_activations.ipynb" to its bytes.

    Parameters
    ----------
    lessons : Path
    wanted : sequence of str
        Which lessons, such as "4" or "04_activations"; all of them, unless named. Pictures come along in any case.

    Raises
    ------
    Trouble
        If there is no such folder or lesson, or one of the notebooks is broken.
    """
    if not any(lessons.glob("*.ipynb")):
        raise Trouble(f"{lessons} holds no lessons.")
    chosen = {_find(lesson, lessons) for lesson in wanted}
    found = {}
    for name in _names(lessons):
        if chosen and name.endswith(".ipynb") and name not in chosen:
            continue
        try:
            found[name] = _content(lessons / name)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Trouble(f"{lessons / name} is not a notebook: {error!r}.") from error
        except OSError as error:
            raise Trouble(f"{lessons / name} could not be read: {error.strerror or error}.") from error
    return found


def record(handed_out):
    """Return the bytes of a learner's folder's record, of a dict from name to the hash of what was handed out."""
    text = json.dumps({"version": 1, "handed_out": handed_out}, indent=1, ensure_ascii=False) + "\n"
    return text.encode()


def update(folder):
    """Make the copies, or bring them up to date without touching what the learner has touched.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    list of str
        A sentence for each lesson of which there is a newer version.

    Raises
    ------
    Trouble
        If the folder holds something else or cannot be written; what was made by then is removed again.
    """
    lessons = lessons_folder()
    made = []  # what was not there before, for the case that the disk is full half-way
    try:
        handed_out = _read_record(folder)
        _make_folder((folder / RECORD).parent, made)
        if not (folder / RECORD).exists():
            made.append(folder / RECORD)
        _write_record(folder, handed_out)  # first, so that a folder that was cut off half-way is known as ours
        said = [_hand_out(lessons / name, folder / name, folder, handed_out, made) for name in _names(lessons)]
        _write_record(folder, handed_out)
    except OSError as error:
        for path in reversed(made):
            with contextlib.suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise Trouble(why(error, folder)) from error
    return [sentence for sentence in said if sentence]


def fresh(lesson, folder):
    """Set the learner's copy of a lesson aside under a dated name, lay a new one in its place, and return both paths.

    Parameters
    ----------
    lesson : str
        "4", "04" or "04_activations".
    folder : Path

    Returns
    -------
    (Path, Path or None)
        The new copy, and the old one; None where there was none.
    """
    lessons = lessons_folder()
    name = _find(lesson, lessons)
    handed_out = _read_record(folder)
    copy, aside = folder / name, None
    try:
        if copy.exists():
            aside = set_aside(copy, "old")
        try:
            write_whole(copy, _content(lessons / name))
        except OSError:
            if aside:
                aside.rename(copy)
            raise
        handed_out[name] = _fingerprint(lessons / name)
        _write_record(folder, handed_out)
    except OSError as error:
        raise Trouble(why(error, folder)) from error
    return copy, aside


def _find(lesson, lessons):
    """Return the file name of the lesson that the learner means."""
    stems = [Path(name).stem for name in _names(lessons) if name.endswith(".ipynb")]
    wanted = lesson.removesuffix(".ipynb")
    number = wanted.zfill(2) + "_" if wanted.isascii() and wanted.isdigit() else None
    for stem in stems:
        if stem == wanted or number and stem.startswith(number):
            return f"{stem}.ipynb"
    raise Trouble(f"There is no lesson “{lesson}”; there are {', '.join(stems)}.")


def _names(lessons):
    """Return the names of all that belongs to the lessons, such as "04_activations.ipynb" or "pictures/a.png"."""
    files = [path.relative_to(lessons) for path in sorted(lessons.rglob("*")) if path.is_file()]
    return [path.as_posix() for path in files if not any(part.startswith((".", "__")) for part in path.parts)]


def _hand_out(lesson, first, folder, handed_out, made):
    """Copy one lesson to where it belongs, and return a sentence if it is a newer version of one that was there.

    The copy goes to `first`, unless an older one that the learner has touched is there; then it goes beside it.
    """
    newest = _fingerprint(lesson)
    for turn in itertools.count():
        copy = first if turn == 0 else first.with_name(
            f"{first.stem} (new version{f' {turn}' if turn > 1 else ''}){first.suffix}")
        name = copy.relative_to(folder).as_posix()
        there, known = copy.exists(), handed_out.get(name)
        if known == newest and (there or turn > 0):  # a version laid beside is laid there once, even if it was removed
            return None
        if there and _fingerprint(copy) == newest:
            handed_out[name] = newest
            return None
        if not there or _untouched(copy, known):
            break
    if not there:
        _make_folder(copy.parent, made)
        made.append(copy)
    write_whole(copy, _content(lesson))
    handed_out[name] = newest
    if turn > 0:
        return f"{first.stem} has a new version. Yours stays as it is; the new one lies beside it: “{copy.name}”."
    return f"{first.stem} has a new version, and you had not begun yours, so it was replaced." if there else None


def _content(lesson):
    """Return the bytes that a learner gets: a notebook cleared, any other file as it is."""
    return cleared(_read(lesson)).encode() if lesson.suffix == ".ipynb" else lesson.read_bytes()


def _read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def _fingerprint(path):
    """Return a hash of what can be edited, the sources of a notebook's cells or a file's bytes; None if unreadable."""
    try:
        text = path.read_bytes() if path.suffix != ".ipynb" else json.dumps(
            [[cell["cell_type"], "".join(cell["source"])] for cell in _read(path)["cells"]]).encode()
    except (ValueError, KeyError, TypeError):  # a notebook that was edited by hand, and broken
        return None
    return hashlib.sha256(text).hexdigest()


def _untouched(copy, handed_out):
    """Tell whether a copy is as it was handed out: no cell changed, and none run (a scene keeps answers, too)."""
    if handed_out is None or _fingerprint(copy) != handed_out:
        return False
    if copy.suffix != ".ipynb":
        return True
    notebook = _read(copy)
    ran = any(cell.get("execution_count") or cell.get("outputs") for cell in notebook["cells"])
    return not ran and "widgets" not in notebook["metadata"]


def _read_record(folder):
    """Return what was handed out to the folder, from name to hash; raise `Trouble` if the folder is not ours."""
    if not is_course(folder):
        if folder.is_dir() and any(not path.name.startswith(".") for path in folder.iterdir()):
            raise Trouble(f"{folder} holds other files already: name a folder that is new or empty.")
        return {}
    try:
        return dict(_read(folder / RECORD)["handed_out"])
    except (ValueError, KeyError, TypeError):
        return {}  # then every copy that is not the newest version counts as touched


def _write_record(folder, handed_out):
    write_whole(folder / RECORD, record(handed_out))


def _make_folder(folder, made):
    """Make a folder and those above it, and add to `made` those that were not there."""
    for path in reversed([folder, *folder.parents]):
        if not path.is_dir():
            path.mkdir()
            made.append(path)
