"""Rows for two pages alone: clients with a long past, the sorted list of names, and a lead who looks for them."""

from datetime import timedelta

from bench.rows import COLUMNS, Person, Row, Setting, check, new_id

EVENTFUL = 50  # of the sampled clients, the last ones: they write, so that the pages of those who are read stay small
ENTRIES = 100
WEEKS = 25  # of each week a meeting, a check that was read, and a goal

COLUMNS |= {
    "people.NameKey": "id practice_id member_id key",
    "goals.Goal": "id practice_id episode_id wording proposed_at",
}


def names(setting: Setting, rows: list[Row]) -> list[Row]:
    """Return the keys of a person's name, as the actions of the program write them."""
    from tandem.people.rules import name_keys

    member, name = next((values[0], values[2]) for label, values in rows if label == "people.Member")
    return [("people.NameKey", (new_id(), setting.practice, member, key)) for key in sorted(name_keys(name))]


def past(setting: Setting, episode: str, client: Person, therapist: Person) -> list[Row]:
    """Return a long past with the therapist: what they see of it is about a hundred entries, beside the last weeks."""
    found: list[Row] = []
    for week in range(WEEKS):
        starts = setting.midnight - timedelta(days=7 * week + 70, hours=-9)
        key, practice, stamp = new_id(), setting.practice, setting.stamp
        times = (
            stamp(starts),
            stamp(starts + timedelta(minutes=50)),
            f"{starts:%Y-%m-%dT%H:%M}",
            setting.zone,
        )
        meeting = (key, practice, episode, "therapy", therapist.member, None, *times, "Room 2")
        goal = new_id()
        wording = setting.seal("goals.Goal", goal, "Sleep through the night.")
        found += [
            ("appointments.Appointment", meeting),
            ("appointments.Outcome", (new_id(), practice, key, "attended", therapist.member, times[1])),
            ("goals.Goal", (goal, practice, episode, wording, times[1])),
            *check(setting, episode, ("", meeting), 0, 99, client, [therapist]),
        ]
    return found
