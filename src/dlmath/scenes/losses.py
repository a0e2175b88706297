"""Scenes of the losses: a line and its squares, the bowl, cross-entropy, softmax with its loss, two losses compared.

Each function takes the numbers and returns a Scene, as in `dlmath.scenes.linalg`.
"""

import string

import numpy as np

from dlmath import losses
from dlmath.activations import sigmoid, sigmoid_derivative, softmax
from dlmath.autograd import numerical_gradient
from dlmath.network import pocket_network
from dlmath.picture.draw import Frame, Grid, Plane, Scene, arrow, ask, line, number, rect, text

TALL = (640, 430)  # the size of a picture with squares
SURE = [0.001, 0.01, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5,
        0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.99, 0.999]


def best_fit(points, line):
    """Show a line among points, its residuals, their squares and the mean; points and line are draggable.

    Parameters
    ----------
    points : array_like (m, 2), m at most 6
    line : array_like (2, 2)
        Two points that the line goes through.
    """
    points, ends = np.asarray(points, float), np.asarray(line, float)
    names = string.ascii_uppercase[:len(points)]
    plane = Plane(x=(-3, 8), y=(-3, 9), box=(40, 12, 392, 384), equal=True)
    slope, intercept = _through(*ends)
    x, y = points.T
    fit, bowl = losses.line_fit(x, y, slope, intercept), losses.line_bowl(x, y)

    def frame(points, fit, slope, intercept, note, alt, question=None, squares=True, handles=False, move=None):
        """Draw points, line, residuals or squares, and the table of numbers."""
        shapes = [plane.axes(("x", "y"))]
        for name, (px, py), said, r in zip(names, points, fit.prediction, fit.residual):
            if squares:
                shapes.append(_square(plane, name, px, py, r, slope, move))
            shapes.append(plane.curve(f"residual {name}", (px, px), (py, said), "error thick", move=move))
        shapes.append(plane.curve("line", plane.x, slope * np.array(plane.x) + intercept, "weight thick", move=move))
        for i, (name, point, r) in enumerate(zip(names, points, fit.residual)):
            shapes.append(plane.dot(f"point {name}", point, "data", 5, move=move))
            if handles:
                shapes.append(plane.handle(f"hold {name}", point, f"points[{i}]",
                                           f"point {name}, at {_pair(point)}", "data"))
            away = (-17 if slope >= 0 else 17, 18 if r > 0 else -18)  # from the line, and from the square
            shapes.append(plane.text(f"name {name}", point, name, "data strong", away, move=move))
        if handles:
            shapes += [plane.handle(f"end {i}", end, f"line[{i}]", f"the line's {side} ring, at {_pair(end)}", "weight")
                       for i, (end, side) in enumerate(zip(ends, ("first", "second")))]
        return Frame([shapes, _table(names, fit, squares)], note, alt, question, size=TALL)

    worst = int(np.abs(fit.residual).argmax())
    further_off = y[worst] - fit.residual[worst]
    fits = fit.loss > 0 and plane.y[0] <= further_off <= plane.y[1]  # a point out of sight would teach nothing
    equation, misses = _equation(slope, intercept), ", ".join(map(number, fit.residual))
    frames = [
        frame(points, fit, slope, intercept,
              f"The line `{equation}` misses the points by ŷ − y = {misses}. Drag a point, or the line by one "
              "of its two rings.",
              f"{len(points)} points and the line {equation}; upright strokes from the points to the line are the "
              f"residuals {misses}.",
              ask("Square each residual and take the mean. What comes out?",
                  (number(fit.loss), "Yes: the squares add up, and the sum is shared out among the points."),
                  (number(fit.square.sum()), f"That is the sum. The mean divides it by {len(points)}."),
                  (number(fit.residual.mean()), "That is the mean of the residuals: there, high and low cancel."),
                  (number(np.abs(fit.residual).mean()), "That is the mean distance. Square before you average."),
                  *([] if fit.loss else [("1", "Every residual is 0, and so is its square.")])),
              squares=False, handles=True),
        frame(points, fit, slope, intercept,
              f"`{_mean(fit)}`: a residual is the side of a square, and the loss is the mean of the areas.",
              f"Between each point and the line stands a square; their areas are {_listed(fit.square)}, the mean is "
              f"{number(fit.loss)}.",
              ask("The point that is furthest off moves twice as far from the line. What becomes of its square?",
                  ("Four times the area", "Yes: twice the side in both directions. Far points rule the mean."),
                  ("Twice the area", "That would be so if only one side of it grew. Both do."),
                  ("Half the area", "The further off, the larger the square.")) if fits else None,
              handles=True)]
    if fits:
        moved = points.copy()
        moved[worst, 1] = further_off
        further = losses.line_fit(x, moved[:, 1], slope, intercept)
        frames.append(frame(
            moved, further, slope, intercept,
            f"{names[worst]} is twice as far off: {number(fit.residual[worst])} becomes "
            f"{number(further.residual[worst])}, its square {number(fit.square[worst])} becomes "
            f"{number(further.square[worst])}. `{_mean(further)}`",
            f"Point {names[worst]} has moved; its square has four times the area, and the mean is "
            f"{number(further.loss)}.",
            _which_line(points, bowl, slope, intercept, fit), move=True))
    best = losses.line_fit(x, y, bowl.slope, bowl.intercept)
    frames.append(frame(points, best, bowl.slope, bowl.intercept,
                        f"With every point back in its place, no line does better than "
                        f"`{_equation(bowl.slope, bowl.intercept)}`: `{_mean(best)}`",
                        f"The best line, {_equation(bowl.slope, bowl.intercept)}; the mean of the squares is "
                        f"{number(best.loss)}."))
    return Scene(frames, "Line of best fit, with its squares", still=1, plane=plane)


