"""Scenes of linear algebra: vectors, products, transpose, inverse, and matrices as motions of the plane.

Called with numbers, each returns a Scene. `dlmath.stage.play` shows it, and makes it again from new numbers when a
handle is dragged or an entry is typed.
"""

import numpy as np

from dlmath import linalg
from dlmath.inputs import choice, matrix, refuse, square, vector
from dlmath.picture.frame import ask, ask_number, ask_which, scene
from dlmath.picture.plane import Plane, strip
from dlmath.picture.shapes import image, path, rect, text
from dlmath.picture.table import Table, empty, line_up
from dlmath.picture.words import count, entry, factor, number, pair, products, rows, sentence

LOW = (640, 280)  # the size of a picture that holds a row of matrices
MIDDLE = (0, 56, 640, 168)  # where their cells may lie in it
CELL = (64, 56)  # and how large they are at most
FLAG = ((0.25, 0.2), (0.25, 0.8), (0.7, 0.8), (0.25, 0.8), (0.25, 0.5), (0.55, 0.5))  # the letter F, in one stroke
ARROWS = Plane(x=(-8, 8), y=(-4.5, 4.5), box=(44, 10, 580, 326), equal=True)
POINT = vector(shape=(2,))


@scene("Adding and scaling vectors", still=2)
def vectors(a: POINT, b: POINT):
    """Show a + b, a − b and 2a as arrows; the tips of a and b are draggable.

    Parameters
    ----------
    a, b : array_like (2,)
    """
    total, less, twice = linalg.add(a, b).result, linalg.subtract(a, b).result, linalg.scale(2, a).result
    both = [("a", (0, 0), a, "data"), ("b", (0, 0), b, "weight")]
    moved = [both[0], ("b", a, total, "weight")]

    def draw(*arrows, move=None):
        """Draw the plane, the arrows with their names, and the two handles."""
        return [ARROWS.axes(), [ARROWS.arrow(*arrow, move=move and arrow[0] == "b" or None) for arrow in arrows],
                [_beside(*arrow, move=move and arrow[0] == "b" or None) for arrow in arrows],
                [ARROWS.handle(f"{name} handle", tip, name, f"tip of {name}, at {pair(tip)}", role)
                 for name, _, tip, role in both]]

    yield (draw(*both),
           f"a = {pair(a)} and b = {pair(b)}: the first number goes right, the second up. Drag the tips.",
           f"Two arrows from the origin, a to {pair(a)} and b to {pair(b)}.",
           ask("Walk along a, then along b. Where do you end?",
               (pair(total), "Yes: the steps to the right add up, and so do the steps up."),
               (pair(less), "That is a − b: you walked b backwards."),
               (pair(a * b), "That multiplies the numbers. A walk adds steps.")))
    yield (draw(*moved, move=True),
           "Carry b to the tip of a. An arrow is a step, and a step can be taken from anywhere.",
           f"The arrow b now starts at the tip of a and ends at {pair(total)}.")
    sums = ", ".join(f"{number(x)} + {factor(y)}" for x, y in zip(a, b))
    yield (draw(*moved, ("a + b", (0, 0), total, "activation"), move=True),
           f"`a + b = ({sums}) = {pair(total)}`: entry by entry.",
           f"A third arrow, a + b, from the origin to {pair(total)}.")
    yield (draw(*both, ("a − b", b, a, "error")),
           f"`a − b = {pair(less)}`: the arrow that leads from the tip of b to the tip of a.",
           f"An arrow from the tip of b to the tip of a, which is a − b = {pair(less)}.",
           ask("Double both numbers of a. What becomes of the arrow?",
               ("Twice as long, same direction", "Yes: both numbers double, so the direction stays."),
               ("Turned towards b", "b has no part in it."),
               ("Longer and steeper", "It would be steeper if only the second number grew. Both do.")))
    yield (draw(("2a", (0, 0), twice, "activation"), *both),
           f"`2a = {pair(twice)}`: same direction, twice the length, {number(linalg.norm(a))} becomes "
           f"{number(linalg.norm(twice))}.",
           f"The arrow 2a reaches to {pair(twice)}, twice as far as a.")


