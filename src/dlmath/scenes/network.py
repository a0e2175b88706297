"""Scenes of a network's parts: one neuron, layers, their weights, how many there are, a neuron that looks at digits.

Called with numbers, each returns a Scene; `diagram` draws a network for any of them.
"""

import re
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from dlmath import inputs, linalg
from dlmath.activations import ACTIVATIONS
from dlmath.inputs import array, matrix, refuse, vector
from dlmath.network import Network, parameter_counts
from dlmath.picture.frame import ask, ask_number, ask_which, scene
from dlmath.picture.plane import Plane, strip
from dlmath.picture.shapes import arrow, circle, flat, image, line, path, rect, text, width
from dlmath.picture.table import Table, choice, field, line_up
from dlmath.picture.words import added, count, elided, entry, factor, fixed, number, row, signed, subscript


class Diagram(NamedTuple):
    """A drawn network, and where its parts lie, in pixels.

    Attributes
    ----------
    shapes : list
        Edges first, then units, then words: put it into a frame as it is.
    places : dict of (layer, unit) to (x, y)
        The centre of each unit drawn; layer 0 is the input. Units that an ellipsis stands for are not in it.
    columns : list of float
        The x of each layer.
    radius : float
        Of a unit.
    """

    shapes: list
    places: dict
    columns: list
    radius: float


def diagram(sizes, box=(40, 30, 560, 250), weights=None, texts=None, roles=None, captions=(), numbers=False, most=6,
            radius=22):
    """Draw a network: a column of units for each layer, and a line for each weight.

    A layer of more than `most` units is drawn as its first ones, an ellipsis and its last one.

    Parameters
    ----------
    sizes : sequence of int
        Units per layer, inputs first, as `Network` takes them.
    box : (left, top, width, height)
        What the units keep inside of, in pixels. Captions stand below it.
    weights : list of array_like (n_in, n_out), optional
        With weights each line is a shape of its own, `W1[0,2] line` in the group `W1[0,2]`, solid above zero,
        dashed below, with a wide invisible line on top that is easier to point at (`W1[0,2] hit`); a unit is grouped
        with its bias, `b1[2]`. Without weights, the lines between two layers are one path, `W1 lines`.
    texts : dict of (layer, unit) to str, optional
        What stands inside the units; `unit_names(sizes)` makes x₁, h₁, ŷ.
    roles : dict of str to role, optional
        Parts that look different: `{"layer 1": "highlight", "unit 2,0": "error", "W1": "weight", "W2[0,2]":
        "gradient"}`; a unit is keyed `unit 1,2`, its text `unit 1,2 text`.
    captions : list of str
        A line of words below each layer.
    numbers : bool
        Write each weight on its line, keyed `W1[0,2] number`.
    most : int
        Rows of units at most, the ellipsis counted as one; at least 3.
    radius : float
        Of a unit; it shrinks where a column is crowded.

    Returns
    -------
    Diagram

    Raises
    ------
    ValueError
        If the shapes of `weights` are not those of `sizes`.

    Examples
    --------
    >>> drawn = diagram([2, 3, 1])
    >>> drawn.columns, drawn.places[1, 1]
    ([62.0, 320.0, 578.0], (320.0, 155.0))
    >>> [unit for layer, unit in diagram([784, 1]).places if layer == 0]
    [0, 1, 2, 3, 783]
    """
    needed = list(pairwise(sizes))
    if weights is not None and (given := [np.shape(W) for W in weights]) != needed:
        refuse(f"weights of shapes {given}; {list(sizes)} needs {needed}", speaker="diagram")
    roles, units = roles or {}, [elided(n, most) for n in sizes]
    rows = max(map(len, units))
    radius = min(radius, box[3] / (2.4 * rows - 0.4), box[2] / (3.6 * len(sizes) - 1.6))
    pitch = min(4.6 * radius, (box[3] - 2 * radius) / max(1, rows - 1))
    columns = np.linspace(box[0] + radius, box[0] + box[2] - radius, len(sizes)).tolist()
    places, dots = {}, []
    for layer, (x, drawn) in enumerate(zip(columns, units)):
        for place, unit in enumerate(drawn):
            y = box[1] + box[3] / 2 + (place - (len(drawn) - 1) / 2) * pitch
            if unit is None:
                dots.append(text(f"dots {layer}", x, y, "⋮", "muted strong", 20))
            else:
                places[layer, unit] = (x, y)
    edges = {(layer, i, j): _rims(places[layer - 1, i], places[layer, j], radius) for layer in range(1, len(sizes))
             for i in units[layer - 1] if i is not None for j in units[layer] if j is not None}
    lines = _bundles(edges, roles) if weights is None else _lines(edges, weights, roles, numbers)
    circles = []
    for (layer, unit), place in places.items():
        key = f"unit {layer},{unit}"
        role = roles.get(key) or roles.get(f"layer {layer}") or ("activation" if layer else "data")
        group = entry(f"b{layer}", (unit,)) if weights is not None and layer else None
        circles.append(circle(key, *place, radius, f"cell {role}", group=group))
        if texts and (layer, unit) in texts:
            circles.append(text(f"{key} text", *place, texts[layer, unit], "ink", min(16, radius)))
    words = [text(f"caption {layer}", x, box[1] + box[3] + 16, said, "muted", 14)
             for layer, (x, said) in enumerate(zip(columns, captions))]
    return Diagram([lines, dots, circles, words], places, columns, radius)


