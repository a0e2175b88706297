"""The playground: a network that trains while one looks at it, changes it, and takes it apart."""

import functools
import textwrap
from collections import deque
from typing import NamedTuple

import numpy as np

from dlmath import inputs, playground
from dlmath.course import missions
from dlmath.inputs import Kind, choice, refuse
from dlmath.network import level_line
from dlmath.picture.frame import Frame, ask_which, scene
from dlmath.picture.plane import Plane
from dlmath.picture.shapes import checked, drawing_pad, flat, image, line, path, rect, text
from dlmath.picture.table import choice as choose
from dlmath.picture.table import field, push
from dlmath.picture.words import added, count, number, sentence, subscript, typed

SIZE = (640, 700)
LIVE = ("rate", "batch", "optimizer", "decay", "pace", "brush", "blue", "orange", "look", "weight")
PACES = ("+1 update", "+1 epoch", "+5 epochs", "+10 epochs")
PAINTED = "painted"
LOOKS = {"look", "brush", "pace"}  # what changes nothing in the network
OVER = "Training has stopped here. Change something or press the round arrow, and it starts again."
BRUSHES = {"blue": "blue discs", "orange": "orange triangles"}
LABELS = {"x1": "x₁", "x2": "x₂", "x1*x1": "x₁²", "x2*x2": "x₂²", "x1*x2": "x₁x₂", "sin 3x1": "sin 3x₁",
          "sin 3x2": "sin 3x₂", "radius": "|x|", "bias": "1", "answer": "ŷ"}
ACROSS, SMALL = 34, 10  # pixels of the large picture, and of each small one
SIDE, PITCH = 24, 28  # of a unit's picture, and from one to the next
REACH = playground.REACH
PLANE = Plane((-REACH, REACH), (-REACH, REACH), (8, 396, 256, 256), name="ground")
NEWS = 60  # pictures for which it is said that a mission was reached
LATER = 60  # epochs, after which the still shows the network
MADE_AGAIN = 5000  # updates, which take a second or two; to bring more back, the weights are written down
tries = deque(maxlen=50)  # what was tried, the newest last


@Kind
def whole(value, name, at_least, at_most):
    """Take a whole number, also one that was typed."""
    value = inputs.number.check(value, name, at_least=at_least, at_most=at_most)
    if value % 1:
        refuse(f"{name} must be a whole number, not {value:g}")
    return int(value)


@Kind
def units(value, name):
    """Take the units of each hidden layer."""
    try:
        layers = [*value]
    except TypeError:
        refuse(f"{name} must be a list such as [4, 2], not {inputs.shown(value)}", TypeError)
    if len(layers) > 4:
        refuse(f"{name} has {len(layers)} layers; at most 4 fit the picture")
    return [whole.check(n, f"units of hidden layer {layer}", at_least=1, at_most=8)
            for layer, n in enumerate(layers, 1)]


@Kind
def some_features(value, name):
    """Take names of features with commas between them."""
    if not isinstance(value, str):
        refuse(f"{name} must be text such as 'x1, x2', not {inputs.shown(value)}", TypeError)
    names = [part.strip() for part in value.split(",") if part.strip()]
    for one in names:
        choice.check(one, "a feature", options=tuple(playground.FEATURES))
    if not names:
        refuse("the network needs one feature at least")
    return ", ".join(one for one in playground.FEATURES if one in names)


@Kind
def strokes(value, name):
    """Take what was painted: a list of strokes, each a list of points (x, y)."""
    try:
        drawn = [np.array(stroke, float) for stroke in value]
    except (TypeError, ValueError):
        drawn = [np.empty((0, 0))]
    drawn = [stroke for stroke in drawn if stroke.shape != (0,)]
    if any(stroke.shape[1:] != (2,) or not np.isfinite(stroke).all() for stroke in drawn):
        refuse(f"{name} must be a list of strokes, each a list of points (x, y) in pixels of the picture")
    return [stroke.tolist() for stroke in drawn]


