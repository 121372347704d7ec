"""Wagtail's apps without its third API, which nothing here serves.

They register with that API on each start, whether it is installed or not, and its schemas of sixty
page types take half of the time that a process needs to start.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from wagtail.contrib.redirects.apps import WagtailRedirectsAppConfig
from wagtail.documents.apps import WagtailDocsAppConfig
from wagtail.images.apps import WagtailImagesAppConfig
from wagtail.snippets.apps import WagtailSnippetsAppConfig

REGISTER = (
    "wagtail.api.v3.api",
    "wagtail.contrib.redirects.api.v3",
    "wagtail.documents.api.v3.registry",
    "wagtail.documents.api.v3.router",
    "wagtail.images.api.v3.registry",
    "wagtail.images.api.v3.router",
    "wagtail.snippets.api.v3",
    "wagtail.snippets.api.v3.router",
)


class Deaf(ModuleType):
    """Has whatever is asked of it, and does nothing."""

    def __getattr__(self, name: str):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args):
        """Nothing."""


@contextmanager
def _without_api() -> Iterator[None]:
    """What is registered meanwhile is heard by nobody; who asks later finds the API itself."""
    deaf = {name: Deaf(name) for name in REGISTER if name not in sys.modules}
    sys.modules.update(deaf)
    try:
        yield
    finally:
        for name in deaf:
            del sys.modules[name]


class _WithoutApi:
    def ready(self):
        """Register all but the API."""
        with _without_api():
            super().ready()


class DocumentsConfig(_WithoutApi, WagtailDocsAppConfig):
    """App `wagtail.documents`."""


class ImagesConfig(_WithoutApi, WagtailImagesAppConfig):
    """App `wagtail.images`."""


class RedirectsConfig(_WithoutApi, WagtailRedirectsAppConfig):
    """App `wagtail.contrib.redirects`."""


class SnippetsConfig(_WithoutApi, WagtailSnippetsAppConfig):
    """App `wagtail.snippets`."""
