"""Scenes of a backward pass: what each example wants, the walk back stop by stop, transposes, gradients by depth.

Called with numbers, each returns a Scene. Beside every gradient stands its central difference, computed anew.
"""

import re
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from dlmath import inputs, linalg, losses
from dlmath.activations import ACTIVATIONS
from dlmath.autograd import numerical_gradient
from dlmath.inputs import array, matrix, refuse, vector
from dlmath.network import Network, Trace, gradient_norms
from dlmath.picture.frame import ask, ask_number, ask_which, scene
from dlmath.picture.plane import Plane, strip
from dlmath.picture.shapes import image, path, rect, text
from dlmath.picture.table import Arrow, Table, Word, choice, field, line_up
from dlmath.picture.words import added, count, elided, factor, number, pair, power_of_ten, products, rounded
from dlmath.scenes.network import diagram

# ------------------------------------------------------------------------------------ what each example wants

SAME = 0.01  # a slope nearer to 0 than this counts as none


@scene("What each example wants", still=4, size=(640, 410))
def wants(images: array(rank=3), labels: vector(shape=(3,)), weights: matrix, b: inputs.number,
          pixel: vector(shape=(2,))):
    """Let three digits pull at one weight of a 3-detector; the pixel that the weight belongs to is editable.

    Parameters
    ----------
    images : array_like (3, height, width)
        Ink from 0 to 1.
    labels : array_like (3,)
        Which digit each is; the truth is 1 for a 3.
    weights : array_like (height, width)
    b : float
    pixel : array_like (2,)
        Row and column.

    Raises
    ------
    ValueError
        For shapes that do not fit, and for a pixel that is not in the picture.
    """
    if images.shape != (3, *weights.shape):
        refuse(f"images {images.shape} and weights {weights.shape}; three digits are needed, each pixel with a weight")
    if any(at != int(at) or not 0 <= at < size for at, size in zip(pixel, weights.shape)):
        refuse("row and column of the pixel are whole numbers, at most "
               f"{weights.shape[0] - 1} and {weights.shape[1] - 1}")
    row, column = (int(at) for at in pixel)
    unit, X, y = Network([weights.size, 1]), images.reshape(3, -1), (labels == 3)[:, None].astype(float)
    unit["W1"], unit["b1"] = weights.reshape(-1, 1), [b]
    said = [number(float(p), 2) for p in unit.predict(X)[:, 0]]
    trace = unit.forward(X)
    whole = unit.backward(trace, y)["dW1"].reshape(weights.shape)
    slopes = [_measured(unit, row * weights.shape[1] + column, X[i:i + 1], y[i:i + 1]) for i in range(3)]
    names = [f"a{'n' if label == 8 else ''} {label:g}" for label in labels]
    draw = _wants_drawn(images, names, said, y, slopes, whole, (row, column))
    for i in range(3):
        before = _told_wish(i - 1, names, slopes) if i else \
            "Here are three digits, and a neuron that says how sure it is that each is a 3. A frame marks one pixel, " \
            "and one weight belongs to this pixel. You can change the row and the column of the pixel."
        yield (draw(i), before,
               f"Three digits: {', '.join(f'{name}, for which the neuron says {p}' for name, p in zip(names, said))}. "
               + (f"{i} of three arrows are drawn." if i else "No arrow is drawn yet."),
               _ask_wish(i, names[i], said[i], images[i, row, column], slopes[i]))
    mean = sum(slopes) / 3
    terms = added(np.round(slopes, 3))
    yield (draw(3), f"{_told_wish(2, names, slopes)} There are three wishes, but there is only one weight.",
           "All three arrows are drawn, one below the other.",
           ask("The loss of all three is the mean of their losses. What is the slope of this mean?",
               ("the mean of the three slopes", "Yes. If three losses change, their mean changes by the mean of the "
                                                "three changes."),
               ("the largest of the three slopes", "The other two count as well, because the loss is the mean of all "
                                                   "three."),
               ("0, because the digits disagree", "Only if the wishes cancel exactly. Add up the three slopes.")))
    yield (draw(4), f"`({terms}) / 3 = {rounded(mean, 3)}`. The thick arrow shows what all three want together: a "
                    f"{'smaller' if mean > 0 else 'larger'} weight. On the right you see the same for every "
                    "pixel: orange where the weight should grow, and blue where it should get smaller.",
           f"A thick arrow for the mean slope, {rounded(mean, 3)}, and a picture with what all three want for each of "
           f"the {weights.size} weights.")


def _measured(unit, place, X, y):
    """Measure the slope of the loss of one example, with respect to one weight, by nudging it."""
    weight = unit["W1"][place, 0]

    def loss(moved):
        unit["W1"][place] = moved  # a view: it changes the network
        return unit.loss(X, y)

    slope = float(numerical_gradient(loss, weight))
    unit["W1"][place] = weight
    return slope


def _wish(slope):
    """Say what an example wants of the weight."""
    return "no change" if abs(slope) < SAME else "smaller" if slope > 0 else "larger"


def _told_wish(i, names, slopes):
    """Tell what was measured for a digit."""
    wish = _wish(slopes[i])
    wish = "it does not care about this weight" if wish == "no change" else f"it wants a {wish} weight"
    return f"We have nudged the weight and measured digit {i + 1}, {names[i]}. The slope of its loss is " \
           f"`{rounded(slopes[i], 3)}`, so {wish}."


