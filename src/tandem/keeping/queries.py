"""Find requests, holds, disclosures, and which records may be removed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from tandem.care.models import Episode, TeamMember
from tandem.care.queries import held_by
from tandem.keeping.models import Disclosure, Hold, KeepFor, RecordRequest, Removal
from tandem.keeping.rules import USUAL_YEARS, Asked, answer_by, keep_until, may_go
from tandem.people.models import Member, NameKey, RoleGrant
from tandem.people.rules import name_keys, plain_words
from tandem.permissions.rules import Role

A_PAGE = 100  # our choice: lines that one page shows
AT_MOST = 5  # our choice: people of one name, of whom one is meant
FULL_NAME = 2  # words of a whole name


def requests_of(client: Member) -> list[RecordRequest]:
    """Return what a client asked about their record, latest first."""
    rows = RecordRequest.objects.filter(client=client).select_related("answered_by")
    return list(rows.order_by("-asked_at")[:A_PAGE])


def open_request(client: Member | UUID, asked: Asked) -> RecordRequest | None:
    """Return a client's request of this kind that waits, if one does."""
    return RecordRequest.objects.filter(client=client, asked=asked.value, answered_at=None).first()


def waiting_requests() -> list[RecordRequest]:
    """Return every request that waits, the one that is due first first."""
    rows = RecordRequest.objects.filter(answered_at=None).select_related("client", "practice")
    return sorted(rows, key=due_on)


def requests_wait() -> int:
    """Return how many requests wait."""
    return RecordRequest.objects.filter(answered_at=None).count()


def one_request(request_id: UUID) -> RecordRequest | None:
    """Return a request that waits, with who asks."""
    rows = RecordRequest.objects.filter(pk=request_id, answered_at=None)
    return rows.select_related("client", "practice").first()


def due_on(request: RecordRequest) -> date:
    """Return the last day to answer it."""
    return answer_by(Asked(request.asked), request.asked_at.date())


def with_answer(since: datetime) -> dict[str, Any]:
    """Return, as parts of a query of episodes, what its client `asked` that was answered last since then, and how."""
    rows = RecordRequest.objects.filter(
        client=OuterRef("client"), answered_at__gte=since, asked__in=[Asked.DELETE.value, Asked.CORRECT.value]
    ).order_by("-answered_at")
    return {"asked": Subquery(rows.values("asked")[:1]), "answer": Subquery(rows.values("answer")[:1])}


def copies_wanted(member: UUID) -> QuerySet[TeamMember]:
    """Return, as part of another query, places of a helper whose client waits for a copy in person."""
    waits = RecordRequest.objects.filter(
        client=OuterRef("episode__client"), asked=Asked.COPY.value, answered_at=None
    )
    return held_by(member).filter(Exists(waits), paused_at=None)


def hold_of(client: Member | UUID) -> Hold | None:
    """Return what stops the removal of a client's record now, if anything does."""
    return Hold.objects.filter(client=client, ended_at=None).first()


def holds() -> list[Hold]:
    """Return every hold that lasts, then those that ended, latest first."""
    rows = Hold.objects.select_related("client", "by")
    return list(rows.order_by("ended_at", "-started_at")[:A_PAGE])


def one_hold(hold_id: UUID) -> Hold | None:
    """Return a hold that lasts."""
    return Hold.objects.filter(pk=hold_id, ended_at=None).select_related("client").first()


def held_clients() -> list[UUID]:
    """Return the clients of whom nothing may be removed now."""
    return list(Hold.objects.filter(ended_at=None).values_list("client_id", flat=True))


def disclosures_of(client: Member) -> list[Disclosure]:
    """Return what about a client left the practice, latest first."""
    rows = Disclosure.objects.filter(client=client).select_related("by")
    return list(rows.order_by("-on", "-at")[:A_PAGE])


def disclosures() -> list[Disclosure]:
    """Return what left the practice lately, whoever it was about, without the copies clients took themselves."""
    rows = Disclosure.objects.exclude(what="own_copy").select_related("client", "by")
    return list(rows.order_by("-on", "-at")[:A_PAGE])


def a_client(member_id: UUID) -> Member | None:
    """Return somebody who is or was a client here."""
    was = RoleGrant.objects.filter(member=OuterRef("pk"), role=Role.CLIENT.value)
    return Member.objects.filter(Exists(was), pk=member_id).first()


def clients_called(name: str) -> list[Member]:
    """Return the clients, of now and of before, who are called exactly this; a first name alone finds nobody."""
    words = plain_words(name)
    if len(words) < FULL_NAME:
        return []
    keys = NameKey.objects.filter(key__in=name_keys(name), member=OuterRef("pk"))
    was = RoleGrant.objects.filter(member=OuterRef("pk"), role=Role.CLIENT.value)
    found = Member.objects.filter(Exists(keys), Exists(was)).order_by("id")[:AT_MOST]
    return [one for one in found if sorted(plain_words(one.name)) == sorted(words)]


def latest_episode(client: Member) -> Episode | None:
    """Return a client's course of therapy of now, or the last one."""
    return Episode.objects.filter(client=client).order_by("-started_at").first()


def kept_until(client: Member, at: datetime) -> date | None:
    """Return until when a client's record is kept by the practice's rule; None while care goes on or it is held."""
    last, open_ = last_contacts([client.pk]).get(client.pk, (at.date(), False))
    return None if open_ or hold_of(client) else keep_until(last, years())


def years() -> int:
    """Return for how many years this practice keeps a record after the last contact."""
    latest = KeepFor.objects.order_by("-at", "-id").values_list("years", flat=True).first()
    return latest or USUAL_YEARS


def years_source() -> str:
    """Return which law says so, in the practice's words; empty while nobody has said."""
    latest = KeepFor.objects.order_by("-at", "-id").first()
    return str(latest.source) if latest else ""


@dataclass(frozen=True)
class Over:
    """A client whose record may be removed, and who has confirmed it so far."""

    client: Member
    last_contact: date
    removal: Removal | None


def last_contacts(client_ids: Any = None) -> dict[UUID, tuple[date, bool]]:
    """Return for each client with an episode the last day of contact, and whether care is open.

    Meetings that are booked count as contact too: nobody's record goes while they are expected.
    """
    rows = Episode.objects.all()
    if client_ids is not None:
        rows = rows.filter(client__in=client_ids)
    found = rows.values("client_id").annotate(
        ended=Max("ended_at"), started=Max("started_at"), met=Max("appointments__starts_at"),
        open=Count("id", filter=Q(ended_at=None)),
    )  # fmt: skip
    return {
        row["client_id"]: (
            max(at for at in (row["ended"], row["started"], row["met"]) if at).date(), bool(row["open"])
        )
        for row in found
    }  # fmt: skip


def over(at: datetime) -> list[Over]:
    """Return the clients whose record may be removed now, longest over first."""
    held, keeps = set(held_clients()), years()
    due = {
        client: last
        for client, (last, open_) in last_contacts().items()
        if may_go(last_contact=last, years=keeps, open_=open_, held=client in held, on=at.date())
    }
    done = {row.client_id: row for row in Removal.objects.filter(client_id__in=due).select_related("first")}
    people = Member.objects.filter(pk__in=due)
    rows = [Over(one, due[one.pk], done.get(one.pk)) for one in people]
    return sorted(rows, key=lambda row: (row.last_contact, row.client.pk))


def to_remove() -> list[Removal]:
    """Return what two people have confirmed and nobody has removed yet."""
    return list(Removal.objects.filter(second__isnull=False, done_at=None).order_by("second_at"))
