"""Scenes of what a descent walks on: a valley curved differently in each direction, a saddle, and 784 weights."""

import numpy as np

from dlmath import descent, inputs
from dlmath.descent import GradientDescent
from dlmath.inputs import array, matrix, refuse, vector
from dlmath.network import Network
from dlmath.picture.frame import ask, scene
from dlmath.picture.plane import Plane
from dlmath.picture.shapes import image, rect, text
from dlmath.picture.words import count, number, pair
from dlmath.training import confusion_matrix, record

REACH = 3.4  # how far the map of the valley reaches to each side
RIDGE = 0.1, (0, 1, 2, 5, 10, 20, 30, 40)  # the learning rate on the saddle, and the steps that are shown
EPOCHS = [0, 1, 2, 3, 4, 6, 8, 12, 16, 20]  # when the 3-detector is looked at
RATES = 0.001, 10.0  # the ends of its learning rates
BATCH = 100


# ------------------------------------------------------------------------------------------ curvature


@scene("A valley, curved differently in each direction", still=1, size=(640, 340))
def directions(tip: vector(shape=(2,)) = (-2.5, 0.0), curvatures: vector(shape=(2,)) = (1.0, 6.0),
               turn: inputs.number = 0.5):
    """Show the loss along one line through the lowest point of a valley; the line is turned by dragging.

    Parameters
    ----------
    tip : array_like (2,)
        A point on the line, not the lowest point; draggable.
    curvatures : array_like (2,)
        Above 0, and different.
    turn : float
        By which angle the valley is turned, in radians.
    """
    if curvatures.min() <= 0 or curvatures[0] == curvatures[1]:
        refuse("both curvatures lie above 0, and they differ")
    if not tip.any():
        refuse("the tip lies on the lowest point; drag it away, so that there is a line")
    H, bowl = descent.bowl_matrix(curvatures, turn), descent.quadratic(curvatures, turn)
    along, axes = descent.curvature_along(H, tip), list(zip(*descent.main_directions(H)))
    downhill, way = -bowl.gradient(tip), np.linalg.norm(tip)
    plane = Plane(x=(-REACH, REACH), y=(-REACH, REACH), box=(20, 34, 290, 290), equal=True, name="valley")
    cut = Plane(x=(-REACH, REACH), y=(-1.5, 16), box=(362, 64, 250, 208), name="cut")
    arrow = tip + 1.3 * downhill / np.linalg.norm(downhill)
    base = [plane.rings(descent.contours(H, [0.5, 2, 5, 10, 18])), plane.titles(head="the valley from above"),
            cut.axes(numbers=False), cut.titles(head="the loss on your line"),
            text("way", 487, 292, "distance from the lowest point", "muted", 14),
            plane.curve("line", *np.transpose([-9 * tip, 9 * tip]), "data thin")]
    yours = [_cut_along(cut, "yours", along, "data"), cut.dots("stand", [(way, bowl.loss(tip))], "error", 12),
             plane.dot("lowest", (0, 0), "ink", 5), plane.arrow("downhill", tip, arrow, "gradient"),
             plane.handle("tip", tip, "tip", f"where you stand, at {pair(tip)}", "data", step=0.25, snap=0.25),
             text("curvature", 487, 318, f"curvature {number(along, 3)}", "data strong", 17)]
    straight = abs(downhill @ tip) > 0.999 * way * np.linalg.norm(downhill)
    yield ([base, yours], f"You stand at the blue circle, and the pink arrow points downhill. On your line the loss is "
           f"`½ · {number(along, 3)} · distance²`, so the curvature is {number(along, 3)}. Drag the circle around the "
           f"lowest point. {'Here the arrow points straight at the lowest point.' if straight else ''}".strip(),
           f"Rings of equal loss, long and narrow. On a line through {pair(tip)} and the lowest point the curvature is "
           f"{number(along, 3)}.",
           ask("For most lines the pink arrow points past the lowest point. For how many lines does it point straight "
               "at the lowest point?",
               ("for two", "Yes: on the line along the bottom of the valley, and on the line straight across it."),
               ("for none", "Drag the circle to the bottom of the valley, where the rings are furthest apart."),
               ("for all of them", "It would be so in a round bowl. Here the arrow crosses the rings at right angles, "
                                   "and the rings are long and narrow.")))
    named = [(value, vector, role, name) for (value, vector), role, name in
             zip(axes, ("activation", "weight"), ("along", "across"))]
    yield ([base, [_cut_along(cut, name, value, f"{role} dashed") for value, _, role, name in named], yours,
            [[plane.arrow(name, (0, 0), 2 * vector, f"{role} thick"),
              plane.text(f"{name} name", 2 * vector, number(value, 3), f"{role} strong", (14, -12), size=18)]
             for value, vector, role, name in named]],
           f"The two thick arrows are the two lines on which the pink arrow points straight back. Along the valley the "
           f"curvature is {number(axes[0][0], 3)}, the smallest of all lines. Across the valley it is "
           f"{number(axes[1][0], 3)}, the largest. Every other line lies in between.",
           f"Two arrows from the lowest point: along the valley with curvature {number(axes[0][0], 3)}, and across it "
           f"with curvature {number(axes[1][0], 3)}. To the right three parabolas, one for each and one for your line.")


