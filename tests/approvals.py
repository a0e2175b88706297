"""What was approved: all that a learner can read and see of scenes and exercises, as text files that are read as diffs.

`make approve` writes `tests/approved/` anew, and `test_approved.py` fails with the difference. Read that difference as
a learner would: is the choice with the ✓ right, does each reply answer its own choice, does no frame tell before it is
asked, does each mistake's message say what its code does?

`scenes/` holds the words of every scene in the tables `SCENES`: frame by frame the note, the alt, the question with
its verdicts and replies, what is newly written in the picture, and what is marked. `pictures/` holds where the other
shapes are, in whole pixels; what differs by a pixel, as it may from machine to machine, is the same. `exercises/`
holds task, solution, mistakes with their code beside their messages, and hints.
"""

import base64
import difflib
import functools
import importlib
import inspect
import io
import itertools
import re
import textwrap
from pathlib import Path

import answers
import numpy as np
from PIL import Image

from dlmath import exercises
from dlmath.exercises.keys import source
from dlmath.exercises.values import plain, show

HERE = Path(__file__).parent
APPROVED = HERE / "approved"
WIDE = 118
WORDS = {"key", "tag", "class", "move", "text", "label", "value", "options", "text-anchor", "image-rendering",
         "preserveAspectRatio"}  # said elsewhere


# ---------------------------------------------------------------------------- scenes


def tables():
    """Return the scenes of each module of scenes: {"linalg": {"product": (make, data)}}."""
    return {path.stem[12:]: importlib.import_module(path.stem).SCENES
            for path in sorted(HERE.glob("test_scenes_*.py"))}


def wrapped(name, said):
    """Write a name and words, on as many lines as they need."""
    lines = [piece for line in said.split("\n") for piece in textwrap.wrap(line, WIDE - 9) or [""]]
    return textwrap.indent("\n".join(lines), " " * 9).replace(" " * 9, f"{name:9}", 1)


def scene_words(name, make, made, data, seen):
    """Write what can be read of a scene; where it was `seen` with other data, of many frames every fifth."""
    still = made.still if isinstance(made.still, int) else "its own"
    lines = [f"=== {name} · {made.label} · still {still}"]
    if made.axis:
        lines.append(wrapped("slider", f"{made.axis}: {', '.join(map(str, made.axis_values))}"))
    before = {}
    for i, frame in enumerate(made.frames):
        if seen and len(made.frames) > 12 and i % 5 and not frame.ask:
            continue
        shapes = {shape["key"]: shape for shape in frame.shapes}
        lines += [f"--- {i}", wrapped("note", frame.note), wrapped("alt", frame.alt)]
        if frame.ask:
            case = answers.Case(defaults(make) | data, made.frames, i, frame.ask)
            alone = " (only read)" * (answers.answer(make.__name__, case) is None)
            lines.append(wrapped("ask", frame.ask.question + alone))
            for place, (choice, reply) in enumerate(frame.ask.choices):
                lines.append(wrapped("right" if place == frame.ask.right else "  wrong", f"{choice} → {reply}"))
        told = [f"{key}: {shape['text']}" for key, shape in shapes.items()
                if "text" in shape and before.get(key, {}).get("text") != shape["text"]]
        marked = [key for key, shape in shapes.items() if "highlight" in shape.get("class", "")]
        offered = [" | ".join(filter(None, offer(shape))) for key, shape in shapes.items()
                   if "label" in shape and offer(before.get(key, {})) != offer(shape)]
        lines += [wrapped(word, " · ".join(said)) for word, said in (
            ("written", told), ("marked", marked), ("offered", offered)) if said]
        before = shapes
    return "\n".join(lines)


def defaults(make):
    """Return what a scene takes where nothing is given."""
    return {key: one.default for key, one in inspect.signature(make).parameters.items() if one.default is not one.empty}


def offer(shape):
    """Return what a shape says to a screen reader and offers to be changed."""
    return shape.get("label"), shape.get("value"), shape.get("options")


def scene_picture(name, made):
    """Write where the shapes of a scene are that were not there before, or that have changed."""
    lines, before = [f"=== {name} · {'×'.join(map(str, made.frames[0].size))}"], {}
    for i, frame in enumerate(made.frames):
        now = {shape["key"]: placed(shape) for shape in frame.shapes}
        gone = [key for key in before if key not in now]
        lines.append(f"--- {i}" + f" without {', '.join(gone)}" * bool(gone))
        lines += [f"{key}: {said}" for key, said in now.items() if before.get(key) != said]
        before = now
    return "\n".join(lines)


def placed(shape):
    """Say in a line how a shape looks, and, after the @, where it is, in whole pixels."""
    looks = [f"{name} {value}" for name, value in shape.items() if name not in WORDS | PLACE.keys()]
    where = [PLACE[name](value) for name, value in shape.items() if name in PLACE]
    glides = ["glides"] * bool(shape.get("move"))
    return f"{' '.join([shape['tag'], shape.get('class', ''), *looks, *glides])} @ {' '.join(where)}"


