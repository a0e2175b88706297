"""The playground shows what its network computes, goes on with what is changed, and recognises what was reached."""

import json
import re
from pathlib import Path

import pytest
from reading import shape

from dlmath import playground
from dlmath.course import missions
from dlmath.scenes import playground as scene
from dlmath.stage import play
from dlmath.stage.film import PICTURE_LIMIT

LARGE = {"data": "spiral", "features": ", ".join(playground.FEATURES), "hidden": [8, 8, 8, 8], "optimizer": "Adam"}
STROKES = {"blue": [[(50, 420), (50, 600)]], "orange": [[(200, 420), (200, 600)]]}
SCENES = {
    "network": (scene.network, {}),
    "large": (scene.network, LARGE),
    "none": (scene.network, {"data": "xor", "hidden": [], "features": "x1*x2"}),
    "wave": (scene.network, {"data": "wave", "hidden": [4], "look": "h13"}),
    "slope": (scene.network, {"data": "slope", "look": "answer from bias"}),
    "painted": (scene.network, {"data": "painted", "brush": "orange"} | STROKES),
    "nothing": (scene.network, {"data": "painted"}),
}
LARGEST = [(scene.network, LARGE)]
REFUSED = [(scene.network, {"hidden": [1] * 5}, "hidden has 5 layers; at most 4 fit the picture")]


@pytest.fixture(autouse=True)
def forgotten(monkeypatch):
    """Begin with nothing tried and nothing reached."""
    monkeypatch.setattr(missions, "_reached", {None})
    monkeypatch.setattr("dlmath.course.progress.course_folder", lambda: None)
    scene.tries.clear()


def grown(pictures=3, **data):
    """Return a Stage after so many pictures."""
    stage = play(scene.network, **data)
    for _ in range(pictures):
        stage.film.grow()
    return stage


def newest(stage):
    return stage.film.frames[-1]


def ask_more(stage):
    stage.request = {"kind": "more", "after": stage.film.last, "count": 1, "serial": f"more {stage.film.last}"}


def edit(stage, name, text):
    """Type something, and return what is said to it."""
    stage.request = {"kind": "edit", "name": name, "text": text, "serial": f"{name} {text} {len(stage.reply)}"}
    return stage.reply["message"]


def test_a_picture_an_epoch_shows_the_losses_of_the_network_trained_by_hand():
    stage = grown(4, rate=0.3)
    made = playground.Trial(*playground.split(*playground.points("moons", 200, 0.1, 1), 0.3, 1), ["x1", "x2"], [4, 2],
                            seed=1, rate=0.3)
    made.go(4 * 14)
    seen = made.look()
    assert f"epoch 4, update 56: training loss {seen.train:.3g}, test loss {seen.test:.3g}" in newest(stage).note
    assert shape(newest(stage), "said train")["text"].endswith(f"{100 * seen.train_accuracy:.0f} % right")


def test_lines_are_as_wide_as_their_weights_and_dashed_where_these_are_negative():
    stage = grown(2)
    made = playground.Trial(*playground.split(*playground.points("moons", 200, 0.1, 1), 0.3, 1), ["x1", "x2"], [4, 2],
                            seed=1, rate=0.1)
    made.go(28)
    for unit in range(4):
        for source, weight in list(made.weights_into(1, unit).items())[:2]:
            drawn = shape(newest(stage), f"h1{unit + 1} from {source}")
            assert ("stroke-dasharray" in drawn) == (weight < 0)
            assert abs(drawn["stroke-width"] - 0.5 - min(1.5 * abs(weight), 5)) <= 0.26


@pytest.mark.parametrize(("pace", "updates"), [("+1 update", 3), ("+1 epoch", 42), ("+5 epochs", 210),
                                               ("+10 epochs", 420)])
def test_the_pace_says_how_much_happens(pace, updates):
    assert f"update {updates:,}:" in newest(grown(3, pace=pace)).note


def test_what_is_live_goes_on_and_the_rest_starts_anew():
    stage = grown(3)
    for name, text in (("rate", "0.5"), ("batch", "20"), ("optimizer", "Adam"), ("decay", "0.01"), ("pace", "+1 epoch"),
                       ("look", "h12")):
        assert edit(stage, name, text) == "" and "update 42:" in newest(stage).note
    stage.film.grow()
    assert "update 49:" in newest(stage).note, "an epoch of batches of 20 has seven updates"
    for name, text in (("hidden[0]", "+=1"), ("hidden", "+=2"), ("hidden", "-=2"), ("features", "+=radius"),
                       ("features", "-=x1"), ("activation", "relu"), ("data", "xor"), ("seed", "2"), ("noise", "0")):
        stage.film.grow()
        assert edit(stage, name, text) == "" and "update 0:" in newest(stage).note
    assert stage.data["hidden"].tolist() == [5, 2] and stage.data["features"] == "x2, radius"


