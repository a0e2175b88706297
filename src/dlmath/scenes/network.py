"""Scenes of a network's parts: one neuron, layers, their weights, how many there are, a neuron that looks at digits.

Each function takes the numbers and returns a Scene; `diagram` draws a network for any of them.
"""

import re
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from dlmath import inputs, linalg
from dlmath.activations import ACTIVATIONS
from dlmath.network import Network, parameter_counts
from dlmath.picture.draw import Frame, Grid, Plane, Scene, arrow, ask, circle, image, line, number, path, rect, text

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class Diagram(NamedTuple):
    """A drawn network, and where its parts lie, in pixels.

    Attributes
    ----------
    shapes : list
        Edges first, then units, then words: put it into a Frame as it is.
    places : dict of (layer, unit) to (x, y)
        The centre of each unit drawn; layer 0 is the input. Units that an ellipsis stands for are not in it.
    edges : dict of str to ((x1, y1), (x2, y2))
        `edges["W1[0,2]"]` is where that line begins and ends, at the rims of its two units.
    columns : list of float
        The x of each layer.
    radius : float
        Of a unit.
    """

    shapes: list
    places: dict
    edges: dict
    columns: list
    radius: float


def diagram(sizes, box=(40, 30, 560, 250), weights=None, texts=None, roles=None, captions=None, numbers=False,
            most=6, radius=22, at=0.2):
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
        Parts that look different: `{"unit 1,2": "highlight", "W1[0,2]": "gradient", "W2": "error"}`; a unit is keyed
        `unit 1,2`, its text `unit 1,2 text`.
    captions : list of str, optional
        A line of words below each layer.
    numbers : bool or dict of str to str
        Write each weight on its line, or what the dict holds for it, such as `{"W1[0,2]": "−1"}`; keyed
        `W1[0,2] number`.
    most : int
        Rows of units at most, the ellipsis counted as one; at least 3.
    radius : float
        Of a unit; it shrinks where a column is crowded.
    at : float
        How far along its line a number stands, from 0 to 1.

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
    shapes = [(n_in, n_out) for n_in, n_out in pairwise(sizes)]
    if weights is not None and [np.shape(W) for W in weights] != shapes:
        raise ValueError(f"diagram: weights of shapes {[np.shape(W) for W in weights]}; {list(sizes)} needs {shapes}")
    roles, left, middle = roles or {}, box[0], box[1] + box[3] / 2
    columns_of_units = [_shown(n, most) for n in sizes]
    rows = max(map(len, columns_of_units))
    radius = min(radius, box[3] / (2.4 * rows - 0.4), box[2] / (3.6 * len(sizes) - 1.6))
    pitch = min(4.6 * radius, (box[3] - 2 * radius) / max(1, rows - 1))
    step = (box[2] - 2 * radius) / max(1, len(sizes) - 1)
    columns = [float(left + radius + layer * step) for layer in range(len(sizes))]
    places, dots = {}, []
    for layer, units in enumerate(columns_of_units):
        for row, unit in enumerate(units):
            y = middle + (row - (len(units) - 1) / 2) * pitch
            if unit is None:
                dots.append(text(f"dots {layer}", columns[layer], y, "⋮", "muted strong", 20))
            else:
                places[layer, unit] = (columns[layer], y)
    edges = {f"W{layer + 1}[{i},{j}]": _rims(places[layer, i], places[layer + 1, j], radius)
             for layer in range(len(sizes) - 1)
             for i in columns_of_units[layer] if i is not None
             for j in columns_of_units[layer + 1] if j is not None}
    lines = _bundles(edges, roles) if weights is None else _lines(edges, weights, roles, numbers, at)
    last, circles = len(sizes) - 1, []
    for (layer, unit), (x, y) in places.items():
        key = f"unit {layer},{unit}"
        role = roles.get(key, "data" if layer == 0 else "activation")
        group = f"b{layer}[{unit}]" if weights is not None and layer else None
        circles.append(circle(key, x, y, radius, f"cell {role}", group=group))
        if texts and (layer, unit) in texts:
            circles.append(text(f"{key} text", x, y, texts[layer, unit], "ink", min(16, radius)))
    words = [text(f"caption {layer}", x, box[1] + box[3] + 16, words, "muted", 14)
             for layer, (x, words) in enumerate(zip(columns[:last + 1], captions or []))]
    return Diagram([lines, dots, circles, words], places, edges, columns, radius)


def unit_names(sizes):
    """Name the units as formulas do: x₁, x₂ for inputs, h₁ for hidden units (none in deeper networks), ŷ at the end.

    Examples
    --------
    >>> unit_names([2, 1])
    {(0, 0): 'x₁', (0, 1): 'x₂', (1, 0): 'ŷ'}
    """
    letters = ["x", *["h" if len(sizes) == 3 else ""] * (len(sizes) - 2), "ŷ"]
    return {(layer, unit): letter + (str(unit + 1).translate(SUBSCRIPTS) if n > 1 or letter != "ŷ" else "")
            for layer, (n, letter) in enumerate(zip(sizes, letters)) if letter for unit in range(min(n, 100))}


