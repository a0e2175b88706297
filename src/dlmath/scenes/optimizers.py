"""Scenes of the optimizers: a heavy ball, its map of rates, RMSProp and Adam number by number, a race, schedules.

A descent jumps: its points are joined by a thin line, and nothing glides from one to the next.
"""

import math

import numpy as np

from dlmath import descent, inputs
from dlmath.descent import Adam, GradientDescent, Momentum, RMSProp
from dlmath.inputs import refuse, vector, whole
from dlmath.picture.frame import ask, scene
from dlmath.picture.plane import Plane
from dlmath.picture.shapes import image, text
from dlmath.picture.table import Table, choice, field
from dlmath.picture.words import count, factor, number, pair, superscript
from dlmath.scenes.descent import VALLEY, VALLEY_RINGS, spelled_at
from dlmath.training import early_stop

POSITIVE, RATE = inputs.number(above=0), inputs.number(above=0, at_most=2)
LINES = (("data", None), ("weight", "8 4"), ("activation", "2 4"), ("error", "12 3 2 3"))  # for colour-blind readers


# ------------------------------------------------------------------------------------------ momentum


@scene("A light ball and a heavy ball", seconds=0.8, still=7)
def heavy(start: vector(shape=(2,)) = (-5.0, 1.5), keep: inputs.number = 0.8, rate: RATE = 0.03):
    """Show forty steps of plain descent and of momentum in one valley; the start and the momentum are draggable.

    Parameters
    ----------
    start : array_like (2,)
    keep : float
        How much of its last move the heavy ball keeps, from 0 to 0.95; what lies beyond is taken back to there.
    rate : float
        Above 0 and at most 2; editable.
    """
    keep = min(max(keep, 0.0), 0.95)
    runs = [_in_the_valley(start, Momentum(rate, part)) for part in (0.0, keep)]
    both = list(zip(("light", "heavy"), runs, ("data", "error")))
    plane = Plane(x=(-6, 6), y=(-2.8, 2.8), box=(44, 8, 580, 268), equal=True)
    rail = Plane(x=(0, 0.95), y=(-1, 1), box=(330, 314, 230, 30), name="rail")
    background = [plane.rings(VALLEY_RINGS), plane.axes(("θ₁", "θ₂")),
                  field("rate", rate, "learning rate", f"η = {number(rate)}").draw(44, 329, anchor="start")]
    controls = [plane.handle("start", start, "start", f"the start, at {pair(start)}", "ink", snap=0.05),
                rail.rail("keep", keep, "the heavy ball keeps", number(keep), 0.05, 0.05)]
    for done in (0, 1, 2, 3, 4, 6, 8, 10, 13, 16, 20, 25, 30, 40):
        said = " and ".join(f"the {name} ball has {spelled_at(run.losses, done, 'the loss ')}" for name, run, _ in both)
        walks = [plane.walk(run.path[:done + 1], role, name, 6, ball=14) for name, run, role in both]
        board = [text(f"{name} loss", 618, 24 + 20 * i, f"{name} ball: {spelled_at(run.losses, done, 'loss ')}",
                      f"halo {role} strong", 15, "end") for i, (name, run, role) in enumerate(both)]
        yield ([background, walks, controls, board],
               f"After {count(done, 'step')}, {said}. {_moves(runs, done)}" if done else
               "Here is the narrow valley from above. Both balls start at the small circle. The light ball "
               "makes the steps of lesson 8. The heavy ball makes them too, but it also keeps "
               f"{number(keep)} of its last move. You can drag the circle and the slider, and click η.",
               f"After {count(done, 'step')}, {said}.",
               None if done else _ask_which_ball(runs, keep))


def _in_the_valley(start, optimizer):
    """Make 40 updates in the narrow valley."""
    bowl = descent.quadratic(VALLEY)
    return descent.descend(bowl.loss, bowl.gradient, start, optimizer, 40)


