"""Scenes of a backward pass: blame walks back through a network, transposes are explained, and blame fades or explodes.

Called with numbers, each returns a Scene. Beside every gradient stands its central difference, computed anew.
"""

import re
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from dlmath import inputs, linalg, losses
from dlmath.activations import ACTIVATIONS
from dlmath.inputs import array, matrix, refuse, vector
from dlmath.network import Network, Trace, gradient_norms
from dlmath.picture.frame import ask, ask_which, scene
from dlmath.picture.plane import Plane
from dlmath.picture.shapes import text
from dlmath.picture.table import Arrow, Table, Word, choice, field, line_up
from dlmath.picture.words import elided, factor, number, pair, power_of_ten, products
from dlmath.scenes.network import diagram

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

    def blame(self, gradient):
        """Return a gradient as a table."""
        return Table(gradient, self.backward[gradient].round(DIGITS), "gradient", label=f"∂L/∂{gradient[1:]}")

    def ends(self):
        """Return the prediction and the answers as tables."""
        return Table("ŷ", self.forward.output, "activation"), Table("y", self.y)


class Stop(NamedTuple):
    """What a stop shows: what stands before the gradient, its first entry in numbers, the shapes, what is marked."""

    things: list
    said: str
    shapes: str
    mark: dict


@scene(lambda network, X, y: f"Backward through {'–'.join(map(str, network.sizes))}", still=3, size=(640, 440))
def story(network: Network, X: matrix, y: array(rank=(1, 2))):
    """Tell a backward pass stop by stop: formula, numbers, shapes, and beside each gradient its central difference.

    Works for any network of at most 5 layers and any batch that fits it, as long as at most 5,000 numbers are to be
    nudged; X is editable at the first stop, and so is y where it is given entry by entry. The drawn units hold the
    numbers of the first example.

    Parameters
    ----------
    network : Network
    X : array_like (m, n_in)
    y : array_like (m, n_out), or labels (m,)

    Raises
    ------
    TypeError, ValueError
        For what is no network, and as `Network.forward` and `Network.backward` do.
    """
    if network.depth > 5:
        refuse(f"the network has {network.depth} layers; at most 5 fit the picture")
    nudges = network.theta.size + 2 * len(X) * sum(network.sizes[1:])
    if nudges > 5000:
        refuse(f"{nudges:,} numbers would be nudged one by one; at most 5,000 are, so that nobody waits long")
    forward, entries = network.forward(X), y.ndim == 2
    backward, nudged = network.backward(forward, y), network.nudged(forward, y)
    walk = Walk(network, forward, backward, nudged, y if entries else losses.one_hot(y, network.sizes[-1]))
    yield _before(walk, entries)
    for done, step in enumerate(backward.steps, 1):
        yield _stop(walk, step, backward.steps[:done], backward.steps[done] if done < len(backward.steps) else None)
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
            f"Forward is done: the loss is `L = {loss}`, and the prediction is {side}. Whose doing is it? "
            f"{'X and y' if entries else 'X'} can be typed into.",
            f"A network {network!r} with its prediction {number(guess)} beside the truth {number(truth)}; the loss is "
            f"{loss}.",
            ask_which(f"ŷ[0,0] is {number(guess)}, the truth {number(truth)}. Which sign has ∂L/∂ŷ[0,0]?", sign, {
                "negative": "It is negative where the prediction is too low: more would lower the loss.",
                "positive": "It is positive where the prediction is too high: more would raise the loss.",
                "zero": "It is zero only where nothing is to be gained by a change."}))


def _stop(walk, step, reached, following):
    """Draw one stop of the walk back, and ask about the one that follows."""
    kind, layer = _parts(step)
    stop, name = STOPS[kind](walk, layer), walk.say(step.name)
    row = line_up(*stop.things, Table("result", step.value.round(DIGITS), "gradient", label=name), box=LINE)
    alike, beside = _beside(walk, step, row["result"])
    doubt = "" if alike else " The nudge disagrees: did it step over a kink, such as ReLU's at 0? There is no slope."
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
    things = [thing for name in names for thing in (",", replace(walk.blame(name), label=name))][1:]
    largest, count = max(np.abs(walk.nudged[name] - walk.backward[name]).max() for name in names), network.theta.size
    alike = "They differ from their nudges by less than 0.00001." if largest < 1e-5 else \
        "Some differ from their nudges: a nudge has stepped over a kink."
    return ([_picture(walk, walk.backward.steps), _formula("a gradient has the shape of its parameter", ""),
             line_up(*things, box=LINE).draw(),
             text("count", 320, 356, f"one sweep back: {count} gradients", "gradient strong", 18),
             text("price", 320, 386, f"by nudging: {2 * count} passes forward", "muted", 16)],
            f"All {count} parameters have their gradient, from one sweep. {alike}",
            f"The gradients of all {count} parameters in one picture: {', '.join(names)}.")