def unit_names(sizes):
    """Name the units as formulas do: x₁, x₂ for inputs, h₁ for hidden units (none in deeper networks), ŷ at the end.

    Examples
    --------
    >>> unit_names([2, 1])
    {(0, 0): 'x₁', (0, 1): 'x₂', (1, 0): 'ŷ'}
    """
    letters = ["x", *["h" if len(sizes) == 3 else ""] * (len(sizes) - 2), "ŷ"]
    return {(layer, unit): letter + (subscript(unit + 1) if n > 1 or letter != "ŷ" else "")
            for layer, (n, letter) in enumerate(zip(sizes, letters)) if letter for unit in range(min(n, 100))}


def _rims(start, end, radius):
    """Return where the line between two units leaves the first and meets the second: x1, y1, x2, y2."""
    way = np.subtract(end, start)
    step = radius * way / np.hypot(*way)
    return *(start + step), *(end - step)


def _bundles(edges, roles):
    """Draw the lines between two layers as one path."""
    layers = {}
    for (layer, *_), (x1, y1, x2, y2) in edges.items():
        layers.setdefault(f"W{layer}", []).append(f"M{x1:.1f} {y1:.1f} L{x2:.1f} {y2:.1f}")
    return [path(f"{name} lines", " ".join(pieces), f"{roles.get(name, 'muted')} thin",
                 stroke_opacity=1 if name in roles else 0.6) for name, pieces in layers.items()]


def _lines(edges, weights, roles, numbers):
    """Draw each weight as a line of its own, its number beside it, and a wide line on top to point at."""
    lines, hits, written = [], [], []
    for (layer, *index), (x1, y1, x2, y2) in edges.items():
        name, value = entry(f"W{layer}", index), float(np.asarray(weights[layer - 1])[*index])
        marked = roles.get(name) or roles.get(f"W{layer}")
        role = marked or ("weight" if value else "muted")
        stroke = "thick" if marked else "" if value else "thin"
        lines.append(line(f"{name} line", x1, y1, x2, y2, f"{role} {stroke} {'dashed' if value < 0 else ''}".rstrip(),
                          group=name))
        hits.append(line(f"{name} hit", x1, y1, x2, y2, "ink", group=name, stroke_width=16, stroke_opacity=0))
        if numbers:
            x, y, said = x1 + 0.2 * (x2 - x1), y1 + 0.2 * (y2 - y1), number(value, 3)
            room = width(said, 15) + 8
            written += [rect(f"{name} patch", x - room / 2, y - 10, room, 20, "hollow", group=name, rx=3),
                        text(f"{name} number", x, y, said, role, 15, group=name)]
    return [lines, hits, written]


# ---------------------------------------------------------------------------------------------- one neuron

OFFERED = {
    "relu": "ReLU leaves a number above 0 as it is, and turns any other number into 0.",
    "sigmoid": "A sigmoid squeezes every z into the range between 0 and 1. It turns 0 into one half.",
    "tanh": "tanh squeezes every z into the range between −1 and 1. It leaves 0 as it is.",
    "identity": "The identity changes nothing, so a is the same as z.",
    "step": "A step gives 1 if z is above 0, and 0 otherwise.",
}


