"""The command line: what it does, what it prints, and with which exit code it ends."""

import os
import subprocess
import sys

import pytest

from dlmath.course import command, copies
from dlmath.course.command import main
from dlmath.course.progress import remember


@pytest.fixture
def started(monkeypatch):
    """Return what JupyterLab is started with, in place of starting it."""
    from jupyterlab import labapp

    calls = []
    monkeypatch.setattr(labapp, "main", calls.append)
    return calls


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Work in an empty folder, as somebody who installed the course from a wheel."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(copies, "default_folder", lambda: copies.course_folder() or tmp_path / "dlmath-course")
    return tmp_path


def test_it_runs_as_a_module(tmp_path):
    done = subprocess.run([sys.executable, "-m", "dlmath", "copy", "mine"], cwd=tmp_path, capture_output=True,
                          text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"Your course is in {tmp_path / 'mine'}\n"
    assert (tmp_path / "mine" / "00_start.ipynb").is_file()
    done = subprocess.run([sys.executable, "-m", "dlmath", "copy", "."], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1 and "holds other files" in done.stderr


def test_help_says_it_all(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    said = capsys.readouterr().out
    assert stopped.value.code == 0
    assert all(f"    {name} " in said for name in ("copy", "lab", "fresh", "class", "progress"))
    assert "my-course" in said and "dlmath-course" in said


@pytest.mark.parametrize("arguments", [
    ["bogus"], ["copy"], ["lab"], ["fresh"], ["class"], ["progress", "x"], ["copy", "a", "b"], ["--bogus"]])
def test_what_it_does_not_know_ends_with_its_usage(arguments, here, capsys, started):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2 and "usage: python -m dlmath" in capsys.readouterr().err
    assert not list(here.iterdir()) and not started


def test_alone_it_opens_the_start_lesson_of_the_learners_own_course(here, started, monkeypatch):
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "")
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")  # after it was set, so that the test leaves things as they were
    assert main([]) == 0
    folder = here / "dlmath-course"
    assert started == [[f"--ServerApp.root_dir={folder}", "--LabApp.default_url=/lab/tree/00_start.ipynb"]]
    assert (folder / "00_start.ipynb").is_file()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"  # kernels inherit it
    monkeypatch.chdir(folder)
    assert main([]) == 0 and started[1:] == started[:1]


def test_lab_hands_its_options_on(here, started, monkeypatch):
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "2")
    assert main(["lab", "mine", "--no-browser", "--port", "9999", "--help"]) == 0
    assert started[0][0] == f"--ServerApp.root_dir={here / 'mine'}"
    assert started[0][2:] == ["--no-browser", "--port", "9999", "--help"]
    assert os.environ["OPENBLAS_NUM_THREADS"] == "2"


def test_nothing_is_started_where_the_copies_cannot_be_made(here, started, capsys):
    (here / "mine").write_text("a file")
    assert main(["lab", "mine"]) == 1
    assert not started and "a file is in its place" in capsys.readouterr().err


def test_without_jupyterlab(here, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "jupyterlab.labapp", None)
    assert main([]) == 1
    assert "-m pip install \"jupyterlab" in capsys.readouterr().err and not list(here.iterdir())


def test_fresh(here, capsys, monkeypatch):
    assert main(["fresh", "4"]) == 1
    assert "holds no course yet: run python -m dlmath first." in capsys.readouterr().err
    main(["copy", "dlmath-course"])
    capsys.readouterr()
    assert main(["fresh", "4"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("04_activations.ipynb is new. Your old one is kept as “04_activations (old, ")
    assert main(["fresh", "four"]) == 1 and "There is no lesson “four”" in capsys.readouterr().err


def test_what_is_newer_is_said(here, capsys, monkeypatch):
    monkeypatch.setattr(command.copies, "update", lambda folder: ["A sentence."])
    main(["copy", "mine"])
    assert capsys.readouterr().out == f"A sentence.\nYour course is in {here / 'mine'}\n"


def test_progress(here, capsys, monkeypatch):
    assert main(["progress"]) == 1 and "holds no course yet" in capsys.readouterr().err
    main(["copy", "dlmath-course"])
    remember(lambda exercises: exercises.update({"1.2": {"solved": "2019-11-24T12:00:00+00:00"}}),
             here / "dlmath-course")
    capsys.readouterr()
    assert main(["progress"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("≡ Progress · in dlmath-course\n") and "✓ solved   1.2" in said


def test_a_console_without_check_marks(here):
    main(["copy", "mine"])
    done = subprocess.run([sys.executable, "-m", "dlmath", "progress"], cwd=here / "mine", capture_output=True,
                          env=os.environ | {"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0 and done.stdout.startswith(b"? Progress ? in mine"), done.stderr
