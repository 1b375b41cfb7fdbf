"""Results side by side."""

import json

import pytest

import tiersim


@pytest.fixture(scope="module")
def comparison() -> tiersim.Comparison:
    """A slow server against a fast one and against itself."""
    queue = tiersim.single_queue(rate="50/s", service="exponential(10ms)", duration="20m")
    fast = queue.with_({"components.server.service": "exponential(8ms)"})
    return tiersim.compare(queue.run(), fast.run(), queue.run(), names=["10 ms", "8 ms", "again"])


def test_a_faster_server_is_better_and_the_same_is_the_same(comparison: tiersim.Comparison) -> None:
    assert comparison.base == "10 ms"
    mean = comparison["8 ms"]["requests.all.latency_s.mean"]
    assert mean.change == "better"
    assert mean.difference.value == pytest.approx(mean.variant - mean.base)
    assert mean.difference.high < 0
    # M/M/1: 1/(125 - 50) s against 1/(100 - 50) s.
    assert mean.difference.value == pytest.approx(1 / 75 - 1 / 50, rel=0.1)
    assert {found.change for found in comparison.variants["again"].differences.values()} == {"same"}
    assert comparison["8 ms"].paired


def test_paired_runs_tell_small_differences_apart(comparison: tiersim.Comparison) -> None:
    difference = comparison["8 ms"]["requests.all.latency_s.mean"].difference
    assert difference.half_width < 0.2 * abs(difference.value)


def test_the_faces_of_a_comparison(comparison: tiersim.Comparison) -> None:
    assert repr(comparison) == "<Comparison of 8 ms, again with 10 ms>"
    assert "8 ms" in str(comparison)
    assert "8 ms" in comparison.to_markdown()
    assert "better" in comparison._repr_html_()
    assert json.loads(comparison.to_json())["variants"][0]["name"] == "8 ms"
    frame = comparison.to_frame()
    assert frame.loc[("8 ms", "requests.all.latency_s.mean"), "change"] == "better"


def test_metrics_may_be_chosen_and_equal_names_are_numbered() -> None:
    result = tiersim.single_queue(duration="5m").run(replications=2)
    found = tiersim.compare(result, result, result, metrics=["components.server.utilization"])
    assert list(found.variants) == ["single_queue", "single_queue 2"]
    assert list(found["single_queue 2"].differences) == ["components.server.utilization"]


def test_what_cannot_be_compared_is_named() -> None:
    result = tiersim.single_queue(duration="2m").run(replications=2)
    with pytest.raises(ValueError, match="pass two results or more"):
        tiersim.compare(result)
    with pytest.raises(ValueError, match="2 names are needed"):
        tiersim.compare(result, result, names=["one"])
    with pytest.raises(TypeError, match="run it first"):
        tiersim.compare(result, tiersim.single_queue())  # type: ignore[arg-type]
