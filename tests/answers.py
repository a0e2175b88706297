"""The right answers to the questions of scenes, found without the scene: computed from its data, or said again.

`ANSWERS` holds, for the name of a scene and some words of a question, a pattern that the right choice alone fits, or a
function of a `Case` that returns the right number, numbers or words, a pattern, or a test of a choice. A question that
no line here answers is only read; the approved texts say so beside it.
"""

import math
import re
from dataclasses import dataclass

import numpy as np
import reading

from dlmath.activations import ACTIVATIONS
from dlmath.picture.words import number, pair


@dataclass(frozen=True)
class Case:
    """A question as it is put: the data of its scene, its frames, the place among them, and the question."""

    data: dict
    frames: list
    place: int
    ask: object

    def __getattr__(self, name):
        """Give one of the data: an array, where it is numbers."""
        value = self.data[name]
        return np.array(value, float) if isinstance(value, list | tuple | float | int) else value

    @property
    def said(self):
        """The numbers in the question."""
        return [one.middle for one in numbers(self.ask.question)]

    @property
    def last(self):
        """The note of the last frame."""
        return self.frames[-1].note


def numbers(text):
    """Read the numbers in a text, with their signs."""
    return [reading.amount(said) for said in re.findall(rf"(?<![\w.])−?{reading.NUMBER}", text)]


def answer(scene, case):
    """Return the choices that are right, or None where nothing is known of a question."""
    for (name, words), right in ANSWERS.items():
        if name == scene and words in case.ask.question:
            choices = [choice for choice, _ in case.ask.choices]
            right = right(case) if callable(right) else re.compile(right) if isinstance(right, str) else right
            if right is None:
                return None
            return [choice for choice in choices if fits(choice, right)]
    return None


def fits(choice, right):
    """Tell whether a choice is the answer that was found."""
    if isinstance(right, str):
        return choice == right
    if isinstance(right, re.Pattern):
        return bool(right.search(choice))
    if callable(right):
        return bool(right(choice))
    read, right = numbers(choice), np.ravel(right).astype(float)
    return len(read) == len(right) and all(
        abs(one.middle - value) <= 1.01 * one.radius + 6e-4 * abs(value) + 1e-9 for one, value in zip(read, right))


# ---------------------------------------------------------------------------- what takes more than a line


def steepest(case):
    """Measure how steep a curve is at most, left and right of 0."""
    x = np.linspace(1e-6, 5, 20001)
    f = ACTIVATIONS[str(case.activation)].function
    return round(max((np.diff(f(side)) / np.diff(side)).max() for side in (x, -x)), 3) + 0.0


def bends(case):
    """Count the places between −3 and 3 at which a sum of ReLU units changes its slope."""
    at = {}
    for w1, b1, w2 in zip(case.w1, case.b1, case.w2):
        if w1 and -3 < -b1 / w1 < 3:
            place = round(-b1 / w1, 9)
            at[place] = at.get(place, 0) + abs(w1) * w2
    return float(sum(abs(change) > 1e-12 for change in at.values()))


def enough_units(case):
    """Return the choice with the fewest pieces that follow a curve to 0.05."""
    curve = {"wave": lambda x: np.sin(2 * x), "bell": lambda x: np.exp(-x ** 2),
             "parabola": lambda x: x ** 2 / 4.5 - 1}[str(case.curve)]
    x = np.linspace(-3, 3, 601)

    def off(choice):
        places = np.linspace(-3, 3, int(numbers(choice)[0].middle) + 1)
        return np.abs(np.interp(x, places, curve(places)) - curve(x)).max()

    near = [choice for choice, _ in case.ask.choices if off(choice) < 0.05]
    return min(near, key=lambda choice: numbers(choice)[0].middle)


def who_learned(case):
    """Say which of two units copies its input in the end."""
    x, there = np.linspace(0, 2, 21), []
    for slope, (w, b) in zip((0, 0.01), re.findall(r"w = (\S+), b = (\S+),", case.last)):
        z = reading.amount(w).middle * x + reading.amount(b).middle
        there.append(np.mean((np.where(z > 0, z, slope * z) - x) ** 2) < 0.1)
    return {(True, True): "Both", (False, True): "Only the leaky one", (False, False): "Neither"}[tuple(there)]


def first_step(case):
    """Compute the formula in the question from the values that were typed."""
    known = {name: reading.amount(value.strip().replace("-", "−")) for name, value in
             (part.split("=") for part in str(case.values).replace(" ", "").split(",") if "=" in part)}
    formula = re.search(r" = ([^?]+)\?", case.ask.question)[1]
    value = reading.computed(formula, known)
    return None if value is None else float(value.middle)


