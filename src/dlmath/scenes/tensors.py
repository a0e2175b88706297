"""Scenes of tensors: indices, slices, sums along an axis, broadcasting, reshape, and a batch of digits flattened.

A tensor is drawn as sheets of rows and columns; `Sheets` says where each of its entries lies.
"""

import math
import re

import numpy as np

from dlmath import tensors
from dlmath.picture.draw import Frame, Grid, Scene, ask, circle, image, line, number, rect, text

SIZE = (640, 360)  # of the pictures, in pixels
NAMES = {2: ("rows", "columns"), 3: ("sheets", "rows", "columns")}  # what the axes are called, from the first on
LINE = 12  # numbers in the line that is folded


class Sheets:
    """Where the entries of a tensor lie: sheets one below the other, each shifted to the right; of rank 4, in rows.

    Parameters
    ----------
    name : str
        Start of the keys: entry (1, 0, 2) of `T` is the text `T[1,0,2]`.
    shape : tuple
        Of rank 0 to 4.
    box : (left, top, width, height)
        In pixels.
    cell : (width, height)
        The largest that a cell may be.
    names : bool
        Write `T[1]` beside each sheet, and count rows and columns.
    digits : int
        How many digits a cell has room for.
    """

    def __init__(self, name, shape, box, cell=(44, 32), names=True, digits=2):
        self.name, self.shape, self.names = name, tuple(shape), names
        down, across, self.rows, self.columns = (1,) * (4 - len(shape)) + self.shape if len(shape) < 5 else (0,) * 4
        self.cascade = len(shape) == 3
        self.stacks = (across, 1) if self.cascade else (down, across)  # sheets one below the other, side by side
        left, top, width, height = box
        label = names and len(shape) > 2
        margin = 62 if label and self.cascade else 18 if names else 0
        head = 18 if names and len(shape) > 1 and len(shape) < 4 else 0
        self.shift = min(26, 130 // self.stacks[0] if self.stacks[0] else 0) if self.cascade else 0
        gap, side = (28 if label and not self.cascade else 12 if self.stacks[0] > 1 else 0), 14
        free = (width - margin - side * (self.stacks[1] - 1) - self.shift * (self.stacks[0] - 1) - 8,
                height - head - gap * (self.stacks[0] - 1 + (label and not self.cascade)) - 8)
        counts = max(1, self.columns * self.stacks[1]), max(1, self.rows * self.stacks[0])
        self.cell = tuple(min(most, int(room / count)) for most, room, count in zip(cell, free, counts))
        self.fits = (0 not in self.shape and len(shape) < 5
                     and self.cell[0] >= 9 * digits + 4 and self.cell[1] >= 17)
        self.pitch = (self.columns * self.cell[0] + side, self.rows * self.cell[1] + gap)
        used = (self.stacks[1] * self.pitch[0] - side + self.shift * (self.stacks[0] - 1) + margin,
                self.stacks[0] * self.pitch[1] - gap + head)
        self.x = left + (width - used[0]) / 2 + margin
        self.y = top + (height - used[1]) / 2 + head + (gap / 2 if label and not self.cascade else 0)

    def corner(self, sheet):
        """Give the top left pixel of a sheet, named by the indices before row and column."""
        h, i = ((0, 0) + tuple(sheet))[-2:]
        down, across = (i, 0) if self.cascade else (h, i)
        return self.x + across * self.pitch[0] + down * self.shift, self.y + down * self.pitch[1]

    def center(self, index):
        """Give the pixel in the middle of an entry."""
        row, column = ((0, 0) + tuple(index))[-2:]
        x, y = self.corner(index[:-2])
        return x + (column + 0.5) * self.cell[0], y + (row + 0.5) * self.cell[1]

    def key(self, index):
        """Name an entry."""
        return f"{self.name}[{','.join(map(str, index))}]"

    def paper(self):
        """Draw the sheets without their numbers."""
        width, height = self.columns * self.cell[0], self.rows * self.cell[1]
        shapes = []
        corners = [self.corner(sheet) for sheet in np.ndindex(self.shape[:-2])]
        if self.cascade:
            shapes += [line(f"{self.name} edge {i}", x + width + 4, y - 4, x + width + 4 + self.shift,
                            y - 4 + self.pitch[1], "muted thin dashed") for i, (x, y) in enumerate(corners[:-1])]
        for sheet, (x, y) in zip(np.ndindex(self.shape[:-2]), corners):
            at = ",".join(map(str, sheet))
            shapes.append(rect(f"{self.name} sheet {at}", x - 4, y - 4, width + 8, height + 8, "hollow ink thin", rx=3))
            if self.names and sheet:
                place = (x - 22, y + height / 2, "end") if self.cascade else (x, y - 13, "start")
                shapes.append(text(f"{self.name} sheet name {at}", *place[:2], f"{self.name}[{at}]", "data strong", 14,
                                   place[2]))
            if self.names and 1 < len(self.shape) < 4:
                shapes += [text(f"{self.name} row {at} {row}", x - 8, y + (row + 0.5) * self.cell[1], row, "muted", 14,
                                "end") for row in range(self.rows)]
        if self.names and 1 < len(self.shape) < 4:
            x, y = corners[0]
            shapes += [text(f"{self.name} column {k}", x + (k + 0.5) * self.cell[0], y - 14, k, "muted", 14)
                       for k in range(self.columns)]
        return shapes

    def entries(self, values, role="data", marks=None, groups=None, point=False):
        """Draw the numbers on the paper; `marks` (a dict) gives roles to some, `groups` the group of each."""
        shapes, values = [], np.asarray(values)
        for index in np.ndindex(self.shape):
            (x, y), (width, height) = self.center(index), self.cell
            key, mark = self.key(index), (marks or {}).get(index, role)
            linked = {} if groups is None or groups[index] is None else {"group": groups[index]}
            value = values[index]
            said = "" if value is None else number(value)
            if linked and point:
                linked["label"] = f"{key}: {said}"
            shapes.append(rect(f"{key} cell", x - width / 2 + 1, y - height / 2 + 1, width - 2, height - 2,
                               f"cell {mark}", rx=3, **linked))
            if said:
                bold = " strong" if mark == "highlight" else ""
                faint = "muted" if mark == "muted" else "ink"
                shapes.append(text(key, x, y, said, faint + bold, self.letters(said)))
        return shapes

    def letters(self, said):
        """Choose the size of a number, so that it stays in its cell."""
        return max(14, min(18, int(self.cell[0] / max(2, len(said)) / 0.65), self.cell[1] - 8))


def take_apart(T, index):
    """Show a tensor of rank 3 taken apart by one index after another; the three indices are editable.

    Parameters
    ----------
    T : array_like, rank 3, such as (3, 2, 5)
    index : (i, j, k)
        Whole numbers.

    Raises
    ------
    ValueError
        If T has no such entry.
    """
    T = np.asarray(T)
    picked = tuple(_whole("take_apart: an index", value) for value in index)
    sheets = _sheets("take_apart", "T", T.shape, (4, 24, 352, 312))
    steps = tensors.select(T, picked).steps
    table = Grid("index", (3,), 402, 92, (72, 40))
    names = NAMES[3]
    head = [text(f"axis {axis}", table.center(0, axis)[0], 24, f"axis {axis}", "ink strong", 15) for axis in range(3)]
    head.append(text("T of the index", 384, 112, "T", "ink strong", 22))
    counts = [f"{size} {name[:-1] if size == 1 else name}" for size, name in zip(T.shape, names)]
    head += [text(f"size {axis}", table.center(0, axis)[0], 50, counts[axis], "muted", 14) for axis in range(3)]
    frames = []
    for given in range(4):
        part = tensors.select(T, picked[:given] or ...)
        spelled = f"T[{', '.join(map(str, picked[:given]))}]" if given else "T"
        lit = {} if not given else {tuple(place): "highlight" for place in np.argwhere(part.mask).tolist()}
        rest = "data" if not given else "muted"
        paper = [part for part in sheets.paper() if given or "sheet name" not in part["key"]]  # the question asks it
        shapes = [paper, sheets.entries(T, rest, lit), head,
                  table.draw(picked, "weight", {(0, axis): "highlight" for axis in range(given)}, edit=True,
                             label=False, caption=False, size=20)]
        shape, question = part.result.shape, None
        if given:
            piece = Sheets(spelled, shape, (388, 210, 244, 120), names=False, digits=_digits(T))
            shapes += [text("piece name", 510, 168, spelled, "activation strong", 20),
                       text("piece shape", 510, 192, f"shape {shape}", "muted", 15),
                       piece.paper(), piece.entries(part.result, "activation")]
        value = number(part.result[()]) if given == 3 else ""
        if given == 0:
            question = ask(f"T has shape {T.shape}. What is `T[{picked[0]}]`?",
                (f"a sheet, shape {T.shape[1:]}", "Yes: the first index takes its axis away, and the other two stay."),
                (f"a single number, shape {()}", "One number needs three indices here: sheet, row, column."),
                (f"a row, shape {T.shape[2:]}", "A row needs two indices: which sheet, and which of its rows."),
                (f"still a pile of sheets, shape {(1, *T.shape[1:])}", "A number takes its axis away; no 1 stays."))
        elif given == 2:
            row = [number(entry) for entry in part.result]
            counted = picked[2] % T.shape[2]
            others = [(row[counted - 1], "That is one place before: counting starts at 0.")] if counted else []
            others += [(row[-1], "That is the end of the row."), (row[0], "That is place 0, the first.")]
            question = ask(f"Which number is `T[{', '.join(map(str, picked))}]`?",
                           (row[counted], f"Yes: place {counted} of the row, counted from 0."), *others)
        notes = [
            f"`T` has shape {T.shape}: {' × '.join(counts)} = {T.size} numbers. Three indices find one; type others.",
            f"`{spelled}`: index {picked[0]} chooses a sheet. Axis 0 is used up, what is left has shape {shape}.",
            f"`{spelled}`: then index {picked[1]} chooses a row of that sheet. What is left has shape {shape}.",
            f"`{spelled} = {value}`: then index {picked[2]} chooses a place in that row. Shape {shape}: one number.",
        ]
        frames.append(Frame(
            shapes, notes[given],
            f"{counts[0]} with {counts[1]} and {counts[2]} of numbers." if not given else
            f"{part.mask.sum()} of {T.size} cells are lit: {steps[given - 1].text}. Beside them stands {spelled}, "
            f"shape {shape}.", question, size=SIZE))
    return Scene(frames, "A tensor taken apart, index by index", still=1)


def slices(T, index):
    """Show which cells an index picks, and the shape of the result; the index is typed.

    Parameters
    ----------
    T : array_like, rank 1 to 4
    index : str
        Such as "1, :, 2:4"; read by `tensors.parse_index`, never evaluated.

    Raises
    ------
    ValueError
        If the index cannot be read, T has no such entry, or T is too large for the picture.
    """
    T = np.asarray(T)
    typed = index.strip()
    named = re.fullmatch(r"[A-Za-z_]\w*\s*\[(.*)\]", typed)
    inner = named[1].strip() if named else typed  # with or without T[…] around it
    picked = tensors.select(T, inner)
    wide = T.ndim == 4
    room = min(max(286, _height(T.shape, 22, 28) + 28), 560)
    size = (640, 74 + room)  # as high as the sheets need
    sheets = _sheets("slices", "T", T.shape, (4, 66, 632 if wide else 372, room), _digits(T))
    shape, shown = picked.result.shape, inner if len(inner) <= 26 else inner[:25] + "…"
    field = [text("T[", 58, 32, "T[", "ink strong", 22, "end"),
             rect("index cell", 64, 12, 296, 40, "cell weight", rx=4, edit="index", label="index of T", value=inner),
             text("index", 212, 32, shown, "ink strong", 20), text("]", 366, 32, "]", "ink strong", 22, "start")]
    groups = np.empty(T.shape, object)
    for place in np.argwhere(picked.mask):
        groups[tuple(place)] = f"entry {np.ravel_multi_index(tuple(place), T.shape)}"
    lit = {tuple(place): "highlight" for place in np.argwhere(picked.mask).tolist()}
    result = Sheets("R", shape, (386, 66, 250, room), names=False, digits=_digits(T))
    verdict = text("shape", 404, 32, f"shape {shape}", "activation strong", 20 if len(str(shape)) < 18 else 14, "start")
    drawn = []
    if not wide and result.fits:
        from_where = np.empty(shape, object)
        for at in np.ndindex(shape):
            from_where[at] = f"entry {picked.places[at]}"
        drawn = [result.paper(), result.entries(picked.result, "activation", groups=from_where, point=True)]
    elif not picked.result.size:
        drawn = [] if wide else [text("nothing", 511, 209, "no cells: a size is 0", "muted", 16)]
    elif not wide:
        drawn = [text("large", 511, 209, f"{picked.result.size} numbers", "muted", 16)]
    said = [step.text for step in picked.steps]
    note = f"`T[{inner}]` has shape {shape}. " + ". ".join(step[0].upper() + step[1:] for step in said) + "."
    return Scene([
        Frame([field, sheets.paper(), sheets.entries(T)],
              f"`T` has shape {T.shape}. A number takes its axis away, a slice keeps it. Type another index.",
              f"All of T, shape {T.shape}, and the index {inner}.", _ask_shape(T, inner, shape), size=size),
        Frame([field, sheets.paper(), sheets.entries(T, "muted", lit, groups), verdict, drawn], note,
              f"{picked.mask.sum()} of {T.size} cells are lit. The result has shape {shape}."
              + (f" It holds {', '.join(number(value) for value in picked.result.ravel()[:12])}"
                 + (" and more." if picked.result.size > 12 else ".") if picked.result.size else ""), size=size),
    ], "Slices of a tensor")


def _ask_shape(T, inner, right):
    """Ask for the shape of a result, beside those that slips would give."""
    parts = tensors.parse_index(inner)
    wrong = []
    if any(isinstance(part, int) for part in parts):
        kept = tuple(slice(part, part + 1 or None) if isinstance(part, int) else part for part in parts)
        wrong.append((tensors.select(T, kept).result.shape, "A number takes its axis away; no 1 stays in the shape."))
    if sum(map(_is_list, parts)) > 1:
        block = tuple(slice(len(part)) if _is_list(part) else part for part in parts)
        wrong.append((tensors.select(T, block).result.shape, "Lists cut out no block: they are paired up."))
    longer = tuple(slice(part.start, part.stop + 1, part.step) if isinstance(part, slice) and (part.step or 1) > 0
                   and part.stop is not None and part.stop >= 0 else part for part in parts)
    wrong.append((tensors.select(T, longer).result.shape, "The end of a slice is not part of it."))
    wrong.append((T.shape, "That is all of T."))
    wrong.append((right + (1,), "Nothing adds one more axis at the end."))
    choices = [(str(shape), reply) for shape, reply in wrong if shape != right][:3]
    why = "lists are paired up place by place, and slices keep their axes." if sum(map(_is_list, parts)) > 1 else \
        "a list keeps the places that it names." if any(map(_is_list, parts)) else \
        "`None` puts in an axis of size 1." if None in parts else "numbers take axes away, slices keep them."
    return ask(f"Which shape has `T[{inner}]`?", (str(right), f"Yes: {why}"), *choices)


def collapse(T, axis=0, how="sum"):
    """Show what falls together when a tensor is summed along an axis; axis and reduction are chosen from a list.

    Parameters
    ----------
    T : array_like, rank 2 or 3
    axis : int
    how : "sum", "mean", "max" or "min"
    """
    T, axis = np.asarray(T), _whole("collapse: the axis", axis)
    reduction = tensors.reduce(T, axis, how)
    shape, sizes = np.shape(reduction.result), list(T.shape)
    sheets = _sheets("collapse", "T", T.shape, (4, 66, 372, 286), _digits(T))
    result = _sheets("collapse", "R", shape, (400, 116, 232, 180), _digits(np.asarray(reduction.result)), names=False)
    field = [
        text("call", 84, 32, "T .", "ink strong", 20, "end"),
        rect("how cell", 92, 14, 90, 36, "cell weight", rx=4, edit="how", options="sum|mean|max|min", value=how,
             label="how an axis is collapsed"),
        text("how", 137, 32, how, "ink strong", 18),
        text("axis name", 192, 32, "( axis =", "ink strong", 20, "start"),
        rect("axis cell", 284, 14, 60, 36, "cell weight", rx=4, edit="axis", value=str(axis), label="axis",
             options="|".join(map(str, range(T.ndim)))),
        text("axis", 314, 32, axis, "ink strong", 18), text("close", 352, 32, ")", "ink strong", 20, "start")]
    table = Grid("sizes", (T.ndim,), 516 - 26 * T.ndim, 14, (52, 36))
    x, y = table.center(0, axis)
    struck = [table.draw(sizes, "data", {(0, axis): "error"}, label=False, caption=False, size=20),
              line("struck", x - 18, y + 12, x + 18, y - 12, "error thick"),
              text("left", 516, 78, f"leaves shape {shape}", "activation strong", 16)]
    entries = reduction.steps
    groups = np.empty(T.shape, object)
    for step in entries:
        groups[step.index[:axis] + (slice(None),) + step.index[axis:]] = f"sum {','.join(map(str, step.index))}"
    falls = np.empty(shape, object)
    for step in entries:
        falls[step.index] = f"sum {','.join(map(str, step.index))}"
    name = NAMES[T.ndim][axis]
    dropped = [tuple(np.delete(sizes, other).tolist()) for other in range(T.ndim)]
    frames = [Frame(
        [field, sheets.paper(), sheets.entries(T, groups=groups),
         table.draw(sizes, "data", label=False, caption=False, size=20)],
        f"`T` has shape {T.shape}. `axis={axis}` lets axis {axis} run, over {sizes[axis]} {name}, and makes one number "
        "of what it meets. Choose another axis.",
        f"All of T, shape {T.shape}, with nothing collapsed yet.",
        ask(f"Which shape has `T.{how}(axis={axis})`?",
            (str(shape), "Yes: the axis that you name is the one that you lose."),
            *[(str(dropped[other]), f"That loses axis {other}. `axis={axis}` loses axis {axis}.")
              for other in range(T.ndim) if other != axis],
            (str((sizes[axis],)), f"Axis {axis} is the one that goes; the others stay."),
            (str(tuple(1 if i == axis else size for i, size in enumerate(sizes))),
             "That is the shape with `keepdims=True`; without it no 1 stays.")), size=SIZE)]
    stops = list(dict.fromkeys([1, 2, min(shape[-1] + 1, len(entries)), len(entries)])) if shape else [1]
    for done in [stop for stop in stops if stop <= len(entries)]:
        step, last = entries[done - 1], done == len(entries)
        here = step.index[:axis] + (slice(None),) + step.index[axis:]
        lit = {index: "highlight" for index in np.ndindex(T.shape)
               if all(isinstance(part, slice) or part == at for part, at in zip(here, index))}
        known = np.empty(shape, object)
        for earlier in entries[:done]:
            known[earlier.index] = earlier.value
        marks = {index: "muted" for index in np.ndindex(shape) if known[index] is None} | {step.index: "highlight"}
        place = f"R[{', '.join(map(str, step.index))}]" if shape else "R"
        values = [number(value) for value in step.entries]
        formula = {"sum": " + ".join(values), "mean": f"({' + '.join(values)}) / {len(values)}"}.get(
            how, f"{how}({', '.join(values)})")
        rest = f"all {len(entries)} places are filled. Point at one, and see what fell into it." if last else \
            f"axis {axis} runs, the other indices stand still."
        frames.append(Frame(
            [field, sheets.paper(), sheets.entries(T, "data", lit, groups), struck,
             text("R", 516, 104, "R", "activation strong", 18), result.paper(),
             result.entries(known, "activation", marks, falls, point=True)],
            f"`{place} = {formula} = {number(step.value)}`: {rest}",
            f"{len(values)} cells of T are lit and give {number(step.value)}; {done} of {len(entries)} results stand.",
            size=SIZE))
    return Scene(frames, f"{how.capitalize()} along an axis", still=1)


def broadcasting(first, second):
    """Show how two shapes meet: compared from the right, stretched or refused; both are typed.

    Parameters
    ----------
    first, second : str
        Shapes such as "(3, 1)" and "(4,)", of at most five axes; read by `tensors.parse_shape`.

    Raises
    ------
    ValueError
        If one is no shape.
    """
    shapes = [_typed_shape(words) for words in (first, second)]
    meeting = tensors.broadcast(*shapes)
    final = meeting.shape
    field = []
    for name, words, role, y in (("A", first, "data", 50), ("B", second, "weight", 96)):
        key = "first" if name == "A" else "second"
        field += [text(f"{name} is", 48, y, name, f"{role} strong", 20, "end"),
                  rect(f"{key} cell", 60, y - 19, 176, 38, f"cell {role}", rx=4, edit=key, label=f"shape of {name}",
                       value=words.strip().replace("−", "-")),
                  text(f"{key} words", 148, y, shapes[name == "B"], "ink strong", 20)]
    pictures = _Meeting(shapes, final)
    frames = []
    for done in range(len(meeting.steps) + 1 + (final is not None)):
        known = meeting.steps[:done]
        step = known[-1] if known and done <= len(meeting.steps) else None
        table = _meeting_table(shapes, known, step)
        question = None
        if done == 0:
            question = _ask_meeting(shapes, final)
            note = (f"A has shape {shapes[0]}, B has shape {shapes[1]}. Their sizes are compared from the right. "
                    "Type others.")
            alt = f"The shapes {shapes[0]} and {shapes[1]}, one below the other, aligned at the right."
        elif step is not None:
            note = f"{step.text[0].upper()}{step.text[1:]}."
            alt = f"{note} {done} of {len(meeting.steps)} axes are compared."
            if step.size is None:
                note += (" NumPy refuses: `operands could not be broadcast together with shapes "
                         f"{_plain(shapes[0])} {_plain(shapes[1])}`.")
                alt += " Refused."
        else:
            note = f"`{shapes[0]} + {shapes[1]}` gives shape {final}: entry by entry, now that both have it."
            if pictures.fits:
                note += f" The last entry: `{pictures.last}`."
            alt = f"The sum has shape {final}."
        frames.append(Frame([field, table, pictures.draw(done, known)], note, alt, question, size=(640, 384)))
    return Scene(frames, "Two shapes meet")


def _meeting_table(shapes, known, step):
    """Draw the sizes of both shapes and of the sum in columns, from the right, as far as they are compared."""
    rank, drawn = max(1, *map(len, shapes)), []
    compared = {past.axis: past for past in known}
    for row, (name, role) in enumerate(zip(("A", "B", "A + B"), ("data", "weight", "activation"))):
        y = 49 + 46 * row
        drawn.append(text(f"{name} in the table", 608 - 52 * rank, y, name, f"{role} strong", 18, "end"))
        for place in range(1, rank + 1):
            x, was = 620 - 52 * place, compared.get(-place)
            own = shapes[row] if row < 2 else ()
            size = own[-place] if place <= len(own) else was.size if row == 2 and was else None
            refused = was is not None and was.size is None
            style = ("error" if refused else "highlight") if was and was is step else role
            if size is None and not refused:
                style = f"dashed {style if was and was is step else 'muted'}"
            drawn.append(rect(f"{name} axis {place}", x, y - 18, 46, 36, f"cell {style}", rx=4))
            said = "✗" if row == 2 and refused else "" if size is None else size
            if said != "":
                tone = "error strong" if refused else "ink strong"
                drawn.append(text(f"{name} size {place}", x + 23, y, said, tone, 20 if len(str(said)) < 4 else 14))
    longest = max(map(len, shapes))
    return drawn + [text(f"axis {place}", 643 - 52 * place, 18, f"−{place}", "muted", 14)
                    for place in range(1, longest + 1)]


class _Meeting:
    """The two tensors of `broadcasting` as sheets, stretched axis by axis; and their sum."""

    def __init__(self, shapes, final):
        self.shapes, self.final = shapes, final
        sizes = [np.prod(shape, dtype=float) for shape in shapes]
        self.values = [(np.arange(size) + 1).reshape(shape) * scale  # 10, 20, 30 and 1, 2, 3: a sum tells its terms
                       for size, shape, scale in zip(sizes, shapes, (10 if sizes[0] < 10 else 1, 1)) if size < 100]
        drawn = [final or shape for shape in shapes]
        boxes = [(8, 204, 196, 176), (222, 204, 196, 176), (436, 204, 196, 176)]
        self.sheets = [Sheets(name, shape, box, cell=(40, 34), names=False)
                       for name, shape, box in zip("AB", drawn, boxes)]
        self.sum = Sheets("S", final, boxes[2], cell=(40, 34), names=False) if final is not None else None
        self.fits = len(self.values) == 2 and all(sheet.fits for sheet in self.sheets) \
            and (self.sum is None or self.sum.fits)
        self.stretched = []
        if self.fits and final is not None:
            self.stretched = [tensors.stretch(values, final) for values in self.values]
            self.total = self.stretched[0].result + self.stretched[1].result
            end = tuple(size - 1 for size in final)
            terms = [number(part.result[end]) for part in self.stretched]
            self.last = f"{' + '.join(terms)} = {number(self.total[end])}"

    def draw(self, done, known):
        """Draw A and B as far as the known steps have stretched them, and the sum once all are."""
        if not self.fits:
            return text("too large", 320, 286, "(such a size or rank is compared, and not drawn)", "muted", 16)
        shapes = []
        rank = len(self.final) if self.final is not None else 0
        for sheet, values, own, role, scale in zip(self.sheets, self.values, self.shapes, ("data", "weight"), (0, 1)):
            if self.final is None:
                shapes += [sheet.paper(), sheet.entries(values, role)]
                continue
            compared = {rank + step.axis for step in known}
            for index in np.ndindex(self.final):
                # an axis that is not stretched yet has its first place alone; the copies wait there
                shown = tuple(at if axis in compared or (axis >= rank - len(own) and own[axis - rank] > 1) else 0
                              for axis, at in enumerate(index))
                source = all(at == 0 for axis, at in enumerate(index)
                             if axis < rank - len(own) or own[axis - rank] == 1)
                (x, y), (width, height) = sheet.center(shown), sheet.cell
                seen = 1 if source or shown == index else 0
                key, value = sheet.key(index), number(self.stretched[scale].result[index])
                shapes += [rect(f"{key} cell", x - width / 2 + 1, y - height / 2 + 1, width - 2, height - 2,
                                f"cell {role}" + ("" if source else " dashed"), rx=3, move=True, opacity=seen),
                           text(key, x, y, value, "ink strong" if source else "muted", sheet.letters(value), move=True,
                                opacity=seen)]
        shapes += [text(f"{sheet.name} picture", sheet.x, sheet.y - 18, sheet.name, f"{role} strong", 16, "start")
                   for sheet, role in zip(self.sheets, ("data", "weight"))]
        if self.final is not None and done > len(self.final):
            shapes += [text("sum picture", self.sum.x, self.sum.y - 18, "A + B", "activation strong", 16, "start"),
                       self.sum.entries(self.total, "activation")]
        return shapes


def _ask_meeting(shapes, final):
    """Ask whether two shapes fit, and what comes of it."""
    no, rank = "they do not fit", max(map(len, shapes))
    from_left = zip(*[shape + (1,) * (rank - len(shape)) for shape in shapes])
    from_right = zip(*[(1,) * (rank - len(shape)) + shape for shape in shapes])
    wrong = [(str(tuple(map(max, from_left))), "Shapes are lined up at the right end, not at the left."),
             (str(tuple(map(max, from_right))), "Two sizes fit if they are equal, or one of them is 1 or missing."),
             (str(shapes[0] + shapes[1]), "The axes are not put one after the other, but one below the other."),
             (no, "They do: where sizes differ, one of them is 1 or missing, and that side is repeated.")]
    right = (no, "Right: somewhere two sizes differ, and neither is 1.") if final is None else \
        (str(final), "Yes: from the right, equal sizes stay, and a 1 or a missing axis is stretched.")
    return ask(f"`A + B` with shapes {shapes[0]} and {shapes[1]}: what comes out?", right, *wrong)


def fold(shape):
    """Show one line of numbers folded into a shape, turned, and folded again; the shape is typed.

    Parameters
    ----------
    shape : str
        Such as "(3, 4)", for twelve numbers; one size may be −1. Read by `tensors.parse_shape`.

    Raises
    ------
    ValueError
        If it is no shape, does not hold twelve numbers, or does not fit into the picture.
    """
    numbers = np.arange(LINE)
    folded = tensors.reshape(numbers, _foldable(shape))
    T, sizes = folded.result, folded.result.shape
    field = [text("call", 190, 30, "line.reshape(", "ink strong", 18, "end"),
             rect("shape cell", 198, 12, 150, 36, "cell weight", rx=4, edit="shape", label="new shape",
                  value=str(sizes)),
             text("shape words", 273, 30, sizes, "ink strong", 18),
             text("close", 354, 30, ")", "ink strong", 18, "start")]
    strip = Grid("line", (LINE,), 68, 70, (46, 38))
    room = max(190, *(_height(shape) for shape in (sizes, sizes[::-1])))
    size, left, right = (640, 170 + room), (8, 142, 304, room), (328, 142, 304, room)
    here = _sheets("fold", "T", sizes, left if len(sizes) > 1 else (8, 142, 624, room), names=False)
    middle = LINE // 2  # not on the diagonal of any matrix of twelve, so that a transpose moves it
    at = tuple(np.argwhere(folded.places == middle)[0].tolist())

    def cells(where, cell):
        """Draw the numbers that are carried about; `where` gives the pixel of each, `cell` the room it has."""
        width, height, shapes = min(36, cell[0] - 2), min(24, cell[1] - 2), []
        for value in range(LINE):
            x, y = where(value)
            role = "highlight" if value == middle else "data"
            shapes += [rect(f"number {value} cell", x - width / 2, y - height / 2, width, height, f"cell {role}", rx=3,
                            move=True),
                       text(f"number {value}", x, y, value, "ink strong", 14, move=True)]
        return shapes

    def folded_into(sheets, places):
        """Draw the numbers in their places in a tensor."""
        return cells(lambda value: sheets.center(tuple(np.argwhere(places == value)[0])), sheets.cell)

    def read(order):
        """Draw the line below which a tensor is read row by row."""
        marks = {(0, i): "highlight" for i, value in enumerate(order) if value != i}
        return [strip.draw(order, "muted", marks, label=False, caption=False, size=16),
                text("read", 320, 126, "read row by row, last index fastest", "muted", 14)]

    in_columns = np.unravel_index(middle, sizes, order="F") if len(sizes) > 1 else at
    frames = [
        Frame([field, cells(lambda value: strip.center(0, value), strip.cell)],
              f"A tensor lies in memory as one line of numbers, here {LINE}. The shape {sizes} says how to fold it. "
              "Type another.",
              f"A line of {LINE} numbers, 0 to {LINE - 1}; nothing is folded yet.",
              ask(f"Folded into {sizes}: where does the {middle} go?",
                  (_at("T", at), "Yes: row by row, the last index runs fastest."),
                  (_at("T", map(int, in_columns)), "That fills column by column. NumPy fills row by row."),
                  (_at("T", (place + 1 for place in at)), "Right place, counted from 1. NumPy counts from 0."),
                  (_at("T", reversed(at)), "The indices have changed places: the last is the column.")), size=size),
        Frame([field, read(list(range(LINE))), here.paper(), folded_into(here, folded.places),
               _named("T", here, sizes)],
              f"`{_at('T', at)}` is place `{_place_formula(at, sizes, middle)}` of the line"
              + (": each index times the numbers that one step of it skips." if len(sizes) > 1 else "."),
              f"The line folded into shape {sizes}; the {middle} stands at {_at('T', at)}.", _ask_turned(T), size=size)]
    if len(sizes) > 1:
        axes = tuple(reversed(range(len(sizes))))
        turned = tensors.transpose_axes(T, axes)
        again = tensors.reshape(numbers, turned.result.shape)
        there = _sheets("fold", "U", turned.result.shape, right, names=False)
        back = _sheets("fold", "V", turned.result.shape, left, names=False)
        order = [int(value) for value in turned.result.ravel()]
        frames.append(Frame(
            [field, read(order), here.paper(), here.entries(T, "muted"), there.paper(),
             folded_into(there, turned.places), _named("T", here, sizes), _named("T.T", there, turned.result.shape)],
            f"`T.T` turns the axes around: {middle} is carried from {_at('T', at)} to {_at('T.T', reversed(at))}. "
            f"Read row by row it is {'another' if order != list(range(LINE)) else 'here the same'} line.",
            f"Beside T, its transpose of shape {turned.result.shape}; read row by row: {', '.join(map(str, order))}.",
            size=size))
        differ = {tuple(place): "error" for place in np.argwhere(again.result != turned.result).tolist()}
        same = again.result.size - len(differ)
        frames.append(Frame(
            [field, read(list(range(LINE))), back.paper(), back.entries(again.result, "data", differ), there.paper(),
             there.entries(turned.result, "data", differ), _named("reshape", back, turned.result.shape),
             _named("T.T", there, turned.result.shape)],
            f"`T.reshape{turned.result.shape}` folds the same line elsewhere. It has the shape of `T.T`, and "
            + (f"{len(differ)} of {LINE} places hold another number." if differ else "here the same numbers too."),
            f"Two tensors of shape {turned.result.shape}; {same} of {LINE} places agree.", size=size))
    return Scene(frames, "One line, folded again", still=1)


def _ask_turned(T):
    """Ask whether a transpose and a reshape of one shape are the same."""
    if T.ndim < 2:
        return None
    shape = T.shape[::-1]
    alike = np.array_equal(T.reshape(shape), T.T)
    same, other = "the same numbers in the same places", "the same shape, other places"
    choices = [
        (same, "Yes, here: only axes of size 1 change their place."),
        (other, "Only axes of size 1 change their place here, so nothing else does."),
    ] if alike else [
        (other, "Yes: one carries each number to its new place, the other folds the line elsewhere."),
        (same, "The shapes agree; the numbers do not. Watch."),
    ]
    return ask(f"`T.T` and `T.reshape{shape}` both have shape {shape}. Are they equal?", *choices)


def flatten(digits, row=10, column=5):
    """Show a batch of digits flattened: each picture's lines laid end to end; row and column of a pixel are editable.

    Parameters
    ----------
    digits : array_like (m, 28, 28), m at most 4
        Grey values from 0 to 255.
    row, column : int
        The pixel to follow, from 0.

    Raises
    ------
    ValueError
        If there is no such pixel, or another number of digits.
    """
    digits = np.asarray(digits)
    if digits.ndim != 3 or not 1 <= len(digits) <= 4:
        raise ValueError(f"flatten: a batch of shape {digits.shape}; expected (m, rows, columns) with m from 1 to 4")
    m, height, width = digits.shape
    row, column = _whole("flatten: the row", row), _whole("flatten: the column", column)
    if not (0 <= row < height and 0 <= column < width):
        raise ValueError(f"flatten: row {row}, column {column}; a digit has rows 0 to {height - 1} and columns 0 to "
                         f"{width - 1}")
    flat = tensors.reshape(digits, (m, -1))
    place = int(np.argwhere(flat.places[0] == tensors.select(digits, (0, row, column)).places)[0, 0])
    side, top, tall = 112, 34, (640, 388)
    lefts = [320 - (m * (side + 28) - 28) / 2 + i * (side + 28) for i in range(m)]
    strip = (40, 188, 588, 26)  # left, top, width, height of the first row of the table
    pitch, bit = 38, strip[2] / height
    field = [text("row name", 150, 366, "row", "ink strong", 16, "end"),
             rect("row cell", 158, 350, 56, 32, "cell weight", rx=4, edit="row", label="row of the pixel",
                  value=str(row)),
             text("row value", 186, 366, row, "ink strong", 18),
             text("column name", 306, 366, "column", "ink strong", 16, "end"),
             rect("column cell", 314, 350, 56, 32, "cell weight", rx=4, edit="column", label="column of the pixel",
                  value=str(column)),
             text("column value", 342, 366, column, "ink strong", 18),
             text("place", 400, 366, f"place {width} · {row} + {column} = {place}", "activation strong", 16, "start")]
    still = [[text(f"digit name {i}", x + side / 2, 18, f"digit {i}", "data strong", 15),
              image(f"digit {i}", digits[i], x, top, side, side, low=0, high=255),
              rect(f"frame {i}", x, top, side, side, "muted thin")] for i, x in enumerate(lefts)]
    rows = [[text(f"row name {i}", 32, strip[1] + pitch * i + 13, i, "data strong", 15, "end"),
             rect(f"row {i}", strip[0], strip[1] + pitch * i, strip[2], strip[3], "muted thin")] for i in range(m)]

    def lines(flattened):
        """Draw each line of each picture, in its picture or in the table."""
        shapes = []
        for i, j in np.ndindex(m, height):
            box = (strip[0] + j * bit, strip[1] + pitch * i, bit, strip[3]) if i < flattened else \
                (lefts[i], top + j * side / height, side, side / height)
            shapes.append(image(f"line {i},{j}", digits[i, j:j + 1], *box, low=0, high=255, move=True))
        return shapes

    count = height * width
    asked_shape = ask(f"The batch has shape {digits.shape}. Flattened for a network, its shape is",
        (str((m, count)), f"Yes: one row for each digit, with its {height} · {width} = {count} pixels."),
        (str((m * count,)), "Then nobody could tell where one digit ends. The first axis stays: it counts the digits."),
        (str((count, m)), "Rows are examples in this course: one digit, one row."),
        (str((m, width)), f"A digit has {height} lines; all of them belong to its row."))
    asked_place = ask(f"A pixel in row {row}, column {column} of its digit: where in its row of {count}?",
        (f"place {place}", f"Yes: {row} full lines of {width} come before it, then {column} pixels of its own line."),
        (f"place {row + column}", f"A step down skips a whole line, {width} places."),
        (f"place {height * column + row}", "That counts column by column. The lines are laid end to end."),
        (f"place {width * (row + 1) + column}", "That counts rows from 1: one line too many."))
    frames = [
        Frame([still, rows, lines(0)],
              f"A batch of {m} digits: shape {digits.shape}. Below, an empty table with one row for each.",
              f"{m} handwritten digits side by side, and {m} empty strips.", asked_shape, size=tall),
        Frame([still, rows, lines(1)],
              f"Digit 0: its {height} lines of {width} pixels are laid end to end. `digits[0].reshape({count})`",
              "The lines of the first digit stand one after another in the first strip.", size=tall),
        Frame([still, rows, lines(m), field[:6]],
              f"`X = digits.reshape({m}, {count})` has shape {flat.result.shape}: a row for each digit, no pixel lost.",
              f"All {m} digits lie in their strips.", asked_place, size=tall)]
    x, y = lefts[0] + (column + 0.5) * side / width, top + (row + 0.5) * side / height
    value = number(digits[0, row, column])
    marks = [circle("pixel", x, y, 7, "hollow error thick", fill_opacity=0),
             line("pixel in the row", strip[0] + (place + 0.5) * strip[2] / count, strip[1] - 6,
                  strip[0] + (place + 0.5) * strip[2] / count, strip[1] + strip[3] + 6, "error thick")]
    frames.append(Frame(
        [still, rows, lines(m), marks, field],
        f"`digits[0, {row}, {column}] = X[0, {width}·{row} + {column}] = X[0, {place}] = {value}`: {row} full lines of "
        f"{width} come before it, then {column} pixels.",
        f"A pixel is marked in the first digit, and at place {place} of the first strip; its grey value is {value}.",
        size=tall))
    return Scene(frames, "A batch of digits, flattened", still=2)


def _sheets(where, name, shape, box, digits=2, names=True):
    """Place a tensor, or say that it does not fit."""
    sheets = Sheets(name, shape, box, names=names, digits=digits)
    if not sheets.fits:
        raise ValueError(f"{where}: a tensor of shape {tuple(shape)} does not fit into the picture")
    return sheets


def _height(shape, row=18, gap=12):
    """Return the height in pixels that the sheets of a tensor need."""
    sheets = shape[0] if len(shape) > 2 else 1
    return sheets * (row * (shape[-2] if len(shape) > 1 else 1) + gap) + 8


def _digits(values):
    """Count the signs of the longest number."""
    return max(2, *(len(number(value)) for value in np.ravel(values))) if np.size(values) else 2


def _whole(what, value):
    """Read a whole number from an edited cell."""
    if float(value) != int(value):
        raise ValueError(f"{what} is a whole number, not {value:g}")
    return int(value)


def _typed_shape(words):
    """Read a shape of at most five sizes, none below zero."""
    shape = tensors.parse_shape(words)
    if len(shape) > 5 or min(shape, default=1) < 0:
        raise ValueError(f"broadcasting: {shape}; a shape here has at most five sizes, and none below 0")
    return shape


def _foldable(words):
    """Read a shape for the line of numbers; what a −1 cannot stand for is said here."""
    shape = tensors.parse_shape(words)
    known = -math.prod(shape)
    if shape.count(-1) == 1 and known > 0 and LINE % known:
        raise ValueError(f"fold: the −1 would have to be {LINE} / {known}, which is no whole number")
    return shape


def _is_list(part):
    """Tell whether a part of an index is a list of places."""
    return isinstance(part, list)


def _plain(shape):
    """Spell a shape as NumPy's errors do."""
    return str(shape).replace(" ", "")


def _at(name, index):
    """Spell an entry."""
    return f"{name}[{', '.join(map(str, index))}]"


def _place_formula(at, sizes, place):
    """Write how indices become a place in the line."""
    skips = [int(np.prod(sizes[axis + 1:], dtype=int)) for axis in range(len(sizes))]
    return " + ".join(f"{skip}·{index}" if skip > 1 else str(index) for skip, index in zip(skips, at)) \
        + (f" = {place}" if len(at) > 1 else "")


def _named(name, sheets, shape):
    """Write the name of a tensor and its shape below it."""
    bottom = max(sheets.center(index)[1] for index in np.ndindex(sheets.shape)) + sheets.cell[1] / 2
    middle = np.mean([sheets.center(index)[0] for index in np.ndindex(sheets.shape)])
    return text(f"{name} name", middle, bottom + 18, f"{name} {shape}", "ink strong", 14)
