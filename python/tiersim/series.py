"""What was measured over time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tiersim.names import unknown

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FloatArray", "Series"]

FloatArray = npt.NDArray[np.float64]


class Series(Mapping[tuple[str, str], FloatArray]):
    """Metrics of components over time, all on one axis; each is the mean over the replications.

    A mapping from (component, metric) to an array as long as :attr:`time_s`, NaN where an interval saw nothing. What
    the clients saw stands under the component ``"requests"``: offered_per_s, completed_per_s, failed_per_s,
    error_rate, latency_p50_s, latency_p95_s, latency_p99_s, in_flight.

    Parameters
    ----------
    time_s : numpy.ndarray
        Shape ``(n,)``: the starts of the intervals in seconds, warm-up included.
    columns : mapping
        The arrays by component and metric.

    Examples
    --------
    >>> import tiersim
    >>> series = tiersim.single_queue(duration="2m").run(replications=2).series
    >>> series.metrics("server")
    ('utilization', 'waiting')
    >>> series["server", "utilization"].shape == series.time_s.shape
    True
    """

    def __init__(self, time_s: FloatArray, columns: Mapping[tuple[str, str], FloatArray]) -> None:
        self.time_s = _read_only(time_s)
        self._columns = {key: _read_only(values) for key, values in columns.items()}

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> Series:
        """Makes the series of the object ``series`` of a result."""
        columns = {(column["component"], column["metric"]): column["values"] for column in fields["columns"]}
        return cls(fields["time_s"], columns)

    def __getitem__(self, key: tuple[str, str]) -> FloatArray:
        if key in self._columns:
            return self._columns[key]
        component, metric = key
        raise unknown(f"series of {component}", metric, self.metrics(component))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def __repr__(self) -> str:
        return f"<Series of {len(self)} metrics of {len(self.components)} components at {self.time_s.size} instants>"

    @property
    def components(self) -> tuple[str, ...]:
        """The components that have series, in the order of the result."""
        return tuple(dict.fromkeys(component for component, _ in self._columns))

    def metrics(self, component: str) -> tuple[str, ...]:
        """The metrics of a component.

        Parameters
        ----------
        component : str
            Its path, or ``"requests"``.

        Returns
        -------
        tuple of str
            In the order of the result.

        Raises
        ------
        UnknownPathError
            No such component has series.
        """
        found = tuple(metric for owner, metric in self._columns if owner == component)
        if not found:
            raise unknown("component", component, self.components)
        return found

    def to_frame(self) -> pd.DataFrame:
        """The series as a table.

        Returns
        -------
        pandas.DataFrame
            Indexed by ``time_s``; columns in two levels, component and metric.

        Examples
        --------
        >>> import tiersim
        >>> frame = tiersim.single_queue(duration="2m").run(replications=2).series.to_frame()
        >>> frame["requests"].columns[0], frame.index.name
        ('completed_per_s', 'time_s')
        """
        import pandas as pd

        frame = pd.DataFrame(dict(self._columns), index=pd.Index(self.time_s, name="time_s"))
        frame.columns = pd.MultiIndex.from_tuples(list(self._columns), names=["component", "metric"])
        return frame


def _read_only(values: FloatArray) -> FloatArray:
    values.flags.writeable = False
    return values
