"""Every field of every model: safe to copy for development, or to be scrubbed first."""

# Who somebody is, or a secret of theirs: replaced.
IDENTITY = {
    "appointments.Appointment.place",
    "care.HistoryItem.source_id",
    "care.Holiday.name",
    "people.Identifier.system",
    "people.Identifier.value",
    "people.Member.born_on",
    "people.Member.died_on",
    "people.Member.email",
    "people.Member.name",
    "people.Member.phone",
    "people.Session.session_data",
    "people.Session.session_key",
    "people.User.email",
    "people.User.password",
    "tenancy.Practice.name",
}

# What somebody wrote: emptied.
WORDS = {
    "care.HistoryItem.words",
    "exchange.ImportBatch.preview",
    "exchange.ImportPart.rows",
    "goals.Goal.wording",
    "notifications.Notice.path",
    "relays.Draft.words",
    "relays.Explanation.words",
    "relays.Noticed.words",
    "relays.Point.words",
    "relays.Relay.outcome",
    "relays.Relay.reply",
    "session_checks.SessionCheck.line",
    "session_checks.SessionCheck.takeaway",
    "session_checks.Card.step",
    "session_checks.Card.matters",
    "session_checks.Card.wrong",
    "session_checks.Card.own_side",
    "session_checks.Card.for_other",
}

# Ids, codes, times and numbers.
SAFE = {
    "appointments.Appointment": "id practice episode kind therapist peer starts_at ends_at wall_time zone",
    "appointments.Outcome": "id practice appointment kind noted_by noted_at",
    "care.CoverHours": "id practice member weekday opens closes",
    "care.Episode": "id practice client started_at ended_at",
    "care.HistoryItem": "id practice client kind starts_at ends_at source_system batch_id",
    "care.Holiday": "id practice on",
    "care.Release": "id practice episode kind object_id to on at",
    "care.ChangeWish": "id practice episode role asked_at settled_at",
    "care.SharingChoice": "id practice episode number preset preset_at chosen_at peer_notes summaries checks scores"
    " quality times at",
    "care.TeamMember": "id practice episode member role started_at until paused_at ended_at",
    "care.WorkingHours": "id practice weekday opens closes",
    "exchange.ImportBatch": "id practice file_kind file_hash counts chosen by rows_found rows_done made_at checked_at "
    "started_at finished_at undo_asked_at undone_at",
    "exchange.ImportPart": "id practice batch number",
    "goals.Goal": "id practice episode proposed_at closed_at",
    "jobs.Job": "id task practice_id arguments key due_at leased_until attempts done_at gave_up_at error",
    "notifications.Notice": "id practice to template made_at sent_at attempts gave_up_at",
    "people.Belonging": "id user practice member_id",
    "people.Identifier": "id practice member",
    "people.Invitation": "id practice member secret_hash expires_at used_at",
    "people.Member": "id practice language time_zone user batch_id safer",
    "people.RoleGrant": "id practice member role started_at ended_at",
    "people.Session": "expire_date user belonging",
    "people.User": "last_login id is_active",
    "record.ChainHead": "id practice sequence hash looks_until",
    "record.Entry": "id practice sequence at event by details previous hash",
    "record.Look": "id practice at by episode_id act refused",
    "relays.Draft": "id practice episode appointment by made_at decided_at held",
    "relays.Explanation": "id practice episode topic by at",
    "relays.Review": "id practice episode asked_by asked_at answer answered_at",
    "relays.StandingYes": "id practice episode topic on at",
    "relays.Noticed": "id practice episode appointment by at",
    "relays.NoticedOff": "id practice noticed at",
    "relays.Point": "id practice episode appointment way to by approved_at",
    "relays.Relay": "id practice episode kind about_id to sent_at due_on acknowledged_at outcome_at withdrawn_at",
    "session_checks.CheckLink": "id practice appointment secret_hash expires_at used_at",
    "session_checks.Card": "id practice episode appointment member role guess goal written_at",
    "session_checks.CheckWish": "id practice episode rhythm at",
    "session_checks.SessionCheck": "id practice episode appointment member honest heard goals way hope room off "
    "reasons choice submitted_at",
    "tenancy.Practice": "id language time_zone created_at",
}

CLASSED = IDENTITY | WORDS | {f"{model}.{name}" for model, names in SAFE.items() for name in names.split()}
