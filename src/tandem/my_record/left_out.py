"""What is kept and is not in a client's record, each with its reason. Every column is here or in a section."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Why(StrEnum):
    """Why something is left out."""

    LOCKED = "locked"
    OTHERS = "others"
    PRACTICE = "practice"
    COPY = "copy"
    REVIEWER = "reviewer"
    NOT_YET = "not_yet"
    HOLD = "hold"


# What the client reads of each: what is left out, and why.
WORDS: dict[Why, tuple[Promise, Promise]] = {
    Why.NOT_YET: (
        _("A part of what a helper wrote of your last meeting."),
        _("It opens when you have sent your check, or two days after you met."),
    ),
    Why.REVIEWER: (
        _("What staff wrote to each other about why your page was opened, or why your record is held."),
        _("It is about their own work. Ask us if you want to know more."),
    ),
    Why.HOLD: (
        _("A hold on your record that the law will not let us name."),
        _("A court may order this. It is rare."),
    ),
    Why.OTHERS: (
        _("What is about others."),
        _("Others who come here, and how your helpers learn their work, are not ours to show."),
    ),
    Why.LOCKED: (
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
    "beginnings.BeginLink": Why.LOCKED,
    "beginnings.Begun.invitation": Why.LOCKED,
    "beginnings.CardLink": Why.LOCKED,
    "notifications.Notice.path": Why.LOCKED,
    "people.Invitation.secret_hash": Why.LOCKED,
    "people.Session": Why.LOCKED,
    "people.User.password": Why.LOCKED,
    "session_checks.CheckLink": Why.LOCKED,
    "sign_ins.FactorSecret": Why.LOCKED,
    "sign_ins.PaperCode.secret_hash": Why.LOCKED,
    # about others
    "beginnings.HelperStep": Why.OTHERS,
    "beginnings.TopicAnswer": Why.OTHERS,
    "care.Unusual": Why.OTHERS,
    "care.UnusualAnswer": Why.OTHERS,
    "exchange.ImportBatch": Why.OTHERS,
    "exchange.ImportPart": Why.OTHERS,
    # for who checks, and what a lead wrote about a hold
    "keeping.Hold.words": Why.REVIEWER,
    "keeping.Hold.told": Why.HOLD,  # those of which the law forbids to tell are left out whole
    "keeping.Removal": Why.OTHERS,
    "keeping.KeepFor.by": Why.PRACTICE,
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
    "sign_ins.Letter": Why.COPY,  # gone once it is sent
}
