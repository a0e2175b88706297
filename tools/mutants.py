"""Break the package one operator at a time, and count the breaks that the unit tests notice: `make mutants`.

A mutant is one module with one change: + for −, < for <=, `and` for `or`, 1 for 0, a minus or a `not` left out.
Each runs the tests of its module, in a process of its own. Words in errors are left alone.
"""

import argparse
import ast
import importlib.abc
import importlib.util
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import hypothesis  # noqa: F401 - loaded once here, not once for each mutant
import numpy as np  # noqa: F401
import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE, TESTS = ROOT / "src" / "dlmath", ROOT / "tests"
MODULES = {  # and the tests that speak of each, besides the examples of its docstrings
    "linalg": ["linalg", "bad_input"], "tensors": ["tensors", "bad_input"], "activations": ["activations", "bad_input"],
    "losses": ["losses", "bad_input"], "network": ["network", "training"], "autograd": ["autograd"],
    "descent": ["descent"], "training": ["training"], "checks": ["checks", "exercises"], "draw": ["draw", "stage"],
}
SECONDS = 90  # a mutant that takes longer never ends

SWAPS = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult, ast.MatMult: ast.Mult,
    ast.FloorDiv: ast.Div, ast.Mod: ast.Mult, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.And: ast.Or, ast.Or: ast.And,
}


def places(tree):
    """List what can be broken: (node, how it is broken, a function that breaks it)."""
    silent = set()  # words: errors, f-strings, annotations
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise | ast.JoinedStr):
            silent.update(map(id, ast.walk(node)))
    found = []
    for node in ast.walk(tree):
        if id(node) in silent:
            continue
        if isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp) and type(node.op) in SWAPS:
            found.append((node, _swap(node, "op", None)))
        elif isinstance(node, ast.Compare):
            found += [(node, _swap(node, "ops", i)) for i in range(len(node.ops))]
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not):
            found.append((node, _drop(node)))
        elif isinstance(node, ast.Constant) and type(node.value) in (int, float, bool):
            found.append((node, _nudge(node)))
    return found


def _swap(node, name, place):
    def change():
        old = getattr(node, name) if place is None else getattr(node, name)[place]
        new = SWAPS[type(old)]()
        if place is None:
            setattr(node, name, new)
        else:
            getattr(node, name)[place] = new
        return f"{type(old).__name__} → {type(new).__name__}"
    return change


def _drop(node):
    def change():
        said, node.op = f"without {type(node.op).__name__}", ast.UAdd()
        if said.endswith("Not"):
            node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
        return said
    return change


def _nudge(node):
    def change():
        old = node.value
        node.value = (not old) if isinstance(old, bool) else old + 1
        return f"{old} → {node.value}"
    return change


class Mutated(importlib.abc.MetaPathFinder, importlib.abc.SourceLoader):
    """Loads one module of the package from a changed tree."""

    def __init__(self, name, code):
        self.name, self.code = name, code

    def find_spec(self, fullname, path=None, target=None):
        if fullname == self.name:
            return importlib.util.spec_from_file_location(fullname, self.get_filename(fullname), loader=self)

    def get_filename(self, fullname):
        return str(SOURCE / f"{fullname.split('.')[1]}.py")

    def get_data(self, path):
        return Path(path).read_bytes()

    def get_code(self, fullname):
        return self.code


def run(module, index=None):
    """Run the tests on one mutant, in a fork; return (what was changed, whether a test noticed)."""
    tree, what = ast.parse((SOURCE / f"{module}.py").read_text(encoding="utf-8")), "nothing"
    if index is not None:
        node, change = places(tree)[index]
        what = f"{module}.py:{node.lineno}: {ast.unparse(node)[:70]}  ({change()})"
        ast.fix_missing_locations(tree)
    child = os.fork()
    if not child:
        signal.alarm(SECONDS)
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        os.chdir(ROOT)
        try:
            code = compile(tree, str(SOURCE / f"{module}.py"), "exec")
            sys.meta_path.insert(0, Mutated(f"dlmath.{module}", code))
            with tempfile.TemporaryDirectory() as scratch:
                tests = [str(TESTS / f"test_{name}.py") for name in MODULES[module]]
                result = pytest.main(["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:xdist",
                                      "--doctest-modules", f"--basetemp={scratch}/t", *tests,
                                      str(SOURCE / f"{module}.py")])
        except BaseException:  # a module that cannot be loaded is noticed at once
            result = 1
        os._exit(int(result) & 0x7F)
    _, status = os.waitpid(child, 0)
    return what, status != 0


def main():
    """Break, count, and list the survivors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", choices=MODULES, help="mutants of one module")
    parser.add_argument("--least", type=float, default=0.9, help="the share that has to be noticed")
    options = parser.parse_args()
    modules = [options.only] if options.only else list(MODULES)
    every = [(module, i) for module in modules for i in range(
        len(places(ast.parse((SOURCE / f"{module}.py").read_text(encoding="utf-8")))))]
    sample = random.Random(options.seed).sample(every, min(options.sample, len(every)))
    for module in modules:
        if run(module)[1]:
            return f"the tests of {module} fail before anything is broken"
    start, seen, noticed = time.perf_counter(), Counter(), Counter()
    with ThreadPoolExecutor(options.jobs) as pool:
        for (module, _), (what, caught) in zip(sample, pool.map(lambda mutant: run(*mutant), sample)):
            seen[module] += 1
            noticed[module] += caught
            if not caught:
                print("survived:", what, flush=True)
    for module in modules:
        if seen[module]:
            print(f"{module:<12} {noticed[module]:>4} of {seen[module]:>4} noticed")
    share = sum(noticed.values()) / sum(seen.values())
    print(f"{sum(noticed.values())} of {sum(seen.values())} noticed ({share:.1%}) of {len(every):,} possible, "
          f"in {(time.perf_counter() - start) / 60:.0f} minutes")
    return 0 if share >= options.least else 1


if __name__ == "__main__":
    sys.exit(main())
