"""Scenes of gradient descent: the learning rate, valleys, batches, a network that takes a step.

A descent jumps: its points are joined by a thin line, and nothing glides from one to the next.
"""

import numpy as np

from dlmath import descent, inputs
from dlmath.descent import GradientDescent
from dlmath.inputs import matrix, refuse, vector
from dlmath.network import pocket_network
from dlmath.picture.frame import ask, scene
from dlmath.picture.plane import Plane, strip
from dlmath.picture.shapes import text
from dlmath.picture.table import Table, field, line_up
from dlmath.picture.words import number, pair
from dlmath.training import fit_line

BOWL = descent.quadratic([2.0], lowest=[3.0])  # the loss (θ − 3)²
RATES = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0, 1.02, 1.05, 1.1)
VALLEY_RATES = (0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.095, 0.1, 0.105, 0.12, 0.15, 0.2)
VALLEY = np.array([1.0, 20.0])  # the curvatures of the narrow valley, along and across
VALLEY_RINGS = descent.contours(np.diag(VALLEY), (1, 5, 12, 25))
UNITS = (1, 3, 10, 30, 60, 120, 400)  # square metres in one unit of area
FROM, TO = -3, 9  # where a descent on the curve may start
FIRST = np.array([-0.5, 2.5])  # where the three paths through a line's weights begin
ON_CURVE, POSITIVE = inputs.number(at_least=FROM, at_most=TO), inputs.number(above=0)


# ------------------------------------------------------------------------------------------ one parameter


@scene("One ball on one curve", still=5, axis="learning rate", seconds=1.2)
def ball(start: ON_CURVE = 0.0):
    """Show twelve steps down the curve (θ − 3)², with the learning rate on the slider; the start is draggable.

    Parameters
    ----------
    start : float
        From −3 to 9.
    """
    steps, plane = 12, Plane(x=(FROM, TO), y=(-3, 40), box=(52, 12, 572, 312))
    background = [plane.axes(("θ", "loss (θ − 3)²")), _parabola(plane)]
    handle = plane.handle("start", (start, BOWL.loss([start])), "start", f"the start, at {number(start)}", "data")
    questions = {
        RATES[0]: ask("You will slide the learning rate up. Does a larger rate always bring the ball to 3 sooner?",
            ("Only up to a point", "Yes. Now slide, and look for the rate that needs a single step."),
            ("Always", "Slide to the end. With the largest rates the ball leaves the valley."),
            ("Never", "Slide a little to the right: the next rates are quicker.")),
        0.95: ask("Next comes η = 1. Where does a step land then?",
            ("As high on the other side", "Yes. The distance is multiplied by 1 − 2·1 = −1, so the ball jumps to and "
             "fro for ever."),
            ("At the bottom", "That was η = 0.5, where 1 − 2·0.5 = 0 of the distance is left."),
            ("Where it was before", "The slope is not 0 there, so the ball moves."))}
    for rate in RATES:
        run = _on_the_curve(start, rate, steps)
        (theta,), loss, left = run.path[-1], run.losses[-1], number(1 - 2 * rate)
        yield (rate, [background, _trail(plane, run, steps), handle],
               f"`θ ← θ − {number(rate)} · 2(θ − 3)`: each step multiplies the distance to 3 by "
               f"`1 − 2·{number(rate)} = {left}`. After {steps} steps θ = {number(theta)}, loss {number(loss)}. "
               f"{_verdict(run, rate)} You can also drag the start.",
               f"With a learning rate of {number(rate)}, {steps} steps from {number(start)} lead to {number(theta)}, "
               f"loss {number(loss)}.", questions.get(rate))


