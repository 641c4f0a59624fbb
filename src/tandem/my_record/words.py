"""What codes in a client's record mean, where no other page of theirs says it already."""

from zoneinfo import available_timezones

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tandem.notifications.rules import Template
from tandem.people.words import role_name
from tandem.permissions.rules import HELPERS, Kind, Role
from tandem.relays.rules import About
from tandem.session_checks.rules import Off, Rhythm

LANGUAGES: dict[str, Promise] = {"en": _("English"), "es": _("Spanish")}
PRACTICE_ROLES: dict[str, Promise] = {role.value: role_name(role) for role in Role}
HELPER_ROLES: dict[str, Promise] = {role.value: role_name(role) for role in HELPERS}
SEEN: dict[str, Promise] = {"yes": _("Yes"), "maybe": _("Maybe"), "no": _("No")}
ANSWERS: dict[str, Promise] = {"yes": _("Yes"), "no": _("Not now")}
OFF: dict[str, Promise] = {Off.NO: _("No"), Off.SMALL: _("Something small"), Off.YES: _("Yes")}
RHYTHMS: dict[str, Promise] = {
    Rhythm.EACH: _("after each meeting"),
    Rhythm.SECOND: _("after every second meeting"),
    Rhythm.NEVER: _("not at all"),
}
HISTORY: dict[str, Promise] = {
    "visit": _("A visit"), "goal": _("A goal"), "team": _("A helper"), "appointment": _("A meeting"),
}  # fmt: skip
KINDS: dict[str, Promise] = {
    Kind.CHECK_WORD: _("If a check is worth a talk"),
    Kind.CHECK_ANSWERS: _("The answers of a check"),
    Kind.CARD_LINE: _("A line for your other helper"),
    Kind.GOAL: _("A goal"),
    Kind.POINT: _("What you let them know"),
    Kind.HOPES: _("What you hope for"),
}
ABOUT: dict[str, Promise] = {
    About.CHECK: _("A check"),
    About.OWN_SIDE: _("A helper’s own side"),
    About.LINE: _("A line for your other helper"),
    About.POINT: _("What you let them know"),
    About.EXPLAINED: _("What was explained for you"),
    About.REVIEW: _("Your answer to looking back"),
    About.HOPES: _("What you hope for"),
}
MESSAGES: dict[str, Promise] = {
    Template.INVITATION: _("A link to sign in"),
    Template.CHECK: _("A check waits"),
    Template.CARD: _("Your small card"),
    Template.TEST: _("A test"),
    Template.TEAM_CHANGED: _("Your team changed"),
    Template.EMERGENCY: _("Someone opened your page"),
    Template.REVIEW: _("Something to look at"),
    Template.UNUSUAL: _("A question about what you opened"),
    Template.HEAD: _("A line to keep"),
}
ZONES = {zone: zone.replace("_", " ") for zone in available_timezones()}
YES, NO = _("Yes"), _("No")
