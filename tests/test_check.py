"""Answers of every kind, the strange ones above all: what `check` makes of them."""

import inspect
import re
import signal
import subprocess
import sys
import textwrap
import threading
import time
from html.parser import HTMLParser

import numpy as np
import pytest

from dlmath import exercises
from dlmath.exercises.check import (
    KINDS,
    Code,
    Exercise,
    Feedback,
    Mistake,
    as_array,
    describe,
    difference,
    examine,
    number,
    run,
    show,
    untouched,
)


def add(A, b):
    return A + b


def pair(x):
    return np.array([x, x]), x


ADD = Exercise("9.1", "Add", "Return A + b.", add, "It is a sum.",
               [Mistake(lambda A, b: A - b, "This subtracts: `A - b`.", "Sums"),
                Mistake(lambda A, b: A * b, "This multiplies: `A * b`.", "Sums")], ["One.", "Two."],
               inputs=[(np.array([1.0, 2.0]), 3.0), (np.array([[1.0, 2.0], [3.0, 4.0]]), 10.0)])
NUMBER = Exercise("9.2", "Ten", "How many?", 10, "Ten it is.", [Mistake(9, "That is 9.", "Sums")], ["One.", "Two."])
MATRIX = Exercise("9.3", "Matrix", "Which?", np.array([[1, 2], [3, 4]]), "So it is.", [], [])
CHOICE = Exercise("9.4", "Choose", "Which?", "b", "So it is.", [Mistake("a", "Not `a`.", "Sums")], [],
                  choices={"a": "one", "b": "two", "c": "three"})
TEXT = Exercise("9.5", "Say", "Which word?", "dot product", "So it is.", [], [])
QUICK = Exercise("9.6", "Add", "Return A + b.", add, "It is a sum.", [], [], inputs=ADD.inputs, seconds=0.2)


@pytest.fixture
def fresh(monkeypatch):
    monkeypatch.setattr(exercises, "_solved", {})
    monkeypatch.setattr(exercises, "_tried", {})
    monkeypatch.setattr(exercises, "_hints", exercises.Counter())


def text(feedback):
    return repr(feedback)


# ---------------------------------------------------------------------------- not attempted


def starter_with_docstring(A, b):
    """Return A + b."""
    ...


def starter_pass(A, b):
    pass


def starter_return(A, b):
    return ...


def starter_half_done(A, b):
    total = 0
    for _ in A.flat:
        total = total + ...
    return total


def starter_fills(A, b):
    C = np.zeros(A.shape)
    C[0] = ...
    return C


def starter_raises(A, b):
    raise NotImplementedError


@pytest.mark.parametrize("answer", [
    None, ..., lambda A, b: ..., lambda A, b: None, starter_with_docstring, starter_pass, starter_return,
    starter_half_done, starter_fills, starter_raises, lambda A, b: [1, ...]])
def test_untouched_function(answer):
    feedback = examine(ADD, answer)
    assert feedback.kind == "untouched"
    assert text(feedback).startswith("○ Not attempted yet · 9.1 Add\nReturn A + b.")
    assert 'hint("9.1")' in text(feedback)


@pytest.mark.parametrize("exercise", [NUMBER, MATRIX, CHOICE, TEXT])
@pytest.mark.parametrize("answer", [None, ..., [..., ...], [[1, ...], [3, 4]]])
def test_untouched_value(exercise, answer):
    assert examine(exercise, answer).kind == "untouched"


def test_untouched_choice_shows_the_choices():
    assert "a) one\n    b) two" in text(examine(CHOICE, ...))


def test_code_beside_the_dots_is_an_attempt():
    def answer(A, b):
        ...
        return A + b

    assert examine(ADD, answer).kind == "right"
    assert not untouched(lambda A: A) and not untouched(lambda: 0) and not untouched(np.dot)


# ---------------------------------------------------------------------------- right


