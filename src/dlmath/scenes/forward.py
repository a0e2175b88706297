"""Scenes of a forward pass: numbers pushed through a network, a batch of them, space as each layer sees it.

Each function takes a network and its input and returns a Scene. `place` sets matrices with numbers in a line, as a
formula does, for any scene; a large one is shown by its first and last rows and columns, with its true shape.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from dlmath import inputs
from dlmath.network import Network
from dlmath.picture.draw import Frame, Plane, Scene, arrow, ask, circle, image, line, number, path, polyline, rect, text
from dlmath.scenes.network import diagram
from dlmath.training import confusion_matrix

# ------------------------------------------------------------------------------------ matrices in a line

ROW, GAP, DOTS = 30, 6, 20  # a row's height, the room beside a bracket, the room that "…" takes, in pixels
FITS = ((6, 4, 16), (5, 4, 15), (4, 4, 15), (4, 3, 14), (3, 3, 14), (3, 2, 14), (2, 2, 14))  # columns, digits, size
WIDE = {".": 0.32, "−": 0.84, "·": 0.32, "…": 1.0, "0": 0.64, " ": 0.32, "(": 0.4, ")": 0.4, ",": 0.32, "@": 1.0}


class Part(NamedTuple):
    """A matrix (m, n) or a vector (n,) to be placed; `key` is the start of its keys, if not its name."""

    name: str
    values: object
    key: str = ""


class Arrow(NamedTuple):
    """An arrow between two matrices, with words above and below it."""

    above: str
    below: str = ""


class Table(NamedTuple):
    """A placed matrix: its numbers, which rows and columns are drawn (None stands for “…”), and where.

    Attributes
    ----------
    name, key : str
    values : ndarray (m, n) or (n,)
    rows, columns : list of int or None
    x, y, width, height : float
        The box of its cells, in pixels.
    digits, size : int
        How its numbers are written.
    """

    name: str
    key: str
    values: np.ndarray
    rows: list
    columns: list
    x: float
    y: float
    width: float
    digits: int
    size: int

    @property
    def height(self):
        return ROW * len(self.rows)

    @property
    def right(self):
        return self.x + self.width

    @property
    def bottom(self):
        return self.y + self.height

    def entry(self, i, j):
        """Name an entry as NumPy does: `W1[0,2]`, or `b1[2]` in a vector."""
        return f"{self.key}[{i},{j}]" if self.values.ndim == 2 else f"{self.key}[{j}]"

    def draw(self, role="data", marks=None, shown=None, edit=False, caption=None, label=None, group=False):
        """Draw the cells between brackets, the name above and the true shape below.

        Parameters
        ----------
        marks : dict of (row, column) to role, optional
            Entries that look different, by their true indices; (0, j) in a vector.
        shown : set of (row, column), optional
            The only entries whose number is written.
        edit : bool
            Let the learner type other numbers.
        caption, label : str, optional
            What stands below and above instead of the shape and the name.
        group : bool
            Let each cell light all shapes of the group that is named after its entry.
        """
        middle, marks = self.x + self.width / 2, marks or {}
        shapes = [text(f"{self.key} name", middle, self.y - 17, label or self.name, f"{role} strong", 18),
                  text(f"{self.key} shape", middle, self.bottom + 17, caption or str(self.values.shape), "muted", 14)]
        for sign, x, serif in (("[", self.x - 4, 5), ("]", self.right + 4, -5)):
            corners = [(x + serif, self.y - 1), (x, self.y - 1), (x, self.bottom + 1), (x + serif, self.bottom + 1)]
            shapes.append(polyline(f"{self.key} {sign}", corners, "ink"))
        table, cell = np.atleast_2d(self.values), self._cell()
        for row, i in enumerate(self.rows):
            x, y = self.x, self.y + row * ROW
            for j in self.columns:
                width = DOTS if j is None else cell
                if i is None or j is None:
                    dots = "⋱" if i is j else "⋮" if i is None else "…"
                    shapes.append(text(f"{self.key} dots {i},{j}", x + width / 2, y + ROW / 2, dots, "muted", 16))
                else:
                    shapes += self._entry(i, j, float(table[i, j]), (x, y, width), marks.get((i, j), role),
                                          shown is None or (i, j) in shown, edit, group)
                x += width
        return shapes

    def _entry(self, i, j, value, place, role, written, edit, group):
        """Draw one cell."""
        key, (x, y, width) = self.entry(i, j), place
        more = {"edit": key, "label": key, "value": number(value, 6).replace("−", "-")} if edit else {}
        if group:
            more |= {"group": key, "label": f"{key} is {number(value)}"}
        shapes = [rect(f"{key} cell", x + 1.5, y + 1.5, width - 3, ROW - 3, f"cell {role}", rx=4, **more)]
        if written:
            shapes.append(text(key, x + width / 2, y + ROW / 2, number(value, self.digits), "ink", self.size))
        return shapes

    def _cell(self):
        """Return the width of a cell with a number in it."""
        dots = DOTS * self.columns.count(None)
        return (self.width - dots) / (len(self.columns) - self.columns.count(None))


class Line(NamedTuple):
    """Matrices and signs in a line: `line.tables["W1"].draw(…)` draws one, `line.signs` is drawn as it is."""

    tables: dict
    signs: list
    bottom: float


def place(parts, top, height=4 * ROW, box=(6, 628), name="line"):
    """Set matrices and the signs between them in a line, each with room for its numbers.

    Where the line is too wide, numbers get fewer digits and large matrices are cut to their first and last columns.

    Parameters
    ----------
    parts : list of Part, Arrow and str
        `[Part("X", X), "@", Part("W1", W1), "+", Part("b1", b1), "=", Part("Z1", Z1)]`
    top, height : float
        Where cells may lie, in pixels; the names stand above, the shapes below.
    box : (left, width)
        The line stands in the middle of it.
    name : str
        Start of the keys of its signs; two lines in one picture need two.

    Returns
    -------
    Line

    Examples
    --------
    >>> line = place([Part("X", np.ones((9, 784))), "@", Part("w", np.ones(784))], 40)
    >>> line.tables["X"].columns, line.tables["X"].rows
    ([0, 1, 2, 3, None, 783], [0, 1, None, 8])
    """
    most_rows = max(2, int(height // ROW))
    for most, digits, size in FITS:
        tables, widths = [], []
        for part in parts:
            if isinstance(part, Part):
                tables.append(_sized(part, most_rows, most, digits, size))
                widths.append(tables[-1].width + 2 * GAP)
            else:
                widths.append(_room(part))
        if sum(widths) <= box[1]:
            break
    x, y = box[0] + (box[1] - sum(widths)) / 2, top + height / 2
    placed, signs, waiting = {}, [], iter(tables)
    for i, (part, width) in enumerate(zip(parts, widths)):
        if isinstance(part, Part):
            table = next(waiting)
            placed[table.key] = table._replace(x=x + GAP, y=y - table.height / 2)
        elif isinstance(part, Arrow):
            signs += [arrow(f"{name} arrow {i}", x + 3, y, x + width - 3, y, "ink"),
                      text(f"{name} above {i}", x + width / 2, y - 16, part.above, "weight", 14)]
            if part.below:
                signs.append(text(f"{name} below {i}", x + width / 2, y + 16, part.below, "weight", 14))
        else:
            signs.append(text(f"{name} sign {i}", x + width / 2, y, part, "ink", 20 if len(part) < 3 else 16))
        x += width
    return Line(placed, signs, y + max(table.height for table in tables) / 2)


def elided(n, most):
    """Return the indices of n things that are drawn, at most `most` with None for the rest.

    Examples
    --------
    >>> elided(4, 4), elided(784, 4), elided(784, 2)
    ([0, 1, 2, 3], [0, 1, None, 783], [0, None])
    """
    return list(range(n)) if n <= most else [*range(max(1, most - 2)), None, n - 1][:most]


def weighted_sum(x, w, b, z, most=4):
    """Spell x·w + b = z with its numbers, the middle left out where it is long.

    Parameters
    ----------
    x, w : array_like (n,)
    b, z : float
        The bias, and the sum as the network computed it.

    Examples
    --------
    >>> weighted_sum([2, 3], [-1, 0.5], 0.25, -0.25)
    '2·(−1) + 3·0.5 + 0.25 = −0.25'
    """
    terms = ["…" if i is None else f"{_bracketed(x[i]) if i else number(x[i])}·{_bracketed(w[i])}"
             for i in elided(len(x), most)]
    return f"{' + '.join(terms)} {'−' if b < 0 else '+'} {number(abs(b))} = {number(z)}"


def ask_number(question, right, praise, *others):
    """Ask for a number, beside two of the wrong ones (value, reply) that a slip gives; None if all look alike."""
    wrong = [(number(value), reply) for value, reply in others if number(value) != number(right)]
    return ask(question, (number(right), praise), *wrong[:2])


def _sized(part, most_rows, most, digits, size):
    """Choose the rows and columns of a matrix and the width that its numbers need; the place comes later."""
    values = np.asarray(part.values, float)
    table = np.atleast_2d(values)
    rows, columns = elided(table.shape[0], most_rows), elided(table.shape[1], most)
    longest = max(_ems(number(table[i, j], digits)) for i in rows if i is not None for j in columns if j is not None)
    cell = max(30, longest * size + 8)
    width = sum(DOTS if j is None else cell for j in columns)
    return Table(part.name, part.key or part.name, values, rows, columns, 0, 0, width, digits, size)


def _room(sign):
    """Return the width of a sign, or of an arrow with its words."""
    if isinstance(sign, Arrow):
        return max(40, 14 * max(_ems(sign.above), _ems(sign.below)) + 12)
    return 20 * _ems(sign) + 4 if len(sign) < 3 else 16 * _ems(sign) + 8


def _ems(words):
    """Estimate the width of words, in widths of an m."""
    return sum(WIDE.get(letter, 0.62) for letter in words)


def _bracketed(value):
    """Spell a factor, with brackets where it is below zero."""
    return f"({number(value)})" if value < 0 else number(value)


# ------------------------------------------------------------------------------------ the story

STORY, LINE = (640, 404), (240, 4 * ROW)  # the picture's size; where its line of matrices begins, and its height
MOST_UNITS = 3  # units of a layer that get a frame of their own
MOST_LAYERS = 9  # that the drawn network has room for


def story(network, X):
    """Tell a forward pass stop by stop: the formula, the formula with its numbers, the shapes; X is editable.

    Works for any network and any batch that fits it. The drawn units hold the numbers of the first example.

    Parameters
    ----------
    network : Network
    X : array_like (m, n_in)

    Raises
    ------
    TypeError, ValueError
        For what is no network, and as `Network.forward` does.
    """
    trace = _forward("story", network, X)
    m, frames = len(trace["X"]), []
    n_in = network.sizes[0]
    frames.append(_stop(network, trace, 0, *_sum_parts(network, trace, 1), {
        "note": f"m = {_count(m, 'example')}, {_count(n_in, 'number')} each: X is ({m}, {n_in}). Type other numbers "
                "into X if you like.",
        "alt": f"A network {network!r} with the first example at its inputs, and the matrix X of shape ({m}, {n_in}).",
        "ask": _first_question(network, trace)}, shown=set()))
    for layer in range(1, network.depth + 1):
        frames += _sums(network, trace, layer)
        frames.append(_bend(network, trace, layer))
    return Scene(frames, f"Forward through {' → '.join(map(str, network.sizes))}", still=-2)


def _sums(network, trace, layer):
    """Return the frames of Z = A @ W + b: one for each unit where they are few and in the picture, then the rest."""
    before, W, b = _step(layer - 1), f"W{layer}", f"b{layer}"
    A, Z = trace[before], trace[f"Z{layer}"]
    (m, n_in), n_out = A.shape, Z.shape[1]
    parts, formula, shapes = _sum_parts(network, trace, layer)
    drawn = place(parts, *LINE).tables[f"Z{layer}"].columns
    frames, units = [], [j for j in drawn if j is not None] if n_out <= MOST_UNITS and network.depth <= 4 else [0]
    for j in units:
        spelled = weighted_sum(A[0], network[W][:, j], network[b][j], Z[0, j])
        marks = {before: {(0, i): "highlight" for i in range(n_in)}, W: {(i, j): "highlight" for i in range(n_in)},
                 b: {(0, j): "highlight"}, f"Z{layer}": {(0, j): "highlight"}}
        frames.append(_stop(network, trace, layer, parts, formula, shapes, {
            "note": f"`Z{layer}[0,{j}] = {spelled}`: row 0 of {before} with column {j} of {W}, plus its bias.",
            "alt": f"Unit {j} of layer {layer}: row 0 of {before}, column {j} of {W} and bias {j} marked; {spelled}.",
        }, marks, {(0, k) for k in range(j + 1)}))
    if len(units) < n_out or m > 1:
        frames.append(_stop(network, trace, layer, parts, formula, shapes, {
            "note": f"`{formula}`: every row of {before} with every column of {W}. {m} · {n_out} sums, and no row "
                    "looks at another.",
            "alt": f"All of Z{layer}, of shape ({m}, {n_out})."}))
    return [*frames[:-1], _asked(frames[-1], _next_question(network, trace, layer))]


def _sum_parts(network, trace, layer):
    """Return the matrices and signs of Z = A @ W + b, the formula, and its shapes with m."""
    before, (n_in, n_out) = _step(layer - 1), network[f"W{layer}"].shape
    parts = [Part(before, trace[before]), "@", Part(f"W{layer}", network[f"W{layer}"]), "+",
             Part(f"b{layer}", network[f"b{layer}"]), "=", Part(f"Z{layer}", trace[f"Z{layer}"])]
    return (parts, f"Z{layer} = {before} @ W{layer} + b{layer}",
            f"(m, {n_in}) @ ({n_in}, {n_out}) + ({n_out},) → (m, {n_out})")


def _bend(network, trace, layer):
    """Return the frame of A = g(Z)."""
    name, after, g = f"Z{layer}", _name(network, layer), network.activations[layer - 1]
    Z, A = trace[name], trace[_step(layer)]
    few = [j for j in elided(Z.shape[1], MOST_UNITS) if j is not None]
    if g == "softmax":
        said = f"{_tuple(A[0], few)}: each row becomes shares that add up to 1"
    else:
        said = ", ".join(f"{g}({number(Z[0, j])}) = {number(A[0, j])}" for j in few)
        said += "" if len(few) == Z.shape[1] else " and so on"
    last = " The last step's name is ŷ, the prediction." if layer == network.depth else ""
    shape = f"(m, {Z.shape[1]})"
    return _stop(network, trace, layer, [Part(name, Z), Arrow(g), Part(after, A)], f"{after} = {g}({name})",
                 f"{shape} → {shape}", {
                     "note": f"`{after} = {g}({name})`: {said}.{last}",
                     "alt": f"{name} becomes {after} of the same shape {Z.shape}: {said}."}, bent=True)


def _stop(network, trace, layer, parts, formula, shapes, words, marks=None, shown=None, bent=False):
    """Draw one stop: the network above, the formula and its shapes in the middle, the numbers below."""
    marks = marks or {}
    row = place(parts, *LINE)
    result = list(row.tables)[-1]
    drawn = [table.draw(_role(name), marks.get(name), shown if name == result else None,
                        edit=name == "X", group=name[0] == "W")
             for name, table in row.tables.items()]
    return Frame([_picture(network, trace, layer, marks, shown, bent),
                  text("formula", 14, 197, formula, "ink strong", 18, "start"),
                  text("shapes", 626, 197, shapes, "muted", 15, "end"), drawn, row.signs], size=STORY, **words)


def _picture(network, trace, layer, marks, shown, bent):
    """Draw the network with the first example's numbers in the units that are reached."""
    if network.depth > MOST_LAYERS:
        said = f"{network.depth} layers, too many to draw: {network.theta.size:,} parameters"
        return text("network", 320, 80, said, "muted", 16)
    roles = {f"{name}[{i},{j}]": "highlight" for name in marks if name[0] == "W" for i, j in marks[name]}
    roles |= {f"unit {layer},{j}": "highlight" for name in marks if name[0] == "Z" for _, j in marks[name]}
    weights = [network[f"W{k}"] for k in range(1, network.depth + 1)]
    drawn = diagram(network.sizes, (50, 6, 540, 170), weights, roles=roles, most=3, radius=25)
    values = []
    for (k, unit), (x, y) in drawn.places.items():
        step = _step(k) if k < layer or bent or k == 0 else f"Z{k}"
        reached = k < max(1, layer) or (k == layer and (shown is None or (0, unit) in shown))
        written = [number(trace[step][0, unit], digits) for digits in (3, 2, 1)] if reached else []
        if fits := [words for words in written if 14 * _ems(words) < 2 * drawn.radius - 4]:
            values.append(text(f"unit {k},{unit} value", x, y, fits[0], "ink", 14))
    return [drawn.shapes, values]


