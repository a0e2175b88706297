"""Exercises of lesson 09: go downhill faster."""

import numpy as np
from numpy import array

from dlmath.descent import GradientDescent, Momentum, descend, quadratic
from dlmath.exercises.check import Exercise, Mistake

EXERCISES = []


def a_moment(rng):
    return rng.normal(size=3), rng.normal(size=3), rng.normal(size=3), 0.1, 0.9


def momentum_step(theta, v, g, rate, keep):
    v = keep * v + g
    return theta - rate * v, v


EXERCISES.append(Exercise(
    "9.1", "A step with momentum",
    "Return the new `theta` and the new velocity `v`: v ← keep·v + g, then θ ← θ − rate·v.",
    solution=momentum_step,
    why="In the velocity, gradients that point the same way add up, and gradients that keep changing their sign "
        "cancel.",
    inputs=[(array([1.0]), array([0.0]), array([2.0]), 0.1, 0.9),
            (array([1.0, 1.0]), array([1.0, -1.0]), array([2.0, 2.0]), 0.1, 0.5)],
    random=a_moment,
    see="A heavy ball",
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
        Mistake(lambda theta, v, g, rate, keep: (theta - rate * keep * (v + g), keep * (v + g)),
                "You multiplied the gradient by `keep` as well. Only the old velocity is multiplied by `keep`, and the "
                "whole gradient is added: v ← keep·v + g."),
        Mistake(lambda theta, v, g, rate, keep: momentum_step(theta, v, g, rate, keep)[::-1],
                "You swapped the two results. The new `theta` comes first: `return theta, v`."),
        Mistake(lambda theta, v, g, rate, keep: theta - rate * (keep * v + g),
                "You returned `theta` only. Return two things, with a comma between them: the next step needs the new "
                "`v`."),
    ],
    hints=["It takes two lines: first the new `v`, and then the new `theta`, which is made from it.",
           "Return both: `return theta - rate * v, v`."],
))


EXERCISES.append(Exercise(
    "9.2", "How much longer?",
    "The gradient stays the same for a long time, and `keep` is 0.95. In the end, how many times as long as the steps "
    "of plain descent are the steps with momentum?",
    solution=20.0,
    why="In the end the velocity no longer changes: v = 0.95·v + g, so 0.05·v = g, and v is 20 times g.",
    see="A heavy ball",
    mistakes=[
        Mistake(10.0, "That is the answer for `keep` = 0.9. Now 0.95 is kept, so that the velocity grows for longer."),
        Mistake(0.05, "0.05 is the share that is lost at each step. When nothing changes any more, 0.05·v = g: how "
                      "large is v?"),
        Mistake(1.95, "That is the velocity after two steps, 1 + 0.95. It goes on growing: 1 + 0.95 + 0.95² and so "
                      "on.", also=[0.95]),
        Mistake(19.0, "That is how much of the earlier steps is in the velocity. The new gradient is added to it: "
                      "v = 0.95·v + g."),
    ],
    hints=["In the end the velocity stays the same from step to step. Put the same v on both sides of v = 0.95·v + g.",
           "Then v − 0.95·v = g, so 0.05·v = g."],
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
    "9.3", "A step of RMSProp",
    "Return the new `theta` and the new mean square `s`, and add 1e-8 to the root before you divide.",
    solution=rmsprop_step,
    why="The gradient is divided by the root of its mean square, so that parameters with large gradients and "
        "parameters with small gradients take steps of about the same length.",
    inputs=[(array([1.0]), array([0.0]), array([2.0]), 0.1, 0.9),
            (array([1.0]), array([0.0]), array([0.0]), 0.1, 0.9), (array([1.0]), array([0.0]), array([1e-6]), 0.1, 0.9),
            (array([1.0, 1.0]), array([4.0, 1.0]), array([2.0, -3.0]), 0.1, 0.5)],
    random=a_square,
    see="A rate for each parameter",
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
        Mistake(lambda theta, s, g, rate, keep: (theta - rate * g / (np.sqrt((1 - keep) * s + keep * g**2) + 1e-8),
                                                 (1 - keep) * s + keep * g**2),
                "You swapped `keep` and `1 - keep`. The old `s` is multiplied by `keep`, and the new square by `1 - "
                "keep`."),
        Mistake(lambda theta, s, g, rate, keep: rmsprop_step(theta, s, g, rate, keep)[::-1],
                "You swapped the two results. The new `theta` comes first: `return theta, s`."),
        Mistake(lambda theta, s, g, rate, keep: (theta + rate * g / (np.sqrt(keep * s + (1 - keep) * g**2) + 1e-8),
                                                 keep * s + (1 - keep) * g**2),
                "You added, so this climbs. The step goes against the gradient: `theta - rate * …`."),
        Mistake(lambda theta, s, g, rate, keep: (theta - rate * g, keep * s + (1 - keep) * g**2),
                "You computed `s` but did not use it: `theta` moved by `rate * g`, as in plain descent. Divide `g` by "
                "the root of `s`."),
    ],
    hints=["A running mean keeps `keep` of the old value and takes `1 - keep` of the new one.",
           "The new one is `g**2`. Divide `g` by `np.sqrt(s) + 1e-8`."],
))


