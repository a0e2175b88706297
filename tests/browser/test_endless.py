"""A scene that never ends, in a real browser: it goes on beside other cells, for as long as somebody looks at it."""

import time

import nbformat
import pytest
from conftest import KERNEL, PANEL

COUNTING = """
from dlmath.picture.frame import Frame, Scene
from dlmath.picture.shapes import circle, rect, text
from dlmath.stage import play
def counting(end=10**9):
    def frame(n):
        shapes = [circle("dot", 20 + n % 600, 180, 12), text("n", 320, 90, n),
                  rect("cell", 20, 20, 80, 30, edit="end", label="the end", value=str(int(end)))]
        return Frame(shapes, f"n = {n}", f"A dot and the number {n}.")
    def frames():
        for n in range(1, int(end)):
            yield frame(n)
        raise ValueError(f"{n} is the end.")
    return Scene([frame(0)], "Counting", still=0, seconds=0.01, more=frames())
play(counting)
"""
NOTEBOOKS = {
    "training": ["from dlmath.scenes import training as scene\nfrom dlmath.stage import play\nplay(scene.going_on)",
                 "print('meanwhile', 6 * 7)"],
    "counting": [COUNTING],
}

# Counts the bytes of every message that comes from the kernel for a widget.
COUNT_BYTES = """name => { window.bytes = 0;
    const kernel = window.tabs[name].context.sessionContext.session.kernel;
    kernel.iopubMessage.connect((_, message) => {
        if (message.header.msg_type === 'comm_msg') window.bytes += JSON.stringify(message.content).length; }); }"""


@pytest.fixture(scope="module", autouse=True)
def notebooks(lab):
    for name, cells in NOTEBOOKS.items():
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells], metadata=KERNEL)
        nbformat.write(notebook, lab.folder / f"{name}.ipynb")


class Endless:
    """The only scene of a lesson, and what is seen of it."""

    def __init__(self, lesson):
        self.stage, self.page = lesson.stages()[0], lesson.page
        self.stage.scroll_into_view_if_needed()

    def press(self, name):
        """Press one of its buttons: play, reset, next."""
        self.stage.locator(f".dl-{name}").click()

    def hurry(self):
        """Let it play at its greatest speed."""
        self.stage.locator(".dl-speed").select_option("4")

    def skip(self):
        """Skip the question it opens with, which leads to the frame after it."""
        self.stage.locator(".dl-on").click()
        self.reached(1)

    def number(self):
        """Return the number that its note starts with: `epoch 1,234: …` or `n = 12`."""
        note = self.stage.locator(".dl-note").inner_text()
        return int("".join(sign for sign in note.split(":")[0] if sign.isdigit()))

    def reached(self, number, seconds=20):
        """Wait until it shows this number or a later one, and return what it shows."""
        end = time.time() + seconds
        while (shown := self.number()) < number:
            assert time.time() < end, f"it stands at {shown}, and {self.message()!r} is said"
            self.page.wait_for_timeout(20)
        return shown

    def range(self):
        """Return the numbers of the first and the last frame there are."""
        return self.stage.locator(".dl-slider").evaluate("slider => [Number(slider.min), Number(slider.max)]")

    def playing(self):
        return "dl-playing" in self.stage.get_attribute("class")

    def message(self):
        return self.stage.locator(".dl-message").inner_text()

    def said(self, words, seconds=10):
        """Wait until the scene says something, and return for how long it did not."""
        start = time.time()
        while words not in self.message():
            assert time.time() < start + seconds, f"{self.message()!r} is said, not {words!r}"
            self.page.wait_for_timeout(20)
        return time.time() - start

    def write(self, name, value):
        """Write in one of its boxes."""
        cell = self.stage.locator(f".dl-cell[aria-label='{name}']")
        cell.fill(value)
        cell.press("Enter")

    def scrub(self, number):
        """Move the slider, and return what is shown there."""
        self.stage.locator(".dl-slider").fill(str(number))
        self.page.wait_for_timeout(50)
        return self.number()

    def stands(self, seconds=1):
        """Tell whether nothing comes for a while, once what was under way has come."""
        self.page.wait_for_timeout(500)
        before = self.range()
        self.page.wait_for_timeout(1000 * seconds)
        return self.range() == before


def test_it_trains_beside_other_cells_and_is_paused_scrubbed_changed_and_started_again(lab):
    with lab.open("training.ipynb") as lesson:
        lesson.run_all()
        scene = Endless(lesson)
        assert scene.number() == 0 and scene.stands(), "it begins by itself"
        scene.skip()
        scene.press("play")
        scene.reached(20)

        cell = lesson.page.locator(PANEL + ".jp-Cell").nth(1)
        lesson.page.evaluate("name => { const notebook = window.tabs[name].content; notebook.activeCellIndex = 1; "
                             "notebook.activeCell.model.sharedModel.setSource(\"print('and', 6 * 7)\"); "
                             "window.jupyterapp.commands.execute('notebook:run-cell'); }", "training.ipynb")
        cell.locator(".jp-OutputArea-output", has_text="and 42").wait_for(timeout=5000)
        scene.stage.scroll_into_view_if_needed()
        assert scene.playing()
        scene.reached(scene.number() + 20)

        scene.press("play")
        assert not scene.playing() and scene.stands()
        last = scene.number()
        assert scene.scrub(5) == 5 and scene.scrub(last) == last
        scene.press("next")
        assert scene.reached(last + 1) == last + 1

        scene.press("play")
        scene.write("learning rate", "0.5")
        scene.stage.locator(".dl-picture text:text-is('0.5')").wait_for(timeout=5000)
        assert scene.number() > last and scene.playing(), "it goes on from where it is"
        scene.write("learning rate", "-1")
        scene.said("rate must be at least 0.0001")
        scene.reached(scene.number() + 20)
        assert "at least" in scene.message(), "what is explained is not wiped away by what comes next"
        scene.write("hidden units", "3")
        scene.stage.locator(".dl-picture text:text-is('3')").wait_for(timeout=5000)
        assert scene.number() < last and scene.range()[0] == 0 and scene.playing(), "it starts anew"
        scene.reached(30)
        scene.press("reset")
        scene.page.wait_for_function("stage => Number(stage.querySelector('.dl-slider').value) < 20",
                                     arg=scene.stage.element_handle(), timeout=5000)
        scene.reached(20)
        assert scene.playing() and lesson.errors() == []


