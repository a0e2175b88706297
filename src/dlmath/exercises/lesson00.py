"""Exercise of lesson 00: how an exercise works."""

from dlmath.exercises.check import Exercise, Mistake

EXERCISES = []


def double(x):
    return 2 * x


EXERCISES.append(Exercise(
    "0.1", "Double a number", "Return twice `x`.",
    solution=double,
    why="`2 * x` and `x + x` are the same number, so either passes: an answer is judged by what it gives.",
    inputs=[(1,), (2,), (3,), (-1.5,)],
    see="How an exercise works",
    mistakes=[
        Mistake(lambda x: x**2, "This looks like a square: `x ** 2` is `x` times `x`, and 3 gives 9 instead of 6."),
        Mistake(lambda x: x + 2, "This adds 2 where doubling multiplies by 2: 3 gives 5 instead of 6."),
        Mistake(lambda x: x / 2, "This halves: `x / 2` makes 3 into 1.5, and 6 is asked for."),
    ],
    hints=["Twice 3 is 6. What has to be done to the 3?",
           "In Python `*` multiplies: replace the `...` by `return` and a product with `x` in it."],
))
