"""What a helper may answer."""

from django import forms
from django.utils.translation import gettext_lazy


class ReplyForm(forms.Form):
    """One line back to the client, if the helper wants."""

    reply = forms.CharField(
        label=gettext_lazy("One line back"),
        help_text=gettext_lazy("Only your own side: thanks, what you will do. The client reads it at once."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
