"""What a learner finds on coming back: another evening, a copied lesson, a bad network, a finger, another front end."""

import contextlib
import json
import shutil
import socket
import threading
import time

import nbformat
import pytest
from conftest import KERNEL, NOTEBOOKS, PANEL, TOKEN, running_server
from test_hands_on import PAD, frame, message, settled, type_in
from test_lessons import FOUND, LEAVE, each, stored_stages, walk

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


def handed_out(lab, name):
    """Lay a copy of lesson 1 that nobody has run into the folder, and return its name."""
    text = copies.cleared(json.loads(LESSON.read_text(encoding="utf-8")))
    (lab.folder / f"{name}.ipynb").write_text(text, encoding="utf-8")
    return f"{name}.ipynb"


def opened(lab, name):
    """Open a copy of lesson 1 that nobody has run."""
    return lab.open(handed_out(lab, name))


@pytest.fixture(scope="module")
def left(lab):
    """Lesson 1, run, looked at, saved and left; what each of its scenes showed."""
    with opened(lab, "left") as lesson:
        lesson.run_all()
        shown = each(lesson, LEAVE)
        lesson.save()
    return shown


def test_a_saved_lesson_holds_the_player_once_and_stays_small(lab, left):
    file = lab.folder / "left.ipynb"
    states = json.loads(file.read_text(encoding="utf-8"))["metadata"]["widgets"][
        "application/vnd.jupyter.widget-state+json"]["state"].values()
    sizes = [len(state["state"].get("source", "")) for state in states]
    assert sum(size > 10_000 for size in sizes) == 1 and len(left) == stored_stages(LESSON.name)
    assert file.stat().st_size < 500_000


def test_a_reloaded_page_with_a_living_kernel_can_be_changed(lab):
    with opened(lab, "reloaded") as lesson:
        lesson.run_all()
        shown = each(lesson, LEAVE)
        lesson.save()
        lab.open_browser()
        lesson.show()
        lesson.drawn(len(shown))
        assert each(lesson, FOUND) == shown
        assert_it_changes(lesson.stage(PRODUCT))
        assert lesson.errors() == []


def test_a_lesson_saved_on_the_second_evening_is_whole_on_the_third(lab, left):
    shutil.copy(lab.folder / "left.ipynb", lab.folder / "third.ipynb")
    with lab.open("third.ipynb") as lesson:  # beside a kernel that does not know the scenes
        lesson.drawn(len(left))
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
        lesson.drawn(len(left))
        assert each(lesson, FOUND) == left
        assert_it_plays(lesson)
        assert lesson.errors() == []


def test_running_cell_after_cell_keeps_the_active_one_in_view_and_scenes_as_they_were(lab):
    in_view = f"""() => {{ const cell = document.querySelector("{PANEL}.jp-Cell.jp-mod-active").getBoundingClientRect();
        const view = document.querySelector("{PANEL}.jp-WindowedPanel-outer").getBoundingClientRect();
        return cell.top < view.bottom && cell.bottom > view.top; }}"""
    with opened(lab, "forty") as lesson:
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


# A finger.


@contextlib.contextmanager
def finger(page, x, y):
    """Put a finger on the page; what is yielded moves it, and at the end it is lifted."""
    touch = page.context.new_cdp_session(page)

    def send(kind, points):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", [{"x": x, "y": y}])
    yield lambda x, y: send("touchMove", [{"x": x, "y": y}])
    send("touchEnd", [])


SCROLLED = f"""() => document.querySelector("{PANEL}.jp-WindowedPanel-outer").scrollTop"""


@pytest.fixture
def touched(lab):
    """Open notebooks on a screen that is touched, and go back to the mouse afterwards."""
    lab.open_browser(has_touch=True)
    yield lab
    lab.open_browser()


def test_a_finger_drags_a_tip_and_the_page_stays(touched):
    with opened(touched, "dragged") as lesson:
        lesson.run_all()
        stage = lesson.stage("Adding and scaling vectors")
        stage.scroll_into_view_if_needed()
        handle = stage.locator(".dl-handle[aria-label^='tip of a']")
        box, before = handle.bounding_box(), handle.get_attribute("aria-label")
        x, y, scrolled = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, lesson.page.evaluate(SCROLLED)
        with finger(lesson.page, x, y) as move:
            for i in range(1, 9):
                move(x + 4 * i, y + 6 * i)
        settled(stage)
        lesson.page.wait_for_timeout(300)
        assert stage.locator(".dl-handle[aria-label^='tip of a']").get_attribute("aria-label") != before
        assert lesson.page.evaluate(SCROLLED) == scrolled, "the page scrolled under the finger"


