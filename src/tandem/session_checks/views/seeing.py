"""Who sees a check, or a helper's card; the client shows or hides a check, one helper at a time."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.care.facts import Reader, Why, readers
from tandem.care.gate import entering
from tandem.care.queries import places
from tandem.care.views import show_who
from tandem.people.asked import MemberRequest
from tandem.permissions.rules import Act, Kind
from tandem.permissions.sharing import Crossing
from tandem.session_checks import actions, queries
from tandem.session_checks.rules import Level

NOTHING = "nothing"


@entering(Act.SEE_WHO)
@require_GET
def check_who(request: MemberRequest, episode: Any, check_id: UUID) -> HttpResponse:
    """Show who sees one check, and how much of it."""
    check = _check(episode, check_id)
    found = readers(episode, Act.READ_CHECK_WORD, check.pk)
    return show_who(
        request, episode, what=_("Your check about a meeting"), act=Act.READ_CHECK_WORD,
        readers=[(one, _choices(one)) for one in found],
        back=reverse("meeting-views", args=[episode.pk, check.appointment_id]),
        change=reverse("show-check", args=[episode.pk, check.pk]),
    )  # fmt: skip


def _choices(reader: Reader) -> list[tuple[str, str]]:
    """Return what the client may change for one helper, from what they see now."""
    if reader.why is Why.PAUSED:
        return []
    now = NOTHING
    if reader.sees:
        now = Level.ANSWERS.value if Kind.CHECK_ANSWERS in reader.standing.shared else Level.WORD.value
    offered = [
        (Level.WORD.value, _("Show just if it is worth a talk")),
        (Level.ANSWERS.value, _("Show my answers too")),
        (NOTHING, _("Stop showing it")),
    ]
    return [(value, label) for value, label in offered if value != now]


@require_POST
@entering(Act.SHOW_OR_HIDE)
def show_check(request: MemberRequest, episode: Any, check_id: UUID) -> HttpResponse:
    """Open a check to one helper, or close it."""
    check, to = _check(episode, check_id), _helper(episode, request.POST.get("to", ""))
    said = request.POST.get("set", "")
    if to is None or said not in (NOTHING, *Level):
        raise Http404
    level = None if said == NOTHING else Level(said)
    actions.show(check=check, to=to, level=level, by=request.member, at=timezone.now())
    messages.success(request, _("Saved. It holds from now on."))
    return redirect("check-who", episode.pk, check.pk)


@entering(Act.SEE_WHO)
@require_GET
def card_who(request: MemberRequest, episode: Any, card_id: UUID) -> HttpResponse:
    """Show who sees what a helper wrote about a meeting: the rest, the own side, the line."""
    card = queries.card_in(episode, card_id)
    if card is None:
        raise Http404
    let = queries.line_is_let(card)
    crosses = {"own_side": bool(card.own_side), "line": bool(card.for_other and let)}

    def sees(standing: Any, member: Any) -> bool:
        own = member.pk == card.member_id
        return own or crosses["line"] or (crosses["own_side"] and standing.lets(Crossing.OWN_SIDE))

    found = readers(episode, Act.WRITE_CARD, card.pk, sees=sees, why=(Why.SHARING, Why.NOT_SHOWN))
    return show_who(
        request, episode, what=_card_words(card, crosses), act=Act.WRITE_CARD,
        readers=[(one, ()) for one in found],
        back=reverse("meeting-views", args=[episode.pk, card.appointment_id]),
    )  # fmt: skip


def _card_words(card: Any, crosses: dict[str, bool]) -> str:
    """Return which parts of a card more than its writer reads."""
    name = card.member.name
    if not any(crosses.values()):
        return _("What %(name)s wrote about a meeting") % {"name": name}
    return _("What %(name)s wrote about a meeting. The other helper reads only the part meant for them.") % {
        "name": name
    }


def _check(episode: Any, check_id: UUID) -> Any:
    check = queries.one(episode, check_id)
    if check is None:
        raise Http404
    return check


def _helper(episode: Any, member_id: str) -> Any:
    return next((one.member for one in places(episode) if str(one.member_id) == member_id), None)
