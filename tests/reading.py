"""Read pictures and sentences back: numbers, formulas, tables and marks, as a learner would.

A number that was written has lost digits, so it is read as a middle and a radius: 0.25 stands for 0.245 to 0.255. What
is computed from such numbers has a radius too, and two numbers agree if they may be the same.

>>> [found.holds for found in equations("`4·7 + 5·9 = 73`, and 2/3 = 0.67")]
[True, True]
>>> [found.holds for found in equations("so 4·7 + 5·9 = 74")]
[False]
>>> [found.holds for found in equations("C[0,1] = 3", {"C[0,1]": "4"})]
[False]
"""

import math
import re
from typing import NamedTuple

import numpy as np

from dlmath.picture import words

NUMBER = r"(?:10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)"
RAISED = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"
NAME = rf"(?![{RAISED}])[^\W\d_](?:(?![{RAISED}])['′\w])*(?:\[[\d, ]+\])?"
TOKEN = re.compile(rf"\s*(?:(?P<number>{NUMBER})|(?P<name>{NAME})|(?P<raised>[{RAISED}]+)"
                   r"|(?P<sign>\*\*|[-+−·×*/÷∘^()|√,%]))")


class Amount(NamedTuple):
    """A number, or several in brackets, each with the radius of what it may be."""

    middle: np.ndarray
    radius: np.ndarray

    def through(self, function):
        """Apply a function that rises or falls."""
        with np.errstate(all="ignore"):
            middle = function(self.middle)
            ends = [np.abs(function(self.middle + way * self.radius) - middle) for way in (-1, 1)]
        if not np.all(np.isfinite(middle)):
            raise Unread
        return Amount(middle, np.fmax(*ends))


def amount(said, digits=3):
    """Read a number as it was written, with the radius of what was cut off; a whole one had so many digits at least.

    >>> amount("0.25"), amount("−12")
    (Amount(middle=0.25, radius=0.005), Amount(middle=-12.0, radius=0.05))
    """
    said = said.replace(",", "")
    value, places = words.read(said), said.partition("·")[0].partition(".")[2]
    power = math.floor(math.log10(abs(value))) if value else 0
    if re.search("[⁰-⁹¹²³]", said):  # 1.5·10⁻⁷
        return Amount(value, 0.5 * 10.0 ** (power - max(len(places), 1)))
    if places:
        return Amount(value, 0.5 * 10.0 ** -len(places))
    return Amount(value, 0.5 * 10.0 ** min(power - digits + 1, 0) if value else 5e-5)


FUNCTIONS = {
    "ln": np.log, "log": np.log, "exp": np.exp, "√": np.sqrt, "tanh": np.tanh, "σ": lambda z: 1 / (1 + np.exp(-z)),
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)), "relu": lambda z: np.maximum(z, 0), "abs": np.abs,
    "ReLU": lambda z: np.maximum(z, 0), "identity": lambda z: z, "step": lambda z: np.where(z > 0, 1.0, 0.0),
    "Φ": np.vectorize(lambda z: 0.5 * (1 + math.erf(z / math.sqrt(2)))),
}
OF_MANY = {"max": np.max, "min": np.min, "sum": np.sum, "mean": np.mean}


class Unread(Exception):
    """What stands here is no formula, or one with a name whose number is not known."""


class Formula:
    """One side of an equation, read from its text."""

    def __init__(self, text, known):
        self.tokens, self.known, self.at, place = [], known, 0, 0
        while place < len(text) and text[place:].strip():
            found = TOKEN.match(text, place)
            if not found:
                raise Unread(text)
            self.tokens.append((found.lastgroup, found[found.lastgroup]))
            place = found.end()
        if not self.tokens:
            raise Unread(text)

    def value(self):
        """Compute it, all of it."""
        value = self.total()
        if self.at < len(self.tokens):
            raise Unread
        return value

    def next(self, *signs):
        """Take the next sign if it is one of these."""
        if self.at < len(self.tokens) and self.tokens[self.at] in [("sign", sign) for sign in signs]:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return None

    def total(self):
        value = self.product()
        while sign := self.next("+", "−", "-"):
            other = self.product()
            value = Amount(value.middle + other.middle if sign == "+" else value.middle - other.middle,
                           value.radius + other.radius)
        return value

    def product(self):
        value = self.signed()
        while sign := self.next("·", "×", "*", "∘", "/", "÷"):
            other = self.signed()
            if sign in "/÷":
                if np.any(np.abs(other.middle) <= other.radius):
                    raise Unread
                other = other.through(lambda x: 1 / x)
            value = Amount(value.middle * other.middle, np.abs(value.middle) * other.radius + value.radius *
                           np.abs(other.middle) + value.radius * other.radius)
        return value

    def signed(self):
        if self.next("−", "-"):
            value = self.signed()
            return Amount(-value.middle, value.radius)
        return self.power()

    def power(self):
        value = self.atom()
        if self.next("%"):
            value = Amount(value.middle / 100, value.radius / 100)
        if self.at < len(self.tokens) and self.tokens[self.at][0] == "raised":
            self.at += 1
            exponent = Amount(float(self.tokens[self.at - 1][1].translate(words.FLAT)), 0.0)
        elif self.next("^", "**"):
            exponent = self.signed()
        else:
            return value
        raised = value.through(lambda x: np.power(x, exponent.middle))
        wider = exponent.through(lambda n: np.power(value.middle, n)) if np.all(value.middle > 0) else Amount(0, 0)
        return Amount(raised.middle, raised.radius + wider.radius)

    def atom(self):
        if self.next("("):
            values = self.listed(")")
            return values[0] if len(values) == 1 else Amount(*map(np.array, zip(*values)))
        if self.next("|"):
            value = self.total()
            if not self.next("|"):
                raise Unread
            return value.through(np.abs)
        if self.next("√"):
            return self.atom().through(np.sqrt)
        if self.at == len(self.tokens):
            raise Unread
        kind, said = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            return amount(said)
        if kind != "name":
            raise Unread
        return self.named(said)

    def named(self, said):
        """Compute a function, or look a name up."""
        if said in OF_MANY and self.next("("):
            values = self.listed(")")
            return Amount(OF_MANY[said]([value.middle for value in values]), max(value.radius for value in values))
        if said in FUNCTIONS:
            value = self.listed(")")[0] if self.next("(") else self.power()
            return value.through(FUNCTIONS[said])
        if said == "e":
            return Amount(math.e, 0.0)
        if said.replace(" ", "") in self.known:
            return self.known[said.replace(" ", "")]
        raise Unread(said)

    def listed(self, end):
        values = [self.total()]
        while self.next(","):
            values.append(self.total())
        if not self.next(end):
            raise Unread
        return values


