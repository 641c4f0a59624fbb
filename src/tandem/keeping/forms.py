"""What may be typed about how a record is kept."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.keeping import words
from tandem.keeping.rules import LEAST_YEARS, MOST_YEARS, Answer, Ground, HoldReason, What
from tandem.web.fields import Words
from tandem.web.widgets import Choices

LONGEST = 500  # our choice: some sentences
TOO_LONG = gettext_lazy("This is a little long. Please keep it to 500 letters.")


class CorrectionForm(forms.Form):
    """What a client wants corrected."""

    words = Words(
        label=gettext_lazy("What is wrong, and what is right?"), longest=LONGEST, too_long=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write what is wrong. A line is fine.")},
    )  # fmt: skip
    mark_optional = False


class AnswerForm(forms.Form):
    """The lead's answer to a request."""

    answer = forms.TypedChoiceField(
        label=gettext_lazy("Your answer"), widget=Choices(short=True), coerce=Answer,
        choices=[(Answer.YES.value, gettext_lazy("Yes")), (Answer.NO.value, gettext_lazy("No"))],
        error_messages={"required": gettext_lazy("Choose an answer.")},
    )  # fmt: skip
    reply = Words(
        label=gettext_lazy("What the client reads"), longest=LONGEST, too_long=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("In short, plain words: what happens now, what is kept, and why."),
        error_messages={"required": gettext_lazy("Write a line, so that the client knows why.")},
    )  # fmt: skip
    mark_optional = False


class HoldForm(forms.Form):
    """Why nothing of a client may be removed."""

    reason = forms.TypedChoiceField(
        label=gettext_lazy("Why must it be kept?"), widget=Choices, coerce=HoldReason,
        choices=[(one.value, words.REASONS[one]) for one in HoldReason],
        error_messages={"required": gettext_lazy("Choose the reason that fits best.")},
    )  # fmt: skip
    words = Words(
        label=gettext_lazy("In your own words"), longest=LONGEST, too_long=TOO_LONG, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("Only a program lead reads this."),
    )  # fmt: skip
    secret = forms.BooleanField(
        label=gettext_lazy("A law or an order forbids telling the client"), required=False
    )


class DisclosureForm(forms.Form):
    """What left the practice. It carries the id of what it makes, so that sent twice it makes one."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    to = Words(
        label=gettext_lazy("To whom"), longest=200, too_long=TOO_LONG,
        help_text=gettext_lazy("Name and address, as far as they are known."),
        error_messages={"required": gettext_lazy("Write who got it.")},
    )  # fmt: skip
    on = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Choose the day."),
            "invalid": gettext_lazy("Write the day like this: 11/26/2026."),
        },
    )  # fmt: skip
    what = forms.TypedChoiceField(
        label=gettext_lazy("What"), widget=Choices, coerce=What,
        choices=[(one.value, words.WHAT[one]) for one in What if one is not What.OWN_COPY],
        error_messages={"required": gettext_lazy("Choose what it was.")},
    )  # fmt: skip
    ground = forms.TypedChoiceField(
        label=gettext_lazy("Why it could leave"), widget=Choices, coerce=Ground,
        choices=[(one.value, words.FOR_LEAD[one]) for one in Ground],
        error_messages={"required": gettext_lazy("Choose the reason that fits best.")},
    )  # fmt: skip
    words = Words(
        label=gettext_lazy("What it was, in a line"), longest=LONGEST, too_long=TOO_LONG, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("The client reads this too."),
    )  # fmt: skip

    def clean_on(self) -> Any:
        """Return the day; refuse one that is still to come."""
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Note it once it has left."))
        return on


class YearsForm(forms.Form):
    """For how many years the practice keeps a record."""

    years = forms.IntegerField(
        label=gettext_lazy("Years after the last contact"), min_value=LEAST_YEARS, max_value=MOST_YEARS,
        error_messages={
            "required": gettext_lazy("Write a number of years."),
            "invalid": gettext_lazy("Write a number of years."),
            "min_value": gettext_lazy("Fewer than five years is not enough in any state."),
            "max_value": gettext_lazy("More than thirty years is too long."),
        },
    )  # fmt: skip
    source = Words(
        label=gettext_lazy("Which law says so"), longest=200, too_long=TOO_LONG,
        help_text=gettext_lazy("Clients read this."),
        error_messages={"required": gettext_lazy("Write which law of your state says so.")},
    )  # fmt: skip
    mark_optional = False


class WholeNameForm(forms.Form):
    """A client's whole name."""

    name = Words(
        label=gettext_lazy("Their whole name"), longest=200, too_long=TOO_LONG,
        help_text=gettext_lazy("First and last name, as they were written down here."),
        error_messages={"required": gettext_lazy("Type the client’s whole name.")},
    )  # fmt: skip
    mark_optional = False
