"""Scenes of training: a line that bends, a loss that falls, what a network has learned, and a digit going forward.

`boundary` opens the course (lesson 0), and `going_on` lets its network train for as long as one likes; the rest belongs
to the network that reads digits (lesson 10).
"""

from collections import deque
from itertools import count

import numpy as np

from dlmath import data, inputs
from dlmath.descent import Adam
from dlmath.inputs import array, matrix, refuse, vector, whole
from dlmath.network import Network, level_line
from dlmath.picture.frame import ask, ask_which, scene
from dlmath.picture.plane import Plane
from dlmath.picture.shapes import drawing_pad, image, line, path, rect, text
from dlmath.picture.table import field
from dlmath.picture.words import number
from dlmath.training import Recording, fit, running_mean

SEEN = 300  # epochs of a loss that goes on falling

# ------------------------------------------------------------------------------------------ a line that bends


@scene("A network learns to separate two moons", axis="epoch", seconds=0.6)
def boundary(run: Recording):
    """Show the line where a network of two inputs cannot decide, while it learns.

    Parameters
    ----------
    run : Recording
        Of a network with two inputs and one output and at most 1,000 examples, as `record` returns it.
    """
    X, y, m, network = run.X, run.y.ravel(), len(run.X), run.networks[0]
    if network.sizes[0] != 2 or network.sizes[-1] != 1:
        refuse(f"the network is {network}; expected two inputs and one output")
    if m > 1000:
        refuse(f"{m:,} examples; at most 1,000 fit the picture")
    numbers, hits = network.theta.size, [round(share * m) for share in run.accuracies]
    ground = _Ground(X, y, across=64, down=55)
    answers = [ground.ask(network) for network in run.networks]
    lines = [ground.line(answer) for answer in answers]
    side = Plane(x=(0, max(run.epochs[-1], 1)), y=(0, 1.1 * max(run.losses)), box=(466, 90, 156, 200), name="loss")
    around = [side.axes(("", "loss")), side.titles("epoch", below=36)]
    middle = len(run.epochs) // 2
    for i, (epoch, loss, answer, pieces) in enumerate(zip(run.epochs, run.losses, answers, lines)):
        question = (_ask_what_becomes(run, _bent(lines[-1])) if i == 0 else
                    _ask_whether_done(run.updates[i], hits[i], hits[-1], m)
                    if i == middle and epoch < run.epochs[-1] else None)
        note = (f"Each step changed all {numbers} parameters a little, to make the loss smaller." if i else
                f"Nothing has been learned yet. The line lies where the {numbers} parameters happen to put it.")
        yield (epoch, [
            ground.draw(answer, pieces), around,
            text("right", 430, 30, f"{hits[i]} of {m} right", "ink strong", 20, "start"),
            text("so far", 430, 58, f"after {run.updates[i]:,} steps" if i else "no step yet", "muted", 16, "start"),
            side.curve("curve", run.epochs[:i + 1], run.losses[:i + 1], "error"),
            side.dot("now", (epoch, loss), "error")],
            f"`epoch {epoch}: loss = {number(loss, 3)}`. {note}",
            f"The plane with {m} points, a line through it, and the falling loss beside it: after {epoch} epochs "
            f"{hits[i]} of {m} points are on the right side.", question)


def _ask_what_becomes(run, bent):
    """Ask what training will do to the line; its shape at the end says which answer is right."""
    bends = any(name != "identity" for name in run.networks[0].activations[:-1])
    bend, straight = "It will bend around the moons", "It will move, but stay straight"
    return ask_which(f"The network will take {run.updates[-1]:,} small steps. What will happen to the line?",
        bend if bent else straight, {
            bend: "Watch how it happens." if bent else
                  "Not in so few steps: in the end it is still nearly straight." if bends else
                  "Not with this network. Nothing in it bends, so the line can't bend either.",
            straight: "It looks straight for a while. Watch what comes then." if bent else
                      "Watch where it goes.",
            "It will stay where it is": "Then nothing would be learned. Each step changes the parameters, and the line "
                                        "moves with them."})


