"""The rule *no tool before it is named*: which tools of Python and NumPy a cell uses, and which ones the text names.

A tool is a name of NumPy (`np.where`), a method or attribute (`.sum`), a built-in function (`len`), an argument that
one of these takes by name (`axis=`), a format (`:.2f`) or a piece of syntax (`lambda`). One reader finds the tools
both in the cells and in the words between backquotes: `[n * n for n in numbers]` in the text names the comprehension.

`python tests/notebook_tools.py notebooks/03*.ipynb` prints what each lesson uses before it names it.
"""

import ast
import builtins
import inspect
import io
import re
import sys
import textwrap
import tokenize
from pathlib import Path

import nbformat
import numpy as np
from notebook_rules import UNREAD, cells, prose, tags, unread_cells

from dlmath import exercises

FOLDER = Path(__file__).parent.parent / "notebooks"
LESSONS = sorted(int(path.name[:2]) for path in FOLDER.glob("[0-9][0-9]_*.ipynb"))
METHODS = {name for kind in (np.ndarray, np.random.Generator, str, list, dict, set)
           for name in dir(kind) if not name.startswith("_")}
BUILT_IN = {name for name in dir(builtins) if name.islower() and not name.startswith("_")}
OPERATORS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**", ast.FloorDiv: "//", ast.Mod: "%",
    ast.MatMult: "@", ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^", ast.USub: "-", ast.Invert: "~",
    ast.Not: "not", ast.And: "and", ast.Or: "or", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.Eq: "==", ast.NotEq: "!=", ast.In: "in", ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not",
}
SYNTAX = {  # the pieces of syntax that need no second look
    ast.Dict: '{"a": 1}', ast.Set: "{1, 2}", ast.Lambda: "lambda",
    ast.ListComp: "[… for …]", ast.GeneratorExp: "(… for …)", ast.DictComp: "{…: … for …}", ast.SetComp: "{… for …}",
    ast.IfExp: "a if … else b", ast.For: "for", ast.While: "while", ast.If: "if", ast.Try: "try", ast.With: "with",
    ast.FunctionDef: "def", ast.Return: "return", ast.ClassDef: "class", ast.Assert: "assert", ast.Raise: "raise",
    ast.Delete: "del", ast.Pass: "pass", ast.Break: "break", ast.Continue: "continue", ast.Yield: "yield",
    ast.AugAssign: "+=", ast.NamedExpr: ":=", ast.Starred: "*a", ast.Assign: "name = value", ast.Global: "global",
}
ALONE = {"else": "else", "elif": "elif", "except": "try", "import": "import", "from": "from … import",
         "as": "import … as", "True": "True", "False": "True", "None": "None", "#": "# a comment", "and": "and",
         "or": "or", "not": "not", **{key: key for key in SYNTAX.values() if key.isalpha()}}
APART = {"scene", "plots", "ax", "axes", "figure"}  # what hangs on these names draws, and need not be read
FORMAT = re.compile(r"(?P<align>[<>^])?(?P<sign>[+ ])?(?P<z>z)?0?(?P<width>\d+)?(?P<comma>,)?(?P<point>\.\d+)?"
                    r"(?P<kind>[a-z%])?")


