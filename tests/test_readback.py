"""What every frame of every scene shows is what it says: numbers, formulas, marks and words are read back and compared.

Each scene is read with the data of the table `SCENES`, and with others that a learner could have typed or dragged. See
`reading.py` for how numbers and formulas are read.
"""

import functools
import re
from typing import NamedTuple

import numpy as np
import pytest
import reading
from approvals import defaults
from test_scenes import SCENES, each

from dlmath.picture import words

ENTRY = re.compile(r"(.+?)\[([\d,]+)\]")
MORE = 2  # how many other inputs each scene is read with
FIRST = {make: name for name, (make, _) in reversed(SCENES.items())}  # where a scene stands in the table with others


class Read(NamedTuple):
    """A frame of a scene: its data, what is written and drawn in it by key, and the formulas said of it."""

    data: dict
    scene: object
    frame: object
    written: dict
    shapes: dict
    formulas: list

    def marked(self):
        """Return the indices of the highlighted cells of each table: {"A": {(0, 1)}}."""
        found = {}
        for key, shape in self.shapes.items():
            if key.endswith(" cell") and "highlight" in shape.get("class", "") and (entry := ENTRY.fullmatch(key[:-5])):
                found.setdefault(entry[1], set()).add(tuple(map(int, entry[2].split(","))))
        return found

    def table(self, name):
        """Return what is written in a table that is drawn whole: (rows, columns), None in a cell that is empty."""
        cells = {entry[2]: key for key in self.shapes if key.endswith(" cell")
                 and (entry := ENTRY.fullmatch(key[:-5])) and entry[1] == name}
        places = {tuple(map(int, at.split(","))): self.written.get(key[:-5]) for at, key in cells.items()}
        return places


@functools.cache
def made(name):
    """Make a scene of all its inputs; return each, its own first, after the data that it is made of."""
    make, data = SCENES[name]
    first = make(**data)
    found = [(first, data), *(others(make, data, first) if FIRST[make] == name else [])]
    return [(defaults(make) | given, scene) for scene, given in found]


