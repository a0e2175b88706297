"""Scenes of derivatives: gears, and a typed formula as a graph that is walked forward and back."""

import math
import re
from typing import NamedTuple

from dlmath import autograd, inputs
from dlmath.picture.draw import Frame, Scene, ask, circle, line, number, path, rect, text

# ---------------------------------------------------------------------------------------------- gears

NAMES = ("x", "y", "z")
ROLES = ("data", "weight", "activation")
COLUMNS = (107, 320, 533)  # where the words under the three gears stand


def gears(teeth=(24, 8, 16)):
    """Show the chain rule on three gears in a row: rates multiply; the numbers of teeth are editable.

    Parameters
    ----------
    teeth : array_like (3,) of whole numbers from 6 to 40
    """
    teeth = [_teeth(count) for count in teeth]
    slopes = [teeth[0] / teeth[1], teeth[1] / teeth[2]]
    whole = _chain(slopes)
    unit = min(5.6, 560 / (2 * sum(teeth)), 124 / (max(teeth) + 2))  # pixels of radius for one tooth
    left = 320 - unit * sum(teeth)
    middles = [left + unit * (2 * sum(teeth[:i]) + teeth[i]) for i in range(3)]

    def frame(turned, note, alt, rates=False, **more):
        """Draw the gears when the first has turned so often; neighbours turn opposite ways."""
        turns = [turned, turned * slopes[0], turned * whole]
        shapes = []
        for i, (name, role) in enumerate(zip(NAMES, ROLES)):
            start = 180 + 180 / teeth[i] if i == 1 else 180 * ((teeth[1] + 1) % 2 + teeth[2] + 1) / teeth[2]
            angle = (0 if i == 0 else start) + 360 * turns[i] * (-1) ** i
            shapes.append(path(f"gear {name}", _gear(teeth[i], unit, middles[i], 140), f"cell {role}", move=True,
                               transform=f"rotate({angle:.2f} {middles[i]:.1f} 140)"))
            mark = 0 if i == 0 else start  # a dot that starts on top of every gear
            radius = unit * (teeth[i] - 3.4)
            shapes.append(circle(f"mark {name}", middles[i], 140 - radius, max(3, unit), f"solid {role}", move=True,
                                 transform=f"rotate({angle - mark:.2f} {middles[i]:.1f} 140)"))
            shapes.append(text(f"{name} name", middles[i], 140, name, f"halo strong {role}", 20))
            shapes.append(text(f"{name} turns", COLUMNS[i], 286, f"{name}: {_times(turns[i])}", f"strong {role}", 16))
            key = f"teeth[{i}]"
            shapes.append(rect(f"{key} cell", COLUMNS[i] - 36, 306, 46, 34, f"cell {role}", rx=4, edit=key,
                               label=f"teeth of gear {name}", value=str(teeth[i])))
            shapes.append(text(key, COLUMNS[i] - 13, 323, teeth[i], "ink", 18))
            shapes.append(text(f"{key} word", COLUMNS[i] + 16, 323, "teeth", "muted", 14, "start"))
        if rates:
            for i, slope in enumerate(slopes):
                shapes.append(text(f"rate {i}", (COLUMNS[i] + COLUMNS[i + 1]) / 2, 286, f"× {number(slope, 3)}",
                                   "gradient strong", 16))
        return Frame(shapes, note, alt, **more)

    first, second = (number(slope, 3) for slope in slopes)
    question = ask(
        f"When x turns once, y turns {first} times; when y turns once, z turns {second} times. x turns once: and z?",
        (f"{number(whole, 3)} times", f"Yes: {first} · {second} = {number(whole, 3)}. Rates along a chain multiply."),
        (f"{number(sum(slopes), 3)} times", f"That adds the rates. y makes {_times(slopes[0])}, and z makes "
                                            f"{_times(slopes[1])} for each whole one of them."),
        (f"{second} times", "That is for one turn of y, and y turns more or less often than x."),
        (f"{first} times", f"So often y turns. Each turn of y gives {_times(slopes[1])} of z."),
    )
    frames = [frame(0, f"Teeth mesh one by one: {teeth[0]} teeth of x push {teeth[0]} teeth of y, so y turns "
                       f"`{teeth[0]} / {teeth[1]} = {first}` times as often. Other numbers of teeth can be typed in.",
                    f"Three meshing gears in a row, x with {teeth[0]}, y with {teeth[1]} and z with {teeth[2]} teeth.",
                    ask=question)]
    for quarter in range(1, 5):
        y, z = (_times(quarter / 4 * rate) for rate in (slopes[0], whole))
        frames.append(frame(quarter / 4, f"x has made {_times(quarter / 4)}, y {y}, z {z}. (Neighbours turn "
                                         "opposite ways; here we only count.)",
                            f"After {_times(quarter / 4)} of x, y has made {y} and z {z}."))
    frames.append(frame(1, f"`∂z/∂x = ∂z/∂y · ∂y/∂x = {teeth[1]}/{teeth[2]} · {teeth[0]}/{teeth[1]} = "
                           f"{teeth[0]}/{teeth[2]} = {number(whole, 3)}`: rates along a chain multiply. The "
                           f"{teeth[1]} teeth of y cancel; y only passes the motion on.",
                        f"Between the gears stand their rates, {first} and {second}; together {number(whole, 3)}.",
                        rates=True))
    return Scene(frames, "The chain rule as gears")


