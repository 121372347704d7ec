"""What a process does before it can answer."""

import subprocess
import sys

from django.apps import apps
from django.conf import settings
from wagtail.images.apps import WagtailImagesAppConfig

from site_home import quiet_apps

START = """
import sys
import django
django.setup()
print(" ".join(sorted(name for name in sys.modules if "api.v3" in name or name == "ninja")))
"""


def test_no_start_builds_the_schemas_of_an_api_that_nothing_serves():
    ended = subprocess.run(
        [sys.executable, "-c", START],
        capture_output=True,
        check=True,
        cwd=settings.BASE_DIR,
        text=True,
    )
    assert ended.stdout.split() == []


def test_all_else_of_these_apps_is_there():
    images = apps.get_app_config("wagtailimages")
    assert isinstance(images, WagtailImagesAppConfig)
    assert images.name == "wagtail.images"
    assert apps.is_installed("wagtail.contrib.redirects")
    assert not set(quiet_apps.REGISTER) & {
        name for name, module in sys.modules.items() if isinstance(module, quiet_apps.Deaf)
    }
