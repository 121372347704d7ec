"""Registers of people and desks to reach: work contacts only, with contact cards."""

import re

from django.http import Http404
from wagtail.contrib.routable_page.models import path

from sections.base.submission import Problem
from sections.base.tables import Column
from sections.base.text import slugify
from sections.base.vcards import Contact, as_vcard
from workflow.agencies.queries import agency_of

from .register import RegisterMixin, asked_of

WORK_ONLY = "Chỉ ghi liên hệ công vụ do cơ quan cấp. Không ghi số máy, thư điện tử, địa chỉ riêng của cá nhân."
PHONE = Column("phone", "Điện thoại", "phone", help="Số máy bàn của cơ quan; không ghi số riêng.")
MOBILE = Column(
    "mobile",
    "Di động công vụ",
    "phone",
    help="Chỉ số do cơ quan cấp hoặc người dùng đã đồng ý công khai.",
)
EMAIL = Column("email", "Thư điện tử", "email", help="Thư công vụ, không dùng hộp thư riêng.")

_MOBILE = re.compile(r"(?:84|0)[35789]\d{8}")
_PRIVATE_MAIL = frozenset(
    {
        "gmail.com", "googlemail.com", "yahoo.com", "yahoo.com.vn", "ymail.com", "hotmail.com",
        "outlook.com", "outlook.com.vn", "live.com", "icloud.com", "me.com", "proton.me",
        "protonmail.com", "zoho.com", "mail.com",
    }
)  # fmt: skip


def is_mobile(number: str) -> bool:
    """Whether `number` looks like a Vietnamese mobile number (ten digits, 03, 05, 07, 08, 09)."""
    return bool(_MOBILE.fullmatch(re.sub(r"\D", "", number)))


def is_private_mail(address: str) -> bool:
    """Whether the address is of a mail service for private people."""
    return address.rpartition("@")[2].casefold() in _PRIVATE_MAIL


def contact_problems(field: str, number: int, phone: str, email: str) -> list[Problem]:
    """Why row `number` must not be published: contacts that look private."""
    found = []
    if phone and is_mobile(phone):
        found.append(
            Problem(
                field,
                f"Dòng {number}: «{phone}» là số di động; chỉ ghi số di động do cơ quan cấp, ở cột "
                "«Di động công vụ».",
            )
        )
    if email and is_private_mail(email):
        found.append(
            Problem(field, f"Dòng {number}: «{email}» là hộp thư riêng; hãy ghi thư công vụ.")
        )
    return found


class ContactsMixin(RegisterMixin):
    """A register of contacts: each row, each unit and the whole list can be had as a card file."""

    class Meta:
        abstract = True

    template = "sections/shapes/contacts.html"
    row_facets = ("unit",)
    row_word = "đầu mối"

    @path("danh-thiep/")
    def cards(self, request):
        """The chosen rows as one card file."""
        rows, _facets = self.chosen_rows(request)
        return self._cards_of(rows, self.slug)

    @path("danh-thiep/<slug:name>/")
    def card(self, request, name):
        """The card of one person or desk; 404 when there is none."""
        rows = [row for row in self.shown_rows() if card_name(row) == name]
        if not rows:
            raise Http404
        return self._cards_of(rows, name)

    def register_context(self, request) -> dict:
        """Adds `cards`, the address of the chosen rows' cards, and `people`: rows with theirs."""
        context = super().register_context(request)
        address = f"{self.get_url(request)}danh-thiep/"
        context["cards"] = f"{address}{asked_of(request)}"
        context["people"] = [
            {"row": row, "card": f"{address}{card_name(row)}/"} for row in context["items"]
        ]
        return context

    def own_problems(self) -> list[Problem]:
        """Adds contacts that look private."""
        found = super().own_problems()
        for number, row in enumerate(self.rows, start=1):
            found += contact_problems("rows", number, row.get("phone", ""), row.get("email", ""))
        return found

    def _cards_of(self, rows: list[dict], name: str):
        agency = agency_of(self)
        return as_vcard(name, (_contact(row, agency.name if agency else "") for row in rows))


def card_name(row: dict) -> str:
    """What the card of a row is called in its address: name and unit."""
    return slugify(f"{row.get('name') or row.get('position', '')} {row.get('unit', '')}") or "the"


def _contact(row: dict, organisation: str) -> Contact:
    parts = {name: row.get(name, "") for name in ("unit", "phone", "mobile", "email", "address")}
    return Contact(
        name=row.get("name") or row.get("position") or parts["unit"],
        organisation=organisation,
        title=row.get("position", ""),
        note=row.get("duties", ""),
        **parts,
    )
