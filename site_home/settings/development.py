"""Development and demonstration: a private PostgreSQL unless DATABASE_URL is set."""

import os

import dj_database_url

from site_home.operations.private_postgres import ensure_running

from .base import *

DEBUG = os.environ.get("DEBUG", "") == "1"
DEMO = True
# Edited templates show at once.
FRONT_MEMORY_BYTES = 0 if DEBUG else FRONT_MEMORY_BYTES
SECRET_KEY = os.environ.get("SECRET_KEY", "chi-dung-khi-phat-trien-va-trinh-dien")
ALLOWED_HOSTS = ["localhost", ".localhost", "127.0.0.1", "[::1]"]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or ensure_running(VAR_DIR / "postgres"), **DATABASE_OPTIONS
    )
}
MAIL_TRANSPORT = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
SITE_PORT = int(os.environ.get("PORT", "8000"))
PORTAL_HOST = "localhost"
USE_REGULATION_DOMAINS = False
WAGTAILADMIN_BASE_URL = f"http://localhost:{SITE_PORT}"
INTERNAL_IPS = ["127.0.0.1"]