@functools.cache
def read(name):
    """Make a scene of all its inputs; return its frames, read."""
    found = []
    for place, (known, scene) in enumerate(made(name)):
        for frame in scene.frames[::1 + len(scene.frames) // 12] if place else scene.frames:
            shapes = {shape["key"]: shape for shape in frame.shapes}
            written = {key: shape["text"] for key, shape in shapes.items() if "text" in shape}
            asked = [frame.ask.question, *(reply for _, reply in frame.ask.choices)] if frame.ask else []
            formulas = [formula for said in dict.fromkeys([frame.note, frame.alt, *asked, *written.values()])
                        for formula in reading.equations(said, written)]
            found.append(Read(known, scene, frame, written, shapes, formulas))
    return found


def others(make, data, made):
    """Yield the scene made from other data, each with these data: what can be typed, chosen or dragged is changed."""
    rng, known = np.random.default_rng(0), defaults(make) | data
    given = {shape["edit"]: shape.get("options") for frame in made.frames for shape in frame.shapes if "edit" in shape}
    given |= {shape["drag"]: None for frame in made.frames for shape in frame.shapes if "drag" in shape}
    names = {name.partition("[")[0]: options for name, options in given.items()}
    for _ in range(MORE if names else 0):
        for try_ in range(12):  # the first change that the scene takes
            trial = dict(data)
            for name, options in names.items():
                if name in known:
                    trial[name] = another(known[name], options, rng, try_)
            try:
                yield make(**trial), trial
                break
            except (ValueError, TypeError):
                continue


def another(value, options, rng, try_):
    """Return another value of the same kind, bolder at the first tries than at the last."""
    if options:
        chosen = rng.choice(options.split("|"))
        return type(value)(chosen) if not isinstance(value, str | None) else str(chosen)
    if isinstance(value, str | None):
        return value
    value = np.asarray(value, float)
    change = [rng.normal(0, 3, value.shape), rng.integers(-4, 5, value.shape), value * rng.normal(0, 0.2, value.shape),
              rng.integers(1, 4, value.shape)][try_ % 4]
    new = np.round(value + change, 1 if try_ % 4 != 2 else 3)
    return new if new.ndim else float(new)


def numbers(text):
    """Return the numbers in a text, with their signs."""
    return [reading.amount(said) for said in re.findall(rf"(?<![\w.])−?{reading.NUMBER}", text)]


def near(one, other):
    """Tell whether two numbers that were written may be the same."""
    return abs(one.middle - other.middle) <= 1.001 * (one.radius + other.radius)


# ---------------------------------------------------------------------------- formulas


@each
def test_every_formula_that_is_said_or_written_holds(name):
    for seen in read(name):
        for found in seen.formulas:
            assert found.holds, f"{found.left} {found.sign} {found.right}: {seen.frame.note}"


def test_many_formulas_are_read():
    assert sum(len(seen.formulas) for name in SCENES for seen in read(name)) > 3000


# ---------------------------------------------------------------------------- the numbers of the learner


@each
def test_what_can_be_typed_over_is_the_number_that_was_given(name):
    make, data = SCENES[name]
    for seen in read(name):
        for key, shape in seen.shapes.items():
            if "edit" not in shape or "press" in shape:  # what is pressed shows no value
                continue
            argument, _, index = shape["edit"].partition("[")
            value = seen.data[argument]
            if isinstance(value, str):
                if seen is read(name)[0]:
                    assert make(**(data | {argument: shape["value"]})).frames[0].note == seen.frame.note, key
                continue
            index = tuple(map(int, index.rstrip("]").split(","))) if index else ()
            value = float(np.asarray(value, float)[index])
            assert float(shape["value"]) == pytest.approx(value, rel=1e-12), key
            if "options" not in shape:
                assert near(numbers(seen.written[shape["edit"]])[-1], reading.Amount(value, 0.05 * abs(value))), key


HELD = {"straight_line": "how far to the right its ends lie is not used"}


@each
def test_a_handle_is_where_its_numbers_are_and_says_so(name):
    make, _ = SCENES[name]
    for seen in read(name):
        for shape in (shape for shape in seen.shapes.values() if "drag" in shape):
            plane, _ = seen.frame.planes[shape["drag"]]
            argument, _, index = shape["drag"].partition("[")
            if argument in seen.data:
                value = np.asarray(seen.data[argument], float)
            else:  # "e1" is column 1 of the only matrix
                index, value = argument[1:], next(value for value in map(np.asarray, seen.data.values())
                                                  if value.ndim == 2).T[int(argument[1:]) - 1]
                index = ""
            value = value[int(index.rstrip("]"))] if index else value
            value = np.ravel(value).astype(float)
            wanted = np.clip(value, *(np.transpose([plane.x, plane.y])[:, :value.size]))
            point = np.array(plane.from_pixels(shape["cx"], shape["cy"]))[:value.size]
            room = 0.02 / np.array(plane.unit)[:value.size]
            places = slice(1, 2) if make.__name__ in HELD else slice(None)
            assert np.all(np.abs(point - wanted)[places] <= room[places] + 1e-9), shape
            said = numbers(shape["label"])[-value.size:]
            assert all(near(one, reading.Amount(number, 0)) for one, number in zip(said, value)
                       ) or make.__name__ in HELD or not np.array_equal(value, wanted), shape


# ---------------------------------------------------------------------------- marks


def places(text):
    """Find rows and columns that a text names: (table or "", "row" or "column" or "entry", indices)."""
    for found in re.finditer(r"\b([Rr]ow|[Cc]olumn|bias) (\d+)(?:, column (\d+))?(?: of ([^\W\d_]\w*))?", text):
        kind, first, second, table = found.groups()
        yield table or "", (int(first), int(second)) if second else ("row" if kind[0] in "Rr" else "column", int(first))


def wanted(cells, place):
    """Return the cells of a table that lie in a row or a column, or the one entry."""
    if isinstance(place[0], int):
        return {place} & cells
    axis = 0 if place[0] == "row" else -1
    return {cell for cell in cells if len(cell) == 2 and cell[axis] == place[1]}


@each
def test_the_rows_and_columns_that_are_named_are_the_ones_that_are_marked(name):
    for seen in read(name):
        marked, said = seen.marked(), f"{seen.frame.note} {seen.frame.alt}"
        if not marked or not re.search("marked|with column", said):
            continue
        named = {}
        for table, place in places(said):
            if table in marked:
                named.setdefault(table, set()).update(wanted(set(seen.table(table)), place))
            elif not table and isinstance(place[0], int):
                for other, cells in marked.items():
                    assert cells == {place}, (other, said)
        for table, cells in named.items():
            assert marked[table] == cells, (table, said)
        for table, index in re.findall(r"(?:the cell |and |, |^)([^\W\d_]\w*)\[([\d,]+)\][^.]*marked", seen.frame.alt):
            if table in {entry for key in seen.shapes if (found := ENTRY.match(key)) for entry in [found[1]]}:
                assert tuple(map(int, index.split(","))) in marked.get(table, set()), said


@each
def test_the_marked_numbers_are_those_of_the_formula(name):
    for seen in read(name):
        marked, formula = seen.marked(), re.match(r"`(∂L/∂)?([^\W\d_]\w*)\[([\d, ]+)\] = ([^`]+)`", seen.frame.note)
        if not formula or not marked or "…" in formula[4]:
            continue
        drawn = f"{formula[2]}[{formula[3].replace(' ', '')}]"
        if f"{drawn} cell" in seen.shapes and not formula[1]:
            assert tuple(map(int, formula[3].split(","))) in marked.get(formula[2], set()), seen.frame.note
        said = numbers(formula[4].replace("−", ""))
        for key in (f"{table}[{','.join(map(str, cell))}]" for table, cells in marked.items() if table != "index"
                    for cell in cells if len(said) > 1):
            drawn = reading.amount(seen.written[key].lstrip("−"), digits=2)
            assert any(near(one, drawn) for one in said), f"{key}, {seen.written[key]}, is not in: {seen.frame.note}"


@each
def test_as_many_cells_are_lit_as_is_said(name):
    for seen in read(name):
        if found := re.search(r"(\d+)(?: of (\d+))? cells(?: of (\w+))? are lit", seen.frame.alt):
            table = found[3] or "T"
            assert len(seen.marked().get(table, ())) == int(found[1]), seen.frame.alt
            if found[2]:
                assert len(seen.table(table)) == int(found[2]), seen.frame.alt


# ---------------------------------------------------------------------------- tables in a line


def tables(seen):
    """Return the tables that are drawn whole and in one piece: {name: (values, radii, left, right, middle)}."""
    found = {}
    cells = {}
    for key, shape in seen.shapes.items():
        if key.endswith(" cell") and (entry := ENTRY.fullmatch(key[:-5])):
            cells.setdefault(entry[1], {})[tuple(map(int, entry[2].split(",")))] = shape
    for table, drawn in cells.items():
        shape = tuple(1 + max(place[axis] for place in drawn) for axis in range(len(next(iter(drawn)))))
        if f"{table} [" not in seen.shapes or len(shape) > 2 or len(drawn) != np.prod(shape):
            continue  # no brackets, or parts are left out
        turned = [shape["x"] for place, shape in sorted(drawn.items())]
        flip = len(shape) == 2 and shape[0] > 1 and turned[0] != turned[shape[1]]
        values = np.full(shape, np.nan)
        radii = np.zeros(shape)
        for place in drawn:
            said = seen.written.get(f"{table}[{','.join(map(str, place))}]", "")
            if re.fullmatch(f"−?{reading.NUMBER}", said):
                values[place], radii[place] = reading.amount(said, digits=2)
        middle = np.mean([shape["y"] + shape["height"] / 2 for shape in drawn.values()])
        left, right = min(s["x"] for s in drawn.values()), max(s["x"] + s["width"] for s in drawn.values())
        found[table] = (values.T if flip else values, radii.T if flip else radii, left, right, middle)
    return found


COMPUTE = {"@": np.matmul, "+": np.add, "−": np.subtract, "∘": np.multiply}
TIMES = re.compile(r"(−?[\d.]+) ×")  # a number before a table


def lines(seen):
    """Yield what stands in each line of tables and signs up to an = and the table after it, from left to right."""
    placed = [(left, middle, (values, radii)) for values, radii, left, _, middle in tables(seen).values()]
    placed += [(shape["x"], shape["y"] - 0.35 * shape["font-size"], shape["text"]) for key, shape in seen.shapes.items()
               if shape["tag"] == "text" and re.fullmatch(r".*\d", key)
               and (shape["text"] in {*COMPUTE, "="} or TIMES.fullmatch(shape["text"]))]
    for height in {round(y) for _, y, thing in placed if thing == "="}:
        line = [thing for _, y, thing in sorted(placed, key=lambda thing: thing[0]) if abs(y - height) < 3]
        at = line.index("=")
        if line.count("=") == 1 and 0 < at < len(line) - 1:
            yield line[:at], line[at + 1]


@each
def test_a_line_of_tables_is_true(name):
    for seen in read(name) if SCENES[name][0].__name__ != "gate" else ():  # it multiplies shapes, not these numbers
        for (first, *rest), (shown, room) in lines(seen):
            scale = 1
            if isinstance(first, str) and (times := TIMES.fullmatch(first)):
                scale, (first, *rest) = words.read(times[1]), rest
            if isinstance(shown, str) or isinstance(first, str) or len(rest) % 2:
                continue
            value, radius = scale * first[0], abs(scale) * first[1]
            for sign, (other, wide) in zip(rest[::2], rest[1::2]):
                middle = COMPUTE[sign](value, other)
                product = COMPUTE[sign] if sign in "@∘" else lambda a, b: np.broadcast_arrays(a, b)[1]
                radius = (product(np.abs(value), wide) + product(radius, np.abs(other) + wide) if sign in "@∘" else
                          radius + wide)
                value = middle
            known = np.isfinite(shown) & np.isfinite(value)
            assert shown.shape == value.shape
            assert np.all(np.abs(shown - value)[known] <= (1.01 * (radius + room))[known] + 1e-9), seen.frame.note


def test_many_lines_of_tables_are_read():
    assert sum(1 for name in SCENES for seen in read(name) for _ in lines(seen)) > 100


def moments(gradients, rate):
    """Return what Adam knows at each time: mean, square, both corrected, and the step."""
    times = np.arange(1, len(gradients) + 1)
    m, v = [np.array([sum((1 - beta) * beta ** (t - 1 - k) * g ** power for k, g in enumerate(gradients[:t]))
                      for t in times]) for beta, power in ((0.9, 1), (0.999, 2))]
    m_hat, v_hat = m / (1 - 0.9 ** times), v / (1 - 0.999 ** times)
    return {"m": m, "v": v, "m_hat": m_hat, "v_hat": v_hat, "step": -rate * m_hat / (np.sqrt(v_hat) + 1e-8)}


def shares(scores):
    """Return softmax of some scores."""
    raised = np.exp(np.asarray(scores) - np.max(scores))
    return raised / raised.sum()


ENTRYWISE = {"add": np.add, "subtract": np.subtract, "hadamard": np.multiply}
IN_NUMPY = {  # what the cells of a scene hold, by its name, computed by NumPy from the scene's data
    "entrywise": lambda A, B, operation: {"A": A, "B": B, "C": ENTRYWISE[operation](A, B)},
    "dot": lambda a, b: {"a": a, "b": b, "a·b": a * b},
    "product": lambda A, B: {"A": A, "B": B, "C": A @ B},
    "collapse": lambda T, axis, how: {"T": T, "R": getattr(np, how)(T, axis=int(axis))},
    "take_apart": lambda T, index: {"T": T, "index": index},
    "slices": lambda T, index: {"T": T, "R": eval(f"T[{index.removeprefix('T[').rstrip(']')}]", {"T": T})
                                if index.count("[") == index.startswith("T[") else np.array([])},
    "transposes": lambda A, W, dZ: {"A": A, "W": W, "dZ": dZ, "Z": A @ W, "dW": A.T @ dZ, "dA": dZ @ W.T},
    "adam": lambda gradients, rate: {"gradients": gradients, **moments(gradients, rate)},
    "three_scores": lambda scores, right: {
        "scores": scores, "belief": shares(scores), "costs": -np.log(shares(scores)),
        "truth": np.array(list("ABC")) == right, "gradient": shares(scores) - (np.array(list("ABC")) == right)},
}


@each
def test_what_the_cells_hold_is_what_numpy_gives(name):
    compute = IN_NUMPY.get(SCENES[name][0].__name__)
    for seen in read(name) if compute else ():
        data = {key: np.array(value, float) if not isinstance(value, str | None) else value
                for key, value in seen.data.items()}
        with np.errstate(all="ignore"):
            right = {key: np.asarray(value, float) for key, value in compute(**data).items()}
        for key, said in seen.written.items():
            entry = ENTRY.fullmatch(key)
            if entry and entry[1] in right and right[entry[1]].size:
                number = right[entry[1]][tuple(map(int, entry[2].split(",")))]
                assert near(reading.amount(said, digits=2), reading.Amount(number, 1e-9)) or not np.isfinite(number), (
                    key, said, number)


# ---------------------------------------------------------------------------- the picture in words

# What an alt counts, and nothing else says.
UNSEEN = r"[\d,]+ parameters|of \d+ cells|28 × 28|(?<!·)10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|[\d,]+ units|[\d.]+%"
ALONE = {  # an alt that says more than its picture, and why
    "three": "the loss under each panel has three digits, and this one four", "adam": "θ is drawn nowhere",
    "wells": "the loss is drawn as the height of the ball", "landscape": "the lowest place is the middle of the rings",
    "vectors": "the place where b ends is asked for, and drawn", "angle": "a length is drawn as an arrow",
    "tuning": "the ends of the border are drawn", "bowl": "from where it is seen is drawn",
    "softmax": "the shifted scores are not written", "gates": "the point in the middle is drawn",
}


@each
def test_every_number_of_the_alt_stands_in_its_picture_or_in_its_note(name):
    if SCENES[name][0].__name__ in ALONE:
        return
    for seen in read(name):
        labels = [str(shape.get(part, "")) for shape in seen.shapes.values() for part in ("label", "value")]
        asked = seen.frame.ask.question if seen.frame.ask else ""
        known = numbers(" ; ".join([seen.frame.note, asked, *seen.written.values(), *labels]).replace("−", ""))
        for number in numbers(re.sub(UNSEEN, "", seen.frame.alt).replace("−", "")):
            small = number.middle in range(21)
            assert small or any(near(number, one) for one in known), (number.middle, seen.frame.alt, seen.frame.note)


# ---------------------------------------------------------------------------- lengths and places


@each
def test_bars_are_as_long_as_their_numbers(name):
    for seen in read(name):
        bars = {key: (shape["height"], reading.amount(seen.written[f"{key} value"], digits=2))
                for key, shape in seen.shapes.items() if shape["tag"] == "rect" and f"{key} value" in seen.written
                and re.fullmatch(f"−?{reading.NUMBER}", seen.written[f"{key} value"])}
        unit = max((height / abs(number.middle) for height, number in bars.values() if number.middle), default=0)
        tallest = max(bars.values(), key=lambda bar: bar[0], default=None)
        if tallest and tallest[1].middle:
            unit = tallest[0] / abs(tallest[1].middle)
        for key, (height, number) in bars.items():
            assert abs(height - unit * abs(number.middle)) <= 2 + 2 * unit * number.radius, key


@each
def test_the_numbers_of_an_axis_are_where_they_belong(name):
    for seen in read(name):
        axes = {}
        for key, said in seen.written.items():
            if found := re.fullmatch(r"(.+) ([xy])=(.+)", key):
                assert found[3] == said
                shape = seen.shapes[key]
                axes.setdefault(found.groups()[:2], {})[reading.amount(said).middle] = (
                    shape["x"] if found[2] == "x" else -shape["y"])
        for axis, ticks in axes.items():
            values, pixels = np.array(sorted(ticks.items())).T
            if len(values) > 2:
                even = values if np.ptp(np.diff(values)) < 1e-6 * np.ptp(values) else np.log10(values)
                steps = np.diff(pixels) / np.diff(even)
                assert steps.min() > 0 and np.ptp(steps) < 0.02 * steps.max() + 0.02, (axis, ticks)
