"""WSGI entry point: Django behind the memory of finished pages."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_home.settings.production")

django_application = get_wsgi_application()

# Needs the models, which only the line above loads.
from site_home.delivery.front import wrapped  # noqa: E402

application = wrapped(django_application)
