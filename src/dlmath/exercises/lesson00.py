"""Exercises of lesson 00: how an exercise works, and a first hour with Python and NumPy."""

import numpy as np

from dlmath.data import two_moons
from dlmath.exercises.check import Exercise, Mistake

EXERCISES = []


def double(x):
    return 2 * x


EXERCISES.append(Exercise(
    "0.1", "Double a number", "Return twice `x`.",
    solution=double,
    why="`2 * x` and `x + x` are the same number, so `check` accepts both: it looks at what your function gives, not "
        "at how you wrote it.",
    inputs=[(1,), (2,), (3,), (-1.5,)],
    mistakes=[
        Mistake(lambda x: x**2, "This looks like a square: `x ** 2` is `x` times `x`, so 3 gives 9 instead of 6."),
        Mistake(lambda x: x + 2, "This adds 2, but doubling multiplies by 2: 3 gives 5 instead of 6."),
        Mistake(lambda x: x / 2, "This halves the number: `x / 2` turns 3 into 1.5, and we want 6."),
        Mistake(lambda x: x, "This gives back `x` as it came in: 3 gives 3, and we want 6."),
        Mistake(lambda x: 2, "This always gives 2, whatever `x` is. We want 2 times `x`."),
        Mistake(lambda x: x + 1, "This is `x + 1`, the example in the text: 3 gives 4, and we want 6."),
        Mistake(lambda x: x * 3, "This takes `x` three times: 3 gives 9, and we want 6."),
    ],
    see="Try an exercise",
    hints=["Twice 3 is 6. What do you have to do to the 3?",
           "In Python, `*` means times. Put `return`, and then a product with `x` in it, where the `...` is."],
))


EXERCISES.append(Exercise(
    "0.2", "Read a loop", "Which number does the first piece of code print?",
    solution=8.0,
    why="Only 7 and 9 are larger than 5. Together they make 16, and half of that is 8.",
    mistakes=[
        Mistake(10.0, "That adds all three numbers, 4 as well. The `if` lets only those through that are larger than "
                      "5."),
        Mistake(16.0, "That is the total, 16. The last line prints half of it."),
        Mistake(20.0, "That is 4 + 7 + 9. But the `if` lets only those numbers through that are larger than 5, and the "
                      "last line prints half of the total."),
        Mistake(9.0, "That is the last number. `total` holds everything that was added, and the last line halves it."),
        Mistake(4.5, "That is half of 9, so the 7 has been forgotten: `total` keeps what was added before."),
        Mistake(3.5, "That stops after the 7. The loop goes on to 9."),
        Mistake(2.0, "That counts the numbers larger than 5. `total` grows by the number itself, not by 1."),
        Mistake(0.0, "That is how `total` begins. In two of the rounds the line under the `if` makes it larger."),
    ],
    see="Do you need this hour?",
    hints=["Go through the loop with a pencil: what is `total` after 4, after 7, after 9?",
           "`n > 5` is True for 7 and for 9."],
))


array = np.array


EXERCISES.append(Exercise(
    "0.3", "Compute with an array", "What is `2 * x - 1`? Write the numbers as a list, such as `[1, 2, 3]`.",
    solution=array([5, 1, 3]),
    why="Each number of an array is treated by itself: `2 * 3 - 1`, then `2 * 1 - 1`, then `2 * 2 - 1`.",
    mistakes=[
        Mistake(array([6, 2, 4]), "That is `2 * x`. Each number still has to lose 1."),
        Mistake(array([4, 0, 2]), "That is `2 * (x - 1)`. Without brackets, times goes before minus."),
        Mistake(array([2, 0, 1]), "That is `x - 1`. Each number is doubled first."),
        Mistake(array([3, 1, 2, 3, 1, 2]), "A list would be repeated by `2 *`. In an array, each number is doubled."),
        Mistake(11, "That is the sum, 2 · 6 − 1. Nothing is added up here: the answer has 3 numbers."),
    ],
    see="Do you need this hour?",
    hints=["Do it for the first number, 3, alone.", "The answer has as many numbers as `x`."],
))


