"""Scenes of linear algebra: vectors, products, transpose, inverse, and matrices as motions of the plane.

Each function takes the numbers and returns a Scene. `dlmath.stage.play` shows it, and makes it again from
new numbers when a handle is dragged or an entry is typed.
"""

import numpy as np

from dlmath import linalg
from dlmath.picture.draw import Ask, Frame, Grid, Plane, Scene, ask, image, number, path, rect, text

TOP = 64  # where matrices begin, in pixels
LOW = (640, 280)  # the size of a picture that holds a row of matrices
FLAG = ((0.25, 0.2), (0.25, 0.8), (0.7, 0.8), (0.25, 0.8), (0.25, 0.5), (0.55, 0.5))  # the letter F, in one stroke


def vectors(a, b):
    """Show a + b, a − b and 2a as arrows; the tips of a and b are draggable.

    Parameters
    ----------
    a, b : array_like (2,)
    """
    a, b = np.asarray(a, float), np.asarray(b, float)
    plane = Plane(x=(-8, 8), y=(-4.5, 4.5), box=(44, 10, 580, 326), equal=True)

    def frame(arrows, note, alt, **more):
        """Draw the plane, the arrows, and the two handles."""
        drawn = [plane.arrow(key, tail, tip, role, **style) for key, tail, tip, role, style in arrows]
        names = []
        for key, tail, tip, role, style in arrows:
            (x1, y1), (x2, y2) = plane.to_pixels(*tail), plane.to_pixels(*tip)
            length = np.hypot(x2 - x1, y2 - y1) or 1.0
            x, y = x1 + 0.55 * (x2 - x1) - 16 * (y2 - y1) / length, y1 + 0.55 * (y2 - y1) + 16 * (x2 - x1) / length
            names.append(text(f"{key} name", x, y, key, f"halo strong {role}", move=style.get("move")))
        handles = [plane.handle(f"{name} handle", v, name, f"tip of {name}, at {_pair(v)}", role)
                   for name, v, role in (("a", a, "data"), ("b", b, "weight"))]
        return Frame([plane.axes(), drawn, names, handles], note, alt, **more)

    both = [("a", (0, 0), a, "data", {}), ("b", (0, 0), b, "weight", {})]
    moved = [both[0], ("b", a, a + b, "weight", {"move": True})]
    added = linalg.add(a, b)
    less = linalg.subtract(a, b).result
    twice = linalg.scale(2, a).result
    total = added.result
    return Scene([
        frame(both, f"a = {_pair(a)} and b = {_pair(b)}: the first number goes right, the second up. Drag the tips.",
              f"Two arrows from the origin, a to {_pair(a)} and b to {_pair(b)}.",
              ask=ask("Walk along a, then along b. Where do you end?",
                  (_pair(total), "Yes: the steps to the right add up, and so do the steps up."),
                  (_pair(less), "That is a − b: you walked b backwards."),
                  (_pair(a * b), "That multiplies the numbers. A walk adds steps."),
              )),
        frame(moved, "Carry b to the tip of a. An arrow is a step, and a step can be taken from anywhere.",
              f"The arrow b now starts at the tip of a and ends at {_pair(total)}."),
        frame([*moved, ("a + b", (0, 0), total, "activation", {})],
              f"`a + b = ({', '.join(step.formula.split(' = ')[0] for step in added.steps)}) = {_pair(total)}`: "
              "entry by entry.",
              f"A third arrow, a + b, from the origin to {_pair(total)}."),
        frame([*both, ("a − b", b, a, "error", {})],
              f"`a − b = {_pair(less)}`: the arrow that leads from the tip of b to the tip of a.",
              f"An arrow from the tip of b to the tip of a, which is a − b = {_pair(less)}.",
              ask=ask("Double both numbers of a. What becomes of the arrow?",
                  ("Twice as long, same direction", "Yes: both numbers double, so the direction stays."),
                  ("Turned towards b", "b has no part in it."),
                  ("Longer and steeper", "It would be steeper if only the second number grew. Both do."),
              )),
        frame([("2a", (0, 0), twice, "activation", {}), *both],
              f"`2a = {_pair(twice)}`: same direction, twice the length, "
              f"{number(linalg.norm(a))} becomes {number(linalg.norm(twice))}.",
              f"The arrow 2a reaches to {_pair(twice)}, twice as far as a."),
    ], "Adding and scaling vectors", still=2, plane=plane)