def _first_question(network, trace):
    """Ask for the first sum where it can be done in the head, else for a shape."""
    X, W, b, Z = trace["X"], network["W1"], network["b1"], trace["Z1"]
    question = None
    if X.shape[1] <= 3:
        question = ask_number(
            "What comes out for Z1[0,0]?", Z[0, 0], "Yes: multiply pair by pair, add up, add the bias.",
            (Z[0, 0] - b[0], "That leaves the bias out."),
            (X[0, 0] * W[0, 0], "That is the first product alone."),
            (X[0].sum(), "That adds up the inputs. Each is multiplied by its weight first."))
    return question or _shape_question(len(X), *W.shape)


def _shape_question(m, n_in, n_out):
    """Ask for the shape of Z = X @ W + b."""
    said = [f"({rows}, {columns})" for rows, columns in ((m, n_out), (n_in, n_out), (m, n_in))]
    wrong = [(said[1], "That is the shape of W1. There is one row for each example."),
             (said[2], "That is the shape of X. There is one column for each unit."),
             (f"({n_out + 1}, {m + 1})", "The outer sizes stay as they are, rows first.")]
    return ask(f"X is {said[2]}, W1 is {said[1]}. Which shape has Z1 = X @ W1 + b1?",
               (said[0], "Yes: the inner sizes meet and vanish, the outer ones stay."),
               *[choice for choice in dict(wrong).items() if choice[0] != said[0]][:2])


