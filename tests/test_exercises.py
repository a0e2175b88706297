"""Every exercise of every lesson: solved, untouched, and answered with each of its mistakes."""

import ast
import inspect
import json
import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from dlmath import exercises
from dlmath.exercises.check import examine, outcomes
from dlmath.exercises.compare import difference

ROOT = Path(__file__).parents[1]
ALL = [exercise for lesson in exercises.lessons() for exercise in exercises.lesson_exercises(lesson).values()]
NOTEBOOKS = {lesson: next(iter(ROOT.glob(f"notebooks/{lesson:02d}_*.ipynb")), None) for lesson in exercises.lessons()}


def name(value):
    return getattr(value, "id", None)


@pytest.mark.parametrize("exercise", ALL, ids=name)
class TestEach:
    def test_solution_is_right(self, exercise):
        feedback = examine(exercise, exercise.solution)
        assert feedback.kind == "right", feedback
        assert exercise.why in repr(feedback)

    def test_starter_is_not_attempted(self, exercise):
        if callable(exercise.solution):
            namespace = {}
            exec(f"def starter({', '.join(exercise.names())}):\n    ...", namespace)
            starter = namespace["starter"]
        else:
            starter = ...
        for answer in (starter, ..., None):
            assert examine(exercise, answer).kind == "untouched"

    def test_each_mistake_draws_its_own_message(self, exercise):
        for mistake in exercise.mistakes:
            feedback = examine(exercise, mistake.answer)
            said = [other.message for other in exercise.mistakes if other.message in feedback.body]
            assert feedback.kind == "mistake", f"{mistake.message}\n{feedback}"
            assert said == [mistake.message]
            assert exercise.see in repr(feedback)

    def test_no_two_answers_coincide_on_the_inputs(self, exercise):
        answers = [exercise.solution, *(mistake.answer for mistake in exercise.mistakes)]
        results = [outcomes(exercise, answer) for answer in answers]
        for (i, one), (j, other) in combinations(enumerate(results), 2):
            alike = all(a.failed == b.failed and (a.failed or difference(a.value, b.value, exercise.rtol) is None)
                        for a, b in zip(one, other, strict=True))
            assert not alike, f"answers {i} and {j} (0 is the solution) agree on every input"

    def test_the_inputs_stay_as_they_are(self, exercise):
        if callable(exercise.solution):
            before = repr(exercise.cases())
            examine(exercise, exercise.solution)
            assert repr(exercise.cases()) == before

    def test_words(self, exercise):
        assert re.fullmatch(r"\d{1,2}\.[1-9]\d*", exercise.id)
        assert len(exercise.hints) >= 2 and len(exercise.mistakes) >= 2
        assert len(set(exercise.hints)) == len(exercise.hints)
        messages = [mistake.message for mistake in exercise.mistakes]
        assert len(set(messages)) == len(messages)
        for message in messages:
            assert re.search(r"`|\d", message), f"nothing concrete in: {message}"
            assert len(message) < 260
        sentences = [exercise.ask, exercise.why, *exercise.hints, *messages]
        for sentence in sentences:
            assert sentence.strip() == sentence and sentence[-1] in ".?"
            assert sentence.count("`") % 2 == 0
            assert not re.search(r"\b(simply|obviously|of course|trivial|easy|just)\b|!", sentence)
        assert "\n" not in exercise.ask
        if exercise.choices:
            assert set(exercise.choices) == {exercise.solution, *(mistake.answer for mistake in exercise.mistakes)}

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
    least = {0: 1, 9: 4}
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
