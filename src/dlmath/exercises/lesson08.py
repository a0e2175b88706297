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
    "Return the parameters after one step: `theta` minus `rate` times `gradient`.",
    solution=step,
    why="The gradient points uphill, so you go against it. The learning rate says how far.",
    inputs=[(0.0, -6.0, 0.1), (5.0, 4.0, 0.5), (array([1.0, 2.0]), array([10.0, -1.0]), 0.1)],
    see="One ball on one curve",
    mistakes=[
        Mistake(lambda theta, gradient, rate: theta + rate * gradient,
                "You went uphill. At `theta` = 0 the slope is −6, so downhill is to the right: 0 − 0.1 · (−6) = 0.6."),
        Mistake(lambda theta, gradient, rate: theta - gradient,
                "You forgot the learning rate, so you took the whole gradient as a step. From 0 you got to 6, which is "
                "as high on the other side."),
        Mistake(lambda theta, gradient, rate: theta - rate**2 * gradient,
                "You multiplied by the learning rate twice. If `rate` is 0.1, your step is only 0.01 times the slope."),
        Mistake(lambda theta, gradient, rate: -rate * gradient,
                "This is the step alone. Return where you are after it: the old `theta`, minus `rate` times the "
                "gradient.",
                also=[lambda theta, gradient, rate: rate * gradient]),
        Mistake(lambda theta, gradient, rate: theta - rate * theta,
                "You multiplied the rate by `theta`. It is the gradient that says where downhill is: use `rate * "
                "gradient`."),
        Mistake(lambda theta, gradient, rate: theta - rate * np.sign(gradient),
                "You used only the sign of the slope. Where it is steeper the step should be longer: a slope of −6 "
                "gives 0.6, not 0.1."),
        Mistake(lambda theta, gradient, rate: theta - rate,
                "You subtracted the rate alone. Multiply it by the gradient, which says where downhill is, and how "
                "steep: `rate * gradient`."),
        Mistake(lambda theta, gradient, rate: theta - gradient / rate,
                "You divided by the learning rate. Multiply by `rate`: a small rate should make a small step."),
    ],
    hints=["At 0, with the slope −6 and the rate 0.1, the step goes 0.6 to the right.",
           "“Against the gradient” means minus: `theta - …`."],
))


def largest_rate(curvatures):
    return 2 / np.max(curvatures)


EXERCISES.append(Exercise(
    "8.2", "Too large, or not?",
    "On a bowl with these `curvatures`, below which learning rate does plain descent arrive?",
    solution=largest_rate,
    why="In each direction, a step multiplies the distance by 1 − ηλ. The distance shrinks only if η is below 2/λ, and "
        "the largest λ has the smallest limit.",
    inputs=[(array([2.0]),), (array([10.0, 1.0]),), (array([1.0, 20.0, 5.0]),)],
    random=lambda rng: (rng.uniform(0.1, 50, 4),),
    see="The threshold",
    mistakes=[
        Mistake(lambda curvatures: 1 / np.max(curvatures),
                "This is 1/λ, the rate that arrives in a single step. Longer steps jump across the valley, but they "
                "still come closer, up to twice that rate: 2/λ."),
        Mistake(lambda curvatures: 2 / np.min(curvatures),
                "You divided by the smallest curvature. The steepest direction is the first to blow up, so the limit "
                "is 2 divided by the largest curvature."),
        Mistake(lambda curvatures: 2 / np.mean(curvatures),
                "You took the mean of the curvatures. But if a single direction blows up, everything does, so the "
                "steepest one decides. For 10 and 1 the answer is 0.2."),
        Mistake(lambda curvatures: 2 * np.max(curvatures),
                "You multiplied by λ. Then a steeper bowl would allow longer steps. Divide: 2/λ."),
        Mistake(lambda curvatures: 2 / np.sum(curvatures),
                "You added up the curvatures. Each direction has a limit of its own, and the steepest one decides. For "
                "10 and 1 the answer is 2/10."),
        Mistake(lambda curvatures: 2 / curvatures,
                "You have one limit for each direction. Descent arrives only if the rate is below all of them, so "
                "return the smallest, 2 divided by the largest curvature."),
    ],
    hints=["In one direction the limit is 2/λ.",
           "Which of the curvatures gives the smallest limit? `np.max` finds it."],
))


POCKET = ({"W1": array([[0.5, -1.0, 1.0], [0.5, 0.5, -1.0]]), "b1": array([-0.5, 0.0, 2.0]),
           "W2": array([[0.5], [1.0], [-0.5]]), "b2": array([0.2])},
          {"W1": array([[-0.3318, 0.0, 0.3318], [-0.4977, 0.0, 0.4977]]), "b1": array([-0.1659, 0.0, 0.1659]),
           "W2": array([[-0.6636], [0.0], [-0.3318]]), "b2": array([-0.3318])}, 0.5)
