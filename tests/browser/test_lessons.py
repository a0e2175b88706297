"""Every lesson in a real browser: run, then played to the end of every scene with the kernel stopped."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import NOTEBOOKS, PANEL

NAMES = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
OUTSIDE = ".dl-stage, .jp-RenderedHTMLCommon, .jp-OutputArea-output"

LOOK = """stage => {
    const picture = stage.querySelector('.dl-picture');
    const visible = shape => shape.getBBox && shape.getBBox().width + shape.getBBox().height > 0;
    return {shapes: [...picture.querySelectorAll('*')].filter(visible).length,
            alt: picture.getAttribute('aria-label') || '', role: picture.getAttribute('role'),
            note: stage.querySelector('.dl-note').innerText.trim(),
            place: stage.querySelector('.dl-place').innerText}; }"""


def stored_stages(name):
    """Count the scenes that the stored notebook holds, by their words."""
    cells = json.loads((NOTEBOOKS / name).read_text(encoding="utf-8"))["cells"]
    outputs = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    return sum("".join(data.get("text/plain", "")).startswith("Stage:") for data in outputs)


def look(stage):
    """Say what a Stage shows, and that it is no blank."""
    seen = stage.evaluate(LOOK)
    assert seen["shapes"] and seen["note"], f"a blank frame: {seen}"
    assert seen["role"] == "img" and len(seen["alt"]) > 10, f"no words for the picture: {seen}"
    return seen


def answer(stage, skip):
    """Answer a question every way there is, or skip it; each answer has a reply of its own."""
    if not skip:
        choices, replies, right = stage.locator(".dl-choice"), [], []
        for i in range(choices.count()):
            choices.nth(i).click()
            replies.append(stage.locator(".dl-reply").inner_text())
            right.append(stage.locator(".dl-choice").nth(i).get_attribute("data-right") == "true")
        assert all(replies) and len(set(replies)) == len(replies), replies
        assert sum(right) == 1, "exactly one choice is right"
    stage.locator(".dl-on").click()


def step_through(stage, skip):
    """Step to the end with the arrow key, then back, and return what each frame showed."""
    stage.focus()
    stage.press("Home")
    frames = [look(stage)]
    for _ in range(400):
        if stage.locator(".dl-on:visible").count() and stage.locator(".dl-on").inner_text() == "Skip":
            answer(stage, skip)
            stage.page.wait_for_timeout(50)
        elif stage.locator(".dl-next[aria-disabled='false']").count():
            stage.press("ArrowRight")
            stage.page.wait_for_timeout(50)
        else:
            break
        frames.append(look(stage))
    here = look(stage)["place"].split(" / ")
    assert here[0] == here[-1], f"stuck at {here}"
    stage.press("ArrowLeft")
    stage.press("Home")
    assert look(stage)["place"].startswith("1 /")
    return frames


def play_to_the_end(stage):
    """Scrub to the middle, then play from the start at full speed until it stops by itself."""
    last = int(stage.locator(".dl-slider").get_attribute("max"))
    stage.locator(".dl-slider").fill(str(last // 2))
    assert look(stage)["place"].startswith(f"{last // 2 + 1} /") or "=" in look(stage)["place"]
    stage.press("Home")
    speeds = stage.locator(".dl-speed option").evaluate_all("options => options.map(o => o.value)")
    stage.locator(".dl-speed").select_option(max(speeds, key=float))
    stage.locator(".dl-play").click()
    stage.page.wait_for_function(
        "([s, last]) => s.querySelector('.dl-slider').value == last && !s.classList.contains('dl-playing')",
        arg=[stage.element_handle(), str(last)], timeout=60_000)


def too_wide(page):
    """Return the scenes and outputs that are wider than the place they have."""
    return page.evaluate("""([panel, outside]) => [...document.querySelectorAll(panel + '.jp-OutputArea-output')]
        .filter(e => e.querySelector(outside) && e.scrollWidth > e.clientWidth + 1)
        .map(e => e.textContent.slice(0, 80))""", [PANEL, OUTSIDE])


def violations(page):
    """Return what axe finds in the lesson's outputs."""
    found = Axe().run(page, context=PANEL + ".jp-Notebook", options={"rules": RULES}).response["violations"]
    return [f"{rule['id']}: {node['html'][:150]}" for rule in found for node in rule["nodes"]
            if "jp-OutputArea" in node["target"][0] or "dl-" in node["html"]]


# JupyterLab shows image/png without room for an alt; its words stand in text/plain, which the lint demands.
RULES = {"image-alt": {"enabled": False}, "region": {"enabled": False}}


@pytest.mark.parametrize("name", NAMES)
def test_lesson(lab, name):
    with lab.open(name) as lesson:
        lesson.run_all()
        assert lesson.errors() == []
        stages = lesson.stages()
        assert len(stages) == stored_stages(name), "a scene is missing from the page"
        assert violations(lesson.page) == []
        lesson.stop_kernel()
        for i, stage in enumerate(stages):
            stage.scroll_into_view_if_needed()
            if stage.locator(".dl-slider:visible").count():
                step_through(stage, skip=i % 2)
                play_to_the_end(stage)
            look(stage)
        lesson.theme("JupyterLab Dark")
        assert violations(lesson.page) == []
        lesson.page.set_viewport_size({"width": 600, "height": 900})
        lesson.page.wait_for_timeout(300)
        assert too_wide(lesson.page) == []
        assert lesson.errors() == []