def _beside(name, tail, tip, role, move):
    """Write an arrow's name beside its middle."""
    (x1, y1), (x2, y2) = ARROWS.to_pixels(*tail), ARROWS.to_pixels(*tip)
    length = np.hypot(x2 - x1, y2 - y1) or 1.0
    x, y = x1 + 0.55 * (x2 - x1) - 16 * (y2 - y1) / length, y1 + 0.55 * (y2 - y1) + 16 * (x2 - x1) / length
    return text(f"{name} name", x, y, name, f"halo strong {role}", move=move)


SIGNS = {"add": ("+", "+", linalg.add), "subtract": ("−", "−", linalg.subtract),
         "hadamard": ("∘", "×", linalg.hadamard)}  # between matrices, between numbers
FOUR = matrix(most=(4, 4))


@scene(lambda A, B, operation: f"A {SIGNS[operation][0]} B, entry by entry", size=LOW)
def entrywise(A: FOUR, B: FOUR, operation: choice(*SIGNS) = "add"):
    """Show A + B, A − B or A ∘ B, one entry after another; entries are editable.

    Parameters
    ----------
    A, B : array_like, same shape, rank 2, at most 4 × 4
    operation : "add", "subtract" or "hadamard"
    """
    sign, between, function = SIGNS[operation]
    result = function(A, B)
    row = line_up(Table("A", A, edit=True, size=20), sign, Table("B", B, "weight", edit=True, size=20), "=",
                  Table("C", result.result, "activation", size=20), box=MIDDLE, cell=CELL)
    formulas = [f"{number(x)} {between} {factor(y)} = {number(value)}" for _, (x, y), value in result.steps]
    (x, y), first = result.steps[0].terms, result.steps[0].value
    yield (row.draw(shown={"C": 0}),
           f"A {sign} B works place by place, so A and B must have the same shape, here {A.shape}.",
           f"Two matrices of shape {A.shape} and an empty one for the result.",
           ask_number(f"What stands top left in A {sign} B?", first,
                      f"Yes: `{formulas[0]}`, the two entries in the same place.",
                      (x + y, "That adds the two."), (x * y, "That multiplies the two."),
                      (x - y, "That subtracts the second from the first."),
                      (result.result[0, -1], "That is the entry at the end of the row.")))
    for done, (step, formula) in enumerate(zip(result.steps, formulas), 1):
        i, j = step.index
        yield (row.draw(mark=dict.fromkeys("ABC", step.index), shown={"C": done}),
               f"`{entry('C', step.index)} = {formula}`",
               f"The entries at row {i}, column {j} are marked; {formula}.")


@scene("Dot product", size=LOW)
def dot(a: vector(most=6), b: vector(most=6)):
    """Show a dot product: pairs are multiplied, products added up; entries are editable.

    Parameters
    ----------
    a, b : array_like (n,), n at most 6
    """
    result = linalg.dot(a, b)
    n, multiplied = len(a), a * b
    cell = (min(72, 440 / n), 46)
    left = 340 - n * cell[0] / 2
    bare = {"label": "", "caption": "", "size": 20}
    three = [Table("a", a, edit=True, **bare).at(left, 16, cell), Table("b", b, "weight", edit=True, **bare).at(
        left, 78, cell), Table("a·b", multiplied, "activation", **bare).at(left, 150, cell)]
    names = [text(f"{table.name} is", left - 24, table.middle[1], name, f"{table.role} strong", 20, "end")
             for table, name in zip(three, ("a", "b", "aᵢ·bᵢ"))]

    def draw(done, total):
        """Draw the three rows with so many products made, and their sum."""
        now = done - 1 if done else None
        return [[table.draw(now) for table in three[:2]], three[2].draw(now, done), names,
                text("sum", 340, 236, f"sum = {number(total)}", "activation strong", 22)]

    yield (draw(0, 0), f"Two vectors of {count(n, 'number')} become one number: multiply pairs, add up.",
           f"Two rows of {count(n, 'number')}, an empty row for the products, and a sum of 0.",
           ask_number("What is a · b?", result.result, "Yes: multiply pair by pair, then add up.",
                      (a.sum() * b.sum(), "That multiplies the two sums. Multiply pair by pair, then add."),
                      (a.sum() + b.sum(), "That adds everything. The pairs are multiplied first."),
                      (multiplied[0], "That is the first product alone.")))
    before = ""
    for done, step in enumerate(result.steps, 1):
        x, y = step.terms
        formula = f"{before}{factor(x) if before else number(x)}·{factor(y)} = {number(step.value)}"
        yield (draw(done, step.value), f"`{formula}`",
               f"Pair {done} of {n}: {formula}. The sum so far is {number(step.value)}; products "
               f"{' + '.join(map(factor, multiplied[:done]))}.")
        before = f"{number(step.value)} + "