def _moves(runs, done):
    """Say how long the last move of each ball was."""
    if any(done >= len(run.steps) for run in runs):
        return "A ball that has left the valley does not come back: η is too large."
    long = [number(np.hypot(*(run.path[done] - run.path[done - 1])), 2) for run in runs]
    return f"The last move of the light ball was {long[0]} long, and that of the heavy ball {long[1]}."


def _ask_which_ball(runs, keep):
    """Ask which ball is lower after all the steps."""
    light, heavy = (run.losses[-1] if run.stopped == "finished" else math.inf for run in runs)
    replies = {"the heavy ball": "It gathers speed along the valley, where all the slopes point the same way.",
               "the light ball": "The heavy ball keeps so much of its speed that it rolls past the bottom, or is "
                                 "thrown out.",
               "both are as low": "A ball that keeps nothing of its last move is a light ball."}
    right = "both are as low" if not keep or light == heavy else list(replies)[int(light < heavy)]
    if keep:
        replies["both are as low"] = "They start on the same slope, but what the heavy ball keeps adds up."
    return ask("After 40 steps, which ball will be lower?", (right, f"Yes. {replies[right]}"),
               *[(name, reply if name != "the light ball" else "The light ball's steps get shorter and shorter along "
                  "the valley. Step on, and look.") for name, reply in replies.items() if name != right])


POINT = vector(shape=(2,))
MAP_RATES, MAP_MOMENTA = np.linspace(0.00125, 0.19875, 80), np.linspace(0.945, 0.005, 48)


@scene("A map of learning rate and momentum", still=2, size=(640, 340))
def tuning(point: POINT = (0.04, 0.0)):
    """Show for each learning rate and momentum how much of the distance a step leaves in a narrow valley.

    Parameters
    ----------
    point : array_like (2,)
        The learning rate, from 0.005 to 0.2, and the momentum, from 0 to 0.95; draggable. What lies beyond is taken
        back to there.
    """
    rate, keep = min(max(point[0], 0.005), 0.2), min(max(point[1], 0.0), 0.95)
    along, across = (descent.left_by_momentum(rate, keep, curvature) for curvature in VALLEY)
    run, left = _in_the_valley((-5.0, 1.5), Momentum(rate, keep)), max(along, across)
    chart = Plane(x=(0, 0.2), y=(0, 0.95), box=(56, 30, 272, 237), name="map")
    around = Plane(x=chart.x, y=(-0.06, 0.95), box=(56, 30, 272, 252), name="around")  # with room for the handle
    plane = Plane(x=(-6, 6), y=(-2.6, 2.6), box=(356, 50, 276, 120), equal=True)
    loss = spelled_at(run.losses, 40, digits=3)
    mine = [chart.handle("point", (rate, keep), "point", f"η = {number(rate)}, μ = {number(keep)}", "error", step=0.01,
                         snap=(0.005, 0.05)),
            plane.rings(VALLEY_RINGS), plane.walk(run.path, width=6, ball=14),
            text("mine", 494, 30, f"η = {number(rate)}, μ = {number(keep)}", "ink strong", 18),
            *[text(key, 364, 194 + 25 * i, said, role, 16, "start") for i, (key, said, role) in enumerate([
                ("head", "What a step leaves:", "muted"),
                ("along", f"along the valley: {number(along, 2)}", "ink"),
                ("across", f"across the valley: {number(across, 2)}", "ink"),
                ("slower", f"the slower one decides: {number(left, 2)}",
                 "error strong" if left >= 1 else "activation strong"),
                ("loss", f"loss after 40 steps: {loss}", "ink")])]]
    frame = [around.axes(grid=False), around.titles("learning rate η", head="momentum μ, upward")]
    here = f"With η = {number(rate)} and μ = {number(keep)}, each step leaves {number(left, 2)} of the distance"
    yield ([frame, mine], "Each place in the left picture is a choice of η and μ. Drag the circle, and the ball on "
                          f"the right rolls with your choice. {here}.",
           f"An empty map of η and μ with a circle at η = {number(rate)}, μ = {number(keep)}. {here}.",
           ask("Without momentum, the limit for η in this valley is 2/20 = 0.1. Where is it with μ = 0.5?",
               ("above 0.1", "Yes. Across the valley, the pushes change their sign and partly cancel."),
               ("at 0.1", "A step is now made of more than one slope. Step on, and look at the border."),
               ("below 0.1", "That would be so if all pushes added up. Across the valley they change their sign.")))
    colours = image("colours", _speeds(), *chart.box, colours="signed", low=-1, high=1)
    border = [chart.curve("border", [2 / 20, 2 * 1.95 / 20], [0, 0.95], "gradient thick dashed"),
              text("diverges", 288, 258, "thrown out", "halo error strong", 14)]
    yield ([colours, frame, border, mine],
           f"The deeper the blue, the fewer steps it takes. In the orange part the ball is thrown out. The dashed "
           f"border is `η = 2(1 + μ)/20`. {here}. Drag the circle into the deepest blue.",
           f"The map in blue and orange, with a border from η = 0.1 at μ = 0 to η = 0.195 at μ = 0.95. {here}.",
           ask("Where is the blue deepest?",
               ("near μ = 0.4", "Yes. Step on to see the exact place."),
               ("near μ = 0", "There the flat direction is slow: look for a deeper blue further up."),
               ("near μ = 0.9", "There the ball rolls to and fro for a long time: look further down.")))
    root = (math.sqrt(20) - 1) / (math.sqrt(20) + 1)
    best = 4 / (math.sqrt(20) + 1) ** 2
    yield ([colours, frame, border, mine, chart.dot("best", (best, root**2), "highlight", 7)],
           f"The dot marks the best place: η = {number(best, 3)}, μ = {number(root**2, 2)}. There a step leaves "
           f"`√μ = {number(root, 2)}` along the valley and also across it. The best that plain descent can do, at the "
           f"bottom of the map, is η = 2/21 = {number(2 / 21, 2)}, which leaves {number(19 / 21, 2)}. {here}.",
           f"The same map with a dot at η = {number(best, 3)}, μ = {number(root**2, 2)}. {here}.")


