"""What can go wrong, each sort by its own name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tiersim.result import Result

__all__ = [
    "Diagnostic",
    "InternalError",
    "ResultFormatError",
    "RunError",
    "ScenarioError",
    "TiersimError",
    "UnknownPathError",
]


@dataclass(frozen=True)
class Diagnostic:
    """One fault of a scenario: what is wrong, where, and what would be right.

    Attributes
    ----------
    severity : str
        ``"error"`` keeps the scenario from running, ``"warning"`` does not.
    message : str
        What is wrong.
    file : str
        The file; ``"<dict>"`` and ``"<text>"`` stand for what was passed in memory, ``"--set"`` for the sets.
    line, column, length : int
        The place in the file, counted from 1, in bytes; line 0 when no place is known.
    pointer : str
        JSON pointer of the value (RFC 6901), such as ``"/components/api/slots"``.
    cure : str
        What would be right; may be empty.
    """

    severity: str
    message: str
    file: str
    line: int
    column: int
    length: int
    pointer: str
    cure: str

    def __str__(self) -> str:
        """The place, the message and the cure in one line."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.severity}: {self.message}" + (f" ({self.cure})" if self.cure else "")


class TiersimError(Exception):
    """The base of all errors of tiersim."""


class ScenarioError(TiersimError, ValueError):
    """A scenario that cannot be run; the text shows every fault with its line and its cure.

    Parameters
    ----------
    text : str
        All faults as people read them.
    diagnostics : iterable of mapping
        The fields of each :class:`Diagnostic`.

    Attributes
    ----------
    diagnostics : tuple of Diagnostic
        Every fault found, warnings included, in the order of the text.

    Examples
    --------
    >>> import tiersim
    >>> try:
    ...     tiersim.single_queue(rate="80")
    ... except tiersim.ScenarioError as error:
    ...     for found in error.diagnostics:
    ...         print(found.pointer, "-", found.message)
    /workload/clients/arrivals/rate - "rate" needs a unit
    """

    def __init__(self, text: str, diagnostics: Iterable[Mapping[str, Any]]) -> None:
        found = [dict(each) for each in diagnostics]
        super().__init__(text, found)
        self.diagnostics = tuple(Diagnostic(**each) for each in found)

    def __str__(self) -> str:
        """Every fault with its line and its cure."""
        return str(self.args[0]).rstrip("\n")


class RunError(TiersimError, RuntimeError):
    """A run that cannot go on, such as one in which simulated time stands still."""


class InternalError(TiersimError, RuntimeError):
    """A bug of tiersim: an invariant that must hold does not.

    Attributes
    ----------
    result : Result or None
        The result whose invariants are broken, where the run came to its end.
    """

    result: Result | None = None


class ResultFormatError(TiersimError, ValueError):
    """A text that is no ``result.json``; the message says what is wrong and where."""


class UnknownPathError(TiersimError, KeyError):
    """A name that the result or the scenario does not have; the message names the nearest one."""

    def __str__(self) -> str:
        """The message itself; KeyError would show it in quotes."""
        return str(self.args[0])
