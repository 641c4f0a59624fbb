"""What the check's questions and answers are called on a screen."""

from collections.abc import Collection, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.session_checks.rules import HIGHEST, LOWEST, Answers, Choice, Item, Reason

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


REASONS: dict[Reason, Promise] = {
    Reason.LOW: gettext_lazy("You gave a low number."),
    Reason.FELL: gettext_lazy("Your numbers are lower than the last three times."),
    Reason.OFF_CHART: gettext_lazy("Your numbers are far lower than is usual for you."),
    Reason.FALLING: gettext_lazy("Your numbers went down twice in a row."),
    Reason.GUESSED_HIGHER: gettext_lazy("Your helper thought that you felt more understood than you did."),
    Reason.HARD_TO_SAY: gettext_lazy("You said that it would be hard to speak up here."),
    Reason.LINE: gettext_lazy("You wrote a line."),
    Reason.OTHER_GOAL: gettext_lazy("You worked on a goal that is not your first one, two times now."),
    Reason.OTHER_STEP: gettext_lazy("You and your helper wrote down different next steps."),
    Reason.OFF: gettext_lazy("You said that something was unsaid, unclear or wrong."),
    Reason.SKIPPED: gettext_lazy("You skipped the last two checks. That is fine. You can ask for fewer."),
}
CHOICES: dict[Choice, Promise] = {
    Choice.LET_BE: gettext_lazy("Let it be"),
    Choice.THINK: gettext_lazy("Think about it"),
    Choice.PEER: gettext_lazy("Talk with my peer"),
    Choice.THERAPIST: gettext_lazy("Tell my therapist"),
    Choice.TOGETHER: gettext_lazy("Tell them together"),
}


def reasons_in_words(codes: str) -> list[str]:
    """Return each kept reason as the client reads it."""
    return [str(REASONS[Reason(code)]) for code in codes.split()]


def choices_for(roles: Collection[str]) -> list[tuple[str, str]]:
    """Return the choices that a client with helpers in these roles has, "let it be" first."""
    missing = {Choice.PEER} if "peer" not in roles else set()
    missing |= {Choice.THERAPIST} if "therapist" not in roles else set()
    missing |= {Choice.TOGETHER} if len(roles) < len(("therapist", "peer")) else set()
    return [(choice.value, str(words)) for choice, words in CHOICES.items() if choice not in missing]


def statement(item: Item, names: Sequence[str]) -> str:
    """Return what the client says yes or no to, with the names of those they met."""
    if len(names) > 1:
        return str(TWO[item]) % {"name": _("%(one)s and %(two)s") % {"one": names[0], "two": names[1]}}
    return str(ONE[item]) % {"name": names[0] if names else ""}


def in_words(answers: Answers) -> list[tuple[str, int]]:
    """Return each number that was given with what it is about."""
    return [(str(SHORT[item]), number) for item, number in answers.numbers.items()]
