"""What may be typed in an emergency, when it is reviewed, and about what was out of pattern."""

from django import forms
from django.utils.translation import gettext_lazy

from tandem.care import words
from tandem.care.forms.people import LONGEST_NAME
from tandem.care.rules import Finding, Reason
from tandem.web.fields import Words
from tandem.web.widgets import Choices


class WholeNameForm(forms.Form):
    """A client's whole name: a part of it finds nobody."""

    name = Words(
        label=gettext_lazy("Their whole name"), longest=LONGEST_NAME,
        help_text=gettext_lazy("First and last name, as they were written down here."),
        too_long=gettext_lazy("This is longer than a name. Please type the name alone."),
        error_messages={"required": gettext_lazy("Type the whole name of the person who needs help.")},
    )  # fmt: skip
    mark_optional = False


class EmergencyForm(forms.Form):
    """Why this is an emergency. It carries the id of what it makes, so that sent twice it makes one."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    reason = forms.TypedChoiceField(
        label=gettext_lazy("Why now?"), widget=Choices, coerce=Reason,
        choices=[(one.value, words.REASONS[one]) for one in Reason],
        error_messages={"required": gettext_lazy("Choose the reason that fits best.")},
    )  # fmt: skip
    words = Words(
        label=gettext_lazy("In your own words"), longest=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What happened, and whom you tried to reach. Whoever reviews this reads it."),
        too_long=gettext_lazy("This is a little long. Please keep it to 300 letters."),
        error_messages={"required": gettext_lazy("Write a line, so that whoever reviews this understands it.")},
    )  # fmt: skip
    mark_optional = False


class ReviewForm(forms.Form):
    """What somebody who is not the person concerned finds."""

    finding = forms.TypedChoiceField(
        label=gettext_lazy("What do you find?"), widget=Choices, coerce=Finding,
        choices=[(one.value, words.FINDINGS[one]) for one in Finding],
        error_messages={"required": gettext_lazy("Choose what you find.")},
    )  # fmt: skip
    words = Words(
        label=gettext_lazy("A line for the practice"), longest=300, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        too_long=gettext_lazy("This is a little long. Please keep it to 300 letters."),
    )  # fmt: skip


class WhyForm(forms.Form):
    """Why something was opened that is out of pattern."""

    words = Words(
        label=gettext_lazy("What was it?"), longest=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One line is enough. Your program lead reads it. Please write no client’s name."),
        too_long=gettext_lazy("This is a little long. Please keep it to 300 letters."),
        error_messages={"required": gettext_lazy("Write a line. If it was not you, write just that.")},
    )  # fmt: skip
    mark_optional = False
