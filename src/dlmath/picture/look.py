"""The visual language: what each colour means, how large things are, how figures are set.

A colour names a role and is doubled by shape, dash or label, so that no meaning hangs on colour alone.
The hues are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), which colour-blind readers can
tell apart; where one is too pale for its paper it is darkened or lightened. Live scenes, their stills
and matplotlib figures all take their colours from here.
"""

WIDTH, HEIGHT = 640, 360  # pixels of a picture; at this width the sizes below stay readable on a phone
SMALL, TEXT, LARGE = 14, 16, 20  # font sizes in pixels
STILL_FONT = "DejaVu Sans"  # the font that matplotlib ships, so that stills look the same everywhere
LIVE_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"

# Each role has three tones: the mark (at least 3:1 against the paper), the text (4.5:1 against the paper
# and against the soft tone) and the soft tone that fills a cell.
ROLES = {
    "light": {
        "data": ("#0072B2", "#005E94", "#DCEBF5"),
        "weight": ("#B57900", "#7F5500", "#FAEED3"),
        "activation": ("#00986E", "#006B4E", "#D9F1E9"),
        "error": ("#D55E00", "#A34700", "#FBE5D6"),
        "gradient": ("#C2679A", "#963F72", "#F7E6EF"),
        "highlight": ("#000000", "#000000", "#F8EF8C"),
        "ink": ("#1A1A1A", "#1A1A1A", "#F0F0F0"),
        "muted": ("#767676", "#5C5C5C", "#F5F5F5"),
    },
    "dark": {
        "data": ("#56B4E9", "#7CC6F0", "#12303F"),
        "weight": ("#E69F00", "#F0B537", "#3A2A06"),
        "activation": ("#29BF95", "#4CD0AA", "#0B3529"),
        "error": ("#F47B2B", "#FF9A57", "#401F0A"),
        "gradient": ("#D98BB8", "#E7A9CC", "#3B2231"),
        "highlight": ("#F0E442", "#F0E442", "#464108"),
        "ink": ("#E8E8E8", "#E8E8E8", "#262626"),
        "muted": ("#8F8F8F", "#ABABAB", "#1E1E1E"),
    },
}
PAPER = {
    "light": {"paper": "#FFFFFF", "grid": "#E2E2E2"},
    "dark": {"paper": "#111111", "grid": "#303030"},
}


def colours(theme="light"):
    """Name every colour of a theme, as `data`, `data-text`, `data-soft`, …, `paper` and `grid`.

    Parameters
    ----------
    theme : "light" or "dark"

    Returns
    -------
    dict of str to str, such as `"#0072B2"`

    Examples
    --------
    >>> colours()["data"], colours("dark")["data"]
    ('#0072B2', '#56B4E9')
    """
    named = dict(PAPER[theme])
    for role, (mark, text, soft) in ROLES[theme].items():
        named |= {role: mark, f"{role}-text": text, f"{role}-soft": soft}
    return named


def css_variables(theme="light"):
    """Write the colours of a theme as CSS custom properties, `--dl-data: #0072B2; …`."""
    return " ".join(f"--dl-{name}: {value};" for name, value in colours(theme).items())


def css_shapes(picture="svg"):
    """Write the CSS that gives shapes their role: `class="weight"`, `class="cell weight"`, `class="area data"`.

    Parameters
    ----------
    picture : str
        Selector of the `<svg>`, so that a page's own classes are left alone.
    """
    # What the root says is inherited, so a shape's own attribute still wins over it.
    rules = {"": "fill: none; stroke-width: 2", "text": "fill: var(--dl-ink)"}
    for role in ROLES["light"]:
        rules |= {
            f".{role}": f"stroke: var(--dl-{role})",
            f"circle.{role}, ellipse.{role}, .solid.{role}": f"fill: var(--dl-{role})",
            f".cell.{role}, .area.{role}": f"fill: var(--dl-{role}-soft)",
            f"text.{role}": f"fill: var(--dl-{role}-text); stroke: none",
        }
    rules |= {
        ".grid": "stroke: var(--dl-grid); stroke-width: 1",
        ".cell": "stroke-width: 1.25",
        ".cell.highlight": "stroke-width: 3",
        ".area": "stroke: none",
        ".solid": "stroke-linejoin: round",
        ".thin": "stroke-width: 1.25",
        ".thick": "stroke-width: 3.5",
        ".dashed": "stroke-dasharray: 6 5",
        "circle.hollow, ellipse.hollow, rect.hollow, path.hollow": "fill: var(--dl-paper)",
        "text.strong": "font-weight: bold",
        "text.halo": "stroke: var(--dl-paper); stroke-width: 4; stroke-linejoin: round; paint-order: stroke",
    }
    return "\n".join(
        ", ".join(f"{picture} {part.strip()}".strip() for part in selector.split(",")) + f" {{ {rule} }}"
        for selector, rule in rules.items()
    )


_light = colours("light")
MATPLOTLIB_STYLE = {
    "figure.figsize": (6.4, 3.6),
    "figure.dpi": 100,
    "figure.facecolor": _light["paper"],
    "figure.constrained_layout.use": True,
    "savefig.dpi": 110,
    "savefig.facecolor": _light["paper"],  # opaque: a dark theme would swallow dark axes
    "axes.facecolor": _light["paper"],
    "axes.edgecolor": _light["muted"],
    "axes.labelcolor": _light["ink"],
    "axes.labelsize": 12,
    "axes.titlesize": 13,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    # the plain names of roles would need matplotlib here; its rcParams read this text
    "axes.prop_cycle": "cycler('color', {!r}) + cycler('linestyle', {!r})".format(
        [_light[role] for role in ("data", "weight", "activation", "error", "gradient")],
        ["-", "--", "-.", (0, (5, 1)), ":"],
    ),
    "font.family": STILL_FONT,
    "font.size": 12,
    "grid.color": _light["grid"],
    "grid.linewidth": 0.8,
    "image.cmap": "gray_r",
    "image.interpolation": "nearest",
    "legend.frameon": False,
    "legend.fontsize": 11,
    "lines.linewidth": 2,
    "lines.markersize": 6,
    "text.color": _light["ink"],
    "xtick.color": _light["muted-text"],
    "ytick.color": _light["muted-text"],
    "xtick.labelsize": 11,
    "ytick.labelsize": 11,
}