def _shown(n, most):
    """Return the units of a layer that are drawn, None for the ellipsis."""
    return list(range(n)) if n <= most else [*range(most - 2), None, n - 1]


def _rims(start, end, radius):
    """Return where the line between two units leaves the first and meets the second."""
    (x1, y1), (x2, y2) = start, end
    length = np.hypot(x2 - x1, y2 - y1)
    dx, dy = radius * (x2 - x1) / length, radius * (y2 - y1) / length
    return (float(x1 + dx), float(y1 + dy)), (float(x2 - dx), float(y2 - dy))


def _bundles(edges, roles):
    """Draw the lines between two layers as one path."""
    layers = {}
    for name, ((x1, y1), (x2, y2)) in edges.items():
        layers.setdefault(name.split("[")[0], []).append(f"M{x1:.1f} {y1:.1f} L{x2:.1f} {y2:.1f}")
    return [path(f"{name} lines", " ".join(pieces), f"{roles.get(name, 'muted')} thin",
                 stroke_opacity=1 if name in roles else 0.6) for name, pieces in layers.items()]


def _lines(edges, weights, roles, numbers, at):
    """Draw each weight as a line of its own, its number beside it, and a wide line on top to point at."""
    lines, written, hits = [], [], []
    for name, ((x1, y1), (x2, y2)) in edges.items():
        layer, i, j = _indices(name)
        value = float(np.asarray(weights[layer - 1])[i, j])
        role = roles.get(name, "muted" if value == 0 else "weight")
        weight = "thick" if name in roles else "thin" if value == 0 else ""
        lines.append(line(f"{name} line", x1, y1, x2, y2, f"{role} {weight} {'dashed' if value < 0 else ''}".rstrip(),
                          group=name))
        hits.append(line(f"{name} hit", x1, y1, x2, y2, "ink", group=name, stroke_width=16, stroke_opacity=0))
        if numbers:
            shown = numbers.get(name) if isinstance(numbers, dict) else number(value, 3)
            if shown:
                x, y, width = x1 + at * (x2 - x1), y1 + at * (y2 - y1), 8 * len(shown) + 8
                written.append(rect(f"{name} patch", x - width / 2, y - 10, width, 20, "hollow", group=name, rx=3))
                written.append(text(f"{name} number", x, y, shown, role, 15, group=name))
    return [lines, hits, written]


def _indices(name):
    """Read "W1[0,2]" as (1, 0, 2)."""
    layer, rest = name[1:].rstrip("]").split("[")
    return int(layer), *map(int, rest.split(","))