def test_a_finger_draws_a_digit_and_the_page_stays(touched):
    cells = [nbformat.v4.new_markdown_cell("\n\n".join(["A long page."] * 60))]
    notebook = nbformat.v4.new_notebook(cells=[*nbformat.from_dict(PAD).cells, *cells], metadata=KERNEL)
    nbformat.write(notebook, touched.folder / "finger.ipynb")
    with touched.open("finger.ipynb") as lesson:
        lesson.run_all()
        stage = lesson.stages()[0]
        blank, box = settled(stage), stage.locator(".dl-pad").bounding_box()
        x, y, scrolled = box["x"] + box["width"] / 2, box["y"] + 0.8 * box["height"], lesson.page.evaluate(SCROLLED)
        with finger(lesson.page, x, y) as move:
            for i in range(1, 11):
                move(x, y - 0.06 * i * box["height"])
        assert settled(stage) != blank and "It says" in settled(stage)
        assert lesson.page.evaluate(SCROLLED) == scrolled, "the page scrolled under the finger"


# A network that fails.


class Gate:
    """Stands between the browser and the server; shut, it lets nothing through and cuts what is open."""

    def __init__(self, port):
        self.to, self.is_open, self.pairs = port, True, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                one, _ = self.listener.accept()
                if not self.is_open:
                    one.close()
                    continue
                other = socket.create_connection(("127.0.0.1", self.to))
                self.pairs.append((one, other))
                for source, target in ((one, other), (other, one)):
                    threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    @staticmethod
    def _carry(source, target):
        with contextlib.suppress(OSError):
            while part := source.recv(65536):
                target.sendall(part)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def shut(self):
        """Cut the network."""
        self.is_open = False
        for end in (end for pair in self.pairs for end in pair):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def test_fifteen_seconds_without_a_network_lose_nothing(lab):
    gate, direct = Gate(int(lab.url.rpartition(":")[2])), lab.url
    lab.url = f"http://127.0.0.1:{gate.port}"
    lab.open_browser()
    try:
        with opened(lab, "offline") as lesson:
            lesson.run_all()
            assert_it_changes(lesson.stage(PRODUCT))
            gate.shut()
            end = time.time() + 15
            walk(lesson.stage(PRODUCT), answering=False)
            lesson.page.wait_for_timeout(max(0, 1000 * (end - time.time())))
            gate.is_open = True
            for dialog in lesson.page.locator(".jp-Dialog .jp-mod-accept").all():  # JupyterLab says that it was cut off
                dialog.click()
            lesson.ready()
            assert_it_changes(lesson.stage(PRODUCT))
            lesson.save()
    finally:
        lab.url = direct
        gate.listener.close()
        lab.open_browser()


# Other front ends.


def start_of(page):
    """Wait until a kernel is there and idle; before there is one, JupyterLab calls that idle too."""
    page.locator(".jp-Toolbar-kernelName:has-text('ipykernel')").wait_for(timeout=60_000)
    page.wait_for_timeout(1000)
    page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").first.wait_for(timeout=60_000)


def test_notebook_7_plays_saves_and_brings_back_the_scenes(lab):
    name, count = handed_out(lab, "seven"), stored_stages(LESSON.name)
    with running_server("notebook", lab.folder) as url:
        page = lab.browser.new_page()
        try:
            for evening in (1, 2):
                page.goto(f"{url}/notebooks/{name}?token={TOKEN}")
                start_of(page)
                if evening == 1:
                    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
                page.wait_for_function("count => document.querySelectorAll('.dl-stage').length === count", arg=count,
                                       timeout=60_000)
                for stage in page.locator(".dl-stage").all():
                    walk(stage, answering=evening == 1)
                page.evaluate("""() => { window.jupyterapp.commands.execute('docmanager:save')
                    .then(() => { window.saved = true; }); }""")
                page.wait_for_function("() => window.saved")
                lab.stop_kernels(url)
        finally:
            page.close()


def test_a_server_without_the_widgets_shows_a_still_that_says_what_to_do(lab):
    with running_server("jupyterlab", lab.folder, "--LabApp.extra_labextensions_path=[]",
                        "--LabApp.labextensions_path=[]") as url:
        page = lab.browser.new_page()
        try:
            page.goto(f"{url}/lab/tree/00_start.ipynb?reset&token={TOKEN}")
            page.wait_for_function("() => window.jupyterapp?.commands.hasCommand('notebook:run-cell')")
            start_of(page)
            cell = page.locator(".jp-CodeCell").first
            cell.locator(".jp-InputArea-editor").click()
            page.keyboard.press("Control+Enter")
            cell.locator(".jp-OutputArea-output img").wait_for(timeout=20_000)
            assert cell.locator(".dl-stage").count() == 0
        finally:
            page.close()
