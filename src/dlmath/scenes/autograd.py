"""Scenes of derivatives: gears, and a typed formula as a graph that is walked forward and back."""

import math
import re
from typing import NamedTuple

from dlmath import autograd, inputs
from dlmath.inputs import refuse, vector
from dlmath.picture.frame import Frame, ask, ask_number, scene
from dlmath.picture.plane import strip
from dlmath.picture.shapes import circle, line, path, rect, text, width
from dlmath.picture.table import Word, field, line_up
from dlmath.picture.words import count, cut, factor, number, read, sentence, superscript

# ---------------------------------------------------------------------------------------------- gears

GEARS = (("x", "data"), ("y", "weight"), ("z", "activation"))
COLUMNS = strip((0, 306, 640, 34), 3, gap=0)  # where the words under the three gears stand
MIDDLE = 140  # their height in the picture, in pixels


@scene("The chain rule as gears")
def gears(teeth: vector(shape=(3,)) = (24, 8, 16)):
    """Show the chain rule on three gears in a row: rates multiply; the numbers of teeth are editable.

    Parameters
    ----------
    teeth : array_like (3,) of whole numbers from 6 to 40
    """
    for n in teeth:
        if n != int(n) or not 6 <= n <= 40:
            refuse(f"a gear has a whole number of teeth, from 6 to 40, not {n:g}")
    a, b, c = teeth = [int(n) for n in teeth]
    slopes = [a / b, b / c]
    x = autograd.Value(1.0, "x")
    (x * slopes[0] * slopes[1]).backward()
    first, second, whole, total = (number(rate, 3) for rate in (*slopes, x.grad, sum(slopes)))
    once = [_turns(rate) for rate in slopes]
    yield (_gears(teeth, 0, x.grad),
           f"Each tooth of x pushes one tooth of y. While x turns once, its {a} teeth push {a} teeth of y, so y turns "
           f"`{a} / {b} = {first}` times. You can click the numbers of teeth and change them.",
           f"Three meshing gears in a row, x with {a}, y with {b} and z with {c} teeth.",
           ask(f"When x turns once, y turns {first} times. When y turns once, z turns {second} times. How often does z "
               "turn when x turns once?",
               (f"{whole} times", f"Yes: {first} · {second} = {whole}. Along a chain, rates are multiplied."),
               (f"{total} times",
                f"You added the rates. But y makes {once[0]}, and for each turn of y, z makes {once[1]}."),
               (f"{second} times", "That is so for one turn of y. But y turns more or less often than x."),
               (f"{first} times", f"That is how often y turns. For each turn of y, z makes {once[1]}.")))
    for turned in (0.25, 0.5, 0.75, 1):
        x_turns, y_turns, z_turns = (_turns(turned * rate) for rate in (1, slopes[0], x.grad))
        yield (_gears(teeth, turned, x.grad),
               f"x has made {x_turns}, y {y_turns}, and z {z_turns}. (Neighbours turn in opposite directions. Here we "
               "only count the turns.)",
               f"After {x_turns} of x, y has made {y_turns} and z {z_turns}.")
    rates = [text(f"rate {i}", COLUMNS[i + 1][0], 286, f"× {rate}", "gradient strong")
             for i, rate in enumerate((first, second))]
    yield ([_gears(teeth, 1, x.grad), rates],
           f"`∂z/∂x = ∂z/∂y · ∂y/∂x = {b}/{c} · {a}/{b} = {a}/{c} = {whole}`. Along a chain, rates are "
           f"multiplied. The {b} teeth of y cancel, because y only passes the motion on.",
           f"Between the gears stand their rates, {first} and {second}; together {whole}.")


