"""Descent: each optimizer against a plain rewrite of its formula, thresholds, schedules, and what is refused."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dlmath.autograd import numerical_gradient
from dlmath.descent import (
    FLUSH,
    Adam,
    GradientDescent,
    LeastSquares,
    Momentum,
    Optimizer,
    RMSProp,
    bowl_matrix,
    constant,
    contours,
    cosine_decay,
    curvature_along,
    descend,
    diverged,
    double_well,
    exponential_decay,
    left_by_momentum,
    main_directions,
    noisy,
    quadratic,
    replay,
    step_decay,
    updates_needed,
)
from dlmath.losses import mean_squared_error, mean_squared_error_gradient

few = settings(max_examples=20, deadline=None)
MAKERS = [GradientDescent, lambda rate: Momentum(rate, 0.8), lambda rate: Momentum(rate, 0.8, nesterov=True),
          lambda rate: RMSProp(rate, 0.7, 1e-6), lambda rate: Adam(rate, 0.8, 0.95, 1e-6)]
NAMES = ["plain", "momentum", "nesterov", "rmsprop", "adam"]
every = pytest.mark.parametrize("make", MAKERS, ids=NAMES)


# Each optimizer as its paper writes it: one function of all gradients and rates so far, nothing kept in place.


def plain(gradients, rates):
    return [rate * g for g, rate in zip(gradients, rates, strict=True)]


def momentum(gradients, rates, mu=0.8):
    return [rate * sum(mu ** (t - i) * gradients[i] for i in range(t + 1)) for t, rate in enumerate(rates)]


def nesterov(gradients, rates, mu=0.8):
    velocities = momentum(gradients, np.ones(len(rates)), mu)
    return [rate * (g + mu * v) for g, v, rate in zip(gradients, velocities, rates, strict=True)]


def rmsprop(gradients, rates, rho=0.7, epsilon=1e-6):
    squares = [sum((1 - rho) * rho ** (t - i) * gradients[i] ** 2 for i in range(t + 1)) for t in range(len(rates))]
    return [rate * g / (np.sqrt(v) + epsilon) for g, v, rate in zip(gradients, squares, rates, strict=True)]


def adam(gradients, rates, beta1=0.8, beta2=0.95, epsilon=1e-6):
    changes, m, v = [], 0, 0
    for t, (g, rate) in enumerate(zip(gradients, rates, strict=True), 1):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        changes.append(rate * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + epsilon))
    return changes


@pytest.mark.parametrize("make, reference", [*zip(MAKERS, [plain, momentum, nesterov, rmsprop, adam], strict=True)],
                         ids=NAMES)
@given(seed=st.integers(0, 2**32 - 1), rate=st.floats(1e-4, 10), shape=st.sampled_from([(3,), (2, 4), ()]))
@few
def test_twenty_updates_are_the_formula(make, reference, seed, rate, shape):
    random = np.random.default_rng(seed)
    gradients = [np.asarray(random.normal(0, 10 ** random.uniform(-3, 3), shape)) for _ in range(20)]
    factors = random.uniform(0, 1, 20)
    theta, optimizer = np.array(random.normal(size=shape)), make(rate)
    expected = theta.copy()
    for update, change in enumerate(reference(gradients, rate * factors)):
        optimizer.update(theta, gradients[update], factors[update])
        expected = expected - change
        np.testing.assert_allclose(optimizer.memory["change"], change, rtol=1e-10, atol=1e-300)
        np.testing.assert_allclose(theta, expected, rtol=1e-12, atol=1e-12 * np.abs(change).max())
    assert optimizer.updates == 20


@given(gradient=st.floats(1e-3, 1e100), rate=st.floats(1e-6, 10))
@few
def test_adams_first_step_is_the_learning_rate(gradient, rate):
    theta = np.array([0.0, 0.0])
    Adam(rate).update(theta, np.array([gradient, -gradient]))
    np.testing.assert_allclose(theta, [-rate, rate], rtol=1e-4)


def test_adams_terms_show_the_correction():
    optimizer = Adam(0.1, beta1=0.9, beta2=0.99)
    optimizer.update(np.array([1.0]), np.array([5.0]))
    terms = optimizer.terms()
    assert list(terms) == ["m", "v", "change", "m_hat", "v_hat"]
    assert terms["m"] == pytest.approx(0.5) and terms["v"] == pytest.approx(0.25)
    assert terms["m_hat"] == pytest.approx(5) and terms["v_hat"] == pytest.approx(25)
    terms["m"][0] = 99
    assert optimizer.terms()["m"] == pytest.approx(0.5)  # a copy was shown


@every
def test_float32_and_the_gradient_is_left_alone(make):
    theta, gradient = np.float32([1, 2]), np.float32([3, -4])
    optimizer, double = make(0.1), np.array([1.0, 2.0])
    other = make(0.1)
    for _ in range(5):
        optimizer.update(theta, gradient)
        other.update(double, gradient.astype(float))
    assert theta.dtype == np.float32 and {array.dtype for array in optimizer.memory.values()} == {np.dtype(np.float32)}
    np.testing.assert_allclose(theta, double, rtol=1e-5)
    assert gradient.tolist() == [3, -4]


@every
def test_no_memory_keeps_subnormal_numbers(make):
    """Reckoning with them takes many times as long, and float32 keeps them: 0.9 of the smallest is itself again."""
    theta, optimizer = np.float32([1, 2, 3]), make(0.1)
    for update in range(3000):
        optimizer.update(theta, np.float32([1, 0, 1e-18]) if update < 3 else np.zeros(3, np.float32))
    assert optimizer.updates % FLUSH == 0
    for values in optimizer.memory.values():
        assert not ((values != 0) & (np.abs(values) < np.finfo(np.float32).tiny)).any()
    assert np.isfinite(theta).all() and theta[1] == 2


@pytest.mark.parametrize("loss, first, verdict", [
    (1.0, 1.0, False), (1e12, 0.0, False), (1.1e12, 0.0, True), (2e12, 1.0, False), (2.1e12, 1.0, True),
    (-1e13, 1.0, True), (math.inf, 1e300, True), (-math.inf, 1.0, True), (math.nan, 1.0, True)])
def test_a_loss_has_diverged_when_it_is_not_finite_or_has_grown_a_million_million_times(loss, first, verdict):
    assert diverged(loss, first) is verdict


@every
def test_every_optimizer_finds_the_bottom_of_a_bowl(make):
    bowl = quadratic([1, 3], angle=0.5)
    run = descend(bowl.loss, bowl.gradient, [2, -1], make(0.05), updates=400, decay=exponential_decay(0.01))
    assert run.stopped == "finished" and run.losses[-1] < 1e-3 and run.losses[-1] < run.losses[0]


# ---------------------------------------------------------------------------- refused


@pytest.mark.parametrize("kind", [GradientDescent, Momentum, RMSProp, Adam])
@pytest.mark.parametrize("rate, error", [
    (0, ValueError), (-0.1, ValueError), (math.nan, ValueError), (math.inf, ValueError), (-math.inf, ValueError),
    ("0.1", TypeError), (None, TypeError), (True, TypeError), ([0.1], TypeError), (1j, TypeError)])
def test_the_learning_rate_must_be_a_number_above_0(kind, rate, error):
    with pytest.raises(error, match=f"{kind.__name__}: learning_rate"):
        kind(rate)


@pytest.mark.parametrize("make, rule", [
    (lambda: Momentum(1, momentum=1), "Momentum: momentum must be at least 0 and below 1|below 1 and at least 0"),
    (lambda: Momentum(1, momentum=-0.1), "Momentum: momentum"),
    (lambda: Momentum(1, nesterov="no"), "nesterov must be True"),
    (lambda: RMSProp(smoothing=1), "RMSProp: smoothing"), (lambda: RMSProp(epsilon=0), "RMSProp: epsilon"),
    (lambda: Adam(beta1=1), "Adam: beta1"), (lambda: Adam(beta2=-1), "Adam: beta2"),
    (lambda: Adam(beta1="x"), "Adam: beta1"), (lambda: Adam(epsilon=0), "Adam: epsilon must be at least 1e-30"),
    (lambda: Adam(epsilon=math.nan), "Adam: epsilon")])
def test_other_parameters_are_checked(make, rule):
    with pytest.raises((ValueError, TypeError), match=rule):
        make()


def read_only():
    theta = np.ones(2)
    theta.flags.writeable = False
    return theta


@pytest.mark.parametrize("theta, gradient, factor, error, rule", [
    ([1.0, 1.0], [1, 1], 1, TypeError, "theta must be a float array that can be changed in place"),
    (np.array([1, 1]), [1, 1], 1, TypeError, "theta must be a float array"),
    (read_only(), [1, 1], 1, TypeError, "theta must be a float array"),
    (np.array([1, np.nan]), [1, 1], 1, ValueError, r"theta\[1\] is nan"),
    (np.ma.masked_array([1.0, 2.0], mask=[0, 1]), [1, 1], 1, TypeError, "theta holds a masked array"),
    (np.ones(2), [1, 1, 1], 1, ValueError, r"theta \(2,\) and gradient \(3,\) must have the same shape"),
    (np.ones(2), [[1, 1]], 1, ValueError, "must have the same shape"), (np.ones(2), 1, 1, ValueError, "the same shape"),
    (np.ones(2), [1, np.nan], 1, ValueError, r"gradient\[1\] is nan"), (np.ones(2), [1, np.inf], 1, ValueError, "inf"),
    (np.ones(2), ["a", "b"], 1, TypeError, "gradient must hold real numbers"),
    (np.ones(2), None, 1, TypeError, "gradient"),
    (np.ones(2), [1j, 1], 1, TypeError, "gradient must hold"), (np.ones(2), [[1], [1, 2]], 1, ValueError, "ragged"),
    (np.ones(2), [1, 1], -1, ValueError, "factor must be at least 0"), (np.ones(2), [1, 1], "x", TypeError, "factor"),
    (np.ones(2), [1, 1], math.nan, ValueError, "factor is nan")])
@every
def test_update_refuses_and_changes_nothing(make, theta, gradient, factor, error, rule):
    optimizer, before = make(0.1), np.copy(theta)
    with pytest.raises(error, match=rf"{type(optimizer).__name__}\.update: .*{rule}"):
        optimizer.update(theta, gradient, factor)
    np.testing.assert_array_equal(theta, before)
    assert optimizer.updates == 0 and not optimizer.memory


@every
def test_an_optimizer_belongs_to_one_array(make):
    optimizer = make(0.1)
    optimizer.update(np.ones(2), np.ones(2))
    with pytest.raises(ValueError, match=r"has been updating an array of shape \(2,\), not \(3,\); take a new one"):
        optimizer.update(np.ones(3), np.ones(3))
    with pytest.raises(ValueError, match="descend: this optimizer has already made updates; take a new one"):
        descend(lambda t: 0.0, lambda t: t, [1, 2], optimizer)


@pytest.mark.parametrize("make, gradient", [(lambda: Adam(0.1), 1e200), (lambda: RMSProp(0.1), 1e200),
                                            (lambda: GradientDescent(1e10), 1e300)])
def test_an_update_beyond_the_float_is_said(make, gradient):
    """A squared gradient that overflows would stand still for ever, in silence."""
    optimizer, same, theta = make(), make(), np.ones(2)
    for one in (optimizer, same):
        one.update(theta, np.array([0.5, 1]))
    before = theta.copy()
    with pytest.raises(ValueError, match="update: the numbers have become too large for float64"):
        optimizer.update(theta, np.array([gradient, 1]))
    np.testing.assert_array_equal(theta, before)  # nothing has changed, and it goes on as if nothing had been
    other = theta.copy()
    optimizer.update(theta, np.ones(2))
    same.update(other, np.ones(2))
    np.testing.assert_array_equal(theta, other)
    assert optimizer.updates == 2


@pytest.mark.parametrize("make", [Adam, RMSProp, lambda: Momentum(0.1), lambda: GradientDescent(0.1)])
def test_before_the_first_update_there_is_nothing_to_remember(make):
    assert make().terms() == {}


def test_repr_says_the_rate():
    assert repr(Adam()) == "Adam(learning_rate=0.001)" and repr(Momentum(0.1)) == "Momentum(learning_rate=0.1)"


# ---------------------------------------------------------------------------- descend


@every
@given(start=st.lists(st.floats(-3, 3), min_size=2, max_size=2), updates=st.integers(0, 12))
@few
def test_each_step_follows_from_the_one_before(make, start, updates):
    bowl, decay = quadratic([1, 4], angle=0.3), step_decay(5)
    run = descend(bowl.loss, bowl.gradient, start, make(0.1), updates, decay)
    assert len(run.steps) == updates + 1 and run.stopped == "finished"
    assert run.message == f"finished {updates} update{'s' * (updates != 1)}"
    assert run.path.shape == (updates + 1, 2) and run.path[0].tolist() == start and run.steps[0].terms == {}
    for k, step in enumerate(run.steps):
        assert step.update == k and step.loss == run.losses[k] == bowl.loss(run.path[k])
        np.testing.assert_array_equal(step.gradient, bowl.gradient(step.theta))
        if k:
            np.testing.assert_array_equal(step.theta, run.path[k - 1] - step.terms["change"])
            assert step.learning_rate == pytest.approx(0.1 * decay(k - 1))


def test_plain_descent_by_hand():
    """x² from 1 with 0.1: each update multiplies by 0.8."""
    run = descend(lambda x: float(x[0] ** 2), lambda x: 2 * x, [1], GradientDescent(0.1), updates=3)
    np.testing.assert_allclose(run.path[:, 0], [1, 0.8, 0.64, 0.512])
    np.testing.assert_allclose([step.terms["change"][0] for step in run.steps[1:]], [0.2, 0.16, 0.128])


@given(curvature=st.floats(0.1, 100), seed=st.integers(0, 99))
@settings(max_examples=8, deadline=None)
def test_the_threshold_is_two_over_lambda(curvature, seed):
    """Just below, plain descent converges; just above, it diverges, and says so with finite steps only."""
    bowl = quadratic([curvature, curvature / 7], angle=seed)
    start = bowl.gradient(np.random.default_rng(seed).normal(size=2))
    assume(np.abs(start).max() > 1e-3)
    below = descend(bowl.loss, bowl.gradient, start, GradientDescent(1.9 / curvature), updates=200)
    assert below.stopped == "finished" and below.losses[-1] < 1e-3 * below.losses[0]
    above = descend(bowl.loss, bowl.gradient, start, GradientDescent(2.1 / curvature), updates=400)
    assert above.stopped == "diverged" and len(above.steps) < 401 and np.isfinite(above.path).all()
    assert above.message == (f"diverged at update {len(above.steps)}: the learning rate {2.1 / curvature:g} "
                             "is too large here")


@pytest.mark.parametrize("loss, gradient", [
    (lambda x: x[0] ** 2, lambda x: 2 * x), (lambda x: float(x[0]) ** 4, lambda x: np.array([4 * float(x[0]) ** 3, 0])),
    (double_well().loss, double_well().gradient), (lambda x: np.exp(x).sum(), np.exp),
    (lambda x: mean_squared_error(x, [0, 0]), lambda x: mean_squared_error_gradient(x, [0, 0]))])
@pytest.mark.parametrize("rate", [10, 1e155, 1e308])
@every
def test_divergence_is_said_and_only_finite_steps_are_kept(loss, gradient, rate, make):
    """However the loss itself overflows: to infinity, with an OverflowError, or refused by this course."""
    run = descend(loss, gradient, [1.5, 1.2], make(rate), updates=100)
    for step in run.steps:
        terms = [array for array in step.terms.values()]
        assert all(np.isfinite(value).all() for value in (step.theta, step.loss, step.gradient, *terms))
    assert (run.stopped == "diverged") == run.message.startswith("diverged at update") == (len(run.steps) < 101)


def test_a_loss_that_is_no_number_at_the_start_is_an_error():
    with pytest.raises(ValueError, match="descend: loss or gradient is not finite at the start"):
        descend(lambda x: math.nan, lambda x: x, [1], Adam())
    with pytest.raises(ValueError, match="math domain error"):  # the learner's own error comes through
        descend(lambda x: math.log(x[0]), lambda x: 1 / x, [-1], Adam())


def test_the_schedule_is_asked_once_for_each_update():
    asked = []
    run = descend(lambda x: x[0] ** 2, lambda x: 2 * x, [1], GradientDescent(0.1), 4,
                  lambda k: asked.append(k) or 1 / (k + 1))
    assert asked == [0, 1, 2, 3]
    np.testing.assert_allclose([step.learning_rate for step in run.steps], [0.1, 0.1, 0.05, 0.1 / 3, 0.025])


def test_loss_and_gradient_cannot_change_theta():
    def meddle(x):
        x[:] = 77
        return x

    start = np.array([1.0, 2.0])
    run = descend(lambda x: float(meddle(x)[0]), lambda x: meddle(x) * 0, start, GradientDescent(0.1), 3)
    assert run.path.tolist() == [[1, 2]] * 4 and start.tolist() == [1, 2]


def test_float32_stays_float32():
    run = descend(lambda x: (x**2).sum(), lambda x: 2 * x, np.float32([1, 2]), Adam(0.1), 3)
    assert run.path.dtype == np.float32


BOWL = quadratic([1, 2])


@pytest.mark.parametrize("change, error, rule", [
    (dict(start=[1, np.nan]), ValueError, r"start\[1\] is nan"),
    (dict(start=[[1, 2]]), ValueError, "start must have rank 1"),
    (dict(start="ab"), TypeError, "start must hold real numbers"), (dict(start=[]), ValueError, "start is empty"),
    (dict(start=[[1], [2, 3]]), ValueError, "start is ragged"), (dict(start=None), TypeError, "start"),
    (dict(updates=-1), ValueError, "updates must be at least 0"), (dict(updates=2.5), TypeError, "updates must be"),
    (dict(optimizer=Adam), TypeError, "optimizer must be an Optimizer such as"),
    (dict(optimizer=0.1), TypeError, "optimizer must be an Optimizer"),
    (dict(loss=3), TypeError, "loss must be a function, not 3"),
    (dict(gradient=None), TypeError, "gradient must be a function, not None"),
    (dict(decay=0.5), TypeError, "decay must be a schedule such as"),
    (dict(decay=0), TypeError, "decay must be a schedule"),
    (dict(decay=lambda k: "x"), TypeError, "the factor of decay must be one real number"),
    (dict(decay=lambda k: -1), ValueError, "the factor of decay must be at least 0"),
    (dict(decay=lambda k: math.nan), ValueError, "the factor of decay is nan"),
    (dict(loss=lambda x: x), TypeError, r"loss must return one number, not float64 of shape \(2,\)"),
    (dict(loss=lambda x: x[:1]), TypeError, r"loss must return one number, not float64 of shape \(1,\)"),
    (dict(loss=lambda x: "1"), TypeError, "loss must return one number"),
    (dict(loss=lambda x: 1j), TypeError, "loss must return one number"),
    (dict(loss=lambda x: None), TypeError, "loss must return one number"),
    (dict(loss=lambda x: [[1], [1, 2]]), TypeError, "loss must return one number"),
    (dict(gradient=lambda x: x[:1]), ValueError, r"gradient returned shape \(1,\), theta has \(2,\)"),
    (dict(gradient=lambda x: None), TypeError, "gradient must return real numbers"),
    (dict(gradient=lambda x: "ab"), TypeError, "gradient must return real numbers"),
    (dict(gradient=lambda x: x * 1j), TypeError, "gradient must return real numbers")])
def test_descend_refuses_with_the_rule(change, error, rule):
    arguments = dict(loss=BOWL.loss, gradient=BOWL.gradient, start=[1, 2], optimizer=GradientDescent(0.1))
    with pytest.raises(error, match=f"descend: {rule}"):
        descend(**{**arguments, **change})


# ---------------------------------------------------------------------------- schedules and landscapes


def test_schedules_known_values():
    assert [constant()(k) for k in (0, 7)] == [1, 1]
    assert [step_decay(10)(k) for k in (0, 9, 10, 25)] == [1, 1, 0.5, 0.25]
    assert exponential_decay(0.1)(10) == pytest.approx(1 / math.e)
    assert cosine_decay(100, floor=0.2)(50) == pytest.approx(0.6)
    assert [cosine_decay(100, floor=0.2)(k) for k in (0, 100, 500)] == [1, 0.2, 0.2]


@given(k=st.integers(0, 10**9))
@few
def test_schedules_start_at_1_and_never_rise(k):
    for schedule in (constant(), step_decay(3, 0.9), exponential_decay(1e-3), cosine_decay(1000, 0.1), cosine_decay(7)):
        assert schedule(0) == 1 and 0 <= schedule(k + 1) <= schedule(k) <= 1


@pytest.mark.parametrize("make, rule", [
    (lambda: step_decay(0), "step_decay: every must be at least 1"),
    (lambda: step_decay(2.5), "step_decay: every must be"),
    (lambda: step_decay(1, 0), "step_decay: factor"), (lambda: step_decay(1, 1.1), "step_decay: factor"),
    (lambda: exponential_decay(-1), "exponential_decay: rate"),
    (lambda: exponential_decay("x"), "exponential_decay: rate"),
    (lambda: cosine_decay(0), "cosine_decay: updates"), (lambda: cosine_decay(9, 2), "cosine_decay: floor"),
    (lambda: cosine_decay(9, math.nan), "cosine_decay: floor is nan")])
def test_schedules_refuse_with_the_rule(make, rule):
    with pytest.raises((ValueError, TypeError), match=rule):
        make()


@pytest.mark.parametrize("landscape", [quadratic([1, 10]), quadratic([2, -3], angle=1.2), double_well(),
                                       quadratic([1, 10], lowest=[2, -1])],
                         ids=lambda landscape: landscape.name)
@given(theta=st.lists(st.floats(-3, 3), min_size=2, max_size=2))
@few
def test_landscapes_have_their_gradient(landscape, theta):
    expected = numerical_gradient(landscape.loss, theta)
    np.testing.assert_allclose(landscape.gradient(theta), expected, rtol=1e-5, atol=1e-5)
    assert type(landscape.loss(theta)) is float


def test_landscapes_known_points():
    assert double_well().loss([-1, 0]) < double_well().loss([1, 0])  # the left one is deeper
    assert quadratic([1, 10]).loss([2, 1]) == 7
    turned = quadratic([1, 10], angle=math.pi / 2)
    assert turned.loss([2, 1]) == pytest.approx((10 * 4 + 1) / 2)


@pytest.mark.parametrize("landscape", [quadratic([1, 10]), double_well()], ids=lambda it: it.name)
@pytest.mark.parametrize("theta, error, rule", [
    (3, ValueError, r"theta has shape \(\); it takes \(2,\)"), ([1, 2, 3], ValueError, r"theta has shape \(3,\)"),
    ([1, np.nan], ValueError, r"theta\[1\] is nan"), (["a", "b"], TypeError, "theta must hold real numbers"),
    ([1e300, 1e300], ValueError, "the result is too large")])
def test_landscapes_refuse_with_the_rule(landscape, theta, error, rule):
    with pytest.raises(error, match=f"{landscape.name}: {rule}"):
        landscape.loss(theta)


def test_quadratic_refuses_with_the_rule():
    with pytest.raises(ValueError, match="quadratic: an angle needs 2 curvatures, not 3"):
        quadratic([1, 2, 3], angle=1)
    for curvatures in ([], [[1]], [np.nan], 3):
        with pytest.raises(ValueError, match="quadratic: curvatures"):
            quadratic(curvatures)
    with pytest.raises(ValueError, match=r"^quadratic: curvatures \(2,\) and lowest \(3,\) must have the same shape$"):
        quadratic([1, 2], lowest=[0, 0, 0])
    with pytest.raises(ValueError, match="quadratic: the result is too large"):
        quadratic([1.7e308, -1.7e308], angle=2.0).loss([1.0, 9.0])


def test_a_new_optimizer_needs_only_its_change():
    class Sign(Optimizer):
        def change(self, gradient, rate):
            np.multiply(np.sign(gradient), rate, out=self.memory["change"])

    assert descend(BOWL.loss, BOWL.gradient, [1, -2], Sign(0.5), 2).path.tolist() == [[1, -2], [0.5, -1.5], [0, -1]]


def test_a_hundred_updates_are_made_unless_told():
    assert len(descend(lambda t: 0.5 * t @ t, lambda t: t, [1.0, 2.0], GradientDescent(0.1)).steps) == 101


def test_a_cosine_may_fall_in_one_update():
    assert [cosine_decay(1)(update) for update in (0, 1, 2)] == [1, 0, 0]


# What is walked on and looked at.


@pytest.mark.parametrize("angle", [0.0, 0.7])
def test_a_bowl_lies_where_it_is_told_to(angle):
    here, there = quadratic([1, 10], angle), quadratic([1, 10], angle, lowest=[3, -2])
    assert there.loss([3, -2]) == 0 and there.gradient([3, -2]).tolist() == [0, 0]
    assert there.loss([5, -1]) == pytest.approx(here.loss([2, 1]))
    np.testing.assert_allclose(there.gradient([5, -1]), here.gradient([2, 1]))


def test_a_shaken_gradient_is_the_gradient_with_normal_noise():
    bowl, draw = quadratic(np.ones(10_000)), np.random.default_rng(3)
    shaken, theta = noisy(bowl, noise=0.5, seed=3), np.full(10_000, 2.0)
    for _ in range(2):  # another noise each time
        np.testing.assert_array_equal(shaken.gradient(theta), 2 + draw.normal(0, 0.5, 10_000))
    assert shaken.loss(theta) == bowl.loss(theta) == 20_000
    np.testing.assert_array_equal(noisy(bowl, noise=0).gradient(theta), theta)
    with pytest.raises(ValueError, match="^quadratic: theta has shape"):
        shaken.gradient([1.0])
    with pytest.raises(ValueError, match="^noisy: noise must be at least 0, not -1$"):
        noisy(bowl, -1)


@every
def test_a_replay_is_the_updates_one_by_one(make):
    gradients, theta, optimizer = [250.0, -1.0, 0.0, 0.01], np.zeros(1), make(0.1)
    steps = replay(gradients, make(0.1))
    assert steps[0].theta == 0 and len(steps) == 5
    for gradient, step in zip(gradients, steps[1:]):
        optimizer.update(theta, np.array([gradient]))
        assert step.theta == theta and step.terms == optimizer.terms()


def test_a_replay_refuses_what_outgrows_the_float():
    with pytest.raises(ValueError, match="^replay: the numbers have become too large for float64$"):
        replay([1.0, 1e200], Adam())


def test_least_squares_are_numpys():
    random = np.random.default_rng(1)
    X, y, w = random.normal(size=(9, 3)), random.normal(size=9), random.normal(size=3)
    line = LeastSquares(X, y)
    assert line.loss(w) == pytest.approx(np.mean((X @ w - y) ** 2))
    np.testing.assert_allclose(line.gradient(line.best), 0, atol=1e-12)
    np.testing.assert_allclose(line.gradient(w), numerical_gradient(line.loss, w), atol=1e-6)
    nudged = [line.gradient(w + 1e-3 * way) - line.gradient(w) for way in np.eye(3)]
    np.testing.assert_allclose(line.H, np.array(nudged) / 1e-3, atol=1e-9)
    np.testing.assert_allclose(line.curvatures, np.linalg.eigvalsh(line.H))
    with pytest.raises(ValueError, match=r"^LeastSquares.loss: w has shape \(2,\); X \(9, 3\) takes \(3,\)$"):
        line.loss([1, 2])
    with pytest.raises(ValueError, match="^LeastSquares: X has 1 row, y has 2; give one each$"):
        LeastSquares([[1, 2]], [3, 4])


def test_on_a_contour_the_loss_is_that_high():
    random = np.random.default_rng(2)
    line = LeastSquares(random.normal(size=(9, 2)), random.normal(size=9))
    for height, ellipse in zip((0.5, 3), contours(line.H, [0.5, 3], line.best)):
        assert len(ellipse) == 49 and np.ptp(ellipse, axis=0).min() > 0.1
        np.testing.assert_allclose([line.loss(w) - line.loss(line.best) for w in ellipse], height)
    for H, heights in (([[1, 0], [0, 0]], [1]), ([[1, 0], [0, -1]], [1]), ([[1, 0], [0, 1]], [0])):
        with pytest.raises(ValueError, match="^contours: ellipses need a loss that rises in every direction, and"):
            contours(H, heights)
    with pytest.raises(ValueError, match=r"^contours: H has shape \(3, 3\) and lowest \(2,\); they take"):
        contours(np.eye(3), [1])


@given(st.floats(0.1, 30), st.floats(0.1, 30), st.floats(-3, 3))
def test_the_gradient_points_straight_along_the_main_directions_and_nowhere_else(one, other, angle):
    H, bowl = bowl_matrix([one, other], angle), quadratic([one, other], angle)
    curvatures, directions = main_directions(H)
    np.testing.assert_allclose(curvatures, sorted([one, other]), rtol=1e-9)
    for curvature, u in zip(curvatures, directions):
        np.testing.assert_allclose(bowl.gradient(u), curvature * u, atol=1e-9)
        assert curvature_along(H, 3 * u) == pytest.approx(curvature)
    middle = curvature_along(H, directions.sum(axis=0))
    assert middle == pytest.approx((one + other) / 2)


@pytest.mark.parametrize(("call", "rule"), [
    (lambda: bowl_matrix([1, 2, 3], 0.5), "bowl_matrix: an angle needs 2 curvatures, not 3"),
    (lambda: curvature_along(np.eye(2), [0, 0]), "curvature_along: direction must hold 2 numbers, not all of"),
    (lambda: curvature_along(np.eye(2), [1, 0, 0]), "curvature_along: direction must hold 2 numbers"),
    (lambda: main_directions([[1, 2], [0, 1]]), "main_directions: H must be symmetric"),
    (lambda: main_directions([[1, 2]]), "main_directions: H has shape"),
])
def test_curvatures_refuse_with_the_rule(call, rule):
    with pytest.raises(ValueError, match=rule):
        call()


# ---------------------------------------------------------------------------- how many updates, and what a step leaves


@pytest.mark.parametrize("make", [lambda: GradientDescent(0.09), lambda: Momentum(0.06, 0.6), lambda: RMSProp(0.1),
                                  lambda: Adam(0.2)])
@pytest.mark.parametrize("angle", [0, 0.5])
def test_updates_needed_are_those_of_a_descent(make, angle):
    bowl = quadratic([1, 20], angle)
    start = [4 * np.cos(angle) - 2 * np.sin(angle), 4 * np.sin(angle) + 2 * np.cos(angle)]
    losses = descend(bowl.loss, bowl.gradient, start, make(), updates=300).losses
    there = np.flatnonzero(losses < 1e-6)
    assert updates_needed(make(), [1, 20], angle=angle, most=300) == (there[0] if there.size else None)
    assert updates_needed(make(), [1, 20], angle=angle, most=5) is None


def test_nobody_waits_for_what_diverges():
    assert updates_needed(GradientDescent(3.0), [1, 20], most=100_000) is None
    used = Adam(0.1)
    used.update(np.ones(2), np.ones(2))
    with pytest.raises(ValueError, match="^updates_needed: this optimizer has already made updates; take a new one$"):
        updates_needed(used)
    with pytest.raises(ValueError, match=r"^updates_needed: curvatures \(2,\) and start \(3,\)"):
        updates_needed(Adam(0.1), [1, 2], [1, 2, 3])


@given(rate=st.floats(0.01, 0.4), momentum=st.floats(0, 0.95), curvature=st.floats(0.1, 10))
@few
def test_what_a_step_with_momentum_leaves(rate, momentum, curvature):
    """The largest eigenvalue of the matrix that takes two places of the ball to the next two."""
    step = np.array([[1 + momentum - rate * curvature, -momentum], [1, 0]])
    left = left_by_momentum(rate, momentum, curvature)
    assert left == pytest.approx(np.abs(np.linalg.eigvals(step)).max(), abs=1e-6)
    assert (left < 1) == (rate * curvature < 2 * (1 + momentum)) or left == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("kappa", [4, 25, 100])
def test_the_best_momentum_leaves_the_same_along_every_direction(kappa):
    """Polyak's choice: √μ = (√κ − 1)/(√κ + 1), η = 4/(√κ + 1)² for curvatures from 1 to κ."""
    root = (kappa**0.5 - 1) / (kappa**0.5 + 1)
    rate = 4 / (kappa**0.5 + 1) ** 2
    for curvature in (1, kappa**0.5, kappa):
        assert left_by_momentum(rate, root**2, curvature) == pytest.approx(root, abs=1e-6)