EXERCISES.append(Exercise(
    "0.4", "Use a mask", "What is `x[x > 1].sum()`?",
    solution=5,
    why="`x > 1` is True for 3 and for 2, so `x[x > 1]` holds these two, and their sum is 5.",
    mistakes=[
        Mistake(2, "That counts the numbers larger than 1, as `(x > 1).sum()` would. Here the mask stands in square "
                   "brackets, so it picks the numbers out."),
        Mistake(6, "That is the sum of all three. `x > 1` is False for the number 1."),
        Mistake(array([3, 2]), "These are the numbers that the mask picks out, 3 and 2. `.sum()` adds them up."),
        Mistake(3, "That is only the first of the numbers that are larger than 1."),
        Mistake(1, "That is the number which the mask leaves out: 1 is not larger than 1."),
    ],
    see="Do you need this hour?",
    hints=["For which of the three numbers is `x > 1` True?", "Those numbers are picked out, and then added up."],
))


EXERCISES.append(Exercise(
    "0.5", "How many percent are wrong?",
    "Of 300 points, 276 are right. How many percent are wrong? Let Python compute it.",
    solution=8.0,
    why="`300 - 276` points are wrong. The brackets make Python subtract before it divides.",
    mistakes=[
        Mistake(92.0, "That is the percentage that is right, 276 of 300."),
        Mistake(0.08, "That is the share, between 0 and 1. Times 100 makes it a percentage."),
        Mistake(208.0, "That is `300 - 276 / 300 * 100`: without brackets Python divides first. You want to subtract "
                       "first."),
        Mistake(300 - 276 / 300, "Without brackets, Python divides first: `276 / 300`. Put brackets around `300 - "
                                 "276`, and multiply by 100 in the end."),
        Mistake(24, "That many points are wrong, 24. How many is that out of every 100?"),
        Mistake(0.92, "That is the share that is right, 276 / 300."),
        Mistake(800.0, "That is 100 times too much: the share that is wrong, 24 / 300, is multiplied by 100 once."),
        Mistake(24 / 276 * 100, "That compares the wrong points with the right ones, 24 with 276. Compare them with "
                                "all 300 points."),
        Mistake(-8.0, "Your minus is the wrong way round. `300 - 276` points are wrong, and that is more than 0."),
    ],
    see="Numbers, names and text",
    hints=["First compute how many points are wrong.",
           "Divide that by 300 and multiply by 100. Put brackets around what has to be done first."],
))


def middle(first, second):
    across = (first[0] + second[0]) / 2
    up = (first[1] + second[1]) / 2
    return [across, up]


EXERCISES.append(Exercise(
    "0.6", "The point in the middle",
    "Return the point half-way between `first` and `second`, as a list of two numbers.",
    solution=middle,
    why="Half-way to the right and half-way up are two separate means, and the square brackets make one point of them.",
    inputs=[([0.0, 0.0], [4.0, 2.0]), ([1.0, 5.0], [3.0, -1.0]), ([-2.0, 0.5], [1.0, 0.5])],
    mistakes=[
        Mistake(lambda first, second: [first[0] + second[0] / 2, first[1] + second[1] / 2],
                "Only the second point is halved: division goes before plus. Put brackets around the sum, `(first[0] + "
                "second[0]) / 2`."),
        Mistake(lambda first, second: [first[0] + second[0], first[1] + second[1]],
                "These are the sums. The middle is half of them, so divide by 2."),
        Mistake(lambda first, second: [(second[0] - first[0]) / 2, (second[1] - first[1]) / 2],
                "This is half of the way from the first point to the second. You still have to start at `first`."),
        Mistake(lambda first, second: [(first[0] - second[0]) / 2, (first[1] - second[1]) / 2],
                "This is half of the difference. The middle between 1 and 3 is `(1 + 3) / 2`, so add."),
        Mistake(lambda first, second: [first[0] / 2, second[0] / 2],
                "This halves the first number of both points. Add `first[0]` and `second[0]`, and then halve."),
        Mistake(lambda first, second: [2, 1],
                "This is `[2, 1]` for every two points. Compute it from `first` and `second`."),
        Mistake(lambda first, second: first + second,
                "`+` puts one list behind the other, which gives 4 numbers. Add the numbers one by one, with "
                "`first[0]` and `second[0]`."),
        Mistake(lambda first, second: [(first[0] + first[1]) / 2, (second[0] + second[1]) / 2],
                "This mixes the two directions: `first[0]` goes right and `first[1]` goes up. Take `first[0]` together "
                "with `second[0]`."),
        Mistake(lambda first, second: (first[0] + second[0]) / 2,
                "This is how far to the right the middle lies. A point has 2 numbers, so return a list."),
        Mistake(lambda first, second: [(first[1] + second[1]) / 2, (first[0] + second[0]) / 2],
                "The two numbers have changed places: how far to the right, `[0]`, comes first."),
    ],
    see="Lists and functions",
    hints=["The middle between 1 and 3 is 2, which is `(1 + 3) / 2`.",
           "Do that once with `first[0]` and `second[0]`, and once with `first[1]` and `second[1]`.",
           "Put both results into square brackets, with a comma between them, after `return`."],
))


