"""Look at the pages before anybody else does: links, text alternatives, formulas, scenes, and what they load."""

import json
import re
from html.parser import HTMLParser

MARKDOWN = re.compile(r"`[^`]+`|\*\*\w")  # what Markdown leaves as it is inside HTML
LATEX = re.compile(r"\$[^\s$][^$]*\$|\\[A-Za-z]{2,}")
NO_WORDS = "No description has been provided for this image"  # nbconvert's
PLAIN = {None, "normal"}  # browsers draw no other face of a letter; ℝ has to be written as ℝ
LOADS = {("script", "src"), ("img", "src"), ("link", "href"), ("iframe", "src"), ("source", "src")}


class Reader(HTMLParser):
    """Reads a page, and keeps what has to be looked at.

    Attributes
    ----------
    ids, links : what can be linked to, and the addresses that links lead to
    problems : list of str
    """

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.problems = set(), [], []
        self.within, self.scene = [], None  # the open elements whose text is no prose; the scene that is open
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Look at an element."""
        has = dict(attrs)
        if "id" in has:
            if has["id"] in self.ids:
                self.problems.append(f"two parts are called #{has['id']}")
            self.ids.add(has["id"])
        if tag == "a" and "href" in has:
            self.links.append(has["href"])
        if tag == "img" and (has.get("alt") or NO_WORDS) == NO_WORDS:
            self.problems.append("an image has no text alternative")
        for name in has:
            if (tag, name) in LOADS and re.match(r"(https?:)?//", has[name] or ""):
                self.problems.append(f"something is loaded from {has[name]}")
        if has.get("mathvariant") not in PLAIN:
            self.problems.append(f"a formula was not converted: no browser draws {has['mathvariant']} letters")
        if tag == "figure" and "scene" in has.get("class", "").split():
            self.scene = has.get("id", "")
        if tag in ("script", "style", "code", "pre", "math"):
            self.within.append(tag)

    def handle_endtag(self, tag):
        """Leave an element."""
        if self.within and self.within[-1] == tag:
            self.within.pop()
        if tag == "figure" and self.scene is not None:
            self.problems.append(f"the scene #{self.scene} has no data")
            self.scene = None

    def handle_data(self, data):
        """Look at a text."""
        where = self.within[-1] if self.within else ""
        if where == "script" and self.scene is not None:
            if json.loads(data).get("frames"):
                self.scene = None
        elif (where == "" and LATEX.search(data)) or (where == "math" and "\\" in data):
            self.problems.append(f"a formula was not converted: {data.strip()[:60]}")
        elif where == "" and MARKDOWN.search(data):
            self.problems.append(f"Markdown was not converted: {data.strip()[:60]}")


def problems(folder, elsewhere=()):
    """Return one sentence for each thing that is wrong on the pages in a folder.

    Parameters
    ----------
    folder : Path
    elsewhere : collection of str
        Files that may be linked to although they are not there, where only some of the pages were made.
    """
    pages = {path.name: Reader(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.html"))}
    found = [f"{name}: {problem}" for name, page in pages.items() for problem in page.problems]
    for name, page in pages.items():
        for link in page.links:
            if re.match(r"https?://", link):
                continue
            file, _, part = _unquoted(link).partition("#")
            file = file or name
            if file in elsewhere and not (folder / file).is_file():
                continue
            if not (folder / file).is_file() or part and part not in pages[file].ids:
                found.append(f"{name}: the link to {link} leads nowhere")
    return found


def _unquoted(link):
    """Return an address with its %20 and the like as characters."""
    return re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes.fromhex(found[1].decode()), link.encode()).decode()
