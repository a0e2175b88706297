"""Scenes of a forward pass: numbers pushed through, a batch of them, a line folded, space as each layer sees it.

Called with a network and its input, each returns a Scene. A large matrix is shown by its first and last rows and
columns, with its true shape.
"""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from dlmath import inputs
from dlmath.inputs import array, matrix, refuse, vector
from dlmath.network import Network, folding, rest_of, unfolded
from dlmath.picture.frame import ask, ask_number, ask_which, scene
from dlmath.picture.plane import Plane
from dlmath.picture.shapes import image, line, path, rect, text, width
from dlmath.picture.table import Arrow, Table, line_up
from dlmath.picture.words import count, elided, entry, number, pair, products, row, signed
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
           f"X holds {count(m, 'example')} of {count(n_in, 'number')}{' each' if m > 1 else ''}, so its shape is "
           f"({m}, {n_in}). You can click a number in X and change it.",
           f"{network!r}, with the first example at its inputs, and the matrix X of shape ({m}, {n_in}).",
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
               f"`Z{layer}[0,{j}] = {spelled}`. We multiply row 0 of {before} with column {j} of W{layer}, pair by "
               "pair, and add the bias.",
               f"Unit {j} of layer {layer}: row 0 of {before}, column {j} of W{layer} and bias {j} marked; {spelled}.",
               question if alone and j == units[-1] else None)
    if not alone:
        yield (_stop(network, trace, layer, *parts),
               f"`{formula}`: every row of {before} meets every column of W{layer}. That makes {m} · {n_out} = "
               f"{m * n_out:,} weighted sums.", f"All of Z{layer}, of shape ({m}, {n_out}).", question)


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
    said = (f"row 0 becomes {pair(A[0], MOST_UNITS)}, and the numbers of each row add up to 1" if g == "softmax" else
            ", ".join(f"{g}({number(Z[0, j])}) = {number(A[0, j])}" for j in few)
            + (" and so on" if len(few) < Z.shape[1] else ""))
    row = line_up(_flowing(before, Z), Arrow(g), _flowing(after, A), box=MIDDLE)
    return (_stop(network, trace, layer, row, f"{after} = {g}({before})", f"(m, {Z.shape[1]}) → (m, {Z.shape[1]})",
                  bent=True),
            f"`{after} = {g}({before})`: {said}."
            + (" This is the last step, so the result is the prediction, ŷ." if layer == network.depth else ""),
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
        "What is Z1[0,0], the first weighted sum of the first example?", Z[0, 0],
        "Yes. You multiplied pair by pair, added up, and added the bias.",
        (Z[0, 0] - b[0], f"You forgot the bias. Add b1[0], which is {number(b[0])}."),
        (X[0, 0] * W[0, 0], "That is only the first product. Add the other ones, and the bias."),
        (X[0].sum(), "You added up the inputs. Multiply each of them by its weight first."),
    ) if X.shape[1] <= 3 else None
    return question or _ask_shape(len(X), *W.shape)


def _ask_shape(m, n_in, n_out):
    """Ask for the shape of Z = X @ W + b, beside two others."""
    X, W, right = f"({m}, {n_in})", f"({n_in}, {n_out})", f"({m}, {n_out})"
    wrong = {W: "That is the shape of W1. But Z1 has one row for each example.",
             X: "That is the shape of X. But Z1 has one column for each unit.",
             f"({n_out + 1}, {m + 1})": "Z1 has one row for each example, and one column for each unit."}
    return ask(f"X has the shape {X}, and W1 has the shape {W}. What shape does Z1 = X @ W1 + b1 have?",
               (right, f"Yes. The inner sizes, {n_in} and {n_in}, are equal and disappear. The outer sizes stay."),
               *[choice for choice in wrong.items() if choice[0] != right][:2])


