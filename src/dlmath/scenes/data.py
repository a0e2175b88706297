"""Scenes of data: a straight line to be laid by hand, between two kinds of points and for tasks of logic."""

import numpy as np

from dlmath.inputs import matrix, refuse, vector
from dlmath.network import Network
from dlmath.picture.frame import ask, ask_number, scene
from dlmath.picture.plane import Plane
from dlmath.picture.shapes import text
from dlmath.picture.table import Table
from dlmath.picture.words import count, factor, number, pair, signed

POINT = vector(shape=(2,))
ENDS = (0.0, 2.0)  # how far to the right the line is taken hold of: where it starts, and two units further


@scene("A straight line between two kinds of points", still=1)
def straight_line(X: matrix(shape=("m", 2), most=(999, 2)), y: matrix(shape=("m", 1)), first: POINT, second: POINT):
    """Show which points a straight line gets right; its two ends are draggable.

    It says 1 below the line and 0 above: a network of one layer, whose three parameters are read off the line.

    Parameters
    ----------
    X : array_like (m, 2), m at most 999
    y : array_like (m, 1)
        0 for a disc, 1 for a triangle.
    first, second : array_like (2,)
        The line goes through 0 and through 2 to the right at their heights; how far to the right they lie is not used.
    """
    if len(y) != len(X):
        refuse(f"y has {count(len(y), 'row')} and X has {len(X)}; each point needs its own")
    if not np.isin(y, (0, 1)).all():
        refuse("y holds 0 for a disc and 1 for a triangle, nothing else")
    start, slope = first[1], (second[1] - first[1]) / (ENDS[1] - ENDS[0])
    line = Network([2, 1], output="sigmoid")
    line["W1"], line["b1"] = [[slope], [-1]], [start]
    wrong = ((line.predict(X) > 0.5) != (y > 0.5)).ravel()
    points, hits = len(X), len(X) - int(wrong.sum())

    plane = _plane(X)
    triangles = y.ravel() == 1
    shown = [plane.axes(),
             plane.dots("discs", X[~triangles], "data"),
             plane.dots("triangles", X[triangles], "error", mark="triangle"),
             plane.curve("line", plane.x, [start + slope * x for x in plane.x], "ink thick"),
             _end(plane, "first", "left", (ENDS[0], first[1])), _end(plane, "second", "right", (ENDS[1], second[1])),
             text("start", 448, 110, f"start = {number(start)}", "ink", 18, "start"),
             text("slope", 448, 138, f"slope = {number(slope)}", "ink", 18, "start")]
    yield ([shown, text("right", 448, 40, f"? of {points} right", "ink strong", 20, "start")],
           "Above the line we say “disc”, and below it we say “triangle”. Drag the two rings to move the line.",
           f"A plane with {count(points, 'point')}, discs and triangles, and a straight line that starts at "
           f"{number(start)} with slope {number(slope)}.",
           ask_number(f"How many of the {points} points does this line get right?", hits,
                      f"The other {points - hits} lie on the wrong side of the line.",
                      (points, "Look once more: are all triangles below the line, and all discs above it?"),
                      (points // 2, "Half of them is what you would get by tossing a coin. Look how many points lie on "
                                    "their own side.")))
    yield ([shown, plane.dots("wrong", X[wrong], "highlight", 4),
            text("right", 448, 40, f"{hits} of {points} right", "ink strong", 20, "start"),
            text("marked", 448, 68, f"{points - hits} wrong, marked", "muted", 16, "start")],
           f"`height = {number(start)} {signed(slope)} · x`: {hits} of {points} points are right. Can you find a line "
           "that gets more of them right?",
           f"The points on the wrong side of the line are marked: {points - hits} of {points}.")


def _end(plane, name, side, point):
    """Return the ring by which one end of the line is moved."""
    return plane.handle(f"{name} handle", point, name, f"{side} end of the line, at {pair(point)}", "ink", step=0.05,
                        snap=0.05)


def _plane(X):
    """Return a plane in which all points lie, and both ends of the line."""
    (left, low), (right, high) = X.min(axis=0) - 0.3, X.max(axis=0) + 0.3
    return Plane(x=(min(left, ENDS[0] - 0.3), max(right, ENDS[1] + 0.3)), y=(low, high), box=(44, 10, 384, 316))


# ---------------------------------------------------------------------------------------------- three tasks of logic

