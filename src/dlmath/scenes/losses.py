"""Scenes of the losses: a line and its squares, the bowl, cross-entropy, softmax with its loss, two losses compared.

Called with numbers, each returns a Scene, as in `dlmath.scenes.linalg`.
"""

from functools import partial
from typing import NamedTuple

import numpy as np

from dlmath import inputs, losses
from dlmath.activations import sigmoid, softmax
from dlmath.inputs import matrix, refuse, vector
from dlmath.network import pocket_network
from dlmath.picture.frame import ask, ask_number, scene
from dlmath.picture.plane import Plane, strip
from dlmath.picture.shapes import arrow, line, rect, text
from dlmath.picture.table import Table, choice, line_up
from dlmath.picture.words import added, fixed, number, pair, rounded, row, signed

LETTERS = "ABCDEF"
LETTERED = Plane(x=(-3, 8), y=(-3, 9), box=(40, 12, 392, 384), equal=True)  # where points with letters lie
SHARED = Plane(x=(-1.5, 5), y=(-1, 9), box=(30, 14, 290, 310), equal=True)  # where points share the picture
BESIDE = (378, 34, 246, 290)  # with another plane, in this box
MANY = matrix(shape=("m", 2), meaning="one point a row", most=(30, 2))


@scene("Line of best fit, with its squares", still=1, size=(640, 430))
def best_fit(points: MANY(most=(6, 2)), line: matrix(shape=(2, 2))):
    """Show a line among points, its residuals, their squares and the mean; points and line are draggable.

    Parameters
    ----------
    points : array_like (m, 2), m at most 6
    line : array_like (2, 2)
        Two points that the line goes through.
    """
    if line[0, 0] == line[1, 0]:
        refuse("the two places stand above each other; a line ŷ = w x + b is never upright")
    here, bowl = losses.line_bowl(*line.T)[:2], losses.line_bowl(*points.T)  # a line through two points fits them best
    fit = losses.line_fit(*points.T, *here)
    rings = [LETTERED.handle(f"end {i}", end, f"line[{i}]", f"the line's {side} ring, at {pair(end)}", "weight")
             for i, (end, side) in enumerate(zip(line, ("first", "second")))]
    yield ([_lettered(points, here, fit, held=True), rings, _listed(fit, squares=False)],
           f"The line `{_equation(here)}` misses the points by ŷ − y = {row(fit.residual)}. Drag a point, or the line "
           "by one of its two rings.",
           f"{len(points)} points and the line {_equation(here)}; upright strokes from the points to the line are the "
           f"residuals {row(fit.residual)}.", _ask_mean(fit))
    worst = int(np.abs(fit.residual).argmax())
    moved = points.copy()
    moved[worst, 1] -= fit.residual[worst]
    fits = fit.loss > 0 and LETTERED.y[0] <= moved[worst, 1] <= LETTERED.y[1]  # out of sight it would teach nothing
    yield ([_lettered(points, here, fit, squares=True, held=True), rings, _listed(fit)],
           f"`{_mean(fit)}`: a residual is the side of a square, and the loss is the mean of the areas.",
           f"Between each point and the line stands a square; their areas are {row(fit.square)}, the mean is "
           f"{number(fit.loss)}.",
           ask("The point that is furthest off moves twice as far from the line. What becomes of its square?",
               ("Four times the area", "Yes: twice the side in both directions. Far points rule the mean."),
               ("Twice the area", "That would be so if only one side of it grew. Both do."),
               ("Half the area", "The further off, the larger the square.")) if fits else None)
    if fits:
        further = losses.line_fit(*moved.T, *here)
        yield ([_lettered(moved, here, further, squares=True, move=True), _listed(further)],
               f"{LETTERS[worst]} is twice as far off: {number(fit.residual[worst])} becomes "
               f"{number(further.residual[worst])}, its square {number(fit.square[worst])} becomes "
               f"{number(further.square[worst])}. `{_mean(further)}`",
               f"Point {LETTERS[worst]} has moved; its square has four times the area, and the mean is "
               f"{number(further.loss)}.", _ask_which_line(points, bowl, here, fit))
    best = losses.line_fit(*points.T, *bowl[:2])
    yield ([_lettered(points, bowl[:2], best, squares=True), _listed(best)],
           f"With every point back in its place, no line does better than `{_equation(bowl)}`: `{_mean(best)}`",
           f"The best line, {_equation(bowl)}; the mean of the squares is {number(best.loss)}.")


def _ask_mean(fit):
    """Ask for the mean of the squares."""
    return ask_number("Square each residual and take the mean. What comes out?", fit.loss,
                      "Yes: the squares add up, and the sum is shared out among the points.",
                      (fit.square.sum(), f"That is the sum. The mean divides it by {len(fit.square)}."),
                      (fit.residual.mean(), "That is the mean of the residuals: there, high and low cancel."),
                      (np.abs(fit.residual).mean(), "That is the mean distance. Square before you average."),
                      *([] if fit.loss else [(1, "Every residual is 0, and so is its square.")]), most=3)


