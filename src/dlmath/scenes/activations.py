"""Scenes of activations: the bend, a wave of bends, a curve and its slope, one unit, quarters, a unit's death, softmax.

What can be slid is computed beforehand, frame by frame.
"""

import math
from functools import lru_cache

import numpy as np

from dlmath import activations, inputs
from dlmath.activations import ACTIVATIONS
from dlmath.descent import GradientDescent
from dlmath.inputs import refuse, same_shape, vector
from dlmath.network import Network
from dlmath.picture.frame import ask, ask_number, ask_which, scene
from dlmath.picture.plane import Plane, strip, ticks
from dlmath.picture.shapes import bars, rect, text
from dlmath.picture.table import Table, choice, field, line_up
from dlmath.picture.words import count, factor, fixed, number, power_of_e, row, signed
from dlmath.training import record

ACTIVATION = inputs.choice(*ACTIVATIONS)
SLID = np.linspace(-5, 5, 41)  # where the tangent stops
SIDES = np.concatenate([np.linspace(-5, -1e-9, 60), [np.nan], np.linspace(1e-9, 5, 60)])  # a curve may jump at 0

# How each function is computed at x: left of 0 and at 0, then right of it where that differs. {x} is the number, in
# brackets where it is below 0; {X} has brackets of its own already; {up} and {down} are e to x and to −x.
SPELLED = {
    "identity": ["{x}"],
    "step": ["0", "1"],
    "sigmoid": ["1 / (1 + {down})"],
    "tanh": ["({up} − {down}) / ({up} + {down})"],
    "relu": ["max(0, {X})"],
    "leaky_relu": ["0.01 · {x}", "{x}"],
    "prelu": ["0.25 · {x}", "{x}"],
    "elu": ["{up} − 1", "{x}"],
    "selu": ["1.7581 · ({up} − 1)", "1.0507 · {x}"],
    "softplus": ["ln(1 + {up})"],
    "gaussian": ["e^(−{x}²)"],
    "gelu": ["{x} · Φ({X})"],
    "silu": ["{x} · σ({X})"],
}


@scene("{activation} and its slope", still=24, axis="x", seconds=0.25)
def tangent(activation: ACTIVATION = "sigmoid"):
    """Show an activation beside its derivative; x is slid along, and the tangent with it.

    Parameters
    ----------
    activation : str
        One of `ACTIVATIONS`; the learner chooses it from a list.
    """
    f, slope, formula = ACTIVATIONS[activation]
    steepest, gap = slope(np.linspace(-5, 5, 4001)).max(), _jumps(f)
    left, right = (Plane((-5, 5), _room(_along(g)), box, name=name) for g, box, name in zip(
        (f, slope), strip((40, 80, 588, 240), 2, gap=64), ("left", "right")))
    curve, slopes = _with_gap(left, "f", f, "activation"), _with_gap(right, "slope", slope, "gradient")
    bound = [right.curve("steepest", [-5, 5], [steepest] * 2, "ink thin dashed"),
             right.text("steepest name", (-5, steepest), f"at most {number(steepest, 3)}", "ink", (4, -12), size=14,
                        anchor="start")]
    chooser = [_chooser(activation).draw(12, 23, anchor="start"),
               text("formula", 176, 23, f"f(x) = {formula.replace('ᶻ', 'ˣ').replace('z', 'x')}", "ink", 15, "start")]
    for x in SLID:
        y, rise, run = f(x), slope(x), 1 if x <= 4 else -1
        corner = (gap or _jumps(slope)) and x == 0
        touch = [left.curve("run", [x, x + run], [y, y], "gradient thin dashed"),
                 left.curve("rise", [x + run] * 2, [y, y + run * rise], "gradient thick"),
                 left.curve("tangent", [x - 2, x + 2], [y - 2 * rise, y + 2 * rise], "ink")]
        beside = [slopes, bound, right.curve("height", [x, x], [0, rise], "gradient thick"),
                  right.dot("slope point", (x, rise), "gradient")]
        heads = [text("f name", 171, 60, f"f({number(x)}) = {number(y)}", "activation strong"),
                 text("slope name", 497, 60, f"slope f′({number(x)}) = {number(rise)}", "gradient strong")]
        first = x == SLID[0]
        yield (x, [curve, chooser, None if corner else touch,
                   text("hidden", 497, 200, "?", "gradient strong", 60) if first else beside,
                   left.dot("point", (x, y), "activation"), heads],
               f"`f({number(x)}) = {_spelled(activation, x, y)}`, and the slope there is "
               f"`f′({number(x)}) = {number(rise)}`. {_remark(rise, corner, gap)}".strip(),
               f"Left the curve of {activation} with its tangent at x = {number(x)}, where it is {number(y)}; right "
               + ("a question mark." if first else f"the curve of its slopes, with {number(rise)} marked."),
               _ask_steepest(activation, steepest, gap) if first else None)