def _ask_next(network, trace, layer):
    """Ask what the activation will make of Z, where there is something to decide."""
    Z, A, g = trace[f"Z{layer}"][0], trace[f"A{layer}"][0], network.activations[layer - 1]
    if g == "sigmoid" and len(Z) == 1:
        return ask_which(
            f"Now the sigmoid turns the weighted sum {number(Z[0])} into "
            f"{'the prediction' if layer == network.depth else 'a number from 0 to 1'}. Where will that be?",
            "above 0.5" if A[0] > 0.5 else "below 0.5" if A[0] < 0.5 else "exactly 0.5",
            {"above 0.5": "The sigmoid of 0 is 0.5, and it rises. So a sum above 0 gives more than 0.5.",
             "below 0.5": "The sigmoid of 0 is 0.5, and it rises. So a sum below 0 gives less than 0.5.",
             "exactly 0.5": "The sigmoid is exactly 0.5 if the sum is exactly 0."})
    if g == "relu" and len(Z) <= MOST_UNITS:
        return ask(f"ReLU comes next. What does it turn {pair(Z)} into?",
                   (pair(A), "Yes. A number below 0 becomes 0, and the others stay as they are."),
                   (pair(np.abs(Z)), "That leaves out the minus signs. But ReLU turns a number below 0 into 0."),
                   (pair(Z > 0), "Those are the slopes of ReLU, 1 or 0. The numbers above 0 stay as they are."),
                   (pair(Z), "One of these numbers is below 0, and ReLU turns such a number into 0."))
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

    yield (draw(1), f"X holds {count(m, 'example')}, one in each row. The next step is written on the arrow, with the "
                    "shapes of its parameters.",
           f"The matrix X of shape {X.shape}, and an arrow that leads on from it.", _ask_shape(m, *W1))
    for done, (before, step) in enumerate(pairwise(trace.steps)):
        name, old, new = step.name, before.value.shape, step.value.shape
        note = f"{old} → {new}. The activation function changes the numbers, but not the shape."
        if name[0] == "Z":
            W = network[f"W{name[1:]}"].shape
            note = (f"{old} @ {W} → {new}. The inner sizes, {old[1]} and {W[0]}, are equal and disappear. "
                    f"{count(m, 'row')} went in, and {count(m, 'row')} came out.")
        else:
            name = _out_of(network, int(name[1:]))
        yield (draw(done + 2 + done // 2), f"`{name} = {step.formula}`: {note}", f"{name} of shape {new} has appeared.",
               ask(f"Suppose you change one number in row {i} of X. Which rows of ŷ can change?",
                   (f"only row {i}", "Yes. On the way, each row is computed from its own row alone."),
                   ("all of them", "For that, the rows would have to be mixed on the way. But each step computes a row "
                                   "from the row before it, and from the parameters."),
                   ("none", "The number that you change is an input. It takes part in every weighted sum of its "
                            "row."))
               if step is trace.steps[-1] else None)
    yield (draw(mark=(i, ...)),
           f"Follow row {i}: {pair(X[i], 4)} becomes {pair(trace.output[i], 4)}, and no other row takes part. "
           "You can click a number in X, change it, and look again.", f"Row {i} is marked in every matrix.",
           ask("Suppose X had 1000 rows. What shape would W1 have then?",
               (f"{W1}", "Yes. W1 has a row for each input and a column for each unit, however many examples come."),
               (f"(1000, {W1[1]})", "That would be the shape of Z1. A weight belongs to an input and a unit, and all "
                                    "examples share it."),
               (f"({W1[0]}, 1000)", "W1 has a column for each unit, not for each example.")))
    yield (draw(letters=True),
           "We write m for the number of examples. Every matrix here has m rows. The parameters on the arrows have the "
           "same shapes for every m.",
           "Under every matrix stands its shape, with the letter m for the number of rows.")


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
           "These are the inputs: two moons, one of circles and one of triangles. The thin grey lines are drawn on the "
           "plane, so that you can see what happens to it.",
           "Two crescent moons of points, each curling around the end of the other, on a straight lattice.",
           ask("The output is a single neuron, and it can only draw one straight line. How can it separate the moons?",
               ("the layers before it move the points", "Yes. They move the points until one straight line is enough."),
               ("one straight line is enough here", "Hold a ruler to the picture. Each moon reaches across it."),
               ("its sigmoid bends the line", "The sigmoid turns the score into a number from 0 to 1. But the points "
                                              "with the score 0 still lie on a straight line.")))
    for before, step in pairwise([step for step in trace.steps[:-2] if step.value.shape[1] == 2]):
        name = step.name
        doing = ("the plane is stretched, turned or mirrored, and shifted. Straight lines stay straight"
                 if name[0] == "Z" else
                 "each of the two numbers goes through the activation function, and straight lines bend")
        yield (_view(name, trace, woven, ones),
               f"`{name} = {step.formula}`: {doing}. For example, the point with the ring goes from "
               f"{pair(before.value[0])} to {pair(step.value[0])}.",
               f"The points and the lattice as {name} has them: {doing}.")
    last, W, b = f"A{depth - 1}", network[f"W{depth}"].ravel(), network[f"b{depth}"][0]
    right = int((network.classify(X) == ones).sum())
    yield (_view(last, trace, woven, ones, rest_of(network, depth - 1), (*W, b)),
           f"`{number(W[0])}·{last}[:,0] {signed(W[1])}·{last}[:,1] {signed(b)} = 0`: this is the line of the output "
           f"neuron. It is straight, and {right} of {len(X)} points are on the right side of it.",
           f"A straight line separates the points as {last} has them.",
           ask("Now we go back to the plane of the inputs. What will this line look like there?",
               ("bent", "Yes. On the way the layers have bent straight lines. So a line that is straight at the end "
                        "comes from a bent one."),
               ("straight, as here", "Look at the grey lines. They began straight, and the layers have bent them."),
               ("it will not be there", "Every input has a place in this plane, so it is on one of the two sides.")))
    yield (_view("X", trace, woven, ones, network),
           "This is the same border, in the plane of the inputs. Every point is on the same side of it as before, but "
           "here the border is bent.",
           "The two moons again, with a bent border between them.")


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
    title = "the plane of the inputs" if name == "X" else f"the plane of {name}: unit 0 to the right, unit 1 upward"
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


