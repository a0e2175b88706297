"""The tools: notebooks run the same twice, and a missing or old Python is told in a sentence."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parent.parent
RUNNER = ROOT / "tools" / "notebooks.py"


def load(name):
    """Return a file of tools/ as a module."""
    spec = importlib.util.spec_from_file_location(f"tool_{name}", ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


runner = load("notebooks")


def store(path, *sources, tags=(), **metadata):
    """Write a notebook of code cells that has not run, and whose cells have no id."""
    title = {"cell_type": "markdown", "id": "title", "metadata": {}, "source": "# A lesson"}
    code = [{"cell_type": "code", "metadata": {"tags": list(tags)}, "source": source, "outputs": [],
             "execution_count": None} for source in sources]
    content = {"nbformat": 4, "nbformat_minor": 4, "metadata": metadata, "cells": [title, *code]}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def run(*paths):
    """Run tools/notebooks.py as `make notebooks` does."""
    environment = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    return subprocess.run([sys.executable, RUNNER, *paths], capture_output=True, text=True, encoding="utf-8",
                          env={**environment, "PYTHONUTF8": "1"}, timeout=120)


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Run three notebooks in one go, the last of which fails; return the folder, what was said, and what stood there.

    To start Python and load nbformat takes longer than the notebooks.
    """
    folder = tmp_path_factory.mktemp("ran")
    paths = [
        store(folder / "a lesson.ipynb", "import ipywidgets\nipywidgets.IntSlider(value=3)", "print('1')\nprint('η')",
              "import matplotlib.pyplot as plt\nplt.plot([1, 2]);", "import os\nos.path.basename(os.getcwd())",
              "print('1')", "print('1')", "", widgets={"state": 1}, language_info={"name": "python", "version": "3.0"}),
        store(folder / "on purpose.ipynb", "import dlmath\ndlmath.load_digits('x')", tags=["raises-exception"]),
        store(folder / "fails.ipynb", "1", "int('x')")]
    before = {path.name: path.read_bytes() for path in paths}
    return folder, run(*paths), before


def test_running_twice_gives_the_same_file(ran):
    folder, done, _ = ran
    path = folder / "a lesson.ipynb"
    assert str(path) in done.stdout.splitlines()
    once = path.read_bytes()
    assert run(path).returncode == 0
    assert path.read_bytes() == once
    assert once.endswith(b"}\n") and b"\r" not in once
    text = once.decode()
    for volatile in ("widget-view", "model_id", "iopub", '"widgets"', '"version": "3.'):
        assert volatile not in text
    notebook = nbformat.reads(text, as_version=nbformat.NO_CONVERT)
    assert notebook.metadata.kernelspec.name == "python3"
    assert [cell.get("execution_count") for cell in notebook.cells] == [None, 1, 2, 3, 4, 5, 6, None]
    assert notebook.cells[1].outputs[0].data["text/plain"].startswith("IntSlider(value=3")
    assert notebook.cells[4].outputs[0].data["text/plain"] == repr(folder.name)


def test_ids_stay_and_gaps_are_filled(tmp_path):
    path = store(tmp_path / "lesson.ipynb", "1", "1", "2")
    cells = runner.read(path).cells
    ids = [cell.id for cell in cells]
    assert ids[0] == "title"
    assert len(set(ids)) == 4 and all(ids)
    assert ids == [cell.id for cell in runner.read(path).cells]
    doubled = [{"id": "a", "source": "1"}, {"id": "a", "source": "2"}, {"id": "b", "source": "3"}]
    runner.fill_ids(doubled)
    assert doubled[0]["id"] == "a" and doubled[2]["id"] == "b" and len({cell["id"] for cell in doubled}) == 3


def test_a_failing_cell_is_named_and_nothing_is_stored(ran):
    folder, done, before = ran
    path = folder / "fails.ipynb"
    assert done.returncode == 1
    assert f"{path}, cell 3: ValueError: invalid literal" in done.stderr
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == before[path.name]
    assert {path.name for path in folder.iterdir()} == set(before)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"nbformat": 3}', '{"nbformat": 4, "cells": [3]}', None])
def test_what_is_no_notebook_gets_a_sentence(content, tmp_path):
    path = tmp_path / "lesson.ipynb"
    if content is not None:
        path.write_text(content)
    with pytest.raises(runner.Stopped, match="lesson.ipynb"):
        runner.main([path])


def test_an_error_on_purpose_names_no_path_of_this_machine(ran):
    folder, done, before = ran
    path = folder / "on purpose.ipynb"
    assert f"{path}, cell" not in done.stderr
    assert path.read_bytes() != before[path.name]
    text = path.read_text(encoding="utf-8")
    assert "src/dlmath/inputs.py" in text
    assert str(ROOT) not in text and "~" + os.sep not in text