@scene("One neuron")
def neuron(x: vector(most=4), w: vector(most=4), b: inputs.number, activation: inputs.choice(*OFFERED) = "relu"):
    """Show one neuron at work: products, their sum, the bias, the activation; every number is editable.

    Parameters
    ----------
    x, w : array_like (n,), n at most 4
        Inputs and weights.
    b : float
    activation : str
        A key of `OFFERED`.

    Raises
    ------
    TypeError, ValueError
        As `linalg.dot` and `Network.forward` do.
    """
    n, steps, rule = len(x), linalg.dot(x, w).steps, OFFERED[activation]
    unit = Network([n, 1], output=activation)
    unit["W1"], unit["b1"] = w[:, None], [b]
    trace = unit.forward(x[None])
    z, a = trace["Z1"].item(), trace["A1"].item()
    products = [first * second for first, second in (step.terms for step in steps)]
    plane, draw = _neuron_drawn(x, w, b, activation, products, z)
    yield (draw(0, "Σ", "weighted sum", "…"),
           f"This neuron has {count(n, 'input')}. Each is multiplied by its weight, and the bias is added at the end. "
           "Click any dashed box to change a number.",
           f"The inputs {row(x)}, each with its weight: {row(w)}. Lines lead from them into a sum, then into an "
           "activation function, then to the output.",
           ask_number("How much does the first input add to the sum?", products[0],
                      f"Yes, `{number(x[0])}·{factor(w[0])} = {number(products[0])}`. The weight says how much the "
                      "input counts.",
                      (x[0] + w[0], "You added the input and the weight. Multiply them."),
                      (x[0], "That would be right if the weight were 1. Multiply the input by its weight."),
                      (w[0], "That is the weight alone. Multiply the input by it."), most=3))
    for done, (step, product) in enumerate(zip(steps, products), 1):
        total = number(step.value)
        yield (draw(done, total, "sum so far", f"{added(products[:done])} + …", done - 1),
               f"`x{done} · w{done} = {number(x[done - 1])} · {factor(w[done - 1])} = {number(product)}`"
               + (f", and the sum so far is {total}." if done > 1 else "."),
               f"x{done} times w{done} is {number(product)}; the sum so far is {total}.",
               ask_number("All products are added up. What is z?", z,
                          f"Yes. The sum is {total}, and the bias {number(b)} is added once.",
                          (step.value, "You forgot the bias. It belongs to z, so add it to the sum."),
                          (step.value - b, "You subtracted the bias. Add it, with its sign: a negative bias makes z "
                                           "smaller."),
                          (step.value * b, "You multiplied by the bias. Only the inputs are multiplied, and the bias "
                                           "is added."),
                          most=3) if done == n else None)
    formula, output = f"{added([*products, b])} = {number(z)}", f"a = {activation}({number(z)}) = {number(a)}"
    slips = [(z, "That is z itself, before the activation function."),
             (0, "With an output of 0 the neuron would be silent."),
             (1, "A step would give 1 for a number above 0."), (-z, "You turned the sign around.")]
    yield (draw(n, number(z), "z", formula, "b"),
           f"`z = {formula}`. The bias belongs to no input. It is added whatever the inputs are.",
           f"The bias {number(b)} is added and z is {number(z)}.",
           ask_number(f"The activation function {activation} is given {number(z)}. What is the output of the neuron?",
                      a, f"Yes. {rule}",
                      *[(value, f"{reply} {rule}") for value, reply in slips if abs(value - a) > 0.01], most=4))
    yield ([draw(n, number(z), "z", formula, "g"), _inside("a text", 596, number(a)),
            text("then", 30, 290, output, "activation strong", _letters(output, 350, 18), "start"),
            plane.dot("here", (z, a), "highlight", 6)],
           f"`{output}`. Now change an input, a weight, the bias or the activation function, and see what happens.",
           f"The output is {number(a)}; below, the curve of {activation} with a dot at z = {number(z)}.")


def _neuron_drawn(x, w, b, activation, products, z):
    """Return the plane of a neuron's activation, and a function that draws the neuron."""
    n, reach = len(x), max(4.0, abs(z) * 1.25)
    rows = [122 + (i - (n - 1) / 2) * min(70, 176 / n) for i in range(n)]
    grid = np.linspace(-reach, reach, 121)
    curve = ACTIVATIONS[activation].function(grid)
    room = max(np.ptp(curve), 0.5) * 0.12
    plane = Plane((-reach, reach), (min(0, curve.min()) - room, curve.max() + room), (396, 252, 210, 92))
    still = [circle("sum", 368, 122, 36, "cell activation"), circle("a", 596, 122, 36, "cell activation"),
             arrow("on", 404, 122, 434, 122, "muted"), arrow("out", 532, 122, 560, 122, "muted"),
             text("x name", 67, rows[0] - 32, "inputs", "data", 15),
             text("w name", 193, rows[0] - 32, "weights", "weight", 15),
             text("b name", 416, 31, "bias", "weight", 15, "start"),
             text("activation name", 483, 88, "activation function g", "muted", 15),
             text("a name", 596, 174, "output a", "muted", 15),
             plane.axes(grid=False, numbers=False), plane.curve("g", grid, curve, "activation"),
             plane.text("plane z", (reach, 0), "z", "muted", (10, 0), size=15),
             plane.text("plane g", (0, plane.y[1]), "g(z)", "muted", (-7, 0), size=15, anchor="end")]

    def draw(done, total, what, formula, now=None):
        """Draw it with so many products made, the sum and what it is, and one part marked."""
        def role(part, usual):
            return "highlight" if part == now else usual

        wires = [[line(f"from {i}", 104, y, 156, y, role(i, "muted thin")),
                  line(f"into {i}", 230, y, 332, 122, role(i, "muted thin")),
                  _cell(f"x[{i}]", x[i], f"input x{i + 1}", role(i, "data")).draw(67, y),
                  _cell(f"w[{i}]", w[i], f"weight w{i + 1}", role(i, "weight")).draw(193, y)]
                 for i, y in enumerate(rows)]
        made = [text(f"product {i}", 266, y + 0.35 * (122 - y), number(product), "halo strong weight",
                     _letters(number(product), 70, 15)) for i, (y, product) in enumerate(zip(rows, products[:done]))]
        bias = [line("bias in", 368, 50, 368, 86, role("b", "muted thin")),
                _cell("b", b, "bias b", role("b", "weight")).draw(368, 31)]
        g = choice("activation", activation, OFFERED, "activation g", role=role("g", "ink"), width=98)
        return [wires, made, bias, still, g.draw(483, 122), _inside("sum text", 368, total),
                text("sum name", 368, 174, what, "muted", 15),
                text("so far", 30, 230, f"z = {formula}", "ink strong", _letters(f"z = {formula}", 580, 18), "start")]

    return plane, draw


