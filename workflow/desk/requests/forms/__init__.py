"""The form of each kind of change."""

from .base import RequestForm
from .files import (
    FocusForm,
    ParticularsForm,
    RenameDocumentForm,
    ReplaceDocumentForm,
    ReplaceImageForm,
)
from .pages import AddRedirectForm, MenuForm, MoveForm, PrivacyForm, ReorderForm, SlugForm

FORMS: dict[str, type[RequestForm]] = {
    "unpublish": RequestForm,
    "delete": RequestForm,
    "move": MoveForm,
    "slug": SlugForm,
    "privacy": PrivacyForm,
    "menu": MenuForm,
    "reorder": ReorderForm,
    "redirect_add": AddRedirectForm,
    "redirect_remove": RequestForm,
    "image_file": ReplaceImageForm,
    "image_focus": FocusForm,
    "document_file": ReplaceDocumentForm,
    "document_title": RenameDocumentForm,
    "settings": ParticularsForm,
}

__all__ = ["FORMS", "RequestForm"]
