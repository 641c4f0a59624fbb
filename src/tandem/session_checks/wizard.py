"""One question a page, the same with and without an account."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils import timezone

from tandem.appointments.words import with_whom
from tandem.care.queries import sharing_in, team
from tandem.permissions.sharing import NOTHING_CHOSEN
from tandem.session_checks import actions
from tandem.session_checks.forms import ItemForm, OffForm, WhoForm, answers_so_far
from tandem.session_checks.rules import Answers, Item, Level, items
from tandem.session_checks.words import reasons_in_words

OFF, WHO = "off", "who"
OF_STEP = {OFF: ("off", "line", "takeaway"), WHO: ()}


def take_step(request: HttpRequest, meeting: Any, link: Any = None) -> HttpResponse:
    """Show the first question, or take an answer and show what comes next. Keeps all at the end."""
    steps = steps_of(meeting)
    if request.method != "POST":
        return _ask(request, meeting, steps[0], Answers())
    step, go = request.POST.get("step", ""), request.POST.get("go", "next")
    said = answers_so_far(request.POST)
    if step not in steps:
        return _ask(request, meeting, steps[0], said)
    if go == "back":
        return _ask(request, meeting, steps[max(0, steps.index(step) - 1)], said)
    if go == "skip":
        return _after(request, meeting, step, _without(said, step), link)
    form = _form(step, meeting, request.POST)
    if not form.is_valid():
        return _ask(request, meeting, step, said, form, status=422)
    if step == WHO:
        return _finish(request, meeting, said, form.to(), form.cleaned_data["level"], link)
    return _after(request, meeting, step, said, link)


def steps_of(meeting: Any) -> list[str]:
    """Return the steps of this meeting's check: one to three numbers, whether anything was off, and who may know."""
    began = meeting.episode.started_at
    asks = items(episode_began=began, met_at=meeting.starts_at, earlier=meeting.earlier)
    return [*(item.value for item in asks), OFF, WHO]


def _without(said: Answers, step: str) -> Answers:
    kept = {name: value for name, value in vars(said).items() if name not in OF_STEP.get(step, (step,))}
    return Answers(**kept)


def _after(request: HttpRequest, meeting: Any, step: str, said: Answers, link: Any) -> HttpResponse:
    """Go on; someone who skipped everything is not asked who may see nothing."""
    if step == OFF and said.empty:
        return _finish(request, meeting, said, [], Level.WORD, link)
    steps = steps_of(meeting)
    return _ask(request, meeting, steps[steps.index(step) + 1], said)


def _form(step: str, meeting: Any, data: Any = None, said: Answers | None = None) -> Any:
    said = said or Answers()
    if step == OFF:
        return OffForm(data, initial={name: getattr(said, name) for name in OF_STEP[OFF]})
    if step == WHO:
        people = [(place.member, place.role) for place in team(meeting.episode)]
        sharing = sharing_in(meeting.sharing) or NOTHING_CHOSEN
        return WhoForm(data, team=people, met=meeting.therapist or meeting.peer, sharing=sharing)
    met = [person.name for person in (meeting.therapist, meeting.peer) if person]
    return ItemForm(data, item=Item(step), names=met, initial={step: getattr(said, step)})


def _ask(
    request: HttpRequest, meeting: Any, step: str, said: Answers, form: Any = None, status: int = 200
) -> HttpResponse:
    steps = steps_of(meeting)
    number = steps.index(step) + 1
    here = OF_STEP.get(step, (step,))
    context = {
        "form": form or _form(step, meeting, said=said),
        "meeting": meeting,
        "whom": with_whom(meeting),
        "role": "therapist" if meeting.therapist_id else "peer",
        "step": step,
        "number": number,
        "of": len(steps),
        "carried": [(n, v) for n, v in vars(said).items() if n not in here and v not in (None, "")],
    }
    return render(request, "session_checks/step.html", context, status=status)


def _finish(
    request: HttpRequest, meeting: Any, said: Answers, to: list[Any], level: Level, link: Any
) -> HttpResponse:
    client = meeting.episode.client
    try:
        check = actions.submit_check(
            appointment=meeting, answers=said, to=to, level=level, link=link, by=client, at=timezone.now()
        )
    except (actions.AlreadyAnswered, actions.LinkSpent):
        return render(request, "session_checks/already.html", {"meeting": meeting}, status=409)
    context = {"meeting": meeting, "to": to, "level": level.value, "skipped": said.empty, "check": check}
    context["reasons"] = reasons_in_words(check.reasons)
    # Made after the commit, so that nobody waits for this page; by a link at once, in its client's language.
    page = TemplateResponse(request, "session_checks/saved.html", context)
    return page.render() if link else page
