"""Binder's own builder reads binder/ and would install what we pin. It needs neither Docker nor a network for that."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="jupyter-repo2docker does not run on Windows")


@pytest.fixture
def folder(tmp_path):
    """Return a copy of all that the builder looks at."""
    shutil.copytree(ROOT / "binder", tmp_path / "binder")
    for name in ("requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def dockerfile(folder):
    """Return what the builder would build, and all that it says on the way."""
    done = subprocess.run([sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."], cwd=folder,
                          capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_the_builder_takes_the_folder(folder):
    text = dockerfile(folder)
    assert "python=3.12" in text
    copied = text.index("COPY --chown=0:0 src/ ${REPO_DIR}/")
    assert "pip install --no-cache-dir -r" not in text[:copied]  # -r and -e need the files to be there
    installed = text.index('pip install --no-cache-dir -r "binder/requirements.txt"', copied)
    assert "RUN ./binder/postBuild" in text[installed:]  # makes the copies, when the package is there


@pytest.mark.parametrize(("file", "content", "missing"), [
    ("runtime.txt", None, "python=3.12"),
    ("runtime.txt", "python-3.13\n", "python=3.12"),
    ("requirements.txt", None, "binder/requirements.txt"),
    ("postBuild", None, "RUN ./binder/postBuild"),
])
def test_a_broken_folder_is_found(folder, file, content, missing):
    if content is None:
        (folder / "binder" / file).unlink()
    else:
        (folder / "binder" / file).write_text(content)
    assert missing not in dockerfile(folder)


def test_the_link_opens_the_start_lesson_among_the_copies(tmp_path):
    """What postBuild makes is what the link names, tried in a copy of the folder it runs in."""
    script = ROOT / "binder" / "postBuild"
    assert os.access(script, os.X_OK)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run([script], cwd=tmp_path, env=os.environ | {"PATH": path}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    links = re.findall(r"mybinder\.org/v2/gh/OWNER/REPO/main\?urlpath=lab/tree/([\w/.-]+)",
                       (ROOT / "README.md").read_text(encoding="utf-8"))
    assert links
    for link in links:
        assert link.endswith("00_start.ipynb") and (tmp_path / link).is_file()


def test_learners_are_told_that_binder_forgets():
    start = json.loads((ROOT / "notebooks" / "00_start.ipynb").read_text(encoding="utf-8"))
    said = "\n".join("".join(cell["source"]) for cell in start["cells"] if cell["cell_type"] == "markdown")
    sentence = next(line for line in said.splitlines() if "On Binder" in line)
    assert "everything on it is gone" in sentence and "*Download*" in sentence and "progress.json" in sentence
    assert "Binder forgets" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_both_lines_lead_somewhere():
    lines = (ROOT / "binder" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert lines == ["-r ../requirements.txt", "-e ."]  # from the file's folder, and from the repository's
    assert (ROOT / "binder" / "../requirements.txt").is_file()
    assert (ROOT / "pyproject.toml").is_file()
