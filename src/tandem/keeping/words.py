"""What requests, holds and disclosures are called on a screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tandem.keeping.rules import Answer, Asked, Ground, HoldReason, What

ASKED: dict[str, Promise] = {
    Asked.COPY: _("A copy, in person"),
    Asked.DELETE: _("To delete my record"),
    Asked.CORRECT: _("To correct something"),
}
THEY_ASK: dict[str, Promise] = {
    Asked.COPY: _("wants a copy of their record, handed over in person"),
    Asked.DELETE: _("asks to have their record deleted"),
    Asked.CORRECT: _("asks to have something corrected"),
}
ANSWERED: dict[str, Promise] = {
    Answer.YES: _("Yes"),
    Answer.NO: _("No"),
    Answer.GIVEN: _("Handed over"),
}
REASONS: dict[str, Promise] = {
    HoldReason.COURT: _("A court, now or soon"),
    HoldReason.COMPLAINT: _("A complaint"),
    HoldReason.AUDIT: _("An audit"),
    HoldReason.OTHER: _("Another reason"),
}
WHAT: dict[str, Promise] = {
    What.WHOLE: _("The whole record"),
    What.PART: _("A part of it"),
    What.DATES: _("When you were here"),
    What.OWN_COPY: _("Your own copy"),
}
GROUNDS: dict[str, Promise] = {
    Ground.CLIENT: _("You asked for it, or said yes"),
    Ground.COURT: _("A court ordered it"),
    Ground.LAW: _("A law asks for a report"),
    Ground.DANGER: _("Someone was in danger"),
    Ground.OVERSIGHT: _("An office that checks us asked"),
    Ground.OTHER: _("Another reason"),
}
# The same as the lead reads it.
FOR_LEAD: dict[str, Promise] = {
    Ground.CLIENT: _("The client asked for it, or said yes"),
    Ground.COURT: _("A court ordered it"),
    Ground.LAW: _("A law asks for a report"),
    Ground.DANGER: _("Somebody was in danger"),
    Ground.OVERSIGHT: _("An agency that oversees us asked"),
    Ground.OTHER: _("Another reason"),
}
