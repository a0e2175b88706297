"""Every exercise of every lesson: solved, untouched, and answered with each of its mistakes."""

import ast
import copy
import inspect
import itertools
import json
import math  # noqa: F401
import re
from pathlib import Path

import cases
import numpy as np
import pytest

from dlmath import exercises
from dlmath.activations import sigmoid, softmax  # noqa: F401
from dlmath.exercises.check import examine, outcomes
from dlmath.exercises.compare import difference
from dlmath.losses import one_hot  # noqa: F401

ROOT = Path(__file__).parents[1]
ALL = [exercise for lesson in exercises.lessons() for exercise in exercises.lesson_exercises(lesson).values()]
NOTEBOOKS = {lesson: next(iter(ROOT.glob(f"notebooks/{lesson:02d}_*.ipynb")), None) for lesson in exercises.lessons()}


each = cases.each("exercise", ALL, lambda exercise: f"lesson {exercise.id.split('.')[0]}", lambda exercise: exercise.id)


class TestEach:
    @each
    def test_solution_is_right(self, exercise):
        feedback = examine(exercise, exercise.solution)
        assert feedback.kind == "right", feedback
        assert exercise.why in repr(feedback)

    @each
    def test_starter_is_not_attempted(self, exercise):
        if callable(exercise.solution):
            namespace = {}
            exec(f"def starter({', '.join(exercise.names())}):\n    ...", namespace)
            starter = namespace["starter"]
        else:
            starter = ...
        for answer in (starter, ..., None):
            assert examine(exercise, answer).kind == "untouched"

    @each
    def test_each_mistake_draws_its_own_message(self, exercise):
        for mistake in exercise.mistakes:
            for answer in (mistake.answer, *mistake.also):
                feedback = examine(exercise, answer)
                said = [other.message for other in exercise.mistakes if other.message in feedback.body]
                assert feedback.kind == "mistake", f"{mistake.message}\n{feedback}"
                assert said == [mistake.message]
                assert exercise.see in repr(feedback)

    @each
    def test_no_two_answers_coincide_on_the_inputs(self, exercise):
        answers = [exercise.solution, *(mistake.answer for mistake in exercise.mistakes)]
        results = [list(outcomes(exercise, answer)) for answer in answers]
        for (i, one), (j, other) in itertools.combinations(enumerate(results), 2):
            alike = all(a.failed == b.failed and (a.failed or difference(a.value, b.value, exercise.rtol) is None)
                        for a, b in zip(one, other, strict=True))
            assert not alike, f"answers {i} and {j} (0 is the solution) agree on every input"

    @each
    def test_the_inputs_stay_as_they_are(self, exercise):
        if callable(exercise.solution):
            before = repr(exercise.cases())
            examine(exercise, exercise.solution)
            assert repr(exercise.cases()) == before

    @each
    def test_words(self, exercise):
        assert re.fullmatch(r"\d{1,2}\.[1-9]\d*", exercise.id)
        assert len(exercise.hints) >= 2 and len(exercise.mistakes) >= 2
        assert len(set(exercise.hints)) == len(exercise.hints)
        messages = [mistake.message for mistake in exercise.mistakes]
        assert len(set(messages)) == len(messages)
        for message in messages:
            assert re.search(r"`|\d", message), f"nothing concrete in: {message}"
            assert len(message) < 320
            assert "*" not in re.sub("`[^`]+`", "", message), f"asterisks in: {message}"
        sentences = [exercise.ask, exercise.why, *exercise.hints, *messages]
        for sentence in sentences:
            assert sentence.strip() == sentence and sentence[-1] in ".?"
            assert sentence.count("`") % 2 == 0
            assert not re.search(r"\b(simply|obviously|of course|trivial|easy|just)\b|!", sentence)
        assert "\n" not in exercise.ask
        if exercise.choices:
            assert set(exercise.choices) == {exercise.solution, *(mistake.answer for mistake in exercise.mistakes)}

    @each
    def test_solution_is_shown_as_python_that_runs(self, exercise):
        feedback = exercises.solution(exercise.id)
        assert exercise.why in feedback.body
        if callable(exercise.solution):
            source = feedback.body[0]
            ast.parse(source)
            assert source == inspect.getsource(exercise.solution).rstrip()
            assert source.startswith("def ")


def test_ids_are_in_order_and_in_their_lesson():
    for lesson in exercises.lessons():
        ids = list(exercises.lesson_exercises(lesson))
        assert ids == [f"{lesson}.{i + 1}" for i in range(len(ids))]


def test_enough_of_them():
    least = {0: 1}
    for lesson in exercises.lessons():
        assert len(exercises.lesson_exercises(lesson)) >= least.get(lesson, 6)


# ---------------------------------------------------------------------------- the notebooks


def code_cells(notebook):
    return [cell for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]


def checks_in(cell):
    """Return the ids that a cell checks."""
    calls = [node for node in ast.walk(ast.parse(_python("".join(cell["source"])))) if isinstance(node, ast.Call)]
    return [call.args[0].value for call in calls if getattr(call.func, "id", "") == "check" and call.args]


def _python(source):
    return "\n".join(line for line in source.split("\n") if not line.startswith(("%", "!")))


WRITTEN = [pytest.param(lesson, path, id=path.stem) for lesson, path in NOTEBOOKS.items() if path]


@pytest.mark.parametrize("lesson, path", WRITTEN)
def test_notebook_and_registry_name_the_same_exercises(lesson, path):
    asked = [id for cell in code_cells(path) for id in checks_in(cell)]
    assert asked == list(exercises.lesson_exercises(lesson))


@pytest.mark.parametrize("lesson, path", WRITTEN)
def test_starters_in_the_notebook_are_not_attempted(lesson, path):
    """The cell is run alone: a starter needs nothing but NumPy."""
    for cell in code_cells(path):
        if ids := checks_in(cell):
            *body, last = ast.parse("".join(cell["source"])).body
            namespace = {"np": np, "check": exercises.check}
            exec(compile(ast.Module(body, []), f"starter {ids}", "exec"), namespace)
            feedback = eval(compile(ast.Expression(last.value), f"check {ids}", "eval"), namespace)
            assert feedback.kind == "untouched", feedback
            exercise = exercises.lesson_exercises(lesson)[ids[0]]
            if callable(exercise.solution):
                names = [name for name, value in namespace.items() if inspect.isfunction(value)]
                assert exercise.solution.__name__ in names, "starter and solution have different names"
                starter = namespace[exercise.solution.__name__]
                assert list(inspect.signature(starter).parameters) == exercise.names()


@pytest.mark.parametrize("lesson, path", WRITTEN)
def test_exercises_point_to_sections_that_are_there(lesson, path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    titles = {title.strip(" #*") for title in re.findall(r"^#{1,4} +(.+)$", text, re.MULTILINE)}
    for exercise in exercises.lesson_exercises(lesson).values():
        assert exercise.see in titles, f"{exercise.id}: no section “{exercise.see}” in {sorted(titles)}"


# ---------------------------------------------------------------------------- answers that nobody has stored
# What beginners write, and what is right in an unusual form: written before the stored mistakes were looked at.
# ✓ is right, ~ is wrong and gets a sentence of its own, ✗ is wrong. The line is the body of the function (or the
# value) that is asked for; what takes more than a line is a function of this file.


def in_loops(m, n, entry):
    """Fill an m × n matrix with what the lines of a learner's two loops leave in it: C[i, j] = entry(C, i, j)."""
    C = np.zeros((m, n))
    for i in range(m):
        for j in range(n):
            C[i, j] = entry(C, i, j)
    return C


def adds_to_names(X, b):
    for row in X:
        row = row + b  # noqa: PLW2901
    return X


def adds_to_rows(X, b):
    for row in X:
        row += b
    return X


def can_add(first, second):
    try:
        return (np.zeros(first) + np.zeros(second)).size > 0
    except ValueError:
        return False


def answers_in_the_loop(first, second):
    for a, b in zip(first[::-1], second[::-1]):
        if a == b or a == 1 or b == 1:  # noqa: SIM103
            return True
        else:
            return False


def by_index(A, weights, biases):
    for k in range(len(weights)):
        A = A @ weights[k] + biases[k]
        if k < len(weights) - 1:
            A = A * (A > 0)
    return A


def minus_one_at(A, labels):
    for i in range(len(A)):
        A[i, labels[i]] -= 1
    return A


def steps_in_place(parameters, gradients, rate):
    for name in parameters:
        parameters[name] -= rate * gradients[name]
    return parameters


def adam(theta, m, v, g, t, rate, inside=0.0, outside=1e-8):
    m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
    root = (v / (1 - 0.999 ** t) + inside) ** 0.5 + outside
    return theta - rate * (m / (1 - 0.9 ** t)) / root, m, v


def adam_by_times(theta, m, v, g, t, rate):
    m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g ** 2
    return theta - rate * (m / (1 - 0.9 * t)) / (np.sqrt(v / (1 - 0.999 * t)) + 1e-8), m, v


def adam_without_shares(theta, m, v, g, t, rate):
    m, v = 0.9 * m + g, 0.999 * v + g ** 2
    return theta - rate * (m / (1 - 0.9 ** t)) / (np.sqrt(v / (1 - 0.999 ** t)) + 1e-8), m, v


def stops(losses, patience, tie=False):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best] or tie and loss == losses[best]:
            best = epoch
        if epoch - best >= patience:
            return epoch
    return len(losses) - 1


def two_layers(theta, X, hidden=lambda Z: np.maximum(0, Z), end=softmax):
    A1 = hidden(X @ theta["W1"] + theta["b1"])
    return A1, end(A1 @ theta["W2"] + theta["b2"])


def way_back(theta, X, A1, P, Y, gate=None, share=None):
    dZ2 = (P - Y) * (1 / len(X) if share is None else share)
    dZ1 = dZ2 @ theta["W2"].T * (A1 > 0 if gate is None else gate)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": A1.T @ dZ2, "b2": dZ2.sum(axis=0)}


def adams(theta, gradients, m, v, t, rate, **options):
    parts = {name: adam(theta[name], m[name], v[name], gradients[name], t, rate, **options) for name in theta}
    return tuple({name: part[place] for name, part in parts.items()} for place in range(3))


def challenge_answers():
    return exercises.lesson_exercises(10)["10.9"].solution


def through_three(X, Z1, Z2, W2, W3, dZ3):
    dZ1 = dZ3 @ W3.T * (Z2 > 0) @ W2.T * (Z1 > 0)
    return X.T @ dZ1, np.einsum("ij->j", dZ1)


def walked(parents, slopes, add=True, order=None, start=1.0, first=0.0, chain=True):
    grads = np.full(len(parents), first)
    grads[-1] = start
    for i in reversed(range(len(parents))) if order is None else order:
        for k, j in enumerate(parents[i]):
            grads[j] = add * grads[j] + slopes[i][k] * (grads[i] if chain else 1)
    return grads.tolist()