def _ask_which_line(points, bowl, here, fit):
    """Ask which line has the least mean of squares."""
    x, y = points.T
    through = losses.line_bowl(*points[[x.argmin(), x.argmax()]].T)[:2]
    outer = number(losses.line_fit(x, y, *through).loss)
    return ask("The point goes back. Which of these lines has the least mean?",
               (_equation(bowl), f"Yes: {number(bowl.loss)}, the least of all lines."),
               (_equation(here), f"That is the line you see. Its mean was {number(fit.loss)}."),
               (_equation(through), f"It meets the two outermost points, and its mean is {outer}."))


def _lettered(points, place, fit, squares=False, held=False, move=None):
    """Draw the points, named by letters, with a line, and residuals or squares."""
    side = 1 if place[0] >= 0 else -1  # where the line does not cross the square
    each = list(zip(LETTERS, points, fit.residual))
    return [LETTERED.axes(("x", "y")), [_square(name, point, r, side * r, move) for name, point, r in each if squares],
            _points_and_line(LETTERED, points, place, fit, LETTERS, held, move),
            [LETTERED.text(f"name {name}", point, name, "data strong", (-17 * side, 18 if r > 0 else -18), move=move)
             for name, point, r in each]]  # away from the line, and from the square


def _points_and_line(plane, points, place, fit, names=range(30), held=True, move=None):
    """Draw points, with handles where they can be `held`, a line, and the residuals between them."""
    slope, intercept = place
    return [[plane.curve(f"residual {name}", (x, x), (y, said), "error thick", move=move)
             for name, (x, y), said in zip(names, points, fit.prediction)],
            plane.curve("line", plane.x, slope * np.array(plane.x) + intercept, "weight thick", move=move),
            [plane.dot(f"point {name}", point, "data", 5, move=move) for name, point in zip(names, points)],
            [plane.handle(f"hold {name}", point, f"points[{i}]", f"point {name}, at {pair(point)}", "data")
             for i, (name, point) in enumerate(zip(names, points)) if held]]


def _square(name, point, residual, away, move):
    """Draw the square on a residual, to the right by `away`; the plane's edge cuts it off."""
    across, up = point[0] + away * np.array([0, 1, 1, 0, 0]), point[1] + residual * np.array([0, 0, 1, 1, 0])
    corners = np.array([LETTERED.to_pixels(across[i], up[i]) for i in (0, 2)])
    left, top, width, height = LETTERED.box
    seen = corners.clip((left, top), (left + width, top + height))
    size, whole = np.ptp(seen, axis=0), (seen == corners).all()
    if min(size) < 0.01:
        return None
    return [rect(f"square {name}", *seen.min(axis=0), *size, "cell error" if whole else "area error",
                 fill_opacity=0.75, move=move),
            None if whole else  # open where it goes on
            LETTERED.curve(f"edge {name}", across, up, "error", stroke_width=1.25)]


def _listed(fit, squares=True):
    """List residuals and squares, with the sum and the mean below."""
    def put(key, x, y, said, role="ink", size=16):
        return text(key, x, y, said, role, size, "end")

    foot = 30 + 30 * len(fit.square)
    heights = range(60, foot + 1, 30)
    return [put("head residual", 552, 30, "ŷ − y", "error"),
            [[put(f"row {name}", 476, y, name, "data strong"), put(f"{name} residual", 552, y, number(r))]
             for name, y, r in zip(LETTERS, heights, fit.residual)],
            [put("head square", 618, 30, "square", "error"),
             [put(f"{name} square", 618, y, number(area)) for name, y, area in zip(LETTERS, heights, fit.square)],
             line("rule", 460, foot + 20, 620, foot + 20, "muted"), put("sum name", 552, foot + 40, "sum"),
             put("sum", 618, foot + 40, number(fit.square.sum())),
             put("loss name", 536, foot + 74, "mean", "error strong", 20),
             put("loss", 618, foot + 74, number(fit.loss), "error strong", 20)] if squares else None]


def _equation(place):
    """Spell a line by its slope and its intercept."""
    w, b = number(place[0]), number(place[1])
    if w == "0":
        return f"ŷ = {b}"
    return f"ŷ = { {'1': 'x', '−1': '−x'}.get(w, w + 'x')}" + (f" {signed(place[1])}" if b != "0" else "")


def _mean(fit):
    """Spell a mean of squares."""
    m = len(fit.square)
    return f"L = ({added(fit.square)}) / {m} = {number(fit.square.sum())} / {m} = {number(fit.loss)}"