def _cell(name, value, label, role="weight"):
    """Make a cell with a number that can be typed over."""
    return field(name, value, label, role=role, width=74, height=38, size=_letters(number(value), 66, 18))


def _inside(key, x, said):
    """Write a number into a circle of the neuron."""
    return text(key, x, 122, said, "ink strong", _letters(said, 64, 16))


def _letters(said, room, most):
    """Choose the size at which words fit into so many pixels."""
    return min(most, int(room / width(said, 1)))


# ---------------------------------------------------------------------------------------------- layers and weights


@scene("The parts of a network", size=(640, 320))
def anatomy(W1: matrix(most=(4, 3)), b1: vector, W2: matrix(most=(3, 3)), b2: vector):
    """Name the parts of a network with one hidden layer, its weights on the lines, and count its layers.

    Parameters
    ----------
    W1 : array_like (n_in, n_hidden), at most 4 × 3
    b1 : array_like (n_hidden,)
    W2 : array_like (n_hidden, n_out), at most 3 × 3
    b2 : array_like (n_out,)
    """
    sizes = _sizes(W1, b1, W2, b2)
    hidden, output = parameter_counts(sizes)
    names, captions = unit_names(sizes), ("input layer", "hidden layer", "output layer")

    def draw(layer=None, biased=0):
        """Draw the network with one layer and all that leads into it marked, and some layers' biases."""
        roles = {f"layer {layer}": "highlight", f"W{layer}": "highlight"}
        drawn = diagram(sizes, (46, 34, 548, 250), [W1, W2], names, roles, captions, numbers=True)
        for layer, b in enumerate((b1, b2)[:biased], 1):
            for j, value in enumerate(b):
                (x, y), key = drawn.places[layer, j], entry(f"b{layer}", (j,))
                drawn.shapes.append(text(key, x, y - drawn.radius - 10, f"b = {number(value)}", "halo weight", 14,
                                         group=key))
        return drawn.shapes

    yield (draw(),
           "Each circle is a unit, and each line is a weight. A solid line is a weight above zero, a dashed line is "
           "one below.",
           f"A network of {row(sizes)} units, each joined to all units of the next layer by lines with numbers.",
           ask("Which of the three columns computes nothing?",
               ("the input layer", "Yes. It only holds the numbers that come in. No line leads into it."),
               ("the hidden layer", "Lines with weights lead into it. So it computes new numbers from the inputs."),
               ("the output layer", "Lines with weights lead into it, too. It computes the answer.")))
    yield (draw(0),
           f"The input layer holds {count(sizes[0], 'number')}, the inputs. No line leads into it, so it has no "
           "weights, and it has no biases either.", "The input units are marked; no line leads into them.")
    yield (draw(1, biased=1),
           f"`{hidden.n_in}·{hidden.n_out} = {hidden.weights}` lines lead into the hidden layer, so it has "
           f"{count(hidden.weights, 'weight')}. Each of its {hidden.biases} units has a bias as well.",
           f"The hidden units and the {hidden.weights} lines into them are marked; their biases are {row(b1)}.")
    yield (draw(2, biased=2),
           f"The output layer has `{output.n_in}·{output.n_out} = {output.weights}` weights and "
           f"{count(output.biases, 'bias', 'biases')}. What comes out at the end is {names[2, 0]}, the answer.",
           f"The output and the {output.weights} lines into it are marked; bias {row(b2)}.",
           ask("How many layers does this network have, as people usually count?",
               ("2", "Yes. We count the layers that compute something: the hidden layer and the output layer."),
               ("3", "You counted all three columns. The input layer has no weights and computes nothing, so we do "
                     "not count it."),
               ("1", "One layer is hidden, but the output layer computes something as well.")))
    yield (draw(biased=2),
           "Two layers have weights, so this is a two-layer network. Altogether it has this many parameters: "
           f"`{hidden.weights} + {hidden.biases} + {output.weights} + {output.biases} = "
           f"{hidden.total + output.total}`.",
           f"The whole network with its weights on the lines and its biases {row(b1)} and {row(b2)} above the units.")


def _sizes(W1, b1, W2, b2):
    """Return the units of each layer, if these parameters belong to one network."""
    sizes = n_in, hidden, n_out = [*W1.shape, W2.shape[1]]
    if (b1.shape, W2.shape, b2.shape) != ((hidden,), (hidden, n_out), (n_out,)):
        refuse(f"W1 {W1.shape}, b1 {b1.shape}, W2 {W2.shape} and b2 {b2.shape} do not belong to one network of "
               f"{n_in}, {hidden} and {n_out} units")
    return sizes