@scene("The gate of the matrix product", size=LOW)
def gate(A_shape: POINT, B_shape: POINT):
    """Show whether a product of two shapes exists; the sizes are editable.

    Parameters
    ----------
    A_shape, B_shape : array_like (2,) of whole numbers from 1 to 9
    """
    (m, n), (k, p) = [[_size(value) for value in shape] for shape in (A_shape, B_shape)]
    fits = n == k
    look = {"caption": "", "size": 20}
    row = line_up(Table("A_shape", [m, n], edit=True, label="A", **look), "@",
                  Table("B_shape", [k, p], "weight", edit=True, label="B", **look), "=",
                  Table("C_shape", [m, p] if fits else ["✗", "✗"], "activation" if fits else "error", label="A @ B",
                        **look), box=(0, 84, 640, 52), cell=(64, 52), gap=88)
    (start, foot), (end, _) = row["A_shape"].centre((1,)), row["B_shape"].centre((0,))
    role = "activation" if fits else "error"
    bridge = path("bridge", f"M{start} {foot + 36} v32 H{end} v-32", f"{role} thick" + ("" if fits else " dashed"))
    verdict = text("verdict", (start + end) / 2, foot + 98, f"{n} = {k}: they fit" if fits else f"{n} ≠ {k}: refused",
                   f"{role} strong", 18)
    right, slip = f"Right: the inner sizes are {n} and {k}.", f"Look at the two inner sizes, {n} and {k}."
    yield (row.draw(shown={"C_shape": 0}),
           f"The boxes hold shapes, not entries: A is ({m}, {n}), B is ({k}, {p}). Click a size to change it.",
           f"The shapes ({m}, {n}) and ({k}, {p}) side by side.",
           ask_which("Can these two be multiplied, A @ B?", "Yes" if fits else "No",
                     {"Yes": right if fits else slip, "No": slip if fits else right}))
    why = f"A row of A has {count(n, 'entry', 'entries')}, a column of B has {k}. "
    why += (f"They pair up, one dot product for each of {count(m, 'row')} and {count(p, 'column')}: the result is "
            f"({m}, {p})." if fits else
            "They do not pair up, so there is no product: "
            f"`matmul: ({m}, {n}) @ ({k}, {p}) – the inner sizes {n} and {k} differ`")
    yield ([row.draw(mark={"A_shape": 1, "B_shape": 0}), bridge, verdict], why,
           f"The inner sizes {n} and {k} are marked; they {'are equal' if fits else 'differ'}.")


def _size(value):
    """Read a size from an edited cell."""
    if value != int(value) or not 1 <= value <= 9:
        refuse(f"a size is a whole number from 1 to 9, not {value:g}")
    return int(value)


@scene("Matrix product", still=1, size=LOW)
def product(A: matrix(most=(10, 10)), B: matrix(most=(10, 10))):
    """Show a matrix product, one row times one column after another; entries are editable.

    Parameters
    ----------
    A : array_like (m, n)
    B : array_like (n, p)
        Up to 4 × 4 the numbers are easy to read; 10 × 10 still fits.

    Raises
    ------
    TypeError, ValueError
        As `linalg.matmul` does.
    """
    result = linalg.matmul(A, B)
    (m, n), p = A.shape, B.shape[1]
    row = line_up(Table("A", A, edit=True, size=20), "@", Table("B", B, "weight", edit=True, size=20), "=",
                  Table("C", result.result, "activation", size=20), box=MIDDLE, cell=CELL)
    formulas = [f"{products(*zip(*step.terms))} = {number(step.value)}" for step in result.steps]
    yield (row.draw(shown={"C": 0}),
           f"({m}, {n}) @ ({n}, {p}) gives ({m}, {p}): each entry is a row of A times a column of B.",
           f"A with shape ({m}, {n}), B with shape ({n}, {p}) and an empty C with shape ({m}, {p}).",
           ask_number("Top left in the product, C[0, 0]?", result.result[0, 0],
                      f"Yes: `{formulas[0]}`, row 0 of A with column 0 of B.",
                      (A[0, 0] * B[0, 0],
                       "That is the Hadamard product's way. Here a whole row meets a whole column."),
                      (A[0].sum() + B[:, 0].sum(),
                       "That adds row and column. Their entries are multiplied in pairs first."),
                      (A[0] @ B.ravel()[:n], "That reads B along its rows. Take B's column.")))
    for done, (step, formula) in enumerate(zip(result.steps, formulas), 1):
        i, j = step.index
        question = ask("C[1, 0] comes next. Which row, which column?",
            ("row 1 of A, column 0 of B", "Yes: the first index names the row of A, the second the column of B."),
            ("row 0 of A, column 1 of B", "The first index is the row, and it is 1 now."),
            ("row 1 of A, row 0 of B", "A row always meets a column: go down in B."),
        ) if done == p and m > 1 else None
        yield (row.draw(mark={"A": (i, ...), "B": (..., j), "C": (i, j)}, shown={"C": done}),
               f"`{entry('C', step.index)} = {formula}`",
               f"Row {i} of A and column {j} of B are marked: {formula}.", question)


