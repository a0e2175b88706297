"""Scenes of tensors: indices, slices, sums along an axis, broadcasting, reshape, axes in another order, flat digits.

A tensor is a Table on sheets of rows and columns.
"""

import itertools
import math
import re

import numpy as np

from dlmath import inputs, tensors
from dlmath.inputs import array, refuse, vector
from dlmath.picture.frame import ask, ask_number, scene
from dlmath.picture.plane import strip
from dlmath.picture.shapes import arrow, circle, image, line, rect, text
from dlmath.picture.table import Table, Word, choice, field, line_up
from dlmath.picture.words import count, cut, number, sentence

NAMES = {2: ("rows", "columns"), 3: ("sheets", "rows", "columns")}  # what the axes are called, from the first on
SIGN = ("ink strong", 20)  # how the signs of a call are written
BARE = {"label": "", "caption": ""}
LINE = 12  # numbers in the line that is folded
AXES = ("data", "weight", "activation")  # the colours of three axes that change places
ORDERS = tuple(map(str, itertools.permutations(range(3))))
HOW = inputs.choice(*tensors.REDUCTIONS)
FOLLOWED = LINE // 2  # not on the diagonal of any matrix of twelve, so that a transpose moves it


@scene("A tensor taken apart, index by index", still=1)
def take_apart(T: array(rank=3), index: vector(shape=(3,))):
    """Show a tensor of rank 3 taken apart by one index after another; the three indices are editable.

    Parameters
    ----------
    T : array_like, rank 3, such as (3, 2, 5)
    index : (i, j, k)
        Whole numbers.

    Raises
    ------
    ValueError
        If T has no such entry, or does not fit into the picture.
    """
    picked = tuple(_whole("an index", value) for value in index)
    sheets = Table("T", T, edge="sheet", counted=True).inside((4, 24, 352, 312))
    typed = Table("index", picked, "weight", edit=True, size=20, **BARE).at(402, 92, (72, 40))
    counts = [count(size, name[:-1]) for size, name in zip(T.shape, NAMES[3])]
    head = [text("T of the index", 384, 112, "T", "ink strong", 22),
            [(text(f"axis {axis}", typed.centre((axis,))[0], 24, f"axis {axis}", "ink strong", 15),
              text(f"size {axis}", typed.centre((axis,))[0], 50, counts[axis], "muted", 14)) for axis in range(3)]]
    unnamed = [part for part in sheets.draw() if "sheet name" not in part["key"]]  # what is T[0]? the question asks it
    yield ([unnamed, head, typed.draw()],
           f"`T` has shape {T.shape}: {' × '.join(counts)} = {T.size} numbers. The dashed boxes hold three indices, "
           "one for each axis. You can type others.",
           f"{counts[0]}, each with {counts[1]} and {counts[2]} of numbers.",
           ask(f"T has shape {T.shape}. What is `T[{picked[0]}]`?",
               (f"a sheet, shape {T.shape[1:]}", "Yes. The first index takes its axis away, and the other two axes "
                                                 "stay."),
               (f"a single number, shape {()}", "For a single number you need three indices here: the sheet, the row "
                                                "and the column."),
               (f"a row, shape {T.shape[2:]}", "For a row you need two indices: which sheet, and which of its rows."),
               (f"still a pile of sheets, shape {(1, *T.shape[1:])}", "A number as index takes its axis away "
                                                                      "altogether, so no 1 stays in the shape.")))
    for given, step in enumerate(tensors.select(T, picked).steps, 1):
        part, spelled = tensors.select(T, picked[:given]), _at("T", picked[:given])
        piece = Table(spelled, part.result, "activation", edge="sheet").inside((388, 204, 244, 150))
        i, shape = picked[given - 1], step.shape
        said = (f"`{spelled}`: the first index, {i}, chooses a sheet. Axis 0 is gone, and a matrix of shape {shape} is "
                "left.",
                f"`{spelled}`: the next index, {i}, chooses a row of that sheet. Now a vector of shape {shape} is "
                "left.",
                f"`{spelled} = {number(T[picked])}`: the last index, {i}, chooses a place in that row. One number is "
                f"left, and its shape is {shape}.")
        yield ([sheets.draw(part.mask, role="muted"), head, typed.draw(list(range(given))), piece.draw(),
                text("piece name", 510, 168, spelled, "activation strong", 20),
                text("piece shape", 510, 192, f"shape {shape}", "muted", 15)],
               said[given - 1],
               f"{part.mask.sum()} of {T.size} cells are lit: {step.text}. Beside them stands {spelled}, "
               f"shape {shape}.", _ask_number_of(T, picked, part.result) if given == 2 else None)


