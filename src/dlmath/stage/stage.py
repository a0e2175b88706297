"""Stage: Python describes a scene, the browser plays it, and no kernel is needed while it plays."""

import base64
import contextlib
import math
import time
import traceback
from pathlib import Path

import anywidget
import ipywidgets
import traitlets

from dlmath.picture import look
from dlmath.picture.frame import Scene
from dlmath.picture.still import to_png
from dlmath.stage.film import Film, size_of

HERE = Path(__file__).parent
MOST_POINTS = 2000  # of a drawing
PAYLOAD_LIMIT = 200_000  # bytes; a notebook of ten scenes then stays quick to open
TURN = 0.05  # seconds for which an endless scene takes the kernel; what else waits for it comes between two turns


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
    still : int, Frame or function () -> Frame or None
        The frame that says most, or one of its own; it is shown where the live scene cannot be. The last, by default.
        A function makes it when it is asked for, as long as a scene that never ends has not begun.
    seconds : float
        How long a frame stays while playing at speed 1.
    more : iterator of Frame
        Makes a scene that never ends: what comes after `frames`, one by one as the browser asks for it. The newest
        few hundred are kept, to look back through.
    on_drag : function (name, x, y) -> list of Frame, Scene or None
        Told where a handle is, in pixels of the picture; `Plane.from_pixels` turns them into a point.
    on_edit : function (name, text) -> list of Frame, Scene or None
        Told what was typed in a cell. A ValueError it raises is shown to the learner as an explanation.
    on_paint : function (name, strokes) -> list of Frame, Scene or None
        Told what was drawn on a rect with `paint="name"` and a `label`: a list of strokes, each a list of points
        (x, y) in pixels of the picture. The frames draw them, with a pen of a twentieth of the pad's width, and give
        them back in the rect's `value`, as JSON. Its button to clear takes 40 pixels over the pad's right corner.
    on_reset : function () -> Scene
        Asked when the learner starts a scene that never ends again; without it, that is not offered.
    limit : int
        The most bytes that the scene may take.

    Attributes
    ----------
    frames : list of Frame
        Those that there are.
    frame : int
        The number of the frame shown. A frame keeps its number, whatever frames before it are let go of.
    answers : dict of str to int
        The choice made at each frame with a question; -1 where it was skipped.

    Raises
    ------
    ValueError
        If there are no frames, their sizes differ, the axis has not one value a frame, the scene is too
        large, or something can be dragged or edited and nobody listens.

    Examples
    --------
    >>> from dlmath.picture.frame import Frame
    >>> from dlmath.picture.shapes import circle
    >>> dot = [Frame([circle("dot", 20 * i, 50)], f"x = {i}", f"A dot at {i}.") for i in range(3)]
    >>> Stage(dot, label="A dot")
    Stage: A dot. 3 frames, the last: A dot at 2.
    """

    _esm = HERE / "loader.js"

    identity = traitlets.Unicode(help="the model that the browser knows this by").tag(sync=True)
    player = traitlets.Instance(Player).tag(sync=True, **ipywidgets.widget_serialization)
    # of a scene that never ends, Python and the browser each lengthen their own, and only what is new travels
    scene = traitlets.Dict(help="what the browser plays").tag(sync=True)
    # no echo: it would come late, and take a learner who has moved on back to where she was
    frame = traitlets.Int(0).tag(sync=True, echo_update=False)
    answers = traitlets.Dict().tag(sync=True, echo_update=False)
    request = traitlets.Dict(help="what the learner did last, or that more is wanted").tag(sync=True, echo_update=False)
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
        more=None,
        on_drag=None,
        on_edit=None,
        on_paint=None,
        on_reset=None,
        limit=PAYLOAD_LIMIT,
    ):
        self.limit = limit
        self.callbacks = {"drag": on_drag, "edit": on_edit, "paint": on_paint, "reset": on_reset}
        self.film = self._film(Scene(frames, label, still, axis, axis_values, seconds, more=more))
        super().__init__(scene=self.film.scene, player=Player.for_all())
        self.identity = self.model_id

    def _film(self, made):
        """Check a Scene, and describe it."""
        film = Film(made, self.limit, [kind for kind, callback in self.callbacks.items() if callback])
        if film.endless and self.callbacks["reset"]:
            film.scene["reset"] = True
        return film

    @property
    def frames(self):
        """Give the frames that there are; of a scene that never ends, the newest."""
        return self.film.frames

    def show(self, made):
        """Replace the scene, staying at the same place; answers to questions that changed are forgotten.

        A list of frames keeps the label, the axis and, where it is among them, the still that there were. A scene
        that never ends starts at its first frame.
        """
        if not isinstance(made, Scene):
            frames, still = list(made), self.film.made.still
            if isinstance(still, int) and not -len(frames) <= still < len(frames):
                still = -1
            made = self.film.made._replace(frames=frames, still=still, more=None)
        film, before = self._film(made), self.film
        same = {
            place: choice
            for place, choice in self.answers.items()
            if (question := film.question(int(place))) and question == before.question(int(place))
        }
        self.film = film
        with self.hold_sync():
            self.scene, self.answers = film.scene, same
            self.frame = 0 if film.endless else min(self.frame, film.last)

    def go_on(self, changed):
        """Tell a scene that never ends that data have changed, and show what comes; StopIteration if nothing does."""
        last = self.film.last
        self.film.grow(changed)
        self.reply = {"more": self.film.since(last) | {"to": self.film.last}}

    @property
    def payload(self):
        """Give the size of the scene in bytes, as it is sent."""
        return size_of(self.scene)

    @traitlets.validate("frame")
    def _inside(self, proposal):
        return min(max(proposal["value"], self.film.first), self.film.last)

    @traitlets.observe("request")
    def _answer(self, change):
        """Tell the callback what the learner did, show what it answers, and let no error be lost."""
        request = change["new"]
        kind, reply = request.get("kind"), {"serial": request.get("serial")}
        if kind != "more":  # what comes next says nothing, so that what was said before stays
            reply |= {"message": "", "kind": ""}
        film, last = self.film, self.film.last
        with self.hold_sync():  # the new scene and the reply travel together
            try:
                made = self._do(kind, request)
                if made is not None:
                    self.show(made)
            except ValueError as error:
                reply |= {"message": str(error), "kind": "invalid"}
            except KeyboardInterrupt:
                reply |= {"message": "Interrupted.", "kind": "invalid"}
            except Exception as error:  # whatever it is, the learner is told, and the log keeps the place
                who = "the scene" if kind == "more" else f"on_{kind}"
                reply |= {"message": f"{who} stopped with {type(error).__name__}: {error}", "kind": "error"}
                traceback.print_exc()
            if self.film is film and film.endless:
                reply["more"] = film.since(request["after"] if kind == "more" else last)
                if kind != "more" and film.last > last:
                    reply["more"]["to"] = film.last
            self.reply = reply

    def _do(self, kind, request):
        """Give what the learner did to the callback of its kind; return the frames it answers, or None."""
        if kind == "more":
            return self._take_turn(request["after"], request["count"])
        if kind == "drag":
            return self.callbacks["drag"](request["name"], float(request["x"]), float(request["y"]))
        if kind == "edit":
            return self.callbacks["edit"](request["name"], str(request["text"]))
        if kind == "paint":
            return self.callbacks["paint"](request["name"], _strokes(request["strokes"]))
        if kind == "reset":
            return self.callbacks["reset"]()
        return None

    def _take_turn(self, after, count):
        """Make frames until there are `count` after one that the browser has, or until the turn is over."""
        if not self.film.first - 1 <= after <= self.film.last:
            self.send_state("scene")  # the browser has missed something
        end = time.perf_counter() + TURN
        with contextlib.suppress(StopIteration):
            while self.film.last < after + count and not self.film.over and time.perf_counter() < end:
                self.film.grow()
        if self.film.frames[-1].over:
            raise ValueError(self.film.frames[-1].over)

    @property
    def still(self):
        """Give the Frame that is shown where the live scene cannot be."""
        return self.film.still

    def __repr__(self):
        made, frames = self.film.made, self.frames
        if self.film.endless:
            which = f"Frame {self.film.last + 1} of as" if self.still is frames[-1] else "A still of as"
            return f"Stage: {made.label}. {which} many as you like: {self.still.alt}"
        place = frames.index(self.still) if self.still in frames else None
        which = "a still" if place is None else "the last" if place == len(frames) - 1 else f"frame {place + 1}"
        along = f" along {made.axis}" if made.axis is not None else ""
        count = "1 frame: " if len(frames) == 1 else f"{len(frames)} frames{along}, {which}: "
        return f"Stage: {made.label}. {count}{self.still.alt}"

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
