"""Scenes in a real browser, each beside `ipywidgets.interact` with `plt.show()` drawing the same thing.

Frames a second while playing with the kernel stopped; time from key to painted step; time from a moved handle
to the picture that Python computed; bytes for n × n products; sizes and times of lesson 01.
"""

import contextlib
import statistics
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import numpy as np

from dlmath.scenes import linalg as scene
from dlmath.stage import play

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))
LESSON = ROOT / "notebooks" / "01_linear_algebra.ipynb"

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
SOURCES = [
    "import numpy as np\nfrom dlmath.scenes import linalg as scene\nfrom dlmath.stage import play\n"
    "n = 6\nplay(scene.product, A=np.arange(n * n).reshape(n, n), B=np.eye(n))",
    "play(scene.vectors, a=(3, 1), b=(1, 2))",
    "import matplotlib.pyplot as plt\nfrom ipywidgets import interact\n\n@interact(x=(-5.0, 5.0, 0.5))\n"
    "def draw(x=3.0):\n    for tip in [(x, 1), (1, 2), (x + 1, 3)]:\n"
    "        plt.annotate('', tip, (0, 0), arrowprops={'arrowstyle': '->'})\n"
    "    plt.xlim(-8, 8)\n    plt.ylim(-4.5, 4.5)\n    plt.show()",
]

FPS = """stage => new Promise(done => {
    stage.querySelector('.dl-play').click();
    const times = [], tick = now => { times.push(now);
        now - times[0] < 3000 ? requestAnimationFrame(tick) : done(1000 * (times.length - 1) / (now - times[0])); };
    requestAnimationFrame(tick); })"""
STEP = """stage => new Promise(done => {
    const picture = stage.querySelector('.dl-picture'), start = performance.now();
    stage.focus();
    new MutationObserver((_, watcher) => { watcher.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start))); })
        .observe(picture, {subtree: true, childList: true, attributes: true});
    stage.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true})); })"""
MOVED = """([stage, key]) => new Promise(done => {
    const handle = stage.querySelector('.dl-handle'), picture = stage.querySelector('.dl-picture');
    const start = performance.now(), before = picture.getAttribute('aria-label');
    const watcher = new MutationObserver(() => { if (picture.getAttribute('aria-label') !== before) {
        watcher.disconnect(); requestAnimationFrame(() => done(performance.now() - start)); } });
    watcher.observe(picture, {attributes: true});
    handle.focus();
    handle.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true})); })"""
SLID = """([output, key]) => new Promise(done => {
    const slider = output.querySelector('.noUi-handle'), start = performance.now();
    const before = output.querySelector('img').src;
    const watcher = new MutationObserver(() => { const image = output.querySelector('img');
        if (!image || image.src === before) return;
        watcher.disconnect();
        image.decode().then(() => requestAnimationFrame(() => done(performance.now() - start))); });
    watcher.observe(output, {subtree: true, childList: true});
    slider.focus();
    slider.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true})); })"""


def measurements():
    """Yield (what, measured, target, whether it is met)."""
    yield from _bytes()
    yield from _in_the_browser()


def _bytes():
    """Measure what is sent."""
    payloads = {n: play(scene.product, A=np.arange(n * n).reshape(n, n), B=np.eye(n)).payload for n in range(2, 11)}
    steps = np.array([n * n for n in payloads])
    each = [payload / count for payload, count in zip(payloads.values(), steps)]
    yield "bytes sent, n × n product, n = 2 … 10", " ".join(f"{p / 1000:.0f}k" for p in payloads.values()), "", None
    yield "most bytes for one step over least, n = 4 … 10", f"{max(each[2:]) / min(each[2:]):.2f}", "< 2 (linear)", (
        bool(max(each[2:]) < 2 * min(each[2:])))
    size = LESSON.stat().st_size / 1e6
    yield "lesson 01, size of the file, MB", f"{size:.2f}", "< 1.5", size < 1.5


def _in_the_browser():
    """Measure what a learner feels."""
    with tempfile.TemporaryDirectory() as folder:
        cells = [nbformat.v4.new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(SOURCES)]
        notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
        nbformat.write(notebook, Path(folder) / "bench.ipynb")
        (Path(folder) / LESSON.name).write_text(LESSON.read_text(encoding="utf-8"), encoding="utf-8")
        with running_lab(Path(folder)) as lab:
            with lab.open("bench.ipynb") as lesson:
                lesson.run_all()
                product, vectors = lesson.stages()
                output = lesson.page.locator(".widget-interact").first
                ours = [vectors.evaluate(soon(MOVED, key)) for key in turns()]
                theirs = [output.evaluate(soon(SLID, key)) for key in turns()]
                product.locator(".dl-slider").fill("8")  # past the questions
                step = statistics.median(product.evaluate(soon(STEP)) for _ in range(9))
                lesson.stop_kernel()
                rate = product.evaluate(soon(FPS))
            with lab.open(LESSON.name) as lesson:
                start = time.perf_counter()
                lesson.run_all()
                run_all = time.perf_counter() - start
    ours, theirs = statistics.median(ours), statistics.median(theirs)
    yield "frames a second while playing, kernel stopped", f"{rate:.0f}", ">= 55", rate >= 55
    yield "from key to painted step, ms", f"{step:.0f}", "<= 34 (2 frames)", step <= 34
    yield "from moved handle to picture, through the kernel, ms", f"{ours:.0f}", "", None
    yield "from moved slider to picture, interact and plt.show, ms", f"{theirs:.0f}", "", None
    yield "interact's time over ours", f"{theirs / ours:.1f}", ">= 2", theirs >= 2 * ours
    yield "lesson 01, Run All, s", f"{run_all:.1f}", "< 10", run_all < 10


@contextlib.contextmanager
def running_lab(folder):
    """Run JupyterLab on a folder, and a browser to look at it, as the tests in the browser do."""
    import conftest

    with conftest.running_browser() as browser, conftest.running_server("jupyterlab", folder) as url:
        yield conftest.Lab(url, browser, folder)


def soon(script, key=None):
    """Return a script that fails after ten seconds without an answer; it would wait for ever."""
    given = f"[node, '{key}']" if key else "node"
    late = "new Promise((_, fail) => setTimeout(() => fail(new Error('no answer in 10 s')), 10000))"
    return f"node => Promise.race([({script})({given}), {late}])"


def turns(times=9):
    """Return keys that go to and fro."""
    return ["ArrowRight" if i % 2 else "ArrowLeft" for i in range(times)]