def _which_line(points, bowl, slope, intercept, fit):
    """Ask which line has the least mean of squares."""
    x, y = points.T
    wrong = [(_equation(slope, intercept), f"That is the line you see. Its mean was {number(fit.loss)}.")]
    first, last = points[x.argmin()], points[x.argmax()]
    through = _through(first, last)
    loss = losses.line_fit(x, y, *through).loss
    wrong.append((_equation(*through), f"It meets the two outermost points, and its mean is {number(loss)}."))
    return ask("The point goes back. Which of these lines has the least mean?",
               (_equation(bowl.slope, bowl.intercept), f"Yes: {number(bowl.loss)}, the least of all lines."), *wrong)


def slope_slid(points, intercept):
    """Show the loss of a line while its slope is slid: the bowl is drawn; points are draggable.

    Parameters
    ----------
    points : array_like (m, 2)
    intercept : float
    """
    points = np.asarray(points, float)
    x, y = points.T
    fine = np.round(np.linspace(0, 4, 61), 6)
    slopes = fine[::3]
    fits = [losses.line_fit(x, y, slope, intercept) for slope in fine]
    curve = [fit.loss for fit in fits]
    top = 1.08 * max(*curve, 1.0)
    left = _plane_of_points()
    right = Plane(x=(0, 4.2), y=(0, top), box=(378, 34, 246, 290), name="loss")
    frames, least = [], (np.inf, 0)
    for place, (slope, fit) in enumerate(zip(slopes, fits[::3])):
        least = min(least, (fit.loss, slope))
        done = 3 * place + 1
        shapes = [_points_and_line(left, points, fit, slope, intercept), right.axes(),
                  _titles(right, "slope w", "loss"),
                  right.curve("bowl", fine[:done], curve[:done], "error thick"),
                  right.line("drop", (slope, 0), (slope, fit.loss), "muted thin dashed"),
                  right.dot("loss", (slope, fit.loss), "error", 6)]
        note = f"`w = {number(slope)}: {_mean(fit)}`."
        note += (f" The least so far: {number(least[0])} at w = {number(least[1])}." if place else
                 f" The intercept stays {number(intercept)}; only the slope w is slid. The points can be dragged.")
        frames.append(Frame(
            shapes, note, f"The line {_equation(slope, intercept)} among the points; at slope {number(slope)} the loss "
            f"is {number(fit.loss)}, and the curve of losses is drawn up to there.",
            ask("Slide the slope from 0 to 4. What will the losses draw?",
                ("A bowl", "Yes: w stands inside a square, so the loss is a parabola in w."),
                ("A V", "A V with a kink comes from absolute residuals. These are squared."),
                ("A straight line", "Beyond the best slope the line is too steep, and the loss must grow again."),
                ) if place == 0 else None))
    return Scene(frames, "The slope is slid, and the losses are drawn", axis="slope w", axis_values=slopes.tolist(),
                 plane=left, seconds=0.4)


def landscape(points, place):
    """Show every line as a place on a map, (slope, intercept), with rings of equal loss; both are draggable.

    Parameters
    ----------
    points : array_like (m, 2)
    place : array_like (2,)
        The slope and the intercept of the line that is shown.
    """
    points, place = np.asarray(points, float), np.asarray(place, float)
    x, y = points.T
    fit, bowl = losses.line_fit(x, y, *place), losses.line_bowl(x, y)
    best = np.array([bowl.slope, bowl.intercept])
    left = _plane_of_points()
    right = Plane(x=(-1, 5), y=(-5, 7), box=(378, 34, 246, 290), name="map")
    rings, heights = [], []
    for height in (1, 4, 16, 64):
        ring = bowl.ring(bowl.loss + height)
        rings.append(right.curve(f"ring {height}", *ring.T, "muted"))
        wx, wy = ring[np.abs(ring - (0, 99)).sum(axis=1).argmin()]  # the topmost place of the ring
        if right.y[0] < wy < right.y[1] - 0.4 and right.x[0] + 0.4 < wx < right.x[1] - 0.4:
            heights.append(right.text(f"ring {height} loss", (wx, wy), number(bowl.loss + height, 3), "muted",
                                      (0, -11), size=14))
    same = bowl.ring(max(fit.loss, bowl.loss))
    alike = [left.curve(f"alike {i}", left.x, w * np.array(left.x) + b, "error thin dashed")
             for i, (w, b) in enumerate(same[9:72:18])]
    here = _equation(*place)

    def frame(fit, place, note, alt, question=None, extra=(), marks=(), handle=True):
        """Draw the line beside its place on the map."""
        dot = right.dot("place", place, "weight", 7)
        held = right.handle("place handle", place, "place", f"the line's place, at {_pair(place)}", "weight",
                            step=0.25) if handle else None
        return Frame([extra, _points_and_line(left, points, fit, *place), right.axes(),
                      _titles(right, "slope w", "intercept b"), marks,
                      dot, held], note, alt, question)

    return Scene([
        frame(fit, place, f"The line `{here}` is one place on the map: slope {number(place[0])}, intercept "
                          f"{number(place[1])}. Its loss is {number(fit.loss)}. Drag the place, or a point.",
              f"On the left the line {here} among the points, on the right one dot at {_pair(place)}.",
              _who_is_as_wrong(fit.loss - bowl.loss > 1e-9)),
        frame(fit, place, "Each ring joins lines of equal loss. This line is the best one: no other loses as little, "
                          "and its ring is a single point. Drag the place away from it."
              if fit.loss - bowl.loss < 1e-9 else
              f"Each ring joins lines of equal loss. On the orange ring all lose {number(fit.loss)}; "
                          "four of them are dashed on the left. Drag the place across the rings.",
              f"Tilted rings around {_pair(best)}; the orange one goes through {_pair(place)}, and the lines on it, "
              "dashed, miss the points in other ways.",
              ask("How many lowest places has this map?",
                  ("One", "Yes: for a line and squares it is one bowl, wherever the points lie."),
                  ("One for each point", "A line that meets one point may miss all the others."),
                  ("That depends on where you start", "The map is there before anyone starts to walk.")),
              alike, [rings, right.curve("same loss", *same.T, "error thick"), heights]),
        frame(losses.line_fit(x, y, *best), best, f"The lowest place: slope {number(best[0])}, intercept "
              f"{number(best[1])}. There the loss is {number(bowl.loss)}, and every step leads up.",
              f"The dot lies in the middle of the rings, at {_pair(best)}; the line is the best one.",
              marks=[rings, heights], handle=False),
    ], "Every line is a place on a map", still=1, plane={"points": left, "place": right}, snap=0.25)


