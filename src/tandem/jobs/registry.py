"""Which function does which kind of job."""

from collections.abc import Callable
from typing import Any

TASKS: dict[str, Callable[..., Any]] = {}


def task(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function under `name`; it is called with `at=` and the job's arguments.

    Long work returns True after some seconds: it is called again, once whatever else waits has had its turn.
    """

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        TASKS[name] = function
        return function

    return register