SIGNS = {"add": ("+", linalg.add), "subtract": ("−", linalg.subtract), "hadamard": ("∘", linalg.hadamard)}


def entrywise(A, B, operation="add"):
    """Show A + B, A − B or A ∘ B, one entry after another; entries are editable.

    Parameters
    ----------
    A, B : array_like, same shape, rank 2, at most 4 × 4
    operation : "add", "subtract" or "hadamard"
    """
    sign, function = SIGNS[operation]
    product = function(A, B)
    shape = product.result.shape
    a, b, c = _row_of_grids("A", shape, "B", shape, f"A {sign} B", shape)
    frames = []
    for done in range(len(product.steps) + 1):
        step = product.steps[done - 1] if done else None
        marks = {step.index: "highlight"} if step else {}
        shown = [[value if row * shape[1] + column < done else None for column, value in enumerate(values)]
                 for row, values in enumerate(product.result.tolist())]
        question = None
        if done == 0:
            first = product.steps[0]
            question = _ask_number(f"What stands top left in A {sign} B?", first.value, [
                (first.terms[0] + first.terms[1], "That adds the two."),
                (first.terms[0] * first.terms[1], "That multiplies the two."),
                (first.terms[0] - first.terms[1], "That subtracts the second from the first."),
                (product.result[0, -1], "That is the entry at the end of the row.")],
                f"Yes: `{first.formula}`, the two entries in the same place.")
        note = (f"`{_place('C', step.index)} = {step.formula}`" if step else
                f"A {sign} B works place by place, so A and B must have the same shape, here {shape}.")
        alt = (f"The entries at row {step.index[0]}, column {step.index[1]} are marked; {step.formula}." if step else
               f"Two matrices of shape {shape} and an empty one for the result.")
        frames.append(Frame([
            a.draw(np.asarray(A, float).tolist(), "data", marks, edit=True, size=20),
            b.draw(np.asarray(B, float).tolist(), "weight", marks, edit=True, size=20),
            c.draw(shown, "activation", marks, size=20), _signs(a, sign, b, "=", c)], note, alt, question, size=LOW))
    return Scene(frames, f"A {sign} B, entry by entry")


def dot(a, b):
    """Show a dot product: pairs are multiplied, products added up; entries are editable.

    Parameters
    ----------
    a, b : array_like (n,), n at most 6
    """
    product = linalg.dot(a, b)
    n = len(product.steps)
    cell = (min(72, 440 / n), 46)
    left = 340 - n * cell[0] / 2
    rows = [Grid(name, (n,), left, y, cell) for name, y in (("a", 16), ("b", 78), ("a·b", 150))]
    multiplied = [x * y for x, y in (step.terms for step in product.steps)]
    bare = {"label": False, "caption": False, "size": 20}
    frames = []
    for done in range(n + 1):
        step = product.steps[done - 1] if done else None
        marks = {(0, done - 1): "highlight"} if done else {}
        shown = [value if i < done else None for i, value in enumerate(multiplied)]
        running = step.value if done else 0.0
        x, y = left + n * cell[0] / 2, 236
        question = None
        if done == 0:
            question = _ask_number("What is a · b?", product.result, [
                (float(np.sum(a) * np.sum(b)), "That multiplies the two sums. Multiply pair by pair, then add."),
                (float(np.sum(a) + np.sum(b)), "That adds everything. The pairs are multiplied first."),
                (multiplied[0], "That is the first product alone.")],
                "Yes: multiply pair by pair, then add up.")
        sums = " + ".join(linalg.spell(value) for value in multiplied[:done])
        frames.append(Frame([
            rows[0].draw(np.asarray(a, float).tolist(), "data", marks, edit=True, **bare),
            rows[1].draw(np.asarray(b, float).tolist(), "weight", marks, edit=True, **bare),
            rows[2].draw(shown, "activation", marks, **bare),
            [text(f"{name} is", left - 24, grid.y + 23, name, f"{role} strong", 20, "end")
             for name, grid, role in zip(("a", "b", "aᵢ·bᵢ"), rows, ("data", "weight", "activation"))],
            text("sum", x, y, f"sum = {linalg.spell(running)}", "activation strong", 22),
        ], f"`{step.formula}`" if done else f"Two vectors of {n} numbers become one number: multiply pairs, add up.",
            f"Pair {done} of {n}: {step.formula}. The sum so far is {linalg.spell(running)}; products {sums}." if done
            else f"Two rows of {n} numbers, an empty row for the products, and a sum of 0.", question, size=LOW))
    return Scene(frames, "Dot product")


