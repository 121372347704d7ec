"""Tells the entries what happens to pages.

What readers may no longer see leaves the search in the same transaction; what is new or changed
is read by the worker after the commit.
"""

from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction, get_page_models
from wagtail.signals import post_page_move

from sections.base.models import BOOKKEEPING

from . import entries, sources
from .pages import PAGES


def connect() -> None:
    """Connect the receivers; called once when the apps are ready."""
    sources.register(PAGES)
    for model in get_page_models():
        post_save.connect(on_saved, sender=model, dispatch_uid=f"search.page.{model._meta}")
        post_delete.connect(on_deleted, sender=model, dispatch_uid=f"search.gone.{model._meta}")
    post_page_move.connect(on_moved, dispatch_uid="search.moved")
    post_save.connect(on_closed, sender=PageViewRestriction, dispatch_uid="search.closed")
    post_delete.connect(on_opened, sender=PageViewRestriction, dispatch_uid="search.opened")


def on_saved(sender, instance, raw=False, update_fields=None, **kwargs) -> None:
    """Receiver of `post_save`: drafts are nobody's business, what is taken down goes at once."""
    if raw or (update_fields is not None and BOOKKEEPING.issuperset(update_fields)):
        return
    if instance.live:
        entries.ask_refresh(PAGES.name, instance.pk)
    elif instance.first_published_at is not None:
        entries.remove(PAGES.name, [instance.pk])
        entries.ask_refresh(PAGES.name, instance.pk)


def on_deleted(sender, instance, **kwargs) -> None:
    """Receiver of `post_delete`."""
    if instance.first_published_at is not None:
        entries.remove(PAGES.name, [instance.pk])
        entries.ask_refresh(PAGES.name, instance.pk)


def on_moved(sender, instance, url_path_before, url_path_after, **kwargs) -> None:
    """Receiver of `post_page_move`: another section, unless only the order changed."""
    if url_path_before != url_path_after:
        entries.ask_refresh_below(instance.path)


def on_closed(sender, instance, raw=False, **kwargs) -> None:
    """Receiver of `post_save` of a view restriction."""
    if not raw:
        entries.remove_below(instance.page.path)
        entries.ask_refresh_below(instance.page.path)


def on_opened(sender, instance, **kwargs) -> None:
    """Receiver of `post_delete` of a view restriction."""
    entries.ask_refresh_below(instance.page.path)
