"""The lint of the lessons; and for each of its rules, a notebook that breaks it and is found out."""

from pathlib import Path

import nbformat
import notebook_rules as rules
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

FOLDER = Path(__file__).parent.parent / "notebooks"
LESSONS = [
    "00_start", "01_linear_algebra", "02_tensors", "03_network_anatomy", "04_activations", "05_forward_propagation",
    "06_losses", "07_backpropagation", "08_gradient_descent", "09_optimizers",
    "10_digits",
]
PAGES = [*LESSONS, "playground", "reference"]
LONGEST = {"10_digits": 25}
SENTENCE = "A line that rises from the lower left to the upper right."


def lesson(name):
    """Return a lesson as it is stored."""
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=nbformat.NO_CONVERT)


def test_the_lessons_are_these():
    assert sorted(path.stem for path in FOLDER.glob("*.ipynb")) == PAGES


@pytest.mark.parametrize("name", PAGES)
def test_lesson(name):
    notebook = lesson(name)
    problems = []
    for rule in rules.RULES:
        longest = {"longest": LONGEST[name]} if rule is rules.short_cells and name in LONGEST else {}
        problems += rule(notebook, **longest)
    problems += rules.links_lead_somewhere(notebook, FOLDER)
    problems += rules.small_file((FOLDER / f"{name}.ipynb").stat().st_size)
    assert not problems, "\n".join([name, *problems])


# What the rules find.


def good():
    """Return a tiny lesson in which all is well."""
    words = "Two and two are four, and the machine agrees. " * 5
    result = new_output("execute_result", {"text/plain": "4"}, execution_count=1)
    notebook = new_notebook(
        cells=[new_markdown_cell(f"# Add two numbers\n\n{words}", id="title"),
               new_code_cell("2 + 2", id="sum", execution_count=1, outputs=[result])],
        metadata={"kernelspec": dict(rules.KERNEL), "language_info": {"name": "python"}})
    notebook.nbformat_minor = 5
    return notebook


def add(source, *outputs, count=2, **metadata):
    """Return a change: one more code cell."""
    def change(notebook):
        notebook.cells.append(new_code_cell(
            source, id="more", execution_count=count, outputs=list(outputs), metadata=metadata))
    return change


def say(text):
    """Return a change: one more Markdown cell."""
    return lambda notebook: notebook.cells.append(new_markdown_cell(text, id="more"))


def first(**values):
    """Return a change: other values in the code cell."""
    return lambda notebook: notebook.cells[1].update(values)


def title(text):
    """Return a change: another first cell."""
    return lambda notebook: notebook.cells[0].update(source=text)


def picture(words):
    """Return an output with a picture and its description."""
    return new_output("display_data", {"image/png": "iVBORw0KGgo=", **({"text/plain": words} if words else {})})


def printed(text, name="stdout"):
    """Return an output as `print` makes it."""
    return new_output("stream", name=name, text=text)


def shown(text, kind="text/plain"):
    """Return an output as the last value of a cell makes it."""
    return new_output("display_data", {kind: text})


ERROR = new_output("error", ename="ValueError", evalue="no", traceback=["ValueError: no"])
LONG = "\n".join(["x = 1"] * 16)
HOME = "/".join(["", "home", "ada", "x.py"])
BROKEN = {
    rules.format_is_valid: [
        lambda notebook: notebook.update(nbformat_minor=4),
        lambda notebook: notebook.cells[1].update(id="title"),
        lambda notebook: notebook.cells[1].pop("id"),
        lambda notebook: notebook.cells[1].pop("metadata"),
    ],
    rules.one_title: [
        title("No title here."), title("# One\n\n# Two"), say("# Another title"),
        lambda notebook: notebook.cells.reverse(), lambda notebook: notebook.cells.clear(),
    ],
    rules.plain_headings: [say("## Play \U0001F3AE"), say("### \u2728 New")],
    rules.every_cell_ran: [
        first(execution_count=None, outputs=[]), first(execution_count=2), first(outputs=[]), first(source=" \n"),
        add("print(1)"), add("for i in range(2):\n    print(i)"), add("plt.show()"), add("x = 1\nx"), add("x", count=3),
        add("check('1.1', 3)"), lambda notebook: notebook.cells.pop(),
    ],
    rules.errors_are_wanted: [
        add("int('x')", ERROR), add("int('1')", tags=["raises-exception"]), add("f()", printed("oh", "stderr")),
    ],
    rules.none_ignored: [add("f()", tags=["nbval-ignore-output"]), add("x = 1", tags=["a", "nbval-ignore-output"])],
    rules.no_traps: [
        add("plt.plot(x);"), add("x = 1;\ny = 2"), add("%time f()"), add("%%time\nf()"), add("%timeit f()"),
        add("interact(f, x=1)"), add("with Output():\n    f()"), add("out = widgets.Output()"), add("clear_output()"),
        add("warnings.warn('x')"), add("# NBVAL_SKIP\nf()"),
    ],
    rules.same_everywhere: [
        add("f", shown("<function f at 0x7f3a2b1c4d5e>")), add("x", shown("np.float64(0.5)")),
        add("x", shown("[np.int64(3)]")), add("x", shown("np.True_(np.bool_(1))")), add("print(f)", printed(HOME)),
        add("f", shown(f"<b>{HOME}</b>", "text/html")), add("x", shown("C:\\" + "Users\\ada")),
        add("f()", new_output("error", ename="E", evalue="no", traceback=[f"File {HOME}:3"])),
    ],
    rules.metadata_is_plain: [
        lambda notebook: notebook.metadata.update(widgets={}),
        lambda notebook: notebook.metadata.pop("kernelspec"),
        lambda notebook: notebook.metadata.kernelspec.update(name="conda"),
        lambda notebook: notebook.metadata.language_info.update(version="3.11.7"),
        first(metadata=nbformat.from_dict({"execution": {"iopub.execute_input": "2020-01-01"}})),
    ],
    rules.short_cells: [add(LONG), lambda notebook: [add("a = 1\nb = 1\nc = 1\nd = 1\ne = 1")(notebook)] * 3
                        and notebook.cells.pop(1)],
    rules.enough_prose: [title("# Add"), add("\n".join(["x = 1"] * 15))],
    rules.no_belittling: [say("We simply add."), say("Obviously, 4."), add("x = 1  # simply one")],
    rules.unread_cells: [
        add("f()", tags=["unread"]),
        lambda notebook: [title("You don't have to read this.")(notebook),
                          notebook.cells.extend([new_code_cell(metadata={"tags": ["unread"]})] * 4)],
    ],
    rules.pictures_have_words: [
        add("f()", picture("")), add("f()", picture("Stage: 1.")), add("f()", picture(SENTENCE)),
        add("f()", picture(""), shown("<p>A line.</p>", "text/html")), add("f()", picture(""), shown(SENTENCE)),
        add("f()", shown(f"<p>{SENTENCE}</p>", "text/html"), picture("")),
        add("f()", shown('<img src="data:image/png;base64,AAAA">', "text/html")),
        add("f()", shown('<img alt="" src="x">', "text/html")), say("![](x.png)"), say('<img src="x.png">'),
    ],
}
FINE = [
    add("import math"), add("x = 1"), add("if x:\n    print(x)"), add("def f():\n    print(1)"), add("f(x)"),
    add("int('x')", ERROR, tags=["raises-exception"]), add("f()", picture(f"Stage: {SENTENCE}")),
    add("f()", shown("0x12")), first(metadata=nbformat.from_dict({"tags": ["nbval-x"]})),
    add("f()", picture("A figure."), shown(f"<p>{SENTENCE}</p>", "text/html")),
    add("x = 'a;b'  # one; two"), add("interaction = 1"), say("## Play → explain"), say("```\n# no title\n```"),
    add("f()", shown(f'<img alt="{SENTENCE}" src="data:image/png;base64,QUJD/0x1234567">', "text/html")),
]