@scene("Transpose", size=LOW)
def transpose(A: matrix(most=(5, 5))):
    """Show each row of A become a column: the cells are carried there.

    Parameters
    ----------
    A : array_like (m, n), at most 5 × 5
    """
    moves = linalg.transpose(A).steps
    m, n = A.shape
    row = line_up(Table("A", empty((m, n)), "muted", size=20), "", Table("Aᵀ", empty((n, m)), "muted", size=20),
                  box=MIDDLE, cell=(64, 46), gap=120)
    letters = Table("A", A, size=20).at(0, 0, row["A"].cell).letters
    for done in range(m + 1):
        carried = [(row["Aᵀ"] if move.source[0] < done else row["A"]).put(
            move.target if move.source[0] < done else move.source, number(move.value), f"entry {move.source}",
            "highlight" if move.source[0] == done - 1 else "data", "ink strong" if move.source[0] < done else "ink",
            letters, move=True) for move in moves]
        if not done:
            yield ([row.draw(), carried],
                   "The transpose flips a matrix over its diagonal: A[i, j] goes to place [j, i].",
                   f"A with {count(m, 'row')}, empty places for Aᵀ.", _ask_row_of_transpose(A))
        else:
            yield ([row.draw(), carried],
                   f"Row {done - 1} of A, {pair(A[done - 1])}, becomes column {done - 1} of Aᵀ: "
                   f"`Aᵀ[j, {done - 1}] = A[{done - 1}, j]`",
                   f"{done} of {m} rows of A stand as columns in Aᵀ.")


def _ask_row_of_transpose(A):
    """Ask for a row of the transpose."""
    (m, n), at = A.shape, min(1, A.shape[1] - 1)
    return ask(f"A has shape ({m}, {n}). What stands in row {at} of Aᵀ, counted from 0?",
               (pair(A[:, at]), "Yes: what was a column of A is a row of Aᵀ."),
               (pair(A[min(1, m - 1)]), "That is a row of A: it becomes a column."),
               (pair(A.ravel()[m * at:][:m]), "That folds the same line of numbers anew: a reshape."))


