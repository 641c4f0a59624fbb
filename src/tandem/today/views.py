"""Today for each of the three and the practice; a client's page; a helper's clients."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET

from tandem.appointments.queries import beginning
from tandem.appointments.rules import may_have_taken_place
from tandem.appointments.words import both, with_whom
from tandem.beginnings.queries import started
from tandem.care.gate import entering
from tandem.care.queries import outside_person, places, team, to_review, wishes_waiting, without_therapist
from tandem.consents.queries import states_of
from tandem.consents.rules import INTRODUCTION, ConsentKind, State, to_talk_about
from tandem.consents.words import HELPERS_NAMES
from tandem.keeping.queries import requests_wait
from tandem.keeping.words import ANSWERED, ASKED
from tandem.people.asked import MemberRequest
from tandem.people.gate import as_member
from tandem.people.queries import contact_wishes, profiles
from tandem.people.words import how_to_reach, role_name, safe_channel
from tandem.permissions.rules import HELPERS, Act, PracticeAct, Role, may_in_practice, refusal
from tandem.today import facts, queries, words


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
    needs = words.needs(day)
    request.shown |= day.about
    context = {
        "day": day,
        "needs": needs,
        "meetings": words.meetings(day),
        "good_to_know": words.good_to_know(day),
        "weekday": date_format(timezone.localtime(at), "l"),
        "to_begin": not needs and not started(request.member, request.roles),
    }
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
        "asked": ASKED[day.asked] if day and day.asked else "",
        "answer": ANSWERED[day.answer] if day and day.asked else "",
    }
    return render(request, "today/client.html", context)


def _put_away(request: MemberRequest) -> set[UUID]:
    today_is = timezone.localdate().isoformat()
    return {UUID(key) for key, day in request.session.get("checks_later", {}).items() if day == today_is}


def _practice(request: MemberRequest) -> HttpResponse:
    lead = Role.LEAD in request.roles
    desk = may_in_practice(request.roles, PracticeAct.SEE_DAY_SHEET)
    names = may_in_practice(request.roles, PracticeAct.NAME_OUTSIDE_PERSON)
    meetings = queries.day_sheet(timezone.now()) if desk else []
    wishes = contact_wishes(meeting.episode.client_id for meeting in meetings) if meetings else {}
    for meeting in meetings:
        meeting.whom = with_whom(meeting)
        meeting.reach = safe_channel(wishes.get(meeting.episode.client_id))
    teams = (wishes_waiting(), without_therapist()) if lead else ([], [])
    request.shown |= {one.client_id for some in teams for one in some}
    request.shown |= {meeting.episode_id for meeting in meetings}
    context = {
        "lead": lead,
        "may_open": may_in_practice(request.roles, PracticeAct.OPEN_IN_EMERGENCY),
        "to_review": may_in_practice(request.roles, PracticeAct.REVIEW_EMERGENCIES) and to_review(),
        "waiting": queries.clients_waiting() if lead else 0,
        "requests": requests_wait() if lead else 0,
        "wishes": teams[0],
        "alone": teams[1],
        "desk": desk,
        "names": names,
        "unnamed": names and outside_person() is None,
        "meetings": meetings,
    }
    return render(request, "today/practice.html", context)


@as_member(PracticeAct.SEE_CASELOAD)
@require_GET
def caseload(request: MemberRequest) -> HttpResponse:
    """List the clients of a helper."""
    rows = queries.caseload(request.member, timezone.now())
    request.shown |= {row.id for row in rows}
    clients = words.clients(rows)
    may_open = may_in_practice(request.roles, PracticeAct.OPEN_IN_EMERGENCY)
    return render(request, "today/caseload.html", {"clients": clients, "may_open": may_open})


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


@entering(Act.SEE_RIGHTS)
@require_GET
def choices(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show the client, on one page, everything that is theirs to decide."""
    return render(request, "today/choices.html", {"episode": episode})


@entering(Act.SEE_EPISODE)
@require_GET
def episode(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show one client's team and meetings."""
    standing = request.standing
    at = timezone.now()
    page = queries.client_page(episode, standing, request.member)
    meetings = page.meetings
    is_client = standing.role is Role.CLIENT
    helpers = places(episode) if is_client else team(episode)
    begun = any(one.therapist_id and may_have_taken_place(one.starts_at, one.outcome, at) for one in meetings)
    context = {
        "episode": episode,
        "helpers": _helpers(helpers, is_client),
        "meetings": words.meetings_of(meetings, request.member, standing, at),
        "may_book": refusal(standing, Act.BOOK) is None,
        "may_draft": refusal(standing, Act.DRAFT_POINT) is None,
        "may_read_history": refusal(standing, Act.SEE_HISTORY) is None,
        "may_mark": refusal(standing, Act.MARK_PART2) is None,
        "is_client": is_client,
        "layout": "web/client.html" if is_client else "web/desk.html",
        "peer": " · ".join(place.member.name for place in helpers if place.role == Role.PEER),
        "beginning": None if begun or not standing.open else beginning(episode, at),
        "viewer": standing.role.value,
        **_yeses(request, page, {place.role for place in helpers}, at),
        "may_begin": refusal(standing, Act.HAND_OVER_BEGIN) is None,
        **({"started": page.started, "reach": how_to_reach(page.started.contact)} if page.started else {}),
    }
    return render(request, "today/episode.html", context)


def _yeses(request: MemberRequest, page: queries.ClientPage, roles: set[str], at: datetime) -> dict[str, Any]:
    """Return, for a helper, which talks about consent are missing, and which yes the client took back."""
    if refusal(request.standing, Act.INTRODUCE):
        return {}
    states = states_of(page.yeses, at)
    waits = to_talk_about(roles, states)
    back = [kind for kind in INTRODUCTION if states.get(kind) is State.TAKEN_BACK]
    met = states.get(ConsentKind.MEET_PEER) is State.GIVEN or ConsentKind.JOINT_CARE not in waits
    may_note = refusal(request.standing, Act.NOTE_SPOKEN_YES) is None
    return {
        "to_talk_about": [HELPERS_NAMES[kind] for kind in waits],
        "not_agreed": [HELPERS_NAMES[kind] for kind in back],
        "ask_to_meet": may_note and not met and Role.PEER in roles,
    }


def _helpers(helpers: Any, for_client: bool) -> list[tuple[Any, ...]]:
    """Return the team, and for the client what each helper says about themselves."""
    lines = profiles(place.member for place in helpers) if for_client else {}
    return [
        (place.member, place.role, role_name(place.role), place.paused_at, lines.get(place.member_id))
        for place in helpers
    ]