def _ask_wish(i, name, said, ink, slope):
    """Ask what becomes of the loss of a digit."""
    kind = "stays the same" if abs(slope) < SAME else "rises" if slope > 0 else "falls"
    return ask_which(f"Digit {i + 1} is {name}, and the neuron says {said}. Its marked pixel has the ink "
                     f"{number(ink, 2)}. If the weight of this pixel grows a little, what happens to the loss of this "
                     "digit?", kind, {
                         "falls": "The loss falls if there is ink, and the neuron says too little: with a larger "
                                  "weight it says more.",
                         "rises": "The loss rises if there is ink, and the neuron says too much already.",
                         "stays the same": "The loss stays the same if there is no ink on this pixel, because the "
                                           "weight is multiplied by 0. And it stays about the same if the neuron is "
                                           "right and sure."})


def _wants_drawn(images, names, said, y, slopes, whole, pixel):
    """Return a function that draws the digits with so many arrows; with 4, the mean and all the weights too."""
    columns, (row, column), side = strip((16, 64, 608, 122), 4, gap=24), pixel, 122
    tall, wide = images.shape[1:]
    mean = sum(slopes) / 3
    reach = max(SAME, *map(abs, slopes)) * 1.1
    plane = Plane((-reach, reach), (0, 4), (200, 258, 280, 132))
    fixed = [line_up("row", field("pixel[0]", pixel[0], "row of the pixel", width=52, height=28), "", "column",
                     field("pixel[1]", pixel[1], "column of the pixel", width=52, height=28),
                     box=(16, 6, 300, 28), align="start", name="choose").draw()]

    def around(key, left, top):
        """Frame the pixel: paper between two lines is seen on ink, on white and on colours."""
        x, y, across, down = left + side * column / wide, top + side * row / tall, side / wide, side / tall
        return path(key, " ".join(f"M{x - off:.2f} {y - off:.2f} h{across + 2 * off:.2f} v{down + 2 * off:.2f} "
                                  f"h{-across - 2 * off:.2f}z" for off in (1.2, 4.5)),
                    "hollow highlight thin", fill_rule="evenodd")

    for i, (left, top, _, _) in enumerate(columns[:3]):
        fixed += [image(f"digit {i + 1}", images[i], left, top, side, side, low=0, high=1),
                  rect(f"digit {i + 1} frame", left, top, side, side, "muted thin"),
                  around(f"digit {i + 1} pixel", left, top),
                  text(f"digit {i + 1} name", left + side / 2, top - 11, f"digit {i + 1}, {names[i]}", "ink strong",
                       15),
                  text(f"digit {i + 1} said", left + side / 2, top + side + 14,
                       f"truth {number(y[i, 0])}, says {said[i]}", "muted", 14)]
    fixed += [plane.line("nought", (0, 0), (0, 4), "muted thin dashed"),
              text("smaller", 190, 240, "smaller weight", "muted", 14, "start"),
              text("larger", 490, 240, "larger weight", "muted", 14, "end"),
              text("slope head", 520, 240, "slope", "muted", 14, "start")]
    left, top, _, _ = columns[3]

    def arrow(i, slope, name, role):
        height = 3.5 - i
        y = plane.to_pixels(0, height)[1]
        mark = plane.dot(f"wish {i}", (0, height), role.split()[0], 5) if abs(slope) < SAME else \
            plane.arrow(f"wish {i}", (0, height), (-slope, height), role)
        return [mark, text(f"wish {i} name", 16, y, name, "ink" if i < 3 else "ink strong", 15, "start"),
                text(f"wish {i} slope", 520, y, rounded(slope, 3), "gradient strong", 15, "start")]

    def draw(count):
        """Draw it with so many arrows."""
        rows = [arrow(i, slopes[i], f"digit {i + 1} wants", "gradient") for i in range(min(count, 3))]
        if count == 4:
            rows += [arrow(3, mean, "all three together", "highlight thick"),
                     image("all", -whole, left, top, side, side, colours="signed"),
                     rect("all frame", left, top, side, side, "muted thin"),
                     around("all pixel", left, top),
                     text("all name", left + side / 2, top - 11, "all weights", "ink strong", 15)]
        return [fixed, rows]

    return draw


# ------------------------------------------------------------------------------------ the story

DIGITS = 8  # decimals that a nudge can be trusted to
LINE = (6, 204, 628, 90)  # where the numbers of a stop stand


class Walk(NamedTuple):
    """A backward pass that is told: the network, its forward and backward pass, the nudged gradients, the answers."""

    network: Network
    forward: Trace
    backward: Trace
    nudged: Trace
    y: np.ndarray

    def into(self, layer):
        """Return what goes into a layer."""
        return self.forward[f"A{layer - 1}" if layer > 1 else "X"]

    def name(self, layer):
        """Name the activations of a layer as a lesson does."""
        return "X" if layer == 0 else "ŷ" if layer == self.network.depth else f"A{layer}"

    def say(self, gradient):
        """Write dW2 as ∂L/∂W2, and the last dA as ∂L/∂ŷ."""
        return "∂L/∂ŷ" if gradient == f"dA{self.network.depth}" else f"∂L/∂{gradient[1:]}"

    def gradient(self, gradient):
        """Return a gradient as a table."""
        return Table(gradient, self.backward[gradient].round(DIGITS), "gradient", label=self.say(gradient))

    def stop(self, step):
        """Return the number of the stop that a step belongs to, counted from the loss."""
        kind, layer = _parts(step)
        return 3 * (self.network.depth - layer) + {"A": 1, "Z": 2, "W": 3, "b": 3}[kind]

    def ends(self):
        """Return the prediction and the answers as tables."""
        return Table("ŷ", self.forward.output, "activation"), Table("y", self.y)


class Stop(NamedTuple):
    """What a stop shows: what stands before the gradient, its first entry in numbers, the shapes, what is marked."""

    things: list
    said: str
    shapes: str
    mark: dict


def _title(network, X, y, stop):
    """Name the scene: the whole walk back, or one stop of it."""
    return f"Backward through {'–'.join(map(str, network.sizes))}" + (f", stop {stop}" if stop else "")


