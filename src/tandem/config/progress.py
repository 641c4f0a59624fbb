"""Say on the command line how far something is, and how long it may still take."""

import time
from typing import Any

EVERY_SECONDS = 5  # our choice, where lines are kept; a terminal's one line is written anew each time


class Progress:
    """Tells how many are done, of `all` where that is known.

    On a terminal it is one line that is rewritten, elsewhere plain lines now and then.
    """

    def __init__(self, out: Any, what: str, all_: int = 0, *, quiet: bool = False) -> None:
        self.out, self.what, self.all, self.quiet = out, what, all_, quiet
        self.begun, self.told_at, self.open = time.monotonic(), 0.0, False
        self.terminal = bool(getattr(out, "isatty", lambda: False)())

    def tell(self, done: int) -> None:
        """Say that so many are done."""
        now = time.monotonic()
        soon = now - self.told_at < EVERY_SECONDS and done != self.all
        if self.quiet or (soon and not self.terminal):
            return
        self.told_at = now
        self._write(line(self.what, done, self.all, now - self.begun))

    def end(self) -> None:
        """Leave a terminal's line standing."""
        if self.open:
            self._out("\n")

    def _write(self, said: str) -> None:
        if self.terminal:
            self.open = True
            self._out(f"\r\x1b[K{said}")
        else:
            self._out(f"{said}\n")

    def _out(self, said: str) -> None:
        self.out.write(said, ending="")
        self.out.flush()


def line(what: str, done: int, all_: int, seconds: float) -> str:
    """Return `done` of `all_` as a line, with the share and, from what was done so far, the time that is left."""
    if not all_:
        return f"{done:,} {what}"
    share = done / all_
    rest = f", about {_length(seconds * (1 - share) / share)} left" if 0 < share < 1 else ""
    return f"{done:,} of {all_:,} {what}, {share:.0%}{rest}"


def _length(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