@pytest.mark.parametrize("answer", [
    add, lambda A, b: (A + b).tolist(), lambda A, b: (A + b).astype(np.float32), lambda A, b: (A + b).astype(int),
    lambda A, b: b + A + 1e-9, lambda *everything: sum(everything), np.add, lambda A, b: np.asfortranarray(A + b),
    lambda A, b: np.vstack([A, A])[:len(A)] + b if A.ndim == 2 else tuple(A + b)])
def test_right_in_many_forms(answer):
    feedback = examine(ADD, answer)
    assert feedback.kind == "right", feedback
    assert text(feedback) == "✓ Right · 9.1 Add\nIt is a sum."


@pytest.mark.parametrize("exercise, answer", [
    (NUMBER, 10), (NUMBER, 10.0), (NUMBER, np.float32(10)), (NUMBER, np.array(10)), (NUMBER, np.int8(10)),
    (MATRIX, [[1, 2], [3, 4]]), (MATRIX, ((1.0, 2), (3, 4))), (MATRIX, np.array([[1, 3], [2, 4]]).T),
    (CHOICE, "b"), (CHOICE, " B) "), (CHOICE, "(b)."), (TEXT, "Dot  Product ")])
def test_right_values(exercise, answer):
    assert examine(exercise, answer).kind == "right"


def test_tolerance():
    one = np.array([1.0, 1000.0])
    assert difference(one * (1 + 5e-7), one) is None
    assert difference(one * (1 + 5e-6), one)
    assert difference((one * (1 + 5e-6)).astype(np.float32), one) is None
    assert difference((one * 1.001).astype(np.float32), one)
    assert difference(np.array([1e-17, 1.0]), np.array([0.0, 1.0])) is None
    assert difference(np.array([1e-5, 1.0]), np.array([0.0, 1.0]))
    assert difference([2e-9], [1e-9])  # small numbers are compared as strictly as large ones
    assert difference([np.inf, np.nan], [np.inf, np.nan]) is None
    assert difference([-np.inf], [np.inf])


def test_parts():
    exercise = Exercise("9.7", "Pair", "Two.", pair, "Why.", [], [], inputs=[(1.0,)])
    assert examine(exercise, pair).kind == "right"
    assert examine(exercise, lambda x: [[x, x], x]).kind == "right"
    assert "2 parts are asked for" in text(examine(exercise, lambda x: np.array([x, x])))
    feedback = examine(exercise, lambda x: (np.array([x]), x))
    assert feedback.kind == "shape" and "Part 1 of 2" in text(feedback)
    assert difference({"W": [1], "b": 2}, {"W": np.array([1.0]), "b": 2.0}) is None
    assert "“b”" in difference({"W": [1], "b": 3}, {"W": np.array([1.0]), "b": 2.0})[1]
    assert difference({"W": [1]}, {"W": np.array([1.0]), "b": 2.0})[0] == "type"


# ---------------------------------------------------------------------------- not yet


def test_known_mistake():
    feedback = examine(ADD, lambda first, second: first - second)
    assert feedback.kind == "mistake"
    assert text(feedback) == textwrap.dedent("""\
        ↻ Not yet: a known mistake · 9.1 Add
        This subtracts: `A - b`.
            A = [1, 2]
            b = 3
            your answer:  [-2, -1]
            right answer: [4, 5]
        See “Sums” in this lesson, or ask for a hint: `hint("9.1")`""")


def test_a_mistake_must_be_met_on_every_input():
    feedback = examine(ADD, lambda A, b: A - b if A.ndim == 1 else A)
    assert feedback.kind == "value" and "subtracts" not in text(feedback)


def test_a_mistake_is_shown_where_it_goes_wrong():
    square = Exercise("9.9", "Square", "Square.", lambda x: x * x, "Why.", [Mistake(lambda x: x + x, "A sum.", "Sums")],
                      [], inputs=[(0,), (2,), (3,)])
    assert "x = 3\n    your answer:  6\n    right answer: 9" in text(examine(square, lambda x: 2 * x))