@scene(_title, still=lambda network, X, y, stop: 1 if stop else 3, size=(640, 440))
def story(network: Network, X: matrix, y: array(rank=(1, 2)), stop: inputs.whole(at_least=0) = 0):
    """Tell a backward pass stop by stop: formula, numbers, shapes, and beside each gradient its central difference.

    Works for any network of at most 5 layers and any batch that fits it, as long as at most 5,000 numbers are to be
    nudged; X is editable at the first frame, and so is y where it is given entry by entry. The drawn units hold the
    numbers of the first example.

    Parameters
    ----------
    network : Network
    X : array_like (m, n_in)
    y : array_like (m, n_out), or labels (m,)
    stop : int
        0 tells the whole walk. Each layer has three stops, counted from the loss: ∂L/∂A, ∂L/∂Z, and the gradients of
        its weights and biases. Another number tells this stop alone, as it is reached.

    Raises
    ------
    TypeError, ValueError
        For what is no network, for a stop beyond the last, and as `Network.forward` and `Network.backward` do.
    """
    if network.depth > 5:
        refuse(f"the network has {network.depth} layers; at most 5 fit the picture")
    if stop > 3 * network.depth:
        refuse(f"there is no stop {stop}; {network.depth} layers have {3 * network.depth} stops")
    nudges = network.theta.size + 2 * len(X) * sum(network.sizes[1:])
    if nudges > 5000:
        refuse(f"{nudges:,} numbers would be nudged one by one; at most 5,000 are, so that nobody waits long")
    forward, entries = network.forward(X), y.ndim == 2
    backward, nudged = network.backward(forward, y), network.nudged(forward, y)
    walk = Walk(network, forward, backward, nudged, y if entries else losses.one_hot(y, network.sizes[-1]))
    steps = backward.steps
    told = [i for i, step in enumerate(steps) if stop in (0, walk.stop(step))]
    yield _arrived(walk, steps[told[0]], steps[:told[0]]) if stop > 1 else _before(walk, entries)
    for i in told:
        yield _stop(walk, steps[i], steps[:i + 1], steps[i + 1] if i + 1 in told else None)
    if not stop:
        yield _after(walk)


def _before(walk, entries):
    """Draw the end of the forward pass, where the walk back starts; y is editable if its `entries` were given."""
    network, (guesses, answers) = walk.network, walk.ends()
    row = line_up(Table("X", walk.forward["X"], edit=True), Arrow("forward"), guesses, Arrow("against"),
                  replace(answers, edit=entries), box=(6, 196, 628, 90))
    loss = number(network.loss(walk.forward["X"], walk.y))
    name = network.loss_name.replace("_entropy", "-entropy").replace("_", " ")
    guess, truth = float(walk.forward.output[0, 0]), float(walk.y[0, 0])
    side, sign = ("too high", "positive") if guess > truth else ("too low", "negative") if guess < truth else \
        ("right", "zero")
    return ([_picture(walk, []), _formula(f"L = {name}", f"a mean over m = {len(walk.y)}"), row.draw(),
             text("loss", 320, 366, f"loss L = {loss}", "error strong", 20)],
            f"The forward pass is done. The first prediction is {number(guess)} and the truth is {number(truth)}, so "
            f"the prediction is {side}. The loss is `L = {loss}`. You can click the numbers of "
            f"{'X and y' if entries else 'X'} and change them.",
            f"A network {network!r} with its prediction {number(guess)} next to the truth {number(truth)}; the loss is "
            f"{loss}.",
            ask_which(f"ŷ[0,0] is {number(guess)}, and the truth is {number(truth)}. If ŷ[0,0] grows a little, the "
                      "loss changes. Is its slope ∂L/∂ŷ[0,0] negative or positive?", sign, {
                          "negative": "The slope is negative if the prediction is too low: then a larger prediction "
                                      "makes the loss smaller.",
                          "positive": "The slope is positive if the prediction is too high: then a larger prediction "
                                      "makes the loss larger.",
                          "zero": "The slope is zero only if the prediction is exactly right."}))


def _arrived(walk, step, reached):
    """Draw what is known when the walk arrives at a stop: the gradient it starts from, and what is looked for."""
    kind, layer = _parts(step)
    name, known = walk.say(step.name), {"A": f"dZ{layer + 1}", "Z": f"dA{layer}"}.get(kind, f"dZ{layer}")
    if known not in walk.backward.names:  # the loss has no finite slope here
        known = None
    values, role = (walk.network[f"W{layer}"], "weight") if kind == "W" else (walk.forward[step.name[1:]], "activation")
    sought = Table("sought", values, role, label=step.name[1:])
    row = line_up(*([walk.gradient(known), Arrow("next:", "slopes for")] if known else []), sought, box=LINE)
    start = f"We know {walk.say(known)} already. " if known else ""
    return ([_picture(walk, reached), _formula(f"{name} = ?", f"{step.value.shape}"), row.draw()],
            f"{start}Now we want `{name}`: for each number of {step.name[1:]}, how much does the loss change if this "
            "number grows a little?",
            f"{start}We look for {name}, of shape {step.value.shape}.", ASK[kind](walk, layer))


def _stop(walk, step, reached, following):
    """Draw one stop of the walk back, and ask about the one that follows."""
    kind, layer = _parts(step)
    stop, name = STOPS[kind](walk, layer), walk.say(step.name)
    row = line_up(*stop.things, Table("result", step.value.round(DIGITS), "gradient", label=name), box=LINE)
    alike, beside = _beside(walk, step, row["result"])
    doubt = "" if alike else " The measured slope is different. Perhaps the nudge crossed a corner, such as that of " \
        "ReLU at 0, where there is no slope."
    return ([_picture(walk, reached, _carriers(walk, step)), _formula(f"{name} = {_written(walk, step)}", stop.shapes),
             row.draw(mark=stop.mark | {"result": (0,) * step.value.ndim}), beside],
            f"`{stop.said}`. {_why(walk, step)}{doubt}",
            f"{name}, of shape {step.value.shape}: {stop.said}; its central difference "
            f"{'agrees' if alike else 'differs'}.", following and ASK[following.name[1]](walk, _parts(following)[1]))


