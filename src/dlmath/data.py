"""Data to learn from: handwritten digits, and small sets made on the spot. All offline, all seeded.

MNIST (LeCun, Cortes, Burges; CC BY-SA 3.0) ships with the package in its official split.
"""

import os
from typing import NamedTuple

import numpy as np

from dlmath.inputs import Kind, answer, checked, choice, matrix, number, refuse, seed, shown, whole

FOLDER = os.path.join(os.path.dirname(__file__), "digits")
PARTS = {"train": 60_000, "test": 10_000, "small": 2_000}


class Digits(NamedTuple):
    """Handwritten digits: images uint8 (m, 28, 28), 0 paper to 255 ink; labels uint8 (m,)."""

    images: np.ndarray
    labels: np.ndarray


@checked
def load_digits(part: choice(*PARTS) = "small"):
    """Return handwritten digits from MNIST.

    Parameters
    ----------
    part : "small", "train" or "test"
        "train" has 60,000 and "test" 10,000, MNIST's own split; "small" has the first 2,000 of "train"
        and opens in a blink.

    Returns
    -------
    Digits

    Raises
    ------
    ValueError
        For another part, or a damaged file.

    Examples
    --------
    >>> digits = load_digits()
    >>> digits.images.shape, int(digits.labels[0])
    ((2000, 28, 28), 5)
    """
    try:
        with open(os.path.join(FOLDER, f"mnist_{part}.npz"), "rb") as file, np.load(file) as content:
            digits = Digits(content["images"], content["labels"])
    except Exception:
        refuse(f"the file of {part!r} is missing or damaged; install dlmath again")
    m = PARTS[part]
    if digits.images.shape != (m, 28, 28) or digits.labels.shape != (m,):
        refuse(f"the file of {part!r} is damaged; install dlmath again")
    return digits


@checked(finite=True)
def pixels(images):
    """Flatten images into rows of numbers between 0 and 1, float32, ready for a network.

    Parameters
    ----------
    images : uint8 ndarray (m, 28, 28), or one image (28, 28)
        Any height and width will do.

    Returns
    -------
    float32 ndarray (m, 784)

    Raises
    ------
    TypeError
        If it does not hold whole numbers from 0 to 255 as uint8.
    ValueError
        For another rank.

    Examples
    --------
    >>> pixels(load_digits().images).shape
    (2000, 784)
    """
    if not isinstance(images, np.ndarray) or isinstance(images, np.ma.MaskedArray):
        refuse(f"images must be an array of uint8, not {shown(images)}", TypeError)
    if images.dtype != np.uint8:
        refuse(f"images must be uint8, 0 to 255, not {images.dtype}", TypeError)
    if images.ndim not in (2, 3) or images.size == 0:
        refuse(f"images must be (m, height, width), not {images.shape}")
    images = images[None] if images.ndim == 2 else images
    return np.divide(images.reshape(len(images), -1), 255, dtype=np.float32)


@Kind
def lines(value, name):
    """Take a list of strokes, each a `matrix` (n, 2) of points."""
    if not isinstance(value, (list, tuple)) or not value:
        refuse("there is no stroke to draw")
    return [matrix.check(stroke, f"stroke {i}", shape=("n", 2), meaning="one point (x, y) a row")
            for i, stroke in enumerate(value)]


class Ink(NamedTuple):
    """Strokes as a digit, with what was done to them.

    Attributes
    ----------
    image : uint8 (28, 28)
    size : (width, height)
        Of the drawing, in its own unit.
    scale : float
        Pixels of the image for each unit of the drawing.
    left, top : int
        Column and row of the image where the ink begins.
    """

    image: np.ndarray
    size: tuple
    scale: float
    left: int
    top: int


@checked
def ink(strokes: lines, thickness: number(at_least=0.5, at_most=10) = 2.2):
    """Draw strokes as a digit the way MNIST's were prepared: in a box of 20 × 20, its centre of mass in the middle.

    Parameters
    ----------
    strokes : list of array_like (n, 2)
        Points (x, y) of each line the pen drew, y downward, in any unit.
    thickness : float from 0.5 to 10
        Of the line, in pixels of the finished image.

    Returns
    -------
    uint8 ndarray (28, 28)

    Raises
    ------
    TypeError, ValueError
        For anything but lists of finite points, and for another thickness.

    Examples
    --------
    >>> one = ink([[(0, 0), (0, 10)]])
    >>> one.shape, int(one.max()), int(one[:, 5].max())
    ((28, 28), 255, 0)
    """
    return prepare_ink.core(strokes, thickness).image


