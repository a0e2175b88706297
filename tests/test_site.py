"""The web pages: what is folded, what an exercise shows, where links lead, and what stops the build."""

import base64
import json
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest

from dlmath.course.files import Trouble
from dlmath.course.site.__main__ import build, main, repository_of, too_heavy
from dlmath.course.site.check import problems
from dlmath.course.site.front import CARDS, card
from dlmath.course.site.page import exporter, formula, prepared
from dlmath.course.site.record import BYTES, recorded
from dlmath.course.site.run import SCENE
from dlmath.picture.frame import Frame
from dlmath.picture.shapes import circle
from dlmath.picture.still import to_png
from dlmath.stage.film import Film, size_of
from dlmath.stage.stage import PAYLOAD_LIMIT, Stage

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
PNG = base64.b64encode(to_png(Frame([], "Nothing.", "Nothing at all."))).decode()
TITLE = "# A lesson\n\n*You will be able to* fold.\n\n**Time**: two evenings. **You need**: nothing."


def dot(x):
    """Return a frame."""
    return Frame([circle("dot", x, 50, drag="dot", label="the dot")], f"x = {x}", f"A dot at {x} on a line.")


def scene():
    """Return a scene as an output."""
    film = Film(Stage([dot(0), dot(9)], label="A dot", on_drag=lambda *_: None).film.made, PAYLOAD_LIMIT, ["drag"])
    return nbformat.v4.new_output("display_data", {"text/plain": "Stage: A dot. 2 frames.", "image/png": PNG,
                                                   SCENE: recorded(film)})


def page(*cells):
    """Return a lesson of cells, a text or (code, outputs), as a page, and its HTML."""
    made = [nbformat.v4.new_markdown_cell(cell) if isinstance(cell, str)
            else nbformat.v4.new_code_cell(cell[0], outputs=list(cell[1:])) for cell in (TITLE, *cells)]
    found = prepared("08_lesson", nbformat.v4.new_notebook(cells=made))
    site = {"pages": [found.facts], **dict.fromkeys("repository address cover_alt css stage_js page_js".split(), "")}
    html, _ = exporter().from_notebook_node(found.notebook, {"site": site, "page": found.facts})
    return found, html


def printed(text):
    return nbformat.v4.new_output("stream", text=text)


def figure(caption):
    return [nbformat.v4.new_output("display_data", {"image/png": PNG, "text/plain": "A figure"}),
            nbformat.v4.new_output("display_data", {"text/html": f"<p>{caption}</p>", "text/plain": caption})]


def wrong(tmp_path, html, name="lesson.html"):
    """Return what is wrong with a page."""
    (tmp_path / name).write_text(html, encoding="utf-8")
    return problems(tmp_path)


# What a page shows.


def test_a_lesson_has_its_title_its_sections_and_its_time():
    found, html = page("## One ball", "## Again\n\n## Again")
    assert (found.called, found.time) == ("8 A lesson", "two evenings")
    assert found.headings == [("One-ball", "One ball"), ("Again", "Again"), ("Again-2", "Again")]
    assert '<h2 id="Again-2">' in html and 'href="#Again-2"' in html


def test_what_is_printed_is_folded():
    _, html = page(("print(42)", printed("4"), printed("2\n")))
    fold = html[html.index("Show what it prints"):]
    assert html.count("Show what it prints") == 1
    assert fold.index("4</pre>") < fold.index("2\n</pre>") < fold.index("</details>")


@pytest.mark.parametrize(("text", "folded"), [("**Predict** its height.", True), ("Here it is.", False),
                                              ("<details><summary>Decide</summary>Up.</details>", True)])
def test_a_figure_is_folded_where_a_text_asks(text, folded):
    _, html = page(text, ("plot()", *figure("A line that rises from left to right.")))
    assert ("Show the figure" in html) == folded
    assert 'alt="A line that rises from left to right."' in html
    assert html.count("A line that rises") == 2  # for eyes and for ears


def test_an_exercise_shows_its_task_and_folds_the_rest():
    _, html = page(('def double(x):\n    ...\n\ncheck("0.1", double)', printed("")))
    card = html[html.index('id="exercise-0.1"'):]
    assert "Double a number" in card and "Return twice <code>x</code>." in card
    folds = [card[place:].split("</summary>")[0] for place in range(len(card)) if card.startswith("<summary>", place)]
    assert folds[0].endswith("The cell to start from") and folds[1].endswith("Hint 1 of 2")
    assert sum(fold.endswith("Solution") for fold in folds) == 1


def test_what_a_starter_says_at_its_right_end_is_seen_on_a_phone():
    _, html = page(('check("0.1", ...)            # exercise 0.1: a number', printed("")))
    start = html[html.index("The cell to start from"):]
    assert start.index("# exercise 0.1: a number") < start.index("check")