@scene("Weights are a matrix", still=1, size=(640, 308))
def weights(W1: matrix(most=(3, 3)), b1: vector, W2: matrix(most=(3, 3)), b2: vector):
    """Show that each line is one cell: pointing at one lights the other; the cells are editable.

    Parameters
    ----------
    W1 : array_like (n_in, n_hidden), at most 3 × 3
    b1 : array_like (n_hidden,)
    W2 : array_like (n_hidden, n_out), at most 3 × 3
    b2 : array_like (n_out,)
    """
    sizes = _sizes(W1, b1, W2, b2)
    names, (rows, columns), lines = unit_names(sizes), W1.shape, W1.size + W2.size
    upper, lower = [line_up(Table(f"{letter}1", first, "weight", edit=True), "",
                            Table(f"{letter}2", second, "weight", edit=True),
                            box=(332, top, 308, height), cell=(58, 36), gap=36, name=f"line {letter}")
                    for letter, first, second, top, height in (("W", W1, W2, 60, 108), ("b", b1, b2, 236, 36))]
    leads = _leads(sizes)

    def draw(marked=(), cells=None, bias=None):
        """Draw the network and its matrices with some lines, some cells of W1 and one bias marked."""
        roles = {entry("W1", index): "highlight" for index in marked}
        drawn = diagram(sizes, (12, 34, 300, 224), [W1, W2], names, roles, ("inputs", "hidden", "output"))
        tables = [upper.draw(mark={"W1": cells}, group={"W1": True, "W2": True}),
                  lower.draw(mark={"b1": bias}, group={"b1": True, "b2": True})]
        return [drawn.shapes, [shape | {"label": f"{shape['label']}, {leads[shape['group']]}"} if "edit" in shape
                               else shape for shape in flat(tables)]]

    i, last = rows - 1, columns - 1
    start, end, far, example = names[0, i], names[1, 0], names[1, last], entry("W1", (i, 0))
    column, first_row = [(k, last) for k in range(rows)], [(0, k) for k in range(columns)]
    terms = " + ".join(f"{names[0, k]}·{factor(value)}" for k, value in enumerate(W1[:, -1]))
    yield (draw([(i, 0)]),
           f"The marked line leads from {start} to {end}. Its weight is in one of the cells of W1.",
           f"A network next to its arrays W1, b1, W2 and b2. The line from {start} to {end} is marked.",
           ask(f"In which cell is the weight on the line from {start} to {end}?",
               (example, "Yes. The row says where the line starts, and the column says where it ends. Both are "
                         "counted from 0."),
               (f"W1[0,{i}]", "You swapped row and column. The row says where the line starts."),
               (f"W1[{i + 1},1]", "The drawing counts from 1, but NumPy counts rows and columns from 0.")))
    yield (draw([(i, 0)], [(i, 0)]),
           f"`{example} = {number(W1[i, 0])}`. It is in row {i}, because the line starts at {start}, and in column 0, "
           f"because the line ends at {end}.",
           f"The line and the cell {example} are both marked.",
           ask(f"What is in column {last} of W1?",
               (f"all weights into {far}", f"Yes. Column {last} has one weight for each input of {far}."),
               (f"all weights out of {start}", "Those weights are in a row, next to each other."),
               (f"the bias of {far}", "The biases are in b1, one for each unit.")))
    yield (draw(column, column, last),
           f"A column belongs to one unit. {far} computes `{terms} {signed(b1[-1])}`: each input times its weight, "
           "plus the bias.",
           f"Column {last} of W1 and the {rows} lines into {far} are marked.",
           ask("And what is in row 0?",
               (f"all weights out of {names[0, 0]}", f"Yes. Row 0 has one weight for each unit that {names[0, 0]} "
                                                     "leads to."),
               (f"all weights into {end}", "Those weights are in column 0."),
               ("the whole first layer", "The first layer has the whole matrix. A row is only a part of it.")))
    yield (draw(first_row, first_row),
           f"A row belongs to one input. Row 0 has {count(columns, 'weight')}, and {names[0, 0]} is multiplied by "
           "each of them.",
           f"Row 0 of W1 and the {columns} lines out of {names[0, 0]} are marked.")
    yield (draw(),
           f"`{W1.size} + {W2.size} = {lines}` lines, and as many cells in W1 and W2. Point at a line or at a cell to "
           "see its partner. Point at a bias to see its unit. If you type a number below zero, its line becomes "
           "dashed.",
           f"The network with its {lines} lines, and all entries of its matrices.")


