"""Redirects of a site: the guard below every door, and old addresses that lead on."""

from django.db.models.signals import pre_delete, pre_save
from wagtail.contrib.redirects.models import Redirect

from sections.base import door
from sections.base.door_names import Named, named

THROUGH_THE_BOARD = (
    "Không thể đổi trực tiếp địa chỉ chuyển hướng «{path}»: người đọc được dẫn đi đâu do Ban Biên "
    "tập quyết định. Hãy gửi yêu cầu thay đổi ở «Bàn làm việc»."
)


def connect() -> None:
    """Guard redirects; called once when the apps are ready."""
    for signal in (pre_save, pre_delete):
        signal.connect(
            refuse_redirect, sender=Redirect, dispatch_uid=f"approval.redirect.{id(signal)}"
        )


def redirects_door(site) -> Named:
    """The door of the redirects of `site`; of None, which no decision opens, for all sites."""
    return named("redirects", site.pk if site is not None else "")


def refuse_redirect(sender, instance, raw=False, **kwargs) -> None:
    """Raise `door.Refused` for a redirect written or deleted outside its site's door."""
    if not raw and not door.is_open(redirects_door(instance.site)):
        raise door.Refused(THROUGH_THE_BOARD.format(path=instance.old_path))


def address_of(site, page) -> str:
    """The path of `page` on its site, as redirects write it: «/tin-tuc/hoi-nghi»."""
    return Redirect.normalise_path("/" + page.url_path.removeprefix(site.root_page.url_path))


def addresses_below(site, page) -> dict[int, str]:
    """The addresses of `page` and of the live pages below it, by page id."""
    rows = page.get_descendants().filter(live=True).only("pk", "url_path")
    return {row.pk: address_of(site, row) for row in (page, *rows)}


def lead_on(site, before: dict[int, str], after: dict[int, str]) -> None:
    """Lead every address of `before` to its page; an address now taken by a page leads nowhere."""
    moved = {pk: path for pk, path in before.items() if after.get(pk) != path}
    with door.opened(door.key(redirects_door(site))):
        Redirect.objects.filter(site=site, old_path__in=after.values()).delete()
        Redirect.objects.bulk_create(
            [
                Redirect(old_path=path, site=site, redirect_page_id=pk, automatically_created=True)
                for pk, path in moved.items()
            ],
            update_conflicts=True,
            unique_fields=["old_path", "site"],
            update_fields=["redirect_page", "redirect_link", "automatically_created"],
        )