def _who_is_as_wrong(others):
    """Ask which lines have the same loss; the best line has it alone."""
    ring = "On a ring around the best line"
    straight = "On a straight line", "Going straight on leads uphill for ever. The ways back down bend round."
    question = "Which other lines are exactly as wrong as this one? Where on the map do they lie?"
    if others:
        return ask(question, (ring, "Yes: an ellipse, the rim of the bowl at this height."), straight,
                   ("Nowhere: there are none", "Tilt this line a little and shift it to make up for it."))
    return ask(question, ("Nowhere: there are none", "Yes: this is the best line, and it has its loss alone."),
               straight, (ring, "Around it they are all worse."))


def one_miss(delta=1.0):
    """Slide one residual: what squared, absolute and Huber error charge for it, and how hard it pulls.

    Parameters
    ----------
    delta : float
        Where Huber goes over from round to straight.
    """
    fine, each = np.linspace(-3, 3, 49), 4  # every fourth r of the curves is a frame
    kinds = [(name, style, [cost([r], [0]) for r in fine], np.array([slope([r], [0])[0] for r in fine]))
             for name, style, cost, slope in (
                 (f"Huber, δ = {number(delta)}", "error thick", lambda r, y: losses.huber(r, y, delta),
                  lambda r, y: losses.huber_gradient(r, y, delta)),
                 ("absolute", "activation", losses.mean_absolute_error, losses.mean_absolute_error_gradient),
                 ("squared", "data thick dashed", losses.mean_squared_error, losses.mean_squared_error_gradient))]
    planes = [Plane(x=(-3.3, 3.3), y=(-0.4, 9.4), box=(36, 40, 264, 272), name="cost"),
              Plane(x=(-3.3, 3.3), y=(-6.4, 6.4), box=(360, 40, 264, 272), name="slope")]
    curves = []
    for (name, style, cost, slope), height in zip(kinds, (3.6, 4.6, 5.6)):
        drawn = fine, slope
        if name == "absolute":  # its slope jumps at 0: a piece up to there, and a piece from there
            drawn = [-3, 0, np.nan, 0, 3], [slope[0], slope[0], np.nan, slope[-1], slope[-1]]
        curves += [planes[0].curve(f"{name} cost", fine, cost, style),
                   planes[1].curve(f"{name} slope", *drawn, style), _sign(planes[1], name, style, -3.1, height, 0.6)]
    frames = []
    for i in range(0, len(fine), each):
        r, tops = fine[i], [max(0, *(kind[k][i] for kind in kinds)) for k in (2, 3)]
        shapes = [text("left title", 168, 20, "what it costs", "ink strong"),
                  text("right title", 492, 20, "its slope: how hard it pulls", "ink strong")]
        for plane, top in zip(planes, tops if i else (9.4, 6.4)):
            shapes += [plane.axes(), _titles(plane, "residual r", "", 34),
                       plane.line(f"{plane.name} here", (r, plane.y[0]), (r, top), "muted thin dashed")]
        shapes += [curves] if i else []
        said = []
        for name, style, cost, slope in kinds if i else ():
            kink = name == "absolute" and r == 0
            formula = {"squared": "r²", "absolute": "|r|"}.get(name, "r²/2" if abs(r) <= delta else "δ (|r| − δ/2)")
            said.insert(0, f"{name.split(',')[0]} `{formula} = {number(cost[i])}`, "
                           + ("a kink without a slope" if kink else f"slope {number(slope[i])}"))
            shapes += _touching(planes, name, style, r, cost[i], None if kink else slope[i])
        frames.append(Frame(
            shapes, f"`r = {number(r)}`: {'; '.join(said)}." if i else
            f"A point is off by `r = {number(r)}`. Slide the residual, and watch three costs and their slopes.",
            f"At the residual {number(r)}: {'; '.join(said)}." if i else
            f"Two empty planes with a mark at the residual {number(r)}.", _about_a_miss(r)))
    return Scene(frames, "What one miss costs", still=2, axis="residual r", axis_values=fine[::each].tolist(),
                 seconds=0.7)


