"""What a learner reads and sees is what was approved: `make approve` writes it anew, and the diff is read."""

import approvals
import pytest

APPROVED, NAMES = approvals.approved(), approvals.names()


def test_nothing_is_approved_that_is_gone():
    assert APPROVED.keys() <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_learner_reads_and_sees_was_approved(name):
    lines = approvals.changed(APPROVED.get(name, []), approvals.current(name)).split("\n")
    rest = [f"… and {len(lines) - 80} more lines"] * (len(lines) > 80)
    said = f"{name} has changed. Is it still right? Then run `make approve`."
    assert lines == [""], "\n".join([said, *lines[:80], *rest])


@pytest.mark.parametrize(("one", "other", "same"), [
    ("a: line ink @ 10,20 -3", "a: line ink @ 11,19 -3", True), ("a: line ink @ 10,20", "a: line ink @ 12,20", False),
    ("a: line ink @ 10,20", "a: line data @ 10,20", False), ("A[0]: rect @ 10,20", "A[1]: rect @ 10,20", False),
    ("a: line ink @ 10,20", "a: line ink @ 10 20", False), ("note b = 3", "note b = 4", False),
])
def test_a_pixel_is_no_change_and_all_else_is(one, other, same):
    assert approvals.alike(one, other) == same
    assert bool(approvals.changed([f"=== s\n{one}"], [f"=== s\n{other}"])) != same


def test_what_is_new_or_gone_or_elsewhere_is_a_change():
    one, other = "=== a\n1", "=== b\n2"
    assert not approvals.changed([one, other], [one, other])
    for before, after in (([one, other], [one]), ([one], [one, other]), ([one, other], [other, one])):
        assert approvals.changed(before, after)