OTHER_ORDER = ({"W1": array([[1.0]]), "b1": array([2.0])}, {"b1": array([-1.0]), "W1": array([[10.0]])}, 0.1)


def update_all(parameters, gradients, rate):
    return {name: parameters[name] - rate * gradients[name] for name in parameters}


EXERCISES.append(Exercise(
    "8.3", "All parameters at once",
    "Return a dict of the new parameters: each one minus `rate` times the gradient of the same name.",
    solution=update_all,
    why="One rule works for every array, for weights and for biases. And all the gradients are from before the step.",
    inputs=[({"W1": array([[1.0]]), "b1": array([2.0])}, {"W1": array([[10.0]]), "b1": array([-1.0])}, 0.1),
            OTHER_ORDER, POCKET],
    see="The pocket network takes a step",
    mistakes=[
        Mistake(lambda parameters, gradients, rate: {
            name: p - rate * gradients[name] if name.startswith("W") else p for name, p in parameters.items()},
                "You moved the weights only, and `b1` is as it was. Biases are learned by the same rule."),
        Mistake(lambda parameters, gradients, rate: {
            name: p + rate * gradients[name] for name, p in parameters.items()},
                "You added, so every parameter went uphill. If `W1` is 1, its gradient 10 and the rate 0.1, the new "
                "`W1` is 0."),
        Mistake(lambda parameters, gradients, rate: {
            name: -rate * gradients[name] for name in parameters},
                "These are the steps alone. Return where the parameters are after the step: `parameters[name] - …`.",
                also=[lambda parameters, gradients, rate: {name: rate * gradients[name] for name in parameters}]),
        Mistake(lambda parameters, gradients, rate: {
            name: p - rate * g for (name, p), g in zip(parameters.items(), gradients.values())},
                "You took the gradients by their place, but the two dicts may be in different orders. Take each one by "
                "its name: `gradients[name]`."),
        Mistake(lambda parameters, gradients, rate: {
            name: p - rate * np.sum(gradients[name]) for name, p in parameters.items()},
                "You subtracted the sum of the gradient from every entry. Go entry by entry: `W1[0, 0]` has a slope of "
                "its own."),
        Mistake(lambda parameters, gradients, rate: {
            name: p - gradients[name] for name, p in parameters.items()},
                "You forgot the learning rate. If `rate` is 0.1, your steps are ten times too long."),
        Mistake(lambda parameters, gradients, rate: parameters,
                "The parameters came back as they were. If you wrote `p = p - …` in a loop: that gives the result a "
                "name and then forgets it. Put it into a dict: `new[name] = …`."),
    ],
    hints=["`for name in parameters` goes through the names, \"W1\", \"b1\" and so on.",
           "Make a new dict, with one entry for each name: `{name: … for name in parameters}`.",
           "Each entry follows the rule of exercise 8.1."],
))


FLATS = array([[30.0, 0.2], [90.0, 0.4], [150.0, 0.9]])


def standardise(train, new):
    return (new - train.mean(axis=0)) / train.std(axis=0)


EXERCISES.append(Exercise(
    "8.4", "Scale the inputs",
    "Scale the columns of `new` with the means and standard deviations of the columns of `train`.",
    solution=standardise,
    why="Each column of `train` now has the mean 0 and the standard deviation 1, and new data are measured with the "
        "same ruler.",
    inputs=[(FLATS, FLATS[:1] + 6), (FLATS, array([[60.0, 0.5], [90.0, 1.0]]))],
    random=lambda rng: (rng.normal(5, 3, (6, 2)), rng.normal(5, 3, (4, 2))),
    see="Narrow valleys, and scaling the inputs",
    mistakes=[
        Mistake(lambda train, new: (new - new.mean(axis=0)) / new.std(axis=0),
                "You measured `new` with its own means and deviations. A flat of 90 m² should become the same number "
                "whichever flats it is listed with: use those of `train`.",
                also=[lambda train, new: (new - new.mean(axis=0)) / (new.std(axis=0) + 1e-12)]),
        Mistake(lambda train, new: (train - train.mean(axis=0)) / train.std(axis=0),
                "You scaled `train`. Its means and deviations are right, but use them on `new`."),
        Mistake(lambda train, new: (new - train.mean()) / train.std(),
                "You took one mean for the whole table, so areas and shares are mixed. Each column needs its own: "
                "`axis=0`."),
        Mistake(lambda train, new: new - train.mean(axis=0),
                "You subtracted the means, but the columns are still as wide as before. Divide by the standard "
                "deviations, `train.std(axis=0)`."),
        Mistake(lambda train, new: new / train.std(axis=0),
                "You divided by the standard deviations, but the means are still in. Subtract `train.mean(axis=0)` "
                "first."),
        Mistake(lambda train, new: (new - train.mean(axis=0)) / train.var(axis=0),
                "You divided by the variance, which is the square of the standard deviation: 60 m² became 3600. Use "
                "`std`."),
        Mistake(lambda train, new: new - train.mean(axis=0) / train.std(axis=0),
                "Only the means were divided. Put brackets around the difference: `(new - …) / …`."),
    ],
    hints=["`train.mean(axis=0)` has one mean for each column, and `train.std(axis=0)` one standard deviation.",
           "Both come from `train`, even though you scale `new`. Subtract first, then divide."],
))


