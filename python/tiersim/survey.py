"""What can be said of a scenario before it runs."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from tiersim import _core
from tiersim.errors import Diagnostic
from tiersim.names import Named

__all__ = ["Budget", "Call", "Claim", "Survey", "Tier"]


@dataclass(frozen=True)
class Tier:
    """What a component has to carry at the peak of the workloads.

    ``offered`` is the number of servers that would be busy on average, of ``capacity``; both are NaN for a component
    that cannot be full. ``capacity_text`` says what the capacity is made of.
    """

    path: str
    kind: str
    calls_per_s: float
    offered: float
    capacity: float
    capacity_text: str
    utilization: float


@dataclass(frozen=True)
class Call:
    """Calls from a workload or component to a component, at the peak; ``label`` says what wraps them."""

    caller: str
    callee: str
    calls_per_s: float
    label: str


@dataclass(frozen=True)
class Claim:
    """Connections that a pool could open, usually and while a rollout adds pods."""

    pool: str
    formula: str
    connections: int
    in_rollout: int


@dataclass(frozen=True)
class Budget:
    """Who could open how many connections to a server of a database, of those it has."""

    database: str
    usable: int
    total: int
    total_in_rollout: int
    claims: tuple[Claim, ...]


class Survey:
    """The deployment on paper: its graph of calls at the peak of the workloads.

    Attributes
    ----------
    tiers : Named of Tier
        Offered load and utilization by component.
    calls : tuple of Call
        Who calls whom, how often.
    single_points : tuple of str
        What has no stand-in, a sentence each.
    budgets : tuple of Budget
        Connection budgets by database.
    findings : tuple of Diagnostic
        Warnings.

    Examples
    --------
    >>> import tiersim
    >>> tiersim.single_queue(rate="80/s", service="exponential(10ms)").check().calls[0]
    Call(caller='clients', callee='server', calls_per_s=80.0, label='')
    """

    def __init__(self, fields: _core.SurveyFields) -> None:
        self.tiers = Named("component", {tier["path"]: Tier(**tier) for tier in fields["tiers"]})
        self.calls = tuple(Call(**edge) for edge in fields["edges"])
        self.single_points = tuple(fields["single_points"])
        self.budgets = tuple(_budget(budget) for budget in fields["budgets"])
        self.findings = tuple(Diagnostic(**found) for found in fields["findings"])
        self._text = fields["text"]

    def __str__(self) -> str:
        """The survey as ``tiersim check`` prints it."""
        return self._text

    def __repr__(self) -> str:
        return self._text

    def _repr_html_(self) -> str:
        return f"<pre style='font-family: monospace; line-height: 1.3'>{escape(self._text)}</pre>"


def _budget(fields: _core.BudgetFields) -> Budget:
    return Budget(
        database=fields["database"],
        usable=fields["usable"],
        total=fields["total"],
        total_in_rollout=fields["total_in_rollout"],
        claims=tuple(Claim(**claim) for claim in fields["claims"]),
    )
