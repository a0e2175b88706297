"""One hypothesis profile for all tests: the same examples on every machine, and no time limit for a slow one."""

from hypothesis import settings

settings.register_profile("course", derandomize=True, deadline=None, max_examples=30)
settings.load_profile("course")
