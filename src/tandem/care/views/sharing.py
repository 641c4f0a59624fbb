"""How a client's helpers share: the preset, the six switches, and what a helper may know of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.care import actions, queries
from tandem.care.facts import now_open_to, readers
from tandem.care.forms import PresetForm, SwitchForm
from tandem.care.gate import entering
from tandem.care.words import PRESETS, PRESETS_MEAN, seen_by
from tandem.people.asked import MemberRequest
from tandem.permissions.rules import Act, Role
from tandem.permissions.sharing import Switch


@entering(Act.SEE_SHARING)
@require_GET
def sharing(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show the client what they chose, to change it; a helper what is in force towards them."""
    if request.standing.role is Role.CLIENT:
        return _mine(request, episode)
    preset = request.standing.sharing.preset
    context = {
        "episode": episode,
        "preset": PRESETS[preset],
        "means": PRESETS_MEAN[preset],
        "times": request.standing.sharing.times,
    }
    return render(request, "care/sharing_theirs.html", context)


def _mine(
    request: MemberRequest, episode: Any, preset: PresetForm | None = None, switches: SwitchForm | None = None
) -> HttpResponse:
    """Show both forms as things stand now; after a refusal with what was wrong."""
    wrong = preset or switches
    row = queries.sharing_of(episode)
    chosen, number = queries.as_chosen(row), row.number if row else 0
    fresh_preset = PresetForm(initial={"preset": chosen.preset.value, "seen": number})
    fresh_switches = SwitchForm(initial={**vars(chosen), "checks": chosen.checks.value, "seen": number})
    team = readers(episode, Act.SEE_EPISODE)
    context = {
        "episode": episode,
        "preset": preset or fresh_preset,
        "switches": switches or fresh_switches,
        "wrong": wrong.non_field_errors() if wrong else [],
        "chosen": PRESETS[chosen.preset] if row else "",
        "since": row.chosen_at if row else None,
        "details": switches is not None,
        "names": [one.member.first_name for one in team],
    }
    (switches or fresh_switches).tell({name.value: seen_by(now_open_to(team, name)) for name in Switch})
    return render(request, "care/sharing.html", context, status=422 if wrong else 200)


@require_POST
@entering(Act.CHANGE_SHARING)
def choose(request: MemberRequest, episode: Any) -> HttpResponse:
    """Choose a preset, or confirm it; take back what was shown, if the client says so."""
    form = PresetForm(request.POST)
    if not form.is_valid():
        return _mine(request, episode, preset=form)
    said, at, by = form.cleaned_data, timezone.now(), request.member.pk
    try:
        actions.choose_preset(episode=episode, preset=said["preset"], seen=said["seen"], by=by, at=at)
    except actions.ChangedMeanwhile:
        return _changed(request, episode)
    if said["take_back"]:
        actions.take_all_back(episode=episode, by=by, at=at)
    messages.success(request, _("Saved. It holds from now on."))
    return redirect("sharing", episode.pk)


@require_POST
@entering(Act.CHANGE_SHARING)
def switches(request: MemberRequest, episode: Any) -> HttpResponse:
    """Change what is behind the details."""
    form = SwitchForm(request.POST)
    if not form.is_valid():
        return _mine(request, episode, switches=form)
    said, at = dict(form.cleaned_data), timezone.now()
    seen = said.pop("seen")
    try:
        actions.change_switches(episode=episode, switches=said, seen=seen, by=request.member.pk, at=at)
    except actions.ChangedMeanwhile:
        return _changed(request, episode)
    messages.success(request, _("Saved. It holds from now on."))
    return redirect("sharing", episode.pk)


def _changed(request: MemberRequest, episode: Any) -> HttpResponse:
    """Say that another page was quicker, and show how things stand."""
    messages.info(request, _("You changed this on another page. This is how it is now. Please look again."))
    return _mine(request, episode)
