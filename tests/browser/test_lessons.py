"""Every lesson in a real browser: run, changed and saved; then, opened again without its kernel, played to the end."""

import json

from axe_playwright_python.sync_playwright import Axe
from conftest import NOTEBOOKS, PANEL

NAMES = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))

# Goes through one scene in the page itself, frame by frame: with keys, answering or skipping, then with the slider.
WALK = """async ([stage, answering]) => {
    const find = name => stage.querySelector(name), all = name => [...stage.querySelectorAll(name)];
    const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    const press = key => stage.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
    const visible = shape => { const box = shape.getBBox(); return box.width + box.height > 0; };
    const look = () => ({role: find('.dl-picture').getAttribute('role'),
        alt: find('.dl-picture').getAttribute('aria-label'), note: find('.dl-note').textContent.trim(),
        at: Number(find('.dl-slider').value), place: find('.dl-place').textContent});
    const last = Number(find('.dl-slider').max), questions = [];
    const shapes = [], count = () => shapes.push(all('.dl-picture > *').some(visible));
    press('Home');
    await painted();
    const frames = [look()];
    count();
    while (frames.length <= last) {
        if (all('.dl-choice').length) {
            const replies = [], right = [];
            for (let i = 0; answering && i < all('.dl-choice').length; i++) {
                all('.dl-choice')[i].click();
                await painted();
                replies.push(find('.dl-reply').textContent);
                right.push(all('.dl-choice')[i].dataset.right === 'true');
            }
            questions.push({replies, right, held: look().at === frames.length - 1});
            find('.dl-on').click();
        } else press('ArrowRight');
        await painted();
        if (look().at !== frames.length) return {frames, shapes, questions, stuck: look()};
        frames.push(look());
        count();
    }
    press('ArrowLeft');
    await painted();
    const back = look();
    const scrubbed = [];
    for (let i = 0; i <= last; i += i < last ? Math.min(3, last - i) : 1) {
        find('.dl-slider').value = i;
        find('.dl-slider').dispatchEvent(new Event('input', {bubbles: true}));
        await painted();
        scrubbed.push(look());
    }
    press('Home');
    return {frames, shapes, questions, back, scrubbed, last}; }"""

# Types nonsense and a number in every cell, takes every choice, moves every handle, and returns what the scene says.
TOUCH = """async stage => {
    const soon = milliseconds => new Promise(done => setTimeout(done, milliseconds));
    const controls = () => [...stage.querySelectorAll('.dl-cell, .dl-choose, .dl-handle')];
    const slider = stage.querySelector('.dl-slider'), said = [];
    const answered = async what => {
        for (let i = 0; stage.ariaBusy === 'true' && i < 1000; i++) await soon(20);
        const message = stage.querySelector('.dl-message');
        said.push({what, kind: message.dataset.kind ?? '', text: message.textContent, busy: stage.ariaBusy === 'true'});
    };
    const press = (node, key) => node.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
    for (slider.value = 0; !controls().length && Number(slider.value) < slider.max; slider.value++) {
        slider.dispatchEvent(new Event('input'));
        await soon(20);
    }
    for (let i = 0; i < Math.min(controls().length, 10); i++) {
        const name = controls()[i].ariaLabel;
        const values = controls()[i].options ? [...controls()[i].options].map(option => option.value)
            : controls()[i].className === 'dl-cell' ? i ? ['1'] : ['<b id=leak>2</b>', '1'] : ['ArrowLeft', 'ArrowUp'];
        for (const value of values) {
            const node = controls()[i];
            if (!node) break;
            node.focus();
            if (node.className === 'dl-handle') press(node, value);
            else node.value = value;
            if (node.className === 'dl-cell') press(node, 'Enter');
            if (node.options) node.dispatchEvent(new Event('change'));
            await answered(`${name}: ${value}`);
        }
    }
    stage.focus();
    return said; }"""