def _later(**given):
    """Draw the network after a while of training, for wherever it can't live; nothing is remembered of it."""
    if given["step"] is not None or given["weights"] is not None:
        return None
    try:
        trial = _trial(given)
        _train(trial, LATER * trial.in_epoch)
    except ValueError:  # there is nothing to learn from, or it diverges
        return None
    view = _view(given, trial)
    said = f"This is the network after {LATER} epochs of training. Run the cell and press play to see how it got there."
    return _shapes(view), f"{said} {_note(view)}", f"{said} {_alt(view)}"


@scene("A network to play with", size=SIZE, seconds=0.05, endless=True, live=LIVE, still=_later,
       once=("skip", "epochs", "weights"))
def network(data: choice(*playground.KINDS, PAINTED) = "moons",
            noise: inputs.number(at_least=0, at_most=1) = 0.1, points: whole(at_least=20, at_most=500) = 200,
            share: inputs.number(at_least=0.1, at_most=0.9) = 0.3, seed: whole(at_least=0, at_most=9999) = 1,
            features: some_features = "x1, x2", hidden: units = (4, 2),
            activation: choice(*playground.ACTIVATIONS) = "tanh",
            optimizer: choice(*playground.OPTIMIZERS) = "gradient descent",
            rate: inputs.number(at_least=1e-4, at_most=10) = 0.1, batch: whole(at_least=1, at_most=500) = 10,
            decay: inputs.number(at_least=0, at_most=1) = 0.0, pace: choice(*PACES) = "+1 epoch",
            skip: whole(at_least=0, at_most=10**9) = 0, epochs: whole(at_least=0, at_most=10**9) = 0, weights=None,
            step=None, brush: choice(*BRUSHES) = "blue", blue: strokes = (), orange: strokes = (), look: str = "answer",
            weight: inputs.number = 0.0):
    """Show a network that learns to answer for points of the plane, picture by picture, for as long as one likes.

    What is changed of `LIVE` is taken up while it runs; with anything else changed it starts anew.

    Parameters
    ----------
    data : "moons", "circles", "spiral", "blobs", "xor", "slope", "wave" or "painted"
    noise, share : float
        Of the points; and the share of them that is kept for testing.
    points, seed : whole number
    features : str
        Names of `playground.FEATURES`, with commas between them.
    hidden : list of whole numbers
        Units of each hidden layer, up to four layers of up to eight.
    activation, optimizer : str
    rate, decay : float
    batch : whole number
    pace : "+1 update", "+1 epoch", "+5 epochs" or "+10 epochs"
        What happens from one picture to the next.
    skip : whole number
        Updates that are made before the second picture, 50,000 at most. With `weights`, those that have been made.
    epochs : whole number
        With `weights`, the epochs that have been finished.
    weights : list of float, optional
        All weights and biases, θ, to begin with.
    step : callable, optional
        `step(theta, gradient, memory, rate)` returns the new theta; it takes the optimizer's place.
    brush : "blue" or "orange"
    blue, orange : list of strokes
        What was painted, in pixels of the picture.
    look : str
        What is shown large: "answer", a feature, a unit such as "h21", or a weight such as "h21 from x1".
    weight : float
        What was typed for the weight that is looked at.

    Raises
    ------
    TypeError, ValueError
        For anything else; and later, where the loss is no longer finite, or the learner's step is wrong.
    """
    given = dict(locals()) | {"news": "", "fresh": 0}
    if step is not None and not callable(step):
        refuse(f"step must be a function of theta, gradient, memory and rate, not {inputs.shown(step)}", TypeError)
    trial, row, fault = _trial(given), None, None
    said = f"This network has {count(trial.network.theta.size, 'parameter')}"
    start = "Paint discs and triangles in the plane, then press play." if data == PAINTED else "Press play."
    if weights is None:
        changed = yield *_picture(given, trial, f"{said}, and nothing has been learned yet. {start}"), _ask()
    else:
        changed = yield _picture(given, trial, f"{said}, which you have brought back. {start}")
    while not fault or (changed and set(changed) <= LOOKS):  # anything else starts anew
        if changed:
            said = " ".join(filter(None, [fault, _take_up(given, trial, changed)]))
        else:
            if row is None:
                tries.append(row := {})
            said, fault = _go(given, trial, row)
        drawn = _picture(given, trial, said)
        if row is not None:
            row |= {"given": dict(given), "epochs": trial.epochs, "updates": trial.updates, "test": trial.seen.test,
                    "weights": trial.network.theta.copy(),
                    "changed": row.get("changed") or trial.touched or weights is not None
                    or bool(set(changed or ()) - LOOKS)}
        changed = yield Frame(*drawn, size=SIZE, over=OVER if fault else "")


