"""The playground in a real browser: every kind of control, a spiral that is learned, and what stays afterwards."""

import json
import os
import shutil
import time
from pathlib import Path

from conftest import PANEL
from test_front_ends import SCROLLED, finger

WATCH = """stage => { window.pictures = []; const slider = stage.querySelector('.dl-slider');
    let before = slider.value;
    const look = now => { if (slider.value !== before) window.pictures.push(now);
        before = slider.value;
        requestAnimationFrame(look); };
    requestAnimationFrame(look); }"""  # when each picture came
NAME = "playground.ipynb"


class Play:
    """The first scene of the playground, and what is seen of it."""

    def __init__(self, lesson):
        self.page, self.stage = lesson.page, lesson.stages()[0]
        self.stage.scroll_into_view_if_needed()

    def note(self):
        return self.stage.locator(".dl-note").inner_text()

    def says(self, words, seconds=20):
        """Wait until its note, its message or its picture says something."""
        end = time.time() + seconds
        while words not in (text := self.stage.text_content()):
            assert time.time() < end, f"{words!r} is not said: {text}"
            self.page.wait_for_timeout(50)

    def press(self, label):
        self.stage.get_by_role("button", name=label, exact=True).click()

    def tap(self, label, words):
        """Touch a button with a finger, and wait until something is there."""
        button = self.stage.get_by_role("button", name=label, exact=True)
        for _ in range(3):  # where the machine is busy, a tap may come out long, and is none
            button.scroll_into_view_if_needed()
            box = button.bounding_box()
            with finger(self.page, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2):
                pass
            self.page.wait_for_timeout(500)
            if words in self.stage.inner_html():
                return
        raise AssertionError(f"{label!r} was touched, and {words!r} is not there")

    def pad(self, brush):
        """Wait until one paints with this brush, and return what is painted on."""
        pad = self.stage.locator(f".dl-sheet[aria-label='paint {brush} here']")
        pad.wait_for()
        return pad

    def choose(self, label, value):
        self.stage.locator(f".dl-choose[aria-label='{label}']").select_option(value)

    def write(self, label, value):
        cell = self.stage.locator(f".dl-cell[aria-label='{label}']")
        cell.fill(value)
        cell.press("Enter")

    def skip(self):
        """Skip the question, which is asked once."""
        self.stage.locator(".dl-on").click()

    def frames(self):
        """Return the first and the last frame there are."""
        return self.stage.locator(".dl-slider").evaluate("slider => [Number(slider.min), Number(slider.max)]")

    def scrub(self, number):
        self.stage.locator(".dl-slider").fill(str(number))
        self.page.wait_for_timeout(100)
        return self.note()

    def shot(self, name):
        """Photograph it, where the environment says where to."""
        if folder := os.environ.get("SHOTS"):
            self.stage.screenshot(path=str(Path(folder) / f"{name}.png"))


