"""Stage: Python describes a scene, the browser plays it, and no kernel is needed while it plays."""

import base64
import json
import math
import traceback
from pathlib import Path

import anywidget
import ipywidgets
import traitlets

from dlmath.picture import look, words
from dlmath.picture.frame import Frame, Scene, changes
from dlmath.picture.still import to_png

HERE = Path(__file__).parent
MOST_POINTS = 2000  # of a drawing
PAYLOAD_LIMIT = 200_000  # bytes; a notebook of ten scenes then stays quick to open


def _css():
    """Write the colours of both themes for JupyterLab, VS Code, Colab and a plain page, then the widget's own rules."""
    dark = look.css_variables("dark") + " color-scheme: dark;"
    return "\n".join(
        [
            f".dl-stage {{ {look.css_variables('light')} color-scheme: light; --dl-font: {look.LIVE_FONT}; }}",
            f"@media (prefers-color-scheme: dark) {{ body:not([data-jp-theme-light]) .dl-stage {{ {dark} }} }}",
            f"body:is([data-jp-theme-light='false'], .vscode-dark, .vscode-high-contrast) .dl-stage {{ {dark} }}",
            f"html[theme='dark'] .dl-stage {{ {dark} }}",
            look.css_shapes(".dl-picture"),
            (HERE / "stage.css").read_text(encoding="utf-8"),
        ]
    )


class Player(ipywidgets.Widget):
    """The code and the style that play scenes: one for all the scenes of a kernel, so that a notebook saves it once."""

    source = traitlets.Unicode((HERE / "stage.js").read_text(encoding="utf-8")).tag(sync=True)
    style = traitlets.Unicode(_css()).tag(sync=True)
    shared = None

    @classmethod
    def for_all(cls):
        """Return the one that there is, or make it; one that was closed is replaced."""
        if cls.shared is None or cls.shared.comm is None:
            cls.shared = cls()
        return cls.shared