def _ask_whether_done(updates, hits, last, m):
    """Ask whether a network has learned all it can, where `last` are right at the end."""
    wait, best = "No, let's wait", "Yes, this is its best"
    if last > hits:
        more = f"At the end, {last} are right. The loss may fall slowly for a while and still go on falling."
        right, replies = wait, {wait: more, best: f"Not yet. {more}"}
    else:
        done = f"At the end, {last} are right, which is no more than now."
        right, replies = best, {wait: f"Waiting does not help here. {done}", best: done}
    return ask_which(f"After {updates:,} steps, {hits} of {m} are right. Has the network learned all it can?",
                     right, replies)


def _bent(pieces):
    """Tell whether a line (k, 2, 2) is far from straight: more than a tenth as broad as it is long."""
    points = pieces.reshape(-1, 2)
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
        refuse(f"hidden must be a whole number, not {hidden:g}")
    X, y = data.two_moons(m=300, noise=0.15, seed=1)
    network = Network([2, int(hidden), 1], hidden="tanh", seed=1)
    optimizer, random = Adam(rate), np.random.default_rng(1)
    losses = deque([float(network.loss(X, y))], SEEN + 1)
    ground = _Ground(X, y.ravel(), across=48, down=42)

    def draw(epoch):
        """Draw the network as it stands; return the picture, its numbers and its words."""
        trace = network.forward(ground.places)
        score, answer = (trace[name].reshape(len(ground.ys), len(ground.xs)) for name in ("Z2", "A2"))
        right, start = round(network.accuracy(X, y) * len(X)), max(epoch - SEEN, 0)
        side = Plane((start, start + SEEN), (1e-8, 10), (480, 156, 142, 150), name="loss", log="y")
        curve = [min(max(loss, 1e-8), 10) for loss in losses]
        fields = [(text(f"{name} name", 430, y, label, "ink", anchor="start"),
                   field(name, value, label, width=84, height=30, size=14).draw(628, y, anchor="end"))
                  for name, value, label, y in (("rate", rate, "learning rate", 76),
                                                ("hidden", hidden, "hidden units", 112))]
        picture = [ground.draw(answer, ground.line(score, 0)), fields,
                   text("right", 430, 30, f"{right} of {len(X)} right", "ink strong", 20, "start"),
                   side.axes(grid=False), side.titles("epoch", "loss"),
                   side.curve("curve", range(start, start + len(curve)), curve, "error"),
                   side.dot("now", (start + len(curve) - 1, curve[-1]), "error")]
        numbers = f"`epoch {epoch:,}: loss = {number(losses[-1], 3)}, {right} of {len(X)} right`."
        alt = (f"The plane with {len(X)} points, a line through it, and the curve of the loss beside it: after "
               f"{epoch:,} epochs {right} points are on the right side.")
        return picture, numbers, alt

    picture, numbers, alt = draw(0)
    changed = yield (picture, f"{numbers} The network hasn't learned anything yet. Press play, and it trains for as "
                     "long as you like: each picture is one epoch later.", alt, _ask_for_ever())
    for epoch in count(1):
        if changed:
            rate = optimizer.learning_rate = changed["rate"]
        history = fit(network, X, y, epochs=1, batch_size=30, optimizer=optimizer, seed=random, progress=False)
        if history.stopped == "diverged":
            refuse(f"training {history.message}")
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


