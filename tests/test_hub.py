"""The hub for a class, as far as it can be tried where JupyterHub is not installed; `make class` tries the rest."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import types
import zipfile
from pathlib import Path

import psutil
import pytest
import yaml
from test_tools import load
from traitlets.config import Config

from dlmath.exercises import lesson_exercises
from dlmath.exercises.check import examine

ROOT = Path(__file__).resolve().parent.parent
HUB = ROOT / "hub"
VALUES = yaml.safe_load((HUB / "values.yaml").read_text(encoding="utf-8"))
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="JupyterHub does not run on Windows")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to the limit")


class Spawner:
    """Stands in for JupyterHub's spawner."""

    home_dir, mem_limit = None, 2**29


@pytest.fixture
def configure(monkeypatch, tmp_path):
    """Return a function that reads hub/jupyterhub_config.py and returns all that it defines."""
    def configure(jupyterhub=True, **environment):
        for name in ("CLASS_PASSWORD", "CLASS_ADDRESS", "CLASS_ONE_USER"):
            monkeypatch.delenv(name, raising=False)
        for name, value in {"CLASS_FOLDER": str(tmp_path / "class"), **environment}.items():
            monkeypatch.setenv(name, value)
        stand_in = types.ModuleType("jupyterhub.spawner")
        stand_in.SimpleLocalProcessSpawner = Spawner
        monkeypatch.setitem(sys.modules, "jupyterhub", types.ModuleType("jupyterhub") if jupyterhub else None)
        monkeypatch.setitem(sys.modules, "jupyterhub.spawner", stand_in if jupyterhub else None)
        file, config = HUB / "jupyterhub_config.py", Config()
        names = {"__file__": str(file), "get_config": lambda: config}
        exec(compile(file.read_text(encoding="utf-8"), file, "exec"), names)
        return names

    return configure


@pytest.mark.parametrize("password", [{}, {"CLASS_PASSWORD": ""}, {"CLASS_PASSWORD": "seven77"}])
def test_no_hub_without_a_password(configure, tmp_path, password):
    with pytest.raises(SystemExit, match="^The hub was not started. Name the password of your class in CLASS_PASSWORD"):
        configure(jupyterhub=False, **password)  # said before JupyterHub is looked for
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be(configure, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit, match="cannot write to .*file/class .*name another folder in CLASS_FOLDER"):
        configure(CLASS_PASSWORD="12345678", CLASS_FOLDER=str(tmp_path / "file" / "class"))


def test_only_this_machine_is_listened_to_unless_told(configure):
    assert configure(CLASS_PASSWORD="12345678")["c"].JupyterHub.bind_url == "http://127.0.0.1:8000"
    told = configure(CLASS_PASSWORD="12345678", CLASS_ADDRESS="0.0.0.0:80")
    assert told["c"].JupyterHub.bind_url == "http://0.0.0.0:80"
    assert told["c"].SharedPasswordAuthenticator.user_password == "12345678"


def test_limits_are_those_of_kubernetes(configure):
    c = configure(CLASS_PASSWORD="12345678")["c"]
    learner = c.LearnerSpawner
    assert learner.mem_limit == VALUES["singleuser"]["memory"]["limit"]
    assert learner.start_timeout == VALUES["singleuser"]["startTimeout"] >= 180
    assert learner.http_timeout == VALUES["hub"]["config"]["KubeSpawner"]["http_timeout"] >= 180
    culler = " ".join(c.JupyterHub.services[0]["command"])
    assert f"--timeout={VALUES['cull']['timeout']}" in culler and VALUES["cull"]["enabled"]
    assert c.JupyterHub.load_roles[0]["services"] == [c.JupyterHub.services[0]["name"]]
    # the same program starts a learner's server everywhere, and Kubernetes finds it where the image has it
    assert learner.cmd[1] == str(HUB / "start.py")
    assert VALUES["singleuser"]["cmd"] == ["python", "/opt/course/hub/start.py"]
    assert "WORKDIR /opt/course\n" in (HUB / "Dockerfile").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "good"), [
    ("ada", True), ("ada.lovelace", True), ("12345", True), ("a-b_c", True), ("..", False), ("a/b", False),
    ("../ada", False), ("", False), (".ada", False), ("ada lovelace", False), ("a" * 33, False), ("ada\n", False)])