def _ask():
    """Ask what the first epoch changes."""
    every, last, none = "Every line of the network", "Only the lines into the last unit", "None of the lines"
    return ask_which("The lines are the weights. Which of them will the first update change?", every, {
        every: "Right. The gradient has a number for every weight, so each of them moves a little.",
        last: "Backpropagation carries the gradient back to the first layer, so all of them move a little.",
        none: "The points stay as they are. What is learned is the weights, so these have to change."})


def _trial(given):
    """Make the network, and the points that it learns from."""
    trial = playground.Trial(*_points(given), given["features"].split(", "), given["hidden"], given["activation"],
                             given["seed"], **_how(given))
    if given["weights"] is not None:
        trial.begin(inputs.vector.check(given["weights"], "weights"), given["skip"], given["epochs"])
    elif given["skip"] > 50_000:
        refuse(f"skip must be at most 50,000 without weights, not {given['skip']:,}")
    return trial


def _points(given):
    """Return the points for training and those for testing."""
    if given["data"] == PAINTED:
        strokes = {brush: [[PLANE.from_pixels(*point) for point in stroke] for stroke in given[brush]]
                   for brush in BRUSHES}
        X, y = playground.along([*strokes["blue"], *strokes["orange"]],
                                [0] * len(strokes["blue"]) + [1] * len(strokes["orange"]))
    else:
        X, y = playground.points(given["data"], given["points"], given["noise"], given["seed"])
    return playground.split(X, y, given["share"], given["seed"])


def _how(given):
    """Return what `Trial.change` takes."""
    return {name: given[name] for name in ("rate", "batch", "optimizer", "decay", "step")}


def _go(given, trial, row):
    """Train to the next picture; return what is to be said, and again what has ended the training."""
    many, what = given["pace"].split()
    updates = int(many) * (1 if what == "update" else trial.in_epoch)
    if not row and not trial.updates and given["skip"]:
        updates = given["skip"]
    try:
        _train(trial, updates)
    except ValueError as error:
        return (sentence(str(error)),) * 2
    printed = textwrap.shorten(trial.printed.replace("`", "'"), 60, placeholder=" …")
    return f"Your step printed `{printed}`." if printed else "", ""


def _train(trial, updates):
    """Make so many updates, and look at the losses after each epoch, so that the curves show the way."""
    while updates > 0:
        trial.go(min(updates, trial.in_epoch))
        trial.look()
        updates -= trial.in_epoch


def _take_up(given, trial, changed):
    """Change what has been changed, and go on; return what is to be said."""
    asked = _mission(changed.get("look", ""))
    given |= {name: value for name, value in changed.items() if name != "weight" and not (name == "look" and asked)}
    given |= {name: int(given[name]) for name in ("batch",)}
    trial.change(**_how(given))
    if {"blue", "orange"} & set(changed):
        trial.give(*_points(given))
    if "weight" in changed and " from " in given["look"]:
        name, source = given["look"].split(" from ")
        trial.set_weight(*_place(name, trial), source, changed["weight"])
        return f"The weight is now {number(changed['weight'])}, and the network goes on with it."
    return asked


# ---------------------------------------------------------------------------------------- the picture and its words


class _View(NamedTuple):
    """What is drawn: the settings, the network in training, how good it is, and what it says over the plane."""

    given: dict
    trial: playground.Trial
    seen: playground.Look
    name: str  # of the unit or feature that is looked at
    says: list  # of every layer, at each place of the large picture
    border: np.ndarray  # (k, 2, 2)

    @property
    def numbers(self):
        """Whether the answers are numbers, not classes."""
        return self.trial.numbers

    @property
    def used(self):
        """The names of the features that the network is told."""
        return self.trial.features


