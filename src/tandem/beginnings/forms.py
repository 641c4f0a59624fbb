"""What a client may say in their first ten minutes, and what a helper may answer."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.beginnings.rules import LONGEST, Settled, Topic
from tandem.beginnings.words import SETTLED, TOPIC_TEXTS, TOPICS
from tandem.people.models import Member
from tandem.people.words import CHANNELS, CHECKS, HOURS
from tandem.permissions.sharing import NOTHING_CHOSEN, Preset
from tandem.relays.forms import ReplyForm
from tandem.web.fields import Words
from tandem.web.widgets import Choices, ManyChoices

TOO_LONG = gettext_lazy("This is a little long. Please keep it to 500 letters.")
YES_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]


class SharingForm(forms.Form):
    """How the two helpers share, asked as one concrete situation."""

    preset = forms.TypedChoiceField(
        coerce=Preset, widget=Choices, error_messages={"required": gettext_lazy("Choose one of the three.")}
    )
    number = forms.IntegerField(widget=forms.HiddenInput, required=False)  # the choice that the client saw

    def __init__(self, data: Any = None, *, therapist: str, peer: str, initial: dict[str, Any]) -> None:
        super().__init__(data, initial={"preset": NOTHING_CHOSEN.preset.value, **initial})
        named = {"peer": peer, "therapist": therapist}
        field: Any = self.fields["preset"]
        field.label = (
            _("You tell %(peer)s: “Thursday went too fast for me.” What may happen with that?") % named
        )
        field.choices = [
            (Preset.SEPARATE.value, _("It stays with %(peer)s.") % named),
            (Preset.ASK.value, _("%(peer)s asks me each time.") % named),
            (Preset.OPEN.value, _("The three of us may talk about how the work goes.")),
        ]
        field.widget.hints = {
            Preset.SEPARATE.value: _("%(therapist)s hears it only if you say it.") % named,
            Preset.ASK.value: _("Goals and steps are shared. Your words go only with your yes."),
            Preset.OPEN.value: _("Goals, steps and times are shared. Your own words still need your yes."),
        }


class ContactForm(forms.Form):
    """How we may reach a client. All of it may be left out."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How may we reach you?"),
        choices=list(CHANNELS.items()),
        widget=Choices(hints={"none": gettext_lazy("We send no links by mail then.")}),
        required=False,
    )
    hours = forms.ChoiceField(
        label=gettext_lazy("When?"), choices=list(HOURS.items()), widget=Choices, required=False
    )
    message = forms.ChoiceField(
        label=gettext_lazy("May we leave a message?"),
        choices=YES_NO,
        widget=Choices(short=True),
        required=False,
    )
    named = forms.ChoiceField(
        label=gettext_lazy("May we say who we are?"),
        choices=YES_NO,
        widget=Choices(short=True),
        required=False,
    )
    seen = forms.ChoiceField(
        label=gettext_lazy("Could someone else see your phone or mail?"),
        help_text=gettext_lazy("If yes or maybe, we send no links by mail."),
        choices=[
            ("yes", gettext_lazy("Yes")), ("maybe", gettext_lazy("Maybe")), ("no", gettext_lazy("No")),
        ],
        widget=Choices(short=True), required=False,
    )  # fmt: skip
    checks = forms.ChoiceField(
        label=gettext_lazy("If you miss a meeting, who may check on you?"), widget=Choices, required=False
    )

    def __init__(self, data: Any = None, *, roles: Sequence[str], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        who: Any = self.fields["checks"]
        there = {*roles, "front_desk", "nobody"}
        who.choices = [(key, text) for key, text in CHECKS.items() if key in there]

    def wish(self) -> dict[str, Any]:
        """Return what was said, and the careful answer for what was left out."""
        said = self.cleaned_data
        return {
            **{name: said[name] for name in ("channel", "hours", "seen")},
            "message": said["message"] == "yes",
            "named": said["named"] == "yes",
            "checks": said["checks"] or "nobody",
        }


class HopesForm(forms.Form):
    """What the client has tried, what would make this worth coming back for, and who may read it."""

    tried = Words(
        label=gettext_lazy("What have you tried so far?"), longest=LONGEST, too_long=TOO_LONG, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    worth = Words(
        label=gettext_lazy("What would make this worth coming back for?"), longest=LONGEST, too_long=TOO_LONG,
        required=False, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    to = forms.MultipleChoiceField(
        label=gettext_lazy("Who may read this?"), widget=ManyChoices, required=False,
        error_messages={"invalid_choice": gettext_lazy("Your team has changed. Please choose again.")},
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, helpers: Sequence[tuple[Member, str]], initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        self.helpers = [person for person, _role in helpers]
        to: Any = self.fields["to"]
        to.choices = [(str(person.pk), person.name) for person in self.helpers]
        to.widget.faces = {str(person.pk): (person.name, role) for person, role in helpers}
        if not self.helpers:
            del self.fields["to"]

    def chosen(self) -> list[Member]:
        """Return the helpers whom the client chose."""
        return [person for person in self.helpers if str(person.pk) in self.cleaned_data.get("to", ())]


class AnswerForm(ReplyForm):
    """One line back to the client, who waits for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reply"]
        field.required = True
        field.error_messages["required"] = _("Write one line. The client waits for it.")


class TopicsForm(forms.Form):
    """Five topics of working together: agreed, or to talk about."""

    mark_optional = False

    def __init__(self, data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        for topic in Topic:
            self.fields[topic.value] = forms.ChoiceField(
                label=str(TOPICS[topic]), help_text=str(TOPIC_TEXTS[topic]), widget=Choices, required=False,
                choices=[(answer.value, SETTLED[answer]) for answer in Settled],
            )  # fmt: skip