def test_a_name_stays_inside_the_folder(configure, name, good):
    c = configure(CLASS_PASSWORD="12345678")["c"]
    assert bool(re.match(c.Authenticator.username_pattern, name)) == good


@LINUX
def test_memory_really_ends(configure, tmp_path):
    spawner = configure(CLASS_PASSWORD="12345678", CLASS_ONE_USER="1")["LearnerSpawner"]()
    spawner.home_dir = str(tmp_path / "class" / "homes" / "ada")
    ask = "try:\n    bytearray({})\nexcept MemoryError:\n    print('refused')\nimport os; print(os.getcwd())"
    for size, said in ((2**20, ""), (2**30, "refused\n")):
        done = subprocess.run([sys.executable, "-c", ask.format(size)], capture_output=True, text=True,
                              preexec_fn=spawner.make_preexec_fn("ada"))
        assert done.stdout == f"{said}{spawner.home_dir}\n", done.stderr


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root gives numbers")
def test_every_learner_has_a_number_and_never_roots(configure, tmp_path):
    names = configure(CLASS_PASSWORD="12345678")
    homes = tmp_path / "class" / "homes"
    assert [names["number_of"](homes / name) for name in ("ada", "emmy", "ada")] == [20000, 20001, 20000]
    assert (homes / "ada").stat().st_mode & 0o777 == 0o700
    (homes / "root").mkdir()
    with pytest.raises(RuntimeError, match="belongs to root"):
        names["number_of"](homes / "root")


# What a learner's server does when it starts.


def start():
    """Return hub/start.py as a module."""
    spec = importlib.util.spec_from_file_location("start", HUB / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_course_is_brought_once_and_stays(tmp_path):
    assert start().bring(tmp_path) is None
    lesson = tmp_path / "dlmath-course" / "01_linear_algebra.ipynb"
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("...", "A[0]"), encoding="utf-8")
    before = lesson.read_text(encoding="utf-8")
    assert start().bring(tmp_path) is None
    assert lesson.read_text(encoding="utf-8") == before


