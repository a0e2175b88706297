"""Is every number that a lesson's text says in its cells, their outputs or its scenes? Each rule returns sentences.

    python tests/notebook_numbers.py notebooks/04_activations.ipynb

A number is looked for near the text: in the section it stands in, and in the two cells before and after. What is
played for this is the lesson as it stands, so a scene's every note, text and question counts. What a cell below the
last scene prints is read from its stored output, which `pytest --nbval` compares with a run. Where a number comes
from elsewhere, a rule knows why: a date, a time, a place in a list, an equation that is true by itself, code in the
text that gives it, another lesson that the paragraph names, a number that the text brings along and says again. The
first cell and the card at the end speak of the whole lesson. What is left is in EXCEPTIONS, each with its reason.
"""

import ast
import contextlib
import functools
import inspect
import io
import math
import os
import re
import sys
from pathlib import Path
from typing import NamedTuple

import nbformat
import numpy as np

from dlmath import exercises
from dlmath.stage import Stage

FOLDER = Path(__file__).parent.parent / "notebooks"
NUMBER = re.compile(r"(?:(?<![\w)\]}.,])[-−])?(?<![\w.,])"
                    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<!\d)\.\d+)(?:e-?\d+)?(?![\d\w])")
ROUGHLY = re.compile(r"\b(?:(?:about|nearly|almost|roughly|around|close to|near|than|over|under|above|below|only) "
                     r"|≈)[^\d]{0,12}$")  # what stands before a number that is rounded
CARD = re.compile(r"^## (?:On a card|In PyTorch)$", re.M)
DIGITS = {28, 784, 255, 2000, 60_000, 10_000, 70_000}  # MNIST: its sizes, which every lesson may name
BLOCK = re.compile(r"^(```|~~~).*?^\1", re.M | re.S)
DROPPED = [  # what is no number, or one that nothing can hold
    (r"<sup>([^<]*)</sup>", r"^{\1}"),
    (r"\]\([^)]*\)", "]"), (r"<[^>]*>", " "),  # where a link leads, and HTML
    (r"(?i)\b(?:lessons?|exercises?|sections?|stops?|chapters?|pages?|figures?) \d+(?:\.\d+)?"
     r"(?:(?:, | and | or | to |–)\d+(?:\.\d+)?)*", " "),
    (r"(?<![\w.,])(?<!\d, )(?:1[6-9]\d\d|20[0-2]\d)(?![\w×]|,? ?\d| ×|, \d)", " "),  # a year; 2,000 has a comma
    (r"(?m)^\s*\d+\. |^\| *\d+(?: and \d+)?(?: \||:)", " "), (r"\[\d\d? (?=[A-Z])", " "),  # a place in a list, a row of
    # a table, a lesson of the map
    (r"\b\d+(?:[-–]| to | or )?\d* (?:minutes?|hours?|evenings?)\b", " "),
    (r"\b(?:an?|no|flat|real) 3\b(?![.,]?\d| ?[·×@=])", " "),  # the digit that the course looks for
    (r"\bfloat\d+|\buint\d+|\bint\d+", " "),
]
SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
TEX = [(r"\\(?:cdot|times)\b", "·"), (r"\\(?:tfrac|dfrac|frac)\{([^{}]*)\}\{([^{}]*)\}", r"((\1)/(\2))"),
       (r"\\(?:tfrac|dfrac|frac)(\d)(\d)", r"((\1)/(\2))"), (r"\^\{([-−]?\d+)\}", r"^\1"),
       (r"\\[,;: !]", " "), (r"\\(?:quad|qquad|ldots|dots)\b", " ; "), (r"\\approx\b", "≈"), (r"\{,\}", ","),
       (r"\$|\*\*|\*(?=\S)|(?<=\S)\*", " ")]
