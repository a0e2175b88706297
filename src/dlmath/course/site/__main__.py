"""Make the pages: `python -m dlmath.course.site [--repository ADDRESS] [--to FOLDER] [NOTEBOOK …]`."""

import argparse
import json
import re
import shutil
import sys
from pathlib import Path

from dlmath.course import copies
from dlmath.course.files import Trouble
from dlmath.course.site.check import problems
from dlmath.course.site.front import SIZE, card, opening
from dlmath.course.site.page import PAGES, exporter, prepared
from dlmath.course.site.run import run_all
from dlmath.picture import look
from dlmath.stage.stage import Player

DESCRIPTION = ("Lessons on the mathematics of deep learning, from the first vector to a network that reads handwritten "
               "digits. Pictures move, and ask before they show.")
LIMITS = {"index.html": 150_000, "any other": 900_000}  # bytes; what a slow line brings in a second or two


def build(notebooks, folder, repository="", kept=Path("build", "site")):
    """Write the pages of notebooks, and a front page, into a folder that is made anew.

    Parameters
    ----------
    notebooks : list of Path
    folder : Path
    repository : str
        "owner/name" on GitHub; without it, no page links to where a lesson runs.
    kept : Path
        A folder for notebooks that have run.

    Returns
    -------
    dict of str to int
        The bytes of each page; those of the front page with all its pictures.

    Raises
    ------
    Trouble
        If a notebook does not run, or something is wrong on a page.
    """
    ran = run_all(notebooks, kept)
    pages = [prepared(path.stem, notebook) for path, notebook in zip(notebooks, ran)]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    convert = exporter()
    site = _site(pages, repository)
    for page, before, after in zip(pages, [None, *site["pages"]], [*site["pages"][1:], None]):
        around = {"site": site, "page": page.facts | {"before": before, "after": after}}
        _write(folder / f"{page.name}.html", convert.from_notebook_node(page.notebook, around)[0])
    cards = _cards(pages, site["pages"], folder / "pictures")
    _write(folder / "index.html", convert.environment.get_template("front.html.j2").render(site=site, cards=cards))
    _write(folder / "search.js", f"globalThis.dlmathSearch = {json.dumps(_index(pages), ensure_ascii=False)};\n")
    (folder / "cover.png").write_bytes(site["cover"])
    (folder / ".nojekyll").touch()
    if repository:
        _notebooks(notebooks, folder, repository)
    weights = {path.name: path.stat().st_size for path in sorted(folder.glob("*.html"))}
    weights["index.html"] += sum(path.stat().st_size for path in (folder / "pictures").iterdir())
    others = {f"{path.stem}.html" for path in copies.lessons_folder().glob("*.ipynb")}
    if wrong := problems(folder, others) + too_heavy(weights):
        raise Trouble("\n".join(wrong))
    return weights


def too_heavy(weights):
    """Return a sentence for each page that takes more bytes than it may, of a dict from page to bytes."""
    return [f"{name} takes {weight:,} bytes; {most:,} are allowed" for name, weight in weights.items()
            if weight > (most := LIMITS.get(name, LIMITS["any other"]))]


def _site(pages, repository):
    """Return what every page needs."""
    front, cover = opening()
    owner, _, name = repository.partition("/")
    light, dark = (look.css_variables(theme) for theme in ("light", "dark"))
    # paper is always light
    colours = (f":root {{ {light} }}\n@media screen {{ :root[data-theme=dark] {{ {dark} }} }}\n"
               f"@media screen and (prefers-color-scheme: dark) {{ :root:not([data-theme=light]) {{ {dark} }} }}")
    return {"pages": [page.facts for page in pages], "repository": repository, "description": DESCRIPTION,
            "front": front, "cover": cover, "cover_alt": front["alt"],
            "address": f"https://{owner.lower()}.github.io/{name}/" if repository else "",
            "css": _lean_css("\n".join([colours, Player.style.default_value, _file("page.css")])),
            "stage_js": _lean(Player.source.default_value), "page_js": _lean(_file("page.js"))}


def _cards(pages, facts, folder):
    """Return what the front page says of each page, and write the pictures on its cards into a folder."""
    folder.mkdir()
    cards = []
    for page, known in zip(pages, facts):
        said, picture = card(page)
        if picture:
            (folder / f"{page.name}.webp").write_bytes(picture)
        cards.append({**known, **said, "width": SIZE[0], "height": SIZE[1]})
    return cards


def _index(pages):
    """Return what can be searched: the title, where it is, and the address, of sections, scenes and words."""
    found = []
    for page in pages:
        found.append([page.title, f"Lesson {page.number}" if page.number else "", f"{page.name}.html"])
        found += [[title, page.called, f"{page.name}.html#{id}"] for id, title in page.headings]
        found += [[title, f"Scene in {page.called}", f"{page.name}.html#{id}"] for id, title in page.scenes]
        found += [[word, meaning, f"{page.name}.html#{id}"] for id, word, meaning in page.terms]
    return found


def _notebooks(notebooks, folder, repository):
    """Write the notebooks to download, without outputs, and the same for Colab, which has to install the package."""
    (folder / "download").mkdir()
    (folder / "colab").mkdir()
    for path in notebooks:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        _write(folder / "download" / path.name, copies.cleared(notebook))
        install = {"cell_type": "code", "id": "install", "metadata": {}, "execution_count": None, "outputs": [],
                   "source": f"%pip install --quiet git+https://github.com/{repository}"}
        _write(folder / "colab" / path.name, copies.cleared({**notebook, "cells": [install, *notebook["cells"]]}))


def _lean(source):
    """Leave out comments, and the space that lines begin with. Strings are safe: none holds a space before a `//`."""
    source = re.sub(r" +// .*$", "", source, flags=re.M)
    return re.sub(r"^\s+", "", re.sub(r"^\s*(?://.*|/\*(?s:.*?)\*/)$", "", source, flags=re.M), flags=re.M)


def _lean_css(source):
    """Leave out what a style sheet does not need: comments, ends of lines, and most of the spaces."""
    return re.sub(r"\s*([{};,])\s*|(?<=:) (?!\")", r"\1", re.sub(r"\s+", " ", _lean(source))).strip()


def _file(name):
    return (PAGES / "course" / name).read_text(encoding="utf-8")


def _write(path, text):
    path.write_text(text, encoding="utf-8", newline="\n")


def repository_of(address):
    """Return "owner/name" of a repository on GitHub, or "" if the address is of none.

    Examples
    --------
    >>> repository_of("git@github.com:ada/course.git"), repository_of("ada/course"), repository_of("../elsewhere.git")
    ('ada/course', 'ada/course', '')
    """
    found = re.fullmatch(r"(?:(?:https://|ssh://)?(?:[^/@]+@)?github\.com[:/])?([\w-]+/[\w.-]+?)(?:\.git)?/?", address)
    return found[1] if found else ""


def main(arguments=None):
    """Do what the command line says, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m dlmath.course.site", description="Make the pages of the course.")
    parser.add_argument("--repository", default="", help="where it is on GitHub: owner/name, or its address")
    parser.add_argument("--to", type=Path, default=Path("_site"), metavar="FOLDER")
    parser.add_argument("notebooks", nargs="*", type=Path, help="all lessons, unless named")
    said = parser.parse_args(arguments)
    notebooks = said.notebooks or sorted(copies.lessons_folder().glob("*.ipynb"))
    try:
        weights = build(notebooks, said.to, repository_of(said.repository))
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    for name, weight in weights.items():
        print(f"{weight / 1000:6.0f} kB  {name}")
    print(f"Open {said.to / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
