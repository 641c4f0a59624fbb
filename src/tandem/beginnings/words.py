"""Fixed texts of the first ten minutes."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tandem.beginnings.rules import Ready, Settled, Topic


@dataclass(frozen=True)
class Doing:
    """What a helper does, and what they never do, as a client reads it."""

    does: tuple[Promise, ...]
    never: tuple[Promise, ...]


DOING = {
    "therapist": Doing(
        does=(
            gettext_lazy("Talks with you about what is hard, and looks for ways on."),
            gettext_lazy("Plans the steps with you."),
        ),
        never=(
            gettext_lazy("Never decides for you."),
            gettext_lazy("Never thinks less of you if you want to change something or stop."),
        ),
    ),
    "peer": Doing(
        does=(
            gettext_lazy("Has been through hard times too, and walks beside you."),
            gettext_lazy("Helps you say what you want to say."),
        ),
        never=(
            gettext_lazy("Never tests you or writes reports on you."),
            gettext_lazy("Never tells you what pills to take."),
        ),
    ),
}

READY: dict[str, Promise] = {
    Ready.EXAMPLE: gettext_lazy("See what a client sees"),
    Ready.ASKED: gettext_lazy("What nobody may ask of you here"),
    Ready.TOPICS: gettext_lazy("Five things to settle with the peer"),
    Ready.COVER: gettext_lazy("Who answers when"),
    Ready.PROFILE: gettext_lazy("Two lines about you"),
    Ready.CARD: gettext_lazy("Try a card"),
    Ready.TONIGHT: gettext_lazy("Who answers tonight"),
}
READY_HINTS: dict[str, Promise] = {
    Ready.EXAMPLE: gettext_lazy("A page of somebody invented."),
    Ready.ASKED: gettext_lazy("And what you can say when somebody does."),
    Ready.TOPICS: gettext_lazy("Each is agreed, or you need to talk about it."),
    Ready.COVER: gettext_lazy("The hours in which a clinician answers."),
    Ready.PROFILE: gettext_lazy("As your clients read them. They may stay empty."),
    Ready.CARD: gettext_lazy("On an invented client. Nothing is kept."),
    Ready.TONIGHT: gettext_lazy("With a test, so that you know it works."),
}

TOPICS: dict[str, Promise] = {
    Topic.ROLES: gettext_lazy("Roles"),
    Topic.RECORDS: gettext_lazy("Who knows what, and records"),
    Topic.SAFETY: gettext_lazy("Safety and cover"),
    Topic.STOPPING: gettext_lazy("Stopping or changing"),
    Topic.TIES: gettext_lazy("Supervisor and dual ties"),
}
TOPIC_TEXTS: dict[str, Promise] = {
    Topic.ROLES: gettext_lazy(
        "The therapist leads the therapy. The peer walks beside the client. Neither does the other’s work."
    ),
    Topic.RECORDS: gettext_lazy(
        "Nothing about a client moves between you unless the client chose it. The client reads what each of you writes."
    ),
    Topic.SAFETY: gettext_lazy(
        "Worry about somebody’s safety goes to the clinician on cover at once. The peer does not rate risk."
    ),
    Topic.STOPPING: gettext_lazy(
        "A client may change or stop with either of you, without a reason. So may each of you, with notice."
    ),
    Topic.TIES: gettext_lazy(
        "The peer has a supervisor of their own, not the therapist. Ties outside the work are named early."
    ),
}
SETTLED: dict[str, Promise] = {
    Settled.AGREED: gettext_lazy("Agreed"),
    Settled.TALK: gettext_lazy("We need to talk about it"),
}

# What is outside a peer's role. Source: domain page, 3.5.
NOT_ASKED: tuple[Promise, ...] = (
    gettext_lazy("Errands, or driving as a job."),
    gettext_lazy("Paperwork for others, or filling a gap in the staff."),
    gettext_lazy("Watching somebody, or checking for drugs."),
    gettext_lazy("Scoring, testing or rating risk."),
    gettext_lazy("Passing on what a client said, unless the client chose it."),
    gettext_lazy("Handing out medicine, or measuring blood pressure."),
    gettext_lazy("Holding a client’s money."),
    gettext_lazy("Doing therapy techniques alone."),
    gettext_lazy("Working as an interpreter or as security."),
    gettext_lazy("Your own story, or your own health. You tell what you choose."),
)
