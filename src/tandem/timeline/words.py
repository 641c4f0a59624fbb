"""What happened, as its reader would say it: put into their language once, since a page says it a hundred times."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tandem.appointments.words import KINDS, OUTCOMES, both
from tandem.care.words import PRESETS
from tandem.consents.words import HELPERS_NAMES, NAMES
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
# For the client; %(name)s is a helper, or what was chosen.
MINE: dict[str, Promise] = {
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
    "hopes_read": gettext_lazy("%(name)s read what you hope for"),
    "explained_read": gettext_lazy("%(name)s read what was explained"),
    "to_say": gettext_lazy("You wanted to say it to %(name)s yourself"),
    "detail": gettext_lazy("You changed a detail of how your team shares"),
}
# For a helper; %(name)s is the client where they do something.
THEIRS: dict[str, Promise] = {
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
READ: dict[str, str] = {About.HOPES: "hopes_read", About.EXPLAINED: "explained_read"}


@dataclass(frozen=True)
class Voice:
    """All these words in one language, as one side reads them."""

    say: dict[str, str]
    meetings: dict[str, str]
    outcomes: dict[str, str]
    checks: dict[str, str]
    consents: dict[str, str]
    presets: dict[str, str]
    history: dict[str, str]

    def title(self, entry: Entry, client: str) -> str:
        """Return what happened in one line; `client` is the client's name for a helper, empty for the client."""
        what, piece = entry.what, entry.piece
        if what is What.MEETING:
            return f"{self.meetings[piece['kind']]} · {both(piece['therapist_name'], piece['peer_name'])}"
        name = client if client and what in NAMED_BY_CLIENT else self._name(what, piece)
        return self.say[what if client else _as_client(what, piece)] % {"name": name}

    def note(self, entry: Entry) -> str:
        """Return what stands small beneath: how a meeting went, a check in a word, where something came from."""
        if entry.what is What.MEETING:
            return self.outcomes.get(entry.piece["outcome"] or "", "")
        if entry.what is What.CHECK:
            return self.checks[entry.piece["word"]]
        return str(entry.piece["source_system"]) if entry.what is What.BEFORE else ""

    def _name(self, what: What, piece: dict[str, Any]) -> str:
        if what in (What.YES, What.YES_BACK):
            return self.consents[piece["kind"]]
        if what is What.SHARING:
            return self.presets[piece["preset"]]
        return self.history[piece["kind"]] if what is What.BEFORE else str(piece.get("name", ""))


def _as_client(what: What, piece: dict[str, Any]) -> str:
    """Return which sentence the client reads, where one kind has several."""
    if what is What.SAID_READ:
        return READ.get(piece["about"], what)
    if what is What.POINT and piece["way"] == Way.MYSELF:
        return "to_say"
    if what is What.SHARING and piece["since"] != piece["at"]:
        return "detail"
    return what


def voice(for_client: bool) -> Voice:
    """Return the words in the reader's language."""
    return _voice(translation.get_language() or "", "client" if for_client else "helper")


SAYS = {
    "client": (MINE, NAMES),
    "helper": (THEIRS, HELPERS_NAMES),
}


@lru_cache
def _voice(language: str, reader: str) -> Voice:
    """Words of a language never change while the program runs."""
    say, consents = SAYS[reader]
    tables: tuple[Any, ...] = (say, KINDS, OUTCOMES, CHECK_WORDS, consents, PRESETS, HISTORY)
    return Voice(*({str(key): str(words) for key, words in table.items()} for table in tables))
