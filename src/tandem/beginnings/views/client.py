"""The client's first ten minutes, signed in or on a device handed over; and what they said then."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.appointments.queries import coming
from tandem.beginnings import actions, queries
from tandem.beginnings.forms import AnswerForm
from tandem.beginnings.rules import Step
from tandem.beginnings.walk import Visit, take_step
from tandem.care.gate import entering
from tandem.people.asked import MemberRequest
from tandem.people.gate import step_up
from tandem.people.links import read_link
from tandem.people.queries import contact_wishes
from tandem.people.words import how_we_reach_you
from tandem.permissions.rules import Act, Role, Standing, refusal
from tandem.relays.actions import AlreadyAcknowledged, NoLongerOpen, acknowledge
from tandem.relays.queries import to_member
from tandem.tenancy.current import using_practice


@require_POST
@entering(Act.HAND_OVER_BEGIN)
def here(request: MemberRequest, episode: Any) -> HttpResponse:
    """Hand this device to the client: the helper is signed out of it, and the first step is open."""
    begun = queries.begun(episode)
    if begun and begun.finished_at:
        messages.info(request, _("The first ten minutes are done."))
        return redirect("episode", episode.pk)
    token = actions.hand_over(episode=episode, by=request.member, at=timezone.now())
    logout(request)
    return redirect("begin-by-link", token)


def by_link(request: HttpRequest, token: str, step: str = Step.FACES.value) -> HttpResponse:
    """Take one step without an account. The link works for two hours, and is used up by the last step only."""
    link = read_link(token)
    if link is None:
        return _spent(request)
    with using_practice(link.practice_id):
        found = queries.open_link(link.secret_hash, timezone.now())
        if found is None:
            return _spent(request)
        episode = found.episode
        if refusal(Standing(Role.CLIENT, episode.ended_at is None), Act.BEGIN):
            return _spent(request)
        with translation.override(episode.client.language), timezone.override(episode.client.time_zone):
            return _step(Visit(request, episode, token, found), step)


def _spent(request: HttpRequest) -> HttpResponse:
    return render(request, "people/link_spent.html", status=410)


def _step(visit: Visit, name: str) -> HttpResponse:
    step = next((one for one in visit.steps if one.value == name), None)
    if step is None:  # a helper left, or came, meanwhile
        return redirect(visit.address(visit.steps[0]))
    return take_step(visit, step)


@require_GET
@entering(Act.BEGIN)
def begin(request: MemberRequest, episode: Any) -> HttpResponse:
    """Lead to the first step, or to what was said, once it is done."""
    begun = queries.begun(episode)
    if begun and begun.finished_at:
        return redirect("said-at-start", episode.pk)
    return redirect("begin-step", episode.pk, Step.FACES.value)


@entering(Act.BEGIN)
def step(request: MemberRequest, episode: Any, step: str) -> HttpResponse:
    """Take one step, signed in. Once all is done, how one may be reached can still be changed, with the password."""
    begun = queries.begun(episode)
    finished = begun is not None and begun.finished_at is not None
    if step == Step.CONTACT and (finished or request.member.safer) and (asked := step_up(request)):
        return asked
    if finished and step == Step.CONTACT:
        return take_step(Visit(request, episode, alone=Step.CONTACT), Step.CONTACT)
    if finished and request.method != "POST":
        return redirect("said-at-start", episode.pk)
    return _step(Visit(request, episode), step)


@require_GET
def small_card(request: HttpRequest, token: str) -> HttpResponse:
    """Show the next time, how to stop and whom to call to whoever has the link: no name, and not what it is about."""
    link = read_link(token)
    if link is None:
        return _spent(request)
    with using_practice(link.practice_id):
        found = queries.card_link(link.secret_hash, timezone.now())
        if found is None:
            return _spent(request)
        client = found.episode.client
        with translation.override(client.language), timezone.override(client.time_zone):
            context = {"next": coming(found.episode, timezone.now())[:1]}
            return render(request, "beginnings/small_card.html", context)


@entering(Act.SEE_BEGINNING)
@require_GET
def said(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show the client what they said at the start, who read it and what they answered."""
    wish = contact_wishes([episode.client_id]).get(episode.client_id)
    context = {
        "episode": episode,
        "told": queries.told(episode, timezone.now()),
        "reach": how_we_reach_you(wish),
        "begun": queries.begun(episode),
        "open": request.standing.open,
    }
    return render(request, "beginnings/said.html", context)


@entering(Act.READ_HOPES, about="hopes_id")
@require_GET
def hopes(request: MemberRequest, episode: Any, hopes_id: UUID) -> HttpResponse:
    """Show a helper what the client said at the start; the client finds their own page."""
    if request.standing.role is Role.CLIENT:
        return redirect("said-at-start", episode.pk)
    return _hopes(request, episode, hopes_id, AnswerForm())


def _hopes(request: MemberRequest, episode: Any, hopes_id: UUID, form: AnswerForm) -> HttpResponse:
    found = queries.one_hopes(episode, hopes_id)
    relay = to_member(episode, hopes_id, request.member)
    if found is None or relay is None or relay.withdrawn_at:
        raise Http404
    context = {"episode": episode, "hopes": found, "relay": relay, "form": form}
    return render(request, "beginnings/told.html", context, status=422 if form.errors else 200)


@require_POST
@entering(Act.ANSWER_HOPES, about="hopes_id")
def answer(request: MemberRequest, episode: Any, hopes_id: UUID) -> HttpResponse:
    """Take the one line that the client waits for; they read it at once."""
    relay = to_member(episode, hopes_id, request.member)
    form = AnswerForm(request.POST)
    if relay is None or relay.withdrawn_at:
        raise Http404
    if not form.is_valid():
        return _hopes(request, episode, hopes_id, form)
    try:
        acknowledge(relay=relay, by=request.member, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Thank you. The client can read your line."))
    except AlreadyAcknowledged:
        messages.info(request, _("You answered this before. Your first answer stands."))
    except NoLongerOpen as error:
        raise Http404 from error
    return redirect("today")


@require_POST
@entering(Act.WITHDRAW_HOPES)
def withdraw(request: MemberRequest, episode: Any, hopes_id: UUID) -> HttpResponse:
    """Take it back from every helper, from the next request on."""
    found = queries.one_hopes(episode, hopes_id)
    if found is None:
        raise Http404
    actions.withdraw_hopes(hopes=found, by=request.member, at=timezone.now())
    messages.success(request, _("Taken back. Nobody else can read it now."))
    return redirect("said-at-start", episode.pk)
