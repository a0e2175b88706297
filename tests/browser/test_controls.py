"""What the player promises, one assertion each, on a plain page: no JupyterLab, and a clock that the test turns.

The promises are those of the header of `stage.js` and of `stage.css`: who plays, by mouse, touch and keyboard, in every
theme, at full and at half width, with motion and without, in one view and in two, opened and closed.
"""

import contextlib
import json

import pytest
from plain_page import THEMES, PlainPage

from dlmath.picture import look
from dlmath.picture.frame import Ask, Frame, Scene
from dlmath.picture.shapes import circle, drawing_pad, handle, rect, text
from dlmath.stage import Stage

WIDE, HALF, NARROW = 700, 330, 240
QUESTION = Ask("Where does it go?", [("left", "It came from there."), ("right", "Yes: `x` grows.")], right=1)
SIZE = (640, 300)


@pytest.fixture(scope="module")
def plain(browser):
    page = PlainPage(browser)
    yield page
    page.context.close()


@pytest.fixture(autouse=True)
def quiet(plain):
    """No test may leave an error in the console."""
    yield
    assert plain.errors == []


def moving(count=5, move=True, ask=None, seconds=1.0, **more):
    """A dot that goes 100 pixels to the right in each frame; `ask` says at which frame there is a question."""
    frames = [Frame([circle("dot", 50 + 100 * i, 60, 9, move=move), text("n", 320, 150, i)], f"x = {50 + 100 * i}",
                    f"A dot at {50 + 100 * i}.", ask=QUESTION if i == ask else None, size=SIZE) for i in range(count)]
    return Stage(frames, label="A moving dot", seconds=seconds, **more)


def counting(end=10**6, seconds=0.1):
    """A scene that never ends, or ends with an error."""
    def frame(n):
        shapes = [circle("dot", 20 + n % 500, 60), text("n", 320, 150, n)]
        return Frame(shapes, f"n = {n}", f"The number {n}.", size=SIZE)

    def frames():
        for n in range(1, end):
            yield frame(n)
        raise ValueError(f"{end - 1} is the end.")
    return Stage([frame(0)], label="Counting", seconds=seconds, more=frames(),
                 on_reset=lambda: Scene([frame(0)], "Counting", 0, None, None, seconds, more=frames()))


class Hands:
    """A scene with everything that a hand can take hold of, and what Python heard."""

    def __init__(self):
        self.x, self.y, self.n, self.pick, self.strokes, self.heard = 200.0, 100.0, "3", "one", [], []
        self.stage = Stage(self.frames(), label="Hands", on_drag=self.drag, on_edit=self.edit, on_paint=self.paint)

    def frames(self):
        shapes = [
            handle("a", self.x, self.y, "a", f"tip at ({self.x:.0f}, {self.y:.0f})", step=20),
            rect("n", 20, 20, 80, 40, edit="n", label="a number", value=self.n),
            text("n text", 60, 40, self.n),
            rect("pick", 20, 80, 100, 40, edit="pick", label="which", value=self.pick, options="one|two|three"),
            rect("part", 20, 140, 80, 40, "cell data", group="g", label="a part"),
            text("part text", 60, 160, "part", "data", group="g"),
            drawing_pad("pad", self.strokes, (420, 60, 200, 200), "Draw here"),
        ]
        return [Frame(shapes, f"a = ({self.x:.0f}, {self.y:.0f}), picture {i}", "Things to take hold of.", size=SIZE)
                for i in range(3)]

    def drag(self, name, x, y):
        self.heard.append((name, round(x), round(y)))
        self.x, self.y = x, y
        return self.frames()

    def edit(self, name, typed):
        self.heard.append((name, typed))
        if typed == "many":
            raise ValueError("“many” is no number")
        if typed == "crash":
            raise RuntimeError("oh")
        setattr(self, name, typed)
        return self.frames()

    def paint(self, name, strokes):
        self.heard.append((name, strokes))
        self.strokes = strokes
        return self.frames()


def dot(scene, view=0):
    return scene.run("Number(find('.dl-picture circle').getAttribute('cx'))", view)


# How it opens.


def test_it_opens_paused_on_its_first_frame_and_never_plays_by_itself(plain):
    scene = plain.load().show(moving(seconds=0.1))
    plain.wait(3000)
    assert (scene.at(), dot(scene), scene.run("stage.classList.contains('dl-playing')")) == (0, 50, False)


def test_it_opens_where_the_model_is(plain):
    scene = plain.load().show(moving())
    scene.hear(frame=3)
    assert scene.show() and (scene.at(1), dot(scene, 1)) == (3, 350)


# Playing.


def play_until(plain, scene, milliseconds):
    scene.click(".dl-play")
    plain.wait(milliseconds)
    return scene.at()


@pytest.mark.parametrize(("speed", "frames"), [("0.5", 2), ("1", 4), ("2", 8), ("4", 15)])
def test_it_plays_at_the_speed_that_is_chosen(plain, speed, frames):
    scene = plain.load().show(moving(30))
    scene.run(f"find('.dl-speed').value = '{speed}'")
    assert abs(play_until(plain, scene, 3500) - frames) <= 1
    assert scene.run("find('.dl-speed').value") == speed


