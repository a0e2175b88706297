"""What a teacher hands out: the cleared lessons, nbgrader's version of them, and the branch that they are published as.

`NBGRADER=PYTHON` takes a lesson through nbgrader as well, with the Python that it is installed for; `make grading` does
so, and so does the workflow once a week.
"""

import csv
import json
import os
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest
from test_copies import everything, load, notebook, store
from test_tools import load as tool

from dlmath import exercises
from dlmath.course import copies, progress

ROOT = Path(__file__).resolve().parent.parent
LESSONS = ROOT / "notebooks"
handout, publishing = tool("handout"), tool("publish")


@pytest.fixture
def lessons(tmp_path):
    """Return a folder of two lessons and a picture, which stands for the course's own."""
    store(tmp_path / "lessons" / "00_start.ipynb", notebook("print(0)"))
    store(tmp_path / "lessons" / "01_next.ipynb", notebook("print(1)", "x = 1", "x"))
    store(tmp_path / "lessons" / "reference.ipynb", notebook("2"))
    (tmp_path / "lessons" / "pictures").mkdir()
    (tmp_path / "lessons" / "pictures" / "hill.png").write_bytes(b"\x89PNG")
    return tmp_path / "lessons"


def hand_out(what, folder, *more, lessons=LESSONS):
    """Call the tool as make does, and return its exit code."""
    return handout.main([what, str(folder), *more, "--lessons", str(lessons)])


# The lessons.


def test_learners_get_the_lessons_without_answers_and_the_same_bytes_each_time(tmp_path):
    assert hand_out("learn", tmp_path / "learn") == 0
    once = everything(tmp_path / "learn")
    assert hand_out("learn", tmp_path / "learn") == hand_out("learn", tmp_path / "another") == 0
    assert everything(tmp_path / "learn") == everything(tmp_path / "another") == once
    assert set(once) - {path.name for path in LESSONS.glob("*.ipynb")} \
        == {".dlmath", ".dlmath/copies.json", ".made.json", "LICENSE-lessons", "README.md"}
    copies.update(tmp_path / "mine")
    for path in LESSONS.glob("*.ipynb"):
        assert once[path.name] == (tmp_path / "mine" / path.name).read_bytes()
        text = once[path.name].decode()  # if saving a lesson again changed it, a merge would have to look at that
        assert nbformat.writes(nbformat.reads(text, nbformat.NO_CONVERT)) + "\n" == text


def test_the_first_cell_works_there_and_what_is_solved_is_remembered(tmp_path, monkeypatch, kernel):
    hand_out("learn", tmp_path / "learn")
    monkeypatch.chdir(tmp_path / "learn")
    first = next(cell for cell in load(tmp_path / "learn" / "00_start.ipynb")["cells"] if cell["cell_type"] == "code")
    exec("".join(first["source"]), {})
    exercises.check("0.1", lambda x: 2 * x)
    kernel()
    assert exercises.progress().title == "in learn" and exercises.solved("0.1").done == 1
    assert copies.update(tmp_path / "learn") == []  # the command finds a folder of its own, with all lessons in it


def test_some_lessons_are_handed_out_before_others(tmp_path, lessons, capsys):
    assert hand_out("learn", tmp_path / "learn", "0", "reference", lessons=lessons) == 0
    assert {name for name in everything(tmp_path / "learn") if name.endswith((".ipynb", ".png"))} \
        == {"00_start.ipynb", "reference.ipynb", "pictures/hill.png"}
    assert hand_out("learn", tmp_path / "learn", lessons=lessons) == 0
    assert (tmp_path / "learn" / "01_next.ipynb").exists()
    (lessons / "01_next.ipynb").unlink()
    assert hand_out("learn", tmp_path / "learn", lessons=lessons) == 0
    assert not (tmp_path / "learn" / "01_next.ipynb").exists()
    assert hand_out("learn", tmp_path / "learn", "7", lessons=lessons) == 1
    assert "no lesson “7”" in capsys.readouterr().err and (tmp_path / "learn" / "00_start.ipynb").exists()


# What is refused.


def refused(capsys, *call, **named):
    """Return the one sentence with which the tool refuses."""
    assert hand_out(*call, **named) == 1
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    return said