def _beside(walk, step, table):
    """Tell whether the nudged gradient is the same, and draw it below the table of the step."""
    if step.name not in walk.nudged.names:
        return True, None
    estimate = walk.nudged[step.name].round(DIGITS)
    alike = bool(np.allclose(estimate, step.value, rtol=1e-6, atol=1e-8))
    below = replace(table, name="nudged", values=estimate, role="muted", label="", caption="",
                    y=370 - table.height / 2, digits=table.digits if alike else 2)
    word, role = ("✓ the same", "activation strong") if alike else ("✗ not the same", "error strong")
    return alike, [below.draw(), text("nudged word", table.x - 14, 361, "nudged, entry by entry:", "muted", 14, "end"),
                   text("nudged verdict", table.x - 14, 381, word, role, 14, "end")]


def _after(walk):
    """Draw all parameter gradients."""
    network = walk.network
    last = [name for name in walk.backward.names if name[1] in "Wb"][-4:]
    names = sorted(last, key=lambda name: (name[2:], name[1]))
    things = [thing for name in names for thing in (",", replace(walk.gradient(name), label=name))][1:]
    largest, count = max(np.abs(walk.nudged[name] - walk.backward[name]).max() for name in names), network.theta.size
    alike = "If you measure them by nudging, you get the same, to within 0.00001." if largest < 1e-5 else \
        "Some differ from what is measured by nudging, because a nudge has crossed a corner."
    return ([_picture(walk, walk.backward.steps), _formula("a gradient has the shape of its parameter", ""),
             line_up(*things, box=LINE).draw(),
             text("count", 320, 356, f"one walk back: {count} slopes", "gradient strong", 18),
             text("price", 320, 386, f"by nudging: {2 * count} forward passes", "muted", 16)],
            f"One walk back has found the slope for each of the {count} parameters. {alike}",
            f"The gradients of all {count} parameters in one picture: {', '.join(names)}.")


def _picture(walk, reached, carriers=None):
    """Draw the network; the units that the walk has reached hold the first example's gradient."""
    network, forward = walk.network, walk.forward
    known = {_parts(step)[1]: step.value[0] for step in reached if step.name[1] in "AZ"}
    roles = {f"layer {layer}": "gradient" for layer in known}
    roles |= {step.name[1:]: "gradient" for step in reached if step.name[1] == "W"}
    drawn = diagram(network.sizes, (60, 4, 500, 122), roles=roles | {carriers: "gradient thick"}, most=3)
    values = []
    for (layer, unit), (x, y) in drawn.places.items():
        shown = number(forward[f"A{layer}" if layer else "X"][0, unit], 2)
        if 9 * len(shown) <= 2 * drawn.radius + 6:
            values.append(text(f"unit {layer},{unit} value", x, y, shown, "ink", 14))
        if layer in known:
            aside = -2 if layer == network.depth else 12 if y > 66 else -13  # lines to the next layer run beside it
            values.append(text(f"unit {layer},{unit} gradient", x + drawn.radius + 4, y + aside,
                               number(known[layer][unit], 2), "gradient strong halo", 14, "start"))
    return [drawn.shapes, values]


def _carriers(walk, step):
    """Name the weights that a stop is about: those of ∂L/∂W, or those by which ∂L/∂A was reached."""
    kind, layer = _parts(step)
    return {"W": f"W{layer}", "A": f"W{layer + 1}" if layer < walk.network.depth else None}.get(kind)


def _parts(step):
    """Return the kind and the layer of a step: "W" and 2 of dW2."""
    return step.name[1], int(step.name[2:])


def _formula(formula, shapes):
    return [text("formula", 14, 152, formula, "ink strong", 18, "start"),
            text("shapes", 626, 152, shapes, "muted", 15, "end")]


SLOPES = {"binary_cross_entropy": "(−y/ŷ + (1 − y)/(1 − ŷ)) / m", "mean_squared_error": "2 (ŷ − y) / m",
          "categorical_cross_entropy": "−y/ŷ / m"}


def _written(walk, step):
    """Write a step's formula as the lesson does."""
    network = walk.network
    if step.formula.startswith("∂L"):
        slope = SLOPES.get(network.loss_name, "the slope of the loss")
        one = network.sizes[-1] == 1 or network.loss_name == "categorical_cross_entropy"
        return slope if one else slope.replace("/ m", "/ entries")
    formula = re.sub(r"d([AZ]\d+)", r"∂L/∂\1", step.formula)
    return formula.replace(f"A{network.depth}", "ŷ").replace(".T", "ᵀ").replace("over the batch", "over the examples")


