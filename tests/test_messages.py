"""Hints and messages belong to their own exercise: what they quote is in its code, and what they compute is so."""

import functools
import re

import cases
import reading
from approvals import code

from dlmath import exercises

FREE = {"10.6"}  # it asks about the four functions that the learner has made in the exercises before it
ALL = [exercise for lesson in exercises.lessons() for exercise in exercises.lesson_exercises(lesson).values()]
each = functools.partial(cases.each, "exercise", group=lambda exercise: exercise.id[:exercise.id.index(".") + 1],
                         said=lambda exercise: exercise.id)  # an item for each lesson
COMMON = r"d?[A-Za-z]\d?|prediction"  # single letters, which a sentence may use for what it likes


def told(exercise):
    """Return everything that is said about an exercise."""
    return [exercise.ask, exercise.why, *exercise.hints, *(mistake.message for mistake in exercise.mistakes)]


def names(text):
    """Return the names in a text, without those of attributes and methods."""
    return set(re.findall(r"(?<![.\w])[A-Za-z_]\w*", text))


def world(exercise):
    """Return the names that belong to an exercise: in its task, in its solution and in what is answered instead."""
    answers = [exercise.solution, *(one for mistake in exercise.mistakes for one in (mistake.answer, *mistake.also))]
    return names(" ".join([exercise.ask, *map(code, answers), *(exercise.choices or exercise.lines or {}).values()]))


def own_names(exercise):
    """Return the names of the arguments of a function that is asked for."""
    return set(exercise.names()) if callable(exercise.solution) else set()


@each([one for one in ALL if one.id not in FREE])
def test_no_name_of_another_exercise_is_quoted(exercise):
    functions = {one.solution.__name__ for one in ALL if callable(one.solution)}  # what a learner has made is known
    others = set().union(*map(own_names, ALL)) - world(exercise) - functions
    for said in told(exercise):
        for quoted in re.findall("`([^`]+)`", said):
            foreign = {name for name in names(quoted) & others if not re.fullmatch(COMMON, name)}
            assert not foreign, (sorted(foreign), said)


@each(ALL)
def test_what_is_computed_in_words_is_so(exercise):
    for said in told(exercise):
        for found in reading.equations(said):
            assert found.holds, (found, said)


def test_many_sentences_compute():
    assert sum(len(reading.equations(said)) for exercise in ALL for said in told(exercise)) > 50


def bare(text):
    return re.sub(r"\s+", "", text)


VERBS = "used|took|wrote|divided by|multiplied by|multiplied|added|subtracted|compared|read|returned"


@each([one for one in ALL if callable(one.solution)])
def test_what_a_message_says_was_written_was_written(exercise):
    for mistake in exercise.mistakes:
        written = [bare(code(answer)) for answer in (mistake.answer, *mistake.also)]
        if found := re.match(rf"(?:You (?:{VERBS})|This is) `([^`]+)`", mistake.message):
            assert any(bare(found[1]) in one for one in written), (mistake.message, written)
        if found := re.match(rf"You (?:{VERBS}) (\d+(?:\.\d+)?)(?! ?[+·/*=]|\w)", mistake.message):
            assert any(re.search(rf"(?<![\w.]){re.escape(found[1])}(?![\w.])", one) for one in written), mistake.message
        if found := re.match(r"You (?:forgot|left out)(?: the)? `(\w+)`", mistake.message):
            asked, given = (len(re.findall(rf"\b{found[1]}\b", text)) for text in (code(exercise.solution),
                                                                                  code(mistake.answer)))
            assert given < asked, mistake.message


def test_no_hint_and_no_message_is_used_twice_in_a_lesson():
    for lesson in exercises.lessons():
        hints = [said for exercise in exercises.lesson_exercises(lesson).values() for said in exercise.hints]
        assert len(set(hints)) == len(hints)
