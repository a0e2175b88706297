"""Scenes of activations: a curve with its slope, one unit, the bend, fading gradients, a unit's death, softmax.

Each function takes the numbers and returns a Scene; what can be slid was computed beforehand, frame by frame.
"""

import math

import numpy as np

from dlmath import activations
from dlmath.activations import ACTIVATIONS
from dlmath.descent import GradientDescent
from dlmath.network import Network
from dlmath.picture.draw import Frame, Grid, Plane, Scene, ask, bars, line, number, polyline, rect, text, ticks
from dlmath.training import fit

NAMES = "|".join(ACTIVATIONS)
SLID = np.linspace(-5, 5, 41)  # where the tangent stops
SIDES = np.concatenate([np.linspace(-5, -1e-9, 60), [np.nan], np.linspace(1e-9, 5, 60)])  # a curve may jump at 0

# How each function and its slope are computed at x: left of 0 and at 0, then right of it where that differs.
# {x} is the number, {n} its negative, {f} the function's value, each in brackets where it is below 0; {X} and {N} have
# brackets of their own already.
SPELLED = {
    "identity": [("{x}", "1")],
    "step": [("0", "0"), ("1", "0")],
    "sigmoid": [("1 / (1 + e^{n})", "{f} · (1 − {f})")],
    "tanh": [("(e^{x} − e^{n}) / (e^{x} + e^{n})", "1 − {f}²")],
    "relu": [("max(0, {X})", "0"), ("max(0, {X})", "1")],
    "leaky_relu": [("0.01 · {x}", "0.01"), ("{x}", "1")],
    "prelu": [("0.25 · {x}", "0.25"), ("{x}", "1")],
    "elu": [("e^{x} − 1", "e^{x}"), ("{x}", "1")],
    "selu": [("1.0507 · 1.6733 · (e^{x} − 1)", "1.0507 · 1.6733 · e^{x}"), ("1.0507 · {x}", "1.0507")],
    "softplus": [("ln(1 + e^{x})", "1 / (1 + e^{n})")],
    "gaussian": [("e^(−{x}²)", "−2 · {x} · {f}")],
    "gelu": [("{x} · Φ({X})", "Φ({X}) + {x} · φ({X})")],
    "silu": [("{x} · σ({X})", "σ({X}) · (1 + {x} · σ({N}))")],
}


def tangent(activation="sigmoid"):
    """Show an activation beside its derivative; x is slid along, and the tangent with it.

    Parameters
    ----------
    activation : str
        One of `ACTIVATIONS`; the learner chooses it from a list.

    Raises
    ------
    ValueError
        If there is no such activation.
    """
    if activation not in ACTIVATIONS:
        raise ValueError(f"tangent: there is no activation {activation!r}; choose from the list")
    f, slope, formula = ACTIVATIONS[activation]
    ys, slopes = _along(f), _along(slope)
    steepest = slope(np.linspace(-5, 5, 4001)).max()
    left = Plane((-5, 5), _room(ys), (40, 80, 262, 240), name="left")
    right = Plane((-5, 5), _room(slopes), (366, 80, 262, 240), name="right")
    curve = [left.axes(labels=("x", "")), left.curve("f", SIDES, ys, "activation thick"),
             left.dot("f open", (0, f(1e-9)), "hollow activation", r=4) if _jumps(f) else None]
    beside = [right.axes(labels=("x", "")), right.curve("slope", SIDES, slopes, "gradient thick"),
              right.dot("slope open", (0, slope(1e-9)), "hollow gradient", r=4) if _jumps(slope) else None,
              right.curve("steepest", [-5, 5], [steepest] * 2, "ink thin dashed"),
              right.text("steepest name", (-5, steepest), f"at most {number(steepest, 3)}", "ink", (4, -12), size=14,
                         anchor="start")]
    hidden = text("hidden", 497, 200, "?", "gradient strong", 60)
    chooser = [_chooser(12, 8, 150, activation),
               text("formula", 176, 23, f"f(x) = {formula.replace('ᶻ', 'ˣ').replace('z', 'x')}", "ink", 15, "start")]
    corner = _jumps(f) or _jumps(slope)
    frames = []
    for x in SLID:
        y, rise = f(x), slope(x)
        at_corner = corner and x == 0
        run = 1 if x <= 4 else -1
        touch = [left.curve("run", [x, x + run], [y, y], "gradient thin dashed"),
                 left.curve("rise", [x + run] * 2, [y, y + run * rise], "gradient thick"),
                 left.curve("tangent", [x - 2, x + 2], [y - 2 * rise, y + 2 * rise], "ink")]
        marked = [beside, right.curve("height", [x, x], [0, rise], "gradient thick"),
                  right.dot("slope point", (x, rise), "gradient")]
        shapes = [curve, chooser, None if at_corner else touch, marked if x > -5 else hidden,
                  left.dot("point", (x, y), "activation"),
                  text("f name", 171, 60, f"f({number(x)}) = {number(y)}", "activation strong", 16),
                  text("slope name", 497, 60, f"slope f′({number(x)}) = {number(rise)}", "gradient strong", 16)]
        frames.append(Frame(
            shapes, f"`f({number(x)}) = {_spelled(activation, x, y)}`, and the slope there is "
            f"`f′({number(x)}) = {_spelled(activation, x, y, rise)}`. {_remark(rise, at_corner, _jumps(f))}".strip(),
            f"Left the curve of {activation} with its tangent at x = {number(x)}, where it is {number(y)}; right "
            + (f"the curve of its slopes, with {number(rise)} marked." if x > -5 else "a question mark."),
            _ask_steepest(activation, steepest, _jumps(f)) if x == -5 else None))
    return Scene(frames, f"{activation} and its slope", still=24, axis="x", axis_values=list(SLID), seconds=0.25)