def _ask_number_of(T, picked, entries):
    """Ask which number of a row the third index chooses."""
    place = picked[2] % T.shape[2]
    before = [(entries[place - 1], "That is one place before. NumPy starts counting at 0.")] if place else []
    return ask_number(f"Which number is `{_at('T', picked)}`?", entries[place],
                      f"Yes, that is place {place} of the row, counted from 0.", *before,
                      (entries[-1], "That is the last number of the row."), (entries[0], "That is place 0, the first "
                                                                                         "number of the row."), most=3)


def _high(T):
    """Return the height that the sheets of a tensor take below its index."""
    return min(max(286, _height(T.shape, 22, 28) + 28), 560)


@scene("Slices of a tensor", size=lambda T, index: (640, 74 + _high(T)))
def slices(T: array, index: str):
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
    inner = re.sub(r"^[A-Za-z_]\w*\s*\[(.*)\]$", r"\1", index.strip()).strip()  # with or without T[…] around it
    picked = tensors.select(T, inner)
    shape, wide = picked.result.shape, T.ndim == 4
    sheets = Table("T", T, edge="sheet", counted=True).inside((4, 66, 632 if wide else 372, _high(T)))
    typed = line_up(Word("T[", "ink strong", 22),
                    field("index", inner, "index of T", cut(inner, 26), width=296, height=40, size=20),
                    Word("]", "ink strong", 22), box=(30, 12, 372, 40), align="start").draw()
    yield ([typed, sheets.draw()],
           f"`T` has shape {T.shape}. In the dashed box you can type any index.",
           f"All of T, shape {T.shape}, and the index {inner}.", _ask_shape(T, inner, shape))
    groups = {index: f"entry {place}" for place, index in enumerate(np.ndindex(T.shape)) if picked.mask[index]}
    verdict = text("shape", 404, 32, f"shape {shape}", "activation strong", 20 if len(str(shape)) < 18 else 14, "start")
    said = " ".join(sentence(step.text) for step in picked.steps)
    entries = ", ".join(map(number, picked.result.ravel()[:12]))
    yield ([typed, sheets.draw(picked.mask, role="muted", group=groups), verdict, None if wide else _result(picked, T)],
           f"`T[{inner}]` has shape {shape}. {said}",
           f"{picked.mask.sum()} of {T.size} cells are lit. The result has shape {shape}."
           + (f" It holds {entries}{' and more' * (picked.result.size > 12)}." if entries else ""))


def _result(picked, T):
    """Draw what an index picked, tied to the cells that it came from; or say why that cannot be drawn."""
    try:
        table = Table("R", picked.result, "activation", edge="sheet").inside((386, 66, 250, _high(T)))
    except ValueError:
        said = count(picked.result.size, "number") if picked.result.size else "no cells: a size is 0"
        return text("not drawn", 511, 209, said, "muted", 16)
    return table.draw(group={at: f"entry {place}" for at, place in np.ndenumerate(picked.places)}, point=True)


def _ask_shape(T, inner, right):
    """Ask for the shape of a result, beside those that slips would give."""
    parts = tensors.parse_index(inner)
    lists = [part for part in parts if isinstance(part, list)]

    def slip(change):
        """Return the shape if each part were read in another way."""
        return tensors.select(T, tuple(map(change, parts))).result.shape

    def longer(part):
        """Read a slice as if its end were part of it."""
        if isinstance(part, slice) and (part.step or 1) > 0 and part.stop is not None and part.stop >= 0:
            return slice(part.start, part.stop + 1, part.step)
        return part

    wrong = []
    if any(isinstance(part, int) for part in parts):
        wrong.append((slip(lambda part: slice(part, part + 1 or None) if isinstance(part, int) else part),
                      "A number takes its axis away, so no 1 stays in the shape."))
    if len(lists) > 1:
        wrong.append((slip(lambda part: slice(len(part)) if isinstance(part, list) else part),
                      "Two lists don't cut out a block. They are paired up, place by place."))
    wrong += [(slip(longer), "The end of a slice is not part of it: 2:4 stops before 4."),
              (T.shape, "That is the shape of all of T."),
              (right + (1,), "Nothing in this index adds one more axis at the end.")]
    why = ("lists are paired up place by place, and slices keep their axes." if len(lists) > 1 else
           "a list keeps the places that it names." if lists else
           "`None` puts in an axis of size 1." if None in parts else "a number takes its axis away, and a slice keeps "
                                                                     "its axis.")
    return ask(f"What shape does `T[{inner}]` have?", (str(right), f"Yes: {why}"),
               *[(str(shape), reply) for shape, reply in wrong if shape != right][:3])