def test_a_number_stays_with_its_percent_sign():
    _, html = page("She says 80 %, and `x % 2` is code.\n\n| 5 % |\n|---|\n| 6 % |")
    assert "80\N{NO-BREAK SPACE}%," in html
    assert '<code class="keep">x % 2</code>' in html  # and a short piece of code in one too
    assert "5\N{NO-BREAK SPACE}%" in html and "6\N{NO-BREAK SPACE}%" in html


def test_links_lead_to_pages():
    _, html = page("[7](07_x.ipynb), [there](07_x.ipynb#A-b)", "[out](https://example.org/07_x.ipynb)",
                   '<details><summary>Where?</summary><a href="07_x.ipynb">7</a></details>')
    assert html.count('href="07_x.html"') == 2 and 'href="07_x.html#A-b"' in html
    assert "https://example.org/07_x.ipynb" in html


def test_formulas_become_mathml():
    _, html = page(r"A $\hat y$ and `$x$`, in $\mathbb R^{2}$, $\mathbf x$, then $$\frac12 < 1$$",
                   r"<details><summary>What is $\eta$?</summary>$5</details>")
    assert html.count("<math ") == 5 and "<code>$x$</code>" in html and "<mfrac>" in html
    assert "ℝ" in html and "𝐱" in html and "mathvariant" not in html
    assert 'class="long"' in formula("+".join("abcdefghijklmnop"), "inline") and 'class="long"' not in html
    assert "<mo>&lt;</mo>" in formula("a < b", "inline") or "&#x0003C;" in formula("a < b", "inline")


def test_a_scene_has_its_data_its_still_and_a_link_of_its_own(tmp_path):
    found, html = page(("play(dot)", scene()), ("play(dot)", scene()))
    assert found.scenes == [("scene-a-dot", "A dot"), ("scene-a-dot-2", "A dot")]
    assert html.count('<script type="application/json">') == 2 and 'alt="A dot. A dot at 9 on a line."' in html
    assert html.count("dashed or ringed") == 1  # once, and quietly
    assert wrong(tmp_path, html.replace('href="index.html"', "").replace("#run", "#main")) == [
        "lesson.html: the link to 08_lesson.html leads nowhere"]


def test_a_scene_that_shows_only_its_end_asks_nothing():
    output = scene()
    frames = output.data[SCENE]["scene"]["frames"]
    frames[0]["ask"] = {"question": "How far will it come?"}
    _, html = page(("play(dot)", deepcopy(output)))
    assert "How far will it come?" in html
    del frames[1:]
    _, html = page(("play(dot)", output))
    assert "How far will it come?" not in html


def test_words_in_tables_can_be_found():
    found, html = page("| word | meaning |\n|---|---|\n| **Soft max** | turns `scores` into |\n| plain | no |",
                       "| place | number |\n|---|---|\n| **row 0** | 4 |")
    assert found.terms == [("word-soft-max", "Soft max", "turns scores into")]
    assert '<tr id="word-soft-max">' in html


def test_a_scene_that_never_ends_is_recorded():
    def more():
        for x in range(10_000):
            yield dot(x)
    stage = Stage([dot(0)], label="Endless", more=more(), on_drag=lambda *_: None, on_reset=lambda: None)
    found = recorded(stage.film)
    assert found["endless"] and found["changes"] == ["drag"] and len(found["scene"]["frames"]) == 240
    assert size_of(found["scene"]) < BYTES and not {"endless", "over", "reset"} & set(found["scene"])


# What stops the build. A page with nothing wrong comes first.


GOOD = ('<p id="a">Costs $5, or 3 \\ 4. <a href="#a">a</a> <a href="other.html#b%20c">b</a> <a href="https://x.org">x</a>'
        '</p><img src="data:," alt="A line."><figure class="scene" id="s"><script>{"frames": [1]}</script></figure>'
        '<code>$x$ \\frac</code>')


def test_a_good_page_passes(tmp_path):
    (tmp_path / "other.html").write_text('<p id="b c">', encoding="utf-8")
    assert wrong(tmp_path, GOOD) == []


@pytest.mark.parametrize(("html", "said"), [
    ('<a href="nowhere.html">x</a>', "the link to nowhere.html leads nowhere"),
    ('<a href="#nowhere">x</a>', "the link to #nowhere leads nowhere"),
    ('<img src="data:,">', "an image has no text alternative"), ('<img src="data:," alt="">', "an image has no text"),
    ('<img src="data:," alt="No description has been provided for this image">', "an image has no text"),
    ("<p>Here $x^2$ stands</p>", "a formula was not converted"), (r"<p>\frac12</p>", "a formula was not converted"),
    (f"<p>{formula(chr(92) + 'nonsense', 'inline')}</p>", "a formula was not converted"),
    ('<math><mi mathvariant="double-struck">R</mi></math>', "a formula was not converted: no browser draws double-st"),
    ("<p>The number `h` and more</p>", "Markdown was not converted"), ("<p>a **word** b</p>", "Markdown was not conv"),
    ('<figure class="scene" id="s"><img src="data:," alt="A dot"></figure>', "the scene #s has no data"),
    ('<figure class="scene" id="s"><script>{"frames": []}</script></figure>', "the scene #s has no data"),
    ('<script src="https://x.org/a.js"></script>', "something is loaded from https://x.org/a.js"),
    ('<link rel="stylesheet" href="//x.org/a.css">', "something is loaded from //x.org/a.css"),
    ('<p id="a"><p id="a">', "two parts are called #a"),
])
def test_a_fault_is_found(tmp_path, html, said):
    found = wrong(tmp_path, html)
    assert len(found) == 1 and found[0].startswith(f"lesson.html: {said}")


