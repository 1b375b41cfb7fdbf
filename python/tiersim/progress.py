"""How far a run is."""

from __future__ import annotations

import sys
import time
from typing import TextIO

from tiersim import _core

__all__ = ["ProgressLine"]

REDRAW_AFTER_S = 0.25  # smooth enough to see, few enough lines where a log keeps them all


class ProgressLine:
    """A line on standard error that says how far a run is, how fast, and how long it will take.

    Parameters
    ----------
    name : str
        What is run.
    stream : TextIO, optional
        Where to write; standard error if left out.

    Examples
    --------
    >>> import tiersim
    >>> result = tiersim.single_queue().run(progress=True)
    """

    def __init__(self, name: str, stream: TextIO | None = None) -> None:
        self._name = name
        self._stream = sys.stderr if stream is None else stream
        self._begun = time.monotonic()
        self._drawn = -REDRAW_AFTER_S
        self._length = 0

    def __call__(self, progress: _core.Progress) -> None:
        """Draws the line anew."""
        now = time.monotonic()
        if now - self._drawn < REDRAW_AFTER_S and progress.done < 1:
            return
        self._drawn = now
        elapsed = now - self._begun
        text = f"{self._name}  {progress.done:4.0%}"
        if 0.01 < progress.done < 1:
            text += f"  {elapsed * (1 - progress.done) / progress.done:.0f} s left"
        if elapsed > 0.2:
            text += f"  {progress.simulated_s / elapsed:,.0f} x real time"
        text += f"  {progress.replications_done} of {progress.replications} replications"
        self._write(text)

    def close(self) -> None:
        """Takes the line away."""
        self._write("")
        self._stream.write("\r")
        self._stream.flush()

    def _write(self, text: str) -> None:
        self._stream.write("\r" + text.ljust(self._length))
        self._stream.flush()
        self._length = len(text)
