"""Today for each of the three and the practice; a client's page; a helper's clients."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET

from tandem.appointments.queries import of_episode
from tandem.appointments.rules import TOOK_PLACE
from tandem.appointments.words import KINDS, OUTCOMES, both, with_whom
from tandem.beginnings.queries import beginning, started
from tandem.care.gate import entering
from tandem.care.queries import team
from tandem.people.asked import MemberRequest
from tandem.people.gate import as_member
from tandem.people.queries import contact_wishes, profiles
from tandem.people.words import how_to_reach, role_name, safe_channel
from tandem.permissions.rules import HELPERS, Act, PracticeAct, Role, may_in_practice, refusal
from tandem.today import facts, queries


@as_member(PracticeAct.SEE_TODAY)
@require_GET
def today(request: MemberRequest) -> HttpResponse:
    """Show what needs this person today."""
    roles = request.roles
    if roles & HELPERS:
        return _helper(request)
    if Role.CLIENT in roles:
        return _client(request)
    return _practice(request)


def _helper(request: MemberRequest) -> HttpResponse:
    at = timezone.now()
    day = queries.for_helper(request.member, at)
    weekday = date_format(timezone.localtime(at), "l")
    meetings = [
        (one, KINDS[one.kind], OUTCOMES.get(one.outcome or ""), one.outcome in TOOK_PLACE)
        for one in day.meetings
    ]
    context = {"day": day, "meetings": meetings, "weekday": weekday}
    context["to_begin"] = not day.needs and not started(request.member, request.roles)
    return render(request, "today/helper.html", context)


@as_member(PracticeAct.HEAR_OF_NEWS)
@require_GET
def news(request: MemberRequest) -> HttpResponse:
    """Say whether more waits than the `seen` that an open Today shows; nothing about whom or what."""
    seen = request.GET.get("seen", "")
    if not seen.isdecimal() or queries.waiting(request.member, timezone.now()) <= int(seen):
        return HttpResponse(status=204)
    return render(request, "today/_news.html")


def _client(request: MemberRequest) -> HttpResponse:
    at = timezone.now()
    day = queries.for_client(request.member, _put_away(request), at)
    context = {
        "day": day,
        "whom": both(day.check.therapist_name, day.check.peer_name) if day and day.check else "",
    }
    return render(request, "today/client.html", context)


def _put_away(request: MemberRequest) -> set[UUID]:
    today_is = timezone.localdate().isoformat()
    return {UUID(key) for key, day in request.session.get("checks_later", {}).items() if day == today_is}


def _practice(request: MemberRequest) -> HttpResponse:
    lead = Role.LEAD in request.roles
    desk = may_in_practice(request.roles, PracticeAct.SEE_DAY_SHEET)
    meetings = queries.day_sheet(timezone.now()) if desk else []
    wishes = contact_wishes(meeting.episode.client_id for meeting in meetings) if meetings else {}
    for meeting in meetings:
        meeting.whom = with_whom(meeting)
        meeting.reach = safe_channel(wishes.get(meeting.episode.client_id))
    context = {
        "lead": lead,
        "waiting": queries.clients_waiting() if lead else 0,
        "desk": desk,
        "meetings": meetings,
    }
    return render(request, "today/practice.html", context)


@as_member(PracticeAct.SEE_CASELOAD)
@require_GET
def caseload(request: MemberRequest) -> HttpResponse:
    """List the clients of a helper."""
    clients = queries.caseload(request.member, timezone.now())
    return render(request, "today/caseload.html", {"clients": clients})


@as_member(PracticeAct.SEE_CASELOAD)
@require_GET
def closed(request: MemberRequest) -> HttpResponse:
    """Show a helper how many points they closed, and how long it took."""
    return render(request, "today/closed.html", {"closed": facts.closed(request.member, timezone.now())})


@entering(Act.SEE_VIEWS)
@require_GET
def changes(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show the client what followed from each thing that they said."""
    return render(request, "today/changes.html", {"changes": facts.changes(episode, timezone.now())})


@entering(Act.SEE_EPISODE)
@require_GET
def episode(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show one client's team and meetings."""
    standing = request.standing
    at = timezone.now()
    meetings = of_episode(episode, standing, request.member)
    for meeting in meetings:
        meeting.whom = with_whom(meeting)
        meeting.mine = request.member.pk in (meeting.therapist_id, meeting.peer_id)
        meeting.ahead = meeting.starts_at > at
        meeting.settled = meeting.outcome is not None and meeting.ends_at < at - queries.ASK_HOW_IT_WENT_FOR
        meeting.kind_word, meeting.outcome_word = KINDS[meeting.kind], OUTCOMES.get(meeting.outcome or "")
    context = {
        "episode": episode,
        "helpers": _helpers(episode, standing.role is Role.CLIENT),
        "meetings": meetings,
        "may_book": refusal(standing, Act.BOOK) is None,
        "may_draft": refusal(standing, Act.DRAFT_POINT) is None,
        "may_read_history": refusal(standing, Act.SEE_HISTORY) is None,
        "is_client": standing.role is Role.CLIENT,
        "layout": "web/client.html" if standing.role is Role.CLIENT else "web/desk.html",
        "may_begin": refusal(standing, Act.HAND_OVER_BEGIN) is None,
        **({} if standing.role is Role.CLIENT else _beginning(request, episode)),
    }
    return render(request, "today/episode.html", context)


def _helpers(episode: Any, for_client: bool) -> list[tuple[Any, str, Any, Any]]:
    """Return the team, and for the client what each helper says about themselves."""
    places = team(episode)
    lines = profiles(place.member for place in places) if for_client else {}
    return [(place.member, place.role, role_name(place.role), lines.get(place.member_id)) for place in places]


def _beginning(request: MemberRequest, episode: Any) -> dict[str, Any]:
    found = beginning(episode, request.member)
    return {"beginning": found, "reach": how_to_reach(found.contact)}