def _chain(slopes):
    """Multiply slopes along a chain, as the walk back does."""
    x = autograd.Value(1.0, "x")
    z = x
    for slope in slopes:
        z = z * slope
    z.backward()
    return x.grad


def _gear(teeth, unit, x, y):
    """Draw the outline of a gear with a hole in it; one tooth points right."""
    pitch, corners = 2 * math.pi / teeth, []
    for tooth in range(teeth):
        for share, height in ((-0.30, -2.0), (-0.13, 1.7), (0.13, 1.7), (0.30, -2.0)):
            angle, radius = (tooth + share) * pitch, unit * (teeth + height)
            corners.append(f"{x + radius * math.cos(angle):.1f} {y + radius * math.sin(angle):.1f}")
    return f"M{' L'.join(corners)} Z"


def _times(turns):
    """Spell a number of turns."""
    return f"{number(turns, 3)} turn" + ("" if turns == 1 else "s")


def _teeth(count):
    """Read a number of teeth from an edited cell."""
    if float(count) != int(count) or not 6 <= count <= 40:
        raise ValueError(f"gears: a gear has a whole number of teeth, from 6 to 40, not {count:g}")
    return int(count)


# ---------------------------------------------------------------------------------------------- graph

MOST_COLUMNS, MOST_ROWS, LONGEST_NAME = 6, 5, 3
TOP, ROW, BOX = 92, 76, 62  # where the graph begins; pixels between two rows; height of a node
RULES = {
    "+": "a sum has slope 1 towards both",
    "−": "a difference has slope 1 towards the first and −1 towards the second",
    "×": "a product's slope towards one factor is the other factor",
    "÷": "a quotient a/b has slope 1/b towards a and −a/b² towards b",
    "exp": "exp is its own slope",
    "log": "the slope of log is one over its input",
    "tanh": "the slope of tanh is 1 − tanh²",
    "sigmoid": "the slope of σ is σ·(1 − σ)",
    "relu": "ReLU's slope is 1 above zero and 0 below",
}
TIMES, PLUS, MINUS = (lambda a, b: a * b), (lambda a, b: a + b), (lambda a, b: a - b)
SLIPS = {  # what a slip gives for the first step, and what to say to it
    "+": ((TIMES, "That multiplies the two, and here they are added."), (MINUS, "That subtracts the second.")),
    "−": ((lambda a, b: b - a, "The other way round: the first minus the second."), (PLUS, "That adds the two.")),
    "×": ((PLUS, "That adds the two, and the dot multiplies."), (MINUS, "That subtracts the second.")),
    "÷": ((TIMES, "That multiplies the two, and the stroke divides."), (MINUS, "That subtracts the second.")),
}


class Spot(NamedTuple):
    """A node of the graph as it is drawn."""

    node: autograd.Node
    label: str
    spelled: str
    x: float
    y: float


