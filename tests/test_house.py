"""The rules of the house: who imports whom, what is installed, what no file may hold."""

import ast
import functools
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import cases
import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "dlmath"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUNTIME = {"numpy", "matplotlib", "ipywidgets", "jupyterlab", "anywidget", "resvg-py", "pillow", "traitlets", "ipython",
           "packaging"}
EXTRAS = {
    "test": {"pytest", "pytest-xdist", "nbval", "nbclient", "nbformat", "hypothesis", "playwright",
             "axe-playwright-python", "ruff", "codespell", "jupyter-repo2docker",
             "hatchling", "notebook"},
    "bench": {"torch", "scikit-learn"},
    "hub": {"jupyterhub", "nbgitpuller", "jupyterhub-idle-culler"},
    "site": {"nbconvert", "nbformat", "latex2mathml"},
    "grading": {"nbgrader"},
}

# Who imports whom. A name with a dot after it stands for all that is in it. The mathematics has an order: a module
# imports only those before it.
IN_ORDER = ["inputs", "linalg", "tensors", "activations", "losses", "autograd", "network", "descent", "training"]
MATHEMATICS = [*IN_ORDER, "data", "playground"]
PICTURE = ["picture.look", "picture.words", "picture.shapes", "picture.plane", "picture.table",
           "picture.frame", "picture.still"]
MAY_IMPORT = {
    "__init__": MATHEMATICS,
    **{name: ["numpy", *IN_ORDER[:place]] for place, name in enumerate(IN_ORDER)},
    "training": ["numpy", *IN_ORDER[:-1], "course.progress_bar"],
    "data": ["numpy", "inputs"],
    "playground": ["numpy", *IN_ORDER, "data"],
    "picture.__init__": [],
    "picture.look": [],
    "picture.words": [],
    "picture.shapes": ["numpy", "PIL", "picture.look", "picture.words"],
    "picture.plane": ["picture.look", "picture.words", "picture.shapes"],
    "picture.table": ["numpy", "inputs", "picture.look", "picture.words", "picture.shapes"],
    "picture.frame": ["inputs", "picture.look", "picture.words", "picture.shapes"],
    "picture.still": ["PIL", "picture.look", "picture.shapes"],
    "picture.plots": ["numpy", "matplotlib", "IPython", "picture.look", *MATHEMATICS],
    "scenes.playground": ["numpy", *PICTURE, *MATHEMATICS, "course.missions"],
    "scenes.": ["numpy", *PICTURE, "scenes.", *MATHEMATICS],
    "stage.": ["numpy", "anywidget", "ipywidgets", "traitlets", *PICTURE, "stage."],
    "exercises.values": ["numpy", "picture.words"],
    "exercises.keys": ["numpy", "exercises.values"],
    "exercises.tips": [],
    **dict.fromkeys(["exercises.compare", "exercises.run", "exercises.feedback"], ["numpy", "exercises.values"]),
    "exercises.faults": ["numpy", "exercises.values", "exercises.tips", "exercises.compare", "exercises.run"],
    "exercises.check": ["numpy", "exercises.values", "exercises.compare", "exercises.run", "exercises.feedback",
                        "exercises.faults", "exercises.keys"],
    "exercises.": ["numpy", "exercises.", *MATHEMATICS],
    "exercises.__init__": ["exercises.", "course.progress"],
    "course.": ["course."],
    "course.beliefs": ["course.", "picture.words"],
    "course.beliefs_page": ["course.", "picture.look", "picture.words"],
    "course.site.record": ["stage."],
    "course.site.check": [],
    "course.site.run": ["nbformat", "nbconvert", "course."],
    "course.site.page": ["nbconvert", "latex2mathml", "PIL", "exercises.", "course."],
    "course.site.front": ["PIL", "course.", "stage.", "scenes.", *PICTURE, *MATHEMATICS],
    "course.site.__main__": ["course.", "stage.", *PICTURE],
    "__main__": ["course."],
}
MAY_IMPORT_LATER = {  # inside a function, when it is called
    "__init__": ["exercises."],
    "course.progress_bar": ["ipywidgets", "IPython"],
    "course.environment": ["packaging", "IPython", *PICTURE, "stage."],
    "course.command": ["jupyterlab", "exercises."],
    "picture.still": ["resvg_py"],
}


parsed = functools.cache(ast.parse)  # several rules look at the same source

# Imports.


def module_name(path, source=SOURCE):
    """Return a module's name inside the package, such as "linalg", "scenes.linalg" or "scenes.__init__"."""
    return ".".join(path.relative_to(source).with_suffix("").parts)