# ---------------------------------------------------------------------------------------------- a line that is folded

PLACE = inputs.number(at_least=0, at_most=2)  # of a fold in a line that was folded before: that begins at 0
FOLDS = ("first", "second", "third", "fourth")
SNAP = 0.025  # dragging stops at multiples of this


@scene("A line, folded four times", still=2, size=(640, 384))
def fold(x: inputs.number(at_least=-1, at_most=1), first: inputs.number(at_least=-1, at_most=1) = 0.0,
         second: PLACE = 0.5, third: PLACE = 0.25, fourth: PLACE = 0.125):
    """Fold the inputs from −1 to 1 four times, and mark all that land with yours; input and folds are draggable.

    Parameters
    ----------
    x : float from −1 to 1
        Your input.
    first, second, third, fourth : float
        Where the line is folded, as the folds before have left it: |v − c| for each place c.
    """
    places = np.array([first, second, third, fourth])
    bends = [unfolded(places[k], places[:k]) if k else np.array([first]) for k in range(4)]
    bends = [np.unique(np.concatenate(bends[:done] or [[]]).round(9)) for done in range(5)]
    bends = [inner[abs(inner) < 1] for inner in bends]  # after so many folds, from left to right
    values = [_landed(x, places[:done]) for done in range(5)]
    groups = [unfolded(value, places[:done]) if done else np.array([x]) for done, value in enumerate(values)]
    xs = np.concatenate([[-1.0], bends[4], [1.0]])
    for done, (value, group, inner) in enumerate(zip(values, groups, bends)):
        pieces = count(len(inner) + 1, "straight piece")
        others = count(len(group), "input")
        drawn = [_strips(xs, places, values, groups, done), _curve_of_folds(x, xs, places[:done], group, value, pieces)]
        if done == 0:
            note = ("The top line holds the inputs from −1 to 1. Your input is the blue dot. At the empty ring the "
                    "line will be folded. You can drag both. The curve shows where each input lands: so far, every "
                    "input is still where it was.")
            question = _ask_partner(x, first)
        else:
            note = (f"Fold {done}: `|{number(values[done - 1])} − {number(places[done - 1])}| = {number(value)}`, so "
                    f"your input is now at {number(value)}. {others} {'land' if len(group) > 1 else 'lands'} there: "
                    f"{row(group, 6, 3)}. The curve has {pieces}.")
            question = {1: _ask_together(second, len(groups[2])),
                        2: _ask_pieces(len(inner) + 1, len(bends[4]) + 1)}.get(done)
        lines = f"{count(done + 1, 'line')}, one below the other," if done else "One line"
        yield (drawn, note, f"{lines} and a curve of {pieces}. Your input, "
                             f"{number(x)}, is at {number(value)} after {count(done, 'fold')}"
                             + (f", together with {count(len(group) - 1, 'other input')}." if done else "."), question)


