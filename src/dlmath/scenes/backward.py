"""Scenes of a backward pass: blame walks back through a network, transposes are explained, and blame fades or explodes.

Each function takes numbers and returns a Scene. Beside every gradient stands its central difference, computed anew.
"""

import numpy as np

from dlmath import inputs, linalg, losses
from dlmath.activations import ACTIVATIONS
from dlmath.network import Network
from dlmath.picture.draw import Frame, Grid, Plane, Scene, ask, number, path, rect, text, ticks
from dlmath.scenes.forward import Arrow, Part, elided, place
from dlmath.scenes.network import diagram

# ------------------------------------------------------------------------------------ the story

STORY = (640, 440)
DIGITS = 8  # decimals that a nudge can be trusted to
MOST_LAYERS = 6  # that the drawn network has room for


def story(network, X, y):
    """Tell a backward pass stop by stop: formula, numbers, shapes, and beside each gradient its central difference.

    Works for any network and any batch that fits it; X is editable at the first stop, and so is y where it is given
    entry by entry. The drawn units hold the numbers of the first example.

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
    if not isinstance(network, Network):
        raise TypeError(f"story: network is {inputs.shown(network)}; expected a Network, such as pocket_network()")
    forward = network.forward(X)
    y = np.asarray(y, float)
    entries = y.ndim == 2
    if y.ndim == 1 and network.sizes[-1] > 1:
        y = losses.one_hot(y, network.sizes[-1])
    backward, nudged = network.backward(forward, y), network.nudged(forward, y)
    frames = [_before(network, forward, backward, y, entries)]
    for step in backward.steps:
        frames.append(_stop(network, forward, backward, nudged, y, step))
    frames.append(_after(network, forward, backward, nudged))
    return Scene(frames, f"Backward through {'–'.join(map(str, network.sizes))}", still=min(3, len(frames) - 1))


def _before(network, forward, backward, y, entries):
    """Draw the end of the forward pass, where the walk back starts; y is editable if its `entries` were given."""
    prediction, m = forward.output, len(y)
    row = place([Part("X", forward["X"]), Arrow("forward"), Part("ŷ", prediction), Arrow("against"), Part("y", y)],
                196, 90)
    drawn = [row.tables["X"].draw("data", edit=True), row.tables["ŷ"].draw("activation"),
             row.tables["y"].draw("data", edit=entries)]
    loss, loss_name = number(network.loss(forward["X"], y)), network.loss_name.replace("_entropy", "-entropy")
    first, truth = float(prediction[0, 0]), float(y[0, 0])
    side = "too high" if first > truth else "too low" if first < truth else "right"
    question = ask(
        f"ŷ[0,0] is {number(first)}, the truth {number(truth)}. Which sign has ∂L/∂ŷ[0,0]?",
        *sorted([("negative", "It is negative where the prediction is too low: more would lower the loss."),
                 ("positive", "It is positive where the prediction is too high: more would raise the loss."),
                 ("zero", "It is zero only where nothing is to be gained by a change.")],
                key=lambda choice: choice[0] != {"too low": "negative", "too high": "positive"}.get(side, "zero")))
    formula = _formula(f"L = {loss_name.replace('_', ' ')}", f"a mean over m = {m}")
    return Frame([_picture(network, forward, backward, None), formula, drawn, row.signs,
                  text("loss", 320, 366, f"loss L = {loss}", "error strong", 20)],
                 f"Forward is done: the loss is `L = {loss}`, and the prediction is {side}. Whose doing is it? "
                 f"{'X and y' if entries else 'X'} can be typed into.",
                 f"A network {network!r} with its prediction {number(first)} beside the truth {number(truth)}; "
                 f"the loss is {loss}.", question, size=STORY)


def _stop(network, forward, backward, nudged, y, step):
    """Draw one stop of the walk back."""
    kind, layer = step.name[1], int(step.name[2:])
    parts, said, shapes, marked = PARTS[kind](network, forward, backward, y, layer)
    row = place([*parts, Part(step.name, step.value.round(DIGITS), "result")], 204, 90)
    table = row.tables["result"]
    drawn = [other.draw(_role(key), dict.fromkeys(marked.get(key, ()), "highlight"))
             for key, other in row.tables.items() if key != "result"]
    name = _say(network, step.name)
    drawn.append(table.draw("gradient", {(0, 0): "highlight"}, label=name))
    beside, alike = [], True
    if step.name in nudged.names:
        estimate = nudged[step.name].round(DIGITS)
        alike = bool(np.allclose(estimate, step.value, rtol=1e-6, atol=1e-8))
        check = table._replace(name="nudged", key="nudged", values=estimate, y=370 - table.height / 2,
                               digits=table.digits if alike else 2)
        beside = [shape for shape in check.draw("muted") if shape["key"] not in ("nudged name", "nudged shape")]
        beside += [text("nudged word", table.x - 14, 361, "nudged, entry by entry:", "muted", 14, "end"),
                   text("nudged verdict", table.x - 14, 381, "✓ the same" if alike else "✗ not the same",
                        "activation strong" if alike else "error strong", 14, "end")]
    formula = f"{name} = {_written(step.formula, network, layer)}"
    doubt = "" if alike else " The nudge disagrees: did it step over a kink, such as ReLU's at 0? There is no slope."
    return Frame([_picture(network, forward, backward, step.name), _formula(formula, shapes), drawn, row.signs, beside],
                 f"`{said}`. {_why(network, step)}{doubt}",
                 f"{name}, of shape {step.value.shape}: {said}; its central difference "
                 f"{'agrees' if alike else 'differs'}.",
                 _question(network, forward, backward, y, step.name), size=STORY)


def _after(network, forward, backward, nudged):
    """Draw all parameter gradients."""
    names = [name for name in backward.names if name[1] in "Wb"][-4:][::-1]
    names.sort(key=lambda name: (name[2:], name[1]))
    tables = [Part(name, backward[name].round(DIGITS)) for name in names]
    row = place([part for table in tables for part in (table, ",")][:-1], 204, 90)
    drawn = [table.draw("gradient") for table in row.tables.values()]
    largest = max(np.abs(nudged[name] - backward[name]).max() for name in names)
    count = network.theta.size
    alike = "They differ from their nudges by less than 0.00001." if largest < 1e-5 else \
        "Some differ from their nudges: a nudge has stepped over a kink."
    return Frame([_picture(network, forward, backward, "all"),
                  _formula("a gradient has the shape of its parameter", ""), drawn, row.signs,
                  text("count", 320, 356, f"one sweep back: {count} gradients", "gradient strong", 18),
                  text("price", 320, 386, f"by nudging: {2 * count} passes forward", "muted", 16)],
                 f"All {count} parameters have their gradient, from one sweep. {alike}",
                 f"The gradients of all {count} parameters in one picture: {', '.join(names)}.", size=STORY)


def _picture(network, forward, backward, at):
    """Draw the network; the units that blame has reached hold the first example's gradient."""
    if network.depth > MOST_LAYERS:
        return text("network", 320, 60, repr(network), "muted", 14)
    reached = [] if at is None else backward.names if at == "all" else \
        backward.names[:backward.names.index(at) + 1]
    roles, held = {}, {}
    for name in reached:
        kind, layer = name[1], int(name[2:])
        if kind in "AZ":
            for unit in range(backward[name].shape[1]):
                roles[f"unit {layer},{unit}"] = "gradient"
                held[layer, unit] = float(backward[name][0, unit])
        elif kind == "W":
            roles[f"W{layer}"] = "gradient"
    if at not in (None, "all") and at[1] in "WA" and not (at[1] == "A" and int(at[2:]) == network.depth):
        roles[f"W{int(at[2:]) + (at[1] == 'A')}"] = "gradient thick"
    drawn = diagram(network.sizes, (60, 4, 500, 122), roles=roles, most=3)
    values = []
    for (layer, unit), (x, y) in drawn.places.items():
        shown = number(float(forward[f"A{layer}" if layer else "X"][0, unit]), 2)
        if 9 * len(shown) <= 2 * drawn.radius + 6:
            values.append(text(f"unit {layer},{unit} value", x, y, shown, "ink", 14))
        if (layer, unit) in held:
            aside = -2 if layer == network.depth else 12 if y > 66 else -13  # lines to the next layer run beside it
            values.append(text(f"unit {layer},{unit} blame", x + drawn.radius + 4, y + aside,
                               number(held[layer, unit], 2),
                               "gradient strong halo", 14, "start"))
    return [drawn.shapes, values]


