"""What readers are told of a document before they take it: its pages, and how the first looks."""

import json
import logging
import secrets
import subprocess
import sys
from functools import partial

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django_q.tasks import async_task

from . import first_page
from .first_page import FirstPage
from .models import DESCRIBED, AgencyDocument

logger = logging.getLogger(__name__)

TASK = "sections.media.tasks.describe_document"

_TIMEOUT = 40


def on_saved(sender, instance, created, update_fields=None, **kwargs) -> None:
    """Receiver of `post_save`: a file that is not described yet is left to the worker."""
    is_new_file = created or update_fields is None
    if is_new_file and instance.page_count is None and kind_of(instance) in first_page.KINDS:
        transaction.on_commit(partial(async_task, TASK, instance.pk), robust=True)


def on_deleted(sender, instance, **kwargs) -> None:
    """Receiver of `post_delete`: the picture goes with the file."""
    if instance.first_page:
        transaction.on_commit(partial(default_storage.delete, instance.first_page))


def describe(document_id: int) -> bool:
    """Describe a stored document; whether there was something to say."""
    document = AgencyDocument.objects.filter(pk=document_id).first()
    if document is None or document.page_count is not None:
        return False
    with document.file.open("rb") as file:
        data = file.read()
    return store(document, _read_apart(data, kind_of(document)))


def store(document: AgencyDocument, found: FirstPage) -> bool:
    """Keep what was found of the document's file; whether anything was."""
    if not found.pages:
        return False
    document.page_count = found.pages
    if found.picture:
        # Nobody can guess the name: as long as the document is private, so is its picture.
        name = f"images/trang-dau-{secrets.token_hex(8)}.webp"
        document.first_page = default_storage.save(name, ContentFile(found.picture))
        document.first_page_height = found.height
    document.save(update_fields=DESCRIBED)
    return True


def kind_of(document: AgencyDocument) -> str:
    """The file's extension in small letters."""
    return document.file_extension.lower()


def _read_apart(data: bytes, kind: str) -> FirstPage:
    """As `first_page.read`, in a process that may fail alone."""
    command = [sys.executable, "-m", first_page.__name__, kind]
    try:
        # The kind is one of KINDS; the file goes in by standard input.
        done = subprocess.run(  # noqa: S603 own module, fixed words
            command,
            input=data,
            capture_output=True,
            timeout=_TIMEOUT,
            check=True,
            cwd=settings.BASE_DIR,
        )
        line, _, picture = done.stdout.partition(b"\n")
        said = json.loads(line)
    except (subprocess.SubprocessError, ValueError):
        logger.warning("A %s file of %d bytes cannot be read", kind, len(data), exc_info=True)
        return FirstPage()
    return FirstPage(said["pages"], picture, said["height"])