def _chooser(x, y, width, activation):
    """Draw the cell from which an activation is chosen."""
    return [rect("activation cell", x, y, width, 30, "cell activation", rx=4, edit="activation", options=NAMES,
                 label="activation", value=activation),
            text("activation name", x + 10, y + 15, f"{activation} ▾", "ink strong", 15, "start")]


def _along(f):
    """Compute a function along the curve, with its gap."""
    return np.where(np.isnan(SIDES), np.nan, f(np.nan_to_num(SIDES)))


def _room(ys):
    """Give a range that shows all of a curve and 0, with room above it for words."""
    low, high = min(0.0, np.nanmin(ys)), max(0.0, np.nanmax(ys))
    span = (high - low) or 1.0
    return low - 0.1 * span, high + 0.2 * span


def _jumps(f):
    """Tell whether a function is different on the two sides of 0."""
    return abs(f(1e-9) - f(-1e-9)) > 1e-3


def _spelled(activation, x, y, rise=None):
    """Write how a value, or a slope, is computed; where that is one number already, write it once."""
    ways = SPELLED[activation]
    way = ways[-1 if x > 0 else 0][0 if rise is None else 1]
    if set(way) <= set("{x}.0123456789"):  # a number already
        return way.format(x=number(x))
    said = way.format(x=_bracketed(x), n=_bracketed(-x), f=_bracketed(y), X=number(x), N=number(-x))
    return f"{said} = {number(y if rise is None else rise)}"


def _bracketed(value):
    """Write a number inside a formula."""
    return f"({number(value)})" if value < 0 else number(value)


def _remark(rise, at_corner, gap):
    """Say what a slope means for learning."""
    if at_corner:
        kind = "The curve jumps here" if gap else "There is a corner here, and no tangent"
        return f"{kind}; {number(rise)} is the usual choice."
    if rise == 0:
        return "Flat: a unit here does not learn."
    return "Nearly flat: a unit here hardly learns." if abs(rise) < 0.02 else ""


def _ask_steepest(activation, steepest, gap):
    """Ask for the greatest slope; at a gap there is none."""
    return ask(f"How steep is {activation} at most, {'wherever it has a slope' if gap else 'for x from −5 to 5'}? "
               "Slide x after you have answered.",
               (number(steepest, 3), "Yes: the dashed line in the right picture marks it."
                + (" At the jump no line touches the curve." if gap else "")),
               ("1", "That is how high it jumps. At a jump no line touches the curve: no slope." if gap else
                "That is the slope of the diagonal, one up for each step to the right."),
               ("0.25", "That is the sigmoid's greatest slope."),
               ("5", "That is how far x goes. A slope is how much the curve rises for one step to the right."))


