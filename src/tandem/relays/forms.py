"""What a client may say, what a peer may write down with them, and what a helper may answer."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from tandem.people.models import Member
from tandem.relays.rules import LONGEST, Held, Topic, Way, offered, the_other
from tandem.relays.words import HELD, HELD_HINTS, TOPICS, WAYS, way_hints
from tandem.tenancy.keys import uuid7
from tandem.web.fields import Words
from tandem.web.widgets import Choices, ManyChoices

TOO_LONG = gettext_lazy("This is a little long. Please keep it to 300 letters.")


def _words(label: Any, rows: int = 3, **more: Any) -> Words:
    widget = forms.Textarea(attrs={"rows": rows})
    return Words(label=label, longest=LONGEST, too_long=TOO_LONG, widget=widget, **more)


class ReplyForm(forms.Form):
    """One line back to the client, if the helper wants."""

    reply = _words(
        gettext_lazy("One line back"), rows=2, required=False,
        help_text=gettext_lazy("Only your own side: thanks, what you will do. The client reads it at once."),
    )  # fmt: skip


class OutcomeForm(forms.Form):
    """What came of a point."""

    outcome = _words(
        gettext_lazy("What came of it"), rows=2,
        help_text=gettext_lazy("In plain words. The client reads it at once, and this is done for you."),
        error_messages={"required": gettext_lazy("Write what came of it. The client waits for that.")},
    )  # fmt: skip


class OnceForm(forms.Form):
    """A form that carries the id of what it makes, so that sent twice it makes one."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    about = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"once": uuid7(), **(initial or {})})

    def clean_once(self) -> UUID:
        """Return the id that the form carries, or a new one where it was lost."""
        return self.cleaned_data["once"] or uuid7()


class DraftForm(OnceForm):
    """What a peer writes down with the client."""

    words = _words(
        gettext_lazy("In the client’s own words"),
        help_text=gettext_lazy("Write it down together. The client changes it as they like, and chooses."),
        error_messages={"required": gettext_lazy("Write what the client wants to say.")},
    )
    field_order = ("words",)


class SayForm(OnceForm):
    """What the client wants to say, to whom, and how it should travel. None of it is chosen beforehand."""

    words = _words(
        gettext_lazy("What do you want to say?"),
        help_text=gettext_lazy("In your own words. Short is fine."),
        error_messages={"required": gettext_lazy("Write a few words first.")},
    )
    to = forms.ChoiceField(
        label=gettext_lazy("Who is it for?"), widget=Choices, required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose who it is for.")},
    )  # fmt: skip
    way = forms.TypedChoiceField(
        label=gettext_lazy("How should it be said?"), coerce=Way, widget=Choices,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Choose a way. “Not yet” is fine.")),
    )  # fmt: skip
    team = forms.CharField(widget=forms.HiddenInput, required=False)  # the helpers whom the client saw
    field_order = ("words", "to", "way")

    def __init__(
        self, data: Any = None, *, helpers: Sequence[tuple[Member, str]], initial: dict[str, Any] | None = None
    ) -> None:  # fmt: skip
        seen = " ".join(str(person.pk) for person, _role in helpers)
        super().__init__(data, initial={"team": seen, **(initial or {})})
        self.helpers = list(helpers)
        to, way = self.fields["to"], self.fields["way"]
        self._choose(to, {str(person.pk): person.name for person, _role in helpers})
        to.widget.faces = {str(person.pk): (person.name, role) for person, role in helpers}
        self._choose(way, {one.value: WAYS[one] for one in offered(helpers)})
        way.widget.hints = way_hints([person.name for person, _role in helpers])
        if not helpers:
            del self.fields["to"]

    @staticmethod
    def _choose(field: Any, choices: dict[str, Any]) -> None:
        field.choices = list(choices.items())

    def clean(self) -> dict[str, Any]:
        """Ask for whom it is, unless it stays with the client; and for the other helper where a way needs one."""
        said: dict[str, Any] = super().clean() or {}
        way = said.get("way")
        if way in (None, Way.NOT_YET) or "to" in self.errors:
            return said
        to = said["to"] = self._helper(said.get("to"))
        if to is None:
            self.add_error("to", gettext_lazy("Choose who it is for."))
        elif way is not Way.MYSELF and the_other(self.helpers, to) is None:
            self.add_error("way", gettext_lazy("There is no one other helper for this. Choose another way."))
        return said

    def _helper(self, key: str | None) -> Member | None:
        return next((person for person, _role in self.helpers if str(person.pk) == key), None)

    def team_seen(self) -> list[UUID]:
        """Return the helpers whom the client saw when they chose."""
        try:
            return [UUID(key) for key in self.cleaned_data["team"].split()]
        except ValueError:
            return []


class HeldForm(forms.Form):
    """What becomes of it after "not yet"."""

    held = forms.TypedChoiceField(
        label=gettext_lazy("Shall we ask you again?"), coerce=Held, choices=list(HELD.items()),
        widget=Choices(hints={key.value: text for key, text in HELD_HINTS.items()}),  # type: ignore[attr-defined]
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )  # fmt: skip


class NoticedForm(forms.Form):
    """What a peer noticed, to be shown to the client beside them."""

    words = _words(
        gettext_lazy("I noticed …, am I off?"), rows=2,
        help_text=gettext_lazy("One line. Read it out, then let the client answer on this device."),
        error_messages={"required": gettext_lazy("Write what you noticed.")},
    )  # fmt: skip


class TopicsForm(forms.Form):
    """What a peer may explain to the therapist without asking again: what is ticked is open, the rest closed."""

    topics = forms.TypedMultipleChoiceField(
        label=gettext_lazy("What may be explained?"), coerce=Topic, choices=list(TOPICS.items()), required=False,
        widget=ManyChoices,
    )  # fmt: skip
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)  # the newest row that the client saw
    mark_optional = False


class ExplainForm(OnceForm):
    """One line of a peer's for the therapist, under a topic that the client has opened."""

    topic = forms.TypedChoiceField(
        label=gettext_lazy("What is it about?"), coerce=Topic, widget=Choices,
        error_messages={
            "required": gettext_lazy("Choose what it is about."),
            "invalid_choice": gettext_lazy("This topic is closed now. Nothing was sent."),
        },
    )  # fmt: skip
    words = _words(
        gettext_lazy("One line for the therapist"), rows=2,
        help_text=gettext_lazy("What they may not know about this. The client reads it at once."),
        error_messages={"required": gettext_lazy("Write one line.")},
    )  # fmt: skip
    field_order = ("topic", "words")

    def __init__(self, data: Any = None, *, topics: Sequence[Topic]) -> None:
        super().__init__(data)
        field: Any = self.fields["topic"]
        field.choices = [(topic.value, TOPICS[topic]) for topic in topics]

    @property
    def closed(self) -> bool:
        """Return whether the topic that was chosen is no longer open."""
        return self.has_error("topic", "invalid_choice")