def _speeds():
    """Return the map, a row for each momentum: −1 for the fewest steps, 0 for very many, above 0 where it diverges."""
    left = np.array([[max(descent.left_by_momentum.core(rate, keep, curvature) for curvature in VALLEY)
                      for rate in MAP_RATES] for keep in MAP_MOMENTA])
    return np.where(left < 1, np.log(left) / 0.455, 0.35)  # 0.455 is −ln of the best that there is


# ------------------------------------------------------------------------------------------ RMSProp and Adam


# What is known of each gradient: a row's name, what stands before it, its colour, and the stage at which it is written.
RMS_ROWS = (("mean_square", "mean square s", "weight", 1), ("ratio", "g / √s", "data", 2), ("step", "step", "error", 2))
ADAM_ROWS = (("m", "mean m", "data", 1), ("v", "mean square v", "weight", 1), ("m_hat", "corrected m̂", "data", 2),
             ("v_hat", "corrected v̂", "weight", 2), ("step", "step", "error", 3))


def _ledger(gradients, rows, known):
    """Make a function that draws gradients and, below each, what is known of it at a time t and a stage."""
    n = len(gradients)
    cell, bare = (min(112, 470 / n), 40), {"edge": "", "label": "", "caption": ""}
    given = Table("gradients", gradients, "gradient", edit=True, **bare).at(164, 40, cell)
    tables = [Table(name, [column[name] for column in known], role, **bare).at(164, 96 + 46 * i, cell)
              for i, (name, _, role, _) in enumerate(rows)]
    labels = [text("g label", 152, 60, "gradient g", "gradient strong", anchor="end"),
              [text(f"{name} label", 152, table.middle[1], said, f"{role} strong", anchor="end")
               for table, (name, said, role, _) in zip(tables, rows)],
              [text(f"t{i}", given.centre((i,))[0], 18, f"t = {i + 1}", "muted") for i in range(n)]]

    def draw(t, stage):
        return [given.draw(t - 1 if t else None), labels,
                [table.draw(t - 1 if stage == when else None, shown=t if stage >= when else max(t - 1, 0))
                 for table, (*_, when) in zip(tables, rows)]]

    return draw


