"""What every request is asked: why, and when it is to be carried out."""

from django import forms

from workflow.agencies.delegations.forms import MomentField
from workflow.approval.changes.filing import MAX_REASON

NEW_FILE = "Nếu đã chọn tệp, hãy chọn lại tệp: trình duyệt không giữ tệp khi trang tải lại."


class RequestForm(forms.Form):
    """A request of a kind that needs nothing but its reason."""

    def __init__(self, *args, agency, target, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.agency, self.target, self.kind = agency, target, kind
        self.stored = []
        self.fields["reason"] = forms.CharField(
            label="Lý do",
            max_length=MAX_REASON,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text="Vì sao cần thay đổi; người duyệt đọc dòng này và hồ sơ lưu lại.",
            error_messages={"required": "Hãy ghi lý do."},
        )
        if kind.may_wait:
            self.fields["due_at"] = MomentField(
                label="Thực hiện vào lúc",
                required=False,
                help_text="Để trống: thực hiện ngay khi duyệt xong. Ví dụ 27/11/2026 17:00.",
            )

    def payload(self, user) -> dict:
        """What the kind needs to know; an upload is stored as a record of its own."""
        return {}

    def discard(self) -> None:
        """Delete the files that `payload` stored: the request was not filed."""
        for file in self.stored:
            file.storage.delete(file.name)
