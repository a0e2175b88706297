"""The pages around the lessons, and the words of all of it: links, paths, commands and spelling."""

import importlib.util
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import notebook_rules as rules
import pytest
from test_house import text_files
from test_notebooks import LESSONS

from dlmath.course import command

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(path for path in text_files() if path.suffix == ".md")
MADE = re.compile(  # what is made, is somewhere else, or stands for a name of one's own
    r"(?:\./)?(?:\.venv|my-course|dlmath-course)\b.*|(?:[\w/]*/)?progress\.json|\./dlmath-[\d.]+-py3-none-any\.whl|(?:dist|build|_site)/.*"
    r"|/opt/course/hub/.*|/srv/dlmath-class|/root|homes/|OWNER/REPO|HUB|git\+https.*|notebooks/\d\d_yours\.ipynb|tests/test_(?:scenes_)?<module>\.py|lesson(?:s/)?NN.*|(?:.*/)?lessonNN\.py|\.venv/.*")
PATH = re.compile(r"[.~\w<>*+/-]*/[.\w<>*/-]*|[\w-]+\.(?:md|py|ipynb|txt|toml|json|mjs|js|css|npz|png|gif|yml|whl)")
COMMAND = re.compile(r"(?:^|[`|;&]|(?<=\s))((?:make|[\w./\\~-]*python[\d.]*) [^`|;&\n]*)", re.M)


def name(path):
    return path.relative_to(ROOT).as_posix()


def codes(text):
    """Return all that stands in a page as code: in lines and in blocks."""
    return [found[1] or found[2] for found in re.finditer(r"^```[^\n]*\n(.*?)^```|`([^`\n]+)`", text, re.M | re.S)]


def commands(text):
    """Return the words of every command that calls make or Python, comments left out."""
    found = [found[1] for code in codes(text) for found in COMMAND.finditer(code)]
    return [re.split(r"\s+#|\s\s+\w", command)[0].replace("\\", "/").split() for command in found]


def missing_paths(text, folder):
    """Return the paths in a page's code that lead nowhere, seen from the page or from the root."""
    words = [word.strip("'\"(),;:[]").rpartition("=")[2] for code in codes(text)
             for word in re.sub(r"\s#.*", "", code).replace("\\", "/").split() if "://" not in word]
    words = [word for word in dict.fromkeys(words)
             if PATH.fullmatch(word) and re.search(r"\w", word) and not MADE.fullmatch(word)]
    places = (ROOT, folder, ROOT / "notebooks", ROOT / "src" / "dlmath")
    return [word for word in words if not any(
        any(base.glob(word.strip("/"))) or (base / f"{word}.py").exists() for base in places)]


def targets():
    """Return the targets of the Makefile that somebody may ask for."""
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    return {target for line in re.findall(r"^([\w./ -]+):(?!=)", made, re.M) for target in line.split()} - {".PHONY"}


def wrong_commands(text):
    """Return what is wrong with a page's commands: an unknown target, module or word for dlmath."""
    problems = []
    for first, *rest in commands(text):
        if first == "make":
            asked = [word for word in rest if "=" not in word]
            problems += [f"make {word}: no such target" for word in asked[:1] if word not in targets()]
        elif rest[:2] == ["-m", "dlmath"]:
            try:
                command._parser().parse_args(rest[2:])
            except SystemExit:
                problems.append(f"{' '.join(rest)}: the command line does not know that")
        elif rest[:1] == ["-m"] and not importlib.util.find_spec(rest[1]):
            problems.append(f"{' '.join(rest)}: no such module")
    return problems


def test_the_pages_are_there():
    assert {"README.md", "CONTRIBUTING.md", "TEACHING.md", "BENCHMARKS.md", "CHANGELOG.md",
            "src/dlmath/digits/README.md"} <= set(map(name, PAGES))


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_paths_and_commands_of_a_page(path):
    text = path.read_text(encoding="utf-8")
    assert rules.link_problems(text, path.parent, rules.anchors(path)) == []
    assert missing_paths(text, path.parent) == []
    assert wrong_commands(text) == []


def test_paths_and_commands_in_the_lessons():
    for lesson in [*LESSONS, "reference"]:
        cells = json.loads((ROOT / "notebooks" / f"{lesson}.ipynb").read_text(encoding="utf-8"))["cells"]
        text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        assert wrong_commands(text) == [], lesson