@scene("RMSProp, number by number", size=(640, 236))
def rmsprop(gradients: vector(most=5), rate: POSITIVE = 0.1):
    """Show RMSProp's mean square and its step, for one parameter; the gradients are editable.

    Parameters
    ----------
    gradients : array_like (n,), n at most 5
    rate : float > 0
    """
    optimizer = RMSProp(rate)
    steps = descent.replay(gradients, optimizer)[1:]
    known = [{"mean_square": float(step.terms["mean_square"][0]), "step": -float(step.terms["change"][0])}
             for step in steps]
    known = [column | {"ratio": -column["step"] / rate} for column in known]
    draw, keep = _ledger(gradients, RMS_ROWS, known), number(optimizer.smoothing)
    yield (draw(0, 0), f"One parameter gets these gradients, one after another, and η = {number(rate)}. The mean "
                       "square s starts at 0. Click a gradient to change it.",
           f"A row of {count(len(gradients), 'gradient')}, and empty rows for the mean square and the step.",
           _ask_for_rmsprops_first_step(gradients[0], rate, known[0]))
    for t, (g, column) in enumerate(zip(gradients, known), 1):
        was = known[t - 2]["mean_square"] if t > 1 else 0.0
        s, ratio, step = (number(column[name]) for name, *_ in RMS_ROWS)
        yield (draw(t, 1), f"`s ← {keep}·{number(was)} + 0.1·{factor(g)}² = {s}`, so the root of s is "
                           f"`√s = {number(math.sqrt(column['mean_square']))}`.",
               f"t = {t}: the mean square is {s}.")
        size = number(abs(column["ratio"]), 3)
        because = "" if column["mean_square"] else " (thanks to ε)"
        yield (draw(t, 2), f"`g / √s = {number(g)} / √{s} = {ratio}`{because}, so `step = −{number(rate)}·"
                           f"{factor(column['ratio'])} = {step}`. The step is {size} times as long as η.",
               f"t = {t}: the step is {step}, {size} times as long as the learning rate.",
               ask("All the gradients are the same. What happens to the next steps?",
                   ("They get shorter, towards η", "Yes: s comes nearer to g², so that g/√s comes nearer to 1."),
                   ("They stay as long", "s is still far below g². It will grow, and then the quotient shrinks."),
                   ("They get longer", "s grows with each step, and we divide by its root."))
               if t == 1 < len(gradients) and len(set(gradients.tolist())) == 1 and g else None)


def _ask_for_rmsprops_first_step(g, rate, first):
    """Ask how long RMSProp's first step is."""
    if not g:
        return ask("The first gradient is 0. How long is the first step?",
                   ("0", "Yes: 0 divided by anything is 0."), ("η", "A slope of 0 has no direction to go."))
    return ask(f"We want steps that are about η = {number(rate)} long. How long is the first step?",
        (number(abs(first["step"]), 3), "Yes: s is only 0.1·g², and the root of 0.1 is 0.316. Dividing by 0.316 makes "
                                        "the step 3.16 times as long."),
        (number(rate), "That would be right if s were g². But s started at 0, so it is only 0.1·g² now."),
        (number(abs(rate * g), 3), "That is plain descent, η times g. RMSProp divides by √s."))