def _gears(teeth, turned, whole):
    """Draw the gears when the first has turned so often; neighbours turn opposite ways."""
    unit = min(5.6, 560 / (2 * sum(teeth)), 124 / (max(teeth) + 2))  # pixels of radius for one tooth
    starts = (0, 180 + 180 / teeth[1], 180 * ((teeth[1] + 1) % 2 + teeth[2] + 1) / teeth[2])
    x, drawn = 320 - unit * sum(teeth), []
    for i, ((name, role), n, start, rate) in enumerate(zip(GEARS, teeth, starts, (1, teeth[0] / teeth[1], whole))):
        x += unit * n
        angle, middle = 360 * turned * rate * (-1) ** i, f"{x:.1f} {MIDDLE}"
        column = COLUMNS[i][0] + COLUMNS[i][2] / 2
        drawn += [path(f"gear {name}", _outline(n, unit, x), f"cell {role}", move=True,
                       transform=f"rotate({start + angle:z.2f} {middle})"),
                  # a dot that starts on top of every gear
                  circle(f"mark {name}", x, MIDDLE - unit * (n - 3.4), max(3, unit), f"solid {role}", move=True,
                         transform=f"rotate({angle:z.2f} {middle})"),
                  text(f"{name} name", x, MIDDLE, name, f"halo strong {role}", 20),
                  text(f"{name} turns", column, 286, f"{name}: {_turns(turned * rate)}", f"strong {role}"),
                  line_up(field(f"teeth[{i}]", n, f"teeth of gear {name}", role=role, height=34),
                          Word("teeth", "muted", 14), box=COLUMNS[i], name=f"teeth of {name}").draw()]
        x += unit * n
    return drawn


def _outline(teeth, unit, x):
    """Draw the outline of a gear; one tooth points right."""
    pitch, corners = 2 * math.pi / teeth, []
    for tooth in range(teeth):
        for share, height in ((-0.30, -2.0), (-0.13, 1.7), (0.13, 1.7), (0.30, -2.0)):
            angle, radius = (tooth + share) * pitch, unit * (teeth + height)
            corners.append(f"{x + radius * math.cos(angle):.1f} {MIDDLE + radius * math.sin(angle):.1f}")
    return f"M{' L'.join(corners)} Z"


def _turns(turns):
    """Write a number of turns."""
    return f"{number(turns, 3)} turn" + ("" if turns == 1 else "s")


# ---------------------------------------------------------------------------------------------- graph

MOST_COLUMNS, MOST_ROWS, LONGEST_NAME = 6, 5, 3
TOP, ROW, BOX = 92, 76, 62  # where the graph begins; pixels between two rows; height of a node
RULES = {
    "+": "a sum has the slope 1 for both inputs",
    "−": "a difference has the slope 1 for the first input, and −1 for the second",
    "−x": "turning the sign around has the slope −1",
    "×": "in a product, the slope for one factor is the other factor",
    "÷": "in a quotient a/b, the slope for a is 1/b, and the slope for b is −a/b²",
    "exp": "exp is its own slope",
    "log": "the slope of log is 1 divided by its input",
    "tanh": "the slope of tanh is 1 − tanh²",
    "sigmoid": "the slope of σ is σ·(1 − σ)",
    "relu": "the slope of ReLU is 1 above zero and 0 below",
}
POWER = "a power xⁿ has the slope n·xⁿ⁻¹"
TIMES, PLUS, MINUS = (lambda a, b: a * b), (lambda a, b: a + b), (lambda a, b: a - b)
SLIPS = {  # what a slip gives for the first step, and what to say to it
    "+": ((TIMES, "You multiplied the two. Here they are added."), (MINUS, "You subtracted the second one.")),
    "−": ((lambda a, b: b - a, "It is the other way round: the first minus the second."),
          (PLUS, "You added the two. Subtract the second one.")),
    "×": ((PLUS, "You added the two. The dot means “times”."), (MINUS, "You subtracted the second one.")),
    "÷": ((TIMES, "You multiplied the two. The stroke means “divided by”."), (MINUS, "You subtracted the second one.")),
}