def _chooser(activation):
    """Make the cell from which an activation is chosen."""
    return choice("activation", activation, ACTIVATIONS, "activation", role="activation",
                  width=150, height=30)


def _along(f):
    """Compute a function along the curve, with its gap."""
    return np.where(np.isnan(SIDES), np.nan, f(np.nan_to_num(SIDES)))


def _with_gap(plane, key, f, role):
    """Draw the axes and the curve of a function, with an open dot where it jumps."""
    return [plane.axes(labels=("x", "")), plane.curve(key, SIDES, _along(f), f"{role} thick"),
            plane.dot(f"{key} open", (0, f(1e-9)), f"hollow {role}", r=4) if _jumps(f) else None]


def _room(ys):
    """Give a range that shows all of a curve and 0, with room above it for words."""
    low, high = min(0.0, np.nanmin(ys)), max(0.0, np.nanmax(ys))
    span = (high - low) or 1.0
    return low - 0.1 * span, high + 0.2 * span


def _jumps(f):
    """Tell whether a function is different on the two sides of 0."""
    return abs(f(1e-9) - f(-1e-9)) > 1e-3


def _spelled(activation, x, y):
    """Write how a value is computed; where that is one number already, write it once."""
    way = SPELLED[activation][-1 if x > 0 else 0]
    if set(way) <= set("{x}.0123456789"):  # a number already
        return way.format(x=number(x))
    return f"{way.format(x=factor(x), X=number(x), up=power_of_e(x), down=power_of_e(-x))} = {number(y)}"


def _remark(rise, at_corner, gap):
    """Say what a slope means for learning."""
    if at_corner:
        kind = "The curve jumps here" if gap else "There is a corner here, so there is no tangent"
        return f"{kind}. For the slope, {number(rise)} is the usual choice."
    if rise == 0:
        return "The curve is flat here, so a unit at this place does not learn."
    return "The curve is nearly flat here, so a unit at this place hardly learns." if abs(rise) < 0.02 else ""


def _ask_steepest(activation, steepest, gap):
    """Ask for the greatest slope; at a gap there is none."""
    where = ", wherever it has a slope" if gap else " for x from −5 to 5"
    return ask(f"What is the largest slope of {activation}{where}? Answer first, then slide.",
               (number(steepest, 3), "Yes. The dashed line in the right picture marks this slope."
                + (" At the jump no line touches the curve." if gap else "")),
               ("1", "That is how high it jumps. At a jump no line touches the curve, so there is no slope there."
                if gap else "That is the slope of the diagonal, one up for each step to the right."),
               ("0.25", "That is the largest slope of the sigmoid. This is another curve."),
               ("5", "That is how far x goes. A slope is how much the curve rises for one step to the right."))