EXERCISES.append(Exercise(
    "9.4", "A first step that is too long",
    "RMSProp with `keep` = 0.99, `rate` = 0.001, and `s` = 0 at the start. How long is its very first step?",
    solution=0.01,
    why="At the first step s is only 0.01·g². Its root is 0.1 times the size of g, so that g/√s is 10 instead of 1.",
    see="A rate for each parameter",
    mistakes=[
        Mistake(0.001, "That is the length in the end, when s has grown to g². At the first step s is only 0.01·g²."),
        Mistake(0.001 / 0.1**0.5, "That is the first step for `keep` = 0.9, 3.16 times the rate. With 0.99, even less "
                                  "of the square is in s.", also=[0.00316, 0.0032, 0.003162]),
        Mistake(0.1, "You forgot the root. s is 0.01·g², and you divide by √s, which is 0.1 times the size of g."),
        Mistake(10.0, "The step is 10 times as long as the rate. But the question was how long it is, and the rate is "
                      "0.001."),
        Mistake(0.001 / 0.99**0.5, "You kept 0.99 of the new square. It is the old s, which is 0, that is multiplied "
                                   "by 0.99; the new square is multiplied by 0.01.", also=[0.001005]),
    ],
    hints=["Begin with s ← 0.99·0 + 0.01·g². What is √s?",
           "√s is 0.1 times the size of g, so g/√s is 10 or −10. Multiply that by the rate."],
))


def two_moments(rng):
    return rng.normal(size=3), rng.normal(size=3), rng.random(3), rng.normal(size=3), int(rng.integers(1, 9)), 0.01


def _adam(correct_m=True, correct_v=True, keep_corrected=False, late=False, swapped=False, square=True,
          times=False, whole=False, divide=lambda m, v: m / (np.sqrt(v) + 1e-8)):
    """Make an Adam with one thing wrong."""
    def wrong(theta, m, v, g, t, rate):
        beta1, beta2 = (0.999, 0.9) if swapped else (0.9, 0.999)
        new1, new2 = (1, 1) if whole else (1 - beta1, 1 - beta2)
        m, v = beta1 * m + new1 * g, beta2 * v + new2 * (g**2 if square else g)
        left1, left2 = (beta1 * t, beta2 * t) if times else (beta1 ** (t + late), beta2 ** (t + late))
        m_hat = m / (1 - left1) if correct_m else m
        v_hat = v / (1 - left2) if correct_v else v
        moved = theta - rate * divide(m_hat, v_hat)
        return (moved, m_hat, v_hat) if keep_corrected else (moved, m, v)

    return wrong


def adam_step(theta, m, v, g, t, rate):
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g**2
    m_hat, v_hat = m / (1 - 0.9**t), v / (1 - 0.999**t)
    return theta - rate * m_hat / (np.sqrt(v_hat) + 1e-8), m, v


EXERCISES.append(Exercise(
    "9.5", "A step of Adam",
    "Return the new `theta`, `m` and `v` after update number `t`, which is 1, 2 and so on. Use the four lines above, "
    "with 0.9, 0.999 and 1e-8.",
    solution=adam_step,
    why="Both means start at 0, so they are too small at first, and dividing by 1 − 0.9ᵗ and 1 − 0.999ᵗ makes up for "
        "that. You remember `m` and `v` as they were before this correction.",
    inputs=[(array([0.0]), array([0.0]), array([0.0]), array([250.0]), 1, 0.001),
            (array([1.0]), array([0.0]), array([0.0]), array([0.0]), 1, 0.1),
            (array([1.0]), array([0.0]), array([0.0]), array([1e-6]), 1, 0.1),
            (array([0.0]), array([25.0]), array([62.5]), array([-1.0]), 2, 0.001),
            (array([1.0, 1.0]), array([0.5, -0.5]), array([0.2, 0.1]), array([1.0, 2.0]), 5, 0.01)],
    random=two_moments,
    see="Adam in four lines",
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
                "You swapped 0.9 and 0.999. `m` forgets quickly, with 0.9, and `v` forgets slowly, with 0.999."),
        Mistake(_adam(times=True),
                "You wrote `*` where a power is meant. After t steps, 0.9 to the power of t is left of the start: "
                "`0.9**t`."),
        Mistake(_adam(whole=True),
                "You left out the factors 0.1 and 0.001. The new gradient counts only with the share that is not kept: "
                "`0.9 * m + 0.1 * g`."),
        Mistake(lambda theta, m, v, g, t, rate: adam_step(theta, m, v, g, t, rate)[::-1],
                "You have the right three results in another order. The new `theta` comes first: `return theta, m, "
                "v`.",
                also=[lambda *given: (lambda theta, m, v: (m, v, theta))(*adam_step(*given))]),
        Mistake(lambda theta, m, v, g, t, rate: adam_step(theta, m, v, g, t, rate)[0],
                "You returned `theta` only. Return three things: the next step needs the new `m` and `v`."),
    ],
    hints=["There are two running means: `m = 0.9 * m + 0.1 * g`, and `v` in the same way, from `g**2`.",
           "Correct them under new names: `m_hat = m / (1 - 0.9**t)`, and `v_hat` in the same way.",
           "Return three things: `theta - rate * m_hat / (np.sqrt(v_hat) + 1e-8), m, v`."],
))


