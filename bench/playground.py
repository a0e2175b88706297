"""The playground in a real browser, beside the same thing made with `ipywidgets.interact` and matplotlib.

The spiral, eight features, three layers of eight units: pictures and updates a second, bytes a picture, and the time
from a change to the picture that shows it; and the memory that a run takes. A run of half an hour is measured by
itself, as fast as the kernel makes the pictures: `python bench/playground.py`, or `… 1000` for so many pictures.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from scenes import KERNEL, SLID, running_lab, soon, turns

from dlmath.scenes import playground
from dlmath.stage import play

HALF_HOUR = 50_000  # pictures, 28 a second
LARGE = ('data="spiral", features=", ".join(playground.playground.FEATURES), hidden=[8, 8, 8], optimizer="Adam", '
         'rate=0.01, pace="+5 epochs"')
SOURCES = [
    f"from dlmath.scenes import playground\nfrom dlmath.stage import play\nplay(playground.network, {LARGE})",
    "import matplotlib.pyplot as plt\nimport numpy as np\nfrom ipywidgets import interact\n"
    "from dlmath import playground as made\n"
    "trial = made.Trial(*made.split(*made.points('spiral', 200, 0.1, 1)), made.FEATURES, [8, 8, 8], seed=1)\n"
    "at = np.linspace(-2.4, 2.4, 34)\nplaces = np.stack(np.meshgrid(at, at), axis=-1).reshape(-1, 2)\n\n"
    "@interact(rate=(0.01, 0.2, 0.01))\ndef draw(rate=0.1):\n    trial.change(rate=rate, optimizer='Adam')\n"
    "    trial.go(70)\n    says = trial.everywhere(places)\n"
    "    figure, axes = plt.subplots(5, 8)\n    for ax, part in zip(axes.flat, np.hstack(says).T):\n"
    "        ax.imshow(part.reshape(34, 34))\n        ax.axis('off')\n    plt.show()",
]
CHANGED = """([stage, key]) => new Promise(done => {
    const knob = stage.querySelector('.dl-handle'), picture = stage.querySelector('.dl-picture');
    const start = performance.now(), before = picture.textContent;
    const watcher = new MutationObserver(() => { if (picture.textContent !== before) {
        watcher.disconnect(); requestAnimationFrame(() => done(performance.now() - start)); } });
    watcher.observe(picture, {subtree: true, characterData: true, childList: true});
    knob.focus();
    knob.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true})); })"""
COUNT = """name => { window.bytes = 0;
    const kernel = window.tabs[name].context.sessionContext.session.kernel;
    kernel.iopubMessage.connect((_, message) => {
        if (message.header.msg_type === 'comm_msg') window.bytes += JSON.stringify(message.content).length; }); }"""


def measurements():
    """Yield (what, measured, target, whether it is met)."""
    yield from _memory()
    yield from _in_the_browser()


def _memory():
    """Measure what the kernel's memory grows by, from a thousand pictures to two thousand more."""
    stage = play(playground.network)
    sizes = []
    for pictures in (1000, 2000):
        for _ in range(pictures):
            stage.film.grow()
        sizes.append(_megabytes())
    grown = sizes[1] - sizes[0]
    yield "playground: memory after 1,000 and 3,000 pictures, MB", " ".join(f"{size:.0f}" for size in sizes), (
        "+ 5 at most"), grown <= 5 if sizes[0] else None


def long_run(pictures):
    """Print the kernel's memory at the start of a run, at every fifth of it and at its end.

    The pictures are asked for as a browser asks. The first three hundred, which are kept, are made before the start.
    """
    stage = play(playground.network)
    start, asked = time.perf_counter(), 0
    for part in range(6):
        while stage.film.last < 300 + part * pictures // 5 and not stage.film.over:
            stage.request = {"kind": "more", "after": stage.film.last, "count": 12, "serial": str(asked := asked + 1)}
        print(f"{stage.film.last:,} pictures, {_megabytes():.1f} MB, {time.perf_counter() - start:.0f} s", flush=True)


def _megabytes():
    """Return the memory of this process; 0 on other systems than Linux."""
    file = Path("/proc/self/statm")
    return int(file.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if file.exists() else 0


def _in_the_browser():
    """Measure what a learner feels."""
    with tempfile.TemporaryDirectory() as folder:
        cells = [nbformat.v4.new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(SOURCES)]
        notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
        nbformat.write(notebook, Path(folder) / "play.ipynb")
        with running_lab(Path(folder)) as lab, lab.open("play.ipynb") as lesson:
            lesson.run_all()
            [stage] = lesson.stages()
            stage.locator(".dl-speed").select_option("4")
            stage.locator(".dl-on").click()
            lesson.page.wait_for_timeout(2000)
            changed = statistics.median(stage.evaluate(soon(CHANGED, key)) for key in turns())
            lesson.page.evaluate(COUNT, "play.ipynb")
            stage.locator(".dl-play").click()
            lesson.page.wait_for_timeout(2000)
            (at, bytes_), start = _state(lesson.page, stage), time.perf_counter()
            lesson.page.wait_for_timeout(5000)
            (to, more), seconds = _state(lesson.page, stage), time.perf_counter() - start
            stage.locator(".dl-play").click()
            output = lesson.page.locator(".widget-interact").first
            theirs = statistics.median(output.evaluate(soon(SLID, key)) for key in turns(5))
    rate, size = (to - at) / seconds, (more - bytes_) / max(to - at, 1)
    yield "playground: pictures a second, 8 features, 8-8-8", f"{rate:.0f}", ">= 20", rate >= 20
    yield "playground: updates a second behind them", f"{70 * rate:,.0f}", ">= 1,000", 70 * rate >= 1000
    yield "playground: bytes a picture, as sent", f"{size:,.0f}", "<= 30,000", size <= 30_000
    yield "playground: from a changed rate to the picture, ms", f"{changed:.0f}", "<= 100", changed <= 100
    yield "playground: a picture with interact and matplotlib, ms", f"{theirs:.0f}", "", None


def _state(page, stage):
    """Return the number of the picture that is shown, and the bytes that have come."""
    return int(stage.locator(".dl-slider").input_value()), page.evaluate("() => window.bytes")


if __name__ == "__main__":
    long_run(int(sys.argv[1]) if sys.argv[1:] else HALF_HOUR)
