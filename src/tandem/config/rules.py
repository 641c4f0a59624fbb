"""Which requests go first when more is asked than can be served. Plain Python; the tests go through every address.

What is sent goes first: it carries what somebody wrote or decided. A page can be asked for again.
"""

from dataclasses import dataclass
from enum import Enum
from urllib.parse import parse_qsl

PLACES = 6  # worked on at once in each process: measured, see decision 30
QUEUE = 64  # who wait: at 8 ms a request the last is served after half a second
PAGES_AT_ONCE, PAGES_IN_LINE = 3, 24  # measured too: with 42 in line what goes first found it full
SLOW_AT_ONCE, SLOW_IN_LINE = 1, 8  # our choice: few ask for this
PATIENCE_SECONDS = 5  # nobody waits longer for a place: it is stuck, and they had better be told
SPARE_THREADS = 8  # for saying "too busy", for files, and for forms that are still arriving
SENDS_MAIL = {"/account/login/code/", "/account/password/reset/"}
MOST_FIELDS = 1000  # as many as Django takes


class Lane(Enum):
    """Where a request waits."""

    ALWAYS = "always"  # never waits: files of the pages, and whether the server is well
    FIRST = "first"  # what people send, and signing in
    PAGES = "pages"  # pages asked for
    MAIL = "mail"  # asks for a letter without being signed in: few at once, whoever floods them
    FILES = "files"  # a whole caseload, read and checked


@dataclass(frozen=True)
class Share:
    """How many requests of a lane are worked on at once, and how many wait before its next is refused."""

    working: int
    waiting: int


# A place is always left for other lanes: what is stuck in one lane stops no other. Those who wait in the
# first lane are called first; pages leave it half of the places, and more than half of the line.
SHARES = {
    Lane.FIRST: Share(PLACES - 1, QUEUE),
    Lane.PAGES: Share(PAGES_AT_ONCE, PAGES_IN_LINE),
    Lane.MAIL: Share(SLOW_AT_ONCE, SLOW_IN_LINE),
    Lane.FILES: Share(SLOW_AT_ONCE, SLOW_IN_LINE),
}


def lane(method: str, path: str) -> Lane:
    """Return where a request waits. An address that is not known here is a page, or something sent."""
    if path == "/healthz" or path.startswith("/static/"):
        return Lane.ALWAYS
    sends = method not in {"GET", "HEAD"}
    if sends and path in SENDS_MAIL:
        return Lane.MAIL
    if sends and path.startswith("/bring-in/"):
        return Lane.FILES
    return Lane.FIRST if sends or path.startswith("/account/login/") else Lane.PAGES


def kept(fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return which fields of a form that was refused are handed back: all, or none when one is a password."""
    return [] if any("password" in name for name, _value in fields) else fields


def fields_of(body: bytes) -> list[tuple[str, str]]:
    """Return the fields of an encoded form; none when it is no form."""
    try:
        return parse_qsl(
            body.decode(), keep_blank_values=True, strict_parsing=True, max_num_fields=MOST_FIELDS
        )
    except ValueError:
        return []