@scene("Too small, too large, right", seconds=1.0, size=(640, 320))
def three(rates: vector(shape=(3,)) = (0.02, 1.05, 0.4), start: ON_CURVE = 0.0):
    """Show ten steps with three learning rates side by side, at the same time; the rates are editable.

    Parameters
    ----------
    rates : array_like (3,) of numbers above 0
    start : float
        From −3 to 9.
    """
    steps, runs = 10, [_on_the_curve(start, rate, 10) for rate in rates]
    verdicts = [_word(run, rate) for run, rate in zip(runs, rates)]
    planes = _panels(3, (FROM, TO), (-3, 42))
    background = [[plane.axes(numbers=False), _parabola(plane),
                   field(f"rates[{i}]", rate, f"learning rate of panel {i + 1}", f"η = {number(rate)}").draw(
                       _middle(plane), 29)] for i, (plane, rate) in enumerate(zip(planes, rates))]

    def draw(step):
        """Draw the three curves with so many steps; the verdicts come with the last."""
        return background, [[
            _trail(plane, run, step), _below(plane, "loss", spelled_at(run.losses, step, "loss ", 3), "ink strong"),
            _below(plane, "word", verdict if step == steps else "…", "muted" if step < steps else
                   "activation" if verdict == "right" else "error", row=1)]
            for plane, run, verdict in zip(planes, runs, verdicts)]

    yield (draw(0), "Here are three balls on the same curve, each with its own learning rate. You can click a rate and "
           "change it.",
           f"After step 0: {_where_each(runs, rates, 0)}.", _ask_which_ends_lowest(runs, rates))
    for step in range(1, steps + 1):
        thetas = "; ".join(spelled_at(run.path[:, 0], step) for run in runs)
        yield (draw(step), f"Step {step}: `θ ← θ − η · 2(θ − 3)` gives θ = {thetas}.",
               f"After step {step}: {_where_each(runs, rates, step)}.",
               _ask_whether_it_arrives(min(rates)) if step == 1 else None)


def _where_each(runs, rates, step):
    """Say where each of several runs stands after a step."""
    return "; ".join(f"η = {number(rate)}: {_where(run, step)}" for run, rate in zip(runs, rates))


def _ask_which_ends_lowest(runs, rates):
    """Ask which learning rate is best; one as good as the best is no choice."""
    replies = {number(rate): _reply(run, rate) for run, rate in zip(runs, rates)}
    left = np.abs(1 - 2 * rates)
    best = number(rates[left.argmin()])
    return ask("Each ball takes ten steps. With which learning rate does the ball end lowest?",
               (best, f"Yes. {replies[best]}"),
               *[(number(rate), replies[number(rate)]) for rate in rates[~np.isclose(left, left.min())]])


def _ask_whether_it_arrives(rate):
    """Ask whether a rate that creeps comes close at last; None if it does not creep."""
    left = 1 - 2 * rate
    return ask(f"With η = {number(rate)} the steps get shorter and shorter. Will that ball ever come close to 3?",
        ("Yes, if we wait", f"Right. Each step leaves {number(left)} of the distance, so a hundred steps "
         f"leave {number(left**100, 2)} of it."),
        ("No, it stops on the way", f"It never stops: each step is {number(2 * rate)} times the distance that is "
         "left. The steps get shorter only because the ball comes closer."),
    ) if 0 < left < 1 else None


@scene("Minus goes down, plus climbs", seconds=1.2, size=(640, 320))
def climb(start: ON_CURVE = 2.0, rate: POSITIVE = 0.1):
    """Show θ − η ∂L/∂θ beside θ + η ∂L/∂θ, six steps from the same start.

    Parameters
    ----------
    start : float
        From −3 to 9.
    rate : float > 0
    """
    steps, runs = 6, [_on_the_curve(start, rate, 6), _on_the_curve(start, rate, 6, uphill=True)]
    planes = _panels(2, (-1, 7), (-0.9, 12))
    background = [[plane.axes(numbers=False), _parabola(plane),
                   text(f"{plane.name} title", _middle(plane), 29, f"θ {sign} η ∂L/∂θ", f"{role} strong", 18)]
                  for plane, sign, role in zip(planes, "−+", ("activation", "error"))]
    for step in range(steps + 1):
        yield ([background, [[_trail(plane, run, step), _below(plane, "loss", _where(run, step))]
                             for plane, run in zip(planes, runs)]],
               f"Step {step}: {_moved(runs[0], '−', rate, step)}, {_moved(runs[1], '+', rate, step)}." if step else
               f"Here is the same curve twice. Both balls start at θ = {number(start)}, and both have η = "
               f"{number(rate)}. Only the sign differs.",
               f"After step {step}: with minus the loss {spelled_at(runs[0].losses, step, 'is ')}, with plus "
               f"{spelled_at(runs[1].losses, step)}.",
               None if step else
               ask(f"The slope at the start is {number(BOWL.gradient([start])[0])}. Which sign leads downhill?",
                   ("minus", "Yes. The gradient points uphill, so we go the other way."),
                   ("plus", "The gradient points to where the loss grows. Watch the right ball.")))


