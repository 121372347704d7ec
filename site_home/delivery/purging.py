"""What moves the epoch of a site: every change of what its visitors see.

Public content changes only through the door (`sections.base.door`), so the door is watched as
well: an act that no signal tells about moves every site.
"""

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from modelcluster.fields import ParentalKey
from taggit.models import TagBase
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from sections.base import door
from sections.base.models import BOOKKEEPING, BasePage
from sections.media.models import AgencyDocument, AgencyImage
from workflow.agencies.models import Agency, Unit
from workflow.calendar.models import Holiday

from . import epochs, sites

# Every model of these apps is shown to visitors, unless it says `seen_by_visitors = False` or is
# found to belong to a draft.
VISIBLE_APPS = frozenset({"sections", "site_home", "legal_docs"})

_KNOWN = (
    BasePage, PageViewRestriction, Redirect, Site, Agency, Unit, Holiday, AgencyImage, AgencyDocument,
)  # fmt: skip
# A file or keyword that nothing refers to yet.
_UNSEEN_WHEN_NEW = (AgencyImage, AgencyDocument, TagBase)


def connect() -> None:
    """Connect the receivers, once; a receiver of all models would slow every deletion down."""
    for model in apps.get_models():
        if _is_visible(model):
            post_save.connect(on_saved, sender=model, dispatch_uid=f"delivery.{model._meta}.save")
            post_delete.connect(
                on_deleted, sender=model, dispatch_uid=f"delivery.{model._meta}.delete"
            )
    page_published.connect(on_page, dispatch_uid="delivery.published")
    page_unpublished.connect(on_page, dispatch_uid="delivery.unpublished")
    post_page_move.connect(on_moved, dispatch_uid="delivery.moved")
    door.closed.connect(on_door_closed, dispatch_uid="delivery.door")


def on_saved(sender, instance, created=False, update_fields=None, **kwargs) -> None:
    """Move the epoch unless visitors see no difference."""
    if isinstance(instance, BasePage):
        # Through an open door even a page that is no longer live: that is how it goes down.
        is_public = instance.live or door.is_open(instance)
        if is_public and not (update_fields and BOOKKEEPING.issuperset(update_fields)):
            on_page(sender, instance)
    elif not (created and isinstance(instance, _UNSEEN_WHEN_NEW)):
        _touch(instance)


def on_deleted(sender, instance, **kwargs) -> None:
    """Move the epoch; deleting a draft changes nothing."""
    if not isinstance(instance, BasePage):
        _touch(instance)
    elif instance.live:
        on_page(sender, instance)


def on_page(sender, instance, **kwargs) -> None:
    """Move the epoch of the page's site; of every site for a home page, which is its site."""
    epochs.touch(_of_page(instance))


def on_moved(sender, instance, parent_page_before, parent_page_after, **kwargs) -> None:
    """Move the epochs of the site left and of the site entered."""
    epochs.touch(_of_page(parent_page_before), _of_page(parent_page_after), _of_page(instance))


def on_door_closed(sender, **kwargs) -> None:
    """An act went through the door and none of the receivers saw what it changed."""
    if not epochs.is_pending():
        epochs.touch(None)


def _is_visible(model: type[Model]) -> bool:
    if not getattr(model, "seen_by_visitors", True):
        return False
    return issubclass(model, _KNOWN) or model._meta.app_label in VISIBLE_APPS


def _touch(instance: Model) -> None:
    owner = _owner(instance)
    if isinstance(owner, BasePage):
        # Children of a draft are saved with it; a restriction counts whatever it closes.
        if owner.live or isinstance(instance, PageViewRestriction):
            epochs.touch(_of_page(owner))
        return
    epochs.touch(_of_owner(owner))


def _owner(instance: Model) -> Model | None:
    """What the row belongs to: a page, an agency, a site, or nothing that is known."""
    if isinstance(instance, Agency):
        return instance
    if isinstance(instance, Redirect):
        # Without a site it holds on every site, wherever it leads.
        return instance.site
    # What a row is part of comes before what it points to.
    fields = sorted(instance._meta.concrete_fields, key=lambda f: not isinstance(f, ParentalKey))
    for field in fields:
        related = field.related_model
        if related is None or field.primary_key:
            continue
        if issubclass(related, BasePage | Agency | Site) and getattr(instance, field.attname):
            return getattr(instance, field.name)
    collection = getattr(instance, "collection_id", None)
    return Agency.objects.filter(collection=collection).first() if collection else None


def _of_owner(owner: Model | None) -> int | None:
    if isinstance(owner, Agency):
        return owner.site_id
    return owner.pk if isinstance(owner, Site) else None


def _of_page(page: BasePage) -> int | None:
    """The site; None, which stands for every site, for a home page and what is in no site."""
    return sites.site_at(page.path) if page.depth > sites.HOME_DEPTH else None