def neuron(x, w, b, activation="relu"):
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
    ValueError
        For another activation, or numbers too large to multiply.
    """
    inputs.choice("neuron", "activation", activation, OFFERED)
    x, w, b = np.asarray(x, float), np.asarray(w, float), float(b)
    steps, n = linalg.dot(x, w).steps, len(x)
    unit = Network([n, 1], output=activation)
    unit["W1"], unit["b1"] = w[:, None], [b]
    trace = unit.forward(x[None])
    z, a = trace["Z1"].item(), trace["A1"].item()
    products = [first * second for first, second in (step.terms for step in steps)]
    spelled, rule = _sum([*products, b]), OFFERED[activation]
    rows = [float(122 + (i - (n - 1) / 2) * min(70, 176 / n)) for i in range(n)]
    reach = max(4.0, abs(z) * 1.25)
    grid = np.linspace(-reach, reach, 121)
    curve = ACTIVATIONS[activation].function(grid)
    room = max(float(np.ptp(curve)), 0.5) * 0.12
    plane = Plane((-reach, reach), (min(0.0, float(curve.min())) - room, float(curve.max()) + room),
                  (396, 252, 210, 92))

    def frame(note, alt, question=None, done=0, biased=False, bent=False):
        """Draw the neuron with `done` products made."""
        shapes = []
        for i, y in enumerate(rows):
            now = "highlight" if i == done - 1 and not biased else None
            thin = f"{now or 'muted'} {'' if now else 'thin'}".rstrip()
            shapes += [line(f"from {i}", 104, y, 156, y, thin), line(f"into {i}", 230, y, 332, 122, thin),
                       _cell(f"x[{i}]", 30, y - 19, 74, 38, x[i], now or "data", f"input x{i + 1}"),
                       _cell(f"w[{i}]", 156, y - 19, 74, 38, w[i], now or "weight", f"weight w{i + 1}")]
            if i < done:
                shapes.append(text(f"product {i}", 266, y + 0.35 * (122 - y), _short(products[i]),
                                   "halo strong weight", 15))
        total = z if biased else steps[done - 1].value if done else None
        added = "highlight" if biased and not bent else None
        shapes += [text("x name", 67, rows[0] - 32, "inputs", "data", 15),
                   text("w name", 193, rows[0] - 32, "weights", "weight", 15),
                   line("bias in", 368, 50, 368, 86, added or "muted thin"),
                   _cell("b", 331, 12, 74, 38, b, added or "weight", "bias b"),
                   text("b name", 416, 31, "bias", "weight", 15, "start"),
                   circle("sum", 368, 122, 36, "cell activation"),
                   text("sum text", 368, 122, "Σ" if total is None else _short(total), "ink strong", 16),
                   text("sum name", 368, 174, "z" if biased else "sum so far" if done else "weighted sum", "muted", 15),
                   arrow("on", 404, 122, 434, 122, "muted"),
                   rect("activation", 434, 104, 98, 36, "cell highlight" if bent else "cell ink", rx=4,
                        edit="activation", options="|".join(OFFERED), value=activation, label="activation g"),
                   text("activation text", 483, 122, activation, "ink", 15),
                   text("activation name", 483, 88, "activation g", "muted", 15),
                   arrow("out", 532, 122, 560, 122, "muted"), circle("a", 596, 122, 36, "cell activation"),
                   text("a name", 596, 174, "output a", "muted", 15)]
        sentence = spelled + f" = {number(z)}" if biased else _sum(products[:done]) + " + …" if done else "…"
        shapes += [text("so far", 30, 230, f"z = {sentence}", "ink strong", 18 if len(sentence) < 52 else 15, "start"),
                   plane.axes(grid=False, numbers=False), plane.curve("g", grid, curve, "activation"),
                   text("plane z", 616, plane.to_pixels(0, 0)[1], "z", "muted", 15),
                   text("plane g", 494, 252, "g(z)", "muted", 15, "end")]
        if bent:
            shapes += [text("a text", 596, 122, _short(a), "ink strong", 16),
                       text("then", 30, 290, f"a = {activation}({number(z)}) = {number(a)}", "activation strong", 18,
                            "start"), plane.dot("here", (z, a), "highlight", 6)]
        return Frame(shapes, note, alt, question)

    frames = [frame(
        f"{n} inputs, {n} weights, a bias. Every dashed box can be typed into.",
        f"Inputs {_list(x)} meet weights {_list(w)}; lines lead into a sum, then an activation, then the output.",
        ask("What does the first input put into the sum?",
            (number(products[0]), f"Yes, `{number(x[0])}·{_bracket(w[0])} = {number(products[0])}`: an "
                                  "input counts as much as its weight says."),
            (number(x[0] + w[0]), "That adds them. A weight multiplies its input."),
            (number(x[0]), "That would be so with a weight of 1."),
            (number(w[0]), "That is the weight itself: the answer for an input of 1.")))]
    for i, (step, product) in enumerate(zip(steps, products)):
        last = i == n - 1
        frames.append(frame(
            f"`x{i + 1} · w{i + 1} = {number(x[i])} · {_bracket(w[i])} = {number(product)}`"
            + (f", and the sum so far is {number(step.value)}." if i else "."),
            f"Input {i + 1} times weight {i + 1} is {number(product)}; the sum so far is {number(step.value)}.",
            ask("All products are in. What is z?",
                (number(z), f"Yes: {number(step.value)}, and the bias {number(b)} is added once."),
                (number(step.value), "The bias is missing: it belongs to z."),
                (number(step.value - b), "The bias is added, with its sign: a negative one lowers z."),
                (number(step.value * b), "The bias is added. Only inputs have something to be multiplied with.")
                ) if last else None, done=i + 1))
    frames.append(frame(
        f"`z = {spelled} = {number(z)}`: the bias has no input; it is there whatever comes in.",
        f"The bias {number(b)} is added and z is {number(z)}.",
        ask(f"{activation} is given {number(z)}. What does the neuron put out?", (number(a), f"Yes. {rule}"),
            *[(number(value), reply) for value, reply in (
                (z, f"That is z itself, as the identity would leave it. {rule}"),
                (0.0, f"0 would be a silent neuron. {rule}"), (1.0, f"1 is what a step gives above 0. {rule}"),
                (-z, f"The sign does not turn round. {rule}")) if abs(value - a) > 0.01]),
        done=n, biased=True))
    frames.append(frame(
        f"`a = {activation}({number(z)}) = {number(a)}`. Change an input, a weight, the bias or the activation.",
        f"The output is {number(a)}; below, the curve of {activation} with a dot at z = {number(z)}.",
        done=n, biased=True, bent=True))
    return Scene(frames, "One neuron")


OFFERED = {
    "relu": "ReLU keeps a number above 0 as it is and makes 0 of any other.",
    "sigmoid": "A sigmoid squeezes every z to between 0 and 1; 0 becomes one half.",
    "tanh": "tanh squeezes every z to between −1 and 1; 0 stays 0.",
    "identity": "The identity changes nothing.",
    "step": "A step gives 1 for z above 0, and 0 otherwise.",
}


def anatomy(W1, b1, W2, b2):
    """Name the parts of a network with one hidden layer, its weights on the lines, and count its layers.

    Parameters
    ----------
    W1 : array_like (n_in, n_hidden)
    b1 : array_like (n_hidden,)
    W2 : array_like (n_hidden, n_out)
    b2 : array_like (n_out,)
    """
    weights, biases = [np.asarray(W1, float), np.asarray(W2, float)], [np.asarray(b1, float), np.asarray(b2, float)]
    sizes = [weights[0].shape[0], *(W.shape[1] for W in weights)]
    counts = parameter_counts(sizes)
    names = ("input layer", "hidden layer", "output layer")
    last = unit_names(sizes)[2, 0]

    def frame(note, alt, question=None, layer=None, biased=0):
        """Draw the network with one layer and all that leads into it marked."""
        roles = {f"unit {layer},{unit}": "highlight" for unit in range(sizes[layer])} if layer is not None else {}
        if layer:
            roles |= {f"W{layer}[{i},{j}]": "highlight" for i, j in np.ndindex(weights[layer - 1].shape)}
        drawn = diagram(sizes, (46, 34, 548, 250), weights, unit_names(sizes), roles, names, True)
        added = [text(f"b{k}[{j}]", *_above(drawn.places[k, j], drawn.radius), f"b = {number(value)}", "halo weight",
                      14, group=f"b{k}[{j}]")
                 for k, values in enumerate(biases[:biased], 1) for j, value in enumerate(values)]
        return Frame([drawn.shapes, added], note, alt, question, size=(640, 320))

    return Scene([
        frame("A circle is a unit, a line is a weight: solid above zero, dashed below.",
              f"A network of {_list(sizes)} units, each joined to all units of the next layer by lines with numbers.",
              ask("One of the three columns computes nothing. Which?",
                  ("the input layer", "Yes: it only holds the numbers that come in. No weight leads into it."),
                  ("the hidden layer", "Lines with weights lead into it: it makes new numbers from them."),
                  ("the output layer", "Lines lead into it too. It makes the answer."))),
        frame(f"The input layer holds {sizes[0]} numbers, one for each feature. Nothing leads into it: no weights, no "
              "biases.", "The input units are marked; no line leads into them.", layer=0),
        frame(f"The hidden layer: `{counts[0].n_in}·{counts[0].n_out} = {counts[0].weights}` weights lead into it, and "
              f"each unit has a bias, {counts[0].biases} more.",
              f"The hidden units and the {counts[0].weights} lines into them are marked; their biases are "
              f"{_list(biases[0])}.", layer=1, biased=1),
        frame(f"The output layer: `{counts[1].n_in}·{counts[1].n_out} = {counts[1].weights}` weights and "
              f"{counts[1].biases} bias{'es' if counts[1].biases > 1 else ''}. Its activation gives {last}.",
              f"The output and the {counts[1].weights} lines into it are marked; bias {_list(biases[1])}.",
              ask("How many layers has this network, as it is usually counted?",
                  ("2", "Yes: what computes is counted, and that is the hidden and the output layer."),
                  ("3", "There are three columns. The input has no weights and computes nothing; it is not counted."),
                  ("1", "Only one is hidden, and the output computes as well.")), layer=2, biased=2),
        frame("Two layers have weights, so this is a two-layer network: the input is not counted. Its parameters: "
              f"`{counts[0].weights} + {counts[0].biases} + {counts[1].weights} + {counts[1].biases} = "
              f"{sum(count.total for count in counts)}`.",
              f"The whole network with its weights on the lines and its biases {_list(biases[0])} and "
              f"{_list(biases[1])} above the units.", biased=2),
    ], "The parts of a network")


def weights(W1, b1, W2, b2):
    """Show that each line is one cell: pointing at one lights the other; the cells are editable.

    Parameters
    ----------
    W1 : array_like (n_in, n_hidden), at most 3 × 3
    b1 : array_like (n_hidden,)
    W2 : array_like (n_hidden, n_out)
    b2 : array_like (n_out,)
    """
    arrays = {"W1": np.asarray(W1, float), "b1": np.asarray(b1, float), "W2": np.asarray(W2, float),
              "b2": np.asarray(b2, float)}
    sizes = [arrays["W1"].shape[0], arrays["W1"].shape[1], arrays["W2"].shape[1]]
    names, (rows, columns) = unit_names(sizes), arrays["W1"].shape
    longest = max(len(number(value)) for array in arrays.values() for value in array.flat)
    first = 352
    second = first + columns * 58 + 36
    grids = {"W1": Grid("W1", arrays["W1"].shape, first, 60, (58, 36)),
             "b1": Grid("b1", arrays["b1"].shape, first, 236, (58, 36)),
             "W2": Grid("W2", arrays["W2"].shape, second, 60, (58, 36)),
             "b2": Grid("b2", arrays["b2"].shape, second, 236, (58, 36))}

    def frame(note, alt, question=None, line_marks=(), cell_marks=()):
        """Draw the network and its matrices with some lines and cells marked."""
        drawn = diagram(sizes, (12, 34, 300, 224), [arrays["W1"], arrays["W2"]], names,
                        dict.fromkeys(line_marks, "highlight"), ("inputs", "hidden", "output"))
        cells = []
        for name, grid in grids.items():
            marks = {(i, j): "highlight" for i, j in np.ndindex(grid.rows, grid.columns)
                     if grid.entry(i, j) in cell_marks}
            shapes = grid.draw(arrays[name].tolist(), "weight", marks, edit=True, size=16 if longest < 6 else 14)
            cells += [_grouped(shape, arrays, names) for shape in shapes]
        return Frame([drawn.shapes, cells], note, alt, question, size=(640, 308))

    i, j = rows - 1, 0
    example, column, row = f"W1[{i},{j}]", [f"W1[{k},{columns - 1}]" for k in range(rows)], \
        [f"W1[0,{k}]" for k in range(columns)]
    start, end, far = names[0, i], names[1, j], names[1, columns - 1]
    terms = " + ".join(f"{names[0, k]}·{_bracket(value)}" for k, value in enumerate(arrays["W1"][:, -1]))
    return Scene([
        frame(f"The marked line leads from {start} to {end}. Its weight stands in one of the cells of W1.",
              f"A network beside its matrices W1, b1, W2 and b2; the line from {start} to {end} is marked.",
              ask(f"Which cell is the line from {start} to {end}?",
                  (example, "Yes: the row says where it starts, the column where it ends, both counted from 0."),
                  (f"W1[{j},{i}]", "Turned round: in this course the row is where the line starts."),
                  (f"W1[{i + 1},{j + 1}]", "NumPy counts from 0; the drawing counts from 1.")), [example]),
        frame(f"`{example} = {number(arrays['W1'][i, j])}`: row {i} because it starts at {start}, column {j} because "
              f"it ends at {end}.",
              f"The line and the cell {example} are both marked.",
              ask(f"What does column {columns - 1} of W1 hold?",
                  (f"all weights into {far}", f"Yes: column {columns - 1} is all that {far} looks at, input by input."),
                  (f"all weights out of {names[0, rows - 1]}", "Those stand side by side, in a row."),
                  (f"the bias of {far}", "Biases stand in b1, one for each unit.")), [example], [example]),
        frame(f"A column is one neuron: {far} computes `{terms} {_signed(arrays['b1'][-1])}`, a weight for each input "
              "and a bias.",
              f"Column {columns - 1} of W1 and the {rows} lines into {far} are marked.",
              ask("And row 0?",
                  (f"all weights out of {names[0, 0]}", f"Yes: row 0 says where {names[0, 0]} goes, unit by unit."),
                  (f"all weights into {names[1, 0]}", "That is column 0."),
                  ("the whole first layer", "The whole matrix is that.")), column, [*column, f"b1[{columns - 1}]"]),
        frame(f"A row is one input: row 0 holds the {columns} weights that {names[0, 0]} is met with.",
              f"Row 0 of W1 and the {columns} lines out of {names[0, 0]} are marked.", None, row, row),
        frame(f"`{arrays['W1'].size} + {arrays['W2'].size} = {arrays['W1'].size + arrays['W2'].size}` lines, as many "
              "cells in W1 and W2. Point at a line or a cell: its partner lights. A bias lights its unit. Type a "
              "number below zero, and its line is dashed.",
              f"The network with its {arrays['W1'].size + arrays['W2'].size} lines, and all entries of its matrices."),
    ], "Weights are a matrix", still=1)


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
    numbers = _read_sizes(sizes)
    counts = parameter_counts(numbers)
    total = sum(count.total for count in counts)
    captions = [f"{n:,}" for n in numbers]
    typed = [text("sizes name", 110, 28, "layer sizes", "ink", 16, "end"),
             rect("sizes", 120, 10, 500, 36, "cell data", rx=4, edit="sizes", value=", ".join(map(str, numbers)),
                  label="layer sizes, inputs first"),
             text("sizes text", 370, 28, ", ".join(map(str, numbers)), "ink", 16)]

    def frame(note, alt, question=None, done=0, ended=False):
        """Draw the network with the layers counted so far."""
        now = done if done and not ended else None
        roles = {f"W{now}": "weight"} if now else {}
        if now:
            roles |= {f"unit {now},{unit}": "highlight" for unit in range(numbers[now])}
        drawn = diagram(numbers, (40, 60, 560, 178), roles=roles, captions=captions)
        counted = []
        for count in counts[:done]:
            x = (drawn.columns[count.layer - 1] + drawn.columns[count.layer]) / 2
            y = 280 if len(counts) < 5 or count.layer % 2 else 300
            counted.append(text(f"count {count.layer}", x, y, f"{count.total:,}",
                                "weight strong" if count.layer == now else "weight", 15))
        if ended:
            counted.append(text("total", 320, 330, f"{total:,} parameters", "ink strong", 20))
        return Frame([typed, drawn.shapes, counted], note, alt, question, size=(640, 350))

    one = counts[0]
    shown = ", ".join(captions)
    frames = [frame(
        f"{len(counts)} layer{'s' * (len(counts) > 1)}, the input not counted. "
        + ("Wide layers are drawn with dots and counted in full. " if max(numbers) > 6 else "")
        + "Click the box to type other sizes.",
        f"A network of {shown} units.",
        ask(f"{one.n_in:,} units into {one.n_out:,}: how many parameters?",
            (f"{one.total:,}", f"Yes: a weight for each line, and a bias for each of the {one.n_out:,}."),
            (f"{one.weights:,}", f"Those are the lines. Each of the {one.n_out:,} has a bias as well."),
            (f"{one.n_in + one.n_out:,}", "That adds the units. Each of one side is joined to each of the other."),
            (f"{one.weights + one.n_in + one.n_out:,}", "Inputs have no bias: they compute nothing.")))]
    for count in counts:
        asked = _most(counts) if count.layer == 1 and len(counts) > 1 else None
        frames.append(frame(
            f"Layer {count.layer}: `{count.n_in:,}·{count.n_out:,} + {count.n_out:,} = {count.total:,}`, weights and "
            "biases.",
            f"Layer {count.layer} of {shown}, from {count.n_in:,} to {count.n_out:,} units, has {count.total:,} "
            "parameters.", asked, done=count.layer))
    biggest = max(counts, key=lambda count: count.total)
    frames.append(frame(
        f"One layer, `{total:,}` parameters." if len(counts) == 1 else
        f"`{' + '.join(f'{count.total:,}' for count in counts)} = {total:,}` parameters, "
        f"{100 * biggest.total / total:.1f} % of them in layer {biggest.layer}.",
        f"The network of {shown} units has {total:,} parameters altogether.", done=len(counts), ended=True))
    return Scene(frames, "Grow a network")


def _most(counts):
    """Ask which share of the parameters lies in the first layer, in words."""
    share = counts[0].total / sum(count.total for count in counts)
    words = ["less than a quarter", "between a quarter and a half", "between a half and three quarters",
             "more than three quarters"]
    right = min(3, int(4 * share))
    wrong = [(word, f"It is {'more' if i < right else 'less'} than that: {word} of {sum(c.total for c in counts):,} is "
              f"{'at most' if i < right else 'at least'} {_quarter(counts, i + (i < right)):,}.")
             for i, word in enumerate(words) if i != right]
    return ask("Before the rest is counted: which part of all parameters is in layer 1?",
               (words[right], f"Yes: {100 * share:.1f} %."), *wrong)


def _quarter(counts, quarters):
    """Give so many quarters of all parameters, as a whole number."""
    return quarters * sum(count.total for count in counts) // 4


def deepen(n_in, units, n_out):
    """Put hidden layers between inputs and outputs, none to seven, along a slider; all three sizes are editable.

    Parameters
    ----------
    n_in, units, n_out : int
        Units in the input layer, in each hidden layer, and in the output layer.

    Raises
    ------
    ValueError
        For anything but whole numbers from 1 to 2000.
    """
    n_in, units, n_out = (_whole(name, value) for name, value in
                              (("inputs", n_in), ("units", units), ("outputs", n_out)))
    typed = []
    for name, value, words, x, role in (("n_in", n_in, "inputs", 34, "data"),
                                        ("units", units, "in each hidden layer", 174, "activation"),
                                        ("n_out", n_out, "outputs", 428, "activation")):
        typed += [rect(name, x, 10, 62, 36, f"cell {role}", rx=4, edit=name, value=str(value), label=words),
                  text(f"{name} text", x + 31, 28, str(value), "ink", 16),
                  text(f"{name} name", x + 72, 28, words, "ink", 15, "start")]
    totals = [sum(count.total for count in parameter_counts([n_in, *[units] * hidden, n_out]))
              for hidden in range(8)]
    added = totals[2] - totals[1]
    questions = {
        0: ask(f"Put one hidden layer of {units:,} between. How many parameters then?",
               (f"{totals[1]:,}", f"Yes: `({n_in:,} + 1)·{units:,} + ({units:,} + 1)·{n_out:,}`."),
               (f"{totals[0] + units:,}", f"That adds {units:,} to what was there. All lines are drawn anew."),
               (f"{n_in * units + units * n_out:,}", "The biases are missing."),
               (f"{totals[0] + (n_in + 1) * units:,}", "That keeps the old lines from inputs to outputs. They are "
                                                         "gone: everything passes through the hidden layer.")),
        1: ask("And with each hidden layer more?",
               (f"{added:,} more", f"Yes: `({units:,} + 1)·{units:,}`, a square of weights and a bias for each unit."),
               (f"{units:,} more", "Those are its biases. It has weights too."),
               (f"{units * units:,} more", "Those are its weights. It has biases too."),
               ("twice as many", "Each further layer adds the same number: it does not double."))}
    frames = []
    for hidden, total in enumerate(totals):
        sizes = [n_in, *[units] * hidden, n_out]
        drawn = diagram(sizes, (40, 60, 560, 200), captions=[f"{n:,}" for n in sizes])
        parts = " + ".join(f"{count.total:,}" for count in parameter_counts(sizes))
        frames.append(Frame(
            [typed, drawn.shapes, text("total", 320, 310, f"{total:,} parameters", "ink strong", 20)],
            (f"No hidden layer: `({n_in:,} + 1)·{n_out:,} = {total:,}` parameters." if not hidden else
             f"{hidden} hidden layer{'s' * (hidden > 1)}, {hidden + 1} layers in all: `{parts} = {total:,}`."),
            f"A network of {', '.join(f'{n:,}' for n in sizes)} units, {hidden} of its layers hidden: {total:,} "
            "parameters.", questions.get(hidden), size=(640, 330)))
    return Scene(frames, "Depth", still=3, axis="hidden layers", axis_values=list(range(8)))


def detector(digits, labels, weights, b):
    """Let one neuron look at digits in turn: its weights are an image; the bias is editable.

    Parameters
    ----------
    digits : array_like (n, height, width)
        Ink from 0 to 1.
    labels : array_like (n,)
        Which digit each is; the neuron is to say yes to a 3.
    weights : array_like (height, width)
    b : float
    """
    digits, weights, b = np.asarray(digits, float), np.asarray(weights, float), float(b)
    labels = [int(label) for label in labels]
    unit = Network([weights.size, 1])
    unit["W1"], unit["b1"] = weights.reshape(-1, 1), [b]
    scores = unit.forward(digits.reshape(len(digits), -1))["Z1"][:, 0].tolist()
    limit = float(np.abs(weights).max()) or 1.0
    reach = max(5.0, *(1.15 * abs(z) for z in scores))
    plane = Plane((-reach, reach), (0, 1), (40, 250, 560, 56))
    boxes = [(16 + 162 * i, 44, 132, 132) for i in range(3)]

    def frame(k, note, alt, question=None, shown=False):
        """Draw digit k before the neuron, with the scores given so far below."""
        products = linalg.hadamard(digits[k], weights).result
        gain, loss = products[products > 0].sum(), products[products < 0].sum()
        shapes = [[text(name, box[0] + 66, 26, name, "ink strong", 15)
                   for name, box in zip((f"digit {k + 1}", "weights", "digit ∘ weights"), boxes[:3 if shown else 2])],
                  [rect(f"frame {i}", *box, "muted thin") for i, box in enumerate(boxes[:3 if shown else 2])],
                  image("digit", digits[k], *boxes[0], low=0, high=1),
                  image("weights image", weights, *boxes[1], low=-limit, high=limit, colours="signed"),
                  text("times", 163, 110, "∘", "ink", 22), text("gives", 325, 110, "=", "ink", 22),
                  text("bias name", 488, 156, "bias", "weight", 16, "start"),
                  _cell("b", 536, 138, 74, 36, b, "weight", "bias b")]
        if shown:
            shapes += [image("products", products, *boxes[2], low=-limit, high=limit, colours="signed"),
                       text("for", 488, 62, f"for {gain:.2f}", "error strong", 16, "start"),
                       text("against", 488, 92, f"against {-loss:z.2f}", "data strong", 16, "start")]
        shapes += [_threshold(plane), _marks(plane, scores[:k + shown], labels)]
        return Frame(shapes, note, alt, question, size=(640, 340)), gain, loss

    frames = []
    for k, (label, z) in enumerate(zip(labels, scores)):
        yes = z > 0
        kind = "a" + ("n 8" if label == 8 else f" {label}")
        right = ("It says 3", "Yes: more speaks for it than against it and the bias together.") if yes else \
            ("It stays silent", "Yes: what speaks for it does not outweigh what speaks against it and the bias.")
        wrong = ("It stays silent", "The sum comes out above 0.") if yes else ("It says 3", "The sum stays below 0.")
        frames.append(frame(
            k, f"Digit {k + 1} of {len(labels)} is {kind}. The neuron multiplies its {weights.size} weights with "
            f"{weights.size} pixels: orange speaks for a 3, blue against.",
            f"A handwritten {label} beside the weights as an image, orange along the strokes of a 3.",
            ask(f"Digit {k + 1}, {kind}: what does the neuron say?", right, wrong))[0])
        _, gain, loss = frame(k, "-", "-")
        verdict = {(True, True): "It is one: found.", (True, False): "It is none: a false alarm.",
                   (False, True): "It is one: missed.", (False, False): "It is none: rightly silent."}[yes, label == 3]
        frames.append(frame(
            k, f"`z = {gain:.2f} − {-loss:z.2f} {_signed(b)} ≈ {_plain(z)}`, "
            f"{'above' if yes else 'not above'} 0: the neuron {'says 3' if yes else 'is silent'}. {verdict}",
            f"Digit {k + 1}, {kind}, has score {_plain(z)} and is marked on a line of scores, to the "
            f"{'right' if yes else 'left'} of 0. {verdict}", shown=True)[0])
    return Scene(frames, "One neuron looks at digits", still=1)


def _threshold(plane):
    """Draw the line of scores with its threshold at 0."""
    left, y = plane.to_pixels(plane.x[0], 0.5)
    right, middle = plane.to_pixels(plane.x[1], 0.5)[0], plane.to_pixels(0, 0.5)[0]
    return [line("scores", left, y, right, y, "muted thin"), line("threshold", middle, y - 34, middle, y + 34, "ink"),
            text("silent", middle - 12, y - 34, "← silent", "muted", 14, "end"),
            text("says", middle + 12, y - 34, "says 3 →", "muted", 14, "start"),
            text("z name", right + 14, y, "z", "muted", 15),
            text("zero", middle + 6, y + 34, "0", "muted", 14, "start")]


def _marks(plane, scores, labels):
    """Mark the scores given so far, each with the digit's name; the newest is the largest."""
    shapes = []
    for k, z in enumerate(scores):
        newest = k == len(scores) - 1
        x, y = plane.to_pixels(z, 0.5)
        role = "activation" if labels[k] == 3 else "error"
        shapes += [circle(f"score {k}", x, y, 15 if newest else 12, f"cell {role}"),
                   text(f"score {k} text", x, y, labels[k], "ink strong", 16 if newest else 14)]
    return shapes