def test_it_offers_four_speeds_by_name(plain):
    scene = plain.load().show(moving())
    assert scene.run("[...find('.dl-speed').options].map(o => o.textContent)") == ["0.5×", "1×", "2×", "4×"]


def test_it_pauses_where_it_is_and_goes_on_from_there(plain):
    scene = plain.load().show(moving(30))
    at = play_until(plain, scene, 2500)
    scene.click(".dl-play")
    plain.wait(5000)
    assert scene.at() == at > 0
    assert scene.run("find('.dl-play').ariaLabel") == "Play"
    assert play_until(plain, scene, 1500) > at
    assert scene.run("[find('.dl-play').ariaLabel, find('.dl-play').title]") == ["Pause", "Pause"]


def test_it_stops_at_the_end_and_begins_again_from_there(plain):
    scene = plain.load().show(moving(4))
    assert play_until(plain, scene, 9000) == 3
    assert scene.run("stage.classList.contains('dl-playing')") is False
    scene.click(".dl-play")
    assert scene.at() == 0 and scene.run("stage.classList.contains('dl-playing')")


def test_playing_needs_no_kernel(plain):
    scene = plain.load().show(moving(4), answering=False, manager={"kernel": None})
    assert play_until(plain, scene, 9000) == 3
    assert (scene.sent(), scene.model("m.saves")) == ([], 0)


# Motion.


@pytest.mark.parametrize("start", ["next", "play", "back"])
def test_a_shape_glides_where_the_mathematics_does(plain, start):
    scene = plain.load().show(moving())
    if start == "back":
        scene.run("(find('.dl-slider').value = 1, find('.dl-slider').dispatchEvent(new Event('input')))")
    scene.click(f".dl-{start}")
    plain.wait(1250 if start == "play" else 250)
    at = dot(scene)
    assert at % 100 not in (0, 50), f"it stands at {at}"
    plain.wait(400)
    assert dot(scene) % 100 == 50


@pytest.mark.parametrize("start", ["next", "play"])
@pytest.mark.parametrize("why", ["less motion is asked for", "the mathematics jumps"])
def test_a_shape_jumps(plain, start, why):
    plain.load(reduced_motion="reduce" if why.startswith("less") else "no-preference")
    scene = plain.show(moving(move=why.startswith("less")))
    scene.click(f".dl-{start}")
    if start == "play":
        plain.wait(1000)
    for _ in range(8):
        assert dot(scene) % 100 == 50
        plain.wait(100)
    assert scene.at() > 0


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_what_never_ends_goes_on_as_fast_and_shows_one_picture_a_second_to_those_who_ask_for_less(plain, motion):
    scene = plain.load(reduced_motion=motion).show(counting())
    scene.click(".dl-play")
    pictures = set(plain.watch(3500))  # not whole seconds, or a picture more or less would depend on the start
    assert 25 <= scene.at() <= 45
    assert (len(pictures) <= 6) == (motion == "reduce")


# Steps, the slider, and keys.


def press(plain, *keys):
    for key in keys:
        plain.page.keyboard.press(key)


def focus(scene, name="", view=0):
    scene.run(f"({'find(' + repr(name) + ')' if name else 'stage'}).focus()", view)


def test_keys_step_and_jump(plain):
    scene = plain.load("light", "reduce").show(moving())
    focus(scene)
    seen = []
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "End", "ArrowRight", "Home", "ArrowLeft"):
        press(plain, key)
        seen.append(scene.at())
    assert seen == [1, 2, 1, 4, 4, 0, 0]
    press(plain, " ")
    plain.wait(500)
    assert scene.at() == 1 and scene.run("find('.dl-play').ariaLabel") == "Pause"
    press(plain, "ArrowLeft")
    assert (scene.at(), scene.run("find('.dl-play').ariaLabel")) == (0, "Play"), "a step pauses"


@pytest.mark.parametrize("way", ["mouse", "touch"])
@pytest.mark.parametrize("width", [WIDE, HALF])
def test_buttons_step(plain, way, width):
    scene = plain.load("light", "reduce").show(moving(), width)
    for name, at in (("next", 1), ("next", 2), ("back", 1)):
        tap(plain, way, *scene.middle(f".dl-{name}"))
        assert scene.at() == at


@contextlib.contextmanager
def finger(plain, x, y):
    """Put a finger on the page; what is yielded moves it, and at the end it is lifted."""
    touch = plain.context.new_cdp_session(plain.page)

    def send(kind, points):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    send("touchStart", [{"x": x, "y": y}])
    yield lambda x, y: send("touchMove", [{"x": x, "y": y}])
    send("touchEnd", [])
    touch.detach()


@contextlib.contextmanager
def mouse(plain, x, y):
    """Hold the mouse's button down."""
    plain.page.mouse.move(x, y)
    plain.page.mouse.down()
    yield plain.page.mouse.move
    plain.page.mouse.up()


HANDS = {"mouse": mouse, "touch": finger}


def tap(plain, way, x, y):
    if way == "touch":
        plain.page.touchscreen.tap(x, y)
    else:
        plain.page.mouse.click(x, y)