class Reader(ast.NodeVisitor):
    """Collects the tools of a piece of Python in `found`, each under one name.

    Parameters
    ----------
    own : names that the notebook itself defines, so that they are no built-in functions
    masks : names that the notebook gives to comparisons, so that they make a mask between square brackets
    """

    def __init__(self, own=(), masks=("mask",)):
        self.own, self.masks, self.found = own, masks, set()

    def generic_visit(self, node):
        self.found.update(OPERATORS[kind] for kind in (type(node),) if kind in OPERATORS)
        self.found.update(SYNTAX[kind] for kind in (type(node),) if kind in SYNTAX)
        super().generic_visit(node)

    def visit_Name(self, node):
        if node.id in BUILT_IN and node.id not in self.own and isinstance(node.ctx, ast.Load):
            self.found.add(node.id)

    def visit_UnaryOp(self, node):
        if not (isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant)):  # -1 is a number
            self.generic_visit(node)

    def visit_Constant(self, node):
        if isinstance(node.value, bool):
            self.found.add("True")
        elif isinstance(node.value, str):
            self.found.add('"text"')
        elif node.value is ...:
            self.found.add("...")

    def visit_Attribute(self, node):
        path = dotted(node)
        if path.startswith("np."):
            self.found.add(path)
        if path.split(".")[0] in {"np", *APART}:
            return
        if node.attr in METHODS:
            self.found.add("." + node.attr)
        self.visit(node.value)

    def visit_Call(self, node):
        path = dotted(node.func)
        known = path.startswith("np.") or path in BUILT_IN - set(self.own) \
            or isinstance(node.func, ast.Attribute) and node.func.attr in METHODS and path.split(".")[0] not in APART
        for keyword in node.keywords:
            self.found.add("**a" if keyword.arg is None else keyword.arg + "=" if known else "f(name=value)")
        self.generic_visit(node)

    def visit_Subscript(self, node):
        index = node.slice
        parts = index.elts if isinstance(index, ast.Tuple) else [index]
        self.found.update(name for part in parts for name in self.index(part))
        if len(parts) > 1:
            self.found.add("A[0, 1]")
        self.visit(node.value)
        for part in parts:
            if not (isinstance(part, ast.Constant) and part.value in (None, ...)) and not isinstance(part, ast.List):
                self.visit(part)

    def index(self, part):
        """Yield the names of one part of what stands between square brackets."""
        if isinstance(part, ast.Slice):
            ends = [part.lower, part.upper]
            yield "x[::2]" if part.step else "x[1:3]" if any(ends) else "x[:]"
            if any(isinstance(end, ast.UnaryOp) for end in (part.lower, part.upper, part.step)):
                yield "x[-1]"
        elif isinstance(part, ast.Constant) and part.value in (None, ...):
            yield "x[:, None]" if part.value is None else "x[...]"
        elif isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield 'd["name"]'
        elif isinstance(part, ast.List):
            yield "x[[0, 2]]"
        elif is_mask(part, self.masks):
            yield "x[mask]"
        else:
            yield "x[-1]" if isinstance(part, ast.UnaryOp) else "x[0]"

    def visit_FormattedValue(self, node):
        if node.conversion > 0:
            self.found.add(f"!{chr(node.conversion)}")
        if node.format_spec is not None:
            spec = "".join(str(getattr(part, "value", "")) for part in node.format_spec.values
                           if isinstance(part, ast.Constant))
            self.found.update(formats(spec))
            for part in node.format_spec.values:
                if isinstance(part, ast.FormattedValue):
                    self.visit(part)
        self.visit(node.value)

    def visit_JoinedStr(self, node):
        self.found.add('f"{x}"')
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part)

    def visit_Assign(self, node):
        for target in node.targets:
            self.target(target)
        if len(node.targets) > 1:
            self.found.add("a = b = value")
        self.generic_visit(node)

    def visit_For(self, node):
        self.target(node.target)
        if node.orelse:
            self.found.add("for … else")
        self.generic_visit(node)

    def visit_comprehension(self, node):
        self.target(node.target)
        if node.ifs:
            self.found.add("[… for … if …]")
        self.generic_visit(node)

    def target(self, target):
        """Note that several names are given values at once."""
        if isinstance(target, ast.Tuple | ast.List):
            self.found.add("a, b = …")

    def visit_Tuple(self, node):
        if isinstance(node.ctx, ast.Load):
            self.found.add("(1, 2)")
        self.generic_visit(node)

    def visit_List(self, node):
        if isinstance(node.ctx, ast.Load):
            self.found.add("[1, 2]")
        self.generic_visit(node)

    def visit_If(self, node):
        if node.orelse:
            self.found.add("elif" if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If) else "else")
        self.generic_visit(node)

    def visit_Compare(self, node):
        if len(node.ops) > 1:
            self.found.add("a < b < c")
        self.generic_visit(node)

    def visit_FunctionDef(self, node):
        if node.args.defaults or node.args.kw_defaults:
            self.found.add("def f(x=1)")
        if node.decorator_list:
            self.found.add("@decorator")
        self.generic_visit(node)

    def visit_Import(self, node):
        self.found.update("import … as" if alias.asname else "import" for alias in node.names)

    def visit_ImportFrom(self, node):
        self.found.add("from … import")
        self.found.update("import … as" for alias in node.names if alias.asname)