class _Ground:
    """The plane of two inputs with its examples, and a grid of places in it where a network is asked."""

    def __init__(self, X, y, across, down):
        (left, low), (right, high) = X.min(axis=0) - 0.3, X.max(axis=0) + 0.3
        self.plane = Plane(x=(left, right), y=(low, high), box=(8, 8, 400, 344))
        self.xs, self.ys = np.linspace(left, right, across), np.linspace(high, low, down)
        self.places = np.stack(np.meshgrid(self.xs, self.ys), axis=-1).reshape(-1, 2)
        self.points = [self.plane.dots("discs", X[y < 0.5], "data", 7),
                       self.plane.dots("triangles", X[y >= 0.5], "error", mark="triangle")]

    def ask(self, network):
        """Return what a network answers at each place, (down, across)."""
        return network.predict(self.places).reshape(len(self.ys), len(self.xs))

    def line(self, answer, level=0.5):
        """Return the pieces of the line where the answer is ½, or at another level, in pixels, (k, 2, 2)."""
        pieces = level_line(self.xs, self.ys, answer, level)
        return np.stack(self.plane.to_pixels(pieces[..., 0], pieces[..., 1]), axis=-1)

    def draw(self, answer, pieces):
        """Draw the answers in colours, the examples, and the line."""
        d = "".join(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" for (x1, y1), (x2, y2) in pieces)
        return [image("answer", answer, *self.plane.box, 0, 1, "bands", opacity=0.35), self.points,
                path("line", d, "ink thick", stroke_linecap="round")]


# ------------------------------------------------------------------------------------------ what training changes


@scene("The loss while training", size=(640, 320))
def loss_curve(losses, total: whole(at_least=1), size: whole(at_least=1)):
    """Show the loss of each batch, as far as training has come; made again while it runs.

    Parameters
    ----------
    losses : list of float
        One for each update so far; none before the first.
    total : int
        Updates in all.
    size : int
        Examples in a batch.
    """
    plane, done = Plane(x=(0, total), y=(0, 2.5), box=(44, 12, 580, 256)), len(losses)
    axes = [plane.axes(("", "loss")), plane.titles("update", below=38)]
    question = ask(f"There will be {total:,} updates. How far will the loss have come down after an eighth of them?",
                   ("Most of the way", "Yes, and you will see it: the first updates help the most."),
                   ("An eighth of the way", "That would be so if every update helped as much as the first. But the "
                    "first ones help far more."),
                   ("Hardly at all", "You will see that it falls fastest at the start. What is most wrong has the "
                    "largest gradient."))
    if not done:
        yield (axes, "Nothing has been learned yet. When the training runs, you see a speck here for each batch of "
               f"{size} digits: its loss.",
               "The loss over the updates before the first update.", question)
        return
    losses = vector.check(losses, "losses")
    ends, means = _means(losses, total)
    seen = np.linspace(0, done - 1, min(done, 800)).astype(int)
    yield ([axes, plane.dots("batches", zip(seen + 1, losses[seen]), "muted", 2.5, stroke_opacity=0.6),
            plane.curve("mean", ends, means, "error thick"), plane.dot("now", (ends[-1], means[-1]), "error")],
           f"`update {done:,} of {total:,}: loss = {number(means[-1], 3)}`. That is the mean of the last 50 batches. "
           f"Each speck is the loss of one batch of {size} digits.",
           f"The loss over the updates after {done:,} of {total:,} updates.", question)


def _means(losses, total):
    """Return where the mean of the last losses is drawn, and how large it is: 160 places over all updates."""
    return running_mean(losses, places=max(2, 160 * len(losses) // total + 2))


@scene("What training changes", axis="update", size=(640, 330))
def learning(losses: vector, updates: vector, weights: array(shape=("looks", 784, "units"), most=(50, 784, 8)),
             says: matrix(shape=("looks", 10)), right: vector, digit: matrix(shape=(28, 28))):
    """Show what a network has learned at some points of its training.

    Parameters
    ----------
    losses : list of float
        Of every batch.
    updates : list of int
        Where it was looked at; the first is 0.
    weights : list of arrays (784, units), 1 to 8 units
        The first layer's weights of a few units, at each of these.
    says : list of arrays (10,)
        What the network said of one digit.
    right : list of float
        The share of held-out digits it got right.
    digit : array (28, 28)
    """
    if not len(updates) == len(weights) == len(says) == len(right):
        refuse(f"{len(updates)} updates, {len(weights)} weights, {len(says)} says, {len(right)} right; give one each")
    updates, total, units = updates.astype(int).tolist(), int(updates[-1]), weights.shape[2]
    plane, wide = Plane(x=(0, total), y=(0, 2.5), box=(40, 30, 250, 120)), -(-units // 2)  # units in two rows
    limit = float(np.quantile(np.abs(weights[-1]), 0.999)) or 1.0
    shades = np.round(8 * np.clip(weights / limit, -1, 1))  # few, so that the pictures travel light
    around = [plane.axes(), plane.titles("update", "loss", below=28),
              text("weights name", 350, 14, f"{units} of the hidden units: their weights", "weight", 14, "start"),
              image("digit", digit, 40, 222, 84, 84), rect("digit frame", 40, 222, 84, 84, "muted thin")]
    questions = {0: _ask_when(right, updates), len(updates) - 2: ask(
        "The weights began as noise. At which pixels does the noise stay to the end?",
        ("At the border", "Yes: no digit has ink there, so the gradient there is always 0."),
        ("In the middle", "There is ink in the middle of most digits: those weights learn first."),
        ("Nowhere", "Look at the corners of the eight squares."))}
    for i, update in enumerate(updates):
        said, (ends, means) = int(says[i].argmax()), _means(losses[:max(update, 1)], total)
        yield (update, [
            around, plane.curve("loss curve", ends, means, "error"), plane.dot("now", (ends[-1], means[-1]), "error"),
            text("right", 40, 204, f"{right[i]:.1%} of new digits right", "ink strong", 20, "start"),
            [image(f"weights {k}", weights.reshape(28, 28), 350 + 73 * (k % wide), 30 + 73 * (k // wide), 66, 66, -8, 8,
                   "signed") for k, weights in enumerate(shades[i].T)],
            _beliefs(says[i], (150, 226, 474, 66))],
            f"`update {update:,}: loss = {number(means[-1], 3)}`. The network says that this digit is a {said}, with "
            f"probability {says[i].max():.2f}." + ("" if update else " It has not learned anything yet."),
            f"After {update:,} updates: the loss curve, the weights of {units} units as images, and ten bars of "
            f"which {said} is the longest; {right[i]:.0%} of new digits are right.", questions.get(i))


def _ask_when(right, updates):
    """Ask when nine digits in ten are right."""
    early = next((j for j, share in enumerate(right) if share >= 0.9), len(right) - 1)
    place, when = updates[early], f"{right[early]:.0%} at update {updates[early]:,}."
    replies = {"After about 100 updates": f"Look at update {place:,}: {right[early]:.0%} already.",
               "After about 1,000": f"Sooner: {when}", "Near the end": f"Much sooner: {when}"}
    return ask_which("When will it get nine digits in ten right?",
                     list(replies)[0 if place < 400 else 1 if place < 2000 else 2], replies)


def _beliefs(values, box):
    """Draw ten probabilities as bars, the longest marked, with a percentage over those that count."""
    left, top, width, height = box
    pitch, best, foot = width / len(values), int(np.argmax(values)), top + height
    shapes = [line("belief zero", left, foot, left + width, foot, "muted thin")]
    for i, value in enumerate(map(float, values)):
        x, tall = left + (i + 0.5) * pitch, max(value * height, 0.5)
        shapes += [rect(f"belief {i}", x - 0.36 * pitch, foot - tall, 0.72 * pitch, tall,
                        f"solid {'activation' if i == best else 'muted'}"),
                   text(f"digit {i}", x, foot + 14, i, "ink strong" if i == best else "ink", 16),
                   text(f"share {i}", x, foot - tall - 10, f"{value:.0%}", "ink", 14) if value >= 0.005 else None]
    return shapes


# ------------------------------------------------------------------------------------------ a drawing goes forward


PAD, SIGHT, LAYER = (10, 52, 262, 262), (320, 34, 112, 112), (470, 34, 160, 80)  # left, top, width, height
PEN = PAD[2] / 20


@scene("Draw a digit", still=0, size=(640, 324))
def reader(pad, network: Network):
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
        refuse(f"the network is {network}; expected 784 inputs, one hidden layer, softmax over 10")
    strokes = [np.asarray(stroke, float) for stroke in pad if len(stroke)]
    drawn = data.prepare_ink(strokes) if strokes else None
    trace = network.forward(data.pixels(drawn.image if drawn else np.zeros((28, 28), np.uint8)))
    belief, hidden, scores = trace["A2"][0], trace["A1"][0], trace["Z2"][0]
    page = [drawing_pad("pad", strokes, PAD, "Draw a digit here"),
            text("pad name", 10, 22, "draw here", "ink", 14, "start")]
    said, loudest, surest = int(belief.argmax()), int(hidden.argmax()), float(belief.max())
    question = ask(
        "Write a small digit into a corner of the pad. Will the network have trouble with it?",
        ("No, it never learns of it", "The drawing is cut out, enlarged and centred before the network sees it, "
         "as the digits it learned from were."),
        ("Yes, it is too small", "Try it: what it gets is always 20 pixels tall or wide."),
        ("Yes, it is in the wrong place", "Try it: what it gets is always in the middle."))
    if not drawn:
        yield from _blank(page, said, surest, question)
        return
    shown = [page, image("sees", drawn.image, *SIGHT, low=0, high=255), rect("sees frame", *SIGHT, "data"),
             text("sees name", 376, 16, "what it gets, x", "data", 14), _hidden(hidden),
             _beliefs(belief, (314, 206, 316, 74)), text("bars name", 320, 180, "what it says", "ink", 14, "start")]
    low, (width, height) = np.concatenate(strokes).min(axis=0), drawn.size
    second = int(np.argsort(belief)[-2])
    yield (shown, f"It says {said}, with probability {surest:.2f}.{_doubt(drawn, surest)} Draw over it, or clear the "
                  "pad and write your own.",
           f"A pad with a drawing, the 28 × 28 pixels the network gets, {len(hidden)} hidden units, and ten bars; "
           f"the longest is {said}.", question)
    yield ([shown, _cut_out(drawn, low)],
           f"First your drawing is prepared as the MNIST digits were. Its {number(width, 3)} × {number(height, 3)} "
           f"pixels on the pad{_away(low, drawn.size)} are scaled by `{number(drawn.scale, 3)}`, so that they fit into "
           "a box of 20 × 20. Then the box is moved, until the centre of mass of the ink (the point at which it would "
           "balance) is in the middle of the 28 × 28 pixels, at the cross.",
           "A dashed box around the drawing, and the same box, its longer side 20, in what the network gets.")
    yield ([shown, _unit(loudest, hidden, network["W1"])],
           f"In the hidden layer, `A1 = max(0, x W1 + b1)`. {int((hidden > 0).sum())} of {len(hidden)} units give more "
           f"than 0, and a darker cell gives more. Unit {loudest} gives the most. Below you see its 784 weights: it "
           "wants ink where they are orange, and none where they are blue.",
           f"Unit {loudest} is marked among the hidden units, with its weights as an image.")
    yield (shown,
           f"The last layer gives ten scores, `Z2 = A1 W2 + b2`, and {said} has the largest one, "
           f"{number(scores.max(), 3)}. Softmax turns the scores into probabilities. It first subtracts the largest "
           f"score from all ten, so the largest becomes e⁰ = 1. All ten powers of e add up to "
           f"{number(1 / surest, 6)}, so the digit {said} gets `1 / {number(1 / surest, 6)} = {number(surest, 6)}`. "
           f"Second comes {second}, with {number(belief[second], 2)}.",
           f"Ten bars that add up to 1; the longest is {said}.")


def _blank(shown, said, share, question):
    """Ask for a drawing: of an empty page there is nothing to say."""
    shown = [shown, text("wait", 470, 150, "no ink, no answer", "muted", 18)]
    yield (shown, "There is no ink yet, and so no answer. The network would name a digit even for an empty page, "
                  f"{said} with probability {share:.2f}, because answering is all it can do.",
           "An empty pad to draw on.", question)
    for what in ("how the drawing is cut out and centred", "which hidden units answer",
                 "how ten scores become an answer"):
        yield shown, f"Draw a digit, and here you see {what}.", f"An empty pad. Here you will see {what}."


def _rows_of(hidden):
    """Return in how many columns hidden units are drawn, and the size of each: eight rows of them fill their box."""
    columns = -(-len(hidden) // 8)
    return columns, LAYER[2] / columns, LAYER[3] / 8


def _hidden(hidden):
    """Draw what the hidden units answer, the darker the louder."""
    columns, _, _ = _rows_of(hidden)
    cells = np.pad(hidden, (0, 8 * columns - len(hidden))).reshape(8, columns)
    return [image("hidden", cells, *LAYER, low=0, high=max(float(hidden.max()), 1e-6)),
            rect("hidden frame", *LAYER, "activation"),
            text("hidden name", 550, 16, f"{len(hidden)} hidden units, A1", "activation", 14)]


def _unit(loudest, hidden, W1):
    """Mark a hidden unit, and draw its weights below it."""
    columns, width, height = _rows_of(hidden)
    row, column = divmod(loudest, columns)
    left, top = LAYER[0] + width * column, LAYER[1] + height * row
    return [rect("loudest", left, top, width, height, "highlight thick"),
            line("to weights", left + width / 2, top + height, 500, 120, "muted thin"),
            image("unit weights", W1[:, loudest].reshape(28, 28), 470, 122, 56, 56, colours="signed"),
            text("unit name", 534, 140, f"unit {loudest}", "activation strong", 14, "start"),
            text("unit value", 534, 160, f"gives {number(hidden[loudest], 3)}", "activation", 14, "start")]


def _cut_out(drawn, low):
    """Draw the box around the drawing, the same box in what the network gets, and the middle of that."""
    down, across = np.ptp(drawn.image.nonzero(), axis=1) + 1
    pixel = SIGHT[2] / 28
    return [rect("around", *(low - PEN / 2), *(np.array(drawn.size) + PEN), "highlight dashed"),
            rect("box", SIGHT[0] + pixel * drawn.left, SIGHT[1] + pixel * drawn.top, pixel * across, pixel * down,
                 "highlight dashed"),
            path("middle", "M378 82 V102 M368 92 H388", "error thick")]


def _doubt(drawn, surest):
    """Say what speaks against believing the answer."""
    if max(drawn.size) < 0.12 * PAD[2]:
        if max(drawn.size) == 0:
            return " But a dot has no shape, so don't believe it."
        times = drawn.scale * PAD[2] / 16.8  # a drawing as large as the pad is not enlarged
        return f" But the drawing is tiny: it was enlarged {times:.0f} times, and the shake of the hand with it."
    return " It is far from sure, so you should not be sure either." if surest < 0.6 else ""


def _away(low, size):
    """Say how far from the middle of the pad a drawing lies, where it is far."""
    across, down = low + np.array(size) / 2 - (PAD[0] + PAD[2] / 2, PAD[1] + PAD[3] / 2)
    names = (across, ("left", "right")), (down, ("above", "below"))
    ways = [f"{abs(way):.0f} {name[int(way > 0)]}" for way, name in names if abs(way) > 0.1 * PAD[2]]
    return f", {' and '.join(ways)} of its middle," if ways else ""
