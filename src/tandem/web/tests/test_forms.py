"""Forms in the look."""

import re

from django import forms

from tandem.web.forms import LookForm
from tandem.web.renderer import Renderer
from tandem.web.widgets import Choices, ManyChoices, Scale


class AskForm(forms.Form):
    """Invented questions."""

    default_renderer = Renderer
    heard = forms.ChoiceField(label="Heard?", choices=[(str(n), str(n)) for n in range(11)], widget=Scale)
    who = forms.ChoiceField(
        label="Who?", choices=[("me", "Only me"), ("jo", "Jo")], widget=Choices(faces={"jo": ("Jo", "peer")})
    )
    name = forms.CharField(label="Name", help_text="As you like to be called.")
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_fresh_form_has_no_errors_and_nothing_chosen():
    shown = AskForm().render()

    assert "error-summary" not in shown
    assert "checked" not in shown
    assert shown.count('class="scale__item"') == 11


def test_a_mistake_is_told_above_and_beside_the_field_and_linked():
    shown = AskForm({"who": "me", "name": "", "heard": "3"}).render()

    assert '<a href="#id_name">' in shown
    assert 'id="id_name_error"' in shown
    assert 'aria-describedby="id_name_helptext id_name_error"' in shown
    assert 'aria-invalid="true"' in shown


def test_a_mistake_in_a_group_leads_to_its_first_choice():
    shown = AskForm({"name": "Rosa"}).render()

    assert '<a href="#id_heard_0">' in shown
    assert 'id="id_heard_0"' in shown
    assert '<fieldset class="field" aria-describedby="id_heard_error">' in shown


def test_what_was_typed_is_kept():
    shown = AskForm({"who": "jo", "name": "Rosa", "heard": ""}).render()

    assert 'value="Rosa"' in shown
    assert re.search(r'value="jo"[^>]*checked', shown)


def test_a_mistake_of_the_whole_form_is_told_in_the_summary():
    form = AskForm({})
    form.add_error(None, "This goal is closed.")

    assert "<li>This goal is closed.</li>" in form.render()


def test_hidden_fields_are_there_once():
    assert AskForm().render().count('name="hidden"') == 1


def test_the_ends_of_the_scale_say_what_they_mean():
    shown = AskForm().render()

    assert '0<span class="visually-hidden"> not at all true</span>' in shown
    assert '10<span class="visually-hidden"> completely true</span>' in shown


def test_an_option_may_show_whom_it_is_about_and_a_hint():
    shown = LookForm().render()

    assert "avatar--peer" in shown
    assert '<span class="hint">Nobody is told</span>' in shown


def test_several_may_be_chosen():
    class Many(forms.Form):
        default_renderer = Renderer
        days = forms.MultipleChoiceField(choices=[("mo", "Monday"), ("tu", "Tuesday")], widget=ManyChoices)

    shown = Many({"days": ["mo", "tu"]}).render()

    assert shown.count("checked") == 2
    assert "choices--many" in shown


def test_a_field_that_may_stay_empty_says_so_unless_its_form_does():
    class Free(forms.Form):
        default_renderer = Renderer
        place = forms.CharField(required=False)

    class Told(Free):
        mark_optional = False

    assert "(if you like)" in Free().render()
    assert "(if you like)" not in Told().render()