def dotted(node):
    """Return "np.linalg.norm" for that expression, and "" for one that is no chain of names."""
    if isinstance(node, ast.Name):
        return node.id
    base = dotted(node.value) if isinstance(node, ast.Attribute) else ""
    return f"{base}.{node.attr}" if base else ""


def is_mask(node, masks):
    """Tell whether an expression is a comparison, or made of comparisons."""
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.Invert)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.BitAnd | ast.BitOr)
    return isinstance(node, ast.Compare) or isinstance(node, ast.Name) and node.id in masks


def formats(spec):
    """Return the tools of a format such as ">8.2f"."""
    parts = (FORMAT.fullmatch(spec) or FORMAT.match("")).groupdict()
    kind, found = parts["kind"], set()
    if kind or parts["point"]:
        found.add({"%": ":.0%", "e": ":.1e", "g": ":.3g"}.get(kind, ":.2f"))
    names = {"z": ":z.2f", "comma": ":,", "width": ":5", "align": ":>5", "sign": ":+.2f"}
    return found | {name for part, name in names.items() if parts[part]}


def tools(source, own=(), masks=("mask",)):
    """Return the tools that a piece of Python uses; raises SyntaxError if it is no Python."""
    tree = ast.parse(source)
    reader = Reader(own, masks)
    reader.visit(tree)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            reader.found.add("# a comment")
        elif token.type == tokenize.NUMBER and re.search(r"_|\de", token.string):
            reader.found.add("60_000" if "_" in token.string else "1e-5")
    return reader.found


def named(snippet, own=(), masks=("mask",)):
    """Return the tools that some words between backquotes name: a piece of Python, or a part of one.

    Examples
    --------
    >>> sorted(named(".sum(axis=0)")), sorted(named("lambda")), sorted(named("[:, None]"))
    (['.sum', 'axis='], ['lambda'], ['A[0, 1]', 'x[:, None]', 'x[:]'])
    """
    snippet = snippet.strip()
    if snippet in ALONE:
        return {ALONE[snippet]}
    if set(snippet.split()) <= set(OPERATORS.values()):  # one or more of them: `+ - * /`
        return set(snippet.split())
    if re.fullmatch(r"\w+=", snippet):
        return {snippet}
    if re.fullmatch(r":\d+", snippet):  # the width of a format, or a slice
        return {":5", "x[1:3]"}
    if re.fullmatch(rf":{FORMAT.pattern}", snippet) and snippet != ":":
        return formats(snippet[1:])
    ways = [snippet, f"x[{snippet}]", f"f({snippet})", f"x{snippet}", f"x {snippet} x", f"{snippet} x",
            f"{snippet}\n    pass", f"{snippet}:\n    pass", f"f'{snippet}'" if "{" in snippet else "?"]
    for way in ways:
        try:
            found = tools(way, own, masks)
        except (SyntaxError, tokenize.TokenError):
            continue
        argument = re.fullmatch(r"(\w+)=[^=].*", snippet)
        return found | ({argument[1] + "=", "f(name=value)"} if argument else set())
    return set()


def quoted(cell):
    """Return the words between backquotes, or marked as code, in the text of a Markdown cell."""
    return re.findall(r"`` (.+?) ``|(?<!`)`([^`\n]+)`(?!`)|<code>(.+?)</code>", prose(cell))


def names_in(cell, own, masks):
    """Return the tools that a Markdown cell names."""
    return {tool for groups in quoted(cell) for tool in named("".join(groups), own, masks)}