def unit(w, b):
    """Show one sigmoid unit, σ(wx + b): its step lies at −b/w, and w makes it steep; both are draggable.

    Parameters
    ----------
    w, b : float
    """
    plane = Plane((-6, 6), (-0.16, 1.12), (44, 12, 584, 206))
    tracks = {"w": Plane((-4, 4), (-1, 1), (176, 256, 440, 16)), "b": Plane((-8, 8), (-1, 1), (176, 314, 440, 16))}
    xs = np.linspace(-6, 6, 121)
    z = _line(w, b)
    middle = -b / w if w else math.inf
    inside = abs(middle) <= 6
    sliders = [_track("w", "weight", w, tracks["w"]), _track("b", "bias", b, tracks["b"])]
    own = plane.curve("unit", xs, activations.sigmoid(w * xs + b), "activation thick")
    at = [plane.line("middle", (middle, 0), (middle, 1), "ink dashed"),
          plane.dot("half", (middle, 0.5), "activation"),
          plane.text("middle name", (middle, 1), f"−b/w = {number(middle)}", "ink strong", (0, -10), size=15),
          ] if inside else []
    if w == 0:
        where = f"The weight is 0, so x does not count: `σ({number(b)}) = {number(activations.sigmoid(b))}` everywhere."
    else:
        where = (f"`{z} = 0` at `x = −b/w = −({number(b)})/({number(w)}) = {number(middle)}`: there "
                 f"`σ({z}) = 0.5`, the middle of the step" + ("" if inside else ", outside the picture") + ".")
    twice = plane.curve("twice", xs, activations.sigmoid(2 * w * xs + b), "weight thick dashed")
    plain = plane.curve("plain", xs, activations.sigmoid(xs), "muted dashed")
    base = [plane.axes(labels=("x", "")), plain, sliders]
    wrong = [(number(value), reply) for value, reply in
             ((-b, "By b only if the weight is 1: the weighted sum is 0 where wx = −b, so divide by w."),
              (b, "Where is the weighted sum 0? Put your x in and see."),
              (b / w if w else 0, "The sign: wx + b = 0 gives x = −b/w."), (w, "The weight says how steep, not where."),
             (1.0, "Put x = 1 in: the weighted sum is w + b."))
             if number(value) != number(middle)]
    return Scene([
        Frame(base, f"Dashed: `σ(x)`, whose middle, one half, is at 0. A unit with weight w = {number(w)} and bias "
                    f"b = {number(b)} computes `σ({z})`.",
              f"The plain sigmoid, dashed, and two sliders: w = {number(w)} and b = {number(b)}.",
              ask(f"σ({z}): for which x does it give one half?",
                  (number(middle), "Yes: the sigmoid is one half where its input, wx + b, is 0."), *wrong[:3])
              if w else ask("w = 0: what does the unit give?", ("the same for every x", "Yes: 0 · x is 0."),
                            ("a step at b", "With no weight on x, no x can make a difference."))),
        Frame([base, own, at], f"{where} Drag w and b.",
              f"The unit's curve, with one half at x = {number(middle) if w else 'no place: it is flat'}.",
              ask("Now double the weight, and leave the bias. What becomes of the step?",
                  ("Twice as steep, and half as far from 0", "Yes: −b/(2w) is half of −b/w, and the slope doubles.")
                  if b else ("Twice as steep, in the same place", "Yes: with b = 0 the middle stays at 0."),
                  ("Twice as steep, and twice as far from 0", "The place is −b/w: a larger w divides by more."),
                  ("Same slope, another place", "The weight multiplies x, so everything happens faster along x."))
              if w else None),
        Frame([base, own, at, twice],
              "Twice 0 is 0: still flat." if w == 0 else
              f"With weight {number(2 * w)}: middle at `−b/(2w) = {number(middle / 2)}`, slope "
              f"there `2w/4 = {number(w / 2)}`. Before it was `w/4 = {number(w / 4)}`.",
              f"A second, dashed curve with weight {number(2 * w)}, twice as steep."),
    ], "Weight and bias of one unit", still=1, plane=tracks)


def _track(name, word, value, plane):
    """Draw a line of numbers with a handle on it."""
    left, y = plane.to_pixels(plane.x[0], 0)
    marks = [text(f"{name} at {number(v)}", plane.to_pixels(v, 0)[0], y + 24, number(v), "muted", 14)
             for v in ticks(*plane.x, 8)]
    inside = min(max(value, plane.x[0]), plane.x[1])
    return [line(f"{name} track", left, y, plane.to_pixels(plane.x[1], 0)[0], y, "muted thick"), marks,
            text(f"{name} is", 14, y, f"{word} {name} = {number(value)}", "weight strong", 16, "start"),
            plane.dot(f"{name} dot", (inside, 0), "weight", r=6),
            plane.handle(f"{name} handle", (inside, 0), name, f"{word} {name} = {number(value)}", "weight")]


