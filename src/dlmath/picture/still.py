"""Stills: a frame as an SVG file of its own, and as a PNG, for wherever a scene cannot live."""

import html
import importlib.util
import io
import re
import textwrap
from pathlib import Path

from PIL import Image

from dlmath.picture import look, shapes

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
        _element(shapes.text(f"caption {i}", 16, height + 14 + 22 * i, words, "ink", size=15, anchor="start"))
        for i, words in enumerate(lines)
    )
    below = f'<rect y="{height}" width="100%" height="100%" fill="{tones["paper"]}" stroke="none"/>' if said else ""
    drawn = f"{picture}\n{below}\n{said}"  # what leaves the picture does not run into the words
    height += 22 * len(lines) + (10 if lines else 0)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" font-family="{look.STILL_FONT}, sans-serif">'
        f"<title>{html.escape(frame.note)}</title><desc>{html.escape(frame.alt)}</desc>"
        f'<style>{style}</style><rect width="100%" height="100%" fill="{tones["paper"]}"/>\n{drawn}\n</svg>'
    )


def _element(item):
    attributes = "".join(f' {name}="{html.escape(str(value))}"' for name, value in item.items() if name not in NOT_SVG)
    return f"<{item['tag']}{attributes}>{html.escape(item.get('text', ''))}</{item['tag']}>"


def to_png(frame, dark=False, caption="", scale=1.3):
    """Draw a frame as PNG bytes, `scale` pixels of the file to a pixel of the frame."""
    import resvg_py  # only a still needs it

    # the font is found without importing matplotlib, which takes half a second
    fonts = Path(importlib.util.find_spec("matplotlib").origin).parent / "mpl-data" / "fonts" / "ttf"
    drawn = resvg_py.svg_to_bytes(
        svg_string=to_svg(frame, dark, caption),
        font_files=[str(fonts / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")],
        skip_system_fonts=True,
        zoom=scale,
    )
    still = io.BytesIO()  # 48 colours are as good to the eye, and a third of the file
    colours = Image.open(io.BytesIO(bytes(drawn))).convert("RGB")
    colours.quantize(48, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(still, "PNG", optimize=True)
    return still.getvalue()
