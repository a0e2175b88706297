"""Frames and scenes: a Frame is a checked picture with its words, a Scene is a list of them, `scene` makes one.

>>> frame = Frame(
...     [shapes.circle("a", 30, 20), shapes.text("a name", 30, 40, "a", "data")],
...     note="a = (3, 2): three to the right, two up.",
...     alt="A dot at the point (3, 2).",
... )
>>> [shape["key"] for shape in frame.shapes]
['a', 'a name']
"""

import functools
import inspect
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from dlmath import inputs
from dlmath.picture import look, shapes, words

MOST_SHAPES = 2000
MOST_FRAMES = 2000

# ---------------------------------------------------------------------------------------------- questions


@dataclass(frozen=True)
class Ask:
    """A question put before the scene goes on, with an answer to each choice.

    Parameters
    ----------
    question : str
    choices : list of (choice, reply)
        The reply says why the choice is right, or which thought leads to it.
    right : int
        The index of the right choice.

    Raises
    ------
    ValueError
        If there are fewer than two choices, one is empty or doubled, or `right` is none of them.

    Examples
    --------
    >>> Ask("How many rows has AB?", [("2", "Yes: as many as A."), ("3", "That is the inner size.")], right=0).right
    0
    """

    question: str
    choices: tuple
    right: int

    def __post_init__(self):
        object.__setattr__(self, "choices", tuple(map(tuple, self.choices)))
        for said in [self.question, *(said for choice in self.choices for said in choice)]:
            shapes.check_words("Ask", said, "question, choice and reply")
        names = [choice[0] for choice in self.choices]
        if len(names) < 2 or len(set(names)) < len(names) or any(len(choice) != 2 for choice in self.choices):
            raise ValueError(f"Ask {self.question!r}: choices {names}; expected two or more different (choice, reply)")
        if isinstance(self.right, bool) or self.right not in range(len(names)):
            last = len(names) - 1
            raise ValueError(f"Ask {self.question!r}: right = {self.right!r}; expected an index from 0 to {last}")

    def words(self):
        """Give the question as plain data, as the browser reads it."""
        return {"question": self.question, "choices": [list(choice) for choice in self.choices], "right": self.right}


def ask(question, right, *wrong):
    """Put a question whose right choice is not always the first: its place follows from the question's length.

    Choices that read like one before are dropped, so that numbers may be put in; with no wrong one left, there
    is no question, and the answer is None.

    Parameters
    ----------
    right, wrong : (choice, reply)

    Examples
    --------
    >>> ask("1 + 1?", ("2", "Yes."), ("11", "That joins them."), ("2", "Not so.")).choices
    (('2', 'Yes.'), ('11', 'That joins them.'))
    """
    wrong = list({choice: (choice, reply) for choice, reply in reversed(wrong) if choice != right[0]}.values())[::-1]
    place = len(question) % (len(wrong) + 1)
    return Ask(question, [*wrong[:place], right, *wrong[place:]], place) if wrong else None


def ask_number(question, right, praise, *wrong, most=2):
    """Ask for a number, beside at most so many of the wrong ones that a slip gives; None if all read alike.

    Parameters
    ----------
    right : float
    praise : str
        The reply to the right number.
    wrong : (value, reply)

    Examples
    --------
    >>> ask_number("1 + 1?", 2, "Yes.", (11, "That joins them."), (2.00001, "Not so.")).choices
    (('2', 'Yes.'), ('11', 'That joins them.'))
    """
    right = words.number(right)
    others = [(words.number(value), reply) for value, reply in wrong]
    return ask(question, (right, praise), *[choice for choice in others if choice[0] != right][:most])


def ask_which(question, right, replies):
    """Ask which of several it is, where each has the same reply whichever is right.

    Parameters
    ----------
    right : str
        One of the choices.
    replies : dict of choice to reply

    Examples
    --------
    >>> ask_which("And 2 · 3?", "more", {"more": "It is 6.", "less": "It is 6, more than 5."}).right
    0
    """
    return ask(question, (right, replies[right]), *(other for other in replies.items() if other[0] != right))


# ---------------------------------------------------------------------------------------------- frames