@pytest.mark.parametrize(("name", "text", "said"), [
    ("rate", "-1", "rate must be at least 0.0001"), ("rate", "fast", "is no number"), ("batch", "2.5", "whole number"),
    ("hidden[0]", "0", "units of hidden layer 1 must be at least 1"), ("data", "stars", "data must be one of"),
    ("features", "x3", "a feature must be one of"), ("noise", "7", "noise must be at least 0 and at most 1"),
])
def test_what_is_typed_wrongly_is_explained_and_it_goes_on(name, text, said):
    stage = grown(2)
    assert said in edit(stage, name, text)
    stage.film.grow()
    assert "update 42:" in newest(stage).note


def test_the_last_feature_stays():
    stage = grown(1, features="x1")
    assert "one feature at least" in edit(stage, "features", "-=x1")


@pytest.mark.parametrize(("arguments", "said"), [
    ({"hidden": [0]}, "at least 1"), ({"hidden": 3}, "must be a list"),
    ({"rate": -1}, "rate must be"), ({"step": 3}, "step must be a function"), ({"features": ["x1"]}, "must be text"),
    ({"skip": -1}, "skip must be"), ({"blue": 5}, "blue must be a list of strokes"), ({"seed": 1.5}, "whole number"),
    ({"orange": [[(1, float("nan"))]]}, "orange must be a list of strokes"), ({"noise": float("nan")}, "noise is nan"),
    ({"orange": [[1, 2]]}, "orange must be a list of strokes"), ({"hidden": [float("nan")]}, "hidden layer 1 is nan"),
])
def test_other_arguments_are_refused(arguments, said):
    with pytest.raises((TypeError, ValueError), match=f"^network: .*{said}"):
        scene.network(**arguments)


def test_a_unit_is_shown_large_with_its_formula_and_a_weight_of_it_is_typed():
    stage = grown(2)
    edit(stage, "look", "h21 from h13")
    assert shape(newest(stage), "ground head")["text"] == "what h₂₁ says"
    assert re.search(r"h₂₁ = tanh\(.*·h₁₃", newest(stage).note)
    edit(stage, "weight", "1.5")
    assert "The weight is now 1.5" in newest(stage).note and "1.5·h₁₃" in newest(stage).note
    assert "update 28:" in newest(stage).note
    edit(stage, "hidden", "-=2")
    assert shape(newest(stage), "ground head")["text"] == "the network's answer", "the unit is gone"


def test_points_are_painted_and_learned():
    stage = grown(0, data="painted", optimizer="Adam")
    assert "Paint discs and triangles" in newest(stage).note
    for brush, strokes in STROKES.items():
        edit(stage, "brush", brush)
        stage.request = {"kind": "paint", "name": brush, "strokes": strokes, "serial": brush}
        assert stage.reply["message"] == ""
        assert shape(newest(stage), f"training {'data' if brush == 'blue' else 'error'}")["d"]
    for _ in range(60):
        stage.film.grow()
    assert shape(newest(stage), "said test")["text"].endswith("100 % right")


def test_without_points_it_says_what_is_missing():
    stage = grown(0, data="painted")
    assert "whole plane" in newest(stage).alt or "border between" in newest(stage).alt
    ask_more(stage)
    assert "no blue discs" in newest(stage).note and stage.film.over


def test_a_painting_of_one_class_says_what_is_missing():
    stage = grown(0, data="painted", blue=STROKES["blue"])
    stage.request = {"kind": "more", "after": 0, "count": 5, "serial": "1"}
    assert "no orange triangles" in newest(stage).note and "Training has stopped" in stage.reply["message"]
    assert stage.film.over and len(stage.film.frames) == 2
    stage.request = {"kind": "paint", "name": "orange", "strokes": STROKES["orange"], "serial": "2"}
    ask_more(stage)
    assert not stage.film.over and "update" in newest(stage).note