@scene("Weight and bias of one unit", still=1)
def unit(w: inputs.number, b: inputs.number):
    """Show one sigmoid unit, σ(wx + b): its step lies at −b/w, and w makes it steep; both are draggable.

    Parameters
    ----------
    w, b : float
    """
    plane, xs = Plane((-6, 6), (-0.16, 1.12), (44, 12, 584, 206)), np.linspace(-6, 6, 121)
    z, middle = _line(w, b), -b / w if w else math.inf
    inside = abs(middle) <= 6
    base = [plane.axes(labels=("x", "")), plane.curve("plain", xs, activations.sigmoid(xs), "muted dashed"),
            _track("w", "weight", w, Plane((-4, 4), (-1, 1), (176, 256, 440, 16))),
            _track("b", "bias", b, Plane((-8, 8), (-1, 1), (176, 314, 440, 16)))]
    own = [plane.curve("unit", xs, activations.sigmoid(w * xs + b), "activation thick"),
           [plane.line("middle", (middle, 0), (middle, 1), "ink dashed"),
            plane.dot("half", (middle, 0.5), "activation"),
            plane.text("middle name", (middle, 1), f"−b/w = {number(middle)}", "ink strong", (0, -10), size=15)]
           if inside else None]
    yield (base, "The dashed curve is `σ(x)`. It is one half at x = 0, in the middle of its step. A unit with the "
                 f"weight w = {number(w)} and the bias b = {number(b)} computes `σ({z})` instead.",
           f"The plain sigmoid, dashed, and two sliders: w = {number(w)} and b = {number(b)}.", _ask_half(w, b, middle))
    if w == 0:
        flat = number(activations.sigmoid(b))
        where = f"The weight is 0, so x makes no difference: `σ({number(b)}) = {flat}` everywhere."
    else:
        where = (f"`{z} = 0` at `x = −b/w = −({number(b)})/({number(w)}) = {number(middle)}`: there "
                 f"`σ({z}) = 0.5`, the middle of the step" + ("" if inside else ", outside the picture") + ".")
    yield ([base, own], f"{where} Drag w and b.",
           f"The unit's curve, with one half at x = {number(middle) if w else 'no place: it is flat'}.",
           _ask_doubled(b) if w else None)
    yield ([base, own, plane.curve("twice", xs, activations.sigmoid(2 * w * xs + b), "weight thick dashed")],
           "Twice 0 is 0, so the curve is still flat." if w == 0 else
           f"With the weight {number(2 * w)} the middle is at `−b/(2w) = {number(middle / 2)}`, and the slope "
           f"there is `2w/4 = {number(w / 2)}`. Before, the slope was `w/4 = {number(w / 4)}`.",
           f"A second, dashed curve with weight {number(2 * w)}, twice as steep.")


def _track(name, word, value, plane):
    """Draw a line of numbers with a handle on it."""
    low, high = plane.x
    inside, said = (min(max(value, low), high), 0), f"{word} {name} = {number(value)}"
    return [plane.line(f"{name} track", (low, 0), (high, 0), "muted thick"),
            [plane.text(f"{name} at {number(v)}", (v, 0), number(v), "muted", (0, 24), size=14)
             for v in ticks(low, high, 8)],
            text(f"{name} is", 14, plane.to_pixels(0, 0)[1], said, "weight strong", anchor="start"),
            plane.dot(f"{name} dot", inside, "weight", r=6),
            plane.handle(f"{name} handle", inside, name, said, "weight")]


def _ask_half(w, b, middle):
    """Ask where a unit gives one half; without a weight, what it gives."""
    if w == 0:
        return ask("w = 0: what does the unit give?", ("the same for every x", "Yes: 0 · x is 0."),
                   ("a step at b", "With no weight on x, no x can make a difference."))
    slips = [(-b, "That is right only if the weight is 1. The weighted sum is 0 where wx = −b, so divide by w."),
             (b, "Put your x into wx + b. Is the weighted sum 0?"),
             (b / w, "Look at the sign: wx + b = 0 gives x = −b/w."), (w, "The weight says how steep, not where."),
             (1.0, "Put x = 1 in: the weighted sum is w + b.")]
    return ask_number(f"For which x is σ({_line(w, b)}) one half?", middle,
                      "Yes. The sigmoid is one half where its input, wx + b, is 0.", *slips, most=3)