def _landed(x, places):
    """Return where folds at these places put x, a number or several."""
    if not len(places):
        return x
    landed = folding(places).predict(np.reshape(x, (-1, 1)))[:, 0].round(9)
    return landed if np.ndim(x) else float(landed[0])


def _strips(xs, places, values, groups, done):
    """Draw the line after each fold, one below the other, with the inputs that end up together, and the next place."""
    together = groups[done]
    at = [_landed(together, places[:k]) for k in range(done + 1)]
    ends = [_landed(xs, places[:k]) for k in range(5)]
    reach = max(1.0, *(end.max() for end in ends))
    planes = [Plane((-1, reach), (-1, 1), (92, 34 + 72 * k, 270, 24)) for k in range(5)]
    drawn = []
    for k in range(done + 1):
        plane, (low, high) = planes[k], (ends[k].min(), ends[k].max())
        said = "the inputs" if k == 0 else f"after fold {k}"
        drawn += [text(f"line {k} name", 8, 46 + 72 * k, said, "ink", 14, "start"),
                  plane.line(f"line {k}", (low, 0), (high, 0), "ink thick"),
                  [plane.text(f"line {k} {end} end", (value, 0), number(value, 3), "muted", (0, 22), size=14)
                   for end, value in (("low", low), ("high", high)) if end == "high" or high - low > 0.4],
                  plane.dots(f"line {k} together", [(v, 0) for v in np.unique(at[k].round(9))], "activation", 9)]
        if k < done:
            ways = [(plane.to_pixels(v, 0), planes[k + 1].to_pixels(after, 0)) for v, after in zip(at[k], at[k + 1])]
            d = " ".join(f"M{a:.1f} {b + 5:.1f} L{c:.1f} {d - 5:.1f}" for (a, b), (c, d) in ways)
            drawn.append(path(f"ways {k}", d, "activation thin", stroke_opacity=0.6))
        drawn.append(plane.dot(f"yours {k}", (values[k], 0), "data", r=6))
        if k < 4:
            drawn.append(plane.handle(f"{FOLDS[k]} handle", (places[k], 0), FOLDS[k],
                                      f"place of fold {k + 1}, at {number(places[k])}", "weight", step=SNAP, snap=SNAP))
    drawn.append(planes[0].handle("x handle", (values[0], 0), "x", f"your input, at {number(values[0])}", "data",
                                  step=SNAP, snap=SNAP))
    drawn.append(planes[0].text("yours name", (values[0], 0), number(values[0]), "data strong", (0, -24), size=15))
    return drawn


def _curve_of_folds(x, xs, places, group, value, pieces):
    """Draw where each input lands after folds at these places, with a level line through those that land together."""
    heights = _landed(xs, places)
    low, high = min(0.0, heights.min()), max(heights.max(), 1e-3)
    room = 0.12 * (high - low)
    plane = Plane((-1, 1), (low - room, high + room), (432, 62, 196, 236), name="curve")
    return [plane.axes(labels=("", "")), plane.curve("curve", xs, heights, "ink thick"),
            plane.curve("level", [-1, 1], [value, value], "activation thin dashed"),
            plane.dots("curve together", [(v, value) for v in group], "activation", 9),
            plane.dot("curve yours", (x, value), "data", r=6),
            text("curve head", 530, 22, "where each input lands", "ink strong", 15),
            text("pieces", 530, 46, pieces, "ink", 15), text("curve below", 530, 334, "the inputs", "muted", 14)]


