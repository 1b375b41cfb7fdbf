"""Results side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tiersim import _core, html
from tiersim.estimate import Estimate
from tiersim.names import Named
from tiersim.result import Result

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ComparedVariant", "Comparison", "Difference", "compare"]


@dataclass(frozen=True)
class Difference:
    """One metric of a variant against the base.

    Attributes
    ----------
    metric : str
        Its path: ``"requests.all.latency_s.p95"``.
    unit : str
        Of all its values.
    base, variant : float
        The values.
    difference : Estimate
        variant - base with its confidence interval.
    change : str
        ``"better"``, ``"worse"``, ``"differs"`` (neither good nor bad), ``"same"`` or ``"undecided"``.
    """

    metric: str
    unit: str
    base: float
    variant: float
    difference: Estimate
    change: str


@dataclass(frozen=True)
class ComparedVariant:
    """A variant and its differences from the base by metric.

    ``paired`` says that both had the same seed and as many replications, so that each was compared with its twin: the
    requests were the same on both sides, and small differences show.
    """

    name: str
    hash: str
    verdict: str
    paired: bool
    differences: Named[Difference]

    def __getitem__(self, metric: str) -> Difference:
        """The difference in a metric."""
        return self.differences[metric]


class Comparison:
    """Variants against a base.

    Attributes
    ----------
    base : str
        Name of the base.
    base_verdict : str
        Of its own objectives.
    confidence_level : float
        Of the intervals.
    currency : str
        Of costs; empty without prices.
    variants : Named of ComparedVariant
        By name; variants of the same name are numbered.

    Examples
    --------
    >>> import tiersim
    >>> slow, fast = (tiersim.single_queue(service=f"exponential({ms}ms)", name=f"{ms}ms") for ms in (10, 8))
    >>> comparison = tiersim.compare(slow.run(), fast.run())
    >>> comparison["8ms"]["requests.all.latency_s.mean"].change
    'better'
    """

    def __init__(self, core: _core.Comparison) -> None:
        self._core = core
        self.base = core.base_name
        self.base_verdict = core.base_verdict
        self.confidence_level = core.confidence_level
        self.currency = core.currency
        variants: dict[str, ComparedVariant] = {}
        for fields in core.variants():
            name, number = fields["name"], 1
            while name in variants:
                number += 1
                name = f"{fields['name']} {number}"
            differences = {found["metric"]: _difference(found, core.currency) for found in fields["differences"]}
            variants[name] = ComparedVariant(
                name, fields["hash"], fields["verdict"], fields["paired"], Named("metric", differences)
            )
        self.variants = Named("variant", variants)

    def __getitem__(self, name: str) -> ComparedVariant:
        """The variant of that name."""
        return self.variants[name]

    def __repr__(self) -> str:
        return f"<Comparison of {', '.join(self.variants)} with {self.base}>"

    def __str__(self) -> str:
        """The table that the command line prints."""
        return self._core.terminal_comparison(100, 40)

    def to_json(self) -> str:
        """The comparison as JSON."""
        return self._core.to_json()

    def to_markdown(self) -> str:
        """A table for a pull request."""
        return self._core.markdown_comparison()

    def to_frame(self) -> pd.DataFrame:
        """The differences as a table.

        Returns
        -------
        pandas.DataFrame
            Indexed by variant and metric; columns unit, base, value, difference, low, high, change.
        """
        import pandas as pd

        rows = [
            {
                "variant": variant.name,
                "metric": found.metric,
                "unit": found.unit,
                "base": found.base,
                "value": found.variant,
                "difference": found.difference.value,
                "low": found.difference.low,
                "high": found.difference.high,
                "change": found.change,
            }
            for variant in self.variants.values()
            for found in variant.differences.values()
        ]
        return pd.DataFrame(rows).set_index(["variant", "metric"])

    def _repr_html_(self) -> str:
        return html.comparison_table(self)


def compare(base: Result, *variants: Result, metrics: Sequence[str] = (), names: Sequence[str] = ()) -> Comparison:
    """Compares every variant with the base, replication by replication.

    Parameters
    ----------
    base : Result
        What the others are measured against.
    *variants : Result
        One or more.
    metrics : sequence of str, optional
        Paths such as ``"components.api.utilization"``; latency, errors, throughput, goodput and cost if left out.
    names : sequence of str, optional
        What to call the base and each variant, in this order; their scenarios' names if left out.

    Returns
    -------
    Comparison
        The differences with their confidence intervals.

    Raises
    ------
    ValueError
        There is no variant, or not a name for each.

    Examples
    --------
    >>> import tiersim
    >>> queue = tiersim.single_queue()
    >>> one, two = queue.run(), queue.with_({"components.server.servers": 2}).run()
    >>> found = tiersim.compare(one, two, names=["one server", "two servers"])
    >>> found["two servers"]["requests.all.latency_s.p95"].change
    'better'
    """
    for result in (base, *variants):
        if not isinstance(result, Result):
            raise TypeError(f"compare takes results, not {type(result).__name__}: run it first")
    if not variants:
        raise ValueError("nothing to compare with the base: pass two results or more")
    if names and len(names) != len(variants) + 1:
        raise ValueError(f"{len(variants) + 1} names are needed, the base's first, not {len(names)}")
    core = _core.compare(base._core, [variant._core for variant in variants], list(metrics), list(names))
    return Comparison(core)


def _difference(fields: _core.DifferenceFields, currency: str) -> Difference:
    estimate = Estimate(fields["difference"], fields["low"], fields["high"], fields["unit"], currency)
    return Difference(fields["metric"], fields["unit"], fields["base"], fields["variant"], estimate, fields["change"])
