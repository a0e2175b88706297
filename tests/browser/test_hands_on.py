"""What the learner changes in a scene comes back right: typed entries, dragged tips, and keys that stay inside."""

import json
import time

import numpy as np
import pytest
from conftest import KERNEL, PANEL, excerpt

PAD = {"nbformat": 4, "nbformat_minor": 5, "metadata": KERNEL, "cells": [{
    "cell_type": "code", "id": "pad", "metadata": {}, "outputs": [], "execution_count": None,
    "source": "from dlmath import Network\nfrom dlmath.scenes import training as scene\nfrom dlmath.stage import play\n"
              "play(scene.reader, pad=[], network=Network([784, 16, 10], output='softmax'))"}]}


@pytest.fixture(scope="module")
def lesson(lab):
    with lab.open(excerpt(lab.folder, "hands")) as lesson:
        lesson.run_all()
        yield lesson
        assert lesson.errors() == []


def frame(stage, number, contains=""):
    """Scrub to a frame, counted from 1, and return its note, as soon as that contains what is expected."""
    stage.locator(".dl-slider").fill(str(number - 1))
    end = time.time() + 10
    while contains not in stage.locator(".dl-note").inner_text() and time.time() < end:
        stage.page.wait_for_timeout(50)
    return stage.locator(".dl-note").inner_text()


def message(stage):
    """Return what the scene says to something typed wrongly, as soon as it does."""
    stage.locator(".dl-message:not(:empty)").wait_for(timeout=10_000)
    return stage.locator(".dl-message").inner_text()


def type_in(stage, entry, value):
    """Type a value into an entry."""
    cell = stage.locator(f".dl-cell[aria-label='{entry}']")
    cell.fill(value)
    cell.press("Enter")


def test_an_edited_entry_changes_the_product(lesson):
    stage = lesson.stage("Matrix product")
    frame(stage, 1)
    type_in(stage, "A[0,0]", "-2.5")
    A, B = np.array([[-2.5, 2, 3], [4, 5, 6]]), np.array([[7, 8], [9, 10], [11, 12]])
    expected = f"C[0,0] = −2.5·7 + 2·9 + 3·11 = {(A @ B)[0, 0]:g}"
    assert frame(stage, 2, expected) == expected
    type_in(stage, "B[2,1]", "0")
    B[2, 1] = 0
    expected = f"= {(A @ B)[1, 1]:g}"
    assert frame(stage, 5, expected).endswith(expected)


def test_an_entry_that_is_no_number_is_explained_and_nothing_changes(lesson):
    stage = lesson.stage("Dot product")
    before = frame(stage, 2)
    type_in(stage, "a[0]", "<b>many</b>")
    assert "no number" in message(stage)
    assert frame(stage, 2) == before
    assert stage.locator(".dl-message b").count() == 0


def test_the_gate_opens_and_closes(lesson):
    stage = lesson.stage("The gate of the matrix product")
    assert "the result is (3, 5)" in frame(stage, 2)
    type_in(stage, "B_shape[0]", "4")
    assert "the inner sizes 2 and 4 differ" in frame(stage, 2, "differ")
    type_in(stage, "B_shape[0]", "1.5")
    assert "a whole number from 1 to 9" in message(stage)


def test_a_dragged_tip_moves_the_sum(lesson):
    stage = lesson.stage("Adding and scaling vectors")
    frame(stage, 1)
    stage.scroll_into_view_if_needed()
    handle = stage.locator(".dl-handle[aria-label^='tip of a']")
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    lesson.page.mouse.move(x, y)
    lesson.page.mouse.down()
    for i in range(1, 11):
        lesson.page.mouse.move(x + 4 * i, y - 5 * i)
    lesson.page.mouse.up()
    lesson.page.wait_for_timeout(1500)
    words = stage.locator(".dl-handle[aria-label^='tip of a']").get_attribute("aria-label")
    a = np.array([float(part.replace("−", "-")) for part in words.split("(")[1].rstrip(")").split(",")])
    assert not np.array_equal(a, [3, 1]), "the tip did not move"
    expected = f"= ({a[0] + 1:g}, {a[1] + 2:g}): we add entry by entry."
    assert frame(stage, 3, expected).endswith(expected)


def test_a_tip_moves_with_the_arrow_keys(lesson):
    stage = lesson.stage("A matrix moves the plane")
    frame(stage, 2)
    stage.locator(".dl-handle[aria-label^='where (1, 0)']").press("ArrowRight")
    expected = f"the determinant is {np.linalg.det(np.array([[1.5, 1], [0.5, 2]])):g}"
    assert expected in frame(stage, 2, expected)


def test_keys_stay_inside(lesson):
    count = lesson.page.locator(PANEL + ".jp-Cell").count()
    for stage in lesson.stages()[:2]:
        for target in (stage, stage.locator(".dl-slider"), stage.locator(".dl-play")):
            target.focus()
            for key in ("b", "x", "d", "d", "a", "m"):
                lesson.page.keyboard.press(key)
    assert lesson.page.locator(PANEL + ".jp-Cell").count() == count


def test_every_control_is_reached_by_tab(lesson):
    stage = lesson.stage("Matrix product")
    frame(stage, 1)
    stage.locator(".dl-cell").first.focus()
    reached = set()
    for _ in range(40):
        reached.add(lesson.page.evaluate("() => document.activeElement.className.split(' ').pop()"))
        lesson.page.keyboard.press("Tab")
    assert {"dl-cell", "dl-play", "dl-next", "dl-slider", "dl-speed"} <= reached


@pytest.fixture(scope="module")
def pad(lab):
    """A page with the drawing pad alone, and a network that has learned for a moment."""
    (lab.folder / "pad.ipynb").write_text(json.dumps(PAD), encoding="utf-8")
    with lab.open("pad.ipynb") as lesson:
        lesson.run_all()
        yield lesson
        assert lesson.errors() == []


def settled(stage):
    """Return the note, once Python has answered."""
    stage.page.wait_for_timeout(100)
    stage.page.wait_for_function("stage => stage.ariaBusy !== 'true'", arg=stage.element_handle(), timeout=10_000)
    return stage.locator(".dl-note").inner_text()


def test_a_drawing_goes_forward_while_it_is_made(pad):
    stage = pad.stages()[0]
    stage.scroll_into_view_if_needed()
    box = stage.locator(".dl-pad").bounding_box()
    blank = settled(stage)
    mouse = pad.page.mouse
    mouse.move(box["x"] + box["width"] / 2, box["y"] + 0.2 * box["height"])
    mouse.down()
    for i in range(1, 11):
        mouse.move(box["x"] + box["width"] / 2, box["y"] + (0.2 + 0.06 * i) * box["height"])
    half = settled(stage)
    mouse.up()
    assert half != blank and "It says" in settled(stage)


def test_the_pad_is_drawn_on_and_cleared_with_keys(pad):
    stage = pad.stages()[0]
    area = stage.locator(".dl-pad")
    area.press("Delete")
    blank = settled(stage)
    for key in (" ", *["ArrowDown"] * 8, " "):
        area.press(key)
    assert settled(stage) != blank
    area.press("Delete")
    assert settled(stage) == blank
