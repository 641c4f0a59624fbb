"""What may be typed about a meeting."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from tandem.appointments.rules import MeetingKind, OutcomeKind
from tandem.appointments.words import KINDS, OUTCOMES
from tandem.people.models import Member
from tandem.web.widgets import Choices

LENGTHS = [(minutes, str(minutes)) for minutes in (20, 30, 40, 45, 50, 60, 90)]


class BookForm(forms.Form):
    """A meeting to agree: who, when, how long, where."""

    kind = forms.TypedChoiceField(label=gettext_lazy("Who meets"), coerce=MeetingKind, widget=Choices)
    other = forms.ChoiceField(label=gettext_lazy("Which of them"), widget=Choices)
    on = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    start = forms.TimeField(label=gettext_lazy("Time"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("How long, in minutes"), coerce=int, choices=LENGTHS, initial=50
    )
    place = forms.CharField(
        label=gettext_lazy("Where"), max_length=200, required=False,
        help_text=gettext_lazy("A room, a café, a phone call. The client sees this."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, kinds: Iterable[MeetingKind], others: Sequence[Member] = (), **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, KINDS[kind]) for kind in kinds]  # type: ignore[attr-defined]
        other: Any = self.fields["other"]
        other.choices = [(str(one.pk), one.name) for one in others]
        other.initial = str(others[0].pk) if others else ""
        if not others:  # the other role has one helper, or none: nothing to choose
            del self.fields["other"]

    def one_of(self, helpers: Sequence[Member]) -> Member:
        """Return the helper of one role who meets: the only one, or who was chosen."""
        return next((one for one in helpers if str(one.pk) == self.cleaned_data.get("other")), helpers[0])

    def wall(self) -> datetime:
        """Return the day and time as the practice's clock shows them."""
        return datetime.combine(self.cleaned_data["on"], self.cleaned_data["start"])


class OutcomeForm(forms.Form):
    """How a meeting went."""

    outcome = forms.TypedChoiceField(label=gettext_lazy("How did it go?"), coerce=OutcomeKind, widget=Choices)

    def __init__(self, *args: Any, allowed: Collection[OutcomeKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcome: Any = self.fields["outcome"]
        outcome.choices = [(kind.value, OUTCOMES[kind]) for kind in allowed]
        if tuple(allowed) == (OutcomeKind.CANCELLED,):  # it has not begun
            outcome.label = gettext_lazy("If it can’t take place")
