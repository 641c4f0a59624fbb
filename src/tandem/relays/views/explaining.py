"""The client opens topics to be explained; a peer explains something to the therapist under an open one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from tandem.care.gate import entering
from tandem.care.queries import team
from tandem.people.asked import MemberRequest
from tandem.permissions.rules import Act, Role, refusal
from tandem.relays import actions, queries
from tandem.relays.forms import ExplainForm, TopicsForm
from tandem.relays.rules import Topic
from tandem.relays.words import TOPICS
from tandem.tenancy.keys import uuid7


@entering(Act.SEE_TOPICS)
@require_GET
def topics(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show which topics are open: the client may change them, a peer explain something under one."""
    if request.standing.role is Role.CLIENT:
        return _mine(request, episode)
    return _theirs(request, episode)


@require_POST
@entering(Act.CHOOSE_TOPICS)
def choose(request: MemberRequest, episode: Any) -> HttpResponse:
    """Open what is ticked and close the rest."""
    form = TopicsForm(request.POST)
    if not form.is_valid():
        return _mine(request, episode, form)
    at, by = timezone.now(), request.member
    try:
        actions.choose_topics(episode=episode, by=by, at=at, **form.cleaned_data)
    except actions.ChangedMeanwhile:
        form.add_error(None, _("You changed this on another page. This is how it is now. Please look again."))
        return _mine(request, episode, form)
    except actions.KeptApart:
        form.add_error(
            None, _("You chose to keep your helpers separate. Change that first, on “How my team shares”.")
        )
        return _mine(request, episode, form)
    messages.success(request, _("Saved. You can change it at any time."))
    return redirect("topics", episode.pk)


@require_POST
@entering(Act.CHOOSE_TOPICS)
def close(request: MemberRequest, episode: Any) -> HttpResponse:
    """Close one topic."""
    try:
        topic = Topic(request.POST.get("topic", ""))
    except ValueError as error:
        raise Http404 from error
    actions.close_topic(episode=episode, topic=topic, by=request.member, at=timezone.now())
    messages.success(request, _("Closed. What was not read yet is taken back."))
    return redirect("points", episode.pk)


def _mine(request: MemberRequest, episode: Any, refused: TopicsForm | None = None) -> HttpResponse:
    """Show the client how it is now; after a refusal too, with what was wrong."""
    places = team(episode)
    standing = queries.standing_of(episode, places, timezone.now())
    ticked = [one.topic.value for one in standing if one.left]
    form = TopicsForm(initial={"topics": ticked, "seen": queries.newest_yes(episode)})
    form.fields["topics"].widget.hints = {one.topic.value: _until(one) for one in standing}
    names = {role: [place.member.name for place in places if place.role == role] for role in Role}
    context = {
        "episode": episode,
        "form": form,
        "wrong": refused.non_field_errors() if refused else [],
        "peer": " · ".join(names[Role.PEER]),
        "therapist": " · ".join(names[Role.THERAPIST]),
        "open": request.standing.open,
    }
    return render(request, "relays/topics_mine.html", context, status=422 if refused else 200)


def _until(one: Any) -> str:
    """Return when an open topic ends, or that it has ended by itself."""
    if one.left:
        return ngettext(
            "Open for %(n)s more meeting.", "Open for %(n)s more meetings.", one.left
        ) % {"n": one.left}  # fmt: skip
    return _("This has ended.") if one.on else ""


@require_POST
@entering(Act.EXPLAIN)
def explain(request: MemberRequest, episode: Any) -> HttpResponse:
    """Put one line before the therapist, if the topic is open at this moment."""
    form = ExplainForm(request.POST, topics=_open_now(episode))
    if not form.is_valid():
        return _theirs(request, episode, form)
    said = form.cleaned_data
    try:
        actions.explain(
            explanation_id=said["once"], episode=episode, topic=said["topic"], words=said["words"],
            by=request.member, at=timezone.now(),
        )  # fmt: skip
    except actions.AlreadyDecided:
        before = queries.explanation_once(episode, said["once"])
        if before is None or (before.words, before.topic) != (said["words"], said["topic"]):
            return _again(request, episode)
    except actions.TopicClosed:
        return _theirs(request, episode, ExplainForm(request.POST, topics=_open_now(episode)))
    except actions.NobodyToTell:
        form.add_error(None, _("There is no therapist on the team now. Nothing was sent."))
        return _theirs(request, episode, form)
    messages.success(request, _("Sent. The client can read it too."))
    return redirect("today")


def _open_now(episode: Any) -> list[Topic]:
    standing = queries.standing_of(episode, team(episode), timezone.now())
    return [one.topic for one in standing if one.left]


def _again(request: MemberRequest, episode: Any) -> HttpResponse:
    """Show words that came by a page already used, to be sent as something new."""
    data = request.POST.copy()
    data["once"] = str(uuid7())
    form = ExplainForm(data, topics=_open_now(episode))
    form.add_error(None, _("You sent this page before. If this is something new, please send it once more."))
    return _theirs(request, episode, form)


def _theirs(request: MemberRequest, episode: Any, form: ExplainForm | None = None) -> HttpResponse:
    """Show a helper which topics are open, and nothing else; to a peer, the line to write."""
    open_now = _open_now(episode) if request.standing.open else []
    may_explain = refusal(request.standing, Act.EXPLAIN) is None
    if form is None and may_explain and open_now:
        form = ExplainForm(topics=open_now)
    context = {
        "episode": episode,
        "topics": [(TOPICS[topic], topic in open_now) for topic in Topic],
        "form": form,
        "may_explain": may_explain,
        "may_draft": refusal(request.standing, Act.DRAFT_POINT) is None,
    }
    wrong = form is not None and form.is_bound
    return render(request, "relays/topics_theirs.html", context, status=422 if wrong else 200)