@dataclass(frozen=True)
class Frame:
    """One picture of a scene, checked when it is made.

    Parameters
    ----------
    shapes : shapes, nested in lists as the builders return them; None is left out
        The first is drawn first, so it lies behind. One alone needs no list.
    note : str
        What happens, with the live numbers in the formula. Plain text; `backquotes` mark code and formulas.
    alt : str
        The picture in words, for those who do not see it.
    ask : Ask
        A question about what comes next: the scene goes on once it is answered or skipped.
    size : (width, height)
        Of the picture, in pixels.
    over : str
        Of a scene that never ends: what to do, where nothing comes after this frame until something is changed.

    Attributes
    ----------
    planes : dict of handle to (plane, snap)
        In which plane each handle is dragged, and to multiples of what.

    Raises
    ------
    ValueError
        If a shape has no key, an unknown tag or attribute, or a number that is not finite; if a key is used twice.
    """

    shapes: tuple
    note: str
    alt: str
    ask: Ask | None = None
    size: tuple = (look.WIDTH, look.HEIGHT)
    over: str = ""
    planes: dict = field(default_factory=dict, init=False, compare=False)

    def __post_init__(self):
        for name in ("note", "alt"):
            shapes.check_words("Frame", getattr(self, name), name)
        if self.ask is not None and not isinstance(self.ask, Ask):
            raise ValueError(f"Frame: ask is a {type(self.ask).__name__}; expected an Ask")
        given = list(shapes.flat([self.shapes]))
        if len(given) > MOST_SHAPES:
            raise ValueError(
                f"Frame: {len(given)} shapes, and at most {MOST_SHAPES} are drawn; "
                "join dots into one path, or cells into one image"
            )
        checked, seen = [], set()
        for item in given:
            if isinstance(item, dict) and "drag" in item and "plane" in item:
                self.planes[item["drag"]] = item["plane"]
                item = {name: value for name, value in item.items() if name != "plane"}
            checked.append(shapes.checked(item))
            if item["key"] in seen:
                raise ValueError(f"Frame: the key {item['key']!r} is used twice; each shape needs its own")
            seen.add(item["key"])
        object.__setattr__(self, "shapes", tuple(checked))


# ---------------------------------------------------------------------------------------------- scenes


class Scene(NamedTuple):
    """Frames with what a Stage has to know of them.

    Attributes
    ----------
    frames : list of Frame
        All of them, or, of a scene that never ends, the first.
    label : str
    still : int, Frame or function () -> Frame or None
        The frame that says most, or one of its own. A function makes it when it is asked for; that is for a scene that
        never ends, which would show little before it has begun.
    axis, axis_values : str, list
        What the slider slides, and its value in each frame.
    seconds : float
        How long a frame stays.
    more : iterator of Frame
        Of a scene that never ends: the frames after the first, made one by one as they are asked for.
    live : tuple of str
        Of a scene that never ends: the arguments that may change while it runs. What has changed is sent to `more`, a
        generator, as a dict; any other change starts the scene anew.
    once : tuple of str
        Of a scene that never ends: the arguments that say where it begins. They have their defaults again when it
        starts anew.
    """

    frames: list
    label: str
    still: int | Frame | Callable = -1
    axis: str | None = None
    axis_values: list | None = None
    seconds: float = 1.6
    more: Iterator | None = None
    live: tuple = ()
    once: tuple = ()

    @property
    def draggable(self):
        """Tell whether there is a handle to take hold of."""
        return any(frame.planes for frame in self.frames)

    def plane_of(self, name):
        """Give the plane in which a handle is dragged, and to multiples of what."""
        return next(frame.planes[name] for frame in self.frames if name in frame.planes)


