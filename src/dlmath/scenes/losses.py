"""Scenes of the losses: a line and its squares, the bowl, from a chance to a loss, softmax, two losses compared.

Called with numbers, each returns a Scene, as in `dlmath.scenes.linalg`.
"""

from functools import partial
from typing import NamedTuple

import numpy as np

from dlmath import inputs, losses
from dlmath.activations import gaussian, sigmoid, softmax
from dlmath.autograd import numerical_gradient
from dlmath.inputs import matrix, refuse, vector
from dlmath.network import pocket_network
from dlmath.picture.frame import ask, ask_number, scene
from dlmath.picture.plane import Plane, strip
from dlmath.picture.shapes import arrow, circle, line, polygon, polyline, rect, text
from dlmath.picture.table import Table, choice, line_up
from dlmath.picture.words import added, fixed, number, pair, power_of_e, rounded, row, signed

LETTERS = "ABCDEF"
LETTERED = Plane(x=(-3, 8), y=(-3, 9), box=(40, 12, 392, 384), equal=True)  # where points with letters lie
SHARED = Plane(x=(-1.5, 5), y=(-1, 9), box=(30, 14, 290, 300), equal=True)  # where points share the picture
BESIDE = (378, 34, 246, 280)  # with another plane, in this box
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
           f"The line is `{_equation(here)}`. Its residuals at the points A, B, … are {row(fit.residual)}. You can "
           "drag the points, and you can drag the line by its two rings.",
           f"{len(points)} points and the line {_equation(here)}; upright strokes from the points to the line are the "
           f"residuals {row(fit.residual)}.", _ask_mean(fit))
    worst = int(np.abs(fit.residual).argmax())
    moved = points.copy()
    moved[worst, 1] -= fit.residual[worst]
    fits = fit.loss > 0 and LETTERED.y[0] <= moved[worst, 1] <= LETTERED.y[1]  # out of sight it would teach nothing
    yield ([_lettered(points, here, fit, squares=True, held=True), rings, _listed(fit)],
           f"Each residual is now the side of a square. The loss is the mean of the areas: `{_mean(fit)}`.",
           f"Between each point and the line stands a square; their areas are {row(fit.square)}, the mean is "
           f"{number(fit.loss)}.",
           ask(f"Point {LETTERS[worst]} moves, until it is twice as far from the line. How large is its square then?",
               ("Four times as large", "Yes. Both sides of the square are doubled, and 2 times 2 is 4."),
               ("Twice as large", "That would be so if only one side of the square were doubled. But both are."),
               ("Half as large", "If the point is further away, the side of its square is longer.")) if fits else None)
    if fits:
        further = losses.line_fit(*moved.T, *here)
        yield ([_lettered(moved, here, further, squares=True, move=True), _listed(further)],
               f"The residual of {LETTERS[worst]} was {number(fit.residual[worst])}, and now it is "
               f"{number(further.residual[worst])}. Its square was {number(fit.square[worst])}, and now it is "
               f"{number(further.square[worst])}. `{_mean(further)}`",
               f"Point {LETTERS[worst]} has moved; its square has four times the area, and the mean is "
               f"{number(further.loss)}.", _ask_which_line(points, bowl, here, fit))
    best = losses.line_fit(*points.T, *bowl[:2])
    yield ([_lettered(points, bowl[:2], best, squares=True), _listed(best)],
           f"The points are back in their places. The best of all lines is `{_equation(bowl)}`: `{_mean(best)}`",
           f"The best line, {_equation(bowl)}; the mean of the squares is {number(best.loss)}.")


def _ask_mean(fit):
    """Ask for the mean of the squares."""
    return ask_number("Square each residual, and take the mean of the squares. What do you get?", fit.loss,
                      f"Yes. The squares are {row(fit.square)}, and you divide their sum by {len(fit.square)}.",
                      (fit.square.sum(), f"That is the sum of the squares. For the mean, divide it by "
                                         f"{len(fit.square)}."),
                      (fit.residual.mean(), "That is the mean of the residuals. Square each one first, so that they "
                                            "don't cancel."),
                      (np.abs(fit.residual).mean(), "You averaged the distances. Square each residual first."),
                      *([] if fit.loss else [(1, "Every residual is 0, so every square is 0.")]), most=3)


