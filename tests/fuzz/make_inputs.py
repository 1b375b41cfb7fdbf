#!/usr/bin/env python3
"""Writes what the fuzzers start from: ``make_inputs.py PROGRAM OUT``.

Dictionaries of the words that mean something (``OUT/scenario.dict``, from the schema that
``PROGRAM schema`` prints, ``OUT/trace.dict``, ``OUT/kubernetes.dict``) and seeds: every scenario of
the repository as JSON without comments and as YAML, every section of them alone, the heads of the
recorded traces, the Kubernetes manifests.
"""

import gzip
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

VALUES = """
 5ms 2m 10m 1h 100/s 5/min 500m 1Gi 64MiB 70% 0.5 -1 1e9 1e308 9223372036854775807 0x10 null true false
 exponential( lognormal( uniform( normal( gamma( erlang( weibull( pareto( deterministic( mixture( zipf(
 hyperexponential( empirical( , cv=1 mean= p50= ) [[ ]] [ ] { } : // /* */ --- ... | > & * ! # " ' \\ \\u0000
 -> pod-0 /primary p95 p99.9 error_rate availability order.p99 < > <= >= ms apiVersion kind: spec: extends
""".split()

TRACE_WORDS = """
 timestamp time minute count requests 2024-01-01T00:00:00Z 2024-02-29 23:59:60 +02:00 -0400 .123456789 1e3
 [17/May/2015:10:05:03 Jul Dec "GET /a HTTP/1.1" 200 404 - NaN null NA N/A , ; \\t \\x0d\\x0a \\x0a \\x1f\\x8b\\x08
 \\x28\\xb5\\x2f\\xfd \\xef\\xbb\\xbf 1700000000 1700000000000 1700000000000000000 9e99 -1 253402300799
""".split()


def words(schema: object) -> Iterator[str]:
    """Every key and every chosen text of a schema."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key in ("properties", "$defs"):
                yield from value
            if key in ("enum", "const"):
                yield from (word for word in (value if key == "enum" else [value]) if isinstance(word, str))
            yield from words(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from words(item)


def dictionary(entries: set[str]) -> str:
    """The entries in libFuzzer's format; those of ``TRACE_WORDS`` and ``VALUES`` may hold escapes."""
    lines = []
    for entry in sorted(entries):
        text = re.sub(r"\\(?![\\tux])", r"\\\\", entry).replace('"', '\\"').replace("\\t", "\\x09")
        text = text.replace("\\u0000", "\\\\u0000")
        if text:
            lines.append(f'"{text}"')
    return "\n".join(lines) + "\n"


def without_comments(text: str) -> Any:
    """A scenario file's value; its comments stand on lines of their own or after a value."""
    return json.loads(re.sub(r'("(?:[^"\\]|\\.)*")|//[^\n]*', lambda match: match[1] or "", text))


def yaml(value: Any, indent: int = 0) -> str:
    """The value in block style; scalars as JSON, which YAML includes."""
    pad = "  " * indent
    if isinstance(value, dict) and value:
        return "".join(f"\n{pad}{json.dumps(key)}: {yaml(item, indent + 1)}" for key, item in value.items())
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return "".join(f"\n{pad}- {yaml(item, indent + 1)}" for item in value)
    return json.dumps(value)


def scenario_seeds() -> Iterator[str]:
    """Whole scenarios, and each cut down to one component or section of its own."""
    for path in sorted((ROOT / "scenarios").rglob("*.json")):
        text = path.read_text(encoding="utf-8")
        scenario = without_comments(text)
        yield text
        yield json.dumps(scenario)
        yield yaml(scenario).lstrip("\n")
        yield json.dumps(scenario) + "\0run.duration=5m\0components.api.slots=3\0slo=[]"
        yield '{"extends": "base.json", "name": "upper"}\0@' + json.dumps(scenario)
        for name, component in scenario.get("components", {}).items():
            yield json.dumps(
                {
                    "run": {"duration": "5m"},
                    "workload": {"w": {"to": name, "arrivals": {"rate": "9/s"}}},
                    "components": {name: component},
                }
            )
        for section in ("workload", "faults", "slo", "prices", "network", "links"):
            if section in scenario:
                yield json.dumps({section: scenario[section]})


def trace_seeds() -> Iterator[bytes]:
    """The first lines of each recorded trace, plain and packed, each under two choices of options."""
    for folder in ("scenarios/data", "tests/data"):
        for path in sorted((ROOT / folder).iterdir()):
            if path.suffix not in (".csv", ".gz"):
                continue
            content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            head = b"".join(content.splitlines(keepends=True)[:8])
            for choice in (b"\x00", b"\x47"):
                yield choice + head
                yield choice + gzip.compress(head, mtime=0)


MANIFEST_WORDS = """
 apiVersion: kind: metadata: name: namespace: spec: replicas: template: containers: resources: requests: limits: cpu:
 memory: 500m 1Gi readinessProbe: livenessProbe: lifecycle: preStop: exec: command: sleep selector: labels: items: List
 Deployment StatefulSet Service HorizontalPodAutoscaler ScaledObject VerticalPodAutoscaler scaleTargetRef: metrics:
 minReplicas: maxReplicas: targetCPUUtilizationPercentage: behavior: policies: triggers: {{ }} --- autoscaling/v2
 autoscaling/v1 Utilization averageUtilization: initContainers: restartPolicy: Always strategy: rollingUpdate: null
""".split()


def manifest_seeds() -> Iterator[bytes]:
    """The manifests of the repository: whole, each document alone, and two files at once."""
    for path in sorted((ROOT / "scenarios").rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        yield text.encode()
        yield text.replace("---\n", "\0").encode()
        yield from (document.encode() for document in text.split("---\n"))
    folder = ROOT / "scenarios/hpa_dry_run"
    yield b"\0".join((folder / name).read_bytes() for name in ("deployment.yaml", "hpa.yaml"))


def write_seeds(folder: Path, seeds: Iterator[bytes]) -> None:
    """One file for each seed, named by its content."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        (folder / hashlib.sha1(seed, usedforsecurity=False).hexdigest()).write_bytes(seed)


def main(arguments: list[str]) -> None:
    """Write dictionaries and seeds to the folder named second."""
    program, out = arguments[0], Path(arguments[1])
    write_seeds(out / "seeds/scenario", (seed.encode() for seed in scenario_seeds()))
    write_seeds(out / "seeds/trace", trace_seeds())
    write_seeds(out / "seeds/kubernetes", manifest_seeds())
    schema = json.loads(subprocess.run([program, "schema"], capture_output=True, check=True).stdout)
    (out / "scenario.dict").write_text(dictionary({*words(schema), *VALUES}), encoding="utf-8")
    (out / "kubernetes.dict").write_text(dictionary({*MANIFEST_WORDS, *VALUES}), encoding="utf-8")
    (out / "trace.dict").write_text(dictionary(set(TRACE_WORDS)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
