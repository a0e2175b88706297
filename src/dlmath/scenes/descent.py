"""Scenes of gradient descent: the learning rate, valleys, batches, optimizers taken apart and raced, decay.

A descent jumps: its points are joined by a thin line, and nothing glides from one to the next.
"""

import itertools

import numpy as np

from dlmath import descent, inputs
from dlmath.descent import Adam, GradientDescent, Momentum
from dlmath.losses import mean_squared_error, mean_squared_error_gradient
from dlmath.network import pocket_network
from dlmath.picture.draw import Frame, Grid, Plane, Scene, ask, line, number, path, polygon, polyline, rect, text
from dlmath.training import batches

BOTTOM = 3.0  # where the loss (θ − 3)² is lowest
RATES = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0, 1.02, 1.05, 1.1)
VALLEY_RATES = (0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.095, 0.1, 0.105, 0.12, 0.15, 0.2)
VALLEY = np.array([1.0, 20.0])  # the curvatures of the narrow valley, along and across
UNITS = (1, 3, 10, 30, 60, 120, 400)  # square metres in one unit of area
FROM, TO = -3, 9  # where a descent on the curve may start
FIRST = np.array([-0.5, 2.5])  # where the three paths through a line's weights begin


# ------------------------------------------------------------------------------------------ one parameter


def ball(start=0.0):
    """Show twelve steps down the curve (θ − 3)², with the learning rate on the slider; the start is draggable.

    Parameters
    ----------
    start : float
        From −3 to 9.
    """
    start, steps = inputs.number("ball", "start", start, at_least=FROM, at_most=TO), 12
    plane = Plane(x=(FROM, TO), y=(-3, 40), box=(52, 12, 572, 312))
    frames = []
    for rate in RATES:
        run = _on_the_curve(start, rate, steps)
        (theta,), loss = run.steps[-1].theta, run.steps[-1].loss
        factor = 1 - 2 * rate
        question = None
        if rate == RATES[0]:
            question = ask("Now slide the learning rate up. Does a larger one always arrive sooner?",
                ("Up to a point, then it climbs", "Yes. Slide, and look for the rate that needs a single step."),
                ("Always sooner", "Slide to the end: the last ones leave the valley."),
                ("Always later", "The next ones are quicker. Slide on."))
        elif rate == 0.95:
            question = ask("At η = 1, where does a step from one side land?",
                ("As high on the other side", "Yes: the distance is multiplied by 1 − 2·1 = −1, for ever."),
                ("At the bottom", "That was η = 0.5: it leaves 1 − 2·0.5 = 0 of the distance."),
                ("Where it stands", "The slope is not 0, so it moves."))
        frames.append(Frame([
            plane.axes(("θ", "")), _parabola(plane), _trail(plane, run.path[:, 0], run.losses),
            text("loss label", 62, 24, "loss (θ − 3)²", "muted halo", 14, "start"),
            plane.handle("start", (start, run.losses[0]), "start", f"the start, at {number(start)}", "data")],
            f"`θ ← θ − {number(rate)} · 2(θ − 3)`: each step leaves `1 − 2·{number(rate)} = {number(factor)}` of the "
            f"distance to 3. After {steps} steps θ = {number(theta)}, loss {number(loss)}. {_verdict(run, factor)} "
            "Drag the start.",
            f"With a learning rate of {number(rate)}, {steps} steps from {number(start)} lead to {number(theta)}, "
            f"loss {number(loss)}.", question))
    return Scene(frames, "One ball on one curve", still=5, axis="learning rate", axis_values=list(RATES),
                 seconds=1.2, plane=plane)


def three(rates=(0.02, 1.05, 0.4), start=0.0):
    """Show ten steps with three learning rates side by side, at the same time; the rates are editable.

    Parameters
    ----------
    rates : array_like (3,) of numbers above 0
    start : float
        From −3 to 9.
    """
    start = inputs.number("three", "start", start, at_least=FROM, at_most=TO)
    rates, steps = [float(rate) for rate in rates], 10
    runs = [_on_the_curve(start, rate, steps) for rate in rates]
    words = [_word(run, 1 - 2 * rate) for run, rate in zip(runs, rates)]
    planes = _side_by_side(3, (FROM, TO), (-3, 42))
    best = min(range(3), key=lambda i: abs(1 - 2 * rates[i]))
    frames = []
    for step in range(steps + 1):
        shapes = []
        for i, (plane, run, rate) in enumerate(zip(planes, runs, rates)):
            left, top, width, height = plane.box
            shapes += [plane.axes(numbers=False), _parabola(plane),
                       _trail(plane, run.path[:step + 1, 0], run.losses[:step + 1]),
                       rect(f"rate {i}", left + 44, 12, width - 88, 34, "cell weight", rx=4, edit=f"rates[{i}]",
                            label=f"learning rate of panel {i + 1}", value=number(rate)),
                       text(f"rate {i} text", left + width / 2, 29, f"η = {number(rate)}", "ink"),
                       text(f"loss {i}", left + width / 2, top + height + 20,
                            _spelled("loss ", run.losses, step, 3), "ink strong"),
                       text(f"word {i}", left + width / 2, top + height + 44, words[i] if step == steps else "…",
                            ("activation" if words[i] == "right" else "error") if step == steps else "muted")]
        said = "; ".join(f"η = {number(rate)}: {_where(run, step)}" for rate, run in zip(rates, runs))
        thetas = "; ".join(_spelled("", run.path[:, 0], step) for run in runs)
        question = None
        if step == 0:
            choices = {number(rate): _reply(run, 1 - 2 * rate) for rate, run in zip(rates, runs)}
            right, least = number(rates[best]), abs(1 - 2 * rates[best])
            others = [(number(rate), choices[number(rate)]) for rate in rates
                      if not np.isclose(abs(1 - 2 * rate), least)]  # as good as the best is not wrong
            question = ask("Ten steps each, from the same start. Which η ends lowest?",
                           (right, f"Yes. {choices[right]}"), *others)
        elif step == 1:
            slow = min(rates)
            factor = 1 - 2 * slow
            question = ask(f"The steps of η = {number(slow)} get shorter and shorter. Will it ever come close to 3?",
                ("Yes, with patience", f"Right: each step leaves {number(factor)} of the distance, so a hundred steps "
                 f"leave {number(factor**100, 2)} of it."),
                ("No, it stops on the way", "The steps shrink only as fast as the distance does: each is "
                 f"{number(2 * slow)} of what is left, so it never stops short."),
                ) if 0 < factor < 1 else None
        frames.append(Frame(
            shapes, "Three balls on the same curve, with three learning rates. Click a rate to change it."
            if step == 0 else f"Step {step}: `θ ← θ − η · 2(θ − 3)` gives θ = {thetas}.",
            f"After step {step}: {said}.", question, size=(640, 320)))
    return Scene(frames, "Too small, too large, right", seconds=1.0)


