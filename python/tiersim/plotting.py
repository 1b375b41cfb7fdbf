"""Pictures of a result; needs matplotlib."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from tiersim.result import Result

__all__ = ["plot_result"]

# Okabe and Ito's colours: told apart by colour-blind readers too (Color Universal Design, 2008).
BLUE, ORANGE, GREEN, RED, GREY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#777777"


def plot_result(result: Result) -> Figure:
    """Rates, replicas (of every component that scales) and latency over time.

    Parameters
    ----------
    result : Result
        The result.

    Returns
    -------
    matplotlib.figure.Figure
        Not known to pyplot, so that a notebook shows it once.

    Raises
    ------
    ModuleNotFoundError
        matplotlib is missing; the message says how to install it.
    """
    try:
        import matplotlib.pyplot as plt
    except ModuleNotFoundError as error:
        message = "plots need matplotlib: pip install tiersim[plot]"
        raise ModuleNotFoundError(message, name=error.name) from error

    scaling = [name for name in result.series.components if "replicas_ready" in result.series.metrics(name)]
    panels: list[Callable[[Axes], None]] = [lambda axes: _rates(axes, result)]
    panels += [lambda axes, name=name: _replicas(axes, result, name) for name in scaling]  # type: ignore[misc]
    panels += [lambda axes: _latency(axes, result)]
    figure, grid = plt.subplots(
        len(panels), 1, sharex=True, figsize=(9, 2.2 * len(panels) + 0.6), layout="constrained", squeeze=False
    )
    plt.close(figure)
    for panel, axes in zip(panels, grid[:, 0], strict=True):
        panel(axes)
        axes.grid(alpha=0.25, linewidth=0.6)
        axes.spines[["top", "right"]].set_visible(False)
        axes.set_ylim(bottom=0)
        axes.set_xlim(0, result.run.duration_s / _time_unit(result)[0])
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False, fontsize="small")
        if result.run.warm_up_s > 0:
            axes.axvspan(0, result.run.warm_up_s / _time_unit(result)[0], color=GREY, alpha=0.12, linewidth=0)
    grid[-1, 0].set_xlabel(f"simulated time in {_time_unit(result)[1]}")
    figure.suptitle(result.name, fontsize="medium")
    return figure


def _time_unit(result: Result) -> tuple[float, str]:
    if result.run.duration_s >= 3 * 3600:
        return 3600.0, "hours"
    return (60.0, "minutes") if result.run.duration_s >= 180 else (1.0, "seconds")


def _line(
    axes: Axes, result: Result, key: tuple[str, str], label: str, colour: str, scale: float = 1.0, width: float = 1.1
) -> None:
    values = result.series.get(key)
    if values is not None and not np.isnan(values).all():
        # A step holds until the next instant: the value is that of the whole interval.
        axes.step(
            result.series.time_s / _time_unit(result)[0], values * scale, where="post", label=label, color=colour,
            linewidth=width,
        )  # fmt: skip


def _rates(axes: Axes, result: Result) -> None:
    _line(axes, result, ("requests", "offered_per_s"), "offered", GREY)
    _line(axes, result, ("requests", "completed_per_s"), "completed", BLUE)
    if result.requests.all.failed:
        _line(axes, result, ("requests", "failed_per_s"), "failed", RED)
    axes.set_ylabel("requests/s")


def _replicas(axes: Axes, result: Result, component: str) -> None:
    from matplotlib.ticker import MaxNLocator

    _line(axes, result, (component, "replicas_desired"), "desired", ORANGE, width=3.0)
    _line(axes, result, (component, "replicas_current"), "current", GREY)
    _line(axes, result, (component, "replicas_ready"), "ready", GREEN)
    axes.set_ylabel(f"{component} replicas")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))


def _latency(axes: Axes, result: Result) -> None:
    for percentile, colour in (("p50", GREEN), ("p95", BLUE), ("p99", RED)):
        _line(axes, result, ("requests", f"latency_{percentile}_s"), percentile, colour, scale=1000)
    for objective in result.slo:
        if objective.metric.startswith("requests.all.latency_s."):
            axes.axhline(objective.limit * 1000, color=GREY, linestyle="--", linewidth=1, label=objective.expression)
    axes.set_ylabel("latency in ms")
