"""Scenes of a forward pass: numbers pushed through a network, a batch of them, space as each layer sees it.

Called with a network and its input, each returns a Scene. A large matrix is shown by its first and last rows and
columns, with its true shape.
"""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from dlmath.inputs import array, matrix, refuse, vector
from dlmath.network import Network, rest_of
from dlmath.picture.frame import ask, ask_number, ask_which, scene
from dlmath.picture.plane import Plane
from dlmath.picture.shapes import image, line, path, rect, text, width
from dlmath.picture.table import Arrow, Table, line_up
from dlmath.picture.words import count, elided, entry, number, pair, products, signed
from dlmath.scenes.network import diagram
from dlmath.training import confusion_matrix

# ---------------------------------------------------------------------------------------------- the story

MIDDLE = (6, 240, 628, 120)  # where the line of matrices may lie
MOST_UNITS = 3  # units of a layer that get a frame of their own
MOST_LAYERS = 9  # that the drawn network has room for


@scene(lambda network, X: f"Forward through {' → '.join(map(str, network.sizes))}", still=-2, size=(640, 404))
def story(network: Network, X: matrix):
    """Tell a forward pass stop by stop: the formula, the formula with its numbers, the shapes; X is editable.

    Works for any network and any batch that fits it. The drawn units hold the numbers of the first example.

    Parameters
    ----------
    network : Network
    X : array_like (m, n_in)

    Raises
    ------
    TypeError, ValueError
        As `Network.forward` does.
    """
    trace = network.forward(X)
    m, n_in = X.shape
    yield (_stop(network, trace, 1, *_sum(network, trace, 1), reached=0),
           f"m = {count(m, 'example')}, {count(n_in, 'number')} each: X is ({m}, {n_in}). Type other numbers into X if "
           "you like.",
           f"A network {network!r} with the first example at its inputs, and the matrix X of shape ({m}, {n_in}).",
           _ask_first(network, trace))
    for layer in range(1, network.depth + 1):
        yield from _sums(network, trace, layer)
        yield _bend(network, trace, layer)


def _sums(network, trace, layer):
    """Yield the frames of Z = A @ W + b: one for each unit where they are few and in the picture, then the rest."""
    before, W, b = _into(layer), network[f"W{layer}"], network[f"b{layer}"]
    A, Z, (m, n_out) = trace[before], trace[f"Z{layer}"], trace[f"Z{layer}"].shape
    parts = row, formula, _ = _sum(network, trace, layer)
    units = [j for j in row[f"Z{layer}"].columns if j is not None]
    if n_out > MOST_UNITS or network.depth > 4:
        units = [0]
    alone, question = len(units) == n_out and m == 1, _ask_next(network, trace, layer)
    for j in units:
        spelled = f"{products(A[0], W[:, j], 4)} {signed(b[j])} = {number(Z[0, j])}"
        yield (_stop(network, trace, layer, *parts, unit=j, reached=j + 1),
               f"`Z{layer}[0,{j}] = {spelled}`: row 0 of {before} with column {j} of W{layer}, plus its bias.",
               f"Unit {j} of layer {layer}: row 0 of {before}, column {j} of W{layer} and bias {j} marked; {spelled}.",
               question if alone and j == units[-1] else None)
    if not alone:
        yield (_stop(network, trace, layer, *parts),
               f"`{formula}`: every row of {before} with every column of W{layer}. {m} · {n_out} sums, and no row "
               "looks at another.", f"All of Z{layer}, of shape ({m}, {n_out}).", question)


def _sum(network, trace, layer):
    """Return the matrices of Z = A @ W + b in a row, the formula, and its shapes with m."""
    before, W, b, Z = _into(layer), f"W{layer}", f"b{layer}", f"Z{layer}"
    n_in, n_out = network[W].shape
    row = line_up(_flowing(before, trace[before]), "@", Table(W, network[W], "weight"), "+",
                  Table(b, network[b], "weight"), "=", _flowing(Z, trace[Z]), box=MIDDLE)
    return row, f"{Z} = {before} @ {W} + {b}", f"(m, {n_in}) @ ({n_in}, {n_out}) + ({n_out},) → (m, {n_out})"


