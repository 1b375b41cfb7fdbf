#!/usr/bin/env python3
"""Replays conformance vectors: ``replay.py DIR PROGRAM...``.

Each program is called with DIR. It prints a line per file it replays, naming the file by its path
under DIR, and closes with ``N passed, N failed, N skipped`` (cases, not files); it exits 0 or, when
a case failed, 1. A file that no program replays is listed with its cases as skipped.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

CLOSING = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$")


def run(program: str, folder: Path) -> tuple[list[str], list[int]]:
    """Lines that the program prints, and its passed, failed and skipped cases."""
    done = subprocess.run([program, str(folder)], stdout=subprocess.PIPE, text=True, check=False)
    lines = done.stdout.splitlines()
    closing = CLOSING.match(lines[-1]) if lines else None
    if closing is None or done.returncode not in (0, 1):
        print(*lines, sep="\n")
        sys.exit(f"{program} broke off (exit {done.returncode}) before its closing line")
    numbers = [int(number or 0) for number in closing.groups()]
    if done.returncode == 1 and numbers[1] == 0:
        sys.exit(f"{program} exits 1 but counts no failure")
    return lines[:-1], numbers


def cases(file: Path) -> int:
    """How many cases a vector file holds."""
    return len(json.loads(file.read_text(encoding="utf-8"))["cases"])


def main(folder: Path, programs: list[str]) -> int:
    """Run every program and print the sum; returns the exit code."""
    printed: list[str] = []
    total = [0, 0, 0]
    for program in sorted(programs):
        lines, numbers = run(program, folder)
        print(*lines, sep="\n", flush=True)
        printed += lines
        total = [a + b for a, b in zip(total, numbers, strict=True)]
    named = "\n".join(printed)
    for file in sorted(folder.rglob("*.json")):
        path = file.relative_to(folder).as_posix()
        if path not in named:
            count = cases(file)
            total[2] += count
            print(f"{path}: {count} skipped (nothing in this build replays it)")
    print("{} passed, {} failed, {} skipped".format(*total))
    return 1 if total[1] else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