def test_the_slider_shows_every_frame_and_tells_the_model_at_rest(plain):
    scene = plain.load().show(moving())
    for i in (3, 1, 4, 0):
        scene.run(f"(find('.dl-slider').value = {i}, find('.dl-slider').dispatchEvent(new Event('input')))")
        assert (scene.at(), dot(scene), scene.text(".dl-note")) == (i, 50 + 100 * i, f"x = {50 + 100 * i}")
        assert (scene.model("m.get('frame')"), scene.text(".dl-place")) == (i, f"{i + 1} / 5")
        assert scene.run("find('.dl-slider').getAttribute('aria-valuetext')") == f"{i + 1} / 5"
    saves = scene.model("m.saves")
    scene.run("find('.dl-slider').dispatchEvent(new Event('change'))")
    assert scene.model("m.saves") == saves + 1


def test_the_slider_moves_with_its_own_keys(plain):
    scene = plain.load().show(moving())
    focus(scene, ".dl-slider")
    press(plain, "ArrowRight", "ArrowRight")
    assert scene.at() == 2 and dot(scene) == 250


def test_the_slider_may_be_a_parameter(plain):
    scene = plain.load().show(moving(3, axis="learning rate", axis_values=[0.1, 0.5, 2]))
    scene.click(".dl-next")
    assert scene.text(".dl-place") == "learning rate = 0.5"
    assert scene.run("[find('.dl-slider').ariaLabel, find('.dl-slider').getAttribute('aria-valuetext')]") == [
        "learning rate", "learning rate = 0.5"]


def test_the_ends_are_marked(plain):
    scene = plain.load().show(moving(2))
    ends = "['.dl-back', '.dl-next'].map(name => find(name).getAttribute('aria-disabled'))"
    assert scene.run(ends) == ["true", "false"]
    scene.click(".dl-next")
    assert scene.run(ends) == ["false", "true"]


def test_one_picture_alone_has_no_buttons(plain):
    assert plain.load().show(moving(1)).style(".dl-controls", "display") == "none"


@pytest.mark.parametrize("name", ["", ".dl-slider", ".dl-play", ".dl-speed", ".dl-cell", ".dl-handle", ".dl-sheet"])
def test_keys_stay_inside_but_those_of_the_notebook(plain, name):
    scene = plain.load().show(Hands().stage, answering=False)
    focus(scene, name)
    press(plain, "b", "x", "d", "ArrowRight")
    assert plain.page.evaluate("() => window.keys") == []
    press(plain, "Shift+Enter", "Escape")
    kept = plain.page.evaluate("() => window.keys")
    assert kept[0] == "Enter" and ("Escape" in kept) == (name not in (".dl-cell", ".dl-speed"))  # these use it


def test_shapes_come_go_and_lie_in_their_order(plain):
    orders = ["ab", "bca", "ca", "acb"]
    frames = [Frame([text(key, 50 + 20 * i, 60, key) for key in order], f"{i}", "Some letters.", size=SIZE)
              for i, order in enumerate(orders)]
    scene = plain.load("light", "reduce").show(Stage(frames, label="Letters"))
    for i in (0, 1, 2, 3, 1, 0, 2):
        scene.run(f"(find('.dl-slider').value = {i}, find('.dl-slider').dispatchEvent(new Event('input')))")
        assert scene.text(".dl-picture") == orders[i]


# Questions.


@pytest.mark.parametrize("theme", ["light", "dark", "forced"])
def test_a_question_holds_the_scene_and_each_choice_has_its_answer(plain, theme):
    scene = plain.load(theme, "reduce").show(moving(ask=1))
    assert scene.run("[find('.dl-question').textContent, all('.dl-choice').length]") == ["", 0]
    assert play_until(plain, scene, 9000) == 1
    assert scene.text(".dl-question") == "Where does it go?" and scene.text(".dl-on") == "Skip"
    said = []
    for i in range(2):
        scene.run(f"all('.dl-choice')[{i}].click()")
        said.append(scene.text(".dl-reply"))
        assert scene.run(f"all('.dl-choice')[{i}].getAttribute('aria-pressed')") == "true"
        assert scene.run(f"all('.dl-choice')[{i}].dataset.right") == ("true" if i else "false")
        mark = scene.run(f"getComputedStyle(all('.dl-choice')[{i}], '::before').content")
        assert mark == ('"✓ "' if i else '"✗ "')
    assert said == ["✗ Not quite. It came from there.", "✓ Right. Yes: x grows."]
    assert scene.model("m.get('answers')") == {"1": 1}
    assert scene.text(".dl-on") == "Continue"
    scene.click(".dl-on")
    plain.wait(1500)
    assert scene.at() > 2, "it was playing, and goes on"
    assert scene.run("[find('.dl-question').textContent, all('.dl-choice').length]") == ["", 0]


def test_a_step_past_a_question_leads_to_its_choices(plain):
    scene = plain.load().show(moving(ask=0))
    for name in (".dl-next", ".dl-play"):
        scene.click(name)
        assert scene.at() == 0 and scene.run("document.activeElement === find('.dl-choice')")


def test_a_question_may_be_skipped_and_stays_answered_after_a_step_back(plain):
    scene = plain.load("light", "reduce").show(moving(ask=0))
    scene.click(".dl-on")
    assert (scene.at(), scene.model("m.get('answers')")) == (1, {"0": -1})
    scene.click(".dl-back")
    scene.click(".dl-next")
    assert scene.at() == 1


