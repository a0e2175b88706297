"""Missions in the playground: what is to be reached, how one sees that it has been, and that it is remembered."""

from typing import NamedTuple

from dlmath.course.progress import now, remember

KEY = "playground"  # of their entry in the learner's progress
GOOD = 0.95  # of the points kept for testing, or of all that were painted


class Mission(NamedTuple):
    """Something to reach.

    Attributes
    ----------
    name : str
        Under which it is remembered.
    title : str
    reached : callable
        Takes the arguments of the scene, the `Trial` and its newest `Look`, and tells whether it is.
    """

    name: str
    title: str
    reached: callable


def _separated(*kinds):
    """Return a test that such points are separated, those kept for testing too."""
    def reached(given, trial, seen):
        return given["data"] in kinds and trial.updates > 0 and (seen.test_accuracy or 0) >= GOOD
    return reached


def _plain(given):
    """Tell whether the network is told nothing but x1 and x2."""
    return all(name.strip() in ("x1", "x2") for name in given["features"].split(","))


def _units(given):
    """Count the hidden units."""
    return sum(given["hidden"])


def _overfits(given, trial, seen):
    """Tell whether all training points are right, and the test loss has risen to twice its lowest."""
    lowest = min((look.test for look in trial.looks), default=seen.test)
    return seen.train_accuracy == 1 and seen.test > max(2 * lowest, 5 * seen.train, 0.3)


def _breaks(given, trial, seen):
    """Tell whether training, and no hand, has made the network worse than it was before it began."""
    worse = seen.train > 1.5 * trial.looks[0].train
    return trial.broken or (trial.updates >= 5 and not trial.touched and worse)


moons, blobs, xor, rings, spiral = (_separated(kind) for kind in ("moons", "blobs", "xor", "circles", "spiral"))
MISSIONS = [
    Mission("moons", "Separate the moons", moons),
    Mission("straight", "Separate the blobs without a hidden layer",
            lambda given, *seen: blobs(given, *seen) and not _units(given)),
    Mission("few", "Solve XOR with at most 4 hidden units, told x₁ and x₂ only",
            lambda given, *seen: xor(given, *seen) and 0 < _units(given) <= 4 and _plain(given)),
    Mission("feature", "Solve XOR without a hidden layer",
            lambda given, *seen: xor(given, *seen) and not _units(given)),
    Mission("ring", "Close a ring around the circles with 3 hidden units, told x₁ and x₂ only",
            lambda given, *seen: rings(given, *seen) and 0 < _units(given) <= 3 and _plain(given)),
    Mission("spiral", "Separate the spiral with at most 12 hidden units, told x₁ and x₂ only",
            lambda given, *seen: spiral(given, *seen) and _units(given) <= 12 and _plain(given)),
    Mission("breaks", "Find a rate at which training breaks", _breaks),
    Mission("overfit", "Make it overfit", _overfits),
    Mission("painted", "Paint points of both classes, 20 or more of each, and separate them",
            lambda given, trial, seen: _separated("painted")(given, trial, seen) and _enough(trial)),
    Mission("yours", "Separate the moons with your own step",
            lambda given, *seen: given["step"] is not None and moons(given, *seen)),
]
_reached = set()  # as long as the kernel runs; `None` once the learner's progress was read


def _enough(trial):
    """Tell whether there are twenty points of each class."""
    ones = sum(float(y.sum()) for _, y in (trial.train, trial.test))
    return min(ones, len(trial.train[1]) + len(trial.test[1]) - ones) >= 20


def reached():
    """Return the names of the missions that were reached, today or earlier."""
    if None not in _reached:
        _reached.update([None, *remember().exercises.get(KEY, {}).get("missions", {})])
    return _reached - {None}


def look_for(given, trial, seen):
    """Return the numbers, from 1, of the missions that have just been reached, and remember them."""
    known = reached()
    new = [place for place, mission in enumerate(MISSIONS, 1)
           if mission.name not in known and mission.reached(given, trial, seen)]
    if new:
        names = [MISSIONS[place - 1].name for place in new]
        _reached.update(names)
        remember(lambda exercises: exercises.setdefault(KEY, {}).setdefault("missions", {}).update(
            {name: now() for name in names}))
    return new
