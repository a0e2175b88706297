"""Run notebooks in place and store their outputs: `python tools/notebooks.py notebooks/*.ipynb`.

Running twice gives the same file: no widget state, no timings, no paths of this machine, ids that stay.
"""

import hashlib
import json
import os
import sys
import sysconfig
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

ROOT = Path(__file__).resolve().parent.parent
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {  # without the version of Python, which differs from reader to reader
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
    },
}
VOLATILE = "application/vnd.jupyter.widget-view+json"  # names a model that is gone with its kernel
SECONDS = 600  # for one cell


class Stopped(Exception):
    """A notebook could not be run; the message names it and the cell."""


def read(path):
    """Return the notebook at `path`, every cell with an id."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["nbformat"] != 4:
            raise ValueError(f"its format is {content['nbformat']}, not 4")
        content["nbformat_minor"] = 5
        fill_ids(content["cells"])
        notebook = nbformat.from_dict(content)
        for cell in notebook.cells:
            cell.source = "".join(cell.source)
        return notebook
    except OSError as error:
        raise Stopped(f"{path}: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError) as error:
        raise Stopped(f"{path} is not a notebook: {error}") from None


def fill_ids(cells):
    """Give each cell that lacks an id, or repeats one, an id made from its source; leave the others alone."""
    taken = set()
    for cell in cells:
        source, turn = "".join(cell["source"]), 0
        while not cell.get("id") or cell["id"] in taken:
            cell["id"] = hashlib.sha256(f"{turn} {source}".encode()).hexdigest()[:8]
            turn += 1
        taken.add(cell["id"])


def run(notebook, folder, name):
    """Run every cell of the notebook in `folder`; raise `Stopped` at a cell that fails."""
    at = 0

    def note(cell, cell_index):
        nonlocal at
        at = cell_index + 1

    client = NotebookClient(
        notebook, timeout=SECONDS, kernel_name="python3", store_widget_state=False, record_timing=False,
        coalesce_streams=True, on_cell_start=note, resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--IPKernelApp.log_level=ERROR"])
    try:
        client.execute()
    except CellExecutionError as error:
        raise Stopped(f"{name}, cell {at}: {error.ename}: {error.evalue}") from None
    except CellTimeoutError:
        raise Stopped(f"{name}, cell {at}: still running after {SECONDS} seconds.") from None
    except DeadKernelError:
        raise Stopped(f"{name}, cell {at}: the kernel died.") from None


def tidy(notebook):
    """Remove what differs from run to run and from machine to machine."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        for key in ("execution", "trusted", "collapsed", "scrolled"):
            cell.metadata.pop(key, None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(VOLATILE, None)
            if output.output_type == "error":
                output.traceback = [shorten(line) for line in output.traceback]


def shorten(line):
    """Return a line of a traceback with paths as seen from the course, the packages or the library."""
    folders = {ROOT, *(Path(sysconfig.get_path(name)) for name in ("purelib", "platlib", "stdlib"))}
    folders |= {folder.resolve() for folder in folders}
    for folder in sorted(map(str, folders), key=len, reverse=True):
        home = str(Path.home())
        if folder.startswith(home + os.sep):  # IPython writes ~ for it
            line = line.replace("~" + folder[len(home):] + os.sep, "")
        line = line.replace(folder + os.sep, "")
    return line


def write(notebook, path):
    """Write the notebook, whole or not at all."""
    nbformat.validate(notebook)
    draft = path.with_name(path.name + ".draft")
    draft.write_text(nbformat.writes(notebook).rstrip("\n") + "\n", encoding="utf-8", newline="\n")
    draft.replace(path)


def main(names):
    """Run each notebook and store its outputs; stop at the first that fails."""
    if not names:
        raise Stopped("Which notebooks? For instance: python tools/notebooks.py notebooks/00_start.ipynb")
    for name in names:
        path = Path(name)
        notebook = read(path)
        print(name, flush=True)
        run(notebook, path.resolve().parent, name)
        tidy(notebook)
        write(notebook, path)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Stopped as stopped:
        sys.exit(str(stopped))