def along(line):
    """Say of a path or a polyline how it begins, where a quarter, a half and three quarters of it are, and its end."""
    numbers = [f"{float(number):.0f}" for number in re.findall(r"-?[\d.]+(?:e-?\d+)?", line)]
    places = [place * (len(numbers) - 1) // 4 // 2 * 2 for place in range(5)]
    return " ".join(",".join(numbers[at:at + 2]) for at in dict.fromkeys(places)) if numbers else "nowhere"


def inked(href):
    """Say of an image how many pixels it has, and their mean colour in each quarter."""
    pixels = np.asarray(Image.open(io.BytesIO(base64.b64decode(href.partition(",")[2]))).convert("RGB"), float)
    halves = [np.array_split(half, 2, axis=1) for half in np.array_split(pixels, 2)]
    means = [quarter.reshape(-1, 3).mean(axis=0) if quarter.size else np.zeros(3)
             for quarter in itertools.chain(*halves)]
    return f"{pixels.shape[1]}×{pixels.shape[0]}: " + ", ".join(" ".join(f"{c:.0f}" for c in mean) for mean in means)


PLACE = dict.fromkeys("x y x1 y1 x2 y2 cx cy r width height".split(), lambda value: f"{value:.0f}") | {
    "d": along, "points": along, "href": inked}

# ---------------------------------------------------------------------------- exercises


def exercise_words(exercise):
    """Write what can be read of an exercise, each mistake's code beside its message."""
    lines = [f"=== {exercise.id} · {exercise.title} · see {exercise.see}", wrapped("task", exercise.ask)]
    for letter, said in (exercise.choices or exercise.lines or {}).items():
        lines.append(wrapped(f"  {letter})", said))
    lines += [wrapped("solution", code(exercise.solution)), wrapped("why", exercise.why)]
    for mistake in exercise.mistakes:
        lines += ["", *(f"  | {line}" for answer in (mistake.answer, *mistake.also)
                        for line in code(answer).split("\n")), wrapped("  says", mistake.message)]
    lines += ["", *(wrapped(f"hint {turn}", said) for turn, said in enumerate(exercise.hints, 1))]
    return "\n".join(lines)


def code(answer):
    """Write an answer as Python: of a function its source."""
    return source(answer) if callable(answer) else show(plain(answer))


# ---------------------------------------------------------------------------- what is approved


def names():
    """Return the names of all files that are to be approved."""
    return [*(f"{kind}/{module}.txt" for module in tables() for kind in ("scenes", "pictures")),
            *(f"exercises/lesson{lesson:02d}.txt" for lesson in exercises.lessons())]


@functools.cache
def made(module):
    """Return the scenes of a module: (name, function, scene, data, whether it was made of other data before)."""
    seen, scenes = set(), []
    for name, (make, data) in tables()[module].items():
        scenes.append((name, make, make(**data), data, make in seen))
        seen.add(make)
    return scenes


def current(file):
    """Return the text that is to be approved in a file, in parts: a scene or an exercise each."""
    kind, _, module = file.removesuffix(".txt").partition("/")
    if kind == "scenes":
        return [scene_words(*scene) for scene in made(module)]
    if kind == "pictures":  # one picture of each is enough
        return [scene_picture(name, scene) for name, _, scene, _, seen in made(module) if not seen]
    return list(map(exercise_words, exercises.lesson_exercises(int(module[-2:])).values()))


def approved():
    """Return the texts that were approved, in parts, by their files."""
    texts = {path.relative_to(APPROVED).as_posix(): path.read_text(encoding="utf-8").rstrip("\n")
             for path in sorted(APPROVED.glob("*/*.txt"))}
    return {name: re.split(r"\n\n(?====)", text) for name, text in texts.items()}


def alike(one, other):
    """Tell whether two lines say the same, up to a pixel in what stands after the @."""
    if one == other:
        return True
    (look, at, place), (other_look, _, other_place) = (line.rpartition(" @ ") for line in (one, other))
    (words, numbers), (other_words, other_numbers) = (
        (re.sub(r"-?\d+", "", said), [int(number) for number in re.findall(r"-?\d+", said)])
        for said in (place, other_place))
    return bool(at) and (look, words, len(numbers)) == (other_look, other_words, len(other_numbers)) and all(
        abs(a - b) <= 1 for a, b in zip(numbers, other_numbers))


def changed(old, new):
    """Return the lines in which two lists of parts differ, as a diff, or "" where they are alike."""
    def name(part):
        return part.partition("\n")[0]

    before, lines = {name(part): part for part in old}, []
    for part in new:
        was, now = before.get(name(part), "").split("\n"), part.split("\n")
        if len(was) != len(now) or not all(map(alike, was, now)):
            was = [line if line not in now and not any(alike(line, other) for other in now) else
                   next(other for other in now if alike(line, other)) for line in was]
            lines += difflib.unified_diff(was, now, "approved", name(part), lineterm="", n=1)
    lines += [f"- {line}" for line in before.keys() - {name(part) for part in new}]
    moved = [name(part) for part in old] != [name(part) for part in new]
    return "\n".join(lines) or "The order has changed." * moved


def write():
    """Approve everything as it is now; a file that differs by no more than a pixel stays as it was."""
    before = approved()
    for name in before.keys() - set(names()):
        (APPROVED / name).unlink()
    for name in names():
        parts, path = current(name), APPROVED / name
        if changed(before.get(name, []), parts):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="\n")
            print(path.relative_to(HERE.parent))


if __name__ == "__main__":
    write()
