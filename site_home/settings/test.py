"""Tests: PostgreSQL as everywhere, mail in memory, tasks run at once."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import dj_database_url

from site_home.operations.private_postgres import ensure_running

from .base import *

DEBUG = False
DEMO = True
SECRET_KEY = "chi-dung-khi-kiem-thu"
ALLOWED_HOSTS = ["*"]
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or ensure_running(VAR_DIR / "test-postgres", durable=False)
    )
}
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="media-"))
atexit.register(shutil.rmtree, MEDIA_ROOT, ignore_errors=True)
AUDIT_ANCHOR_DIR = Path(tempfile.mkdtemp(prefix="anchors-"))
atexit.register(shutil.rmtree, AUDIT_ANCHOR_DIR, ignore_errors=True)
EPOCH_DIR = Path(tempfile.mkdtemp(prefix="epochs-"))
atexit.register(shutil.rmtree, EPOCH_DIR, ignore_errors=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
SITE_PORT = 80
PORTAL_HOST = "localhost"
USE_REGULATION_DOMAINS = False
WAGTAILADMIN_BASE_URL = "http://localhost"
Q_CLUSTER = {**Q_CLUSTER, "sync": True}
AXES_ENABLED = False
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise.")]