def handed_on(case):
    """Read what the last step hands to a box, from the next frame."""
    name = re.search(r"nudge (\S+) a little", case.ask.question)[1]
    found = re.findall(rf"= ([^ ;]+)(?: more)? to {re.escape(name)}(?![\w²])(?:, in all [^;`]*= ([^ ;`]+))?",
                       case.frames[case.place + 1].note)
    return numbers(next(filter(None, found[-1][::-1])))[0].middle if found else None


def same_product(wanted):
    """Return a test of a product such as "Aᵀ @ dZ": does it give this matrix?"""
    def right(case):
        known = {"A": case.A, "W": case.W, "dZ": case.dZ} | {f"{name}ᵀ": getattr(case, name).T
                                                             for name in ("A", "W", "dZ")}

        def test(choice):
            first, second = (known[name] for name in choice.split(" @ "))
            return first.shape[1] == second.shape[0] and first.shape[0] * second.shape[1] == wanted(case).size and (
                (first @ second).shape == wanted(case).shape and np.allclose(first @ second, wanted(case)))

        return test

    return right


def about(case):
    """Say to the nearest power of ten what reaches layer 1, from the last frame."""
    power = math.log10(numbers(re.search(r"→ ([^;`]+)", case.last)[1])[0].middle)
    if abs(power) < 0.5:
        return re.compile("about the same")
    return lambda choice: "same" not in choice and abs(math.log10(numbers(choice)[0].middle) - power) < 0.53


def points_right(case):
    """Count the points that lie on their side of a line."""
    start, slope = case.first[1], (case.second[1] - case.first[1]) / 2
    return float(((case.X[:, 1] < start + slope * case.X[:, 0]) == (np.ravel(case.y) > 0.5)).sum())


def separable(case):
    """Look for a line that gets all four corners right."""
    task = re.match(r"\w+", case.frames[case.place].alt)[0]
    wanted = np.array({"AND": (0, 0, 0, 1), "OR": (0, 1, 1, 1), "XOR": (0, 1, 1, 0)}[task])
    corners = np.array([(0, 0), (0, 1), (1, 0), (1, 1)])
    found = any(np.array_equal(corners @ np.array((u, v)) + b > 0, wanted)
                for u in (-1, 0, 1) for v in (-1, 0, 1) for b in (-1.5, -0.5, 0.5, 1.5))
    return "Yes" if found else "No"


def valley(case):
    """Roll down θ⁴ − 2θ² + 0.3θ, and say on which side it ends."""
    theta = float(case.start)
    for _ in range(60):
        theta -= 0.05 * (4 * theta ** 3 - 4 * theta + 0.3)
    return re.compile("left valley" if theta < 0 else "right valley")


def roundest(case):
    """Return the choice whose unit is the nearest to that in which both inputs are as wide."""
    unit = case.X[:, 0].std() / case.X[:, 1].std()
    asked = [choice for choice, _ in case.ask.choices if numbers(choice)]
    return min(asked, key=lambda choice: abs(math.log(numbers(choice)[0].middle / unit)))


def lower_ball(case):
    """Compare the losses that are written under two balls in the end."""
    written = {shape["key"]: numbers(shape.get("text", "")) for shape in case.frames[-1].shapes}
    light, heavy = (written[key][0].middle if written[key] else math.inf for key in ("light loss", "heavy loss"))
    return "both are as low" if light == heavy else "the light ball" if light < heavy else "the heavy ball"


def quickest(case):
    """Return the runner that needs the fewest updates, as the replies have it."""
    needs = {choice: numbers(re.search("(needs|within) ([0-9]+) updates", reply)[2])[0].middle + ("within" in reply)
             for choice, reply in case.ask.choices}
    return min(needs, key=needs.get)


def found_by_waiting(case):
    """Stop at the first epoch that is not better, and see whether the lowest loss of all was found."""
    best = 0
    while best + 1 < len(case.losses) and case.losses[best + 1] < case.losses[best]:
        best += 1
    return re.compile("^Yes" if case.losses[best] == case.losses.min() else "^No")


def furthest(case):
    """Return the schedule that ends furthest away, from the frames."""
    ends = {frame.note.split(":")[0].lower(): numbers(frame.note)[-1].middle for frame in case.frames[1:]}
    return max(ends, key=ends.get)