@scene("Adam, number by number", size=(640, 330))
def adam(gradients: vector(most=4), rate: POSITIVE = 0.001):
    """Show Adam's two moments, their correction and the step, for one parameter; the gradients are editable.

    Parameters
    ----------
    gradients : array_like (n,), n at most 4
    rate : float > 0
    """
    optimizer = Adam(rate)
    steps = descent.replay(gradients, optimizer)[1:]
    known = [{name: float(value[0]) for name, value in step.terms.items()} for step in steps]
    known = [column | {"step": -column["change"]} for column in known]
    draw = _ledger(gradients, ADAM_ROWS, known)
    yield (draw(0, 0), f"One parameter gets these gradients, and η = {number(rate)}. The means m and v start at 0. "
                       "Click a gradient to change it.",
           f"A row of {count(len(gradients), 'gradient')}, and empty rows for the two means and the step.",
           _ask_for_adams_first_step(gradients[0], rate, known[0]))
    beta1, beta2 = number(optimizer.beta1), number(optimizer.beta2)
    for t, (g, column) in enumerate(zip(gradients, known), 1):
        was = known[t - 2] if t > 1 else {"m": 0.0, "v": 0.0}
        m, v, m_hat, v_hat, step = (number(column[name]) for name, *_ in ADAM_ROWS)
        power = superscript(t) if t > 1 else ""
        uncorrected = -rate * column["m"] / np.sqrt(column["v"]) if column["v"] else 0.0
        yield (draw(t, 1), f"Lines 1 and 2: `m ← {beta1}·{factor(was['m'])} + 0.1·{factor(g)} = {m}` and "
                           f"`v ← {beta2}·{number(was['v'])} + 0.001·{factor(g)}² = {v}`.",
               f"t = {t}: the mean is {m}, and the mean square is {v}.",
               ask("Both means started at 0, so both are too small. Which one needs the larger correction?",
                   ("v", f"Yes: {beta2} of v is still the 0 from the start, and only 0.001 of it is new."),
                   ("m", f"0.1 of m is new already. Only 0.001 of v is new, because v keeps {beta2}."),
                   ("both the same", f"They forget the 0 at different speeds: m keeps {beta1} of it, v keeps {beta2}."),
                   ) if t == 1 else None)
        yield (draw(t, 2), f"Line 3: `m̂ = {m} / (1 − {beta1}{power}) = {m_hat}` and `v̂ = {v} / (1 − {beta2}{power}) = "
                           f"{v_hat}`. This makes up for the start at 0.",
               f"t = {t}: after the correction the mean is {m_hat}, and the mean square is {v_hat}.")
        yield (draw(t, 3), f"Line 4: `step = −η m̂/√v̂ = −{number(rate)}·{factor(column['m_hat'])}/√{v_hat} = {step}`. "
                           f"Without the correction it would be {number(uncorrected)}.",
               f"t = {t}: the step is {step}, and θ is now {number(steps[t - 1].theta[0])}.")


def _ask_for_adams_first_step(g, rate, first):
    """Ask how far Adam's first step goes."""
    if not g:
        return ask("The first gradient is 0. How long is the first step?",
                   ("0", "Yes: m is 0, so there is nowhere to go."), ("η", "With m = 0 there is no direction."))
    return ask(f"The first gradient is {number(g)}, and η = {number(rate)}. How long is the first step?",
        (number(abs(first["step"])), "Yes: after the correction m̂ is g and v̂ is g², so m̂/√v̂ is 1 or −1."),
        (number(abs(rate * g)), "That is plain descent, η times g. Adam divides by the size of g."),
        (number(abs(rate * first["m"])), "That is η times m. But m is corrected first, and divided by √v̂."),
        (number(abs(rate * first["m"] / math.sqrt(first["v"])), 3), "That would be so without the correction."))


# ------------------------------------------------------------------------------------------ the race

START, TURN, WAIT = np.array([4.0, 2.0]), math.radians(-30), 400
METHODS = {  # the argument: the name, the optimizer with a rate, its colour, and the end of its slider
    "plain": ("plain descent", GradientDescent, "data", lambda across: 3 / across),
    "momentum": ("momentum, μ = 0.6", lambda rate: Momentum(rate, 0.6), "weight", lambda across: 4.8 / across),
    "rmsprop": ("RMSProp", RMSProp, "activation", lambda across: 1.2),
    "adam": ("Adam", Adam, "error", lambda across: 1.2),
}
RACED = inputs.number(above=0, at_most=5)
LAPS = (0, 1, 2, 3, 5, 8, 12, 20, 40)


