"""How sharing, and who sees what, are told on a screen."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.care.facts import Reader, Why
from tandem.care.rules import Finding, Reason, Sign
from tandem.permissions.rules import Act, PracticeAct
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
    Why.COVER: gettext_lazy("They stand in for a helper of yours."),
    Why.EMERGENCY: gettext_lazy("They said it was an emergency."),
    Why.WORK: gettext_lazy("It is their work here."),
}


REASONS: dict[Reason, Promise] = {
    Reason.DANGER: gettext_lazy("Somebody’s life or health is in danger"),
    Reason.ASKED: gettext_lazy("They ask for help, and nobody of their team can be reached"),
    Reason.HANDOVER: gettext_lazy("An ambulance, a hospital or a crisis service needs to know"),
    Reason.OTHER: gettext_lazy("Something else that can’t wait"),
}
FINDINGS: dict[Finding, Promise] = {
    Finding.RIGHT: gettext_lazy("It was right"),
    Finding.TALK: gettext_lazy("We talk about it"),
    Finding.WRONG: gettext_lazy("It should not have been opened"),
}
SIGNS: dict[Sign, Promise] = {
    Sign.NOT_HELPED: gettext_lazy("The page of somebody whom you do not help was opened."),
    Sign.MANY: gettext_lazy("The pages of many people were opened within an hour."),
    Sign.HOUR: gettext_lazy("Pages were opened at an hour at which you never do."),
    Sign.REFUSED: gettext_lazy("What is not open to you was tried several times."),
}
# The same as the lead reads it.
SIGNS_OF_OTHERS: dict[Sign, Promise] = {
    Sign.NOT_HELPED: gettext_lazy("opened the page of somebody whom they do not help"),
    Sign.MANY: gettext_lazy("opened the pages of many people within an hour"),
    Sign.HOUR: gettext_lazy("opened pages at an hour at which they never do"),
    Sign.REFUSED: gettext_lazy("tried several times what is not open to them"),
}
# The same as the client reads it.
FOUND: dict[Finding, Promise] = {
    Finding.RIGHT: gettext_lazy("Somebody else checked it and says: it was right."),
    Finding.TALK: gettext_lazy("Somebody else checked it, and talks with them about it."),
    Finding.WRONG: gettext_lazy("Somebody else checked it and says: it should not have been opened."),
}
NOT_FOUND = gettext_lazy("Somebody else will check within three days whether it was right.")


# What somebody opened, or tried to open, as the client reads it.
OPENED: dict[Act, Promise] = {
    Act.SEE_EPISODE: gettext_lazy("your page"),
    Act.SEE_APPOINTMENTS: gettext_lazy("your meetings"),
    Act.BOOK: gettext_lazy("the page to book a meeting"),
    Act.NOTE_OUTCOME: gettext_lazy("one of your meetings"),
    Act.SEE_GOALS: gettext_lazy("your goals"),
    Act.CHANGE_GOALS: gettext_lazy("your goals, to change them"),
    Act.HIDE_GOAL: gettext_lazy("one of your goals, to show or hide it"),
    Act.ANSWER_CHECK: gettext_lazy("your check after a meeting"),
    Act.CHANGE_CHECK_WISH: gettext_lazy("the page on how often you get a check"),
    Act.HAND_OVER_CHECK: gettext_lazy("a check for you to answer in the room"),
    Act.WRITE_CARD: gettext_lazy("their own notes on a meeting"),
    Act.SEE_VIEWS: gettext_lazy("the page on how you all saw a meeting"),
    Act.CHOOSE_DIFFERENCE: gettext_lazy("the page on what you do after a check"),
    Act.CHOOSE_LINE: gettext_lazy("a line for your other helper"),
    Act.READ_CHECK_WORD: gettext_lazy("your check"),
    Act.READ_CHECK_ANSWERS: gettext_lazy("the answers in your check"),
    Act.ACKNOWLEDGE_RELAY: gettext_lazy("your check, to say they read it"),
    Act.SEE_POINTS: gettext_lazy("the list of what you let them know"),
    Act.SEND_POINT: gettext_lazy("the page where you say something"),
    Act.READ_POINT: gettext_lazy("something you said"),
    Act.ANSWER_POINT: gettext_lazy("something you said, to answer it"),
    Act.WITHDRAW_POINT: gettext_lazy("something you said, to take it back"),
    Act.DRAFT_POINT: gettext_lazy("the page to write something with you"),
    Act.TAKE_BACK_DRAFT: gettext_lazy("what you wrote with them, to take it back"),
    Act.SEE_TOPICS: gettext_lazy("the page on what your peer may explain"),
    Act.CHOOSE_TOPICS: gettext_lazy("the page on what your peer may explain, to change it"),
    Act.EXPLAIN: gettext_lazy("the page to explain something for you"),
    Act.ASK_REVIEW: gettext_lazy("the page to ask for a talk of all three"),
    Act.ANSWER_REVIEW: gettext_lazy("your answer to a talk of all three"),
    Act.NOTICE: gettext_lazy("the page to ask you “is that so?”"),
    Act.TAKE_BACK_NOTICED: gettext_lazy("what your peer noticed, to take it back"),
    Act.SEE_HISTORY: gettext_lazy("the list of what came from before"),
    Act.SEE_SO_FAR: gettext_lazy("the page on what happened so far"),
    Act.GIVE_PAPER_CODE: gettext_lazy("a code on paper for you"),
    Act.INVITE_CLIENT: gettext_lazy("the page to send you a link"),
    Act.SEE_SHARING: gettext_lazy("the page on how your team shares"),
    Act.CHANGE_SHARING: gettext_lazy("the page on how your team shares, to change it"),
    Act.SEE_WHO: gettext_lazy("the page on who can see a thing"),
    Act.SHOW_OR_HIDE: gettext_lazy("a thing of yours, to show or hide it"),
    Act.SEE_LOOKS: gettext_lazy("this page on who looked"),
    Act.CHANGE_TEAM: gettext_lazy("your team, to change it"),
    Act.ASK_ANOTHER: gettext_lazy("your team, to ask for another helper"),
    Act.MARK_PART2: gettext_lazy("the page on which law protects your record"),
    Act.SEE_CONSENTS: gettext_lazy("what you said yes to"),
    Act.CHOOSE_CONSENT: gettext_lazy("what you said yes to, to change it"),
    Act.NOTE_SPOKEN_YES: gettext_lazy("the page to note your yes to a first meeting"),
    Act.INTRODUCE: gettext_lazy("the page where you met all three"),
    Act.CHOOSE_BEGINNING: gettext_lazy("your choice about your first meeting"),
    Act.SEE_RIGHTS: gettext_lazy("your rights"),
    Act.BEGIN: gettext_lazy("your first ten minutes"),
    Act.HAND_OVER_BEGIN: gettext_lazy("your first ten minutes, to hand you the device"),
    Act.SEE_BEGINNING: gettext_lazy("what you said at the start"),
    Act.READ_HOPES: gettext_lazy("what you hope for"),
    Act.ANSWER_HOPES: gettext_lazy("what you hope for, to answer it"),
    Act.WITHDRAW_HOPES: gettext_lazy("what you hope for, to take it back"),
    Act.SEE_IN_EMERGENCY: gettext_lazy("your page, in an emergency"),
    Act.HAND_OVER_RECORD: gettext_lazy("the page to hand you your record"),
}


# Lists on which a client's name stood, as the client reads it.
LISTED: dict[PracticeAct, Promise] = {
    PracticeAct.SEE_TODAY: gettext_lazy("The page of their day"),
    PracticeAct.SEE_CASELOAD: gettext_lazy("The list of the people they help"),
    PracticeAct.START_EPISODES: gettext_lazy("A list to choose helpers"),
    PracticeAct.BRING_IN_CASELOAD: gettext_lazy("A list of people who came from elsewhere"),
    PracticeAct.OPEN_IN_EMERGENCY: gettext_lazy("A search for you in an emergency"),
    PracticeAct.REVIEW_EMERGENCIES: gettext_lazy("The list of emergencies, to check them"),
    PracticeAct.KEEP_RECORDS: gettext_lazy("A list on how records are kept"),
    PracticeAct.CONFIRM_REMOVAL: gettext_lazy("A list of old records"),
}


def listed(act: str) -> str:
    """Return which list it was, for any code that was ever kept."""
    return str({one.value: words for one, words in LISTED.items()}.get(act) or _("A list"))


def opened(act: str) -> str:
    """Return what was opened, for any code that was ever kept."""
    return str({one.value: words for one, words in OPENED.items()}.get(act) or _("a page of yours"))


def why(reader: Reader) -> str:
    """Return the reason in the reader's language, a sentence."""
    return str(WHY[reader.why])


def seen_by(names: list[str]) -> str:
    """Return who sees something now, the client first: "You and Priya"."""
    if not names:
        return _("Now: only you.")
    return _("Now: you and %(names)s.") % {"names": ", ".join(names)}