CORNERS = np.array([(0, 0), (0, 1), (1, 0), (1, 1)])
TRIANGLE = np.array([(-0.07, -0.055), (0.07, -0.055), (0, 0.075)])  # around a corner
TASKS = {  # which answer each corner asks for, and the rule in words
    "AND": ((0, 0, 0, 1), "AND is 1 only if both inputs are 1."),
    "OR": ((0, 1, 1, 1), "OR is 1 if at least one input is 1."),
    "XOR": ((0, 1, 1, 0), "XOR is 1 if exactly one input is 1."),
}


@scene("AND, OR, XOR", still=0, size=(640, 340))
def gates(first: POINT, second: POINT):
    """Lay one straight line for AND, for OR and for XOR; both its ends are draggable.

    The line is a neuron with a step: its weights and its bias are read off the line, and it says 1 on that side of
    the line on which more of the four points get the right answer.

    Parameters
    ----------
    first, second : array_like (2,)
        Two different points that the line goes through.

    Raises
    ------
    ValueError
        If both points are the same.
    """
    if np.array_equal(first, second):
        refuse("both ends lie in the same place; drag one of them away, so that they make a line")
    for task, (wanted, rule) in TASKS.items():
        neuron = _neuron(first, second, wanted)
        hits = int((neuron.predict(CORNERS)[:, 0] == wanted).sum())
        question = {
            "AND": ask("Can one straight line get all four points right?",
                       ("Yes", "Yes, it can. Drag the two rings until you read “4 of 4 right”. Then step on."),
                       ("No", "It can. Drag the two rings so that the triangle is alone on its side of the line.")),
            "XOR": ask("Drag the line for a while. Can one straight line get all four points right?",
                       ("No", "No line does it. Step on to see why."),
                       ("Yes", "Are you sure? If your line says “4 of 4 right”, you have found something new. Step on "
                               "to see why no line does it."))}
        yield (_task(task, first, second, neuron, wanted),
               f"{rule} This line gets {hits} of the 4 points right. Drag the rings. On the line, "
               f"`{_spelled(neuron)} = 0`.",
               f"{task}: four points at the corners of a square, and a line through {pair(first)} and {pair(second)} "
               f"that gets {hits} of them right.", question.get(task))
    middle = [_PLANE.line("discs' line", (0, 0), (1, 1), "data dashed"),
              _PLANE.line("triangles' line", (0, 1), (1, 0), "error dashed"),
              _PLANE.dot("middle", (0.5, 0.5), "highlight", 7)]
    yield ([_task("XOR", first, second, neuron, wanted), middle],
           "Suppose that a line has both discs on one side. Then everything between them is on that side too, and so "
           "is the marked point in the middle. If it has both triangles on the other side, then the middle is on the "
           "other side as well. But a point cannot be on both sides. So no straight line gets more than 3 of the 4 "
           "right.",
           "XOR: a dashed line joins the two discs, another one joins the two triangles, and they cross at "
           "(0.5, 0.5), which is marked.")


_PLANE = Plane(x=(-0.6, 1.6), y=(-0.6, 1.6), box=(58, 12, 296, 296), equal=True)


def _neuron(first, second, wanted, points=CORNERS):
    """Return a neuron that is 0 on the line and says 1 on the side where more points get the answer that is wanted."""
    across = np.array([first[1] - second[1], second[0] - first[0]])
    made = []
    for weights in (across, -across):
        neuron = Network([2, 1], output="step")
        neuron["W1"], neuron["b1"] = weights.reshape(2, 1), [-(weights @ first)]
        made.append(neuron)
    return max(made, key=lambda neuron: (neuron.predict(points)[:, 0] == wanted).sum())


def _spelled(neuron):
    """Spell the weighted sum of a neuron of two inputs, such as "1·x₁ + (−2)·x₂ − 1.5"."""
    w1, w2, b = neuron.theta.tolist()
    return f"{number(w1)}·x₁ + {factor(w2)}·x₂ {signed(b)}"


