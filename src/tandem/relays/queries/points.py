"""Find what was sent, what waits for a helper, and what waits for the client."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, UUIDField, Value, When
from django.db.models.functions import Coalesce, JSONObject

from tandem.appointments.models import Appointment
from tandem.appointments.queries import with_outcome
from tandem.appointments.rules import TOOK_PLACE
from tandem.care.models import Episode, TeamMember
from tandem.care.queries import helped_by, latest_release
from tandem.people.models import Member
from tandem.permissions.rules import Kind
from tandem.relays.models import Draft, Explanation, Point, Relay, StandingYes
from tandem.relays.rules import EXPIRES, SHOWN_FOR, About, Held
from tandem.sealing.fields import opened
from tandem.tenancy.at_once import Asked, ask, at_once
from tandem.tenancy.prepared import Prepared


def sent_in(episode: Episode | UUID, *kinds: About) -> QuerySet[Any]:
    """Return what was sent, latest first, with whom it went to (`to_name`) and their role (`to_role`)."""
    role = TeamMember.objects.filter(episode=OuterRef("episode"), member=OuterRef("to")).values("role")[:1]
    sent = Relay.objects.filter(episode=episode, kind__in=[kind.value for kind in kinds])
    return sent.annotate(to_role=Subquery(role), to_name=F("to__name")).order_by("-sent_at", "id")


def reply_in(row: Any) -> str:
    """Return the reply in a row of `sent_in` that holds its `id` and `reply`."""
    return opened(Relay.reply, row.id, row.reply)


def outcome_in(row: Any) -> str:
    """Return what came of it, in a row that holds its `id` and `outcome`."""
    return opened(Relay.outcome, row.id, row.outcome)


def words_in(row: Any) -> str:
    """Return a point's words in a row that holds its `about_id` and `words`."""
    return opened(Point.words, row.about_id, row.words)


def to_member(episode: Episode, about_id: UUID, member: Member) -> Relay | None:
    """Return what was sent to this helper about one thing."""
    return Relay.objects.filter(episode=episode, about_id=about_id, to=member).first()


def is_told(about: About, about_id: UUID, member: Member) -> bool:
    """Return whether this helper was sent this before."""
    return Relay.objects.filter(kind=about.value, about_id=about_id, to=member).exists()


def told(about: About, about_id: UUID) -> list[Member]:
    """Return everybody who was ever sent this."""
    relays = Relay.objects.filter(kind=about.value, about_id=about_id).select_related("to")
    return [relay.to for relay in relays]


# --- For a helper ---


def points_open_to(member: Member | UUID, unread_since: datetime) -> QuerySet[Any]:
    """Return the points that this helper may read now: on the team, released, not taken back, not expired."""
    kept = Q(acknowledged_at__isnull=False) | Q(sent_at__gt=unread_since)
    relays = Relay.objects.filter(kept, to=member, kind=About.POINT.value, withdrawn_at=None)
    open_ = latest_release(Kind.POINT, OuterRef("about_id"), member)
    return relays.filter(episode__in=helped_by(member)).annotate(is_open=open_).filter(is_open=True)


def with_point(relays: QuerySet[Any]) -> QuerySet[Any]:
    """Return relays with their point's `words` (sealed), `way`, `meant_for` and its name, and its meeting."""
    point = Point.objects.filter(pk=OuterRef("about_id"))
    names = {"words": "words", "way": "way", "meant_for_name": "to__name", "met_at": "appointment__starts_at"}
    found: dict[str, Any] = {name: Subquery(point.values(field)[:1]) for name, field in names.items()}
    for name, field in (("meant_for", "to_id"), ("meeting_id", "appointment_id")):
        found[name] = Subquery(point.values(field)[:1], output_field=UUIDField())
    return relays.annotate(**found, client_name=F("episode__client__name"), client_id=F("episode__client_id"))


def points_waiting(member: Member, at: datetime) -> list[Any]:
    """Return what stands on a helper's Today: to read first, then to tell what came of it, oldest first, as rows."""
    return _points_waiting(member=member.pk, unread_since=at - EXPIRES)


def points_asked(member: Member, at: datetime) -> Asked:
    """Ask for the same together with something else."""
    return ask(_points_waiting, member=member.pk, unread_since=at - EXPIRES)


@Prepared
def _points_waiting(member: UUID, unread_since: datetime) -> QuerySet[Any, Any]:
    mine_to_tell = Q(outcome_at=None, meant_for=member)
    return _as_rows(_of_now(member, unread_since).filter(Q(acknowledged_at=None) | mine_to_tell))


