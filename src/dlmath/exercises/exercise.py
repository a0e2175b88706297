"""What an exercise is: a question with its solution and its known mistakes, and how answers to it are read."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dlmath.exercises.compare import tidy
from dlmath.exercises.feedback import Code, Pictures
from dlmath.exercises.values import number, plain


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that many give, and what to say to those who give it.

    Parameters
    ----------
    answer : a wrong solution: a function if the exercise asks for one, else a value
    message : what the answer looks like, and why that is not it
    also : the same mistake in other spellings, where their results are not the same
    """

    answer: object
    message: str
    also: Sequence[object] = ()


@dataclass(frozen=True)
class Exercise:
    """A question with its solution, its known mistakes and its hints.

    Parameters
    ----------
    id : lesson and number, such as "1.3"
    title : a few words
    ask : the question, in one line
    solution : a function, or the value asked for (a number, an array, a text, the letter of a choice, an order of
        lines such as "bca", the weights that draw a picture)
    why : one sentence: why the solution works
    mistakes : at least two
    hints : at least two, each telling more than the one before
    see : title of the section of the lesson that helps
    inputs : tuples of arguments for the function
    random : makes one more tuple of arguments from a `numpy.random.Generator`; it is called five times
    choices : letter and text of each choice, where the answer is a letter
    lines : letter and text of each line of code, where the answer is their order
    before : for some of these letters, the letters of the lines that must come before; every order that keeps to
        this is right
    picture : where the answer is weights: makes the matrix that they draw, and the pictures are compared
    without : names that the answer may not use, because they do what the learner is to do, such as "T" or "linalg"
    measure : for a value that only has to reach a goal: says in a word what it does, and the words are compared
    rtol : relative tolerance
    seconds : time limit of one call
    """

    id: str
    title: str
    ask: str
    solution: object
    why: str
    mistakes: Sequence[Mistake]
    hints: Sequence[str]
    see: str = ""
    inputs: Sequence[tuple] = ()
    random: Callable | None = None
    choices: Mapping[str, str] | None = None
    lines: Mapping[str, str] | None = None
    before: Mapping[str, str] | None = None
    picture: Callable | None = None
    measure: Callable | None = None
    without: Sequence[str] = ()
    rtol: float = 1e-6
    seconds: float = 2.0

    def cases(self):
        """Return every tuple of arguments that a function is tried on, smallest first, the random ones at the end."""
        rng = np.random.default_rng(0)
        drawn = [self.random(rng) for _ in range(5 if self.random else 0)]
        return [case for group in (self.inputs, drawn) for case in sorted(group, key=_size)]

    def names(self):
        """Return the names of the solution's arguments."""
        return list(inspect.signature(self.solution).parameters)

    def due_before(self, order, place):
        """Return the letters that must come before the one at a place of an order of lines, and do not."""
        return [letter for letter in (self.before or {}).get(order[place], "") if letter not in order[:place]]

    def asked(self):
        """Return the question as paragraphs: the choices, the lines or the goal come after it."""
        options = self.choices or self.lines or {}
        listed = [Code("\n".join(f"{letter}) {text}" for letter, text in options.items()))] if options else []
        goal = [Pictures({"goal": self.picture(plain(self.solution))})] if self.picture else []
        return [self.ask, *listed, *goal]


def _size(argument):
    """Count the numbers of an argument, lists of arrays of different shapes included."""
    return sum(map(_size, argument)) if isinstance(argument, (list, tuple)) else np.size(argument)


def chosen(exercise, answer):
    """Return the letter of a choice that was named by its letter, its text or its number; else None."""
    if not isinstance(answer, str | int | float):
        return None
    named = {tidy(name): letter for letter, text in exercise.choices.items() for name in (letter, text)}
    return named.get(tidy(answer if isinstance(answer, str) else number(answer)))


def letters(answer):
    """Return an order of lines, such as "b, A, c" or ["b", "a", "c"], as "bac"; None if it is no text."""
    parts = answer if isinstance(answer, list | tuple) else [answer]
    if not all(isinstance(part, str) for part in parts):
        return None
    return "".join(letter for letter in "".join(parts).casefold() if letter.isalnum())