def _from_loss(walk, layer):
    """Show ∂L/∂A: the loss's own slope at the end, elsewhere back through the weights."""
    network, value = walk.network, number(walk.backward[f"dA{layer}"][0, 0])
    if layer == network.depth:
        said, truth, guess = "∂L/∂ŷ[0,0]", number(walk.y[0, 0]), number(walk.forward.output[0, 0])
        if network.loss_name == "binary_cross_entropy":
            said += f" = (−{truth}/{guess} + {number(1 - walk.y[0, 0])}/{number(1 - walk.forward.output[0, 0])})" \
                    f" / {walk.y.size}"
        guesses, answers = walk.ends()
        return Stop([guesses, ",", answers, Arrow("slope of L")], f"{said} = {value}", f"{walk.y.shape}",
                    {"ŷ": (0, 0), "y": (0, 0)})
    dZ, W = walk.backward[f"dZ{layer + 1}"], network[f"W{layer + 1}"]
    turned = Table(f"W{layer + 1}", W.T, "weight", label=f"W{layer + 1}ᵀ")
    return Stop([walk.gradient(f"dZ{layer + 1}"), "@", turned, "="],
                f"∂L/∂A{layer}[0,0] = {products(dZ[0], W[0], 4)} = {value}",
                f"(m, {dZ.shape[1]}) @ {W.T.shape} → (m, {len(W)})",
                {f"dZ{layer + 1}": (0, ...), f"W{layer + 1}": (..., 0)})


def _through(walk, layer):
    """Show ∂L/∂Z: (ŷ − y)/m where loss and output meet, elsewhere through the activation's slope."""
    network, dZ = walk.network, walk.backward[f"dZ{layer}"]
    name, said, shape = network.activations[layer - 1], f"∂L/∂Z{layer}[0,0]", f"(m, {dZ.shape[1]})"
    if layer == network.depth and network.ending.meets:
        m = walk.y.size if network.loss_name == "binary_cross_entropy" else len(walk.y)
        guesses, answers = walk.ends()
        return Stop([guesses, "−", answers, Arrow("divide by", f"m = {m}")],
                    f"{said} = ({number(walk.forward.output[0, 0])} − {factor(walk.y[0, 0])}) / {m} = "
                    f"{number(dZ[0, 0])}", shape, {"ŷ": (0, 0), "y": (0, 0)})
    known = walk.gradient(f"dA{layer}")
    if name == "softmax":
        return Stop([known, Arrow("softmax′")], f"{said} = {number(dZ[0, 0])}", shape, {})
    slope = ACTIVATIONS[name].derivative(walk.forward[f"Z{layer}"])
    dA = walk.backward[f"dA{layer}"]
    return Stop([known, "∘", Table(f"slope{layer}", slope, "activation", label=f"{name}′(Z{layer})"), "="],
                f"{said} = {products(dA[0, :1], slope[0, :1])} = {number(dZ[0, 0])}", f"{shape}, entry by entry",
                {f"dA{layer}": (0, 0), f"slope{layer}": (0, 0)})


def _to_weights(walk, layer):
    """Show ∂L/∂W: what went in, transposed, with the gradient of what came out."""
    A, dZ, dW = walk.into(layer), walk.backward[f"dZ{layer}"], walk.backward[f"dW{layer}"]
    turned = Table(f"A{layer - 1}", A.T, "activation", label=f"{walk.name(layer - 1)}ᵀ")
    return Stop([turned, "@", walk.gradient(f"dZ{layer}"), "="],
                f"∂L/∂W{layer}[0,0] = {products(A[:, 0], dZ[:, 0], 4)} = {number(dW[0, 0])}",
                f"({A.shape[1]}, m) @ (m, {dZ.shape[1]}) → {dW.shape}",
                {f"A{layer - 1}": (0, ...), f"dZ{layer}": (..., 0)})


def _to_biases(walk, layer):
    """Show ∂L/∂b: ∂L/∂Z of all examples, added up."""
    dZ, db = walk.backward[f"dZ{layer}"], walk.backward[f"db{layer}"]
    terms = " + ".join("…" if i is None else factor(dZ[i, 0]) if i else number(dZ[i, 0]) for i in elided(len(dZ), 4))
    return Stop([walk.gradient(f"dZ{layer}"), Arrow("sum over", "examples")],
                f"∂L/∂b{layer}[0] = {terms}" + (f" = {number(db[0])}" if len(dZ) > 1 else ""),
                f"(m, {dZ.shape[1]}) → {db.shape}", {f"dZ{layer}": (..., 0)})


STOPS = {"A": _from_loss, "Z": _through, "W": _to_weights, "b": _to_biases}


def _why(walk, step):
    """Say why a step's formula is what it is."""
    (kind, layer), network = _parts(step), walk.network
    if kind == "W":
        return "The slope for a weight is its input, multiplied by ∂L/∂Z at its unit."
    if kind == "b":
        return "A bias is added as it is, in every example. So its gradient is ∂L/∂Z, added up over the examples."
    if kind == "A":
        return "This is the slope of the loss itself." if layer == network.depth else \
            f"A{layer} went forward through the weights, so we go back through the same weights."
    if layer == network.depth and network.ending.meets:
        return "That is what the network says, minus the truth, divided by the number of examples."
    name = network.activations[layer - 1]
    return f"ReLU is a gate: its slope is 1 where Z{layer} is above 0, and 0 elsewhere." if name == "relu" else \
        f"We multiply by the slope of {name}, entry by entry."


def _ask_weights(walk, layer):
    """Ask for a column of ∂L/∂W, or for its shape."""
    A, dZ, dW = walk.into(layer), walk.backward[f"dZ{layer}"], walk.backward[f"dW{layer}"]
    (n_in, n_out), slope = dW.shape, dZ[0, 0]
    if len(A) == 1 and n_in <= 4:
        return ask(f"Unit 0 has the inputs {pair(A[0])}, and ∂L/∂Z{layer}[0,0] is {number(slope)}. What is column 0 of "
                   f"∂L/∂W{layer}?",
                   (pair(dW[:, 0]), "Yes. If a weight grows by 1, then Z grows by the input of this weight. So we "
                                    "multiply the input by ∂L/∂Z."),
                   (pair(walk.network[f"W{layer}"][:, 0] * slope),
                    "You multiplied by the weights. But the slope of w·x with respect to w is x, the input."),
                   (pair(A[0] + slope), "You added. Along a path, slopes are multiplied."),
                   (pair(np.full(n_in, slope)), "That would be right if every input were 1."))
    return ask(f"What shape does ∂L/∂W{layer} have?", (str(dW.shape), f"Yes, the shape of W{layer}."),
               (str((len(A), n_out)), f"That is the shape of ∂L/∂Z{layer}. A gradient has the shape of its own "
                                      "parameter."),
               (str((n_out, n_in) if n_in != n_out else (n_in, 1)),
                f"That is W{layer} transposed. A gradient has the shape of its parameter, and W{layer} is {dW.shape}."))


