"""Legal documents."""

from django.apps import AppConfig


class LegalDocsConfig(AppConfig):
    """App `legal_docs`."""

    name = "legal_docs"
    label = "legal_docs"
    verbose_name = "văn bản"
