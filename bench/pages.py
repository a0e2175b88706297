"""The web pages: how heavy they are, how soon the first scene plays on a slow machine, how smoothly they scroll."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scenes import ROOT  # whose module lets the browser of the tests be found

SLOWER = 4  # times, as a cheap phone is
WATCH = """new MutationObserver((_, watcher) => {
    if (!document.querySelector('.dl-stage .dl-play')) return;
    window.ready = performance.now();
    watcher.disconnect(); }).observe(document, {childList: true, subtree: true})"""
SCROLL = """() => new Promise(done => {
    const times = [], tick = now => { times.push(now); scrollBy(0, 25);
        now - times[0] < 3000 ? requestAnimationFrame(tick) : done(1000 * (times.length - 1) / (now - times[0])); };
    requestAnimationFrame(tick); })"""


def measurements():
    """Yield (what, measured, target, whether it is met)."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "dlmath.course.site", "--to", folder], cwd=ROOT, check=True,
                       capture_output=True)
        took = time.perf_counter() - start
        yield "all pages made, s (notebooks that ran before are not run again)", f"{took:.0f}", "<= 90", took <= 90
        pages = sorted(Path(folder).glob("*.html"))
        front, most = (max(path.stat().st_size for path in pages if (path.stem == "index") == is_front) / 1000
                       for is_front in (True, False))
        yield "front page, kB", f"{front:.0f}", "<= 150", front <= 150
        yield "heaviest lesson, kB", f"{most:.0f}", "<= 900", most <= 900
        ready, rates = zip(*_opened([path for path in pages if path.stem != "reference"]))
        slowest = max(ready)
        yield f"first scene plays, processor {SLOWER} times slower, slowest page, ms", f"{slowest:.0f}", "<= 1000", (
            slowest <= 1000)
        yield "frames a second while scrolling, worst page", f"{min(rates):.0f}", ">= 55", min(rates) >= 55


def _opened(pages):
    """Open each page; yield the milliseconds until its first scene plays, and the frames a second while it scrolls."""
    import conftest

    with conftest.running_browser() as browser:
        for path in pages:
            page = browser.new_page()
            processor = page.context.new_cdp_session(page)
            page.add_init_script(WATCH)
            processor.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            page.goto(path.as_uri())
            page.wait_for_function("() => window.ready")
            ready = page.evaluate("() => window.ready")
            processor.send("Emulation.setCPUThrottlingRate", {"rate": 1})
            yield ready, page.evaluate(SCROLL)
            page.close()