def _view(given, trial):
    """Look at the network as it stands; what is no longer there is no longer looked at."""
    name = given["look"].split(" from ")[0]
    if name not in trial.features and not _place(name, trial)[0]:
        given["look"] = name = "answer"
    says = [np.nan_to_num(part) for part in trial.everywhere(_grid(ACROSS))]
    at = (np.arange(ACROSS) + 0.5) / ACROSS * 2 * REACH - REACH
    return _View(given, trial, trial.look(), name, says,
                 level_line.core(at, -at, says[-1].reshape(ACROSS, ACROSS), 0.5))


def _picture(given, trial, said):
    """Draw all of it, with its note and its alt, and see whether a mission was reached."""
    view = _view(given, trial)
    new = missions.look_for(given, trial, view.seen)
    if new:
        given["news"] = " ".join(f"Mission {place} reached: {missions.MISSIONS[place - 1].title}." for place in new)
        given["fresh"] = NEWS
    given["fresh"] -= 1
    return _shapes(view), _note(view, given["news"] if given["fresh"] >= 0 else "", said), _alt(view)


def _shapes(view):
    """Draw all of it."""
    given = view.given
    return [_controls(given), _wires(view), _fixed(given["features"], tuple(given["hidden"])), _units(view),
            _ground(view), _side(view), _weight(view), _missions()]


def _losses(view):
    """Spell how far it is, and how good."""
    trial, seen = view.trial, view.seen
    return (f"epoch {trial.epochs:,}, update {trial.updates:,}: training loss {_loss(seen.train)}, "
            f"test loss {_loss(seen.test)}")


def _note(view, *said):
    """Say how good it is, what there is to be said, and what the unit that is looked at does."""
    return " ".join(filter(None, [f"`{_losses(view)}`.", *said, _formula(view.trial, view.name)]))


def _alt(view):
    """Say how good it is, and what the border looks like."""
    trial, seen = view.trial, view.seen
    right = ("" if seen.train_accuracy is None else f" {_percent(seen.train_accuracy)} of the training points and "
             f"{_percent(seen.test_accuracy)} of the test points are right.")
    broken = " Training has diverged." if trial.broken else ""
    return (f"A network of {count(trial.network.theta.size, 'parameter')}, and the plane with its points: "
            f"{_losses(view)}.{right}{broken} {_border(view)}")


def _loss(loss):
    return "–" if np.isnan(loss) else "too large to compute" if np.isinf(loss) else number(loss, 3)


def _percent(share):
    return "–" if share is None else f"{100 * share:.0f} %"


def _place(name, trial):
    """Return the layer and the place of a unit, from 1 and from 0; layer 0 if there is none of this name."""
    if name == "answer":
        return trial.network.depth, 0
    if len(name) == 3 and name[0] == "h" and name[1:].isdigit():
        layer, unit = int(name[1]), int(name[2])
        if 1 <= layer < trial.network.depth and 1 <= unit <= trial.network.sizes[layer]:
            return layer, unit - 1
    return 0, 0


def _label(name):
    """Spell a unit, a feature or a bias."""
    return LABELS.get(name) or f"h{subscript(int(name[1:]))}"


def _formula(trial, name):
    """Spell what a unit does, with its numbers."""
    layer, unit = _place(name, trial)
    if not layer:
        return f"`{_label(name)}` is a feature: the network is told this number about every point."
    weights = trial.weights_into(layer, unit)
    *terms, bias = [*weights.items()]
    z = added([value for _, value in terms]).split(" ")
    parts = [z[0], *(f"{sign} {value}" for sign, value in zip(z[1::2], z[2::2]))]
    inside = " ".join(f"{part}·{_label(source)}" for part, (source, _) in zip(parts, terms))
    return f"`{_label(name)} = {trial.network.activations[layer - 1]}({inside} {added([0, bias[1]])[2:]})`."


def _border(view):
    """Say what the border between the two answers looks like."""
    if view.numbers:
        return "The answers are numbers, so there is no border."
    if not len(view.border):
        return "There is no border: the whole plane gets one answer."
    spread = np.linalg.svd(view.border.reshape(-1, 2) - view.border.mean(axis=(0, 1)), compute_uv=False)
    return f"The border between the two answers is {'nearly straight' if spread[1] < 0.1 * spread[0] else 'bent'}."