def own_names(notebook):
    """Return the names that the cells define, and among them those of comparisons."""
    own, masks = set(), {"mask"}
    for _, cell in cells(notebook, "code"):
        for node in ast.walk(ast.parse(python(cell))):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                own.add(node.id)
            elif isinstance(node, ast.FunctionDef | ast.ClassDef | ast.arg):
                own.add(getattr(node, "name", None) or node.arg)
            elif isinstance(node, ast.alias):
                own.add(node.asname or node.name)
            if isinstance(node, ast.Assign):
                pairs = [(target, node.value) for target in node.targets]
                if isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(node.targets[0].elts, node.value.elts, strict=False))
                masks |= {target.id for target, value in pairs
                          if isinstance(target, ast.Name) and is_mask(value, masks)}
    return own, masks


def python(cell):
    """Return the source of a code cell; nothing for one that is no Python on purpose."""
    try:
        ast.parse(cell.source)
    except SyntaxError:
        return ""
    return cell.source


def solutions(cell):
    """Return (id, source) of the solutions of the exercises that a code cell checks, if they are functions."""
    calls = [node for node in ast.walk(ast.parse(python(cell))) if isinstance(node, ast.Call)]
    ids = [call.args[0].value for call in calls if dotted(call.func) == "check" and call.args]
    known = {id: exercises.lesson_exercises(int(id.split(".")[0])).get(id) for id in ids}
    return [(id, textwrap.dedent(inspect.getsource(exercise.solution))) for id, exercise in known.items()
            if exercise and callable(exercise.solution)]


def used_before_named(notebook, known=()):
    """Return (cell, where, tool) for each tool that is used before the text has named it; each tool once.

    The solution of an exercise counts as used in the cell that checks it: what it needs has to be named before.

    Parameters
    ----------
    known : the tools of the lessons before
    """
    own, masks = own_names(notebook)
    known, found = set(known), []
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type == "markdown":
            known |= names_in(cell, own, masks)
        elif cell.cell_type == "code" and UNREAD not in tags(cell):
            uses = [("", python(cell)), *((f"solution of {id}", source) for id, source in solutions(cell))]
            for where, source in uses:
                new = tools(source, own, masks) - known
                found += [(number, where, tool) for tool in sorted(new)]
                known |= new
    return found


def table(notebook):
    """Return the rows of the reference's tables of tools: (tool, example, gives, lesson)."""
    rows = []
    for _, cell in cells(notebook, "markdown"):
        for line in cell.source.splitlines():
            parts = [part.strip() for part in re.split(r"(?<!\\)\|", line.strip("|"))]
            lesson = re.search(r"\((\d\d)_\w+\.ipynb[^)]*\)$", parts[-1])
            if len(parts) == 5 and lesson and parts[0].startswith("`"):
                name, example, gives = ("\n".join(re.findall("`([^`]+)`", part)).replace(r"\|", "|")
                                        for part in (parts[0], *parts[2:4]))
                rows.append((name, example, gives, int(lesson[1])))
    return rows


def read(path):
    """Return a notebook."""
    return nbformat.read(path, nbformat.NO_CONVERT)


def known_before(lesson, folder=FOLDER):
    """Return the tools that the lessons before have named."""
    known = set()
    for path in sorted(folder.glob("[0-9][0-9]_*.ipynb")):
        notebook, number = read(path), int(path.name[:2])
        if number < lesson:
            own, masks = own_names(notebook)
            known |= {tool for _, cell in cells(notebook, "markdown") for tool in names_in(cell, own, masks)}
    return known


def main(paths):
    """Print, for each lesson, what it uses before it names it."""
    for path in map(Path, paths):
        notebook, lesson = read(path), int(path.name[:2])
        print(path.stem)
        for number, where, tool in used_before_named(notebook, known_before(lesson, path.parent)):
            print(f"  cell {number:3}  {tool:18} {where}")
        for problem in unread_cells(notebook):
            print(f"  {problem}")


if __name__ == "__main__":
    main(sys.argv[1:] or sorted(FOLDER.glob("[0-9][0-9]_*.ipynb")))
