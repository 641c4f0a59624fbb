"""One entry of a timeline as a row: a page has a hundred, and a piece of a template for each would cost most of it."""

from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString

register = template.Library()

ROW = '<li class="row"><div class="row__when hint">%s</div><div class="row__body"><p>%s</p>%s%s</div></li>\n'
LINK = '<a href="%s">%s</a>'
NOTE, WORDS = '<p class="hint">%s</p>', '<blockquote class="quote quote--client">%s</blockquote>'


@register.simple_tag
def entries(lines: list[Any]) -> SafeString:
    """Show entries (clock, title, note, words, url), latest first."""
    return SafeString("".join([_row(line) for line in lines]))


def _row(line: Any) -> str:
    note = NOTE % escape(line.note) if line.note else ""
    words = WORDS % escape(line.words) if line.words else ""
    title = LINK % (escape(line.url), escape(line.title)) if line.url else escape(line.title)
    return ROW % (line.clock, title, note, words)