@scene("Four runners in one valley", seconds=1.0, size=(640, 430), still=8)
def race(plain: RACED = 0.02, momentum: RACED = 0.02, rmsprop: RACED = 0.1, adam: RACED = 0.1,
         across: inputs.number(at_least=1, at_most=100) = 50.0,
         valley: inputs.choice("along the axes", "turned") = "along the axes"):
    """Show four methods run down one valley; each learning rate is draggable, and the valley can be changed.

    Parameters
    ----------
    plain, momentum, rmsprop, adam : float
        Their learning rates, above 0 and at most 5.
    across : float from 1 to 100
        The curvature across the valley; along it the curvature is 1.
    valley : str
        "along the axes", or "turned" by 30 degrees.
    """
    rates = dict(zip(METHODS, (plain, momentum, rmsprop, adam)))
    angle = TURN if valley == "turned" else 0.0
    bowl, (cosine, sine) = descent.quadratic([1.0, across], angle), (math.cos(angle), math.sin(angle))
    turn = np.array([[cosine, -sine], [sine, cosine]])
    H, start = descent.bowl_matrix([1.0, across], angle), turn @ START
    runs, needed = {}, {}
    for name, rate in rates.items():
        _, make, *_ = METHODS[name]
        runs[name] = descent.descend(bowl.loss, bowl.gradient, start, make(rate), LAPS[-1])
        needed[name] = descent.updates_needed(make(rate), [1.0, across], START, most=WAIT, angle=angle)
    planes = [Plane(x=(-6, 6), y=(-2.9, 2.9), box=(left, top, 304, 128), equal=True, name=name)
              for name, (left, top) in zip(METHODS, ((8, 28), (328, 28), (8, 220), (328, 220)))]
    heights = across * np.array([0.05, 0.25, 0.6, 1.25]) ** 2
    background = [[plane.rings(descent.contours(H, heights)), plane.axes(grid=False, numbers=False),
                   _rate_rail(plane, rates[plane.name], across)] for plane in planes]
    controls = [field("across", across, "curvature across the valley", f"curvature across: {number(across)}",
                      height=30).draw(24, 411, anchor="start"),
                choice("valley", valley, ("along the axes", "turned"), "how the valley lies",
                       said=f"the valley lies: {valley}", width=300, height=30).draw(616, 411, anchor="end")]
    for lap in LAPS:
        losses = {name: run.losses[lap] if lap < len(run.steps) else math.inf for name, run in runs.items()}
        order = sorted(losses, key=losses.get)
        shapes = [[plane.walk(runs[plane.name].path[:lap + 1], METHODS[plane.name][2], width=6, ball=14),
                   _title(plane, spelled_at(runs[plane.name].losses, lap, "loss ", 2))] for plane in planes]
        said = ", ".join(f"{METHODS[name][0].partition(',')[0]} {_loss(losses[name])}" for name in order)
        yield ([background, shapes, controls],
               f"After {count(lap, 'update')}, the losses are: {said}." if lap else
               "Four methods start in the same place of the same valley. Below each picture is a slider for its "
               "learning rate. You can also change the valley.",
               f"After {count(lap, 'update')}: {said}.", None if lap else _ask_who_is_first(needed))
    arrived = "; ".join(f"{METHODS[name][0].partition(',')[0]} {_needs(needed[name])}" for name in _by_updates(needed))
    yield ([background, [[plane.walk(runs[plane.name].path, METHODS[plane.name][2], width=6, ball=14),
                          _title(plane, _needs(needed[plane.name]))] for plane in planes], controls],
           f"How many updates until the loss is below 0.000001? {arrived}. Now look for better rates.",
           f"Updates until the loss is below 0.000001: {arrived}.")


def _title(plane, said):
    """Write a runner's name, and what is said of it, above its picture."""
    name, _, role, _ = METHODS[plane.name]
    left, top, width, _ = plane.box
    return [text(f"{plane.name} name", left + 4, top - 13, name, f"{role} strong", 16, "start"),
            text(f"{plane.name} loss", left + width - 4, top - 13, said, "ink", 15, "end")]


def _rate_rail(plane, rate, across):
    """Draw the slider of a runner's learning rate below its picture."""
    *_, end = METHODS[plane.name]
    (left, top, width, height), most, snap = plane.box, end(across), end(across) / 24
    box = (left + 40, top + height + 6, width - 120, 24)
    rail = Plane(x=(snap, most), y=(-1, 1), box=box, name=f"{plane.name} rail")
    return rail.rail(plane.name, min(max(rate, snap), most), "η", number(rate), snap, snap)