def test_a_scene_that_was_not_run_is_found(tmp_path):
    output = scene()
    del output.data[SCENE]
    _, html = page(("play(dot)", output))
    assert "lesson.html: the scene #scene-a-dot has no data" in wrong(tmp_path, html)


def test_a_heavy_page_is_found():
    assert too_heavy({"index.html": 150_000, "08.html": 900_000}) == []
    assert len(too_heavy({"index.html": 150_001, "08.html": 900_001})) == 2


# The front page.


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_card_shows_a_scene_of_its_lesson(path):
    title, words = CARDS[path.stem]
    assert len(words.split()) <= 30
    assert not title or f"Stage: {title}." in path.read_text(encoding="utf-8")


def test_a_card_of_a_scene_that_is_gone_stops_the_build(monkeypatch):
    found, _ = page(("play(dot)", scene()))
    said, picture = card(found)
    assert said["scene"] == "A dot" and said["words"] == "You will be able to fold." and picture[:4] == b"RIFF"
    monkeypatch.setitem(CARDS, "08_lesson", ("A line", "A line that moves."))
    with pytest.raises(Trouble, match="'A line' of 08_lesson"):
        card(found)


# The whole, of a notebook that needs no second to run.


def test_the_buttons_are_there_where_the_repository_is_known(tmp_path, monkeypatch):
    ran = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(TITLE),
                                          nbformat.v4.new_code_cell("play(dot)", outputs=[scene()])])
    path = tmp_path / "08_lesson.ipynb"
    path.write_text(nbformat.writes(ran), encoding="utf-8")
    monkeypatch.setattr("dlmath.course.site.__main__.run_all", lambda paths, kept: [deepcopy(ran)])
    weights = build([path], tmp_path / "known", "ada/course")
    front = [tmp_path / "known" / "index.html", tmp_path / "known" / "pictures" / "08_lesson.webp"]
    assert weights["index.html"] == sum(file.stat().st_size for file in front)
    html = (tmp_path / "known" / "08_lesson.html").read_text(encoding="utf-8")
    for address in ("mybinder.org/v2/gh/ada/course/main?", "github/ada/course/blob/gh-pages/colab/08_lesson.ipynb",
                    "download/08_lesson.ipynb", "ada/course/issues/new", "https://ada.github.io/course/cover.png"):
        assert address in html
    first, *others = json.loads((tmp_path / "known" / "colab" / "08_lesson.ipynb").read_text(encoding="utf-8"))["cells"]
    assert first["source"] == "%pip install --quiet git+https://github.com/ada/course" and len(others) == 2
    build([path], tmp_path / "unknown")
    html = (tmp_path / "unknown" / "08_lesson.html").read_text(encoding="utf-8")
    assert "github" not in html and "mybinder" not in html and "make lab" in html
    assert not (tmp_path / "unknown" / "colab").exists()


@pytest.mark.parametrize(("address", "name"), [
    ("https://github.com/ada/course.git", "ada/course"), ("git@github.com:ada/course.git", "ada/course"),
    ("https://token@github.com/ada/course", "ada/course"), ("ada/my.course", "ada/my.course"), ("", ""),
    ("https://gitlab.com/ada/course", ""), ("/srv/git/course.git", ""), ("../ada/course", ""),
])
def test_the_repository_is_read_from_its_address(address, name):
    assert repository_of(address) == name


def test_a_notebook_that_fails_stops_the_build(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    broken = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])
    (tmp_path / "08_broken.ipynb").write_text(nbformat.writes(broken), encoding="utf-8")
    monkeypatch.setattr("dlmath.course.site.run.ThreadPoolExecutor", AtOnce)  # nbclient leaves loops of threads open
    assert main(["08_broken.ipynb"]) == 1
    assert "08_broken.ipynb did not run" in capsys.readouterr().err and not (tmp_path / "_site").exists()


class AtOnce:
    """A pool that does what it is given at once."""

    def __init__(self, size):
        self.value = None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def submit(self, function, *arguments):
        value = function(*arguments)
        return type("Done", (), {"result": lambda self: value})()