def _ask_doubled(b):
    """Ask what becomes of the step when the weight is doubled."""
    return ask("Now we double the weight, and leave the bias as it is. What happens to the step?",
               ("Twice as steep, and half as far from 0", "Yes. −b/(2w) is half of −b/w, and the slope doubles.")
               if b else ("Twice as steep, in the same place", "Yes. With b = 0 the middle stays at 0."),
               ("Twice as steep, and twice as far from 0", "The middle is at −b/w. If w is larger, we divide by "
                                                           "more, so the middle is closer to 0."),
               ("Same slope, another place", "The weight multiplies x, so everything happens twice as fast along x."))


FEW = vector(most=4)


@scene("Two layers, without and with ReLU")
def bend(w1: FEW, b1: FEW, w2: FEW):
    """Show two layers, one input and one output, without and with ReLU between; all numbers are editable.

    Parameters
    ----------
    w1, b1 : array_like (n,)
        Weights and biases of the hidden units, n at most 4.
    w2 : array_like (n,)
        What the output makes of each unit.
    """
    same_shape(w1=w1, b1=b1, w2=w2)
    n, (corners, places, slopes) = len(w1), activations.bends(w1, b1, w2, reach=3)
    xs = np.array([-3.0, *corners, 3.0])
    straight, bent = (_two_layers(w1, b1, w2, hidden).forward(xs[:, None]) for hidden in ("identity", "relu"))
    heights = np.concatenate([part for run in (straight, bent) for part in (run.output, run["A1"] * w2)], axis=1)
    room = 0.08 * (np.ptp(heights) or 1)
    plane = Plane((-3, 3), (heights.min() - room, heights.max() + room), (304, 16, 320, 304))
    tables = [Table(name, values, "weight", edit=True, label="", caption="", size=18).at(96, y, (min(50, 150 / n), 40))
              for name, values, y in (("w1", w1, 50), ("b1", b1, 124), ("w2", w2, 198))]
    base = [[table.draw() for table in tables], plane.axes(labels=("x", "output")),
            [(text(f"{table.name} is", 84, table.y + 14, table.name, "weight strong", anchor="end"),
              text(f"{table.name} word", 84, table.y + 32, word, "muted", 14, "end"))
             for table, word in zip(tables, ("weights", "biases", "to output"))]]
    key = [text("key", 12, 276, "dashed: each unit, times w2", "muted", 14, "start"),
           text("key 2", 12, 298, "thick: their sum, the output", "activation", 14, "start")]

    def draw(run):
        """Draw the units' shares, thin, and their sum, thick."""
        return [base, [plane.curve(f"share {i}", xs, run["A1"][:, i] * w2[i], "muted dashed", move=True)
                       for i in range(n)],
                plane.curve("out", xs, run.output[:, 0], "activation thick", move=True), key]

    yield (base, f"Each of the {count(n, 'hidden unit')} makes a straight line, `w1·x + b1`. The output multiplies "
                 "each line by its w2, and adds them up. Click any number to change it.",
           f"Three rows of numbers, w1, b1 and w2, of {n} units, and an empty plane.",
           ask("With nothing between the two layers: what can the output look like?",
               ("Always a straight line", "Yes. If you multiply straight lines by numbers and add them up, you get a "
                                         "straight line again."),
               (f"A line with up to {n} bends", "Look at what is added up: straight lines. None of them has a bend, "
                                                "and so their sum has none."),
               ("A parabola", "For a parabola, x would have to be multiplied by itself. Here x is only multiplied by "
                             "numbers.")))
    W, b = activations.collapse(w1[None], b1, w2[:, None], [0.0])
    sums = " ".join(f"{signed(c) if i else number(c)}·{_bracketed(w1[i], b1[i])}" for i, c in enumerate(w2))
    yield (draw(straight), f"`{sums} = {_line(W[0, 0], b[0])}`: two layers, one straight line. The dashed lines are "
                           "the units, times their w2.",
           f"{n} thin straight lines and their sum, a thick straight line with slope {number(W[0, 0])}.",
           _ask_bends(n, places))
    steep, where = [number(round(slope, 9)) for slope in slopes], row(places)
    dots = [plane.dot(f"corner {i}", (x, y), "highlight", r=6)
            for i, (x, y) in enumerate((x, y) for x, y in zip(xs, bent.output[:, 0]) if x in places)]
    yield ([draw(bent), dots],
           f"With ReLU the output bends at {where}, where the weighted sum of a unit is 0. Its slopes, from left to "
           f"right: {', '.join(steep)}."
           if len(places) else f"With ReLU, but without a bend in this picture: the slope is {steep[0]} everywhere.",
           f"The thin lines now are flat on one side; their sum bends at {len(places)} marked places: "
           f"{where or 'none'}.")