def test_without_its_kernel_what_there_is_can_be_played(lab):
    with lab.open("training.ipynb") as lesson:
        lesson.run_all()
        scene = Endless(lesson)
        scene.skip()
        scene.press("play")
        scene.reached(60)
        lesson.stop_kernel()
        scene.said("Going on needs a kernel: run the cell again")
        assert not scene.playing() and scene.number() == scene.range()[1] >= 60
        assert scene.scrub(7) == 7


def test_opened_again_what_there_was_can_be_played(lab):
    with lab.open("training.ipynb") as lesson:
        lesson.run_all()
        scene = Endless(lesson)
        scene.hurry()
        scene.skip()
        scene.press("play")
        scene.reached(60)
        scene.press("play")
        assert scene.stands()
        first, last = scene.range()
        lesson.come_back()
        scene = Endless(lesson)
        scene.hurry()
        assert scene.range() == [first, last] and last >= 60
        assert scene.scrub(7) == 7
        scene.press("play")
        scene.reached(last)
        scene.said("Going on needs a kernel: run the cell again")
        assert scene.number() == last and not scene.playing()
        lesson.ready()
        scene.scrub(9)
        scene.write("learning rate", "0.5")
        assert scene.said("Changing this picture needs a kernel") < 1, "the kernel that is there does not know it"
        assert lesson.errors() == []


def test_it_is_quick_light_and_keeps_the_newest_frames(lab):
    for name, least, most in (("counting", 20, 2_000), ("training", 5, 30_000)):
        with lab.open(f"{name}.ipynb") as lesson:
            lesson.run_all()
            scene = Endless(lesson)
            scene.hurry()
            lesson.page.evaluate(COUNT_BYTES, f"{name}.ipynb")
            if name == "training":
                scene.skip()
            scene.press("play")
            scene.reached(10)
            start, first, before = time.time(), scene.number(), lesson.page.evaluate("() => window.bytes")
            lesson.page.wait_for_timeout(4000)
            last, after, seconds = scene.number(), lesson.page.evaluate("() => window.bytes"), time.time() - start
            rate, size = (last - first) / seconds, (after - before) / (last - first)
            print(f"{name}: {rate:.0f} pictures a second, {size:,.0f} bytes each")
            assert rate >= least and size <= most
            if name == "counting":
                scene.reached(400, seconds=60)
                scene.press("play")
                assert scene.stands()
                first, last = scene.range()
                assert last - first == 299, "the newest three hundred are kept"
                assert scene.scrub(first) == first
            assert lesson.errors() == []


def test_where_nobody_looks_it_stands(lab):
    with lab.open("counting.ipynb") as lesson:
        lesson.run_all()
        scene = Endless(lesson)
        scene.press("play")
        scene.reached(20)
        lesson.page.evaluate("""() => window.jupyterapp.commands.execute('launcher:create')
            .then(tab => { window.inFront = tab; })""")
        lesson.page.wait_for_timeout(500)
        slider = lesson.page.locator(".dl-stage .dl-slider").first
        assert not slider.is_visible()
        before = slider.get_attribute("max")
        lesson.page.wait_for_timeout(1000)
        assert slider.get_attribute("max") == before
        lesson.page.evaluate("() => { window.inFront.dispose(); }")
        scene.reached(int(before) + 20)
        lesson.close()
        lesson.page.wait_for_timeout(500)
        [heard] = [kernel["last_activity"] for kernel in lab.ask("/api/kernels")]
        lesson.page.wait_for_timeout(1000)
        assert lab.ask("/api/kernels")[0]["last_activity"] == heard, "it asks on, though it was closed"


def test_what_goes_wrong_in_it_is_explained_and_nothing_is_lost(lab):
    with lab.open("counting.ipynb") as lesson:
        lesson.run_all()
        scene = Endless(lesson)
        scene.write("the end", "40")
        scene.press("play")
        scene.said("39 is the end.")
        assert scene.reached(39) == 39
        scene.page.wait_for_timeout(300)
        assert not scene.playing() and scene.range() == [0, 39] and scene.scrub(12) == 12
        scene.press("reset")
        scene.page.wait_for_timeout(500)
        assert scene.number() == 0
        scene.press("play")
        scene.reached(10)
        assert lesson.errors() == []
