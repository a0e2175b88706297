"""Binder's own builder reads binder/ and would install what we pin. It needs neither Docker nor a network for that."""

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
    assert 'pip install --no-cache-dir -r "binder/requirements.txt"' in text[copied:]


@pytest.mark.parametrize(("file", "content", "missing"), [
    ("runtime.txt", None, "python=3.12"),
    ("runtime.txt", "python-3.13\n", "python=3.12"),
    ("requirements.txt", None, "binder/requirements.txt"),
])
def test_a_broken_folder_is_found(folder, file, content, missing):
    if content is None:
        (folder / "binder" / file).unlink()
    else:
        (folder / "binder" / file).write_text(content)
    assert missing not in dockerfile(folder)


def test_both_lines_lead_somewhere():
    lines = (ROOT / "binder" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert lines == ["-r ../requirements.txt", "-e ."]  # from the file's folder, and from the repository's
    assert (ROOT / "binder" / "../requirements.txt").is_file()
    assert (ROOT / "pyproject.toml").is_file()
