"""What the base room adds to the editing interface."""

from django.urls import path
from wagtail import hooks

from .rich_links import DocumentLink, PageLink
from .tables import views


@hooks.register("register_admin_urls")
def table_field_urls():
    """Where the table editor reads files and offers an empty form."""
    return [
        path("bang/doc-tep/", views.read, name="table_field_read"),
        path("bang/mau/", views.form, name="table_field_form"),
    ]


# After Wagtail's own, whose place they take.
@hooks.register("register_rich_text_features", order=100)
def links_at_hand(features):
    """Links inside rich text find what the page has gathered."""
    features.register_link_type(PageLink)
    features.register_link_type(DocumentLink)