@scene("The slope is slid, and the losses are drawn", axis="slope w", seconds=0.4)
def slope_slid(points: MANY, intercept: inputs.number):
    """Show the loss of a line while its slope is slid: the bowl is drawn; points are draggable.

    Parameters
    ----------
    points : array_like (m, 2), m at most 30
    intercept : float
    """
    fine, each = np.round(np.linspace(0, 4, 61), 6), 3  # every third slope of the bowl is a frame
    fits = [losses.line_fit(*points.T, slope, intercept) for slope in fine]
    bowl = [fit.loss for fit in fits]
    right = Plane(x=(0, 4.2), y=(0, 1.08 * max(*bowl, 1.0)), box=BESIDE, name="loss")
    axes = [SHARED.axes(("x", "y")), right.axes(), right.titles("slope w", "loss", below=14)]
    for i in range(0, len(fine), each):
        slope, fit, least = float(fine[i]), fits[i], each * int(np.argmin(bowl[:i + 1:each]))
        note = f" The least so far: {number(bowl[least])} at w = {number(fine[least])}." if i else \
            f" The intercept stays {number(intercept)}; only the slope w is slid. The points can be dragged."
        yield (slope, [axes, _points_and_line(SHARED, points, (slope, intercept), fit),
                       right.curve("bowl", fine[:i + 1], bowl[:i + 1], "error thick"),
                       right.line("drop", (slope, 0), (slope, fit.loss), "muted thin dashed"),
                       right.dot("loss", (slope, fit.loss), "error", 6)],
               f"`w = {number(slope)}: {_mean(fit)}`.{note}",
               f"The line {_equation((slope, intercept))} among the points; at slope {number(slope)} the loss is "
               f"{number(fit.loss)}, and the curve of losses is drawn up to there.",
               None if i else ask(
                   "Slide the slope from 0 to 4. What will the losses draw?",
                   ("A bowl", "Yes: w stands inside a square, so the loss is a parabola in w."),
                   ("A V", "A V with a kink comes from absolute residuals. These are squared."),
                   ("A straight line", "Beyond the best slope the line is too steep, and the loss must grow again.")))


@scene("Every line is a place on a map", still=1)
def landscape(points: MANY, place: vector(shape=(2,))):
    """Show every line as a place on a map, (slope, intercept), with rings of equal loss; both are draggable.

    Parameters
    ----------
    points : array_like (m, 2), m at most 30
    place : array_like (2,)
        The slope and the intercept of the line that is shown.
    """
    fit, bowl = losses.line_fit(*points.T, *place), losses.line_bowl(*points.T)
    best, alone = bowl[:2], fit.loss - bowl.loss < 1e-9
    right = Plane(x=(-1, 5), y=(-5, 7), box=BESIDE, name="map")
    rings = [_ring(right, bowl, height) for height in (1, 4, 16, 64)]
    same = bowl.ring(max(fit.loss, bowl.loss))
    alike = [SHARED.curve(f"alike {i}", SHARED.x, w * np.array(SHARED.x) + b, "error thin dashed")
             for i, (w, b) in enumerate(same[9:72:18])]

    def draw(fit, place, marks=None, behind=None, held=True):
        """Draw the line beside its place on the map."""
        return [behind, SHARED.axes(("x", "y")), _points_and_line(SHARED, points, place, fit), right.axes(),
                right.titles("slope w", "intercept b", below=14), marks, right.dot("place", place, "weight", 7),
                right.handle("place handle", place, "place", f"the line's place, at {pair(place)}", "weight",
                             step=0.25, snap=0.25) if held else None]

    here, slope, intercept = _equation(place), *map(number, place)
    yield (draw(fit, place),
           f"The line `{here}` is one place on the map: slope {slope}, intercept {intercept}. Its loss is "
           f"{number(fit.loss)}. Drag the place, or a point.",
           f"On the left the line {here} among the points, on the right one dot at {pair(place)}.",
           _ask_as_wrong(alone))
    yield (draw(fit, place, [rings, right.curve("same loss", *same.T, "error thick")], alike),
           "Each ring joins lines of equal loss. This line is the best one: no other loses as little, and its ring is "
           "a single point. Drag the place away from it." if alone else
           f"Each ring joins lines of equal loss. On the orange ring all lose {number(fit.loss)}; four of them are "
           "dashed on the left. Drag the place across the rings.",
           f"Tilted rings around {pair(best)}; the orange one goes through {pair(place)}, and the lines on it, "
           "dashed, miss the points in other ways.",
           ask("How many lowest places has this map?",
               ("One", "Yes: for a line and squares it is one bowl, wherever the points lie."),
               ("One for each point", "A line that meets one point may miss all the others."),
               ("That depends on where you start", "The map is there before anyone starts to walk.")))
    yield (draw(losses.line_fit(*points.T, *best), best, rings, held=False),
           f"The lowest place: slope {number(best[0])}, intercept {number(best[1])}. There the loss is "
           f"{number(bowl.loss)}, and every step leads up.",
           f"The dot lies in the middle of the rings, at {pair(best)}; the line is the best one.")


def _ring(plane, bowl, height):
    """Draw the ring so high above the lowest place, and its loss at its top, if that is in the picture."""
    ring = bowl.ring(bowl.loss + height)
    w, b = ring[(ring[:, 1] - np.abs(ring[:, 0])).argmax()]  # near w = 0, where there is room
    inside = plane.x[0] + 0.4 < w < plane.x[1] - 0.4 and plane.y[0] < b < plane.y[1] - 0.4
    return [plane.curve(f"ring {height}", *ring.T, "muted"),
            plane.text(f"ring {height} loss", (w, b), number(bowl.loss + height, 3), "muted", (0, -11), size=14)
            if inside else None]


