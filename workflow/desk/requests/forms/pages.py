"""The forms of changes to pages."""

from django import forms
from wagtail.contrib.redirects.models import Redirect

from sections.base.text import clean_text
from workflow.approval.changes.pages.move import destinations
from workflow.approval.changes.pages.privacy import AUDIENCES, audience_of
from workflow.approval.changes.pages.reorder import FIRST, neighbours

from .base import RequestForm


class MoveForm(RequestForm):
    """Where the page goes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        places = destinations(self.agency, self.target)
        self.fields["parent"] = forms.TypedChoiceField(
            label="Chuyên mục mới",
            coerce=int,
            choices=[(place.pk, place.title) for place in places],
            widget=forms.RadioSelect,
            error_messages={"required": "Hãy chọn chuyên mục mới."},
        )
        self.order_fields(["parent", "reason", "due_at"])

    def payload(self, user) -> dict:
        """The new section."""
        return {"parent": self.cleaned_data["parent"]}


class SlugForm(RequestForm):
    """The new last part of the address."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"] = forms.CharField(
            label="Đường dẫn mới",
            max_length=255,
            initial=self.target.slug,
            help_text="Chữ thường không dấu, chữ số, dấu gạch nối. Ví dụ hoi-nghi-tong-ket-2026.",
            error_messages={"required": "Hãy ghi đường dẫn mới."},
        )
        self.order_fields(["slug", "reason", "due_at"])

    def payload(self, user) -> dict:
        """The new slug."""
        return {"slug": self.cleaned_data["slug"].strip()}


class PrivacyForm(RequestForm):
    """Who may see the page."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["audience"] = forms.ChoiceField(
            label="Ai được xem",
            choices=list(AUDIENCES.items()),
            initial=audience_of(self.target),
            widget=forms.RadioSelect,
            error_messages={"required": "Hãy chọn ai được xem."},
        )
        self.order_fields(["audience", "reason", "due_at"])

    def payload(self, user) -> dict:
        """The new audience."""
        return {"audience": self.cleaned_data["audience"]}


class MenuForm(RequestForm):
    """In the menu or not."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["show"] = forms.ChoiceField(
            label="Trong trình đơn",
            choices=[("1", "Hiện"), ("0", "Ẩn")],
            initial="1" if self.target.show_in_menus else "0",
            widget=forms.RadioSelect,
            error_messages={"required": "Hãy chọn hiện hay ẩn."},
        )
        self.order_fields(["show", "reason", "due_at"])

    def payload(self, user) -> dict:
        """The new state."""
        return {"show": self.cleaned_data["show"] == "1"}


class ReorderForm(RequestForm):
    """After which neighbour the page stands."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = neighbours(self.target)
        self.fields["after"] = forms.TypedChoiceField(
            label="Chỗ đứng mới",
            coerce=int,
            choices=[(0, FIRST), *((row.pk, f"Sau «{row.title}»") for row in rows)],
            error_messages={"required": "Hãy chọn chỗ đứng mới."},
        )
        self.order_fields(["after", "reason", "due_at"])

    def payload(self, user) -> dict:
        """The neighbour above, 0 for the first place."""
        return {"after": self.cleaned_data["after"]}


class AddRedirectForm(RequestForm):
    """The address that no longer has a page."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["path"] = forms.CharField(
            label="Địa chỉ cũ",
            max_length=1000,
            help_text="Phần sau tên miền, bắt đầu bằng dấu «/». Ví dụ /gioi-thieu-cu.",
            error_messages={"required": "Hãy ghi địa chỉ cũ."},
        )
        self.order_fields(["path", "reason", "due_at"])

    def payload(self, user) -> dict:
        """The path as redirects write it."""
        return {"path": Redirect.normalise_path(clean_text(self.cleaned_data["path"]))}