def test_built_in_functions_without_a_signature():
    largest = Exercise("9.9", "Larger", "The larger.", lambda a, b: max(a, b), "Why.", [], [], inputs=[(1, 2), (3, 2)])
    assert examine(largest, max).kind == "right" and examine(largest, min).kind == "value"


def test_smallest_failing_input():
    feedback = examine(ADD, lambda A, b: A + 3)
    assert feedback.kind == "value"
    assert "A = [[1, 2],\n         [3, 4]]\n    b = 10" in text(feedback)
    assert "your answer:  [[4, 5],\n                   [6, 7]]" in text(feedback)


def test_close_answers_are_said_to_be_close():
    assert "differ beyond" in text(examine(ADD, lambda A, b: A + b + 1e-5))


def test_a_value_is_not_given_away():
    feedback = examine(NUMBER, 11)
    assert feedback.kind == "value" and "11" in text(feedback) and "10" not in text(feedback)
    assert examine(NUMBER, 9).body[0] == "That is 9."
    assert "a number is asked for" in text(examine(NUMBER, "9"))


@pytest.mark.parametrize("answer, kind, words", [
    (lambda A, b: (A + b)[None], "shape", "The answer has shape (1, 2), and (2,) is asked for."),
    (lambda A, b: 4.0, "shape", "The answer is a single number, and (2,) is asked for."),
    (lambda A, b: "4", "type", "The answer is the text '4'"),
    (lambda A, b: {4, 5}, "type", "a set of 2"),
    (lambda A, b: [[1], [2, 3]], "type", "a list of 2"),
    (lambda A, b: add, "type", "The answer is a function"),
    (lambda A, b: A + b * 1j, "type", "complex"),
    (lambda A, b: (x for x in A + b), "type", "`yield`"),
    (lambda A, b: "4", "type", "an array of shape (2,) is asked for"),
    (lambda A, b: map(float, A), "type", "a value of type map"),
    (lambda A, b: (A + b) * np.nan, "nan", "not a number"),
    (lambda A, b: (A - A) / 0, "nan", "0 / 0"),
    (lambda A, b: A / 0, "value", "your answer:  [inf, inf]"),
    (lambda A, b: print("4", 5), "nothing", "prints `4 5` but returns nothing"),
    (lambda A, b: A.sort(), "nothing", "is there a `return`"),
    (lambda A: A, "type", "has to take 2 arguments: `A, b`"),
    (lambda A, b, c: A, "type", "has to take 2 arguments"),
    ([4, 5], "type", "Give its name without brackets: `check(\"9.1\", add)`"),
    (7, "type", "you handed over a number"),
])
def test_not_yet(answer, kind, words):
    feedback = examine(ADD, answer)
    assert feedback.kind == kind, feedback
    assert words in text(feedback), feedback


@pytest.mark.parametrize("exercise, answer, kind, words", [
    (NUMBER, add, "type", "handed over a function"), (NUMBER, [10], "shape", "has shape (1,)"),
    (NUMBER, "10", "type", "the text '10'"), (CHOICE, "z", "type", '`"a"`, `"b"`, `"c"`'),
    (CHOICE, 2, "type", "Choose"), (CHOICE, "c", "value", "That is not it"),
    (TEXT, "cross product", "value", "cross product"),
    (TEXT, 4, "type", "text in quotes"), (MATRIX, {"a": 1}, "type", "a dict of 1")])
def test_wrong_values(exercise, answer, kind, words):
    feedback = examine(exercise, answer)
    assert feedback.kind == kind and words in text(feedback), feedback


def test_prints_are_caught_and_mentioned(capsys):
    def answer(A, b):
        print("looking at", A, file=sys.stderr)
        print(A)
        return A + b

    feedback = examine(ADD, answer)
    assert feedback.kind == "right" and "It prints as well" in text(feedback)
    assert capsys.readouterr() == ("", "")


def test_warnings_are_silent(recwarn):
    examine(ADD, lambda A, b: A / 0)
    assert not recwarn.list