def _ask_as_wrong(alone):
    """Ask which lines have the same loss; the best line has it alone."""
    ring, none = "On a ring around the best line", "Nowhere: there are none"
    straight = "On a straight line", "Going straight on leads uphill for ever. The ways back down bend round."
    question = "Which other lines are exactly as wrong as this one? Where on the map do they lie?"
    if alone:
        return ask(question, (none, "Yes: this is the best line, and it has its loss alone."), straight,
                   (ring, "Around it they are all worse."))
    return ask(question, (ring, "Yes: an ellipse, the rim of the bowl at this height."), straight,
               (none, "Tilt this line a little and shift it to make up for it."))


class Charge(NamedTuple):
    """A loss that is compared: its name, how it is drawn, and what it costs and how steep it is along the slider."""

    name: str
    style: str
    cost: np.ndarray
    slope: np.ndarray

    @property
    def role(self):
        return self.style.split()[0]

    def named(self, plane, x, y, length):
        """Draw a short stroke in its style, and the name beside it."""
        return [plane.line(f"{self.name} sign", (x, y), (x + length, y), self.style),
                plane.text(f"{self.name} name", (x + 1.2 * length, y), self.name, self.role, (0, 0), size=14,
                           text_anchor="start")]

    def drawn(self, planes, xs):
        """Draw the curve of costs, and that of slopes, broken where there is no slope."""
        return [planes[0].curve(f"{self.name} cost", xs, self.cost, self.style),
                planes[1].curve(f"{self.name} slope", xs, self.slope, self.style)]

    def marked(self, planes, x, i):
        """Draw a dot on the curve of costs and, where there is a slope, on that of slopes."""
        return [planes[0].dot(f"{self.name} cost dot", (x, self.cost[i]), self.role, 6),
                None if np.isnan(self.slope[i]) else
                planes[1].dot(f"{self.name} slope dot", (x, self.slope[i]), self.role, 6)]


def _cost_and_slope(x, cost, slope, title, *heads):
    """Return a plane for costs, one beside it for slopes, and their axes."""
    planes = [Plane(x=x, y=y, box=box, name=name)
              for y, box, name in zip((cost, slope), strip((36, 40, 588, 272), 2, gap=60), ("cost", "slope"))]
    return planes, [[plane.axes(), plane.titles(title, head=head)] for plane, head in zip(planes, heads)]


def _upright(planes, x, tops):
    """Draw a dashed line at x in each plane, up to a height."""
    return [plane.line(f"{plane.name} here", (x, plane.y[0]), (x, top), "muted thin dashed")
            for plane, top in zip(planes, tops)]


@scene("What one miss costs", still=2, axis="residual r", seconds=0.7)
def one_miss(delta: inputs.number(above=0) = 1.0):
    """Slide one residual: what squared, absolute and Huber error charge for it, and how hard it pulls.

    Parameters
    ----------
    delta : float
        Where Huber goes over from round to straight.
    """
    fine, each = np.linspace(-3, 3, 97), 8  # every eighth r of the curves is a frame
    charges = [
        Charge(name, style, *np.array([(of([r], [0]), gradient([r], [0])[0]) for r in fine]).T)
        for name, style, of, gradient in (
            ("squared", "data thick dashed", *losses.LOSSES["mean_squared_error"][:2]),
            ("absolute", "activation", *losses.LOSSES["mean_absolute_error"][:2]),
            (f"Huber, δ = {number(delta)}", "error thick",
             *(partial(function, delta=delta) for function in losses.LOSSES["huber"][:2])))]
    charges[1].slope[fine == 0] = np.nan  # a kink has no slope
    planes, axes = _cost_and_slope((-3.3, 3.3), (-0.4, 9.4), (-6.4, 6.4), "residual r", "what it costs",
                                   "its slope: how hard it pulls")
    curves = [[charge.drawn(planes, fine), charge.named(planes[1], -3.1, height, 0.6)]
              for charge, height in zip(charges, (5.6, 4.6, 3.6))][::-1]
    yield (-3.0, [axes, _upright(planes, -3, (9.4, 6.4))],
           "A point is off by `r = −3`. Slide the residual, and watch three costs and their slopes.",
           "Two empty planes with a mark at the residual −3.", _ask_at_a_miss(-3))
    for i in range(each, len(fine), each):
        r, rates = float(fine[i]), [(charge.cost[i], charge.slope[i]) for charge in charges]
        formulas = "r²", "|r|", "r²/2" if abs(r) <= delta else "δ (|r| − δ/2)"
        said = "; ".join(f"{charge.name.split(',')[0]} `{formula} = {number(cost)}`, "
                         + ("a kink without a slope" if np.isnan(slope) else f"slope {number(slope)}")
                         for charge, formula, (cost, slope) in zip(charges, formulas, rates))
        tops = np.nanmax([(0, 0), *rates], axis=0)
        yield (r, [axes, _upright(planes, r, tops), curves, [charge.marked(planes, r, i) for charge in charges[::-1]]],
               f"`r = {number(r)}`: {said}.", f"At the residual {number(r)}: {said}.", _ask_at_a_miss(r))


