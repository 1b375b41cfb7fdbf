"""Results and comparisons as small tables for notebooks; the whole story is in the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from tiersim import _core

if TYPE_CHECKING:
    from tiersim.comparison import Comparison
    from tiersim.estimate import Estimate
    from tiersim.result import Result

__all__ = ["comparison_table", "result_table"]

# Both readable on white and on black; the sign says the same without colour.
COLOURS = {"met": "#2e8b57", "missed": "#d1495b", "undecided": "#c08a00", "better": "#2e8b57", "worse": "#d1495b"}
SIGNS = {"met": "✓", "missed": "✗", "undecided": "?", "none": "–"}

KEY_FIGURES = (
    "requests.all.throughput_per_s",
    "requests.all.error_rate",
    "requests.all.latency_s.p50",
    "requests.all.latency_s.p95",
    "requests.all.latency_s.p99",
    "cost.per_month",
)


def result_table(result: Result, run_line: str) -> str:
    """The verdict, the objectives and the key figures of a result.

    Parameters
    ----------
    result : Result
        The result.
    run_line : str
        How it was run, in words.

    Returns
    -------
    str
        HTML.
    """
    objectives = [
        (_badge(objective.verdict, f"{SIGNS[objective.verdict]} {objective.expression}"),
         *_figure(result.value(objective.metric)))
        for objective in result.slo
    ]  # fmt: skip
    metrics = [metric for metric in KEY_FIGURES if result.cost or not metric.startswith("cost.")]
    figures = [(escape(_core.metric_label(metric)), *_figure(result.value(metric))) for metric in metrics]
    head = f"<b>{escape(result.name)}</b> {_badge(result.verdict, result.verdict)}" if objectives else (
        f"<b>{escape(result.name)}</b>"
    )  # fmt: skip
    return f"<div>{head}<br><small>{escape(run_line)}</small>{_table(objectives + figures)}</div>"


def comparison_table(comparison: Comparison) -> str:
    """Every variant against the base.

    Parameters
    ----------
    comparison : Comparison
        The comparison.

    Returns
    -------
    str
        HTML.
    """
    parts = []
    for variant in comparison.variants.values():
        rows = [
            (escape(_core.metric_label(found.metric)),
             escape(_core.format_value(found.base, found.unit, comparison.currency)),
             escape(_core.format_value(found.variant, found.unit, comparison.currency)),
             escape(found.difference.value_text),
             escape(found.difference.interval_text),
             _badge(found.change, found.change))
            for found in variant.differences.values()
        ]  # fmt: skip
        heads = ("", comparison.base, variant.name, "difference", f"{comparison.confidence_level:.0%} interval", "")
        parts.append(_table(rows, heads))
    return f"<div>{''.join(parts)}</div>"


def _figure(estimate: Estimate) -> tuple[str, str]:
    return escape(estimate.value_text), escape(estimate.interval_text)


def _badge(kind: str, text: str) -> str:
    colour = COLOURS.get(kind)
    return f'<b style="color: {colour}">{escape(text)}</b>' if colour else escape(text)


def _table(rows: Iterable[Sequence[str]], heads: Sequence[str] = ()) -> str:
    head = "".join(f"<th style='text-align: right'>{escape(text)}</th>" for text in heads)
    body = "".join(
        "<tr>"
        + "".join(f"<td style='text-align: {'right' if i else 'left'}'>{cell}</td>" for i, cell in enumerate(row))
        + "</tr>"
        for row in rows
    )
    return f"<table>{f'<thead><tr>{head}</tr></thead>' if head else ''}<tbody>{body}</tbody></table>"