ARGUMENT = r" *([-−]?[\d.]*\d(?:\^\d+)?)"
ONE = rf"(?: ?\({ARGUMENT} *\)|\{{{ARGUMENT} *\}}|{ARGUMENT}(?![\w^/]|\.\d))"
FUNCTIONS = {  # how a formula writes them, of one number
    rf"ReLU{ONE}": lambda z: max(0, z), rf"(?:\\sigma|σ){ONE}": lambda z: 1 / (1 + math.exp(-z)),
    rf"\\?tanh{ONE}": math.tanh, rf"(?:\\sqrt|√){ONE}": math.sqrt,
    rf"(?<!ln )(?<![\w\\])e\^{ONE}": math.exp, rf"(?:\\ln|\bln){ONE}": math.log,
}
POWER_OF_TEN = re.compile(r"(?<![\w.,])10\^([-−]?\d+)")
OPERATION = re.compile(r"[\d)]\s*[+·×*/^−-]\s*[-−]?[(\d]|\d[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]")
TERM = r"(?>[\d\s.,()+·×*/^−⁰¹²³⁴⁵⁶⁷⁸⁹⁻-]+)"
EQUATION = re.compile(rf"(?<![\w.,()\]}}=≈^√+·*×/−-])(?<!ln ){TERM}(?:[=≈]{TERM})+"
                      rf"(?![^\W\d_]\b|[\[\\^_])")
CLAIM = re.compile(r"`([^`]+)` (?:is|gives|becomes|returns|equals) (`[^`]+`|[−-]?[\d.,]*\d|\[+[^\]]*\]+)(?![\w`])")
LIST = r"`?(\[[\[\]\d,. −-]+\])`?"
LIST_SUM = re.compile(rf"{LIST} (?:plus|\+) {LIST} (?:is|=) {LIST}")


class Try(NamedTuple):
    """What the text tells the learner to change in a cell; the number is what the cell then says."""

    old: str
    new: str


# What a lesson holds.


def numbers(text):
    """Return the numbers of a text; a minus sign belongs to a number where nothing stands before it."""
    return [value(found[0]) for found in NUMBER.finditer(re.sub(r"(?<=\d)_(?=\d)", "", text))]


def value(text):
    """Return the number that a text spells, such as "1,024" or "0.50"."""
    return float(text.replace(",", "").replace("−","-"))


def frame_texts(stage):
    """Return all that a scene says, in all of its frames."""
    said = [stage.scene["label"], *map(str, stage.scene.get("values", []))]
    for frame in stage.frames:
        said += [frame.note, frame.alt, *(str(shape.get("text", "")) for shape in frame.shapes)]
        if frame.ask:
            said.append(str(frame.ask.words()))
    return "\n".join(said)


def run_cell(source, names):
    """Run the code of a cell as a kernel does; return its last value."""
    body = ast.parse(source).body
    last = ast.Expression(body.pop().value) if body and isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), "cell", "exec"), names)
    return eval(compile(last, "cell", "eval"), names) if last else None


def play_lesson(notebook, change=lambda source: source, last=math.inf):
    """Run a lesson in this process, up to a cell; return what each cell says: its prints, and its scene."""
    import matplotlib
    import matplotlib.pyplot as plt

    from dlmath.picture import plots
    names, said = {"__name__": "__main__", "display": lambda *things: None}, {}
    with matplotlib.rc_context({"backend": "agg"}), contextlib.ExitStack() as stack:
        show, plots.show = plots.show, lambda figure, words: None  # a figure says nothing that is not in the code
        stack.callback(setattr, plots, "show", show)
        stack.callback(plt.close, "all")
        for number, cell in enumerate(notebook.cells, 1):
            if cell.cell_type != "code" or number > last:
                continue
            with contextlib.redirect_stdout(io.StringIO()) as printed, contextlib.suppress(Exception):
                made = run_cell(change(cell.source), names)
                said[number] = frame_texts(made) + "\n" if isinstance(made, Stage) else ""
            said[number] = said.get(number, "") + printed.getvalue()
    return said