def sentence(right, points):
    percent = 100 * right / points
    return f"{right} of {points} are {percent:.1f} percent"


EXERCISES.append(Exercise(
    "0.7", "Say it in a sentence",
    "Return a text such as `276 of 300 are 92.0 percent`, for any two numbers.",
    solution=sentence,
    why="The f-string puts the values in, and `:.1f` shows the percentage with one decimal.",
    inputs=[(3, 4), (276, 300), (1, 3), (298, 300)],
    mistakes=[
        Mistake(lambda right, points: f"{right} of {points} are {right / points:.1f} percent",
                "This shows the share, between 0 and 1. A percentage is 100 times that."),
        Mistake(lambda right, points: f"{right} of {points} are {100 * right / points} percent",
                "The percentage shows all its decimals. To show one, write `:.1f` before the closing brace."),
        Mistake(lambda right, points: f"{right} of {points} are {right / points * 100} percent",
                "The percentage shows all its decimals, some of them from rounding. To show one, write `:.1f` before "
                "the closing brace."),
        Mistake(lambda right, points: "{right} of {points} are {100 * right / points:.1f} percent",
                "You see the braces as they are, because the `f` in front of the quotation mark is missing."),
        Mistake(lambda right, points: "{right} of {points} are {percent:.1f} percent",
                "You see the braces as they are. The `f` in front of the quotation mark is missing."),
        Mistake(lambda right, points: f"{right} of {points} are {100 * (points - right) / points:.1f} percent",
                "This is the percentage that is wrong. We want `right` out of `points`."),
        Mistake(lambda right, points: f"{right} of {points} are {100 * points / right:.1f} percent",
                "This divides `points` by `right`, so it gets more than 100. Divide `right` by `points`."),
        Mistake(lambda right, points: "276 of 300 are 92.0 percent",
                "This says the same for all numbers. Put `right` and `points` in braces instead of 276 and 300."),
        Mistake(lambda right, points: f"right of points are {100 * right / points:.1f} percent",
                "Here `right` and `points` are only words. Put each of them in braces to see its value."),
        Mistake(lambda right, points: f"{right} of {points} are {100 * right / points:.0f} percent",
                "The percentage has no decimals. `:.1f` shows one."),
        Mistake(lambda right, points: f"{right} of {points} are {100 * right / points:.2f} percent",
                "The percentage has two decimals. `:.1f` shows one."),
        Mistake(lambda right, points: f"{right} of {points} are {100 * right / points:.1f}",
                "The last word is missing: after the number comes ` percent`."),
        Mistake(lambda right, points: f"{right} of {points}",
                "The percentage is missing. It is `100 * right / points`."),
    ],
    see="Numbers, names and text",
    hints=["Begin with an `f`, then a quotation mark, then `{right} of {points}`.",
           "The percentage is `100 * right / points`. A name for it keeps the f-string short.",
           'Show it with one decimal: `f"{right} of {points} are {percent:.1f} percent"`.'],
))


POINTS = [([[0.0, 0.9], [2.1, 0.6], [0.8, 0.4]],), ([[1.0, -0.5], [2.0, 0.5]],), ([[3.0, 2.0], [0.5, 1.0]],),
          ([[0.2, 0.7]],), ([[1.0, 6000.0], [2.0, 5000.0]],), ([[0.1, 0.8], [0.4, -0.2], [0.3, -0.9], [-2.0, 0.3]],)]


def _lowest_from(low, points):
    for point in points:
        if point[1] < low:
            low = point[1]
    return low


def _lowest_leaves_the_loop(points):
    low = points[0][1]
    for point in points:
        if point[1] < low:
            low = point[1]
        return low