def entry(table, module):
    """Return the table's entry for a module, or for the folder it is in; None if it has neither."""
    return table.get(module, table.get(module.split(".")[0] + "." if "." in module else None))


@functools.cache
def imports(code, module):
    """Return (name, at_top) for each import of a module: "numpy", or, for a module of the package, ".linalg"."""
    tree = parsed(code)
    inside = {id(node) for function in ast.walk(tree) if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
              for node in ast.walk(function)}
    found = []
    for node in ast.walk(tree):
        at_top = id(node) not in inside
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = ["dlmath", *module.split(".")]
                base = ".".join([*parents[:len(parents) - node.level], *filter(None, [node.module])])
            names = [f"{base}.{alias.name}" for alias in node.names] if base.split(".")[0] == "dlmath" else [base]
        else:
            continue
        for name in names:
            first, *rest = name.split(".")
            found.append((own(rest) if first == "dlmath" else first, at_top))
    return found


def own(parts):
    """Return ".linalg", ".scenes.linalg" or ".stage.__init__" for the parts after `dlmath.` in an import.

    It is the module that defines the name: one that only passes it on does not get round the rule.
    """
    module, name = ["__init__"], parts[:1]  # a name that the package itself offers
    if parts and (SOURCE / f"{parts[0]}.py").exists():
        module, name = parts[:1], parts[1:2]
    elif parts and (SOURCE / parts[0] / "__init__.py").exists():
        deeper = len(parts) > 1 and (SOURCE / parts[0] / f"{parts[1]}.py").exists()
        module, name = [parts[0], parts[1] if deeper else "__init__"], parts[1 + deeper:2 + deeper]
    origin = passed_on(SOURCE.joinpath(*module).with_suffix(".py")).get("".join(name))
    return own(origin) if origin else "." + ".".join(module)


@functools.cache
def passed_on(path):
    """Return the names that a module has from others of the package, each with the parts of its origin."""
    return {alias.asname or alias.name: [*node.module.split(".")[1:], alias.name]
            for node in parsed(path.read_text(encoding="utf-8")).body if isinstance(node, ast.ImportFrom)
            and node.module and node.module.split(".")[0] == "dlmath" for alias in node.names}


def private_names(code):
    """Return the private names that a source takes from other modules of the package."""
    tree, found, modules = parsed(code), [], set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").split(".")[0] == "dlmath"):
            modules |= {alias.asname or alias.name for alias in node.names}
            found += [alias.name for alias in node.names if alias.name.startswith("_")]
    return found + [f"{node.value.id}.{node.attr}" for node in ast.walk(tree) if isinstance(node, ast.Attribute)
                    and isinstance(node.value, ast.Name) and node.value.id in modules
                    and node.attr.startswith("_") and not node.attr.endswith(("__", "_replace"))]


def import_problems(code, module):
    """Return what a module imports against the rule."""
    if entry(MAY_IMPORT, module) is None:
        return [f"{module} has no place in MAY_IMPORT"]
    problems = []
    for name, at_top in imports(code, module):
        allowed = entry(MAY_IMPORT, module) + ([] if at_top else entry(MAY_IMPORT_LATER, module) or [])
        plain = name.lstrip(".")
        ok = (plain in allowed or plain.split(".")[0] + "." in allowed) if name[0] == "." \
            else name in sys.stdlib_module_names or name in allowed
        if not ok:
            problems.append(f"{module} imports {name}")
    return problems


MODULES = sorted(SOURCE.rglob("*.py"))


def test_the_modules_are_there():
    assert set(MATHEMATICS) <= {module_name(path) for path in MODULES}


@cases.each("path", MODULES, said=module_name)
def test_imports(path):
    code = path.read_text(encoding="utf-8")
    assert not import_problems(code, module_name(path))


@cases.each("path", MODULES, said=module_name)
def test_no_private_name_is_used_across_modules(path):
    assert not private_names(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", ["from dlmath.network import _sizes", "from .network import _sizes",
                                  "from dlmath import network\nnetwork._sizes(3)",
                                  "from dlmath.network import Network\nNetwork._check(3)"])
def test_a_private_name_is_found(code):
    assert private_names(code)
    assert not private_names("from dlmath.network import sizes\nself._sizes(3)\nscene._replace(still=3)")


