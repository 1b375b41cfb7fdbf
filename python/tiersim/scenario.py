"""Scenarios: read, changed, checked, run."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from tiersim import _core
from tiersim.errors import Diagnostic, InternalError
from tiersim.names import Named
from tiersim.progress import ProgressLine
from tiersim.result import Result
from tiersim.survey import Survey

__all__ = ["Changes", "Listener", "Scenario", "as_sets"]

Changes = Mapping[str, Any] | Iterable[str]
"""Values by path, or texts such as ``"components.api.slots=64"``."""

Listener = Callable[[_core.Progress], object]
"""Is told how far a run is; called in the thread that runs."""


class Scenario:
    """A scenario that was read and checked. It does not change: what-ifs are new scenarios.

    Scenarios come from :func:`tiersim.load`; they can be pickled.

    Examples
    --------
    >>> import tiersim
    >>> calm = tiersim.single_queue(rate="50/s")
    >>> busy = calm.with_(workload__clients__arrivals__rate="90/s", name="busy")
    >>> busy.name, calm.name
    ('busy', 'single_queue')
    """

    def __init__(self, path: str, sets: tuple[str, ...], texts: Mapping[str, str]) -> None:
        self._path = path
        self._sets = sets
        self._texts = dict(texts)
        self._core = _core.read(path, sets, self._texts)

    def __reduce__(self) -> tuple[Any, tuple[str, tuple[str, ...], dict[str, str]]]:
        return Scenario, (self._path, self._sets, self._texts)

    def __eq__(self, other: object) -> bool:
        """Equal scenarios give equal results."""
        return isinstance(other, Scenario) and self.hash == other.hash

    def __hash__(self) -> int:
        return hash(self.hash)

    def __repr__(self) -> str:
        kinds = ", ".join(f"{name}: {kind}" for name, kind in self.components.items())
        return f"<Scenario {self.name} ({kinds})>"

    @property
    def name(self) -> str:
        """Its name."""
        return self._core.name

    @property
    def description(self) -> str:
        """One line on what it is about; may be empty."""
        return self._core.description

    @property
    def hash(self) -> str:
        """Of all its values, overlays and sets included; a result carries it."""
        return self._core.hash

    @property
    def seed(self) -> int:
        """Its master seed."""
        return self._core.seed

    @property
    def replications(self) -> int:
        """Independent repetitions."""
        return self._core.replications

    @property
    def duration_s(self) -> float:
        """Simulated time of one replication in seconds, warm-up included."""
        return self._core.duration_s

    @property
    def warm_up_s(self) -> float:
        """Seconds at the start that no statistic counts."""
        return self._core.warm_up_s

    @cached_property
    def components(self) -> Named[str]:
        """The kinds of the components by name."""
        return Named("component", self._core.kinds())

    @cached_property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What was found on reading that does not keep it from running."""
        return tuple(Diagnostic(**found) for found in self._core.warnings)

    @cached_property
    def parameters(self) -> tuple[_core.ParameterFields, ...]:
        """Every parameter with its pointer, value, unit and meaning, defaults marked."""
        return tuple(self._core.parameters())

    def with_(self, changes: Changes | None = None, /, **values: Any) -> Scenario:
        """The same scenario with other values.

        Parameters
        ----------
        changes : mapping or iterable of str, optional
            Values by path: ``{"components.api.slots": 64}``; or texts ``"components.api.slots=64"`` as for ``--set``.
            A path with a name that holds dots is written with slashes: ``"prices/api.cpu_hour"``. None as a value takes
            the key away.
        **values
            The same with two underscores for each dot: ``run__duration="2h"``.

        Returns
        -------
        Scenario
            A new scenario, checked again.

        Raises
        ------
        ScenarioError
            A path or a value does not fit; the message says what would.

        Examples
        --------
        >>> import tiersim
        >>> short = tiersim.single_queue().with_({"run.duration": "5m"}, run__seed=7)
        >>> short.duration_s, short.seed
        (300.0, 7)
        """
        added = [*as_sets(changes), *as_sets({name.replace("__", "."): value for name, value in values.items()})]
        return Scenario(self._path, (*self._sets, *added), self._texts)

    def set(self, path: str, value: Any) -> Scenario:
        """The same scenario with one other value; see :meth:`with_`."""
        return self.with_({path: value})

    def check(self) -> Survey:
        """What can be said before the run: loads, single points of failure, connection budgets.

        Returns
        -------
        Survey
            To look at and to compute with.

        Raises
        ------
        ScenarioError
            A trace cannot be read, or calls go round without an end.

        Examples
        --------
        >>> import tiersim
        >>> survey = tiersim.single_queue(rate="80/s", service="exponential(10ms)").check()
        >>> round(survey.tiers.server.utilization, 3)
        0.8
        """
        return Survey(self._core.survey())

    def run(
        self,
        *,
        seed: int | None = None,
        replications: int | None = None,
        jobs: int | None = None,
        confidence_level: float = 0.95,
        progress: bool | Listener = False,
    ) -> Result:
        """Simulates the scenario and judges it.

        Other threads of Python go on meanwhile. Ctrl-C, or an exception in `progress`, ends the run.

        Parameters
        ----------
        seed : int, optional
            Master seed instead of the scenario's; the same seed gives the same result.
        replications : int, optional
            Independent repetitions, 1 to 10,000, instead of the scenario's.
        jobs : int, optional
            Threads; as many as the machine has if left out. The result does not depend on it.
        confidence_level : float
            Of the intervals, between 0 and 1.
        progress : bool or callable
            True shows a line on standard error; a callable gets an object with ``done`` (0 to 1),
            ``replications_done``, ``replications`` and ``simulated_s``, some twenty times a second.

        Returns
        -------
        Result
            What the run found out.

        Raises
        ------
        ScenarioError
            A trace cannot be read, or calls go round without an end.
        RunError
            The run cannot go on.
        InternalError
            An invariant does not hold: a bug of tiersim. The error carries the result.
        ValueError
            An argument is out of its range.

        Examples
        --------
        >>> import tiersim
        >>> scenario = tiersim.single_queue()
        >>> scenario.run(seed=7, jobs=1).requests == scenario.run(seed=7, jobs=2).requests
        True
        """
        seed = _whole("seed", seed, 0, 2**64 - 1)
        replications = _whole("replications", replications, 1, 10_000)
        jobs = _whole("jobs", jobs, 1, 1024)
        if not 0 < confidence_level < 1:
            raise ValueError(f"confidence_level is between 0 and 1, such as 0.95, not {confidence_level}")
        line = ProgressLine(self.name) if progress is True else None
        listener = line or (progress if callable(progress) else None)
        try:
            core = _core.run(self._core, seed, replications, jobs or 0, confidence_level, listener)
        finally:
            if line:
                line.close()
        result = Result(core)
        if result.invariants.details:
            details = "\n  ".join(result.invariants.details)
            error = InternalError(f"an invariant does not hold; this is a bug in tiersim:\n  {details}")
            error.result = result
            raise error
        return result


def as_sets(changes: Changes | None) -> list[str]:
    """The changes as the texts of ``--set``.

    Parameters
    ----------
    changes : mapping or iterable of str, optional
        As for :meth:`Scenario.with_`.

    Returns
    -------
    list of str
        ``path=value`` with the value as JSON.

    Examples
    --------
    >>> as_sets({"run.duration": "2h", "components.api.replicas": 3})
    ['run.duration="2h"', 'components.api.replicas=3']
    """
    if changes is None:
        return []
    if isinstance(changes, str):
        return [changes]
    if not isinstance(changes, Mapping):
        return list(changes)
    for path in changes:
        if "=" in path:
            raise ValueError(f'a path has no "=": write {{"run.duration": "2h"}}, not {path!r}')
    return [f"{path}={json.dumps(value, ensure_ascii=False, allow_nan=False)}" for path, value in changes.items()]


def _whole(name: str, value: int | None, least: int, most: int) -> int | None:
    """The number as Python's own (NumPy's are welcome), within its bounds."""
    if value is None:
        return None
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise TypeError(f"{name} is a whole number, not {value!r}")
    number = operator.index(value)
    if not least <= number <= most:
        raise ValueError(f"{name} is {least} to {most}, not {number}")
    return number