def climb(start=2.0, rate=0.1):
    """Show θ − η ∂L/∂θ beside θ + η ∂L/∂θ, six steps from the same start.

    Parameters
    ----------
    start : float
        From −3 to 9.
    rate : float > 0
    """
    start, steps = inputs.number("climb", "start", start, at_least=FROM, at_most=TO), 6
    down = _on_the_curve(start, rate, steps)
    up = _on_the_curve(start, rate, steps, sign=-1)
    planes = _side_by_side(2, (-1, 7), (-0.9, 12))
    frames = []
    for step in range(steps + 1):
        shapes = []
        for name, sign, plane, run, role in (("minus", "−", planes[0], down, "activation"),
                                             ("plus", "+", planes[1], up, "error")):
            left, top, width, height = plane.box
            shapes += [plane.axes(numbers=False), _parabola(plane),
                       _trail(plane, run.path[:step + 1, 0], run.losses[:step + 1]),
                       text(f"{name} title", left + width / 2, 29, f"θ {sign} η ∂L/∂θ", f"{role} strong", 18),
                       text(f"{name} loss", left + width / 2, top + height + 20, _where(run, step), "ink")]
        question = ask("The slope at the start is "
                       f"{number(down.steps[0].gradient[0])}. Which sign leads downhill?",
            ("−, against the slope", "Yes: the gradient points uphill, so go the other way."),
            ("+, along the slope", "The gradient points where the loss grows. Watch the right panel."),
        ) if step == 0 else None
        frames.append(Frame(
            shapes, f"Step {step}: {_moved(down, '−', rate, step)}, {_moved(up, '+', rate, step)}." if step else
            f"The same curve twice, the same start θ = {number(start)}, the same η = {number(rate)}. Only the sign "
            "differs.",
            f"After step {step}: with minus the loss {_spelled('is ', down.losses, step)}, with plus "
            f"{_spelled('', up.losses, step)}.", question, size=(640, 320)))
    return Scene(frames, "Minus goes down, plus climbs", seconds=1.2)


def wells(start=1.5):
    """Show a descent on a curve with two valleys; the start is draggable.

    Parameters
    ----------
    start : float
        From −1.8 to 1.8.
    """
    start, rate = inputs.number("wells", "start", start, at_least=-1.8, at_most=1.8), 0.05
    two = descent.double_well()
    run = descent.descend(two.loss, two.gradient, [start, 0.0], GradientDescent(rate), updates=60)
    plane = Plane(x=(-1.85, 1.85), y=(-1.8, 4.6), box=(52, 12, 572, 312))
    xs = np.linspace(-1.85, 1.85, 75)
    curve = plane.curve("curve", xs, [two.loss(np.array([x, 0.0])) for x in xs], "muted")
    left = run.path[-1, 0] < 0
    mirror = descent.descend(two.loss, two.gradient, [1.5 if left else -1.5, 0.0], GradientDescent(rate), updates=60)
    here, there = run.steps[-1], mirror.steps[-1]
    frames = []
    for place, done in enumerate((0, 1, 2, 3, 5, 60)):
        step = run.steps[done]
        question = ask("Where will it end?",
            ("In the left valley" if left else "In the right valley",
             "Yes: it feels only the slope under its feet, and follows that."),
            ("In the right valley" if left else "In the left valley",
             "To get there it would have to climb the hill between the valleys, and it never climbs."),
            ("In the deeper one, always", "It cannot know which is deeper: it sees no further than its feet."),
        ) if place == 0 else None
        frames.append(Frame([
            plane.axes(("θ", "loss")), curve, _trail(plane, run.path[:done + 1, 0], run.losses[:done + 1]),
            plane.handle("start", (start, run.losses[0]), "start", f"the start, at {number(start)}", "data",
                         step=0.1)],
            f"The loss is θ⁴ − 2θ² + 0.3θ. Start at θ = {number(start)}; drag it." if place == 0 else
            f"After step {done}: θ = {number(step.theta[0])}, slope {number(step.gradient[0])}, loss "
            f"{number(step.loss)}." if done < 60 else
            f"After {done} steps: θ = {number(here.theta[0])}, slope {number(round(here.gradient[0], 6))}, loss "
            f"{number(here.loss)}. The other valley ends at θ = {number(there.theta[0])}, loss {number(there.loss)}: "
            f"it is {'deeper' if there.loss < here.loss else 'less deep'}.",
            f"The ball stands at {number(step.theta[0], 3)} after {done} steps, loss {number(step.loss, 3)}.",
            question))
    return Scene(frames, "Two valleys", plane=plane, snap=0.1)


# ------------------------------------------------------------------------------------------ two parameters