def lowest(points):
    low = points[0][1]
    for point in points:
        if point[1] < low:
            low = point[1]
    return low


EXERCISES.append(Exercise(
    "0.8", "The lowest point", "Return the smallest height, `point[1]`, among all the points in a list.",
    solution=lowest,
    why="The first height is the smallest one so far. Whenever the loop meets a smaller one, it takes that.",
    inputs=POINTS,
    mistakes=[
        Mistake(lambda points: _lowest_from(1000, points),
                "This begins with a large number, such as 1000, and some points lie higher still. Begin with the "
                "height of the first point, `points[0][1]`."),
        Mistake(lambda points: _lowest_from(1, points),
                "This begins with 1, and all points of some lists lie higher. Begin with the height of the first "
                "point, `points[0][1]`."),
        Mistake(lambda points: _lowest_from(0, points),
                "This begins with 0, which is lower than every point of some lists. Begin with the height of the first "
                "point, `points[0][1]`."),
        Mistake(_lowest_leaves_the_loop,
                "This gives the height of the first point. Is the `return` inside the loop? Then Python leaves the "
                "function in the first round. Move `return` to the left, under `for`."),
        Mistake(lambda points: max(point[1] for point in points),
                "This is the largest height. Turn the `>` into a `<`."),
        Mistake(lambda points: min(point[0] for point in points),
                "This looks at how far to the right the points lie. Their height is `point[1]`."),
        Mistake(lambda points: min(points, key=lambda point: point[1]),
                "This is the lowest point itself, with its 2 numbers. We want only its height."),
        Mistake(lambda points: points[-1][1],
                "This is the height of the last point, whatever it is. Change the name only if `point[1]` is smaller."),
        Mistake(lambda points: min(points),
                "`min(points)` compares the first numbers of the points, so it finds the one furthest to the left. "
                "Compare the heights."),
        Mistake(lambda points: min(points)[1],
                "`min(points)` finds the point furthest to the left, and you took the height of that one. Compare the "
                "heights of all the points."),
    ],
    see="Loops",
    hints=["Give a name to the smallest height so far. Begin with the height of the first point.",
           "In the loop: if this point is lower, `point[1] < low`, give the name its height.",
           "Return that number after the loop, not inside it."],
))


SIX = (array([[0.0, 0.9], [2.1, 0.6], [0.8, 0.4], [2.0, 0.3], [0.5, 0.9], [0.7, -0.3]]),
       array([[0.0], [1], [0], [1], [0], [1]]))


def above(X, start, slope):
    line = start + slope * X[:, 0]
    return X[:, 1] - line


