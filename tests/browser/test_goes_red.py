"""The checks of the lessons, tried on scenes that are broken: each break has to be seen."""

import nbformat
import pytest
from conftest import KERNEL
from test_lessons import touch, violations, walk

from dlmath.stage.stage import Player

SCENE = """
from dlmath.picture.frame import Frame
from dlmath.picture.shapes import circle, rect
from dlmath.stage import Stage, stage
dot = [circle("dot", 99, 99), rect("n cell", 9, 9, 60, 30, edit="n", label="a number")]
frames = [Frame(dot, f"Dot {i}.", f"A dot and a cell, picture {i}.") for i in range(3)]
scene = Stage(frames, on_edit=lambda name, text: None)
"""
PLAYER = Player.source.default_value
CHANGED = {  # the player's code, changed
    "syntax": PLAYER + " }{",
    "alt": PLAYER.replace("frame.alt", "''"),
    "name": PLAYER.replace('title: label, "aria-label": label', ""),
}
BROKEN = {
    # the page keeps a style, so that this one names its scene; and has it already, unless the source differs
    "pale": "scene = Stage(frames, label='Pale', on_edit=lambda name, text: None)\n"
            "style = scene.player.style + '.dl-stage[aria-label=Pale] .dl-note { color: #999; }'\n"
            "scene.player = stage.Player(source=scene.player.source + '//', style=style)",
    "blank": "scene.show([frames[0], Frame([], 'Nothing.', 'Nothing at all is here.'), frames[2]])",
    "callback": "scene = Stage(frames, on_edit=lambda name, text: 1 / 0)",
    **{name: f"scene.player = stage.Player(source={source!r})" for name, source in CHANGED.items()},
}


@pytest.fixture(scope="module")
def lesson(lab):
    """One notebook for all of them; its only cell is written anew each time."""
    assert PLAYER not in CHANGED.values(), "what was to be changed is not in the player"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(f"{SCENE}scene")], metadata=KERNEL)
    nbformat.write(notebook, lab.folder / "scene.ipynb")
    with lab.open("scene.ipynb") as lesson:
        lesson.run_all()
        lesson.drawn(1)
        yield lesson


def problems(lesson, code):
    """Return what the checks of a lesson find in a scene that this code breaks."""
    lesson.log.clear()
    lesson.page.evaluate("""code => window.tabs["scene.ipynb"].content.activeCell.model.sharedModel.setSource(code)""",
                         f"{SCENE}{code}\nscene")
    lesson.run_all()
    found = lesson.errors() + violations(lesson.page)
    stages = lesson.stages()
    if len(stages) != 1:
        return [*found, "the scene is missing"]
    for check in (touch, lambda stage: walk(stage, answering=True)):
        try:
            check(stages[0])
        except AssertionError as error:
            found.append(str(error))
    return found


def test_a_good_scene_passes(lesson):
    assert problems(lesson, "") == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_scene_is_seen(lesson, name):
    assert problems(lesson, BROKEN[name])


def test_a_good_scene_passes_after_them(lesson):
    assert problems(lesson, "") == []