def graph(formula, values):
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
    given = _values(values)
    used = autograd.names_in(formula)
    assumed = [name for name in used if name not in given]
    for name in (name for name in used if len(name) > LONGEST_NAME):
        raise ValueError(f"graph: the name {name[:20]!r} is too long for its box; {LONGEST_NAME} letters fit")
    result = autograd.read(formula, given | dict.fromkeys(assumed, 1.0))
    result.backward()
    nodes, edges = autograd.graph(result)
    if not edges:
        raise ValueError("graph: a lone number or name makes no graph; combine two, as in w*x")
    handed = autograd.walk(result)
    numbers = [node.data for node in nodes] + [node.grad for node in nodes] + [step.total for step in handed]
    spots, width, size = _places(nodes, edges, max(len(number(value)) for value in numbers))
    steps = [node.number for node in nodes if node.operator]
    fields = [*_field("formula", formula, 8), *_field("values", values, 48)]

    def frame(values_known, gradients, active, note, alt, question=None, marked=()):
        """Draw the graph; `active` are the edges at work, `marked` the nodes."""
        lines, slopes, boxes = [], [], []
        for place, edge in enumerate(edges):
            (x1, y1), (x2, y2) = _ends(edges, place, spots, width)
            role = {"forward": "activation thick", "back": "gradient thick"}.get(active.get(place), "muted thin")
            lines.append(line(f"edge {place}", x1, y1, x2, y2, role))
            slope = f"·{number(edge.slope, 3)}"
            if active.get(place) == "back" and 14 * len(slope) < x2 - x1:  # the note has it in any case
                slopes.append(text(f"slope {place}", x1 + 0.36 * (x2 - x1), y1 + 0.36 * (y2 - y1) - 11, slope,
                                   "gradient strong halo", 14))  # nearer to the parent, where lines lie apart
        for i, spot in spots.items():
            boxes += _box(spot, width, i in values_known, gradients.get(i), i in marked)
        legend = text("legend", 320, size[1] - 12, "in each box: what it is, its value, and, on the way back, its "
                                                   "gradient", "muted", 14)
        return Frame([fields, lines, boxes, slopes, legend], note, alt, question, size=size)

    leaves = {node.number for node in nodes if not node.operator}
    stand = f" Without a value given, {' and '.join(assumed)} stand{'s' if len(assumed) == 1 else ''} at 1." \
        if assumed else ""
    frames = [frame(leaves, {}, {}, f"Every box is one small step. Its inputs are on its left.{stand} Both lines on "
                                    "top can be changed: click, type, press Enter.",
                    f"A graph of {len(nodes)} boxes for {formula.strip()}; the values of its inputs are known.",
                    _ask_value(spots, nodes[steps[0]], edges, nodes))]
    known = set(leaves)
    for i in steps:
        known = known | {i}
        into = {place: "forward" for place, edge in enumerate(edges) if edge.target == i}
        last = i == steps[-1]
        question = _ask_back(spots, nodes, handed) if last else None
        said, value = spots[i].spelled, number(nodes[i].data)
        frames.append(frame(known, {}, into, f"`{said}`." if said.endswith(f"= {value}") else f"`{said} = {value}`."
                            + (" All values are known; now back." if last else ""),
                            f"The box {spots[i].label} has its value, {number(nodes[i].data)}.", question, {i}))
    gradients, at_work = {len(nodes) - 1: 1.0}, sorted({step.node for step in handed}, reverse=True)
    for i in at_work:
        parts = [step for step in handed if step.node == i]
        told = []
        for step in parts:
            before = gradients.get(step.parent)
            gradients = gradients | {step.parent: step.total}
            if not (nodes[step.parent].name or nodes[step.parent].operator) and len(parts) > 1:
                continue  # a number that stands in the formula has its gradient in its box, and cannot be changed
            share = f"{number(gradients[i])}·{_signed(step.slope)} = {number(step.share)}"
            name = spots[step.parent].label.split("=")[0]
            told.append(f"{share} to {name}" if before is None else
                        f"{share} more to {name}, in all {number(before)} + {_signed(step.share)} = "
                        f"{number(step.total)}")
        rule = RULES.get(nodes[i].operator, "a power xⁿ has slope n·xⁿ⁻¹")
        if nodes[i].operator == "−" and len(parts) == 1:
            rule = "turning the sign has slope −1"
        question = _ask_sum(spots, handed, i, at_work)
        own = spots[i].label.split("=")[0]
        frames.append(frame(known, gradients,
                            {place: "back" for place, edge in enumerate(edges) if edge.target == i},
                            f"{own} hands on its gradient times the slope: `{'; '.join(told)}`. "
                            f"{rule[0].upper() + rule[1:]}."
                            + (" What comes along several paths adds up." if "more" in "".join(told) else ""),
                            f"The box {spots[i].label} hands gradients to its inputs: {'; '.join(told)}.",
                            question, {i, *(step.parent for step in parts)}))
    ends = ", ".join(f"`∂L/∂{node.name} = {number(node.grad)}`" for node in nodes if node.name)
    frames.append(frame(known, {node.number: node.grad for node in nodes}, {},
                        f"One sweep back, and every gradient is there: {ends or 'no names, nothing to change'}.",
                        f"The whole graph of {formula.strip()} with values and gradients; the result is "
                        f"{number(result.data)}. {ends.replace('`', '')}"))
    return Scene(frames, "A graph, forward and backward")


