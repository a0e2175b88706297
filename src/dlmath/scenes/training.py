"""Scenes of training: a line that bends, a loss that falls, what a network has learned, and a digit going forward.

`boundary` opens the course (lesson 0), and `going_on` lets its network train for as long as one likes; the rest belongs
to the network that reads digits (lesson 9).
"""

import itertools
import re
from collections import deque

import numpy as np

from dlmath import data, inputs
from dlmath.descent import Adam
from dlmath.network import Network
from dlmath.picture.draw import Frame, Plane, Scene, ask, circle, image, line, look, number, path, polyline, rect, text
from dlmath.picture.frame import scene
from dlmath.picture.table import field
from dlmath.training import fit

BLUE, RED = (tuple(int(look.colours()[role][i:i + 2], 16) for i in (1, 3, 5)) for role in ("data", "error"))
SEEN = 300  # epochs of a loss that goes on falling


def boundary(run):
    """Show the line where a network of two inputs cannot decide, while it learns.

    Parameters
    ----------
    run : Recording
        Of a network with two inputs and one output, as `record` returns it.
    """
    X, y, count = run.X, run.y.ravel(), len(run.X)
    low, high = X.min(axis=0) - 0.3, X.max(axis=0) + 0.3
    plane = Plane(x=(low[0], high[0]), y=(low[1], high[1]), box=(8, 8, 400, 344))
    side = Plane(x=(0, max(run.epochs[-1], 1)), y=(0, 1.1 * max(run.losses)), box=(466, 90, 156, 200), name="loss")
    xs, ys = np.linspace(low[0], high[0], 64), np.linspace(high[1], low[1], 55)
    grid = np.column_stack([values.ravel() for values in np.meshgrid(xs, ys)])
    hits = [round(share * count) for share in run.accuracies]
    points = [_dots(plane, X[y < 0.5]), _triangles(plane, X[y >= 0.5]),
              *side.axes(("", "loss")), text("epoch", 544, 326, "epoch", "muted", 14)]
    numbers = run.networks[0].theta.size
    answers = [network.predict(grid).reshape(len(ys), len(xs)) for network in run.networks]
    lines = [_level_line(plane, xs, ys, answer) for answer in answers]
    frames = []
    for i, (epoch, answer) in enumerate(zip(run.epochs, answers)):
        here = side.to_pixels(epoch, run.losses[i])
        curve = [side.to_pixels(*point) for point in zip(run.epochs[:i + 1], run.losses)]
        question = None
        if i == 0:
            question = _ask_what_becomes(run, _bent(lines[-1]))
        elif i == len(run.epochs) // 2 and i < len(run.epochs) - 1:
            question = ask(
                f"After {run.updates[i]:,} steps, {hits[i]} of {count} are right. Has the network learned all it can?",
                *_first_if(hits[-1] > hits[i],
                           ("No, let's wait", f"At the end, {hits[-1]} are right. The loss may fall slowly for a while "
                            "and still go on falling."),
                           ("Yes, this is its best", f"At the end, {hits[-1]} are right, where it was {hits[i]}.")))
        steps = f"after {run.updates[i]:,} steps" if i else "no step yet"
        note = (f"Nothing has been learned yet. The line lies where the first {numbers} parameters put it."
                if not i else f"Each step changed all {numbers} parameters a little, to make the loss smaller.")
        frames.append(Frame([
            image("answer", _shades(answer), *plane.box, opacity=0.35), points[:2],
            path("line", lines[i], "ink thick", stroke_linecap="round"), points[2:],
            text("right", 430, 30, f"{hits[i]} of {count} right", "ink strong", 20, "start"),
            text("so far", 430, 58, steps, "muted", 16, "start"),
            polyline("curve", curve, "error"), circle("now", *here, 5, "error")],
            f"`epoch {epoch}: loss = {number(run.losses[i], 3)}`. {note}",
            f"The plane with {count} points, a line through it, and the falling loss beside it: after {epoch} epochs "
            f"{hits[i]} of {count} points are on the right side.", question))
    return Scene(frames, "A network learns to separate two moons", axis="epoch", axis_values=run.epochs, seconds=0.6)