@scene("A graph, forward and backward")
def graph(formula: str, values: str):
    """Show a formula as a graph: values go forward node by node, gradients come back.

    Formula and values are editable. What is typed is read as a syntax tree and never run.

    Parameters
    ----------
    formula : str
        As `autograd.read` takes it, such as "(w*x + b - y)**2".
    values : str
        What each name stands for, such as "w=1, x=2"; a name that is left out stands for 1.

    Raises
    ------
    ValueError
        For what is no formula, and for one that does not fit the picture.
    """
    given, used = _values(values), autograd.names_in(formula)
    for name in (name for name in used if len(name) > LONGEST_NAME):
        refuse(f"the name {name[:20]!r} is too long for its box; {LONGEST_NAME} letters fit")
    assumed = [name for name in used if name not in given]
    result = autograd.read(formula, given | dict.fromkeys(assumed, 1.0))
    result.backward()
    handed, layout = autograd.walk(result), _laid_out(result)
    nodes, typed = layout.nodes, [_line("formula", formula, 24), _line("values", values, 64)]
    known, gradients = {node.number for node in nodes if not node.operator}, {}

    def frame(note, alt, question=None, **at):
        """Draw the graph as far as it is known."""
        return Frame([typed, layout.draw(known, gradients, **at)], note, alt, question, size=layout.size)

    stand = f" You gave no value for {' and '.join(assumed)}, so we take 1." * bool(assumed)
    steps = [node.number for node in nodes if node.operator]
    yield frame(f"Every green box is one small step, and its inputs are on its left.{stand} You can change both lines "
                "at the top: click, type, and press Enter.",
                f"A graph of {count(len(nodes), 'box', 'boxes')} for {formula.strip()}; the values of its inputs are "
                "known.", _ask_value(layout, steps[0]))
    for i in steps:
        known.add(i)
        said, value, last = layout.spots[i].spelled, number(nodes[i].data), i == steps[-1]
        yield frame((f"`{said}`." if said.endswith(f"= {value}") else f"`{said} = {value}`.")
                    + " Now all values are known, and we go back." * last,
                    f"The box {layout.spots[i].label} has its value, {value}.",
                    _ask_back(layout, handed) if last else None, at=i, role="activation", marked={i})
    gradients[steps[-1]] = 1.0
    for i in reversed(steps):
        parts = [step for step in handed if step.node == i]
        told = "; ".join(_told(layout, parts, gradients))
        rule = RULES.get(nodes[i].operator if len(parts) == 2 or nodes[i].operator != "−" else "−x", POWER)
        yield frame(f"Back from {layout.name(i)}, we multiply its gradient by the slope: `{told}`. {sentence(rule)}"
                    + " Several paths meet here, so we add them." * ("more" in told),
                    f"The box {layout.spots[i].label} hands gradients to its inputs: {told}.",
                    _ask_sum(layout, handed, i), at=i, role="gradient", marked={i, *(step.parent for step in parts)})
    ends = ", ".join(f"`∂L/∂{node.name} = {number(node.grad)}`" for node in nodes if node.name)
    yield frame(f"One walk back has found all gradients: {ends or 'there are no names, so nothing to nudge'}.",
                f"The whole graph of {formula.strip()} with values and gradients; the result is "
                f"{number(result.data)}. {ends.replace('`', '')}")


def _values(typed):
    """Read "w=1, x=2" as a dict."""
    found = {}
    for part in filter(None, (part.strip() for part in re.split("[,;]", typed))):
        name, sign, value = (piece.strip() for piece in part.partition("="))
        try:
            if not sign or not name.isidentifier():
                raise ValueError
            found[name] = inputs.number.check(read(value), name, at_least=-1e6, at_most=1e6)
        except ValueError:
            refuse(f"“{part[:30]}” is no value; write a name, = and a number to 1,000,000, as in w=1, x=2")
    return found


def _line(name, words, y):
    """Draw a line that can be typed into."""
    return [text(f"{name} is", 70, y, name, "muted", 14, "end"),
            field(name, words, f"the {name}, to be typed", cut(words, 54), "data", width=554, height=32).draw(355, y)]


def _told(layout, parts, gradients):
    """Write what a node hands to its parents, and note what they have then."""
    told = []
    for step in parts:
        before = gradients.get(step.parent)
        gradients[step.parent] = step.total
        if layout.is_number(step.parent) and len(parts) > 1:
            continue  # a number that stands in the formula has its gradient in its box, and cannot be changed
        share = f"{number(gradients[step.node])}·{factor(step.slope)} = {number(step.share)}"
        more = f", in all {number(before)} + {factor(step.share)} = {number(step.total)}" if before is not None else ""
        told.append(f"{share}{' more' * bool(more)} to {layout.name(step.parent)}{more}")
    return told


def _ask_value(layout, i):
    """Ask for the value of the first step."""
    node, terms = layout.nodes[i], [layout.nodes[parent].data for parent in layout.parents(i)]
    slips = [(slip(*terms), reply) for slip, reply in SLIPS[node.operator]] if len(terms) == 2 else \
        [(-node.data, "Look at the sign once more."), (terms[0], "That is what goes in. What comes out?")]
    return ask_number(f"What is the value of {layout.spots[i].label.replace('=', ' = ')}?", node.data,
                      f"Yes: `{layout.spots[i].spelled}`.", *slips,
                      (node.data + 1, f"Put {' and '.join(map(number, dict.fromkeys(terms)))} in once more."), most=3)