def bend(w1, b1, w2):
    """Show two layers, one input and one output, without and with ReLU between; all numbers are editable.

    Parameters
    ----------
    w1, b1 : array_like (n,)
        Weights and biases of the hidden units, n at most 4.
    w2 : array_like (n,)
        What the output makes of each unit.
    """
    w1, b1, w2 = (np.asarray(values, float) for values in (w1, b1, w2))
    n = len(w1)
    straight, bent = _two_layers(w1, b1, w2, "identity"), _two_layers(w1, b1, w2, "relu")
    corners = sorted({float(-b / w) for w, b in zip(w1, b1) if w and abs(b / w) < 3})
    xs = np.array([-3.0, *corners, 3.0])
    runs = {net: net.forward(xs[:, None]) for net in (straight, bent)}
    out = {net: run.output[:, 0] for net, run in runs.items()}
    parts = {net: run["A1"] * w2 for net, run in runs.items()}
    slopes = np.diff(out[bent]) / np.diff(xs)
    turns = [(x, after) for x, before, after in zip(corners, slopes, slopes[1:]) if abs(after - before) > 1e-9]
    bends = [x for x, _ in turns]
    W, b = activations.collapse(w1[None], b1, w2[:, None], [0.0])
    low, high = min(map(np.min, [*out.values(), *parts.values()])), max(map(np.max, [*out.values(), *parts.values()]))
    room = 0.08 * ((high - low) or 1)
    plane = Plane((-3, 3), (low - room, high + room), (304, 16, 320, 304))
    cell = (min(50, 150 / n), 40)
    rows = [Grid(name, (n,), 96, y, cell) for name, y in (("w1", 50), ("b1", 124), ("w2", 198))]
    words = (("w1", "weights", "weight"), ("b1", "biases", "weight"), ("w2", "to output", "weight"))
    cells = [[grid.draw(values.tolist(), "weight", edit=True, label=False, caption=False, size=18),
              text(f"{name} is", 84, grid.y + 14, name, f"{role} strong", 16, "end"),
              text(f"{name} word", 84, grid.y + 32, word, "muted", 14, "end")]
             for grid, values, (name, word, role) in zip(rows, (w1, b1, w2), words)]

    def draw(net=None):
        """Draw the units' shares, thin, and their sum, thick."""
        if net is None:
            return [cells, plane.axes(labels=("x", "output"))]
        lines = [(f"share {i}", parts[net][:, i], "muted dashed") for i in range(n)]
        return [cells, plane.axes(labels=("x", "output")),
                [polyline(name, [plane.to_pixels(*point) for point in zip(xs, ys)], role, move=True)
                 for name, ys, role in [*lines, ("out", out[net], "activation thick")]]]

    key = [text("key", 12, 276, "dashed: each unit, times w2", "muted", 14, "start"),
           text("key 2", 12, 298, "thick: their sum, the output", "activation", 14, "start")]
    dots = [plane.dot(f"corner {i}", (x, y), "highlight", r=6)
            for i, (x, y) in enumerate((x, y) for x, y in zip(xs, out[bent]) if x in bends)]
    sums = " ".join(f"{_signed(c, i)}·{_factor(w, d)}" for i, (c, w, d) in enumerate(zip(w2, w1, b1)))
    where = ", ".join(number(x) for x in bends)
    return Scene([
        Frame(draw(), f"Two layers: {n} units, each a line `w1·x + b1`, and an output that adds them up, each times "
                      "its w2. Click a number to change it.",
              f"Three rows of numbers, w1, b1 and w2, of {n} units, and an empty plane.",
              ask("With nothing between the two layers: what can the output look like?",
                  ("Always a straight line", "Yes: multiples of lines, added up, are a line."),
                  (f"A line with up to {n} bends", "Where should a bend come from? Lines add up to a line."),
                  ("A parabola", "For that, x would have to be multiplied by itself. Here it meets only numbers."))),
        Frame([draw(straight), key], f"`{sums} = {_line(W[0, 0], b[0])}`: two layers, one straight line.",
              f"{n} thin straight lines and their sum, a thick straight line with slope {number(W[0, 0])}.",
              ask("Now ReLU between the layers: where a unit is below 0, it becomes 0. In how many places between "
                  "−3 and 3 does the output bend?",
                  (number(len(bends)), f"Yes, at {where}: a unit has its corner where w1·x + b1 is 0." if bends else
                   "Yes: no unit has its corner in the picture, or all count for nothing."),
                  *((number(k), reply) for k, reply in (
                      (0, "ReLU is no straight line: a unit has a corner where w1·x + b1 is 0."),
                      (1, "Every unit can have a corner of its own, at −b1/w1."),
                      (n, f"{n} units have at most {n} corners. Are all of them here, and do all count?"),
                      (2 * n, "A unit has one corner, not two."))))),
        Frame([draw(bent), dots, key],
              f"With ReLU it bends at {where}, where a unit's sum is 0. The slopes from left to right: "
              f"{', '.join(number(round(v, 9)) for v in [slopes[0], *(after for _, after in turns)])}." if bends else
              f"With ReLU, and no bend here: the slope is {number(round(slopes[0], 9))} from −3 to 3.",
              f"The thin lines now are flat on one side; their sum bends at {len(bends)} marked places: "
              f"{where or 'none'}."),
    ], "Two layers, without and with ReLU")