def _next_question(network, trace, layer):
    """Ask what the activation will make of Z, where there is something to decide."""
    Z, A, g = trace[f"Z{layer}"][0], trace[_step(layer)][0], network.activations[layer - 1]
    if g == "sigmoid" and len(Z) == 1:
        return ask(f"The sigmoid comes next. Where will ŷ lie, with a sum of {number(Z[0])}?" if layer == network.depth
                   else f"The sigmoid comes next. What does it make of {number(Z[0])}?",
                   *sorted([("above 0.5", "Positive sums give more than one half: the sigmoid of 0 is 0.5."),
                            ("below 0.5", "Negative sums give less than one half: the sigmoid of 0 is 0.5."),
                            ("exactly 0.5", "That takes a sum of exactly 0.")],
                           key=lambda choice: choice[0] != _side(A[0])))
    if g == "relu" and len(Z) <= MOST_UNITS:
        return ask(f"ReLU comes next. What does it make of {_tuple(Z)}?",
                   (_tuple(A), "Yes: what is below 0 becomes 0, the rest stays."),
                   (_tuple(np.abs(Z)), "That drops the minus signs. ReLU puts 0 there."),
                   (_tuple(Z > 0), "That is its slope, 1 or 0. The numbers above 0 stay what they are."),
                   (_tuple(Z), "Something is below 0 here, and ReLU lets nothing below 0 through."))
    return None


