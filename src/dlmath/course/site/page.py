"""Turn a notebook that has run into what the template of a page shows.

nbconvert's exporter and the template in `pages/course` write the HTML. What is decided here: which outputs are folded,
what an exercise shows, where links lead, and how formulas become MathML.
"""

import base64
import hashlib
import html
import io
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from latex2mathml.converter import convert
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from PIL import Image

from dlmath import exercises
from dlmath.course.site.run import SCENE
from dlmath.exercises.feedback import Code, Pictures

PAGES = Path(__file__).parent / "pages"
ASKS = re.compile(r"<details|\bpredict|\bguess|\bbefore you\b", re.I)  # text whose answer the next cell may show
CHECK = re.compile(r'^check\("(\d+\.\d+)"', re.M)
LINK = re.compile(r"^([\w-]+)\.ipynb(?=#|$)")
FACE = re.compile(r"(\\math(?:bb|bf|sf|cal)) ?([A-Za-z])")
LONG = 24  # signs of a formula, a piece of code or a table's cell that a phone may have no room for in one line
MATHS = re.compile(r"(<code\b.*?</code>|<pre\b.*?</pre>|<math\b.*?</math>)|\$\$(.+?)\$\$|\$(.+?)\$", re.S)
NAMED = re.compile(r"(<mi>(?:ln|log|exp|max|min|tanh|cos|sin)</mi>)(?!<mo[^>]*>&#x00028;|</)")
# A row of a table of words, which begins with one in bold.
EXPLAINED = re.compile(r"<tr>(\s*<td[^>]*><strong>(.*?)</strong></td>\s*<td[^>]*>(.*?)</td>.*?)</tr>", re.S)
# A full stop after a formula does not go to the next line.
LONELY = re.compile(r'(<math[^>]* display="inline">(?:(?!<math).)*?</math>)([.,;:!?)’”"]+)', re.S)


@dataclass
class Page:
    """A notebook on its way to a page.

    Parameters
    ----------
    name : the file's name without its ending, such as "08_gradient_descent"
    notebook : NotebookNode, run; each cell's `metadata.site` is for the template
    title : str
    summary : the first paragraph, as HTML
    time : what the lesson says that it takes, or ""
    headings : (id, title) of each section
    scenes : (id, title) of each scene
    terms : (id, word, meaning) of each word that a table explains
    told : whether a scene has said that numbers can be changed where the lesson runs
    """

    name: str
    notebook: dict
    title: str = ""
    summary: str = ""
    time: str = ""
    headings: list = field(default_factory=list)
    scenes: list = field(default_factory=list)
    terms: list = field(default_factory=list)
    told: bool = False

    @property
    def number(self):
        """The lesson's number, as a text without a leading zero, or "" if it has none."""
        return str(int(self.name[:2])) if self.name[:2].isdigit() else ""

    @property
    def called(self):
        """The page's name in lists: "8 Go downhill"."""
        return f"{self.number} {self.title}".strip()

    @property
    def facts(self):
        """What the templates are told of it, besides its cells."""
        parts = [part for cell in self.notebook.cells for part in cell.metadata.site.get("parts", [])]
        return {"name": self.name, "number": self.number, "title": self.title, "called": self.called, "time": self.time,
                "summary": plain(self.summary), "headings": self.headings, "scenes": self.scenes,
                "prints": any(part["kind"] == "prints" for part in parts)}