@pytest.mark.parametrize(("module", "code"), [
    ("linalg", "import matplotlib"), ("linalg", "from matplotlib import pyplot"), ("linalg", "import scipy"),
    ("linalg", "def f():\n    import ipywidgets"), ("linalg", "from dlmath.picture import look"),
    ("linalg", "from .picture import look"), ("linalg", "from .picture.look import ROLES"),
    ("linalg", "import dlmath.picture.frame"),
    ("linalg", "from dlmath.course.progress_bar import Progress"), ("linalg", "from dlmath import sigmoid"),
    ("linalg", "from dlmath import tensors"), ("inputs", "from dlmath import linalg"),
    ("losses", "from dlmath.network import Network"), ("data", "from . import linalg"),
    ("linalg", "import dlmath"), ("linalg", "if True:\n    import IPython"), ("linalg", "class A:\n    import IPython"),
    ("network", "from dlmath.training import *\nfrom dlmath.exercises.check import *"),
    ("course.progress_bar", "import ipywidgets"), ("course.progress_bar", "import numpy"),
    ("picture.look", "import numpy"), ("picture.still", "import resvg_py"),
    ("picture.words", "import numpy"), ("picture.words", "from dlmath.picture import look"),
    ("picture.shapes", "from dlmath.picture.plane import Plane"), ("picture.frame", "from dlmath import linalg"),
    ("picture.still", "def f():\n    import matplotlib"), ("picture.plane", "import numpy"),
    ("scenes.linalg", "from dlmath.stage import Stage"), ("scenes.linalg", "import ipywidgets"),
    ("scenes.linalg", "from ..picture.plots import show"), ("stage.stage", "from dlmath.scenes import linalg"),
    ("stage.stage", "import jupyterlab"), ("picture.plots", "from dlmath.picture import frame"),
    ("exercises.check", "import IPython"),
    ("exercises.lesson01", "from dlmath.picture import plots"),
    ("exercises.lesson01", "from dlmath.course.progress import remember"),
    ("exercises.__init__", "from dlmath.course import copies"), ("course.progress", "from dlmath import exercises"),
    ("__init__", "from dlmath.picture import plots"),
    ("course.copies", "from dlmath import exercises"), ("course.files", "import numpy"),
    ("course.command", "import jupyterlab"), ("__main__", "import jupyterlab"),
    ("course.command", "import nbconvert"), ("course.site.record", "import nbconvert"),
    ("course.site.check", "from dlmath.course.files import Trouble"),
    ("exercises.check", "import IPython"), ("exercises.check", "from dlmath.linalg import matmul"),
    ("exercises.feedback", "from dlmath.exercises.check import Exercise"),
    ("exercises.lesson01", "from dlmath.exercises import now"),
    ("unheard_of", "import math"), ("nowhere.module", "import math"),
])
def test_a_wrong_import_is_found(module, code):
    assert import_problems(code, module)


@pytest.mark.parametrize(("module", "code"), [
    ("linalg", "import math\nimport numpy as np\nfrom numpy.linalg import norm\nfrom dlmath import inputs"),
    ("training", "from dlmath import network, descent\nfrom . import losses"),
    ("linalg", "from . import inputs\nfrom .inputs import numbers"),
    ("training", "from dlmath.course.progress_bar import Progress"),
    ("course.progress_bar", "def f():\n    import ipywidgets"),
    ("picture.still", "def f():\n    import resvg_py"), ("picture.frame", "from dlmath.picture import look, shapes"),
    ("scenes.linalg", "from dlmath import linalg\nfrom ..picture.plane import Plane"),
    ("scenes.linalg", "from .tools import x\nfrom . import tools"), ("stage.play", "from dlmath.stage.stage import x"),
    ("picture.plots", "from IPython.display import display"),
    ("exercises.__init__", "from dlmath.exercises.check import examine"),
])
def test_a_right_import_passes(module, code):
    assert not import_problems(code, module)


def test_the_mathematics_loads_no_picture():
    """All of it, one after another, has loaded none in the end, so none of it loads one alone."""
    modules = ", ".join(["dlmath", *(f"dlmath.{name}" for name in MATHEMATICS)])
    code = (f"import sys, {modules}; loaded = {{name.split('.')[0] for name in sys.modules}}; assert 'numpy' in loaded;"
            "print(*loaded & {'matplotlib', 'ipywidgets', 'IPython', 'anywidget', 'traitlets', 'resvg_py'})")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


# What the source may not hold, and what it must.


UNSAFE = {"pickle", "dill", "marshal", "shelve",  # these run what they read
          "socket", "ssl", "urllib", "http", "ftplib", "smtplib", "asyncio", "subprocess", "requests"}  # these call out