def _side(value):
    return "above 0.5" if value > 0.5 else "below 0.5" if value < 0.5 else "exactly 0.5"


def _asked(frame, question):
    """Put a question to a frame."""
    return Frame(frame.shapes, frame.note, frame.alt, question, size=frame.size)


def _forward(where, network, X):
    """Run a network that is one."""
    if not isinstance(network, Network):
        raise TypeError(f"{where}: network is {inputs.shown(network)}; expected a Network, such as pocket_network()")
    return network.forward(X)


def _step(layer):
    """Name the activations of a layer as a trace does."""
    return f"A{layer}" if layer else "X"


def _name(network, layer):
    """Name the activations of a layer as a lesson does: the last are the prediction."""
    return "ŷ" if layer == network.depth else _step(layer)


def _role(name):
    """Choose the role of an array by its name."""
    return {"X": "data", "W": "weight", "b": "weight"}.get(name[0], "activation")


def _tuple(values, few=None):
    """Spell a row; of a long one, the entries `few`."""
    shown = [number(float(values[j])) for j in (range(len(values)) if few is None else few)]
    return f"({', '.join(shown)}{', …' if few is not None and len(few) < len(values) else ''})"


def _count(n, word):
    """Spell a count of things."""
    return f"{n} {word}{'' if n == 1 else 's'}"