# ---------------------------------------------------------------------------------------- what can be set


def _controls(given):
    """Draw the settings, in two rows over the network."""
    painted = given["data"] == PAINTED
    optimizers = list(playground.OPTIMIZERS) if given["step"] is None else ["your step"]
    small = {"height": 28, "size": 14}
    first = [("data", choose("data", given["data"], [*playground.KINDS, PAINTED], "data", width=100, height=28), 8),
             ("noise", None if painted else field("noise", given["noise"], "noise", width=46, **small), 113),
             ("points", None if painted else field("points", given["points"], "points", width=46, **small), 164),
             ("test", field("share", given["share"], "share kept for testing", width=42, **small), 215),
             ("seed", field("seed", given["seed"], "seed", width=42, **small), 262),
             ("activation", choose("activation", given["activation"], playground.ACTIVATIONS, "activation", width=106,
                                   height=28), 309),
             ("optimizer", choose("optimizer", given["optimizer"] if given["step"] is None else "your step", optimizers,
                                  "optimizer", width=164, height=28), 420),
             ("batch", field("batch", given["batch"], "batch size", width=36, **small), 589)]
    scale = Plane((1e-4, 10), (0, 1), (122, 60, 160, 28), log="x", name="scale")
    return [[(text(f"{name} label", x, 10, name, "muted", 14, "start"), cell.draw(x, 34, anchor="start"))
             for name, cell, x in first if cell],
            text("rate label", 8, 74, "learning rate", "muted", 14, "start"),
            line("rate line", 122, 74, 282, 74, "muted"),
            scale.handle("rate knob", (given["rate"], 0.5), "rate", f"learning rate, {number(given['rate'], 3)}",
                         step=0.1, snap=1e-5, role="weight"),
            field("rate", given["rate"], "learning rate", number(given["rate"], 3), width=64, **small).draw(
                306, 74, anchor="start"),
            text("decay label", 384, 74, "decay", "muted", 14, "start"),
            field("decay", given["decay"], "weight decay", width=64, **small).draw(430, 74, anchor="start"),
            choose("pace", given["pace"], PACES, "from picture to picture", width=118, height=28).draw(
                518, 74, anchor="start")]


def _column(layer, depth):
    """Return where the units of a layer stand, in pixels from the left; layer 0 holds the features."""
    return 112 + 492 * layer / depth


def _row(unit, n):
    """Return where a unit stands, in pixels from the top, of n in its layer."""
    return 246 + (unit - (n - 1) / 2) * PITCH


def _names(hidden):
    """Return the names of the units of each layer, the features that there could be first."""
    return [list(playground.FEATURES),
            *[[f"h{layer}{unit + 1}" for unit in range(n)] for layer, n in enumerate(hidden, 1)], ["answer"]]


def _lines(features, hidden):
    """Yield each line of the network: its name, layer, source and target by their places, and its two ends."""
    names, used = _names(hidden), features.split(", ")
    depth = len(names) - 1
    for layer in range(1, depth + 1):
        x1, x2 = _column(layer - 1, depth) + SIDE / 2, _column(layer, depth) - SIDE / 2
        for i, source in enumerate(used if layer == 1 else names[layer - 1]):
            start = _row(names[layer - 1].index(source), len(names[layer - 1]))
            for j, target in enumerate(names[layer]):
                yield f"{target} from {source}", (layer, i, j), (x1, start, x2, _row(j, len(names[layer])))


def _wires(view):
    """Draw every weight as a line: its width says how large it is, its colour and dashes the sign."""
    drawn = []
    for name, (layer, i, j), ends in _lines(view.given["features"], view.given["hidden"]):
        value = float(view.trial.network[f"W{layer}"][i, j])
        drawn.append(_wire(name, ends, value > 0, 0.5 + round(2 * min(1.5 * abs(value), 5)) / 2))
    return drawn


@functools.lru_cache(10_000)
def _wire(name, ends, positive, size):
    """Draw one weight; most of them look as they did in the picture before."""
    return checked(line(name, *ends, "error" if positive else "data", stroke_width=size,
                        stroke_dasharray=None if positive else "6 4", group=name))


