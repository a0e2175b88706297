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
        A handle named "a" moves `data["a"]`, "points[3]" row 3 of `data["points"]`, and "e1" column 1 of the
        only matrix; the entry "A[0,1]" is that entry of `data["A"]`, and "name" the words or the number there;
        what is drawn on the pad "name" becomes `data["name"]`, a list of strokes.

    Returns
    -------
    Stage
        With the current numbers in its attribute `data`. Its `renew(losses=…)` makes the scene from other numbers,
        for a program that goes on and has new ones.

    Raises
    ------
    TypeError, ValueError
        As `make` does; what the learner types wrongly is explained in the scene, and the numbers stay.
    """
    data = {name: _array(value) for name, value in data.items()}
    scene = make(**data)

    def again(name, value):
        """Make the scene from one changed value; keep it only if that works."""
        return remake({name: value})

    def remake(changed):
        """Make the scene from changed data."""
        nonlocal scene
        trial = {**stage.data, **changed}
        scene = make(**trial)
        stage.data = trial
        return scene.frames

    def on_edit(entry, typed):
        name, index = _entry(entry)
        if isinstance(stage.data[name], str):
            return again(name, _words(typed))
        return again(name, _changed(stage.data[name], index, _number(typed)))

    def on_drag(handle, x, y):
        name, index = _entry(handle)
        plane = scene.plane[name] if isinstance(scene.plane, dict) else scene.plane
        point = np.round(np.array(plane.from_pixels(x, y)) / scene.snap) * scene.snap
        if name not in stage.data:  # "e1" is column 1 of the only matrix
            index = (slice(None), int(name[1:]) - 1)
            name = next(name for name, value in stage.data.items() if np.ndim(value) == 2)
        return again(name, _changed(stage.data[name], index, point))

    def renew(**changed):
        """Show the scene made from other data."""
        stage.show(remake({name: _array(value) for name, value in changed.items()}))

    stage = Stage(scene.frames, label=scene.label, still=scene.still, axis=scene.axis, axis_values=scene.axis_values,
                  seconds=scene.seconds, on_drag=on_drag if scene.plane else None, on_edit=on_edit, on_paint=again)
    stage.data, stage.renew = data, renew
    return stage


def _array(value):
    """Turn numbers into an array, and leave what is none as it is, such as the strokes of a drawing."""
    try:
        return np.array(value, float) if isinstance(value, (list, tuple, np.ndarray)) else value
    except ValueError:
        return value


def _entry(text):
    """Read "A[0,1]" as a name and an index, "a" as a name and an empty one."""
    name, index = re.fullmatch(r"(\w+)(?:\[([\d,]+)\])?", text).groups()
    return name, tuple(int(i) for i in index.split(",")) if index else ()


def _changed(value, index, new):
    """Give a value with one part replaced; of a point, a single number takes the x."""
    if np.ndim(value) == 0:
        return float(np.ravel(new)[0])
    array = value.copy()
    array[index] = new
    return array


def _words(typed):
    """Read what was typed where words are asked for."""
    text = typed.strip()
    if not 0 < len(text) <= 200:
        raise ValueError(f"{len(text)} characters; between 1 and 200 fit here")
    return text


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
