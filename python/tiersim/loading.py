"""Scenarios from files, texts and dicts."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tiersim import _core
from tiersim.scenario import Changes, Scenario, as_sets

__all__ = ["Source", "load", "single_queue"]

Source = str | os.PathLike[str] | Mapping[str, Any]
"""A path or a name of a scenario file, its text, or its content as a dict."""

ENDINGS = ("", ".json", ".yaml", ".yml", "/scenario.json", "/scenario.yaml")


def load(source: Source | Scenario, sets: Changes | None = None, *, folder: str | os.PathLike[str] = ".") -> Scenario:
    """Reads a scenario and checks it.

    Parameters
    ----------
    source : path-like, str, mapping or Scenario
        A file; a name (``"spike"`` is ``spike.json`` or ``spike/scenario.json``, here or in ``scenarios/``); the
        content as a dict; or a text, of two lines at least or in braces: JSON when it begins with a brace or a
        comment, else YAML.
    sets : mapping or iterable of str, optional
        Values by path that replace the file's; see :meth:`Scenario.with_`.
    folder : path-like
        Where the files lie that a text or a dict names.

    Returns
    -------
    Scenario
        Checked, with every default filled in.

    Raises
    ------
    ScenarioError
        With every fault found: its line, its cause and its cure.
    FileNotFoundError
        There is no such file.

    Examples
    --------
    >>> import tiersim
    >>> scenario = tiersim.load({
    ...     "name": "counter",
    ...     "run": {"duration": "10m", "warm_up": "1m"},
    ...     "workload": {"people": {"to": "clerk", "arrivals": {"rate": "1/s"}}},
    ...     "components": {"clerk": {"kind": "station", "servers": 1, "service": "exponential(500ms)"}},
    ... })
    >>> scenario
    <Scenario counter (clerk: station)>
    """
    if isinstance(source, Scenario):
        return source.with_(sets)
    if isinstance(source, Mapping):
        text = json.dumps(source, indent=2, ensure_ascii=False, allow_nan=False)
        return _load_text("<dict>", text, sets, folder)
    if isinstance(source, str) and _is_text(source):
        is_json = source.lstrip().startswith(("{", "//", "/*"))
        return _load_text("<text>" if is_json else "<text>.yaml", source, sets, folder)
    return Scenario(_find(os.fspath(source)), tuple(as_sets(sets)), {})


def single_queue(
    rate: str = "80/s",
    service: str = "exponential(10ms)",
    *,
    servers: int = 1,
    duration: str = "10m",
    warm_up: str = "1m",
    name: str = "single_queue",
) -> Scenario:
    """The smallest scenario: one waiting line before one station, Poisson arrivals.

    Parameters
    ----------
    rate : str
        Arrival rate with its unit, ``"80/s"``.
    service : str
        Distribution of the service time, ``"exponential(10ms)"`` or ``"lognormal(10ms, cv=2)"``.
    servers : int
        Servers of the station.
    duration, warm_up : str
        Simulated time of a replication, and how much of it at the start does not count.
    name : str
        The scenario's name.

    Returns
    -------
    Scenario
        With the workload ``clients`` and the component ``server``.

    Examples
    --------
    >>> import tiersim
    >>> tiersim.single_queue(rate="160/s", servers=2).check().tiers.server.utilization
    0.8
    """
    return load(
        {
            "name": name,
            "run": {"duration": duration, "warm_up": warm_up},
            "workload": {"clients": {"to": "server", "arrivals": {"process": "poisson", "rate": rate}}},
            "components": {"server": {"kind": "station", "servers": servers, "service": service}},
        }
    )


def _load_text(label: str, text: str, sets: Changes | None, folder: str | os.PathLike[str]) -> Scenario:
    path = os.path.join(os.fspath(folder), label)
    return Scenario(path, tuple(as_sets(sets)), {path: text})


def _is_text(source: str) -> bool:
    return "\n" in source or source.lstrip().startswith("{")


def _find(name: str) -> str:
    for base in (name, os.path.join("scenarios", name)):
        for ending in ENDINGS:
            if os.path.isfile(base + ending):
                return base + ending
    folder = Path(name).parent
    there = [path.stem for path in folder.glob("*.json")] if folder.is_dir() else []
    hint = _core.did_you_mean(Path(name).stem, there)
    raise FileNotFoundError(errno.ENOENT, "there is no such scenario" + (f"; {hint}" if hint else ""), name)
