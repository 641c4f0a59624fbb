"""Widgets of the look: 0 to 10 in two rows, and choices as big cards."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

Words = str | Promise
NOT_AT_ALL = gettext_lazy("not at all true")
COMPLETELY = gettext_lazy("completely true")


class Scale(forms.RadioSelect):
    """0 to 10 in two rows, none chosen beforehand. `low` and `high` say what the ends mean."""

    template_name = "web/forms/scale.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        low: Words = NOT_AT_ALL,
        high: Words = COMPLETELY,
    ) -> None:
        super().__init__(attrs, choices)
        self.low, self.high = low, high

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the words for both ends."""
        context = super().get_context(name, value, attrs)
        context["widget"].update(low=self.low, high=self.high)
        return context


class _Cards(forms.widgets.ChoiceWidget):
    """What both kinds of choices share: a hint under an option, and the face of whom it is about.

    `hints` maps an option's value to words; `faces` maps it to a name and a role. A form that knows
    only later whom it is about sets them on its widget. `short` ones (yes, no) stand side by side.
    """

    template_name = "web/forms/choices.html"
    many = False

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[str, Words] | None = None,
        faces: Mapping[str, tuple[str, str]] | None = None,
        short: bool = False,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints, self.faces, self.short = hints or {}, faces or {}, short

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Say whether several may be chosen, and whether they stand side by side."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"].update(many=self.many, short=self.short)
        return context

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the option's hint and face."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        option["face"] = self.faces.get(str(value))
        return option


class Choices(_Cards, forms.RadioSelect):
    """One of a few, as big cards."""


class ManyChoices(_Cards, forms.CheckboxSelectMultiple):
    """Several of a few, as big cards."""

    many = True
