"""What meetings, outcomes and refusals are called on a screen."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.appointments.rules import MeetingKind, OutcomeKind
from tandem.care.rules import Closed

KINDS: dict[str, Promise] = {
    MeetingKind.THERAPY: gettext_lazy("Therapy"),
    MeetingKind.PEER: gettext_lazy("With the peer"),
    MeetingKind.JOINT: gettext_lazy("All three together"),
}
OUTCOMES: dict[str, Promise] = {
    OutcomeKind.ATTENDED: gettext_lazy("Took place"),
    OutcomeKind.LATE: gettext_lazy("Took place, began late"),
    OutcomeKind.CANCELLED: gettext_lazy("Cancelled"),
    OutcomeKind.MISSED: gettext_lazy("Did not take place"),
}
NOT_POSSIBLE: dict[str, Promise] = {
    Closed.HOLIDAY: gettext_lazy("The practice is closed on that day. Please choose another."),
    Closed.NOT_A_WORKING_DAY: gettext_lazy(
        "The practice is closed on that day of the week. Please choose another."
    ),
    Closed.OUT_OF_HOURS: gettext_lazy(
        "The practice is not open for all of that time. Please choose another."
    ),
    Closed.NO_COVER: gettext_lazy(
        "No clinician covers that time, so a peer meeting can’t be booked. Ask your program lead to add cover."
    ),
}


def with_whom(meeting: Any) -> str:
    """Return the helpers of a meeting, by name."""
    return both(*(person.name if person else None for person in (meeting.therapist, meeting.peer)))


def both(therapist: str | None, peer: str | None) -> str:
    """Return the names of a meeting's helpers in one phrase; it has one or both."""
    if therapist and peer:
        return _("%(one)s and %(two)s") % {"one": therapist, "two": peer}
    return therapist or peer or ""
