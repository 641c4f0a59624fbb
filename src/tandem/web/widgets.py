"""Widgets of the look."""

from django import forms


class Scale(forms.RadioSelect):
    """0 to 10 in two rows, none chosen beforehand."""


class Choices(forms.RadioSelect):
    """One of a few, as big cards."""


class ManyChoices(forms.CheckboxSelectMultiple):
    """Several of a few, as big cards."""
