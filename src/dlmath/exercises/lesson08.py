"""Exercises of lesson 08: gradient descent."""

import numpy as np
from numpy import array

from dlmath.descent import GradientDescent, descend, quadratic
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
        Mistake(lambda theta, gradient, rate: rate * gradient - theta,
                "You have the difference the wrong way round. You start at `theta` and take the step away from it: "
                "`theta - …`."),
        Mistake(lambda theta, gradient, rate: theta - gradient / rate,
                "You divided by the learning rate. Multiply by `rate`: a small rate should make a small step."),
    ],
    hints=["At 0, with the slope −6 and the rate 0.1, the step goes 0.6 to the right.",
           "“Against the gradient” means minus: `theta - …`."],
))


EXERCISES.append(Exercise(
    "8.2", "The limit of another bowl",
    "The loss is 4(θ + 1)², so the slope is 8(θ + 1). Below which learning rate does the ball come closer with every "
    "step?",
    solution=0.25,
    why="The slope is 8 times the distance to the lowest point, so the curvature λ is 8, and the limit is 2/8. It does "
        "not matter where the lowest point is.",
    see="How large is too large?",
    mistakes=[
        Mistake(0.125, "This is 1/λ, the rate that arrives in a single step. Longer steps jump across the lowest "
                       "point, but they still come closer, up to twice that rate."),
        Mistake(0.5, "You divided 2 by the 4 in the loss. The curvature is the number in the slope: the slope is 8 "
                     "times the distance, so λ is 8."),
        Mistake(1.0, "This is the limit of the first curve, whose slope was 2(θ − 3). This curve is steeper: its "
                     "slope is 8(θ + 1)."),
        Mistake(0.2, "This is the limit of the bowl above, with λ = 10. Here the slope is 8(θ + 1), so λ is 8."),
        Mistake(16.0, "You multiplied 2 by λ. Then a steeper curve would allow longer steps. Divide: 2/λ.",
                also=[4.0, 8.0]),
        Mistake(-0.25, "A learning rate is greater than 0. The minus is already in the rule."),
    ],
    hints=["One step makes θ + 1 into (θ + 1) − η · 8(θ + 1). By which factor is the distance multiplied?",
           "The factor is 1 − 8η. It has to lie between −1 and 1."],
))


POCKET = ({"W1": array([[0.5, -1.0, 1.0], [0.5, 0.5, -1.0]]), "b1": array([-0.5, 0.0, 2.0]),
           "W2": array([[0.5], [1.0], [-0.5]]), "b2": array([0.2])},
          {"W1": array([[-0.3318, 0.0, 0.3318], [-0.4977, 0.0, 0.4977]]), "b1": array([-0.1659, 0.0, 0.1659]),
           "W2": array([[-0.6636], [0.0], [-0.3318]]), "b2": array([-0.3318])}, 0.5)
OTHER_ORDER = ({"W1": array([[1.0]]), "b1": array([2.0])}, {"b1": array([-1.0]), "W1": array([[10.0]])}, 0.1)


def update_all(parameters, gradients, rate):
    new = {}
    for name in parameters:
        new[name] = parameters[name] - rate * gradients[name]
    return new


EXERCISES.append(Exercise(
    "8.3", "All parameters at once",
    "Return a dictionary of the new parameters: each one minus `rate` times the gradient of the same name.",
    solution=update_all,
    why="One rule works for every array, for weights and for biases. And all the gradients are from before the step.",
    inputs=[({"W1": array([[1.0]]), "b1": array([2.0])}, {"W1": array([[10.0]]), "b1": array([-1.0])}, 0.1),
            OTHER_ORDER, POCKET],
    see="All parameters take a step",
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
                "You took the gradients by their place, but the two dictionaries may be in different orders. Take each "
                "one by its name: `gradients[name]`."),
        Mistake(lambda parameters, gradients, rate: {
            name: p - rate * np.sum(gradients[name]) for name, p in parameters.items()},
                "You subtracted the sum of the gradient from every entry. Go entry by entry: `W1[0, 0]` has a slope of "
                "its own."),
        Mistake(lambda parameters, gradients, rate: {
            name: p - gradients[name] for name, p in parameters.items()},
                "You forgot the learning rate. If `rate` is 0.1, your steps are ten times too long."),
        Mistake(lambda parameters, gradients, rate: parameters,
                "The parameters came back as they were. If you wrote `p = p - …` in a loop: that gives the result a "
                "name and then forgets it. Put it into a dictionary: `new[name] = …`."),
    ],
    hints=["`for name in parameters` goes through the names, \"W1\", \"b1\" and so on.",
           "Make a new dictionary with `new = {}`, and put each new array into it: `new[name] = …`.",
           "Each entry follows the rule of exercise 8.1."],
))