@functools.lru_cache
def _fixed(features, hidden):
    """Draw what stands as it is while a network learns: lines to point at, features, and buttons."""
    used, depth, left = features.split(", "), len(hidden) + 1, _column(0, 1) - SIDE / 2
    drawn = [line(f"{name} hit", *ends, "ink", stroke_width=9, stroke_opacity=0, group=name, edit="look", press=name,
                  label=f"the weight of {name}") for name, _, ends in _lines(features, hidden)]
    for unit, (name, feature) in enumerate(playground.FEATURES.items()):
        top, says = _row(unit, 8) - SIDE / 2, _squared(feature(*_grid(SMALL).T), SMALL)
        sign, word, role, opacity = ("-", "leave out", "data", 0.75) if name in used else ("+", "take", "muted", 0.15)
        drawn += [image(f"{name} picture", says, left, top, SIDE, SIDE, -1, 1, "bands", opacity=opacity),
                  push("features", f"{sign}={name}", f"{word} {name}", _label(name), (8, top, 84, SIDE), role,
                       f"feature {name}")]
    words = [text("features head", 50, 116, "features", "muted", 14),
             text("answer head", _column(1, 1), _row(0, 1) + 28, "ŷ", "ink", 16),
             text("layers head", 600, 146, "layers", "muted", 14)]
    return [checked(shape) for shape in flat([drawn, _buttons(hidden, depth), words])]


def _units(view):
    """Draw what each unit says over the plane, with a frame to point at."""
    names = _names(view.given["hidden"])
    says = view.trial.everywhere(_grid(SMALL))
    drawn = []
    for layer, those in enumerate(names):
        x = _column(layer, len(names) - 1) - SIDE / 2
        for unit, name in enumerate(those):
            y = _row(unit, len(those)) - SIDE / 2
            if layer:
                drawn.append(image(f"{name} picture", _squared(says[layer][:, unit], SMALL, _scale(view, name)), x, y,
                                   SIDE, SIDE, -1, 1, "bands", opacity=0.75))
            if layer or name in view.used:
                drawn.append(rect(f"{name} frame", x, y, SIDE, SIDE, "ink thick" if view.name == name else "ink thin",
                                  group=name, edit="look", press=name, value=view.name, label=f"look at {name}"))
    return drawn


def _buttons(hidden, depth):
    """Draw the buttons that add and take away units and layers."""
    def pair(name, change, x, n, least, most, labels):
        return [push(name, f"{sign}={change}", label, said, (x + shift, 104, 32, 30))
                for label, sign, said, shift, fits in zip(labels, "-+", "−+", (-34, 2), (n > least, n < most)) if fits]
    return [pair("hidden", 2, 600, len(hidden), 0, 4, ("remove a hidden layer", "add a hidden layer")),
            [pair(f"hidden[{layer - 1}]", 1, _column(layer, depth), n, 1, 8,
                  (f"remove a unit from hidden layer {layer}", f"add a unit to hidden layer {layer}"))
             for layer, n in enumerate(hidden, 1)]]


# ---------------------------------------------------------------------------------------- the plane and the side


def _grid(n):
    """Return the middles of n × n places of the plane, row by row from the top, (n·n, 2)."""
    at = (np.arange(n) + 0.5) / n * 2 * REACH - REACH
    return np.stack(np.meshgrid(at, -at), axis=-1).reshape(-1, 2)


def _scale(view, name):
    """Return the lowest and the highest answer of a classifier, which are known; of anything else, None."""
    return (0, 1) if name == "answer" and not view.numbers else (-1, 1) if name == "answer" else None


def _squared(values, n, ends=None):
    """Return what a unit says as a square (n, n), from −1 for one end to 1 for the other."""
    values = np.nan_to_num(values.reshape(n, n), posinf=1e9, neginf=-1e9)
    low, high = ends or np.array([-1, 1]) * (np.abs(values).max() or 1)
    return np.clip(2 * (values - low) / (high - low) - 1, -1, 1)


