"""Play a scene that is made from numbers, and make it again when the learner changes one."""

import re

import numpy as np

from dlmath.stage.stage import Stage


def play(make, **data):
    """Show the scene `make(**data)`; dragging a handle or typing an entry changes the data and makes it anew.

    Parameters
    ----------
    make : callable
        Takes the data by name and returns a Scene, as the functions of `dlmath.scenes` do.
    **data : arrays, and anything else that `make` takes
        A handle named "a" moves `data["a"]` (or, named "e1", column 1 of the only matrix); the entry "A[0,1]"
        is that entry of `data["A"]`.

    Returns
    -------
    Stage
        With the current numbers in its attribute `data`.

    Raises
    ------
    TypeError, ValueError
        As `make` does; what the learner types wrongly is explained in the scene, and the numbers stay.
    """
    data = {name: np.array(value, float) if isinstance(value, (list, tuple, np.ndarray)) else value
            for name, value in data.items()}
    scene = make(**data)

    def again(name, array):
        """Make the scene from one changed array; keep it only if that works."""
        trial = {**stage.data, name: array}
        frames = make(**trial).frames
        stage.data = trial
        return frames

    def on_edit(entry, typed):
        name, index = _entry(entry)
        array = stage.data[name].copy()
        array[index] = _number(typed)
        return again(name, array)

    def on_drag(handle, x, y):
        point = np.round(np.array(scene.plane.from_pixels(x, y)) / scene.snap) * scene.snap
        if handle in stage.data:
            return again(handle, point)
        name = next(name for name, value in stage.data.items() if np.ndim(value) == 2)
        array = stage.data[name].copy()
        array[:, int(handle[1:]) - 1] = point
        return again(name, array)

    stage = Stage(scene.frames, label=scene.label, still=scene.still, axis=scene.axis, axis_values=scene.axis_values,
                  seconds=scene.seconds, on_drag=on_drag if scene.plane else None, on_edit=on_edit)
    stage.data = data
    return stage


def _entry(text):
    """Read "A[0,1]" as a name and an index."""
    name, index = re.fullmatch(r"(\w+)\[([\d,]+)\]", text).groups()
    return name, tuple(int(i) for i in index.split(","))


def _number(typed):
    """Read what was typed into an entry."""
    text = typed.strip().replace("−", "-").replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"“{typed.strip()[:20]}” is no number; type one such as 3 or −0.5") from None
    if not abs(value) <= 1e6:
        raise ValueError("a number between −1,000,000 and 1,000,000 fits here")
    return value