def test_changed_input():
    def answer(A, b):
        A += b
        return A

    before = ADD.inputs[0][0].copy()
    feedback = examine(ADD, answer)
    assert feedback.kind == "changed" and "changes `A`" in text(feedback)
    assert (ADD.inputs[0][0] == before).all()

    def tidies_up(numbers):
        total = sum(numbers)
        numbers.append(total)
        return total

    listed = Exercise("9.8", "Sum", "Sum.", sum, "Why.", [], [], inputs=[([1, 2],)])
    assert examine(listed, tidies_up).kind == "changed"
    assert examine(ADD, lambda A, b: A.__setitem__(0, -1) or A * 9).kind == "value"  # wrong comes before changed


def test_a_view_of_the_input_is_fine():
    inputs = [(np.array([[1, 2], [3, 4]]),)]
    flip = Exercise("9.9", "Flip", "Flip.", lambda A: A.T.copy(), "Why.", [], [], inputs=inputs)
    assert examine(flip, lambda A: A.T).kind == "right"


# ---------------------------------------------------------------------------- errors


def test_raised_names_the_line():
    def answer(A, b):
        print(A + b)
        return totl  # noqa: F821

    line = answer.__code__.co_firstlineno + 2
    feedback = examine(ADD, answer)
    assert feedback.kind == "raised"
    assert f"On line {line}, `return totl  # noqa: F821`: `NameError`, name 'totl' is not defined." in text(feedback)
    assert "look at its spelling" in text(feedback)


def test_raised_inside_numpy_names_the_learners_line():
    feedback = examine(ADD, lambda A, b: np.concatenate([A, np.zeros((7, 7, 7))]))
    assert "np.concatenate([A, np.zeros((7, 7, 7))])" in text(feedback) and "`ValueError`" in text(feedback)

    def answer(A, b):
        return np.linalg.inv(A)  # raises in a line of NumPy's own Python

    feedback = examine(ADD, answer)
    assert f"On line {answer.__code__.co_firstlineno + 1}, `return np.linalg.inv(A)" in text(feedback)


def test_raised_without_source():
    namespace = {}
    exec("def answer(A, b):\n    return A[99]", namespace)
    feedback = examine(ADD, namespace["answer"])
    assert "On line 2: `IndexError`" in text(feedback) and "Indices start at 0" in text(feedback)


class Rude(Exception):
    def __str__(self):
        raise RuntimeError("no words")


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt, RecursionError, GeneratorExit, Rude, StopIteration])
def test_any_exception_is_an_answer(error):
    def answer(A, b):
        raise error

    feedback = examine(ADD, answer)
    assert feedback.kind == "raised" and error.__name__ in text(feedback)


def test_recursion_without_end():
    def answer(A, b):
        return answer(A, b)

    feedback = examine(ADD, answer)
    assert feedback.kind == "raised" and "calls itself without an end" in text(feedback)


def test_addresses_are_left_out():
    def answer(A, b):
        raise ValueError(object())

    assert "0x" not in text(examine(ADD, answer))
    assert "0x" not in text(examine(ADD, lambda A, b: object()))


def test_exit_and_async(recwarn):
    async def answer(A, b):
        return A + b

    assert examine(ADD, answer).kind == "type"
    assert examine(ADD, lambda A, b: sys.exit()).kind == "raised"
    assert not recwarn.list


# ---------------------------------------------------------------------------- no end


def forever(A, b):
    while True:
        pass


def forever_printing(A, b):
    while True:
        print("again")


def forever_stubborn(A, b):
    while True:
        try:  # noqa: SIM105
            time.sleep(0.001)
        except Exception:
            pass


def forever_very_stubborn(A, b):
    for _ in range(3):
        try:
            while True:
                pass
        except:  # noqa: E722
            pass
    return A + b