def _bend(network, trace, layer):
    """Return the frame of A = g(Z)."""
    before, after, g = f"Z{layer}", _out_of(network, layer), network.activations[layer - 1]
    Z, A = trace[before], trace[f"A{layer}"]
    few = [j for j in elided(Z.shape[1], MOST_UNITS) if j is not None]
    said = (f"{pair(A[0], MOST_UNITS)}: each row becomes shares that add up to 1" if g == "softmax" else
            ", ".join(f"{g}({number(Z[0, j])}) = {number(A[0, j])}" for j in few)
            + (" and so on" if len(few) < Z.shape[1] else ""))
    row = line_up(_flowing(before, Z), Arrow(g), _flowing(after, A), box=MIDDLE)
    return (_stop(network, trace, layer, row, f"{after} = {g}({before})", f"(m, {Z.shape[1]}) → (m, {Z.shape[1]})",
                  bent=True),
            f"`{after} = {g}({before})`: {said}."
            + (" The last step's name is ŷ, the prediction." if layer == network.depth else ""),
            f"{before} becomes {after} of the same shape {Z.shape}: {said}.")


def _stop(network, trace, layer, row, formula, shapes, unit=None, reached=None, bent=False):
    """Draw one stop: the network above, the formula and its shapes in the middle, the numbers below.

    Parameters
    ----------
    unit : int, optional
        Whose sum is marked.
    reached : int, optional
        How many units of the layer have their sum, in the first row; by default all, in every row.
    bent : bool
        The units hold A, not Z.
    """
    W, b, Z = f"W{layer}", f"b{layer}", f"Z{layer}"
    mark = {} if unit is None else {_into(layer): (0, ...), W: (..., unit), b: unit, Z: (0, unit)}
    shown = {} if reached is None else {Z: {(0, j) for j in range(reached)}}
    return [_drawn(network, trace, layer, unit, reached, bent),
            text("formula", 14, 197, formula, "ink strong", 18, "start"),
            text("shapes", 626, 197, shapes, "muted", 15, "end"), row.draw(mark=mark, shown=shown, group={W: True})]


def _drawn(network, trace, layer, unit, reached, bent):
    """Draw the network with the first example's numbers in the units that are reached."""
    if network.depth > MOST_LAYERS:
        said = f"{network.depth} layers, too many to draw: {network.theta.size:,} parameters"
        return text("network", 320, 80, said, "muted", 16)
    roles = {f"unit {layer},{unit}": "highlight"}
    roles |= {entry(f"W{layer}", (i, unit)): "highlight" for i in range(network.sizes[layer - 1])}
    weights = [network[f"W{k}"] for k in range(1, network.depth + 1)]
    drawn = diagram(network.sizes, (50, 6, 540, 170), weights, roles=roles, most=3, radius=25)
    values = []
    for (k, j), (x, y) in drawn.places.items():
        if k < layer or k == layer and (reached is None or j < reached):
            value = trace[_into(k + 1) if k < layer or bent else f"Z{k}"][0, j]
            fits = [said for said in (number(value, digits) for digits in (3, 2, 1))
                    if width(said, 14) < 2 * drawn.radius - 4]
            values += [text(f"unit {k},{j} value", x, y, fits[0], "ink", 14)] if fits else []
    return [drawn.shapes, values]


def _ask_first(network, trace):
    """Ask for the first sum where it can be done in the head, else for a shape."""
    X, W, b, Z = trace["X"], network["W1"], network["b1"], trace["Z1"]
    question = ask_number(
        "What comes out for Z1[0,0]?", Z[0, 0], "Yes: multiply pair by pair, add up, add the bias.",
        (Z[0, 0] - b[0], "That leaves the bias out."),
        (X[0, 0] * W[0, 0], "That is the first product alone."),
        (X[0].sum(), "That adds up the inputs. Each is multiplied by its weight first.")) if X.shape[1] <= 3 else None
    return question or _ask_shape(len(X), *W.shape)


def _ask_shape(m, n_in, n_out):
    """Ask for the shape of Z = X @ W + b, beside two others."""
    X, W, right = f"({m}, {n_in})", f"({n_in}, {n_out})", f"({m}, {n_out})"
    wrong = {W: "That is the shape of W1. There is one row for each example.",
             X: "That is the shape of X. There is one column for each unit.",
             f"({n_out + 1}, {m + 1})": "The outer sizes stay as they are, rows first."}
    return ask(f"X is {X}, W1 is {W}. Which shape has Z1 = X @ W1 + b1?",
               (right, "Yes: the inner sizes meet and vanish, the outer ones stay."),
               *[choice for choice in wrong.items() if choice[0] != right][:2])