def test_make_explains_the_targets_that_there_are():
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    explained = re.findall(r'@echo "make (\w+)', made)
    phony = set(re.search(r"^\.PHONY: (.*)$", made, re.M)[1].split())
    assert explained and set(explained) == phony - {"help", "moved"} and phony <= targets()
    workflow = (ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8")
    asked = re.findall(r"\bmake ([\w./-]+)", workflow + (ROOT / ".ci/run").read_text(encoding="utf-8"))
    assert asked and set(asked) <= targets()


def test_the_readme_names_every_lesson_in_order():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| \[[^\]]+\]\(notebooks/(\w+)\.ipynb\)", text, re.M) == [*LESSONS, "playground"]
    numbers = "zero one two three four five six seven eight nine ten eleven twelve thirteen".split()
    counted = re.search(r"^(\w+) notebooks that lead", text, re.M | re.I)
    assert counted and numbers.index(counted[1].lower()) == len(LESSONS)


@pytest.mark.parametrize(("text", "count"), [
    ("`make test` and `make lab COURSE=x`", 0), ("`make tset`", 1), ("```\nmake lab    # opens it\nmake bnech\n```", 1),
    ("```\npython -m dlmath fresh 4   # again\n```", 0), ("`python -m dlmath frehs 4`", 1),
    ("`python -m dlmath fresh`", 1),
    ("`.venv/bin/python -m pytset`", 1), ("we make sure of it", 0),
])
def test_a_wrong_command_is_found(text, count):
    assert len(wrong_commands(text)) == count


@pytest.mark.parametrize(("text", "count"), [
    ("`src/dlmath/linalg.py` and `tests/test_house.py`", 0), ("`src/dlmath/linlag.py`", 1), ("`notebooks/*.ipynb`", 0),
    ("`notebooks/*.ipnyb`", 1), ("```\nmake notebooks NB=notebooks/04_activation.ipynb\n```", 1),
    ("`READNE.md`", 1), ("`picture/plots`", 0), ("`picture/plosts`", 1),
    ("`my-course/progress.json` and 3/4", 0), ("`a / b`", 0),
])
def test_a_missing_path_is_found(text, count):
    assert len(missing_paths(text, ROOT)) == count


# Spelling.

RIGHT = "fro,hist,ans,notin,infront,nd"  # words that codespell takes for others
# Words that stand in one place and are one letter away from one that stands in many.
RARE = set("ccount compete computers floats leans painted painter prince slides stars though "
           "writing".split())
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def lines():
    """Return every line of the lessons without their pictures, and of the text files, each with where it stands."""
    found = []
    for path in text_files():
        if path.suffix == ".ipynb":
            notebook = rules.nbformat.read(path, rules.nbformat.NO_CONVERT)
            texts = [cell.source for cell in notebook.cells] + [text for _, text in rules.texts(notebook)]
        elif path.suffix in {".py", ".md", ".js", ".mjs", ".css", ".yml", ""}:
            texts = [path.read_text(encoding="utf-8")]
        else:
            continue
        found += [f"{name(path)}: {line}" for text in texts for line in text.splitlines()]
    return found


def misspelled(text):
    """Return what codespell finds in a text."""
    done = subprocess.run([sys.executable, "-m", "codespell_lib", f"--ignore-words-list={RIGHT}", "-"], input=text,
                          capture_output=True, text=True, encoding="utf-8")
    assert done.returncode in (0, 65) and not done.stderr, done.stderr
    return done.stdout.splitlines()


def slips(word):
    """Return the words that a word may be a slip of: two letters exchanged, one too many, one too few, a wrong one."""
    cuts = [(word[:i], word[i:]) for i in range(1, len(word) + 1)]
    exchanged = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    fewer, more = {a + b[1:] for a, b in cuts if b}, {a + letter + b for a, b in cuts for letter in LETTERS}
    wrong = {a + letter + b[1:] for a, b in cuts if b[1:] for letter in LETTERS if len(word) > 6}
    inflected = {word[:-1], *(word + letter for letter in LETTERS)}
    return (exchanged | fewer | more | wrong) - inflected - {word}


def doubtful(text, many=20):
    """Return the words that a text has only once and that are a slip away from a frequent one, each with that."""
    counts = Counter(word.lower() for word in re.findall(r"(?<![\w\\])[A-Za-z]{5,}(?!\w)", text))
    frequent = {word for word, count in counts.items() if count >= many}
    return {word: slips(word) & frequent for word, count in counts.items()
            if count == 1 and word not in RARE and slips(word) & frequent}


def test_no_word_is_misspelled():
    every = lines()
    assert len(every) > 20_000
    assert misspelled("\n".join(every)) == []
    ours = [line for line in every if not line.startswith(("tests/", "tools/", "bench/"))]
    assert doubtful("\n".join(ours)) == {}


def test_a_misspelled_word_is_found():
    assert misspelled("The " + "netw" + "rok learns.") and not misspelled("to and fro")
    text = "The function of a gradient, " * 20 + "and two functions of gradients. "
    assert doubtful(text) == {}
    for slip in ("fu-cntion", "func-ton", "func-ction", "funct-oin", "fan-ction", "grad-eint", "grad-int", "Grad-jent"):
        assert doubtful(text + slip.replace("-", "")), slip