def test_it_is_played_with(lab):
    shutil.copy(lab.folder / NAME, lab.folder / "played.ipynb")  # this one is saved with its scenes
    with lab.open("played.ipynb") as lesson:
        lesson.run_all()
        scene = Play(lesson)
        scene.skip()
        scene.says("epoch 1 ·")

        # what is pressed and chosen
        scene.press("add a hidden layer")
        scene.says("h₃₁")
        scene.press("remove a unit from hidden layer 1")
        scene.press("take x1*x2")
        scene.press("leave out x1*x2")
        scene.choose("data", "spiral")
        scene.choose("optimizer", "Adam")
        scene.press("remove a hidden layer")
        for _ in range(4):
            scene.press("add a unit to hidden layer 1")
        scene.stage.get_by_role("button", name="look at h17", exact=True).wait_for()  # each press counts
        assert not scene.stage.get_by_role("button", name="look at h31", exact=True).count()
        scene.write("learning rate", "-1")
        scene.says("rate must be at least 0.0001")
        scene.write("learning rate", "0.03")
        scene.choose("from picture to picture", "+10 epochs")

        # the slider of the rate, by keys, and a spiral that is learned
        knob = scene.stage.locator(".dl-handle")
        scene.shot("before")
        scene.stage.locator(".dl-play").click()
        scene.says("Mission 6 reached", seconds=60)
        knob.press("ArrowLeft")
        scene.says("0.0238")
        assert "dl-playing" in scene.stage.get_attribute("class"), "it goes on from where it is"
        scene.stage.locator(".dl-play").click()
        scene.page.wait_for_timeout(500)
        scene.shot("spiral")
        known = json.loads((lab.folder / "progress.json").read_text())["exercises"]["playground"]["missions"]
        assert "spiral" in known

        # units and lines are pointed at, a weight is typed
        scene.press("look at h11")
        scene.says("what h₁₁ says")
        scene.choose("look at a unit or a weight", "h11 from x1")
        scene.write("the weight", "2.5")
        scene.says("The weight is now 2.5")
        scene.stage.locator(".dl-picture [data-group='answer from h21']").last.hover(force=True)
        scene.says("answer from h21")

        # points are painted: by mouse and finger the discs, by keys the triangles
        scene.press("Mission 9: Paint points of both classes, 20 or more of each, and separate them.")
        scene.says("Mission 9: Paint points")
        scene.choose("data", "painted")
        scene.says("test loss –")
        pad = scene.pad("blue discs")
        pad.scroll_into_view_if_needed()
        box, scrolled = pad.bounding_box(), scene.page.evaluate(SCROLLED)
        x, y = box["x"] + 0.3 * box["width"], box["y"] + 0.1 * box["height"]
        scene.page.mouse.move(x, y)
        scene.page.mouse.down()
        scene.page.mouse.move(x, y + 0.4 * box["height"], steps=8)
        scene.page.mouse.up()
        scene.page.wait_for_timeout(300)
        with finger(scene.page, x, y + 0.45 * box["height"]) as move:
            for i in range(1, 9):
                move(x, y + (0.45 + 0.05 * i) * box["height"])
        scene.page.wait_for_timeout(300)
        assert scene.page.evaluate(SCROLLED) == scrolled, "the page scrolled under the finger"
        scene.tap("brush: orange triangles", "paint orange triangles here")
        pad = scene.pad("orange triangles")
        pad.focus()
        for key in ["ArrowRight"] * 8 + ["ArrowUp"] * 15 + ["Space"] + ["ArrowDown"] * 30 + ["Space"]:
            pad.press(key)
        scene.says("Pen up.")
        scene.page.wait_for_timeout(300)

        # with less motion it shows a picture a second, and learns as quickly
        scene.page.emulate_media(reduced_motion="reduce")
        scene.page.evaluate(WATCH, scene.stage.element_handle())
        scene.stage.locator(".dl-play").click()
        scene.says("Mission 9 reached", seconds=60)
        scene.page.wait_for_function("() => window.pictures.length > 5")
        scene.stage.locator(".dl-play").click()
        times = scene.page.evaluate("() => window.pictures")
        assert (times[-1] - times[0]) / (len(times) - 1) > 700, times  # one may be late by most of a second
        scene.page.emulate_media(reduced_motion="no-preference")
        scene.tap("look at h12", "what h₁₂ says")
        scene.shot("painted")

        # what there is stays, without a kernel
        first, last = scene.frames()
        lesson.come_back()
        scene = Play(lesson)
        assert scene.frames() == [first, last] and last > 5
        assert scene.scrub(first + 1) != scene.scrub(last)
        assert lesson.errors() == []


# What has the focus, and whether that is seen.
FOCUS = """() => { const node = document.activeElement, style = getComputedStyle(node);
    return {name: node.ariaLabel ?? node.textContent, value: node.value, inside: Boolean(node.closest('.dl-stage')),
        seen: style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2 && style.opacity > 0.3}; }"""


class Keys(Play):
    """The same scene, without a mouse: every way to it begins at its frame and goes on by Tab."""

    def key(self, *names):
        for name in names:
            self.page.keyboard.press(name)

    def reach(self, name):
        """Go to a control, and return what it holds; on the way the focus can be seen, and never leaves the scene."""
        self.stage.focus()
        while True:
            self.key("Tab")
            focus = self.page.evaluate(FOCUS)
            assert focus["inside"], f"{name!r} is not reached"
            assert focus["seen"], f"nobody sees that {focus['name']!r} has the focus"
            if focus["name"] == name:
                return focus["value"]


