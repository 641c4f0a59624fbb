"""What the check's questions and answers are called on a screen."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.session_checks.rules import HIGHEST, LOWEST, Answers, Item, Start

NUMBERS = [(number, str(number)) for number in range(LOWEST, HIGHEST + 1)]
# The statements are those of the measures page, A.4. One person met, and two met together.
ONE: dict[Item, Promise] = {
    Item.HONEST: gettext_lazy("I can be honest with %(name)s."),
    Item.HEARD: gettext_lazy("%(name)s gets what things are like for me."),
    Item.GOALS: gettext_lazy("%(name)s and I are working on the things I care about most."),
    Item.WAY: gettext_lazy("The way we are working makes sense to me."),
    Item.HOPE: gettext_lazy("I believe this can help my life get better."),
    Item.ROOM: gettext_lazy("If something bothered me here, I could say so."),
}
TWO: dict[Item, Promise] = {
    **ONE,
    Item.HEARD: gettext_lazy("%(name)s get what things are like for me."),
    Item.GOALS: gettext_lazy("We are working on the things I care about most."),
}
SHORT: dict[Item, Promise] = {
    Item.HONEST: gettext_lazy("Can be honest"),
    Item.HEARD: gettext_lazy("Gets what things are like for me"),
    Item.GOALS: gettext_lazy("Working on what I care about"),
    Item.WAY: gettext_lazy("The way makes sense"),
    Item.HOPE: gettext_lazy("This can help"),
    Item.ROOM: gettext_lazy("Could say what bothers me"),
}
START_WORDS: dict[str, Promise] = {
    Start.NOTHING.value: gettext_lazy("only me"),
    Start.WORD.value: gettext_lazy("the one I met: just if it is worth a talk"),
    Start.ANSWERS.value: gettext_lazy("the one I met: my answers too"),
}


def statement(item: Item, names: Sequence[str]) -> str:
    """Return what the client says yes or no to, with the names of those they met."""
    if len(names) > 1:
        return str(TWO[item]) % {"name": _("%(one)s and %(two)s") % {"one": names[0], "two": names[1]}}
    return str(ONE[item]) % {"name": names[0] if names else ""}


def in_words(answers: Answers) -> list[tuple[str, int]]:
    """Return each number that was given with what it is about."""
    return [(str(SHORT[item]), number) for item, number in answers.numbers.items()]