def _ask_what_becomes(run, bent):
    """Ask what training will do to the line; its shape at the end says which answer is right."""
    bends = any(name != "identity" for name in run.networks[0].activations[:-1])
    straight = "It looks straight for a while. Watch what comes then." if bent else "Right. Watch where it goes."
    return ask(
        f"The network will take {run.updates[-1]:,} small steps. What will happen to the line?",
        *_first_if(bent,
                   ("It will bend around the moons", "Right. Watch how it happens." if bent else
                    "Not in so few steps: in the end it is still nearly straight." if bends else
                    "Not with this network. Nothing in it bends, so the line can't bend either."),
                   ("It will move, but stay straight", straight)),
        ("It will stay where it is", "Then nothing would be learned. Each step changes the parameters, and the line "
         "moves with them."))


def _bent(line):
    """Tell whether a line, as the `d` of a path, is far from straight: more than a tenth as broad as it is long."""
    points = np.array(re.findall(r"(-?[\d.]+) (-?[\d.]+)", line), float).reshape(-1, 2)
    length, breadth = np.linalg.svd(points - points.mean(axis=0), compute_uv=False) if len(points) > 1 else (1, 0)
    return breadth > 0.1 * length


@scene("A network goes on training", seconds=0.05, endless=True, live=("rate",))
def going_on(rate: inputs.number(at_least=1e-4, at_most=10) = 0.01,
             hidden: inputs.number(at_least=1, at_most=50) = 8):
    """Show a network that goes on learning to separate two moons, an epoch in each frame, for as long as one likes.

    Another learning rate is taken up while it runs; with another number of hidden units it starts anew.

    Parameters
    ----------
    rate : float, 0.0001 to 10
    hidden : whole number, 1 to 50

    Raises
    ------
    ValueError
        For other numbers; and later, where the loss is no longer finite.
    """
    if hidden % 1:
        inputs.refuse(f"hidden must be a whole number, not {hidden:g}")
    X, y = data.two_moons(m=300, noise=0.15, seed=1)
    network = Network([2, int(hidden), 1], hidden="tanh", seed=1)
    optimizer, random = Adam(rate), np.random.default_rng(1)
    losses = deque([float(network.loss(X, y))], SEEN + 1)
    low, high = X.min(axis=0) - 0.3, X.max(axis=0) + 0.3
    plane = Plane(x=(low[0], high[0]), y=(low[1], high[1]), box=(8, 8, 400, 344))
    xs, ys = np.linspace(low[0], high[0], 48), np.linspace(high[1], low[1], 42)
    grid = np.column_stack([values.ravel() for values in np.meshgrid(xs, ys)])
    points = [_dots(plane, X[y.ravel() < 0.5]), _triangles(plane, X[y.ravel() >= 0.5])]

    def draw(epoch):
        """Draw the network as it stands; return the picture, its numbers and its words."""
        trace = network.forward(grid)
        score, answer = (trace[name].reshape(len(ys), len(xs)) for name in ("Z2", "A2"))
        right, start = round(network.accuracy(X, y) * len(X)), max(epoch - SEEN, 0)
        side = Plane((start, start + SEEN), (1e-8, 10), (480, 156, 142, 150), name="loss", log="y")
        curve = [side.to_pixels(i, min(max(loss, 1e-8), 10)) for i, loss in enumerate(losses, start)]
        fields = [(text(f"{name} name", 430, y, label, "ink", anchor="start"),
                   field(name, value, label, width=70, height=30).draw(628, y, anchor="end"))
                  for name, value, label, y in (("rate", rate, "learning rate", 76),
                                                ("hidden", hidden, "hidden units", 112))]
        picture = [image("answer", _shades(answer), *plane.box, opacity=0.35), points,
                   path("line", _level_line(plane, xs, ys, score, 0), "ink thick", stroke_linecap="round"), fields,
                   text("right", 430, 30, f"{right} of {len(X)} right", "ink strong", 20, "start"),
                   side.axes(grid=False), side.titles("epoch", "loss"), polyline("curve", np.round(curve), "error"),
                   circle("now", *curve[-1], 5, "error")]
        numbers = f"`epoch {epoch:,}: loss = {number(losses[-1], 3)}, {right} of {len(X)} right`."
        alt = (f"The plane with {len(X)} points, a line through it, and the curve of the loss beside it: after "
               f"{epoch:,} epochs {right} points are on the right side.")
        return picture, numbers, alt

    picture, numbers, alt = draw(0)
    changed = yield (picture, f"{numbers} The network hasn't learned anything yet. Press play, and it trains for as "
                     "long as you like: each picture is one epoch later.", alt, _ask_for_ever())
    for epoch in itertools.count(1):
        if changed:
            rate = optimizer.learning_rate = changed["rate"]
        history = fit(network, X, y, epochs=1, batch_size=30, optimizer=optimizer, seed=random, progress=False)
        if history.stopped == "diverged":
            inputs.refuse(f"training {history.message}")
        losses.append(history.losses[-1])
        picture, numbers, alt = draw(epoch)
        changed = yield picture, f"{numbers} You can type another learning rate, and the network goes on with it.", alt


