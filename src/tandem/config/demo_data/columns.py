"""The tables of a made-up practice in the order in which they rest on each other, and the columns that rows bring."""

COLUMNS = {
    "tenancy.Practice": "id name language time_zone created_at",
    "people.User": "id email password",
    "account.EmailAddress": "user_id email verified primary",
    "people.Member": "id practice_id name email born_on language time_zone user_id",
    "people.NameKey": "id practice_id member_id key",
    "people.Belonging": "id user_id practice_id member_id",
    "people.RoleGrant": "id practice_id member_id role started_at",
    "people.Invitation": "id practice_id member_id secret_hash expires_at used_at",
    "people.Profile": "id practice_id member_id line_one line_two at",
    "people.ContactWish": "id practice_id member_id channel hours message named seen checks at",
    "notifications.Notice": "id practice_id to_id template path made_at sent_at attempts",
    "care.WorkingHours": "id practice_id weekday opens closes",
    "care.Holiday": "id practice_id on name",
    "care.CoverHours": "id practice_id member_id weekday opens closes",
    "care.OutsidePerson": "id practice_id name what phone at",
    "beginnings.HelperStep": "id practice_id member_id step at",
    "beginnings.TopicAnswer": "id practice_id member_id topic answer at",
    "care.Episode": "id practice_id client_id started_at ended_at part2",
    "care.TeamMember": "id practice_id episode_id member_id role started_at paused_at",
    "care.ChangeWish": "id practice_id episode_id role asked_at",
    "care.SharingChoice": (
        "id practice_id episode_id number preset preset_at chosen_at peer_notes summaries checks scores quality times "
        "at"
    ),
    "care.Release": "id practice_id episode_id kind object_id to_id on at",
    "consents.ConsentText": "id practice_id kind language version sha256 words",
    "consents.Consent": "id practice_id episode_id kind text_id on method by_id at ends_on",
    "consents.Explainer": "id practice_id consent_id member_id",
    "consents.Introduction": "id practice_id episode_id topics by_id at",
    "consents.Present": "id practice_id introduction_id member_id",
    "beginnings.Begun": "id practice_id episode_id by_id started_at finished_at invitation",
    "beginnings.Hopes": "id practice_id episode_id tried worth at",
    "goals.Goal": "id practice_id episode_id wording proposed_at closed_at",
    "appointments.Appointment": (
        "id practice_id episode_id kind therapist_id peer_id starts_at ends_at wall_time zone place"
    ),
    "appointments.Outcome": "id practice_id appointment_id kind noted_by_id noted_at",
    "session_checks.CheckLink": "id practice_id appointment_id secret_hash expires_at used_at",
    "session_checks.CheckWish": "id practice_id episode_id rhythm at",
    "session_checks.SessionCheck": (
        "id practice_id episode_id appointment_id member_id honest heard goals way hope room off line takeaway reasons "
        "choice submitted_at"
    ),
    "session_checks.Card": (
        "id practice_id episode_id appointment_id member_id role guess goal_id step matters wrong own_side for_other "
        "written_at"
    ),
    "relays.Point": "id practice_id episode_id appointment_id words way to_id by_id approved_at",
    "relays.Relay": (
        "id practice_id episode_id kind about_id to_id sent_at due_on acknowledged_at reply outcome_at outcome"
    ),
    "relays.StandingYes": "id practice_id episode_id topic on at",
    "relays.Noticed": "id practice_id episode_id appointment_id words by_id at",
    "record.Entry": "id practice_id sequence at event by details previous hash",
    "record.Look": "id practice_id at by episode_id act refused role basis shown",
    "record.ChainHead": "id practice_id sequence hash looks_until",
}