def _ask_at_a_miss(r):
    """Ask at two residuals what comes next."""
    if r == -3:
        return ask("Which of the three costs is the steepest this far out?",
                   ("squared", "Yes: its slope is 2r, −6 here, and there is no end to it."),
                   ("absolute", "Its slope is −1 here, and −1 at any distance."),
                   ("Huber", "Out here it is a straight line, and no steeper further out."))
    if r == -0.5:
        return ask("Next comes r = 0. Which of the three has no slope there?",
                   ("absolute", "Yes: a kink. On the left the slope is −1, on the right 1, and at 0 it is neither."),
                   ("Huber", "Near 0 it is r²/2, round at the bottom: slope 0."),
                   ("squared", "A parabola is round at the bottom: slope 0."))
    return None


SURE = [0.001, 0.01, *(k / 20 for k in range(1, 20)), 0.99, 0.999]


@scene("Cross-entropy: what confidence costs", still=SURE.index(0.9), axis="prediction ŷ", seconds=0.7)
def cross_entropy():
    """Slide a prediction ŷ, and see what it costs if the truth is 1, and if it is 0."""
    plane = Plane(x=(0, 1), y=(0, 7.4), box=(44, 30, 380, 280))
    fine = np.concatenate([np.geomspace(0.0006, 0.05, 25), np.linspace(0.06, 1, 48)])
    costs = [losses.binary_cross_entropy([p], [1]) for p in fine]
    curves = [plane.curve("curve 1", fine, costs, "data thick"),
              plane.curve("curve 0", 1 - fine, costs, "error thick dashed"),
              plane.text("name 1", (0.07, 4.3), "truth 1: −ln ŷ", "data", (0, 0), text_anchor="start"),
              plane.text("name 0", (0.93, 4.3), "truth 0: −ln(1 − ŷ)", "error", (0, 0), text_anchor="end")]
    foot, bars = plane.to_pixels(0, 0)[1], list(zip("10", ("data", "error"), strip((466, 30, 148, 280), 2, gap=28)))
    axes = [plane.axes(), plane.titles("prediction ŷ", "loss"), line("foot", 456, foot, 624, foot, "muted thin"),
            [text(f"below {truth}", left + width / 2, foot + 14, f"truth {truth}", role, 14)
             for truth, role, (left, _, width, _) in bars]]

    def said(p, top):
        """Mark the prediction on the axis, and draw a line up from it."""
        return [plane.line("here", (p, 0), (p, top), "muted thin dashed"), plane.dot("said", (p, 0), "activation", 7)]

    yield (SURE[0], [axes, said(SURE[0], 7.4)],
           f"The network says ŷ = {number(SURE[0])}. What does that cost, if the truth is 1?",
           f"An empty plane, loss over prediction, with a mark at ŷ = {number(SURE[0])}.",
           _ask_at_a_confidence(SURE[0]))
    for p in SURE[1:]:
        costs = [losses.binary_cross_entropy([p], [truth]) for truth in (1, 0)]
        drawn = [[plane.dot(f"dot {truth}", (p, cost), role, 6),
                  rect(f"bar {truth}", left, foot - cost * plane.unit[1], width, cost * plane.unit[1], f"cell {role}"),
                  text(f"cost {truth}", left + width / 2, foot - cost * plane.unit[1] - 12, fixed(cost),
                       f"{role} strong")] for cost, (truth, role, (left, _, width, _)) in zip(costs, bars)]
        if_1, if_0 = map(fixed, costs)
        yield (p, [axes, said(p, max(costs)), curves, drawn],
               f"The network says ŷ = {number(p)}. `−ln {number(p)} = {if_1}` if the truth is 1, and "
               f"`−ln(1 − {number(p)}) = {if_0}` if it is 0.",
               f"At ŷ = {number(p)} the loss is {if_1} if the truth is 1 and {if_0} if it is 0.",
               _ask_at_a_confidence(p))


def _ask_at_a_confidence(p):
    """Ask at three predictions what comes next."""
    percent, thousandth = (losses.binary_cross_entropy([q], [1]) for q in (0.01, 0.001))
    surprise = fixed(thousandth, 2)
    if p == 0.001:
        return ask("ŷ = 0.001, and the truth is 1. What is the surprise, −ln ŷ?",
                   (surprise, "Yes. A thousandth is about ten halvings, and each adds ln 2 = 0.69."),
                   ("0.999", f"That is the distance to 1, which has a ceiling. −ln 0.001 is {surprise}."),
                   ("1000", f"That is 1/0.001. Its logarithm is {surprise}."))
    if p == 0.45:
        return ask("The two curves will meet. Where?",
                   ("at ŷ = 0.5, loss 0.6931", "Yes: −ln 0.5 = ln 2, whichever truth comes."),
                   ("at ŷ = 0.5, loss 0.5", "The place is right. The loss there is −ln 0.5 = 0.6931."),
                   ("at ŷ = 0.5, loss 0", "Undecided costs something either way: −ln 0.5 = 0.6931."))
    if p == 0.99:
        return ask(f"From ŷ = 0.99 to 0.999, and the truth is 0. The loss was {fixed(percent, 2)}. It becomes …",
                   (surprise, "Yes: each further 9 divides 1 − ŷ by ten, and adds ln 10 = 2.30."),
                   (fixed(10 * percent, 2), "Ten times less likely is 2.30 more, not ten times more."),
                   ("about the same", "Nearly certain and certain look alike only if you are right."))
    return None


