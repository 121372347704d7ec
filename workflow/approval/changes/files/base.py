"""What the kinds of change to a file in public use have in common."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex, WorkflowState

from sections.base.models import BasePage
from sections.media import guards, renditions
from sections.media.models import AgencyDocument, AgencyImage
from workflow.agencies.models import Agency
from workflow.approval import edits
from workflow.approval.changes.kinds import ChangeKind

NOT_YOURS = "Tệp «{title}» không thuộc kho tệp của cơ quan bạn."
NOT_SHOWN = (
    "Tệp «{title}» chưa hiển thị trên trang công khai nên không cần yêu cầu này: hãy tải lên tệp "
    "mới rồi chọn tệp đó trong bản nháp."
)


class FileKind(ChangeKind):
    """A change to an image or document that the public sees."""

    model: type = AgencyImage

    def find(self, target_id: int):
        """The record, or None."""
        return self.model.objects.filter(pk=target_id).first()

    def lock(self, target_id: int) -> None:
        """The record: two requests about one file are carried out one after the other."""
        self.model.objects.select_for_update(no_key=True).filter(pk=target_id).first()

    def title_of(self, target) -> str:
        """The name in the agency's files."""
        return target.title

    def obstacle(self, agency, target) -> str:
        """The agency's own, and in public use."""
        if target.collection_id != agency.collection_id:
            return NOT_YOURS.format(title=target.title)
        return "" if _is_shown(target) else NOT_SHOWN.format(title=target.title)

    def before(self, request, target) -> dict:
        """What a visitor sees of the file, and where."""
        return {
            "file": target.file.name,
            "sha256": target.sha256,
            "shown": {name: getattr(target, name) for name in self.model.fixed_when_live},
            "pages": sorted(page.pk for page in guards.live_pages_using(target)),
        }

    def settle(self, request, target) -> list:
        """After the change: void what was approved of drafts with the old file; the live pages."""
        for page in _pages_with_drafts(request.agency, target):
            edits.note_edit(page.latest_revision, editor=request.owner)
        pages = guards.live_pages_using(target)
        for page in pages:
            renditions.prepare_pictures(page)
        return pages


class DocumentKind(FileKind):
    """A change to a document."""

    model = AgencyDocument
    target_type = AgencyDocument._meta.label_lower


class ImageKind(FileKind):
    """A change to an image."""

    model = AgencyImage
    target_type = AgencyImage._meta.label_lower


def _is_shown(target) -> bool:
    if guards.live_page_using(target) is not None:
        return True
    return isinstance(target, AgencyImage) and Agency.objects.filter(emblem=target).exists()


def _pages_with_drafts(agency, target) -> list[BasePage]:
    """The agency's pages whose newest version shows the file."""
    below = BasePage.objects.filter(path__startswith=agency.site.root_page.path)
    ids = {page.pk for page in guards.pages_using(target)}
    runs = WorkflowState.objects.active().filter(
        base_content_type=ContentType.objects.get_for_model(BasePage),
        current_task_state__task__boardtask__agency_id=agency.pk,
    )
    ids |= {int(pk) for pk in runs.values_list("object_id", flat=True)}
    # The index of references knows what is saved in rows, not what drafts of live pages say.
    drafts = below.filter(live=True, has_unpublished_changes=True) | below.filter(pk__in=ids)
    return [
        page
        for page in drafts.filter(latest_revision__isnull=False).select_related("latest_revision")
        if _shows(page.latest_revision.as_object(), target)
    ]


def _shows(draft, target) -> bool:
    own_type = ReferenceIndex._get_base_content_type(type(target)).pk
    # Wagtail offers no public way to ask for the references of content that is not saved.
    return any(
        (content_type_id, str(object_id)) == (own_type, str(target.pk))
        for content_type_id, object_id, *_ in ReferenceIndex._extract_references_from_object(draft)
    )
