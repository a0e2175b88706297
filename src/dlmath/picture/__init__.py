"""Pictures: how things look, shapes and frames of scenes, still figures. What scenes draw with is imported here."""

from dlmath.picture import look, words
from dlmath.picture.frame import Ask, Frame, Scene, ask, ask_number, ask_which, changes, scene
from dlmath.picture.plane import Plane, powers, strip, ticks
from dlmath.picture.shapes import (
    arrow,
    bars,
    circle,
    dots,
    handle,
    image,
    line,
    path,
    pixel,
    polygon,
    polyline,
    rect,
    text,
    width,
)
from dlmath.picture.still import to_png, to_svg
from dlmath.picture.table import Arrow, Field, Line, Table, Word, choice, empty, field, line_up

__all__ = [
    "Arrow", "Ask", "Field", "Frame", "Line", "Plane", "Scene", "Table", "Word", "arrow", "ask", "ask_number",
    "ask_which", "bars", "changes", "choice", "circle", "dots", "empty", "field", "handle", "image", "line", "line_up",
    "look", "path", "pixel", "polygon", "polyline", "powers", "rect", "scene", "strip", "text", "ticks", "to_png",
    "to_svg", "width", "words",
]
