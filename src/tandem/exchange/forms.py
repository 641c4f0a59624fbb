"""What may be sent: a file, and which doubtful people to bring in after all."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.exchange.rules.files import MOST_BYTES
from tandem.exchange.words import PROBLEMS
from tandem.web.widgets import ManyChoices


class FileForm(forms.Form):
    """One file with people in it."""

    file = forms.FileField(
        label=gettext_lazy("Your file"),
        help_text=gettext_lazy("CSV or a FHIR R4 bundle (JSON), at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.json,text/csv,application/json"}),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("This file is empty."),
        },
    )

    def clean_file(self) -> Any:
        """Return the file. Refuses what is too big to check while somebody waits."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(str(PROBLEMS["too_big"]))
        return file


class ChosenForm(forms.Form):
    """Doubtful people to bring in after all; nobody is ticked beforehand."""

    chosen = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Somebody with this name and birth date is there already"),
        help_text=gettext_lazy("Tick a person to bring them in as well. Who is not ticked stays out."),
        coerce=int,
        required=False,
        widget=ManyChoices,
    )

    def __init__(self, *args: Any, doubtful: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(person["number"], _doubt(person)) for person in doubtful]
        self.fields["chosen"].choices = choices  # type: ignore[attr-defined]


def _doubt(person: dict[str, Any]) -> str:
    said = _("%(name)s (%(number)s): also earlier in this file")
    if person["reason"] == "here":
        said = _("%(name)s (%(number)s): somebody in your practice")
    return said % {"name": person["name"], "number": person["number"]}
