"""Film: a scene as it is sent, each frame as what changed since the one before, an endless one as its newest frames."""

import json
import math

from dlmath.picture import words
from dlmath.picture.frame import Frame, changes

KEPT = 300  # frames of an endless scene, to look back through
KEPT_BYTES = 2_000_000  # of them together: a saved notebook holds them
PICTURE_LIMIT = 30_000  # bytes of each; twenty a second then leave JupyterLab at ease


class Film:
    """A Scene, checked, and described for the browser.

    Parameters
    ----------
    made : Scene
    limit : int
        The most bytes that its frames may take; of an endless one, those that it starts with.
    heard : collection of str
        What somebody listens to: "drag", "edit", "paint".

    Attributes
    ----------
    frames : list of Frame
        Those that there are; of an endless scene the newest.
    scene : dict
        The same as the browser reads it. Its frame `i` has the number `first + i`, and `frames[0]` changes `base`.

    Raises
    ------
    ValueError
        As `Stage` does.
    """

    def __init__(self, made, limit, heard):
        self.made, self.heard, self.frames, self.sizes = made, heard, [], []
        given = list(made.frames)
        if not given or not all(isinstance(frame, Frame) for frame in given):
            raise ValueError("Stage: expected a list of one or more Frame")
        if not made.seconds > 0:
            raise ValueError(f"Stage: seconds = {made.seconds}; a frame stays longer than 0 seconds")
        if isinstance(made.still, int) and not -len(given) <= made.still < len(given):
            raise ValueError(f"Stage: still = {made.still}; there are {len(given)} frames")
        width, height = given[0].size
        self.scene = {"label": made.label, "seconds": made.seconds, **self._axis(len(given)), "width": width,
                      "height": height, "frames": []}
        if made.more is not None:
            self.scene |= {"endless": True, "over": False, "first": 0, "base": []}
        for frame in given:
            self._add(frame)
        if (size := size_of(self.scene)) > limit:
            heaviest = max(range(len(given)), key=self.sizes.__getitem__)
            raise ValueError(
                f"Stage {made.label!r}: {size:,} bytes, and {limit:,} are allowed; frame {heaviest} alone takes "
                f"{self.sizes[heaviest]:,}: change fewer shapes, join dots into one path, cells into one image"
            )

    def _axis(self, count):
        """Give the name of the axis and its values in words."""
        axis, values = self.made.axis, self.made.axis_values
        if (axis is None) != (values is None):
            raise ValueError("Stage: give both axis and axis_values, or neither")
        if axis is None:
            return {}
        values = [value if isinstance(value, str) else words.number(value) for value in values]
        if len(values) != count:
            raise ValueError(f"Stage: {len(values)} axis_values for {count} frames; give one each")
        return {"axis": axis, "values": values}

    def _add(self, frame, most=math.inf):
        """Check a frame, which may take `most` bytes, and describe it."""
        if not isinstance(frame, Frame):
            raise ValueError(f"Stage {self.made.label!r}: a {type(frame).__name__} came next; expected a Frame")
        before = self.frames[-1] if self.frames else frame
        if frame.size != before.size:
            raise ValueError(f"Stage: frames of sizes {before.size} and {frame.size}; all need the same")
        for kind in {"drag", "edit", "paint"} - set(self.heard):
            if any(kind in shape for shape in frame.shapes):
                raise ValueError(f"Stage {self.made.label!r}: a shape has {kind!r}, and no on_{kind} was given")
        described = {"note": frame.note, "alt": frame.alt, **({"ask": frame.ask.words()} if frame.ask else {}),
                     **changes(before.shapes if self.frames else (), frame.shapes)}
        if (size := size_of(described)) > most:
            raise ValueError(f"Stage {self.made.label!r}: a frame of {size:,} bytes, and {most:,} are allowed in what "
                             "never ends: change fewer shapes, or let the image be smaller")
        self.frames.append(frame)
        self.sizes.append(size)
        self.scene["frames"].append(described)

    @property
    def still(self):
        """The Frame that says most; of an endless scene the newest, but before it has begun the one that it makes."""
        still = self.made.still
        if callable(still):
            still = (still() if self.last == 0 else None) or -1
        return still if isinstance(still, Frame) else self.frames[-1 if self.endless else still]

    @property
    def endless(self):
        """Whether more may come than there is."""
        return self.made.more is not None

    @property
    def over(self):
        """Whether nothing more will come."""
        return self.scene.get("over", True)

    @property
    def first(self):
        """The number of the oldest frame there is."""
        return self.scene.get("first", 0)

    @property
    def last(self):
        """The number of the newest."""
        return self.first + len(self.frames) - 1

    def grow(self, changed=None):
        """Take the next frame of an endless scene, and let go of the oldest when there are many.

        Parameters
        ----------
        changed : dict, optional
            Data that have changed, which the scene is told.

        Raises
        ------
        StopIteration
            If it has come to an end.
        Exception
            Whatever goes wrong in it; then too it is over, and what there is stays.
        """
        self.scene["over"] = True
        hears = changed is not None and hasattr(self.made.more, "send")
        self._add(self.made.more.send(changed) if hears else next(self.made.more), PICTURE_LIMIT)
        self.scene["over"] = bool(self.frames[-1].over)
        while len(self.frames) > KEPT or sum(self.sizes) > KEPT_BYTES:
            self.scene["base"] = list(self.frames.pop(0).shapes)
            self.scene["frames"].pop(0)
            self.sizes.pop(0)
            self.scene["first"] += 1

    def since(self, number):
        """Describe what has come after a frame, for a browser that has those up to it."""
        return {"from": number + 1, "first": self.first, "over": self.over,
                "frames": self.scene["frames"][max(number + 1 - self.first, 0):]}

    def question(self, number):
        """Give the question of a frame, or None."""
        return self.frames[number - self.first].ask if self.first <= number <= self.last else None


def size_of(description):
    """Count the bytes of what is sent."""
    return len(json.dumps(description, separators=(",", ":"), ensure_ascii=False).encode())
