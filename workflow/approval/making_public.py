"""Puts a version on the public site, through the door, in few queries.

The same as Wagtail's `PublishPageRevisionAction` does to the page, its versions and the signals;
without reading the version a second time, without validating once more what was validated when
the version was saved and approved, and without Wagtail's own log: the decision says more.
"""

from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, ReferenceIndex, Revision
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.signals import page_published, published

from sections.base import door
from sections.base.door import Refused
from sections.base.models import BasePage

# With an address that stays, Wagtail need not look for pages below whose address would change.
_STAYS = frozenset(
    {"path", "depth", "numchild", "slug", "url_path", "folded", COMMENTS_RELATION_NAME}
)

SLUG_TAKEN = (
    "«{title}» chưa được đăng: đường dẫn «{slug}» vừa được một trang khác dùng; hãy trả lại để người "
    "viết đổi đường dẫn."
)


def make_public(page: BasePage, revision: Revision, files: list | None = None) -> None:
    """Make `page`, which is `revision` as an object, what visitors read.

    `files` are the page's `content.shown_files`, where they are at hand. Raises `Refused` when
    another page has taken its address meanwhile. In the caller's transaction, the row of the page
    locked by it.
    """
    same = BasePage.objects.sibling_of(page).filter(slug=page.slug)
    of_the_slug = set(same.values_list("pk", flat=True))
    if of_the_slug - {page.pk}:
        raise Refused(SLUG_TAKEN.format(title=page.title, slug=page.slug))
    now = timezone.now()
    page.live, page.expired, page.has_unpublished_changes = True, False, False
    page.live_revision, page.last_published_at = revision, now
    page.first_published_at = page.first_published_at or now
    with door.opened(door.key(page)):
        page.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
        with disable_reference_index_auto_update():
            page.save(clean=False, update_fields=_written(page) if of_the_slug else None)
        # At once, since the guards of files go by it, and without reading the page again.
        ReferenceIndex.create_or_update_for_object(page)
        page_published.send(sender=type(page), instance=page, revision=revision, files=files)
        published.send(sender=type(page), instance=page, revision=revision)


def _written(page: BasePage) -> list[str]:
    """Everything but what stays: the place in the tree, the address, remarks among editors."""
    fields = (field.name for field in page._meta.concrete_fields if not field.primary_key)
    relations = (relation.get_accessor_name() for relation in get_all_child_relations(page))
    return [name for name in (*fields, *relations) if name not in _STAYS]
