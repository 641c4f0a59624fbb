"""Run things at the same moment, each in a thread with a connection of its own."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import connection

from tandem.tenancy.current import using_practice


def together(practice_id: UUID, *functions: Callable[[], Any]) -> list[Any]:
    """Start all functions at once; return what each gave back, or the exception that ended it."""
    results: list[Any] = [None] * len(functions)
    start = threading.Barrier(len(functions))

    def run(number: int, function: Callable[[], Any]) -> None:
        try:
            with using_practice(practice_id):
                start.wait(10)
                results[number] = function()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, function)) for n, function in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results
