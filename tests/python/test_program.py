"""The program and the package are one simulator."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from shop import SCENARIOS

import tiersim

PROGRAM = Path(os.environ.get("TIERSIM_PROGRAM", SCENARIOS.parent / "build" / "release" / "tiersim"))

# Clocks and memory may differ between equal runs; the commit differs when one of the two was built later.
VOLATILE = ("wall_s", "events_per_s", "cpu_s", "peak_rss_bytes")


def lasting(text: str) -> dict[str, Any]:
    """A result without what may differ between equal runs."""
    fields = json.loads(text)
    del fields["tiersim_commit"]
    for name in VOLATILE:
        del fields["run"][name]
    return fields


@pytest.mark.skipif(not PROGRAM.is_file(), reason="the program is not built; ./dev build")
@pytest.mark.parametrize("name", ["first_queue", "three_tier"])
def test_the_same_seed_gives_the_same_result_from_both(name: str) -> None:
    scenario = SCENARIOS / f"{name}.json"
    arguments = ["run", scenario, "--seed", "5", "--replications", "2", "--set", "run.duration=6m", "--json", "--quiet"]
    printed = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False)
    assert printed.returncode in (0, 4, 5), printed.stderr
    result = tiersim.run(scenario, ["run.duration=6m"], seed=5, replications=2)
    assert lasting(printed.stdout) == lasting(result.to_json())
