"""The command `python -m dlmath`, or `dlmath`: open the learner's own course, and look after its lessons."""

import argparse
import io
import os
import sys
from pathlib import Path

from dlmath.course import beliefs, copies
from dlmath.course.files import Trouble
from dlmath.course.gather import gather

MOST_NOTES = 20  # lines on the terminal about what could not be read; the page has them all


def main(arguments=None):
    """Do what the command line says, and return the exit code: 0, or 1 with one sentence on what is wrong.

    Parameters
    ----------
    arguments : list of str, optional
        Those of the command line, unless told.
    """
    said = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # in a notebook (`%run -m dlmath fresh 4`) it is not
            stream.reconfigure(errors="replace")  # a console that has no ✓ shows a question mark
    try:
        said.run(said)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


def _parser():
    parser = argparse.ArgumentParser(
        prog="python -m dlmath", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Open your own course in JupyterLab.\n\n"
        "The lessons are copied into a folder of yours, once, and what you write there is never overwritten.\n"
        "The folder is the one you are in, if it holds your course already; else my-course beside the course's\n"
        "own files, or, where the course was installed without them, dlmath-course in the folder you are in.")
    parser.set_defaults(run=lambda said: _lab(copies.default_folder(), []))
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name, run, help):
        found = commands.add_parser(name, help=help, description=help)
        found.set_defaults(run=run)
        return found

    command("copy", lambda said: _copy(said.folder), "only make the copies, in a folder that you name, and stop") \
        .add_argument("folder", metavar="FOLDER", type=Path)
    lab = command("lab", lambda said: _lab(said.folder, said.options), "open the course in a folder that you name")
    lab.add_argument("folder", metavar="FOLDER", type=Path)
    lab.add_argument("options", metavar="...", nargs=argparse.REMAINDER,
                     help="options for JupyterLab, such as --no-browser or --port=9999")
    command("fresh", lambda said: _fresh(said.lesson),
            "begin a lesson again: your copy is set aside under a name with the date, and you get a new one") \
        .add_argument("lesson", metavar="LESSON", help="such as 4, or 04_activations")
    report = command("class", lambda said: _class(said.folders, said.to),
                     "for teachers: what your learners have solved, which mistakes are common, and where they asked "
                     "for hints, as a page (class.html) and a table (class.csv)")
    report.add_argument("folders", metavar="FOLDER", type=Path, nargs="+",
                        help="a learner's folder, or a folder that holds some, up to three levels down")
    report.add_argument("--to", metavar="FOLDER", type=Path, default=Path(),
                        help="where the page and the table are written; here, unless you say so")
    command("progress", lambda said: _progress(), "say what you have solved, and what comes next")
    return parser


def _copy(folder):
    folder = folder.expanduser().absolute()
    for sentence in copies.update(folder):
        print(sentence)
    print(f"Your course is in {folder}")
    return folder


def _lab(folder, options):
    """Make the copies, and become JupyterLab, with the start lesson open."""
    try:
        from jupyterlab.labapp import main as jupyterlab
    except ImportError as error:
        raise Trouble(f'JupyterLab is missing ({error.name}): {sys.executable} -m pip install "jupyterlab>=4.2,<5"'
                      ) from error
    folder = _copy(folder)
    # BLAS threads that compete for busy cores make training many times slower; kernels inherit this.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    jupyterlab([f"--ServerApp.root_dir={folder}", f"--LabApp.default_url=/lab/tree/{copies.START}", *options])


def _fresh(lesson):
    copy, aside = copies.fresh(lesson, _my_course())
    print(f"{copy.name} is new." + (f" Your old one is kept as “{aside.name}”." if aside else ""))
    print("If JupyterLab has it open, choose File, Reload Notebook from Disk.")


def _progress():
    from dlmath import exercises

    print(exercises.progress(_my_course()))


def _class(folders, to):
    from dlmath import exercises
    from dlmath.exercises.keys import key

    learners, notes = gather(folders)
    known = [beliefs.Asked(exercise.id, exercise.title, {key(one.answer): one.message for one in exercise.mistakes})
             for lesson in exercises.lessons() for exercise in exercises.lesson_exercises(lesson).values()]
    found = beliefs.beliefs(learners, known, notes)
    said = found.notes[:MOST_NOTES]
    for note in said + [f"And {len(found.notes) - len(said):,} more lines like these."] * (said != found.notes):
        print(note)
    if not learners:
        raise Trouble("No learner's folder was found, so nothing is written.")
    page, table = beliefs.write(found, to.expanduser())
    for made in found.mistakes[:3]:
        print(beliefs.in_words(made, found))
    print(f"{len(learners):,} learner{'s' * (len(learners) != 1)}. Open {page} in a browser; the table is {table}.")


def _my_course():
    """Return the learner's folder, or raise `Trouble` if there is none yet."""
    folder = copies.default_folder()
    if not copies.is_course(folder):
        raise Trouble(f"{folder} holds no course yet: run python -m dlmath first.")
    return folder
