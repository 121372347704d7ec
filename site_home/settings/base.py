"""Settings shared by development, test and production."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))

INSTALLED_APPS = [
    "site_home",
    "site_home.operations",
    "site_home.delivery",
    "site_home.visits",
    "sections",
    "sections.base",
    "sections.media",
    "legal_docs",
    "search",
    "workflow.regulations",
    "workflow.agencies",
    "workflow.calendar",
    "workflow.audit",
    "workflow.approval",
    "workflow.duties",
    "workflow.desk",
    "workflow.reports",
    "site_home.quiet_apps.RedirectsConfig",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "site_home.quiet_apps.SnippetsConfig",
    "site_home.quiet_apps.DocumentsConfig",
    "site_home.quiet_apps.ImagesConfig",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "django_q",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "site_home.delivery.middleware.DeliveryMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sections.base.middleware.CleanInputMiddleware",
    "workflow.audit.middleware.RequestOriginMiddleware",
    "workflow.agencies.wall.AgencyWallMiddleware",
    "workflow.approval.middleware.RefusalMiddleware",
    "workflow.desk.requests.stock_doors.StockDoorMiddleware",
    "axes.middleware.AxesMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "site_home.urls"
WSGI_APPLICATION = "site_home.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "site_home.lean_templates.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "site_home.context.site_agency",
            ],
        },
    }
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "workflow.agencies.accounts.sign_in.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False

# Where the daily anchors of the record are written: beside the backups, off this machine if it can.
AUDIT_ANCHOR_DIR = Path(os.environ.get("AUDIT_ANCHOR_DIR") or VAR_DIR / "anchors")

# Views are counted by the pages' own script; "0" where the web server's log is counted instead.
VISITS_BEACON = os.environ.get("VISITS_BEACON", "1") != "0"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False
LOCALE_PATHS = [BASE_DIR / "site_home" / "locale"]
FORMAT_MODULE_PATH = "site_home.formats"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# A register of 5,000 rows is posted whole.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o644

WAGTAIL_SITE_NAME = "Trang thông tin điện tử"
WAGTAIL_PAGE_MODEL = "base.BasePage"
WAGTAILIMAGES_IMAGE_MODEL = "media.AgencyImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "sections.media.forms.AgencyImageForm"
WAGTAILDOCS_DOCUMENT_MODEL = "media.AgencyDocument"
WAGTAILDOCS_EXTENSIONS = [
    "pdf", "doc", "docx", "odt", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "odp", "txt", "rtf",
    "zip", "mp3", "mp4", "webm", "ogg", "m4a", "wav",
]  # fmt: skip
WAGTAILDOCS_MAX_UPLOAD_SIZE = 100 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "bmp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt")]
WAGTAIL_USER_TIME_ZONES = ["Asia/Ho_Chi_Minh"]
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_TIME_FORMAT = "%H:%M"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "workflow.approval.finish.finish_run"
# The voiding of approvals is decided by content hashes in workflow.approval, not by revision ids.
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = False
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = True
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = True
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}
}
# A redirect is what visitors are shown: a decided change request makes it, nothing else.
WAGTAILREDIRECTS_AUTO_CREATE = False
LOGIN_URL = "wagtailadmin_login"
WAGTAILADMIN_USER_LOGIN_FORM = "workflow.agencies.accounts.sign_in.LoginForm"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "workflow.agencies.accounts.sign_in.PasswordResetForm"

EMAIL_BACKEND = "site_home.operations.outbox.OutboxBackend"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "khong-tra-loi@localhost")

Q_CLUSTER = {
    "name": "thongtin",
    "orm": "default",
    "workers": 2,
    "timeout": 120,
    "retry": 180,
    "max_attempts": 5,
    "ack_failures": True,
    "catch_up": False,
    "save_limit": 500,
    "recycle": 200,
    "max_rss": 400_000,
    "label": "Hàng đợi",
    "time_zone": TIME_ZONE,
}

# Public pages: nothing inline, nothing from outside. The editing interface needs inline script
# and style (Wagtail issue 1288), so it is left out and gets its own policy from its urls.
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/admin/",),
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "object-src": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
CSRF_FAILURE_VIEW = "site_home.errors.csrf_failure"

# Finished pages are kept in each web process while their site's epoch stands; the epochs are files,
# and with EPOCH_CACHE also entries of that cache, for installations on several machines.
EPOCH_DIR = VAR_DIR / "epochs"
EPOCH_CACHE = ""
FRONT_MEMORY_BYTES = int(os.environ.get("FRONT_MEMORY_MB", "64")) * 1_000_000
# Whether a web server on this machine stands in front and sets X-Real-IP (deploy/).
BEHIND_PROXY = os.environ.get("BEHIND_PROXY") == "1"
# Addresses that say themselves who may keep them, and that the front never keeps.
DELIVERY_APART = ("/admin/", "/tep/", "/media/", "/static/", "/luot-doc/", "/tim-kiem/", "/healthz")

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DATABASE_OPTIONS = {"conn_max_age": 60, "conn_health_checks": True}

DEMO = False
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django-q": {"level": "WARNING"},
        "axes": {"level": "ERROR"},
    },
}
