"""What the base room adds to the editing interface."""

from django.urls import path
from wagtail import hooks

from .tables import views


@hooks.register("register_admin_urls")
def table_field_urls():
    """Where the table editor reads files and offers an empty form."""
    return [
        path("bang/doc-tep/", views.read, name="table_field_read"),
        path("bang/mau/", views.form, name="table_field_form"),
    ]
