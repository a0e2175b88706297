"""Side-by-side measurements: `make bench` prints them as one table, target beside measured, and stores it."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "2")  # two threads for everyone, before NumPy is loaded
os.environ.setdefault("OMP_NUM_THREADS", "2")

import importlib
import platform
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
# What has to be quick comes first: some machines slow down after minutes of hard work.
PARTS = {"Scenes": "scenes", "Playground": "playground", "Pages": "pages", "Training": "train",
         "Agreement": "agreement", "Growth": "growth", "The course": "course"}
VERDICT = {True: "met", False: "**falls short**", None: ""}


def machine():
    """Describe the machine in a line."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        chip = next(line for line in lines if "model name" in line).split(":")[1].strip()
    except (OSError, StopIteration):
        chip = platform.processor()
    return (f"{platform.system()} {platform.machine()}, {chip}, {os.cpu_count()} cores, "
            f"Python {platform.python_version()}, {date.today()}")


def main():
    """Print every measurement with its target; without names of parts, store them in BENCHMARKS.md."""
    chosen = sys.argv[1:] or list(PARTS)
    said = ["# What was measured", "", f"`make bench`, on {machine()}.", ""]
    print(said[2])
    short = 0
    for i, name in enumerate(chosen):
        said += [f"## {name}", "", "| what | measured | target | |", "|---|---|---|---|"]
        for what, measured, target, good in importlib.import_module(PARTS[name]).measurements():
            short += good is False
            said.append(f"| {what} | {measured} | {target} | {VERDICT[good]} |")
            print(f"{what:<76} {measured:>24} {target:>24}  {VERDICT[good].strip('*')}", flush=True)
        said.append("")
        if name == "Growth":
            said += ["![Seconds an epoch over examples, width and depth, each beside the count of multiplications]"
                     "(bench/growth.png)", ""]
        if sys.argv[1:] == []:  # a whole run is stored as it goes
            verdict = f"{short} of the targets were not met." if short else "Every target was met."
            if chosen[i + 1:]:
                verdict += f" This run ended before its end: {', '.join(chosen[i + 1:])} not measured."
            (ROOT / "BENCHMARKS.md").write_text("\n".join([*said, verdict]) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
