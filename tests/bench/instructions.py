#!/usr/bin/env python3
"""Counts the instructions of the work items and compares them with their limits.

::

    instructions.py BENCH_GUARD                the limits of instruction_limits.json
    instructions.py BENCH_GUARD --measure      prints that file anew, from what is measured now

Seconds depend on the machine and its other guests; instructions, counted by callgrind, repeat to
a few in a thousand. Each item runs at two sizes and the difference is taken, so that set-up falls
out. Exit 1 when a limit is crossed; exit 77 (skipped) without valgrind, and when the program was
made by another compiler than the limits are for.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

LIMITS = Path(__file__).with_name("instruction_limits.json")
HEADROOM = 1.05
SKIPPED = 77


def counted(guard: str, item: str, units: int) -> tuple[int, int]:
    """Instructions of one run, and the units that it worked on."""
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", guard, item, str(units)],
        capture_output=True,
        text=True,
        check=False,
    )
    refs = re.search(r"I\s+refs:\s+([\d,]+)", run.stderr)
    if run.returncode != 0 or not refs:
        raise RuntimeError(f"{item} {units}: exit {run.returncode}\n{run.stderr}")
    return int(refs[1].replace(",", "")), int(run.stdout)


def measured(guard: str, items: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """Instructions per unit of each item."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = {
            name: [pool.submit(counted, guard, name, units) for units in item["units"]] for name, item in items.items()
        }
        for name, (small, large) in runs.items():
            instructions, units = (b - a for a, b in zip(small.result(), large.result(), strict=True))
            yield name, instructions / units


def check(guard: str, limits: dict[str, Any]) -> int:
    """Prints a line for each item; how many crossed their limit."""
    crossed = 0
    for name, instructions in measured(guard, limits["items"]):
        limit = limits["items"][name]["instructions_max"]
        verdict = "ok" if instructions <= limit else f"{100 * (instructions / limit - 1):.1f} % above the limit"
        crossed += instructions > limit
        print(f"{name:24} {instructions:8.1f} instructions a unit, at most {limit:8.1f}: {verdict}")
    return crossed


def anew(guard: str, compiler: str, limits: dict[str, Any]) -> dict[str, Any]:
    """The limits from what is measured now; a goal once reached is a limit too."""
    items = limits["items"]
    for name, instructions in measured(guard, items):
        items[name] = {**items[name], "measured": round(instructions, 1)}
        limit = instructions * HEADROOM
        goal = items[name].get("goal", limit)
        items[name]["instructions_max"] = round(min(limit, goal) if instructions <= goal else limit, 1)
    return {**limits, "compiler": compiler}


def text(limits: dict[str, Any]) -> str:
    """The file: an item on each line."""
    lines = [f'  "{key}": {json.dumps(value)},' for key, value in limits.items() if key != "items"]
    items = ",\n".join(f'    "{name}": {json.dumps(item)}' for name, item in limits["items"].items())
    return "{\n" + "\n".join(lines) + '\n  "items": {\n' + items + "\n  }\n}\n"


def main() -> int:
    """Check, or measure anew."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("guard", help="the program bench_guard of a release build")
    parser.add_argument("--measure", action="store_true", help="print the limits file anew")
    arguments = parser.parse_args()
    limits = json.loads(LIMITS.read_text(encoding="utf-8"))
    if shutil.which("valgrind") is None:
        print("skipped: there is no valgrind")
        return SKIPPED
    compiler = subprocess.check_output([arguments.guard, "--compiler"], text=True).strip()
    if arguments.measure:
        print(text(anew(arguments.guard, compiler, limits)), end="")
        return 0
    if compiler != limits["compiler"]:
        print(f"skipped: the limits are those of {limits['compiler']}, and this is {compiler}")
        return SKIPPED
    crossed = check(arguments.guard, limits)
    if crossed:
        print(
            f"{crossed} limit(s) crossed. What makes a work item dearer is a regression; if it is meant, say why in\n"
            f"the commit and write the file anew: {sys.argv[0]} {arguments.guard} --measure"
        )
    return 1 if crossed else 0


if __name__ == "__main__":
    sys.exit(main())
