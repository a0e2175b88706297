"""Progress: a bar in a notebook, one line elsewhere, and nothing that differs from run to run."""

import re
import subprocess
import sys

import nbclient
import nbformat
import pytest

from dlmath.course import progress_bar
from dlmath.course.progress_bar import Progress
from dlmath.data import two_moons
from dlmath.network import Network
from dlmath.training import fit

RESULT = r"loss 0\.\d+, validation loss 0\.\d+, validation accuracy \d+\.\d%, \d\.\d s\n"
TRAIN = """
    from dlmath.data import two_moons
    from dlmath.network import Network
    from dlmath.training import fit
    network, data = Network([2, 4, 1]), two_moons(50)
    history = fit(network, *data, epochs=3, validation=data)
"""
LOOK = """
    from ipywidgets import FloatProgress, Label
    from ipywidgets.widgets.widget import _instances
    shown = {kind: [w for w in _instances.values() if type(w) is kind] for kind in (FloatProgress, Label)}
    print(len(shown[Label]), shown[FloatProgress][-1].value, shown[Label][-1].value)
"""
RUNNING = """
    from dlmath.course.progress_bar import Progress
    running = Progress(200, "training", every=0)
    for done in (0, 50):
        running.show(done, lambda: {"loss": 0.25, "validation_accuracy": 0.975})
    print(running.bar.bar.value, running.bar.line.value)
"""
STOPPED = """
    import _thread, threading
    threading.Timer(0.5, _thread.interrupt_main).start()
    history = fit(network, *data, epochs=10**6)
    print(history.stopped, len(history.batch_losses) > 0)
"""
SILENT = "fit(network, *data, epochs=1, progress=False)"


def test_outside_a_notebook_it_prints_one_line_at_the_end(capsys):
    network, data = Network([2, 1]), two_moons(50)
    history = fit(network, *data, epochs=4, validation=data)
    out, err = capsys.readouterr()
    assert err == ""
    assert re.fullmatch(f"finished 4 epochs: {RESULT}", out)
    assert f"validation accuracy {history.validation_accuracies[-1]:.1%}" in out


@pytest.mark.parametrize("options", [{"progress": False}, {"epochs": 0}, {"epochs": 0, "progress": False}], ids=str)
def test_silent_when_told_so_or_when_there_is_nothing_to_do(options, capsys):
    fit(Network([2, 1]), *two_moons(50), **options)
    assert capsys.readouterr() == ("", "")


def test_without_any_value_the_line_still_reads(capsys):
    Progress(10).close(0, "interrupted after 0 updates")
    assert re.fullmatch(r"interrupted after 0 updates: 0\.\d s\n", capsys.readouterr().out)


def test_numbers_are_asked_for_only_when_it_is_time(monkeypatch):
    """A training loop calls it after every update, so it must cost next to nothing."""
    now, asked, said = [0.0], [], []
    bar = type("Bar", (), {"set": lambda self, *shown: said.append(shown)})()
    monkeypatch.setattr(progress_bar.time, "perf_counter", lambda: now[0])
    monkeypatch.setattr(progress_bar, "_in_notebook", lambda: True)
    monkeypatch.setattr(progress_bar, "_notebook_bar", lambda label: bar)
    progress = Progress(100, every=0.1)
    for done in range(1, 101):
        now[0] += 0.015
        progress.show(done, lambda: asked.append(1) or {"loss": 1.0})
    assert len(asked) == len(said) == 14
    assert said[0] == (0.07, "loss 1, 1.4 s left") and said[-1] == (0.98, "loss 1, 0.0 s left")


@pytest.mark.parametrize("seconds, words", [(0, "0.0 s"), (9.94, "9.9 s"), (10, "10 s"), (89, "89 s"), (150, "2 min")])
def test_durations(seconds, words):
    assert progress_bar._duration(seconds) == words


def test_plain_python_loads_no_notebook():
    code = ("import sys; from dlmath import *; fit(Network([2, 1]), *two_moons(20), epochs=1); "
            "print('ipywidgets' in sys.modules, 'IPython' in sys.modules)")
    done = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True,
                          env={"PYTHONPATH": ":".join(sys.path)}, check=True)
    assert done.stdout.endswith("s\nFalse False\n")


@pytest.fixture(scope="module")
def notebook():
    """Run a small notebook in a kernel, as the stored lessons are run."""
    cells = [nbformat.v4.new_code_cell(re.sub("^    ", "", source.strip("\n"), flags=re.M))
             for source in (TRAIN, LOOK, TRAIN, RUNNING, STOPPED, SILENT)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    return nbclient.NotebookClient(notebook, timeout=60, store_widget_state=False).execute()


def printed(cell):
    return "".join(output.text for output in cell.outputs if output.output_type == "stream")


def test_in_a_notebook_it_is_a_bar_that_ends_full_with_the_result(notebook):
    count, share, words = printed(notebook.cells[1]).split(maxsplit=2)
    assert (count, share) == ("1", "1.0")
    assert re.fullmatch(f"finished 3 epochs: {RESULT}", words)


def test_a_stored_notebook_holds_words_that_never_change(notebook):
    """Two runs store the same, nbval compares the words, and no widget state is kept."""
    outputs = [notebook.cells[i].outputs for i in (0, 2)]
    for [output] in outputs:
        assert output.data["text/plain"] == ("A progress bar: training for 3 epochs, with loss, accuracy and the "
                                             "time left. Run the cell to see it move.")
        assert set(output.data) == {"text/plain", "application/vnd.jupyter.widget-view+json"}
    assert "widgets" not in notebook.metadata


def test_while_it_runs_it_shows_the_numbers_and_the_time_left(notebook):
    share, words = printed(notebook.cells[3]).split(maxsplit=1)
    assert share == "0.25"
    assert re.fullmatch(r"loss 0\.25, validation accuracy 97\.5%, \d\.\d s left\n", words)


def test_the_stop_button_hands_back_the_history(notebook):
    assert printed(notebook.cells[4]) == "interrupted True\n"


def test_silent_in_a_notebook_too(notebook):
    [output] = notebook.cells[5].outputs
    assert output.output_type == "execute_result" and output.data["text/plain"] == "History: finished 1 epoch"