def _leads(sizes):
    """Say from where to where each weight leads, and whose each bias is, for those who hear it."""
    units = [[f"{kind}{unit + 1}" for unit in range(n)] for kind, n in zip(("x", "h", "output "), sizes)]
    if sizes[2] == 1:
        units[2] = ["the output"]
    said = {}
    for layer, (before, after) in enumerate(pairwise(units), 1):
        said |= {entry(f"W{layer}", (i, j)): f"from {start} to {end}"
                 for i, start in enumerate(before) for j, end in enumerate(after)}
        said |= {entry(f"b{layer}", (j,)): f"bias of {end}" for j, end in enumerate(after)}
    return said


# ---------------------------------------------------------------------------------------------- how many


@scene("Grow a network", size=(640, 350))
def grow(sizes):
    """Draw the network that the learner types, and count its parameters layer by layer.

    Parameters
    ----------
    sizes : str
        Units per layer, inputs first, such as "784, 128, 10"; up to eight layers of weights.

    Raises
    ------
    ValueError
        If the text is no such list.
    """
    sizes = _read_sizes(sizes)
    counts, captions = parameter_counts(sizes), [f"{n:,}" for n in sizes]
    total, shown = sum(layer.total for layer in counts), ", ".join(captions)
    typed = line_up("layer sizes", field("sizes", ", ".join(map(str, sizes)), "layer sizes, inputs first", role="data",
                                         width=500), box=(0, 10, 640, 36)).draw()

    def draw(done, now=None):
        """Draw the network with so many layers counted, and one of them marked."""
        drawn = diagram(sizes, (40, 60, 560, 178), roles={f"W{now}": "weight", f"layer {now}": "highlight"},
                        captions=captions)
        counted = [text(f"count {i}", (left + right) / 2, 280 if len(counts) < 5 or i % 2 else 300, f"{layer.total:,}",
                        "weight strong" if i == now else "weight", 15)
                   for i, (layer, (left, right)) in enumerate(zip(counts[:done], pairwise(drawn.columns)), 1)]
        return [typed, drawn.shapes, counted]

    yield (draw(0),
           f"This network has {count(len(counts), 'layer')}; the input layer is not counted. "
           + ("Of a wide layer only a few units are drawn, but all of them are counted. " if max(sizes) > 6 else "")
           + "Click the box to type other sizes.",
           f"A network of {shown} units.", _ask_total(counts[0]))
    for layer in counts:
        yield (draw(layer.layer, layer.layer),
               f"Layer {layer.layer} has `{layer.n_in:,}·{layer.n_out:,} + {layer.n_out:,} = {layer.total:,}` "
               "parameters, its weights and its biases.",
               f"Layer {layer.layer} of {shown}, from {layer.n_in:,} to {layer.n_out:,} units, has {layer.total:,} "
               "parameters.", _ask_share(layer.total, total) if layer.layer == 1 and len(counts) > 1 else None)
    biggest = max(counts, key=lambda layer: layer.total)
    yield ([draw(len(counts)), text("total", 320, 330, f"{total:,} parameters", "ink strong", 20)],
           f"This network has one layer, with `{total:,}` parameters." if len(counts) == 1 else
           f"`{' + '.join(f'{layer.total:,}' for layer in counts)} = {total:,}` parameters. "
           f"{fixed(100 * biggest.total / total, 1)} % of them are in layer {biggest.layer}.",
           f"The network of {shown} units has {total:,} parameters altogether.")


def _ask_total(layer):
    """Ask for the number of a layer's parameters."""
    return ask(f"Layer 1 has {count(layer.n_in, 'input')} and {count(layer.n_out, 'unit')}. How many parameters "
               "does it have?",
               (f"{layer.total:,}", "Yes. There is a weight for each line, and a bias for each of the "
                                    f"{layer.n_out:,} units."),
               (f"{layer.weights:,}", f"Those are the weights. Each of the {layer.n_out:,} units has a bias as well."),
               (f"{layer.n_in + layer.n_out:,}",
                "You added up the units. There is a line from each input to each unit, so multiply."),
               (f"{layer.weights + layer.n_in + layer.n_out:,}", "You gave the inputs a bias too. They compute "
                                                                 "nothing, so they have none."))


def _ask_share(first, total):
    """Ask which part of all parameters lies in the first layer, in words."""
    parts = ["less than a quarter", "between a quarter and a half", "between a half and three quarters",
             "more than three quarters"]
    right = min(3, int(4 * first / total))
    replies = {part: f"It is more than that. {part.capitalize()} of {total:,} would be at most "
                     f"{(i + 1) * total // 4:,}." if i < right else
               f"It is less than that. {part.capitalize()} of {total:,} would be at least {i * total // 4:,}."
               for i, part in enumerate(parts)}
    return ask_which("Guess before we count the rest: how much of all the parameters is in layer 1?", parts[right],
                     replies | {parts[right]: f"Yes, it is {fixed(100 * first / total, 1)} %."})