def test_paths_are_shortened(monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: ROOT.parent)
    inside = os.sep.join(["src", "dlmath", "data.py"])
    assert runner.shorten(f"File {ROOT}{os.sep}{inside}:3") == f"File {inside}:3"
    assert runner.shorten(f"File ~{os.sep}{ROOT.name}{os.sep}{inside}:3") == f"File {inside}:3"
    library = Path(os.__file__)
    assert runner.shorten(f"File {library}:3") == f"File {library.name}:3"


@pytest.mark.skipif(sys.platform == "win32", reason="make is for Linux and macOS; the README has the lines for Windows")
class TestEnvironment:
    """What `make` says when there is no Python that will do."""

    def make(self, tmp_path, **pythons):
        """Call make_venv.sh with stand-ins for Python, which answer as the real ones would."""
        for name, script in pythons.items():
            (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
            (tmp_path / name).chmod(0o755)
        names = [tmp_path / name for name in [*pythons, "absent"]]
        return subprocess.run(["sh", ROOT / "tools" / "make_venv.sh", "made here", *names],
                              capture_output=True, text=True, cwd=tmp_path)

    OLD = 'case "$2" in *print*) echo 3.9;; *) exit 1;; esac'
    BARE = 'case "$2" in *print*) echo 3.12;; *ensurepip*) exit 1;; esac'
    BROKEN = "echo 'no such version is installed' >&2; exit 127"
    GOOD = 'case "$2" in *print*) echo 3.13;; venv) mkdir "$4";; esac'

    @pytest.mark.parametrize(("pythons", "sentence"), [
        ({}, "No Python found (tried:"),
        ({"broken": BROKEN}, "No Python found (tried:"),
        ({"old": OLD}, "is Python 3.9; the course needs 3.11 or newer."),
        ({"bare": BARE}, "cannot make environments"),
        ({"broken": BROKEN, "old": OLD, "bare": BARE}, "is Python 3.9; the course needs 3.11 or newer."),
    ])
    def test_a_sentence_and_no_traceback(self, pythons, sentence, tmp_path):
        done = self.make(tmp_path, **pythons)
        assert done.returncode == 1
        assert sentence in done.stderr and len(done.stderr.splitlines()) == 1
        assert not (tmp_path / "made here").exists()

    def test_the_first_that_will_do_is_taken(self, tmp_path):
        done = self.make(tmp_path, broken=self.BROKEN, old=self.OLD, bare=self.BARE, good=self.GOOD)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "made here").is_dir()
        assert "Python 3.13" in done.stdout

    @pytest.mark.skipif(not shutil.which("make"), reason="no make here")
    def test_make_passes_on_the_python_that_was_asked_for(self, tmp_path):
        folder = tmp_path / "a folder"
        (folder / "tools").mkdir(parents=True)
        for name in ("Makefile", "tools/make_venv.sh"):
            shutil.copy(ROOT / name, folder / name)
        for name in ("requirements.txt", "pyproject.toml"):
            (folder / name).touch()
        done = subprocess.run(["make", "lab", "PYTHON=/no where/python"], cwd=folder, capture_output=True, text=True)
        assert done.returncode != 0
        assert "No Python found (tried: /no where/python)." in done.stderr
        assert "Traceback" not in done.stderr


# Sabotage.

sabotage = load("sabotage")
ROW = {"name": "a", "kind": "words", "file": "lesson.txt", "old": "two\n", "new": "three\n",
       "test": "python -c \"exit('FAILED two - so' if 'two' not in open('lesson.txt').read() else 0)\""}


@pytest.mark.parametrize(("change", "word", "said"), [
    ({}, "noticed", "two"), ({"new": "two \n"}, "survived", ROW["test"]),
    ({"old": "four\n"}, "not found", "the text to replace does not stand once in lesson.txt"),
    ({"old": "o"}, "not found", "the text to replace does not stand once in lesson.txt"),
    ({"file": "other.txt"}, "not found", "the text to replace does not stand once in other.txt"),
    ({"test": "python -c \"exit('FAILED two - so')\""}, "red before", "two"),
])
def test_a_sabotage_is_noticed_only_by_what_was_green_before(tmp_path, change, word, said):
    lesson = tmp_path / "lesson.txt"
    lesson.write_text("one\ntwo\n", encoding="utf-8")
    assert sabotage.verdict(ROW | change, tmp_path, {}) == (word, said)
    assert lesson.read_text(encoding="utf-8") == "one\ntwo\n"


def test_each_sabotage_is_whole_and_has_a_name_of_its_own():
    assert sabotage.listed("\n".join(path.read_text(encoding="utf-8") for path in sabotage.LISTS))
    row = "[[sabotage]]\n" + "\n".join(f"{name} = '{name}'" for name in sorted(sabotage.FIELDS))
    with pytest.raises(ValueError, match="two are named 'name'"):
        sabotage.listed(f"{row}\n{row}")
    with pytest.raises(ValueError, match="'name' has"):
        sabotage.listed(f"{row}\nmore = 'more'")