def test_what_is_read_aloud_is_what_changed_and_not_what_goes_by(plain):
    scene = plain.load().show(moving(30, ask=20))
    live = "['.dl-words', '.dl-question'].map(name => find(name).ariaLive)"
    assert scene.run(live) == ["polite", "polite"]
    roles = scene.run("['.dl-reply', '.dl-message'].map(name => find(name).getAttribute('role'))")
    assert roles == ["status", "status"]
    scene.click(".dl-play")
    plain.wait(50)
    assert scene.run(live) == ["off", "off"]
    scene.click(".dl-play")
    assert scene.run(live) == ["polite", "polite"]


def test_the_picture_has_words_and_everything_a_name(plain):
    scene = plain.load().show(Hands().stage)
    assert scene.run("[stage.getAttribute('role'), stage.ariaLabel]") == ["group", "Hands"]
    assert scene.run("[find('.dl-picture').getAttribute('role'), find('.dl-picture').ariaLabel]") == [
        "img", "Things to take hold of."]
    names = scene.run("all('button, select, input, .dl-sheet').map(e => e.ariaLabel || e.textContent.trim())")
    assert all(names) and {"tip at (200, 100)", "a number", "which", "a part", "Draw here", "Clear", "Play",
                           "Step back", "Step forward", "Speed", "Frame"} <= set(names)
    how = scene.run("['.dl-handle', '.dl-sheet'].map(name => find(name).getAttribute('aria-description'))")
    assert "arrow keys" in how[0] and "Space" in how[1] and "Delete" in how[1]


# What a hand takes hold of.


@pytest.mark.parametrize("way", HANDS)
@pytest.mark.parametrize("width", [WIDE, HALF])
def test_a_handle_goes_where_the_pointer_goes(plain, way, width):
    hands = Hands()
    scene = plain.load().show(hands.stage, width)
    scale = scene.run("find('.dl-picture').getBoundingClientRect().width") / SIZE[0]
    x, y = scene.middle(".dl-handle")
    with HANDS[way](plain, x + 3, y - 2) as move:  # not in its middle: it must not jump there
        for i in range(1, 6):
            move(x + 3 + 20 * scale * i, y - 2 + 10 * scale * i)
        if way == "mouse":  # a finger's last move comes with the next picture
            node = scene.run("find('.dl-handle').getBoundingClientRect().x + find('.dl-handle').offsetWidth / 2")
            assert abs(node - (x + 100 * scale)) < 3, "the handle is not under the pointer"
    plain.settle()
    name, left, top = hands.heard[-1]
    assert name == "a" and abs(left - 300) <= 2 and abs(top - 150) <= 2, hands.heard
    assert scene.run("find('.dl-handle').ariaLabel") == f"tip at ({left}, {top})"


@pytest.mark.parametrize(("way", "corner"), [(-1, (0, 0)), (1, SIZE)])
def test_a_handle_stays_in_the_picture(plain, way, corner):
    hands = Hands()
    scene = plain.load().show(hands.stage)
    x, y = scene.middle(".dl-handle")
    with mouse(plain, x, y) as move:
        move(x + 100 * way, y + 40 * way)
        move(x + 700 * way, y + 500 * way)
    plain.settle()
    assert hands.heard[-1] == ("a", *corner)


@pytest.mark.parametrize(("key", "to"), [("ArrowLeft", (180, 100)), ("ArrowRight", (220, 100)), ("ArrowUp", (200, 80)),
                                         ("ArrowDown", (200, 120))])
def test_an_arrow_key_moves_a_handle_its_own_way(plain, key, to):
    hands = Hands()
    scene = plain.load().show(hands.stage)
    focus(scene, ".dl-handle")
    press(plain, key)
    plain.settle()
    assert hands.heard == [("a", *to)] and scene.at() == 0, "the key stepped the scene too"
    assert scene.run("document.activeElement.ariaLabel") == f"tip at ({to[0]}, {to[1]})"


def test_only_the_first_button_takes_hold(plain):
    hands = Hands()
    scene = plain.load().show(hands.stage)
    x, y = scene.middle(".dl-handle")
    plain.page.mouse.move(x, y)
    plain.page.mouse.down(button="right")
    plain.page.mouse.move(x + 50, y)
    plain.page.mouse.up(button="right")
    plain.settle()
    assert hands.heard == []


def test_a_hand_pauses_the_scene(plain):
    scene = plain.load().show(Hands().stage)
    scene.click(".dl-play")
    with mouse(plain, *scene.middle(".dl-handle")):
        assert scene.run("find('.dl-play').ariaLabel") == "Play"


@pytest.mark.parametrize("name", [".dl-handle", ".dl-sheet"])
def test_a_finger_on_what_moves_does_not_scroll_the_page(plain, name):
    assert plain.load().show(Hands().stage).style(name, "touchAction") == "none"


@pytest.mark.parametrize(("theme", "end"), [("light", "Enter"), ("dark", "Tab")])
def test_a_cell_takes_what_is_typed(plain, theme, end):
    hands = Hands()
    scene = plain.load(theme).show(hands.stage)
    focus(scene, ".dl-cell")
    assert scene.style(".dl-cell", "opacity") == "1"
    press(plain, "4", "2", end)
    plain.settle()
    assert hands.heard == [("n", "42")]
    assert scene.run("[find('.dl-cell').value, find('.dl-picture text').textContent]") == ["42", "42"]


