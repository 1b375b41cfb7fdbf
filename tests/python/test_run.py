"""Runs: the same bytes for the same seed, progress, threads, and how they end."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from typing import Any

import numpy as np
import pytest

import tiersim

VOLATILE = ("wall_s", "events_per_s", "cpu_s", "peak_rss_bytes")

ENDLESS = {"run.duration": "10000h", "run.replications": 2}


def lasting(result: tiersim.Result) -> dict[str, Any]:
    """The result without what may differ between equal runs."""
    fields = json.loads(result.to_json())
    for name in VOLATILE:
        del fields["run"][name]
    return fields


def test_the_same_seed_gives_the_same_result_for_any_number_of_threads(shop: tiersim.Scenario) -> None:
    one, two = shop.run(seed=5, jobs=1), shop.run(seed=5, jobs=2)
    assert lasting(one) == lasting(two)
    assert lasting(one) != lasting(shop.run(seed=6))


def test_arguments_replace_what_the_scenario_says(shop: tiersim.Scenario) -> None:
    result = tiersim.run(shop, {"run.duration": "2m"}, seed=8, replications=3, confidence_level=0.9)
    assert (result.run.seed, result.run.replications) == (8, 3)
    assert result.run.duration_s == 120
    assert result.run.confidence_level == 0.9


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"seed": -1}, ValueError, "seed is 0 to"),
        ({"replications": 0}, ValueError, "replications is 1 to 10000, not 0"),
        ({"jobs": 0}, ValueError, "jobs is 1 to"),
        ({"seed": 1.5}, TypeError, "seed is a whole number, not 1.5"),
        ({"seed": True}, TypeError, "seed is a whole number, not True"),
        ({"confidence_level": 95}, ValueError, "confidence_level is between 0 and 1"),
    ],
)
def test_arguments_out_of_range_are_named(
    shop: tiersim.Scenario, arguments: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        shop.run(**arguments)


def test_numbers_of_numpy_are_welcome(shop: tiersim.Scenario) -> None:
    assert shop.run(seed=np.int64(4), replications=np.uint8(1)).run.seed == 4


def test_progress_is_told_in_the_calling_thread(shop: tiersim.Scenario) -> None:
    seen = []
    shop.run(progress=lambda progress: seen.append((threading.get_ident(), progress.done, progress.replications)))
    assert {thread for thread, _, _ in seen} == {threading.get_ident()}
    assert [done for _, done, _ in seen] == sorted(done for _, done, _ in seen)
    assert seen[-1][1:] == (1.0, 2)


def test_the_progress_line_takes_itself_away(shop: tiersim.Scenario, capsys: pytest.CaptureFixture[str]) -> None:
    shop.run(progress=True)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "shop  100%  2 of 2 replications" in shown.err
    assert shown.err.endswith(" \r")


def test_an_exception_in_progress_ends_the_run(shop: tiersim.Scenario) -> None:
    def enough(_: tiersim.Progress) -> None:
        raise LookupError("enough")

    begun = time.monotonic()
    with pytest.raises(LookupError, match="enough"):
        shop.with_(ENDLESS).run(progress=enough)
    assert time.monotonic() - begun < 20


def test_other_threads_go_on_while_a_run_is_under_way(shop: tiersim.Scenario) -> None:
    steps = 0
    ended = threading.Event()

    def count() -> None:
        nonlocal steps
        while not ended.wait(0.001):
            steps += 1

    counter = threading.Thread(target=count)
    counter.start()
    shop.run(replications=20, jobs=1)
    ended.set()
    counter.join()
    assert steps >= 5


def test_runs_in_threads_give_what_they_give_alone(shop: tiersim.Scenario) -> None:
    results: dict[int, tiersim.Result] = {}

    def run(seed: int) -> None:
        results[seed] = shop.run(seed=seed, jobs=1)

    threads = [threading.Thread(target=run, args=(seed,)) for seed in (1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for seed, result in results.items():
        assert lasting(result) == lasting(shop.run(seed=seed))


def test_control_c_ends_a_run_soon() -> None:
    # A shell that starts jobs in the background lets them ignore SIGINT, and children inherit that.
    program = f"""
import signal, sys, tiersim
signal.signal(signal.SIGINT, signal.default_int_handler)
scenario = tiersim.single_queue().with_({ENDLESS!r}, run__sample_interval="1m")
try:
    scenario.run(progress=lambda progress: print("running", flush=True) if progress.done else None)
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "running\n"
        begun = time.monotonic()
        os.kill(process.pid, signal.SIGINT)
        lines = process.stdout.read().splitlines()
        process.wait(timeout=60)
    assert lines[-1] == "interrupted"
    assert process.returncode == 0
    assert time.monotonic() - begun < 10
