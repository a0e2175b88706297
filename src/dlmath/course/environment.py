"""Tell whether the course can work here, and, of each thing that is wrong, the command that cures it."""

import sys
from importlib import metadata
from pathlib import Path

LAB = "In a terminal, in the course's folder: make lab (or, without the folder: python -m dlmath)"


def missing(requirements=None, installed=metadata.version, python=sys.version_info):
    """Return one sentence, with its cure, for each package that is missing or too old.

    Parameters
    ----------
    requirements : list of str, optional
        Such as "numpy>=2,<3"; what the course itself asks for unless told.
    installed : callable
        Name → version; raises `PackageNotFoundError`.
    python : tuple of int

    Returns
    -------
    list of str
        Empty if all is well.
    """
    problems = []
    if tuple(python[:2]) < (3, 11):
        problems.append(f"Python {python[0]}.{python[1]} is too old; the course needs 3.11 or newer. Install one, "
                        "remove the folder .venv, then, in a terminal, in the course's folder: make lab")
    if requirements is None:
        requirements = [text for text in metadata.requires("dlmath") or () if "extra ==" not in text]
    try:
        from packaging.requirements import Requirement
    except ImportError:
        return [*problems, "packaging is not installed. In a cell: %pip install packaging"]
    for requirement in map(Requirement, requirements):
        cure = f'In a cell: %pip install "{requirement}", then restart the kernel.'
        try:
            version = installed(requirement.name)
        except metadata.PackageNotFoundError:
            problems.append(f"{requirement.name} is not installed. {cure}")
            continue
        if not requirement.specifier.contains(version, prereleases=True):
            problems.append(f"{requirement.name} is {version}; the course needs {requirement.specifier}. {cure}")
    return problems


def other_environment(here=None, prefix=sys.prefix, package=__file__):
    """Return a sentence if the course has an environment or a dlmath of its own, and this kernel uses another.

    Parameters
    ----------
    here : Path, optional
        The folder that the notebook is in.
    prefix : str
        The environment of this kernel.
    package : str
        A file of the dlmath that was loaded.
    """
    here = Path.cwd() if here is None else Path(here)
    course = next((folder for folder in [here, *here.parents] if (folder / "src" / "dlmath").is_dir()), None)
    if course is None:
        return []
    if not Path(package).resolve().is_relative_to((course / "src").resolve()):
        return ["This kernel loads the dlmath of another folder. Choose Kernel, Change Kernel; or stop JupyterLab. "
                + LAB]
    own = course / ".venv"
    if own.is_dir() and Path(prefix).resolve() != own.resolve():
        return ["This kernel is not the one of the course's .venv. Choose Kernel, Change Kernel; or stop JupyterLab. "
                + LAB]
    return []


def living():
    """Return a scene that says that scenes live here; where they do not, its still picture says what to do.

    Only the page that shows a scene knows whether it can live there: the kernel may have all that is needed while
    the server that draws the page has not.
    """
    from dlmath.picture.frame import Frame
    from dlmath.picture.shapes import circle, line, text
    from dlmath.stage import Stage

    size = (640, 110)
    ground = line("ground", 40, 75, 600, 75, "muted")
    steps = [(70, "Scenes live here. Press ▶ and watch the dot.", "A dot at the left end of a line."),
             (570, "The dot has moved, so all is well. On to the lesson.", "The dot is at the right end now.")]
    frames = [Frame([ground, circle("dot", x, 62, 12, move=True)], note, alt, size=size)
              for x, note, alt in steps]
    still = Frame(
        [text("title", 320, 55, "This is a still picture: scenes do not move here.", "ink strong", 20)],
        "On a page that is only for reading, that is as it should be. If you ran this cell yourself, your Jupyter "
        "server was started without the course's widgets: close it, open a terminal in the course's folder, and start "
        "it with make lab, or with python -m dlmath.",
        "A still picture that says: scenes do not move here, and how to start the course so that they do.", size=size)
    return Stage(frames, label="Do scenes live here?", still=still)


def report():
    """Say that all is well, or what is not and the command that cures it; at the end, show a scene that lives."""
    if problems := missing():
        print("\n".join([*problems, *other_environment()]))
        return
    from IPython.display import display

    print("This kernel has everything that the course needs.")
    display(living())
