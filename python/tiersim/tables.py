"""Results as tables for pandas."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tiersim.names import unknown

if TYPE_CHECKING:
    import pandas as pd

    from tiersim.fields import Requests
    from tiersim.result import Result

__all__ = ["frame"]

LISTS = ("slo", "timeline", "decisions", "breakdown")
TABLES = ("series", "requests", "components", *LISTS, "cost")


def frame(result: Result, table: str) -> pd.DataFrame:
    """A table of a result.

    Parameters
    ----------
    result : Result
        The result.
    table : str
        One of ``TABLES``; see :meth:`tiersim.Result.to_frame`.

    Returns
    -------
    pandas.DataFrame
        The table.

    Raises
    ------
    UnknownPathError
        There is no such table.
    """
    import pandas as pd

    if table not in TABLES:
        raise unknown("table", table, TABLES)
    if table == "series":
        return result.series.to_frame()
    if table in LISTS:
        return pd.DataFrame([_flat(item) for item in getattr(result, table)])
    if table == "cost":
        return pd.DataFrame([_flat(item) for item in (result.cost.items if result.cost else ())])
    rows = _request_rows(result.requests) if table == "requests" else result.components
    return pd.DataFrame.from_dict({name: _flat(row) for name, row in rows.items()}, orient="index")


def _request_rows(requests: Requests) -> dict[str, Any]:
    classes = {f"classes.{name}": summary for name, summary in requests.classes.items()}
    workloads = {f"workloads.{name}": summary for name, summary in requests.workloads.items()}
    return {"all": requests.all, **classes, **workloads}


def _flat(item: Any, prefix: str = "") -> dict[str, Any]:
    """The fields of a dataclass in one level; those of inner ones under dotted names."""
    row: dict[str, Any] = {}
    for field in dataclasses.fields(item):
        value = getattr(item, field.name)
        if dataclasses.is_dataclass(value):
            row.update(_flat(value, f"{prefix}{field.name}."))
        elif isinstance(value, Mapping):
            row.update({f"{prefix}{field.name}.{name}": each for name, each in value.items()})
        else:
            row[prefix + field.name] = value
    return row
