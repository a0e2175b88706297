"""Side-by-side measurements: `make bench` prints them as one table, target beside measured."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "2")  # two threads for everyone, before NumPy is loaded
os.environ.setdefault("OMP_NUM_THREADS", "2")

import platform
import sys

import scenes
import train

VERDICT = {True: "met", False: "falls short", None: ""}
ROW = "{:<58} {:>12} {:>18}  {}"


def main():
    """Print every measurement with its target, and say which fall short."""
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(ROW.format("what", "measured", "target", ""))
    short = 0
    for part in (train, scenes):
        for what, measured, target, good in part.measurements():
            short += good is False
            print(ROW.format(what, measured, target, VERDICT[good]), flush=True)
    return f"{short} fall short of their target" if short else 0


if __name__ == "__main__":
    sys.exit(main())