@scene(lambda T, axis, how: f"{how.capitalize()} along an axis", still=1)
def collapse(T: array(rank=(2, 3)), axis: inputs.number(at_least=0) = 0, how: HOW = "sum"):
    """Show what falls together when a tensor is summed along an axis; axis and reduction are chosen from a list.

    Parameters
    ----------
    T : array_like, rank 2 or 3
    axis : int
        From 0.
    how : "sum", "mean", "max" or "min"

    Raises
    ------
    ValueError
        If T has no such axis, or does not fit into the picture.
    """
    axis = _whole("the axis", axis)
    reduction = tensors.reduce(T, axis, how)
    shape, steps, name = reduction.result.shape, reduction.steps, NAMES[T.ndim][axis]
    sheets = Table("T", T, edge="sheet", counted=True).inside((4, 66, 372, 286))
    result = Table("R", reduction.result, "activation", edge="sheet", label="R").inside((400, 116, 232, 180))
    call = line_up(Word("T .", *SIGN), choice("how", how, tensors.REDUCTIONS, "how an axis is collapsed",
                                                           width=108),
                   Word("( axis =", *SIGN), choice("axis", axis, range(T.ndim), "axis", width=66), Word(")", *SIGN),
                   box=(30, 14, 370, 36), align="start", name="call").draw()
    sizes = Table("sizes", T.shape, size=20, **BARE).at(516 - 26 * T.ndim, 14, (52, 36))
    x, y = sizes.centre((axis,))
    struck = [sizes.draw({axis: "error"}), line("struck", x - 18, y + 12, x + 18, y - 12, "error thick"),
              text("left", 516, 78, f"leaves shape {shape}", "activation strong", 16)]
    falls = {index: f"sum {','.join(map(str, np.delete(index, axis)))}" for index in np.ndindex(T.shape)}
    filled = {index: f"sum {','.join(map(str, index))}" for index in np.ndindex(shape)}
    yield ([call, sheets.draw(group=falls), sizes.draw()],
           f"`T` has shape {T.shape}. With `axis={axis}` the index of axis {axis} runs, over {T.shape[axis]} {name}, "
           "and the numbers that it meets become one number. You can choose another axis in the dashed box.",
           f"All of T, shape {T.shape}, with nothing collapsed yet.", _ask_left_over(T.shape, axis, how))
    for done in sorted({1, min(2, len(steps)), min(shape[-1] + 1, len(steps)), len(steps)}):
        step, values = steps[done - 1], [number(value) for value in steps[done - 1].entries]
        formula = {"sum": " + ".join(values), "mean": f"({' + '.join(values)}) / {len(values)}"}.get(
            how, f"{how}({', '.join(values)})")
        rest = f"now all {len(steps)} places are filled. Point at one, and you see which numbers fell into it." \
            if done == len(steps) else f"the index of axis {axis} runs, and the other indices stand still."
        marks = {later.index: "muted" for later in steps[done:]} | {step.index: "highlight"}
        yield ([call, sheets.draw(step.index[:axis] + (...,) + step.index[axis:], group=falls), struck,
                result.draw(marks, done, group=filled, point=True)],
               f"`{_at('R', step.index)} = {formula} = {number(step.value)}`: {rest}",
               f"{len(values)} cells of T are lit and give {number(step.value)}; {done} of {len(steps)} results stand.")


def _ask_left_over(shape, axis, how):
    """Ask for the shape that is left when an axis is collapsed."""
    without = [shape[:other] + shape[other + 1:] for other in range(len(shape))]
    return ask(f"What shape does `T.{how}(axis={axis})` have?",
               (str(without[axis]), "Yes. The axis that you name is the one that you lose."),
               *[(str(left), f"Here axis {other} is gone. With `axis={axis}`, axis {axis} goes.")
                 for other, left in enumerate(without) if other != axis],
               (str((shape[axis],)), f"Axis {axis} is the one that goes, and the other axes stay."),
               (str((*shape[:axis], 1, *shape[axis + 1:])),
                "The axis goes altogether, so no 1 stays in its place."))


