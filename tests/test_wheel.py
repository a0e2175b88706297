"""The wheel alone, in an empty folder and an environment of its own, with no checkout near: all a learner needs."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "dlmath"
BIN, EXE = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel."""
    folder = tmp_path_factory.mktemp("dist")
    done = subprocess.run([sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
                          cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory):
    """Return a fresh environment with the wheel in it; what the wheel needs is borrowed from the tests' own."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / BIN / f"python{EXE}"
    packages = subprocess.run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], check=True,
                              capture_output=True, text=True).stdout.strip()
    borrowed = [path for path in sys.path if path.endswith("site-packages")]  # without the .pth that leads to src
    Path(packages, "borrowed.pth").write_text("\n".join(borrowed), encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python, "install",
                           "--quiet", "--no-deps", "--no-index", "--no-compile", wheel], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def run(environment, tmp_path):
    """Return a function that runs a command of that environment in an empty folder, and returns what it prints."""
    def run(command, *arguments):
        alone = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"PYTHONUTF8": "1"}
        done = subprocess.run([environment / BIN / f"{command}{EXE}", *arguments], cwd=tmp_path, env=alone,
                              capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_the_copies_are_made_in_an_empty_folder(run, tmp_path):
    assert run("python", "-m", "dlmath", "copy", "dlmath-course") == f"Your course is in {tmp_path / 'dlmath-course'}\n"
    lessons = {path.name for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert lessons and {path.name for path in (tmp_path / "dlmath-course").glob("*.ipynb")} == lessons
    for name in lessons:
        copy = json.loads((tmp_path / "dlmath-course" / name).read_text(encoding="utf-8"))
        assert not any(cell.get("outputs") for cell in copy["cells"])


def test_it_is_the_wheel_that_runs_and_the_course_is_made_here(run, environment, tmp_path):
    said = run("python", "-c", "import dlmath; from dlmath.course import copies\n"
                               "print(dlmath.__file__); print(copies.default_folder())")
    package, folder = map(Path, said.splitlines())
    assert package.is_relative_to(environment) and folder == tmp_path / "dlmath-course"


def test_there_is_a_script(run):
    assert run("dlmath", "--help") == run("python", "-m", "dlmath", "--help")


def test_all_that_belongs_to_the_package_travels_with_it(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    package = {path.relative_to(SOURCE.parent).as_posix() for path in SOURCE.rglob("*")
               if path.is_file() and "__pycache__" not in path.parts}
    lessons = {f"dlmath/notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert {"dlmath/stage/stage.js", "dlmath/stage/stage.css", "dlmath/digits/mnist_train.npz"} <= package
    assert package | lessons <= names
    assert not [name for name in names if ".ipynb_checkpoints" in name or name.startswith("tests")]


def test_the_digits_can_be_read(run):
    assert run("python", "-c", "from dlmath import load_digits; print(load_digits('test')[0].shape)") \
        == "(10000, 28, 28)\n"


def test_jupyterlab_is_told_to_save_the_scenes(environment):
    from jupyterlab_server.settings_utils import _get_overrides

    settings, error = _get_overrides(str(environment / "share" / "jupyter" / "lab" / "settings"))
    assert not error and settings["@jupyter-widgets/jupyterlab-manager:plugin"] == {"saveState": True}