def forbidden(code):
    """Return the ways in which a source runs text as code, reads pickles, or calls other programs and machines."""
    found = []
    for node in ast.walk(parsed(code)):
        if isinstance(node, ast.Name) and node.id in {"eval", "exec", "__import__"}:
            found.append(node.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
            found += [name for name in names if name.split(".")[0] in UNSAFE]
        elif isinstance(node, ast.keyword) and node.arg == "allow_pickle" \
                and not (isinstance(node.value, ast.Constant) and node.value.value is False):
            found.append("allow_pickle")
    return found


def undocumented(code):
    """Return the public functions and classes of a source that have no docstring."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return [node.name for node in parsed(code).body
            if isinstance(node, kinds) and not node.name.startswith("_") and not ast.get_docstring(node)]


@cases.each("path", MODULES, said=module_name)
def test_no_text_is_run_as_code_and_nobody_is_called(path):
    assert not forbidden(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", [
    "eval('1')", "f = exec", "__import__('os')", "import pickle", "from pickle import load", "import os, marshal",
    "np.load(f, allow_pickle=True)", "np.load(f, allow_pickle=x)", "from urllib.request import urlopen",
    "import subprocess",
])
def test_text_run_as_code_is_found(code):
    assert forbidden(code)
    assert not forbidden("model.eval(); np.load(f, allow_pickle=False)")


def long_functions(code, most=60):
    """Return the functions of a source that are longer than a screen, their docstrings left out."""
    found = []
    for node in ast.walk(parsed(code)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            words = first.end_lineno - first.lineno + 1 if ast.get_docstring(node) else 0
            found += [node.name] * (node.end_lineno - node.lineno + 1 - words > most)
    return found


@cases.each("path", MODULES, said=module_name)
def test_no_function_is_longer_than_a_screen(path):
    assert not long_functions(path.read_text(encoding="utf-8"))


def test_a_long_function_is_found():
    body = "".join(f"    x = {i}\n" for i in range(60))
    assert long_functions("def f():\n    'Say.'\n    y = 1\n" + body) == ["f"]
    assert not long_functions("def f():\n    'Say.'\n" + body.replace("    x = 59\n", ""))


@pytest.mark.parametrize("name", MATHEMATICS)
def test_the_mathematics_is_documented(name):
    code = (SOURCE / f"{name}.py").read_text(encoding="utf-8")
    assert ast.get_docstring(parsed(code))
    assert not undocumented(code)


def test_a_missing_docstring_is_found():
    assert undocumented("def f():\n    pass\n\nclass A:\n    pass") == ["f", "A"]
    assert not undocumented("def _f():\n    pass\n\ndef g():\n    '''Say.'''")


# Dependencies.


def pins(file):
    """Return the requirements that a file pins, from name to `Requirement`; anything but name==version is refused."""
    found = {}
    for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith(("#", "-r ")):
            continue
        assert re.fullmatch(r"[\w.-]+==[\w.!+]+( ; .+)?", line), f"{file}: {line!r} is not name==version"
        requirement = Requirement(line)
        name = canonicalize_name(requirement.name)
        assert name not in found, f"{file} pins {name} twice"
        found[name] = requirement
    assert found, f"{file} pins nothing"
    return found


def version(requirement):
    """Return the version that a pin names."""
    return next(iter(requirement.specifier)).version


def applies(requirement, extra=""):
    """Tell whether a requirement is for this Python and this system."""
    return requirement.marker is None or requirement.marker.evaluate({**default_environment(), "extra": extra})


def ranges(texts):
    """Return requirements from name to `Requirement`."""
    return {canonicalize_name(requirement.name): requirement for requirement in map(Requirement, texts)}


def test_everything_that_is_imported_is_declared():
    names = {"PIL": "pillow", "IPython": "ipython", "resvg_py": "resvg-py"}
    imported = {name for path in MODULES for name, _ in imports(path.read_text(encoding="utf-8"), module_name(path))}
    others = {name for name in imported if name[0] != "." and name not in sys.stdlib_module_names}
    assert {names.get(name, name) for name in others} == RUNTIME | EXTRAS["site"]


def test_the_dependencies_are_the_ones_agreed_on():
    assert set(ranges(PROJECT["dependencies"])) == RUNTIME
    extras = PROJECT["optional-dependencies"]
    assert {extra: set(ranges(texts)) for extra, texts in extras.items()} == EXTRAS


@pytest.mark.parametrize(("texts", "file"), [
    (PROJECT["dependencies"], "requirements.txt"),
    (PROJECT["optional-dependencies"]["bench"], "bench/requirements.txt"),
    (PROJECT["optional-dependencies"]["hub"], "hub/requirements.txt"),
    (PROJECT["optional-dependencies"]["grading"], "tests/grading/requirements.txt"),
])
def test_every_range_admits_its_pin(texts, file):
    pinned = pins(file)
    for name, requirement in ranges(texts).items():
        assert {part.operator for part in requirement.specifier} == {">=", "<"}, f"{requirement}: two bounds are wanted"
        assert requirement.specifier.contains(version(pinned[name])), f"{requirement} does not admit {pinned[name]}"


def test_every_range_of_the_tests_admits_its_pin():
    pinned = pins("tests/requirements.txt")
    assert not set(pinned) & set(pins("requirements.txt"))
    pinned |= pins("requirements.txt")
    extras = PROJECT["optional-dependencies"]
    for name, requirement in ranges(extras["test"] + extras["site"]).items():
        assert requirement.specifier.contains(version(pinned[name])), f"{requirement} does not admit {pinned[name]}"


@pytest.mark.pins
@pytest.mark.parametrize("file", ["requirements.txt", "tests/requirements.txt"])
def test_what_is_installed_is_what_is_pinned(file):
    wanted = {name: version(pin) for name, pin in pins(file).items() if applies(pin)}
    assert {name: metadata.version(name) for name in wanted} == wanted


@pytest.mark.pins
def test_the_pins_are_complete():
    """Whatever the runtime dependencies need, and what that needs, is pinned."""
    pinned, seen = pins("requirements.txt"), set()
    waiting = [(name, extra) for name, requirement in ranges(PROJECT["dependencies"]).items()
               for extra in ["", *requirement.extras]]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        assert name in pinned, f"{name} is needed, and not pinned"
        for needed in map(Requirement, metadata.requires(name) or []):
            if applies(needed, extra):
                waiting += [(canonicalize_name(needed.name), more) for more in ["", *needed.extras]]
    assert len(seen) > 50


def test_every_list_of_pins_is_resolved_once_a_week():
    made = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", "")
    lists = {path.relative_to(ROOT).as_posix() for path in text_files() if path.name == "requirements.txt"}
    assert set(re.search(r"^LISTS = (.*)$", made, re.M)[1].split()) == lists
    workflow = (ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8")
    weekly = re.search(r"^  pins:\n((?:    .*\n)+)", workflow, re.M)
    assert "'schedule'" in weekly[1] and "make resolve" in weekly[1]


# Files.

INDEX = re.compile(r"https?://\S*(?:pypi|pythonhosted|npmjs|anaconda|/simple\b)|--(?:extra-)?index" + "-url"
                   + r"|--find" + "-links|--trusted" + "-host", re.I)
HERE = re.compile(r"(?<![\w.~}])/(?:home|root|work|Users)/\w|\b[A-Z]:\\\\?(?:Users|Windows|work)\b")


def text_files():
    """Return the text files of the repository: those that git knows or would add, or, without git, all."""
    asked = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                           capture_output=True, text=True, encoding="utf-8") if (ROOT / ".git").exists() else None
    if asked and asked.returncode == 0:
        paths = [ROOT / name for name in asked.stdout.split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*")
                 if not any(part in {".git", ".venv", "my-course", "learn", "assignments", "_site", "build",
                                     ".ruff_cache", ".pytest_cache", ".hypothesis", "__pycache__", ".ipynb_checkpoints"}
                            for part in path.relative_to(ROOT).parts)]
    return [path for path in paths if path.is_file() and path.suffix not in {".npz", ".png", ".gif"}]


@pytest.mark.parametrize(("what", "pattern"), [("the URL of a package index", INDEX), ("a path of one machine", HERE)])
def test_no_file_names(what, pattern):
    files = text_files()
    names = {path.relative_to(ROOT).as_posix() for path in files}
    assert {"Makefile", "requirements.txt", "src/dlmath/linalg.py", "tests/test_house.py"} <= names
    assert sum(name.endswith(".ipynb") for name in names) > 0
    found = [f"{path.relative_to(ROOT)}: {hit[0]}" for path in files
             for hit in pattern.finditer(path.read_text(encoding="utf-8"))]
    assert not found, f"{what}: {found}"


@pytest.mark.parametrize(("pattern", "text"), [
    (INDEX, "https://" + "pypi.org/simple"), (INDEX, "--index" + "-url x"), (INDEX, "--extra-index" + "-url x"),
    (INDEX, "http://" + "mirror.example/simple"), (INDEX, "https://registry." + "npmjs.org"),
    (HERE, "/".join(["open('", "home", "ada')"])), (HERE, "/".join(["", "work", "main"])),
    (HERE, "C:" + "\\Users\\ada"),
])
def test_such_a_text_is_found(pattern, text):
    assert pattern.search(text)
    assert not pattern.search("see https://example.org/home/page and a simple/home/work")