@scene("Two shapes meet", size=(640, 384))
def broadcasting(first: str, second: str):
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
    a, b = shapes = [_typed_shape(said) for said in (first, second)]
    final, steps = tensors.broadcast(a, b)
    typed = [line_up(Word(name, f"{role} strong", 20),
                     field(key, words.strip(), f"shape of {name}", cut(str(shape), 20), role, width=176, height=38,
                           size=20 if len(str(shape)) < 17 else 14),
                     box=(36, y, 216, 38), align="start", name=name).draw()
             for name, key, words, shape, role, y in (("A", "first", first, a, "data", 31),
                                                      ("B", "second", second, b, "weight", 77))]
    tables = _meeting(shapes, final)

    def draw(known):
        """Draw A and B as far as the known steps have stretched them."""
        if not tables:
            return text("too large", 320, 286, "(such a size or rank is compared, and not drawn)", "muted", 16)
        axes = {step.axis for step in known}
        return [(table.draw() if final is None else _stretched(table, shape, axes), _titled(table, table.name))
                for table, shape in zip(tables, shapes)]

    yield ([typed, _compared(shapes, []), draw([])],
           f"A has shape {a}, and B has shape {b}. The two shapes stand one below the other, with their right ends "
           "together. In the dashed boxes you can type others.",
           f"The shapes {a} and {b}, one below the other, with their right ends together.", _ask_meeting(shapes, final))
    for done, step in enumerate(steps, 1):
        said, refused = sentence(step.text), ""
        if step.size is None:  # spelled as NumPy's error is
            refused = " NumPy refuses: `operands could not be broadcast together with shapes {} {}`.".format(
                *(str(shape).replace(" ", "") for shape in shapes))
        yield ([typed, _compared(shapes, steps[:done], step), draw(steps[:done])], said + refused,
               f"{said} {done} of {len(steps)} axes are compared.{' Refused.' * bool(refused)}")
    if final is not None:
        last = [number(table.values[tuple(size - 1 for size in final)]) for table in tables]
        yield ([typed, _compared(shapes, steps), draw(steps),
                [(_titled(table, "A + B"), table.draw()) for table in tables[2:]]],
               f"`{a} + {b}` gives shape {final}. Now that A and B both have this shape, they are added entry by entry."
               + (f" The last entry: `{last[0]} + {last[1]} = {last[2]}`." if tables else ""),
               f"The sum has shape {final}.")


def _compared(shapes, known, now=None):
    """Draw the sizes of both shapes and of the sum in columns, from the right, as far as they are compared."""
    rank, roles = max(1, *map(len, shapes)), ("data", "weight", "activation")
    total = tuple("✗" if step.size is None else step.size for step in reversed(known))
    sizes = np.array([(None,) * (rank - len(shape)) + shape for shape in (*shapes, total)], object)
    marks = {}
    for (i, axis), size in np.ndenumerate(sizes):
        active = now and axis - rank == now.axis
        role = ("error" if now.size is None else "highlight") if active else roles[i] if size is not None else "muted"
        marks[i, axis] = role if size is not None or role == "error" else f"dashed {role}"
    table = Table("size", sizes, edge="", size=20).at(617 - 52 * rank, 28, (52, 42))
    return [table.draw(marks),
            [text(f"{name} in the table", table.x - 9, table.centre((i, 0))[1], name, f"{role} strong", 18, "end")
             for i, (name, role) in enumerate(zip(("A", "B", "A + B"), roles))],
            [text(f"axis {place}", table.right - 52 * place + 26, 18, number(-place), "muted", 14)
             for place in range(1, max(map(len, shapes)) + 1)]]


def _meeting(shapes, final):
    """Place two tensors of these shapes, both stretched to the final one, and their sum; none if they do not fit."""
    sizes = [math.prod(shape) for shape in shapes]
    if max(sizes) >= 100:
        return []
    scales = (10 if sizes[0] < 10 else 1, 1)  # 10, 20, 30 and 1, 2, 3: a sum tells its terms
    values = [scale * np.arange(1, size + 1).reshape(shape) for scale, size, shape in zip(scales, sizes, shapes)]
    try:
        if final is not None:
            A, B = (tensors.stretch(part, final).result for part in values)
            values = [A, B, A + B]
        return [Table(name, part, role, edge="sheet").inside(box, (40, 34)) for name, part, role, box in zip(
            "ABS", values, ("data", "weight", "activation"), strip((8, 204, 624, 176), 3, gap=18))]
    except ValueError:
        return []


def _titled(table, name):
    """Write a name above the left edge of a table."""
    return text(f"{name} picture", table.x, table.y - 18, name, f"{table.role} strong", 16, "start")


def _stretched(table, own, compared):
    """Draw the entries of a stretched tensor; along an axis not compared yet, copies wait at its first place."""
    rank, drawn = len(table.shape), []
    repeated = [axis < rank - len(own) or own[axis - rank] == 1 for axis in range(rank)]
    for index in np.ndindex(table.shape):
        source = not any(at and again for at, again in zip(index, repeated))
        shown = tuple(0 if again and axis - rank not in compared else at
                      for axis, (at, again) in enumerate(zip(index, repeated)))
        drawn += table.put(shown, number(table.values[index]), table.entry(index),
                           table.role if source else f"{table.role} dashed", "ink strong" if source else "muted",
                           move=True, opacity=1 if source or shown == index else 0)
    return drawn


