"""Makes the dataclasses of a result of the plain values that the simulator gives."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from typing import Any, TypeVar

from tiersim.names import Named

__all__ = ["FILE_NAMES", "build"]

# Where a name of the file is a word of Python's, or says too little without its neighbours.
FILE_NAMES = {"from_": "from", "is_default": "default"}

T = TypeVar("T")


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def build(kind: type[T], value: Any, what: str = "name") -> T:
    """Makes the types above of the plain values that the simulator gives.

    Parameters
    ----------
    kind : type
        A dataclass of :mod:`tiersim.fields`, or a type of one of their fields.
    value : Any
        Dicts, lists, arrays and numbers.
    what : str
        What the names of a mapping stand for, for messages.

    Returns
    -------
    object
        Of that type.

    Examples
    --------
    >>> from tiersim.fields import Replicas
    >>> build(Replicas, {"mean": 4.5, "min": 3.0, "max": 6.0, "end": 3.0}).max
    6.0
    """
    return typing.cast(T, _build(kind, value, what))


def _build(kind: Any, value: Any, what: str) -> Any:
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        names = {name: FILE_NAMES.get(name, name) for name in hints}
        return kind(**{name: _build(hints[name], value[names[name]], _singular(name)) for name in hints})
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is Named:
        return Named(what, {name: _build(arguments[0], item, what) for name, item in value.items()})
    if origin is types.UnionType:  # of a type and None
        return None if value is None else _build(arguments[0], value, what)
    if origin is tuple:
        return tuple(_build(arguments[0], item, what) for item in value)
    return value


def _singular(name: str) -> str:
    return {"classes": "class"}.get(name, name.removesuffix("s"))
