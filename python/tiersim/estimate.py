"""A measured value together with what is known about its precision."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from tiersim import _core

__all__ = ["Estimate"]


@dataclass(frozen=True, repr=False)
class Estimate:
    """A value and its confidence interval over the replications.

    Attributes
    ----------
    value : float
        The value, in ``unit``; NaN when nothing was measured.
    low, high : float
        The confidence interval at the level of the run; NaN with a single replication.
    unit : str
        ``"s"``, ``"1/s"``, ``"ratio"``, ``"currency"``, or empty for a count.
    currency : str
        For the unit ``"currency"``, such as ``"USD"``.

    Examples
    --------
    >>> p95 = Estimate(0.1463, 0.1401, 0.1525, "s")
    >>> p95
    146 ms [140 ms, 152 ms]
    >>> value, low, high = p95
    >>> 0.15 in p95, float(p95) < 0.15, round(p95.half_width, 4)
    (True, True, 0.0062)
    """

    value: float
    low: float = math.nan
    high: float = math.nan
    unit: str = ""
    currency: str = field(default="", compare=False)

    @property
    def half_width(self) -> float:
        """Half the width of the interval, in ``unit``."""
        return (self.high - self.low) / 2

    def __float__(self) -> float:
        return self.value

    def __iter__(self) -> Iterator[float]:
        return iter((self.value, self.low, self.high))

    def __contains__(self, value: object) -> bool:
        return isinstance(value, int | float) and self.low <= value <= self.high

    def __repr__(self) -> str:
        interval = self.interval_text
        return self.value_text + (f" {interval}" if interval else "")

    @property
    def value_text(self) -> str:
        """The value for people, ``"146 ms"``."""
        return _core.format_value(self.value, self.unit, self.currency)

    @property
    def interval_text(self) -> str:
        """The interval for people, ``"[140 ms, 152 ms]"``; empty when there is none."""
        return _core.format_interval(self.low, self.high, self.unit, self.currency)
