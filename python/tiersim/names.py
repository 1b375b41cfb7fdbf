"""Things by their names, with a hint at the nearest name when one is mistyped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from tiersim import _core
from tiersim.errors import UnknownPathError

__all__ = ["Named", "unknown", "walk"]

Value = TypeVar("Value")


def unknown(what: str, name: str, names: Iterable[str]) -> UnknownPathError:
    """The error for a name that does not exist.

    Parameters
    ----------
    what : str
        What was asked for, such as ``"component"``.
    name : str
        The name as it was written.
    names : iterable of str
        The names there are.

    Returns
    -------
    UnknownPathError
        For the caller to raise.
    """
    known = list(names)
    hint = _core.did_you_mean(name, known)
    if not hint:
        hint = "there are " + ", ".join(sorted(known)) if known else "there is none"
    return UnknownPathError(f'no {what} "{name}"; {hint}')


class Named(Mapping[str, Value]):
    """A read-only mapping whose names are attributes too.

    ``classes["page"]`` and ``classes.page`` are the same; a name with a slash or a dash needs the brackets.

    Parameters
    ----------
    what : str
        What the names stand for, for messages.
    values : mapping
        The values by name; the order is kept.

    Examples
    --------
    >>> components = Named("component", {"api": 3, "db/primary": 1})
    >>> components.api, components["db/primary"]
    (3, 1)
    >>> components["apo"]
    Traceback (most recent call last):
    tiersim.errors.UnknownPathError: no component "apo"; did you mean "api"?
    """

    def __init__(self, what: str, values: Mapping[str, Value]) -> None:
        self._what = what
        self._values = dict(values)

    def __getitem__(self, name: str) -> Value:
        if name not in self._values:
            raise unknown(self._what, name, self._values)
        return self._values[name]

    def __getattr__(self, name: str) -> Value:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._values:
            raise AttributeError(str(unknown(self._what, name, self._values)))
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *(name for name in self._values if name.isidentifier())]

    def __repr__(self) -> str:
        return repr(self._values)


def walk(value: Any, path: str, walked: str = "") -> Any:
    """The value at a dotted path. Names may hold dots themselves, so that the longest that fits is taken.

    Parameters
    ----------
    value : Any
        Mappings in mappings.
    path : str
        The rest of the path.
    walked : str
        The part of the path that led here, for messages.

    Returns
    -------
    Any
        What stands there.

    Raises
    ------
    UnknownPathError
        There is no such name; the message has the nearest.

    Examples
    --------
    >>> walk({"cost": {"items": {"api.cpu_hour": 4}}}, "cost.items.api.cpu_hour")
    4
    """
    if not path:
        return value
    where = f" in {walked}" if walked else ""
    if not isinstance(value, Mapping):
        raise UnknownPathError(f'no field "{path}"{where}; it has no fields')
    fitting = [name for name in value if path == name or path.startswith(f"{name}.")]
    if not fitting:
        raise UnknownPathError(str(unknown("field", path.split(".")[0], value)).replace(";", f"{where};", 1))
    name = max(fitting, key=len)
    return walk(value[name], path[len(name) + 1 :], f"{walked}.{name}" if walked else name)
