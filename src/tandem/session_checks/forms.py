"""The check's short steps. Each carries what was said before; nothing is kept until the end."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.people.models import Member
from tandem.permissions.sharing import NOTHING_CHOSEN, Preset, Sharing, Start
from tandem.session_checks.rules import Answers, Item, Level, Off, Rhythm
from tandem.session_checks.words import NUMBERS, statement
from tandem.web.fields import Words
from tandem.web.widgets import Choices, Scale

NOBODY, EVERYBODY = "nobody", "everybody"
READ = {str(number): number for number, _shown in NUMBERS}
LONGEST = 300
TOO_LONG = gettext_lazy("This is a little long. Please keep it to 300 letters.")


def one_line(label: Any) -> Words:
    """Return a field for one line that may be left out."""
    return Words(label=label, longest=LONGEST, too_long=TOO_LONG, required=False)


class ItemForm(forms.Form):
    """One statement, 0 to 10."""

    def __init__(
        self, *args: Any, item: Item, names: Sequence[str] = (), required: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields[item.value] = forms.TypedChoiceField(
            label=statement(item, names), coerce=int, choices=NUMBERS, widget=Scale, empty_value=None,
            required=required, error_messages={"required": _("Choose a number, or skip this one.")},
        )  # fmt: skip


class OffForm(forms.Form):
    """Was anything unsaid, unclear or wrong? And what the client takes away to do."""

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
    line = Words(
        label=gettext_lazy("One line"), longest=LONGEST, too_long=TOO_LONG, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    takeaway = one_line(gettext_lazy("What I take away to do"))

    def __init__(self, *args: Any, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["off"].required = required


class WhoForm(forms.Form):
    """Who may know, and what. It starts from what the client wishes; nothing leaves before they save."""

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
        widget=Choices,
    )

    def __init__(
        self, *args: Any, team: Sequence[tuple[Member, str]], met: Member | None = None,
        sharing: Sharing = NOTHING_CHOSEN, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.helpers = [person for person, _role in team]
        names = [person.name for person in self.helpers]
        choices = [(NOBODY, _("Only me"))] + [(str(person.pk), person.name) for person in self.helpers]
        if len(names) > 1:
            everybody = {"one": ", ".join(names[:-1]), "two": names[-1]}
            choices.append((EVERYBODY, _("%(one)s and %(two)s") % everybody))
        who: Any = self.fields["who"]
        who.choices = choices
        who.widget.faces = {str(person.pk): (person.name, role) for person, role in team}
        who.initial = self._start(met, sharing)
        self.fields["level"].initial = Level.ANSWERS if sharing.checks is Start.ANSWERS else Level.WORD

    def _start(self, met: Member | None, sharing: Sharing) -> str:
        """Whom the last step begins with: nothing leaves before the client says so."""
        if sharing.checks is Start.NOTHING or not self.helpers:
            return NOBODY
        if sharing.preset is Preset.OPEN and len(self.helpers) > 1:
            return EVERYBODY
        return str(met.pk) if met in self.helpers else NOBODY

    def to(self) -> list[Member]:
        """Return the helpers whom the client chose."""
        who = self.cleaned_data["who"]
        return [person for person in self.helpers if who in (EVERYBODY, str(person.pk))]


class CardForm(forms.Form):
    """A helper's side of one meeting: half a minute, everything may be left out."""

    step = one_line(gettext_lazy("The step we agreed on"))
    matters = one_line(gettext_lazy("What I think matters most to them now"))
    guess = forms.TypedChoiceField(
        label=gettext_lazy("My guess"), coerce=int, choices=NUMBERS, widget=Scale, empty_value=None, required=False,
    )  # fmt: skip
    wrong = one_line(gettext_lazy("What I may have got wrong"))
    own_side = one_line(gettext_lazy("My own side"))
    for_other = one_line("")
    goal = forms.TypedChoiceField(
        label=gettext_lazy("The goal we worked on"), required=False, empty_value=None, coerce=UUID,
    )  # fmt: skip

    def __init__(
        self, *args: Any, client: str, helper: str, others: Sequence[str], goals: Sequence[tuple[UUID, str]],
        apart: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.client, self.apart = client, apart
        named = {"client": client, "statement": statement(Item.HEARD, [helper])}
        self.fields["guess"].help_text = _("Which number will %(client)s give to “%(statement)s”?") % named
        self.fields["own_side"].help_text = (
            _(
                "What you yourself said, promised or regret; never what %(client)s said. Both others read it at once."
            )
            % named
        )
        self._about_others(client, others)
        if apart:
            self._leave_out()
        goal: Any = self.fields["goal"]
        goal.choices = [("", _("None in particular")), *((str(key), wording) for key, wording in goals)]
        if not goals:
            del self.fields["goal"]

    def _about_others(self, client: str, others: Sequence[str]) -> None:
        if not others:
            del self.fields["for_other"]
            return
        field = self.fields["for_other"]
        field.label = _("One line for %(name)s") % {"name": " & ".join(others)}
        field.help_text = _("It goes only when %(client)s says yes.") % {"client": client}

    def _leave_out(self) -> None:
        """Ask for nothing that would go to the other helper; what was typed before stays to be seen."""
        for name in ("own_side", "for_other"):
            if name in self.fields and not (self.is_bound and self.data.get(name)):
                del self.fields[name]

    def clean_own_side(self) -> str:
        """Return what the helper says of their own side."""
        return self._only_if_it_crosses("own_side")

    def clean_for_other(self) -> str:
        """Return the line for the other helper."""
        return self._only_if_it_crosses("for_other")

    def _only_if_it_crosses(self, name: str) -> str:
        words: str = self.cleaned_data[name]
        if words and self.apart:
            said = _("%(client)s keeps the two of you separate now, so this can’t go. Please take it out.")
            raise forms.ValidationError(said % {"client": self.client})
        return words


class WishForm(forms.Form):
    """How often to ask."""

    rhythm = forms.TypedChoiceField(
        label=gettext_lazy("After my first four meetings, ask me"),
        coerce=Rhythm,
        choices=[
            (Rhythm.EACH.value, gettext_lazy("after each meeting")),
            (Rhythm.SECOND.value, gettext_lazy("after every second meeting")),
            (Rhythm.NEVER.value, gettext_lazy("not at all")),
        ],
        widget=Choices,
    )


def answers_so_far(data: Any) -> Answers:
    """Return what a step carries from those before it; what can't be read counts as skipped."""
    numbers: dict[str, Any] = {item.value: READ.get(data.get(item.value)) for item in Item}
    form = OffForm(data, required=False)
    form.is_valid()
    return Answers(**numbers, **form.cleaned_data)