def _about_a_miss(r):
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


def cross_entropy():
    """Slide a prediction ŷ, and see what it costs if the truth is 1, and if it is 0."""
    plane = Plane(x=(0, 1), y=(0, 7.4), box=(44, 30, 380, 280))
    fine = np.concatenate([np.geomspace(0.0006, 0.05, 25), np.linspace(0.06, 1, 48)])
    costs = [losses.binary_cross_entropy([p], [1]) for p in fine]
    curves = [plane.curve("curve 1", fine, costs, "data thick"),
              plane.curve("curve 0", 1 - fine, costs, "error thick dashed"),
              plane.text("name 1", (0.07, 4.3), "truth 1: −ln ŷ", "data", (0, 0), text_anchor="start"),
              plane.text("name 0", (0.93, 4.3), "truth 0: −ln(1 − ŷ)", "error", (0, 0), text_anchor="end")]
    foot, unit = plane.to_pixels(0, 0)[1], plane.unit[1]
    frames = []
    for place, p in enumerate(SURE):
        if_1, if_0 = losses.binary_cross_entropy([p], [1]), losses.binary_cross_entropy([p], [0])
        shapes = [plane.axes(), _titles(plane, "prediction ŷ", "loss", 36),
                  plane.line("here", (p, 0), (p, max(if_1, if_0) if place else 7.4), "muted thin dashed"),
                  plane.dot("said", (p, 0), "activation", 7),
                  line("foot", 456, foot, 624, foot, "muted thin"),
                  text("below 1", 496, foot + 14, "truth 1", "data", 14),
                  text("below 0", 584, foot + 14, "truth 0", "error", 14)]
        if place:
            shapes += [curves, plane.dot("dot 1", (p, if_1), "data", 6), plane.dot("dot 0", (p, if_0), "error", 6)]
            for key, middle, cost, role in (("1", 496, if_1, "data"), ("0", 584, if_0, "error")):
                high = cost * unit
                shapes += [rect(f"bar {key}", middle - 30, foot - high, 60, high, f"cell {role}"),
                           text(f"cost {key}", middle, foot - high - 12, f"{cost:.4f}", f"{role} strong")]
        notes = [f"The network says ŷ = {number(p)}.", f"`−ln {number(p)} = {if_1:.4f}` if the truth is 1, and "
                 f"`−ln(1 − {number(p)}) = {if_0:.4f}` if it is 0."]
        frames.append(Frame(
            shapes, " ".join(notes if place else [notes[0], "What does that cost, if the truth is 1?"]),
            f"At ŷ = {number(p)} the loss is {if_1:.4f} if the truth is 1 and {if_0:.4f} if it is 0." if place else
            f"An empty plane, loss over prediction, with a mark at ŷ = {number(p)}.", _about_confidence(p)))
    return Scene(frames, "Cross-entropy: what confidence costs", still=SURE.index(0.9), axis="prediction ŷ",
                 axis_values=SURE, seconds=0.7)


def _about_confidence(p):
    """Ask at three predictions what comes next."""
    cost = {q: f"{losses.binary_cross_entropy([q], [1]):.2f}" for q in (0.001, 0.01)}
    if p == SURE[0]:
        return ask("ŷ = 0.001, and the truth is 1. What is the surprise, −ln ŷ?",
                   (cost[0.001], "Yes. A thousandth is about ten halvings, and each adds ln 2 = 0.69."),
                   ("0.999", f"That is the distance to 1, which has a ceiling. −ln 0.001 is {cost[0.001]}."),
                   ("1000", f"That is 1/0.001. Its logarithm is {cost[0.001]}."))
    if p == 0.45:
        return ask("The two curves will meet. Where?",
                   ("at ŷ = 0.5, loss 0.6931", "Yes: −ln 0.5 = ln 2, whichever truth comes."),
                   ("at ŷ = 0.5, loss 0.5", "The place is right. The loss there is −ln 0.5 = 0.6931."),
                   ("at ŷ = 0.5, loss 0", "Undecided costs something either way: −ln 0.5 = 0.6931."))
    if p == 0.99:
        return ask(f"From ŷ = 0.99 to 0.999, and the truth is 0. The loss was {cost[0.01]}. It becomes …",
                   (cost[0.001], "Yes: each further 9 divides 1 − ŷ by ten, and adds ln 10 = 2.30."),
                   (f"{-10 * np.log(0.01):.2f}", "Ten times less likely is 2.30 more, not ten times more."),
                   ("about the same", "Nearly certain and certain look alike only if you are right."))
    return None