# ------------------------------------------------------------------------------------ a batch


def batch(network, X):
    """Show a batch go through all layers, a line for each, with the shapes beside the arrows; X is editable.

    Parameters
    ----------
    network : Network of at most 3 layers
    X : array_like (m, n_in)

    Raises
    ------
    TypeError, ValueError
        For what is no network or too deep to draw, and as `Network.forward` does.
    """
    trace = _forward("batch", network, X)
    if network.depth > 3:
        raise ValueError(f"batch: the network has {network.depth} layers; at most 3 are drawn; `story` takes more")
    m, rows = len(trace["X"]), 4 if network.depth < 3 else 3
    lines = [_layer(network, trace, layer, 34 + (layer - 1) * (ROW * rows + 64), ROW * rows)
             for layer in range(1, network.depth + 1)]
    digits = min(table.digits for line in lines for table in line.tables.values())  # the same number looks the same
    tables = [table._replace(digits=digits) for line in lines for table in line.tables.values()]
    size = (640, 34 + network.depth * (ROW * rows + 64) - 20)
    row = 1 if 1 in tables[0].rows else 0

    def frame(note, alt, reached, question=None, marked=False, letters=False):
        """Draw the first `reached` tables, and the arrows that lead to them."""
        drawn = []
        for table in tables[:reached]:
            marks = {(row, j): "highlight" for j in range(table.values.shape[1])} if marked else None
            caption = f"(m, {table.values.shape[1]})" if letters else None
            drawn.append(table.draw(_role(table.name), marks, edit=table.key == "X", caption=caption))
        signs = [[line.signs[:3] if reached > 3 * k else [], line.signs[3:] if reached > 3 * k + 1 else []]
                 for k, line in enumerate(lines)]
        return Frame([drawn, signs], note, alt, question, size=size)

    first = frame(f"X holds {_count(m, 'example')}, one in each row. The arrows say what each step does with it.",
                  f"The matrix X of shape {trace['X'].shape}, and arrows that lead from it.", 1,
                  _shape_question(m, *network["W1"].shape))
    frames = [first]
    for reached, table in enumerate(tables[1:], 2):
        if table.key.endswith("again"):
            continue
        step = trace.steps[len(frames)]
        before, formula = trace.steps[len(frames) - 1].value.shape, step.formula
        note = f"`{table.name} = {formula}`: {before} → {step.value.shape}."
        if table.name[0] == "Z":
            W = network[f"W{table.name[1:]}"].shape
            note = (f"`{table.name} = {formula}`: {before} @ {W} → {step.value.shape}. The inner sizes, {before[1]} "
                    f"and {W[0]}, meet and vanish; {m} rows stay {m} rows.")
        frames.append(frame(note, f"{table.name} of shape {step.value.shape} has appeared.", reached))
    last = _asked(frames[-1], ask(f"One number in row {row} of X changes. Which numbers of ŷ can change?",
                                  (f"those in row {row}", "Yes: no row looks at another on the way."),
                                  ("all of them", "That would need rows to be mixed. Each step works row by row."),
                                  ("none", "It is an input: it takes part in every sum of its row.")))
    return Scene([
        *frames[:-1], last,
        frame(f"Row {row} all the way: ({_spelled(trace['X'][row])}) becomes ({_spelled(trace.output[row])}). No other "
              "row had a part in it. Type another number into X and look again.",
              f"Row {row} is marked in every matrix.", len(tables),
              ask("With 1000 rows in X, which shape would W1 have?",
                  (str(network["W1"].shape), "Yes: the parameters know nothing of m."),
                  (f"(1000, {network.sizes[1]})", "That is Z1. Weights belong to inputs and units, not to examples."),
                  (f"({network.sizes[0]}, 1000)", "W1 has a column for each unit, not for each example.")),
              marked=True),
        frame("For any number m of rows: all that flows has m rows, and the weights on the arrows stay as they are.",
              "Every matrix now carries its shape with the letter m.", len(tables), letters=True),
    ], "A batch goes through", still=-2)


