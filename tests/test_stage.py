"""The widget without a browser: what is sent, what comes back, what is refused, what is shown instead."""

import base64
import json
import re
import shutil
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_frame import apply, shapes

from dlmath.picture.frame import Ask, Frame, Scene, changes
from dlmath.picture.shapes import circle, handle, polyline, rect, text
from dlmath.picture.still import to_png
from dlmath.picture.table import Table, line_up
from dlmath.scenes import activations, descent, network, training
from dlmath.stage import Stage, film, play
from dlmath.stage import stage as stage_module

HERE = Path(__file__).parent
STAGE_JS = HERE.parent / "src" / "dlmath" / "stage" / "stage.js"


def dots(count=3, **more):
    return [Frame([circle("dot", 10 * i, 20)], f"x = {i}", f"A dot at {i}.", **more) for i in range(count)]


def product(n):
    """Show an n×n product, one entry a step, as the lessons do."""
    values = np.arange(n * n).reshape(n, n)
    tables = line_up(Table("A", values), "@", Table("B", values, "weight"), "=", Table("C", values @ values),
                     box=(0, 40, 640, 280), cell=(18, 18))
    return [Frame(tables.draw(mark={"A": (row, ...), "B": (..., column)}, shown={"C": n * row + column + 1}),
                  f"C[{row},{column}]", "Three matrices.") for row, column in np.ndindex(n, n)]


# --- what is sent


def test_the_scene_rebuilds_every_frame():
    frames = product(3)
    before = []
    for frame, sent in zip(frames, Stage(frames).scene["frames"], strict=True):
        before = apply(before, sent)
        assert tuple(before) == frame.shapes


def test_the_payload_grows_linearly_with_the_steps():
    sizes = {n: Stage(product(n)).payload / n**2 for n in (4, 6, 8, 10)}  # bytes a step
    assert max(sizes.values()) < 200_000 / 100
    # a step of an n×n product moves marks on 4n cells, so bytes a step grow with n and not with n²
    assert sizes[10] / sizes[4] < 10 / 4 * 1.3


def test_a_growing_trail_costs_what_it_grows():
    def trail(steps):
        points = [(i % 600, i % 300) for i in range(10 * steps)]
        return [Frame([polyline("trail", points[: 10 * i + 10])], "n", "a") for i in range(steps)]

    assert Stage(trail(200)).payload < 2.5 * Stage(trail(100)).payload


def test_a_heavy_scene_is_refused_with_its_size():
    with pytest.raises(ValueError, match=r"Stage 'Heavy': [\d,]+ bytes, and 1,000 are allowed; frame 0 alone takes"):
        Stage(product(3), label="Heavy", limit=1000)


@pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
@settings(max_examples=5, deadline=None)
@given(st.lists(st.lists(shapes, min_size=2, max_size=5), min_size=20, max_size=40))
def test_the_browser_rebuilds_the_frames_that_python_describes(scenes):
    described = []
    for scene in scenes:
        before = []
        described.append([])
        for after in scene:
            described[-1].append(changes(before, after))
            before = after
    script = """
      const code = require("fs").readFileSync(process.argv[1], "utf8");
      import("data:text/javascript," + encodeURIComponent(code)).then(({ expand }) => {
        const scenes = JSON.parse(require("fs").readFileSync(0, "utf8"));
        console.log(JSON.stringify(scenes.map((frames) => expand(frames).map((shapes) => [...shapes.values()]))));
      });"""
    ran = subprocess.run(
        ["node", "-e", script, STAGE_JS], input=json.dumps(described), capture_output=True, text=True, check=True
    )
    assert json.loads(ran.stdout) == scenes


# --- what comes back


def test_a_drag_is_answered_with_new_frames_at_the_same_place():
    heard = []

    def follow(name, x, y):
        heard.append((name, x, y))
        return [Frame([handle("h", x, y, "tip", "tip of a")], f"x = {x}", "A dot.") for _ in range(3)]

    stage = Stage(follow("tip", 0, 0), on_drag=follow)
    stage.frame = 2
    stage.request = {"kind": "drag", "name": "tip", "x": 12, "y": 34.5, "serial": "v 1"}
    assert heard[-1] == ("tip", 12.0, 34.5)
    assert stage.reply == {"serial": "v 1", "message": "", "kind": ""}
    assert stage.frame == 2 and stage.frames[2].note == "x = 12.0"


