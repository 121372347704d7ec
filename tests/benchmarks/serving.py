"""What gunicorn serves in the measurements: the site, and a bare function with the same bytes."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from site_home.delivery.front import wrapped

_BODY = Path(os.environ["BENCH_BODY"])


def site():
    """The whole application as in production, with the epochs of the measurement."""
    application = get_wsgi_application()
    settings.EPOCH_DIR = os.environ["BENCH_EPOCHS"]
    return wrapped(application)


def bare():
    """The least that Python can do."""
    body = _BODY.read_bytes()
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]

    def application(environ, start_response):
        start_response("200 OK", list(headers))
        return [body]

    return application
