"""Tell whether this kernel has what the course needs, and, of each thing that is wrong, the command that cures it."""

import sys
from importlib import metadata
from pathlib import Path

LAB = "In a terminal, in the course's folder: make lab"
FRONT_END = {"anywidget": "anywidget", "@jupyter-widgets/jupyterlab-manager": "jupyterlab_widgets"}


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


def silent_scenes(folders=None):
    """Return one sentence for each part of JupyterLab that scenes need and that it would not find.

    Parameters
    ----------
    folders : list of Path, optional
        Where JupyterLab looks for its extensions; those that it knows of, unless told.
    """
    if folders is None:
        try:
            from jupyter_core.paths import jupyter_path
        except ImportError:  # without JupyterLab, which `missing` tells
            return []
        folders = map(Path, jupyter_path("labextensions"))
    folders = list(folders)
    return [f"JupyterLab has no {package}, so scenes show as still pictures. In a terminal: {sys.executable} -m pip "
            f"install --force-reinstall --no-deps {package}; then start JupyterLab again."
            for extension, package in FRONT_END.items() if not any((folder / extension).is_dir() for folder in folders)]


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


def report():
    """Print that all is well, or what is not and the command that cures it."""
    problems = [*missing(), *silent_scenes()]
    if problems:
        problems += other_environment()
    print("Everything the course needs is here." if not problems else "\n".join(problems))
