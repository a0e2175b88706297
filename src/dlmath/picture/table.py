"""Tables: numbers in cells, as a vector, a matrix or sheets of them, and things placed beside each other by name.

>>> A = Table("A", [[1, 2], [3, 4]], edit=True)
>>> row = line_up(A, "@", Table("x", [5, 6]), "=", Table("y", [17, 39], "activation"), box=(0, 0, 640, 280))
>>> row["A"].right < row["x"].x < row["y"].x
True
>>> drawn = row.draw(mark={"A": (0, ...), "y": 0}, shown={"y": 1})  # row 0 of A, and y with its first number only
"""

import itertools
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from dlmath.inputs import refuse
from dlmath.picture import look, shapes, words

ROW, DOTS = 30, 20  # pixels: a row as high as its numbers need, the room that "…" takes
FITS = ((6, 4, 16), (5, 4, 15), (4, 4, 15), (4, 3, 14), (3, 3, 14), (3, 2, 14), (2, 2, 14))  # columns, digits, size
SMALLEST = 9  # pixels: letters below this cannot be read at all


def empty(shape):
    """Return values for a table of which nothing is known yet."""
    return np.full(shape, None, object)


@dataclass(frozen=True, eq=False)
class Table:
    """Numbers in cells: which array it is, how it looks, and, once it is placed, where each entry lies.

    Parameters
    ----------
    name : str
        Start of its keys: entry (0, 1) of `A` is the text `A[0,1]` on the cell `A[0,1] cell`.
    values : array_like of rank 0 to 4
        Numbers, words, or None for an empty cell. Of rank 3 they lie on sheets one below the other, of rank 4 in rows
        of sheets.
    role : str
        Its colour.
    edit : bool
        Let the learner type other numbers.
    label, caption : str
        What stands above and below; by default the name and the shape, "" leaves it out.
    turned : bool
        The values are a transpose: its cells keep the keys they had before, so that they can be carried here.
    edge : "[]", "sheet" or ""
        Between brackets, on a sheet of paper, or bare.
    size, digits : int
        The largest letters, in pixels, and the digits of a number; letters shrink until each is inside its cell.
    counted : bool
        On sheets, name each sheet and count rows and columns.

    Attributes
    ----------
    x, y : float
        The top left corner of the first cell, in pixels; `at`, `inside` and `line_up` say where.
    cell : (width, height)
    rows, columns : list of int or None
        Which are drawn; None stands for “…”.

    Examples
    --------
    >>> a = Table("A", [[1, 2, 3], [4, 5, 6]]).at(20, 40, cell=(50, 30))
    >>> a.right, a.bottom, a.centre((0, 1))
    (170, 100, (95.0, 55.0))
    >>> [shape["key"] for shape in a.draw()][:4]
    ['A [', 'A ]', 'A name', 'A shape']
    """

    name: str
    values: object
    role: str = "data"
    edit: bool = False
    label: str | None = None
    caption: str | None = None
    turned: bool = False
    edge: str = "[]"
    size: int = look.TEXT
    digits: int = 4
    counted: bool = False
    x: float = 0
    y: float = 0
    cell: tuple = (52, 38)
    rows: list | None = None
    columns: list | None = None
    pitch: tuple = (0, 0)
    shift: float = 0

    def __post_init__(self):
        values = np.asarray(self.values, object)
        object.__setattr__(self, "values", values)
        down, across = ((1, 1) + values.shape)[-2:]
        object.__setattr__(self, "rows", list(range(down)) if self.rows is None else self.rows)
        object.__setattr__(self, "columns", list(range(across)) if self.columns is None else self.columns)

    # ------------------------------------------------------------------------------------------ where

    @property
    def shape(self):
        return self.values.shape

    @property
    def width(self):
        dots = self.columns.count(None)
        return (len(self.columns) - dots) * self.cell[0] + dots * DOTS

    @property
    def height(self):
        return len(self.rows) * self.cell[1]

    @property
    def right(self):
        return self.x + self.width

    @property
    def bottom(self):
        return self.y + self.height

    @property
    def middle(self):
        return self.x + self.width / 2, self.y + self.height / 2

    def at(self, x, y, cell=None):
        """Place the top left corner of the cells at (x, y)."""
        return replace(self, x=x, y=y, cell=cell or self.cell)

    def inside(self, box, largest=(44, 32)):
        """Place it in the middle of a box, its cells as large as fit but not larger.

        Raises
        ------
        ValueError
            If its numbers do not fit into the picture.
        """
        left, top, width, height = box
        if len(self.shape) > 4 or 0 in self.shape:
            refuse(f"a tensor of shape {self.shape} does not fit into the picture")
        (down, across), cascade = self._stacks(), len(self.shape) == 3
        label = self.counted and len(self.shape) > 2
        margin = 62 if label and cascade else 18 if self.counted else 0
        head = 18 if self.counted and 1 < len(self.shape) < 4 else 0
        shift = min(26, 130 // down) if cascade else 0
        gap, side = (28 if label and not cascade else 12 if down > 1 else 0), 14
        free = (width - margin - side * (across - 1) - shift * (down - 1) - 8,
                height - head - gap * (down - 1 + (label and not cascade)) - 8)
        counts = len(self.columns) * across, len(self.rows) * down
        cell = tuple(min(most, int(room / n)) for most, room, n in zip(largest, free, counts))
        if cell[0] < 9 * max(2, *map(len, self._written.values())) + 4 or cell[1] < 17:
            refuse(f"a tensor of shape {self.shape} does not fit into the picture")
        pitch = (len(self.columns) * cell[0] + side, len(self.rows) * cell[1] + gap)
        used = (across * pitch[0] - side + shift * (down - 1) + margin, down * pitch[1] - gap + head)
        return replace(self, cell=cell, pitch=pitch, shift=shift, x=left + (width - used[0]) / 2 + margin,
                       y=top + (height - used[1]) / 2 + head + (gap / 2 if label and not cascade else 0))

    def _stacks(self):
        """Count the sheets one below the other, and side by side."""
        h, i = ((1, 1) + self.shape[:-2])[-2:]
        return (i, 1) if len(self.shape) == 3 else (h, i)

    def corner(self, sheet=()):
        """Give the top left pixel of a sheet, named by the indices before row and column."""
        h, i = ((0, 0) + tuple(sheet))[-2:]
        down, across = (i, 0) if len(self.shape) == 3 else (h, i)
        return self.x + across * self.pitch[0] + down * self.shift, self.y + down * self.pitch[1]

    def box(self, index):
        """Give left, top, width and height of an entry's cell, in pixels."""
        row, column = ((0, 0) + tuple(index))[-2:]
        (x, y), (width, height) = self.corner(index[:-2]), self.cell
        place = self.columns.index(column)
        dots = (DOTS - width) * self.columns[:place].count(None)
        return x + place * width + dots, y + self.rows.index(row) * height, width, height

    def centre(self, index):
        """Give the pixel in the middle of an entry."""
        left, top, width, height = self.box(index)
        return left + 0.5 * width, top + 0.5 * height

    def entry(self, index):
        """Name an entry as NumPy does: `A[0,1]`, or `x[1]` in a vector."""
        return words.entry(self.name, index[::-1] if self.turned else index)

    def places(self):
        """Yield the index of each entry that is drawn, in order."""
        last = [self.rows, self.columns][max(0, 2 - len(self.shape)):]
        for index in itertools.product(*map(range, self.shape[:-2]), *last):
            if None not in index:
                yield index

    @cached_property
    def _written(self):
        """Return what stands in each cell that is drawn."""
        return {index: _spelled(self.values[index], self.digits) for index in self.places()}

    # ------------------------------------------------------------------------------------------ how

    def draw(self, mark=None, shown=None, *, values=None, role=None, edit=None, label=None, caption=None, move=None,
             group=None, point=False):
        """Draw the cells, what is around them, the name above and the shape below.

        Parameters
        ----------
        mark : index, list or set of indices, dict of index to role, boolean array
            Entries that look different, highlighted unless a role is given. In an index, `...` stands for any place:
            `(0, ...)` is row 0, `(..., 1)` column 1.
        shown : int, or set of index
            The only entries whose number is written; an int says how many, from the first on.
        values, role, edit, label, caption
            Instead of the table's own.
        group : True, or dict of index to str
            What lights together when one of it is pointed at: with each entry the shapes named after it, or as it says.
        point : bool
            Let an entry of a group be found with the keyboard too, and say its number.
        """
        other = {"values": values, "role": role, "edit": edit, "label": label, "caption": caption}
        other = {name: value for name, value in other.items() if value is not None}
        table = replace(self, **other) if other else self
        marks, drawn, letters = _marks(mark), table._around(), table.letters
        for place, (index, said) in enumerate(table._written.items()):
            visible = shown is None or (place < shown if isinstance(shown, int) else index in shown)
            said = said if visible else ""
            more = table._typed(index) | table._grouped(index, said, group, point)
            drawn += table.put(index, said, role=marks(index), size=letters, move=move, **more)
        return drawn

    def put(self, index, said, key=None, role=None, tone=None, size=None, move=None, opacity=None, **more):
        """Draw one cell where an entry stands: with the same `key` in another place, its number is carried there."""
        (left, top, width, height), key, role = self.box(index), key or self.entry(index), role or self.role
        rim = 1 if self.edge == "sheet" else 2
        drawn = [shapes.rect(f"{key} cell", left + rim, top + rim, width - 2 * rim, height - 2 * rim, f"cell {role}",
                             rx=4, move=move, opacity=opacity, **more)]
        if said:
            of_sheet = {"highlight": "ink strong", "muted": "muted"} if self.edge == "sheet" else {}
            drawn.append(shapes.text(key, left + width / 2, top + height / 2, said, tone or of_sheet.get(role, "ink"),
                                     size or self.letters, move=move, opacity=opacity))
        return drawn

    @cached_property
    def letters(self):
        """The size of the letters: the largest at which each number is inside its cell."""
        widest = max((shapes.width(said, 1) for said in self._written.values()), default=0) or 1
        return max(SMALLEST, min(self.size, int((self.cell[0] - 6) / widest), int(self.cell[1] - 8)))

    def _typed(self, index):
        """Let an entry be typed into; what is offered is the number itself, not its few digits."""
        key = self.entry(index)
        return {"edit": key, "label": key, "value": _offered(self.values[index])} if self.edit else {}

    def _grouped(self, index, said, group, point):
        """Tie an entry to its group."""
        together = self.entry(index) if group is True else group.get(index) if group else None
        label = {"label": f"{self.entry(index)} is {said or 'empty'}"} if point or group is True else {}
        return {"group": together} | label if together else {}

    def _around(self):
        """Draw brackets or sheets, the dots of what is left out, the name and the shape."""
        drawn, (middle, _) = [], self.middle
        if self.edge == "[]":
            for sign, x, serif in (("[", self.x - 5, 6), ("]", self.right + 5, -6)):
                ends = [(x + serif, self.y - 2), (x, self.y - 2), (x, self.bottom + 2), (x + serif, self.bottom + 2)]
                drawn.append(shapes.polyline(f"{self.name} {sign}", ends, "ink"))
            said = self.name if self.label is None else self.label
            below = str(self.shape) if self.caption is None else self.caption
        else:
            drawn += self._paper() if self.edge == "sheet" else []
            said, below = self.label, self.caption
        away, size = (20, look.LARGE) if self.cell[1] > ROW else (17, 18)  # low rows stand close together
        if said:
            drawn.append(shapes.text(f"{self.name} name", middle, self.y - away, said, f"{self.role} strong", size))
        if below:
            drawn.append(shapes.text(f"{self.name} shape", middle, self.bottom + away, below, "muted", look.SMALL))
        return drawn + self._dots()

    def _dots(self):
        """Draw what stands for rows and columns that are left out."""
        drawn = []
        for row, i in enumerate(self.rows):
            x = self.x
            for j in self.columns:
                room = DOTS if j is None else self.cell[0]
                if i is None or j is None:
                    sign = "⋱" if i is j else "⋮" if i is None else "…"
                    drawn.append(shapes.text(f"{self.name} dots {i},{j}", x + room / 2, self.y + (row + 0.5) *
                                             self.cell[1], sign, "muted", look.TEXT))
                x += room
        return drawn

    def _paper(self):
        """Draw the sheets without their numbers."""
        width, height, rank, drawn = self.width, self.height, len(self.shape), []
        sheets = list(np.ndindex(self.shape[:-2]))
        if rank == 3:
            for i, (x, y) in enumerate(map(self.corner, sheets[:-1])):
                drawn.append(shapes.line(f"{self.name} edge {i}", x + width + 4, y - 4, x + width + 4 + self.shift,
                                         y - 4 + self.pitch[1], "muted thin dashed"))
        for sheet in sheets:
            (x, y), at = self.corner(sheet), ",".join(map(str, sheet))
            drawn.append(shapes.rect(f"{self.name} sheet {at}", x - 4, y - 4, width + 8, height + 8, "hollow ink thin",
                                     rx=3))
            if self.counted and sheet:
                place = (x - 22, y + height / 2, "end") if rank == 3 else (x, y - 13, "start")
                drawn.append(shapes.text(f"{self.name} sheet name {at}", *place[:2], f"{self.name}[{at}]",
                                         "data strong", look.SMALL, place[2]))
            if self.counted and 1 < rank < 4:
                drawn += [shapes.text(f"{self.name} row {at} {row}", x - 8, y + (row + 0.5) * self.cell[1], row,
                                      "muted", look.SMALL, "end") for row in self.rows]
        if self.counted and 1 < rank < 4:
            x, y = self.corner(sheets[0])
            drawn += [shapes.text(f"{self.name} column {k}", x + (k + 0.5) * self.cell[0], y - 14, k, "muted",
                                  look.SMALL) for k in self.columns]
        return drawn


def _spelled(value, digits):
    return "" if value is None else value if isinstance(value, str) else words.number(value, digits)


def _offered(value):
    return "" if value is None else value if isinstance(value, str) else words.typed(value)


def _marks(mark):
    """Return a function from an index to the role it is marked with, or None."""
    if mark is None:
        return lambda index: None
    if isinstance(mark, np.ndarray):
        return lambda index: "highlight" if mark[index] else None
    if not isinstance(mark, (list, set, frozenset, dict)):
        mark = [mark]
    roles = mark if isinstance(mark, dict) else dict.fromkeys(mark, "highlight")
    exact = {_tuple(index): role for index, role in roles.items() if ... not in _tuple(index)}
    loose = {_tuple(index): role for index, role in roles.items() if ... in _tuple(index)}

    def role(index):
        for pattern, role in loose.items():
            if all(at is ... or at == i for at, i in zip(pattern, index, strict=True)):
                return exact.get(index, role)
        return exact.get(index)

    return role


def _tuple(index):
    return index if isinstance(index, tuple) else (index,)


# ---------------------------------------------------------------------------------------------- what stands in a line


class Word(NamedTuple):
    """Words in a line, in a colour and a size of their own."""

    said: str
    role: str = "ink"
    size: int = look.TEXT

    @property
    def width(self):
        return shapes.width(self.said, self.size) + (4 if 0 < len(self.said) < 3 else 8)

    def draw(self, x, y, key):
        """Write it around (x, y)."""
        return [shapes.text(key, x, y, self.said, self.role, self.size)] if self.said else []


class Arrow(NamedTuple):
    """An arrow between two tables, with words above and below it."""

    above: str
    below: str = ""

    @property
    def width(self):
        return max(40, max(shapes.width(said, look.SMALL) for said in self) + 12)

    def draw(self, x, y, key):
        """Draw it around (x, y)."""
        half = self.width / 2 - 3
        return [shapes.arrow(key, x - half, y, x + half, y),
                shapes.text(f"{key} above", x, y - 16, self.above, "weight", look.SMALL),
                shapes.text(f"{key} below", x, y + 16, self.below, "weight", look.SMALL) if self.below else None]


@dataclass(frozen=True)
class Field:
    """A cell that is typed into, or from which one of several is chosen; `field` and `choice` make one."""

    name: str
    value: str
    label: str
    said: str
    role: str
    width: float
    height: float = 36
    size: int = look.TEXT
    options: str | None = None

    def draw(self, x, y, key="", anchor="middle"):
        """Draw it at the height y, keyed `name cell` and `name`; `anchor` says which of its ends is at x."""
        left = x - {"start": 0, "middle": 0.5, "end": 1}[anchor] * self.width
        return [shapes.rect(f"{self.name} cell", left, y - self.height / 2, self.width, self.height,
                            f"cell {self.role}", rx=4, edit=self.name, label=self.label, value=self.value,
                            options=self.options),
                shapes.text(self.name, left + self.width / 2, y, self.said, "ink", self.size)]


def field(name, value, label, said=None, role="weight", width=None, **more):
    """Make a cell in which the learner changes the argument `name` of the scene, such as "rate" or "rates[1]".

    Parameters
    ----------
    value : float or str
    label : str
        What a screen reader says.
    said : str
        What is written in it, such as "η = 0.1"; by default the value.
    width, height, size : float
        By default as wide as its words need.
    """
    said = said or (value if isinstance(value, str) else words.number(value))
    room = width or max(46, shapes.width(said, more.get("size", look.TEXT)) + 24)
    return Field(name, _offered(value), label, said, role, room, **more)


def choice(name, value, options, label, **more):
    """Make a cell from which one of the options is chosen, with a ▾ at its words; further arguments as of `field`."""
    more = {"said": str(value), "width": shapes.width(max(map(str, options), key=shapes.width)) + 28} | more
    more["said"] += " ▾"
    return field(name, str(value), label, options="|".join(map(str, options)), **more)


def push(name, press, label, said, box, role="muted", key=None):
    """Draw a button: pressed, it changes the argument `name` as if `press` were typed there.

    Parameters
    ----------
    label : str
        What a screen reader says.
    said : str
        What is written on it; "" for nothing.
    box : (left, top, width, height)
    key : str, optional
        Start of its keys; by default the label. A button whose label changes needs one, or it would lose the focus.
    """
    left, top, width, height = box
    key = key or label
    return [shapes.rect(f"{key} button", *box, f"cell {role}", rx=4, edit=name, press=press, label=label),
            shapes.text(key, left + width / 2, top + height / 2, said, "ink", look.SMALL) if said else None]


# ---------------------------------------------------------------------------------------------- beside each other


class Line(NamedTuple):
    """Things beside each other: `line["A"]` is a placed table, `line.draw(…)` draws all."""

    tables: dict
    signs: list
    bottom: float

    def __getitem__(self, name):
        return self.tables[name]

    def draw(self, **options):
        """Draw all; each option of `Table.draw` is given by name: `mark={"A": (0, ...)}, shown={"C": 2}`."""
        return [table.draw(**{option: given[name] for option, given in options.items() if name in given})
                for name, table in self.tables.items()] + [self.signs]


def line_up(*things, box, cell=None, gap=50, align="middle", name="line"):
    """Place things beside each other in a box, each with the room that it needs.

    Tables stand in the middle of the box's height. Without a `cell`, each is as wide as its numbers, and a little wider
    where there is room; where the line is too wide, numbers get fewer digits and large tables are cut to their first
    and last rows and columns.

    Parameters
    ----------
    things : Table, Field, Arrow, Word or str
        `line_up(Table("X", X), "@", Table("W", W), "=", Table("Z", Z), box=…)`. A str of one or two letters is a
        large sign, an empty one leaves a gap.
    box : (left, top, width, height)
        In pixels, of the cells; names stand above, shapes below.
    cell : (width, height)
        Give all tables cells of the same size, no larger than this, and show all of them.
    gap : float
        Pixels between two tables with a cell size, where the signs stand.
    align : "start" or "middle"
    name : str
        Start of the keys of its signs; two lines in one picture need two.

    Raises
    ------
    ValueError
        If the cells would be too small to be read.

    Examples
    --------
    >>> line = line_up(Table("X", np.ones((9, 784))), "@", Table("w", np.ones(784)), box=(6, 40, 628, 120))
    >>> line["X"].columns, line["X"].rows
    ([0, 1, 2, 3, None, 783], [0, 1, None, 8])
    """
    left, top, width, height = box
    things = [Word(thing, size=look.TEXT if len(thing) > 2 else 24 if cell else 20) if isinstance(thing, str) else thing
              for thing in things]
    things, rooms = _alike(things, box, cell, gap) if cell else _fitted(things, width, max(2, int(height // ROW)))
    x, y = left + (width - sum(rooms)) / 2 if align == "middle" else left, top + height / 2
    tables, signs = {}, []
    for i, (thing, room) in enumerate(zip(things, rooms)):
        if isinstance(thing, Table):
            tables[thing.name] = thing.at(x + (room - thing.width) / 2, y - thing.height / 2)
        else:
            signs += thing.draw(x + room / 2, y, f"{name} {i}")
        x += room
    return Line(tables, signs, max((table.bottom for table in tables.values()), default=y))


def _alike(things, box, cell, gap):
    """Give all tables the same cells; what stands between them stands in gaps of one width."""
    tables = [thing for thing in things if isinstance(thing, Table)]
    across, down = sum(len(table.columns) for table in tables), max(len(table.rows) for table in tables)
    free = box[2] - 30 - gap * (len(things) - len(tables))
    cell = min(cell[0], free / across), min(cell[1], box[3] / down)
    if min(cell) < SMALLEST + 6:
        refuse(f"{', '.join(f'{table.name} {table.shape}' for table in tables)}: too many numbers for one picture")
    things = [replace(thing, cell=cell) if isinstance(thing, Table) else thing for thing in things]
    return things, [thing.width if isinstance(thing, Table) else gap for thing in things]


def _fitted(things, width, most_rows):
    """Make tables as wide as their numbers need, with fewer digits and columns until the line fits."""
    for most, digits, size in FITS:
        cut = [_cut(thing, most_rows, most, digits, size) if isinstance(thing, Table) else thing for thing in things]
        rooms = [thing.width + 12 * isinstance(thing, (Table, Field)) for thing in cut]
        if sum(rooms) <= width:
            break
    columns = sum(len(thing.columns) for thing in cut if isinstance(thing, Table))
    more = min(8, max(0, width - 24 - sum(rooms)) / max(1, columns))  # room that is left gives the numbers air
    cut = [replace(thing, cell=(thing.cell[0] + more, ROW)) if isinstance(thing, Table) else thing for thing in cut]
    return cut, [thing.width + 12 * isinstance(thing, (Table, Field)) for thing in cut]


def _cut(table, most_rows, most, digits, size):
    """Choose the rows and columns of a table that are drawn, and the width that its numbers need."""
    down, across = ((1, 1) + table.shape)[-2:]
    rows, columns = words.elided(down, most_rows), words.elided(across, most)
    cut = replace(table, rows=rows, columns=columns, digits=digits, size=size)
    widest = max((shapes.width(said, size) for said in cut._written.values()), default=0)
    return replace(cut, cell=(max(30, widest + 8), ROW))
