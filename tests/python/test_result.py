"""Results: every field, values with intervals, tables, files."""

import copy
import dataclasses
import json
import math
import pickle
import typing
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import pytest

import tiersim
from tiersim import fields
from tiersim.building import FILE_NAMES
from tiersim.names import Named

matplotlib.use("Agg")


def leaves(value: Any, path: str = "") -> dict[str, Any]:
    """The numbers, texts and flags below a value by their dotted paths, dataclasses and mappings alike."""
    if dataclasses.is_dataclass(value):
        names = {item.name: FILE_NAMES.get(item.name, item.name) for item in dataclasses.fields(value)}
        members = {file_name: getattr(value, name) for name, file_name in names.items()}
        value = {name: member for name, member in members.items() if member is not None}  # the file leaves them out
    if isinstance(value, dict | Named):
        return {name: leaf for key, item in value.items() for name, leaf in leaves(item, f"{path}.{key}").items()}
    if isinstance(value, list | tuple):
        return {name: leaf for i, item in enumerate(value) for name, leaf in leaves(item, f"{path}.{i}").items()}
    return {path: None if isinstance(value, float) and math.isnan(value) else value}


def test_every_field_of_the_file_is_an_attribute(shop_result: tiersim.Result) -> None:
    written = json.loads(shop_result.to_json())
    assert written.pop("schema_version") == 1
    written.pop("series")  # see the test of series
    for name, value in written.items():
        attribute = getattr(shop_result, name)
        if name == "per_replication":
            attribute = {metric: list(values) for metric, values in attribute.items()}
        assert leaves(attribute) == leaves(value), name


def test_the_types_say_what_the_fields_are(shop_result: tiersim.Result) -> None:
    for kind in (getattr(fields, name) for name in fields.__all__ if name[0].isupper()):
        assert dataclasses.is_dataclass(kind)
        assert typing.get_type_hints(kind)
    assert isinstance(shop_result.requests.all.offered, int)
    assert isinstance(shop_result.run.duration_s, float)


def test_requests_balance_and_verdicts_follow_the_objectives(shop_result: tiersim.Result) -> None:
    every = shop_result.requests.all
    assert every.offered == every.completed + every.failed + every.in_flight
    assert every.offered == sum(each.offered for each in shop_result.requests.classes.values())
    assert [objective.verdict for objective in shop_result.slo] == ["met", "missed"]
    assert shop_result.verdict == "missed"
    assert shop_result.invariants.conservation
    assert not shop_result.partial


def test_names_are_attributes_and_keys(shop_result: tiersim.Result) -> None:
    classes = shop_result.requests.classes
    assert classes.order is classes["order"]
    assert "order" in dir(classes)
    assert list(shop_result.components) == sorted(shop_result.components)
    with pytest.raises(tiersim.UnknownPathError, match='no class "ordre"; did you mean "order"?'):
        classes["ordre"]
    with pytest.raises(AttributeError, match='no component "apo"; did you mean "api"?'):
        _ = shop_result.components.apo
    assert not hasattr(classes, "__deepcopy__")


def test_a_value_comes_with_its_interval(shop_result: tiersim.Result) -> None:
    p95 = shop_result.value("requests.all.latency_s.p95")
    assert p95.value == shop_result.requests.all.latency_s.p95
    assert (p95.low, p95.high) == shop_result.intervals["requests.all.latency_s.p95"]
    assert p95.unit == "s"
    assert repr(p95).endswith("ms]")
    assert shop_result.value("cost.per_month").currency == "USD"
    assert repr(shop_result.value("cost.per_month")).startswith("USD ")


def test_every_metric_with_an_interval_has_a_value(shop_result: tiersim.Result) -> None:
    for metric in shop_result.intervals:
        assert isinstance(float(shop_result.value(metric)), float), metric


@pytest.mark.parametrize(
    ("metric", "message"),
    [
        ("requests.all.latency_s.p96", 'no field "p96" in requests.all.latency_s; did you mean'),
        ("component.api.utilization", 'no field "component"; did you mean "components"'),
        ("requests.all.latency_s", '"requests.all.latency_s" is not a number; it has mean, p50'),
        ("verdict", '"verdict" is not a number'),
        ("run.seed.more", 'no field "more" in run.seed; it has no fields'),
    ],
)
def test_a_metric_that_does_not_exist_names_the_nearest(shop_result: tiersim.Result, metric: str, message: str) -> None:
    with pytest.raises(tiersim.UnknownPathError) as caught:
        shop_result.value(metric)
    assert str(caught.value).startswith(message)


def test_series_are_arrays_on_one_axis(shop_result: tiersim.Result) -> None:
    series = shop_result.series
    written = json.loads(shop_result.to_json())["series"]
    assert series.time_s.dtype == np.float64
    np.testing.assert_array_equal(series.time_s, written["time_s"])
    for column in written["columns"]:
        expected = np.array([math.nan if value is None else value for value in column["values"]])
        np.testing.assert_array_equal(series[column["component"], column["metric"]], expected)
    assert len(series) == len(written["columns"])
    assert shop_result.series_array("api", "replicas_ready").shape == (24,)
    with pytest.raises(ValueError, match="read-only"):
        series.time_s[0] = 1


def test_series_that_do_not_exist_name_the_nearest(shop_result: tiersim.Result) -> None:
    with pytest.raises(tiersim.UnknownPathError, match='no series of api "replicas_raedy"; did you mean'):
        shop_result.series_array("api", "replicas_raedy")
    with pytest.raises(tiersim.UnknownPathError, match='no component "apj"'):
        shop_result.series_array("apj", "utilization")


