"""The images and documents that a page shows, as the evidence keeps them."""

import posixpath

from wagtail.models import ReferenceIndex

from sections.media.models import AgencyDocument, AgencyImage

_FILES = (AgencyImage, AgencyDocument)


def files_of(page) -> list[dict]:
    """`model`, `id`, `title`, `sha256`, `name` and what else is `shown` of each file of `page`.

    `page` is taken as it stands in memory; sorted by model and id. At most two queries.
    """
    rows = []
    for model, ids in _referenced(page).items():
        for file in model.objects.filter(pk__in=ids).order_by("pk"):
            rows.append(
                {
                    "model": model._meta.label_lower,
                    "id": file.pk,
                    "title": file.title,
                    "sha256": file.sha256,
                    "name": posixpath.basename(file.file.name),
                    "shown": {name: getattr(file, name) for name in model.fixed_when_live},
                }
            )
    return rows


def _referenced(page) -> dict:
    """The ids of the files by model, only of models that the page refers to."""
    # Wagtail offers no public way to ask for the references of content that is not saved.
    references = {
        (content_type_id, str(object_id))
        for content_type_id, object_id, *_ in ReferenceIndex._extract_references_from_object(page)
    }
    found = {}
    for model in _FILES:
        own_type = ReferenceIndex._get_base_content_type(model).pk
        ids = [pk for content_type_id, pk in references if content_type_id == own_type]
        if ids:
            found[model] = ids
    return found