def _ask_which_line(points, bowl, here, fit):
    """Ask which line has the least mean of squares."""
    x, y = points.T
    through = losses.line_bowl(*points[[x.argmin(), x.argmax()]].T)[:2]
    outer = number(losses.line_fit(x, y, *through).loss)
    return ask("The point goes back to its place. Which of these lines has the smallest mean square?",
               (_equation(bowl), f"Yes. Its mean is {number(bowl.loss)}, and no other line has a smaller one."),
               (_equation(here), f"That is the line that you see. Its mean was {number(fit.loss)}."),
               (_equation(through), f"That line goes through the first and the last point. Its mean is {outer}."))


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
    axes = [SHARED.axes(("x", "y")), right.axes(), right.titles("slope w", "loss")]
    for i in range(0, len(fine), each):
        slope, fit, least = float(fine[i]), fits[i], each * int(np.argmin(bowl[:i + 1:each]))
        note = f" The smallest loss so far was {number(bowl[least])}, at w = {number(fine[least])}." if i else \
            f" The intercept stays at {number(intercept)}, and you slide the slope w. You can also drag the points."
        yield (slope, [axes, _points_and_line(SHARED, points, (slope, intercept), fit),
                       right.curve("bowl", fine[:i + 1], bowl[:i + 1], "error thick"),
                       right.line("drop", (slope, 0), (slope, fit.loss), "muted thin dashed"),
                       right.dot("loss", (slope, fit.loss), "error", 6)],
               f"`w = {number(slope)}: {_mean(fit)}`.{note}",
               f"The line {_equation((slope, intercept))} among the points; at slope {number(slope)} the loss is "
               f"{number(fit.loss)}, and the curve of losses is drawn up to there.",
               None if i else ask(
                   "We slide the slope from 0 to 4, and draw a dot for each loss. What curve do the dots draw?",
                   ("A bowl, round at the bottom", "Yes. Near the best slope the loss hardly changes, and further away "
                                                   "it changes faster and faster."),
                   ("A V, with a sharp corner", "You would get corners if we did not square the residuals. The square "
                                                "makes the curve round."),
                   ("A line that falls to the right", "It falls at first. But when the line is too steep, the loss "
                                                      "grows again.")))


HEIGHTS = (0.25, 1, 2.25, 4, 6.25, 9)  # of the rings above the lowest place; their roots are evenly spaced
MAPPED = HEIGHTS[1::2]  # the rings that the map has too
SIDE = 24  # how far above the floor, in degrees, the eye is at first
VIEWS = [*((turn, SIDE) for turn in range(-30, 331, 30)), (340, 45), (350, 68), (360, 90), (360, 60), (360, SIDE)]


@scene("The loss above every line", still=len(VIEWS), size=(640, 376), seconds=0.8)
def bowl(points: MANY, place: vector(shape=(2,))):
    """Show the losses of all lines as a bowl that turns and, from above, is a map of rings; the place is draggable.

    Parameters
    ----------
    points : array_like (m, 2), m at most 30
    place : array_like (2,)
        The slope and the intercept of the line that is marked.
    """
    fit, whole = losses.line_fit(*points.T, *place), losses.line_bowl(*points.T)
    best, top = np.array(whole[:2]), whole.loss + HEIGHTS[-1]
    rings = [whole.ring(whole.loss + height, 37) for height in HEIGHTS]
    reach = 1.12 * np.abs(rings[-1] - best).max(axis=0)
    if (np.abs(place - best) > reach).any():
        refuse(f"the place {pair(place)} lies outside the map; the best line is at {pair(best)}")
    right = Plane(*((middle - far, middle + far) for middle, far in zip(best, reach)), box=BESIDE, name="map")
    held = [right.axes(), right.titles("slope w", "intercept b"), right.dot("place", place, "weight", 7),
            right.handle("place handle", place, "place", f"the line's place, at {pair(place)}", "weight", step=0.25,
                         snap=0.25)]
    spots = [_spots((ring - best) / reach, (whole.loss + height) / top) for ring, height in zip(rings, HEIGHTS)]
    spots = [_spots(np.zeros((len(rings[0]), 2)), whole.loss / top), *spots]
    mark = *((place - best) / reach), fit.loss / top
    here = f"`{_equation(place)}` is at {pair(place)}, and its loss is {number(fit.loss)}"
    yield ([_floor(VIEWS[0]), _pole(VIEWS[0], mark, fit.loss), held],
           "Every line is a place on the floor: its slope w goes one way, and its intercept b the other way. The line "
           f"{here}. So we put a dot {number(fit.loss)} above its place. You can drag the place in the right picture.",
           f"A floor with a dot above it, and a map with the same place, {pair(place)}.", _ask_all_dots())
    for turn, lift in VIEWS:
        view, above, mapped = (turn, lift), lift == 90, turn == 360
        yield ([_floor(view), _surface(view, spots), _pole(view, mark, fit.loss), held,
                [_ring(right, whole, height) for height in MAPPED] if mapped else None],
               _view_words(view, whole, here),
               f"The bowl, turned by {number(turn)} degrees and seen from {lift} degrees above the floor"
               + (", beside the map with its rings." if mapped else "."),
               _ask_from_above() if view == (330, SIDE) else _ask_close_rings() if above else None)


