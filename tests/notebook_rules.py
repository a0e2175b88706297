"""The rules for a lesson. Each takes a notebook (and what else it needs) and returns its problems, as sentences."""

import ast
import itertools
import re
import statistics
from urllib.parse import unquote

import nbformat
from nbformat.validator import iter_validate

IGNORE = "nbval-ignore-output"
RAISES = "raises-exception"
UNREAD = "unread"  # a cell that is run and not read
UNREAD_WORDS = "You don't have to read"  # what the text before it says
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
TRAPS = {  # what makes a notebook differ from itself when it is run again
    r";[ \t]*(?:\n|$)": "a line ends with ;",
    r"^\s*%%?time": "%time prints a time",
    r"\binteract(?:ive|ive_output)?\s*\(": "interact( draws through the kernel",
    r"\bOutput\s*\(": "Output() holds what nbval cannot compare",
    r"\bclear_output\b": "clear_output empties what nbval compares",
    r"\bwarnings\.warn\b": "a warning names a path that differs",
    r"#\s*NBVAL_": "tags are used, not comments",
}
EMOJI = re.compile("[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF\uFE0F]")
HEADING = re.compile(r"^(#{1,6})\s+(.*)$", re.M)
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|work|tmp|Users|private|opt|usr)/|\b[A-Z]:\\\w|ipykernel_\d")
BLOCK = re.compile(r"^(```|~~~).*?^\1", re.M | re.S)
SHOWS = {"print", "display", "show", "check", "hint", "solution", "progress"}  # a call of these leaves an output
BYTES = 1_500_000


def cells(notebook, kind):
    """Return the cells of one kind with their numbers, counted from 1 over the whole notebook."""
    return [(number, cell) for number, cell in enumerate(notebook.cells, 1) if cell.cell_type == kind]


def tags(cell):
    """Return the tags of a cell."""
    return cell.metadata.get("tags", [])


def prose(cell):
    """Return the text of a Markdown cell without its blocks of code."""
    return BLOCK.sub("", cell.source)


def bundles(notebook):
    """Return (number, data) for every output that holds data."""
    return [(number, output.data) for number, cell in cells(notebook, "code") for output in cell.outputs
            if "data" in output]


def texts(notebook):
    """Return (number, text) for everything that the outputs say, pictures left out."""
    found = [(number, text) for number, data in bundles(notebook) for kind, text in data.items()
             if kind.startswith("text/") or kind == "image/svg+xml"]
    for number, cell in cells(notebook, "code"):
        for output in cell.outputs:
            if output.output_type == "stream":
                found.append((number, output.text))
            elif output.output_type == "error":
                found.append((number, "\n".join([output.ename, output.evalue, *output.traceback])))
    return [(number, re.sub(r"base64,[\w+/=]+", "base64", text)) for number, text in found]


def code_lines(cell):
    """Return the number of lines of a code cell, comments and gaps included."""
    return len(cell.source.strip().splitlines())


def says_something(source):
    """Tell whether a cell leaves an output: it prints, plots, or ends with a value."""
    source = re.sub(r"^(\s*)[%!].*$", r"\1pass", source, flags=re.M)
    try:
        body = ast.parse(source).body
    except SyntaxError:  # shown on purpose, so it ends in an error
        return True
    last = body[-1] if body else None
    if isinstance(last, ast.Expr) and not isinstance(last.value, ast.Call) \
            and not (isinstance(last.value, ast.Constant) and last.value.value is None):
        return True
    return any(_shows(statement) for statement in body)


def _shows(statement):
    """Tell whether a statement that surely runs calls something that leaves an output."""
    if isinstance(statement, ast.For | ast.With):
        return any(_shows(inner) for inner in statement.body)
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        return False
    function = statement.value.func
    return getattr(function, "id", getattr(function, "attr", None)) in SHOWS


def format_is_valid(notebook):
    """nbformat 4.5, so that cells have ids."""
    if (notebook.nbformat, notebook.nbformat_minor) != (4, 5):
        return [f"the format is {notebook.nbformat}.{notebook.nbformat_minor}, not 4.5"]
    ids = [cell.get("id") for cell in notebook.cells]
    problems = [f"the id {id!r} is used more than once" for id in {id for id in ids if ids.count(id) > 1}]
    return problems + [f"not a valid notebook: {error.message}" for error in iter_validate(notebook)]


def one_title(notebook):
    """The first cell holds the title; there is no other."""
    titles = [number for number, cell in cells(notebook, "markdown")
              for level, _ in HEADING.findall(prose(cell)) if level == "#"]
    return [] if titles == [1] else [f"one title is wanted, in cell 1; found in cells {titles}"]


def plain_headings(notebook):
    """A screen reader reads an emoji out; a heading has none."""
    return [f"cell {number}: emoji in the heading {text!r}" for number, cell in cells(notebook, "markdown")
            for _, text in HEADING.findall(prose(cell)) if EMOJI.search(text)]


