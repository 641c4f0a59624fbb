"""The client's check, signed in or by a one-use link; and a check as a helper may read it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.care.gate import entering
from tandem.people.asked import MemberRequest
from tandem.people.links import read_link
from tandem.permissions.rules import Act, Kind, Role, Standing, refusal
from tandem.relays.forms import ReplyForm
from tandem.relays.queries import to_member
from tandem.session_checks import actions, queries
from tandem.session_checks.forms import WishForm
from tandem.session_checks.rules import ASKS_FOR_A_TALK, Wish, word
from tandem.session_checks.wizard import take_step
from tandem.session_checks.words import in_words
from tandem.tenancy.current import using_practice


@entering(Act.ANSWER_CHECK)
def check(request: MemberRequest, episode: Any, appointment_id: UUID) -> HttpResponse:
    """Answer about one meeting."""
    meeting = queries.due_one(episode, appointment_id, timezone.now())
    if meeting is None:
        given = queries.answered(episode, appointment_id)
        if given is None:
            raise Http404
        return render(request, "session_checks/already.html", {"meeting": given.appointment}, status=409)
    return take_step(request, meeting)


@require_POST
@entering(Act.ANSWER_CHECK)
def later(request: MemberRequest, episode: Any, appointment_id: UUID) -> HttpResponse:
    """Not today: put this check away until tomorrow."""
    put_away = request.session.get("checks_later", {})
    request.session["checks_later"] = put_away | {str(appointment_id): timezone.localdate().isoformat()}
    return redirect("today")


@require_POST
@entering(Act.HAND_OVER_CHECK)
def here(request: MemberRequest, episode: Any, appointment_id: UUID) -> HttpResponse:
    """Hand this device to the client: the helper is signed out of it, and the first question is open."""
    meeting = queries.due_one(episode, appointment_id, timezone.now())
    if meeting is None or request.member.pk not in (meeting.therapist_id, meeting.peer_id):
        messages.info(request, _("There is nothing to answer about this meeting now."))
        return redirect("episode", episode.pk)
    token = actions.hand_over(appointment=meeting, by=request.member, at=timezone.now())
    logout(request)
    return redirect("check-by-link", token)


@entering(Act.CHANGE_CHECK_WISH)
def wish(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show and change how often one is asked."""
    kept = queries.wish(episode)
    form = WishForm(request.POST or None, initial={"rhythm": kept.rhythm.value})
    if request.method == "POST" and form.is_valid():
        said = Wish(**form.cleaned_data)
        actions.wish(episode=episode, wish=said, by=request.member, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("today")
    context = {"form": form, "episode": episode}
    return render(request, "session_checks/wish.html", context, status=422 if form.errors else 200)


def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Answer without an account. Opening the link uses nothing up; only the last step does."""
    link = read_link(token)
    if link is None:
        return _spent(request)
    with using_practice(link.practice_id):
        found = queries.open_link(link.secret_hash, timezone.now())
        if found is None:
            return _spent(request)
        episode = found.appointment.episode
        if refusal(Standing(Role.CLIENT, episode.ended_at is None), Act.ANSWER_CHECK):
            return _spent(request)
        with translation.override(episode.client.language), timezone.override(episode.client.time_zone):
            return _by_link(request, episode, found)


def _by_link(request: HttpRequest, episode: Any, link: Any) -> HttpResponse:
    meeting = queries.due_one(episode, link.appointment_id, timezone.now())
    if meeting is None:
        return render(request, "session_checks/already.html", {"meeting": link.appointment}, status=409)
    return take_step(request, meeting, link)


def _spent(request: HttpRequest) -> HttpResponse:
    return render(request, "people/link_spent.html", status=410)


@entering(Act.READ_CHECK_WORD, about="check_id")
@require_GET
def read(request: MemberRequest, episode: Any, check_id: UUID) -> HttpResponse:
    """Show a check as far as the client opened it to this person, and take their answer."""
    given = queries.one(episode, check_id)
    if given is None:
        raise Http404
    standing = request.standing
    answers = queries.answers_of(given)
    context = {
        "episode": episode,
        "meeting": given.appointment,
        "word": word(answers, given.choice in ASKS_FOR_A_TALK).value,
        "answers": answers if _sees_answers(standing) else None,
        "numbers": in_words(answers),
        "relay": to_member(episode, check_id, request.member),
        "form": ReplyForm(),
        "about_id": check_id,
    }
    return render(request, "session_checks/read.html", context)


def _sees_answers(standing: Standing) -> bool:
    return standing.role is Role.CLIENT or Kind.CHECK_ANSWERS in standing.shared