def _two_layers(w1, b1, w2, hidden):
    """Make the network of one input and one output."""
    network = Network([1, len(w1), 1], hidden=hidden, output="identity")
    network["W1"], network["b1"], network["W2"] = w1[None], b1, w2[:, None]
    return network


def _signed(value, place=1):
    """Write a number that is added to what stands before it."""
    sign = "−" if value < 0 else "+" if place else ""
    return f"{sign} {number(abs(value))}" if place else f"{sign}{number(abs(value))}"


def _line(w, b):
    """Write wx + b."""
    x = {1: "x", -1: "−x"}.get(w, f"{number(w)}x")
    return f"{x} {_signed(b)}" if b else x


def _factor(w, b):
    """Write wx + b where it is multiplied."""
    return _line(w, b) if w > 0 and not b else f"({_line(w, b)})"


REFERENCES = (("sigmoid", 1.0, "sigmoid"), ("tanh", 1.0, "tanh"), ("relu", 1.0, "ReLU"),
              ("relu", math.sqrt(2), "ReLU, √2"))


def gradients(activation="sigmoid", spread=1.0):
    """Show how much of a gradient is left after 1 to 20 layers of 64 units; activation and spread can be changed.

    Parameters
    ----------
    activation : str
        One of `ACTIVATIONS`.
    spread : float from 0.1 to 4
        Of the weights: their standard deviation is spread / √64.

    Raises
    ------
    ValueError
        If there is no such activation, or the spread is out of bounds.
    """
    if not 0.1 <= spread <= 4:
        raise ValueError("a spread between 0.1 and 4 fits here")
    sizes = activations.gradient_sizes(activation, spread)
    depth = len(sizes) - 1
    layers = np.arange(depth + 1)
    plane = Plane((0, 20), (-16, 4), (62, 54, 476, 276))

    def curve(key, values, role):
        """Draw sizes on a logarithmic axis; what is 0 has no place on it."""
        with np.errstate(divide="ignore"):
            return plane.curve(key, layers[:len(values)], np.log10(values), role)

    powers = [text(f"power {k}", 54, plane.to_pixels(0, k)[1], "1" if k == 0 else number(10.0 ** k, 1).replace("1·", "")
                   if k < -4 else number(10.0 ** k), "muted", 14, "end") for k in (-15, -10, -5, 0)]
    counts = [text(f"layer {k}", plane.to_pixels(k, 0)[0], 344, str(k), "muted", 14) for k in (0, 5, 10, 15, 20)]
    shown = number(spread, 3)
    controls = [_chooser(12, 8, 150, activation),
                text("spread is", 190, 23, "spread of the weights", "ink", 15, "start"),
                rect("spread cell", 362, 8, 70, 30, "cell weight", rx=4, edit="spread", label="spread of the weights",
                     value=shown), text("spread", 397, 23, shown, "ink", 16)]
    base = [plane.axes(labels=("layers passed", "what is left"), numbers=False), powers, counts, controls]
    named = plane.text("best name", (10.2, -4.6), "0.25ⁿ", "ink", (0, 0), size=15, anchor="start")
    others = [[curve(f"other {name}", activations.gradient_sizes(g, s), "muted thin"),
               plane.text(f"other {name} name", (20, np.log10(activations.gradient_sizes(g, s)[-1])), name, "muted",
                          (10, 0), size=14, anchor="start")] for g, s, name in REFERENCES]
    frames = []
    for n in range(1, depth + 1):
        ratio = sizes[n] / sizes[n - 1] if sizes[n - 1] else 0.0
        own = [curve("own", sizes[:n + 1], "gradient thick"), curve("best", 0.25 ** layers[:n + 1], "ink dashed")]
        tip = [plane.dot("tip", (n, math.log10(sizes[n])), "gradient", r=6)] if 1e-16 < sizes[n] < 1e4 else []
        shapes = [base, others if n == depth else [], own, tip, named if n > 9 else None]
        frames.append(Frame(
            shapes, f"{activation}, {n} layer{'s' * (n > 1)}: `{number(sizes[n - 1], 3)} · {number(ratio, 3)} = "
            f"{number(sizes[n], 3)}` of the message is left. Dashed: `0.25^{n} = {number(0.25 ** n, 3)}`."
            + (" Grey: other choices, with their spread." if n == depth else ""),
            f"A falling or level line of what is left of the message: {number(sizes[n], 3)} after {n} layers of "
            f"{activation}, and the dashed line of 0.25 to the power n at {number(0.25 ** n, 3)}.",
            _ask_left(activation, shown, sizes[-1]) if n == 1 else None))
    return Scene(frames, f"Gradients through 20 layers of {activation}", axis="layers",
                 axis_values=list(range(1, depth + 1)), seconds=0.4)


