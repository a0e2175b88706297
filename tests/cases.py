"""Many cases in one test item: an item of its own costs three milliseconds, and most cases take less than one."""

import functools
import inspect

import pytest


def each(name, cases, group=lambda case: "all", said=str):
    """Let a test run for every case, in one item for each group of cases; the case that fails is named in a note.

    Parameters
    ----------
    name : the argument of the test that gets the case
    group : function (case) -> the item's id
    said : function (case) -> what the note calls it
    """
    groups = {}
    for case in cases:
        groups.setdefault(group(case), []).append(case)

    def declare(test):
        @functools.wraps(test)
        def whole(*self, **given):
            for case in groups[given.pop("group")]:
                try:
                    test(*self, **{name: case}, **given)
                except BaseException as error:
                    error.add_note(f"The case was {name} = {said(case)}.")
                    raise

        known = inspect.signature(test)
        renamed = [one.replace(name="group") if one.name == name else one for one in known.parameters.values()]
        whole.__signature__ = known.replace(parameters=renamed)
        return pytest.mark.parametrize("group", groups)(whole)

    return declare