def test_it_is_played_by_keys_alone(lab):
    with lab.open(NAME) as lesson:
        lesson.run_all()
        scene = Keys(lesson)
        choice = scene.stage.locator(".dl-choice").first.text_content()
        scene.reach(choice)
        scene.key("Enter")
        scene.says("✗ Not quite.")
        scene.reach(scene.stage.locator(".dl-on").text_content())
        scene.key("Enter")
        scene.says("epoch 1 ·")

        scene.reach("take x1*x2")
        scene.key("Enter")
        scene.stage.get_by_role("button", name="leave out x1*x2", exact=True).wait_for()
        scene.reach("add a unit to hidden layer 2")
        scene.key("Space")
        scene.stage.get_by_role("button", name="look at h23", exact=True).wait_for()
        assert scene.reach("data") == "moons"
        scene.key("ArrowDown")
        scene.stage.locator(".dl-choose[aria-label='data']:focus").wait_for()
        scene.says("circles ▾")
        scene.reach("learning rate")
        scene.key("Control+a", "0", ".", "0", "3", "Enter")
        scene.says("0.03")
        scene.reach("learning rate, 0.03")
        scene.key("ArrowLeft")
        scene.says("0.0238")
        scene.reach("look at h11")
        scene.key("Enter")
        scene.says("what h₁₁ says")

        scene.reach("Play")
        scene.key("Enter")
        scene.page.wait_for_function("stage => stage.querySelector('.dl-slider').value > 5", timeout=20_000,
                                     arg=scene.stage.element_handle())
        scene.key("Enter")
        scene.page.wait_for_timeout(500)
        assert "dl-playing" not in scene.stage.get_attribute("class")
        last = int(scene.reach("Frame"))
        scene.key("ArrowLeft")
        assert int(scene.page.evaluate(FOCUS)["value"]) == last - 1 >= 4
        assert lesson.errors() == []


def test_a_broken_step_is_explained(lab):
    with lab.open(NAME) as lesson:
        broken(lesson, "gradient[:3]")
        lesson.run_all()
        scene = Play(lesson)
        scene.stage = lesson.stages()[1]
        scene.stage.scroll_into_view_if_needed()
        scene.skip()
        scene.says("Your step stopped with ValueError")
        assert "return theta - gradient[:3]" in scene.stage.inner_text()
        scene.says("Training has stopped here.")
        assert scene.frames()[1] == 1
        assert lesson.page.locator(PANEL + ".jp-OutputArea-output", has_text="Nothing has been tried").count() == 1

        broken(lesson, "[0 for _ in iter(int, 1)]", "playground.playground.PATIENCE = 0.5\n")
        lesson.page.evaluate("""name => { const notebook = window.tabs[name].content;
            const code = notebook.widgets.filter(cell => cell.model.type === 'code');
            notebook.activeCellIndex = notebook.widgets.indexOf(code[1]);
            window.ran = false;
            window.jupyterapp.commands.execute('notebook:run-cell').finally(() => { window.ran = true; }); }""", NAME)
        lesson.page.wait_for_function("() => window.ran", timeout=30_000)
        lesson.drawn(2)
        scene.stage = lesson.stages()[1]
        scene.skip()
        scene.says("is there a loop in it that never ends?")
        assert lesson.errors() == []


def broken(lesson, wrong, before=""):
    """Put a mistake into the step of the second cell with code, as soon as it is there."""
    lesson.page.wait_for_function("""name =>
        window.tabs[name].content.widgets.filter(cell => cell.model.type === 'code').length > 1""", arg=NAME)
    lesson.page.evaluate("""([name, wrong, before]) => { const cells = window.tabs[name].content.widgets;
        const cell = cells.filter(cell => cell.model.type === 'code')[1].model.sharedModel;
        cell.setSource(before + cell.getSource().replace(/return theta - .*/, 'return theta - ' + wrong)); }""",
                         [NAME, wrong, before])