def _cut_along(plane, name, curvature, role):
    """Draw the loss along a line, ½ · curvature · distance²."""
    xs = np.linspace(*plane.x, 69)
    return plane.curve(f"{name} cut", xs, curvature * xs**2 / 2, role)


# ------------------------------------------------------------------------------------------ a saddle


@scene("A saddle", seconds=1.2, size=(640, 340))
def saddle(start: vector(shape=(2,)) = (2.0, 0.0)):
    """Show a descent on x² − z², up in one direction and down in the other; the start is draggable.

    Parameters
    ----------
    start : array_like (2,)
    """
    loss, (rate, shown) = descent.quadratic([2.0, -2.0]), RIDGE
    run = descent.descend(loss.loss, loss.gradient, start, GradientDescent(rate), updates=shown[-1])
    plane = Plane(x=(-2.8, 2.8), y=(-1.4, 1.4), box=(48, 12, 572, 286), equal=True)
    heights = [[loss.loss([x, z]) for x in np.linspace(*plane.x, 58)] for z in np.linspace(*plane.y[::-1], 29)]
    left, top, width, height = plane.box
    ground = [image("ground", np.round(heights), left, top, width, height, -6, 6, "bands", opacity=0.5),
              plane.axes(("x", "z"), grid=False), plane.dot("middle", (0, 0), "ink", 7, fill_opacity=0),
              text("key", 334, 331, "orange: higher than the middle · blue: lower", "muted", 14)]
    handle = plane.handle("start", start, "start", f"the start, at {pair(start)}", "data", step=0.05, snap=0.05)
    outside = abs(run.path[:, 1]) > plane.y[1]
    last = next((done for done in shown if outside[done]), shown[-1])
    for done in (done for done in shown if done <= last):
        here, passed, gone = run.steps[done], run.path[:done + 1], outside[done]
        where = "it has left the picture, downhill" if gone else f"it is at {pair(here.theta, digits=3)}"
        yield ([ground, plane.walk(passed, "ink", width=7), handle,
                None if gone else plane.dot("ball", here.theta, "activation", 7)],
               f"The loss is `x² − z²`, and the ball starts at {pair(start)}. The slopes are `2x` and `−2z`. So with "
               "η = 0.1 each step multiplies x by `1 − 0.2 = 0.8`, and z by `1 + 0.2 = 1.2`." if not done else
               f"After {count(done, 'step')} {where}. In the direction x the slope is `2x = "
               f"{number(here.gradient[0], 2)}`, and in the direction z it is "
               f"`−2z = {number(here.gradient[1], 2)}`." + (
                   "" if done < last else " Drag the start." if start[1] else
                   " Drag the start a little, up or down."),
               f"A map, orange to the left and right, blue above and below. After {count(done, 'step')} {where}.",
               None if done else _ask_where(start))


def _ask_where(start):
    """Ask where a ball on the saddle ends."""
    if start[1]:
        side, other = ("above", "below") if start[1] > 0 else ("below", "above")
        return ask("Where will the ball go?",
                   (f"Into the blue {side}", "Yes. It is already on that side of the line z = 0, and each step takes "
                    "it further out."),
                   ("To the middle", "Only a ball that is exactly on the line z = 0 goes there."),
                   (f"Into the blue {other}", "It would have to cross the line z = 0, and every step leads away "
                    "from that line."))
    return ask("The ball starts exactly on the line z = 0. Where will it end?",
               ("In the middle", "Yes. In the direction z the slope is exactly 0, so nothing pushes the ball off the "
                "line. Play on, and then drag the start."),
               ("In the blue, where the loss is lowest", "It feels only the slope under its feet. In the direction z "
                "that slope is −2z = 0. Play on, and then drag the start."),
               ("In the orange", "It never climbs: a descent goes against the slope."))


# ------------------------------------------------------------------------------------------ the 3-detector


