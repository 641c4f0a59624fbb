"""The small things of every page: faces, badges, times and addresses of static files."""

import hashlib
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString

from tandem.web import rows, times
from tandem.web.addresses import address

register = template.Library()
register.tag("each", rows.each)
register.tag("once", rows.once)
register.simple_tag(address)

FACES = frozenset({"therapist", "peer", "client"})
TONES = FACES | {"care"}


@register.simple_tag
def avatar(name: str, role: str) -> SafeString:
    """Show a person's initials in their role's colour and shape; the name itself stands beside it."""
    face, letters = _known(role, FACES), escape(initials(name))
    return SafeString(f'<span class="avatar avatar--{face}" aria-hidden="true">{letters}</span>')


@register.simple_tag
def badge(text: str, tone: str = "plain") -> SafeString:
    """Show a short word in a person's colour, in care's, or plain."""
    return SafeString(f'<span class="badge badge--{_known(tone, TONES)}">{conditional_escape(text)}</span>')


@register.simple_tag
def when(at: datetime | None) -> SafeString:
    """Show weekday, date and time in the reader's zone."""
    return times.shown(at, times.when(at)) if at else SafeString("")


@register.simple_tag
def day(at: date | datetime | None) -> SafeString:
    """Show the day: its weekday when near, else the whole date."""
    return times.shown(at, times.day_of(at)) if at else SafeString("")


@register.simple_tag
def clock(at: datetime | None) -> SafeString:
    """Show the time of day in the reader's zone."""
    return times.shown(at, times.clock(at)) if at else SafeString("")


@register.simple_block_tag
def kept(content: str) -> SafeString:
    """Make a piece of a page once, to show it in more than one place: `{% kept as piece %}`."""
    return SafeString(content)


@register.simple_tag
def fill(pattern: str, **values: Any) -> SafeString:
    """Put values into words that the view has translated once for many rows: `%(when)s`."""
    return SafeString(pattern % {name: conditional_escape(value) for name, value in values.items()})


@register.simple_tag
def asset(path: str) -> str:
    """Return a static file's address, which changes when the file does."""
    return _asset(path)


def initials(name: str) -> str:
    """Return one or two letters for a name. A title such as “Dr.” doesn’t count; a short name stays whole."""
    words = [word for word in name.split() if not (word.endswith(".") and len(word) > 2)] or name.split()
    if len(words) > 1:
        return (words[0][0] + words[-1][0]).upper()
    word = words[0] if words else ""
    return word if len(word) <= 2 else word[0].upper()


def _known(word: str, words: frozenset[str]) -> str:
    value = str(getattr(word, "value", word))
    return value if value in words else "plain"


@lru_cache
def _asset(path: str) -> str:
    found = finders.find(path)
    address = static(path)
    # A page that says "something went wrong" must not itself go wrong over a missing file.
    return f"{address}?v={_digest(Path(str(found)))}" if found else address


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