def _two_layers(w1, b1, w2, hidden):
    """Make the network of one input and one output."""
    network = Network([1, len(w1), 1], hidden=hidden, output="identity")
    network["W1"], network["b1"], network["W2"] = w1[None], b1, w2[:, None]
    return network


def _ask_bends(n, places):
    """Ask in how many places the output bends."""
    return ask_number("Now we put ReLU between the layers: where a unit is below 0, it becomes 0. In how many places "
                      "between −3 and 3 does the output bend?", len(places),
                      f"Yes, at {row(places)}. A unit has its corner where w1·x + b1 is 0." if len(places) else
                      "Yes. No unit has its corner in the picture, or the corners cancel each other.",
                      (0, "After ReLU a unit is no straight line any more: it has a corner where w1·x + b1 is 0."),
                      (1, "Every unit can have a corner of its own, at −b1/w1."),
                      (n, f"{n} units have at most {n} corners. But are all of them between −3 and 3? And does each "
                          "one count, or is its w2 equal to 0?"),
                      (2 * n, "A unit has one corner, not two."), most=4)


def _line(w, b):
    """Write wx + b."""
    x = {1: "x", -1: "−x"}.get(w, f"{number(w)}x")
    return f"{x} {signed(b)}" if b else x


def _bracketed(w, b):
    """Write wx + b where it is multiplied."""
    return _line(w, b) if w > 0 and not b else f"({_line(w, b)})"


CURVES = {"wave": lambda x: np.sin(2 * x), "bell": activations.gaussian, "parabola": lambda x: x ** 2 / 4.5 - 1}
COUNTS = (1, 2, 3, 4, 6, 8, 12, 16, 20, 24, 30)  # how many units
NEAR = 0.05


def _through(curve, n):
    """Make n ReLU units that follow a curve; return where they start, the network, and how far it is off at most."""
    points, xs = np.linspace(-3, 3, n + 1), np.linspace(-3, 3, 601)
    network = Network([1, n, 1], hidden="relu", output="identity")
    b1, w2, b2 = activations.follow(points, CURVES[curve](points))
    network["W1"], network["b1"], network["W2"], network["b2"] = np.ones((1, n)), b1, w2[:, None], [b2]
    return points[:-1], network, abs(network.predict(xs[:, None])[:, 0] - CURVES[curve](xs)).max()


@scene("A {curve}, followed by ReLU units", still=COUNTS.index(6), axis="units", seconds=0.9)
def wave(curve: inputs.choice(*CURVES) = "wave"):
    """Show how closely 1 to 30 ReLU units follow a curve; the curve is chosen from a list.

    Parameters
    ----------
    curve : str
        "wave", "bell" or "parabola".
    """
    xs, made = np.linspace(-3, 3, 241), {n: _through(curve, n) for n in COUNTS}
    lines = {n: network.predict(xs[:, None])[:, 0] for n, (_, network, _) in made.items()}
    heights = np.concatenate([CURVES[curve](xs), *lines.values()])
    plane = Plane((-3, 3), (heights.min() - 0.2, heights.max() + 0.2), (40, 48, 588, 280))
    base = [plane.axes(labels=("x", "")), choice("curve", curve, CURVES, "curve", width=150,
                                                 height=30).draw(12, 23, anchor="start"),
            text("key", 176, 23, "dashed: the curve · thick: the network · dots: the corners", "muted", 15, "start"),
            plane.curve("dashed", xs, CURVES[curve](xs), "ink dashed")]
    for n, (corners, network, off) in made.items():
        shown = np.append(corners, 3.0)
        heights, slopes = network.predict(shown[:, None])[:, 0], [number(w, 3) for w in network["W2"][:3, 0]]
        yield (n, [base, plane.curve("network", shown, heights, "activation thick"),
                   plane.dots("corners", np.column_stack([shown, heights])[:-1], "highlight", 9)],
               f"{count(n, 'ReLU unit')}: the network is off by at most {number(off, 2)}. Output weights: "
               f"{', '.join(slopes)}{' and so on' if n > 3 else ''}.",
               f"A dashed {curve} from x = −3 to 3, and a line of {count(n, 'straight piece')} that is off by at most "
               f"{number(off, 2)}.",
               _ask_units(curve, {n: off for n, (_, _, off) in made.items()}) if n == 1 else None)