def gate(A_shape, B_shape):
    """Show whether a product of two shapes exists; the sizes are editable.

    Parameters
    ----------
    A_shape, B_shape : array_like (2,) of whole numbers from 1 to 9
    """
    (m, n), (k, p) = [[_size(value) for value in shape] for shape in (A_shape, B_shape)]
    fits = n == k
    a, b, c = (Grid(name, (2,), x, 84, (64, 52)) for name, x in (("A_shape", 40), ("B_shape", 256), ("C_shape", 472)))
    names = [text(f"{name} name", grid.x + 64, 50, name, f"{role} strong", 22)
             for name, grid, role in (("A", a, "data"), ("B", b, "weight"), ("A @ B", c, "activation"))]
    inner = {(0, 1): "highlight"}, {(0, 0): "highlight"}
    role = "activation" if fits else "error"
    bridge = path("bridge", "M136 146 V178 H288 V146", f"{role} thick" + ("" if fits else " dashed"))
    verdict = text("verdict", 212, 208, f"{n} = {k}: they fit" if fits else f"{n} ≠ {k}: refused", f"{role} strong", 18)
    signs = [text("at", 212, 110, "@", "ink", 24), text("equals", 428, 110, "=", "ink", 24)]

    def draw(shown, marked):
        return [a.draw([m, n], "data", inner[0] if marked else {}, edit=True, label=False, caption=False, size=20),
                b.draw([k, p], "weight", inner[1] if marked else {}, edit=True, label=False, caption=False, size=20),
                c.draw(shown, "activation" if fits else "error", label=False, caption=False, size=20), names, signs]

    choices = [("Yes", "The inner sizes decide."), ("No", "The inner sizes decide.")]
    right = 0 if fits else 1
    choices[right] = (choices[right][0], f"Right: the inner sizes are {n} and {k}.")
    choices[1 - right] = (choices[1 - right][0], f"Look at the two inner sizes, {n} and {k}.")
    first = Frame(draw([None, None], False), f"The boxes hold shapes, not entries: A is ({m}, {n}), B is ({k}, {p}). "
                  "Click a size to change it.",
                  f"The shapes ({m}, {n}) and ({k}, {p}) side by side.",
                  Ask("Can these two be multiplied, A @ B?", choices, right), size=LOW)
    why = (f"A row of A has {n} entries, a column of B has {k}. They pair up, one dot product for each of {m} rows and "
           f"{p} columns: the result is ({m}, {p})." if fits else
           f"A row of A has {n} entries, a column of B has {k}. They do not pair up, so there is no product: "
           f"`matmul: ({m}, {n}) @ ({k}, {p}) – the inner sizes {n} and {k} differ`")
    return Scene([first, Frame([draw([m, p] if fits else ["✗", "✗"], True), bridge, verdict], why,
                               f"The inner sizes {n} and {k} are marked; they {'are equal' if fits else 'differ'}.",
                               size=LOW)],
                 "The gate of the matrix product")


