"""Scenes of linear algebra: vectors, products, transpose, inverse, motions of the plane, and the score of a digit.

Called with numbers, each returns a Scene. `dlmath.stage.play` shows it, and makes it again from new numbers when a
handle is dragged or an entry is typed.
"""

import numpy as np

from dlmath import data, linalg
from dlmath.inputs import array, choice, matrix, refuse, square, vector
from dlmath.inputs import number as one_number
from dlmath.picture import look
from dlmath.picture.frame import ask, ask_number, ask_which, scene
from dlmath.picture.plane import Plane, strip
from dlmath.picture.shapes import circle, drawing_pad, image, line, path, rect, text
from dlmath.picture.table import Table, empty, line_up
from dlmath.picture.words import count, entry, factor, fixed, number, pair, products, rows, sentence

LOW = (640, 280)  # the size of a picture that holds a row of matrices
MIDDLE = (0, 56, 640, 168)  # where their cells may lie in it
CELL = (64, 56)  # and how large they are at most
FLAG = ((0.25, 0.2), (0.25, 0.8), (0.7, 0.8), (0.25, 0.8), (0.25, 0.5), (0.55, 0.5))  # the letter F, in one stroke
ARROWS = Plane(x=(-8, 8), y=(-4.5, 4.5), box=(44, 10, 580, 326), equal=True)
TWO = Plane(x=(-5, 5), y=(-4, 4), box=(8, 8, 400, 344), equal=True)
POINT = vector(shape=(2,))
DIGIT = matrix(shape=(28, 28))


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
                [_beside(ARROWS, *arrow, move=move and arrow[0] == "b" or None) for arrow in arrows],
                [ARROWS.handle(f"{name} handle", tip, name, f"tip of {name}, at {pair(tip)}", role)
                 for name, _, tip, role in both]]

    yield (draw(*both),
           f"a = {pair(a)} and b = {pair(b)}. The first number says how far an arrow goes to the right, the second "
           "how far up. Drag the tips.",
           f"Two arrows from the origin, a to {pair(a)} and b to {pair(b)}.",
           ask("You walk along a, and from there along b. Where do you arrive?",
               (pair(total), "Yes. The steps to the right add up, and so do the steps up."),
               (pair(less), "That is a − b. You walked along b backwards."),
               (pair(a * b), "You multiplied the numbers. On a walk, the steps add up.")))
    yield (draw(*moved, move=True),
           "We carry b to the tip of a. An arrow stands for a step, and you can take a step from any place.",
           f"The arrow b now starts at the tip of a and ends at {pair(total)}.")
    sums = ", ".join(f"{number(x)} + {factor(y)}" for x, y in zip(a, b))
    yield (draw(*moved, ("a + b", (0, 0), total, "activation"), move=True),
           f"`a + b = ({sums}) = {pair(total)}`: we add entry by entry.",
           f"A third arrow, a + b, from the origin to {pair(total)}.")
    yield (draw(*both, ("a − b", b, a, "error")),
           f"`a − b = {pair(less)}` is the arrow that leads from the tip of b to the tip of a.",
           f"An arrow from the tip of b to the tip of a, which is a − b = {pair(less)}.",
           ask("We double both numbers of a. What happens to the arrow?",
               ("It gets twice as long", "Yes. Both numbers double, so it also keeps its direction."),
               ("It turns towards b", "We double the numbers of a alone. b does not matter."),
               ("It gets longer and steeper", "It would get steeper if only the second number grew. But both grow.")))
    yield (draw(("2a", (0, 0), twice, "activation"), *both),
           f"`2a = {pair(twice)}` has the same direction and twice the length: {number(linalg.norm(a))} becomes "
           f"{number(linalg.norm(twice))}.",
           f"The arrow 2a reaches to {pair(twice)}, twice as far as a.")


# names that would meet an axis, a handle or another line beside the middle: how far along the arrow, and how far off it
AWAY = {"a": (0.8, 16), "v": (0.8, 16), "a + b": (0.7, -24), "a − b": (0.55, -26), "2a": (0.8, 16), "digit": (0.6, -32)}