def _ask_meeting(shapes, final):
    """Ask whether two shapes fit, and what comes of it."""
    no, rank = "they do not fit", max(map(len, shapes))
    from_left = zip(*[shape + (1,) * (rank - len(shape)) for shape in shapes])
    from_right = zip(*[(1,) * (rank - len(shape)) + shape for shape in shapes])
    wrong = [(str(tuple(map(max, from_left))),
              "That lines the shapes up at their left ends. NumPy lines them up at the right."),
             (str(tuple(map(max, from_right))),
              "Somewhere two sizes differ. They fit only if one of them is 1 or missing."),
             (str(shapes[0] + shapes[1]),
              "That puts the axes one after the other. NumPy puts them one below the other."),
             (no, "They do fit. Where the sizes differ, one of them is 1 or missing, and that side is repeated.")]
    right = (no, "Yes. Somewhere two sizes differ, and neither of them is 1.") if final is None else \
        (str(final), "Yes. From the right, equal sizes stay, and a 1 or a missing axis is stretched.")
    return ask(f"`A` has shape {shapes[0]}, and `B` has shape {shapes[1]}. What shape does `A + B` have?", right,
               *wrong)


def _folded(shape):
    """Fold the line into a shape that was typed; what a −1 cannot stand for is said here."""
    sizes = tensors.parse_shape(shape)
    known = -math.prod(sizes)
    if sizes.count(-1) == 1 and known > 0 and LINE % known:
        refuse(f"the −1 would have to be {LINE} / {known}, which is no whole number")
    return tensors.reshape(np.arange(LINE), sizes)


def _low(sizes):
    """Return the height that the sheets of the folded line take."""
    return max(190, _height(sizes))


@scene("One line, folded", still=1, size=lambda shape: (640, 170 + _low(_folded(shape).result.shape)))
def fold(shape: str):
    """Show one line of numbers folded into a shape; the shape is typed.

    Parameters
    ----------
    shape : str
        Such as "(3, 4)", for twelve numbers; one size may be −1. Read by `tensors.parse_shape`.

    Raises
    ------
    ValueError
        If it is no shape, does not hold twelve numbers, or does not fit into the picture.
    """
    T, places = _folded(shape)
    sizes, high = T.shape, _low(T.shape)
    here = Table("T", T, edge="sheet").inside((8, 142, 624, high))
    line_of = Table("line", range(LINE), "muted", **BARE).at(68, 70, (46, 38))
    typed = line_up(Word("line.reshape(", *SIGN), field("shape", str(sizes), "new shape", width=150, size=18),
                    Word(")", *SIGN), box=(50, 12, 400, 36), align="start", name="call").draw()
    at = tuple(np.argwhere(places == FOLLOWED)[0].tolist())
    yield ([typed, [line_of.put((place,), number(place), here.entry(index), "highlight" if index == at else "data",
                                size=here.letters, move=True) for index, place in np.ndenumerate(places)]],
           f"In memory the {LINE} numbers lie in one line. The shape {sizes} says how NumPy folds the line. In the "
           "dashed box you can type another shape.",
           f"A line of {LINE} numbers, from 0 to {LINE - 1}. Nothing is folded yet.", _ask_folded(sizes, at))
    yield ([typed, line_of.draw(), text("read", 320, 126, "read row by row: the last index runs fastest", "muted", 14),
            here.draw(at, move=True), _named("T", here)],
           f"The entry `{_at('T', at)}` stood at place `{_place_formula(at, sizes)}` of the line"
           + (". We multiply each index by how many numbers one step of it skips, and add up." if len(sizes) > 1
              else "."),
           f"The line folded into shape {sizes}; the {FOLLOWED} stands at {_at('T', at)}.")


def _named(name, table):
    """Write the name of a tensor and its shape below its last sheet."""
    (left, _), (right, below) = table.centre((0,) * len(table.shape)), table.centre([size - 1 for size in table.shape])
    return text(f"{name} name", (left + right) / 2, below + table.cell[1] / 2 + 18, f"{name} {table.shape}",
                "ink strong", 14)


def _place_formula(at, sizes):
    """Write how indices become a place in the line."""
    skips = [math.prod(sizes[axis + 1:]) for axis in range(len(sizes))]
    terms = [f"{skip}·{index}" if skip > 1 else str(index) for skip, index in zip(skips, at)]
    return " + ".join(terms) + (f" = {FOLLOWED}" if len(at) > 1 else "")