def _ask_all_dots():
    """Ask what the losses of all lines look like."""
    return ask("We do the same for all lines. What shape do all the dots make together?",
               ("A bowl", "Yes. There is a lowest place, and from there it goes uphill on all sides."),
               ("A slope that goes down on one side", "Then some line would have a loss below 0. But squares are never "
                                                      "below 0."),
               ("A hill", "Then some line would be the worst of all. But you can make any line still worse."))


def _ask_from_above():
    """Ask what the rings of the bowl look like from above."""
    return ask("Next we look at the bowl from straight above. What will the rings look like?",
               ("Ovals, one inside the other", "Yes. That is a map: each ring joins places with the same loss."),
               ("Parabolas", "You see a parabola if you cut the bowl from top to bottom. The rings go around it."),
               ("They all lie on each other", "The higher rings are wider, so the lower ones lie inside them."))


def _ask_close_rings():
    """Ask what it means that rings lie close together."""
    return ask("Look at the three rings of the map. From the best line, you can go to the outer ring the short way or "
               "the long way. On which way is the bowl steeper?",
               ("The short way, where the rings are close together", "Yes. You climb just as high in fewer steps."),
               ("The long way, where the rings are far apart", "Both ways lead to the same height. On the long way you "
                                                               "have more room for it, so it is less steep."),
               ("They are equally steep", "Both ways lead to the same height, but one of them is shorter."))


def _view_words(view, whole, here):
    """Say what is seen from one side."""
    if view == (360, 90):
        return ("This is the view from straight above. The bowl is now the same picture as the map on the right, where "
                "the loss is written at each ring.")
    if view[0] == 360:
        return f"The bowl and its map belong together. The line {here}. Drag the place, and watch the dot in the bowl."
    if view[1] > SIDE:
        return "We go up, to look at the bowl from above."
    return (f"Each orange ring joins lines with the same loss. The lowest place is the best line, "
            f"`{_equation(whole)}`, with the loss {number(whole.loss)}. Turn the bowl.")


def _spots(across, height):
    """Return places on the floor, and their height, as points in space (n, 3)."""
    return np.column_stack([across, np.full(len(across), height)])


def _seen(view, spots):
    """Return the pixels of points in space: the floor reaches from −1 to 1 both ways, the height from 0 to 1."""
    turn, lift = np.radians(view)
    u, v, height = np.asarray(spots, float).T
    across, deep = u * np.cos(turn) - v * np.sin(turn), u * np.sin(turn) + v * np.cos(turn)
    up = deep * np.sin(lift) + 1.5 * (height - 0.5) * np.cos(lift)
    return np.column_stack([188 + 98 * across, 184 - 98 * up])


def _floor(view):
    """Draw the floor, with the names of its two directions."""
    corners = _seen(view, [(-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0)])
    names = [("slope w", *corners[:2], 26), ("intercept b", *corners[[3, 0]], 38)]  # each with half its width
    return [polygon("floor", corners, "muted thin", fill="none", move=True),
            [text(f"floor {name}", *_outside(start, end, half), name, "muted halo", 14, move=True)
             for name, start, end, half in names]]


def _outside(start, end, half):
    """Return where a name stands outside the floor, beside the middle of one of its edges."""
    along, down = end - start
    out = np.array([-down, along]) / np.hypot(along, down)
    return (start + end) / 2 + (6 + abs(out) @ (half, 8)) * out


def _pole(view, mark, loss):
    """Draw a dot above the marked place, as high as its loss, if that is inside the bowl."""
    foot, dot = _seen(view, [(*mark[:2], 0), mark])
    below = circle("foot", *foot, 3, "weight", move=True)
    if mark[2] > 1.2:
        return below
    return [below, line("pole", *foot, *dot, "weight dashed", move=True), circle("dot", *dot, 6, "weight", move=True),
            text("dot loss", dot[0] + 12, dot[1] - 10, number(loss), "error strong halo", anchor="start", move=True)]