@pytest.mark.parametrize(
    "error, kind, message",
    [
        (ValueError("“abc” is not a number"), "invalid", "“abc” is not a number"),
        (ZeroDivisionError("division by zero"), "error", "on_edit stopped with ZeroDivisionError: division by zero"),
    ],
)
def test_a_callback_that_raises_is_heard(error, kind, message, capsys):
    def refuse(name, text):
        raise error

    frames = [Frame(Table("A", [[1]], edit=True).draw(), "n", "a")]
    stage = Stage(frames, on_edit=refuse)
    before = stage.scene
    stage.request = {"kind": "edit", "name": "A[0,0]", "text": "abc", "serial": "v 1"}
    assert stage.reply == {"serial": "v 1", "message": message, "kind": kind}
    assert stage.scene == before
    assert ("Traceback" in capsys.readouterr().err) == (kind == "error")


def pad(strokes, **more):
    sheet = rect("pad", 0, 0, 99, 99, paint="drawing", label="Draw here", **more)
    return [Frame(sheet, f"{strokes}", "A pad.")]


def test_a_drawing_is_answered_with_new_frames():
    stage = Stage(pad([]), on_paint=lambda name, strokes: pad([name, strokes]))
    sent = [[[1, 2], [3, 4.5]], [], [[5, 6]]]
    stage.request = {"kind": "paint", "name": "drawing", "strokes": sent, "serial": "v 1"}
    assert stage.reply == {"serial": "v 1", "message": "", "kind": ""}
    assert stage.frames[0].note == "['drawing', [[(1.0, 2.0), (3.0, 4.5)], [(5.0, 6.0)]]]"


@pytest.mark.parametrize("strokes, kind", [
    ([[[0, 0]] * 2001], "invalid"), ([[[0, float("nan")]]], "invalid"), ([[[1, 2, 3]]], "invalid"),
    ([["a"]], "invalid"), ("drawing", "invalid"), (5, "error"), (None, "error"),
])
def test_what_is_no_drawing_changes_nothing(strokes, kind, capsys):
    stage = Stage(pad([]), on_paint=lambda name, strokes: pad(strokes))
    before = stage.scene
    stage.request = {"kind": "paint", "name": "drawing", "strokes": strokes, "serial": "v 1"}
    assert stage.reply["kind"] == kind and stage.reply["message"] and stage.scene == before
    capsys.readouterr()


def test_a_pad_needs_words_and_somebody_who_listens():
    with pytest.raises(ValueError, match="has 'paint', and no on_paint was given"):
        Stage(pad([]))
    with pytest.raises(ValueError, match="can be changed but has no label"):
        Frame([rect("pad", 0, 0, 9, 9, paint="drawing")], "n", "a")


def test_play_gives_what_is_drawn_to_the_argument_named_after_the_pad():
    def make(drawing, width):
        return Scene(pad(len(drawing), stroke_width=width), "A pad")

    stage = play(make, drawing=[[(1, 2)], [(3, 4), (5, 6)]], width=2)  # lines of several lengths are no array
    assert stage.frames[0].note == "2"
    stage.request = {"kind": "paint", "name": "drawing", "strokes": [[[7, 8]]], "serial": 1}
    assert (stage.data["drawing"], stage.data["width"], stage.frames[0].note) == ([[(7.0, 8.0)]], 2, "1")
    stage.renew(width=3, drawing=[])
    assert stage.data["width"] == 3 and stage.frames[0].note == "0"


# --- what play makes of it


def edit(stage, name, text):
    """Type into a cell, and return what is replied."""
    stage.request = {"kind": "edit", "name": name, "text": text, "serial": 1}
    return stage.reply["message"]


def test_what_was_left_at_its_default_is_changed_like_all_else():
    stage = play(descent.ball)
    x, y = descent.ball().plane_of("start")[0].to_pixels(5, 4)
    stage.request = {"kind": "drag", "name": "start", "x": x, "y": y, "serial": 1}
    assert (stage.reply["message"], stage.data) == ("", {"start": 5})
    stage = play(network.neuron, x=[2, 3], w=[0.5, 0.5], b=-0.5)
    assert edit(stage, "activation", "tanh") == "" and stage.data["activation"] == "tanh"
    stage = play(descent.three, rates=[0.1, 0.2, 0.3])
    stage.renew(start=2)
    assert edit(stage, "rates[1]", "0,5") == ""
    assert stage.data["rates"].tolist() == [0.1, 0.5, 0.3] and stage.data["start"] == 2