def _values(typed):
    """Read "w=1, x=2" as a dict."""
    found = {}
    for part in filter(None, (part.strip() for part in re.split("[,;]", typed))):
        name, sign, value = (piece.strip() for piece in part.partition("="))
        try:
            if not sign or not name.isidentifier():
                raise ValueError
            found[name] = inputs.number("graph", name, float(value.replace("−", "-")), at_least=-1e6, at_most=1e6)
        except ValueError:
            raise ValueError(f"graph: “{part[:30]}” is no value; write a name, = and a number to 1,000,000, as in "
                             "w=1, x=2") from None
    return found


def _places(nodes, edges, longest):
    """Place each node right of its parents, so that lines cross as few others as may be; numbers may be so long."""
    parents = {node.number: [edge.source for edge in edges if edge.target == node.number] for node in nodes}
    column = {}
    for node in nodes:
        column[node.number] = 1 + max((column[parent] for parent in parents[node.number]), default=-1)
    for node in nodes:  # an input stands beside the first box that needs it
        if not node.operator:
            column[node.number] = min(column[edge.target] for edge in edges if edge.source == node.number) - 1
    order, counter = {}, iter(range(1000))
    bends = []  # (column, order): a line that runs past other columns needs room there

    def visit(i):
        for parent in parents[i]:
            if parent not in order:
                visit(parent)
                start = order[parent]
            else:
                start = next(counter)
            bends.extend((between, start) for between in range(column[parent] + 1, column[i]))
        order[i] = min((order[parent] for parent in parents[i]), default=None) if parents[i] else next(counter)

    visit(nodes[-1].number)
    columns = max(column.values()) + 1
    tall = [[("node", i) for i in column if column[i] == c] + [("bend", b) for b in bends if b[0] == c]
            for c in range(columns)]
    rows = max(map(len, tall))
    if columns > MOST_COLUMNS or rows > MOST_ROWS:
        raise ValueError(f"graph: {columns} steps in a row and {rows} side by side do not fit; the picture takes "
                         f"{MOST_COLUMNS} and {MOST_ROWS}")
    spots, labels = {}, _labels(nodes, parents)
    pitch = 624 / columns
    width = min(pitch - 20, max(60, 18 + 9 * max(len(label) for label, _ in labels.values()), 10 + 9.3 * longest))
    size = (640, TOP + ROW * max(rows, 2) + 34)
    for c, items in enumerate(tall):
        items.sort(key=lambda item: order[item[1]] if item[0] == "node" else item[1][1])
        for row, (kind, i) in enumerate(items):
            if kind == "node":
                x = 8 + pitch * (c + 0.5)
                y = TOP + ROW * max(rows, 2) / 2 + ROW * (row - (len(items) - 1) / 2) + 2
                spots[i] = Spot(nodes[i], *labels[i], x, y)
    return {node.number: spots[node.number] for node in nodes}, width, size


def _labels(nodes, parents):
    """Name every step p, q, r, …, the last one L, and spell it with its inputs and with their numbers."""
    taken = {node.name for node in nodes}
    letters = iter([letter for letter in "pqrstuvabcdefghijk" if letter not in taken])
    names, labels = {}, {}
    for node in nodes:
        i = node.number
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
    if operator in ("+", "−", "×", "÷") and len(terms) == 2:
        first, second = terms
        second = f"({second})" if second.startswith("−") else second
        sign = {"×": "·", "÷": "/"}.get(operator, f"{space}{operator}{space}")
        return f"{first}{sign}{second}"
    inside = terms[0]
    if operator == "−":
        return f"−({inside})" if inside.startswith("−") else f"−{inside}"
    if operator.startswith("^"):
        raised = operator[1:].translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
        raised = f"^{operator[1:]}" if "." in raised or "e" in raised else raised
        return (f"({inside})" if inside.startswith("−") else inside) + raised
    return f"{'σ' if operator == 'sigmoid' else operator}({inside})"