def _picture(walk, reached, carriers=None):
    """Draw the network; the units that blame has reached hold the first example's gradient."""
    network, forward = walk.network, walk.forward
    blame = {_parts(step)[1]: step.value[0] for step in reached if step.name[1] in "AZ"}
    roles = {f"layer {layer}": "gradient" for layer in blame}
    roles |= {step.name[1:]: "gradient" for step in reached if step.name[1] == "W"}
    drawn = diagram(network.sizes, (60, 4, 500, 122), roles=roles | {carriers: "gradient thick"}, most=3)
    values = []
    for (layer, unit), (x, y) in drawn.places.items():
        shown = number(forward[f"A{layer}" if layer else "X"][0, unit], 2)
        if 9 * len(shown) <= 2 * drawn.radius + 6:
            values.append(text(f"unit {layer},{unit} value", x, y, shown, "ink", 14))
        if layer in blame:
            aside = -2 if layer == network.depth else 12 if y > 66 else -13  # lines to the next layer run beside it
            values.append(text(f"unit {layer},{unit} blame", x + drawn.radius + 4, y + aside,
                               number(blame[layer][unit], 2), "gradient strong halo", 14, "start"))
    return [drawn.shapes, values]


def _carriers(walk, step):
    """Name the weights that a stop is about: those of ∂L/∂W, or those by which blame came to ∂L/∂A."""
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
    return Stop([walk.blame(f"dZ{layer + 1}"), "@", turned, "="],
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
    blame = walk.blame(f"dA{layer}")
    if name == "softmax":
        return Stop([blame, Arrow("softmax′")], f"{said} = {number(dZ[0, 0])}", shape, {})
    slope = ACTIVATIONS[name].derivative(walk.forward[f"Z{layer}"])
    dA = walk.backward[f"dA{layer}"]
    return Stop([blame, "∘", Table(f"slope{layer}", slope, "activation", label=f"{name}′(Z{layer})"), "="],
                f"{said} = {products(dA[0, :1], slope[0, :1])} = {number(dZ[0, 0])}", f"{shape}, entry by entry",
                {f"dA{layer}": (0, 0), f"slope{layer}": (0, 0)})


def _to_weights(walk, layer):
    """Show ∂L/∂W: what went in, transposed, with the blame of what came out."""
    A, dZ, dW = walk.into(layer), walk.backward[f"dZ{layer}"], walk.backward[f"dW{layer}"]
    turned = Table(f"A{layer - 1}", A.T, "activation", label=f"{walk.name(layer - 1)}ᵀ")
    return Stop([turned, "@", walk.blame(f"dZ{layer}"), "="],
                f"∂L/∂W{layer}[0,0] = {products(A[:, 0], dZ[:, 0], 4)} = {number(dW[0, 0])}",
                f"({A.shape[1]}, m) @ (m, {dZ.shape[1]}) → {dW.shape}",
                {f"A{layer - 1}": (0, ...), f"dZ{layer}": (..., 0)})


def _to_biases(walk, layer):
    """Show ∂L/∂b: the blame of all examples, added up."""
    dZ, db = walk.backward[f"dZ{layer}"], walk.backward[f"db{layer}"]
    terms = " + ".join("…" if i is None else factor(dZ[i, 0]) if i else number(dZ[i, 0]) for i in elided(len(dZ), 4))
    return Stop([walk.blame(f"dZ{layer}"), Arrow("sum over", "examples")],
                f"∂L/∂b{layer}[0] = {terms}" + (f" = {number(db[0])}" if len(dZ) > 1 else ""),
                f"(m, {dZ.shape[1]}) → {db.shape}", {f"dZ{layer}": (..., 0)})


STOPS = {"A": _from_loss, "Z": _through, "W": _to_weights, "b": _to_biases}


def _why(walk, step):
    """Say why a step's formula is what it is."""
    (kind, layer), network = _parts(step), walk.network
    if kind == "W":
        return "A weight's gradient is what went into it, times the blame of its unit."
    if kind == "b":
        return "A bias is added as it is, once for every example: slope 1, so the blame is added up."
    if kind == "A":
        return "How the loss answers to the prediction itself." if layer == network.depth else \
            f"Blame goes back through the weights by which A{layer} went forward."
    if layer == network.depth and network.ending.meets:
        return "What the network says, minus what is true, over the batch."
    name = network.activations[layer - 1]
    return f"ReLU is a gate: its slope is 1 where Z{layer} is above 0, and 0 elsewhere." if name == "relu" else \
        f"The blame, times the slope of {name} where it stood."


def _ask_weights(walk, layer):
    """Ask for a column of ∂L/∂W, or for its shape."""
    A, dZ, dW = walk.into(layer), walk.backward[f"dZ{layer}"], walk.backward[f"dW{layer}"]
    (n_in, n_out), blame = dW.shape, dZ[0, 0]
    if len(A) == 1 and n_in <= 4:
        return ask(f"{walk.name(layer - 1)} is {pair(A[0])}, the blame of unit 0 is {number(blame)}. Which is column 0 "
                   f"of ∂L/∂W{layer}?", (pair(dW[:, 0]), "Yes: each weight's own input, times the blame."),
                   (pair(walk.network[f"W{layer}"][:, 0] * blame),
                    "Those are the weights times the blame. A weight's slope is its input."),
                   (pair(A[0] + blame), "Along a path slopes multiply; nothing is added here."),
                   (pair(np.full(n_in, blame)), "That would be so if every input were 1."))
    return ask(f"Which shape must ∂L/∂W{layer} have?", (str(dW.shape), f"Yes: the shape of W{layer}."),
               (str((len(A), n_out)), "That is the shape of the blame. A gradient has the shape of its parameter."),
               (str((n_out, n_in) if n_in != n_out else (n_in, 1)),
                f"Turned over. A gradient has the shape of its parameter, and W{layer} is {dW.shape}."))


def _ask_biases(walk, layer):
    """Ask which axis is summed over."""
    dZ = walk.backward[f"dZ{layer}"]
    return None if len(dZ) == 1 else ask(
        f"∂L/∂Z{layer} is {dZ.shape}, b{layer} is ({dZ.shape[1]},). Sum over which axis?",
        ("axis 0, the examples", "Yes: every example used the same bias."),
        ("axis 1, the units", "Each unit has a bias of its own; the examples share it."),
        ("both", "That leaves one number for all biases."))


def _ask_gate(walk, layer):
    """Ask what ReLU lets through."""
    Z = walk.forward[f"Z{layer}"][0]
    if layer == walk.network.depth or walk.network.activations[layer - 1] != "relu" or len(Z) > 4:
        return None
    dA, dZ = walk.backward[f"dA{layer}"][0], walk.backward[f"dZ{layer}"][0]
    return ask(f"ReLU's gate comes next; Z{layer} was {pair(Z)}. What gets through?",
               (pair(dZ), "Yes: where the sum was above 0 the blame passes, elsewhere it is stopped."),
               (pair(np.maximum(dA, 0)), "That is ReLU of the blame. The gate looks at Z, not at the blame."),
               (pair(dA), "All of it? The gate is shut where Z was below 0."),
               (pair(np.where(dZ == 0, dA, 0)), "The other way round: the gate is open where Z was above 0."))


def _ask_carrier(walk, layer):
    """Ask which matrix carries the blame back."""
    W, name = walk.network[f"W{layer + 1}"], f"W{layer + 1}"
    misfit = f"Each example's blame is a row of {W.shape[1]}, but {name} has {W.shape[0]} rows." \
        if W.shape[0] != W.shape[1] else "The sizes fit, but unit k's blame belongs to column k of the weights."
    return ask(f"Which matrix carries the blame back to A{layer}?",
               (f"{name}ᵀ {W.T.shape}", f"Yes: ∂L/∂Z{layer + 1} @ {name}ᵀ, row by row."), (f"{name} {W.shape}", misfit),
               (f"A{layer}ᵀ", "That gave the weights' gradient."))


ASK = {"A": _ask_carrier, "Z": _ask_gate, "W": _ask_weights, "b": _ask_biases}

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
        The blame ∂L/∂Z of Z = A @ W. Sizes to 3 fit.

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
           "Forward: `Z = A @ W`. Each row of A is an example, each column of W a unit. Take the weight W[0,0]. (All "
           "entries can be typed into.)",
           f"A {A.shape} times W {W.shape} gives Z {Z.shape}; W[0,0] is marked.",
           ask("Which entries of Z does the weight W[0,0] move?",
               ("column 0 of Z: every example", "Yes: unit 0 uses it for each example."),
               ("row 0 of Z: every unit", "W[0,0] belongs to unit 0, which is column 0."),
               ("Z[0,0] alone", "That is one example. The weight serves all of them.")))
    factors = ", ".join(f"Z[{i},0] by {number(entry)}" for i, entry in enumerate(A[:, 0]))
    yield (draw({"W": (0, 0), "A": (..., 0), "Z": (..., 0)}),
           f"Nudge W[0,0] by 1 and it moves {factors}: by the input it is multiplied with, `A[i,0]`. So what does the "
           "loss owe to it?", f"W[0,0], column 0 of A and column 0 of Z are marked: {factors}.")
    draw = in_line("A", "with", "dZ", "→", "dW")
    for done, step in enumerate(dW.steps, 1):  # the weights' gradient: columns of A meet columns of dZ
        (j, k), said = step.index, _sum("dW", step)
        yield (draw({"A": (..., j), "dZ": (..., k), "dW": (j, k)}, {"dW": done}),
               f"`{said}`: W[{j},{k}] is used once by every example i, with the factor A[i,{j}]. Multiply along a "
               "path, add over the paths.", f"Column {j} of A and column {k} of dZ are marked: {said}.",
               _ask_left() if done == W.size else None)
    yield (in_line("Aᵀ", "@", "dZ", "=", "dW")({"A": (0, ...), "dZ": (..., 0), "dW": (0, 0)}),
           "`dW = Aᵀ @ dZ`: the sum runs over the examples, the first index of both. A matrix product takes rows of "
           "its left factor, so A's columns are stood up as rows.",
           f"A is turned over; its rows now meet the columns of dZ. dW has the shape of W, {W.shape}.",
           ask("Now the activation A[0,0]. Which entries of Z does it move?",
               ("row 0 of Z: every unit", "Yes: each unit k takes it with the factor W[0,k]."),
               ("column 0 of Z: every example", "That was the weight. An activation belongs to one example."),
               ("Z[0,0] alone", "Every unit of the next layer listens to it.")))
    draw = in_line("dZ", "with", "W", "→", "dA")
    for done, step in enumerate(dA.steps, 1):  # the activations' gradient: rows of dZ meet rows of W
        (i, j), said = step.index, _sum("dA", step)
        yield (draw({"dZ": (i, ...), "W": (j, ...), "dA": (i, j)}, {"dA": done}),
               f"`{said}`: A[{i},{j}] goes to every unit k, with the factor W[{j},k].",
               f"Row {i} of dZ and row {j} of W are marked: {said}.", _ask_right() if done == A.size else None)
    yield (in_line("dZ", "@", "Wᵀ", "=", "dA")({"dZ": (0, ...), "W": (..., 0), "dA": (0, 0)}),
           "`dA = dZ @ Wᵀ`: the sum runs over the units, the last index of both. A matrix product takes columns of its "
           "right factor, so W's rows are laid down as columns.",
           f"W is turned over; the rows of dZ meet its columns. dA has the shape of A, {A.shape}.")