def scene(label, *, still=-1, size=(look.WIDTH, look.HEIGHT), axis=None, seconds=1.6, endless=False,
          live=(), once=()):
    """Make a scene of a generator of frames: called with data, it returns a Scene.

    The generator yields `shapes, note, alt` for each frame, and a question as a fourth where one is asked; with an
    `axis`, the value on the slider comes before them. A Frame may be yielded instead of these.

    Annotations say what an argument must be, and how large it may be to fit the picture, as for any `checked`
    function: `A: matrix(most=(4, 4))`. What is wrong is said in the scene's name before the generator starts; inside,
    `inputs.refuse` says what else is wrong.

    Parameters
    ----------
    label : str, or function of the data
        What the scene is, in a few words; `"{activation} and its slope"` puts an argument in.
    still : int, or function of the data
        The frame that says most, shown where the live scene cannot be. Beyond the last, it is the last. Of an endless
        scene a function of the data, which draws a frame as the generator does, or returns None.
    size : (width, height), or function of the data
        Of the pictures, in pixels.
    axis : str
        Makes the slider a parameter of this name.
    seconds : float
        How long a frame stays while playing at speed 1.
    endless : bool
        The generator need not return: the first frame is made at once, each further one when it is asked for.
    live : tuple of str
        Arguments that may change while an endless scene runs; the generator gets what has changed as the value of its
        `yield`, a dict, and else None.
    once : tuple of str
        Arguments that say where an endless scene begins, and are forgotten when it starts anew.

    Examples
    --------
    >>> @scene("Counting to {n}")
    ... def counting(n=2):
    ...     for i in range(n + 1):
    ...         yield shapes.text("number", 320, 180, i), f"This is {i}.", f"The number {i}."
    >>> made = counting(n=3)
    >>> made.label, [frame.note for frame in made.frames][-1]
    ('Counting to 3', 'This is 3.')
    """

    def declare(draw):
        signature = inspect.signature(draw)

        @inputs.checked
        @functools.wraps(draw)
        def make(*arguments, **named):
            bound = signature.bind(*arguments, **named)
            bound.apply_defaults()
            data = bound.arguments
            said = label(**data) if callable(label) else label.format_map(data)
            room = size(**data) if callable(size) else size
            values = [] if axis else None
            stream = _frames(draw(**data), values, room)
            if endless:
                drawn = functools.cache(lambda: (made := still(**data)) and _frame(made, None, room))
                return Scene([next(stream)], said, drawn if callable(still) else 0, seconds=seconds, more=stream,
                             live=live, once=once)
            place = still(**data) if callable(still) else still
            frames = list(itertools.islice(stream, MOST_FRAMES + 1))
            if len(frames) > MOST_FRAMES:
                inputs.refuse(f"more than {MOST_FRAMES:,} frames; a scene that never ends is declared endless")
            return Scene(frames, said, min(place, len(frames) - 1), axis, values, seconds)

        return make

    return declare


def _frames(drawn, values, size):
    """Make the frames of a scene; what is sent to this generator goes on to the scene's own."""
    sent = None
    while True:
        try:
            yielded = drawn.send(sent)
        except StopIteration:
            return
        sent = yield _frame(yielded, values, size)


def _frame(yielded, values, size):
    """Make a frame of what a scene yields; `values`, where there is an axis, keeps what comes before it."""
    if values is not None:
        value, *yielded = yielded
        values.append(value)
        yielded = yielded[0] if isinstance(yielded[0], Frame) else yielded
    return yielded if isinstance(yielded, Frame) else Frame(*yielded, size=size)


# ---------------------------------------------------------------------------------------------- changes


def changes(before, after):
    """Describe the shapes `after` as what changed since `before`, so that a scene travels light.

    Returns
    -------
    dict with, where needed,
        `drop` : keys that are gone
        `set` : key → attributes that are new or different; None takes one away, `{"more": …}` lengthens a line
        `add` : key → new shapes to put before that one; the key "" stands for the end
        `order` : all keys, where the order of shapes changed

    Examples
    --------
    >>> changes([shapes.circle("a", 1, 2)], [shapes.circle("a", 9, 2)])
    {'set': {'a': {'cx': 9}}}
    """
    old = {item["key"]: item for item in before}
    new = {item["key"]: item for item in after}
    kept = {key for key in new if key in old and new[key]["tag"] == old[key]["tag"]}
    change = {}
    if dropped := [key for key in old if key not in kept]:
        change["drop"] = dropped
    if differ := {key: _difference(old[key], new[key]) for key in new if key in kept and new[key] != old[key]}:
        change["set"] = differ
    added, waiting = {}, []
    for key, item in new.items():
        if key not in kept:
            waiting.append(item)
        elif waiting:
            added[key], waiting = waiting, []
    if waiting:
        added[""] = waiting
    if added:
        change["add"] = added
    if [key for key in old if key in kept] != [key for key in new if key in kept]:
        change["order"] = list(new)
    return change


def _difference(old, new):
    changed = {name: None for name in old if name not in new}
    for name, value in new.items():
        if name not in old or old[name] != value:
            grown = name in shapes.PATHS and name in old and old[name] and value.startswith(old[name])
            changed[name] = {"more": value[len(old[name]) :]} if grown else value
    return changed