@pytest.mark.parametrize("answer", [forever, forever_printing, forever_stubborn, forever_very_stubborn])
def test_endless_loop_is_stopped(answer, capsys):
    threads, start = threading.active_count(), time.monotonic()
    feedback = examine(QUICK, answer)
    assert feedback.kind == "slow" and "did not finish in time" in text(feedback)
    assert time.monotonic() - start < 4
    assert threading.active_count() == threads
    assert capsys.readouterr() == ("", "")


def test_one_endless_input_is_enough():
    start = time.monotonic()
    slow = Exercise("9.9", "Slow", "Slow.", lambda x: x, "Why.", [], [], inputs=[(i,) for i in range(40)], seconds=0.2)
    assert examine(slow, lambda x: forever(x, x)).kind == "slow"
    assert time.monotonic() - start < 4


def test_the_smallest_case_comes_first_whatever_it_is_made_of():
    small, large = [np.zeros((2, 3)), np.zeros(3)], [np.zeros((2, 3)), np.zeros((3, 4))]
    exercise = Exercise("9.9", "Layers", "Layers.", len, "Why.", [], [], inputs=[(large,), (small,)])
    assert exercise.cases()[0][0] is small


def test_the_default_limit_is_two_seconds():
    start = time.monotonic()
    assert run(forever, (0, 0)).slow
    assert 1.9 < time.monotonic() - start < 6
    assert inspect.signature(run).parameters["seconds"].default == QUICK.__dataclass_fields__["seconds"].default == 2


def test_a_sleeping_answer_is_given_up():
    assert run(lambda: time.sleep(3), (), seconds=0.1).slow


