"""Play a scene that is made from numbers, and make it again when the learner changes one."""

import inspect
import re

import numpy as np

from dlmath.picture import words
from dlmath.stage.stage import Stage


def play(make, **data):
    """Show the scene `make(**data)`; dragging a handle or typing an entry changes the data and makes it anew.

    Parameters
    ----------
    make : callable
        Takes the data by name and returns a Scene, as the functions of `dlmath.scenes` do.
    **data : arrays, and anything else that `make` takes
        Lists of numbers become arrays. What is left out has its default, and can be changed like the rest.
        A handle named "a" moves `data["a"]`, "points[3]" row 3 of `data["points"]`, and "e1" column 1 of the
        only matrix; the entry "A[0,1]" is that entry of `data["A"]`, and "name" the words or the number there; a button
        may add to a number, or put something at the end of a row or take it away, as "+=1" and "-=1" say;
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
    defaults = {name: known.default for name, known in inspect.signature(make).parameters.items()
                if known.default is not known.empty}
    data = {name: _array(value) for name, value in (defaults | data).items()}
    scene = make(**data)

    def remake(changed):
        """Show the scene made from changed data, or let it go on with them; keep both only if that works."""
        nonlocal scene
        live = changed and set(changed) <= set(scene.live)
        data = stage.data | ({} if live else {name: defaults[name] for name in scene.once}) | changed
        made = make(**data)  # even if not shown: what is wrong is said before anything changes
        try:
            if not live:
                raise StopIteration
            stage.go_on(changed)
        except StopIteration:  # it begins anew
            stage.show(made)
            scene = made
        stage.data = data

    def on_edit(entry, typed):
        name, index = _entry(entry)
        value = stage.data[name]
        if typed[:2] in ("+=", "-="):
            remake({name: _more_or_less(value, index, typed[0], typed[2:])})
        else:
            remake({name: _words(typed) if isinstance(value, str) else _changed(value, index, _number(typed))})

    def on_drag(handle, x, y):
        name, index = _entry(handle)
        plane, snap = scene.plane_of(handle)
        point = np.round(np.array(plane.from_pixels(x, y)) / snap) * snap
        if name not in stage.data and re.fullmatch(r"e\d", name):  # "e1" is column 1 of the only matrix
            index = (slice(None), int(name[1:]) - 1)
            name = next(name for name, value in stage.data.items() if np.ndim(value) == 2)
        remake({name: _changed(stage.data[name], index, point)})

    def on_paint(name, strokes):
        remake({name: strokes})

    def renew(**changed):
        """Show the scene made from other data."""
        remake({name: _array(value) for name, value in changed.items()})

    stage = Stage(scene.frames, label=scene.label, still=scene.still, axis=scene.axis, axis_values=scene.axis_values,
                  seconds=scene.seconds, more=scene.more, on_drag=on_drag if scene.draggable else None, on_edit=on_edit,
                  on_paint=on_paint, on_reset=lambda: remake({}))
    stage.data, stage.renew = data, renew
    return stage


def _array(value):
    """Turn numbers into an array, and leave what is none as it is, such as a list of words."""
    if not isinstance(value, (list, tuple, np.ndarray)):
        return value
    try:
        numbers = np.asarray(value).dtype.kind in "biuf"
    except ValueError:  # rows of several lengths, such as the strokes of a drawing
        return value
    return np.array(value, float) if numbers else value


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


def _more_or_less(value, index, sign, part):
    """Add to a number or take away from it; of several, put one at the end, or take that word or the last number away.

    >>> _more_or_less("x1, x2", (), "-", "x1"), _more_or_less(np.array([4.0, 2.0]), (0,), "+", "1")
    ('x2', array([5., 2.]))
    """
    if isinstance(value, str):
        others = [word for word in value.split(", ") if word and word != part]
        return ", ".join([*others, part] if sign == "+" else others)
    number = _number(part)
    if np.ndim(value) == 1 and not index:
        return np.append(value, number) if sign == "+" else value[:-1]
    old = np.asarray(value)[index]
    return _changed(value, index, old + number if sign == "+" else old - number)


def _words(typed):
    """Read what was typed where words are asked for."""
    text = typed.strip()
    if not 0 < len(text) <= 200:
        raise ValueError(f"{len(text)} characters; between 1 and 200 fit here")
    return text


def _number(typed):
    """Read what was typed into an entry."""
    value = words.read(typed)
    if not abs(value) <= 1e6:
        raise ValueError("a number between −1,000,000 and 1,000,000 fits here")
    return value
