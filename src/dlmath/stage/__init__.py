"""The one animated widget of the course."""

from dlmath.stage.play import play
from dlmath.stage.stage import Stage

__all__ = ["Stage", "play"]