def test_endless_print_fills_no_memory():
    assert len(run(lambda: [print("x" * 1000) for _ in range(1000)], ()).printed) == 200


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX signal")
def test_the_learners_own_interrupt_stops_it():
    script = textwrap.dedent("""
        import threading, time
        from dlmath.exercises.check import run

        def forever():
            while True:
                pass

        print("ready", flush=True)
        try:
            run(forever, (), seconds=60)
        except KeyboardInterrupt:
            print("interrupted, threads:", threading.active_count())
        """)
    process = subprocess.Popen([sys.executable, "-c", script], text=True, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert out == "interrupted, threads: 1\n", err


# ---------------------------------------------------------------------------- how it is written


class Outline(HTMLParser):
    """Collects tags and attributes, and fails on tags that do not nest."""

    def __init__(self, source):
        super().__init__()
        self.tags, self.open, self.text = [], [], ""
        self.feed(source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


EVIL = "<script>alert('x')</script><img src=x onerror=alert(1)>&\"'`</code></div>"


def evil_exception(A, b):
    raise ValueError(EVIL)


def evil_print(A, b):
    print(EVIL)


Evil = type(EVIL, (Exception,), {"__repr__": lambda self: EVIL, "__str__": lambda self: EVIL})


def evil_type(A, b):
    raise Evil


evil_name = types_name = lambda A, b: EVIL  # noqa: E731
evil_name.__name__ = evil_name.__qualname__ = EVIL


@pytest.mark.parametrize("feedback", [
    examine(ADD, evil_exception), examine(ADD, evil_print), examine(ADD, evil_type), examine(ADD, evil_name),
    examine(ADD, lambda A, b: Evil()), examine(ADD, lambda A, b: [EVIL]), examine(ADD, EVIL), examine(NUMBER, EVIL),
    examine(CHOICE, EVIL), examine(TEXT, EVIL), exercises.check(EVIL), exercises.hint(EVIL), exercises.solution(EVIL),
    Feedback("value", EVIL, [EVIL, Code(EVIL)])])
def test_html_is_escaped(feedback):
    outline = Outline(feedback._repr_html_())
    assert set(outline.tags) <= {"div", "span", "b", "code", "pre"}
    assert "<script" not in feedback._repr_html_()


def test_html_form():
    source = examine(ADD, lambda A, b: A - b)._repr_html_()
    assert source.startswith('<div role="status" style="')
    assert '<span aria-hidden="true">↻ </span><b>Not yet: a known mistake</b>' in source
    assert '<code style="' in source and "<pre" in source
    assert "<style" not in source and "tabindex" not in source


def test_text_and_html_say_the_same():
    for feedback in (examine(ADD, add), examine(ADD, lambda A, b: A - b), examine(CHOICE, ...), exercises.progress()):
        plain = re.sub(r"[\s`]+", "", text(feedback))
        assert re.sub(r"\s+", "", Outline(feedback._repr_html_()).text) == plain


def test_no_kind_is_told_by_colour_alone():
    words = [word for _, word, _ in KINDS.values()]
    assert len(set(words)) == len(words) and all(mark for mark, _, _ in KINDS.values())


def test_feedback_is_the_same_each_time():
    for answer in (add, evil_exception, lambda A, b: A - b, lambda A, b: np.random.rand, forever_half):
        first, again = examine(QUICK, answer), examine(QUICK, answer)
        assert text(first) == text(again) and first._repr_html_() == again._repr_html_()


def forever_half(A, b):
    while A.ndim == 2:
        pass
    return A + b


def test_huge_answers_are_cut():
    for answer in (lambda A, b: np.ones((2000, 2000)), lambda A, b: [0] * 1_000_000, lambda A, b: "x" * 1_000_000,
                   lambda A, b: {i: i for i in range(100_000)}, lambda A, b: 10 ** 5000,
                   lambda A, b: int("1" * 4000) / "x" * 10**6):
        assert len(text(examine(ADD, answer))) < 600

    def long_words(A, b):
        raise ValueError("word " * 100_000)

    assert len(text(examine(ADD, long_words))) < 600


@pytest.mark.parametrize("value, written", [
    (0, "0"), (-0.0, "0"), (-1e-17, "0"), (58, "58"), (58.0, "58"), (371.12, "371.12"), (2 / 3, "0.6667"),
    (np.float32(0.1), "0.1"), (-0.00004, "-4.000e-05"), (123456.789, "123456.789"), (1e6, "1.000e+06"), (True, "True"),
    (np.nan, "nan"), (-np.inf, "-inf"), (100, "100"), (-1.99999, "-2"), (10**20, "an integer of 67 bits"),
    (10**15 - 1, "9" * 15), (10**15, "an integer of 50 bits")])
def test_number(value, written):
    assert number(value) == written


def test_show():
    assert show(np.array([])) == "no numbers: shape (0,)"
    assert show([True, False]) == "[True, False]"
    assert show(np.arange(100)) == "numbers of shape (100,), from 0 to 99"
    assert show("it's") == '"it\'s"'
    assert show(()) == "no numbers: shape (0,)" and show(([1], [2, 3], "a", 4)) == "[1],\n[2, 3],\n'a',\n4"
    assert show(([1], [2, 3], 0, 0, 0)) == "a tuple of 5"
    assert describe(object()) == "a value of type object"
    assert as_array([[1], [2, 3]]) is None and as_array("12") is None
    assert as_array([10**30]).dtype == float


# ---------------------------------------------------------------------------- the four functions


def test_check_hint_solution_progress(fresh):
    assert exercises.check("1.3").kind == "untouched"
    assert "1.3   A dot product with a loop" in text(exercises.progress())
    assert "0 of" in text(exercises.progress()) and "tried" not in text(exercises.progress())

    def dot(u, v):
        return u @ v

    assert exercises.check(" 1.3 ", dot).kind == "right"
    assert exercises.check("1.3", dot).kind == "right"
    assert exercises.check("1.1", 7).kind == "type"
    shown = text(exercises.progress())
    assert re.search("Lesson 1 +1 of 13 solved", shown) and "✓ solved   1.3" in shown and "↻ tried    1.1" in shown
    assert "○ to do    1.2" in shown and re.search("Lesson 0 +0 of +1 solved", shown) and "0.1" not in shown
    assert shown.endswith("Next: 1.1 One entry of a matrix")

    assert exercises.check("1.3", lambda u, v: u * v).kind == "mistake"
    assert "✓ solved   1.3" in text(exercises.progress())  # what was solved stays solved
    assert "Next: 1.4" in text(exercises.progress())  # onwards from where the learner is


def test_progress_before_and_after_everything(fresh):
    shown = text(exercises.progress())
    assert all(re.search(rf"Lesson {lesson} +0 of", shown) for lesson in exercises.lessons())
    assert "Next: 0.1" in shown
    for id, exercise in reversed(exercises.lesson_exercises(1).items()):
        exercises.check(id, exercise.solution)
    shown = text(exercises.progress())
    assert shown.endswith("Next: 2.1 " + exercises.lesson_exercises(2)["2.1"].title)  # not 0.1, which was passed over
    assert "Lesson 1   13 of 13 solved  ✓" in shown and "0 of  1 solved\n" in shown
    order = re.findall(r"solved   (\S+)", shown)
    assert order == list(exercises.lesson_exercises(1)) and order.index("1.10") == order.index("1.9") + 1


def test_progress_at_the_end_of_the_course(fresh, monkeypatch):
    every = [id for lesson in exercises.lessons() for id in exercises.lesson_exercises(lesson)]
    monkeypatch.setattr(exercises, "_solved", dict.fromkeys(every, exercises.now()))
    assert text(exercises.progress()).endswith("You have solved every exercise.")
    exercises._solved.pop("2.1")
    exercises.check("9.1")
    assert "Next: 2.1 " in text(exercises.progress())


def test_progress_order_after_the_last(fresh):
    last = list(exercises.lesson_exercises(1).values())[-1]
    exercises.check(last.id, last.solution)
    assert "Next: 1.1 " in text(exercises.progress())


def test_hints_come_one_by_one(fresh):
    count = len(exercises.lesson_exercises(1)["1.3"].hints)
    seen = [exercises.hint("1.3") for _ in range(count + 1)]
    assert [feedback.body[0] for feedback in seen[:count]] == exercises.lesson_exercises(1)["1.3"].hints
    assert f"1 of {count}" in text(seen[0]) and "last hint" not in text(seen[0])
    assert "last hint" in text(seen[-2]) and text(seen[-1]) == text(seen[-2])


def test_solution_is_source():
    assert "    def dot(u, v):\n        total = 0" in text(exercises.solution("1.3"))
    assert "b) Bᵀ Aᵀ" in text(exercises.solution("1.7"))
    assert "[2, 4]" in text(exercises.solution("1.4")) or "(2, 4)" in text(exercises.solution("1.4"))


@pytest.mark.parametrize("id, near", [
    ("1.33", "1.3"), ("1.99", "1.1"), ("1,3", "1.3"), ("77.7", "Close to it"), ("", "0.1"), ("one", "0.1"),
    ("1.3.1", "1.3"), (1.3, '`check("1.3", dot)`'), (None, "quotes"), (len, "quotes"), ("١.٣", "0.1")])
def test_unknown_id(id, near):
    for call in (exercises.check, exercises.hint, exercises.solution):
        feedback = call(id)
        assert feedback.kind == "unknown" and near in text(feedback)


def test_long_ids_are_cut():
    assert len(text(exercises.check("x" * 150))) < 100


def test_lesson_exercises_refuses():
    with pytest.raises(ValueError, match="no lesson 77"):
        exercises.lesson_exercises(77)


def test_lessons_are_loaded_when_asked_for():
    code = ("import sys, dlmath.exercises as e; print([m for m in sys.modules if 'lesson' in m], "
            "'matplotlib' in sys.modules); e.check('1.1'); print([m[-8:] for m in sys.modules if 'lesson' in m])")
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out == "[] False\n['lesson01']\n"


def test_rounding_noise_beside_an_exact_zero_is_right():
    from dlmath.exercises import lesson_exercises

    cosine = lesson_exercises(1)["1.9"]
    assert examine(cosine, lambda u, v: (u / np.linalg.norm(u)) @ (v / np.linalg.norm(v))).kind == "right"
