"""How every form is drawn: error summary first, then label, hint, error and control of each field."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws forms with the look's templates."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"
