"""Write a course's meetings, how each went, and the invitations to say how it was."""

from tandem.config.demo_data import words
from tandem.config.demo_data.course import Course, Meeting
from tandem.config.demo_data.people import notice
from tandem.config.demo_data.place import Place
from tandem.session_checks.rules import LINK_LASTS, Rhythm, asked


def write_meetings(place: Place, course: Course) -> None:
    """Write every meeting with who was to be there."""
    room = place.chance.choice(words.PLACES)
    for one in course.meetings:
        who = course.met(one)
        therapist = course.therapist.key if one.kind != "peer" else None
        peer = course.peer.key if one.kind != "therapy" else None
        times = (one.starts, one.ends, one.wall, place.zone)
        one.key = place.row("appointments.Appointment", course.key, one.kind, therapist, peer, *times, room)
        place.tell(
            one.booked,
            "AppointmentBooked",
            who[0].key,
            episode_id=course.key,
            appointment_id=one.key,
            kind=one.kind,
        )
        if one.noted:
            by = course.client.key if one.noted == course.paused else who[0].key
            place.row("appointments.Outcome", one.key, one.outcome, by, one.noted)
            place.tell(
                one.noted,
                "OutcomeNoted",
                by,
                episode_id=course.key,
                appointment_id=one.key,
                outcome=one.outcome,
            )


def invite(place: Place, course: Course, meeting: Meeting, nth: int, rhythm: Rhythm) -> None:
    """Write the invitation to a check, as the note of the outcome owes it. `nth` is the meeting among its kind."""
    wanted = asked(with_therapist=meeting.kind != "peer", nth=nth, rhythm=rhythm)
    if not wanted or not course.written_to or meeting.noted is None:
        return
    at = meeting.noted
    place.row("session_checks.CheckLink", meeting.key, place.chance.secret_hash(), at + LINK_LASTS, None)
    if course.client.email:
        notice(place, course.client, "check", at)
    place.tell(at, "CheckInvited", None, episode_id=course.key, appointment_id=meeting.key)
