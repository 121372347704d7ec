"""Keeps the index in which the editing interface looks for pages, pictures and files.

Site search does not use it. Updating it reads the object again and goes through the
whole index twice, so the worker does it, after the commit.
"""

from functools import partial

from django.apps import apps
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django_q.tasks import async_task
from modelsearch import index
from modelsearch.signal_handlers import post_delete_signal_handler

TASK = "site_home.operations.tasks.index_saved"


def connect() -> None:
    """Take the place of the library's own receivers; called before they are connected."""
    for model in index.get_indexed_models():
        model.search_auto_update = False
        post_save.connect(on_saved, sender=model, dispatch_uid="indexing.saved")
        post_delete.connect(
            post_delete_signal_handler, sender=model, dispatch_uid="indexing.deleted"
        )


def on_saved(sender, instance, raw=False, update_fields=None, **kwargs) -> None:
    """Receiver of `post_save`: the worker is asked, unless nothing was saved that is looked for."""
    if raw or (update_fields is not None and _names(sender).isdisjoint(update_fields)):
        return
    label = instance._meta.label_lower
    transaction.on_commit(partial(async_task, TASK, label, str(instance.pk)), robust=True)


def index_saved(label: str, pk: str) -> bool:
    """Bring the index up to date with one object; whether it is there still."""
    instance = apps.get_model(label).objects.filter(pk=pk).first()
    if instance is None:
        return False
    index.insert_or_update_object(instance)
    return True


def _names(model) -> set[str]:
    """The fields of `model` in which words are looked for."""
    fields = [*model.get_searchable_search_fields(), *model.get_autocomplete_search_fields()]
    return {field.field_name for field in fields}