def _ask_back(layout, handed):
    """Ask what the result hands to its first parent that can be nudged; a number of the formula cannot."""
    own = [step for step in handed if step.node == handed[0].node]
    parent = next((step.parent for step in own if not layout.is_number(step.parent)), own[0].parent)
    total = [step.total for step in own if step.parent == parent][-1]
    result, name = layout.name(handed[0].node), layout.name(parent)
    return ask(f"Now we go back. If you nudge {name} a little, how many times the nudge does {result} change?",
               (f"{number(total)} times", f"Yes. That is the slope of this step, with {name} = "
                                          f"{number(layout.nodes[parent].data)}."),
               (f"{number(layout.nodes[parent].data)} times", f"That is the value of {name}, not a slope."),
               (f"{number(-total)} times", f"Look at the sign. If {name} grows, does {result} rise or fall?"),
               (f"{number(total + 1)} times", "Take the slope of this one step, at the numbers in the boxes."))


def _ask_sum(layout, handed, at):
    """Ask for the gradient of an input that a second path is about to reach."""
    later = next((step.node for step in handed if step.node < at), None)
    for step in (step for step in handed if step.node == later):
        before = [other.total for other in handed if other.parent == step.parent and other.node >= at]
        if before and step.share and before[-1]:
            name, old = layout.name(step.parent), before[-1]
            return ask_number(f"One path has brought {number(old)} to {name}. Now a second path brings "
                              f"{number(step.share)}. What is the gradient of {name}?", step.total,
                              "Yes. Different paths are added.",
                              (step.share, "You forgot the first path."),
                              (old * step.share, "You multiplied. Along a path we multiply, but paths are added."),
                              (old, "You forgot the new path."), most=3)
    return None


# ---------------------------------------------------------------------------------------------- where its boxes stand


class Spot(NamedTuple):
    """Where a node is drawn, what stands in its box, and how its value comes about."""

    label: str
    spelled: str
    x: float
    y: float


class Layout(NamedTuple):
    """A graph, with a spot for each node, the width of a box and the size of the picture."""

    nodes: list
    edges: list
    spots: dict
    width: float
    size: tuple

    def name(self, i):
        """Give the letter of a step, the name of an input, or a number as it stands in the formula."""
        return self.spots[i].label.split("=")[0]

    def is_number(self, i):
        """Tell whether a node is a number that stands in the formula."""
        return not (self.nodes[i].name or self.nodes[i].operator)

    def parents(self, i):
        """Give what goes into a node."""
        return [edge.source for edge in self.edges if edge.target == i]

    def draw(self, known, gradients, at=None, role=None, marked=()):
        """Draw the values and gradients that are known; the edges into the node `at` are at work."""
        lines, slopes = [], []
        for i, edge in enumerate(self.edges):
            x1, y1, x2, y2 = self._ends(i)
            lines.append(line(f"edge {i}", x1, y1, x2, y2, f"{role} thick" if edge.target == at else "muted thin"))
            slope = f"·{number(edge.slope, 3)}"
            if edge.target == at and role == "gradient" and 14 * len(slope) < x2 - x1:  # the note has it in any case
                slopes.append(text(f"slope {i}", x1 + 0.36 * (x2 - x1), y1 + 0.36 * (y2 - y1) - 11, slope,
                                   "gradient strong halo", 14))  # nearer to the parent, where lines lie apart
        return [lines, [self._box(i, i in known, gradients.get(i), i in marked) for i in self.spots], slopes,
                text("legend", 320, self.size[1] - 12, "in each box: what it is, its value, and, on the way back, its "
                     "gradient", "muted", 14)]

    def _ends(self, i):
        """Return where a line leaves its parent's box, and where it reaches its target's."""
        source, target, _ = self.edges[i]
        into = [place for place, edge in enumerate(self.edges) if edge.target == target]
        shift = 24 * (into.index(i) - (len(into) - 1) / 2)
        doubled = len(set(self.parents(target))) < len(into)
        start, end = self.spots[source], self.spots[target]
        return start.x + self.width / 2, start.y + doubled * shift, end.x - self.width / 2, end.y + shift

    def _box(self, i, known, gradient, marked):
        """Draw a node: what it is, its value, its gradient."""
        (label, _, x, y), node = self.spots[i], self.nodes[i]
        role = "highlight" if marked else "activation" if node.operator else "data"
        label = "number" if self.is_number(i) else label
        return [rect(f"node {i}", x - self.width / 2, y - BOX / 2, self.width, BOX, f"cell {role}", rx=6),
                text(f"label {i}", x, y - 20, label, "ink", min(14, int((self.width - 2) / width(label, 1)))),
                text(f"value {i}", x, y, self._fitting(node.data), "ink", 14) if known else None,
                None if gradient is None else
                text(f"gradient {i}", x, y + 20, self._fitting(gradient), "gradient strong", 14)]

    def _fitting(self, value):
        """Write a number with as many digits as fit into a box."""
        said = [number(value, digits) for digits in (4, 3, 2, 1)]
        return next((few for few in said if 9.3 * len(few) <= self.width - 6), said[-1])