def test_tables_for_pandas(shop_result: tiersim.Result) -> None:
    frame = shop_result.to_frame()
    assert frame.index.name == "time_s"
    assert frame["requests", "offered_per_s"].mean() == pytest.approx(50, rel=0.1)
    requests = shop_result.to_frame("requests")
    assert list(requests.index) == ["all", "classes.list", "classes.order", "workloads.shoppers"]
    assert requests.loc["all", "latency_s.p95"] == shop_result.requests.all.latency_s.p95
    assert shop_result.to_frame("components").loc["api", "kind"] == "deployment"
    assert list(shop_result.to_frame("slo")["verdict"]) == ["met", "missed"]
    assert shop_result.to_frame("cost")["amount"].sum() == pytest.approx(shop_result.cost.total)
    assert len(shop_result.to_frame("breakdown")) == len(shop_result.breakdown)
    assert len(shop_result.to_frame("timeline")) == len(shop_result.timeline)
    with pytest.raises(tiersim.UnknownPathError, match='no table "request"; did you mean "requests"'):
        shop_result.to_frame("request")


def test_a_saved_result_reads_back_the_same(shop_result: tiersim.Result, tmp_path: Path) -> None:
    folder = shop_result.save(tmp_path / "out")
    assert sorted(file.name for file in folder.iterdir()) == [
        "report.html", "result.json", "series.csv", "timeline.csv",
    ]  # fmt: skip
    back = tiersim.read_result(folder)
    assert back == shop_result == tiersim.read_result(folder / "result.json")
    assert (folder / "result.json").read_bytes() == shop_result.to_json().encode()
    assert (folder / "series.csv").read_text().startswith("time_s,component,metric,value\n")
    assert "<html" in (folder / "report.html").read_text()[:200]


def test_results_can_be_pickled_and_copied(shop_result: tiersim.Result) -> None:
    assert pickle.loads(pickle.dumps(shop_result)) == shop_result
    assert copy.deepcopy(shop_result).requests == shop_result.requests


def test_a_file_that_is_no_result_says_so(tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    file.write_text('{"schema_version": 99}')
    with pytest.raises(tiersim.ResultFormatError, match="schema_version"):
        tiersim.read_result(file)


def test_a_notebook_shows_the_verdict_and_the_key_figures(shop_result: tiersim.Result) -> None:
    shown = shop_result._repr_html_()
    assert "✗ order.p99 &lt; 1ms" in shown
    assert shop_result.value("requests.all.latency_s.p95").value_text in shown
    assert "cost per month" in shown
    assert len(shown) < 6000


def test_texts(shop_result: tiersim.Result) -> None:
    assert repr(shop_result) == "<Result of shop: missed; 2 replications of 4 min, seed 3, 95 % intervals>"
    assert "order.p99 < 1ms" in str(shop_result)
    assert "order.p99" in shop_result.to_markdown()


def test_the_plot_has_rates_replicas_and_latency(shop_result: tiersim.Result, tmp_path: Path) -> None:
    figure = shop_result.plot()
    assert [axes.get_ylabel() for axes in figure.axes] == ["requests/s", "api replicas", "latency in ms"]
    assert "p95 < 500ms" in figure.axes[-1].get_legend_handles_labels()[1]
    figure.savefig(tmp_path / "plot.png")
    assert (tmp_path / "plot.png").stat().st_size > 10_000


def test_a_run_with_one_replication_has_values_without_intervals(shop: tiersim.Scenario) -> None:
    p95 = shop.run(replications=1).value("requests.all.latency_s.p95")
    assert math.isnan(p95.low)
    assert p95.interval_text == ""
    assert repr(p95) == p95.value_text


def test_theory_stands_beside_the_simulation() -> None:
    result = tiersim.single_queue(rate="50/s", service="exponential(10ms)", duration="1h").run(seed=1)
    assert result.theory is not None
    assert result.theory.model == "M/M/1"
    rows = {row.metric: row for row in result.theory.rows}
    assert rows["requests.all.latency_s.mean"].theory == pytest.approx(0.02)
    assert 0.02 in result.value("requests.all.latency_s.mean")


def test_decisions_of_an_autoscaler_say_why() -> None:
    spiky = {
        "name": "spiky",
        "run": {"duration": "4m", "warm_up": "10s", "replications": 1},
        "workload": {"users": {"to": "api", "arrivals": {"rate": [["0s", "20/s"], ["60s", "20/s"], ["61s", "200/s"]]}}},
        "components": {
            "api": {
                "kind": "deployment",
                "replicas": 2,
                "start_up": "5s",
                "resources": {"requests": {"cpu": "250m"}, "limits": {"cpu": "500m"}},
                "autoscaler": {"hpa": {"minReplicas": 2, "maxReplicas": 6}},
                "operations": {"list": [{"cpu": "10ms"}]},
            }
        },
    }
    result = tiersim.run(spiky)
    assert sum(decision.evaluations for decision in result.decisions) == 16
    last = result.decisions[-1]
    assert (last.component, last.scaler, last.result) == ("api", "HorizontalPodAutoscaler", 6)
    assert "maxReplicas 6" in {decision.held_by for decision in result.decisions}
    assert any(decision.changed for decision in result.decisions)
    assert last.proposals[0].target == 80  # autoscaling/v2's own default
    assert len(result.to_frame("decisions")) == len(result.decisions)
