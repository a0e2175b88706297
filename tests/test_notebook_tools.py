"""No tool before it is named: the lessons, the reference's table of tools, and the reader that finds them."""

import ast
import contextlib
import functools
import io

import cases
import notebook_rules as rules
import notebook_tools
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from notebook_tools import FOLDER, LESSONS


def lesson(number):
    """Return a lesson as it is stored."""
    return notebook_tools.read(next(FOLDER.glob(f"{number:02d}_*.ipynb")))


@functools.cache
def named_in(number):
    """Return the tools that the text of a lesson names."""
    notebook = lesson(number)
    own, masks = notebook_tools.own_names(notebook)
    return {tool for _, cell in rules.cells(notebook, "markdown")
            for tool in notebook_tools.names_in(cell, own, masks)}


@pytest.mark.parametrize("number", LESSONS)
def test_no_tool_before_it_is_named(number):
    known = notebook_tools.known_before(number)
    found = notebook_tools.used_before_named(lesson(number), known)
    assert not found, "\n".join(f"cell {cell}: {tool} {where}" for cell, where, tool in found)


ROWS = notebook_tools.table(notebook_tools.read(FOLDER / "reference.ipynb"))


def result(example):
    """Return what the reference's examples print, or the value of their last line, as text."""
    space, body = {"np": np, "x": np.array([3, 1, 2]), "A": np.array([[1, 2, 3], [4, 5, 6]])}, ast.parse(example).body
    if isinstance(body[-1], ast.Expr) and getattr(getattr(body[-1].value, "func", None), "id", "") != "print":
        body[-1] = ast.parse(f"print({ast.unparse(body[-1])})").body[0]
    paper = io.StringIO()
    with contextlib.redirect_stdout(paper), np.printoptions():
        exec(compile(ast.Module(body, []), "example", "exec"), space)
    return " ".join(paper.getvalue().split("\n")).strip()


@cases.each("row", ROWS)
def test_the_reference_shows_each_tool(row):
    tool, example, gives, taught = row
    names = notebook_tools.named(tool)
    assert names & notebook_tools.tools(example), "the example does without the tool"
    assert result(example) == gives
    assert names <= named_in(taught), f"lesson {taught} does not name it"


@pytest.mark.parametrize("number", LESSONS)
def test_the_reference_has_every_tool_of_a_lesson(number):
    known = {tool for name, _, _, taught in ROWS if taught <= number for tool in notebook_tools.named(name)}
    assert not [tool for _, _, tool in notebook_tools.used_before_named(without_words(lesson(number)), known)]


def without_words(notebook):
    """Return a notebook without its text."""
    notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return notebook


# What the reader finds.


@pytest.mark.parametrize(("source", "found"), [
    ("np.linalg.norm(v)", {"np.linalg.norm"}), ("T.sum(axis=0)", {".sum", "axis="}), ("len(v)", {"len"}),
    ("v[0], v[-1], v[1:], v[::2], v[:]", {"x[0]", "x[-1]", "x[1:3]", "x[::2]", "x[:]", "(1, 2)"}),
    ("v[:, None]", {"A[0, 1]", "x[:]", "x[:, None]"}), ("v[v > 1]", {"x[mask]", ">"}), ("v[~w]", {"x[mask]", "~"}),
    ("v[[0, 2]]", {"x[[0, 2]]"}), ('v["W1"]', {'d["name"]', '"text"'}), ("v[...]", {"x[...]"}),
    ('f"{v:>8,.2f}"', {'f"{x}"', ":.2f", ":,", ":5", ":>5"}), ('f"{v:z.0%}"', {'f"{x}"', ":.0%", ":z.2f"}),
    ('f"{v!s}{v:.1e}{v:.3g}"', {'f"{x}"', "!s", ":.1e", ":.3g"}), ("[2 * i for i in v]", {"[… for …]", "*"}),
    ("(i for i in v if i)", {"(… for …)", "[… for … if …]"}), ("{i: j for i, j in v}", {"{…: … for …}", "a, b = …"}),
    ("a, b = v", {"a, b = …", "name = value"}), ("a = b = v", {"a = b = value", "name = value"}),
    ("f(*v, **w)", {"*a", "**a"}), ("f(n=v)", {"f(name=value)"}), ("lambda n: n", {"lambda"}), ("n += v", {"+=", "+"}),
    ("a if v else b", {"a if … else b"}), ("if v:\n    a\nelse:\n    b", {"if", "else"}),
    ("if v:\n    a\nelif w:\n    b", {"if", "elif"}), ("for i in v:\n    i", {"for"}), ("v in w", {"in"}),
    ("def f(n=v):\n    return n", {"def", "def f(x=1)", "return"}), ("import a as b", {"import … as"}),
    ("from a import b", {"from … import"}), ("v  # w", {"# a comment"}), ("60_000 + 1e-5", {"60_000", "1e-5", "+"}),
    ("1 < v <= 2", {"<", "<=", "a < b < c"}), ("try:\n    v\nexcept E:\n    w", {"try"}), ("with v:\n    w", {"with"}),
    ("ax.plot(v)\nscene.dot(v)\nplots.show(v)", set()), ("network.predict(v)", set()), ("v.T @ w", {".T", "@"}),
])
def test_the_tools_of_a_cell_are_found(source, found):
    assert notebook_tools.tools(source) == found


