"""A learner's server: bring their course into their home, then become JupyterHub's server for this learner.

Every hub of this folder starts learners with it. Where the course cannot be brought (a full home, or one that may not
be written to), the server starts all the same, and the learner finds a page that says why.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

COURSE = "dlmath-course"
IDLE = 3600  # seconds after which a kernel that does nothing is ended; the notebook keeps what was saved
OPTIONS = [f"--MappingKernelManager.cull_idle_timeout={IDLE}", "--MappingKernelManager.cull_interval=300",
           "--MappingKernelManager.cull_connected=True"]  # a page left open in the browser counts as idle, too
NOTE = "READ-THIS-FIRST.txt"
PLACES = [tempfile.gettempdir(), "/dev/shm"]  # where the note can lie: the second is memory, for a disk that is full


def bring(home):
    """Bring the lessons into the learner's home; return None, or the sentence that says why they are not there."""
    # -P: a file of the learner's that is called random.py does not come before Python's own
    done = subprocess.run([sys.executable, "-P", "-m", "dlmath", "copy", str(home / COURSE)], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, encoding="utf-8", errors="replace")
    print(done.stdout, done.stderr, sep="", end="", file=sys.stderr, flush=True)  # into the hub's log
    if done.returncode == 0:
        return None
    return (done.stderr.strip() or "The lessons could not be brought.").splitlines()[-1]


def explain(sentence, home, places):
    """Write the sentence where the learner's server can open it, beside a link to their home, and return that folder.

    Returns None where not even that can be written.
    """
    for place in places:
        with contextlib.suppress(OSError):
            folder = Path(tempfile.mkdtemp(prefix="dlmath-", dir=place))
            (folder / NOTE).write_text(
                f"{sentence}\n\nSo the lessons could not be brought to you. Please tell your teacher. Your own files "
                "are where they were: open the folder “home” on the left. Until this is mended, what you write may "
                "not be saved. When it is mended, choose File, Hub Control Panel, stop your server, and start it "
                "again.\n",
                encoding="utf-8")
            (folder / "home").symlink_to(home)
            return folder
    return None


def environment(home, folder=None):
    """Return what the learner's server adds to its environment.

    Parameters
    ----------
    home : Path
    folder : Path, optional
        Where a note was left because the course could not be brought.
    """
    one = {"OPENBLAS_NUM_THREADS": "1"}  # threads that compete for busy cores make matrix products many times slower
    if folder is None:
        return one | {"JUPYTERHUB_ROOT_DIR": str(home), "JUPYTERHUB_DEFAULT_URL": f"/lab/tree/{COURSE}/00_start.ipynb"}
    return one | {"JUPYTERHUB_ROOT_DIR": str(folder), "JUPYTERHUB_DEFAULT_URL": f"/lab/tree/{NOTE}",
                  **{f"JUPYTER_{name}_DIR": str(folder / ".jupyter") for name in ("RUNTIME", "DATA", "CONFIG")}}


def main(arguments):
    home = Path.home()
    sentence = bring(home)
    os.environ.update(environment(home, sentence and explain(sentence, home, PLACES)))
    root = ["--allow-root"] if os.geteuid() == 0 else []
    os.execv(sys.executable, [sys.executable, "-P", "-m", "jupyterhub.singleuser", *OPTIONS, *root, *arguments])


if __name__ == "__main__":
    main(sys.argv[1:])