def counted(n=5):
    """Make a scene of n dots, everything in which depends on n."""
    n = int(n)
    return Scene(dots(n), f"{n} dots", still=n - 1, axis=f"x of {n}", axis_values=range(n), seconds=n)


def test_a_scene_made_anew_brings_its_label_its_still_and_its_axis():
    stage = play(counted)
    for n in ("2", "7"):
        assert edit(stage, "n", n) == ""
        assert repr(stage) == f"Stage: {n} dots. {n} frames along x of {n}, the last: A dot at {int(n) - 1}."
        assert stage.scene["label"] == f"{n} dots" and stage.scene["seconds"] == int(n)
        assert (stage.scene["axis"], stage.scene["values"]) == (f"x of {n}", [str(x) for x in range(int(n))])
        assert "image/png" in stage._repr_mimebundle_()[0]
    stage = play(activations.tangent)
    assert edit(stage, "activation", "tanh") == "" and "tanh" in stage.scene["label"]


def test_frames_alone_keep_the_label_and_the_still_that_they_have():
    stage = Stage(dots(5), label="Dots", still=1)
    stage.show(dots(3))
    assert repr(stage) == "Stage: Dots. 3 frames, frame 2: A dot at 1."
    stage.show(dots(1))
    assert "image/png" in stage._repr_mimebundle_()[0] and repr(stage) == "Stage: Dots. 1 frame: A dot at 0."


def test_a_scene_that_cannot_be_shown_changes_nothing():
    stage = play(counted, n=2)
    before = stage.scene
    assert "one or more Frame" in edit(stage, "n", "0") and stage.reply["kind"] == "invalid"
    stage.limit = 100
    assert "100 are allowed" in edit(stage, "n", "3")
    assert stage.data == {"n": 2} and stage.scene == before and repr(stage).startswith("Stage: 2 dots. 2 frames along")


@pytest.mark.parametrize("value", [
    [None, 1], ["1", "2"], [{"a": 1}, {"b": 2}], [len, abs], [[1, 2], [3]], [1j], ("a", 1), [[1], {}],
])
def test_what_is_no_array_of_numbers_arrives_as_it_was_given(value):
    seen = []
    play(lambda value: seen.append(value) or Scene(dots(), "Dots"), value=value)
    assert seen == [value] and type(seen[0]) is type(value)


@pytest.mark.parametrize("value", [[1, 2], (1.5, 2), [[True, False]], np.arange(3), np.float32([1, 2]), []])
def test_numbers_arrive_as_an_array_of_their_own(value):
    stage = play(lambda value: Scene(dots(), "Dots"), value=value)
    np.testing.assert_array_equal(stage.data["value"], value)
    assert stage.data["value"].dtype == float and stage.data["value"] is not value


@pytest.mark.parametrize("typed, number", [
    ("0,5", 0.5), (" −0,125 ", -0.125), ("3,14", 3.14), ("2,5000", 2.5), ("1234,567", 1234.567), ("1.000", 1),
    ("1000", 1000), (",125", 0.125), ("1e-3", 0.001),
])
def test_a_decimal_comma_is_read(typed, number):
    stage = play(lambda n: Scene(dots(), f"n = {n}"), n=7.0)
    assert edit(stage, "n", typed) == "" and stage.data["n"] == number


@pytest.mark.parametrize("value, entry, typed, result", [
    (3.0, "n", "+=1", 4), (3.0, "n", "-=0.5", 2.5), ([4.0, 2.0], "n[1]", "+=1", [4, 3]),
    ([4.0, 2.0], "n", "+=2", [4, 2, 2]), ([4.0, 2.0], "n", "-=2", [4]), ([4.0], "n", "-=2", []),
    ("a, b", "n", "+=c", "a, b, c"), ("a, b", "n", "-=a", "b"),
    ("a", "n", "-=a", ""), ("a, b", "n", "+=a", "b, a"), ("x", "n", "y", "y"),
])
def test_a_button_adds_and_takes_away(value, entry, typed, result):
    stage = play(lambda n: Scene(dots(), f"n = {n}"), n=value)
    assert edit(stage, entry, typed) == ""
    changed = stage.data["n"]
    assert (changed if isinstance(changed, str) else np.asarray(changed).tolist()) == result


