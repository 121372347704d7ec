"""Agencies of the installation, their units, role groups and user accounts."""

from datetime import date

from django.contrib.auth.models import AbstractUser, Group
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from sections.base.text import clean_text
from workflow.regulations import loader
from workflow.regulations.book import AgencyName, RuleBook

from .delegations.models import Absence, Delegation

__all__ = ["Absence", "Agency", "Delegation", "RoleGroup", "Unit", "User"]


class User(AbstractUser):
    """An account; belongs to one agency (none for the installation's superusers)."""

    class Meta(AbstractUser.Meta):
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"

    full_name = models.CharField("họ và tên", max_length=255, blank=True)
    position = models.CharField("chức vụ", max_length=255, blank=True)
    phone = models.CharField("điện thoại công vụ", max_length=50, blank=True)
    agency = models.ForeignKey(
        "agencies.Agency",
        verbose_name="cơ quan",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="users",
    )
    unit = models.ForeignKey(
        "agencies.Unit",
        verbose_name="đơn vị",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="users",
    )
    is_demo = models.BooleanField("tài khoản trình diễn", default=False, editable=False)

    def get_full_name(self) -> str:
        """The name as Vietnamese people write it: one field, family name first."""
        return self.full_name or super().get_full_name() or self.username

    def __str__(self):
        return self.get_full_name()

    def save(self, **kwargs):
        """Save with every text in NFC."""
        for name in ("username", "email", "full_name", "position", "phone"):
            setattr(self, name, clean_text(getattr(self, name)))
        if self.full_name and kwargs.get("update_fields") is None:
            # The editing interface greets by the first name; a Vietnamese name is one field.
            self.first_name, self.last_name = self.full_name[:150], ""
        super().save(**kwargs)


class Agency(models.Model):
    """An agency founded from its regulation: one Site, one collection, one approval workflow."""

    class Meta:
        verbose_name = "cơ quan"
        verbose_name_plural = "cơ quan"
        ordering = ["code"]

    code = models.CharField("mã", max_length=8, unique=True)
    site = models.OneToOneField(
        "wagtailcore.Site", verbose_name="trang", on_delete=models.PROTECT, related_name="agency"
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        verbose_name="bộ sưu tập",
        on_delete=models.PROTECT,
        related_name="agency",
    )
    workflow = models.ForeignKey(
        "wagtailcore.Workflow",
        verbose_name="quy trình duyệt",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    emblem = models.ForeignKey(
        "media.AgencyImage",
        verbose_name="biểu trưng",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    person_responsible = models.CharField("người chịu trách nhiệm", max_length=255, blank=True)
    postal_address = models.CharField("địa chỉ", max_length=500, blank=True)
    phone = models.CharField("điện thoại", max_length=100, blank=True)
    fax = models.CharField("fax", max_length=100, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    founded_at = models.DateTimeField("thời điểm thiết lập", auto_now_add=True)
    applied = models.JSONField("dấu của quy chế đã áp dụng", default=dict, editable=False)

    def __str__(self):
        return self.name

    @property
    def book(self) -> RuleBook:
        """The agency's rule book."""
        return loader.load(self.code)

    @cached_property
    def name(self) -> str:
        """The agency's full name valid today."""
        return self.name_on(timezone.localdate()).label

    @property
    def short_name(self) -> str:
        """The agency's short name valid today."""
        return self.name_on(timezone.localdate()).short_name

    def name_on(self, day: date) -> AgencyName:
        """The agency's name on `day`: old items keep the name of their day."""
        return self.book.name_on(day)


class Unit(models.Model):
    """A unit of an agency that provides items; dated, since units are merged and renamed."""

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ["agency", "order", "name"]
        constraints = [models.UniqueConstraint(fields=["agency", "code"], name="unit_code")]

    agency = models.ForeignKey(
        Agency, verbose_name="cơ quan", on_delete=models.PROTECT, related_name="units"
    )
    code = models.SlugField("mã", max_length=50)
    name = models.CharField("tên đơn vị", max_length=255)
    short_name = models.CharField("tên ngắn", max_length=100, blank=True)
    order = models.PositiveIntegerField("thứ tự", default=0)
    valid_from = models.DateField("có từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến ngày", null=True, blank=True)

    def __str__(self):
        return self.name


class RoleGroup(models.Model):
    """The Django group that stands for one role of the rule book in one agency."""

    class Meta:
        verbose_name = "nhóm vai trò"
        verbose_name_plural = "nhóm vai trò"
        constraints = [
            models.UniqueConstraint(fields=["agency", "role_code"], name="role_of_agency")
        ]

    agency = models.ForeignKey(
        Agency, verbose_name="cơ quan", on_delete=models.PROTECT, related_name="role_groups"
    )
    role_code = models.CharField("mã vai trò", max_length=50)
    group = models.OneToOneField(
        Group, verbose_name="nhóm", on_delete=models.PROTECT, related_name="role"
    )

    def __str__(self):
        return f"{self.agency.code} · {self.role_code}"

    @property
    def title(self) -> str:
        """The role's Vietnamese title; its code where the rule book has dropped it since."""
        roles = self.agency.book.roles
        return next((role.label for role in roles if role.code == self.role_code), self.role_code)
