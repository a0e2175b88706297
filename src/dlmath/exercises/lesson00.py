"""Exercise of lesson 00: how an exercise works."""

from dlmath.exercises.exercise import Exercise, Mistake

EXERCISES = []


def double(x):
    return 2 * x


EXERCISES.append(Exercise(
    "0.1", "Double a number", "Return twice `x`.",
    solution=double,
    why="`2 * x` and `x + x` always give the same number, so both are right: what counts is the number that your "
        "function returns, not how you wrote it.",
    inputs=[(1,), (2,), (3,), (-1.5,)],
    see="How an exercise works",
    mistakes=[
        Mistake(lambda x: x**2,
                "You squared the number: `x ** 2` means `x` times `x`, so 3 becomes 9. We want twice 3, which is 6."),
        Mistake(lambda x: x + 2,
                "You added 2. Doubling means multiplying by 2: 3 should become 6, and here it becomes 5."),
        Mistake(lambda x: x / 2,
                "You halved the number: `x / 2` turns 3 into 1.5. We want twice 3, which is 6."),
        Mistake(lambda x: x,
                "You returned `x` as it came in. Multiply it by 2 before you return it."),
        Mistake(lambda x: 2,
                "Your function returns 2 whatever `x` is. The `x` has to be in what you return."),
    ],
    hints=["Twice 3 is 6. What did you do to the 3?",
           "In Python, `*` multiplies. Replace the `...` by `return` and a product with `x` in it."],
))