def _ask_left(activation, spread, left):
    """Ask how much of a gradient arrives: for the sigmoid beside 0.25ⁿ, for the others its order of size."""
    if activation == "sigmoid":
        best = 0.25 ** 20
        said = f"Yes: {number(left, 2)}, and 0.25²⁰ is {number(best, 2)}."
        below = ("Below the dashed line", f"{said} A slope is less than 0.25 wherever z is not 0, and such weights do "
                                          "not make up for it.")
        above = ("Above the dashed line", f"{said} Such weights make the message longer, layer after layer.")
        if left < best:
            right, wrong = below, (above[0], "For that, the weights would have to win back more than the slopes lose.")
        else:
            right, wrong = above, (below[0], "Smaller weights end there. These make the message longer in each layer.")
        return ask("Dashed: 0.25ⁿ, the best that slopes alone can do. With real slopes, and random weights of spread "
                   f"{spread}: where is the message after 20 layers?", right, wrong,
                   ("At 1, where it set out", "Twenty slopes of at most 0.25 are too much for such weights."))
    bounds = [(0, 1e-9, "less than a billionth", "below 0.35"),
              (1e-9, 0.02, "between a billionth and a fiftieth", "between 0.35 and 0.82"),
              (0.02, 50, "about as much as set out", "between 0.82 and 1.22"),
              (50, math.inf, "more than 50 times as much", "above 1.22")]  # the twentieth roots
    right = next(i for i, (low, high, *_) in enumerate(bounds) if low <= left < high)
    replies = [(name, f"Yes: {number(left, 2)}, after 20 factors of about {number(left ** (1 / 20), 2)}." if i == right
                else f"{'More' if i < right else 'Less'} than that. It would take a factor {factor} in each layer; "
                     "slide, and look at the factors.") for i, (_, _, name, factor) in enumerate(bounds)]
    return ask(f"20 layers of 64 units with {activation}, spread {spread}: how much of the message arrives?",
               replies[right], *(reply for i, reply in enumerate(replies) if i != right))


UPDATES = (0, 1, 2, 5, 10, 15, 20, 30, 50, 100, 200)


