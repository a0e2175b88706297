"""The checks of the lessons, tried on scenes that are broken: each break has to be seen."""

import nbformat
import pytest
from conftest import KERNEL
from test_lessons import touch, violations, walk

SCENE = """
from pathlib import Path
from dlmath.picture.frame import Frame
from dlmath.picture.shapes import circle, rect
from dlmath.stage import Stage, stage
dot = [circle("dot", 99, 99), rect("n cell", 9, 9, 60, 30, edit="n", label="a number")]
frames = [Frame(dot, f"Dot {i}.", f"A dot and a cell, picture {i}.") for i in range(3)]
"""
GOOD = "Stage(frames, on_edit=lambda name, text: None)"
BROKEN = {
    "syntax": "class Broken(Stage):\n    _esm = (stage.HERE / 'stage.js').read_text() + ' }{'\n"
              "Broken(frames, on_edit=lambda name, text: None)",
    "blank": "frames[1] = Frame([], 'Nothing.', 'Nothing at all is here.')\n" + GOOD,
    "callback": "Stage(frames, on_edit=lambda name, text: 1 / 0)",
    "alt": "class Broken(Stage):\n    _esm = (stage.HERE / 'stage.js').read_text().replace("
           "'frame.alt', '\"\"')\nBroken(frames, on_edit=lambda name, text: None)",
    "name": "class Broken(Stage):\n    _esm = (stage.HERE / 'stage.js').read_text().replace("
            "'title: label, \"aria-label\": label', '')\nBroken(frames, on_edit=lambda name, text: None)",
}


@pytest.fixture(scope="module", autouse=True)
def notebooks(lab):
    for name, code in {"good": GOOD, **BROKEN}.items():
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SCENE + code)], metadata=KERNEL)
        nbformat.write(notebook, lab.folder / f"{name}.ipynb")


def problems(lab, name):
    """Return what the checks of a lesson find."""
    found = []
    with lab.open(f"{name}.ipynb") as lesson:
        lesson.run_all()
        found += lesson.errors() + violations(lesson.page)
        stages = lesson.stages()
        if len(stages) != 1:
            return [*found, "the scene is missing"]
        for check in (touch, lambda stage: walk(stage, answering=True)):
            try:
                check(stages[0])
            except AssertionError as error:
                found.append(str(error))
    return found


def test_a_good_scene_passes(lab):
    assert problems(lab, "good") == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_scene_is_seen(lab, name):
    assert problems(lab, name)
