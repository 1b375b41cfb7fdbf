#!/usr/bin/env python3
"""Runs the same scenarios with several builds of the program and compares their results to the byte.

``same_bytes.py PROGRAM PROGRAM...`` or, with one program, its runs on one and on two threads. The
first program runs on one thread and the others on two, so that both are compared at once. Only what
the clock and the machine decide is left out (docs/architecture.md, "Contracts").
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# What is run, with what changed: short, yet every law, discipline, policy and fault is in it.
RUNS: list[tuple[str, list[str]]] = [
    ("scenarios/first_queue.json", ["run.duration=10m"]),
    ("scenarios/three_tier.json", ["run.duration=4m", "run.warm_up=1m"]),
    ("scenarios/spike.json", ["run.duration=9m", "run.replications=2"]),
    ("scenarios/replay_nasa.json", ["run.duration=20m", "run.replications=2"]),
    ("scenarios/soak.json", ["run.duration=4m", "run.warm_up=1m", "run.replications=2"]),
    ("scenarios/calm_and_rush.json", ["run.duration=10m", "run.replications=2"]),
    ("tests/compilers/laws.json", []),
    ("tests/compilers/faults.json", []),
]
FILES = ["result.json", "series.csv", "timeline.csv"]
UNEQUAL_BY_NATURE = re.compile(r'^\s*"(wall_s|events_per_s|cpu_s|peak_rss_bytes)": .*$', re.MULTILINE)
VERDICTS = (0, 4, 5)  # met, missed, undecided: the run was made


def results(program: str, jobs: int, scenario: str, sets: list[str]) -> dict[str, str]:
    """The files that one run writes, without what cannot be equal."""
    with tempfile.TemporaryDirectory() as out:
        options = [option for one in sets for option in ("--set", one)]
        command = [program, "run", scenario, *options, "--jobs", str(jobs), "--out", out]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode not in VERDICTS:
            sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr}")
        texts = {file: (Path(out) / file).read_text(encoding="utf-8") for file in FILES}
    texts["result.json"] = UNEQUAL_BY_NATURE.sub("", texts["result.json"])
    return texts


def first_difference(one: str, other: str) -> str:
    """The first lines that differ, with their number."""
    lines, others = one.splitlines(), other.splitlines()
    for number, (line, another) in enumerate(zip(lines, others, strict=False), start=1):
        if line != another:
            return f"line {number}\n    {line.strip()}\n    {another.strip()}"
    return f"{len(lines)} lines and {len(others)}"


def main(programs: list[str]) -> int:
    """Compare every program with the first; 1 if a byte differs."""
    if not programs:
        sys.exit("usage: same_bytes.py PROGRAM...")
    others = programs[1:] or programs
    passed = failed = 0
    for scenario, sets in RUNS:
        expected = results(programs[0], 1, scenario, sets)
        for program in others:
            found = results(program, 2, scenario, sets)
            unequal = [file for file in FILES if found[file] != expected[file]]
            for file in unequal:
                print(f"{scenario}: {file} of {program} differs from that of {programs[0]}")
                print(f"  {first_difference(expected[file], found[file])}")
            failed += 1 if unequal else 0
            passed += 0 if unequal else 1
            if not unequal:
                print(f"{scenario}: {program}: same bytes")
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
