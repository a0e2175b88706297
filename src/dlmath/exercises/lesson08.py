"""Exercises of lesson 08: gradient descent and what was made of it."""

import numpy as np
from numpy import array

from dlmath.descent import GradientDescent, Momentum, descend, quadratic
from dlmath.exercises.check import Exercise, Mistake

EXERCISES = []


def step(theta, gradient, rate):
    return theta - rate * gradient


EXERCISES.append(Exercise(
    "8.1", "One step downhill",
    "Return the parameters after one step: `theta` less `rate` times `gradient`.",
    solution=step,
    why="The gradient points uphill, so the step goes against it, and the learning rate says how far.",
    inputs=[(0.0, -6.0, 0.1), (5.0, 4.0, 0.5), (array([1.0, 2.0]), array([10.0, -1.0]), 0.1)],
    see="One ball on one curve",
    mistakes=[
        Mistake(lambda theta, gradient, rate: theta + rate * gradient,
                "This steps *uphill*: at `theta` = 0 the slope is −6, so downhill is to the right, and "
                "0 − 0.1 · (−6) = 0.6."),
        Mistake(lambda theta, gradient, rate: theta - gradient,
                "The learning rate is missing: this takes the whole gradient as a step, from 0 to 6, and lands "
                "as high on the other side."),
        Mistake(lambda theta, gradient, rate: theta - rate**2 * gradient,
                "The learning rate counts twice, squared: with `rate` = 0.1 the steps are 0.01 times the slope."),
        Mistake(lambda theta, gradient, rate: -rate * gradient,
                "This is the step alone. The new `theta` is the old one *plus* that step."),
        Mistake(lambda theta, gradient, rate: theta - rate * theta,
                "This multiplies the rate with `theta` itself; it is the *gradient* that says where downhill is."),
        Mistake(lambda theta, gradient, rate: theta - rate * np.sign(gradient),
                "Only the sign of the slope counts here. The step has to be longer where it is steeper: −6 gives "
                "0.6, not 0.1."),
    ],
    hints=["At 0 with slope −6 and rate 0.1 the step is 0.6 to the right.",
           "Against the gradient means minus: `theta - …`."],
))


def largest_rate(curvatures):
    return 2 / np.max(curvatures)


EXERCISES.append(Exercise(
    "8.2", "Too large, or not?",
    "On a bowl with these `curvatures`, below which learning rate does plain descent arrive?",
    solution=largest_rate,
    why="Each direction multiplies its distance by 1 − ηλ, which shrinks only if η < 2/λ; the largest λ asks for "
        "the smallest η.",
    inputs=[(array([2.0]),), (array([10.0, 1.0]),), (array([1.0, 20.0, 5.0]),)],
    random=lambda rng: (rng.uniform(0.1, 50, 4),),
    see="The threshold",
    mistakes=[
        Mistake(lambda curvatures: 1 / np.max(curvatures),
                "This is 1/λ, the rate that needs a single step. Steps may leap across the valley, as long as "
                "they come closer: up to twice that, 2/λ."),
        Mistake(lambda curvatures: 2 / np.min(curvatures),
                "This is 2/λ for the *flattest* direction, the most patient one. With curvatures 10 and 1 the "
                "first gives way already at 0.2."),
        Mistake(lambda curvatures: 2 / np.mean(curvatures),
                "This averages the curvatures, but no direction can help another: if a single one diverges, all "
                "is lost. For 10 and 1 the answer is 0.2."),
        Mistake(lambda curvatures: 2 * np.max(curvatures),
                "This *multiplies* by λ: a steeper bowl would then allow longer steps. It is 2 divided by λ."),
        Mistake(lambda curvatures: 2 / np.sum(curvatures),
                "This adds the curvatures up. Each direction is on its own; for 10 and 1 the answer is 2/10."),
    ],
    hints=["In one direction the limit is 2/λ.",
           "Which of the curvatures gives the smallest limit? `np.max` finds it."],
))