def three_scores(scores, right):
    """Show three scores become probabilities, then losses, then the gradient ŷ − y; all can be changed.

    Parameters
    ----------
    scores : array_like (3,)
    right : "A", "B" or "C"
        The class that is the truth.
    """
    scores = np.asarray(scores, float)
    if right not in ("A", "B", "C"):
        raise ValueError(f"three_scores: the right class is A, B or C, not {right!r}")
    place = "ABC".index(right)
    believed, total = softmax(scores), losses.log_sum_exp(scores)
    costs = np.array([losses.categorical_cross_entropy_from_scores([scores], [k]) for k in range(3)])
    truth = losses.one_hot([place], 3)[0]
    gradient = losses.categorical_cross_entropy_from_scores_gradient([scores], [place])[0]
    rows = [("score z", "weight", scores), ("ŷ = softmax(z)", "activation", believed),
            ("loss if right, −ln ŷ", "error", costs), ("truth y, one-hot", "data", truth),
            ("gradient ŷ − y", "gradient", gradient)]
    grids = [Grid(["scores", "belief", "costs", "truth", "gradient"][i], (3,), 190, 44 + 62 * i, (82, 44))
             for i in range(5)]

    def frame(shown, note, alt, question=None):
        """Draw the first rows of the table, with a bar beside each row."""
        shapes = [text(f"class {name}", grids[0].center(0, k)[0], 24, name, "ink strong")
                  for k, name in enumerate("ABC")]
        shapes += [text("the truth", 470, 24, "the truth is", "ink", anchor="start"),
                   rect("choose", 570, 8, 56, 32, "cell ink", rx=4, edit="right", options="A|B|C", value=right,
                        label="the right class"), text("chosen", 598, 24, right, "ink strong")]
        for i, ((words, role, values), grid) in enumerate(zip(rows[:shown], grids)):
            marks = {(0, place): "highlight"} if i == 2 else {}
            cells = [_short(v) for v in values] if i in (1, 2, 4) else values.tolist()
            shapes += [grid.draw(cells, role, marks, edit=i == 0, label=False, caption=False, size=18),
                       text(f"row {i}", 176, grid.y + 22, words, role, anchor="end")]
            if i != 3:
                shapes.append(_little_bars(f"bars {i}", values, (470, grid.y, 156, 44), role))
        return Frame(shapes, note, alt, question, size=(640, 366))

    p, cost = _short(believed[place]), _short(costs[place])
    other = "BAC"[place]
    gap = scores[place] - scores["ABC".index(other)]
    exponent = "e^{} + e^{} + e^{}".format(*map(number, scores))
    gain = _short(gradient[place]) != "0"
    return Scene([
        frame(1, f"Three scores, and the truth is {right}. Type other scores, or choose another truth.",
              f"Scores {_listed(scores)} for the classes A, B and C; the truth is {right}.",
              ask(f"Softmax will call {right} {p} likely. What does that cost?",
                  (cost, f"Yes: the surprise, `−ln {p}`."),
                  (_short(1 - believed[place]), f"That is the distance to 1. The loss is the surprise, −ln {p}."),
                  (_short(-costs[place]), "The logarithm of a probability is below 0: that is what the minus is for."),
                  (p, "That is the probability itself. The loss is its surprise."))),
        frame(2, f"`ŷ = e^z / ({exponent})`: {', '.join(map(_short, believed))}. They sum to 1.",
              f"Below the scores stand the probabilities {', '.join(map(_short, believed))}.",
              ask(f"The scores of {right} and {other} differ by {number(abs(gap))}. By how much do the losses?",
                  (f"by {number(abs(gap))}", "Yes: −ln of a softmax is ln Σ e^z − z, and the first part is shared."),
                  (f"by {_short(abs(believed[place] - believed['ABC'.index(other)]))}",
                   "So do their probabilities. The logarithm undoes the e^z, and leaves the scores."),
                  (f"by e^{number(abs(gap))}", "That is the ratio of their probabilities; the logarithm undoes it."))),
        frame(3, f"`L = ln({exponent}) − {number(scores[place])} = {_short(total)} − {number(scores[place])} = "
                 f"{cost}`: log-sum-exp of all scores, less the right one.",
              f"The third row is the loss if that class is right: {', '.join(map(_short, costs))}.",
              gain and ask(
                  "The loss should fall. Which way must each score go?",
                  (f"{right} up, the other two down", "Yes: more for the right one takes from the others."),
                  ("all three up", "Add the same to all three and softmax does not change."),
                  (f"{right} up, the others do not count", "They do: e^z of each stands in the sum.")) or None),
        frame(5, f"The slope of the loss over each score, `∂L/∂z = ŷ − y`: {', '.join(map(_short, gradient))}. "
                 + (f"Below 0 only at {right}, so the loss falls if that score rises and the others sink. The three "
                    "sum to 0." if gain else f"{right} was as good as certain, and right: little is left to gain."),
              f"One-hot truth {_listed(truth)}, and below it the gradient "
              f"{', '.join(map(_short, gradient))}."),
    ], "Three scores, softmax, loss", still=3)