def _formula(formula, shapes):
    return [text("formula", 14, 152, formula, "ink strong", 18, "start"),
            text("shapes", 626, 152, shapes, "muted", 15, "end")]


def _written(formula, network, layer):
    """Write a step's formula as the lesson does."""
    if formula.startswith("∂L"):
        slope = SLOPES.get(network.loss_name, "the slope of the loss")
        one = network.sizes[-1] == 1 or network.loss_name == "categorical_cross_entropy"
        return slope if one else slope.replace("/ m", "/ entries")
    for k in range(1, network.depth + 1):
        for kind in "AZ":
            formula = formula.replace(f"d{kind}{k}", f"∂L/∂{kind}{k}")
    return formula.replace(f"A{network.depth}", "ŷ").replace(".T", "ᵀ").replace("over the batch", "over the examples")


def _say(network, name):
    """Write dW2 as ∂L/∂W2, and the last dA as ∂L/∂ŷ."""
    return "∂L/∂ŷ" if name == f"dA{network.depth}" else f"∂L/∂{name[1:]}"


def _role(key):
    """Choose the role of a matrix in a stop by its name."""
    kind = key.removeprefix("d")[0]
    return "gradient" if key[0] == "d" else {"X": "data", "y": "data", "W": "weight"}.get(kind, "activation")


