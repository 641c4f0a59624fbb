"""What tests of the parts may ask for besides the shared cast."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from tandem.record import looks


@pytest.fixture(autouse=True)
def _a_fresh_writer_of_looks() -> Iterator[None]:
    """Let the thread that writes looks forget the database of the test before."""
    yield
    if looks._writer and looks._writer.is_alive():
        unwritable: Any = None
        last = looks._Waiting(unwritable, uuid4())  # fails, and with that the thread closes its connection
        looks._inbox.put(last)
        last.kept.wait(5)
