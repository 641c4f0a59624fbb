"""How sharing, and who sees what, are told on a screen."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.care.facts import Reader, Why
from tandem.permissions.sharing import Preset, Start, Switch

PRESETS: dict[Preset, Promise] = {
    Preset.SEPARATE: gettext_lazy("Keep it separate"),
    Preset.ASK: gettext_lazy("Ask me each time"),
    Preset.OPEN: gettext_lazy("Open between the three of us"),
}
PRESETS_MEAN: dict[Preset, Promise] = {
    Preset.SEPARATE: gettext_lazy("They share only what keeps you safe, and which hours are taken."),
    Preset.ASK: gettext_lazy(
        "They also share your goals, and what they said or plan themselves. All else waits for your yes."
    ),
    Preset.OPEN: gettext_lazy(
        "They also share when you meet or miss a meeting, and may explain how you like to work."
        " Notes, numbers and complaints still wait for your yes."
    ),
}
SWITCHES: dict[Switch, Any] = {
    Switch.PEER_NOTES: gettext_lazy("My therapist can read my peer’s notes"),
    Switch.SUMMARIES: gettext_lazy("My peer can read my therapist’s summaries"),
    Switch.CHECKS: gettext_lazy("When I answer a check, start from"),
    Switch.SCORES: gettext_lazy("My peer can see my scores, such as mood forms"),
    Switch.QUALITY: gettext_lazy("My numbers may be counted in reports, without my name"),
    Switch.TIMES: gettext_lazy("My helpers can see all my meeting times, and missed meetings"),
}
STARTS: dict[Start, Promise] = {
    Start.NOTHING: gettext_lazy("only me"),
    Start.WORD: gettext_lazy("just if it is worth a talk"),
    Start.ANSWERS: gettext_lazy("my answers too"),
}
WHY: dict[Why, Promise] = {
    Why.ON_THE_TEAM: gettext_lazy("On your team."),
    Why.SHOWN: gettext_lazy("You showed it to them."),
    Why.SHARING: gettext_lazy("As you chose on “How my team shares”."),
    Why.OWN: gettext_lazy("They wrote it, or were there."),
    Why.NOT_SHOWN: gettext_lazy("You have not shown it to them."),
    Why.NOT_SHARED: gettext_lazy("As you chose on “How my team shares”."),
    Why.NOT_THEIRS: gettext_lazy("It is not for them."),
    Why.OWN_ONLY: gettext_lazy("Only the meetings with them."),
    Why.PAUSED: gettext_lazy("You have paused with them."),
}


def why(reader: Reader) -> str:
    """Return the reason in the reader's language, a sentence."""
    return str(WHY[reader.why])


def seen_by(names: list[str]) -> str:
    """Return who sees something now, the client first: "You and Priya"."""
    if not names:
        return _("Now: only you.")
    return _("Now: you and %(names)s.") % {"names": ", ".join(names)}