def _ground(view):
    """Draw the plane: what a unit says, the points, and the border between the two answers."""
    layer, unit = _place(view.name, view.trial)
    says = view.says[layer][:, unit if layer else view.used.index(view.name)]
    if view.given["data"] == "wave":
        at = np.linspace(-REACH, REACH, 80)
        answer = view.trial.everywhere(np.stack([at, 0 * at], axis=1))[-1][:, 0]
        border = PLANE.curve("border", at, np.nan_to_num(answer), "ink thick")
    else:
        x, y = PLANE.to_pixels(view.border[..., 0], view.border[..., 1])
        ends = [] if view.numbers else zip(x[:, 0], y[:, 0], x[:, 1], y[:, 1])
        border = path("border", "".join(f"M{a:.0f} {b:.0f}L{c:.0f} {e:.0f}" for a, b, c, e in ends), "ink thick",
                      stroke_linecap="round")
    head = "the network's answer" if view.name == "answer" else f"what {_label(view.name)} says"
    head = "training has diverged" if view.trial.broken else head
    return [text("ground head", 8, 378, head, "ink strong", 16, "start"),
            image("ground", _squared(says, ACROSS, _scale(view, view.name)), *PLANE.box, -1, 1, "bands", opacity=0.4),
            border, _dots(view), rect("ground frame", *PLANE.box, "muted thin"), _painting(view.given)]


def _dots(view):
    """Draw the points: discs and triangles for the classes, filled for training and open for testing."""
    drawn, level = [], 0 if view.numbers else 0.5
    for part, (X, y), marks in (("training", view.trial.train, ("dot", "triangle")),
                                ("test", view.trial.test, ("ring", "open triangle"))):
        X = np.hstack([X[:, :1], y]) if view.given["data"] == "wave" else X
        for role, mark, those in (("data", marks[0], y[:, 0] < level), ("error", marks[1], y[:, 0] >= level)):
            drawn.append(PLANE.dots(f"{part} {role}", X[those], role, 7, mark))
    return drawn


def _painting(given):
    """Draw what one paints with."""
    if given["data"] != PAINTED:
        return []
    brush = given["brush"]
    pad, _ = drawing_pad(brush, list(given[brush]), PLANE.box, f"paint {BRUSHES[brush]} here")
    return [pad, [push("brush", name, f"brush: {said}", said, (8 + 130 * place, 658, 126, 26),
                       ("data", "error")[place] if name == brush else "muted")
                  for place, (name, said) in enumerate(BRUSHES.items())]]


def _side(view):
    """Draw what is counted: epochs, losses, accuracies and the curves."""
    trial, seen = view.trial, view.seen
    looks = [*trial.looks, seen]
    right = ["" if share is None else f", {_percent(share)} right"
             for share in (seen.train_accuracy, seen.test_accuracy)]
    said = [("epoch", f"epoch {trial.epochs:,} · {count(trial.updates, 'update')}", "ink strong"),
            ("train", f"training loss {_loss(seen.train)}{right[0]}", "data"),
            ("test", f"test loss {_loss(seen.test)}{right[1]}", "error")]
    losses = [loss for look in looks for loss in (look.train, look.test) if loss > 0]
    low, high = (min(losses), max(losses)) if losses else (0.1, 1)
    low, high = 10 ** np.floor(np.log10(max(low, 1e-8))), 10 ** np.ceil(np.log10(min(high, 1e8)) + 1e-9)
    train, test = ([min(loss, 1e300) for loss in part] for part in zip(*(look[1:3] for look in looks)))
    side = Plane((0, max(looks[-1].updates, trial.in_epoch, 1)), (low, max(high, 10 * low)), (330, 444, 296, 120),
                 name="loss", log="y")
    at = [look.updates for look in looks]
    return [[text(f"said {key}", 280, 378 + 24 * place, words, role, 16, "start")
             for place, (key, words, role) in enumerate(said)],
            side.axes(), side.titles("updates", ""),
            side.curve("train curve", at, train, "data"), side.curve("test curve", at, test, "error dashed")]