def _ask_next(network, trace, layer):
    """Ask what the activation will make of Z, where there is something to decide."""
    Z, A, g = trace[f"Z{layer}"][0], trace[f"A{layer}"][0], network.activations[layer - 1]
    if g == "sigmoid" and len(Z) == 1:
        return ask_which(
            f"The sigmoid comes next. Where will ŷ lie, with a sum of {number(Z[0])}?" if layer == network.depth else
            f"The sigmoid comes next. What does it make of {number(Z[0])}?",
            "above 0.5" if A[0] > 0.5 else "below 0.5" if A[0] < 0.5 else "exactly 0.5",
            {"above 0.5": "Positive sums give more than one half: the sigmoid of 0 is 0.5.",
             "below 0.5": "Negative sums give less than one half: the sigmoid of 0 is 0.5.",
             "exactly 0.5": "That takes a sum of exactly 0."})
    if g == "relu" and len(Z) <= MOST_UNITS:
        return ask(f"ReLU comes next. What does it make of {pair(Z)}?",
                   (pair(A), "Yes: what is below 0 becomes 0, the rest stays."),
                   (pair(np.abs(Z)), "That drops the minus signs. ReLU puts 0 there."),
                   (pair(Z > 0), "That is its slope, 1 or 0. The numbers above 0 stay what they are."),
                   (pair(Z), "Something is below 0 here, and ReLU lets nothing below 0 through."))
    return None


def _flowing(name, values, **more):
    """Make a table of what flows through a network: the batch, which is editable, or what a step made of it."""
    return Table(name, values, "data" if name == "X" else "activation", edit=name == "X", **more)


def _into(layer):
    """Name what goes into a layer, as a trace does."""
    return f"A{layer - 1}" if layer > 1 else "X"


def _out_of(network, layer):
    """Name what comes out of a layer, as a lesson does: of the last it is the prediction."""
    return "ŷ" if layer == network.depth else f"A{layer}"


# ---------------------------------------------------------------------------------------------- a batch


GAP = 64  # pixels between the rows of two layers, for names and shapes


def _height(network):
    """Return how high the row of a layer is: of matrices with four rows, or three where there are three layers."""
    return 120 if network.depth < 3 else 90