def test_what_is_being_typed_is_left_alone(plain):
    hands = Hands()
    scene = plain.load().show(hands.stage, answering=False)
    focus(scene, ".dl-cell")
    press(plain, "4")
    hands.n, hands.pick = "8", "three"
    scene.hear(scene=Stage(hands.frames(), label="Hands", on_drag=print, on_edit=print, on_paint=print).scene)
    assert scene.run("[find('.dl-cell').value, find('.dl-choose').value]") == ["4", "three"]
    press(plain, "Escape")
    assert scene.run("find('.dl-cell').value") == "8"


def test_a_cell_takes_back_what_was_typed(plain):
    hands = Hands()
    scene = plain.load().show(hands.stage)
    focus(scene, ".dl-cell")
    press(plain, "4", "Escape", "Enter")
    assert scene.run("find('.dl-cell').value") == "3" and hands.heard == []


@pytest.mark.parametrize(("typed", "kind", "says"), [("many", "invalid", "“many” is no number"),
                                                     ("crash", "error", "on_edit stopped with RuntimeError: oh")])
def test_what_is_typed_wrongly_is_explained_and_nothing_changes(plain, typed, kind, says, capsys):
    hands = Hands()
    scene = plain.load().show(hands.stage)
    focus(scene, ".dl-cell")
    press(plain, *typed, "Enter", "Tab")
    plain.settle()
    assert (scene.text(".dl-message"), scene.run("find('.dl-message').dataset.kind")) == (says, kind)
    assert scene.run("find('.dl-message').getAttribute('role')") == "status"
    soft = look.colours()["error-soft" if kind == "error" else "weight-soft"]
    red, green, blue = (int(soft[i:i + 2], 16) for i in (1, 3, 5))
    assert scene.style(".dl-message", "backgroundColor") == f"rgb({red}, {green}, {blue})"
    assert scene.run("[find('.dl-cell').value, find('.dl-picture text').textContent]") == ["3", "3"]
    focus(scene, ".dl-cell")
    press(plain, "7", "Enter")
    plain.settle()
    assert scene.text(".dl-message") == "" and hands.n == "7"
    assert (typed == "crash") == ("RuntimeError" in capsys.readouterr().err)


def test_a_list_is_chosen_from(plain):
    hands = Hands()
    scene = plain.load().show(hands.stage)
    assert scene.run("[...find('.dl-choose').options].map(o => o.value)") == ["one", "two", "three"]
    scene.run("(find('.dl-choose').value = 'two', find('.dl-choose').dispatchEvent(new Event('change')))")
    plain.settle()
    assert hands.heard == [("pick", "two")] and scene.run("find('.dl-choose').value") == "two"


@pytest.mark.parametrize("way", HANDS)
@pytest.mark.parametrize("width", [WIDE, HALF])
def test_a_pad_is_drawn_on_where_the_pointer_is(plain, way, width):
    hands = Hands()
    scene = plain.load().show(hands.stage, width)
    scale = scene.run("find('.dl-picture').getBoundingClientRect().width") / SIZE[0]
    x, y = scene.middle(".dl-sheet")  # (520, 160) in the picture
    with HANDS[way](plain, x, y) as move:
        for i in range(1, 6):
            move(x + 10 * scale * i, y + 5 * scale * i)
    plain.settle()
    first, last = hands.strokes[-1][0], hands.strokes[-1][-1]
    assert max(abs(first[0] - 520), abs(first[1] - 160), abs(last[0] - 570), abs(last[1] - 185)) <= 3, hands.strokes
    scene.click(".dl-clear")
    plain.settle()
    assert hands.strokes == []


def test_a_pad_is_drawn_on_and_cleared_with_keys(plain):
    hands = Hands()
    scene = plain.load().show(hands.stage)
    assert scene.style(".dl-pad circle", "visibility") == "hidden"
    press(plain, "Tab")  # the keyboard is in use, so that what has the focus shows it
    focus(scene, ".dl-sheet")
    assert scene.style(".dl-pad circle", "visibility") == "visible"
    press(plain, " ")
    plain.settle()
    assert scene.text(".dl-message") == "Pen down: the arrow keys draw."
    press(plain, "ArrowRight", "ArrowRight", "ArrowDown", " ")
    plain.settle()
    (start, *_, end), = hands.strokes
    assert (end[0] - start[0], end[1] - start[1]) == (10, 5)
    press(plain, "Delete")
    plain.settle()
    assert hands.strokes == [] and scene.text(".dl-message") == "Pen up."
    focus(scene, ".dl-play")
    assert scene.text(".dl-message") == ""


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_what_is_pointed_at_lights_up_with_all_that_belongs_to_it(plain, way):
    scene = plain.load().show(Hands().stage)
    lit = "all('.dl-lit').map(e => e.tagName)"
    if way == "mouse":
        plain.page.mouse.move(*scene.middle(".dl-pointer"))
    else:
        focus(scene, ".dl-pointer")
    assert scene.run(lit) == ["rect", "text"]
    assert scene.style(".dl-lit", "strokeWidth") == "3px" and scene.style("text.dl-lit", "fontWeight") == "700"
    if way == "mouse":
        plain.page.mouse.move(1, 1)
    else:
        focus(scene, ".dl-play")
    assert scene.run(lit) == []


