"""The config part as Django sees it."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Names the part."""

    name = "tandem.config"
    label = "config"
