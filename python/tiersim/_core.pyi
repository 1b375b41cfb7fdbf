"""The simulator, as python/src binds it. The package tiersim is what to use."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypedDict, final

__version__: str

class DiagnosticFields(TypedDict):
    severity: str
    message: str
    file: str
    line: int
    column: int
    length: int
    pointer: str
    cure: str

class ParameterFields(TypedDict):
    pointer: str
    value: str
    unit: str
    is_default: bool
    help: str

class TierFields(TypedDict):
    path: str
    kind: str
    calls_per_s: float
    offered: float
    capacity: float
    capacity_text: str
    utilization: float

class EdgeFields(TypedDict):
    caller: str
    callee: str
    calls_per_s: float
    label: str

class ClaimFields(TypedDict):
    pool: str
    formula: str
    connections: int
    in_rollout: int

class BudgetFields(TypedDict):
    database: str
    usable: int
    total: int
    total_in_rollout: int
    claims: list[ClaimFields]

class SurveyFields(TypedDict):
    tiers: list[TierFields]
    edges: list[EdgeFields]
    single_points: list[str]
    budgets: list[BudgetFields]
    findings: list[DiagnosticFields]
    text: str

class DifferenceFields(TypedDict):
    metric: str
    unit: str
    base: float
    variant: float
    difference: float
    low: float
    high: float
    change: str

class VariantFields(TypedDict):
    name: str
    hash: str
    verdict: str
    paired: bool
    differences: list[DifferenceFields]

@final
class LoadedScenario:
    @property
    def name(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def hash(self) -> str: ...
    @property
    def seed(self) -> int: ...
    @property
    def replications(self) -> int: ...
    @property
    def duration_s(self) -> float: ...
    @property
    def warm_up_s(self) -> float: ...
    @property
    def warnings(self) -> list[DiagnosticFields]: ...
    def kinds(self) -> dict[str, str]: ...
    def parameters(self) -> list[ParameterFields]: ...
    def survey(self) -> SurveyFields: ...

@final
class Progress:
    @property
    def done(self) -> float: ...
    @property
    def replications_done(self) -> int: ...
    @property
    def replications(self) -> int: ...
    @property
    def simulated_s(self) -> float: ...

@final
class Result:
    def fields(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def html_report(self) -> str: ...
    def terminal_summary(self, width: int, height: int) -> str: ...
    def markdown_summary(self) -> str: ...
    def junit_xml(self) -> str: ...
    def series_csv(self) -> str: ...
    def timeline_csv(self) -> str: ...
    def one_sentence(self) -> str: ...
    def run_line(self) -> str: ...

@final
class Comparison:
    @property
    def base_name(self) -> str: ...
    @property
    def base_verdict(self) -> str: ...
    @property
    def confidence_level(self) -> float: ...
    @property
    def currency(self) -> str: ...
    def variants(self) -> list[VariantFields]: ...
    def to_json(self) -> str: ...
    def terminal_comparison(self, width: int, height: int) -> str: ...
    def markdown_comparison(self) -> str: ...

def read(path: str, sets: Sequence[str], texts: Mapping[str, str]) -> LoadedScenario: ...
def did_you_mean(written: str, names: Sequence[str]) -> str: ...
def run(
    scenario: LoadedScenario,
    seed: int | None,
    replications: int | None,
    jobs: int,
    confidence_level: float,
    listener: Callable[[Progress], object] | None,
) -> Result: ...
def from_json(text: str) -> Result: ...
def compare(base: Result, variants: Sequence[Result], metrics: Sequence[str], names: Sequence[str]) -> Comparison: ...
def format_value(value: float, unit: str, currency: str) -> str: ...
def format_interval(low: float, high: float, unit: str, currency: str) -> str: ...
def format_clock(time_s: float) -> str: ...
def metric_unit(metric: str) -> str: ...
def metric_label(metric: str) -> str: ...