def test_a_wrong_step_stops_it_with_an_explanation():
    def wrong(theta, gradient, memory, rate):
        return theta - rate * gradient if len(memory) else theta[:2]
    stage = grown(0, step=wrong)
    ask_more(stage)
    assert "Your step returned an array of shape (2,)" in newest(stage).note
    assert len(stage.film.frames) == 2, "what there was stays"


def test_what_a_step_prints_is_said():
    def prints(theta, gradient, memory, rate):
        print("the gradient is", "`long` " * 20)
        return theta
    note = newest(grown(1, step=prints)).note
    assert "Your step printed `the gradient is 'long' 'long'" in note and note.count("long") < 10


def test_where_it_diverges_one_sees_that_and_may_look_round():
    stage = grown(0, **WON["breaks"])
    ask_more(stage)
    last = stage.film.last
    assert stage.film.over and "Training has stopped here" in stage.reply["message"]
    assert shape(newest(stage), "ground head")["text"] == "training has diverged"
    assert re.search(r"training loss \d.*·10¹", shape(newest(stage), "said train")["text"])
    assert "Training has diverged." in newest(stage).alt and "too large" in newest(stage).note
    edit(stage, "look", "h11")
    assert stage.film.last == last + 1 and stage.film.over and "too large" in newest(stage).note, "nothing is lost"
    ask_more(stage)
    assert stage.film.last == last + 1
    edit(stage, "rate", "0.01")
    ask_more(stage)
    assert not stage.film.over and "training has diverged" not in str(newest(stage).shapes), "it starts anew"


def test_a_mission_says_what_it_asks_for():
    stage = grown(2)
    edit(stage, "look", "mission 4")
    assert "Mission 4: Solve XOR without a hidden layer." in newest(stage).note
    assert shape(newest(stage), "ground head")["text"] == "the network's answer" and "update 28:" in newest(stage).note
    assert shape(newest(stage), "mission 4")["label"] == "Mission 4: Solve XOR without a hidden layer."


def test_the_still_is_a_trained_network_and_nothing_is_remembered_of_it():
    stage = play(scene.network)
    still = stage.film.still
    assert still.note.startswith("This is the network after 60 epochs of training.") and "epoch 60" in still.alt
    assert "Stage: A network to play with. A still of as many as you like: This is" in repr(stage)
    assert not scene.tries and not missions.reached() and "epoch 0" in newest(stage).note
    for _ in range(60):
        stage.film.grow()
    assert stage.film.still is newest(stage)
    assert shape(newest(stage), "ground") == shape(still, "ground") and "epoch 60," in newest(stage).note
    for data in ({"data": "painted"}, {"step": lambda *four: 1 / 0}, WON["breaks"]):
        untrained = play(scene.network, **data)
        assert untrained.film.still is newest(untrained)


def test_pictures_are_light():
    stage = grown(5, **LARGE)
    assert max(stage.film.sizes[1:]) <= PICTURE_LIMIT, "a picture is small enough for twenty a second"
    assert len(newest(stage).shapes) < 900


# ---------------------------------------------------------------------------- missions, and what was tried

WON = {
    "moons": {"rate": 1}, "straight": {"data": "blobs", "hidden": []},
    "few": {"data": "xor", "hidden": [4], "optimizer": "Adam", "rate": 0.03, "noise": 0, "skip": 1400},
    "feature": {"data": "xor", "hidden": [], "features": "x1*x2"},
    "ring": {"data": "circles", "hidden": [3], "optimizer": "Adam", "rate": 0.03, "skip": 2000},
    "spiral": {"data": "spiral", "hidden": [8, 4], "optimizer": "Adam", "rate": 0.03, "skip": 1400},
    "breaks": {"data": "slope", "activation": "relu", "hidden": [8], "rate": 10},
    "overfit": {"noise": 0.4, "points": 40, "hidden": [8, 8], "optimizer": "Adam", "rate": 0.03, "pace": "+10 epochs"},
    "painted": {"data": "painted", "optimizer": "Adam", "rate": 0.1} | STROKES,
    "yours": {"rate": 1, "step": lambda theta, gradient, memory, rate: theta - rate * gradient},
}


def test_the_notebook_names_each_mission_in_its_order():
    notebook = Path(__file__).parents[1] / "notebooks" / "playground.ipynb"
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    said = "".join(line for cell in cells for line in cell["source"])
    assert re.findall(r"^\d+\. \*\*(.*?)\.\*\*", said, re.M) == [mission.title for mission in missions.MISSIONS]


def test_there_are_ten():
    assert [mission.name for mission in missions.MISSIONS] == list(WON) and len(WON) == 10


