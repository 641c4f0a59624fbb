"""The system checks find a model that forgets what belonging to a practice means."""

from collections.abc import Iterator

import pytest
from django.apps.registry import Apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.test.utils import isolate_apps

from tandem.tenancy import checks
from tandem.tenancy.keys import SamePractice, TenantFK
from tandem.tenancy.models import Owned, Practice


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


@pytest.mark.parametrize(
    "field",
    [
        models.CharField(max_length=9, unique=True),
        models.OneToOneField(Practice, models.PROTECT, related_name="+"),
    ],
)
def test_what_is_unique_across_practices_is_found(
    monkeypatch: pytest.MonkeyPatch, planted: Apps, field: models.Field
) -> None:
    class Single(Owned):
        code = field

        class Meta(Owned.Meta):
            app_label = "tenancy"
            constraints = [*Owned.Meta.constraints]

    assert found_in(planted, monkeypatch) == ["tenancy.E005"]


def test_a_unique_key_without_the_practice_is_found(monkeypatch: pytest.MonkeyPatch, planted: Apps) -> None:
    class Coded(Owned):
        code = models.CharField(max_length=9)

        class Meta(Owned.Meta):
            app_label = "tenancy"
            constraints = [*Owned.Meta.constraints, models.UniqueConstraint(fields=["code"], name="code")]

    assert found_in(planted, monkeypatch) == ["tenancy.E005"]


def test_links_between_many_need_rows_of_the_practice(monkeypatch: pytest.MonkeyPatch, planted: Apps) -> None:
    class Many(Owned):
        others = models.ManyToManyField("self")

        class Meta(Owned.Meta):
            app_label = "tenancy"
            constraints = [*Owned.Meta.constraints]

    assert found_in(planted, monkeypatch) == ["tenancy.E006"]


def test_a_link_to_anything_is_found(monkeypatch: pytest.MonkeyPatch, planted: Apps) -> None:
    class Anything(Owned):
        kind = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
        thing_id = models.UUIDField()
        thing = GenericForeignKey("kind", "thing_id")

        class Meta(Owned.Meta):
            app_label = "tenancy"
            constraints = [*Owned.Meta.constraints]

    assert "tenancy.E007" in found_in(planted, monkeypatch)


def test_a_link_to_an_account_is_found(monkeypatch: pytest.MonkeyPatch, planted: Apps) -> None:
    class Personal(Owned):
        by = models.ForeignKey(get_user_model(), models.PROTECT, related_name="+")

        class Meta(Owned.Meta):
            app_label = "tenancy"
            constraints = [*Owned.Meta.constraints]

    assert found_in(planted, monkeypatch) == ["tenancy.E008"]


def test_a_model_that_keeps_all_promises_passes(monkeypatch: pytest.MonkeyPatch, planted: Apps) -> None:
    class Good(Owned):
        other = TenantFK("self", related_name="+")

        class Meta(Owned.Meta):
            app_label = "tenancy"
            constraints = [*Owned.Meta.constraints, SamePractice("other")]

    assert found_in(planted, monkeypatch) == []
