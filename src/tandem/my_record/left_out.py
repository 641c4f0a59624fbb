"""What is kept and is not in a client's record, each with its reason. Every column is here or in a section."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Why(StrEnum):
    """Why something is left out."""

    SECRET = "secret"
    OTHERS = "others"
    PRACTICE = "practice"
    COPY = "copy"
    REVIEWER = "reviewer"
    NOT_YET = "not_yet"


# What the client reads of each: what is left out, and why.
WORDS: dict[Why, tuple[Promise, Promise]] = {
    Why.NOT_YET: (
        _("A part of what a helper wrote of your last meeting."),
        _("It opens when you have sent your check, or two days after you met."),
    ),
    Why.REVIEWER: (
        _("A line to the one who checks if it was right to open your page."),
        _("It is about the work of the one who wrote it. Ask us if you want to know more."),
    ),
    Why.OTHERS: (
        _("What is about others."),
        _("Others who come here, and how your helpers learn their work, are not ours to show."),
    ),
    Why.SECRET: (
        _("Passwords and secret links."),
        _("Who has them could sign in as you."),
    ),
    Why.COPY: (
        _("Copies that our machines need."),
        _("You have the same in plain words here."),
    ),
    Why.PRACTICE: (
        _("When the practice is open, and its lists."),
        _("It is the same for all, and not about you."),
    ),
}

# A whole table, or one column of it.
LEFT_OUT: dict[str, Why] = {
    # secrets
    "beginnings.BeginLink": Why.SECRET,
    "beginnings.Begun.invitation": Why.SECRET,
    "beginnings.CardLink": Why.SECRET,
    "notifications.Notice.path": Why.SECRET,
    "people.Invitation.secret_hash": Why.SECRET,
    "people.Session": Why.SECRET,
    "people.User.password": Why.SECRET,
    "session_checks.CheckLink": Why.SECRET,
    # about others
    "beginnings.HelperStep": Why.OTHERS,
    "beginnings.TopicAnswer": Why.OTHERS,
    "care.Unusual": Why.OTHERS,
    "care.UnusualAnswer": Why.OTHERS,
    "exchange.ImportBatch": Why.OTHERS,
    "exchange.ImportPart": Why.OTHERS,
    # for who checks
    "care.Emergency.words": Why.REVIEWER,
    "care.EmergencyReview.words": Why.REVIEWER,
    # the practice's own
    "care.CoverHours": Why.PRACTICE,
    "care.Holiday": Why.PRACTICE,
    "care.OutsidePerson.by": Why.PRACTICE,
    "care.WorkingHours": Why.PRACTICE,
    "tenancy.Practice.created_at": Why.PRACTICE,
    # told in plain words elsewhere in the record
    "care.HistoryItem.batch_id": Why.COPY,
    "jobs.Job": Why.COPY,
    "people.Belonging": Why.COPY,
    "people.Member.batch_id": Why.COPY,
    "people.Member.user": Why.COPY,
    "people.NameKey": Why.COPY,
    "record.ChainHead": Why.COPY,
    "record.Entry": Why.COPY,  # ids of what every other section tells
    "record.Look": Why.COPY,  # told by `who_looked`
    "record.Shown": Why.COPY,
}