def last_scene(notebook):
    """Return the number of the last cell that shows a scene; 0 if none does."""
    return max((number for number, cell in enumerate(notebook.cells, 1) if cell.cell_type == "code" and (
        re.search(r"\b(?:play|Stage)\(", cell.source) or any(text.startswith("Stage: ") for text in outputs(cell)))),
        default=0)


def exercise_texts(source, lesson):
    """Return what the exercises that a cell checks ask, hint and answer, and the inputs they are tried on."""
    known = exercises.lesson_exercises(lesson) if lesson in exercises.lessons() else {}
    said = []
    for id in re.findall(r"""check\(["'](\d+\.\d+)""", source):
        if id in known:
            one = known[id]
            said += [one.ask, one.why, *one.hints, str(one.solution), str(one.inputs), str(one.choices), str(one.lines)]
            said += [inspect.getsource(one.solution)] if inspect.isfunction(one.solution) else []
            said += [mistake.message for mistake in one.mistakes]
    return "\n".join(said)


class Lesson:
    """A lesson, and the numbers that each of its cells holds."""

    def __init__(self, path, notebook=None):
        self.path, self.number = Path(path), int(Path(path).name[:2])
        self.notebook = notebook or nbformat.read(path, nbformat.NO_CONVERT)
        played = play_lesson(self.notebook, last=last_scene(self.notebook))
        self.held, self.section, section = {}, {}, 0
        for number, cell in enumerate(self.notebook.cells, 1):
            section += cell.cell_type == "markdown" and bool(re.search(r"^## ", cell.source, re.M))
            self.section[number] = section
            if cell.cell_type == "code":
                said = [cell.source, played.get(number, ""), exercise_texts(cell.source, self.number), *outputs(cell)]
                self.held[number] = set(numbers("\n".join(said)))

    @functools.cached_property
    def all(self):
        """Every number in the lesson's cells."""
        return set().union(*self.held.values())

    def near(self, number, section):
        """Return the numbers in the cells of a section, and in those near a cell."""
        return set().union(*(held for other, held in self.held.items()
                             if self.section[other] == section or abs(other - number) <= 2))

    def parts(self):
        """Yield (cell, section, whether it speaks of the whole lesson, text) for the paragraphs of the text."""
        card = False
        for number, text in texts(self):
            section = self.section.get(number - 1, 0)  # what stands above a heading belongs to what came before
            for part in re.split(r"\n\s*\n|\n(?=\||- |\d+\. )", text):
                section = self.section[number] if re.search(r"^## ", part, re.M) else section
                card = card or bool(CARD.search(part))
                yield number, section, card or number == 1, part


@functools.cache
def stored(path):
    """Return a lesson of the course, played once."""
    return Lesson(path)


def outputs(cell):
    """Return what the stored outputs of a cell say."""
    for output in cell.outputs:
        if output.output_type == "stream":
            yield output.text
        for kind, text in output.get("data", {}).items():
            if kind in ("text/plain", "text/html"):
                yield re.sub(r"base64,[\w+/=]+|<[^>]*>", " ", text)


# What the text says.


def plain(text):
    """Return the text of a cell without its blocks of code and what is no number of its own."""
    text = BLOCK.sub("", text)
    for pattern, instead in DROPPED:
        text = re.sub(pattern, instead, text)
    return text


