"""Every scene of every lesson asks before it shows, and says in words what it draws.

The scenes are those that the test_scenes_<module>.py beside this file name in `SCENES`.
"""

import functools
import importlib
import re
from pathlib import Path

import cases

from dlmath.picture.still import to_png
from dlmath.stage import play, stage

SCENES = {
    f"{path.stem[12:]}.{name}": made
    for path in sorted(Path(__file__).parent.glob("test_scenes_*.py"))
    for name, made in importlib.import_module(path.stem).SCENES.items()
}


@functools.cache
def played(name):
    """Play a scene once for all the tests that only look at it."""
    make, data = SCENES[name]
    return play(make, **data)


each = cases.each("name", SCENES, lambda name: name[:name.index(".") + 1])  # an item for each module of scenes


def test_each_module_of_scenes_has_its_table():
    modules = {path.stem for path in (Path(__file__).parents[1] / "src" / "dlmath" / "scenes").glob("[a-z]*.py")}
    assert modules == {name.split(".")[0] for name in SCENES}


@each
def test_it_asks_before_it_shows(name):
    assert played(name).frames[0].ask is not None


@each
def test_each_choice_has_a_reply_of_its_own(name):
    for frame in played(name).frames:
        replies = [reply for _, reply in frame.ask.choices] if frame.ask else []
        assert len(set(replies)) == len(replies), replies


@each
def test_no_two_frames_are_said_alike(name):
    frames = played(name).frames
    assert len({(frame.note, frame.alt) for frame in frames}) == len(frames)


@each
def test_nothing_leaves_the_picture_but_lines_of_a_plane(name):
    for frame in played(name).frames:
        for shape in frame.shapes:
            if shape["tag"] in ("text", "rect", "circle"):
                x, y = (shape.get(name, shape.get("c" + name)) for name in "xy")
                assert 0 <= x <= frame.size[0] and 0 <= y <= frame.size[1], shape


@each
def test_it_plays_and_has_a_still(name, monkeypatch):
    monkeypatch.setattr(stage, "to_png", functools.partial(to_png, scale=0.2))  # all of it, in fewer pixels
    shown = played(name)
    assert shown.payload < 200_000
    bundle, _ = shown._repr_mimebundle_()
    assert "image/png" in bundle and bundle["text/plain"].startswith("Stage: ")


# What may be typed where a number is asked for, and words that say nothing to a learner.
HOSTILE = ("0", "-3", "3", "100", "1e6", "0.001")
RAW = re.compile(r"\w(Error|Warning)|stopped with|out of bounds|could not be|Frame|Plane|Stage|object|\bnan\b")


def typed(frames):
    """Deal the values out to the cells of each argument, so that each value and each cell has its turn."""
    cells = {shape["edit"]: shape.get("options") for frame in frames for shape in frame.shapes if "edit" in shape}
    for name in dict.fromkeys(cell.partition("[")[0] for cell in cells):
        mine = [cell for cell in cells if cell.partition("[")[0] == name]
        values = cells[mine[0]].split("|")[:3] if cells[mine[0]] else HOSTILE
        for turn in range(max(len(mine), len(values))):
            yield mine[turn % len(mine)], values[turn % len(values)]


@each
def test_whatever_number_is_typed_is_drawn_or_refused_in_a_sentence(name):
    make, data = SCENES[name]
    stage = play(make, **data)
    before = stage.data
    for serial, (cell, value) in enumerate(typed(stage.frames)):
        stage.data = before
        stage.request = {"kind": "edit", "name": cell, "text": value, "serial": serial}
        kind, message = stage.reply["kind"], stage.reply["message"]
        assert kind in ("", "invalid"), (cell, value, message)
        assert bool(message) == (kind == "invalid") and len(message) < 200 and not RAW.search(message), \
            (cell, value, message)