def _ask_units(curve, off):
    """Ask how many units bring the network near to the curve."""
    right = next(n for n in COUNTS if off[n] < NEAR)
    few = next(n for n in COUNTS if n >= right / 4)
    return ask(f"Every unit may bend the line once. How many units does it take to stay within {number(NEAR)} of the "
               f"{curve} everywhere?",
               (f"About {right}", f"Yes: {right} units are off by at most {number(off[right], 2)}. Slide on and see."),
               (f"About {few}", f"So few are not enough: {few} units are still off by {number(off[few], 2)}."),
               (f"About {10 * right}", f"You don't need so many: {right} units are off by only "
                                       f"{number(off[right], 2)}."))


@scene("A quarter of a quarter", still=3, axis="layers", seconds=0.8, size=(640, 330))
def quarters(part: inputs.number(at_least=0.1, at_most=1) = 0.25):
    """Show what is left of 1 after 0 to 10 layers that each leave a part of it, as the area of a square.

    Parameters
    ----------
    part : float from 0.1 to 1
        Editable.
    """
    control = line_up("each layer leaves", field("part", part, "part that each layer leaves", width=80, height=30),
                      box=(330, 24, 300, 30), align="start", name="control").draw()
    for n in range(11):
        left, before = part ** n, part ** max(n - 1, 0)
        squares = [rect(f"square {k}", 20, 310 - 290 * part ** (k / 2), *[290 * part ** (k / 2)] * 2,
                        "cell ink" if k < n else "cell gradient") for k in range(n + 1)]
        said = f"{number(before, 3)} · {number(part)} = {number(left, 3)}" if n else "1"
        yield (n, [control, squares, text("layers passed", 330, 130, f"after {count(n, 'layer')}", "ink", 18, "start"),
                   text("left", 330, 164, f"{number(left, 2)} is left", "gradient strong", 22, "start")],
               f"After {count(n, 'layer')}: `{said}` is left." if n else
               "The message is the large square, with area 1. Each layer multiplies it by a number.",
               f"A square of area 1 in which squares lie, the smallest with area {number(left, 2)}.",
               None if n else _ask_part(part))


def _ask_part(part):
    """Ask how much is left after ten layers."""
    left = number(part ** 10, 1)
    if part == 1:
        return ask("Each layer leaves all of what reaches it. How much is left after 10 layers?",
                   ("All of it", "Yes: 1 times itself, ten times over, is still 1."),
                   ("About 0.1", "That divides by 10. But each layer multiplies by 1, and that changes nothing."),
                   ("Nothing", "A layer that leaves everything takes nothing away, however often you repeat it."))
    return ask(f"Each layer leaves {number(part)} of what reaches it. How much is left after 10 layers?",
               (f"About {left}", f"Yes: {number(part)} times itself, ten times over, is {number(part ** 10, 2)}."),
               (f"About {number(part / 10, 2)}", "That divides by 10. But each layer multiplies what the layer before "
                                                 "it has left."),
               (f"{number(part)}", "That is what one layer leaves. The next layer takes its share of the rest."))


UPDATES = (0, 1, 2, 5, 10, 15, 20, 30, 50, 100, 200)
UNITS = {"relu": "ReLU", "leaky_relu": "leaky ReLU"}
TASK = np.linspace(0, 2, 21)[:, None]