def _name(network, layer):
    """Name the activations of a layer as a lesson does."""
    return "X" if layer == 0 else "ŷ" if layer == network.depth else f"A{layer}"


def _before_layer(forward, layer):
    return forward[f"A{layer - 1}" if layer > 1 else "X"]


SLOPES = {"binary_cross_entropy": "(−y/ŷ + (1 − y)/(1 − ŷ)) / m", "mean_squared_error": "2 (ŷ − y) / m",
          "categorical_cross_entropy": "−y/ŷ / m"}


def _from_loss(network, forward, backward, y, layer):
    """Prepare ∂L/∂A: the loss's own slope at the end, elsewhere back through the weights."""
    value = backward[f"dA{layer}"][0, 0]
    if layer == network.depth:
        said, truth, guess = "∂L/∂ŷ[0,0]", float(y[0, 0]), float(forward.output[0, 0])
        if network.loss_name == "binary_cross_entropy":
            said += f" = (−{number(truth)}/{number(guess)} + {number(1 - truth)}/{number(1 - guess)}) / {y.size}"
        parts = [Part("ŷ", forward.output), ",", Part("y", y), Arrow("slope of L")]
        return parts, f"{said} = {number(value)}", f"{y.shape}", {"ŷ": {(0, 0)}, "y": {(0, 0)}}
    dZ, W = backward[f"dZ{layer + 1}"], network[f"W{layer + 1}"]
    parts = [_blame(backward, f"dZ{layer + 1}"), "@", Part(f"W{layer + 1}ᵀ", W.T, f"W{layer + 1}"), "="]
    units = range(W.shape[1])
    return (parts, _spelled(f"∂L/∂A{layer}[0,0]", dZ[0], W[0], value),
            f"(m, {dZ.shape[1]}) @ {W.T.shape} → (m, {len(W)})",
            {f"dZ{layer + 1}": {(0, k) for k in units}, f"W{layer + 1}": {(k, 0) for k in units}})


def _through(network, forward, backward, y, layer):
    """Prepare ∂L/∂Z: (ŷ − y)/m where loss and output meet, elsewhere through the activation's slope."""
    dZ, name, shape = backward[f"dZ{layer}"], network.activations[layer - 1], backward[f"dZ{layer}"].shape
    if "− y" in _step(backward, f"dZ{layer}").formula:
        m = y.size if network.loss_name == "binary_cross_entropy" else len(y)
        parts = [Part("ŷ", forward.output), "−", Part("y", y), Arrow("divide by", f"m = {m}")]
        said = f"∂L/∂Z{layer}[0,0] = ({number(forward.output[0, 0])} − {_bracketed(y[0, 0])}) / {m} = " \
               f"{number(dZ[0, 0])}"
        return parts, said, f"(m, {shape[1]})", {"ŷ": {(0, 0)}, "y": {(0, 0)}}
    blame, said = _blame(backward, f"dA{layer}"), f"∂L/∂Z{layer}[0,0]"
    if name == "softmax":
        return [blame, Arrow("softmax′")], f"{said} = {number(dZ[0, 0])}", f"(m, {shape[1]})", {}
    slope = ACTIVATIONS[name].derivative(forward[f"Z{layer}"])
    parts = [blame, "∘", Part(f"{name}′(Z{layer})", slope, f"slope{layer}"), "="]
    return (parts, _spelled(said, backward[f"dA{layer}"][0, :1], slope[0, :1], dZ[0, 0]),
            f"(m, {shape[1]}), entry by entry", {f"dA{layer}": {(0, 0)}, f"slope{layer}": {(0, 0)}})


