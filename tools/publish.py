"""Publish a folder of lessons as a branch: `python tools/publish.py FOLDER REMOTE BRANCH MESSAGE`.

The branch gets one more commit, or none if nothing changed. Its history is never rewritten, because nbgitpuller brings
nothing any more to learners whose history was. It would also lose new cells without a word in one case, so nothing is
published then, unless `--anyway` is said.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

WHO = ("-c", "user.name=github-actions[bot]", "-c", "user.email=41898282+github-actions[bot]@users.noreply.github.com")


class Stopped(Exception):
    """Nothing was published; the message says why."""


def publish(folder, remote, branch, message, anyway=False):
    """Make the branch of the remote hold what the folder holds, and return a sentence on what was done.

    Parameters
    ----------
    folder : Path
    remote : str
        An address that git understands.
    branch, message : str
    anyway : bool
        Publish also what would not reach every learner.

    Raises
    ------
    Stopped
        If the remote cannot be reached or written, or new cells would not reach every learner.
    """
    if not folder.is_dir():
        raise Stopped(f"{folder} is not a folder.")
    with tempfile.TemporaryDirectory() as scratch:
        def git(*words):
            place = {"GIT_DIR": scratch, "GIT_WORK_TREE": str(folder)}
            done = subprocess.run(["git", *words], capture_output=True, text=True, encoding="utf-8",
                                  env={**os.environ, **place})
            if done.returncode:
                raise Stopped(f"git {words[0]}: {done.stderr.strip() or done.stdout.strip()}")
            return done.stdout

        git("init", "--quiet", "--initial-branch", branch)
        Path(scratch, "info", "exclude").write_text(".made.json\n", encoding="utf-8")
        git("config", "core.autocrlf", "false")
        if there := git("ls-remote", "--heads", remote, f"refs/heads/{branch}"):
            git("fetch", "--quiet", "--depth", "1", remote, f"refs/heads/{branch}")
            git("reset", "--quiet", "FETCH_HEAD")
        git("add", "--all")
        if there and not git("diff", "--cached", "--name-only", "HEAD"):
            return f"The branch {branch} holds all this already."
        if there and not anyway and (lost := _lost(folder, git)):
            raise Stopped("\n".join([*lost, "Put a text cell before each of them, and nothing is lost. Nothing was "
                                            "published; --anyway publishes it as it is."]))
        git(*WHO, "commit", "--quiet", "--message", message)
        git("push", "--quiet", remote, f"HEAD:refs/heads/{branch}")
    return f"The branch {branch} has a new commit."


def _lost(folder, git):
    """Return a sentence for each new cell of the folder's notebooks that some learners would not get."""
    changed = git("diff", "--cached", "--name-only", "--diff-filter=M", "-z", "HEAD").split("\0")
    found = []
    for name in (name for name in changed if name.endswith(".ipynb")):
        try:
            old, new = json.loads(git("show", f"HEAD:{name}")), json.loads((folder / name).read_text(encoding="utf-8"))
            found += [f"{name}: learners who have run the code cell {after} will not get the new code cell {cell} "
                      "before it." for cell, after in swallowed(old, new)]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Stopped(f"{name} is not a notebook, on the branch or here: {error!r}. Nothing was published; "
                          "--anyway publishes it as it is.") from error
    return found


def swallowed(old, new):
    """Return the ids of new code cells that a merge would lose, each with that of the code cell it would be lost to.

    A new code cell and an older one after it begin with the same lines, and the older one's are no longer the same
    where it was run: `"execution_count": null` is 7 there. Git takes these lines for the new ones, sees that both
    sides changed them, and keeps the learner's. What begins with a text cell begins with other lines.

    Examples
    --------
    >>> a, b, text = ({"cell_type": kind, "id": id} for kind, id in (("code", "a"), ("code", "b"), ("markdown", "t")))
    >>> swallowed({"cells": [a]}, {"cells": [b, a]}), swallowed({"cells": [a]}, {"cells": [text, b, a]})
    ([('b', 'a')], [])
    """
    known, first, found = {cell.get("id") for cell in old["cells"]}, None, []
    for cell in new["cells"]:
        if cell.get("id") not in known:
            first = first or cell
        else:
            if first and first["cell_type"] == cell["cell_type"] == "code":
                found.append((first.get("id"), cell.get("id")))
            first = None
    return found


def main(arguments=None):
    """Do what the command line says, and return the exit code: 0, or 1 with a sentence on what is wrong."""
    parser = argparse.ArgumentParser(prog="python tools/publish.py", description="Publish a folder as a branch.")
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    for name in ("remote", "branch", "message"):
        parser.add_argument(name, metavar=name.upper())
    parser.add_argument("--anyway", action="store_true", help="publish also what would not reach every learner")
    said = parser.parse_args(arguments)
    try:
        print(publish(said.folder.absolute(), said.remote, said.branch, said.message, said.anyway))
    except Stopped as stopped:
        print(stopped, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