def _loss(loss):
    """Spell a loss in the race, or that the run has diverged."""
    return number(loss, 2) if math.isfinite(loss) else "diverged"


def _needs(updates):
    """Spell how many updates a runner needs."""
    return f"not within {WAIT} updates" if updates is None else count(updates, "update")


def _by_updates(needed):
    """Order the runners, the first to arrive first."""
    return sorted(needed, key=lambda name: math.inf if needed[name] is None else needed[name])


def _ask_who_is_first(needed):
    """Ask who needs the fewest updates; None where nobody arrives or several share the first place."""
    first, second, *_ = _by_updates(needed)
    if needed[first] is None or needed[first] == needed[second]:
        return ask("With these rates, will exactly one runner be the first at the bottom?",
                   ("No", "Yes, you are right: nobody arrives, or several share the first place."),
                   ("Yes", "Step to the end, and compare the numbers."))
    names = {name: METHODS[name][0].partition(",")[0] for name in needed}
    said = {name: f"With this rate, {names[name]} " + (f"needs {_needs(updates)}." if updates is not None else
            f"does not arrive within {WAIT} updates.") for name, updates in needed.items()}
    return ask("With these rates, which runner will need the fewest updates?", (names[first], f"Yes. {said[first]}"),
               *[(names[name], said[name]) for name in needed if name != first])


# ------------------------------------------------------------------------------------------ decay, and when to stop


REPLIES = {"constant": "Its steps stay long, so the noise goes on shaking it until the end.",
           "step": "In the beginning its steps are as long as the constant ones. But after three cuts, only an eighth "
                   "of η is left.",
           "exponential": "It becomes slower from the first update on, but it still arrives, and then it is calm.",
           "cosine": "It keeps long steps for a long time. But at the end its steps are almost 0, so it is calm."}


