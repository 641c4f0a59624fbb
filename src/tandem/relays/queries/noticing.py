"""Find what a peer noticed and the client said is so: for the client, and for that peer.

What the client took back since is not there for anybody.
"""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from tandem.appointments.models import Appointment
from tandem.care.models import Episode
from tandem.people.models import Member
from tandem.relays.models import Noticed, NoticedOff


def _standing() -> QuerySet[Noticed]:
    """Return what has not been taken back; every question about it begins here."""
    return Noticed.objects.filter(~Exists(NoticedOff.objects.filter(noticed=OuterRef("pk"))))


def noticed(episode: Episode | UUID) -> QuerySet[Noticed]:
    """Return all of it, latest first: for the client."""
    return _standing().filter(episode=episode).select_related("by", "appointment").order_by("-at", "id")


def noticed_in(meeting: Appointment) -> list[Noticed]:
    """Return what was noticed in one meeting: for the client."""
    return list(_standing().filter(appointment=meeting).select_related("by").order_by("at", "id"))


def noticed_by(episode: Episode | UUID, member: Member | UUID) -> QuerySet[Noticed]:
    """Return what this peer noticed, latest first: for nobody else."""
    return noticed(episode).filter(by=member)


def noticed_one(episode: Episode, noticed_id: UUID) -> Noticed | None:
    """Return one of an episode, with its meeting: for the client."""
    found = _standing().select_related("episode", "appointment__therapist", "appointment__peer")
    return found.filter(episode=episode, pk=noticed_id).first()
