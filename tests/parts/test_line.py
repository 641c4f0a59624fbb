"""The line before the few places: who is let in, who waits, who is called next, who is told at once."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tandem.config.line import Line
from tandem.config.rules import Lane, Share

SHARES = {Lane.FIRST: Share(2, 4), Lane.PAGES: Share(2, 2), Lane.FILES: Share(1, 1)}


def a_line(patience: float = 5) -> Line[str]:
    """Return a line before three places, with room for four to wait."""
    return Line(["a", "b", "c"], SHARES, patience)


class Visitors:
    """People who go through the line, each in a thread, and leave when they are told."""

    def __init__(self, line: Line[str]) -> None:
        self.line, self.came, self.refused = line, [], []
        self.may_leave: dict[str, threading.Event] = {}
        self.threads: list[threading.Thread] = []

    def come(self, name: str, lane: Lane) -> None:
        """Let one come; returns when they have a place, wait in the line, or were sent away."""
        self.may_leave[name] = threading.Event()
        before = self.seen()
        self.threads.append(threading.Thread(target=self._go, args=(name, lane)))
        self.threads[-1].start()
        self.until(lambda: self.seen() > before)

    def _go(self, name: str, lane: Lane) -> None:
        place = self.line.enter(lane)
        if place is None:
            self.refused.append(name)
            return
        self.came.append(name)
        self.may_leave[name].wait(5)
        self.line.leave(lane, place)

    def leaves(self, name: str) -> None:
        """Let one give their place back, and whoever is called have it."""
        free, waiting = len(self.line.free), self.waiting()
        self.may_leave[name].set()
        self.until(lambda: len(self.line.free) > free or self.waiting() < waiting)
        self.until(lambda: len(self.came) + len(self.refused) + self.waiting() == len(self.threads))

    def waiting(self) -> int:
        return sum(map(len, self.line.lanes.values()))

    def seen(self) -> int:
        return len(self.came) + len(self.refused) + self.waiting()

    @staticmethod
    def until(holds) -> None:
        deadline = time.monotonic() + 5
        while not holds():
            assert time.monotonic() < deadline
            time.sleep(0.001)


@contextmanager
def visitors(patience: float = 5) -> Iterator[Visitors]:
    """Yield people before a line; all have left it afterwards, with every place free again."""
    they = Visitors(a_line(patience))
    yield they
    for event in they.may_leave.values():
        event.set()
    for thread in they.threads:
        thread.join(5)
    assert sorted(they.line.free) == ["a", "b", "c"]
    assert not +they.line.working
    assert they.waiting() == 0


def test_one_place_is_left_for_other_lanes() -> None:
    with visitors() as they:
        for name in ("p1", "p2", "p3"):
            they.come(name, Lane.PAGES)
        assert they.came == ["p1", "p2"]

        they.come("f1", Lane.FIRST)
        assert they.came == ["p1", "p2", "f1"]


def test_what_goes_first_is_called_before_a_page_that_waited_longer() -> None:
    with visitors() as they:
        for name, lane in [("p1", Lane.PAGES), ("p2", Lane.PAGES), ("f1", Lane.FIRST)]:
            they.come(name, lane)
        they.come("p3", Lane.PAGES)
        they.come("f2", Lane.FIRST)
        they.leaves("p1")
        assert they.came[3:] == ["f2"]

        they.leaves("p2")
        assert they.came[3:] == ["f2", "p3"]


def test_within_a_lane_who_came_first_is_called_first() -> None:
    with visitors() as they:
        for number in range(6):
            they.come(f"f{number}", Lane.FIRST)
        they.leaves("f0")
        they.leaves("f1")
        they.leaves("f2")

        assert they.came == ["f0", "f1", "f2", "f3", "f4"]


def test_a_full_line_sends_pages_away_at_once_and_still_takes_what_goes_first() -> None:
    with visitors() as they:
        for name in ("p1", "p2", "p3", "p4", "p5"):
            they.come(name, Lane.PAGES)
        assert they.refused == ["p5"]

        for name in ("f1", "f2", "f3", "f4"):
            they.come(name, Lane.FIRST)
        assert they.refused == ["p5", "f4"], "f1 works; f2 and f3 fill the line"


def test_what_is_stuck_in_one_lane_does_not_stop_the_next_in_another() -> None:
    with visitors() as they:
        they.come("x1", Lane.FILES)
        they.come("x2", Lane.FILES)
        they.come("f1", Lane.FIRST)

        assert they.came == ["x1", "f1"]
        they.leaves("f1")
        assert they.came == ["x1", "f1"]
        they.leaves("x1")
        assert they.came == ["x1", "f1", "x2"]


def test_nobody_waits_longer_than_patience_and_the_line_forgets_them() -> None:
    with visitors(patience=0.05) as they:
        for name in ("p1", "p2", "p3"):
            they.come(name, Lane.PAGES)
        they.until(lambda: they.refused == ["p3"])

        assert they.waiting() == 0
        they.leaves("p1")
        they.come("p4", Lane.PAGES)
        assert they.came == ["p1", "p2", "p4"]