@scene("Three scores, softmax, loss", still=3, size=(640, 366))
def three_scores(scores: vector(shape=(3,)), right: inputs.choice(*"ABC")):
    """Show three scores become probabilities, then losses, then the gradient ŷ − y; all can be changed.

    Parameters
    ----------
    scores : array_like (3,)
    right : "A", "B" or "C"
        The class that is the truth.
    """
    place, other = "ABC".index(right), "BAC"["ABC".index(right)]
    believed, total = softmax(scores), rounded(losses.log_sum_exp(scores))
    costs = np.array([losses.categorical_cross_entropy_from_scores([scores], [k]) for k in range(3)])
    truth = losses.one_hot([place], 3)[0]
    gradient = losses.categorical_cross_entropy_from_scores_gradient([scores], [place])[0]
    lines = _score_lines(place, scores, believed, costs, truth, gradient)
    head = [[text(f"class {name}", 237 + 82 * k, 24, name, "ink strong") for k, name in enumerate("ABC")],
            text("the truth", 470, 24, "the truth is", "ink", anchor="start"),
            choice("right", right, "ABC", "the right class", role="ink", width=56, height=32).draw(598, 24)]
    p, cost, z = rounded(believed[place]), rounded(costs[place]), number(scores[place])
    shares, surprises, slopes = (", ".join(map(rounded, values)) for values in (believed, costs, gradient))
    exponents = " + ".join(f"e^{number(score)}" for score in scores)
    gain = rounded(gradient[place]) != "0"
    yield ([head, lines[:1]], f"Three scores, and the truth is {right}. Type other scores, or choose another truth.",
           f"Scores {row(scores)} for the classes A, B and C; the truth is {right}.",
           ask(f"Softmax will call {right} {p} likely. What does that cost?",
               (cost, f"Yes: the surprise, `−ln {p}`."),
               (rounded(1 - believed[place]), f"That is the distance to 1. The loss is the surprise, −ln {p}."),
               (rounded(-costs[place]), "The logarithm of a probability is below 0: that is what the minus is for."),
               (p, "That is the probability itself. The loss is its surprise.")))
    apart, between = (abs(values[place] - values["ABC".index(other)]) for values in (scores, believed))
    yield ([head, lines[:2]], f"`ŷ = e^z / ({exponents})`: {shares}. They sum to 1.",
           f"Below the scores stand the probabilities {shares}.",
           ask(f"The scores of {right} and {other} differ by {number(apart)}. By how much do the losses?",
               (f"by {number(apart)}", "Yes: −ln of a softmax is ln Σ e^z − z, and the first part is shared."),
               (f"by {rounded(between)}",
                "So do their probabilities. The logarithm undoes the e^z, and leaves the scores."),
               (f"by e^{number(apart)}", "That is the ratio of their probabilities; the logarithm undoes it.")))
    yield ([head, lines[:3]],
           f"`L = ln({exponents}) − {z} = {total} − {z} = {cost}`: log-sum-exp of all scores, less the right one.",
           f"The third row is the loss if that class is right: {surprises}.",
           ask("The loss should fall. Which way must each score go?",
               (f"{right} up, the other two down", "Yes: more for the right one takes from the others."),
               ("all three up", "Add the same to all three and softmax does not change."),
               (f"{right} up, the others do not count", "They do: e^z of each stands in the sum.")) if gain else None)
    yield ([head, lines], f"The slope of the loss over each score, `∂L/∂z = ŷ − y`: {slopes}. "
           + (f"Below 0 only at {right}, so the loss falls if that score rises and the others sink. The three sum to 0."
              if gain else f"{right} was as good as certain, and right: little is left to gain."),
           f"One-hot truth {row(truth)}, and below it the gradient {slopes}.")


def _score_lines(place, scores, believed, costs, truth, gradient):
    """Draw three numbers a line, with what they are before them and bars beside them; the right cost is marked."""
    lines = []
    for i, (name, said, role, values) in enumerate((
            ("scores", "score z", "weight", scores), ("belief", "ŷ = softmax(z)", "activation", believed),
            ("costs", "loss if right, −ln ŷ", "error", costs), ("truth", "truth y, one-hot", "data", truth),
            ("gradient", "gradient ŷ − y", "gradient", gradient))):
        spelled = values if name in ("scores", "truth") else list(map(rounded, values))
        table = Table(name, spelled, role, edit=name == "scores", label="", caption="", size=18).at(
            196, 44 + 62 * i, (82, 44))
        lines.append([table.draw(place if name == "costs" else None),
                      text(f"row {i}", 182, table.middle[1], said, role, anchor="end"),
                      _bars(f"bars {i}", values, (470, table.y, 156, 44), role) if name != "truth" else None])
    return lines