def least_mean(case):
    """Return the line with the least mean of squares, of those that are offered."""
    def mean(choice):
        slope, sign, shift = re.fullmatch(r"ŷ = (?:(−?[\d.]*)x)?(?: ?([+−]) )?([\d.]*|−[\d.]+)", choice).groups()
        w = 0 if slope is None else float({"": "1", "−": "-1"}.get(slope, slope.replace("−", "-")))
        b = float(shift.replace("−", "-") or 0) * (-1 if sign == "−" else 1)
        return np.mean((w * case.points[:, 0] + b - case.points[:, 1]) ** 2)

    return min((choice for choice, _ in case.ask.choices), key=mean)


def line_loss(case):
    """Compute the mean of the squares of the line through two points."""
    (x1, y1), (x2, y2) = case.line
    x, y = case.points.T
    return np.mean((y1 + (y2 - y1) / (x2 - x1) * (x - x1) - y) ** 2)


def softmax(scores):
    raised = np.exp(scores - np.max(scores))
    return raised / raised.sum()


def share(case):
    """Say in words how much of all parameters is in layer 1."""
    sizes = [int(n) for n in re.findall(r"\d+", re.sub(r"(?<=\d),(?=\d{3}\b)", "", re.search(
        r"network of (.*) units has", case.frames[-1].alt)[1]))]
    layers = [(a + 1) * b for a, b in zip(sizes, sizes[1:])]
    return ["less than a quarter", "between a quarter and a half", "between a half and three quarters",
            "more than three quarters"][min(3, int(4 * layers[0] / sum(layers)))]


def verdict(case):
    """Say what a neuron says to a digit."""
    digit = case.digits[int(case.said[0]) - 1]
    return re.compile("says 3" if (digit * case.weights).sum() + case.b > 0 else "silent")


def meeting(case):
    """Ask NumPy for the shape of a sum."""
    try:
        return str(np.broadcast_shapes(*(eval(said) for said in re.findall(r"shape (\([^)]*\))", case.ask.question))))
    except ValueError:
        return "they do not fit"


def folded(case):
    """Look where the number that is followed goes."""
    shape, followed = (eval(re.search(pattern, case.ask.question)[1]) for pattern in
                       (r"the shape (\([^)]*\))", r"does the (\d+) go"))
    at = np.argwhere(np.arange(math.prod(shape)).reshape(shape) == followed)[0]
    return f"T[{', '.join(map(str, at))}]"


def moved_to(case):
    """Look where an entry goes when the axes change places."""
    order = eval(str(case.order))
    mark = np.zeros(case.T.shape)
    mark[tuple(int(i) for i in case.index)] = 1
    return str(tuple(np.argwhere(mark.transpose(order))[0].tolist()))


def line_bends(case):
    """Look whether the line of the last frame is far from straight."""
    d = next(shape["d"] for shape in case.frames[-1].shapes if shape["key"] == "line")
    points = np.array(re.findall(r"-?[\d.]+", d), float).reshape(-1, 2)
    length, breadth = np.linalg.svd(points - points.mean(axis=0), compute_uv=False)
    return re.compile("It will bend" if breadth > 0.1 * length else "stay straight")


def right_now(frame):
    """Read how many points are right."""
    return next(int(shape["text"].split()[0]) for shape in frame.shapes if shape["key"] == "right")


def heaps(case):
    """Tell whether a bar can separate the 3s from the others."""
    real = case.labels == 3
    return "Yes" if case.scores[real].min() > case.scores[~real].max() else "No"


def shape_of_sums(case):
    """Return the shape of X @ W1 + b1 from the shapes in the question."""
    (m, _), (_, n_out) = (eval(said) for said in re.findall(r"\([^)]*\)", case.ask.question))
    return str((m, n_out))


def pocket_score(case):
    """Run the pocket network by hand."""
    return np.maximum(case.x @ [[0.5, -1, 1], [0.5, 0.5, -1]] + [-0.5, 0, 2], 0) @ [0.5, 1, -0.5] + 0.2


def fewer(case):
    """Look which of false alarms and misses have become fewer after the first epoch."""
    (alarms, misses), note = case.said[-2:], case.frames[case.place + 1].note
    found = re.search(r"(\d+) of the \d+ threes are missed, and there are (\d+) false", note)
    fell = int(found[2]) < alarms, int(found[1]) < misses
    return {(True, False): "the false alarms", (False, True): "the misses", (True, True): "both at once"}[fell]