def valley(start=(4.5, 1.5), momentum=0.0):
    """Show forty steps in a narrow valley, the learning rate on the slider; start and momentum are draggable.

    Parameters
    ----------
    start : array_like (2,)
    momentum : float from 0 to 0.95
    """
    start, momentum, steps = np.asarray(start, float), min(max(float(momentum), 0.0), 0.95), 40
    bowl = descent.quadratic(VALLEY)
    plane = Plane(x=(-6, 6), y=(-2.8, 2.8), box=(44, 8, 580, 268), equal=True)
    rail = Plane(x=(0, 0.95), y=(-1, 1), box=(190, 314, 380, 30), name="rail")
    contours = _contours(plane, np.diag(VALLEY), (1, 5, 12, 25))
    frames = []
    for rate in VALLEY_RATES:
        run = descent.descend(bowl.loss, bowl.gradient, start, Momentum(rate, momentum), updates=steps)
        last, limit = run.steps[-1], 2 * (1 + momentum) / VALLEY[1]
        outcome = (f"it has left the picture, loss {number(last.loss, 3)}" if last.loss > 2 * run.losses[0] + 1 else
                   f"the loss {'fell' if last.loss < run.losses[0] else 'rose'} from {number(run.losses[0])} to "
                   f"{number(last.loss, 3)}")
        how = (f"each step leaves 1 − η = {number(1 - rate)} of the distance along the valley, 1 − 20η = "
               f"{number(1 - 20 * rate)} across" if momentum == 0 else
               f"of the velocity each step keeps {number(momentum)}")
        question = None
        if rate == VALLEY_RATES[0]:
            question = ask("The valley is 20 times more curved across than along. Which sets the limit of η?",
                ("Across, the steep one", f"Yes: above 2/20 = {number(limit)} it is thrown out."),
                ("Along, the flat one", "The flat direction would bear rates up to 2. The steep one gives way first."),
                ("The mean of both", "If a single direction diverges, everything does."),
            ) if momentum == 0 else ask(
                f"Without momentum the limit of η was 0.1. And with a momentum of {number(momentum)}?",
                ("It is higher", f"Yes, {number(limit)}: across, pushes to and fro cancel in the velocity. Slide on."),
                ("It is lower", "Along the valley pushes add up, but there is room; across they flip their sign and "
                 "cancel. Slide past 0.1."),
                ("It is the same", "The step is now the velocity, not the slope alone. Slide past 0.1."))
        elif rate == 0.06 and momentum == 0:
            question = ask("And which direction is it that arrives last?",
                ("Along, the flat one", "Yes: a rate that the steep one bears is small for the flat one."),
                ("Across, the steep one", "At this rate it is gone after a few steps. Slide on only near the limit."))
        frames.append(Frame([
            contours, plane.axes(("θ₁", "θ₂")), plane.curve("trail", *run.path.T, "error thin"),
            _dots(plane, "steps", run.path, "error"),
            plane.handle("start", start, "start", f"the start, at ({number(start[0])}, {number(start[1])})", "data"),
            line("rail", *rail.to_pixels(0, 0), *rail.to_pixels(0.95, 0), "muted thick"),
            text("rail name", 168, 329, "momentum μ", "weight strong", anchor="end"),
            text("rail value", 588, 329, number(momentum), "weight strong", anchor="start"),
            rail.handle("momentum", (momentum, 0), "momentum", f"momentum, {number(momentum)}", "weight", step=0.05)],
            (f"`v ← {number(momentum)} v + g,  θ ← θ − {number(rate)} v`" if momentum else
             f"`θ ← θ − {number(rate)} g`, g the gradient") + f": after {last.update} steps {outcome}; {how}. "
            "Drag start and momentum.",
            f"Learning rate {number(rate)}, momentum {number(momentum)}: after {last.update} steps {outcome}.",
            question))
    return Scene(frames, "A narrow valley", still=9, axis="learning rate", axis_values=list(VALLEY_RATES),
                 seconds=1.2, plane={"start": plane, "momentum": rail}, snap=0.05)


def scaling(X, y):
    """Show how the unit of one input makes the valley of a line's loss narrow or round.

    Parameters
    ----------
    X : array_like (m, 2)
        Two inputs, their means subtracted: an area in m², and a share.
    y : array_like (m,)
    """
    X, y, steps = inputs.numbers("scaling", "X", X, ndim=2), inputs.numbers("scaling", "y", y, ndim=1), 100
    if np.linalg.matrix_rank(X) < X.shape[1]:
        raise ValueError("scaling: each input must vary, and not only as the other does")
    if not (X.T @ y).any():
        raise ValueError("scaling: y must vary with the inputs")
    unit = X[:, 0].std() / X[:, 1].std()
    frames = []
    for square_metres in UNITS:
        scaled = X / [square_metres, 1]
        H = 2 * scaled.T @ scaled / len(X)
        low, high = np.linalg.eigvalsh(H)
        best = np.linalg.lstsq(scaled, y, rcond=None)[0]
        run = _full(scaled, y, 1 / high, steps)
        lowest = mean_squared_error(scaled @ best, y)
        reach = np.abs(scaled).max() * 1.1
        cloud = Plane(x=(-reach, reach), y=(-reach, reach), box=(12, 44, 290, 290), equal=True, name="cloud")
        reach = np.linalg.norm(best) * 1.25
        weights = Plane(x=(-reach, reach), y=(-reach, reach), box=(338, 44, 290, 290), equal=True, name="weights")
        heights = [0.5 * high * (share * np.linalg.norm(best)) ** 2 for share in (0.12, 0.35, 0.65, 0.95)]
        ratio, away = high / low, run.path - best
        nearest = min(UNITS, key=lambda other: abs(np.log(other / unit)))
        question = ask("The loss is a valley far too long for this picture. In which unit of area will it be round?",
            (f"{nearest} m²", "Yes: then the areas spread as widely as the shares. Slide there."),
            ("1 m²", f"That is this one: the areas spread {number(unit, 2)} times as widely as the shares."),
            (f"{UNITS[-1]} m², the largest", "Too far: the areas then spread less than the shares, and the valley is "
             "long the other way."),
            ("In none, the data are the same", "The line is the same; its loss has another shape over the weights."),
        ) if square_metres == UNITS[0] else None
        frames.append(Frame([
            cloud.axes(("area", "sun"), grid=False, numbers=False),
            _dots(cloud, "flats", scaled[:150], "data", 4),
            _contours(weights, H, heights), weights.axes(("w₁", "w₂"), grid=False, numbers=False),
            weights.curve("trail", *away.T, "error thin"), _dots(weights, "steps", away, "error", 6),
            text("cloud title", 157, 24, f"the inputs, area in units of {square_metres} m²", "ink strong", 14),
            text("weights title", 483, 24, f"the loss over w₁, w₂: κ = {ratio:,.0f}", "ink strong", 14)],
            f"Area in units of {square_metres} m²: condition number `κ = {number(high)} / {number(low)} = "
            f"{ratio:,.{0 if ratio >= 100 else 1}f}`. After {steps} steps with η = 1/{number(high)} "
            f"the loss is {number(run.losses[-1])}; the lowest possible is {number(lowest)}." + (
                f" The unit that makes both inputs equally wide is {number(unit, 3)} m²." if ratio < 1.2 else ""),
            f"With area in units of {square_metres} m² the condition number is {ratio:,.0f}; after {steps} steps the "
            f"loss is {number(run.losses[-1], 3)}.", question))
    return Scene(frames, "Scaling the inputs rounds the valley", still=5, axis="m² in one unit of area",
                 axis_values=list(UNITS), seconds=1.6)


