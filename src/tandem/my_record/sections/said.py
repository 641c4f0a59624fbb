"""Goals, hopes, what the client said and what came of it, and what others noticed or explained."""

from django.utils.translation import gettext_lazy as _

from tandem.beginnings.models import Begun, Hopes
from tandem.goals.models import Goal
from tandem.my_record.rows import Field, Section
from tandem.my_record.words import ABOUT, ANSWERS
from tandem.relays.models import Draft, Explanation, Noticed, NoticedOff, Point, Relay, Review, StandingYes
from tandem.relays.words import HELD, TOPICS, WAYS

SECTIONS = (
    Section(
        "goals", _("Your goals"), Goal, lambda of: Goal.objects.filter(episode__in=of.episodes), "proposed_at",
        (Field("wording", _("Goal")), Field("proposed_at", _("From")), Field("closed_at", _("Closed"))),
        called=lambda row: row.wording,
    ),
    Section(
        "first_minutes", _("Your first ten minutes"), Begun, lambda of: Begun.objects.filter(episode__in=of.episodes),
        "started_at",
        (Field("by", _("Begun by")), Field("started_at", _("From")), Field("finished_at", _("Until"))),
    ),
    Section(
        "hopes", _("What you hope for"), Hopes, lambda of: Hopes.objects.filter(episode__in=of.episodes), "at",
        (Field("tried", _("What you have tried")), Field("worth", _("What would make this worth it")),
         Field("at", _("You said this"))),
    ),
    Section(
        "points", _("What you let your helpers know"), Point,
        lambda of: Point.objects.filter(episode__in=of.episodes), "approved_at",
        (
            Field("words", _("Your words")), Field("way", _("How"), WAYS), Field("to", _("To")),
            Field("by", _("Written down by")), Field("appointment", _("Meeting")),
            Field("approved_at", _("You said yes")),
        ),
        called=lambda row: row.words,
    ),
    Section(
        "drafts", _("What waits for you, or you put off"), Draft,
        lambda of: Draft.objects.filter(episode__in=of.episodes), "made_at",
        (
            Field("words", _("Words")), Field("by", _("Written down by")), Field("appointment", _("Meeting")),
            Field("made_at", _("Made")), Field("decided_at", _("You said not yet")), Field("held", _("Then"), HELD),
        ),
    ),
    Section(
        "travelled", _("What reached whom, and what came of it"), Relay,
        lambda of: Relay.objects.filter(episode__in=of.episodes), "sent_at",
        (
            Field("kind", _("What"), ABOUT), Field("about_id", _("About")), Field("to", _("To")),
            Field("sent_at", _("Sent")), Field("due_on", _("To be read by")), Field("acknowledged_at", _("Read")),
            Field("reply", _("Their line")), Field("outcome_at", _("Closed")), Field("outcome", _("What came of it")),
            Field("withdrawn_at", _("Taken back")),
        ),
    ),
    Section(
        "topics", _("What your peer may explain"), StandingYes,
        lambda of: StandingYes.objects.filter(episode__in=of.episodes), "at",
        (Field("topic", _("What"), TOPICS), Field("on", _("Open")), Field("at", _("You said this"))),
    ),
    Section(
        "explained", _("What was explained for you"), Explanation,
        lambda of: Explanation.objects.filter(episode__in=of.episodes), "at",
        (Field("topic", _("What"), TOPICS), Field("words", _("Words")), Field("by", _("Who")), Field("at", _("When"))),
        called=lambda row: row.words,
    ),
    Section(
        "looking_back", _("When a helper asked to look back"), Review,
        lambda of: Review.objects.filter(episode__in=of.episodes), "asked_at",
        (Field("asked_by", _("Who")), Field("asked_at", _("Asked")), Field("answer", _("Your answer"), ANSWERS),
         Field("answered_at", _("You said this"))),
    ),
    Section(
        "noticed", _("What your peer noticed"), Noticed, lambda of: Noticed.objects.filter(episode__in=of.episodes),
        "at",
        (Field("appointment", _("Meeting")), Field("words", _("Words")), Field("by", _("Who")), Field("at", _("When"))),
        called=lambda row: row.words,
    ),
    Section(
        "noticed_off", _("What was off after all, as you said"), NoticedOff,
        lambda of: NoticedOff.objects.filter(noticed__in=Noticed.objects.filter(episode__in=of.episodes)), "at",
        (Field("noticed", _("What")), Field("at", _("You said this"))),
    ),
)  # fmt: skip
