"""How far something is, on a terminal and in a file."""

from io import StringIO

import pytest
from django.core.management.base import OutputWrapper

from tandem.config.progress import Progress, line


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("done", "all_", "seconds", "said"),
    [
        (0, 100, 0.0, "0 of 100 clients, 0%"),
        (25, 100, 10.0, "25 of 100 clients, 25%, about 30 s left"),
        (1000, 100_000, 10.0, "1,000 of 100,000 clients, 1%, about 16 min left"),
        (100, 100, 40.0, "100 of 100 clients, 100%"),
        (1200, 0, 40.0, "1,200 clients"),
    ],
)
def test_a_line_says_how_many_what_share_and_what_is_left(
    done: int, all_: int, seconds: float, said: str
) -> None:
    assert line("clients", done, all_, seconds) == said


def test_a_terminal_has_one_line_that_is_rewritten() -> None:
    out = Terminal()
    progress = Progress(OutputWrapper(out), "rows", 3)

    for done in (1, 2, 3):
        progress.tell(done)
    progress.end()

    assert out.getvalue().count("\n") == 1
    assert out.getvalue().count("\r") == 3


def test_elsewhere_there_are_plain_lines_not_too_many() -> None:
    out = StringIO()
    progress = Progress(OutputWrapper(out), "rows", 1000)

    for done in range(1, 1001):
        progress.tell(done)
    progress.end()

    assert out.getvalue().splitlines()[-1] == "1,000 of 1,000 rows, 100%"
    assert len(out.getvalue().splitlines()) < 5
    assert "\r" not in out.getvalue()


def test_quiet_says_nothing() -> None:
    out = StringIO()
    Progress(OutputWrapper(out), "rows", 2, quiet=True).tell(2)

    assert not out.getvalue()
