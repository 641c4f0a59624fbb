"""A helper's own first ten minutes. Nothing here is about a real client."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.beginnings import actions, queries
from tandem.beginnings.forms import TopicsForm
from tandem.beginnings.rules import Ready, ready_steps
from tandem.beginnings.rules import tonight as who_answers
from tandem.beginnings.words import NOT_ASKED, READY, READY_HINTS
from tandem.care.queries import cover_rota, holidays_from
from tandem.people.asked import MemberRequest
from tandem.people.gate import as_member
from tandem.people.queries import members_with_role
from tandem.permissions.rules import PracticeAct, Role, may_in_practice

ADDRESSES = {
    Ready.EXAMPLE: "begin-example", Ready.ASKED: "begin-asked", Ready.TOPICS: "begin-topics",
    Ready.COVER: "begin-cover", Ready.PROFILE: "profile", Ready.CARD: "try-card", Ready.TONIGHT: "begin-tonight",
}  # fmt: skip


@as_member(PracticeAct.BEGIN_HELPING)
@require_GET
def begin(request: MemberRequest) -> HttpResponse:
    """List the steps, each done or not yet."""
    done = queries.done(request.member)
    wanted = ready_steps(request.roles)
    first = next((step for step in wanted if step not in done), None)
    rows = [
        (READY[step], READY_HINTS[step], reverse(ADDRESSES[step]), step in done, step is first)
        for step in wanted
    ]
    return render(request, "beginnings/helper.html", {"rows": rows, "left": first is not None})


def _read(request: MemberRequest, step: Ready, template: str, context: dict[str, Any]) -> HttpResponse:
    """Show a page that is done once it was read, and take that it was."""
    if request.method == "POST":
        actions.do_step(member=request.member, step=step, at=timezone.now())
        return redirect("helper-begin")
    return render(request, template, context)


@as_member(PracticeAct.BEGIN_HELPING)
def example(request: MemberRequest) -> HttpResponse:
    """Show a client's page as clients see it, of somebody invented."""
    return _read(request, Ready.EXAMPLE, "beginnings/example.html", {})


@as_member(PracticeAct.BEGIN_HELPING)
def asked(request: MemberRequest) -> HttpResponse:
    """Say what nobody may ask of a peer here."""
    return _read(request, Ready.ASKED, "beginnings/asked.html", {"not_asked": NOT_ASKED})


@as_member(PracticeAct.BEGIN_HELPING)
def topics(request: MemberRequest) -> HttpResponse:
    """Settle five topics of working together."""
    kept = queries.answers(request.member)
    form = TopicsForm(request.POST if request.method == "POST" else None, initial=kept)
    if request.method == "POST" and form.is_valid():
        actions.answer_topics(member=request.member, said=form.cleaned_data, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("helper-begin")
    return render(request, "beginnings/topics.html", {"form": form}, status=422 if form.errors else 200)


@as_member(PracticeAct.BEGIN_HELPING)
def cover(request: MemberRequest) -> HttpResponse:
    """Show who answers when, and who may change it."""
    may_change = may_in_practice(request.roles, PracticeAct.CHANGE_CALENDAR)
    context = {
        "rota": [(WEEKDAYS[turn.weekday], turn) for turn in cover_rota()],
        "may_change": may_change,
        "ask": [] if may_change else list(members_with_role(Role.LEAD, Role.ADMIN)),
    }
    return _read(request, Ready.COVER, "beginnings/cover.html", context)


def _now(at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(queries.practice().time_zone))


@as_member(PracticeAct.BEGIN_HELPING)
def tonight(request: MemberRequest) -> HttpResponse:
    """Show who answers from now until midnight, on the practice's clock, and from when on nobody does."""
    now = _now(timezone.now())
    found = queries.turns(now.weekday())
    holiday = next((day.name for day in holidays_from(now.date()) if day.on == now.date()), "")
    answers = who_answers((turn for _member, turn in found), now.time())
    context = {"tonight": answers, "holiday": holiday, "crisis": settings.TANDEM_CRISIS_LINE}
    return _read(request, Ready.TONIGHT, "beginnings/tonight.html", context)


@require_POST
@as_member(PracticeAct.BEGIN_HELPING)
def test(request: MemberRequest) -> HttpResponse:
    """Send a test to everyone who answers now."""
    at = timezone.now()
    now = _now(at)
    there = [
        member for member, turn in queries.turns(now.weekday()) if turn.opens <= now.time() < turn.closes
    ]
    if not there:
        messages.info(request, _("Nobody answers now, so no test was sent."))
        return redirect("begin-tonight")
    sent = [member.name for member in there if actions.send_test(to=member, by=request.member, at=at)]
    if sent:
        actions.do_step(member=request.member, step=Ready.TONIGHT, at=at)
        messages.success(request, _("A test is on its way to: %(names)s") % {"names": ", ".join(sent)})
    else:
        messages.info(request, _("Nobody who answers now has an e-mail address here, so no test was sent."))
    return redirect("begin-tonight")
