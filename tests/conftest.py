"""One hypothesis profile for all tests, the same examples on every machine; and a kernel of its own for each test."""

import gc
import sys
from collections import Counter

import pytest
from hypothesis import HealthCheck, settings

from dlmath import exercises

# nbformat loads jsonschema, which builds 38 grammars of web addresses with it: two seconds in each process. jsonschema
# does without them where they are not installed, and nbformat checks no address.
sys.modules.setdefault("rfc3987_syntax", None)

settings.register_profile("course", derandomize=True, deadline=None, max_examples=30,
                          suppress_health_check=[HealthCheck.function_scoped_fixture])
settings.load_profile("course")


# The files that take longest. They come first, so that no worker is left alone with one of them at the end.
LONGEST = ["test_scenes.py", "test_notebook_numbers.py", "test_exercises.py", "test_readback.py", "test_progress.py",
           "test_tools.py", "test_check.py", "test_stage.py", "test_scenes_playground.py", "test_questions.py",
           "test_class_report.py", "test_bad_input.py", "test_approved.py", "test_house.py", "test_security.py",
           "test_scenes_tensors.py", "test_network.py", "test_site.py", "test_wheel.py", "test_binder.py"]


def pytest_collection_modifyitems(items):
    """Sort the tests by how long their file takes, as far as it is known."""
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


def pytest_collection_finish():
    """What was collected stays to the end, so the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def kernel(monkeypatch):
    """Let each test be a kernel that was just started, which remembers nothing; return a function that starts another.

    Else a test would see what another one tried before it, in whatever order the workers take them.
    """
    def start():
        monkeypatch.setattr(exercises, "_solved", {})
        monkeypatch.setattr(exercises, "_tried", {})
        monkeypatch.setattr(exercises, "_hints", Counter())
        monkeypatch.setattr(exercises, "_unsaved", Counter())

    start()
    return start