def _task(task, first, second, neuron, wanted):
    """Draw the four points of a task, the line with its two rings, and what the neuron says."""
    wanted, said = np.array(wanted), neuron.predict(CORNERS)[:, 0]
    sums, right = neuron.forward(CORNERS)["Z1"][:, 0], said == wanted
    beyond, middle, weights = 9 * (second - first), (first + second) / 2, neuron["W1"][:, 0]
    tip = middle + 0.35 * weights / np.hypot(*weights)
    return [_PLANE.axes(("x₁", "x₂")),
            _PLANE.curve("line", *np.transpose([first - beyond, second + beyond]), "ink thick"),
            _PLANE.arrow("side", middle, tip, "activation"),
            _PLANE.text("says 1", tip, "says 1", "activation strong", (0, -12), size=15),
            _PLANE.dots("discs", CORNERS[wanted == 0], "data", 14),
            [_PLANE.polygon(f"triangle {i}", CORNERS[i] + TRIANGLE, "solid error") for i in np.flatnonzero(wanted)],
            [_PLANE.text(f"z {i}", corner, f"z = {number(z, 2)}", "ink", (0, -20 if corner[1] else 24), size=15)
             for i, (corner, z) in enumerate(zip(CORNERS, sums))],
            _PLANE.dots("wrong", CORNERS[~right], "highlight", 5),
            [_PLANE.handle(f"{name} handle", point, name, f"{name} end of the line, at {pair(point)}", "ink",
                           step=0.25, snap=0.25) for name, point in (("first", first), ("second", second))],
            text("task", 392, 44, task, "ink strong", 26, "start"),
            text("right", 392, 84, f"{right.sum()} of 4 right", "ink strong", 20, "start"),
            text("marked", 392, 112, f"{4 - right.sum()} wrong, marked", "muted", 16, "start"),
            text("disc", 392, 170, "disc: should be 0", "data", 16, "start"),
            text("triangle", 392, 196, "triangle: should be 1", "error", 16, "start"),
            text("sum", 392, 254, f"z = {_spelled(neuron)}", "ink", 15, "start"),
            text("rule", 392, 282, "The neuron says 1 if z > 0.", "ink", 15, "start")]


# ---------------------------------------------------------------------------------------------- XOR with two bends

XOR = np.array(TASKS["XOR"][0])
MOST = 4.0  # the largest weight and bias whose points fit
LATTICE = np.stack(np.meshgrid(*[np.linspace(-0.55, 1.55, 22)] * 2), axis=-1).reshape(-1, 2)


@scene("XOR with two ReLU units", still=1, size=(640, 310))
def xor(W: matrix(shape=(2, 2)), b: POINT, first: POINT, second: POINT):
    """Choose two ReLU units for XOR, then lay one straight line through what they make of the four points.

    Parameters
    ----------
    W : array_like (2, 2)
        A column for each unit; editable, from −4 to 4.
    b : array_like (2,)
        Their biases; editable, from −4 to 4.
    first, second : array_like (2,)
        Two different points that the output's line goes through, in the plane of the activations; draggable.

    Raises
    ------
    ValueError
        If both points are the same, or a weight or a bias is out of range.
    """
    if max(abs(W).max(), abs(b).max()) > MOST:
        refuse(f"weights and biases from {number(-MOST)} to {number(MOST)} keep the points in the picture")
    if np.array_equal(first, second):
        refuse("both ends lie in the same place; drag one of them away, so that they make a line")
    network = Network([2, 2, 1], hidden="relu", output="step")
    network["W1"], network["b1"] = W, b
    A = network.forward(CORNERS)["A1"]
    neuron = _neuron(first, second, XOR, A)
    network["W2"], network["b2"] = neuron["W1"], neuron["b1"]
    hits = int((network.predict(CORNERS)[:, 0] == XOR).sum())

    left = Plane(x=(-0.6, 1.6), y=(-0.6, 1.6), box=(34, 34, 226, 226), equal=True, name="inputs")
    reach = max(1.6, A.max() + 0.6)
    right = Plane(x=(-0.6, reach), y=(-0.6, reach), box=(290, 34, 226, 226), equal=True, name="activations")
    weights = Table("W", W, "weight", edit=True, label="W₁", caption="").at(536, 60, (46, 38))
    biases = Table("b", b, "weight", edit=True, label="b₁", caption="").at(536, 186, (46, 38))
    base = [weights.draw(), biases.draw(), left.axes(("x₁", "x₂")), right.axes(("unit 0", "unit 1")),
            [_hinge(left, unit, W[:, unit], b[unit]) for unit in (0, 1)],
            _corners(left, CORNERS, shift=(7, -14), anchor="start"),  # beside the dashed lines
            text("inputs head", 147, 18, "the inputs", "ink strong", 16),
            text("activations head", 403, 18, "what the two units say", "ink strong", 16)]
    line = [right.curve("line", *np.transpose([first - 20 * (second - first), second + 20 * (second - first)]),
                        "ink thick"),
            [right.handle(f"{name} handle", point, name, f"{name} end of the line, at {pair(point)}", "ink", step=0.25,
                          snap=0.25) for name, point in (("first", first), ("second", second))],
            text("right", 579, 282, f"{hits} of 4 right", "ink strong", 16)]
    landed = _corners(right, A)
    sums = " · ".join(f"{pair(corner)} → {pair(a)}" for corner, a in zip(CORNERS, A))
    yield (base, "Two ReLU units look at the four points. Each unit is 0 on one side of its dashed line; its arrow "
                 "points to the other side, where it is above 0. The columns of W₁ are the weights of the two units.",
           "Left the four points of XOR, with the lines where the two units begin; right an empty plane.",
           _ask_unit(W[:, 0], b[0], A[3, 0]))
    yield ([base, landed, line],
           f"{sums}. Drag the line in the right picture. If no line does it, type other weights and biases."
           if hits < 4 else f"{sums}. The line gets all four right: you have solved XOR.",
           f"Right the four points where the two units put them: {sums}. A line gets {hits} of them right.",
           ask("The output's line on the right is straight. What does the same border look like on the left, in the "
               "plane of the inputs?",
               ("It can have bends", "Yes. It can bend where it meets a dashed line, because a unit begins there."),
               ("It is straight as well",
                "Step on: small dots will show you where the network says 1. A unit can put a corner into that.")))
    said, w = LATTICE[network.predict(LATTICE)[:, 0] == 1], network["W2"][:, 0]
    yield ([left.dots("says 1", said, "activation", 4), base, landed, line],
           f"The small dots show where the network says 1. It gets {hits} of 4 right. Your line belongs to an output "
           f"with the weights {number(w[0])} and {number(w[1])} and the bias {number(network['b2'][0])}. You can still "
           "drag it.",
           f"Left, small dots mark where the network says 1. It gets {hits} of the 4 points right.")


