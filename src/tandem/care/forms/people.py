"""What may be typed about a care team and the practice's calendar."""

from collections.abc import Collection, Mapping
from datetime import date, time
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.care import words
from tandem.care.queries import COVERS
from tandem.care.rules import Hours, is_adult
from tandem.people.models import Member
from tandem.people.queries import members_with_role
from tandem.people.words import role_name
from tandem.permissions.rules import Role
from tandem.permissions.sharing import Preset, Start, Switch
from tandem.web.fields import Words
from tandem.web.widgets import Choices, ManyChoices

LONGEST_NAME = 200  # letters, as a name may have


class MemberChoice(forms.ModelChoiceField):
    """One of the practice's people, by name."""

    def label_from_instance(self, obj: Member) -> str:
        """Return the person's name."""
        return obj.name


class ClientForm(forms.Form):
    """A new client, added by hand."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    born_on = forms.DateField(
        label=gettext_lazy("Date of birth"), widget=forms.DateInput(attrs={"type": "date"})
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES, widget=Choices)

    def clean_born_on(self) -> date:
        """Return the date. Tandem is for adults, and nobody is born tomorrow."""
        born_on: date = self.cleaned_data["born_on"]
        if not is_adult(born_on, timezone.localdate()):
            raise forms.ValidationError(_("Tandem is for people of 18 years and over."))
        return born_on


class TeamForm(forms.Form):
    """Who will work with a client."""

    therapist = MemberChoice(label=gettext_lazy("Therapist"), queryset=None)
    peer = MemberChoice(
        label=gettext_lazy("Peer"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("No peer for now"),
        help_text=gettext_lazy("A client may start with a therapist alone."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["therapist"].queryset = members_with_role(Role.THERAPIST)  # type: ignore[attr-defined]
        self.fields["peer"].queryset = members_with_role(Role.PEER)  # type: ignore[attr-defined]

    def clean(self) -> Any:
        """Refuse one person in both places."""
        cleaned = super().clean()
        if cleaned and cleaned.get("peer") and cleaned.get("peer") == cleaned.get("therapist"):
            self.add_error("peer", _("The peer and the therapist are two different people."))
        return cleaned


class PresetForm(forms.Form):
    """How the helpers share, in one choice."""

    mark_optional = False

    preset = forms.TypedChoiceField(
        label=gettext_lazy("How should your team share?"),
        coerce=Preset,
        choices=list(words.PRESETS.items()),
        widget=Choices(hints={preset.value: said for preset, said in words.PRESETS_MEAN.items()}),
    )
    take_back = forms.BooleanField(
        label=gettext_lazy("Also take back what I have shown so far"),
        help_text=gettext_lazy("It closes at once. What was read before can’t be unread."),
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class SwitchForm(forms.Form):
    """The six switches, each with who sees it now."""

    peer_notes = forms.BooleanField(label=words.SWITCHES[Switch.PEER_NOTES], required=False)
    summaries = forms.BooleanField(label=words.SWITCHES[Switch.SUMMARIES], required=False)
    checks = forms.TypedChoiceField(
        label=words.SWITCHES[Switch.CHECKS], coerce=Start, choices=list(words.STARTS.items()), widget=Choices
    )
    scores = forms.BooleanField(label=words.SWITCHES[Switch.SCORES], required=False)
    quality = forms.BooleanField(label=words.SWITCHES[Switch.QUALITY], required=False)
    times = forms.BooleanField(label=words.SWITCHES[Switch.TIMES], required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    mark_optional = False

    def tell(self, now: Mapping[str, str]) -> None:
        """Say under each switch who sees it now."""
        for name, who in now.items():
            if name == Switch.CHECKS:
                who = _("You choose each time.")
            self.fields[name].help_text = who


class JoinForm(forms.Form):
    """Who comes to a client's team: for good, or until a day."""

    who = forms.ChoiceField(
        label=gettext_lazy("Who"),
        error_messages={
            "required": gettext_lazy("Choose who joins the team."),
            "invalid_choice": gettext_lazy(
                "This person is on the team already, or does not help here. Choose again."
            ),
        },
    )
    until = forms.DateField(
        label=gettext_lazy("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("For somebody who covers. Leave it empty for somebody who stays."),
    )  # fmt: skip

    def __init__(self, *args: Any, but: Collection[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {
            f"{role.value}:{one.pk}": (one, role)
            for role in (Role.THERAPIST, Role.PEER)
            for one in members_with_role(role)
            if one.pk not in but
        }
        groups = [
            (
                role_name(role),
                [(key, one.name) for key, (one, theirs) in self.people.items() if theirs is role],
            )
            for role in (Role.THERAPIST, Role.PEER)
        ]
        who: Any = self.fields["who"]
        who.choices = [("", "…"), *groups]

    def clean_until(self) -> date | None:
        """Return the last day of a cover. It is not over already."""
        until: date | None = self.cleaned_data["until"]
        if until and until < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return until

    def chosen(self) -> tuple[Member, Role]:
        """Return who was chosen, and as what."""
        return self.people[self.cleaned_data["who"]]


class WeekForm(forms.Form):
    """When the practice is open. A day without times is closed."""

    mark_optional = False

    def __init__(self, *args: Any, week: Mapping[int, Hours], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day, name in WEEKDAYS.items():
            hours = week.get(day)
            self.fields[f"opens_{day}"] = _clock(
                _("%(day)s from") % {"day": name}, hours.opens if hours else None
            )
            self.fields[f"closes_{day}"] = _clock(
                _("%(day)s to") % {"day": name}, hours.closes if hours else None
            )

    def clean(self) -> Any:
        """Refuse half a day's times, and days that close before they open."""
        cleaned = super().clean() or {}
        for day in WEEKDAYS:
            opens, closes = cleaned.get(f"opens_{day}"), cleaned.get(f"closes_{day}")
            if bool(opens) != bool(closes):
                self.add_error(f"closes_{day}", _("Give both times, or leave both empty."))
            elif opens and closes and closes <= opens:
                self.add_error(f"closes_{day}", _("This must be later than the time before it."))
        return cleaned

    def week(self) -> dict[int, Hours]:
        """Return the open days with their hours."""
        data = self.cleaned_data
        return {
            day: Hours(data[f"opens_{day}"], data[f"closes_{day}"])
            for day in WEEKDAYS
            if data[f"opens_{day}"]
        }


def _clock(label: str, initial: time | None) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, initial=initial, widget=widget)


class HolidayForm(forms.Form):
    """A day on which the practice is closed."""

    on = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    name = forms.CharField(label=gettext_lazy("What it is called"), max_length=100)


class CoverForm(forms.Form):
    """Who answers when somebody needs a clinician."""

    member = MemberChoice(label=gettext_lazy("Who answers"), queryset=None)
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On these days"), coerce=int, choices=list(WEEKDAYS.items()), widget=ManyChoices
    )
    opens = forms.TimeField(label=gettext_lazy("From"), widget=forms.TimeInput(attrs={"type": "time"}))
    closes = forms.TimeField(label=gettext_lazy("To"), widget=forms.TimeInput(attrs={"type": "time"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on_call = members_with_role(*COVERS)
        self.fields["member"].queryset = on_call  # type: ignore[attr-defined]

    def clean(self) -> Any:
        """Refuse cover that ends before it begins."""
        cleaned = super().clean() or {}
        if cleaned.get("opens") and cleaned.get("closes") and cleaned["closes"] <= cleaned["opens"]:
            self.add_error("closes", _("This must be later than the time before it."))
        return cleaned


class OutsidePersonForm(forms.Form):
    """Who they are, and how a client reaches them."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=200,
        error_messages={"required": gettext_lazy("Write the name that clients will read.")},
    )  # fmt: skip
    what = forms.CharField(
        label=gettext_lazy("What they are"), max_length=200,
        help_text=gettext_lazy("So that a client knows they are not one of you."),
        error_messages={"required": gettext_lazy("Say what they are, in a few words.")},
    )  # fmt: skip
    phone = forms.CharField(
        label=gettext_lazy("Phone"), max_length=40, required=False,
        help_text=gettext_lazy("A number or an address: one of the two is enough."),
    )  # fmt: skip
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    mark_optional = False

    def clean(self) -> Any:
        """Ask for one way to reach them."""
        said = super().clean() or {}
        if not (said.get("phone") or said.get("email") or "email" in self.errors):
            self.add_error(
                "phone", _("Give a phone number or an e-mail address, so that clients can reach them.")
            )
        return said


class FindForm(forms.Form):
    """A part of a client's name."""

    q = Words(
        label=gettext_lazy("Find a client"), required=False, longest=LONGEST_NAME,
        too_long=gettext_lazy("This is longer than a name. Please type a part of it."),
    )  # fmt: skip