def _layer(network, trace, layer, top, height):
    """Place A, Z and the next A of one layer in a line."""
    before, W, b = _step(layer - 1), network[f"W{layer}"], network[f"b{layer}"]
    return place([
        Part(before, trace[before], before + (" again" if layer > 1 else "")),
        Arrow(f"@ W{layer} {W.shape}", f"+ b{layer} {b.shape}"), Part(f"Z{layer}", trace[f"Z{layer}"]),
        Arrow(network.activations[layer - 1]), Part(_name(network, layer), trace[_step(layer)])],
        top, height, name=f"line {layer}")


def _spelled(values):
    """Spell a row without its brackets, the middle left out where it is long."""
    return ", ".join("…" if i is None else number(values[i]) for i in elided(len(values), 4))


# ------------------------------------------------------------------------------------ space, layer by layer

PLANE, SAMPLES = (44, 34, 580, 296), 29  # the plane's box, and the points that make one line of the lattice


def layers(network, X, y):
    """Show where each layer of two units puts the points of two classes, until one straight line parts them.

    Points and lines glide: the weighted sum and a smooth activation move the plane without tearing it.

    Parameters
    ----------
    network : Network
        Two inputs, two units in the last hidden layer, one sigmoid output; layers of another width are passed unseen.
    X : array_like (m, 2), m at most 600
    y : array_like (m, 1) of 0 and 1

    Raises
    ------
    TypeError, ValueError
        For another network or points that it does not take.
    """
    trace, sizes = _forward("layers", network, X), network.sizes
    if sizes[0] != 2 or sizes[-2:] != [2, 1] or network.activations[-1] != "sigmoid" or network.depth < 2:
        raise ValueError(f"layers: {network!r} has sizes {sizes}; it must be [2, …, 2, 1] with a sigmoid, so that what "
                         "goes in and what the last layer sees are planes")
    ones = inputs.numbers("layers", "y", y, ndim=(1, 2)).ravel() >= 0.5
    if len(ones) != len(trace["X"]) or len(ones) > 600:
        raise ValueError(f"layers: X has {len(trace['X'])} rows and y {len(ones)} labels; as many are "
                         "needed, up to 600")
    (low_x, low_y), (high_x, high_y) = trace["X"].min(axis=0) - 0.1, trace["X"].max(axis=0) + 0.1
    upright, level = np.linspace(low_x, high_x, SAMPLES), np.linspace(low_y, high_y, SAMPLES)
    net = [np.stack([np.full(SAMPLES, x), level], axis=1) for x in upright[::4]]
    net += [np.stack([upright, np.full(SAMPLES, h)], axis=1) for h in np.linspace(low_y, high_y, 6)]
    woven = network.forward(np.concatenate(net))
    last = f"A{network.depth - 1}"
    right = int((network.classify(X).ravel() == ones).sum())
    names = [step.name for step in trace.steps[:-2] if step.value.shape[1] == 2]
    frames = [_view("X", trace, woven, ones, "What goes in: two moons, circles and triangles, on a straight lattice.",
                    "Two crescents of points that hold each other, on a straight lattice.",
                    ask("The last unit is one neuron: it can draw one straight line. How will that part the moons?",
                        ("the layers before it move the points", "Yes: they bend the plane until a line fits."),
                        ("one line is enough here", "Lay a ruler on the picture: each crescent reaches across it."),
                        ("the sigmoid bends the line", "It turns scores into numbers from 0 to 1. Where the score is "
                                                       "0 stays a straight line.")))]
    for before, name in pairwise(names):
        formula = next(step.formula for step in trace.steps if step.name == name)
        straight = name[0] == "Z"
        doing = ("the plane is stretched, turned or mirrored, and shifted; straight stays straight" if straight else
                 "each coordinate goes through on its own, and the lattice bends")
        goes = f"The ringed point goes from {_tuple(trace[before][0])} to {_tuple(trace[name][0])}"
        frames.append(_view(name, trace, woven, ones, f"`{name} = {formula}`: {doing}. {goes}.",
                            f"The points and the lattice as {name} has them: {doing}."))
    W, b = network[f"W{network.depth}"].ravel(), network[f"b{network.depth}"][0]
    frames.append(_view(last, trace, woven, ones,
                        f"`{number(W[0])}·{last}[:,0] {_signed(W[1])}·{last}[:,1] {_signed(b)} = 0`: the last unit's "
                        f"border in the plane of {last}. One straight line, and {right} of {len(ones)} points lie on "
                        "their own side.",
                        f"A straight line parts the points as {last} has them.",
                        ask("Seen from the input again, what will this same border look like?",
                            ("bent", "Yes: the layers bent the plane, so what is straight here comes from a bent one."),
                            ("straight, as here", "Straight lines of the lattice did not stay straight on the way."),
                            ("it is not there", "Each input has a place in this plane, and so a side of the line.")),
                        regions=network, border=(*W, b)))
    frames.append(_view("X", trace, woven, ones, "The same border seen from the input: every point keeps its side, so "
                        "the straight line is a bent one here.",
                        "The two crescents again, with a bent border between them.", regions=network))
    return Scene(frames, "The moons as each layer sees them", still=-2)


