"""Run the notebooks, and keep with each scene what a page needs to play it."""

import hashlib
import json
import tempfile
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path

import nbformat
from nbconvert.preprocessors import ExecutePreprocessor

from dlmath.course.files import Trouble, write_whole

SCENE = "application/vnd.dlmath.scene+json"
VIEW = "application/vnd.jupyter.widget-view+json"  # what a scene is in a notebook that runs
SITE = Path(__file__).parent
PACKAGE = SITE.parents[1]
SECONDS = 600  # for one cell


def run_all(paths, kept):
    """Run notebooks, two at a time, and return them in the order in which they were named.

    A notebook that ran before, and of which nothing has changed since, neither itself nor the package, is taken from
    the folder `kept`.

    Parameters
    ----------
    paths : list of Path
    kept : Path

    Returns
    -------
    list of NotebookNode
        In an output that is a scene, `data[SCENE]` holds what is to be played.

    Raises
    ------
    Trouble
        If a cell fails.
    """
    kept.mkdir(parents=True, exist_ok=True)
    package = _package()
    with ThreadPoolExecutor(2) as pool:
        last_first = [pool.submit(_run_or_take, path, kept, package) for path in reversed(paths)]  # 10 takes longest
        return [future.result() for future in reversed(last_first)]


def _run_or_take(path, kept, package):
    text = path.read_bytes()
    key = hashlib.sha256(package + text).hexdigest()[:16]
    file = kept / f"{path.stem}.{key}.ipynb"
    if not file.is_file():
        notebook = run(nbformat.reads(text.decode(), as_version=4), path)
        for old in kept.glob(f"{path.stem}.*.ipynb"):
            old.unlink(missing_ok=True)
        write_whole(file, json.dumps(notebook, ensure_ascii=False).encode())
    return nbformat.from_dict(json.loads(file.read_text(encoding="utf-8")))


def _package():
    """Return a hash of all that a lesson's outputs come from, besides the lesson."""
    found = hashlib.sha256(f"{metadata.version('numpy')} {metadata.version('matplotlib')}".encode())
    for file in sorted(PACKAGE.rglob("*")):
        pages = SITE in file.parents and file.name != "record.py"  # made from the outputs, and not the outputs
        if file.is_file() and file.suffix in {".py", ".js", ".css", ".npz", ".json"} and not pages:
            found.update(file.read_bytes())
    return found.digest()


def run(notebook, path):
    """Run a notebook in the folder of its path, and return it with its scenes as data."""
    with tempfile.TemporaryDirectory() as folder:
        scenes = Path(folder, "scenes.json")
        last = nbformat.v4.new_code_cell(f"from dlmath.course.site.record import record\nrecord({str(scenes)!r})")
        notebook.cells.append(last)
        client = ExecutePreprocessor(timeout=SECONDS, store_widget_state=False, coalesce_streams=True,
                                     record_timing=False, extra_arguments=["--IPKernelApp.log_level=ERROR"])
        try:
            client.preprocess(notebook, {"metadata": {"path": str(path.parent)}})
        except Exception as error:  # a cell that fails or never ends, a kernel that dies: nbclient has one for each
            raise Trouble(f"{path.name} did not run: {error}") from error
        notebook.cells.pop()
        found = json.loads(scenes.read_text(encoding="utf-8"))
    for cell in notebook.cells:
        for output in list(cell.get("outputs", [])):
            view = output.get("data", {}).pop(VIEW, None)
            if view and view["model_id"] in found:
                output["data"][SCENE] = found[view["model_id"]]
            elif view:  # a progress bar: there is nothing to wait for
                cell.outputs.remove(output)
    return notebook
