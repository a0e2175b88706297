"""Shapes: dictionaries `{"key": …, "tag": …, …}` with SVG's own tags and attributes, which these functions write.

The key says which thing a shape is: the same key in two frames is the same thing, seen twice. Every builder takes a
key first and more SVG attributes last, with `_` for `-` (`stroke_width=3`). `move=True` lets a shape glide here from
where it was in the frame before: only where the mathematics glides.
"""

import base64
import functools
import io
import math
import re
from numbers import Integral, Real

import numpy as np
from PIL import Image

from dlmath.picture import look, words

# What a shape may say, by its tag; `checked` refuses the rest.
GEOMETRY = {
    "rect": "x y width height rx ry",
    "circle": "cx cy r",
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
OWN = {"rect": "edit value options press paint", "line": "edit press", "circle": "drag step"}  # ours: typed, dragged
ALLOWED = {
    tag: frozenset(f"key tag move label group {PAINT} {names} {OWN.get(tag, '')}".split())
    for tag, names in GEOMETRY.items()
}
NUMERIC = frozenset(
    "x y x1 y1 x2 y2 cx cy r rx ry width height dx dy font-size step "
    "opacity fill-opacity stroke-opacity stroke-width".split()
)
WORDS = frozenset("text key label group value options press edit drag paint href".split())
PATHS = {"points": r"[-+0-9.eE,\s]*", "d": r"[-+0-9.eE,\sMmLlHhVvCcSsQqTtAaZz]*"}
WRITTEN = frozenset(PATHS) | {"text", "href"}  # never a number, whatever is given
TRANSFORM = r"((translate|rotate|scale|skewX|skewY|matrix)\([-+0-9.eE,\s]*\)\s*)*"
UNDRAWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
EMS = {".": 0.32, "−": 0.84, "·": 0.32, "…": 1.0, "0": 0.64, " ": 0.32, "(": 0.4, ")": 0.4, ",": 0.32, "@": 1.0}


def pixel(value):
    """Write a length in pixels with at most two decimals, so that scenes stay small."""
    return f"{float(value):z.2f}".rstrip("0").rstrip(".") if math.isfinite(value) else str(value)


def width(said, size=look.TEXT):
    """Estimate how many pixels words take."""
    return size * sum(EMS.get(letter, 0.62) for letter in str(said))


# ---------------------------------------------------------------------------------------------- builders


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
    start, base, left, tip, right = (f"{pixel(x)} {pixel(y)}" for x, y in corners)
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


def dots(key, points, role="data", width=8, mark="dot", **more):
    """Draw many points (n, 2), in pixels, as one path, so that the scene stays small; None if there is none.

    Parameters
    ----------
    width : float
        Of a round dot, in pixels.
    mark : "dot", "triangle", "ring" or "open triangle"
    """
    if mark == "ring":
        d = " ".join(f"M{x - 3.5:.1f} {y:.1f}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0" for x, y in points)
        return path(key, d, f"hollow {role}", **more) if d else None
    if mark.endswith("triangle"):
        d = " ".join(f"M{x:.1f} {y - 4.5:.1f}l4 7.5h-8z" for x, y in points)
        fill, width = ("solid", 1) if mark == "triangle" else ("hollow", 2)
        return path(key, d, f"{fill} {role}", **({"stroke_width": width} | more)) if d else None
    d = " ".join(f"M{x:.1f} {y:.1f}h.1" for x, y in points)
    return path(key, d, role, stroke_width=width, stroke_linecap="round", **more) if d else None


def image(key, array, x, y, width, height, low=None, high=None, colours="ink", **more):
    """Draw a 2-D array as one picture with hard-edged pixels.

    Parameters
    ----------
    array : (rows, columns), or (rows, columns, 3) of uint8
    low, high : float
        The values drawn with the first and the last colour; by default the array's own range.
    colours : "ink", "signed" or "bands"
        From white to black; or blue below zero, white at zero and red above; or from blue over grey to red in eleven
        bands, to be drawn half transparent on any paper.

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
    pixels = pixels.astype(np.uint8)
    source = _png(pixels.tobytes(), pixels.shape)
    frame = {"x": x, "y": y, "width": width, "height": height, "preserveAspectRatio": "none", "href": source}
    return shape("image", key, image_rendering="optimizeSpeed", **(frame | more))


@functools.lru_cache(256)
def _png(pixels, size):
    """Write pixels as the address of a picture; those that stand in many frames are written once."""
    file = io.BytesIO()
    Image.fromarray(np.frombuffer(pixels, np.uint8).reshape(size)).save(file, "PNG", compress_level=9)
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def drawing_pad(name, strokes, box, label):
    """Draw a pad to draw on, with the strokes that are on it; what is drawn becomes the scene's argument `name`.

    Parameters
    ----------
    name : str
        Also the key.
    strokes : list of array_like (n, 2)
        Points in pixels of the picture.
    box : (left, top, width, height)
    label : str
        What a screen reader says, such as "Draw a digit here".
    """
    lines = "".join("M" + " L".join(f"{x:.0f} {y:.0f}" for x, y in (stroke if len(stroke) > 1 else [*stroke, *stroke]))
                    for stroke in strokes)
    value = str([[[round(float(x)), round(float(y))] for x, y in stroke] for stroke in strokes]).replace(" ", "")
    return [rect(name, *box, "ink", paint=name, label=label, value=value, rx=6),
            path(f"{name} ink", lines, "ink", stroke_width=box[2] / 20, stroke_linecap="round", stroke_linejoin="round")
            if lines else None]


def bars(name, values, box, high=None, move=None):
    """Draw numbers as bars keyed `p[0]`, `p[1]`, … with their values.

    Parameters
    ----------
    name : str
        Start of every key.
    values : sequence of float
    box : (left, top, width, height)
        Where the bars stand, in pixels; values are written above and below them.
    high : float
        The value at the top of the box; by default the greatest. The lowest, or zero, is at the bottom.
    """
    left, top, width, height = box
    low = min(0, *values)
    high = max(0, *values) if high is None else high
    scale = height / ((high - low) or 1)
    pitch = width / len(values)
    zero = top + high * scale
    shapes = [line(f"{name} zero", left, zero, left + width, zero, "muted thin")]
    for i, value in enumerate(values):
        x, end = left + (i + 0.5) * pitch, zero - value * scale
        size = {"x": x - 0.35 * pitch, "width": 0.7 * pitch, "y": min(zero, end), "height": abs(zero - end)}
        shapes.append(rect(f"{name}[{i}]", role="solid activation", move=move, **size))
        y = end - 12 if value >= 0 else end + 12
        shapes.append(text(f"{name}[{i}] value", x, y, words.number(value, 3), size=look.SMALL, move=move))
    return shapes


def _points(points):
    return " ".join(f"{pixel(x)},{pixel(y)}" for x, y in points)


def _coloured(values, low, high, colours):
    """Turn numbers (rows, columns) into colours: one byte a pixel for ink, three for signed."""
    blue, red = (np.array([int(look.colours()[role][i : i + 2], 16) for i in (1, 3, 5)]) for role in ("data", "error"))
    if colours == "signed":
        size = max(abs(values.min() if low is None else low), abs(values.max() if high is None else high))
        share = np.clip(values / (size or 1), -1, 1)[..., None]
        return np.rint(255 + np.abs(share) * (np.where(share < 0, blue, red) - 255))
    low, high = values.min() if low is None else low, values.max() if high is None else high
    share = np.clip((values - low) / ((high - low) or 1), 0, 1)
    if colours == "bands":
        share = np.round(10 * share)[..., None] / 10
        return np.rint(150 + np.abs(2 * share - 1) * (np.where(share < 0.5, blue, red) - 150))
    return np.rint(255 * (1 - share))


# ---------------------------------------------------------------------------------------------- checks


def flat(shapes):
    """Yield the shapes of nested lists; None is left out."""
    for item in shapes:
        if isinstance(item, (list, tuple)):
            yield from flat(item)
        elif item is not None:
            yield item


def check_words(owner, said, name):
    """Refuse what is no text, is empty, or cannot be drawn.

    Raises
    ------
    ValueError
    """
    if not isinstance(said, str) or not said.strip():
        raise ValueError(f"{owner}: {name} is {said!r}; expected words")
    if UNDRAWABLE.search(said):
        raise ValueError(f"{owner}: {name} {said!r} holds a character that cannot be drawn")


class Checked(dict):
    """A shape that was checked: what stands in many frames is checked once, if the same one is given to all of them."""


def checked(item):
    """Give a copy of a shape with plain, rounded numbers; one that was checked is handed on.

    Raises
    ------
    ValueError
        One sentence that names the shape and what is wrong with it.
    """
    if isinstance(item, Checked):
        return item
    if not isinstance(item, dict):
        raise ValueError(f"Frame: a shape is a {type(item).__name__}; expected a dict with a key and a tag")
    key, tag = item.get("key"), item.get("tag")
    if not isinstance(key, str) or not key:
        raise ValueError(f"Frame: a {tag or 'shape'} has the key {key!r}; expected a name, such as 'A[0,1]'")
    if tag not in ALLOWED:
        raise ValueError(f"Frame: shape {key!r} has the tag {tag!r}; expected one of {', '.join(ALLOWED)}")
    if not ALLOWED[tag].issuperset(item):
        unknown = next(name for name in item if name not in ALLOWED[tag])
        raise ValueError(f"Frame: shape {key!r} has {unknown!r}, which a {tag} cannot have")
    if not {"drag", "edit", "paint"}.isdisjoint(item) and not item.get("label"):
        raise ValueError(f"Frame: shape {key!r} can be changed but has no label; say what it is, for a screen reader")
    return Checked({name: _checked_value(key, name, value) for name, value in item.items()})


def _checked_value(key, name, value):
    """Return the value of an attribute, a number rounded; a scene has thousands, so words are made only to refuse."""
    if name == "move":
        return bool(value)
    number = not isinstance(value, (str, bool)) and isinstance(value, (float, int, Real))  # the common ones first
    if number and name not in WRITTEN:
        if not math.isfinite(value):
            raise ValueError(f"{_said(key, name, value)}; every number must be finite")
        whole = not isinstance(value, float) and isinstance(value, Integral)
        return int(value) if whole else round(float(value), 2)
    if not isinstance(value, str) or name in NUMERIC:
        raise ValueError(f"{_said(key, name, value)}; expected {'a number' if name in NUMERIC else 'a string'}")
    if UNDRAWABLE.search(value):
        raise ValueError(f"{_said(key, name, value)}, which holds a character that cannot be drawn")
    if name in PATHS and not re.fullmatch(PATHS[name], value):
        wanted = "only finite numbers" + (" and path commands" if name == "d" else "")
        raise ValueError(f"{_said(key, name, value)[:200]}; expected {wanted}")
    if name == "transform" and not re.fullmatch(TRANSFORM, value):
        raise ValueError(
            f"{_said(key, name, value)}; expected translate, rotate, scale, skewX, skewY or matrix of finite numbers")
    if name == "href" and not value.startswith("data:image/png;base64,"):
        raise ValueError(f"{_said(key, name, value)[:200]}; expected a PNG data URI, which `image` makes")
    if name not in WORDS and "url(" in value.lower():
        raise ValueError(f"{_said(key, name, value)}; a shape may not load anything")
    return value


def _said(key, name, value):
    return f"Frame: shape {key!r}: {name} is {value!r}"