def _view(name, trace, woven, ones, note, alt, question=None, regions=None, border=None):
    """Draw points and lattice in the plane of one step."""
    points, lines = trace[name], woven[name].reshape(-1, SAMPLES, 2)
    low, high = woven[name].min(axis=0), woven[name].max(axis=0)
    middle, half = (low + high) / 2, (high - low) / 2 * 1.06 + 1e-6
    plane = Plane(x=(middle[0] - half[0], middle[0] + half[0]), y=(middle[1] - half[1], middle[1] + half[1]), box=PLANE)
    shapes = [plane.axes(grid=False)]
    if regions is not None:
        shapes.insert(0, _regions(name, regions, plane))
    drawn = [" L".join("{:.1f} {:.1f}".format(*plane.to_pixels(*point)) for point in line_) for line_ in lines]
    shapes.append(path("lattice", "M" + " M".join(drawn), "muted thin", move=True, stroke_opacity=0.45))
    if border:
        shapes.append(_border(plane, *border))
    at = np.array([plane.to_pixels(*point) for point in points])
    shapes.append(path("class 0", " ".join(f"M{x:.1f} {y:.1f} h0.1" for x, y in at[~ones]), "data", move=True,
                       stroke_width=7, stroke_linecap="round"))
    shapes.append(path("class 1", " ".join(f"M{x:.1f} {y - 4.5:.1f} l4 7.5 h-8 z" for x, y in at[ones]), "solid error",
                       move=True, stroke_width=1))
    shapes.append(circle("ringed", *at[0], 9, "highlight", move=True, fill_opacity=0))
    title = "what goes in" if name == "X" else f"as {name} has them: unit 0 across, unit 1 up"
    shapes.append(text("step", 44, 16, title, "strong ink", 16, "start"))
    if regions is not None:
        shapes.append(text("shade", 624, 16, "ŷ ≥ 0.5 is shaded orange", "muted", 14, "end"))
    return Frame(shapes, note, alt, question)


def _regions(name, network, plane):
    """Shade what the rest of the network calls 1, for every point of a step's plane."""
    done = 0 if name == "X" else int(name[1:])
    rest = Network(network.sizes[done:], network.activations[done:-1], network.activations[-1])
    for layer in range(1, rest.depth + 1):
        rest[f"W{layer}"], rest[f"b{layer}"] = network[f"W{layer + done}"], network[f"b{layer + done}"]
    across, down = np.linspace(*plane.x, 145), np.linspace(*plane.y[::-1], 80)
    called = rest.classify(np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)).reshape(80, 145)
    return image("regions", 2 * called - 1, *PLANE, colours="signed", opacity=0.22)


def _border(plane, w1, w2, b):
    """Draw where w1·x + w2·y + b = 0: through the middle of the picture, out of it on both sides."""
    length = np.hypot(w1, w2)
    foot = -b * np.array([w1, w2]) / length**2
    way = 100 * np.array([-w2, w1]) / length
    ends = np.stack([foot - way, foot + way])
    return plane.curve("border", ends[:, 0], ends[:, 1], "ink thick")


def _signed(value):
    """Spell a term with its sign in front."""
    return f"{'−' if value < 0 else '+'} {number(abs(value))}"


# ------------------------------------------------------------------------------------ a threshold

CHOICES = (0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999)
TILE, HIGH, BASE = 24, 9, 296  # a digit's pixels, digits in a column, and where the columns stand