def test_what_can_be_typed_into_has_a_dashed_edge(plain):
    scene = plain.load().show(Hands().stage)
    assert scene.run("getComputedStyle(find('[data-kind=edit]')).strokeDasharray") == "5px, 3px"


# The line to the kernel.


def test_one_message_is_in_flight_and_only_the_latest_of_a_kind_waits(plain):
    scene = plain.load().show(Hands().stage, answering=False)
    focus(scene, ".dl-handle")
    press(plain, "ArrowRight", "ArrowRight", "ArrowRight")
    assert [request["x"] for request in scene.sent()] == [220] and scene.run("stage.ariaBusy") == "true"
    scene.hear(reply={"serial": scene.sent()[0]["serial"], "message": "", "kind": ""})
    assert [request["x"] for request in scene.sent()] == [220, 260]
    scene.hear(reply={"serial": scene.sent()[1]["serial"], "message": "", "kind": ""})
    assert scene.run("stage.ariaBusy") == "false"


@pytest.mark.parametrize("manager", [{"kernel": {"status": "idle"}}, {"kernel": None}])
def test_without_an_answer_it_says_that_a_kernel_is_needed(plain, manager):
    scene = plain.load().show(Hands().stage, answering=False, manager=manager)
    focus(scene, ".dl-handle")
    press(plain, "ArrowRight")
    plain.wait(3100)
    assert "needs a kernel: run the cell again" in scene.text(".dl-message")
    assert scene.run("find('.dl-message').dataset.kind + find('.dl-message').getAttribute('role')") == "errorstatus"
    assert scene.run("Number(find('.dl-picture circle').getAttribute('cx'))") == 200, "what was held is let go of"


def test_a_busy_kernel_is_waited_for(plain):
    scene = plain.load().show(Hands().stage, answering=False, manager={"kernel": {"status": "busy"}})
    focus(scene, ".dl-handle")
    press(plain, "ArrowRight")
    plain.wait(3100)
    assert scene.text(".dl-message") == "Python is busy; this will follow."


# A scene that never ends.


def test_what_never_ends_fetches_ahead_and_says_why_it_ended(plain):
    scene = plain.load("light", "reduce").show(counting(30))
    scene.click(".dl-next")
    plain.settle()
    plain.wait(50)
    assert scene.at() == 1 and scene.run("find('.dl-slider').max") > "1"
    scene.click(".dl-play")
    plain.watch(5000)
    assert scene.text(".dl-note") == "n = 29" and scene.text(".dl-message") == "29 is the end."
    assert scene.run("find('.dl-play').ariaLabel") == "Play"
    scene.click(".dl-reset")
    plain.settle()
    plain.wait(50)
    assert scene.text(".dl-note") == "n = 0"


def test_only_what_never_ends_can_be_started_again(plain):
    assert plain.load().show(moving()).style(".dl-reset", "display") == "none"
    assert plain.load().show(counting()).style(".dl-reset", "display") != "none"


def test_what_never_ends_rests_while_nobody_sees_it(plain):
    scene = plain.load().show(counting())
    scene.click(".dl-play")
    plain.watch(500)
    plain.page.evaluate("() => { document.getElementById('before').style.height = '3000px'; }")
    plain.watch(300)
    at = scene.at()
    plain.watch(3000)
    assert 0 < at == scene.at()
    plain.page.evaluate("() => { document.getElementById('before').style.height = ''; }")
    plain.watch(1000)
    assert scene.at() > at, "it goes on when it is seen again"


# Two views, and closing.


def test_a_second_view_follows_and_leads(plain):
    scene = plain.load("light", "reduce").show(moving(ask=2))
    scene.show(HALF)
    scene.click(".dl-next", 0)
    assert (scene.at(1), dot(scene, 1), scene.text(".dl-note", 1)) == (1, 150, "x = 150")
    scene.click(".dl-next", 1)
    assert (scene.at(0), dot(scene, 0)) == (2, 250)
    scene.run("all('.dl-choice')[1].click()", 1)
    assert scene.text(".dl-reply", 0) == "✓ Right. Yes: x grows."
    scene.click(".dl-play", 0)
    scene.click(".dl-back", 1)
    assert scene.run("find('.dl-play').ariaLabel", 0) == "Play", "two views would pull at the slider"


def test_a_second_view_shows_what_is_changed_in_the_first(plain):
    hands = Hands()
    scene = plain.load().show(hands.stage)
    scene.show(HALF)
    focus(scene, ".dl-handle", 1)
    press(plain, "ArrowDown")
    plain.settle()
    for view in (0, 1):
        assert scene.run("find('.dl-handle').ariaLabel", view) == "tip at (200, 120)"
        assert scene.run("Number(find('.dl-picture circle').getAttribute('cy'))", view) == 120


def test_a_scene_made_anew_is_shown_and_stays_at_its_place(plain):
    scene = plain.load("light", "reduce").show(moving())
    scene.hear(frame=3)
    longer = moving(9, move=False)
    scene.hear(scene=json.loads(json.dumps(longer.scene | {"label": "Another"})))
    assert (scene.at(), scene.text(".dl-place"), scene.run("stage.ariaLabel")) == (3, "4 / 9", "Another")


