"""Keep a client’s yes, take it back, keep an introduction. Rows are only added; the latest stands."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tandem.care.models import Episode, TeamMember
from tandem.consents import queries, texts
from tandem.consents.events import ConsentGiven, ConsentTakenBack, IntroductionHeld
from tandem.consents.models import Consent, ConsentText, Explainer, Introduction, Present
from tandem.consents.rules import (
    ConsentKind,
    Method,
    State,
    Topic,
    ends_on,
    is_offered,
    may_explain,
)
from tandem.people.models import Member
from tandem.record.actions import happened


class TextChanged(Exception):
    """The text is no longer the one that was shown, so nothing is kept."""


class NotOffered(Exception):
    """This is not asked where care stands now."""


class MayNotExplain(Exception):
    """Somebody who does not explain this kind is named as having explained it."""


@transaction.atomic
def say_yes(
    *, consent_id: UUID, episode: Episode, kind: ConsentKind, seen: str, method: Method,
    explained_by: Sequence[TeamMember] = (), by: Member, at: datetime,
) -> bool:  # fmt: skip
    """Keep the client’s yes to the text with the hash `seen`. Returns whether anything new was kept.

    The same form sent twice keeps one row, and so does a yes on screen to what holds already.
    Raises `TextChanged`, `NotOffered`, `MayNotExplain`.
    """
    episode = Episode.objects.select_for_update().get(
        pk=episode.pk
    )  # of two at once the second sees the first
    if Consent.objects.filter(pk=consent_id).exists():
        return False
    if not is_offered(kind, queries.phase_of(episode)):
        raise NotOffered
    text = texts.shown(kind, seen)
    if text is None:
        raise TextChanged
    _may_explain(kind, method, explained_by)
    until = ends_on(kind, queries.day_at(episode, at))
    if method is Method.ON_SCREEN and _holds_already(episode, kind, text, until, at):
        return False
    consent = Consent.objects.create(
        pk=consent_id, episode=episode, kind=kind.value, text=_kept_text(text), on=True, method=method.value,
        by=by, at=at, ends_on=until,
    )  # fmt: skip
    Explainer.objects.bulk_create(
        Explainer(consent=consent, member_id=place.member_id) for place in explained_by
    )
    happened(ConsentGiven(episode.pk, consent.pk, kind.value, method.value), by=by.pk, at=at)
    return True


def _may_explain(kind: ConsentKind, method: Method, explained_by: Sequence[TeamMember]) -> None:
    """Somebody explained it, unless the client read it by themselves; and only those who may."""
    nobody = method is not Method.ON_SCREEN and not explained_by
    if nobody or not all(may_explain(kind, {place.role}) for place in explained_by):
        raise MayNotExplain


def _holds_already(
    episode: Episode, kind: ConsentKind, text: texts.Text, until: object, at: datetime
) -> bool:  # fmt: skip
    now = queries.standing(episode, kind, at)
    if now is None or now.state is not State.GIVEN:
        return False
    return now.latest.text.sha256 == text.sha256 and now.latest.ends_on == until


def _kept_text(text: texts.Text) -> ConsentText:
    kept, _new = ConsentText.objects.get_or_create(
        sha256=text.sha256,
        defaults={
            "kind": text.kind.value,
            "language": text.language,
            "version": text.version,
            "words": text.words,
        },
    )
    return kept


@transaction.atomic
def take_back(*, episode: Episode, kind: ConsentKind, by: Member, at: datetime) -> bool:
    """Let a yes hold no longer, from the next request on. Returns whether there was one to take back."""
    episode = Episode.objects.select_for_update().get(pk=episode.pk)
    now = queries.standing(episode, kind, at)
    if now is None or now.state is not State.GIVEN:
        return False
    back = Consent.objects.create(
        episode=episode, kind=kind.value, text=now.latest.text, on=False, method=Method.ON_SCREEN.value, by=by, at=at
    )  # fmt: skip
    happened(ConsentTakenBack(episode.pk, back.pk, kind.value), by=by.pk, at=at)
    return True


@transaction.atomic
def introduce(
    *, introduction_id: UUID, episode: Episode, topics: Sequence[Topic], present: Sequence[TeamMember], by: Member,
    at: datetime,
) -> None:  # fmt: skip
    """Keep that helpers introduced themselves, what was talked about and who was there; twice it is once.

    Raises ValueError without a topic or without anybody.
    """
    if not topics or not present:
        raise ValueError("an introduction has a topic and somebody who was there")
    Episode.objects.select_for_update().get(pk=episode.pk)
    if Introduction.objects.filter(pk=introduction_id).exists():
        return
    codes = " ".join(topic.value for topic in Topic if topic in topics)
    kept = Introduction.objects.create(pk=introduction_id, episode=episode, topics=codes, by=by, at=at)
    Present.objects.bulk_create(Present(introduction=kept, member_id=place.member_id) for place in present)
    happened(IntroductionHeld(episode.pk, kept.pk), by=by.pk, at=at)