def side_by_side(y):
    """Slide a score z: squared error and cross-entropy of ŷ = σ(z), and the slope of each.

    Parameters
    ----------
    y : 0 or 1
        The truth.
    """
    if y not in (0, 1):
        raise ValueError(f"side_by_side: the truth is 0 or 1, not {y:g}")
    y = int(y)
    fine, each = np.linspace(-8, 8, 65), 2  # every second z of the curves is a frame
    said, truth, m = sigmoid(fine), np.full(fine.shape, y), fine.size
    kinds = [("cross-entropy", "error thick", [losses.binary_cross_entropy_from_scores([z], [y]) for z in fine],
              losses.binary_cross_entropy_from_scores_gradient(fine, truth) * m),  # a mean's slope is shared by m
             ("squared error", "data thick dashed", [losses.mean_squared_error([p], [y]) for p in said],
              losses.mean_squared_error_gradient(said, truth) * m * sigmoid_derivative(fine))]
    planes = [Plane(x=(-8.4, 8.4), y=(-0.4, 8.4), box=(36, 40, 264, 272), name="loss"),
              Plane(x=(-8.4, 8.4), y=(-1.15, 0.35) if y else (-0.35, 1.15), box=(360, 40, 264, 272), name="slope")]
    start = 0.8 if y else -8.2  # the names stand where both losses are low
    curves = [planes[0].curve(f"{name} loss", fine, cost, style) for name, style, cost, _ in kinds]
    curves += [planes[1].curve(f"{name} slope", fine, slope, style) for name, style, _, slope in kinds]
    curves += [_sign(planes[0], name, style, start, height) for (name, style, *_), height in zip(kinds, (7.7, 6.7))]
    frames = []
    for i, z in enumerate(fine):
        if i % each:
            continue
        shapes = [text("left title", 168, 20, f"the loss, truth {y}", "ink strong"),
                  text("right title", 492, 20, "its slope ∂L/∂z", "ink strong")]
        for plane in planes:
            shapes += [plane.axes(), _titles(plane, "score z", "", 34),
                       plane.line(f"{plane.name} here", (z, plane.y[0]), (z, plane.y[1]), "muted thin dashed")]
        (_, _, steep, steep_slope), (_, _, gentle, gentle_slope) = kinds
        note = f"`z = {number(z)}, ŷ = {_four(said[i])}`."
        if i:
            shapes.append(curves)
            for name, style, cost, slope in kinds:
                shapes += _touching(planes, name, style, z, cost[i], slope[i], 1.3)
                note += f" {name.capitalize()}: loss {_four(cost[i])}, slope {_four(slope[i])}."
            numb = abs(gentle_slope[i]) < 0.02 and abs(steep_slope[i]) > 0.5
            note += " Wrong, and squared error is numb." if numb else ""
        else:
            note += f" The truth is {y}. Slide the score, and watch both losses and both slopes."
        question = ask(f"The score is {number(z)}, the truth {y}: {'as wrong as can be' if y else 'right'}. "
                       f"Which loss has a slope to speak of here?",
                       *((("cross-entropy", "Yes: about −1. Squared error has flattened out with the sigmoid."),
                          ("squared error", "The square is near 1, and stays so: a plateau has no slope."),
                          ("both", "Squared error is as high as it gets, and flat: the sigmoid's flat end is in it."))
                         if y else
                         (("neither", "Yes: both losses are near 0, and there is little left to gain."),
                          ("cross-entropy", "It is ŷ − y, and both are near 0."),
                          ("squared error", "It is near 0, and so is its slope.")))) if i == 0 else None
        frames.append(Frame(shapes, note,
                            f"Loss and slope at score {number(z)}: cross-entropy {_four(steep[i])} and "
                            f"{_four(steep_slope[i])}, squared error {_four(gentle[i])} and {_four(gentle_slope[i])}."
                            if i else f"Two empty planes with a mark at score {number(z)}.", question))
    return Scene(frames, "Squared error and cross-entropy, side by side", still=6 if y else 26, axis="score z",
                 axis_values=fine[::each].tolist(), seconds=0.5)


