"""Every scene of every lesson asks before it shows, says in words what it draws, and keeps inside its picture.

The scenes are those that the test_scenes_<module>.py beside this file name: in `SCENES` as lessons show them, in
`LARGEST` with the most that fits, and in `REFUSED` with what does not, and the sentence that it says to that.
"""

import functools
import importlib
import inspect
import re
from pathlib import Path

import cases
import pytest
from matplotlib import get_data_path
from PIL import ImageFont

from dlmath.picture import shapes
from dlmath.picture.still import to_png
from dlmath.stage import play, stage

TABLES = {path.stem[12:]: importlib.import_module(path.stem)
          for path in sorted(Path(__file__).parent.glob("test_scenes_*.py"))}
SCENES = {f"{module}.{name}": made for module, tables in TABLES.items() for name, made in tables.SCENES.items()}
LARGEST, REFUSED = ({f"{module}.{row[0].__name__} {place}": row for module, tables in TABLES.items()
                     for place, row in enumerate(getattr(tables, table))} for table in ("LARGEST", "REFUSED"))
FONTS = [ImageFont.truetype(Path(get_data_path(), "fonts", "ttf", f"DejaVuSans{bold}.ttf"), 100)
         for bold in ("", "-Bold")]


PLAYED = {}


def played(name):
    """Play a scene once for all the tests that only look at it; whoever changes it takes it out of PLAYED."""
    if name not in PLAYED:
        make, data = SCENES[name]
        PLAYED[name] = play(make, **data)
    return PLAYED[name]


each = cases.each("name", SCENES, lambda name: name[:name.index(".") + 1])  # an item for each module of scenes


def test_every_scene_is_in_the_tables():
    folder = Path(__file__).parents[1] / "src" / "dlmath" / "scenes"
    for path in folder.glob("[a-z]*.py"):
        module = importlib.import_module(f"dlmath.scenes.{path.stem}")
        every = {name for name, made in vars(module).items()
                 if inspect.isfunction(made) and hasattr(made, "core") and made.__module__ == module.__name__}
        asked = {name for name in every if inspect.signature(getattr(module, name)).parameters}
        tables = TABLES[path.stem]
        assert {make.__name__ for make, _ in tables.SCENES.values()} >= every
        assert {row[0].__name__ for row in tables.LARGEST} >= asked
        assert {row[0].__name__ for row in tables.REFUSED} >= asked


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


@pytest.mark.parametrize("row", LARGEST)
def test_the_largest_that_fit_stay_inside_the_picture_and_their_numbers_inside_their_cells(row):
    make, data = LARGEST[row]
    shown = play(make, **data)
    assert shown.payload < 200_000
    for frame in shown.frames:
        (across, down), drawn = frame.size, {shape["key"]: shape for shape in frame.shapes}
        for key, shape in drawn.items():
            if shape["tag"] in ("rect", "image"):
                assert shape["x"] >= 0 and shape["x"] + shape["width"] <= across, key
                assert shape["y"] >= 0 and shape["y"] + shape["height"] <= down, key
            if shape["tag"] == "text":
                font = FONTS["strong" in shape["class"].split()]
                room = font.getlength(shape["text"]) * shape["font-size"] / font.size
                left = shape["x"] - {"start": 0, "middle": room / 2, "end": room}[shape["text-anchor"]]
                assert left >= 0 and left + room <= across and 0 < shape["y"] < down, shape
                room = shapes.width(shape["text"], shape["font-size"])  # in a cell, any font has to fit
                around = (drawn.get(other) for other in (f"{key} cell", key.removesuffix(" text"),
                                                         key.replace("label", "node")) if other != key)
                for cell in filter(None, around):
                    assert room <= cell.get("width", 2 * cell.get("r", 0)), key


@pytest.mark.parametrize("row", REFUSED)
def test_what_does_not_fit_gets_one_sentence(row):
    make, data, sentence = REFUSED[row]
    with pytest.raises((TypeError, ValueError), match=f"^{make.__name__}: {re.escape(sentence)}$"):
        make(**data)


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
    stage = played(name)
    del PLAYED[name]
    before = stage.data
    for serial, (cell, value) in enumerate(typed(stage.frames)):
        stage.data = before
        stage.request = {"kind": "edit", "name": cell, "text": value, "serial": serial}
        kind, message = stage.reply["kind"], stage.reply["message"]
        assert kind in ("", "invalid"), (cell, value, message)
        assert bool(message) == (kind == "invalid") and len(message) < 200 and not RAW.search(message), \
            (cell, value, message)
