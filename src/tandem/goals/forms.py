"""What may be typed as a goal."""

from django import forms
from django.utils.translation import gettext_lazy

from tandem.web.fields import Words

LONGEST = 500


class GoalForm(forms.Form):
    """One goal, in the client's words."""

    wording = Words(
        label=gettext_lazy("What do you want to reach?"),
        help_text=gettext_lazy("In your own words. Small is fine."),
        longest=LONGEST,
        too_long=gettext_lazy("This is a little long. Please keep it to 500 letters."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
