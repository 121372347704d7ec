"""A file reaches readers only when a live page offers it."""

from django.http import Http404
from wagtail import hooks
from wagtail.models import Collection

from sections.media.guards import live_page_using
from workflow.audit import personal_data


@hooks.register("before_serve_document")
def serve_approved_documents_only(document, request):
    """404 for readers until an approved page offers the file; the agency's people may see it."""
    if live_page_using(document) is not None:
        return
    if not _is_insider(request.user, document):
        raise Http404
    personal_data.downloaded(document, request.user)


def _is_insider(user, document) -> bool:
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser:
        return True
    if user.agency_id is None:
        return False
    own = Collection.objects.get(pk=user.agency.collection_id)
    held = Collection.objects.get(pk=document.collection_id)
    return held.pk == own.pk or held.is_descendant_of(own)