def every_cell_ran(notebook):
    """nbval passes a cell that never ran, uncompared; so every cell has run, in order, and keeps what it says."""
    code = cells(notebook, "code")
    problems = [] if code else ["there is no code"]
    for turn, (number, cell) in enumerate(code, 1):
        if not cell.source.strip():
            problems.append(f"cell {number} is empty")
        elif cell.execution_count != turn:
            problems.append(f"cell {number}: execution count {cell.execution_count}, expected {turn}")
        elif says_something(cell.source) and not cell.outputs:
            problems.append(f"cell {number} leaves an output, and none is stored")
    return problems


def errors_are_wanted(notebook):
    """An error is stored where the lesson wants one, and only there; nothing goes to stderr."""
    problems = []
    for number, cell in cells(notebook, "code"):
        failed = any(output.output_type == "error" for output in cell.outputs)
        if failed and RAISES not in tags(cell):
            problems.append(f"cell {number} stores an error without the tag {RAISES}")
        if RAISES in tags(cell) and not failed:
            problems.append(f"cell {number} has the tag {RAISES} and stores no error")
        if any(output.get("name") == "stderr" for output in cell.outputs):
            problems.append(f"cell {number} stores stderr")
    return problems


def no_traps(notebook):
    """Nothing in the code that makes outputs differ from run to run."""
    return [f"cell {number}: {why}" for number, cell in cells(notebook, "code")
            for trap, why in TRAPS.items() if re.search(trap, cell.source, re.M)]


def same_everywhere(notebook):
    """Nothing in the outputs that differs from machine to machine."""
    problems = []
    for number, text in texts(notebook):
        if re.search(r"\b0x[0-9a-f]{6,}", text):
            problems.append(f"cell {number} stores a memory address")
        if re.search(r"\bnp\.(?:float|int|bool|str)\d*_?\(", text):
            problems.append(f"cell {number} stores a NumPy scalar as it is; print it with a format")
        if MACHINE.search(text):
            problems.append(f"cell {number} stores a path of this machine: {MACHINE.search(text)[0]}")
    return problems


def metadata_is_plain(notebook):
    """No widget state (GitHub then shows nothing), no timings, the kernel that every install has."""
    problems = []
    if "widgets" in notebook.metadata:
        problems.append("widget state is stored")
    if notebook.metadata.get("kernelspec") != KERNEL:
        problems.append(f"the kernel is {notebook.metadata.get('kernelspec')}")
    if "version" in notebook.metadata.get("language_info", {}):
        problems.append("language_info has a version of Python")
    return problems + [f"cell {number} stores timings" for number, cell in cells(notebook, "code")
                       if "execution" in cell.metadata]


def short_cells(notebook, longest=15, median=4):
    """A learner takes in a few lines at a time."""
    lengths = {number: code_lines(cell) for number, cell in cells(notebook, "code")}
    problems = [f"cell {number} has {lines} lines, over {longest}"
                for number, lines in lengths.items() if lines > longest]
    if lengths and statistics.median(lengths.values()) > median:
        problems.append(f"half of the cells are longer than {median} lines")
    return problems


def enough_prose(notebook, ratio=5):
    """A lesson explains: five words or more for each line of code."""
    words = sum(len(prose(cell).split()) for _, cell in cells(notebook, "markdown"))
    lines = sum(bool(line.strip()) and not line.strip().startswith("#")
                for _, cell in cells(notebook, "code") for line in cell.source.splitlines())
    return [] if words >= ratio * lines else [f"{words} words for {lines} lines of code"]


def no_belittling(notebook):
    """What is simple or obvious to the writer may not be so to the reader."""
    return [f"cell {number} says {word!r}" for number, cell in enumerate(notebook.cells, 1)
            for word in re.findall(r"\b(?:simply|obviously)\b", cell.source, re.I)]


def pictures_have_words(notebook):
    """A picture is described, for those who do not see it."""
    problems = []
    for number, cell in cells(notebook, "code"):
        data = [output.get("data", {}) for output in cell.outputs] + [{}]
        for picture, below in itertools.pairwise(data):
            plain = picture.get("text/plain", "")
            words = plain if plain.startswith("Stage: ") else below.get("text/html", "")
            if "image/png" in picture and len(re.sub("<[^>]*>", "", words)) < 30:
                problems.append(f"cell {number}: a figure without a caption, or a scene without words")
    pages = [(number, text) for number, text in texts(notebook)]
    pages += [(number, prose(cell)) for number, cell in cells(notebook, "markdown")]
    for number, text in pages:
        for image in re.findall(r"<img\b[^>]*>", text):
            if not re.search(r"""\balt=(?:"[^"]+"|'[^']+')""", image):
                problems.append(f"cell {number}: an <img> without alt")
    for number, cell in cells(notebook, "markdown"):
        if re.search(r"!\[\s*\]\(", prose(cell)):
            problems.append(f"cell {number}: a picture without words in ![]")
    return problems