def product(A, B):
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
    A, B = np.asarray(A, float), np.asarray(B, float)
    result = linalg.matmul(A, B)
    (m, n), (_, p) = A.shape, B.shape
    a, b, c = _row_of_grids("A", A.shape, "B", B.shape, "C", (m, p))
    size = 20 if a.cell[0] >= 40 else 9
    frames = []
    for done in range(m * p + 1):
        step = result.steps[done - 1] if done else None
        i, j = step.index if step else (-1, -1)
        shown = [[value if row * p + column < done else None for column, value in enumerate(values)]
                 for row, values in enumerate(result.result.tolist())]
        question = None
        if done == 0:
            question = _ask_number("Top left in the product, C[0, 0]?", result.result[0, 0], [
                (A[0, 0] * B[0, 0], "That is the Hadamard product's way. Here a whole row meets a whole column."),
                (A[0].sum() + B[:, 0].sum(), "That adds row and column. Their entries are multiplied in pairs first."),
                (float(A[0] @ B.ravel()[:n]), "That reads B along its rows. Take B's column.")],
                f"Yes: `{result.steps[0].formula}`, row 0 of A with column 0 of B.")
        elif done == p and m > 1:
            question = ask("C[1, 0] comes next. Which row, which column?",
                ("row 1 of A, column 0 of B", "Yes: the first index names the row of A, the second the column of B."),
                ("row 0 of A, column 1 of B", "The first index is the row, and it is 1 now."),
                ("row 1 of A, row 0 of B", "A row always meets a column: go down in B."),
            )
        frames.append(Frame([
            a.draw(A.tolist(), "data", {(i, k): "highlight" for k in range(n)} if step else {}, edit=True, size=size),
            b.draw(B.tolist(), "weight", {(k, j): "highlight" for k in range(n)} if step else {}, edit=True, size=size),
            c.draw(shown, "activation", {(i, j): "highlight"} if step else {}, size=size), _signs(a, "@", b, "=", c)],
            f"`{_place('C', step.index)} = {step.formula}`" if step else
            f"({m}, {n}) @ ({n}, {p}) gives ({m}, {p}): each entry is a row of A times a column of B.",
            f"Row {i} of A and column {j} of B are marked: {step.formula}." if step else
            f"A with shape ({m}, {n}), B with shape ({n}, {p}) and an empty C with shape ({m}, {p}).",
            question, size=LOW))
    return Scene(frames, "Matrix product", still=1)


def transpose(A):
    """Show each row of A become a column: the cells are carried there.

    Parameters
    ----------
    A : array_like (m, n)
    """
    A = np.asarray(A, float)
    moves = linalg.transpose(A).steps
    (m, n), cell = A.shape, (64, 46)
    source = Grid("A", (m, n), 280 - n * 64, 146 - m * 23, cell)
    target = Grid("Aᵀ", (n, m), 400, 146 - n * 23, cell)
    frames = []
    for done in range(m + 1):
        shapes = [source.draw([[None] * n] * m, "muted"), target.draw([[None] * m] * n, "muted")]
        for move in moves:
            (i, j), there = move.source, move.source[0] < done
            x, y = target.center(*move.target) if there else source.center(*move.source)
            role = "highlight" if i == done - 1 else "data"
            shapes += [rect(f"cell {i},{j}", x - 30, y - 21, 60, 42, f"cell {role}", rx=4, move=True),
                       text(f"value {i},{j}", x, y, number(move.value), "ink strong" if there else "ink", 20,
                            move=True)]
        row = [number(value) for value in A[done - 1]] if done else []
        question = None
        if done == 0:
            question = ask(f"A has shape ({m}, {n}). What stands in row {min(1, n - 1)} of Aᵀ, counted from 0?",
                (_pair(A[:, min(1, n - 1)]), "Yes: what was a column of A is a row of Aᵀ."),
                (_pair(A[min(1, m - 1)]), "That is a row of A: it becomes a column."),
                (_pair(A.ravel()[m * min(1, n - 1):][:m]), "That folds the same line of numbers anew: a reshape."),
            )
        frames.append(Frame(
            shapes, f"Row {done - 1} of A, ({', '.join(row)}), becomes column {done - 1} of Aᵀ: "
            f"`Aᵀ[j, {done - 1}] = A[{done - 1}, j]`"
            if done else "The transpose flips a matrix over its diagonal: A[i, j] goes to place [j, i].",
            f"{done} of {m} rows of A stand as columns in Aᵀ." if done else f"A with {m} rows, empty places for Aᵀ.",
            question, size=LOW))
    return Scene(frames, "Transpose")