@checked
def prepare_ink(strokes: lines, thickness: number(at_least=0.5, at_most=10) = 2.2):
    """Do what `ink` does, and return an `Ink`: the image with the steps that led to it; arguments and errors as there.

    The centre of mass comes to lie at row 14, column 14, where MNIST's lie on average, or as near to it as leaves all
    the ink inside the image.

    Examples
    --------
    >>> prepare_ink([[(0, 0), (0, 10)]]).size
    (0.0, 10.0)
    """
    points = np.concatenate(strokes)
    low, extent = points.min(axis=0), answer(np.ptp(points, axis=0))
    size = extent.max() or 1.0
    rows, columns = np.mgrid[0:20, 0:20]
    scaled = [(stroke - low) / size * (19 - thickness) + thickness / 2 for stroke in strokes]
    starts = np.concatenate([stroke[:-1] if len(stroke) > 1 else stroke for stroke in scaled])
    ends = np.concatenate([stroke[1:] if len(stroke) > 1 else stroke for stroke in scaled])
    nearest = np.full((20, 20), np.inf)
    for i in range(0, len(starts), 500):  # many at once, but not so many that memory runs short
        nearest = np.minimum(nearest, _distance(columns, rows, starts[i:i + 500], ends[i:i + 500]).min(axis=0))
    box = np.clip(thickness / 2 + 0.5 - nearest, 0, 1)
    mass = box.sum()
    box, shares = (box * 255).round(), box / mass
    height, width = (np.flatnonzero(box.sum(axis=axis))[-1] + 1 for axis in (1, 0))  # the ink begins at 0 in both
    top = int(np.clip(round(14 - (rows * shares).sum()), 0, 28 - height))
    left = int(np.clip(round(14 - (columns * shares).sum()), 0, 28 - width))
    image = np.zeros((28, 28), np.uint8)
    image[top:top + height, left:left + width] = box[:height, :width]
    return Ink(image, tuple(map(float, extent)), float((19 - thickness) / size), left, top)


def _distance(x, y, starts, ends):
    """Return the distance of each pixel (rows, columns) from each of n lines, as (n, rows, columns)."""
    (x1, y1), (across, down) = starts.T[..., None, None], (ends - starts).T[..., None, None]
    length = across**2 + down**2
    share = np.clip(((x - x1) * across + (y - y1) * down) / np.where(length, length, 1), 0, 1)
    return np.hypot(x - x1 - share * across, y - y1 - share * down)


examples, spread = whole(at_least=2, at_most=10**7), number(at_least=0, at_most=1e100)


@checked
def two_moons(m: examples = 200, noise: spread = 0.1, seed: seed = 0):
    """Return two half-moons that hold each other: X (m, 2), y (m, 1) of 0 and 1.

    Parameters
    ----------
    m : int ≥ 2
    noise : float from 0 to 10¹⁰⁰
        Standard deviation of what is added to each coordinate.
    seed : int or Generator

    Raises
    ------
    TypeError, ValueError
        For anything else.
    """
    random = np.random.default_rng(seed)
    y = np.arange(m) % 2
    angle = random.uniform(0, np.pi, m)
    x1, x2 = np.cos(angle), np.sin(angle)
    X = np.stack([np.where(y, 1 - x1, x1), np.where(y, 0.5 - x2, x2)], axis=1)
    return X + random.normal(0, noise, X.shape), y[:, None].astype(float)


@checked
def circles(m: examples = 200, noise: spread = 0.05, seed: seed = 0):
    """Return a ring (1) inside a ring (0): X (m, 2), y (m, 1); arguments and errors as in `two_moons`."""
    random = np.random.default_rng(seed)
    y = np.arange(m) % 2
    angle, radius = random.uniform(0, 2 * np.pi, m), np.where(y, 0.5, 1)
    X = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return X + random.normal(0, noise, X.shape), y[:, None].astype(float)


@checked
def spiral(m: examples = 300, classes: whole(at_least=2) = 3, noise: spread = 0.05, seed: seed = 0):
    """Return arms of a spiral: X (m, 2), labels (m,); arguments and errors as in `two_moons`, 2 ≤ classes ≤ m."""
    random = np.random.default_rng(seed)
    labels = _labels(m, classes)
    radius = random.uniform(0.1, 1, m)
    angle = 2 * np.pi * labels / classes + 4 * radius
    X = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return X + random.normal(0, noise, X.shape), labels


@checked
def blobs(m: examples = 200, classes: whole(at_least=2) = 3, noise: spread = 0.5, seed: seed = 0):
    """Return round heaps on a circle of radius 2: X (m, 2), labels (m,); arguments and errors as in `spiral`."""
    random = np.random.default_rng(seed)
    labels = _labels(m, classes)
    angle = 2 * np.pi * labels / classes
    X = 2 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return X + random.normal(0, noise, X.shape), labels


@checked
def line(m: examples = 20, slope: number = 2.0, intercept: number = 1.0, noise: spread = 0.5, seed: seed = 0):
    """Return points about a line: x (m, 1) from −3 to 3, y = slope · x + intercept + noise, (m, 1).

    Raises
    ------
    TypeError, ValueError
        For arguments that are no finite numbers, or m < 2.
    """
    random = np.random.default_rng(seed)
    x = random.uniform(-3, 3, (m, 1))
    return x, slope * x + intercept + random.normal(0, noise, (m, 1))


def _labels(m, classes):
    """Return labels for m examples, 0, 1, … and from 0 again; each class has one at least."""
    return np.arange(m) % whole.check(classes, "classes", at_most=m)