def _cell(name, x, y, width, height, value, role, label):
    """Draw one number that can be typed over."""
    shown = number(value)
    return [rect(f"{name} cell", x, y, width, height, f"cell {role}", rx=4, edit=name, label=label,
                 value=shown.replace("−", "-")),
            text(name, x + width / 2, y + height / 2, shown, "ink", 18 if len(shown) < 7 else 14)]


def _grouped(shape, arrays, names):
    """Tie a cell of W1, b1, W2 or b2 to its line or its unit."""
    name = shape["key"].removesuffix(" cell")
    if not re.fullmatch(r"[Wb]\d\[[\d,]+\]", name):
        return shape
    if shape["tag"] == "text":
        return shape | {"group": name}
    layer, *index = map(int, re.findall(r"\d+", name))
    value = number(arrays[name.split("[")[0]][tuple(index)])
    kind = "output" if layer == 2 else "hidden unit"
    end = "the output" if layer == 2 and (2, 1) not in names else f"{kind} {index[-1] + 1}"
    start = f"x{index[0] + 1}" if layer == 1 else f"hidden unit {index[0] + 1}"
    said = f"from {start} to {end}" if name[0] == "W" else f"bias of {end}"
    return shape | {"group": name, "label": f"{name} = {value}, {said}"}


def _above(place, radius):
    """Return the pixel for a word above a unit."""
    return place[0], place[1] - radius - 10