@scene("Two valleys")
def wells(start: inputs.number(at_least=-1.8, at_most=1.8) = 1.5):
    """Show a descent on a curve with two valleys; the start is draggable.

    Parameters
    ----------
    start : float
        From −1.8 to 1.8.
    """
    two = descent.double_well()
    run = descent.descend(two.loss, two.gradient, [start, 0.0], GradientDescent(0.05), updates=60)
    sides = ("left", "right") if run.path[-1, 0] < 0 else ("right", "left")
    mirror = descent.descend(two.loss, two.gradient, [1.5 if sides[0] == "left" else -1.5, 0.0], GradientDescent(0.05),
                             updates=60)
    here, there = run.steps[-1], mirror.steps[-1]
    plane = Plane(x=(-1.85, 1.85), y=(-1.8, 4.6), box=(52, 12, 572, 312))
    xs = np.linspace(*plane.x, 75)
    background = [plane.axes(("θ", "loss")), plane.curve("curve", xs, [two.loss([x, 0.0]) for x in xs], "muted")]
    handle = plane.handle("start", (start, run.losses[0]), "start", f"the start, at {number(start)}", "data", step=0.1,
                          snap=0.1)
    question = ask("Where will the ball end?",
        (f"In the {sides[0]} valley", "Yes. It feels only the slope under its feet, and follows that slope down."),
        (f"In the {sides[1]} valley",
         "To get there, the ball would have to climb the hill between the valleys. It never climbs."),
        ("Always in the deeper valley", "The ball cannot know which valley is deeper. It feels only the slope under "
         "its feet."))
    notes = {0: f"The loss is θ⁴ − 2θ² + 0.3θ. The ball starts at θ = {number(start)}. You can drag the start.",
             60: f"After 60 steps: θ = {number(here.theta[0])}, slope {number(round(here.gradient[0], 6))}, loss "
                 f"{number(here.loss)}. The lowest place of the other valley is θ = {number(there.theta[0])}, "
                 f"with the loss {number(there.loss)}, so that valley is "
                 f"{'deeper' if there.loss < here.loss else 'less deep'}."}
    for done in (0, 1, 2, 3, 5, 60):
        step = run.steps[done]
        yield ([background, _trail(plane, run, done), handle],
               notes.get(done, f"After step {done}: θ = {number(step.theta[0])}, slope {number(step.gradient[0])}, "
                               f"loss {number(step.loss)}."),
               f"The ball stands at {number(step.theta[0], 3)} after {done} steps, loss {number(step.loss, 3)}.",
               None if done else question)


# ------------------------------------------------------------------------------------------ two parameters


@scene("A narrow valley", still=9, axis="learning rate", seconds=1.2, size=(640, 300))
def valley(start: vector(shape=(2,)) = (4.5, 1.5)):
    """Show forty steps in a narrow valley, the learning rate on the slider; the start is draggable.

    Parameters
    ----------
    start : array_like (2,)
    """
    bowl, questions = descent.quadratic(VALLEY), _ask_of_the_valley()
    plane = Plane(x=(-6, 6), y=(-2.8, 2.8), box=(44, 8, 580, 268), equal=True)
    background = [plane.rings(VALLEY_RINGS), plane.axes(("θ₁", "θ₂"))]
    handle = plane.handle("start", start, "start", f"the start, at {pair(start)}", "data", snap=0.05)
    for rate in VALLEY_RATES:
        run = descent.descend(bowl.loss, bowl.gradient, start, GradientDescent(rate), updates=40)
        last, first = run.steps[-1], run.losses[0]
        outcome = (f"the ball has left the picture, and the loss is {number(last.loss, 3)}"
                   if last.loss > 2 * first + 1 else
                   f"the loss {'fell' if last.loss < first else 'rose'} from {number(first)} to {number(last.loss, 3)}")
        yield (rate, [background, plane.walk(run.path), handle],
               f"With `η = {number(rate)}`, each step multiplies the distance along the valley by `1 − η = "
               f"{number(1 - rate)}`, and the distance across it by `1 − 20η = {number(1 - 20 * rate)}`. After "
               f"{last.update} steps {outcome}. You can drag the start.",
               f"Learning rate {number(rate)}: after {last.update} steps {outcome}.", questions.get(rate))


