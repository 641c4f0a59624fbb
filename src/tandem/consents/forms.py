"""What may be typed about an introduction."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from tandem.care.models import TeamMember
from tandem.consents.rules import Topic
from tandem.consents.words import TOPICS
from tandem.tenancy.keys import uuid7
from tandem.web.widgets import ManyChoices


class IntroductionForm(forms.Form):
    """What was talked about, and who was there. The form carries the id of what it makes, so that twice is once."""

    topics = forms.TypedMultipleChoiceField(
        label=gettext_lazy("What you talked about"), coerce=Topic, choices=list(TOPICS.items()), widget=ManyChoices,
        error_messages={"required": gettext_lazy("Tick what you talked about.")},
    )  # fmt: skip
    present = forms.MultipleChoiceField(
        label=gettext_lazy("Who was there with the client"), widget=ManyChoices,
        error_messages={
            "required": gettext_lazy("Tick who was there."),
            "invalid_choice": gettext_lazy("The team has changed. Please look again who was there."),
        },
    )  # fmt: skip
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    mark_optional = False

    def __init__(self, data: Any = None, *, team: Sequence[TeamMember]) -> None:
        self.team = {str(place.member_id): place for place in team}
        super().__init__(data, initial={"present": list(self.team), "once": uuid7()})
        field: Any = self.fields["present"]
        field.choices = [(key, place.member.name) for key, place in self.team.items()]
        field.widget.faces = {key: (place.member.name, place.role) for key, place in self.team.items()}

    def clean_once(self) -> UUID:
        """Return the id that the form carries, or a new one where it was lost."""
        return self.cleaned_data["once"] or uuid7()

    def places(self) -> list[TeamMember]:
        """Return the places of those who were there, therapist first."""
        return [place for key, place in self.team.items() if key in self.cleaned_data["present"]]