EXERCISES.append(Exercise(
    "0.9", "How far above the line?",
    "Return, for each row of `X`, how far its point lies above the line, in one array.",
    solution=above,
    why="`start + slope * X[:, 0]` is the height of the line at all points at once, so one subtraction is enough.",
    inputs=[(array([[0.0, 1.0], [2.0, 1.0]]), 0.5, 0.0), (array([[1.0, 1.0], [2.0, 3.0], [3.0, -1.0]]), 0.5, 2.0),
            (SIX[0], 0.1, 0.2)],
    random=lambda rng: (rng.normal(size=(7, 2)), float(rng.normal()), float(rng.normal())),
    mistakes=[
        Mistake(lambda X, start, slope: start + slope * X[:, 0] - X[:, 1],
                "This is how far each point lies below the line: a point above it gives less than 0. Swap the two "
                "sides of the minus."),
        Mistake(lambda X, start, slope: X[:, 1] - start,
                "This is the height above a level line at `start`. The line rises: add `slope * X[:, 0]`."),
        Mistake(lambda X, start, slope: X[:, 1] - start + slope * X[:, 0],
                "A minus takes away only what comes next, `start`, and then the rise is added. Put the whole line into "
                "brackets."),
        Mistake(lambda X, start, slope: X[:, 1] - slope + start * X[:, 0],
                "`start` and `slope` have changed places, and the line needs brackets: `X[:, 1] - (start + slope * "
                "X[:, 0])`."),
        Mistake(lambda X, start, slope: X[:, 1] - (slope + start * X[:, 0]),
                "`start` and `slope` have changed places: the line is `start + slope * X[:, 0]`."),
        Mistake(lambda X, start, slope: X[:, 0] - (start + slope * X[:, 1]),
                "The two columns have changed places: column 0 says how far to the right, and column 1 how high."),
        Mistake(lambda X, start, slope: X[0, 1] - (start + slope * X[0, 0]),
                "This looks at the first point alone. `X[:, 1]` has the heights of all of them."),
        Mistake(lambda X, start, slope: X - (start + slope * X[:, :1]),
                "This takes the line's height away from both columns. Use column 1 alone, `X[:, 1]`."),
        Mistake(lambda X, start, slope: X[1] - (start + slope * X[0]),
                "`X[1]` is row 1, one single point. Column 1 of all rows is `X[:, 1]`."),
        Mistake(lambda X, start, slope: X[:, 1] > start + slope * X[:, 0],
                "This asks whether each point lies above the line, and answers True or False. We want to know how far: "
                "use `-` instead of `>`."),
        Mistake(lambda X, start, slope: X[:, 1] - (start + slope) * X[:, 0],
                "Only `slope` is multiplied by how far to the right a point lies. Take the brackets away from `(start "
                "+ slope)`."),
        Mistake(lambda X, start, slope: X[:, 1] - (start + slope * X[:, 1]),
                "The height of the line depends on how far to the right a point lies, and that is column 0."),
        Mistake(lambda X, start, slope: X - (start + slope * X),
                "This works on both columns at once. Take column 1 for the heights, `X[:, 1]`, and column 0 for how "
                "far to the right."),
        Mistake(lambda X, start, slope: start + slope * X[:, 0],
                "This is the height of the line at each point, `start + slope * X[:, 0]`. How far is the point above "
                "it?"),
        Mistake(lambda X, start, slope: abs(X[:, 1] - start - slope * X[:, 0]),
                "This is the distance without its sign. A point below the line should give a number less than 0."),
    ],
    see="Arrays",
    hints=["`X[:, 0]` says how far to the right all the points lie. How high is the line there?",
           "The height of the line is `start + slope * X[:, 0]`.",
           "Take it away from the heights of the points, `X[:, 1]`. Mind the brackets."],
))


def _below(X, start, slope):
    return X[:, 1] < start + slope * X[:, 0]


def _moons(rng):
    return two_moons(m=9, noise=0.2, seed=rng)


def count_right(X, y, start, slope):
    below = X[:, 1] < start + slope * X[:, 0]
    triangle = y[:, 0] == 1
    return (below == triangle).sum()