@pytest.mark.parametrize("name", WON)
def test_each_mission_can_be_reached_and_is_remembered(name, tmp_path, monkeypatch):
    (tmp_path / ".dlmath").mkdir()
    monkeypatch.setattr("dlmath.course.progress.course_folder", lambda: tmp_path)
    stage = play(scene.network, **WON[name])
    assert name not in missions.reached(), "before anything was learned, nothing is reached"
    for _ in range(100):
        if name in missions.reached():
            break
        stage.film.grow()
    assert name in missions.reached()
    place = list(WON).index(name) + 1
    assert any(f"Mission {place} reached" in frame.note for frame in stage.film.frames)
    assert shape(newest(stage), f"mission {place} number")["text"] == "✓"
    kept = json.loads((tmp_path / "progress.json").read_text())["exercises"][missions.KEY]["missions"]
    assert name in kept
    monkeypatch.setattr(missions, "_reached", set())
    assert name in missions.reached(), "another kernel knows it"


def test_missions_ask_for_what_they_say():
    for name, other in (("few", {"hidden": [5]}), ("ring", {"features": "x1, radius"}), ("straight", {"hidden": [2]})):
        stage = play(scene.network, **WON[name] | other)
        for _ in range(30):
            stage.film.grow()
        assert name not in missions.reached()


@pytest.mark.parametrize(("share", "done"), [(0.94, False), (0.95, True), (None, False)])
def test_separated_means_the_points_kept_for_testing(share, done):
    trial = playground.Trial(*playground.split(*playground.points("moons")), ["x1", "x2"], [2])
    trial.go(1)
    seen = playground.Look(1, 0, 0, 1.0, share)
    assert missions.MISSIONS[0].reached({"data": "moons"}, trial, seen) is done


def test_a_weight_set_by_hand_does_not_count_as_broken():
    stage = grown(10, rate=1)
    edit(stage, "look", "answer from bias")
    edit(stage, "weight", "1000")
    assert shape(newest(stage), "said train")["text"] > "training loss 3" and "breaks" not in missions.reached()


def test_what_was_tried_stands_in_a_table_the_newest_first():
    assert scene.tried().startswith("Nothing has been tried yet")
    grown(0)
    grown(3, data="xor", hidden=[], rate=0.5)
    grown(2, data="spiral")
    lines = scene.tried().splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["data", "spiral", "xor"] and "none" in lines[2]
    assert lines[-1] == "play(playground.network, data='spiral', skip=28)"


def brought_back():
    """Run the call that brings back what was tried last."""
    return eval(scene.tried().partition("the newest back:\n")[2], {"play": play, "playground": scene})


def seen(stage):
    """Return what is seen, but for the way there and for what was said on it."""
    return [item for item in newest(stage).shapes if not item["key"].startswith(("loss", "train c", "test c", "pace"))]


@pytest.mark.parametrize("pace", ["+1 update", "+10 epochs"])
def test_the_call_brings_the_state_back(pace):
    first = grown(7, data="xor", hidden=[5], optimizer="Adam", share=0.4, seed=3, pace=pace)
    again = brought_back()
    again.film.grow()
    assert newest(again).note == newest(first).note and seen(again) == seen(first)


@pytest.mark.parametrize("changes", [
    {"rate": "0.5"}, {"optimizer": "Adam", "batch": "3"}, {"look": "h11 from x1", "weight": "3"}, {},
])
def test_the_call_brings_back_what_was_changed_on_the_way(changes, monkeypatch):
    if not changes:
        monkeypatch.setattr(scene, "MADE_AGAIN", 100)
    first = grown(5)
    for name, text in changes.items():
        edit(first, name, text)
    edit(first, "look", "answer")
    for _ in range(5):
        first.film.grow()
    again = brought_back()
    losses = newest(first).note.partition("`.")[0]
    assert newest(again).note.startswith(losses) and "which you have brought back" in newest(again).note
    for one, other in zip(seen(first), seen(again), strict=True):
        assert {**one, "href": 0} == {**other, "href": 0}
    edit(again, "hidden[0]", "+=1")
    assert "epoch 0, update 0:" in newest(again).note, "what has other layers begins with weights of its own"


def test_weights_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="weights has 2 numbers; this network has 25 parameters"):
        scene.network(weights=[1, 2])
    with pytest.raises(ValueError, match="skip must be at most 50,000 without weights"):
        scene.network(skip=50_001)
