"""The web server's way in."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.config.settings")
django_application = get_wsgi_application()

from tandem.config import lanes  # noqa: E402  Django has to be set up before

application = lanes.before(django_application)