@scene("Let the learning rate decay", size=(640, 310))
def schedules(rate: inputs.number(above=0, at_most=2) = 0.3, noise: inputs.number(at_least=0, at_most=100) = 1.0,
              updates: whole(at_least=4, at_most=900) = 200):
    """Show four schedules of the learning rate, and where each ends on a bowl with noisy gradients.

    Parameters
    ----------
    rate : float
        Above 0 and at most 2; beyond, each step ends further away, noise or not.
    noise : float from 0 to 100
        Standard deviation of what is added to each gradient.
    updates : int from 4 to 900
    """
    plans = {"constant": (descent.constant(), "the rate stays as it is"),
             "step": (descent.step_decay(every=updates // 4), f"the rate is halved every {updates // 4} updates"),
             "exponential": (descent.exponential_decay(3 / updates), "each update makes the rate smaller by the same "
                             "share"),
             "cosine": (descent.cosine_decay(updates), "the rate follows half a wave, slowly, then quickly, then "
                        "slowly down to 0")}
    bowl, runs, typical = descent.quadratic(np.ones(1000)), {}, {}  # a thousand runs, one in each direction
    for name, (plan, _) in plans.items():
        shaken = descent.noisy(bowl, noise)
        run = descent.descend(shaken.loss, shaken.gradient, np.full(1000, 4.0), GradientDescent(rate), updates, plan)
        runs[name], typical[name] = run.path[:, 0], np.sqrt(np.mean(run.path[-1] ** 2))
    factor_plane, walk = (Plane(x=(0, updates), y=y, box=box, name=name) for y, box, name in (
        ((0, 1.1), (48, 44, 240, 222), "factor"), ((-2, 4.4), (352, 44, 256, 222), "walk")))
    background = [factor_plane.axes(), factor_plane.titles(head="what is left of η"),
                  walk.axes(("update", "")), walk.titles(head="one run: θ, update by update")]
    worst = max(typical, key=typical.get)
    yes = "its steps stay long, so the noise goes on shaking it until the end." if worst == "constant" else \
        "its steps were too short."
    yield (background, f"A bowl ½θ² whose gradients are noisy. We start at θ = 4 and make {updates} updates: "
                       f"`θ ← θ − {number(rate)} · factor · (θ + noise)`. There are four schedules for the factor.",
           "Two empty planes, one for the factor and one for the walk of θ.",
           ask("Which schedule will end furthest from the bottom, on average?", (worst, f"Yes: {yes}"),
               *[(name, reply) for name, reply in REPLIES.items() if name != worst]))
    grid, last, factors = np.arange(updates + 1), updates - 1, {}
    for (name, (plan, said)), (role, dashes) in zip(plans.items(), LINES):
        factors[name] = role, dashes, [plan(update) for update in grid[:-1]]
        curves = [factor_plane.curve(f"{other} factor", grid[:-1], ys, f"{role} {'thick' if other == name else 'thin'}",
                                     stroke_dasharray=dashes) for other, (role, dashes, ys) in factors.items()]
        yield ([background, curves, walk.curve("walk", grid, runs[name], role, stroke_width=1.5)],
               f"{name.capitalize()}: {said}. In the last update it is "
               f"`{number(rate)}·{number(plan(last), 3)} = {number(rate * plan(last), 3)}`. "
               f"Over 1,000 runs, the typical distance from the bottom is {number(typical[name], 2)}.",
               f"{name}: {said}; the typical distance at the end is {number(typical[name], 2)}.",
               ask("What if η shrank to almost 0 within the first few updates?",
                   ("It would stop before it arrives", "Yes. Steps of length 0 are not shaken, but they don't go "
                    "anywhere either."),
                   ("That would be best: no noise is left", "No noise, but no steps either: it would stay near θ = 4."),
                   ) if name == "step" else None)


PATIENCES = (1, 2, 3, 5, 8, 12, 20, 30)


@scene("How long to wait", axis="patience", seconds=1.2, still=3, size=(640, 330))
def waiting(losses: vector(most=400)):
    """Show where early stopping stops, and to which loss it goes back, with the patience on the slider.

    Parameters
    ----------
    losses : array_like (n,), n at most 400
        Validation losses, one after another, above 0.
    """
    if len(losses) < 3 or losses.min() <= 0:
        refuse("losses must be at least three numbers above 0")
    places, high = np.arange(len(losses)), losses.max()
    plane = Plane(x=(0, len(losses) - 1), y=(min(losses.min() * 0.9, 0.99 * high), high), box=(64, 30, 556, 246))
    background = [plane.axes(), plane.titles("epoch", "validation loss")]
    lowest = losses.argmin()
    for patience in PATIENCES:
        stop, best = early_stop(losses, patience)
        cut = slice(stop + 1)
        end = "the last epoch" if stop == len(losses) - 1 and stop - best < patience else \
            f"epoch {stop}, because {count(patience, 'epoch')} did not beat it"
        later = plane.curve("later", places[stop:], losses[stop:], "muted thin dashed") if patience > 1 else None
        yield (patience, [background, later,
                          plane.curve("seen", places[cut], losses[cut], "data thick"),
                          plane.line("stop", (stop, plane.y[0]), (stop, plane.y[1]), "error thick"),
                          plane.dot("best", (best, losses[best]), "activation", 8)],
               f"Patience {patience}: the lowest loss so far was `{number(losses[best])}` in epoch {best} (the green "
               f"dot). Training stops at {end}, and goes back to the dot."
               + (" The dashed line is what you could not know then." if later else ""),
               f"Patience {patience}: it stops in epoch {stop} and goes back to epoch {best}, loss "
               f"{number(losses[best])}.", None if patience > 1 else ask(
                   "With a patience of 1, training stops at the first loss that is not the lowest so far. Does it find "
                   "the lowest loss of the whole curve?",
                   *([("No, it stops too early", "It takes the first bump for the end. Slide on."),
                      ("Yes", "Slide on, and look how far the green dot still moves.")] if best != lowest else
                     [("Yes", "Here it does."), ("No, it stops too early", "Here the curve has no bump before "
                                                        "its lowest place.")])))
