"""What the installation needs once: no stock publishers, the portal on the default host."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import GroupPagePermission, Site, Workflow

from sections.base import door
from sections.base.models import BasePage
from site_home.operations import schedules
from site_home.portal import PortalPage
from workflow.approval.publishing import publish_structure
from workflow.calendar.filling import fill_ahead

from .report import Report

PORTAL_TITLE = "Cổng thông tin các cơ quan"
_STOCK_GROUPS = ("Editors", "Moderators")


def prepare(report: Report) -> PortalPage:
    """Remove what Wagtail's migrations brought that may publish; create the portal."""
    _remove_stock_publishers(report)
    portal = _ensure_portal(report)
    _ensure_default_site(portal, report)
    _remove_welcome_page(report)
    _ensure_background(report)
    return portal


def _ensure_background(report: Report) -> None:
    """The working calendar that clocks need, and the worker's periodic tasks."""
    filled = [done.year for done in fill_ahead(timezone.localdate()) if not done.is_kept]
    if filled:
        report.created.append(f"Lịch làm việc các năm {', '.join(map(str, filled))}")
    registered = schedules.register()
    if registered.added or registered.changed or registered.removed:
        report.changed.append("Đã đăng ký các việc định kỳ")


def _remove_stock_publishers(report: Report) -> None:
    publishing = GroupPagePermission.objects.filter(permission__codename__startswith="publish_")
    if publishing.exists():
        publishing.delete()
        report.changed.append("Đã thu hồi quyền đăng trực tiếp của các nhóm có sẵn.")
    groups = Group.objects.filter(name__in=_STOCK_GROUPS, role__isnull=True)
    if groups.exists():
        groups.delete()
        report.changed.append("Đã bỏ các nhóm có sẵn «Editors», «Moderators».")
    for workflow in Workflow.objects.filter(active=True, name="Moderators approval"):
        workflow.deactivate()
        report.changed.append("Đã ngừng quy trình có sẵn «Moderators approval».")


def _ensure_portal(report: Report) -> PortalPage:
    portal = PortalPage.objects.first()
    if portal is None:
        root = BasePage.get_first_root_node()
        if root.title == "Root":
            # The root is never shown to visitors; its name appears in the page explorer only.
            with door.opened(door.key(root)):
                BasePage.objects.filter(pk=root.pk).update(title="Gốc", draft_title="Gốc")
            root.refresh_from_db()
        portal = root.add_child(instance=PortalPage(title=PORTAL_TITLE, slug="cong", live=False))
        publish_structure(portal, clauses=(), regulation="thiết lập của hệ thống")
        report.created.append(f"Đã tạo {PORTAL_TITLE.lower()}.")
    return portal


def _ensure_default_site(portal: PortalPage, report: Report) -> None:
    host, port = settings.PORTAL_HOST, settings.SITE_PORT
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    wanted = (host, port, portal.pk, PORTAL_TITLE)
    if (site.hostname, site.port, site.root_page_id, site.site_name) != wanted:
        site.hostname, site.port, site.site_name = host, port, PORTAL_TITLE
        site.root_page = BasePage.objects.get(pk=portal.pk)
        site.save()
        report.changed.append(f"Cổng ở địa chỉ {site.root_url}")


def _remove_welcome_page(report: Report) -> None:
    welcome = BasePage.objects.filter(
        depth=2, slug="home", content_type__app_label="base", sites_rooted_here__isnull=True
    ).first()
    if welcome is not None:
        with door.opened(door.key(welcome)):
            welcome.delete()
        report.changed.append("Đã bỏ trang chào mừng có sẵn.")
