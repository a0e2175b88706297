"""Still figures, with matplotlib: each takes an Axes, draws on it and returns it.

Importing this module sets the course's style, so that a plot of the learner's own looks like the rest.
"""

import base64
import html
import io

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display

from dlmath.inputs import array, checked, matrix, refuse, shown, square, vector
from dlmath.picture import look
from dlmath.training import Calibration

mpl.rcParams.update(look.MATPLOTLIB_STYLE)
COLOURS = look.colours()


def figure(rows=1, columns=1, width=6.4, height=3.6, **options):
    """Return a figure and its Axes, as `plt.subplots` does; width and height in inches."""
    return plt.subplots(rows, columns, figsize=(width, height), **options)


CAPTION = ("margin:.2em 0 .8em; max-width:44em; line-height:1.45; "
           "font-family:var(--jp-content-font-family,sans-serif); color:var(--jp-content-font-color1,#1b1b1b)")


@checked
def show(figure, caption):
    """Display a figure with a caption under it.

    The caption is an output of its own: a picture has no text alternative in JupyterLab and in what it exports,
    and words under it are read by everyone.

    Parameters
    ----------
    figure : matplotlib Figure
    caption : str
        One sentence that says what to look at.

    Raises
    ------
    ValueError
        If there is no such sentence.
    """
    if not isinstance(caption, str) or len(caption) < 30:
        refuse("caption must say in a sentence what to look at")
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png")
    plt.close(figure)  # or the notebook shows it a second time
    picture = base64.b64encode(drawn.getvalue()).decode()
    display({"image/png": picture, "text/plain": "A figure; its caption stands below."}, raw=True)
    display({"text/html": f'<p style="{CAPTION}">{html.escape(caption)}</p>', "text/plain": caption}, raw=True)


@checked
def digit(ax, image: matrix, title=""):
    """Draw one grey image, ink black on paper white.

    Parameters
    ----------
    ax : matplotlib Axes
    image : array_like (h, w)
        From 0, paper, to 255, ink; or to 1, if none of it is above 1.
    """
    ax.imshow(image, cmap="gray_r", vmin=0, vmax=255 if image.max() > 1 else 1)
    ax.set_title(title, fontsize=11, loc="center", fontweight="normal")
    ax.set_axis_off()
    return ax


@checked
def digits(axes, images, titles=()):
    """Draw images (m, h, w), one on each Axes; Axes that are left over stay empty. Titles: one each, or none."""
    axes = np.ravel(axes)
    if not isinstance(images, (list, tuple, np.ndarray)):
        refuse(f"images must be an array or a list of them, not {shown(images)}", TypeError)
    images = images[:len(axes)]
    if len(images):
        array.check(images, f"images[:{len(axes)}]", rank=3)
    if 0 < len(titles) < len(images):
        refuse(f"{len(titles)} titles for {len(images)} images; give one each")
    for ax in axes:
        ax.set_axis_off()
    for i, (ax, image) in enumerate(zip(axes, images)):
        digit(ax, image, titles[i] if len(titles) else "")
    return axes


@checked
def weights(axes, W: matrix, shape=(28, 28)):
    """Draw columns of a weight matrix (n_in, n_out) as images: orange for, blue against, white for neither."""
    axes = np.ravel(axes)
    if np.shape(shape) != (2,) or np.prod(shape) != len(W):
        refuse(f"a column of W {W.shape} fills no image of shape {shape}")
    colours = mpl.colors.LinearSegmentedColormap.from_list("weights", [COLOURS["data"], "white", COLOURS["error"]])
    for ax, column in zip(axes, W.T):
        limit = np.abs(column).max() or 1
        ax.imshow(column.reshape(shape), cmap=colours, vmin=-limit, vmax=limit)
        ax.set_axis_off()
    return axes


