"""One question a page, the same with and without an account."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tandem.appointments.words import with_whom
from tandem.care.queries import team
from tandem.session_checks import actions
from tandem.session_checks.forms import HeardForm, OffForm, WhoForm, answers_so_far
from tandem.session_checks.rules import Answers, Level

STEPS = ("heard", "off", "who")


def take_step(request: HttpRequest, meeting: Any, link: Any = None) -> HttpResponse:
    """Show the first question, or take an answer and show what comes next. Keeps all at the end."""
    if request.method != "POST":
        return _ask(request, meeting, "heard", Answers())
    step, go = request.POST.get("step", "heard"), request.POST.get("go", "next")
    said = answers_so_far(request.POST)
    if step not in STEPS:
        return _ask(request, meeting, "heard", said)
    if go == "back":
        return _ask(request, meeting, STEPS[max(0, STEPS.index(step) - 1)], said)
    if go == "skip":
        return _after(request, meeting, step, _without(said, step), link)
    form = _form(step, meeting, request.POST)
    if not form.is_valid():
        return _ask(request, meeting, step, said, form, status=422)
    if step == "who":
        return _finish(request, meeting, said, form.to(), form.cleaned_data["level"], link)
    return _after(request, meeting, step, said, link)


def _without(said: Answers, step: str) -> Answers:
    return Answers(off=said.off, line=said.line) if step == "heard" else Answers(heard=said.heard)


def _after(request: HttpRequest, meeting: Any, step: str, said: Answers, link: Any) -> HttpResponse:
    """Go on; someone who skipped everything is not asked who may see nothing."""
    if step == "heard":
        return _ask(request, meeting, "off", said)
    if said.empty:
        return _finish(request, meeting, said, [], Level.WORD, link)
    return _ask(request, meeting, "who", said)


def _form(step: str, meeting: Any, data: Any = None, said: Answers | None = None) -> Any:
    said = said or Answers()
    if step == "heard":
        several = bool(meeting.therapist_id and meeting.peer_id)
        return HeardForm(data, name=with_whom(meeting), several=several, initial={"heard": said.heard})
    if step == "off":
        return OffForm(data, initial={"off": said.off, "line": said.line})
    return WhoForm(data, team=[(place.member, place.role) for place in team(meeting.episode)])


def _ask(
    request: HttpRequest, meeting: Any, step: str, said: Answers, form: Any = None, status: int = 200
) -> HttpResponse:
    number = STEPS.index(step) + 1
    context = {
        "form": form or _form(step, meeting, said=said),
        "meeting": meeting,
        "whom": with_whom(meeting),
        "role": "therapist" if meeting.therapist_id else "peer",
        "step": step,
        "number": number,
        "of": len(STEPS),
        "said": said,
        "carry_heard": step != "heard" and said.heard is not None,
        "carry_off": step == "who" or step == "heard",
    }
    return render(request, "session_checks/step.html", context, status=status)


def _finish(
    request: HttpRequest, meeting: Any, said: Answers, to: list[Any], level: Level, link: Any
) -> HttpResponse:
    client = meeting.episode.client
    try:
        actions.submit_check(
            appointment=meeting, answers=said, to=to, level=level, link=link, by=client, at=timezone.now()
        )
    except (actions.AlreadyAnswered, actions.LinkSpent):
        return render(request, "session_checks/already.html", {"meeting": meeting}, status=409)
    context = {"meeting": meeting, "to": to, "level": level.value, "skipped": said.empty}
    return render(request, "session_checks/saved.html", context)
