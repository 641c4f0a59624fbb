"""What consents are called on a screen, and what taking one back does."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.consents.rules import ConsentKind, Method, Topic

NAMES: dict[ConsentKind, Promise] = {
    ConsentKind.MEET_PEER: gettext_lazy("Meet the peer once"),
    ConsentKind.JOINT_CARE: gettext_lazy("Working together"),
    ConsentKind.LIMITS: gettext_lazy("What we cannot keep to ourselves"),
    ConsentKind.SUD_PART2: gettext_lazy("Drug and alcohol records"),
    ConsentKind.CHANNEL: gettext_lazy("How we may reach you"),
    ConsentKind.ACCOMPANY: gettext_lazy("Going somewhere with you"),
    ConsentKind.STORY_RECEIVED: gettext_lazy("Hearing your peer’s story"),
    ConsentKind.FEEDBACK_USE: gettext_lazy("Using what you say to do better"),
    ConsentKind.PUBLICITY: gettext_lazy("Telling others about you"),
    ConsentKind.AFTERCARE_CONTACT: gettext_lazy("Hearing from us after the end"),
    ConsentKind.CRISIS_PLAN_SHARE: gettext_lazy("Sharing your plan for hard days"),
    ConsentKind.QUALITY_DATA: gettext_lazy("Counting you in"),
}
# For helpers: the same things as they would name them.
HELPERS_NAMES: dict[ConsentKind, Promise] = {
    ConsentKind.MEET_PEER: gettext_lazy("meeting the peer once"),
    ConsentKind.JOINT_CARE: gettext_lazy("working together"),
    ConsentKind.LIMITS: gettext_lazy("what cannot be kept"),
    ConsentKind.SUD_PART2: gettext_lazy("drug and alcohol records"),
    ConsentKind.CHANNEL: gettext_lazy("how to reach them"),
    ConsentKind.ACCOMPANY: gettext_lazy("going somewhere together"),
    ConsentKind.STORY_RECEIVED: gettext_lazy("hearing the peer’s story"),
    ConsentKind.FEEDBACK_USE: gettext_lazy("use of what they say about the work"),
    ConsentKind.PUBLICITY: gettext_lazy("telling others"),
    ConsentKind.AFTERCARE_CONTACT: gettext_lazy("contact after the end"),
    ConsentKind.CRISIS_PLAN_SHARE: gettext_lazy("the plan for hard days"),
    ConsentKind.QUALITY_DATA: gettext_lazy("being counted"),
}
MEANINGS: dict[ConsentKind, Promise] = {
    ConsentKind.MEET_PEER: gettext_lazy("You see a peer one time, and nothing more."),
    ConsentKind.JOINT_CARE: gettext_lazy("Your therapist and your peer work together with you."),
    ConsentKind.LIMITS: gettext_lazy("There are three things that we have to pass on."),
    ConsentKind.SUD_PART2: gettext_lazy("A law guards records about help with drugs or alcohol."),
    ConsentKind.CHANNEL: gettext_lazy("A text, a mail or a call, and what we may name."),
    ConsentKind.ACCOMPANY: gettext_lazy("Your peer goes with you, and others may see you two."),
    ConsentKind.STORY_RECEIVED: gettext_lazy("Your peer tells you some of what they lived through."),
    ConsentKind.FEEDBACK_USE: gettext_lazy("We use what you say to do things better here."),
    ConsentKind.PUBLICITY: gettext_lazy("Your words or story shown to others. Not while you are in care."),
    ConsentKind.AFTERCARE_CONTACT: gettext_lazy("Who may write or call when this is over."),
    ConsentKind.CRISIS_PLAN_SHARE: gettext_lazy("Parts of your plan, to people you name."),
    ConsentKind.QUALITY_DATA: gettext_lazy("One of many in our numbers, and no name."),
}
UNDOING: dict[ConsentKind, Promise] = {
    ConsentKind.MEET_PEER: gettext_lazy("The peer does not meet you then."),
    ConsentKind.JOINT_CARE: gettext_lazy(
        "Your helpers see at once that they no longer work on things together. You keep both, or the one you want."
    ),
    ConsentKind.LIMITS: gettext_lazy(
        "The three things stay as they are. Your helpers see that it needs one more talk."
    ),
    ConsentKind.SUD_PART2: gettext_lazy("From then on we may not use these records."),
    ConsentKind.CHANNEL: gettext_lazy("From then on we do not reach you this way."),
    ConsentKind.ACCOMPANY: gettext_lazy("From then on your peer does not go with you."),
    ConsentKind.STORY_RECEIVED: gettext_lazy("From then on your peer does not tell you their story."),
    ConsentKind.FEEDBACK_USE: gettext_lazy("From then on we do not use what you said."),
    ConsentKind.PUBLICITY: gettext_lazy("We take it down. What others saw or copied, we cannot call back."),
    ConsentKind.AFTERCARE_CONTACT: gettext_lazy("From then on we do not write or call."),
    ConsentKind.CRISIS_PLAN_SHARE: gettext_lazy("From then on they can’t open your plan."),
    ConsentKind.QUALITY_DATA: gettext_lazy("From then on you are not counted."),
}
METHODS: dict[str, Promise] = {
    Method.IN_PERSON: gettext_lazy("in the room"),
    Method.ON_SCREEN: gettext_lazy("on your screen"),
    Method.SPOKEN: gettext_lazy("said aloud"),
}
HELPERS_METHODS: dict[str, Promise] = {
    Method.IN_PERSON: gettext_lazy("in the room"),
    Method.ON_SCREEN: gettext_lazy("by the client on their own screen"),
    Method.SPOKEN: gettext_lazy("said aloud"),
}
TOPICS: dict[Topic, Promise] = {
    Topic.WHO: gettext_lazy("Who I am to you"),
    Topic.TOLD: gettext_lazy("What I do with what you tell me"),
    Topic.NEVER: gettext_lazy("What I never do"),
    Topic.CHANGE: gettext_lazy("How to change or stop us"),
    Topic.DISAGREE: gettext_lazy("How to disagree with me"),
    Topic.SHARE: gettext_lazy("How I share"),
    Topic.END: gettext_lazy("How I end"),
}


def explained_by(row: Any) -> str:
    """Return who explained a text, by name."""
    names = [one.member.name for one in row.explainers.all()]
    return (
        _("%(one)s and %(two)s") % {"one": names[0], "two": names[1]}
        if len(names) == 2
        else " · ".join(names)
    )