def _sum(name, step):
    """Spell an entry of a product as a sum over its paths."""
    i, j = step.index
    return f"{name}[{i},{j}] = {products(*zip(*step.terms))} = {number(step.value)}"


def _ask_left():
    return ask("Columns met columns. `@` takes rows with columns. How is dW written with `@`?",
               ("Aᵀ @ dZ", "Yes: turned over, A's columns are rows."),
               ("A @ dZᵀ", "That takes rows of A with rows of dZ."),
               ("A @ dZ", "That takes rows of A; the sums ran down its columns."),
               ("dZ @ Aᵀ", "That takes rows of dZ; the sums ran down its columns."))


def _ask_right():
    return ask("Rows met rows. How is dA written with `@`?",
               ("dZ @ Wᵀ", "Yes: turned over, W's rows are columns."),
               ("dZ @ W", "That takes columns of W; the sums ran along its rows."),
               ("Wᵀ @ dZ", "That takes columns of W and of dZ; the sums ran along rows."),
               ("dZᵀ @ W", "That takes columns of dZ and of W; the sums ran along rows."))


# ------------------------------------------------------------------------------------ blame by depth

DEPTH, UNITS, EXAMPLES = 20, 64, 64
LOOKS = ("error", "weight dashed", "activation", "data dashed")


