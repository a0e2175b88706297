"""What is said to a learner: a leading word, then paragraphs, code and small pictures, as text and as HTML."""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dlmath.exercises.values import number, show

# kind: mark, leading words, colour of the edge. The words carry the meaning; the colour repeats it.
KINDS = {
    "right": ("✓", "Right", "#009E73"),
    "untouched": ("○", "Not attempted yet", "#0072B2"),
    "solved": ("✓", "Solved before", "#009E73"),
    "mistake": ("↻", "Not yet: a known mistake", "#D55E00"),
    "value": ("↻", "Not yet: a different answer", "#D55E00"),
    "shape": ("↻", "Not yet: wrong shape", "#D55E00"),
    "type": ("↻", "Not yet: wrong type", "#D55E00"),
    "nan": ("↻", "Not yet: not a number", "#D55E00"),
    "nothing": ("↻", "Not yet: nothing returned", "#D55E00"),
    "changed": ("↻", "Not yet: the input was changed", "#D55E00"),
    "order": ("↻", "Not yet: the order", "#D55E00"),
    "shortcut": ("↻", "Not yet: a short cut", "#D55E00"),
    "picture": ("↻", "Not yet: a different picture", "#D55E00"),
    "raised": ("✗", "Not yet: it stopped with an error", "#D55E00"),
    "slow": ("✗", "Not yet: it did not finish", "#D55E00"),
    "unknown": ("?", "No such exercise", "#D55E00"),
    "call": ("?", "Look at how `check` is called", "#D55E00"),
    "hint": ("→", "Hint", "#0072B2"),
    "solution": ("=", "Solution", "#0072B2"),
    "progress": ("≡", "Progress", "#0072B2"),
}
# The fallbacks are for front ends that have no --jp- colours: both are set, so both stay readable.
BOX = ("border-left:.3em solid {}; padding:.4em .9em; margin:.3em 0; max-width:60em; overflow-wrap:anywhere; "
       "background:var(--jp-layout-color1,#fff); color:var(--jp-content-font-color1,#1b1b1b); "
       "font-family:var(--jp-content-font-family,sans-serif); line-height:1.5")
MONO = "font-family:var(--jp-code-font-family,monospace); font-size:.93em; background:none; color:inherit; padding:0"
CELL = "width:2.6em; height:2em; padding:0 .2em; text-align:center; border:1px solid #767676; color:#1b1b1b; "
POSITIVE, NEGATIVE, PAPER = (np.array(colour) for colour in ((213, 94, 0), (0, 114, 178), (255, 255, 255)))


class Code(str):
    """Text that is shown as it stands, line by line, in a fixed-width font."""


@dataclass(frozen=True)
class Pictures:
    """Small pictures beside each other, such as the goal and what a learner's weights draw.

    Parameters
    ----------
    named : a title and a matrix for each; above 0 is orange, below 0 blue, and each cell holds its number
    marked : (row, column) of the cells that get a frame

    Examples
    --------
    >>> print(Pictures({"goal": np.eye(2), "yours": np.ones((2, 2))}))
    goal       yours
    [[1, 0],   [[1, 1],
     [0, 1]]    [1, 1]]
    """

    named: Mapping[str, np.ndarray]
    marked: Sequence[tuple[int, int]] = ()

    def __str__(self):
        blocks = [[title, *show(picture).split("\n")] for title, picture in self.named.items()]
        height = max(map(len, blocks))
        columns = [[line.ljust(max(map(len, block))) for line in [*block, *[""] * (height - len(block))]]
                   for block in blocks]
        return "\n".join("   ".join(row).rstrip() for row in zip(*columns))

    def html(self):
        """Write the pictures as tables that stand beside each other where there is room."""
        size = max(np.abs(picture[np.isfinite(picture)]).max(initial=0) for picture in self.named.values()) or 1
        tables = "".join(self._table(title, picture, size) for title, picture in self.named.items())
        return f'<div style="display:flex; flex-wrap:wrap; gap:1.5em; margin:.5em 0">{tables}</div>'

    def _table(self, title, picture, size):
        rows = []
        for i, row in enumerate(picture):
            cells = []
            for j, x in enumerate(row):
                share = 0.7 * abs(x) / size if np.isfinite(x) else 0
                colour = np.rint(PAPER + share * ((POSITIVE if x > 0 else NEGATIVE) - PAPER)).astype(int)
                frame = "outline:3px solid #1b1b1b; outline-offset:-3px; " if (i, j) in self.marked else ""
                cells.append(f'<td style="{CELL}{frame}background:rgb({colour[0]},{colour[1]},{colour[2]})">'
                             f"{number(x).replace('-', '−')}</td>")
            rows.append(f"<tr>{''.join(cells)}</tr>")
        return (f'<table style="border-collapse:collapse; font-size:.9em; margin:0; color:inherit">'
                f'<caption style="color:inherit; text-align:left">{html.escape(title)}</caption>'
                f"<tbody>{''.join(rows)}</tbody></table>")


@dataclass(frozen=True)
class Feedback:
    """What is said to the learner: a leading word, then paragraphs, blocks of `Code` and `Pictures`.

    In a paragraph, `backticks` mark code. Everything is escaped in HTML, whoever wrote it.

    Parameters
    ----------
    kind : a key of `KINDS`
    title : the exercise's number and title, or what it is about
    body : what is said, part by part
    mistake : the key of the known mistake that was made; empty where none was

    Examples
    --------
    >>> Feedback("hint", "1.3 Dot", ["Multiply `u[i] * v[i]`."])
    → Hint · 1.3 Dot
    Multiply `u[i] * v[i]`.
    """

    kind: str
    title: str
    body: Sequence[str | Pictures] = ()
    mistake: str = ""

    def __repr__(self):
        mark, word, _ = KINDS[self.kind]
        lines = [indented(str(part), "    ") if isinstance(part, Code | Pictures) else part for part in self.body]
        return "\n".join([f"{mark} {word} · {self.title}", *lines])

    def _repr_html_(self):
        mark, word, colour = KINDS[self.kind]
        parts = [f'<div role="status" style="{BOX.format(colour)}">'
                 f'<div><span aria-hidden="true">{mark} </span><b>{_inline(word)}</b> · {_inline(self.title)}</div>']
        for part in self.body:
            if isinstance(part, Pictures):
                parts.append(part.html())
            elif isinstance(part, Code):  # wraps instead of scrolling: a scrolling box shuts out the keyboard
                parts.append(f'<pre style="{MONO}; margin:.3em 0 .3em 1em; white-space:pre-wrap">'
                             f"{html.escape(part)}</pre>")
            else:
                parts.append(f'<div style="margin:.3em 0">{_inline(part)}</div>')
        return "\n".join([*parts, "</div>"])


def indented(text, space):
    """Put space before each line that is not empty."""
    return "\n".join(space + line if line else line for line in text.split("\n"))


def _inline(text):
    return re.sub("`([^`]+)`", rf'<code style="{MONO}">\1</code>', html.escape(text))