def _ask_for_ever():
    """Ask what the loss does in the long run."""
    return ask(
        "If we let the network train for ever, will its loss become exactly 0?",
        ("No, but it will come closer and closer", "A sigmoid never says exactly 0 or 1, so there is always a little "
         "left to learn."),
        ("Yes, once all points are right", "All 300 points can be right while the loss still falls, because the loss "
         "also counts how sure the network is."),
        ("Yes, after enough epochs", "Wait and see how small it gets. A sigmoid never says exactly 0 or 1, so the loss "
         "never becomes exactly 0."))


def loss_curve(losses, total, size):
    """Show the loss of each batch, as far as training has come; made again while it runs.

    Parameters
    ----------
    losses : list of float
        One for each update so far.
    total : int
        Updates in all.
    size : int
        Examples in a batch.
    """
    losses = np.asarray(losses, float)
    plane = Plane(x=(0, total), y=(0, 2.5), box=(44, 12, 580, 256))
    done = len(losses)
    shapes = [plane.axes(("", "loss")), text("updates", 624, 306, "update", "muted", 14, "end")]
    if done:
        middle = _mean(losses, total)
        seen = np.linspace(0, done - 1, min(done, 800)).astype(int)
        shapes += [_specks("batches", plane, seen + 1, losses[seen]), plane.curve("mean", *middle, "error thick"),
                   plane.dot("now", (middle[0][-1], middle[1][-1]), "error")]
    said = f"after {done:,} of {total:,} updates" if done else "before the first update"
    note = (f"`update {done:,} of {total:,}: loss = {number(_last(losses), 3)}`, the mean over the last batches. "
            f"Each speck is the loss of one batch of {size} digits." if done else
            f"Nothing learned yet. As training runs, the loss of each batch of {size} digits appears here.")
    question = ask("When training has come an eighth of the way, how far will the loss have come down?",
                   ("Most of the way", "Watch: the first updates teach the most."),
                   ("An eighth of the way", "It would, if each update taught as much. The first ones teach far more."),
                   ("Hardly at all", "It starts fast: what is most wrong has the largest gradient."))
    return Scene([Frame(shapes, note, f"The loss over the updates {said}.", question, size=(640, 320))],
                 "The loss while training")