def _surface(view, spots):
    """Draw the rings of the bowl and the ribs from its lowest place up, each a line through points in space."""
    ribs = np.array(spots)[:, :36:3]
    return [[polyline(f"rib {k}", _seen(view, ribs[:, k]), "muted thin", fill="none", move=True)
             for k in range(ribs.shape[1])],
            [polyline(f"around {height}", _seen(view, ring), "error thick" if height in MAPPED else "error thin",
                      fill="none", move=True) for height, ring in zip(HEIGHTS, spots[1:])]]


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
                right.titles("slope w", "intercept b"), marks, right.dot("place", place, "weight", 7),
                right.handle("place handle", place, "place", f"the line's place, at {pair(place)}", "weight",
                             step=0.25, snap=0.25) if held else None]

    here, slope, intercept = _equation(place), *map(number, place)
    yield (draw(fit, place),
           f"The line `{here}` has slope {slope} and intercept {intercept}, so on the map it is the place "
           f"{pair(place)}. Its loss is {number(fit.loss)}. You can drag the place on the map, and the points.",
           f"On the left the line {here} among the points, on the right one dot at {pair(place)}.",
           _ask_as_wrong(alone))
    yield (draw(fit, place, [rings, right.curve("same loss", *same.T, "error thick")], alike),
           "Each ring joins lines with the same loss. But this line is the best one, so there is no other with its "
           "loss. Drag the place away from it." if alone else
           f"Each ring joins lines with the same loss. All lines on the orange ring have the loss {number(fit.loss)}, "
           "and you see four of them on the left, dashed. Drag the place across the rings.",
           f"Tilted rings around {pair(best)}; the orange one goes through {pair(place)}, and the lines on it, "
           "dashed, miss the points in other ways.",
           ask("How many lowest places does this map have?",
               ("One", "Yes. For straight lines and squared errors it is one bowl, wherever the points are."),
               ("One for each point", "A line that goes through one point may be far away from the others."),
               ("It depends on where you start", "The map shows the loss of every line. It is the same map wherever "
                                                 "you start.")))
    yield (draw(losses.line_fit(*points.T, *best), best, rings, held=False),
           f"This is the lowest place: slope {number(best[0])}, intercept {number(best[1])}. The loss there is "
           f"{number(bowl.loss)}. From here, every step leads uphill.",
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
    """Ask what lines with the same loss have in common; the best line has it alone."""
    if alone:
        return ask("Do other lines have exactly the same loss as this one? Where on the map are they?",
                   ("Nowhere, because there are none", "Yes. This is the best line, and no other line is as good."),
                   ("On a straight line", "If you walk straight on from here, the loss gets larger and larger."),
                   ("On a ring around it", "All the lines around this one have a larger loss."))
    return ask("Other lines have exactly the same loss as this one. What else is the same for all of them?",
               ("Nothing else", "Yes. Each of them misses the points in its own way. Step on, and look at them."),
               ("Their slope", "You can make the line a little steeper and move it down, so that the loss stays the "
                               "same. So these lines have different slopes."),
               ("Each single residual", "Then it would be the same line. Only the mean of the squares is the same."))


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


def _two_planes(x, cost, slope, title, *heads):
    """Return two planes side by side, for a cost and its slope, or for what they are made of, and their axes."""
    planes = [Plane(x=x, y=y, box=box, name=name)
              for y, box, name in zip((cost, slope), strip((36, 40, 588, 272), 2, gap=60), ("cost", "slope"))]
    return planes, [[plane.axes(), plane.titles(title, head=head)] for plane, head in zip(planes, heads)]


def _upright(planes, x, tops):
    """Draw a dashed line at x in each plane, up to a height."""
    return [plane.line(f"{plane.name} here", (x, plane.y[0]), (x, top), "muted thin dashed")
            for plane, top in zip(planes, tops)]


@scene("What one miss costs", still=2, axis="residual r", seconds=0.7)
def one_miss(delta: inputs.number(above=0) = 1.0):
    """Slide one residual: what squared, absolute and Huber error charge for it, and how steep each of them is.

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
    planes, axes = _two_planes((-3.3, 3.3), (-0.4, 9.4), (-6.4, 6.4), "residual r", "what it costs",
                                   "the slope of the cost")
    curves = [[charge.drawn(planes, fine), charge.named(planes[1], -3.1, height, 0.6)]
              for charge, height in zip(charges, (5.6, 4.6, 3.6))][::-1]
    yield (-3.0, [axes, _upright(planes, -3, (9.4, 6.4))],
           "The residual of one point is `r = −3`. Answer, and then slide the residual. You will see what each loss "
           "charges for this point, and how steep that cost is.",
           "Two empty planes with a mark at the residual −3.", _ask_at_a_miss(-3))
    for i in range(each, len(fine), each):
        r, rates = float(fine[i]), [(charge.cost[i], charge.slope[i]) for charge in charges]
        formulas = "r²", "|r|", "r²/2" if abs(r) <= delta else "δ (|r| − δ/2)"
        said = "; ".join(f"{charge.name.split(',')[0]} `{formula} = {number(cost)}`, "
                         + ("a corner, without a slope" if np.isnan(slope) else f"slope {number(slope)}")
                         for charge, formula, (cost, slope) in zip(charges, formulas, rates))
        tops = np.nanmax([(0, 0), *rates], axis=0)
        yield (r, [axes, _upright(planes, r, tops), curves, [charge.marked(planes, r, i) for charge in charges[::-1]]],
               f"`r = {number(r)}`: {said}.", f"At the residual {number(r)}: {said}.", _ask_at_a_miss(r))


def _ask_at_a_miss(r):
    """Ask at two residuals what comes next."""
    if r == -3:
        return ask("The residual is far from 0. Which of the three costs is steepest here?",
                   ("squared", "Yes. Its slope is −6 here, and it gets steeper the further out you go."),
                   ("absolute", "This is a straight line on each side of 0. Its slope is −1 here, however far you go."),
                   ("Huber", "Far from 0 it is a straight line, so it does not get steeper further out."))
    if r == -0.5:
        return ask("Next comes r = 0. Which of the three costs has a corner there, and so no slope?",
                   ("absolute", "Yes. To the left of 0 the slope is −1, to the right it is 1, and at 0 there is a "
                                "corner."),
                   ("Huber", "Near 0 this is r²/2, which is round at the bottom. Its slope at 0 is 0."),
                   ("squared", "A parabola is round at the bottom. Its slope at 0 is 0."))
    return None


CHANCES = {"bell": (gaussian, "e^(−r²)", "−r²"), "peak": (lambda r: np.exp(-np.abs(r)), "e^(−|r|)", "−|r|")}


@scene("From a chance to a loss", axis="residual r", seconds=0.5)
def chance_to_loss(belief: inputs.choice(*CHANCES) = "bell"):
    """Slide a residual: how probable it is, and −ln of that, which draws a loss; the belief can be changed.

    Parameters
    ----------
    belief : "bell" or "peak"
        How probable residuals are, but for a factor: e^(−r²) or e^(−|r|).
    """
    (of, formula, power), fine, each = CHANCES[belief], np.linspace(-3, 3, 97), 8
    chance = of(fine)
    cost = -np.log(chance)
    planes, axes = _two_planes((-3.3, 3.3), (-0.06, 1.12), (-0.4, 9.4), "residual r", "how probable it is",
                               "−ln of it")
    left, right = planes
    chooser = choice("belief", belief, CHANCES, "the belief", role="data", width=84, height=30)
    base = [axes, left.curve("chance", fine, chance, "data thick"), chooser.draw(52, 60, anchor="start")]
    for i in range(0, len(fine), each):
        r, said = number(fine[i]), number(fine[i]**2 if belief == "bell" else abs(fine[i]))
        here = [base, left.line("drop", (fine[i], 0), (fine[i], chance[i]), "muted thin dashed"),
                left.dot("here", (fine[i], chance[i]), "data", 6)]
        if not i:
            yield (-3.0, [here, text("hidden", *np.add(right.box[:2], np.array(right.box[2:]) / 2), "?", "error strong",
                                     60)],
                   f"The left curve says how probable each residual is: `{formula}`, times a fixed number. At "
                   f"`r = {r}` it is nearly 0. Answer, and then slide the residual.",
                   f"The left curve is high in the middle, and nearly 0 at the residual {r}; right a question mark.",
                   _ask_minus_log(belief))
            continue
        yield (float(fine[i]), [here, right.curve("cost", fine[:i + 1], cost[:i + 1], "error thick"),
                                right.dot("loss", (fine[i], cost[i]), "error", 6)],
               f"At the residual `r = {r}` the left curve is `{formula} = {number(chance[i])}`. We take −ln of that, "
               f"and we get {number(cost[i])}. That is `{power[1:]} = {said}`.",
               f"At the residual {r} the left curve is {number(chance[i])} high, and the right one "
               f"{number(cost[i])}.")


def _ask_minus_log(belief):
    """Ask what curve −ln makes of a chance."""
    curves, (_, formula, power) = {"bell": "A parabola, r²", "peak": "A V, |r|"}, CHANCES[belief]
    other = next(curve for name, curve in curves.items() if name != belief)
    return ask("We take −ln of every height of the left curve. What curve do we get on the right?",
               (curves[belief], f"Yes. The logarithm undoes the e, so −ln of {formula} is {power[1:]}."),
               (other, f"The height is {formula}. The logarithm undoes the e, and leaves the exponent, {power}."),
               ("The left curve, upside down", "That would be so if we only put a minus in front. The logarithm makes "
                                               "the small heights at both ends very large."))


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
        return [plane.line("here", (p, 0), (p, top), "muted thin dashed"), plane.dot("said", (p, 0), "activation", 4.5)]

    yield (SURE[0], [axes, said(SURE[0], 7.4)],
           f"The network says ŷ = {number(SURE[0])}, so it is nearly certain of a 0. Answer, and then slide.",
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
               f"The network says ŷ = {number(p)}. If the truth is 1, the loss is `−ln {number(p)} = {if_1}`. If the "
               f"truth is 0, it is `−ln(1 − {number(p)}) = {if_0}`.",
               f"At ŷ = {number(p)} the loss is {if_1} if the truth is 1 and {if_0} if it is 0.",
               _ask_at_a_confidence(p))


def _ask_at_a_confidence(p):
    """Ask at three predictions what comes next."""
    percent, thousandth = (losses.binary_cross_entropy([q], [1]) for q in (0.01, 0.001))
    surprise = fixed(thousandth, 2)
    if p == 0.001:
        return ask("ŷ = 0.001, and the truth is 1. What is the loss, −ln ŷ?",
                   (surprise, "Yes. 0.001 is 1/(10·10·10), so the loss is three times ln 10, and ln 10 is 2.30."),
                   ("0.999", f"That is the distance from 0.001 to 1. The loss is −ln 0.001 = {surprise}."),
                   ("1000", f"That is 1/0.001. The loss is the logarithm of that, ln 1000 = {surprise}."))
    if p == 0.45:
        return ask("At ŷ = 0.5 the two curves will meet. How large is the loss there?",
                   ("0.6931", "Yes. It is −ln 0.5 = ln 2, whatever the truth is."),
                   ("0.5", "That is what the network says. The loss is −ln 0.5 = 0.6931."),
                   ("0", "A loss of 0 is for a network that was certain and right. Here it is −ln 0.5 = 0.6931."))
    if p == 0.99:
        return ask(f"The truth is 0. At ŷ = 0.99 the loss is {fixed(percent, 2)}. What will it be at ŷ = 0.999?",
                   (surprise, "Yes. 1 − ŷ is ten times smaller, so the loss grows by ln 10 = 2.30."),
                   (fixed(10 * percent, 2), "1 − ŷ is ten times smaller. But a logarithm turns “ten times” into “plus "
                                            "ln 10”, and that is 2.30 more."),
                   ("about the same", "If the truth is 1, the two losses are about the same. But here the truth is 0, "
                                      "and 1 − ŷ is ten times smaller."))
    return None


@scene("Three scores, softmax, loss", still=3, size=(640, 366))
def three_scores(scores: vector(shape=(3,)), right: inputs.choice(*"ABC")):
    """Show three scores become probabilities, then losses, then the measured slopes of the loss; all can be changed.

    Parameters
    ----------
    scores : array_like (3,)
    right : "A", "B" or "C"
        The class that is the truth.
    """
    place, other = "ABC".index(right), "BAA"["ABC".index(right)]
    believed, total = softmax(scores), rounded(losses.log_sum_exp(scores))
    costs = np.array([losses.categorical_cross_entropy_from_scores([scores], [k]) for k in range(3)])
    truth = losses.one_hot([place], 3)[0]
    slope = numerical_gradient(lambda z: losses.categorical_cross_entropy_from_scores([z], [place]), scores)
    lines = _score_lines(place, scores, believed, costs, truth, slope)
    head = [[text(f"class {name}", 237 + 82 * k, 24, name, "ink strong") for k, name in enumerate("ABC")],
            text("the truth", 470, 24, "the truth is", "ink", anchor="start"),
            choice("right", right, "ABC", "the right class", role="ink", width=56, height=32).draw(598, 24)]
    p, cost, z = rounded(believed[place]), rounded(costs[place]), number(scores[place])
    shares, surprises, slopes = (", ".join(map(rounded, values)) for values in (believed, costs, slope))
    exponents = " + ".join(map(power_of_e, scores))
    gain = rounded(slope[place]) != "0"
    yield ([head, lines[:1]], f"Here are three scores, and the right class is {right}. You can type other scores, and "
                              "choose another right class.",
           f"Scores {row(scores)} for the classes A, B and C; the truth is {right}.",
           ask(f"Softmax gives the probability {p} to {right}, and {right} is right. What is the loss?",
               (cost, f"Yes. It is the surprise, `−ln {p}`."),
               (rounded(1 - believed[place]), f"That is 1 minus the probability. The loss is the surprise, −ln {p}."),
               (rounded(-costs[place]), "A logarithm of a probability is not above 0. Put a minus in front, so that "
                                        "the loss is not below 0."),
               (p, f"That is the probability itself. The loss is −ln {p}.")))
    apart, between = (abs(values[place] - values["ABC".index(other)]) for values in (scores, believed))
    yield ([head, lines[:2]], f"Softmax gives the probabilities `ŷ = eᶻ / ({exponents})`: {shares}. They add up to 1.",
           f"Below the scores stand the probabilities {shares}.",
           ask(f"The scores of {right} and {other} differ by {number(apart)}. Suppose that {other} were right, and not "
               f"{right}. By how much would the loss change?",
               (f"by {number(apart)}", "Yes. A probability is eᶻ divided by the sum, so its logarithm is z minus the "
                                       "logarithm of the sum. That sum is the same for both."),
               (f"by {rounded(between)}", "The probabilities differ by that. But the loss is a logarithm, and it "
                                          "brings back the scores."),
               (f"by {power_of_e(apart)}", "One probability is that many times the other. The logarithm turns “times” "
                                         "into “plus”.")))
    yield ([head, lines[:3]],
           f"The third row says what the loss is if that class is right. Here {right} is right, so the loss is {cost}. "
           f"You can also get it from the scores: `ln({exponents}) − {z} = {total} − {z} = {cost}`.",
           f"The third row is the loss if that class is right: {surprises}.",
           ask("We want a smaller loss. Which way should the scores go?",
               (f"{right} up, the other two down", f"Yes. All of this makes {right} more probable."),
               ("all three up", "If you add the same number to all three, softmax stays the same."),
               (f"{right} up, the others don't matter", "They do matter. If another score goes down, the sum gets "
                                                        f"smaller, and the share of {right} grows.")) if gain else None)
    yield ([head, lines], "We nudged each score a little and measured how steeply the loss changes. "
           f"The slopes are {slopes}. "
           + (f"Only the slope of {right} is below 0, so the loss falls if that score goes up or if another goes down."
              if gain else f"The network was nearly certain of {right}, and right, so little is left to gain."),
           f"One-hot truth {row(truth)}, and below it the measured slopes {slopes}.")


def _score_lines(place, scores, believed, costs, truth, slope):
    """Draw three numbers a line, with what they are before them and bars beside them; the right cost is marked."""
    lines = []
    for i, (name, said, role, values) in enumerate((
            ("scores", "score z", "weight", scores), ("belief", "ŷ = softmax(z)", "activation", believed),
            ("costs", "loss if right, −ln ŷ", "error", costs), ("truth", "truth y, one-hot", "data", truth),
            ("slope", "slope, measured", "gradient", slope))):
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
    planes, axes = _two_planes((-8.4, 8.4), (-0.4, 8.4), (-1.15, 0.35) if y else (-0.35, 1.15), "score z",
                                   f"the loss, truth {y}", "the slope of the loss")
    tops = [plane.y[1] for plane in planes]
    curves = [[charge.drawn(planes, fine), charge.named(planes[0], 0.8 if y else -8.2, height, 1.5)]
              for charge, height in zip(charges, (7.7, 6.7))]  # the names stand where both losses are low
    said = [f"`z = {number(z)}, ŷ = {fixed(p)}`." for z, p in zip(fine, sigmoid(fine))]
    yield (-8.0, [axes, _upright(planes, -8, tops)],
           f"{said[0]} The truth is {y}. Answer, and then slide the score. You will see both losses, and how steep "
           "each of them is.",
           "Two empty planes with a mark at score −8.", _ask_which_slope(y))
    for i in range(each, len(fine), each):
        z, ends = float(fine[i]), np.array([fine[i] - 1.3, fine[i] + 1.3])
        here = [[planes[0].curve(f"{charge.name} tangent", ends, charge.cost[i] + charge.slope[i] * (ends - z), "ink"),
                 charge.marked(planes, z, i)] for charge in charges]
        spoken = " ".join(f"{charge.name.capitalize()}: loss {fixed(charge.cost[i])}, slope {fixed(charge.slope[i])}."
                          for charge in charges)
        flat = abs(gentle.slope[i]) < 0.02 and abs(steep.slope[i]) > 0.5
        yield (z, [axes, _upright(planes, z, tops), curves, here],
               f"{said[i]} {spoken}"
               + " The answer is wrong, but squared error is nearly flat here." * flat,
               f"Loss and slope at score {number(z)}: cross-entropy {fixed(steep.cost[i])} and "
               f"{fixed(steep.slope[i])}, squared error {fixed(gentle.cost[i])} and {fixed(gentle.slope[i])}.")


def _behind_sigmoid(loss, scores, y):
    """Return the losses of single scores behind a sigmoid, and their slopes over the score."""
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
    question = (f"The score is −8 and the truth is {y}, so the network is {'very wrong' if y else 'right'}. Which of "
                "the two losses is clearly not flat here?")
    if y:
        return ask(question, ("cross-entropy", "Yes. Its slope is about −1. Squared error is nearly flat here, because "
                                               "the sigmoid is."),
                   ("squared error", "At −8 the sigmoid is nearly 0, and at −7 it is still nearly 0. So the square "
                                     "stays near 1."),
                   ("both", "Squared error is nearly flat here. At −8 and at −7 the sigmoid is nearly 0, so the square "
                            "is near 1 at both."))
    return ask(question, ("neither", "Yes. Both losses are near 0, and nearly flat. There is little to gain."),
               ("cross-entropy", "ŷ is near 0, and that is right. The loss is near 0, and it stays there."),
               ("squared error", "ŷ is near 0, and that is right. The square is near 0, and it stays there."))


@scene("The pocket network's loss", still=1)
def pocket(x: vector(shape=(2,)), y: inputs.number):
    """Show the pocket network's loss on real numbers, for either truth, and nudge its score; all are editable.

    Parameters
    ----------
    x : array_like (2,)
    y : 0 or 1
    """
    y, network = _truth(y), pocket_network()
    trace = network.forward([x])
    z, guess = trace["Z2"].item(), trace["A2"].item()
    cost = [network.loss([x], [[truth]]) for truth in (0, 1)]
    near = [losses.binary_cross_entropy_from_scores([z + step], [y]) for step in (-0.1, 0.1)]
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
        reckoned = [f"ln(1 + {power_of_e(score)}) = {loss}" for score, loss in zip((z, -z), spoken)]
    yield ([chain.draw(shown={"L": 0}), chosen, axes],
           f"For the inputs {pair(x)} the score of the pocket network is z = {number(z)}, and it says `ŷ = "
           f"σ({number(z)}) = {said}`. You can type other inputs, and choose the other truth.",
           f"A chain of boxes: x = {pair(x)}, z = {number(z)}, ŷ = {said}, and an empty box for the loss.",
           ask(f"ŷ = {said}, and the truth is {y}. What is the loss?", (spoken[y], f"Yes. `{reckoned[y]}`."),
               (spoken[1 - y], f"That would be the loss if the truth were {1 - y}."),
               (number(abs(guess - y)), "That is the distance from ŷ to the truth. The loss is the surprise."),
               (rounded(-cost[y]), "You lost the minus. A loss is never below 0.")))
    shapes = [chain.draw(), chosen, axes]
    yield ([shapes, curves[y]], f"The loss is `{formula[y]} = {reckoned[y]}`.",
           f"The loss {spoken[y]} stands on the curve for truth {y}, at ŷ = {said}.",
           ask(f"Suppose that the truth were {1 - y} instead. Would the loss be larger or smaller?",
               *((("larger", f"Yes. The network leans towards {y}, so {1 - y} would surprise it more."),
                  ("smaller", f"ŷ is closer to {y} than to {1 - y}, so {1 - y} would surprise it more."))
                 if cost[1 - y] >= cost[y] else
                 (("smaller", f"Yes. The network leans towards {1 - y}, so {1 - y} would surprise it less."),
                  ("larger", f"ŷ is closer to {1 - y} than to {y}, so {1 - y} would surprise it less."))),
               ("the same", "That is so only at ŷ = 0.5.")))
    up, down = ("up", "down") if near[1] < near[0] else ("down", "up")
    yield ([shapes, curves[y], curves[1 - y]],
           f"For the truth {1 - y} the loss would be `{formula[1 - y]} = {reckoned[1 - y]}`. For the truth {y} it is "
           f"{spoken[y]}.",
           f"Both curves: {spoken[1]} for truth 1, {spoken[0]} for truth 0.",
           ask(f"The truth is {y}. In which direction should the score z go, to make the loss smaller?",
               (up, f"Yes. Then ŷ gets closer to {y}."), (down, f"Then ŷ would move away from {y}.")))
    middle, foot = chain["z"].middle[0], chain["z"].bottom
    ends = (foot + 32, foot + 4) if up == "up" else (foot + 4, foot + 32)
    yield ([shapes, curves[y], arrow("way", middle, ends[0], middle, ends[1], "gradient"),
            text("way name", middle + 15, foot + 18, "this way the loss falls", "gradient", 16, "start")],
           f"We nudge the score. At z = {number(z - 0.1)} the loss is {rounded(near[0])}, and at z = {number(z + 0.1)} "
           f"it is {rounded(near[1])}. So the loss falls when z goes {up}. The measured slope is `({rounded(near[1])} "
           f"− {rounded(near[0])}) / 0.2 = {rounded((near[1] - near[0]) / 0.2, 2)}`.",
           f"An arrow at z points {up}: that way the loss falls.")


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