def updates(m, B, epochs):
    return epochs * -(-m // B)


EXERCISES.append(Exercise(
    "8.5", "Count the updates",
    "`m` examples come in batches of `B`, and the last batch may be shorter. How many updates are there in `epochs` "
    "epochs?",
    solution=updates,
    why="In every epoch all the examples are dealt out again, and the short batch at the end makes an update too. "
        "`-(-m // B)` rounds up.",
    inputs=[(10, 4, 1), (10, 4, 3), (10, 5, 1), (10, 10, 3), (60_000, 128, 1), (60_000, 1, 1), (5, 8, 2)],
    see="Batch, stochastic, mini-batch",
    mistakes=[
        Mistake(lambda m, B, epochs: epochs * (m // B),
                "You forgot the short batch at the end. 10 examples in batches of 4 are 4, 4 and 2, and that makes 3 "
                "updates."),
        Mistake(lambda m, B, epochs: epochs * (m // B + 1),
                "You always added one more batch. If the last batch is full, there is no short one: 10 examples in "
                "batches of 5 make 2 updates.", also=[lambda m, B, epochs: (m // B + 1) * epochs]),
        Mistake(lambda m, B, epochs: epochs * m / B,
                "This is not a whole number: for 10 examples in batches of 4 you get 2.5. The half batch is an update "
                "too, so round up."),
        Mistake(lambda m, B, epochs: epochs * round(m / B),
                "`round` goes to the nearest whole number. However small the last batch is, it makes an update: round "
                "up."),
        Mistake(lambda m, B, epochs: -(-m // B),
                "This is one epoch. Multiply by `epochs`."),
        Mistake(lambda m, B, epochs: -(-m * epochs // B),
                "You put the epochs into one long row. Each epoch ends with a short batch of its own: 3 epochs of 10 "
                "examples in batches of 4 make 9 updates, not 8 or 7.", also=[lambda m, B, epochs: epochs * m // B]),
        Mistake(lambda m, B, epochs: epochs * m,
                "You counted one update for each example, as if `B` were 1. Divide by `B`."),
        Mistake(lambda m, B, epochs: epochs,
                "You counted one update for each epoch. That is right only if `B` is `m`, so that one batch holds all "
                "the examples."),
    ],
    hints=["10 examples in batches of 4 are 4, 4 and 2. That makes 3 updates.",
           "To round up, write `-(-m // B)` or `int(np.ceil(m / B))`.",
           "Round up first, then multiply by the number of epochs."],
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
    why="The loss is a mean over the batch, so its gradient is a mean too. Its size does not depend on how many "
        "examples you looked at.",
    inputs=[(*LINE, array([0])), (*LINE, array([1, 2])), (*LINE, array([0, 3])), (*LINE, array([0, 1, 2, 3]))],
    random=a_batch,
    see="Batch, stochastic, mini-batch",
    mistakes=[
        Mistake(lambda w, X, y, rows: 2 * X[rows].T @ (X[rows] @ w - y[rows]),
                "This is the sum over the batch, so it grows with the batch. For the mean, divide by `len(rows)`."),
        Mistake(lambda w, X, y, rows: 2 * X[rows].T @ (X[rows] @ w - y[rows]) / len(X),
                "You divided by the number of all examples, `len(X)`. You looked at the examples in `rows` only, so "
                "divide by `len(rows)`."),
        Mistake(lambda w, X, y, rows: X[rows].T @ (X[rows] @ w - y[rows]) / len(rows),
                "This is half of it. The slope of a square r² is 2r, so there is a factor of 2."),
        Mistake(lambda w, X, y, rows: 2 * X[rows].T @ (y[rows] - X[rows] @ w) / len(rows),
                "You have the sign the wrong way round. A residual is the prediction minus the truth: `X[rows] @ w - "
                "y[rows]`."),
        Mistake(lambda w, X, y, rows: 2 * X.T @ (X @ w - y) / len(X),
                "You used all of `X`, which is the full batch. Take `X[rows]` and `y[rows]`."),
        Mistake(lambda w, X, y, rows: 2 * np.mean(X[rows] @ w - y[rows]) * np.ones(len(w)),
                "You left out the inputs. Each residual is multiplied by the inputs of its example: `X[rows].T @ …`.",
                also=[lambda w, X, y, rows: 2 * np.mean(X[rows] @ w - y[rows])]),
        Mistake(lambda w, X, y, rows: np.mean((X[rows] @ w - y[rows]) ** 2),
                "This is the loss itself, one number. Its gradient has one number for each weight: `2 * X[rows].T @ "
                "…`."),
    ],
    hints=["The residuals of the batch are `X[rows] @ w - y[rows]`.",
           "As in lesson 7, it is `X[rows].T @ residuals`, with a factor of 2 from the square.",
           "The loss is a mean over the batch, so divide by `len(rows)`."],
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
    why="In the velocity, gradients that point the same way add up, and gradients that keep changing their sign "
        "cancel.",
    inputs=[(array([1.0]), array([0.0]), array([2.0]), 0.1, 0.9),
            (array([1.0, 1.0]), array([1.0, -1.0]), array([2.0, 2.0]), 0.1, 0.5)],
    random=a_moment,
    see="Momentum",
    mistakes=[
        Mistake(lambda theta, v, g, rate, keep: (theta - rate * g, keep * v + g),
                "You computed the velocity but did not use it: `theta` moved by `rate * g`, as in plain descent. Move "
                "it by `rate * v`."),
        Mistake(lambda theta, v, g, rate, keep: (theta - rate * v, keep * v + g),
                "You moved `theta` with the old velocity. Compute the new `v` first: if the old one is 0, nothing "
                "would move."),
        Mistake(lambda theta, v, g, rate, keep: (theta - (keep * v + rate * g), keep * v + rate * g),
                "You put the rate into the velocity. Other books do it like this, and it works too. In this course `v` "
                "has no rate in it: v ← keep·v + g, and then θ ← θ − rate·v."),
        Mistake(lambda theta, v, g, rate, keep: (theta - rate * (keep * v + rate * g), keep * v + rate * g),
                "You used the rate twice, in the velocity and again in the step. If it is 0.1, it counts as 0.01. "
                "Leave it out of the velocity."),
        Mistake(lambda theta, v, g, rate, keep: (theta + rate * (keep * v + g), keep * v + g),
                "You added, so this rolls uphill. The step is `theta - rate * v`."),
        Mistake(lambda theta, v, g, rate, keep: (theta - rate * (keep * v + (1 - keep) * g),
                                                 keep * v + (1 - keep) * g),
                "You multiplied the gradient by `1 - keep`, as Adam does. Here the whole gradient is added: v ← keep·v "
                "+ g."),
        Mistake(lambda theta, v, g, rate, keep: (theta - rate * (v + g), v + g),
                "You did not multiply the old velocity by `keep`. Without that nothing is lost, and the ball rolls to "
                "and fro for ever."),
        Mistake(lambda theta, v, g, rate, keep: momentum_step(theta, v, g, rate, keep)[::-1],
                "You swapped the two results. The new `theta` comes first: `return theta, v`."),
        Mistake(lambda theta, v, g, rate, keep: theta - rate * (keep * v + g),
                "You returned `theta` only. Return two things, with a comma between them: the next step needs the new "
                "`v`."),
    ],
    hints=["It takes two lines: first the new `v`, and then the new `theta`, which is made from it.",
           "Return both: `return theta - rate * v, v`."],
))


def a_square(rng):
    return rng.normal(size=3), rng.random(3), rng.normal(size=3), 0.1, 0.9


def _rmsprop(divide):
    """Make an RMSProp that divides the gradient in another way."""
    def wrong(theta, s, g, rate, keep):
        s = keep * s + (1 - keep) * g**2
        return theta - rate * divide(g, s), s

    return wrong


def rmsprop_step(theta, s, g, rate, keep):
    s = keep * s + (1 - keep) * g**2
    return theta - rate * g / (np.sqrt(s) + 1e-8), s


EXERCISES.append(Exercise(
    "8.8", "A step of RMSProp",
    "Return the new `theta` and the new mean square `s`, and add 1e-8 to the root before you divide.",
    solution=rmsprop_step,
    why="The gradient is divided by the root of its mean square, so that parameters with large gradients and "
        "parameters with small gradients take steps of about the same length.",
    inputs=[(array([1.0]), array([0.0]), array([2.0]), 0.1, 0.9),
            (array([1.0]), array([0.0]), array([0.0]), 0.1, 0.9), (array([1.0]), array([0.0]), array([1e-6]), 0.1, 0.9),
            (array([1.0, 1.0]), array([4.0, 1.0]), array([2.0, -3.0]), 0.1, 0.5)],
    random=a_square,
    see="RMSProp: a rate for each parameter",
    mistakes=[
        Mistake(_rmsprop(lambda g, s: g / (s + 1e-8)),
                "You forgot the root. Divide by `np.sqrt(s)`: `s` is made of squares, so g/s would shrink where the "
                "gradient is large."),
        Mistake(lambda theta, s, g, rate, keep: (theta - rate * g / (np.sqrt(np.abs(keep * s + (1 - keep) * g))
                                                                     + 1e-8), keep * s + (1 - keep) * g),
                "You averaged the gradient itself. RMSProp averages its square: `g**2`.",
                also=[lambda theta, s, g, rate, keep: (theta - rate * g / (np.sqrt(keep * s + (1 - keep) * g) + 1e-8),
                                                       keep * s + (1 - keep) * g)]),
        Mistake(_rmsprop(lambda g, s: g / np.sqrt(s)),
                "If the gradient is 0, your step is 0/0. Add 1e-8 to the root before you divide, inside brackets: `g / "
                "(np.sqrt(s) + 1e-8)`.", also=[_rmsprop(lambda g, s: g / np.sqrt(s) + 1e-8)]),
        Mistake(_rmsprop(lambda g, s: g / np.sqrt(s + 1e-8)),
                "You added 1e-8 inside the root, and its root is 1e-4, which slows down small gradients. Add it after "
                "the root: `np.sqrt(s) + 1e-8`."),
        Mistake(lambda theta, s, g, rate, keep: (theta - rate * g / (np.sqrt(s) + 1e-8),
                                                 keep * s + (1 - keep) * g**2),
                "You divided by the old mean square. Compute the new `s` first: if the old one is 0, you would divide "
                "by 1e-8."),
        Mistake(lambda theta, s, g, rate, keep: (theta - rate * g / (np.sqrt(keep * s + g**2) + 1e-8),
                                                 keep * s + g**2),
                "You left out the factor `1 - keep`. Without it, this is not a mean: if `keep` is 0.9, it grows to ten "
                "times the square."),
        Mistake(lambda theta, s, g, rate, keep: (theta - rate * g, keep * s + (1 - keep) * g**2),
                "You computed `s` but did not use it: `theta` moved by `rate * g`, as in plain descent. Divide `g` by "
                "the root of `s`."),
    ],
    hints=["A running mean keeps `keep` of the old value and takes `1 - keep` of the new one.",
           "The new one is `g**2`. Divide `g` by `np.sqrt(s) + 1e-8`."],
))


def two_moments(rng):
    return rng.normal(size=3), rng.normal(size=3), rng.random(3), rng.normal(size=3), int(rng.integers(1, 9)), 0.01


def _adam(correct_m=True, correct_v=True, keep_corrected=False, late=False, swapped=False, square=True,
          divide=lambda m, v: m / (np.sqrt(v) + 1e-8)):
    """Make an Adam with one thing wrong."""
    def wrong(theta, m, v, g, t, rate):
        beta1, beta2 = (0.999, 0.9) if swapped else (0.9, 0.999)
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * (g**2 if square else g)
        m_hat = m / (1 - beta1 ** (t + late)) if correct_m else m
        v_hat = v / (1 - beta2 ** (t + late)) if correct_v else v
        moved = theta - rate * divide(m_hat, v_hat)
        return (moved, m_hat, v_hat) if keep_corrected else (moved, m, v)

    return wrong


def adam_step(theta, m, v, g, t, rate):
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g**2
    m_hat, v_hat = m / (1 - 0.9**t), v / (1 - 0.999**t)
    return theta - rate * m_hat / (np.sqrt(v_hat) + 1e-8), m, v


EXERCISES.append(Exercise(
    "8.9", "A step of Adam",
    "Return the new `theta`, `m` and `v` at time `t` = 1, 2, …, with β₁ = 0.9, β₂ = 0.999 and ε = 1e-8.",
    solution=adam_step,
    why="Both means start at 0, so they are too small at first, and dividing by 1 − βᵗ makes up for that. You remember "
        "`m` and `v` as they were before this correction.",
    inputs=[(array([0.0]), array([0.0]), array([0.0]), array([250.0]), 1, 0.001),
            (array([1.0]), array([0.0]), array([0.0]), array([0.0]), 1, 0.1),
            (array([1.0]), array([0.0]), array([0.0]), array([1e-6]), 1, 0.1),
            (array([0.0]), array([25.0]), array([62.5]), array([-1.0]), 2, 0.001),
            (array([1.0, 1.0]), array([0.5, -0.5]), array([0.2, 0.1]), array([1.0, 2.0]), 5, 0.01)],
    random=two_moments,
    see="Adam, taken apart",
    mistakes=[
        Mistake(_adam(correct_m=False, correct_v=False),
                "You left out the correction. Both means start at 0, and without it the first step is 3.16 times too "
                "long. Divide by `1 - 0.9**t` and `1 - 0.999**t`."),
        Mistake(_adam(correct_v=False),
                "You corrected `m` only. `v` started at 0 as well, and grows even more slowly: divide it by `1 - "
                "0.999**t`."),
        Mistake(_adam(correct_m=False),
                "You corrected `v` only. Divide `m` by `1 - 0.9**t` too: then the first step has the length `rate`."),
        Mistake(_adam(divide=lambda m, v: m / (v + 1e-8)),
                "You forgot the root. `v` is made of squares, so divide by `np.sqrt(v_hat)`."),
        Mistake(_adam(divide=lambda m, v: m / np.sqrt(v)),
                "If the gradient is 0, your step is 0/0. Add 1e-8 to the root before you divide, inside brackets: "
                "`m_hat / (np.sqrt(v_hat) + 1e-8)`.", also=[_adam(divide=lambda m, v: m / np.sqrt(v) + 1e-8)]),
        Mistake(_adam(divide=lambda m, v: m / np.sqrt(v + 1e-8)),
                "You added 1e-8 inside the root, and its root is 1e-4, which slows down small gradients. Add it after "
                "the root: `np.sqrt(v_hat) + 1e-8`."),
        Mistake(_adam(square=False),
                "You averaged the gradient itself in `v`. It should be the mean of its square: `g**2`."),
        Mistake(_adam(keep_corrected=True),
                "You returned the corrected means. They are for this step only. Remember `m` and `v` as they were "
                "before, or the next step corrects them once more."),
        Mistake(_adam(late=True),
                "Your correction is one step late. At the first step `t` is 1, and `1 - 0.9**1` is 0.1, so use `t` as "
                "it is."),
        Mistake(_adam(swapped=True),
                "You swapped the two betas. `m` forgets quickly, with 0.9, and `v` forgets slowly, with 0.999."),
        Mistake(lambda theta, m, v, g, t, rate: adam_step(theta, m, v, g, t, rate)[0],
                "You returned `theta` only. Return three things: the next step needs the new `m` and `v`."),
    ],
    hints=["There are two running means: `m = 0.9 * m + 0.1 * g`, and `v` in the same way, from `g**2`.",
           "Correct them under new names: `m_hat = m / (1 - 0.9**t)`, and `v_hat` in the same way.",
           "Return three things: `theta - rate * m_hat / (np.sqrt(v_hat) + 1e-8), m, v`."],
))


def decayed(rate, update, every):
    return rate * 0.5 ** (update // every)


EXERCISES.append(Exercise(
    "8.10", "Halve it now and then",
    "Return the learning rate at an `update`, counted from 0, if the rate is halved after every `every` updates.",
    solution=decayed,
    why="`update // every` counts how often the rate has been halved so far, and halving n times multiplies by 0.5ⁿ.",
    inputs=[(0.4, 0, 10), (0.4, 9, 10), (0.4, 10, 10), (0.4, 25, 10), (1.0, 7, 2)],
    see="Let the rate decay",
    mistakes=[
        Mistake(lambda rate, update, every: rate * 0.5 ** (update // every) * 0.5 ** (update // every),
                "You halved twice each time: after 10 updates 0.4 became 0.1, and it should be 0.2."),
        Mistake(lambda rate, update, every: rate * 0.5 ** (update / every),
                "Your rate falls a little at each update, because `/` divides exactly. For a staircase, count whole "
                "halvings: `//`."),
        Mistake(lambda rate, update, every: rate * 0.5**update,
                "You halved at every update. After 10 of them only a thousandth is left. Halve after `every` updates."),
        Mistake(lambda rate, update, every: rate * 0.5 if update >= every else rate,
                "You halved once and never again. At update 25 with `every` = 10, the rate has been halved twice."),
        Mistake(lambda rate, update, every: rate * 0.5 * (update // every),
                "You multiplied by the number of halvings. Halving n times is a power: `0.5 ** n`.",
                also=[lambda rate, update, every: rate / 2 * (update // every)]),
        Mistake(lambda rate, update, every: rate / (1 + update // every),
                "You divided by 1, 2, 3 and so on. At update 25 that leaves a third, but halving twice leaves a "
                "quarter."),
        Mistake(lambda rate, update, every: rate * 0.5 ** (update % every),
                "`%` gives the remainder. To count how often `every` fits into `update`, use `//`."),
    ],
    hints=["If the rate is halved every 10 updates, how often has it been halved at update 25? Twice.",
           "`update // every` counts the halvings."],
))


def _stop(losses, patience, reset=True, neighbour=False, back=False, tie=False, late=0):
    """Stop early with one thing wrong."""
    best, waited, at = losses[0], 0, 0
    for epoch in range(1, len(losses)):
        beaten = losses[epoch - 1] if neighbour else best
        if losses[epoch] < beaten or tie and losses[epoch] == beaten:
            best, waited, at = losses[epoch], 0 if reset else waited, epoch
        else:
            waited = waited + 1
        if waited == patience + late:
            return at if back else epoch
    return at if back else len(losses) - 1


def _stop_by_window(losses, patience):
    """Stop where a loss is not below the one that was there `patience` epochs earlier."""
    for epoch in range(patience, len(losses)):
        if losses[epoch] >= losses[epoch - patience]:
            return epoch
    return len(losses) - 1


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
    "Return the epoch, counted from 0, at which to stop: when the best loss has not been beaten for `patience` epochs, "
    "or at the last epoch.",
    solution=stop_at,
    why="What counts is the best loss so far. Whenever it is beaten, the waiting begins again.",
    inputs=[([3.0, 2.0, 2.5, 2.6], 1), ([3.0, 2.0, 2.5, 2.4, 2.3], 2), ([3.0, 2.0, 2.5, 1.5, 1.6, 1.7, 1.8], 2),
            ([3.0, 2.0, 1.0], 2), ([3.0, 2.0, 2.5, 2.6, 1.0], 2), ([5.0, 4.0, 4.5, 3.0, 3.5, 2.0, 2.5], 3),
            ([3.0, 2.0, 2.5, 2.6, 2.7, 2.8], 1), ([3.0, 2.0, 2.0, 2.0, 1.0], 2),
            ([3.0, 2.0, 3.5, 1.9, 3.0, 2.8, 2.7], 2)],
    see="When to stop",
    mistakes=[
        Mistake(lambda losses, patience: _stop(losses, patience, neighbour=True),
                "You compared with the epoch before. 2.5, 2.4, 2.3 look like progress, but they are all above the best "
                "loss, 2.0. Compare with the best so far."),
        Mistake(_stop_by_window,
                "You compared with the loss `patience` epochs earlier. Compare with the best loss so far, and count "
                "how many epochs have not beaten it."),
        Mistake(lambda losses, patience: _stop(losses, patience, tie=True),
                "You let an equal loss count as better. After 2.0, another 2.0 does not beat it, so the waiting goes "
                "on: use `<`, not `<=`."),
        Mistake(lambda losses, patience: _stop(losses, patience, late=1),
                "You waited one epoch too long. Stop as soon as the count reaches `patience`: `==` or `>=`, not `>`."),
        Mistake(lambda losses, patience: _stop(losses, patience, reset=False),
                "You never start the waiting again. When the best loss is beaten, set the count back to 0."),
        Mistake(lambda losses, patience: _stop(losses, patience, back=True),
                "This is the epoch with the best loss, to which you go back in the end. But you know that it was the "
                "best only `patience` epochs later, and that is when you stop."),
        Mistake(lambda losses, patience: int(np.argmin(losses)),
                "`argmin` looks at all the losses, also at those that come after you have stopped. Go through them one "
                "by one, with a loop."),
        Mistake(lambda losses, patience: stop_at(losses, patience) + 1,
                "Your number is one too large. Epochs are counted from 0, so `losses[0]` is the loss of epoch 0."),
        Mistake(lambda losses, patience: len(losses) - 1,
                "You go on to the end, whatever the loss does. For 3.0, 2.0, 2.5, 2.6 and a patience of 1, stop at "
                "epoch 2."),
    ],
    hints=["Remember two things as you go: the best loss so far, and how many epochs have not beaten it.",
           "If this epoch beats the best loss, the count goes back to 0. If not, it grows by 1.",
           "Return the epoch at which the count reaches `patience`. Below the loop, return the last epoch."],
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
    "The curvatures are 1 and 10, and the start is (4, 2). Name a learning rate that brings the loss below 1e-6 in 100 "
    "updates.",
    solution=0.18,
    measure=_plain,
    why="Below 2/10 the steep direction shrinks, and close to it the flat direction is quick. With 0.18, for example, "
        "each step leaves 1 − 0.18 = 0.82 of the distance along the valley, and −0.8 across it.",
    see="The threshold",
    mistakes=[
        Mistake(0.02, "Your descent creeps. Along the flat direction each step leaves 1 − η of the distance, and 100 "
                      "steps are not enough for that. Take a larger rate."),
        Mistake(0.2, "Your descent swings from side to side, and 100 updates do not calm it. At η = 0.2 the steep "
                     "direction keeps all of its distance. Take a slightly smaller rate."),
        Mistake(0.5, "Your descent diverges. Above 2/10, every step along the steep direction goes further out. Take a "
                     "smaller rate."),
        Mistake(-0.1, "A learning rate has to be above 0. With 0 nothing moves, and below 0 the minus of the rule "
                      "becomes a plus, so you climb."),
    ],
    hints=["The steep direction, with λ = 10, sets the limit: 2/10.",
           "After 100 steps the flat direction has (1 − η)¹⁰⁰ of its distance left, and that has to be small.",
           "Stay between 0.1 and 0.2."],
))


def _with_momentum(answer):
    """Say what momentum does with this rate and this μ where the curvatures are 1 and 50."""
    rate, mu = map(float, answer)
    if _reaches([1.0, 50.0], Momentum(rate, mu)):
        return "reaches the goal"
    if rate >= 2 * (1 + mu) / 50:
        return "diverges"
    if mu == 0:
        return "plain"
    return "rolls" if (1 + mu - rate) ** 2 < 4 * mu else "creeps"


EXERCISES.append(Exercise(
    "8.13", "Challenge: the narrow valley",
    "The curvatures are 1 and 50, and the start is (4, 2). Name a learning rate and a momentum that bring the loss "
    "below 1e-6 in 100 updates.",
    solution=(0.06, 0.6),
    measure=_with_momentum,
    why="With momentum the rate may go up to 2(1 + μ)/50. Each step then leaves about √μ of the distance, and that is "
        "quick enough if μ is not too near 1.",
    see="Momentum",
    mistakes=[
        Mistake((0.039, 0.0), "A momentum of 0 is plain descent. Even its best rate, 2/51 = 0.039, needs 232 updates "
                              "here. Take a momentum above 0."),
        Mistake((0.03, 0.9), "Your ball rolls to and fro along the valley, because it keeps too much of its speed. "
                             "Each step leaves about √μ of the distance, and √0.9 = 0.95 is slow: take a smaller "
                             "momentum."),
        Mistake((0.001, 0.5), "Your descent creeps. The rate is so small that even with momentum 100 updates are not "
                              "enough along the flat direction. Take a larger rate."),
        Mistake((0.2, 0.5), "Your descent diverges. With a momentum μ the rate has to stay below 2(1 + μ)/50, and for "
                            "μ = 0.5 that is 0.06."),
    ],
    hints=["Try rates near 0.06.",
           "Take less momentum than the usual 0.9, because each step leaves about √μ of the distance, and √0.9 = 0.95 "
           "is slow.",
           "Try a momentum between 0.5 and 0.7."],
))

EXERCISES.append(Exercise(
    "8.14", "What went wrong?",
    "The lowest place is at 3. In training, `theta` goes 0, −0.3, −0.63 and the loss goes 9, 10.89, 13.18. Why?",
    solution="b",
    choices={"a": "the learning rate is too large", "b": "the gradient is added", "c": "the batches are too small",
             "d": "it is a local minimum"},
    why="Every step goes uphill on the same side. So it is the direction of the steps that is wrong, and not their "
        "length: there is a plus where the minus should be.",
    see="Too small, too large, right",
    mistakes=[
        Mistake("a",
                "If the rate is too large, `theta` jumps from side to side. A rate of 1.05 gives the same losses, but "
                "`theta` goes 0, 6.3, −0.63. Here it stays on one side."),
        Mistake("c", "Small batches make the loss go up and down. 9, 10.89, 13.18 never goes down."),
        Mistake("d", "At a local minimum the slope is 0 and nothing moves. Here `theta` moves at every step."),
    ],
    hints=["Is it the length of the steps that is wrong, or their direction?",
           "In which scene did the ball climb without jumping from side to side?"],
))
