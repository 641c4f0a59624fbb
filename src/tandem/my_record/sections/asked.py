"""What the client asked about their record, what left the practice, and what stops its removal."""

from django.utils.translation import gettext_lazy as _

from tandem.keeping.models import Disclosure, Hold, KeepFor, RecordRequest
from tandem.keeping.words import ANSWERED, ASKED, GROUNDS, REASONS, WHAT
from tandem.my_record.rows import Field, Section

SECTIONS = (
    Section(
        "requests", _("What you asked about your record"), RecordRequest,
        lambda of: RecordRequest.objects.filter(client=of.client), "asked_at",
        (
            Field("asked", _("You asked"), ASKED), Field("words", _("Your words")), Field("asked_at", _("When")),
            Field("answer", _("Answer"), ANSWERED), Field("reply", _("Their line")),
            Field("answered_by", _("Answered by")), Field("answered_at", _("Answered")),
        ),
    ),
    Section(
        "left_the_practice", _("What left the practice"), Disclosure,
        lambda of: Disclosure.objects.filter(client=of.client), "at",
        (
            Field("what", _("What"), WHAT), Field("to", _("To")), Field("on", _("When")),
            Field("ground", _("Why"), GROUNDS), Field("words", _("More")), Field("by", _("Noted by")),
            Field("at", _("Noted")),
        ),
    ),
    Section(
        "holds", _("What stops a removal"), Hold, lambda of: Hold.objects.filter(client=of.client, told=True),
        "started_at",
        (Field("reason", _("Why"), REASONS), Field("started_at", _("From")), Field("ended_at", _("Until")),
         Field("by", _("Who")), Field("ended_by")),
    ),
    Section(
        "kept_for", _("How long we keep it"), KeepFor, lambda of: KeepFor.objects.order_by("-at", "-id")[:1], "at",
        (Field("years", _("Years after we last met")), Field("source", _("The law")), Field("at")),
    ),
)  # fmt: skip