LISTENERS = """() => { window.left = new Map();
    for (const [target, name] of [[window, "window"], [document, "document"], [document.body, "body"]]) {
        const { addEventListener: add, removeEventListener: remove } = target;
        target.addEventListener = (...a) => { left.set(`${name} ${a[0]}`, (left.get(`${name} ${a[0]}`) ?? 0) + 1);
            add.apply(target, a); };
        target.removeEventListener = (...a) => { left.set(`${name} ${a[0]}`, left.get(`${name} ${a[0]}`) - 1);
            remove.apply(target, a); };
    }
    window.frames_ = 0;
    const request = window.requestAnimationFrame;
    window.requestAnimationFrame = act => request(now => { window.frames_ += 1; act(now); }); }"""


@pytest.mark.parametrize("how", ["at rest", "playing", "asking the kernel"])
def test_what_is_closed_leaves_nothing_behind(plain, how):
    plain.load()
    plain.page.evaluate(LISTENERS)
    scene = plain.show(Hands().stage if how.startswith("asking") else moving(30), answering=False)
    scene.show(HALF)
    if how == "playing":
        scene.click(".dl-play")
        plain.wait(500)
    elif how.startswith("asking"):
        focus(scene, ".dl-handle")
        press(plain, "ArrowRight")
    assert scene.model("[...m.heard.values()].map(acts => acts.size)") == [2, 2, 2, 2]
    scene.close()
    assert scene.model("[...m.heard.values()].map(acts => acts.size)") == [0, 0, 0, 0]
    assert plain.page.evaluate("() => document.querySelectorAll('.dl-stage').length") == 0
    assert plain.page.evaluate("() => [...window.left.values()].every(count => count === 0)")
    plain.wait(50)
    before = plain.page.evaluate("() => [window.frames_, window.models[0].saves, window.models[0].get('frame')]")
    plain.wait(4000)
    assert plain.page.evaluate(
        "() => [window.frames_, window.models[0].saves, window.models[0].get('frame')]") == before


# How it looks.

# The colours of all that is written or marks something, and what lies behind: for text in the picture, the cell it
# stands in. `weak` says where the contrast falls short of what WCAG asks: 4.5 for text, 3 for what is not text.
CONTRAST = """(() => {
    const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const rgb = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data]; };
    const over = (top, below) => top.slice(0, 3).map((v, i) => v * top[3] / 255 + below[i] * (1 - top[3] / 255));
    const light = colour => { const [r, g, b] = colour.map(v => v / 255).map(v =>
        v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
        return (x + 0.05) / (y + 0.05); };
    const ground = node => node ? over(rgb(getComputedStyle(node).backgroundColor), ground(node.parentElement))
        : [255, 255, 255];
    const inside = (box, other) => other.x <= box.x + 1 && other.right >= box.right - 1 && other.y <= box.y + 1
        && other.bottom >= box.bottom - 1;
    const weak = [];
    const judge = (what, colour, below, least) => { const found = ratio(over(rgb(colour), below), below);
        judged.push(what); if (found < least) weak.push(`${what}: ${found.toFixed(2)} < ${least}`); };
    const judged = [];
    for (const node of all('p, span, b, code, button, select, .dl-message')) {
        const own = [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim());
        if (own || node.tagName === 'SELECT') judge(`${node.className || node.tagName} “${node.textContent}”`,
            getComputedStyle(node).color, ground(node), 4.5);
    }
    for (const node of all('.dl-picture text')) {
        const box = node.getBoundingClientRect();
        const cell = all('.dl-picture rect').filter(rect => inside(box, rect.getBoundingClientRect())).at(-1);
        const fill = cell ? rgb(getComputedStyle(cell).fill) : [0, 0, 0, 0];
        judge(`text ${node.getAttribute('class')}`, getComputedStyle(node).fill,
            over(fill, ground(find('.dl-view'))), 4.5);
    }
    for (const node of all('.dl-picture line')) judge(`line ${node.getAttribute('class')}`,
        getComputedStyle(node).stroke, ground(find('.dl-view')), 3);
    for (const node of all('.dl-button:not([hidden]):not([aria-disabled=true]) svg'))
        judge(`icon ${node.parentElement.className}`, getComputedStyle(node).stroke, ground(node), 3);
    for (const node of all('.dl-controls button:not([hidden]), .dl-controls select, .dl-choice')) judge(
        `edge ${node.className}`, getComputedStyle(node).borderTopColor, ground(node.parentElement), 3);
    return {weak, judged}; })()"""


def colourful():
    """Every role as text on the paper and in its cell, and as a line; with a question and code in the words."""
    shapes = []
    for i, role in enumerate(look.ROLES["light"]):
        y = 20 + 34 * i
        shapes += [rect(f"{role} cell", 20, y - 14, 120, 28, f"cell {role}"), text(f"{role} in it", 80, y, role, role),
                   text(f"{role} ink", 200, y, role, role), rect(f"{role} area", 300, y - 14, 120, 28, f"area {role}"),
                   text(f"{role} on area", 360, y, role), {**circle(f"{role} dot", 460, y, 6, role)},
                   {"key": f"{role} line", "tag": "line", "x1": 500, "y1": y, "x2": 600, "y2": y, "class": role}]
    frames = [Frame(shapes, f"A note with `code` in it, {i}.", "Every role.", ask=QUESTION if not i else None)
              for i in range(2)]
    return Stage(frames, label="Colours", on_edit=lambda name, typed: None)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("answer", [None, 0, 1])