@pytest.mark.parametrize("typed, words", [
    ("1,000", "“1,000” can mean 1000 or 1.000; type the one you mean"),
    ("−12,345", "“−12,345” can mean −12345 or −12.345; type the one you mean"),
    ("1,000,000", "no number"), ("1,000.5", "no number"), ("", "no number"), ("nan", "fits here"), ("1e7", "fits here"),
])
def test_what_is_no_number_or_two_is_refused(typed, words):
    stage = play(lambda n: Scene(dots(), f"n = {n}"), n=7.0)
    assert words in edit(stage, "n", typed) and stage.reply["kind"] == "invalid" and stage.data["n"] == 7


# --- what never ends


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """Let a turn take as long as it needs, however busy the machine is."""
    monkeypatch.setattr(stage_module, "TURN", 60)


def number(n, **more):
    """Show a number; the shapes come and go."""
    shapes = [text("n", 9, 9, n), polyline("line", [(i, i % 7) for i in range(n % 5 + 2)]),
              circle("dot", n, n) if n % 3 else None]
    return Frame(shapes, f"n = {n}", f"The number {n}.", **more)


def counting(start=0, step=1, seconds=0):
    """Count for as long as one likes; another step is taken up on the way."""
    def frames():
        n, by = start, step
        while True:
            changed = yield number(int(n))
            by = (changed or {}).get("step", by)
            n += by
            time.sleep(seconds)

    if not 0 < step < 100:
        raise ValueError("a step from 1 to 99 fits here")
    more = frames()
    return Scene([next(more)], f"Counting from {start:g}", still=0, seconds=0.05, more=more, live=("step",))


def ask_more(stage, count=12, after=None):
    """Ask for what comes next, as the browser does, and return the reply."""
    after = stage.film.last if after is None else after
    stage.request = {"kind": "more", "name": "", "after": after, "count": count, "serial": f"{after} {time.time_ns()}"}
    return stage.reply


def notes(stage):
    return [frame.note for frame in stage.frames]


def test_what_comes_next_is_made_when_it_is_asked_for_and_travels_alone():
    stage = play(counting)
    assert notes(stage) == ["n = 0"] and stage.scene["endless"] and stage.scene["reset"]
    reply = ask_more(stage, 3)
    assert notes(stage) == [f"n = {n}" for n in range(4)]
    assert [frame["note"] for frame in reply["more"]["frames"]] == ["n = 1", "n = 2", "n = 3"]
    assert reply["more"] | {"frames": None} == {"from": 1, "first": 0, "over": False, "frames": None}
    assert "message" not in reply, "what was said before stays"
    again = ask_more(stage, 3, after=1)  # another view is a little behind
    assert [frame["note"] for frame in again["more"]["frames"]] == ["n = 2", "n = 3", "n = 4"]


def test_the_newest_frames_are_kept_and_no_more_however_long_it_goes_on(monkeypatch):
    monkeypatch.setattr(film, "KEPT", 30)
    stage, sizes = play(counting, start=1000), set()
    while stage.film.last < 400:
        ask_more(stage)
        sizes.add(len(stage.frames))
        assert len(stage.scene["frames"]) == len(stage.frames) and stage.payload < 10_000
    assert max(sizes) == 30 and stage.film.first == stage.film.last - 29
    before = stage.scene["base"]
    for frame, sent in zip(stage.frames, stage.scene["frames"], strict=True):  # a page that is opened now
        before = apply(before, sent)
        assert tuple(before) == frame.shapes
    stage.frame = 3
    assert stage.frame == stage.film.first


def test_large_frames_are_kept_in_smaller_numbers(monkeypatch):
    monkeypatch.setattr(film, "KEPT_BYTES", 5000)
    stage = play(counting)
    for _ in range(20):
        ask_more(stage)
    assert 10 < len(stage.frames) < 100 and sum(stage.film.sizes) <= 5000


def test_a_turn_is_short_so_that_other_cells_have_theirs(monkeypatch):
    monkeypatch.undo()
    stage = play(counting, seconds=0.03)
    start = time.perf_counter()
    ask_more(stage, 100)
    assert time.perf_counter() - start < 0.5 and 1 <= stage.film.last <= 3


def test_a_page_that_has_missed_something_gets_all(monkeypatch):
    stage, sent = play(counting), []
    ask_more(stage)
    monkeypatch.setattr(stage, "send_state", lambda key=None: sent.append(key))
    ask_more(stage, after=0)
    assert "scene" not in sent
    ask_more(stage, after=500)
    assert "scene" in sent


