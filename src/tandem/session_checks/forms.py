"""The check's three short steps. Each carries what was said before; nothing is kept until the end."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.people.models import Member
from tandem.session_checks.rules import HIGHEST, LOWEST, Answers, Level, Off
from tandem.web.widgets import Choices, Scale

NUMBERS = [(number, str(number)) for number in range(LOWEST, HIGHEST + 1)]
NOBODY, EVERYBODY = "nobody", "everybody"


class HeardForm(forms.Form):
    """Q2: did the person you met get what things are like for you?"""

    heard = forms.TypedChoiceField(
        coerce=int, choices=NUMBERS, widget=Scale, empty_value=None,
        error_messages={"required": gettext_lazy("Choose a number, or skip this one.")},
    )  # fmt: skip

    def __init__(
        self, *args: Any, name: str = "", several: bool = False, required: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        said = _("%(name)s gets what things are like for me.")
        if several:
            said = _("%(name)s get what things are like for me.")
        self.fields["heard"].label = said % {"name": name}
        self.fields["heard"].required = required


class OffForm(forms.Form):
    """Was anything unsaid, unclear or wrong?"""

    off = forms.ChoiceField(
        label=gettext_lazy("Was anything unsaid, unclear or wrong?"),
        choices=[
            (Off.NO.value, gettext_lazy("No")),
            (Off.SMALL.value, gettext_lazy("Something small")),
            (Off.YES.value, gettext_lazy("Yes")),
        ],
        widget=Choices,
        error_messages={"required": gettext_lazy("Choose one, or skip this one.")},
    )
    line = forms.CharField(
        label=gettext_lazy("One line"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": gettext_lazy("This is a little long. Please keep it to 300 letters.")},
    )

    def __init__(self, *args: Any, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["off"].required = required


class WhoForm(forms.Form):
    """Who may know, and what."""

    who = forms.ChoiceField(
        label=gettext_lazy("Who may know?"),
        widget=Choices,
        error_messages={"required": gettext_lazy("Choose who may know. “Only me” is fine.")},
    )
    level = forms.TypedChoiceField(
        label=gettext_lazy("What may they see?"),
        coerce=Level,
        choices=[
            (Level.WORD.value, gettext_lazy("Just if it is worth a talk")),
            (Level.ANSWERS.value, gettext_lazy("My answers too")),
        ],
        initial=Level.WORD.value,
        widget=Choices,
    )

    def __init__(self, *args: Any, team: Sequence[tuple[Member, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helpers = [person for person, _role in team]
        names = [person.name for person in self.helpers]
        choices = [(NOBODY, _("Only me"))] + [(str(person.pk), person.name) for person in self.helpers]
        if len(names) > 1:
            choices.append((EVERYBODY, _("%(one)s and %(two)s") % {"one": names[0], "two": names[1]}))
        who: Any = self.fields["who"]
        who.choices = choices
        who.widget.faces = {str(person.pk): (person.name, role) for person, role in team}

    def to(self) -> list[Member]:
        """Return the helpers whom the client chose."""
        who = self.cleaned_data["who"]
        return [person for person in self.helpers if who in (EVERYBODY, str(person.pk))]


def answers_so_far(data: Any) -> Answers:
    """Return what a step carries from those before it; what can't be read counts as skipped."""
    heard, off = HeardForm(data, required=False), OffForm(data, required=False)
    heard.is_valid()
    off.is_valid()
    return Answers(
        heard.cleaned_data.get("heard"), off.cleaned_data.get("off", ""), off.cleaned_data.get("line", "")
    )
