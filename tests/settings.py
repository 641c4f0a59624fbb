"""Settings of the tests: a data folder of their own, and quick passwords."""

import os
import tempfile

os.environ["TANDEM_DATA"] = tempfile.mkdtemp(prefix="tandem-tests-")
os.environ["TANDEM_KEY_FILE"] = os.environ["TANDEM_DATA"] + "/keys.json"

from tandem.config.settings import *  # noqa: F403
from tests.language.compiled import compile_translations

compile_translations()
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
