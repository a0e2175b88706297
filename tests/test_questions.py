"""The choice that a scene calls right is right, and the others are wrong, whatever numbers the learner has typed.

`answers.py` finds each answer without the scene. The frame after a question shows its answer, and no frame before does.
"""

import re

import answers
from test_readback import made, near, numbers
from test_scenes import SCENES, each


def cases(name):
    """Yield the questions of a scene, with all its inputs, each as a Case."""
    for data, scene in made(name):
        for place, frame in enumerate(scene.frames):
            if frame.ask:
                yield answers.Case(data, scene.frames, place, frame.ask)


@each
def test_the_choice_called_right_is_right_and_no_other_is(name):
    for case in cases(name):
        right = answers.answer(SCENES[name][0].__name__, case)
        if right is not None:
            assert right == [case.ask.choices[case.ask.right][0]], case.ask


def test_nearly_every_question_has_an_answer_of_its_own():
    asked = [(SCENES[name][0].__name__, case) for name in SCENES for case in cases(name)]
    read_only = {(scene, case.ask.question) for scene, case in asked if answers.answer(scene, case) is None}
    assert len(read_only) <= 0.1 * len(asked), read_only


@each
def test_no_two_choices_are_the_same_number(name):
    for case in cases(name):
        choices = [choice for choice, _ in case.ask.choices]
        for i, one in enumerate(choices):
            for other in choices[:i]:
                alike = re.sub(r"[−\d.]+", "#", one) == re.sub(r"[−\d.]+", "#", other)
                assert not alike or not all(map(near, numbers(one), numbers(other))), choices


@each
def test_the_right_reply_agrees_and_the_wrong_ones_do_not(name):
    for case in cases(name):
        for place, (_, reply) in enumerate(case.ask.choices):
            agrees = re.match(r"(Yes|Right)\b(?!, it can. Drag the two rings until you read)", reply)
            assert not agrees or place == case.ask.right, case.ask


def said_in(frame):
    """Return all that a frame says and writes."""
    return " ; ".join([frame.note, frame.alt, *(shape["text"] for shape in frame.shapes if "text" in shape)])


def telling(choice):
    """Return the numbers of a choice that stand there for themselves, as in 58, (4, 3) or "place 285"."""
    return numbers(choice) if re.fullmatch(r"(place |by )?[(]?−?[\d.,·⁻⁰-⁹ −]+[)]?( times| more)?", choice) else []


NOT_SHOWN = {"By how much would the loss": "a difference that is left to the learner"}


def tells(text, choice):
    """Tell whether a choice stands in a text as it is."""
    return bool(re.search(rf"(?<![\w.,]){re.escape(choice)}(?!\w|[.,]\d)", text))


TOLD = {  # answers that stand in the picture, and are asked for all the same
    "What shape does ∂L": "the gradient has the shape of its parameter",
    "the slope of the sigmoid here": "with the truth 0 it is ŷ itself", "had 1000 rows": "the weights stay as they are",
    "What is the loss": "far out it is the score itself",
}


@each
def test_what_comes_after_a_question_shows_the_right_number(name):
    for case in cases(name):
        later = " ; ".join(map(said_in, case.frames[case.place + 1:]))
        later = numbers(later.replace("−", ""))  # a step to the left is as long as one to the right
        for number in telling(case.ask.choices[case.ask.right][0].replace("−", "")):
            left_out = any(words in case.ask.question for words in NOT_SHOWN)
            assert left_out or any(near(number, one) for one in later), case.ask


@each
def test_nothing_before_a_question_tells_the_right_number(name):
    for case in cases(name):
        choices = [choice for choice, _ in case.ask.choices]
        right, earlier = choices[case.ask.right], " ; ".join(map(said_in, case.frames[:case.place + 1]))
        distinct = any(abs(one.middle) > 99 or one.middle % 1 for one in telling(right)) or "(" in right
        if distinct and telling(right) and not tells(case.ask.question, right) and not any(
                words in case.ask.question for words in TOLD):
            assert not tells(earlier, right) or sum(tells(earlier, choice) for choice in choices) > 1, case.ask
