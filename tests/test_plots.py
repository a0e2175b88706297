"""The still figures draw what they are given, and refuse the rest in one sentence."""

import base64
import warnings

import matplotlib.pyplot as plt
import numpy as np
import pytest

from dlmath.picture import plots


@pytest.fixture
def axes():
    figure, axes = plots.figure(1, 3)
    yield axes
    plt.close(figure)


def ink(ax):
    """Return how dark the picture on an Axes is drawn, from 0 (paper) to 1 (ink)."""
    image = ax.images[0]
    return np.asarray(image.norm(image.get_array()))


@pytest.mark.parametrize(("image", "darkness"), [
    (np.full((2, 2), 255), 1), (np.full((2, 2), 10), 10 / 255), (np.zeros((2, 2)), 0), (np.full((2, 2), 0.5), 0.5),
    (np.ones((2, 2)), 1), ([[0, 51], [102, 255]], [[0, 0.2], [0.4, 1]]),
])
def test_as_much_ink_is_drawn_as_the_image_holds(axes, image, darkness):
    plots.digit(axes[0], image)
    np.testing.assert_allclose(ink(axes[0]), np.broadcast_to(darkness, (2, 2)))


def test_axes_that_are_left_over_stay_empty(axes):
    plots.digits(axes, np.ones((2, 4, 4)), ["a", "b"])
    assert [len(ax.images) for ax in axes] == [1, 1, 0] and axes[1].get_title() == "b"
    plots.digits(axes, [], [])
    plots.digits(axes, np.ones((9, 4, 4)), ["a", "b", "c"])  # images beyond the Axes need no title


def test_a_perfect_network_has_a_bar_without_length(axes):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        plots.errors(axes[0], ["none", "none either"], [0, 0])
        plots.confusion(axes[1], [[3, 0], [1, 2]])
        plots.probabilities(axes[2], [0.2, 0.8])
    assert [shape.get_text() for shape in axes[1].texts] == ["3", "1", "2"]


def test_surfaces_are_as_high_as_they_are_given():
    u = np.linspace(-1, 1, 9)
    drawn = plots.surfaces({"a saddle": u[:, None] ** 2 - u**2, "a plain": np.zeros((4, 4))})
    saddle, plain = drawn.axes
    assert (saddle.get_title(), plain.get_title()) == ("a saddle", "a plain")
    np.testing.assert_allclose([ax.zz_dataLim.intervalx for ax in (saddle, plain)], [[-1, 1], [0, 0]])
    plt.close(drawn)
    with pytest.raises(ValueError, match="flat must have rank 2"):
        plots.surfaces({"flat": [1, 2]})


@pytest.mark.parametrize(("draw", "given", "words"), [
    (plots.confusion, [[1, 2, 3]], r"counts must have rank 2; its shape \(3,\)"),
    (plots.confusion, [np.ones((2, 3))], r"counts has shape \(2, 3\); only a square matrix will do"),
    (plots.digit, [np.ones(3)], "image must have rank 2"),
    (plots.digits, [np.ones((2, 4, 4)), ["a"]], "1 titles for 2 images"),
    (plots.digits, [np.ones((4, 4))], r"images\[:3\] must have rank 3; its shape \(3, 4\)"),
    (plots.weights, [np.zeros((10, 3))], r"a column of W \(10, 3\) fills no image of shape \(28, 28\)"),
    (plots.weights, [np.zeros((10, 3)), 10], r"a column of W \(10, 3\) fills no image of shape 10"),
    (plots.errors, [["a"], [1, 2]], "1 names for 2 values"),
    (plots.errors, [["a"], [-1]], "values must lie from 0 to 100"),
    (plots.errors, [["a"], [120]], "values must lie from 0 to 100"),
])
def test_what_cannot_be_drawn_is_refused_in_a_sentence(axes, draw, given, words):
    with pytest.raises(ValueError, match=f"^{draw.__name__}: .*{words}"):
        draw(axes[:1] if draw is plots.weights else axes if draw is plots.digits else axes[0], *given)


@pytest.mark.parametrize("images", [None, 5, "123"])
def test_images_are_numbers_in_a_row(axes, images):
    with pytest.raises((TypeError, ValueError), match="^digits: "):
        plots.digits(axes, images)


def test_a_figure_is_shown_with_its_caption_under_it_and_closed(axes, monkeypatch):
    shown = []
    monkeypatch.setattr(plots, "display", lambda data, raw: shown.append(data))
    plots.show(axes[0].figure, "See where the curve <b>begins</b> & where it ends.")
    picture, words = shown
    assert base64.b64decode(picture["image/png"]).startswith(b"\x89PNG") and len(picture["text/plain"]) > 20
    assert words["text/plain"] == "See where the curve <b>begins</b> & where it ends."
    assert "See where the curve &lt;b&gt;begins&lt;/b&gt; &amp; where it ends.</p>" in words["text/html"]
    assert not plt.fignum_exists(axes[0].figure.number)


@pytest.mark.parametrize("caption", ["", "A curve.", None, 3])
def test_a_figure_without_a_caption_is_refused(axes, caption):
    with pytest.raises(ValueError, match="^show: caption must say in a sentence"):
        plots.show(axes[0].figure, caption)