def _ask_folded(sizes, at):
    """Ask where the number that is followed goes."""
    in_columns = map(int, np.unravel_index(FOLLOWED, sizes, order="F"))
    return ask(f"The line is folded into the shape {sizes}. Where does the {FOLLOWED} go?",
               (_at("T", at), "Yes. NumPy fills row by row, so the last index runs fastest."),
               (_at("T", in_columns), "That would be right if NumPy filled column by column. But it fills row by row."),
               (_at("T", [place + 1 for place in at]), "The place is right, but you counted from 1. NumPy counts from "
                                                       "0."),
               (_at("T", at[::-1]), "You swapped the indices. The last index is the column."))


@scene("The axes change places", still=2, size=(640, 476))
def turn(T: array(rank=3), order: inputs.choice(*ORDERS), index: vector(shape=(3,))):
    """Show the axes of a tensor of rank 3 in another order, and where one entry goes; both can be changed.

    Parameters
    ----------
    T : array_like, rank 3, such as (3, 2, 5)
    order : "(2, 0, 1)"
        The old axes in their new order.
    index : (i, j, k)
        The entry to follow: whole numbers.

    Raises
    ------
    ValueError
        If T has no such entry, or does not fit into the picture.
    """
    axes = tensors.parse_shape(order)
    turned, chosen = tensors.transpose_axes(T, axes), tensors.select(T, tuple(_whole("an index", at) for at in index))
    here = tuple(np.argwhere(chosen.mask)[0].tolist())
    there, shape = tuple(here[axis] for axis in axes), turned.result.shape
    blocks = [Table("T", part, edge="sheet").inside((78, 96, 246, 376)) for part in (T, turned.result)]
    sizes = Table("size", T.shape, size=20, **BARE).at(456, 112, (54, 38))
    typed = Table("index", here, edit=True, size=20, **BARE).at(456, 156, (54, 38))
    call = line_up(Word("turned = T.transpose", *SIGN),
                   choice("order", order, ORDERS, "the new order of the axes", width=132, height=38),
                   box=(20, 12, 400, 38), align="start", name="call").draw()
    old = [call, _heads("old", "T", 92, sizes), sizes.draw(dict(enumerate(AXES))), typed.draw(dict(enumerate(AXES)))]
    new_sizes, new_index = sizes.at(456, 330, (54, 38)), typed.at(456, 374, (54, 38))
    below = [_heads("new", "turned", 310, new_sizes), [
        (line(f"way {axis}", sizes.centre((axis,))[0], 198, new_sizes.centre((slot,))[0], 274, f"{AXES[axis]} thick"),
         new_sizes.put((slot,), number(T.shape[axis]), f"new size {slot}", AXES[axis], size=20))
        for slot, axis in enumerate(axes)]]
    carried = [new_index.put((slot,), number(here[axis]), f"new index {slot}", AXES[axis], size=20)
               for slot, axis in enumerate(axes)]
    rest = [new_index.put((slot,), ":" if slot else "0", f"new index {slot}", AXES[axis], size=20)
                 for slot, axis in enumerate(axes)]
    follow = number(T[here])
    ends = zip(("first", "then", "last"), axes)
    yield ([_block(blocks[0], T, range(T.size), {here: "highlight"}, (0, 1, 2)), old],
           f"`T` has shape {T.shape}, and each of its axes has an arrow. We follow the entry `{_at('T', here)} = "
           f"{follow}`. In the dashed boxes you can choose another order, and other indices.",
           f"A block of {count(T.shape[0], 'sheet')}, with an arrow along each of its three axes. One entry is marked.",
           _ask_order(T.shape, axes, order))
    yield ([_block(blocks[0], T, range(T.size), {here: "highlight"}, (0, 1, 2)), old, below],
           f"Read {order} from left to right: " + ", ".join(f"{place} comes old axis {axis}" for place, axis in ends)
           + f". So the new shape is {shape}.",
           f"Lines lead from each old size to its new place. The new shape is {shape}.", _ask_place(here, there, axes))
    yield ([_block(blocks[1], T, turned.places.ravel(), {there: "highlight"}, axes), old, below, carried],
           f"Each axis has gone to its new place, and has taken its numbers along. What was `{_at('T', here)}` is now "
           f"`{_at('turned', there)} = {follow}`: the indices have changed places as the sizes have.",
           f"The block has turned. The marked entry {follow} is now at {_at('turned', there)}.")
    first = [index for index in np.ndindex(shape) if index[0] == 0]
    yield ([_block(blocks[1], T, turned.places.ravel(), dict.fromkeys(first, "highlight"), axes), old, below, rest],
           f"The first new sheet, `turned[0]`, holds every entry that had index 0 on the old axis {axes[0]}. "
           "No number is lost, and none is new.",
           f"The first sheet of the turned block is marked: {', '.join(number(turned.result[at]) for at in first)}.")