def _ask_of_the_valley():
    """Return the questions by the learning rate at which they are asked."""
    return {
        VALLEY_RATES[0]: ask("The curvature is 1 along the valley, and 20 across it. You will slide the learning rate "
            "up. In which direction will the ball be thrown out first?",
            ("Across the valley", "Yes. There the limit is 2/20 = 0.1. Slide on until you see it."),
            ("Along the valley", "There the limit is 2/1 = 2, which is far away. Across it is 2/20 = 0.1."),
            ("In both at once", "Each direction has its own limit: 2/1 = 2 along the valley, and 2/20 = 0.1 across.")),
        0.06: ask("With this learning rate, in which direction does the ball arrive last?",
            ("Along the valley", "Yes. Along the valley each step leaves 0.94 of the distance. Across, it leaves only "
             "0.2 (on the other side)."),
            ("Across the valley", "Across, each step leaves 1 − 20·0.06 = −0.2 of the distance, so that is gone after "
             "a few steps."))}


@scene("Scaling the inputs rounds the valley", still=5, axis="m² in one unit of area")
def scaling(X: matrix(shape=("m", 2)), y: vector):
    """Show how the unit of one input makes the valley of a line's loss narrow or round.

    Parameters
    ----------
    X : array_like (m, 2)
        Two inputs, their means subtracted: an area in m², and a share. The first 150 are drawn.
    y : array_like (m,)
    """
    _refuse_flat(X)
    if not (X.T @ y).any():
        refuse("y must vary with the inputs")
    steps, unit, boxes = 100, X[:, 0].std() / X[:, 1].std(), strip((12, 44, 616, 290), 2, gap=36)
    for square_metres in UNITS:
        scaled = X / [square_metres, 1]
        bowl = descent.LeastSquares(scaled, y)
        best, (low, high) = bowl.best, bowl.curvatures
        ratio, length, lowest = high / low, np.linalg.norm(best), bowl.loss(best)
        run = descent.descend(bowl.loss, bowl.gradient, [0, 0], GradientDescent(1 / high), updates=steps)
        cloud, weights = (Plane(x=(-reach, reach), y=(-reach, reach), box=box, equal=True, name=name)
                          for reach, box, name in zip((np.abs(scaled).max() * 1.1, length * 1.25), boxes,
                                                      ("cloud", "weights")))
        heights = [0.5 * high * (share * length) ** 2 for share in (0.12, 0.35, 0.65, 0.95)]
        yield (square_metres, [
            cloud.axes(("area", "sun"), grid=False, numbers=False), cloud.dots("flats", scaled[:150], "data", 4),
            weights.rings(descent.contours(bowl.H, heights)), weights.axes(("w₁", "w₂"), grid=False, numbers=False),
            weights.walk(run.path - best, width=6),
            cloud.titles(head=f"the inputs, area in units of {square_metres} m²"),
            weights.titles(head=f"the loss: κ = {_kappa(ratio)}")],
            f"One unit of area is {square_metres} m². The condition number is `κ = {number(high)} / {number(low)} = "
            f"{_kappa(ratio)}`. After {steps} steps with η = 1/{number(high)} the loss is {number(run.losses[-1])}. "
            f"The lowest possible loss is {number(lowest)}." + (
                f" With {number(unit, 3)} m² both inputs would be equally wide." if ratio < 2 else ""),
            f"With area in units of {square_metres} m² the condition number is {_kappa(ratio)}. After {steps} steps "
            f"the loss is {number(run.losses[-1], 3)}.", _ask_for_the_unit(unit) if square_metres == UNITS[0] else None)


def _kappa(ratio):
    """Spell a condition number: whole where it is large, with one decimal where it is small."""
    return f"{ratio:,.{0 if ratio >= 100 else 1}f}"