def inverse(A):
    """Show [A | I] reduced to [I | A⁻¹], stopping with the reason at a singular matrix; entries are editable.

    Parameters
    ----------
    A : array_like (n, n), n at most 3
    """
    A = np.asarray(A, float)
    n = len(A)
    try:
        steps, reason = linalg.inverse(A).steps, None
    except linalg.SingularMatrix as error:
        steps, reason = error.steps, str(error).removeprefix("inverse: ")
    cell = (min(88, 540 / (2 * n)), 50)
    left, right = Grid("A", (n, n), 300 - n * cell[0], TOP, cell), Grid("B", (n, n), 340, TOP, cell)
    plain = {"caption": False, "size": 20}
    bar = path("bar", f"M320 {TOP - 8} V{left.bottom + 8}", "ink thick")
    frames = []
    for place, step in enumerate(steps):
        rows = {step.row, step.other} if step.kind == "swap" else {step.row} if place else set()
        marks = {(i, j): "highlight" for i in rows for j in range(n)}
        last = place == len(steps) - 1 and not reason
        names = ("A", "I") if place == 0 else ("I", "A⁻¹") if last else ("…", "…")
        note = "Write I beside A. Row operations that turn A into I turn I into A⁻¹."
        if place:
            note = step.text[0].upper() + step.text[1:] + "."
        if last:
            note += " On the left stands I, so on the right stands A⁻¹."
        question = ask("What should column 0 become, to be on the way to I?",
            ("1 on top, 0 below", "Yes: first a 1 on the diagonal, then zeros below and above it."),
            ("all zeros", "A column of zeros could never become a column of I."),
            ("all ones", "I has a single 1 in each column, on the diagonal."),
        ) if place == 0 else None
        frames.append(Frame([
            left.draw(step.matrix[:, :n].tolist(), "data", marks, edit=place == 0, label=names[0], **plain),
            right.draw(step.matrix[:, n:].tolist(), "weight", marks, label=names[1], **plain), bar],
            note, f"{note} The rows now read: {_rows(step.matrix)}.", question, size=LOW))
    if reason:
        stop = text("stop", 320, left.bottom + 34, "no inverse", "error strong", 20)
        row = _useless_row(steps[-1].matrix[:, :n])
        if row is not None:
            reason = (f"on the left row {row} is all zeros, so no division can put a 1 on its diagonal. It brought "
                      "nothing that the other rows did not have. A has no inverse: it is singular")
        frames.append(Frame([frames[-1].shapes, stop], f"Stop: {reason}.", f"The reduction stops: {reason}.", size=LOW))
    return Scene(frames, "Inverse by row reduction")


def _useless_row(left):
    """Return the first row that is all zeros, or None."""
    zeros = np.flatnonzero(np.abs(left).max(axis=1) < linalg.SINGULAR)
    return int(zeros[0]) if len(zeros) else None


