"""The form of every page: Vietnamese slugs, and problems shown before submission."""

import secrets
import unicodedata

from django import forms
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets import SlugInput

from . import submission
from .text import slugify

# A form of a new page carries it, so that sending the form twice makes one page.
DRAFT_KEY = "draft_key"
SLUG_IS_FIXED = (
    "Trang đang hiển thị công khai nên đường dẫn không đổi được; mọi liên kết đã đăng phải "
    "tiếp tục dùng được. Hãy giữ đường dẫn «{slug}»."
)


def _letters_by_base() -> list[tuple[str, str]]:
    """Pairs of a JavaScript pattern of accented Vietnamese letters and their ASCII letter."""
    groups: dict[str, str] = {"d": "đĐ"}
    for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)):
        letter = chr(code)
        base = unicodedata.normalize("NFD", letter)[0].lower()
        if base in "aeiouy" and base != letter:
            groups[base] = groups.get(base, "") + letter
    pairs = [(f"[{letters}]", base) for base, letters in groups.items()]
    return [*pairs, ("[\u0300-\u036f]", "")]


class VietnameseSlugInput(SlugInput):
    """Makes `dak-lak-quyet-dinh` of «Đắk Lắk: Quyết định» in the browser, as the server does."""

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, formatters=_letters_by_base(), locale="und")


class BasePageForm(WagtailAdminPageForm):
    """Adds the checks that need the whole page; used by every page type."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if "unit" in self.fields and self.parent_page:
            home_path = self.parent_page.path[:8]
            units = self.fields["unit"].queryset.filter(agency__site__root_page__path=home_path)
            self.fields["unit"].queryset = units
        if not self.instance.pk and self.for_user is not None:
            self._offer_own_name(self.for_user)
            self.fields[DRAFT_KEY] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=secrets.token_urlsafe(18)
            )
        if "deadline_kind" in self.fields:
            allowed = self.instance.allowed_deadline_kinds(self.parent_page)
            field = self.fields["deadline_kind"]
            field.choices = [row for row in field.choices if not row[0] or row[0] in allowed]

    def _offer_own_name(self, user):
        """A contributor most often supplies the own item: offer the own data."""
        offers = {
            "unit": getattr(user, "unit_id", None),
            "supplier_name": user.get_full_name(),
            "supplier_title": getattr(user, "position", ""),
            "supplier_email": user.email,
            "supplier_phone": getattr(user, "phone", ""),
        }
        for name, value in offers.items():
            if name in self.fields and value and not self.initial.get(name):
                self.initial[name] = value

    def _post_clean(self):
        super()._post_clean()
        self._keep_slug_of_live_page()
        parent = None if self.instance.pk else self.parent_page
        find = submission.problems if "action-submit" in self.data else submission.draft_problems
        for problem in find(self.instance, self.for_user, parent):
            field = problem.field if problem.field in self.fields else None
            self.add_error(field, problem.message)

    def clean_slug(self):
        """An empty slug is made of the title, so that nobody has to know what it is."""
        return self.cleaned_data["slug"] or slugify(self.cleaned_data.get("title") or "")

    def _keep_slug_of_live_page(self):
        instance = self.instance
        if not (instance.pk and instance.live and "slug" in self.cleaned_data):
            return
        public_slug = (
            type(instance)._base_manager.values_list("slug", flat=True).get(pk=instance.pk)
        )
        if self.cleaned_data["slug"] != public_slug:
            instance.slug = public_slug
            self.add_error("slug", SLUG_IS_FIXED.format(slug=public_slug))
