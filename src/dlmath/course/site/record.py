"""What a page shows of the scenes of a notebook: taken out of the kernel that made them, before it stops."""

import contextlib
import gc
import json
import time
from pathlib import Path

from dlmath.stage.film import size_of
from dlmath.stage.stage import Stage

FRAMES, BYTES, SECONDS = 240, 300_000, 15  # the most of a scene that never ends


def record(file):
    """Write the scenes of this kernel to a file: from the number of its model to what the browser plays.

    A scene that never ends goes on for a while, and is then one that has ended: a page has no kernel to ask for more.

    Parameters
    ----------
    file : str
    """
    stages = [thing for thing in gc.get_objects() if isinstance(thing, Stage)]
    scenes = {stage.model_id: recorded(stage.film) for stage in stages if stage.comm is not None}
    Path(file).write_text(json.dumps(scenes, ensure_ascii=False), encoding="utf-8")


def recorded(film):
    """Return a scene as the browser plays it without a kernel, and what a page says of it.

    Parameters
    ----------
    film : Film
        One that never ends is made to go on for a while.
    """
    end = time.monotonic() + SECONDS
    with contextlib.suppress(StopIteration):
        while film.endless and not film.over and len(film.frames) < FRAMES and size_of(film.scene) < BYTES \
                and time.monotonic() < end:
            film.grow()
    scene = {name: value for name, value in film.scene.items() if name not in ("endless", "over", "reset")}
    edits = {kind for frame in film.frames for shape in frame.shapes for kind in ("edit", "drag", "paint")
             if kind in shape}
    return {"scene": scene, "alt": film.still.alt, "changes": sorted(edits), "endless": film.endless}