def plane_map(A):
    """Show the plane moved by a 2 × 2 matrix; drag where the two basis vectors land.

    Parameters
    ----------
    A : array_like (2, 2)
        Its columns are where (1, 0) and (0, 1) land.
    """
    A = np.asarray(A, float)
    motion = linalg.plane_map(A)
    reach = 1  # doubled until both tips are in the picture; a drag cannot leave it, so it stays while one lasts
    while np.abs(A[0]).max() > 6 * reach or np.abs(A[1]).max() > 3.4 * reach:
        reach *= 2
    plane = Plane(x=(-6 * reach, 6 * reach), y=(-3.4 * reach, 3.4 * reach), box=(4, 4, 632, 352), equal=True)

    def pixel(point):
        return "{:.1f} {:.1f}".format(*plane.to_pixels(*point))

    def frame(M, note, alt, question=None, handles=False):
        """Draw the plane after the motion M."""
        ends = [((k, -3), (k, 3)) for k in range(-3, 4)] + [((-3, k), (3, k)) for k in range(-3, 4)]
        lines = [" L".join(pixel(M @ np.array(end, float)) for end in pair) for pair in ends]
        corners = [M @ np.array(corner, float) for corner in ((0, 0), (1, 0), (1, 1), (0, 1))]
        flag = " L".join(pixel(M @ np.array(point)) for point in FLAG)
        e1, e2 = M[:, 0], M[:, 1]
        shapes = [plane.axes(numbers=False),
                  path("lattice", "M" + " M".join(lines), "data thin", stroke_opacity=0.35, move=True),
                  plane.polygon("square", corners, "area highlight", move=True, fill_opacity=0.7),
                  path("flag", f"M{flag}", "ink", move=True), plane.arrow("e1", (0, 0), e1, "weight", move=True),
                  plane.arrow("e2", (0, 0), e2, "activation", move=True)]
        if handles:
            shapes += [plane.handle("e1 handle", e1, "e1", f"where (1, 0) lands, at {_pair(e1)}", "weight"),
                       plane.handle("e2 handle", e2, "e2", f"where (0, 1) lands, at {_pair(e2)}", "activation")]
        return Frame(shapes, note, alt, question)

    e1, e2 = _pair(motion.e1), _pair(motion.e2)
    lands = _pair(motion.move([[1, 1]])[0])
    first = frame(np.eye(2), "The plane before: a square of area 1 with an F in it, and the arrows (1, 0), (0, 1).",
                  "A square grid with the unit square, a letter F in it, and the two basis arrows.",
                  ask(f"(1, 0) will go to {e1} and (0, 1) to {e2}. Where does (1, 1) go?",
                      (lands, "Yes: (1, 1) is one step of each, before and after."),
                      (_pair((2, 2)), "Add the two arrows: one step of each."),
                      *([("it stays there", "The corner moves with the square.")] if lands != "(1, 1)" else []),
                  ))
    landed = frame(A, f"A = [{_pair(A[0])}, {_pair(A[1])}]: its columns {e1} and {e2} are where the two arrows land. "
                      f"Area 1 became {number(abs(motion.area))}, the determinant is {number(motion.area)}"
                      + (": below zero, so the flag is mirrored." if motion.area < 0 else ".") + " Drag the two tips.",
                   f"The grid after the motion: (1, 0) is at {e1}, (0, 1) at {e2}, and the square has area "
                   f"{number(abs(motion.area))}.",
                   _undone(motion.inverse is not None), handles=True)
    if motion.inverse is None:
        last = frame(A, "The determinant is 0: the square has no area left. Many points landed on the same spot, and "
                        "no matrix can send one spot to several places. There is no inverse.",
                     "The plane stays flattened.")
    else:
        back = motion.inverse
        last = frame(np.eye(2), f"A⁻¹ = [{_pair(back[0])}, {_pair(back[1])}] takes every point home: `A⁻¹ A = I`.",
                     "The grid is back where it was.")
    return Scene([first, landed, last], "A matrix moves the plane", still=1, plane=plane)


def _undone(possible):
    """Ask whether a motion has an inverse."""
    if possible:
        return ask("Is there a matrix that undoes this?", ("Yes", "Yes, the inverse: nothing was flattened."),
                   ("No", "There is: nothing was flattened, so every point can be sent back."))
    return ask("Is there a matrix that undoes this?",
               ("No", "Right: points that landed on the same spot cannot be parted again."),
               ("Yes", "Not here: the plane was flattened, and many points lie on top of each other."))