def _bars(key, values, box, role):
    """Draw three numbers as bars without their numbers, which stand beside."""
    left, top, width, height = box
    low, high = min(0.0, *values), max(0.0, *values)
    scale = (height - 6) / ((high - low) or 1)
    zero = top + 3 + high * scale
    return [[rect(f"{key} {i}", left + (i + 0.2) * width / 3, zero - max(value, 0) * scale, 0.2 * width,
                  abs(value) * scale, f"solid {role}", stroke_width=0) for i, value in enumerate(values)],
            line(f"{key} zero", left, zero, left + width, zero, "muted thin")]


@scene("Squared error and cross-entropy, side by side", still=lambda y: 6 if y else 26, axis="score z", seconds=0.5)
def side_by_side(y: inputs.number):
    """Slide a score z: squared error and cross-entropy of ŷ = σ(z), and the slope of each.

    Parameters
    ----------
    y : 0 or 1
        The truth.
    """
    y, fine, each = _truth(y), np.linspace(-8, 8, 65), 2  # every second z of the curves is a frame
    steep, gentle = charges = [Charge(name, style, *_behind_sigmoid(loss, fine, y)) for name, style, loss in (
        ("cross-entropy", "error thick", "binary_cross_entropy"),
        ("squared error", "data thick dashed", "mean_squared_error"))]
    planes, axes = _cost_and_slope((-8.4, 8.4), (-0.4, 8.4), (-1.15, 0.35) if y else (-0.35, 1.15), "score z",
                                   f"the loss, truth {y}", "its slope ∂L/∂z")
    tops = [plane.y[1] for plane in planes]
    curves = [[charge.drawn(planes, fine), charge.named(planes[0], 0.8 if y else -8.2, height, 1.5)]
              for charge, height in zip(charges, (7.7, 6.7))]  # the names stand where both losses are low
    said = [f"`z = {number(z)}, ŷ = {fixed(p)}`." for z, p in zip(fine, sigmoid(fine))]
    yield (-8.0, [axes, _upright(planes, -8, tops)],
           f"{said[0]} The truth is {y}. Slide the score, and watch both losses and both slopes.",
           "Two empty planes with a mark at score −8.", _ask_which_slope(y))
    for i in range(each, len(fine), each):
        z, ends = float(fine[i]), np.array([fine[i] - 1.3, fine[i] + 1.3])
        here = [[planes[0].curve(f"{charge.name} tangent", ends, charge.cost[i] + charge.slope[i] * (ends - z), "ink"),
                 charge.marked(planes, z, i)] for charge in charges]
        spoken = " ".join(f"{charge.name.capitalize()}: loss {fixed(charge.cost[i])}, slope {fixed(charge.slope[i])}."
                          for charge in charges)
        numb = abs(gentle.slope[i]) < 0.02 and abs(steep.slope[i]) > 0.5
        yield (z, [axes, _upright(planes, z, tops), curves, here],
               f"{said[i]} {spoken}{' Wrong, and squared error is numb.' * numb}",
               f"Loss and slope at score {number(z)}: cross-entropy {fixed(steep.cost[i])} and "
               f"{fixed(steep.slope[i])}, squared error {fixed(gentle.cost[i])} and {fixed(gentle.slope[i])}.")


def _behind_sigmoid(loss, scores, y):
    """Return the losses of single scores behind a sigmoid, and their slopes ∂L/∂z."""
    ending, truth = losses.Ending("sigmoid", loss), np.array([[float(y)]])
    steps = [ending.loss_and_slope(np.array([[z]]), truth) for z in scores]
    return [cost for cost, _ in steps], [slope.item() for _, slope in steps]


def _truth(y):
    """Read a truth from an edited cell."""
    if y not in (0, 1):
        refuse(f"the truth is 0 or 1, not {y:g}")
    return int(y)


def _ask_which_slope(y):
    """Ask which loss is steep at the lowest score."""
    question = (f"The score is −8, the truth {y}: {'as wrong as can be' if y else 'right'}. Which loss has a slope to "
                "speak of here?")
    if y:
        return ask(question, ("cross-entropy", "Yes: about −1. Squared error has flattened out with the sigmoid."),
                   ("squared error", "The square is near 1, and stays so: a plateau has no slope."),
                   ("both", "Squared error is as high as it gets, and flat: the sigmoid's flat end is in it."))
    return ask(question, ("neither", "Yes: both losses are near 0, and there is little left to gain."),
               ("cross-entropy", "It is ŷ − y, and both are near 0."),
               ("squared error", "It is near 0, and so is its slope."))


