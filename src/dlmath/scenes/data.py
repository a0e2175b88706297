"""Scenes of data: a straight line between two kinds of points, to be laid by hand."""

import numpy as np

from dlmath.inputs import matrix, refuse, vector
from dlmath.network import Network
from dlmath.picture.frame import ask_number, scene
from dlmath.picture.plane import Plane
from dlmath.picture.shapes import text
from dlmath.picture.words import count, number, pair, signed

POINT = vector(shape=(2,))
ENDS = (0.0, 2.0)  # how far to the right the line is taken hold of: where it starts, and two units further


@scene("A straight line between two kinds of points", still=1)
def straight_line(X: matrix(shape=("m", 2), most=(1000, 2)), y: matrix(shape=("m", 1)), first: POINT, second: POINT):
    """Show which points a straight line gets right; its two ends are draggable.

    It says 1 below the line and 0 above: a network of one layer, whose three parameters are read off the line.

    Parameters
    ----------
    X : array_like (m, 2), m at most 1000
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
                      f"Right. The other {points - hits} lie on the wrong side of the line.",
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
