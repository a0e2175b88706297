"""Break the lessons in forty small ways, and count the breaks that the tests notice: `make mutants` runs it too.

Ten stored numbers are changed, ten outputs deleted, ten text alternatives emptied, and in ten functions of the
lessons a sign is swapped; each time the lint and nbval look at a copy of the lesson.
"""

import ast
import copy
import random
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

import nbformat

ROOT = Path(__file__).resolve().parents[1]
EACH = 10


def text_of(output):
    """Return the words of an output: what it printed, or what it says beside a picture."""
    return output.get("text") or output.get("data", {}).get("text/plain", "")


def set_text(output, text):
    """Put other words in an output."""
    if "text" in output:
        output["text"] = text
    else:
        output["data"]["text/plain"] = text


def change_a_number(cell, pick):
    """Change a digit of a stored output."""
    outputs = [output for output in cell.get("outputs", []) if re.search(r"\d", text_of(output))]
    if outputs:
        output = pick(outputs)
        place = pick(list(re.finditer(r"\d", text_of(output)))).start()
        text = text_of(output)
        set_text(output, text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1:])
        return f"“{text[max(0, place - 15):place + 15]!r}” changed"


def delete_an_output(cell, pick):
    """Delete one stored output."""
    if cell.get("outputs"):
        gone = cell["outputs"].pop(pick(range(len(cell["outputs"]))))
        return f"output {text_of(gone)[:40]!r} deleted"


def empty_an_alt(cell, pick):
    """Empty the words of a picture."""
    pictures = [output for output in cell.get("outputs", []) if "image/png" in output.get("data", {})]
    if pictures:
        picture = pick(pictures)
        said = text_of(picture)
        set_text(picture, "")
        return f"alt {said[:40]!r} emptied"


def swap_a_sign(cell, pick):
    """Swap a plus and a minus in a function that a lesson writes."""
    try:
        tree = ast.parse(cell["source"]) if cell["cell_type"] == "code" and "check(" not in cell["source"] else None
    except SyntaxError:
        return None
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)] if tree else []
    signs = [node for function in functions for node in ast.walk(function)
             if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Add | ast.Sub)]
    if signs:
        sign = pick(signs)
        before = ast.unparse(sign)
        sign.op = ast.Sub() if isinstance(sign.op, ast.Add) else ast.Add()
        cell["source"] = ast.unparse(tree)
        return f"{before[:40]} became {ast.unparse(sign)[:40]}"


def mutants(kind, choose):
    """Yield (path, what, notebook) for ten cells of different lessons."""
    places = []
    for path in sorted(ROOT.glob("notebooks/*.ipynb")):
        for i, cell in enumerate(nbformat.read(path, 4).cells):
            if kind(copy.deepcopy(cell), choose.choice):
                places.append((path, i))
    for path, i in choose.sample(places, EACH):
        notebook = nbformat.read(path, 4)
        what = kind(notebook.cells[i], choose.choice)
        yield path, f"{path.stem}, cell {i}: {what}", notebook


def noticed(folder, path, notebook):
    """Tell whether lint or nbval goes red in a copy of the course that holds this notebook."""
    target = folder / "notebooks" / path.name
    nbformat.write(notebook, target)
    try:
        for arguments in ([f"{folder}/tests/test_notebooks.py", "-k", path.stem],
                          ["--nbval", "--nbval-current-env", str(target)]):
            command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *arguments]
            if subprocess.run(command, cwd=folder, capture_output=True, timeout=300).returncode:
                return True
        return False
    finally:
        shutil.copy(path, target)


def main():
    """Break, count, and list the survivors."""
    choose = random.Random(0)
    kinds = change_a_number, delete_an_output, empty_an_alt, swap_a_sign
    every = [mutant for kind in kinds for mutant in mutants(kind, choose)]
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(2) as pool:
        folders = Queue()
        for i in range(2):
            folder = Path(scratch) / str(i)
            shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".*", "__pycache__"))
            folders.put(folder)

        def attempt(mutant):
            path, what, notebook = mutant
            folder = folders.get()
            try:
                return what, noticed(folder, path, notebook)
            finally:
                folders.put(folder)

        count = 0
        for what, caught in pool.map(attempt, every):
            count += caught
            if not caught:
                print("survived:", what, flush=True)
    print(f"{count} of {len(every)} breaks of the lessons noticed")
    return 0 if count == len(every) else 1


if __name__ == "__main__":
    sys.exit(main())
