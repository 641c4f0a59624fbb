"""Every reaction of one part to another, on one page. An empty tuple is a decision somebody made."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tandem.appointments.actions import call_off
from tandem.appointments.events import AppointmentBooked, BeginningChosen, MeetingMadeSmaller, OutcomeNoted
from tandem.appointments.queries import by_id
from tandem.appointments.rules import TOOK_PLACE
from tandem.beginnings.events import (
    BeginningDone,
    BeginningHandedOver,
    CardSent,
    HelperStepDone,
    HopesTold,
    HopesWithdrawn,
    TestSent,
    TopicsAnswered,
)
from tandem.care.events import (
    AllTakenBack,
    CalendarChanged,
    ChangeSettled,
    ChangeWished,
    EmergencyReviewed,
    EpisodeOpened,
    HelperJoined,
    HelperLeft,
    HelperPaused,
    HelperResumed,
    OpenedInEmergency,
    OutsidePersonNamed,
    Part2Marked,
    Released,
    SharingChanged,
    UnusualAnswered,
    UnusualNoticed,
)
from tandem.care.queries import episode_by_id
from tandem.consents.events import ConsentGiven, ConsentTakenBack, IntroductionHeld
from tandem.exchange.events import CaseloadBroughtIn, ImportUndone
from tandem.goals.events import GoalClosed, GoalProposed
from tandem.keeping.events import (
    DisclosureNoted,
    HoldBegun,
    HoldEnded,
    OldRemoved,
    OwnTaken,
    RecordAnswered,
    RecordAsked,
    RecordRemoved,
    RecordTaken,
    RemovalConfirmed,
    YearsChanged,
)
from tandem.keeping.rules import Answer, Asked
from tandem.my_record.actions import let_go_of
from tandem.people.events import (
    ContactWished,
    InvitationMade,
    InvitationUsed,
    MemberAdded,
    PracticeFounded,
    ProfileChanged,
    RoleEnded,
    RoleGiven,
    SaferTurned,
    SettingsChanged,
)
from tandem.people.queries import member as person
from tandem.record.events import LooksChained
from tandem.relays.actions import withdraw_closed
from tandem.relays.events import (
    DraftDeleted,
    DraftHeld,
    DraftTakenBack,
    DraftWritten,
    Explained,
    NoticedKept,
    NoticedTakenBack,
    OutcomeTold,
    PointApproved,
    PointSaid,
    PointWithdrawn,
    RelayAcknowledged,
    ReviewAnswered,
    ReviewAsked,
    TopicsChosen,
)
from tandem.sealing.events import KeysRotated
from tandem.session_checks.actions import invite
from tandem.session_checks.events import (
    CardLineChosen,
    CardWritten,
    CheckHandedOver,
    CheckInvited,
    CheckWished,
    DifferenceChosen,
    SessionCheckSubmitted,
)
from tandem.sign_ins.events import (
    FactorAdded,
    FactorRemoved,
    FactorsCleared,
    PaperCodeCancelled,
    PaperCodeGiven,
    PaperCodeUsed,
    ResetStarted,
)

Follower = Callable[..., None]


def invite_to_check(event: OutcomeNoted, *, at: datetime) -> None:
    """A meeting that took place asks its client a few short questions; run again, it changes nothing."""
    appointment = by_id(event.appointment_id)
    if appointment and appointment.outcome in TOOK_PLACE:
        invite(appointment=appointment, at=at)


def close_points(event: AllTakenBack, *, at: datetime) -> None:
    """What the client took back all at once is closed already; here each point says so too."""
    withdraw_closed(episode_id=event.episode_id, at=at)


def call_off_meetings(event: HelperPaused | HelperLeft, *, at: datetime) -> None:
    """Meetings with a helper whom the client no longer meets are called off; run again, it changes nothing."""
    episode, member = episode_by_id(event.episode_id), person(event.member_id)
    if episode and member:
        ended_by = event.ended_by if isinstance(event, HelperLeft) else None
        by = (ended_by and person(ended_by)) or episode.client
        call_off(episode=episode, member=member, by=by, at=at)


def let_go_when_asked(event: RecordAnswered, *, at: datetime) -> None:
    """With a yes to a deletion, what the client did not send goes at once; run again, it changes nothing."""
    if (event.asked, event.answer) == (Asked.DELETE, Answer.YES):
        let_go_of(client_id=event.client_id, at=at)


WHAT_FOLLOWS: dict[type[Any], tuple[Follower, ...]] = {
    # people
    PracticeFounded: (),
    MemberAdded: (),
    InvitationMade: (),  # its mail is owed, so it is written with it
    InvitationUsed: (),
    RoleGiven: (),  # read at every request; nothing to pass on
    RoleEnded: (),  # read at every request; nothing to pass on
    SettingsChanged: (),
    SaferTurned: (),  # read each time
    ProfileChanged: (),
    ContactWished: (),  # read each time
    # sign_ins
    FactorAdded: (),
    FactorRemoved: (),
    FactorsCleared: (),  # its letter is kept with it
    ResetStarted: (),  # its letter is kept with it
    PaperCodeGiven: (),  # the person’s sign-ins say so
    PaperCodeCancelled: (),
    PaperCodeUsed: (),
    # care
    EpisodeOpened: (),
    HelperJoined: (),
    HelperLeft: (call_off_meetings,),  # that they may not read is asked at every request
    Released: (),  # read at every request; nothing to pass on
    SharingChanged: (),  # read at every request; nothing to pass on
    AllTakenBack: (close_points,),
    HelperPaused: (call_off_meetings,),  # that they may not read is asked at every request
    HelperResumed: (),  # read at every request; meetings are booked anew
    ChangeWished: (),  # the lead's Today reads it
    ChangeSettled: (),
    CalendarChanged: (),
    OutsidePersonNamed: (),  # the page of rights reads it
    Part2Marked: (),  # asked for whenever a record is about to leave
    OpenedInEmergency: (),  # whoever is told of it is told with it
    EmergencyReviewed: (),  # the client’s page reads it
    UnusualNoticed: (),  # whoever is asked, and the lead, are told with it
    UnusualAnswered: (),  # the lead’s page reads it
    # the work
    AppointmentBooked: (),
    BeginningChosen: (),  # the helpers’ pages read it
    MeetingMadeSmaller: (),  # read each time
    OutcomeNoted: (invite_to_check,),
    ConsentGiven: (),  # read at every request; nothing to pass on
    ConsentTakenBack: (),  # read at every request; nothing to pass on
    IntroductionHeld: (),
    GoalProposed: (),
    GoalClosed: (),
    CheckInvited: (),
    CheckHandedOver: (),
    CardWritten: (),  # the own side is delivered with it
    CardLineChosen: (),  # the line is delivered with it
    DifferenceChosen: (),  # what it sends is delivered with it
    CheckWished: (),  # read each time
    SessionCheckSubmitted: (),  # what is owed to those whom the client chose is written with it
    RelayAcknowledged: (),  # the client's Today reads it
    OutcomeTold: (),  # the client's Today reads it
    PointApproved: (),  # what is owed to those whom the client chose is written with it
    PointSaid: (),
    PointWithdrawn: (),  # read at every request; nothing to pass on
    DraftWritten: (),  # the client's Today reads it
    DraftHeld: (),
    DraftDeleted: (),
    DraftTakenBack: (),  # read at every request; nothing to pass on
    TopicsChosen: (),  # read at every request; what was not read is taken back with it
    Explained: (),  # the line is delivered with it
    ReviewAsked: (),  # the client's Today reads it
    ReviewAnswered: (),  # what it tells the helpers is delivered with it
    NoticedKept: (),  # the client's pages read it
    NoticedTakenBack: (),  # read at every request; nothing to pass on
    # first ten minutes
    BeginningHandedOver: (),
    HopesTold: (),  # what is owed to those whom the client chose is written with it
    HopesWithdrawn: (),  # read at every request; nothing to pass on
    CardSent: (),  # its mail is owed, so it is written with it
    BeginningDone: (),
    HelperStepDone: (),
    TopicsAnswered: (),
    TestSent: (),  # its mail is owed, so it is written with it
    # how records are kept
    RecordAsked: (),  # the lead’s page, and a helper’s Today, read it
    RecordAnswered: (let_go_when_asked,),  # the client’s Today reads it
    RecordTaken: (),
    OwnTaken: (),
    DisclosureNoted: (),  # the client’s page reads it
    HoldBegun: (),  # read before anything is removed
    HoldEnded: (),
    YearsChanged: (),  # read each time
    RemovalConfirmed: (),  # the night’s work reads it
    RecordRemoved: (),
    OldRemoved: (),
    # bringing people in
    CaseloadBroughtIn: (),
    ImportUndone: (),
    LooksChained: (),
    KeysRotated: (),
}