def largest_rate(curvatures):
    return 2 / curvatures.max()


EXERCISES.append(Exercise(
    "8.4", "The limit in many directions",
    "The array `curvatures` holds the curvatures of a bowl along its own directions. Below which learning rate does "
    "a descent arrive?",
    solution=largest_rate,
    why="In each direction, a step multiplies the distance by 1 − ηλ. The distance shrinks only if η is below 2/λ, and "
        "the largest λ has the smallest limit.",
    inputs=[(array([2.0]),), (array([10.0, 1.0]),), (array([1.0, 20.0, 5.0]),)],
    random=lambda rng: (rng.uniform(0.1, 50, 4),),
    see="A valley has more than one curvature",
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
        Mistake(lambda curvatures: curvatures.max(),
                "This is the largest curvature itself. The limit of the learning rate is 2 divided by it."),
        Mistake(lambda curvatures: 2 / curvatures,
                "You have one limit for each direction. Descent arrives only if the rate is below all of them, so "
                "return the smallest, 2 divided by the largest curvature."),
    ],
    hints=["In one direction the limit is 2/λ.",
           "Which of the curvatures gives the smallest limit? `curvatures.max()` finds it."],
))


VALLEY_START = array([4.5, 1.5])


def _valley(rate):
    """Say in words how far forty steps get in the valley of curvatures 1 and 20."""
    bowl = quadratic([1.0, 20.0])
    if rate <= 0:
        return "no step downhill"
    losses = descend(bowl.loss, bowl.gradient, VALLEY_START, GradientDescent(rate), 40).losses
    if losses[-1] > losses[0]:
        return "it blows up"
    if losses[-1] < 0.005:
        return "the loss is below 0.005"
    return "slow along the valley" if rate < 0.092 else "jumps across the valley" if rate < 0.098 else "to and fro"


EXERCISES.append(Exercise(
    "8.5", "Tune a learning rate",
    "Find a learning rate with which the loss in the narrow valley is below 0.005 after 40 steps from (4.5, 1.5).",
    solution=0.093,
    measure=_valley,
    why="With 0.093 a step leaves 0.907 of the distance along the valley, and −0.86 of the distance across it. A "
        "smaller rate is slower along the valley, and a larger one is slower across it.",
    see="A valley has more than one curvature",
    mistakes=[
        Mistake(0.09, "After 40 steps the ball is still too far away along the valley. Take a slightly larger rate."),
        Mistake(0.095, "After 40 steps the ball still jumps from side to side, across the valley. Take a slightly "
                       "smaller rate."),
        Mistake(0.1, "This is the limit itself: across the valley each step leaves −1 times the distance, so the ball "
                     "jumps to and fro for ever. Take a smaller rate."),
        Mistake(0.12, "The limit is 2/20 = 0.1. Above it the loss grows and grows. Take a smaller rate."),
        Mistake(-0.09, "With this rate the ball does not go downhill. A learning rate is greater than 0."),
    ],
    hints=["Look at two neighbours on the slider: with 0.09 the loss is 0.00535, and with 0.095 it is 0.00836.",
           "The best rate lies between 0.09 and 0.095. Try rates with three decimals in the cell."],
))


EXERCISES.append(Exercise(
    "8.6", "The loop in order",
    "Put these lines in order, so that they fit the weights w of a line with 100 steps. Three of them stand inside "
    "the loop.",
    solution="edbca",
    lines={"a": "    w = w - rate * gradient", "b": "    residuals = X @ w - y",
           "c": "    gradient = 2 * X.T @ residuals / len(X)", "d": "for step in range(100):", "e": "w = np.zeros(2)"},
    before={"d": "e", "b": "d", "c": "b", "a": "c"},
    why="The weights get their start once, before the loop. Inside, every step needs new residuals, because the "
        "weights have changed.",
    see="The gradient of a line",
    mistakes=[
        Mistake("debca", "You made `w = np.zeros(2)` a part of the loop. Then every step begins at 0 again, and "
                         "nothing is learned. The start comes before the loop."),
        Mistake("edcba", "`gradient` is computed from the `residuals`, and there are none yet. Look at the predictions "
                         "first."),
        Mistake("edabc", "The step comes first, and it uses a `gradient` that does not exist yet. First find out how "
                         "wrong the weights are."),
        Mistake("edbac", "The step uses the `gradient`, but you compute it only in the next line."),
        Mistake("ebcda", "You computed the residuals and the gradient once, before the loop. But after each step `w` "
                         "is different, and so is the gradient. Both lines belong inside the loop.",
                also=["ebdca"]),
        Mistake("abcde", "This is the order in which the lines are listed. Begin with the line that gives `w` its "
                         "first value."),
    ],
    hints=["Which line needs nothing from the other lines?",
           "Inside the loop: first how wrong, then which way, then the step."],
))