def paths(X, y, batch_size=8, rate=0.08, seed=0):
    """Show full batch, mini-batch and single examples on the same data, epoch by epoch.

    Parameters
    ----------
    X : array_like (m, 2)
        The inputs; a column of ones makes the second weight a bias.
    y : array_like (m,)
    batch_size : whole number from 1 to m, editable
    rate : float > 0, editable
    seed : int
    """
    X, y, epochs = np.asarray(X, float), np.asarray(y, float), 6
    m = len(X)
    if batch_size != int(batch_size) or not 1 <= batch_size <= m:
        raise ValueError(f"paths: a batch holds a whole number of examples from 1 to {m}, not {batch_size:g}")
    batch_size = int(batch_size)
    best = np.linalg.lstsq(X, y, rcond=None)[0]
    lowest = mean_squared_error(X @ best, y)
    sizes = [("full batch", m), ("mini-batch", batch_size), ("SGD, one by one", 1)]
    updates = [-(-m // B) for _, B in sizes]
    runs = [_dealt(X, y, B, rate, epochs, seed) for _, B in sizes]
    (x, y0), reach = (best + FIRST) / 2, 0.8 * np.abs(best - FIRST).max()
    planes = [Plane(x=(x - reach, x + reach), y=(y0 - reach, y0 + reach), box=(16 + 212 * i, 48, 192, 192),
                    name=f"plane {i}") for i in range(3)]
    H = 2 * X.T @ X / m
    cells = [rect("batch size", 268, 286, 104, 34, "cell weight", rx=4, edit="batch_size", label="batch size",
                  value=str(batch_size)), text("batch size text", 320, 303, f"B = {batch_size}", "ink"),
             rect("rate", 56, 286, 104, 34, "cell weight", rx=4, edit="rate", label="learning rate",
                  value=number(rate)), text("rate text", 108, 303, f"η = {number(rate)}", "ink")]
    frames = []
    for epoch in range(epochs + 1):
        shapes, said = [], []
        for i, ((name, _), plane, run) in enumerate(zip(sizes, planes, runs)):
            done = min(epoch * updates[i], len(run.steps) - 1)
            left, top, width, height = plane.box
            loss = number(run.losses[done], 3)
            counted, words = f"{done} updates, loss {loss}", f"{loss} after {done} updates"
            if done < epoch * updates[i]:
                counted = words = f"diverged after {done} updates"
            shapes += [_contours(plane, H, (0.5, 3, 8, 15), best), plane.axes(grid=False, numbers=False),
                       plane.curve(f"trail {i}", *run.path[:done + 1].T, "error thin"),
                       _dots(plane, f"steps {i}", run.path[:done + 1], "error", 6 if i < 2 else 4),
                       _dots(plane, f"best {i}", [best], "activation", 11),
                       text(f"name {i}", left + width / 2, 26, name, "ink strong"),
                       text(f"count {i}", left + width / 2, top + height + 20, counted, "ink", 14)]
            said.append(f"{name} {words}")
        counts = ", ".join(f"{n}" for n in updates)
        question = None
        if epoch == 0:
            question = ask(f"One pass over the {m} points. How many updates does each panel make?",
                (counts, "Yes: the points divided by the batch size, rounded up."),
                (f"{m}, {updates[1]}, 1", "Turned round: a full batch looks at everything and then makes one step."),
                ("1, 1, 1", "A pass is one epoch. With small batches it holds many updates."))
        elif epoch == 1:
            question = ask("The same work so far. Which path will come to rest if it goes on for ever?",
                ("The full batch's", "Yes: at the bottom its gradient is 0. A single point's gradient is not."),
                ("All three", "At the bottom the mean of the gradients is 0, and the single ones are not."),
                ("None", "The full gradient at the bottom is exactly 0, so that path stops."))
        frames.append(Frame(
            [shapes, cells],
            f"The same {m} points, the same start: slope to the right, intercept upwards. In green the lowest place, "
            f"loss {number(lowest)}. Change η or B."
            if epoch == 0 else f"Epoch {epoch}: each panel has computed {epoch} · {m} = {epoch * m} gradients of "
            f"single points. Lowest loss possible: {number(lowest)}.",
            f"After epoch {epoch}: {'; '.join(said)}.", question, size=(640, 336)))
    return Scene(frames, "Batch, mini-batch, one by one", seconds=1.4)


# ------------------------------------------------------------------------------------------ Adam, and the race


def adam(gradients, rate=0.001):
    """Show Adam's two moments, their correction and the step, for one parameter; the gradients are editable.

    Parameters
    ----------
    gradients : array_like (n,), n at most 4
    rate : float > 0
    """
    gradients = np.asarray(gradients, float)
    n, optimizer, theta, columns, positions = len(gradients), Adam(rate), np.zeros(1), [], [0.0]
    for g in gradients:
        optimizer.update(theta, np.array([g]))
        columns.append({name: float(value[0]) for name, value in optimizer.terms().items()})
        positions.append(float(theta[0]))
    names = [("m", "mean m", "data"), ("v", "square v", "weight"), ("m_hat", "corrected m̂", "data"),
             ("v_hat", "corrected v̂", "weight"), ("step", "step", "error")]
    cell = (min(118, 480 / n), 40)
    given = Grid("gradients", (n,), 144, 40, cell)
    rows = {name: Grid(name, (n,), 144, 96 + 46 * i, cell) for i, (name, _, _) in enumerate(names)}
    bare = {"label": False, "caption": False}
    labels = [text("g label", 130, 60, "gradient g", "gradient strong", anchor="end")]
    labels += [text(f"{name} label", 130, rows[name].y + 20, said, f"{role} strong", anchor="end")
               for name, said, role in names]
    times = [text(f"t{i}", given.center(0, i)[0], 18, f"t = {i + 1}", "muted") for i in range(n)]
    beta1, beta2 = number(optimizer.beta1), number(optimizer.beta2)

    def frame(t, stage, note, alt, question=None):
        """Draw what is known at stage 0 (gradient), 1 (moments), 2 (corrected) or 3 (step) of time t."""
        shapes = [given.draw(gradients.tolist(), "gradient", {(0, t - 1): "highlight"} if t else {}, edit=True, **bare)]
        for name, _, role in names:
            when = {"m": 1, "v": 1, "m_hat": 2, "v_hat": 2, "step": 3}[name]
            shown = [column[name] if i + 1 < t or (i + 1 == t and stage >= when) else None
                     for i, column in enumerate(columns)]
            marks = {(0, t - 1): "highlight"} if stage == when else {}
            shapes.append(rows[name].draw(shown, role, marks, **bare))
        shapes = [shape for drawn in shapes for shape in drawn if shape["tag"] != "polyline"]  # without brackets
        return Frame([shapes, labels, times], note, alt, question, size=(640, 330))

    for column, before, after in zip(columns, positions, positions[1:]):
        column["step"] = after - before
    question = ask(f"The first gradient is {number(gradients[0])} and η = {number(rate)}. How far does the first "
                   "step go?",
        (f"{number(abs(columns[0]['step']))}", "Yes: m̂ is g and v̂ is g², so m̂/√v̂ is 1 or −1."),
        (number(abs(rate * gradients[0])), "That is plain descent, η times g. Adam divides by the size of g."),
        (number(abs(rate * columns[0]["m"])), "That is η times m, uncorrected, and not divided by √v̂.")) \
        if gradients[0] else None
    frames = [frame(0, 0, "One parameter and its gradients, one for each time t. m and v start at 0. Click a gradient "
                          "to change it.",
                    f"A row of {n} gradients, and empty rows for the moments and the step.",
                    question or ask("The first gradient is 0. How far does the first step go?",
                                    ("Nowhere", "Yes: m is 0."), ("η", "With m = 0 there is no direction.")))]
    for t, (g, column) in enumerate(zip(gradients, columns), 1):
        before = columns[t - 2] if t > 1 else {"m": 0.0, "v": 0.0}
        again = None
        if t == 1:
            again = ask("Both started at 0, so both are too small. Which has to be corrected more?",
                ("v", f"Yes: {beta2} of it is still the 0 it began with, and only 0.001 is new."),
                ("m", f"Of m, 0.1 is new already; of v, with its {beta2}, only 0.001 is."),
                ("Both alike", f"They forget their 0 at different speeds: {beta1} and {beta2} of it are left."))
        frames.append(frame(
            t, 1, f"`m ← {beta1}·{_signed(before['m'])} + 0.1·{_signed(g)} = {number(column['m'])}`, "
            f"`v ← {beta2}·{number(before['v'])} + 0.001·{_signed(g)}² = {number(column['v'])}`",
            f"t = {t}: the mean is {number(column['m'])}, the mean square {number(column['v'])}.", again))
        frames.append(frame(
            t, 2, f"`m̂ = {number(column['m'])} / (1 − {beta1}{_power(t)}) = {number(column['m_hat'])}`, "
            f"`v̂ = {number(column['v'])} / (1 − {beta2}{_power(t)}) = {number(column['v_hat'])}`: both started at 0, "
            "and this undoes it.",
            f"t = {t}: corrected, the mean is {number(column['m_hat'])}, the mean square {number(column['v_hat'])}."))
        bare_step = rate * column["m"] / np.sqrt(column["v"]) if column["v"] else 0.0
        frames.append(frame(
            t, 3, f"`step = −η m̂/√v̂ = −{number(rate)}·{_signed(column['m_hat'])}/√{number(column['v_hat'])} = "
            f"{number(column['step'])}`. Uncorrected it would be {number(-bare_step)}.",
            f"t = {t}: the step is {number(column['step'])}, θ is {number(positions[t])}."))
    return Scene(frames, "Adam taken apart")


RUNNERS = (("data", None), ("weight", "8 4"), ("activation", "2 4"), ("error", "12 3 2 3"), ("gradient", "5 5"),
           ("ink", None))


def race(problem, by_evaluations, by_epochs, evaluations=100, epochs=4, floor=1e-6):
    """Show up to six methods race: first at equal gradient evaluations, then at equal epochs.

    Parameters
    ----------
    problem : str
    by_evaluations, by_epochs : dict from the method's name to array_like (seeds, points)
        What is left of the loss at evenly spaced places of the race, the start first; above 0.
    evaluations, epochs : int
        How long each race is.
    floor : float > 0
        What counts as having arrived.
    """
    frames = []
    for curves, unit, length in ((by_evaluations, "gradient evaluations", evaluations),
                                 (by_epochs, "epochs", epochs)):
        curves = {name: np.maximum(np.atleast_2d(inputs.numbers("race", name, curve)), floor)
                  for name, curve in curves.items()}
        if not 2 <= len(curves) <= len(RUNNERS):
            raise ValueError(f"race: {len(curves)} methods; two to six can race")
        places = sorted({curve.shape[-1] for curve in curves.values()})
        if len(places) > 1:
            raise ValueError(f"race: curves of {', '.join(map(str, places))} places; all methods need the same")
        frames += _one_race(problem, curves, unit, length, floor)
    return Scene(frames, f"The race: {problem}", seconds=1.4)


def _one_race(problem, curves, unit, length, floor):
    """Draw one race in five frames: the start with a question, and four standings."""
    logs = np.log10(np.concatenate([curve.ravel() for curve in curves.values()]))
    low, high = np.floor(logs.min() * 4) / 4 - 0.05, np.ceil(logs.max() * 4) / 4 + 0.05
    points = next(iter(curves.values())).shape[1]
    places = np.linspace(0, length, points)
    plane = Plane(x=(0, length), y=(low, high), box=(70, 14, 340, 286))
    ticks = [k for k in range(int(np.ceil(low)), int(np.floor(high)) + 1)]
    ticks = ticks[:: max(1, len(ticks) // 6)] if len(ticks) > 1 else [round(low + 0.1, 2), round(high - 0.1, 2)]
    background = [plane.axes(grid=False, numbers=False), text("unit", 240, 316, unit, "muted", 14),
                  [line(f"tick {i}", 70, plane.to_pixels(0, k)[1], 410, plane.to_pixels(0, k)[1], "grid")
                   for i, k in enumerate(ticks)],
                  [text(f"tick {i} text", 62, plane.to_pixels(0, k)[1], number(10.0**k, 2).removeprefix("1·"), "muted",
                        14, "end") for i, k in enumerate(ticks)],
                  text("x start", 70, 316, "0", "muted", 14), text("x end", 410, 316, number(length), "muted", 14)]
    middle = {name: np.median(curve, axis=0) for name, curve in curves.items()}
    final = sorted(curves, key=lambda name: middle[name][-1])
    seeds = max(len(curve) for curve in curves.values())
    frames = []
    for stage in range(5):
        here = round(stage * (points - 1) / 4)
        order = sorted(curves, key=lambda name: middle[name][here]) if stage else list(curves)
        bands, trails, board = [], [], []
        for (name, curve), (role, dashes) in zip(curves.items(), RUNNERS):
            rank, value = order.index(name), middle[name][here]
            if stage and len(curve) > 1:
                edges = [*zip(places[:here + 1], np.log10(curve.max(axis=0)[:here + 1])),
                         *reversed([*zip(places[:here + 1], np.log10(curve.min(axis=0)[:here + 1]))])]
                bands.append(polygon(f"{name} band", [plane.to_pixels(*edge) for edge in edges], f"area {role}",
                                     fill_opacity=0.6))
            if stage:
                trails.append(polyline(f"{name} trail", [plane.to_pixels(*point) for point in
                              zip(places[:here + 1], np.log10(middle[name][:here + 1]))], role,
                                       stroke_dasharray=dashes))
            y = 60 + 38 * rank
            board += [line(f"{name} key", 428, y, 462, y, f"{role} thick", stroke_dasharray=dashes),
                      text(f"{name} name", 470, y, name, "ink", 15, "start"),
                      text(f"{name} value", 632, y, _left(value, floor), "ink", 15, "end")]
        board.append(text("board", 428, 24, "what is left of the loss", "muted", 14, "start"))
        question = None
        if stage == 0:
            steps = number(length)
            why = {("full batch", "epochs"): f"{steps} epochs are {steps} steps for it. ",
                   ("SGD", "gradient evaluations"): f"In {steps} looks it sees {steps} examples, one at a time. "}
            replies = {name: f"{why.get((name, unit), '')}In the end it is number {final.index(name) + 1} of "
                             f"{len(final)} here." for name in final}
            tempting = [name for name in (final[-1], *final[1:3]) if name != final[0]]
            question = ask(f"{problem}, equal {unit}: who will be ahead in the end?",
                           (final[0], "Yes, here."), *[(name, replies[name]) for name in tempting])
        first, second = order[0], order[1]
        apart = curves[first][:, here].max() < curves[second][:, here].min()
        close = (f"Every seed of {first} is ahead of every seed of {second}." if apart else
                 f"The bands of {first} and {second} overlap: another seed may turn them round.")
        at = f"{number(places[here], 3)} {unit if places[here] != 1 else unit[:-1]}"
        frames.append(Frame(
            [background, bands, trails, board],
            (f"{problem}. All start alike, and get the same number of {unit}. Lines are medians, bands reach from the "
             f"best to the worst of {seeds} seeds." if stage == 0 else
             f"After {at}: {first} {_left(middle[first][here], floor)}, then {second} "
             f"{_left(middle[second][here], floor)}. {close}"),
            f"{problem}, the start; equal {unit}." if stage == 0 else
            f"{problem} after {at}, best first: {', '.join(order)}.", question, size=(640, 330)))
    return frames


# ------------------------------------------------------------------------------------------ decay, and a network


def schedules(rate=0.3, noise=1.0, updates=200):
    """Show four schedules of the learning rate, and where each ends on a bowl with noisy gradients.

    Parameters
    ----------
    rate : float
        Above 0 and at most 2; beyond, each step ends further away, noise or not.
    noise : float
        Standard deviation of what is added to each gradient.
    updates : int from 4 to 1000
    """
    rate = inputs.number("schedules", "rate", rate, above=0, at_most=2)
    noise = inputs.number("schedules", "noise", noise, at_least=0)
    updates = inputs.whole("schedules", "updates", updates, at_least=4, at_most=1000)
    plans = [("constant", descent.constant()), ("step", descent.step_decay(every=updates // 4)),
             ("exponential", descent.exponential_decay(3 / updates)), ("cosine", descent.cosine_decay(updates))]
    runs = []
    for _, plan in plans:
        random, theta, optimizer = np.random.default_rng(0), np.full(1000, 4.0), GradientDescent(rate)
        track = [theta[0]]
        for update in range(updates):
            optimizer.update(theta, theta + random.normal(0, noise, 1000), plan(update))
            track.append(theta[0])
        runs.append((np.array(track), float(np.sqrt(np.mean(theta**2)))))
    factor = Plane(x=(0, updates), y=(0, 1.1), box=(48, 44, 240, 222), name="factor")
    walk = Plane(x=(0, updates), y=(-2, 4.4), box=(360, 44, 264, 222), name="walk")
    base = [factor.axes(), walk.axes(("update", "")),
            text("factor title", 168, 22, "what is left of η", "ink strong"),
            text("walk title", 492, 22, "one run: θ, update by update", "ink strong")]
    worst = max(range(4), key=lambda i: runs[i][1])
    replies = {"constant": "Its steps stay long, so it never comes to rest, but nor does it stop on the way.",
               "step": "It is shaken like the constant one at first, but after three cuts an eighth of η is left.",
               "exponential": "It slows down at once, but not so fast that it never arrives; and then it is calm.",
               "cosine": "It keeps long steps longest of the three, but at the end it has none left."}
    yes = "at a constant rate the noise goes on shaking it for ever." if worst == 0 else "its steps were too short."
    frames = [Frame([base], f"A bowl ½θ² with noisy gradients: `θ ← θ − {number(rate)} · factor · (θ + noise)`, "
                            f"{updates} updates from θ = 4, with four schedules for the factor.",
                    "Two empty planes, one for the factor and one for the walk.",
                    ask("Constant, step, exponential, cosine: who ends furthest from the minimum?",
                        (plans[worst][0], f"Yes: {yes}"),
                        *[(name, reply) for name, reply in replies.items() if name != plans[worst][0]]),
                    size=(640, 310))]
    said = {"constant": "never slower", "step": f"halved every {updates // 4} updates",
            "exponential": f"e^(−{number(3 / updates)}·update)", "cosine": "half a cosine, from 1 to 0"}
    grid, last = np.arange(updates + 1), updates - 1
    for i, ((name, plan), (track, typical)) in enumerate(zip(plans, runs)):
        done = [factor.curve(f"{other} factor", grid[:-1], [p(u) for u in grid[:-1]],
                             f"{role} {'thick' if j == i else 'thin'}", stroke_dasharray=dashes)
                for j, ((other, p), (role, dashes)) in enumerate(zip(plans[:i + 1], RUNNERS))]
        question = ask("And if η shrank to almost 0 within the first few updates?",
            ("It would stop before it arrives", "Yes: the noise shrinks, and progress with it."),
            ("No noise is left, the best case", "No noise, and no progress: it stays where it is, short of 0."),
        ) if i == 1 else None
        frames.append(Frame(
            [base, done, walk.curve("walk", grid, track, RUNNERS[i][0], stroke_width=1.5)],
            f"{name[0].upper() + name[1:]}: {said[name]}. In the last update the rate is "
            f"`{number(rate)}·{number(plan(last), 3)} = {number(rate * plan(last), 3)}`. "
            "Typical distance from the minimum over 1,000 "
            f"runs: {number(typical, 2)}.",
            f"{name}: {said[name]}; typical distance at the end {number(typical, 2)}.", question, size=(640, 310)))
    return Scene(frames, "Let the rate decay")


def pocket(rate=0.5):
    """Show the pocket network updated once, parameter by parameter; the learning rate is editable.

    Parameters
    ----------
    rate : float > 0
    """
    network, X, y = pocket_network(), np.array([[2.0, 3.0]]), np.array([[1.0]])
    trace = network.forward(X)
    gradient = network.backward(trace, y)
    before = {name: value.copy() for name, value in network.parameters.items()}
    first = network.predict(X)[0, 0], network.loss(X, y)
    GradientDescent(rate).update(network.theta, gradient.vector)
    after = {name: value.copy() for name, value in network.parameters.items()}
    last = network.predict(X)[0, 0], network.loss(X, y)
    cell, frames = (80, 40), []
    rate_cell = [rect("rate", 24, 8, 110, 34, "cell weight", rx=4, edit="rate", label="learning rate",
                      value=number(rate)), text("rate text", 79, 25, f"η = {number(rate)}", "ink")]

    def foot(result, role):
        """Write prediction and loss."""
        return text("result", 320, 316, f"prediction {number(result[0])}, loss {number(result[1])}",
                    f"{role} strong", 18)

    def grids(name, known):
        """Draw a parameter, its gradient and its new value: side by side, or the new one below where they are wide."""
        shape, wide, shapes = before[name].shape, before[name].shape[-1] == 3, []
        rows, width = (shape[0] if len(shape) == 2 else 1), shape[-1] * cell[0]
        step, y = width + 72, 70 if wide else 160 - rows * 20
        x = 320 - (width + step * (1 if wide else 2)) / 2
        new_at = (320 - width / 2, 200) if wide else (x + 2 * step, y)
        slopes, values = (array.tolist() if known else np.full(shape, None).tolist()
                          for array in (gradient[f"d{name}"], after[name]))
        shown = ((name, before[name].tolist(), "weight", name, (x, y)),
                 ("gradient", slopes, "gradient", f"∂L/∂{name}", (x + step, y)),
                 ("new", values, "activation", f"new {name}", new_at))
        for key, numbers, role, label, (left, top) in shown:
            grid = Grid(f"{name} {key}", shape, left, top, cell)
            shapes.append(grid.draw(numbers, role, label=label, caption=False, size=15))
        middle = y + rows * 20
        return [shapes, text("minus", x + width + 36, middle, "− η ·", "ink", 18),
                text("equals", new_at[0] - 30, new_at[1] + rows * 20, "=", "ink", 18)]

    sums = [number(z) for z in trace["Z1"][0]]
    question = ask("Which hidden unit's numbers will not move at all?",
        ("unit 2's", f"Yes: its weighted sum is {sums[1]}, so ReLU is shut, and no blame comes back."),
        ("unit 1's", f"Its sum, {sums[0]}, is the largest, but a unit is not done learning for that: its gate is open, "
         "and it gets its share of the blame."),
        ("unit 3's", f"Its output weight, {number(before['W2'][2, 0])}, is below 0: that turns the sign of its blame "
         f"and stops nothing. Its own sum is {sums[2]}, so its gate is open."))
    frames.append(Frame([grids("W1", False), rate_cell, foot(first, "muted")],
        f"Example (2, 3), truth 1: prediction {number(first[0])}, loss {number(first[1])}. `W1 ← W1 − η ∂L/∂W1`, entry "
        f"by entry. One column is one hidden unit; their weighted sums are {sums[0]}, {sums[1]}, {sums[2]}. Click η to "
        "change it.",
        f"W1, its gradient still hidden; prediction {number(first[0])}, loss {number(first[1])}.", question,
        size=(640, 340)))
    for name in ("W1", "b1", "W2", "b2"):
        entry = (0,) * before[name].ndim
        old, slope, new = before[name][entry], gradient[f"d{name}"][entry], after[name][entry]
        frames.append(Frame([grids(name, True), rate_cell, foot(first, "muted")],
            f"First entry of {name}: `{number(old)} − {number(rate)}·({number(slope)}) = {number(new)}`"
            + {"W1": ". The column of the shut unit stays as it was.", "b1": ". Biases learn by the same rule.",
               "W2": ". So do the output's weights: the one from the silent unit stays.",
               "b2": ". That was the 13th of 13 parameters."}[name],
            f"{name}, its gradient and its new value; the first entry goes from {number(old)} to {number(new)}.",
            ask("All 13 are updated. What does the network now say to (2, 3), where it said "
                f"{number(first[0])}?",
                (number(last[0]), "Yes: much surer." if last[0] > first[0] else "Yes: the step was too large."),
                (number(first[0]), "The parameters moved, and so does the answer."),
                ("1", "A sigmoid never reaches 1."),
                ) if name == "b2" else None, size=(640, 340)))
    frames.append(Frame([grids("b2", True), rate_cell, foot(last, "activation")],
        f"Forward again: the prediction went from {number(first[0])} to {number(last[0])}, the loss from "
        f"{number(first[1])} to {number(last[1])}.",
        f"After the update the prediction is {number(last[0])}, the loss {number(last[1])}.", size=(640, 340)))
    return Scene(frames, "The pocket network takes a step", still=1)


# ------------------------------------------------------------------------------------------ shared


def _on_the_curve(start, rate, steps, sign=1):
    """Descend on (θ − 3)²; with the sign −1, climb."""
    bowl = descent.quadratic([2.0])
    return descent.descend(lambda theta: bowl.loss(theta - BOTTOM), lambda theta: bowl.gradient(theta - BOTTOM),
                           [float(start)], GradientDescent(rate), updates=steps) if sign == 1 else _ascent(
                               bowl, start, rate, steps)


def _ascent(bowl, start, rate, steps):
    """Hand descent the gradient with its sign turned, so that θ − η(−g) is θ + η g, and keep the true gradients."""
    run = descent.descend(lambda theta: bowl.loss(theta - BOTTOM), lambda theta: -bowl.gradient(theta - BOTTOM),
                          [float(start)], GradientDescent(rate), updates=steps)
    return run._replace(steps=[step._replace(gradient=-step.gradient) for step in run.steps])


def _full(X, y, rate, steps):
    """Fit a line by full-batch descent from weights 0."""
    return descent.descend(lambda w: mean_squared_error(X @ w, y),
                           lambda w: X.T @ mean_squared_error_gradient(X @ w, y),
                           np.zeros(X.shape[1]), GradientDescent(rate), updates=steps)


def _dealt(X, y, batch_size, rate, epochs, seed):
    """Descend with one batch after another, shuffled anew in each epoch; the losses are those of all examples."""
    random = np.random.default_rng(seed)
    deals = itertools.chain.from_iterable(batches(len(X), batch_size, random) for _ in range(epochs + 1))

    def gradient(theta):
        rows = next(deals)
        return X[rows].T @ mean_squared_error_gradient(X[rows] @ theta, y[rows])

    return descent.descend(lambda theta: mean_squared_error(X @ theta, y), gradient, FIRST,
                           GradientDescent(rate), updates=epochs * -(-len(X) // batch_size))


def _parabola(plane):
    """Draw (θ − 3)² over the plane."""
    xs = np.linspace(*plane.x, 61)
    return plane.curve(f"{plane.name} curve", xs, (xs - BOTTOM) ** 2, "muted")


def _trail(plane, xs, ys):
    """Draw the points of a descent and the thin line along which it jumps; the last point is marked."""
    points = [*zip(xs, ys)]
    return [plane.curve(f"{plane.name} trail", xs, ys, "error thin"),
            _dots(plane, f"{plane.name} steps", points, "error"),
            _dots(plane, f"{plane.name} ball", points[-1:], "error", 14)]


def _dots(plane, key, points, role, width=8):
    """Draw points as one path of round dots; those outside the plane are left out."""
    inside = [plane.to_pixels(x, y) for x, y in points
              if plane.x[0] <= x <= plane.x[1] and plane.y[0] <= y <= plane.y[1]]
    d = " ".join(f"M{x:.1f} {y:.1f}h.1" for x, y in inside)
    return path(key, d, role, stroke_width=width, stroke_linecap="round") if d else None


def _contours(plane, H, heights, centre=(0.0, 0.0)):
    """Draw the curves of equal height ½ uᵀHu of a bowl around its centre as one path."""
    curvatures, directions = np.linalg.eigh(H)
    angle = np.linspace(0, 2 * np.pi, 49)
    circle = np.array([np.cos(angle), np.sin(angle)])
    pieces = []
    for height in heights:
        xs, ys = directions @ (np.sqrt(2 * height / curvatures)[:, None] * circle) + np.asarray(centre)[:, None]
        pieces.append(plane.curve("", xs, ys)["d"])
    return path(f"{plane.name} contours", " ".join(filter(None, pieces)), "muted thin", stroke_opacity=0.7)


def _side_by_side(count, x, y):
    """Place planes side by side, under a line of titles."""
    width = (640 - 16 * (count + 1)) / count
    return [Plane(x=x, y=y, box=(16 + i * (width + 16), 54, width, 200), name=f"plane {i}") for i in range(count)]


def _spelled(name, values, step, digits=4):
    """Spell the value at a step, or that the run has diverged before it."""
    return f"{name}{number(values[step], digits)}" if step < len(values) else "diverged"


def _where(run, step):
    """Spell where a run on the curve stands after a step."""
    if step >= len(run.steps):
        return f"diverged in step {len(run.steps)}"
    return f"θ = {number(run.path[step, 0])}, loss {number(run.losses[step])}"


def _moved(run, sign, rate, step):
    """Spell a step on the curve, and whether it went down or climbed."""
    if step >= len(run.steps):
        return f"`θ {sign} η ∂L/∂θ` has diverged"
    before, after = run.steps[step - 1], run.steps[step]
    way = "goes down" if after.loss < before.loss else "climbs" if after.loss > before.loss else "stays as high"
    return (f"`{number(before.theta[0])} {sign} {number(rate)}·({number(before.gradient[0])}) = "
            f"{number(after.theta[0])}` {way}")


def _word(run, factor):
    """Say in a word or two how a learning rate did on the curve."""
    if run.losses[-1] >= run.losses[0] > 0:
        return "too large"
    if run.losses[-1] > 0.01 * run.losses[0]:
        return "too small" if factor > 0 else "a little too large"
    return "right"


def _verdict(run, factor):
    """Say in a sentence how a learning rate did on the curve."""
    if _word(run, factor) == "right" and run.losses[-1] > 1e-4 * run.losses[0]:
        return "It is nearly there."
    return {"too large": "It never comes closer: too large.", "too small": "It creeps: too small.",
            "a little too large": "It leaps to and fro, and settles slowly.", "right": "It has arrived."}[
                _word(run, factor)]


def _reply(run, factor):
    """Say why a learning rate ends where it does."""
    return {"too large": f"It leaves {number(factor)} of the distance at each step: it leaps across, and no closer.",
            "too small": f"It leaves {number(factor)} of the distance at each step: sure, and slow.",
            "a little too large": f"It leaves {number(factor)} of the distance: across, and only a little closer.",
            "right": f"It leaves {number(factor)} of the distance at each step, and ten steps are plenty."}[
                _word(run, factor)]


def _left(value, floor):
    """Spell what is left of a loss; what has arrived is said to be no more than the floor."""
    return f"≤ {number(floor, 2).removeprefix('1·')}" if value <= floor else number(value, 2)


def _signed(value):
    """Spell a number, in brackets if it is below 0."""
    return f"({number(value)})" if value < 0 else number(value)


def _power(t):
    """Spell a small exponent."""
    return "" if t == 1 else "⁰¹²³⁴⁵⁶⁷⁸⁹"[t]
