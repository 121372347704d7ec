"""Production: everything that must not have a default comes from the environment."""

import os

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from .base import *

REQUIRED = {
    "SECRET_KEY": "khoá bí mật, ít nhất 50 ký tự ngẫu nhiên",
    "DATABASE_URL": "địa chỉ PostgreSQL, ví dụ postgresql://ten:matkhau@maychu/csdl",
    "ALLOWED_HOSTS": "các tên miền của những trang web, cách nhau bằng dấu phẩy",
}


def _required() -> dict[str, str]:
    missing = [name for name in REQUIRED if not os.environ.get(name, "").strip()]
    if missing:
        lines = "\n".join(f"  {name}: {REQUIRED[name]}" for name in missing)
        raise ImproperlyConfigured(f"Thiếu biến môi trường bắt buộc:\n{lines}")
    return {name: os.environ[name].strip() for name in REQUIRED}


_environment = _required()

DEBUG = False
SECRET_KEY = _environment["SECRET_KEY"]
ALLOWED_HOSTS = [host.strip() for host in _environment["ALLOWED_HOSTS"].split(",") if host.strip()]
DATABASES = {"default": dj_database_url.parse(_environment["DATABASE_URL"], **DATABASE_OPTIONS)}

ADMIN_HOST = os.environ.get("ADMIN_HOST", ALLOWED_HOSTS[0].lstrip("."))
WAGTAILADMIN_BASE_URL = f"https://{ADMIN_HOST}"
SITE_PORT = int(os.environ.get("SITE_PORT", "443"))
PORTAL_HOST = ADMIN_HOST
USE_REGULATION_DOMAINS = True

SECURE_SSL_REDIRECT = os.environ.get("SECURE_SSL_REDIRECT", "1") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [f"https://{ADMIN_HOST}"]

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "1"

if redis_url := os.environ.get("REDIS_URL"):
    Q_CLUSTER = {**Q_CLUSTER, "orm": None, "redis": redis_url}
    EPOCH_CACHE = "default"
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url}
    }