def test_every_word_and_mark_can_be_read(plain, theme, answer):
    scene = plain.load(theme).show(colourful())
    if answer is not None:
        scene.run(f"all('.dl-choice')[{answer}].click()")
        scene.hear(reply={"message": "Something is wrong.", "kind": "error" if answer else "invalid"})
    found = scene.run(CONTRAST)
    assert len(found["judged"]) > 3 * len(look.ROLES["light"]) + 10
    assert found["weak"] == []


@pytest.mark.parametrize("theme", THEMES)
def test_what_has_the_focus_has_an_outline_that_is_seen(plain, theme):
    hands = Hands()
    scene = plain.load(theme).show(hands.stage)
    plain.page.evaluate("() => document.getElementById('before').focus()")
    seen = {}
    for _ in range(16):
        press(plain, "Tab")
        seen |= dict([scene.run("""(() => { const node = document.activeElement, style = getComputedStyle(node);
            return [node.className.split(' ').pop() || node.tagName,
                [style.outlineStyle, parseFloat(style.outlineWidth), style.outlineColor]]; })()""")])
    wanted = {"dl-handle", "dl-cell", "dl-choose", "dl-pointer", "dl-sheet", "dl-clear", "dl-play", "dl-next",
              "dl-back", "dl-slider", "dl-speed"}
    assert wanted <= set(seen), f"not reached with Tab: {wanted - set(seen)}"
    papers = {"light": "#ffffff", "dark": "#111111"}
    for name in wanted:
        style, width, colour = seen[name]
        assert style == "solid" and width >= 2, (name, seen[name])
        below = papers["dark" if theme in ("dark", "lab dark", "lab high contrast") else "light"]
        assert contrast(colour, below) >= 3 or theme == "forced", (name, colour)


def contrast(one, other):
    """Return the contrast of two colours, written `rgb(…)` or `#…`."""
    def luminance(colour):
        parts = ([int(colour[i:i + 2], 16) for i in (1, 3, 5)] if colour[0] == "#"
                 else [float(part) for part in colour[colour.index("(") + 1:-1].split(",")[:3]])
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (p / 255 for p in parts)]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def test_dark_and_light_differ_and_the_system_is_followed(plain):
    grounds, scheme = {}, {}
    for theme in THEMES:
        scene = plain.load(theme).show(moving())
        grounds[theme], scheme[theme] = scene.run("(s => [s.backgroundColor, s.colorScheme])(getComputedStyle(stage))")
    assert grounds["light"] == grounds["lab light"] == "rgb(255, 255, 255)"
    assert grounds["dark"] == grounds["lab dark"] == "rgb(17, 17, 17)"
    assert grounds["lab high contrast"] == "rgb(0, 0, 0)"
    assert scheme["light"] == scheme["lab light"] == "light" and scheme["dark"] == scheme["lab dark"] == "dark"


def test_forced_colours_keep_the_picture_as_it_is(plain):
    scene = plain.load("forced").show(colourful())
    assert scene.style(".dl-view", "forcedColorAdjust") == "none"
    assert scene.style(".dl-picture text.weight", "fill") == "rgb(127, 85, 0)"


@pytest.mark.parametrize("width", [WIDE, HALF, NARROW])
def test_nothing_is_cut_off_and_everything_is_large_enough_for_a_finger(plain, width):
    hands = Hands()
    hands.x = hands.y = 150.0
    hands.stage.show(hands.frames())
    for stage in (hands.stage, colourful(), moving(120, axis="learning rate", axis_values=[i / 7 for i in range(120)])):
        scene = plain.load().show(stage, width)
        cut = scene.run("""all('*').filter(e => { const [box, own] = [stage, e].map(n => n.getBoundingClientRect());
            return own.width && !e.closest('svg') && (own.right > box.right + 1 || own.left < box.left - 1); })
            .map(e => e.className)""")
        assert cut == []
        small = scene.run("""all('button, select, .dl-slider, .dl-sheet').filter(e => !e.matches('.dl-pointer'))
            .map(e => [e.className, e.offsetWidth, e.offsetHeight]).filter(([, w, h]) => w && (w < 24 || h < 24))""")
        assert small == []


def test_the_picture_scales_and_controls_lie_over_their_shapes(plain):
    for width in (WIDE, HALF):
        scene = plain.load().show(Hands().stage, width)
        ratio = scene.run("(box => box.width / box.height)(find('.dl-picture').getBoundingClientRect())")
        assert abs(ratio - SIZE[0] / SIZE[1]) < 0.02
        for name, shape in ((".dl-cell", "[data-kind=edit]"), (".dl-sheet", "[data-kind=paint]"),
                            (".dl-pointer", "[data-kind=point]")):
            boxes = f"[{name!r}, '.dl-picture {shape}'].map(name => find(name).getBoundingClientRect())"
            apart = scene.run(f"""(([a, b]) => Math.max(...['x', 'y', 'right', 'bottom'].map(side =>
                Math.abs(a[side] - b[side]))))({boxes})""")
            assert apart <= 3, (name, width, apart)


def test_a_printed_page_has_no_buttons(plain):
    scene = plain.load().show(moving())
    plain.page.emulate_media(media="print")
    assert scene.style(".dl-controls", "display") == "none"