@pytest.mark.parametrize("error, message, kind", [
    (ZeroDivisionError("division by zero"), "the scene stopped with ZeroDivisionError: division by zero", "error"),
    (ValueError("The loss is no longer finite."), "The loss is no longer finite.", "invalid"),
])
def test_what_goes_wrong_is_explained_and_nothing_is_lost(error, message, kind, capsys):
    def frames():
        yield number(1)
        yield number(2)
        raise error

    stage = play(lambda: Scene([number(0)], "Counting", more=frames()))
    reply = ask_more(stage)
    assert (reply["message"], reply["kind"]) == (message, kind)
    assert notes(stage) == ["n = 0", "n = 1", "n = 2"] and stage.scene["over"] and reply["more"]["over"]
    assert len(reply["more"]["frames"]) == 2
    assert "message" not in ask_more(stage) and notes(stage) == ["n = 0", "n = 1", "n = 2"]
    assert ("Traceback" in capsys.readouterr().err) == (kind == "error")
    stage.request = {"kind": "reset", "name": "", "serial": "r"}
    assert notes(stage) == ["n = 0"] and not stage.scene["over"]


def test_an_interrupt_is_answered():
    def frames():
        raise KeyboardInterrupt
        yield

    stage = play(lambda: Scene([number(0)], "Counting", more=frames()))
    assert ask_more(stage)["message"] == "Interrupted." and stage.scene["over"]


def test_one_that_comes_to_an_end_is_played_to_it():
    stage = play(lambda: Scene([number(0)], "Counting", more=iter([number(1), number(2)])))
    reply = ask_more(stage)
    assert reply["more"]["over"] and "message" not in reply and len(stage.frames) == 3


@pytest.mark.parametrize("bad, words", [
    ("picture", "a str came next; expected a Frame"), (number(1, size=(9, 9)), "all need the same"),
    (Frame([handle("h", 1, 1, "a", "a")], "n", "a"), "has 'drag', and no on_drag was given"),
    (Frame([text("t", 9, 9, "x" * 40_000)], "n", "a"), "a frame of 40,1.. bytes, and 30,000 are allowed"),
])
def test_a_frame_that_cannot_be_shown_ends_it_with_a_sentence(bad, words):
    stage = Stage([number(0)], more=iter([number(1), bad, number(2)]))
    reply = ask_more(stage)
    assert reply["kind"] == "invalid" and re.search(words, reply["message"]), reply["message"]
    assert notes(stage) == ["n = 0", "n = 1"] and stage.scene["over"]


def test_a_change_that_the_scene_takes_up_is_shown_next_and_nothing_before_it_is_lost():
    stage = play(counting)
    ask_more(stage, 3)
    assert edit(stage, "step", "10") == "" and stage.data["step"] == 10
    assert notes(stage)[-2:] == ["n = 3", "n = 13"]
    assert stage.reply["more"]["to"] == stage.film.last == 4 and len(stage.reply["more"]["frames"]) == 1
    assert "fits here" in edit(stage, "step", "-1") and stage.data["step"] == 10 and not stage.scene["over"]
    ask_more(stage, 1)
    assert notes(stage)[-1] == "n = 23"
    stage.renew(step=1)  # from a cell
    assert notes(stage)[-1] == "n = 24" and stage.reply["more"]["to"] == stage.film.last


def test_any_other_change_starts_it_anew():
    stage = play(counting)
    ask_more(stage, 3)
    stage.frame = 2
    assert edit(stage, "start", "7") == ""
    assert (notes(stage), stage.frame, stage.scene["first"]) == (["n = 7"], 0, 0) and "more" not in stage.reply
    assert stage.scene["label"] == "Counting from 7"


def test_it_is_started_again_where_it_began():
    start = [number(n) for n in range(3)]
    stage = play(lambda: Scene(start, "Counting", more=map(number, range(3, 99)), live=("n",)))
    ask_more(stage)
    stage.frame = 9
    stage.request = {"kind": "reset", "name": "", "serial": "r"}
    assert (notes(stage), stage.frame, stage.reply["message"]) == (["n = 0", "n = 1", "n = 2"], 0, "")


def test_one_that_is_over_takes_a_change_by_starting_anew():
    def short(n=1):
        return Scene([number(int(n))], "Counting", more=iter([number(99)]), live=("n",))

    stage = play(short)
    ask_more(stage)
    assert stage.scene["over"]
    assert edit(stage, "n", "5") == "" and notes(stage) == ["n = 5"] and not stage.scene["over"]


def test_a_list_of_frames_in_its_place_has_an_end():
    stage = play(counting)
    stage.show([number(7)])
    assert "endless" not in stage.scene and repr(stage).endswith("1 frame: The number 7.")
    assert "more" not in ask_more(stage) and notes(stage) == ["n = 7"]


