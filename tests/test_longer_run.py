"""The stored result of the longer run belongs to the settings in bench/longer_run.py, and is good enough to show."""

import importlib.util
import json
import os
import re
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def script():
    """Return bench/longer_run.py as a module, and leave the environment as it was."""
    before = dict(os.environ)
    spec = importlib.util.spec_from_file_location("longer_run", ROOT / "bench" / "longer_run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    os.environ.clear()
    os.environ.update(before)
    return module


def test_the_stored_result_is_of_these_settings(script):
    stored = json.loads(script.STORED.read_text(encoding="utf-8"))
    assert {name: stored[name] for name in script.SETTINGS} == script.SETTINGS
    assert stored["learned_from"] + stored["validation"] == 60_000


def test_it_reaches_98_2_percent_of_the_official_test_set(script):
    stored = json.loads(script.STORED.read_text(encoding="utf-8"))
    assert stored["test_digits"] == 10_000 and stored["test_right"] >= 9_820


def test_the_lesson_says_what_is_stored(script):
    stored = json.loads(script.STORED.read_text(encoding="utf-8"))
    lesson = (ROOT / "notebooks" / "10_digits.ipynb").read_text(encoding="utf-8")
    units, epochs, percent = re.search(
        r"one with (\d+) hidden units for (\d+) epochs\.[^<]* gets ([\d.]+) % of the test digits right",
        lesson).groups()
    assert (int(units), int(epochs)) == (stored["sizes"][1], stored["epochs"])
    assert float(percent) == round(100 * stored["test_right"] / stored["test_digits"], 2)


def test_softened_answers_are_probabilities(script):
    rows = script.soften([3, 0], 0.1)
    assert np.allclose(rows.sum(axis=1), 1) and rows.argmax(axis=1).tolist() == [3, 0]
    assert np.allclose(rows[0], [0.01] * 3 + [0.91] + [0.01] * 6)