def _to_weights(network, forward, backward, y, layer):
    """Prepare ∂L/∂W: what went in, transposed, with the blame of what came out."""
    A, dZ, dW = _before_layer(forward, layer), backward[f"dZ{layer}"], backward[f"dW{layer}"]
    parts = [Part(f"{_name(network, layer - 1)}ᵀ", A.T, f"A{layer - 1}"), "@", _blame(backward, f"dZ{layer}"), "="]
    return (parts, _spelled(f"∂L/∂W{layer}[0,0]", A[:, 0], dZ[:, 0], dW[0, 0]),
            f"({A.shape[1]}, m) @ (m, {dZ.shape[1]}) → {dW.shape}",
            {f"A{layer - 1}": {(0, i) for i in range(len(A))}, f"dZ{layer}": {(i, 0) for i in range(len(A))}})


def _to_biases(network, forward, backward, y, layer):
    """Prepare ∂L/∂b: the blame of all examples, added up."""
    dZ, db = backward[f"dZ{layer}"], backward[f"db{layer}"]
    terms = " + ".join("…" if i is None else _bracketed(dZ[i, 0]) if i else number(dZ[i, 0])
                       for i in elided(len(dZ), 4))
    return ([_blame(backward, f"dZ{layer}"), Arrow("sum over", "examples")],
            f"∂L/∂b{layer}[0] = {terms}" + (f" = {number(db[0])}" if len(dZ) > 1 else ""),
            f"(m, {dZ.shape[1]}) → {db.shape}", {f"dZ{layer}": {(i, 0) for i in range(len(dZ))}})


PARTS = {"A": _from_loss, "Z": _through, "W": _to_weights, "b": _to_biases}


def _blame(backward, name):
    """Make a gradient ready to be placed."""
    return Part(f"∂L/∂{name[1:]}", backward[name].round(DIGITS), name)


def _step(backward, name):
    """Find a step by its name."""
    return next(step for step in backward.steps if step.name == name)


def _why(network, step):
    """Say why a step's formula is what it is."""
    kind, layer = step.name[1], int(step.name[2:])
    if kind == "W":
        return "A weight's gradient is what went into it, times the blame of its unit."
    if kind == "b":
        return "A bias is added as it is, once for every example: slope 1, so the blame is added up."
    if kind == "A":
        return "How the loss answers to the prediction itself." if layer == network.depth else \
            f"Blame goes back through the weights by which A{layer} went forward."
    if "− y" in step.formula:
        return "What the network says, minus what is true, over the batch."
    name = network.activations[layer - 1]
    return f"ReLU is a gate: its slope is 1 where Z{layer} is above 0, and 0 elsewhere." if name == "relu" else \
        f"The blame, times the slope of {name} where it stood."


def _spelled(name, first, second, value):
    """Spell a sum of products, the middle left out where it is long."""
    terms = ["…" if i is None else f"{number(first[i]) if i == 0 else _bracketed(first[i])}·{_bracketed(second[i])}"
             for i in elided(len(first), 4)]
    return f"{name} = {' + '.join(terms)} = {number(value)}"


def _bracketed(value):
    """Spell a term, with brackets where it is below zero."""
    return f"({number(value)})" if number(value).startswith("−") else number(value)