def points_unread(episode: Episode, member: Member, at: datetime) -> list[Any]:
    """Return those of one client that this helper has not read yet, oldest first, as the same rows."""
    unread = _of_now(member.pk, at - EXPIRES).filter(episode=episode, acknowledged_at=None)
    return list(_as_rows(unread))


def _of_now(member: UUID, unread_since: datetime) -> QuerySet[Any]:
    return with_point(points_open_to(member, unread_since).filter(episode__ended_at=None))


def _as_rows(relays: QuerySet[Any]) -> QuerySet[Any, Any]:
    shown = ("id", "about_id", "episode_id", "client_name", "words", "way", "meant_for", "meant_for_name")
    times = ("sent_at", "due_on", "acknowledged_at")
    return relays.order_by("sent_at", "id").values_list(*shown, *times, named=True)


def closed_by(member: Member, since: datetime) -> list[tuple[datetime, datetime]]:
    """Return when each point was sent, and when this helper told what came of it, for those told since then."""
    told = Relay.objects.filter(to=member, kind=About.POINT.value, outcome_at__gte=since)
    told = told.filter(episode__in=helped_by(member), withdrawn_at=None)
    return list(told.order_by("outcome_at").values_list("sent_at", "outcome_at"))


def points_unread_by(member: UUID, unread_since: datetime) -> QuerySet[Any]:
    """Return, as part of another query, the points that wait to be read by a helper."""
    return points_open_to(member, unread_since).filter(acknowledged_at=None, episode__ended_at=None)


def readable(episode: Episode, member: Member, at: datetime) -> list[Any]:
    """Return the points of one client that this helper may read, latest first."""
    found = with_point(points_open_to(member, at - EXPIRES).filter(episode=episode))
    return [_opened(relay) for relay in found.order_by("-sent_at", "id")]


def readable_one(episode: Episode, point_id: UUID, member: Member, at: datetime) -> Any | None:
    """Return one point's relay to this helper, if they may read it, with what `with_point` brings."""
    about: dict[str, Any] = {
        "member": member.pk,
        "unread_since": at - EXPIRES,
        "episode": episode.pk,
        "point": point_id,
    }
    found = _readable_one(**about)
    return _opened(found[0]) if found else None


@Prepared
def _readable_one(member: UUID, unread_since: datetime, episode: UUID, point: UUID) -> QuerySet[Any]:
    return with_point(points_open_to(member, unread_since).filter(episode=episode, about_id=point))[:1]


def _opened(relay: Any) -> Any:
    relay.words = words_in(relay)
    return relay


def other_than(relay: Relay) -> Member | None:
    """Return the other helper whom the client chose for the same point, as long as they are on the team."""
    beside = Relay.objects.filter(about_id=relay.about_id, withdrawn_at=None).exclude(pk=relay.pk)
    beside = beside.filter(_still())
    found = beside.select_related("to").first()
    return found.to if found else None


def drafts_by(episode: Episode, member: Member) -> list[Draft]:
    """Return what a peer wrote down with the client who has not decided yet."""
    return list(Draft.objects.filter(episode=episode, by=member, decided_at=None).order_by("made_at", "id"))


def _still() -> Exists:
    """Return, as part of another query, whether whoever a relay is for is on the team now."""
    places: Any = helped_by(OuterRef("to"))  # type: ignore[arg-type]
    return Exists(places.filter(episode=OuterRef("episode")))


# --- For the client ---


def point(episode: Episode, point_id: UUID) -> Point | None:
    """Return one point of an episode."""
    found = Point.objects.select_related("to", "episode", "appointment__therapist", "appointment__peer")
    return found.filter(episode=episode, pk=point_id).first()


def of_client(episode: Episode | UUID) -> QuerySet[Any]:
    """Return every relay of the client's points, latest first, with point, receiver, and whether they still help."""
    return with_point(sent_in(episode, About.POINT)).annotate(still=_still())


def of_client_with_explained(episode: Episode | UUID) -> QuerySet[Any]:
    """Return the same, and beside it what a peer explained under a standing yes, in one piece called `explained`."""
    now = StandingYes.objects.filter(episode=OuterRef("episode"), topic=OuterRef("topic")).order_by(
        "-at", "-id"
    )
    told = Explanation.objects.filter(pk=OuterRef("about_id")).annotate(
        on=Coalesce(
            Subquery(now.values("on")[:1]), Value(True)
        )  # without a row of its own it was open by the preset
    )
    piece = JSONObject(words="words", topic="topic", by_name="by__name", on="on")
    relays = with_point(sent_in(episode, About.POINT, About.EXPLAINED))
    return relays.annotate(still=_still(), explained=Subquery(told.values(all=piece)))


