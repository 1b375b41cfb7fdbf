"""tiersim rehearses a deployment before it exists.

A scenario names the tiers, the traffic, the faults and the prices; a run plays every request through every queue and
answers with confidence intervals::

    import tiersim

    result = tiersim.run("scenarios/spike.json")
    result.verdict
    result.requests.all.latency_s.p95                   # seconds
    result.value("requests.all.latency_s.p95")          # 312 ms [299 ms, 326 ms]
    result.report("report.html")

    scenario = tiersim.load("scenarios/spike.json")
    wider = scenario.with_({"components.api.autoscaler.hpa.minReplicas": 8})
    tiersim.compare(scenario.run(), wider.run(), names=["today", "8 at least"])

NumPy is needed; pandas (tables) and matplotlib (plots) are optional.
"""

from tiersim._core import Progress, __version__
from tiersim.comparison import ComparedVariant, Comparison, Difference, compare
from tiersim.errors import (
    Diagnostic,
    InternalError,
    ResultFormatError,
    RunError,
    ScenarioError,
    TiersimError,
    UnknownPathError,
)
from tiersim.estimate import Estimate
from tiersim.experiment import run
from tiersim.loading import load, single_queue
from tiersim.result import Result, read_result
from tiersim.scenario import Scenario
from tiersim.series import Series
from tiersim.survey import Survey

__all__ = [
    "ComparedVariant",
    "Comparison",
    "Diagnostic",
    "Difference",
    "Estimate",
    "InternalError",
    "Progress",
    "Result",
    "ResultFormatError",
    "RunError",
    "Scenario",
    "ScenarioError",
    "Series",
    "Survey",
    "TiersimError",
    "UnknownPathError",
    "__version__",
    "compare",
    "load",
    "read_result",
    "run",
    "single_queue",
]