EXERCISES.append(Exercise(
    "0.10", "Count what a line gets right",
    "We say “triangle” below the line and “disc” above it. Return how many points that gets right.",
    solution=count_right,
    why="The two masks agree exactly where the line is right, True counts as 1, and `.sum()` counts them.",
    inputs=[(*SIX, 0.5, 0.0), (*SIX, 0.1, 0.2), (*SIX, 1.0, 0.0), (*SIX, 0.2, -0.5),
            (array([[0.0, 1.0]]), array([[1.0]]), 0.0, 0.0)],
    random=lambda rng: (*_moons(rng), 0.3, float(rng.normal())),
    mistakes=[
        Mistake(lambda X, y, start, slope: (_below(X, start, slope) == (y == 1)).sum(),
                "`y` is a column of shape (m, 1), so NumPy compares every point with every truth. Take the column out "
                "of it first: `y[:, 0]`."),
        Mistake(lambda X, y, start, slope: (_below(X, start, slope) != (y[:, 0] == 1)).sum(),
                "This counts the points that are wrong. Triangles have a 1 in `y`, and we say “triangle” below the "
                "line."),
        Mistake(lambda X, y, start, slope: _below(X, start, slope).sum(),
                "This counts the points below the line. Which of them really are triangles? Compare with `y`."),
        Mistake(lambda X, y, start, slope: len(X) - _below(X, start, slope).sum(),
                "This counts the points above the line. Which of them really are discs? Compare with `y`."),
        Mistake(lambda X, y, start, slope: (_below(X, start, slope) & (y[:, 0] == 1)).sum(),
                "This counts the triangles below the line. A disc above the line, with 0 in `y`, is right as well."),
        Mistake(lambda X, y, start, slope: (~_below(X, start, slope) & (y[:, 0] == 0)).sum(),
                "This counts the discs above the line. A triangle below it, with 1 in `y`, is right as well."),
        Mistake(lambda X, y, start, slope: ((X[:, 1] < start) == (y[:, 0] == 1)).sum(),
                "This is a level line at `start`. Ours rises by `slope` for each 1 to the right."),
        Mistake(lambda X, y, start, slope: ((X[:, 1] < slope + start * X[:, 0]) == (y[:, 0] == 1)).sum(),
                "`start` and `slope` have changed places: the line is `start + slope * X[:, 0]`."),
        Mistake(lambda X, y, start, slope: ((X[:, 0] < start + slope * X[:, 1]) == (y[:, 0] == 1)).sum(),
                "The two columns of `X` have changed places: the height is column 1."),
        Mistake(lambda X, y, start, slope: (_below(X, start, slope) == (y[:, 0] == 1)).mean(),
                "This is the share that is right, between 0 and 1. `.sum()` counts them."),
        Mistake(lambda X, y, start, slope: len(_below(X, start, slope)),
                "`len` counts all answers, the Trues and the Falses. `.sum()` counts only the Trues."),
        Mistake(lambda X, y, start, slope: ((X[:, 1] < start + slope * X[:, 1]) == (y[:, 0] == 1)).sum(),
                "The height of the line depends on how far to the right a point lies, and that is column 0."),
        Mistake(lambda X, y, start, slope: ((X[:, 0] < start + slope * X[:, 0]) == (y[:, 0] == 1)).sum(),
                "The height of a point is column 1. You compare column 0 with the line."),
        Mistake(lambda X, y, start, slope: ((X[:, 1] < 0.25) == (y[:, 0] == 1)).sum(),
                "This is still the level line at 0.25. Use `start` and `slope`."),
        Mistake(lambda X, y, start, slope: ((X[:, 1] - start + slope * X[:, 0] < 0) == (y[:, 0] == 1)).sum(),
                "A minus takes away only what comes next, `start`. Put the whole line into brackets: `X[:, 1] - (start "
                "+ slope * X[:, 0])`."),
        Mistake(lambda X, y, start, slope: _below(X, start, slope) == (y[:, 0] == 1),
                "This is the right mask: True where the line is right. Now count the Trues, with `.sum()`."),
    ],
    see="Masks: ask 300 questions at once",
    hints=["First make a mask that says which points lie below the line: `X[:, 1] < start + slope * X[:, 0]`.",
           "A second mask says which points are triangles: `y[:, 0] == 1`.",
           "The line is right where the two masks are the same: compare them with `==`, and count with `.sum()`."],
))


def _line(answer):
    """Say in a word what a line does with the two moons."""
    start, slope = map(float, answer)
    X, y = two_moons(m=300, noise=0.15, seed=1)
    if count_right(X, y, start, slope) >= 260:
        return "reaches it"
    if _below(X, start, slope).sum() in (0, 300):
        return "all on one side"
    return "level" if slope == 0 else "falls" if slope < 0 else "too steep" if slope > 0.6 else "not enough"


EXERCISES.append(Exercise(
    "0.11", "Find a good line", "Find a `start` and a `slope` with which the line gets at least 260 points right.",
    solution=(0.1, 0.2),
    measure=_line,
    why="A line that rises gently cuts fewer tips off the two moons. With (0.1, 0.2) it gets 265 right, and no "
        "straight line gets many more.",
    mistakes=[
        Mistake((0.25, 0.0), "A level line gets at most 250 of them right, wherever it lies. Give it a slope that is "
                             "not 0."),
        Mistake((0.5, -0.25), "This line falls to the right, because its slope is less than 0. Look at the picture: "
                              "which way would you lay a pencil between the moons?"),
        Mistake((-0.5, 1.0), "This line is too steep for the moons. Try a slope between 0 and 0.5."),
        Mistake((0.6, 0.2), "This line gets fewer than 260 right, and its slope is a good one to begin with. Change "
                            "`start` by 0.1, and count again."),
        Mistake((3.0, 0.2), "All 300 points lie on the same side of this line, so it gets only half of them right. "
                            "Begin with the line that you know: start 0.25, slope 0."),
    ],
    see="Masks: ask 300 questions at once",
    hints=["Begin with a level line between the moons, and tilt it a little.",
           "Count with `count_right(X, y, start, slope)`, change one of the two numbers by 0.1, and count again.",
           "Look near start 0.1 and slope 0.2."],
))