@scene("The pocket network's loss", still=1)
def pocket(x: vector(shape=(2,)), y: inputs.number):
    """Show the pocket network's loss on real numbers, for either truth, and its slope; input and truth editable.

    Parameters
    ----------
    x : array_like (2,)
    y : 0 or 1
    """
    y, network = _truth(y), pocket_network()
    trace = network.forward([x])
    z, guess = trace["Z2"].item(), trace["A2"].item()
    cost = [network.loss([x], [[truth]]) for truth in (0, 1)]
    slope, nudged = network.backward(trace, [[y]])["dZ2"].item(), network.nudged(trace, [[y]])["dZ2"].item()
    chain = line_up(Table("x", x, edit=True, caption="", size=18), "→", _alone("z", z, "weight"), "→",
                    _alone("ŷ", guess, "activation"), "→", _alone("L", rounded(cost[y]), "error"),
                    box=(14, 46, 562, 44), cell=(80, 44), gap=44)
    chosen = [text("truth name", 602, 26, "truth y", "ink", 16),
              choice("y", y, (0, 1), "the truth y", role="ink", width=48, height=40).draw(602, 68)]
    plane = Plane(x=(0, 1), y=(0, max(3.0, 1.15 * max(cost))), box=(64, 134, 544, 180))
    axes = [plane.axes(), plane.titles("prediction ŷ", "loss"),
            plane.line("here", (guess, 0), (guess, plane.y[1]), "muted thin dashed")]
    curves = [_cost_curve(plane, truth, guess, cost[truth]) for truth in (0, 1)]
    said, spoken = number(guess), list(map(rounded, cost))
    formula = ["−ln(1 − ŷ)", "−ln ŷ"]
    reckoned = [f"−ln(1 − {said}) = {spoken[0]}", f"−ln {said} = {spoken[1]}"]
    if said in "01":  # rounded; the loss comes from the score, so the formula does too
        reckoned = [f"ln(1 + e^{number(score)}) = {loss}" for score, loss in zip((z, -z), spoken)]
    yield ([chain.draw(shown={"L": 0}), chosen, axes],
           f"For x = {pair(x)} the pocket network's score is z = {number(z)}, and `ŷ = σ({number(z)}) = {said}`. The "
           f"truth is y = {y}. Type another x, or choose the other truth.",
           f"A chain of boxes: x = {pair(x)}, z = {number(z)}, ŷ = {said}, and an empty box for the loss.",
           ask(f"ŷ = {said} and the truth is {y}. What is the loss?", (spoken[y], f"Yes: `{reckoned[y]}`."),
               (spoken[1 - y], f"That is the loss if the truth were {1 - y}."),
               (number(abs(guess - y)), "That is how far ŷ is from the truth. The loss is the surprise."),
               (rounded(-cost[y]), "The minus makes it a loss: it is never below 0.")))
    shapes = [chain.draw(), chosen, axes]
    yield ([shapes, curves[y]], f"`L = {formula[y]} = {reckoned[y]}`.",
           f"The loss {spoken[y]} stands on the curve for truth {y}, at ŷ = {said}.",
           ask(f"And if the truth had been {1 - y}: more, or less?",
               *((("more", "Yes: the network leaned the other way."), ("less", "It leaned towards the truth."))
                 if cost[1 - y] >= cost[y] else
                 (("less", "Yes: the network leaned that way."), ("more", "It leaned away from the truth."))),
               ("the same", "Only ŷ = 0.5 costs the same either way.")))
    up, down = ("rise", "sink") if slope < 0 else ("sink", "rise")
    yield ([shapes, curves[y], curves[1 - y]],
           f"`{formula[1 - y]} = {reckoned[1 - y]}`: what happened had been called {number(abs(guess - y))} "
           f"likely. For the truth {y} it is {spoken[y]}.",
           f"Both curves: {spoken[1]} for truth 1, {spoken[0]} for truth 0.",
           ask(f"The truth is {y}. Which way should the score z go, for the loss to fall?",
               (up, f"Yes: then ŷ comes nearer to {y}."), (down, f"Then ŷ goes away from {y}.")))
    middle, foot = chain["z"].middle[0], chain["z"].bottom
    ends = (foot + 32, foot + 4) if slope < 0 else (foot + 4, foot + 32)
    yield ([shapes, curves[y], arrow("way", middle, ends[0], middle, ends[1], "gradient"),
            text("way name", middle + 15, foot + 18, "this way the loss falls", "gradient", 16, "start")],
           f"The slope of the loss over the score, written ∂L/∂z: `∂L/∂z = ŷ − y = {said} − {y} = {rounded(slope)}`. "
           f"Measured, with z nudged a little both ways: {rounded(nudged)}. The loss falls where z {up}s.",
           f"An arrow at z says {up}: the slope of the loss there is {rounded(slope)}.")


def _alone(name, value, role):
    """Return a table of one number, without brackets."""
    return Table(name, [value], role, edge="", label=name, size=18)


def _cost_curve(plane, truth, guess, cost):
    """Draw what each prediction costs if this is the truth, with a dot at the guess."""
    fine = np.linspace(0.002, 1, 120)
    rise = [losses.binary_cross_entropy([p], [1]) for p in fine]
    role, dashed = ("data", "") if truth else ("error", " dashed")
    right = guess < (0.78 if truth else 0.22)  # the curve for 1 falls to the right, that for 0 to the left
    return [plane.curve(f"curve {truth}", fine if truth else 1 - fine, rise, f"{role} thick{dashed}"),
            plane.dot(f"dot {truth}", (guess, cost), role, 6),
            plane.text(f"cost {truth}", (guess, cost), f"truth {truth}: {rounded(cost)}", f"{role} strong",
                       (12 if right else -12, -13), text_anchor="start" if right else "end")]
