"""The mathematics of deep learning, small enough to read.

`import dlmath` loads the mathematics and nothing else; `from dlmath import check` loads the exercises, and
`from dlmath.picture import plots` matplotlib.
"""

from dlmath.activations import ACTIVATIONS, relu, sigmoid, softmax
from dlmath.autograd import Value, numerical_gradient
from dlmath.data import blobs, circles, ink, line, load_digits, pixels, spiral, two_moons
from dlmath.descent import (
    Adam,
    GradientDescent,
    Momentum,
    RMSProp,
    cosine_decay,
    descend,
    exponential_decay,
    quadratic,
    step_decay,
    updates_needed,
)
from dlmath.losses import binary_cross_entropy, categorical_cross_entropy, mean_squared_error, one_hot
from dlmath.network import Network, pocket_network
from dlmath.training import Run, batches, calibration, confusion_matrix, fit, record

__version__ = "0.1.0"
__all__ = [
    "ACTIVATIONS", "Adam", "GradientDescent", "Momentum", "Network", "RMSProp", "Run", "Value", "batches",
    "binary_cross_entropy", "blobs", "calibration", "categorical_cross_entropy", "check", "circles",
    "confusion_matrix", "cosine_decay", "descend", "exponential_decay", "fit", "hint", "ink", "line", "load_digits",
    "mean_squared_error", "numerical_gradient", "one_hot", "pixels", "pocket_network", "progress", "quadratic",
    "record", "relu", "sigmoid", "softmax", "solution", "solved", "spiral", "step_decay", "two_moons",
    "updates_needed", "yours_or_ours",
]


def __getattr__(name):
    """Load the exercises when one of their functions is asked for (PEP 562)."""
    if name in ("check", "hint", "progress", "solution", "solved", "yours_or_ours"):
        from dlmath import exercises

        return getattr(exercises, name)
    raise AttributeError(f"module 'dlmath' has no attribute {name!r}")