def _corners(plane, places, shift=(0, -18), **more):
    """Draw the four points of XOR where they are, or where two units have put them; some may share a place."""
    size = np.diff(plane.x)[0] / 2.2
    names = {}
    for corner, place in zip(CORNERS, places):
        names.setdefault(tuple(place), []).append(f"({corner[0]}, {corner[1]})")
    return [plane.dots(f"{plane.name} discs", places[XOR == 0], "data", 14),
            [plane.polygon(f"{plane.name} triangle {i}", places[i] + size * TRIANGLE, "solid error")
             for i in np.flatnonzero(XOR)],
            [plane.text(f"{plane.name} at {place}", place, " ".join(at), "ink", shift, size=14, **more)
             for place, at in names.items()]]


def _hinge(plane, unit, weights, bias):
    """Draw the line where a unit's weighted sum is 0, with an arrow to the side where it is above 0."""
    length = np.hypot(*weights)
    if not length:
        return None
    ahead = weights / length
    middle = np.array([0.5, 0.5]) - (weights @ [0.5, 0.5] + bias) / length * ahead
    along = 3 * np.array([-ahead[1], ahead[0]])
    inside = (abs(middle - 0.5) < 1).all()
    beside = {"shift": (6, 0), "anchor": "start"} if ahead[0] > 0.1 else {"shift": (0, -8)}  # clear of the points
    return [plane.curve(f"unit {unit} line", *np.transpose([middle - along, middle + along]), "weight dashed"),
            [plane.arrow(f"unit {unit} side", middle, middle + 0.25 * ahead, "weight"),
             plane.text(f"unit {unit} name", middle + 0.25 * ahead, f"unit {unit}", "weight", size=14, **beside)]
            if inside else None]


def _ask_unit(weights, bias, a):
    """Ask what the first unit gives at (1, 1)."""
    z = weights.sum() + bias
    return ask_number(f"Unit 0 has the weights {number(weights[0])} and {number(weights[1])}, and the bias "
                      f"{number(bias)}. What does it give at (1, 1)?", a,
                      f"Yes: `{number(weights[0])}·1 + {factor(weights[1])}·1 {signed(bias)} = {number(z)}`"
                      + ("." if z > 0 else ", and ReLU turns that into 0."),
                      (z, "That is the weighted sum. ReLU turns what is below 0 into 0."),
                      (weights.sum(), "Don't forget the bias."),
                      (weights[0], "Both inputs are 1, so both weights count."),
                      (a + 1, "Multiply each weight by 1, add the two, and add the bias."))