def explained_in(row: Any) -> str:
    """Return the words of an explanation, in a row that holds its `about_id` and the piece `explained`."""
    return opened(Explanation.words, row.about_id, row.explained["words"])


RECEIPT = (
    "id", "about_id", "episode_id", "client_id", "client_name", "words", "way", "met_at", "meant_for",
    "meant_for_name", "to", "to_name", "to_role", "still", "sent_at", "due_on", "acknowledged_at", "reply",
    "outcome_at", "outcome", "withdrawn_at",
)  # fmt: skip
WITH_EXPLAINED = (*RECEIPT, "kind", "explained")


def all_said(episode: Episode) -> list[Any]:
    """Return all the client said as points, and all that was explained, latest first, a row for each it reached."""
    rows = of_client_with_explained(episode).order_by(*LATEST)
    return list(rows.values_list(*WITH_EXPLAINED, named=True))


def receipt_of(episode: Episode, point_id: UUID) -> list[Any]:
    """Return one point's rows."""
    rows = of_client(episode).filter(about_id=point_id)
    return list(rows.order_by(*LATEST).values_list(*RECEIPT, named=True))


LATEST = ("-sent_at", "about_id", Case(When(to=F("meant_for"), then=0), default=1), "id")


def on_clients_today(episode: Episode, at: datetime) -> tuple[list[Any], list[Any]]:
    """Return what stands on the client's Today, as rows: what they said, and the drafts that wait, in one statement.

    Said: all that is under way, what closed or expired lately, and what a peer explained lately. Drafts: new ones, and
    those to ask about again.
    """
    shown = {"closed_since": at - SHOWN_FOR, "unread_since": at - EXPIRES - SHOWN_FOR}
    said, drafts = at_once(
        ask(_said_lately, episode=episode.pk, **shown), ask(_drafts_to_decide, episode=episode.pk)
    )
    return said, drafts


@Prepared
def _said_lately(episode: UUID, closed_since: datetime, unread_since: datetime) -> QuerySet[Any, Any]:
    closed = Relay.objects.filter(about_id=OuterRef("about_id"), outcome_at__isnull=False)
    rows = of_client_with_explained(episode).filter(withdrawn_at=None)
    rows = rows.annotate(closed_at=Subquery(closed.values("outcome_at")[:1]))
    rows = rows.filter(Q(closed_at=None) | Q(closed_at__gte=closed_since))
    rows = rows.exclude(to=F("client_id"), acknowledged_at__isnull=False)
    under_way = Q(to=F("client_id")) | Q(acknowledged_at__isnull=False, still=True)
    shown = under_way | Q(sent_at__gte=unread_since)  # the rest expired, or its helper has left
    explained_lately = Q(kind=About.EXPLAINED.value, sent_at__gte=closed_since)
    rows = rows.filter(explained_lately | (Q(kind=About.POINT.value) & shown))
    return rows.order_by(*LATEST).values_list(*WITH_EXPLAINED, named=True)


def draft(episode: Episode, draft_id: UUID) -> Draft | None:
    """Return one draft of an episode, whoever wrote it down: for the client."""
    found = Draft.objects.select_related("by", "episode", "appointment__therapist", "appointment__peer")
    return found.filter(episode=episode, pk=draft_id).first()


def drafts(episode: Episode) -> list[Draft]:
    """Return everything the client has not sent, latest first."""
    found = Draft.objects.filter(episode=episode).select_related("by")
    return list(found.order_by("-made_at", "id"))


@Prepared
def _drafts_to_decide(episode: UUID) -> QuerySet[Any, Any]:
    since = Appointment.objects.filter(episode=OuterRef("episode"), starts_at__gt=OuterRef("decided_at"))
    met = with_outcome(since).filter(outcome__in=[kind.value for kind in TOOK_PLACE])
    ask = Q(decided_at=None) | Q(Exists(met), held=Held.NEXT_TIME.value)
    rows = Draft.objects.filter(ask, episode=episode).annotate(
        by_name=F("by__name"), client=F("episode__client")
    )
    return rows.order_by("made_at", "id").values_list(
        "id", "episode_id", "words", "by", "by_name", "client", "decided_at", named=True
    )


def draft_words_in(row: Any) -> str:
    """Return a draft's words in a row that holds its `id` and `words`."""
    return opened(Draft.words, row.id, row.words)
