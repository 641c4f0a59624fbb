"""Where things lie on this machine."""

from pathlib import Path

from django.conf import settings


def key_file() -> Path:
    """Return the path of the key ring."""
    return Path(settings.TANDEM_KEY_FILE)
