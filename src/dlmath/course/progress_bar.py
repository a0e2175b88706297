"""Show how a long loop is getting on: a bar in a notebook, one line elsewhere.

What it leaves behind in a stored notebook is words without numbers, so that every run leaves the same.
"""

import contextlib
import signal
import sys
import threading
import time


class Progress:
    """A bar with loss, accuracy and the time left.

    Parameters
    ----------
    total : int
        Updates in all.
    label : str
        What is running.
    every : float
        Seconds between two refreshes.
    """

    def __init__(self, total, label="training", every=0.1):
        self.total, self.label, self.every = total, label, every
        self.bar = _notebook_bar(label) if _in_notebook() else None
        self.start = self.shown = time.perf_counter()

    def show(self, done, values):
        """Say that `done` of the updates are made; `values()` is asked for the numbers only when it is time."""
        now = time.perf_counter()
        pause = max(self.every, 0.02 * (now - self.start))  # a slow run must not flood the page
        if self.bar is None or now - self.shown < pause:
            return
        self.shown = now
        left = (now - self.start) * (self.total - done) / max(done, 1)
        self.bar.set(done / self.total, f"{_words(values())}, {_duration(left)} left")

    def close(self, done, message, **values):
        """Say how it ended: in the bar, or in one printed line."""
        took = _duration(time.perf_counter() - self.start)
        words = f"{message}: {', '.join(filter(None, [_words(values), took]))}"
        if self.bar is None:
            print(words, file=sys.stdout)
        else:
            self.bar.set(done / self.total, words)


@contextlib.contextmanager
def stop_button():
    """Let the stop button (■, or Ctrl+C) interrupt nothing: give a list that is empty until it is pressed.

    Pressed a second time, before anybody has looked at the list, it interrupts as usual. Outside the main thread, where
    no signal arrives, the list stays empty.
    """
    pressed = []

    def press(number, frame):
        if pressed:
            raise KeyboardInterrupt
        pressed.append(True)

    if threading.current_thread() is not threading.main_thread():
        yield pressed
        return
    before = signal.signal(signal.SIGINT, press)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)


def _words(values):
    """Spell values: a share as a percentage, the rest with three digits."""
    return ", ".join(f"{name.replace('_', ' ')} {value:.1%}" if "accuracy" in name else
                     f"{name.replace('_', ' ')} {value:.3g}" for name, value in values.items())


def _duration(seconds):
    """Spell a duration in minutes and seconds."""
    return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"


def _in_notebook():
    """Tell whether an IPython kernel is running this, without loading IPython."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return getattr(shell, "kernel", None) is not None


def _notebook_bar(label):
    """Make and display the bar of a notebook."""
    import ipywidgets
    from IPython.display import display

    class Bar(ipywidgets.VBox):
        """A progress bar above a line of words."""

        def __init__(self):
            self.bar = ipywidgets.FloatProgress(0, min=0, max=1, layout={"width": "100%"})
            self.bar.tooltip = f"Progress: {label}"
            self.line = ipywidgets.Label(f"{label} …")
            super().__init__([self.bar, self.line], layout={"max_width": "640px", "overflow": "hidden"})

        def set(self, share, words):
            self.bar.value, self.line.value = share, words

        def __repr__(self):
            return f"A progress bar: {label}, with loss, accuracy and the time left. Run the cell to see it move."

    bar = Bar()
    display(bar)
    return bar