@scene("Blame by depth", seconds=0.5)
def depth(spreads: vector(shape=(4,)) = (0.1, 0.125, 0.177, 0.3),
          activation: inputs.choice("relu", "tanh", "sigmoid") = "relu", seed: inputs.seed = 0):
    """Show how much of the blame at layer 20 reaches the layers before it, for four spreads of the first weights.

    The spreads are editable, the activation can be chosen.

    Parameters
    ----------
    spreads : array_like (4,)
        Standard deviations of the weights, above 0 and at most 2.
    activation : "relu", "tanh" or "sigmoid"
    seed : int
    """
    shares = [_shares(spread, activation, seed) for spread in spreads]
    powers, names = np.log10(shares), [number(spread, 3) for spread in spreads]
    reach = powers[np.isfinite(powers)]
    low, high = max(-30.0, min(-6, reach.min() - 1)), min(20.0, max(3, reach.max() + 1))
    plane = Plane(x=(0.4, 20.6), y=(10**low, 10**high), box=(70, 30, 450, 246), log="y")
    heights = _apart([plane.to_pixels(1, share[0].clip(*plane.y))[1] for share in shares])
    ends = [text("ends word", 526, 290, "at layer 1", "muted", 14, "start"),
            [text(f"end {i}", 526, height, f"{name}: {power_of_ten(power[0])}", f"{role.split()[0]} strong", 14,
                  "start") for i, (height, name, power, role) in enumerate(zip(heights, names, powers, LOOKS))]]
    fields = line_up(Word("spread", "muted", 14), *(
        field(f"spreads[{i}]", spread, f"spread {i + 1}", name, role, 74, height=30)
        for i, (spread, name, role) in enumerate(zip(spreads, names, LOOKS))), Word("activation", "muted", 14),
        choice("activation", activation, ("relu", "tanh", "sigmoid"), "activation", role="ink", height=30),
        box=(6, 324, 628, 30)).draw()
    still = [plane.axes(), plane.titles("layer; blame walks from right to left", "blame, as a share of layer 20's"),
             fields]

    def draw(layer):
        """Draw the blame from layer 20 back to `layer`."""
        walked = np.arange(DEPTH, layer - 1, -1)
        return [still, [plane.curve(f"curve {i}", walked, share[walked - 1], f"{role} thick")
                        for i, (share, role) in enumerate(zip(shares, LOOKS))],
                ends if layer == 1 else None, plane.dot("start", (DEPTH, 1), "ink", 6)]

    yield (draw(DEPTH),
           f"A network of {DEPTH} {activation} layers, {UNITS} units each, and four ways to draw its first weights; "
           "their spreads stand below, and others can be typed. Each line starts at layer 20, whose blame we call 1.",
           "A picture with layers 1 to 20 to the right and powers of ten upwards; a dot at layer 20.",
           _ask_heard(names[0], powers[0][0]))
    for layer in range(DEPTH - 1, 0, -1):
        said = "; ".join(f"{name} → {number(share[layer - 1], 2)}" for name, share in zip(names, shares))
        yield (draw(layer), f"Layer {layer} hears, as a share of layer 20's blame: `{said}`."
               + (" Small factors leave next to nothing, large ones explode; He's spread √(2/64) = 0.177 keeps ReLU "
                  "level." if layer == 1 else ""),
               f"Back at layer {layer} the spreads {', '.join(names)} have about "
               f"{', '.join(power_of_ten(power[layer - 1]) for power in powers)} of layer 20's blame.")