def pocket(x, y):
    """Show the pocket network's loss on real numbers, for either truth, and its slope; input and truth editable.

    Parameters
    ----------
    x : array_like (2,)
    y : 0 or 1
    """
    if y not in (0, 1):
        raise ValueError(f"pocket: the truth is 0 or 1, not {y:g}")
    x, y = np.asarray(x, float), int(y)
    trace = pocket_network().forward([x])
    z, said = float(trace["Z2"][0, 0]), float(trace["A2"][0, 0])
    cost = [losses.binary_cross_entropy_from_scores([z], [truth]) for truth in (0, 1)]
    slope = losses.binary_cross_entropy_from_scores_gradient([z], [y])[0]
    nudged = numerical_gradient(lambda score: losses.binary_cross_entropy_from_scores(score, [y]), [z])[0]
    plane = Plane(x=(0, 1), y=(0, max(3.0, 1.15 * max(cost))), box=(48, 134, 560, 180))
    fine = np.linspace(0.002, 1, 120)
    rise = [losses.binary_cross_entropy([p], [1]) for p in fine]
    styles, formula = {1: "data thick", 0: "error thick dashed"}, {1: "−ln ŷ", 0: "−ln(1 − ŷ)"}
    inside = {1: number(said), 0: f"1 − {number(said)}"}

    def frame(shown, note, alt, question=None, arrows=False):
        """Draw the chain x → z → ŷ → L, and below it the losses that were reckoned so far."""
        grid = Grid("x", (2,), 28, 46, (56, 44))
        shapes = [grid.draw(x.tolist(), "data", edit=True, caption=False, size=18)]
        loss = _short(cost[y]) if shown else None
        for key, left, value, role in (("z", 204, number(z), "weight"), ("ŷ", 344, number(said), "activation"),
                                       ("L", 484, loss, "error")):
            shapes += [arrow(f"to {key}", left - 46, 68, left - 8, 68, "muted"),
                       rect(f"{key} box", left, 48, 86, 40, f"cell {role}", rx=6),
                       text(f"{key} name", left + 43, 26, key, f"{role} strong", 20)]
            if value is not None:
                shapes.append(text(f"{key} value", left + 43, 68, value, "ink", 18))
        shapes += [text("truth name", 606, 26, "truth y", "ink", 16),
                   rect("truth", 582, 48, 48, 40, "cell ink", rx=4, edit="y", options="0|1", value=str(y),
                        label="the truth y"), text("truth value", 606, 68, str(y), "ink", 18)]
        shapes += [plane.axes(), _titles(plane, "prediction ŷ", "loss", 34),
                   plane.line("here", (said, 0), (said, plane.y[1]), "muted thin dashed")]
        for truth in shown:
            across = fine if truth else 1 - fine
            right = said < 0.78 if truth else said < 0.22  # the curve for 1 falls to the right, that for 0 to the left
            shapes += [plane.curve(f"curve {truth}", across, rise, styles[truth]),
                       plane.dot(f"dot {truth}", (said, cost[truth]), "data" if truth else "error", 6),
                       plane.text(f"cost {truth}", (said, cost[truth]), f"truth {truth}: {_short(cost[truth])}",
                                  "data strong" if truth else "error strong", (12 if right else -12, -13),
                                  text_anchor="start" if right else "end")]
        if arrows:
            ends = (122, 94) if slope < 0 else (94, 122)
            shapes.append(arrow("way", 247, ends[0], 247, ends[1], "gradient"))
            shapes.append(text("way name", 262, 108, "this way the loss falls", "gradient", 16, "start"))
        return Frame(shapes, note, alt, question)

    reckoned = {1: f"−ln {inside[1]} = {_short(cost[1])}", 0: f"−ln({inside[0]}) = {_short(cost[0])}"}
    if number(said) in "01":  # rounded; the loss comes from the score, so the formula does too
        reckoned = {truth: f"ln(1 + e^{number(-z if truth else z)}) = {_short(cost[truth])}" for truth in (0, 1)}
    up = "rise" if slope < 0 else "sink"
    return Scene([
        frame([], f"For x = {_pair(x)} the pocket network's score is z = {number(z)}, and `ŷ = σ({number(z)}) = "
                  f"{number(said)}`. The truth is y = {y}. Type another x, or choose the other truth.",
              f"A chain of boxes: x = {_pair(x)}, z = {number(z)}, ŷ = {number(said)}, and an empty box for the loss.",
              ask(f"ŷ = {number(said)} and the truth is {y}. What is the loss?",
                  (_short(cost[y]), f"Yes: `{reckoned[y]}`."),
                  (_short(cost[1 - y]), f"That is the loss if the truth were {1 - y}."),
                  (number(abs(said - y)), "That is how far ŷ is from the truth. The loss is the surprise."),
                  (_short(-cost[y]), "The minus makes it a loss: it is never below 0."))),
        frame([y], f"`L = {formula[y]} = {reckoned[y]}`.",
              f"The loss {_short(cost[y])} stands on the curve for truth {y}, at ŷ = {number(said)}.",
              ask(f"And if the truth had been {1 - y}: more, or less?",
                  *((("more", "Yes: the network leaned the other way."), ("less", "It leaned towards the truth."),
                     ("the same", "Only ŷ = 0.5 costs the same either way."))
                    if cost[1 - y] >= cost[y] else
                    (("less", "Yes: the network leaned that way."), ("more", "It leaned away from the truth."),
                     ("the same", "Only ŷ = 0.5 costs the same either way."))))),
        frame([y, 1 - y], f"`{formula[1 - y]} = {reckoned[1 - y]}`: what happened had been called "
                          f"{number(said if y == 0 else 1 - said)} likely. For the truth {y} it is {_short(cost[y])}.",
              f"Both curves: {_short(cost[1])} for truth 1, {_short(cost[0])} for truth 0.",
              ask(f"The truth is {y}. Which way should the score z go, for the loss to fall?",
                  (up, f"Yes: then ŷ comes nearer to {y}."),
                  ("sink" if up == "rise" else "rise", f"Then ŷ goes away from {y}."))),
        frame([y], f"The slope of the loss over the score, written ∂L/∂z: `∂L/∂z = ŷ − y = {number(said)} − {y} = "
                   f"{_short(slope)}`. Measured, with z nudged a little both ways: {_short(nudged)}. The loss falls "
                   f"where z {up}s.",
              f"An arrow at z says {up}: the slope of the loss there is {_short(slope)}.", arrows=True),
    ], "The pocket network's loss", still=1)


# ---------------------------------------------------------------------------- parts of pictures


def _plane_of_points():
    """Return the plane in which a line meets points, where it shares the picture."""
    return Plane(x=(-1.5, 5), y=(-1, 9), box=(30, 14, 290, 310), equal=True)


def _points_and_line(plane, points, fit, slope, intercept):
    """Draw points with handles, a line and the residuals between them."""
    return [plane.axes(("x", "y")),
            [plane.curve(f"residual {i}", (px, px), (py, said), "error thick")
             for i, ((px, py), said) in enumerate(zip(points, fit.prediction))],
            plane.curve("line", plane.x, slope * np.array(plane.x) + intercept, "weight thick"),
            [plane.dot(f"point {i}", point, "data", 5) for i, point in enumerate(points)],
            [plane.handle(f"hold {i}", point, f"points[{i}]", f"point {i}, at {_pair(point)}", "data")
             for i, point in enumerate(points)]]


def _titles(plane, x, y, below=14):
    """Write what the axes mean where no curve comes: beside or below the numbers, and above the plane."""
    left, top, width, height = plane.box
    right = left + (0.67 if below == 14 else 0.5) * width
    return [text(f"{plane.name} x title", right, top + height + below, x, "muted", 14),
            *([text(f"{plane.name} y title", left, top - 14, y, "muted", 14, "start")] if y else [])]