def _beside(plane, name, tail, tip, role, move=None):
    """Write an arrow's name beside its middle, or where there is room for it."""
    (x1, y1), (x2, y2) = plane.to_pixels(*tail), plane.to_pixels(*tip)
    length = np.hypot(x2 - x1, y2 - y1) or 1.0
    along, off = AWAY.get(name, (0.55, 16))
    x, y = x1 + along * (x2 - x1) - off * (y2 - y1) / length, y1 + along * (y2 - y1) + off * (x2 - x1) / length
    left, top, width, height = plane.box
    x, y = min(max(x, left + 24), left + width - 24), min(max(y, top), top + height)  # never beyond the edge
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
           f"A {sign} B works entry by entry, so A and B must have the same shape. Here it is {A.shape}.",
           f"Two matrices of shape {A.shape} and an empty one for the result.",
           ask_number(f"What will the entry at the top left of A {sign} B be?", first,
                      f"Yes: `{formulas[0]}`, with the two entries in the same place.",
                      (x + y, "You added the two entries."), (x * y, "You multiplied the two entries."),
                      (x - y, "You subtracted the second entry from the first."),
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

    yield (draw(0, 0), f"Two vectors of {count(n, 'number')} give one number. We multiply pair by pair, and then we "
           "add up the products.",
           f"Two rows of {count(n, 'number')}, an empty row for the products, and a sum of 0.",
           ask_number("What is a · b?", result.result, "Yes. You multiplied pair by pair, and then you added up.",
                      (a.sum() * b.sum(), "You multiplied the two sums. First multiply pair by pair, then add up."),
                      (a.sum() + b.sum(), "You added everything. First multiply pair by pair."),
                      (multiplied[0], "That is the first product alone. Add the others to it.")))
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
    right, slip = f"The inner sizes are {n} and {k}.", f"Look at the two inner sizes. They are {n} and {k}."
    yield (row.draw(shown={"C_shape": 0}),
           f"The boxes show two shapes, not the entries: A is ({m}, {n}) and B is ({k}, {p}). Click a size to change "
           f"it.",
           f"The shapes ({m}, {n}) and ({k}, {p}) side by side.",
           ask_which("Can you multiply these two, A @ B?", "Yes" if fits else "No",
                     {"Yes": right if fits else slip, "No": slip if fits else right}))
    why = f"A row of A has {count(n, 'entry', 'entries')}, and a column of B has {k}. "
    why += (f"So they can be paired. There is one dot product for each of {count(m, 'row')} and {count(p, 'column')}: "
            f"the result is ({m}, {p})." if fits else
            "So they cannot be paired, and there is no product. NumPy says: "
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
           f"({m}, {n}) @ ({n}, {p}) gives ({m}, {p}). Each entry is the dot product of a row of A and a column of B.",
           f"A with shape ({m}, {n}), B with shape ({n}, {p}) and an empty C with shape ({m}, {p}).",
           ask_number("What will the entry at the top left be, C[0, 0]?", result.result[0, 0],
                      f"Yes: `{formulas[0]}`, row 0 of A with column 0 of B.",
                      (A[0, 0] * B[0, 0],
                       "That is the Hadamard product. Here you take a whole row with a whole column."),
                      (A[0].sum() + B[:, 0].sum(),
                       "You added up the row and the column. First multiply their entries pair by pair."),
                      (A[0] @ B.ravel()[:n], "You read B along its rows. Take the first column of B.")))
    for done, (step, formula) in enumerate(zip(result.steps, formulas), 1):
        i, j = step.index
        question = ask("Next comes C[1, 0]. Which row and which column do we need?",
            ("row 1 of A, column 0 of B", "Yes. The first index is the row of A, and the second is the column of B."),
            ("row 0 of A, column 1 of B", "The first index is the row of A, and it is 1 now."),
            ("row 1 of A, row 0 of B", "A row of A always goes with a column of B, from top to bottom."),
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
                   "The transpose flips a matrix over its diagonal: the entry A[i, j] goes to [j, i].",
                   f"A with {count(m, 'row')}, empty places for Aᵀ.", _ask_row_of_transpose(A))
        else:
            yield ([row.draw(), carried],
                   f"Row {done - 1} of A, {pair(A[done - 1])}, becomes column {done - 1} of Aᵀ: "
                   f"`Aᵀ[j, {done - 1}] = A[{done - 1}, j]`",
                   f"{done} of {m} rows of A stand as columns in Aᵀ.")


def _ask_row_of_transpose(A):
    """Ask for a row of the transpose."""
    (m, n), at = A.shape, min(1, A.shape[1] - 1)
    return ask(f"A has the shape ({m}, {n}). Which numbers will be in row {at} of Aᵀ, counted from 0?",
               (pair(A[:, at]), "Yes. A column of A has become a row of Aᵀ."),
               (pair(A[min(1, m - 1)]), "That is a row of A. In Aᵀ it is a column."),
               (pair(A.ravel()[m * at:][:m]), "These numbers follow each other in reading order. That is a reshape."))


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

    note = "We write I to the right of A. The row steps that turn A into I will turn I into A⁻¹."
    yield (draw(steps[0], "A", "I", edit=True), note,
           f"{note} The rows now read: {rows(steps[0].matrix)}.",
           ask("The left half has to become I. What do we need in its column 0?",
               ("a 1 on the diagonal, zeros elsewhere", "Yes. We begin with the 1, and then we make the zeros."),
               ("zeros everywhere", "I has a 1 in each column, on the diagonal."),
               ("ones everywhere", "I has only one 1 in each column, on the diagonal.")))
    drawn = draw(steps[0], "A", "I", edit=True)
    for step in steps[1:]:
        last = step is steps[-1] and not reason
        note = sentence(_operation(step)) + " Now the left half is I, so the right half is A⁻¹." * last
        drawn = draw(step, *(("I", "A⁻¹") if last else ("…", "…")),
                     *([step.row, step.other] if step.kind == "swap" else [step.row]))
        yield drawn, note, f"{note} The rows now read: {rows(step.matrix)}."
    if reason:
        useless = np.flatnonzero(np.abs(steps[-1].matrix[:, :n]).max(axis=1) < linalg.SINGULAR)
        if len(useless):
            reason = (f"in the left half, row {useless[0]} is all zeros, so no step can make a 1 on its diagonal. "
                      "This row was made of the other rows. So A has no inverse: it is singular")
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
           "This is the plane before it is moved. There is a square of area 1 with an F in it, and there are the "
           "arrows (1, 0) and (0, 1).",
           "A square grid with the unit square, a letter F in it, and the two basis arrows.",
           ask(f"(1, 0) will go to {e1} and (0, 1) to {e2}. Where does (1, 1) go?",
               (lands, "Yes. (1, 1) is one step along each arrow, before and after."),
               ("(2, 2)", "(1, 1) is one step along each arrow. So add the two arrows where they land."),
               *([("it stays there", "The corner moves together with the square.")] if lands != "(1, 1)" else [])))
    handles = [plane.handle(f"e{i} handle", tip, f"e{i}", f"where {axis} lands, at {pair(tip)}", role)
               for i, tip, axis, role in ((1, motion.e1, "(1, 0)", "weight"), (2, motion.e2, "(0, 1)", "activation"))]
    area = number(abs(motion.area))
    yield ([_moved(plane, A), handles],
           f"A = [{pair(A[0])}, {pair(A[1])}]. Its columns {e1} and {e2} are where the two arrows land, and "
           f"(1, 1) lands at {lands}. The area 1 became {area}, and the determinant is {number(motion.area)}"
           + (". It is negative, because the plane is flipped over." if motion.area < 0 else ".") + " Drag the two "
                                                                                                    "tips.",
           f"The grid after the motion: (1, 0) is at {e1}, (0, 1) at {e2}, and the square has area {area}.",
           _ask_undone(back is not None))
    if back is None:
        little = "" if motion.area == 0 else f"{number(motion.area)}, as good as "
        yield (_moved(plane, A),
               f"The determinant is {little}0, and the square has no area left. Many points have landed on the same "
               "spot, and no matrix can send one spot to several places. So there is no inverse.",
               "The plane stays flattened.")
    else:
        yield (_moved(plane, np.eye(2)),
               f"The inverse A⁻¹ = [{pair(back[0])}, {pair(back[1])}] takes every point back: `A⁻¹ A = I`.",
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
        return ask("Is there a matrix that takes all points back?", ("Yes", "Yes, the inverse. Nothing was flattened."),
                   ("No", "There is one. Nothing was flattened, so each point can be sent back."))
    return ask("Is there a matrix that takes all points back?",
               ("No", "Points that have landed on the same spot cannot be separated again."),
               ("Yes", "Not here. The plane was flattened, and many points are on the same spot now."))


@scene("A digit's score")
def score(digit: DIGIT, template: DIGIT):
    """Show a digit's score: its pixels times a template's, added up.

    Parameters
    ----------
    digit, template : array_like, same shape (28, 28)
        The template has positive pixels where ink speaks for, negative ones where it speaks against.
    """
    gain, loss, total = _votes(digit, template)
    boxes = strip((24, 60, 594, 170), 3, gap=42)
    pictures = [_picture("digit", digit, boxes[0]), _picture("template", template, boxes[1], template),
                _picture("digit ∘ template", digit * template, boxes[2], template)]
    times, gives = text("times", 215, 145, "∘", "ink", 24), text("gives", 427, 145, "=", "ink", 24)
    key = text("key", 320, 252, "orange raises the score, blue lowers it", "muted", 14)
    verdict = text("verdict", 320, 290, f"{number(gain)} − {number(loss)} = {number(total)}", "activation strong", 22)
    yield ([pictures[:2], times],
           "The digit has 784 pixels, and the template has one number for each of them. Orange numbers are positive, "
           "and blue numbers are negative.",
           "A handwritten digit next to a template with orange and blue regions.",
           ask("What does ink in a blue place of the template do to the score?",
               ("It lowers the score", "Yes. Ink times a negative number is negative."),
               ("It raises the score", "Ink in an orange place does that. Blue numbers are negative."),
               ("Nothing", "Ink in a white place does nothing, because the number there is 0.")))
    yield ([pictures, times, gives, key],
           "We multiply each pixel by the number in its place. Where there is no ink, the product is 0, which is "
           "white.",
           "The digit, the template and their product: only places with ink keep a colour.")
    yield ([pictures, times, gives, key, verdict],
           f"`score = digit · template = {number(total)}`. The orange products add up to {number(gain)}, and the "
           f"blue ones take away {number(loss)}.",
           f"The digit, the template, their product, and the score, {number(total)}.")


def _votes(digit, template):
    """Return what speaks for, what speaks against, and the score."""
    each = digit * template
    total = linalg.dot(digit.ravel(), template.ravel()).result
    return each[each > 0].sum(), -each[each < 0].sum(), round(total, 9)  # what is smaller is rounding noise


def _picture(name, pixels, box, template=None, role="muted thin"):
    """Draw pixels in a frame with their name above: as ink, or, with a template, in the colours of its numbers."""
    limit = 1 if template is None else np.abs(template).max() or 1
    colours = {"low": 0, "high": limit} if template is None else {"low": -limit, "high": limit, "colours": "signed"}
    return [image(name, pixels, *box, **colours), rect(f"{name} frame", *box, role),
            text(f"{name} name", box[0] + box[2] / 2, box[1] - 20, name, "ink strong", 16 if box[2] > 150 else 14)]


@scene("Your digit and the template", still=0, size=(640, 330))
def yours(drawing, template: DIGIT):
    """Show a digit that the learner draws, its product with a template, and its score.

    Parameters
    ----------
    drawing : list of strokes
        Each a list of points (x, y) in pixels of the picture, y downward.
    template : array_like (28, 28)
    """
    strokes = [np.asarray(stroke, float) for stroke in drawing if len(stroke)]
    page = [drawing_pad("drawing", strokes, (10, 52, 232, 232), "Draw a digit here"),
            text("page name", 10, 20, "draw here", "ink strong", 14, "start")]
    boxes = strip((262, 40, 368, 112), 3, gap=16)
    shown = _picture("template", template, boxes[1], template)
    question = ask("Draw a 3. Now imagine that you close it on the left, so that it becomes an 8. What happens to "
                   "the score?",
                   ("It falls", "Yes. The new strokes are in the blue, so they count against a 3."),
                   ("It rises, because there is more ink", "More ink in the orange would raise it. These strokes are "
                    "in the blue."),
                   ("It stays the same", "Each pixel with ink counts, for a 3 or against it. Try it."))
    if not strokes:
        wait = text("wait", 446, 210, "no ink, no score", "muted", 18)
        yield ([page, shown, wait], "Draw a digit on the pad. Then you will see how it fits the template.",
               "An empty pad to draw on, and the template.", question)
        yield ([page, shown, wait], "When you have drawn a digit, this picture shows which strokes speak against a 3.",
               "An empty pad, and the template.")
        return
    digit = data.ink(strokes) / 255
    gain, loss, total = _votes(digit, template)
    pictures = [_picture("your digit", digit, boxes[0]), shown]
    signs = [text("times", boxes[1][0] - 8, 96, "∘", "ink", 18), text("gives", boxes[2][0] - 8, 96, "=", "ink", 18)]
    formula = f"score = {number(gain)} − {number(loss)} = {number(total)}"
    bars = [_bar("for a 3", gain, 190, template, "error"), _bar("against", loss, 222, template, "data"),
            text("verdict", 262, 264, formula, "ink strong", 20, "start")]
    yield ([page, pictures, _picture("product", digit * template, boxes[2], template), signs, bars],
           f"`{formula}`. Your drawing was moved to the middle and made as large as the other digits. Draw more, or "
           "clear the pad and try another digit.",
           f"A pad with a drawing, the drawing as 28 × 28 pixels, the template and their product. The score is "
           f"{number(total)}.", question)
    against = np.minimum(digit * template, 0)
    yield ([page, pictures, _picture("against", against, boxes[2], template), bars[1]],
           f"Here you see only what speaks against a 3: {count((against < 0).sum(), 'pixel')} with ink in the blue. "
           f"They take away {number(loss)}. If you close the left side of a 3, there will be more of them.",
           f"The product with only its blue pixels left. They take away {number(loss)}.")


def _bar(name, value, y, template, role):
    """Draw a number as a bar, as long as it is beside all that the template can give."""
    length = 220 * value / (np.abs(template).sum() / 2 or 1)
    return [text(f"{name} is", 262, y, name, "ink", 16, "start"),
            rect(f"{name} bar", 336, y - 10, length, 20, f"solid {role}") if length else None,
            text(f"{name} value", 342 + length, y, number(value), f"{role} strong", 16, "start")]


@scene("The angle between two vectors", still=2)
def angle(u: POINT, v: POINT, digit: DIGIT = None, template: DIGIT = None):
    """Show how the dot product follows the shadow that u throws on the line of v, and the cosine the angle.

    Parameters
    ----------
    u, v : array_like (2,)
        Their tips are draggable.
    digit, template : array_like (28, 28), optional
        The last picture shows these two as arrows: a score is a shadow times a length as well.
    """
    if not u.any() or not v.any():
        refuse("an arrow of length 0 has no direction, so there is no angle")
    cast, long, length = linalg.shadow(u, v).length, linalg.norm(u), linalg.norm(v)
    dot, turned = linalg.dot(u, v).result, long / length * np.array([-v[1], v[0]])
    product = number(dot)
    yield (_two(u, v, dot, 1),
           f"u = {pair(u)} and v = {pair(v)}, so `u · v = {products(u, v)} = {product}`. Drag the two tips, and watch "
           "u · v. Can you make it negative?",
           f"Two arrows from the origin, u to {pair(u)} and v to {pair(v)}. Their dot product is {product}.",
           ask("Now we turn u until it is at a right angle to v. It keeps its length. What is u · v then?",
               ("0", "Yes. At a right angle, nothing of u points along v."),
               ("as large as it can be", "It is largest when u and v point in the same direction."),
               (product, "The length of u stays the same, but its direction counts as well.")))
    yield (_two(turned, v, 0, 2, handles=False),
           f"`u · v = {products(turned, v)} = 0`. When u is at a right angle to "
           "v, it throws no shadow on the line of v.",
           "The arrow u at a right angle to the arrow v. The dot product is 0.")
    side = "on the side of v" if cast > 0 else "on the other side, away from v" if cast < 0 else "of no length"
    yield (_two(u, v, dot, 3),
           f"Now u throws a shadow {side}. `u · v = shadow × length of v = {number(cast)} · {number(length)} = "
           f"{product}`. Drag the tips, and watch the shadow.",
           f"The shadow of u on the line of v is {number(cast)} long, and the dot product is {product}.",
           ask("Now u turns around and points exactly the other way. What happens to u · v?",
               ("It changes its sign", "Yes. The shadow is as long as before, but on the other side."),
               ("It becomes 0", "That happens at a right angle. Here there is still a shadow."),
               ("It stays the same", "Both numbers of u change their sign, so u · v does, too.")) if cast else None)
    back = number(-dot)
    yield (_two(-u, v, -dot, 3, handles=False),
           f"`u · v = {products(-u, v)} = {back}`. The shadow is as long as before, but it is on the other side.",
           f"The arrow u turned around. The dot product is {back}.",
           ask("Next comes the cosine: u · v divided by both lengths. What happens to it if u gets twice as long?",
               ("Nothing", "Yes. u · v doubles, but so does the length of u, by which you divide."),
               ("It doubles", "u · v doubles. But you divide by the length of u, and that doubles, too."),
               ("It halves", "The length by which you divide doubles. But u · v doubles as well.")))
    cosine, again = number(linalg.cosine(u, v)), number(linalg.cosine(2 * u, v))
    yield (_two(u, v, dot, 4),
           f"`cosine = u · v / (length of u × length of v) = {product} / ({number(long)} · {number(length)}) = "
           f"{cosine}`. With 2u it is `{number(linalg.dot(2 * u, v).result)} / ({number(2 * long)} · "
           f"{number(length)}) = {again}` again. Drag the tips. Where is the cosine 1, and where is it −1?",
           f"The cosine of the angle is {cosine}, marked on a scale from −1 to 1.")
    if digit is not None and template is not None:
        yield _digit_as_arrow(digit, template)


def _two(u, v, dot, known, handles=True):
    """Draw u and v, and as much as is known of their figures: the dot product, the shadow, its factors, the cosine."""
    cast = linalg.shadow(u, v) if dot else linalg.Shadow(0, np.zeros(2))  # where it is 0, not a 0 with rounding noise
    far = 20 * v / linalg.norm(v)
    return [TWO.axes(numbers=False),
            TWO.curve("line of v", [-far[0], far[0]], [-far[1], far[1]], "muted thin") if known > 1 else None,
            _thrown(TWO, u, cast) if known > 1 else None,
            [[TWO.arrow(name, (0, 0), tip, role), _beside(TWO, name, (0, 0), tip, role)]
             for name, tip, role in (("v", v, "weight"), ("u", u, "data"))],
            [TWO.handle(f"{name} handle", tip, name, f"tip of {name}, at {pair(tip)}", role)
             for name, tip, role in (("u", u, "data"), ("v", v, "weight"))] if handles else None,
            _figures(cast.length, linalg.norm(v), dot, known),
            _scale(linalg.cosine(u, v)) if known > 3 else None]


def _thrown(plane, tip, cast):
    """Draw the light that passes the tip of an arrow, and the shadow of the arrow."""
    return [plane.line("light", tip, cast.tip, "muted dashed"),
            plane.line("shadow", (0, 0), cast.tip, _side(cast.length), stroke_width=9, stroke_linecap="round",
                       stroke_opacity=0.55)]


def _side(value):
    """Choose the colour of a number by its sign."""
    return "muted" if number(value) == "0" else "activation" if value > 0 else "error"


def _figures(cast, length, product, known):
    """Write the dot product beside the plane, then the shadow, then what they have to do with each other."""
    return [_figure("u · v", product, 44, _side(product), look.LARGE),
            _figure("shadow of u", cast, 104) if known > 1 else None,
            [_figure("length of v", length, 134), _figure("shadow × length", product, 164)] if known > 2 else None]


def _figure(name, value, y, role="ink", size=look.TEXT):
    """Write a name and its number beside the plane."""
    return [text(f"{name} name", 428, y, name, "ink", size, "start"),
            text(name, 626, y, number(value), f"{role} strong", size, "end")]


def _scale(cosine):
    """Draw the cosine on a scale from −1 to 1."""
    middle, half, y, role = 527, 93, 282, _side(cosine)
    return [_figure("cosine", cosine, y - 46, role, look.LARGE),
            line("scale", middle - half, y, middle + half, y, "ink"),
            [[line(f"scale mark {value}", middle + half * value, y - 5, middle + half * value, y + 5, "ink"),
              text(f"scale {value}", middle + half * value, y + 22, number(value), "muted", look.SMALL)]
             for value in (-1, 0, 1)],
            circle("scale here", middle + half * cosine, y, 7, role)]


def _digit_as_arrow(digit, template):
    """Make the frame that shows a digit and a template as two arrows, in the plane in which both of them lie."""
    u, v = digit.ravel(), template.ravel()
    cast, long, length = linalg.shadow(u, v).length, linalg.norm(u), linalg.norm(v)
    total, reach = linalg.dot(u, v).result, 1.1 * max(long, length)
    tip = np.array([cast, np.sqrt(max(long**2 - cast**2, 0))])
    plane = Plane(x=(-reach, reach), y=(-0.25 * reach, reach), box=(8, 8, 400, 344), equal=True)
    fall = linalg.Shadow(cast, np.array([cast, 0]))
    arrows = [[plane.arrow(name, (0, 0), end, role), _beside(plane, name, (0, 0), end, role)]
              for name, end, role in (("template", (length, 0), "weight"), ("digit", tip, "data"))]
    left, right = strip((436, 232, 184, 84), 2, gap=16)
    return ([plane.axes(numbers=False), _thrown(plane, tip, fall), arrows, _figures(cast, length, total, 3),
             _picture("digit, u", digit, left, role="data"),
             _picture("template, v", template, right, template, role="weight")],
            "A digit and the template are arrows, too, with 784 numbers each. Two arrows always lie in one plane, "
            f"and this is their plane. `score = shadow × length of the template = {number(cast)} · {number(length)} = "
            f"{number(total)}`.",
            f"The digit as an arrow of length {number(long)}, and the template as an arrow of length "
            f"{number(length)}. The digit throws a shadow of length {number(cast)} on the line of the template.")


@scene("A threshold between yes and no", still=1, size=(640, 400))
def threshold(scores: vector, labels: vector, images: array(rank=3), bar: one_number = 9.0):
    """Show the scores of 3s and of other digits as two heaps, with a bar between yes and no.

    Parameters
    ----------
    scores, labels : array_like (m,)
    images : array_like (m, rows, columns), from 0 to 1
        The digits. Those whose scores are nearest to the bar are shown.
    bar : float
        The threshold: a score that reaches it is a yes. It is draggable.
    """
    if not len(scores) == len(labels) == len(images):
        refuse(f"{len(scores)} scores, {len(labels)} labels and {len(images)} images; give one of each for each digit")
    real = labels == 3
    if not 0 < real.sum() < len(real):
        refuse("both kinds are needed, 3s and other digits")
    edges, planes = _heap_planes(scores, real)
    yield ([_heap_names(planes), [_heap(plane, "", edges, scores[kind], "data") for plane, kind in planes]],
           f"Above are the scores of {count((~real).sum(), 'digit')} that are not 3s, and below the scores of "
           f"{count(real.sum(), '3')}. A high column means that many digits have this score. (Both heaps are drawn "
           "equally high, however many digits they hold.)",
           "Two heaps of scores on the same scale: digits that are not 3s above, and 3s below.",
           _ask_for_a_gap(scores[real].min() > scores[~real].max()))
    later = float(min(bar + 5, edges[-1]))
    hits, alarms = _hits_and_alarms(scores, real, bar)
    fewer = all(np.less(_hits_and_alarms(scores, real, later), (hits, alarms)))
    shown = [_heap_names(planes), _split(planes, edges, scores, real, bar), _bar_handle(planes, bar)]
    yield (shown, f"{_verdict(scores, real, bar)} Drag the bar.",
           f"A bar at {number(bar)}. To its right are {count(hits, '3')} and {count(alarms, 'other digit')}.",
           ask(f"We move the bar from {number(bar)} to {number(later)}. What happens?",
               ("Fewer false alarms, and fewer hits", "Yes. It has become harder to get a yes, for every digit."),
               ("Fewer false alarms, and more hits", "A 3 that reaches the higher bar has reached the lower one, too."),
               ("Fewer false alarms, and as many hits",
                f"The 3s between {number(bar)} and {number(later)} do not reach the bar any more.")) if fewer else None)
    yield ([_heap_names(planes), _split(planes, edges, scores, real, later)], _verdict(scores, real, later),
           f"The bar has moved. {_verdict(scores, real, later)}".replace("`", ""))
    alarming, often = np.unique(labels[(scores >= bar) & ~real], return_counts=True)
    most = ""
    if alarms:
        most = f" Of the {count(alarms, 'false alarm')}, {often.max()} are {alarming[often.argmax()]:.0f}s."
    yield ([shown, _near_the_bar(scores, images, real, bar)],
           f"Here are the digits whose scores are nearest to the bar at {number(bar)}. Those in orange frames are on "
           f"the wrong side.{most}",
           "A row of digits: up to five whose scores just miss the bar, and up to five whose scores just reach it.")


def _ask_for_a_gap(apart):
    """Ask whether two heaps can be separated."""
    question = "You may put a bar anywhere. What is to its right is called a 3. Is there a place without mistakes?"
    if apart:
        return ask(question, ("Yes", "Yes. There is a gap between the two heaps."),
                   ("No", "Look again. There is a gap between the two heaps."))
    return ask(question, ("No", "Wherever the bar is, some digit is on the wrong side."),
               ("Yes", "There is no gap. Wherever the bar is, some digit is on the wrong side."))


def _hits_and_alarms(scores, real, bar):
    """Count the 3s and the other digits whose scores reach the bar."""
    return int((real & (scores >= bar)).sum()), int((~real & (scores >= bar)).sum())


def _verdict(scores, real, bar):
    """Say what a bar does."""
    hits, alarms = _hits_and_alarms(scores, real, bar)
    return (f"`threshold {number(bar)}`: {count(hits, 'hit')}, {count(int(real.sum()) - hits, 'miss', 'misses')} and "
            f"{count(alarms, 'false alarm')}.")


def _heap_planes(scores, real):
    """Return the edges of the columns, and for both kinds of digits a plane with a mask of them."""
    edges = np.arange(np.floor(scores.min()), np.ceil(scores.max()) + 2)
    highest = [max(np.histogram(scores[kind], edges)[0]) for kind in (~real, real)]
    return edges, [(Plane(x=(edges[0], edges[-1]), y=(0, most), box=(44, top, 552, 96), name=name), kind)
                   for name, kind, most, top in zip(("others", "threes"), (~real, real), highest, (40, 168))]


def _heap_names(planes):
    """Draw what both heaps stand on, and say what each of them is."""
    return [[plane.axes(grid=False, numbers=plane.name == "threes"),
             text(f"{plane.name} name", plane.box[0] + 4, plane.box[1] + 8, said, "ink strong", 14, "start")]
            for (plane, _), said in zip(planes, ("not a 3", "3s"))]


def _heap(plane, side, edges, scores, role):
    """Draw scores as columns, one for each unit of the scale, all in one path."""
    floor, width, counts = plane.to_pixels(0, 0)[1], plane.unit[0] - 2, np.histogram(scores, edges)[0]
    places = [plane.to_pixels(edge, n) for edge, n in zip(edges, counts) if n]
    columns = [f"M{x + 1:.1f} {floor:.1f}V{y:.1f}h{width:.1f}V{floor:.1f}z" for x, y in places]
    return path(f"{plane.name} {side}", "".join(columns), f"solid {role}", stroke_width=1) if columns else None


def _split(planes, edges, scores, real, bar):
    """Draw both heaps in the colours of what the bar makes of them, the bar, and the counts."""
    yes, at = scores >= bar, planes[1][0].to_pixels(min(max(bar, edges[0]), edges[-1]), 0)[0]
    (hits, alarms), after, before = _hits_and_alarms(scores, real, bar), min(at + 10, 480), max(at - 10, 110)
    halves = [_heap(plane, side, edges, scores[kind & half], role)
              for (plane, kind), roles in zip(planes, (("muted", "error"), ("error", "activation")))
              for side, half, role in zip(("left", "right"), (~yes, yes), roles)]
    return [halves, line("bar", at, 14, at, 274, "ink thick"),
            text("alarms", after, 24, count(alarms, "false alarm"), "error strong halo", anchor="start"),
            text("misses", before, 152, count(int(real.sum()) - hits, "miss", "misses"), "error strong halo",
                 anchor="end"),
            text("hits", after, 152, count(hits, "hit"), "activation strong halo", anchor="start")]


def _bar_handle(planes, bar):
    """Let the bar be dragged."""
    plane = planes[0][0]
    return plane.handle("bar handle", (bar, 0.2 * plane.y[1]), "bar", f"threshold, at {number(bar)}", "ink")


def _near_the_bar(scores, images, real, bar):
    """Draw the five digits whose scores just miss the bar, and the five whose scores just reach it."""
    order = np.argsort(scores, kind="stable")
    below, drawn = int((scores < bar).sum()), []
    for side, said, near, left in (("no", "just miss the bar", order[max(0, below - 5):below], 34),
                                   ("yes", "just reach it", order[below:below + 5], 334)):
        drawn.append(text(f"{side} name", left, 310, said, "muted", 14, "start"))
        for box, k in zip(strip((left, 324, 272, 48), 5, gap=8), near):
            right = real[k] == (side == "yes")
            drawn += [image(f"{side} {k}", images[k], *box, low=0, high=1),
                      rect(f"{side} {k} frame", *box, "muted" if right else "error thick"),
                      text(f"{side} {k} score", box[0] + box[2] / 2, 388, fixed(scores[k], 2), "ink", 14)]
    return drawn
