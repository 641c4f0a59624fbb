"""What happened so far, for a client and for each of their helpers."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from tandem.appointments.queries import coming
from tandem.care.gate import entering
from tandem.care.queries import open_emergency, places
from tandem.people.asked import MemberRequest
from tandem.people.queries import contact_wishes
from tandem.people.words import how_to_reach, role_name
from tandem.permissions.rules import Act, Role, Standing
from tandem.timeline import facts, words
from tandem.timeline.rules import Group, What, first_key, read_key
from tandem.web.addresses import address
from tandem.web.times import clock_here, long_day

# The page of each kind, and whether its address asks for the thing itself: for the client, and for a helper.
MINE: dict[What, tuple[str, bool]] = {
    What.MEETING: ("meeting-views", True),
    What.CHECK: ("meeting-views", True),
    What.CHECK_READ: ("check-who", True),
    What.POINT: ("point", True),
    What.SAID: ("point", True),
    What.SAID_READ: ("points", False),
    What.OUTCOME: ("point", True),
    What.TAKEN_BACK: ("point", True),
    What.EXPLAINED: ("explained-who", True),
    What.NOTICED: ("meeting-views", True),
    What.HOPES: ("said-at-start", False),
    **dict.fromkeys((What.GOAL, What.GOAL_CLOSED), ("goals", False)),
    **dict.fromkeys((What.YES, What.YES_BACK), ("consents", False)),
    What.SHARING: ("sharing", False),
    **dict.fromkeys((What.JOINED, What.PAUSED, What.LEFT), ("my-team", False)),
    What.BEFORE: ("history", False),
}
THEIRS: dict[What, tuple[str, bool]] = {
    What.CHECK: ("read-check", True),
    What.CHECK_READ: ("read-check", True),
    What.POINT: ("point", True),
    What.SAID_READ: ("points", False),
    What.OUTCOME: ("point", True),
    What.NOTICED: ("points", False),
    What.HOPES: ("hopes", True),
    **dict.fromkeys((What.GOAL, What.GOAL_CLOSED), ("goals", False)),
    What.YES: ("consents", False),
    What.JOINED: ("episode", False),
    What.BEFORE: ("history", False),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it stands on the screen."""

    clock: str
    title: str
    note: Any
    words: str
    url: str


@entering(Act.SEE_SO_FAR)
@require_GET
def so_far(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show what happened, latest first, a hundred entries a page; one kind alone where that is asked for."""
    at, standing = timezone.now(), request.standing
    group = _group(request.GET.get("kind", ""))
    key = read_key(request.GET.get("before", ""))
    found = facts.so_far(episode, standing, request.member, group, key or first_key(at), at)
    is_client = standing.role is Role.CLIENT
    context = {
        "episode": episode,
        "is_client": is_client,
        "layout": "web/client.html" if is_client else "web/desk.html",
        "days": list(_days(found.entries, episode, standing)),
        "groups": [(one.value, words.GROUP_NAMES[one], one is group) for one in found.groups],
        "group": group,
        "earlier": found.earlier,
        "first": key is None,
    }
    return render(request, "timeline/so_far.html", context)


@entering(Act.SEE_IN_EMERGENCY)
@require_GET
def in_emergency(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show what helps in an emergency: contact, team, and a month of meetings; nothing that the client said."""
    at = timezone.now()
    opened = open_emergency(episode.pk, request.member.pk, at)
    team = [(place.member, place.role, role_name(place.role)) for place in places(episode)]
    entries = facts.in_emergency(episode, at)
    context = {
        "episode": episode,
        "until": opened.until if opened else at,
        "team": team,
        "coming": [one for one in coming(episode, at) if one.therapist_name],
        "reach": how_to_reach(contact_wishes([episode.client_id]).get(episode.client_id)),
        "days": list(_days(entries, episode, request.standing, pages=False)),
    }
    return render(request, "timeline/emergency.html", context)


def _group(asked: str) -> Group | None:
    return Group(asked) if asked in set(Group) else None


def _days(
    entries: list[facts.Entry], episode: Any, standing: Standing, *, pages: bool = True
) -> Iterator[tuple[str, str, list[Line]]]:
    """Yield each day with its date in words, and its lines."""
    zone, today, language = timezone.get_current_timezone(), timezone.localdate(), get_language()
    say = words.voice(standing.role is Role.CLIENT)
    here = [(entry.at.astimezone(zone), entry) for entry in entries]
    client = "" if standing.role is Role.CLIENT else episode.client.name
    for on, some in groupby(here, key=lambda one: one[0].date()):
        lines = [
            Line(
                "" if entry.what is What.BEFORE else clock_here(at, language),  # others often know the day alone
                say.title(entry, client), say.note(entry), entry.words,
                _page(entry, episode.pk, standing) if pages else "",
            )
            for at, entry in some
        ]  # fmt: skip
        yield on.isoformat(), long_day(on, today), lines


def _page(entry: facts.Entry, episode: UUID, standing: Standing) -> str:
    """Return the address of an entry's own page, as this reader may open it."""
    if standing.role is Role.CLIENT:
        name, about = MINE[entry.what]
    elif entry.what is What.MEETING:  # the page of a meeting is for writing, by those who were there
        name, about = ("meeting", True) if standing.open and entry.piece["mine"] else ("episode", False)
    else:
        name, about = THEIRS[entry.what]
    return address(name, episode, entry.thing) if about else address(name, episode)