class Equation(NamedTuple):
    """Two sides that are said to be equal, or unequal, as they were read."""

    left: str
    sign: str
    right: str
    first: Amount
    second: Amount

    @property
    def holds(self):
        """Whether both sides may be the same number; whole numbers, added and multiplied, must be."""
        try:
            apart = np.abs(self.first.middle - self.second.middle)
        except ValueError:  # of different lengths
            return False
        whole = not re.search(r"[./÷√^²]|·10[⁻⁰-⁹]|[^\W\d]", f"{self.left} {self.right}")
        near = np.all(apart <= (1e-9 if whole else (self.first.radius + self.second.radius) * 1.001 + 1e-12))
        return bool(near) != (self.sign == "≠")


def equations(text, written=None):
    """Find all equations in a text of which both sides can be computed.

    Parameters
    ----------
    written : dict of name to text, optional
        What stands elsewhere in the picture, such as the cell `C[0,1]`.

    Returns
    -------
    list of Equation
    """
    if not re.search("[=≈≠]", text):
        return []
    known = amounts(written or {}) | said_once(text)
    found = []
    for sentence in re.split(r"`|;\s|:\s|\.\s|\n|→|←", text):
        parts = re.split(r"\s*([=≈≠])\s*", sentence)
        for left, sign, right in zip(parts[::2], parts[1::2], parts[2::2]):
            if (first := ending(left, known)) and (second := beginning(right, known)):
                found.append(Equation(first[0], sign, second[0], first[1], second[1]))
    return found


def amounts(written):
    """Read the texts that are numbers, by their keys without spaces; the fewest digits that are drawn are two."""
    return {name.replace(" ", ""): amount(said, digits=2) for name, said in written.items()
            if re.fullmatch(rf"−?{NUMBER}", said)}


def said_once(text):
    """Return the numbers of names to which a text gives one number each, such as "r = −3"."""
    given = {}
    for found in re.finditer(rf"(?<!\w)([^\W\d_]['′\w]*) = (−?{NUMBER})(?![\w/·^²]|\.\d| [·/+−])", text):
        if not re.search(r"[-+−·×*/÷∘^√(]\s*$", text[:found.start()]):
            given.setdefault(found[1], []).append(found[2])
    often = {name: len(re.findall(rf"(?<!\w){name} = ", text)) for name in given}  # elsewhere it may be a formula
    return {name: amount(said[0]) for name, said in given.items() if len(set(said)) == 1 and len(said) == often[name]}


def ending(text, known):
    """Compute the longest piece at the end of a text that can be computed; None if it goes on before, or none can."""
    for at in [0, *(match.end() for match in re.finditer(r"\s+", text))]:
        piece, before = text[at:], text[:at].rstrip()
        value = computed(piece, known)
        if value:
            goes_on = re.search(r"[-+−·×*/÷∘^(…,%]$", before) or before and re.match(r"[-+−·×*/÷∘^]\s", piece)
            return None if goes_on else (piece, value)
    return None


def beginning(text, known):
    """Compute the longest piece at the start of a text that can be computed; None if it goes on after, or none can."""
    for at in reversed([match.start() for match in re.finditer(r"\s|$", text)]):
        piece = text[:at].strip().rstrip(".,")
        value = computed(piece, known)
        if value:
            return None if re.match(r"\s*[-+−·×*/÷∘^(…]", text[at:]) else (piece, value)
    return None


def computed(piece, known):
    """Compute a formula; None if it is none, or a name in it is not known."""
    try:
        return Formula(piece, known).value() if piece.strip() else None
    except Unread:
        return None


# ---------------------------------------------------------------------------- one scene, one frame


def notes(made):
    """Return the notes of a scene's frames."""
    return [frame.note for frame in made.frames]


def texts(frame):
    """Return what is written in a frame, by key."""
    return {shape["key"]: shape["text"] for shape in frame.shapes if shape["tag"] == "text"}


def shape(frame, key):
    """Return the shape of a frame with this key."""
    return next(item for item in frame.shapes if item["key"] == key)