@scene("A batch goes through", still=-2, size=lambda network, X: (640, 14 + (_height(network) + GAP) * network.depth))
def batch(network: Network, X: matrix):
    """Show a batch go through all layers, a line for each, with the shapes beside the arrows; X is editable.

    Parameters
    ----------
    network : Network of at most 3 layers
    X : array_like (m, n_in)

    Raises
    ------
    TypeError, ValueError
        As `Network.forward` does.
    """
    if network.depth > 3:
        refuse(f"the network has {network.depth} layers; at most 3 are drawn; `story` takes more")
    trace, m, W1 = network.forward(X), len(X), network["W1"].shape
    placed = [(table, row.signs[3 * k:3 * k + 3]) for row in _rows(network, trace)
              for k, table in enumerate(row.tables.values())]  # each with the arrow that leads on from it
    digits = min(table.digits for table, _ in placed)  # the same number looks the same
    placed = [(replace(table, digits=digits), arrow) for table, arrow in placed]
    i = 1 if 1 in placed[0][0].rows else 0

    def draw(reached=None, mark=None, letters=False):
        """Draw the first so many matrices, or all, with their true shapes or with the letter m."""
        return [[table.draw(mark, caption=f"(m, {table.shape[1]})" if letters else None), arrow]
                for table, arrow in placed[:reached]]

    yield (draw(1), f"X holds {count(m, 'example')}, one in each row. The arrows say what each step does with it.",
           f"The matrix X of shape {X.shape}, and arrows that lead from it.", _ask_shape(m, *W1))
    for done, (before, step) in enumerate(pairwise(trace.steps)):
        name, old, new = step.name, before.value.shape, step.value.shape
        note = f"{old} → {new}."
        if name[0] == "Z":
            W = network[f"W{name[1:]}"].shape
            note = (f"{old} @ {W} → {new}. The inner sizes, {old[1]} and {W[0]}, meet and vanish; {m} rows stay {m} "
                    "rows.")
        else:
            name = _out_of(network, int(name[1:]))
        yield (draw(done + 2 + done // 2), f"`{name} = {step.formula}`: {note}", f"{name} of shape {new} has appeared.",
               ask(f"One number in row {i} of X changes. Which numbers of ŷ can change?",
                   (f"those in row {i}", "Yes: no row looks at another on the way."),
                   ("all of them", "That would need rows to be mixed. Each step works row by row."),
                   ("none", "It is an input: it takes part in every sum of its row."))
               if step is trace.steps[-1] else None)
    yield (draw(mark=(i, ...)),
           f"Row {i} all the way: {pair(X[i], 4)} becomes {pair(trace.output[i], 4)}. No other row had a part in it. "
           "Type another number into X and look again.", f"Row {i} is marked in every matrix.",
           ask("With 1000 rows in X, which shape would W1 have?",
               (f"{W1}", "Yes: the parameters know nothing of m."),
               (f"(1000, {W1[1]})", "That is Z1. Weights belong to inputs and units, not to examples."),
               (f"({W1[0]}, 1000)", "W1 has a column for each unit, not for each example.")))
    yield (draw(letters=True),
           "For any number m of rows: all that flows has m rows, and the weights on the arrows stay as they are.",
           "Every matrix now carries its shape with the letter m.")


def _rows(network, trace):
    """Place A, Z and the next A of each layer in a row."""
    height, rows = _height(network), []
    for layer, g in enumerate(network.activations, 1):
        before, W, b = _into(layer), network[f"W{layer}"].shape, network[f"b{layer}"].shape
        rows.append(line_up(
            _flowing(before if layer == 1 else f"{before} again", trace[before], label=before),
            Arrow(f"@ W{layer} {W}", f"+ b{layer} {b}"), _flowing(f"Z{layer}", trace[f"Z{layer}"]), Arrow(g),
            _flowing(_out_of(network, layer), trace[f"A{layer}"]),
            box=(6, 34 + (layer - 1) * (height + GAP), 628, height), name=f"line {layer}"))
    return rows


# ---------------------------------------------------------------------------------------------- space, layer by layer

BOX, SAMPLES = (44, 34, 580, 296), 29  # where the plane lies, and the points that make one line of the lattice


@scene("The moons as each layer sees them", still=-2)
def layers(network: Network, X: matrix(shape=("m", 2), most=(600, 2)), y: array(rank=(1, 2))):
    """Show where each layer of two units puts the points of two classes, until one straight line parts them.

    Points and lines glide: the weighted sum and a smooth activation move the plane without tearing it.

    Parameters
    ----------
    network : Network
        Two inputs, two units in the last hidden layer, one sigmoid output; layers of another width are passed unseen.
    X : array_like (m, 2), m at most 600
    y : array_like (m, 1) of 0 and 1
    """
    sizes, depth, ones = network.sizes, network.depth, y.ravel() >= 0.5
    if sizes[0] != 2 or sizes[-2:] != [2, 1] or network.activations[-1] != "sigmoid" or depth < 2:
        refuse(f"{network!r} has sizes {sizes}; it must be [2, …, 2, 1] with a sigmoid, so that what goes in and what "
               "the last layer sees are planes")
    if len(ones) != len(X):
        refuse(f"X has {len(X)} rows and y {len(ones)} labels; as many are needed")
    trace, woven = network.forward(X), network.forward(_lattice(X))
    yield (_view("X", trace, woven, ones),
           "What goes in: two moons, circles and triangles, on a straight lattice.",
           "Two crescents of points that hold each other, on a straight lattice.",
           ask("The last unit is one neuron: it can draw one straight line. How will that part the moons?",
               ("the layers before it move the points", "Yes: they bend the plane until a line fits."),
               ("one line is enough here", "Lay a ruler on the picture: each crescent reaches across it."),
               ("the sigmoid bends the line", "It turns scores into numbers from 0 to 1. Where the score is 0 stays a "
                                              "straight line.")))
    for before, step in pairwise([step for step in trace.steps[:-2] if step.value.shape[1] == 2]):
        name = step.name
        doing = ("the plane is stretched, turned or mirrored, and shifted; straight stays straight" if name[0] == "Z"
                 else "each coordinate goes through on its own, and the lattice bends")
        yield (_view(name, trace, woven, ones),
               f"`{name} = {step.formula}`: {doing}. The ringed point goes from {pair(before.value[0])} to "
               f"{pair(step.value[0])}.",
               f"The points and the lattice as {name} has them: {doing}.")
    last, W, b = f"A{depth - 1}", network[f"W{depth}"].ravel(), network[f"b{depth}"][0]
    right = int((network.classify(X) == ones).sum())
    yield (_view(last, trace, woven, ones, rest_of(network, depth - 1), (*W, b)),
           f"`{number(W[0])}·{last}[:,0] {signed(W[1])}·{last}[:,1] {signed(b)} = 0`: the last unit's border in the "
           f"plane of {last}. One straight line, and {right} of {len(X)} points lie on their own side.",
           f"A straight line parts the points as {last} has them.",
           ask("Seen from the input again, what will this same border look like?",
               ("bent", "Yes: the layers bent the plane, so what is straight here comes from a bent one."),
               ("straight, as here", "Straight lines of the lattice did not stay straight on the way."),
               ("it is not there", "Each input has a place in this plane, and so a side of the line.")))
    yield (_view("X", trace, woven, ones, network),
           "The same border seen from the input: every point keeps its side, so the straight line is a bent one here.",
           "The two crescents again, with a bent border between them.")


def _lattice(X):
    """Return lines of points around X: eight upright ones, then six level ones."""
    (left, low), (right, high) = X.min(axis=0) - 0.1, X.max(axis=0) + 0.1
    across, up = np.linspace(left, right, SAMPLES), np.linspace(low, high, SAMPLES)
    upright = [np.stack([np.full(SAMPLES, x), up], axis=1) for x in across[::4]]
    return np.concatenate([*upright, *(np.stack([across, np.full(SAMPLES, y)], axis=1)
                                       for y in np.linspace(low, high, 6))])


def _view(name, trace, woven, ones, rest=None, border=None):
    """Draw points and lattice in the plane of one step, shaded by what the rest of the network calls 1.

    `border` holds w1, w2 and b of the line w1·x + w2·y + b = 0.
    """
    points, lattice = trace[name], woven[name]
    both = np.concatenate([points, lattice])
    low, high = both.min(axis=0), both.max(axis=0)
    room = 0.03 * (high - low) + 1e-6
    plane = Plane(*zip(low - room, high + room), box=BOX)
    strokes = [" L".join("{:.1f} {:.1f}".format(*plane.to_pixels(*point)) for point in stroke)
               for stroke in lattice.reshape(-1, SAMPLES, 2)]
    title = "what goes in" if name == "X" else f"as {name} has them: unit 0 across, unit 1 up"
    return [_regions(plane, rest) if rest else None, plane.axes(grid=False),
            path("lattice", "M" + " M".join(strokes), "muted thin", move=True, stroke_opacity=0.45),
            _border(plane, *border) if border else None,
            plane.dots("class 0", points[~ones], "data", 7, move=True),
            plane.dots("class 1", points[ones], "error", mark="triangle", move=True),
            plane.dot("ringed", points[0], "highlight", 9, move=True, fill_opacity=0),
            text("step", 44, 16, title, "strong ink", 16, "start"),
            text("shade", 624, 16, "ŷ ≥ 0.5 is shaded orange", "muted", 14, "end") if rest else None]


def _regions(plane, rest):
    """Shade what the rest of a network calls 1, for every point of a plane."""
    across, down = np.linspace(*plane.x, 145), np.linspace(*plane.y[::-1], 80)
    called = rest.classify(np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)).reshape(80, 145)
    return image("regions", 2 * called - 1, *BOX, colours="signed", opacity=0.22)