ANSWERS = """
0.1  ✓ x + x
     ✓ 2.0 * x
     ✓ sum([x, x])
     ✓ x * 2
     ✓ x - -x
     ✓ x / 0.5
     ~ x * x
     ~ x
     ~ 2
     ~ print(2 * x)
     ~ "2x"
     ~ x(2)
     ~ x + 2
     ~ x ** 2
     ~ x + 1
     ~ x / 2
     ~ x * 3
     ✗ 6
     ✗ int(x) * 2
0.2  ✓ 8.0
     ✓ 8
     ✓ 16 / 2
     ✓ np.float64(8)
     ✓ (7 + 9) / 2
     ~ 16
     ~ 10.0
     ~ 20
     ~ 4.5
     ~ 2
     ~ "8.0"
     ~ (7, 9)
     ~ 0
     ~ 3.5
     ✗ 5.5
0.3  ✓ [5, 1, 3]
     ✓ (5, 1, 3)
     ✓ np.array([5, 1, 3])
     ✓ [5.0, 1.0, 3.0]
     ✓ 2 * np.array([3, 1, 2]) - 1
     ~ [6, 2, 4]
     ~ [4, 0, 2]
     ~ [3, 1, 2, 3, 1, 2]
     ~ [2, 0, 1]
     ~ 9
     ~ "5, 1, 3"
     ~ [5]
     ~ 5, 1
     ✗ [7, 3, 5]
     ✗ [1, 3, 5]
0.4  ✓ 5
     ✓ 5.0
     ✓ 3 + 2
     ✓ np.int64(5)
     ✓ sum([3, 2])
     ~ 2
     ~ 6
     ~ [3, 2]
     ~ "5"
     ~ 1
     ~ 3
     ~ True
     ~ [True, False, True]
     ✗ 4
     ✗ 0
0.5  ✓ (300 - 276) / 300 * 100
     ✓ 100 - 276 / 3
     ✓ 8
     ✓ round(100 * (1 - 276 / 300), 1)
     ✓ 24 / 3
     ~ 92
     ~ 276 / 300
     ~ 24 / 300
     ~ 300 - 276
     ~ 276 / 300 * 100
     ~ 24 / 276 * 100
     ~ "8"
     ~ -8
     ~ 300 - 276 / 300
     ✗ 12
     ✗ 276
0.6  ✓ [(first[0] + second[0]) / 2, (first[1] + second[1]) / 2]
     ✓ [first[0] + (second[0] - first[0]) / 2, first[1] + (second[1] - first[1]) / 2]
     ✓ [(a + b) / 2 for a, b in zip(first, second)]
     ✓ [0.5 * first[0] + 0.5 * second[0], 0.5 * first[1] + 0.5 * second[1]]
     ✓ np.mean([first, second], axis=0)
     ~ (first + second) / 2
     ~ first + second
     ~ [first[0] + second[0] / 2, first[1] + second[1] / 2]
     ~ [first[0] + second[0], first[1] + second[1]]
     ~ [(second[0] - first[0]) / 2, (second[1] - first[1]) / 2]
     ~ [(first[0] + first[1]) / 2, (second[0] + second[1]) / 2]
     ~ [(first[1] + second[1]) / 2, (first[0] + second[0]) / 2]
     ~ (first[0] + second[0]) / 2
     ~ [(first[1] + second[1]) / 2, (first[2] + second[2]) / 2]
     ~ [2, 1]
     ✗ first
     ✗ [first[0], second[1]]
0.7  ✓ f"{right} of {points} are {right / points * 100:.1f} percent"
     ✓ "{} of {} are {:.1f} percent".format(right, points, 100 * right / points)
     ✓ "%d of %d are %.1f percent" % (right, points, 100 * right / points)
     ✓ str(right) + " of " + str(points) + " are " + f"{100 * right / points:.1f}" + " percent"
     ✓ f"{right} of {points} are {100 * (right / points):.1f}" " percent"
     ~ f"{right} of {points} are {right / points:.1f} percent"
     ~ "{right} of {points} are {100 * right / points:.1f} percent"
     ~ f"{right} of {points} are {100 * right / points} percent"
     ~ f"{right} of {points} are {100 * right / points:.2f} percent"
     ~ f"{right} of {points} are {100 * right / points:.1f}"
     ~ f"{right} of {points} are {points / right * 100:.1f} percent"
     ~ f"276 of 300 are 92.0 percent"
     ~ print(f"{right} of {points} are {100 * right / points:.1f} percent")
     ~ 100 * right / points
     ~ f"right of points are {100 * right / points:.1f} percent"
     ✗ f"{right} of {points} are {100 * right / points:.1f}%"
     ✗ f"{points} of {right} are {100 * right / points:.1f} percent"
0.8  ✓ min(point[1] for point in points)
     ✓ np.array(points)[:, 1].min()
     ✓ sorted(point[1] for point in points)[0]
     ✓ -max(-point[1] for point in points)
     ✓ min(points, key=lambda point: point[1])[1]
     ~ min(points)
     ~ min(points)[1]
     ~ max(point[1] for point in points)
     ~ points[0][1]
     ~ points[-1][1]
     ~ min(point[0] for point in points)
     ~ min(0, min(point[1] for point in points))
     ~ min(points, key=lambda point: point[1])
     ~ [point[1] for point in points]
     ~ min(point[2] for point in points)
     ✗ -0.3
     ✗ min(min(point) for point in points)
0.9  ✓ X[:, 1] - (start + slope * X[:, 0])
     ✓ X[:, 1] - start - slope * X[:, 0]
     ✓ [point[1] - (start + slope * point[0]) for point in X]
     ✓ -(start + slope * X[:, 0] - X[:, 1])
     ✓ X @ np.array([-slope, 1]) - start
     ~ X[:, 1] - start + slope * X[:, 0]
     ~ start + slope * X[:, 0] - X[:, 1]
     ~ X[:, 0] - (start + slope * X[:, 1])
     ~ X[1] - (start + slope * X[0])
     ~ X[0, 1] - (start + slope * X[0, 0])
     ~ X[:, 1] > start + slope * X[:, 0]
     ~ start + slope * X[:, 0]
     ~ abs(X[:, 1] - (start + slope * X[:, 0]))
     ~ X[:, 1] - start
     ~ X - (start + slope * X)
     ~ X[:, 1] - (slope + start * X[:, 0])
0.10 ✓ np.sum((X[:, 1] < start + slope * X[:, 0]) == y[:, 0])
     ✓ len(X) - ((X[:, 1] < start + slope * X[:, 0]) != (y[:, 0] == 1)).sum()
     ✓ sum((p[1] < start + slope * p[0]) == (kind[0] == 1) for p, kind in zip(X, y))
     ✓ ((X[:, 1] - start - slope * X[:, 0] < 0) == y[:, 0]).sum()
     ✓ ((X[:, [1]] < start + slope * X[:, [0]]) == y).sum()
     ~ ((X[:, 1] < start + slope * X[:, 0]) == y).sum()
     ~ (X[:, 1] < start + slope * X[:, 0]).sum()
     ~ ((X[:, 1] > start + slope * X[:, 0]) == (y[:, 0] == 1)).sum()
     ~ ((X[:, 1] < start + slope * X[:, 0]) != (y[:, 0] == 1)).sum()
     ~ ((X[:, 1] < start + slope * X[:, 0]) == (y[:, 0] == 1)).mean()
     ~ (X[:, 1] < start + slope * X[:, 0]) == (y[:, 0] == 1)
     ~ ((X[:, 1] < start + slope * X[:, 0]) & (y[:, 0] == 1)).sum()
     ~ ((X[:, 1] < start) == (y[:, 0] == 1)).sum()
     ~ ((X[:, 0] < start + slope * X[:, 1]) == (y[:, 0] == 1)).sum()
     ~ (X[:, 1] < start + slope * X[:, 0] == y[:, 0]).sum()
     ~ len(X)
     ✗ (y[:, 0] == 1).sum()
0.11 ✓ (0.1, 0.2)
     ✓ [0.1, 0.2]
     ✓ np.array([0.1, 0.2])
     ✓ (0.11, 0.21)
     ✓ (1 / 10, 1 / 5)
     ~ (0.25, 0)
     ~ (0.25, 0.1)
     ~ (0, 0)
     ~ (1, 2)
     ~ (0.2, -0.1)
     ~ "0.1, 0.2"
     ~ 0.1
     ~ (0.1, 0.2, 0.3)
     ~ (5, 0)
     ~ (-5, 0)

1.1  ✓ A[i - 1][j - 1]
     ✓ A.T[j - 1, i - 1]
     ✓ A.tolist()[i - 1][j - 1]
     ✓ A.flatten()[(i - 1) * A.shape[1] + j - 1]
     ✓ A[i - 1, :][j - 1]
     ~ A[i][j]
     ~ A[j][i]
     ~ A[i, j - 1]
     ~ A[i - 1, :]
     ~ A[:, j - 1]
     ~ A(i - 1, j - 1)
     ~ A[i, j]
     ~ A[j - 1, i - 1]
     ~ A[i + 1, j + 1]
     ~ A[i - 1]
     ✗ A[0, 1]
     ✗ A[i - 1, j - 1] + 1
1.2  ✓ images.mean(axis=0)
     ✓ sum(images) / len(images)
     ✓ np.average(images, axis=0)
     ✓ sum(image / len(images) for image in images)
     ✓ sum(images[1:], images[0]) / len(images)
     ~ sum(images)
     ~ np.mean(images)
     ~ images[-1] / len(images)
     ~ images[0] / len(images)
     ~ sum(images) / 191
     ~ sum(images) / len(images[0])
     ~ sum(images) // len(images)
     ~ images / len(images)
     ~ sum(images) / images
     ✗ sum(images) / 2
     ✗ np.median(images, axis=0)
1.3  ✓ u @ v
     ✓ sum(a * b for a, b in zip(u, v))
     ✓ float((u * v).sum())
     ✓ np.sum(u * v)
     ✓ sum(u[i] * v[i] for i in range(len(u)))
     ~ [a * b for a, b in zip(u, v)]
     ~ u.sum() * v.sum()
     ~ u.sum() + v.sum()
     ~ 0 * u[0] * v[0]
     ~ np.prod(u) * np.prod(v)
     ~ sum(u[i] * v[i] for i in range(len(u) + 1))
     ~ print(u @ v)
     ~ u * v
     ~ u[0] * v[0]
     ~ np.outer(u, v)
     ~ u @ u
     ~ u[-1] * v[-1]
1.4  ✓ digit.reshape(784) @ template.reshape(784)
     ✓ (digit * template).sum()
     ✓ np.trace(digit @ template.T)
     ✓ sum(sum(digit * template))
     ✓ np.vdot(digit, template)
     ~ sum(digit * template)
     ~ digit @ template
     ~ digit.reshape(-1) * template.reshape(-1)
     ~ digit.reshape @ template.reshape
     ~ digit.sum() * template.sum()
     ~ (digit * template).mean()
     ~ digit * template
     ~ (digit + template).sum()
     ~ digit.reshape(784) @ template
     ~ digit.sum()
     ✗ (digit @ template).sum()
1.5  ✓ u @ v / (np.linalg.norm(u) * np.linalg.norm(v))
     ✓ (u / np.linalg.norm(u)) @ (v / np.linalg.norm(v))
     ✓ sum(u * v) / (sum(u * u) * sum(v * v)) ** 0.5
     ✓ (u @ v) / math.sqrt(u @ u) / math.sqrt(v @ v)
     ✓ np.dot(u, v) / np.sqrt((u @ u) * (v @ v))
     ~ u @ v / (u.sum() * v.sum())
     ~ u @ v / (len(u) * len(v))
     ~ u * v / (np.linalg.norm(u) * np.linalg.norm(v))
     ~ u @ v / np.linalg.norm(u) * np.linalg.norm(v)
     ~ np.cos(u @ v)
     ~ u @ v / np.linalg.norm(u)
     ~ u @ v
     ~ u @ v / ((u @ u) * (v @ v))
     ~ u @ v / (np.linalg.norm(u) + np.linalg.norm(v))
     ~ u @ v / np.linalg.norm(u * v)
     ✗ np.sqrt(abs(u @ v))
     ✗ u @ v / (u.max() * v.max())
1.6  ✓ np.array([[1, 1, 1], [0, 1, 0], [-1, 0, 1]])
     ✓ ((1.0, 1, 1), (0, 1, 0), (-1, 0, 1))
     ✓ [np.ones(3), np.eye(3)[1], [-1, 0, 1]]
     ✓ np.array([1, 1, 1, 0, 1, 0, -1, 0, 1]).reshape(3, 3)
     ✓ np.array([[1, 0, -1], [1, 1, 0], [1, 0, 1]]).T
     ~ [[1, 0, -1], [1, 1, 0], [1, 0, 1]]
     ~ [[1, 1, 1], [0, 1, 0], [1, 0, -1]]
     ~ [[1, 1, 1], [0, 1, 0], [0, -1, 1]]
     ~ [[1, 1, 1], [1, 0, 0], [-1, 0, 1]]
     ~ [[1, 1, 1], [0, 1, 0], [1, 0, 1]]
     ~ [1, 1, 1]
     ~ [[1, 1, 1], [1], [-1, 1]]
     ~ "[[1, 1, 1], [0, 1, 0], [-1, 0, 1]]"
     ✗ [[3, 3, 3], [0, 1, 0], [-1, 0, 1]]
     ✗ [[6, 6, 6], [2, 2, 2], [2, 2, 2]]
1.7  ✓ ((scores >= threshold) != is_3).sum()
     ✓ len(scores) - ((scores >= threshold) == is_3).sum()
     ✓ np.sum((scores >= threshold) ^ is_3)
     ✓ sum((s >= threshold) != real for s, real in zip(scores, is_3))
     ✓ (is_3 & (scores < threshold)).sum() + (~is_3 & (scores >= threshold)).sum()
     ~ ((scores >= threshold) & is_3).sum()
     ~ ((scores >= threshold) & ~is_3).sum()
     ~ (~(scores >= threshold) & is_3).sum()
     ~ ((scores >= threshold) == is_3).sum()
     ~ ((scores > threshold) != is_3).sum()
     ~ ((scores >= 9) != is_3).sum()
     ~ ((scores >= threshold) != is_3).mean()
     ~ (scores >= threshold) != is_3
     ~ (scores >= threshold and not is_3).sum()
     ~ abs((scores >= threshold).sum() - is_3.sum())
     ~ ((~(scores >= threshold) & is_3).sum(), ((scores >= threshold) & ~is_3).sum())
     ✗ (scores >= threshold).sum() - is_3.sum()
1.8  ✓ [2, 4]
     ✓ np.array([2.0, 4.0])
     ✓ (np.zeros((2, 3)) @ np.zeros((3, 4))).shape
     ✓ (2.0, 4)
     ✓ (2, 4)
     ~ "(2, 4)"
     ~ 8
     ~ (2, 3, 4)
     ~ [4, 2]
     ~ (3, 3)
     ~ (4, 2)
     ~ (2, 3)
     ~ (3, 4)
     ~ (6, 12)
     ~ "2 x 4"
     ✗ (4, 4)
1.9  ✓ A @ B
     ✓ [[sum(a * b for a, b in zip(row, column)) for column in zip(*B.tolist())] for row in A.tolist()]
     ✓ np.einsum("ik,kj->ij", A, B)
     ✓ np.array([row @ B for row in A])
     ✓ (B.T @ A.T).T
     ~ in_loops(len(A), B.shape[1], lambda C, i, j: [A[i, k] * B[k, j] for k in range(len(B))][-1])
     ~ np.zeros(len(A), B.shape[1])
     ~ in_loops(len(A), B.shape[1], lambda C, i, j: A[i] * B[:, j])
     ~ np.dot(B, A)
     ~ np.multiply(A, B)
     ~ A[0] @ B[:, 0]
     ~ A * B
     ~ in_loops(len(A), B.shape[1], lambda C, i, j: A[i, :] @ B[j, :])
     ~ A @ B.T
     ~ A.T @ B
     ~ np.zeros((len(A), B.shape[1]))
     ~ A
     ✗ in_loops(len(A), B.shape[1], lambda C, i, j: A[i, j] * B[i, j])
1.10 ✓ [[A[i, j] for i in range(len(A))] for j in range(A.shape[1])]
     ✓ np.array([A[:, j] for j in range(A.shape[1])])
     ✓ list(zip(*A.tolist()))
     ✓ np.column_stack(list(A))
     ✓ in_loops(A.shape[1], len(A), lambda C, i, j: A[j, i])
     ~ A.T
     ~ np.transpose(A)
     ~ A
     ~ A.flatten().reshape(A.shape[1], A.shape[0])
     ~ in_loops(len(A), A.shape[1], lambda C, i, j: A[j, i])
     ~ np.flipud(A)
     ~ A.reshape(A.shape[1], A.shape[0])
     ~ np.zeros((A.shape[1], len(A)))
     ~ in_loops(A.shape[1], len(A), lambda C, i, j: A[i, j])
     ~ A[::-1]
     ~ np.rot90(A)
     ~ A[:, ::-1]
1.11 ✓ "B"
     ✓ "b)"
     ✓ "Bᵀ Aᵀ"
     ✓ "b"
     ✓ "B)"
     ~ "e"
     ~ "Aᵀ Bᵀ"
     ~ "a"
     ~ "c"
     ~ "d"
     ~ "BA"
     ~ (4, 2)
     ~ "Aᵀ B"
     ~ ["a", "b"]
     ~ 2
1.12 ✓ np.array([[0, 1], [-2, 0]]).T
     ✓ ((0.0, -2), (1, 0))
     ✓ np.array([[0, -1], [1, 0]]) @ np.array([[1, 0], [0, 2]])
     ✓ np.column_stack([[0, 1], [-2, 0]])
     ✓ [[0.0, -2.0], [1.0, 0.0]]
     ~ [[0, 1], [-2, 0]]
     ~ [[-2, 0], [0, 1]]
     ~ [[0, 2], [1, 0]]
     ~ [[0, -1], [1, 0]]
     ~ np.eye(2)
     ~ [[0, 1], [2, 0]]
     ~ [[0, -2], [0, 1]]
     ~ [0, 1, -2, 0]
     ~ "[[0, -2], [1, 0]]"
     ✗ [[0, 1], [0, -2]]
1.13 ✓ "d, b, c, a"
     ✓ ["D", "B", "C", "A"]
     ✓ "DBCA"
     ✓ "d b c a"
     ✓ ("d", "b", "c", "a")
     ~ "abcd"
     ~ "bdca"
     ~ "dcba"
     ~ "dbac"
     ~ "dacb"
     ~ "acbd"
     ~ "cdba"
     ~ "dbc"
     ~ "dbcaa"
     ~ "xyz"
     ~ 1
1.14 ✓ (3, 2.0)
     ✓ np.linalg.solve([[1, 4], [3, 2]], [11, 13])
     ✓ np.linalg.inv(np.array([[3, 2], [1, 4]])) @ np.array([13, 11])
     ✓ [3, 2]
     ✓ np.linalg.solve([[3, 2], [1, 4]], [13, 11])
     ~ [2, 3]
     ~ np.linalg.solve(np.array([[3, 1], [2, 4]]), np.array([13, 11]))
     ~ np.array([[3, 2], [1, 4]]) @ np.array([13, 11])
     ~ np.linalg.solve(np.array([[3, 2], [1, 4]]), np.array([11, 13]))
     ~ np.linalg.inv(np.array([[3, 2], [1, 4]])) * np.array([13, 11])
     ~ [13, 11]
     ~ [[3, 2], [1, 4]]
     ~ [3, 3]
     ~ [13 / 5, 11 / 5]
     ~ 3
     ~ "3 and 2"
     ✗ [4, 1]
1.15 ✓ (X.T + r).T
     ✓ X + r[:, None]
     ✓ [row + n for row, n in zip(X, r)]
     ✓ X + np.outer(r, np.ones(X.shape[1]))
     ✓ X + r.reshape(-1, 1)
     ~ X + r
     ~ X + r.reshape(1, len(r))
     ~ X.T + r
     ~ X + r.sum()
     ~ X + r[0]
     ~ X * r.reshape(len(r), 1)
     ~ X - r.reshape(len(r), 1)
     ~ X @ r
     ~ X + r.reshape(2, 1)
     ~ np.append(X, r.reshape(len(r), 1), axis=1)
     ✗ X
1.16 ✓ A[0][0] * A[1][1] - A[1][0] * A[0][1]
     ✓ A[0] @ np.array([A[1, 1], -A[1, 0]])
     ✓ np.prod(np.diag(A)) - np.prod(np.diag(A[::-1]))
     ✓ -(A[0, 1] * A[1, 0] - A[0, 0] * A[1, 1])
     ✓ (lambda a, b, c, d: a * d - b * c)(*A.ravel())
     ~ np.linalg.det(A)
     ~ np.diag(A).sum()
     ~ np.prod(np.diag(A))
     ~ A[0, 0] * A[1, 1] + A[1, 0] * A[0, 1]
     ~ A(0, 0) * A(1, 1)
     ~ A[0, 1] * A[1, 0] - A[0, 0] * A[1, 1]
     ~ A[0, 0] * A[0, 1] - A[1, 0] * A[1, 1]
     ~ abs(A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0])
     ~ A[1, 1] * A[2, 2] - A[1, 2] * A[2, 1]
     ~ A[0, 0] * A[1, 0] - A[0, 1] * A[1, 1]
     ✗ A[0, 0] * A[1, 1] - A[0, 1] - A[1, 0]
     ✗ A.sum()
1.17 ✓ np.linalg.solve(A.T, moved.T).T
     ✓ [point @ np.linalg.inv(A) for point in moved]
     ✓ (np.linalg.inv(A).T @ moved.T).T
     ✓ np.dot(moved, np.linalg.inv(A))
     ✓ [np.linalg.solve(A.T, point) for point in moved]
     ~ np.linalg.inv(A) @ moved
     ~ moved @ A
     ~ moved @ np.transpose(A)
     ~ moved / A
     ~ np.linalg.inv(A)
     ~ moved @ A.T
     ~ moved @ np.linalg.inv(A).T
     ~ np.linalg.solve(A, moved)
     ~ moved * np.linalg.inv(A)
     ~ moved - A
     ✗ moved
     ✗ moved - A.sum()

2.1  ✓ [1, 3, 2]
     ✓ np.array([[[1, 2], [3, 4], [5, 6]]]).shape
     ✓ np.shape([[[1, 2], [3, 4], [5, 6]]])
     ✓ (1.0, 3.0, 2.0)
     ✓ (1,) + (3, 2)
     ~ (2, 3)
     ~ (1, 3)
     ~ 6
     ~ "(1, 3, 2)"
     ~ (3, 2)
     ~ (1, 2, 3)
     ~ (1, 6)
     ~ 3
     ~ [[1, 2], [3, 4], [5, 6]]
     ✗ (3, 1, 2)
     ~ (3, 2, 1)
     ~ (2, 3, 1)
2.2  ✓ np.array([sheet[0, -2:] for sheet in T])
     ✓ T[:, 0][:, [-2, -1]]
     ✓ T[:, 0, T.shape[2] - 2:]
     ✓ T[:, 0][:, -2:]
     ✓ [sheet[0][-2:] for sheet in T.tolist()]
     ~ T[:, 0, 3:]
     ~ T[:, 0, 3:5]
     ~ T[:, :, -2:]
     ~ T[0, -2:]
     ~ T[:, 0, [-2]]
     ~ T[:, 0, -1]
     ~ T[0, :, -2:]
     ~ T[:, 0, 2:]
     ~ T[:, 0, :2]
     ~ T[:, 0, :-2]
     ~ T[:, 0, -2]
     ~ T[:, 0, -2:-1]
     ~ T[:, 0:1, -2:]
     ~ T[:, -2:]
     ~ T[:, 1, -2:]
     ✗ T[:, 0, ::-1][:, :2]
2.3  ✓ [image.sum() for image in images]
     ✓ images.reshape(len(images), -1).sum(axis=1)
     ✓ images.sum(axis=2).sum(axis=1)
     ✓ np.einsum("mrc->m", images)
     ✓ images.sum(axis=(-2, -1))
     ✓ images.mean(axis=(1, 2)) * images[0].size
     ~ sum(images)
     ~ images.sum(1, 2)
     ~ images.sum(axis=[1, 2])
     ~ images.sum(axis=(2, 3))
     ~ np.count_nonzero(images, axis=(1, 2))
     ~ images.sum(axis=-1)
     ~ images.sum()
     ~ images.sum(axis=0)
     ~ images.sum(axis=1)
     ~ images.sum(axis=(0, 1))
     ~ images.mean(axis=(1, 2))
     ~ images[0].sum()
     ✗ images.max(axis=(1, 2))
2.4  ✓ np.arange(np.prod(shape)).reshape(shape)[i, j, k]
     ✓ int(np.ravel_multi_index((i, j, k), shape))
     ✓ (i * shape[1] + j) * shape[2] + k
     ✓ i * (shape[1] * shape[2]) + j * shape[2] + k
     ✓ np.arange(shape[0] * shape[1] * shape[2]).reshape(*shape)[i][j][k]
     ~ i * 10 + j * 5 + k
     ~ i * shape[0] + j * shape[1] + k * shape[2]
     ~ i * shape[1] * shape[2] + j * shape[1] + k
     ~ shape[i, j, k]
     ~ i * shape[1] * shape[2] + j * shape[2] + k + 1
     ~ i * shape[1] * shape[2] + j * shape[2]
     ~ i * shape[1] + j * shape[2] + k
     ~ i * shape[0] + j * shape[1] + k
     ~ i + j + k
     ~ i * j * k
     ~ T[i, j, k]
     ✗ i * shape[0] * shape[1] * shape[2] + j * shape[2] + k
2.5  ✓ np.moveaxis(images, 0, -1)
     ✓ np.stack(list(images), axis=-1)
     ✓ np.einsum("mrc->rcm", images)
     ✓ np.transpose(images, (1, 2, 0))
     ✓ images.swapaxes(0, 1).swapaxes(1, 2)
     ✓ images.T.transpose(1, 0, 2)
     ~ images.swapaxes(0, 2)
     ~ np.transpose(images)
     ~ images.transpose(1, 2)
     ~ images.transpose(1, 2, 3)
     ~ images
     ~ np.reshape(images, (images.shape[1], images.shape[2], images.shape[0]))
     ~ images.T
     ~ images.transpose(2, 0, 1)
     ~ images.transpose(0, 2, 1)
     ~ images.reshape(images.shape[1], images.shape[2], -1)
     ~ images.reshape(28, 28, len(images))
     ~ images.transpose
     ✗ np.rot90(images.transpose(1, 2, 0), 2)
2.6  ✓ [image.flatten() for image in images]
     ✓ images.reshape(images.shape[0], images.shape[1] * images.shape[2])
     ✓ np.stack([np.concatenate(list(image)) for image in images])
     ✓ images.reshape(-1, images[0].size)
     ✓ np.reshape(images, (len(images), -1))
     ~ images.flatten()
     ~ np.concatenate(images)
     ~ images.reshape(len(images), 784)
     ~ images.reshape(len(images), images.shape[1] + images.shape[2])
     ~ images.reshape(len(images), -1).T
     ~ images
     ~ images.reshape(-1)
     ~ images.reshape(2000, 784)
     ~ images.reshape(-1, 784)
     ~ images.reshape(len(images))
     ~ images.reshape(images.shape[1] * images.shape[2], -1)
     ~ [image.T.flatten() for image in images]
     ✗ images.reshape(len(images), -1) / 255
     ✗ images.reshape(len(images), -1)[:, ::-1]
2.7  ✓ [3, 2, 5]
     ✓ (np.zeros((3, 1, 5)) + np.zeros((2, 1))).shape
     ✓ np.broadcast_shapes((3, 1, 5), (2, 1))
     ✓ np.array([3, 2, 5])
     ✓ (3.0, 2, 5)
     ~ (3, 2, 1, 5)
     ~ 30
     ~ (3, 1, 5, 2, 1)
     ~ (3, 1, 5)
     ~ (3, 2, 1)
     ~ (2, 5)
     ~ (3, 5)
     ~ "(3, 2, 5)"
     ~ 3
     ✗ (5, 2, 3)
     ~ (6, 5)
2.8  ✓ ([1, -1, 1, -1, 1], [1, -1, 1, -1, 1])
     ✓ ([-1, 1, -1, 1, -1], [-1, 1, -1, 1, -1])
     ✓ np.array([[1, -1, 1, -1, 1]] * 2)
     ✓ ((-1.0) ** np.arange(5), [(-1) ** i for i in range(5)])
     ✓ [[2, -2, 2, -2, 2], [0.5, -0.5, 0.5, -0.5, 0.5]]
     ~ ([1, -1, 1, -1, 1], [1, 1, 1, 1, 1])
     ~ ([1, 1, 1, 1, 1], [1, -1, 1, -1, 1])
     ~ ([1, -1, 1, -1, 1], [-1, 1, -1, 1, -1])
     ~ ([-1, 1, -1, 1, -1], [1, -1, 1, -1, 1])
     ~ ([1, 0, 1, 0, 1], [1, 0, 1, 0, 1])
     ~ ([1, 1, 1, 1, 1], [1, 1, 1, 1, 1])
     ~ ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5])
     ~ [1, -1, 1, -1, 1]
     ~ ([1, -1, 1, -1], [1, -1, 1, -1])
     ~ "chessboard"
     ~ ([1, 1, -1, -1, 1], [1, 1, -1, -1, 1])
     ~ ([1, -1, 1, -1, 1], [2, -2, 2, -2, 2])
2.9  ✓ all(a == b or a == 1 or b == 1 for a, b in zip(first[::-1], second[::-1]))
     ✓ not [1 for a, b in zip(reversed(first), reversed(second)) if 1 not in (a, b) and a != b]
     ✓ can_add(first, second)
     ✓ sum(a != b and 1 not in (a, b) for a, b in zip(first[::-1], second[::-1])) == 0
     ✓ all(first[-i] == second[-i] or 1 in (first[-i], second[-i]) for i in range(1, min(len(first), len(second)) + 1))
     ~ answers_in_the_loop(first, second)
     ~ answers_in_the_loop(first[::-1], second[::-1])
     ~ zip(first, second)
     ~ first == second
     ~ all(x == y or y == 1 for x, y in zip(first[::-1], second[::-1]))
     ~ all(a == b or a == 1 or b == 1 for a, b in zip(first, second))
     ~ all(a == b for a, b in zip(first[::-1], second[::-1]))
     ~ any(a == b or a == 1 or b == 1 for a, b in zip(first[::-1], second[::-1]))
     ✗ all(a == b or a == 1 or b == 1 for a in first for b in second)
     ~ len(first) == len(second)
     ~ (np.zeros(first) + np.zeros(second)).shape
     ~ np.zeros(first) + np.zeros(second)
     ~ "True"
     ~ True
     ✗ first[-1] == second[-1] if first and second else True
2.10 ✓ [row - row.mean() for row in X]
     ✓ (X.T - X.mean(axis=1)).T
     ✓ X - X.mean(1)[:, None]
     ✓ X - X.sum(axis=1, keepdims=True) / X.shape[1]
     ✓ X - np.mean(X, axis=1).reshape(-1, 1)
     ✓ [[x - sum(row) / len(row) for x in row] for row in X]
     ~ X - X.mean(1)
     ~ X - np.mean(X)
     ~ X.mean(axis=1)[:, None] - X
     ~ [row.mean() for row in X]
     ~ (X - X.mean(axis=0, keepdims=True))
     ~ X - X.mean(axis=0)
     ~ X - X.mean(axis=1, keepdims=True).T
     ~ X - X.sum(axis=1, keepdims=True)
     ~ X.mean(axis=1, keepdims=True)
     ~ X / X.mean(axis=1, keepdims=True)
     ~ [row - X.mean() for row in X]
     ✗ (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)
2.11 ✓ ((prediction.flatten() - answers) ** 2).mean()
     ✓ ((prediction - answers[:, None]) ** 2).mean()
     ✓ ((prediction.T - answers) ** 2).mean()
     ✓ sum((p[0] - a) ** 2 for p, a in zip(prediction, answers)) / len(answers)
     ✓ np.mean((prediction - answers.reshape(-1, 1)) ** 2)
     ✓ np.square(prediction.reshape(-1) - answers).mean()
     ~ ((prediction[0] - answers) ** 2).mean()
     ~ np.sum((prediction - answers) ** 2) / len(answers)
     ~ np.square(prediction - answers).mean()
     ~ np.mean(prediction[:, 0] - answers) ** 2
     ~ np.sqrt(np.mean((prediction[:, 0] - answers) ** 2))
     ~ ((prediction[:, 0] - answers) ** 2).sum()
     ~ (prediction[:, 0] - answers) ** 2
     ~ (prediction[:, 0] - answers).mean()
     ~ abs(prediction[:, 0] - answers).mean()
     ~ ((prediction[:, None] - answers) ** 2).mean()
     ~ ((prediction - answers) ** 2).mean(axis=0)
     ✗ ((prediction[:, 0] - answers) ** 2).mean() / 2
     ✗ (prediction[:, 0] ** 2 - answers ** 2).mean()
2.12 ✓ "cbeda"
     ✓ "CBEDA"
     ✓ "c, b, e, d, a"
     ✓ ["c", "b", "e", "d", "a"]
     ✓ ("c b", "e d a")
     ~ "bceda"
     ~ "cbade"
     ~ "cebda"
     ~ "cbdea"
     ~ "adebc"
     ~ "abcde"
     ~ "cbed"
     ~ "cbedaa"
     ~ "cbedf"
     ~ 5
     ~ "ceadb"
2.13 ✓ [(image * template).sum() for image in images]
     ✓ np.einsum("mrc,rc->m", images, template)
     ✓ np.tensordot(images, template, axes=2)
     ✓ template.flatten() @ images.reshape(len(images), -1).T
     ✓ images.reshape(len(images), -1) @ template.reshape(-1)
     ✓ [np.vdot(image, template) for image in images]
     ~ images.flatten() @ template.flatten()
     ~ images.reshape(len(images), -1) * template.flatten()
     ~ (images * template).sum(axis=1)
     ~ np.dot(images, template)
     ~ (images * template).sum(1, 2)
     ~ images @ template
     ~ images * template
     ~ (images * template).sum()
     ~ (images * template).mean(axis=(1, 2))
     ~ (images * template).sum(axis=0)
     ~ images.reshape(2000, 784) @ template.reshape(784)
     ~ images.reshape(len(images), -1) @ template
     ~ (images @ template).sum(axis=(1, 2))
     ✗ (images + template).sum(axis=(1, 2))

3.1  ✓ sum(x * w) + b
     ✓ b + np.dot(w, x)
     ✓ sum(a * c for a, c in zip(x, w)) + b
     ✓ np.append(x, 1) @ np.append(w, b)
     ✓ w.dot(x) + b
     ✓ sum(x[i] * w[i] for i in range(len(x))) + b
     ~ sum(x * w + b)
     ~ (x + b) @ w
     ~ x.sum() * w.sum() + b
     ~ x @ w * 1
     ~ x * w + b
     ~ max(0, x @ w + b)
     ~ x @ w
     ✗ x @ (w + b)
     ~ x @ w - b
     ~ x + w + b
     ~ X @ W + b
     ~ x[0] * w[0] + x[1] * w[1] + b
     ✗ x @ w * b
3.2  ✓ max(0, x @ w + b)
     ✓ (x @ w + b) * (x @ w + b > 0)
     ✓ (abs(x @ w + b) + x @ w + b) / 2
     ✓ np.where(x @ w + b > 0, x @ w + b, 0)
     ✓ (x @ w + b).clip(0)
     ✓ sorted([0, x @ w + b])[1]
     ~ max(0, x @ w)
     ~ x @ w + b > 0
     ~ 1 if x @ w + b > 0 else 0
     ~ np.maximum(0, x * w + b)
     ~ sum(np.maximum(0, x * w + b))
     ~ max(x @ w + b)
     ~ x @ w + b
     ~ np.maximum(0, x @ w) + b
     ~ np.minimum(0, x @ w + b)
     ~ abs(x @ w + b)
     ~ np.maximum(1, x @ w + b)
     ~ np.maximum(x @ w + b)
     ✗ np.maximum(0, x) @ w + b
     ✗ 1 / (1 + np.exp(-(x @ w + b)))
3.3  ✓ X @ w > -b
     ✓ [x @ w + b > 0 for x in X]
     ✓ np.where(X @ w + b > 0, 1, 0)
     ✓ ~(X @ w + b <= 0)
     ✓ (X * w).sum(axis=1) + b > 0
     ✓ (X @ w + b).clip(0) > 0
     ~ X @ w + b >= 0
     ~ X @ w >= -b
     ~ np.dot(X, w) > b
     ~ True if X @ w + b > 0 else False
     ~ (X @ w + b > 0).sum()
     ~ np.maximum(X @ w + b, 0)
     ~ X @ w + b
     ~ X @ w > 0
     ~ X @ w + b < 0
     ~ w @ X + b > 0
     ~ X * w + b > 0
     ~ X @ w > 9
     ~ (X @ w + b > 0).any()
     ✗ np.sign(X @ w + b)
3.4  ✓ -11
     ✓ -11.7
     ✓ np.array(-11.25)
     ✓ -(10 + 1.1)
     ✓ np.float32(-11.5)
     ~ -9
     ~ -10
     ~ 0
     ~ -12
     ~ -100
     ~ 11
     ~ "-11"
     ~ 9
     ~ -11,5
     ~ [-11, 5]
     ~ float("nan")
3.5  ✓ np.array([[-1, 1, -1]] * 3)
     ✓ [[0, 1, -1], [0, 1, -1], [0, 1, -1]]
     ✓ [[-9, 5, -9], [-9, 5, -9], [-9, 5, -9]]
     ✓ np.array([-1, 1, -1] * 3).reshape(3, 3)
     ✓ [[-0.5, 0.9, -0.5], [-0.5, 0.9, -0.5], [-0.5, 0.9, -0.5]]
     ~ [[0, 1, 0], [0, 1, 0], [0, 1, 0]]
     ~ [[0, 0.5, 0], [0, 0.5, 0], [0, 0.5, 0]]
     ~ np.ones((3, 3))
     ~ np.zeros((3, 3))
     ~ [[0, 0, 0], [1, 1, 1], [0, 0, 0]]
     ~ [[-1, -1, -1], [1, 1, 1], [-1, -1, -1]]
     ~ [[-1, 1, -1], [1, 1, 1], [-1, 1, -1]]
     ~ [[2.5, 2.5, 2.5], [2.5, 2.5, 2.5], [2.5, 2.5, 2.5]]
     ~ [-1, 1, -1]
     ✗ [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
3.6  ✓ "C"
     ✓ "-1.5"
     ✓ -1.5
     ✓ "c"
     ✓ "c)"
     ~ 1.5
     ~ "d"
     ~ "a"
     ~ "b"
     ~ 2
     ~ -0.5
     ~ -2
     ~ "e"
     ~ "-2.5"
     ~ "two"
3.7  ✓ np.dot(X, W) + b
     ✓ [x @ W + b for x in X]
     ✓ np.column_stack([X @ W[:, j] + b[j] for j in range(len(b))])
     ✓ b + X @ W
     ✓ (W.T @ X.T).T + b
     ✓ np.einsum("mi,ij->mj", X, W) + b
     ~ X @ W + b[:, None]
     ~ X @ W + sum(b)
     ~ X * W + b
     ~ W @ X + b
     ~ X.T @ W + b
     ~ (X @ W + b).clip(0)
     ~ X @ W
     ~ X @ W.T + b
     ~ X @ (W + b)
     ~ (X + b) @ W
     ~ X[0] @ W + b
     ~ (X @ W + b).T
     ~ X @ W - b
     ✗ X @ W + 2 * b
3.8  ✓ "cadb"
     ✓ "c, a, d, b"
     ✓ ["c", "a", "d", "b"]
     ✓ "CADB"
     ✓ ("c a", "d b")
     ✓ list("cadb")
     ~ "cdab"
     ~ "abcd"
     ~ "acdb"
     ~ "bdac"
     ~ "cad"
     ~ "cadba"
     ~ "cabd"
     ~ "Z1"
     ~ "cdba"
     ~ "dbca"
     ~ "caddb"
     ~ "abdc"
     ~ "cadbe"
     ~ 3142
3.9  ✓ "from the second input to the third unit"
     ✓ "b"
     ✓ "B"
     ✓ "b)"
     ✓ "B)"
     ~ "from the first input to the second unit"
     ~ 2
     ~ "a"
     ~ "c"
     ~ "d"
     ~ "e"
     ~ (1, 2)
     ~ "from the first input to the third unit"
     ~ "W[1, 2]"
     ~ ["W", 1, 2]
3.10 ✓ np.eye(n)[k]
     ✓ [int(i == k) for i in range(n)]
     ✓ np.arange(n) == k
     ✓ [0] * k + [1] + [0] * (n - k - 1)
     ✓ np.eye(n)[:, k]
     ✓ np.roll([1] + [0] * (n - 1), k)
     ~ np.eye(n)[k + 1]
     ~ np.eye(n)
     ~ np.zeros(n)
     ~ np.arange(n) == k - 1
     ~ np.zeros(n)[k]
     ~ [k]
     ~ np.eye(n)[k - 1]
     ✗ np.arange(n)
     ~ np.eye(n)[k] * k
     ~ [0] * k + [1]
     ~ 1 - np.eye(n)[k]
     ~ [0, 1, 0]
     ~ k
     ~ np.eye(k)[n]
     ✗ np.ones(n)
3.11 ✓ 3.0
     ✓ 3
     ✓ np.int64(3)
     ✓ len([100, 50, 10])
     ✓ 2 + 1
     ~ "3"
     ~ (784, 100, 50, 10)
     ~ 160
     ~ 4
     ~ 2
     ~ 944
     ~ "three"
     ~ [3]
     ✗ 5
     ✗ 1
3.12 ✓ sum((a + 1) * b for a, b in zip(sizes[:-1], sizes[1:]))
     ✓ np.dot(sizes[:-1], sizes[1:]) + sum(sizes[1:])
     ✓ sum(sizes[i] * sizes[i + 1] + sizes[i + 1] for i in range(len(sizes) - 1))
     ✓ sum(a * b + b for a, b in zip(sizes, sizes[1:]))
     ✓ sum(np.array(sizes[:-1]) * sizes[1:] + sizes[1:])
     ~ sum(sizes[i] * sizes[i + 1] for i in range(len(sizes)))
     ~ np.dot(sizes[:-1], sizes[1:])
     ~ [(a + 1) * b for a, b in zip(sizes, sizes[1:])]
     ~ [(a + 1) * b for a, b in zip(sizes, sizes[1:])][-1]
     ~ [(a + 1) * b for a, b in zip(sizes, sizes[1:])][0]
     ~ np.prod(sizes)
     ~ sum(a * b + a for a, b in zip(sizes, sizes[1:]))
     ~ sum(a * b + 1 for a, b in zip(sizes, sizes[1:]))
     ~ sum(a * b for a, b in zip(sizes, sizes[1:])) + sum(sizes)
     ~ sum(a * b + b for a, b in zip(sizes, sizes))
     ~ sum(a + b for a, b in zip(sizes, sizes[1:]))
     ~ sum(sizes)
     ~ sizes[0] * sizes[1] + sizes[1] * sizes[2] + sizes[1] + sizes[2]
     ~ 13
     ✗ sum((a + 1) * (b + 1) for a, b in zip(sizes, sizes[1:]))
3.13 ✓ np.hstack([X, np.ones((len(X), 1))])
     ✓ np.c_[X, np.ones(len(X))]
     ✓ [[*row, 1] for row in X]
     ✓ np.insert(X, X.shape[1], 1, axis=1)
     ✓ np.column_stack((X, [1] * len(X)))
     ✓ np.append(X, np.ones((len(X), 1)), axis=1)
     ~ np.append(X, 1)
     ~ np.insert(X, 0, 1, axis=1)
     ~ np.hstack([X, np.ones(len(X))])
     ~ np.column_stack(X, np.ones(len(X)))
     ~ np.vstack([X, np.ones(X.shape[1])])
     ~ np.column_stack([np.ones(len(X)), X])
     ~ np.column_stack([X, np.ones(X.shape[1])])
     ~ np.column_stack([X, np.zeros(len(X))])
     ~ np.column_stack([X, 1])
     ~ np.append(X, np.ones(len(X)), axis=1)
     ~ X + 1
     ~ np.ones(len(X))
     ~ X.append(1)
     ✗ np.column_stack([X, np.arange(len(X))])
3.14 ✓ np.dot(X, V.T) + b
     ✓ (V @ X.T).T + b
     ✓ [V @ x + b for x in X]
     ✓ np.inner(X, V) + b
     ✓ (V @ X.T + b[:, None]).T
     ✓ np.einsum("mi,oi->mo", X, V) + b
     ~ X @ V + b
     ~ V @ X.T
     ~ V @ X.T + b
     ~ X @ V.reshape(V.shape[1], V.shape[0]) + b
     ~ V @ X + b
     ~ X @ V.T
     ~ X.T @ V + b
     ~ V.T @ X + b
     ~ V @ X.T + b[:, None]
     ~ X @ V.T + b[:, None]
     ~ X * V + b
     ~ np.maximum(0, X @ V.T + b)
     ✗ X @ V.T - b

4.1  ✓ [W1 @ W2, b1 @ W2 + b2]
     ✓ (np.dot(W1, W2), b2 + W2.T @ b1)
     ✓ ((W2.T @ W1.T).T, np.array([b1 @ column for column in W2.T]) + b2)
     ✓ (np.array([row @ W2 for row in W1]), b1 @ W2 + b2)
     ✓ (np.einsum("ij,jk->ik", W1, W2), np.dot(b1, W2) + b2)
     ~ W1 @ W2
     ~ [W1 @ W2]
     ~ (W1 @ W2, b1 + b2)
     ~ (W1 @ W2, b2)
     ~ (np.dot(W2, W1), b1 @ W2 + b2)
     ~ W1 @ W2 + b1 @ W2 + b2
     ~ (W1 @ W2, b1 @ W2)
     ~ (W1 @ W2, (b1 + b2) @ W2)
     ~ (W1 @ W2, W2 @ b1 + b2)
     ~ (W1 + W2, b1 + b2)
     ~ (W1 * W2, b1 * W2 + b2)
     ~ X @ W1 @ W2
     ~ (W1, b1, W2, b2)
     ~ ((W1 @ W2).T, b1 @ W2 + b2)
     ~ (b1 @ W2 + b2, W1 @ W2)
4.2  ✓ ([[1, 1], [1, 1]], [0, -1], [1, -2], -0.5)
     ✓ (np.array([[1, -1], [-1, 1]]), np.zeros(2), np.array([[1], [1]]), np.array([-0.5]))
     ✓ [[[1, -1], [-1, 1]], [0, 0], [3, 3], -1]
     ✓ ([[-1, 1], [-1, 1]], [1, -1], [-1, -1], 0.5)
     ✓ ([[1, 2], [1, 2]], [0, -2], [2, -2], -1)
     ~ ([[1, 1], [1, 1]], [0, -1], [1, 1], 0)
     ~ ([[1, 1], [1, 1]], [0, -1], [-1, 2], 0.5)
     ~ ([[0, 0], [0, 0]], [0, 0], [0, 0], 0)
     ~ ([[1, 0], [0, 1]], [0, 0], [1, 1], 0)
     ~ ([[1, 0], [0, 1]], [0, 0], [1, 1], -1)
     ~ ([[1, 0], [0, 1]], [0, 0], [1, -1], 0)
     ~ ([[1, 0], [0, 1]], [0, 0], [0, 0], 1)
     ~ ([[1, -1], [-1, 1]], [0, 0], [1, 0], 0)
     ~ ([[1, -1], [-1, 1]], [0, 0], [1, 1])
     ~ [1, 1, 1, 1, 0, -1, 1, -2, 0]
     ✗ ([[1, 0], [0, 1]], [0, 0], [-1, 0], 1)
4.3  ✓ [1, -2, 1]
     ✓ (1.0, -2.0, 1.0)
     ✓ np.diff([0, 1, -1, 0])
     ✓ np.array([[1, -2, 1]]).ravel()
     ✓ [np.float32(1), -2, 1]
     ~ [1, -1, 0]
     ~ [1, -1, 1]
     ~ [1, -1, -1]
     ~ [0, 1, 0]
     ~ [1, 1, 1]
     ~ [1, -2, 0]
     ~ [-1, 2, -1]
     ~ [1, 0, -1]
     ~ [1, -2, 2]
     ~ [1, -2]
     ~ [0, 1, -1, 0]
     ✗ [0.5, -1, 0.5]
4.4  ✓ np.exp(-z) / (1 + np.exp(-z)) ** 2
     ✓ 0.25 - (1 / (1 + np.exp(-z)) - 0.5) ** 2
     ✓ (1 / (1 + np.exp(-z - 1e-5)) - 1 / (1 + np.exp(-z + 1e-5))) / 2e-5
     ✓ [math.exp(-x) / (1 + math.exp(-x)) ** 2 for x in z]
     ✓ sigmoid(z) * sigmoid(-z)
     ✓ sigmoid(z) - sigmoid(z) ** 2
     ~ math.exp(-z) / (1 + math.exp(-z)) ** 2
     ~ np.exp(-z) / (1 + np.exp(-z))
     ~ z * (1 - z)
     ~ 1 - np.tanh(z) ** 2
     ~ -1 / (1 + np.exp(-z)) * (1 - 1 / (1 + np.exp(-z)))
     ~ sigmoid(z)
     ~ sigmoid(z) * 1 - sigmoid(z)
     ~ 1 - sigmoid(z) ** 2
     ~ sigmoid(z) ** 2
     ~ 1 - sigmoid(z)
     ~ sigmoid(z) * (1 + sigmoid(z))
     ~ a * (1 - a)
     ~ sigmoid * (1 - sigmoid)
     ~ 0.25
     ✗ np.exp(-z)
4.5  ✓ (0 - b) * w ** -1
     ✓ -(b / w)
     ✓ np.roots([w, b])[0]
     ✓ b / -w
     ✓ np.divide(-b, w)
     ~ -b // w
     ~ round(-b / w)
     ~ int(-b / w)
     ~ -w / b
     ~ b / w
     ~ -b * w
     ~ -b
     ~ w / b
     ~ b
     ~ -b / 2
     ~ -4 / w
     ~ (0.5 - b) / w
     ✗ -b / w + 0.5
     ✗ 0
4.6  ✓ np.array([np.exp(z - z.max()) / np.exp(z - z.max()).sum() for z in Z])
     ✓ 1 / np.exp(np.minimum(Z[:, None, :] - Z[:, :, None], 700)).sum(axis=2)
     ✓ (lambda e: e / e.sum(1)[:, None])(np.exp(Z - Z.max(1)[:, None]))
     ✓ np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True))
     ✓ [softmax(z[None, :])[0] for z in Z]
     ~ np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
     ~ (lambda e: e / e.sum(axis=1, keepdims=True))(np.exp(Z - Z.mean(axis=1, keepdims=True)))
     ~ (lambda e: e / e.sum(axis=1, keepdims=True))(np.exp(Z - Z.min(axis=1, keepdims=True)))
     ~ (lambda e: e / e.sum())(np.exp(Z - Z.max()))
     ~ (lambda e: e / e.sum(axis=1))(np.exp(Z - Z.max(axis=1, keepdims=True)))
     ~ np.exp(Z - Z.max(axis=1, keepdims=True))
     ~ np.exp(Z) / sum(np.exp(Z))
     ~ np.exp(Z - Z.max(axis=1)) / np.exp(Z - Z.max(axis=1)).sum(axis=1)
     ~ np.exp(Z) / np.exp(Z).sum()
     ~ Z / Z.sum(axis=1, keepdims=True)
     ~ (lambda e: e / e.sum(axis=0, keepdims=True))(np.exp(Z - Z.max(axis=0, keepdims=True)))
     ~ (lambda e: e / e.sum(axis=1, keepdims=True))(np.exp(Z - Z.max()))
     ~ (lambda e: e / e.sum())(np.exp(Z - Z.max(axis=1, keepdims=True)))
     ✗ Z - Z.max(axis=1, keepdims=True)
     ~ sigmoid(Z)
     ✗ (Z == Z.max(axis=1, keepdims=True)) / 1
4.7  ✓ np.prod(slopes) * np.prod(weights)
     ✓ math.prod(s * w for s, w in zip(slopes, weights))
     ✓ np.cumprod(slopes * weights)[-1]
     ✓ float(np.prod([slopes, weights]))
     ✓ np.prod(np.append(slopes, weights))
     ~ 0 * slopes[0]
     ~ slopes[0] * weights[0]
     ~ slopes[-1] * weights[-1]
     ~ slopes @ weights
     ~ np.cumprod(slopes * weights)
     ~ np.prod(slopes)
     ~ np.prod(slopes + weights)
     ~ slopes * weights
     ~ np.prod(weights)
     ~ 0.25 ** len(slopes)
     ~ np.prod(slopes) + np.prod(weights)
     ~ sum(slopes) * sum(weights)
     ✗ np.prod(slopes) ** 2
     ✗ np.prod(slopes * abs(weights))
4.8  ✓ np.maximum(z, slope * z)
     ✓ np.maximum(0, z) + slope * np.minimum(0, z)
     ✓ [x if x > 0 else slope * x for x in z]
     ✓ z * ((z > 0) + slope * (z <= 0))
     ✓ np.where(z < 0, slope * z, z)
     ✓ z * np.where(z > 0, 1, slope)
     ~ np.where(z > 0, z, 0.01 * z)
     ~ z if z > 0 else slope * z
     ~ max(z, slope * z)
     ~ z * (z > 0)
     ~ np.where(z > 0, z, slope)
     ~ np.where(z <= 0, z, slope * z)
     ~ np.where(z > 0, 1, slope)
     ~ np.maximum(0, z)
     ~ slope * z
     ~ np.where(z > 0, z, -slope * z)
     ~ np.where(z > 0, z, z / slope)
     ~ np.where(z > 0, z, z - slope)
     ~ np.where(z > 0, z)
     ~ np.maximum(slope, z)
     ✗ np.maximum(0, z) + slope
4.9  ✓ sum((Z[:, j] <= 0).all() for j in range(Z.shape[1]))
     ✓ (Z.max(axis=0) <= 0).sum()
     ✓ np.count_nonzero(np.maximum(0, Z).sum(axis=0) == 0)
     ✓ Z.shape[1] - (Z > 0).any(axis=0).sum()
     ✓ len([1 for column in Z.T if max(column) <= 0])
     ✓ sum(np.all(Z <= 0, axis=0))
     ~ (Z <= 0).all(axis=0)
     ~ (Z <= 0).sum()
     ~ (Z.sum(axis=0) <= 0).sum()
     ~ (Z.max(axis=0) < 0).sum()
     ~ (Z.min(axis=0) <= 0).sum()
     ~ (Z > 0).any(axis=0).sum()
     ~ (Z <= 0).all(axis=1).sum()
     ~ (Z < 0).all(axis=0).sum()
     ~ (Z == 0).all(axis=0).sum()
     ~ (Z <= 0).any(axis=0).sum()
     ~ (Z <= 0).all(axis=0).mean()
     ~ (Z <= 0).sum(axis=0)
     ~ len((Z <= 0).all(axis=0))
     ~ (Z > 0).all(axis=0).sum()
     ✗ (Z <= 0).all()
4.10 ✓ "sigmoid on each"
     ✓ "c"
     ✓ "C)"
     ✓ "c)"
     ✓ "C"
     ~ "sigmoid"
     ~ "A"
     ~ "a"
     ~ "b"
     ~ "d"
     ~ "softmax"
     ~ "e"
     ~ "ReLU on each"
     ~ 3
     ~ "relu"

5.1  ✓ -0.55
     ✓ np.float32(-0.55)
     ✓ np.array([2.5, 0, 4]) @ np.array([0.5, 1, -0.5]) + 0.2
     ~ 0.55
     ~ -3.55
     ~ "-0.55"
     ~ (2.5, -3, 4)
     ~ [-0.55]
     ✗ 1.45
     ✓ -0.55 + 0
     ✓ float(-11 / 20)
     ~ 0.366
     ✗ 2.5
     ~ -0.75
     ✗ 4.35
5.2  ✓ 1 / (1 + np.exp(-(np.where(X @ W1 + b1 > 0, X @ W1 + b1, 0) @ W2 + b2)))
     ✓ 0.5 + 0.5 * np.tanh((np.clip(X @ W1 + b1, 0, None) @ W2 + b2) / 2)
     ✓ [1 / (1 + np.exp(-(np.maximum(x @ W1 + b1, 0) @ W2 + b2))) for x in X]
     ~ np.maximum(0, X @ W1 + b1) @ W2 + b2
     ~ 1 / (1 + np.exp(np.maximum(0, X @ W1 + b1) @ W2 + b2))
     ~ 1 / (1 + math.exp(-np.maximum(0, X @ W1 + b1) @ W2 + b2))
     ~ max(0, X @ W1 + b1)
     ~ np.maximum(0, X @ W1 + b1)
     ~ 1 / (1 + np.exp(-(np.maximum(0, X @ W1) @ W2)))
     ✗ np.tanh(np.maximum(0, X @ W1 + b1) @ W2 + b2)
     ✗ 1 / 1 + np.exp(-(np.maximum(0, X @ W1 + b1) @ W2 + b2))
     ✓ sigmoid(np.maximum(0, b1 + X @ W1) @ W2 + b2).tolist()
     ✓ 1 - sigmoid(-(np.maximum(X @ W1 + b1, 0) @ W2 + b2))
     ~ sigmoid(X @ W1 @ W2 + b2)
     ~ sigmoid(np.maximum(0, X @ W1 + b1) @ W2)
     ✗ sigmoid(np.maximum(0, sigmoid(X @ W1 + b1) @ W2 + b2))
5.3  ✓ [32, 64]
     ✓ np.zeros((32, 64)).shape
     ~ "(32, 64)"
     ~ (64, 32)
     ~ (32, 10)
     ~ (32, 128)
     ~ (128, 64)
     ~ (32, 784)
     ~ (32, 784, 128, 64)
     ~ 64
     ✗ (784, 128)
     ✗ (64, 10)
5.4  ✓ by_index(X, weights, biases)
     ✓ by_index(X, weights, biases).tolist()
     ✓ by_index(X, weights[:-1] + [weights[-1]], biases)
     ~ by_index(X, weights, biases) * (by_index(X, weights, biases) > 0)
     ~ np.maximum(0, X @ weights + biases)
     ~ by_index(X, weights, [0 * b for b in biases])
     ~ by_index(X, weights[:-1], biases[:-1])
     ~ by_index(X, weights, biases[:-1])
     ~ by_index(X, weights[::-1], biases[::-1])
     ✗ X @ weights[0] + biases[0]
     ✗ by_index(X, weights, biases)[0]
     ✓ by_index(np.array(X), list(weights), list(biases))
     ✓ by_index(X, tuple(weights), tuple(biases)) + 0
     ✗ np.maximum(0, X @ weights[0] + biases[0])
     ~ sigmoid(by_index(X, weights, biases))
5.5  ✓ "X @ W.T"
     ~ "W @ X.T"
     ~ 4
5.6  ✓ m * np.dot(sizes[:-1], sizes[1:])
     ✓ sum(m * sizes[i] * sizes[i + 1] for i in range(len(sizes) - 1))
     ✓ sum(a * b for a, b in zip(sizes, sizes[1:])) * float(m)
     ~ m * sum(sizes[i] * sizes[i + 1] for i in range(len(sizes)))
     ~ m * sizes[-2] * sizes[-1]
     ~ sum(a * b for a, b in zip(sizes, sizes[1:]))
     ~ m * sum(a * b + b for a, b in zip(sizes, sizes[1:]))
     ~ m * math.prod(sizes)
     ✗ m + sum(a * b for a, b in zip(sizes, sizes[1:]))
     ✓ int(m) * sum(map(math.prod, zip(sizes, sizes[1:])))
     ✓ m * sum(sizes[k - 1] * sizes[k] for k in range(1, len(sizes)))
     ~ m * sum(sizes)
     ✗ sum(sizes) * m - m
     ~ m * sum(a + b for a, b in zip(sizes, sizes[1:]))
     ~ m * sizes[0] * sizes[-1]
5.7  ✓ is_3[(outputs >= low) & (outputs < high)].mean()
     ✓ ((outputs >= low) & (outputs < high) & is_3).sum() / ((outputs >= low) & (outputs < high)).sum()
     ✓ np.mean([t for o, t in zip(outputs, is_3) if low <= o < high])
     ✓ is_3[np.where((outputs >= low) * (outputs < high))].mean()
     ✓ np.average(is_3[outputs >= low][outputs[outputs >= low] < high])
     ~ is_3[low <= outputs < high].mean()
     ~ is_3[outputs >= low & outputs < high].mean()
     ~ is_3[outputs >= low and outputs < high].mean()
     ~ is_3[(outputs >= low) & (outputs < high)].sum()
     ~ ((outputs >= low) & (outputs < high) & is_3).mean()
     ~ ((outputs >= low) & (outputs < high) & is_3).sum() / is_3.sum()
     ~ outputs[(outputs >= low) & (outputs < high)].mean()
     ~ is_3[outputs >= low].mean()
     ~ is_3[(outputs > low) & (outputs < high)].mean()
     ~ is_3[(outputs >= low) & (outputs < high)]
     ~ ((outputs >= low) & (outputs < high)).mean()
     ✗ is_3.mean()
     ✗ is_3[(outputs >= low) | (outputs < high)].mean()
5.8  ✓ miss * (~(outputs >= threshold) & is_3).sum() + alarm * ((outputs >= threshold) & ~is_3).sum()
     ✓ miss * sum(outputs[is_3] < threshold) + alarm * sum(outputs[~is_3] >= threshold)
     ✓ np.where(is_3, miss * (outputs < threshold), alarm * (outputs >= threshold)).sum()
     ✓ sum((miss if t else alarm) for o, t in zip(outputs, is_3) if (o >= threshold) != t)
     ✓ float(miss) * (is_3.sum() - (is_3 & (outputs >= threshold)).sum()) + alarm * (outputs >= threshold)[~is_3].sum()
     ~ alarm * ((outputs < threshold) & is_3).sum() + miss * ((outputs >= threshold) & ~is_3).sum()
     ~ ((outputs >= threshold) != is_3).sum()
     ~ (miss + alarm) * ((outputs >= threshold) != is_3).sum()
     ~ miss * ((outputs < threshold) & is_3).sum() + alarm * ((outputs > threshold) & ~is_3).sum()
     ~ miss * ((outputs < threshold) & is_3).sum()
     ~ miss * ((outputs >= threshold) & is_3).sum() + alarm * ((outputs >= threshold) & ~is_3).sum()
     ~ miss * ((outputs < threshold) & is_3) + alarm * ((outputs >= threshold) & ~is_3)
     ~ (miss * ((outputs < threshold) & is_3).sum(), alarm * ((outputs >= threshold) & ~is_3).sum())
     ~ miss * ((outputs < threshold) & is_3).sum() + alarm * (outputs >= threshold).sum()
     ~ miss * (outputs < threshold & is_3).sum() + alarm * (outputs >= threshold & ~is_3).sum()
     ✗ miss * is_3.sum() + alarm * (~is_3).sum()
     ✗ miss * alarm
5.9  ✓ abs(x - c)
     ✓ np.where(x > c, x - c, c - x)
     ✓ np.maximum(x - c, c - x)
     ✓ 2 * np.maximum(0, x - c) - x + c
     ~ abs(x)
     ~ abs(x) - c
     ~ np.maximum(0, x - c) + np.maximum(0, -x)
     ~ x - c
     ~ max(0, x - c) + max(0, c - x)
     ✗ (x - c) ** 2
     ✓ np.sqrt((x - c) ** 2)
     ~ np.maximum(0, x - c)
     ~ np.maximum(0, x + c) + np.maximum(0, -x - c)
     ~ np.maximum(0, x - c) - np.maximum(0, c - x)
     ~ abs(x + c)
5.10 ✓ (4, 2)
     ✓ [4.0, 2.0]
     ✓ np.array([4, 2])
     ~ [2, 4]
     ~ [4, 6]
     ~ [4, 4]
     ~ [2, 6]
     ~ [4, 3]
     ~ [4, 1]
     ~ 4
     ~ [4, 2, 1]
     ✗ [3, 5]
     ✗ [0, 8]

6.1  ✓ ((y - prediction) ** 2).mean()
     ✓ sum((p - t) ** 2 for p, t in zip(prediction, y)) / len(y)
     ✓ np.linalg.norm(prediction - y) ** 2 / len(y)
     ✓ np.dot(prediction - y, prediction - y) / y.size
     ~ np.mean(prediction - y ** 2)
     ~ np.mean((prediction - y) * 2)
     ~ np.mean(prediction - y) ** 2
     ~ np.sum((prediction - y) ** 2)
     ~ [(p - t) ** 2 for p, t in zip(prediction, y)]
     ~ np.mean(np.abs(prediction - y))
     ✗ np.median((prediction - y) ** 2)
     ✗ np.var(prediction - y)
     ✓ ((prediction - y) @ (prediction - y)) / len(prediction)
     ~ np.mean((prediction - y) ** 2) / 2
     ~ np.sqrt(np.mean((prediction - y) ** 2))
6.2  ✓ -3 / 10
     ✓ (0.836 - 0.842) / 0.02
     ✓ (0.836 - 0.842) / (0.51 - 0.49)
     ✓ np.gradient([0.842, 0.836], 0.02)[0]
     ~ 0.3
     ~ 0.836 - 0.842
     ~ (0.842 - 0.836) / 0.02
     ~ (0.836 - 0.842) / 0.01
     ~ (0.836 - 0.842) * 0.02
     ~ 0.02 / (0.836 - 0.842)
     ~ (0.842 + 0.836) / 2
     ~ "down"
     ✗ -0.15
     ✗ 0
6.3  ✓ (-1.5, 5.2)
     ✓ [-1.4, 5]
     ✓ np.array([-1.3, 5])
     ✓ (-4 / 3, 5)
     ✓ np.polyfit([0, 1, 2, 3], [5, 4, 2, 1], 1)
     ~ (0, 0)
     ~ (5.1, -1.4)
     ~ (1.4, 5.1)
     ~ (-1.4, 0)
     ~ (0, 3)
     ~ (-1, 4)
     ~ (-1, 5)
     ~ (-2, 6.1)
     ✗ -1.4
     ✗ "w = -1.4, b = 5.1"
6.4  ✓ 3.0
     ✓ np.log(20)
     ✓ -math.log(1 / 20)
     ✓ 0.6931 + 2.3026
     ~ -2.9957
     ~ 0.6931 * 2.3026
     ~ 2.3026 - 0.6931
     ~ 1 / 20
     ~ 20
     ~ np.log10(20)
     ~ -np.log2(0.05)
     ~ 2.3026
     ~ 1 - 1 / 20
     ✗ 2 * 2.3026
     ✗ 20 * 0.6931
6.5  ✓ -np.mean(np.log(np.where(y == 1, prediction, 1 - prediction)))
     ✓ -(y @ np.log(prediction) + (1 - y) @ np.log(1 - prediction)) / len(y)
     ✓ sum(-math.log(p if t else 1 - p) for p, t in zip(prediction, y)) / len(y)
     ✓ np.mean(np.log(1 / abs(1 - y - prediction)))
     ~ -np.mean(y * np.log(prediction) + (y - 1) * np.log(1 - prediction))
     ~ -np.mean(y * np.log(prediction) - (1 - y) * np.log(1 - prediction))
     ~ -np.mean((1 - y) * np.log(1 - prediction))
     ~ -np.mean(y * np.log2(prediction) + (1 - y) * np.log2(1 - prediction))
     ~ -np.sum(y * np.log(prediction) + (1 - y) * np.log(1 - prediction))
     ~ -np.mean(np.log(prediction) if y == 1 else np.log(1 - prediction))
     ~ -np.mean(y * math.log(prediction))
     ✗ -np.mean(prediction * np.log(y + 1e-9) + (1 - prediction) * np.log(1 - y + 1e-9))
     ✗ -np.mean(y * np.log(prediction)) + np.mean((1 - y) * np.log(1 - prediction)) / 2
     ✓ -np.log(y * prediction + (1 - y) * (1 - prediction)).mean()
     ~ -np.mean(np.log(prediction))
     ~ np.mean(y * np.log(prediction) + (1 - y) * np.log(1 - prediction))
6.6  ✓ "b d a c"
     ✓ ["b", "d", "a", "c"]
     ✓ "B, D, A, C"
     ~ "dbac"
     ~ "badc"
     ~ "bdca"
     ~ "cadb"
     ~ "abcd"
     ✗ "bda"
     ✗ 4
     ✓ "bdac"
     ✓ ("b", "d", "a", "c")
     ~ "bdcaa"
     ~ "bdacx"
     ~ ""
     ~ ["bd", "ca"]
6.7  ✓ [e ** 2 / 2 if abs(e) <= delta else delta * (abs(e) - delta / 2) for e in r]
     ✓ np.where(abs(r) < delta, 0.5 * r * r, delta * abs(r) - delta ** 2 / 2)
     ✓ np.minimum(abs(r), delta) * (abs(r) - np.minimum(abs(r), delta) / 2)
     ✓ (abs(r) <= delta) * r ** 2 / 2 + (abs(r) > delta) * delta * (abs(r) - delta / 2)
     ~ np.where(abs(r) <= delta, r ** 2, delta * (abs(r) - delta / 2))
     ~ np.where(r <= delta, r ** 2 / 2, delta * (abs(r) - delta / 2))
     ~ np.where(r < delta, r ** 2 / 2, delta * (r - delta / 2))
     ~ np.where(abs(r) <= delta, r ** 2 / 2, abs(r))
     ~ np.where(abs(r) <= delta, r ** 2 / 2, delta * (r - delta / 2))
     ~ np.where(abs(r) > delta, r ** 2 / 2, delta * (abs(r) - delta / 2))
     ~ np.where(abs(r) <= delta, r ** 2 / 2, delta * abs(r) - delta / 2)
     ~ np.where(abs(r) <= delta, r ** 2 / 2, delta * (abs(r) - delta / 2)).mean()
     ~ r ** 2 / 2 if abs(r) <= delta else delta * (abs(r) - delta / 2)
     ~ r ** 2 / 2 if r <= delta else delta * (r - delta / 2)
     ~ np.where(abs(r) <= 1, r ** 2 / 2, abs(r) - 0.5)
     ✗ delta * (abs(r) - delta / 2)
     ✗ r ** 2 / 2
6.8  ✓ "huber"
     ~ "MSE"
     ~ "Mean squared error"
6.9  ✓ 1.39
     ✓ np.log(4)
     ✓ -math.log(1 / 4)
     ~ "ln 4"
     ~ 0.25
     ~ 2
     ~ -1.386
     ✗ 4
     ✓ np.array(1.3863)
     ✓ 2 * math.log(2)
     ✗ 1.0
     ~ 0.602
     ✗ 0.75
     ✗ -0.25
     ~ [1.386, 1.386]
6.10 ✓ -np.log(probabilities[np.arange(len(labels)), labels]).mean()
     ✓ np.mean([-np.log(row[label]) for row, label in zip(probabilities, labels)])
     ✓ -(np.eye(probabilities.shape[1])[labels] * np.log(probabilities)).sum() / len(labels)
     ✓ -np.mean(np.log(np.take_along_axis(probabilities, labels[:, None], axis=1)))
     ~ -np.log(probabilities[np.arange(len(labels)), labels])
     ~ -np.mean(np.log(probabilities[labels]))
     ~ -np.mean(np.log(probabilities[:, labels]))
     ~ -np.sum(np.log(probabilities[np.arange(len(labels)), labels]))
     ~ -np.mean(np.log(probabilities))
     ~ -np.mean(np.log(probabilities[len(labels), labels]))
     ~ np.mean(np.log(probabilities[np.arange(len(labels)), labels]))
     ✗ 1 - probabilities[np.arange(len(labels)), labels].mean()
     ✓ -np.log(np.array([row[label] for row, label in zip(probabilities, labels)])).mean()
     ~ -np.log(probabilities.max(axis=1)).mean()
     ✗ -np.mean(np.log2(probabilities[np.arange(len(labels)), labels]))
     ~ -np.log(probabilities[np.arange(len(labels)), labels].mean())
6.11 ✓ np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(Z)), labels]
     ✓ [z.max() + np.log(np.exp(z - z.max()).sum()) - z[label] for z, label in zip(Z, labels)]
     ✓ np.log(np.exp(Z - Z.max(1, keepdims=True)).sum(1)) - (Z - Z.max(1)[:, None])[np.arange(len(Z)), labels]
     ~ -np.log(softmax(Z)[np.arange(len(Z)), labels])
     ~ np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(len(Z)), labels]
     ~ np.logaddexp.reduce(Z, axis=1)
     ~ np.mean(np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(Z)), labels])
     ~ Z[np.arange(len(Z)), labels] - np.logaddexp.reduce(Z, axis=1)
     ~ np.logaddexp.reduce(Z, axis=0) - Z[np.arange(len(Z)), labels]
     ~ np.logaddexp.reduce(Z, axis=1) - Z[:, labels]
     ✗ Z.max(axis=1) - Z[np.arange(len(Z)), labels]
     ✓ (np.logaddexp.reduce(Z.T) - Z.T[labels, np.arange(len(Z))]).tolist()
     ✓ -np.array([(z - np.logaddexp.reduce(z))[label] for z, label in zip(Z, labels)])
     ~ -np.log(softmax(Z)).mean()
     ~ np.logaddexp.reduce(Z) - Z[np.arange(len(Z)), labels]
     ✗ np.log(Z.sum(axis=1)) - Z[np.arange(len(Z)), labels]
6.12 ✓ [0.1, 0.2, -0.7, 0.4]
     ✓ (0.1, 0.2, -0.7, 0.4)
     ✓ np.array([0.1, 0.2, 0.3, 0.4]) - [0, 0, 1, 0]
     ✓ softmax(np.log([0.1, 0.2, 0.3, 0.4])) - np.eye(4)[2]
     ~ [-0.1, -0.2, 0.7, -0.4]
     ~ [0.1, 0.2, 0.7, 0.4]
     ~ [0.1, 0.2, 0.3, 0.4]
     ~ [0.1, 0.2, -0.3, 0.4]
     ~ [0, 0, -0.7, 0]
     ~ [0, 0, 1, 0]
     ~ [0.1, -0.8, 0.3, 0.4]
     ~ np.array([0.1, 0.2, 0.3, 0.4]) - 1
     ~ np.array([0.1, 0.2, -0.7, 0.4]) / 4
     ~ -0.7
     ✗ [-0.1, -0.2, -0.7, -0.4]
     ✗ [0.9, 0.8, 0.7, 0.6]
6.13 ✓ ((sigmoid(z + 1e-5) - y) ** 2 - (sigmoid(z - 1e-5) - y) ** 2) / 2e-5
     ✓ ((sigmoid(z + 1e-6) - y) ** 2 - (sigmoid(z) - y) ** 2) / 1e-6
     ✓ 2 * (sigmoid(z) - y) * sigmoid(z) * (1 - sigmoid(z))
     ✓ np.gradient([(sigmoid(z + k * 0.001) - y) ** 2 for k in (-1, 0, 1)], 0.001)[1]
     ✓ (1 / (1 + np.exp(-z - 0.001)) - 1 / (1 + np.exp(0.001 - z))) / 0.001 * (sigmoid(z) - y)
     ~ ((sigmoid(z + 0.001) - y) ** 2 - (sigmoid(z - 0.001) - y) ** 2) / 0.001
     ~ ((sigmoid(z + 1e-5) - y) ** 2 - (sigmoid(z - 1e-5) - y) ** 2) / 1e-5
     ~ (sigmoid(z + 0.001) - y) ** 2 - (sigmoid(z - 0.001) - y) ** 2
     ~ ((sigmoid(z + 0.001) - y) ** 2 - (sigmoid(z - 0.001) - y) ** 2) / 2 * 0.001
     ~ ((sigmoid(z - 0.001) - y) ** 2 - (sigmoid(z + 0.001) - y) ** 2) / 0.002
     ~ ((sigmoid(z) + 0.001 - y) ** 2 - (sigmoid(z) - 0.001 - y) ** 2) / 0.002
     ~ 2 * (sigmoid(z) - y)
     ~ (sigmoid(z + 0.001) - sigmoid(z - 0.001)) / 0.002
     ~ sigmoid(z) - y
     ~ ((sigmoid(z + 0.001) - 1) ** 2 - (sigmoid(z - 0.001) - 1) ** 2) / 0.002
     ~ (sigmoid(z) - y) ** 2
     ~ ((z + 0.001 - y) ** 2 - (z - 0.001 - y) ** 2) / 0.002
     ~ (sigmoid(z + h) - y) ** 2 - (sigmoid(z - h) - y) ** 2
     ✗ (sigmoid(z + 0.001) - y) ** 2 - (sigmoid(z - 0.001) - y) ** 2 / 0.002
     ✗ ((sigmoid(z + 1) - y) ** 2 - (sigmoid(z - 1) - y) ** 2) / 2
6.14 ✓ "a minus was lost"
     ~ "a"
     ~ -3.2

7.1  ✓ (f(x + 0.00001) - f(x - 0.00001)) / 0.00002
     ✓ 0.5 * (f(x + 1e-5) - f(x - 1e-5)) / 1e-5
     ✓ np.gradient([f(x - 1e-5), f(x), f(x + 1e-5)], 1e-5)[1]
     ✓ ((f(x + 1e-5) - f(x)) / 1e-5 + (f(x) - f(x - 1e-5)) / 1e-5) / 2
     ✓ (f(x - 1e-5) - f(x + 1e-5)) / -2e-5
     ~ (f(x + 1e-5) - f(x)) / 1e-5
     ~ (f(x) - f(x - 1e-5)) / 1e-5
     ~ f(x + 1e-5) - f(x - 1e-5) / 2e-5
     ~ (f(x + 1e-5) - f(x - 1e-5)) / 2 * 1e-5
     ~ (f(x + 1e-5) - f(x - 1e-5)) / 1e-5
     ~ f(x + 1e-5) - f(x - 1e-5)
     ~ (f(x - 1e-5) - f(x + 1e-5)) / 2e-5
     ~ f.slope(x)
     ✗ (f(x + 1) - f(x - 1)) / 2
     ~ (f(x + 1e-5) - f(x)) / 2e-5
7.2  ✓ (9, 12)
     ✓ [3 ** 2, 2 * 2 * 3]
     ✓ np.array([9.0, 12.0])
     ✓ [[9, 12]][0]
     ~ (12, 9)
     ~ (9, 6)
     ~ 18
     ~ (18, 18)
     ~ (6, 12)
     ~ (9, 4)
     ~ 21
     ~ [[9], [12]]
     ~ (9, 3)
     ✗ (3, 4)
7.3  ✓ 42
     ✓ 2 * (3 * 2 + 1) * 3
     ✓ ((3 * 2.00001 + 1) ** 2 - (3 * 1.99999 + 1) ** 2) / 0.00002
     ✓ np.float32(42)
     ~ 14
     ~ 17
     ~ 49
     ~ 21
     ~ 28
     ~ 3
     ~ "42x"
     ~ -42
     ~ 12
     ✗ 36
7.4  ✓ 9 * x ** 2
     ✓ 3 * x * 2 * x + x ** 2 * 3
     ✓ x * x * 3 + 6 * x * x
     ✓ ((x + 1e-6) ** 2 * 3 * (x + 1e-6) - (x - 1e-6) ** 2 * 3 * (x - 1e-6)) / 2e-6
     ✓ 3 * (3 * x ** 2)
     ~ 3 * x * 2 * x - x ** 2 * 3
     ~ 3 * x * x + x ** 2 * 3
     ~ x ** 2 * 2 * x + 3 * x * 3
     ~ 3 * x * 2 * x
     ~ x ** 2 * 3
     ~ 2 * x + 3
     ~ 2 * x * 3
     ~ x ** 2 * 3 * x
     ~ v * 2 * x + u * 3
     ✗ 9 * x
7.5  ✓ [[7, 4], [-3, -1]]
     ✓ np.array([[1, 2], [0, -1]]) @ np.array([[1, 3], [2, 1]]).T
     ✓ ((7, 4), (-3, -1))
     ~ np.array([[1, 2], [0, -1]]) @ np.array([[1, 3], [2, 1]])
     ~ np.array([[1, 3], [2, 1]]).T @ np.array([[1, 2], [0, -1]])
     ~ np.array([[1, 3], [2, 1]]) @ np.array([[1, 2], [0, -1]])
     ~ np.array([[1, 2], [3, 4]]).T @ np.array([[1, 2], [0, -1]])
     ~ np.array([[1, 2], [0, -1]]).T @ np.array([[1, 3], [2, 1]])
     ~ np.array([[1, 2], [0, -1]]) * np.array([[1, 3], [2, 1]])
     ~ [[7, -3], [4, -1]]
     ~ [7, 4, -3, -1]
     ✗ [[7, 4], [3, 1]]
7.6  ✓ 2 * (prediction - y) * prediction * (1 - prediction) / len(y)
     ✓ (2 / y.size) * (prediction - y) * (prediction - prediction ** 2)
     ✓ -2 * (y - prediction) * (1 - prediction) * prediction / y.shape[0]
     ✓ sum([2 * (prediction - y) * prediction, -2 * (prediction - y) * prediction ** 2]) / len(y)
     ✓ 2 * prediction ** 2 * (1 - prediction) / len(y) - 2 * y * prediction * (1 - prediction) / len(y)
     ~ (prediction - y) / len(y)
     ~ 2 * (prediction - y) / len(y)
     ~ (prediction - y) * prediction * (1 - prediction) / len(y)
     ~ 2 * (prediction - y) * prediction * (1 - prediction)
     ~ 2 * (y - prediction) * prediction * (1 - prediction) / len(y)
     ~ 2 * (prediction - y) * sigmoid(prediction) * (1 - sigmoid(prediction)) / len(y)
     ~ np.mean(2 * (prediction - y) * prediction * (1 - prediction))
     ~ 2 * (prediction - y) * prediction * (1 - prediction) / y.shape[1]
     ~ 2 * (prediction - y) * prediction / len(y)
     ~ (prediction - y) ** 2 / len(y)
     ✗ 2 * (prediction - y) * (1 - prediction) / len(y)
7.7  ✓ [A.T @ dZ, np.sum(dZ, 0)]
     ✓ ((dZ.T @ A).T, np.ones(len(dZ)) @ dZ)
     ✓ (sum(np.outer(a, d) for a, d in zip(A, dZ)), sum(dZ))
     ✓ (np.dot(A.T, dZ), dZ.T.sum(axis=1))
     ✓ (A.T @ dZ, dZ.mean(axis=0) * len(dZ))
     ~ (dZ.T @ A, dZ.sum(axis=1))
     ~ (dZ.T @ A, dZ.sum(axis=0))
     ~ (A.T @ dZ, dZ.sum(axis=1))
     ~ A.T @ dZ
     ~ (A.T @ dZ, dZ.sum())
     ~ (A.T @ dZ, dZ.sum(axis=0, keepdims=True))
     ~ (A.T @ dZ, dZ.mean(axis=0))
     ~ (A.T @ dZ / len(A), dZ.sum(axis=0) / len(A))
     ~ (A.T @ dZ, dZ)
     ~ (A @ dZ, dZ.sum(axis=0))
     ~ (dZ.sum(axis=0), A.T @ dZ)
     ✗ (A.T @ dZ, -dZ.sum(axis=0))
7.8  ✓ dA * (1 - A ** 2)
     ✓ dA - dA * A * A
     ✓ (1 + A) * (1 - A) * dA
     ✓ np.multiply(dA, 1 - np.square(A))
     ✓ dA / np.cosh(np.arctanh(A)) ** 2
     ~ dA * (1 - np.tanh(A) ** 2)
     ~ dA * (A > 0)
     ~ dA * A * (1 - A)
     ~ dA * (1 - A) ** 2
     ~ dA * 1 - A ** 2
     ~ 1 - A ** 2
     ~ dA * (1 - A)
     ~ dA * np.tanh(A)
     ~ dA / (1 - A ** 2)
     ~ dA @ (1 - A ** 2)
     ✗ dA * (1 + A ** 2)
7.9  ✓ "fcebda"
     ✓ "f, c, b, d, a, e"
     ✓ ["F", "C", "B", "E", "D", "A"]
     ✓ "fcbdea"
     ~ "cfebda"
     ~ "fcebad"
     ~ "fcedba"
     ~ "adbecf"
     ~ "fecbda"
     ~ "fcebd"
     ~ "fbceda"
     ~ 3
     ~ "fcebdaa"
     ~ "fcabde"
7.10 ✓ through_three(X, Z1, Z2, W2, W3, dZ3)
     ✓ list(through_three(X, Z1, Z2, W2, W3, dZ3))
     ✓ (lambda d: (X.T @ d, d.sum(0)))(np.where(Z1 > 0, np.where(Z2 > 0, dZ3 @ W3.T, 0) @ W2.T, 0))
     ✓ (lambda d: ((d @ X).T, d.sum(axis=1)))((W2 @ ((W3 @ dZ3.T) * (Z2.T > 0))) * (Z1.T > 0))
     ~ (lambda d: (X.T @ d, d.sum(0)))((dZ3 @ W3.T @ W2.T) * (Z1 > 0))
     ~ (lambda d: (X.T @ d, d.sum(0)))((dZ3 @ W3.T * (Z2 > 0)) @ W2.T)
     ~ (lambda d: (X.T @ d, d.sum(0)))(dZ3 @ W3.T @ W2.T)
     ~ (lambda d: (X.T @ d, d.sum(0)))((dZ3 @ W3.T * (Z1 > 0)) @ W2.T * (Z2 > 0))
     ~ (lambda d: (X.T @ d, d.sum(0)))((dZ3 @ W3.T * (Z2 > 0)) @ W2 * (Z1 > 0))
     ~ through_three(X, Z1, Z2, W2, W3, dZ3)[0]
     ~ (through_three(X, Z1, Z2, W2, W3, dZ3)[0], through_three(X, Z1, Z2, W2, W3, dZ3)[1] / len(X))
     ~ (lambda d: (X.T @ d, d.sum(0)))(dZ3 @ W3.T * (Z2 > 0))
     ~ (lambda d: (X.T @ d, d.sum(1)))((dZ3 @ W3.T * (Z2 > 0)) @ W2.T * (Z1 > 0))
     ~ (lambda d: (d.T @ X, d.sum(0)))((dZ3 @ W3.T * (Z2 > 0)) @ W2.T * (Z1 > 0))
     ✗ (lambda d: (X.T @ d, d.sum(0)))((dZ3 @ W3.T * (Z2 < 0)) @ W2.T * (Z1 < 0))
7.11 ✓ (a * b, [b, a])
     ✓ [a * b, (b, a)]
     ✓ (b * a, np.array([b, a]))
     ✓ (np.prod([a, b]), [1 * b, a * 1])
     ~ (a * b, [a, b])
     ~ (a * b, [1, 1])
     ~ (a + b, [b, a])
     ~ (a + b, [1, 1])
     ~ a * b
     ~ (a * b, b, a)
     ~ (a * b, [a * b, a * b])
     ~ [b, a]
     ~ ([b, a], a * b)
     ✗ (a * b, [b, -a])
7.12 ✓ (np.tanh(a), [1 - np.tanh(a) ** 2])
     ✓ (math.tanh(a), (1 - math.tanh(a) ** 2,))
     ✓ [2 * sigmoid(2 * a) - 1, [4 * sigmoid(2 * a) * (1 - sigmoid(2 * a))]]
     ✓ (np.tanh(a), [1 / np.cosh(a) ** 2])
     ~ (np.tanh(a), 1 - np.tanh(a) ** 2)
     ~ (np.tanh(a), [1 - a ** 2])
     ~ (np.tanh(a), [np.tanh(a) * (1 - np.tanh(a))])
     ~ (np.tanh(a), [1 - np.tanh(a)])
     ~ (np.tanh(a), [1 - np.tanh(np.tanh(a)) ** 2])
     ~ np.tanh(a)
     ~ [1 - np.tanh(a) ** 2]
     ~ (a, [1 - a ** 2])
     ~ (np.tanh(a), [np.tanh(a)])
     ✗ (np.tanh(a), [1 + np.tanh(a) ** 2])
7.13 ✓ walked(parents, slopes)
     ✓ tuple(walked(parents, slopes))
     ✓ np.array(walked(parents, slopes))
     ~ walked(parents, slopes, add=False)
     ~ walked(parents, slopes, order=range(len(parents)))
     ~ walked(parents, slopes, start=0.0)
     ~ walked(parents, slopes, first=1.0)
     ~ walked(parents, slopes, chain=False)
     ~ walked(parents, slopes)[::-1]
     ~ walked(parents, slopes)[0]
     ~ walked(parents, slopes[:1])
     ~ sum(walked(parents, slopes))
     ✗ walked(parents, slopes, start=2.0)
7.14 ✓ 2
     ✓ 2.0
     ~ 8
     ~ 6
     ~ 4
     ~ 0
     ~ 16
     ~ "2"
     ✗ 1
7.15 ✓ (1 / (n_in * share)) ** 0.5
     ✓ math.sqrt(1 / n_in / share)
     ✓ np.sqrt(1 / share) / np.sqrt(n_in)
     ✓ (share * n_in) ** -0.5
     ~ 1 / (n_in * share)
     ~ np.sqrt(2 / n_in)
     ~ np.sqrt(1 / n_in)
     ~ np.sqrt(share / n_in)
     ~ 1 / (share * np.sqrt(n_in))
     ~ np.sqrt(n_in * share)
     ~ np.sqrt(1 / share) / n_in
     ~ np.sqrt(1 / share * n_in)
     ~ np.sqrt(2 / (share * n_in))
     ✗ 0.1

8.1  ✓ theta + -rate * gradient
     ✓ np.subtract(theta, np.multiply(rate, gradient))
     ~ rate * gradient
     ~ theta - gradient / rate
     ~ theta + rate * gradient
     ~ theta - rate
     ~ theta - gradient
     ~ print(theta - rate * gradient)
     ✗ (theta - rate) * gradient
     ✓ theta - np.asarray(gradient) * rate
     ✓ -(rate * gradient - theta)
     ✓ sum([theta, -rate * gradient])
     ~ -rate * gradient
     ~ theta - rate * theta
     ✗ theta - rate * abs(gradient)
     ~ rate * gradient - theta
     ~ theta(rate)
     ✗ gradient - rate * theta
8.2  ✓ 0.25
     ✓ 1 / 4
     ✓ 2 / 8
     ~ 0.125
     ~ 0.5
     ~ 1
     ~ 0.2
     ~ 16
     ~ 8
     ~ -0.25
     ✗ 0.24
     ✗ 0.75
     ✗ 2
8.3  ✓ {k: p - rate * gradients[k] for k, p in parameters.items()}
     ✓ dict((k, parameters[k] + -rate * gradients[k]) for k in sorted(parameters))
     ✓ {k: (parameters[k] - rate * gradients[k]).tolist() for k in gradients}
     ~ {k: p - rate * g for (k, p), g in zip(parameters.items(), gradients.values())}
     ~ {k: rate * gradients[k] for k in parameters}
     ~ {k: p - gradients[k] for k, p in parameters.items()}
     ~ {p - rate * gradients[k] for k, p in parameters.items()}
     ~ [parameters[k] - rate * gradients[k] for k in parameters]
     ~ {k: p - rate * gradients for k, p in parameters.items()}
     ~ {"W1": parameters["W1"] - rate * gradients["W1"]}
     ~ steps_in_place(parameters, gradients, rate)
     ✗ {k: p * (1 - rate) for k, p in parameters.items()}
     ✓ {k: np.subtract(parameters[k], np.multiply(rate, gradients[k])) for k in reversed(list(parameters))}
     ~ {k: p + rate * gradients[k] for k, p in parameters.items()}
     ~ parameters
     ~ {k: p - rate * gradients['d' + k] for k, p in parameters.items()}
     ~ {k: -rate * gradients[k] for k in parameters}
8.4  ✓ min(2 / c for c in curvatures)
     ✓ np.min(2 / curvatures)
     ✓ 2 / sorted(curvatures)[-1]
     ~ 2 / curvatures
     ~ 2 / np.min(curvatures)
     ~ 1 / max(curvatures)
     ~ 2 / np.mean(curvatures)
     ~ 2 / curvatures.sum()
     ✗ 2 / curvatures[0]
     ✗ np.max(curvatures) / 2
     ✓ 2 / np.linalg.norm(curvatures, np.inf)
     ✓ -2 / min(-curvatures)
     ~ 2 * curvatures.max()
     ~ curvatures.max()
     ✗ 2 / len(curvatures)
     ~ 1 / curvatures
     ~ [2 / c for c in curvatures]
     ✗ 2 / curvatures[-1]
8.5  ✓ 0.091
     ✓ 0.092
     ✓ 0.0935
     ✓ 0.094
     ✓ 93 / 1000
     ~ 0.09
     ~ 0.06
     ~ 0.005
     ~ 0.095
     ~ 0.097
     ~ 0.1
     ~ 0.105
     ~ 0.2
     ~ 2 / 20
     ~ 2 / 21
     ~ 1 / 20
     ~ 1
     ~ 0
     ~ -0.05
8.6  ✓ "edbca"
     ✓ "EDBCA"
     ✓ "e, d, b, c, a"
     ✓ ["e", "d", "b", "c", "a"]
     ~ "debca"
     ~ "edcba"
     ~ "edabc"
     ~ "edbac"
     ~ "ebcda"
     ~ "ebdca"
     ~ "abcde"
     ~ "edbc"
     ✗ "edcab"
     ✗ "dbcae"
8.7  ✓ new / train.std(axis=0) - train.mean(axis=0) / train.std(axis=0)
     ✓ [(row - np.mean(train, 0)) / np.std(train, 0) for row in new]
     ✓ np.column_stack([(new[:, j] - train[:, j].mean()) / train[:, j].std() for j in range(2)])
     ~ (new - new.mean(0)) / new.std(0)
     ~ (train - train.mean(0)) / train.std(0)
     ~ (new - train.mean()) / train.std()
     ~ new - train.mean(0) / train.std(0)
     ~ (new - train.mean(0)) / train.var(0)
     ~ (new - train.mean(axis=1)) / train.std(axis=1)
     ✗ (new - train.min(0)) / (train.max(0) - train.min(0))
     ✗ (new - train.mean(0)) / train.std(0, ddof=1)
     ✓ ((new.T - train.T.mean(axis=1)[:, None]) / train.T.std(axis=1)[:, None]).T
     ✓ (new - np.average(train, axis=0)) / np.sqrt(((train - train.mean(0)) ** 2).mean(0))
     ~ new - train.mean(axis=0)
     ~ new / train.std(axis=0)
     ~ (train.mean(0) - new) / train.std(0)
     ~ (new - train.mean(0)) * train.std(0)
     ~ new
8.8  ✓ math.ceil(m / B) * epochs
     ✓ (m + B - 1) // B * epochs
     ✓ len(range(0, m, B)) * epochs
     ✓ epochs * (m // B + (m % B > 0))
     ~ (m // B + 1) * epochs
     ~ epochs * m // B
     ~ round(m / B) * epochs
     ~ int(m / B) * epochs
     ~ math.ceil(m * epochs / B)
     ~ m / B * epochs
     ~ math.ceil(m / B)
     ✗ m * B * epochs
     ✓ sum(len(range(0, m, B)) for _ in range(epochs))
     ~ epochs
     ~ m * epochs
     ~ -(-m // B)
     ~ m // B * epochs
8.9  ✓ 2 * ((X[rows] @ w - y[rows])[:, None] * X[rows]).mean(axis=0)
     ✓ sum(2 * (X[i] @ w - y[i]) * X[i] for i in rows) / len(rows)
     ✓ (X[rows] @ w - y[rows]) @ X[rows] * 2 / rows.size
     ~ 2 * X[rows] @ (X[rows] @ w - y[rows]) / len(rows)
     ~ 2 * X[rows].T @ (X[rows] @ w - y[rows])
     ~ 2 * np.mean(X[rows] @ w - y[rows])
     ~ np.mean((X[rows] @ w - y[rows]) ** 2)
     ~ 2 * X.T @ (X @ w - y) / len(y)
     ~ X[rows].T @ (X[rows] @ w - y[rows]) / len(rows)
     ~ 2 * X[rows].T @ (X[rows] @ w - y) / len(rows)
     ✗ 2 * X[rows].T @ (X[rows] @ w) / len(rows)
     ✓ np.mean([2 * (X[i] @ w - y[i]) * X[i] for i in rows], axis=0)
     ✓ np.einsum("ij,i->j", X[rows], X[rows] @ w - y[rows]) * 2 / len(rows)
     ~ 2 * X[rows].T @ (y[rows] - X[rows] @ w) / len(rows)
     ~ 2 * X[rows].T @ (X[rows] @ w - y[rows]) / len(X)
     ~ 2 * (X[rows] @ w - y[rows]) / len(rows)
     ~ w - 2 * X[rows].T @ (X[rows] @ w - y[rows]) / len(rows)
8.10 ✓ [b - a > -least for a, b in zip(losses, losses[1:])].index(True) + 1
     ✓ int(np.flatnonzero(-np.diff(losses) < least)[0]) + 1
     ✓ next(i for i in range(1, len(losses)) if losses[i] > losses[i - 1] - least)
     ✓ min(i + 1 for i, fall in enumerate(-np.diff(losses)) if fall < least)
     ✓ np.argmax(np.array(losses[:-1]) - np.array(losses[1:]) < least) + 1
     ~ np.argmax(-np.diff(losses) < least)
     ~ np.argmax(-np.diff(losses) <= least) + 1
     ~ np.argmax(np.abs(np.diff(losses)) < least) + 1
     ~ np.argmax(np.array(losses) < least)
     ~ np.argmax(np.diff(losses) < least) + 1
     ~ losses[np.argmax(-np.diff(losses) < least) + 1]
     ~ (-np.diff(losses) < least).sum()
     ~ np.flatnonzero(-np.diff(losses) < least)[-1] + 1
     ~ np.flatnonzero(-np.diff(losses) < least) + 1
     ~ -np.diff(losses) < least
     ✗ len(losses)
     ✗ np.argmax(-np.diff(losses) / losses[:-1] < least) + 1
     ✗ np.argmin(losses)
8.11 ✓ "the gradient is added"
     ~ "a"
     ~ "overfitting"
9.1  ✓ [theta - rate * (keep * v + g), keep * v + g]
     ✓ (theta - rate * keep * v - rate * g, g + v * keep)
     ~ (theta - (keep * v + rate * g), keep * v + rate * g)
     ~ theta - rate * (keep * v + g)
     ~ (keep * v + g, theta - rate * (keep * v + g))
     ~ (theta - rate * v, keep * v + g)
     ~ (theta - rate * g, keep * v + g)
     ~ (theta - rate * ((1 - keep) * g + keep * v), (1 - keep) * g + keep * v)
     ✓ (theta + -rate * (g + v * keep), g + v * keep)
     ✓ (lambda new: (np.subtract(theta, new * rate), new))(np.add(keep * v, g))
     ~ (theta + rate * (keep * v + g), keep * v + g)
     ~ (theta - rate * (v + g), v + g)
     ~ (theta - rate * keep * (v + g), keep * (v + g))
     ~ (theta - rate * (keep * v + rate * g), keep * v + rate * g)
     ✗ (theta - rate * (keep * v - g), keep * v - g)
     ✗ (theta, keep * v + g)
9.2  ✓ 20
     ✓ 1 / (1 - 0.95)
     ✓ sum(0.95 ** i for i in range(2000))
     ✓ np.float32(20)
     ~ 10
     ~ 0.95
     ~ 1.95
     ~ 0.05
     ~ 19
     ~ "20 times"
     ~ [20, 10]
     ✗ 95
     ✗ 2
     ✓ 1 / 0.05
9.3  ✓ (lambda s: [theta - rate * g / (s ** 0.5 + 1e-8), s])(keep * s + (1 - keep) * g ** 2)
     ✓ (theta - rate * g / (np.sqrt(s * keep + g * g - keep * g * g) + 1e-8), s * keep + g * g - keep * g * g)
     ~ (lambda s: (theta - rate * g / np.sqrt(s), s))(keep * s + (1 - keep) * g ** 2)
     ~ (lambda s: (theta - rate * g / np.sqrt(s) + 1e-8, s))(keep * s + (1 - keep) * g ** 2)
     ~ (lambda s: (theta - rate * (g / np.sqrt(s) + 1e-8), s))(keep * s + (1 - keep) * g ** 2)
     ~ (lambda s: (theta - rate * g / np.sqrt(s + 1e-8), s))(keep * s + (1 - keep) * g ** 2)
     ~ (lambda s: (theta - rate * g / (np.sqrt(s) + 1e-8), s))(keep * s + (1 - keep) * g)
     ~ (lambda s: (theta - rate * g / (s + 1e-8), s))(keep * s + (1 - keep) * g ** 2)
     ~ (theta - rate * g / (np.sqrt(s) + 1e-8), keep * s + (1 - keep) * g ** 2)
     ~ (theta - rate * g, keep * s + (1 - keep) * g ** 2)
     ~ keep * s + (1 - keep) * g ** 2
     ✓ (lambda new: (theta - g * (rate / (np.sqrt(new) + 1e-8)), new))(s + (1 - keep) * (g ** 2 - s))
     ✓ (lambda new: (theta - rate * g / (np.abs(new) ** 0.5 + 1e-8), new))(keep * s + (1 - keep) * np.square(g))
     ~ (lambda s: (theta - rate * g / (np.sqrt(s) + 1e-8), s))((1 - keep) * s + keep * g ** 2)
     ~ (lambda s: (s, theta - rate * g / (np.sqrt(s) + 1e-8)))(keep * s + (1 - keep) * g ** 2)
     ~ (lambda s: (theta + rate * g / (np.sqrt(s) + 1e-8), s))(keep * s + (1 - keep) * g ** 2)
     ~ (lambda s: (theta - rate * g / (np.sqrt(s) + 1e-8), s))(keep * s + g ** 2)
     ✗ (theta - rate / (np.sqrt(s) + 1e-8), keep * s + (1 - keep) * g ** 2)
     ✗ (lambda s: (theta - rate * g / (np.sqrt(s) + 1e-8), s))(keep * s + (1 - keep) * g * 2)
9.4  ✓ 0.01
     ✓ 0.001 / np.sqrt(1 - 0.99)
     ✓ 10 * 0.001
     ✓ 1e-2
     ~ 0.001
     ~ 0.00316
     ~ 0.001 / np.sqrt(0.1)
     ~ 0.1
     ~ 10
     ~ 0.001 / np.sqrt(0.99)
     ~ "10 times"
     ~ (0.01, 0.001)
     ✗ 0.00001
     ✗ 1000
9.5  ✓ adam(theta, m, v, g, t, rate)
     ~ adam(theta, m, v, g, t, rate, inside=1e-8, outside=0)
     ~ adam(theta, m, v, g, t, rate, outside=0)
     ~ adam(theta, m, v, g, t + 1, rate)
     ~ adam(theta, m, v, g, t, rate)[0]
     ~ adam(theta, m, v, g, t, rate)[:2]
     ~ adam(theta, m, v, g, 10 ** 9, rate)
     ✓ list(adam(theta, m, v, g, t, rate))
     ✓ adam(theta, m, v, g, np.float64(t), rate)
     ~ adam(theta, m, v, g, t, rate)[::-1]
     ~ adam_by_times(theta, m, v, g, t, rate)
     ~ adam_without_shares(theta, m, v, g, t, rate)
     ✗ adam(theta, m, v, -g, t, rate)
     ✗ adam(theta, m, v, g, 1, rate)
9.6  ✓ "RMSProp and Adam"
     ✓ "C"
     ~ "a"
     ~ "plain descent and momentum"
     ~ "d"
     ~ "e"
     ~ "Adam"
9.7  ✓ rate / 2 ** (update // every)
     ✓ rate * math.prod([0.5] * (update // every))
     ✓ rate * 0.5 ** math.floor(update / every)
     ~ rate * 0.5 * (update // every)
     ~ rate / 2 * (update // every)
     ~ rate / 2 if update >= every else rate
     ~ rate * 0.5 ** (update / every)
     ~ rate * 0.5 ** update
     ~ rate / (update // every)
     ~ rate * 0.5 ** (update % every)
     ✓ rate * (1 / 2) ** ((update - update % every) / every)
     ✓ rate / (1 << (update // every))
     ~ rate * 0.5
     ~ rate - 0.5 * (update // every)
     ~ rate / (1 + update // every)
     ✗ rate * 0.5 ** every
9.8  ✓ stops(losses, patience)
     ~ stops(losses, patience, tie=True)
     ~ stops(losses, patience + 1)
     ~ stops(losses, patience) + 1
     ~ len(losses) - 1
     ~ losses.index(min(losses))
     ~ losses[stops(losses, patience) + 1]
     ✓ next((e for e in range(len(losses)) if e - losses.index(min(losses[:e + 1])) >= patience), len(losses) - 1)
     ✓ float(stops(losses, patience))
     ~ next((e for e in range(1, len(losses)) if losses[e] >= losses[e - 1]), len(losses) - 1)
     ~ next((e for e in range(patience, len(losses)) if losses[e] >= losses[e - patience]), len(losses) - 1)
     ~ min(losses)
     ~ stops(losses, patience) - patience
     ✗ patience
     ✗ len(losses)
9.9  ✓ 0.19
     ✓ np.float32(0.17)
     ✓ 0.16
     ✓ 1.8 / 10
     ~ 0.2
     ~ 0.01
     ~ -0.18
     ~ "0.18"
     ~ (0.18, 0.9)
     ~ 0.05
     ~ 1
     ~ 0
     ~ np.nan
     ~ math.inf
9.10 ✓ [0.055, 0.55]
     ✓ np.array([0.06, 0.65])
     ✓ (0.05, 0.5)
     ✓ (np.float64(0.06), np.float64(0.6))
     ~ (0.6, 0.06)
     ~ (0.039, 0)
     ~ (0.002, 0.6)
     ~ "0.06, 0.6"
     ~ ("0.06", "0.6")
     ~ 0.06
     ~ (0.06, 1.5)
     ~ (0.03, 0.9)
     ~ (0.06, 0.6, 100)
10.1 ✓ np.eye(classes)[labels]
     ✓ [[1 if c == label else 0 for c in range(classes)] for label in labels]
     ✓ labels[:, None] == np.arange(classes)
     ~ np.eye(len(labels))[labels]
     ~ np.eye(max(labels) + 1)[labels]
     ~ np.eye(classes)[labels].T
     ~ np.eye(classes)[labels - 1]
     ~ np.eye(classes)[labels] * labels[:, None]
     ~ np.zeros(len(labels), classes)
     ~ np.zeros((len(labels), classes))
     ~ labels == np.arange(classes)
     ✗ 1 - np.eye(classes)[labels]
     ✓ [[float(c == label) for c in range(classes)] for label in labels]
     ✓ np.where(np.arange(classes) == labels[:, None], 1, 0)
     ✗ np.eye(classes, dtype=int)[labels + 1]
     ~ labels
10.2 ✓ two_layers(theta, X)
     ✓ list(two_layers(theta, X))
     ✓ (lambda Z: [Z * (Z > 0), softmax(Z * (Z > 0) @ theta["W2"] + theta["b2"])])(theta["b1"] + X @ theta["W1"])
     ✓ two_layers(theta, X, end=lambda Z: np.exp(Z) / np.exp(Z).sum(axis=1)[:, None])
     ✓ (np.where(X @ theta["W1"] + theta["b1"] > 0, X @ theta["W1"] + theta["b1"], 0), two_layers(theta, X)[1])
     ~ two_layers(theta, X, hidden=lambda Z: Z)
     ~ two_layers(theta, X, end=lambda Z: Z)
     ~ two_layers(theta, X, end=sigmoid)
     ~ two_layers(theta, X, hidden=sigmoid)
     ~ two_layers(theta, X, end=lambda Z: np.exp(Z) / np.exp(Z).sum(axis=0))
     ~ two_layers(theta, X, end=lambda Z: np.exp(Z) / np.exp(Z).sum())
     ~ two_layers({**theta, "b1": 0}, X)
     ~ two_layers({**theta, "b2": 0}, X)
     ~ two_layers(theta, X)[1]
     ~ two_layers(theta, X)[::-1]
     ~ two_layers({**theta, "W1": theta["W2"]}, X)
10.3 ✓ -np.log(P[Y == 1]).mean()
     ✓ -np.log(np.sum(P * Y, axis=1)).sum() / len(P)
     ✓ np.mean([-math.log(p @ y) for p, y in zip(P, Y)])
     ✓ -np.log((P * Y).max(axis=1)).mean()
     ✓ np.log(1 / P[np.arange(len(P)), Y.argmax(axis=1)]).mean()
     ~ -(Y * np.log(P)).sum() / len(P)
     ~ -(Y * np.log(P)).mean()
     ~ np.log((P * Y).sum(axis=1)).mean()
     ~ -np.log((P * Y).sum(axis=1)).sum()
     ~ -np.log((P * Y).sum(axis=1))
     ~ -np.log((P * Y).sum(axis=1).mean())
     ~ ((P - Y) ** 2).mean()
     ~ 1 - (P * Y).sum(axis=1).mean()
     ~ -np.log10((P * Y).sum(axis=1)).mean()
     ✗ -np.log(P.max(axis=1)).mean()
     ✗ -np.log((P * Y).sum(axis=0)).mean()
10.4 ✓ way_back(theta, X, A1, P, Y)
     ✓ way_back(theta, X, A1, P, Y, gate=np.sign(A1))
     ✓ {name: gradient for name, gradient in reversed(way_back(theta, X, A1, P, Y).items())}
     ✓ {**way_back(theta, X, A1, P, Y), "b2": (P - Y).mean(axis=0)}
     ✓ {**way_back(theta, X, A1, P, Y), "W2": ((P - Y).T @ A1 / len(Y)).T}
     ~ way_back(theta, X, A1, P, Y, share=1)
     ~ way_back(theta, X, A1, Y, P)
     ~ way_back(theta, X, A1, P, Y, gate=1)
     ~ way_back(theta, X, A1, P, Y, gate=A1 >= 0)
     ~ way_back(theta, X, A1, P, Y, gate=A1)
     ~ {**way_back(theta, X, A1, P, Y), "b1": 0, "b2": 0}
     ~ [way_back(theta, X, A1, P, Y)[name] for name in ("W1", "b1", "W2", "b2")]
     ~ way_back(theta, X, A1, P, Y, share=1 / P.size)
     ~ {name: gradient.T for name, gradient in way_back(theta, X, A1, P, Y).items()}
     ~ {name: way_back(theta, X, A1, P, Y)[name] for name in ("W1", "W2")}
     ✗ way_back(theta, X, A1, P, Y, gate=A1 < 0)
10.5 ✓ adams(theta, gradients, m, v, t, rate)
     ✓ list(adams(theta, gradients, m, v, t, rate))
     ✓ [dict(reversed(part.items())) for part in adams(theta, gradients, m, v, t, rate)]
     ✓ tuple({name: part[name] + 0 for name in theta} for part in adams(theta, gradients, m, v, t, rate))
     ~ adams(theta, gradients, m, v, t, -rate)
     ~ adams(theta, gradients, m, v, 10 ** 6, rate)
     ~ adams(theta, gradients, m, v, t + 1, rate)
     ~ adams(theta, gradients, m, v, t, rate)[0]
     ~ ({name: theta[name] - rate * gradients[name] for name in theta}, m, v)
     ~ ({name: theta[name] - rate * np.sign(gradients[name]) for name in theta}, m, v)
     ~ adams(theta, gradients, m, v, t, rate, outside=0)
     ~ adams(theta, gradients, m, v, t, rate, inside=1e-8, outside=0)
     ~ {"theta": theta, "m": m, "v": v}
     ✗ (theta, m, v)
     ✗ adams(theta, m, gradients, v, t, rate)
10.6 ✓ "c"
     ✓ "Nothing: they are the same numbers as before"
     ~ "a"
     ~ "nothing"
     ~ 0
10.7 ✓ np.mean(np.argmax(probabilities, 1) == labels)
     ✓ sum(row.argmax() == label for row, label in zip(probabilities, labels)) / len(labels)
     ✓ 1 - np.count_nonzero(probabilities.argmax(axis=1) - labels) / len(labels)
     ~ (probabilities.argmax(axis=1) == labels).sum() / probabilities.shape[1]
     ~ (probabilities.argmax(axis=1) == labels).sum() / 3
     ~ probabilities.argmax(axis=1) == labels
     ~ (probabilities.argmax(axis=1) != labels).mean()
     ~ (probabilities.argmax(axis=0) == labels).mean()
     ✗ np.mean(probabilities.max(axis=1) == probabilities[labels])
     ~ (probabilities.argmax(axis=1) == labels).mean() * 100
     ✗ (probabilities.argmax() == labels).mean()
     ✗ (probabilities == labels[:, None]).mean()
     ✗ probabilities[labels].mean()
     ✗ (probabilities.argmax(axis=1) == labels).sum() / probabilities.size
     ✓ np.average(probabilities.argmax(1) == labels)
     ✓ np.count_nonzero(probabilities.argmax(axis=1) == labels) / len(probabilities)
     ✗ probabilities.argmax(axis=1).mean()
10.8 ✓ np.bincount(actual * classes + predicted, minlength=classes ** 2).reshape(classes, classes)
     ✓ [[((actual == i) & (predicted == j)).sum() for j in range(classes)] for i in range(classes)]
     ✓ np.eye(classes)[actual].T @ np.eye(classes)[predicted]
     ~ (np.eye(classes)[actual].T @ np.eye(classes)[predicted] > 0) * 1
     ~ np.eye(classes)[predicted].T @ np.eye(classes)[actual]
     ~ np.eye(classes)[actual].T @ np.eye(classes)[predicted] / len(actual)
     ~ np.eye(max(actual) + 1)[actual].T @ np.eye(max(predicted) + 1)[predicted]
     ~ np.zeros(classes, classes)
     ~ (actual == predicted).sum()
     ✗ np.zeros((classes, classes))
     ✗ 1 + np.eye(classes)[actual].T @ np.eye(classes)[predicted]
     ✓ sum(np.outer(np.arange(classes) == a, np.arange(classes) == p) * 1 for a, p in zip(actual, predicted))
     ✓ np.histogram2d(actual, predicted, bins=[np.arange(classes + 1) - 0.5] * 2)[0]
     ~ np.eye(classes)[actual].T @ np.eye(classes)[predicted] / len(actual) * 100
     ~ np.bincount(actual, minlength=classes)
     ✗ np.eye(classes)[actual] + np.eye(classes)[predicted]
10.9 ✓ challenge_answers()
     ✓ challenge_answers().astype(float)
     ✓ challenge_answers().tolist()
     ✓ np.where(np.arange(5000) % 100 == 0, 0, challenge_answers())
     ~ challenge_answers()[:4999]
     ~ np.eye(10)[challenge_answers()]
     ~ np.zeros(5000)
     ~ challenge_answers() + 1
     ~ np.where(np.arange(5000) % 40 == 0, 11, challenge_answers())
     ~ 0.983
     ~ challenge_answers
     ✓ tuple(challenge_answers().tolist())
     ~ challenge_answers() * 0 + 1
     ~ challenge_answers()[::-1]
     ~ np.where(np.arange(5000) % 20 == 0, 0, challenge_answers())
"""


