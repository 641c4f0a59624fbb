"""What the client said yes to, with the exact words, who explained it, and the joint introduction."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tandem.consents.models import Consent, ConsentText, Explainer, Introduction, Present
from tandem.consents.words import METHODS, NAMES, TOPICS
from tandem.my_record.rows import Field, Of, Section
from tandem.my_record.words import LANGUAGES


def _yeses(of: Of) -> QuerySet[Any]:
    return Consent.objects.filter(episode__in=of.episodes)


def _introductions(of: Of) -> QuerySet[Any]:
    return Introduction.objects.filter(episode__in=of.episodes)


SECTIONS = (
    Section(
        "yeses", _("What you said yes to"), Consent, _yeses, "at",
        (
            Field("kind", _("What"), NAMES), Field("on", _("Yes")), Field("at", _("When")),
            Field("method", _("How"), METHODS), Field("by", _("Noted by")), Field("ends_on", _("Until")),
            Field("text", _("The words you saw")),
        ),
        called=lambda row: str(NAMES[row.kind]),
    ),
    Section(
        "texts", _("The words of each yes"), ConsentText,
        lambda of: ConsentText.objects.filter(pk__in=_yeses(of).values("text")), "",
        (Field("kind", _("What"), NAMES), Field("language", _("Language"), LANGUAGES), Field("version", _("Number")),
         Field("words", _("Words")), Field("sha256")),
        called=lambda row: row.words.split("\n")[0],
    ),
    Section(
        "explainers", _("Who explained it first"), Explainer,
        lambda of: Explainer.objects.filter(consent__in=_yeses(of)), "",
        (Field("consent", _("What")), Field("member", _("Who"))),
    ),
    Section(
        "introductions", _("When you met all together"), Introduction, _introductions, "at",
        (Field("topics", _("You talked about"), TOPICS, many=True), Field("by", _("Noted by")), Field("at", _("When"))),
    ),
    Section(
        "present", _("Who was there"), Present,
        lambda of: Present.objects.filter(introduction__in=_introductions(of)), "",
        (Field("introduction"), Field("member", _("Who"))),
    ),
)  # fmt: skip