def score(digit, template):
    """Show a digit's score: its pixels times a template's, added up.

    Parameters
    ----------
    digit, template : array_like, same shape (28, 28)
        The template has positive pixels where ink speaks for, negative ones where it speaks against.
    """
    digit, template = np.asarray(digit, float), np.asarray(template, float)
    multiplied = digit * template
    gain, loss = multiplied[multiplied > 0].sum(), multiplied[multiplied < 0].sum()
    total = linalg.dot(digit.ravel(), template.ravel()).result
    limit = np.abs(template).max() or 1.0
    boxes = [(24, 60, 170, 170), (236, 60, 170, 170), (448, 60, 170, 170)]
    signs = [text("times", 215, 145, "∘", "ink", 24), text("gives", 427, 145, "=", "ink", 24)]
    pictures = [image("digit", digit, *boxes[0]),
                image("template", template, *boxes[1], low=-limit, high=limit, colours="signed"),
                image("products", multiplied, *boxes[2], low=-limit, high=limit, colours="signed")]
    frames_round = [rect(f"frame {i}", *box, "muted thin") for i, box in enumerate(boxes)]
    names = [text(f"{name} name", x, 38, name, "ink strong")
             for name, x in (("digit", 109), ("template", 321), ("digit ∘ template", 533))]
    key = text("key", 320, 252, "orange raises the score, blue lowers it, white leaves it", "muted", 14)
    verdict = text("verdict", 320, 290, f"{number(gain)} − {number(-loss)} = {number(total)}",
                   "activation strong", 22)
    return Scene([
        Frame([pictures[:2], frames_round[:2], names[:2], signs[0]],
              "784 pixels, and 784 weights: orange weights are positive, blue ones negative.",
              "A handwritten digit beside a template with orange and blue regions.",
              ask("Ink on a blue place of the template: what does it do to the score?",
                  ("It lowers it", "Yes: ink times a negative weight is negative."),
                  ("It raises it", "Orange places do that."),
                  ("Nothing", "White places do that: their weight is 0."),
              )),
        Frame([pictures, frames_round, names, signs, key],
              "Pixel times weight, place by place: where there is no ink, nothing is left.",
              "The digit, the template and their product: only places with ink keep a colour."),
        Frame([pictures, frames_round, names, signs, key, verdict],
              f"`score = digit · template = {number(total)}`: what speaks for it, {number(gain)}, less what "
              f"speaks against, {number(-loss)}.",
              f"Below the pictures stands the score, {number(total)}."),
    ], "A digit's score")


def _row_of_grids(first, first_shape, second, second_shape, third, third_shape):
    """Place three matrices side by side in the middle of the picture."""
    columns = first_shape[1] + second_shape[1] + third_shape[1]
    width = min(64.0, (640 - 130) / columns)
    rows = max(first_shape[0], second_shape[0], third_shape[0])
    height = min(56.0, 168 / rows)
    x, grids = 320 - (columns * width + 100) / 2, []
    for name, shape in ((first, first_shape), (second, second_shape), (third, third_shape)):
        y = TOP + (rows - shape[0]) * height / 2
        grids.append(Grid("C" if name == third else name, shape, x, y, (width, height)))
        x += shape[1] * width + 50
    return grids


def _signs(a, first, b, second, c):
    """Write the signs between three matrices."""
    y = TOP + max(grid.bottom - TOP for grid in (a, b, c)) / 2
    return [text("first sign", (a.right + b.x) / 2, y, first, "ink", 24),
            text("second sign", (b.right + c.x) / 2, y, second, "ink", 24)]


def _ask_number(question, right, others, praise):
    """Ask for a number, beside two of the wrong ones that a slip gives."""
    wrong = [(number(value), reply) for value, reply in others if number(value) != number(right)]
    return ask(question, (number(right), praise), *wrong[:2])


def _size(value):
    """Read a size from an edited cell."""
    if float(value) != int(value) or not 1 <= value <= 9:
        raise ValueError(f"gate: a size is a whole number from 1 to 9, not {value:g}")
    return int(value)


def _pair(v):
    """Spell a vector."""
    return f"({', '.join(number(value) for value in v)})"


def _rows(M):
    """Spell a matrix row by row."""
    return "; ".join(", ".join(number(value) for value in row) for row in M)


def _place(name, index):
    """Spell an entry as NumPy indexes it."""
    return f"{name}[{','.join(map(str, index))}]"