def _sign(plane, name, style, x, y, length=1.5):
    """Name a curve: a short stroke in its style, and the name beside it."""
    return [plane.line(f"{name} sign", (x, y), (x + length, y), style),
            plane.text(f"{name} name", (x + 1.2 * length, y), name, style.split()[0], (0, 0), size=14,
                       text_anchor="start")]


def _touching(planes, name, style, x, cost, slope, reach=0):
    """Mark one place of a curve and of its slope, with the tangent of half-width `reach` at it."""
    role = style.split()[0]
    shapes = [planes[0].dot(f"{name} loss dot", (x, cost), role, 6)]
    if reach:
        ends = np.array([x - reach, x + reach])
        shapes.insert(0, planes[0].curve(f"{name} tangent", ends, cost + slope * (ends - x), "ink"))
    if slope is not None:
        shapes.append(planes[1].dot(f"{name} slope dot", (x, slope), role, 6))
    return shapes


def _square(plane, name, x, y, residual, slope, move=None):
    """Draw the square on a residual, on the side where the line does not cross it; the plane's edge cuts it off."""
    away = residual if slope >= 0 else -residual
    (x1, y1), (x2, y2) = plane.to_pixels(x, y), plane.to_pixels(x + away, y + residual)
    left, top, width, height = plane.box
    whole = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
    seen = (max(whole[0], left), max(whole[1], top), min(whole[2], left + width), min(whole[3], top + height))
    if seen[2] - seen[0] < 0.01 or seen[3] - seen[1] < 0.01:
        return None
    role = "cell error" if seen == whole else "area error"
    area = rect(f"square {name}", seen[0], seen[1], seen[2] - seen[0], seen[3] - seen[1], role, fill_opacity=0.75,
                move=move)
    if seen == whole:
        return area
    corners = np.array([(x, y), (x + away, y), (x + away, y + residual), (x, y + residual), (x, y)])
    return [area, plane.curve(f"edge {name}", *corners.T, "error", stroke_width=1.25)]  # open where it goes on


def _table(names, fit, squares):
    """List residuals and squares, with the sum and the mean below."""
    columns, y = (476, 552, 618), 30
    shapes = [text("head residual", columns[1], y, "ŷ − y", "error", 16, "end")]
    if squares:
        shapes.append(text("head square", columns[2], y, "square", "error", 16, "end"))
    for name, residual, square in zip(names, fit.residual, fit.square):
        y += 30
        shapes += [text(f"row {name}", columns[0], y, name, "data strong", 16, "end"),
                   text(f"{name} residual", columns[1], y, number(residual), "ink", 16, "end")]
        if squares:
            shapes.append(text(f"{name} square", columns[2], y, number(square), "ink", 16, "end"))
    if squares:
        shapes += [line("rule", 460, y + 20, 620, y + 20, "muted"),
                   text("sum name", columns[1], y + 40, "sum", "ink", 16, "end"),
                   text("sum", columns[2], y + 40, number(fit.square.sum()), "ink", 16, "end"),
                   text("loss name", columns[1] - 16, y + 74, "mean", "error strong", 20, "end"),
                   text("loss", columns[2], y + 74, number(fit.loss), "error strong", 20, "end")]
    return shapes


def _little_bars(key, values, box, role):
    """Draw three numbers as bars without their numbers, which stand beside."""
    left, top, width, height = box
    low, high = min(0.0, *values), max(0.0, *values)
    scale = (height - 6) / ((high - low) or 1)
    zero = top + 3 + high * scale
    drawn = [rect(f"{key} {i}", left + (i + 0.2) * width / 3, min(zero, zero - v * scale), 0.6 * width / 3,
                  abs(v) * scale, f"solid {role}", stroke_width=0) for i, v in enumerate(values)]
    return [*drawn, line(f"{key} zero", left, zero, left + width, zero, "muted thin")]


# ---------------------------------------------------------------------------- numbers in words


def _through(first, second):
    """Return slope and intercept of the line through two points."""
    (x1, y1), (x2, y2) = first, second
    if abs(x2 - x1) < 1e-9:
        raise ValueError("best_fit: the two places stand above each other; a line ŷ = w x + b is never upright")
    slope = (y2 - y1) / (x2 - x1)
    return slope, y1 - slope * x1


def _equation(slope, intercept):
    """Spell a line."""
    w, b = {1.0: "x", -1.0: "−x"}.get(slope, f"{number(slope)}x"), number(abs(intercept))
    if number(slope) == "0":
        return f"ŷ = {number(intercept)}"
    return f"ŷ = {w}" if b == "0" else f"ŷ = {w} {'−' if intercept < 0 else '+'} {b}"


def _mean(fit):
    """Spell a mean of squares."""
    m = len(fit.square)
    total = " + ".join(map(number, fit.square))
    return f"L = ({total}) / {m} = {number(fit.square.sum())} / {m} = {number(fit.loss)}"


def _short(value):
    """Spell a number with at most four decimals."""
    return number(round(float(value), 4), 10)


def _four(value):
    """Spell a number with four decimals."""
    return f"{value:z.4f}".replace("-", "−")


def _listed(values):
    return ", ".join(map(number, values))


def _pair(v):
    """Spell a vector."""
    return f"({', '.join(map(number, v))})"