def _weight(view):
    """Draw the choice of a weight into the unit that is looked at, and the cell in which it is typed."""
    given, trial, name = view.given, view.trial, view.name
    layer, unit = _place(name, trial)
    if not layer:
        return []
    weights = trial.weights_into(layer, unit)
    options = [name, *(f"{name} from {source}" for source in weights)]
    source = given["look"].partition(" from ")[2]
    return [text("weight label", 280, 622, "weight", "muted", 14, "start"),
            choose("look", given["look"], options, "look at a unit or a weight", width=176, height=28).draw(
                334, 622, anchor="start"),
            field("weight", typed(round(weights[source], 4)), "the weight", number(weights[source]), width=90,
                  height=28).draw(632, 622, anchor="end") if source in weights else
            text("weight hint", 632, 622, "or point at a line", "muted", 14, "end")]


def _missions():
    """Draw the missions, those that were reached with a tick; pressed, each says what it asks for."""
    known = missions.reached()
    drawn = [text("missions", 280, 676, "missions", "muted", 14, "start")]
    for place, mission in enumerate(missions.MISSIONS, 1):
        x, done = 332 + 28 * place, mission.name in known
        drawn += [rect(f"mission {place}", x - 12, 664, 24, 24, "activation" if done else "hollow muted", rx=12,
                       edit="look", press=f"mission {place}", label=_mission(f"mission {place}")),
                  text(f"mission {place} number", x, 676, "✓" if done else place, "ink", 14)]
    return drawn


def _mission(name):
    """Say what "mission 3" asks for; nothing of what is no mission."""
    said = {f"mission {place}": mission for place, mission in enumerate(missions.MISSIONS, 1)}
    if name not in said:
        return ""
    return f"{name.capitalize()}: {said[name].title}.{' You have done it.' * (said[name].name in missions.reached())}"


# ---------------------------------------------------------------------------------------- what was tried


DEFAULTS = {"data": "moons", "noise": 0.1, "points": 200, "share": 0.3, "seed": 1, "features": "x1, x2",
            "hidden": [4, 2], "activation": "tanh", "optimizer": "gradient descent", "rate": 0.1, "batch": 10,
            "decay": 0.0}


def as_call(row):
    """Write the call that brings back what was tried: as it is made again, or else with its weights."""
    given = row["given"]
    said = [f"{name}={given[name]!r}" for name, usual in DEFAULTS.items() if given[name] != usual]
    if given["data"] == PAINTED:
        said += [f"{brush}={[[[round(x), round(y)] for x, y in stroke] for stroke in given[brush]]}"
                 for brush in BRUSHES]
    if given["step"] is not None:
        said.append(f"step={getattr(given['step'], '__name__', 'step')}")
    said.append(f"skip={row['updates']}")
    if row["changed"] or row["updates"] > MADE_AGAIN:
        numbers = textwrap.fill(", ".join(f"{value:.6g}" for value in row["weights"]), 100)
        said += [f"epochs={row['epochs']}", f"weights=[\n{textwrap.indent(numbers, '    ')}]"]
    return f"play(playground.network, {', '.join(said)})"


def tried():
    """Return a table of what was tried in this kernel, the newest first, and the call that brings the newest back."""
    rows = [row for row in tries if row]
    if not rows:
        return "Nothing has been tried yet. Press play in the scene above, then run this cell again."
    lines = [f"{'data':8} {'features':>8} {'hidden':10} {'activation':10} {'optimizer':16} {'rate':>7} {'batch':>5} "
             f"{'decay':>6} {'seed':>4} {'epochs':>7} {'test loss':>9}"]
    for row in reversed(rows):
        given = row["given"]
        hidden = " ".join(map(str, given["hidden"])) or "none"
        how = given["optimizer"] if given["step"] is None else getattr(given["step"], "__name__", "your step")
        lines.append(f"{given['data']:8} {len(given['features'].split(', ')):8} {hidden:10} {given['activation']:10} "
                     f"{how:16} {number(given['rate'], 3):>7} {given['batch']:5} {number(given['decay'], 3):>6} "
                     f"{given['seed']:4} {row['epochs']:7,} {_loss(row['test']):>9}")
    lines += ["", "This call brings the newest back:", as_call(rows[-1])]
    return "\n".join(lines)