def _border(plane, w1, w2, b):
    """Draw where w1·x + w2·y + b = 0: through the middle of the picture, out of it on both sides."""
    across, length = np.array([w1, w2]), np.hypot(w1, w2)
    foot, way = -b * across / length**2, 100 * np.array([-w2, w1]) / length
    return plane.curve("border", *np.stack([foot - way, foot + way], axis=1), "ink thick")


# ---------------------------------------------------------------------------------------------- a threshold

CHOICES = (0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999)
TILE, HIGH, BASE = 24, 9, 296  # a digit's pixels, digits in a column, and where the columns stand


@scene("A threshold slid", still=CHOICES.index(0.5), axis="threshold")
def threshold(images: array(shape=("m", 28, 28)), is_3: vector, outputs: vector(most=90)):
    """Show digits in order of their output, and slide the threshold: which change side?

    Parameters
    ----------
    images : array_like (m, 28, 28) from 0 to 1
    is_3 : array_like (m,) of 0 and 1
    outputs : array_like (m,), m at most 90
        What the detector says, from 0 to 1.
    """
    true = is_3 >= 0.5
    if not len(images) == len(true) == len(outputs):
        refuse(f"{len(images)} images, {len(true)} answers and {len(outputs)} outputs; as many of each are needed")
    if outputs.min() < 0 or outputs.max() > 1:
        refuse("an output lies outside 0 to 1")
    places, cuts = _stacked(outputs)
    tiles = [image(f"digit {i}", images[i], x + 3, y + 3, TILE - 6, TILE - 6, 0, 1) for i, (x, y) in places.items()]
    ticks = [[line(f"tick {value}", x, BASE + 2, x, BASE + 8, "muted thin"),
              text(f"tick {value} name", x, BASE + 20, number(value), "muted", 14)] for value, x in zip(CHOICES, cuts)]
    floor = [ticks, line("base", 8, BASE, 632, BASE, "muted thin"),
             text("output", 12, BASE + 20, "ŷ =", "ink", 14, "start"),
             text("legend", 320, BASE + 46,
                  "green: a 3 · grey: no 3 · dashed: on the wrong side · yellow: has changed side", "muted", 14)]
    question = ask("Slide the threshold up. What happens to the threes found and to the false alarms?",
                   ("both fall", "Yes: whoever is harder to convince says yes less often, rightly or wrongly."),
                   ("found rises, alarms fall", "To find more threes it would have to say yes more often."),
                   ("only the alarms fall", "Some threes have low outputs too, and are lost on the way."))
    before = outputs >= 0
    for value, cut in zip(CHOICES, cuts):
        yes = outputs >= value
        moved, wrong, before = yes != before, yes != true, yes
        (_, alarms), (missed, found) = confusion_matrix(true, yes, 2)
        boxes = [rect(f"box {i}", x, y, TILE, TILE, "cell highlight" if moved[i] else "hollow error dashed" if wrong[i]
                      else "hollow activation" if true[i] else "hollow muted thin", rx=3)
                 for i, (x, y) in places.items()]
        sides = [line("cut", cut, 34, cut, BASE + 6, "ink thick", move=True),
                 text("yes", cut + 8, 22, "says 3 →", "halo ink strong", 16, "start", move=True),
                 text("no", cut - 8, 22, "← says no", "halo ink strong", 16, "end", move=True) if value else None]
        said = _changed(moved, true) if value else "At first everything is called a 3."
        yield (value, [boxes, tiles, floor, sides],
               f"`ŷ ≥ {number(value)}`: {found} of {true.sum()} threes found, {missed} missed; {alarms} of "
               f"{(~true).sum()} others are false alarms. {said}"
               + (" A tie, exactly 0.5, counts as a 3 by convention." if value == 0.5 else ""),
               f"Threshold {number(value)}: {found} threes and {alarms} others lie on the side of yes.",
               None if value else question)


def _stacked(outputs):
    """Place digits in columns, one group between each choice and the next, in order within it.

    Returns
    -------
    places : dict from digit to (x, y); cuts : the x of each choice
    """
    groups = [np.flatnonzero((outputs >= low) & (outputs < high)) for low, high in pairwise([*CHOICES, np.inf])]
    widths = [max(2, -(-len(group) // HIGH)) * TILE for group in groups]
    x, places, cuts = 320 - sum(widths) / 2, {}, []
    for group, room in zip(groups, widths):
        cuts.append(x)
        for place, i in enumerate(group[np.argsort(outputs[group])]):
            places[int(i)] = (x + TILE * (place // HIGH), BASE - TILE * (place % HIGH + 1))
        x += room
    return places, cuts


def _changed(moved, true):
    """Say which digits changed side."""
    groups = (moved & true, "three"), (moved & ~true, "other digit")
    said = " and ".join(count(group.sum(), word) for group, word in groups if group.any())
    return f"{said or 'No digit has'} changed side."