def _heads(name, said, y, table):
    """Write over three sizes which axis each is, and at the left which row holds sizes and which indices."""
    x, rows = table.x - 10, ((table.middle[1], "size"), (table.middle[1] + 44, "index"))
    return [[text(f"{name} axis {axis}", table.centre((axis,))[0], table.y - 12, f"axis {axis}", "muted", 14)
             for axis in range(3)], text(f"{name} name", table.middle[0], y - 20, said, "ink strong", 16),
            [text(f"{name} {word}", x, at, word, "muted", 14, "end") for at, word in rows]]


def _block(table, T, places, marks, axes):
    """Draw the entries of T in their places on a table of sheets, and along which direction each old axis runs."""
    (x, y), (sheets, _, _) = table.corner((0,)), table.shape
    (far, low), deep = table.corner((sheets - 1,)), 24 * (sheets == 1)
    papers = [rect(f"sheet {i}", left - 4, top - 4, table.width + 8, table.height + 8, "hollow ink thin", rx=3)
              for i, (left, top) in ((i, table.corner((i,))) for i in range(sheets))]
    right = x + table.width + 16
    ways = [((right, y), (right + far - x, low + deep), 40, 0), ((x - 14, y), (x - 14, y + table.height), -30, 0),
            ((x, y - 14), (x + table.width, y - 14), 0, -14)]  # along the sheets, down the rows, across the columns
    runs = [(arrow(f"run {axis}", *start, *end, AXES[axis], move=True),
             text(f"run name {axis}", (start[0] + end[0]) / 2 + beside, (start[1] + end[1]) / 2 + above,
                  f"axis {axis}", f"{AXES[axis]} strong", 14, move=True))
            for axis, (start, end, beside, above) in zip(axes, ways)]
    cells = [table.put(at, number(T.flat[place]), f"T[{','.join(map(str, np.unravel_index(place, T.shape)))}]",
                       marks.get(at), size=max(14, table.letters), move=True)
             for at, place in zip(table.places(), places)]
    return [papers, runs, cells]


def _ask_order(shape, axes, order):
    """Ask for the shape when the axes come in another order."""
    back = [axes.index(axis) for axis in range(3)]
    return ask(f"`T` has shape {shape}. What shape does `T.transpose{order}` have?",
               (str(tuple(shape[axis] for axis in axes)), "Yes. The order says which old axis comes first, second and "
                                                          "third."),
               (str(tuple(shape[axis] for axis in back)),
                f"You sent old axis 0 to place {axes[0]}. But the {axes[0]} stands first, so old axis {axes[0]} comes "
                "first."),
               (str(shape[::-1]), "That is `T.T`, which takes the axes in reverse order."),
               (str(shape), "That is the old shape. It stays only if each axis stays in its place, or the sizes are "
                            "equal."))


def _ask_place(here, there, axes):
    """Ask where the entry that is followed goes."""
    back = tuple(here[axes.index(axis)] for axis in range(3))
    return ask(f"The marked entry has the indices {here}. Which indices does it have after the turn?",
               (str(there), "Yes. Each index goes with its axis."),
               (str(back), "You went the wrong way along the lines. Follow them from top to bottom."),
               (str(here), "The old axes have new places, and each index goes with its axis."),
               (str(here[::-1]), "That would be the reverse order of the axes, as in `T.T`."))