def _ask_partner(x, place):
    """Ask which other input the first fold puts on yours."""
    other = round(2 * place - x, 9)
    if other == round(x, 9):
        return None
    if abs(other) > 1:
        return ask(f"The line is folded at {number(place)}. Is there another input that lands on yours, {number(x)}?",
                   ("no", f"Right. It would have to be {number(other)}, and the line does not reach that far."),
                   ("yes", f"It would have to be as far from {number(place)} as yours, on the other side: at "
                           f"{number(other)}. The line does not reach that far."))
    return ask_number(f"The line is folded at {number(place)}. Which other input lands on yours, {number(x)}?", other,
                      f"Yes. Both are {number(abs(x - place))} away from the fold, one on each side of it.",
                      (place, "That is where the line is folded. It lands at 0, because it is 0 away from the fold."),
                      (-x, "That would be right for a fold at 0."),
                      (x - 1, "Two inputs land together if they are equally far from the fold, on its two sides."),
                      (1 - x, "Two inputs land together if they are equally far from the fold, on its two sides."))


def _ask_together(place, right):
    """Ask how many inputs the second fold brings together."""
    return ask_number(f"Now the folded line is folded again, at {number(place)}. How many inputs will be where yours "
                      "is then, yours included?", right,
                      "Yes. Step on, and you can count them on the top line.",
                      (3, "Step on, and count the dots on the top line. Each of them is an input that ends up where "
                          "yours is."),
                      (2, "One fold can bring two inputs together. The second fold can bring two such places "
                          "together."),
                      (4, "Here the second fold does not bring two places with two inputs each together. Step on, and "
                          "count the dots on the top line."))


def _ask_pieces(now, right):
    """Ask how many straight pieces there are in the end."""
    return ask_number(f"The curve has {count(now, 'straight piece')} after two folds. How many will it have after two "
                      "more?", right, "Yes. Step on, and watch the number grow." if right != 4 * now else
                      f"Yes: every fold doubles the number of pieces. {now}, {2 * now}, {4 * now}.",
                      (now + 2, "That would be one more for each fold. But a bend made by a later fold shows up in "
                                "every piece that is there already."),
                      (2 * now, "That is what one more fold can do. Here come two."),
                      (4 * now, "The number can at most double with each fold. These folds do not all reach the whole "
                                "line."))


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
                  "correct: green for a 3, grey for others · wrong: orange, dashed · bold: just changed sides", "muted",
                  14)]
    question = ask("You are going to slide the threshold up. What will happen to the number of 3s that are found, and "
                   "to the number of false alarms?",
                   ("both fall", "Yes. With a higher threshold the detector says “3” less often, to 3s and to other "
                                 "digits."),
                   ("found rises, alarms fall", "To find more 3s, the detector would have to say “3” more often."),
                   ("only the alarms fall", "Some 3s have a low output, too. They are missed when the threshold "
                                            "passes them."))
    before = outputs >= 0
    for value, cut in zip(CHOICES, cuts):
        yes = outputs >= value
        moved, wrong, before = yes != before, yes != true, yes
        (_, alarms), (missed, found) = confusion_matrix(true, yes, 2)
        boxes = [rect(f"box {i}", x, y, TILE, TILE, "cell highlight" if moved[i] else "hollow error dashed" if wrong[i]
                      else "hollow activation" if true[i] else "hollow muted", rx=3)
                 for i, (x, y) in places.items()]
        sides = [line("cut", cut, 34, cut, BASE + 6, "ink thick", move=True),
                 text("yes", min(cut + 8, 560), 22, "says 3 →", "halo ink strong", 16, "start", move=True),
                 text("no", max(cut - 8, 92), 22, "← says no", "halo ink strong", 16, "end", move=True) if value
                 else None]
        said = _changed(moved, true) if value else "The threshold is 0, so it says “3” to every digit."
        yield (value, [boxes, tiles, floor, sides],
               f"`ŷ ≥ {number(value)}`: the detector finds {found} of {true.sum()} threes and misses {missed}. It "
               f"gives {count(alarms, 'false alarm')}. {said}",
               f"Threshold {number(value)}: the detector says “3” to {count(found, 'three')} and "
               f"{count(alarms, 'other digit')}.",
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
    return f"{said or 'No digit'} changed sides."
