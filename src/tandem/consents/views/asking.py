"""What every page that shows a text for a yes has in common."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from tandem.consents import texts
from tandem.consents.rules import ConsentKind
from tandem.tenancy.keys import uuid7


def kind_of(kind: str) -> ConsentKind:
    """Return the kind that an address names; any other is a page that is not there."""
    try:
        return ConsentKind(kind)
    except ValueError as error:
        raise Http404 from error


def once_of(request: HttpRequest) -> UUID:
    """Return the id that a form carries for what it makes, so that sent twice it makes one."""
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return uuid7()


def shown_text(kind: ConsentKind) -> dict[str, Any]:
    """Return the text in the language of the page, split as it is shown, with the id of a yes to it."""
    text = texts.current(kind, get_language())
    heading, *rest = text.paragraphs
    return {"text": text, "heading": heading, "paragraphs": rest, "once": uuid7()}
