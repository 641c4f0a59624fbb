"""One line before a few places: who is served, who waits, and who is told at once that it is too busy."""

import threading
from collections import Counter, deque
from collections.abc import Mapping
from typing import Generic, TypeVar

from tandem.config.rules import Lane, Share

Place = TypeVar("Place")


class _Waiting(Generic[Place]):
    """Somebody in the line; `called` opens when they have a place."""

    def __init__(self) -> None:
        self.place: Place | None = None
        self.called = threading.Lock()
        self.called.acquire()


class Line(Generic[Place]):
    """Gives out places. Lanes are served in the order of `shares`, and within a lane who came first is first."""

    def __init__(self, places: list[Place], shares: Mapping[Lane, Share], patience: float) -> None:
        self.free, self.shares, self.patience = places, shares, patience
        self.working: Counter[Lane] = Counter()
        self.lanes: dict[Lane, deque[_Waiting[Place]]] = {lane: deque() for lane in shares}
        self.lock = threading.Lock()

    def enter(self, lane: Lane) -> Place | None:
        """Return a place, at once or after waiting; None when the line is full or the wait too long."""
        with self.lock:
            if self.free and self._may_work(lane):
                return self._take(lane)
            if sum(map(len, self.lanes.values())) >= self.shares[lane].waiting:
                return None
            mine: _Waiting[Place] = _Waiting()
            self.lanes[lane].append(mine)
        if not mine.called.acquire(timeout=self.patience):
            with self.lock:
                if mine.place is None:
                    self.lanes[lane].remove(mine)
        return mine.place

    def leave(self, lane: Lane, place: Place) -> None:
        """Give a place back, to whoever is next."""
        with self.lock:
            self.working[lane] -= 1
            self.free.append(place)
            for waits, queue in self.lanes.items():
                while self.free and queue and self._may_work(waits):
                    next_one = queue.popleft()
                    next_one.place = self._take(waits)
                    next_one.called.release()

    def _may_work(self, lane: Lane) -> bool:
        return self.working[lane] < self.shares[lane].working

    def _take(self, lane: Lane) -> Place:
        self.working[lane] += 1
        return self.free.pop()