def dying(learning_rate=0.4):
    """Show two units that learn to copy their input, a ReLU and a leaky one, from the same start; both are trained.

    Parameters
    ----------
    learning_rate : float from 0.02 to 0.45
        Editable; beyond 0.45 the leaky unit would not settle either.

    Raises
    ------
    ValueError
        If the learning rate is out of bounds.
    """
    if not 0.02 <= learning_rate <= 0.45:
        raise ValueError("a learning rate between 0.02 and 0.45 fits here")
    x = np.linspace(0, 2, 21)[:, None]
    runs = {name: _train(name, x, learning_rate) for name in ("relu", "leaky_relu")}
    arrives = {name: run[-1][3] < 0.1 for name, run in runs.items()}
    planes = {"relu": Plane((0, 2), (-1.4, 5.4), (40, 78, 262, 246), name="relu"),
              "leaky_relu": Plane((0, 2), (-1.4, 5.4), (366, 78, 262, 246), name="leaky")}
    shown = number(learning_rate)
    top = [text("rate is", 14, 22, "learning rate", "ink", 15, "start"),
           rect("rate cell", 116, 7, 64, 30, "cell weight", rx=4, edit="learning_rate", label="learning rate",
                value=shown), text("rate", 148, 22, shown, "ink", 16),
           text("key", 628, 22, "dots: the task · dashed: weighted sum · thick: output", "muted", 14, "end")]
    targets = {name: [plane.dot(f"{name} target {i}", (v, v), "data", r=3) for i, v in enumerate(x[::2, 0])]
               for name, plane in planes.items()}
    frames = []
    for place, update in enumerate(UPDATES):
        shapes, notes = [top], []
        for name, plane in planes.items():
            w, b, on, _ = runs[name][place]
            ends = np.array([0.0, *([-b / w] if w and 0 < -b / w < 2 else []), 2.0])
            word = {"relu": "ReLU", "leaky_relu": "leaky ReLU"}[name]
            state = f"on for {on} of {len(x)}"
            notes.append(f"{word}: w = {_cents(w)}, b = {_cents(b)}, {state}")
            shapes += [plane.axes(labels=("input", "")), targets[name],
                       plane.curve(f"{name} sum", ends, w * ends + b, "weight dashed"),
                       plane.curve(f"{name} out", ends, ACTIVATIONS[name].function(w * ends + b), "activation thick"),
                       text(f"{name} name", plane.box[0] + 131, 58, f"{word}: {state}",
                            f"{'activation' if on else 'error'} strong", 16)]
        dead = runs["relu"][place][2] == 0
        said = ("The ReLU's slope is 0 for every example: `error · 0 = 0`, nothing moves it. The leaky one's is 0.01."
                if dead and not runs["leaky_relu"][place][2] else
                "The ReLU is dead: it gives 0 for every example, for good. The leaky one is back." if dead else "")
        frames.append(Frame(
            shapes, f"{update} update{'s' * (update != 1)}. {'; '.join(notes)}. {said}".strip(),
            f"After {update} updates, two pictures of a unit beside its task. {'; '.join(notes)}.",
            _ask_dying(shown, arrives, runs["relu"]) if update == 0 else None))
    return Scene(frames, "A ReLU dies, a leaky one lives" if not arrives["relu"] else "A ReLU and a leaky one learn",
                 still=UPDATES.index(50), axis="updates", axis_values=list(UPDATES), seconds=1.2)


def _train(name, x, learning_rate):
    """Train a unit to copy x, from weight 2 and bias 1; give (w, b, examples it is on for, loss) at each stop."""
    network, done, stops = Network([1, 1], output=name), 0, []
    network["W1"], network["b1"] = [[2.0]], [1.0]
    for update in UPDATES:
        fit(network, x, x, epochs=update - done, batch_size=len(x), optimizer=GradientDescent(learning_rate),
            progress=False)
        done = update
        on = int((network.forward(x)["Z1"] > 0).sum())
        stops.append((float(network["W1"][0, 0]), float(network["b1"][0]), on, network.loss(x, x)))
    return stops


def _cents(value):
    """Write a number with two decimals."""
    return f"{value:z.2f}".replace("-", "−")


def _ask_dying(rate, arrives, run):
    """Ask which of the two units gets to the dots."""
    which = {(True, True): "both", (False, True): "leaky", (False, False): "neither"}[
        (arrives["relu"], arrives["leaky_relu"])]
    w, b, on, _ = run[1]
    first = f"The first step leads to w = {_cents(w)}, b = {_cents(b)}, on for {on} of 21"
    said = {"leaky": ("Only the leaky one", f"{first}: below 0 everywhere. A slope of 0 never leads back, 0.01 does."),
            "both": ("Both", f"{first}: neither was thrown below 0 for every example."),
            "neither": ("Neither", f"{first}, and 200 updates are too few for either.")}
    wrong = {"leaky": ("Only the leaky one", f"{first}: the ReLU still has a slope to go by."),
             "both": ("Both", f"{first}. Where a ReLU is off for every example, what is its slope?"),
             "neither": ("Neither", f"{first}. A slope of 0.01 is small, and it adds up.")}
    return ask(f"Both units start with w = 2, b = 1 and are to copy their input. With a learning rate of {rate}, "
               "which of them gets there?", said[which], *(wrong[k] for k in wrong if k != which))


