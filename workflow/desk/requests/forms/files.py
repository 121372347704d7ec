"""The forms of changes to files and to the agency's particulars."""

from django import forms
from django.core.exceptions import ValidationError
from wagtail.documents.fields import WagtailDocumentField

from sections.media.forms import WholeImageField
from sections.media.models import AgencyDocument, AgencyImage
from workflow.agencies.models import Agency
from workflow.approval.changes.files.particulars import MAX_TITLE
from workflow.approval.changes.site.particulars import EMBLEM, PUBLIC_TEXTS

from .base import NEW_FILE, RequestForm

PARTS = 3
_ROWS = ("Phía trên", "Khoảng giữa", "Phía dưới")
_COLUMNS = ("bên trái", "chính giữa", "bên phải")
NO_AREA = "none"


class UploadForm(RequestForm):
    """The new file; it is stored as a record of its own, which nothing shows."""

    model: type = AgencyImage
    field_class: type = WholeImageField

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"] = self.field_class(
            label="Tệp mới",
            error_messages={"required": "Hãy chọn tệp mới."},
        )
        # The field itself says which formats and sizes it takes.
        self.fields["file"].help_text += f" {NEW_FILE}"
        self.order_fields(["file", "reason", "due_at"])

    def payload(self, user) -> dict:
        """The id and the fingerprint of the stored file."""
        title = f"{self.target.title[:200]} (tệp mới, kèm yêu cầu thay)"
        new = stored(self, self.model, self.cleaned_data["file"], title, user)
        return {"new": new.pk, "sha256": new.sha256}


class ReplaceImageForm(UploadForm):
    """The new picture."""


class ReplaceDocumentForm(UploadForm):
    """The new document."""

    model = AgencyDocument
    field_class = WagtailDocumentField


class RenameDocumentForm(RequestForm):
    """The new title."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"] = forms.CharField(
            label="Tên mới",
            max_length=MAX_TITLE,
            initial=self.target.title,
            error_messages={"required": "Hãy ghi tên mới."},
        )
        self.order_fields(["title", "reason", "due_at"])

    def payload(self, user) -> dict:
        """The new title."""
        return {"title": self.cleaned_data["title"]}


class FocusForm(RequestForm):
    """Which of nine parts of the picture is never cut off."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        parts = [
            (f"{row}-{column}", f"{_ROWS[row]}, {_COLUMNS[column]}")
            for row in range(PARTS)
            for column in range(PARTS)
        ]
        self.fields["part"] = forms.ChoiceField(
            label="Phần luôn được giữ lại",
            choices=[(NO_AREA, "Không đặt: cắt quanh giữa ảnh"), *parts],
            error_messages={"required": "Hãy chọn phần luôn được giữ lại."},
        )
        self.order_fields(["part", "reason", "due_at"])

    def payload(self, user) -> dict:
        """The middle, width and height of the part, in pixels."""
        part = self.cleaned_data["part"]
        if part == NO_AREA:
            return {"area": None}
        row, column = map(int, part.split("-"))
        width, height = self.target.width // PARTS, self.target.height // PARTS
        x, y = width * column + width // 2, height * row + height // 2
        return {"area": [max(x, 1), max(y, 1), max(width - 1, 1), max(height - 1, 1)]}


class ParticularsForm(RequestForm):
    """What every page of the site tells about the agency."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in PUBLIC_TEXTS:
            field = Agency._meta.get_field(name).formfield(required=False)
            field.label = field.label[:1].upper() + field.label[1:]
            field.initial = getattr(self.target, name)
            self.fields[name] = field
        self.fields[EMBLEM] = WholeImageField(
            label="Biểu trưng mới",
            required=False,
        )
        self.fields[EMBLEM].help_text += f" Để trống nếu giữ biểu trưng đang dùng. {NEW_FILE}"
        self.order_fields([*PUBLIC_TEXTS, EMBLEM, "reason", "due_at"])

    def payload(self, user) -> dict:
        """The values that differ, and the fingerprint of a new emblem."""
        values = {
            name: self.cleaned_data[name]
            for name in PUBLIC_TEXTS
            if self.cleaned_data[name] != getattr(self.target, name)
        }
        picture = self.cleaned_data[EMBLEM]
        if not picture:
            return {"values": values}
        title = f"Biểu trưng (kèm yêu cầu thay): {self.agency.short_name}"
        new = stored(self, AgencyImage, picture, title, user)
        return {"values": {**values, EMBLEM: new.pk}, "sha256": new.sha256}


def stored(form: RequestForm, model, upload, title: str, user):
    """A new record of `model` with the uploaded file; `ValidationError` for one that is no good."""
    record = model(
        title=title,
        file=upload,
        collection_id=form.agency.collection_id,
        uploaded_by_user=user,
    )
    try:
        record.full_clean()
    except ValidationError as error:
        raise ValidationError(error.messages) from error
    if isinstance(record, AgencyDocument):
        record._set_document_file_metadata()
    record.save()
    form.stored.append(record.file)
    return record