def learning(losses, updates, weights, says, right, digit):
    """Show what a network has learned at some points of its training.

    Parameters
    ----------
    losses : list of float
        Of every batch.
    updates : list of int
        Where it was looked at; the first is 0.
    weights : list of arrays (784, units)
        The first layer's weights of a few units, at each of these.
    says : list of arrays (10,)
        What the network said of one digit.
    right : list of float
        The share of held-out digits it got right.
    digit : array (28, 28)
    """
    losses, weights, says = np.asarray(losses, float), np.asarray(weights), np.asarray(says)
    updates = [int(update) for update in updates]
    plane = Plane(x=(0, updates[-1]), y=(0, 2.5), box=(40, 30, 250, 120))
    limit = float(np.quantile(np.abs(weights[-1]), 0.999))
    weights = np.round(8 * np.clip(weights / limit, -1, 1))  # few shades, so that the pictures travel light
    units = weights.shape[2]
    across = max(units // 2, 1)
    box = (350, 30, across * 71, 142)
    frames = []
    for i, update in enumerate(updates):
        said = int(says[i].argmax())
        upto = _mean(losses[:max(update, 1)], updates[-1])
        question = None
        if i == 0:
            early = next((j for j, share in enumerate(right) if share >= 0.9), len(right) - 1)
            choices = [("After about 100 updates", f"Look at update {updates[early]:,}: {right[early]:.0%} already."),
                       ("After about 1,000", f"Sooner: {right[early]:.0%} at update {updates[early]:,}."),
                       ("Near the end", f"Much sooner: {right[early]:.0%} at update {updates[early]:,}.")]
            place = 0 if updates[early] < 400 else 1 if updates[early] < 2000 else 2
            question = ask("When will it get nine digits in ten right?", choices.pop(place), *choices)
        elif i == len(updates) - 2:
            question = ask("The weights began as noise. At which pixels does the noise stay to the end?",
                           ("At the border", "Yes: no digit has ink there, so the gradient there is always 0."),
                           ("In the middle", "There is ink in the middle of most digits: those weights learn first."),
                           ("Nowhere", "Look at the corners of the eight squares."))
        frames.append(Frame([
            plane.axes(("", "loss")), text("updates", 290, 180, "update", "muted", 14, "end"),
            plane.curve("loss curve", *upto, "error"),
            plane.dot("now", (upto[0][-1], upto[1][-1]), "error"),
            text("right", 40, 200, f"{right[i]:.1%} of new digits right", "ink strong", 20, "start"),
            image("weights", _tiles(weights[i], across), *box, low=-8, high=8, colours="signed"),
            text("weights name", 350, 14, f"{units} of the hidden units: their weights", "weight", 14, "start"),
            image("digit", digit, 40, 222, 84, 84), rect("digit frame", 40, 222, 84, 84, "muted thin"),
            _beliefs(says[i], (150, 226, 474, 66))],
            f"`update {update:,}: loss = {number(_last(losses[:update]) if update else float(losses[0]), 3)}`. Of this "
            f"digit it says {said} with probability {says[i].max():.2f}"
            + (", before it has learned anything." if not update else "."),
            f"After {update:,} updates: the loss curve, the weights of {units} units as images, and ten bars of "
            f"which {said} is the longest; {right[i]:.0%} of new digits are right.", question, size=(640, 330)))
    return Scene(frames, "What training changes", axis="update", axis_values=updates)


def reader(pad, network):
    """Show a drawing go forward through a network that reads digits; the learner draws.

    Parameters
    ----------
    pad : list of strokes
        Each a list of points (x, y) in pixels of the picture, y downward.
    network : Network
        From 784 pixels through one hidden layer to ten probabilities.

    Raises
    ------
    ValueError
        For a network of another kind.
    """
    if [network.sizes[0], *network.sizes[2:]] != [784, 10] or network.activations[-1] != "softmax":
        raise ValueError(f"reader: the network is {network}; expected 784 inputs, one hidden layer, softmax over 10")
    strokes = [np.asarray(stroke, float) for stroke in pad if len(stroke)]
    drawn = data.prepare_ink(strokes) if strokes else None
    trace = network.forward(data.pixels(drawn.image if drawn else np.zeros((28, 28), np.uint8)))
    belief, hidden, scores = trace["A2"][0], trace["A1"][0], trace["Z2"][0]
    said, loudest = int(belief.argmax()), int(hidden.argmax())
    shown = _pad(strokes)
    question = ask(
        "Write a small digit into a corner of the pad. Will the network have trouble with it?",
        ("No, it never learns of it", "Right: the drawing is cut out, enlarged and centred before the network sees it, "
         "as the digits it learned from were."),
        ("Yes, it is too small", "Try it: what it gets is always 20 pixels tall or wide."),
        ("Yes, it is in the wrong place", "Try it: what it gets is always in the middle."))
    if not drawn:
        return Scene(_blank(shown, said, float(belief.max()), question), "Draw a digit", still=0)
    width, height = drawn.size
    sight = [image("sees", drawn.image, 320, 34, 112, 112, low=0, high=255),
             rect("sees frame", 320, 34, 112, 112, "data"), text("sees name", 376, 16, "what it gets, x", "data", 14)]
    columns = -(-len(hidden) // 8)
    cells, size = np.pad(hidden, (0, 8 * columns - len(hidden))).reshape(8, columns), 160 / columns
    layer = [image("hidden", cells, 470, 34, 160, 80, low=0, high=max(float(hidden.max()), 1e-6)),
             rect("hidden frame", 470, 34, 160, 80, "activation"),
             text("hidden name", 550, 16, f"{len(hidden)} hidden units, A1", "activation", 14)]
    bars = [_beliefs(belief, (314, 206, 316, 74)), text("bars name", 320, 180, "what it says", "ink", 14, "start")]
    low, corner, pen = np.concatenate(strokes).min(axis=0), drawn.size, PAD[2] / 20
    down, across = np.ptp(drawn.image.nonzero(), axis=1) + 1
    around = [rect("around", *(low - pen / 2), corner[0] + pen, corner[1] + pen, "highlight dashed"),
              rect("box", 320 + 4 * drawn.left, 34 + 4 * drawn.top, 4 * across, 4 * down, "highlight dashed"),
              path("middle", "M378 82 V102 M368 92 H388", "error thick")]
    row, column = divmod(loudest, columns)
    unit = [rect("loudest", 470 + size * column, 34 + 10 * row, size, 10, "highlight thick"),
            line("to weights", 470 + size * (column + 0.5), 44 + 10 * row, 500, 120, "muted thin"),
            image("unit weights", network["W1"][:, loudest].reshape(28, 28), 470, 122, 56, 56, colours="signed"),
            text("unit name", 534, 140, f"unit {loudest}", "activation strong", 14, "start"),
            text("unit value", 534, 160, f"gives {number(float(hidden[loudest]), 3)}", "activation", 14, "start")]
    answer = f"It says {said}, with probability {belief.max():.2f}." + _doubt(drawn, belief)
    exponents = np.exp(scores - scores.max())
    return Scene([
        Frame([shown, sight, layer, bars], f"{answer} Draw over it, or clear the pad and write your own.",
              f"A pad with a drawing, the 28 × 28 pixels the network gets, {len(hidden)} hidden units, and ten bars; "
              f"the longest is {said}.",
              question, size=PICTURE),
        Frame([shown, sight, layer, bars, around],
              f"As MNIST did: {number(width, 3)} × {number(height, 3)} pixels of the pad{_away(low, corner)} are "
              f"scaled by `{number(drawn.scale, 3)}`, so that pen and all fit into a box of 20 × 20, and shifted until "
              "the ink's centre of mass lies in the middle of the 28 × 28, at the cross.",
              "A dashed box around the drawing, and the same box, its longer side 20, in what the network gets.",
              size=PICTURE),
        Frame([shown, sight, layer, bars, unit],
              f"`A1 = max(0, x W1 + b1)`: {int((hidden > 0).sum())} of {len(hidden)} units answer at all, the darker "
              f"the louder. The loudest is unit {loudest}, whose 784 weights are drawn below it: orange where it wants "
              "ink, blue where it wants none.",
              f"Unit {loudest} is marked among the hidden units, with its weights as an image.", size=PICTURE),
        Frame([shown, sight, layer, bars],
              f"`Z2 = A1 W2 + b2` gives ten scores, {number(float(scores.max()), 3)} for {said}; softmax makes them "
              f"probabilities, `1 / {number(float(exponents.sum()), 6)} = {number(float(belief.max()), 6)}` for "
              f"the best, where the sum is Σ e^(score − best score). {_second(belief)}",
              f"Ten bars that add up to 1; the longest is {said}.", size=PICTURE),
    ], "Draw a digit", still=0)


PICTURE = (640, 318)
PAD = (10, 46, 262, 262)
SAY = "Draw a digit here"


def _pad(strokes):
    """Draw the pad and what was drawn on it."""
    lines = "".join("M" + " L".join(f"{x:.0f} {y:.0f}" for x, y in (stroke if len(stroke) > 1 else [*stroke, *stroke]))
                    for stroke in strokes)
    said = [[[round(float(x)), round(float(y))] for x, y in stroke] for stroke in strokes]
    value = str(said).replace(" ", "")
    return [rect("pad", *PAD, "ink", paint="pad", label=SAY, value=value, rx=6),
            text("pad name", 10, 22, "draw here", "ink", 14, "start"),
            path("ink", lines, "ink", stroke_width=PAD[2] / 20, stroke_linecap="round", stroke_linejoin="round")
            if lines else None]


def _blank(shown, said, share, question):
    """Ask for a drawing: of an empty page there is nothing to say."""
    sense = ("There is no ink yet, and so no answer. The network would name a digit even for an empty page, "
             f"{said} with probability {share:.2f}, because answering is all it can do.")
    to_come = ["how the drawing is cut out and centred", "which hidden units answer", "how ten scores become an answer"]
    wait = text("wait", 470, 150, "no ink, no answer", "muted", 18)
    return [Frame([shown, wait], sense, "An empty pad to draw on.", question, size=PICTURE)] + [
        Frame([shown, wait], f"Draw a digit, and here you see {what}.", f"An empty pad. Here you will see {what}.",
              size=PICTURE) for what in to_come]


def _doubt(drawn, belief):
    """Say what speaks against believing the answer."""
    if max(drawn.size) < 0.12 * PAD[2]:
        if max(drawn.size) == 0:
            return " But a dot has no shape: do not believe it."
        times = drawn.scale * PAD[2] / 16.8  # a drawing as large as the pad is not enlarged
        return f" But the drawing is tiny: it was enlarged {times:.0f} times, and the shake of the hand with it."
    if belief.max() < 0.6:
        return " It is far from sure, so do not be either."
    return ""


def _away(low, size):
    """Say how far from the middle of the pad a drawing lies, where it is far."""
    across, down = low + np.array(size) / 2 - (PAD[0] + PAD[2] / 2, PAD[1] + PAD[3] / 2)
    names = (across, ("left", "right")), (down, ("above", "below"))
    ways = [f"{abs(way):.0f} {name[int(way > 0)]}" for way, name in names if abs(way) > 0.1 * PAD[2]]
    return f", {' and '.join(ways)} of its middle," if ways else ""


def _second(belief):
    """Name the runner-up."""
    place = int(np.argsort(belief)[-2])
    return f"Second comes {place}, with {number(float(belief[place]), 2)}."


def _first_if(first, one, other):
    """Put the right choice first, as `ask` wants it."""
    return (one, other) if first else (other, one)


def _last(losses):
    return float(np.mean(losses[-50:]))


def _mean(losses, total, window=50, most=160):
    """Give the running mean of the losses, at no more than `most` places."""
    sums = np.concatenate([[0], np.cumsum(losses)])
    ends = np.unique(np.linspace(1, len(losses), min(len(losses), max(2, most * len(losses) // total + 2))).astype(int))
    starts = np.maximum(ends - window, 0)
    return ends, (sums[ends] - sums[starts]) / (ends - starts)


def _tiles(weights, across):
    """Lay the weights of units (784, n) out as images side by side, with a white line between."""
    tiles = np.pad(weights.T.reshape(-1, 28, 28), ((0, 0), (0, 1), (0, 1)))
    rows = [np.hstack(tiles[i:i + across]) for i in range(0, len(tiles), across)]
    return np.vstack(rows)


def _beliefs(values, box):
    """Draw ten probabilities as bars, the longest marked, with a percentage over those that count."""
    left, top, width, height = box
    pitch = width / len(values)
    best = int(np.argmax(values))
    shapes = [line("belief zero", left, top + height, left + width, top + height, "muted thin")]
    for i, value in enumerate(map(float, values)):
        x, tall = left + (i + 0.5) * pitch, max(value * height, 0.5)
        role = "activation" if i == best else "muted"
        shapes.append(rect(f"belief {i}", x - 0.36 * pitch, top + height - tall, 0.72 * pitch, tall, f"solid {role}"))
        shapes.append(text(f"digit {i}", x, top + height + 14, i, "ink strong" if i == best else "ink", 16))
        if value >= 0.005:
            shapes.append(text(f"share {i}", x, top + height - tall - 10, f"{100 * value:.0f}%", "ink", 14))
    return shapes


def _shades(answer):
    """Colour answers from 0 to 1 in eleven bands, blue for 0, red for 1."""
    share = np.round(np.asarray(answer) * 10)[..., None] / 10
    grey = np.array((150, 150, 150))
    ends = np.where(share < 0.5, np.array(BLUE), np.array(RED))
    return np.rint(grey + np.abs(2 * share - 1) * (ends - grey)).astype(np.uint8)


def _dots(plane, points):
    """Draw points as discs, all in one path."""
    d = " ".join(f"M{x:.0f} {y:.0f}h.1" for x, y in (plane.to_pixels(*point) for point in points))
    return path("discs", d, "data", stroke_width=7, stroke_linecap="round")


def _triangles(plane, points):
    """Draw points as triangles, all in one path."""
    d = " ".join(f"M{x:.0f} {y - 4:.0f}l4 7h-8z" for x, y in (plane.to_pixels(*point) for point in points))
    return path("triangles", d, "solid error thin")


def _specks(key, plane, xs, ys):
    """Draw points as specks, all in one path; those above the plane are left out."""
    inside = [plane.to_pixels(x, y) for x, y in zip(xs, ys) if y <= plane.y[1]]
    return path(key, " ".join(f"M{x:.0f} {y:.0f}h.1" for x, y in inside), "muted", stroke_width=2.5,
                stroke_linecap="round", stroke_opacity=0.6)


def _level_line(plane, xs, ys, values, level=0.5):
    """Trace where values over a grid cross a level (marching squares), as the `d` of a path.

    Parameters
    ----------
    xs, ys : (columns,), (rows,)
    values : (rows, columns)
    """
    above = values >= level
    pieces = []
    for i, j in np.argwhere((above[:-1, :-1] != above[1:, :-1]) | (above[:-1, :-1] != above[:-1, 1:])
                            | (above[:-1, :-1] != above[1:, 1:])):
        corners = [(i, j), (i, j + 1), (i + 1, j + 1), (i + 1, j)]
        crossed = []
        for a, b in zip(corners, corners[1:] + corners[:1]):
            if above[a] != above[b]:
                t = (level - values[a]) / (values[b] - values[a])
                start, end = (np.array([xs[column], ys[row]]) for row, column in (a, b))
                crossed.append(plane.to_pixels(*(start + t * (end - start))))
        pieces += [f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"
                   for (x1, y1), (x2, y2) in zip(crossed[::2], crossed[1::2])]
    return "".join(pieces)