def _ask_biases(walk, layer):
    """Ask which axis is summed over."""
    dZ = walk.backward[f"dZ{layer}"]
    return None if len(dZ) == 1 else ask(
        f"∂L/∂Z{layer} has the shape {dZ.shape}, and b{layer} has the shape ({dZ.shape[1]},). Over which axis do we "
        "add up?", ("axis 0, the examples", "Yes. Every example used the same bias."),
        ("axis 1, the units", "Each unit has its own bias. It is the examples that share it."),
        ("both", "That would leave one number for all the biases."))


def _ask_through(walk, layer):
    """Ask for ∂L/∂Z: at the end from prediction and truth, elsewhere what gets through the activation."""
    Z, activation = walk.forward[f"Z{layer}"][0], walk.network.activations[layer - 1]
    if f"dA{layer}" not in walk.backward.names or len(Z) > 4 or activation not in ("relu", "sigmoid"):
        return None
    dA, dZ = walk.backward[f"dA{layer}"][0], walk.backward[f"dZ{layer}"][0]
    if activation == "sigmoid":
        slope = ACTIVATIONS["sigmoid"].derivative(Z[0])
        known = walk.say(f"dA{layer}")
        return ask_number(f"{known}[0,0] is {number(dA[0])}, and the slope of the sigmoid here is {number(slope)}. "
                          f"What is ∂L/∂Z{layer}[0,0]?", dZ[0],
                          f"Yes: {number(dA[0])}·{number(slope)} = {number(dZ[0])}.",
                          (dA[0] + slope, "You added. Along a path, slopes are multiplied."),
                          (dA[0] / slope, "You divided. Along a path, slopes are multiplied."),
                          (-dZ[0], "Look at the sign once more."), most=3)
    return ask(f"Now back through ReLU. Z{layer} was {pair(Z)}, and ∂L/∂A{layer} is {pair(dA)}. What is ∂L/∂Z{layer}?",
               (pair(dZ), "Yes. Where Z was above 0 the slope of ReLU is 1, and elsewhere it is 0."),
               (pair(np.maximum(dA, 0)), "You applied ReLU to the gradient. But its slope depends on Z, not on the "
                                         "gradient."),
               (pair(dA), "You let everything through. Where Z was below 0, the slope of ReLU is 0."),
               (pair(np.where(dZ == 0, dA, 0)), "It is the other way round: the slope is 1 where Z was above 0."))


def _ask_carrier(walk, layer):
    """Ask for ∂L/∂A, or by which matrix ∂L/∂Z is multiplied."""
    W, name = walk.network[f"W{layer + 1}"], f"W{layer + 1}"
    A, dZ, dA = (trace[step][0] for trace, step in ((walk.forward, f"A{layer}"), (walk.backward, f"dZ{layer + 1}"),
                                                    (walk.backward, f"dA{layer}")))
    if len(walk.y) == 1 and W.shape[1] == 1 and len(W) <= 4:
        return ask(f"The weights {name} are {pair(W[:, 0])}, and ∂L/∂Z{layer + 1} is {number(dZ[0])}. What is "
                   f"∂L/∂A{layer}?",
                   (pair(dA), "Yes. If an activation grows by 1, then Z grows by its weight. So we multiply the weight "
                              "by ∂L/∂Z."),
                   (pair(A * dZ[0]), "You multiplied by the activations. That gave the gradient of the weights."),
                   (pair(W[:, 0] + dZ[0]), "You added. Along a path, slopes are multiplied."),
                   (pair(np.full(len(W), dZ[0])), "That would be right if every weight were 1."))
    misfit = f"Each row of ∂L/∂Z{layer + 1} has {count(W.shape[1], 'number')}, but {name} has {W.shape[0]} rows." \
        if W.shape[0] != W.shape[1] else f"The shapes fit, but the weights of unit k are column k of {name}."
    return ask(f"By which matrix do we multiply ∂L/∂Z{layer + 1} to get ∂L/∂A{layer}?",
               (f"{name}ᵀ {W.T.shape}", f"Yes: ∂L/∂Z{layer + 1} @ {name}ᵀ."), (f"{name} {W.shape}", misfit),
               (f"A{layer}ᵀ", "That gave the gradient of the weights."))


ASK = {"A": _ask_carrier, "Z": _ask_through, "W": _ask_weights, "b": _ask_biases}

# ------------------------------------------------------------------------------------ where transposes come from

SMALL = matrix(most=(3, 3))