EXERCISES.append(Exercise(
    "9.6", "The loss in other units",
    "You multiply the loss by 1,000, so that every gradient is 1,000 times as large. All rates stay as they are. Which "
    "optimizers make almost the same steps as before?",
    solution="c",
    choices={"a": "all four of them", "b": "plain descent and momentum", "c": "RMSProp and Adam", "d": "none of them"},
    why="RMSProp and Adam divide each gradient by its own usual size, so that the factor 1,000 cancels. Only the tiny "
        "ε makes a difference.",
    see="Adam in a narrow valley",
    mistakes=[
        Mistake("a", "Plain descent moves by rate times gradient. If the gradient is 1,000 times as large, so is its "
                     "step, and it is thrown out."),
        Mistake("b", "You chose the two that multiply the gradient by the rate. Their steps become 1,000 times as "
                     "long. Which two divide by the size of the gradient?"),
        Mistake("d", "Two of them divide the gradient by the root of its mean square. If every gradient is 1,000 times "
                     "as large, that root is too, and the quotient stays."),
    ],
    hints=["Write down the step of each method, and put 1,000·g in the place of g.",
           "In g/√s the numerator becomes 1,000 times as large. What happens to √s?"],
))


def decayed(rate, update, every):
    return rate * 0.5 ** (update // every)


EXERCISES.append(Exercise(
    "9.7", "Halve it now and then",
    "Return the learning rate at an `update`, counted from 0, if the rate is halved after every `every` updates.",
    solution=decayed,
    why="`update // every` counts how often the rate has been halved so far, and halving n times multiplies by 0.5ⁿ.",
    inputs=[(0.4, 0, 10), (0.4, 9, 10), (0.4, 10, 10), (0.4, 25, 10), (1.0, 7, 2)],
    see="Large steps first, small steps later",
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
        Mistake(lambda rate, update, every: rate * 0.5,
                "You halved the rate once, whatever the update is. At update 0 nothing has been halved yet, and at "
                "update 25 with `every` = 10 it has been halved twice."),
        Mistake(lambda rate, update, every: rate - 0.5 * (update // every),
                "You subtracted 0.5 each time, so that the rate can fall below 0. To halve is to multiply by 0.5.",
                also=[lambda rate, update, every: rate - rate * 0.5 * (update // every)]),
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


def _first_bump(losses, patience):
    """Stop at the first loss that is not below the one before, with no patience."""
    for epoch in range(1, len(losses)):
        if losses[epoch] >= losses[epoch - 1]:
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
    "9.8", "When to stop",
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
        Mistake(_first_bump,
                "You stop at the first loss that is not lower than the one before, and `patience` makes no difference. "
                "Count how many epochs have not beaten the best loss, and stop when the count reaches `patience`."),
        Mistake(lambda losses, patience: min(losses),
                "You returned a loss. Return the number of the epoch at which to stop, such as 2."),
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
                "best only `patience` epochs later, and that is when you stop.",
                also=[lambda losses, patience: stop_at(losses, patience) - patience]),
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
    "9.9", "Challenge: plain descent",
    "The curvatures are 1 and 10, and the start is (4, 2). Name a learning rate that brings the loss below 1e-6 in 100 "
    "updates.",
    solution=0.18,
    measure=_plain,
    why="Below 2/10 the steep direction shrinks, and close to it the flat direction is quick. With 0.18, for example, "
        "each step leaves 1 − 0.18 = 0.82 of the distance along the valley, and −0.8 across it.",
    see="How heavy, and how fast?",
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
    "9.10", "Challenge: the narrow valley",
    "The curvatures are 1 and 50, and the start is (4, 2). Name a learning rate and a momentum that bring the loss "
    "below 1e-6 in 100 updates.",
    solution=(0.06, 0.6),
    measure=_with_momentum,
    why="With momentum the rate may go up to 2(1 + μ)/50. Each step then leaves about √μ of the distance, and that is "
        "quick enough if μ is not too near 1.",
    see="How heavy, and how fast?",
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
