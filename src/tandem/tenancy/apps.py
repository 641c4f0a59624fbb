"""The tenancy part as Django sees it."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    """Registers the checks on owned models."""

    name = "tandem.tenancy"
    label = "tenancy"

    def ready(self) -> None:
        """Register the system checks."""
        from tandem.tenancy import checks  # noqa: F401
