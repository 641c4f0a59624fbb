"""What is asked before Safer mode changes."""

from django import forms
from django.utils.translation import gettext_lazy


class OnForm(forms.Form):
    """Turns Safer mode on, for somebody who has a password of their own."""

    sure = forms.BooleanField(
        label=gettext_lazy("I know my password. Only my password opens this then."),
        error_messages={
            "required": gettext_lazy("Tick this if it is so. Without your password you can’t get in.")
        },
    )
    mark_optional = False
