"""The course as web pages, in a browser that may ask no other machine: played, left, opened again.

One lesson is made into a page here, which takes some seconds. `SITE=_site` looks at all pages that `make site` made.
"""

import contextlib
import functools
import http.server
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import NOTEBOOKS
from test_lessons import PLAYED, walk

LESSONS = ["03_network_anatomy"]
NAMES = ["index", *(sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb")) if os.environ.get("SITE") else LESSONS)]
# How far the page is wider than the window, or a part of it wider than its place: what is far away is cut off there.
OVERFLOW = """() => Math.max(document.documentElement.scrollWidth - innerWidth,
    ...[...document.querySelectorAll('main > *')].map(part => part.scrollWidth - part.clientWidth))"""
# Scrolls to a scene until it starts: a page that was just opened may be about to go to where one was.
START = """async figure => {
    const started = () => figure.querySelector('.dl-stage');
    for (let i = 0; i < 200; i++) {
        figure.scrollIntoView();
        if (started()) break;
        await new Promise(done => setTimeout(done, 20));
    }
    return started(); }"""
# Opens all folds and goes through the page, so that every scene starts.
THROUGH = f"""async () => {{
    for (const fold of document.querySelectorAll('main details')) fold.open = true;
    for (const figure of document.querySelectorAll('figure.scene')) await ({START})(figure); }}"""
# Goes to the first scene that begins with a question, answers it wrongly, and says which scene it is.
ANSWER = f"""async () => {{
    for (const figure of document.querySelectorAll('figure.scene')) {{
        const stage = await ({START})(figure), all = () => [...stage.querySelectorAll('.dl-choice')];
        if (!all().length) continue;
        for (const i of all().keys()) {{
            all()[i].click();
            if (stage.querySelector('.dl-choice[data-right="false"]')) return figure.id;
        }}
    }} }}"""
CHOOSE = """() => document.querySelectorAll('.dl-choices:not([hidden]) .dl-choice:first-child')
    .forEach(choice => choice.click())"""
PLAY = """() => document.querySelectorAll('.dl-stage').forEach(stage => {
    const slider = stage.querySelector('.dl-slider'), speed = stage.querySelector('.dl-speed');
    speed.append(new Option('16×', 16));
    speed.value = 16;
    if (slider.value !== slider.max) stage.querySelector('.dl-play').click(); })"""
PLACE = "id => document.getElementById(id).getBoundingClientRect().top"


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Make the pages, or take those that are there."""
    if os.environ.get("SITE"):
        return Path(os.environ["SITE"]).resolve()
    made = tmp_path_factory.mktemp("site")
    notebooks = [NOTEBOOKS / f"{name}.ipynb" for name in [*LESSONS, "reference"]]
    done = subprocess.run([sys.executable, "-m", "dlmath.course.site", "--repository", "ada/course", "--to", made,
                           *notebooks], cwd=NOTEBOOKS.parent, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture(scope="session")
def address(folder):
    """Serve the pages over http, and give the address."""
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *said):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextlib.contextmanager
def opened(browser, start, name, part="", **context):
    """Open a page with every other host refused, and see afterwards that nothing went wrong and nobody was asked."""
    wrong = []
    context = browser.new_context(**{"viewport": {"width": 1200, "height": 900}, **context})
    context.route("**/*", lambda route: route.continue_() if route.request.url.startswith(start) else (
        wrong.append(f"asked {route.request.url}"), route.abort()))
    page = context.new_page()
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    try:
        page.goto(f"{start}/{name}.html{part}")
        yield page
        assert wrong == []
    finally:
        context.close()


def place(page, id):
    """Return where in the window a part of the page is, once scenes have started and nothing moves any more."""
    seen = []
    while len(seen) < 3 or len(set(seen[-3:])) > 1:
        assert len(seen) < 30, f"the page does not come to rest: {seen}"
        page.wait_for_timeout(200)
        seen.append(page.evaluate(PLACE, id))
    return seen[-1]


def violations(page, *only):
    """Return what axe finds; `only` names the rules to try. It takes its time, so here it sees the page's beginning."""
    options = {"resultTypes": ["violations"], **({"runOnly": list(only)} if only else {})}
    context = None if os.environ.get("SITE") else {"exclude": [["main > :nth-child(n+25)"]]}
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:150]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_from_a_file(browser, folder, name):
    """From a USB stick: every scene answered, rightly and wrongly, to its end; then dark, and as on a phone."""
    with opened(browser, folder.as_uri(), name) as page:
        page.evaluate(THROUGH)
        stages = page.locator(".dl-stage").all()
        assert len(stages) == page.locator("figure.scene").count() and (stages or name == "reference")
        for stage in stages:
            walk(stage, answering=True)
        assert violations(page) == []
        assert page.evaluate(OVERFLOW) == 0
        page.locator(".theme").click()
        assert violations(page, "color-contrast") == []
        page.set_viewport_size({"width": 390, "height": 800})
        page.wait_for_timeout(800)
        assert page.evaluate(OVERFLOW) == 0
        assert violations(page, "scrollable-region-focusable") == []


@pytest.mark.parametrize("name", [name for name in NAMES if name != "reference"])
def test_a_page_from_a_server(browser, address, name):
    """Every scene is played to its end; what was answered, where one was and the colours are there again afterwards."""
    with opened(browser, address, name, color_scheme="dark") as page:
        answered = page.evaluate(ANSWER)
        said = page.locator(f"#{answered} .dl-reply").text_content()  # what is far away is not laid out yet
        assert said.startswith("✗ Not quite.")
        page.locator(".theme").click()
        if page.locator(".sections a").count():
            section = page.locator(".sections a").nth(2)
            section.click()
            part = section.get_attribute("href")[1:]
            assert -2 < place(page, part) < 120
            page.evaluate("() => scrollBy(0, -300)")
            before = place(page, part)
            page.goto(f"{address}/{name}.html")  # as another day, without the section in the address
            assert abs(place(page, part) - before) < 60
            page.goto(f"{address}/{name}.html#{part}")
            page.evaluate("() => scrollBy(0, 400)")
            before = place(page, part)
            page.reload()
            assert abs(place(page, part) - before) < 60
        page.reload()
        page.evaluate(THROUGH)
        assert page.locator(f"#{answered} .dl-reply").text_content() == said
        assert page.evaluate("() => document.body.dataset.jpThemeLight") == "true"
        assert all(key.startswith("dlmath ") for key in page.evaluate("() => Object.keys(localStorage)"))
        assert page.evaluate("() => document.cookie + sessionStorage.length") == "0"
        for _ in range(20):  # a scene that asks stops there
            page.evaluate(CHOOSE)
            page.evaluate(PLAY)
            page.wait_for_function("() => !document.querySelector('.dl-playing')", timeout=60_000)
            if page.evaluate(PLAYED, ""):
                break
        assert page.evaluate(PLAYED, "")


def test_a_link_to_a_scene_opens_at_it(browser, folder):
    with opened(browser, folder.as_uri(), LESSONS[0]) as page:
        last = page.locator("figure.scene").last.get_attribute("id")
    with opened(browser, folder.as_uri(), LESSONS[0], f"#{last}") as page:
        page.wait_for_selector(f"#{last} .dl-stage")
        assert -2 < place(page, last) < 120


def test_what_is_typed_is_told_that_it_needs_a_kernel(browser, folder):
    with opened(browser, folder.as_uri(), LESSONS[0]) as page:
        page.evaluate(THROUGH)
        cell = page.locator(".dl-cell").first
        before = cell.input_value()
        cell.fill("7")
        cell.press("Enter")
        assert page.locator(".dl-message:not(:empty)").inner_text() == \
            "To change this, run the lesson: the top of the page says how."
        cell.blur()
        assert cell.input_value() == before


def test_the_front_page_is_light(browser, address):
    """All that is asked for, down to the end of the page; the still of the scene that plays is not."""
    page = browser.new_page()
    asked = []
    page.on("response", lambda response: asked.append(response))
    page.goto(f"{address}/index.html")
    page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    loaded = "() => [...document.querySelectorAll('.lessons img')].every(image => image.naturalWidth > 0)"
    page.wait_for_function(loaded)
    assert all(not response.url.endswith("cover.png") for response in asked)
    assert len(asked) == 1 + page.locator(".lessons img").count() > 1
    assert sum(len(response.body()) for response in asked) <= 150_000
    page.close()


def test_on_paper_scenes_are_stills_and_folds_are_open(browser, folder):
    """And letters are dark, whatever the colours of the screen."""
    with opened(browser, folder.as_uri(), LESSONS[0], color_scheme="dark") as page:
        page.emulate_media(media="print", color_scheme="dark")
        page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
        assert page.evaluate("() => getComputedStyle(document.body).color") == "rgb(26, 26, 26)"
        assert all(still.is_visible() for still in page.locator(".still").all())  # also of scenes that have not started
        assert page.locator(".live").count() and not page.locator(".live").first.is_visible()
        assert page.get_by_text("Solution", exact=True).first.locator("xpath=..").locator("pre").is_visible()
        assert not page.locator(".bar").is_visible()


def test_a_word_is_found(browser, folder):
    with opened(browser, folder.as_uri(), "index") as page:
        page.locator("#search").fill("softmax")
        page.locator(".found a").first.wait_for()
        assert "reference.html#word-softmax" in [link.get_attribute("href") for link in page.locator(".found a").all()]
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/*.html#*")


@pytest.mark.parametrize("name", NAMES)
def test_without_javascript(browser, folder, name):
    with opened(browser, folder.as_uri(), name, java_script_enabled=False) as page:
        stills = page.locator("figure.scene img")
        assert all(still.is_visible() and len(still.get_attribute("alt")) > 20 for still in stills.all())
        assert not page.locator(".search").is_visible() and page.locator(".menu").is_visible()
        exercise = page.locator(".exercise").first
        if exercise.count():
            assert exercise.locator(".task").is_visible()
            solution = exercise.locator("details", has=page.get_by_text("Solution", exact=True))
            assert not solution.locator("pre").is_visible()
            solution.locator("summary").click()
            assert solution.locator("pre").is_visible()