class Stage(anywidget.AnyWidget):
    """Play a list of frames, with buttons, a slider, keys, questions and things to take hold of.

    Parameters
    ----------
    frames : list of Frame
        All of one size.
    label : str
        What the scene is, in a few words.
    axis, axis_values : str, list
        Makes the slider a parameter: the frame at place i shows `axis = axis_values[i]`.
    still : int or Frame
        The frame that says most, or one of its own; it is shown where the live scene cannot be. The last, by default.
    seconds : float
        How long a frame stays while playing at speed 1.
    on_drag : function (name, x, y) -> list of Frame, Scene or None
        Told where a handle is, in pixels of the picture; `Plane.from_pixels` turns them into a point.
    on_edit : function (name, text) -> list of Frame, Scene or None
        Told what was typed in a cell. A ValueError it raises is shown to the learner as an explanation.
    on_paint : function (name, strokes) -> list of Frame, Scene or None
        Told what was drawn on a rect with `paint="name"` and a `label`: a list of strokes, each a list of points
        (x, y) in pixels of the picture. The frames draw them, with a pen of a twentieth of the pad's width, and give
        them back in the rect's `value`, as JSON. Its button to clear takes 40 pixels over the pad's right corner.
    limit : int
        The most bytes that the scene may take.

    Attributes
    ----------
    frame : int
        The frame shown.
    answers : dict of str to int
        The choice made at each frame with a question; -1 where it was skipped.

    Raises
    ------
    ValueError
        If there are no frames, their sizes differ, the axis has not one value a frame, the scene is too
        large, or something can be dragged or edited and nobody listens.

    Examples
    --------
    >>> from dlmath.picture.shapes import circle
    >>> dot = [Frame([circle("dot", 20 * i, 50)], f"x = {i}", f"A dot at {i}.") for i in range(3)]
    >>> Stage(dot, label="A dot")
    Stage: A dot. 3 frames, the last: A dot at 2.
    """

    _esm = HERE / "loader.js"

    player = traitlets.Instance(Player).tag(sync=True, **ipywidgets.widget_serialization)
    scene = traitlets.Dict(help="what the browser plays").tag(sync=True)
    # no echo: it would come late, and take a learner who has moved on back to where she was
    frame = traitlets.Int(0).tag(sync=True, echo_update=False)
    answers = traitlets.Dict().tag(sync=True, echo_update=False)
    request = traitlets.Dict(help="what the learner last dragged or typed").tag(sync=True, echo_update=False)
    reply = traitlets.Dict(help="what Python says to it").tag(sync=True)

    def __init__(
        self,
        frames,
        *,
        label="Scene",
        axis=None,
        axis_values=None,
        still=-1,
        seconds=1.6,
        on_drag=None,
        on_edit=None,
        on_paint=None,
        limit=PAYLOAD_LIMIT,
    ):
        self.limit = limit
        self.callbacks = {"drag": on_drag, "edit": on_edit, "paint": on_paint}
        super().__init__(scene=self._describe(Scene(frames, label, still, axis, axis_values, seconds)),
                         player=Player.for_all())

    def _describe(self, made):
        """Check a Scene, keep it, and describe it as changes from frame to frame."""
        frames = list(made.frames)
        if not frames or not all(isinstance(frame, Frame) for frame in frames):
            raise ValueError("Stage: expected a list of one or more Frame")
        if len({frame.size for frame in frames}) > 1:
            raise ValueError(f"Stage: frames of sizes {sorted({frame.size for frame in frames})}; all need the same")
        if (made.axis is None) != (made.axis_values is None):
            raise ValueError("Stage: give both axis and axis_values, or neither")
        if not made.seconds > 0:
            raise ValueError(f"Stage: seconds = {made.seconds}; a frame stays longer than 0 seconds")
        if not isinstance(made.still, Frame) and not -len(frames) <= made.still < len(frames):
            raise ValueError(f"Stage: still = {made.still}; there are {len(frames)} frames")
        scene = {"label": made.label, "seconds": made.seconds}
        if made.axis is not None:
            values = [value if isinstance(value, str) else words.number(value) for value in made.axis_values]
            if len(values) != len(frames):
                raise ValueError(f"Stage: {len(values)} axis_values for {len(frames)} frames; give one each")
            made = made._replace(axis_values=values)
            scene |= {"axis": made.axis, "values": values}
        described, before = [], ()
        for frame in frames:
            said = {"note": frame.note, "alt": frame.alt} | ({"ask": frame.ask.words()} if frame.ask else {})
            described.append(said | changes(before, frame.shapes))
            before = frame.shapes
        width, height = frames[0].size
        scene |= {"width": width, "height": height, "frames": described}
        size = _bytes(scene)
        if size > self.limit:
            heaviest = max(range(len(described)), key=lambda i: _bytes(described[i]))
            raise ValueError(
                f"Stage {made.label!r}: {size:,} bytes, and {self.limit:,} are allowed; frame {heaviest} alone takes "
                f"{_bytes(described[heaviest]):,}: change fewer shapes, join dots into one path, cells into one image"
            )
        for kind, callback in self.callbacks.items():
            if callback is None and any(kind in shape for frame in frames for shape in frame.shapes):
                raise ValueError(f"Stage {made.label!r}: a shape has {kind!r}, and no on_{kind} was given")
        self.frames, self._made = frames, made
        return scene

    def show(self, made):
        """Replace the scene, staying at the same place; answers to questions that changed are forgotten.

        A list of frames keeps the label, the axis and, where it is among them, the still that there were.
        """
        before = self.frames
        if not isinstance(made, Scene):
            frames, still = list(made), self._made.still
            if isinstance(still, int) and not -len(frames) <= still < len(frames):
                still = -1
            made = self._made._replace(frames=frames, still=still)
        scene = self._describe(made)
        same = {
            place: choice
            for place, choice in self.answers.items()
            if int(place) < min(len(before), len(self.frames)) and before[int(place)].ask == self.frames[int(place)].ask
        }
        with self.hold_sync():
            self.scene, self.answers, self.frame = scene, same, min(self.frame, len(self.frames) - 1)

    @property
    def payload(self):
        """Give the size of the scene in bytes, as it is sent."""
        return _bytes(self.scene)

    @traitlets.validate("frame")
    def _inside(self, proposal):
        return min(max(proposal["value"], 0), len(self.frames) - 1)

    @traitlets.observe("request")
    def _answer(self, change):
        """Tell the callback what the learner did, show what it answers, and let no error be lost."""
        request = change["new"]
        kind, reply = request.get("kind"), {"serial": request.get("serial"), "message": "", "kind": ""}
        with self.hold_sync():  # the new scene and the reply travel together
            try:
                made = None
                if kind == "drag":
                    made = self.callbacks["drag"](request["name"], float(request["x"]), float(request["y"]))
                elif kind == "edit":
                    made = self.callbacks["edit"](request["name"], str(request["text"]))
                elif kind == "paint":
                    made = self.callbacks["paint"](request["name"], _strokes(request["strokes"]))
                if made is not None:
                    self.show(made)
            except ValueError as error:
                reply |= {"message": str(error), "kind": "invalid"}
            except Exception as error:  # whatever it is, the learner is told, and the log keeps the place
                reply |= {"message": f"on_{kind} stopped with {type(error).__name__}: {error}", "kind": "error"}
                traceback.print_exc()
            self.reply = reply

    @property
    def still(self):
        """Give the Frame that is shown where the live scene cannot be."""
        still = self._made.still
        return still if isinstance(still, Frame) else self.frames[still]

    def __repr__(self):
        count = len(self.frames)
        place = self.frames.index(self.still) if self.still in self.frames else None
        which = "a still" if place is None else "the last" if place == count - 1 else f"frame {place + 1}"
        along = f" along {self._made.axis}" if self._made.axis is not None else ""
        frames = "1 frame: " if count == 1 else f"{count} frames{along}, {which}: "
        return f"Stage: {self._made.label}. {frames}{self.still.alt}"

    def _repr_mimebundle_(self, **kwargs):
        """Give the live scene, and its still and its words for wherever a scene cannot live."""
        data, metadata = super()._repr_mimebundle_(**kwargs)
        frame = self.still
        png = to_png(frame, caption=frame.note)
        data |= {"text/plain": repr(self), "image/png": base64.b64encode(png).decode()}
        return data, metadata | {"image/png": {"width": frame.size[0]}}


def _strokes(sent):
    """Check what was drawn."""
    strokes = [[(float(x), float(y)) for x, y in stroke] for stroke in sent if stroke]
    points = [number for stroke in strokes for point in stroke for number in point]
    if len(points) > 2 * MOST_POINTS or not all(map(math.isfinite, points)):
        raise ValueError(f"a drawing has at most {MOST_POINTS:,} points; clear the pad and draw again")
    return strokes


def _bytes(description):
    return len(json.dumps(description, separators=(",", ":"), ensure_ascii=False).encode())
