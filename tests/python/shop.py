"""A small deployment: pods, a connection pool, a database; and where the scenarios of the repository lie."""

from pathlib import Path

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"

SHOP = {
    "name": "shop",
    "run": {"duration": "4m", "warm_up": "30s", "seed": 3, "replications": 2, "sample_interval": "10s"},
    "workload": {
        "shoppers": {
            "to": "api",
            "arrivals": {"process": "poisson", "rate": "50/s"},
            "mix": {"list": 0.8, "order": 0.2},
            "timeout": "10s",
        }
    },
    "components": {
        "api": {
            "kind": "deployment",
            "replicas": 2,
            "resources": {"requests": {"cpu": "500m"}, "limits": {"cpu": "1"}},
            "slots": 16,
            "operations": {
                "list": [{"cpu": "lognormal(4ms, cv=1)"}],
                "order": [{"cpu": "8ms"}, {"query": "pool", "write": "exponential(9ms)"}],
            },
        },
        "pool": {"kind": "connection_pool", "default_pool_size": 10, "to": "db"},
        "db": {"kind": "postgres", "max_connections": 50, "concurrency": 4},
    },
    "slo": ["p95 < 500ms", "order.p99 < 1ms"],
    "prices": {"currency": "USD", "as_of": "2026-07-20", "api.cpu_hour": 0.04},
}