@scene("Where the transposes come from", still=lambda A, W, dZ: W.size + 2, size=(640, 310))
def transposes(A: SMALL, W: SMALL, dZ: SMALL):
    """Show entry by entry why ∂L/∂W is Aᵀ ∂L/∂Z, and ∂L/∂A is ∂L/∂Z Wᵀ; all entries are editable.

    Parameters
    ----------
    A : array_like (m, n)
    W : array_like (n, p)
    dZ : array_like (m, p)
        The gradient ∂L/∂Z of Z = A @ W. Sizes to 3 fit.

    Raises
    ------
    TypeError, ValueError
        As `linalg.matmul` does, and for a dZ of another shape than Z.
    """
    Z = linalg.matmul(A, W).result
    if dZ.shape != Z.shape:
        refuse(f"dZ has shape {dZ.shape}; it must have that of A @ W, {Z.shape}")
    dW, dA = linalg.matmul(A.T, dZ), linalg.matmul(dZ, W.T)
    edited, plain = {"edit": True, "size": 18}, {"size": 18}
    tables = {"A": Table("A", A, **edited), "Aᵀ": Table("A", A.T, label="Aᵀ", turned=True, **plain),
              "W": Table("W", W, "weight", **edited), "Wᵀ": Table("W", W.T, "weight", label="Wᵀ", turned=True, **plain),
              "dZ": Table("dZ", dZ, "gradient", **edited), "Z": Table("Z", Z, "activation", **plain),
              "dW": Table("dW", dW.result, "weight", **plain), "dA": Table("dA", dA.result, **plain)}

    def in_line(*things):
        """Place three tables, and return how they are drawn with marks; the cells of A and W are carried."""
        row = line_up(*(tables.get(thing, thing) for thing in things), box=(0, 81, 640, 138), cell=(58, 46), gap=65)
        return lambda mark, shown=None: row.draw(mark=mark, shown=shown or {}, move={"A": True, "W": True})

    draw = in_line("A", "@", "W", "=", "Z")
    yield (draw({"W": (0, 0)}),
           "This is one layer on its way forward, `Z = A @ W`. Each row of A is an example, and each column of W is a "
           "unit. Look at the weight W[0,0]. You can click any number and change it.",
           f"A {A.shape} times W {W.shape} gives Z {Z.shape}; W[0,0] is marked.",
           ask("The weight W[0,0] grows a little. Which entries of Z change?",
               ("column 0 of Z: every example", "Yes. The weight belongs to unit 0, and every example uses it."),
               ("row 0 of Z: every unit", "W[0,0] belongs to unit 0, and unit 0 is column 0 of Z."),
               ("Z[0,0] alone", "That is one example. But every example uses this weight.")))
    factors = ", ".join(f"Z[{i},0] by {number(entry)}" for i, entry in enumerate(A[:, 0]))
    yield (draw({"W": (0, 0), "A": (..., 0), "Z": (..., 0)}),
           f"If W[0,0] grows by 1, this changes {factors}. That is the input `A[i,0]` which the weight is multiplied "
           "by. On the next pictures we go back from dZ to dW.",
           f"W[0,0], column 0 of A and column 0 of Z are marked: {factors}.")
    draw = in_line("A", "with", "dZ", "→", "dW")
    for done, step in enumerate(dW.steps, 1):  # the weights' gradient: columns of A meet columns of dZ
        (j, k), said = step.index, _sum("dW", step)
        yield (draw({"A": (..., j), "dZ": (..., k), "dW": (j, k)}, {"dW": done}),
               f"`{said}`. Each example i uses the weight W[{j},{k}] once, with the factor A[i,{j}]. We multiply along "
               "each path, and add the paths.", f"Column {j} of A and column {k} of dZ are marked: {said}.",
               _ask_left() if done == W.size else None)
    yield (in_line("Aᵀ", "@", "dZ", "=", "dW")({"A": (0, ...), "dZ": (..., 0), "dW": (0, 0)}),
           "`dW = Aᵀ @ dZ`. We needed the columns of A, but a matrix product takes the rows of its left factor. So we "
           "transpose A, and its columns become rows.",
           f"A is transposed; its rows now meet the columns of dZ. dW has the shape of W, {W.shape}.",
           ask("Now the activation A[0,0] grows a little. Which entries of Z change?",
               ("row 0 of Z: every unit", "Yes. Each unit k uses it, with the factor W[0,k]."),
               ("column 0 of Z: every example", "That was so for the weight. An activation belongs to one example."),
               ("Z[0,0] alone", "Every unit of the layer uses this activation.")))
    draw = in_line("dZ", "with", "W", "→", "dA")
    for done, step in enumerate(dA.steps, 1):  # the activations' gradient: rows of dZ meet rows of W
        (i, j), said = step.index, _sum("dA", step)
        yield (draw({"dZ": (i, ...), "W": (j, ...), "dA": (i, j)}, {"dA": done}),
               f"`{said}`. Each unit k uses the activation A[{i},{j}], with the factor W[{j},k].",
               f"Row {i} of dZ and row {j} of W are marked: {said}.", _ask_right() if done == A.size else None)
    yield (in_line("dZ", "@", "Wᵀ", "=", "dA")({"dZ": (0, ...), "W": (..., 0), "dA": (0, 0)}),
           "`dA = dZ @ Wᵀ`. We needed the rows of W, but a matrix product takes the columns of its right factor. So we "
           "transpose W, and its rows become columns.",
           f"W is transposed; the rows of dZ meet its columns. dA has the shape of A, {A.shape}.")


def _sum(name, step):
    """Spell an entry of a product as a sum over its paths."""
    i, j = step.index
    return f"{name}[{i},{j}] = {products(*zip(*step.terms))} = {number(step.value)}"


def _ask_left():
    return ask("We took columns of A with columns of dZ. How do you write this with `@`?",
               ("Aᵀ @ dZ", "Yes. `@` takes rows of its left factor, and the rows of Aᵀ are the columns of A."),
               ("A @ dZᵀ", "That takes rows of A with rows of dZ."),
               ("A @ dZ", "That takes rows of A. But we added up along its columns."),
               ("dZ @ Aᵀ", "That takes rows of dZ. But we added up along its columns."))


def _ask_right():
    return ask("We took rows of dZ with rows of W. How do you write this with `@`?",
               ("dZ @ Wᵀ", "Yes. `@` takes columns of its right factor, and the columns of Wᵀ are the rows of W."),
               ("dZ @ W", "That takes columns of W. But we added up along its rows."),
               ("Wᵀ @ dZ", "That takes columns of W and of dZ. But we added up along rows."),
               ("dZᵀ @ W", "That takes columns of dZ and of W. But we added up along rows."))


