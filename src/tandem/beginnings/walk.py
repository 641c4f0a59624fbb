"""One step a page, the same with and without an account. Each step is kept when it is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tandem.appointments.queries import coming
from tandem.beginnings import actions, queries
from tandem.beginnings.forms import ContactForm, HopesForm, SharingForm
from tandem.beginnings.rules import Step, steps
from tandem.beginnings.words import DOING
from tandem.care.actions import ChangedMeanwhile, choose_preset
from tandem.care.queries import sharing_of, team
from tandem.people.actions import wish_contact
from tandem.people.queries import contact_wish, profiles
from tandem.people.words import role_name
from tandem.permissions.sharing import NOTHING_CHOSEN, Preset

FIELDS: dict[Step, tuple[str, ...]] = {
    Step.SHARING: ("preset", "number"),
    Step.CONTACT: ("channel", "hours", "message", "named", "seen", "checks"),
    Step.HOPES: ("tried", "worth", "to"),
}


class Visit:
    """One client at their first ten minutes, signed in or by a link; or `alone` at one step, later."""

    def __init__(
        self, request: HttpRequest, episode: Any, token: str = "", link: Any = None, alone: Step | None = None
    ) -> None:
        self.request, self.episode, self.token, self.link = request, episode, token, link
        self.places, self.alone = team(episode), alone
        self.steps = [alone] if alone else steps([place.role for place in self.places])

    @property
    def client(self) -> Any:
        """Return whose first ten minutes these are."""
        return self.episode.client

    def address(self, step: Step) -> str:
        """Return where a step is."""
        if self.token:
            return reverse("begin-step-by-link", args=[self.token, step.value])
        return reverse("begin-step", args=[self.episode.pk, step.value])

    def name(self, role: str) -> str:
        """Return what the first helper in a role is called."""
        return next((place.member.first_name for place in self.places if place.role == role), "")

    def after(self, step: Step) -> Step:
        """Return the next step."""
        return self.steps[min(self.steps.index(step) + 1, len(self.steps) - 1)]

    def before(self, step: Step) -> Step:
        """Return the step before."""
        return self.steps[max(self.steps.index(step) - 1, 0)]


def take_step(visit: Visit, step: Step) -> HttpResponse:
    """Show a step, or keep what was said at it and go on."""
    request = visit.request
    if request.method != "POST":
        return _show(visit, step)
    go = request.POST.get("go", "next")
    if go == "back":
        return _show(visit, visit.before(step))
    if step is Step.CARD:
        return _send(visit) if go == "send" else _finish(visit)
    if go == "skip":
        return _on(visit, step)
    return KEEP.get(step, _on)(visit, step)


def _on(visit: Visit, step: Step) -> HttpResponse:
    """Go to the next step; what was typed at a later one before going back is still there."""
    if visit.alone:
        return redirect("said-at-start", visit.episode.pk)
    following = visit.after(step)
    if following is Step.CARD:
        actions.make_ready(episode=visit.episode, by=visit.client, at=timezone.now())
    if any(name in visit.request.POST for name in FIELDS.get(following, ())):
        return _show(visit, following)
    return redirect(visit.address(following))


def _keep_sharing(visit: Visit, step: Step) -> HttpResponse:
    form = _form(visit, step, visit.request.POST)
    if not form.is_valid():
        return _show(visit, step, form, status=422)
    preset = form.cleaned_data["preset"]
    try:
        choose_preset(
            episode=visit.episode, preset=preset, seen=form.cleaned_data["number"] or 0, by=visit.client.pk,
            at=timezone.now(),
        )  # fmt: skip
    except ChangedMeanwhile:
        now = sharing_of(visit.episode)
        if now is None or now.preset != preset.value:
            return _show(visit, step, stale=True, status=409)
    return _on(visit, step)


def _keep_contact(visit: Visit, step: Step) -> HttpResponse:
    form = _form(visit, step, visit.request.POST)
    if not form.is_valid():
        return _show(visit, step, form, status=422)
    if any(form.cleaned_data.values()):
        wish_contact(client=visit.client, by=visit.client, at=timezone.now(), **form.wish())
    return _on(visit, step)


def _keep_hopes(visit: Visit, step: Step) -> HttpResponse:
    form = _form(visit, step, visit.request.POST)
    if not form.is_valid():
        return _show(visit, step, form, status=422)
    said = {name: form.cleaned_data[name] for name in ("tried", "worth")}
    actions.keep_hopes(episode=visit.episode, to=form.chosen(), by=visit.client, at=timezone.now(), **said)
    return _on(visit, step)


KEEP: dict[Step, Callable[[Visit, Step], HttpResponse]] = {
    Step.SHARING: _keep_sharing,
    Step.CONTACT: _keep_contact,
    Step.HOPES: _keep_hopes,
}


def _send(visit: Visit) -> HttpResponse:
    sent = actions.send_card(episode=visit.episode, by=visit.client, at=timezone.now())
    return _show(visit, Step.CARD, sent=sent, status=200 if sent else 409)


def _finish(visit: Visit) -> HttpResponse:
    try:
        actions.finish(episode=visit.episode, link=visit.link, by=visit.client, at=timezone.now())
    except actions.LinkSpent:
        return render(visit.request, "people/link_spent.html", status=410)
    return render(visit.request, "beginnings/done.html", {"by_link": bool(visit.token)})


# --- What each step shows ---


def _form(visit: Visit, step: Step, data: Any = None) -> Any:
    initial = {} if data is not None else _said(visit, step)
    if step is Step.SHARING:
        return SharingForm(data, therapist=visit.name("therapist"), peer=visit.name("peer"), initial=initial)
    if step is Step.CONTACT:
        return ContactForm(data, roles=[place.role for place in visit.places], initial=initial)
    if step is Step.HOPES:
        helpers = [(place.member, place.role) for place in visit.places]
        return HopesForm(data, helpers=helpers, initial=initial)
    return None


def _said(visit: Visit, step: Step) -> dict[str, Any]:
    """Return what stands, and over it what was typed on this walk but not sent yet."""
    carried = visit.request.POST
    if step is Step.SHARING:
        now = sharing_of(visit.episode)
        kept: dict[str, Any] = {"number": now.number if now else 0, **({"preset": now.preset} if now else {})}
    elif step is Step.CONTACT:
        kept = _contact(contact_wish(visit.client))
    elif step is Step.HOPES:
        kept = _hopes(visit)
    else:
        return {}
    kept |= {name: carried[name] for name in FIELDS[step] if name in carried and name not in ("to", "number")}
    return kept | ({"to": carried.getlist("to")} if step is Step.HOPES and "tried" in carried else {})


def _contact(wish: Any) -> dict[str, Any]:
    if wish is None:
        return {}
    said = {name: getattr(wish, name) for name in ("channel", "hours", "seen", "checks")}
    return said | {name: "yes" if getattr(wish, name) else "no" for name in ("message", "named")}


def _hopes(visit: Visit) -> dict[str, Any]:
    """Return the latest hopes; before there are any both helpers are ticked, none where they share nothing."""
    now = queries.latest_hopes(visit.episode)
    if now:
        return {"tried": now.tried, "worth": now.worth, "to": [str(key) for key in queries.readers(now)]}
    chosen = sharing_of(visit.episode)
    preset = chosen.preset if chosen else NOTHING_CHOSEN.preset.value
    apart = preset == Preset.SEPARATE.value
    return {"to": [] if apart else [str(place.member_id) for place in visit.places]}


def _show(
    visit: Visit,
    step: Step,
    form: Any = None,
    status: int = 200,
    stale: bool = False,
    sent: bool | None = None,
) -> HttpResponse:
    """Show one step, with what was typed at the others carried along."""
    here = FIELDS.get(step, ())
    others = [name for names in FIELDS.values() for name in names if name not in here]
    context = {
        "form": form or _form(visit, step),
        "step": step.value,
        "number": visit.steps.index(step) + 1,
        "of": len(visit.steps),
        "here": visit.address(step),
        "carried": [(name, value) for name in others for value in visit.request.POST.getlist(name)],
        "stale": stale,
        "alone": visit.alone is not None,
        "episode": visit.episode,
        **SHOWS.get(step, lambda visit: {})(visit),
        "sent": sent,
    }
    return render(visit.request, f"beginnings/{step.value}.html", context, status=status)


@dataclass(frozen=True)
class Face:
    """One helper on the page of faces."""

    name: str
    role: str
    role_name: Any
    lines: Any
    doing: Any


def _faces(visit: Visit) -> dict[str, Any]:
    lines = profiles(place.member for place in visit.places)
    return {
        "faces": [
            Face(place.member.name, place.role, role_name(place.role), lines.get(place.member_id), DOING[place.role])
            for place in visit.places
        ]
    }  # fmt: skip


def _hopes_context(visit: Visit) -> dict[str, Any]:
    return {"helpers": bool(visit.places)}


def _card(visit: Visit) -> dict[str, Any]:
    begun, client = queries.begun(visit.episode), visit.client
    path = begun.invitation if begun else ""
    return {
        "client": client,
        "next": coming(visit.episode, timezone.now())[:1],
        "invitation": f"{settings.TANDEM_BASE_URL}{path}" if path and not client.user_id else "",
        "may_send": bool(client.email) and not client.safer,
        "already": bool(begun and queries.card_sent(visit.episode, begun.started_at)),
        "helpers": [place.member.name for place in visit.places],
    }


SHOWS: dict[Step, Callable[[Visit], dict[str, Any]]] = {
    Step.FACES: _faces,
    Step.HOPES: _hopes_context,
    Step.CARD: _card,
}
