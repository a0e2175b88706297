"""Drawing without a window: shapes are dictionaries, a Frame is a checked picture, a list of frames is a scene.

A shape is `{"key": …, "tag": …, …}` with SVG's own tags and attributes; the functions below only save
typing. The key says which thing it is: the same key in two frames is the same thing, seen twice.

>>> plane = Plane(x=(0, 4), y=(0, 3))
>>> frame = Frame(
...     [plane.axes(), plane.arrow("a", (0, 0), (3, 2), "data"), plane.text("a name", (3, 2), "a", "data")],
...     note="a = (3, 2): three to the right, two up.",
...     alt="An arrow from the origin to the point (3, 2).",
... )
>>> to_svg(frame)[:27]
'<svg xmlns="http://www.w3.o'
"""

import base64
import html
import importlib.util
import io
import itertools
import math
import re
import struct
import textwrap
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from numbers import Integral, Real
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dlmath.picture import look

# --------------------------------------------------------------------------------------------- numbers


def number(value, digits=4):
    """Write a number as a learner reads it: few digits, a real minus sign, no negative zero.

    Examples
    --------
    >>> number(3.0), number(-0.25), number(-0.0), number(2 / 3), number(12345), number(1.5e-7)
    ('3', '−0.25', '0', '0.6667', '12345', '1.5·10⁻⁷')
    """
    if not math.isfinite(value):
        return "nan" if math.isnan(value) else "∞" if value > 0 else "−∞"
    power = math.floor(math.log10(abs(value))) if value else 0
    if not -5 < power < 7:
        mantissa, _, exponent = f"{value:.{digits - 1}e}".partition("e")
        raised = str(int(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
        return f"{mantissa.rstrip('0').rstrip('.')}·10{raised}".replace("-", "−")
    plain = f"{float(value):z.{max(0, digits - 1 - power)}f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain).replace("-", "−")


def _pixel(value):
    """Write a length in pixels with at most two decimals, so that scenes stay small."""
    return f"{float(value):z.2f}".rstrip("0").rstrip(".") if math.isfinite(value) else str(value)


def _points(points):
    return " ".join(f"{_pixel(x)},{_pixel(y)}" for x, y in points)


# ---------------------------------------------------------------------------------------------- shapes
# Every builder takes a key first and more SVG attributes last, with `_` for `-` (`stroke_width=3`).
# `move=True` lets a shape glide here from where it was in the frame before: only where the mathematics glides.


def shape(tag, key, role=None, **attributes):
    """Make a shape; the functions below call it."""
    made = {"key": key, "tag": tag}
    if role:
        made["class"] = role
    return made | {name.replace("_", "-"): value for name, value in attributes.items() if value is not None}


def line(key, x1, y1, x2, y2, role="ink", **more):
    """Draw a straight line between two points, in pixels."""
    return shape("line", key, role, x1=x1, y1=y1, x2=x2, y2=y2, **more)


def arrow(key, x1, y1, x2, y2, role="ink", head=12, **more):
    """Draw an arrow whose tip is (x2, y2), in pixels; the head shrinks with a short arrow."""
    length = math.hypot(x2 - x1, y2 - y1)
    head = min(head, length)
    ux, uy = ((x2 - x1) / length, (y2 - y1) / length) if length else (0, 0)
    bx, by, wx, wy = x2 - head * ux, y2 - head * uy, -0.4 * head * uy, 0.4 * head * ux
    corners = [(x1, y1), (bx, by), (bx + wx, by + wy), (x2, y2), (bx - wx, by - wy)]
    start, base, left, tip, right = (f"{_pixel(x)} {_pixel(y)}" for x, y in corners)
    return shape("path", key, f"solid {role}", d=f"M{start} L{base} M{left} L{tip} L{right} Z", **more)


def circle(key, cx, cy, r=5, role="data", **more):
    """Draw a filled disc, or a ring with the role `"hollow data"`."""
    return shape("circle", key, role, cx=cx, cy=cy, r=r, **more)


def rect(key, x, y, width, height, role="cell ink", **more):
    """Draw a rectangle; the role `"cell data"` fills it softly, `"area data"` leaves out its border."""
    return shape("rect", key, role, x=x, y=y, width=width, height=height, **more)


def polyline(key, points, role="data", **more):
    """Draw a line through points (n, 2), in pixels."""
    return shape("polyline", key, role, points=_points(points), **more)


def polygon(key, points, role="area data", **more):
    """Draw a closed shape through points (n, 2), in pixels."""
    return shape("polygon", key, role, points=_points(points), **more)


def path(key, d, role="ink", **more):
    """Draw an SVG path, such as `"M0 0 L10 10"`."""
    return shape("path", key, role, d=d, **more)


def text(key, x, y, string, role="ink", size=look.TEXT, anchor="middle", **more):
    """Write words centred on the height y; `anchor` is "start", "middle" or "end"."""
    more = {"font_size": size, "text_anchor": anchor} | more
    return shape("text", key, role, x=x, y=y + 0.35 * size, text=str(string), **more)


def handle(key, x, y, name, label, role="data", step=10, **more):
    """Draw a point that can be dragged, or moved with the arrow keys by `step` pixels.

    Parameters
    ----------
    name : str
        What Python's `on_drag(name, x, y)` is told.
    label : str
        What a screen reader says, such as `"tip of a, at (3, 2)"`.
    """
    ring = {"r": 13, "fill_opacity": 0.2, "stroke_width": 1.5}  # wide enough for a finger; what it holds shows through
    return circle(key, x, y, role=role, drag=name, label=label, step=step, **(ring | more))


def image(key, array, x, y, width, height, low=None, high=None, colours="ink", **more):
    """Draw a 2-D array as one picture with hard-edged pixels.

    Parameters
    ----------
    array : (rows, columns), or (rows, columns, 3) of uint8
    low, high : float
        The values drawn with the first and the last colour; by default the array's own range.
    colours : "ink" or "signed"
        From white to black, or blue below zero, white at zero and red above.

    Raises
    ------
    ValueError
        If the array has another rank, is empty, or holds NaN or infinity.
    """
    pixels = np.asarray(array)
    if pixels.ndim not in (2, 3) or 0 in pixels.shape or (pixels.ndim == 3 and pixels.shape[2] != 3):
        raise ValueError(f"image {key!r}: shape {pixels.shape}; expected (rows, columns) or (rows, columns, 3)")
    if not np.isfinite(pixels).all():
        raise ValueError(f"image {key!r}: holds NaN or infinity; every pixel must be a finite number")
    if pixels.ndim == 2:
        pixels = _coloured(pixels.astype(float), low, high, colours)
    source = "data:image/png;base64," + base64.b64encode(_png(pixels.astype(np.uint8))).decode()
    frame = {"x": x, "y": y, "width": width, "height": height, "preserveAspectRatio": "none", "href": source}
    return shape("image", key, image_rendering="optimizeSpeed", **(frame | more))


def _coloured(values, low, high, colours):
    """Turn numbers (rows, columns) into colours: one byte a pixel for ink, three for signed."""
    if colours == "signed":
        size = max(abs(values.min() if low is None else low), abs(values.max() if high is None else high))
        share = np.clip(values / (size or 1), -1, 1)[..., None]
        ends = [np.array([int(look.colours()[role][i : i + 2], 16) for i in (1, 3, 5)]) for role in ("data", "error")]
        return np.rint(255 + np.abs(share) * (np.where(share < 0, *ends) - 255))
    low, high = values.min() if low is None else low, values.max() if high is None else high
    return np.rint(255 * (1 - np.clip((values - low) / ((high - low) or 1), 0, 1)))


def _png(pixels):
    """Write bytes (rows, columns) or (rows, columns, 3) as a PNG file."""
    rows, columns = pixels.shape[:2]
    flat = pixels.reshape(rows, -1)
    raw = np.hstack([np.zeros((rows, 1), np.uint8), flat]).tobytes()  # each row starts with its filter: none

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", columns, rows, 8, 0 if pixels.ndim == 2 else 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b"")


def bars(name, values, box, labels=None, role="activation", low=None, high=None, move=None):
    """Draw numbers as bars keyed `p[0]`, `p[1]`, … with their values, and with labels under them.

    Parameters
    ----------
    name : str
        Start of every key.
    values : sequence of float
    box : (left, top, width, height)
        Where the bars stand, in pixels; values are written above it, labels below it.
    low, high : float
        The values at the bottom and the top of the box; by default zero and the greatest value.
    """
    left, top, width, height = box
    low = min(0, *values) if low is None else low
    high = max(0, *values) if high is None else high
    scale = height / ((high - low) or 1)
    pitch = width / len(values)
    below = top + height + (16 if min(values) >= 0 else 30)
    zero = top + high * scale
    shapes = [line(f"{name} zero", left, zero, left + width, zero, "muted thin")]
    for i, value in enumerate(values):
        x, end = left + (i + 0.5) * pitch, zero - value * scale
        size = {"x": x - 0.35 * pitch, "width": 0.7 * pitch, "y": min(zero, end), "height": abs(zero - end)}
        shapes.append(rect(f"{name}[{i}]", role=f"solid {role}", move=move, **size))
        y = end - 12 if value >= 0 else end + 12
        shapes.append(text(f"{name}[{i}] value", x, y, number(value, 3), size=look.SMALL, move=move))
        if labels is not None:
            shapes.append(text(f"{name}[{i}] label", x, below, labels[i], "muted", look.SMALL))
    return shapes


# ------------------------------------------------------------------------------------------ coordinates


@dataclass(frozen=True)
class Plane:
    """A coordinate plane: where the point (x, y) lies in the picture, and which point lies under a pixel.

    Parameters
    ----------
    x, y : (low, high)
        The ranges shown.
    box : (left, top, width, height)
        Where the plane lies in the picture, in pixels. Numbers are written left of it and below it.
    equal : bool
        Widen one range so that a unit is as long to the right as it is upwards.
    name : str
        Start of the keys of its axes; two planes in one picture need two names.

    Raises
    ------
    ValueError
        If a range is empty or not finite, or the box has no area.

    Examples
    --------
    >>> plane = Plane(x=(0, 10), y=(0, 10), box=(0, 0, 100, 100))
    >>> plane.to_pixels(2, 3)
    (20.0, 70.0)
    >>> plane.from_pixels(20, 70)
    (2.0, 3.0)
    """

    x: tuple = (-5, 5)
    y: tuple = (-5, 5)
    box: tuple = (48, 16, 576, 308)
    equal: bool = False
    name: str = "plane"

    def __post_init__(self):
        for axis, (low, high) in (("x", self.x), ("y", self.y)):
            if not (math.isfinite(low) and math.isfinite(high) and low < high):
                raise ValueError(f"Plane: {axis} = ({low}, {high}); a range needs a finite low below a finite high")
        if not min(self.box[2:]) > 0:
            raise ValueError(f"Plane: box = {self.box}; width and height must be above zero")
        if self.equal:
            unit = min(self.box[2] / (self.x[1] - self.x[0]), self.box[3] / (self.y[1] - self.y[0]))
            for axis, pixels in (("x", self.box[2]), ("y", self.box[3])):
                middle, half = sum(getattr(self, axis)) / 2, pixels / unit / 2
                object.__setattr__(self, axis, (middle - half, middle + half))

    @property
    def unit(self):
        """Pixels that one unit of x and one unit of y take."""
        return self.box[2] / (self.x[1] - self.x[0]), self.box[3] / (self.y[1] - self.y[0])

    def to_pixels(self, x, y):
        """Give the pixel of the point (x, y)."""
        across, up = self.unit
        return self.box[0] + (x - self.x[0]) * across, self.box[1] + (self.y[1] - y) * up

    def from_pixels(self, left, top, inside=True):
        """Give the point under a pixel; `inside` keeps it within the ranges shown."""
        across, up = self.unit
        x, y = self.x[0] + (left - self.box[0]) / across, self.y[1] - (top - self.box[1]) / up
        if inside:
            x, y = min(max(x, self.x[0]), self.x[1]), min(max(y, self.y[0]), self.y[1])
        return x, y

    def axes(self, labels=("", ""), grid=True, numbers=True):
        """Draw the grid, the two axes, their numbers and their labels."""
        left, top, width, height = self.box
        right, bottom = left + width, top + height
        # all the digits of a tick, or two neighbours of a narrow range would read alike
        xs = {number(value, 15): self.to_pixels(value, 0)[0] for value in ticks(*self.x, width / 60)}
        ys = {number(value, 15): self.to_pixels(0, value)[1] for value in ticks(*self.y, height / 60)}
        # the axes run through zero, or along the edge nearest to it
        zero_x, zero_y = self.to_pixels(*(min(max(0, low), high) for low, high in (self.x, self.y)))
        cross = f"M{_pixel(left)} {_pixel(zero_y)} H{_pixel(right)} M{_pixel(zero_x)} {_pixel(top)} V{_pixel(bottom)}"
        shapes = [path(f"{self.name} axes", cross, "muted thin")]
        if grid:
            lattice = [f"M{_pixel(x)} {_pixel(top)} V{_pixel(bottom)}" for x in xs.values()]
            lattice += [f"M{_pixel(left)} {_pixel(y)} H{_pixel(right)}" for y in ys.values()]
            shapes.insert(0, path(f"{self.name} grid", " ".join(lattice), "grid"))
        if numbers:
            small = {"role": "muted", "size": look.SMALL}
            shapes += [text(f"{self.name} x={v}", x, bottom + 14, v, **small) for v, x in xs.items()]
            shapes += [text(f"{self.name} y={v}", left - 8, y, v, anchor="end", **small) for v, y in ys.items()]
        small = {"role": "muted halo", "size": look.SMALL}
        if labels[0]:
            shapes.append(text(f"{self.name} x label", right - 4, bottom - 12, labels[0], anchor="end", **small))
        if labels[1]:
            shapes.append(text(f"{self.name} y label", left + 6, top + 10, labels[1], anchor="start", **small))
        return shapes

    def line(self, key, start, end, role="ink", **more):
        """Draw a line between two points."""
        return line(key, *self.to_pixels(*start), *self.to_pixels(*end), role, **more)

    def arrow(self, key, tail, tip, role="data", **more):
        """Draw an arrow from tail to tip."""
        return arrow(key, *self.to_pixels(*tail), *self.to_pixels(*tip), role, **more)

    def dot(self, key, point, role="data", r=5, **more):
        """Draw a dot at a point; `r` in pixels."""
        return circle(key, *self.to_pixels(*point), r, role, **more)

    def text(self, key, point, string, role="ink", shift=(0, -16), **more):
        """Write words near a point; `shift` moves them right and down, in pixels."""
        x, y = self.to_pixels(*point)
        return text(key, x + shift[0], y + shift[1], string, f"halo {role}", **more)

    def polygon(self, key, points, role="area data", **more):
        """Draw a closed shape through points (n, 2)."""
        return polygon(key, [self.to_pixels(*point) for point in points], role, **more)

    def handle(self, key, point, name, label, role="data", step=0.5, **more):
        """Draw a point that can be dragged; the arrow keys move it by `step` units of x."""
        return handle(key, *self.to_pixels(*point), name, label, role, step=step * self.unit[0], **more)

    def curve(self, key, xs, ys, role="data", **more):
        """Draw a line through points, cut off at the edges of the plane and broken at NaN.

        Parameters
        ----------
        xs, ys : (n,)
        """
        drawn, pen = [], None
        points = [(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]
        for start, end in itertools.pairwise(points):
            piece = _cut(start, end, self.x, self.y)
            if piece is None:
                continue
            first, last = (" ".join(map(_pixel, self.to_pixels(*point))) for point in piece)
            drawn += [f"L{last}"] if first == pen else [f"M{first}", f"L{last}"]
            pen = last
        return path(key, " ".join(drawn), role, **more)


def _cut(start, end, x_range, y_range):
    """Keep the part of a segment that lies in a box (Liang and Barsky's clipping), or None."""
    if not all(map(math.isfinite, (*start, *end))):
        return None
    start, end = (  # far outside, a billion pictures away is as good as any further, and overflows nothing
        tuple(min(max(v, low - 1e9 * (high - low)), high + 1e9 * (high - low)) for v, (low, high) in zip(p, ranges))
        for p, ranges in ((start, (x_range, y_range)), (end, (x_range, y_range)))
    )
    enter, leave = 0.0, 1.0
    for a, b, (low, high) in zip(start, end, (x_range, y_range), strict=True):
        for room, way in ((a - low, a - b), (high - a, b - a)):
            if way == 0 and room < 0:
                return None
            if way < 0:
                enter = max(enter, room / way)
            elif way > 0:
                leave = min(leave, room / way)
    if enter > leave:
        return None
    return tuple(tuple(a + share * (b - a) for a, b in zip(start, end, strict=True)) for share in (enter, leave))


def ticks(low, high, about=7):
    """Choose round numbers between low and high, steps of 1, 2 or 5 times a power of ten.

    Examples
    --------
    >>> ticks(-5, 5)
    [-4, -2, 0, 2, 4]
    """
    exponent = math.floor(math.log10((high - low) / about))
    power = 10**exponent
    step = next(step * power for step in (1, 2, 5, 10) if step * power * about >= (high - low) * 0.999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(i * step, max(12, -exponent)) for i in range(first, last + 1)]


@dataclass(frozen=True)
class Grid:
    """A vector or matrix drawn as cells between brackets: where its entries lie, and how it looks.

    Parameters
    ----------
    name : str
        Start of its keys: entry (0, 1) of `A` is the text `A[0,1]` on the cell `A[0,1] cell`.
    shape : (rows, columns) or (n,)
        A shape (n,) is drawn as one row.
    x, y : float
        The top left corner of the cells, in pixels.
    cell : (width, height)

    Examples
    --------
    >>> a = Grid("A", (2, 3), 20, 40, cell=(50, 30))
    >>> a.right, a.bottom, a.center(0, 1)
    (170, 100, (95.0, 55.0))
    >>> [shape["key"] for shape in a.draw([[1, 2, 3], [4, 5, 6]])][:4]
    ['A [', 'A ]', 'A name', 'A shape']
    """

    name: str
    shape: tuple
    x: float
    y: float
    cell: tuple = (52, 38)

    @property
    def rows(self):
        return self.shape[0] if len(self.shape) == 2 else 1

    @property
    def columns(self):
        return self.shape[-1]

    @property
    def right(self):
        return self.x + self.columns * self.cell[0]

    @property
    def bottom(self):
        return self.y + self.rows * self.cell[1]

    def center(self, row, column):
        """Give the pixel in the middle of an entry."""
        return self.x + (column + 0.5) * self.cell[0], self.y + (row + 0.5) * self.cell[1]

    def entry(self, row, column):
        """Name an entry as NumPy does: `A[0,1]`, or `x[1]` in a vector."""
        return f"{self.name}[{row},{column}]" if len(self.shape) == 2 else f"{self.name}[{column}]"

    def draw(self, values, role="data", marks=None, edit=False, label=True, caption=True, size=look.TEXT, move=None):
        """Draw the entries with brackets, the name above and the shape below.

        Parameters
        ----------
        values : nested lists or array of `shape`
            Numbers, strings, or None for an empty cell.
        marks : dict of (row, column) to role
            Cells that look different, such as `{(0, 1): "highlight"}`.
        edit : bool
            Let the learner type other numbers.
        label, caption : bool or str
            The name above and the shape below; True writes the grid's own.

        Raises
        ------
        ValueError
            If `values` has another shape.
        """
        rows = [list(row) for row in values] if len(self.shape) == 2 else [list(values)]
        if len(rows) != self.rows or any(len(row) != self.columns for row in rows):
            sizes = [len(row) for row in rows]
            raise ValueError(f"Grid {self.name!r}: values of sizes {sizes}; its shape is {self.shape}")
        middle = (self.x + self.right) / 2
        shapes = []
        for sign, x, serif in (("[", self.x - 5, 6), ("]", self.right + 5, -6)):
            corners = [(x + serif, self.y - 2), (x, self.y - 2), (x, self.bottom + 2), (x + serif, self.bottom + 2)]
            shapes.append(polyline(f"{self.name} {sign}", corners, "ink"))
        if label:
            name = self.name if label is True else label
            shapes.append(text(f"{self.name} name", middle, self.y - 20, name, f"{role} strong", look.LARGE))
        if caption:
            sizes = str(tuple(self.shape)) if caption is True else caption
            shapes.append(text(f"{self.name} shape", middle, self.bottom + 20, sizes, "muted", look.SMALL))
        for row, entries in enumerate(rows):
            for column, value in enumerate(entries):
                shown = "" if value is None else value if isinstance(value, str) else number(value)
                key, mark = self.entry(row, column), (marks or {}).get((row, column), role)
                typed = {"edit": key, "label": key, "value": shown.replace("−", "-")} if edit else {}
                left, up = self.x + column * self.cell[0] + 2, self.y + row * self.cell[1] + 2
                area = (left, up, self.cell[0] - 4, self.cell[1] - 4)
                shapes.append(rect(f"{key} cell", *area, f"cell {mark}", rx=4, move=move, **typed))
                if shown:
                    shapes.append(text(key, *self.center(row, column), shown, "ink", size, move=move))
        return shapes


def matrix(name, values, x, y, cell=(52, 38), **more):
    """Draw a vector or matrix with its top left corner at (x, y); see `Grid.draw`."""
    first = values[0] if len(values) else None
    flat = first is None or isinstance(first, str) or np.ndim(first) == 0
    return Grid(name, (len(values),) if flat else (len(values), len(first)), x, y, cell).draw(values, **more)


# ---------------------------------------------------------------------------------------------- frames

GEOMETRY = {
    "rect": "x y width height rx ry",
    "circle": "cx cy r",
    "ellipse": "cx cy rx ry",
    "line": "x1 y1 x2 y2",
    "polyline": "points",
    "polygon": "points",
    "path": "d",
    "text": "x y dx dy text font-family font-size font-style font-weight text-anchor",
    "image": "x y width height href preserveAspectRatio image-rendering",
}
PAINT = (
    "class fill fill-opacity fill-rule opacity paint-order stroke stroke-dasharray stroke-dashoffset stroke-linecap "
    "stroke-linejoin stroke-opacity stroke-width transform"
)
OWN = {"rect": "edit value options paint", "circle": "drag step"}  # ours: a cell is typed into, a disc is dragged
ALLOWED = {
    tag: frozenset(f"key tag move label group {PAINT} {words} {OWN.get(tag, '')}".split())
    for tag, words in GEOMETRY.items()
}
NUMERIC = frozenset(
    "x y x1 y1 x2 y2 cx cy r rx ry width height dx dy font-size step "
    "opacity fill-opacity stroke-opacity stroke-width".split()
)
WORDS = frozenset("text key label group value options edit drag paint href".split())
PATHS = {"points": r"[-+0-9.eE,\s]*", "d": r"[-+0-9.eE,\sMmLlHhVvCcSsQqTtAaZz]*"}
TRANSFORM = r"((translate|rotate|scale|skewX|skewY|matrix)\([-+0-9.eE,\s]*\)\s*)*"
UNDRAWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MOST_SHAPES = 2000


@dataclass(frozen=True)
class Ask:
    """A question put before the scene goes on, with an answer to each choice.

    Parameters
    ----------
    question : str
    choices : list of (choice, reply)
        The reply says why the choice is right, or which thought leads to it.
    right : int
        The index of the right choice.

    Raises
    ------
    ValueError
        If there are fewer than two choices, one is empty or doubled, or `right` is none of them.

    Examples
    --------
    >>> Ask("How many rows has AB?", [("2", "Yes: as many as A."), ("3", "That is the inner size.")], right=0).right
    0
    """

    question: str
    choices: tuple
    right: int

    def __post_init__(self):
        object.__setattr__(self, "choices", tuple(map(tuple, self.choices)))
        words = [self.question, *(word for choice in self.choices for word in choice)]
        for word in words:
            _check_words("Ask", word, "question, choice and reply")
        names = [choice[0] for choice in self.choices]
        if len(names) < 2 or len(set(names)) < len(names) or any(len(choice) != 2 for choice in self.choices):
            raise ValueError(f"Ask {self.question!r}: choices {names}; expected two or more different (choice, reply)")
        if isinstance(self.right, bool) or self.right not in range(len(names)):
            last = len(names) - 1
            raise ValueError(f"Ask {self.question!r}: right = {self.right!r}; expected an index from 0 to {last}")

    def words(self):
        """Give the question as plain data, as the browser reads it."""
        return {"question": self.question, "choices": [list(choice) for choice in self.choices], "right": self.right}


def ask(question, right, *wrong):
    """Put a question whose right choice is not always the first: its place follows from the question's length.

    Choices that read like one before are dropped, so that numbers may be put in; with no wrong one left, there
    is no question, and the answer is None.

    Parameters
    ----------
    right, wrong : (choice, reply)

    Examples
    --------
    >>> ask("1 + 1?", ("2", "Yes."), ("11", "That joins them."), ("2", "Not so.")).choices
    (('2', 'Yes.'), ('11', 'That joins them.'))
    """
    wrong = list({choice: (choice, reply) for choice, reply in reversed(wrong) if choice != right[0]}.values())[::-1]
    place = len(question) % (len(wrong) + 1)
    return Ask(question, [*wrong[:place], right, *wrong[place:]], place) if wrong else None


@dataclass(frozen=True)
class Frame:
    """One picture of a scene, checked when it is made.

    Parameters
    ----------
    shapes : shapes, nested in lists as the builders return them; None is left out
        The first is drawn first, so it lies behind.
    note : str
        What happens, with the live numbers in the formula. Plain text; `backquotes` mark code and formulas.
    alt : str
        The picture in words, for those who do not see it.
    ask : Ask
        A question about what comes next: the scene goes on once it is answered or skipped.
    title : str
        A few words over the note.
    tween : bool
        Let every shape glide from the frame before; give it only where the mathematics glides.
    size : (width, height)
        Of the picture, in pixels.

    Raises
    ------
    ValueError
        If a shape has no key, an unknown tag or attribute, or a number that is not finite; if a key is used twice.
    """

    shapes: tuple
    note: str
    alt: str
    ask: Ask | None = None
    title: str = ""
    tween: bool = False
    size: tuple = field(default=(look.WIDTH, look.HEIGHT))

    def __post_init__(self):
        for name in ("note", "alt"):
            _check_words("Frame", getattr(self, name), name)
        if self.title:
            _check_words("Frame", self.title, "title")
        if self.ask is not None and not isinstance(self.ask, Ask):
            raise ValueError(f"Frame: ask is a {type(self.ask).__name__}; expected an Ask")
        shapes = list(_flat(self.shapes))
        if len(shapes) > MOST_SHAPES:
            raise ValueError(
                f"Frame: {len(shapes)} shapes, and at most {MOST_SHAPES} are drawn; "
                "join dots into one path, or cells into one image"
            )
        checked, seen = [], set()
        for item in shapes:
            checked.append(_checked(item))
            if item["key"] in seen:
                raise ValueError(f"Frame: the key {item['key']!r} is used twice; each shape needs its own")
            seen.add(item["key"])
        object.__setattr__(self, "shapes", tuple(checked))


class Scene(NamedTuple):
    """Frames with what a Stage has to know of them.

    `plane` turns the pixels of a drag into a point, rounded to multiples of `snap`; a dict gives each handle's name
    a plane of its own. `more` makes a scene that never ends: an iterator of the frames that come after `frames`. Of the
    data it was made from, those named in `live` may change while it runs: what has changed is sent to `more`, a
    generator, as a dict. Any other change starts it anew.
    """

    frames: list
    label: str
    still: int | Frame = -1
    axis: str | None = None
    axis_values: list | None = None
    seconds: float = 1.6
    plane: Plane | dict | None = None
    snap: float = 0.5
    more: Iterator | None = None
    live: tuple = ()


def _flat(shapes):
    for item in shapes:
        if isinstance(item, (list, tuple)):
            yield from _flat(item)
        elif item is not None:
            yield item


def _check_words(owner, words, name):
    if not isinstance(words, str) or not words.strip():
        raise ValueError(f"{owner}: {name} is {words!r}; expected words")
    if UNDRAWABLE.search(words):
        raise ValueError(f"{owner}: {name} {words!r} holds a character that cannot be drawn")


def _checked(item):
    """Give a copy of a shape with plain, rounded numbers, or raise a sentence that names what is wrong."""
    if not isinstance(item, dict):
        raise ValueError(f"Frame: a shape is a {type(item).__name__}; expected a dict with a key and a tag")
    key, tag = item.get("key"), item.get("tag")
    if not isinstance(key, str) or not key:
        raise ValueError(f"Frame: a {tag or 'shape'} has the key {key!r}; expected a name, such as 'A[0,1]'")
    if tag not in ALLOWED:
        raise ValueError(f"Frame: shape {key!r} has the tag {tag!r}; expected one of {', '.join(ALLOWED)}")
    if unknown := [name for name in item if name not in ALLOWED[tag]]:
        raise ValueError(f"Frame: shape {key!r} has {unknown[0]!r}, which a {tag} cannot have")
    if not {"drag", "edit", "paint"}.isdisjoint(item) and not item.get("label"):
        raise ValueError(f"Frame: shape {key!r} can be changed but has no label; say what it is, for a screen reader")
    return {name: _checked_value(key, name, value) for name, value in item.items()}


def _checked_value(key, name, value):
    said = f"Frame: shape {key!r}: {name} is {value!r}"
    if name == "move":
        return bool(value)
    if isinstance(value, Real) and not isinstance(value, bool) and name not in PATHS | {"text": 0, "href": 0}:
        if not math.isfinite(value):
            raise ValueError(f"{said}; every number must be finite")
        return int(value) if isinstance(value, Integral) else round(float(value), 2)
    if not isinstance(value, str) or name in NUMERIC:
        raise ValueError(f"{said}; expected {'a number' if name in NUMERIC else 'a string'}")
    if UNDRAWABLE.search(value):
        raise ValueError(f"{said}, which holds a character that cannot be drawn")
    if name in PATHS and not re.fullmatch(PATHS[name], value):
        raise ValueError(f"{said[:200]}; expected only finite numbers" + (" and path commands" if name == "d" else ""))
    if name == "transform" and not re.fullmatch(TRANSFORM, value):
        raise ValueError(f"{said}; expected translate, rotate, scale, skewX, skewY or matrix of finite numbers")
    if name == "href" and not value.startswith("data:image/png;base64,"):
        raise ValueError(f"{said[:200]}; expected a PNG data URI, which `image` makes")
    if name not in WORDS and "url(" in value.lower():
        raise ValueError(f"{said}; a shape may not load anything")
    return value


# --------------------------------------------------------------------------------------------- changes


def changes(before, after):
    """Describe the shapes `after` as what changed since `before`, so that a scene travels light.

    Returns
    -------
    dict with, where needed,
        `drop` : keys that are gone
        `set` : key → attributes that are new or different; None takes one away, `{"more": …}` lengthens a line
        `add` : key → new shapes to put before that one; the key "" stands for the end
        `order` : all keys, where the order of shapes changed

    Examples
    --------
    >>> changes([circle("a", 1, 2)], [circle("a", 9, 2)])
    {'set': {'a': {'cx': 9}}}
    """
    old = {item["key"]: item for item in before}
    new = {item["key"]: item for item in after}
    kept = {key for key in new if key in old and new[key]["tag"] == old[key]["tag"]}
    change = {}
    if dropped := [key for key in old if key not in kept]:
        change["drop"] = dropped
    if differ := {key: _difference(old[key], new[key]) for key in new if key in kept and new[key] != old[key]}:
        change["set"] = differ
    added, waiting = {}, []
    for key, item in new.items():
        if key not in kept:
            waiting.append(item)
        elif waiting:
            added[key], waiting = waiting, []
    if waiting:
        added[""] = waiting
    if added:
        change["add"] = added
    if [key for key in old if key in kept] != [key for key in new if key in kept]:
        change["order"] = list(new)
    return change


def _difference(old, new):
    changed = {name: None for name in old if name not in new}
    for name, value in new.items():
        if name not in old or old[name] != value:
            grown = name in PATHS and name in old and old[name] and value.startswith(old[name])
            changed[name] = {"more": value[len(old[name]) :]} if grown else value
    return changed


def apply(before, change):
    """Put a change to the shapes `before`; `apply(before, changes(before, after))` is `after`."""
    dropped, added = set(change.get("drop", ())), change.get("add", {})
    shapes = []
    for item in before:
        if item["key"] in dropped:
            continue
        shapes += added.get(item["key"], [])
        changed = change.get("set", {}).get(item["key"], {})
        item = {name: value for name, value in item.items() if changed.get(name, "") is not None}
        for name, value in changed.items():
            if value is not None:
                item[name] = item[name] + value["more"] if isinstance(value, dict) else value
        shapes.append(item)
    shapes += added.get("", [])
    if "order" in change:
        named = {item["key"]: item for item in shapes}
        shapes = [named[key] for key in change["order"]]
    return shapes


# ---------------------------------------------------------------------------------------------- stills

NOT_SVG = frozenset("key tag text move label group drag step edit value options paint".split())


def to_svg(frame, dark=False, caption=""):
    """Write a frame as an SVG file of its own, with its words for a screen reader.

    Parameters
    ----------
    dark : bool
        Draw on dark paper.
    caption : str
        Words to put under the picture; a new line starts a new line.
    """
    tones = look.colours("dark" if dark else "light")
    style = re.sub(r"var\(--dl-([\w-]+)\)", lambda match: tones[match[1]], look.css_shapes("svg"))
    width, height = frame.size
    picture = "\n".join(_element(item) for item in frame.shapes)
    lines = [part for row in caption.replace("`", "").split("\n") for part in textwrap.wrap(row, int(width / 8.6))]
    said = "\n".join(
        _element(text(f"caption {i}", 16, height + 14 + 22 * i, words, "ink", size=15, anchor="start"))
        for i, words in enumerate(lines)
    )
    below = f'<rect y="{height}" width="100%" height="100%" fill="{tones["paper"]}" stroke="none"/>' if said else ""
    drawn = f"{picture}\n{below}\n{said}"  # what leaves the picture does not run into the words
    height += 22 * len(lines) + (10 if lines else 0)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" font-family="{look.STILL_FONT}, sans-serif">'
        f"<title>{html.escape(frame.title or frame.note)}</title><desc>{html.escape(frame.alt)}</desc>"
        f'<style>{style}</style><rect width="100%" height="100%" fill="{tones["paper"]}"/>\n{drawn}\n</svg>'
    )


def _element(item):
    attributes = "".join(f' {name}="{html.escape(str(value))}"' for name, value in item.items() if name not in NOT_SVG)
    return f"<{item['tag']}{attributes}>{html.escape(item.get('text', ''))}</{item['tag']}>"


def to_png(frame, dark=False, caption="", scale=1.5):
    """Draw a frame as PNG bytes, `scale` pixels of the file to a pixel of the frame."""
    import resvg_py  # only a still needs these two; Pillow comes with matplotlib
    from PIL import Image

    # the font is found without importing matplotlib, which takes half a second
    fonts = Path(importlib.util.find_spec("matplotlib").origin).parent / "mpl-data" / "fonts" / "ttf"
    drawn = resvg_py.svg_to_bytes(
        svg_string=to_svg(frame, dark, caption),
        font_files=[str(fonts / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")],
        skip_system_fonts=True,
        zoom=scale,
    )
    still = io.BytesIO()  # 256 colours are as good to the eye, and less than half the file
    colours = Image.open(io.BytesIO(bytes(drawn))).convert("RGB")
    colours.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(still, "PNG")
    return still.getvalue()
