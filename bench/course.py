"""What the course asks of a machine: seconds to import, to run each lesson, megabytes, and a class on one server."""

import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbclient
import nbformat

ROOT = Path(__file__).parents[1]
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
IMPORT = """
import time, numpy
start = time.perf_counter()
import dlmath
print(time.perf_counter() - start)"""


def measurements():
    """Yield (what, measured, target, whether it is met)."""
    # compiled, as everywhere after the first time
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    seconds = sorted(float(subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, text=True,
                                          env=environment, check=True).stdout) for _ in range(9))[4]
    yield "import dlmath, over NumPy, ms", f"{1000 * seconds:.0f}", "<= 30", seconds <= 0.03
    for path in LESSONS:
        capstone = path.stem.startswith("10")
        most_seconds, most_megabytes = (45, 600) if capstone else (10, 250)
        seconds, peak, _ = run(path)
        yield f"{path.stem}: Run All, s", f"{seconds:.1f}", f"<= {most_seconds}", seconds <= most_seconds
        good = peak <= most_megabytes if peak else None
        yield f"{path.stem}: peak memory of the kernel, MB", f"{peak:.0f}", f"<= {most_megabytes}", good
        size = path.stat().st_size / 1e6
        yield f"{path.stem}: size of the file, MB", f"{size:.2f}", "< 1.5", size < 1.5
    yield from _class()
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", "--nbval", "--nbval-current-env", "-n", "2", "--dist",
                           "loadfile", "notebooks"], cwd=ROOT, capture_output=True,
                          env=os.environ | {"OPENBLAS_NUM_THREADS": "1"})
    seconds = time.perf_counter() - start
    yield "nbval, every output of every lesson, s", f"{seconds:.0f}", "<= 90", seconds <= 90 and not done.returncode


def run(path, wait=None):
    """Run a lesson in a kernel of its own; return (seconds, peak MB, MB that are its own at the end)."""
    client = nbclient.NotebookClient(nbformat.read(path, 4), timeout=600, kernel_name="python3",
                                     resources={"metadata": {"path": str(path.parent)}})
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "agg"}
    with client.setup_kernel(stderr=subprocess.DEVNULL, env=environment):
        if wait:
            wait.wait()
        start = time.perf_counter()
        for i, cell in enumerate(client.nb.cells):
            client.execute_cell(cell, i)
        seconds = time.perf_counter() - start
        process = Path(f"/proc/{client.km.provisioner.pid}")
        return seconds, _megabytes(process / "status", "VmHWM"), _megabytes(process / "smaps_rollup", "Pss")


def _megabytes(file, name):
    """Read one line of what Linux tells of a process; 0 on other systems."""
    if not file.exists():
        return 0
    return int(next(line for line in file.read_text().splitlines() if line.startswith(f"{name}:")).split()[1]) / 1000


def _class():
    """Measure N learners who press Run All at the same moment."""
    for path in (LESSONS[1], LESSONS[8]):
        for learners in (1, 4, 8, 16):
            with ThreadPoolExecutor(learners) as pool:
                results = list(pool.map(run, [path] * learners, [threading.Barrier(learners)] * learners))
            seconds = sorted(result[0] for result in results)[learners // 2]
            memory = sum(result[2] for result in results) / learners
            yield (f"{path.stem}: {learners} at once, s for the middle one; MB each",
                   f"{seconds:.1f}; {memory:.0f}", "", None)