@scene("Inverse by row reduction", size=LOW)
def inverse(A: square(most=(3, 3))):
    """Show [A | I] reduced to [I | A⁻¹], stopping with the reason at a singular matrix; entries are editable.

    Parameters
    ----------
    A : array_like (n, n), n at most 3
    """
    n = len(A)
    try:
        steps, reason = linalg.inverse(A).steps, None
    except linalg.SingularMatrix as error:
        steps, reason = error.steps, str(error).partition(": ")[2]
    row = line_up(Table("A", A, caption="", size=20), "", Table("B", np.eye(n), "weight", caption="", size=20),
                  box=(0, 64, 640, 150), cell=(88, 50), gap=40)
    bar = path("bar", f"M320 {row['A'].y - 8} V{row['A'].bottom + 8}", "ink thick")

    def draw(step, left, right, *marked, edit=False):
        """Draw the matrix after a step, with its rows marked."""
        marks, halves = {(i, ...) for i in marked}, np.hsplit(step.matrix, 2)
        return [row.draw(values=dict(zip("AB", halves)), label={"A": left, "B": right}, edit={"A": edit},
                         mark={"A": marks, "B": marks}), bar]

    note = "Write I beside A. Row operations that turn A into I turn I into A⁻¹."
    yield (draw(steps[0], "A", "I", edit=True), note,
           f"{note} The rows now read: {rows(steps[0].matrix)}.",
           ask("What should column 0 become, to be on the way to I?",
               ("1 on top, 0 below", "Yes: first a 1 on the diagonal, then zeros below and above it."),
               ("all zeros", "A column of zeros could never become a column of I."),
               ("all ones", "I has a single 1 in each column, on the diagonal.")))
    drawn = draw(steps[0], "A", "I", edit=True)
    for step in steps[1:]:
        last = step is steps[-1] and not reason
        note = sentence(_operation(step)) + " On the left stands I, so on the right stands A⁻¹." * last
        drawn = draw(step, *(("I", "A⁻¹") if last else ("…", "…")),
                     *([step.row, step.other] if step.kind == "swap" else [step.row]))
        yield drawn, note, f"{note} The rows now read: {rows(step.matrix)}."
    if reason:
        useless = np.flatnonzero(np.abs(steps[-1].matrix[:, :n]).max(axis=1) < linalg.SINGULAR)
        if len(useless):
            reason = (f"on the left row {useless[0]} is all zeros, so no division can put a 1 on its diagonal. It "
                      "brought nothing that the other rows did not have. A has no inverse: it is singular")
        yield ([drawn, text("stop", 320, row.bottom + 34, "no inverse", "error strong", 20)],
               f"Stop: {reason}.", f"The reduction stops: {reason}.")


def _operation(step):
    """Write a row operation in words."""
    return {"swap": lambda: f"swap rows {step.row} and {step.other}",
            "scale": lambda: f"divide row {step.row} by {number(1 / step.factor)}",
            "subtract": lambda: f"subtract {number(step.factor)} × row {step.other} from row {step.row}"}[step.kind]()


@scene("A matrix moves the plane", still=1)
def plane_map(A: matrix(shape=(2, 2))):
    """Show the plane moved by a 2 × 2 matrix; drag where the two basis vectors land.

    Parameters
    ----------
    A : array_like (2, 2)
        Its columns are where (1, 0) and (0, 1) land.
    """
    motion = linalg.plane_map(A)
    reach = 1  # doubled until both tips are in the picture; a drag cannot leave it, so it stays while one lasts
    while np.abs(A[0]).max() > 6 * reach or np.abs(A[1]).max() > 3.4 * reach:
        reach *= 2
    plane = Plane(x=(-6 * reach, 6 * reach), y=(-3.4 * reach, 3.4 * reach), box=(4, 4, 632, 352), equal=True)
    e1, e2, back = pair(motion.e1), pair(motion.e2), motion.inverse
    lands = pair(motion.move([[1, 1]])[0])
    yield (_moved(plane, np.eye(2)),
           "The plane before: a square of area 1 with an F in it, and the arrows (1, 0), (0, 1).",
           "A square grid with the unit square, a letter F in it, and the two basis arrows.",
           ask(f"(1, 0) will go to {e1} and (0, 1) to {e2}. Where does (1, 1) go?",
               (lands, "Yes: (1, 1) is one step of each, before and after."),
               ("(2, 2)", "Add the two arrows: one step of each."),
               *([("it stays there", "The corner moves with the square.")] if lands != "(1, 1)" else [])))
    handles = [plane.handle(f"e{i} handle", tip, f"e{i}", f"where {axis} lands, at {pair(tip)}", role)
               for i, tip, axis, role in ((1, motion.e1, "(1, 0)", "weight"), (2, motion.e2, "(0, 1)", "activation"))]
    area = number(abs(motion.area))
    yield ([_moved(plane, A), handles],
           f"A = [{pair(A[0])}, {pair(A[1])}]: its columns {e1} and {e2} are where the two arrows land. Area 1 became "
           f"{area}, the determinant is {number(motion.area)}"
           + (": below zero, so the flag is mirrored." if motion.area < 0 else ".") + " Drag the two tips.",
           f"The grid after the motion: (1, 0) is at {e1}, (0, 1) at {e2}, and the square has area {area}.",
           _ask_undone(back is not None))
    if back is None:
        little = "" if motion.area == 0 else f"{number(motion.area)}, as good as "
        yield (_moved(plane, A),
               f"The determinant is {little}0: the square has no area left. Many points landed on the same spot, and "
               "no matrix can send one spot to several places. There is no inverse.",
               "The plane stays flattened.")
    else:
        yield (_moved(plane, np.eye(2)),
               f"A⁻¹ = [{pair(back[0])}, {pair(back[1])}] takes every point home: `A⁻¹ A = I`.",
               "The grid is back where it was.")


