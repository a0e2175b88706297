"""One hypothesis profile for all tests, the same examples on every machine; and a kernel of its own for each test."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, settings

from dlmath import exercises

settings.register_profile("course", derandomize=True, deadline=None, max_examples=30,
                          suppress_health_check=[HealthCheck.function_scoped_fixture])
settings.load_profile("course")


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
