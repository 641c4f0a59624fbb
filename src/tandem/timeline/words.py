"""What happened, in the words of whoever reads it."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.appointments.words import KINDS, OUTCOMES, both
from tandem.care.words import PRESETS
from tandem.consents.rules import ConsentKind
from tandem.consents.words import HELPERS_NAMES, NAMES
from tandem.permissions.sharing import Preset
from tandem.relays.rules import About, Way
from tandem.timeline.facts import Entry
from tandem.timeline.rules import Group, What

GROUP_NAMES: dict[Group, Promise] = {
    Group.MEETINGS: gettext_lazy("Meetings"),
    Group.CHECKS: gettext_lazy("Checks"),
    Group.SAID: gettext_lazy("What was said"),
    Group.GOALS: gettext_lazy("Goals"),
    Group.CHOICES: gettext_lazy("Choices"),
    Group.TEAM: gettext_lazy("The team"),
    Group.BEFORE: gettext_lazy("From before"),
}
CHECK_WORDS: dict[str, Promise] = {
    "all_well": gettext_lazy("All well"),
    "worth_a_talk": gettext_lazy("Worth a talk"),
}
HISTORY: dict[str, Promise] = {
    "visit": gettext_lazy("A visit"),
    "goal": gettext_lazy("A goal"),
    "team": gettext_lazy("A helper"),
    "appointment": gettext_lazy("A meeting"),
}
# For the client; %(name)s is a helper.
MINE: dict[What, Promise] = {
    What.CHECK: gettext_lazy("You said how it was"),
    What.CHECK_READ: gettext_lazy("%(name)s read your check"),
    What.POINT: gettext_lazy("You let %(name)s know"),
    What.SAID_READ: gettext_lazy("%(name)s read what you said"),
    What.SAID: gettext_lazy("You said it yourself"),
    What.OUTCOME: gettext_lazy("%(name)s told you what came of it"),
    What.TAKEN_BACK: gettext_lazy("You took back what you said"),
    What.EXPLAINED: gettext_lazy("%(name)s explained something for you"),
    What.NOTICED: gettext_lazy("%(name)s saw something, and you said: yes"),
    What.HOPES: gettext_lazy("You said what you hope for"),
    What.GOAL: gettext_lazy("A new goal of yours"),
    What.GOAL_CLOSED: gettext_lazy("You closed a goal"),
    What.YES: gettext_lazy("You said yes: %(name)s"),
    What.YES_BACK: gettext_lazy("You took back your yes: %(name)s"),
    What.SHARING: gettext_lazy("How your team shares: %(name)s"),
    What.JOINED: gettext_lazy("%(name)s joined your team"),
    What.PAUSED: gettext_lazy("You paused with %(name)s"),
    What.LEFT: gettext_lazy("%(name)s left your team"),
    What.BEFORE: gettext_lazy("From before: %(name)s"),
}
# For a helper; %(name)s is the client where they do something.
THEIRS: dict[What, Promise] = {
    What.CHECK: gettext_lazy("%(name)s told you how a meeting was"),
    What.CHECK_READ: gettext_lazy("You read the check"),
    What.POINT: gettext_lazy("%(name)s let you know"),
    What.SAID_READ: gettext_lazy("You read it and said so"),
    What.OUTCOME: gettext_lazy("You told what came of it"),
    What.NOTICED: gettext_lazy("You noticed something, and the client said: yes"),
    What.HOPES: gettext_lazy("%(name)s told you what they hope for"),
    What.GOAL: gettext_lazy("A new goal"),
    What.GOAL_CLOSED: gettext_lazy("A goal was closed"),
    What.YES: gettext_lazy("In force: %(name)s"),
    What.JOINED: gettext_lazy("%(name)s joined the team"),
    What.BEFORE: gettext_lazy("From before: %(name)s"),
}
NAMED_BY_CLIENT = frozenset({What.CHECK, What.POINT, What.HOPES})
HOPES_READ = gettext_lazy("%(name)s read what you hope for")
EXPLAINED_READ = gettext_lazy("%(name)s read what was explained")
TO_SAY = gettext_lazy("You wanted to say it to %(name)s yourself")
SHARING_DETAIL = gettext_lazy("You changed a detail of how your team shares")
READ: dict[str, Promise] = {About.HOPES: HOPES_READ, About.EXPLAINED: EXPLAINED_READ}


def title(entry: Entry, client: str) -> str:
    """Return what happened in one line; `client` is the client's name for a helper, empty for the client."""
    what, piece = entry.what, entry.piece
    if what is What.MEETING:
        return f"{KINDS[piece['kind']]} · {both(piece['therapist_name'], piece['peer_name'])}"
    if client:
        name = client if what in NAMED_BY_CLIENT else _name(what, piece, HELPERS_NAMES)
        return str(THEIRS[what]) % {"name": name}
    return str(_mine(what, piece)) % {"name": _name(what, piece, NAMES)}


def _mine(what: What, piece: dict[str, Any]) -> Promise:
    if what is What.SAID_READ:
        return READ.get(piece["about"], MINE[what])
    if what is What.POINT and piece["way"] == Way.MYSELF:
        return TO_SAY
    if what is What.SHARING and piece["since"] != piece["at"]:
        return SHARING_DETAIL
    return MINE[what]


def _name(what: What, piece: dict[str, Any], consents: dict[ConsentKind, Promise]) -> Any:
    if what in (What.YES, What.YES_BACK):
        return consents[ConsentKind(piece["kind"])]
    if what is What.SHARING:
        return PRESETS[Preset(piece["preset"])]
    if what is What.BEFORE:
        return HISTORY.get(piece["kind"], _("something"))
    return piece.get("name", "")


def note(entry: Entry) -> Any:
    """Return what stands small beneath: how a meeting went, a check in a word, where something came from."""
    if entry.what is What.MEETING:
        return OUTCOMES.get(entry.piece["outcome"] or "", "")
    if entry.what is What.CHECK:
        return CHECK_WORDS[entry.piece["word"]]
    return entry.piece["source_system"] if entry.what is What.BEFORE else ""