@scene("Depth", still=3, size=(640, 330), axis="hidden layers")
def deepen(n_in: inputs.number, units: inputs.number, n_out: inputs.number):
    """Put hidden layers between inputs and outputs, none to seven, along a slider; all three sizes are editable.

    Parameters
    ----------
    n_in, units, n_out : int from 1 to 2000
        Units in the input layer, in each hidden layer, and in the output layer.
    """
    n_in, units, n_out = map(_units, (n_in, units, n_out))
    typed = line_up(field("n_in", n_in, "inputs", role="data", width=62), "inputs",
                    field("units", units, "in each hidden layer", role="activation", width=62), "in each hidden layer",
                    field("n_out", n_out, "outputs", role="activation", width=62), "outputs",
                    box=(0, 10, 640, 36)).draw()
    networks = [[n_in, *[units] * hidden, n_out] for hidden in range(8)]
    counts = [[layer.total for layer in parameter_counts(sizes)] for sizes in networks]
    questions = _ask_one_more(n_in, units, n_out, *map(sum, counts[:3]))
    for hidden, (sizes, layers) in enumerate(zip(networks, counts)):
        parts, total, shown = " + ".join(f"{n:,}" for n in layers), sum(layers), [f"{n:,}" for n in sizes]
        yield (hidden,
               [typed, diagram(sizes, (40, 60, 560, 200), captions=shown).shapes,
                text("total", 320, 310, f"{total:,} parameters", "ink strong", 20)],
               f"{count(hidden, 'hidden layer')} and the output layer have `{parts} = {total:,}` parameters."
               if hidden else
               f"Without a hidden layer, each output has {count(n_in, 'weight')} and 1 bias. That makes "
               f"`({n_in:,} + 1)·{n_out:,} = {total:,}` parameters.",
               f"A network of {', '.join(shown)} units, {hidden} of its layers hidden: {total:,} parameters.",
               questions.get(hidden))


def _units(value):
    """Read a number of units from an edited cell."""
    if value != int(value) or not 1 <= value <= 2000:
        refuse(f"a layer has a whole number of units from 1 to 2000, not {value:g}")
    return int(value)


def _ask_one_more(n_in, units, n_out, without, one, two):
    """Ask for the parameters with one hidden layer, and for what each more adds, by the number of those there are."""
    return {
        0: ask(f"Put one hidden layer of {count(units, 'unit')} in between. How many parameters are there then?",
               (f"{one:,}", f"Yes: `({n_in:,} + 1)·{units:,} + ({units:,} + 1)·{n_out:,}`, one layer after the other."),
               (f"{without + units:,}", f"You added {units:,} to the old number. But the old lines are gone, and all "
                                        "lines are new."),
               (f"{n_in * units + units * n_out:,}", "You forgot the biases."),
               (f"{without + (n_in + 1) * units:,}", "You kept the old lines from the inputs to the outputs. They are "
                                                     "gone: everything passes through the hidden layer.")),
        1: ask("How many parameters does each further hidden layer add?",
               (f"{two - one:,} more",
                f"Yes: `({units:,} + 1)·{units:,}`, a square of weights and a bias for each unit."),
               (f"{units:,} more", "Those are its biases. It has weights, too."),
               (f"{units * units:,} more", "Those are its weights. It has biases, too."),
               ("twice as many", "It does not double. Each further layer adds the same number."))}


def _read_sizes(typed):
    """Read "784, 128, 10" as a list of whole numbers, or say what is wrong with it."""
    typed = str(typed).strip().lower().replace("->", " ")
    if re.search(r"(?:^|[\s,;(\[])-[0-9]", typed):
        refuse("a layer has at least 1 unit, so no number can be below 0")
    words = re.sub(r"[\[\](),;→x×-]+", " ", typed).split()
    if not words:
        refuse("type the units of each layer, inputs first, such as 784, 128, 10")
    for word in words:
        if re.fullmatch(r"[0-9]{9,}", word):
            refuse(f"{word[:20]} units are too many; this course stops at 100,000,000 parameters")
        if not re.fullmatch(r"[0-9]+", word):
            refuse(f"“{word[:20]}” is not a whole number; type the units of each layer, such as 784, 128, 10")
        if int(word) == 0:
            refuse("a layer has at least 1 unit (a thousand is written 1000, without a comma)")
    if len(words) < 2:
        refuse(f"{words[0]} alone is not a network; it needs inputs and outputs, such as {words[0]}, 1")
    if len(words) > 9:
        refuse(f"{len(words)} numbers make {len(words) - 1} layers, and only eight fit into the picture")
    return [int(word) for word in words]


# ---------------------------------------------------------------------------------------------- a neuron and digits


