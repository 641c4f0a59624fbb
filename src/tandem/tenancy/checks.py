"""System checks: a model that belongs to a practice cannot forget what that means."""

from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.core.checks import Error, register
from django.db.models import UniqueConstraint

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
        errors += [*_plain_links(model), *_keys_without_practice(model), *_links_past_the_practice(model)]
    return errors


def _plain_links(model: Any) -> list[Error]:
    plain = [
        field.name
        for field in model._meta.fields
        if field.is_relation and issubclass(field.related_model, Owned) and not isinstance(field, TenantFK)
    ]
    return [Error(f"Use TenantFK for {plain}", obj=model, id="tenancy.E004")] if plain else []


def _keys_without_practice(model: Any) -> list[Error]:
    """A unique key must hold inside a practice: one machine of several can vouch for no more."""
    unique = [c for c in model._meta.constraints if isinstance(c, UniqueConstraint)]
    loose = [c.name for c in unique if "practice" not in c.fields]
    loose += [f.name for f in model._meta.local_fields if f.unique and not f.primary_key]
    loose += [str(names) for names in model._meta.unique_together if "practice" not in names]
    return [Error(f"Unique across practices: {loose}", obj=model, id="tenancy.E005")] if loose else []


def _links_past_the_practice(model: Any) -> list[Error]:
    """Links that no composite key can tie, or that lead to an account where a member is meant."""
    errors = [
        Error(f"{field.name} needs an owned `through`", obj=model, id="tenancy.E006")
        for field in model._meta.local_many_to_many
        if not issubclass(field.remote_field.through, Owned)
    ]
    errors += [
        Error(f"{field.name} can lead anywhere", obj=model, id="tenancy.E007")
        for field in model._meta.private_fields
        if isinstance(field, GenericForeignKey | GenericRelation)
    ]
    for field in model._meta.local_fields:
        account = field.is_relation and field.related_model is get_user_model()
        if account and not getattr(model, "has_account", False):
            errors.append(
                Error(f"{field.name} leads to an account, not a member", obj=model, id="tenancy.E008")
            )
    return errors
