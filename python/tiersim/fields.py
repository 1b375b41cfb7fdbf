"""The fields of ``result.json``, name by name: what stands where in a :class:`tiersim.Result`.

Times are in seconds, rates in 1/s, shares between 0 and 1. What was not measured is NaN (null in JSON).
"""

from __future__ import annotations

from dataclasses import dataclass

from tiersim.names import Named

__all__ = [
    "Advice",
    "Alert",
    "Assumption",
    "Component",
    "Cost",
    "CostItem",
    "Invariants",
    "Objective",
    "Replicas",
    "Requests",
    "RequestSummary",
    "Run",
    "ScalingCondition",
    "ScalingDecision",
    "ScalingLimit",
    "ScalingProposal",
    "ScenarioName",
    "Theory",
    "TheoryRow",
    "TierTime",
    "TimeSummary",
    "TimelineEvent",
    "Topology",
    "TopologyEdge",
    "TopologyNode",
]


@dataclass(frozen=True)
class ScenarioName:
    """Which scenario was run; the hash is of all its values, overlays and sets included."""

    name: str
    hash: str
    description: str


@dataclass(frozen=True)
class Run:
    """How the run was made. Only the last four may differ between equal runs."""

    seed: int
    replications: int
    replications_asked: int
    duration_s: float
    warm_up_s: float
    confidence_level: float
    events: int
    wall_s: float
    events_per_s: float
    cpu_s: float
    peak_rss_bytes: float


@dataclass(frozen=True)
class Objective:
    """A service-level objective and how it ended; ``value``, ``low``, ``high`` and ``limit`` share one unit."""

    expression: str
    metric: str
    relation: str
    unit: str
    value: float
    low: float
    high: float
    limit: float
    verdict: str


@dataclass(frozen=True)
class TimeSummary:
    """Mean and percentiles of a time in seconds, pooled over the replications; ``p999`` is the 99.9th."""

    mean: float
    p50: float
    p75: float
    p90: float
    p95: float
    p99: float
    p999: float
    max: float


@dataclass(frozen=True)
class RequestSummary:
    """Requests counted by arrival after warm-up: offered = completed + failed + in_flight.

    Counts are totals over the replications, rates are means over them.
    """

    offered: int
    completed: int
    failed: int
    in_flight: int
    throughput_per_s: float
    goodput_per_s: float
    error_rate: float
    availability: float
    outcomes: Named[int]
    latency_s: TimeSummary


@dataclass(frozen=True)
class Requests:
    """The requests as seen from outside: in all, by class and by workload."""

    all: RequestSummary
    classes: Named[RequestSummary]
    workloads: Named[RequestSummary]


@dataclass(frozen=True)
class Replicas:
    """How many replicas a component had after warm-up: means over the replications."""

    mean: float
    min: float
    max: float
    end: float


@dataclass(frozen=True)
class Component:
    """A component after the run: how busy it was, how long requests waited there and were served."""

    kind: str
    zone: str
    utilization: float
    in_flight_mean: float
    wait_s: TimeSummary
    service_s: TimeSummary
    replicas: Replicas | None
    counters: Named[float]
    littles_law_error: float


@dataclass(frozen=True)
class TierTime:
    """Where the time of a request goes in a component: seconds a request, for all and for the slowest 1 %."""

    component: str
    wait_s: float
    service_s: float
    slowest_wait_s: float
    slowest_service_s: float


@dataclass(frozen=True)
class CostItem:
    """A line of the bill for one replication: quantity × price = amount."""

    name: str
    quantity: float
    unit: str
    price: float
    amount: float


@dataclass(frozen=True)
class Cost:
    """What the run cost and what it would cost at that pace; a month has 730 hours."""

    total: float
    per_hour: float
    per_month: float
    per_million_requests: float
    currency: str
    as_of: str
    items: tuple[CostItem, ...]


@dataclass(frozen=True)
class TimelineEvent:
    """Something that happened in the first replication: an autoscaler's decision and its reason, a fault."""

    time_s: float
    component: str
    event: str
    detail: str


@dataclass(frozen=True)
class ScalingProposal:
    """What one metric, trigger, alarm or schedule asked an autoscaler for; value and replicas are (low, high)."""

    source: str
    unit: str
    value: tuple[float, float] | None
    target: float
    replicas: tuple[float, float] | None
    failure: str


@dataclass(frozen=True)
class ScalingLimit:
    """What kept the count from what was asked for, such as ``"maxReplicas 20"``, and the count it left."""

    rule: str
    held: float


@dataclass(frozen=True)
class ScalingCondition:
    """A condition of the autoscaler's status, such as AbleToScale, and its reason."""

    type: str
    status: bool
    reason: str


@dataclass(frozen=True)
class ScalingDecision:
    """Why an autoscaler changed a count, or left it alone, in the first replication.

    Consecutive evaluations that came to the same end for the same reason are one decision, from ``time_s`` to
    ``last_s``; what was measured over them is a pair (low, high). A change of the count always stands alone.
    """

    time_s: float
    last_s: float
    evaluations: int
    component: str
    scaler: str
    current: float
    result: float
    ready: tuple[float, float]
    wanted: tuple[float, float] | None
    proposals: tuple[ScalingProposal, ...]
    decided_by: str
    limits: tuple[ScalingLimit, ...]
    conditions: tuple[ScalingCondition, ...]
    reason: str

    @property
    def changed(self) -> bool:
        """Whether the count after it is another one."""
        return self.result != self.current

    @property
    def held_by(self) -> str:
        """The rules that kept the count from what was wanted, as ``"scale-down window 300s"``; empty: none."""
        return ", ".join(limit.rule for limit in self.limits)


@dataclass(frozen=True)
class Alert:
    """An alert rule that fired; ``resolved_s`` is NaN while it still fires at the end."""

    name: str
    severity: str
    fired_s: float
    resolved_s: float
    detail: str


@dataclass(frozen=True)
class Advice:
    """One line of advice and the measurement that it rests on; the most useful comes first."""

    component: str
    summary: str
    evidence: str


@dataclass(frozen=True)
class Invariants:
    """What must hold after every run: no request is lost, and Little's law."""

    conservation: bool
    littles_law_error: float
    details: tuple[str, ...]


@dataclass(frozen=True)
class TopologyNode:
    """A workload or a component in the picture of the deployment."""

    path: str
    kind: str
    label: str
    utilization: float
    replicas: float


@dataclass(frozen=True)
class TopologyEdge:
    """Who calls whom, how often, and what wraps the call. In the file: ``from`` and ``to``."""

    from_: str
    to: str
    calls_per_s: float
    label: str


@dataclass(frozen=True)
class Topology:
    """The deployment as a graph."""

    nodes: tuple[TopologyNode, ...]
    edges: tuple[TopologyEdge, ...]


@dataclass(frozen=True)
class Assumption:
    """A parameter as the run used it. In the file: ``default`` for ``is_default``."""

    pointer: str
    value: str
    unit: str
    is_default: bool
    help: str


@dataclass(frozen=True)
class TheoryRow:
    """A closed form beside the confidence interval of what was simulated."""

    metric: str
    unit: str
    theory: float
    simulated: tuple[float, float]


@dataclass(frozen=True)
class Theory:
    """The textbook model that the deployment is equal to or close to."""

    model: str
    rows: tuple[TheoryRow, ...]
