"""The system checks find a model that forgets what belonging to a practice means."""

from collections.abc import Iterator

import pytest
from django.apps.registry import Apps
from django.db import models
from django.test.utils import isolate_apps

from tandem.tenancy import checks
from tandem.tenancy.keys import SamePractice, TenantFK
from tandem.tenancy.models import Owned


@pytest.fixture
def planted() -> Iterator[Apps]:
    """Models of this test only."""
    with isolate_apps("tandem.tenancy") as apps:
        yield apps


def found_in(apps: Apps, monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Run the check over the planted models only."""
    monkeypatch.setattr(checks, "apps", apps)
    return [error.id for error in checks.owned_models_keep_their_promises(None)]


def test_the_models_that_are_there_keep_their_promises() -> None:
    assert checks.owned_models_keep_their_promises(None) == []


def test_a_model_without_the_filter_is_found(monkeypatch: pytest.MonkeyPatch, planted: Apps) -> None:
    class Loose(Owned):
        class Meta:
            app_label = "tenancy"
            constraints = [*Owned.Meta.constraints]

    assert found_in(planted, monkeypatch) == ["tenancy.E001"]


def test_a_model_without_its_key_is_found(monkeypatch: pytest.MonkeyPatch, planted: Apps) -> None:
    class Keyless(Owned):
        class Meta(Owned.Meta):
            app_label = "tenancy"
            constraints = []

    assert found_in(planted, monkeypatch) == ["tenancy.E002"]


def test_a_link_that_the_database_does_not_tie_is_found(
    monkeypatch: pytest.MonkeyPatch, planted: Apps
) -> None:
    class Untied(Owned):
        other = TenantFK("self", related_name="+")

        class Meta(Owned.Meta):
            app_label = "tenancy"
            constraints = [*Owned.Meta.constraints]

    assert found_in(planted, monkeypatch) == ["tenancy.E003"]


def test_a_plain_link_is_found(monkeypatch: pytest.MonkeyPatch, planted: Apps) -> None:
    class Plain(Owned):
        other = models.ForeignKey("self", models.PROTECT, related_name="+")

        class Meta(Owned.Meta):
            app_label = "tenancy"
            constraints = [*Owned.Meta.constraints]

    assert found_in(planted, monkeypatch) == ["tenancy.E004"]


def test_a_model_that_keeps_all_promises_passes(monkeypatch: pytest.MonkeyPatch, planted: Apps) -> None:
    class Good(Owned):
        other = TenantFK("self", related_name="+")

        class Meta(Owned.Meta):
            app_label = "tenancy"
            constraints = [*Owned.Meta.constraints, SamePractice("other")]

    assert found_in(planted, monkeypatch) == []