FLATS = array([[30.0, 0.2], [90.0, 0.4], [150.0, 0.9]])


def standardise(train, new):
    return (new - train.mean(axis=0)) / train.std(axis=0)


EXERCISES.append(Exercise(
    "8.7", "Scale the inputs",
    "Standardise the columns of `new`, with the means and the standard deviations of the columns of `train`.",
    solution=standardise,
    why="Each column of `train` now has the mean 0 and the standard deviation 1, and new data are measured with the "
        "same ruler.",
    inputs=[(FLATS, FLATS[:1] + 6), (FLATS, array([[60.0, 0.5], [90.0, 1.0]]))],
    random=lambda rng: (rng.normal(5, 3, (6, 2)), rng.normal(5, 3, (4, 2))),
    see="Where narrow valleys come from",
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
        Mistake(lambda train, new: (train.mean(axis=0) - new) / train.std(axis=0),
                "You have the difference the wrong way round, so large flats became negative. Subtract the mean from "
                "`new`: `new - …`."),
        Mistake(lambda train, new: (new - train.mean(axis=0)) * train.std(axis=0),
                "You multiplied by the standard deviation, so a wide column became even wider. Divide by "
                "`train.std(axis=0)`."),
        Mistake(lambda train, new: new,
                "`new` came back as it was. Subtract the means of `train` from it, and divide by the standard "
                "deviations."),
        Mistake(lambda train, new: new - train.mean(axis=0) / train.std(axis=0),
                "Only the means were divided. Put brackets around the difference: `(new - …) / …`."),
    ],
    hints=["`train.mean(axis=0)` has one mean for each column, and `train.std(axis=0)` one standard deviation.",
           "Both come from `train`, even though you scale `new`. Subtract first, then divide."],
))


def updates(m, B, epochs):
    return epochs * int(np.ceil(m / B))


EXERCISES.append(Exercise(
    "8.8", "Count the updates",
    "`m` examples come in batches of `B`, and the last batch may be shorter. How many updates are there in `epochs` "
    "epochs?",
    solution=updates,
    why="In every epoch all the examples are dealt out again, and the short batch at the end makes an update too. "
        "`np.ceil` rounds up.",
    inputs=[(10, 4, 1), (10, 4, 3), (10, 5, 1), (10, 10, 3), (60_000, 128, 1), (60_000, 1, 1), (5, 8, 2)],
    see="Batch, mini-batch, or one by one?",
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
           "`np.ceil(10 / 4)` is 3.0: it rounds up.",
           "Round up first, then multiply by the number of epochs."],
))


LINE = (array([1.0, -1.0]), array([[1.0, 2.0], [3.0, 1.0], [0.0, 1.0], [2.0, 2.0]]), array([0.0, 1.0, -1.0, 3.0]))


def a_batch(rng):
    return rng.normal(size=3), rng.normal(size=(8, 3)), rng.normal(size=8), rng.integers(0, 8, 5)


def batch_gradient(w, X, y, rows):
    residuals = X[rows] @ w - y[rows]
    return 2 * X[rows].T @ residuals / len(rows)