class Renderer(IPythonRenderer):
    """Markdown as nbconvert writes it, with MathML, links between pages, and tables that may be wider than the page."""

    def __init__(self, page):
        super().__init__(escape=False, anchor_link_text="#")
        self.page, self.ids = page, set()

    def unique(self, id):
        """Return an id that no other part of the page has."""
        turn, found = 2, id
        while found in self.ids:
            found, turn = f"{id}-{turn}", turn + 1
        self.ids.add(found)
        return found

    def heading(self, text, level, **attrs):
        """Write a heading with a link to it, and remember it."""
        said = plain(text)
        if level == 1:
            self.page.title = self.page.title or said
            return f"<h1>{text}</h1>\n"
        id = self.unique(re.sub(r"\s", "-", said))
        if level == 2:
            self.page.headings.append((id, said))
        return (f'<h{level} id="{html.escape(id)}">{text}&nbsp;<a class="anchor" href="#{html.escape(id)}" '
                f'aria-label="Link to this section">#</a></h{level}>\n')

    def text(self, text):
        """Write words."""
        return together(super().text(text))

    def codespan(self, text):
        """Write a piece of code."""
        return code(text)

    def link(self, text, url, title=None):
        """Write a link; one to a notebook leads to its page."""
        return super().link(text, LINK.sub(r"\1.html", url), title)

    def block_html(self, html):
        """Take HTML as it stands, but for links to notebooks and for formulas."""
        return formulas(re.sub(r'href="([\w-]+)\.ipynb', r'href="\1.html', super().block_html(html)))

    def inline_html(self, html):
        """Take HTML as it stands, but for links to notebooks."""
        return re.sub(r'href="([\w-]+)\.ipynb', r'href="\1.html', super().inline_html(html))

    def block_math(self, body):
        """Write a formula on a line of its own."""
        return formula(body, "block")

    def inline_math(self, body):
        """Write a formula inside a sentence."""
        return formula(body, "inline")

    def table(self, text):
        """Write a table in a box that scrolls sideways where there is no room; words that it explains are noted."""
        if re.search(r"<th[^>]*>word</th>", text):
            text = EXPLAINED.sub(self._explained, text)
        return f'<div class="wide"><table>{text}</table></div>\n'

    def _explained(self, row):
        """Give a row of a table of words a place that a link can lead to."""
        word, meaning = map(plain, row.groups()[1:])
        id = self.unique("word-" + slug(word))
        self.page.terms.append((id, word, meaning))
        return f'<tr id="{id}">{row[1]}</tr>'

    def table_cell(self, text, align=None, head=False):
        """Write a cell; the heading of a column is one only if it says something, in letters and not in MathML."""
        tag = "th" if head and text.strip() else "td"
        style = f' style="text-align:{align}"' if align else ""
        style += ' class="words"' if len(plain(text)) > LONG else ""
        if tag == "th" and "<math" in text:
            text = f'<span class="unseen">{html.escape(plain(text))}</span><span aria-hidden="true">{text}</span>'
        return f"<{tag}{style}>{text}</{tag}>"


def formula(latex, display):
    """Write a formula as MathML, with a little space between a named function and what it is of.

    A letter such as ℝ is written with braces first: without them it would become a plain R with a wish that
    browsers do not grant.
    """
    written = convert(FACE.sub(r"\1{\2}", html.unescape(latex)), display=display)
    written = NAMED.sub(r'\1<mspace width="0.17em"></mspace>', written)
    is_long = display == "inline" and len(plain(written)) > LONG
    return f'<span class="long">{written}</span>' if is_long else written


def formulas(text):
    """Write the formulas in HTML as MathML; code keeps its dollars."""
    return MATHS.sub(lambda found: found[1] or formula(found[2] or found[3], "block" if found[2] else "inline"), text)


def plain(text):
    """Return the words of a piece of HTML."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())


def slug(text):
    """Return a text as it can stand in an address."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower())) or "x"


def together(text):
    """Let a number stay in one line with its %."""
    return re.sub(r"(?<=\d) %", "\N{NO-BREAK SPACE}%", text)


def said(text):
    """Write a sentence as HTML, with its `code`."""
    return re.sub("`([^`]+)`", lambda found: code(html.unescape(found[1])), together(html.escape(text, quote=False)))


def code(text):
    """Write a piece of code as HTML; a short one stays in one line."""
    keep = ' class="keep"' if " " in text and len(text) <= LONG else ""
    return f"<code{keep}>{html.escape(text, quote=False)}</code>"


def prepared(name, notebook):
    """Return a `Page`: its notebook holds, in each cell's `metadata.site`, what the template shows of the cell."""
    page = Page(name, notebook)
    renderer = Renderer(page)
    text = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            text = cell.source
            written = MarkdownWithMath(renderer=renderer).render(text)
            cell.metadata.site = {"html": LONELY.sub(r'<span class="keep">\1\2</span>', written)}
        elif cell.cell_type == "code":
            cell.metadata.site = {"unread": "unread" in cell.metadata.get("tags", []), "exercise": _exercise(cell),
                                  "parts": _parts(cell, page, renderer, bool(ASKS.search(text)))}
    first = next(cell for cell in notebook.cells if cell.cell_type == "markdown")
    page.summary = re.search(r"<p>(.*?)</p>", first.metadata.site["html"], re.S)[1]
    time = re.search(r"\*\*Time\*\*: ([^.]+)", first.source)
    page.time = time[1] if time else ""
    return page