@scene("The 3-detector learns", still=5, seconds=1.2, size=(640, 400))
def detector(X: matrix(shape=("m", 784)), is_3: array(rank=1), weights: vector(shape=(784,)),
             bias: inputs.number = -9.0, rate: inputs.number = 1.0):
    """Show one neuron learning to find the 3s, epoch by epoch; the learning rate is on a slider in the picture.

    The updates are `record`'s, in batches of 100.

    Parameters
    ----------
    X : array_like (m, 784)
        Ink from 0 to 1.
    is_3 : array_like (m,) of bool
    weights : array_like (784,)
    bias : float
        With which it starts.
    rate : float
        The learning rate, from 0.001 to 10; what lies beyond is taken back to there.
    """
    truth = is_3.astype(int)
    if len(truth) != len(X) or not 0 < truth.sum() < len(X):
        refuse(f"is_3 says of each of the {len(X)} digits whether it is a 3, and both kinds are needed")
    rate = min(max(rate, RATES[0]), RATES[1])
    neuron = Network([784, 1], output="sigmoid")
    neuron["W1"], neuron["b1"] = weights.reshape(784, 1), [bias]
    run = record(neuron, X, truth.reshape(-1, 1), EPOCHS, batch_size=BATCH, optimizer=GradientDescent(rate))
    says = [network.predict(X)[:, 0] >= 0.5 for network in run.networks]
    counts = np.array([confusion_matrix(truth, yes.astype(int), 2)[[1, 0], [0, 1]] for yes in says])
    plane = Plane(x=(0, EPOCHS[-1]), y=(0, max(10, 1.1 * counts.max())), box=(428, 36, 196, 152), name="mistakes")
    rail = Plane(x=RATES, y=(-1, 1), box=(190, 366, 330, 24), log="x", name="rail")
    background = [plane.axes(grid=False), plane.titles(x="epoch", head="mistakes"),
                  rail.rail("rate", rate, "learning rate η", number(rate, 2), step=0.3, snap=0.001),
                  _weights("start", "weights at the start", weights, 16)]
    for at, (epoch, network, yes) in enumerate(zip(run.epochs, run.networks, says)):
        (misses, alarms), largest = counts[at], number(np.abs(network["W1"]).max(), 2)
        curves = [[plane.curve(f"{name} curve", run.epochs[:at + 1], counts[:at + 1, i], f"{role} thick", **look),
                   plane.dots(f"{name} dots", list(zip(run.epochs[:at + 1], counts[:at + 1, i])), role, 8),
                   text(f"{name} count", 384, 254 + 24 * i, said, f"{role} strong", 16, "start")]
                  for i, (name, role, look, said) in enumerate((
                      ("misses", "error", {}, f"{misses} missed"),
                      ("alarms", "data", {"stroke_dasharray": "7 4"}, f"{count(alarms, 'false alarm')} (dashed)")))]
        yield ([background, _weights("now", f"after epoch {epoch}" if epoch else "now", network["W1"][:, 0], 200),
                curves, _mistaken(X, (truth == 1) & ~yes, "missed", 250),
                _mistaken(X, (truth == 0) & yes, "false alarms", 306)],
               f"After {count(epoch, 'epoch')}, which {'is' if epoch == 1 else 'are'} {run.updates[at]} updates: "
               f"{misses} of the {truth.sum()} threes {'is' if misses == 1 else 'are'} missed, and there "
               f"{'is' if alarms == 1 else 'are'} {count(alarms, 'false alarm')}. The loss is "
               f"{number(run.losses[at], 3)}, and the largest weight is {largest}." if epoch else
               f"A neuron with 784 weights looks at {len(X):,} digits. It starts as the template of lesson 3: "
               f"{misses} of the {truth.sum()} threes are missed, and there are {alarms} false alarms. The loss is "
               f"{number(run.losses[0], 3)}. Drag the learning rate.",
               f"The weights at the start and {'after ' + count(epoch, 'epoch') if epoch else 'now'} as pictures. Two "
               "curves count the mistakes.", None if at else _ask_which_falls(counts))


def _ask_which_falls(counts):
    """Ask which mistakes become fewer at once; None where both do, or neither."""
    change = counts[min(1, len(counts) - 1)] - counts[0]
    if (change < 0).sum() != 1:
        return None
    (misses, alarms), fewer = counts[0], ("the false alarms", "the misses")[int(change[0] < 0)]
    other = "the misses" if fewer == "the false alarms" else "the false alarms"
    return ask(f"The loss is a mean over all digits. There are {alarms} false alarms and {misses} misses. Which will "
               "become fewer in the first epoch?",
               (fewer, "Yes. Step on, and look at what happens to the others."),
               (other, "Step on and see. The loss counts every digit alike, so the more frequent mistake pulls "
                "harder."),
               ("both at once", "Step on: in the beginning, one gets better and the other gets worse."))


def _weights(key, name, weights, left):
    """Draw 784 weights as a picture with its name above."""
    return [text(f"{key} name", left + 86, 20, name, "ink strong", 15),
            image(f"{key} image", weights.reshape(28, 28), left, 36, 172, 172, colours="signed"),
            rect(f"{key} frame", left, 36, 172, 172, "muted thin")]


def _mistaken(X, which, name, top):
    """Draw the first few digits that were mistaken, in a row."""
    return [text(f"{name} label", 110, top + 22, name, "ink", 15, "end"),
            [image(f"{name} {i}", X[place].reshape(28, 28), 122 + 50 * i, top, 46, 46, low=0, high=1)
             for i, place in enumerate(np.flatnonzero(which)[:5])]]