def test_a_file_of_the_learners_does_not_come_before_pythons_own(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit('mine')")
    monkeypatch.chdir(tmp_path)
    assert start().bring(tmp_path) is None


def test_where_the_course_cannot_be_brought_the_server_starts_and_says_why(tmp_path, monkeypatch):
    home, places = tmp_path / "home", [tmp_path / "full", tmp_path]
    home.mkdir()
    (home / "dlmath-course").write_text("a file")
    module, ran = start(), []
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr(module, "PLACES", places)
    monkeypatch.setattr(os, "execv", lambda *words: ran.append((words, dict(os.environ))))
    for name in ("JUPYTERHUB_ROOT_DIR", "JUPYTERHUB_DEFAULT_URL", "OPENBLAS_NUM_THREADS",
                 "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR"):
        monkeypatch.setenv(name, "")  # so that it is as before when the test is over
    module.main(["--port=1"])
    (_, command), environment = ran[0]
    assert command[1:4] == ["-P", "-m", "jupyterhub.singleuser"] and command[-1] == "--port=1"
    folder = Path(environment["JUPYTERHUB_ROOT_DIR"])
    assert environment["JUPYTERHUB_DEFAULT_URL"] == f"/lab/tree/{module.NOTE}"
    note = (folder / module.NOTE).read_text(encoding="utf-8")
    assert note.startswith(f"{home / 'dlmath-course'} cannot be a folder, because a file is in its place")
    assert (folder / "home").resolve() == home
    assert module.explain("Full.", home, [tmp_path / "full"]) is None  # nowhere to write, and no stop
    assert module.environment(home)["JUPYTERHUB_ROOT_DIR"] == str(home)


def test_the_server_opens_what_is_brought(tmp_path):
    module = start()
    module.bring(tmp_path)
    environment = module.environment(tmp_path)
    assert environment["OPENBLAS_NUM_THREADS"] == "1"
    assert (tmp_path / environment["JUPYTERHUB_DEFAULT_URL"].removeprefix("/lab/tree/")).is_file()


# The image.


def copied():
    """Return what hub/Dockerfile copies from the repository, as (path, where it goes)."""
    text = (HUB / "Dockerfile").read_text(encoding="utf-8")
    lines = [line.split()[1:] for line in re.findall(r"^COPY (?!--from).*$", text, re.M)]
    return [(source, line[-1]) for line in lines for source in line[:-1]]


def test_the_image_has_all_that_it_installs(tmp_path):
    """A wheel is built from what the image copies, and from nothing else; it holds the lessons."""
    for source, goal in copied():
        place = tmp_path / goal / Path(source).name if goal.endswith("/") else tmp_path / goal
        place.parent.mkdir(parents=True, exist_ok=True)
        skip = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        shutil.copytree(ROOT / source, place, dirs_exist_ok=True, ignore=skip) if (ROOT / source).is_dir() \
            else shutil.copy(ROOT / source, place)
    assert (tmp_path / "hub" / "start.py").is_file() and (tmp_path / "hub" / "jupyterhub_config.py").is_file()
    assert (tmp_path / "hub" / "../requirements.txt").is_file()  # which hub/requirements.txt leads to
    done = subprocess.run([sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", "dist"],
                          cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    names = zipfile.ZipFile(next((tmp_path / "dist").glob("*.whl"))).namelist()
    assert {f"dlmath/notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")} <= set(names)


def test_the_course_is_installed_as_a_copy_outside_the_home():
    text = (HUB / "Dockerfile").read_text(encoding="utf-8")
    commands = [line for line in text.splitlines() if "pip install" in line]
    assert not any(word in {"-e", "--editable", "--user"} for line in commands for word in line.split())
    assert text.index("pip install --no-cache-dir --no-deps .\n") < text.index("USER jovyan")


def test_the_proxy_is_pinned_and_no_list_names_a_host():
    package = json.loads((HUB / "package.json").read_text(encoding="utf-8"))
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in package["dependencies"].values())
    assert not list(HUB.glob("*lock*"))


def test_once_a_week_a_class_of_two():
    workflow = (ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8")
    weekly = re.search(r"^  hub:\n((?:    .*\n)+)", workflow, re.M)
    assert "'schedule'" in weekly[1] and "make class N=2" in weekly[1] and "hub/Dockerfile" in weekly[1]


# The class that `make class` plays.


@pytest.fixture(scope="module")
def classroom():
    return load("classroom")


def test_the_learners_do_what_they_are_said_to_do(classroom):
    """Two exercises are right, the others known mistakes; each is put into its cell under the name it has there."""
    notebook = json.loads((ROOT / "notebooks" / classroom.LESSON).read_text(encoding="utf-8"))
    for id, answer in classroom.ANSWERS.items():
        names = {}
        exec(answer, {}, names)
        (name, function), = names.items()
        cell, = [source for source in ("".join(cell["source"]) for cell in notebook["cells"])
                 if f'check("{id}", {name})' in source]
        assert cell.startswith("def ")
        assert examine(lesson_exercises(1)[id], function).kind == ("right" if id in classroom.SOLVED else "mistake")


def test_what_one_learner_meets_is_said_and_stops_nobody(classroom):
    def work(learner):
        if learner.name == "emmy":
            raise classroom.Failure("no server")

    failures = []
    ada, emmy = types.SimpleNamespace(name="ada"), types.SimpleNamespace(name="emmy")
    assert classroom.together(work, [ada, emmy], failures) == [ada]
    assert failures == ["emmy: no server"]


def test_the_teacher_corrects_a_lesson_that_learners_get_without_answers(classroom, tmp_path):
    folder = classroom.publish(tmp_path / "lessons")
    before = json.loads((folder / classroom.LESSON).read_text(encoding="utf-8"))
    assert not any(cell.get("outputs") for cell in before["cells"])
    classroom.correct(folder)
    after = json.loads((folder / classroom.LESSON).read_text(encoding="utf-8"))
    assert [cell for cell in after["cells"] if cell["id"] != "correction"] == before["cells"]
    assert len(after["cells"]) == len(before["cells"]) + 1
    log = subprocess.run(["git", "-C", folder, "log", "--format=%s", "learn"], capture_output=True, text=True)
    assert log.stdout.splitlines() == ["A correction", "The lessons"]


def test_what_was_started_is_stopped(classroom):
    """Also what runs in a session of its own and does not listen, as a learner's server may."""
    deaf = ("import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
            "print('ready', flush=True); time.sleep(60)")
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {deaf!r}], start_new_session=True)"
    hub = classroom.Hub.__new__(classroom.Hub)
    hub.seen = set()
    hub.process = psutil.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE)
    with hub.process.stdout as said:
        assert said.readline() == b"ready\n"
    child, = hub.process.children()
    hub.stop(seconds=0.5)
    assert not hub.process.is_running() and (not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)
