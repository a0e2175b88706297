"""Losses: known values, gradients against central differences, and the edges 0 and 1."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlmath import losses
from dlmath.activations import ACTIVATIONS, sigmoid, sigmoid_derivative, softmax, softmax_jvp
from dlmath.autograd import numerical_gradient
from dlmath.losses import (
    LOSSES,
    Ending,
    binary_cross_entropy,
    binary_cross_entropy_from_scores,
    binary_cross_entropy_from_scores_gradient,
    binary_cross_entropy_gradient,
    categorical_cross_entropy,
    categorical_cross_entropy_from_scores,
    categorical_cross_entropy_from_scores_gradient,
    categorical_cross_entropy_gradient,
    huber,
    huber_gradient,
    line_bowl,
    line_fit,
    log_sum_exp,
    mean_absolute_error,
    mean_absolute_error_gradient,
    mean_squared_error,
    mean_squared_error_gradient,
    one_hot,
)

few = settings(max_examples=20, deadline=None)
seeds = st.integers(0, 2**32 - 1)
shapes = st.lists(st.integers(1, 4), max_size=3).map(tuple)
REGRESSION = ["mean_squared_error", "mean_absolute_error", "huber"]
EVERY = [*REGRESSION, "binary_cross_entropy", "binary_cross_entropy_from_scores", "categorical_cross_entropy",
         "categorical_cross_entropy_from_scores"]


def example(name, shape, random):
    """Draw a prediction (or scores) and a target that a loss takes; rows of classes for the categorical ones."""
    if name in REGRESSION:
        target = random.normal(size=shape)
        return target + random.choice([-1, 1], shape) * random.uniform(0.1, 3, shape), target  # off the corner at 0
    if name.startswith("binary"):
        scores = np.asarray(random.normal(0, 3, shape))
        return scores if name.endswith("scores") else sigmoid(scores), random.uniform(0, 1, shape)
    m, k = (*shape, 1, 2)[:2]
    scores, soft = random.normal(0, 3, (m, k + 1)), softmax(random.normal(0, 2, (m, k + 1)))
    return scores if name.endswith("scores") else softmax(scores), soft


# ---------------------------------------------------------------------------- gradients


@pytest.mark.parametrize("name", [name for name in EVERY if name != "categorical_cross_entropy"])
@given(shape=shapes, seed=seeds)
@few
def test_gradient_is_the_central_difference(name, shape, seed):
    loss, gradient = getattr(losses, name), getattr(losses, f"{name}_gradient")
    prediction, target = example(name, shape, np.random.default_rng(seed))
    prediction = np.clip(prediction, 0.02, 0.98) if name == "binary_cross_entropy" else prediction
    expected = numerical_gradient(lambda x: loss(x, target), prediction)
    assert np.shape(gradient(prediction, target)) == np.shape(prediction)
    np.testing.assert_allclose(gradient(prediction, target), expected, rtol=1e-5, atol=1e-7)


@given(shape=shapes, seed=seeds)
@few
def test_categorical_gradient_is_the_central_difference(shape, seed):
    """The loss itself accepts only rows that sum to 1, so the difference is taken of its formula."""
    prediction, target = example("categorical_cross_entropy", shape, np.random.default_rng(seed))
    prediction = (prediction + 0.01) / (prediction + 0.01).sum(axis=1, keepdims=True)
    formula = lambda p: float(-(target * np.log(p)).sum(axis=1).mean())  # noqa: E731
    assert categorical_cross_entropy(prediction, target) == pytest.approx(formula(prediction), rel=1e-12)
    np.testing.assert_allclose(categorical_cross_entropy_gradient(prediction, target),
                               numerical_gradient(formula, prediction), rtol=1e-5, atol=1e-6)


@given(m=st.integers(1, 5), k=st.integers(1, 5), seed=seeds)
@few
def test_labels_and_one_hot_rows_are_the_same(m, k, seed):
    random = np.random.default_rng(seed)
    scores, labels = random.normal(size=(m, k)), random.integers(0, k, m)
    rows = one_hot(labels, k)
    for function, x in [(categorical_cross_entropy, softmax(scores)),
                        (categorical_cross_entropy_gradient, softmax(scores)),
                        (categorical_cross_entropy_from_scores, scores),
                        (categorical_cross_entropy_from_scores_gradient, scores)]:
        np.testing.assert_array_equal(function(x, labels), function(x, rows))
        np.testing.assert_array_equal(function(x, labels.astype(float)), function(x, rows.astype(int)))


@given(shape=shapes, seed=seeds)
@few
def test_from_probabilities_and_from_scores_agree(shape, seed):
    """In value, and in gradient through the chain rule."""
    random = np.random.default_rng(seed)
    z, y = example("binary_cross_entropy_from_scores", shape, random)
    assert binary_cross_entropy(sigmoid(z), y) == pytest.approx(binary_cross_entropy_from_scores(z, y), rel=1e-9)
    np.testing.assert_allclose(binary_cross_entropy_gradient(sigmoid(z), y) * sigmoid_derivative(z),
                               binary_cross_entropy_from_scores_gradient(z, y), atol=1e-9)
    Z, Y = example("categorical_cross_entropy_from_scores", shape, random)
    assert categorical_cross_entropy(softmax(Z), Y) == pytest.approx(categorical_cross_entropy_from_scores(Z, Y))
    np.testing.assert_allclose(softmax_jvp(Z, categorical_cross_entropy_gradient(softmax(Z), Y)),
                               categorical_cross_entropy_from_scores_gradient(Z, Y), atol=1e-9)


@given(z=st.floats(-40, 40), y=st.integers(0, 1))
@few
def test_binary_is_categorical_with_two_classes(z, y):
    assert binary_cross_entropy_from_scores([z], [y]) == pytest.approx(
        categorical_cross_entropy_from_scores([[0, z]], [y]), rel=1e-12)


# ---------------------------------------------------------------------------- what ends a network


@pytest.mark.parametrize("ending", [("sigmoid", "binary_cross_entropy"), ("softmax", "categorical_cross_entropy")])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_where_activation_and_loss_meet_one_exponential_gives_both(ending, dtype, monkeypatch):
    random, made = np.random.default_rng(0), []
    Z, labels = random.normal(0, 3, (7, 4)).astype(dtype), random.integers(0, 4, 7)
    exp = np.exp
    monkeypatch.setattr(np, "exp", lambda values: made.append(values) or exp(values))
    loss, slope = Ending(*ending).loss_and_slope(Z, one_hot(labels, 4, dtype))
    assert len(made) == 1 and type(loss) is float and slope.dtype == dtype
    prediction = Ending(*ending).output(Z)
    entries = 7 if ending[0] == "softmax" else 28
    np.testing.assert_allclose(slope, (prediction - one_hot(labels, 4)) / entries, atol=1e-7)
    assert loss == pytest.approx(LOSSES[ending[1]].of(prediction, one_hot(labels, 4)), rel=1e-5)
    if ending[0] == "softmax":
        assert Ending(*ending).loss_and_slope(Z, labels)[0] == loss
        np.testing.assert_array_equal(Ending(*ending).loss_and_slope(Z, labels)[1], slope)


@pytest.mark.parametrize("activation", [*ACTIVATIONS, "softmax"])
@pytest.mark.parametrize("loss", LOSSES)
def test_an_ending_knows_its_loss_and_slope(activation, loss):
    assert Ending(activation, loss).meets == ((activation, loss) in {("sigmoid", "binary_cross_entropy"),
                                                                     ("softmax", "categorical_cross_entropy")})
    if loss.endswith("entropy") and activation not in ("softmax", "sigmoid"[:8 * loss.startswith("binary")]):
        return  # its predictions are no probabilities
    random = np.random.default_rng(1)
    Z = random.normal(size=(3, 2))
    y = softmax(random.normal(size=(3, 2)))
    value, slope = Ending(activation, loss).loss_and_slope(Z, y)
    assert value == pytest.approx(LOSSES[loss].of(Ending(activation, loss).output(Z), y))
    expected = numerical_gradient(lambda Z: Ending(activation, loss).loss_and_slope(Z, y)[0], Z)
    np.testing.assert_allclose(slope, expected, rtol=1e-5, atol=1e-8)


# ---------------------------------------------------------------------------- values


def test_known_values():
    assert mean_squared_error([2, 4], [1, 1]) == 5 and mean_absolute_error([2, 4], [1, 1]) == 2
    assert mean_squared_error_gradient([2, 4], [1, 1]).tolist() == [1, 3]
    assert mean_absolute_error_gradient([2, 0, 1], [1, 1, 1]).tolist() == [1 / 3, -1 / 3, 0]
    assert huber([0.5, 3], [0, 0]) == (0.125 + 2.5) / 2 and huber([3], [0], delta=2) == 2 * (3 - 1)
    assert huber_gradient([0.5, 3, -3], [0, 0, 0]).tolist() == [0.5 / 3, 1 / 3, -1 / 3]
    assert binary_cross_entropy([0.9, 0.2], [1, 0]) == pytest.approx(-(math.log(0.9) + math.log(0.8)) / 2)
    assert binary_cross_entropy(0.6682, 1) == pytest.approx(0.4032, abs=1e-4)  # the pocket network
    assert categorical_cross_entropy([[0.5, 0.25, 0.25]], [0]) == pytest.approx(math.log(2))
    assert categorical_cross_entropy_from_scores([[1, 2, 3]], [2]) == pytest.approx(0.40760596)
    assert log_sum_exp([1, 2, 3]) == pytest.approx(3.40760596)


@given(delta=st.floats(1e-3, 1e3), seed=seeds)
@few
def test_huber_is_quadratic_near_and_straight_far(delta, seed):
    r = np.random.default_rng(seed).normal(0, delta, 30)
    expected = np.where(np.abs(r) <= delta, r**2 / 2, delta * (np.abs(r) - delta / 2)).mean()
    assert huber(r, np.zeros(30), delta) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("name", EVERY)
def test_a_repeated_batch_has_the_same_loss(name):
    """A mean, not a sum; so its gradient is shared out among the examples."""
    prediction, target = example(name, (5, 3), np.random.default_rng(0))
    loss, gradient = getattr(losses, name), getattr(losses, f"{name}_gradient")
    thrice = np.tile(prediction, (3, 1)), np.tile(target, (3, 1))
    assert loss(*thrice) == pytest.approx(loss(prediction, target), rel=1e-14)
    np.testing.assert_allclose(gradient(*thrice), np.tile(gradient(prediction, target) / 3, (3, 1)), rtol=1e-14)


@pytest.mark.parametrize("name", EVERY)
def test_float32_stays_float32_and_agrees(name):
    prediction, target = example(name, (6, 3), np.random.default_rng(1))
    for function in (getattr(losses, name), getattr(losses, f"{name}_gradient")):
        single = function(prediction.astype(np.float32), target)
        assert single.dtype == np.float32
        np.testing.assert_allclose(single, function(prediction, target), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("name", EVERY[:-2])
def test_scalars_and_whole_numbers(name):
    for function in (getattr(losses, name), getattr(losses, f"{name}_gradient")):
        prediction = 1 if name.endswith("scores") else 0.5 if name.startswith("binary") else 3
        assert type(function(prediction, 1)) is float
        assert function([prediction], [1]) == function([float(prediction)], [1.0]) == function([prediction], [True])


@pytest.mark.parametrize("name", EVERY)
def test_arguments_are_not_modified(name):
    prediction, target = example(name, (4, 3), np.random.default_rng(2))
    before = prediction.copy(), target.copy()
    getattr(losses, name)(prediction, target)
    getattr(losses, f"{name}_gradient")(prediction, target)
    np.testing.assert_array_equal(prediction, before[0])
    np.testing.assert_array_equal(target, before[1])


# ---------------------------------------------------------------------------- edges


def test_certain_and_right_costs_exactly_nothing():
    """0 · log 0 is 0; no −0 either."""
    for loss in (binary_cross_entropy([0, 1, 1], [0, 1, 1]), binary_cross_entropy(1, 1),
                 categorical_cross_entropy([[0, 1], [1, 0]], [1, 0]), mean_squared_error([1], [1])):
        assert loss == 0 and math.copysign(1, loss) == 1
    assert binary_cross_entropy_gradient([0, 1], [0, 1]).tolist() == [0.5, -0.5]
    gradient = categorical_cross_entropy_gradient([[0, 1], [0.5, 0.5]], [1, 0])
    np.testing.assert_array_equal(gradient, [[0, -0.5], [-1, 0]])
    assert not np.signbit(gradient[gradient == 0]).any()


@pytest.mark.parametrize("prediction, target, place", [
    ([0.5, 0], [1, 1], r"\[1\]"), ([0.5, 1], [1, 0], r"\[1\]"), ([[1.0]], [[0.5]], r"\[0, 0\]"), (0, 1, "")])
def test_binary_certain_and_wrong_is_refused(prediction, target, place):
    for function in (binary_cross_entropy, binary_cross_entropy_gradient):
        with pytest.raises(ValueError, match=f"{function.__name__}: prediction{place} is certain and wrong.*scores"):
            function(prediction, target)


def test_categorical_certain_and_wrong_is_refused():
    for function in (categorical_cross_entropy, categorical_cross_entropy_gradient):
        with pytest.raises(ValueError, match=rf"{function.__name__}: prediction\[1, 0\] is certain and wrong"):
            function([[0.5, 0.5], [0, 1]], [1, 0])


@pytest.mark.parametrize("far", [1000.0, 1e300, 1.7e308])
def test_from_scores_far_out(far):
    assert binary_cross_entropy_from_scores([-far], [1]) == far
    assert binary_cross_entropy_from_scores([far, -far], [1, 0]) == 0
    assert binary_cross_entropy_from_scores([40.0], [1]) == pytest.approx(math.exp(-40), rel=1e-12, abs=0)
    assert binary_cross_entropy_from_scores_gradient([-far, far], [1, 1]).tolist() == [-0.5, 0]
    assert categorical_cross_entropy_from_scores([[far, 0]], [1]) == far
    assert categorical_cross_entropy_from_scores([[far, 0]], [0]) == 0
    assert categorical_cross_entropy_from_scores_gradient([[far, -far]], [1]).tolist() == [[1, -1]]
    assert log_sum_exp([far, -far]) == far and log_sum_exp([[-far, -far]]) == pytest.approx(-far + math.log(2))


def test_a_loss_beyond_the_float_is_refused():
    with pytest.raises(ValueError, match="mean_squared_error: the result is too large for float64"):
        mean_squared_error([1e200], [0])
    with pytest.raises(ValueError, match="mean_squared_error: target holds a number too large for float32"):
        mean_squared_error(np.float32([1]), [1e300])
    with pytest.raises(ValueError, match="categorical_cross_entropy_from_scores: the result is too large"):
        categorical_cross_entropy_from_scores([[1.7e308, -1.7e308]], [1])
    with pytest.raises(ValueError, match="binary_cross_entropy_gradient: the result is too large"):
        binary_cross_entropy_gradient([5e-324], [1])


@pytest.mark.parametrize("call, rule", [
    (lambda: mean_squared_error([1, 2], [[1], [2]]), r"prediction \(2,\) and target \(2, 1\) must have the same shape"),
    (lambda: huber([1], [1], delta=0), "huber: delta must be above 0, not 0"),
    (lambda: binary_cross_entropy([1.1], [1]), "prediction must lie between 0 and 1, not 1.1 to 1.1"),
    (lambda: binary_cross_entropy_from_scores([1], [2]), "target must lie between 0 and 1, not 2 to 2"),
    (lambda: categorical_cross_entropy([[0.5, 0.6]], [0]), "each row of prediction must sum to 1; row 0 sums to 1.1"),
    (lambda: categorical_cross_entropy_from_scores([[1, 2]], [[0, 0.5]]), "each row of target must sum to 1"),
    (lambda: categorical_cross_entropy([[0.5, 0.5], [0.2, 0.3]], [0, 0]), "must sum to 1; row 1 sums to 0.5"),
    (lambda: one_hot([0], 10**6 + 1), "classes must be at most 1000000, not 1000001"),
    (lambda: line_bowl([0, 1], [0, 1]).ring(1, 10**6 + 1), "count must be at most 1000000, not 1000001"),
    (lambda: categorical_cross_entropy_from_scores([[1, 2]], [2]), "target: labels must lie between 0 and 1, not 2"),
    (lambda: categorical_cross_entropy_from_scores([[1, 2]], [-1]), "labels must lie between 0 and 1, not -1 to -1"),
    (lambda: categorical_cross_entropy_from_scores([[1, 2]], [0, 1]), r"scores \(1, 2\) has 1 rows, target \(2,\)"),
    (lambda: categorical_cross_entropy_from_scores([[1, 2]], [[1, 0, 0]]), r"scores \(1, 2\) and target \(1, 3\)"),
    (lambda: categorical_cross_entropy([0.5, 0.5], [0]), r"prediction must have rank 2; its shape \(2,\) has rank 1"),
    (lambda: log_sum_exp(3), "log_sum_exp: scores is a single number"),
    (lambda: one_hot([[1]], 2), "one_hot: labels must have rank 1"),
    (lambda: one_hot([3], 3), "one_hot: labels must lie between 0 and 2, not 3 to 3"),
    (lambda: one_hot([0], 0), "one_hot: classes must be at least 1, not 0"),
])
def test_refused_with_the_rule(call, rule):
    with pytest.raises(ValueError, match=rule):
        call()


def test_refused_types_of_one_hot():
    with pytest.raises(TypeError, match="one_hot: labels must be whole numbers"):
        one_hot([0.5], 2)
    for dtype in (str, object, "foo", complex):
        with pytest.raises(TypeError, match="one_hot: dtype must be a type of numbers"):
            one_hot([0], 2, dtype)


@given(labels=st.lists(st.integers(0, 6), min_size=1), dtype=st.sampled_from([np.float32, np.float64, int]))
@few
def test_one_hot_undone_by_argmax(labels, dtype):
    rows = one_hot(labels, 7, dtype)
    assert rows.shape == (len(labels), 7) and rows.dtype == dtype
    assert rows.argmax(axis=1).tolist() == labels and (rows.sum(axis=1) == 1).all() and set(rows.flat) == {0, 1}


@given(scores=st.lists(st.floats(-50, 50), min_size=1), shift=st.floats(-1e3, 1e3))
@few
def test_log_sum_exp_is_its_definition_and_moves_with_a_shift(scores, shift):
    assert log_sum_exp(scores) == pytest.approx(math.log(math.fsum(map(math.exp, scores))), rel=1e-12, abs=1e-12)
    assert log_sum_exp(np.add(scores, shift)) == pytest.approx(log_sum_exp(scores) + shift, abs=1e-9)
    np.testing.assert_array_equal(log_sum_exp([scores, scores]), [log_sum_exp(scores)] * 2)


# ---------------------------------------------------------------------------- a mean over all entries


@pytest.mark.parametrize("name", [*REGRESSION, "binary_cross_entropy", "binary_cross_entropy_from_scores"])
def test_several_outputs_share_one_mean(name):
    """N = m · n_out entries; the docstring says so."""
    prediction, target = example(name, (5, 3), np.random.default_rng(0))
    loss, gradient = getattr(losses, name), getattr(losses, f"{name}_gradient")
    assert loss(prediction, target) == pytest.approx(loss(prediction.ravel(), target.ravel()), rel=1e-14)
    assert gradient(prediction, target)[0, 0] == pytest.approx(gradient(prediction[0, 0], target[0, 0]) / 15, rel=1e-14)
    assert "/ N" in gradient.__doc__ or "over N" in gradient.__doc__ or "1/N" in gradient.__doc__


# ---------------------------------------------------------------------------- lines


def random_points(seed):
    random = np.random.default_rng(seed)
    return random.normal(0, 3, 6), random.normal(2, 3, 6)


@given(seed=seeds, slope=st.floats(-5, 5), intercept=st.floats(-5, 5))
@few
def test_a_line_fits_as_its_steps_say(seed, slope, intercept):
    x, y = random_points(seed)
    fit = line_fit(x, y, slope, intercept)
    np.testing.assert_allclose(fit.residual, slope * x + intercept - y, atol=1e-12)
    np.testing.assert_array_equal(fit.square, fit.residual**2)
    assert fit.loss == pytest.approx(mean_squared_error(fit.prediction, y), rel=1e-12)


@given(seed=seeds)
@few
def test_the_best_line_is_least_squares(seed):
    x, y = random_points(seed)
    bowl = line_bowl(x, y)
    np.testing.assert_allclose(bowl[:2], np.polyfit(x, y, 1), rtol=1e-8, atol=1e-8)
    assert bowl.loss == pytest.approx(((bowl.slope * x + bowl.intercept - y) ** 2).mean(), rel=1e-9)


@given(seed=seeds, height=st.floats(0, 50))
@few
def test_every_line_on_a_ring_has_its_loss(seed, height):
    x, y = random_points(seed)
    bowl = line_bowl(x, y)
    ring = bowl.ring(bowl.loss + height, count=9)
    assert ring.shape == (9, 2) and np.allclose(ring[0], ring[-1])  # once around
    assert [line_fit(x, y, *line).loss for line in ring] == pytest.approx([bowl.loss + height] * 9, rel=1e-8)


def test_lines_that_are_refused():
    with pytest.raises(ValueError, match="line_bowl: all x are the same"):
        line_bowl([2, 2, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="line_bowl: all x are the same"):
        line_bowl([0, 0], [1, 2])
    with pytest.raises(ValueError, match=r"line_fit: x \(2,\) and y \(3,\) must have the same shape"):
        line_fit([1, 2], [1, 2, 3], 1, 0)
    with pytest.raises(ValueError, match="LineBowl.ring: loss must be at least 1.5"):
        line_bowl([0, 1, 2, 3], [2, 1, 6, 7]).ring(1.0)
    with pytest.raises(ValueError, match="line_fit: the result is too large"):
        line_fit([1e200], [0], 1e200, 0)