@pytest.mark.parametrize("what", ["learn", "assignments"])
def test_a_folder_that_holds_something_else_is_left_alone(what, tmp_path, lessons, capsys):
    folder = tmp_path / "out"
    store(folder / "thesis" / "chapter.txt", "mine")
    before = everything(tmp_path)
    assert "not made here, or was changed since: thesis/chapter.txt. Move" in refused(capsys, what, folder,
                                                                                       lessons=lessons)
    assert everything(tmp_path) == before
    shutil.rmtree(folder)
    assert hand_out(what, folder, lessons=lessons) == 0
    lesson = next(folder.rglob("00_start.ipynb"))
    store(lesson, notebook("my own"))  # someone worked in it
    before = everything(tmp_path)
    assert "00_start.ipynb. Move" in refused(capsys, what, folder, lessons=lessons)
    assert everything(tmp_path) == before


def test_a_learners_own_folder_is_left_alone(tmp_path, capsys):
    copies.update(tmp_path / "my-course")
    before = everything(tmp_path)
    assert ".dlmath/copies.json, 00_start.ipynb, 01_linear_algebra.ipynb, …. Move" \
        in refused(capsys, "learn", tmp_path / "my-course")
    assert everything(tmp_path) == before


@pytest.mark.parametrize("what", ["learn", "assignments"])
@pytest.mark.parametrize("text", ["", "{", "[]", "3", "{}", '{"cells": 3}', '{"cells": [{}]}', '{"cells": []}', "\xff"])
def test_a_broken_notebook_is_named(what, text, tmp_path, lessons, capsys):
    hand_out(what, tmp_path / "out", lessons=lessons)
    before = everything(tmp_path / "out")
    (lessons / "01_next.ipynb").write_text(text, encoding="latin-1")
    assert "01_next.ipynb is not a notebook: " in refused(capsys, what, tmp_path / "out", lessons=lessons)
    assert everything(tmp_path / "out") == before


def test_what_is_missing_or_in_the_way_is_said(tmp_path, lessons, capsys):
    assert "nowhere holds no lessons." in refused(capsys, "learn", tmp_path / "out", lessons=tmp_path / "nowhere")
    assert "pictures holds no lessons." in refused(capsys, "learn", tmp_path / "out", lessons=lessons / "pictures")
    (tmp_path / "file").touch()
    for place in ("file", "file/out"):
        assert "cannot be a folder, because a file is in its place" \
            in refused(capsys, "learn", tmp_path / place, lessons=lessons)
    (lessons / "01_next.ipynb").unlink()
    (lessons / "01_next.ipynb").mkdir()  # a folder with such a name is no lesson
    assert hand_out("learn", tmp_path / "out", lessons=lessons) == 0
    assert not list(tmp_path.glob(".*"))


def test_a_full_disk_leaves_the_old_folder(tmp_path, lessons, capsys, monkeypatch):
    hand_out("learn", tmp_path / "out", lessons=lessons)
    before = everything(tmp_path)

    def full(path, content):
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(Path, "write_bytes", full)
    assert "is full" in refused(capsys, "learn", tmp_path / "out", lessons=lessons)
    assert everything(tmp_path) == before


# For nbgrader.


def test_an_assignment_is_the_lesson_and_one_locked_cell(tmp_path):
    assert hand_out("assignments", tmp_path / "source") == 0
    names = {path.name for path in (tmp_path / "source").glob("*")} - {".made.json"}
    assert names == {path.stem for path in LESSONS.glob("[0-9]*.ipynb")}
    for name in names:
        lesson = nbformat.reads(copies.cleared(load(LESSONS / f"{name}.ipynb")), nbformat.NO_CONVERT)
        made = nbformat.read(tmp_path / "source" / name / f"{name}.ipynb", nbformat.NO_CONVERT)
        nbformat.validate(made)
        assert made.cells[:-1] == lesson.cells and made.metadata == lesson.metadata
        number = int(name[:2])
        assert made.cells[-1].metadata.nbgrader == {
            "grade": True, "grade_id": f"solved-{number}", "locked": True, "solution": False, "task": False,
            "points": len(exercises.lesson_exercises(number)), "schema_version": 3}


def score(lesson):
    """Return what nbgrader reads as the score: the value of the last line of the locked cell."""
    *body, last = handout.CELL.format(lesson=lesson).splitlines()
    there = {}
    exec("\n".join(body), there)
    return eval(last, there)