def test_every_rule_is_tried():
    assert set(BROKEN) == set(rules.RULES)


@pytest.mark.parametrize("change", [lambda notebook: None, *FINE])
def test_what_is_right_passes(change):
    notebook = good()
    change(notebook)
    assert not [problem for rule in rules.RULES for problem in rule(notebook)]


@pytest.mark.parametrize(
    ("rule", "change"),
    [pytest.param(rule, change, id=f"{rule.__name__}-{i}")
     for rule, changes in BROKEN.items() for i, change in enumerate(changes)])
def test_what_is_wrong_is_found(rule, change):
    notebook = good()
    assert not rule(notebook)
    change(notebook)
    assert rule(notebook)


def test_the_capstone_may_have_longer_cells():
    notebook = good()
    add(LONG)(notebook)
    assert not rules.short_cells(notebook, longest=16, median=99)


@pytest.mark.parametrize("text", ["[next](99_none.ipynb)", '<a href="none.md">x</a>', "![a plot](none.png)", "[x](/a)",
                                  "[x](there.md#a-page) and [y](gone.md#part)", "[lesson 5](06_losses.ipynb)",
                                  "[5](06_losses.ipynb)", "[06 Tensors](06_losses.ipynb)", "[here](06_losses.ipynb)",
                                  "[up](#top)", '<a href="06_losses.ipynb">Lesson 7</a>',
                                  "[![a plot](none.png)](there.md)", "[x](there.md#none)"])
def test_a_dead_link_is_found(text, tmp_path):
    (tmp_path / "there.md").write_text("# A page\n\n## Part: one & two\n")
    nbformat.write(good(), tmp_path / "06_losses.ipynb")
    notebook = good()
    say(text)(notebook)
    assert len(rules.links_lead_somewhere(notebook, tmp_path)) == 1


@pytest.mark.parametrize("text", ["[next](there%20it%20is.md#part-one--two)", "[out](https://example.org/x)",
                                  "[up](#Add-two-numbers)", "`T[0](x)` and $f[1](x)$", "[lesson 6](06_losses.ipynb)",
                                  "[6](06_losses.ipynb)", "[06 Losses](06_losses.ipynb)",
                                  "[sums](06_losses.ipynb#Add-two-numbers)", "![a plot](there%20it%20is.md)",
                                  '<a href="06_losses.ipynb">Lesson 6</a>'])
def test_a_living_link_passes(text, tmp_path):
    (tmp_path / "there it is.md").write_text("## Part: one & two\n")
    nbformat.write(good(), tmp_path / "06_losses.ipynb")
    notebook = good()
    say(text)(notebook)
    assert not rules.links_lead_somewhere(notebook, tmp_path)


@pytest.mark.parametrize(("part", "found"), [
    ("Add-two-numbers", True), ("Count:-one,-two", True), ("The-dot", True), ("add-two-numbers", False), ("Sum", False),
    ("From-−1-to-1", False), ('Popular:-%22yes%22', False), ("Inside", False),
])
def test_a_link_to_a_section_leads_to_a_heading(part, found, tmp_path):
    there = good()
    say('## Count: one, two\n\n### The `dot`\n\n## From −1 to 1\n\n## Popular: "yes"\n\n```\n# Inside\n```')(there)
    nbformat.write(there, tmp_path / "there.ipynb")
    notebook = good()
    say(f"[there](there.ipynb#{part})")(notebook)
    assert len(rules.links_lead_somewhere(notebook, tmp_path)) == (not found)


def test_a_large_file_is_found():
    assert rules.small_file(1_500_000)
    assert not rules.small_file(1_499_999)