def struck(text, spans):
    """Return a text without what stands at some places, with as many blanks in its place."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def open_numbers(text):
    """Yield (number, how it is written, the words before and after) for what neither code nor an equation explains."""
    text = plain(text)
    text = struck(text, [span for _, span, right, _ in claims(text) if right])
    terms = {}  # how a function of a number is worked out → how it is written
    text = untex(worked_out(text.replace("`", " "), terms))
    text = struck(text, [span for _, span, right in equations(text) if right])
    for term, written in terms.items():
        text = text.replace(term, untex(written))
    text = POWER_OF_TEN.sub(lambda found: "1e" + found[1].replace("−", "-"), text)
    for found in NUMBER.finditer(text):
        yield value(found[0]), found[0], text[max(0, found.start() - 40):found.start()], text[found.end():][:20]


def untex(text):
    """Return a text with its formulas written in one line."""
    for pattern, instead in TEX:
        text = re.sub(pattern, instead, text)
    return text


def evaluate(term):
    """Return what a term of numbers is, or None."""
    code = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+", lambda found: "**" + found[0].translate(SUPERSCRIPT), term)
    code = re.sub(r"(?<=\d),(?=\d{3})", "", code).translate(str.maketrans("·×−", "**-")).replace("^", "**")
    code = code.strip(" .,\n").rstrip("( .,\n")  # a bracket that opens after the term
    more = code.count("(") - code.count(")")  # brackets around the whole equation
    code = code.removeprefix("(" * max(more, 0)).removesuffix(")" * max(-more, 0)).strip()
    if re.search(r"[(][^)]*,|\d\s+\d", code):
        return None
    with contextlib.suppress(SyntaxError, TypeError, ZeroDivisionError, OverflowError):
        return float(eval(code, {"__builtins__": {}}))
    return None


def equations(text):
    """Yield (the equation, where it stands, whether it is true as far as its digits go) for a text."""
    for found in EQUATION.finditer(text):
        sides = re.split(r"[=≈]", found[0])
        values = [evaluate(side) for side in sides]
        if None in values or not any(map(OPERATION.search, sides)):
            continue
        written = [side.strip(" .,\n−-()") for side in sides]
        digits = [len(side.partition(".")[2]) for side in written if NUMBER.fullmatch(side)]
        slack = 0.51 * 10.0 ** -min(digits, default=9) if any(digits) or "≈" in found[0] else 1e-9
        yield found[0].strip(), found.span(), max(values) - min(values) <= slack * (2 if len(sides) > 2 else 1)


def worked_out(text, terms=None):
    """Return a text with functions of one number, such as ReLU(−7), as terms of numbers; note in `terms` which."""
    for pattern, function in FUNCTIONS.items():
        def term(found, function=function):
            with contextlib.suppress(ValueError, OverflowError):
                made = f"({function(evaluate(next(filter(None, found.groups())))):.12f}·1)"
                if terms is not None:
                    terms[made] = found[0]
                return made
            return found[0]
        text = re.sub(pattern, term, text)
    return text


def false_equations(lesson):
    """An equation of nothing but numbers is true, functions of one number included."""
    return [f"cell {number}: {equation!r} is not so" for number, cell in texts(lesson)
            for equation, _, true in equations(untex(worked_out(plain(cell)))) if not true]


def texts(lesson):
    """Return (number, source) of the cells of text."""
    cells = enumerate(lesson.notebook.cells, 1)
    return [(number, cell.source) for number, cell in cells if cell.cell_type == "markdown"]


def claims(text):
    """Yield (what is claimed of code or of lists, where, whether it is so, what is so) for a text."""
    for found in CLAIM.finditer(text):
        with contextlib.suppress(Exception):  # code with names that only the lesson knows is not for us
            tree = ast.parse(found[1], mode="eval")
            if any(isinstance(node, ast.BinOp | ast.Call | ast.JoinedStr | ast.Subscript) for node in ast.walk(tree)):
                made = eval(compile(tree, "text", "eval"), {"np": np})
                yield found[0], found.span(), agree(made, found[2].strip("`")), made
    for found in LIST_SUM.finditer(text):
        one, other, total = (np.array(ast.literal_eval(part.replace("−", "-"))) for part in found.groups())
        yield found[0], found.span(), agree(one + other, found[3]), (one + other).tolist()


def agree(made, said):
    """Tell whether a value is what the text says."""
    if isinstance(made, str):
        return made == said
    said = said.replace("−", "-")
    said = ast.literal_eval(said) if "[" in said or "(" in said else float(said.replace(",", ""))
    return np.shape(made) == np.shape(said) and bool(np.allclose(made, said))


def false_code(lesson):
    """Code in the text gives what the text says: `3 ** 2` is 9."""
    return [f"cell {number}: {claim!r}, but it is {made}" for number, text in texts(lesson)
            for claim, _, right, made in claims(text) if not right]


def fits(number, written, held, roughly=False):
    """Tell whether a number of the text is among those held: as it is, as a percentage, or rounded to its digits.

    Whole numbers, and those with one decimal, are rounded ones only where the text says "about" or the like.
    """
    if number in held or number / 100 in held or (number < 1 and float(f"{100 * number:.9g}") in held):
        return True
    decimals = len(written.partition(".")[2])
    slack = 0.5000001 * 10.0 ** -decimals
    return (decimals > 1 or roughly) and "e" not in written and any(
        abs(other - number) <= slack or abs(100 * other - number) <= slack for other in held if other % 1)


def unfounded(lesson, other=lambda number: set()):
    """Yield (number, what is wrong) where no cell, output or scene near the text holds it, and no rule knows why."""
    said = {}  # section → what its texts say
    for _, section, _, part in lesson.parts():
        said.setdefault(section, []).extend(numbers(plain(part)))
    for number, section, whole, part in lesson.parts():
        held = {math.e, math.pi} | (lesson.all if whole else lesson.near(number, section))
        named = [int(one) for one in re.findall(r"(?i)\blessons? (\d+)", part)]
        named += range(lesson.number) if number == 1 else []  # recall questions look back
        for one, written, before, after in open_numbers(part):
            roughly = after.startswith(" %") or bool(ROUGHLY.search(before))
            if said[section].count(one) > 1 or abs(one) in DIGITS or fits(one, written, held, roughly):
                continue
            if not any(fits(one, written, other(name), roughly) for name in named):
                around = f"{before}{written}{after}".replace("\n", " ")
                yield one, f"cell {number} says {written}, and nothing near it does: …{around}…"


def tried(lesson, change):
    """Return the numbers that a cell says once it is changed as the text tells the learner to."""
    cell = next((number for number, cell in enumerate(lesson.notebook.cells, 1)
                 if cell.cell_type == "code" and change.old in cell.source), 0)
    said = play_lesson(lesson.notebook, lambda source: source.replace(change.old, change.new), cell)
    return numbers(said.get(cell, ""))


def unreasonable(lesson, exceptions, needed):
    """An exception is needed, its equation true, and what it tells to try leads there."""
    said = {f"{one:g}" for _, text in texts(lesson) for one, *_ in open_numbers(text)}
    needed |= {number for number in said if isinstance(exceptions.get(number), Try)}
    problems = [f"{number} needs no exception (any more)" for number in sorted(set(exceptions) - needed)]
    for number, why in exceptions.items():
        if isinstance(why, Try):
            if float(number) not in tried(lesson, why):
                problems.append(f"with {why.new} in place of {why.old} the cell does not say {number}")
        else:
            problems += [f"{number}: {equation} is not so" for equation, _, right in equations(why) if not right]
    return problems


def problems(path, notebook=None, exceptions=None):
    """Return all that is wrong with the numbers of a lesson."""
    lesson = stored(path) if notebook is None else Lesson(path, notebook)
    exceptions = EXCEPTIONS.get(lesson.path.stem, {}) if exceptions is None else exceptions

    def other(number):
        found = sorted(FOLDER.glob(f"{number:02d}_*.ipynb"))
        return stored(found[0]).all if found and number != lesson.number else set()
    found = [(f"{number:g}", problem) for number, problem in unfounded(lesson, other)]
    return [*false_equations(lesson), *false_code(lesson),
            *(problem for one, problem in found if one not in exceptions),
            *unreasonable(lesson, exceptions, {one for one, _ in found})]


EXCEPTIONS = {  # lesson → number → why it need not be there: a reason, an equation that gives it, or what to try
    "00_start": {
        "264": Try('hidden="tanh"', 'hidden="identity"'),
        "266": Try("noise=0.15", "noise=0.4"),
        "150": "a number that the learner is told to write",
        "12": "6 · 2 = 12, on the way from 3 to 48",
        "22": "55 − 33 = 22, points that the line gets wrong, less the triangles among them",
        "105": "2·8 + 8 + 8·8 + 8 + 8 + 1 = 105, parameters of the network at the top of the page",
        "298": "right points of the network at the top of the page",
    },
    "01_linear_algebra": {
        "17": "18 − 1 = 17, the last column of the slice 11:18",
        "19.55": "the score of the first 3, which the section before has computed",
    },
    "02_tensors": {
        "3136": "4 · 784 = 3,136, the numbers of four digits",
        "20": "2 · 10 = 20, entries on two sheets",
        "7": "an example of a vector, in code that is only shown",
        "9": "an example of a vector, in code that is only shown",
        "191": "how many of the 2,000 digits are 3s, as earlier sections print",
    },
    "03_network_anatomy": {
        "-9": "the score above 9 has become a bias of −9",
        "5": "90/1809 ≈ 0.05, false alarms among the digits that are not 3s",
        "9": "3 · 3 = 9, pixels of the small picture",
        "99710": "784·100 + 100 + 2·(100·100 + 100) + 100·10 + 10 = 99710, parameters of the deeper network",
        "22000": "100,352 − 78,400 = 21,952, about 22,000",
    },
    "04_activations": {
        "-9": "the bias of lesson 3",
        "0.25": "1/4 = 0.25, the steepest slope of the sigmoid, from two sections before",
        "4": "2/4 = 0.5, the slope w/4 of a unit with weight 2",
        "1e+308": "the largest float64 is about 1.8 times this",
        "1.0507": "the scale of SELU, as its paper has it",
        "1.7581": "1.0507 · 1.67326 ≈ 1.7581, as the paper on SELU has it in one formula",
    },
    "06_losses": {
        "14": "(20 + 36)/4 = 14, the middle term of the loss of a line, multiplied out",
        "600": "2000·0.30103 = 602.06, the zeros of 0.5²⁰⁰⁰ after the point",
        "16": "a float64 has about 16 digits",
        "1e-16": "2⁻⁵³ ≈ 0.0000000000000001, half the distance from 1 to the next float64",
        "1e-15": "where a program may cut a probability off, as an example",
        "127": "128 − 1 = 127, the second factor of 128!",
        "216": "how many digits 128! has",
    },
    "07_backpropagation": {
        "16": "a float64 has about 16 digits",
        "12.01": Try("h = 1e-5", "h = 0.1"),
        "11.9904": Try("h = 1e-5", "h = 1e-13"),
        "1e-13": "a nudge that the learner is told to try",
        "13": "2·3 + 3 + 3·1 + 1 = 13, the parameters of the pocket network",
    },
    "08_gradient_descent": {
        "469": "60000/128 ≈ 469, and the last batch is a smaller one",
    },
    "09_optimizers": {
        "105": "14·15/2 = 105, the sum of 1 to 14",
        "1e-06": "where updates_needed stops, if it is not told otherwise",
        "0.19": "0.9·0.1 + 0.1 = 0.19, the mean after two equal gradients",
        "0.22": "0.985^100 ≈ 0.22, what 100 updates of the exponential schedule leave",
    },
    "10_digits": {
        "101770": "784·128 + 128 + 128·10 + 10 = 101770, the parameters of the network",
        "55000": "60000 − 5000 = 55000, the digits to learn from",
        "9": "a digit to look for in the picture of the confusions",
        "7": "a digit to look for in the picture of the confusions",
        "99": "what somebody may claim of a network",
        "16": "epochs of bench/longer_run.py",
        "98.69": "what bench/longer_run.py has stored, as tests/test_longer_run.py compares",
        "0.91": "0.9 + 0.1/10 = 0.91, the softened 1 of bench/longer_run.py",
    },
}


if __name__ == "__main__":
    os.environ.setdefault("MPLBACKEND", "agg")
    for name in sys.argv[1:]:
        print(name, *problems(Path(name)), sep="\n  ")
