"""System checks: a model that belongs to a practice cannot forget what that means."""

from typing import Any

from django.apps import apps
from django.core.checks import Error, register

from tandem.tenancy.keys import SamePractice, TenantFK
from tandem.tenancy.models import Owned


@register()
def owned_models_keep_their_promises(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Find owned models without the filter, the composite key or a same-practice constraint."""
    errors = []
    for model in apps.get_models():
        if not issubclass(model, Owned):
            continue
        names = {constraint.name for constraint in model._meta.constraints}
        tied = {c.field for c in model._meta.constraints if isinstance(c, SamePractice)}
        if model._meta.default_manager_name != "objects" or model._meta.base_manager_name != "objects":
            errors.append(Error("Meta must extend Owned.Meta", obj=model, id="tenancy.E001"))
        if f"{model._meta.model_name}_practice_id" not in names:
            errors.append(Error("Meta must repeat Owned.Meta.constraints", obj=model, id="tenancy.E002"))
        loose = [f.name for f in model._meta.fields if isinstance(f, TenantFK) and f.name not in tied]
        if loose:
            errors.append(Error(f"SamePractice is missing for {loose}", obj=model, id="tenancy.E003"))
        errors += _plain_links(model)
    return errors


def _plain_links(model: Any) -> list[Error]:
    plain = [
        field.name
        for field in model._meta.fields
        if field.is_relation and issubclass(field.related_model, Owned) and not isinstance(field, TenantFK)
    ]
    return [Error(f"Use TenantFK for {plain}", obj=model, id="tenancy.E004")] if plain else []