def _field(name, words, y):
    """Draw a line that can be typed into."""
    shown = words if len(words) <= 58 else words[:57] + "…"
    return [text(f"{name} name", 70, y + 16, name, "muted", 14, "end"),
            rect(f"{name} field", 78, y, 554, 32, "cell data", rx=4, edit=name, value=words,
                 label=f"the {name}, to be typed"),
            text(f"{name} words", 88, y + 16, shown, "ink", 16, "start")]


def _ends(edges, place, spots, width):
    """Return where a line leaves its parent's box, and where it reaches its target's."""
    edge = edges[place]
    into = [i for i, other in enumerate(edges) if other.target == edge.target]
    shift = 12 * (into.index(place) - (len(into) - 1) / 2) * 2
    start, end = spots[edge.source], spots[edge.target]
    return (start.x + width / 2, start.y + (shift if len({edges[i].source for i in into}) < len(into) else 0)), \
        (end.x - width / 2, end.y + shift)


def _box(spot, width, known, gradient, marked):
    """Draw a node: what it is, its value, its gradient."""
    i, leaf = spot.node.number, not spot.node.operator
    role = "highlight" if marked else "data" if leaf else "activation"
    x, y = spot.x, spot.y
    shapes = [rect(f"node {i}", x - width / 2, y - BOX / 2, width, BOX, f"cell {role}", rx=6),
              text(f"label {i}", x, y - 20, spot.label if spot.node.name or not leaf else "number", "ink", 14)]
    if known:
        shapes.append(text(f"value {i}", x, y, _fitting(spot.node.data, width), "ink", 14))
    if gradient is not None:
        shapes.append(text(f"gradient {i}", x, y + 20, _fitting(gradient, width), "gradient strong", 14))
    return shapes


def _fitting(value, width):
    """Write a number with as many digits as fit into a box."""
    return next((said for digits in (4, 3, 2) if 9.3 * len(said := number(value, digits)) <= width - 6),
                number(value, 1))


def _ask_value(spots, node, edges, nodes):
    """Ask for the value of the first step."""
    terms = [nodes[edge.source].data for edge in edges if edge.target == node.number]
    slips = [(slip(*terms), reply) for slip, reply in SLIPS[node.operator]] if len(terms) == 2 else \
        [(-node.data, "Look at the sign once more."), (terms[0], "That is what goes in. What comes out?")]
    return ask(f"What is the value of {spots[node.number].label.replace('=', ' = ')}?",
               (number(node.data), f"Yes: `{spots[node.number].spelled}`."),
               *((number(value), reply) for value, reply in slips),
               (number(node.data + 1), f"Put {' and '.join(map(number, dict.fromkeys(terms)))} in once more."))


def _ask_back(spots, nodes, handed):
    """Ask what the result hands to its first parent that can be nudged; a number of the formula cannot."""
    own_steps = [step for step in handed if step.node == handed[0].node]
    step = next((step for step in own_steps if nodes[step.parent].name or nodes[step.parent].operator), own_steps[0])
    own, name = (spots[i].label.split("=")[0] for i in (step.node, step.parent))
    both = [other for other in handed if other.node == step.node and other.parent == step.parent]
    total = both[-1].total
    return ask(f"Back: nudge {name} a little. How many times as far does {own} move?",
               (f"{number(total)} times", f"Yes: that is the slope of {own} where {name} stands."),
               (f"{number(spots[step.parent].node.data)} times", f"That is the value of {name}, not a slope."),
               (f"{number(-total)} times", "Look at the sign: does the result rise or fall?"),
               (f"{number(total + 1)} times", "Take the slope of this one step, at the numbers shown."))


def _ask_sum(spots, handed, at, at_work):
    """Ask for the gradient of an input that a second path is about to reach."""
    nodes = at_work[at_work.index(at) + 1:]
    if not nodes:
        return None
    for step in (step for step in handed if step.node == nodes[0]):
        before = [other for other in handed if other.parent == step.parent and other.node >= at]
        if before and step.share and before[-1].total:
            name, old = spots[step.parent].label.split("=")[0], before[-1].total
            return ask(f"{name} has {number(old)} from one path; another now brings {number(step.share)}. "
                       f"Its gradient is then:",
                       (number(step.total), "Yes: contributions along different paths add."),
                       (number(step.share), "That forgets the first path."),
                       (number(old * step.share), "Multiply along a path, add over the paths."),
                       (number(old), "That forgets the new path."))
    return None


def _signed(value):
    """Write a factor or a term, in brackets if it is negative."""
    return f"({number(value)})" if value < 0 else number(value)
