"""Other ways to the lessons than a mouse and JupyterLab on a good network: a finger, no network, other front ends.

A file of its own, so that two workers share the time that these and the second evening take.
"""

import contextlib
import socket
import threading
import time

import nbformat
import pytest
from conftest import KERNEL, PANEL, SCENES, TOKEN, excerpt, running_server
from test_hands_on import PAD, settled
from test_lessons import FOUND, LEAVE, walk
from test_second_evening import PRODUCT, assert_it_changes, opened

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


CONNECTED = """name =>
    window.tabs[name].context.sessionContext.session.kernel.connectionStatus === 'connected'"""


def test_fifteen_seconds_without_a_network_lose_nothing(lab):
    gate, direct = Gate(int(lab.url.rpartition(":")[2])), lab.url
    lab.url = f"http://127.0.0.1:{gate.port}"
    lab.open_browser()
    try:
        with opened(lab, "offline") as lesson:
            lesson.run_all()
            assert_it_changes(lesson.stage(PRODUCT))
            lesson.ready()
            lesson.page.wait_for_timeout(500)  # ipywidgets waits for ever for an answer that was under way at the cut
            gate.shut()
            end = time.time() + 15
            walk(lesson.stage(PRODUCT), answering=False)
            lesson.page.wait_for_timeout(max(0, 1000 * (end - time.time())))
            gate.is_open = True
            for dialog in lesson.page.locator(".jp-Dialog .jp-mod-accept").all():  # JupyterLab says that it was cut off
                dialog.click()
            # it asks again by itself, at longer and longer intervals
            lesson.page.wait_for_function(CONNECTED, arg=lesson.name, timeout=60_000)
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
    name, count = excerpt(lab.folder, "seven"), len(SCENES)
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
                seen = [page.evaluate(LEAVE if evening == 1 else FOUND, stage.element_handle())
                        for stage in page.locator(".dl-stage").all()]
                if evening == 1:
                    left = seen
                assert seen == left, "a scene came back otherwise than it was left"
                page.evaluate("""() => { window.jupyterapp.commands.execute('docmanager:save')
                    .then(() => { window.saved = true; }); }""")
                page.wait_for_function("() => window.saved")
                lab.stop_kernels(url)
            for stage in page.locator(".dl-stage").all():
                walk(stage, answering=True)
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