# Answers the question at the start of a scene, if there is one, goes on to the second frame, and says what is there.
LEAVE = """async stage => {
    const find = name => stage.querySelector(name);
    const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    const press = key => stage.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
    press('Home');
    await painted();
    find('.dl-choice')?.click();
    await painted();
    const replied = find('.dl-reply').textContent;
    if (find('.dl-on')) find('.dl-on').click(); else press('ArrowRight');
    await painted();
    const fetching = () => find('.dl-reset:not([hidden])') && find('.dl-slider').value === '0'; // from the kernel
    for (let i = 0; fetching() && i < 250; i++) await new Promise(done => setTimeout(done, 20));
    return {replied, note: find('.dl-note').textContent, at: find('.dl-slider').value}; }"""
FOUND = """async stage => {
    const find = name => stage.querySelector(name);
    const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    const before = {note: find('.dl-note').textContent, at: find('.dl-slider').value};
    stage.dispatchEvent(new KeyboardEvent('keydown', {key: 'Home', bubbles: true}));
    await painted();
    return {replied: find('.dl-reply').textContent, ...before}; }"""

PLAY = """panel => [...document.querySelectorAll(panel + '.dl-stage')].forEach(stage => {
    const speed = stage.querySelector('.dl-speed');
    speed.append(new Option('16×', 16));
    speed.value = 16;
    if (stage.querySelector('.dl-slider').max > 0) stage.querySelector('.dl-play').click(); })"""
# One that never ends plays only where it is seen.
PLAYED = """panel => [...document.querySelectorAll(panel + '.dl-stage')].every(stage =>
    (stage.querySelector('.dl-slider').value === stage.querySelector('.dl-slider').max
        && !stage.classList.contains('dl-playing'))
    || (stage.querySelector('.dl-reset:not([hidden])') && stage.scrollIntoView({block: 'end'}), false))"""
TOO_WIDE = """panel => [...document.querySelectorAll(panel + '.jp-OutputArea-output')]
    .filter(e => e.querySelector('.dl-stage, .jp-RenderedHTMLCommon') && e.scrollWidth > e.clientWidth + 1)
    .map(e => e.textContent.slice(0, 80))"""

# JupyterLab shows image/png without room for an alt; its words stand in the caption below, which the lint demands.
# `region` asks for landmarks, which the page around the notebook has to give.
RULES = {"image-alt": {"enabled": False}, "region": {"enabled": False}}


# JupyterLab's <body> has height 0 and hides what overflows, so axe takes all text for clipped and judges none. With a
# height, and the part in view, it sees. All scenes have the same style, so one of a lesson tells, and one other output;
# the cells around it are taken out meanwhile, since axe goes through all that a page holds, for some seconds.
PALE = """async selectors => {
    document.body.style.height = '100vh';
    const found = {bad: [], good: []};
    for (const part of selectors.map(selector => document.querySelector(selector)).filter(Boolean)) {
        const others = [...document.querySelectorAll('.jp-Cell')].filter(cell => !cell.contains(part));
        const marks = others.map(() => document.createComment('a cell'));
        others.forEach((cell, i) => cell.replaceWith(marks[i]));
        (part.querySelector('.dl-note') ?? part).scrollIntoView({block: 'center'}); // a scene may be tall
        await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
        const { passes, violations } = await window.axe.run(part, {runOnly: ['color-contrast'], elementRef: false});
        const nodes = results => results.flatMap(rule => rule.nodes.map(node => node.html.slice(0, 150)));
        found.bad.push(...nodes(violations));
        found.good.push(...nodes(passes));
        marks.forEach((mark, i) => mark.replaceWith(others[i]));
    }
    document.body.style.height = '';
    return found; }"""


def stored_stages(name):
    """Count the scenes that the stored notebook holds, by their words."""
    cells = json.loads((NOTEBOOKS / name).read_text(encoding="utf-8"))["cells"]
    outputs = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    return sum("".join(data.get("text/plain", "")).startswith("Stage:") for data in outputs)


def player_copies(file):
    """Count how often a saved notebook holds the player's code."""
    saved = json.loads(file.read_text(encoding="utf-8"))["metadata"].get("widgets", {})
    states = saved.get("application/vnd.jupyter.widget-state+json", {"state": {}})["state"].values()
    return sum(len(state["state"].get("source", "")) > 10_000 for state in states)


def check(frame, shapes):
    """Say what is missing in a frame that the browser shows."""
    assert shapes and frame["note"], f"a blank frame: {frame}"
    assert frame["role"] == "img" and len(frame["alt"] or "") > 10, f"no words for the picture: {frame}"


