"""What may be typed as a goal."""

from django import forms
from django.utils.translation import gettext_lazy


class GoalForm(forms.Form):
    """One goal, in the client's words."""

    wording = forms.CharField(
        label=gettext_lazy("What do you want to reach?"),
        help_text=gettext_lazy("In your own words. Small is fine."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
