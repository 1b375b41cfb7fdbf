"""What a run found out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tiersim import _core, html
from tiersim.building import build
from tiersim.errors import UnknownPathError
from tiersim.estimate import Estimate
from tiersim.fields import (
    Advice,
    Alert,
    Assumption,
    Component,
    Cost,
    Invariants,
    Objective,
    Requests,
    Run,
    ScalingDecision,
    ScenarioName,
    Theory,
    TierTime,
    TimelineEvent,
    Topology,
)
from tiersim.names import Named, walk
from tiersim.series import FloatArray, Series

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = ["Result", "read_result"]


class Result:
    """Everything a run found out, complete without the simulation.

    The attributes are the fields of ``result.json`` by the same names: ``result.requests.all.latency_s.p95``. Results
    come from :func:`tiersim.run` and :func:`tiersim.read_result`; they can be pickled.

    Examples
    --------
    >>> import tiersim
    >>> result = tiersim.single_queue(rate="50/s", service="exponential(10ms)").run(seed=1)
    >>> result.verdict
    'none'
    >>> round(result.requests.all.latency_s.mean, 3)  # M/M/1 at half load: 1/(100 - 50) s
    0.02
    >>> 0.5 in result.value("components.server.utilization")
    True
    """

    def __init__(self, core: _core.Result) -> None:
        self._core = core

    @cached_property
    def _fields(self) -> dict[str, Any]:
        return self._core.fields()

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return _from_json, (self.to_json(),)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Result) and self.to_json() == other.to_json()

    def __hash__(self) -> int:
        return hash(self.scenario.hash)

    def __repr__(self) -> str:
        return f"<Result of {self.name}: {self.verdict}; {self._core.run_line()}>"

    def __str__(self) -> str:
        """The summary that the command line prints."""
        return self._core.terminal_summary(100, 40)

    # --- the fields of result.json ---------------------------------------------------------------------------------

    @property
    def tiersim_version(self) -> str:
        """The version that made the run."""
        return str(self._fields["tiersim_version"])

    @property
    def tiersim_commit(self) -> str:
        """The commit that it was built from."""
        return str(self._fields["tiersim_commit"])

    @cached_property
    def scenario(self) -> ScenarioName:
        """Name, hash and description of the scenario."""
        return build(ScenarioName, self._fields["scenario"])

    @property
    def name(self) -> str:
        """The scenario's name."""
        return self.scenario.name

    @cached_property
    def run(self) -> Run:
        """Seed, replications, length, and what the computing cost."""
        return build(Run, self._fields["run"])

    @property
    def partial(self) -> bool:
        """Whether the run was interrupted before all replications were done."""
        return bool(self._fields["partial"])

    @property
    def verdict(self) -> str:
        """``"met"``, ``"missed"``, ``"undecided"``, or ``"none"`` without objectives."""
        return str(self._fields["verdict"])

    @cached_property
    def slo(self) -> tuple[Objective, ...]:
        """The objectives, each with its value, interval and verdict."""
        return build(tuple[Objective, ...], self._fields["slo"])

    @cached_property
    def requests(self) -> Requests:
        """Counts, rates, errors and latency: in all, by class and by workload."""
        return build(Requests, self._fields["requests"])

    @cached_property
    def components(self) -> Named[Component]:
        """The components by path."""
        return build(Named[Component], self._fields["components"], "component")

    @cached_property
    def breakdown(self) -> tuple[TierTime, ...]:
        """Where the time of a request goes, by component."""
        return build(tuple[TierTime, ...], self._fields["breakdown"])

    @cached_property
    def cost(self) -> Cost | None:
        """What the run cost; None without prices."""
        return None if self._fields["cost"] is None else build(Cost, self._fields["cost"])

    @cached_property
    def intervals(self) -> Mapping[str, tuple[float, float]]:
        """Confidence intervals by metric, as ``"requests.all.latency_s.p95"``."""
        return dict(self._fields["intervals"])

    @cached_property
    def per_replication(self) -> Mapping[str, FloatArray]:
        """The value of each metric in each replication, shape ``(replications,)``."""
        return dict(self._fields["per_replication"])

    @cached_property
    def series(self) -> Series:
        """What was measured over time."""
        return Series.from_fields(self._fields["series"])

    @cached_property
    def timeline(self) -> tuple[TimelineEvent, ...]:
        """What happened in the first replication, in order of time."""
        return build(tuple[TimelineEvent, ...], self._fields["timeline"])

    @cached_property
    def decisions(self) -> tuple[ScalingDecision, ...]:
        """Why the autoscalers did what they did in the first replication, in order of time.

        Examples
        --------
        Why the count of a component was what it was at nine minutes and three seconds::

            [d for d in result.decisions if d.component == "api" and d.time_s <= 543][-1].reason
        """
        return build(tuple[ScalingDecision, ...], self._fields["decisions"])

    @cached_property
    def alerts(self) -> tuple[Alert, ...]:
        """The alert rules that fired."""
        return build(tuple[Alert, ...], self._fields["alerts"])

    @cached_property
    def diagnosis(self) -> tuple[Advice, ...]:
        """Advice with its evidence, the most useful first."""
        return build(tuple[Advice, ...], self._fields["diagnosis"])

    @cached_property
    def invariants(self) -> Invariants:
        """What must hold after every run."""
        return build(Invariants, self._fields["invariants"])

    @cached_property
    def topology(self) -> Topology:
        """Who calls whom, with the measured utilization."""
        return build(Topology, self._fields["topology"])

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        """Every parameter of the run, defaults marked."""
        return build(tuple[Assumption, ...], self._fields["assumptions"])

    @cached_property
    def theory(self) -> Theory | None:
        """The textbook model beside the simulation, where there is one."""
        return None if self._fields["theory"] is None else build(Theory, self._fields["theory"])

    # --- values ----------------------------------------------------------------------------------------------------

    def value(self, metric: str) -> Estimate:
        """A number of the result with its confidence interval.

        Parameters
        ----------
        metric : str
            Its path in ``result.json``: ``"requests.all.latency_s.p95"``, ``"components.db/primary.utilization"``.

        Returns
        -------
        Estimate
            Value, low and high in the metric's unit; low and high are NaN where no interval is known.

        Raises
        ------
        UnknownPathError
            No such metric; the message names the nearest name.

        Examples
        --------
        >>> import tiersim
        >>> result = tiersim.single_queue(rate="50/s", service="exponential(10ms)").run(seed=1)
        >>> result.value("components.server.utilisation")
        Traceback (most recent call last):
        tiersim.errors.UnknownPathError: no field "utilisation" in components.server; did you mean "utilization"?
        """
        low, high = self.intervals.get(metric, (float("nan"), float("nan")))
        try:
            found = walk(self._fields, metric)
        except UnknownPathError:
            if metric not in self.per_replication:
                raise
            found = float(self.per_replication[metric].mean())  # compared, but no field of its own
        if isinstance(found, bool) or not isinstance(found, int | float):
            within = f"; it has {', '.join(map(str, found))}" if isinstance(found, dict) else ""
            raise UnknownPathError(f'"{metric}" is not a number{within}')
        currency = self.cost.currency if self.cost else ""
        return Estimate(float(found), low, high, _core.metric_unit(metric), currency)

    def series_array(self, component: str, metric: str) -> FloatArray:
        """A metric of a component over time, NaN where an interval saw nothing.

        Parameters
        ----------
        component : str
            Its path, or ``"requests"`` for what the clients saw.
        metric : str
            Such as ``"replicas_ready"``; :meth:`Series.metrics` lists them.

        Returns
        -------
        numpy.ndarray
            Shape ``(n,)``, float64, on the axis ``result.series.time_s``.

        Raises
        ------
        UnknownPathError
            No such component or metric.
        """
        return self.series[component, metric]

    def to_frame(self, table: str = "series") -> pd.DataFrame:
        """A table of the result for pandas.

        Parameters
        ----------
        table : {"series", "requests", "components", "slo", "timeline", "decisions", "breakdown", "cost"}
            ``series``: time by (component, metric). The others: a row for each class and workload, component,
            objective, event, decision of an autoscaler, tier or line of the bill; nested fields have dotted names
            (``latency_s.p95``).

        Returns
        -------
        pandas.DataFrame
            The table.

        Examples
        --------
        >>> import tiersim
        >>> result = tiersim.single_queue(rate="50/s").run(seed=1, replications=2)
        >>> result.to_frame("components").loc["server", "kind"]
        'station'
        """
        from tiersim.tables import frame

        return frame(self, table)

    # --- to read and to keep ---------------------------------------------------------------------------------------

    def to_json(self) -> str:
        """The text of ``result.json``; equal runs give equal bytes but for four fields of ``run``."""
        return self._core.to_json()

    def to_markdown(self) -> str:
        """A verdict table for a pull request."""
        return self._core.markdown_summary()

    def report(self, path: str | os.PathLike[str]) -> Path:
        """Writes the report: one HTML file that needs no network and no other file.

        Parameters
        ----------
        path : path-like
            The file to write.

        Returns
        -------
        pathlib.Path
            The file.
        """
        file = Path(path)
        file.write_text(self._core.html_report(), encoding="utf-8")
        return file

    def save(self, folder: str | os.PathLike[str]) -> Path:
        """Writes ``result.json``, ``series.csv``, ``timeline.csv`` and ``report.html``, as ``tiersim run --out`` does.

        Parameters
        ----------
        folder : path-like
            Made if it does not exist.

        Returns
        -------
        pathlib.Path
            The folder; :func:`read_result` takes it.
        """
        place = Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        texts = {
            "result.json": self.to_json(),
            "series.csv": self._core.series_csv(),
            "timeline.csv": self._core.timeline_csv(),
        }
        for name, text in texts.items():
            (place / name).write_text(text, encoding="utf-8", newline="")
        self.report(place / "report.html")
        return place

    def plot(self) -> Figure:
        """Rates, replicas and latency over time, one below the other.

        Returns
        -------
        matplotlib.figure.Figure
            A notebook shows it as the value of its cell; elsewhere call ``savefig``.
        """
        from tiersim.plotting import plot_result

        return plot_result(self)

    def _repr_html_(self) -> str:
        return html.result_table(self, self._core.run_line())


def read_result(path: str | os.PathLike[str]) -> Result:
    """Reads a result back.

    Parameters
    ----------
    path : path-like
        A ``result.json``, or the folder that holds it.

    Returns
    -------
    Result
        As it was when it was saved.

    Raises
    ------
    ResultFormatError
        The file is no result, or of a version that is not known here.

    Examples
    --------
    >>> import tempfile, tiersim
    >>> result = tiersim.single_queue(duration="2m").run(replications=2)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     tiersim.read_result(result.save(folder)) == result
    True
    """
    file = Path(path)
    if file.is_dir():
        file = file / "result.json"
    return _from_json(file.read_text(encoding="utf-8"))


def _from_json(text: str) -> Result:
    return Result(_core.from_json(text))
