"""A field for what people write."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator


class Words(forms.CharField):
    """Words that the browser never cuts: what is too long comes back whole, with a sentence beside it."""

    def __init__(self, *, longest: int, too_long: Any, **kwargs: Any) -> None:
        super().__init__(validators=[MaxLengthValidator(longest, too_long)], **kwargs)
