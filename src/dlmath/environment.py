"""Tell whether this kernel has what the course needs, and what to do if it does not."""

import sys
from importlib import metadata

CURE = "In a terminal, in the course's folder: make lab (or: python -m pip install -r requirements.txt -e .)"


def missing(requirements=None, installed=metadata.version, python=sys.version_info):
    """Return one sentence for each thing that is missing or too old.

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
        problems.append(f"Python {python[0]}.{python[1]} is too old; the course needs 3.11 or newer.")
    if requirements is None:
        requirements = [text for text in metadata.requires("dlmath") or () if "extra ==" not in text]
    try:
        from packaging.requirements import Requirement
    except ImportError:
        return [*problems, "packaging is not installed."]
    for requirement in map(Requirement, requirements):
        try:
            version = installed(requirement.name)
        except metadata.PackageNotFoundError:
            problems.append(f"{requirement.name} is not installed.")
            continue
        if not requirement.specifier.contains(version, prereleases=True):
            problems.append(f"{requirement.name} is {version}; the course needs {requirement.specifier}.")
    return problems


def report():
    """Print that all is well, or what is not and the command that cures it."""
    problems = missing()
    print("Everything the course needs is here." if not problems else "\n".join([*problems, CURE]))
