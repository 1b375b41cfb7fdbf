"""A run in one call."""

from __future__ import annotations

from tiersim.loading import Source, load
from tiersim.result import Result
from tiersim.scenario import Changes, Listener, Scenario

__all__ = ["run"]


def run(
    scenario: Source | Scenario,
    sets: Changes | None = None,
    *,
    seed: int | None = None,
    replications: int | None = None,
    jobs: int | None = None,
    confidence_level: float = 0.95,
    progress: bool | Listener = False,
) -> Result:
    """Reads a scenario if need be, simulates and judges it.

    Parameters
    ----------
    scenario : path-like, str, mapping or Scenario
        As for :func:`tiersim.load`.
    sets : mapping or iterable of str, optional
        Values by path that replace the scenario's.
    seed, replications, jobs, confidence_level, progress
        As for :meth:`Scenario.run`.

    Returns
    -------
    Result
        What the run found out.

    Examples
    --------
    >>> import tiersim
    >>> tiersim.run(tiersim.single_queue(), {"run.duration": "3m"}, replications=2).run.replications
    2
    """
    return load(scenario, sets).run(
        seed=seed, replications=replications, jobs=jobs, confidence_level=confidence_level, progress=progress
    )