def _refuse_flat(X):
    """Refuse inputs of which the loss would be flat in some direction, so that it has no lowest point."""
    if np.linalg.matrix_rank(X) < X.shape[1]:
        refuse("each input must vary, and not only as the other does")


def _ask_for_the_unit(unit):
    """Ask for the unit in which the valley is round."""
    nearest = min(UNITS, key=lambda other: abs(np.log(other / unit)))
    return ask(f"Here the areas spread {number(unit, 2)} times as widely as the shares of sunny windows, and the "
               "valley is far too long for the picture. Which unit of area makes it nearly round?",
        (f"{nearest} m²", "Yes. In this unit the areas spread about as widely as the shares. Slide there."),
        ("10 m²", f"Then the areas still spread {number(unit / 10, 2)} times as widely. Slide further."),
        (f"{UNITS[-1]} m²", "That is too large. The areas then spread less than the shares, and the valley is long in "
         "the other direction."),
        ("No unit does it", "The flats are the same, but the numbers in X change, and so does the loss over the "
         "weights."))


@scene("Batch, mini-batch, one by one", seconds=1.4, size=(640, 336))
def paths(X: matrix(shape=("m", 2)), y: vector, batch_size: inputs.number = 8, rate: POSITIVE = 0.08):
    """Show full batch, mini-batch and single examples on the same data, epoch by epoch.

    Parameters
    ----------
    X : array_like (m, 2)
        The inputs; a column of ones makes the second weight a bias.
    y : array_like (m,)
    batch_size : whole number from 1 to m, editable
    rate : float > 0, editable
    """
    _refuse_flat(X)
    m, epochs = len(X), 6
    if batch_size != int(batch_size) or not 1 <= batch_size <= m:
        refuse(f"a batch holds a whole number of examples from 1 to {m}, not {batch_size:g}")
    bowl, sizes = descent.LeastSquares(X, y), {"full batch": m, "mini-batch": int(batch_size), "SGD, one by one": 1}
    best, updates = bowl.best, [-(-m // size) for size in sizes.values()]
    runs = [fit_line(X, y, FIRST, GradientDescent(rate), batch_size=size, epochs=epochs) for size in sizes.values()]
    (x, y0), reach = (best + FIRST) / 2, 0.8 * np.abs(best - FIRST).max() or 1.0
    planes = _panels(3, (x - reach, x + reach), (y0 - reach, y0 + reach), box=(16, 48, 616, 192), gap=20)
    background = [[plane.rings(descent.contours(bowl.H, (0.5, 3, 8, 15), best)), plane.axes(grid=False, numbers=False),
                   plane.titles(head=name)] for plane, name in zip(planes, sizes)]
    cells = [field("rate", rate, "learning rate", f"η = {number(rate)}").draw(_middle(planes[0]), 303),
             field("batch_size", batch_size, "batch size", f"B = {int(batch_size)}").draw(_middle(planes[1]), 303)]
    lowest = number(bowl.loss(best))
    for epoch in range(epochs + 1):
        shapes, said = [], []
        for plane, name, run, each, width in zip(planes, sizes, runs, updates, (6, 6, 4)):
            done = min(epoch * each, len(run.steps) - 1)
            loss, gone = number(run.losses[done], 3), done < epoch * each
            counted, words = [f"diverged after {done} updates"] * 2 if gone else (
                f"{done} updates, loss {loss}", f"{loss} after {done} updates")
            shapes += [plane.walk(run.path[:done + 1], width=width), _below(plane, "count", counted, size=14),
                       plane.dots(f"{plane.name} best", [best], "activation", 11)]
            said.append(f"{name} {words}")
        yield ([background, shapes, cells],
               f"After epoch {epoch}, each panel has computed {epoch} · {m} = {epoch * m} gradients of single points, "
               f"so all three have done the same work. The lowest possible loss is {lowest}." if epoch else
               f"Each panel fits a line to the same {m} points, from the same start. The weight of x is drawn to the "
               f"right, the bias upwards. The green dot is the lowest place, with loss {lowest}. Click η or B to "
               "change it.",
               f"After epoch {epoch}: {'; '.join(said)}.", _ask_of_the_paths(epoch, m, updates))


def _ask_of_the_paths(epoch, m, updates):
    """Ask how many updates an epoch is, and then which path comes to rest."""
    return [ask(f"Each panel now looks at all {m} points once. How many updates does each panel make, from left to "
                "right?",
                (", ".join(map(str, updates)), "Yes. It is the number of points divided by the batch size, rounded "
                 "up."),
                (f"{m}, {updates[1]}, 1", "It is the other way round. A full batch looks at every point, and then "
                 "makes a single step."),
                ("1, 1, 1", "Once through all the points is one epoch. With small batches there are many updates in "
                 "it.")),
            ask("Suppose that we go on for ever. Which path will come to rest at the green dot?",
                ("the full batch", "Yes. At the green dot the gradient of the whole loss is 0, so it stops. The "
                 "gradient of a single point is not 0 there."),
                ("all three", "At the green dot the mean of all the gradients is 0, but the gradient of a single "
                 "point is not."),
                ("none of them", "At the green dot the gradient of the whole loss is 0, so the full batch stops "
                 "there.")),
            None][min(epoch, 2)]


# ------------------------------------------------------------------------------------------ a network


AFTER = {"W1": "The column of the silent unit has not changed.", "b1": "The biases follow the same rule.",
         "W2": "The weight from the silent unit has not changed.", "b2": "This was the last of the 13 parameters."}


@scene("The pocket network takes a step", still=1, size=(640, 340))
def pocket(rate: POSITIVE = 0.5):
    """Show the pocket network updated once, parameter by parameter; the learning rate is editable.

    Parameters
    ----------
    rate : float > 0
    """
    network, X, y = pocket_network(), np.array([[2.0, 3.0]]), np.array([[1.0]])
    trace = network.forward(X)
    gradient = network.backward(trace, y)
    before = {name: value.copy() for name, value in network.parameters.items()}
    first, first_loss = number(network.predict(X)[0, 0]), number(network.loss(X, y))
    GradientDescent(rate).update(network.theta, gradient.vector)
    surer = network.predict(X)[0, 0] > trace.output[0, 0]
    last, last_loss = number(network.predict(X)[0, 0]), number(network.loss(X, y))
    lines = {name: _update_of(name, before[name], gradient[f"d{name}"], network[name]) for name in before}
    cell = field("rate", rate, "learning rate", f"η = {number(rate)}").draw(24, 25, anchor="start")
    foot = text("result", 320, 316, f"prediction {first}, loss {first_loss}", "muted strong", 18)
    new_foot = text("result", 320, 316, f"prediction {last}, loss {last_loss}", "activation strong", 18)
    sums, hidden = [number(z) for z in trace["Z1"][0]], {"gradient": 0, "new": 0}
    yield ([[part.draw(shown=hidden) for part in lines["W1"]], cell, foot],
           f"The inputs are 2 and 3, and the truth is 1. The network says {first}, so the loss is {first_loss}. Now "
           f"every entry takes a step: `W1 ← W1 − η ∂L/∂W1`. Each column belongs to a hidden unit. The weighted sums "
           f"of the three units are {', '.join(sums)}. You can click η and change it.",
           f"W1, its gradient still hidden; prediction {first}, loss {first_loss}.",
           ask("The weights of one hidden unit will not change at all. Which unit is it?",
               ("the second", f"Yes. Its weighted sum is {sums[1]}, so it is silent. There the slope of ReLU is 0, and "
                "so is its gradient."),
               ("the first", f"Its weighted sum is {sums[0]}, which is above 0, so the slope of its ReLU is 1 and its "
                "weights move."),
               ("the third", f"Its weight at the output, {number(before['W2'][2, 0])}, is negative. That turns the "
                f"sign of its gradient, but its own weighted sum is {sums[2]}, so its weights move.")))
    for name, said in AFTER.items():
        old, slope, new = (number(values.flat[0]) for values in (before[name], gradient[f"d{name}"], network[name]))
        yield ([[part.draw() for part in lines[name]], cell, foot],
               f"The first entry of {name} becomes `{old} − {number(rate)}·({slope}) = {new}`. {said}",
               f"{name}, its gradient and its new value; the first entry goes from {old} to {new}.",
               ask(f"All 13 parameters have taken their step. The network said {first} before. What will it say now?",
                   (last, "Yes. It is much surer now." if surer else "Yes. This step was too large."),
                   (first, "The parameters have changed, so the prediction changes, too."),
                   ("1", "A sigmoid never reaches 1.")) if name == "b2" else None)
    yield ([[part.draw() for part in lines["b2"]], cell, new_foot],
           f"We go forward once more. The prediction went from {first} to {last}, and the loss from {first_loss} to "
           f"{last_loss}.",
           f"After the update the prediction is {last}, the loss {last_loss}.")


def _update_of(name, before, slope, after):
    """Line up a parameter, its gradient and its new value: side by side, or the new one below where they are wide."""
    more = {"caption": "", "size": 15}
    new = "=", Table("new", after, "activation", label=f"new {name}", **more)
    slope = Table("gradient", slope, "gradient", label=f"∂L/∂{name}", **more)
    old = Table(name, before, "weight", **more), "− η ·", slope
    place = {"cell": (80, 40), "gap": 72}
    if before.shape[-1] == 1:
        return [line_up(*old, *new, box=(0, 70, 640, 180), **place)]
    return [line_up(*old, box=(0, 50, 640, 120), **place), line_up(*new, box=(0, 180, 640, 120), name="below", **place)]


# ------------------------------------------------------------------------------------------ shared


def _on_the_curve(start, rate, steps, uphill=False):
    """Descend on (θ − 3)²; uphill, go along the slope instead of against it."""
    sign = -1 if uphill else 1
    return descent.descend(BOWL.loss, lambda theta: sign * BOWL.gradient(theta), [start], GradientDescent(rate), steps)


def _parabola(plane):
    """Draw (θ − 3)² over the plane."""
    xs = np.linspace(*plane.x, 61)
    return plane.curve(f"{plane.name} curve", xs, [BOWL.loss([x]) for x in xs], "muted")


def _trail(plane, run, done):
    """Draw the first steps of a descent and the thin line along which it jumps; the last point is marked."""
    return plane.walk(np.column_stack([run.path[:done + 1, 0], run.losses[:done + 1]]), ball=14)


def _panels(count, x, y, box=(16, 54, 608, 200), gap=16):
    """Place planes side by side, under a line of titles."""
    return [Plane(x=x, y=y, box=part, name=f"plane {i}") for i, part in enumerate(strip(box, count, gap))]


def _middle(plane):
    """Return the pixel in the middle of a plane's width."""
    return plane.box[0] + plane.box[2] / 2


def _below(plane, key, said, role="ink", size=16, row=0):
    """Write words below a plane."""
    return text(f"{plane.name} {key}", _middle(plane), plane.box[1] + plane.box[3] + 20 + 24 * row, said, role, size)


def spelled_at(values, step, name="", digits=4):
    """Spell the value at a step, after its name, or that the run has diverged before it."""
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
    return (f"`{number(before.theta[0])} {sign} {number(rate)}·({number(BOWL.gradient(before.theta)[0])}) = "
            f"{number(after.theta[0])}` {way}")


def _word(run, rate):
    """Say in a word or two how a learning rate did on the curve."""
    if run.losses[-1] >= run.losses[0] > 0:
        return "too large"
    if run.losses[-1] > 0.01 * run.losses[0]:
        return "too small" if 2 * rate < 1 else "a little too large"
    return "right"


def _verdict(run, rate):
    """Say in a sentence how a learning rate did on the curve."""
    word = _word(run, rate)
    if word == "right" and run.losses[-1] > 1e-4 * run.losses[0]:
        return "The ball is nearly there."
    return {"too large": "The ball does not come closer: this rate is too large.",
            "too small": "The ball creeps: this rate is too small.",
            "a little too large": "The ball jumps to and fro, and settles slowly.",
            "right": "The ball has arrived."}[word]


def _reply(run, rate):
    """Say why a learning rate ends where it does."""
    left = f"Each step leaves {number(1 - 2 * rate)} of the distance"
    return {"too large": f"{left}, so it jumps across and does not come closer.",
            "too small": f"{left}. That is slow.",
            "a little too large": f"{left}, so it jumps across and comes only a little closer.",
            "right": f"{left}, so ten steps are enough."}[_word(run, rate)]