def _laid_out(result):
    """Place each node right of its parents, so that lines cross as few others as may be."""
    nodes, edges = autograd.graph(result)
    if not edges:
        refuse("a lone number or name makes no graph; combine two, as in w*x")
    parents = {node.number: [edge.source for edge in edges if edge.target == node.number] for node in nodes}
    column = {}
    for i in parents:
        column[i] = 1 + max((column[parent] for parent in parents[i]), default=-1)
    for i in (i for i in parents if not parents[i]):  # an input stands beside the first box that needs it
        column[i] = min(column[edge.target] for edge in edges if edge.source == i) - 1
    order, bends = _ordered(parents, column)
    things = [(column[i], order[i], i) for i in column] + [(at, start, None) for at, start in bends]
    tall = [[i for _, _, i in sorted((thing for thing in things if thing[0] == c), key=lambda thing: thing[1])]
            for c in range(max(column.values()) + 1)]
    columns, rows = len(tall), max(map(len, tall))
    if columns > MOST_COLUMNS or rows > MOST_ROWS:
        refuse(f"{columns} steps in a row and {rows} side by side do not fit; the picture takes {MOST_COLUMNS} and "
               f"{MOST_ROWS}")
    labels, pitch, high = _labels(nodes, parents), 624 / columns, ROW * max(rows, 2)
    numbers = [value for node in nodes for value in (node.data, node.grad)] + [s.total for s in autograd.walk(result)]
    across = min(pitch - 20, max(60, 18 + 9 * max(len(label) for label, _ in labels.values()),
                                 10 + 9.3 * max(len(number(value)) for value in numbers)))
    spots = {i: Spot(*labels[i], 8 + pitch * (c + 0.5), TOP + high / 2 + ROW * (row - (len(items) - 1) / 2) + 2)
             for c, items in enumerate(tall) for row, i in enumerate(items) if i is not None}
    return Layout(nodes, edges, dict(sorted(spots.items())), across, (640, TOP + high + 34))


def _ordered(parents, column):
    """Return the order from top to bottom of all nodes, and where lines that run past other columns need room."""
    order, bends = {}, []  # a bend is (column, order)
    free = iter(range(1000))

    def visit(i):
        for parent in parents[i]:
            start = next(free) if parent in order else visit(parent)
            bends.extend((between, start) for between in range(column[parent] + 1, column[i]))
        order[i] = min((order[parent] for parent in parents[i]), default=None) if parents[i] else next(free)
        return order[i]

    visit(max(parents))
    return order, bends


def _labels(nodes, parents):
    """Name every step p, q, r, …, the last one L, and spell it with its inputs and with their numbers."""
    taken = {node.name for node in nodes}
    letters = iter([letter for letter in "pqrstuvabcdefghijk" if letter not in taken])
    names, labels = {}, {}
    for i, node in enumerate(nodes):
        if not node.operator:
            names[i] = node.name or number(node.data, 3)
            labels[i] = (names[i], names[i])
            continue
        names[i] = "L" if i == len(nodes) - 1 and "L" not in taken else next(letters)
        short = [names[parent] for parent in parents[i]]
        full = [number(nodes[parent].data) for parent in parents[i]]
        labels[i] = (f"{names[i]}={_spell(node.operator, short)}",
                     f"{names[i]} = {_spell(node.operator, short, ' ')} = {_spell(node.operator, full, ' ')}")
    return labels


def _spell(operator, terms, space=""):
    """Write one operation."""
    first, *others = terms
    inside = f"({first})" if first.startswith("−") else first
    if others:
        second = f"({others[0]})" if others[0].startswith("−") else others[0]
        return first + {"×": "·", "÷": "/"}.get(operator, f"{space}{operator}{space}") + second
    if operator == "−":
        return f"−{inside}"
    if operator.startswith("^"):
        return inside + (operator if "." in operator or "e" in operator else superscript(operator[1:]))
    return f"{'σ' if operator == 'sigmoid' else operator}({first})"