def _shares(spread, activation, seed):
    """Return the size of ∂L/∂Z at layers 1 to 20 of a network with random weights, as shares of layer 20's."""
    if not 0.005 <= spread <= 2:
        refuse(f"a spread lies between 0.005 and 2 here, not {spread:g}")
    X = np.random.default_rng(seed).normal(size=(EXAMPLES, UNITS))
    deep = Network([UNITS] * (DEPTH + 1) + [1], activation, initialisation=spread, seed=seed)
    norms = gradient_norms(deep, X, X[:, :1] > 0)[:DEPTH]
    if not norms[-1] > 0:
        refuse(f"with spread {spread:g} no blame reaches layer {DEPTH} at all")
    return norms / norms[-1]


def _ask_heard(spread, power):
    """Ask how much of layer 20's blame layer 1 hears."""
    return ask(f"Weights of spread {spread}: how much of layer 20's blame does layer 1 hear?",
               (_about(power), "Yes. Nineteen layers, each with nearly the same factor, make a power."),
               (_about(0), "Only where the factor of each layer is about 1."),
               (_about(-1 if abs(power + 1) > 0.6 else -3), "Each of 19 layers has its factor; multiply them."),
               (_about(-power if abs(power) > 0.6 else 5), "Does one layer make it more or less?"))


def _about(power):
    """Spell a share by its power of ten, as a choice."""
    if abs(power) < 0.5:
        return "about all of it"
    return f"about {power_of_ten(power)} of it" if power < 0 else f"about {power_of_ten(power)} times as much"


def _apart(heights, gap=18):
    """Push labels apart, keeping their order."""
    placed, below = list(heights), -np.inf
    for i in np.argsort(heights):
        placed[i] = below = max(heights[i], below + gap)
    return [height - max(0, below - 276) for height in placed]