def threshold(images, is_3, outputs):
    """Show digits in order of their output, and slide the threshold: which change side?

    Parameters
    ----------
    images : array_like (m, 28, 28) from 0 to 1, m at most 90
    is_3 : array_like (m,) of 0 and 1
    outputs : array_like (m,)
        What the detector says, from 0 to 1.

    Raises
    ------
    TypeError, ValueError
        For other shapes, too many digits, or outputs outside 0 to 1.
    """
    images = inputs.numbers("threshold", "images", images, ndim=3)
    outputs = inputs.numbers("threshold", "outputs", outputs, ndim=1)
    true = inputs.numbers("threshold", "is_3", np.asarray(is_3, float), ndim=1) >= 0.5
    if not len(images) == len(true) == len(outputs) <= 90:
        raise ValueError(f"threshold: {len(images)} images, {len(true)} answers and {len(outputs)} outputs; as many of "
                         "each are needed, up to 90")
    if outputs.min() < 0 or outputs.max() > 1:
        raise ValueError("threshold: an output lies outside 0 to 1")
    places, cuts = _stacked(outputs)
    tiles = [image(f"digit {i}", images[i], x + 3, y + 3, TILE - 6, TILE - 6, 0, 1) for i, (x, y) in places.items()]
    ticks = [[line(f"tick {p}", x, BASE + 2, x, BASE + 8, "muted thin"),
              text(f"tick {p} name", x, BASE + 20, f"{p}", "muted", 14)] for p, x in zip(CHOICES, cuts)]
    floor = [line("base", 8, BASE, 632, BASE, "muted thin"),
             text("output", 12, BASE + 20, "ŷ =", "ink", 14, "start"),
             text("legend", 320, BASE + 46,
                  "green: a 3 · grey: no 3 · dashed: on the wrong side · yellow: has changed side", "muted", 14)]
    frames, before = [], None
    for value, cut in zip(CHOICES, cuts):
        yes = outputs >= value
        (rejected, alarms), (missed, found) = confusion_matrix(true.astype(int), yes.astype(int), 2)
        moved = np.zeros(len(yes), bool) if before is None else yes != before
        boxes = []
        for i, (x, y) in places.items():
            role = "cell highlight" if moved[i] else "hollow error dashed" if yes[i] != true[i] else \
                "hollow activation" if true[i] else "hollow muted thin"
            boxes.append(rect(f"box {i}", x, y, TILE, TILE, role, rx=3))
        sides = [line("cut", cut, 34, cut, BASE + 6, "ink thick", move=True),
                 text("yes", cut + 8, 22, "says 3 →", "halo ink strong", 16, "start", move=True)]
        if value:
            sides.append(text("no", cut - 8, 22, "← says no", "halo ink strong", 16, "end", move=True))
        note = (f"`ŷ ≥ {value}`: {found} of {true.sum()} threes found, {missed} missed; {alarms} of {(~true).sum()} "
                f"others are false alarms. {_changed(moved, true) if value else 'At first everything is called a 3.'}")
        if value == 0.5:
            note += " A tie, exactly 0.5, counts as a 3 by convention."
        question = ask("Slide the threshold up. What happens to the threes found and to the false alarms?",
                       ("both fall", "Yes: whoever is harder to convince says yes less often, rightly or wrongly."),
                       ("found rises, alarms fall", "To find more threes it would have to say yes more often."),
                       ("only the alarms fall", "Some threes have low outputs too, and are lost on the way."),
                       ) if before is None else None
        frames.append(Frame([boxes, tiles, floor, ticks, sides], note,
                            f"Threshold {value}: {found} threes and {alarms} others lie on the side of yes.", question))
        before = yes
    return Scene(frames, "A threshold slid", still=CHOICES.index(0.5), axis="threshold", axis_values=list(CHOICES))


def _stacked(outputs):
    """Place digits in columns, one group between each choice and the next, in order within it.

    Returns
    -------
    places : dict from digit to (x, y); cuts : the x of each choice
    """
    groups = [np.flatnonzero((outputs >= low) & (outputs < high)) for low, high in pairwise([*CHOICES, np.inf])]
    widths = [max(2, -(-len(group) // HIGH)) * TILE for group in groups]
    x, places, cuts = 320 - sum(widths) / 2, {}, []
    for group, width in zip(groups, widths):
        cuts.append(x)
        for place_, i in enumerate(group[np.argsort(outputs[group])]):
            places[int(i)] = (x + TILE * (place_ // HIGH), BASE - TILE * (place_ % HIGH + 1))
        x += width
    return places, cuts


def _changed(moved, true):
    """Say which digits changed side."""
    if not moved.any():
        return "No digit has changed side."
    groups = (moved & true, "three"), (moved & ~true, "other digit")
    parts = [_count(int(group.sum()), word) for group, word in groups if group.any()]
    return f"{' and '.join(parts)} changed side."
