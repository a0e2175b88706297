"""What a learner finds on coming back: another evening, a page loaded again, a copied lesson, a second view."""

import json
import shutil
import time

import pytest
from conftest import NOTEBOOKS, PANEL, excerpt
from test_hands_on import frame, message, type_in
from test_lessons import FOUND, LEAVE, each, walk

from dlmath.course import copies

LESSON = NOTEBOOKS / "01_linear_algebra.ipynb"
PRODUCT = "Matrix product"


def assert_it_plays(lesson):
    """Assert that every scene lives and can be walked to its end, and that one can no longer be changed."""
    for stage in lesson.stages():
        walk(stage, answering=False)
    stage = lesson.stage(PRODUCT)
    frame(stage, 1)
    type_in(stage, "A[0,0]", "5")
    assert "run the cell again" in message(stage)


def assert_it_changes(stage):
    """Assert that a new number gives a new product."""
    frame(stage, 1)
    number = str(int(time.time()) % 1000 + 2)
    type_in(stage, "A[0,0]", number)
    assert f"= {number}·7" in frame(stage, 2, f"= {number}·7")


def opened(lab, name):
    """Open a notebook with some scenes of lesson 1 that nobody has run."""
    return lab.open(excerpt(lab.folder, name))


@pytest.fixture(scope="module")
def left(lab):
    """Some scenes of lesson 1, run, looked at, saved and left; what each of them showed."""
    with opened(lab, "left") as lesson:
        lesson.run_all()
        shown = each(lesson, LEAVE)
        lesson.save()
    return shown


def test_a_reloaded_page_with_a_living_kernel_can_be_changed(lab):
    with opened(lab, "reloaded") as lesson:
        lesson.run_all()
        shown = each(lesson, LEAVE)
        lesson.save()
        lab.open_browser()
        lesson.show()
        lesson.restored(len(shown))
        assert each(lesson, FOUND) == shown
        assert_it_changes(lesson.stage(PRODUCT))
        assert lesson.errors() == []


def test_a_lesson_saved_on_the_second_evening_is_whole_on_the_third(lab, left):
    shutil.copy(lab.folder / "left.ipynb", lab.folder / "third.ipynb")
    with lab.open("third.ipynb") as lesson:  # beside a kernel that does not know the scenes
        lesson.restored(len(left))
        lesson.ready()
        lesson.page.locator(PANEL + ".jp-CodeCell .jp-InputArea-editor").last.click()
        lesson.page.keyboard.press("Control+Enter")
        lesson.come_back()
        assert each(lesson, FOUND) == left
        assert_it_plays(lesson)


@pytest.mark.parametrize("way", ["copied", "renamed"])
def test_a_lesson_under_another_name_lives(lab, left, way):
    shutil.copy(lab.folder / "left.ipynb", lab.folder / "copied.ipynb")
    if way == "renamed":
        lab.ask("/api/contents/copied.ipynb", "PATCH", {"path": "renamed.ipynb"})
    with lab.open(f"{way}.ipynb") as lesson:
        lesson.restored(len(left))
        assert each(lesson, FOUND) == left
        assert_it_plays(lesson)
        assert lesson.errors() == []


def test_running_cell_after_cell_keeps_the_active_one_in_view_and_scenes_as_they_were(lab):
    in_view = f"""() => {{ const cell = document.querySelector("{PANEL}.jp-Cell.jp-mod-active").getBoundingClientRect();
        const view = document.querySelector("{PANEL}.jp-WindowedPanel-outer").getBoundingClientRect();
        return cell.top < view.bottom && cell.bottom > view.top; }}"""
    whole = copies.cleared(json.loads(LESSON.read_text(encoding="utf-8")))
    (lab.folder / "forty.ipynb").write_text(whole, encoding="utf-8")
    with lab.open("forty.ipynb") as lesson:
        lesson.ready()
        lesson.page.locator(PANEL + ".jp-Cell").first.click()
        lesson.page.keyboard.press("Escape")
        for _ in range(40):
            lesson.page.keyboard.press("Shift+Enter")
            lesson.page.wait_for_timeout(60)
            lesson.page.wait_for_function(in_view, timeout=5000)
        lesson.ready()
        stage = lesson.stages()[0]
        before = lesson.page.evaluate(LEAVE, stage.element_handle())
        for cell in (lesson.page.locator(PANEL + ".jp-Cell").last, stage):
            cell.scroll_into_view_if_needed()
            lesson.page.wait_for_timeout(300)
        assert lesson.page.evaluate(FOUND, stage.element_handle()) == before


def test_a_view_of_its_own_closed_and_opened_twice_leaves_the_scene_alive(lab):
    with opened(lab, "viewed") as lesson:
        lesson.run_all()
        place = f"""label => [...document.querySelectorAll("{PANEL}.jp-CodeCell")]
            .findIndex(cell => cell.querySelector(`.dl-stage[aria-label='${{label}}']`))"""
        cell = lesson.page.locator(PANEL + ".jp-CodeCell").nth(lesson.page.evaluate(place, PRODUCT))
        views = lesson.page.locator(".jp-LinkedOutputView .dl-stage")
        for _ in range(2):
            cell.locator(".jp-InputArea-editor").click()
            lesson.page.evaluate("() => { window.jupyterapp.commands.execute('notebook:create-output-view'); }")
            views.wait_for(timeout=10_000)
            lesson.stage(PRODUCT).locator(".dl-slider").fill("2")
            assert views.locator(".dl-slider").input_value() == "2", "the second view does not follow"
            walk(views.first, answering=False)
            lesson.page.evaluate("""() => [...document.querySelectorAll('.jp-LinkedOutputView')].forEach(view =>
                [...window.jupyterapp.shell.widgets('main')].find(tab => tab.node.contains(view)).dispose())""")
            views.wait_for(state="detached")
        assert_it_changes(lesson.stage(PRODUCT))
        assert lesson.errors() == []
