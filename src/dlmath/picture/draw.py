"""What scenes draw with, under one name."""

from dataclasses import dataclass

from dlmath.picture import look
from dlmath.picture.frame import Ask, Frame, Scene, ask, changes
from dlmath.picture.plane import Plane, ticks
from dlmath.picture.shapes import (
    arrow,
    bars,
    circle,
    handle,
    image,
    line,
    path,
    polygon,
    polyline,
    rect,
    text,
)
from dlmath.picture.still import to_png, to_svg
from dlmath.picture.words import number

__all__ = ["Ask", "Frame", "Grid", "Plane", "Scene", "arrow", "ask", "bars", "changes", "circle", "handle", "image",
           "line", "look", "number", "path", "polygon", "polyline", "rect", "text", "ticks", "to_png", "to_svg"]


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
