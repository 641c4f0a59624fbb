"""What ways of saying something are called on a screen."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.relays.rules import MEET_WITHIN, Held, Topic, Way

WAYS: dict[str, Promise] = {
    Way.MYSELF: gettext_lazy("I say it myself"),
    Way.TOGETHER: gettext_lazy("We say it together, all three"),
    Way.FOR_ME: gettext_lazy("My other helper says it for me"),
    Way.NOT_YET: gettext_lazy("Not yet"),
}
HELD: dict[str, Promise] = {
    Held.NEXT_TIME: gettext_lazy("Ask me next time"),
    Held.NEVER: gettext_lazy("Do not ask me again"),
}
HELD_HINTS: dict[str, Promise] = {
    Held.NEXT_TIME: gettext_lazy("It comes back to your Today after your next meeting."),
    Held.NEVER: gettext_lazy("It stays on your own list. You can send it or delete it there."),
}

TOPICS: dict[str, Promise] = {
    Topic.WORDS: gettext_lazy("Words and culture"),
    Topic.PACE: gettext_lazy("Pace and style"),
    Topic.HOMEWORK: gettext_lazy("What blocks homework"),
    Topic.BARRIERS: gettext_lazy("Things in the way, like time or a bus"),
}


def way_hints(names: Sequence[str]) -> dict[str, str]:
    """Return what each way does, with the names of the helpers who would read it."""
    both = _("Two helpers read it: the one you choose, and your other helper.")
    if len(names) == 2:
        both = _("%(one)s and %(two)s read it now.") % {"one": names[0], "two": names[1]}
    return {
        Way.MYSELF: _("Nobody is told. It stays on your Today until you have said it."),
        Way.TOGETHER: _("%(both)s You meet within %(days)s days.") % {"both": both, "days": MEET_WITHIN},
        Way.FOR_ME: both,
        Way.NOT_YET: _("Nobody is told. You keep it."),
    }


def asked_of_you(way: str, carries: bool, meant_for: str) -> str:
    """Return, after the client's name, how they would like a point to travel through the helper who reads it."""
    if way == Way.TOGETHER and carries:
        return _("would like to say this to %(meant_for)s together with you.") % {"meant_for": meant_for}
    if way == Way.TOGETHER:
        return _("would like to say this together with you.")
    if carries:
        return _("asks you to say this to %(meant_for)s for them.") % {"meant_for": meant_for}
    return _("wants you to know this.")
