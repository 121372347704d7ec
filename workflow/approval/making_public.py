"""Puts a version on the public site, through the door, in few queries.

The same as Wagtail's `PublishPageRevisionAction` does to the page, its versions and the signals;
without reading the version a second time, without validating once more what was validated when
the version was saved and approved, and without Wagtail's own log: the decision says more.
"""

from django.utils import timezone
from wagtail.models import Revision
from wagtail.signals import page_published, published

from sections.base import door
from sections.base.door import Refused
from sections.base.models import BasePage

SLUG_TAKEN = (
    "«{title}» chưa được đăng: đường dẫn «{slug}» vừa được một trang khác dùng; hãy trả lại để người "
    "viết đổi đường dẫn."
)


def make_public(page: BasePage, revision: Revision) -> None:
    """Make `page`, which is `revision` as an object, what visitors read.

    Raises `Refused` when another page has taken its address meanwhile. In the caller's
    transaction, the row of the page locked by it.
    """
    siblings = BasePage.objects.sibling_of(page, inclusive=False)
    if siblings.filter(slug=page.slug).exists():
        raise Refused(SLUG_TAKEN.format(title=page.title, slug=page.slug))
    now = timezone.now()
    page.live, page.expired, page.has_unpublished_changes = True, False, False
    page.live_revision, page.last_published_at = revision, now
    page.first_published_at = page.first_published_at or now
    with door.opened(door.key(page)):
        page.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
        page.save(clean=False)
        page_published.send(sender=type(page), instance=page, revision=revision)
        published.send(sender=type(page), instance=page, revision=revision)