def difference_of_scores(case):
    """Subtract the scores of the two classes in the question."""
    first, second = (case.scores["ABC".index(name)] for name in
                     re.search("of ([ABC]) and ([ABC])", case.ask.question).groups())
    return f"by {number(abs(first - second))}"


def cell_of(case):
    """Name the cell of the line between two units, from the question."""
    units = ["₁₂₃₄".index(digit) for digit in re.findall("[₁-₄]", case.ask.question)]
    return f"W1[{units[0]},{(units + [0])[1]}]"


def quarters(case):
    """Multiply a part by itself, ten times over."""
    if case.part == 1:
        return re.compile("^All of it")
    return lambda choice: abs(numbers(choice)[0].middle / case.part ** 10 - 1) < 0.6


def nine_in_ten(case):
    """Look when nine in ten are right."""
    when = next((update for update, part in zip(case.updates, case.right) if part >= 0.9), case.updates[-1])
    return re.compile("about 100 " if when < 400 else "about 1,000" if when < 2000 else "Near the end")


def blame_through(case):
    """Stop the gradient where the sum was not above 0, from the numbers in the question."""
    Z, dA = (np.array([one.middle for one in numbers(said)]) for said in re.findall(r"\(([^)]*)\)", case.ask.question))
    return dA * (Z > 0)


# ---------------------------------------------------------------------------- all of them

