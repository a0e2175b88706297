"""What the first cell of the course says of each thing that is missing: a sentence, with the command that cures it."""

import subprocess
import sys
from importlib import metadata
from pathlib import Path

import nbformat
import pytest

from dlmath.course import environment
from dlmath.course.environment import missing, other_environment

HIDE = """
import sys
class Hide:
    def find_spec(self, name, *rest):
        if name == {!r}:
            raise ModuleNotFoundError(name=name)
sys.meta_path.insert(0, Hide())
"""
START = Path(__file__).parents[1] / "notebooks" / "00_start.ipynb"


def installed(**versions):
    """Return a stand-in for `metadata.version`."""
    def version(name):
        if name not in versions:
            raise metadata.PackageNotFoundError(name)
        return versions[name]

    return version


def test_here_nothing_is_missing(capsys):
    assert missing() == []
    environment.report()
    assert "This kernel has everything that the course needs.\n" in capsys.readouterr().out


@pytest.mark.parametrize(("versions", "said"), [
    ({"numpy": "2.4.0"}, []),
    ({}, ['numpy is not installed. In a cell: %pip install "numpy<3,>=2.2", then restart the kernel.']),
    ({"numpy": "1.26.4"}, ['numpy is 1.26.4; the course needs <3,>=2.2. In a cell: %pip install "numpy<3,>=2.2", '
                           'then restart the kernel.']),
    ({"numpy": "3.0"}, ['numpy is 3.0; the course needs <3,>=2.2. In a cell: %pip install "numpy<3,>=2.2", '
                        'then restart the kernel.']),
])
def test_a_package_that_is_missing_or_does_not_fit(versions, said):
    assert missing(["numpy>=2.2,<3"], installed(**versions)) == said


def test_an_old_python():
    said, = missing([], python=(3, 10, 4))
    assert said.startswith("Python 3.10 is too old") and said.endswith("make lab")


def test_every_requirement_of_the_course_is_looked_at():
    names = [said.split()[0] for said in missing(installed=installed())]
    assert {"numpy", "matplotlib", "ipywidgets", "jupyterlab", "anywidget", "resvg-py", "pillow", "traitlets",
            "ipython", "packaging"} == set(names)


def test_a_kernel_of_another_environment(tmp_path):
    module = tmp_path / "src" / "dlmath" / "environment.py"
    module.parent.mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    here = tmp_path / "notebooks"
    assert other_environment(here, "/usr", str(module)) == []  # the course has no environment of its own
    (tmp_path / ".venv").mkdir()
    assert other_environment(here, str(tmp_path / ".venv"), str(module)) == []
    assert "not the one of the course's .venv" in other_environment(here, "/usr", str(module))[0]
    assert "the dlmath of another folder" in other_environment(here, str(tmp_path / ".venv"), __file__)[0]
    assert other_environment(Path(tmp_path.anchor), "/usr", str(module)) == []  # no course around


def test_all_that_is_wrong_is_said_with_the_kernel_last(monkeypatch, capsys):
    monkeypatch.setattr(environment, "missing", lambda: ["numpy is not installed."])
    monkeypatch.setattr(environment, "other_environment", lambda: ["Another kernel."])
    environment.report()
    assert capsys.readouterr().out == "numpy is not installed.\nAnother kernel.\n"


def test_a_living_scene_says_so_and_its_still_says_what_to_do():
    stage = environment.living()
    assert stage.frames[0].note.startswith("Scenes live here.")
    assert "make lab" in stage.still.note and "do not move here" in repr(stage)
    assert all("still picture" not in frame.note for frame in stage.frames)


@pytest.mark.parametrize("hidden", ["dlmath", "numpy"])
def test_the_first_cell_names_the_package_that_is_not_there(hidden):
    code = next(cell.source for cell in nbformat.read(START, 4).cells if cell.cell_type == "code")
    done = subprocess.run([sys.executable, "-c", HIDE.format(hidden) + code], capture_output=True, text=True)
    assert done.stdout == f"This kernel has no {hidden}. In a terminal, in the course's folder: make lab\n", done.stderr