def _read_sizes(typed):
    """Read "784, 128, 10" as a list of whole numbers, or say what is wrong with it."""
    typed = str(typed).strip().lower().replace("->", " ")
    if re.search(r"(?:^|[\s,;(\[])-[0-9]", typed):
        raise ValueError("a layer has at least 1 unit; no number here is below 0")
    words = re.sub(r"[\[\](),;→x×-]+", " ", typed).split()
    if not words:
        raise ValueError("type the units of each layer, inputs first, such as 784, 128, 10")
    for word in words:
        if re.fullmatch(r"[0-9]{9,}", word):
            raise ValueError(f"{word[:20]} units are too many: this course stops at 100,000,000 parameters")
        if not re.fullmatch(r"[0-9]+", word):
            raise ValueError(f"“{word[:20]}” is no whole number; type units per layer, such as 784, 128, 10")
        if int(word) == 0:
            raise ValueError("a layer has at least 1 unit (a thousand is written 1000, without a comma)")
    if len(words) < 2:
        raise ValueError(f"{words[0]} alone is no network: it takes inputs and outputs, such as {words[0]}, 1")
    if len(words) > 9:
        raise ValueError(f"{len(words)} numbers make {len(words) - 1} layers; eight fit into the picture")
    return [int(word) for word in words]


def _whole(name, value):
    """Read a number of units."""
    if float(value) != int(value) or not 1 <= value <= 2000:
        raise ValueError(f"{name}: a whole number of units from 1 to 2000 fits here, not {value:g}")
    return int(value)


def _sum(values):
    """Spell a sum with each number's sign.

    >>> _sum([1.0, -0.5, 2.0])
    '1 − 0.5 + 2'
    """
    return number(values[0]) + "".join(f" {_signed(value)}" for value in values[1:])


def _signed(value):
    return f"{'−' if value < 0 else '+'} {number(abs(value))}"


def _bracket(value):
    return f"({number(value)})" if value < 0 else number(value)


def _list(values):
    return ", ".join(number(float(value)) for value in values)


def _short(value):
    """Spell a number that has to fit into a circle."""
    return "≈ 0" if 0 < abs(value) < 0.001 else number(value, 4 if abs(value) < 1e4 else 2)


def _plain(value):
    """Spell a score with two decimals, or as many as a small one needs to show its side of 0."""
    return f"{value:z.2f}".replace("-", "−") if abs(value) >= 0.01 or value == 0 else number(value, 2)
