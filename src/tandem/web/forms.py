"""An invented form that shows every control of the look; nothing is kept."""

from django import forms
from django.utils.translation import gettext_lazy

from tandem.web.widgets import Choices, ManyChoices, Scale


class LookForm(forms.Form):
    """One of each control."""

    heard = forms.ChoiceField(
        label=gettext_lazy("Dr. Lind gets what things are like for me."),
        choices=[(str(number), str(number)) for number in range(11)],
        widget=Scale,
        error_messages={"required": gettext_lazy("Choose a number, or skip this one.")},
    )
    way = forms.ChoiceField(
        label=gettext_lazy("How would you like to say it?"),
        choices=[
            ("myself", gettext_lazy("Say it myself")),
            ("together", gettext_lazy("Say it together with Jo")),
            ("later", gettext_lazy("Not yet")),
        ],
        widget=Choices(
            hints={
                "myself": gettext_lazy("It goes on your page for Thursday"),
                "together": gettext_lazy("Ten minutes, all three"),
                "later": gettext_lazy("Nobody is told"),
            },
            faces={"myself": ("Rosa", "client"), "together": ("Jo", "peer")},
        ),
        error_messages={"required": gettext_lazy("Choose a way. “Not yet” is fine.")},
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("What may Jo explain without asking you again?"),
        choices=[("words", gettext_lazy("Words and culture")), ("pace", gettext_lazy("Pace and style"))],
        widget=ManyChoices,
        required=False,
    )
    line = forms.CharField(
        label=gettext_lazy("One line for Dr. Lind"),
        help_text=gettext_lazy("Sent only when you say so."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write a line, or leave this step out.")},
    )
    place = forms.CharField(label=gettext_lazy("Where"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("How you meet"),
        choices=[("room", gettext_lazy("In a room")), ("phone", gettext_lazy("By phone"))],
    )
    on = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Write the day like this: 11/26/2026.")},
    )
    remind = forms.BooleanField(label=gettext_lazy("Remind me the day before"), required=False)