def _question(network, forward, backward, y, name):
    """Ask for what the next stop will show, where there is something to decide."""
    place_now = backward.names.index(name)
    if place_now + 1 == len(backward.names):
        return None
    following = backward.names[place_now + 1]
    kind, layer = following[1], int(following[2:])
    if kind == "W":
        A, dZ, dW = _before_layer(forward, layer), backward[f"dZ{layer}"], backward[f"dW{layer}"]
        if len(A) == 1 and len(dW) <= 4:
            wrong = network[f"W{layer}"][:, 0] * dZ[0, 0]
            return ask(f"{_name(network, layer - 1)} is {_tuple(A[0])}, the blame of unit 0 is {number(dZ[0, 0])}. "
                       f"Which is column 0 of ∂L/∂W{layer}?",
                       (_tuple(dW[:, 0]), "Yes: each weight's own input, times the blame."),
                       (_tuple(wrong), "Those are the weights times the blame. A weight's slope is its input."),
                       (_tuple(A[0] + dZ[0, 0]), "Along a path slopes multiply; nothing is added here."),
                       (_tuple(np.full(len(dW), dZ[0, 0])), "That would be so if every input were 1."))
        shape = dW.shape
        return ask(f"Which shape must ∂L/∂W{layer} have?", (str(shape), f"Yes: the shape of W{layer}."),
                   (str((len(A), shape[1])), "That is the shape of the blame. A gradient has the shape of its "
                                             "parameter."),
                   (str(shape[::-1] if shape[0] != shape[1] else (shape[0], 1)),
                    f"Turned over. A gradient has the shape of its parameter, and W{layer} is {shape}."))
    if kind == "b" and len(y) > 1:
        dZ = backward[f"dZ{layer}"]
        return ask(f"∂L/∂Z{layer} is {dZ.shape}, b{layer} is ({dZ.shape[1]},). Sum over which axis?",
                   ("axis 0, the examples", "Yes: every example used the same bias."),
                   ("axis 1, the units", "Each unit has a bias of its own; the examples share it."),
                   ("both", "That leaves one number for all biases."))
    if kind == "Z" and layer < network.depth and network.activations[layer - 1] == "relu":
        Z, dA, dZ = forward[f"Z{layer}"][0], backward[f"dA{layer}"][0], backward[f"dZ{layer}"][0]
        if len(Z) <= 4:
            return ask(f"ReLU's gate comes next; Z{layer} was {_tuple(Z)}. What gets through?",
                       (_tuple(dZ), "Yes: where the sum was above 0 the blame passes, elsewhere it is stopped."),
                       (_tuple(np.maximum(dA, 0)), "That is ReLU of the blame. The gate looks at Z, not at the blame."),
                       (_tuple(dA), "All of it? The gate is shut where Z was below 0."),
                       (_tuple(np.where(dZ == 0, dA, 0)), "The other way round: the gate is open where Z was above 0."))
    if kind == "A":
        W = network[f"W{layer + 1}"]
        misfit = f"Each example's blame is a row of {W.shape[1]}, but W{layer + 1} has {W.shape[0]} rows." \
            if W.shape[0] != W.shape[1] else "The sizes fit, but unit k's blame belongs to column k of the weights."
        return ask(f"Which matrix carries the blame back to A{layer}?",
                   (f"W{layer + 1}ᵀ {W.T.shape}", f"Yes: ∂L/∂Z{layer + 1} @ W{layer + 1}ᵀ, row by row."),
                   (f"W{layer + 1} {W.shape}", misfit),
                   (f"A{layer}ᵀ", "That gave the weights' gradient."))
    return None


def _tuple(values):
    """Spell a row."""
    return f"({', '.join(number(float(value)) for value in values)})"


# ------------------------------------------------------------------------------------ where transposes come from

TABLES = (640, 310)


