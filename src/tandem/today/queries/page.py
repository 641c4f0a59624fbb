"""What a client's page shows beside their team."""

from dataclasses import dataclass
from typing import Any

from tandem.appointments.queries import of_episode
from tandem.beginnings.queries import Beginning, first_minutes
from tandem.care.models import Episode
from tandem.consents.queries import yeses
from tandem.people.models import Member
from tandem.permissions.rules import Role, Standing
from tandem.tenancy.at_once import at_once


@dataclass(frozen=True)
class ClientPage:
    """The meetings as rows; for a helper also the rows of each yes, and how far the first ten minutes are."""

    meetings: list[Any]
    yeses: list[Any]
    started: Beginning | None


def client_page(episode: Episode, standing: Standing, viewer: Member) -> ClientPage:
    """Return what `viewer` may see on a client's page, in one query."""
    meetings = of_episode(episode, standing, viewer)
    if standing.role is Role.CLIENT:
        return ClientPage(at_once(meetings)[0], [], None)
    found, consents, begun = at_once(meetings, yeses(episode), first_minutes(episode, viewer))
    return ClientPage(found, consents, Beginning(*begun[0]))