def answers():
    """Return the mark and the expression of each line of the table, by the exercise's id."""
    found, id = {}, ""
    for line in filter(str.strip, ANSWERS.splitlines()):
        head, mark, expression = re.fullmatch(r"([\d.]*) *([✓~✗]) (.*)", line.strip()).groups()
        id = head or id
        found.setdefault(id, []).append((mark, expression))
    return found


@pytest.mark.parametrize("id, lines", [pytest.param(id, lines, id=id) for id, lines in answers().items()])
def test_answers(id, lines, monkeypatch):
    exercise = exercises.lesson_exercises(int(id.split(".")[0]))[id]
    stored = [exercise.solution, *(one for mistake in exercise.mistakes for one in (mistake.answer, *mistake.also))]
    run = {}  # what is stored is run once, however many answers are compared with it

    def outcomes_once(exercise, answer):
        if not callable(answer) or not any(answer is one for one in stored):
            return outcomes(exercise, answer)
        return copy.copy(run.setdefault(answer, itertools.tee(outcomes(exercise, answer), 1)[0]))

    monkeypatch.setitem(examine.__globals__, "outcomes", outcomes_once)
    asked = f"lambda {', '.join(exercise.names())}: " if callable(exercise.solution) else ""
    wrong = []
    for mark, expression in lines:
        feedback = examine(exercise, eval(asked + expression, globals()))
        fits = {"✓": feedback.kind == "right", "~": feedback.kind not in ("right", "untouched", "value"),
                "✗": feedback.kind not in ("right", "untouched")}
        wrong += [] if fits[mark] else [f"{mark} {expression}\n{feedback}"]
    assert not wrong, "\n\n".join(wrong)
