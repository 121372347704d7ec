"""A page shows only what its own agency has: no image, document or page of another agency."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from sections.base.models import BasePage
from sections.base.submission import Problem
from sections.media.models import AgencyDocument, AgencyImage

from .queries import agency_of
from .reach import Kind, Reach

FOREIGN = {
    Kind.IMAGE: "Trang dùng ảnh của cơ quan khác. Hãy tải ảnh lên kho của cơ quan mình rồi chọn lại.",
    Kind.DOCUMENT: "Trang dùng tệp của cơ quan khác. Hãy tải tệp lên kho của cơ quan mình.",
    Kind.PAGE: "Trang liên kết tới trang nội bộ của cơ quan khác; hãy dùng địa chỉ web của trang đó.",
}
_MODELS = {BasePage: Kind.PAGE, AgencyImage: Kind.IMAGE, AgencyDocument: Kind.DOCUMENT}


def foreign_references(page, user=None, place=None) -> list[Problem]:
    """What `page` takes from other agencies (registered with `submission.ALWAYS`).

    `place` is the page whose agency applies while `page` itself is not in the tree yet. Choosers
    offer only the agency's own; this holds for ids put into the form by hand, the API and scripts.
    """
    reach = Reach(agency_of(place or page))
    return [
        Problem("", FOREIGN[kind])
        for kind, ids in sorted(_referred(page).items())
        if reach.is_foreign(kind, ids)
    ]


def _referred(page) -> dict[Kind, set[int]]:
    kinds = {ContentType.objects.get_for_model(model).pk: kind for model, kind in _MODELS.items()}
    found: dict[Kind, set[int]] = {}
    # The reference index reads every field, block and rich text; only its writing side is public.
    for type_id, object_id, *_paths in ReferenceIndex._extract_references_from_object(page):
        if type_id in kinds and str(object_id).isdecimal():
            found.setdefault(kinds[type_id], set()).add(int(object_id))
    return found