@lru_cache(maxsize=1)
def _learned(learning_rate):
    """Train a unit of each kind to copy its input, from weight 2 and bias 1; return both runs, seen at `UPDATES`."""
    runs = []
    for name in UNITS:
        network = Network([1, 1], output=name)
        network["W1"], network["b1"] = [[2.0]], [1.0]
        runs.append(record(network, TASK, TASK, at=UPDATES, batch_size=len(TASK),
                           optimizer=GradientDescent(learning_rate)))
    return runs


def _arrive(learning_rate):
    """Tell which of the two units have learned their task in the end."""
    return tuple(run.losses[-1] < 0.1 for run in _learned(learning_rate))


@scene("A race: ReLU and leaky ReLU", still=UPDATES.index(50), axis="updates", seconds=1.2)
def dying(learning_rate: inputs.number(at_least=0.02, at_most=0.45) = 0.4):
    """Show two units that learn to copy their input, a ReLU and a leaky one, from the same start; both are trained.

    Parameters
    ----------
    learning_rate : float from 0.02 to 0.45
        Editable; beyond 0.45 the leaky unit would not settle either.
    """
    top = [line_up("learning rate", field("learning_rate", learning_rate, "learning rate", width=64, height=30),
                   box=(10, 7, 220, 30), align="start", name="top").draw(),
           text("key", 628, 22, "dots: the task · dashed: weighted sum · thick: output", "muted", 14, "end")]
    planes = [Plane((0, 2), (-1.4, 5.4), box, name=name)
              for name, box in zip(UNITS, strip((40, 78, 588, 246), 2, gap=64))]
    base = [(plane.axes(labels=("input", "")), plane.dots(f"{plane.name} target", TASK[::2].repeat(2, axis=1), width=6))
            for plane in planes]
    for update, *networks in zip(UPDATES, *(run.networks for run in _learned(learning_rate))):
        drawn, notes = [], []
        states = [_state(network) for network in networks]
        for (name, word), plane, (w, b, on) in zip(UNITS.items(), planes, states):
            ends = np.array([0.0, *([-b / w] if w and 0 < -b / w < 2 else []), 2.0])
            works = f"on for {on} of {len(TASK)}"
            notes.append(f"{word}: w = {fixed(w, 2)}, b = {fixed(b, 2)}, {works}")
            drawn += [plane.curve(f"{name} sum", ends, w * ends + b, "weight dashed"),
                      plane.curve(f"{name} out", ends, ACTIVATIONS[name].function(w * ends + b), "activation thick"),
                      text(f"{name} name", plane.box[0] + 131, 58, f"{word}: {works}",
                           f"{'activation' if on else 'error'} strong")]
        relu, leaky = (on for _, _, on in states)
        said = "" if relu else \
            "The ReLU is dead: it gives 0 for every example, forever. The leaky ReLU has come back." if leaky else \
            "The slope of the ReLU is 0 for every example: `error · 0 = 0`. Nothing can move it any more."
        yield (update, [top, base, drawn], f"After {count(update, 'update')}. {'; '.join(notes)}. {said}".strip(),
               f"After {count(update, 'update')}, two pictures of a unit beside its task. {'; '.join(notes)}.",
               None if update else _ask_dying(learning_rate))


def _state(network):
    """Return weight and bias of a unit, and for how many examples it is on."""
    on = np.count_nonzero(network.forward(TASK)["Z1"] > 0)
    return network["W1"][0, 0], network["b1"][0], on


def _ask_dying(rate):
    """Ask which of the two units gets to the dots."""
    w, b, on = _state(_learned(rate)[0].networks[1])
    first = f"The first step leads to w = {fixed(w, 2)}, b = {fixed(b, 2)}, on for {on} of 21"
    right = {(True, True): "Both", (False, True): "Only the leaky one", (False, False): "Neither"}[_arrive(rate)]
    said = {"Only the leaky one": f"{first}. Both are below 0 everywhere. With a slope of 0 there is no way back, but "
                                  "with a slope of 0.01 there is.",
            "Both": f"{first}. So neither of them was thrown below 0 for every example.",
            "Neither": f"{first}. After that, 200 updates are too few for either of them."}
    wrong = {"Only the leaky one": f"{first}. So the ReLU still has a slope that it can learn from.",
             "Both": f"{first}. If a ReLU is off for every example, what is its slope?",
             "Neither": f"{first}. A slope of 0.01 is small, but after many steps it adds up."}
    return ask_which("Both units begin with w = 2 and b = 1, and should learn to copy their input. With a learning "
                     f"rate of {number(rate)}, which of them gets there?", right, wrong | {right: said[right]})