def walk(stage, answering):
    """Step, answer and scrub through a scene, and look at every frame."""
    seen = stage.page.evaluate(WALK, [stage.element_handle(), answering])
    for frame, shapes in zip(seen["frames"], seen["shapes"]):
        check(frame, shapes)
    assert "stuck" not in seen, f"the scene does not go on: {seen['stuck']}"
    assert all(frame == seen["frames"][frame["at"]] for frame in seen["scrubbed"]), "the slider shows other frames"
    assert seen["scrubbed"][-1]["at"] == seen["last"]
    assert not seen["last"] or seen["back"] == seen["frames"][-2], "a step back shows another frame"
    for question in seen["questions"]:
        assert question["held"], "the scene went on before the question was answered"
        if answering:
            assert all(question["replies"]) and len(set(question["replies"])) == len(question["replies"]), question
            assert sum(question["right"]) == 1, f"exactly one choice is right: {question}"


def touch(stage):
    """Change everything that can be changed: the scene may explain, but no callback may stop with an error."""
    for said in stage.page.evaluate(TOUCH, stage.element_handle()):
        assert not said["busy"], f"no answer to {said['what']}"
        assert said["kind"] != "error", f"{said['what']} stopped: {said['text']}"
    assert stage.page.locator("#leak").count() == 0, "what was typed became a part of the page"


def violations(page):
    """Return what axe finds in the lesson's outputs."""
    options = {"resultTypes": ["violations"], "rules": RULES}
    found = Axe().run(page, context=PANEL + ".jp-Cell-outputArea", options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:150]}" for rule in found for node in rule["nodes"]] + pale(page)


def pale(page):
    """Return what axe finds too pale to read; it has to have looked at the words of a scene, if there is one.

    Text inside a picture it cannot judge; `test_controls.py` does, for every role on every ground.
    """
    page.evaluate(Axe().axe_script)
    for _ in range(5):  # while JupyterLab is laying out its page anew, axe may see nothing
        found = page.evaluate(PALE, [PANEL + ".dl-stage", PANEL + ".jp-Cell-outputArea .jp-RenderedHTML"])
        blind = page.locator(PANEL + ".dl-stage").count() and not any(
            "dl-note" in html for html in found["good"] + found["bad"])
        if not blind:
            break
        page.wait_for_timeout(300)
    return [f"too pale: {html}" for html in found["bad"]] + ["axe looked at no note"] * bool(blind)


def each(lesson, script):
    """Run a script on every scene, and return what it says."""
    return [lesson.page.evaluate(script, stage.element_handle()) for stage in lesson.stages()]


def opened(name):
    """Make the test of one lesson, in a class of its own: two workers share out classes."""
    class TestLesson:
        def test_lives_two_evenings(self, lab):
            with lab.open(name) as lesson:
                lesson.run_all()
                assert lesson.errors() == []
                assert len(lesson.stages()) == stored_stages(name), "a scene is missing from the page"
                assert violations(lesson.page) == []
                for stage in lesson.stages():
                    touch(stage)
                left = each(lesson, LEAVE)
                lesson.come_back()
                assert player_copies(lab.folder / name) == bool(left), "a saved lesson holds the player once"
                assert (lab.folder / name).stat().st_size < (500_000 if name.startswith("01") else 1_000_000)
                lesson.stop_kernel()
                assert each(lesson, FOUND) == left, "a scene came back otherwise than it was left"
                for i, stage in enumerate(lesson.stages()):
                    walk(stage, answering=i % 3 < 2)
                lesson.page.evaluate(PLAY, PANEL)
                lesson.page.wait_for_function(PLAYED, arg=PANEL, timeout=90_000)
                lesson.theme("JupyterLab Dark")
                assert pale(lesson.page) == []
                lesson.page.set_viewport_size({"width": 600, "height": 900})
                lesson.page.wait_for_timeout(300)
                assert lesson.page.evaluate(TOO_WIDE, PANEL) == []
                lesson.theme("JupyterLab Light")  # the next lesson shares the settings
                assert lesson.errors() == []

    return TestLesson


globals().update({f"Test{name[:2]}": opened(name) for name in NAMES})