ENTRYWISE = {"add": np.add, "subtract": np.subtract, "hadamard": np.multiply}
ANSWERS = {
    ("vectors", "Where do you arrive"): lambda q: pair(q.a + q.b),
    ("vectors", "We double both numbers of a"): "twice as long",
    ("entrywise", "top left"): lambda q: ENTRYWISE[str(q.operation)](q.A, q.B)[0, 0],
    ("dot", "What is a · b"): lambda q: q.a @ q.b,
    ("gate", "Can you multiply"): lambda q: "Yes" if q.A_shape[1] == q.B_shape[0] else "No",
    ("product", "top left"): lambda q: (q.A @ q.B)[0, 0],
    ("product", "Next comes C[1, 0]"): "^row 1 of A, column 0 of B",
    ("transpose", "Which numbers will be in row"): lambda q: pair(q.A.T[int(q.said[-2])]),
    ("inverse", "What do we need in its column 0"): "^a 1 on the diagonal, zeros elsewhere",
    ("plane_map", "Where does (1, 1) go"): lambda q: pair(q.A.sum(axis=1)),
    ("plane_map", "takes all points back"): lambda q: "Yes" if abs(np.linalg.det(q.A)) > 1e-9 else "No",
    ("score", "ink in a blue place"): "lowers",
    ("yours", "What happens to the score"): "^It falls",
    ("angle", "What is u · v then"): "^0$",
    ("angle", "exactly the other way"): "changes its sign",
    ("angle", "if u gets twice as long"): "^Nothing",
    ("threshold", "a place without mistakes"): heaps,
    ("threshold", "We move the bar"): "fewer hits",
    ("threshold", "slide the threshold up"): "^both fall",
    ("tangent", "largest slope"): steepest,
    ("unit", "one half"): lambda q: -q.b / q.w,
    ("unit", "Now we double the weight"): lambda q: re.compile("half as far" if q.b else "steep, in the same place"),
    ("unit", "w = 0"): "same for every x",
    ("bend", "With nothing between"): "straight line",
    ("bend", "In how many places"): bends,
    ("wave", "How many units"): enough_units,
    ("quarters", "left after 10 layers"): quarters,
    ("dying", "which of them gets there"): who_learned,
    ("softmax", "What happens at temperature 100"): "nearly the same",
    ("softmax", "If you add 100"): "^Nothing",
    ("gears", "How often does z turn"): lambda q: q.teeth[0] / q.teeth[2],
    ("graph", "What is the value of"): first_step,
    ("graph", "how many times the nudge"): handed_on,
    ("graph", "What is the gradient of"): lambda q: sum(q.said[-2:]),
    ("story", "negative or positive"): lambda q: ["zero", "positive", "negative"][int(np.sign(q.said[2] - q.said[3]))],
    ("story", "What is column 0 of"): lambda q: np.array(q.said[1:-4]) * q.said[-2],
    ("story", "The weights W"): lambda q: np.array(q.said[:-1]) * q.said[-1],
    ("story", "and the slope of the sigmoid here"): lambda q: q.said[2] * q.said[3],
    ("story", "What shape does ∂L"): lambda q: str(q.network[re.search(r"∂(W[0-9]+) have", q.ask.question)[1]].shape),
    ("story", "Over which axis"): "^axis 0",
    ("story", "Now back through ReLU"): blame_through,
    ("story", "By which matrix"): lambda q: re.compile(
        f"^W{re.search(r'multiply ∂L/∂Z([0-9]+)', q.ask.question)[1]}ᵀ"),
    ("wants", "what happens to the loss of this digit"): lambda q: "stays the same" if not q.said[-1] else (
        "falls" if "is a 3," in q.ask.question else "rises"),
    ("wants", "the slope of this mean"): "^the mean of",
    ("story", "What is Z1[0,0]"): lambda q: (q.X @ q.network["W1"] + q.network["b1"])[0, 0],
    ("story", "What shape does Z1"): shape_of_sums,
    ("story", "ReLU comes next. What does it turn"): lambda q: np.maximum(q.said, 0),
    ("story", "turns the weighted sum"): lambda q: re.compile(
        "above" if q.said[-1] > 0 else "below" if q.said[-1] < 0 else "exactly"),
    ("batch", "What shape does Z1"): shape_of_sums,
    ("batch", "can change"): "^only row",
    ("batch", "would W1 have"): lambda q: str(q.network["W1"].shape),
    ("layers", "How can it separate the moons"): "layers before it move",
    ("layers", "look like there"): "^bent",
    ("fold", "Which other input lands on yours"): lambda q: 2 * q.said[0] - q.said[1],
    ("fold", "Is there another input"): lambda q: "no" if abs(2 * q.said[0] - q.said[1]) > 1 else "yes",
    ("fold", "where yours is then"): lambda q: numbers(re.search(
        r"([0-9]+) inputs? lands? there", q.frames[q.place + 1].note)[1])[0].middle,
    ("fold", "after two more"): lambda q: numbers(re.search(
        r"has ([0-9]+) straight pieces", q.frames[q.place + 2].note)[1])[0].middle,
    ("transposes", "The weight W[0,0] grows"): "^column 0 of Z",
    ("transposes", "Now the activation A[0,0]"): "^row 0 of Z",
    ("transposes", "columns of A with columns of dZ"): same_product(lambda q: q.A.T @ q.dZ),
    ("transposes", "rows of dZ with rows of W"): same_product(lambda q: q.dZ @ q.W.T),
    ("depth", "how large is the gradient at layer 1"): about,
    ("straight_line", "does this line get right"): points_right,
    ("gates", "Can one straight line"): separable,
    ("xor", "What does it give at (1, 1)"): lambda q: max(0.0, q.W[:, 0].sum() + q.b[0]),
    ("xor", "The output's line"): "can have bends",
    ("ball", "always bring the ball to 3 sooner"): "^Only up to a point",
    ("ball", "Where does a step land"): "on the other side",
    ("three", "end lowest"): lambda q: q.rates[np.abs(1 - 2 * q.rates).argmin()],
    ("three", "ever come close"): "^Yes",
    ("climb", "Which sign leads downhill"): "^minus",
    ("wells", "Where will the ball end"): valley,
    ("valley", "thrown out first"): "^Across",
    ("valley", "arrive last"): "^Along",
    ("scaling", "nearly round"): roundest,
    ("paths", "How many updates does each panel"): lambda q: ", ".join(
        str(-(-len(q.X) // size)) for size in (len(q.X), int(q.batch_size), 1)),
    ("paths", "come to rest"): "full batch",
    ("saddle", "exactly on the line z = 0"): "^In the middle",
    ("saddle", "Where will the ball go"): lambda q: re.compile("above" if q.start[1] > 0 else "below"),
    ("directions", "straight at the lowest point"): "^for two",
    ("detector", "Which will become fewer"): fewer,
    ("heavy", "which ball will be lower"): lower_ball,
    ("tuning", "Where is it with"): "^above",
    ("tuning", "Where is the blue deepest"): lambda q: round(((20 ** 0.5 - 1) / (20 ** 0.5 + 1)) ** 2, 1),
    ("rmsprop", "How long is the first step"): lambda q: q.rate / 0.1 ** 0.5 if q.gradients[0] else "0",
    ("rmsprop", "All the gradients are the same"): "shorter",
    ("adam", "How long is the first step"): lambda q: q.rate if q.gradients[0] else "0",
    ("adam", "larger correction"): "^v$",
    ("race", "the fewest updates"): quickest,
    ("schedules", "end furthest"): furthest,
    ("schedules", "shrank to almost 0"): "stop before",
    ("waiting", "lowest"): found_by_waiting,
    ("pocket", "will not change at all"): "^the second",
    ("pocket", "What will it say now"): 
        lambda q: numbers(re.search(r"prediction went from \S+ to (\S+?),", q.last)[1])[0].middle,
    ("pocket", "What is the loss"): lambda q: np.logaddexp(0, -pocket_score(q) if q.y else pocket_score(q)),
    ("pocket", "larger or smaller"): lambda q: "larger" if (pocket_score(q) >= 0) == ("were 0" in q.ask.question) else
        "smaller",
    ("pocket", "In which direction should the score"): lambda q: "up" if q.y else "down",
    ("best_fit", "take the mean of the squares"): line_loss,
    ("best_fit", "How large is its square"): "^Four times",
    ("best_fit", "smallest mean square"): least_mean,
    ("slope_slid", "What curve do the dots draw"): "bowl",
    ("landscape", "What else is the same"): "^Nothing else",
    ("landscape", "How many lowest places"): "^One$",
    ("bowl", "steeper"): "^The short way",
    ("bowl", "What will the rings look like"): "^Ovals",
    ("bowl", "What shape do all the dots make"): "^A bowl",
    ("chance_to_loss", "What curve do we get"): lambda q: re.compile(
        "^A V" if "e^(−|r|)" in q.frames[q.place + 1].note else "^A parabola"),
    ("one_miss", "steepest here"): "^squared",
    ("one_miss", "a corner there"): "^absolute",
    ("cross_entropy", "What is the loss, −ln ŷ"): lambda q: -math.log(0.001),
    ("cross_entropy", "How large is the loss there"): math.log(2),
    ("cross_entropy", "What will it be at ŷ = 0.999"): lambda q: -math.log(1 - 0.999),
    ("three_scores", "What is the loss"): lambda q: -np.log(softmax(q.scores)["ABC".index(str(q.right))]),
    ("three_scores", "By how much would the loss"): difference_of_scores,
    ("three_scores", "Which way should the scores go"): "other two down",
    ("side_by_side", "clearly not flat"): lambda q: "cross-entropy" if q.y else "neither",
    ("neuron", "How much does the first input add"): lambda q: q.x[0] * q.w[0],
    ("neuron", "What is z"): lambda q: q.x @ q.w + q.b,
    ("neuron", "What is the output"): lambda q: ACTIVATIONS[str(q.activation)].function(q.x @ q.w + q.b),
    ("anatomy", "computes nothing"): "input layer",
    ("anatomy", "How many layers"): "^2$",
    ("weights", "In which cell"): cell_of,
    ("weights", "What is in column"): "^all weights into",
    ("weights", "in row 0"): "^all weights out of",
    ("grow", "How many parameters does it have"): lambda q: (q.said[-2] + 1) * q.said[-1],
    ("grow", "Guess before we count"): share,
    ("deepen", "are there then"): lambda q: (q.n_in + 1) * q.units + (q.units + 1) * q.n_out,
    ("deepen", "each further hidden layer"): lambda q: f"{int((q.units + 1) * q.units):,} more",
    ("detector", "what does the neuron say"): verdict,
    ("take_apart", "What is `T["): "^a sheet",
    ("take_apart", "Which number is"): lambda q: q.T[tuple(int(i) for i in q.index)],
    ("slices", "What shape does"): lambda q: str(eval(re.search("`(.*)`", q.ask.question)[1], {"T": q.T}).shape),
    ("collapse", "What shape does"): lambda q: str(q.T.sum(axis=int(q.axis)).shape),
    ("broadcasting", "What shape does"): meeting,
    ("fold", "Where does the"): folded,
    ("turn", "What shape does"): lambda q: str(q.T.transpose(eval(str(q.order))).shape),
    ("turn", "Which indices does it have"): moved_to,
    ("flatten", "What shape does the table"): lambda q: str(q.digits.reshape(len(q.digits), -1).shape),
    ("flatten", "Where is it in the long row"): lambda q: f"place {int(28 * q.row + q.column)}",
    ("boundary", "What will happen to the line"): line_bends,
    ("boundary", "learned all it can"): lambda q: re.compile(
        "^No, let" if right_now(q.frames[-1]) > right_now(q.frames[q.place]) else "^Yes"),
    ("going_on", "become exactly 0"): "^No",
    ("loss_curve", "after an eighth of them"): "^Most",
    ("learning", "nine digits in ten"): nine_in_ten,
    ("learning", "does the noise stay"): "border",
    ("reader", "have trouble"): "^No",
}
