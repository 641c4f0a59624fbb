"""The exchange part as Django sees it."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Registers the work that is done later."""

    name = "tandem.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Register the tasks."""
        from tandem.exchange import actions  # noqa: F401