def transposes(A, W, dZ):
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
        As `linalg.matmul` does, and for larger matrices.
    """
    A, W, dZ = (np.asarray(array, float) for array in (A, W, dZ))
    Z = linalg.matmul(A, W).result
    if dZ.shape != Z.shape or max(*A.shape, *W.shape) > 3:
        raise ValueError(f"transposes: A {A.shape}, W {W.shape}, dZ {dZ.shape}; dZ must have the shape of A @ W, "
                         f"{Z.shape}, and sizes to 3 fit")
    (m, n), p = A.shape, W.shape[1]
    frames = _forward_use(A, W, Z)
    Aᵀ, Wᵀ = linalg.transpose(A).result, linalg.transpose(W).result
    dW, dA = linalg.matmul(Aᵀ, dZ), linalg.matmul(dZ, Wᵀ)
    # the weights' gradient: columns of A meet columns of dZ
    row = _Row((("A", A, "data"), ("dZ", dZ, "gradient"), ("dW", dW.result, "weight")))
    for done, step in enumerate(dW.steps, 1):
        j, k = step.index
        question = _ask_left() if done == len(dW.steps) else None
        said = _spelled(f"dW[{j},{k}]", A[:, j], dZ[:, k], dW.result[j, k])
        frames.append(row.frame(
            {"A": {(i, j) for i in range(m)}, "dZ": {(i, k) for i in range(m)}, "dW": {(j, k)}}, done,
            f"`{said}`: W[{j},{k}] is used once by every example i, with the factor A[i,{j}]. "
            "Multiply along a path, add over the paths.",
            f"Column {j} of A and column {k} of dZ are marked: {said}.", question))
    frames.append(_Row((("A", Aᵀ, "data"), ("dZ", dZ, "gradient"), ("dW", dW.result, "weight")), turned="A").frame(
        {"A": {(0, i) for i in range(m)}, "dZ": {(i, 0) for i in range(m)}, "dW": {(0, 0)}}, n * p,
        "`dW = Aᵀ @ dZ`: the sum runs over the examples, the first index of both. A matrix product takes rows of its "
        "left factor, so A's columns are stood up as rows.",
        f"A is turned over; its rows now meet the columns of dZ. dW has the shape of W, {W.shape}.",
        ask("Now the activation A[0,0]. Which entries of Z does it move?",
            ("row 0 of Z: every unit", "Yes: each unit k takes it with the factor W[0,k]."),
            ("column 0 of Z: every example", "That was the weight. An activation belongs to one example."),
            ("Z[0,0] alone", "Every unit of the next layer listens to it."))))
    # the activations' gradient: rows of dZ meet rows of W
    row = _Row((("dZ", dZ, "gradient"), ("W", W, "weight"), ("dA", dA.result, "data")))
    for done, step in enumerate(dA.steps, 1):
        i, j = step.index
        question = _ask_right() if done == len(dA.steps) else None
        said = _spelled(f"dA[{i},{j}]", dZ[i], W[j], dA.result[i, j])
        frames.append(row.frame(
            {"dZ": {(i, k) for k in range(p)}, "W": {(j, k) for k in range(p)}, "dA": {(i, j)}}, done,
            f"`{said}`: A[{i},{j}] goes to every unit k, with the factor W[{j},k].",
            f"Row {i} of dZ and row {j} of W are marked: {said}.", question))
    frames.append(_Row((("dZ", dZ, "gradient"), ("W", Wᵀ, "weight"), ("dA", dA.result, "data")), turned="W").frame(
        {"dZ": {(0, k) for k in range(p)}, "W": {(k, 0) for k in range(p)}, "dA": {(0, 0)}}, m * n,
        "`dA = dZ @ Wᵀ`: the sum runs over the units, the last index of both. A matrix product takes columns of its "
        "right factor, so W's rows are laid down as columns.",
        f"W is turned over; the rows of dZ meet its columns. dA has the shape of A, {A.shape}."))
    return Scene(frames, "Where the transposes come from", still=len(dW.steps) + 2)


def _forward_use(A, W, Z):
    """Show which entries of Z = A @ W one weight moves."""
    row = _Row((("A", A, "data"), ("W", W, "weight"), ("Z", Z, "activation")), ("@", "="))
    m = len(A)
    first = row.frame({"W": {(0, 0)}}, Z.size, "Forward: `Z = A @ W`. Each row of A is an example, each column of W a "
                      "unit. Take the weight W[0,0]. (All entries can be typed into.)",
                      f"A {A.shape} times W {W.shape} gives Z {Z.shape}; W[0,0] is marked.",
                      ask("Which entries of Z does the weight W[0,0] move?",
                          ("column 0 of Z: every example", "Yes: unit 0 uses it for each example."),
                          ("row 0 of Z: every unit", "W[0,0] belongs to unit 0, which is column 0."),
                          ("Z[0,0] alone", "That is one example. The weight serves all of them.")))
    factors = ", ".join(f"Z[{i},0] by {number(A[i, 0])}" for i in range(m))
    return [first, row.frame({"W": {(0, 0)}, "A": {(i, 0) for i in range(m)}, "Z": {(i, 0) for i in range(m)}}, Z.size,
                             f"Nudge W[0,0] by 1 and it moves {factors}: by the input it is multiplied with, `A[i,0]`. "
                             "So what does the loss owe to it?",
                             f"W[0,0], column 0 of A and column 0 of Z are marked: {factors}.")]


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


class _Row:
    """Three matrices side by side, the third filled step by step; `turned` is drawn with its cells carried over."""

    def __init__(self, tables, signs=None, turned=""):
        self.tables, self.turned = tables, turned
        self.signs = signs or (("@", "=") if turned else ("with", "→"))
        columns = sum(values.shape[1] for _, values, _ in tables)
        cell = (min(58, (624 - 150) / columns), 46)
        x = 320 - (columns * cell[0] + 130) / 2
        self.grids = []
        for name, values, _ in tables:
            self.grids.append(Grid(name, values.shape, x, 150 - 23 * len(values), cell))
            x = self.grids[-1].right + 65

    def frame(self, marked, done, note, alt, question=None):
        """Draw the three, with what is marked, and the first entries of the third."""
        shapes = []
        for place_, (grid, (name, values, role)) in enumerate(zip(self.grids, self.tables)):
            last, marks = place_ == 2, {entry: "highlight" for entry in marked.get(name, ())}
            shown = values.tolist() if not last else \
                [[value if i * values.shape[1] + j < done else None for j, value in enumerate(row)]
                 for i, row in enumerate(values.tolist())]
            label = f"{name}ᵀ" if name == self.turned else name
            shapes += self._carried(grid, values, role, marks, label) if name == self.turned else \
                grid.draw(shown, role, marks, edit=name in ("A", "W", "dZ"), size=18, move=name in ("A", "W"),
                          label=label)
        for sign, left, right in zip(self.signs, self.grids, self.grids[1:]):
            shapes.append(text(f"sign {left.name} {right.name}", (left.right + right.x) / 2, 150, sign, "ink",
                               24 if len(sign) < 3 else 16))
        return Frame(shapes, note, alt, question, size=TABLES)

    def _carried(self, grid, values, role, marks, label):
        """Draw a transposed matrix under the keys that its cells had before."""
        drawn = []
        for shape in grid.draw(values.tolist(), role, marks, size=18, move=True, label=label):
            entry = shape["key"].partition("]")[0].partition("[")[2]
            if "," in entry:
                i, j = entry.split(",")
                shape = shape | {"key": shape["key"].replace(f"[{entry}]", f"[{j},{i}]")}
            drawn.append(shape)
        return drawn


# ------------------------------------------------------------------------------------ blame by depth

DEPTH, UNITS, EXAMPLES = 20, 64, 64
LOOKS = ("error", "weight dashed", "activation", "data dashed")


def depth(spreads=(0.1, 0.125, 0.177, 0.3), activation="relu", seed=0):
    """Show how much of the blame at layer 20 reaches the layers before it, for four spreads of the first weights.

    The spreads are editable, the activation can be chosen.

    Parameters
    ----------
    spreads : array_like (4,)
        Standard deviations of the weights, above 0 and at most 2.
    activation : "relu", "tanh" or "sigmoid"
    seed : int
    """
    spreads = [_spread(spread) for spread in spreads]
    if activation not in ("relu", "tanh", "sigmoid"):
        raise ValueError(f"depth: activation {activation!r}; choose relu, tanh or sigmoid")
    shares = [blame_by_layer(spread, activation, seed) for spread in spreads]
    with np.errstate(divide="ignore"):
        powers = [np.log10(share) for share in shares]
    reach = np.concatenate([power[np.isfinite(power)] for power in powers])
    plane = Plane(x=(0.4, 20.6), y=(max(-30, min(-6, reach.min() - 1)), min(20, max(3, reach.max() + 1))),
                  box=(70, 30, 450, 246))
    ends = _apart([float(np.clip(plane.to_pixels(0, max(power[0], -50))[1], 36, 268)) for power in powers])

    def frame(layer, note, alt, question=None):
        """Draw the blame from layer 20 back to `layer`."""
        heights = {power: plane.to_pixels(0, power)[1] for power in ticks(*plane.y, 7) if power == round(power)}
        levels = [text(f"level {power:g}", 62, y, _power(power), "muted", 14, "end") for power, y in heights.items()]
        levels.append(path("grid", " ".join(f"M70 {y:.1f} H520" for y in heights.values()), "grid"))
        layers = [text(f"layer {x}", plane.to_pixels(x, 0)[0], 290, x, "muted", 14) for x in (1, 5, 10, 15, 20)]
        curves = []
        for i, (power, role) in enumerate(zip(powers, LOOKS)):
            xs = np.arange(DEPTH, layer - 1, -1)
            # one line and one string of dots for each spread, so that the scene stays small
            curves.append(plane.curve(f"curve {i}", xs, power[xs - 1], f"{role} thick"))
            if layer == 1:
                curves.append(text(f"end {i}", 526, ends[i], f"{number(spreads[i], 3)}: {_power(power[0])}",
                                   f"{role.split()[0]} strong", 14, "start"))
        if layer == 1:
            curves.append(text("ends word", 526, 290, "at layer 1", "muted", 14, "start"))
        fields = []
        for i, (spread, role) in enumerate(zip(spreads, LOOKS)):
            x, key = 84 + 84 * i, f"spreads[{i}]"
            fields += [rect(f"{key} cell", x, 324, 74, 30, f"cell {role}", rx=4, edit=key, label=f"spread {i + 1}",
                            value=f"{spread:g}"), text(key, x + 37, 339, number(spread, 3), "ink", 16)]
        fields += [text("spread word", 74, 339, "spread", "muted", 14, "end"),
                   text("activation word", 522, 339, "activation", "muted", 14, "end"),
                   rect("activation cell", 530, 324, 100, 30, "cell ink", rx=4, edit="activation",
                        options="relu|tanh|sigmoid", label="activation", value=activation),
                   text("activation", 580, 339, activation, "ink", 16)]
        words = [text("x word", 520, 308, "layer; blame walks from right to left", "muted", 14, "end"),
                 text("y word", 70, 14, "blame, as a share of layer 20's", "muted", 14, "start")]
        start = plane.dot("start", (DEPTH, 0), "ink", r=6)
        return Frame([plane.axes(grid=False, numbers=False), levels, layers, curves, start, words, fields],
                     note, alt, question, size=(640, 360))

    first = powers[0][0]
    frames = [frame(DEPTH, f"A network of {DEPTH} {activation} layers, {UNITS} units each, and four ways to draw its "
                    "first weights; their spreads stand below, and others can be typed. Each line starts at layer 20, "
                    "whose blame we call 1.",
                    "A picture with layers 1 to 20 to the right and powers of ten upwards; a dot at layer 20.",
                    ask(f"Weights of spread {number(spreads[0], 3)}: how much of layer 20's blame does layer 1 hear?",
                        (_about(first), "Yes. Nineteen layers, each with nearly the same factor, make a power."),
                        (_about(0), "Only where the factor of each layer is about 1."),
                        (_about(-1 if abs(first + 1) > 0.6 else -3), "Each of 19 layers has its factor; multiply "
                                                                     "them."),
                        (_about(-first if abs(first) > 0.6 else 5), "Does one layer make it more or less?")))]
    for layer in range(DEPTH - 1, 0, -1):
        said = "; ".join(f"{number(spread, 3)} → {number(share[layer - 1], 2)}"
                         for spread, share in zip(spreads, shares))
        frames.append(frame(layer, f"Layer {layer} hears, as a share of layer 20's blame: `{said}`."
                            + (" Small factors leave next to nothing, large ones explode; He's spread √(2/64) = "
                               "0.177 keeps ReLU level." if layer == 1 else ""),
                            f"Back at layer {layer} the spreads {', '.join(number(s, 3) for s in spreads)} have about "
                            f"{', '.join(_power(power[layer - 1]) for power in powers)} of layer 20's blame."))
    return Scene(frames, "Blame by depth", seconds=0.5)


def blame_by_layer(spread, activation="relu", seed=0):
    """Return the norms of ∂L/∂Z at layers 1 to 20, as shares of layer 20's.

    Parameters
    ----------
    spread : float, "he" or "xavier"
        As `Network` takes its initialisation.

    Returns
    -------
    ndarray (20,)
    """
    X = np.random.default_rng(seed).normal(size=(EXAMPLES, UNITS))
    deep = Network([UNITS] * (DEPTH + 1) + [1], activation, initialisation=spread, seed=seed)
    backward = deep.backward(deep.forward(X), (X[:, :1] > 0).astype(float))
    norms = np.array([linalg.norm(backward[f"dZ{layer}"].ravel()) for layer in range(1, DEPTH + 1)])
    if not norms[-1] > 0:
        raise ValueError(f"depth: with spread {spread} no blame reaches layer {DEPTH} at all")
    return norms / norms[-1]


def _spread(value):
    """Read a spread from an edited cell."""
    if not 0.005 <= value <= 2:
        raise ValueError(f"depth: a spread lies between 0.005 and 2 here, not {value:g}")
    return float(value)


def _apart(heights, gap=18):
    """Push labels apart, keeping their order."""
    order = np.argsort(heights)
    placed = dict.fromkeys(range(len(heights)), 0.0)
    below = -np.inf
    for i in order:
        placed[int(i)] = below = max(heights[i], below + gap)
    return [placed[i] - max(0, below - 276) for i in range(len(heights))]


def _power(power):
    """Spell a power of ten, rounded."""
    if not np.isfinite(power):
        return "0"
    return "10" + f"{power:z.0f}".translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _about(power):
    """Spell a share by its power of ten, as a choice."""
    if abs(power) < 0.5:
        return "about all of it"
    return f"about {_power(power)} of it" if power < 0 else f"about {_power(power)} times as much"