TEMPERATURES = (0.1, 0.2, 0.5, 1, 2, 5, 10, 100)


@scene("Softmax: temperature and shift", still=TEMPERATURES.index(1), axis="temperature", seconds=1.2, size=(640, 344))
def softmax(scores: vector(most=5), shift: inputs.number = 0.0):
    """Show softmax at temperatures from 0.1 to 100; scores and a shift of all of them are editable.

    Parameters
    ----------
    scores : array_like (n,), n from 2 to 5
    shift : float
        Added to every score.
    """
    n, best = len(scores), int(np.argmax(scores))
    if n < 2:
        refuse("one score alone has nothing to share; give from 2 to 5")
    given, divided, powers = (
        Table(name, scores, role, edit=name == "scores", label="", caption="", size=18).at(164, y, (360 / n, 40))
        for name, role, y in (("scores", "data", 10), ("divided", "weight", 62), ("powers", "muted", 114)))
    names = (("scores", 30, "data"), ("÷ temperature", 82, "weight"), ("e to that", 134, "muted"),
             ("shares", 262, "activation"))
    base = [given.draw(), [text(f"{name} is", 152, y, name, f"{role} strong", 15, "end") for name, y, role in names],
            text("shift is", 590, 10, "+ shift", "ink strong", 15),
            field("shift", shift, "shift of all scores", height=30).draw(590, 37)]
    for temperature in TEMPERATURES:
        over, shares = (scores + shift) / temperature, activations.softmax(scores + shift, temperature)
        raised = np.exp(over)
        total = raised.sum()
        if 0 < total < math.inf:
            note = (f"the scores become {row(over)}. The largest one gets `{power_of_e(over[best])} / "
                    f"({' + '.join(map(number, raised))}) = {number(raised[best])} / {number(total)} = "
                    f"{number(shares[best])}`")
        else:
            note = (f"e to that is {'more than a number can be here' if total else '0 for all, rounded'}, so we "
                    f"subtract the largest first: `e⁰ / ({' + '.join(map(number, np.exp(over - over.max())))}) = "
                    f"{number(shares[best])}`")
        yield (temperature, [base, divided.draw(values=over), powers.draw(values=raised),
                             bars("share", shares.tolist(), (164, 196, 360, 132), high=1, move=True)],
               f"Temperature {number(temperature)}: {note}.",
               f"Scores {row(scores + shift, digits=3)} at temperature {number(temperature)}: bars of "
               f"{row(shares, digits=3)}.", _ask_softmax(temperature, n))


def _ask_softmax(temperature, n):
    """Ask for the warm end at the cold one, and for a shift at temperature 1."""
    if temperature == TEMPERATURES[0]:
        return ask("At temperature 0.1 it is cold, and the largest score takes nearly everything. What happens at "
                   "temperature 100?",
                   ("All get nearly the same", "Yes. Divided by 100, the scores are almost the same, and each gets "
                                               f"about 1/{n}."),
                   ("The largest takes all", "That happens when it is cold. Now divide the scores by 100. How "
                                             "different are they then?"),
                   ("All get nearly 0", "Whatever the temperature, the shares add up to 1."))
    if temperature == 1:
        return ask("If you add 100 to every score, what happens to the shares? Answer first, then type 100 under “+ "
                   "shift”.",
                   ("Nothing", "Yes. e¹⁰⁰ is a factor above and below the line, and cancels. Only the differences "
                               "count."),
                   ("The largest gets more", "That would happen if you multiplied the scores. Here their differences "
                                             "stay the same."),
                   ("All get nearly the same", "That would happen if you divided the scores. Here their differences "
                                               "stay the same."))
    return None
