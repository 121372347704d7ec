"""WSGI entry point: Django behind the memory of finished pages."""

import os

from django.core.wsgi import get_wsgi_application

from site_home.delivery.front import wrapped

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_home.settings.production")

application = wrapped(get_wsgi_application())