POCKET = ({"W1": array([[0.5, -1.0, 1.0], [0.5, 0.5, -1.0]]), "b1": array([-0.5, 0.0, 2.0]),
           "W2": array([[0.5], [1.0], [-0.5]]), "b2": array([0.2])},
          {"W1": array([[-0.3318, 0.0, 0.3318], [-0.4977, 0.0, 0.4977]]), "b1": array([-0.1659, 0.0, 0.1659]),
           "W2": array([[-0.6636], [0.0], [-0.3318]]), "b2": array([-0.3318])}, 0.5)


def update_all(parameters, gradients, rate):
    return {name: parameters[name] - rate * gradients[name] for name in parameters}


EXERCISES.append(Exercise(
    "8.3", "All parameters at once",
    "Return a dict of the new parameters: each one less `rate` times the gradient of the same name.",
    solution=update_all,
    why="One rule serves every array, weights and biases alike, and all gradients are from before the step.",
    inputs=[({"W1": array([[1.0]]), "b1": array([2.0])}, {"W1": array([[10.0]]), "b1": array([-1.0])}, 0.1),
            POCKET],
    see="The pocket network takes a step",
    mistakes=[
        Mistake(lambda parameters, gradients, rate: {
            name: p - rate * gradients[name] if name.startswith("W") else p for name, p in parameters.items()},
                "Only the weights have moved: `b1` is as it was. Biases are learned by the same rule."),
        Mistake(lambda parameters, gradients, rate: {
            name: p + rate * gradients[name] for name, p in parameters.items()},
                "A plus: every parameter climbs. `W1` = 1 with gradient 10 and rate 0.1 becomes 0."),
        Mistake(lambda parameters, gradients, rate: {
            name: -rate * gradients[name] for name in parameters},
                "These are the steps alone: take each from its parameter, `parameters[name] - …`."),
        Mistake(lambda parameters, gradients, rate: {
            name: p - rate * np.sum(gradients[name]) for name, p in parameters.items()},
                "Each entry loses the *sum* of the gradient. Entry by entry is meant: `W1[0, 0]` has a slope of "
                "its own."),
        Mistake(lambda parameters, gradients, rate: {
            name: p - gradients[name] for name, p in parameters.items()},
                "The learning rate is missing: the whole gradient is subtracted, ten times too much where `rate` "
                "is 0.1."),
    ],
    hints=["`for name in parameters` goes through \"W1\", \"b1\", and so on.",
           "A new dict, one entry for each name: `{name: … for name in parameters}`.",
           "The entry is the rule of exercise 8.1."],
))


FLATS = array([[30.0, 0.2], [90.0, 0.4], [150.0, 0.9]])


def standardise(train, new):
    return (new - train.mean(axis=0)) / train.std(axis=0)


EXERCISES.append(Exercise(
    "8.4", "Scale the inputs",
    "Scale the columns of `new` by the means and standard deviations of the columns of `train`.",
    solution=standardise,
    why="Every column of `train` gets mean 0 and width 1, and new data are measured with the same ruler.",
    inputs=[(FLATS, FLATS[:1] + 6), (FLATS, array([[60.0, 0.5], [90.0, 1.0]]))],
    random=lambda rng: (rng.normal(5, 3, (6, 2)), rng.normal(5, 3, (4, 2))),
    see="Narrow valleys, and scaling the inputs",
    mistakes=[
        Mistake(lambda train, new: (new - new.mean(axis=0)) / (new.std(axis=0) + 1e-12),
                "This measures `new` with its own mean and width. A flat of 90 m² has to become the same number "
                "whichever flats stand beside it: use those of `train`."),
        Mistake(lambda train, new: (new - train.mean()) / train.std(),
                "One mean for the whole table: areas and shares are mixed. `axis=0` gives one for each column."),
        Mistake(lambda train, new: new - train.mean(axis=0),
                "The means are gone, the widths are still there: the area would still be 100 times wider. Divide "
                "by the standard deviation."),
        Mistake(lambda train, new: new / train.std(axis=0),
                "The widths are right, the means are still there: `train.mean(axis=0)` has to be subtracted "
                "first."),
        Mistake(lambda train, new: (new - train.mean(axis=0)) / train.var(axis=0),
                "This divides by the *variance*, in square units: 60 m² of spread became 3600. Take its root, "
                "`std`."),
        Mistake(lambda train, new: new - train.mean(axis=0) / train.std(axis=0),
                "Brackets: `a - b / c` divides only b by c. The difference has to be divided as a whole."),
    ],
    hints=["`train.mean(axis=0)` is one mean for each column, `train.std(axis=0)` one width.",
           "Both of `train`, even for `new`: subtract first, then divide."],
))


