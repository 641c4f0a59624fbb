"""The rows of a helper's pages as texts, ready to be filled in: dates by their clock, words in their language."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.appointments.rules import TOOK_PLACE
from tandem.appointments.words import KINDS, OUTCOMES, both
from tandem.people.models import Member
from tandem.permissions.rules import Act, Role, Standing, refusal
from tandem.session_checks.rules import Word
from tandem.today.queries import LOOKS_BACK, HelperToday
from tandem.web.addresses import address
from tandem.web.templatetags.tandem import avatar, badge, fill
from tandem.web.times import clock, day_of, shown, when

Row = dict[str, Any]


def needs(day: HelperToday) -> list[Row]:
    """Return all that needs a helper; the first has the page's main button."""
    made: dict[str, Callable[[Any], Row]] = {
        "hopes": _hopes, "point": _point, "talk": _check, "tell": _to_tell, "meeting": _unsaid
    }  # fmt: skip
    rows = [{kind: True, **made[kind](one)} for kind, one in day.needs]
    for first in rows[:1]:
        first["primary"] = True
    return rows


def good_to_know(day: HelperToday) -> list[Row]:
    """Return the checks that need nothing but to be read."""
    return [_check(one) for one in day.good_to_know]


def _hopes(one: Any) -> Row:
    due = one.due_on and fill(_("Answer with one line by %(due)s."), due=_day(one.due_on))
    href = address("hopes", one.episode_id, one.hopes_id)
    return {"name": one.client_name, "tried": one.tried, "worth": one.worth, "due": due, "href": href}


def _point(one: Any) -> Row:
    late = one.late and fill(_("Waits since %(when)s."), when=_day(one.sent_at))
    return {
        "name": one.client, "words": one.words, "late": late,
        "asks": one.asks, "href": address("point", one.episode_id, one.about_id),
    }  # fmt: skip


def _to_tell(one: Any) -> Row:
    asks = _("You have read this; tell %(client)s what came of it.") % {"client": one.client}
    return {**_point(one), "asks": asks}


def _check(one: Any) -> Row:
    answers, when = one.answers, _day(one.starts_at)
    talk = one.word is Word.WORTH_A_TALK
    asks = _("would like to talk about %(when)s") if talk else _("says all was well on %(when)s")
    return {
        "name": one.client_name, "asks": fill(asks, when=when), "answers": bool(answers),
        "line": answers.line if answers else "", "href": address("read-check", one.episode_id, one.about_id),
    }  # fmt: skip


def _unsaid(one: Any) -> Row:
    at = shown(one.starts_at, when(one.starts_at))
    return {"name": one.client_name, "when": at, "href": address("meeting", one.episode_id, one.id)}


def meetings(day: HelperToday) -> list[Row]:
    """Return the meetings of the day."""
    return [_meeting(one) for one in day.meetings]


def _meeting(one: Any) -> Row:
    took_place = one.outcome in TOOK_PLACE
    return {
        "name": one.client_name, "clock": shown(one.starts_at, clock(one.starts_at)), "place": one.place,
        "kind": KINDS[one.kind], "outcome": OUTCOMES.get(one.outcome or ""), "took_place": took_place,
        "href": address("card" if took_place else "meeting", one.episode_id, one.id),
    }  # fmt: skip


def meetings_of(found: Iterable[Any], viewer: Member, standing: Standing, at: datetime) -> list[Row]:
    """Return the meetings on a client's page: the client's lead to how all saw them, a helper's own to its outcome."""
    may_note = refusal(standing, Act.BOOK) is None
    return [_one_meeting(one, viewer, standing.role is Role.CLIENT, may_note, at) for one in found]


def _one_meeting(one: Any, viewer: Member, is_client: bool, may_note: bool, at: datetime) -> Row:
    mine = viewer.pk in (one.therapist_id, one.peer_id)
    settled = one.outcome is not None and one.ends_at < at - LOOKS_BACK
    row = {
        "when": shown(one.starts_at, when(one.starts_at)), "kind": KINDS[one.kind],
        "whom": both(one.therapist_name, one.peer_name),
        "place": one.place if is_client or mine else "", "change": one.outcome, "ahead": one.starts_at > at,
        "outcome": badge(str(OUTCOMES[one.outcome])) if one.outcome else "",
    }  # fmt: skip
    if is_client and one.outcome:
        return {**row, "views": True, "href": address("meeting-views", one.episode_id, one.id)}
    if may_note and mine and not settled:
        return {**row, "href": address("meeting", one.episode_id, one.id)}
    return row


def clients(rows: Iterable[Any]) -> list[Row]:
    """Return the clients of a helper: when they met and meet next, and how much waits."""
    return [_client(one) for one in rows]


def _client(one: Any) -> Row:
    last = one.last and fill(_("Last met %(when)s"), when=_day(one.last))
    following = one.next and fill(_("next %(when)s"), when=shown(one.next, when(one.next)))
    waits = badge(_waits(one.waits), "client") if one.waits else ""
    return {
        "name": one.client_name, "face": avatar(one.client_name, "client"), "paused": one.paused_at,
        "last": last, "next": following, "waits": waits, "href": address("episode", one.id),
    }  # fmt: skip


def _waits(number: int) -> str:
    """Return in words how much waits."""
    words = ngettext("%(n)s thing waits on Today", "%(n)s things wait on Today", number)
    return words % {"n": number}


def _day(at: Any) -> SafeString:
    return shown(at, day_of(at))
