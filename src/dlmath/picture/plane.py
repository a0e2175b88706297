"""Planes: where the point (x, y) lies in the picture, with axes, logarithmic where wanted, curves, dots and handles.

>>> plane = Plane(x=(0, 4), y=(0, 3))
>>> [shape["key"] for shape in (plane.arrow("a", (0, 0), (3, 2)), plane.text("a name", (3, 2), "a", "data"))]
['a', 'a name']
"""

import itertools
import math
from dataclasses import dataclass
from functools import cached_property

from dlmath.picture import look, shapes, words


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
    log : "", "x", "y" or "xy"
        The axes on which equal steps are equal factors; their ranges lie above zero. What is not above zero has no
        place there: curves break at it.
    name : str
        Start of the keys of its axes; two planes in one picture need two names.

    Raises
    ------
    ValueError
        If a range is empty, not finite, or reaches zero on a logarithmic axis, or the box has no area.

    Examples
    --------
    >>> plane = Plane(x=(0, 10), y=(0.01, 1), box=(0, 0, 100, 100), log="y")
    >>> plane.to_pixels(2, 0.1)
    (20.0, 50.0)
    >>> plane.from_pixels(20, 50)
    (2.0, 0.1)
    """

    x: tuple = (-5, 5)
    y: tuple = (-5, 5)
    box: tuple = (48, 16, 576, 308)
    equal: bool = False
    log: str = ""
    name: str = "plane"

    def __post_init__(self):
        for axis, (low, high) in (("x", self.x), ("y", self.y)):
            if not (math.isfinite(low) and math.isfinite(high) and low < high):
                raise ValueError(f"Plane: {axis} = ({low}, {high}); a range needs a finite low below a finite high")
            if axis in self.log and low <= 0:
                raise ValueError(f"Plane: {axis} = ({low}, {high}); a logarithmic range lies above zero")
        if not min(self.box[2:]) > 0:
            raise ValueError(f"Plane: box = {self.box}; width and height must be above zero")
        if self.equal:
            unit = min(self.box[2] / (self.x[1] - self.x[0]), self.box[3] / (self.y[1] - self.y[0]))
            for axis, pixels in (("x", self.box[2]), ("y", self.box[3])):
                middle, half = sum(getattr(self, axis)) / 2, pixels / unit / 2
                object.__setattr__(self, axis, (middle - half, middle + half))

    @cached_property
    def unit(self):
        """Pixels that one unit of x and one unit of y take; on a logarithmic axis, one factor of ten."""
        (left, right), (low, high) = self._ranges
        return self.box[2] / (right - left), self.box[3] / (high - low)

    @cached_property
    def _ranges(self):
        return tuple(tuple(_log(end) if axis in self.log else end for end in ends)
                     for axis, ends in (("x", self.x), ("y", self.y)))

    def _even(self, x, y):
        """Give a point in steps that are equal in the picture: logarithms on logarithmic axes."""
        return _log(x) if "x" in self.log else x, _log(y) if "y" in self.log else y

    def to_pixels(self, x, y):
        """Give the pixel of the point (x, y)."""
        (across, up), (x, y), ((left, _), (_, high)) = self.unit, self._even(x, y), self._ranges
        return self.box[0] + (x - left) * across, self.box[1] + (high - y) * up

    def from_pixels(self, left, top, inside=True):
        """Give the point under a pixel; `inside` keeps it within the ranges shown."""
        (across, up), ((start, _), (_, high)) = self.unit, self._ranges
        x, y = start + (left - self.box[0]) / across, high - (top - self.box[1]) / up
        x, y = 10**x if "x" in self.log else x, 10**y if "y" in self.log else y
        if inside:
            x, y = min(max(x, self.x[0]), self.x[1]), min(max(y, self.y[0]), self.y[1])
        return x, y

    def axes(self, labels=("", ""), grid=True, numbers=True):
        """Draw the grid, the two axes, their numbers, and their labels inside the plane."""
        left, top, width, height = self.box
        right, bottom = left + width, top + height
        xs = {said: self.to_pixels(value, self.y[0])[0] for said, value in self._marks("x", width / 60)}
        ys = {said: self.to_pixels(self.x[0], value)[1] for said, value in self._marks("y", height / 60)}
        # the axes run through zero, or along the edge nearest to it
        zero_x, zero_y = self.to_pixels(*(min(max(0, low), high) for low, high in (self.x, self.y)))
        cross = " ".join([f"M{shapes.pixel(left)} {shapes.pixel(zero_y)} H{shapes.pixel(right)}",
                          f"M{shapes.pixel(zero_x)} {shapes.pixel(top)} V{shapes.pixel(bottom)}"])
        drawn = [shapes.path(f"{self.name} axes", cross, "muted thin")]
        if grid:
            lattice = [f"M{shapes.pixel(x)} {shapes.pixel(top)} V{shapes.pixel(bottom)}" for x in xs.values()]
            lattice += [f"M{shapes.pixel(left)} {shapes.pixel(y)} H{shapes.pixel(right)}" for y in ys.values()]
            drawn.insert(0, shapes.path(f"{self.name} grid", " ".join(lattice), "grid"))
        if numbers:
            small = {"role": "muted", "size": look.SMALL}
            drawn += [shapes.text(f"{self.name} x={v}", x, bottom + 14, v, **small) for v, x in xs.items()]
            drawn += [shapes.text(f"{self.name} y={v}", left - 8, y, v, anchor="end", **small) for v, y in ys.items()]
        small = {"role": "muted halo", "size": look.SMALL}
        if labels[0]:
            drawn.append(shapes.text(f"{self.name} x label", right - 4, bottom - 12, labels[0], anchor="end", **small))
        if labels[1]:
            drawn.append(shapes.text(f"{self.name} y label", left + 6, top + 10, labels[1], anchor="start", **small))
        return drawn

    def _marks(self, axis, about):
        """Choose the places of an axis that have a number, each with the number in words."""
        low, high = getattr(self, axis)
        if axis in self.log:
            return [(words.power_of_ten(k), 10.0**k) for k in powers(low, high, about)]
        # all the digits of a tick, or two neighbours of a narrow range would read alike
        return [(words.number(value, 15), value) for value in ticks(low, high, about)]

    def titles(self, x="", y="", head="", below=34):
        """Write what the axes mean outside the plane, where no curve comes, and a heading above it.

        Parameters
        ----------
        x, y : str
            Below the plane, by so many pixels, clear of the numbers; and above its upper left corner.
        head : str
            Above the middle of the plane.
        """
        left, top, width, height = self.box
        middle, small = left + width / 2, {"role": "muted", "size": look.SMALL}
        return [shapes.text(f"{self.name} x title", middle, top + height + below, x, **small) if x else None,
                shapes.text(f"{self.name} y title", left, top - 14, y, anchor="start", **small) if y else None,
                shapes.text(f"{self.name} head", middle, top - 20, head, "ink strong") if head else None]

    def line(self, key, start, end, role="ink", **more):
        """Draw a line between two points."""
        return shapes.line(key, *self.to_pixels(*start), *self.to_pixels(*end), role, **more)

    def arrow(self, key, tail, tip, role="data", **more):
        """Draw an arrow from tail to tip."""
        return shapes.arrow(key, *self.to_pixels(*tail), *self.to_pixels(*tip), role, **more)

    def dot(self, key, point, role="data", r=5, **more):
        """Draw a dot at a point; `r` in pixels."""
        return shapes.circle(key, *self.to_pixels(*point), r, role, **more)

    def dots(self, key, points, role="data", width=8, mark="dot", **more):
        """Draw many points as one path of round dots or triangles; those outside the plane are left out."""
        inside = [self.to_pixels(x, y) for x, y in points
                  if self.x[0] <= x <= self.x[1] and self.y[0] <= y <= self.y[1]]
        return shapes.dots(key, inside, role, width, mark, **more)

    def text(self, key, point, string, role="ink", shift=(0, -16), **more):
        """Write words near a point; `shift` moves them right and down, in pixels."""
        x, y = self.to_pixels(*point)
        return shapes.text(key, x + shift[0], y + shift[1], string, f"halo {role}", **more)

    def polygon(self, key, points, role="area data", **more):
        """Draw a closed shape through points (n, 2)."""
        return shapes.polygon(key, [self.to_pixels(*point) for point in points], role, **more)

    def handle(self, key, point, name, label, role="data", step=0.5, snap=0.5, **more):
        """Draw a point that can be dragged to multiples of `snap`; the arrow keys move it by `step` units of x.

        Parameters
        ----------
        name : str
            The argument of the scene that it holds, such as "a", "points[3]" or "e1", column 1 of a matrix.
        label : str
            What a screen reader says, such as `"tip of a, at (3, 2)"`.
        """
        made = shapes.handle(key, *self.to_pixels(*point), name, label, role, step=step * self.unit[0], **more)
        return made | {"plane": (self, snap)}  # the frame keeps it for whoever takes hold

    def curve(self, key, xs, ys, role="data", **more):
        """Draw a line through points, cut off at the edges of the plane and broken at NaN.

        Parameters
        ----------
        xs, ys : (n,)
        """
        drawn, pen = [], None
        points = [self._even(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]
        (left, _), (_, high) = self._ranges
        for start, end in itertools.pairwise(points):
            piece = _cut(start, end, *self._ranges)
            if piece is None:
                continue
            first, last = (f"{shapes.pixel(self.box[0] + (x - left) * self.unit[0])} "
                           f"{shapes.pixel(self.box[1] + (high - y) * self.unit[1])}" for x, y in piece)
            drawn += [f"L{last}"] if first == pen else [f"M{first}", f"L{last}"]
            pen = last
        return shapes.path(key, " ".join(drawn), role, **more)

    def rings(self, rings, role="muted thin"):
        """Draw closed lines, rings (k, n, 2), as one path: the places of the same height on a map."""
        points = [point for ring in rings for point in (*ring, (math.nan, math.nan))]
        return self.curve(f"{self.name} rings", *zip(*points), role, stroke_opacity=0.7)

    def walk(self, points, role="error", name="", width=8, ball=0):
        """Draw points (n, 2), the thin line that joins them and, at the last one, a ball; widths in pixels."""
        name = name or self.name
        return [self.curve(f"{name} line", *zip(*points), f"{role} thin"),
                self.dots(f"{name} steps", points, role, width),
                self.dots(f"{name} ball", points[-1:], role, ball) if ball else None]

    def rail(self, name, value, before, after, step, snap):
        """Draw the plane as a slider for an argument of the scene, with words before it and its value after it.

        Parameters
        ----------
        name : str
            The argument.
        value : float
            Where its handle stands, in units of x.
        step, snap : float
            As in `handle`.
        """
        left, top, width, height = self.box
        middle = top + height / 2
        return [self.line(f"{name} rail", (self.x[0], 0), (self.x[1], 0), "muted thick"),
                shapes.text(f"{name} before", left - 14, middle, before, "ink", 15, "end"),
                shapes.text(f"{name} after", left + width + 20, middle, after, "ink strong", 15, "start"),
                self.handle(f"{name} handle", (value, 0), name, f"{before}: {after}", "ink", step, snap)]


def strip(box, count, gap=16):
    """Split a box into boxes of the same size side by side: small multiples, a row of images.

    Parameters
    ----------
    box : (left, top, width, height)
    count : int
    gap : float
        Pixels between two of them.

    Examples
    --------
    >>> strip((0, 10, 100, 50), 2, gap=20)
    [(0.0, 10, 40.0, 50), (60.0, 10, 40.0, 50)]
    """
    left, top, width, height = box
    each = (width - gap * (count - 1)) / count
    return [(left + i * (each + gap), top, each, height) for i in range(count)]


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


def powers(low, high, about=7):
    """Choose whole exponents of ten between low and high, for a logarithmic axis.

    Examples
    --------
    >>> powers(1e-7, 2), powers(0.2, 5)
    ([-6, -4, -2, 0], [0])
    """
    first, last = math.ceil(_log(low) - 1e-9), math.floor(_log(high) + 1e-9)
    step = math.ceil((last - first + 1) / max(about, 1)) if last > first else 1
    return [k for k in range(first, last + 1) if k % step == 0]


def _log(value):
    """Return the logarithm to base 10, NaN for what has none."""
    return math.log10(value) if value > 0 else math.nan


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