def _moved(plane, M):
    """Draw the plane after the motion M: its lattice, the unit square with a flag in it, and the basis arrows."""
    def stroke(points):
        return "M" + " L".join("{:.1f} {:.1f}".format(*plane.to_pixels(*M @ np.array(point))) for point in points)

    lattice = [stroke(ends) for k in range(-3, 4) for ends in (((k, -3), (k, 3)), ((-3, k), (3, k)))]
    corners = [M @ np.array(corner, float) for corner in ((0, 0), (1, 0), (1, 1), (0, 1))]
    return [plane.axes(numbers=False),
            path("lattice", " ".join(lattice), "data thin", stroke_opacity=0.35, move=True),
            plane.polygon("square", corners, "area highlight", move=True, fill_opacity=0.7),
            path("flag", stroke(FLAG), "ink", move=True),
            plane.arrow("e1", (0, 0), M[:, 0], "weight", move=True),
            plane.arrow("e2", (0, 0), M[:, 1], "activation", move=True)]


def _ask_undone(possible):
    """Ask whether a motion has an inverse."""
    if possible:
        return ask("Is there a matrix that undoes this?", ("Yes", "Yes, the inverse: nothing was flattened."),
                   ("No", "There is: nothing was flattened, so every point can be sent back."))
    return ask("Is there a matrix that undoes this?",
               ("No", "Right: points that landed on the same spot cannot be parted again."),
               ("Yes", "Not here: the plane was flattened, and many points lie on top of each other."))


@scene("A digit's score")
def score(digit: matrix(shape=(28, 28)), template: matrix(shape=(28, 28))):
    """Show a digit's score: its pixels times a template's, added up.

    Parameters
    ----------
    digit, template : array_like, same shape (28, 28)
        The template has positive pixels where ink speaks for, negative ones where it speaks against.
    """
    multiplied = digit * template
    gain, loss = multiplied[multiplied > 0].sum(), multiplied[multiplied < 0].sum()
    total = number(linalg.dot(digit.ravel(), template.ravel()).result)
    limit = np.abs(template).max() or 1.0
    signed = {"low": -limit, "high": limit, "colours": "signed"}
    boxes = strip((24, 60, 594, 170), 3, gap=42)
    pictures = [[image(name, pixels, *box, **colours), rect(f"{name} frame", *box, "muted thin"),
                 text(f"{name} name", box[0] + 85, 38, name, "ink strong")]
                for name, pixels, box, colours in zip(("digit", "template", "digit ∘ template"),
                                                      (digit, template, multiplied), boxes, ({}, signed, signed))]
    times, gives = text("times", 215, 145, "∘", "ink", 24), text("gives", 427, 145, "=", "ink", 24)
    key = text("key", 320, 252, "orange raises the score, blue lowers it, white leaves it", "muted", 14)
    verdict = text("verdict", 320, 290, f"{number(gain)} − {number(-loss)} = {total}", "activation strong", 22)
    yield ([pictures[:2], times],
           "784 pixels, and 784 weights: orange weights are positive, blue ones negative.",
           "A handwritten digit beside a template with orange and blue regions.",
           ask("Ink on a blue place of the template: what does it do to the score?",
               ("It lowers it", "Yes: ink times a negative weight is negative."),
               ("It raises it", "Orange places do that."),
               ("Nothing", "White places do that: their weight is 0.")))
    yield ([pictures, times, gives, key], "Pixel times weight, place by place: where there is no ink, nothing is left.",
           "The digit, the template and their product: only places with ink keep a colour.")
    yield ([pictures, times, gives, key, verdict],
           f"`score = digit · template = {total}`: what speaks for it, {number(gain)}, less what speaks against, "
           f"{number(-loss)}.",
           f"Below the pictures stands the score, {total}.")
