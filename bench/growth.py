"""How the cost of training grows with examples, width and depth, beside the multiplications it makes."""

import statistics
import time
from pathlib import Path

import numpy as np

from dlmath import Network, fit

SECONDS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5]  # that are written at the axis
PICTURE = Path(__file__).parent / "growth.png"


def seconds(sizes, m, runs=3):
    """Return the middle time of one epoch over m random examples."""
    random = np.random.default_rng(0)
    X, y = random.normal(size=(m, sizes[0])).astype(np.float32), random.integers(0, sizes[-1], m)
    times = []
    for _ in range(runs + 1):
        network = Network(sizes, output="softmax", dtype=np.float32)
        start = time.perf_counter()
        fit(network, X, y, epochs=1, progress=False)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def multiplications(sizes, m):
    """Return how many an epoch makes: a product forward, two backward, except that dX is not needed."""
    weights = [a * b for a, b in zip(sizes, sizes[1:])]
    return m * (3 * sum(weights) - weights[0])


def measurements():
    """Yield (what, measured, target, whether it is met), and draw the three curves."""
    from matplotlib import pyplot as plt

    from dlmath.picture import look

    plt.rcParams.update(look.MATPLOTLIB_STYLE)
    curves = {
        "examples": ([5_000, 10_000, 20_000, 40_000], lambda m: ([784, 128, 10], m)),
        "width of the hidden layer": ([32, 64, 128, 256, 512], lambda n: ([784, n, 10], 10_000)),
        "hidden layers of 128": ([1, 2, 4, 8], lambda n: ([784, *[128] * n, 10], 10_000)),
    }
    figure, axes = plt.subplots(1, 3, figsize=(10, 3.2))
    for ax, (name, (values, case)) in zip(axes, curves.items()):
        times = [seconds(*case(value)) for value in values]
        counts = [multiplications(*case(value)) for value in values]
        ax.plot(values, times, "o-", label="measured")
        ax.plot(values, [times[0] * count / counts[0] for count in counts], "--", label="multiplications")
        ax.set(xscale="log", yscale="log", xlabel=name, ylabel="seconds an epoch", xticks=values,
               xticklabels=[f"{value:,}" for value in values])
        ax.set_yticks(SECONDS, [f"{second:g}" for second in SECONDS])
        ax.set_ylim(0.8 * min(times), 1.25 * max(*times, times[0] * max(counts) / counts[0]))
        ax.minorticks_off()
        grown, more = times[-1] / times[0], counts[-1] / counts[0]
        target = "0.8 to 1.2 of that" if name == "examples" else "<= 1.2 of that"
        good = 0.8 <= grown / more <= 1.2 if name == "examples" else grown <= 1.2 * more
        what = f"time, {values[0]:,} to {values[-1]:,} {name}: times"
        yield what, f"{grown:.1f} ({more:.1f} times the work)", target, good
    axes[0].legend()
    figure.savefig(PICTURE)
    plt.close(figure)