def anchors(path):
    """Return the names under which JupyterLab knows the headings of a notebook, and GitHub those of a page."""
    if path.suffix == ".md":
        found = HEADING.findall(BLOCK.sub("", path.read_text(encoding="utf-8")))
        return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for _, heading in found}
    return headings(nbformat.read(path, nbformat.NO_CONVERT))


def headings(notebook):
    """Return the names under which JupyterLab knows the headings of a notebook."""
    found = [heading for _, cell in cells(notebook, "markdown") for _, heading in HEADING.findall(prose(cell))]
    return {re.sub(r"[`*]", "", heading).strip().replace(" ", "-") for heading in found}


def links(text):
    """Return (words, target) of the links of a text, those in HTML too; a picture has no words."""
    text = re.sub(r"`[^`]*`|\$[^$]*\$", "code", BLOCK.sub("", text))
    marked = re.findall(r"(!?)\[((?:[^\[\]]|!?\[[^\]]*\])*)\]\(\s*<?([^)\s>]+)", text)
    inside = [link for _, words, _ in marked for link in re.findall(r"(!)\[([^\]]*)\]\(([^)\s]+)", words)]
    tagged = re.findall(r"""<a\b[^>]*\bhref=["']([^"']+)["'][^>]*>(.*?)</a>""", text, re.S)
    sources = re.findall(r"""\bsrc=["']([^"']+)""", text)
    return list(dict.fromkeys([("" if bang else words, target) for bang, words, target in marked + inside]
                              + [(words, target) for target, words in tagged] + [("", target) for target in sources]))


def link_problems(text, folder, own=None):
    """Say which links of a text lead nowhere, or elsewhere than their words say; `own` are the headings it has.

    JupyterLab compares what follows the # with the headings as the browser hands it over, so a character that a
    browser rewrites (a quotation mark, a letter that is not ASCII) finds nothing.
    """
    problems = []
    for words, target in links(text):
        if re.match(r"[a-z][a-z+.-]*:|//", target):
            continue
        file, _, part = target.partition("#")
        path = folder / unquote(file.partition("?")[0])
        if target.startswith("/") or not path.exists():
            problems.append(f"no file {target}")
            continue
        if part and (file.endswith((".ipynb", ".md")) or not file and own is not None):
            there = own if not file else anchors(path)
            if part not in there or not re.fullmatch(r"[\w.,:?'-]+", part, re.ASCII):
                problems.append(f"no heading for {target}, or one that a link does not find")
        if (lesson := re.fullmatch(r"(\d\d)_(\w+)\.ipynb", path.name)) and words:
            number, name = re.fullmatch(r"(?:lesson )?(\d*)\W*(.*)", re.sub(r"[`*_]", "", words), re.I | re.S).groups()
            if (number and int(number) != int(lesson[1])) or (
                    name and number and name.lower().replace(" ", "_") != lesson[2]) or (not number and not part):
                problems.append(f"[{words}] leads to {target}")
    return problems


def links_lead_somewhere(notebook, folder):
    """A link leads to a file or a heading that is there, and to the lesson that it names."""
    own = headings(notebook)
    return [f"cell {number}: {problem}" for number, cell in cells(notebook, "markdown")
            for problem in link_problems(cell.source, folder, own)]


def unread_cells(notebook, most=3):
    """A cell that is run and not read is announced in the text before it, and there are few of them."""
    problems, before = [], ""
    for number, cell in enumerate(notebook.cells, 1):
        if UNREAD in tags(cell) and UNREAD_WORDS not in before:
            problems.append(f"cell {number} has the tag {UNREAD}, and the text before does not say {UNREAD_WORDS!r}")
        before = cell.source if cell.cell_type == "markdown" else before
    count = sum(UNREAD in tags(cell) for cell in notebook.cells)
    return problems + ([f"{count} cells have the tag {UNREAD}; {most} are allowed"] if count > most else [])


def small_file(size):
    """A lesson opens at once, and GitHub shows it."""
    return [] if size < BYTES else [f"{size} bytes, over {BYTES}"]


def none_ignored(notebook):
    """An ignored output is one that no test compares."""
    return [f"cell {number} has the tag {IGNORE}, so that its output would not be compared"
            for number, cell in enumerate(notebook.cells, 1) if IGNORE in tags(cell)]


RULES = [format_is_valid, one_title, plain_headings, every_cell_ran, errors_are_wanted, none_ignored, no_traps,
         same_everywhere, metadata_is_plain, short_cells, enough_prose, no_belittling, pictures_have_words,
         unread_cells]