EXERCISES.append(Exercise(
    "8.9", "The gradient of a batch",
    "Return the gradient of the mean squared error of `X @ w` and `y` on the examples in `rows`.",
    solution=batch_gradient,
    why="The loss is a mean over the batch, so its gradient is a mean too. Its size does not depend on how many "
        "examples you looked at.",
    inputs=[(*LINE, array([0])), (*LINE, array([1, 2])), (*LINE, array([0, 3])), (*LINE, array([0, 1, 2, 3]))],
    random=a_batch,
    see="Batch, mini-batch, or one by one?",
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
        Mistake(lambda w, X, y, rows: w - 2 * X[rows].T @ (X[rows] @ w - y[rows]) / len(rows),
                "You went one step further and subtracted the gradient from `w`. Return the gradient itself."),
        Mistake(lambda w, X, y, rows: np.mean((X[rows] @ w - y[rows]) ** 2),
                "This is the loss itself, one number. Its gradient has one number for each weight: `2 * X[rows].T @ "
                "…`."),
    ],
    hints=["The residuals of the batch are `X[rows] @ w - y[rows]`.",
           "As in lesson 7, it is `X[rows].T @ residuals`, with a factor of 2 from the square.",
           "The loss is a mean over the batch, so divide by `len(rows)`."],
))


def falling(rng):
    return [*sorted(rng.uniform(1, 9, 5), reverse=True), 0.5, 0.499, 0.2], 0.05


def when_to_stop(losses, least):
    for update in range(1, len(losses)):
        if losses[update - 1] - losses[update] < least:
            return update


EXERCISES.append(Exercise(
    "8.10", "When to stop",
    "`losses[0]` is the loss at the start, `losses[1]` the loss after update 1, and so on. Return the number of the "
    "first update that lowered the loss by less than `least`.",
    solution=when_to_stop,
    why="You compare each loss with the one before. A loss that rose has been lowered by less than nothing, so "
        "there you stop as well.",
    inputs=[([1.0, 0.5, 0.25, 0.24, 0.1], 0.1),
            ([9.0, 5.0, 6.0, 2.0, 1.9, 1.85], 0.5), ([4.0, 3.0, 2.0, 1.0, 0.5], 1.0),
            ([0.05, 0.04], 0.1)],
    random=falling,
    see="When do we stop?",
    mistakes=[
        Mistake(lambda losses, least: next(i for i in range(len(losses) - 1) if losses[i] - losses[i + 1] < least),
                "Your number is one too small. Update 1 leads from `losses[0]` to `losses[1]`."),
        Mistake(lambda losses, least: next(i for i in range(1, len(losses)) if losses[i - 1] - losses[i] <= least),
                "You stop where the loss fell by exactly `least`, too. “Less than” is `<`."),
        Mistake(lambda losses, least: next((i for i in range(1, len(losses))
                                            if abs(losses[i] - losses[i - 1]) < least), None),
                "You look at the size of the change. A loss that rises has not been lowered at all, so you should "
                "stop there: leave out `abs`."),
        Mistake(lambda losses, least: next((i for i in range(1, len(losses)) if losses[i] < least), None),
                "You compare the loss itself with `least`. Compare how much it fell: the loss before, minus the loss "
                "now.", also=[lambda losses, least: np.argmax(np.array(losses) < least)]),
        Mistake(lambda losses, least: next((i for i in range(1, len(losses)) if losses[i] - losses[i - 1] < least),
                                           None),
                "You subtracted the wrong way round. When the loss falls, the loss now minus the loss before is below "
                "0, and so you stop at once."),
        Mistake(lambda losses, least: max(i for i in range(1, len(losses)) if losses[i - 1] - losses[i] < least),
                "You found the last such update. You want the first one: `return` as soon as you find it."),
        Mistake(lambda losses, least: losses[next(i for i in range(1, len(losses))
                                                  if losses[i - 1] - losses[i] < least)],
                "This is the loss after the update. Return the number of the update: 1, 2 or 3, and so on."),
        Mistake(lambda losses, least: next((i for i in range(1, len(losses)) if losses[0] - losses[i] < least), None),
                "You compare each loss with `losses[0]`. Compare it with the loss before it, `losses[update - 1]`."),
        Mistake(lambda losses, least: next((i for i in range(1, len(losses)) if losses[i - 1] - losses[i] > least),
                                           None),
                "You stop where the loss fell by more than `least`. That is where it is still worth going on."),
        Mistake(lambda losses, least: sum(losses[i - 1] - losses[i] < least for i in range(1, len(losses))),
                "You counted the updates that lowered the loss by less than `least`. Return the number of the first "
                "one."),
    ],
    hints=["The loop `for update in range(1, len(losses)):` goes through the updates.",
           "How much did update number `update` lower the loss? It is `losses[update - 1] - losses[update]`.",
           "`return update` inside an `if` ends the loop at the first one that fits."],
))


EXERCISES.append(Exercise(
    "8.11", "What went wrong?",
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