@pytest.mark.parametrize(("words", "tool"), [
    (".sum()", ".sum"), ("T.sum(axis=0)", "axis="), ("axis=0", "axis="), ("axis=", "axis="), ("lambda", "lambda"),
    ("for step in range(4):", "for"), ("for", "for"), ("+ - * /", "/"), ("~", "~"), ("2:", "x[1:3]"), ("-2:", "x[-1]"),
    ("::2", "x[::2]"), ("[:, None]", "x[:, None]"), (":.2f", ":.2f"), (":z.4f", ":z.2f"), ("{x:.2f}", ":.2f"),
    ("**kwargs", "**a"), ("**", "**"), ("*a", "*a"), ("np.where", "np.where"), ("x[mask]", "x[mask]"), ("zip", "zip"),
    ("[n * n for n in x]", "[… for …]"), ("def f(x):", "def"), ("import numpy as np", "import … as"),
    ("#", "# a comment"), (":8", ":5"), ("with np.errstate(over='ignore'):", "with"), ("try", "try"), ("else", "else"),
    ("a if b else c", "a if … else b"),
])
def test_words_name_a_tool(words, tool):
    assert tool in notebook_tools.named(words)


@pytest.mark.parametrize("words", ["make lab", "Shift", "float32", "x", "dlmath", "loss", "X.images", "0.5", "+ x"])
def test_other_words_name_none(words):
    assert not notebook_tools.named(words)


WORDS = ("text", "`len` counts what is in a list such as `[1, 2]`.")
COUNT, NEEDS = ("code", "len([1])"), [("", "[1, 2]"), ("", "len")]


@pytest.mark.parametrize(("cells", "found"), [
    ([COUNT], NEEDS), ([COUNT, COUNT], NEEDS), ([COUNT, WORDS], NEEDS), ([WORDS, COUNT], []),
    ([("unread", "len(3)")], []), ([("code", "len = 3\nlen(v)")], [("", "name = value")]), ([("code", "for")], []),
    ([("text", "```\nlen([1, 2])\n```"), COUNT], NEEDS), ([("text", "<code>len([1, 2])</code>"), COUNT], []),
    ([("text", "`` len([1, 2]) ``"), COUNT], []), ([("text", "len([1, 2])"), COUNT], NEEDS),
    ([("text", "`<` and `name = value`"), ("code", "small = v < 3\nv[small]")], [("", "x[mask]")]),
    ([("code", "check('0.1', double)")],
     [("", '"text"'), ("solution of 0.1", "*"), ("solution of 0.1", "def"), ("solution of 0.1", "return")]),
])
def test_a_tool_that_is_not_named_is_found(cells, found):
    make = {"text": new_markdown_cell, "code": new_code_cell,
            "unread": lambda source: new_code_cell(source, metadata={"tags": [rules.UNREAD]})}
    notebook = new_notebook(cells=[make[kind](source) for kind, source in cells])
    assert [(where, tool) for _, where, tool in notebook_tools.used_before_named(notebook)] == found


def test_what_a_lesson_before_has_named_is_known():
    assert "print" in notebook_tools.known_before(1)
    assert "print" not in notebook_tools.known_before(0)
