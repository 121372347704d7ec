"""Keeps the index in which the editing interface looks for pages, pictures and files.

Site search does not use it. Updating it reads the object again and goes through the
whole index twice, so the worker does it, after the commit.
"""

from django.apps import apps
from django.db import connection, transaction
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
    label, pk = instance._meta.label_lower, str(instance.pk)
    for _savepoints, act, _robust in connection.run_on_commit:
        # Asked in a savepoint that is done or encloses this one; what is undone later is no error.
        if isinstance(act, _Asked) and act.label == label and not act.is_told:
            act.pks.add(pk)
            return
    transaction.on_commit(_Asked(label, pk), robust=True)


class _Asked:
    """What one transaction asks of the worker at its end: founding saves a page several times."""

    def __init__(self, label: str, pk: str):
        self.label, self.pks, self.is_told = label, {pk}, False

    def __call__(self) -> None:
        self.is_told = True
        async_task(TASK, self.label, *sorted(self.pks), save=False)


def index_saved(label: str, *pks: str) -> int:
    """Bring the index up to date with objects of one model; how many are there still."""
    instances = list(apps.get_model(label).objects.filter(pk__in=pks))
    for instance in instances:
        index.insert_or_update_object(instance)
    return len(instances)


def _names(model) -> set[str]:
    """The fields of `model` in which words are looked for."""
    fields = [*model.get_searchable_search_fields(), *model.get_autocomplete_search_fields()]
    return {field.field_name for field in fields}
