"""What goes wrong in a classroom: a kernel that dies, cells out of order, names overwritten, hostile words."""

import json
import os
import random
import signal
import time

import nbformat
import pytest
from conftest import KERNEL, PANEL
from test_lessons import walk

from dlmath import Network

PID = "import os\nwith open('kernel.pid', 'w') as file:\n    file.write(str(os.getpid()))\n"
NOTEBOOKS = {
    "training": ["from dlmath import Network, fit, load_digits, pixels\n"
                 "network = Network([784, 16, 10], output='softmax')\nnetwork.save('before.npz')",
                 PID + "digits = load_digits('small')\n"
                 "fit(network, pixels(digits.images), digits.labels, epochs=100000)"],
    "scene": ["from dlmath.scenes import linalg as scene\nfrom dlmath.stage import play",
              PID + "play(scene.dot, a=[1, 2], b=[3, 4])"],
    "twice": ["import numpy as np\nfrom dlmath import check\nfrom dlmath.scenes import linalg as scene\n"
              "from dlmath.stage import play", "play(scene.dot, a=[1, 2], b=[3, 4])",
              "def double(x):\n    return x + x\n\ncheck('0.1', double)"],
    "overwritten": ["import numpy as np\nfrom dlmath import check, progress\n"
                    "from dlmath.scenes import linalg as scene\nfrom dlmath.stage import play",
                    "sum = 3\nnp = None\nlen = list = print = 7\nmax = min = range = 'x'",
                    "play(scene.product, A=[[1, 2]], B=[[3], [4]])",
                    "def double(x):\n    return x + x\n\ncheck('0.1', double)", "progress()"],
    "unordered": ["check('0.1', double)", "from dlmath import check\ndef double(x):\n    return 2 * x"],
    "endless": [PID + "from dlmath import check\n"
                "def double(x):\n    while True:\n        pass\n\ncheck('0.1', double)"],
    "hostile": ["import json\nfrom dlmath.picture.frame import Ask, Frame\n"
                "from dlmath.picture.shapes import rect, text\nfrom dlmath.exercises.check import Feedback\n"
                "from dlmath.stage import Stage\nwords = json.load(open('hostile.json'))",
                "frames = []\nfor i in range(0, 800, 8):\n    a, b, c, d, e, f, g, h = words[i:i + 8]\n"
                "    cells = [text('t', 99, 99, a),\n"
                "             rect(b, 9, 9, 60, 30, edit='n', label=c, value=d)]\n"
                "    frames.append(Frame(cells, f'{i} {e}', f'{i} a picture {f}',\n"
                "                             ask=Ask(h + g, [('one ' + a, b), ('two ' + c, d)], 0)))\n"
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


def kill(lesson):
    """Kill a busy kernel as the system does when memory runs out; return what JupyterLab says of it."""
    os.kill(int((lesson.lab.folder / "kernel.pid").read_text()), getattr(signal, "SIGKILL", signal.SIGTERM))
    dialog = lesson.page.locator(".jp-Dialog")
    dialog.wait_for(timeout=30_000)
    said = dialog.inner_text()
    dialog.locator("button.jp-mod-accept").click()
    dialog.wait_for(state="detached")
    lesson.log.clear()  # JupyterLab mourns in the console
    return said


def write_9(stage):
    """Write 9 in the first box of a scene."""
    stage.locator(".dl-cell").first.fill("9")
    stage.locator(".dl-cell").first.press("Enter")


def assert_it_plays_and_says_what_it_cannot_do(stage):
    """Change a scene that has lost its kernel, and play it."""
    write_9(stage)
    stage.locator(".dl-message:not(:empty)").wait_for(timeout=10_000)
    assert "needs a kernel: run the cell again" in stage.locator(".dl-message").inner_text()
    walk(stage, answering=True)


@pytest.mark.parametrize("name", ["training", "endless"])
def test_a_kernel_killed_in_training_or_in_an_exercise_says_so_and_loses_nothing(lab, name):
    with lab.open(f"{name}.ipynb") as lesson:
        pid = lab.folder / "kernel.pid"
        pid.unlink(missing_ok=True)
        start(lesson)
        end = time.time() + 60
        while not pid.exists() and time.time() < end:
            lesson.page.wait_for_timeout(100)
        lesson.page.wait_for_timeout(500)
        prompt = lesson.page.locator(PANEL + ".jp-Cell").last.locator(".jp-InputPrompt")
        assert prompt.inner_text() == "[*]:"  # it runs, for two seconds or more
        assert "appears to have died. It will restart automatically" in kill(lesson)
        cells = lesson.page.locator(PANEL + ".jp-Cell .cm-content").all_inner_texts()
        assert [cell.split() for cell in cells] == [cell.split() for cell in NOTEBOOKS[name]]
        if name == "training":
            assert Network.load(lab.folder / "before.npz").sizes == [784, 16, 10]
        else:
            lesson.run_all()
            assert lesson.errors() == [] and "did not finish in time, and was stopped" in text(lesson)


def test_a_scene_whose_kernel_was_killed_says_so_and_lives_again_when_its_cell_is_run(lab):
    with lab.open("scene.ipynb") as lesson:
        lesson.run_all()
        kill(lesson)
        lesson.ready()
        assert_it_plays_and_says_what_it_cannot_do(lesson.stages()[0])
        lesson.run_all()
        stage = lesson.stages()[0]
        write_9(stage)
        stage.locator(".dl-picture text:text-is('9')").wait_for(timeout=10_000)


def test_a_scene_without_its_kernel_plays_and_says_what_it_cannot_do(lab):
    with lab.open("scene.ipynb") as lesson:
        lesson.run_all()
        lesson.stop_kernel()
        assert_it_plays_and_says_what_it_cannot_do(lesson.stages()[0])


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
