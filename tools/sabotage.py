"""Break the course on purpose, in one place at a time, and see whether a test notices: `make sabotage`.

The breaks stand in `sabotages*.toml`. Each is made in a copy of the course, in a temporary folder, and the command that
should notice it is run there, after it has been run once on the untouched copy, where it must pass.

    python tools/sabotage.py                     all of them
    python tools/sabotage.py --kind pictures     those of one kind
    python tools/sabotage.py --name "hint"       those whose name holds this word
"""

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LISTS = sorted((ROOT / "tools").glob("sabotages*.toml"))
FIELDS = {"name", "kind", "file", "old", "new", "test"}
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "my-course", "build",
                                  "dist")
SECONDS = 600  # for one command
RUNNERS = {"pytest": [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"],
           "python": [sys.executable]}


def listed(text):
    """Return the sabotages written in TOML.

    Returns
    -------
    list of dict
        Each with a name, the kind of lie, the file, the text in it that is replaced, by what, and the command that
        should notice.

    Raises
    ------
    ValueError
        If one lacks something, or a name is used twice.
    """
    rows = tomllib.loads(text)["sabotage"]
    for row in rows:
        if row.keys() != FIELDS:
            raise ValueError(f"{row.get('name')!r} has {sorted(row)}; each needs {sorted(FIELDS)}")
    names = [row["name"] for row in rows]
    if doubled := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"two are named {doubled.pop()!r}; each needs a name of its own")
    return rows


def broken(text, row):
    """Return the text with its one break in it; None if what is to be replaced is not there exactly once."""
    return text.replace(row["old"], row["new"]) if text.count(row["old"]) == 1 and row["old"] != row["new"] else None


def run(command, tree):
    """Run a command in a tree; return whether it passed, and the test that failed or what else was said."""
    first, *rest = shlex.split(command)
    environment = os.environ | {"PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": "1",
                                "OPENBLAS_NUM_THREADS": "1"}
    try:
        done = subprocess.run([*RUNNERS.get(first, [first]), *rest], cwd=tree, env=environment, capture_output=True,
                              text=True, encoding="utf-8", errors="replace", timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return False, f"stopped after {SECONDS} seconds"
    said = done.stdout + done.stderr
    failed = re.search(r"^(?:FAILED|ERROR) ([^\n]+?)(?: - .*)?$|^not ok \d+ - ([^\n]+)|^✖ ([^\n]+)", said, re.M)
    last = said.strip().splitlines()[-1:] or ["said nothing"]
    return done.returncode == 0, next(filter(None, failed.groups())) if failed else last[0]


def verdict(row, tree, untouched):
    """Make one break, see whether its command notices it, and mend it again.

    Parameters
    ----------
    tree : Path
        A copy of the course.
    untouched : dict
        What `run` said of commands before anything was broken; filled here.

    Returns
    -------
    (word, said)
        "noticed", "survived", "not found" or "red before".
    """
    path = tree / row["file"]
    before = path.read_bytes() if path.is_file() else b""
    changed = broken(before.decode(), row)
    if changed is None:
        return "not found", f"the text to replace does not stand once in {row['file']}"
    if row["test"] not in untouched:
        untouched[row["test"]] = run(row["test"], tree)
    passed, said = untouched[row["test"]]
    if not passed:
        return "red before", said
    path.write_bytes(changed.encode())
    try:
        passed, said = run(row["test"], tree)
    finally:
        path.write_bytes(before)
    return "survived" if passed else "noticed", row["test"] if passed else said


def main(arguments):
    """Try the sabotages that are asked for, and print what became of each; return 1 unless all were noticed."""
    parser = argparse.ArgumentParser(description="Break the course in one place at a time; does a test notice?")
    parser.add_argument("--kind", default="", help="only those of one kind")
    parser.add_argument("--name", default="", help="only those whose name holds this")
    chosen = parser.parse_args(arguments)
    rows = [row for row in listed("\n".join(path.read_text(encoding="utf-8") for path in LISTS))
            if row["kind"].startswith(chosen.kind) and chosen.name in row["name"]]
    wide = max((len(row["name"]) for row in rows), default=0)
    words, untouched = [], {}
    with tempfile.TemporaryDirectory(prefix="sabotage") as folder:
        tree = Path(folder) / "course"
        shutil.copytree(ROOT, tree, ignore=LEFT_OUT)
        for row in rows:
            word, said = verdict(row, tree, untouched)
            words.append(word)
            print(f"{row['kind']:9} {row['name']:{wide}} {word:10} {said}", flush=True)
    noticed = words.count("noticed")
    print(f"{noticed} of {len(rows)} were noticed.")
    return int(noticed < len(rows) or not rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
