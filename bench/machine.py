"""What the operating system says: CPU time of the servers, and how busy others keep the machine."""

import os
import time
from dataclasses import dataclass

import psutil


@dataclass(frozen=True)
class Reading:
    """CPU seconds so far: of the servers, of us (load and all), of the whole machine; and the clock."""

    servers: float
    ours: float
    machine: float
    clock: float


@dataclass(frozen=True)
class Spent:
    """What happened between two readings."""

    cpu_seconds: float
    seconds: float
    others: float  # share of the whole machine that was used by others


def read(server_pids: list[int]) -> Reading:
    """Read the counters now. `server_pids` are first processes; their children count too."""
    servers = sum(map(_seconds, server_pids))
    ours = servers + _seconds(os.getpid(), but=set(server_pids))
    return Reading(servers, ours, _machine(), time.monotonic())


def between(before: Reading, after: Reading) -> Spent:
    """Return what two readings differ by."""
    seconds = after.clock - before.clock
    others = (after.machine - before.machine) - (after.ours - before.ours)
    share = max(0.0, others / seconds / (psutil.cpu_count() or 1))
    return Spent(after.servers - before.servers, seconds, share)


def _seconds(pid: int, but: set[int] | None = None) -> float:
    """Sum one process and its living descendants, and those that ended and were waited for."""
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0.0
    skip = but or set()
    return sum(_own(one) for one in family if not _under(one, skip))


def _own(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system + times.children_user + times.children_system)


def _under(process: psutil.Process, pids: set[int]) -> bool:
    try:
        return bool(pids) and (process.pid in pids or any(parent.pid in pids for parent in process.parents()))
    except psutil.NoSuchProcess:
        return False


def _machine() -> float:
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - times.iowait - getattr(times, "guest", 0.0))