def surfaces(landscapes):
    """Return a figure of surfaces side by side, each a loss over two parameters, seen from above at a slant.

    Parameters
    ----------
    landscapes : dict of title to array_like (rows, columns)
        Heights; a row for each value of the second parameter.
    """
    drawn, axes = figure(1, len(landscapes), 3.2 * len(landscapes), 2.9, squeeze=False, layout="none",
                         subplot_kw={"projection": "3d"})
    drawn.subplots_adjust(0, 0, 1, 0.9, 0, 0)
    colours = mpl.colors.LinearSegmentedColormap.from_list("heights", [COLOURS["data"], "white", COLOURS["error"]])
    for ax, (title, heights) in zip(axes[0], landscapes.items()):
        heights = matrix.check(heights, title)
        rows, columns = np.indices(heights.shape)
        ax.plot_surface(columns, rows, heights, cmap=colours, edgecolor=COLOURS["muted"], linewidth=0.2, rcount=24,
                        ccount=24)
        ax.view_init(elev=32, azim=-55)
        ax.set(xticks=[], yticks=[], zticks=[])
        ax.set_title(title, fontsize=13, loc="center", y=0.98)
    return drawn


@checked
def probabilities(ax, values: vector):
    """Draw a row of probabilities as bars with their values, the largest one marked.

    Parameters
    ----------
    ax : matplotlib Axes
    values : array_like (k,)
    """
    colours = [COLOURS["activation"] if k == values.argmax() else COLOURS["muted"] for k in range(len(values))]
    bars = ax.bar([str(k) for k in range(len(values))], values, color=colours)
    ax.bar_label(bars, [f"{v:.0%}" if v >= 0.005 else "" for v in values], fontsize=10)
    ax.set(ylim=(0, 1.1), yticks=[0, 0.5, 1])
    ax.grid(False)
    return ax


@checked
def confusion(ax, counts: square, title="What was taken for what"):
    """Draw a confusion matrix (k, k), the mistakes shaded; the diagonal, what was right, in green."""
    wrong = counts * (1 - np.eye(len(counts)))
    shades = mpl.colors.LinearSegmentedColormap.from_list("wrong", ["white", COLOURS["error"]])
    ax.imshow(wrong, cmap=shades)
    for (row, column), count in np.ndenumerate(counts):
        right = row == column
        if count:
            ax.text(column, row, f"{count:g}", ha="center", va="center", fontsize=9,
                    color=COLOURS["activation-text"] if right else COLOURS["ink"], weight="bold" if right else "normal")
    ax.set(xlabel="the network says", ylabel="it is", title=title, xticks=range(len(counts)), yticks=range(len(counts)))
    ax.grid(False)
    return ax


@checked
def reliability(ax, bins: Calibration, title="How sure, how often right"):
    """Draw a calibration: each bin's accuracy over its confidence, beside the diagonal of an honest forecaster."""
    ax.plot([0, 1], [0, 1], color=COLOURS["muted"], linestyle="--", label="honest")
    ax.plot(bins.confidence, bins.accuracy, marker="o", linestyle="-", color=COLOURS["data"], label="this network")
    ax.set(xlabel="how sure it is", ylabel="how often it is right", title=title, xlim=(0, 1.02), ylim=(0, 1.05))
    ax.legend(loc="upper left")
    return ax


@checked
def errors(ax, names, values: vector, title="", of="the 10,000 test digits"):
    """Draw error rates, in percent, as labelled horizontal bars, first on top."""
    _one_each("names", names, "values", values)
    if values.min() < 0 or values.max() > 100:
        refuse("values must lie from 0 to 100, as percentages do")
    bars = ax.barh(names[::-1], values[::-1], color=COLOURS["data"], height=0.6)
    ax.bar_label(bars, [f"{value:.1f} %" for value in values[::-1]], padding=4, fontsize=11)
    ax.set(xlabel=f"errors on {of}, %", title=title, xlim=(0, values.max() * 1.2 or 1))
    ax.grid(axis="y", visible=False)
    return ax


def _one_each(first, a, second, b):
    """Refuse two arguments of which one is longer."""
    if len(a) != len(b):
        refuse(f"{len(a)} {first} for {len(b)} {second}; give one each")