def test_without_a_way_to_start_again_none_is_offered():
    stage = Stage([number(0)], more=iter([number(1)]))
    assert "reset" not in stage.scene and "endless" in stage.scene and "endless" not in Stage([number(0)]).scene


def test_it_says_what_it_is_as_far_as_it_has_come():
    stage = play(counting)
    assert repr(stage) == "Stage: Counting from 0. Frame 1 of as many as you like: The number 0."
    ask_more(stage, 3)
    assert repr(stage) == "Stage: Counting from 0. Frame 4 of as many as you like: The number 3."
    bundle, _ = stage._repr_mimebundle_()
    assert base64.b64decode(bundle["image/png"]) == to_png(stage.frames[-1], caption="n = 3")


def test_a_network_goes_on_training():
    stage = play(training.going_on)
    assert "message" not in ask_more(stage, 120)
    assert max(stage.film.sizes[1:]) < film.PICTURE_LIMIT / 2
    loss = [float(note.split("loss = ")[1].split(",")[0]) for note in notes(stage)]
    assert loss[0] > 0.6 and loss[-1] < 0.08
    assert edit(stage, "rate", "0.1") == "" and notes(stage)[-1].startswith("`epoch 121:")
    assert "at most 10" in edit(stage, "rate", "20") and "whole number" in edit(stage, "hidden", "2.5")
    assert edit(stage, "hidden", "3") == "" and notes(stage)[0].startswith("`epoch 0:") and len(stage.frames) == 1


# --- what stays


def test_an_answer_is_kept_where_its_question_is_the_same():
    ask, other = (Ask(question, [("a", "yes"), ("b", "no")], 0) for question in ("Which?", "And now?"))
    stage = Stage(dots(2, ask=ask))
    stage.answers = {"0": 1, "1": -1}
    stage.show([*dots(1, ask=ask), *dots(1, ask=other)])
    assert stage.answers == {"0": 1}


def test_a_shorter_scene_moves_the_place():
    stage = Stage(dots(5))
    stage.frame = 4
    stage.show(dots(2))
    assert stage.frame == 1
    stage.frame = -3
    assert stage.frame == 0


# --- what is refused


@pytest.mark.parametrize(
    "frames, options, words",
    [
        ([], {}, "one or more Frame"),
        (["picture"], {}, "one or more Frame"),
        (dots(1) + dots(1, size=(10, 10)), {}, "all need the same"),
        (dots(3), {"axis": "x", "axis_values": [1, 2]}, "2 axis_values for 3 frames"),
        (dots(3), {"axis": "x"}, "both axis and axis_values"),
        (dots(3), {"still": 3}, "still = 3; there are 3 frames"),
        (dots(3), {"seconds": 0}, "seconds = 0"),
        ([Frame([handle("h", 1, 1, "a", "a")], "n", "a")], {}, "has 'drag', and no on_drag was given"),
    ],
)
def test_a_bad_scene_is_refused_by_a_sentence(frames, options, words):
    with pytest.raises(ValueError, match=words):
        Stage(frames, **options)


# --- what is shown instead


def test_a_stage_says_what_it_is():
    assert repr(Stage(dots(), label="A dot")) == "Stage: A dot. 3 frames, the last: A dot at 2."
    assert repr(Stage(dots(), label="A dot", still=0)) == "Stage: A dot. 3 frames, frame 1: A dot at 0."
    assert repr(Stage(dots(1))) == "Stage: Scene. 1 frame: A dot at 0."
    along = Stage(dots(2), axis="η", axis_values=[0.1, "large"])
    assert repr(along) == "Stage: Scene. 2 frames along η, the last: A dot at 1."
    assert along.scene["values"] == ["0.1", "large"]


def test_the_bundle_holds_the_live_scene_its_still_and_its_words():
    stage = Stage(dots(), still=1)
    data, metadata = stage._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == stage.model_id
    assert data["text/plain"] == repr(stage)
    assert base64.b64decode(data["image/png"]) == to_png(stage.frames[1], caption="x = 1")
    assert metadata["image/png"] == {"width": 640}


def test_the_style_holds_every_theme_and_no_colour_of_its_own():
    css = Stage(dots()).player.style
    for theme in ("prefers-color-scheme: dark", "data-jp-theme-light='false'", ".vscode-dark", "forced-colors"):
        assert theme in css
    assert "#" not in (STAGE_JS.parent / "stage.css").read_text(encoding="utf-8")
