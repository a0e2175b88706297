"""What goes wrong in a classroom: a kernel that dies, cells out of order, names overwritten, hostile words."""

import json
import random

import nbformat
import pytest
from conftest import KERNEL, PANEL
from test_lessons import walk

NOTEBOOKS = {
    "training": ["from dlmath import Network, fit, load_digits, pixels\n"
                 "network = Network([784, 16, 10], output='softmax')\nnetwork.save('before.npz')",
                 "digits = load_digits('small')\nfit(network, pixels(digits.images), digits.labels, epochs=100000)"],
    "scene": ["from dlmath.scenes import linalg as scene\nfrom dlmath.stage import play",
              "play(scene.dot, a=[1, 2], b=[3, 4])"],
    "twice": ["import numpy as np\nfrom dlmath import check\nfrom dlmath.scenes import linalg as scene\n"
              "from dlmath.stage import play", "play(scene.dot, a=[1, 2], b=[3, 4])",
              "def double(x):\n    return x + x\n\ncheck('0.1', double)"],
    "overwritten": ["import numpy as np\nfrom dlmath import check, progress\n"
                    "from dlmath.scenes import linalg as scene\nfrom dlmath.stage import play",
                    "sum = 3\nnp = None\nlen = list = print = 7\nmax = min = range = 'x'",
                    "play(scene.product, A=[[1, 2]], B=[[3], [4]])",
                    "def double(x):\n    return x + x\n\ncheck('0.1', double)", "progress()"],
    "unordered": ["check('0.1', double)", "from dlmath import check\ndef double(x):\n    return 2 * x"],
    "endless": ["from dlmath import check\ndef double(x):\n    while True:\n        pass\n\ncheck('0.1', double)"],
    "hostile": ["import json\nfrom dlmath import draw\nfrom dlmath.checks import Feedback\n"
                "from dlmath.stage import Stage\nwords = json.load(open('hostile.json'))",
                "frames = []\nfor i in range(0, 800, 8):\n    a, b, c, d, e, f, g, h = words[i:i + 8]\n"
                "    cells = [draw.text('t', 99, 99, a), draw.rect(b, 9, 9, 60, 30, edit='n', label=c, value=d)]\n"
                "    frames.append(draw.Frame(cells, f'{i} {e}', f'{i} a picture {f}', title=f'{i} {g}',\n"
                "                             ask=draw.Ask(h, [('one ' + a, b), ('two ' + c, d)], 0)))\n"
                "Stage(frames, label=words[0], on_edit=lambda name, text: None)",
                "for i in range(800, 1000, 5):\n    display(Feedback('mistake', words[i], words[i + 1:i + 5]))"],
}
PIECES = ["<script>", "</script>", "window.pwned=1", "<img src=x onerror=window.pwned=1>", "\"'`", "><", "on",
          "<svg onload=window.pwned=1>", "&lt;", "${window.pwned=1}", "{{pwned}}", "</style>", "url(javascript:pwned)",
          "<iframe srcdoc='<script>parent.pwned=1</script>'>", "<b id=leak>", "\\u003c", "\u202e", "∂L", "]]>", "<!--",
          "javascript:", " "]


def hostile(count=1000):
    """Make words that would run, if anything on the way to the page took them for HTML."""
    choose = random.Random(0)
    return ["word " + "".join(choose.choices(PIECES, k=choose.randint(1, 6))) for _ in range(count)]


@pytest.fixture(scope="module", autouse=True)
def notebooks(lab):
    (lab.folder / "hostile.json").write_text(json.dumps(hostile()), encoding="utf-8")
    for name, cells in NOTEBOOKS.items():
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells], metadata=KERNEL)
        nbformat.write(notebook, lab.folder / f"{name}.ipynb")


def start(lesson):
    """Run all cells without waiting for the end."""
    lesson.ready()
    lesson.page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")


def text(lesson):
    """Return all that the cells say."""
    return "\n".join(lesson.page.locator(PANEL + ".jp-OutputArea-output").all_inner_texts())


def test_a_kernel_that_dies_in_training_leaves_what_was_saved(lab):
    with lab.open("training.ipynb") as lesson:
        start(lesson)
        lesson.page.wait_for_selector(PANEL + ".jp-OutputArea-output", timeout=60_000)
        lab.stop_kernels()
        lesson.page.wait_for_timeout(500)
        assert (lab.folder / "before.npz").stat().st_size > 1000
        assert lesson.page.locator(PANEL + ".jp-Cell").count() == 2


def test_a_scene_without_its_kernel_plays_and_says_what_it_cannot_do(lab):
    with lab.open("scene.ipynb") as lesson:
        lesson.run_all()
        lesson.stop_kernel()
        stage = lesson.stages()[0]
        stage.locator(".dl-cell").first.fill("9")
        stage.locator(".dl-cell").first.press("Enter")
        stage.locator(".dl-message:not(:empty)").wait_for(timeout=10_000)
        assert "needs a kernel: run the cell again" in stage.locator(".dl-message").inner_text()
        walk(stage, answering=True)


def test_every_cell_may_run_twice(lab):
    with lab.open("twice.ipynb") as lesson:
        lesson.run_all()
        lesson.run_all()
        assert lesson.errors() == []
        assert len(lesson.stages()) == 1 and "✓" in text(lesson)


def test_names_that_the_learner_overwrites_break_nothing(lab):
    with lab.open("overwritten.ipynb") as lesson:
        lesson.run_all()
        assert lesson.errors() == []
        assert len(lesson.stages()) == 1 and "✓" in text(lesson)


def test_a_cell_run_too_early_stops_with_pythons_own_words_and_the_next_ones_run(lab):
    with lab.open("unordered.ipynb") as lesson:
        lesson.run_all()
        assert "NameError: name 'check' is not defined" in text(lesson)
        lesson.page.locator(PANEL + ".jp-Cell").last.click()
        lesson.page.keyboard.press("Control+Enter")
        lesson.page.wait_for_timeout(1000)
        lesson.run_all()
        assert "✓" in text(lesson)


def test_an_answer_that_never_ends_is_stopped_and_explained(lab):
    with lab.open("endless.ipynb") as lesson:
        lesson.run_all()
        assert lesson.errors() == []
        assert "did not finish in time, and was stopped" in text(lesson)


def test_no_words_run(lab):
    with lab.open("hostile.ipynb") as lesson:
        lesson.run_all()
        assert lesson.errors() == []
        walk(lesson.stages()[0], answering=False)
        lesson.page.wait_for_timeout(300)
        assert lesson.page.evaluate("() => window.pwned") is None
        assert lesson.page.locator("#leak").count() == 0
        assert lesson.page.locator(PANEL + ".jp-OutputArea-output iframe").count() == 0