TEMPERATURES = (0.1, 0.2, 0.5, 1, 2, 5, 10, 100)


def softmax(scores, shift=0.0):
    """Show softmax at temperatures from 0.1 to 100; scores and a shift of all of them are editable.

    Parameters
    ----------
    scores : array_like (n,), n from 2 to 5
    shift : float
        Added to every score.
    """
    scores = np.asarray(scores, float)
    n = len(scores)
    cell = (360 / n, 40)
    rows = [Grid(name, (n,), 164, y, cell) for name, y in (("scores", 10), ("divided", 62), ("powers", 114))]
    plain = {"label": False, "caption": False, "size": 18}
    labels = [text(f"{grid.name} is", 152, grid.y + 20, word, f"{role} strong", 15, "end")
              for grid, word, role in zip(rows, ("scores", "÷ temperature", "e to that"), ("data", "weight", "muted"))]
    labels += [text("shares are", 152, 262, "shares", "activation strong", 15, "end"),
               text("shift is", 590, 10, "+ shift", "ink strong", 15),
               rect("shift cell", 556, 22, 68, 30, "cell weight", rx=4, edit="shift", label="shift of all scores",
                    value=number(shift).replace("−", "-")), text("shift", 590, 37, number(shift), "ink", 16)]
    frames = []
    for temperature in TEMPERATURES:
        divided = (scores + shift) / temperature
        shares = activations.softmax(scores + shift, temperature)
        with np.errstate(over="ignore"):
            powers = np.exp(divided)
        total = powers.sum()
        best = int(np.argmax(scores))
        if 0 < total < math.inf:
            note = (f"`e^({number(divided[best])}) / ({' + '.join(number(p) for p in powers)}) = "
                    f"{number(powers[best])} / {number(total)} = {number(shares[best])}`")
        else:
            less = divided - divided.max()
            note = (f"e to that is {'more than a number can be here' if total else '0 for all, rounded'}, so take the "
                    f"largest away first: `e^0 / ({' + '.join(number(p) for p in np.exp(less))}) = "
                    f"{number(shares[best])}`")
        frames.append(Frame(
            [rows[0].draw(scores.tolist(), "data", edit=True, **plain), labels,
             rows[1].draw(divided.tolist(), "weight", **plain), rows[2].draw(powers.tolist(), "muted", **plain),
             bars("share", shares.tolist(), (164, 196, 360, 132), high=1, move=True)],
            f"Temperature {number(temperature)}: {note}.",
            f"Scores {_row(scores + shift)} at temperature {number(temperature)}: bars of {_row(shares)}.",
            _ask_softmax(temperature, n), size=(640, 344)))
    return Scene(frames, "Softmax: temperature and shift", still=TEMPERATURES.index(1), axis="temperature",
                 axis_values=list(TEMPERATURES), seconds=1.2)


def _ask_softmax(temperature, n):
    """Ask for the warm end at the cold one, and for a shift at temperature 1."""
    if temperature == TEMPERATURES[0]:
        return ask("Cold: the largest score takes nearly all. And at temperature 100?",
                   ("All get nearly the same", f"Yes: the scores differ by next to nothing then, and each gets 1/{n}."),
                   ("The largest takes all", "That is what cold does. Divide the scores by 100: what is left between "
                                             "them?"),
                   ("All get nearly 0", "Whatever the temperature, the shares add up to 1."))
    if temperature == 1:
        return ask("Add 100 to every score: what happens to the shares? Then type 100 under “+ shift”.",
                   ("Nothing", "Yes: e¹⁰⁰ is a factor above and below, and goes out. Only differences count."),
                   ("The largest gets more", "It would, if the scores were multiplied. Their differences stay."),
                   ("All get nearly the same", "They would, if the scores were divided. Their differences stay."))
    return None


def _row(values):
    """Spell a few numbers."""
    return ", ".join(number(value, 3) for value in values)