def _exercise(cell):
    """Return what is shown of the exercise whose answer a cell asks for, or None."""
    asked = CHECK.findall(cell.source)
    if not asked:
        return None
    id = asked[-1]
    exercise = exercises.lesson_exercises(int(id.split(".")[0]))[id]
    code, why = exercises.solution(id).body
    start = re.sub(r"^(.*\S) {2,}(# exercise .*)$", r"\2\n\1", cell.source, flags=re.M)  # else not seen on a phone
    return {"id": id, "title": said(exercise.title), "start": start, "asked": "".join(map(_shown, exercise.asked())),
            "hints": [said(hint) for hint in exercise.hints], "solution": str(code), "why": said(why)}


def _shown(part):
    if isinstance(part, Pictures):
        return part.html()
    return f"<pre>{html.escape(part)}</pre>" if isinstance(part, Code) else f"<p>{said(part)}</p>"


def _parts(cell, page, renderer, asks):
    """Return the outputs of a cell as parts of a page: scenes, figures, and what is printed, in one fold."""
    parts, caption = [], None
    outputs = cell.get("outputs", [])
    for output, after in zip(outputs, [*outputs[1:], {}]):
        data = output.get("data", {})
        if SCENE in data or data.get("text/plain", "").startswith("Stage:"):
            parts.append(scene_part(data, page, renderer.unique))
        elif "image/png" in data:
            caption = after.get("data", {}).get("text/plain")
            parts.append({"kind": "figure", **_image(data["image/png"]), "alt": caption, "fold": asks})
        elif output.output_type == "display_data" and data.get("text/plain") == caption:
            caption = None  # the words of the figure before it
        elif "text/html" in data and not data.get("text/plain", "").startswith("○ Not attempted yet"):
            _print(parts, "html", data["text/html"])
        elif output.output_type == "stream":
            _print(parts, "text", output.text)
        elif output.output_type == "error":
            _print(parts, "text", f"{output.ename}: {output.evalue}")
        elif "text/html" not in data:
            _print(parts, "text", data.get("text/plain", "") + "\n")
    return parts


def _print(parts, kind, text):
    if not parts or parts[-1]["kind"] != "prints":
        parts.append({"kind": "prints", "pieces": []})
    parts[-1]["pieces"].append((kind, text))


def scene_part(data, page, unique):
    """Return what a page shows of a scene: what is played, its still, and the words for the still.

    Parameters
    ----------
    data : dict
        From MIME type to data, as an output of a notebook holds it.
    page : Page
    unique : callable
        Makes an id that no other part of the page has.
    """
    found = data.get(SCENE)
    title = found["scene"]["label"] if found else data["text/plain"].removeprefix("Stage: ").split(". ")[0]
    id = unique("scene-" + slug(title))
    page.scenes.append((id, title))
    if found and len(found["scene"]["frames"]) == 1:
        found["scene"]["frames"][0].pop("ask", None)  # the answer would be in the picture above the question
    changes = bool(found and found["changes"])
    first, page.told = changes and not page.told, page.told or changes
    played = json.dumps(found["scene"], ensure_ascii=False, separators=(",", ":")) if found else ""
    return {"kind": "scene", "id": id, "title": title, "data": played.replace("<", "\\u003c"),
            "print": hashlib.sha256(played.encode()).hexdigest()[:8], **_image(data.get("image/png", "")),
            "alt": f"{title}. {found['alt']}" if found else "", "endless": bool(found and found["endless"]),
            "says_so": first}


def _image(png):
    """Return an image as WebP, which takes a third less and loses nothing, and its size, to keep the room for it."""
    if not png:
        return {"webp": "", "width": 0, "height": 0}
    smaller = io.BytesIO()
    with Image.open(io.BytesIO(base64.b64decode(png))) as image:
        image.convert("RGB").save(smaller, "WEBP", lossless=True)
        return {"webp": base64.b64encode(smaller.getvalue()).decode(), "width": image.width, "height": image.height}


def exporter():
    """Return nbconvert's exporter with our template."""
    return HTMLExporter(extra_template_basedirs=[str(PAGES)], template_name="course")