def updates(m, B, epochs):
    return epochs * -(-m // B)


EXERCISES.append(Exercise(
    "8.5", "Count the updates",
    "`m` examples in batches of `B`, the last one possibly short: how many updates in so many `epochs`?",
    solution=updates,
    why="Every epoch deals all examples out anew, and the short batch at its end makes an update too; "
        "`-(-m // B)` rounds up.",
    inputs=[(10, 4, 1), (10, 4, 3), (10, 5, 1), (10, 10, 3), (60_000, 128, 1), (60_000, 1, 1), (5, 8, 2)],
    see="Batch, stochastic, mini-batch",
    mistakes=[
        Mistake(lambda m, B, epochs: epochs * (m // B),
                "The short batch at the end is forgotten: 10 examples in batches of 4 are 4, 4 and 2, three "
                "updates."),
        Mistake(lambda m, B, epochs: epochs * m / B,
                "Not a whole number: 10 examples in batches of 4 give 2.5 here. The half batch is an update too: "
                "round up."),
        Mistake(lambda m, B, epochs: -(-m // B),
                "This is one epoch. Each of the `epochs` makes as many again."),
        Mistake(lambda m, B, epochs: -(-m * epochs // B),
                "This pours the epochs into one long row of examples. Each epoch is dealt on its own, with its own "
                "short batch: 3 epochs of 10 in batches of 4 make 9 updates, not 8."),
        Mistake(lambda m, B, epochs: epochs * m,
                "This is one update for each example, as if `B` were 1."),
        Mistake(lambda m, B, epochs: epochs,
                "This takes an epoch for an update. They are the same for the full batch only, where `B` = `m`."),
    ],
    hints=["10 examples in batches of 4: 4, 4 and 2. That is 3 updates.",
           "Rounding up: `-(-m // B)`, or `int(np.ceil(m / B))`.",
           "Round up first, then multiply by the epochs."],
))


LINE = (array([1.0, -1.0]), array([[1.0, 2.0], [3.0, 1.0], [0.0, 1.0], [2.0, 2.0]]), array([0.0, 1.0, -1.0, 3.0]))


def a_batch(rng):
    return rng.normal(size=3), rng.normal(size=(8, 3)), rng.normal(size=8), rng.integers(0, 8, 5)


def batch_gradient(w, X, y, rows):
    residuals = X[rows] @ w - y[rows]
    return 2 * X[rows].T @ residuals / len(rows)


EXERCISES.append(Exercise(
    "8.6", "The gradient of a batch",
    "Return the gradient of the mean squared error of `X @ w` and `y` on the examples in `rows`.",
    solution=batch_gradient,
    why="The loss is a mean over the batch, so its gradient is one too, and its size does not depend on how many "
        "examples were looked at.",
    inputs=[(*LINE, array([0])), (*LINE, array([1, 2])), (*LINE, array([0, 3])), (*LINE, array([0, 1, 2, 3]))],
    random=a_batch,
    see="Batch, stochastic, mini-batch",
    mistakes=[
        Mistake(lambda w, X, y, rows: 2 * X[rows].T @ (X[rows] @ w - y[rows]),
                "The mean is forgotten: this is the *sum*, and it grows with the batch. Divide by `len(rows)`."),
        Mistake(lambda w, X, y, rows: 2 * X[rows].T @ (X[rows] @ w - y[rows]) / len(X),
                "This divides by all examples, `len(X)`, where only `len(rows)` of them were looked at."),
        Mistake(lambda w, X, y, rows: X[rows].T @ (X[rows] @ w - y[rows]) / len(rows),
                "Half of it: the square brings a factor 2 with it."),
        Mistake(lambda w, X, y, rows: 2 * X[rows].T @ (y[rows] - X[rows] @ w) / len(rows),
                "The sign is turned: this is −1 times the gradient. The residual is prediction minus truth."),
        Mistake(lambda w, X, y, rows: 2 * X.T @ (X @ w - y) / len(X),
                "This looks at all of `X`: it is the full batch. Take `X[rows]` and `y[rows]`."),
        Mistake(lambda w, X, y, rows: 2 * np.mean(X[rows] @ w - y[rows]) * np.ones(len(w)),
                "The inputs are missing: each residual has to be weighed with its example's own inputs, "
                "`X[rows].T @ …`."),
    ],
    hints=["The residuals of the batch are `X[rows] @ w - y[rows]`.",
           "As in lesson 7: `X[rows].T @ residuals`, with a factor 2 from the square.",
           "A mean over the batch: divide by `len(rows)`."],
))


def a_moment(rng):
    return rng.normal(size=3), rng.normal(size=3), rng.normal(size=3), 0.1, 0.9


def momentum_step(theta, v, g, rate, keep):
    v = keep * v + g
    return theta - rate * v, v


EXERCISES.append(Exercise(
    "8.7", "A step with momentum",
    "Return the new `theta` and the new velocity `v`: v ← keep·v + g, then θ ← θ − rate·v.",
    solution=momentum_step,
    why="What points the same way adds up in the velocity, what flips its sign cancels.",
    inputs=[(array([1.0]), array([0.0]), array([2.0]), 0.1, 0.9),
            (array([1.0, 1.0]), array([1.0, -1.0]), array([2.0, 2.0]), 0.1, 0.5)],
    random=a_moment,
    see="Momentum",
    mistakes=[
        Mistake(lambda theta, v, g, rate, keep: (theta - rate * g, keep * v + g),
                "The velocity is kept and not used: `theta` moved by `rate * g`, as in plain descent."),
        Mistake(lambda theta, v, g, rate, keep: (theta - rate * v, keep * v + g),
                "The step was taken with the *old* velocity. First `v`, then `theta`: with `v` = 0 it would stand "
                "still."),
        Mistake(lambda theta, v, g, rate, keep: (theta - rate * (keep * v + rate * g), keep * v + rate * g),
                "The learning rate is in twice, in the velocity and again in the step: where it is 0.1, it counts "
                "as 0.01."),
        Mistake(lambda theta, v, g, rate, keep: (theta + rate * (keep * v + g), keep * v + g),
                "A plus: this rolls uphill. The step is `theta - rate * v`."),
        Mistake(lambda theta, v, g, rate, keep: (theta - rate * (keep * v + (1 - keep) * g),
                                                 keep * v + (1 - keep) * g),
                "This is a running *mean*, with `1 - keep` before the gradient, as Adam has it. Here the whole "
                "gradient is added."),
        Mistake(lambda theta, v, g, rate, keep: (theta - rate * (v + g), v + g),
                "Nothing of the velocity is lost, as if `keep` were 1: the ball would roll to and fro for ever."),
    ],
    hints=["Two lines: first the new `v`, then the new `theta` from it.",
           "Return both: `return theta - rate * v, v`."],
))


def a_square(rng):
    return rng.normal(size=3), rng.random(3), rng.normal(size=3), 0.1, 0.9


def rmsprop_step(theta, s, g, rate, keep):
    s = keep * s + (1 - keep) * g**2
    return theta - rate * g / (np.sqrt(s) + 1e-8), s


EXERCISES.append(Exercise(
    "8.8", "A step of RMSProp",
    "Return the new `theta` and the new mean square `s`; add 1e-8 to the root before you divide.",
    solution=rmsprop_step,
    why="Dividing by the root of the mean square makes every parameter's step about as long as the rate, whatever "
        "the size of its gradients.",
    inputs=[(array([1.0]), array([0.0]), array([2.0]), 0.1, 0.9),
            (array([1.0, 1.0]), array([4.0, 1.0]), array([2.0, -3.0]), 0.1, 0.5)],
    random=a_square,
    see="RMSProp: a rate for each parameter",
    mistakes=[
        Mistake(lambda theta, s, g, rate, keep: (theta - rate * g / (keep * s + (1 - keep) * g**2 + 1e-8),
                                                 keep * s + (1 - keep) * g**2),
                "The root is missing: `s` has the unit of a square, and g/s shrinks where the gradient is large. "
                "Divide by `np.sqrt(s)`."),
        Mistake(lambda theta, s, g, rate, keep: (theta - rate * g / (np.sqrt(np.abs(keep * s + (1 - keep) * g))
                                                                     + 1e-8), keep * s + (1 - keep) * g),
                "This averages the gradient itself; RMSProp averages its square, `g**2`."),
        Mistake(lambda theta, s, g, rate, keep: (theta - rate * g / (np.sqrt(s) + 1e-8),
                                                 keep * s + (1 - keep) * g**2),
                "The *old* mean square was divided by: with `s` = 0 that is a division by 1e-8. First `s`, then "
                "`theta`."),
        Mistake(lambda theta, s, g, rate, keep: (theta - rate * g / (np.sqrt(keep * s + g**2) + 1e-8),
                                                 keep * s + g**2),
                "The factor `1 - keep` is missing: this sum grows to ten times the square where `keep` is 0.9."),
        Mistake(lambda theta, s, g, rate, keep: (theta - rate * g, keep * s + (1 - keep) * g**2),
                "`s` is kept and not used: the step is plain descent's, `rate * g`."),
    ],
    hints=["A running mean keeps `keep` of the old and takes `1 - keep` of the new.",
           "The new one is `g**2`; divide `g` by `np.sqrt(s) + 1e-8`."],
))


def _adam(correct_m=True, correct_v=True, root=True, keep_corrected=False, late=False, swapped=False):
    """Make an Adam with one thing wrong."""
    def wrong(theta, m, v, g, t, rate):
        beta1, beta2 = (0.999, 0.9) if swapped else (0.9, 0.999)
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2
        m_hat = m / (1 - beta1 ** (t + late)) if correct_m else m
        v_hat = v / (1 - beta2 ** (t + late)) if correct_v else v
        moved = theta - rate * m_hat / ((np.sqrt(v_hat) if root else v_hat) + 1e-8)
        return (moved, m_hat, v_hat) if keep_corrected else (moved, m, v)

    return wrong


def two_moments(rng):
    return rng.normal(size=3), rng.normal(size=3), rng.random(3), rng.normal(size=3), int(rng.integers(1, 9)), 0.01


def adam_step(theta, m, v, g, t, rate):
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g**2
    m_hat, v_hat = m / (1 - 0.9**t), v / (1 - 0.999**t)
    return theta - rate * m_hat / (np.sqrt(v_hat) + 1e-8), m, v


EXERCISES.append(Exercise(
    "8.9", "A step of Adam",
    "Return the new `theta`, `m` and `v` at time `t` = 1, 2, …, with β₁ = 0.9, β₂ = 0.999 and ε = 1e-8.",
    solution=adam_step,
    why="Both moments start at 0 and are too small at first; dividing by 1 − βᵗ makes up for it, and the moments "
        "that are kept stay uncorrected.",
    inputs=[(array([0.0]), array([0.0]), array([0.0]), array([250.0]), 1, 0.001),
            (array([0.0]), array([25.0]), array([62.5]), array([-1.0]), 2, 0.001),
            (array([1.0, 1.0]), array([0.5, -0.5]), array([0.2, 0.1]), array([1.0, 2.0]), 5, 0.01)],
    random=two_moments,
    see="Adam, taken apart",
    mistakes=[
        Mistake(_adam(correct_m=False, correct_v=False),
                "There is no bias correction: both moments start at 0, and the first step is 3.16 times too long. "
                "Divide by `1 - 0.9**t` and `1 - 0.999**t`."),
        Mistake(_adam(correct_v=False),
                "Only `m` is corrected. `v` started at 0 as well, and further below: divide it by `1 - 0.999**t`."),
        Mistake(_adam(correct_m=False),
                "Only `v` is corrected. Divide `m` by `1 - 0.9**t` too: the first step has length `rate`."),
        Mistake(_adam(root=False),
                "The root is missing: divide by `np.sqrt(v_hat)`, which has the unit of a gradient."),
        Mistake(_adam(keep_corrected=True),
                "The corrected moments were handed back. They serve for this step only; `m` and `v` are "
                "remembered uncorrected, or the correction is made twice."),
        Mistake(_adam(late=True),
                "The correction is one time late: at the first step `t` is 1, and `1 - 0.9**1` is 0.1."),
        Mistake(_adam(swapped=True),
                "The two betas are swapped: the mean forgets quickly, with 0.9, the square slowly, with 0.999."),
    ],
    hints=["Two running means: `m = 0.9 * m + 0.1 * g`, and the same with `g**2` for `v`.",
           "`m_hat = m / (1 - 0.9**t)`, and `v_hat` likewise; give them names of their own.",
           "Return three things: `theta - rate * m_hat / (np.sqrt(v_hat) + 1e-8), m, v`."],
))


def decayed(rate, update, every):
    return rate * 0.5 ** (update // every)


EXERCISES.append(Exercise(
    "8.10", "Halve it now and then",
    "Return the learning rate at an `update`, counted from 0, if it is halved after `every` updates.",
    solution=decayed,
    why="`update // every` counts how often the rate was halved so far, and halving n times is 0.5ⁿ.",
    inputs=[(0.4, 0, 10), (0.4, 9, 10), (0.4, 10, 10), (0.4, 25, 10), (1.0, 7, 2)],
    see="Let the rate decay",
    mistakes=[
        Mistake(lambda rate, update, every: rate * 0.5 ** (update // every) * 0.5 ** (update // every),
                "The decay is applied twice: after 10 updates 0.4 became 0.1 where 0.2 was asked for."),
        Mistake(lambda rate, update, every: rate * 0.5 ** (update / every),
                "This falls smoothly, a little at each update: `/` divides exactly. A staircase needs `//`."),
        Mistake(lambda rate, update, every: rate * 0.5**update,
                "This halves at *every* update: after 10 of them a thousandth is left."),
        Mistake(lambda rate, update, every: rate * 0.5 if update >= every else rate,
                "Halved once and never again: at update 25 with `every` = 10 it has been halved twice."),
        Mistake(lambda rate, update, every: rate / (1 + update // every),
                "This divides by 1, 2, 3, …: at update 25 it leaves a third, and halving twice leaves a quarter."),
        Mistake(lambda rate, update, every: rate * 0.5 ** (update % every),
                "`%` is what is left over. How often `every` fits into `update` is `//`."),
    ],
    hints=["How many times was it halved by update 25, if it is halved every 10? Twice.",
           "`update // every` counts them."],
))


def _stop(losses, patience, reset=True, neighbour=False, back=False):
    """Stop early with one thing wrong."""
    best, waited, at = losses[0], 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < (losses[epoch - 1] if neighbour else best):
            best, waited, at = losses[epoch], 0 if reset else waited, epoch
        else:
            waited = waited + 1
        if waited == patience:
            return at if back else epoch
    return at if back else len(losses) - 1


def stop_at(losses, patience):
    best, waited = losses[0], 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < best:
            best, waited = losses[epoch], 0
        else:
            waited = waited + 1
        if waited == patience:
            return epoch
    return len(losses) - 1


EXERCISES.append(Exercise(
    "8.11", "When to stop",
    "Return the epoch, counted from 0, at which to stop: the best loss has stood unbeaten for `patience` epochs, "
    "or it is the last epoch.",
    solution=stop_at,
    why="The best loss so far is what counts, and the waiting begins again whenever it is beaten.",
    inputs=[([3.0, 2.0, 2.5, 2.6], 1), ([3.0, 2.0, 2.5, 2.4, 2.3], 2), ([3.0, 2.0, 2.5, 1.5, 1.6, 1.7, 1.8], 2),
            ([3.0, 2.0, 1.0], 2), ([3.0, 2.0, 2.5, 2.6, 1.0], 2), ([5.0, 4.0, 4.5, 3.0, 3.5, 2.0, 2.5], 3)],
    see="When to stop",
    mistakes=[
        Mistake(lambda losses, patience: _stop(losses, patience, neighbour=True),
                "This compares with the epoch *before*: 2.5, 2.4, 2.3 looks like progress, and is still above the "
                "best, 2.0."),
        Mistake(lambda losses, patience: _stop(losses, patience, reset=False),
                "The waiting never begins anew: when the best is beaten, set the count back to 0."),
        Mistake(lambda losses, patience: _stop(losses, patience, back=True),
                "This is the epoch of the best loss, to which you go *back*. You only know that it was the best "
                "`patience` epochs later."),
        Mistake(lambda losses, patience: int(np.argmin(losses)),
                "`argmin` looks at all losses, also those that are never computed once you have stopped."),
        Mistake(lambda losses, patience: stop_at(losses, patience) + 1,
                "This is one too many: epochs are counted from 0, and `losses[0]` is the loss of epoch 0."),
        Mistake(lambda losses, patience: len(losses) - 1,
                "This goes on to the end, whatever the loss does: for 3.0, 2.0, 2.5, 2.6 and patience 1 stop at "
                "epoch 2."),
    ],
    hints=["Keep two things in mind as you go: the best loss so far, and how long ago it was.",
           "If this epoch beats the best, the count is 0 again; if not, it grows by 1.",
           "Return the epoch at which the count reaches `patience`; after the loop, the last epoch."],
))


GOAL, MOST, START = 1e-6, 100, [4.0, 2.0]


def _reaches(curvatures, optimizer):
    """Run a descent and tell whether its loss falls below the goal in the updates allowed."""
    bowl = quadratic(curvatures)
    run = descend(bowl.loss, bowl.gradient, START, optimizer, updates=MOST)
    return bool((run.losses < GOAL).any())


def _plain(rate):
    """Say what plain descent does with this rate where the curvatures are 1 and 10."""
    rate = float(rate)
    if rate <= 0:
        return "climbs or stays"
    if _reaches([1.0, 10.0], GradientDescent(rate)):
        return "reaches the goal"
    return "diverges" if rate > 0.2 else "swings" if rate > 0.1 else "creeps"


EXERCISES.append(Exercise(
    "8.12", "Challenge: plain descent",
    "Curvatures 1 and 10, start (4, 2): name a learning rate with which the loss is below 1e-6 in 100 updates.",
    solution=0.18,
    measure=_plain,
    why="Below 2/10 the steep direction shrinks, and close to it the flat one is quick: with 0.18 each "
        "step leaves 1 − 0.18 = 0.82 along the valley and −0.8 across.",
    see="The threshold",
    mistakes=[
        Mistake(0.02, "It creeps: below 1/10 no step leaps across, and along the flat direction each leaves "
                      "1 − η of the distance. A larger rate is needed."),
        Mistake(0.2, "It swings from side to side, and 100 updates do not calm it: at η = 0.2 the steep direction "
                     "keeps all of its distance. A little less."),
        Mistake(0.5, "It diverges: above 2/10 the steep direction is thrown out, further at every step."),
        Mistake(-0.1, "A learning rate is above 0: at 0 nothing moves, and below it the minus of the rule becomes "
                      "a plus, and it climbs."),
    ],
    hints=["The steep direction, with λ = 10, sets the limit 2/10.",
           "The flat direction leaves (1 − η)¹⁰⁰ of its distance; that has to be small.",
           "Stay between 0.1 and 0.2."],
))


def _with_momentum(answer):
    """Say what momentum does with this rate and this μ where the curvatures are 1 and 50."""
    if np.shape(answer) != (2,):
        raise ValueError("two numbers are asked for, a rate and a momentum, such as (0.03, 0.9)")
    rate, mu = (float(part) for part in answer)
    if _reaches([1.0, 50.0], Momentum(rate, mu)):
        return "reaches the goal"
    if rate >= 2 * (1 + mu) / 50:
        return "diverges"
    if mu == 0:
        return "plain"
    return "rolls" if (1 + mu - rate) ** 2 < 4 * mu else "creeps"


EXERCISES.append(Exercise(
    "8.13", "Challenge: the narrow valley",
    "Curvatures 1 and 50, start (4, 2): name a learning rate and a momentum for a loss below 1e-6 in 100 updates.",
    solution=(0.06, 0.6),
    measure=_with_momentum,
    why="With momentum the rate may go up to 2(1 + μ)/50, and what is left of the distance falls about as √μ at "
        "each step: fast enough if μ is not too near 1.",
    see="Momentum",
    mistakes=[
        Mistake((0.039, 0.0), "That is plain descent: with momentum 0 even its best rate, 2/51 = 0.039, needs 232 "
                              "updates here."),
        Mistake((0.03, 0.9), "It rolls to and fro along the valley: it keeps too much speed. What is left falls as "
                             "√μ at each step, and √0.9 = 0.95 is slow: take a smaller momentum."),
        Mistake((0.001, 0.5), "It creeps: the rate is so small that even with momentum the flat direction is not "
                              "done in 100 updates. Raise the rate."),
        Mistake((0.2, 0.5), "It diverges: with momentum μ the rate has to stay below 2(1 + μ)/50, which is 0.06 "
                            "for μ = 0.5."),
    ],
    hints=["Rates near 0.06 suit.",
           "Less momentum than the usual 0.9: what is left shrinks like √μ, and √0.9 = 0.95 is slow.",
           "Try a momentum between 0.5 and 0.7."],
))


EXERCISES.append(Exercise(
    "8.14", "What went wrong?",
    "The lowest place is at 3. In training, `theta` goes 0, −0.3, −0.63 and the loss 9, 10.89, 13.18. Why?",
    solution="b",
    choices={"a": "the learning rate is too large", "b": "the gradient is added", "c": "the batches are too small",
             "d": "it is a local minimum"},
    why="Each step goes up on the same side, so its direction is wrong, not its length: a plus where the minus "
        "should be.",
    see="Too small, too large, right",
    mistakes=[
        Mistake("a", "A rate that is too large leaps from side to side. The rate 1.05 has the same losses, but its "
                     "`theta` goes 0, 6.3, −0.63; here it stays on one side."),
        Mistake("c", "Small batches shake the loss up *and* down; 9, 10.89, 13.18 never falls."),
        Mistake("d", "At a local minimum the slope is 0 and nothing moves; here `theta` moves at every step."),
    ],
    hints=["Is it the length of the steps, or their direction?",
           "In which scene did the ball climb without leaping?"],
))