@scene("One neuron looks at digits", still=1, size=(640, 340))
def detector(digits: array(rank=3), labels: vector(most=10), weights: matrix, b: inputs.number):
    """Let one neuron look at digits in turn: its weights are an image; the bias is editable.

    Parameters
    ----------
    digits : array_like (n, height, width), n at most 10
        Ink from 0 to 1.
    labels : array_like (n,)
        Which digit each is; the neuron is to say yes to a 3.
    weights : array_like (height, width)
    b : float
    """
    if len(labels) != len(digits) or digits.shape[1:] != weights.shape:
        refuse(f"digits {digits.shape}, labels {labels.shape} and weights {weights.shape}; each digit needs a label, "
               "and each of its pixels a weight")
    labels = labels.astype(int).tolist()
    unit = Network([weights.size, 1])
    unit["W1"], unit["b1"] = weights.reshape(-1, 1), [b]
    scores = unit.forward(digits.reshape(len(digits), -1))["Z1"][:, 0].tolist()
    limit, (first, second, third) = np.abs(weights).max() or 1.0, strip((16, 44, 456, 132), 3, gap=30)
    colours = {"low": -limit, "high": limit, "colours": "signed"}
    around = [_picture("weights image", "weights", weights, second, **colours),
              text("times", 163, 110, "∘", "ink", 22), text("gives", 325, 110, "=", "ink", 22),
              text("bias name", 488, 156, "bias", "weight", 16, "start"), _cell("b", b, "bias b").draw(573, 156)]
    for k, (label, z) in enumerate(zip(labels, scores)):
        name, yes, kind = f"digit {k + 1}", z > 0, f"a{'n' if label == 8 else ''} {label}"
        products = linalg.hadamard(digits[k], weights).result
        gain, loss = fixed(products[products > 0].sum(), 2), fixed(-products[products < 0].sum(), 2)
        score = fixed(z, 2) if abs(z) >= 0.01 else number(z, 2)  # a small one must show its side of 0
        shapes = [_picture("digit", name, digits[k], first, low=0, high=1), around]
        yield ([shapes, _scores(scores[:k], labels, scores)],
               f"This is digit {k + 1} of {len(labels)}, {kind}. The neuron multiplies each of its {weights.size} "
               "pixels by a weight. Ink on orange speaks for a 3, and ink on blue speaks against it.",
               f"A handwritten {label}, and next to it the weights as a picture: orange along the strokes of a 3, and "
               "blue in its gaps.",
               _ask_verdict(f"Digit {k + 1}, {kind}: what does the neuron say?", yes))
        verdict = {(True, True): "It is a 3, so it was found.",
                   (True, False): "It is not a 3, so this is a false alarm.",
                   (False, True): "It is a 3, so it was missed.",
                   (False, False): "It is not a 3, so that is right."}[yes, label == 3]
        yield ([shapes, _picture("products", "digit ∘ weights", products, third, **colours),
                text("for", 488, 62, f"for {gain}", "error strong", 16, "start"),
                text("against", 488, 92, f"against {loss}", "data strong", 16, "start"),
                _scores(scores[:k + 1], labels, scores)],
               f"`z = {gain} − {loss} {signed(b)} ≈ {score}`, {'above' if yes else 'not above'} 0: the neuron "
               f"{'says 3' if yes else 'is silent'}. {verdict}",
               f"Digit {k + 1}, {kind}, has score {score} and is marked on a line of scores, to the "
               f"{'right' if yes else 'left'} of 0. {verdict}")


def _picture(key, name, pixels, box, **colours):
    """Draw an image in a frame, with its name above."""
    left, top, side, _ = box
    return [text(name, left + side / 2, top - 18, name, "ink strong", 15), image(key, pixels, *box, **colours),
            rect(f"{key} frame", *box, "muted thin")]


def _ask_verdict(question, yes):
    """Ask what the neuron says of a digit."""
    if yes:
        return ask(question, ("It says 3", "Yes. What speaks for a 3 is more than what speaks against it and the bias "
                                           "together."),
                   ("It stays silent", "It says 3, because the weighted sum is above 0."))
    return ask(question, ("It stays silent", "Yes. What speaks for a 3 is not more than what speaks against it and the "
                                             "bias together."),
               ("It says 3", "It stays silent, because the weighted sum is not above 0."))


def _scores(given, labels, scores):
    """Draw the line of scores with its threshold at 0, and those given so far; the newest is the largest."""
    reach = max(5.0, *(1.15 * abs(z) for z in scores))
    plane = Plane((-reach, reach), (-1, 1), (40, 244, 560, 68))
    marks = []
    for k, (z, label) in enumerate(zip(given, labels)):
        role, (radius, letters) = "activation" if label == 3 else "error", (15, 16) if k == len(given) - 1 else (12, 14)
        marks += [plane.dot(f"score {k}", (z, 0), f"cell {role}", radius),
                  text(f"score {k} text", *plane.to_pixels(z, 0), label, "ink strong", letters)]
    small = {"role": "muted", "size": 14}
    return [plane.line("scores", (-reach, 0), (reach, 0), "muted thin"), plane.line("threshold", (0, -1), (0, 1)),
            plane.text("silent", (0, 1), "← silent", shift=(-12, 0), anchor="end", **small),
            plane.text("says", (0, 1), "says 3 →", shift=(12, 0), anchor="start", **small),
            plane.text("z name", (reach, 0), "z", shift=(14, 0), **small),
            plane.text("zero", (0, -1), "0", shift=(6, 0), anchor="start", **small), marks]