@scene("A batch of digits, flattened", still=2, size=(640, 388))
def flatten(digits: array(rank=3, most=(4, 28, 28)), row: inputs.number = 10, column: inputs.number = 5):
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
        If there is no such pixel, or there are more digits.
    """
    m, height, width = digits.shape
    row, column, pixels = _whole("the row", row), _whole("the column", column), height * width
    if not (0 <= row < height and 0 <= column < width):
        refuse(f"row {row}, column {column}; a digit has rows 0 to {height - 1} and columns 0 to {width - 1}")
    flat = tensors.reshape(digits, (m, -1))
    place = int(np.argwhere(flat.places[0] == tensors.select(digits, (0, row, column)).places)[0, 0])
    pictures = strip((334 - 70 * m, 34, 140 * m - 28, 112), m, gap=28)
    table = [(40, 188 + 38 * i, 588, 26) for i in range(m)]
    controls = line_up(Word("row", "ink strong"), field("row", row, "row of the pixel", width=56), "",
                       Word("column", "ink strong"), field("column", column, "column of the pixel", width=56),
                       box=(110, 348, 290, 36), align="start").draw()
    still = [[text(f"digit name {i}", x + side / 2, 18, f"digit {i}", "data strong", 15),
              image(f"digit {i}", digits[i], x, y, side, high, low=0, high=255),
              rect(f"frame {i}", x, y, side, high, "muted thin")] for i, (x, y, side, high) in enumerate(pictures)]
    still += [[text(f"row name {i}", 32, box[1] + 13, i, "data strong", 15, "end"),
               rect(f"row {i}", *box, "muted thin")] for i, box in enumerate(table)]

    def lines(flattened):
        """Draw each line of each picture, in its picture or in the table."""
        return [image(f"line {i},{j}", digits[i, j:j + 1], *(
            strip(table[i], height, 0)[j] if i < flattened else (x, y + j * high / height, side, high / height)),
            low=0, high=255, move=True) for i, (x, y, side, high) in enumerate(pictures) for j in range(height)]

    yield ([still, lines(0)],
           f"A batch of {count(m, 'digit')}, of shape {digits.shape}. Below it you see an empty table, with one row "
           "for each digit.",
           f"{m} handwritten digits side by side, and {m} empty strips.", _ask_flat_shape(m, height, width))
    yield ([still, lines(1)],
           f"`digits[0].reshape({pixels})`: the {height} lines of digit 0, of {width} pixels each, are laid end to "
           "end.",
           "The lines of the first digit stand one after another in the first strip.")
    yield ([still, lines(m), controls],
           f"`X = digits.reshape({m}, {pixels})` has shape {flat.result.shape}. Each digit has one row, and no pixel "
           "is lost.",
           f"All {m} digits lie in their strips.", _ask_pixel(row, column, height, width, place))
    (x, y, side, high), (left, top, across, down) = pictures[0], table[0]
    value, along = number(digits[0, row, column]), left + (place + 0.5) * across / pixels
    marks = [circle("pixel", x + (column + 0.5) * side / width, y + (row + 0.5) * high / height, 7,
                    "hollow error thick", fill_opacity=0),
             line("pixel in the row", along, top - 6, along, top + down + 6, "error thick"),
             text("place", 400, 366, f"place {width} · {row} + {column} = {place}", "activation strong", 16, "start")]
    yield ([still, lines(m), controls, marks],
           f"`digits[0, {row}, {column}] = X[0, {width}·{row} + {column}] = X[0, {place}] = {value}`: {row} full lines "
           f"of {width} pixels come before it, and then {column} pixels of its own line.",
           f"A pixel is marked in the first digit, and at place {place} of the first strip; its grey value is {value}.")


def _ask_flat_shape(m, height, width):
    """Ask for the shape of a batch of digits that is flattened."""
    pixels = height * width
    return ask(f"The batch has shape {(m, height, width)}. We want a row for each digit. What shape does the table "
               "have?",
        (str((m, pixels)), f"Yes. Each digit gets one row, with its {height} · {width} = {pixels} pixels."),
        (str((m * pixels,)),
         "Then you could not tell where one digit ends. Keep the first axis, because it counts the digits."),
        (str((pixels, m)), "Here each digit would be a column. In this course an example is always a row."),
        (str((m, width)), f"A digit has {height} lines of {width} pixels, and all of them belong to its row."))


def _ask_pixel(row, column, height, width, place):
    """Ask where a pixel stands in the row of its digit."""
    return ask(f"A pixel is in row {row} and column {column} of its digit. Where is it in the long row of "
               f"{height * width} numbers?",
        (f"place {place}", f"Yes. Before it come {row} full lines of {width}, and then {column} pixels of its own "
                           "line."),
        (f"place {row + column}", f"You added the two. But one step down skips a whole line, which is {width} places."),
        (f"place {height * column + row}", "You counted column by column. But the lines are laid end to end."),
        (f"place {width * (row + 1) + column}", "You counted the rows from 1, so that is one line too many."))


# ---------------------------------------------------------------------------------------------- what several need


def _height(shape, line=18, gap=12):
    """Return the height in pixels that the sheets of a tensor need."""
    sheets, rows = shape[0] if len(shape) > 2 else 1, ((1, 1) + shape)[-2]
    return sheets * (line * rows + gap) + 8


def _whole(what, value):
    """Read a whole number from an edited cell."""
    if value != int(value):
        refuse(f"{what} is a whole number, not {value:g}")
    return int(value)


def _typed_shape(words):
    """Read a shape of at most five sizes, none below zero."""
    shape = tensors.parse_shape(words)
    if len(shape) > 5 or min(shape, default=1) < 0:
        refuse(f"{shape}; a shape here has at most five sizes, and none below 0")
    return shape


def _at(name, index):
    """Write an entry as it is typed."""
    return f"{name}[{', '.join(map(str, index))}]"