# ------------------------------------------------------------------------------------ gradients by depth

DEPTH, UNITS, EXAMPLES = 20, 64, 64
LOOKS = ("error", "weight dashed", "activation", "data dashed")


@scene("Gradients by depth", seconds=0.5)
def depth(spreads: vector(shape=(4,)) = (0.1, 0.125, 0.177, 0.3),
          activation: inputs.choice("relu", "tanh", "sigmoid") = "relu"):
    """Show how the gradient changes on its way from layer 20 to layer 1, for four spreads of the first weights.

    The spreads are editable, the activation can be chosen.

    Parameters
    ----------
    spreads : array_like (4,)
        Standard deviations of the weights, above 0 and at most 2.
    activation : "relu", "tanh" or "sigmoid"
    """
    shares = [_shares(spread, activation) for spread in spreads]
    powers, names = np.log10(shares), [number(spread, 3) for spread in spreads]
    reach = powers[np.isfinite(powers)]
    low, high = max(-30.0, min(-6, reach.min() - 1)), min(20.0, max(3, reach.max() + 1))
    plane = Plane(x=(0.4, 20.6), y=(10**low, 10**high), box=(70, 30, 450, 246), log="y")
    heights = _apart([plane.to_pixels(1, share[0].clip(*plane.y))[1] for share in shares])
    ends = [text("ends word", 526, 16, "at layer 1:", "muted", 14, "start"),
            [text(f"end {i}", 526, height, f"{name}: {power_of_ten(power[0])}", f"{role.split()[0]} strong", 14,
                  "start") for i, (height, name, power, role) in enumerate(zip(heights, names, powers, LOOKS))]]
    fields = line_up(Word("spread", "muted", 14), *(
        field(f"spreads[{i}]", spread, f"spread {i + 1}", name, role, 74, height=30)
        for i, (spread, name, role) in enumerate(zip(spreads, names, LOOKS))), Word("activation", "muted", 14),
        choice("activation", activation, ("relu", "tanh", "sigmoid"), "activation", role="ink", height=30),
        box=(6, 324, 628, 30)).draw()
    still = [plane.axes(), plane.titles("layer; the walk back goes from right to left", "size of the gradient"), fields]

    def draw(layer):
        """Draw the sizes from layer 20 back to `layer`."""
        walked = np.arange(DEPTH, layer - 1, -1)
        return [still, [plane.curve(f"curve {i}", walked, share[walked - 1], f"{role} thick")
                        for i, (share, role) in enumerate(zip(shares, LOOKS))],
                ends if layer == 1 else None, plane.dot("start", (DEPTH, 1), "ink", 6)]

    yield (draw(DEPTH),
           f"This network has {DEPTH} layers of {UNITS} units, with {activation}. Its first weights are random, and we "
           "try four spreads. You see them in the dashed boxes, and you can change them. Each line begins at layer "
           "20, and there we call the size of the gradient 1.",
           "A picture with layers 1 to 20 to the right and powers of ten upwards; a dot at layer 20.",
           _ask_reach(names[0], powers[0][0]))
    for layer in range(DEPTH - 1, 0, -1):
        said = "; ".join(f"{name} → {number(share[layer - 1], 2)}" for name, share in zip(names, shares))
        yield (draw(layer), f"The size of the gradient at layer {layer}, for each spread: `{said}`."
               + (" If each layer multiplies by less than 1, little is left after nineteen layers. If each "
                  "multiplies by more than 1, the gradient explodes." if layer == 1 else ""),
               f"Back at layer {layer} the spreads {', '.join(names)} have left about "
               f"{', '.join(power_of_ten(power[layer - 1]) for power in powers)} of the gradient of layer 20.")


def _shares(spread, activation):
    """Return the size of ∂L/∂Z at layers 1 to 20 of a network with random weights, as shares of layer 20's."""
    if not 0.005 <= spread <= 2:
        refuse(f"a spread lies between 0.005 and 2 here, not {spread:g}")
    X = np.random.default_rng(0).normal(size=(EXAMPLES, UNITS))
    deep = Network([UNITS] * (DEPTH + 1) + [1], activation, initialisation=spread)
    norms = gradient_norms(deep, X, X[:, :1] > 0)[:DEPTH]
    if not norms[-1] > 0:
        refuse(f"with spread {spread:g} the gradient is 0 at layer {DEPTH} already")
    return norms / norms[-1]


def _ask_reach(spread, power):
    """Ask how large the gradient is at layer 1."""
    return ask(f"With the spread {spread}: how large is the gradient at layer 1, compared with layer 20?",
               (_about(power), "Yes. On the way there are nineteen layers, and each multiplies by nearly the same "
                               "number."),
               (_about(0), "That happens only if each layer multiplies by about 1."),
               (_about(-1 if abs(power + 1) > 0.6 else -3), "There are 19 layers on the way, and each of them "
                                                            "multiplies by its own number."),
               (_about(-power if abs(power) > 0.6 else 5), "It is the other way round. Think of what one layer does: "
                                                           "does it make the gradient larger or smaller?"))


def _about(power):
    """Spell a share by its power of ten, as a choice."""
    if abs(power) < 0.5:
        return "about the same"
    return f"about {power_of_ten(power)} of it" if power < 0 else f"about {power_of_ten(power)} times as large"


def _apart(heights):
    """Push labels apart, keeping their order."""
    placed, below = list(heights), -np.inf
    for i in np.argsort(heights):
        placed[i] = below = max(heights[i], below + 18)
    return [height - max(0, below - 276) for height in placed]