def test_the_locked_cell_counts_what_this_kernel_solves(tmp_path, monkeypatch, kernel):
    known = exercises.lesson_exercises(1)
    assert score(1) == 0
    for id in ("1.1", "1.2", "1.2"):
        exercises.check(id, known[id].solution)
    exercises.check("1.3", known["1.3"].mistakes[0].answer)
    exercises.check("0.1", exercises.lesson_exercises(0)["0.1"].solution)
    assert score(1) == 2
    for id, exercise in known.items():
        exercises.check(id, exercise.solution)
    assert score(1) == len(known)
    kernel()
    forge(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert exercises.solved("1").done == len(known)  # what is forged is believed elsewhere
    assert score(1) == 0


def forge(folder):
    """Write a learner's folder in which all of lesson 1 is solved."""
    (folder / copies.RECORD).parent.mkdir()
    (folder / copies.RECORD).write_bytes(copies.record({}))
    entry = {"solved": progress.now()}
    store(folder / progress.FILE, {"version": 1, "exercises": dict.fromkeys(exercises.lesson_exercises(1), entry)})


# A lesson through nbgrader.


def submission(made, answers, last=None):
    """Return a notebook in which a learner gave answers: a dict from exercise to the name of a part of `Exercise`."""
    made = json.loads(json.dumps(made))
    for cell in made["cells"]:
        for id, answer in answers.items():
            starter = "".join(cell["source"])
            if cell["cell_type"] == "code" and f'check("{id}",' in starter:
                cell["source"] = (f"from dlmath.exercises import lesson_exercises\n{starter}\n"
                                  f'check("{id}", lesson_exercises(1)["{id}"].{answer})')
    if last:
        made["cells"][-1]["source"] = last
    return made


@pytest.mark.grading
def test_nbgrader_gives_the_points(tmp_path):
    python = Path(os.environ["NBGRADER"]).absolute()
    path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"  # nbgrader calls alembic, which stands beside it

    def nbgrader(*words):
        done = subprocess.run([python, "-m", "nbgrader", *words], cwd=tmp_path, env={**os.environ, "PATH": path},
                              capture_output=True, text=True, timeout=900)
        assert done.returncode == 0, done.stderr[-3000:]

    name, every = "01_linear_algebra", list(exercises.lesson_exercises(1))
    assert hand_out("assignments", tmp_path / "source", "1") == 0
    nbgrader("generate_assignment", name)
    made = load(tmp_path / "release" / name / f"{name}.ipynb")
    half = every[:len(every) // 2]
    handed_in = {"ada": submission(made, dict.fromkeys(every, "solution")),
                 "ben": submission(made, dict.fromkeys(half, "solution")),
                 "cem": made,
                 "dia": submission(made, dict.fromkeys(every, "mistakes[0].answer"), last=str(len(every)))}
    for learner, content in handed_in.items():
        store(tmp_path / "submitted" / learner / name / f"{name}.ipynb", content)
    forge(tmp_path / "submitted" / "cem" / name)
    nbgrader("autograde", name)
    nbgrader("export")
    with open(tmp_path / "grades.csv", encoding="utf-8") as file:
        rows = {row["student_id"]: (float(row["score"]), float(row["max_score"])) for row in csv.DictReader(file)}
    assert rows == {learner: (points, len(every)) for learner, points in
                    {"ada": len(every), "ben": len(half), "cem": 0, "dia": 0}.items()}


# The branch.


def git(*words, cwd):
    return subprocess.run(["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", *words], cwd=cwd,
                          capture_output=True, text=True, encoding="utf-8", check=True).stdout


@pytest.fixture
def remote(tmp_path):
    """Return an empty repository, which stands for the one on GitHub."""
    git("init", "--quiet", "--bare", "remote.git", cwd=tmp_path)
    return tmp_path / "remote.git"


def published(tmp_path, lessons, remote, *more):
    """Hand the lessons out, publish them, and return the exit code."""
    assert hand_out("learn", tmp_path / "learn", lessons=lessons) == 0
    return publishing.main([str(tmp_path / "learn"), remote.as_uri(), "learn", "The lessons", *more])


def commits(remote):
    return git("log", "--format=%H", "learn", cwd=remote).split()


def insert(lessons, place, *cells):
    """Let a teacher put cells into lesson 1."""
    content = load(lessons / "01_next.ipynb")
    content["cells"][place:place] = cells
    store(lessons / "01_next.ipynb", content)


TEXT = {"cell_type": "markdown", "id": "new-text", "metadata": {}, "source": ["Look again.\n"]}
CODE = {"cell_type": "code", "id": "new-code", "metadata": {}, "source": ["x + 1"], "outputs": [],
        "execution_count": 9}


def test_a_branch_gets_one_commit_more_and_only_when_something_changed(tmp_path, lessons, remote, capsys):
    assert published(tmp_path, lessons, remote) == 0
    first = commits(remote)
    assert git("ls-tree", "-r", "--name-only", "learn", cwd=remote).split() == [
        ".dlmath/copies.json", "00_start.ipynb", "01_next.ipynb", "LICENSE-lessons", "README.md", "pictures/hill.png",
        "reference.ipynb"]
    content = load(lessons / "00_start.ipynb")
    content["cells"][1]["execution_count"] = 70  # the lesson was run again, which learners need not know
    store(lessons / "00_start.ipynb", content)
    assert published(tmp_path, lessons, remote) == 0 and commits(remote) == first
    assert "holds all this already" in capsys.readouterr().out
    insert(lessons, 1, TEXT)
    assert published(tmp_path, lessons, remote) == 0
    assert len(commits(remote)) == 2 and commits(remote)[1:] == first


def test_a_correction_reaches_a_learner_who_has_begun(tmp_path, lessons, remote):
    """What nbgitpuller does with git is done here without it."""
    published(tmp_path, lessons, remote)
    home = tmp_path / "home"
    git("clone", "--quiet", "--depth", "1", "--branch", "learn", remote.as_uri(), home, cwd=tmp_path)
    content = load(home / "01_next.ipynb")
    for count, cell in enumerate(content["cells"][1:], 1):
        cell["execution_count"] = count
    content["cells"][3]["source"] = ["my answer"]
    nbformat.write(nbformat.from_dict(content), home / "01_next.ipynb")
    insert(lessons, 2, TEXT, CODE)
    assert published(tmp_path, lessons, remote) == 0
    git("commit", "--quiet", "--all", "--message", "mine", cwd=home)
    git("fetch", "--quiet", cwd=home)
    git("merge", "-Xours", "origin/learn", cwd=home)
    cells = load(home / "01_next.ipynb")["cells"]
    assert [cell["id"] for cell in cells] == ["title", "c0", "new-text", "new-code", "c1", "c2"]
    assert cells[-1]["source"] == ["my answer"]


def test_cells_that_would_be_lost_are_not_published(tmp_path, lessons, remote, capsys):
    published(tmp_path, lessons, remote)
    insert(lessons, 2, CODE)
    assert published(tmp_path, lessons, remote) == 1
    assert "01_next.ipynb: learners who have run the code cell c1 will not get the new code cell new-code before it." \
        in capsys.readouterr().err
    assert len(commits(remote)) == 1
    assert published(tmp_path, lessons, remote, "--anyway") == 0 and len(commits(remote)) == 2


@pytest.mark.parametrize(("place", "cells", "count"), [
    (1, [CODE], 1), (1, [CODE, TEXT], 1), (1, [TEXT, CODE], 0), (1, [TEXT], 0), (0, [CODE], 0), (4, [CODE], 0),
])
def test_which_cells_would_be_lost(place, cells, count):
    old, new = notebook("a", "b", "c"), notebook("a", "b", "c")
    new["cells"][place:place] = cells
    assert len(publishing.swallowed(old, new)) == count
    assert publishing.swallowed(new, old) == publishing.swallowed(new, new) == []


def test_a_notebook_that_is_broken_on_the_branch_can_be_mended(tmp_path, lessons, remote, capsys):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "01_next.ipynb").write_text("{")
    assert publishing.main([str(tmp_path / "broken"), remote.as_uri(), "learn", "x"]) == 0
    assert published(tmp_path, lessons, remote) == 1
    assert "01_next.ipynb is not a notebook, on the branch or here: " in capsys.readouterr().err
    assert published(tmp_path, lessons, remote, "--anyway") == 0


def test_nothing_is_published_where_that_does_not_work(tmp_path, lessons, remote, capsys):
    assert publishing.main([str(tmp_path / "nowhere"), str(remote), "learn", "x"]) == 1
    assert "nowhere is not a folder" in capsys.readouterr().err
    assert published(tmp_path, lessons, tmp_path / "no remote") == 1
    assert "git ls-remote: " in capsys.readouterr().err
